//! Exact amounts of money while they are summed: whole numbers of so fine a part of a currency unit that a price with ten
//! decimals times a grain of use is one of them. Rounding happens once, at the end.

use rust_decimal::Decimal;

use crate::use_profile::{GRAINS, Used};

/// Decimals that a price per unit may have.
const PRICE_DECIMALS: u32 = 10;
/// How many parts make one unit of currency: 3.6 × 10²².
const PARTS: i128 = GRAINS as i128 * 10_i128.pow(PRICE_DECIMALS);

/// An exact amount of one currency.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cost(i128);

impl Cost {
    /// A price per unit times a quantity; none where it has more than ten decimals or is too large to be exact.
    pub fn of_use(price: Decimal, used: Used) -> Option<Self> {
        scaled(price)?.checked_mul(used.grains()).map(Self)
    }

    /// An amount of currency; none where it has more than ten decimals or is too large to be exact.
    pub fn of_amount(amount: Decimal) -> Option<Self> {
        scaled(amount)?.checked_mul(i128::from(GRAINS)).map(Self)
    }

    /// The sum; none where it is too large.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// The part of it that falls on place `at` of `of` equal parts. All parts together are exactly the whole.
    pub fn part(self, at: u32, of: u32) -> Option<Self> {
        let of = i128::from(of.max(1));
        let until = |count: u32| self.0.checked_mul(i128::from(count)).map(|product| product.div_euclid(of));
        Some(Self(until(at + 1)? - until(at)?))
    }

    /// It divided by a whole number, rounded down to a part (3.6 × 10⁻²² of a unit of currency).
    pub const fn divided_by(self, by: u32) -> Self {
        Self(self.0.div_euclid(if by == 0 { 1 } else { by as i128 }))
    }

    /// It, so many times; none where that is too large.
    pub fn times(self, count: u32) -> Option<Self> {
        self.0.checked_mul(i128::from(count)).map(Self)
    }

    /// Whole cents, rounded half away from zero.
    pub fn cents(self) -> i128 {
        let cent = PARTS / 100;
        let (whole, rest) = (self.0 / cent, self.0 % cent);
        if rest.abs() * 2 >= cent { whole + rest.signum() } else { whole }
    }

    /// Whole cents, rounded down, and what is left over.
    pub(super) fn floor_cents(self) -> (i128, i128) {
        let cent = PARTS / 100;
        (self.0.div_euclid(cent), self.0.rem_euclid(cent))
    }

    /// The amount rounded to the cent, half away from zero.
    pub fn rounded(self) -> Decimal {
        money(self.cents())
    }

    /// Whether it is nothing at all.
    pub const fn is_nothing(self) -> bool {
        self.0 == 0
    }
}

/// Cents as an amount.
pub(super) fn money(cents: i128) -> Decimal {
    Decimal::from_i128_with_scale(cents.clamp(-(1 << 90), 1 << 90), 2)
}

fn scaled(amount: Decimal) -> Option<i128> {
    let amount = amount.normalize();
    let missing = PRICE_DECIMALS.checked_sub(amount.scale())?;
    amount.mantissa().checked_mul(10_i128.checked_pow(missing)?)
}
