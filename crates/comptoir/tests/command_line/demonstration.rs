//! The demonstration, and the people who are let come to it.

use crate::binary::House;

#[test]
fn simulated_people_come_to_the_demonstration_and_leave_it_sound() {
    let house = House::new();
    let told = house.must(&["demo", "--days", "4", "--seed", "3", "--visits", "25"]);
    let placed = told.split(" orders; the shop").next().unwrap().rsplit(' ').next().unwrap();
    assert!(placed.parse::<u32>().unwrap() > 10, "{told}");
    house.must(&["verify"]);
    let portrait = house.portrait("live", &[]);
    let outcomes = &portrait["adjustments"]["work"];
    assert!(outcomes["fitted_at_once"]["adjustments"].as_u64().unwrap() > 5, "{outcomes}");
    assert!(portrait["work_s"]["agent"].as_f64().unwrap() > 0.0, "sellers and clerks worked: {portrait}");
    let again = house.type_in(&["demo"]);
    assert!(!again.good && again.err.contains("empty store"), "{}", again.err);
}
