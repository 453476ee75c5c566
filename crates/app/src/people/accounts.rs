//! Accounts of staff: listed, made, given roles, disabled, opened again, reset. Each change is an act.

use std::collections::BTreeSet;

use ledger::{Delta, Entry, RecordWrite};
use party::{Login, NewStaff, Permission, Role, StaffMember, StaffState};
use types::{Operation, Phase, Scene, StaffId};
use wording::Language;

use super::kinds::LoginOwner;
use super::{InvitationLink, PeopleRefusal};
use crate::live::{Held, Telling, retried, written};
use crate::post::{AccountNews, Letter, MailTo};
use crate::{Asking, Counter, Trouble};

/// The counter of accounts that administer: it never falls below one once there is one.
pub(crate) const ADMINISTRATORS: &str = "staff/administrators";
/// How many accounts are listed.
const LISTED: usize = 10_000;

/// An account as the list shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct StaffLine {
    /// Its id.
    pub id: StaffId,
    /// The person's name.
    pub name: String,
    /// The login.
    pub login: Login,
    /// The roles.
    pub roles: BTreeSet<Role>,
    /// Whether it can be signed in with.
    pub state: StaffState,
    /// Whether a second factor is set.
    pub second_factor: bool,
}

/// What an administrator changes about an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AccountChange {
    /// These are its roles from now on.
    Roles(BTreeSet<Role>),
    /// It is closed; its sessions end at once.
    Disable,
    /// It is open again.
    Enable,
}

impl AccountChange {
    /// The kind of act that it is.
    const fn act(&self) -> &'static str {
        match self {
            Self::Roles(_) => "staff.roles_given",
            Self::Disable => "staff.account_disabled",
            Self::Enable => "staff.account_enabled",
        }
    }
}

impl Counter {
    /// Whether any account of staff was ever made. Until then the pages are for whoever sits at this machine.
    pub fn has_staff(&self) -> Result<bool, Trouble> {
        let book = &self.live()?.book;
        let query = ledger::RecordQuery { limit: 1, ..ledger::RecordQuery::default() };
        Ok(!book.ledger.records(book.view, "staff", &query)?.0.is_empty())
    }

    /// The member of staff of this id.
    pub fn staff_member(&self, id: StaffId) -> Result<Option<StaffMember>, Trouble> {
        Ok(self.live()?.book.find::<StaffMember>(&id.to_string())?.map(|held| held.value))
    }

    /// Every account, by name.
    pub fn staff_lines(&self, asking: &Asking) -> Result<Vec<StaffLine>, PeopleRefusal> {
        asking.may(Permission::ManageStaff)?;
        let mut lines = Vec::new();
        self.live()?.book.each_record("staff", |body| {
            if lines.len() < LISTED
                && let Ok(member) = serde_json::from_value::<StaffMember>(body)
            {
                lines.push(StaffLine {
                    id: member.id,
                    second_factor: matches!(member.second_factor, party::SecondFactor::Set { .. }),
                    name: member.name,
                    login: member.login,
                    roles: member.roles,
                    state: member.state,
                });
            }
        })?;
        lines.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
        Ok(lines)
    }

    /// Makes an account, and the link by which its owner chooses a password. The link is shown once, here.
    pub fn create_staff(&self, asking: &Asking, new: NewStaff) -> Result<InvitationLink, PeopleRefusal> {
        asking.may(Permission::ManageStaff)?;
        let now = self.clock.now();
        let id = match asking.entry {
            // The same form makes the same account, however often it is sent.
            Some(entry) => StaffId::from_u128(entry.as_u128()),
            None => StaffId::at(now, self.clock.chance()),
        };
        if self.was_committed(asking)?
            && let Some(member) = self.staff_member(id)?
        {
            return self.renewed_link(asking, &member, party::InvitationPurpose::Join);
        }
        let member = StaffMember::invite(id, new, now)?;
        retried(|| {
            if self.live()?.book.find::<LoginOwner>(member.login.as_str())?.is_some() {
                return Err(PeopleRefusal::LoginTaken);
            }
            let (link, invitation) =
                self.new_link(party::InvitationPurpose::Join, Some((id, member.login.clone())))?;
            let mut entry = self.entry_for(asking);
            entry.records.push(written(&member, None)?);
            entry.records.push(written(&LoginOwner { login: member.login.clone(), staff: id }, None)?);
            entry.records.push(invitation);
            entry.acts.push(self.staff_act(asking, "staff.account_made", id).done());
            self.commit_live(entry)?;
            Ok(link)
        })
    }

    /// Changes an account. Whoever it belongs to is signed out at once where that is what it means.
    pub fn change_account(
        &self,
        asking: &Asking,
        id: StaffId,
        change: &AccountChange,
    ) -> Result<(), PeopleRefusal> {
        asking.may(Permission::ManageStaff)?;
        if self.was_committed(asking)? {
            return Ok(());
        }
        let by = asking.caller.staff_id();
        self.change_staff(asking, id, change.act(), |member, now| match change {
            AccountChange::Roles(roles) => Ok(member.give_roles(roles.clone(), by)?),
            AccountChange::Disable => Ok(member.disable(by, now)?),
            AccountChange::Enable => Ok(member.enable()?),
        })
    }

    /// Forgets password and second factor of an account; its owner gets a link to choose both anew.
    pub fn reset_staff(&self, asking: &Asking, id: StaffId) -> Result<InvitationLink, PeopleRefusal> {
        asking.may(Permission::ManageStaff)?;
        if !self.was_committed(asking)? {
            retried(|| {
                let mut held: Held<StaffMember> = self.live()?.book.get(&id.to_string())?;
                let before = held.value.clone();
                held.value.reset(self.clock.now());
                let mut entry = self.entry_for(asking);
                self.write_staff(&mut entry, &before, &held)?;
                entry.records.extend(self.account_mail(&held.value, AccountNews::Reset)?);
                entry.acts.push(self.staff_act(asking, "staff.access_reset", id).done());
                self.commit_live(entry).map(drop)
            })?;
        }
        let member = self.live()?.book.get::<StaffMember>(&id.to_string())?.value;
        self.renewed_link(asking, &member, party::InvitationPurpose::Reset)
    }

    /// The account of a login.
    pub fn staff_of_login(&self, login: &str) -> Result<Option<StaffMember>, PeopleRefusal> {
        let Ok(login) = login.parse::<Login>() else { return Ok(None) };
        let book = &self.live()?.book;
        let Some(owner) = book.find::<LoginOwner>(login.as_str())? else { return Ok(None) };
        Ok(self.staff_member(owner.value.staff)?)
    }

    /// Reads an account, changes it and writes it, with the act that says so; again if somebody else wrote first.
    pub(super) fn change_staff<T>(
        &self,
        asking: &Asking,
        id: StaffId,
        act: &str,
        mut change: impl FnMut(&mut StaffMember, jiff::Timestamp) -> Result<T, PeopleRefusal>,
    ) -> Result<T, PeopleRefusal> {
        retried(|| {
            let mut held: Held<StaffMember> = self.live()?.book.get(&id.to_string())?;
            let before = held.value.clone();
            let made = change(&mut held.value, self.clock.now())?;
            let mut entry = self.entry_for(asking);
            self.write_staff(&mut entry, &before, &held)?;
            entry.acts.push(self.staff_act(asking, act, id).done());
            self.commit_live(entry)?;
            Ok(made)
        })
    }

    /// Puts a changed account into an entry, with what that does to the count of administrators.
    pub(super) fn write_staff(
        &self,
        entry: &mut Entry,
        before: &StaffMember,
        after: &Held<StaffMember>,
    ) -> Result<(), Trouble> {
        let by = i64::from(after.value.administers()) - i64::from(before.administers());
        if by != 0 {
            let floor = (by < 0).then_some(1);
            entry.deltas.push(Delta { key: ADMINISTRATORS.to_owned(), by, floor });
        }
        entry.records.push(after.write()?);
        Ok(())
    }

    /// The mail that tells the owner of an account what happened to their access, where they gave an address.
    pub(super) fn account_mail(
        &self,
        member: &StaffMember,
        news: AccountNews,
    ) -> Result<Option<RecordWrite>, Trouble> {
        let Some(address) = &member.mail else { return Ok(None) };
        // Accounts have no language of their own: it is the organisation's first.
        let language = Language::French;
        let when = language.moment(self.clock.now(), &self.live()?.book.time_zone);
        let to = MailTo { address: address.clone(), name: member.name.clone(), language };
        self.mail_record(&to, &Letter::Account { news, when }, &[("agent", &member.id.to_string())]).map(Some)
    }

    /// An act about an account of staff.
    pub(super) fn staff_act(&self, asking: &Asking, kind: &str, id: StaffId) -> Telling {
        let who = asking.caller.object();
        let who = who.as_ref().map(|object| (object.kind.as_str(), &*object.id));
        Telling::now(&*self.clock, kind, Operation::Organise, Scene::BackOffice)
            .part(asking.caller.actor(), who, Phase::Handling, asking.work)
            .about("account", "agent", &id.to_string())
    }
}
