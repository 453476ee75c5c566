//! Words of a text, as the search knows them: French elisions taken off, compounds apart and together.

use super::folding::folded;

/// Only so much of a text somebody searches for is read, in characters: nobody types more in earnest.
const LONGEST_QUERY: usize = 200;
/// Only so many words of a query count.
const MOST_WORDS: usize = 12;

/// A word as it stands in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// In lower case, accents kept: what a stemmer wants.
    pub spelled: String,
    /// Folded: what is compared.
    pub folded: String,
    /// The pieces of a compound (`wi-fi`, `128go`), folded; empty for a simple word. `folded` is then the whole.
    pub pieces: Vec<String>,
}

/// The words of a text, in order, stop words included.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let text = text.replace(['’', 'ʼ', '`', '´'], "'").replace(['‐', '‑'], "-").to_lowercase();
    text.split(|letter: char| !(letter.is_alphanumeric() || is_mark(letter) || "'-_.".contains(letter)))
        .flat_map(of_run)
        .collect()
}

/// The words of what somebody searches for: stop words dropped unless there is nothing else, each word once.
pub(super) fn query_tokens(text: &str) -> Vec<Token> {
    let cut: String = text.chars().take(LONGEST_QUERY).collect();
    let all = tokens(&cut);
    let telling = all.iter().any(|token| !is_stop_word(&token.folded));
    let mut kept: Vec<Token> = Vec::new();
    for token in all {
        if (!telling || !is_stop_word(&token.folded)) && !kept.contains(&token) && kept.len() < MOST_WORDS {
            kept.push(token);
        }
    }
    kept
}

fn is_mark(letter: char) -> bool {
    unicode_normalization::char::is_combining_mark(letter)
}

/// A run without spaces: an elision, perhaps a compound.
fn of_run(run: &str) -> Option<Token> {
    let run = run.trim_matches(|letter: char| !letter.is_alphanumeric());
    let run = without_elision(run);
    let run = run.strip_suffix("'s").unwrap_or(run);
    let spelled: String = run.chars().filter(|letter| !"'-_.".contains(*letter)).collect();
    if spelled.is_empty() {
        return None;
    }
    let pieces = pieces(run);
    let pieces = if pieces.len() > 1 { pieces } else { Vec::new() };
    let folded = folded(&spelled);
    (!folded.is_empty()).then_some(Token { spelled, folded, pieces })
}

/// `l'abonnement` is `abonnement`; `aujourd'hui` stays whole.
fn without_elision(run: &str) -> &str {
    const ELIDED: [&str; 13] =
        ["l", "d", "j", "m", "n", "s", "t", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"];
    match run.split_once('\'') {
        Some((before, after)) if ELIDED.contains(&before) && !after.is_empty() => after,
        _ => run,
    }
}

/// Where a compound comes apart: at hyphens and dots, and between letters and digits.
fn pieces(run: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut piece = String::new();
    let mut digits = false;
    for letter in run.chars() {
        let joins = !"'-_.".contains(letter);
        if !piece.is_empty() && (!joins || (letter.is_numeric() != digits && !is_mark(letter))) {
            pieces.push(folded(&std::mem::take(&mut piece)));
        }
        if joins {
            digits = letter.is_numeric();
            piece.push(letter);
        }
    }
    if !piece.is_empty() {
        pieces.push(folded(&piece));
    }
    pieces
}

/// Words that say nothing about what is sought, French and English, folded.
pub(super) fn is_stop_word(folded: &str) -> bool {
    const STOP: [&str; 59] = [
        "a", "afin", "an", "and", "are", "as", "at", "au", "aux", "avec", "by", "ce", "ces", "cet", "cette",
        "chez", "dans", "de", "des", "du", "elle", "en", "est", "et", "for", "from", "i", "il", "in", "is",
        "it", "je", "la", "le", "les", "leur", "mes", "mon", "my", "nos", "of", "on", "ou", "par", "pour",
        "que", "qui", "sa", "se", "ses", "sur", "the", "this", "to", "un", "une", "vos", "with", "your",
    ];
    STOP.binary_search(&folded).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        query_tokens(text).into_iter().map(|token| token.folded).collect()
    }

    #[test]
    fn french_elisions_and_english_possessives_come_off() {
        assert_eq!(
            read("L’abonnement d'électricité qu'il vous faut"),
            ["abonnement", "electricite", "vous", "faut"]
        );
        assert_eq!(read("today's aujourd'hui"), ["today", "aujourdhui"]);
    }

    #[test]
    fn compounds_are_known_apart_and_together() {
        let wifi = query_tokens("Wi-Fi");
        assert_eq!(
            (wifi[0].folded.as_str(), wifi[0].pieces.as_slice()),
            ("wifi", ["wi", "fi"].map(String::from).as_slice())
        );
        assert_eq!(query_tokens("128Go")[0].pieces, ["128", "go"]);
        assert_eq!(query_tokens("iphone")[0].pieces, [""; 0]);
    }

    #[test]
    fn stop_words_count_only_where_there_is_nothing_else() {
        assert_eq!(read("le téléphone de la maison"), ["telephone", "maison"]);
        assert_eq!(read("la"), ["la"]);
        assert_eq!(read("… ?! --- ''' ///"), [""; 0]);
    }

    #[test]
    fn stop_words_stand_in_order() {
        for word in ["a", "avec", "your", "the", "du", "is"] {
            assert!(is_stop_word(word), "{word}");
        }
    }

    #[test]
    fn a_query_without_end_is_cut() {
        assert!(query_tokens(&"mot ".repeat(10_000)).len() <= MOST_WORDS);
        assert!(query_tokens(&"x".repeat(10_000))[0].folded.len() <= LONGEST_QUERY);
        assert_eq!(read("שלום עולם"), ["שלום", "עולם"]);
    }
}
