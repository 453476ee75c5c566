//! The one-time code against which an order is handed over in a shop.
//!
//! Eight letters and digits that cannot be taken for one another, in two groups: `K7MP-2XQD`. The customer's page shows it
//! as text and as a QR code; staff type or scan it. Every wrong try is counted, and after ten the code is worth nothing any more.

use std::fmt;

use jiff::Timestamp;
use offer::catalogue::{PlaceId, Unknown};
use serde::{Deserialize, Serialize};
use types::OrderId;

/// Digits and capitals without 0 and O, 1, I and L, U and V.
const ALPHABET: &[u8; 29] = b"23456789ABCDEFGHJKMNPQRSTWXYZ";
const LETTERS: usize = 8;
/// How many wrong tries a code bears.
pub const WRONG_TRIES: u32 = 10;
/// What the text of the QR code begins with.
const SCANNED: &str = "COMPTOIR-PICKUP:";

/// A code of eight letters and digits.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PickUpCode([u8; LETTERS]);

/// A text that cannot be a code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a pick-up code has eight letters and digits, such as K7MP-2XQD")]
pub struct NotACode;

impl PickUpCode {
    /// The code of a number drawn by chance; its low 40 bits would do, all 128 are used.
    pub fn from_chance(chance: u128) -> Self {
        let mut rest = chance;
        Self(std::array::from_fn(|_| {
            let letter = (rest % ALPHABET.len() as u128) as usize;
            rest /= ALPHABET.len() as u128;
            ALPHABET[letter]
        }))
    }

    /// Reads what somebody typed: spaces, hyphens and case don't matter.
    pub fn read(typed: &str) -> Result<Self, NotACode> {
        let mut letters = typed
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '‐' | '‑' | '–' | '.' | '_'))
            .map(|c| u8::try_from(c.to_ascii_uppercase()).ok().filter(|c| ALPHABET.contains(c)));
        let mut code = [0; LETTERS];
        for place in &mut code {
            *place = letters.next().flatten().ok_or(NotACode)?;
        }
        if letters.next().is_some() { Err(NotACode) } else { Ok(Self(code)) }
    }

    /// Whether it is the same code, in a time that does not depend on where they differ.
    pub fn is(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).fold(0, |different, (a, b)| different | (a ^ b)) == 0
    }

    /// The code as people read it: two groups of four.
    pub fn shown(&self) -> String {
        let (first, second) = self.0.split_at(LETTERS / 2);
        let text = |letters: &[u8]| letters.iter().map(|letter| char::from(*letter)).collect::<String>();
        format!("{}-{}", text(first), text(second))
    }

    /// The text that the QR code holds: the order and the code.
    pub fn payload(&self, order: OrderId) -> String {
        format!("{SCANNED}{order}:{}", self.shown())
    }
}

/// A log never shows it.
impl fmt::Debug for PickUpCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PickUpCode(…)")
    }
}

impl TryFrom<String> for PickUpCode {
    type Error = NotACode;
    fn try_from(text: String) -> Result<Self, NotACode> {
        Self::read(&text)
    }
}

impl From<PickUpCode> for String {
    fn from(code: PickUpCode) -> Self {
        code.shown()
    }
}

/// What staff typed or scanned, understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Presented {
    /// A scanned QR code: it names its order.
    Scanned(OrderId, PickUpCode),
    /// A typed code.
    Code(PickUpCode),
    /// Something else: the number of an order, perhaps.
    Other(String),
}

/// Understands what staff typed or scanned.
pub fn understand(text: &str) -> Presented {
    let text = text.trim();
    let scanned = text.strip_prefix(SCANNED).and_then(|rest| rest.split_once(':'));
    if let Some((order, code)) = scanned
        && let (Ok(order), Ok(code)) = (order.parse(), PickUpCode::read(code))
    {
        return Presented::Scanned(order, code);
    }
    match PickUpCode::read(text) {
        Ok(code) => Presented::Code(code),
        Err(NotACode) => Presented::Other(text.chars().take(80).collect()),
    }
}

/// Where and against what an order is collected. It stands in the order's record, so that the customer's page can show the code again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PickUp {
    /// The shop.
    pub place: PlaceId,
    /// The code; nothing once it was used, or once it had been tried too often.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<PickUpCode>,
    /// How often a wrong code was tried since this one was given.
    #[serde(default)]
    pub wrong_tries: u32,
    /// When it was promised to be ready.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ready_by: Option<Timestamp>,
    /// When it was ready.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ready_at: Option<Timestamp>,
    /// Until when it is kept once it is ready.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept_until: Option<Timestamp>,
    /// What else was said of it.
    #[serde(flatten)]
    pub unknown: Unknown,
}

impl PickUp {
    /// At this shop, against this code, promised for this instant.
    pub fn new(place: PlaceId, code: PickUpCode, ready_by: Option<Timestamp>) -> Self {
        Self {
            place,
            code: Some(code),
            wrong_tries: 0,
            ready_by,
            ready_at: None,
            kept_until: None,
            unknown: Unknown::new(),
        }
    }

    /// Whether what was presented is the code. Nothing is, once there were too many wrong tries.
    pub fn accepts(&self, presented: &PickUpCode) -> bool {
        self.wrong_tries < WRONG_TRIES && self.code.as_ref().is_some_and(|code| code.is(presented))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_code_reads_back_as_people_type_it(chance: u128) {
            let code = PickUpCode::from_chance(chance);
            let typed = format!(" {} ", code.shown().to_lowercase().replace('-', " "));
            prop_assert_eq!(PickUpCode::read(&typed), Ok(code.clone()));
            let order = OrderId::from_u128(chance);
            prop_assert_eq!(understand(&code.payload(order)), Presented::Scanned(order, code.clone()));
            let logged = format!("{code:?}");
            prop_assert!(code.is(&code) && !logged.contains(&code.shown()));
        }

        #[test]
        fn any_text_is_understood(text in ".{0,60}") {
            let _ = understand(&text);
        }
    }

    #[test]
    fn other_texts_are_no_codes() {
        for text in ["", "K7MP-2XQ", "K7MP-2XQDA", "K7MP-2XQ0", "K7MP-2XQé"] {
            assert_eq!(PickUpCode::read(text), Err(NotACode), "{text}");
        }
        assert_eq!(understand("COMPTOIR-PICKUP:x:y"), Presented::Other("COMPTOIR-PICKUP:x:y".into()));
    }

    #[test]
    fn after_ten_wrong_tries_even_the_right_code_is_worth_nothing() {
        let code = PickUpCode::from_chance(7);
        let mut pick_up = PickUp::new("shop".into(), code.clone(), None);
        assert!(pick_up.accepts(&code) && !pick_up.accepts(&PickUpCode::from_chance(8)));
        pick_up.wrong_tries = WRONG_TRIES;
        assert!(!pick_up.accepts(&code));
    }
}
