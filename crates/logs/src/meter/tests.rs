//! Meter files of every shape, invented here: what is recognised, what is asked, what is odd.

use std::sync::Arc;

use super::*;
use crate::input::{Limits, open_bytes};
use crate::mapping::DecimalMark;

fn opened(text: &str) -> Opened {
    open_bytes("meter.csv", Arc::from(text.as_bytes()), &Limits::default()).unwrap()
}

fn guess(text: &str) -> MeterGuess {
    recognise(opened(text), "Europe/Paris").unwrap()
}

fn read_as_guessed(text: &str) -> MeterFile {
    read(opened(text), &guess(text).mapping).unwrap()
}

fn told(series: &MeterSeries) -> Vec<String> {
    let told = |each: &TimedQuantity| format!("{} {} {}", each.start, each.end, each.value);
    series.readings.iter().map(told).collect()
}

fn counted(oddities: &Oddities) -> Vec<(&'static str, u64)> {
    oddities.iter().map(|(kind, anomaly)| (kind.name(), anomaly.count)).collect()
}

const LOAD_CURVE: &str = "\u{feff}Identifiant PRM;Type de donnees;Date de debut;Date de fin;Grandeur physique;Grandeur metier;Etape metier;Unite;Pas en minutes\r\n\
    12345;Courbe de charge;01/01/2023;02/01/2023;Energie active;Consommation;Comptage Brut;W;\r\n\
    Horodate;Valeur\r\n\
    2023-01-01T00:30:00+01:00;330\r\n\
    2023-01-01T01:00:00+01:00;364\r\n\
    2023-01-01T01:30:00+01:00;300\r\n\
    2023-01-01T02:00:00+01:00;380\r\n";

#[test]
fn a_load_curve_is_known_by_what_stands_before_its_table() {
    let found = guess(LOAD_CURVE);
    assert!(found.doubts.is_empty(), "{:?}", found.doubts);
    assert_eq!((found.mapping.unit, found.mapping.stamps), (Some(MeterUnit::W), Stamps::End));
    let file = read_as_guessed(LOAD_CURVE);
    assert_eq!(file.rows, 4);
    assert_eq!(
        told(&file.meters[0])[0],
        "2022-12-31T23:00:00Z 2022-12-31T23:30:00Z 330",
        "the stamp is the end"
    );
    assert!(file.meters[0].oddities.is_empty() && file.oddities.is_empty());
}

#[test]
fn what_a_file_does_not_say_is_asked() {
    let text = "when,amount\n2023-01-01 08:00,0.1\n2023-01-01 08:30,0.2\n2023-01-01 09:00,0.1\n2023-01-01 09:30,0.3\n";
    let found = guess(text);
    assert_eq!(found.doubts, [Doubt::Unit, Doubt::Stamps, Doubt::Zone]);
    assert_eq!(found.mapping.zone.as_deref(), Some("Europe/Paris"));
    let mapping = MeterMapping { unit: Some(MeterUnit::Kwh), stamps: Stamps::End, ..found.mapping };
    let file = read(opened(text), &mapping).unwrap();
    assert_eq!(told(&file.meters[0])[0], "2023-01-01T06:30:00Z 2023-01-01T07:00:00Z 0.1");
}

#[test]
fn a_day_and_an_hour_in_two_columns_with_decimal_commas() {
    let text = "Fecha;Hora;Consumo_kWh\n01/02/2023;01:00;0,120\n01/02/2023;02:00;0,200\n01/02/2023;23:00;0,1\n01/02/2023;24:00;0,05\n";
    let found = guess(text);
    assert_eq!(found.mapping.time, ["Fecha", "Hora"]);
    assert_eq!((found.mapping.decimal, found.mapping.stamps), (DecimalMark::Comma, Stamps::End));
    let file = read(opened(text), &MeterMapping { zone: Some("Europe/Madrid".to_owned()), ..found.mapping })
        .unwrap();
    let told = told(&file.meters[0]);
    assert_eq!(told[0], "2023-01-31T23:00:00Z 2023-02-01T00:00:00Z 0.120");
    assert_eq!(told[3], "2023-02-01T22:00:00Z 2023-02-01T23:00:00Z 0.05", "24:00 is midnight");
    assert_eq!(counted(&file.meters[0].oddities), [("gap", 1)]);
}

#[test]
fn beginnings_and_ends_in_columns_of_their_own() {
    let text = "Start,End,Usage (kWh)\n2023-01-01T00:00:00Z,2023-01-01T00:30:00Z,0.1\n2023-01-01T00:30:00Z,2023-01-01T01:30:00Z,0.2\n2023-01-01T01:00:00Z,2023-01-01T02:00:00Z,0.4\n2023-01-01T02:00:00Z,2023-01-01T02:00:00Z,1\n";
    let file = read_as_guessed(text);
    assert_eq!(file.meters[0].readings.len(), 2);
    assert_eq!(counted(&file.meters[0].oddities), [("overlap", 1), ("no_length", 1)]);
}

#[test]
fn an_index_becomes_differences() {
    let rows: Vec<String> = (1..=9).map(|day| format!("2023-01-0{day},{}\n", 1_000 + day * day)).collect();
    let text = format!("date,index (kWh)\n{}2023-01-10,5\n2023-01-11,9\n", rows.concat());
    let found = guess(&format!("date,index (kWh)\n{}", rows.concat()));
    assert!(found.mapping.cumulative);
    assert_eq!(found.doubts, [Doubt::Zone]);
    let file = read(opened(&text), &found.mapping).unwrap();
    let values: Vec<String> = file.meters[0].readings.iter().map(|each| each.value.to_string()).collect();
    assert_eq!(values, ["3", "5", "7", "9", "11", "13", "15", "17", "4"]);
    assert_eq!(counted(&file.meters[0].oddities), [("gap", 1), ("index_fell", 1)]);
}

#[test]
fn rows_out_of_place_repeated_negative_or_broken_are_said_by_line() {
    let text = "time,kWh\n2023-01-01T00:00Z,1\n2023-01-01T01:00Z,2\n2023-01-01T03:00Z,4\n2023-01-01T02:00Z,3\n2023-01-01T03:00Z,4\n\
        2023-01-01T02:00Z,9\n2023-01-01T04:00Z,-5\n2023-01-01T05:00Z,abc\n2023-01-01T06:00Z,\nsoon,1\n2023-01-01T07:00Z,7\n2023-01-01T08:00Z,8\n2023-01-01T09:00Z,9\n";
    let mapping = MeterMapping {
        time: vec!["time".to_owned()],
        value: vec!["kWh".to_owned()],
        formats: vec!["iso".to_owned()],
        unit: Some(MeterUnit::Kwh),
        ..MeterMapping::default()
    };
    let file = read(opened(text), &mapping).unwrap();
    let mut all = file.oddities.clone();
    all.merge(file.meters[0].oddities.clone());
    let mut found = counted(&all);
    found.sort_unstable();
    assert_eq!(
        found,
        [
            ("bad_time", 1),
            ("contradiction", 1),
            ("duplicate", 1),
            ("gap", 1),
            ("negative", 1),
            ("no_value", 1),
            ("not_number", 1),
            ("out_of_order", 2),
        ]
    );
    let negative = all.iter().find(|(kind, _)| *kind == Oddity::Negative).unwrap().1;
    assert_eq!(negative.lines, [8]);
    let values: Vec<String> = file.meters[0].readings.iter().map(|each| each.value.to_string()).collect();
    assert_eq!(values, ["1", "2", "3", "4", "7", "8", "9"]);
}

#[test]
fn clocks_that_are_put_back_repeat_an_hour_and_nothing_is_lost() {
    let mut text = String::from("start;Wh\n");
    for (hour, minute) in [(1, 0), (1, 30), (2, 0), (2, 30), (2, 0), (2, 30), (3, 0), (3, 30)] {
        text.push_str(&format!("2023-10-29 0{hour}:{minute:02};100\n"));
    }
    let file = read_as_guessed(&text);
    assert_eq!(file.meters[0].readings.len(), 8);
    assert_eq!(counted(&file.meters[0].oddities), [("daylight_fold", 4)]);
    let (from, to) = file.meters[0].span().unwrap();
    assert_eq!((to.as_second() - from.as_second()) / 1_800, 8);
    // In spring the hour does not exist; the file goes from 01:30 to 03:00 without a gap.
    let spring = "start;Wh\n2023-03-26 01:00;1\n2023-03-26 01:30;2\n2023-03-26 03:00;3\n2023-03-26 03:30;4\n";
    assert!(read_as_guessed(spring).meters[0].oddities.is_empty());
    let unreal = "start;Wh\n2023-03-26 01:00;1\n2023-03-26 01:30;2\n2023-03-26 02:00;5\n2023-03-26 03:00;3\n2023-03-26 03:30;4\n";
    let file = read_as_guessed(unreal);
    assert_eq!(
        file.standard_time.as_deref(),
        Some("+01:00"),
        "both 02:00 and 03:00: no clock of Paris shows that"
    );
    assert_eq!(counted(&file.meters[0].oddities), [("gap", 1), ("standard_time", 1)]);
    assert_eq!(file.meters[0].readings.len(), 5);
}

#[test]
fn intervals_that_change_their_length_are_followed() {
    let mut text = String::from("Horodate;Valeur (W)\n");
    for hour in 1..=6 {
        text.push_str(&format!("2023-01-01T0{hour}:00:00Z;60\n"));
    }
    for half in 1..=9 {
        let (hour, minute) = (6 + half / 2, half % 2 * 30);
        text.push_str(&format!("2023-01-01T{hour:02}:{minute:02}:00Z;30\n"));
    }
    let file = read_as_guessed(&text);
    let minutes: Vec<i64> = file.meters[0]
        .readings
        .iter()
        .map(|each| (each.end.as_second() - each.start.as_second()) / 60)
        .collect();
    assert_eq!(minutes, [60, 60, 60, 60, 60, 60, 30, 30, 30, 30, 30, 30, 30, 30, 30]);
    assert_eq!(counted(&file.meters[0].oddities), [("other_step", 6)]);
}

#[test]
fn several_meters_stay_apart() {
    let text = "meter_id,read_at,kwh\nA,2023-01-01T00:00Z,1\nB,2023-01-01T00:00Z,5\nA,2023-01-01T01:00Z,2\nB,2023-01-01T01:00Z,6\nA,2023-01-01T02:00Z,3\nB,2023-01-01T02:00Z,7\n";
    let found = guess(text);
    assert_eq!(found.mapping.meter.as_deref(), Some("meter_id"));
    let file = read(opened(text), &found.mapping).unwrap();
    assert_eq!(file.meters.iter().map(|series| series.meter.as_str()).collect::<Vec<_>>(), ["A", "B"]);
    assert_eq!(file.meters[1].readings.iter().map(|each| each.value).sum::<Decimal>(), Decimal::from(18));
}

#[test]
fn a_row_for_each_day() {
    let hours: Vec<String> = (0..24).map(|hour| format!("{hour:02}:00")).collect();
    let values = |first: i32| (0..24).map(|hour| format!("{}.5", first + hour)).collect::<Vec<_>>().join(",");
    let text = format!(
        "Date,{}\n2023-06-01,{}\n2023-06-02,{}\n2023-06-03,{}\n",
        hours.join(","),
        values(0),
        values(1),
        values(2)
    );
    let found = guess(&text);
    assert_eq!(found.mapping.value.len(), 24);
    let mapping = MeterMapping { unit: Some(MeterUnit::Kwh), ..found.mapping };
    let file = read(opened(&text), &mapping).unwrap();
    assert_eq!(file.meters[0].readings.len(), 72);
    assert_eq!(told(&file.meters[0])[24], "2023-06-01T22:00:00Z 2023-06-01T23:00:00Z 1.5");
    assert!(file.meters[0].oddities.is_empty());
}

#[test]
fn files_that_are_no_meter_file_say_why() {
    let said = |text: &str| match recognise(opened(text), "UTC") {
        Err(error) => error.to_string(),
        Ok(found) => panic!("recognised: {:?}", found.mapping),
    };
    assert!(said("name,colour\nApple,red\nPear,green\n").contains("no column holds times"));
    assert!(
        said("at,word\n2023-01-01T00:00Z,a\n2023-01-01T01:00Z,b\n2023-01-01T02:00Z,c\n")
            .contains("no column of numbers")
    );
    assert!(said("").contains("empty"));
    assert!(said("PK\u{3}\u{4}xxxx").contains("workbook"));
    assert!(said(&LOAD_CURVE.replace(";W;", ";VAR;")).contains("VAR"));
}

#[test]
fn a_wrong_unit_shows() {
    let series = |unit| {
        let mapping = MeterMapping { unit: Some(unit), ..guess(LOAD_CURVE).mapping };
        plausible(&read(opened(LOAD_CURVE), &mapping).unwrap().meters[0]).unwrap()
    };
    assert!(series(MeterUnit::W).plausible);
    let wrong = series(MeterUnit::Kw);
    assert!(!wrong.plausible);
    assert!(wrong.rather.contains(&MeterUnit::W));
    assert_eq!(wrong.per_year, Decimal::from(3_009_060));
}

#[test]
fn a_mapping_survives_its_own_toml() {
    let mapping = guess(LOAD_CURVE).mapping;
    assert_eq!(MeterMapping::from_toml(&mapping.to_toml()).unwrap(), mapping);
    assert!(MeterMapping::from_toml("time = [\"a\"]").unwrap_err().contains("column"));
    let nowhere = MeterMapping { zone: Some("Nowhere".to_owned()), ..mapping };
    assert_eq!(nowhere.check(), Err(MappingFault::Zone("Nowhere".to_owned())));
}

/// Half-hours of a night on which the clocks of Sydney are put forward at 02:00, as a file writes them.
fn night(stamps: &[&str]) -> MeterFile {
    let rows: Vec<String> = stamps.iter().map(|stamp| format!("2013-10-06 {stamp},0.5\n")).collect();
    let text = format!("start (kWh),kWh\n{}", rows.concat());
    let found = guess(&text);
    read(opened(&text), &MeterMapping { zone: Some("Australia/Sydney".to_owned()), ..found.mapping }).unwrap()
}

#[test]
fn a_file_that_shows_hours_which_clocks_skip_keeps_standard_time() {
    let file = night(&["00:30", "01:00", "01:30", "02:00", "02:30", "03:00", "03:30"]);
    assert_eq!(file.standard_time.as_deref(), Some("+10:00"));
    assert_eq!(file.meters[0].readings.len(), 7, "nothing collides, nothing is dropped");
    assert_eq!(told(&file.meters[0])[3], "2013-10-05T16:00:00Z 2013-10-05T16:30:00Z 0.5");
    assert_eq!(counted(&file.meters[0].oddities), [("standard_time", 2)]);
    let hours = night(&["00:00", "01:00", "02:00", "03:00"]);
    assert_eq!((hours.standard_time.as_deref(), hours.meters[0].readings.len()), (Some("+10:00"), 4));
}

#[test]
fn an_end_at_the_hour_that_begins_the_skipped_one_is_only_another_name_for_the_next() {
    let file = night(&["00:30", "01:00", "01:30", "02:00", "03:30", "04:00"]);
    assert_eq!(file.standard_time, None);
    assert_eq!(counted(&file.meters[0].oddities), [("daylight_gap", 1)]);
    assert_eq!(file.meters[0].readings.len(), 6);
}

#[test]
fn what_is_odd_is_told_by_the_clock_of_the_file() {
    let text = "start,kWh\n2023-07-01 00:00,1\n2023-07-01 01:00,1\n2023-07-01 04:00,1\n2023-07-01 05:00,1\n";
    let file = read_as_guessed(text);
    let (_, gap) = file.meters[0].oddities.iter().find(|(kind, _)| *kind == Oddity::Gap).unwrap();
    assert_eq!(gap.example, "2023-07-01 02:00 → 2023-07-01 04:00");
    assert_eq!(number_of_column("column 12"), Some(12));
    assert_eq!(number_of_column("column of smoke"), None);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(128))]

    #[test]
    fn any_text_is_read_or_refused(text in "[0-9a-z;,:\\-T\n\" .+é]{0,400}") {
        if let Ok(found) = recognise(opened(&text), "Europe/Paris") {
            let mapping = MeterMapping { unit: Some(MeterUnit::Kwh), ..found.mapping };
            if let Ok(file) = read(opened(&text), &mapping) {
                for series in &file.meters {
                    proptest::prop_assert!(series.readings.windows(2).all(|pair| pair[0].end <= pair[1].start));
                }
            }
        }
    }
}
