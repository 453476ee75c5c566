//! A flipped byte in any value of any table is found and named, and never stops the verification.

use ledger::{Fault, Ledger, Location, Report, Table};
use proptest::prelude::*;

use crate::faults::rich;
use crate::scribe::{Shelf, telling};

/// A store with something in every table, and a segment.
fn filled(shelf: &Shelf) -> ledger::ViewId {
    let (ledger, view) = shelf.open_view();
    (0..10).for_each(|number| assert!(ledger.commit(view, rich(number)).is_ok()));
    for part in 0..2 {
        let from = 1_000 + part * 9_000;
        ledger.commit(view, telling(100 + part, from..from + 9_000)).unwrap();
    }
    ledger.commit(view, rich(10)).unwrap();
    ledger.erase_record(view, "note", "n3").unwrap();
    ledger.rollup_put(view, "hours", &[(vec![1], vec![2; 99])]).unwrap();
    assert!(ledger.verify(view, &mut |_| {}).unwrap().is_clean());
    view
}

/// Flips one byte, verifies, and puts it back.
fn flipped(
    shelf: &Shelf,
    view: ledger::ViewId,
    table: Table,
    row: usize,
    byte: usize,
    flip: u8,
) -> Option<Report> {
    let rows = shelf.rows(table);
    let row = &rows[row % rows.len()];
    let (of, key, value) = row;
    let byte = byte.checked_rem(value.len())?;
    let mut changed = value.clone();
    changed[byte] ^= flip;
    shelf.change(table, *of, key, &changed);
    let report = match Ledger::open(shelf.location.clone(), crate::scribe::options()) {
        Ok(ledger) => match ledger.verify(view, &mut |_| {}) {
            Ok(report) => report,
            Err(fault) => panic!("{table:?} {key:?} byte {byte}: {fault}"),
        },
        // A schema that was flipped upward is refused at the door.
        Err(refused) => {
            assert_eq!(table, Table::Head, "{refused}");
            shelf.change(table, *of, key, value);
            return None;
        }
    };
    shelf.change(table, *of, key, value);
    Some(report)
}

#[test]
fn one_flipped_byte_in_each_table_is_named() {
    for shelf in [Shelf::sqlite(), Shelf::postgres()] {
        let view = filled(&shelf);
        for table in Table::ALL {
            let Some(report) = flipped(&shelf, view, table, 1, 3, 0x11) else { continue };
            let named = report.findings.iter().any(|finding| finding.table == table.name());
            assert!(named, "{table:?}: {:?}", report.findings.first());
        }
        let report =
            Ledger::open(shelf.location.clone(), crate::scribe::options()).unwrap().verify(view, &mut |_| {});
        assert!(report.unwrap().is_clean(), "all was put back");
    }
}

#[test]
fn findings_name_the_row_in_words() {
    let shelf = Shelf::sqlite();
    let view = filled(&shelf);
    let key_of = |table: Table, wanted: &str| {
        let rows = shelf.rows(table);
        rows.iter().position(|(_, key, _)| String::from_utf8_lossy(key).contains(wanted)).unwrap()
    };
    let counter = flipped(&shelf, view, Table::Counter, key_of(Table::Counter, "of/3"), 7, 1).unwrap();
    assert_eq!(counter.findings[0].to_string(), "counter, of/3: stands at 12, but its deltas add up to 13");
    let entry = flipped(&shelf, view, Table::Entry, 4, 60, 1).unwrap();
    assert_eq!(entry.findings[0].key, "position 5");
    let record =
        flipped(&shelf, view, Table::Record, key_of(Table::Record, "n5\0\0\0\0\0\0\0\0\u{1}"), 40, 1)
            .unwrap();
    assert_eq!(record.findings[0].key, "note/n5 version 1");
}

#[test]
fn a_missing_entry_is_named() {
    let shelf = Shelf::sqlite();
    let view = filled(&shelf);
    let Location::Sqlite(file) = &shelf.location else { unreachable!() };
    let database = rusqlite::Connection::open(file).unwrap();
    database.execute("DELETE FROM entry WHERE key=?1", [6_u64.to_be_bytes()]).unwrap();
    let ledger = shelf.open();
    let report = ledger.verify(view, &mut |_| {}).unwrap();
    assert!(report.findings.iter().any(|finding| finding.to_string() == "entry, position 6: it is missing"));
    let faulty = ledger.acts_of_object(view, &crate::scribe::customer(25), None, 10);
    assert!(matches!(faulty, Err(Fault::Corrupt { table: Table::Entry, .. })), "{faulty:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_flipped_byte_is_found(table in 0..Table::ALL.len(), row: usize, byte: usize, flip in 1_u8..) {
        // Filled once: every case puts back what it flipped.
        static FILLED: std::sync::OnceLock<(Shelf, ledger::ViewId)> = std::sync::OnceLock::new();
        let (shelf, view) = FILLED.get_or_init(|| {
            let shelf = Shelf::sqlite();
            let view = filled(&shelf);
            (shelf, view)
        });
        if let Some(report) = flipped(shelf, *view, Table::ALL[table], row, byte, flip) {
            prop_assert!(!report.is_clean(), "{:?} row {row} byte {byte} flip {flip}", Table::ALL[table]);
        }
    }
}
