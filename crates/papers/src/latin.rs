//! Texts in the letters that the fonts have: Windows' Latin alphabet (WinAnsiEncoding, PDF 32000-1 annex D).

use unicode_normalization::UnicodeNormalization;

/// A space that does not break.
pub const FIXED_SPACE: u8 = 0xa0;

/// The letters between 0x80 and 0x9f, with the byte of each.
const MARKED: [(char, u8); 27] = [
    ('€', 0x80),
    ('‚', 0x82),
    ('ƒ', 0x83),
    ('„', 0x84),
    ('…', 0x85),
    ('†', 0x86),
    ('‡', 0x87),
    ('ˆ', 0x88),
    ('‰', 0x89),
    ('Š', 0x8a),
    ('‹', 0x8b),
    ('Œ', 0x8c),
    ('Ž', 0x8e),
    ('‘', 0x91),
    ('’', 0x92),
    ('“', 0x93),
    ('”', 0x94),
    ('•', 0x95),
    ('–', 0x96),
    ('—', 0x97),
    ('˜', 0x98),
    ('™', 0x99),
    ('š', 0x9a),
    ('›', 0x9b),
    ('œ', 0x9c),
    ('ž', 0x9e),
    ('Ÿ', 0x9f),
];

/// The text in the fonts' letters. Others are written in Latin ones (`Łódź` as `Lódz`), or as `?` where there is no such
/// way; what has no shape (control characters, directions) is left out. Line breaks become spaces.
pub fn encode(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    for character in text.nfc() {
        push(&mut bytes, character);
    }
    bytes
}

fn push(bytes: &mut Vec<u8>, character: char) {
    match character {
        ' '..='~' => bytes.push(character as u8),
        '\t' | '\n' | '\r' => bytes.push(b' '),
        // Narrow and other spaces that do not break.
        '\u{a0}' | '\u{202f}' | '\u{2007}' | '\u{2060}' => bytes.push(FIXED_SPACE),
        '\u{ad}' => {}
        '\u{a1}'..='\u{ff}' => bytes.push(character as u32 as u8),
        '\u{2000}'..='\u{200a}' => bytes.push(b' '),
        // Minus and hyphens.
        '\u{2212}' | '\u{2010}' | '\u{2011}' => bytes.push(b'-'),
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2061}'..='\u{206f}' | '\u{feff}' => {}
        control if control.is_control() => {}
        other => match MARKED.iter().find(|(letter, _)| *letter == other) {
            Some((_, byte)) => bytes.push(*byte),
            None => bytes.extend(
                deunicode::deunicode_char(other).unwrap_or("?").bytes().filter(|b| (b' '..=b'~').contains(b)),
            ),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_stays_french_and_others_are_written_in_latin_letters() {
        assert_eq!(encode("Œuvre à 12 € – « là »"), b"\x8cuvre \xe0 12 \x80 \x96 \xab l\xe0 \xbb");
        assert_eq!(encode("e\u{301}te\u{301}"), b"\xe9t\xe9", "letters that come in two pieces");
        assert_eq!(encode("1\u{202f}234,50\u{a0}€"), b"1\xa0234,50\xa0\x80");
        assert_eq!(encode("−20"), b"-20");
        assert_eq!(encode("Łódź"), b"L\xf3dz");
        assert_eq!(encode("Αθήνα"), b"Athena");
        assert_eq!(encode("a\u{202e}b\0c\u{200f}"), b"abc");
        assert_eq!(encode("a\nb"), b"a b");
    }
}
