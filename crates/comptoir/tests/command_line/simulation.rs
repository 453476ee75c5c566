//! The simulated fortnight as a newcomer finds it.

use serde_json::Value;

use crate::binary::House;

#[test]
fn the_simulation_shows_its_problem_and_is_the_same_again() {
    let house = House::new();
    let portrait = house.portrait("simulation", &[]);
    let total = portrait["contacts"]["total"].as_u64().unwrap();
    assert!((4_000..9_000).contains(&total), "{total} contacts");
    // The mornings after the form's second version was put in force stand out.
    let starts: Vec<&str> = portrait["moments"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|moment| moment["start"].as_str())
        .collect();
    for morning in ["2026-03-09", "2026-03-10", "2026-03-11"] {
        assert!(starts.iter().any(|start| start.starts_with(morning)), "{morning} is not among {starts:?}");
    }
    let families = ["adjustments", "return_curve", "agents", "conditions", "sales", "unmet"];
    assert!(families.iter().all(|family| !portrait[family].is_null()), "{portrait}");
    assert_eq!(portrait, House::new().portrait("simulation", &[]), "starting again finds the same");
}

#[test]
fn the_simulation_is_never_in_the_users_store() {
    let house = House::new();
    house.portrait("simulation", &[]);
    assert!(!house.must(&["view", "list"]).contains("simulation"));
}

#[test]
fn filters_part_the_simulation_into_what_adds_up() {
    let house = House::new();
    let count = |more: &[&str]| -> u64 {
        let portrait: Value = house.portrait("simulation", more);
        portrait["contacts"]["total"].as_u64().unwrap_or_default()
    };
    let whole = count(&[]);
    let weeks = count(&["--to", "2026-03-09"]) + count(&["--from", "2026-03-09"]);
    assert_eq!(weeks, whole);
    let scenes: u64 = ["phone", "chat", "shop"].iter().map(|scene| count(&["--scene", scene])).sum();
    assert_eq!(scenes, whole);
}
