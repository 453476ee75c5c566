//! Pictures of what is sold: taken in only as what they really are, stripped of what they tell about who made them, and
//! served under an address that never changes its content.
//!
//! A file is walked through piece by piece, not trusted by its name or its first bytes: what does not hold together is
//! refused, what follows the end is dropped, and so is everything that is not the picture (places, cameras, comments).

mod gif;
mod jpeg;
mod keep;
mod orientation;
mod png;
mod sniff;
#[cfg(test)]
mod tests;
mod webp;

pub use keep::{AltText, Picture, PictureBytes, PictureRefusal};
pub use sniff::{PictureKind, PictureProblem};

use sniff::Size;

/// The largest file that is taken, in bytes.
pub const LARGEST_PICTURE: usize = 4 << 20;
/// The longest side of a picture, in pixels.
const LONGEST_SIDE: u32 = 8_000;
/// The most pixels of a picture: what a telephone takes, and no more than a small machine can show.
const MOST_PIXELS: u64 = 24_000_000;

/// A picture that was walked through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CleanPicture {
    /// What it really is.
    pub kind: PictureKind,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
    /// The file, without what is not the picture.
    pub bytes: Vec<u8>,
}

/// Walks through a file and gives the picture that is in it.
pub fn read_picture(bytes: &[u8]) -> Result<CleanPicture, PictureProblem> {
    if bytes.is_empty() {
        return Err(PictureProblem::Empty);
    }
    if bytes.len() > LARGEST_PICTURE {
        return Err(PictureProblem::TooHeavy { bytes: bytes.len(), most: LARGEST_PICTURE });
    }
    let kind = sniff::kind_of(bytes)?;
    let broken = |broken: Broken| PictureProblem::Broken { kind, what: broken.0 };
    let (size, clean) = match kind {
        PictureKind::Png => png::clean(bytes),
        PictureKind::Jpeg => jpeg::clean(bytes),
        PictureKind::WebP => webp::clean(bytes),
        PictureKind::Gif => gif::clean(bytes),
    }
    .map_err(broken)?;
    let Size { width, height } = size;
    if width == 0 || height == 0 {
        return Err(broken(Broken("it has no width or no height")));
    }
    let pixels = u64::from(width) * u64::from(height);
    if width > LONGEST_SIDE || height > LONGEST_SIDE || pixels > MOST_PIXELS {
        return Err(PictureProblem::TooLarge { width, height });
    }
    Ok(CleanPicture { kind, width, height, bytes: clean })
}

/// A file that does not hold together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Broken(&'static str);

/// Cuts `length` bytes off the front.
fn cut<'a>(bytes: &mut &'a [u8], length: usize) -> Result<&'a [u8], Broken> {
    let (front, rest) = bytes.split_at_checked(length).ok_or(Broken("it ends too early"))?;
    *bytes = rest;
    Ok(front)
}

/// A big-endian number of four bytes at a place.
fn be32(bytes: &[u8], at: usize) -> Result<u32, Broken> {
    let four = bytes.get(at..at + 4).ok_or(Broken("it ends too early"))?;
    Ok(u32::from_be_bytes([four[0], four[1], four[2], four[3]]))
}

/// A big-endian number of two bytes at a place.
fn be16(bytes: &[u8], at: usize) -> Result<u16, Broken> {
    let two = bytes.get(at..at + 2).ok_or(Broken("it ends too early"))?;
    Ok(u16::from_be_bytes([two[0], two[1]]))
}

/// A little-endian number of two bytes at a place.
fn le16(bytes: &[u8], at: usize) -> Result<u16, Broken> {
    be16(bytes, at).map(u16::swap_bytes)
}

/// A little-endian number of four bytes at a place.
fn le32(bytes: &[u8], at: usize) -> Result<u32, Broken> {
    be32(bytes, at).map(u32::swap_bytes)
}
