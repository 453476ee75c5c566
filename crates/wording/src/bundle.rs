//! The messages of each language, loaded once, and how a sentence is made of one.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::FluentNumber;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::{Language, typography};

/// What a message is given: a count, which chooses singular or plural and is written in the language's
/// manner, or a text that is already in it.
#[derive(Debug, Clone, PartialEq)]
pub enum Arg {
    /// A count.
    Count(u64),
    /// A text.
    Text(String),
}

impl From<u64> for Arg {
    fn from(count: u64) -> Self {
        Self::Count(count)
    }
}

impl From<usize> for Arg {
    fn from(count: usize) -> Self {
        Self::Count(count as u64)
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// The embedded files of a language: name and source, the same names in each.
pub fn files(language: Language) -> &'static [(&'static str, &'static str)] {
    macro_rules! embedded {
        ($folder:literal: $($name:literal),+) => {
            &[$(($name, include_str!(concat!("../locales/", $folder, "/", $name, ".ftl")))),+]
        };
    }
    match language {
        Language::French => {
            embedded!("fr": "frame", "terms", "portrait", "figures", "import", "acts", "story", "errors", "talks", "people", "mail", "order", "fulfilment", "office", "checkout", "shop", "shelf", "meter", "papers", "payments", "pictures", "outbox", "deeds")
        }
        Language::English => {
            embedded!("en": "frame", "terms", "portrait", "figures", "import", "acts", "story", "errors", "talks", "people", "mail", "order", "fulfilment", "office", "checkout", "shop", "shelf", "meter", "papers", "payments", "pictures", "outbox", "deeds")
        }
    }
}

impl Language {
    /// The sentence of a key that needs nothing. An unknown key reads `⟨key⟩`, which a test forbids.
    pub fn say(self, key: &str) -> String {
        self.tell(key, &[])
    }

    /// The sentence of a key with what it is given.
    pub fn tell(self, key: &str, given: &[(&str, Arg)]) -> String {
        self.try_tell(key, given).unwrap_or_else(|| format!("⟨{key}⟩"))
    }

    /// The sentence of a key, or nothing where there is no such key: for words that come from a log.
    pub fn try_tell(self, key: &str, given: &[(&str, Arg)]) -> Option<String> {
        let bundle = bundle(self);
        let pattern = bundle.get_message(key)?.value()?;
        let mut args = FluentArgs::with_capacity(given.len());
        for (name, arg) in given {
            match arg {
                Arg::Count(count) => args.set(*name, FluentNumber::from(*count as f64)),
                Arg::Text(text) => args.set(*name, text.as_str()),
            }
        }
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned();
        debug_assert!(errors.is_empty(), "message {key}: {errors:?}");
        Some(text)
    }

    /// Whether there is a message of this key.
    pub fn knows(self, key: &str) -> bool {
        bundle(self).has_message(key)
    }
}

fn bundle(language: Language) -> &'static FluentBundle<FluentResource> {
    static FRENCH: OnceLock<FluentBundle<FluentResource>> = OnceLock::new();
    static ENGLISH: OnceLock<FluentBundle<FluentResource>> = OnceLock::new();
    match language {
        Language::French => FRENCH.get_or_init(|| load(language)),
        Language::English => ENGLISH.get_or_init(|| load(language)),
    }
}

fn load(language: Language) -> FluentBundle<FluentResource> {
    let id: LanguageIdentifier = language.code().parse().expect("“fr” and “en” are language codes");
    let mut bundle = FluentBundle::new_concurrent(vec![id]);
    bundle.set_use_isolating(false);
    match language {
        Language::French => bundle.set_formatter(Some(|value, _| written(Language::French, value))),
        Language::English => bundle.set_formatter(Some(|value, _| written(Language::English, value))),
    }
    for (_, source) in files(language) {
        let source = match language {
            Language::French => typography::french(source),
            Language::English => typography::curved(source),
        };
        // A test parses every file and fails on the first error; a part that parsed is still of use.
        let resource = FluentResource::try_new(source).unwrap_or_else(|(partial, _)| partial);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

/// Counts in a sentence, with the language's separators.
fn written(language: Language, value: &FluentValue) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(language.count(number.value as u64)),
        _ => None,
    }
}

/// Every key of a file with the variables that its message names: what both languages must share.
pub fn variables_of(source: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut known: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut current = None;
    for line in source.lines() {
        if !line.starts_with([' ', '#', '}', '-'])
            && let Some((key, _)) = line.split_once('=')
        {
            current = Some(key.trim().to_owned());
            known.entry(key.trim().to_owned()).or_default();
        }
        let Some(names) = current.as_ref().and_then(|key| known.get_mut(key)) else { continue };
        for piece in line.split('$').skip(1) {
            names.insert(piece.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect());
        }
    }
    known
}
