//! The walk along the chain: each entry against its hash, and each row that it makes against the table.

use std::collections::BTreeMap;

use super::{Progress, Report};
use crate::head::{Head, Place, act_id_key, act_row, entry_id_key, link};
use crate::names::object_key_of;
use crate::record::{VersionRow, record_key, row_digest};
use crate::resolve::{EntryNames, ViewReader};
use crate::segment::{
    BYTES_AT_ONCE, Postings, Subject, extent_from_bytes, post_entry, posting_key, segment_rows,
};
use crate::store::{Row, Session, Stretch, Table};
use crate::stored::{Opened, RecordDigest, act_digest, decode_act};
use crate::written::be64;
use crate::{Fault, ViewId};

/// How many entries are read at once.
const ENTRIES_AT_ONCE: usize = 1_024;

/// What the entries add up to.
pub(super) struct Walked {
    /// The head as the entries make it.
    pub head: Head,
    /// The number of record versions.
    pub versions: u64,
    /// The sum of the deltas of each counter.
    pub sums: BTreeMap<String, i64>,
}

pub(super) struct Walk<'a> {
    session: &'a mut dyn Session,
    report: &'a mut Report,
    reader: ViewReader,
    head: Head,
    versions: u64,
    sums: BTreeMap<String, i64>,
    /// What each segment covers, as its extent says.
    extents: Vec<(u64, u64)>,
    postings: Postings,
    scratch: Vec<u8>,
}

impl<'a> Walk<'a> {
    pub fn new(view: ViewId, session: &'a mut dyn Session, report: &'a mut Report) -> Result<Self, Fault> {
        let mut extents = Vec::new();
        for segment in 0_u32.. {
            let key = posting_key(segment, Subject::Extent);
            let Some(row) = session.get(Table::Posting, view.0, &key)? else { break };
            match extent_from_bytes(&row) {
                Ok(extent) => extents.push(extent),
                Err(garbled) => {
                    report.find(Table::Posting, format!("segment {segment}, extent"), garbled);
                    break;
                }
            }
        }
        Ok(Self {
            session,
            report,
            reader: ViewReader::new(view),
            head: Head::default(),
            versions: 0,
            sums: BTreeMap::new(),
            extents,
            postings: Postings::new(),
            scratch: Vec::new(),
        })
    }

    pub fn walk(mut self, progress: &mut dyn FnMut(Progress)) -> Result<Walked, Fault> {
        let view = self.reader.view;
        let last = self.session.range(
            Table::Entry,
            view.0,
            Stretch { limit: 1, backwards: true, ..Stretch::WHOLE },
        )?;
        let of = last.first().and_then(|(key, _)| be64(key).ok()).unwrap_or(0);
        let mut from = Vec::new();
        loop {
            let rows = self.session.range(
                Table::Entry,
                view.0,
                Stretch { bytes: BYTES_AT_ONCE, ..Stretch::from(&from, ENTRIES_AT_ONCE) },
            )?;
            for row in &rows {
                self.row(row)?;
            }
            let Some((key, _)) = rows.last() else { break };
            from = [key.as_slice(), &[0]].concat();
            progress(Progress { position: self.head.position, of });
        }
        self.head.next_segment = self.extents.len() as u32;
        Ok(Walked { head: self.head, versions: self.versions, sums: self.sums })
    }

    fn row(&mut self, (key, value): &Row) -> Result<(), Fault> {
        let Ok(position) = be64(key) else {
            self.report.find(Table::Entry, format!("{key:02x?}"), "is not a position");
            return Ok(());
        };
        let expected = self.head.position + 1;
        if position != expected {
            let missing = if position - expected == 1 { "it" } else { "it and what follows" };
            self.report.find(Table::Entry, format!("position {expected}"), format!("{missing} is missing"));
        }
        self.head.position = position;
        let Some((hash, stored)) = value.split_at_checked(32) else {
            self.report.find(Table::Entry, format!("position {position}"), "is shorter than its hash");
            return self.segment_end(position);
        };
        self.report.entries += 1;
        if link(&self.head.chain, stored) != *hash {
            let what = "the chain is broken: the entry, its hash or the entry before was changed";
            self.report.find(Table::Entry, format!("position {position}"), what);
        }
        self.head.chain.copy_from_slice(hash);
        match Opened::from_bytes(stored) {
            Ok(entry) => self.entry(&entry, position)?,
            Err(garbled) => self.report.find(Table::Entry, format!("position {position}"), garbled),
        }
        self.segment_end(position)
    }

    fn entry(&mut self, entry: &Opened<'_>, position: u64) -> Result<(), Fault> {
        let at = format!("position {position}");
        let view = self.reader.view.0;
        let recorded_ms = entry.recorded_at.as_millisecond();
        if position > 1 && recorded_ms < self.head.recorded_ms {
            self.report.find(Table::Entry, at.clone(), "was recorded before the entry before it");
        }
        self.head.recorded_ms = recorded_ms;
        let found = self.session.get(Table::EntryId, view, &entry_id_key(entry.id))?;
        self.compare(Table::EntryId, entry.id.to_string(), found.as_deref(), &position.to_be_bytes());
        self.words(entry, &at)?;
        self.objects(entry, &at)?;
        self.acts(entry, position)?;
        if let Err(garbled) = post_entry(entry, position, &mut self.postings) {
            self.report.find(Table::Entry, at.clone(), garbled);
        }
        match entry.rest() {
            Ok((deltas, records)) => {
                for delta in deltas {
                    let sum = self.sums.entry(delta.key).or_default();
                    *sum = sum.wrapping_add(delta.by);
                }
                self.records(&records)
            }
            Err(garbled) => {
                self.report.find(Table::Entry, at, garbled);
                Ok(())
            }
        }
    }

    /// Holds a row against what it must be.
    fn compare(&mut self, table: Table, key: String, found: Option<&[u8]>, expected: &[u8]) {
        match found {
            None => self.report.find(table, key, "is missing"),
            Some(found) if found != expected => {
                self.report.find(table, key, "differs from what the entries say");
            }
            Some(_) => {}
        }
    }

    fn words(&mut self, entry: &Opened<'_>, at: &str) -> Result<(), Fault> {
        if entry.first_word != self.head.next_word {
            self.report.find(Table::Entry, at, format!("numbers its words from {}", entry.first_word));
        }
        let numbers = entry.first_word..entry.first_word.saturating_add(entry.new_words.len() as u32);
        self.head.next_word = numbers.end;
        let keys: Vec<Vec<u8>> = numbers.clone().map(|number| number.to_be_bytes().to_vec()).collect();
        let found = self.session.get_many(Table::Word, self.reader.view.0, &keys)?;
        for ((number, word), found) in numbers.zip(&entry.new_words).zip(found) {
            self.compare(Table::Word, format!("word {number} (“{word}”)"), found.as_deref(), word.as_bytes());
        }
        Ok(())
    }

    fn objects(&mut self, entry: &Opened<'_>, at: &str) -> Result<(), Fault> {
        if entry.first_object != self.head.next_object {
            self.report.find(Table::Entry, at, format!("numbers its objects from {}", entry.first_object));
        }
        let view = self.reader.view.0;
        let numbers = entry.first_object..entry.first_object.saturating_add(entry.new_objects.len() as u32);
        self.head.next_object = numbers.end;
        let by_number: Vec<Vec<u8>> = numbers.clone().map(|number| number.to_be_bytes().to_vec()).collect();
        let by_key: Vec<Vec<u8>> =
            entry.new_objects.iter().map(|(kind, id)| object_key_of(kind, id)).collect();
        let keys = self.session.get_many(Table::ObjectByNumber, view, &by_number)?;
        let found = self.session.get_many(Table::ObjectByKey, view, &by_key)?;
        for (rank, (kind, id)) in entry.new_objects.iter().enumerate() {
            let key = format!("object {} ({kind}/{id})", entry.first_object as usize + rank);
            self.compare(Table::ObjectByNumber, key.clone(), keys[rank].as_deref(), &by_key[rank]);
            self.compare(Table::ObjectByKey, key, found[rank].as_deref(), &by_number[rank]);
        }
        Ok(())
    }

    fn acts(&mut self, entry: &Opened<'_>, position: u64) -> Result<(), Fault> {
        let names = match self.reader.names(self.session, entry, position) {
            Ok(names) => names,
            Err(Fault::Corrupt { table, key, what }) => {
                self.report.find(table, key, what);
                EntryNames::default()
            }
            Err(fault) => return Err(fault),
        };
        let mut expected = Vec::with_capacity(entry.act_count);
        for (ordinal, bytes) in entry.acts().enumerate() {
            match bytes.and_then(|bytes| decode_act(bytes, &names)) {
                Ok((act, _, _)) => {
                    let digest = act_digest(&act, &mut self.scratch);
                    expected.push((act.id, act_row(Place { position, ordinal: ordinal as u16 }, digest)));
                }
                Err(garbled) => {
                    self.report.find(Table::Entry, format!("position {position}, act {ordinal}"), garbled);
                }
            }
        }
        self.report.acts += entry.act_count as u64;
        self.head.acts += entry.act_count as u64;
        self.head.tail_acts += entry.act_count as u64;
        let keys: Vec<Vec<u8>> = expected.iter().map(|(id, _)| act_id_key(*id)).collect();
        let found = self.session.get_many(Table::ActId, self.reader.view.0, &keys)?;
        for ((id, row), found) in expected.into_iter().zip(found) {
            self.compare(Table::ActId, id.to_string(), found.as_deref(), &row);
        }
        Ok(())
    }

    fn records(&mut self, records: &[RecordDigest]) -> Result<(), Fault> {
        let keys: Vec<Vec<u8>> =
            records.iter().map(|record| record_key(&record.kind, &record.id, record.version)).collect();
        let found = self.session.get_many(Table::Record, self.reader.view.0, &keys)?;
        for (record, row) in records.iter().zip(found) {
            self.versions += 1;
            self.report.record_versions += 1;
            let key = format!("{}/{} version {}", record.kind, record.id, record.version);
            match row {
                None => self.report.find(Table::Record, key, "is missing"),
                Some(row) => match VersionRow::from_bytes(&row) {
                    Ok(VersionRow::Erased) => self.report.erased += 1,
                    _ if row_digest(&row) == record.digest => {}
                    _ => self.report.find(Table::Record, key, "differs from the digest that its entry holds"),
                },
            }
        }
        Ok(())
    }

    /// At the end of a segment, holds its rows against the places of the acts that it covers.
    fn segment_end(&mut self, position: u64) -> Result<(), Fault> {
        let segment = self.extents.partition_point(|(_, to)| *to < position);
        let Some((after, to)) = self.extents.get(segment).copied() else { return Ok(()) };
        if position != to {
            return Ok(());
        }
        let number = segment as u32;
        let expected: BTreeMap<Vec<u8>, Vec<u8>> =
            segment_rows(number, self.head.sealed_to, position, &std::mem::take(&mut self.postings))
                .into_iter()
                .collect();
        if after != self.head.sealed_to {
            self.report.find(
                Table::Posting,
                format!("segment {number}"),
                "does not begin where the one before ends",
            );
        }
        self.head.sealed_to = to;
        self.head.tail_acts = 0;
        let (from, until) = (number.to_be_bytes(), (number + 1).to_be_bytes());
        let stretch = Stretch::between(&from, &until, usize::MAX);
        let rows = self.session.range(Table::Posting, self.reader.view.0, stretch)?;
        let found: BTreeMap<Vec<u8>, Vec<u8>> = rows.into_iter().collect();
        for (key, row) in &expected {
            self.compare(Table::Posting, subject_in_words(key), found.get(key).map(Vec::as_slice), row);
        }
        for key in found.keys().filter(|key| !expected.contains_key(*key)) {
            self.report.find(
                Table::Posting,
                subject_in_words(key),
                "belongs to nothing that the entries say",
            );
        }
        Ok(())
    }
}

/// What a list of places is about, for people.
pub(super) fn subject_in_words(key: &[u8]) -> String {
    match crate::segment::posting_key_read(key) {
        Ok((segment, Subject::Extent)) => format!("segment {segment}, extent"),
        Ok((segment, Subject::Object(number))) => format!("segment {segment}, object {number}"),
        Ok((segment, Subject::Kind(number))) => format!("segment {segment}, kind of word {number}"),
        Err(_) => format!("{key:02x?}"),
    }
}
