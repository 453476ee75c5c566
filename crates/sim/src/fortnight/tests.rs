//! What must hold of every simulated fortnight, and what the default one must show.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::date;
use types::{Millis, Outcome, Scene};

use super::*;

fn span(act: &Act) -> (i64, i64) {
    (act.occurred_at.as_second(), act.ended_at().as_second())
}

/// The part of a contact during which the agent is in it.
fn service(act: &Act) -> (i64, i64) {
    let (from, to) = span(act);
    (from + act.waited.unwrap_or_default().whole_secs() as i64, to)
}

fn contacts(acts: &[Act], scene: Scene) -> impl Iterator<Item = &Act> {
    acts.iter().filter(move |act| act.scene == scene && act.is_contact())
}

fn assert_never_overlapping(mut spans: Vec<(i64, i64)>, whose: &str) {
    spans.sort_unstable();
    for pair in spans.windows(2) {
        assert!(pair[0].1 <= pair[1].0, "{whose} is in two places at once: {pair:?}");
    }
}

#[test]
fn the_default_fortnight_is_always_the_same_to_the_byte() {
    let bytes = postcard::to_stdvec(&fortnight(DEFAULT_SEED)).unwrap();
    assert_eq!(bytes, postcard::to_stdvec(&fortnight(DEFAULT_SEED)).unwrap());
    assert_ne!(bytes, postcard::to_stdvec(&fortnight(DEFAULT_SEED + 1)).unwrap());
    // Whoever changes the simulation on purpose writes the new digest here, and says so in the commit.
    assert_eq!(
        blake3::hash(&bytes).to_hex().as_str(),
        "d9527da7f299e87275799a5c0bf603560b6a0a8ee789a94a4ce6065e608d254a"
    );
}

#[test]
fn every_fortnight_is_of_a_readable_size_in_order_with_ids_of_its_own() {
    for seed in [1, 2, 77] {
        let acts = fortnight(seed);
        assert!((15_000..40_000).contains(&acts.len()), "{} acts", acts.len());
        assert!(
            acts.windows(2).all(|pair| pair[0].id < pair[1].id && pair[0].occurred_at <= pair[1].occurred_at)
        );
        assert!(acts.iter().all(|act| act.id.instant() == act.occurred_at));
    }
}

#[test]
fn nobody_is_in_two_places_at_once() {
    for seed in [1, 5] {
        let acts = fortnight(seed);
        let mut agents: BTreeMap<&str, Vec<(i64, i64)>> = BTreeMap::new();
        let mut customers: BTreeMap<&str, Vec<(i64, i64)>> = BTreeMap::new();
        for act in &acts {
            if let Some(agent) = act.object("by").filter(|_| act.scene != Scene::Chat) {
                let spent = if act.is_contact() { service(act) } else { span(act) };
                agents.entry(&agent.id).or_default().push(spent);
            }
            if let Some(customer) =
                act.object("for").filter(|_| act.is_contact() || act.kind.name == "web.form")
            {
                customers.entry(&customer.id).or_default().push(span(act));
            }
        }
        for (agent, spans) in agents {
            assert_never_overlapping(spans, agent);
        }
        for (customer, spans) in customers {
            assert_never_overlapping(spans, customer);
        }
    }
}

#[test]
fn in_a_chat_nobody_has_more_than_two_conversations() {
    let acts = fortnight(3);
    let talks: Vec<_> = contacts(&acts, Scene::Chat).filter(|act| act.object("by").is_some()).collect();
    for talk in &talks {
        let (began, _) = service(talk);
        let same = talks.iter().filter(|other| {
            let (from, to) = service(other);
            other.object("by") == talk.object("by") && from <= began && began < to
        });
        assert!(same.count() <= 2);
    }
}

#[test]
fn every_call_that_leaves_the_menu_ends_in_a_talk_or_a_hang_up() {
    let acts = fortnight(4);
    let contact = |act: &Act| act.object("contact").map(|object| object.id.clone());
    let queued: BTreeSet<_> = acts
        .iter()
        .filter(|act| act.kind.name == "phone.menu" && act.outcome.is_none())
        .map(|act| (contact(act), act.ended_at()))
        .collect();
    let ended: BTreeSet<_> =
        contacts(&acts, Scene::Phone).map(|act| (contact(act), act.occurred_at)).collect();
    assert!(!queued.is_empty());
    assert_eq!(queued, ended, "a wait begins when its menu ends, once");
}

#[test]
fn work_and_waiting_fill_each_contact_exactly() {
    for act in fortnight(6).iter().filter(|act| act.is_contact()) {
        let customer = act.work_of(types::ActorKind::Customer).unwrap_or_default();
        let waited = act.waited.unwrap();
        assert_eq!(Some(waited + customer), act.lasted, "{act:?}");
        if act.outcome == Some(Outcome::Served) {
            assert_eq!(act.work_of(types::ActorKind::Agent), Some(customer));
        } else {
            assert_eq!(customer, Millis::ZERO);
        }
    }
}

#[test]
fn littles_law_and_the_law_of_impatience_hold() {
    for seed in [1, 8, 9] {
        let calendar = Calendar::new(DEFAULT_START, TimeZone::get(ZONE).unwrap());
        let (acts, areas) = Simulation::new(seed, calendar).play();
        let waits: u64 =
            contacts(&acts, Scene::Phone).filter_map(|act| act.waited).map(Millis::whole_secs).sum();
        // L = λW over the whole fortnight, where the queue begins and ends empty: exact, whatever the distributions.
        assert_eq!(areas[&Channel::Phone], waits as i64);
        // With exponential patience, hang-ups = waiting / mean patience, but for chance.
        let hang_ups =
            contacts(&acts, Scene::Phone).filter(|act| act.outcome == Some(Outcome::Abandoned)).count();
        let expected = waits as f64 / PHONE_MANNERS.patience_mean_s;
        assert!((hang_ups as f64 - expected).abs() < 4.0 * expected.sqrt(), "{hang_ups} against {expected}");
    }
}

/// The problem that the default fortnight holds, as a reader would look for it.
#[test]
fn the_troubled_form_sends_people_to_the_telephone() {
    let acts = fortnight(DEFAULT_SEED);
    let under =
        |act: &Act, id: &str| act.relations.iter().any(|r| r.qualifier == "under" && &*r.object.id == id);
    let given_up = |version: &str| {
        let tried: Vec<_> =
            acts.iter().filter(|act| act.kind.name == "web.form" && under(act, version)).collect();
        tried.iter().filter(|act| act.outcome == Some(Outcome::Abandoned)).count() as f64 / tried.len() as f64
    };
    assert!(given_up("moving-house-v1") < 0.2, "{}", given_up("moving-house-v1"));
    assert!(given_up("moving-house-v2") > 0.7, "{}", given_up("moving-house-v2"));

    let calendar = Calendar::new(DEFAULT_START, TimeZone::get(ZONE).unwrap());
    let on = |day: usize| calendar.at(day, 0)..calendar.at(day + 1, 0);
    let count = |day: usize, reason: Option<&str>, outcome: Option<Outcome>| {
        contacts(&acts, Scene::Phone)
            .filter(|act| on(day).contains(&act.occurred_at.as_second()))
            .filter(|act| reason.is_none_or(|word| act.reason.as_ref().is_some_and(|r| r == word)))
            .filter(|act| outcome.is_none_or(|wanted| act.outcome == Some(wanted)))
            .count()
    };
    for (quiet, troubled) in [(0, 7), (1, 8), (2, 9)] {
        let moving = |day| count(day, Some("moving_house"), None);
        assert!(
            moving(troubled) > 3 * moving(quiet),
            "day {troubled}: {} after {}",
            moving(troubled),
            moving(quiet)
        );
        let lost = |day| count(day, None, Some(Outcome::Abandoned));
        assert!(
            lost(troubled) > 2 * lost(quiet) + 20,
            "day {troubled}: {} after {}",
            lost(troubled),
            lost(quiet)
        );
    }
    // Once the first version is back, so is the quiet of the first week.
    assert!(count(11, None, Some(Outcome::Abandoned)) < 40, "{}", count(11, None, Some(Outcome::Abandoned)));
}

#[test]
fn another_start_and_zone_give_another_fortnight_that_holds_too() {
    let zone = TimeZone::get("America/Montreal").unwrap();
    let acts = fortnight_from(1, date(2025, 10, 27), zone);
    assert!(acts.len() > 15_000);
    assert_eq!(acts[0].occurred_at.to_string().get(..10), Some("2025-10-27"));
}
