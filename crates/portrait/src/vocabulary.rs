//! Words that return often, kept once and known by a small number.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use types::Word;

/// The number of no word.
pub(crate) const NO_WORD: u32 = 0;

/// Words in the order in which they were first met, numbered from 1.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(from = "Vec<Word>", into = "Vec<Word>")]
pub(crate) struct Vocabulary {
    words: Vec<Word>,
    numbers: BTreeMap<Word, u32>,
}

impl Vocabulary {
    /// The number of a word, a new one if it was never met.
    pub(crate) fn number(&mut self, word: Option<&Word>) -> u32 {
        let Some(word) = word else { return NO_WORD };
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        self.words.push(word.clone());
        let number = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        self.numbers.insert(word.clone(), number);
        number
    }

    /// The number of a word that was met before.
    pub(crate) fn find(&self, word: &Word) -> Option<u32> {
        self.numbers.get(word).copied()
    }

    /// The word of a number; nothing for the number of no word.
    pub(crate) fn word(&self, number: u32) -> Option<&Word> {
        (number as usize).checked_sub(1).and_then(|index| self.words.get(index))
    }
}

impl From<Vec<Word>> for Vocabulary {
    fn from(words: Vec<Word>) -> Self {
        let numbers = (1_u32..).zip(&words).map(|(number, word)| (word.clone(), number)).collect();
        Self { words, numbers }
    }
}

impl From<Vocabulary> for Vec<Word> {
    fn from(vocabulary: Vocabulary) -> Self {
        vocabulary.words
    }
}
