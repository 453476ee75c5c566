//! The figures of a real web shop and of a real process log, to the digit.
#![allow(clippy::unwrap_used, reason = "tests")]

mod real;

use jiff::tz::TimeZone;
use portrait::{Filter, Settings};

#[test]
fn a_web_shops_sales_are_those_published() {
    let path = "online-retail/online_retail_2010-12_2011-06.csv.gz";
    let Some(path) = real::data("a_web_shops_sales_are_those_published", path) else { return };
    let portrait = real::fold(&real::orders(&path), Settings::default())
        .portrait(&Filter::default(), &TimeZone::get("Europe/London").unwrap());
    let sales = portrait.sales.unwrap();
    assert_eq!((sales.lines, sales.invoices, sales.customers, sales.items), (245_903, 12_795, 3_002, 3_651));
    assert_eq!((sales.sum.as_str(), sales.lines_without_customer), ("4397950.761", 69_014));
    assert_eq!(sales.currency.as_deref(), Some("GBP"));
    let clean = sales.clean;
    assert_eq!((clean.lines, clean.orders, clean.customers), (172_635, 8_802, 2_960));
    assert_eq!(clean.sum, "3993805.651");
    assert_eq!((sales.cancel_invoices, sales.cancel_lines), (2_006, 4_494));
    assert_eq!((sales.stock_corrections, sales.zero_price_lines), (758, 1_478));
    assert_eq!((portrait.contacts, portrait.adjustments, portrait.cases), (None, None, None));
    assert_eq!((portrait.by_reason, portrait.agents, portrait.unmet), (None, None, None));
    assert_eq!(portrait.work_s, None);
}

#[test]
fn a_process_logs_cases_are_those_published() {
    let path = "event-logs/bpic2012.xes.gz";
    let Some(path) = real::data("a_process_logs_cases_are_those_published", path) else { return };
    let portrait = real::fold(&real::events(&path, "112"), Settings::default())
        .portrait(&Filter::default(), &TimeZone::get("Europe/Amsterdam").unwrap());
    let cases = portrait.cases.unwrap();
    assert_eq!((cases.total, cases.events, cases.resources), (13_087, 262_200, 68));
    assert_eq!((cases.events_without_resource, cases.activities), (18_010, 24));
    assert_eq!((cases.work_s, cases.handovers), (Some(51_686_400.839), 45_105));
    assert_eq!(portrait.flows.len(), 20);
    assert_eq!((portrait.sales, portrait.contacts, portrait.adjustments), (None, None, None));
}
