//! An entry as it is stored: one format byte, then everything that the entry says, in written form.
//!
//! Words and objects are numbered per view; the entry itself tells which new ones it introduces, so that the tables of
//! words and objects are only indexes over what the entries say, and can be checked against them. Acts name words and
//! objects by their rank in the entry's own short lists, so that an entry is read after looking each of them up once.

use jiff::Timestamp;
use types::{EntryId, ObjectRef, Word};

use crate::written::{Garbled, Reader, Writer};

mod act;

pub(crate) use act::{ActNumbers, WordNames, act_digest, decode_act, encode_act, scan_act};

/// The format of entries that this release writes.
const FORMAT: u8 = 1;

/// What an entry says of a version of a record: not its body, only a digest of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordDigest {
    /// The kind of record.
    pub kind: String,
    /// Its id.
    pub id: String,
    /// The version that the entry wrote.
    pub version: u64,
    /// BLAKE3 of the salt, the indexed attributes and the body.
    pub digest: [u8; 32],
}

/// A delta as it is stored: its floor held when it was accepted and no longer matters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredDelta {
    /// The counter's key.
    pub key: String,
    /// How much more (or less).
    pub by: i64,
}

/// The parts of an entry, ready to be stored.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    /// The number of the first new word, and the new words in order.
    pub first_word: u32,
    pub new_words: Vec<Word>,
    /// The number of the first new object, and the new objects in order.
    pub first_object: u32,
    pub new_objects: Vec<ObjectRef>,
    /// The numbers of the words and objects that the acts name, by local rank.
    pub words: Vec<u32>,
    pub objects: Vec<u32>,
    /// The acts in written form.
    pub acts: Vec<Vec<u8>>,
    pub deltas: Vec<StoredDelta>,
    pub records: Vec<RecordDigest>,
    pub skipped_same: u32,
    pub skipped_changed: u32,
}

impl Draft {
    pub fn to_bytes(&self, id: EntryId, recorded_at: Timestamp) -> Vec<u8> {
        let acts: usize = self.acts.iter().map(|act| act.len() + 2).sum();
        let mut writer = Writer(Vec::with_capacity(64 + acts + (self.words.len() + self.objects.len()) * 4));
        writer.u8(FORMAT);
        writer.raw(&id.as_u128().to_be_bytes());
        writer.signed(recorded_at.as_millisecond());
        writer.number(u64::from(self.skipped_same));
        writer.number(u64::from(self.skipped_changed));
        writer.count(self.acts.len());
        writer.number(u64::from(self.first_word));
        writer.count(self.new_words.len());
        self.new_words.iter().for_each(|word| writer.text(word.as_str()));
        writer.number(u64::from(self.first_object));
        writer.count(self.new_objects.len());
        for object in &self.new_objects {
            writer.text(object.kind.as_str());
            writer.text(&object.id);
        }
        for numbers in [&self.words, &self.objects] {
            writer.count(numbers.len());
            numbers.iter().for_each(|number| writer.number(u64::from(*number)));
        }
        self.acts.iter().for_each(|act| writer.blob(act));
        writer.count(self.deltas.len());
        for delta in &self.deltas {
            writer.text(&delta.key);
            writer.signed(delta.by);
        }
        writer.count(self.records.len());
        for record in &self.records {
            writer.text(&record.kind);
            writer.text(&record.id);
            writer.number(record.version);
            writer.raw(&record.digest);
        }
        writer.0
    }
}

/// A stored entry, opened up to its acts.
#[derive(Debug)]
pub(crate) struct Opened<'a> {
    pub id: EntryId,
    pub recorded_at: Timestamp,
    pub skipped_same: u32,
    pub skipped_changed: u32,
    pub act_count: usize,
    pub first_word: u32,
    pub new_words: Vec<&'a str>,
    pub first_object: u32,
    pub new_objects: Vec<(&'a str, &'a str)>,
    pub words: Vec<u32>,
    pub objects: Vec<u32>,
    after: Reader<'a>,
}

impl<'a> Opened<'a> {
    pub fn from_bytes(bytes: &'a [u8]) -> Result<Self, Garbled> {
        let mut reader = Reader::new(bytes);
        let format = reader.u8()?;
        if format != FORMAT {
            return Err(Garbled::new(format!("has the unknown format {format}")));
        }
        let id = EntryId::from_u128(u128::from_be_bytes(reader.array()?));
        let recorded_at = Timestamp::from_millisecond(reader.signed()?)
            .map_err(|_| Garbled::new("was recorded at an impossible time"))?;
        let skipped_same = reader.u32()?;
        let skipped_changed = reader.u32()?;
        let act_count = reader.count()?;
        let first_word = reader.u32()?;
        let new_words = many(&mut reader, Reader::text)?;
        let first_object = reader.u32()?;
        let new_objects = many(&mut reader, |reader| Ok((reader.text()?, reader.text()?)))?;
        let words = many(&mut reader, Reader::u32)?;
        let objects = many(&mut reader, Reader::u32)?;
        Ok(Self {
            id,
            recorded_at,
            skipped_same,
            skipped_changed,
            act_count,
            first_word,
            new_words,
            first_object,
            new_objects,
            words,
            objects,
            after: reader,
        })
    }

    /// The written forms of the acts, in order.
    pub fn acts(&self) -> impl Iterator<Item = Result<&'a [u8], Garbled>> + use<'a> {
        let mut reader = self.after.clone();
        (0..self.act_count).map(move |_| reader.blob())
    }

    /// The deltas and the digests of record versions. Checks that nothing follows them.
    pub fn rest(&self) -> Result<(Vec<StoredDelta>, Vec<RecordDigest>), Garbled> {
        let mut reader = self.after.clone();
        for _ in 0..self.act_count {
            reader.blob()?;
        }
        let deltas = many(&mut reader, |reader| {
            Ok(StoredDelta { key: reader.text()?.to_owned(), by: reader.signed()? })
        })?;
        let records = many(&mut reader, |reader| {
            Ok(RecordDigest {
                kind: reader.text()?.to_owned(),
                id: reader.text()?.to_owned(),
                version: reader.number()?,
                digest: reader.array()?,
            })
        })?;
        reader.end()?;
        Ok((deltas, records))
    }
}

fn many<'a, T>(
    reader: &mut Reader<'a>,
    mut one: impl FnMut(&mut Reader<'a>) -> Result<T, Garbled>,
) -> Result<Vec<T>, Garbled> {
    let count = reader.count()?;
    let mut all = Vec::with_capacity(count.min(65_536));
    for _ in 0..count {
        all.push(one(reader)?);
    }
    Ok(all)
}
