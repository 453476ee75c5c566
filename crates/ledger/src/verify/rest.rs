//! What remains after the walk: the head, the counters, which version of each record is current, and rows that no entry
//! accounts for.

use super::Report;
use super::walk::{Walked, subject_in_words};
use crate::head::{Head, act_row_read};
use crate::record::{Current, Standing, VersionRow, index_keys, record_key_read};
use crate::segment::{Subject, posting_key};
use crate::store::{Row, Session, Stretch, Table};
use crate::written::be64;
use crate::{Fault, ViewId, rollup, views};

/// How many rows are read at once.
const ROWS_AT_ONCE: usize = 10_000;

/// Shows all rows of a table in one view.
fn each_row(
    session: &mut dyn Session,
    table: Table,
    view: ViewId,
    mut see: impl FnMut(&mut dyn Session, &Row) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let mut from = Vec::new();
    loop {
        let rows = session.range(table, view.0, Stretch::from(&from, ROWS_AT_ONCE))?;
        for row in &rows {
            see(session, row)?;
        }
        let Some((key, _)) = rows.last() else { return Ok(()) };
        from = [key.as_slice(), &[0]].concat();
    }
}

/// The list of views, and what stands beside it.
pub(super) fn check_views(session: &mut dyn Session, report: &mut Report) -> Result<(), Fault> {
    for (key, value) in session.range(Table::View, 0, Stretch::WHOLE)? {
        if let Err(Fault::Corrupt { table, key, what }) = views::row_is_whole(&key, &value) {
            report.find(table, key, what);
        }
    }
    let last = session.get(Table::Head, 0, views::LAST_VIEW_KEY)?;
    if let Some(Err(Fault::Corrupt { table, key, what })) = last.map(|row| views::last_view(&row)) {
        report.find(table, key, what);
    }
    let schema = session.get(Table::Head, 0, crate::handle::SCHEMA_KEY)?;
    if schema.as_deref() != Some(&crate::SCHEMA.to_be_bytes()) {
        report.find(Table::Head, "schema", "is not the one that this release writes");
    }
    Ok(())
}

pub(super) fn check_head(view: ViewId, head: Option<&Head>, walked: &Walked, report: &mut Report) {
    let Some(head) = head else { return };
    let expected = &walked.head;
    if head.position > expected.position {
        let missing = format!("position {}", expected.position + 1);
        report.find(Table::Entry, missing, format!("is missing: the head stands at {}", head.position));
    } else if head != expected {
        report.find(Table::Head, view.to_string(), "differs from what the entries say");
    }
}

/// Rows of the indexes that no entry accounts for.
pub(super) fn check_extra_rows(
    session: &mut dyn Session,
    view: ViewId,
    walked: &Walked,
    report: &mut Report,
) -> Result<(), Fault> {
    let mut acts = 0;
    let mut entries = 0;
    each_row(session, Table::ActId, view, |_, (key, value)| {
        acts += 1;
        let beyond = act_row_read(value).is_ok_and(|(place, _)| place.position > walked.head.position);
        if beyond || key.len() != 16 {
            report.find(Table::ActId, act_in_words(key), "belongs to no entry");
        }
        Ok(())
    })?;
    each_row(session, Table::EntryId, view, |_, _| {
        entries += 1;
        Ok(())
    })?;
    for (table, found, expected) in
        [(Table::ActId, acts, walked.head.acts), (Table::EntryId, entries, walked.head.position)]
    {
        if found > expected && report.is_clean() {
            report.find(
                table,
                view.to_string(),
                format!("has {} rows that no entry accounts for", found - expected),
            );
        }
    }
    let beyond = [
        (Table::Word, walked.head.next_word.to_be_bytes().to_vec()),
        (Table::ObjectByNumber, walked.head.next_object.to_be_bytes().to_vec()),
        (Table::Posting, posting_key(walked.head.next_segment, Subject::Extent)),
    ];
    for (table, from) in beyond {
        for (key, _) in session.range(table, view.0, Stretch::from(&from, 10))? {
            let key = if table == Table::Posting { subject_in_words(&key) } else { format!("{key:02x?}") };
            report.find(table, key, "belongs to nothing that the entries say");
        }
    }
    check_object_keys(session, view, report)
}

/// Every object's key leads to a number that leads back to it.
fn check_object_keys(session: &mut dyn Session, view: ViewId, report: &mut Report) -> Result<(), Fault> {
    let mut from = Vec::new();
    loop {
        let rows = session.range(Table::ObjectByKey, view.0, Stretch::from(&from, ROWS_AT_ONCE))?;
        let numbers: Vec<Vec<u8>> = rows.iter().map(|(_, number)| number.clone()).collect();
        let back = session.get_many(Table::ObjectByNumber, view.0, &numbers)?;
        for ((key, _), back) in rows.iter().zip(back) {
            if back.as_ref() != Some(key) {
                let object = crate::names::object_from(key)
                    .map_or_else(|_| format!("{key:02x?}"), |it| it.to_string());
                report.find(Table::ObjectByKey, object, "has a number that is not its own");
            }
        }
        let Some((key, _)) = rows.last() else { return Ok(()) };
        from = [key.as_slice(), &[0]].concat();
    }
}

fn act_in_words(key: &[u8]) -> String {
    match key.try_into().map(u128::from_be_bytes) {
        Ok(id) => types::ActId::from_u128(id).to_string(),
        Err(_) => format!("{key:02x?}"),
    }
}

pub(super) fn check_counters(
    session: &mut dyn Session,
    view: ViewId,
    walked: &Walked,
    report: &mut Report,
) -> Result<(), Fault> {
    let mut sums = walked.sums.clone();
    each_row(session, Table::Counter, view, |_, (key, value)| {
        report.counters += 1;
        let key = String::from_utf8_lossy(key).into_owned();
        match (sums.remove(&key), be64(value)) {
            (None, _) => report.find(Table::Counter, key, "was changed by no entry"),
            (_, Err(garbled)) => report.find(Table::Counter, key, garbled),
            (Some(sum), Ok(value)) if sum != value as i64 => {
                report.find(
                    Table::Counter,
                    key,
                    format!("stands at {}, but its deltas add up to {sum}", value as i64),
                );
            }
            _ => {}
        }
        Ok(())
    })?;
    // A counter whose deltas came to nothing need not have a row.
    for (key, sum) in sums.into_iter().filter(|(_, sum)| *sum != 0) {
        report.find(Table::Counter, key, format!("is missing; its deltas add up to {sum}"));
    }
    Ok(())
}

/// Which version of each record is current, and what finds it.
pub(super) fn check_records(
    session: &mut dyn Session,
    view: ViewId,
    walked: &Walked,
    report: &mut Report,
) -> Result<(), Fault> {
    let mut versions = 0;
    let mut indexed = 0_u64;
    each_row(session, Table::Record, view, |session, (key, value)| {
        let Ok((kind, id, version)) = record_key_read(key) else {
            report.find(Table::Record, format!("{key:02x?}"), "is not the key of a record");
            return Ok(());
        };
        let name = format!("{kind}/{id}");
        if version > 0 {
            versions += 1;
            return Ok(());
        }
        match Current::from_bytes(value) {
            Err(garbled) => report.find(Table::Record, format!("{name}, current"), garbled),
            Ok(current) => {
                let latest = crate::record::record_key(kind, id, current.version);
                let next = crate::record::record_key(kind, id, current.version + 1);
                let rows = session.get_many(Table::Record, view.0, &[latest, next])?;
                let made = rows[0].as_ref().and_then(|row| VersionRow::from_bytes(row).ok());
                if rows[1].is_some() || made.is_none_or(|row| row.current(current.version) != current) {
                    report.find(Table::Record, format!("{name}, current"), "differs from the latest version");
                } else if current.standing == Standing::Live {
                    let mut keys = index_keys(kind, id, &current.indexed);
                    keys.sort();
                    keys.dedup();
                    indexed += keys.len() as u64;
                    let found = session.get_many(Table::RecordIndex, view.0, &keys)?;
                    if found.iter().any(Option::is_none) {
                        report.find(Table::RecordIndex, name, "an index row is missing");
                    } else if found.iter().flatten().any(|value| !value.is_empty()) {
                        report.find(Table::RecordIndex, name, "an index row is not empty");
                    }
                }
            }
        }
        Ok(())
    })?;
    let mut found = 0_u64;
    each_row(session, Table::RecordIndex, view, |_, _| {
        found += 1;
        Ok(())
    })?;
    if found > indexed && report.is_clean() {
        report.find(
            Table::RecordIndex,
            view.to_string(),
            format!("has {} rows of no record", found - indexed),
        );
    }
    if versions > walked.versions {
        let extra = versions - walked.versions;
        report.find(Table::Record, view.to_string(), format!("has {extra} versions that no entry wrote"));
    }
    Ok(())
}

pub(super) fn check_rollups(
    session: &mut dyn Session,
    view: ViewId,
    report: &mut Report,
) -> Result<(), Fault> {
    each_row(session, Table::Rollup, view, |_, (key, value)| {
        if !rollup::is_whole(key, value) {
            let name = key.split(|byte| *byte == 0).next().unwrap_or_default();
            report.find(Table::Rollup, String::from_utf8_lossy(name), "a piece does not match its checksum");
        }
        Ok(())
    })
}
