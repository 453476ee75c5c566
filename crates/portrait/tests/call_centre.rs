//! The figures of a real bank's call centre, to the digit.
#![allow(clippy::unwrap_used, reason = "tests")]

mod real;

use jiff::civil::date;
use jiff::tz::TimeZone;
use portrait::{AdjustmentOutcome, Filter, Fold, OutcomeWork, Page, Portrait, Settings};
use types::{ActorKind, Scene};

fn zone() -> TimeZone {
    TimeZone::get("Asia/Jerusalem").unwrap()
}

fn bank(test: &str) -> Option<Fold> {
    let path = real::data(test, "call-centre-1999/calls-1999-02-01_14.tsv")?;
    Some(real::fold(&real::calls(&path, &zone()), Settings::default()))
}

fn near(figure: Option<f64>, expected: f64, decimals: i32) {
    let figure = figure.expect("the figure is there");
    assert!((figure - expected).abs() <= 0.5 * 10_f64.powi(-decimals), "{figure} is not {expected}");
}

#[test]
fn contacts_waits_and_services_are_those_published() {
    let Some(fold) = bank("contacts_waits_and_services_are_those_published") else { return };
    let portrait = fold.portrait(&Filter::default(), &zone());
    let contacts = portrait.contacts.unwrap();
    assert_eq!((contacts.total, contacts.served, contacts.abandoned), (17_313, 14_405, 2_908));
    assert_eq!((portrait.void_rows, portrait.acts), (143, 34_626));
    near(contacts.abandonment_rate, 0.16797, 5);
    near(contacts.queued_rate, 0.5114, 4);
    let wait = portrait.wait_s.unwrap();
    near(wait.mean_all, 34.871, 3);
    near(wait.mean_served, 34.405, 3);
    near(wait.mean_abandoned, 37.177, 3);
    near(wait.patience_exponential, 207.61, 2);
    assert_eq!(wait.total, 603_720.0);
    let service = portrait.service_s.unwrap();
    near(service.mean, 166.856, 3);
    assert_eq!((service.median, service.total, service.under_10), (Some(102.0), 2_403_563.0, 962));
    let agents = portrait.agents.unwrap();
    assert_eq!((agents.count, agents.unnamed_services), (24, 275));
}

#[test]
fn reasons_are_those_published() {
    let Some(fold) = bank("reasons_are_those_published") else { return };
    let rows = fold.portrait(&Filter::default(), &zone()).by_reason.unwrap();
    let expected = [
        ("PS", 11_120, 0.1271, 178.7),
        ("NW", 4_259, 0.3153, 99.2),
        ("NE", 1_243, 0.0628, 256.7),
        ("TT", 445, 0.0539, 97.0),
        ("IN", 145, 0.2138, 255.6),
        ("PE", 101, 0.1881, 223.1),
    ];
    assert_eq!(rows.len(), expected.len());
    for (row, (reason, contacts, abandoned, mean)) in rows.iter().zip(expected) {
        assert_eq!((row.reason.as_ref().unwrap().as_str(), row.contacts), (reason, contacts));
        near(row.abandonment_rate, abandoned, 4);
        near(row.mean_service_s, mean, 1);
    }
}

fn work(portrait: &Portrait, outcome: AdjustmentOutcome) -> (f64, f64, f64) {
    let OutcomeWork { customer_s, waiting_s, agent_s, .. } =
        portrait.adjustments.as_ref().unwrap().work[outcome.name()];
    (customer_s, waiting_s, agent_s)
}

#[test]
fn adjustments_are_those_published() {
    let Some(fold) = bank("adjustments_are_those_published") else { return };
    let portrait = fold.portrait(&Filter::default(), &zone());
    let all = portrait.adjustments.as_ref().unwrap();
    assert_eq!(all.total, 3_909);
    assert_eq!((all.fitted_at_once, all.fitted_after_returns), (2_746, 889));
    assert_eq!((all.unmet_at_once, all.unmet_after_returns, all.undone), (213, 61, 0));
    let open = all.open_at_end;
    assert_eq!(
        (open.fitted_at_once, open.fitted_after_returns, open.unmet_at_once, open.unmet_after_returns),
        (209, 58, 20, 5)
    );
    assert_eq!((all.contacts_identified, all.contacts_unidentified), (6_286, 11_027));
    use AdjustmentOutcome::{FittedAfterReturns, FittedAtOnce, UnmetAfterReturns, UnmetAtOnce};
    assert_eq!(work(&portrait, FittedAtOnce), (536_645.0, 161_398.0, 520_816.0));
    assert_eq!(work(&portrait, FittedAfterReturns), (519_660.0, 187_293.0, 502_461.0));
    assert_eq!(work(&portrait, UnmetAtOnce), (1_228.0, 8_403.0, 0.0));
    assert_eq!(work(&portrait, UnmetAfterReturns), (14_911.0, 11_224.0, 13_716.0));
    let everything = Page { offset: 0, limit: usize::MAX };
    for outcome in AdjustmentOutcome::ALL {
        let listed = fold.adjustments(&Filter::default(), Some(outcome), everything);
        let sum = all.work[outcome.name()];
        assert_eq!(listed.len() as u64, sum.adjustments);
        assert_eq!(listed.iter().map(|one| one.customer_s).sum::<f64>(), sum.customer_s);
    }
}

#[test]
fn the_return_curve_is_the_one_published() {
    let Some(fold) = bank("the_return_curve_is_the_one_published") else { return };
    let curve = fold.portrait(&Filter::default(), &zone()).return_curve.unwrap();
    let rows: Vec<_> = curve.iter().map(|row| (row.from_s, row.returned, row.services)).collect();
    assert_eq!(
        rows,
        [
            (Some(1), 112, 210),
            (Some(5), 48, 126),
            (Some(10), 39, 113),
            (Some(20), 15, 102),
            (Some(30), 60, 771),
            (Some(60), 290, 3_225),
            (Some(300), 108, 978),
            (None, 366, 745),
        ]
    );
    for row in curve {
        assert!(row.low < row.share && row.share < row.high);
    }
}

#[test]
fn the_hour_of_3_february_is_a_moment() {
    let Some(fold) = bank("the_hour_of_3_february_is_a_moment") else { return };
    let moments = fold.portrait(&Filter::default(), &zone()).moments.unwrap();
    assert!(moments.len() <= 4, "a short list");
    let start = zone().to_timestamp(date(1999, 2, 3).at(13, 0, 0, 0)).unwrap();
    let moment = moments.iter().find(|moment| moment.start == start).unwrap();
    assert_eq!((moment.contacts, moment.abandoned, moment.abandoned_unqueued), (494, 418, 326));
    assert_eq!(moment.end.as_second() - moment.start.as_second(), 3_600);
    near(moment.share_of_abandoned, 0.14, 2);
}

#[test]
fn work_and_flows_balance() {
    let Some(fold) = bank("work_and_flows_balance") else { return };
    for reason in [None, Some("PS"), Some("NW")] {
        let filter = Filter { reason: reason.map(Into::into), ..Filter::default() };
        let portrait = fold.portrait(&filter, &zone());
        let work = portrait.work_s.unwrap();
        assert!((work.customer.unwrap() - work.agent.unwrap() - work.machine.unwrap()).abs() < 1e-6);
        let sum = |from: &dyn Fn(&str) -> bool| -> u64 {
            portrait.flows.iter().filter(|flow| from(&flow.from)).map(|flow| flow.count).sum()
        };
        let into = |to: &str| -> u64 {
            portrait.flows.iter().filter(|flow| flow.to == to).map(|flow| flow.count).sum()
        };
        for stage in ["scene:phone", "served", "abandoned", "returned"] {
            assert_eq!(into(stage), sum(&|from| from == stage), "{stage}");
        }
        assert_eq!(
            sum(&|from| from.starts_with("demand")),
            into("fitted") + into("unmet") + into("undone") + into("unknown")
        );
        if reason.is_none() {
            assert_eq!(into("scene:phone"), 17_313);
        }
    }
}

#[test]
fn a_filter_of_everything_changes_nothing() {
    let Some(fold) = bank("a_filter_of_everything_changes_nothing") else { return };
    let whole = fold.portrait(&Filter::default(), &zone());
    let filter = Filter { scene: Some(Scene::Phone), actor: Some(ActorKind::Customer), ..Filter::default() };
    let mut same = fold.portrait(&filter, &zone());
    same.filter = Filter::default();
    same.conditions.clone_from(&whole.conditions);
    same.rules.clone_from(&whole.rules);
    same.void_rows = whole.void_rows;
    assert_eq!(same, whole);
}
