//! Where the views are: most in the store that is kept, simulations in memory.

use ledger::{Ledger, RecordQuery, RecordState, ViewId};
use types::{Currency, ViewName};

use crate::settings::{Origin, ViewSettings};
use crate::{Counter, Trouble};

/// Records read in one go when all of a kind are wanted.
const RECORDS_A_PAGE: usize = 500;

/// A view, found: the ledger that holds it and what it is set up with.
#[derive(Clone)]
pub struct Book {
    /// The ledger that holds the view.
    pub ledger: Ledger,
    /// Its number in that ledger.
    pub view: ViewId,
    /// Its name.
    pub name: ViewName,
    /// The zone in which its days are cut.
    pub time_zone: jiff::tz::TimeZone,
    /// The written name of that zone.
    pub zone_name: String,
    /// The currency of its amounts, unless an act says another.
    pub currency: Option<Currency>,
    /// Its settings.
    pub settings: ViewSettings,
    /// When it was made.
    pub created_at: jiff::Timestamp,
}

impl Book {
    /// Reads a view out of what the ledger knows of it.
    pub(crate) fn open(ledger: &Ledger, view: ledger::View) -> Result<Self, Trouble> {
        let zone_name = view.settings.time_zone;
        let time_zone = jiff::tz::TimeZone::get(&zone_name).unwrap_or(jiff::tz::TimeZone::UTC);
        Ok(Self {
            ledger: ledger.clone(),
            view: view.id,
            name: view.name,
            time_zone,
            zone_name,
            currency: view.settings.currency,
            settings: serde_json::from_value(view.settings.other)?,
            created_at: view.created_at,
        })
    }

    /// Calls `each` with the content of every record of a kind, in the order of ids; erased ones are passed over.
    pub(crate) fn each_record(
        &self,
        kind: &str,
        mut each: impl FnMut(serde_json::Value),
    ) -> Result<(), Trouble> {
        self.each_record_with_id(kind, |_, body| each(body))
    }

    /// The same, with each record's id.
    pub(crate) fn each_record_with_id(
        &self,
        kind: &str,
        mut each: impl FnMut(&str, serde_json::Value),
    ) -> Result<(), Trouble> {
        let mut after = None;
        loop {
            let query =
                RecordQuery { after: after.as_ref(), limit: RECORDS_A_PAGE, ..RecordQuery::default() };
            let (page, next) = self.ledger.records(self.view, kind, &query)?;
            for record in page {
                if let RecordState::Body(body) = record.state {
                    each(&record.id, body);
                }
            }
            match next {
                Some(cursor) => after = Some(cursor),
                None => return Ok(()),
            }
        }
    }
}

impl Counter {
    /// The view of this name, wherever it is kept.
    pub fn book(&self, name: &ViewName) -> Result<Book, Trouble> {
        for ledger in self.ledgers() {
            if let Some(info) = ledger.view(name)? {
                return Book::open(ledger, info);
            }
        }
        Err(Trouble::NoSuchView(name.clone()))
    }

    /// Every view: the live one first, then imported ones by name, simulations last.
    pub fn books(&self) -> Result<Vec<Book>, Trouble> {
        let mut books = Vec::new();
        for ledger in self.ledgers() {
            for info in ledger.views()? {
                books.push(Book::open(ledger, info)?);
            }
        }
        let rank = |book: &Book| match book.settings.origin {
            Origin::Live => 0,
            Origin::Imported => 1,
            Origin::Simulated => 2,
        };
        books.sort_by(|a, b| (rank(a), &a.name).cmp(&(rank(b), &b.name)));
        Ok(books)
    }

    /// The ledgers that views are looked for in.
    fn ledgers(&self) -> impl Iterator<Item = &Ledger> {
        [Some(&self.kept), self.simulated.as_ref()].into_iter().flatten()
    }

    /// Makes a view in the kept store.
    pub(crate) fn create_view(
        &self,
        name: &ViewName,
        time_zone: &str,
        currency: Currency,
        settings: &ViewSettings,
    ) -> Result<Book, Trouble> {
        if self.book(name).is_ok() {
            return Err(Trouble::ViewExists(name.clone()));
        }
        let view = self.kept.create_view(name, made_with(time_zone, currency, settings)?)?;
        Book::open(&self.kept, view)
    }
}

/// What the ledger is told when a view is made.
pub(crate) fn made_with(
    time_zone: &str,
    currency: Currency,
    settings: &ViewSettings,
) -> Result<ledger::ViewSettings, Trouble> {
    Ok(ledger::ViewSettings {
        time_zone: time_zone.to_owned(),
        currency: Some(currency),
        other: serde_json::to_value(settings)?,
    })
}
