//! One group of entries, one transaction: look, decide, plan, write.

#![allow(
    clippy::disallowed_types,
    reason = "hash maps here are only looked up, never walked: their order cannot show"
)]

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::Timestamp;
use types::{EntryId, ObjectRef};

use crate::head::{HEAD_KEY, Head, act_id_key, act_row_read, entry_id_key};
use crate::names::{ObjectNumbers, Vocabulary, object_key};
use crate::picture::{Accepted, Decision, Picture, Prepared, RecordState, accept};
use crate::plan::{Changes, Numbering, plan_entry, plan_states};
use crate::record::{Current, Standing, record_key};
use crate::segment::{TAIL_ACTS, seal};
use crate::store::{Session, Stretch, Table};
use crate::stored::Opened;
use crate::written::{Garbled, be64};
use crate::{Fault, Receipt, Refusal, ViewId, corrupt_entry};

/// What the committer remembers of a view between groups: only what never changes once committed.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    vocabulary: Vocabulary,
    objects: ObjectNumbers,
}

/// What became of each entry of a group, in order.
pub(crate) type Outcomes = Vec<Result<Receipt, Refusal>>;

/// Commits a group. After a fault nothing is known to be written, and the same group may be committed again.
pub(crate) fn commit_group(
    session: &mut dyn Session,
    view: ViewId,
    memory: &mut Memory,
    group: &[&Prepared],
    now: Timestamp,
    salt: &mut dyn FnMut() -> [u8; 16],
) -> Result<Outcomes, Fault> {
    session.begin_write(view.0)?;
    let Some(mut head) = read_head(session, view)? else {
        session.rollback();
        return Ok(group.iter().map(|_| Err(Refusal::NoView(view))).collect());
    };
    memory.vocabulary.learn(session, view.0, head.next_word)?;
    let known_words = memory.vocabulary.len();
    let outcome = decide_and_write(session, view, &mut head, memory, group, now, salt);
    if outcome.is_err() {
        memory.vocabulary.truncate(known_words);
    }
    let (outcomes, changes) = outcome?;
    for (object, number) in changes.new_objects {
        memory.objects.remember(object, number);
    }
    Ok(outcomes)
}

fn decide_and_write(
    session: &mut dyn Session,
    view: ViewId,
    head: &mut Head,
    memory: &mut Memory,
    group: &[&Prepared],
    now: Timestamp,
    salt: &mut dyn FnMut() -> [u8; 16],
) -> Result<(Outcomes, Changes), Fault> {
    let mut picture = look(session, view, head, group, now)?;
    let counters_before = picture.counters.clone();
    let mut outcomes = Vec::with_capacity(group.len());
    let mut accepted: Vec<(&Prepared, Accepted)> = Vec::with_capacity(group.len());
    // Every relation might be a new object: near the end of 32 bits this refuses a little too early.
    let most = group.iter().map(|prepared| prepared.weight as u64).sum::<u64>();
    let full = u64::from(head.next_object) + most > u64::from(u32::MAX);
    for prepared in group {
        let decision = if full { Err(Refusal::ViewFull(view)) } else { accept(&mut picture, prepared) };
        outcomes.push(decision.map(|decision| match decision {
            Decision::Again(receipt) => receipt,
            Decision::New(new) => {
                let receipt = new.receipt;
                accepted.push((prepared, new));
                receipt
            }
        }));
    }
    if accepted.is_empty() {
        session.rollback();
        return Ok((outcomes, Changes::default()));
    }
    let objects = known_objects(session, view, &mut memory.objects, &accepted)?;
    let mut numbering =
        Numbering { vocabulary: &mut memory.vocabulary, objects, next_object: head.next_object };
    let mut changes = Changes::default();
    for (prepared, accepted) in &accepted {
        plan_entry(head, prepared, accepted, &mut numbering, salt, &mut changes);
    }
    head.next_object = numbering.next_object;
    head.next_word = numbering.vocabulary.len();
    plan_states(&picture, &counters_before, &mut changes);
    write(session, view, head, &mut changes)?;
    session.commit()?;
    Ok((outcomes, changes))
}

fn write(
    session: &mut dyn Session,
    view: ViewId,
    head: &mut Head,
    changes: &mut Changes,
) -> Result<(), Fault> {
    for (table, keys) in &changes.deletes {
        session.delete_many(*table, view.0, keys)?;
    }
    for (table, rows) in &mut changes.puts {
        // In the order of the keys, so that neighbours are written while their page is at hand.
        rows.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        session.put_many(*table, view.0, rows)?;
    }
    if head.tail_acts > TAIL_ACTS {
        seal(session, view.0, head)?;
    }
    session.put(Table::Head, view.0, HEAD_KEY, head.to_bytes())
}

/// The head of a view, if there is such a view.
pub(crate) fn read_head(session: &mut dyn Session, view: ViewId) -> Result<Option<Head>, Fault> {
    let Some(bytes) = session.get(Table::Head, view.0, HEAD_KEY)? else { return Ok(None) };
    Head::from_bytes(&bytes).map(Some).map_err(|Garbled(what)| Fault::Corrupt {
        table: Table::Head,
        key: view.to_string(),
        what,
    })
}

/// Reads what the group touches.
fn look(
    session: &mut dyn Session,
    view: ViewId,
    head: &Head,
    group: &[&Prepared],
    now: Timestamp,
) -> Result<Picture, Fault> {
    let last = Timestamp::from_millisecond(head.recorded_ms).unwrap_or(Timestamp::UNIX_EPOCH);
    let now = Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now);
    let recorded_at = if head.position > 0 { now.max(last) } else { now };
    let mut picture = Picture { position: head.position, recorded_at, ..Picture::default() };
    let ids: BTreeSet<EntryId> = group.iter().map(|prepared| prepared.entry.id).collect();
    let keys: Vec<Vec<u8>> = ids.iter().map(|id| entry_id_key(*id)).collect();
    for (id, found) in ids.into_iter().zip(session.get_many(Table::EntryId, view.0, &keys)?) {
        if let Some(position) = found {
            let receipt = receipt_at(session, view, id, &position)?;
            picture.entries.insert(id, receipt);
        }
    }
    look_at_acts(session, view, group, &mut picture)?;
    let counters: BTreeSet<&String> =
        group.iter().flat_map(|p| p.entry.deltas.iter().map(|delta| &delta.key)).collect();
    let keys: Vec<Vec<u8>> = counters.iter().map(|key| key.as_bytes().to_vec()).collect();
    for (key, found) in counters.into_iter().zip(session.get_many(Table::Counter, view.0, &keys)?) {
        if let Some(bytes) = found {
            let value = be64(&bytes).map_err(|Garbled(what)| Fault::Corrupt {
                table: Table::Counter,
                key: key.clone(),
                what,
            })?;
            picture.counters.insert(key.clone(), value as i64);
        }
    }
    let records: BTreeSet<(&String, &String)> =
        group.iter().flat_map(|p| p.entry.records.iter().map(|write| (&write.kind, &write.id))).collect();
    let keys: Vec<Vec<u8>> = records.iter().map(|(kind, id)| record_key(kind, id, 0)).collect();
    for ((kind, id), found) in records.into_iter().zip(session.get_many(Table::Record, view.0, &keys)?) {
        let Some(bytes) = found else { continue };
        let current = Current::from_bytes(&bytes).map_err(|Garbled(what)| Fault::Corrupt {
            table: Table::Record,
            key: format!("{kind}/{id}"),
            what,
        })?;
        let live = current.standing == Standing::Live;
        let indexed = current.indexed;
        let state = RecordState {
            version: current.version,
            live,
            live_before: live,
            indexed_before: indexed.clone(),
            indexed,
        };
        picture.records.insert((kind.clone(), id.clone()), state);
    }
    Ok(picture)
}

fn look_at_acts(
    session: &mut dyn Session,
    view: ViewId,
    group: &[&Prepared],
    picture: &mut Picture,
) -> Result<(), Fault> {
    let repeated = |prepared: &&&Prepared| !picture.entries.contains_key(&prepared.entry.id);
    let mut acts: Vec<_> = group
        .iter()
        .filter(repeated)
        .flat_map(|prepared| prepared.entry.acts.iter().map(|act| act.id))
        .collect();
    acts.sort_unstable();
    acts.dedup();
    let keys: Vec<Vec<u8>> = acts.iter().map(|id| act_id_key(*id)).collect();
    // Mostly the acts are of a time of which the view has none yet: one look tells.
    let (Some(first), Some(last)) = (keys.first(), keys.last()) else { return Ok(()) };
    let next = session.range(Table::ActId, view.0, Stretch::from(first, 1))?;
    if next.first().is_none_or(|(key, _)| key > last) {
        return Ok(());
    }
    for (id, found) in acts.into_iter().zip(session.get_many(Table::ActId, view.0, &keys)?) {
        if let Some(bytes) = found {
            let (_, digest) = act_row_read(&bytes).map_err(|Garbled(what)| Fault::Corrupt {
                table: Table::ActId,
                key: id.to_string(),
                what,
            })?;
            picture.acts.insert(id, digest);
        }
    }
    Ok(())
}

/// The first receipt of an entry that is committed already.
pub(crate) fn receipt_at(
    session: &mut dyn Session,
    view: ViewId,
    id: EntryId,
    position: &[u8],
) -> Result<Receipt, Fault> {
    let corrupt = |Garbled(what)| Fault::Corrupt { table: Table::EntryId, key: id.to_string(), what };
    let at = be64(position).map_err(corrupt)?;
    let row = session.get(Table::Entry, view.0, position)?;
    let row =
        row.ok_or_else(|| corrupt(Garbled(format!("points to position {at}, where there is no entry"))))?;
    let stored = row.get(32..).unwrap_or_default();
    let opened = Opened::from_bytes(stored).map_err(|garbled| corrupt_entry(at, garbled))?;
    Ok(Receipt {
        position: at,
        recorded_at: opened.recorded_at,
        acts_written: opened.act_count as u32,
        skipped_same: opened.skipped_same,
        skipped_changed: opened.skipped_changed,
    })
}

/// The numbers of the objects that accepted acts name, as far as they have one.
fn known_objects(
    session: &mut dyn Session,
    view: ViewId,
    memory: &mut ObjectNumbers,
    accepted: &[(&Prepared, Accepted)],
) -> Result<HashMap<ObjectRef, u32>, Fault> {
    let mut known: HashMap<ObjectRef, u32> = HashMap::new();
    let mut unknown: BTreeMap<Vec<u8>, ObjectRef> = BTreeMap::new();
    for (prepared, accepted) in accepted {
        for act in accepted.written.iter().map(|rank| &prepared.entry.acts[*rank]) {
            let related = act.relations.iter().map(|relation| &relation.object);
            for object in related.chain(act.parts.iter().filter_map(|part| part.who.as_ref())) {
                if known.contains_key(object) {
                    continue;
                }
                match memory.number(object) {
                    Some(number) => {
                        known.insert(object.clone(), number);
                    }
                    None => {
                        unknown.entry(object_key(object)).or_insert_with(|| object.clone());
                    }
                }
            }
        }
    }
    let keys: Vec<Vec<u8>> = unknown.keys().cloned().collect();
    for (object, found) in unknown.into_values().zip(session.get_many(Table::ObjectByKey, view.0, &keys)?) {
        if let Some(bytes) = found {
            let number = bytes.as_slice().try_into().map(u32::from_be_bytes).map_err(|_| Fault::Corrupt {
                table: Table::ObjectByKey,
                key: object.to_string(),
                what: "is not a number of 32 bits".to_owned(),
            })?;
            memory.remember(object.clone(), number);
            known.insert(object, number);
        }
    }
    Ok(known)
}
