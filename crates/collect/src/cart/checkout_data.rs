//! What a customer says at the checkout: who they are, where it goes, how they pay, what they accept. Nothing of it is checked
//! here; people fill a checkout in any order, and only completing it asks for all of it.

use offer::catalogue::PlaceId;
use serde::{Deserialize, Serialize};

use crate::place::PostalAddress;

/// How to reach somebody.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Contact {
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// E-mail address.
    pub email: String,
    /// Telephone number; may be left empty.
    pub phone: String,
}

/// How the goods reach the customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "kind")]
pub enum DeliveryChoice {
    /// They are sent by this method to the address.
    #[serde(rename_all = "camelCase")]
    Send {
        /// The id of the delivery method.
        method: String,
    },
    /// The customer fetches them in this shop.
    #[serde(rename_all = "camelCase")]
    PickUp {
        /// The id of the shop.
        place: PlaceId,
    },
}

/// Everything that was said at the checkout so far.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct CheckoutData {
    /// Who the customer is.
    pub contact: Contact,
    /// Where it goes, and where a subscription is used.
    pub address: PostalAddress,
    /// How the goods reach the customer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delivery: Option<DeliveryChoice>,
    /// How they pay: the name of a provider.
    pub payment: String,
    /// The version of the terms that they accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub terms: Option<u64>,
    /// Whether they read the summary of the contract and accept it.
    pub summary_accepted: bool,
    /// Whether a service may begin before the time to withdraw is over, at their express request.
    pub begin_at_once: bool,
}
