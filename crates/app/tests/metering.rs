//! The whole way of a meter file, on real files: tariffs come in as offerings, days as colours, a year of half-hours is priced
//! in memory, kept because somebody said so, shown to a seller, erased.
#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "tests may stop and print")]

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use app::{Asking, CatalogueSource, Clock, Counter, Defaults, MeterTrouble, Opening, ToldUse, UseQuestion};
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
    // Nobody chose a power: the one that holds the highest half-hour is taken.
    let whole = counter.price_use(&series.profile, &UseQuestion::default()).unwrap();
    assert_eq!(whole.level, whole.levels.holds);
    assert!(whole.level.unwrap() >= whole.peak, "{:?} {}", whole.level, whole.peak);
    let every = UseQuestion { every_level: true, ..UseQuestion::default() };
    assert_eq!(counter.price_use(&series.profile, &every).unwrap().offerings.len(), 24);
    let then = UseQuestion { at_the_time: true, ..question };
    let then = counter.price_use(&series.profile, &then).unwrap();
    assert!(then.offerings.iter().all(|each| !each.priced.is_complete()), "no price before February 2023");
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
