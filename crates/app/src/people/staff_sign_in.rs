//! Staff sign in: login and password first, then the second factor; then a session.

use party::{
    Holder, PasswordCost, PasswordHash, SecondFactor, Secret, Session, StaffMember, StaffState, Stage,
};
use types::{Operation, Phase, Scene, StaffId};

use super::attempts::Attempt;
use super::{Opened, PeopleRefusal};
use crate::live::{Held, Telling, retried};
use crate::post::AccountNews;
use crate::{Asking, Counter, clock};

impl Counter {
    /// Checks login and password. What is begun is half a session: it leads to the second factor and nowhere else.
    /// Whether there is such an account cannot be told from the answer, nor from how long it takes.
    pub fn staff_password(
        &self,
        login: &str,
        password: &str,
        address: &str,
        device: &str,
    ) -> Result<Opened, PeopleRefusal> {
        let now = self.clock.now();
        let account = login.trim().to_ascii_lowercase().chars().take(64).collect::<String>();
        let attempt = self.people.begin(&account, address, now)?;
        let member = self.staff_of_login(&account)?;
        let may = member.as_ref().filter(|member| member.state == StaffState::Active);
        let right = self.is_password_of(may, password);
        let Some(member) = may.filter(|_| right) else {
            if attempt.closes {
                self.tell_closed(member.map(|member| member.id));
            }
            return Err(PeopleRefusal::WrongCredentials);
        };
        self.people.take_back(attempt, &account, address);
        let stage = match member.second_factor {
            SecondFactor::Set { .. } => Stage::SecondFactor,
            SecondFactor::None | SecondFactor::Shown { .. } => Stage::Enrolling,
        };
        self.begin_half(member.id, stage, device)
    }

    /// Whether this is the password of the account; takes as long where there is none.
    pub(super) fn is_password_of(&self, member: Option<&StaffMember>, password: &str) -> bool {
        let hash = member.and_then(|member| member.password.clone());
        let hash = hash.unwrap_or_else(|| PasswordHash::of_nobody(PasswordCost::USUAL));
        hash.is_of(password, &mut self.people.turn_to_hash())
    }

    /// The way to an account was closed for a while: an act, where there is such an account. It can be told once in as long
    /// as the way is closed, however many guess.
    pub(super) fn tell_closed(&self, staff: Option<StaffId>) {
        tracing::warn!("an account was closed for a while after too many wrong attempts");
        let Some(id) = staff else { return };
        let mut entry = ledger::Entry::new(clock::entry_id(&*self.clock));
        entry.acts.push(
            Telling::now(&*self.clock, "staff.account_closed", Operation::Organise, Scene::BackOffice)
                .part(types::ActorKind::Machine, None, Phase::Running, None)
                .about("account", "agent", &id.to_string())
                .done(),
        );
        if let Err(trouble) = self.commit_live(entry) {
            tracing::warn!(
                error = crate::with_causes(&trouble),
                "that an account was closed was not written"
            );
        }
    }

    fn begin_half(&self, staff: StaffId, stage: Stage, device: &str) -> Result<Opened, PeopleRefusal> {
        let (opened, write) = self.new_session(self.new_secret(), Holder::Staff(staff), stage, device)?;
        let mut entry = ledger::Entry::new(clock::entry_id(&*self.clock));
        entry.records.push(write);
        self.commit_live(entry)?;
        Ok(opened)
    }

    /// Checks the digits of the second factor; from half a session a whole one begins, under a new secret.
    pub fn staff_digits(
        &self,
        asking: &Asking,
        half: &Secret,
        digits: &str,
        address: &str,
    ) -> Result<Opened, PeopleRefusal> {
        let cookie = self.secret_for(asking, &half.reveal())?;
        if self.was_committed(asking)? {
            return self.opened_before(cookie);
        }
        let (member, session) = self.half(half, Stage::SecondFactor)?;
        let account = member.id.to_string();
        let attempt = self.people.begin(&account, address, self.clock.now())?;
        let opened = retried(|| {
            let mut held: Held<StaffMember> = self.live()?.book.get(&account)?;
            held.value.take_digits(digits, self.clock.now())?;
            self.begin_whole(asking, &session, &held, None, cookie.clone())
        });
        self.counted(attempt, &member, address, opened)
    }

    /// Takes a recovery code in the place of digits; a new second factor is to be set then, before anything else. Until it is, the one
    /// before stays in force: a password alone leads nowhere. The owner of the account is written to.
    pub fn staff_recovery(
        &self,
        asking: &Asking,
        half: &Secret,
        code: &str,
        address: &str,
    ) -> Result<Opened, PeopleRefusal> {
        let cookie = self.secret_for(asking, &half.reveal())?;
        if self.was_committed(asking)? {
            return self.opened_before(cookie);
        }
        let (member, session) = self.half(half, Stage::SecondFactor)?;
        let account = member.id.to_string();
        let attempt = self.people.begin(&account, address, self.clock.now())?;
        let key = self.key_of("recovery")?;
        let opened = retried(|| {
            let mut held: Held<StaffMember> = self.live()?.book.get(&account)?;
            held.value.take_recovery_code(code, &key)?;
            let mut entry = self.entry_for(asking);
            entry.records.push(held.write()?);
            entry.records.extend(self.session_end(session.id)?);
            entry.acts.push(self.staff_act(asking, "staff.recovery_code_used", member.id).done());
            entry.records.extend(self.account_mail(&held.value, AccountNews::RecoveryCodeUsed)?);
            let (opened, write) =
                self.new_session(cookie.clone(), session.holder, Stage::Enrolling, &session.device)?;
            entry.records.push(write);
            self.commit_live(entry)?;
            Ok(opened)
        });
        self.counted(attempt, &member, address, opened)
    }

    /// Half a session at this stage, and whose it is.
    pub(super) fn half(&self, half: &Secret, stage: Stage) -> Result<(StaffMember, Session), PeopleRefusal> {
        let found = self.staff_session(half)?.filter(|(_, session)| session.stage == stage);
        found.ok_or(PeopleRefusal::NotBegun)
    }

    /// One entry: the account as it is now, the half session's end, the whole one's beginning, and the mail that tells of it.
    pub(super) fn begin_whole(
        &self,
        asking: &Asking,
        half: &Session,
        held: &Held<StaffMember>,
        mail: Option<ledger::RecordWrite>,
        cookie: Secret,
    ) -> Result<Opened, PeopleRefusal> {
        let id = held.value.id.to_string();
        let mut entry = self.entry_for(asking);
        entry.records.push(held.write()?);
        entry.records.extend(mail);
        entry.records.extend(self.session_end(half.id)?);
        let (opened, write) = self.new_session(cookie, half.holder, Stage::Whole, &half.device)?;
        entry.records.push(write);
        entry.acts.push(
            Telling::now(&*self.clock, "staff.signed_in", Operation::Organise, Scene::BackOffice)
                .part(types::ActorKind::Agent, Some(("agent", &id)), Phase::Handling, asking.work)
                .about("agent", "agent", &id)
                .done(),
        );
        self.commit_live(entry)?;
        Ok(opened)
    }

    /// Lets a wrong attempt stand, or forgets it and those before it.
    fn counted(
        &self,
        attempt: Attempt,
        member: &StaffMember,
        address: &str,
        opened: Result<Opened, PeopleRefusal>,
    ) -> Result<Opened, PeopleRefusal> {
        let account = member.id.to_string();
        match &opened {
            Err(PeopleRefusal::Staff(_)) if attempt.closes => self.tell_closed(Some(member.id)),
            Err(PeopleRefusal::Staff(_)) => {}
            Err(_) => self.people.take_back(attempt, &account, address),
            Ok(_) => {
                self.people.take_back(attempt, &account, address);
                self.people.succeeded(&account);
                self.people.succeeded(member.login.as_str());
            }
        }
        opened
    }
}
