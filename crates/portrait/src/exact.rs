//! Exact sums of decimals, the same whatever the order of adding.
//!
//! A `Decimal` of 28 digits rounds silently when a sum needs more of them, and then its order shows. Here the
//! whole numbers are summed by their count of decimals, each in 128 bits, and put together once, at the end.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A sum of decimals: for each number of decimals, the sum of the digits read as whole numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ExactSum(Vec<(u32, i128)>);

impl ExactSum {
    /// Adds the product of two decimals, without rounding. A product of more than 38 digits is first rounded
    /// to 28, which no price times a quantity reaches.
    pub(crate) fn add_product(&mut self, quantity: Decimal, price: Decimal) {
        let exact = quantity.mantissa().checked_mul(price.mantissa());
        match exact {
            Some(digits) => self.add(quantity.scale() + price.scale(), digits),
            None => {
                let rounded = quantity.saturating_mul(price);
                self.add(rounded.scale(), rounded.mantissa());
            }
        }
    }

    fn add(&mut self, scale: u32, digits: i128) {
        match self.0.binary_search_by_key(&scale, |entry| entry.0) {
            Ok(at) => self.0[at].1 = self.0[at].1.saturating_add(digits),
            Err(at) => self.0.insert(at, (scale, digits)),
        }
    }

    /// Adds all of another.
    pub(crate) fn merge(&mut self, other: &Self) {
        for (scale, digits) in &other.0 {
            self.add(*scale, *digits);
        }
    }

    /// The sum as a plain decimal without needless zeros: `4397950.761`.
    pub(crate) fn text(&self) -> String {
        let mut scale = self.0.last().map_or(0, |entry| entry.0);
        let aligned = |scale: u32| {
            self.0.iter().try_fold(0_i128, |sum, (own, digits)| {
                sum.checked_add(digits.checked_mul(10_i128.checked_pow(scale - own)?)?)
            })
        };
        let Some(mut digits) = aligned(scale) else { return self.rounded() };
        while scale > 0 && digits % 10 == 0 {
            digits /= 10;
            scale -= 1;
        }
        let (sign, places) = (if digits < 0 { "-" } else { "" }, scale as usize);
        let plain = format!("{:0>width$}", digits.unsigned_abs(), width = places + 1);
        let (whole, rest) = plain.split_at(plain.len() - places);
        if rest.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest}") }
    }

    /// The sum to 28 digits, where it has more than 38.
    fn rounded(&self) -> String {
        self.0
            .iter()
            .filter_map(|(scale, digits)| Decimal::try_from_i128_with_scale(*digits, *scale).ok())
            .fold(Decimal::ZERO, Decimal::saturating_add)
            .normalize()
            .to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sum(lines: &[(Decimal, Decimal)]) -> ExactSum {
        let mut sum = ExactSum::default();
        lines.iter().for_each(|(quantity, price)| sum.add_product(*quantity, *price));
        sum
    }

    #[test]
    fn sums_are_written_plainly() {
        let d = |text: &str| text.parse::<Decimal>().unwrap();
        assert_eq!(sum(&[]).text(), "0");
        assert_eq!(sum(&[(d("6"), d("2.55")), (d("-1"), d("0.005"))]).text(), "15.295");
        assert_eq!(sum(&[(d("-2"), d("0.05"))]).text(), "-0.1");
        assert_eq!(sum(&[(d("3"), d("7.00"))]).text(), "21");
    }

    proptest! {
        #[test]
        fn any_order_and_any_split_give_the_same_text(lines in prop::collection::vec((-9_999_i64..9_999, 0_u32..4, -99_999_i64..99_999, 0_u32..6), 0..40), cut in 0_usize..40) {
            let lines: Vec<_> = lines.iter().map(|(q, qs, p, ps)| (Decimal::new(*q, *qs), Decimal::new(*p, *ps))).collect();
            let cut = cut.min(lines.len());
            let (mut back, front) = (sum(&lines[cut..]), sum(&lines[..cut]));
            back.merge(&front);
            prop_assert_eq!(back.text(), sum(&lines).text());
            let plain: Decimal = lines.iter().map(|(q, p)| q * p).sum();
            prop_assert_eq!(back.text(), plain.normalize().to_string());
        }
    }
}
