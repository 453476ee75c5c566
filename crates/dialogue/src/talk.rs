//! The minutes of a talk, on both sides: what the customer spent explaining and waiting, what the seller spent answering.
//!
//! No keystroke is watched. A customer explains from when the form, or the latest message, was shown until the message
//! is sent; beyond a quarter of an hour nobody knows what they did meanwhile, and nothing is counted. A seller answers
//! from when the conversation was opened or its latest message shown until the answer is sent, at most a quarter of an
//! hour, and is said to be estimated where it was cut. Waiting runs from the customer's last word to the answer.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use types::{Basis, Millis, Work};

/// The longest stretch that is taken for work without interruption: 15 minutes.
pub const LONGEST_MEASURED: Millis = Millis::from_secs(15 * 60);

/// A talk under way: from a question to when it is handed back or closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Talk {
    /// When it began: when the customer began to explain, or the seller to write.
    pub began: Timestamp,
    /// The customer's work that no act has told yet.
    pub explained: Millis,
    /// The seller's work in it so far.
    pub answered: Millis,
    /// Whether some of that was cut at [`LONGEST_MEASURED`].
    pub estimated: bool,
    /// What the customer waited for the answers so far.
    pub waited: Millis,
    /// Since when the customer has had no answer, if they wait for one.
    pub unanswered_since: Option<Timestamp>,
    /// The customer's work since then: whoever writes does not wait.
    pub explained_since: Millis,
    /// When the latest message was sent.
    pub last_message_at: Timestamp,
    /// How many answers there were.
    pub answers: u32,
}

impl Talk {
    /// A talk that begins.
    pub(crate) fn beginning(began: Timestamp, last_message_at: Timestamp) -> Self {
        Self {
            began,
            explained: Millis::ZERO,
            answered: Millis::ZERO,
            estimated: false,
            waited: Millis::ZERO,
            unanswered_since: None,
            explained_since: Millis::ZERO,
            last_message_at,
            answers: 0,
        }
    }

    /// What the customer waits, up to `now`, for the answer that is due.
    pub fn waits(&self, now: Timestamp) -> Millis {
        let whole = self.unanswered_since.and_then(|since| Millis::between(since, now)).unwrap_or_default();
        Millis(whole.0.saturating_sub(self.explained_since.0))
    }

    /// The seller's work so far, and how it is known.
    pub fn work(&self) -> Work {
        let basis = if self.estimated { Basis::Estimated } else { Basis::Measured };
        Work { lasted: self.answered, basis }
    }
}

/// What a customer spent writing a message sent now: since the form was shown, or since the latest message if that
/// came later. Nothing where it is not known, or took longer than [`LONGEST_MEASURED`].
pub(crate) fn explaining(
    shown: Option<Timestamp>,
    latest: Option<Timestamp>,
    now: Timestamp,
) -> Option<Millis> {
    let from = shown?.max(latest.unwrap_or(Timestamp::MIN));
    Millis::between(from, now).filter(|lasted| *lasted <= LONGEST_MEASURED)
}

/// What a seller spent on an answer sent now, at most [`LONGEST_MEASURED`].
pub(crate) fn answering(shown: Option<Timestamp>, since: Option<Timestamp>, now: Timestamp) -> Option<Work> {
    let from = shown.into_iter().chain(since).max()?;
    let lasted = Millis::between(from, now)?;
    Some(if lasted > LONGEST_MEASURED {
        Work { lasted: LONGEST_MEASURED, basis: Basis::Estimated }
    } else {
        Work::measured(lasted)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(secs: i64) -> Timestamp {
        Timestamp::from_second(1_700_000_000 + secs).unwrap()
    }

    #[test]
    fn explaining_begins_with_what_was_shown_last() {
        assert_eq!(explaining(Some(at(0)), None, at(90)), Some(Millis::from_secs(90)));
        assert_eq!(explaining(Some(at(0)), Some(at(60)), at(90)), Some(Millis::from_secs(30)));
        assert_eq!(explaining(Some(at(0)), None, at(901)), None);
        assert_eq!(explaining(Some(at(100)), None, at(90)), None);
        assert_eq!(explaining(None, Some(at(60)), at(90)), None);
    }

    #[test]
    fn a_long_answer_is_cut_and_says_so() {
        assert_eq!(answering(Some(at(0)), Some(at(20)), at(50)), Some(Work::measured(Millis::from_secs(30))));
        let cut = answering(None, Some(at(0)), at(5_000)).unwrap();
        assert_eq!((cut.lasted, cut.basis), (LONGEST_MEASURED, Basis::Estimated));
        assert_eq!(answering(None, None, at(5)), None);
    }
}
