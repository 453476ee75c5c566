//! Replies that are kept for a while under the key that a caller chose, so that asking again is answered the same.
//!
//! The key's entry makes the act happen once, whatever becomes of the reply; the reply makes the answer the same. A reply is
//! erased with the person whose it is, and after two days by itself.

use jiff::{SignedDuration, Timestamp};
use party::Secret;
use serde::{Deserialize, Serialize};
use types::EntryId;

use crate::live::{Held, Kept, delete, written};
use crate::shopping::moment;
use crate::{Asking, Counter, Trouble, clock};

/// For how long a reply is kept.
const KEPT_FOR: SignedDuration = SignedDuration::from_hours(48);
/// How many old replies go in one entry.
const AT_ONCE: usize = 200;

/// What was answered under a key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct KeptReply {
    /// The digest of who asked, the path and the key.
    pub id: String,
    /// The digest of what was sent: another body under the same key is a mistake.
    pub body_digest: String,
    /// The status; 0 where the answer is not kept.
    pub status: u16,
    /// Where it led on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
    /// What kind of thing it was.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub content_type: String,
    /// What it said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub content: String,
    /// Until when it is kept.
    pub until: Timestamp,
    /// The browser that asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visitor: Option<String>,
    /// The customer who asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<String>,
}

impl KeptReply {
    /// A reply of which nothing is kept but what it was asked with: it held a secret, and is worked out again.
    pub fn of_body(key: &ReplyKey, digest: &str) -> Self {
        Self {
            id: key.id.clone(),
            body_digest: digest.to_owned(),
            status: 0,
            location: None,
            content_type: String::new(),
            content: String::new(),
            until: Timestamp::MAX,
            visitor: None,
            customer: None,
        }
    }

    /// Whether what was answered is kept.
    pub fn says_all(&self) -> bool {
        self.status != 0
    }
}

impl Kept for KeptReply {
    const KIND: &'static str = "idempotency";

    fn record_id(&self) -> String {
        self.id.clone()
    }

    fn indexed(&self) -> Vec<(String, String)> {
        let mut by = vec![("until".to_owned(), moment(self.until))];
        by.extend(self.visitor.clone().map(|id| ("visitor".to_owned(), id)));
        by.extend(self.customer.clone().map(|id| ("customer".to_owned(), id)));
        by
    }
}

/// A key as it is kept: the digest of who asks, where, and the key itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ReplyKey {
    /// The id of the reply.
    pub id: String,
    /// The entry that whatever is asked under it becomes.
    pub entry: EntryId,
}

impl Counter {
    /// The key of a request. `whose` is a secret or an address that only the same caller has.
    pub fn reply_key(&self, whose: &str, path: &str, key: &str) -> Result<ReplyKey, Trouble> {
        let own = self.key_of("reply")?;
        let parts = [whose.as_bytes(), path.as_bytes(), key.as_bytes()];
        let number = own.number(&parts);
        // The instant that leads an entry's id must not move from one try to the next: it is taken from the key as well.
        let entry = EntryId::from_u128(number);
        Ok(ReplyKey { id: format!("{number:032x}"), entry })
    }

    /// The secret of a browser that has none yet and sends its first request under this key: the same however often it is sent, so
    /// that whoever lost the answer gets the cookie with the next. Nobody can compute it who does not know the organisation's own
    /// secret.
    pub fn secret_of_key(&self, key: &ReplyKey) -> Result<Secret, Trouble> {
        let own = self.key_of("browser of a key")?;
        let entry = key.entry.as_u128().to_be_bytes();
        let half = |which: &[u8]| own.number(&[&entry, which]);
        Ok(Secret::from_chance([half(b"first"), half(b"second")]))
    }

    /// What was answered under a key before, if it is still kept.
    pub fn kept_reply(&self, key: &ReplyKey) -> Result<Option<KeptReply>, Trouble> {
        let found = self.live()?.book.find::<KeptReply>(&key.id)?;
        Ok(found.map(|held| held.value).filter(|reply| reply.until > self.clock.now()))
    }

    /// Keeps a reply. The first that is kept stays.
    pub fn keep_reply(&self, mut reply: KeptReply) -> Result<(), Trouble> {
        reply.until = self.clock.now().checked_add(KEPT_FOR).unwrap_or(Timestamp::MAX);
        let before = self.live()?.book.find::<KeptReply>(&reply.id)?;
        let over = |held: &Held<KeptReply>| held.value.until <= self.clock.now();
        if before.as_ref().is_some_and(|held| !over(held)) {
            return Ok(());
        }
        let mut entry = self.entry_for(&Asking::machine());
        entry.records.push(written(&reply, before.and_then(|held| held.version))?);
        match self.commit_live(entry) {
            Err(trouble) if trouble.is_conflict() => Ok(()),
            other => other.map(drop),
        }
    }

    /// Forgets replies that are old. Gives how many.
    pub fn forget_replies(&self) -> Result<usize, Trouble> {
        let live = self.live()?;
        let now = moment(self.clock.now());
        let old = live.book.find_between::<KeptReply>("until", None, Some(&now), AT_ONCE)?;
        if old.is_empty() {
            return Ok(0);
        }
        let mut entry = ledger::Entry::new(clock::entry_id(&*self.clock));
        for held in &old {
            if let Some(version) = held.version {
                entry.records.push(delete(KeptReply::KIND, &held.value.id, version));
            }
        }
        match self.commit_live(entry) {
            Err(trouble) if trouble.is_conflict() => return Ok(0),
            other => other?,
        };
        for held in &old {
            live.book.ledger.erase_record(live.book.view, KeptReply::KIND, &held.value.id)?;
        }
        Ok(old.len())
    }
}
