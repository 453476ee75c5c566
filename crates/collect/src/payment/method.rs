//! How people pay, with the facts that each way keeps: TM Forum's payment methods (TMF670), told apart by `@type`.

use jiff::civil::Date;
use offer::catalogue::Unknown;
use serde::{Deserialize, Serialize};

use super::{CreditorReference, Iban};

/// A way to pay. Only what may be kept is in it: of a card, four digits.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "@type", rename_all_fields = "camelCase")]
pub enum PaymentMethod {
    /// In a shop, when the goods are handed over, by cash or by the shop's own terminal.
    Cash {
        /// What else was said of it.
        #[serde(flatten)]
        unknown: Unknown,
    },
    /// A transfer that the customer orders at their bank.
    BankAccountTransfer {
        /// What they write on it, so that it is found.
        reference: CreditorReference,
        /// What else was said of it.
        #[serde(flatten)]
        unknown: Unknown,
    },
    /// A debit that we order under a mandate.
    DirectDebit(Mandate),
    /// A card.
    BankCard {
        /// Whose network.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        brand: String,
        /// All of its number that is kept.
        last_four_digits: String,
        /// What else was said of it.
        #[serde(flatten)]
        unknown: Unknown,
    },
}

/// A permission to debit an account (SEPA Core). The account's number is personal data: it stands in records only.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Mandate {
    /// Its own reference, at most 35 characters, unique for this creditor.
    pub mandate_id: String,
    /// The day on which it was signed.
    pub signature_date: Date,
    /// The account (`accountNumber`).
    pub account_number: Iban,
    /// The bank, where it was given.
    #[serde(default, rename = "BIC", skip_serializing_if = "Option::is_none")]
    pub bic: Option<String>,
    /// Whose account it is.
    pub owner: String,
    /// Who may debit: the creditor identifier that a bank gave.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub creditor_id: String,
    /// What else was said of it.
    #[serde(flatten)]
    pub unknown: Unknown,
}

impl PaymentMethod {
    /// In a shop.
    pub fn in_shop() -> Self {
        Self::Cash { unknown: Unknown::new() }
    }

    /// By a transfer with this reference.
    pub fn transfer(reference: CreditorReference) -> Self {
        Self::BankAccountTransfer { reference, unknown: Unknown::new() }
    }

    /// By a card of which only this is kept.
    pub fn card(brand: &str, last_four_digits: &str) -> Self {
        Self::BankCard {
            brand: brand.to_owned(),
            last_four_digits: last_four_digits.to_owned(),
            unknown: Unknown::new(),
        }
    }

    /// The name of the provider that takes it, in forms, acts and the keys of sentences.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Cash { .. } => "shop",
            Self::BankAccountTransfer { .. } => "bank_transfer",
            Self::DirectDebit(_) => "sepa_mandate",
            Self::BankCard { .. } => "test_card",
        }
    }

    /// Whether an order goes on before the money is there: goods wait in the shop for whoever pays them there, and
    /// a debit is presented after the order. A transfer and a card are waited for.
    pub const fn order_goes_on_before_it(&self) -> bool {
        matches!(self, Self::Cash { .. } | Self::DirectDebit(_))
    }

    /// What a page or a paper may show of it, beside its name: masked where it is personal.
    pub fn shown(&self) -> Option<String> {
        match self {
            Self::Cash { .. } => None,
            Self::BankAccountTransfer { reference, .. } => Some(reference.to_string()),
            Self::DirectDebit(mandate) => Some(mandate.account_number.masked()),
            Self::BankCard { brand, last_four_digits, .. } => {
                Some(format!("{brand} •••• {last_four_digits}").trim_start().to_owned())
            }
        }
    }
}
