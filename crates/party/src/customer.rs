//! A customer (TMF629) and the person that they are (TMF632), as records hold them.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use types::CustomerId;

use crate::{Consent, ConsentPurpose, EmailAddress, PhoneNumber};

/// Somebody who buys, as TMF629 describes them. Names and addresses of the person stand in the [`Individual`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Customer {
    /// The id.
    pub id: CustomerId,
    /// Always `Customer`.
    #[serde(rename = "@type", default = "customer_type")]
    pub type_name: String,
    /// How the organisation addresses them; the mail address until they gave a name.
    pub name: String,
    /// `active`, or what an import brought.
    pub status: String,
    /// The person behind.
    pub engaged_party: EngagedParty,
    /// Where they can be reached.
    #[serde(default)]
    pub contact_medium: Vec<ContactMedium>,
    /// When they made themselves known.
    pub since: Timestamp,
    /// The language in which they are written to: `fr` or `en`.
    #[serde(default)]
    pub language: String,
    /// What they agreed to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub consent: Vec<Consent>,
    /// Whatever else the record holds.
    #[serde(flatten)]
    pub unknown: Map<String, Value>,
}

/// The party that a customer is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EngagedParty {
    /// The individual's id.
    pub id: String,
    /// Their name.
    #[serde(default)]
    pub name: String,
    /// `Individual`.
    #[serde(rename = "@referredType")]
    pub referred_type: String,
    /// Whatever else the record holds.
    #[serde(flatten)]
    pub unknown: Map<String, Value>,
}

/// A way to reach somebody: mail, telephone, post.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ContactMedium {
    /// `email`, `phone` or `postal`.
    pub medium_type: String,
    /// Whether it is the one to use first.
    #[serde(default)]
    pub preferred: bool,
    /// The address itself.
    #[serde(default)]
    pub characteristic: MediumCharacteristic,
    /// Whatever else the record holds.
    #[serde(flatten)]
    pub unknown: Map<String, Value>,
}

/// The address of a contact medium; only the fields of its kind are there.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MediumCharacteristic {
    /// The mail address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email_address: Option<EmailAddress>,
    /// The telephone number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone_number: Option<PhoneNumber>,
    /// Whatever else the record holds: the lines of a postal address.
    #[serde(flatten)]
    pub unknown: Map<String, Value>,
}

/// A person, as TMF632 describes them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Individual {
    /// The id, as [`Customer::individual_id`] gives it.
    pub id: String,
    /// Always `Individual`.
    #[serde(rename = "@type", default = "individual_type")]
    pub type_name: String,
    /// First name.
    #[serde(default)]
    pub given_name: String,
    /// Last name.
    #[serde(default)]
    pub family_name: String,
    /// Where they can be reached.
    #[serde(default)]
    pub contact_medium: Vec<ContactMedium>,
    /// The languages that they speak.
    #[serde(default)]
    pub language_ability: Vec<LanguageAbility>,
    /// Whatever else the record holds.
    #[serde(flatten)]
    pub unknown: Map<String, Value>,
}

/// A language that somebody speaks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LanguageAbility {
    /// `fr` or `en`.
    pub language_code: String,
    /// Whether it is the one to use.
    #[serde(default)]
    pub is_favourite_language: bool,
}

fn customer_type() -> String {
    "Customer".to_owned()
}

fn individual_type() -> String {
    "Individual".to_owned()
}

impl ContactMedium {
    /// A mail address.
    pub fn email(address: EmailAddress) -> Self {
        let characteristic =
            MediumCharacteristic { email_address: Some(address), ..MediumCharacteristic::default() };
        Self { medium_type: "email".to_owned(), preferred: true, characteristic, unknown: Map::new() }
    }

    /// A telephone number.
    pub fn phone(number: PhoneNumber) -> Self {
        let characteristic =
            MediumCharacteristic { phone_number: Some(number), ..MediumCharacteristic::default() };
        Self { medium_type: "phone".to_owned(), preferred: false, characteristic, unknown: Map::new() }
    }
}

impl Customer {
    /// Somebody who has shown that a mail address is theirs, with the person behind.
    pub fn known_by(
        id: CustomerId,
        address: EmailAddress,
        language: &str,
        now: Timestamp,
    ) -> (Self, Individual) {
        let name = address.to_string();
        let medium = ContactMedium::email(address);
        let individual = Individual {
            id: Self::individual_id(id),
            type_name: individual_type(),
            given_name: String::new(),
            family_name: String::new(),
            contact_medium: vec![medium.clone()],
            language_ability: vec![LanguageAbility {
                language_code: language.to_owned(),
                is_favourite_language: true,
            }],
            unknown: Map::new(),
        };
        let customer = Self {
            id,
            type_name: customer_type(),
            engaged_party: EngagedParty {
                id: individual.id.clone(),
                name: name.clone(),
                referred_type: individual_type(),
                unknown: Map::new(),
            },
            name,
            status: "active".to_owned(),
            contact_medium: vec![medium],
            since: now,
            language: language.to_owned(),
            consent: Vec::new(),
            unknown: Map::new(),
        };
        (customer, individual)
    }

    /// The id of the individual behind a customer: the same digits behind `ind_`.
    pub fn individual_id(id: CustomerId) -> String {
        let id = id.to_string();
        format!("ind_{}", id.split_once('_').map_or(id.as_str(), |(_, digits)| digits))
    }

    /// The mail address to write to.
    pub fn email(&self) -> Option<&EmailAddress> {
        let media =
            || self.contact_medium.iter().filter(|medium| medium.characteristic.email_address.is_some());
        let medium = media().find(|medium| medium.preferred).or_else(|| media().next())?;
        medium.characteristic.email_address.as_ref()
    }

    /// The telephone number.
    pub fn phone(&self) -> Option<&PhoneNumber> {
        self.contact_medium.iter().find_map(|medium| medium.characteristic.phone_number.as_ref())
    }

    /// Takes another name, in both records. Empty names leave the mail address.
    pub fn rename(&mut self, individual: &mut Individual, given: &str, family: &str) {
        let tidy = |text: &str| tidy_name(text, 80);
        individual.given_name = tidy(given);
        individual.family_name = tidy(family);
        let whole = format!("{} {}", individual.given_name, individual.family_name).trim().to_owned();
        let address = self.email().map(ToString::to_string);
        self.name = if whole.is_empty() { address.unwrap_or_else(|| self.name.clone()) } else { whole };
        self.engaged_party.name = self.name.clone();
    }

    /// Takes another telephone number, or none.
    pub fn set_phone(&mut self, individual: &mut Individual, number: Option<PhoneNumber>) {
        for media in [&mut self.contact_medium, &mut individual.contact_medium] {
            media.retain(|medium| medium.characteristic.phone_number.is_none());
            media.extend(number.clone().map(ContactMedium::phone));
        }
    }

    /// Whether they agreed to something.
    pub fn agreed(&self, purpose: ConsentPurpose) -> bool {
        self.consent.iter().any(|consent| consent.purpose == purpose && consent.given)
    }

    /// Gives or takes back a consent; says whether that changes anything.
    pub fn answer(&mut self, purpose: ConsentPurpose, given: bool, now: Timestamp) -> bool {
        if self.agreed(purpose) == given {
            return false;
        }
        self.consent.retain(|consent| consent.purpose != purpose);
        self.consent.push(Consent { purpose, given, since: now });
        true
    }
}

/// A name as it is kept: no control signs, single spaces, no longer than any name.
pub(crate) fn tidy_name(text: &str, longest: usize) -> String {
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    words.join(" ").chars().take(longest).collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> (Customer, Individual) {
        let address = "ann@example.org".parse().unwrap();
        Customer::known_by(CustomerId::from_u128(5), address, "fr", Timestamp::UNIX_EPOCH)
    }

    #[test]
    fn both_records_have_the_attributes_that_tm_forum_wants_and_keep_what_is_unknown() {
        let (customer, individual) = known();
        let mut json = serde_json::to_value(&customer).unwrap();
        for attribute in ["id", "name", "@type", "engagedParty"] {
            assert!(json.get(attribute).is_some(), "{attribute}");
        }
        assert_eq!(json["engagedParty"]["id"], individual.id.as_str());
        json["creditProfile"] = serde_json::json!([{ "creditScore": 7 }]);
        json["contactMedium"][0]["characteristic"]["city"] = "Lille".into();
        let read: Customer = serde_json::from_value(json.clone()).unwrap();
        assert_eq!(serde_json::to_value(&read).unwrap(), json);
    }

    #[test]
    fn names_are_tidied_and_fall_back_to_the_address() {
        let (mut customer, mut individual) = known();
        customer.rename(&mut individual, " Anne\u{0}-\nMarie ", "  d'Été ");
        assert_eq!(customer.name, "Anne - Marie d'Été");
        customer.rename(&mut individual, "", " ");
        assert_eq!(customer.name, "ann@example.org");
    }

    #[test]
    fn a_consent_is_given_and_taken_back() {
        let (mut customer, _) = known();
        assert!(customer.answer(ConsentPurpose::News, true, Timestamp::UNIX_EPOCH));
        assert!(!customer.answer(ConsentPurpose::News, true, Timestamp::UNIX_EPOCH));
        assert!(customer.agreed(ConsentPurpose::News) && !customer.agreed(ConsentPurpose::KeptUse));
        assert!(customer.answer(ConsentPurpose::News, false, Timestamp::UNIX_EPOCH));
        assert!(!customer.agreed(ConsentPurpose::News));
    }
}
