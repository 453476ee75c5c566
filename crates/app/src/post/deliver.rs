//! Carrying what waits. Any process may do it; the version of a mail's record makes the second one a conflict.

use jiff::Timestamp;

use super::carrier::Carried;
use super::mail::{AttachedPaper, Mail, sortable};
use super::message::{Enclosed, Unsendable, message_of};
use crate::live::Held;
use crate::{Asking, Counter, Trouble, with_causes};

/// How many mails are looked at in one go.
const AT_ONCE: usize = 100;

/// What a round of delivery did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Delivered {
    /// Mails that were carried.
    pub sent: u32,
    /// Mails that could not be, and are tried again later.
    pub later: u32,
    /// Mails that were given up.
    pub failed: u32,
    /// Whether more may be waiting already.
    pub more: bool,
}

impl Counter {
    /// Carries the mails whose time has come. To be called now and then, and soon after something was committed.
    pub fn deliver_mail(&self, now: Timestamp) -> Result<Delivered, Trouble> {
        let book = &self.live()?.book;
        let waiting = book.find_between::<Mail>("due", None, Some(&sortable(now)), AT_ONCE)?;
        let mut done = Delivered { more: waiting.len() == AT_ONCE, ..Delivered::default() };
        for held in waiting {
            match self.deliver(held, now) {
                Ok(Some(Carried::Yes)) => done.sent += 1,
                Ok(Some(Carried::Later(_))) => done.later += 1,
                Ok(Some(Carried::Never(_))) => done.failed += 1,
                // Somebody else carries it.
                Ok(None) => {}
                Err(trouble) if trouble.is_conflict() => {}
                Err(trouble) => return Err(trouble),
            }
        }
        Ok(done)
    }

    fn deliver(&self, mut held: Held<Mail>, now: Timestamp) -> Result<Option<Carried>, Trouble> {
        let carrier = &self.post.carrier;
        if carrier.may_repeat() {
            held.value.try_times += 1;
        } else {
            // Taken first: of several processes one wins, the others find another version.
            held.value.take(now);
            self.keep_mail(&held)?;
            held.version = held.version.map(|version| version + 1);
        }
        let name = held.value.file_name();
        let carried = match self.message(&held.value) {
            Ok(message) => carrier.carry(&message, &name),
            Err(Unready::Never(reason)) => Carried::Never(reason.to_string()),
            Err(Unready::Later(trouble)) => Carried::Later(with_causes(&trouble)),
        };
        match &carried {
            Carried::Yes => held.value.carried(now),
            Carried::Later(reason) => {
                tracing::warn!(mail = %held.value.id, reason, "a mail could not be carried; it is tried again");
                held.value.not_carried(reason.clone(), false, now);
            }
            Carried::Never(reason) => {
                tracing::warn!(mail = %held.value.id, reason, "a mail was refused for good");
                held.value.not_carried(reason.clone(), true, now);
            }
        }
        self.keep_mail(&held)?;
        if matches!(carried, Carried::Yes) && held.value.holds_secret && !carrier.may_repeat() {
            let book = &self.live()?.book;
            book.ledger.erase_record(book.view, "mail", &held.value.id.to_string())?;
        }
        Ok(Some(carried))
    }

    fn keep_mail(&self, held: &Held<Mail>) -> Result<(), Trouble> {
        let mut entry = self.entry_for(&Asking::machine());
        entry.records.push(held.write()?);
        self.commit_live(entry).map(drop)
    }

    /// The message of a mail, with its papers.
    pub(super) fn message(&self, mail: &Mail) -> Result<lettre::Message, Unready> {
        let enclosed: Result<Vec<Enclosed>, Trouble> =
            mail.attachment.iter().filter_map(|paper| self.enclose(paper, mail).transpose()).collect();
        let enclosed = enclosed.map_err(Unready::Later)?;
        message_of(mail, &self.post.settings, enclosed).map_err(Unready::Never)
    }

    /// A paper, made now; nothing where what it speaks of is gone.
    fn enclose(&self, paper: &AttachedPaper, mail: &Mail) -> Result<Option<Enclosed>, Trouble> {
        let language = wording::Language::from_code(&mail.language).unwrap_or(wording::Language::English);
        let bytes = match self.paper(&paper.kind, &paper.id, language) {
            Err(Trouble::NotFound { .. }) => return Ok(None),
            made => made?,
        };
        Ok(Some(Enclosed { name: paper.name.clone(), media_type: "application/pdf", bytes }))
    }
}

/// Why there is no message yet, or ever.
pub(super) enum Unready {
    Never(Unsendable),
    Later(Trouble),
}
