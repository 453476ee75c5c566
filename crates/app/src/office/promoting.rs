//! What a promotion would make of each offering that it is for: computed from the lowest price of the thirty days before it
//! begins, or not possible, and why.

use offer::catalogue::{
    Catalogue, OfferingId, PriceType, ProductOffering, ProductOfferingPrice, Promotion, PromotionId,
    lowest_before,
};
use party::Permission;
use rust_decimal::{Decimal, RoundingStrategy};
use types::Currency;

use crate::{Asking, Counter, Trouble};

/// What a promotion makes of one offering.
#[derive(Debug, Clone, PartialEq)]
pub struct PromotionLine {
    /// The offering.
    pub offering: OfferingId,
    /// Its name.
    pub name: String,
    /// What it costs when the promotion begins, with tax; nothing: no one-time price then.
    pub plain: Option<Decimal>,
    /// The lowest price of the thirty days before; nothing: it was not sold then, so that nothing may be announced.
    pub lowest: Option<Decimal>,
    /// What it would cost, with tax, to the cent.
    pub reduced: Option<Decimal>,
    /// Whether that is less than what it costs without the promotion: otherwise nothing is announced.
    pub is_less: bool,
    /// Whether anything is due for it once: promotions lower that and nothing else.
    pub is_due_once: bool,
    /// The currency.
    pub currency: Option<Currency>,
}

impl Counter {
    /// What a promotion would make of every offering that it is for.
    pub fn promotion_preview(
        &self,
        asking: &Asking,
        promotion: &Promotion,
    ) -> Result<Vec<PromotionLine>, Trouble> {
        asking.may(Permission::ReadCatalogue)?;
        let shop = self.shop()?;
        Ok(lines_of(&shop.catalogue, promotion, self.clock.now()))
    }
}

fn lines_of(catalogue: &Catalogue, promotion: &Promotion, now: jiff::Timestamp) -> Vec<PromotionLine> {
    let start = promotion.valid_for.start_date_time.unwrap_or(now);
    catalogue
        .offerings
        .values()
        .filter(|offering| promotion.is_for(offering, &catalogue.categories_of(offering)))
        .map(|offering| line_of(catalogue, offering, promotion, start))
        .collect()
}

fn line_of(
    catalogue: &Catalogue,
    offering: &ProductOffering,
    promotion: &Promotion,
    start: jiff::Timestamp,
) -> PromotionLine {
    let prices: Vec<&ProductOfferingPrice> =
        catalogue.all_prices(offering).filter(|price| price.price_type == PriceType::OneTime).collect();
    let categories = catalogue.categories_of(offering);
    let others: Vec<&Promotion> = catalogue
        .promotions
        .values()
        .filter(|other| other.id != promotion.id || promotion.id == PromotionId::default())
        .filter(|other| other.is_announced() && other.is_for(offering, &categories))
        .collect();
    let in_force = prices.iter().filter(|price| price.in_force(start));
    let plain = in_force.clone().map(|price| price.with_tax().amount).reduce(|sum, more| sum + more);
    let lowest = lowest_before(&prices, &others, start);
    let cent = |amount: Decimal| amount.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    let reduced = lowest.map(|lowest| cent(promotion.reduction.of(lowest)));
    PromotionLine {
        offering: offering.id.clone(),
        name: offering.name.clone(),
        plain: plain.map(cent),
        lowest: lowest.map(cent),
        reduced,
        is_due_once: !prices.is_empty(),
        is_less: reduced.zip(plain).is_some_and(|(reduced, plain)| reduced < plain),
        currency: in_force.clone().next().or(prices.first()).map(|price| price.price.unit),
    }
}
