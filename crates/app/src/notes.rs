//! Notes that anyone may attach to a figure, a moment or an act: what the log does not say, somebody knows.

use jiff::Timestamp;
use ledger::{Entry, RecordWrite};
use serde::{Deserialize, Serialize};
use types::{NoteId, ViewName};

use crate::{Counter, Trouble, clock};

/// The kind of records that hold notes.
const KIND: &str = "note";
/// The longest note, in characters.
const LONGEST: usize = 4_000;

/// What somebody wrote beside a figure or an act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Its id.
    pub id: NoteId,
    /// What it is about: the address of the figure (`figure:contacts?from=…`) or of the act (`act_…`).
    pub about: String,
    /// What was written.
    pub text: String,
    /// How the writer signs; may be empty.
    #[serde(default)]
    pub signed: String,
    /// When it was written.
    pub written_at: Timestamp,
}

/// Why a note was not kept.
#[derive(Debug, thiserror::Error)]
pub enum NoteRefusal {
    /// There is nothing in it.
    #[error("the note is empty")]
    Empty,
    /// It is too long.
    #[error("the note has {0} characters; at most 4,000 are kept")]
    TooLong(usize),
    /// The view or the ledger refused.
    #[error(transparent)]
    Trouble(#[from] Trouble),
}

impl Counter {
    /// Attaches a note to a figure or an act of a view.
    pub fn write_note(
        &self,
        view: &ViewName,
        about: &str,
        text: &str,
        signed: &str,
    ) -> Result<Note, NoteRefusal> {
        let text = text.trim();
        match text.chars().count() {
            0 => return Err(NoteRefusal::Empty),
            length if length > LONGEST => return Err(NoteRefusal::TooLong(length)),
            _ => {}
        }
        let book = self.book(view)?;
        let note = Note {
            id: clock::note_id(&*self.clock),
            about: about.chars().take(400).collect(),
            text: text.to_owned(),
            signed: signed.trim().chars().take(100).collect(),
            written_at: self.clock.now(),
        };
        let write = RecordWrite {
            kind: KIND.into(),
            id: note.id.to_string(),
            read_version: None,
            body: Some(serde_json::to_value(&note).map_err(Trouble::from)?),
            indexed: vec![("about".into(), note.about.clone())],
        };
        let mut entry = Entry::new(clock::entry_id(&*self.clock));
        entry.records.push(write);
        book.ledger.commit(book.view, entry).map_err(Trouble::from)?;
        Ok(note)
    }

    /// Every note of a view, oldest first.
    pub fn notes(&self, view: &ViewName) -> Result<Vec<Note>, Trouble> {
        let book = self.book(view)?;
        let mut notes: Vec<Note> = Vec::new();
        book.each_record(KIND, |record| {
            notes.extend(serde_json::from_value(record).ok());
        })?;
        notes.sort_by_key(|note| note.id);
        Ok(notes)
    }
}
