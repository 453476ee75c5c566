//! QR codes (ISO/IEC 18004), as squares to draw and as SVG for pages.

use std::fmt::Write;

use qrcode::{Color, EcLevel};

/// Light modules around the code, without which cameras do not find it.
const QUIET: usize = 4;

/// A QR code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QrCode {
    side: usize,
    dark: Vec<bool>,
}

/// A text that no QR code can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is too long for a QR code")]
pub struct TooLong;

impl QrCode {
    /// The code of a text: a short code, an address. A quarter of its squares may be soiled.
    pub fn new(text: &str) -> Result<Self, TooLong> {
        let code = qrcode::QrCode::with_error_correction_level(text, EcLevel::Q)
            .or_else(|_| qrcode::QrCode::with_error_correction_level(text, EcLevel::L))
            .map_err(|_| TooLong)?;
        let dark = code.to_colors().into_iter().map(|color| color == Color::Dark).collect();
        Ok(Self { side: code.width(), dark })
    }

    /// How many squares wide and high it is, with the light ones around it.
    pub const fn side(&self) -> usize {
        self.side + 2 * QUIET
    }

    /// Its dark squares, joined in each row: row, first column, how many. The light squares around it are counted.
    pub fn runs(&self) -> Vec<(usize, usize, usize)> {
        let mut runs: Vec<(usize, usize, usize)> = Vec::new();
        for (row, squares) in self.dark.chunks(self.side).enumerate() {
            let mut open = false;
            for (column, dark) in squares.iter().enumerate() {
                match (dark, open) {
                    (true, true) => {
                        if let Some(run) = runs.last_mut() {
                            run.2 += 1;
                        }
                    }
                    (true, false) => runs.push((row + QUIET, column + QUIET, 1)),
                    (false, _) => {}
                }
                open = *dark;
            }
        }
        runs
    }

    /// As SVG: dark on white in both themes, since cameras want it so. `label` says what it is to those who cannot see it.
    pub fn to_svg(&self, label: &str) -> String {
        let side = self.side();
        let mut path = String::new();
        for (row, column, length) in self.runs() {
            // Writing to a String cannot fail.
            let _ = write!(path, "M{column} {row}h{length}v1h-{length}z");
        }
        let label = label.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
        format!(
            "<svg class=\"qr\" role=\"img\" aria-label=\"{label}\" viewBox=\"0 0 {side} {side}\" \
             width=\"192\" height=\"192\" shape-rendering=\"crispEdges\">\
             <path fill=\"#fff\" d=\"M0 0h{side}v{side}h-{side}z\"/><path fill=\"#000\" d=\"{path}\"/></svg>"
        )
    }
}
