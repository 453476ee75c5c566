//! Stems, French and English (Snowball), as keys under which words of one family meet.

use std::collections::BTreeSet;

use rust_stemmers::{Algorithm, Stemmer};

use super::folding::folded;

/// The two stemmers. They hold no state.
pub(super) struct Stems {
    french: Stemmer,
    english: Stemmer,
}

impl Default for Stems {
    fn default() -> Self {
        Self { french: Stemmer::create(Algorithm::French), english: Stemmer::create(Algorithm::English) }
    }
}

impl std::fmt::Debug for Stems {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Stems")
    }
}

impl Stems {
    /// The keys of a word: its French stem as it is spelled and as people type it without accents, and its
    /// English stem. Words with digits and words of two letters or fewer have none.
    pub fn keys(&self, spelled: &str, folded_word: &str) -> BTreeSet<String> {
        if folded_word.chars().count() < 3 || folded_word.chars().any(char::is_numeric) {
            return BTreeSet::new();
        }
        let key = |language: &str, stem: &str| format!("{language}{}", folded(stem));
        BTreeSet::from([
            key("f", &self.french.stem(spelled)),
            key("f", &self.french.stem(folded_word)),
            key("e", &self.english.stem(folded_word)),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meet(a: &str, b: &str) -> bool {
        let stems = Stems::default();
        let keys = |word: &str| stems.keys(&word.to_lowercase(), &folded(word));
        !keys(a).is_disjoint(&keys(b))
    }

    #[test]
    fn words_of_one_family_meet() {
        assert!(meet("abonnements", "abonnement"));
        assert!(meet("électrique", "électriques"));
        assert!(meet("electriques", "électrique"));
        assert!(meet("illimitée", "illimités"));
        assert!(meet("phones", "phone"));
        assert!(meet("charging", "charges"));
        assert!(!meet("fibre", "mobile"));
    }
}
