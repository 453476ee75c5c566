//! The words of the store's pages, formatted once for each language: a page asks for dozens of them, thousands of times
//! a second. Messages that choose by a count go through [`PageContext::tell`] as everywhere.
#![expect(clippy::disallowed_types, reason = "looked up by key only: its order never shows")]

use std::collections::HashMap as Table;
use std::sync::OnceLock;

use types::Money;
use wording::{Arg, Language, files, variables_of};

use crate::context::PageContext;

/// What separates the texts and the names of variables in a message that was formatted once.
const MARK: char = '\u{1}';

/// The words of one language.
#[derive(Debug, Clone, Copy)]
pub struct Words {
    /// The language.
    pub language: Language,
    known: &'static Table<String, String>,
}

impl Words {
    /// The words of a reader.
    pub fn of(ctx: &PageContext) -> Self {
        static FRENCH: OnceLock<Table<String, String>> = OnceLock::new();
        static ENGLISH: OnceLock<Table<String, String>> = OnceLock::new();
        let table = match ctx.language {
            Language::French => &FRENCH,
            Language::English => &ENGLISH,
        };
        Self { language: ctx.language, known: table.get_or_init(|| formatted(ctx.language)) }
    }

    /// The sentence of a key that needs nothing.
    pub fn say(self, key: &str) -> &'static str {
        self.known.get(key).map_or("⟨?⟩", String::as_str)
    }

    /// The sentence of a key with the texts it is given by name.
    pub fn tell(self, key: &str, given: &[(&str, &str)]) -> String {
        let sentence = self.say(key);
        let mut told = String::with_capacity(sentence.len() + 24);
        for (place, piece) in sentence.split(MARK).enumerate() {
            if place % 2 == 0 {
                told.push_str(piece);
            } else {
                told.push_str(given.iter().find(|(name, _)| *name == piece).map_or("⟨?⟩", |(_, text)| text));
            }
        }
        told
    }

    /// A colon between a name and what it is said of.
    pub fn colon(self) -> &'static str {
        match self.language {
            Language::French => "\u{a0}: ",
            Language::English => ": ",
        }
    }

    /// An amount in the manner of the language.
    pub fn price(self, money: Money) -> String {
        self.language.price(money)
    }
}

fn formatted(language: Language) -> Table<String, String> {
    let mut known = Table::new();
    for (key, variables) in files(language).iter().flat_map(|(_, source)| variables_of(source)) {
        let marked: Vec<(&str, Arg)> =
            variables.iter().map(|name| (name.as_str(), Arg::Text(format!("{MARK}{name}{MARK}")))).collect();
        if let Some(text) = language.try_tell(&key, &marked) {
            known.insert(key, text);
        }
    }
    known
}
