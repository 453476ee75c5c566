//! Structured creditor references (ISO 11649): what a customer writes on a transfer, so that a slip is found.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use types::PaymentId;

use super::check_digits::remainder_97;

/// `RF`, two check digits, and up to 21 letters or digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CreditorReference(String);

/// A text that is no creditor reference.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a payment reference: it begins with RF and its check digits must fit")]
pub struct CreditorReferenceError(pub String);

/// How many characters of a payment's id its reference carries: 60 bits of chance.
const CARRIED: usize = 12;

impl CreditorReference {
    /// The reference of a payment: short enough to be typed, different for each.
    pub fn of(payment: PaymentId) -> Self {
        let written = payment.to_string().to_ascii_uppercase();
        let carried = &written[written.len() - CARRIED..];
        let remainder = remainder_97(carried.bytes().chain(*b"RF00"))
            .expect("an id is written in letters and digits only");
        Self(format!("RF{:02}{carried}", 98 - remainder))
    }

    /// In one piece.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// In groups of four, as people copy it.
impl fmt::Display for CreditorReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, character) in self.0.chars().enumerate() {
            if place > 0 && place % 4 == 0 {
                f.write_str(" ")?;
            }
            write!(f, "{character}")?;
        }
        Ok(())
    }
}

impl FromStr for CreditorReference {
    type Err = CreditorReferenceError;

    /// Reads a reference with or without spaces, in either case.
    fn from_str(text: &str) -> Result<Self, CreditorReferenceError> {
        let wrong = || CreditorReferenceError(text.chars().take(40).collect());
        let plain: String =
            text.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).take(40).collect();
        let bytes = plain.as_bytes();
        let shaped = (5..=25).contains(&bytes.len())
            && plain.starts_with("RF")
            && bytes[2..4].iter().all(u8::is_ascii_digit)
            && bytes.iter().all(u8::is_ascii_alphanumeric);
        if !shaped || remainder_97(bytes[4..].iter().chain(&bytes[..4]).copied()) != Some(1) {
            return Err(wrong());
        }
        Ok(Self(plain))
    }
}

impl TryFrom<String> for CreditorReference {
    type Error = CreditorReferenceError;
    fn try_from(text: String) -> Result<Self, CreditorReferenceError> {
        text.parse()
    }
}

impl From<CreditorReference> for String {
    fn from(reference: CreditorReference) -> Self {
        reference.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_standards_example_is_good() {
        let reference: CreditorReference = "RF18 5390 0754 7034".parse().unwrap();
        assert_eq!(reference.to_string(), "RF18 5390 0754 7034");
        assert!("RF18 5390 0754 7043".parse::<CreditorReference>().is_err());
        assert!("".parse::<CreditorReference>().is_err());
        assert!("RFé8 5390".parse::<CreditorReference>().is_err());
    }

    proptest! {
        #[test]
        fn every_payment_has_one_that_reads_back(bits: u128) {
            let reference = CreditorReference::of(PaymentId::from_u128(bits));
            prop_assert_eq!(reference.to_string().to_lowercase().parse::<CreditorReference>().unwrap(), reference);
        }
    }
}
