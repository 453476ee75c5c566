//! The kinds of records that hold people, and by what each can be found.

use jiff::Timestamp;
use party::{Customer, Individual, Invitation, InvitationPurpose, OneTimeCode, Session, StaffMember};
use serde::{Deserialize, Serialize};
use types::{CustomerId, StaffId, VisitorId};

use crate::live::Kept;

impl Kept for Customer {
    const KIND: &'static str = "customer";
    fn record_id(&self) -> String {
        self.id.to_string()
    }
}

impl Kept for Individual {
    const KIND: &'static str = "individual";
    fn record_id(&self) -> String {
        self.id.clone()
    }
}

/// Which customer a mail address belongs to. Its id is the address's keyed digest: two can never claim one address.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct AddressOwner {
    /// The digest.
    pub digest: String,
    /// Whose it is.
    pub customer: CustomerId,
}

impl Kept for AddressOwner {
    const KIND: &'static str = "customerAddress";
    fn record_id(&self) -> String {
        self.digest.clone()
    }
}

/// A browser that a customer has signed in with.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct KnownVisitor {
    /// The browser.
    pub id: VisitorId,
    /// Who.
    pub customer: CustomerId,
    /// When.
    pub joined_at: Timestamp,
}

impl Kept for KnownVisitor {
    const KIND: &'static str = "visitor";
    fn record_id(&self) -> String {
        self.id.to_string()
    }
    fn indexed(&self) -> Vec<(String, String)> {
        vec![("customer".into(), self.customer.to_string())]
    }
}

/// A code that was sent, for one browser and one address.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SentCode {
    /// The keyed digest of browser and address.
    pub id: String,
    /// The code.
    #[serde(flatten)]
    pub code: OneTimeCode,
}

impl Kept for SentCode {
    const KIND: &'static str = "signInCode";
    fn record_id(&self) -> String {
        self.id.clone()
    }
    fn indexed(&self) -> Vec<(String, String)> {
        vec![
            ("address".into(), self.code.address.to_string()),
            ("expires".into(), self.code.expires_at.to_string()),
        ]
    }
}

impl Kept for Session {
    const KIND: &'static str = "session";
    fn record_id(&self) -> String {
        self.id.to_string()
    }
    fn indexed(&self) -> Vec<(String, String)> {
        vec![("holder".into(), self.holder.id()), ("expires".into(), self.expires_at.to_string())]
    }
}

impl Kept for StaffMember {
    const KIND: &'static str = "staff";
    fn record_id(&self) -> String {
        self.id.to_string()
    }
}

/// Which account a login belongs to: two can never have one login.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct LoginOwner {
    /// The login.
    pub login: party::Login,
    /// Whose it is.
    pub staff: StaffId,
}

impl Kept for LoginOwner {
    const KIND: &'static str = "staffLogin";
    fn record_id(&self) -> String {
        self.login.to_string()
    }
}

impl Kept for Invitation {
    const KIND: &'static str = "staffInvitation";
    /// One link at a time for each account: a new one takes the place of the one before.
    fn record_id(&self) -> String {
        match (self.purpose, self.staff) {
            (InvitationPurpose::First, _) | (_, None) => "first".to_owned(),
            (_, Some(staff)) => staff.to_string(),
        }
    }
    fn indexed(&self) -> Vec<(String, String)> {
        vec![("digest".into(), self.digest.clone())]
    }
}
