//! Figures of single persons: only with a stated purpose, which is itself an act.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use ledger::{Entry, RecordWrite};
use portrait::Filter;
use serde::Serialize;
use types::{ActorKind, Outcome, ViewName};

use crate::{Counter, Trouble, clock};

/// One person's contacts.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PersonRow {
    /// The person's identifier in the view.
    pub person: String,
    /// The name, where the importer kept names.
    pub name: Option<String>,
    /// Contacts served.
    pub services: u64,
    /// Services under ten seconds.
    pub services_under_10: u64,
    /// Seconds of work.
    pub work_s: f64,
}

impl Counter {
    /// What each agent of a view did. The purpose is recorded in the live view before anything is read.
    pub fn persons(
        &self,
        view: &ViewName,
        filter: &Filter,
        purpose: &str,
    ) -> Result<Vec<PersonRow>, Trouble> {
        let purpose = purpose.trim();
        if purpose.is_empty() {
            return Err(Trouble::Refused(
                "say what the figures of single persons are for: --purpose \"…\" (it is recorded)".to_owned(),
            ));
        }
        let book = self.book(view)?;
        self.record_purpose(view, purpose)?;
        let mut rows: BTreeMap<String, PersonRow> = BTreeMap::new();
        book.ledger.for_each_act(book.view, 0, |placed| {
            let act = &placed.act;
            let inside = filter.from.is_none_or(|from| act.occurred_at >= from)
                && filter.to.is_none_or(|to| act.occurred_at < to)
                && filter.reason.as_ref().is_none_or(|reason| act.reason.as_ref() == Some(reason))
                && filter.scene.is_none_or(|scene| act.scene == scene)
                && act.outcome != Some(Outcome::Void);
            for part in act.parts.iter().filter(|part| inside && part.actor == ActorKind::Agent) {
                let Some(who) = &part.who else { continue };
                let row = rows.entry(who.id.to_string()).or_insert_with(|| PersonRow {
                    person: who.id.to_string(),
                    name: None,
                    services: 0,
                    services_under_10: 0,
                    work_s: 0.0,
                });
                let work = part.work.map(|work| work.lasted).unwrap_or_default();
                row.work_s += work.as_secs_f64();
                if act.is_contact() && act.outcome == Some(Outcome::Served) {
                    row.services += 1;
                    row.services_under_10 += u64::from(part.work.is_some() && work.0 < 10_000);
                }
            }
            ControlFlow::Continue(())
        })?;
        for row in rows.values_mut() {
            let known = book.ledger.record(book.view, "party", &row.person)?;
            row.name = known.and_then(|record| record.body()?.get("name")?.as_str().map(str::to_owned));
        }
        // In the order of identifiers, which is nobody's rank.
        Ok(rows.into_values().collect())
    }

    /// The purpose is a text, so it stands in a record; the act says that it was stated and about which view.
    fn record_purpose(&self, view: &ViewName, purpose: &str) -> Result<(), Trouble> {
        let live = self.book(&ViewName::live())?;
        let id = clock::run_id(&*self.clock).to_string();
        let body = serde_json::json!({ "view": view, "purpose": purpose, "at": self.clock.now() });
        let mut entry = Entry::new(clock::entry_id(&*self.clock));
        entry.records.push(RecordWrite {
            kind: "purpose".into(),
            id: id.clone(),
            read_version: None,
            body: Some(body),
            indexed: Vec::new(),
        });
        live.ledger.commit(live.view, entry)?;
        self.tell("portrait.persons_read", &[("purpose_record", &id)], view)
    }
}
