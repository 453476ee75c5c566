//! How fast is the ledger here? Writes acts by batches and by many callers, then reads them. For whoever works on it.
//!
//! `cargo run --release -p ledger --example speed -- FILE.sqlite [ACTS]`

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a bench that is read by people"
)]

use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::Instant;

use jiff::Timestamp;
use ledger::{Entry, Ledger, Location, Options, ViewId, ViewSettings};
use types::{
    Act, ActId, ActKind, ActorKind, Body, EntryId, Millis, ObjectRef, Operation, Outcome, Part, Phase,
    Relation, Scalar, Scene, Work,
};

fn act(number: u64) -> Act {
    let occurred_at = Timestamp::from_millisecond(1_600_000_000_000 + number as i64 * 20).unwrap();
    let mix = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let recent = number - (mix >> 40) % 1_000.min(number + 1);
    let lasting = (mix >> 20) % 3_000;
    let relation = |qualifier: &str, kind: &str, id: u64| Relation {
        qualifier: qualifier.into(),
        object: ObjectRef::new(kind, &format!("{kind}-{id}")),
    };
    Act {
        id: ActId::at(occurred_at, u128::from(mix)),
        kind: ActKind::new("shop.sale"),
        operation: Operation::Collect,
        scene: Scene::Shop,
        occurred_at,
        lasted: Some(Millis(mix % 100_000)),
        outcome: Some(Outcome::Served),
        reason: Some("order".into()),
        waited: None,
        parts: vec![Part {
            actor: ActorKind::Customer,
            who: None,
            phase: Phase::Searching,
            work: Some(Work::measured(Millis(mix % 60_000))),
        }],
        relations: vec![relation("in", "order", recent), relation("of", "item", lasting)],
        body: Body::from([("quantity".into(), Scalar::Integer((mix % 12) as i64))]),
    }
}

fn entry(number: u64, acts: impl Iterator<Item = u64>) -> Entry {
    let first = Timestamp::from_millisecond(1_600_000_000_000 + number as i64 * 20).unwrap();
    Entry::new(EntryId::at(first, u128::from(number))).with_acts(acts.map(act).collect())
}

fn timed(what: &str, count: u64, work: impl FnOnce()) {
    let begin = Instant::now();
    work();
    let took = begin.elapsed();
    println!("{what}: {count} in {took:.2?}, {:.0}/s", count as f64 / took.as_secs_f64());
}

fn batches(ledger: &Ledger, view: ViewId, from: u64, count: u64, batch: u64) {
    let entries: Vec<Entry> = (0..count / batch)
        .map(|part| entry(from + part * batch, (0..batch).map(|n| from + part * batch + n)))
        .collect();
    timed(&format!("batches of {batch}, from {from}"), count, || {
        let mut waiting = std::collections::VecDeque::new();
        for entry in entries {
            waiting.push_back(ledger.submit(view, entry));
            if waiting.len() > 8 {
                waiting.pop_front().unwrap().wait().unwrap();
            }
        }
        waiting.into_iter().for_each(|ticket| assert!(ticket.wait().is_ok()));
    });
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let file = arguments.next().expect("give a file");
    let total: u64 = arguments.next().map_or(300_000, |count| count.parse().expect("a number of acts"));
    let mut salt = 0_u128;
    let options = Options::new(Arc::new(Timestamp::now), move || {
        salt += 1;
        salt.to_be_bytes()
    });
    let ledger = Ledger::open(Location::parse(&file), options).unwrap();
    let settings = ViewSettings { time_zone: "UTC".into(), currency: None, other: serde_json::Value::Null };
    let view = ledger.view_or_create(&types::ViewName::live(), settings).unwrap().id;
    let mut from = ledger.head(view).unwrap().acts;
    while from < total {
        batches(&ledger, view, from, 100_000, 1_000);
        from += 100_000;
    }
    batches(&ledger, view, from, 20_000, 100);
    from += 20_000;
    batches(&ledger, view, from, 2_000, 1);
    from += 2_000;
    timed("single acts, 64 callers", 12_800, || {
        std::thread::scope(|scope| {
            for caller in 0..64_u64 {
                let ledger = &ledger;
                scope.spawn(move || {
                    for turn in 0..200 {
                        let number = from + turn * 64 + caller;
                        ledger.commit(view, entry(number, std::iter::once(number))).unwrap();
                    }
                });
            }
        });
    });
    from += 12_800;
    timed("streaming", from, || {
        let mut count = 0;
        ledger
            .for_each_act(view, 0, |_| {
                count += 1;
                ControlFlow::Continue(())
            })
            .unwrap();
        assert_eq!(count, from);
    });
    timed("100 acts of an item", 30, || {
        for item in 0..30 {
            let item = ObjectRef::new("item", &format!("item-{}", item * 99));
            assert!(!ledger.acts_of_object(view, &item, None, 100).unwrap().is_empty());
        }
    });
}
