//! Views: listed, renamed, dropped. What is done to a view is an act of the live one.

use std::collections::BTreeMap;

use ledger::Entry;
use types::{
    Act, ActId, ActKind, ActorKind, ObjectRef, Operation, Part, Phase, Relation, Scalar, Scene, ViewName,
    Word,
};

use crate::importing::{ImportReport, ImportState};
use crate::settings::Origin;
use crate::{Counter, Trouble, clock};

/// A view as a list shows it.
#[derive(Debug, Clone)]
pub struct ViewLine {
    /// Its name.
    pub name: ViewName,
    /// Where its acts come from.
    pub origin: Origin,
    /// The zone of its days.
    pub time_zone: String,
    /// How many entries it has.
    pub entries: u64,
    /// When it was made.
    pub created_at: jiff::Timestamp,
    /// Its imports, oldest first.
    pub imports: Vec<ImportReport>,
}

impl ViewLine {
    /// Whether some file was not read to its end.
    pub fn unfinished(&self) -> Option<&ImportReport> {
        self.imports.iter().find(|report| report.state != ImportState::Finished)
    }
}

impl Counter {
    /// Every view, with what was imported into it.
    pub fn view_lines(&self) -> Result<Vec<ViewLine>, Trouble> {
        self.books()?
            .into_iter()
            .map(|book| {
                Ok(ViewLine {
                    imports: self.imports(&book.name)?,
                    entries: book.ledger.head(book.view)?.position,
                    origin: book.settings.origin,
                    time_zone: book.zone_name,
                    created_at: book.created_at,
                    name: book.name,
                })
            })
            .collect()
    }

    /// How many acts a view holds.
    pub fn acts_in(&self, name: &ViewName) -> Result<u64, Trouble> {
        let book = self.book(name)?;
        Ok(crate::folds::read(&*self.fold_of_book(&book)?).acts())
    }

    /// Gives an imported view another name.
    pub fn rename_view(&self, name: &ViewName, new_name: &ViewName) -> Result<(), Trouble> {
        let book = self.book(name)?;
        if book.settings.origin != Origin::Imported {
            return Err(Trouble::ViewKept(name.clone(), "renamed: only imported views are"));
        }
        if self.book(new_name).is_ok() {
            return Err(Trouble::ViewExists(new_name.clone()));
        }
        book.ledger.rename_view(name, new_name)?;
        self.tell("view.renamed", &[("name", name.as_str()), ("new_name", new_name.as_str())], name)
    }

    /// Drops an imported view with everything in it.
    pub fn drop_view(&self, name: &ViewName) -> Result<(), Trouble> {
        let book = self.book(name)?;
        if book.settings.origin != Origin::Imported {
            return Err(Trouble::ViewKept(name.clone(), "dropped: only imported views are"));
        }
        self.tell("view.dropped", &[("name", name.as_str())], name)?;
        self.forget_fold(&book);
        book.ledger.drop_view(name)?;
        Ok(())
    }

    /// Records in the live view that whoever runs this did something to a view.
    pub(crate) fn tell(&self, kind: &str, body: &[(&str, &str)], about: &ViewName) -> Result<(), Trouble> {
        let live = self.book(&ViewName::live())?;
        let now = self.clock.now();
        let act = Act {
            id: ActId::at(now, self.clock.chance()),
            kind: ActKind::new(kind),
            operation: Operation::Organise,
            scene: Scene::BackOffice,
            occurred_at: now,
            lasted: None,
            outcome: None,
            reason: None,
            waited: None,
            parts: vec![Part { actor: ActorKind::Agent, who: None, phase: Phase::Handling, work: None }],
            relations: vec![Relation {
                qualifier: Word::new("about"),
                object: ObjectRef::new("view", about.as_str()),
            }],
            body: body
                .iter()
                .map(|(key, value)| (Word::new(key), Scalar::Text(Word::new(value))))
                .collect::<BTreeMap<_, _>>(),
        };
        let mut entry = Entry::new(clock::entry_id(&*self.clock));
        entry.acts.push(act);
        live.ledger.commit(live.view, entry)?;
        Ok(())
    }
}
