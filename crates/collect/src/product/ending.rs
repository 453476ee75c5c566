//! How a subscription ends because somebody asks for it: when, and what is still owed.
//!
//! It works for ten clear days after the request (French code of post and electronic communications, article L. 224-39 of the
//! consumer code: at most ten days after it was received). Who is bound for longer owes the months that were promised and have
//! not begun: the first twelve in full, those after at a fifth (article L. 224-28).

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use offer::catalogue::MoneyValue;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Product, ProductRefusal, ProductStatus};
use crate::order::{OrderPrice, round_to_cents};

/// For how many whole days it still works: the day of the request does not count.
const CLEAR_DAYS: i64 = 10;
/// So many of the promised months are owed in full.
const IN_FULL: u32 = 12;
/// The share of a month after those, as a divisor.
const SHARE_AFTER: i64 = 5;
/// Nobody is bound for longer than this many months: what a record says beyond is not counted.
const LONGEST: u32 = 120;

/// Who asked for the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum EndedBy {
    /// The customer.
    Customer,
    /// Somebody who works here, for them.
    Staff,
}

/// The end of a subscription.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Ending {
    /// When it was asked for.
    pub asked_at: Timestamp,
    /// By whom.
    pub by: EndedBy,
    /// From when on it no longer works.
    pub ends_at: Timestamp,
    /// How many promised months are left at that time.
    #[serde(default)]
    pub months_left: u32,
    /// What is owed for them; nothing: nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owed: Option<MoneyValue>,
    /// What is due at the end, or given back with it (a deposit: below zero), of the prices that were agreed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_end: Option<MoneyValue>,
}

impl Product {
    /// How it would end if somebody asked now.
    pub fn ending_now(&self, by: EndedBy, zone: &TimeZone, now: Timestamp) -> Ending {
        let asked = zone.to_datetime(now).date();
        let last = asked.checked_add((CLEAR_DAYS + 1).days()).unwrap_or(asked);
        let ends_at = zone.to_timestamp(last.at(0, 0, 0, 0)).unwrap_or(now);
        let left = self.months_left(last, zone);
        let prices: Vec<OrderPrice> = self
            .product_price
            .iter()
            .filter_map(|price| serde_json::from_value(price.clone()).ok())
            .collect();
        let amount =
            |price: &OrderPrice| price.price.tax_included_amount.map_or(Decimal::ZERO, |it| it.value);
        let month = |month: u32| -> Decimal {
            let due = prices.iter().filter(|price| price.price_type == "recurring" && is_due(price, month));
            let whole: Decimal = due.map(amount).sum();
            if month <= IN_FULL { whole } else { whole / Decimal::from(SHARE_AFTER) }
        };
        let owed: Decimal = left.clone().map(month).sum();
        let at_end: Decimal = prices.iter().filter(|price| price.price_type == "closing").map(amount).sum();
        let unit = prices.iter().find_map(|price| price.price.tax_included_amount).map(|amount| amount.unit);
        let money = |value: Decimal| {
            unit.filter(|_| !value.is_zero()).map(|unit| MoneyValue { unit, value: round_to_cents(value) })
        };
        let months_left = u32::try_from(left.count()).unwrap_or(0);
        Ending { asked_at: now, by, ends_at, months_left, owed: money(owed), at_end: money(at_end) }
    }

    /// Its end is asked for: it works until then.
    pub fn end(&self, by: EndedBy, zone: &TimeZone, now: Timestamp) -> Result<Self, ProductRefusal> {
        let mut product = self.becomes(ProductStatus::PendingTerminate, now)?;
        product.ending = Some(self.ending_now(by, zone, now));
        Ok(product)
    }

    /// When it ends, of one whose end was asked for and has not come.
    pub fn ends_at(&self) -> Option<Timestamp> {
        self.ending.as_ref().filter(|_| self.status == ProductStatus::PendingTerminate).map(|end| end.ends_at)
    }

    /// The promised months, counted from 1, that have not begun on a day.
    fn months_left(&self, day: Date, zone: &TimeZone) -> std::ops::RangeInclusive<u32> {
        let none = std::ops::RangeInclusive::new(1, 0);
        let Some(start) = self.start_date.map(|at| zone.to_datetime(at).date()) else { return none };
        let promised = self.promised_months().min(LONGEST);
        let begins = |month: u32| start.checked_add(i64::from(month - 1).months()).unwrap_or(Date::MAX);
        match (1..=promised).find(|month| begins(*month) >= day) {
            Some(first) => first..=promised,
            None => none,
        }
    }

    /// For how many months the customer is bound.
    fn promised_months(&self) -> u32 {
        let months = |term: &Value| {
            let duration =
                term.get("duration").filter(|_| term.get("name").is_some_and(|it| it == "commitment"))?;
            let amount = duration.get("amount")?;
            let amount: Decimal =
                amount.as_str().map_or_else(|| amount.to_string(), str::to_owned).parse().ok()?;
            let months =
                if duration.get("units")?.as_str()? == "year" { amount * Decimal::from(12) } else { amount };
            months.ceil().try_into().ok()
        };
        self.product_term.iter().filter_map(months).max().unwrap_or(0)
    }
}

/// Whether a price is due in a month, counted from 1.
fn is_due(price: &OrderPrice, month: u32) -> bool {
    let bound = |name: &str| price.unknown.get(name).and_then(Value::as_u64);
    bound("fromMonth").is_none_or(|from| u64::from(month) >= from)
        && bound("toMonth").is_none_or(|to| u64::from(month) <= to)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn product(months: u32) -> Product {
        let price = |kind: &str, amount: &str, from: Option<u32>, to: Option<u32>| {
            let mut price = json!({ "priceType": kind,
                "price": { "taxIncludedAmount": { "unit": "EUR", "value": amount } } });
            price["fromMonth"] = json!(from.unwrap_or(1));
            price["toMonth"] = json!(to.unwrap_or(999));
            price
        };
        serde_json::from_value(json!({
            "id": types::ProductId::from_u128(1), "name": "Plan", "status": "active",
            "orderDate": "2026-01-10T09:00:00Z", "startDate": "2026-01-15T09:00:00Z",
            "productOffering": { "id": "plan" },
            "productPrice": [price("recurring", "9.99", None, Some(6)), price("recurring", "13.99", Some(7), None),
                price("closing", "-49", None, None)],
            "productTerm": [{ "name": "commitment", "duration": { "amount": months.to_string(), "units": "month" } }],
        }))
        .unwrap()
    }

    fn asked(product: &Product, at: &str) -> Ending {
        product.ending_now(EndedBy::Customer, &TimeZone::UTC, at.parse().unwrap())
    }

    #[test]
    fn it_works_for_ten_clear_days_and_owes_nothing_without_a_commitment() {
        let ending = asked(&product(0), "2026-03-01T15:00:00Z");
        assert_eq!(ending.ends_at.to_string(), "2026-03-12T00:00:00Z");
        assert_eq!((ending.months_left, ending.owed), (0, None));
        assert_eq!(ending.at_end.unwrap().value, Decimal::from(-49), "the deposit comes back");
    }

    #[test]
    fn promised_months_that_have_not_begun_are_owed() {
        // It ends on 12 March: months 3 to 12 begin on the 15th of March and later.
        let ending = asked(&product(12), "2026-03-01T15:00:00Z");
        assert_eq!(ending.months_left, 10);
        assert_eq!(ending.owed.unwrap().value, Decimal::new(4 * 999 + 6 * 1399, 2));
        assert_eq!(asked(&product(12), "2026-12-20T15:00:00Z").owed, None, "the last month has begun");
    }

    #[test]
    fn after_a_year_a_fifth_is_owed() {
        let ending = asked(&product(24), "2027-03-01T15:00:00Z");
        assert_eq!((ending.months_left, ending.owed.unwrap().value), (10, Decimal::new(10 * 1399 / 5, 2)));
    }

    #[test]
    fn it_ends_once() {
        let (product, now) = (product(0), "2026-03-01T15:00:00Z".parse().unwrap());
        let ending = product.end(EndedBy::Staff, &TimeZone::UTC, now).unwrap();
        assert_eq!((ending.status, ending.ends_at().is_some()), (ProductStatus::PendingTerminate, true));
        assert!(ending.end(EndedBy::Staff, &TimeZone::UTC, now).is_err());
        assert_eq!(ending.becomes(ProductStatus::Terminated, now).unwrap().ends_at(), None);
        let withdrawn = ending.becomes(ProductStatus::Aborted, now).unwrap();
        assert_eq!(withdrawn.ends_at(), None, "who withdraws meanwhile owes no notice");
    }
}
