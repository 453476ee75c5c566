//! Conversations as their pages are given them: who speaks as the reader sees it, how it stands, how long since.

use app::{Inbox, InboxTalk, Shop, Talk};
use dialogue::{Conversation, Message, Side, State};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use types::Millis;
use wording::Language;

use super::cart::order_link;
use crate::door::identity::Shopper;
use crate::door::{Door, Problem};
use crate::pages::talks::{AskAlong, DeskStanding, InboxLine, InboxPage, SaidRow, Speaker, TalkStanding};

/// How many characters of a message the inbox shows.
const EXCERPT: usize = 140;

/// When a form says that it was shown.
pub(super) fn shown_at(ms: i64) -> Option<Timestamp> {
    Timestamp::from_millisecond(ms).ok().filter(|_| ms > 0)
}

/// Whoever reads a conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ReaderSide {
    /// Its customer.
    Customer,
    /// A seller, by the id that messages name them by.
    Seller(String),
}

/// A message as the reader sees it.
pub(super) fn said(message: &Message, reader: &ReaderSide) -> SaidRow {
    let name = message.sender.name.clone().filter(|name| !name.is_empty());
    let by = match (reader, message.side) {
        (ReaderSide::Customer, Side::Customer) => Speaker::Mine { name: None },
        (ReaderSide::Customer, Side::Seller) => Speaker::Theirs { name },
        (ReaderSide::Seller(_), Side::Customer) => Speaker::Theirs { name: None },
        (ReaderSide::Seller(me), Side::Seller) if *me == message.sender.id => Speaker::Mine { name: None },
        (ReaderSide::Seller(_), Side::Seller) => {
            Speaker::Mine { name: name.or_else(|| Some("…".to_owned())) }
        }
    };
    SaidRow {
        id: message.id.to_string(),
        sequence: message.sequence,
        by,
        by_seller: message.side == Side::Seller,
        at: message.send_time,
        text: message.content.clone(),
    }
}

fn named(name: &str) -> Option<String> {
    Some(name.to_owned()).filter(|name| !name.is_empty())
}

/// How a conversation stands for its customer. Once the cart beside it became an order, that is what is said of it.
pub(super) fn talk_standing(
    door: &Door,
    shopper: &Shopper,
    conversation: &Conversation,
) -> Result<TalkStanding, Problem> {
    Ok(match &conversation.state {
        State::Waiting { .. } => TalkStanding::Waiting,
        State::Taken { by, .. } => TalkStanding::Taken(named(&by.name)),
        State::HandedBack { by, .. } => {
            match door.counter.order_of_talk(&shopper.caller, conversation.id)? {
                Some(order) => TalkStanding::Ordered(order_link("/orders", order)),
                None => TalkStanding::HandedBack(named(&by.name)),
            }
        }
        State::Closed { .. } => TalkStanding::Closed,
    })
}

/// How a conversation stands for a seller. `origin` is where the link for the customer leads, without a slash at its end.
pub(super) fn desk_standing(
    talk: (&Conversation, Option<&str>),
    me: &str,
    (language, zone, origin): (Language, &TimeZone, &str),
    now: Timestamp,
) -> DeskStanding {
    let (conversation, token) = talk;
    match &conversation.state {
        State::Waiting { since } => DeskStanding::Waiting { since: duration(language, *since, now) },
        State::Taken { by, .. } if by.id == me => DeskStanding::Mine,
        State::Taken { by, .. } => DeskStanding::Theirs(named(&by.name)),
        State::HandedBack { at, .. } => DeskStanding::HandedBack {
            when: language.moment(*at, zone),
            link: token.map(|token| format!("{origin}/handed/{token}")).unwrap_or_default(),
        },
        State::Closed { ending, .. } => DeskStanding::Closed(ending.name()),
    }
}

fn duration(language: Language, since: Timestamp, now: Timestamp) -> String {
    let lasted = Millis::between(since, now).unwrap_or_default();
    language.duration(lasted.whole_secs() as f64)
}

/// What came along, with the names of the offerings where they are still known.
pub(super) fn along(conversation: &dialogue::Carried, shop: &Shop, language: Language) -> AskAlong {
    AskAlong {
        page: conversation
            .page
            .clone()
            .map(|page| (page, conversation.page_title.clone().unwrap_or_default())),
        compared: named_offerings(conversation.compared.iter(), shop, language),
        words: conversation.search_words.clone(),
        error: conversation.error_seen.clone(),
        cart: None,
        unticked: Vec::new(),
    }
}

/// Offerings with their names in the reader's language; those that are gone by their ids.
pub(super) fn named_offerings<'a>(
    ids: impl Iterator<Item = &'a String>,
    shop: &Shop,
    language: Language,
) -> Vec<(String, String)> {
    ids.map(|id| {
        let offering = shop.catalogue.offerings.get(id.as_str());
        let name = offering.map_or(id.as_str(), |offering| offering.name_in(language.code()));
        (id.clone(), name.to_owned())
    })
    .collect()
}

/// The inbox as a seller sees it.
pub(super) fn inbox(inbox: &Inbox, me: &str, language: Language, now: Timestamp) -> InboxPage {
    let lines = |talks: &[InboxTalk]| talks.iter().map(|talk| line(talk, me, language, now)).collect();
    InboxPage {
        waiting: lines(&inbox.waiting),
        taken: lines(&inbox.taken),
        handed_back: lines(&inbox.handed_back),
        closed: lines(&inbox.closed),
        position: inbox.position,
    }
}

fn line(talk: &InboxTalk, me: &str, language: Language, now: Timestamp) -> InboxLine {
    let conversation = &talk.conversation;
    let unanswered = conversation.talk.as_ref().and_then(|talk| talk.unanswered_since);
    let with = match &conversation.state {
        State::Taken { by, .. } | State::HandedBack { by, .. } if by.id == me => {
            Some(Speaker::Mine { name: None })
        }
        State::Taken { by, .. } | State::HandedBack { by, .. } => {
            Some(Speaker::Theirs { name: named(&by.name) })
        }
        State::Waiting { .. } | State::Closed { .. } => None,
    };
    InboxLine {
        id: conversation.id.to_string(),
        excerpt: excerpt(&talk.last),
        messages: conversation.messages,
        waits: unanswered.map(|since| duration(language, since, now)),
        since: duration(language, conversation.state.since(), now),
        with,
        who: talk.customer.clone().or_else(|| conversation.mail_address.clone()),
        page: conversation.carried.page_title.clone().or_else(|| conversation.carried.page.clone()),
        language: conversation.language.clone(),
    }
}

fn excerpt(text: &str) -> String {
    let line: String = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).take(EXCERPT).collect();
    if text.chars().count() > EXCERPT { format!("{}…", line.trim_end()) } else { line }
}

/// All messages of a conversation as the reader sees them.
pub(super) fn all_said(talk: &Talk, reader: &ReaderSide) -> Vec<SaidRow> {
    talk.messages.iter().map(|message| said(message, reader)).collect()
}
