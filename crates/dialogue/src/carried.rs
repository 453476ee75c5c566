//! What goes along with a question, so that nobody has to tell again what they already did.

use serde::{Deserialize, Serialize};

use crate::text::clean_line;

/// How many offerings a comparison holds.
pub const COMPARED_AT_MOST: usize = 4;

/// What the customer was doing when the question arose. It stands in the conversation's record, never in an act.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Carried {
    /// The page from which the question was asked: a path of ours with its query.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
    /// What that page is called, as the customer saw it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page_title: Option<String>,
    /// The offerings that were being compared: their ids.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub compared: Vec<String>,
    /// What was searched for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub search_words: Option<String>,
    /// The error or refusal that the customer saw, in the words in which it was shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_seen: Option<String>,
}

impl Carried {
    /// What a form or an address says, cleaned: only paths of our own pages, only ids, nothing beyond its length.
    /// Whatever is not so is left out: it only goes along.
    pub fn new(
        page: &str,
        page_title: &str,
        compared: impl IntoIterator<Item = impl AsRef<str>>,
        search_words: &str,
        error_seen: &str,
    ) -> Self {
        let mut known: Vec<String> = Vec::new();
        for id in compared {
            let id = id.as_ref();
            if known.len() < COMPARED_AT_MOST && is_id(id) && !known.iter().any(|one| one == id) {
                known.push(id.to_owned());
            }
        }
        Self {
            page: clean_line(page, 400).filter(|path| is_our_path(path)),
            page_title: clean_line(page_title, 200),
            compared: known,
            search_words: clean_line(search_words, 200),
            error_seen: clean_line(error_seen, 500),
        }
    }

    /// Whether nothing goes along.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What the question is about, as far as what goes along says so: the reason of its acts.
    pub fn reason(&self) -> &'static str {
        let under = |path: &str| self.page.as_deref().is_some_and(|page| page.starts_with(path));
        if self.error_seen.is_some() {
            "error_seen"
        } else if self.compared.len() > 1 {
            "comparison"
        } else if under("/checkout") || under("/cart") {
            "cart"
        } else if under("/orders") || under("/me") {
            "order"
        } else if !self.compared.is_empty()
            || self.search_words.is_some()
            || under("/shelf")
            || under("/offers")
        {
            "choice"
        } else {
            "question"
        }
    }
}

/// Whether an address stays with us: a path, never another host's.
fn is_our_path(path: &str) -> bool {
    path.starts_with('/') && !path.starts_with("//") && !path.contains('\\')
}

/// Whether a text can be the id of an offering.
fn is_id(id: &str) -> bool {
    (1..=128).contains(&id.len())
        && id.bytes().all(|b| b.is_ascii_graphic() && !matches!(b, b'<' | b'>' | b'"'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_ours_goes_along() {
        let carried = Carried::new(
            "//evil.example/x",
            "",
            ["p1", "p1", "p 2", "p3", "p4", "p5", "p6"],
            &"x".repeat(900),
            "\u{1}",
        );
        assert_eq!(carried.page, None);
        assert_eq!(carried.compared, ["p1", "p3", "p4", "p5"]);
        assert_eq!(carried.search_words.as_ref().map(String::len), Some(200));
        assert_eq!(carried.error_seen, None);
        assert_eq!(carried.reason(), "comparison");
        assert_eq!(Carried::new("https://evil.example", "", [""; 0], "", "").reason(), "question");
        assert!(Carried::new("/\\evil.example", "", [""; 0], "", "").is_empty());
        assert_eq!(Carried::new("/offers/p1", "", [""; 0], "", "").reason(), "choice");
    }
}
