//! Views: each a whole ledger of its own. They can be made, listed, renamed and dropped.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use types::ViewName;

use crate::head::HEAD_KEY;
use crate::store::{Session, Stretch, Table};
use crate::{Fault, Head, Ledger, ViewError};

/// The number of a view: stable when it is renamed, never given again after it is dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ViewId(pub u64);

impl std::fmt::Display for ViewId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "view {}", self.0)
    }
}

/// What a view is made with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ViewSettings {
    /// The IANA name of the time zone in which its days and hours are counted.
    pub time_zone: String,
    /// The currency of its amounts, if it has one.
    pub currency: Option<types::Currency>,
    /// Whatever else belongs to the view as a whole: where it comes from, under which mapping …
    pub other: serde_json::Value,
}

/// A view.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct View {
    /// Its number.
    pub id: ViewId,
    /// Its name, unique in the store.
    pub name: ViewName,
    /// When it was made.
    pub created_at: Timestamp,
    /// What it was made with.
    pub settings: ViewSettings,
}

/// The key of the row, under view 0, that holds the last view number given.
pub(crate) const LAST_VIEW_KEY: &[u8] = b"last view";
/// Names begin with a letter or a digit; dropped views are noted under a zero byte and their number.
const DROPPED: u8 = 0;
/// How many rows a drop deletes at once, so that other writers are not held up.
const SLICE: usize = 5_000;

impl Ledger {
    /// Makes an empty view.
    pub fn create_view(&self, name: &ViewName, settings: ViewSettings) -> Result<View, ViewError> {
        let created_at = self.now();
        let view = self.change_views(|session| {
            if find(session, name)?.is_some() {
                return Err(ViewError::Taken(name.clone()));
            }
            let last = session.get(Table::Head, 0, LAST_VIEW_KEY)?;
            let id = ViewId(last.map_or(Ok(0), |row| last_view(&row))? + 1);
            let view = View { id, name: name.clone(), created_at, settings: settings.clone() };
            session.put(Table::Head, 0, LAST_VIEW_KEY, summed(&id.0.to_be_bytes()))?;
            session.put(Table::View, 0, name.as_str().as_bytes(), to_bytes(&view)?)?;
            session.put(Table::Head, id.0, HEAD_KEY, Head::default().to_bytes())?;
            Ok(view)
        })?;
        self.ring();
        Ok(view)
    }

    /// The view of this name, made with these settings if there is none.
    pub fn view_or_create(&self, name: &ViewName, settings: ViewSettings) -> Result<View, ViewError> {
        if let Some(view) = self.view(name)? {
            return Ok(view);
        }
        match self.create_view(name, settings) {
            // Somebody else made it meanwhile.
            Err(ViewError::Taken(_)) => self.view(name)?.ok_or_else(|| ViewError::Unknown(name.clone())),
            made => made,
        }
    }

    /// All views, by name.
    pub fn views(&self) -> Result<Vec<View>, Fault> {
        let rows = self
            .pool()
            .read(|session| session.range(Table::View, 0, Stretch::from(&[DROPPED + 1], usize::MAX)))?;
        rows.into_iter().map(|(key, value)| from_bytes(&key, &value)).collect()
    }

    /// The view of this name, if there is one.
    pub fn view(&self, name: &ViewName) -> Result<Option<View>, Fault> {
        self.pool().read(|session| find(session, name))
    }

    /// Gives a view another name.
    pub fn rename_view(&self, name: &ViewName, to: &ViewName) -> Result<View, ViewError> {
        self.replace_view(name, |view| view.name = to.clone())
    }

    /// Changes what belongs to a view as a whole.
    pub fn change_view_settings(&self, name: &ViewName, settings: ViewSettings) -> Result<View, ViewError> {
        self.replace_view(name, |view| view.settings = settings.clone())
    }

    fn replace_view(&self, name: &ViewName, change: impl Fn(&mut View)) -> Result<View, ViewError> {
        self.change_views(|session| {
            let mut view = find(session, name)?.ok_or_else(|| ViewError::Unknown(name.clone()))?;
            change(&mut view);
            if view.name != *name {
                if find(session, &view.name)?.is_some() {
                    return Err(ViewError::Taken(view.name));
                }
                session.delete_many(Table::View, 0, &[name.as_str().as_bytes().to_vec()])?;
            }
            session.put(Table::View, 0, view.name.as_str().as_bytes(), to_bytes(&view)?)?;
            Ok(view)
        })
    }

    /// Drops a view: at once it is no longer there, then its rows are deleted, a slice at a time.
    pub fn drop_view(&self, name: &ViewName) -> Result<(), ViewError> {
        let id = self.change_views(|session| {
            let view = find(session, name)?.ok_or_else(|| ViewError::Unknown(name.clone()))?;
            session.delete_many(Table::View, 0, &[name.as_str().as_bytes().to_vec()])?;
            session.put(Table::View, 0, &dropped_key(view.id), Vec::new())?;
            Ok(view.id)
        })?;
        self.forget(id);
        self.ring();
        self.sweep_dropped_views()?;
        Ok(())
    }

    /// Deletes what is left of dropped views, also of drops that were interrupted.
    pub fn sweep_dropped_views(&self) -> Result<(), Fault> {
        let noted = Stretch::between(&[DROPPED], &[DROPPED + 1], usize::MAX);
        let rows = self.pool().read(|session| session.range(Table::View, 0, noted))?;
        let mut session = if rows.is_empty() { return Ok(()) } else { self.store().writer()? };
        for (key, _) in rows {
            let number = key.get(1..).map_or(Ok(0), crate::written::be64);
            let view = ViewId(number.map_err(|garbled| corrupt("a dropped view", garbled))?);
            // The head first and alone: whoever commits from now on is told that the view is gone.
            for table in Table::ALL.into_iter().filter(|table| *table != Table::View) {
                loop {
                    session.begin_write(view.0)?;
                    let gone = session.delete_first(table, view.0, SLICE)?;
                    session.commit()?;
                    if gone < SLICE {
                        break;
                    }
                    std::thread::sleep(std::time::Duration::from_millis(2));
                }
            }
            session.begin_write(0)?;
            session.delete_many(Table::View, 0, &[key])?;
            session.commit()?;
        }
        Ok(())
    }

    /// Runs a change of the list of views in its own transaction.
    fn change_views<T>(
        &self,
        mut change: impl FnMut(&mut dyn Session) -> Result<T, ViewError>,
    ) -> Result<T, ViewError> {
        let mut session = self.store().writer()?;
        session.begin_write(0)?;
        let done = change(&mut *session)?;
        session.commit()?;
        Ok(done)
    }
}

fn dropped_key(view: ViewId) -> Vec<u8> {
    let mut key = vec![DROPPED];
    key.extend_from_slice(&view.0.to_be_bytes());
    key
}

fn find(session: &mut dyn Session, name: &ViewName) -> Result<Option<View>, Fault> {
    let key = name.as_str().as_bytes();
    session.get(Table::View, 0, key)?.map(|value| from_bytes(key, &value)).transpose()
}

fn to_bytes(view: &View) -> Result<Vec<u8>, Fault> {
    let json =
        serde_json::to_vec(view).map_err(|failure| Fault::Failed(format!("a view's settings: {failure}")))?;
    Ok(summed(&json))
}

/// These rows stand in no chain: a checksum leads them, so that a flipped byte is found.
fn summed(content: &[u8]) -> Vec<u8> {
    [&blake3::hash(content).as_bytes()[..8], content].concat()
}

fn whole<'a>(key: &str, row: &'a [u8]) -> Result<&'a [u8], Fault> {
    match row.split_at_checked(8) {
        Some((sum, content)) if *sum == blake3::hash(content).as_bytes()[..8] => Ok(content),
        _ => Err(corrupt(key, "does not match its checksum")),
    }
}

/// The last view number that was given.
pub(crate) fn last_view(row: &[u8]) -> Result<u64, Fault> {
    let content = whole("the last view number", row)?;
    crate::written::be64(content).map_err(|garbled| corrupt("the last view number", garbled))
}

/// Whether a row of the table `view` is as it was written.
pub(crate) fn row_is_whole(key: &[u8], value: &[u8]) -> Result<(), Fault> {
    match key.first() {
        Some(&DROPPED) if value.is_empty() && key.len() == 9 => Ok(()),
        Some(&DROPPED) => Err(corrupt("a dropped view", "is not what was written")),
        _ => from_bytes(key, value).map(drop),
    }
}

fn from_bytes(key: &[u8], value: &[u8]) -> Result<View, Fault> {
    let name = String::from_utf8_lossy(key);
    let json = whole(&name, value)?;
    let view: View = serde_json::from_slice(json).map_err(|failure| corrupt(&name, failure))?;
    if view.name.as_str() != name {
        return Err(corrupt(&name, format!("says that it is named {}", view.name)));
    }
    Ok(view)
}

fn corrupt(key: &str, what: impl std::fmt::Display) -> Fault {
    Fault::Corrupt { table: Table::View, key: key.to_owned(), what: what.to_string() }
}
