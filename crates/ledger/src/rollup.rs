//! Rollups: derived figures that are kept so as not to be folded again. Outside the chain; they may be dropped any time.
//!
//! The ledger does not know what they mean. Each piece carries a checksum, so that a flipped byte is a fault and not a
//! wrong figure.

use crate::store::{Row, Stretch, Table, after_prefix};
use crate::{Fault, Ledger, ViewId};

/// A piece of a rollup: its key and its value.
pub type Piece = (Vec<u8>, Vec<u8>);

impl Ledger {
    /// Writes pieces of a rollup, over the pieces of the same key; all of them or none.
    pub fn rollup_put(&self, view: ViewId, name: &str, pieces: &[Piece]) -> Result<(), Fault> {
        self.rollup_write(view, name, pieces, false)
    }

    /// Writes a rollup anew: pieces that are not given are gone.
    pub fn rollup_replace(&self, view: ViewId, name: &str, pieces: &[Piece]) -> Result<(), Fault> {
        self.rollup_write(view, name, pieces, true)
    }

    /// All pieces of a rollup, in the order of their keys.
    pub fn rollup_get(&self, view: ViewId, name: &str) -> Result<Vec<Piece>, Fault> {
        let (prefix, to) = stretch_of(name);
        let stretch = Stretch { from: &prefix, to: to.as_deref(), ..Stretch::WHOLE };
        let rows = self.pool().read(|session| session.range(Table::Rollup, view.0, stretch))?;
        rows.into_iter().map(|(key, value)| piece(name, &prefix, key, &value)).collect()
    }

    /// One piece of a rollup.
    pub fn rollup_piece(&self, view: ViewId, name: &str, key: &[u8]) -> Result<Option<Vec<u8>>, Fault> {
        let (prefix, _) = stretch_of(name);
        let key = [prefix.as_slice(), key].concat();
        let found = self.pool().read(|session| session.get(Table::Rollup, view.0, &key))?;
        found.map(|value| piece(name, &prefix, key, &value).map(|(_, value)| value)).transpose()
    }

    /// Drops a rollup.
    pub fn rollup_delete(&self, view: ViewId, name: &str) -> Result<(), Fault> {
        self.rollup_write(view, name, &[], true)
    }

    /// The names of a view's rollups.
    pub fn rollup_names(&self, view: ViewId) -> Result<Vec<String>, Fault> {
        let mut names = Vec::new();
        let mut from = Vec::new();
        loop {
            let next =
                self.pool().read(|session| session.range(Table::Rollup, view.0, Stretch::from(&from, 1)))?;
            let Some((key, _)) = next.into_iter().next() else { return Ok(names) };
            let name = key.split(|byte| *byte == 0).next().unwrap_or_default();
            names.push(String::from_utf8_lossy(name).into_owned());
            from = [name, &[1]].concat();
        }
    }

    fn rollup_write(&self, view: ViewId, name: &str, pieces: &[Piece], anew: bool) -> Result<(), Fault> {
        let (prefix, to) = stretch_of(name);
        let mut rows: Vec<Row> = pieces
            .iter()
            .map(|(key, value)| {
                let key = [prefix.as_slice(), key].concat();
                let value = [checksum(&key, value).as_slice(), value].concat();
                (key, value)
            })
            .collect();
        rows.sort_unstable();
        let mut session = self.store().writer()?;
        session.begin_write(view.0)?;
        if crate::group::read_head(&mut *session, view)?.is_none() {
            return Err(Fault::NoView(view));
        }
        if anew {
            let stretch = Stretch { from: &prefix, to: to.as_deref(), ..Stretch::WHOLE };
            let old = session.range(Table::Rollup, view.0, stretch)?;
            let keys: Vec<Vec<u8>> = old.into_iter().map(|(key, _)| key).collect();
            session.delete_many(Table::Rollup, view.0, &keys)?;
        }
        session.put_many(Table::Rollup, view.0, &rows)?;
        session.commit()
    }
}

fn stretch_of(name: &str) -> (Vec<u8>, Option<Vec<u8>>) {
    let prefix = [name.as_bytes(), &[0]].concat();
    let to = after_prefix(&prefix);
    (prefix, to)
}

fn checksum(key: &[u8], value: &[u8]) -> [u8; 8] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(key);
    hasher.update(value);
    let mut first = [0; 8];
    first.copy_from_slice(&hasher.finalize().as_bytes()[..8]);
    first
}

fn piece(name: &str, prefix: &[u8], key: Vec<u8>, value: &[u8]) -> Result<Piece, Fault> {
    match value.split_at_checked(8) {
        Some((sum, value)) if *sum == checksum(&key, value) => {
            Ok((key[prefix.len()..].to_vec(), value.to_vec()))
        }
        _ => Err(Fault::Corrupt {
            table: Table::Rollup,
            key: name.to_owned(),
            what: "a piece does not match its checksum; drop the rollup and fold again".to_owned(),
        }),
    }
}

/// Whether a row of the table is whole.
pub(crate) fn is_whole(key: &[u8], value: &[u8]) -> bool {
    value.split_at_checked(8).is_some_and(|(sum, value)| *sum == checksum(key, value))
}
