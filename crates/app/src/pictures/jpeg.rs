//! JPEG (ITU-T T.81): segments between markers. What applications and people added is dropped, except what turns the picture
//! upright and what says how its colours are meant.

use super::orientation;
use super::sniff::Size;
use super::{Broken, be16, cut};

pub(super) fn clean(bytes: &[u8]) -> Result<(Size, Vec<u8>), Broken> {
    let mut rest = bytes;
    cut(&mut rest, 2)?;
    let mut clean = vec![0xff, 0xd8];
    let (mut size, mut scans) = (None, 0_u32);
    loop {
        let marker = marker(&mut rest)?;
        match marker {
            0xd9 => break,
            // Restarts belong into scans; a second beginning nowhere.
            0x00 | 0x01 | 0xd0..=0xd8 => return Err(Broken("its parts do not follow each other")),
            _ => {}
        }
        let length = usize::from(be16(rest, 0)?);
        let segment = cut(&mut rest, length.max(2))?;
        let content = segment.get(2..).unwrap_or_default();
        if is_frame(marker) && size.replace(frame(content)?).is_some() {
            return Err(Broken("it begins twice"));
        }
        match kept(marker, content) {
            Kept::Whole => {
                clean.extend_from_slice(&[0xff, marker]);
                clean.extend_from_slice(segment);
            }
            Kept::Upright(turned) => clean.extend_from_slice(&orientation::segment(turned)),
            Kept::Not => {}
        }
        if marker == 0xda {
            if size.is_none() {
                return Err(Broken("it does not say its size"));
            }
            scans += 1;
            let scan = scan_length(rest);
            clean.extend_from_slice(cut(&mut rest, scan)?);
            if rest.is_empty() {
                return Err(Broken("it ends too early"));
            }
        }
    }
    clean.extend_from_slice(&[0xff, 0xd9]);
    match size {
        Some(size) if scans > 0 => Ok((size, clean)),
        _ => Err(Broken("it holds no picture")),
    }
}

/// The next marker; any number of 0xff may stand before it.
fn marker(rest: &mut &[u8]) -> Result<u8, Broken> {
    if cut(rest, 1)? != [0xff] {
        return Err(Broken("its parts do not follow each other"));
    }
    loop {
        match cut(rest, 1)?[0] {
            0xff => {}
            marker => return Ok(marker),
        }
    }
}

/// Markers that begin a frame and say its size.
const fn is_frame(marker: u8) -> bool {
    matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc)
}

fn frame(content: &[u8]) -> Result<Size, Broken> {
    let components = content.get(5).copied().ok_or(Broken("its size is cut short"))?;
    if !matches!(components, 1..=4) || content.len() != 6 + 3 * usize::from(components) {
        return Err(Broken("its colours are of no known kind"));
    }
    Ok(Size { width: be16(content, 3)?.into(), height: be16(content, 1)?.into() })
}

enum Kept {
    Whole,
    Upright(u8),
    Not,
}

fn kept(marker: u8, content: &[u8]) -> Kept {
    match marker {
        // JFIF's and Adobe's say how colours are coded, ICC's what they look like.
        0xe0 | 0xee => Kept::Whole,
        0xe2 if content.starts_with(b"ICC_PROFILE\0") => Kept::Whole,
        0xe1 => match orientation::in_exif(content) {
            Some(turned @ 2..=8) => Kept::Upright(turned),
            _ => Kept::Not,
        },
        0xe2..=0xef | 0xfe => Kept::Not,
        _ => Kept::Whole,
    }
}

/// How far a scan goes: up to a marker that is neither a restart nor a stuffed zero.
fn scan_length(rest: &[u8]) -> usize {
    let ends = |pair: &[u8]| pair[0] == 0xff && !matches!(pair[1], 0x00 | 0xd0..=0xd7 | 0xff);
    rest.windows(2).position(ends).unwrap_or(rest.len())
}
