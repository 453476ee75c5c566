//! Telling people things on a terminal, without dying when the reader goes away (`comptoir … | head`).

use std::io::{IsTerminal, Write};

/// Writes to standard output. If nobody reads any more, there is nobody to tell: the program ends quietly.
pub fn tell(text: &str) {
    let mut out = std::io::stdout().lock();
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    if written.is_err() {
        std::process::exit(0);
    }
}

/// Writes a line to standard output.
pub fn tell_line(text: &str) {
    tell(&format!("{text}\n"));
}

/// Progress on one line of standard error, only where somebody looks.
pub struct ProgressLine {
    shown: bool,
}

impl ProgressLine {
    /// A line that is shown only on a terminal.
    pub fn new() -> Self {
        Self { shown: std::io::stderr().is_terminal() }
    }

    /// Replaces what the line says.
    pub fn say(&mut self, text: &str) {
        if self.shown {
            eprint!("\r\x1b[2K{text}");
        }
    }

    /// Clears the line.
    pub fn clear(&mut self) {
        if self.shown {
            eprint!("\r\x1b[2K");
        }
    }
}
