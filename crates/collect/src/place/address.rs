//! A postal address, as an order copies it and a place has it (the attributes of TMF673 `GeographicAddress`).

use offer::catalogue::Unknown;
use serde::{Deserialize, Serialize};

/// How long one line of an address may be, in characters.
const LINE_LENGTH: usize = 120;

/// Where somebody or something can be found.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PostalAddress {
    /// Whose name is on the letter box.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Number and street.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub street: String,
    /// What else helps to find it: building, floor.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub complement: String,
    /// The postcode.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub postcode: String,
    /// The town.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub city: String,
    /// The country: two capital letters of ISO 3166-1.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub country: String,
    /// What else was said of it.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// Why goods could not be sent to an address. Each names the field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AddressFault {
    /// No name.
    #[error("name: say whose name is on the letter box")]
    Name,
    /// No street.
    #[error("street: say the number and the street")]
    Street,
    /// No postcode, or one that the country cannot have.
    #[error("postcode: say the postcode")]
    Postcode,
    /// No town.
    #[error("city: say the town")]
    City,
    /// Not a country.
    #[error("country: say the country by the two letters of ISO 3166")]
    Country,
    /// A line that no label holds.
    #[error("{0}: at most 120 characters, on one line")]
    TooLong(&'static str),
    /// A line holds a character that nobody can read or print.
    #[error("{0} holds a character that cannot be printed")]
    Unreadable(&'static str),
}

impl AddressFault {
    /// The field that is to be put right.
    pub const fn field(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Street => "street",
            Self::Postcode => "postcode",
            Self::City => "city",
            Self::Country => "country",
            Self::TooLong(field) | Self::Unreadable(field) => field,
        }
    }
}

impl PostalAddress {
    /// The address with spaces at the ends and doubled ones removed, and the country in capitals.
    pub fn tidy(self) -> Self {
        let plain = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
        Self {
            name: plain(self.name),
            street: plain(self.street),
            complement: plain(self.complement),
            postcode: plain(self.postcode).to_uppercase(),
            city: plain(self.city),
            country: plain(self.country).to_uppercase(),
            unknown: self.unknown,
        }
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.lines().iter().all(|(_, line)| line.trim().is_empty())
    }

    /// Why goods could not be sent there; each field once.
    pub fn faults(&self) -> Vec<AddressFault> {
        let mut faults = Vec::new();
        if self.name.trim().is_empty() {
            faults.push(AddressFault::Name);
        }
        if self.street.trim().is_empty() {
            faults.push(AddressFault::Street);
        }
        if !self.has_postcode() {
            faults.push(AddressFault::Postcode);
        }
        if self.city.trim().is_empty() {
            faults.push(AddressFault::City);
        }
        if !super::is_country(&self.country) {
            faults.push(AddressFault::Country);
        }
        for (field, line) in self.lines() {
            if line.chars().count() > LINE_LENGTH {
                faults.push(AddressFault::TooLong(field));
            } else if line.chars().any(char::is_control) {
                faults.push(AddressFault::Unreadable(field));
            }
        }
        faults
    }

    /// French postcodes have five digits; of other countries it is only asked that something be said, in letters and digits.
    fn has_postcode(&self) -> bool {
        let code = self.postcode.trim();
        match self.country.as_str() {
            "FR" => code.len() == 5 && code.bytes().all(|digit| digit.is_ascii_digit()),
            // Countries without postcodes that are sent to most.
            "AE" | "HK" | "IE" | "QA" if code.is_empty() => true,
            _ => !code.is_empty() && code.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-')),
        }
    }

    fn lines(&self) -> [(&'static str, &str); 6] {
        [
            ("name", &self.name),
            ("street", &self.street),
            ("complement", &self.complement),
            ("postcode", &self.postcode),
            ("city", &self.city),
            ("country", &self.country),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_named() {
        let fields = |address: &PostalAddress| {
            address.faults().into_iter().map(AddressFault::field).collect::<Vec<_>>()
        };
        assert_eq!(fields(&PostalAddress::default()), ["name", "street", "postcode", "city", "country"]);
        let address = PostalAddress {
            name: " Zoé   Œuvrard ".into(),
            street: "3 rue de l’Église".into(),
            postcode: "69003".into(),
            city: "Lyon".into(),
            country: "fr".into(),
            ..PostalAddress::default()
        };
        let address = address.tidy();
        assert_eq!((fields(&address).len(), address.name.as_str()), (0, "Zoé Œuvrard"));
        let wrong = PostalAddress { postcode: "6900".into(), city: "a\u{0}b".into(), ..address };
        assert_eq!(fields(&wrong), ["postcode", "city"]);
    }
}
