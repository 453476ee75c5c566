//! A conversation as its record holds it: TMF683's `PartyInteraction`, with what it carries along and its minutes.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use types::ConversationId;

use crate::{Carried, Channel, Item, Period, RelatedParty, Seller, State, Talk, TalkNote};

/// The role of those who ask.
const CUSTOMER: &str = "customer";
/// The role of those who answer.
const SELLER: &str = "seller";
/// The type of a cart among the items of a conversation.
const CART: &str = "ShoppingCart";
/// The type of an offering among the items of a conversation.
const OFFERING: &str = "ProductOffering";

/// A conversation between a customer and sellers. Attributes that this version does not know are kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Conversation {
    /// Its id.
    pub id: ConversationId,
    /// When it was opened.
    pub creation_date: Timestamp,
    /// Who began: always `inbound`, as long as only customers do.
    pub direction: String,
    /// TMF683's status: opened, inProgress, completed. It follows from `state`.
    pub status: String,
    /// When the status last changed.
    pub status_change_date: Timestamp,
    /// What it is about, in the words of the acts' reasons.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Where it takes place.
    #[serde(default)]
    pub channel: Vec<Channel>,
    /// From its opening to its closing.
    pub interaction_date: Period,
    /// The customer (each device that they opened it on), and the sellers who took it.
    #[serde(default)]
    pub related_party: Vec<RelatedParty>,
    /// The cart and the offerings that it is about.
    #[serde(default)]
    pub interaction_item: Vec<Item>,
    /// The customer's language: `fr` or `en`.
    pub language: String,
    /// What went along with the question.
    #[serde(default)]
    pub carried: Carried,
    /// Where an answer may be mailed, if the customer left an address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mail_address: Option<String>,
    /// Where it stands.
    pub state: State,
    /// The talk under way, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub talk: Option<Talk>,
    /// How many messages it has.
    pub messages: u32,
    /// Since when an answer stands that the customer was not shown yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unread_since: Option<Timestamp>,
    /// What sellers note for one another.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub colleague_notes: Vec<TalkNote>,
    /// `PartyInteraction`.
    #[serde(rename = "@type")]
    pub type_name: String,
    /// Attributes that this version does not know.
    #[serde(flatten)]
    pub unknown: Map<String, Value>,
}

/// What a conversation is opened with.
#[derive(Debug, Clone, PartialEq)]
pub struct Opening {
    /// Its id, chosen when the form was shown, so that a form sent twice opens one conversation.
    pub id: ConversationId,
    /// The customer's or visitor's id.
    pub customer: String,
    /// The customer's cart, if there is one.
    pub cart: Option<String>,
    /// What goes along.
    pub carried: Carried,
    /// The customer's language.
    pub language: String,
    /// Where an answer may be mailed.
    pub mail_address: Option<String>,
}

impl Conversation {
    /// A conversation that is opened now. It has no message yet: the question is the first.
    pub fn open(opening: Opening, now: Timestamp) -> Self {
        let Opening { id, customer, cart, carried, language, mail_address } = opening;
        let compared = carried.compared.iter().map(|offering| Item::new(OFFERING, offering));
        let interaction_item = cart.iter().map(|cart| Item::new(CART, cart)).chain(compared).collect();
        let state = State::Waiting { since: now };
        Self {
            id,
            creation_date: now,
            direction: "inbound".to_owned(),
            status: state.status().to_owned(),
            status_change_date: now,
            reason: Some(carried.reason().to_owned()),
            channel: vec![Channel { id: "chat".to_owned(), href: "/ask".to_owned(), ..Channel::default() }],
            interaction_date: Period { start_date_time: now, end_date_time: None },
            related_party: vec![RelatedParty::new(&customer, CUSTOMER)],
            interaction_item,
            language,
            carried,
            mail_address,
            state,
            talk: None,
            messages: 0,
            unread_since: None,
            colleague_notes: Vec::new(),
            type_name: "PartyInteraction".to_owned(),
            unknown: Map::new(),
        }
    }

    /// The id of whoever asked: the one that its acts are related to, whatever device they go on with.
    pub fn customer(&self) -> &str {
        self.related_party.iter().find(|party| party.role == CUSTOMER).map_or("", |party| &party.id)
    }

    /// Whether this customer or visitor is on the asking side.
    pub fn is_of(&self, customer: &str) -> bool {
        self.customers().any(|id| id == customer)
    }

    /// Everybody on the asking side: one person, maybe on several devices.
    pub fn customers(&self) -> impl Iterator<Item = &str> {
        self.related_party.iter().filter(|party| party.role == CUSTOMER).map(|party| party.id.as_str())
    }

    /// Lets the customer go on from another device. Says whether that is new.
    pub fn join_customer(&mut self, customer: &str) -> bool {
        let new = !self.is_of(customer);
        if new {
            self.related_party.push(RelatedParty::new(customer, CUSTOMER));
        }
        new
    }

    /// The cart that both sides see, if there is one.
    pub fn cart(&self) -> Option<&str> {
        self.interaction_item
            .iter()
            .find(|item| item.item.referred_type == CART)
            .map(|item| item.item.id.as_str())
    }

    /// Puts a cart beside the conversation, in the place of another if there was one.
    pub fn set_cart(&mut self, cart: &str) {
        self.interaction_item.retain(|item| item.item.referred_type != CART);
        self.interaction_item.insert(0, Item::new(CART, cart));
    }

    /// Keeps who answered, with the name that the customer saw.
    pub(crate) fn keep_seller(&mut self, seller: &Seller) {
        let known = self.related_party.iter_mut().find(|party| party.role == SELLER && party.id == seller.id);
        match known {
            Some(party) => party.name = Some(seller.name.clone()),
            None => {
                let mut party = RelatedParty::new(&seller.id, SELLER);
                party.name = Some(seller.name.clone());
                self.related_party.push(party);
            }
        }
    }

    /// Moves to a state, with what follows from it.
    pub(crate) fn stand(&mut self, state: State, now: Timestamp) {
        if self.status != state.status() {
            self.status = state.status().to_owned();
            self.status_change_date = now;
        }
        self.interaction_date.end_date_time = matches!(state, State::Closed { .. }).then_some(now);
        self.state = state;
    }
}
