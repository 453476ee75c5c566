//! Who sells: what papers, mails and legal pages say of the organisation. A record of kind `operator`, kept by the office.

use collect::place::PostalAddress;
use offer::catalogue::Unknown;
use serde::{Deserialize, Serialize};

/// The organisation that sells.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Operator {
    /// The id of its record: there is one.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// Its name, with its legal form.
    pub name: String,
    /// The name that customers know.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub trading_name: String,
    /// Where it is.
    pub address: PostalAddress,
    /// Under which number it is registered: `RCS Lyon 123 456 789`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub registration: String,
    /// Its number for value-added tax.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub vat_number: String,
    /// Where customers write to.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub email: String,
    /// Where customers call.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub phone: String,
    /// Who mediates when customer and seller do not agree.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub mediator: String,
    /// What else was said of it.
    #[serde(flatten)]
    pub unknown: Unknown,
}

impl Operator {
    /// The kind of its record.
    pub const KIND: &'static str = "operator";
    /// The id of its record.
    pub const ID: &'static str = "operator";

    /// The name that customers know.
    pub fn shown_name(&self) -> &str {
        if self.trading_name.is_empty() { &self.name } else { &self.trading_name }
    }

    /// Its name and how to reach it, line by line.
    pub fn lines(&self) -> String {
        let mut lines = vec![self.name.clone()];
        if self.shown_name() != self.name {
            lines.insert(0, self.trading_name.clone());
        }
        lines.push(address_lines(&PostalAddress { name: String::new(), ..self.address.clone() }));
        lines.extend([self.email.clone(), self.phone.clone()]);
        joined(&lines, "\n")
    }

    /// What stands at the foot of its papers.
    pub(super) fn foot(&self) -> String {
        let address = address_lines(&self.address).replace('\n', ", ");
        joined(&[self.name.clone(), address, self.registration.clone(), self.vat_number.clone()], " · ")
    }
}

/// An address, line by line.
pub(super) fn address_lines(address: &PostalAddress) -> String {
    let town = joined(&[address.postcode.clone(), address.city.clone()], " ");
    let lines = [
        address.name.clone(),
        address.street.clone(),
        address.complement.clone(),
        town,
        address.country.clone(),
    ];
    joined(&lines, "\n")
}

/// What is not empty, joined.
pub(super) fn joined(parts: &[String], by: &str) -> String {
    let said: Vec<&str> = parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
    said.join(by)
}
