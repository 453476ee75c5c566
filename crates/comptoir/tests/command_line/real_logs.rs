//! Figures of public logs, to the digit: a call centre, a web shop, a bank's loan requests.
//!
//! The logs are not part of this project; see `COMPTOIR_REAL_DATA` in `./test`.

use serde_json::Value;

use crate::binary::{House, real_log};

/// The value at a pointer such as `/contacts/total`.
fn at<'a>(portrait: &'a Value, pointer: &str) -> &'a Value {
    portrait.pointer(pointer).unwrap_or_else(|| panic!("{pointer} is not in the portrait"))
}

fn check_counts(portrait: &Value, expected: &[(&str, u64)]) {
    for (pointer, count) in expected {
        assert_eq!(at(portrait, pointer).as_u64(), Some(*count), "{pointer}");
    }
}

/// Figures as published: rounded to so many decimals.
fn check_rounded(portrait: &Value, expected: &[(&str, f64, i32)]) {
    for (pointer, figure, decimals) in expected {
        let found = at(portrait, pointer).as_f64().unwrap_or_else(|| panic!("{pointer} is no number"));
        let scale = 10_f64.powi(*decimals);
        assert_eq!((found * scale).round() / scale, *figure, "{pointer} is {found}");
    }
}

#[test]
fn a_call_centre() {
    let Some(log) = real_log("a_call_centre", "call-centre-1999/calls-1999-02-01_14.tsv") else { return };
    let house = House::new();
    let said = house.import(&log, "bank", None);
    assert!(said.contains("call-centre"), "{said}");
    let portrait = house.portrait("bank", &[]);
    check_counts(
        &portrait,
        &[
            ("/contacts/total", 17_313),
            ("/contacts/served", 14_405),
            ("/contacts/abandoned", 2_908),
            ("/void_rows", 143),
            ("/service_s/under_10", 962),
            ("/agents/count", 24),
            ("/agents/unnamed_services", 275),
            ("/adjustments/total", 3_909),
            ("/adjustments/fitted_at_once", 2_746),
            ("/adjustments/fitted_after_returns", 889),
            ("/adjustments/unmet_at_once", 213),
            ("/adjustments/unmet_after_returns", 61),
            ("/adjustments/open_at_end/fitted_at_once", 209),
            ("/adjustments/open_at_end/fitted_after_returns", 58),
            ("/adjustments/open_at_end/unmet_at_once", 20),
            ("/adjustments/open_at_end/unmet_after_returns", 5),
            ("/adjustments/contacts_identified", 6_286),
        ],
    );
    check_rounded(
        &portrait,
        &[
            ("/contacts/abandonment_rate", 0.16797, 5),
            ("/contacts/queued_rate", 0.5114, 4),
            ("/wait_s/mean_all", 34.871, 3),
            ("/wait_s/mean_served", 34.405, 3),
            ("/wait_s/mean_abandoned", 37.177, 3),
            ("/wait_s/total", 603_720.0, 0),
            ("/wait_s/patience_exponential", 207.61, 2),
            ("/service_s/mean", 166.856, 3),
            ("/service_s/median", 102.0, 0),
            ("/service_s/total", 2_403_563.0, 0),
            ("/work_s/agent", 2_403_563.0, 0),
        ],
    );
    let work = [
        ("fitted_at_once", 536_645.0, 161_398.0, 520_816.0),
        ("fitted_after_returns", 519_660.0, 187_293.0, 502_461.0),
        ("unmet_at_once", 1_228.0, 8_403.0, 0.0),
        ("unmet_after_returns", 14_911.0, 11_224.0, 13_716.0),
    ];
    for (outcome, customer, waiting, agent) in work {
        check_rounded(
            &portrait,
            &[
                (&format!("/adjustments/work/{outcome}/customer_s"), customer, 0),
                (&format!("/adjustments/work/{outcome}/waiting_s"), waiting, 0),
                (&format!("/adjustments/work/{outcome}/agent_s"), agent, 0),
            ],
        );
    }
    check_reasons(&portrait);
    check_returns(&portrait);
    check_moment(&portrait);
    importing_twice_changes_nothing(&house, &log, &portrait);
}

fn check_reasons(portrait: &Value) {
    let rows = [
        ("PS", 11_120, 0.1271, 178.7),
        ("NW", 4_259, 0.3153, 99.2),
        ("NE", 1_243, 0.0628, 256.7),
        ("TT", 445, 0.0539, 97.0),
        ("IN", 145, 0.2138, 255.6),
        ("PE", 101, 0.1881, 223.1),
    ];
    for (place, (reason, contacts, rate, mean)) in rows.into_iter().enumerate() {
        assert_eq!(at(portrait, &format!("/by_reason/{place}/reason")), reason);
        check_counts(portrait, &[(&format!("/by_reason/{place}/contacts"), contacts)]);
        check_rounded(
            portrait,
            &[
                (&format!("/by_reason/{place}/abandonment_rate"), rate, 4),
                (&format!("/by_reason/{place}/mean_service_s"), mean, 1),
            ],
        );
    }
}

fn check_returns(portrait: &Value) {
    let expected = [
        (Some(1), Some(5), 210, 112),
        (Some(5), Some(10), 126, 48),
        (Some(10), Some(20), 113, 39),
        (Some(20), Some(30), 102, 15),
        (Some(30), Some(60), 771, 60),
        (Some(60), Some(300), 3_225, 290),
        (Some(300), None, 978, 108),
        (None, None, 745, 366),
    ];
    let found: Vec<_> = at(portrait, "/return_curve")
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            let number = |name: &str| row[name].as_u64();
            (number("from_s"), number("to_s"), number("services").unwrap(), number("returned").unwrap())
        })
        .collect();
    assert_eq!(found, expected);
}

/// 3 February, 13 to 14 h: 494 calls, 418 hang-ups, 326 of them without queueing.
fn check_moment(portrait: &Value) {
    let moments = at(portrait, "/moments").as_array().unwrap();
    let found =
        moments.iter().find(|moment| moment["contacts"] == 494).expect("the moment of 3 February is found");
    assert_eq!(found["abandoned"], 418);
    assert_eq!(found["abandoned_unqueued"], 326);
    assert!(found["start"].as_str().unwrap().starts_with("1999-02-03T1"), "{}", found["start"]);
}

fn importing_twice_changes_nothing(house: &House, log: &std::path::Path, before: &Value) {
    let said = house.import(log, "bank", None);
    assert!(said.contains(" 0 new"), "{said}");
    assert_eq!(&house.portrait("bank", &[]), before);
}

#[test]
fn a_web_shop() {
    let Some(log) = real_log("a_web_shop", "online-retail/online_retail_2010-12_2011-06.csv.gz") else {
        return;
    };
    let house = House::new();
    house.import(&log, "shop", Some("online-retail"));
    let portrait = house.portrait("shop", &[]);
    check_counts(
        &portrait,
        &[
            ("/sales/lines", 245_903),
            ("/sales/invoices", 12_795),
            ("/sales/customers", 3_002),
            ("/sales/items", 3_651),
            ("/sales/lines_without_customer", 69_014),
            ("/sales/cancel_lines", 4_494),
            ("/sales/cancel_invoices", 2_006),
            ("/sales/stock_corrections", 758),
            ("/sales/zero_price_lines", 1_478),
            ("/sales/clean/lines", 172_635),
            ("/sales/clean/orders", 8_802),
            ("/sales/clean/customers", 2_960),
        ],
    );
    assert_eq!(at(&portrait, "/sales/sum"), "4397950.761");
    assert_eq!(at(&portrait, "/sales/clean/sum"), "3993805.651");
    assert!(
        at(&portrait, "/contacts").is_null(),
        "a log without contacts has no figure of contacts, not zero"
    );
}

#[test]
fn a_process_log() {
    let Some(log) = real_log("a_process_log", "event-logs/bpic2012.xes.gz") else { return };
    let house = House::new();
    house.import(&log, "loans", Some("xes"));
    let portrait = house.portrait("loans", &[]);
    check_counts(
        &portrait,
        &[
            ("/cases/total", 13_087),
            ("/cases/events", 262_200),
            ("/cases/resources", 68),
            ("/cases/events_without_resource", 18_010),
        ],
    );
    check_rounded(&portrait, &[("/cases/work_s", 51_686_400.839, 3)]);
    assert!(at(&portrait, "/sales").is_null());
}
