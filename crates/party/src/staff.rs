//! Somebody who works here: login, roles, password, second factor, and what may be done with their account.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use types::StaffId;

use crate::customer::tidy_name;
use crate::{EmailAddress, Key, PasswordHash, RecoveryCode, RecoveryDigest, Role, TotpSecret, recovery};

/// The name by which somebody signs in: 2 to 64 letters, digits, `.`, `-`, `_` or `@`, compared in lower case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Login(String);

/// A text that cannot be a login.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "a login has 2 to 64 letters without accents, digits, points, dashes or @, beginning with a letter or a digit"
)]
pub struct LoginProblem;

impl Login {
    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Login {
    type Err = LoginProblem;
    fn from_str(text: &str) -> Result<Self, LoginProblem> {
        let text = text.trim().to_ascii_lowercase();
        let good = (2..=64).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || b".-_@".contains(&b))
            && text.bytes().next().is_some_and(|b| b.is_ascii_alphanumeric());
        if good { Ok(Self(text)) } else { Err(LoginProblem) }
    }
}

impl TryFrom<String> for Login {
    type Error = LoginProblem;
    fn try_from(text: String) -> Result<Self, LoginProblem> {
        text.parse()
    }
}

impl From<Login> for String {
    fn from(login: Login) -> Self {
        login.0
    }
}

impl fmt::Display for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether an account can be signed in with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StaffState {
    /// Its link was given, but no password was chosen yet.
    Invited,
    /// It can.
    Active,
    /// An administrator closed it.
    Disabled,
}

/// The second factor of an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "state")]
pub enum SecondFactor {
    /// There is none: one is set at the next sign-in, before anything else.
    None,
    /// A secret was shown, and no digits of it were given yet.
    Shown {
        /// The secret.
        secret: TotpSecret,
    },
    /// It is asked for at every sign-in.
    #[serde(rename_all = "camelCase")]
    Set {
        /// The secret.
        secret: TotpSecret,
        /// Since when.
        since: Timestamp,
        /// The last step whose digits were taken.
        last_step: i64,
        /// The secret of the one that is to take its place, shown and not confirmed yet.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        next: Option<TotpSecret>,
    },
}

/// Why something cannot be done with an account.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StaffRefusal {
    /// The name is empty.
    #[error("give a name")]
    NoName,
    /// No role was chosen.
    #[error("choose at least one role")]
    NoRole,
    /// These digits are not the ones that are shown now, or were used already.
    #[error("these are not the six digits that your application shows now")]
    WrongDigits,
    /// Nothing was shown that could be confirmed.
    #[error("begin again: the second factor's secret was not shown yet")]
    NothingShown,
    /// This recovery code is none of those that are left.
    #[error("this recovery code is not one of those that are left")]
    WrongRecoveryCode,
    /// Nobody closes the door behind themselves.
    #[error("you cannot disable your own account, nor take the administrator's role from yourself")]
    Oneself,
    /// Nobody could give roles any more.
    #[error("this is the last administrator: make another one first")]
    LastAdministrator,
    /// An account in this state cannot be changed so.
    #[error("the account is {0}")]
    NotNow(&'static str),
}

/// What is said about somebody new.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewStaff {
    /// Their name.
    pub name: String,
    /// The login.
    pub login: Login,
    /// Their roles.
    pub roles: BTreeSet<Role>,
    /// Where mails to them go, if anywhere.
    pub mail: Option<EmailAddress>,
}

/// Somebody who works here, as the record holds them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StaffMember {
    /// The id.
    pub id: StaffId,
    /// Their name.
    pub name: String,
    /// The login.
    pub login: Login,
    /// Their roles.
    pub roles: BTreeSet<Role>,
    /// Whether the account can be signed in with.
    pub state: StaffState,
    /// Where mails to them go, if anywhere.
    #[serde(default)]
    pub mail: Option<EmailAddress>,
    /// The hash of their password.
    #[serde(default)]
    pub password: Option<PasswordHash>,
    /// The second factor.
    pub second_factor: SecondFactor,
    /// The recovery codes that are left.
    #[serde(default)]
    pub recovery_codes: Vec<RecoveryDigest>,
    /// Sessions that began before this have ended, whatever their records say.
    pub sessions_from: Timestamp,
    /// When the account was made.
    pub created_at: Timestamp,
    /// Whatever else the record holds.
    #[serde(flatten)]
    pub unknown: Map<String, Value>,
}

impl StaffMember {
    /// A new account, to which a link will be given.
    pub fn invite(id: StaffId, new: NewStaff, now: Timestamp) -> Result<Self, StaffRefusal> {
        let name = tidy_name(&new.name, 80);
        if name.is_empty() {
            return Err(StaffRefusal::NoName);
        }
        if new.roles.is_empty() {
            return Err(StaffRefusal::NoRole);
        }
        Ok(Self {
            id,
            name,
            login: new.login,
            roles: new.roles,
            state: StaffState::Invited,
            mail: new.mail,
            password: None,
            second_factor: SecondFactor::None,
            recovery_codes: Vec::new(),
            sessions_from: now,
            created_at: now,
            unknown: Map::new(),
        })
    }

    /// Whether they count among the administrators: one account at least must.
    pub fn administers(&self) -> bool {
        self.state == StaffState::Active && self.roles.contains(&Role::Administrator)
    }

    /// The caller that they are once signed in.
    pub fn caller(&self) -> crate::Caller {
        crate::Caller::staff(self.id, self.roles.clone())
    }

    /// Whether a session that began then may still be theirs.
    pub fn keeps_session_of(&self, began: Timestamp) -> bool {
        self.state == StaffState::Active && began >= self.sessions_from
    }

    /// Ends every session that began until now.
    pub fn end_sessions(&mut self, now: Timestamp) {
        // Sessions begin at whole milliseconds: the next one is the first that counts.
        let next = Timestamp::from_millisecond(now.as_millisecond().saturating_add(1)).unwrap_or(now);
        self.sessions_from = self.sessions_from.max(next);
    }

    /// Takes a password that was chosen behind a link: the account is open from then on.
    pub fn choose_password(&mut self, hash: PasswordHash) -> Result<(), StaffRefusal> {
        if self.state == StaffState::Disabled {
            return Err(StaffRefusal::NotNow("disabled"));
        }
        self.state = StaffState::Active;
        self.password = Some(hash);
        Ok(())
    }

    /// Forgets password and second factor: a link lets them choose both anew. Sessions end.
    pub fn reset(&mut self, now: Timestamp) {
        self.password = None;
        self.second_factor = SecondFactor::None;
        self.recovery_codes.clear();
        self.end_sessions(now);
    }

    /// Shows a secret to be scanned. One that was shown and not confirmed stays, so that reloading the page is harmless; a second factor
    /// that is set stays in force until the new one is confirmed.
    pub fn show_second_factor(&mut self, chance: [u128; 2]) -> &TotpSecret {
        if self.second_factor == SecondFactor::None {
            self.second_factor = SecondFactor::Shown { secret: TotpSecret::from_chance(chance) };
        }
        match &mut self.second_factor {
            SecondFactor::Shown { secret } => secret,
            SecondFactor::Set { next, .. } => next.get_or_insert_with(|| TotpSecret::from_chance(chance)),
            SecondFactor::None => unreachable!("a secret was put there just above"),
        }
    }

    /// Forgets a secret that was shown to take the place of the second factor: whoever saw it may not be who sees the next.
    pub fn forget_shown_factor(&mut self) {
        if let SecondFactor::Set { next, .. } = &mut self.second_factor {
            *next = None;
        }
    }

    /// Confirms the secret that was shown by digits of it; gives ten recovery codes, to be shown once.
    pub fn confirm_second_factor(
        &mut self,
        given: &str,
        chance: impl FnMut() -> u128,
        key: &Key,
        now: Timestamp,
    ) -> Result<Vec<RecoveryCode>, StaffRefusal> {
        let secret = match &self.second_factor {
            SecondFactor::Shown { secret } | SecondFactor::Set { next: Some(secret), .. } => secret.clone(),
            SecondFactor::Set { next: None, .. } | SecondFactor::None => {
                return Err(StaffRefusal::NothingShown);
            }
        };
        let last_step = secret.accepts(given, now, None).ok_or(StaffRefusal::WrongDigits)?;
        self.second_factor = SecondFactor::Set { secret, since: now, last_step, next: None };
        Ok(self.renew_recovery_codes(chance, key))
    }

    /// Ten new recovery codes; those before are good no longer.
    pub fn renew_recovery_codes(&mut self, mut chance: impl FnMut() -> u128, key: &Key) -> Vec<RecoveryCode> {
        let codes: Vec<_> = (0..crate::RECOVERY_CODES).map(|_| RecoveryCode::from_chance(chance())).collect();
        self.recovery_codes = codes.iter().map(|code| code.digest(key)).collect();
        codes
    }

    /// Takes digits of the second factor, each at most once.
    pub fn take_digits(&mut self, given: &str, now: Timestamp) -> Result<(), StaffRefusal> {
        let SecondFactor::Set { secret, last_step, .. } = &mut self.second_factor else {
            return Err(StaffRefusal::NothingShown);
        };
        *last_step = secret.accepts(given, now, Some(*last_step)).ok_or(StaffRefusal::WrongDigits)?;
        Ok(())
    }

    /// Takes a recovery code in the place of digits: it is good no longer. Whoever gave it may set the second factor anew; until they
    /// have, the one before is asked for.
    pub fn take_recovery_code(&mut self, given: &str, key: &Key) -> Result<(), StaffRefusal> {
        self.recovery_codes =
            recovery::without(&self.recovery_codes, given, key).ok_or(StaffRefusal::WrongRecoveryCode)?;
        self.forget_shown_factor();
        Ok(())
    }

    /// Closes the account; every session ends at once. `by` is who does it, where that is one of the staff.
    pub fn disable(&mut self, by: Option<StaffId>, now: Timestamp) -> Result<(), StaffRefusal> {
        if by == Some(self.id) {
            return Err(StaffRefusal::Oneself);
        }
        if self.state == StaffState::Disabled {
            return Err(StaffRefusal::NotNow("disabled"));
        }
        self.state = StaffState::Disabled;
        self.end_sessions(now);
        Ok(())
    }

    /// Opens the account again.
    pub fn enable(&mut self) -> Result<(), StaffRefusal> {
        if self.state != StaffState::Disabled {
            return Err(StaffRefusal::NotNow("not disabled"));
        }
        self.state = if self.password.is_some() { StaffState::Active } else { StaffState::Invited };
        Ok(())
    }

    /// Gives other roles.
    pub fn give_roles(&mut self, roles: BTreeSet<Role>, by: Option<StaffId>) -> Result<(), StaffRefusal> {
        if roles.is_empty() {
            return Err(StaffRefusal::NoRole);
        }
        let loses_administration =
            self.roles.contains(&Role::Administrator) && !roles.contains(&Role::Administrator);
        if loses_administration && by == Some(self.id) {
            return Err(StaffRefusal::Oneself);
        }
        self.roles = roles;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
