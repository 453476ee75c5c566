//! Who sells: what papers, mails and legal pages say of the organisation. A record of kind `operator`, kept by the office.

use collect::place::PostalAddress;
use offer::catalogue::Unknown;
use serde::{Deserialize, Serialize};

/// The organisation that sells.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Operator {
    /// The id of its record.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// The name that customers know.
    pub name: String,
    /// Its name in registers.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub legal_name: String,
    /// Its legal form: `SCIC SA`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub legal_form: String,
    /// Its capital, as it is to be written.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub share_capital: String,
    /// Under which number it is registered: `RCS Lyon 123 456 789`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub registration_number: String,
    /// Its number for value-added tax.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub vat_number: String,
    /// Where it is.
    pub address: PostalAddress,
    /// Where customers write to.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub email: String,
    /// Where customers call.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub phone: String,
    /// Its own account, for transfers.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub iban: String,
    /// The creditor identifier that a bank gave, for debits.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub creditor_identifier: String,
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
    /// The id of its record, where nobody chose another: there is one.
    pub const ID: &'static str = "operator";
    /// Its name in registers, with its legal form.
    pub fn full_name(&self) -> String {
        let name = if self.legal_name.is_empty() { &self.name } else { &self.legal_name };
        joined(&[name.clone(), self.legal_form.clone()], " ")
    }

    /// Its names and how to reach it, line by line.
    pub fn lines(&self) -> String {
        let full = self.full_name();
        let known = if full.starts_with(&self.name) { String::new() } else { self.name.clone() };
        let address = address_lines(&PostalAddress { name: String::new(), ..self.address.clone() });
        joined(&[known, full, address, self.email.clone(), self.phone.clone()], "\n")
    }

    /// Where it gets its post, line by line; nothing where no address is said.
    pub fn postal_lines(&self) -> String {
        if self.address.street.is_empty() && self.address.city.is_empty() {
            return String::new();
        }
        let name = if self.address.name.is_empty() { self.name.clone() } else { self.address.name.clone() };
        address_lines(&PostalAddress { name, ..self.address.clone() })
    }

    /// What stands at the foot of its papers.
    pub(super) fn foot(&self) -> String {
        let address = address_lines(&self.address).replace('\n', ", ");
        let registered = [
            self.full_name(),
            self.share_capital.clone(),
            address,
            self.registration_number.clone(),
            self.vat_number.clone(),
        ];
        joined(&registered, " · ")
    }
}

/// An address, line by line.
pub(crate) fn address_lines(address: &PostalAddress) -> String {
    let town = joined(&[address.postcode.clone(), address.city.clone()], " ");
    let lines = [
        address.name.clone(),
        address.street.clone(),
        address.complement.clone(),
        town,
        if address.country == "FR" { "France".to_owned() } else { address.country.clone() },
    ];
    joined(&lines, "\n")
}

/// What is not empty, joined.
pub(super) fn joined(parts: &[String], by: &str) -> String {
    let said: Vec<&str> = parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
    said.join(by)
}
