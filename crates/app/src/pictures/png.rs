//! PNG (ISO/IEC 15948): a signature, then chunks with their checksums. Only those that paint are kept.

use super::sniff::Size;
use super::{Broken, be32, cut};

/// Chunks that change what is seen; the rest tells about the file, its maker or its time.
const KEPT: [&[u8; 4]; 15] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD",
    b"pHYs", b"acTL", b"fcTL", b"fdAT",
];

pub(super) fn clean(bytes: &[u8]) -> Result<(Size, Vec<u8>), Broken> {
    let mut rest = bytes;
    let mut clean = cut(&mut rest, 8)?.to_vec();
    let mut size = None;
    let mut painted = false;
    loop {
        let length = be32(rest, 0)? as usize;
        let chunk = cut(&mut rest, length.checked_add(12).ok_or(Broken("a part of it is too long"))?)?;
        let (named, checksum) = chunk[4..].split_at(length + 4);
        if crc32fast::hash(named) != be32(checksum, 0)? {
            return Err(Broken("a part of it is damaged"));
        }
        let (name, content) = named.split_at(4);
        match (name, size) {
            (b"IHDR", None) => size = Some(header(content)?),
            (b"IHDR", Some(_)) => return Err(Broken("it begins twice")),
            (_, None) => return Err(Broken("it does not begin with its size")),
            _ => {}
        }
        painted |= name == b"IDAT";
        if KEPT.iter().any(|kept| kept[..] == *name) {
            clean.extend_from_slice(chunk);
        } else if name[0].is_ascii_uppercase() {
            return Err(Broken("it needs something that is not known"));
        }
        if name == b"IEND" {
            break;
        }
    }
    match size {
        Some(size) if painted => Ok((size, clean)),
        _ => Err(Broken("it holds no picture")),
    }
}

fn header(content: &[u8]) -> Result<Size, Broken> {
    if content.len() != 13 {
        return Err(Broken("its beginning is not one"));
    }
    let depth_fits = match content[9] {
        0 => matches!(content[8], 1 | 2 | 4 | 8 | 16),
        3 => matches!(content[8], 1 | 2 | 4 | 8),
        2 | 4 | 6 => matches!(content[8], 8 | 16),
        _ => false,
    };
    if !depth_fits || content[10] != 0 || content[11] != 0 || content[12] > 1 {
        return Err(Broken("its colours are of no known kind"));
    }
    Ok(Size { width: be32(content, 0)?, height: be32(content, 4)? })
}
