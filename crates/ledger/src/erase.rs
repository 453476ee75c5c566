//! Erasing a record: bodies and salts of all its versions go, and whatever finds it. The chain stays whole, because it
//! holds only salted digests.

use crate::record::{Current, Standing, erased_row, index_keys, record_key, record_prefix};
use crate::store::{Stretch, Table, after_prefix};
use crate::{Fault, Ledger, ViewId};

impl Ledger {
    /// Erases a record for good; says how many versions it had. Erasing again, or what never was, changes nothing.
    ///
    /// The rows are overwritten; [`Ledger::scrub`] makes the bytes leave the store's files as well. Backups made earlier
    /// still hold them.
    pub fn erase_record(&self, view: ViewId, kind: &str, id: &str) -> Result<u64, Fault> {
        let mut session = self.store().writer()?;
        session.begin_write(view.0)?;
        let Some(current) = session.get(Table::Record, view.0, &record_key(kind, id, 0))? else {
            return Ok(0);
        };
        let corrupt =
            |what: String| Fault::Corrupt { table: Table::Record, key: format!("{kind}/{id}"), what };
        let current = Current::from_bytes(&current).map_err(|garbled| corrupt(garbled.0))?;
        let prefix = record_prefix(kind, id);
        let to = after_prefix(&prefix);
        let from = record_key(kind, id, 1);
        let stretch = Stretch { from: &from, to: to.as_deref(), ..Stretch::WHOLE };
        let versions = session.range(Table::Record, view.0, stretch)?;
        let mut rows: Vec<_> = versions.into_iter().map(|(key, _)| (key, erased_row())).collect();
        let erased = Current { version: current.version, standing: Standing::Erased, indexed: Vec::new() };
        rows.push((record_key(kind, id, 0), erased.to_bytes()));
        if current.standing == Standing::Live {
            session.delete_many(Table::RecordIndex, view.0, &index_keys(kind, id, &current.indexed))?;
        }
        let count = rows.len() as u64 - 1;
        session.put_many(Table::Record, view.0, &rows)?;
        session.commit()?;
        Ok(count)
    }

    /// Makes what was erased leave the files of the store too. SQLite writes its file anew, which takes about a minute
    /// for three gigabytes, lets readers read and has writers wait; PostgreSQL does it when it vacuums.
    pub fn scrub(&self) -> Result<(), Fault> {
        self.store().scrub()
    }
}
