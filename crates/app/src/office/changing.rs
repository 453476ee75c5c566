//! A resource of the catalogue is made or changed: checked against all others, written over the version that was read.

use jiff::Timestamp;
use ledger::RecordWrite;
use offer::exchange::{Known, Problem, ProblemKind, Section, Severity, problems_of};
use party::{Caller, Permission};
use serde_json::{Value, json};
use types::{Act, Operation, Scalar, Scene};

use super::OfficeTrouble;
use crate::live::Telling;
use crate::{Asking, Counter, Trouble};

/// The longest id that a resource may have, in bytes.
const LONGEST_ID: usize = 200;
/// The largest body of one resource, in bytes.
const LARGEST_BODY: usize = 512 << 10;

/// What came of saving.
#[derive(Debug, Clone, PartialEq)]
pub struct Saved {
    /// The version that it has now.
    pub version: u64,
    /// What is worth knowing of it.
    pub warnings: Vec<Problem>,
}

impl Counter {
    /// Makes a resource (`read` is nothing) or writes it over the version that was read. A price is not saved so: it is
    /// changed, which ends it and begins another.
    pub fn save_resource(
        &self,
        asking: &Asking,
        section: Section,
        id: &str,
        read: Option<u64>,
        body: Value,
    ) -> Result<Saved, OfficeTrouble> {
        asking.may(permission_for(section))?;
        if self.was_committed(asking)? {
            return Ok(Saved { version: read.unwrap_or(0) + 1, warnings: Vec::new() });
        }
        if section == Section::Price {
            return Err(
                Trouble::Refused("a price is never rewritten: change it from a date on".into()).into()
            );
        }
        let now = self.clock.now();
        let body = prepared(id, body, section, now);
        let warnings = self.checked(section, id, &body, now)?;
        let version = read.unwrap_or(0) + 1;
        let mut entry = self.entry_for(asking);
        entry.acts.push(self.act_of_resource(asking, section, id, version));
        entry.records.push(RecordWrite {
            kind: section.kind().to_owned(),
            id: id.to_owned(),
            read_version: read,
            body: Some(body),
            indexed: Vec::new(),
        });
        match self.commit_live(entry) {
            Ok(_) => {
                self.catch_up()?;
                Ok(Saved { version, warnings })
            }
            Err(trouble) if trouble.is_conflict() => Err(self.changed_meanwhile(section, id)?),
            Err(trouble) => Err(trouble.into()),
        }
    }

    /// What is wrong with a catalogue in which this resource stands so: grave problems refuse it, others are given.
    fn checked(
        &self,
        section: Section,
        id: &str,
        body: &Value,
        now: Timestamp,
    ) -> Result<Vec<Problem>, OfficeTrouble> {
        let mut problems = Vec::new();
        let unfit = |kind| Problem::of(section, id, "id", kind);
        if id.trim().is_empty() {
            problems.push(unfit(ProblemKind::NoId));
        }
        if id.len() > LONGEST_ID || id.chars().any(|c| c.is_control() || c == '/') {
            problems.push(unfit(ProblemKind::BadId(id.chars().take(60).collect())));
        }
        if body.to_string().len() > LARGEST_BODY {
            problems.push(Problem::of(section, id, "", ProblemKind::Unreadable("it is too large".into())));
        }
        problems.extend(shape_problems(section, id, body));
        if problems.is_empty() {
            let before = self.catalogue_now()?.file;
            let mut after = before.clone();
            after.put(section, id, body.clone());
            let old = problems_of(&before, &Known::default());
            let known = Known { since: Some((&before, now)) };
            let new = problems_of(&after, &known).into_iter();
            // What was wrong with others before stays theirs.
            problems.extend(new.filter(|problem| {
                (problem.section == Some(section) && problem.id == id)
                    || !old.iter().any(|known| known.is_same(problem))
            }));
        }
        if problems.iter().any(|problem| problem.severity() == Severity::Severe) {
            problems.retain(|problem| problem.severity() == Severity::Severe);
            return Err(OfficeTrouble::Problems(problems));
        }
        Ok(problems)
    }

    /// What stands in the ledger now, for whoever read an older version.
    pub(super) fn changed_meanwhile(&self, section: Section, id: &str) -> Result<OfficeTrouble, Trouble> {
        let book = &self.live()?.book;
        let record = book.ledger.record(book.view, section.kind(), id)?;
        let version = record.as_ref().filter(|record| record.body().is_some()).map(|record| record.version);
        let theirs = record.as_ref().and_then(|record| record.body().cloned());
        Ok(OfficeTrouble::Changed { theirs, version })
    }

    fn act_of_resource(&self, asking: &Asking, section: Section, id: &str, version: u64) -> Act {
        let kind = match (section, version) {
            (Section::Offering, 1) => "offering_made",
            (Section::Offering, _) => "offering_changed",
            (Section::Specification, 1) => "specification_made",
            (Section::Specification, _) => "specification_changed",
            (Section::Category, _) => "category_changed",
            (Section::Promotion, _) => "promotion_changed",
            (Section::Place, _) => "place_changed",
            (Section::Arrangement, _) => "arrangement_changed",
            (Section::Page, _) => "page_changed",
            (Section::DeliveryMethod, _) => "delivery_method_changed",
            (Section::Operator, _) => "operator_changed",
            (Section::PaymentProvider, _) => "payment_provider_changed",
            (Section::TariffCalendar, _) => "tariff_calendar_changed",
            (Section::Price, _) => "price_changed",
        };
        self.office_act(asking, kind).about(object_word(section), object_word(section), id).version(version)
    }

    /// An act of the office, with the work of whoever did it.
    pub(super) fn office_act(&self, asking: &Asking, kind: &str) -> Telling {
        let who = agent_of(&asking.caller);
        let mut telling = Telling::now(&*self.clock, kind, Operation::Organise, Scene::BackOffice);
        if asking.caller.actor() == types::ActorKind::Machine {
            telling = telling.part(types::ActorKind::Machine, None, types::Phase::Running, None);
        } else {
            let who = Some(("agent", who.as_str()));
            telling = telling.part(types::ActorKind::Agent, who, types::Phase::Handling, asking.work);
        }
        telling.lasted(asking.work)
    }
}

/// The word for an agent in an act.
pub(super) fn agent_of(caller: &Caller) -> String {
    caller.staff_id().map_or_else(|| "keeper".to_owned(), |id| id.to_string())
}

/// The type of object that a resource is in an act.
pub(super) const fn object_word(section: Section) -> &'static str {
    match section {
        Section::Offering => "offering",
        Section::Specification => "specification",
        Section::Price => "price",
        Section::Place => "place",
        other => other.kind(),
    }
}

/// Adds the version that a change made to an act's body.
trait Versioned {
    fn version(self, version: u64) -> Act;
}

impl Versioned for Telling {
    fn version(self, version: u64) -> Act {
        self.with("version", Scalar::Integer(i64::try_from(version).unwrap_or(i64::MAX))).done()
    }
}

/// Who may change a part of the catalogue.
pub(super) const fn permission_for(section: Section) -> Permission {
    match section {
        Section::Place => Permission::EditPlaces,
        _ => Permission::EditCatalogue,
    }
}

/// A body with its id, and when it was changed.
fn prepared(id: &str, mut body: Value, section: Section, now: Timestamp) -> Value {
    if let Some(fields) = body.as_object_mut() {
        fields.insert("id".into(), json!(id));
        if matches!(section, Section::Offering | Section::Specification) {
            fields.insert("lastUpdate".into(), json!(now));
        }
    }
    body
}

/// What the types of other rooms say of a body.
fn shape_problems(section: Section, id: &str, body: &Value) -> Vec<Problem> {
    fn unread<T: serde::de::DeserializeOwned>(body: &Value) -> Option<String> {
        serde_json::from_value::<T>(body.clone()).err().map(|error| error.to_string())
    }
    let problem = |field: &str, text: String| Problem::of(section, id, field, ProblemKind::Unreadable(text));
    let wrong = match section {
        Section::Place => match serde_json::from_value::<collect::place::Place>(body.clone()) {
            Ok(place) => {
                let field = |text: &str| {
                    text.split_once(": ")
                        .map_or((String::new(), text.to_owned()), |(a, b)| (a.to_owned(), b.to_owned()))
                };
                let faults = place.faults().into_iter().map(|fault| fault.to_string());
                return faults
                    .map(|text| {
                        let (name, said) = field(&text);
                        problem(&name, said)
                    })
                    .collect();
            }
            Err(error) => Some(error.to_string()),
        },
        Section::Arrangement => unread::<offer::shelf::Arrangement>(body),
        Section::DeliveryMethod => unread::<collect::pricing::DeliveryMethod>(body),
        _ => None,
    };
    wrong.map(|text| problem("", text)).into_iter().collect()
}
