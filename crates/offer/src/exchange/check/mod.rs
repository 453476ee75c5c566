//! Whether a catalogue holds together: names, references, taxes, periods, bundles, words in other languages.

mod arranged;
mod conditions;
mod promoted;

use std::collections::BTreeSet;

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::file::{CatalogueFile, Section};
use super::price_line::{instant_of, same_line};
use super::problem::{Problem, ProblemKind};
use crate::catalogue::{
    Attachment, BundleOption, Category, DEEPEST, OfferingId, Period, PriceType, ProductOffering,
    ProductOfferingPrice, ProductSpecification, Translation,
};

/// What was there before, where rules speak of it.
#[derive(Clone, Copy, Default)]
pub struct Known<'a> {
    /// The catalogue before, and when it is changed: a new price of an offering that was there begins no earlier.
    pub since: Option<(&'a CatalogueFile, Timestamp)>,
}

/// Parts whose shape other rooms know.
const OTHERS: [Section; 6] = [
    Section::Operator,
    Section::DeliveryMethod,
    Section::PaymentProvider,
    Section::TariffCalendar,
    Section::Place,
    Section::Page,
];

/// Parts in which nothing goes without a name.
const NAMED: [Section; 4] =
    [Section::Category, Section::Specification, Section::Offering, Section::Promotion];

/// What is wrong with a catalogue.
pub fn check(file: &CatalogueFile) -> Vec<Problem> {
    problems_of(file, &Known::default())
}

/// What is wrong with a catalogue that follows another.
pub fn problems_of(file: &CatalogueFile, known: &Known<'_>) -> Vec<Problem> {
    let mut checker = Checker { file, problems: Vec::new(), languages: languages_of(file) };
    checker.each(Section::Category, Checker::category);
    checker.each(Section::Specification, Checker::specification);
    checker.each(Section::Price, Checker::price);
    checker.each(Section::Offering, Checker::offering);
    checker.each(Section::Promotion, Checker::promotion);
    checker.each(Section::Arrangement, Checker::arrangement);
    for section in OTHERS {
        for (id, body) in file.of(section) {
            if !body.is_object() {
                checker.say(section, id, "", ProblemKind::Misshapen("not an object".into()));
            }
        }
    }
    checker.codes_are_told_apart();
    checker.one_arrangement_each();
    if let Some((before, now)) = known.since {
        checker.no_past_starts(before, now);
        checker.promotions_keep_their_past(before, now);
    }
    checker.problems
}

/// The languages in which most of the catalogue's products speak beside their own words.
fn languages_of(file: &CatalogueFile) -> Vec<String> {
    let mut counts: std::collections::BTreeMap<String, usize> = std::collections::BTreeMap::new();
    let mut all = 0;
    for (_, body) in file.of(Section::Specification) {
        all += 1;
        for translation in body.get("translation").and_then(Value::as_array).into_iter().flatten() {
            if let Some(language) = translation.get("language").and_then(Value::as_str) {
                *counts.entry(language.to_owned()).or_default() += 1;
            }
        }
    }
    counts.into_iter().filter(|(_, count)| count * 2 >= all).map(|(language, _)| language).collect()
}

struct Checker<'a> {
    file: &'a CatalogueFile,
    problems: Vec<Problem>,
    languages: Vec<String>,
}

impl Checker<'_> {
    fn say(&mut self, section: Section, id: &str, field: &str, kind: ProblemKind) {
        self.problems.push(Problem::of(section, id, field, kind));
    }

    /// Reads each resource of a part, says what cannot be read, and has the rest checked.
    fn each<T: DeserializeOwned>(&mut self, section: Section, rule: fn(&mut Self, &str, T)) {
        let all: Vec<(&str, &Value)> = self.file.of(section).collect();
        for (id, body) in all {
            match serde_json::from_value::<T>(body.clone()) {
                Ok(typed) => rule(self, id, typed),
                Err(_) if body.get("name").is_none() && NAMED.contains(&section) => {
                    self.say(section, id, "name", ProblemKind::NoName);
                }
                Err(error) => self.say(section, id, "", ProblemKind::Misshapen(error.to_string())),
            }
        }
    }

    fn name(&mut self, section: Section, id: &str, name: &str, translations: &[Translation]) {
        if name.trim().is_empty() {
            self.say(section, id, "name", ProblemKind::NoName);
            return;
        }
        for language in self.languages.clone() {
            let there = |each: &Translation| each.language == language && !each.name.trim().is_empty();
            if !translations.iter().any(there) {
                self.say(section, id, "translation", ProblemKind::NoTranslation(language));
            }
        }
    }

    fn refer(&mut self, section: Section, id: &str, field: &str, to: Section, other: &str) {
        if self.file.get(to, other).is_none() {
            self.say(section, id, field, ProblemKind::Dangling(other.to_owned()));
        }
    }

    fn period(&mut self, section: Section, id: &str, period: Period) {
        if let (Some(start), Some(end)) = (period.start_date_time, period.end_date_time)
            && end <= start
        {
            self.say(section, id, "validFor.endDateTime", ProblemKind::Reversed);
        }
    }

    fn pictures(&mut self, section: Section, id: &str, pictures: &[Attachment]) {
        if pictures.iter().any(|picture| !picture.url.is_empty() && picture.description.trim().is_empty()) {
            self.say(section, id, "attachment", ProblemKind::NoAlternative);
        }
        for picture in pictures.iter().filter(|picture| !is_ours(&picture.url)) {
            let url = picture.url.chars().take(80).collect();
            self.say(section, id, "attachment", ProblemKind::ForeignPicture(url));
        }
    }

    fn category(&mut self, id: &str, category: Category) {
        let section = Section::Category;
        self.name(section, id, &category.name, &category.translation);
        let Some(parent) = &category.parent_id else { return };
        self.refer(section, id, "parentId", section, parent.as_str());
        let (mut path, mut next) = (vec![id.to_owned()], Some(parent.as_str().to_owned()));
        while let Some(up) = next {
            if path.contains(&up) {
                if up == id {
                    path.push(up);
                    self.say(section, id, "parentId", ProblemKind::Cycle(path.join(" → ")));
                }
                return;
            }
            next = self
                .file
                .get(section, &up)
                .and_then(|body| body.get("parentId"))
                .and_then(Value::as_str)
                .map(str::to_owned);
            path.push(up);
        }
    }

    fn specification(&mut self, id: &str, product: ProductSpecification) {
        let section = Section::Specification;
        self.name(section, id, &product.name, &product.translation);
        self.period(section, id, product.valid_for);
        self.pictures(section, id, &product.attachment);
        for category in &product.category {
            self.refer(section, id, "category", Section::Category, &category.id);
        }
    }

    fn price(&mut self, id: &str, price: ProductOfferingPrice) {
        let section = Section::Price;
        self.period(section, id, price.valid_for);
        if price.tax.is_empty() {
            self.say(section, id, "tax", ProblemKind::NoTaxRate);
        }
        if price.price.value < Decimal::ZERO && price.price_type != PriceType::Closing {
            self.say(section, id, "price", ProblemKind::NegativePrice(price.price.value.to_string()));
        }
        for tax in
            price.tax.iter().filter(|tax| tax.tax_rate < Decimal::ZERO || tax.tax_rate > Decimal::ONE_HUNDRED)
        {
            self.say(section, id, "tax", ProblemKind::NotOneOf(tax.tax_rate.to_string(), "0 … 100".into()));
        }
    }

    fn offering(&mut self, id: &str, offering: ProductOffering) {
        let section = Section::Offering;
        self.name(section, id, &offering.name, &offering.translation);
        self.period(section, id, offering.valid_for);
        self.pictures(section, id, &offering.attachment);
        if let Some(product) = &offering.product_specification {
            self.refer(section, id, "productSpecification", Section::Specification, &product.id);
        }
        for category in &offering.category {
            self.refer(section, id, "category", Section::Category, &category.id);
        }
        for part in &offering.bundled_product_offering {
            self.refer(section, id, "bundledProductOffering", section, part.id.as_str());
            let BundleOption {
                number_rel_offer_lower_limit: least,
                number_rel_offer_upper_limit: most,
                number_rel_offer_default: usual,
            } = part.bundled_product_offering_option;
            if least > most {
                self.say(section, id, "bundledProductOffering", ProblemKind::Limits(least, most));
            } else if usual > most {
                let kind = ProblemKind::NotOneOf(usual.to_string(), format!("{least} … {most}"));
                self.say(section, id, "bundledProductOffering", kind);
            }
        }
        if let Some(path) = self.cycle_from(id) {
            self.say(section, id, "bundledProductOffering", ProblemKind::Cycle(path.join(" → ")));
        }
        self.conditions(id, &offering.eligibility);
        self.prices_of(id, &offering);
    }

    fn prices_of(&mut self, id: &str, offering: &ProductOffering) {
        let section = Section::Offering;
        let mut prices: Vec<(&str, ProductOfferingPrice)> = Vec::new();
        for reference in &offering.product_offering_price {
            match self.file.get(Section::Price, &reference.id) {
                None => self.refer(section, id, "productOfferingPrice", Section::Price, &reference.id),
                Some(body) => {
                    if let Ok(price) = serde_json::from_value::<ProductOfferingPrice>(body.clone()) {
                        prices.push((&reference.id, price));
                    }
                }
            }
        }
        prices.retain(|(_, price)| price.lifecycle_status.is_sold());
        let is_on_sale = offering.lifecycle_status.is_sold() && offering.is_sellable;
        if is_on_sale && prices.is_empty() && !self.parts_carry_prices(offering, 0) {
            self.say(section, id, "productOfferingPrice", ProblemKind::NoPrice);
        }
        for (place, (a, price)) in prices.iter().enumerate() {
            for (b, other) in &prices[place + 1..] {
                if same_line(price, other) && overlap(price.valid_for, other.valid_for) {
                    self.say(Section::Price, a, "validFor", ProblemKind::Overlap((*b).to_owned()));
                }
            }
        }
    }

    /// Whether a bundle without a price of its own costs what its parts do: every part that must be taken, and is paid for
    /// itself, has a price that is sold. The rule of the shelf, whatever the instant.
    fn parts_carry_prices(&self, offering: &ProductOffering, depth: usize) -> bool {
        let mut needed = offering.needed_parts().peekable();
        let is_priced = |id: &OfferingId| {
            let body = self.file.get(Section::Offering, id.as_str());
            let part = body.and_then(|body| serde_json::from_value::<ProductOffering>(body.clone()).ok());
            part.is_some_and(|part| self.carries_a_price(&part) || self.parts_carry_prices(&part, depth + 1))
        };
        offering.is_bundle && depth < DEEPEST && needed.peek().is_some() && needed.all(is_priced)
    }

    fn carries_a_price(&self, offering: &ProductOffering) -> bool {
        let prices = offering.product_offering_price.iter();
        prices.filter_map(|reference| self.file.get(Section::Price, &reference.id)).any(|body| {
            serde_json::from_value::<ProductOfferingPrice>(body.clone())
                .is_ok_and(|price| price.lifecycle_status.is_sold() && price.price_type != PriceType::Closing)
        })
    }

    /// The way from an offering through its parts back to itself, if there is one.
    fn cycle_from(&self, id: &str) -> Option<Vec<String>> {
        let mut seen = BTreeSet::new();
        let mut ways = vec![vec![id.to_owned()]];
        while let Some(way) = ways.pop() {
            for part in parts_of(self.file, way.last()?) {
                let longer: Vec<String> = way.iter().cloned().chain([part.clone()]).collect();
                if part == id {
                    return Some(longer);
                }
                if seen.insert(part) {
                    ways.push(longer);
                }
            }
        }
        None
    }

    /// New prices of offerings that were there begin now or later.
    fn no_past_starts(&mut self, before: &CatalogueFile, now: Timestamp) {
        let mut found = Vec::new();
        for (id, body) in self.file.of(Section::Offering) {
            if before.get(Section::Offering, id).is_none() {
                continue;
            }
            for reference in body.get("productOfferingPrice").and_then(Value::as_array).into_iter().flatten()
            {
                let Some(price) = reference.get("id").and_then(Value::as_str) else { continue };
                let Some(new) = self.file.get(Section::Price, price) else { continue };
                let starts_late = instant_of(new, "startDateTime").is_some_and(|start| start >= now);
                let had_none = before
                    .get(Section::Offering, id)
                    .and_then(|old| old.get("productOfferingPrice"))
                    .and_then(Value::as_array)
                    .is_none_or(Vec::is_empty);
                if before.get(Section::Price, price).is_none() && !starts_late && !had_none {
                    found.push(price.to_owned());
                }
            }
        }
        for price in found {
            self.say(Section::Price, &price, "validFor", ProblemKind::PastStart);
        }
    }
}

/// Whether a picture is one that this house keeps: pages show no other.
fn is_ours(url: &str) -> bool {
    url.is_empty()
        || url.strip_prefix("/images/").is_some_and(|id| !id.is_empty() && !id.contains(['/', '\\']))
}

fn parts_of(file: &CatalogueFile, id: &str) -> Vec<String> {
    let parts = file.get(Section::Offering, id).and_then(|body| body.get("bundledProductOffering"));
    let ids = parts.and_then(Value::as_array).into_iter().flatten();
    ids.filter_map(|part| part.get("id").and_then(Value::as_str)).map(str::to_owned).collect()
}

fn overlap(a: Period, b: Period) -> bool {
    let before = |end: Option<Timestamp>, start: Option<Timestamp>| match (end, start) {
        (Some(end), Some(start)) => end <= start,
        _ => false,
    };
    !before(a.end_date_time, b.start_date_time) && !before(b.end_date_time, a.start_date_time)
}
