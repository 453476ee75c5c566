//! Links that open an account once: printed at the first start, given by an administrator, or by whoever owns the machine.

use ledger::RecordWrite;
use party::{
    Holder, Invitation, InvitationPurpose, InvitationRefusal, Key, Login, NewStaff, PasswordCost,
    PasswordHash, PasswordProblem, Role, Secret, StaffMember, Stage,
};
use types::StaffId;

use super::kinds::LoginOwner;
use super::{Opened, PeopleRefusal};
use crate::live::{Held, retried, written};
use crate::{Asking, Counter, Trouble};

/// A link to hand over. Its secret is kept nowhere: who loses it asks for another.
#[derive(Debug, Clone)]
pub struct InvitationLink {
    /// What stands at the end of its address, `/staff/first/…`.
    pub secret: Secret,
    /// Whose account it opens; nobody's for the first.
    pub login: Option<Login>,
    /// Until when it is good.
    pub expires_at: jiff::Timestamp,
}

impl InvitationLink {
    /// Its path.
    pub fn path(&self) -> String {
        format!("/staff/first/{}", self.secret.reveal())
    }
}

/// What a link opens, as its page shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenedBy {
    /// What it is for.
    pub purpose: InvitationPurpose,
    /// Whose account; nobody's for the first.
    pub member: Option<StaffMember>,
}

impl Counter {
    fn invitation_key(&self) -> Result<Key, Trouble> {
        self.key_of("link")
    }

    /// A link to make the first account; nothing once there is one. A new link takes the place of the one before.
    pub fn first_link(&self) -> Result<Option<InvitationLink>, PeopleRefusal> {
        retried(|| {
            if self.has_staff()? {
                return Ok(None);
            }
            let (link, write) = self.new_link(InvitationPurpose::First, None)?;
            let mut entry = ledger::Entry::new(crate::clock::entry_id(&*self.clock));
            entry.records.push(write);
            self.commit_live(entry)?;
            Ok(Some(link))
        })
    }

    /// A new link in the place of one that was given before.
    pub(super) fn renewed_link(
        &self,
        asking: &Asking,
        member: &StaffMember,
        purpose: InvitationPurpose,
    ) -> Result<InvitationLink, PeopleRefusal> {
        retried(|| {
            let (link, write) = self.new_link(purpose, Some((member.id, member.login.clone())))?;
            let mut entry = ledger::Entry::new(crate::clock::entry_id(&*self.clock));
            entry.records.push(write);
            entry.acts.push(self.staff_act(asking, "staff.link_given", member.id).done());
            self.commit_live(entry)?;
            Ok(link)
        })
    }

    /// A new link, and the write that keeps its digest over the one before.
    pub(super) fn new_link(
        &self,
        purpose: InvitationPurpose,
        of: Option<(StaffId, Login)>,
    ) -> Result<(InvitationLink, RecordWrite), Trouble> {
        let (staff, login) = of.unzip();
        let secret = self.new_secret();
        let invitation = Invitation::new(&secret, &self.invitation_key()?, purpose, staff, self.clock.now());
        let id = crate::live::Kept::record_id(&invitation);
        let before = self.live()?.book.find::<Invitation>(&id)?.and_then(|held| held.version);
        let link = InvitationLink { secret, login, expires_at: invitation.expires_at };
        Ok((link, written(&invitation, before)?))
    }

    /// What a link opens now.
    pub fn opened_by(&self, secret: &Secret) -> Result<OpenedBy, PeopleRefusal> {
        let held = self.invitation(secret)?;
        Ok(OpenedBy { purpose: held.value.purpose, member: self.invited(&held.value)? })
    }

    fn invited(&self, invitation: &Invitation) -> Result<Option<StaffMember>, PeopleRefusal> {
        let Some(staff) = invitation.staff else { return Ok(None) };
        Ok(Some(self.live()?.book.get::<StaffMember>(&staff.to_string())?.value))
    }

    fn invitation(&self, secret: &Secret) -> Result<Held<Invitation>, PeopleRefusal> {
        let key = self.invitation_key()?;
        let found = self.live()?.book.find_by::<Invitation>("digest", &secret.digest(&key), 1)?;
        let held = found.into_iter().next().ok_or(InvitationRefusal::Unknown)?;
        held.value.opens(secret, &key, self.clock.now())?;
        Ok(held)
    }

    /// Makes the first account, an administrator's, by its link. What follows is setting the second factor.
    pub fn make_first_account(
        &self,
        asking: &Asking,
        secret: &Secret,
        (name, login): (&str, &str),
        passwords: (&str, &str),
        device: &str,
    ) -> Result<Opened, PeopleRefusal> {
        let cookie = self.secret_for(asking, &secret.reveal())?;
        if self.was_committed(asking)? {
            return self.opened_before(cookie);
        }
        let login: Login = login.parse()?;
        let hash = self.hash_of(passwords, &login)?;
        let now = self.clock.now();
        retried(|| {
            let invitation = self.invitation(secret)?;
            if invitation.value.purpose != InvitationPurpose::First || self.has_staff()? {
                return Err(InvitationRefusal::Used.into());
            }
            let new = NewStaff {
                name: name.to_owned(),
                login: login.clone(),
                roles: [Role::Administrator].into(),
                mail: None,
            };
            let invited = StaffMember::invite(StaffId::at(now, self.clock.chance()), new, now)?;
            let mut member = invited.clone();
            member.choose_password(hash.clone())?;
            let id = member.id;
            let mut entry = self.entry_for(asking);
            self.write_staff(&mut entry, &invited, &Held::new(member))?;
            entry.records.push(written(&LoginOwner { login: login.clone(), staff: id }, None)?);
            entry.acts.push(self.staff_act(asking, "staff.account_made", id).done());
            self.open_by_link(entry, invitation, id, cookie.clone(), device)
        })
    }

    /// Takes the password that somebody chose behind their link. What follows is setting the second factor.
    pub fn choose_password(
        &self,
        asking: &Asking,
        secret: &Secret,
        passwords: (&str, &str),
        device: &str,
    ) -> Result<Opened, PeopleRefusal> {
        let cookie = self.secret_for(asking, &secret.reveal())?;
        if self.was_committed(asking)? {
            return self.opened_before(cookie);
        }
        let member = self.opened_by(secret)?.member.ok_or(InvitationRefusal::Unknown)?;
        let hash = self.hash_of(passwords, &member.login)?;
        retried(|| {
            let invitation = self.invitation(secret)?;
            let mut held: Held<StaffMember> = self.live()?.book.get(&member.id.to_string())?;
            let before = held.value.clone();
            held.value.choose_password(hash.clone())?;
            let mut entry = self.entry_for(asking);
            self.write_staff(&mut entry, &before, &held)?;
            entry.acts.push(self.staff_act(asking, "staff.password_chosen", member.id).done());
            self.open_by_link(entry, invitation, member.id, cookie.clone(), device)
        })
    }

    /// Ends an entry that a link opened: the link is used, and a session begins that sets the second factor.
    fn open_by_link(
        &self,
        mut entry: ledger::Entry,
        invitation: Held<Invitation>,
        staff: StaffId,
        cookie: Secret,
        device: &str,
    ) -> Result<Opened, PeopleRefusal> {
        let used = Held { value: invitation.value.used(self.clock.now()), version: invitation.version };
        entry.records.push(used.write()?);
        let (opened, session) = self.new_session(cookie, Holder::Staff(staff), Stage::Enrolling, device)?;
        entry.records.push(session);
        self.commit_live(entry)?;
        Ok(opened)
    }

    /// The session that the same form began before.
    pub(super) fn opened_before(&self, cookie: Secret) -> Result<Opened, PeopleRefusal> {
        match self.staff_session(&cookie)? {
            Some((_, session)) => Ok(Opened { secret: cookie, session }),
            None => Err(PeopleRefusal::NotBegun),
        }
    }

    /// The hash of a password that was typed twice and is good enough.
    pub(super) fn hash_of(
        &self,
        (password, again): (&str, &str),
        login: &Login,
    ) -> Result<PasswordHash, PeopleRefusal> {
        PasswordProblem::check(password, login.as_str())?;
        if password != again {
            return Err(PasswordProblem::Differ.into());
        }
        let salt = self.clock.chance();
        let mut memory = self.people.turn_to_hash();
        Ok(PasswordHash::of(password, salt, PasswordCost::USUAL, &mut memory))
    }
}
