//! The outbox as the office sees it: what left, what waits, what failed and why.

use jiff::Timestamp;
use ledger::{RecordCursor, RecordQuery, RecordState};
use party::{Permission, Who};
use types::OrderId;

use super::deliver::Unready;
use super::mail::{Mail, MailState};
use super::masking;
use super::{Carrier, PostSettings, PostSettingsError};
use crate::live::Kept;
use crate::{Asking, Counter, LookedAt, Trouble, with_causes};

/// The settings of mail with who carries it.
pub(crate) struct Post {
    pub settings: PostSettings,
    pub carrier: Carrier,
}

impl Post {
    /// Mails become files of a folder beside everything else that is kept.
    pub fn in_folder(data: &std::path::Path) -> Self {
        Self { settings: PostSettings::default(), carrier: Carrier::Folder(data.join("outbox")) }
    }
}

impl Counter {
    /// The same counter with mail leaving so.
    pub fn with_post(mut self, settings: PostSettings) -> Result<Self, PostSettingsError> {
        let carrier = Carrier::new(settings.server.as_ref(), &self.data.join("outbox"))?;
        self.post = Post { settings, carrier };
        Ok(self)
    }
}

/// Where mails go, as a page says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OutboxPlace {
    /// Into this folder.
    Folder(String),
    /// To this server.
    Server(String),
}

/// Some mails, the newest first, and where to go on.
#[derive(Debug, Clone, PartialEq)]
pub struct MailPage {
    /// The mails.
    pub mails: Vec<Mail>,
    /// What gives the mails before these.
    pub next: Option<String>,
}

impl Counter {
    /// How mail leaves.
    pub fn post_settings(&self) -> &PostSettings {
        &self.post.settings
    }

    /// Where mails go.
    pub fn outbox_place(&self) -> OutboxPlace {
        match &self.post.carrier {
            Carrier::Folder(folder) => OutboxPlace::Folder(folder.display().to_string()),
            Carrier::Server { shown, .. } => OutboxPlace::Server(shown.clone()),
        }
    }

    /// Where the links of mails and papers begin: `https://shop.example.org`.
    pub fn site(&self) -> &str {
        &self.post.settings.site
    }

    /// Mails in one state, or all, the newest first. `after` is what the page before gave.
    pub fn mails(
        &self,
        asking: &Asking,
        state: Option<MailState>,
        after: Option<&str>,
        limit: usize,
    ) -> Result<MailPage, Trouble> {
        asking.may(Permission::ReadOutbox)?;
        let book = &self.live()?.book;
        let after: Option<RecordCursor> = after.and_then(|text| {
            let (value, id) = text.rsplit_once('|')?;
            Some(RecordCursor { value: value.to_owned(), id: id.to_owned() })
        });
        let (from, to) = match state {
            Some(state) => (Some(format!("{} ", state.name())), Some(format!("{} ~", state.name()))),
            None => (None, None),
        };
        let query = RecordQuery {
            by: Some(if state.is_some() { "state" } else { "made" }),
            from: from.as_deref(),
            to: to.as_deref(),
            after: after.as_ref(),
            descending: true,
            limit,
        };
        let (records, next) = book.ledger.records(book.view, Mail::KIND, &query)?;
        let mut mails = Vec::with_capacity(records.len());
        for record in records {
            if let RecordState::Body(body) = record.state {
                mails.push(for_eyes_of(asking, serde_json::from_value(body)?));
            }
        }
        Ok(MailPage { mails, next: next.map(|cursor| format!("{}|{}", cursor.value, cursor.id)) })
    }

    /// One mail. That one of the staff read it is kept, for the customer to see.
    pub fn mail(&self, asking: &Asking, id: &str) -> Result<Mail, Trouble> {
        asking.may(Permission::ReadOutbox)?;
        let mail = for_eyes_of(asking, self.live()?.book.get::<Mail>(id)?.value);
        if asking.caller.staff_id().is_some() {
            let mut customer = None;
            for to in mail.to() {
                customer = customer.or(self.known_by(&to.email)?);
            }
            let order = mail.about.iter().find_map(|about| about.id.parse::<OrderId>().ok());
            if customer.is_some() || order.is_some() {
                self.note_once(asking, id, (customer, order), LookedAt::Mail, &mail.subject)?;
            }
        }
        Ok(mail)
    }

    /// One mail as it travels, with its papers: the content of an `.eml` file.
    pub fn mail_file(&self, asking: &Asking, id: &str) -> Result<(String, Vec<u8>), Trouble> {
        let mail = self.mail(asking, id)?;
        if mail.is_veiled() {
            return Err(Trouble::NotFound { what: Mail::KIND, id: id.chars().take(80).collect() });
        }
        match self.message(&mail) {
            Ok(message) => Ok((mail.file_name(), message.formatted())),
            Err(Unready::Never(reason)) => Err(Trouble::Refused(with_causes(&reason))),
            Err(Unready::Later(trouble)) => Err(trouble),
        }
    }

    /// Tries a mail again that was given up, or that waits for its time.
    pub fn try_mail_again(&self, asking: &Asking, id: &str) -> Result<(), Trouble> {
        asking.may(Permission::ReadOutbox)?;
        if self.was_committed(asking)? {
            return Ok(());
        }
        let book = &self.live()?.book;
        let mut held = book.get::<Mail>(id)?;
        if matches!(held.value.state, MailState::Completed | MailState::InProgress) {
            return Ok(());
        }
        held.value.try_again(self.clock.now());
        let mut entry = self.entry_for(asking);
        entry.records.push(held.write()?);
        match self.commit_live(entry) {
            // It was carried at this very moment.
            Err(trouble) if trouble.is_conflict() => Ok(()),
            other => other.map(drop),
        }
    }

    /// Erases every mail about these ids or to these addresses, and their files. For erasing a person; gives how many.
    pub fn erase_mails(&self, about: &[&str], addresses: &[&str]) -> Result<u64, Trouble> {
        let book = &self.live()?.book;
        let looked_for =
            about.iter().map(|id| ("about", *id)).chain(addresses.iter().map(|address| ("to", *address)));
        let mut erased = 0;
        for (by, value) in looked_for {
            loop {
                let found = book.find_by::<Mail>(by, value, 100)?;
                if found.is_empty() {
                    break;
                }
                for held in found {
                    self.take_mail_away(&held.value)?;
                    erased += 1;
                }
            }
        }
        Ok(erased)
    }

    /// Erases one mail and its file; says whether it was there.
    pub(crate) fn erase_mail(&self, id: &str) -> Result<bool, Trouble> {
        match self.live()?.book.find::<Mail>(id)? {
            Some(held) => self.take_mail_away(&held.value).map(|()| true),
            None => Ok(false),
        }
    }

    fn take_mail_away(&self, mail: &Mail) -> Result<(), Trouble> {
        let book = &self.live()?.book;
        self.post
            .carrier
            .take_away(&mail.file_name())
            .map_err(Trouble::file("cannot remove a mail from the outbox"))?;
        book.ledger.erase_record(book.view, Mail::KIND, &mail.id.to_string())?;
        Ok(())
    }

    /// Looks at the time and delivers, as long as something waits. Gives the trouble to whoever called, to be logged.
    pub fn deliver_all_mail(&self) -> Result<u32, Trouble> {
        let mut sent = 0;
        loop {
            let now: Timestamp = self.clock.now();
            let round = self.deliver_mail(now)?;
            sent += round.sent;
            if !round.more || round.sent == 0 {
                return Ok(sent);
            }
        }
    }
}

/// A mail as this reader may see it. What signs its reader in, or opens what is theirs, is nobody's who works here: whoever read
/// it could be the customer. Only whoever keeps this machine, before there is any account, reads it: mails are files on their disk.
fn for_eyes_of(asking: &Asking, mail: Mail) -> Mail {
    match asking.caller.who {
        Who::Keeper | Who::Machine => mail,
        _ if mail.holds_secret => mail.veiled(),
        _ => masking::for_staff(mail),
    }
}
