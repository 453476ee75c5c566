//! Who people are: customers, staff, their roles, and how they sign in.
//!
//! Everything here is a function of values: time, chance and keys come in as arguments, nothing is read or written.
//! A secret (a password, a code, a cookie) never leaves this room but as a digest.

mod base32;
mod bucket;
mod caller;
mod code;
mod consent;
mod contact;
mod customer;
mod invitation;
mod password;
mod permission;
mod recovery;
mod role;
mod secret;
mod session;
mod staff;
mod throttle;
mod totp;

pub use bucket::{Bucket, BucketRules};
pub use caller::{Caller, Who};
pub use code::{Checked, CodeRefusal, OneTimeCode};
pub use consent::{Consent, ConsentPurpose};
pub use contact::{ContactProblem, EmailAddress, PhoneNumber};
pub use customer::{
    ContactMedium, Customer, EngagedParty, Individual, LanguageAbility, MediumCharacteristic,
};
pub use invitation::{Invitation, InvitationPurpose, InvitationRefusal};
pub use password::{
    HashingMemory, LONGEST_PASSWORD, PasswordCost, PasswordHash, PasswordProblem, SHORTEST_PASSWORD,
};
pub use permission::{Forbidden, Permission, may};
pub use recovery::{RECOVERY_CODES, RecoveryCode, RecoveryDigest};
pub use role::{Role, UnknownRole};
pub use secret::{Key, Secret};
pub use session::{Holder, Session, SessionRules, Stage, Standing};
pub use staff::{Login, LoginProblem, NewStaff, SecondFactor, StaffMember, StaffRefusal, StaffState};
pub use throttle::{Throttle, ThrottleRules, TooSoon};
pub use totp::{TotpSecret, step_of};
