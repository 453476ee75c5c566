//! Links that open an account once: the first administrator's, a new colleague's, one for who lost what they sign in with.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use types::StaffId;

use crate::{Key, Secret};

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InvitationPurpose {
    /// Making the first account, an administrator's.
    First,
    /// Choosing a password for an account that an administrator made.
    Join,
    /// Choosing a new password and a new second factor.
    Reset,
}

impl InvitationPurpose {
    /// How long a link of this purpose is good.
    const fn good_for(self) -> SignedDuration {
        match self {
            Self::First => SignedDuration::from_hours(24),
            Self::Join => SignedDuration::from_hours(7 * 24),
            Self::Reset => SignedDuration::from_hours(2),
        }
    }
}

/// A link that was given. What is kept is its digest.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Invitation {
    /// The digest of the link's secret.
    pub digest: String,
    /// What it is for.
    pub purpose: InvitationPurpose,
    /// Whose account it opens; nobody's for the first.
    pub staff: Option<StaffId>,
    /// When it was made.
    pub created_at: Timestamp,
    /// Until when it is good.
    pub expires_at: Timestamp,
    /// When it was used.
    pub used_at: Option<Timestamp>,
    /// Whatever else the record holds.
    #[serde(flatten)]
    pub unknown: Map<String, Value>,
}

/// Why a link opens nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvitationRefusal {
    /// It is not one of ours, or another took its place.
    #[error("this link is not known: ask for a new one")]
    Unknown,
    /// It was used.
    #[error("this link was used already: ask for a new one")]
    Used,
    /// Its time is over.
    #[error("this link is too old: ask for a new one")]
    Expired,
}

impl Invitation {
    /// A new link's record.
    pub fn new(
        secret: &Secret,
        key: &Key,
        purpose: InvitationPurpose,
        staff: Option<StaffId>,
        now: Timestamp,
    ) -> Self {
        Self {
            digest: secret.digest(key),
            purpose,
            staff,
            created_at: now,
            expires_at: now.saturating_add(purpose.good_for()).unwrap_or(Timestamp::MAX),
            used_at: None,
            unknown: Map::new(),
        }
    }

    /// Whether the link of this secret opens the account now.
    pub fn opens(&self, secret: &Secret, key: &Key, now: Timestamp) -> Result<(), InvitationRefusal> {
        if !crate::secret::same(secret.digest(key).as_bytes(), self.digest.as_bytes()) {
            return Err(InvitationRefusal::Unknown);
        }
        if self.used_at.is_some() {
            return Err(InvitationRefusal::Used);
        }
        if now >= self.expires_at { Err(InvitationRefusal::Expired) } else { Ok(()) }
    }

    /// The record once the link was used.
    pub fn used(mut self, now: Timestamp) -> Self {
        self.used_at = Some(now);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_opens_once_and_for_a_time() {
        let (key, secret) = (Key::of(&[3; 32], "link"), Secret::from_chance([1, 2]));
        let at = |hours: i64| Timestamp::from_second(hours * 3_600).unwrap();
        let link = Invitation::new(&secret, &key, InvitationPurpose::First, None, at(0));
        assert_eq!(link.opens(&secret, &key, at(23)), Ok(()));
        assert_eq!(link.opens(&Secret::from_chance([1, 3]), &key, at(1)), Err(InvitationRefusal::Unknown));
        assert_eq!(link.opens(&secret, &key, at(24)), Err(InvitationRefusal::Expired));
        assert_eq!(link.used(at(1)).opens(&secret, &key, at(2)), Err(InvitationRefusal::Used));
    }
}
