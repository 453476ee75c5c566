//! Papers that go with orders, made when somebody asks for them: the same bytes for the same order.

use wording::Language;

use crate::{Counter, Trouble};

impl Counter {
    /// A paper as PDF: which one, of what, in which language.
    pub fn paper(&self, kind: &str, id: &str, _language: Language) -> Result<Vec<u8>, Trouble> {
        let _ = kind;
        Err(Trouble::NotFound { what: "paper", id: id.to_owned() })
    }
}
