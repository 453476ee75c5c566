//! A resource of the catalogue is made or changed: checked against all others, written over the version that was read.

use jiff::Timestamp;
use ledger::RecordWrite;
use offer::exchange::{Known, Problem, ProblemKind, Section, Severity, problems_of};
use party::{Caller, Permission};
use serde_json::{Value, json};
use types::{Act, Operation, Scalar, Scene};

use super::OfficeTrouble;
use super::shape::shape_problems;
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
        let book = &self.live()?.book;
        let old = book.ledger.record(book.view, section.kind(), id)?;
        let body = prepared(id, body, section, now, old.as_ref().and_then(|old| old.body()));
        let warnings = self.checked(section, id, &body, now, old.is_none())?;
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
        is_new: bool,
    ) -> Result<Vec<Problem>, OfficeTrouble> {
        let mut problems = Vec::new();
        let mut known_before: Vec<Problem> = Vec::new();
        let unfit = |kind| Problem::of(section, id, "id", kind);
        if id.trim().is_empty() {
            problems.push(unfit(ProblemKind::NoId));
        }
        if !id.trim().is_empty() && !may_be_id(id, is_new) {
            problems.push(unfit(ProblemKind::BadId(id.chars().take(60).collect())));
        }
        if body.to_string().len() > LARGEST_BODY {
            problems.push(Problem::of(section, id, "", ProblemKind::TooLarge));
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
            known_before = old;
        }
        // Pictures without words, or that no page would show, come in with a file and are told; whoever adds one in a form can
        // put it right at once.
        let is_refused = |problem: &Problem| {
            problem.severity() == Severity::Severe
                || (matches!(problem.kind, ProblemKind::NoAlternative | ProblemKind::ForeignPicture(_))
                    && !known_before.iter().any(|known| known.is_same(problem)))
        };
        if problems.iter().any(is_refused) {
            problems.retain(is_refused);
            return Err(OfficeTrouble::Problems(problems));
        }
        Ok(problems)
    }

    /// What is worth knowing of a resource as it stands.
    pub fn warnings_of(&self, asking: &Asking, section: Section, id: &str) -> Result<Vec<Problem>, Trouble> {
        asking.may(Permission::ReadCatalogue)?;
        let file = self.catalogue_now()?.file;
        let mut found = problems_of(&file, &Known::default());
        found.retain(|problem| problem.section == Some(section) && problem.id == id);
        Ok(found)
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

/// Whether a text may be an id: what a path can hold, and for new ones letters, digits and the marks that catalogues use in
/// codes. `new` is the address of the empty form.
fn may_be_id(id: &str, is_new: bool) -> bool {
    let letter = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '~');
    id.len() <= LONGEST_ID
        && !id.chars().any(|c| c.is_control() || c == '/')
        && (!is_new
            || (id.chars().all(letter) && !id.eq_ignore_ascii_case("new") && !matches!(id, "." | "..")))
}

/// Who may change a part of the catalogue.
pub(super) const fn permission_for(section: Section) -> Permission {
    match section {
        Section::Place => Permission::EditPlaces,
        _ => Permission::EditCatalogue,
    }
}

/// A body with its id, and when it was changed.
fn prepared(id: &str, mut body: Value, section: Section, now: Timestamp, old: Option<&Value>) -> Value {
    if let Some(fields) = body.as_object_mut() {
        fields.insert("id".into(), json!(id));
        if matches!(section, Section::Offering | Section::Specification) {
            fields.insert("lastUpdate".into(), json!(now));
        }
    }
    if section == Section::Promotion {
        begins_now(&mut body, now, old);
    }
    body
}

/// A promotion that says no beginning begins at once; so does one that begins in the minute that is, which is all that a form
/// can say.
fn begins_now(body: &mut Value, now: Timestamp, old: Option<&Value>) {
    let start_of =
        |body: &Value| body.get("validFor")?.get("startDateTime")?.as_str()?.parse::<Timestamp>().ok();
    let start = start_of(body);
    let this_minute = |start: Timestamp| start <= now && now.as_second() - start.as_second() < 60;
    if start.is_some() && start == old.and_then(start_of) {
        return;
    }
    if start.is_none_or(this_minute)
        && let Some(fields) = body.as_object_mut()
    {
        let period = fields.entry("validFor").or_insert_with(|| json!({}));
        if let Some(period) = period.as_object_mut() {
            period.insert("startDateTime".into(), json!(now));
        }
    }
}
