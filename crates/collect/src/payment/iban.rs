//! International bank account numbers (ISO 13616) and bank identifiers (ISO 9362): checked before a debit is promised.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::check_digits::remainder_97;

/// How long an account number is in each country of the IBAN registry, country letters included.
#[rustfmt::skip]
const LENGTHS: &[(&str, usize)] = &[
    ("AD", 24), ("AE", 23), ("AL", 28), ("AT", 20), ("AZ", 28), ("BA", 20), ("BE", 16), ("BG", 22), ("BH", 22),
    ("BI", 27), ("BR", 29), ("BY", 28), ("CH", 21), ("CR", 22), ("CY", 28), ("CZ", 24), ("DE", 22), ("DJ", 27),
    ("DK", 18), ("DO", 28), ("EE", 20), ("EG", 29), ("ES", 24), ("FI", 18), ("FK", 18), ("FO", 18), ("FR", 27),
    ("GB", 22), ("GE", 22), ("GI", 23), ("GL", 18), ("GR", 27), ("GT", 28), ("HN", 28), ("HR", 21), ("HU", 28),
    ("IE", 22), ("IL", 23), ("IQ", 23), ("IS", 26), ("IT", 27), ("JO", 30), ("KW", 30), ("KZ", 20), ("LB", 28),
    ("LC", 32), ("LI", 21), ("LT", 20), ("LU", 20), ("LV", 21), ("LY", 25), ("MC", 27), ("MD", 24), ("ME", 22),
    ("MK", 19), ("MN", 20), ("MR", 27), ("MT", 31), ("MU", 30), ("NI", 28), ("NL", 18), ("NO", 15), ("OM", 23),
    ("PK", 24), ("PL", 28), ("PS", 29), ("PT", 25), ("QA", 29), ("RO", 24), ("RS", 22), ("RU", 33), ("SA", 24),
    ("SC", 31), ("SD", 18), ("SE", 24), ("SI", 19), ("SK", 24), ("SM", 27), ("SO", 23), ("ST", 25), ("SV", 28),
    ("TL", 23), ("TN", 24), ("TR", 26), ("UA", 29), ("VA", 22), ("VG", 24), ("XK", 20), ("YE", 30),
];

/// Countries whose accounts a SEPA direct debit can reach (the scheme's geographical scope).
#[rustfmt::skip]
const SEPA: &[&str] = &[
    "AD", "AL", "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GI", "GR",
    "HR", "HU", "IE", "IS", "IT", "LI", "LT", "LU", "LV", "MC", "MD", "ME", "MK", "MT", "NL", "NO", "PL",
    "PT", "RO", "RS", "SE", "SI", "SK", "SM", "VA",
];

/// An account number whose length and check digits are right. Personal data: it is shown masked, and it is kept in
/// records only.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Iban(String);

/// Why a text is not an account number. None of them repeats the number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IbanError {
    /// Nothing was given.
    #[error("give the account number (IBAN)")]
    Empty,
    /// Something that is neither letter nor digit.
    #[error("an IBAN has letters and digits only, without accents")]
    Character,
    /// It does not begin with a country that has IBANs.
    #[error("an IBAN begins with two letters of a country; “{0}” has none")]
    Country(String),
    /// Too short or too long for its country.
    #[error("an IBAN of {country} has {expected} characters; this one has {found}")]
    Length {
        /// The country.
        country: String,
        /// How many it should have.
        expected: usize,
        /// How many it has.
        found: usize,
    },
    /// The check digits do not fit: a digit is wrong or two were exchanged.
    #[error("the check digits do not fit: a character is wrong, or two were exchanged")]
    CheckDigits,
    /// A good number, of an account that a SEPA debit cannot reach.
    #[error("accounts of {0} cannot be debited by SEPA")]
    NotSepa(String),
}

impl IbanError {
    /// The key under which pages word it.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Empty => "iban-empty",
            Self::Character => "iban-character",
            Self::Country(_) => "iban-country",
            Self::Length { .. } => "iban-length",
            Self::CheckDigits => "iban-check-digits",
            Self::NotSepa(_) => "iban-not-sepa",
        }
    }
}

impl Iban {
    /// The number, in one piece. For a bank, never for a page.
    pub fn in_full(&self) -> &str {
        &self.0
    }

    /// Its country.
    pub fn country(&self) -> &str {
        &self.0[..2]
    }

    /// The number as pages show it: its beginning and its end, `FR14 •••• •••• 2606`.
    pub fn masked(&self) -> String {
        format!("{} •••• •••• {}", &self.0[..4], &self.0[self.0.len() - 4..])
    }

    /// The number if a SEPA debit can reach it.
    pub fn for_sepa(self) -> Result<Self, IbanError> {
        if SEPA.contains(&self.country()) {
            Ok(self)
        } else {
            Err(IbanError::NotSepa(self.country().to_owned()))
        }
    }
}

impl FromStr for Iban {
    type Err = IbanError;

    /// Reads a number with or without spaces, in either case.
    fn from_str(text: &str) -> Result<Self, IbanError> {
        let number: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '.'))
            .map(|c| c.to_ascii_uppercase())
            .take(64)
            .collect();
        if number.is_empty() {
            return Err(IbanError::Empty);
        }
        if !number.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return Err(IbanError::Character);
        }
        let country: String = number.chars().take(2).collect();
        let Some((_, expected)) = LENGTHS.iter().find(|(known, _)| *known == country) else {
            return Err(IbanError::Country(country));
        };
        if number.len() != *expected {
            return Err(IbanError::Length { country, expected: *expected, found: number.len() });
        }
        let digits = &number[2..4];
        // 00, 01 and 99 can give the right remainder too, and are never issued (ISO 7064).
        let issued = digits.parse::<u8>().is_ok_and(|digits| (2..=98).contains(&digits));
        let turned = number[4..].bytes().chain(number[..4].bytes());
        if !issued || remainder_97(turned) != Some(1) {
            return Err(IbanError::CheckDigits);
        }
        Ok(Self(number))
    }
}

impl TryFrom<String> for Iban {
    type Error = IbanError;
    fn try_from(text: String) -> Result<Self, IbanError> {
        text.parse()
    }
}

impl From<Iban> for String {
    fn from(iban: Iban) -> Self {
        iban.0
    }
}

/// Masked: a log never holds an account number.
impl fmt::Debug for Iban {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Iban({})", self.masked())
    }
}

/// Whether a text has the form of a bank's identifier: 4 letters, a country, 2 and perhaps 3 more characters.
pub fn is_bic(text: &str) -> bool {
    let bytes = text.as_bytes();
    matches!(bytes.len(), 8 | 11)
        && bytes[..6].iter().all(u8::is_ascii_uppercase)
        && bytes[6..].iter().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Examples of the registry itself, and spaces as people type them.
    const GOOD: &[&str] = &[
        "FR14 2004 1010 0505 0001 3M02 606",
        "fr1420041010050500013m02606",
        "DE89 3704 0044 0532 0130 00",
        "GB29 NWBK 6016 1331 9268 19",
        "BE68 5390 0754 7034",
        "NL91 ABNA 0417 1643 00",
        "NO93 8601 1117 947",
        "MT84 MALT 0110 0001 2345 MTLC AST0 01S",
        "CH93 0076 2011 6238 5295 7",
        "IT60 X054 2811 1010 0000 0123 456",
        "ES91 2100 0418 4502 0005 1332",
        "LC55 HEMM 0001 0001 0012 0012 0002 3015",
    ];

    #[test]
    fn numbers_of_the_registry_are_good() {
        for text in GOOD {
            assert!(text.parse::<Iban>().is_ok(), "{text}: {:?}", text.parse::<Iban>());
        }
    }

    #[test]
    fn what_is_wrong_is_said() {
        let wrong = |text: &str| text.parse::<Iban>().unwrap_err();
        assert_eq!(wrong("  "), IbanError::Empty);
        assert_eq!(wrong("FR14 é"), IbanError::Character);
        assert_eq!(wrong("ZZ14 2004"), IbanError::Country("ZZ".into()));
        assert_eq!(wrong("FR14 2004"), IbanError::Length { country: "FR".into(), expected: 27, found: 8 });
        assert_eq!(wrong("FR14 2004 1010 0505 0001 3M02 607"), IbanError::CheckDigits);
        assert!("BR15 0000 0000 0000 1093 2840 814P 2".parse::<Iban>().unwrap().for_sepa().is_err());
    }

    #[test]
    fn neither_a_page_nor_a_log_shows_it_whole() {
        let iban: Iban = GOOD[0].parse().unwrap();
        assert_eq!(iban.masked(), "FR14 •••• •••• 2606");
        assert!(!format!("{iban:?}").contains("0505"));
    }

    #[test]
    fn identifiers_of_banks() {
        assert!(is_bic("BNPAFRPP") && is_bic("DEUTDEFF500"));
        assert!(!is_bic("BNPAFRP") && !is_bic("BNP1FRPP") && !is_bic("bnpafrpp"));
    }

    proptest! {
        #[test]
        fn one_wrong_digit_is_always_found(which in 0..GOOD.len(), place in 4_usize..15, by in 1_u8..9) {
            let good: String = GOOD[which].chars().filter(|c| !c.is_whitespace()).collect();
            let mut bytes = good.to_ascii_uppercase().into_bytes();
            prop_assume!(bytes[place].is_ascii_digit());
            bytes[place] = b'0' + (bytes[place] - b'0' + by) % 10;
            prop_assert!(String::from_utf8(bytes).unwrap().parse::<Iban>().is_err());
        }

        #[test]
        fn any_text_is_answered(text in ".{0,80}") {
            let _ = text.parse::<Iban>();
        }
    }
}
