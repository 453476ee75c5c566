//! Pages that were shown lately, kept in memory for readers who carry nothing of their own: the same address, language
//! and edition of the shelf is the same page. Bounded by bytes; what was not asked for lately goes first.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use app::DeadEndNote;
use jiff::Timestamp;
use wording::Language;

use crate::context::{PageContext, Shown};

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

/// The forms of the shelf's pages that change something, by the names under which their marks are made.
const FORMS: [&str; 2] = ["take", "watch"];

/// The context in which a page that will be kept is made: what its forms carry is made of chance, so that it can be found
/// in the markup, and cannot be written there by anybody on purpose.
pub(in crate::door) fn to_be_kept(ctx: &PageContext, chance: u128) -> PageContext {
    // An instant after the year 8300, which no page is about.
    let far = 200_000_000_000_000 + i64::try_from(chance % 50_000_000_000_000).unwrap_or(0);
    let at = Timestamp::from_millisecond(far).unwrap_or(Timestamp::MAX);
    PageContext { shown: Shown { at, chance }, ..ctx.clone() }
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
    /// The entry of this form.
    Entry(&'static str),
}

impl Page {
    /// A page out of the markup that was made in the context `made_in`.
    pub fn new(stamp: u64, markup: &str, made_in: &PageContext, dead_end: Option<DeadEndNote>) -> Self {
        let pieces = cut(markup, made_in);
        let whole = matches!(pieces.as_slice(), [Piece::Text(_)]);
        let etag = whole.then(|| {
            let digest = blake3::hash(markup.as_bytes()).to_hex();
            format!("\"{}\"", &digest[..24])
        });
        Self { stamp, dead_end, etag, pieces, bytes: markup.len() + 256 }
    }

    /// The page as this reader sees it now.
    pub fn shown(&self, ctx: &PageContext) -> String {
        let mut page = String::with_capacity(self.bytes);
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => page.push_str(text),
                Piece::Shown => page.push_str(&ctx.shown.at.as_millisecond().to_string()),
                Piece::Entry(form) => page.push_str(&ctx.entry_of(form).to_string()),
            }
        }
        page
    }
}

/// The pieces of a page between what changes each time that it is shown.
fn cut(markup: &str, made_in: &PageContext) -> Vec<Piece> {
    let mut marks: Vec<(String, Option<&'static str>)> =
        FORMS.into_iter().map(|form| (made_in.entry_of(form).to_string(), Some(form))).collect();
    marks.push((made_in.shown.at.as_millisecond().to_string(), None));
    let mut pieces = Vec::new();
    let mut rest = markup;
    loop {
        let next =
            marks.iter().filter_map(|mark| Some((rest.find(&mark.0)?, mark))).min_by_key(|(place, _)| *place);
        let Some((place, (mark, form))) = next else { break };
        pieces.push(Piece::Text(rest[..place].into()));
        pieces.push(form.map_or(Piece::Shown, Piece::Entry));
        rest = &rest[place + mark.len()..];
    }
    pieces.push(Piece::Text(rest.into()));
    pieces
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

    fn context() -> PageContext {
        crate::door::reader::Reader::of(&axum::http::HeaderMap::new(), "/", None).0
    }

    #[test]
    fn what_changes_each_time_is_put_in_each_time() {
        let ctx = context();
        let kept = to_be_kept(&ctx, 0x1234_5678_9abc_def0_1234_5678_9abc_def0);
        let form = |ctx: &PageContext| crate::pages::parts::marks(ctx, "take").into_string();
        let page = Page::new(1, &format!("<form>{}</form>", form(&kept)), &kept, None);
        assert_eq!(page.etag, None);
        let now = PageContext {
            shown: Shown { at: Timestamp::from_second(1_800_000_000).unwrap(), chance: 7 },
            ..ctx
        };
        assert_eq!(page.shown(&now), format!("<form>{}</form>", form(&now)));
        assert!(Page::new(1, "x", &kept, None).etag.is_some());
    }

    #[test]
    fn it_is_bounded_and_forgets_what_was_not_asked_for() {
        let rendered = Rendered::default();
        let text = "x".repeat(400_000);
        for number in 0..200 {
            let key = Key::new(Language::French, &format!("/{number}"));
            rendered.put(key, Arc::new(Page::new(1, &text, &context(), None)));
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
