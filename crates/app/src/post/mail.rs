//! A mail as it is kept: TM Forum's `CommunicationMessage` (TMF681) with what delivery needs.

use jiff::{SignedDuration, Timestamp};
use offer::catalogue::Unknown;
use party::EmailAddress;
use serde::{Deserialize, Serialize};
use types::MailId;

use crate::live::Kept;

/// Pauses between tries, in minutes; after the last one it is given up: three days in all.
const PAUSES: [i64; 9] = [1, 5, 15, 60, 240, 720, 1_080, 1_080, 1_080];
/// How long whoever carries a mail to a server has for it, before somebody else may.
const LEASE: SignedDuration = SignedDuration::from_mins(10);

/// How far a mail is, in TM Forum's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum MailState {
    /// It waits to be carried.
    Initial,
    /// Somebody carries it now.
    InProgress,
    /// It was carried.
    Completed,
    /// It was given up.
    Failed,
}

impl MailState {
    /// Its name in addresses and in the keys of sentences.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Initial => "waiting",
            Self::InProgress => "sending",
            Self::Completed => "sent",
            Self::Failed => "failed",
        }
    }
}

/// Who gets it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Receiver {
    /// Where.
    pub email: EmailAddress,
    /// Their name, if it is known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// What else was said of them.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// What it is about: an order, a conversation, a customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// The kind of record.
    #[serde(rename = "@referredType")]
    pub kind: String,
    /// Its id.
    pub id: String,
}

/// A paper that goes with it, by reference: it is made when the mail is carried.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AttachedPaper {
    /// Which paper: `proofOfPurchase`, `contractSummary`.
    #[serde(rename = "@referredType")]
    pub kind: String,
    /// Of what: an order's id.
    pub id: String,
    /// The name of the file.
    pub name: String,
}

/// A mail.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Mail {
    /// Its id, which is also its `Message-ID`.
    pub id: MailId,
    #[serde(rename = "@type", default = "communication_message")]
    pub(super) form: String,
    #[serde(default = "email")]
    pub(super) message_type: String,
    /// The language that it is written in.
    pub language: String,
    /// What it is called.
    pub subject: String,
    /// What it says, as plain text.
    pub content: String,
    /// The same as HTML, for readers that prefer it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub content_html: String,
    /// Who gets it.
    pub receiver: Vec<Receiver>,
    /// How far it is.
    pub state: MailState,
    /// How often it was tried.
    pub try_times: u32,
    /// When it was written.
    pub created_at: Timestamp,
    /// When it is tried next, or, while somebody carries it, when somebody else may.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scheduled_send_time: Option<Timestamp>,
    /// When it was carried.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub send_time_complete: Option<Timestamp>,
    /// Papers that go with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachment: Vec<AttachedPaper>,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub about: Vec<About>,
    /// Whether it holds a secret that opens something: it is erased once a server took it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub holds_secret: bool,
    /// Why it could not be carried the last time.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub trouble: String,
    /// What else was said of it.
    #[serde(flatten)]
    pub unknown: Unknown,
}

fn communication_message() -> String {
    "CommunicationMessage".to_owned()
}

fn email() -> String {
    "Email".to_owned()
}

impl Mail {
    /// A mail that waits from now on.
    pub(super) fn waiting(id: MailId, language: &str, receiver: Receiver, at: Timestamp) -> Self {
        Self {
            id,
            form: communication_message(),
            message_type: email(),
            language: language.to_owned(),
            subject: String::new(),
            content: String::new(),
            content_html: String::new(),
            receiver: vec![receiver],
            state: MailState::Initial,
            try_times: 0,
            created_at: at,
            scheduled_send_time: Some(at),
            send_time_complete: None,
            attachment: Vec::new(),
            about: Vec::new(),
            holds_secret: false,
            trouble: String::new(),
            unknown: Unknown::new(),
        }
    }

    /// Somebody takes it to carry it; nobody else does for a while.
    pub(super) fn take(&mut self, at: Timestamp) {
        self.state = MailState::InProgress;
        self.try_times += 1;
        self.scheduled_send_time = at.checked_add(LEASE).ok();
    }

    /// It was carried.
    pub(super) fn carried(&mut self, at: Timestamp) {
        self.state = MailState::Completed;
        self.scheduled_send_time = None;
        self.send_time_complete = Some(at);
        self.trouble.clear();
    }

    /// It could not be carried: it is tried again later, or given up.
    pub(super) fn not_carried(&mut self, trouble: String, for_good: bool, at: Timestamp) {
        self.trouble = trouble.chars().take(500).collect();
        let pause = PAUSES.get(self.try_times.saturating_sub(1) as usize).filter(|_| !for_good);
        match pause {
            Some(minutes) => {
                self.state = MailState::Initial;
                self.scheduled_send_time = at.checked_add(SignedDuration::from_mins(*minutes)).ok();
            }
            None => {
                self.state = MailState::Failed;
                self.scheduled_send_time = None;
            }
        }
    }

    /// Somebody asks to try once more, now.
    pub(super) fn try_again(&mut self, at: Timestamp) {
        self.state = MailState::Initial;
        self.try_times = 0;
        self.scheduled_send_time = Some(at);
    }

    /// The mail without what it says: digits of its subject as points, and nothing else.
    pub(super) fn veiled(mut self) -> Self {
        self.subject = self.subject.chars().map(|c| if c.is_ascii_digit() { '•' } else { c }).collect();
        self.content.clear();
        self.content_html.clear();
        self
    }

    /// Whether what it says is not for whoever got it here.
    pub fn is_veiled(&self) -> bool {
        self.holds_secret && self.content.is_empty()
    }

    /// Where it goes.
    pub fn to(&self) -> impl Iterator<Item = &Receiver> {
        self.receiver.iter()
    }

    /// The name of its file in the outbox: first when it was written, so that a folder lists mails in order.
    pub fn file_name(&self) -> String {
        let when = format!("{:.0}", self.created_at).replace(':', "").replace('Z', "");
        format!("{when}_{}.eml", self.id)
    }
}

/// An instant as texts sort it.
pub(super) fn sortable(at: Timestamp) -> String {
    format!("{at:.3}")
}

impl Kept for Mail {
    const KIND: &'static str = "mail";

    fn record_id(&self) -> String {
        self.id.to_string()
    }

    fn indexed(&self) -> Vec<(String, String)> {
        let mut indexed = vec![("made".to_owned(), sortable(self.created_at))];
        indexed.extend(self.scheduled_send_time.map(|due| ("due".to_owned(), sortable(due))));
        indexed.push(("state".to_owned(), format!("{} {}", self.state.name(), sortable(self.created_at))));
        indexed.extend(self.receiver.iter().map(|to| ("to".to_owned(), to.email.as_str().to_owned())));
        indexed.extend(self.about.iter().map(|about| ("about".to_owned(), about.id.clone())));
        indexed
    }
}
