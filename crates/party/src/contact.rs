//! Addresses by which somebody can be reached: checked, and brought to the one form under which they are compared.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Why an address or a number cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ContactProblem {
    /// Nothing was given.
    #[error("nothing was given")]
    Empty,
    /// It is longer than any can be.
    #[error("this is too long")]
    TooLong,
    /// It has not the form of a mail address.
    #[error("this is not a mail address: it reads like name@example.org")]
    NotAnAddress,
    /// It has not the form of a telephone number.
    #[error("this is not a telephone number: give digits, such as 06 12 34 56 78 or +33 6 12 34 56 78")]
    NotANumber,
}

/// A mail address: RFC 5321's common form, in lower case. Quoted local parts, comments and literal hosts are refused:
/// nobody types them, and they are what header injection is made of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EmailAddress(String);

impl EmailAddress {
    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address with most of its name hidden, for a page that others may see: `a…@example.org`.
    pub fn masked(&self) -> String {
        let (name, host) = self.0.split_once('@').unwrap_or((&self.0, ""));
        format!("{}…@{host}", name.chars().next().unwrap_or('…'))
    }
}

impl FromStr for EmailAddress {
    type Err = ContactProblem;
    fn from_str(text: &str) -> Result<Self, ContactProblem> {
        let text = text.trim();
        match text.len() {
            0 => return Err(ContactProblem::Empty),
            255.. => return Err(ContactProblem::TooLong),
            _ => {}
        }
        let (name, host) = text.rsplit_once('@').ok_or(ContactProblem::NotAnAddress)?;
        if is_local_part(name) && is_host(host) {
            Ok(Self(text.to_ascii_lowercase()))
        } else {
            Err(ContactProblem::NotAnAddress)
        }
    }
}

/// Atoms of RFC 5322 §3.2.3 with single dots between them, at most 64 bytes.
fn is_local_part(name: &str) -> bool {
    let atom = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&b);
    (1..=64).contains(&name.len())
        && name.split('.').all(|piece| !piece.is_empty() && piece.bytes().all(atom))
}

/// Two or more labels of RFC 1123, the last not all digits.
fn is_host(host: &str) -> bool {
    let label = |text: &str| {
        (1..=63).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !text.starts_with('-')
            && !text.ends_with('-')
    };
    let last = host.rsplit('.').next().unwrap_or_default();
    host.contains('.') && host.split('.').all(label) && !last.bytes().all(|b| b.is_ascii_digit())
}

/// A telephone number as E.164 writes it: `+` and 8 to 15 digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PhoneNumber(String);

impl PhoneNumber {
    /// Reads a number as people write it; one that begins with a single 0 belongs to the country of this calling code
    /// (`33` for France).
    pub fn read(text: &str, calling_code: &str) -> Result<Self, ContactProblem> {
        let text = text.trim();
        if text.is_empty() {
            return Err(ContactProblem::Empty);
        }
        if text.len() > 40 {
            return Err(ContactProblem::TooLong);
        }
        let sign = |c: char| c.is_ascii_digit() || c == '+';
        if text.chars().any(|c| !sign(c) && !c.is_whitespace() && !".-/()".contains(c)) {
            return Err(ContactProblem::NotANumber);
        }
        // “+33 (0)6…” is how many people write it: the zero in brackets is not dialled from abroad.
        let text = if text.starts_with('+') { text.replace("(0)", "") } else { text.to_owned() };
        let digits: String = text.chars().filter(|c| sign(*c)).collect();
        let whole = match (digits.strip_prefix('+'), digits.strip_prefix("00"), digits.strip_prefix('0')) {
            (Some(rest), _, _) | (None, Some(rest), _) => rest.to_owned(),
            (None, None, Some(rest)) => format!("{calling_code}{rest}"),
            (None, None, None) => digits.clone(),
        };
        let good = (8..=15).contains(&whole.len())
            && whole.bytes().all(|b| b.is_ascii_digit())
            && !whole.starts_with('0')
            && whole.strip_prefix("33").is_none_or(|rest| rest.len() == 9 && !rest.starts_with('0'));
        if good { Ok(Self(format!("+{whole}"))) } else { Err(ContactProblem::NotANumber) }
    }

    /// Its text, `+33612345678`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

macro_rules! as_text {
    ($name:ident, $read:expr) => {
        impl TryFrom<String> for $name {
            type Error = ContactProblem;
            fn try_from(text: String) -> Result<Self, ContactProblem> {
                $read(&text)
            }
        }

        impl From<$name> for String {
            fn from(address: $name) -> Self {
                address.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

as_text!(EmailAddress, |text: &str| text.parse());
as_text!(PhoneNumber, |text: &str| PhoneNumber::read(text, "33"));

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn addresses_are_compared_in_lower_case() {
        let address: EmailAddress = "  Ann.O'Neill+shop@Example.ORG ".parse().unwrap();
        assert_eq!(address.as_str(), "ann.o'neill+shop@example.org");
        assert_eq!(address.masked(), "a…@example.org");
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for text in [
            "ann",
            "@example.org",
            "ann@",
            "ann@localhost",
            "ann@1.2.3.4",
            "a b@example.org",
            "ann@ex_ample.org",
            "ann@example..org",
            ".ann@example.org",
            "ann@example.org\r\nBcc: x@y.org",
            "\"ann\"@example.org",
            "<ann@example.org>",
            "ann@-example.org",
            "ann@example.org,bob@example.org",
            "ânn@example.org",
        ] {
            assert_eq!(text.parse::<EmailAddress>(), Err(ContactProblem::NotAnAddress), "{text}");
        }
        assert_eq!("".parse::<EmailAddress>(), Err(ContactProblem::Empty));
        assert_eq!(
            format!("{}@example.org", "a".repeat(300)).parse::<EmailAddress>(),
            Err(ContactProblem::TooLong)
        );
    }

    #[test]
    fn numbers_are_written_in_one_way() {
        for text in
            ["06 12 34 56 78", "+33 6 12 34 56 78", "0033612345678", "06.12.34.56.78", "+33 (0)6 12 34 56 78"]
        {
            assert_eq!(PhoneNumber::read(text, "33").unwrap().as_str(), "+33612345678", "{text}");
        }
        assert_eq!(PhoneNumber::read("+44 20 7946 0018", "33").unwrap().as_str(), "+442079460018");
        for text in ["12", "06 12 34 56 7", "call me", "+33 0 12 34 56 78 90 12 34", "06+12345678"] {
            assert_eq!(PhoneNumber::read(text, "33"), Err(ContactProblem::NotANumber), "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_taken_holds_nothing_that_ends_a_header(text in "\\PC{0,60}|[a-z@.\r\n<> ]{0,40}") {
            if let Ok(address) = text.parse::<EmailAddress>() {
                prop_assert!(address.as_str().bytes().all(|b| b.is_ascii_graphic() && !b"<>,;:\"()[]\\".contains(&b)));
                prop_assert_eq!(address.as_str().parse::<EmailAddress>(), Ok(address.clone()));
            }
            if let Ok(number) = PhoneNumber::read(&text, "33") {
                prop_assert_eq!(PhoneNumber::read(number.as_str(), "33"), Ok(number.clone()));
            }
        }
    }
}
