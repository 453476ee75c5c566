//! How records stand in the store: one row per version, one row that says which is current, and index rows.
//!
//! The entry holds only a digest of a version's row. Body and salt stand in the row alone, so that erasing it leaves
//! the chain whole, and the digest says nothing about what was erased.

use jiff::Timestamp;

use crate::RecordWrite;
use crate::written::{Garbled, Reader, Writer};

/// What a current row says of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    Deleted,
    Live,
    Erased,
}

/// The latest version of a record, and by what it is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Current {
    pub version: u64,
    pub standing: Standing,
    pub indexed: Vec<(String, String)>,
}

/// One version of a record, as its row holds it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum VersionRow {
    Held { position: u64, recorded_at: Timestamp, indexed: Vec<(String, String)>, body: Option<Vec<u8>> },
    Erased,
}

const HELD: u8 = 1;
const ERASED: u8 = 2;

/// The key under which all rows of a record begin.
pub(crate) fn record_prefix(kind: &str, id: &str) -> Vec<u8> {
    let mut key = Vec::with_capacity(kind.len() + id.len() + 10);
    for text in [kind, id] {
        key.extend_from_slice(text.as_bytes());
        key.push(0);
    }
    key
}

/// The key of a version's row; version 0 is the current row.
pub(crate) fn record_key(kind: &str, id: &str, version: u64) -> Vec<u8> {
    let mut key = record_prefix(kind, id);
    key.extend_from_slice(&version.to_be_bytes());
    key
}

/// Takes a key of the table `record` apart into kind, id and version.
pub(crate) fn record_key_read(key: &[u8]) -> Result<(&str, &str, u64), Garbled> {
    let strange = || Garbled::new("the key is not one of a record");
    let (texts, version) = key.split_at_checked(key.len().wrapping_sub(8)).ok_or_else(strange)?;
    let version = crate::written::be64(version)?;
    let texts = std::str::from_utf8(texts).map_err(|_| strange())?;
    let mut pieces = texts.split('\0');
    match (pieces.next(), pieces.next(), pieces.next(), pieces.next()) {
        (Some(kind), Some(id), Some(""), None) => Ok((kind, id, version)),
        _ => Err(strange()),
    }
}

/// The key under which all index rows of an attribute begin; the nameless attribute finds every record of the kind.
pub(crate) fn index_prefix(kind: &str, name: &str) -> Vec<u8> {
    record_prefix(kind, name)
}

pub(crate) fn index_key(kind: &str, name: &str, value: &str, id: &str) -> Vec<u8> {
    let mut key = index_prefix(kind, name);
    key.extend_from_slice(value.as_bytes());
    key.push(0);
    key.extend_from_slice(id.as_bytes());
    key
}

/// All index rows of a record that stands.
pub(crate) fn index_keys(kind: &str, id: &str, indexed: &[(String, String)]) -> Vec<Vec<u8>> {
    let mut keys = vec![index_key(kind, "", "", id)];
    keys.extend(indexed.iter().map(|(name, value)| index_key(kind, name, value, id)));
    keys
}

fn write_indexed(writer: &mut Writer, indexed: &[(String, String)]) {
    writer.count(indexed.len());
    for (name, value) in indexed {
        writer.text(name);
        writer.text(value);
    }
}

fn read_indexed(reader: &mut Reader<'_>) -> Result<Vec<(String, String)>, Garbled> {
    (0..reader.count()?).map(|_| Ok((reader.text()?.to_owned(), reader.text()?.to_owned()))).collect()
}

impl Current {
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        writer.number(self.version);
        writer.u8(match self.standing {
            Standing::Deleted => 0,
            Standing::Live => 1,
            Standing::Erased => 2,
        });
        write_indexed(&mut writer, &self.indexed);
        writer.0
    }

    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Garbled> {
        let mut reader = Reader::new(bytes);
        let version = reader.number()?;
        let standing = match reader.u8()? {
            0 => Standing::Deleted,
            1 => Standing::Live,
            2 => Standing::Erased,
            other => return Err(Garbled::new(format!("has the unknown standing {other}"))),
        };
        let indexed = read_indexed(&mut reader)?;
        reader.end()?;
        Ok(Self { version, standing, indexed })
    }
}

/// The row of a new version.
pub(crate) fn version_row(
    write: &RecordWrite,
    position: u64,
    recorded_at: Timestamp,
    salt: [u8; 16],
) -> Vec<u8> {
    let mut writer = Writer::default();
    writer.u8(HELD);
    writer.raw(&salt);
    writer.number(position);
    writer.signed(recorded_at.as_millisecond());
    match &write.body {
        None => {
            writer.u8(0);
            write_indexed(&mut writer, &[]);
        }
        Some(body) => {
            writer.u8(1);
            write_indexed(&mut writer, &write.indexed);
            writer.raw(body.to_string().as_bytes());
        }
    }
    writer.0
}

/// The row that stands where a version was erased.
pub(crate) fn erased_row() -> Vec<u8> {
    vec![ERASED]
}

/// What the entry says of a version's row.
pub(crate) fn row_digest(row: &[u8]) -> [u8; 32] {
    *blake3::hash(row).as_bytes()
}

impl VersionRow {
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Garbled> {
        let mut reader = Reader::new(bytes);
        match reader.u8()? {
            ERASED => {
                reader.end()?;
                return Ok(Self::Erased);
            }
            HELD => {}
            other => return Err(Garbled::new(format!("has the unknown form {other}"))),
        }
        reader.array::<16>()?;
        let position = reader.number()?;
        let recorded_at = Timestamp::from_millisecond(reader.signed()?)
            .map_err(|_| Garbled::new("was recorded at an impossible time"))?;
        let live = reader.u8()? != 0;
        let indexed = read_indexed(&mut reader)?;
        let body = live.then(|| reader.rest().to_vec());
        Ok(Self::Held { position, recorded_at, indexed, body })
    }

    /// The current row of a record of which this is the latest version.
    pub fn current(&self, version: u64) -> Current {
        match self {
            Self::Erased => Current { version, standing: Standing::Erased, indexed: Vec::new() },
            Self::Held { body: None, .. } => {
                Current { version, standing: Standing::Deleted, indexed: Vec::new() }
            }
            Self::Held { indexed, .. } => {
                Current { version, standing: Standing::Live, indexed: indexed.clone() }
            }
        }
    }
}
