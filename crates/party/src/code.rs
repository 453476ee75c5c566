//! One-time codes: six digits that are mailed, good for ten minutes and five tries.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::secret::same;
use crate::{EmailAddress, Key};

/// How long a code is good.
const GOOD_FOR: SignedDuration = SignedDuration::from_mins(10);
/// How many times it may be tried.
const TRIES: u8 = 5;

/// A code that was sent. What is kept is its keyed digest, and to whom it went.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OneTimeCode {
    /// The address that it was sent to.
    pub address: EmailAddress,
    /// The keyed digest of address and code.
    pub digest: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// Until when it is good.
    pub expires_at: Timestamp,
    /// How many tries are left.
    pub tries_left: u8,
    /// When it was used.
    pub used_at: Option<Timestamp>,
    /// Whatever else the record holds.
    #[serde(flatten)]
    pub unknown: Map<String, Value>,
}

/// Why a code does not let anybody in, whatever digits are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CodeRefusal {
    /// Its ten minutes are over.
    #[error("the code is older than ten minutes: ask for a new one")]
    Expired,
    /// It was tried five times.
    #[error("the code was tried too often: ask for a new one")]
    Spent,
    /// It let somebody in already.
    #[error("the code was used already: ask for a new one")]
    Used,
}

/// What trying a code came to. Either way the code has changed and is to be kept.
#[derive(Debug, Clone, PartialEq)]
pub enum Checked {
    /// These are the digits.
    Right(OneTimeCode),
    /// These are not; so many tries are left in it.
    Wrong(OneTimeCode),
}

impl OneTimeCode {
    /// A new code for an address, out of chance; and the digits to send.
    pub fn issue(address: EmailAddress, chance: u128, key: &Key, now: Timestamp) -> (Self, String) {
        let digits = format!("{:06}", chance % 1_000_000);
        let code = Self {
            digest: digest(&address, &digits, key),
            address,
            created_at: now,
            expires_at: now.saturating_add(GOOD_FOR).unwrap_or(Timestamp::MAX),
            tries_left: TRIES,
            used_at: None,
            unknown: Map::new(),
        };
        (code, digits)
    }

    /// Tries digits. Spaces and dashes between them are forgiven.
    pub fn check(&self, given: &str, key: &Key, now: Timestamp) -> Result<Checked, CodeRefusal> {
        if self.used_at.is_some() {
            return Err(CodeRefusal::Used);
        }
        if now >= self.expires_at {
            return Err(CodeRefusal::Expired);
        }
        if self.tries_left == 0 {
            return Err(CodeRefusal::Spent);
        }
        let digits: String = given.chars().filter(|c| !c.is_whitespace() && *c != '-').take(12).collect();
        let mut next = self.clone();
        if same(digest(&self.address, &digits, key).as_bytes(), self.digest.as_bytes()) {
            next.used_at = Some(now);
            return Ok(Checked::Right(next));
        }
        next.tries_left -= 1;
        Ok(Checked::Wrong(next))
    }
}

fn digest(address: &EmailAddress, digits: &str, key: &Key) -> String {
    key.hex(&[address.as_str().as_bytes(), digits.as_bytes()])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn issued(chance: u128) -> (OneTimeCode, String, Key) {
        let key = Key::of(&[1; 32], "code");
        let (code, digits) = OneTimeCode::issue("ann@example.org".parse().unwrap(), chance, &key, at(0));
        (code, digits, key)
    }

    fn at(secs: i64) -> Timestamp {
        Timestamp::from_second(1_700_000_000 + secs).unwrap()
    }

    proptest! {
        #[test]
        fn the_right_digits_let_in_once_and_only_within_five_tries(chance: u128, wrong in prop::collection::vec("[0-9]{6}", 0..8)) {
            let (mut code, digits, key) = issued(chance);
            let mut tried = 0;
            for guess in wrong.iter().filter(|guess| **guess != digits) {
                match code.check(guess, &key, at(5)) {
                    Ok(Checked::Wrong(next)) => { code = next; tried += 1; }
                    other => { prop_assert_eq!(other, Err(CodeRefusal::Spent)); }
                }
            }
            prop_assert!(tried <= 5);
            match code.check(&digits, &key, at(6)) {
                Ok(Checked::Right(used)) => {
                    prop_assert!(tried < 5);
                    prop_assert_eq!(used.check(&digits, &key, at(7)), Err(CodeRefusal::Used));
                }
                other => { prop_assert!(tried == 5); prop_assert_eq!(other, Err(CodeRefusal::Spent)); }
            }
        }
    }

    #[test]
    fn six_digits_are_kept_as_a_digest_and_forgiven_their_spaces_until_ten_minutes_have_gone() {
        let (code, digits, key) = issued(7);
        assert_eq!(digits, "000007");
        assert!(!serde_json::to_string(&code).unwrap().contains("000007"));
        assert!(matches!(code.check(" 000 007 ", &key, at(599)), Ok(Checked::Right(_))));
        assert_eq!(code.check("000007", &key, at(600)), Err(CodeRefusal::Expired));
    }

    #[test]
    fn a_code_is_good_for_its_address_only() {
        let (mut code, digits, key) = issued(123_456);
        code.address = "bob@example.org".parse().unwrap();
        assert!(matches!(code.check(&digits, &key, at(1)), Ok(Checked::Wrong(_))));
    }
}
