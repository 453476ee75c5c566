//! The one decision: whether an entry is accepted, given a picture of what it touches. Pure, and shared by all stores.

#![allow(
    clippy::disallowed_types,
    reason = "the hash map is only looked up, never walked: its order cannot show"
)]

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;
use types::{ActId, EntryId};

use crate::stored::act_digest;
use crate::{Entry, KnownActs, Receipt, Refusal};

/// An entry that any store could hold, with the digests of its acts. Made in the caller's thread.
#[derive(Debug)]
pub(crate) struct Prepared {
    pub entry: Entry,
    pub digests: Vec<u64>,
    pub weight: usize,
    /// Whether no act's id comes twice in it.
    pub distinct: bool,
}

impl Prepared {
    pub fn new(entry: Entry) -> Result<Self, Refusal> {
        entry.check()?;
        let mut scratch = Vec::with_capacity(256);
        let digests = entry.acts.iter().map(|act| act_digest(act, &mut scratch)).collect();
        let weight = entry.weight();
        let mut ids: Vec<ActId> = entry.acts.iter().map(|act| act.id).collect();
        ids.sort_unstable();
        let distinct = ids.is_sorted_by(|a, b| a < b);
        Ok(Self { entry, digests, weight, distinct })
    }
}

/// What stands now of a record that the group touches.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct RecordState {
    /// The latest version; 0 if it was never written.
    pub version: u64,
    /// Whether it stands: written, and neither deleted nor erased.
    pub live: bool,
    /// The attributes by which it can be found now.
    pub indexed: Vec<(String, String)>,
    /// The attributes by which it could be found before the group.
    pub indexed_before: Vec<(String, String)>,
    /// Whether it stood before the group.
    pub live_before: bool,
}

/// All that the decision needs to know of a view: what the group's entries touch, and nothing else.
#[derive(Debug, Default)]
pub(crate) struct Picture {
    /// The position of the last entry.
    pub position: u64,
    /// When the group is recorded.
    pub recorded_at: Timestamp,
    /// Which of the group's entry ids are committed already, with their first receipts.
    pub entries: BTreeMap<EntryId, Receipt>,
    /// Which of the group's act ids are in the view already, with the digest of what stands there.
    pub acts: HashMap<ActId, u64>,
    /// The records that the group writes.
    pub records: BTreeMap<(String, String), RecordState>,
    /// The counters that the group changes.
    pub counters: BTreeMap<String, i64>,
}

/// What becomes of an entry that is not refused.
#[derive(Debug)]
pub(crate) enum Decision {
    /// It was committed before: this was its receipt.
    Again(Receipt),
    /// It is to be written.
    New(Accepted),
}

/// What is to be written of an accepted entry.
#[derive(Debug)]
pub(crate) struct Accepted {
    pub receipt: Receipt,
    /// The ranks of the acts to write, in order.
    pub written: Vec<usize>,
    /// The version that each of its record writes makes.
    pub versions: Vec<u64>,
}

/// Accepts or refuses an entry. Accepted, the picture is moved on to what stands after it; refused, it is untouched.
pub(crate) fn accept(picture: &mut Picture, prepared: &Prepared) -> Result<Decision, Refusal> {
    let entry = &prepared.entry;
    if let Some(receipt) = picture.entries.get(&entry.id) {
        return Ok(Decision::Again(*receipt));
    }
    let acts = sort_acts(picture, prepared)?;
    let records = check_records(picture, entry)?;
    let counters = check_deltas(picture, entry)?;
    // Nothing can be refused any more.
    let versions = records.versions;
    picture.records.extend(records.states);
    picture.counters.extend(counters);
    picture.acts.extend(acts.written.iter().map(|rank| (entry.acts[*rank].id, prepared.digests[*rank])));
    picture.position += 1;
    let receipt = Receipt {
        position: picture.position,
        recorded_at: picture.recorded_at,
        acts_written: acts.written.len() as u32,
        skipped_same: acts.same,
        skipped_changed: acts.changed,
    };
    picture.entries.insert(entry.id, receipt);
    Ok(Decision::New(Accepted { receipt, written: acts.written, versions }))
}

struct SortedActs {
    written: Vec<usize>,
    same: u32,
    changed: u32,
}

fn sort_acts(picture: &Picture, prepared: &Prepared) -> Result<SortedActs, Refusal> {
    let acts = &prepared.entry.acts;
    let mut sorted = SortedActs { written: Vec::with_capacity(acts.len()), same: 0, changed: 0 };
    let mut own: HashMap<ActId, u64> = HashMap::new();
    for (rank, (act, digest)) in acts.iter().zip(&prepared.digests).enumerate() {
        match picture.acts.get(&act.id).or_else(|| own.get(&act.id)) {
            None => {
                if !prepared.distinct {
                    own.insert(act.id, *digest);
                }
                sorted.written.push(rank);
            }
            Some(_) if prepared.entry.known_acts == KnownActs::Refuse => {
                return Err(Refusal::ActKnown(act.id));
            }
            Some(known) if known == digest => sorted.same += 1,
            Some(_) => sorted.changed += 1,
        }
    }
    Ok(sorted)
}

#[derive(Default)]
struct CheckedRecords {
    versions: Vec<u64>,
    states: BTreeMap<(String, String), RecordState>,
}

fn check_records(picture: &Picture, entry: &Entry) -> Result<CheckedRecords, Refusal> {
    let mut checked = CheckedRecords::default();
    for write in &entry.records {
        let key = (write.kind.clone(), write.id.clone());
        let now = checked.states.get(&key).or_else(|| picture.records.get(&key)).cloned().unwrap_or_default();
        let fits = match write.read_version {
            Some(read) => now.version == read,
            None => !now.live,
        };
        if !fits {
            let found = (now.version > 0).then_some(now.version);
            let (kind, id) = key;
            return Err(Refusal::Conflict { kind, id, read: write.read_version, found });
        }
        let live = write.body.is_some();
        let indexed = if live { write.indexed.clone() } else { Vec::new() };
        let version = now.version + 1;
        checked.versions.push(version);
        checked.states.insert(key, RecordState { version, live, indexed, ..now });
    }
    Ok(checked)
}

fn check_deltas(picture: &Picture, entry: &Entry) -> Result<BTreeMap<String, i64>, Refusal> {
    let mut after: BTreeMap<String, i64> = BTreeMap::new();
    for delta in &entry.deltas {
        let value = after.get(&delta.key).or_else(|| picture.counters.get(&delta.key)).copied().unwrap_or(0);
        let (key, by) = (delta.key.clone(), delta.by);
        let Some(next) = value.checked_add(by) else { return Err(Refusal::Overflow { key, value, by }) };
        match delta.floor {
            Some(floor) if next < floor => return Err(Refusal::Floor { key, value, by, floor }),
            _ => after.insert(key, next),
        };
    }
    Ok(after)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Delta, RecordWrite};

    fn write(read: Option<u64>, body: Option<serde_json::Value>) -> RecordWrite {
        RecordWrite { kind: "cart".into(), id: "1".into(), read_version: read, body, indexed: vec![] }
    }

    fn entry(number: u128) -> Entry {
        Entry::new(EntryId::from_u128(number))
    }

    fn decide(picture: &mut Picture, entry: Entry) -> Result<Decision, Refusal> {
        accept(picture, &Prepared::new(entry)?)
    }

    #[test]
    fn a_refused_entry_leaves_the_picture_untouched() {
        let mut picture = Picture::default();
        picture.counters.insert("stock".into(), 1);
        let mut greedy = entry(1);
        greedy.records = vec![write(None, Some(1.into()))];
        greedy.deltas = vec![
            Delta { key: "stock".into(), by: -1, floor: Some(0) },
            Delta { key: "stock".into(), by: -1, floor: Some(0) },
        ];
        let refusal = decide(&mut picture, greedy).unwrap_err();
        assert_eq!(refusal, Refusal::Floor { key: "stock".into(), value: 0, by: -1, floor: 0 });
        assert_eq!((picture.position, picture.counters["stock"], picture.records.len()), (0, 1, 0));
    }

    #[test]
    fn only_one_of_two_writers_of_the_same_version_wins() {
        let mut picture = Picture::default();
        for (number, read, wins) in
            [(1, None, true), (2, None, false), (3, Some(1), true), (4, Some(1), false)]
        {
            let mut writer = entry(number);
            writer.records = vec![write(read, Some(7.into()))];
            assert_eq!(decide(&mut picture, writer).is_ok(), wins, "entry {number}");
        }
        let mut deletion = entry(5);
        deletion.records = vec![write(Some(2), None), write(None, Some(8.into()))];
        let Decision::New(accepted) = decide(&mut picture, deletion).unwrap() else { panic!() };
        assert_eq!(accepted.versions, [3, 4]);
    }

    #[test]
    fn the_same_entry_again_gets_its_first_receipt() {
        let mut picture = Picture::default();
        let Decision::New(first) = decide(&mut picture, entry(9)).unwrap() else { panic!() };
        let Decision::Again(again) = decide(&mut picture, entry(9)).unwrap() else { panic!() };
        assert_eq!(first.receipt, again);
    }
}
