//! The space before and inside French punctuation, and the curved apostrophe of both languages.
//!
//! Messages are written with ordinary spaces and straight apostrophes, which editors keep; they are set
//! right once, when they are loaded.

/// Between a number and its unit, before `;`, `?`, `!`, `%`, and between groups of three digits.
pub const NARROW: char = '\u{202f}';

/// The source of French messages with the spaces that its punctuation wants.
pub fn french(source: &str) -> String {
    curved(source)
        .replace(" :", "\u{a0}:")
        .replace(" ;", "\u{202f};")
        .replace(" ?", "\u{202f}?")
        .replace(" !", "\u{202f}!")
        .replace(" %", "\u{202f}%")
        .replace("« ", "«\u{a0}")
        .replace(" »", "\u{a0}»")
}

/// The source of messages with curved apostrophes.
pub fn curved(source: &str) -> String {
    source.replace('\'', "’")
}
