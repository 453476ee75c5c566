//! The prices of a row: what is due once and what is due each month, on top of the prices that are there.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rust_decimal::Decimal;
use serde_json::{Value, json};
use types::{Currency, Money};

use super::body::set;
use super::cells::Cells;
use super::file::{CatalogueFile, Section};
use super::mapping::{Role, TableMapping};
use super::problem::{Problem, ProblemKind};
use super::values::{parse_decimal, parse_instant};
use crate::catalogue::{
    ChargePeriod, LifecycleStatus, Period, PriceId, PriceType, ProductOfferingPrice, TaxItem,
};

/// Reads the prices of rows.
pub(super) struct RowPrices<'a> {
    current: &'a CatalogueFile,
    mapping: &'a TableMapping,
    now: Timestamp,
}

impl<'a> RowPrices<'a> {
    pub(super) fn new(current: &'a CatalogueFile, mapping: &'a TableMapping, now: Timestamp) -> Self {
        Self { current, mapping, now }
    }

    /// The prices that a row asks for, with their ids: those that are there with the row's terms, or new ones.
    pub(super) fn read(
        &self,
        cells: &Cells<'_>,
        offering: &str,
        body: &Value,
        zone: &TimeZone,
        problems: &mut Vec<Problem>,
    ) -> Vec<(String, Value)> {
        let from = cells.text(&Role::PriceFrom).and_then(|text| {
            let instant = parse_instant(text, zone);
            if instant.is_none() {
                let kind = ProblemKind::NotADate(text.to_owned());
                problems.push(Problem::at(cells.at(&Role::PriceFrom), kind));
            }
            instant
        });
        let mut made = Vec::new();
        for (role, kind, suffix) in
            [(Role::PriceOnce, PriceType::OneTime, "once"), (Role::PriceMonth, PriceType::Recurring, "month")]
        {
            let Some(amount) = self.number(cells, &role, problems) else { continue };
            let own_rate = (kind == PriceType::Recurring).then_some(Role::TaxRateMonth);
            let own_rate = own_rate.and_then(|role| self.number(cells, &role, problems));
            let rate = own_rate.or_else(|| self.number(cells, &Role::TaxRate, problems));
            let (said, currency) = (cells.text(&Role::Currency).is_some(), self.currency(cells, problems));
            let includes_tax = cells.text(&Role::IncludesTax).map(|text| !is_no(text));
            let terms = Terms { kind, amount, rate, currency, currency_said: said, includes_tax, from };
            made.extend(self.price(offering, body, suffix, &terms));
        }
        made
    }

    fn number(&self, cells: &Cells<'_>, role: &Role, problems: &mut Vec<Problem>) -> Option<Decimal> {
        let text = cells.text(role)?;
        let number = parse_decimal(text, self.mapping.decimal);
        if number.is_none() {
            problems.push(Problem::at(cells.at(role), ProblemKind::NotANumber(text.to_owned())));
        }
        number
    }

    fn currency(&self, cells: &Cells<'_>, problems: &mut Vec<Problem>) -> Option<Currency> {
        let text = cells.text(&Role::Currency).or(self.mapping.currency.as_deref())?;
        let currency = text.trim().to_uppercase().parse().ok();
        if currency.is_none() {
            let kind = ProblemKind::NotOneOf(text.to_owned(), "EUR, GBP, USD, CHF …".into());
            problems.push(Problem::at(cells.at(&Role::Currency), kind));
        }
        currency
    }

    fn price(&self, offering: &str, body: &Value, suffix: &str, terms: &Terms) -> Option<(String, Value)> {
        let at = terms.from.unwrap_or(self.now);
        if let Some((id, price)) = self.known(body, terms.kind, at) {
            let raw = self.current.get(Section::Price, &id)?;
            return Some((id, terms.on(raw, &price)));
        }
        let currency = terms.currency.or_else(|| self.usual_currency()).unwrap_or_else(euro);
        let rate = terms.rate.or(self.mapping.tax_rate);
        let money = Money { amount: terms.amount, currency };
        let mut id = format!("{offering}-{suffix}");
        if self.current.get(Section::Price, &id).is_some() {
            id = super::price_line::next_price_id(&id, |id| self.current.get(Section::Price, id).is_some())
                .as_str()
                .to_owned();
        }
        let valid_for = Period::from(at.max(self.now));
        let mut price = ProductOfferingPrice::new(
            PriceId::new(&id),
            terms.kind,
            money,
            rate.unwrap_or_default(),
            valid_for,
        );
        price.price_includes_tax = terms.includes_tax.unwrap_or(self.mapping.prices_include_tax);
        if rate.is_none() {
            price.tax = Vec::<TaxItem>::new();
        }
        let mut body = serde_json::to_value(&price).ok()?;
        // What a name is good for: telling charges of one kind apart. There is one here.
        if let Some(fields) = body.as_object_mut() {
            fields.remove("name");
        }
        Some((id, body))
    }

    /// The plain price of this kind that a row speaks of: in force at an instant, or the next, or the last.
    fn known(
        &self,
        offering: &Value,
        kind: PriceType,
        at: Timestamp,
    ) -> Option<(String, ProductOfferingPrice)> {
        let ids = offering.get("productOfferingPrice").and_then(Value::as_array).into_iter().flatten();
        let mut plain: Vec<(String, ProductOfferingPrice)> = ids
            .filter_map(|each| each.get("id").and_then(Value::as_str))
            .filter_map(|id| Some((id.to_owned(), self.current.get(Section::Price, id)?)))
            .filter_map(|(id, body)| Some((id, serde_json::from_value(body.clone()).ok()?)))
            .filter(|(_, price)| is_plain(price, kind))
            .collect();
        plain.sort_by_key(|(_, price)| price.valid_for.start_date_time);
        let now = plain.iter().position(|(_, price)| price.in_force(at));
        let next =
            || plain.iter().position(|(_, price)| price.valid_for.start_date_time.is_some_and(|s| s > at));
        let place = now.or_else(next).or_else(|| plain.len().checked_sub(1))?;
        Some(plain.swap_remove(place))
    }

    /// The currency of the prices that are there.
    fn usual_currency(&self) -> Option<Currency> {
        let first = self.current.of(Section::Price).next()?.1;
        first.get("price")?.get("unit")?.as_str()?.parse().ok()
    }
}

/// Whether a price is the one that a column speaks of: no usage, no first months, no period of a tariff.
pub(super) fn is_plain(price: &ProductOfferingPrice, kind: PriceType) -> bool {
    price.price_type == kind
        && price.lifecycle_status == LifecycleStatus::Launched
        && price.unit_of_measure.is_none()
        && price.applies_for.is_none()
        && price.starts_after.is_none()
        && price.prod_spec_char_value_use.is_empty()
        && (kind != PriceType::Recurring
            || (price.recurring_charge_period_type.unwrap_or_default() == ChargePeriod::Month
                && price.recurring_charge_period_length.unwrap_or(1) == 1))
}

fn is_no(text: &str) -> bool {
    ["no", "non", "0", "false"].contains(&text.trim().to_lowercase().as_str())
}

fn euro() -> Currency {
    "EUR".parse().expect("EUR is three capital letters")
}

/// What a row says of one price.
struct Terms {
    kind: PriceType,
    amount: Decimal,
    rate: Option<Decimal>,
    currency: Option<Currency>,
    /// Whether the row says it, rather than the mapping for rows that say none.
    currency_said: bool,
    includes_tax: Option<bool>,
    from: Option<Timestamp>,
}

impl Terms {
    /// A price that is there, with these terms; the same JSON where they are its own.
    fn on(&self, raw: &Value, price: &ProductOfferingPrice) -> Value {
        let mut body = raw.clone();
        // A price that is there keeps its currency unless the row says another.
        let currency = self.currency.filter(|_| self.currency_said).unwrap_or(price.price.unit);
        if self.amount != price.price.value || currency != price.price.unit {
            let money = crate::catalogue::MoneyValue { unit: currency, value: self.amount };
            set(&mut body, "price", json!(money));
        }
        if let Some(rate) = self.rate.filter(|rate| price.tax.is_empty() || *rate != price.tax_rate()) {
            let tax = TaxItem { tax_category: None, tax_rate: rate, unknown: serde_json::Map::new() };
            set(&mut body, "tax", json!([tax]));
        }
        if let Some(from) =
            self.from.filter(|from| price.valid_for.start_date_time != Some(*from) && body != *raw)
        {
            let mut period = body.get("validFor").cloned().unwrap_or_else(|| json!({}));
            set(&mut period, "startDateTime", json!(from));
            set(&mut body, "validFor", period);
        }
        body
    }
}
