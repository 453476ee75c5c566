//! The signed link by which a customer opens what a seller handed back, on any device.
//!
//! `CONVERSATION-UNTIL-SEAL`: the id, the instant until which it is good (milliseconds, hexadecimal), and 128 bits of a
//! keyed hash of both. Nothing is stored for it; whoever has the link has the conversation and its cart.

use jiff::Timestamp;
use types::ConversationId;

/// The token of a conversation, good until then.
pub(super) fn token(key: &[u8; 32], id: ConversationId, until: Timestamp) -> String {
    let until = until.as_millisecond();
    format!("{}-{until:x}-{}", bare(id), bare(ConversationId::from_u128(seal(key, id, until))))
}

/// The conversation of a token, if we signed it and its time is not over.
pub(super) fn read(key: &[u8; 32], token: &str, now: Timestamp) -> Option<ConversationId> {
    let mut pieces = token.split('-');
    let (id, until, given) = (pieces.next()?, pieces.next()?, pieces.next()?);
    if pieces.next().is_some() {
        return None;
    }
    let id = whole(id)?;
    let until = i64::from_str_radix(until, 16).ok()?;
    let given = whole(given)?.as_u128();
    // Compared as one number: how long that takes says nothing about where they differ.
    let good = given == seal(key, id, until) && now.as_millisecond() <= until;
    good.then_some(id)
}

fn seal(key: &[u8; 32], id: ConversationId, until: i64) -> u128 {
    let mut hasher = blake3::Hasher::new_keyed(key);
    hasher.update(&id.as_u128().to_be_bytes());
    hasher.update(&until.to_be_bytes());
    let mut seal = [0; 16];
    hasher.finalize_xof().fill(&mut seal);
    u128::from_be_bytes(seal)
}

/// An id without its prefix.
fn bare(id: ConversationId) -> String {
    id.to_string().split_off(ConversationId::PREFIX.len() + 1)
}

fn whole(bare: &str) -> Option<ConversationId> {
    format!("{}_{bare}", ConversationId::PREFIX).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_opens_its_own_conversation_until_its_time_and_no_other() {
        let (key, id) = ([7; 32], ConversationId::from_u128(99));
        let until = Timestamp::from_second(1_800_000_000).unwrap();
        let good = token(&key, id, until);
        assert_eq!(read(&key, &good, until), Some(id));
        assert_eq!(read(&key, &good, Timestamp::from_second(1_800_000_001).unwrap()), None);
        assert_eq!(read(&[8; 32], &good, until), None);
        let later = good.replacen(&format!("{:x}", until.as_millisecond()), "fffffffffff", 1);
        assert_eq!(read(&key, &later, until), None);
        let other = good.replacen(&bare(id), &bare(ConversationId::from_u128(98)), 1);
        assert_eq!(read(&key, &other, until), None);
        for bad in ["", "-", "--", "a-b-c", &format!("{good}-"), &"é".repeat(40)] {
            assert_eq!(read(&key, bad, until), None, "{bad}");
        }
    }
}
