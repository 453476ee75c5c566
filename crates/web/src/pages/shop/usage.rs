//! What use costs, as pages show it.

use offer::shelf::{ComparedPrice, PriceShape, Tongue, whole_unit};
use rust_decimal::Decimal;
use types::Money;

use super::model::UsePrice;

/// A price by use, with tax; nothing for a price that is due otherwise.
pub fn use_price(price: &ComparedPrice, tongue: Tongue) -> Option<UsePrice> {
    let PriceShape::Usage { unit, per } = &price.shape else { return None };
    let gross = match price.tax_to_add {
        Some(rate) => price
            .amount
            .amount
            .checked_mul(Decimal::ONE_HUNDRED.checked_add(rate)?)?
            .checked_div(Decimal::ONE_HUNDRED)?,
        None => price.amount.amount,
    };
    // A price that holds for a part of the use only says that part by its name.
    let unit = whole_unit(unit);
    let unit = if *per == Decimal::ONE { unit.to_owned() } else { format!("{} {unit}", per.normalize()) };
    Some(UsePrice {
        name: price.name.in_tongue(tongue).to_owned(),
        // A price by use may be of less than a cent; it is rounded with the line that it makes.
        amount: Money { amount: gross.round_dp(6).normalize(), currency: price.amount.currency },
        unit,
    })
}
