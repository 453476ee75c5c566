//! One act in written form, and back; also the digest by which two acts of the same id are compared.
//!
//! Enumerated values are written as the numbers of the tables below, which only ever grow at their end: the order in
//! which another crate declares its variants means nothing here.

use jiff::Timestamp;
use rust_decimal::Decimal;
use types::{
    Act, ActId, ActKind, ActorKind, Basis, Body, Millis, ObjectRef, Operation, Outcome, Part, Phase,
    Relation, Scalar, Scene, Word, Work,
};

use crate::written::{Garbled, Reader, Writer};

const OPERATIONS: [Operation; 4] =
    [Operation::Collect, Operation::Dialogue, Operation::Trace, Operation::Organise];
const SCENES: [Scene; 8] = [
    Scene::Web,
    Scene::Shop,
    Scene::Phone,
    Scene::Mail,
    Scene::Chat,
    Scene::Meter,
    Scene::BackOffice,
    Scene::Api,
];
const ACTORS: [ActorKind; 3] = [ActorKind::Customer, ActorKind::Agent, ActorKind::Machine];
const PHASES: [Phase; 12] = [
    Phase::Ready,
    Phase::Talk,
    Phase::Hold,
    Phase::AfterWork,
    Phase::Pause,
    Phase::Searching,
    Phase::Filling,
    Phase::Explaining,
    Phase::Repeating,
    Phase::Travelling,
    Phase::Handling,
    Phase::Running,
];
const OUTCOMES: [Outcome; 6] = [
    Outcome::Served,
    Outcome::Abandoned,
    Outcome::Refused,
    Outcome::Undone,
    Outcome::Corrected,
    Outcome::Void,
];

fn code<T: PartialEq + Copy>(table: &[T], value: T) -> u8 {
    // The test below walks every variant, so a new one cannot be forgotten; 255 is never a valid code.
    table.iter().position(|known| *known == value).map_or(u8::MAX, |rank| rank as u8)
}

fn value<T: Copy>(table: &[T], code: u8, what: &str) -> Result<T, Garbled> {
    table
        .get(usize::from(code))
        .copied()
        .ok_or_else(|| Garbled::new(format!("has the unknown {what} {code}")))
}

/// How words and objects are named while an act is written.
pub(crate) trait ActNumbers {
    fn word(&mut self, word: &Word, writer: &mut Writer);
    fn object(&mut self, object: &ObjectRef, writer: &mut Writer);
}

const LASTED: u8 = 1;
const WAITED: u8 = 2;
const REASON: u8 = 4;
const OUTCOME: u8 = 8;

/// Writes an act.
pub(crate) fn encode_act(act: &Act, names: &mut impl ActNumbers, writer: &mut Writer) {
    writer.raw(&act.id.as_u128().to_be_bytes());
    names.word(&act.kind.name, writer);
    writer.number(u64::from(act.kind.version));
    // Below the millisecond that the id holds.
    let below = act.occurred_at.as_nanosecond() - act.id.instant().as_nanosecond();
    writer.signed(i64::try_from(below).unwrap_or(0));
    writer.u8(code(&OPERATIONS, act.operation) | (code(&SCENES, act.scene) << 3));
    let mut flags = 0;
    flags |= if act.lasted.is_some() { LASTED } else { 0 };
    flags |= if act.waited.is_some() { WAITED } else { 0 };
    flags |= if act.reason.is_some() { REASON } else { 0 };
    flags |= act.outcome.map_or(0, |outcome| OUTCOME | (code(&OUTCOMES, outcome) << 4));
    writer.u8(flags);
    act.lasted.iter().chain(&act.waited).for_each(|time| writer.number(time.0));
    act.reason.iter().for_each(|reason| names.word(reason, writer));
    writer.count(act.parts.len());
    act.parts.iter().for_each(|part| encode_part(part, names, writer));
    writer.count(act.relations.len());
    for relation in &act.relations {
        names.word(&relation.qualifier, writer);
        names.object(&relation.object, writer);
    }
    writer.count(act.body.len());
    for (key, scalar) in &act.body {
        names.word(key, writer);
        encode_scalar(scalar, names, writer);
    }
}

fn encode_part(part: &Part, names: &mut impl ActNumbers, writer: &mut Writer) {
    let work = part.work.map_or(0, |work| if work.basis == Basis::Measured { 1 } else { 2 });
    writer.u8(code(&ACTORS, part.actor) | (u8::from(part.who.is_some()) << 2) | (work << 3));
    writer.u8(code(&PHASES, part.phase));
    part.who.iter().for_each(|who| names.object(who, writer));
    part.work.iter().for_each(|work| writer.number(work.lasted.0));
}

fn encode_scalar(scalar: &Scalar, names: &mut impl ActNumbers, writer: &mut Writer) {
    match scalar {
        Scalar::Text(text) => {
            writer.u8(0);
            names.word(text, writer);
        }
        Scalar::Integer(number) => {
            writer.u8(1);
            writer.signed(*number);
        }
        Scalar::Decimal(number) => {
            // Scale and sign, then the digits as one number: amounts are short.
            let digits = number.mantissa().unsigned_abs();
            writer.u8(2);
            writer.u8(number.scale() as u8 | (u8::from(number.is_sign_negative()) << 7));
            writer.number(digits as u64);
            writer.number((digits >> 64) as u64);
        }
        Scalar::Bool(yes) => writer.u8(if *yes { 4 } else { 3 }),
        Scalar::Time(at) => {
            writer.u8(5);
            writer.signed(at.as_second());
            writer.signed(i64::from(at.subsec_nanosecond()));
        }
    }
}

/// The words and objects of an entry, by local rank.
pub(crate) trait WordNames {
    fn word(&self, rank: usize) -> Option<&Word>;
    fn object(&self, rank: usize) -> Option<(&ObjectRef, u32)>;
}

fn word(reader: &mut Reader<'_>, names: &impl WordNames) -> Result<Word, Garbled> {
    match reader.number()? {
        0 => Ok(Word::new(reader.text()?)),
        rank => names.word(usize::try_from(rank - 1).unwrap_or(usize::MAX)).cloned().ok_or_else(|| {
            Garbled::new(format!("names the word of rank {rank}, which the entry does not list"))
        }),
    }
}

fn object(reader: &mut Reader<'_>, names: &impl WordNames) -> Result<(ObjectRef, u32), Garbled> {
    let rank = reader.number()?;
    names
        .object(usize::try_from(rank).unwrap_or(usize::MAX))
        .map(|(object, number)| (object.clone(), number))
        .ok_or_else(|| {
            Garbled::new(format!("names the object of rank {rank}, which the entry does not list"))
        })
}

/// An act, the numbers of its relations' objects, and the numbers of its parts' actors, in their order.
pub(crate) type Decoded = (Act, Vec<u32>, Vec<Option<u32>>);

/// Reads an act.
pub(crate) fn decode_act(bytes: &[u8], names: &impl WordNames) -> Result<Decoded, Garbled> {
    let mut reader = Reader::new(bytes);
    let id = ActId::from_u128(u128::from_be_bytes(reader.array()?));
    let kind = ActKind { name: word(&mut reader, names)?, version: reader.u16()? };
    let below = reader.signed()?;
    let occurred_at = if below == 0 { Ok(id.instant()) } else { shifted(id.instant(), below) }?;
    let where_ = reader.u8()?;
    let flags = reader.u8()?;
    let time = |reader: &mut Reader<'_>, flag| {
        if flags & flag != 0 { reader.number().map(|ms| Some(Millis(ms))) } else { Ok(None) }
    };
    let lasted = time(&mut reader, LASTED)?;
    let waited = time(&mut reader, WAITED)?;
    let reason = if flags & REASON != 0 { Some(word(&mut reader, names)?) } else { None };
    let outcome = if flags & OUTCOME != 0 { Some(value(&OUTCOMES, flags >> 4, "outcome")?) } else { None };
    let count = reader.count()?;
    let mut parts = Vec::with_capacity(count.min(1024));
    let mut who = Vec::with_capacity(count.min(1024));
    for _ in 0..count {
        let (part, number) = decode_part(&mut reader, names)?;
        parts.push(part);
        who.push(number);
    }
    let count = reader.count()?;
    let mut relations = Vec::with_capacity(count.min(1024));
    let mut objects = Vec::with_capacity(count.min(1024));
    for _ in 0..count {
        let qualifier = word(&mut reader, names)?;
        let (object, number) = object(&mut reader, names)?;
        relations.push(Relation { qualifier, object });
        objects.push(number);
    }
    let mut body = Body::new();
    for _ in 0..reader.count()? {
        let key = word(&mut reader, names)?;
        let scalar = decode_scalar(&mut reader, names)?;
        body.insert(key, scalar);
    }
    reader.end()?;
    let operation = value(&OPERATIONS, where_ & 7, "operation")?;
    let scene = value(&SCENES, where_ >> 3, "scene")?;
    let act = Act {
        id,
        kind,
        operation,
        scene,
        occurred_at,
        lasted,
        outcome,
        reason,
        waited,
        parts,
        relations,
        body,
    };
    Ok((act, objects, who))
}

fn shifted(instant: Timestamp, below: i64) -> Result<Timestamp, Garbled> {
    Timestamp::from_nanosecond(instant.as_nanosecond() + i128::from(below))
        .map_err(|_| Garbled::new("occurred at an impossible time"))
}

fn decode_part(reader: &mut Reader<'_>, names: &impl WordNames) -> Result<(Part, Option<u32>), Garbled> {
    let flags = reader.u8()?;
    let phase = value(&PHASES, reader.u8()?, "phase")?;
    let actor = value(&ACTORS, flags & 3, "kind of actor")?;
    let (who, number) = if flags & 4 != 0 {
        let (who, number) = object(reader, names)?;
        (Some(who), Some(number))
    } else {
        (None, None)
    };
    let basis = match flags >> 3 {
        0 => None,
        1 => Some(Basis::Measured),
        2 => Some(Basis::Estimated),
        other => return Err(Garbled::new(format!("has the unknown basis {other}"))),
    };
    let work = match basis {
        Some(basis) => Some(Work { lasted: Millis(reader.number()?), basis }),
        None => None,
    };
    Ok((Part { actor, who, phase, work }, number))
}

fn decode_scalar(reader: &mut Reader<'_>, names: &impl WordNames) -> Result<Scalar, Garbled> {
    Ok(match reader.u8()? {
        0 => Scalar::Text(word(reader, names)?),
        1 => Scalar::Integer(reader.signed()?),
        2 => {
            let scale = reader.u8()?;
            let low = reader.number()?;
            let high = reader.u32()?;
            let digits = (i128::from(high) << 64) | i128::from(low);
            let mut number = Decimal::try_from_i128_with_scale(digits, u32::from(scale & 0x7f))
                .map_err(|_| Garbled::new("has a decimal of more than 28 digits"))?;
            number.set_sign_negative(scale & 0x80 != 0);
            Scalar::Decimal(number)
        }
        3 => Scalar::Bool(false),
        4 => Scalar::Bool(true),
        5 => {
            let second = reader.signed()?;
            let nanosecond =
                i32::try_from(reader.signed()?).map_err(|_| Garbled::new("has an impossible time"))?;
            Scalar::Time(
                Timestamp::new(second, nanosecond).map_err(|_| Garbled::new("has an impossible time"))?,
            )
        }
        other => return Err(Garbled::new(format!("has a value of the unknown type {other}"))),
    })
}

/// Reads only what postings need: calls `kind` with the kind's local rank from 1 and `object` with each object's rank.
pub(crate) fn scan_act(
    bytes: &[u8],
    mut kind: impl FnMut(u64),
    mut object: impl FnMut(u64),
) -> Result<ActId, Garbled> {
    fn skip_word(reader: &mut Reader<'_>) -> Result<u64, Garbled> {
        let rank = reader.number()?;
        if rank == 0 {
            reader.blob()?;
        }
        Ok(rank)
    }
    let mut reader = Reader::new(bytes);
    let id = ActId::from_u128(u128::from_be_bytes(reader.array()?));
    kind(skip_word(&mut reader)?);
    reader.number()?;
    reader.signed()?;
    reader.u8()?;
    let flags = reader.u8()?;
    for flag in [LASTED, WAITED] {
        if flags & flag != 0 {
            reader.number()?;
        }
    }
    if flags & REASON != 0 {
        skip_word(&mut reader)?;
    }
    for _ in 0..reader.count()? {
        let part = reader.u8()?;
        reader.u8()?;
        if part & 4 != 0 {
            object(reader.number()?);
        }
        if part >> 3 != 0 {
            reader.number()?;
        }
    }
    for _ in 0..reader.count()? {
        skip_word(&mut reader)?;
        object(reader.number()?);
    }
    Ok(id)
}

/// Writes words and objects as their texts: the same act gives the same bytes in every entry and every view.
struct InFull;

impl ActNumbers for InFull {
    fn word(&mut self, word: &Word, writer: &mut Writer) {
        writer.text(word.as_str());
    }

    fn object(&mut self, object: &ObjectRef, writer: &mut Writer) {
        writer.text(object.kind.as_str());
        writer.text(&object.id);
    }
}

/// Sixty-four bits of BLAKE3 over all that an act says. `scratch` is only there to be used again.
pub(crate) fn act_digest(act: &Act, scratch: &mut Vec<u8>) -> u64 {
    let mut writer = Writer(std::mem::take(scratch));
    writer.0.clear();
    encode_act(act, &mut InFull, &mut writer);
    let hash = blake3::hash(&writer.0);
    *scratch = writer.0;
    let mut first = [0; 8];
    first.copy_from_slice(&hash.as_bytes()[..8]);
    u64::from_be_bytes(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_variant_has_a_number() {
        assert!(Operation::ALL.iter().all(|it| OPERATIONS.contains(it)));
        assert!(Scene::ALL.iter().all(|it| SCENES.contains(it)));
        assert!(ActorKind::ALL.iter().all(|it| ACTORS.contains(it)));
        assert!(Phase::ALL.iter().all(|it| PHASES.contains(it)));
        assert!(Outcome::ALL.iter().all(|it| OUTCOMES.contains(it)));
    }
}
