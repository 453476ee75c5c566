//! OCEL 2.0 as JSON: events as they come, objects at the end (kept meanwhile in a temporary database on disk).

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use rusqlite::{Connection, params};
use serde_json::{Value, json};
use types::{Act, Word};

use super::objects::{self, changes, owner};
use super::{ActWriter, ExportError, Unfinished, Written};
use crate::NamedRecord;
use crate::ocel::model::{Declared, exported_id};
use crate::ocel::own::{self, Attributes};

/// A JSON file in the making.
pub(super) struct JsonWriter {
    out: BufWriter<File>,
    unfinished: Unfinished,
    event_types: BTreeMap<Word, Attributes>,
    objects: Connection,
    written: Written,
}

impl JsonWriter {
    pub fn new(path: &Path) -> Result<Self, ExportError> {
        let unfinished = Unfinished::new(path)?;
        let file = File::create(&unfinished.draft).map_err(unfinished.failed())?;
        let mut out = BufWriter::with_capacity(256 << 10, file);
        out.write_all(b"{\n\"events\": [").map_err(unfinished.failed())?;
        let open = || -> rusqlite::Result<Connection> {
            // A database without a name lives in a temporary file that nobody else sees.
            let objects = Connection::open("")?;
            objects.execute_batch(
                "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;
                 CREATE TABLE object (kind TEXT NOT NULL, id TEXT NOT NULL, record TEXT, UNIQUE (kind, id));",
            )?;
            Ok(objects)
        };
        let objects = open().map_err(unfinished.database_failed())?;
        Ok(Self { out, unfinished, event_types: BTreeMap::new(), objects, written: Written::default() })
    }

    fn object(&self, kind: &str, id: &str) -> Result<(), ExportError> {
        let insert = || {
            self.objects
                .prepare_cached("INSERT OR IGNORE INTO object (kind, id) VALUES (?1, ?2)")?
                .execute(params![kind, id])
        };
        insert().map(|_| ()).map_err(self.unfinished.database_failed())
    }

    fn write(&mut self, first: bool, element: &Value) -> io::Result<()> {
        self.out.write_all(if first { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut self.out, element)?;
        Ok(())
    }

    /// Writes all objects; gives the attributes of each of their types.
    fn write_objects(&mut self) -> Result<BTreeMap<Word, Attributes>, ExportError> {
        let mut types: BTreeMap<Word, Attributes> = BTreeMap::new();
        let failed = self.unfinished.failed();
        let database_failed = self.unfinished.database_failed();
        let objects =
            std::mem::replace(&mut self.objects, Connection::open_in_memory().map_err(&database_failed)?);
        let mut statement = objects
            .prepare("SELECT kind, id, record FROM object ORDER BY rowid")
            .map_err(&database_failed)?;
        let mut rows = statement.query([]).map_err(&database_failed)?;
        while let Some(row) = rows.next().map_err(&database_failed)? {
            let read = || Ok((row.get(0)?, row.get(1)?, row.get(2)?));
            let (kind, id, record): (String, String, Option<String>) = read().map_err(&database_failed)?;
            let record = record.and_then(|record| serde_json::from_str::<Value>(&record).ok());
            let known = types.entry(Word::new(&kind)).or_default();
            let attributes: Vec<Value> = changes(&id, record.as_ref(), known)
                .into_iter()
                .map(|change| {
                    json!({
                        "name": change.attribute.name,
                        "time": change.time,
                        "value": change.attribute.value.to_json(),
                    })
                })
                .collect();
            let relations: Vec<Value> = record
                .iter()
                .flat_map(objects::relations)
                .map(|(qualifier, kind, id)| json!({ "objectId": exported_id(&kind, &id), "qualifier": qualifier }))
                .collect();
            let object = json!({
                "id": exported_id(&kind, &id),
                "type": kind,
                "attributes": attributes,
                "relationships": relations,
            });
            self.write(self.written.objects == 0, &object).map_err(&failed)?;
            self.written.objects += 1;
        }
        Ok(types)
    }

    fn write_types(
        &mut self,
        envelope: &[(&str, Declared)],
        types: &BTreeMap<Word, Attributes>,
    ) -> io::Result<()> {
        for (place, (name, attributes)) in types.iter().enumerate() {
            let own =
                envelope.iter().map(|(name, declared)| json!({ "name": name, "type": declared.json_name() }));
            let others = attributes.in_order().iter();
            let others =
                others.map(|(name, declared)| json!({ "name": name.as_str(), "type": declared.json_name() }));
            let attributes: Vec<Value> = own.chain(others).collect();
            self.write(place == 0, &json!({ "name": name.as_str(), "attributes": attributes }))?;
        }
        Ok(())
    }
}

impl ActWriter for JsonWriter {
    fn act(&mut self, act: &Act) -> Result<(), ExportError> {
        let known = self.event_types.entry(act.kind.name.clone()).or_default();
        let event = own::event_of(act, known);
        let attributes: Vec<Value> = event
            .attributes
            .iter()
            .map(|attribute| json!({ "name": attribute.name, "value": attribute.value.to_json() }))
            .collect();
        let relations: Vec<Value> = event
            .relations
            .iter()
            .map(|(qualifier, object)| json!({ "objectId": object, "qualifier": qualifier }))
            .collect();
        let element = json!({
            "id": event.id,
            "type": event.kind,
            "time": event.time,
            "attributes": attributes,
            "relationships": relations,
        });
        self.write(self.written.acts == 0, &element).map_err(self.unfinished.failed())?;
        self.written.acts += 1;
        for relation in &act.relations {
            self.object(relation.object.kind.as_str(), &relation.object.id)?;
        }
        Ok(())
    }

    fn record(&mut self, record: &NamedRecord) -> Result<(), ExportError> {
        let (kind, id) = owner(record);
        let insert = || {
            self.objects
                .prepare_cached(
                    "INSERT INTO object (kind, id, record) VALUES (?1, ?2, ?3)
                     ON CONFLICT (kind, id) DO UPDATE SET record = excluded.record",
                )?
                .execute(params![kind, id, record.body.to_string()])
        };
        insert().map_err(self.unfinished.database_failed())?;
        for (_, kind, id) in objects::relations(&record.body) {
            self.object(&kind, &id)?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<Written, ExportError> {
        let failed = self.unfinished.failed();
        self.out.write_all(b"\n],\n\"objects\": [").map_err(&failed)?;
        let object_types = self.write_objects()?;
        self.out.write_all(b"\n],\n\"eventTypes\": [").map_err(&failed)?;
        let event_types = std::mem::take(&mut self.event_types);
        self.write_types(own::ENVELOPE, &event_types).map_err(&failed)?;
        self.out.write_all(b"\n],\n\"objectTypes\": [").map_err(&failed)?;
        self.write_types(objects::ENVELOPE, &object_types).map_err(&failed)?;
        self.out.write_all(b"\n]\n}\n").and_then(|()| self.out.flush()).map_err(&failed)?;
        let Self { out, unfinished, written, .. } = *self;
        drop(out);
        unfinished.complete()?;
        Ok(written)
    }
}
