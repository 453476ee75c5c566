//! WebP (RFC 9649): chunks in a RIFF container. Exif and XMP are dropped.

use super::sniff::Size;
use super::{Broken, cut, le16, le32};

/// Bits of the extended header that announce Exif and XMP.
const TOLD: u8 = 0b0000_1100;

pub(super) fn clean(bytes: &[u8]) -> Result<(Size, Vec<u8>), Broken> {
    let mut rest = bytes;
    let head = cut(&mut rest, 12)?;
    let stated = le32(head, 4)? as usize;
    // What follows the stated end is not part of the picture.
    let mut rest = rest.get(..stated.saturating_sub(4)).ok_or(Broken("it ends too early"))?;
    let mut chunks: Vec<u8> = Vec::with_capacity(rest.len());
    let (mut canvas, mut frame) = (None, None);
    while !rest.is_empty() {
        let head = cut(&mut rest, 8)?;
        let (name, length) = (&head[..4], le32(head, 4)? as usize);
        let content = cut(&mut rest, length)?;
        if length % 2 == 1 {
            cut(&mut rest, 1)?;
        }
        let mut content = content.to_vec();
        match name {
            b"VP8X" => {
                canvas = Some(extended(&content)?);
                content[0] &= !TOLD;
            }
            b"VP8 " => frame = Some(lossy(&content)?),
            b"VP8L" => frame = Some(lossless(&content)?),
            b"ANMF" => frame = frame.or(canvas),
            b"ICCP" | b"ANIM" | b"ALPH" => {}
            _ => continue,
        }
        chunks.extend_from_slice(head);
        chunks.extend_from_slice(&content);
        if length % 2 == 1 {
            chunks.push(0);
        }
    }
    let Some(frame) = frame else { return Err(Broken("it holds no picture")) };
    let length = u32::try_from(chunks.len() + 4).map_err(|_| Broken("it is too long"))?;
    let mut clean = b"RIFF".to_vec();
    clean.extend_from_slice(&length.to_le_bytes());
    clean.extend_from_slice(b"WEBP");
    clean.extend_from_slice(&chunks);
    Ok((canvas.unwrap_or(frame), clean))
}

fn extended(content: &[u8]) -> Result<Size, Broken> {
    if content.len() != 10 {
        return Err(Broken("its beginning is not one"));
    }
    let three = |at: usize| u32::from_le_bytes([content[at], content[at + 1], content[at + 2], 0]) + 1;
    Ok(Size { width: three(4), height: three(7) })
}

fn lossy(content: &[u8]) -> Result<Size, Broken> {
    if content.get(3..6) != Some(&[0x9d, 0x01, 0x2a]) || content[0] & 1 != 0 {
        return Err(Broken("it holds no whole picture"));
    }
    let size = |at| le16(content, at).map(|two| u32::from(two & 0x3fff));
    Ok(Size { width: size(6)?, height: size(8)? })
}

fn lossless(content: &[u8]) -> Result<Size, Broken> {
    if content.first() != Some(&0x2f) {
        return Err(Broken("it holds no whole picture"));
    }
    let bits = le32(content, 1)?;
    Ok(Size { width: (bits & 0x3fff) + 1, height: (bits >> 14 & 0x3fff) + 1 })
}
