//! Ids of people and of acts: keyed digests, so that a log's names do not travel and importing twice is harmless.

use std::fmt;
use std::sync::Arc;

use jiff::Timestamp;
use types::ActId;

use crate::reading::NamedRecord;

/// Crockford's base 32, in lower case, as ids are written everywhere here.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// What becomes of the names and numbers by which a log identifies people.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Names {
    /// Only their keyed digest is kept.
    #[default]
    Hash,
    /// Objects still carry the digest, and a record `party/<digest>` keeps the name beside it.
    Keep,
}

/// How people and acts are named in one view.
#[derive(Clone)]
pub struct Identity {
    secret: [u8; 32],
    names: Names,
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Identity").field("names", &self.names).finish_non_exhaustive()
    }
}

impl Identity {
    /// The identity of a view, by its secret of 32 bytes.
    pub const fn new(secret: [u8; 32], names: Names) -> Self {
        Self { secret, names }
    }

    /// What becomes of names.
    pub const fn names(&self) -> Names {
        self.names
    }

    /// The id of a person whom the log calls `raw`: 16 letters and digits (80 bits), the same for the same type and
    /// name within the view, and meaningless without the view's secret.
    pub fn person(&self, kind: &str, raw: &str) -> Arc<str> {
        let mut hasher = blake3::Hasher::new_keyed(&self.secret);
        hasher.update(b"person\0").update(kind.as_bytes()).update(b"\0").update(raw.as_bytes());
        let bits = low_80_bits(&hasher);
        let text: String =
            (0..16).rev().map(|digit| char::from(ALPHABET[((bits >> (digit * 5)) & 31) as usize])).collect();
        Arc::from(text)
    }

    /// The record that keeps a person's name, where names are kept.
    pub fn party(&self, kind: &str, id: &str, raw: &str) -> Option<NamedRecord> {
        (self.names == Names::Keep).then(|| NamedRecord {
            kind: "party".to_owned(),
            id: id.to_owned(),
            body: serde_json::json!({ "name": raw, "role": kind }),
        })
    }

    /// The id of the act that part number `part` of a source's row `key` stands for.
    pub fn act_id(&self, occurred_at: Timestamp, key: &[u8], part: u32) -> ActId {
        let mut hasher = blake3::Hasher::new_keyed(&self.secret);
        hasher.update(b"act\0").update(&part.to_le_bytes()).update(key);
        ActId::at(occurred_at, low_80_bits(&hasher))
    }
}

fn low_80_bits(hasher: &blake3::Hasher) -> u128 {
    let mut bytes = [0_u8; 16];
    hasher.finalize_xof().fill(&mut bytes[..10]);
    u128::from_le_bytes(bytes)
}
