//! Card numbers: checked, sent on to whoever charges them, and never kept. Four digits are what remains.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;

/// A card as somebody typed it. It can be neither serialised nor printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Card {
    number: String,
    expires: Expiry,
    security_code: String,
}

/// The month in which a card ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Expiry {
    year: i16,
    month: i8,
}

/// Why a card cannot be charged. None of them repeats what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CardError {
    /// Not 12 to 19 digits.
    #[error("a card number has 12 to 19 digits")]
    Number,
    /// The last digit does not fit (Luhn): a digit is wrong or two were exchanged.
    #[error("a digit of the card number is wrong, or two were exchanged")]
    CheckDigit,
    /// Not a month and a year.
    #[error("give the month and the year that the card shows, such as 08/29")]
    Expiry,
    /// The month is over.
    #[error("this card has expired")]
    Expired,
    /// Not 3 or 4 digits.
    #[error("the security code has 3 digits, or 4")]
    SecurityCode,
}

impl CardError {
    /// The key under which pages word it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Number => "card-number",
            Self::CheckDigit => "card-check-digit",
            Self::Expiry => "card-expiry",
            Self::Expired => "card-expired",
            Self::SecurityCode => "card-security-code",
        }
    }
}

impl Card {
    /// Reads what a form holds: everything that is wrong is listed, not only the first.
    pub fn read(
        number: &str,
        expires: &str,
        security_code: &str,
        today: Date,
    ) -> Result<Self, Vec<CardError>> {
        let mut wrong = Vec::new();
        let number: String = number.chars().filter(|c| !c.is_whitespace() && *c != '-').take(40).collect();
        if !(12..=19).contains(&number.len()) || !number.bytes().all(|b| b.is_ascii_digit()) {
            wrong.push(CardError::Number);
        } else if !passes_luhn(&number) {
            wrong.push(CardError::CheckDigit);
        }
        let expires = expires.parse::<Expiry>();
        match expires {
            Err(error) => wrong.push(error),
            Ok(month) if (month.year, month.month) < (today.year(), today.month()) => {
                wrong.push(CardError::Expired);
            }
            Ok(_) => {}
        }
        let code = security_code.trim();
        if !matches!(code.len(), 3 | 4) || !code.bytes().all(|b| b.is_ascii_digit()) {
            wrong.push(CardError::SecurityCode);
        }
        match expires {
            Ok(expires) if wrong.is_empty() => Ok(Self { number, expires, security_code: code.to_owned() }),
            _ => Err(wrong),
        }
    }

    /// The whole number, for the one who charges it.
    pub fn number(&self) -> &str {
        &self.number
    }

    /// The digits on its back, for the one who charges it.
    pub fn security_code(&self) -> &str {
        &self.security_code
    }

    /// When it ends, as it shows it: `08/29`.
    pub fn expires(&self) -> String {
        format!("{:02}/{:02}", self.expires.month, self.expires.year % 100)
    }

    /// The last four digits: all that is ever kept.
    pub fn last_four(&self) -> &str {
        &self.number[self.number.len() - 4..]
    }

    /// Whose network it belongs to, by the ranges of its first digits (ISO/IEC 7812).
    pub fn brand(&self) -> &'static str {
        let lead = |digits: usize| self.number[..digits].parse::<u32>().unwrap_or(0);
        match (lead(1), lead(2), lead(4)) {
            (4, _, _) => "Visa",
            (_, 51..=55, _) | (_, _, 2221..=2720) => "Mastercard",
            (_, 34 | 37, _) => "American Express",
            (_, 50 | 56..=69, _) => "Maestro",
            _ => "",
        }
    }
}

impl fmt::Debug for Card {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Card(•••• {})", self.last_four())
    }
}

impl FromStr for Expiry {
    type Err = CardError;

    fn from_str(text: &str) -> Result<Self, CardError> {
        let (month, year) = text.trim().split_once(['/', '-', ' ']).ok_or(CardError::Expiry)?;
        let (month, year) = (month.trim(), year.trim());
        let month: i8 = month.parse().map_err(|_| CardError::Expiry)?;
        let short = year.len() == 2;
        let year: i16 = year.parse().map_err(|_| CardError::Expiry)?;
        let year = if short { 2000 + year } else { year };
        if (1..=12).contains(&month) && (2000..=2199).contains(&year) {
            Ok(Self { year, month })
        } else {
            Err(CardError::Expiry)
        }
    }
}

/// Luhn's check (ISO/IEC 7812-1, annex B) of a text of digits.
pub fn passes_luhn(digits: &str) -> bool {
    let mut sum = 0_u32;
    for (place, byte) in digits.bytes().rev().enumerate() {
        if !byte.is_ascii_digit() {
            return false;
        }
        let digit = u32::from(byte - b'0');
        sum += match (place % 2 == 1, digit * 2) {
            (false, _) => digit,
            (true, doubled) if doubled > 9 => doubled - 9,
            (true, doubled) => doubled,
        };
    }
    !digits.is_empty() && sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn read(number: &str, expires: &str, code: &str) -> Result<Card, Vec<CardError>> {
        Card::read(number, expires, code, date(2026, 11, 24))
    }

    #[test]
    fn a_good_card_keeps_four_digits_to_show() {
        let card = read("4242 4242 4242 4242", "08/29", "123").unwrap();
        assert_eq!((card.last_four(), card.brand(), card.expires().as_str()), ("4242", "Visa", "08/29"));
        assert_eq!(format!("{card:?}"), "Card(•••• 4242)");
        assert_eq!(read("5555555555554444", "1/2030", "999").unwrap().brand(), "Mastercard");
        assert_eq!(read("378282246310005", "12-28", "1234").unwrap().brand(), "American Express");
    }

    #[test]
    fn all_that_is_wrong_is_said_at_once() {
        use CardError::*;
        assert_eq!(read("4242424242424241", "08/25", "12"), Err(vec![CheckDigit, Expired, SecurityCode]));
        assert_eq!(read("", "13/29", ""), Err(vec![Number, Expiry, SecurityCode]));
        assert_eq!(read("４２４２424242424242", "08-", "12a"), Err(vec![Number, Expiry, SecurityCode]));
        assert!(read("4242424242424242", "11/26", "123").is_ok(), "a card is good to the end of its month");
    }

    proptest! {
        #[test]
        fn one_wrong_digit_is_always_found(place in 0_usize..16, by in 1_u8..9) {
            let mut digits = *b"4242424242424242";
            digits[place] = b'0' + (digits[place] - b'0' + by) % 10;
            prop_assert!(!passes_luhn(std::str::from_utf8(&digits).unwrap()));
        }

        #[test]
        fn any_texts_are_answered(number in ".{0,50}", expires in ".{0,20}", code in ".{0,10}") {
            let _ = read(&number, &expires, &code);
        }
    }
}
