//! Real meter files: every reading, and what is odd in them.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "tests may stop and print")]

mod real;

use std::time::Instant;

use logs::meter::{Doubt, MeterFile, MeterMapping, MeterUnit, Oddity, Stamps, plausible, read, recognise};
use logs::{Limits, open};
use rust_decimal::Decimal;

#[test]
fn a_year_of_half_hours_is_read_without_a_question() {
    let Some(path) =
        real::file("a_year_of_half_hours_is_read_without_a_question", "linky-tempo-fr/consoexemple.csv")
    else {
        return;
    };
    let opened = || open(&path, &Limits::default()).unwrap();
    let started = Instant::now();
    let found = recognise(opened(), "Europe/Paris").unwrap();
    assert!(found.doubts.is_empty(), "{:?}", found.doubts);
    assert_eq!((found.mapping.unit, found.mapping.stamps), (Some(MeterUnit::W), Stamps::End));
    let file = read(opened(), &found.mapping).unwrap();
    eprintln!("read in {:?}", started.elapsed());
    let [series] = file.meters.as_slice() else { panic!("one meter") };
    assert_eq!(series.readings.len(), 17_520);
    assert!(series.oddities.is_empty() && file.oddities.is_empty(), "{:?}", series.oddities);
    let watts: Decimal = series.readings.iter().map(|each| each.value).sum();
    assert_eq!((watts / Decimal::from(2_000)).normalize().to_string(), "7302.599");
    assert!(plausible(series).unwrap().plausible);
    let (from, to) = series.span().unwrap();
    assert_eq!(
        (from.to_string(), to.to_string()),
        ("2022-07-28T22:00:00Z".to_owned(), "2023-07-28T22:00:00Z".to_owned())
    );
}

#[test]
fn three_homes_stay_apart_and_their_gaps_are_counted() {
    let Some(path) =
        real::file("three_homes_stay_apart_and_their_gaps_are_counted", "smart-meters-au/three_homes.csv.gz")
    else {
        return;
    };
    let opened = || open(&path, &Limits::default()).unwrap();
    let found = recognise(opened(), "UTC").unwrap();
    assert_eq!(found.doubts, [Doubt::Stamps, Doubt::Zone]);
    assert_eq!(found.mapping.unit, Some(MeterUnit::Kwh));
    assert_eq!(found.mapping.meter.as_deref(), Some("customer_id"));
    // The homes are in New South Wales, where clocks change; their meters' clocks do not, which the file shows by itself.
    let by_zone = MeterMapping { zone: Some("Australia/Sydney".to_owned()), ..found.mapping.clone() };
    let file = read(opened(), &by_zone).unwrap();
    assert_eq!(file.standard_time.as_deref(), Some("+10:00"));
    let mapping = MeterMapping { zone: Some("+10:00".to_owned()), ..found.mapping };
    let by_offset = read(opened(), &mapping).unwrap();
    let readings = |file: &MeterFile| file.meters.iter().map(|it| it.readings.clone()).collect::<Vec<_>>();
    assert!(readings(&file) == readings(&by_offset), "the zone gives what the offset gives");
    assert_eq!(file.rows, 84_766);
    let mut missing = Vec::new();
    let mut total = Decimal::ZERO;
    for series in &file.meters {
        let lost: i64 = series
            .readings
            .windows(2)
            .map(|pair| (pair[1].start.as_second() - pair[0].end.as_second()) / 1_800)
            .sum();
        let sum: Decimal = series.readings.iter().map(|each| each.value).sum();
        total += sum;
        missing.push((series.meter.as_str(), lost, sum.to_string(), series.oddities.count(Oddity::Gap) > 0));
    }
    assert_eq!(total.to_string(), "23072.683");
    assert_eq!(missing[2].0, "10006704");
    assert_eq!(missing[2].2, "14177.947");
    assert_eq!(missing.iter().map(|(_, lost, _, _)| *lost).collect::<Vec<_>>(), [40, 0, 448]);
    assert_eq!(missing.iter().map(|(_, _, _, gap)| *gap).collect::<Vec<_>>(), [true, false, true]);
}
