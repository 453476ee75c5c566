//! Ids: newtypes over 128 bits with a readable prefix, most of them led by a time.
//!
//! The leading 48 bits of an [`ActId`] are the millisecond at which the act occurred (as in a ULID), so that
//! one index over ids is also the index over periods, and ids made in the order of time are stored side by
//! side. The other 80 bits are the caller's: chance for a live act, a digest of the source key for an
//! imported one (so that importing twice gives the same id).

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Crockford's base 32, in lower case: no i, l, o or u.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// 128 bits in groups of five.
const DIGITS: usize = 26;
/// 2^47 ms: instants before 1970 are kept in order by shifting all of them by half the range of 48 bits.
const EPOCH_SHIFT_MS: i64 = 1 << 47;

/// Why a text is not an id of the kind asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{given}” is not an id that begins with {prefix}_ and 26 letters or digits")]
pub struct IdError {
    /// The prefix that was expected.
    pub prefix: &'static str,
    /// What was given, cut to 64 characters.
    pub given: String,
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $prefix:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u128);

        impl $name {
            /// The prefix of the written form.
            pub const PREFIX: &'static str = $prefix;

            /// An id of the given 128 bits.
            pub const fn from_u128(bits: u128) -> Self { Self(bits) }

            /// Its 128 bits.
            pub const fn as_u128(self) -> u128 { self.0 }

            /// An id led by an instant (48 bits of milliseconds) and followed by the low 80 bits of `rest`.
            pub fn at(instant: Timestamp, rest: u128) -> Self {
                Self((lead(instant) << 80) | (rest & ((1 << 80) - 1)))
            }

            /// The instant that leads the id, to the millisecond.
            pub fn instant(self) -> Timestamp {
                let ms = (self.0 >> 80) as i64 - EPOCH_SHIFT_MS;
                Timestamp::from_millisecond(ms).unwrap_or(Timestamp::MAX)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!($prefix, "_{}"), written(self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Display::fmt(self, f) }
        }

        impl FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                text.strip_prefix(concat!($prefix, "_")).and_then(read).map(Self).ok_or_else(|| IdError {
                    prefix: $prefix,
                    given: text.chars().take(64).collect(),
                })
            }
        }

        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                if to.is_human_readable() { to.collect_str(self) } else { self.0.serialize(to) }
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                if from.is_human_readable() {
                    String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
                } else {
                    u128::deserialize(from).map(Self)
                }
            }
        }
    };
}

id!(
    /// Names one act in its view. Its leading 48 bits are when the act occurred.
    ActId, "act"
);
id!(
    /// Names one entry, chosen by whoever commits it, so that committing twice is harmless.
    EntryId, "ent"
);
id!(
    /// Names one run of a job: an import, an export, a simulation.
    RunId, "run"
);
id!(
    /// Names a note that somebody attached to a figure or an act.
    NoteId, "not"
);

id!(
    /// The id of a shopping cart.
    CartId, "crt"
);
id!(
    /// The id of a conversation between a customer and sellers.
    ConversationId, "tlk"
);
id!(
    /// The id of a customer who has made themselves known.
    CustomerId, "cus"
);
id!(
    /// The id of a mail that leaves.
    MailId, "mai"
);
id!(
    /// The id of a message, chosen by whoever sends it: sending it again is a repeat.
    MessageId, "msg"
);
id!(
    /// The id of a product order.
    OrderId, "ord"
);
id!(
    /// The id of a payment: a provider that is asked twice under it pays once.
    PaymentId, "pay"
);
id!(
    /// The id of a product that a customer has.
    ProductId, "prd"
);
id!(
    /// The id of a sign-in session, as it is shown; never the secret that opens it.
    SessionId, "ses"
);
id!(
    /// The id of somebody who works here.
    StaffId, "stf"
);
id!(
    /// The id of a browser that somebody uses without having made themselves known.
    VisitorId, "vis"
);

impl ActId {
    /// The least id that an act of this instant can have: where a period begins in the order of ids.
    pub fn first_at(instant: Timestamp) -> Self {
        Self::at(instant, 0)
    }
}

/// The 48 leading bits that stand for an instant; instants outside ±4,400 years are held at the edge.
fn lead(instant: Timestamp) -> u128 {
    let shifted = instant.as_millisecond().saturating_add(EPOCH_SHIFT_MS).clamp(0, (1 << 48) - 1);
    shifted as u128
}

fn written(bits: u128) -> String {
    (0..DIGITS).rev().map(|digit| char::from(ALPHABET[((bits >> (digit * 5)) & 31) as usize])).collect()
}

fn read(text: &str) -> Option<u128> {
    if text.len() != DIGITS {
        return None;
    }
    text.bytes().try_fold(0_u128, |bits, byte| {
        let digit = ALPHABET.iter().position(|letter| *letter == byte.to_ascii_lowercase())?;
        // The first of 26 digits holds only 3 bits: anything above would be lost.
        bits.checked_mul(32).map(|high| high | digit as u128)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_written_reads_back(bits: u128) {
            let id = ActId::from_u128(bits);
            prop_assert_eq!(id.to_string().parse::<ActId>(), Ok(id));
        }

        #[test]
        fn ids_stand_in_the_order_of_time(a in -60_000_000_000_000_i64..140_000_000_000_000, b in -60_000_000_000_000_i64..140_000_000_000_000, x: u128, y: u128) {
            let at = |ms| Timestamp::from_millisecond(ms).unwrap();
            let (first, second) = (ActId::at(at(a), x), ActId::at(at(b), y));
            if a < b { prop_assert!(first < second); }
            prop_assert_eq!(first.instant(), at(a));
        }
    }

    #[test]
    fn an_id_of_another_kind_is_refused_with_what_was_expected() {
        let entry = EntryId::from_u128(7).to_string();
        assert!(entry.parse::<ActId>().unwrap_err().to_string().contains("begins with act_"));
        assert!("act_zzzzzzzzzzzzzzzzzzzzzzzzzz".parse::<ActId>().is_err());
    }
}
