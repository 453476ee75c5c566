//! What an order brings about in a conversation, or why it is refused; and how what happened is folded into it.

use jiff::{SignedDuration, Timestamp};
use types::{Millis, Work};

use crate::talk::{answering, explaining};
use crate::{Closer, Conversation, Ending, Seller, State, Talk};

/// How many messages one conversation may have.
pub const MESSAGES_AT_MOST: u32 = 2_000;

/// How long the link that opens a cart handed back is good: 14 days.
const LINK_LASTS: SignedDuration = SignedDuration::from_hours(14 * 24);

/// What somebody wants to do in a conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Order {
    /// The customer writes.
    Say {
        /// When the form was shown.
        shown: Option<Timestamp>,
    },
    /// A seller writes. Whoever answers what nobody has taken takes it.
    Answer {
        /// Who.
        seller: Seller,
        /// When the conversation was shown to them.
        shown: Option<Timestamp>,
    },
    /// A seller takes it.
    Take {
        /// Who.
        seller: Seller,
        /// Also from somebody else who has it, knowingly.
        over: bool,
    },
    /// The seller who has it puts it back for others.
    Release {
        /// Who.
        seller: Seller,
    },
    /// The seller has done their part and hands it back to the customer.
    HandBack {
        /// Who.
        seller: Seller,
    },
    /// Somebody ends it.
    Close {
        /// Who, and how it ended.
        by: Closer,
    },
}

/// Why an order is refused. Nothing changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Somebody else has it: two sellers never answer the same message unknowingly.
    #[error("{} has taken this conversation: take it over if they know, or leave it to them", .0.name)]
    TakenByAnother(Seller),
    /// Whoever has not taken it cannot release it or end it.
    #[error("nobody has taken this conversation: take it first")]
    NotTaken,
    /// It has as many messages as a conversation may have.
    #[error("this conversation has 2,000 messages: close it and begin another")]
    TooManyMessages,
    /// It is closed: only a message opens it again.
    #[error("this conversation is closed: write a message to open it again")]
    Closed,
}

/// What happened in a conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Happened {
    /// The customer asked: a talk begins.
    Asked {
        /// What they spent writing it, where it is known.
        explained: Option<Millis>,
    },
    /// The customer wrote more.
    Said {
        /// What they spent writing it, where it is known.
        explained: Option<Millis>,
    },
    /// A seller answered: a turn of both.
    Answered {
        /// Who.
        seller: Seller,
        /// The seller's work on this answer, where it is known.
        work: Option<Work>,
        /// The customer's work since the last turn.
        explained: Millis,
        /// What the customer waited for this answer.
        waited: Millis,
    },
    /// A seller took it.
    Taken {
        /// Who.
        seller: Seller,
        /// From whom, if somebody else had it.
        from: Option<Seller>,
    },
    /// The seller put it back for others.
    Released {
        /// Who had it.
        seller: Seller,
    },
    /// A talk ended: what it took of both, and how it ended.
    TalkEnded {
        /// Its minutes, the last wait included.
        talk: Talk,
        /// How it ended.
        ending: Ending,
        /// Who answered, if anybody did.
        seller: Option<Seller>,
    },
    /// The seller handed it back.
    HandedBack {
        /// Who.
        seller: Seller,
    },
    /// It is over.
    Closed {
        /// How.
        ending: Ending,
        /// Who ended it, if a seller did.
        seller: Option<Seller>,
    },
}

impl Conversation {
    /// What an order brings about at this time; nothing where it is done already. Refuses what may not be.
    pub fn decide(&self, order: &Order, now: Timestamp) -> Result<Vec<Happened>, Refusal> {
        match order {
            Order::Say { shown } => self.decide_say(*shown, now),
            Order::Answer { seller, shown } => self.decide_answer(seller, *shown, now),
            Order::Take { seller, over } => self.decide_take(seller, *over),
            Order::Release { seller } => self.decide_release(seller),
            Order::HandBack { seller } => self.decide_hand_back(seller, now),
            Order::Close { by } => self.decide_close(by, now),
        }
    }

    fn decide_say(&self, shown: Option<Timestamp>, now: Timestamp) -> Result<Vec<Happened>, Refusal> {
        self.room_for_a_message()?;
        let latest = self.talk.as_ref().map(|talk| talk.last_message_at);
        let explained = explaining(shown, latest, now);
        Ok(vec![match self.talk {
            None => Happened::Asked { explained },
            Some(_) => Happened::Said { explained },
        }])
    }

    fn decide_answer(
        &self,
        seller: &Seller,
        shown: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<Vec<Happened>, Refusal> {
        self.room_for_a_message()?;
        let mut happened = self.decide_take(seller, false)?;
        // Whoever took it before the page was shown has read nothing yet; the latest message is what is answered.
        let taken = self.state.taken_by().map(|_| self.state.since());
        let latest = self.talk.as_ref().map(|talk| talk.last_message_at);
        let since = taken.into_iter().chain(latest).max();
        let work = answering(shown, since, now);
        happened.push(Happened::Answered {
            seller: seller.clone(),
            work,
            explained: self.talk.as_ref().map(|talk| talk.explained).unwrap_or_default(),
            waited: self.talk.as_ref().map(|talk| talk.waits(now)).unwrap_or_default(),
        });
        Ok(happened)
    }

    fn decide_take(&self, seller: &Seller, over: bool) -> Result<Vec<Happened>, Refusal> {
        let from = match self.state.taken_by() {
            Some(holder) if holder.id == seller.id => return Ok(Vec::new()),
            Some(holder) if !over => return Err(Refusal::TakenByAnother(holder.clone())),
            other => other.cloned(),
        };
        Ok(vec![Happened::Taken { seller: seller.clone(), from }])
    }

    fn decide_release(&self, seller: &Seller) -> Result<Vec<Happened>, Refusal> {
        match self.state.taken_by() {
            Some(holder) if holder.id == seller.id => Ok(vec![Happened::Released { seller: seller.clone() }]),
            Some(holder) => Err(Refusal::TakenByAnother(holder.clone())),
            None if matches!(self.state, State::Waiting { .. }) => Ok(Vec::new()),
            None => Err(Refusal::NotTaken),
        }
    }

    fn decide_hand_back(&self, seller: &Seller, now: Timestamp) -> Result<Vec<Happened>, Refusal> {
        match &self.state {
            State::HandedBack { .. } => return Ok(Vec::new()),
            State::Closed { .. } => return Err(Refusal::Closed),
            State::Waiting { .. } | State::Taken { .. } => {}
        }
        let mut happened = self.decide_take(seller, false)?;
        happened.extend(self.talk_ended(Ending::Served, Some(seller), now));
        happened.push(Happened::HandedBack { seller: seller.clone() });
        Ok(happened)
    }

    fn decide_close(&self, by: &Closer, now: Timestamp) -> Result<Vec<Happened>, Refusal> {
        if matches!(self.state, State::Closed { .. }) {
            return Ok(Vec::new());
        }
        let (ending, seller) = match by {
            Closer::Seller(seller, ending) => {
                if let Some(holder) = self.state.taken_by().filter(|holder| holder.id != seller.id) {
                    return Err(Refusal::TakenByAnother(holder.clone()));
                }
                (*ending, Some(seller))
            }
            Closer::Customer | Closer::Time => (self.ending_without_a_seller(), None),
        };
        let mut happened: Vec<_> = self.talk_ended(ending, seller, now).into_iter().collect();
        if happened.is_empty() && ending == Ending::NothingFits {
            // It was handed back as served; now the seller says that nothing fits after all.
            let talk = Talk::beginning(now, now);
            happened.push(Happened::TalkEnded { talk, ending, seller: seller.cloned() });
        }
        happened.push(Happened::Closed { ending, seller: seller.cloned() });
        Ok(happened)
    }

    /// How it ended where no seller says so: with an answer, or without.
    fn ending_without_a_seller(&self) -> Ending {
        match &self.talk {
            Some(talk) if talk.answers == 0 => Ending::Left,
            _ => Ending::Served,
        }
    }

    fn talk_ended(&self, ending: Ending, seller: Option<&Seller>, now: Timestamp) -> Option<Happened> {
        let mut talk = self.talk.clone()?;
        talk.waited += talk.waits(now);
        let holder = || self.state.taken_by().filter(|_| talk.answers > 0);
        let seller = seller.or_else(holder).cloned();
        Some(Happened::TalkEnded { talk, ending, seller })
    }

    fn room_for_a_message(&self) -> Result<(), Refusal> {
        if self.messages < MESSAGES_AT_MOST { Ok(()) } else { Err(Refusal::TooManyMessages) }
    }

    /// The conversation after this happened.
    pub fn apply(&mut self, happened: &Happened, now: Timestamp) {
        match happened {
            Happened::Asked { explained } => {
                let began = explained.and_then(|lasted| before(now, lasted)).unwrap_or(now);
                let talk = Talk { unanswered_since: Some(now), ..Talk::beginning(began, now) };
                self.talk = Some(talk);
                self.messages += 1;
                self.unread_since = None;
                if !matches!(self.state, State::Taken { .. }) {
                    self.stand(State::Waiting { since: now }, now);
                }
            }
            Happened::Said { explained } => {
                self.messages += 1;
                // Whoever writes on has read.
                self.unread_since = None;
                let explained = explained.unwrap_or_default();
                if let Some(talk) = &mut self.talk {
                    talk.explained += explained;
                    talk.last_message_at = now;
                    match talk.unanswered_since {
                        Some(_) => talk.explained_since += explained,
                        None => talk.unanswered_since = Some(now),
                    }
                }
            }
            Happened::Answered { seller, work, waited, .. } => {
                self.keep_seller(seller);
                self.messages += 1;
                self.unread_since.get_or_insert(now);
                let began = work.and_then(|work| before(now, work.lasted)).unwrap_or(now);
                let talk = self.talk.get_or_insert_with(|| Talk::beginning(began, now));
                talk.explained = Millis::ZERO;
                talk.explained_since = Millis::ZERO;
                talk.unanswered_since = None;
                talk.waited += *waited;
                talk.answers += 1;
                talk.last_message_at = now;
                if let Some(work) = work {
                    talk.answered += work.lasted;
                    talk.estimated |= work.basis == types::Basis::Estimated;
                }
            }
            Happened::Taken { seller, .. } => {
                self.keep_seller(seller);
                self.stand(State::Taken { by: seller.clone(), since: now }, now);
            }
            Happened::Released { .. } => {
                let since = self.talk.as_ref().and_then(|talk| talk.unanswered_since).unwrap_or(now);
                self.stand(State::Waiting { since }, now);
            }
            Happened::TalkEnded { .. } => self.talk = None,
            Happened::HandedBack { seller } => {
                let link_until = now.checked_add(LINK_LASTS).unwrap_or(Timestamp::MAX);
                self.stand(State::HandedBack { by: seller.clone(), at: now, link_until }, now);
            }
            Happened::Closed { ending, .. } => {
                // A mail of all that was said goes out with it, or nobody waits for any.
                self.unread_since = None;
                self.stand(State::Closed { at: now, ending: *ending }, now);
            }
        }
    }
}

/// The instant this long before `now`.
fn before(now: Timestamp, lasted: Millis) -> Option<Timestamp> {
    let ms = i64::try_from(lasted.0).ok()?;
    Timestamp::from_millisecond(now.as_millisecond().checked_sub(ms)?).ok()
}
