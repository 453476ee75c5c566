//! Staff sign in: login and password first, then the second factor; then a session.

use party::{
    Holder, PasswordCost, PasswordHash, SecondFactor, Secret, Session, StaffMember, StaffState, Stage,
};
use types::{Operation, Phase, Scene, StaffId};

use super::{Opened, PeopleRefusal};
use crate::live::{Held, Telling, retried};
use crate::{Asking, Counter, Trouble, clock};

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
        self.people.admit(&account, address, now)?;
        let member = self.staff_of_login(&account)?.filter(|member| member.state == StaffState::Active);
        let right = {
            let hash = member.as_ref().and_then(|member| member.password.clone());
            let hash = hash.unwrap_or_else(|| PasswordHash::of_nobody(PasswordCost::USUAL));
            let _turn = self.people.turn_to_hash();
            hash.is_of(password)
        };
        let Some(member) = member.filter(|_| right) else {
            if self.people.failed(&account, address, now) {
                tracing::warn!("an account was closed for a while after too many wrong passwords");
            }
            return Err(PeopleRefusal::WrongCredentials);
        };
        let stage = match member.second_factor {
            SecondFactor::Set { .. } => Stage::SecondFactor,
            SecondFactor::None | SecondFactor::Shown { .. } => Stage::Enrolling,
        };
        self.begin_half(member.id, stage, device)
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
        self.people.admit(&account, address, self.clock.now())?;
        let opened = retried(|| {
            let mut held: Held<StaffMember> = self.live()?.book.get(&account)?;
            held.value.take_digits(digits, self.clock.now())?;
            self.begin_whole(asking, &session, &held, cookie.clone())
        });
        self.counted(&account, address, opened)
    }

    /// Takes a recovery code in the place of digits; a new second factor is to be set then, before anything else.
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
        self.people.admit(&account, address, self.clock.now())?;
        let key = self.key_of("recovery")?;
        let opened = retried(|| {
            let mut held: Held<StaffMember> = self.live()?.book.get(&account)?;
            held.value.take_recovery_code(code, &key)?;
            let mut entry = self.entry_for(asking);
            entry.records.push(held.write()?);
            entry.records.extend(self.session_end(session.id)?);
            entry.acts.push(self.staff_act(asking, "staff.recovery_code_used", member.id).done());
            let (opened, write) =
                self.new_session(cookie.clone(), session.holder, Stage::Enrolling, &session.device)?;
            entry.records.push(write);
            self.commit_live(entry)?;
            Ok(opened)
        });
        self.counted(&account, address, opened)
    }

    /// Half a session at this stage, and whose it is.
    pub(super) fn half(&self, half: &Secret, stage: Stage) -> Result<(StaffMember, Session), PeopleRefusal> {
        let found = self.staff_session(half)?.filter(|(_, session)| session.stage == stage);
        found.ok_or(PeopleRefusal::NotBegun)
    }

    /// One entry: the account as it is now, the half session's end, the whole one's beginning.
    pub(super) fn begin_whole(
        &self,
        asking: &Asking,
        half: &Session,
        held: &Held<StaffMember>,
        cookie: Secret,
    ) -> Result<Opened, PeopleRefusal> {
        let id = held.value.id.to_string();
        let mut entry = self.entry_for(asking);
        entry.records.push(held.write()?);
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

    /// Counts a wrong attempt, or forgets those before a right one.
    fn counted(
        &self,
        account: &str,
        address: &str,
        opened: Result<Opened, PeopleRefusal>,
    ) -> Result<Opened, PeopleRefusal> {
        match &opened {
            Ok(_) => {
                self.people.succeeded(account);
                if let Some(member) = self.staff_member_of(account)? {
                    self.people.succeeded(member.login.as_str());
                }
            }
            Err(PeopleRefusal::Staff(_)) => {
                if self.people.failed(account, address, self.clock.now()) {
                    tracing::warn!(account, "an account was closed for a while after too many wrong digits");
                }
            }
            Err(_) => {}
        }
        opened
    }

    fn staff_member_of(&self, id: &str) -> Result<Option<StaffMember>, Trouble> {
        Ok(self.live()?.book.find::<StaffMember>(id)?.map(|held| held.value))
    }
}
