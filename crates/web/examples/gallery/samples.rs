//! Sample figures, for the gallery and for the tests that render every page.
//!
//! The call centre's are those of a published log of a bank's fortnight; its calendar is drawn from a formula.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use portrait::*;
use types::{ActorKind, Operation, Outcome, Scene, Word};
use web::model::{Citation, NoteLine, Unfinished, ViewKind, ViewSummary};

pub fn zone() -> TimeZone {
    TimeZone::get("Asia/Jerusalem").expect("the zone is in the bundled database")
}

fn at(text: &str) -> Timestamp {
    text.parse().expect("a sample's instant is well written")
}

pub fn bank_view() -> ViewSummary {
    ViewSummary {
        name: "bank".parse().expect("a good name"),
        title: "A bank's call centre".to_owned(),
        kind: ViewKind::Imported,
        source: Some("calls.tsv".to_owned()),
        mapping: Some("call-centre".to_owned()),
        citation: Some(Citation {
            text: "A published log of a call centre, February 1999.".to_owned(),
            link: None,
        }),
        made_at: Some(at("2026-03-02T08:00:00Z")),
        acts: 34_769,
        anomalies: 6,
        unfinished: None,
        zone: zone(),
    }
}

pub fn simulated_view() -> ViewSummary {
    ViewSummary {
        name: "simulated".parse().expect("a good name"),
        title: "A simulated fortnight".to_owned(),
        kind: ViewKind::Simulated,
        source: None,
        mapping: None,
        citation: None,
        unfinished: Some(Unfinished { rows: 12_000, job: Some("/jobs/run_1".to_owned()) }),
        ..bank_view()
    }
}

pub fn note() -> NoteLine {
    NoteLine {
        id: "not_1".to_owned(),
        about: "short".to_owned(),
        by: "M.".to_owned(),
        at: at("2026-03-02T09:30:00Z"),
        text: "The exchange was down from one to two that day.".to_owned(),
    }
}

fn none() -> WorkByActor {
    WorkByActor { customer: None, agent: None, machine: None }
}

/// A portrait with every family absent.
pub fn empty() -> Portrait {
    Portrait {
        fold_version: 1,
        filter: Filter::default(),
        time_zone: "Asia/Jerusalem".to_owned(),
        period: None,
        acts: 0,
        void_rows: 0,
        contacts: None,
        wait_s: None,
        service_s: None,
        work_s: None,
        by_reason: None,
        agents: None,
        adjustments: None,
        return_curve: None,
        half_hours: Vec::new(),
        moments: None,
        operations: Vec::new(),
        sales: None,
        cases: None,
        conditions: None,
        flows: Vec::new(),
        unmet: None,
        not_seen: Vec::new(),
        rules: Vec::new(),
        choices: Choices { period: None, reasons: Vec::new(), scenes: Vec::new(), actors: Vec::new() },
    }
}

pub fn bank() -> Portrait {
    let period = Period { start: at("1999-02-01T05:00:00Z"), end: at("1999-02-14T21:59:00Z") };
    Portrait {
        period: Some(period),
        acts: 34_626,
        void_rows: 143,
        contacts: Some(Contacts {
            total: 17_313,
            served: 14_405,
            abandoned: 2_908,
            abandonment_rate: Some(0.167_966),
            queued_rate: Some(0.511_4),
        }),
        wait_s: Some(Waits {
            mean_all: Some(34.871),
            mean_served: Some(34.405),
            mean_abandoned: Some(37.177),
            total: 603_720.0,
            patience_exponential: Some(207.61),
            median: Some(1.0),
            p90: Some(110.0),
            max: Some(1_200.0),
        }),
        service_s: Some(services()),
        work_s: Some(WorkByActor {
            customer: Some(2_573_000.0),
            agent: Some(2_403_563.0),
            machine: Some(169_000.0),
        }),
        by_reason: Some(reasons()),
        agents: Some(agents()),
        adjustments: Some(adjustments()),
        return_curve: Some(return_curve()),
        half_hours: half_hours(),
        moments: Some(vec![
            Moment {
                start: at("1999-02-03T11:00:00Z"),
                end: at("1999-02-03T12:00:00Z"),
                contacts: 494,
                abandoned: 418,
                abandoned_unqueued: 326,
                expected_contacts: 92.0,
                expected_abandoned: 14.0,
                share_of_abandoned: Some(0.143_7),
                acts: 988,
                expected_acts: 184.0,
            },
            Moment {
                start: at("1999-02-09T07:30:00Z"),
                end: at("1999-02-09T08:30:00Z"),
                contacts: 171,
                abandoned: 66,
                abandoned_unqueued: 3,
                expected_contacts: 112.0,
                expected_abandoned: 17.0,
                share_of_abandoned: Some(0.022_7),
                acts: 342,
                expected_acts: 224.0,
            },
        ]),
        operations: vec![
            OperationByScene {
                operation: Operation::Collect,
                scene: Scene::Phone,
                acts: 17_313,
                work_s: WorkByActor { customer: Some(169_000.0), agent: None, machine: Some(169_000.0) },
                wait_s: None,
            },
            OperationByScene {
                operation: Operation::Dialogue,
                scene: Scene::Phone,
                acts: 17_313,
                work_s: WorkByActor { customer: Some(2_403_563.0), agent: Some(2_403_563.0), machine: None },
                wait_s: Some(603_720.0),
            },
        ],
        conditions: Some(Conditions {
            gap_s: Some(quantiles(21_000, [3.0, 8.0, 22.0, 75.0, 260.0])),
            gap_under_10_rate: Some(0.29),
            occupancy: Some(quantiles(240, [0.41, 0.52, 0.63, 0.72, 0.8])),
            services_per_hour: Some(quantiles(24, [8.0, 10.5, 13.0, 15.0, 18.5])),
            phases_not_seen: vec!["pause".to_owned(), "after_work".to_owned()],
        }),
        flows: flows(),
        unmet: Some(
            [
                ("PS", 1_413, 190),
                ("NW", 1_343, 4),
                ("NE", 78, 40),
                ("IN", 31, 12),
                ("TT", 24, 0),
                ("PE", 19, 2),
            ]
            .map(|(reason, acts, later)| UnmetDemand {
                reason: Some(Word::new(reason)),
                outcome: Outcome::Abandoned,
                acts,
                later_served: later,
                later_unmet: later / 5,
                never_back: later / 3,
                unknown: acts - later - later / 5 - later / 3,
            })
            .to_vec(),
        ),
        not_seen: ["self_service_success", "breaks", "after_work", "priority_unreliable"]
            .map(|key| NotSeen { key: key.to_owned(), figures: BTreeMap::new() })
            .into_iter()
            .chain([NotSeen {
                key: "scenes".to_owned(),
                figures: [("scenes".to_owned(), "web,shop,mail,chat".to_owned())].into(),
            }])
            .collect(),
        rules: rules(),
        choices: Choices {
            period: Some(period),
            reasons: ["PS", "NW", "NE", "TT", "IN", "PE"].map(Word::new).to_vec(),
            scenes: vec![Scene::Phone],
            actors: vec![ActorKind::Customer, ActorKind::Agent, ActorKind::Machine],
        },
        ..empty()
    }
}

fn quantiles(count: u64, at: [f64; 5]) -> Quantiles {
    Quantiles { count, p10: at[0], p25: at[1], median: at[2], p75: at[3], p90: at[4], mean: at[2] * 1.1 }
}

fn services() -> Services {
    let histogram = (0..900_u64)
        .map(|secs| {
            let x = (secs as f64 + 1.0).ln() - 4.7;
            let long = (96.0 * (-x * x / 0.9).exp()) as u64;
            (secs, if secs < 10 { 96 + long } else { long })
        })
        .collect();
    Services {
        mean: Some(166.856),
        median: Some(102.0),
        total: 2_403_563.0,
        under_10: 962,
        under_10_rate: Some(0.066_8),
        histogram,
    }
}

fn reasons() -> Vec<ByReason> {
    [
        ("PS", 11_120, 0.1271, 178.7),
        ("NW", 4_259, 0.3153, 99.2),
        ("NE", 1_243, 0.0628, 256.7),
        ("TT", 445, 0.0539, 97.0),
        ("IN", 145, 0.2138, 255.6),
        ("PE", 101, 0.1881, 223.1),
    ]
    .map(|(reason, contacts, rate, service)| ByReason {
        reason: Some(Word::new(reason)),
        contacts,
        abandonment_rate: Some(rate),
        mean_service_s: Some(service),
        wait_s: contacts as f64 * 34.0,
    })
    .to_vec()
}

fn agents() -> Agents {
    Agents {
        count: 24,
        unnamed_services: 275,
        suppressed: false,
        short_services: Some(Concentration {
            total: 940,
            people_share_for_half: Some(0.208),
            top_fifth_share: Some(0.49),
        }),
        load_s: Some(quantiles(24, [18_000.0, 61_000.0, 104_000.0, 142_000.0, 171_000.0])),
        services: Some(quantiles(24, [110.0, 380.0, 610.0, 820.0, 1_010.0])),
        load_gini: Some(0.33),
    }
}

fn adjustments() -> Adjustments {
    let work = [
        ("fitted_at_once", 2_746, 2_746, 536_645.0, 161_398.0, 520_816.0),
        ("fitted_after_returns", 889, 2_970, 519_660.0, 187_293.0, 502_461.0),
        ("unmet_at_once", 213, 213, 1_228.0, 8_403.0, 0.0),
        ("unmet_after_returns", 61, 357, 14_911.0, 11_224.0, 13_716.0),
    ];
    Adjustments {
        rule: "same_customer_window".to_owned(),
        window_h: 24.0,
        total: 3_909,
        fitted_at_once: 2_746,
        fitted_after_returns: 889,
        unmet_at_once: 213,
        unmet_after_returns: 61,
        undone: 0,
        open_at_end: OpenAtEnd {
            fitted_at_once: 209,
            fitted_after_returns: 58,
            unmet_at_once: 20,
            unmet_after_returns: 5,
            undone: 0,
        },
        contacts_identified: 6_286,
        contacts_unidentified: 11_027,
        work: work
            .map(|(key, adjustments, contacts, customer_s, waiting_s, agent_s)| {
                (key.to_owned(), OutcomeWork { adjustments, contacts, customer_s, waiting_s, agent_s })
            })
            .into(),
    }
}

fn return_curve() -> Vec<ReturnBucket> {
    let rows = [
        (Some(1), Some(5), 112, 210),
        (Some(5), Some(10), 48, 126),
        (Some(10), Some(20), 39, 113),
        (Some(20), Some(30), 15, 102),
        (Some(30), Some(60), 60, 771),
        (Some(60), Some(300), 290, 3_225),
        (Some(300), None, 108, 978),
        (None, None, 366, 745),
    ];
    rows.map(|(from_s, to_s, returned, services)| {
        let (n, share) = (services as f64, returned as f64 / services as f64);
        let half = 1.96 * (share * (1.0 - share) / n).sqrt();
        ReturnBucket {
            from_s,
            to_s,
            hang_ups: from_s.is_none(),
            services,
            returned,
            share: Some(share),
            low: Some(share - half),
            high: Some(share + half),
        }
    })
    .to_vec()
}

fn half_hours() -> Vec<HalfHour> {
    let mut halves = Vec::new();
    for day in 0..14_i64 {
        for half in 10..48_i64 {
            let start = at("1999-01-31T22:00:00Z")
                .saturating_add(((day * 48 + half) * 30).minutes())
                .expect("in range");
            let weekend = matches!(day % 7, 4 | 5);
            let shape = (-(half as f64 - 23.0).powi(2) / 90.0).exp()
                + 0.55 * (-(half as f64 - 35.0).powi(2) / 40.0).exp();
            let contacts =
                (62.0 * shape * if weekend { 0.25 } else { 1.0 } + ((day * 7 + half * 3) % 5) as f64) as u64;
            let moment = day == 2 && (26..28).contains(&half);
            let contacts = if moment { 247 } else { contacts };
            let abandoned = if moment { 209 } else { contacts * ((half * 5 + day * 3) % 9) as u64 / 36 };
            if contacts > 0 {
                halves.push(HalfHour {
                    start,
                    contacts,
                    abandoned,
                    acts: contacts * 2,
                    wait_s: contacts as f64 * 33.0,
                });
            }
        }
    }
    halves
}

fn flows() -> Vec<Flow> {
    let flow = |from: &str, to: &str, count| Flow { from: from.to_owned(), to: to.to_owned(), count };
    vec![
        flow("demand:PS", "scene:phone", 2_610),
        flow("demand:NE", "scene:phone", 980),
        flow("demand:NW", "scene:phone", 120),
        flow("demand:IN", "scene:phone", 110),
        flow("demand:PE", "scene:phone", 89),
        flow("scene:phone", "served", 5_541),
        flow("scene:phone", "abandoned", 745),
        flow("served", "returned", 1_906),
        flow("abandoned", "returned", 471),
        flow("returned", "scene:phone", 2_377),
        flow("served", "fitted", 3_635),
        flow("abandoned", "unmet", 274),
    ]
}

fn rules() -> Vec<RuleInForce> {
    let rule = |key: &str, parameters: &[(&str, &str)]| RuleInForce {
        key: key.to_owned(),
        parameters: parameters
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect(),
    };
    vec![
        rule("contacts", &[]),
        rule("adjustments", &[("window_h", "24"), ("by", "customer")]),
        rule("return_curve", &[("return_within_s", "3600")]),
        rule("under_10", &[("short_service_s", "10")]),
        rule("moments", &[("spreads", "6")]),
    ]
}

/// A web shop: lines of orders, no talk.
pub fn shop() -> Portrait {
    let period = Period { start: at("2010-12-01T08:26:00Z"), end: at("2011-06-30T20:08:00Z") };
    Portrait {
        time_zone: "Europe/London".to_owned(),
        period: Some(period),
        acts: 245_903,
        half_hours: half_hours()
            .into_iter()
            .map(|half| HalfHour { contacts: 0, abandoned: 0, wait_s: 0.0, ..half })
            .collect(),
        operations: vec![
            OperationByScene {
                operation: Operation::Collect,
                scene: Scene::Web,
                acts: 245_145,
                work_s: none(),
                wait_s: None,
            },
            OperationByScene {
                operation: Operation::Organise,
                scene: Scene::BackOffice,
                acts: 758,
                work_s: none(),
                wait_s: None,
            },
        ],
        sales: Some(Sales {
            lines: 245_903,
            invoices: 12_795,
            customers: 3_002,
            items: 3_651,
            sum: "4397950.761".to_owned(),
            currency: Some("GBP".to_owned()),
            cancel_lines: 4_494,
            cancel_invoices: 2_006,
            stock_corrections: 758,
            lines_without_customer: 69_014,
            zero_price_lines: 1_478,
            clean: CleanSales {
                lines: 172_635,
                orders: 8_802,
                customers: 2_960,
                sum: "3993805.651".to_owned(),
            },
        }),
        not_seen: vec![NotSeen { key: "demand_before_order".to_owned(), figures: BTreeMap::new() }],
        choices: Choices {
            period: Some(period),
            reasons: Vec::new(),
            scenes: vec![Scene::Web, Scene::BackOffice],
            actors: vec![ActorKind::Customer, ActorKind::Agent],
        },
        ..empty()
    }
}

/// A process log: cases, no customer.
pub fn process() -> Portrait {
    let period = Period { start: at("2011-10-01T00:38:00Z"), end: at("2012-03-14T16:04:00Z") };
    let flow = |from: &str, to: &str, count| Flow {
        from: format!("activity:{from}"),
        to: format!("activity:{to}"),
        count,
    };
    Portrait {
        time_zone: "Europe/Amsterdam".to_owned(),
        period: Some(period),
        acts: 262_200,
        work_s: Some(WorkByActor { customer: None, agent: Some(51_686_400.839), machine: None }),
        operations: vec![OperationByScene {
            operation: Operation::Dialogue,
            scene: Scene::BackOffice,
            acts: 262_200,
            work_s: WorkByActor { customer: None, agent: Some(51_686_400.839), machine: None },
            wait_s: None,
        }],
        cases: Some(Cases {
            total: 13_087,
            events: 262_200,
            resources: 68,
            events_without_resource: 18_010,
            work_s: Some(51_686_400.839),
            activities: 24,
            handovers: 45_105,
        }),
        flows: vec![
            flow("A_SUBMITTED", "A_PARTLYSUBMITTED", 13_087),
            flow("A_PARTLYSUBMITTED", "W_Afhandelen leads", 5_800),
            flow("A_PARTLYSUBMITTED", "A_PREACCEPTED", 4_000),
            flow("W_Afhandelen leads", "W_Completeren aanvraag", 4_700),
            flow("A_PREACCEPTED", "W_Completeren aanvraag", 3_900),
            flow("W_Completeren aanvraag", "W_Nabellen offertes", 9_100),
            flow("W_Nabellen offertes", "W_Completeren aanvraag", 2_100),
            flow("W_Nabellen offertes", "W_Valideren aanvraag", 5_000),
        ],
        not_seen: vec![
            NotSeen { key: "customer_work".to_owned(), figures: BTreeMap::new() },
            NotSeen { key: "other_thing".to_owned(), figures: BTreeMap::new() },
        ],
        choices: Choices {
            period: Some(period),
            reasons: Vec::new(),
            scenes: vec![Scene::BackOffice],
            actors: vec![ActorKind::Agent, ActorKind::Machine],
        },
        ..empty()
    }
}
