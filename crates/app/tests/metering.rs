//! The whole way of a meter file, on real files: tariffs come in as offerings, days as colours, a year of half-hours is priced
//! in memory, kept because somebody said so, shown to a seller, erased.
#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "tests may stop and print")]

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use app::{
    Asking, CatalogueSource, Clock, Counter, Defaults, MeterTrouble, Opening, PricesAsked, ToldUse,
    UseAnswer, UseQuestion, WhyLeftOut,
};
use jiff::Timestamp;
use ledger::Location;
use logs::meter::{Doubt, MeterMapping, Oddity};
use offer::use_profile::ProfileUnit;
use party::Caller;
use rust_decimal::Decimal;
use types::{EntryId, Scene, ViewName, VisitorId};

/// A clock that stands still, and chance that counts.
struct Still(AtomicU64);

impl Clock for Still {
    fn now(&self) -> Timestamp {
        "2026-03-01T10:00:00Z".parse().unwrap()
    }

    fn chance(&self) -> u128 {
        u128::from(self.0.fetch_add(1, Ordering::SeqCst))
            .wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835)
    }
}

fn counter() -> (Counter, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let counter = Counter::open(Opening {
        store: Location::Memory,
        data: folder.path().to_owned(),
        clock: Arc::new(Still(AtomicU64::new(1))),
        defaults: Defaults { time_zone: "Europe/Paris".into(), currency: "EUR".parse().unwrap() },
        limits: app::limits(1 << 20),
        demo_seed: None,
    })
    .unwrap();
    (counter, folder)
}

fn real(test: &str) -> Option<PathBuf> {
    let named = std::env::var_os("COMPTOIR_REAL_DATA").map(PathBuf::from);
    let root = named.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"));
    if root.join("tariffs-fr").is_dir() && root.join("linky-tempo-fr").is_dir() {
        return Some(root);
    }
    assert!(std::env::var("CI").as_deref() != Ok("true"), "the real data is not at {}", root.display());
    eprintln!("not run: {test}");
    None
}

fn import(counter: &Counter, bytes: Vec<u8>) -> Vec<String> {
    let keeper = Asking::new(Caller::keeper(), Scene::BackOffice);
    let source = CatalogueSource { bytes, mapping: None, end_missing: false };
    let planned = counter.plan_catalogue(&keeper, &source).unwrap();
    let said = planned.plan.problems.iter().map(ToString::to_string).collect();
    counter.apply_catalogue(&keeper, &planned, &mut |_| ControlFlow::Continue(())).unwrap();
    said
}

fn visitor(number: u128) -> Asking {
    Asking::new(Caller::visitor(VisitorId::from_u128(number)), Scene::Web)
}

fn with_entry(asking: &Asking, entry: u128) -> Asking {
    Asking { entry: Some(EntryId::from_u128(entry)), ..asking.clone() }
}

/// A shop with the regulated tariffs and the colours of days.
fn shop(root: &Path) -> (Counter, tempfile::TempDir) {
    let (counter, folder) = counter();
    let read = |name: &str| std::fs::read(root.join(name)).unwrap();
    let said = import(&counter, read("tariffs-fr/trve_history_ttc.csv"));
    assert!(said.iter().all(|line| !line.contains("left aside")), "{said:?}");
    let said = import(&counter, read("linky-tempo-fr/calBAR.csv"));
    assert_eq!(said.len(), 3, "two seasons break the rule, one of them twice: {said:?}");
    (counter, folder)
}

#[test]
fn a_year_of_half_hours_under_every_tariff_on_the_shelf() {
    let Some(root) = real("a_year_of_half_hours_under_every_tariff_on_the_shelf") else { return };
    let (counter, _folder) = shop(&root);
    let me = visitor(7);
    let bytes = std::fs::read(root.join("linky-tempo-fr/consoexemple.csv")).unwrap();
    let held = counter.hold_meter_file(&me, "consoexemple.csv", bytes).unwrap();
    assert!(
        matches!(counter.held_meter_file(&visitor(8), &held.token), Err(MeterTrouble::Gone)),
        "it stays mine"
    );
    let guess = counter.recognise_meter(&held).unwrap();
    assert!(guess.doubts.is_empty());
    let read = counter.read_meter(&held, &guess.mapping).unwrap();
    let series = read.meter(None).unwrap();
    assert_eq!(series.profile.total().amount().to_string(), "7302.599");
    let question = UseQuestion { level: Some(Decimal::from(9)), ..UseQuestion::default() };
    let answer = counter.price_use(&series.profile, &question).unwrap();
    let totals: Vec<(String, String)> = answer
        .offerings
        .iter()
        .map(|each| (each.offering.id.to_string(), each.priced.total.to_string()))
        .collect();
    let expected =
        [("trve-base-9-kva", "1641.93"), ("trve-hphc-9-kva", "1652.63"), ("trve-tempo-9-kva", "1700.14")];
    assert_eq!(totals, expected.map(|(id, total)| (id.to_owned(), total.to_owned())), "the prices of 2026");
    assert_eq!(answer.offerings[2].more, Some("58.21".parse().unwrap()));
    assert!(answer.offerings.iter().all(|each| each.priced.is_complete()));
    // Nobody chose a power: the smallest above the highest half-hour and a third is taken, of each tariff.
    let whole = counter.price_use(&series.profile, &UseQuestion::default()).unwrap();
    assert_eq!(
        whole.peak.map(|peak| (peak.kilowatts.to_string(), peak.by_half_hours)),
        Some(("5.272".to_owned(), true))
    );
    assert_eq!((whole.level, whole.levels.at_least), (Some(Decimal::from(9)), Some(Decimal::from(9))));
    assert_eq!(whole.offerings.len(), 3);
    let every = UseQuestion { every_level: true, ..UseQuestion::default() };
    let every = counter.price_use(&series.profile, &every).unwrap();
    assert_eq!(every.offerings.len(), 24);
    let small: Vec<&str> =
        every.offerings.iter().filter(|it| it.too_small).map(|it| it.offering.id.as_str()).collect();
    assert_eq!(small, ["trve-base-3-kva"], "what was measured exceeds it");
    let then = UseQuestion { prices: PricesAsked::AtTheTime, ..question };
    let then = counter.price_use(&series.profile, &then).unwrap();
    assert!(then.offerings.iter().all(|each| !each.priced.is_complete()), "no price before February 2023");
    assert!(then.offerings.iter().all(|each| each.more.is_none()), "what has no total is not compared");
}

/// Half-hours of the household whose figures are known.
fn household(counter: &Counter, root: &Path) -> offer::use_profile::UseProfile {
    let me = visitor(7);
    let bytes = std::fs::read(root.join("linky-tempo-fr/consoexemple.csv")).unwrap();
    let held = counter.hold_meter_file(&me, "consoexemple.csv", bytes).unwrap();
    let guess = counter.recognise_meter(&held).unwrap();
    counter.read_meter(&held, &guess.mapping).unwrap().meter(None).unwrap().profile.clone()
}

fn totals(answer: &UseAnswer) -> Vec<String> {
    let mut by_id: Vec<(&str, String)> = answer
        .offerings
        .iter()
        .map(|each| (each.offering.id.as_str(), each.priced.total.to_string()))
        .collect();
    by_id.sort();
    by_id.into_iter().map(|(_, total)| total).collect()
}

#[test]
fn the_prices_of_any_date_can_be_asked_for_and_hours_only_where_a_calendar_lets_them() {
    let Some(root) = real("the_prices_of_any_date_can_be_asked_for") else { return };
    let (counter, _folder) = shop(&root);
    let profile = household(&counter, &root);
    let at = |day: &str, hours: Option<&str>| {
        let question = UseQuestion {
            prices: PricesAsked::Of(day.parse().unwrap()),
            level: Some(Decimal::from(9)),
            off_peak: hours.map(|hours| offer::tariff::Window::read_all(hours).unwrap()),
            ..UseQuestion::default()
        };
        counter.price_use(&profile, &question).unwrap()
    };
    let begun = at("2026-02-01", None).begun;
    // Base, off-peak hours, Tempo: one grid for the whole year.
    for (day, expected) in [
        ("2023-02-01", ["1684.12", "1705.77", "1388.55"]),
        ("2024-02-01", ["2026.81", "2054.97", "1686.48"]),
        ("2025-08-01", ["1658.15", "1674.73", "1589.99"]),
        ("2026-02-01", ["1641.93", "1652.63", "1700.14"]),
    ] {
        assert_eq!(totals(&at(day, None)), expected, "{day}");
        assert!(begun.contains(&day.parse().unwrap()), "{day} can be chosen: {begun:?}");
    }
    assert_eq!(at("2099-01-01", None).prices_of, Some("2026-03-01".parse().unwrap()), "no price to come");
    // A household's own hours move the tariff that leaves them to the street, not the one whose hours are fixed.
    let own = at("2026-02-01", Some("12:00-14:00, 01:00-07:00"));
    let told = |id: &str| {
        let each = own.offerings.iter().find(|each| each.offering.id.as_str() == id).unwrap();
        (each.own_hours, each.priced.total.to_string())
    };
    assert_eq!(told("trve-tempo-9-kva"), (false, "1700.14".to_owned()));
    assert!(told("trve-hphc-9-kva").0 && told("trve-hphc-9-kva").1 != "1652.63");
    for long in ["06:00-06:00", "00:00-23:00", "22:00-06:00, 12:00-12:01"] {
        let refused = at("2026-02-01", Some(long));
        assert_eq!((refused.hours_too_long, totals(&refused)), (Some(480), totals(&at("2026-02-01", None))));
    }
}

#[test]
fn a_tariff_that_begins_at_a_higher_power_is_not_passed_over_and_daily_means_promise_nothing() {
    let Some(root) = real("a_tariff_that_begins_at_a_higher_power_is_not_passed_over") else { return };
    let (counter, _folder) = shop(&root);
    let profile = household(&counter, &root);
    let at = |level: i64| UseQuestion { level: Some(Decimal::from(level)), ..UseQuestion::default() };
    let low = counter.price_use(&profile, &at(3)).unwrap();
    let levels: Vec<(&str, Option<Decimal>, bool)> = low
        .offerings
        .iter()
        .map(|each| (each.offering.id.as_str(), each.other_level, each.too_small))
        .collect();
    assert_eq!(
        levels,
        [
            ("trve-base-3-kva", None, true),
            ("trve-hphc-6-kva", Some(Decimal::from(6)), false),
            ("trve-tempo-6-kva", Some(Decimal::from(6)), false)
        ]
    );
    let beyond = counter.price_use(&profile, &at(99)).unwrap();
    assert!(beyond.offerings.is_empty());
    assert!(
        beyond.left_out.iter().all(|left| left.why == WhyLeftOut::Level(Decimal::from(36))),
        "{:?}",
        beyond.left_out
    );
    // The same use by the day: its mean says next to nothing of the highest moment.
    let me = visitor(9);
    let rows: Vec<String> = (1..=28).map(|day| format!("2023-02-{day:02};{}\n", 20 + day)).collect();
    let text = format!("Date;Consommation (kWh)\n{}", rows.concat());
    let held = counter.hold_meter_file(&me, "jours.csv", text.into_bytes()).unwrap();
    let guess = counter.recognise_meter(&held).unwrap();
    let read = counter.read_meter(&held, &MeterMapping { cumulative: false, ..guess.mapping }).unwrap();
    let daily = counter.price_use(&read.series[0].profile, &UseQuestion::default()).unwrap();
    assert_eq!(daily.peak.map(|peak| peak.by_half_hours), Some(false));
    assert_eq!((daily.levels.at_least, daily.level), (None, daily.levels.common));
}

#[test]
fn a_use_goes_along_for_whoever_chose_with_it() {
    let Some(root) = real("a_use_goes_along_for_whoever_chose_with_it") else { return };
    let (counter, _folder) = shop(&root);
    let (me, other) = (visitor(7), visitor(8));
    let profile = household(&counter, &root);
    counter.take_use_in_hand(&me, profile, UseQuestion::default());
    let cost = |asking: &Asking, id: &str| {
        counter.cost_in_hand(asking, id).unwrap().map(|cost| cost.priced.total.to_string())
    };
    assert_eq!(cost(&me, "trve-tempo-9-kva").as_deref(), Some("1700.14"));
    assert_eq!(cost(&other, "trve-tempo-9-kva"), None);
    assert_eq!(cost(&Asking::new(Caller::nobody(), Scene::Web), "trve-tempo-9-kva"), None);
    assert_eq!(cost(&me, "no-such-thing"), None);
    counter.drop_use_in_hand(&me);
    assert_eq!(cost(&me, "trve-tempo-9-kva"), None);
}

#[test]
fn what_is_kept_is_kept_once_and_forgotten_when_asked() {
    let (counter, _folder) = counter();
    let me = visitor(7);
    let profile =
        counter.stated_use(Decimal::from(4_000), Decimal::from(40), None, ProfileUnit::KilowattHour).unwrap();
    let first = counter.keep_use(&with_entry(&me, 11), "home.csv", profile.clone()).unwrap();
    let again = counter.keep_use(&with_entry(&me, 11), "home.csv", profile.clone()).unwrap();
    assert_eq!(first, again, "a double click keeps it once");
    assert_eq!(counter.kept_uses(&me).unwrap().len(), 1);
    assert!(counter.kept_uses(&visitor(8)).unwrap().is_empty());
    assert!(matches!(counter.kept_use(&visitor(8), &first), Err(MeterTrouble::Gone)));
    assert_eq!(counter.kept_use(&me, &first).unwrap().profile, Some(profile.clone()));
    let answer = counter.price_use(&profile, &UseQuestion::default()).unwrap();
    let told = counter.tell_use(&with_entry(&me, 12), "home.csv", ToldUse::of(&answer)).unwrap();
    assert_eq!(counter.told_use(&told).unwrap().told.unwrap().used, Decimal::from(4_000));
    assert!(matches!(counter.told_use(&first), Err(MeterTrouble::Gone)), "a kept profile is no comparison");
    assert!(matches!(counter.forget_use(&with_entry(&visitor(8), 13), &first), Err(MeterTrouble::Gone)));
    counter.forget_use(&with_entry(&me, 14), &first).unwrap();
    counter.forget_use(&with_entry(&me, 14), &first).unwrap();
    assert!(matches!(counter.kept_use(&me, &first), Err(MeterTrouble::Gone)));
    let nobody = Asking::new(Caller::nobody(), Scene::Web);
    assert!(matches!(counter.keep_use(&nobody, "x", profile), Err(MeterTrouble::Nobody)));
    let live = counter.kept().view(&ViewName::live()).unwrap().unwrap();
    let report = counter.kept().verify(live.id, &mut |_| ()).unwrap();
    assert!(report.is_clean() && report.erased > 0, "{report:?}");
}

#[test]
fn a_file_that_is_none_says_so_and_one_with_holes_is_read_with_them() {
    let (counter, _folder) = counter();
    let me = visitor(7);
    let held =
        counter.hold_meter_file(&me, "cats.csv", b"name,colour\nTom,grey\nFelix,black\n".to_vec()).unwrap();
    assert!(matches!(counter.recognise_meter(&held), Err(MeterTrouble::Unreadable(_))));
    let text = "when,kWh\n2023-01-01 00:00,1\n2023-01-01 01:00,1\n2023-01-01 04:00,1\n2023-01-01 05:00,1\n";
    let held = counter.hold_meter_file(&me, "holes.csv", text.as_bytes().to_vec()).unwrap();
    let guess = counter.recognise_meter(&held).unwrap();
    assert_eq!(guess.doubts, [Doubt::Zone]);
    let read = counter.read_meter(&held, &MeterMapping { ..guess.mapping }).unwrap();
    assert_eq!(read.series[0].oddities.count(Oddity::Gap), 1);
    assert_eq!(read.series[0].profile.gaps().len(), 1);
    counter.drop_meter_file(&me, &held.token);
    assert!(matches!(counter.held_meter_file(&me, &held.token), Err(MeterTrouble::Gone)));
}
