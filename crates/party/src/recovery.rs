//! Recovery codes: ten that are shown once, each good once, for the day when the second factor is lost.

use serde::{Deserialize, Serialize};

use crate::Key;
use crate::secret::same;

/// How many are given at once.
pub const RECOVERY_CODES: usize = 10;
/// Signs that are not mistaken for one another when copied by hand.
const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// A code as it is shown: `abcde-fghij`, 50 bits of chance.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryCode(String);

/// What is kept of a code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoveryDigest(String);

impl RecoveryCode {
    /// A code out of chance.
    pub fn from_chance(chance: u128) -> Self {
        let sign = |place: u32| char::from(ALPHABET[((chance >> (place * 5)) & 31) as usize]);
        let (first, second): (String, String) = ((0..5).map(sign).collect(), (5..10).map(sign).collect());
        Self(format!("{first}-{second}"))
    }

    /// Its text, to be shown once.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What is kept of it.
    pub fn digest(&self, key: &Key) -> RecoveryDigest {
        RecoveryDigest(key.hex(&[plain(&self.0).as_bytes()]))
    }
}

impl std::fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RecoveryCode(…)")
    }
}

/// What counts of a code as it is typed: letters and digits, in lower case.
fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_ascii_alphanumeric()).map(|c| c.to_ascii_lowercase()).take(20).collect()
}

/// The codes that are left once this one is used; nothing if it is none of them.
pub(crate) fn without(kept: &[RecoveryDigest], given: &str, key: &Key) -> Option<Vec<RecoveryDigest>> {
    let digest = key.hex(&[plain(given).as_bytes()]);
    let left: Vec<_> =
        kept.iter().filter(|known| !same(known.0.as_bytes(), digest.as_bytes())).cloned().collect();
    (left.len() < kept.len()).then_some(left)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_good_once_however_it_is_typed() {
        let key = Key::of(&[9; 32], "recovery");
        let codes: Vec<_> =
            (0..3_u128).map(|n| RecoveryCode::from_chance(n * 0x1234_5678_9abc_def1)).collect();
        let kept: Vec<_> = codes.iter().map(|code| code.digest(&key)).collect();
        let typed = codes[1].reveal().to_uppercase().replace('-', " ");
        let left = without(&kept, &typed, &key).unwrap();
        assert_eq!(left.len(), 2);
        assert_eq!(without(&left, &typed, &key), None);
        assert_eq!(without(&kept, "", &key), None);
    }
}
