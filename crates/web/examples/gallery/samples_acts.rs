//! Sample acts, adjustments, imports and jobs, for the gallery and the tests.

use jiff::Timestamp;
use types::{
    Act, ActId, ActKind, ActorKind, Millis, ObjectRef, Operation, Outcome, Part, Phase, Relation, Scalar,
    Scene, Word, Work,
};
use web::model::*;

use super::samples;

fn at(text: &str) -> Timestamp {
    text.parse().expect("a sample's instant is well written")
}

fn part(actor: ActorKind, phase: Phase, secs: u64) -> Part {
    Part { actor, who: None, phase, work: Some(Work::measured(Millis::from_secs(secs))) }
}

fn act(kind: &str, when: &str, operation: Operation, contact: &str) -> Act {
    let occurred_at = at(when);
    let object = |qualifier: &str, kind: &str, id: &str| Relation {
        qualifier: Word::new(qualifier),
        object: ObjectRef::new(kind, id),
    };
    Act {
        id: ActId::at(occurred_at, 7),
        kind: ActKind::new(kind),
        operation,
        scene: Scene::Phone,
        occurred_at,
        lasted: None,
        outcome: None,
        reason: Some(Word::new("PS")),
        waited: None,
        parts: Vec::new(),
        relations: vec![object("contact", "contact", contact), object("for", "customer", "8f2k1m9q")],
        body: [(Word::new("priority"), Scalar::Integer(2))].into(),
    }
}

/// A call: the voice menu, then the wait and what came of it.
pub fn call(when: &str, contact: &str, menu_s: u64, waited_s: u64, talked_s: Option<u64>) -> Vec<Act> {
    let mut menu = act("phone.menu", when, Operation::Collect, contact);
    menu.lasted = Some(Millis::from_secs(menu_s));
    menu.parts = vec![
        part(ActorKind::Customer, Phase::Searching, menu_s),
        part(ActorKind::Machine, Phase::Running, menu_s),
    ];
    let next = Millis::from_secs(menu_s).after(menu.occurred_at).to_string();
    let kind = if talked_s.is_some() { "phone.talk" } else { "phone.hang_up" };
    let mut talk = act(kind, &next, Operation::Dialogue, contact);
    talk.waited = Some(Millis::from_secs(waited_s));
    talk.lasted = Some(Millis::from_secs(waited_s + talked_s.unwrap_or(0)));
    talk.outcome = Some(if talked_s.is_some() { Outcome::Served } else { Outcome::Abandoned });
    talk.parts = talked_s.map_or_else(Vec::new, |secs| {
        vec![part(ActorKind::Customer, Phase::Talk, secs), part(ActorKind::Agent, Phase::Talk, secs)]
    });
    vec![menu, talk]
}

fn row() -> AdjustmentRow {
    AdjustmentRow {
        key: "812-917937720000".to_owned(),
        opened: at("1999-02-02T07:02:00Z"),
        ended: at("1999-02-02T08:10:00Z"),
        outcome: "fitted_after_returns".to_owned(),
        contacts: 3,
        customer_s: 241.0,
        waiting_s: 205.0,
        agent_s: 198.0,
        open_at_end: false,
    }
}

pub fn adjustments() -> AdjustmentPage {
    let other = AdjustmentRow {
        key: "9-1".to_owned(),
        contacts: 2,
        customer_s: 90.0,
        waiting_s: 30.0,
        agent_s: 70.0,
        open_at_end: true,
        ..row()
    };
    AdjustmentPage {
        outcome: "fitted_after_returns".to_owned(),
        rows: vec![row(), other],
        total: 889,
        previous: None,
        next: Some("/views/bank/adjustments?outcome=fitted_after_returns&skip=50".to_owned()),
        suppressed: false,
    }
}

pub fn story() -> AdjustmentStory {
    let steps = [
        call("1999-02-02T07:02:00Z", "a", 10, 97, None),
        call("1999-02-02T07:09:00Z", "b", 12, 41, Some(4)),
        call("1999-02-02T08:03:00Z", "c", 9, 67, Some(194)),
    ];
    AdjustmentStory {
        row: AdjustmentRow { open_at_end: true, ..row() },
        window_h: 24.0,
        steps: steps.map(|acts| StoryStep { acts }).to_vec(),
        names: OfferNames::new(),
    }
}

pub fn acts() -> ActPage {
    ActPage {
        restricted_to: vec!["Wednesday 3 February 1999, 13:00 – 14:00".to_owned(), "abandoned".to_owned()],
        rows: call("1999-02-02T07:02:00Z", "a", 10, 97, None)
            .into_iter()
            .chain(call("1999-02-02T08:03:00Z", "c", 9, 67, Some(194)))
            .map(|act| ActRow { act })
            .collect(),
        names: OfferNames::new(),
        total: None,
        previous: Some("/views/bank/acts".to_owned()),
        next: Some("/views/bank/acts?after=act_1".to_owned()),
        suppressed: false,
    }
}

pub fn raw() -> RawAct {
    let act = call("1999-02-02T08:03:00Z", "c", 9, 67, Some(194)).remove(1);
    RawAct {
        json: serde_json::to_string_pretty(&act).expect("an act can be written"),
        names: OfferNames::new(),
        position: Some(4_812),
        recorded_at: Some(at("2026-03-02T08:00:00Z")),
        beside: vec![ActId::at(act.occurred_at, 9)],
        act,
    }
}

pub fn import_form() -> ImportForm {
    let columns = [
        "vru+line",
        "call_id",
        "customer_id",
        "type",
        "date",
        "vru_entry",
        "vru_time",
        "q_time",
        "outcome",
        "ser_time",
        "server",
    ];
    let field = |name: &str, meaning: &str, chosen: &str, problem: Option<&str>| ColumnField {
        name: name.to_owned(),
        meaning: meaning.to_owned(),
        options: columns.map(|column| (column.to_owned(), column.to_owned())).to_vec(),
        chosen: chosen.to_owned(),
        problem: problem.map(str::to_owned),
    };
    let scenes = ColumnField {
        name: "act.0.scene".to_owned(),
        meaning: "scene".to_owned(),
        options: Scene::ALL.iter().map(|scene| (scene.name().to_owned(), scene.name().to_owned())).collect(),
        chosen: "phone".to_owned(),
        problem: None,
    };
    let preview = (0..10_u64).map(|line| PreviewLine {
        line: line + 2,
        acts: match line {
            3 => Vec::new(),
            _ => call(
                "1999-02-02T07:02:00Z",
                "a",
                10 + line,
                41 + line * 7,
                (line % 4 != 1).then_some(180 - line * 9),
            ),
        },
        remarks: if line == 3 {
            vec!["A time that cannot be read: “25:61:00”.".to_owned()]
        } else {
            Vec::new()
        },
    });
    ImportForm {
        upload: "run_1-calls.tsv".to_owned(),
        recognised: Recognised {
            file: "calls.tsv".to_owned(),
            bytes: 1_834_211,
            format: "TSV, UTF-8, 11 columns".to_owned(),
            columns: columns.map(str::to_owned).to_vec(),
        },
        mappings: vec![
            MappingChoice {
                name: "call-centre".to_owned(),
                title: "A call centre's log".to_owned(),
                because: Some("The file has 17 of the 17 columns that it looks at.".to_owned()),
                chosen: true,
            },
            MappingChoice { name: "by-roles".to_owned(), title: String::new(), because: None, chosen: false },
        ],
        sections: vec![
            MappingSection {
                title: "duration".to_owned(),
                fields: vec![
                    field("duration.menu.column", "menu", "vru_time", None),
                    field("duration.talk.column", "talk", "ser_time", None),
                ],
            },
            MappingSection {
                title: "object".to_owned(),
                fields: vec![field(
                    "object.agent.0",
                    "agent",
                    "servr",
                    Some("The file has no column “servr”; did you mean “server”?"),
                )],
            },
            MappingSection { title: "phone.menu".to_owned(), fields: vec![scenes] },
        ],
        preview: preview.collect(),
        problems: Vec::new(),
        title: "A call centre's log".to_owned(),
        view: "calls".to_owned(),
        save_as: String::new(),
        zone: samples::zone(),
        keep_names: false,
    }
}

pub fn job(state: JobState) -> JobProgress {
    JobProgress {
        id: "run_1".to_owned(),
        file: "calls.tsv".to_owned(),
        view: "bank".parse().expect("a good name"),
        state,
        rows: 9_120,
        acts: 18_240,
        already: 0,
        bytes: 961_000,
        of_bytes: 1_834_211,
        started_at: at("2026-03-02T08:00:00Z"),
        resumable: true,
    }
}

pub fn anomalies() -> AnomalyReport {
    let line = |key: &str, severity, count, example: Option<&str>| AnomalyLine {
        key: key.to_owned(),
        severity,
        count,
        lines: vec![81, 204, 1_377],
        example: example.map(str::to_owned),
    };
    AnomalyReport {
        file: "calls.tsv".to_owned(),
        rows: 17_456,
        acts: 34_769,
        anomalies: vec![
            line("negative_duration", Severity::Warning, 17, Some("vru_time = -362")),
            line("abandoned_with_service", Severity::Warning, 50, None),
            line("served_without_agent", Severity::Note, 275, None),
            line("something_new", Severity::Note, 3, None),
        ],
    }
}
