//! A bucket of tokens: how many times something may be asked for, at once and over time.

use jiff::{SignedDuration, Timestamp};

/// How many tokens a bucket holds, and how fast they come back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BucketRules {
    /// Tokens of a full bucket: what may be asked for at once.
    pub holds: u32,
    /// How long one token takes to come back.
    pub one_every: SignedDuration,
}

/// What is left to somebody. A new one is full.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bucket {
    /// When the bucket will be full again, if nothing more is taken. The whole state is this one instant (as in the
    /// generic cell rate algorithm), so that a bucket that is full again can be forgotten.
    full_at: Timestamp,
}

impl Bucket {
    /// A full bucket.
    pub fn full(now: Timestamp) -> Self {
        Self { full_at: now }
    }

    /// Takes a token; or says after how long there will be one.
    pub fn take(&mut self, rules: &BucketRules, now: Timestamp) -> Result<(), SignedDuration> {
        let missing = self.full_at.max(now).duration_since(now);
        let room =
            rules.one_every.checked_mul(rules.holds.saturating_sub(1) as i32).unwrap_or(SignedDuration::MAX);
        if missing > room {
            return Err(missing - room);
        }
        self.full_at = self.full_at.max(now).saturating_add(rules.one_every).unwrap_or(Timestamp::MAX);
        Ok(())
    }

    /// Whether it is full, so that nothing is lost when it is forgotten.
    pub fn is_full(&self, now: Timestamp) -> bool {
        self.full_at <= now
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const RULES: BucketRules = BucketRules { holds: 3, one_every: SignedDuration::from_secs(10) };

    #[test]
    fn three_at_once_then_one_every_ten_seconds() {
        let at = |secs: i64| Timestamp::from_second(1_000 + secs).unwrap();
        let mut bucket = Bucket::full(at(0));
        assert!((0..3).all(|_| bucket.take(&RULES, at(0)).is_ok()));
        assert_eq!(bucket.take(&RULES, at(4)), Err(SignedDuration::from_secs(6)));
        assert!(bucket.take(&RULES, at(10)).is_ok());
        assert!(bucket.take(&RULES, at(11)).is_err());
        assert!(bucket.is_full(at(60)) && !bucket.is_full(at(20)));
    }

    proptest! {
        #[test]
        fn no_more_is_given_than_the_rules_say(gaps in prop::collection::vec(0_i64..20, 1..200)) {
            let (mut bucket, mut now, mut given) = (Bucket::full(Timestamp::UNIX_EPOCH), 0, 0_i64);
            for gap in gaps {
                now += gap;
                given += i64::from(bucket.take(&RULES, Timestamp::from_second(now).unwrap()).is_ok());
                prop_assert!(given <= 3 + now / 10);
            }
        }
    }
}
