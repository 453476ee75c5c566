//! The store: a tiny ordered table of keys and values with transactions, spoken by three engines.
//!
//! Every table is `(view, key) → value`, so that views never mix and could live on different machines. An engine
//! knows nothing of acts: what makes the ledger a ledger stands above it, once, for all three.

use crate::Fault;

mod memory;
mod postgres;
mod sqlite;

pub(crate) use memory::MemoryStore;
pub(crate) use postgres::PostgresStore;
pub(crate) use sqlite::{SqliteStore, fault as sqlite_fault};

/// The tables of a store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    /// One row per view: where the next entry goes.
    Head,
    /// The views by name (all under view 0).
    View,
    /// Position → chain hash and entry.
    Entry,
    /// Entry id → position.
    EntryId,
    /// Act id → place and digest of its content.
    ActId,
    /// Number → short text.
    Word,
    /// Type and id of an object → its number.
    ObjectByKey,
    /// Number of an object → its type and id.
    ObjectByNumber,
    /// Segment and object → places.
    Posting,
    /// Kind, id and version → body.
    Record,
    /// Kind, attribute, value and id of current records.
    RecordIndex,
    /// Key → value.
    Counter,
    /// Derived figures, outside the chain.
    Rollup,
}

impl Table {
    /// Every table.
    pub const ALL: [Self; 13] = [
        Self::Head,
        Self::View,
        Self::Entry,
        Self::EntryId,
        Self::ActId,
        Self::Word,
        Self::ObjectByKey,
        Self::ObjectByNumber,
        Self::Posting,
        Self::Record,
        Self::RecordIndex,
        Self::Counter,
        Self::Rollup,
    ];

    /// Its name in the database.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Head => "head",
            Self::View => "view",
            Self::Entry => "entry",
            Self::EntryId => "entry_id",
            Self::ActId => "act_id",
            Self::Word => "word",
            Self::ObjectByKey => "object_by_key",
            Self::ObjectByNumber => "object_by_number",
            Self::Posting => "posting",
            Self::Record => "record",
            Self::RecordIndex => "record_index",
            Self::Counter => "counter",
            Self::Rollup => "rollup",
        }
    }
}

/// A key and its value.
pub(crate) type Row = (Vec<u8>, Vec<u8>);

/// A stretch of keys of one view, in order.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stretch<'a> {
    /// The first key that belongs to it.
    pub from: &'a [u8],
    /// The first key that no longer belongs to it; nothing: to the view's end.
    pub to: Option<&'a [u8]>,
    /// At most so many rows.
    pub limit: usize,
    /// No further row once the values take so many bytes; the first row always comes.
    pub bytes: usize,
    /// From the last key to the first.
    pub backwards: bool,
}

impl<'a> Stretch<'a> {
    /// All of a view's rows in a table.
    pub const WHOLE: Stretch<'static> =
        Stretch { from: &[], to: None, limit: usize::MAX, bytes: usize::MAX, backwards: false };

    /// From a key on.
    pub const fn from(from: &'a [u8], limit: usize) -> Self {
        Self { from, limit, ..Self::WHOLE }
    }

    /// From a key up to, and without, another.
    pub const fn between(from: &'a [u8], to: &'a [u8], limit: usize) -> Self {
        Self { from, to: Some(to), limit, ..Self::WHOLE }
    }
}

/// Keeps a row as long as the bytes of the rows before it are within the stretch's.
pub(crate) fn within(bytes: usize) -> impl FnMut(usize) -> bool {
    let mut before = 0_usize;
    move |row| {
        let fits = before == 0 || before < bytes;
        before = before.saturating_add(row.max(1));
        fits
    }
}

/// One connection to a store. Reads outside a transaction see what is committed.
pub(crate) trait Session: Send {
    /// Begins a transaction that only reads, and sees one moment.
    fn begin_read(&mut self) -> Result<(), Fault>;
    /// Begins a transaction that writes, and locks the view's head against every other writer.
    fn begin_write(&mut self, view: u64) -> Result<(), Fault>;
    /// Ends the transaction and makes it durable. After an error the outcome is unknown.
    fn commit(&mut self) -> Result<(), Fault>;
    /// Ends the transaction as if it had never been. Does nothing outside one.
    fn rollback(&mut self);
    /// The values of these keys, in the same order; nothing where there is no row.
    fn get_many(&mut self, table: Table, view: u64, keys: &[Vec<u8>]) -> Result<Vec<Option<Vec<u8>>>, Fault>;
    /// The rows of a stretch of keys.
    fn range(&mut self, table: Table, view: u64, stretch: Stretch<'_>) -> Result<Vec<Row>, Fault>;
    /// Writes rows, over what stands there. No key may come twice.
    fn put_many(&mut self, table: Table, view: u64, rows: &[Row]) -> Result<(), Fault>;
    /// Deletes rows by key.
    fn delete_many(&mut self, table: Table, view: u64, keys: &[Vec<u8>]) -> Result<(), Fault>;
    /// Deletes at most `limit` of a view's rows from the least key on, and says how many.
    fn delete_first(&mut self, table: Table, view: u64, limit: usize) -> Result<usize, Fault>;
    /// The numbers of all views that have a row in this table.
    fn views_in(&mut self, table: Table) -> Result<Vec<u64>, Fault>;

    /// The value of one key.
    fn get(&mut self, table: Table, view: u64, key: &[u8]) -> Result<Option<Vec<u8>>, Fault> {
        Ok(self.get_many(table, view, &[key.to_vec()])?.pop().flatten())
    }

    /// Writes one row.
    fn put(&mut self, table: Table, view: u64, key: &[u8], value: Vec<u8>) -> Result<(), Fault> {
        self.put_many(table, view, &[(key.to_vec(), value)])
    }
}

/// An engine that gives sessions.
pub(crate) trait Store: Send + Sync {
    /// A session that may write.
    fn writer(&self) -> Result<Box<dyn Session>, Fault>;
    /// A session that only reads.
    fn reader(&self) -> Result<Box<dyn Session>, Fault>;
    /// Says why the store belongs to somebody else, if it does. Nothing is changed by asking.
    fn refuse_strangers(&self) -> Result<(), String> {
        Ok(())
    }
    /// Whether the tables are there.
    fn is_prepared(&self) -> Result<bool, Fault>;
    /// Makes the tables if there are none.
    fn prepare(&self) -> Result<(), Fault>;
    /// The store's file, if it is one that SQLite can copy while serving.
    fn sqlite_path(&self) -> Option<&std::path::Path> {
        None
    }
    /// Makes what was overwritten or deleted leave the store's own files too, as far as it is in our hands.
    fn scrub(&self) -> Result<(), Fault> {
        Ok(())
    }
    /// Leaves the store tidy when its last user goes.
    fn close(&self) {}
}

/// The least key that is greater than every key which begins with `prefix`; nothing if there is none.
pub(crate) fn after_prefix(prefix: &[u8]) -> Option<Vec<u8>> {
    let end = prefix.iter().rposition(|byte| *byte < 0xff)?;
    let mut next = prefix[..=end].to_vec();
    next[end] += 1;
    Some(next)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn story(store: &dyn Store) {
        store.prepare().unwrap();
        let mut session = store.writer().unwrap();
        let rows: Vec<Row> = (0..10_u8).map(|number| (vec![number], vec![number; 100])).collect();
        session.begin_write(1).unwrap();
        session.put_many(Table::Entry, 1, &rows).unwrap();
        let keys = |session: &mut dyn Session, stretch: Stretch<'_>| -> Vec<u8> {
            session.range(Table::Entry, 1, stretch).unwrap().iter().map(|(key, _)| key[0]).collect()
        };
        for committed in [false, true] {
            assert_eq!(keys(&mut *session, Stretch::between(&[3], &[6], 10)), [3, 4, 5]);
            assert_eq!(keys(&mut *session, Stretch { backwards: true, ..Stretch::from(&[3], 2) }), [9, 8]);
            assert_eq!(keys(&mut *session, Stretch { bytes: 250, ..Stretch::from(&[3], 10) }), [3, 4, 5]);
            assert_eq!(keys(&mut *session, Stretch { bytes: 1, ..Stretch::from(&[3], 10) }), [3]);
            assert_eq!(keys(&mut *session, Stretch::between(&[6], &[3], 10)), [0_u8; 0]);
            if !committed {
                session.commit().unwrap();
            }
        }
        session.begin_write(1).unwrap();
        session.delete_many(Table::Entry, 1, &[vec![4], vec![77]]).unwrap();
        session.put(Table::Entry, 1, &[5], vec![1]).unwrap();
        assert_eq!(session.delete_first(Table::Entry, 1, 3).unwrap(), 3);
        assert_eq!(keys(&mut *session, Stretch::WHOLE), [3, 5, 6, 7, 8, 9]);
        session.rollback();
        assert_eq!(keys(&mut *session, Stretch::WHOLE).len(), 10);
        assert_eq!(session.views_in(Table::Entry).unwrap(), [1]);
        let mut reader = store.reader().unwrap();
        reader.begin_read().unwrap();
        assert_eq!(reader.get(Table::Entry, 1, &[5]).unwrap(), Some(vec![5; 100]));
        session.begin_write(1).unwrap();
        session.put(Table::Entry, 1, &[5], vec![1]).unwrap();
        session.commit().unwrap();
        assert_eq!(
            reader.get(Table::Entry, 1, &[5]).unwrap(),
            Some(vec![5; 100]),
            "a reader sees one moment"
        );
        reader.rollback();
        assert_eq!(reader.get(Table::Entry, 1, &[5]).unwrap(), Some(vec![1]));
    }

    #[test]
    fn memory_and_sqlite_keep_rows_alike() {
        story(&MemoryStore::default());
        let folder = tempfile::tempdir().unwrap();
        story(&SqliteStore::new(&folder.path().join("rows.sqlite"), None));
    }

    #[test]
    fn the_key_after_a_prefix() {
        assert_eq!(after_prefix(b"ab"), Some(b"ac".to_vec()));
        assert_eq!(after_prefix(&[1, 0xff]), Some(vec![2]));
        assert_eq!(after_prefix(&[0xff]), None);
        assert_eq!(after_prefix(b""), None);
    }
}
