//! Writing a mail: a record that a use case puts into its own entry, so that it is neither lost nor doubled.

use ledger::RecordWrite;
use offer::catalogue::Unknown;
use party::EmailAddress;
use types::MailId;
use wording::Language;

use super::blocks::{as_html, as_text};
use super::letters::Letter;
use super::mail::{About, AttachedPaper, Mail, Receiver};
use super::message::one_line;
use crate::live::written;
use crate::{Asking, Counter, Trouble};

/// To whom a letter goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailTo {
    /// Where.
    pub address: EmailAddress,
    /// Their name, if it is known.
    pub name: String,
    /// The language that they read.
    pub language: Language,
}

impl Counter {
    /// The record of a letter, to be put into the entry of the act that causes it. `about` names the kinds and ids of what it
    /// is about: the order, the customer, the conversation; by them it is found, and erased with them.
    pub fn mail_record(
        &self,
        to: &MailTo,
        letter: &Letter,
        about: &[(&str, &str)],
    ) -> Result<RecordWrite, Trouble> {
        self.mail_record_with(to, letter, about, Vec::new())
    }

    /// The same, with papers that are made when it is carried.
    pub fn mail_record_with(
        &self,
        to: &MailTo,
        letter: &Letter,
        about: &[(&str, &str)],
        papers: Vec<AttachedPaper>,
    ) -> Result<RecordWrite, Trouble> {
        let id = MailId::at(self.clock.now(), self.clock.chance());
        let mail = Mail { attachment: papers, ..self.mail_of(id, to, letter, about) };
        written(&mail, None)
    }

    /// Writes a letter in an entry of its own. Prefer [`Self::mail_record`] where there is an act to go with.
    pub fn send_mail(&self, to: &MailTo, letter: &Letter, about: &[(&str, &str)]) -> Result<String, Trouble> {
        let record = self.mail_record(to, letter, about)?;
        let id = record.id.clone();
        let mut entry = self.entry_for(&Asking::machine());
        entry.records.push(record);
        self.commit_live(entry)?;
        Ok(id)
    }

    pub(super) fn mail_of(&self, id: MailId, to: &MailTo, letter: &Letter, about: &[(&str, &str)]) -> Mail {
        let name = one_line(&to.name, 100);
        let sender = self.operator().map(|operator| operator.lines()).unwrap_or_default();
        let composed = letter.compose(to.language, &name, &self.post.settings.site, &sender);
        let receiver = Receiver { email: to.address.clone(), name, unknown: Unknown::new() };
        let mut mail = Mail::waiting(id, to.language.code(), receiver, self.clock.now());
        mail.subject = one_line(&composed.subject, 200);
        mail.content = as_text(to.language.code(), &composed.blocks);
        mail.content_html = as_html(to.language.code(), &mail.subject, &composed.blocks);
        mail.about =
            about.iter().map(|(kind, id)| About { kind: (*kind).into(), id: (*id).into() }).collect();
        mail.holds_secret = letter.holds_secret();
        mail
    }
}
