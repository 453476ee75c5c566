//! Following a view: everything after a position, in order, without gaps.

use std::ops::ControlFlow;

use jiff::Timestamp;
use types::EntryId;

use crate::acts::Placed;
use crate::segment::BYTES_AT_ONCE;
use crate::store::{Row, Stretch, Table};
use crate::stored::{Opened, RecordDigest, StoredDelta};
use crate::written::be64;
use crate::{Fault, Ledger, ViewId, corrupt_entry};

/// An entry as it stands in the ledger.
#[derive(Debug, Clone, PartialEq)]
pub struct EntryRead {
    /// Its position.
    pub position: u64,
    /// Its id.
    pub id: EntryId,
    /// When the ledger took it.
    pub recorded_at: Timestamp,
    /// Its acts.
    pub acts: Vec<Placed>,
    /// Its deltas.
    pub deltas: Vec<StoredDelta>,
    /// The versions of records that it wrote.
    pub records: Vec<RecordDigest>,
}

/// What an entry changed, without its acts: enough for whoever keeps records and counters in memory.
#[derive(Debug, Clone, PartialEq)]
pub struct EntryOutline {
    /// Its position.
    pub position: u64,
    /// Its deltas.
    pub deltas: Vec<StoredDelta>,
    /// The versions of records that it wrote.
    pub records: Vec<RecordDigest>,
}

/// How many entries are read at once while streaming, if they are small.
const ENTRIES_AT_ONCE: usize = 4_096;

impl Ledger {
    /// The entries after a position (0: from the first), in order: at most `limit`.
    pub fn entries_after(&self, view: ViewId, position: u64, limit: usize) -> Result<Vec<EntryRead>, Fault> {
        let reader = self.reader(view);
        self.pool().snapshot(|session| {
            let from = (position.saturating_add(1)).to_be_bytes();
            let rows = session.range(Table::Entry, view.0, Stretch::from(&from, limit))?;
            let mut entries = Vec::with_capacity(rows.len());
            for row in &rows {
                let (position, stored) = entry_row(row)?;
                let opened =
                    Opened::from_bytes(stored).map_err(|garbled| corrupt_entry(position, garbled))?;
                let mut acts = Vec::with_capacity(opened.act_count);
                reader.acts(session, &opened, position, |placed| acts.push(placed))?;
                let (deltas, records) = opened.rest().map_err(|garbled| corrupt_entry(position, garbled))?;
                let (id, recorded_at) = (opened.id, opened.recorded_at);
                entries.push(EntryRead { position, id, recorded_at, acts, deltas, records });
            }
            Ok(entries)
        })
    }

    /// The entries after a position as [`EntryOutline`]s, in order: at most `limit`. Acts are passed over, unread.
    pub fn outlines_after(
        &self,
        view: ViewId,
        position: u64,
        limit: usize,
    ) -> Result<Vec<EntryOutline>, Fault> {
        let from = position.saturating_add(1).to_be_bytes();
        let stretch = Stretch { bytes: BYTES_AT_ONCE, ..Stretch::from(&from, limit) };
        let rows = self.pool().read(|session| session.range(Table::Entry, view.0, stretch))?;
        rows.iter()
            .map(|row| {
                let (position, stored) = entry_row(row)?;
                let (deltas, records) = Opened::from_bytes(stored)
                    .and_then(|opened| opened.rest())
                    .map_err(|garbled| corrupt_entry(position, garbled))?;
                Ok(EntryOutline { position, deltas, records })
            })
            .collect()
    }

    /// Shows every act after a position, in order, until the view's end or until told to stop; gives the position of the
    /// last entry of which an act was shown (or that has none). Memory stays bounded.
    pub fn for_each_act(
        &self,
        view: ViewId,
        after: u64,
        mut see: impl FnMut(&Placed) -> ControlFlow<()>,
    ) -> Result<u64, Fault> {
        let reader = self.reader(view);
        let mut position = after;
        loop {
            let from = position.saturating_add(1).to_be_bytes();
            let stretch = Stretch { bytes: BYTES_AT_ONCE, ..Stretch::from(&from, ENTRIES_AT_ONCE) };
            let rows = self.pool().read(|session| session.range(Table::Entry, view.0, stretch))?;
            if rows.is_empty() {
                return Ok(position);
            }
            for row in &rows {
                let (at, stored) = entry_row(row)?;
                let opened = Opened::from_bytes(stored).map_err(|garbled| corrupt_entry(at, garbled))?;
                let names = self.pool().read(|session| reader.names(session, &opened, at))?;
                position = at;
                if crate::resolve::each_act(&opened, at, &names, &mut see)?.is_break() {
                    return Ok(position);
                }
            }
        }
    }
}

/// Takes a row of the table `entry` apart into position and stored bytes.
pub(crate) fn entry_row((key, value): &Row) -> Result<(u64, &[u8]), Fault> {
    let position = be64(key).map_err(|garbled| corrupt_entry(0, format!("a key is {garbled}")))?;
    let stored = value.get(32..).ok_or_else(|| corrupt_entry(position, "is shorter than its hash"))?;
    Ok((position, stored))
}
