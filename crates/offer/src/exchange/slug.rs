//! Ids that people can read, made from names.

use unicode_normalization::UnicodeNormalization;

/// A readable id out of a name: small letters and digits, words joined by hyphens, at most 60 characters.
pub fn slug(name: &str) -> String {
    let mut text = String::new();
    for letter in name.nfkd().flat_map(char::to_lowercase) {
        let plain: &str = match letter {
            'œ' => "oe",
            'æ' => "ae",
            'ß' => "ss",
            'ø' => "o",
            _ if unicode_normalization::char::is_combining_mark(letter) => continue,
            _ if letter.is_alphanumeric() => {
                text.push(letter);
                continue;
            }
            _ if text.is_empty() || text.ends_with('-') => continue,
            _ => "-",
        };
        text.push_str(plain);
    }
    let cut: String = text.chars().take(60).collect();
    cut.trim_end_matches('-').to_owned()
}
