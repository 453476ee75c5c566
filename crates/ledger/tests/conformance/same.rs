//! Whatever is committed, in whatever order: the three stores answer alike, and alike to a plain model of the promises.

use std::collections::BTreeMap;

use ledger::{CommitError, Entry, KnownActs, Ledger, Refusal, ViewId};
use proptest::prelude::*;
use serde_json::json;

use crate::scribe::{Shelf, delta, entry, telling, write};

/// One thing that a caller does.
#[derive(Debug, Clone)]
enum Step {
    Tell { number: u64, from: u64, count: u64, skip: bool },
    Write { number: u64, record: u8, read: Option<u64>, delete: bool },
    Count { number: u64, counter: u8, by: i64, floor: bool },
    Erase { record: u8 },
}

fn step() -> impl Strategy<Value = Step> {
    let number = 0..40_u64;
    prop_oneof![
        4 => (number.clone(), 0..60_u64, 0..12_u64, any::<bool>())
            .prop_map(|(number, from, count, skip)| Step::Tell { number, from, count, skip }),
        4 => (number.clone(), 0..3_u8, prop::option::of(0..4_u64), any::<bool>())
            .prop_map(|(number, record, read, delete)| Step::Write { number, record, read, delete }),
        4 => (number, 0..3_u8, -5..5_i64, any::<bool>())
            .prop_map(|(number, counter, by, floor)| Step::Count { number, counter, by, floor }),
        1 => (0..3_u8).prop_map(|record| Step::Erase { record }),
    ]
}

fn entry_of(step: &Step) -> Option<Entry> {
    Some(match step {
        Step::Tell { number, from, count, skip } => {
            let mut telling = telling(*number, *from..from + count);
            telling.known_acts = if *skip { KnownActs::Skip } else { KnownActs::Refuse };
            telling
        }
        Step::Write { number, record, read, delete } => {
            let body =
                if *delete { serde_json::Value::Null } else { json!({ "name": format!("n{number}") }) };
            let mut writing = entry(*number);
            writing.records = vec![write("note", &format!("r{record}"), *read, body)];
            writing
        }
        Step::Count { number, counter, by, floor } => {
            let mut counting = entry(*number);
            counting.deltas = vec![delta(&format!("c{counter}"), *by, floor.then_some(0))];
            counting
        }
        Step::Erase { .. } => return None,
    })
}

fn play(ledger: &Ledger, view: ViewId, steps: &[Step]) -> Vec<String> {
    let one = |step: &Step| match (step, entry_of(step)) {
        (Step::Erase { record }, _) => {
            format!("{:?}", ledger.erase_record(view, "note", &format!("r{record}")))
        }
        (_, Some(entry)) => format!("{:?}", ledger.commit(view, entry)),
        (_, None) => unreachable!(),
    };
    steps.iter().map(one).collect()
}

/// The counters as they must stand, by the plainest reading of the rules.
fn counters(steps: &[Step], ledger: &Ledger, view: ViewId) -> BTreeMap<String, i64> {
    let mut sums = BTreeMap::new();
    for entry in ledger.entries_after(view, 0, usize::MAX).unwrap() {
        for delta in entry.deltas {
            *sums.entry(delta.key).or_insert(0) += delta.by;
        }
    }
    assert!(steps.len() as u64 >= ledger.head(view).unwrap().position);
    sums
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_sequence_gives_the_same_on_all_stores(steps in prop::collection::vec(step(), 1..60)) {
        let outcomes = [Shelf::memory(), Shelf::sqlite(), Shelf::postgres()].map(|shelf| {
            let (ledger, view) = shelf.open_view();
            let told = play(&ledger, view, &steps);
            let report = ledger.verify(view, &mut |_| {}).unwrap();
            assert!(report.is_clean(), "{:?}", report.findings);
            let standing = ledger.counters(view, "c", None, 100).unwrap();
            for (key, sum) in counters(&steps, &ledger, view) {
                assert_eq!(ledger.counter(view, &key).unwrap(), sum);
            }
            (told, ledger.head(view).unwrap(), report, standing)
        });
        prop_assert_eq!(&outcomes[0], &outcomes[1]);
        prop_assert_eq!(&outcomes[0], &outcomes[2]);
    }
}

#[test]
fn what_a_caller_may_do_about_a_refusal_is_in_its_type() {
    let (ledger, view) = Shelf::memory().open_view();
    let mut writing = entry(1);
    writing.records = vec![write("note", "r", None, json!({}))];
    ledger.commit(view, writing).unwrap();
    let mut stale = entry(2);
    stale.records = vec![write("note", "r", None, json!({}))];
    let refused = ledger.commit(view, stale).unwrap_err();
    assert_eq!(refused.to_string(), "the note r was read at no version, but it is at version 1");
    let CommitError::Refused(Refusal::Conflict { found, .. }) = refused else { panic!("{refused}") };
    assert_eq!(found, Some(1));
}
