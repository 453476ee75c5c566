//! The second factor of staff: shown as something to scan, confirmed by its digits, set anew, with its recovery codes.

use party::{Holder, RecoveryCode, Secret, Session, StaffMember, Stage};
use types::SessionId;

use super::{Opened, PeopleRefusal};
use crate::live::{Held, retried};
use crate::post::AccountNews;
use crate::{Asking, Counter, Trouble};

/// How this organisation is called in an authenticator.
const ISSUER: &str = "Comptoir";

/// What is to be scanned or typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrolment {
    /// The address for a QR code.
    pub address: String,
    /// The secret in base 32, to be typed.
    pub secret: String,
    /// Whose it is.
    pub login: String,
}

/// A second factor that was just set.
#[derive(Debug, Clone)]
pub struct Enrolled {
    /// The session that goes on.
    pub opened: Opened,
    /// Ten recovery codes, shown once.
    pub codes: Vec<RecoveryCode>,
}

impl Counter {
    /// Shows the secret of a new second factor to who is half signed in. Reloading shows the same.
    pub fn enrolment(&self, half: &Secret) -> Result<Enrolment, PeopleRefusal> {
        let (member, _) = self.half(half, Stage::Enrolling)?;
        let chance = [self.clock.chance(), self.clock.chance()];
        retried(|| {
            let mut held: Held<StaffMember> = self.live()?.book.get(&member.id.to_string())?;
            let before = held.value.second_factor.clone();
            let secret = held.value.show_second_factor(chance).clone();
            if held.value.second_factor != before {
                let mut entry = ledger::Entry::new(crate::clock::entry_id(&*self.clock));
                entry.records.push(held.write()?);
                self.commit_live(entry)?;
            }
            let login = member.login.to_string();
            Ok(Enrolment { address: secret.address(ISSUER, &login), secret: secret.reveal(), login })
        })
    }

    /// Confirms it by its digits: from then on it is asked for, and the session is whole. The recovery codes are the same
    /// if the form is sent twice, so that a double click loses none.
    pub fn enrol(
        &self,
        asking: &Asking,
        half: &Secret,
        digits: &str,
        address: &str,
    ) -> Result<Enrolled, PeopleRefusal> {
        if self.was_committed(asking)? {
            return self.enrolled_before(asking, half);
        }
        let cookie = self.secret_for(asking, &half.reveal())?;
        let codes_of = |whose: &str| self.recovery_chance(asking, whose);
        let (member, session) = self.half(half, Stage::Enrolling)?;
        let account = member.id.to_string();
        let attempt = self.people.begin(&account, address, self.clock.now())?;
        let key = self.key_of("recovery")?;
        let enrolled = retried(|| {
            let mut held: Held<StaffMember> = self.live()?.book.get(&account)?;
            let codes =
                held.value.confirm_second_factor(digits, codes_of(&account)?, &key, self.clock.now())?;
            let mail = self.account_mail(&held.value, AccountNews::SecondFactorSet)?;
            let opened = self.begin_whole(asking, &session, &held, mail, cookie.clone())?;
            Ok(Enrolled { opened, codes })
        });
        if !matches!(enrolled, Err(PeopleRefusal::Staff(_))) {
            self.people.take_back(attempt, &account, address);
        }
        enrolled
    }

    /// The form was sent twice. Whoever sends it again may carry the session that it began already; what it gave is shown
    /// only if it is what stands in the account.
    fn enrolled_before(&self, asking: &Asking, secret: &Secret) -> Result<Enrolled, PeopleRefusal> {
        let cookie = self.secret_for(asking, &secret.reveal())?;
        let opened = match self.opened_before(cookie) {
            Ok(opened) => opened,
            Err(_) => {
                let (_, session) = self.half(secret, Stage::Whole)?;
                Opened { secret: secret.clone(), session }
            }
        };
        let (member, _) = self.half(&opened.secret, Stage::Whole)?;
        let mut chance = self.recovery_chance(asking, &member.id.to_string())?;
        let codes: Vec<_> = (0..party::RECOVERY_CODES).map(|_| RecoveryCode::from_chance(chance())).collect();
        let key = self.key_of("recovery")?;
        if codes.iter().all(|code| member.recovery_codes.contains(&code.digest(&key))) {
            Ok(Enrolled { opened, codes })
        } else {
            Err(PeopleRefusal::NotBegun)
        }
    }

    /// Chance for recovery codes that is the same whenever the same form is sent.
    fn recovery_chance(&self, asking: &Asking, whose: &str) -> Result<impl FnMut() -> u128 + use<>, Trouble> {
        let key = self.key_of("recovery codes of a form")?;
        let entry = asking.entry.map_or_else(|| self.clock.chance(), |entry| entry.as_u128());
        let (whose, mut count) = (whose.to_owned(), 0_u64);
        Ok(move || {
            count += 1;
            key.number(&[&entry.to_be_bytes(), whose.as_bytes(), &count.to_be_bytes()])
        })
    }

    /// Changes one's own password. Every other session of the account ends.
    pub fn change_password(
        &self,
        asking: &Asking,
        this_one: SessionId,
        current: &str,
        passwords: (&str, &str),
    ) -> Result<(), PeopleRefusal> {
        let member = self.confirmed_self(asking, current)?;
        let hash = self.hash_of(passwords, &member.login)?;
        self.change_staff(asking, member.id, "staff.password_chosen", |member, _| {
            Ok(member.choose_password(hash.clone())?)
        })?;
        self.end_other_sessions(Holder::Staff(member.id), this_one)
    }

    /// Ten new recovery codes for oneself; those before are good no longer.
    pub fn renew_recovery_codes(
        &self,
        asking: &Asking,
        current: &str,
    ) -> Result<Vec<RecoveryCode>, PeopleRefusal> {
        let member = self.confirmed_self(asking, current)?;
        let key = self.key_of("recovery")?;
        self.change_staff(asking, member.id, "staff.recovery_codes_renewed", |member, _| {
            let chance = self.recovery_chance(asking, &member.id.to_string())?;
            Ok(member.renew_recovery_codes(chance, &key))
        })
    }

    /// Begins to set the second factor anew, for a new telephone. The one before stays in force until the new one is confirmed, which
    /// only the session that begins here can do; this one ends.
    pub fn renew_second_factor(
        &self,
        asking: &Asking,
        this_one: &Session,
        current: &str,
    ) -> Result<Opened, PeopleRefusal> {
        let cookie = self.secret_for(asking, &this_one.id.to_string())?;
        if self.was_committed(asking)? {
            return self.opened_before(cookie);
        }
        let member = self.confirmed_self(asking, current)?;
        retried(|| {
            let mut held: Held<StaffMember> = self.live()?.book.get(&member.id.to_string())?;
            held.value.forget_shown_factor();
            let mut entry = self.entry_for(asking);
            entry.records.push(held.write()?);
            entry.records.extend(self.session_end(this_one.id)?);
            let (opened, write) =
                self.new_session(cookie.clone(), this_one.holder, Stage::Enrolling, &this_one.device)?;
            entry.records.push(write);
            entry.acts.push(self.staff_act(asking, "staff.second_factor_renewed", member.id).done());
            self.commit_live(entry)?;
            Ok(opened)
        })
    }

    /// The member of staff who asks, once they gave their password again.
    fn confirmed_self(&self, asking: &Asking, password: &str) -> Result<StaffMember, PeopleRefusal> {
        let forbidden = party::Forbidden { permission: party::Permission::ManageStaff };
        let id = asking.caller.staff_id().ok_or(Trouble::Forbidden(forbidden))?;
        let account = id.to_string();
        let attempt = self.people.begin(&account, &account, self.clock.now())?;
        let member = self.live()?.book.get::<StaffMember>(&account)?.value;
        if !self.is_password_of(Some(&member), password) {
            if attempt.closes {
                self.tell_closed(Some(id));
            }
            return Err(PeopleRefusal::WrongCredentials);
        }
        self.people.take_back(attempt, &account, &account);
        Ok(member)
    }

    fn end_other_sessions(&self, holder: Holder, this_one: SessionId) -> Result<(), PeopleRefusal> {
        for line in self.sessions_of(holder, this_one)? {
            if !line.this_one {
                self.end_own_session(holder, line.id)?;
            }
        }
        Ok(())
    }
}
