//! A message as its record holds it: TMF681's `CommunicationMessage`, in its conversation and place.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use types::{ConversationId, MessageId};

use crate::RelatedParty;

/// Which side of the counter wrote it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Side {
    /// The customer.
    Customer,
    /// A seller.
    Seller,
}

impl Side {
    /// The written name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Seller => "seller",
        }
    }
}

/// Who sent a message.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Sender {
    /// The sender's id.
    pub id: String,
    /// The name that the other side sees, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The sender as a party.
    pub party: RelatedParty,
    /// Attributes that this version does not know.
    #[serde(flatten)]
    pub unknown: Map<String, Value>,
}

/// A message of a conversation. Its sender's browser chose its id, so that sending it again is a repeat.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Message {
    /// Its id.
    pub id: MessageId,
    /// What was written, cleaned.
    pub content: String,
    /// When it was taken by the server.
    pub send_time: Timestamp,
    /// Who wrote it.
    pub sender: Sender,
    /// TMF681's state: always `completed`, since it is kept as soon as it is sent.
    pub state: String,
    /// `chat`.
    pub message_type: String,
    /// The conversation that it belongs to.
    pub conversation: ConversationId,
    /// Its place in the conversation, from 1, without gaps.
    pub sequence: u32,
    /// Which side wrote it.
    pub side: Side,
    /// `CommunicationMessage`.
    #[serde(rename = "@type")]
    pub type_name: String,
    /// Attributes that this version does not know.
    #[serde(flatten)]
    pub unknown: Map<String, Value>,
}

impl Message {
    /// A message that is sent now. The text has been cleaned with [`crate::clean_text`].
    pub fn new(
        (id, conversation, sequence): (MessageId, ConversationId, u32),
        (side, sender_id, name): (Side, &str, Option<&str>),
        content: String,
        now: Timestamp,
    ) -> Self {
        Self {
            id,
            content,
            send_time: now,
            sender: Sender {
                id: sender_id.to_owned(),
                name: name.map(str::to_owned),
                party: RelatedParty::new(sender_id, side.name()),
                unknown: Map::new(),
            },
            state: "completed".to_owned(),
            message_type: "chat".to_owned(),
            conversation,
            sequence,
            side,
            type_name: "CommunicationMessage".to_owned(),
            unknown: Map::new(),
        }
    }

    /// Whether sending `text` under this message's id is a repeat of it: same conversation, same sender, same text.
    pub fn is_repeated_by(&self, conversation: ConversationId, sender: &str, text: &str) -> bool {
        self.conversation == conversation && self.sender.id == sender && self.content == text
    }
}
