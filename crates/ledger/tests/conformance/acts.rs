//! Questions about acts: they give what a plain list of all acts would, through segments and tail, by pages.

use std::ops::ControlFlow;

use ledger::{Ledger, Place, Placed, ViewId};
use types::{Act, ObjectRef};

use crate::everywhere;
use crate::scribe::{Shelf, act, at, customer, telling};

everywhere!(
    acts_are_found_by_object_kind_and_period,
    pages_are_stable_while_others_write,
    an_act_within_a_millisecond_keeps_its_time,
);

/// Enough for two segments and a tail.
const ACTS: u64 = 40_000;
const PER_ENTRY: u64 = 1_000;

fn fill(ledger: &Ledger, view: ViewId) -> Vec<Act> {
    let tickets: Vec<_> = (0..ACTS / PER_ENTRY)
        .map(|part| ledger.submit(view, telling(part, part * PER_ENTRY..(part + 1) * PER_ENTRY)))
        .collect();
    tickets.into_iter().for_each(|ticket| assert!(ticket.wait().is_ok()));
    (0..ACTS).map(act).collect()
}

fn pages(mut page: impl FnMut(Option<Place>) -> Vec<Placed>) -> Vec<Act> {
    let mut all: Vec<Placed> = Vec::new();
    loop {
        let next = page(all.last().map(|placed| placed.place));
        if next.is_empty() {
            return all.into_iter().map(|placed| placed.act).collect();
        }
        all.extend(next);
    }
}

fn about(act: &Act, object: &ObjectRef) -> bool {
    act.relations.iter().any(|relation| relation.object == *object)
        || act.parts.iter().any(|part| part.who.as_ref() == Some(object))
}

fn acts_are_found_by_object_kind_and_period(shelf: &Shelf) {
    let (ledger, view) = shelf.open_view();
    let all = fill(&ledger, view);
    for object in [customer(42), ObjectRef::new("agent", "a_3"), ObjectRef::new("contact", "39999")] {
        let expected: Vec<Act> = all.iter().filter(|act| about(act, &object)).cloned().collect();
        let found = pages(|after| ledger.acts_of_object(view, &object, after, 333).unwrap());
        assert_eq!(found, expected, "{object}");
    }
    assert_eq!(ledger.acts_of_object(view, &customer(100), None, 10).unwrap(), []);
    let expected: Vec<Act> = all.iter().filter(|act| act.kind.name == *"shop.sale").cloned().collect();
    let found = pages(|after| ledger.acts_of_kind(view, "shop.sale", after, 5_000).unwrap());
    assert_eq!(found, expected);
    assert_eq!(ledger.acts_of_kind(view, "nobody.knows", None, 10).unwrap(), []);

    let mut found: Vec<Act> = Vec::new();
    loop {
        let after = found.last().map(|act| act.id);
        let page = ledger.acts_in_period(view, at(1_000), at(2_001), after, 300).unwrap();
        if page.is_empty() {
            break;
        }
        found.extend(page.into_iter().map(|placed| placed.act));
    }
    assert_eq!(found, all[1_000..=2_000]);

    let mut seen = 0;
    let reached = ledger.for_each_act(view, 0, |placed| {
        assert_eq!(placed.act, all[seen]);
        seen += 1;
        ControlFlow::Continue(())
    });
    assert_eq!((reached.unwrap(), seen), (ACTS / PER_ENTRY, all.len()));
    let stopped = ledger.for_each_act(view, 3, |_| ControlFlow::Break(())).unwrap();
    assert_eq!(stopped, 4);
    let agents = ledger.objects_of_kind(view, "agent", Some(&ObjectRef::new("agent", "a_7")), 10).unwrap();
    assert_eq!(agents.iter().map(|(agent, _)| &*agent.id).collect::<Vec<_>>(), ["a_8", "a_9"]);
    assert!(ledger.verify(view, &mut |_| {}).unwrap().is_clean());
}

fn pages_are_stable_while_others_write(shelf: &Shelf) {
    let (ledger, view) = shelf.open_view();
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            (0..60_u64).for_each(|part| {
                let from = part * 500;
                ledger.commit(view, telling(part, from..from + 500)).unwrap();
            })
        });
        let mut found: Vec<Placed> = Vec::new();
        while found.len() < 300 {
            let finished = writer.is_finished();
            let after = found.last().map(|placed| placed.place);
            let page = ledger.acts_of_object(view, &customer(5), after, 4).unwrap();
            assert!(!finished || !page.is_empty(), "only {} of 300 were found", found.len());
            found.extend(page);
        }
        let expected: Vec<Act> = (0..300).map(|turn| act(turn * 100 + 5)).collect();
        assert_eq!(found.into_iter().map(|placed| placed.act).collect::<Vec<_>>(), expected);
    });
}

fn an_act_within_a_millisecond_keeps_its_time(shelf: &Shelf) {
    let (ledger, view) = shelf.open_view();
    let mut entry = telling(1, 0..2);
    entry.acts[0].occurred_at = types::ActId::from_u128(entry.acts[0].id.as_u128()).instant()
        + jiff::SignedDuration::from_micros(250);
    entry.acts[1].occurred_at = jiff::Timestamp::from_nanosecond(-1_500_000).unwrap();
    entry.acts[1].id = types::ActId::at(entry.acts[1].occurred_at, 9);
    let told = entry.acts.clone();
    ledger.commit(view, entry).unwrap();
    let read = ledger.entries_after(view, 0, 1).unwrap().remove(0).acts;
    assert_eq!(read.into_iter().map(|placed| placed.act).collect::<Vec<_>>(), told);
    let end = told[0].occurred_at;
    assert_eq!(ledger.acts_in_period(view, at(0), end, None, 10).unwrap(), [], "the end is not included");
}
