//! A trace as the file holds it: its attributes and its events, before they mean anything.

use std::collections::BTreeMap;

use types::Word;

/// How many different short texts are shared; beyond, each is its own copy.
const WORDS_SHARED: usize = 50_000;

/// The type that the file declares for a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Declared {
    Text,
    Date,
    Integer,
    Float,
    Boolean,
}

/// One attribute, flattened: a child of `key` is `key/child`.
#[derive(Debug)]
pub(super) struct Attribute {
    pub key: Word,
    pub declared: Declared,
    pub value: Word,
}

/// One event.
#[derive(Debug)]
pub(super) struct Event {
    pub line: u64,
    pub attributes: Vec<Attribute>,
}

/// One case with its events, or the single event that stands outside any case.
#[derive(Debug, Default)]
pub(super) struct Trace {
    pub line: u64,
    pub outside_any_case: bool,
    pub attributes: Vec<Attribute>,
    pub events: Vec<Event>,
}

/// The value of the first attribute with a key.
pub(super) fn find<'a>(attributes: &'a [Attribute], key: &str) -> Option<&'a Word> {
    attributes.iter().find(|attribute| attribute.key == *key).map(|attribute| &attribute.value)
}

/// Texts that return often are kept once.
#[derive(Debug, Default)]
pub(super) struct Words {
    known: BTreeMap<Word, ()>,
}

impl Words {
    pub fn share(&mut self, text: &str) -> Word {
        if let Some((word, ())) = self.known.get_key_value(text) {
            return word.clone();
        }
        let word = Word::new(text);
        if text.len() <= 64 && self.known.len() < WORDS_SHARED {
            self.known.insert(word.clone(), ());
        }
        word
    }
}
