//! An offering as the comparison needs it: its prices with their shapes, what is included of things that are used.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use types::Money;

use super::characteristics::{Told, told};
use super::item::{cents, commitment_of, together};
use super::taken::taken;
use crate::catalogue::{
    Catalogue, ChargePeriod, PriceInForce, PriceType, ProductOffering, ProductOfferingPrice, Quantity,
};
use crate::shelf::{
    Allowance, Characteristic, ComparedOffering, ComparedPrice, InBoth, PriceShape, folded, whole_unit,
};

/// A characteristic whose name ends so says how much of its unit is included each month: `dataAllowance`, 50 GB.
const ALLOWANCE: &str = "allowance";

/// An offering with the prices in force at an instant, ready to be compared.
pub fn compared_offering(
    catalogue: &Catalogue,
    offering: &ProductOffering,
    at: Timestamp,
) -> ComparedOffering {
    let own = told(catalogue, offering);
    let parts = taken(catalogue, offering);
    let mut prices = Vec::new();
    for (part, count) in &parts {
        let mut priced = compared_prices(&catalogue.prices_in_force(part, at));
        if *count > 1 {
            // What is used is paid by what is used, however many there are to use it.
            let due = |price: &&mut ComparedPrice| !matches!(price.shape, PriceShape::Usage { .. });
            for price in priced.iter_mut().filter(due) {
                let times = price.amount.amount.checked_mul(Decimal::from(*count));
                price.amount.amount = times.unwrap_or(price.amount.amount);
            }
        }
        prices.extend(priced);
    }
    let of_parts = parts.iter().skip(1).flat_map(|(part, _)| told(catalogue, part));
    let mut allowances: Vec<Allowance> = own.iter().filter_map(allowance).collect();
    for more in of_parts.collect::<Vec<_>>().iter().filter_map(allowance) {
        if !allowances.iter().any(|known| known.unit == more.unit) {
            allowances.push(more);
        }
    }
    ComparedOffering {
        id: offering.id.to_string(),
        name: InBoth::new(offering.name_in("fr"), offering.name_in("en")),
        commitment_months: commitment_of(catalogue, offering, at),
        prices,
        allowances,
        own_use: BTreeMap::new(),
        characteristics: own
            .iter()
            .map(|it| Characteristic { key: it.key.clone(), label: it.label.clone(), value: it.line() })
            .collect(),
    }
}

/// What is due when it ends, with tax, to the cent; less than nothing is given back.
pub fn at_end(catalogue: &Catalogue, offering: &ProductOffering, at: Timestamp) -> Option<Money> {
    together(taken(catalogue, offering).into_iter().map(|(part, count)| {
        let prices = catalogue.prices_in_force(part, at);
        let closing = prices.iter().filter(|it| it.price.price_type == PriceType::Closing);
        (together(closing.map(|it| (Some(cents(it.price.with_tax())), 1))), count)
    }))
}

/// A span of time as whole months, begun ones counted; nothing for a unit that is not one of time.
pub fn months_of(span: &Quantity) -> Option<u32> {
    let months = match span.units.trim().to_ascii_lowercase().as_str() {
        "month" | "months" | "mois" => span.amount,
        "year" | "years" | "an" | "ans" => span.amount.checked_mul(Decimal::from(12))?,
        "week" | "weeks" => span.amount.checked_mul(Decimal::from(12))?.checked_div(Decimal::from(52))?,
        "day" | "days" => span.amount.checked_mul(Decimal::from(12))?.checked_div(Decimal::from(365))?,
        _ => return None,
    };
    months.max(Decimal::ZERO).ceil().to_u32()
}

/// The units of which a customer may state their use, for these offerings: what is priced by use or included. Of what a
/// calendar sorts (the hours of the day) the whole is stated, once for all.
pub fn stated_units(offerings: &[ComparedOffering]) -> Vec<String> {
    let mut units: BTreeSet<String> = BTreeSet::new();
    for offering in offerings {
        units.extend(offering.allowances.iter().map(|it| it.unit.clone()));
        units.extend(offering.prices.iter().filter_map(|it| match &it.shape {
            PriceShape::Usage { unit, .. } => Some(whole_unit(unit).to_owned()),
            _ => None,
        }));
    }
    units.into_iter().filter(|unit| !unit.is_empty()).collect()
}

fn compared_prices(prices: &[PriceInForce<'_>]) -> Vec<ComparedPrice> {
    let reduced = prices.iter().find_map(|it| Some((it.price, it.reduced.as_ref()?)));
    let mut all = Vec::with_capacity(prices.len());
    if let Some((price, (promotion, reduced))) = reduced {
        // A promotion makes one amount of all one-time prices.
        all.push(ComparedPrice {
            name: InBoth::new(promotion.name_in("fr"), promotion.name_in("en")),
            shape: PriceShape::OneTime,
            amount: Money { amount: reduced.price, currency: price.price.unit },
            tax_to_add: None,
            from_month: 0,
            for_months: None,
        });
    }
    let taken = |price: &ProductOfferingPrice| {
        price.price_type == PriceType::Closing || reduced.is_some() && price.price_type == PriceType::OneTime
    };
    all.extend(prices.iter().map(|it| it.price).filter(|price| !taken(price)).map(compared_price));
    all
}

/// A price's own name, in both languages where it says so.
fn own_name(price: &ProductOfferingPrice) -> InBoth {
    InBoth::new(price.name_in("fr"), price.name_in("en"))
}

/// What a price without a name is for.
fn name_of(price: &ProductOfferingPrice) -> InBoth {
    match price.price_type {
        _ if !price.name.trim().is_empty() => own_name(price),
        PriceType::OneTime => InBoth::new("À la commande", "At the order"),
        PriceType::Recurring => InBoth::new("Abonnement", "Subscription"),
        PriceType::Usage => InBoth::new("Consommation", "Use"),
        PriceType::Closing => InBoth::new("À la fin", "At the end"),
    }
}

fn compared_price(price: &ProductOfferingPrice) -> ComparedPrice {
    let (shape, amount) = shape(price);
    ComparedPrice {
        name: name_of(price),
        shape,
        amount,
        tax_to_add: (!price.price_includes_tax).then(|| price.tax_rate()),
        from_month: price.starts_after.as_ref().and_then(months_of).unwrap_or(0),
        for_months: price.applies_for.as_ref().and_then(months_of),
    }
}

/// How a price is due, and the amount of each time, as the price states it.
fn shape(price: &ProductOfferingPrice) -> (PriceShape, Money) {
    let stated: Money = price.price.into();
    match price.price_type {
        PriceType::OneTime | PriceType::Closing => (PriceShape::OneTime, stated),
        PriceType::Recurring => {
            let length = price.recurring_charge_period_length.unwrap_or(1).max(1);
            match price.recurring_charge_period_type.unwrap_or_default() {
                ChargePeriod::Month => (PriceShape::Recurring { every_months: length }, stated),
                ChargePeriod::Year => {
                    (PriceShape::Recurring { every_months: length.saturating_mul(12) }, stated)
                }
                // Shorter than a month: what they make of an average one.
                ChargePeriod::Day | ChargePeriod::Week => {
                    let mut net = price.clone();
                    net.price_includes_tax = true;
                    (PriceShape::Recurring { every_months: 1 }, net.per_month())
                }
            }
        }
        PriceType::Usage => {
            let (unit, per) = match &price.unit_of_measure {
                Some(measure) if measure.amount > Decimal::ZERO => (measure.units.clone(), measure.amount),
                _ => (String::new(), Decimal::ONE),
            };
            (PriceShape::Usage { unit: of_period(&unit, price), per }, stated)
        }
    }
}

/// The unit of a price by use; where the price holds for a part of the use only (the off-peak hours), that part of it: use
/// is then stated for each.
fn of_period(unit: &str, price: &ProductOfferingPrice) -> String {
    let parts = price.prod_spec_char_value_use.iter().flat_map(|it| &it.product_spec_characteristic_value);
    let parts: Vec<String> = parts.map(crate::catalogue::CharacteristicValue::text).collect();
    if parts.is_empty() { unit.to_owned() } else { format!("{unit} ({})", parts.join(" ")) }
}

/// What a characteristic says is included each month.
fn allowance(told: &Told) -> Option<Allowance> {
    if !folded(&told.key).ends_with(ALLOWANCE) {
        return None;
    }
    let value = told.values.first()?;
    let unlimited = value.number.is_none() && folded(&value.key).starts_with("unlimited")
        || folded(&value.key).starts_with("illimit");
    let monthly = if unlimited { None } else { Some(value.number?) };
    Some(Allowance { unit: told.unit.clone()?, monthly })
}
