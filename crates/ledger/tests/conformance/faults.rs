//! Stores that go away, fill up, come from the future or belong to somebody else; backups.

use std::time::Duration;

use ledger::{BackupError, CommitError, Entry, Fault, Ledger, Location, OpenError, RecordQuery};
use serde_json::json;

use crate::cluster::{self, Cluster};
use crate::everywhere;
use crate::scribe::{Shelf, act, delta, entry, options, telling, write};

everywhere!(a_backup_is_made_while_writing_and_restores_anywhere);

/// An entry that touches every table.
pub fn rich(number: u64) -> Entry {
    let mut entry = telling(number, number * 5..number * 5 + 5);
    entry.deltas = vec![delta("count", 1, None), delta(&format!("of/{}", number % 7), number as i64, None)];
    entry.records =
        vec![write("note", &format!("n{number}"), None, json!({ "name": format!("note {}", number % 9) }))];
    entry
}

fn a_backup_is_made_while_writing_and_restores_anywhere(shelf: &Shelf) {
    let (ledger, view) = shelf.open_view();
    (0..40).for_each(|number| assert!(ledger.commit(view, rich(number)).is_ok()));
    ledger.rollup_put(view, "hours", &[(vec![1], vec![2; 99])]).unwrap();
    ledger.erase_record(view, "note", "n3").unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("backup.sqlite");
    std::thread::scope(|scope| {
        scope.spawn(|| (40..120).for_each(|number| assert!(ledger.commit(view, rich(number)).is_ok())));
        ledger.backup_to(&file).unwrap();
    });
    assert_eq!(ledger.backup_to(&file), Err(BackupError::Exists(file.clone())));
    let targets = [Shelf::memory(), Shelf::sqlite(), Shelf::postgres()];
    for target in targets {
        let restored = Ledger::restore(&file, target.location.clone(), options()).unwrap();
        let (live, report) = &restored.views[0];
        assert!(report.is_clean(), "{:?}", report.findings);
        assert!(report.entries >= 40 && report.erased == 1);
        assert_eq!((live.id, restored.views.len()), (view, 1));
        let head = restored.ledger.head(view).unwrap();
        let count = restored.ledger.counter(view, "count").unwrap();
        assert_eq!(count as u64, head.position, "one moment: counters and entries agree");
        assert_eq!(restored.ledger.rollup_piece(view, "hours", &[1]).unwrap(), Some(vec![2; 99]));
        let query = RecordQuery { limit: 1_000, ..RecordQuery::default() };
        assert_eq!(restored.ledger.records(view, "note", &query).unwrap().0.len() as u64, head.position - 1);
        restored.ledger.commit(view, rich(1_000)).unwrap();
        if target.location != Location::Memory {
            drop(restored);
            let again = Ledger::restore(&file, target.location.clone(), options());
            assert!(matches!(again, Err(BackupError::NotEmpty(_))));
        }
    }
}

#[test]
fn the_same_story_gives_the_same_chain_on_every_store() {
    let chain = |shelf: Shelf| {
        let (ledger, view) = shelf.open_view();
        (0..30).for_each(|number| assert!(ledger.commit(view, rich(number)).is_ok()));
        ledger.head(view).unwrap()
    };
    let heads = [Shelf::memory(), Shelf::sqlite(), Shelf::postgres()].map(chain);
    assert_eq!(heads[0], heads[1]);
    assert_eq!(heads[0], heads[2]);
}

#[test]
fn a_full_disk_loses_nothing_and_passes() {
    let shelf = Shelf::sqlite();
    let (ledger, view) = shelf.open_view();
    drop(ledger);
    let mut tight = options();
    tight.sqlite_pages = Some(60);
    let ledger = Ledger::open(shelf.location.clone(), tight).unwrap();
    let mut kept = 0;
    let fault = loop {
        match ledger.commit(view, telling(kept, kept * 100..(kept + 1) * 100)) {
            Ok(receipt) => kept = receipt.position,
            Err(error) => break error,
        }
    };
    assert!(matches!(fault, CommitError::Fault(Fault::Full(_))), "{fault}");
    assert!(kept > 3);
    assert_eq!(ledger.head(view).unwrap().position, kept);
    // A smaller entry may still fit, or be told the same; a larger disk takes all.
    drop(ledger);
    let ledger = shelf.open();
    let report = ledger.verify(view, &mut |_| {}).unwrap();
    assert_eq!((report.is_clean(), report.entries), (true, kept));
    let receipt = ledger.commit(view, telling(kept, kept * 100..(kept + 1) * 100)).unwrap();
    assert_eq!(receipt.position, kept + 1);
}

#[test]
fn a_server_that_goes_away_and_comes_back_loses_nothing() {
    let own = Cluster::start();
    let url = own.fresh_database();
    let shelf = Shelf::at(Location::Postgres(url.clone()));
    let (ledger, view) = shelf.open_view();
    std::thread::scope(|scope| {
        let writers: Vec<_> = (0..4_u64)
            .map(|writer| {
                let ledger = &ledger;
                scope.spawn(move || {
                    for turn in 0..50 {
                        let number = writer * 50 + turn;
                        ledger.commit(view, rich(number)).unwrap();
                        std::thread::sleep(Duration::from_millis(10));
                    }
                })
            })
            .collect();
        std::thread::sleep(Duration::from_millis(100));
        own.cut(&url);
        std::thread::sleep(Duration::from_millis(100));
        own.stop();
        std::thread::sleep(Duration::from_millis(300));
        own.start_again();
        writers.into_iter().for_each(|writer| writer.join().unwrap());
    });
    assert_eq!(ledger.head(view).unwrap().position, 200, "reading recovers too");
    assert_eq!(ledger.counter(view, "count").unwrap(), 200);
    assert!(ledger.verify(view, &mut |_| {}).unwrap().is_clean());
    drop(ledger);
}

#[test]
fn a_server_that_stays_away_is_a_fault_and_not_a_wait_for_ever() {
    let url = "postgres://postgres@127.0.0.1:1/nothing";
    let opened = Ledger::open(Location::Postgres(url.into()), options());
    assert!(matches!(opened, Err(OpenError::Fault { fault: Fault::Unavailable(_), .. })), "{opened:?}");
}

#[test]
fn a_store_from_the_future_is_refused_and_left_alone() {
    for shelf in [Shelf::sqlite(), Shelf::postgres()] {
        let (ledger, _) = shelf.open_view();
        drop(ledger);
        shelf.change(ledger::Table::Head, 0, b"schema", &7_u32.to_be_bytes());
        let opened = Ledger::open(shelf.location.clone(), options());
        assert!(matches!(opened, Err(OpenError::Newer { found: 7, known: 1, .. })), "{opened:?}");
        assert!(opened.unwrap_err().to_string().contains("update this program"));
    }
}

#[test]
fn a_file_of_somebody_else_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("letter.txt");
    std::fs::write(&text, "Dear ledger, ".repeat(1_000)).unwrap();
    let opened = Ledger::open(Location::Sqlite(text.clone()), options());
    assert!(matches!(opened, Err(OpenError::NotALedger { .. })), "{opened:?}");
    assert_eq!(std::fs::read_to_string(&text).unwrap(), "Dear ledger, ".repeat(1_000));
    let other = folder.path().join("other.sqlite");
    rusqlite::Connection::open(&other).unwrap().execute_batch("CREATE TABLE mine (x)").unwrap();
    let opened = Ledger::open(Location::Sqlite(other), options());
    assert!(matches!(opened, Err(OpenError::NotALedger { .. })), "{opened:?}");
    let nowhere = folder.path().join("no folder").join("x.sqlite");
    let opened = Ledger::open(Location::Sqlite(nowhere), options());
    assert!(matches!(opened, Err(OpenError::Fault { .. })), "{opened:?}");
}

#[test]
fn cut_connections_are_replaced_without_anybody_noticing() {
    let shelf = Shelf::postgres();
    let (ledger, view) = shelf.open_view();
    let Location::Postgres(url) = &shelf.location else { unreachable!() };
    for number in 0..5 {
        ledger.commit(view, telling(number, [number])).unwrap();
        cluster::shared().cut(url);
        assert_eq!(ledger.act(view, act(number).id).unwrap().unwrap().act, act(number));
        cluster::shared().cut(url);
    }
    assert_eq!(ledger.commit(view, entry(9)).unwrap().position, 6);
}

#[test]
fn an_erased_name_is_in_no_file_of_the_store_while_it_is_open() {
    let folder = tempfile::tempdir().unwrap();
    let place = Location::Sqlite(folder.path().join("ledger.sqlite"));
    let ledger = Ledger::open(place, options()).unwrap();
    let settings = ledger::ViewSettings { time_zone: "UTC".into(), currency: None, other: json!({}) };
    let view = ledger.create_view(&"live".parse().unwrap(), settings).unwrap().id;
    // Bodies of many sizes, written over again and between others, so that pages split and cells move.
    for round in 0..3_u64 {
        for number in 0..150_u64 {
            let mut writing = entry(round * 1_000 + number);
            let filling = "x".repeat(usize::try_from(number * 37 % 3_000).unwrap());
            let body = json!({ "name": format!("Zebulon {number}"), "more": filling });
            writing.records =
                vec![write("person", &format!("p{number}"), (round > 0).then_some(round), body)];
            ledger.commit(view, writing).unwrap();
        }
    }
    (0..150).for_each(|number| {
        assert_eq!(ledger.erase_record(view, "person", &format!("p{number}")).unwrap(), 3)
    });
    ledger.scrub().unwrap();
    for file in std::fs::read_dir(folder.path()).unwrap() {
        let file = file.unwrap();
        let bytes = std::fs::read(file.path()).unwrap();
        assert!(!bytes.windows(7).any(|bytes| bytes == b"Zebulon"), "still in {}", file.path().display());
    }
    assert!(ledger.verify(view, &mut |_| {}).unwrap().is_clean());
}
