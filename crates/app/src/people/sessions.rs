//! Sessions: begun by signing in, looked up with each request, ended by signing out, by disuse or by an administrator.

use jiff::Timestamp;
use ledger::{Entry, RecordWrite};
use party::{Customer, Holder, Key, Secret, Session, SessionRules, StaffMember, Stage, Standing};
use types::SessionId;

use crate::live::{Held, delete, written};
use crate::{Counter, Trouble, clock};

/// How many sessions of one person are listed.
const LISTED: usize = 100;

/// A session that was just begun: the secret goes into the browser's cookie, and nowhere else.
#[derive(Debug, Clone)]
pub struct Opened {
    /// What the cookie holds.
    pub secret: Secret,
    /// The session.
    pub session: Session,
}

/// One of somebody's own sessions, as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionLine {
    /// Its id.
    pub id: SessionId,
    /// What the browser said that it is.
    pub device: String,
    /// When it began.
    pub since: Timestamp,
    /// When it was last used.
    pub seen: Timestamp,
    /// Whether it is the one that asks.
    pub this_one: bool,
}

impl Counter {
    pub(crate) fn session_key(&self) -> Result<Key, Trouble> {
        self.key_of("session")
    }

    /// The session that a cookie's secret opens now, if any; its last use is noted now and then.
    fn session(&self, secret: &Secret) -> Result<Option<Session>, Trouble> {
        let id = Session::id_of(secret, &self.session_key()?);
        let Some(held) = self.live()?.book.find::<Session>(&id.to_string())? else { return Ok(None) };
        let now = self.clock.now();
        match held.value.standing(now) {
            Standing::Over => Ok(None),
            Standing::Open => Ok(Some(held.value)),
            Standing::OpenToTouch => {
                let touched = Held { value: held.value.touched(now), version: held.version };
                let mut entry = Entry::new(clock::entry_id(&*self.clock));
                entry.records.push(touched.write()?);
                match self.commit_live(entry) {
                    // Another request noted it at the same moment.
                    Err(trouble) if !trouble.is_conflict() => Err(trouble),
                    _ => Ok(Some(touched.value)),
                }
            }
        }
    }

    /// Who works here and holds this secret, and their session; whatever its stage.
    pub fn staff_session(&self, secret: &Secret) -> Result<Option<(StaffMember, Session)>, Trouble> {
        let Some(session) = self.session(secret)? else { return Ok(None) };
        let Holder::Staff(staff) = session.holder else { return Ok(None) };
        let member = self.live()?.book.find::<StaffMember>(&staff.to_string())?;
        let member = member.map(|held| held.value).filter(|it| it.keeps_session_of(session.created_at));
        Ok(member.map(|member| (member, session)))
    }

    /// The customer who holds this secret, and their session.
    pub fn customer_session(&self, secret: &Secret) -> Result<Option<(Customer, Session)>, Trouble> {
        let Some(session) = self.session(secret)? else { return Ok(None) };
        let Holder::Customer(customer) = session.holder else { return Ok(None) };
        let known = self.live()?.book.find::<Customer>(&customer.to_string())?;
        Ok(known.map(|held| (held.value, session)))
    }

    /// A new session with its write. Signing in twice by the same form gives the same one.
    pub(crate) fn new_session(
        &self,
        secret: Secret,
        holder: Holder,
        stage: Stage,
        device: &str,
    ) -> Result<(Opened, RecordWrite), Trouble> {
        let rules = match (stage, holder) {
            (Stage::Whole, Holder::Customer(_)) => SessionRules::CUSTOMER,
            (Stage::Whole, Holder::Staff(_)) => SessionRules::STAFF,
            (Stage::SecondFactor | Stage::Enrolling, _) => SessionRules::HALF,
        };
        let id = Session::id_of(&secret, &self.session_key()?);
        let session = Session::begin(id, holder, stage, rules, device, self.clock.now());
        let write = written(&session, None)?;
        Ok((Opened { secret, session }, write))
    }

    /// The write that ends a session, if it is there.
    pub(crate) fn session_end(&self, id: SessionId) -> Result<Option<RecordWrite>, Trouble> {
        let held = self.live()?.book.find::<Session>(&id.to_string())?;
        Ok(held.and_then(|held| Some(delete("session", &id.to_string(), held.version?))))
    }

    /// Ends the session of this secret: whoever held it has signed out. Nothing happens if it has ended already.
    pub fn sign_out(&self, secret: &Secret) -> Result<(), Trouble> {
        let id = Session::id_of(secret, &self.session_key()?);
        self.end_by_id(id)
    }

    fn end_by_id(&self, id: SessionId) -> Result<(), Trouble> {
        let Some(end) = self.session_end(id)? else { return Ok(()) };
        let mut entry = Entry::new(clock::entry_id(&*self.clock));
        entry.records.push(end);
        match self.commit_live(entry) {
            Err(trouble) if !trouble.is_conflict() => Err(trouble),
            _ => {
                // Nothing refers to it: the device that it named goes for good.
                let live = self.live()?;
                live.book.ledger.erase_record(live.book.view, "session", &id.to_string())?;
                Ok(())
            }
        }
    }

    /// Somebody's own open sessions, the latest used first.
    pub fn sessions_of(&self, holder: Holder, this_one: SessionId) -> Result<Vec<SessionLine>, Trouble> {
        let now = self.clock.now();
        let found = self.live()?.book.find_by::<Session>("holder", &holder.id(), LISTED)?;
        let mut lines: Vec<_> = found
            .into_iter()
            .map(|held| held.value)
            .filter(|session| session.stage == Stage::Whole && session.standing(now) != Standing::Over)
            .map(|session| SessionLine {
                id: session.id,
                device: session.device,
                since: session.created_at,
                seen: session.seen_at,
                this_one: session.id == this_one,
            })
            .collect();
        lines.sort_by_key(|line| std::cmp::Reverse(line.seen));
        Ok(lines)
    }

    /// Ends one of somebody's own sessions.
    pub fn end_own_session(&self, holder: Holder, id: SessionId) -> Result<(), Trouble> {
        let held = self.live()?.book.find::<Session>(&id.to_string())?;
        match held {
            Some(held) if held.value.holder == holder => self.end_by_id(id),
            _ => Err(Trouble::NotFound { what: "session", id: id.to_string() }),
        }
    }
}
