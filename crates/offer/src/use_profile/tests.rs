//! Readings become stretches exactly, or are refused with their place.

use super::*;
use crate::tariff::Window;
use jiff::tz::TimeZone;
use proptest::prelude::*;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn reading(start: &str, end: &str, value: &str) -> Reading {
    Reading { start: at(start), end: at(end), value: value.parse().unwrap() }
}

#[test]
fn a_mean_power_over_half_an_hour_is_half_as_much_energy() {
    let profile =
        UseProfile::of(Measure::Watt, &[reading("2023-01-01T00:00:00Z", "2023-01-01T00:30:00Z", "330")])
            .unwrap();
    assert_eq!(profile.total().amount().to_string(), "0.165");
    assert_eq!(profile.unit().sign(), "kWh");
}

#[test]
fn measures_of_the_same_use_agree() {
    let of = |measure, value: &str| {
        let readings = [reading("2023-01-01T00:00:00Z", "2023-01-01T00:10:00Z", value)];
        UseProfile::of(measure, &readings).unwrap().total()
    };
    let kilowatt_hours = of(Measure::KilowattHour, "0.25");
    assert_eq!(of(Measure::WattHour, "250"), kilowatt_hours);
    assert_eq!(of(Measure::MegawattHour, "0.00025"), kilowatt_hours);
    assert_eq!(of(Measure::Watt, "1500"), kilowatt_hours);
    assert_eq!(of(Measure::Kilowatt, "1.5"), kilowatt_hours);
    // A watt during ten minutes is a sixth of a watt-hour: no finite decimal, and yet six of them are one exactly.
    let sixth = of(Measure::Watt, "1");
    assert_eq!((0..6).map(|_| sixth).sum::<Used>(), of(Measure::WattHour, "1"));
}

#[test]
fn what_makes_no_profile_is_refused_with_its_place() {
    let first = reading("2023-01-01T00:00:00Z", "2023-01-01T00:30:00Z", "1");
    let overlapping = reading("2023-01-01T00:15:00Z", "2023-01-01T00:45:00Z", "1");
    let refused = |readings: &[Reading]| UseProfile::of(Measure::KilowattHour, readings).unwrap_err();
    assert!(matches!(refused(&[overlapping, first]), ProfileError::Overlap { at: 0, .. }));
    let empty = reading("2023-01-01T00:30:00Z", "2023-01-01T00:30:00Z", "1");
    assert!(matches!(refused(&[first, empty]), ProfileError::NoLength { at: 1, .. }));
    let negative = reading("2023-01-01T00:30:00Z", "2023-01-01T01:00:00Z", "-0.1");
    assert!(matches!(refused(&[first, negative]), ProfileError::Negative { at: 1, .. }));
    let huge = reading("2023-01-01T00:30:00Z", "2023-01-01T01:00:00Z", "99999999999");
    assert!(matches!(refused(&[first, huge]), ProfileError::TooLarge { at: 1, .. }));
}

#[test]
fn gaps_are_stated() {
    let profile = UseProfile::of(
        Measure::KilowattHour,
        &[
            reading("2023-01-01T02:00:00Z", "2023-01-01T03:00:00Z", "1"),
            reading("2023-01-01T00:00:00Z", "2023-01-01T01:00:00Z", "1"),
        ],
    )
    .unwrap();
    assert_eq!(profile.gaps(), [Gap { from: at("2023-01-01T01:00:00Z"), to: at("2023-01-01T02:00:00Z") }]);
    assert_eq!(profile.span(), Some((at("2023-01-01T00:00:00Z"), at("2023-01-01T03:00:00Z"))));
}

#[test]
fn a_stated_use_is_spread_to_the_last_grain() {
    let stated = StatedUse {
        per_year: "4000".parse().unwrap(),
        off_peak_percent: "37.5".parse().unwrap(),
        off_peak: vec![Window::between(22, 6)],
        unit: ProfileUnit::KilowattHour,
        first_day: "2024-03-01".parse().unwrap(),
    };
    let paris = TimeZone::get("Europe/Paris").unwrap();
    let profile = stated.profile(&paris).unwrap();
    assert_eq!(profile.total().amount().to_string(), "4000");
    assert_eq!(profile.stretches().len(), 17_520, "a leap day before the first of March is not in it");
    let off_peak: Used = profile
        .stretches()
        .iter()
        .filter(|stretch| Window::between(22, 6).holds(paris.to_datetime(instant(stretch.start_ms)).time()))
        .map(|stretch| Used::of(i128::from(stretch.grains)))
        .sum();
    assert_eq!(off_peak.amount().to_string(), "1500");
    let nothing = StatedUse { off_peak: Vec::new(), ..stated };
    assert_eq!(nothing.profile(&paris), Err(StatedError::NoHours));
}

proptest! {
    #[test]
    fn what_is_kept_reads_back(values in prop::collection::vec((0_i64..5_000, 1_i64..4, 0_i64..3), 0..40)) {
        let mut readings = Vec::new();
        let mut start = 1_700_000_000_000_i64;
        for (value, steps, gap) in values {
            let end = start + steps * 600_000;
            let (from, to) = (instant(start), instant(end));
            readings.push(Reading { start: from, end: to, value: Decimal::from(value) });
            start = end + gap * 600_000;
        }
        let profile = UseProfile::of(Measure::Watt, &readings).unwrap();
        let kept = serde_json::to_string(&profile).unwrap();
        prop_assert_eq!(serde_json::from_str::<UseProfile>(&kept).unwrap(), profile);
    }
}
