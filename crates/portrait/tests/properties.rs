//! What must hold whatever the acts: order and batches do not show, parts sum up to the whole, what is kept
//! reads back, and the cells agree with a plain count over the acts.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use portrait::{
    ActorSet, CaseStep, Fact, Filter, Fold, Page, PhaseSet, Portrait, SaleLine, Settings, Worker,
};
use proptest::prelude::*;
use rust_decimal::Decimal;
use types::{ActorKind, Operation, Outcome, Phase, Scene, Word};

/// 2026-03-02T00:00:00Z, a Monday.
const MONDAY: i64 = 1_772_409_600_000;
const REASONS: [&str; 3] = ["bill", "moving", "other"];

fn fact() -> impl Strategy<Value = Fact> {
    let when = (0_i64..4 * 86_400, 0_i64..2_000, prop::option::of(0_u64..300));
    let what = (0_usize..3, 0_usize..3, prop::option::of(0_usize..6), prop::option::of(0_usize..3));
    let who = (prop::option::of(0_u32..7), prop::option::of(100_u32..140), prop::option::of(200_u32..207));
    let works = (prop::option::of(0_u64..400), prop::option::of(0_u64..400));
    let more = (
        prop::option::of((300_u32..320, -3_i64..9, 0_i64..999)),
        prop::option::of((400_u32..405, 0_usize..3)),
    );
    (when, what, who, works, more).prop_map(|(when, what, who, works, more)| {
        let (at, lasted, waited) = when;
        let (operation, scene, outcome, reason) = what;
        let (customer, contact, agent) = who;
        let start = MONDAY + at * 1_000;
        let agent_ms = works.1.map(|secs| secs * 1_000);
        let actors = ActorSet::default().with(ActorKind::Customer);
        let worker = agent.map(|number| Worker { kind: ActorKind::Agent, number, work_ms: agent_ms });
        Fact {
            start,
            end: start + lasted * 1_000,
            opened: start,
            operation: [Operation::Dialogue, Operation::Collect, Operation::Trace][operation],
            scene: [Scene::Phone, Scene::Web, Scene::Chat][scene],
            outcome: outcome.map(|place| Outcome::ALL[place]),
            reason: reason.map(|place| Word::new(REASONS[place])),
            actors: if worker.is_some() { actors.with(ActorKind::Agent) } else { actors },
            phases: PhaseSet::default().with(Phase::Talk),
            waited_ms: waited.map(|secs| secs * 1_000),
            work_ms: [works.0.map(|secs| secs * 1_000), agent_ms, None],
            workers: worker.into_iter().collect(),
            customer,
            was: None,
            contact,
            sale: more.0.map(|(order, quantity, price)| SaleLine {
                order,
                item: Some(order % 7),
                quantity: Decimal::from(quantity),
                unit_price: Decimal::new(price, 2),
                currency: None,
            }),
            case: more.1.map(|(case, activity)| CaseStep {
                case,
                activity: Word::new(REASONS[activity]),
                index: 0,
            }),
            service_told_ms: None,
        }
    })
}

/// Somebody says who they are.
fn said_who(customer: u32, was: Option<u32>) -> Fact {
    Fact {
        start: MONDAY,
        end: MONDAY,
        opened: MONDAY,
        operation: Operation::Trace,
        scene: Scene::Web,
        outcome: None,
        reason: None,
        actors: ActorSet::default().with(ActorKind::Customer),
        phases: PhaseSet::default(),
        waited_ms: None,
        work_ms: [None; 3],
        workers: Vec::new(),
        customer: Some(customer),
        was,
        contact: None,
        sale: None,
        case: None,
        service_told_ms: None,
    }
}

fn facts() -> impl Strategy<Value = Vec<Fact>> {
    prop::collection::vec(fact(), 0..120)
}

fn fold(facts: &[Fact]) -> Fold {
    let mut fold = Fold::new(Settings::default());
    facts.iter().for_each(|fact| fold.add(fact));
    fold.settle();
    fold
}

fn whole(fold: &Fold) -> Portrait {
    fold.portrait(&Filter::default(), &TimeZone::UTC)
}

/// Figures that add up: name and value.
fn additive(portrait: &Portrait) -> BTreeMap<String, f64> {
    let mut sums = BTreeMap::new();
    let mut add = |name: String, value: f64| {
        if value != 0.0 {
            *sums.entry(name).or_insert(0.0) += value;
        }
    };
    add("acts".into(), portrait.acts as f64);
    add("void".into(), portrait.void_rows as f64);
    if let Some(contacts) = &portrait.contacts {
        add("served".into(), contacts.served as f64);
        add("abandoned".into(), contacts.abandoned as f64);
    }
    add("waiting".into(), portrait.wait_s.as_ref().map_or(0.0, |wait| wait.total));
    for (secs, count) in portrait.service_s.iter().flat_map(|service| &service.histogram) {
        add(format!("services of {secs} s"), *count as f64);
    }
    let work = portrait.work_s.map(|work| [work.customer, work.agent]);
    for (name, secs) in ["customer", "agent"].into_iter().zip(work.into_iter().flatten()) {
        add(format!("work of {name}"), secs.unwrap_or(0.0));
    }
    if let Some(adjustments) = &portrait.adjustments {
        add("open".into(), adjustments.open_at_end.fitted_at_once as f64);
        for (outcome, work) in &adjustments.work {
            add(outcome.clone(), work.adjustments as f64);
            add(format!("contacts of {outcome}"), work.contacts as f64);
            add(format!("customers in {outcome}"), work.customer_s);
            add(format!("waiting in {outcome}"), work.waiting_s);
        }
    }
    for row in portrait.return_curve.iter().flatten() {
        add(format!("services from {:?}", row.from_s), row.services as f64);
        add(format!("returned from {:?}", row.from_s), row.returned as f64);
    }
    for flow in portrait.flows.iter().filter(|flow| !flow.from.starts_with("activity:")) {
        // Which reasons are too few to be shown depends on what is chosen.
        let from = if flow.from.starts_with("demand") { "demand" } else { &flow.from };
        add(format!("{from} > {}", flow.to), flow.count as f64);
    }
    for row in portrait.unmet.iter().flatten() {
        add(format!("unmet {}", row.outcome), row.acts as f64);
    }
    if let Some(sales) = &portrait.sales {
        add("lines".into(), sales.lines as f64);
        add(
            "cents".into(),
            (sales.sum.parse::<Decimal>().unwrap() * Decimal::from(100)).to_string().parse().unwrap(),
        );
        add("clean lines".into(), sales.clean.lines as f64);
    }
    if let Some(cases) = &portrait.cases {
        add("events".into(), cases.events as f64);
        add("handovers".into(), cases.handovers as f64);
    }
    sums
}

fn sum(portraits: impl IntoIterator<Item = Portrait>) -> BTreeMap<String, f64> {
    let mut sums: BTreeMap<String, f64> = BTreeMap::new();
    for (name, value) in portraits.into_iter().flat_map(|portrait| additive(&portrait)) {
        *sums.entry(name).or_default() += value;
    }
    sums
}

fn instant(ms: i64) -> Timestamp {
    Timestamp::from_millisecond(ms).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn the_order_of_acts_does_not_show(facts in facts(), seed in any::<u64>()) {
        let mut shuffled = facts.clone();
        shuffled.sort_by_key(|fact| (fact.start as u64).wrapping_mul(seed | 1).rotate_left(17) ^ u64::from(fact.customer.unwrap_or(9)));
        prop_assert_eq!(whole(&fold(&shuffled)), whole(&fold(&facts)));
    }

    #[test]
    fn batches_do_not_show(mut facts in facts(), cuts in prop::collection::vec(0_usize..120, 0..6)) {
        facts.sort_by_key(|fact| (fact.start, fact.is_contact()));
        let mut grown = Fold::new(Settings::default());
        for (place, fact) in facts.iter().enumerate() {
            if cuts.contains(&place) { grown.settle() }
            grown.add(fact);
        }
        let unsettled = whole(&grown);
        grown.settle();
        let at_once = fold(&facts);
        prop_assert_eq!(&unsettled, &whole(&at_once));
        prop_assert_eq!(whole(&grown), unsettled);
        prop_assert_eq!(grown.to_bytes().unwrap(), at_once.to_bytes().unwrap());
    }

    #[test]
    fn who_signs_in_was_the_same_person_all_along(
        facts in facts(),
        as_visitor in prop::collection::vec(any::<bool>(), 120),
        named_at in prop::collection::vec(0_usize..120, 7),
        cut in 0_usize..120,
    ) {
        // Whatever somebody did before they said who they are, and whenever they said it, the figures are theirs.
        let visitor = |fact: &Fact, hidden: bool| fact.customer.map(|number| if hidden { number + 50 } else { number });
        let mut came = Vec::new();
        let mut known = facts.clone();
        for (place, (fact, hidden)) in facts.iter().zip(&as_visitor).enumerate() {
            let named = (0_u32..7).filter(|number| named_at[*number as usize] == place);
            came.extend(named.map(|number| said_who(number, Some(number + 50))));
            came.push(Fact { customer: visitor(fact, *hidden), ..fact.clone() });
        }
        let late = (0_u32..7).filter(|number| named_at[*number as usize] >= facts.len());
        came.extend(late.map(|number| said_who(number, Some(number + 50))));
        known.extend((0..7).map(|number| said_who(number, None)));
        let (signed_in, all_along) = (fold(&came), fold(&known));
        prop_assert_eq!(whole(&signed_in), whole(&all_along));
        let all = Page { offset: 0, limit: 1_000 };
        let listed = signed_in.adjustments(&Filter::default(), None, all);
        prop_assert_eq!(listed, all_along.adjustments(&Filter::default(), None, all));
        prop_assert_eq!(signed_in.numbers_of(3), [3, 53]);
        // What is kept in between forgets nothing of it. (Acts of one contact that come apart are another matter: see `Openings`.)
        let alone: Vec<Fact> = came.iter().map(|fact| Fact { contact: None, ..fact.clone() }).collect();
        let (before, since) = alone.split_at(cut.min(alone.len()));
        let mut grown = Fold::from_bytes(&fold(before).to_bytes().unwrap()).unwrap();
        since.iter().for_each(|fact| grown.add(fact));
        grown.settle();
        let at_once = fold(&alone);
        prop_assert_eq!(whole(&grown), whole(&at_once));
        prop_assert_eq!(grown.to_bytes().unwrap(), at_once.to_bytes().unwrap());
    }

    #[test]
    fn what_is_kept_reads_back_and_goes_on(facts in facts(), cut in 0_usize..120) {
        let cut = cut.min(facts.len());
        let first = fold(&facts[..cut]);
        let mut read = Fold::from_bytes(&first.to_bytes().unwrap()).unwrap();
        prop_assert_eq!(whole(&read), whole(&first));
        prop_assert_eq!(read.to_bytes().unwrap(), first.to_bytes().unwrap());
        let mut went_on = first;
        for fact in &facts[cut..] {
            read.add(fact);
            went_on.add(fact);
        }
        prop_assert_eq!(whole(&read), whole(&went_on));
    }

    #[test]
    fn periods_sum_up_to_the_whole(facts in facts(), cuts in prop::collection::btree_set(0_i64..4 * 86_400_000, 0..4)) {
        let fold = fold(&facts);
        let mut bounds = vec![None];
        bounds.extend(cuts.iter().map(|cut| Some(instant(MONDAY + cut))));
        bounds.push(None);
        let parts = bounds.windows(2).map(|pair| {
            let filter = Filter { from: pair[0], to: pair[1], ..Filter::default() };
            let stretches = filter.cut_half_hours();
            let within = |fact: &&Fact| {
                let at = instant(fact.start);
                // All acts may be given; those that are asked for suffice where talks follow within the hour.
                facts.iter().any(|other| other.contact.is_some()) || stretches.iter().any(|s| s.start <= at && at < s.end)
            };
            fold.portrait_with_edges(&filter, &TimeZone::UTC, facts.iter().filter(within).cloned())
        });
        prop_assert_eq!(sum(parts), additive(&whole(&fold)));
    }

    #[test]
    fn scenes_and_reasons_sum_up_to_the_whole(facts in facts()) {
        let facts: Vec<Fact> = facts.into_iter().map(|fact| {
            Fact { reason: Some(fact.reason.clone().unwrap_or_else(|| Word::new(REASONS[0]))), ..fact }
        }).collect();
        let fold = fold(&facts);
        let all = additive(&whole(&fold));
        let of = |filter: Filter| fold.portrait(&filter, &TimeZone::UTC);
        let scenes = [Scene::Phone, Scene::Web, Scene::Chat].map(|scene| of(Filter { scene: Some(scene), ..Filter::default() }));
        prop_assert_eq!(sum(scenes), all.clone());
        let reasons = REASONS.map(|reason| of(Filter { reason: Some(Word::new(reason)), ..Filter::default() }));
        prop_assert_eq!(sum(reasons), all);
    }

    #[test]
    fn the_cells_agree_with_a_plain_count(facts in facts()) {
        let portrait = whole(&fold(&facts));
        let real: Vec<&Fact> = facts.iter().filter(|fact| fact.outcome != Some(Outcome::Void)).collect();
        prop_assert_eq!(portrait.acts, real.len() as u64);
        let contacts: Vec<&&Fact> = real.iter().filter(|fact| fact.is_contact()).collect();
        let abandoned = contacts.iter().filter(|fact| fact.outcome == Some(Outcome::Abandoned)).count();
        let counted = portrait.contacts.map(|all| (all.total, all.abandoned));
        prop_assert_eq!(counted.unwrap_or_default(), (contacts.len() as u64, abandoned as u64));
        let mut services: Vec<u64> = contacts.iter().filter_map(|fact| fact.service_ms()).map(|ms| ms / 1_000).collect();
        services.sort_unstable();
        let median = services.get(services.len() / 2).zip(services.get(services.len().saturating_sub(1) / 2));
        prop_assert_eq!(portrait.service_s.and_then(|all| all.median), median.map(|(a, b)| (*a as f64 + *b as f64) / 2.0));
        let customers: BTreeSet<u32> = real.iter().filter(|fact| fact.sale.is_some()).filter_map(|fact| fact.customer).collect();
        let sum: Decimal = real.iter().filter_map(|fact| fact.sale.as_ref()).map(|line| line.quantity * line.unit_price).sum();
        let sales = portrait.sales.map(|sales| (sales.customers, sales.sum));
        prop_assert_eq!(sales.unwrap_or((0, "0".into())), (customers.len() as u64, sum.normalize().to_string()));
    }

    #[test]
    fn adjustments_agree_with_a_plain_walk(facts in facts()) {
        let facts: Vec<Fact> = facts.into_iter().map(|fact| Fact { contact: None, sale: None, ..fact }).collect();
        let fold = fold(&facts);
        let mut ended: BTreeMap<&str, u64> = BTreeMap::new();
        for customer in 0..7 {
            let mut steps: Vec<&Fact> = facts.iter().filter(|fact| {
                fact.customer == Some(customer) && fact.operation != Operation::Trace && fact.outcome != Some(Outcome::Void)
            }).collect();
            steps.sort_by_key(|fact| (fact.start, fact.end));
            let ties = steps.windows(2).any(|pair| (pair[0].start, pair[0].end) == (pair[1].start, pair[1].end));
            prop_assume!(!ties);
            while !steps.is_empty() {
                let mut end = steps[0].end;
                let mut length = 1;
                while length < steps.len() && steps[length].start - end <= 86_400_000 {
                    end = end.max(steps[length].end);
                    length += 1;
                }
                let outcomes: Vec<Outcome> = steps.drain(..length).filter_map(|fact| fact.outcome)
                    .filter(|outcome| *outcome != Outcome::Corrected).collect();
                let name = match outcomes.as_slice() {
                    [] => continue,
                    [.., Outcome::Undone] => "undone",
                    [Outcome::Served] => "fitted_at_once",
                    [.., Outcome::Served] => "fitted_after_returns",
                    [_] => "unmet_at_once",
                    _ => "unmet_after_returns",
                };
                *ended.entry(name).or_default() += 1;
            }
        }
        let found = whole(&fold).adjustments.map_or(BTreeMap::new(), |all| all.work);
        let found: BTreeMap<&str, u64> = found.iter().map(|(name, work)| (name.as_str(), work.adjustments)).filter(|(_, n)| *n > 0).collect();
        prop_assert_eq!(&found, &ended);
        let listed = fold.adjustments(&Filter::default(), None, Page { offset: 0, limit: 1_000 });
        prop_assert_eq!(listed.len() as u64, ended.values().sum::<u64>());
        for one in listed {
            prop_assert_eq!(fold.adjustment(one.customer, one.opened), Some(one));
        }
    }

    #[test]
    fn broken_bytes_are_refused_or_read_but_never_panic(facts in facts(), at in 0_usize..4_000, bit in 0_u8..8) {
        let mut bytes = fold(&facts).to_bytes().unwrap();
        let at = at % bytes.len();
        bytes[at] ^= 1 << bit;
        if let Ok(read) = Fold::from_bytes(&bytes) {
            read.portrait(&Filter::default(), &TimeZone::UTC);
        }
        prop_assert!(Fold::from_bytes(&bytes[..at]).is_err());
    }
}
