//! One spelling for what people take for the same: case, accents, ligatures and widths folded away.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A text in lower case without accents, ligatures taken apart: `Œuvre Élégante` is `oeuvre elegante`.
pub fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    for letter in text.nfkd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase) {
        match letter {
            'œ' => out.push_str("oe"),
            'æ' => out.push_str("ae"),
            'ß' => out.push_str("ss"),
            'ø' => out.push('o'),
            'ł' => out.push('l'),
            'đ' | 'ð' => out.push('d'),
            'ı' => out.push('i'),
            'þ' => out.push_str("th"),
            // `İ` in lower case brings a dot of its own.
            mark if is_combining_mark(mark) => {}
            letter => out.push(letter),
        }
    }
    out
}

/// A code as people copy it: folded, without spaces, hyphens, dots or slashes. `SM-G991/B` is `smg991b`.
pub fn squeezed(code: &str) -> String {
    folded(code).chars().filter(|letter| letter.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_alike_folds_alike() {
        assert_eq!(folded("Œuvre ÉLÉGANTE ﬁbre"), "oeuvre elegante fibre");
        assert_eq!(folded("１２８ Ｇｏ"), "128 go");
        assert_eq!(folded("İstanbul"), "istanbul");
        assert_eq!(squeezed(" SM-G991/B "), "smg991b");
    }
}
