//! Entries, records, counters, views: what is promised to whoever writes.

use std::sync::Barrier;
use std::time::Duration;

use ledger::{CommitError, KnownActs, Ledger, RecordQuery, RecordState, Refusal, ViewError, ViewId};
use serde_json::json;
use types::EntryId;

use crate::everywhere;
use crate::scribe::{Shelf, act, at, customer, delta, entry, name, named, settings, telling, write};

everywhere!(
    what_was_committed_reads_back_after_reopening,
    the_same_entry_twice_gets_its_first_receipt,
    one_writer_wins_each_version_of_a_record,
    a_thousand_takers_of_a_hundred,
    known_acts_are_skipped_or_refused,
    a_refused_entry_harms_no_neighbour,
    records_are_found_sorted_and_paged,
    an_erased_record_is_gone_and_the_others_are_not,
    counters_are_listed_by_prefix,
    followers_see_each_position_once_in_order,
    views_never_mix_and_can_be_dropped,
    rollups_are_kept_apart,
    a_ticket_can_be_awaited,
);

fn what_was_committed_reads_back_after_reopening(shelf: &Shelf) {
    let (ledger, view) = shelf.open_view();
    let receipt = ledger.commit(view, telling(1, 0..50)).unwrap();
    assert_eq!((receipt.position, receipt.acts_written, receipt.recorded_at), (1, 50, at(1_000_000)));
    let ledger = reopened(shelf, ledger);
    let entries = ledger.entries_after(view, 0, 10).unwrap();
    let acts: Vec<_> = entries[0].acts.iter().map(|placed| placed.act.clone()).collect();
    assert_eq!(acts, (0..50).map(act).collect::<Vec<_>>());
    let placed = &entries[0].acts[7];
    assert_eq!(ledger.object(view, placed.objects[0]).unwrap(), Some(customer(7)));
    assert_eq!(ledger.object_number(view, &customer(7)).unwrap(), Some(placed.objects[0]));
    assert_eq!(placed.who, [None, Some(placed.who[1].unwrap())]);
    assert_eq!(ledger.act(view, act(7).id).unwrap().as_ref(), Some(placed));
    assert_eq!(ledger.act(view, act(50).id).unwrap(), None);
}

/// A second look through another handle; a store in memory has only the one.
fn reopened(shelf: &Shelf, ledger: Ledger) -> Ledger {
    if shelf.location == ledger::Location::Memory {
        return ledger;
    }
    drop(ledger);
    shelf.open()
}

fn the_same_entry_twice_gets_its_first_receipt(shelf: &Shelf) {
    let (ledger, view) = shelf.open_view();
    let first = ledger.commit(view, telling(1, 0..3)).unwrap();
    ledger.commit(view, telling(2, 3..5)).unwrap();
    let ledger = reopened(shelf, ledger);
    assert_eq!(ledger.commit(view, telling(1, 0..3)).unwrap(), first);
    assert_eq!(ledger.receipt(view, entry(1).id).unwrap(), Some(first));
    assert_eq!(ledger.receipt(view, entry(9).id).unwrap(), None);
    assert_eq!(ledger.head(view).unwrap().position, 2);
}

fn one_writer_wins_each_version_of_a_record(shelf: &Shelf) {
    let (ledger, view) = shelf.open_view();
    let other = if shelf.location == ledger::Location::Memory { ledger.clone() } else { shelf.open() };
    let start = Barrier::new(8);
    std::thread::scope(|scope| {
        for writer in 0..8_u64 {
            let ledger = if writer % 2 == 0 { &ledger } else { &other };
            let start = &start;
            scope.spawn(move || {
                start.wait();
                (0..5).for_each(|turn| add_one(ledger, view, writer * 100 + turn));
            });
        }
    });
    let versions = ledger.record_versions(view, "tally", "t").unwrap();
    let bodies: Vec<_> =
        versions.iter().map(|version| version.body().unwrap()["n"].as_u64().unwrap()).collect();
    assert_eq!(bodies, (1..=40).collect::<Vec<_>>());
    assert_eq!(ledger.record(view, "tally", "t").unwrap().unwrap().version, 40);
}

fn add_one(ledger: &Ledger, view: ViewId, writer: u64) {
    for attempt in 0_u64.. {
        let read = ledger.record(view, "tally", "t").unwrap();
        let n = read.as_ref().map_or(0, |read| read.body().unwrap()["n"].as_u64().unwrap());
        let mut adding = entry(writer * 100_000 + attempt);
        adding.records = vec![write("tally", "t", read.map(|read| read.version), json!({ "n": n + 1 }))];
        match ledger.commit(view, adding) {
            Ok(_) => return,
            Err(CommitError::Refused(Refusal::Conflict { .. })) => {}
            Err(other) => panic!("{other}"),
        }
    }
}

fn a_thousand_takers_of_a_hundred(shelf: &Shelf) {
    let (ledger, view) = shelf.open_view();
    let mut filling = entry(1);
    filling.deltas = vec![delta("stock/p", 100, None)];
    ledger.commit(view, filling).unwrap();
    let taken: usize = std::thread::scope(|scope| {
        let takers: Vec<_> = (0..10_u64)
            .map(|taker| {
                let ledger = &ledger;
                scope.spawn(move || {
                    let tickets: Vec<_> = (0..100)
                        .map(|turn| {
                            let mut taking = entry(1_000 + taker * 100 + turn);
                            taking.deltas = vec![delta("stock/p", -1, Some(0))];
                            ledger.submit(view, taking)
                        })
                        .collect();
                    tickets
                        .into_iter()
                        .filter(|_| true)
                        .map(|ticket| ticket.wait())
                        .filter(Result::is_ok)
                        .count()
                })
            })
            .collect();
        takers.into_iter().map(|taker| taker.join().unwrap()).sum()
    });
    assert_eq!(taken, 100);
    assert_eq!(ledger.counter(view, "stock/p").unwrap(), 0);
    let mut taking = entry(9_999);
    taking.deltas = vec![delta("stock/p", -1, Some(0))];
    let refusal = ledger.commit(view, taking).unwrap_err();
    assert_eq!(refusal.to_string(), "stock/p stands at 0: -1 more would bring it below 0");
}

fn known_acts_are_skipped_or_refused(shelf: &Shelf) {
    let (ledger, view) = shelf.open_view();
    ledger.commit(view, telling(1, 0..10)).unwrap();
    let refusal = ledger.commit(view, telling(2, 9..12)).unwrap_err();
    assert_eq!(refusal, CommitError::Refused(Refusal::ActKnown(act(9).id)));
    let mut again = telling(3, 5..15);
    again.known_acts = KnownActs::Skip;
    again.acts[0].lasted = Some(types::Millis(1));
    again.acts.push(act(14));
    let receipt = ledger.commit(view, again).unwrap();
    assert_eq!((receipt.acts_written, receipt.skipped_same, receipt.skipped_changed), (5, 5, 1));
    let ledger = reopened(shelf, ledger);
    assert_eq!(ledger.receipt(view, entry(3).id).unwrap(), Some(receipt));
    assert_eq!(ledger.act(view, act(5).id).unwrap().unwrap().act, act(5), "the first telling stands");
    assert_eq!(ledger.head(view).unwrap().acts, 15);
}

fn a_refused_entry_harms_no_neighbour(shelf: &Shelf) {
    let (ledger, view) = shelf.open_view();
    let mut misdated = telling(2, 2..3);
    misdated.acts[0].occurred_at = at(77);
    let mut large = entry(3);
    large.acts = vec![act(0); ledger::ACTS_PER_ENTRY + 1];
    let mut conflict = entry(4);
    conflict.records = vec![write("cart", "1", Some(3), json!({}))];
    let tickets: Vec<_> = [telling(1, 0..2), misdated, large, conflict, telling(5, 5..6)]
        .into_iter()
        .map(|entry| ledger.submit(view, entry))
        .collect();
    let answers: Vec<_> = tickets.into_iter().map(|ticket| ticket.wait()).collect();
    assert!(matches!(answers[1], Err(CommitError::Refused(Refusal::Misdated { .. }))));
    assert!(matches!(answers[2], Err(CommitError::Refused(Refusal::TooLarge { what: "acts", .. }))));
    assert!(matches!(answers[3], Err(CommitError::Refused(Refusal::Conflict { found: None, .. }))));
    assert_eq!(answers[0].as_ref().unwrap().position, 1);
    assert_eq!(answers[4].as_ref().unwrap().position, 2);
    let nowhere = ledger.commit(ViewId(99), telling(6, 6..7)).unwrap_err();
    assert_eq!(nowhere, CommitError::Refused(Refusal::NoView(ViewId(99))));
}

fn records_are_found_sorted_and_paged(shelf: &Shelf) {
    let (ledger, view) = shelf.open_view();
    let mut writing = entry(1);
    let names = ["fig", "apple", "date", "apple pie", "cherry", "banana", "app"];
    writing.records = (0..)
        .zip(names)
        .map(|(number, name): (u32, _)| write("fruit", &format!("f{number}"), None, json!({ "name": name })))
        .collect();
    writing.records.push(write("vegetable", "v", None, json!({ "name": "apple" })));
    ledger.commit(view, writing).unwrap();
    let found = |query: RecordQuery<'_>| -> Vec<String> {
        let mut all = Vec::new();
        let mut cursor = None;
        loop {
            let page = RecordQuery { limit: 2, after: cursor.as_ref(), ..query.clone() };
            let (page, next) = ledger.records(view, "fruit", &page).unwrap();
            all.extend(page.iter().map(|record| record.body().unwrap()["name"].as_str().unwrap().to_owned()));
            cursor = next;
            if cursor.is_none() {
                return all;
            }
        }
    };
    let by_name = RecordQuery { by: Some("name"), ..RecordQuery::default() };
    assert_eq!(found(by_name.clone()), ["app", "apple", "apple pie", "banana", "cherry", "date", "fig"]);
    assert_eq!(
        found(RecordQuery { descending: true, from: Some("b"), ..by_name.clone() }),
        ["fig", "date", "cherry", "banana"]
    );
    assert_eq!(found(RecordQuery { from: Some("apple"), to: Some("apple"), ..by_name.clone() }), ["apple"]);
    assert_eq!(found(RecordQuery::default()), names);

    let mut changing = entry(2);
    changing.records = vec![
        write("fruit", "f0", Some(1), json!({ "name": "grape" })),
        write("fruit", "f1", Some(1), serde_json::Value::Null),
    ];
    ledger.commit(view, changing).unwrap();
    assert_eq!(found(by_name), ["app", "apple pie", "banana", "cherry", "date", "grape"]);
    let deleted = ledger.record(view, "fruit", "f1").unwrap().unwrap();
    assert_eq!((deleted.version, deleted.state), (2, RecordState::Deleted));
    assert_eq!(ledger.record_versions(view, "fruit", "f1").unwrap().len(), 2);
    let mut reborn = entry(3);
    reborn.records = vec![write("fruit", "f1", None, json!({ "name": "kiwi" }))];
    ledger.commit(view, reborn).unwrap();
    assert_eq!(ledger.record(view, "fruit", "f1").unwrap().unwrap().version, 3);
}

fn an_erased_record_is_gone_and_the_others_are_not(shelf: &Shelf) {
    let (ledger, view) = shelf.open_view();
    for (number, read) in [(1, None), (2, Some(1))] {
        let mut writing = entry(number);
        writing.records = vec![
            write("person", "p", read, json!({ "name": format!("Ann {number}") })),
            write("person", "pp", read, json!({ "name": "Bob" })),
        ];
        ledger.commit(view, writing).unwrap();
    }
    assert_eq!(ledger.erase_record(view, "person", "p").unwrap(), 2);
    assert_eq!(ledger.erase_record(view, "person", "nobody").unwrap(), 0);
    let versions = ledger.record_versions(view, "person", "p").unwrap();
    assert!(versions.iter().all(|version| version.state == RecordState::Erased) && versions.len() == 2);
    let query = RecordQuery { by: Some("name"), limit: 10, ..RecordQuery::default() };
    let (standing, _) = ledger.records(view, "person", &query).unwrap();
    assert_eq!(standing.iter().map(|record| record.id.as_str()).collect::<Vec<_>>(), ["pp"]);
    let report = ledger.verify(view, &mut |_| {}).unwrap();
    assert_eq!((report.findings.len(), report.erased, report.record_versions), (0, 2, 4));
}

fn counters_are_listed_by_prefix(shelf: &Shelf) {
    let (ledger, view) = shelf.open_view();
    let mut counting = entry(1);
    counting.deltas =
        ["stock/a", "stock/b", "stock/c", "stocks", "tally"].map(|key| delta(key, 3, None)).to_vec();
    counting.deltas.push(delta("stock/b", i64::MIN, None));
    ledger.commit(view, counting).unwrap();
    let all = ledger.counters(view, "stock/", None, 10).unwrap();
    assert_eq!(all, [("stock/a".into(), 3), ("stock/b".into(), i64::MIN + 3), ("stock/c".into(), 3)]);
    assert_eq!(ledger.counters(view, "stock/", Some("stock/b"), 10).unwrap(), [("stock/c".into(), 3)]);
    assert_eq!(ledger.counter(view, "nothing").unwrap(), 0);
    let mut beyond = entry(2);
    beyond.deltas = vec![delta("stock/b", -4, None)];
    assert!(matches!(ledger.commit(view, beyond), Err(CommitError::Refused(Refusal::Overflow { .. }))));
}

fn followers_see_each_position_once_in_order(shelf: &Shelf) {
    let (ledger, view) = shelf.open_view();
    std::thread::scope(|scope| {
        for writer in 0..4_u64 {
            let ledger = &ledger;
            scope.spawn(move || {
                for turn in 0..25 {
                    let number = writer * 25 + turn;
                    ledger.commit(view, telling(number, [number])).unwrap();
                }
            });
        }
        for _ in 0..2 {
            let ledger = &ledger;
            scope.spawn(move || {
                let mut watcher = ledger.changes();
                let mut seen = Vec::new();
                while seen.len() < 100 {
                    for entry in ledger.entries_after(view, seen.len() as u64, 7).unwrap() {
                        seen.push(entry.position);
                    }
                    if seen.len() < 100 {
                        watcher.wait_timeout(Duration::from_millis(50));
                    }
                }
                assert_eq!(seen, (1..=100).collect::<Vec<u64>>());
            });
        }
    });
}

fn views_never_mix_and_can_be_dropped(shelf: &Shelf) {
    let (ledger, live) = shelf.open_view();
    let bank = named(&ledger, "bank");
    assert_eq!(ledger.create_view(&name("bank"), settings()), Err(ViewError::Taken(name("bank"))));
    ledger.commit(live, telling(1, 0..5)).unwrap();
    ledger.commit(bank.id, telling(1, 0..7)).unwrap();
    assert_eq!(ledger.head(live).unwrap().acts, 5);
    assert_eq!(ledger.head(bank.id).unwrap().acts, 7);
    let renamed = ledger.rename_view(&name("bank"), &name("old-bank")).unwrap();
    assert_eq!(renamed.id, bank.id);
    assert_eq!(ledger.rename_view(&name("old-bank"), &name("live")), Err(ViewError::Taken(name("live"))));
    assert_eq!(
        ledger.views().unwrap().iter().map(|view| view.name.as_str()).collect::<Vec<_>>(),
        ["live", "old-bank"]
    );
    ledger.drop_view(&name("old-bank")).unwrap();
    assert_eq!(ledger.drop_view(&name("old-bank")), Err(ViewError::Unknown(name("old-bank"))));
    assert!(matches!(
        ledger.commit(bank.id, telling(2, 8..9)),
        Err(CommitError::Refused(Refusal::NoView(_)))
    ));
    assert_eq!(ledger.entries_after(bank.id, 0, 10).unwrap(), []);
    assert!(named(&ledger, "bank").id > bank.id, "a number is never given again");
    assert_eq!(ledger.head(live).unwrap().acts, 5);
    assert!(ledger.verify(live, &mut |_| {}).unwrap().is_clean());
}

fn rollups_are_kept_apart(shelf: &Shelf) {
    let (ledger, view) = shelf.open_view();
    let chain = ledger.head(view).unwrap().chain;
    let pieces: Vec<(Vec<u8>, Vec<u8>)> = (0..5_u8).map(|n| (vec![n], vec![n; 1000])).collect();
    ledger.rollup_put(view, "hours/1", &pieces).unwrap();
    ledger.rollup_put(view, "hours/1", &[(vec![2], vec![9])]).unwrap();
    ledger.rollup_put(view, "hours", &pieces[..1]).unwrap();
    assert_eq!(ledger.rollup_names(view).unwrap(), ["hours", "hours/1"]);
    assert_eq!(ledger.rollup_get(view, "hours/1").unwrap()[2], (vec![2], vec![9]));
    assert_eq!(ledger.rollup_piece(view, "hours/1", &[3]).unwrap(), Some(vec![3; 1000]));
    ledger.rollup_replace(view, "hours/1", &pieces[4..]).unwrap();
    assert_eq!(ledger.rollup_get(view, "hours/1").unwrap(), &pieces[4..]);
    ledger.rollup_delete(view, "hours/1").unwrap();
    assert_eq!(ledger.rollup_names(view).unwrap(), ["hours"]);
    assert_eq!(ledger.head(view).unwrap().chain, chain);
}

fn a_ticket_can_be_awaited(shelf: &Shelf) {
    struct Unpark(std::thread::Thread);
    impl std::task::Wake for Unpark {
        fn wake(self: std::sync::Arc<Self>) {
            self.0.unpark();
        }
    }
    let (ledger, view) = shelf.open_view();
    let waker = std::task::Waker::from(std::sync::Arc::new(Unpark(std::thread::current())));
    let mut context = std::task::Context::from_waker(&waker);
    let mut watcher = ledger.changes();
    let mut ticket = Box::pin(ledger.submit(view, entry(EntryId::from_u128(5).as_u128() as u64)));
    let receipt = loop {
        match ticket.as_mut().poll(&mut context) {
            std::task::Poll::Ready(answer) => break answer.unwrap(),
            std::task::Poll::Pending => std::thread::park(),
        }
    };
    assert_eq!(receipt.position, 1);
    let mut changed = Box::pin(watcher.changed());
    while changed.as_mut().poll(&mut context).is_pending() {
        std::thread::park();
    }
}
