//! Wrong attempts to sign in: each one more makes the next wait longer, and too many close the way for a while.
//!
//! The state is kept per account and per address, whether such an account exists or not, so that it tells nothing.

use jiff::{SignedDuration, Timestamp};

/// How attempts are slowed down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ThrottleRules {
    /// Wrong attempts that cost nothing.
    pub free: u32,
    /// What the first one after those costs; each more doubles it.
    pub first_delay: SignedDuration,
    /// Wrong attempts after which the way is closed.
    pub closed_after: u32,
    /// For how long it is closed; also after how long without one all are forgotten.
    pub closed_for: SignedDuration,
}

impl ThrottleRules {
    /// For one account: three are free, then 1, 2, 4 … seconds, and from the tenth on 15 minutes.
    pub const ACCOUNT: Self = Self {
        free: 3,
        first_delay: SignedDuration::from_secs(1),
        closed_after: 10,
        closed_for: SignedDuration::from_mins(15),
    };
    /// For one address, behind which a whole office may be: thirty are free, and the hundredth closes.
    pub const ADDRESS: Self = Self {
        free: 30,
        first_delay: SignedDuration::from_secs(1),
        closed_after: 100,
        closed_for: SignedDuration::from_mins(15),
    };
}

/// The wrong attempts of an account or an address. A new one has none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Throttle {
    failures: u32,
    last: Option<Timestamp>,
}

/// An attempt that comes too early. It is not looked at, and does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too many attempts: try again after {until}")]
pub struct TooSoon {
    /// From when on one may try again.
    pub until: Timestamp,
}

impl Throttle {
    /// Whether an attempt is looked at now.
    pub fn admits(&self, rules: &ThrottleRules, now: Timestamp) -> Result<(), TooSoon> {
        let (Some(last), delay) = (self.last, self.delay(rules)) else { return Ok(()) };
        let until = last.saturating_add(delay).unwrap_or(Timestamp::MAX);
        if now < until { Err(TooSoon { until }) } else { Ok(()) }
    }

    /// How long the next attempt must wait after the last wrong one.
    fn delay(&self, rules: &ThrottleRules) -> SignedDuration {
        if self.failures >= rules.closed_after {
            return rules.closed_for;
        }
        match self.failures.checked_sub(rules.free) {
            None | Some(0) => SignedDuration::ZERO,
            Some(more) => {
                let doubled = rules.first_delay.checked_mul(1_i32 << (more - 1).min(20));
                doubled.unwrap_or(SignedDuration::MAX).min(rules.closed_for)
            }
        }
    }

    /// After a wrong attempt; says whether it closed the way.
    pub fn failed(&mut self, rules: &ThrottleRules, now: Timestamp) -> bool {
        if self.is_forgotten(rules, now) {
            self.failures = 0;
        }
        self.failures = self.failures.saturating_add(1);
        self.last = Some(self.last.map_or(now, |last| last.max(now)));
        self.failures == rules.closed_after
    }

    /// Takes one back that was counted before it was looked at, and was right.
    pub fn taken_back(&mut self) {
        self.failures = self.failures.saturating_sub(1);
        if self.failures == 0 {
            self.last = None;
        }
    }

    /// Whether nothing is lost when it is thrown away: there was no wrong attempt for as long as the way is closed.
    pub fn is_forgotten(&self, rules: &ThrottleRules, now: Timestamp) -> bool {
        self.last.is_none_or(|last| now.duration_since(last) >= rules.closed_for)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const RULES: ThrottleRules = ThrottleRules::ACCOUNT;

    fn at(secs: i64) -> Timestamp {
        Timestamp::from_second(1_700_000_000 + secs).unwrap()
    }

    #[test]
    fn three_are_free_then_the_wait_doubles_and_the_tenth_closes() {
        let (mut throttle, mut now, mut waits) = (Throttle::default(), 0, Vec::new());
        for attempt in 1..=10 {
            if let Err(TooSoon { until }) = throttle.admits(&RULES, at(now)) {
                waits.push(until.duration_since(at(now)).as_secs());
                now += waits.last().unwrap();
            }
            assert_eq!(throttle.failed(&RULES, at(now)), attempt == 10);
        }
        assert_eq!(waits, [1, 2, 4, 8, 16, 32]);
        assert_eq!(throttle.admits(&RULES, at(now + 899)), Err(TooSoon { until: at(now + 900) }));
        assert_eq!(throttle.admits(&RULES, at(now + 900)), Ok(()));
        // After that quarter of an hour all is forgotten.
        assert!(!throttle.failed(&RULES, at(now + 900)));
        assert_eq!(throttle.admits(&RULES, at(now + 900)), Ok(()));
    }

    #[test]
    fn what_was_right_leaves_no_trace() {
        let mut throttle = Throttle::default();
        for second in 0..100 {
            assert_eq!(throttle.admits(&RULES, at(second)), Ok(()));
            throttle.failed(&RULES, at(second));
            throttle.taken_back();
        }
        assert_eq!(throttle, Throttle::default());
    }

    proptest! {
        #[test]
        fn nobody_gets_more_than_a_few_attempts_an_hour(gaps in prop::collection::vec(0_i64..120, 1..3_000)) {
            let (mut throttle, mut now) = (Throttle::default(), 0);
            let mut admitted = Vec::new();
            for gap in gaps {
                now += gap;
                if throttle.admits(&RULES, at(now)).is_ok() {
                    throttle.failed(&RULES, at(now));
                    admitted.push(now);
                }
            }
            for start in &admitted {
                let hour = admitted.iter().filter(|it| (*start..start + 3_600).contains(it)).count();
                prop_assert!(hour <= 50, "{hour} attempts in an hour");
            }
        }
    }
}
