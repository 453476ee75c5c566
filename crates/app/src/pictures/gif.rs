//! GIF (89a): blocks up to a trailer. Comments and what applications added are dropped, except how often an animation
//! repeats.

use super::sniff::Size;
use super::{Broken, cut, le16};

pub(super) fn clean(bytes: &[u8]) -> Result<(Size, Vec<u8>), Broken> {
    let mut rest = bytes;
    let head = cut(&mut rest, 13)?;
    let size = Size { width: le16(head, 6)?.into(), height: le16(head, 8)?.into() };
    let mut clean = head.to_vec();
    clean.extend_from_slice(cut(&mut rest, table_length(head[10]))?);
    let mut painted = false;
    loop {
        let before = rest;
        match cut(&mut rest, 1)?[0] {
            0x3b => break,
            0x2c => {
                let descriptor = cut(&mut rest, 9)?;
                cut(&mut rest, table_length(descriptor[8]) + 1)?;
                skip_blocks(&mut rest)?;
                painted = true;
                clean.extend_from_slice(&before[..before.len() - rest.len()]);
            }
            0x21 => {
                let label = cut(&mut rest, 1)?[0];
                let first = rest.get(1..12).unwrap_or_default();
                let repeats = label == 0xff && (first == b"NETSCAPE2.0" || first == b"ANIMEXTS1.0");
                skip_blocks(&mut rest)?;
                // 0xf9 says how long a picture stays and what of it is clear.
                if label == 0xf9 || repeats {
                    clean.extend_from_slice(&before[..before.len() - rest.len()]);
                }
            }
            _ => return Err(Broken("its parts do not follow each other")),
        }
    }
    clean.push(0x3b);
    if painted { Ok((size, clean)) } else { Err(Broken("it holds no picture")) }
}

/// How many bytes a table of colours takes, by its flags.
const fn table_length(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

/// Passes over blocks that say their length, up to an empty one.
fn skip_blocks(rest: &mut &[u8]) -> Result<(), Broken> {
    loop {
        match cut(rest, 1)?[0] {
            0 => return Ok(()),
            length => {
                cut(rest, usize::from(length))?;
            }
        }
    }
}
