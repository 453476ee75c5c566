//! Sessions: a browser that somebody has signed in with. The cookie holds a secret; what is kept is its digest.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use types::{CustomerId, SessionId, StaffId};

use crate::{Key, Secret};

/// How long a session lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionRules {
    /// Without a request for so long, it ends.
    pub idle: SignedDuration,
    /// After so long, it ends in any case.
    pub absolute: SignedDuration,
}

impl SessionRules {
    /// A customer's: they come back within a month, and show that the address is theirs twice a year.
    pub const CUSTOMER: Self =
        Self { idle: SignedDuration::from_hours(30 * 24), absolute: SignedDuration::from_hours(180 * 24) };
    /// Staff's: a shift.
    pub const STAFF: Self =
        Self { idle: SignedDuration::from_hours(2), absolute: SignedDuration::from_hours(12) };
    /// Between the password and the second factor.
    pub const HALF: Self =
        Self { idle: SignedDuration::from_mins(10), absolute: SignedDuration::from_mins(10) };
}

/// Who has signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "kind", content = "id")]
pub enum Holder {
    /// A customer.
    Customer(CustomerId),
    /// Somebody who works here.
    Staff(StaffId),
}

impl Holder {
    /// The id, as text.
    pub fn id(&self) -> String {
        match self {
            Self::Customer(customer) => customer.to_string(),
            Self::Staff(staff) => staff.to_string(),
        }
    }
}

/// How far somebody has come in signing in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// All the way.
    Whole,
    /// The password was right; the second factor is asked for.
    SecondFactor,
    /// The password was right; there is no second factor yet, and one must be set.
    Enrolling,
}

/// A session, as its record holds it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Session {
    /// Its id: a digest of the cookie's secret, from which the secret cannot be found.
    pub id: SessionId,
    /// Who has signed in.
    pub holder: Holder,
    /// How far.
    pub stage: Stage,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last used, to within a tenth of its idle time.
    pub seen_at: Timestamp,
    /// How long it lasts without a request, in seconds.
    pub idle_s: i64,
    /// When it ends in any case.
    pub expires_at: Timestamp,
    /// What the browser said that it is, shortened: so that people recognise their own sessions.
    #[serde(default)]
    pub device: String,
    /// Whatever else the record holds.
    #[serde(flatten)]
    pub unknown: Map<String, Value>,
}

/// Whether a session lets in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It does.
    Open,
    /// It does, and the time of its last use is to be written.
    OpenToTouch,
    /// It has ended.
    Over,
}

impl Session {
    /// The id of the session that a cookie's secret opens.
    pub fn id_of(secret: &Secret, key: &Key) -> SessionId {
        SessionId::from_u128(secret.number(key))
    }

    /// A new session.
    pub fn begin(
        id: SessionId,
        holder: Holder,
        stage: Stage,
        rules: SessionRules,
        device: &str,
        now: Timestamp,
    ) -> Self {
        Self {
            id,
            holder,
            stage,
            created_at: now,
            seen_at: now,
            idle_s: rules.idle.as_secs(),
            expires_at: now.saturating_add(rules.absolute).unwrap_or(Timestamp::MAX),
            device: crate::customer::tidy_name(device, 120),
            unknown: Map::new(),
        }
    }

    /// Whether it lets in now.
    pub fn standing(&self, now: Timestamp) -> Standing {
        let unused = now.duration_since(self.seen_at).as_secs();
        if now >= self.expires_at || unused >= self.idle_s {
            Standing::Over
        } else if unused * 10 >= self.idle_s {
            Standing::OpenToTouch
        } else {
            Standing::Open
        }
    }

    /// The session, used now.
    pub fn touched(mut self, now: Timestamp) -> Self {
        self.seen_at = self.seen_at.max(now);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(secs: i64) -> Timestamp {
        Timestamp::from_second(1_700_000_000 + secs).unwrap()
    }

    fn begun() -> Session {
        let holder = Holder::Staff(StaffId::from_u128(4));
        Session::begin(SessionId::from_u128(1), holder, Stage::Whole, SessionRules::STAFF, "Firefox", at(0))
    }

    #[test]
    fn it_ends_when_unused_and_after_a_shift() {
        let session = begun();
        assert_eq!(session.standing(at(60)), Standing::Open);
        assert_eq!(session.standing(at(900)), Standing::OpenToTouch);
        assert_eq!(session.standing(at(7_200)), Standing::Over);
        let mut used = session;
        for hour in 1..12 {
            used = used.touched(at(hour * 3_600));
            assert_ne!(used.standing(at(hour * 3_600 + 1)), Standing::Over);
        }
        assert_eq!(used.touched(at(43_199)).standing(at(43_200)), Standing::Over);
    }

    #[test]
    fn its_record_reads_back_and_holds_no_secret() {
        let (key, secret) = (Key::of(&[1; 32], "session"), Secret::from_chance([7, 8]));
        let session = Session { id: Session::id_of(&secret, &key), ..begun() };
        let json = serde_json::to_string(&session).unwrap();
        assert!(!json.contains(&secret.reveal()));
        assert_eq!(serde_json::from_str::<Session>(&json).unwrap(), session);
    }

    proptest! {
        #[test]
        fn once_over_it_stays_over(first in 0_i64..100_000, later in 0_i64..100_000) {
            let session = begun();
            if session.standing(at(first)) == Standing::Over {
                prop_assert_eq!(session.standing(at(first + later)), Standing::Over);
            }
        }
    }
}
