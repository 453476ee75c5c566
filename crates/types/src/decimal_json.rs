//! Exact decimals in JSON: a number where every reader gives the same number back, text where one would not.
//!
//! A number of at most fifteen significant digits survives any reader that holds numbers as doubles (IEEE 754), and
//! is what TM Forum's descriptions ask for. Longer ones are written as text. Both are accepted; a number is read by
//! its digits, never computed with.

use rust_decimal::Decimal;
use serde::de::{Error, Visitor};
use serde::{Deserializer, Serializer};
use std::fmt;

/// Digits that a double always gives back.
const SAFE_DIGITS: usize = 15;

/// Writes the amount as a number, or as text where a number would lose digits.
pub fn serialize<S: Serializer>(amount: &Decimal, to: S) -> Result<S::Ok, S::Error> {
    let amount = amount.normalize();
    let text = amount.to_string();
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    if digits > SAFE_DIGITS {
        return to.serialize_str(&text);
    }
    if amount.scale() == 0
        && let Ok(whole) = i64::try_from(amount)
    {
        return to.serialize_i64(whole);
    }
    match text.parse::<f64>() {
        Ok(number) => to.serialize_f64(number),
        Err(_) => to.serialize_str(&text),
    }
}

/// Reads a number or a text of digits.
pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Decimal, D::Error> {
    from.deserialize_any(Digits)
}

struct Digits;

impl Visitor<'_> for Digits {
    type Value = Decimal;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a decimal number, or a text of its digits")
    }

    fn visit_i64<E: Error>(self, whole: i64) -> Result<Decimal, E> {
        Ok(whole.into())
    }

    fn visit_u64<E: Error>(self, whole: u64) -> Result<Decimal, E> {
        Ok(whole.into())
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Decimal, E> {
        // `Display` of a double gives the shortest digits that read back as it: the ones that were written.
        self.visit_str(&number.to_string())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Decimal, E> {
        text.trim().parse().map_err(|_| {
            let shown: String = text.chars().take(40).collect();
            E::custom(format!("“{shown}” is not a decimal number of at most 28 digits"))
        })
    }
}

/// The same for an amount that may be absent.
pub mod option {
    use super::{Decimal, Deserializer, Serializer};
    use serde::Deserialize;

    #[derive(serde::Serialize, Deserialize)]
    struct Held(#[serde(with = "super")] Decimal);

    /// Writes the amount, or `null`.
    pub fn serialize<S: Serializer>(amount: &Option<Decimal>, to: S) -> Result<S::Ok, S::Error> {
        match amount {
            Some(amount) => super::serialize(amount, to),
            None => to.serialize_none(),
        }
    }

    /// Reads the amount, or nothing.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Decimal>, D::Error> {
        Ok(Option::<Held>::deserialize(from)?.map(|held| held.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[derive(serde::Serialize, serde::Deserialize)]
    struct Priced(#[serde(with = "super")] Decimal);

    proptest! {
        #[test]
        fn every_amount_comes_back_exactly(mantissa: i64, scale in 0_u32..20) {
            let amount = Decimal::from_i128_with_scale(i128::from(mantissa), scale);
            let written = serde_json::to_string(&Priced(amount)).unwrap();
            prop_assert_eq!(serde_json::from_str::<Priced>(&written).unwrap().0, amount);
            let through_value: Priced = serde_json::from_value(serde_json::to_value(Priced(amount)).unwrap()).unwrap();
            prop_assert_eq!(through_value.0, amount);
        }
    }

    #[test]
    fn numbers_and_texts_are_read_alike() {
        for text in ["20.62", "\"20.62\""] {
            assert_eq!(serde_json::from_str::<Priced>(text).unwrap().0, Decimal::new(2062, 2));
        }
        assert!(serde_json::from_str::<Priced>("\"a lot\"").is_err());
    }
}
