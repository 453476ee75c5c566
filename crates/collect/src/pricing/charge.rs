//! A charge: one price of one offering, for so many of it, with what promotions make of it.

use jiff::Timestamp;
use offer::catalogue::{
    Catalogue, OfferingId, PriceId, PriceType, ProductOffering, ProductOfferingPrice, Promotion, PromotionId,
    Quantity, Translation,
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use types::{Currency, decimal_json};

use crate::order::round_to_cents;

/// Which version of a price was charged: an order keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PriceVersion {
    /// The price.
    pub id: PriceId,
    /// Since when it is in force; with the id this says which version it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Timestamp>,
    /// The amount that it names.
    #[serde(with = "decimal_json")]
    pub value: Decimal,
}

/// One price, charged for so many.
#[derive(Debug, Clone, PartialEq)]
pub struct Charge {
    /// The offering that it is for; the line's own, or a part's.
    pub offering: OfferingId,
    /// The name of the price, if it has one.
    pub name: String,
    /// Its name in other languages.
    pub translation: Vec<Translation>,
    /// In which way it is due.
    pub kind: PriceType,
    /// How many.
    pub quantity: u32,
    /// What one costs, with tax: per month for what recurs.
    pub unit: Decimal,
    /// What all cost, with tax, to the cent: per month for what recurs.
    pub amount: Decimal,
    /// The currency.
    pub currency: Currency,
    /// The rate of tax in percent.
    pub tax_rate: Decimal,
    /// The lowest price of the thirty days before, where a reduction is announced.
    pub lowest_before: Option<Decimal>,
    /// The promotion that lowered it.
    pub promotion: Option<PromotionId>,
    /// Which price; nothing for a delivery.
    pub price: Option<PriceVersion>,
    /// The first month in which it is due, counted from 1.
    pub from_month: u32,
    /// The last month in which it is due; nothing: as long as the subscription lasts.
    pub to_month: Option<u32>,
    /// What is measured, for a usage price.
    pub measure: Option<Quantity>,
}

impl Charge {
    /// Whether it is due in a month, counted from 1.
    pub fn is_due_in(&self, month: u32) -> bool {
        self.kind == PriceType::Recurring
            && self.from_month <= month
            && self.to_month.is_none_or(|last| month <= last)
    }
}

/// A monthly amount and the month from which on it is due, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MonthlyStep {
    /// The first month.
    pub from_month: u32,
    /// The amount, with tax.
    #[serde(with = "decimal_json")]
    pub amount: Decimal,
}

/// What is charged for so many of an offering: all its prices in force.
pub(super) fn charges_of(
    offering: &ProductOffering,
    quantity: u32,
    catalogue: &Catalogue,
    codes: &[&Promotion],
    now: Timestamp,
) -> Vec<Charge> {
    let in_force = catalogue.prices_in_force(offering, now);
    // What an announced reduction takes off is taken off the one-time prices in their order, until it is used up.
    let reduction = in_force.first().and_then(|first| first.reduced.as_ref());
    let mut remains = reduction.map(|(_, reduced)| reduced.price);
    let code = by_code(codes, offering, catalogue);
    let mut charges = Vec::with_capacity(in_force.len());
    for each in &in_force {
        let price = each.price;
        let mut charge = charge_of(offering, price, quantity);
        if price.price_type == PriceType::OneTime {
            if let (Some(left), Some((promotion, reduced))) = (&mut remains, reduction) {
                let kept = charge.unit.min(*left);
                *left -= kept;
                charge.unit = kept;
                charge.lowest_before = Some(reduced.lowest_before);
                charge.promotion = Some(promotion.id.clone());
            }
            if let Some(promotion) = code {
                charge.unit = promotion.reduction.of(charge.unit);
                charge.promotion = Some(promotion.id.clone());
            }
        }
        charge.amount = round_to_cents(charge.unit * Decimal::from(quantity));
        charges.push(charge);
    }
    charges
}

/// Of the typed codes that are for an offering, the one that takes most off; they don't add up.
fn by_code<'a>(
    codes: &[&'a Promotion],
    offering: &ProductOffering,
    catalogue: &Catalogue,
) -> Option<&'a Promotion> {
    if codes.is_empty() {
        return None;
    }
    let categories = catalogue.categories_of(offering);
    let hundred = Decimal::ONE_HUNDRED;
    codes
        .iter()
        .copied()
        .filter(|each| each.is_for(offering, &categories))
        .min_by_key(|each| each.reduction.of(hundred))
}

fn charge_of(offering: &ProductOffering, price: &ProductOfferingPrice, quantity: u32) -> Charge {
    let unit = match price.price_type {
        PriceType::Recurring => price.per_month(),
        _ => price.with_tax(),
    };
    let from_month = months(price.starts_after.as_ref()).saturating_add(1);
    let lasts = price.applies_for.as_ref().map(|lasts| months(Some(lasts)).max(1));
    Charge {
        offering: offering.id.clone(),
        name: price.name.clone(),
        translation: price.translation.clone(),
        kind: price.price_type,
        quantity,
        unit: unit.amount,
        amount: Decimal::ZERO,
        currency: unit.currency,
        tax_rate: price.tax_rate(),
        lowest_before: None,
        promotion: None,
        price: Some(PriceVersion {
            id: price.id.clone(),
            since: price.valid_for.start_date_time,
            value: price.price.value,
        }),
        from_month,
        to_month: lasts.map(|lasts| from_month.saturating_add(lasts) - 1),
        measure: price.unit_of_measure.clone(),
    }
}

/// A duration in whole months.
fn months(duration: Option<&Quantity>) -> u32 {
    use rust_decimal::prelude::ToPrimitive;
    let Some(duration) = duration else { return 0 };
    let months = match duration.units.as_str() {
        "year" | "years" => duration.amount * Decimal::from(12),
        _ => duration.amount,
    };
    months.trunc().to_u32().unwrap_or(0)
}

/// The steps of what is due per month: a new one begins where the sum changes.
pub(super) fn monthly_steps<'a>(charges: impl Iterator<Item = &'a Charge> + Clone) -> Vec<MonthlyStep> {
    let recurring: Vec<&Charge> = charges.filter(|charge| charge.kind == PriceType::Recurring).collect();
    let ends = recurring.iter().filter_map(|charge| charge.to_month.map(|last| last.saturating_add(1)));
    let mut months: Vec<u32> = recurring.iter().map(|charge| charge.from_month).chain(ends).collect();
    if !recurring.is_empty() {
        months.push(1);
    }
    months.sort_unstable();
    months.dedup();
    let mut steps: Vec<MonthlyStep> = Vec::new();
    for month in months {
        let amount =
            recurring.iter().filter(|charge| charge.is_due_in(month)).map(|charge| charge.amount).sum();
        if steps.last().is_none_or(|last| last.amount != amount) {
            steps.push(MonthlyStep { from_month: month, amount });
        }
    }
    steps
}
