//! A log comes in, its figures are right, and it goes out and comes in again the same.

use serde_json::json;

use crate::binary::{CALLS, House};

#[test]
fn a_log_is_recognised_and_its_figures_are_right() {
    let house = House::new();
    let log = house.file("calls.tsv", CALLS);
    let said = house.import(&log, "small", None);
    assert!(said.contains("call-centre") && said.contains("6 rows"), "{said}");
    let portrait = house.portrait("small", &[]);
    assert_eq!(portrait["contacts"]["total"], 5);
    assert_eq!(portrait["contacts"]["abandoned"], 2);
    assert_eq!(portrait["void_rows"], 1);
    assert_eq!(portrait["wait_s"]["total"], 270.0);
    assert_eq!(portrait["service_s"]["total"], 360.0);
    // 7001 at once; 7002 after coming back; 7003 never.
    let adjustments = &portrait["adjustments"];
    let counts = ["fitted_at_once", "fitted_after_returns", "unmet_at_once", "unmet_after_returns"]
        .map(|key| &adjustments[key]);
    assert_eq!(counts, [&json!(1), &json!(1), &json!(1), &json!(0)]);
    let only = house.portrait("small", &["--from", "1999-03-03"]);
    assert_eq!(only["contacts"]["total"], 1);
}

#[test]
fn importing_twice_changes_nothing_and_a_longer_export_adds_only_what_is_new() {
    let house = House::new();
    let (first, _) = CALLS.split_at(CALLS.rfind("AA0106").unwrap());
    house.import(&house.file("calls.tsv", first), "small", None);
    assert!(house.import(&house.path("calls.tsv"), "small", None).contains(" 0 new"));
    let said = house.import(&house.file("longer.tsv", CALLS), "small", None);
    assert!(said.contains(": 2 new"), "the last call is a menu and a hang-up: {said}");
    let whole = house.portrait("small", &[]);
    let other = House::new();
    other.import(&other.file("calls.tsv", CALLS), "small", None);
    assert_eq!(whole, other.portrait("small", &[]));
}

#[test]
fn a_dry_run_keeps_nothing() {
    let house = House::new();
    let log = house.file("calls.tsv", CALLS);
    let said = house.must(&["import", log.to_str().unwrap(), "--view", "small", "--dry-run"]);
    assert!(said.contains("would become"), "{said}");
    assert!(!house.must(&["view", "list"]).contains("small"));
}

#[test]
fn exported_and_imported_again_the_portrait_is_the_same() {
    let house = House::new();
    house.import(&house.file("calls.tsv", CALLS), "small", None);
    let before = house.portrait("small", &[]);
    for (ending, view) in [("sqlite", "from-sqlite"), ("json", "from-json")] {
        let file = house.path(&format!("export.{ending}"));
        house.must(&["export", file.to_str().unwrap(), "--view", "small"]);
        house.import(&file, view, None);
        assert_eq!(house.portrait(view, &[]), before, "through {ending}");
    }
    let file = house.path("export.csv");
    house.must(&["export", file.to_str().unwrap(), "--view", "small"]);
    assert!(std::fs::read_to_string(file).unwrap().lines().count() > 6);
}

#[test]
fn a_mapping_that_was_guessed_can_be_saved_checked_and_used() {
    let house = House::new();
    let log = house.file("calls.tsv", CALLS);
    let log = log.to_str().unwrap();
    let mapping = house.file("mine.toml", house.must(&["mapping", "guess", log]));
    let mapping = mapping.to_str().unwrap();
    // Numbers and their units are held together by spaces that do not break.
    let told = house.must(&["mapping", "check", log, mapping]).replace(['\u{a0}', '\u{202f}'], " ");
    assert!(told.contains("waited 40 s"), "{told}");
    house.must(&["import", log, "--view", "small", "--mapping", mapping]);
    assert_eq!(house.portrait("small", &[])["contacts"]["total"], 5);
}

#[test]
fn views_are_listed_renamed_and_dropped() {
    let house = House::new();
    house.import(&house.file("calls.tsv", CALLS), "small", None);
    house.must(&["view", "rename", "small", "other"]);
    let list = house.must(&["view", "list"]);
    assert!(list.contains("other") && !list.contains("small"), "{list}");
    house.must(&["view", "drop", "other", "--yes"]);
    assert!(!house.must(&["view", "list"]).contains("other"));
    assert!(!house.type_in(&["portrait", "--view", "other", "--json"]).good);
}

#[test]
fn a_backup_restores_elsewhere_and_verifies() {
    let house = House::new();
    house.import(&house.file("calls.tsv", CALLS), "small", None);
    house.must(&["verify"]);
    let file = house.path("saved.backup");
    house.must(&["backup", file.to_str().unwrap()]);
    let elsewhere = House::new();
    elsewhere.must(&["restore", file.to_str().unwrap()]);
    elsewhere.must(&["verify"]);
    assert_eq!(elsewhere.portrait("small", &[]), house.portrait("small", &[]));
}

#[test]
fn rows_of_persons_need_a_purpose_and_leave_an_act() {
    let house = House::new();
    house.import(&house.file("calls.tsv", CALLS), "small", None);
    assert!(!house.type_in(&["portrait", "--view", "small", "--persons"]).good);
    let purpose = "staff representatives asked for a review of shifts";
    let rows = house.must(&["portrait", "--view", "small", "--persons", "--purpose", purpose]);
    assert!(!rows.contains("ANNA"), "names were not kept: {rows}");
}

#[test]
fn an_erased_person_leaves_the_arithmetic_and_no_name() {
    let house = House::new();
    let log = house.file("calls.tsv", CALLS);
    house.must(&["import", log.to_str().unwrap(), "--view", "small", "--names", "keep"]);
    let before = house.portrait("small", &[]);
    let found = house.must(&["erase", "ANNA", "--view", "small", "--named"]);
    let person = found.split_whitespace().next().unwrap();
    house.must(&["erase", person, "--view", "small"]);
    assert!(!house.must(&["erase", "ANNA", "--view", "small", "--named"]).contains(person));
    assert_eq!(house.portrait("small", &[]), before);
    house.must(&["verify"]);
    let held: Vec<u8> = std::fs::read_dir(house.path("data"))
        .unwrap()
        .filter_map(|entry| std::fs::read(entry.unwrap().path()).ok())
        .flatten()
        .collect();
    assert!(!held.windows(4).any(|bytes| bytes == b"ANNA"), "the name is still in a file of the data folder");
}
