//! What happened in a conversation as acts: who took part, how long, how it ended. No word of what was written.
//!
//! The question is an act of the customer's; each answer is a **turn** with the parts of both; the end of the talk is the
//! act with the outcome, the wait and the length of the service. Acts of one conversation name it as their contact, so
//! that the portrait joins them into one step.

use dialogue::{Conversation, Happened, Seller, Talk};
use jiff::Timestamp;
use types::{Act, ActorKind, Millis, Operation, Phase, Scalar, Scene, Work};

use crate::Counter;
use crate::live::Telling;

/// The act's body says here how long the service was, in milliseconds, where its turns were told as acts of their own.
const SERVICE: &str = "service_ms";

impl Counter {
    /// The act that tells this, if it is one: what the customer adds while waiting is told with the answer.
    pub(super) fn act_of(
        &self,
        conversation: &Conversation,
        happened: &Happened,
        now: Timestamp,
    ) -> Option<Act> {
        let begin = |kind: &str, lasted: Option<Millis>| self.begin(conversation, kind, lasted, now);
        let by = |seller: &Seller| ("agent".to_owned(), seller.id.clone());
        Some(match happened {
            Happened::Asked { explained } => {
                let act = begin("chat.asked", *explained);
                let act = asker(act, conversation, Phase::Explaining, *explained);
                let compared = &conversation.carried.compared;
                compared.iter().fold(act, |act, id| act.about("offering", "offering", id)).done()
            }
            Happened::Said { .. } => return None,
            Happened::Answered { seller, work, explained, .. } => {
                let act = begin("chat.turn", work.map(|work| work.lasted));
                let explained = Some(*explained).filter(|explained| explained.0 > 0);
                let act = asker(act, conversation, Phase::Explaining, explained);
                answerer(act, by(seller), Phase::Talk, *work)
            }
            Happened::Taken { seller, from } => {
                let act = begin("chat.taken", None);
                let act = act.about_some("from", "agent", from.as_ref().map(|from| from.id.as_str()));
                answerer(act, by(seller), Phase::Handling, None)
            }
            Happened::Released { seller } => {
                answerer(begin("chat.released", None), by(seller), Phase::Handling, None)
            }
            Happened::TalkEnded { talk, ending, seller } => {
                let act = begin("chat.ended", Millis::between(talk.began, now)).outcome(ending.outcome());
                ended(act, conversation, talk, seller.as_ref())
            }
            Happened::HandedBack { seller } => {
                answerer(begin("chat.handed_back", None), by(seller), Phase::Handling, None)
            }
            Happened::Closed { seller: Some(seller), .. } => {
                // Not a step of the customer's: it may come long after, and must not draw later demands to this one.
                let act =
                    Telling::at(now, self.clock.chance(), "chat.closed", Operation::Dialogue, Scene::Chat)
                        .about("conversation", "contact", &conversation.id.to_string());
                answerer(act, by(seller), Phase::Handling, None)
            }
            Happened::Closed { seller: None, .. } => return None,
        })
    }

    /// An act that lasted so long until now, related to the conversation, its customer and its cart.
    fn begin(
        &self,
        conversation: &Conversation,
        kind: &str,
        lasted: Option<Millis>,
        now: Timestamp,
    ) -> Telling {
        let ms = i64::try_from(lasted.unwrap_or_default().0).unwrap_or(0);
        let at = Timestamp::from_millisecond(now.as_millisecond().saturating_sub(ms)).unwrap_or(now);
        let act = Telling::at(at, self.clock.chance(), kind, Operation::Dialogue, Scene::Chat)
            .lasted(lasted)
            .about("customer", "customer", conversation.customer())
            .about("conversation", "contact", &conversation.id.to_string())
            .about_some("cart", "cart", conversation.cart());
        match &conversation.reason {
            Some(reason) => act.reason(reason),
            None => act,
        }
    }
}

/// The act with the customer's part.
fn asker(act: Telling, conversation: &Conversation, phase: Phase, work: Option<Millis>) -> Telling {
    act.part(ActorKind::Customer, Some(("customer", conversation.customer())), phase, work)
}

/// The act with the seller's part and its work, measured or cut.
fn answerer(act: Telling, (kind, id): (String, String), phase: Phase, work: Option<Work>) -> Act {
    let act = act.part(ActorKind::Agent, Some((&kind, &id)), phase, None).about("agent", "agent", &id);
    let mut act = act.done();
    if let Some(part) = act.parts.last_mut() {
        part.work = work;
    }
    act
}

/// The end of a talk: the wait and the service of all its turns, and what the customer wrote since the last of them.
fn ended(act: Telling, conversation: &Conversation, talk: &Talk, seller: Option<&Seller>) -> Act {
    let left = Some(talk.explained).filter(|explained| explained.0 > 0);
    let answered = talk.answers > 0;
    let act = asker(act.waited(Some(talk.waited)), conversation, Phase::Talk, left);
    let act = if answered {
        act.with(SERVICE, Scalar::Integer(i64::try_from(talk.answered.0).unwrap_or(i64::MAX)))
    } else {
        act
    };
    match seller {
        Some(seller) => answerer(act, ("agent".to_owned(), seller.id.clone()), Phase::Talk, None),
        None => act.done(),
    }
}
