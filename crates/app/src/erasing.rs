//! Erasing what is held about a person of a view: names leave the records, the acts' arithmetic stays.

use types::{ObjectRef, ViewName};

use crate::{Counter, Trouble};

/// The records that may hold something about a person: kind and id.
fn holders(person: &ObjectRef) -> [(&'static str, String); 2] {
    [("party", person.id.to_string()), ("object", format!("{}/{}", person.kind, person.id))]
}

/// What an erasure found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Erased {
    /// Records that held something, all versions of each counted once.
    pub records: u64,
    /// Whether any act names the person's identifier. Acts keep it: it is a keyed hash and no name.
    pub in_acts: bool,
}

impl Counter {
    /// Erases the records about a person, known by the identifier that the view uses. That it was done is an act of
    /// the live view, which does not repeat the identifier.
    pub fn erase_person(&self, view: &ViewName, person: &str) -> Result<Erased, Trouble> {
        let book = self.book(view)?;
        let mut erased = Erased { records: 0, in_acts: false };
        for kind in ["customer", "agent", "party"] {
            let object = ObjectRef::new(kind, person);
            for (kind, id) in holders(&object) {
                erased.records += u64::from(book.ledger.erase_record(book.view, kind, &id)? > 0);
            }
            erased.in_acts |= book.ledger.object_number(book.view, &object)?.is_some();
        }
        if erased.records == 0 && !erased.in_acts {
            return Err(Trouble::NotFound { what: "person", id: person.to_owned() });
        }
        book.ledger.scrub()?;
        self.tell("person.erased", &[], view)?;
        Ok(erased)
    }

    /// The identifiers of people whose kept name holds a text, so that one of them can be asked to be erased.
    pub fn people_named(&self, view: &ViewName, text: &str) -> Result<Vec<(String, String)>, Trouble> {
        let book = self.book(view)?;
        let wanted = text.to_lowercase();
        let mut found = Vec::new();
        book.each_record_with_id("party", |id, body| {
            let name = body.get("name").and_then(|name| name.as_str()).unwrap_or_default();
            if name.to_lowercase().contains(&wanted) && found.len() < 100 {
                found.push((id.to_owned(), name.to_owned()));
            }
        })?;
        Ok(found)
    }
}
