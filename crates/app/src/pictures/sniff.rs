//! What a file really is, whatever it is called.

use serde::{Deserialize, Serialize};

/// Kinds of pictures that are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum PictureKind {
    /// Portable Network Graphics.
    #[serde(rename = "image/png")]
    Png,
    /// JPEG.
    #[serde(rename = "image/jpeg")]
    Jpeg,
    /// WebP.
    #[serde(rename = "image/webp")]
    WebP,
    /// GIF.
    #[serde(rename = "image/gif")]
    Gif,
}

impl PictureKind {
    /// Its media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::WebP => "image/webp",
            Self::Gif => "image/gif",
        }
    }

    /// Its name as people say it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Png => "PNG",
            Self::Jpeg => "JPEG",
            Self::WebP => "WebP",
            Self::Gif => "GIF",
        }
    }
}

/// The width and height of a picture, in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Size {
    pub width: u32,
    pub height: u32,
}

/// Why a file is not taken as a picture.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PictureProblem {
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// It is heavier than a picture should be.
    #[error("the file has {bytes} bytes; a picture may have {most}: save it smaller")]
    TooHeavy {
        /// How many bytes it has.
        bytes: usize,
        /// How many it may have.
        most: usize,
    },
    /// It is a drawing that can hold programs.
    #[error("SVG files are not taken, since they can hold programs: save it as PNG or WebP")]
    Svg,
    /// It is something else, whatever its name says.
    #[error("this is no picture that a browser shows: give a PNG, JPEG, WebP or GIF file")]
    NoPicture,
    /// It begins like a picture, and then is none.
    #[error("this file begins like a {} picture, but {what}", .kind.name())]
    Broken {
        /// As what it begins.
        kind: PictureKind,
        /// What is wrong.
        what: &'static str,
    },
    /// It has more pixels than can be shown.
    #[error(
        "the picture is {width} × {height} pixels; at most 8,000 on a side and 24 million in all: make it smaller"
    )]
    TooLarge {
        /// Its width.
        width: u32,
        /// Its height.
        height: u32,
    },
}

impl PictureProblem {
    /// The key under which pages word it.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Empty => "picture-empty",
            Self::TooHeavy { .. } => "picture-too-heavy",
            Self::Svg => "picture-svg",
            Self::NoPicture => "picture-none",
            Self::Broken { .. } => "picture-broken",
            Self::TooLarge { .. } => "picture-too-large",
        }
    }
}

/// The kind that the first bytes claim; whether it is true is found out by walking through the rest.
pub(super) fn kind_of(bytes: &[u8]) -> Result<PictureKind, PictureProblem> {
    match bytes {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Ok(PictureKind::Png),
        [0xff, 0xd8, 0xff, ..] => Ok(PictureKind::Jpeg),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Ok(PictureKind::WebP),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Ok(PictureKind::Gif),
        _ if looks_like_svg(bytes) => Err(PictureProblem::Svg),
        _ => Err(PictureProblem::NoPicture),
    }
}

fn looks_like_svg(bytes: &[u8]) -> bool {
    let begin = String::from_utf8_lossy(&bytes[..bytes.len().min(1_024)]).to_ascii_lowercase();
    begin.contains("<svg")
}
