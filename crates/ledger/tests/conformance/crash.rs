//! Two processes on one store, and a process killed in the middle of a thousand commits.
//!
//! The other process is this test program again, told by its environment to write instead of to test.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};

use ledger::{CommitError, Location, Refusal, ViewId};
use serde_json::json;

use crate::faults::rich;
use crate::scribe::{Shelf, delta, entry, telling, write};

const STORE: &str = "COMPTOIR_TEST_CHILD_STORE";
const WORK: &str = "COMPTOIR_TEST_CHILD_WORK";

fn child(shelf: &Shelf, work: &str) -> Child {
    let store = match &shelf.location {
        Location::Sqlite(file) => file.display().to_string(),
        Location::Postgres(url) => url.clone(),
        Location::Memory => panic!("a store in memory has no second process"),
    };
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "crash::the_other_process", "--nocapture", "--test-threads=1"])
        .env(STORE, store)
        .env(WORK, work)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Not a test of its own: what the other process does when there is one.
#[test]
fn the_other_process() {
    let (Ok(store), Ok(work)) = (std::env::var(STORE), std::env::var(WORK)) else { return };
    let ledger = Shelf::at(Location::parse(&store)).open();
    let view = ViewId(1);
    match work.as_str() {
        "write until killed" => {
            std::thread::scope(|scope| {
                for writer in 0..4_u64 {
                    let ledger = &ledger;
                    scope.spawn(move || {
                        for turn in 0..10_000 {
                            let number = writer * 10_000 + turn;
                            ledger.commit(view, rich(number)).unwrap();
                            let mut out = std::io::stdout().lock();
                            writeln!(out, "acknowledged {number}").unwrap();
                            out.flush().unwrap();
                        }
                    });
                }
            });
        }
        "share" => share(&ledger, view, 1),
        other => panic!("unknown work {other}"),
    }
}

/// Half of the work of two processes: acts of its own, a counter with a floor, and a record that both write.
fn share(ledger: &ledger::Ledger, view: ViewId, half: u64) {
    for turn in 0..60 {
        let number = half * 1_000 + turn;
        ledger.commit(view, telling(number, number * 10..number * 10 + 10)).unwrap();
        let mut taking = entry(10_000 + number);
        taking.deltas = vec![delta("stock", -1, Some(0))];
        match ledger.commit(view, taking) {
            Ok(_) | Err(CommitError::Refused(Refusal::Floor { .. })) => {}
            Err(other) => panic!("{other}"),
        }
        for attempt in 0_u64.. {
            let read = ledger.record(view, "tally", "t").unwrap();
            let n = read.as_ref().map_or(0, |read| read.body().unwrap()["n"].as_u64().unwrap());
            let mut adding = entry(100_000 + number * 1_000 + attempt);
            adding.records = vec![write("tally", "t", read.map(|read| read.version), json!({ "n": n + 1 }))];
            match ledger.commit(view, adding) {
                Ok(_) => break,
                Err(CommitError::Refused(Refusal::Conflict { .. })) => {}
                Err(other) => panic!("{other}"),
            }
        }
    }
}

fn two_processes(shelf: &Shelf) {
    let (ledger, view) = shelf.open_view();
    let mut filling = entry(999_999);
    filling.deltas = vec![delta("stock", 100, None)];
    ledger.commit(view, filling).unwrap();
    let mut other = child(shelf, "share");
    share(&ledger, view, 0);
    assert!(other.wait().unwrap().success());
    assert_eq!(ledger.counter(view, "stock").unwrap(), 0);
    assert_eq!(ledger.record(view, "tally", "t").unwrap().unwrap().body().unwrap()["n"], 120);
    let report = ledger.verify(view, &mut |_| {}).unwrap();
    assert!(report.is_clean(), "{:?}", report.findings);
    assert_eq!((report.acts, report.entries), (1_200, 1 + 120 + 100 + 120));
}

#[test]
fn two_processes_share_a_file() {
    two_processes(&Shelf::sqlite());
}

#[test]
fn two_processes_share_a_server() {
    two_processes(&Shelf::postgres());
}

fn killed_in_the_middle(shelf: &Shelf) {
    let (ledger, view) = shelf.open_view();
    drop(ledger);
    for _ in 0..2 {
        let mut writer = child(shelf, "write until killed");
        let mut acknowledged = Vec::new();
        for line in BufReader::new(writer.stdout.take().unwrap()).lines() {
            let Ok(line) = line else { break };
            if let Some(number) = line.strip_prefix("acknowledged ") {
                acknowledged.push(number.parse::<u64>().unwrap());
            }
            if acknowledged.len() == 500 {
                writer.kill().unwrap(); // SIGKILL; what it still had written to the pipe is read to the end
            }
        }
        writer.wait().unwrap();
        assert!(acknowledged.len() >= 500);
        let ledger = shelf.open();
        let receipts =
            acknowledged.iter().filter(|number| ledger.receipt(view, rich(**number).id).unwrap().is_some());
        assert_eq!(receipts.count(), acknowledged.len(), "every acknowledged entry is there");
        let report = ledger.verify(view, &mut |_| {}).unwrap();
        assert!(report.is_clean(), "{:?}", report.findings);
        assert_eq!(report.acts, report.entries * 5, "no half entry");
        assert_eq!(ledger.counter(view, "count").unwrap() as u64, report.entries);
    }
}

#[test]
fn killed_while_writing_a_file() {
    killed_in_the_middle(&Shelf::sqlite());
}

#[test]
fn killed_while_writing_to_a_server() {
    killed_in_the_middle(&Shelf::postgres());
}
