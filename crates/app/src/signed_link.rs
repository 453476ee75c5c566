//! Signed links: whoever has one opens what it names, on any device, until its time is over. Nothing is stored for them.
//!
//! `ID-UNTIL-SEAL`: the 128 bits of an id, the instant until which it is good (milliseconds, hexadecimal), and 128 bits of a
//! keyed hash of both. Each purpose has a key of its own, derived from the live view's secret, so that the link of one thing
//! opens no other.

use jiff::Timestamp;
use types::ConversationId;

use crate::{Counter, Trouble};

/// What a link opens: a key for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LinkTo {
    /// A conversation and its cart, which a seller handed back.
    HandedCart,
    /// A conversation.
    Talk,
    /// An order.
    Order,
}

impl LinkTo {
    const fn purpose(self) -> &'static str {
        match self {
            Self::HandedCart => "comptoir handed cart link v1",
            Self::Talk => "comptoir conversation link v1",
            Self::Order => "comptoir order link v1",
        }
    }
}

impl Counter {
    /// The token of a link to this, good until then.
    pub(crate) fn signed_token(&self, to: LinkTo, id: u128, until: Timestamp) -> Result<String, Trouble> {
        Ok(token(&self.link_key(to)?, id, until))
    }

    /// What a token names, if we signed it for this and its time is not over.
    pub(crate) fn named_by_token(&self, to: LinkTo, token: &str) -> Result<Option<u128>, Trouble> {
        Ok(read(&self.link_key(to)?, token, self.now()))
    }

    /// The key that links are signed with: the live view's own secret, for one purpose only.
    fn link_key(&self, to: LinkTo) -> Result<[u8; 32], Trouble> {
        Ok(blake3::derive_key(to.purpose(), &self.live()?.book.settings.key()))
    }
}

/// The token of something, good until then.
fn token(key: &[u8; 32], id: u128, until: Timestamp) -> String {
    let until = until.as_millisecond();
    format!("{}-{until:x}-{}", letters(id), letters(seal(key, id, until)))
}

/// What a token names, if it was signed with this key and its time is not over.
fn read(key: &[u8; 32], token: &str, now: Timestamp) -> Option<u128> {
    let mut pieces = token.split('-');
    let (id, until, given) = (pieces.next()?, pieces.next()?, pieces.next()?);
    if pieces.next().is_some() {
        return None;
    }
    let id = bits(id)?;
    let until = i64::from_str_radix(until, 16).ok()?;
    let given = bits(given)?;
    // Compared as one number: how long that takes says nothing about where they differ.
    let good = given == seal(key, id, until) && now.as_millisecond() <= until;
    good.then_some(id)
}

fn seal(key: &[u8; 32], id: u128, until: i64) -> u128 {
    let mut hasher = blake3::Hasher::new_keyed(key);
    hasher.update(&id.to_be_bytes());
    hasher.update(&until.to_be_bytes());
    let mut seal = [0; 16];
    hasher.finalize_xof().fill(&mut seal);
    u128::from_be_bytes(seal)
}

/// 128 bits as ids write them, without a prefix: every kind of id writes them alike.
fn letters(bits: u128) -> String {
    ConversationId::from_u128(bits).to_string().split_off(ConversationId::PREFIX.len() + 1)
}

fn bits(letters: &str) -> Option<u128> {
    let id: ConversationId = format!("{}_{letters}", ConversationId::PREFIX).parse().ok()?;
    Some(id.as_u128())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_opens_its_own_thing_until_its_time_and_no_other() {
        let (key, id) = ([7; 32], 99);
        let until = Timestamp::from_second(1_800_000_000).unwrap();
        let good = token(&key, id, until);
        assert_eq!(read(&key, &good, until), Some(id));
        assert_eq!(read(&key, &good, Timestamp::from_second(1_800_000_001).unwrap()), None);
        assert_eq!(read(&[8; 32], &good, until), None);
        let later = good.replacen(&format!("{:x}", until.as_millisecond()), "fffffffffff", 1);
        assert_eq!(read(&key, &later, until), None);
        let other = good.replacen(&letters(id), &letters(98), 1);
        assert_eq!(read(&key, &other, until), None);
        for bad in ["", "-", "--", "a-b-c", &format!("{good}-"), &"é".repeat(40)] {
            assert_eq!(read(&key, bad, until), None, "{bad}");
        }
    }
}
