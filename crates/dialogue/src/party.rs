//! Who and what a conversation is about, in the shapes of TMF683 (Party Interaction Management).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Somebody who sells: an id for acts, a name for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Seller {
    /// The id of the member of staff; `counter` where nobody has an account yet.
    pub id: String,
    /// The name that the customer sees.
    pub name: String,
}

impl Seller {
    /// The seller of this id and name.
    pub fn new(id: &str, name: &str) -> Self {
        Self { id: id.to_owned(), name: name.to_owned() }
    }
}

/// A party and the role that it plays.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct RelatedParty {
    /// Its id: a customer's, a visitor's, a seller's.
    pub id: String,
    /// Its name, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// `customer` or `seller`.
    pub role: String,
    /// Attributes that this version does not know.
    #[serde(flatten)]
    pub unknown: Map<String, Value>,
}

impl RelatedParty {
    /// A party without a name.
    pub fn new(id: &str, role: &str) -> Self {
        Self { id: id.to_owned(), role: role.to_owned(), ..Self::default() }
    }
}

/// Where the conversation takes place.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Channel {
    /// The id of the channel: `chat`.
    pub id: String,
    /// Where it is described or reached.
    pub href: String,
    /// The role that it plays.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// Attributes that this version does not know.
    #[serde(flatten)]
    pub unknown: Map<String, Value>,
}

/// From when until when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Period {
    /// The beginning.
    pub start_date_time: Timestamp,
    /// The end, once there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_date_time: Option<Timestamp>,
}

/// Something that the conversation is about.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Item {
    /// What it is.
    pub item: ItemRef,
    /// Attributes that this version does not know.
    #[serde(flatten)]
    pub unknown: Map<String, Value>,
}

/// A reference to any entity.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ItemRef {
    /// Its id.
    pub id: String,
    /// Its type: `ShoppingCart`, `ProductOffering`.
    #[serde(rename = "@referredType")]
    pub referred_type: String,
    /// Attributes that this version does not know.
    #[serde(flatten)]
    pub unknown: Map<String, Value>,
}

impl Item {
    /// An item of this type and id.
    pub fn new(referred_type: &str, id: &str) -> Self {
        let item =
            ItemRef { id: id.to_owned(), referred_type: referred_type.to_owned(), unknown: Map::new() };
        Self { item, unknown: Map::new() }
    }
}
