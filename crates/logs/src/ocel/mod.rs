//! Object-centric event logs in OCEL 2.0, as SQLite or JSON: each event becomes an act, each object a record.
//!
//! Events of our own exports become the acts that they were, to the bit ([`own`]). Any other event becomes an act
//! of kind `ocel.<type>`, of the operation `organise` in the scene `back_office` unless the mapping says
//! otherwise, related to its objects under their own types and qualifiers; objects of types that name people are
//! hashed. Objects with their attributes through time and their relations are kept as records
//! `object/<type>/<id>`, so that nothing that the log says is lost.
//!
//! Public files break their own format in known ways (no keys, ids as integers, types without a table, tables
//! without a row, relations to nothing, times without an offset): all of it is survived and reported.

mod events;
mod items;
mod json;
pub(crate) mod model;
mod objects;
pub(crate) mod own;
mod schema;
mod sqlite;

use std::collections::VecDeque;
use std::io::Read;

pub(crate) use objects::FROM_THE_BEGINNING;

use model::{RawEvent, RawObject};
use objects::Objects;

use crate::{
    Anomalies, AnomalyKind, EventSettings, Identity, LogReader, NamedRecord, Opened, Piece, ReadError, Shape,
};

/// How much of a JSON file is looked at to say whether it is OCEL.
const SNIFFED_BYTES: u64 = 64 << 10;

/// Whether an opened file is OCEL 2.0: a SQLite database with its tables, or JSON with its keys.
pub fn recognises(opened: &Opened) -> bool {
    match opened.shape {
        Shape::Sqlite => !opened.packed && schema::is_ocel(&opened.path),
        Shape::Json => {
            let Ok(again) = crate::open(&opened.path, &opened.limits) else { return false };
            let mut head = Vec::new();
            // A file that breaks off later may still begin as a log.
            let _ = again.into_stream().take(SNIFFED_BYTES).read_to_end(&mut head);
            let head = String::from_utf8_lossy(&head);
            let has = |key: &str| head.contains(&format!("\"{key}\""));
            has("eventTypes")
                || has("objectTypes")
                // OCEL 1.0: the reader says that it is not 2.0.
                || head.contains("\"ocel:")
                || ((has("events") || has("objects"))
                    && (has("relationships") || has("attributes"))
                    && has("type"))
        }
        Shape::Empty | Shape::Xml | Shape::Zip | Shape::Text => false,
    }
}

/// Reads an opened OCEL file.
pub fn reader(
    opened: Opened,
    settings: &EventSettings,
    identity: &Identity,
) -> Result<Box<dyn LogReader>, ReadError> {
    let file = opened.file.clone();
    let mut anomalies = Anomalies::default();
    let source: Box<dyn Source> = match opened.shape {
        Shape::Empty => {
            return Err(ReadError::Empty {
                file,
                reason: "the file is empty; an OCEL 2.0 log was expected".into(),
            });
        }
        Shape::Sqlite if opened.packed => {
            let reason =
                "a SQLite database cannot be read while it is packed: unpack it first (gunzip)".into();
            return Err(ReadError::OtherFormat { file, reason });
        }
        Shape::Sqlite => Box::new(sqlite::SqliteSource::new(&opened, &mut anomalies)?),
        Shape::Json => Box::new(json::JsonSource::new(opened)),
        Shape::Xml | Shape::Zip | Shape::Text => {
            let reason =
                "this is neither a SQLite database nor JSON; OCEL 2.0 in one of these was expected".into();
            return Err(ReadError::OtherFormat { file, reason });
        }
    };
    let objects = Objects::new(settings.clone(), identity.clone());
    let (records, stage) = (VecDeque::new(), Stage::Index);
    Ok(Box::new(OcelReader { file, source, objects, anomalies, stage, records, rows: 0, line: 0 }))
}

/// Where events and objects come from.
trait Source: Send {
    /// Goes through all objects once: id, type, whether it is one of our own exports, line.
    fn index(
        &mut self,
        anomalies: &mut Anomalies,
        object: &mut dyn FnMut(&str, &str, bool, u64, &mut Anomalies),
    ) -> Result<(), ReadError>;

    /// The next object with its attributes and relations.
    fn next_object(&mut self) -> Result<Option<RawObject>, ReadError>;

    /// The next event, or nothing in its place where it cannot be one.
    fn next_event(&mut self, anomalies: &mut Anomalies) -> Result<Option<Option<RawEvent>>, ReadError>;

    /// Bytes of the file done, for showing progress.
    fn progress(&self) -> u64;
}

/// What is being read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Index,
    Objects,
    Events,
    Done,
}

/// An OCEL file, being read.
struct OcelReader {
    file: String,
    source: Box<dyn Source>,
    objects: Objects,
    anomalies: Anomalies,
    stage: Stage,
    records: VecDeque<NamedRecord>,
    rows: u64,
    line: u64,
}

impl OcelReader {
    fn index(&mut self) -> Result<(), ReadError> {
        let objects = &mut self.objects;
        self.source.index(&mut self.anomalies, &mut |id, kind, ours, line, anomalies| {
            if !objects.add(id, kind, ours) {
                anomalies.note(AnomalyKind::KeyRepeatedChanged, line, || {
                    format!("the object “{id}” stands more than once: its last type counts")
                });
            }
        })
    }

    /// Objects until there are as many records as asked for, or no more.
    fn read_objects(&mut self, most: usize) -> Result<(), ReadError> {
        while self.records.len() < most {
            let Some(object) = self.source.next_object()? else {
                self.stage = Stage::Events;
                break;
            };
            let mut records = Vec::new();
            self.objects.records(&object, &mut self.anomalies, &mut records);
            self.records.extend(records);
        }
        Ok(())
    }

    fn read_events(&mut self, most: usize, piece: &mut Piece) -> Result<(), ReadError> {
        for _ in 0..most {
            let Some(event) = self.source.next_event(&mut self.anomalies)? else {
                self.stage = Stage::Done;
                break;
            };
            self.rows += 1;
            if let Some(event) = event {
                self.line = event.line;
                piece.acts.extend(events::act_of(&event, &self.objects, &mut self.anomalies));
            }
        }
        Ok(())
    }
}

impl LogReader for OcelReader {
    fn next_piece(&mut self, max_rows: usize) -> Result<Option<Piece>, ReadError> {
        let most = max_rows.max(1);
        if self.stage == Stage::Index {
            self.index()?;
            self.stage = Stage::Objects;
        }
        let mut piece = Piece::default();
        let before = self.rows;
        if self.stage == Stage::Objects {
            self.read_objects(most)?;
            let count = self.records.len().min(most);
            piece.records.extend(self.records.drain(..count));
        }
        if piece.records.is_empty() && self.stage == Stage::Events {
            // What the last object left beyond a full piece.
            piece.records.extend(self.records.drain(..));
            self.read_events(most, &mut piece)?;
        }
        if piece.records.is_empty() && self.rows == before {
            if self.rows == 0 {
                let reason = "the log holds no event: there is nothing to import".into();
                return Err(ReadError::Empty { file: self.file.clone(), reason });
            }
            return Ok(None);
        }
        piece.rows = self.rows;
        piece.line = self.line;
        piece.bytes = self.source.progress();
        Ok(Some(piece))
    }

    fn anomalies(&self) -> &Anomalies {
        &self.anomalies
    }
}
