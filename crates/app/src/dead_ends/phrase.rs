//! What is kept of the words that somebody sought: masked, so that no number, address or mail address stays.

use offer::shelf::folded;

/// So long a phrase is kept at most, in characters.
const LONGEST: usize = 80;
/// So many letters one word has at most.
const LONGEST_WORD: usize = 40;

/// Words that begin the name of a street, when a number stands before them or a name follows.
const STREETS: [&str; 26] = [
    "rue",
    "avenue",
    "av",
    "boulevard",
    "bd",
    "bld",
    "blvd",
    "chemin",
    "allee",
    "allees",
    "impasse",
    "route",
    "quai",
    "cours",
    "square",
    "faubourg",
    "lotissement",
    "residence",
    "street",
    "st",
    "road",
    "rd",
    "lane",
    "drive",
    "close",
    "court",
];

/// A phrase as it is kept: small letters, single spaces, every digit a `#`, mail addresses, web addresses and postal addresses
/// replaced by what they were. Empty where nothing is left to keep.
pub fn masked(phrase: &str) -> String {
    let words: Vec<&str> =
        phrase.split(|c: char| c.is_whitespace() || c.is_control()).filter(|it| !it.is_empty()).collect();
    let mut kept: Vec<String> = Vec::new();
    let mut index = 0;
    while let Some(word) = words.get(index) {
        let before = index.checked_sub(1).and_then(|before| words.get(before));
        let numbered = before.is_some_and(|it| it.chars().any(char::is_numeric) || is_repeat(it));
        let street = STREETS.contains(&plain(word).as_str());
        if street && numbered {
            // All that follows belongs to the address.
            kept.pop();
            kept.push("[adresse]".to_owned());
            break;
        }
        kept.push(masked_word(word));
        index += 1;
    }
    let mut phrase: String = kept.join(" ").chars().take(LONGEST).collect();
    phrase.truncate(phrase.trim_end().len());
    phrase
}

/// `bis` and `ter` after a street number.
fn is_repeat(word: &str) -> bool {
    matches!(plain(word).as_str(), "bis" | "ter" | "quater")
}

fn plain(word: &str) -> String {
    folded(word).chars().filter(|letter| letter.is_alphanumeric()).collect()
}

fn masked_word(word: &str) -> String {
    if word.contains('@') || word.contains('＠') {
        return "[mail]".to_owned();
    }
    let small = word.to_lowercase();
    if small.contains("://") || small.starts_with("www.") {
        return "[web]".to_owned();
    }
    small.chars().take(LONGEST_WORD).map(|letter| if letter.is_numeric() { '#' } else { letter }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_number_and_no_address_stays() {
        assert_eq!(masked("  Téléphone   PLIANT "), "téléphone pliant");
        assert_eq!(masked("iPhone 15"), "iphone ##");
        assert_eq!(masked("appeler 06 12 34 56 78"), "appeler ## ## ## ## ##");
        assert_eq!(masked("+33612345678"), "+###########");
        assert_eq!(masked("facture jean.dupont@example.org svp"), "facture [mail] svp");
        assert_eq!(masked("fibre 12 bis rue de la Paix 69003 Lyon"), "fibre ## [adresse]");
        assert_eq!(masked("fibre 4, avenue Foch Paris"), "fibre [adresse]");
        assert_eq!(masked("10 Downing Street"), "## downing street");
        assert_eq!(masked("https://example.org/?jean"), "[web]");
        assert_eq!(masked("٠١٢٣"), "####");
        assert_eq!(masked(" \u{0} \n"), "");
        assert!(masked(&"x".repeat(10_000)).chars().count() <= LONGEST);
        assert!(masked("<script>alert(1)</script>").starts_with("<script>alert(#)"));
    }
}
