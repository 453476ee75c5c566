//! Words that mean the same to a shop's customers, as the arrangements say: found by their family, and with a typing error.

use std::collections::{BTreeMap, BTreeSet};

use super::arrangement::Arrangement;
use super::close::{Letters, distance, forgiven};
use super::folding::{folded, squeezed};
use super::sound::sounding;
use super::stems::Stems;
use super::words::Token;

/// The rows of synonyms of a shelf.
#[derive(Debug, Default)]
pub(super) struct Synonyms {
    stems: Stems,
    words: Vec<Word>,
    /// The words of each row, by number.
    rows: Vec<Vec<usize>>,
    by_key: BTreeMap<String, BTreeSet<usize>>,
}

#[derive(Debug)]
struct Word {
    folded: String,
    spelled: String,
    letters: Letters,
    sound: String,
    rows: Vec<usize>,
}

impl Synonyms {
    /// The synonyms of these arrangements.
    pub fn of(arrangements: &[Arrangement]) -> Self {
        let mut all = Self::default();
        let mut known: BTreeMap<String, usize> = BTreeMap::new();
        for row in arrangements.iter().flat_map(|arrangement| &arrangement.synonyms) {
            let number = all.rows.len();
            let mut members = BTreeSet::new();
            for spelled in row {
                let squeezed = squeezed(spelled);
                if squeezed.is_empty() {
                    continue;
                }
                let word = *known.entry(squeezed.clone()).or_insert_with(|| all.learn(spelled, squeezed));
                members.insert(word);
            }
            for word in &members {
                all.words[*word].rows.push(number);
            }
            all.rows.push(members.into_iter().collect());
        }
        all
    }

    fn learn(&mut self, spelled: &str, squeezed: String) -> usize {
        let number = self.words.len();
        let lower = spelled.trim().to_lowercase();
        for key in self.stems.keys(&lower, &folded(&lower)) {
            self.by_key.entry(key).or_default().insert(number);
        }
        self.by_key.entry(exactly(&squeezed)).or_default().insert(number);
        self.words.push(Word {
            letters: Letters::of(&squeezed),
            sound: sounding(&squeezed),
            spelled: lower,
            folded: squeezed,
            rows: Vec::new(),
        });
        number
    }

    /// The words that mean the same as one that is sought, without itself.
    pub fn of_word(&self, token: &Token) -> Vec<&str> {
        let keys = self.stems.keys(&token.spelled, &token.folded).into_iter().chain([exactly(&token.folded)]);
        let met: BTreeSet<usize> = keys.filter_map(|key| self.by_key.get(&key)).flatten().copied().collect();
        self.others(met.into_iter(), &token.folded)
    }

    /// The same for a word that is written with a typing error, and the word that it was taken for.
    pub fn misspelled(&self, token: &Token) -> Option<(&str, Vec<&str>)> {
        let letters = Letters::of(&token.folded);
        let most = forgiven(letters.len());
        if most == 0 || token.folded.chars().any(char::is_numeric) {
            return None;
        }
        let sound = sounding(&token.folded);
        let near = self.words.iter().enumerate().filter_map(|(number, word)| {
            let apart = distance(&letters, &word.letters, most);
            let heard = (sound.len() > 2 && word.sound == sound).then_some(1);
            Some((apart.into_iter().chain(heard).min()?, number))
        });
        let (_, number) = near.min()?;
        Some((&self.words[number].spelled, self.others(std::iter::once(number), "")))
    }

    fn others(&self, met: impl Iterator<Item = usize>, without: &str) -> Vec<&str> {
        let rows = met.flat_map(|word| &self.words[word].rows);
        let words: BTreeSet<usize> = rows.flat_map(|row| &self.rows[*row]).copied().collect();
        words
            .into_iter()
            .map(|word| self.words[word].folded.as_str())
            .filter(|word| *word != without)
            .collect()
    }
}

/// A key that no stem has.
fn exactly(folded: &str) -> String {
    format!("={folded}")
}
