//! Carrying what waits. Any process may do it; the version of a mail's record makes the second one a conflict.

use jiff::Timestamp;

use super::PostSettings;
use super::carrier::Carried;
use super::mail::{AttachedPaper, Mail, sortable};
use super::message::{Enclosed, Unsendable, message_of};
use crate::live::Held;
use crate::{Asking, Counter, Trouble, with_causes};

/// How many mails are looked at in one go.
const AT_ONCE: usize = 32;

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

impl Delivered {
    fn count(&mut self, carried: &Carried) {
        match carried {
            Carried::Yes => self.sent += 1,
            Carried::Later(_) => self.later += 1,
            Carried::Never(_) => self.failed += 1,
        }
    }
}

impl Counter {
    /// Carries the mails whose time has come. To be called now and then, and soon after something was committed.
    pub fn deliver_mail(&self, now: Timestamp) -> Result<Delivered, Trouble> {
        let book = &self.live()?.book;
        let waiting = book.find_between::<Mail>("due", None, Some(&sortable(now)), AT_ONCE)?;
        let mut done = Delivered { more: waiting.len() == AT_ONCE, ..Delivered::default() };
        if self.post.carrier.may_repeat() {
            self.deliver_together(waiting, now, &mut done)?;
            return Ok(done);
        }
        for held in waiting {
            match self.deliver_alone(held, now) {
                Ok(carried) => done.count(&carried),
                // Somebody else carries it.
                Err(trouble) if trouble.is_conflict() => {}
                Err(trouble) => return Err(trouble),
            }
        }
        Ok(done)
    }

    /// Files may be written twice without harm: all of them first, and then what became of them, at once.
    fn deliver_together(
        &self,
        waiting: Vec<Held<Mail>>,
        now: Timestamp,
        done: &mut Delivered,
    ) -> Result<(), Trouble> {
        let book = &self.live()?.book;
        let mut noted = Vec::with_capacity(waiting.len());
        for mut held in waiting {
            held.value.try_times += 1;
            let carried = self.carry(&mut held.value, now);
            let mut entry = self.entry_for(&Asking::machine());
            entry.records.push(held.write()?);
            noted.push((book.ledger.submit(book.view, entry), carried));
        }
        for (ticket, carried) in noted {
            match ticket.wait().map_err(Trouble::from) {
                Ok(_) => done.count(&carried),
                Err(trouble) if trouble.is_conflict() => {}
                Err(trouble) => return Err(trouble),
            }
        }
        Ok(())
    }

    /// A server may not be told twice: the mail is taken first, and of several processes one wins.
    fn deliver_alone(&self, mut held: Held<Mail>, now: Timestamp) -> Result<Carried, Trouble> {
        held.value.take(now);
        self.keep_mail(&held)?;
        held.version = Some(held.version.unwrap_or(0) + 1);
        let carried = self.carry(&mut held.value, now);
        self.keep_mail(&held)?;
        if matches!(carried, Carried::Yes) && held.value.holds_secret {
            let book = &self.live()?.book;
            book.ledger.erase_record(book.view, "mail", &held.value.id.to_string())?;
        }
        Ok(carried)
    }

    /// Carries one, and says in it what became of it.
    fn carry(&self, mail: &mut Mail, now: Timestamp) -> Carried {
        let carried = match self.message(mail) {
            Ok(message) => self.post.carrier.carry(&message, &mail.file_name()),
            Err(Unready::Never(reason)) => Carried::Never(reason.to_string()),
            Err(Unready::Later(trouble)) => Carried::Later(with_causes(&trouble)),
        };
        match &carried {
            Carried::Yes => mail.carried(now),
            Carried::Later(reason) => {
                tracing::warn!(mail = %mail.id, reason, "a mail could not be carried; it is tried again");
                mail.not_carried(reason.clone(), false, now);
            }
            Carried::Never(reason) => {
                tracing::warn!(mail = %mail.id, reason, "a mail was refused for good");
                mail.not_carried(reason.clone(), true, now);
            }
        }
        carried
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
        let mut settings = self.post.settings.clone();
        if settings.from_name == PostSettings::default().from_name {
            // Nobody chose another name: whoever sells writes.
            let operator = self.operator().map_err(Unready::Later)?;
            settings.from_name = if operator.name.is_empty() { settings.from_name } else { operator.name };
        }
        message_of(mail, &settings, enclosed, self.post.carrier.coding()).map_err(Unready::Never)
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
