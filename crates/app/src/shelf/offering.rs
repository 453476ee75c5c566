//! One offering as a visitor sees it: what it is, costs, comes with; where it is; whether they may have it.

use std::collections::BTreeMap;
use std::sync::Arc;

use collect::pricing::DeliveryMethod;
use jiff::civil::{Time, Weekday};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use offer::catalogue::{
    BundledOffering, Catalogue, Eligibility, EligibilityRule, Nature, OfferingId, ProductOffering, Situation,
    StockItemId, eligibility,
};
use offer::shelved::{Told, is_available, told};
use rust_decimal::Decimal;
use types::{Currency, Money};

use super::price::PriceSeen;
use crate::live::Storefront;
use crate::{Availability, Counter, Trouble};

/// So many of one thing can be put in a cart at once.
const MOST: u32 = 99;
/// So many other things are named where one is not sold any more.
const ALTERNATIVES: usize = 4;

/// Everything about one offering.
#[derive(Debug, Clone)]
pub struct OfferingSeen {
    /// What stands beside it: the catalogue that it was found in.
    pub front: Arc<Storefront>,
    /// The offering.
    pub offering: Arc<ProductOffering>,
    /// It is not sold any more, or not yet.
    pub withdrawn: bool,
    /// It is sold only along with something else: with these.
    pub only_with: Vec<Alternative>,
    /// At least one can be had at once.
    pub available: bool,
    /// What it costs.
    pub price: PriceSeen,
    /// Whether it has a price: what has none can be asked for, not bought.
    pub priced: bool,
    /// What it is and has.
    pub told: Vec<Told>,
    /// The variants of the same product that are sold, itself among them, in the order of their ids.
    pub variants: Vec<VariantSeen>,
    /// What can be taken with it.
    pub options: Vec<OptionSeen>,
    /// What it is made of, if it is a bundle.
    pub parts: Vec<PartSeen>,
    /// How much there is where; empty where that does not arise.
    pub places: Vec<PlaceSeen>,
    /// How it would be sent if it were ordered now: the cheapest way, then a quicker one if there is one.
    pub deliveries: Vec<DeliverySeen>,
    /// Whether whoever asks may have it, as far as that is known.
    pub eligibility: Eligibility,
    /// The largest quantity.
    pub most: u32,
    /// What else there is: where it is withdrawn, out of stock, or not for them.
    pub instead: Vec<Alternative>,
    /// The zone in which its times are told.
    pub zone: TimeZone,
}

/// One way of sending: its day and its fee belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeliverySeen {
    /// It has arrived by then.
    pub by: Timestamp,
    /// What it costs.
    pub fee: Money,
}

/// A variant of the same product.
#[derive(Debug, Clone)]
pub struct VariantSeen {
    /// The offering.
    pub offering: Arc<ProductOffering>,
    /// What tells it from the others.
    pub told: Vec<Told>,
    /// It can be had at once.
    pub available: bool,
}

/// What can be taken along.
#[derive(Debug, Clone)]
pub struct OptionSeen {
    /// The option.
    pub offering: Arc<ProductOffering>,
    /// What it costs; nothing more where the whole's price covers it.
    pub price: PriceSeen,
    /// It cannot be left out.
    pub required: bool,
    /// It is taken where nobody says otherwise: never what costs something more.
    pub chosen: bool,
    /// It can be had.
    pub available: bool,
}

/// A part of a bundle.
#[derive(Debug, Clone)]
pub struct PartSeen {
    /// The part.
    pub offering: Arc<ProductOffering>,
    /// How many.
    pub quantity: u32,
}

/// A place with what is there.
#[derive(Debug, Clone)]
pub struct PlaceSeen {
    /// Its number among [`Storefront::places`].
    pub place: usize,
    /// How many.
    pub count: i64,
    /// When it could be fetched if it were ordered now.
    pub ready_by: Option<Timestamp>,
}

/// Something else that there is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alternative {
    /// Its offering.
    pub id: OfferingId,
}

impl Counter {
    /// What a visitor sees of an offering, sold or not any more; nothing for one that never was. `postcode` is where they would use it.
    pub fn offering_seen(
        &self,
        id: &OfferingId,
        postcode: Option<&str>,
    ) -> Result<Option<OfferingSeen>, Trouble> {
        let front = self.storefront()?;
        let Some(offering) = front.shop.catalogue.offerings.get(id).cloned() else { return Ok(None) };
        let catalogue = &front.shop.catalogue;
        let now = self.clock.now();
        // What nobody was ever shown is not told by its withdrawal.
        let began = offering.valid_for.start_date_time.is_none_or(|start| start <= now);
        if !(began && (offering.lifecycle_status >= offer::catalogue::LifecycleStatus::Launched)) {
            return Ok(None);
        }
        let (available, currency) = (self.availability()?, self.currency()?);
        let zone = self.live()?.book.time_zone.clone();
        let only_with = only_with(catalogue, &offering, now);
        let withdrawn = !catalogue.is_sold(&offering, now) && only_with.is_empty();
        let there = !withdrawn && is_available(catalogue, &offering, &|item| available.of(item));
        let view = View { catalogue, available: &available, now, currency };
        let situation = Situation { postcode: postcode.map(str::to_owned), ..Situation::default() };
        let eligibility = view.eligibility(&offering, &situation);
        let needs_other = withdrawn || !there || matches!(eligibility, Eligibility::NotEligible(_));
        let instead = if needs_other { self.instead_of(&offering, catalogue, now)? } else { Vec::new() };
        let price = PriceSeen::of(catalogue, &offering, now, currency);
        Ok(Some(OfferingSeen {
            withdrawn,
            only_with,
            available: there,
            priced: catalogue.is_priced(&offering, now),
            told: told(catalogue, &offering),
            variants: view.variants(&offering),
            options: view.options(&offering),
            parts: view.parts(&offering),
            places: view.places(&offering, &front, &zone),
            deliveries: view.deliveries(&offering, &front, &zone, there, &price),
            eligibility,
            most: view.most(&offering),
            price,
            instead,
            zone,
            offering,
            front: Arc::clone(&front),
        }))
    }

    /// A number that stays as long as what [`Self::offering_seen`] counts in stock stays.
    pub fn offering_stamp(&self, id: &OfferingId) -> Result<u64, Trouble> {
        let front = self.storefront()?;
        let (catalogue, available) = (&front.shop.catalogue, self.availability()?);
        let Some(offering) = catalogue.offerings.get(id) else { return Ok(0) };
        let parts =
            offering.bundled_product_offering.iter().filter_map(|part| catalogue.offerings.get(&part.id));
        let product = offering.specification();
        let variants = catalogue.variants(&product).filter_map(ProductOffering::stocked);
        let items = parts.filter_map(|part| part.stocked()).chain(variants).chain(offering.stocked());
        Ok(items.map(|item| available.stamp(&item)).fold(0, u64::wrapping_add))
    }

    /// What else stands in the same category, as its arrangement orders it.
    fn instead_of(
        &self,
        offering: &ProductOffering,
        catalogue: &Catalogue,
        now: Timestamp,
    ) -> Result<Vec<Alternative>, Trouble> {
        let product = offering.specification();
        let sisters =
            catalogue.variants(&product).filter(|it| it.id != offering.id && catalogue.is_sold(it, now));
        let mut all: Vec<Alternative> =
            sisters.take(ALTERNATIVES).map(|it| Alternative { id: it.id.clone() }).collect();
        let Some(category) = catalogue.categories_of(offering).into_iter().next() else { return Ok(all) };
        let more = self.with_shelf(|shelf, _| {
            let query = offer::shelf::Query {
                category: Some(category.to_string()),
                page_size: Some(ALTERNATIVES + 1),
                ..offer::shelf::Query::default()
            };
            let found = shelf.find(&query);
            let others =
                found.hits.iter().filter(|hit| hit.item.group != product.as_str() && hit.item.in_stock);
            others.map(|hit| Alternative { id: OfferingId::new(&hit.item.id) }).collect::<Vec<_>>()
        })?;
        all.extend(more);
        all.truncate(ALTERNATIVES);
        Ok(all)
    }
}

/// What an option is sold with, where it is not sold by itself. It is no less on offer for that.
fn only_with(catalogue: &Catalogue, offering: &ProductOffering, now: Timestamp) -> Vec<Alternative> {
    let offered = offering.lifecycle_status.is_sold() && offering.valid_for.holds_at(now);
    if offering.is_sellable || !offered {
        return Vec::new();
    }
    let holds = |whole: &ProductOffering| {
        whole.bundled_product_offering.iter().any(|part| part.id == offering.id)
            && catalogue.is_sold(whole, now)
    };
    let wholes = catalogue.offerings.values().filter(|whole| holds(whole));
    wholes.map(|whole| Alternative { id: whole.id.clone() }).take(ALTERNATIVES).collect()
}

/// What every question about an offering needs.
struct View<'a> {
    catalogue: &'a Catalogue,
    available: &'a Availability,
    now: Timestamp,
    currency: Currency,
}

impl View<'_> {
    fn is_there(&self, offering: &ProductOffering) -> bool {
        is_available(self.catalogue, offering, &|item| self.available.of(item))
    }

    /// What needs something else first cannot be told before there is a cart: that is said there.
    fn eligibility(&self, offering: &ProductOffering, situation: &Situation) -> Eligibility {
        let by_place: Vec<EligibilityRule> = offering
            .eligibility
            .iter()
            .filter(|rule| matches!(rule, EligibilityRule::Postcode { .. }))
            .cloned()
            .collect();
        eligibility(&by_place, &offering.id, 1, situation)
    }

    fn variants(&self, offering: &ProductOffering) -> Vec<VariantSeen> {
        let product = offering.specification();
        let all = self.catalogue.variants(&product);
        all.filter(|it| it.id == offering.id || self.catalogue.is_sold(it, self.now))
            .filter_map(|it| self.catalogue.offerings.get(&it.id))
            .map(|it| VariantSeen {
                told: told(self.catalogue, it).into_iter().filter(|told| told.varies).collect(),
                available: self.is_there(it),
                offering: Arc::clone(it),
            })
            .collect()
    }

    /// The parts of an offering that is not a bundle are its options; so are those of a bundle that may be left.
    fn options(&self, offering: &ProductOffering) -> Vec<OptionSeen> {
        let lower =
            |part: &BundledOffering| part.bundled_product_offering_option.number_rel_offer_lower_limit;
        offering
            .bundled_product_offering
            .iter()
            .filter(|part| !offering.is_bundle || lower(part) == 0)
            .filter_map(|part| Some((part, self.catalogue.offerings.get(&part.id)?)))
            .filter(|(_, option)| option.lifecycle_status.is_sold() && option.valid_for.holds_at(self.now))
            .map(|(part, option)| OptionSeen {
                price: if part.price_included {
                    PriceSeen {
                        due_now: Some(Money { amount: Decimal::ZERO, currency: self.currency }),
                        ..PriceSeen::default()
                    }
                } else {
                    PriceSeen::of(self.catalogue, option, self.now, self.currency)
                },
                required: lower(part) > 0,
                chosen: part.bundled_product_offering_option.number_rel_offer_default > 0
                    && (part.price_included || !self.catalogue.costs(option, self.now)),
                available: self.is_there(option),
                offering: Arc::clone(option),
            })
            .collect()
    }

    fn parts(&self, offering: &ProductOffering) -> Vec<PartSeen> {
        let parts = offering.bundled_product_offering.iter().filter(|_| offering.is_bundle);
        parts
            .filter_map(|part| {
                let quantity = part.bundled_product_offering_option.number_rel_offer_lower_limit;
                let offering = Arc::clone(self.catalogue.offerings.get(&part.id)?);
                (quantity > 0).then_some(PartSeen { offering, quantity })
            })
            .collect()
    }

    fn places(&self, offering: &ProductOffering, front: &Storefront, zone: &TimeZone) -> Vec<PlaceSeen> {
        let Some(item) = offering.stocked() else { return Vec::new() };
        let shops = front.places.iter().enumerate().filter(|(_, place)| place.hands_over());
        shops
            .map(|(number, place)| {
                let count = self.available.at(&item, &place.id).max(0);
                let ready_by = (count > 0).then(|| place.ready_by(self.now, zone)).flatten();
                PlaceSeen { place: number, count, ready_by }
            })
            .collect()
    }

    fn deliveries(
        &self,
        offering: &ProductOffering,
        front: &Storefront,
        zone: &TimeZone,
        there: bool,
        price: &PriceSeen,
    ) -> Vec<DeliverySeen> {
        let mut items: Vec<StockItemId> = offering.stocked().into_iter().collect();
        items.extend(self.parts(offering).iter().filter_map(|part| part.offering.stocked()));
        let ships = front.places.iter().filter(|place| place.shipping_priority.is_some());
        let ships: Vec<_> = ships.collect();
        let can = |item: &StockItemId| {
            ships.iter().map(|place| self.available.at(item, &place.id)).sum::<i64>() > 0
        };
        if items.is_empty() || !there || !items.iter().all(can) {
            return Vec::new();
        }
        let goods = price.due_now.map(|due| due.amount).unwrap_or_default();
        let seen = |method: &DeliveryMethod| {
            let charge = method.charge(goods);
            let fee = Money { amount: charge.amount, currency: charge.currency };
            Some(DeliverySeen { by: working_days_after(self.now, method.days_most, zone)?, fee })
        };
        let mut ways: Vec<DeliverySeen> = front.methods.iter().filter_map(seen).collect();
        ways.retain(|way| way.fee.currency == self.currency);
        ways.sort_by_key(|way| (way.fee.amount, way.by));
        let Some(cheapest) = ways.first().copied() else { return ways };
        let quicker = ways.into_iter().filter(|way| way.by < cheapest.by).min_by_key(|way| way.by);
        std::iter::once(cheapest).chain(quicker).collect()
    }

    /// As many as there are, as far as the rules let one customer have.
    fn most(&self, offering: &ProductOffering) -> u32 {
        let there = offering.stocked().map_or(MOST, |item| {
            u32::try_from(self.available.of(&item).clamp(0, i64::from(MOST))).unwrap_or(MOST)
        });
        let allowed = offering.eligibility.iter().filter_map(|rule| match rule {
            EligibilityRule::AtMost { count } => Some(*count),
            _ => None,
        });
        allowed.fold(there, u32::min).max(1)
    }
}

/// Noon of the day so many working days (Monday to Friday) after an instant.
fn working_days_after(now: Timestamp, days: u32, zone: &TimeZone) -> Option<Timestamp> {
    let mut date = zone.to_datetime(now).date();
    let mut left = days.min(365);
    while left > 0 {
        date = date.checked_add(1.day()).ok()?;
        left -= u32::from(!matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday));
    }
    let noon = date.to_datetime(Time::constant(12, 0, 0, 0));
    zone.to_ambiguous_timestamp(noon).compatible().ok()
}

/// The values of what variants differ in, by number and key, each with the variant that is taken for it.
pub type Choices<'a> = BTreeMap<(Option<Decimal>, String), &'a VariantSeen>;

impl OfferingSeen {
    /// What variants differ in: for each such characteristic, its values, each with the variant that has it and is
    /// closest to this one otherwise. A product of one variant has none.
    pub fn axes(&self) -> Vec<(&Told, Choices<'_>)> {
        let here = self.variants.iter().find(|it| it.offering.id == self.offering.id);
        let Some(here) = here else { return Vec::new() };
        here.told
            .iter()
            .filter_map(|axis| {
                let value = |variant: &VariantSeen| {
                    let own = variant.told.iter().find(|it| it.key == axis.key)?.values.first()?.clone();
                    Some((own.number, own.key))
                };
                let likeness = |variant: &VariantSeen| {
                    let alike = here.told.iter().filter(|own| {
                        let other = variant.told.iter().find(|it| it.key == own.key);
                        other.is_some_and(|other| other.values == own.values)
                    });
                    (alike.count(), variant.available)
                };
                let mut best = Choices::new();
                for variant in &self.variants {
                    let Some(value) = value(variant) else { continue };
                    let known = best.get(&value);
                    let own = variant.offering.id == self.offering.id;
                    if own
                        || known.is_none_or(|known| {
                            known.offering.id != self.offering.id && likeness(variant) > likeness(known)
                        })
                    {
                        best.insert(value, variant);
                    }
                }
                (best.len() > 1).then_some((axis, best))
            })
            .collect()
    }

    /// Whether anything of it is counted in stock.
    pub fn is_stocked(&self) -> bool {
        self.offering.nature == Nature::Goods
    }
}
