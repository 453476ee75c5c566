//! What a cart costs: now, per month, at the end; each line, each rate of tax; by one rule that is recorded.

mod charge;
mod delivery;
#[cfg(test)]
mod tests;

use jiff::Timestamp;
use offer::catalogue::{Catalogue, OfferingId, PriceType, ProductOffering, Promotion};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use types::Currency;

use crate::cart::{Cart, CartItem, DeliveryChoice, LineId};
use crate::order::{TaxedAmount, VatGroup, round_to_cents, vat_groups};

pub use charge::{Charge, MonthlyStep, PriceVersion};
pub use delivery::DeliveryMethod;

/// The rule by which amounts are rounded, as it is written on an order: each line with tax to the cent, half away from
/// zero; the total is the sum of the lines; tax is taken out once for each rate, from the sum of its lines, half away
/// from zero (EN 16931 BR-CO-17; no Member State rule is broken by rounding once per rate).
pub const ROUNDING_RULE: &str = "line_with_tax_to_cent_half_up__tax_once_per_rate";

/// Why a line cannot be bought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotOffered {
    /// It, or something that was chosen with it, is not sold any more.
    Gone,
    /// Nobody says what it costs now.
    NoPrice,
    /// It is priced in a currency that is not the house's.
    OtherCurrency(Currency),
}

/// A line with what it costs.
#[derive(Debug, Clone, PartialEq)]
pub struct PricedLine {
    /// Which line.
    pub line: LineId,
    /// What is sold.
    pub offering: OfferingId,
    /// How many.
    pub quantity: u32,
    /// What is charged for it: its own prices, then those of its parts and options.
    pub charges: Vec<Charge>,
    /// Why it cannot be bought, if it cannot.
    pub not_offered: Option<NotOffered>,
    /// Whether what is due at once differs from what was shown when it was put in.
    pub price_moved: bool,
}

impl PricedLine {
    /// What is due at once, with tax.
    pub fn due_now(&self) -> Decimal {
        sum(&self.charges, PriceType::OneTime)
    }

    /// Whether it can be bought.
    pub fn on_offer(&self) -> bool {
        self.not_offered.is_none()
    }

    /// What is paid by what is used, on top of everything else.
    pub fn by_use(&self) -> impl Iterator<Item = &Charge> {
        self.charges.iter().filter(|charge| charge.kind == PriceType::Usage)
    }

    /// What is due at once for the offering itself, what was chosen along with it left out.
    pub fn own_due_now(&self) -> Decimal {
        let own = self.charges.iter().filter(|charge| charge.offering == self.offering);
        own.filter(|charge| charge.kind == PriceType::OneTime).map(|charge| charge.amount).sum()
    }

    /// What is due at the end, with tax.
    pub fn at_end(&self) -> Decimal {
        sum(&self.charges, PriceType::Closing)
    }

    /// What is due in a month, counted from the first, with tax.
    pub fn in_month(&self, month: u32) -> Decimal {
        self.charges.iter().filter(|charge| charge.is_due_in(month)).map(|charge| charge.amount).sum()
    }
}

fn sum(charges: &[Charge], kind: PriceType) -> Decimal {
    charges.iter().filter(|charge| charge.kind == kind).map(|charge| charge.amount).sum()
}

/// A cart with what it costs.
#[derive(Debug, Clone, PartialEq)]
pub struct PricedCart {
    /// The currency of all of it.
    pub currency: Currency,
    /// Each line.
    pub lines: Vec<PricedLine>,
    /// What delivery costs, if one was chosen.
    pub delivery: Option<Charge>,
    /// What is due at once, delivery included, with tax: the sum of the lines.
    pub due_now: Decimal,
    /// What is due per month, from which month on; the first step begins with month 1.
    pub monthly: Vec<MonthlyStep>,
    /// What is due at the end; less than nothing is given back.
    pub at_end: Decimal,
    /// The longest commitment, in months.
    pub commitment_months: Decimal,
    /// Tax in what is due at once, by rate.
    pub tax: Vec<VatGroup>,
}

/// The total that a customer saw, and that completing the order is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SeenTotal {
    /// Due at once.
    #[serde(with = "types::decimal_json")]
    pub due_now: Decimal,
    /// Due in the first month.
    #[serde(with = "types::decimal_json")]
    pub monthly: Decimal,
    /// Due over the first year, once and monthly.
    #[serde(with = "types::decimal_json")]
    pub first_year: Decimal,
}

impl PricedCart {
    /// The total as it is shown, and comes back with the order.
    pub fn total(&self) -> SeenTotal {
        SeenTotal { due_now: self.due_now, monthly: self.in_month(1), first_year: self.first_year() }
    }

    /// The same cart with a delivery at this price; nothing: it is collected.
    pub fn delivered_for(self, delivery: Option<Charge>) -> Self {
        let charges = self.lines.iter().flat_map(|line| &line.charges).chain(&delivery);
        let once: Vec<TaxedAmount> = charges
            .filter(|charge| charge.kind == PriceType::OneTime)
            .map(|charge| TaxedAmount { tax_rate: charge.tax_rate, amount: charge.amount })
            .collect();
        let due_now = once.iter().map(|charge| charge.amount).sum();
        Self { due_now, tax: vat_groups(&once), delivery, ..self }
    }

    /// What is due in a month, counted from the first.
    pub fn in_month(&self, month: u32) -> Decimal {
        self.lines.iter().map(|line| line.in_month(month)).sum()
    }

    /// What is due over the first year: at once and each of twelve months.
    pub fn first_year(&self) -> Decimal {
        self.due_now + (1..=12).map(|month| self.in_month(month)).sum::<Decimal>()
    }

    /// Whether it holds something that goes on: what is due again and again, or by what is used.
    pub fn has_subscription(&self) -> bool {
        self.lines
            .iter()
            .flat_map(|line| &line.charges)
            .any(|charge| matches!(charge.kind, PriceType::Recurring | PriceType::Usage))
    }

    /// Whether something is paid by what is used: no total says all then.
    pub fn has_usage(&self) -> bool {
        self.lines.iter().any(|line| line.by_use().next().is_some())
    }
}

/// Prices a cart as of `now`, in the house's currency. Prices in another currency are not charged: the line says that it is
/// not offered for that.
pub fn price_cart(
    cart: &Cart,
    catalogue: &Catalogue,
    methods: &[DeliveryMethod],
    currency: Currency,
    now: Timestamp,
) -> PricedCart {
    let codes: Vec<&Promotion> =
        cart.promotion_code.iter().filter_map(|code| catalogue.promotion_of_code(code, now)).collect();
    let lines: Vec<PricedLine> =
        cart.cart_item.iter().map(|item| price_line(item, catalogue, &codes, currency, now)).collect();
    let goods: Decimal = lines.iter().map(PricedLine::due_now).sum();
    let delivery = match &cart.checkout.delivery {
        Some(DeliveryChoice::Send { method }) => {
            methods.iter().find(|each| each.id == *method).map(|method| method.charge(goods))
        }
        _ => None,
    };
    let commitment = cart.cart_item.iter().filter_map(|item| catalogue.offerings.get(&item.offering()));
    let undelivered = PricedCart {
        currency,
        due_now: Decimal::ZERO,
        monthly: charge::monthly_steps(lines.iter().flat_map(|line| &line.charges)),
        at_end: lines.iter().map(PricedLine::at_end).sum(),
        commitment_months: commitment.map(|offering| offering.commitment_months()).max().unwrap_or_default(),
        tax: Vec::new(),
        lines,
        delivery: None,
    };
    undelivered.delivered_for(delivery)
}

fn price_line(
    item: &CartItem,
    catalogue: &Catalogue,
    codes: &[&Promotion],
    currency: Currency,
    now: Timestamp,
) -> PricedLine {
    let quantity = item.quantity;
    let mut line = PricedLine {
        line: item.id.clone(),
        offering: item.offering(),
        quantity,
        charges: Vec::new(),
        not_offered: Some(NotOffered::Gone),
        price_moved: false,
    };
    let Some(offering) = catalogue.offerings.get(&item.offering()) else { return line };
    line.not_offered = match (catalogue.is_sold(offering, now), catalogue.is_priced(offering, now)) {
        (false, _) => Some(NotOffered::Gone),
        (true, false) => Some(NotOffered::NoPrice),
        (true, true) => None,
    };
    line.charges = charge::charges_of(offering, quantity, catalogue, codes, now);
    for option in item.cart_item.iter().filter(|option| option.quantity > 0) {
        let Some(part) = catalogue.offerings.get(&option.offering()) else {
            line.not_offered = Some(NotOffered::Gone);
            continue;
        };
        if !covers(offering, &part.id) {
            let count = option.quantity.saturating_mul(quantity);
            line.charges.extend(charge::charges_of(part, count, catalogue, codes, now));
        }
    }
    let other = line.charges.iter().map(|charge| charge.currency).find(|each| *each != currency);
    line.not_offered = line.not_offered.or(other.map(NotOffered::OtherCurrency));
    line.charges.retain(|charge| charge.currency == currency);
    // What was seen is the price of one, without what was chosen along with it and without codes typed since.
    line.price_moved = item.seen_price.is_some_and(|seen| {
        round_to_cents(seen.value) != due_at_once(offering, catalogue, currency, now) || seen.unit != currency
    });
    line
}

/// What a line costs per month, step by step.
pub fn monthly_of(line: &PricedLine) -> Vec<MonthlyStep> {
    charge::monthly_steps(line.charges.iter())
}

/// What one of an offering, without its options, costs at once now: with tax, reduced where that is announced.
pub fn due_at_once(
    offering: &ProductOffering,
    catalogue: &Catalogue,
    currency: Currency,
    now: Timestamp,
) -> Decimal {
    let charges = charge::charges_of(offering, 1, catalogue, &[], now);
    let once =
        charges.iter().filter(|charge| charge.kind == PriceType::OneTime && charge.currency == currency);
    once.map(|charge| charge.amount).sum()
}

/// Whether the price of the whole covers this part.
fn covers(offering: &ProductOffering, part: &OfferingId) -> bool {
    offering.bundled_product_offering.iter().any(|each| each.id == *part && each.price_included)
}
