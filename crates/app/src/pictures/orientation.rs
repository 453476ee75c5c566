//! Which way up a photograph is held (Exif, tag 0x0112): the one thing of its metadata that is seen.

/// The orientation that an Exif segment tells, 1 to 8, where it tells one.
pub(super) fn in_exif(content: &[u8]) -> Option<u8> {
    let tiff = content.strip_prefix(b"Exif\0\0")?;
    let big = match tiff.get(..4)? {
        b"MM\0*" => true,
        b"II*\0" => false,
        _ => return None,
    };
    let two = |at: usize| -> Option<u16> {
        let bytes = [*tiff.get(at)?, *tiff.get(at.checked_add(1)?)?];
        Some(if big { u16::from_be_bytes(bytes) } else { u16::from_le_bytes(bytes) })
    };
    let four = |at: usize| -> Option<usize> {
        let (first, second) = (usize::from(two(at)?), usize::from(two(at.checked_add(2)?)?));
        Some(if big { first << 16 | second } else { second << 16 | first })
    };
    let directory = four(4)?;
    let entries = usize::from(two(directory)?);
    (0..entries).map(|entry| directory + 2 + 12 * entry).find_map(|at| {
        let value = two(at + 8)?;
        (two(at)? == 0x0112 && two(at + 2)? == 3 && (1..=8).contains(&value)).then_some(value as u8)
    })
}

/// A segment that tells this orientation and nothing else.
pub(super) fn segment(turned: u8) -> Vec<u8> {
    let mut segment = vec![0xff, 0xe1, 0x00, 0x22];
    segment.extend_from_slice(b"Exif\0\0MM\0*\0\0\0\x08\0\x01");
    segment.extend_from_slice(&[0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, turned, 0, 0]);
    segment.extend_from_slice(&[0, 0, 0, 0]);
    segment
}
