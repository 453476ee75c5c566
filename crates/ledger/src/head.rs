//! The head of a view: where its next entry goes. One row, read and written in the transaction of every group.

use types::EntryId;

use crate::written::{Garbled, Reader, Writer};

/// The key of the head's row.
pub(crate) const HEAD_KEY: &[u8] = b"head";

/// Where a view stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Head {
    /// The position of the last entry; 0 in an empty view.
    pub position: u64,
    /// The chain's hash after the last entry; zeros in an empty view.
    pub chain: [u8; 32],
    /// When the last entry was recorded, in milliseconds since 1970.
    pub recorded_ms: i64,
    /// How many acts the view holds.
    pub acts: u64,
    /// The number that the next new word gets.
    pub(crate) next_word: u32,
    /// The number that the next new object gets.
    pub(crate) next_object: u32,
    /// The number that the next segment of postings gets.
    pub(crate) next_segment: u32,
    /// The last position whose acts stand in a segment.
    pub(crate) sealed_to: u64,
    /// How many acts stand after it.
    pub(crate) tail_acts: u64,
}

impl Head {
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        writer.u8(1);
        writer.raw(&self.chain);
        writer.number(self.position);
        writer.signed(self.recorded_ms);
        for number in [
            self.acts,
            u64::from(self.next_word),
            u64::from(self.next_object),
            u64::from(self.next_segment),
            self.sealed_to,
            self.tail_acts,
        ] {
            writer.number(number);
        }
        writer.0
    }

    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Self, Garbled> {
        let mut reader = Reader::new(bytes);
        if reader.u8()? != 1 {
            return Err(Garbled::new("is not a head"));
        }
        let head = Self {
            chain: reader.array()?,
            position: reader.number()?,
            recorded_ms: reader.signed()?,
            acts: reader.number()?,
            next_word: reader.u32()?,
            next_object: reader.u32()?,
            next_segment: reader.u32()?,
            sealed_to: reader.number()?,
            tail_acts: reader.number()?,
        };
        reader.end()?;
        Ok(head)
    }
}

/// The hash of the chain after an entry whose stored bytes these are.
pub(crate) fn link(before: &[u8; 32], stored: &[u8]) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(before);
    hasher.update(stored);
    *hasher.finalize().as_bytes()
}

/// Where an act stands: the position of its entry, and which of the entry's acts it is (from 0).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct Place {
    /// The position of the entry.
    pub position: u64,
    /// Its rank within the entry.
    pub ordinal: u16,
}

/// The value of a row of `act_id`: the act's place, and a digest of its content.
pub(crate) fn act_row(place: Place, digest: u64) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(18);
    bytes.extend_from_slice(&place.position.to_be_bytes());
    bytes.extend_from_slice(&place.ordinal.to_be_bytes());
    bytes.extend_from_slice(&digest.to_be_bytes());
    bytes
}

pub(crate) fn act_row_read(bytes: &[u8]) -> Result<(Place, u64), Garbled> {
    let mut reader = Reader::new(bytes);
    let position = u64::from_be_bytes(reader.array()?);
    let ordinal = u16::from_be_bytes(reader.array()?);
    let digest = u64::from_be_bytes(reader.array()?);
    reader.end()?;
    Ok((Place { position, ordinal }, digest))
}

/// The key of an entry id's row.
pub(crate) fn entry_id_key(id: EntryId) -> Vec<u8> {
    id.as_u128().to_be_bytes().to_vec()
}

/// The key of an act id's row.
pub(crate) fn act_id_key(id: types::ActId) -> Vec<u8> {
    id.as_u128().to_be_bytes().to_vec()
}
