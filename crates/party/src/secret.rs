//! Secrets that a browser or a link carries, and the keyed digests under which they are known here.

use std::fmt;
use std::str::FromStr;

/// A key for digests, out of the organisation's own secret. Each purpose has another, so that a digest made for one
/// thing means nothing for another.
#[derive(Clone)]
pub struct Key([u8; 32]);

impl Key {
    /// The key of a purpose, out of a root key.
    pub fn of(root: &[u8; 32], purpose: &str) -> Self {
        Self(*blake3::keyed_hash(root, purpose.as_bytes()).as_bytes())
    }

    /// The digest of some pieces. Where one piece ends and the next begins is part of it.
    pub fn digest(&self, pieces: &[&[u8]]) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new_keyed(&self.0);
        for piece in pieces {
            hasher.update(&(piece.len() as u64).to_le_bytes());
            hasher.update(piece);
        }
        *hasher.finalize().as_bytes()
    }

    /// The same as 64 hexadecimal digits.
    pub fn hex(&self, pieces: &[&[u8]]) -> String {
        hex(&self.digest(pieces))
    }

    /// The first half of the digest as a number: 128 bits, for an id.
    pub fn number(&self, pieces: &[&[u8]]) -> u128 {
        let digest = self.digest(pieces);
        digest.iter().take(16).fold(0, |number, byte| (number << 8) | u128::from(*byte))
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

/// 256 bits of chance that a browser's cookie or a link carries. What is kept of it is a digest.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret([u8; 32]);

impl Secret {
    /// A secret out of 256 bits of chance.
    pub fn from_chance(chance: [u128; 2]) -> Self {
        let mut bytes = [0; 32];
        bytes[..16].copy_from_slice(&chance[0].to_be_bytes());
        bytes[16..].copy_from_slice(&chance[1].to_be_bytes());
        Self(bytes)
    }

    /// The text that the cookie or the link holds: 64 hexadecimal digits.
    pub fn reveal(&self) -> String {
        hex(&self.0)
    }

    /// Its digest under a key, as 64 hexadecimal digits.
    pub fn digest(&self, key: &Key) -> String {
        key.hex(&[&self.0])
    }

    /// Its digest under a key, as a number for an id.
    pub fn number(&self, key: &Key) -> u128 {
        key.number(&[&self.0])
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// A text that is no secret of ours: not 64 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is not one of our secrets")]
pub struct NotASecret;

impl FromStr for Secret {
    type Err = NotASecret;
    fn from_str(text: &str) -> Result<Self, NotASecret> {
        let bytes = unhex(text).ok_or(NotASecret)?;
        bytes.try_into().map(Self).map_err(|_| NotASecret)
    }
}

/// Bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Hexadecimal digits as bytes; nothing if they are not.
pub(crate) fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) || !text.is_ascii() {
        return None;
    }
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok()).collect()
}

/// Whether two texts are the same, without telling by the time taken where they differ.
pub(crate) fn same(a: &[u8], b: &[u8]) -> bool {
    // blake3 compares its hashes in constant time.
    blake3::hash(a) == blake3::hash(b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_secret_reads_back_and_nothing_else_does(a: u128, b: u128, other in "\\PC{0,80}") {
            let secret = Secret::from_chance([a, b]);
            prop_assert_eq!(secret.reveal().parse::<Secret>(), Ok(secret));
            if let Ok(read) = other.parse::<Secret>() {
                prop_assert_eq!(read.reveal(), other.to_lowercase());
            }
        }
    }

    #[test]
    fn a_digest_depends_on_purpose_and_on_where_pieces_end() {
        let (one, two) = (Key::of(&[7; 32], "session"), Key::of(&[7; 32], "code"));
        assert_ne!(one.hex(&[b"x"]), two.hex(&[b"x"]));
        assert_ne!(one.hex(&[b"ab", b"c"]), one.hex(&[b"a", b"bc"]));
        assert!(!format!("{one:?} {:?}", Secret::from_chance([1, 2])).contains('0'));
    }
}
