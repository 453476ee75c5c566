//! The words of the shelf and where each stands: exact words, stems, beginnings, words misspelled.

use std::collections::BTreeMap;

use super::close::{Letters, distance, forgiven, proposed};
use super::sound::sounding;
use super::stems::Stems;
use super::words::Token;

/// A sound of so few letters is that of too many words.
const HEARD: usize = 3;

/// Where a word stands in an item. A word counts by the strongest field it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// In its description.
    Description,
    /// Among its characteristics.
    Characteristic,
    /// In the name of a category.
    Category,
    /// It is the brand.
    Brand,
    /// In its name.
    Name,
    /// It is a code of it, whole.
    Code,
}

impl Field {
    /// What a word in this field weighs, against others.
    pub const fn weight(self) -> u32 {
        match self {
            Self::Description => 4,
            Self::Characteristic => 16,
            Self::Category => 20,
            Self::Brand => 30,
            Self::Name => 40,
            Self::Code => 80,
        }
    }
}

/// How a word that was sought meets a word that stands there, the closest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Meeting {
    /// The same word.
    Exact,
    /// A word of the same family.
    Stem,
    /// The last word sought begins it.
    Beginning,
    /// One typing error apart.
    OneError,
    /// Two typing errors apart.
    TwoErrors,
}

impl Meeting {
    /// What such a meeting is worth, in hundredths of an exact one.
    pub const fn worth(self) -> u32 {
        match self {
            Self::Exact => 100,
            Self::Stem => 80,
            Self::Beginning => 60,
            Self::OneError => 40,
            Self::TwoErrors => 20,
        }
    }
}

/// A word in an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Posting {
    pub slot: u32,
    pub field: Field,
}

#[derive(Debug)]
struct Entry {
    text: Box<str>,
    /// As it was first spelled, accents kept: what people are shown.
    spelled: Box<str>,
    letters: Letters,
    /// How it sounds; empty where nothing of it is heard.
    sound: Box<str>,
    /// Digits are exact: such a word is neither stemmed nor forgiven.
    digits: bool,
    /// In the order of slots.
    postings: Vec<Posting>,
}

/// Every word of the shelf.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    stems: Stems,
    entries: Vec<Entry>,
    by_text: BTreeMap<Box<str>, u32>,
    /// Spellings whose stems are known already.
    by_spelling: BTreeMap<Box<str>, u32>,
    by_stem: BTreeMap<Box<str>, Vec<u32>>,
}

impl Vocabulary {
    /// The number of a word, which is learnt if it is new. `spelled` keeps accents.
    pub fn learn(&mut self, spelled: &str, folded: &str) -> u32 {
        if let Some(known) = self.by_spelling.get(spelled) {
            return *known;
        }
        let number = match self.by_text.get(folded) {
            Some(known) => *known,
            None => {
                let number = self.entries.len() as u32;
                self.entries.push(Entry {
                    text: folded.into(),
                    spelled: spelled.into(),
                    letters: Letters::of(folded),
                    sound: sounding(folded).into(),
                    digits: folded.chars().any(char::is_numeric),
                    postings: Vec::new(),
                });
                self.by_text.insert(folded.into(), number);
                number
            }
        };
        self.by_spelling.insert(spelled.into(), number);
        for key in self.stems.keys(spelled, folded) {
            let family = self.by_stem.entry(key.into()).or_default();
            if let Err(place) = family.binary_search(&number) {
                family.insert(place, number);
            }
        }
        number
    }

    /// Says that a word stands in an item.
    pub fn post(&mut self, word: u32, posting: Posting) {
        let Some(entry) = self.entries.get_mut(word as usize) else { return };
        match entry.postings.binary_search_by_key(&posting.slot, |it| it.slot) {
            Ok(place) => entry.postings[place].field = entry.postings[place].field.max(posting.field),
            Err(place) => entry.postings.insert(place, posting),
        }
    }

    /// Says that a word no longer stands in an item.
    pub fn withdraw(&mut self, word: u32, slot: u32) {
        let Some(entry) = self.entries.get_mut(word as usize) else { return };
        if let Ok(place) = entry.postings.binary_search_by_key(&slot, |it| it.slot) {
            entry.postings.remove(place);
        }
    }

    pub fn postings(&self, word: u32) -> &[Posting] {
        self.entries.get(word as usize).map_or(&[], |entry| &entry.postings)
    }

    pub fn text(&self, word: u32) -> &str {
        self.entries.get(word as usize).map_or("", |entry| &entry.text)
    }

    /// A word as people read it.
    pub fn spelled(&self, word: u32) -> &str {
        self.entries.get(word as usize).map_or("", |entry| &entry.spelled)
    }

    /// The words that stand there and are what was written, or of its family; or which it begins, if it is the last.
    pub fn meant(&self, token: &Token, last: bool) -> Vec<(u32, Meeting)> {
        let mut found: BTreeMap<u32, Meeting> = BTreeMap::new();
        if let Some(word) = self.by_text.get(token.folded.as_str()) {
            found.insert(*word, Meeting::Exact);
        }
        for key in self.stems.keys(&token.spelled, &token.folded) {
            for word in self.by_stem.get(key.as_str()).into_iter().flatten() {
                found.entry(*word).or_insert(Meeting::Stem);
            }
        }
        let numeric = token.folded.chars().all(char::is_numeric);
        if last && !numeric && token.folded.chars().count() >= 2 {
            let from: Box<str> = token.folded.as_str().into();
            for (text, word) in self.by_text.range(from..) {
                if !text.starts_with(token.folded.as_str()) {
                    break;
                }
                found.entry(*word).or_insert(Meeting::Beginning);
            }
        }
        found.retain(|word, _| !self.postings(*word).is_empty());
        found.into_iter().collect()
    }

    /// The words that stand there and differ from what was written by as many typing errors as are forgiven.
    pub fn misspelled(&self, token: &Token) -> Vec<(u32, Meeting)> {
        let letters = Letters::of(&token.folded);
        let most = forgiven(letters.len());
        if most == 0 || token.folded.chars().any(char::is_numeric) {
            return Vec::new();
        }
        let sound = sounding(&token.folded);
        let close = |entry: &Entry| match distance(&letters, &entry.letters, most) {
            Some(1) => Some(Meeting::OneError),
            // What sounds alike was heard right and written otherwise.
            _ if sound.len() >= HEARD && *entry.sound == *sound => Some(Meeting::OneError),
            Some(2) => Some(Meeting::TwoErrors),
            _ => None,
        };
        self.entries
            .iter()
            .enumerate()
            .filter(|(_, entry)| !entry.digits && !entry.postings.is_empty())
            .filter_map(|(word, entry)| Some((word as u32, close(entry)?)))
            .collect()
    }

    /// The word that comes closest to one that nothing resembles: not taken for it, but worth being proposed.
    pub fn nearest(&self, token: &Token) -> Option<&str> {
        let letters = Letters::of(&token.folded);
        let most = proposed(letters.len());
        if most == 0 || token.folded.chars().any(char::is_numeric) {
            return None;
        }
        let standing = self.entries.iter().filter(|entry| !entry.digits && !entry.postings.is_empty());
        let near = standing.filter_map(|entry| Some((distance(&letters, &entry.letters, most)?, entry)));
        // Of several as close, the one that stands in most articles.
        let best = near.min_by_key(|(apart, entry)| (*apart, usize::MAX - entry.postings.len(), &entry.text));
        best.map(|(_, entry)| &*entry.spelled)
    }
}
