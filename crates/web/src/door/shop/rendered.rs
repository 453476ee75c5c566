//! Pages that were shown lately, kept in memory for readers who carry nothing of their own: the same address, language
//! and edition of the shelf is the same page. Bounded by bytes; what was not asked for lately goes first.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use app::DeadEndNote;
use wording::Language;

/// So many bytes of pages are kept, in two halves.
const LARGEST: usize = 24 * 1024 * 1024;
/// A page that is larger is not kept.
const LARGEST_PAGE: usize = 512 * 1024;

/// By what a page is found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::door) struct Key {
    /// Its language.
    pub language: &'static str,
    /// Its address, with the query.
    pub address: String,
}

impl Key {
    /// The page of an address in a language.
    pub fn new(language: Language, address: &str) -> Self {
        Self { language: language.code(), address: address.to_owned() }
    }
}

/// Where a page has what changes each time it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::door) struct Marks {
    /// In the place of when it was shown.
    pub shown: i64,
    /// In the place of its entry.
    pub entry: String,
}

impl Marks {
    /// Marks that nobody can write into a page on purpose: they are made of chance, for this page only.
    pub fn of(chance: u128) -> Self {
        let shown = i64::try_from(chance >> 66).unwrap_or(0) | (1 << 61);
        Self { shown, entry: format!("entry-{chance:032x}") }
    }
}

/// A page as it is kept.
#[derive(Debug)]
pub(in crate::door) struct Page {
    /// What it was made of: it stands as long as this stays.
    pub stamp: u64,
    /// The dead end that it comes upon, if it does.
    pub dead_end: Option<DeadEndNote>,
    /// Its digest, where nothing in it changes from one showing to the next.
    pub etag: Option<String>,
    pieces: Vec<Piece>,
    bytes: usize,
}

#[derive(Debug)]
enum Piece {
    Text(Box<str>),
    Shown,
    Entry,
}

impl Page {
    /// A page out of its markup, in which marks stand for what changes.
    pub fn new(stamp: u64, markup: &str, marks: Option<&Marks>, dead_end: Option<DeadEndNote>) -> Self {
        let mut pieces = Vec::new();
        match marks {
            None => pieces.push(Piece::Text(markup.into())),
            Some(marks) => cut(markup, marks, &mut pieces),
        }
        let whole = matches!(pieces.as_slice(), [Piece::Text(_)]);
        let etag = whole.then(|| {
            let digest = blake3::hash(markup.as_bytes()).to_hex();
            format!("\"{}\"", &digest[..24])
        });
        Self { stamp, dead_end, etag, pieces, bytes: markup.len() + 256 }
    }

    /// The page as it is shown now.
    pub fn shown(&self, at_ms: i64, entry: &str) -> String {
        let mut page = String::with_capacity(self.bytes);
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => page.push_str(text),
                Piece::Shown => page.push_str(&at_ms.to_string()),
                Piece::Entry => page.push_str(entry),
            }
        }
        page
    }
}

fn cut(markup: &str, marks: &Marks, pieces: &mut Vec<Piece>) {
    let shown = marks.shown.to_string();
    for (index, part) in markup.split(marks.entry.as_str()).enumerate() {
        if index > 0 {
            pieces.push(Piece::Entry);
        }
        for (index, text) in part.split(shown.as_str()).enumerate() {
            if index > 0 {
                pieces.push(Piece::Shown);
            }
            pieces.push(Piece::Text(text.into()));
        }
    }
}

/// Pages that were shown lately.
#[derive(Debug, Default)]
pub(in crate::door) struct Rendered(Mutex<Halves>);

#[derive(Debug, Default)]
struct Halves {
    young: BTreeMap<Key, Arc<Page>>,
    old: BTreeMap<Key, Arc<Page>>,
    young_bytes: usize,
}

impl Rendered {
    /// The page of a key, if it stands as it was made.
    pub fn get(&self, key: &Key, stamp: u64) -> Option<Arc<Page>> {
        let mut halves = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(page) = halves.young.get(key) {
            return (page.stamp == stamp).then(|| Arc::clone(page));
        }
        let page = halves.old.remove(key).filter(|page| page.stamp == stamp)?;
        halves.put(key.clone(), Arc::clone(&page));
        Some(page)
    }

    /// Keeps a page.
    pub fn put(&self, key: Key, page: Arc<Page>) {
        if page.bytes <= LARGEST_PAGE {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).put(key, page);
        }
    }
}

impl Halves {
    fn put(&mut self, key: Key, page: Arc<Page>) {
        if self.young_bytes + page.bytes > LARGEST / 2 {
            self.old = std::mem::take(&mut self.young);
            self.young_bytes = 0;
        }
        self.young_bytes += page.bytes + key.address.len();
        if let Some(known) = self.young.insert(key, page) {
            self.young_bytes = self.young_bytes.saturating_sub(known.bytes);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changes_each_time_is_put_in_each_time() {
        let marks = Marks::of(0x1234_5678_9abc_def0_1234_5678_9abc_def0);
        let markup = format!("a<input value=\"{}\"><input value=\"{}\">b", marks.shown, marks.entry);
        let page = Page::new(1, &markup, Some(&marks), None);
        assert_eq!(page.etag, None);
        assert_eq!(page.shown(7, "E"), "a<input value=\"7\"><input value=\"E\">b");
        assert_ne!(Marks::of(1), Marks::of(2));
        assert!(Page::new(1, "x", None, None).etag.is_some());
    }

    #[test]
    fn it_is_bounded_and_forgets_what_was_not_asked_for() {
        let rendered = Rendered::default();
        let text = "x".repeat(400_000);
        for number in 0..200 {
            let key = Key::new(Language::French, &format!("/{number}"));
            rendered.put(key, Arc::new(Page::new(1, &text, None, None)));
            assert!(rendered.get(&Key::new(Language::French, "/0"), 1).is_some());
        }
        let halves = rendered.0.lock().unwrap();
        let kept: usize = halves.young.values().chain(halves.old.values()).map(|page| page.bytes).sum();
        assert!(kept <= LARGEST);
        drop(halves);
        assert!(rendered.get(&Key::new(Language::French, "/1"), 1).is_none());
        assert!(rendered.get(&Key::new(Language::French, "/199"), 2).is_none());
    }
}
