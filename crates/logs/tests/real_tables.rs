//! Real tables: the counts that a correct reading gives.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "tests may stop and print"
)]

mod real;

use std::collections::{BTreeMap, BTreeSet};

use logs::{Anomalies, AnomalyKind, Identity, Limits, Mapping, NamedRecord, Names};
use rust_decimal::Decimal;
use types::{Act, ActorKind, Outcome, Scalar};

fn read(
    path: &std::path::Path,
    mapping: &Mapping,
    names: Names,
) -> (Vec<Act>, Vec<NamedRecord>, Anomalies, u64) {
    let opened = logs::open(path, &Limits::default()).unwrap();
    let mut reader = logs::reader(opened, mapping, &Identity::new([7; 32], names)).unwrap();
    let (mut acts, mut records, mut rows) = (Vec::new(), Vec::new(), 0);
    while let Some(piece) = reader.next_piece(1_000).unwrap() {
        acts.extend(piece.acts);
        records.extend(piece.records);
        rows = piece.rows;
    }
    (acts, records, reader.anomalies().clone(), rows)
}

fn by_kind(acts: &[Act]) -> BTreeMap<&str, usize> {
    let mut kinds = BTreeMap::new();
    acts.iter().for_each(|act| *kinds.entry(act.kind.name.as_str()).or_insert(0) += 1);
    kinds
}

#[test]
fn the_call_centre_of_1999() {
    let Some(path) = real::file("the_call_centre_of_1999", "call-centre-1999/calls-1999-02-01_14.tsv") else {
        return;
    };
    let (acts, records, anomalies, rows) =
        read(&path, &Mapping::builtin("call-centre").unwrap(), Names::Hash);
    assert_eq!(rows, 17_456);
    assert!(records.is_empty(), "no names are kept");
    let kinds = by_kind(&acts);
    assert_eq!(kinds["phone.talk"], 14_405);
    assert_eq!(kinds["phone.hang_up"], 2_908);
    assert_eq!(kinds["phone.phantom"], 143);
    assert_eq!(kinds["phone.menu"], 17_313);
    let waited: u64 = acts.iter().filter_map(|act| act.waited).map(|ms| ms.0).sum();
    assert_eq!(waited, 603_720_000);
    let talked: u64 = acts.iter().filter_map(|act| act.work_of(ActorKind::Agent)).map(|ms| ms.0).sum();
    assert_eq!(talked, 2_403_563_000);
    let agents: BTreeSet<_> = acts.iter().filter_map(|act| act.object_of_kind("agent")).collect();
    assert_eq!(agents.len(), 24);
    let identified = acts.iter().filter(|act| act.is_contact() && act.object("for").is_some()).count();
    assert_eq!(identified, 6_286);
    assert_eq!(anomalies.count(AnomalyKind::Phantom), 143);
    assert_eq!(anomalies.count(AnomalyKind::NegativeDuration), 17);
    assert_eq!(anomalies.count(AnomalyKind::ServedWithoutAgent), 275);
    assert_eq!(anomalies.count(AnomalyKind::AbandonedWithService), 50);
    let ids: BTreeSet<_> = acts.iter().map(|act| act.id).collect();
    assert_eq!(ids.len(), acts.len());
    for (kind, anomaly) in anomalies.iter() {
        println!("{kind}: {} {:?} {}", anomaly.count, anomaly.lines, anomaly.example);
    }
}

/// When a call began and ended (in seconds), whose it was, and how it ended.
type Call<'a> = (i64, i64, Option<&'a str>, Option<Outcome>);

#[test]
fn calls_of_one_customer_make_the_published_adjustments() {
    let name = "calls_of_one_customer_make_the_published_adjustments";
    let Some(path) = real::file(name, "call-centre-1999/calls-1999-02-01_14.tsv") else { return };
    let (acts, ..) = read(&path, &Mapping::builtin("call-centre").unwrap(), Names::Hash);
    // A call is all the acts of one contact: it begins with the first and ends with the last.
    let mut calls: BTreeMap<&str, Call<'_>> = BTreeMap::new();
    for act in acts.iter().filter(|act| act.outcome != Some(Outcome::Void)) {
        let (from, to) = (act.occurred_at.as_second(), act.ended_at().as_second());
        let customer = act.object("for").map(|object| &*object.id);
        let call =
            calls.entry(&act.object_of_kind("contact").unwrap().id).or_insert((from, to, customer, None));
        *call = (call.0.min(from), call.1.max(to), customer, call.3.or(act.outcome));
    }
    let mut of_customer: BTreeMap<&str, Vec<(i64, i64, bool)>> = BTreeMap::new();
    for (from, to, customer, outcome) in calls.values() {
        if let Some(customer) = customer {
            of_customer.entry(customer).or_default().push((*from, *to, *outcome == Some(Outcome::Served)));
        }
    }
    let mut counts = BTreeMap::new();
    for theirs in of_customer.values_mut() {
        theirs.sort_by_key(|call| call.0);
        for group in theirs.chunk_by(|before, after| after.0 - before.1 <= 86_400) {
            *counts.entry((group.len() > 1, group[group.len() - 1].2)).or_insert(0) += 1;
        }
    }
    let expected = BTreeMap::from([
        ((false, true), 2_746),
        ((true, true), 889),
        ((false, false), 213),
        ((true, false), 61),
    ]);
    assert_eq!(counts, expected);
}

#[test]
fn the_web_shop_of_2011() {
    let Some(path) = real::file("the_web_shop_of_2011", "online-retail/online_retail_2010-12_2011-06.csv.gz")
    else {
        return;
    };
    let started = std::time::Instant::now();
    let (acts, _, anomalies, rows) = read(&path, &Mapping::builtin("online-retail").unwrap(), Names::Hash);
    println!("{rows} rows in {:?}", started.elapsed());
    assert_eq!((rows, acts.len()), (245_903, 245_903));
    let kinds = by_kind(&acts);
    assert_eq!(kinds["order.cancel_line"], 4_494);
    assert_eq!(kinds["stock.correction"], 758);
    let amount = |act: &Act| {
        let number = |name: &str| match act.body.get(name) {
            Some(Scalar::Integer(number)) => Decimal::from(*number),
            Some(Scalar::Decimal(number)) => *number,
            other => panic!("{name} is {other:?}"),
        };
        (number("quantity"), number("unit_price"))
    };
    let product = |act: &Act| amount(act).0 * amount(act).1;
    assert_eq!(acts.iter().map(product).sum::<Decimal>().to_string(), "4397950.761");
    let distinct = |kind: &str, acts: &[&Act]| {
        acts.iter().filter_map(|act| act.object_of_kind(kind)).collect::<BTreeSet<_>>().len()
    };
    let all: Vec<&Act> = acts.iter().collect();
    assert_eq!(
        (distinct("order", &all), distinct("customer", &all), distinct("item", &all)),
        (12_795, 3_002, 3_651)
    );
    let clean: Vec<&Act> = acts
        .iter()
        .filter(|act| act.kind.name != *"order.cancel_line" && act.object("for").is_some())
        .filter(|act| amount(act).0 > Decimal::ZERO && amount(act).1 > Decimal::ZERO)
        .collect();
    assert_eq!(
        (clean.len(), distinct("order", &clean), distinct("customer", &clean)),
        (172_635, 8_802, 2_960)
    );
    assert_eq!(clean.iter().map(|act| product(act)).sum::<Decimal>().to_string(), "3993805.651");
    assert_eq!(anomalies.count(AnomalyKind::ExactDuplicate), 2_012);
    let ids: BTreeSet<_> = acts.iter().map(|act| act.id).collect();
    assert_eq!(ids.len(), acts.len());
    for (kind, anomaly) in anomalies.iter() {
        println!("{kind}: {} {:?} {}", anomaly.count, anomaly.lines, anomaly.example);
    }
}

#[test]
fn the_city_requests_of_2015() {
    let Some(path) =
        real::file("the_city_requests_of_2015", "city-requests-2015/boston_311_2015_minus5types.csv.gz")
    else {
        return;
    };
    let found = logs::recognise(&path, &Limits::default()).unwrap();
    assert_eq!(found.guesses[0].mapping.name, "open311");
    let (acts, _, anomalies, rows) = read(&path, &found.guesses[0].mapping, Names::Hash);
    assert_eq!(rows, 121_145);
    let kinds = by_kind(&acts);
    assert_eq!(kinds["request.opened"], 121_145);
    assert_eq!(kinds["request.closed"], 121_145 - 19_873);
    assert_eq!(anomalies.count(AnomalyKind::NegativeDuration), 197);
    let said = |channel: &str| {
        let is = |act: &&Act| {
            act.kind.name == *"request.opened"
                && act.body.get("channel").is_some_and(|said| said.to_string() == channel)
        };
        acts.iter().filter(is).count()
    };
    assert_eq!((said("Constituent Call"), said("Self Service")), (62_285, 12_305));
}

#[test]
fn files_explain_themselves() {
    for (name, best, about) in [
        ("call-centre-1999/calls-1999-02-01_14.tsv", "call-centre", logs::About::Calls),
        ("online-retail/online_retail_2010-12_2011-06.csv.gz", "online-retail", logs::About::Orders),
        ("call-volume-2003/calls_5min_first_144_days.csv.gz", "calls-5min-first-144-days", logs::About::Rows),
        ("smart-meters-au/three_homes.csv.gz", "three-homes", logs::About::Rows),
    ] {
        let Some(path) = real::file("files_explain_themselves", name) else { return };
        let found = logs::recognise(&path, &Limits::default()).unwrap();
        assert_eq!(found.guesses[0].mapping.name, best);
        let draft = found.draft.unwrap();
        assert_eq!(draft.about, about, "{name}");
        let drafted = draft.mapping(&found.columns);
        let (acts, _, _, rows) = read(&path, &drafted, Names::Hash);
        assert!(acts.len() as u64 >= rows * 9 / 10, "{name}: {} acts of {rows} rows", acts.len());
    }
}
