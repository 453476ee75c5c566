//! A log of sales becomes a catalogue: what was sold at a price, what it was called, and what it cost when.
//!
//! The rules, said with every result: *goods* are the codes that were sold (not cancelled, more than none) at a price above
//! zero; codes of services and fees are set aside; codes that differ by capitals alone are one. Its *name* is the most
//! frequent description, the latest of equals. Its *price in a month* is the most frequent one of the lines of that month
//! (calendar of the log's zone), the latest of equals; a month without sales keeps the price before; equal neighbours are one
//! price. The first price begins with the first month in which it was sold, and the last one stays in force.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use rust_decimal::Decimal;
use serde_json::{Value, json};
use types::{Currency, Money};

use super::file::{Incoming, Section};
use super::mapping::{MappingError, SalesColumns, TableMapping, same_name};
use super::problem::{Problem, ProblemKind, Where};
use super::table::{Table, TableRow};
use super::values::{parse_decimal, parse_instant};
use crate::catalogue::{Period, PriceId, PriceType, ProductOfferingPrice};

/// Examples kept of each reason for which a line was left.
const EXAMPLES: usize = 20;

/// One line of a log of sales.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaleRow<'a> {
    /// The line of the file.
    pub line: u64,
    /// The number of the invoice.
    pub order: &'a str,
    /// The code of what was sold.
    pub code: &'a str,
    /// What it was called.
    pub description: &'a str,
    /// How many.
    pub quantity: Decimal,
    /// The price of one.
    pub price: Decimal,
    /// When.
    pub at: Timestamp,
}

/// What was taken of a log, and what was left.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SalesReport {
    /// Lines read.
    pub lines: u64,
    /// Lines out of which goods were read.
    pub taken: u64,
    /// Codes that became goods.
    pub goods: u64,
    /// Prices, earlier ones included.
    pub prices: u64,
    /// Codes that differ from another by capitals alone.
    pub spellings: u64,
    /// Codes that never were sold at a price, and are no goods.
    pub never_sold: Vec<String>,
    /// Services and fees that were set aside: code, name, lines.
    pub services: Vec<(String, String, u64)>,
    /// Lines that were left, by reason: how many, and the first of them.
    pub left: BTreeMap<&'static str, (u64, Vec<u64>)>,
}

#[derive(Debug, Default)]
struct Good {
    spellings: BTreeMap<String, u64>,
    names: BTreeMap<String, (u64, Timestamp)>,
    months: BTreeMap<Date, BTreeMap<Decimal, (u64, Timestamp)>>,
    first_line: u64,
}

/// Gathers a log of sales, line by line.
#[derive(Debug)]
pub struct SalesFold {
    columns: SalesColumns,
    mapping: TableMapping,
    zone: TimeZone,
    goods: BTreeMap<String, Good>,
    services: BTreeMap<String, (u64, BTreeMap<String, u64>)>,
    unsold: BTreeMap<String, ()>,
    report: SalesReport,
    problems: Vec<Problem>,
}

impl SalesFold {
    /// A fold by this mapping, if it is one of sales.
    pub fn new(mapping: &TableMapping) -> Option<Self> {
        let columns = mapping.sales.clone()?;
        let zone =
            mapping.time_zone.as_deref().and_then(|name| TimeZone::get(name).ok()).unwrap_or(TimeZone::UTC);
        Some(Self {
            columns,
            mapping: mapping.clone(),
            zone,
            goods: BTreeMap::new(),
            services: BTreeMap::new(),
            unsold: BTreeMap::new(),
            report: SalesReport::default(),
            problems: Vec::new(),
        })
    }

    /// Takes every row of a table.
    pub fn take_table(&mut self, table: &Table) -> Result<(), MappingError> {
        let find = |name: &str| {
            let place = table.header.iter().position(|each| same_name(each, name));
            place.ok_or_else(|| MappingError::Unrecognised(name.to_owned()))
        };
        let columns = &self.columns;
        let places = [
            find(&columns.order)?,
            find(&columns.code)?,
            find(&columns.description)?,
            find(&columns.quantity)?,
            find(&columns.price)?,
            find(&columns.time)?,
        ];
        table.rows.iter().for_each(|row| self.take_fields(row, places));
        Ok(())
    }

    fn take_fields(&mut self, row: &TableRow, places: [usize; 6]) {
        let [order, code, description, quantity, price, time] =
            places.map(|place| row.fields.get(place).map_or("", |field| field.trim()));
        let decimal = self.mapping.decimal;
        let numbers = parse_decimal(quantity, decimal).zip(parse_decimal(price, decimal));
        let (Some((quantity, price)), Some(at)) = (numbers, parse_instant(time, &self.zone)) else {
            self.report.lines += 1;
            return self.leave("unreadable", row.line);
        };
        self.take(&SaleRow { line: row.line, order, code, description, quantity, price, at });
    }

    /// Takes one line.
    pub fn take(&mut self, row: &SaleRow<'_>) {
        self.report.lines += 1;
        if row.code.is_empty() {
            return self.leave("no_code", row.line);
        }
        let key = row.code.to_uppercase();
        if self.is_service(&key) {
            let (lines, names) = self.services.entry(key).or_default();
            *lines += 1;
            *names.entry(row.description.to_owned()).or_default() += 1;
            return self.leave("service", row.line);
        }
        let begins = |prefix: &String| row.order.to_uppercase().starts_with(&prefix.to_uppercase());
        let reason = if self.columns.no_sale.iter().any(begins) {
            Some("no_sale")
        } else if row.quantity <= Decimal::ZERO {
            Some("quantity")
        } else if row.price.is_zero() {
            Some("zero_price")
        } else if row.price < Decimal::ZERO {
            Some("negative_price")
        } else {
            None
        };
        if let Some(reason) = reason {
            self.unsold.insert(key, ());
            return self.leave(reason, row.line);
        }
        self.report.taken += 1;
        let month = self.zone.to_datetime(row.at).date().first_of_month();
        let good = self.goods.entry(key).or_insert_with(|| Good { first_line: row.line, ..Good::default() });
        *good.spellings.entry(row.code.to_owned()).or_default() += 1;
        if !row.description.is_empty() {
            count(&mut good.names, row.description.to_owned(), row.at);
        }
        count(good.months.entry(month).or_default(), row.price, row.at);
    }

    fn is_service(&self, code: &str) -> bool {
        let matches = |pattern: &String| {
            let pattern = pattern.to_uppercase();
            match pattern.strip_suffix('*') {
                Some(beginning) => code.starts_with(beginning),
                None => code == pattern,
            }
        };
        self.columns.services.iter().any(matches)
    }

    fn leave(&mut self, reason: &'static str, line: u64) {
        let (lines, examples) = self.report.left.entry(reason).or_default();
        *lines += 1;
        if examples.len() < EXAMPLES {
            examples.push(line);
        }
    }

    /// The catalogue, and what was taken and left.
    pub fn finish(mut self) -> (Incoming, SalesReport) {
        let mut incoming = Incoming { read: self.report.lines, ..Incoming::default() };
        let goods = std::mem::take(&mut self.goods);
        self.report.goods = goods.len() as u64;
        self.report.never_sold =
            self.unsold.keys().filter(|code| !goods.contains_key(*code)).cloned().collect();
        self.report.services = self
            .services
            .iter()
            .map(|(code, (lines, names))| {
                let name = names.iter().max_by_key(|(_, count)| **count).map(|(name, _)| name.clone());
                (code.clone(), name.unwrap_or_default(), *lines)
            })
            .collect();
        for good in goods.values() {
            self.report.spellings += good.spellings.len() as u64 - 1;
            self.write(good, &mut incoming);
        }
        let mut say = |at, kind| incoming.problems.push(Problem::at(at, kind));
        if let Some(rate) = self.mapping.tax_rate {
            say(Where::default(), ProblemKind::TaxAssumed(rate.to_string()));
        }
        for (code, name, lines) in &self.report.services {
            say(Where::default(), ProblemKind::Service(format!("{code} ({name})"), *lines));
        }
        for (reason, (lines, examples)) in &self.report.left {
            let at = examples.first().map_or_else(Where::default, |line| Where::line(*line));
            say(at, ProblemKind::LinesLeft(reason, *lines));
        }
        incoming.problems.append(&mut self.problems);
        (incoming, self.report)
    }

    fn write(&mut self, good: &Good, incoming: &mut Incoming) {
        let at = Where::line(good.first_line);
        let code =
            good.spellings.iter().max_by_key(|(_, count)| **count).map_or("", |(code, _)| code.as_str());
        let name = most_frequent(&good.names).cloned().unwrap_or_else(|| code.to_owned());
        let mut references: Vec<Value> = Vec::new();
        for (amount, period) in self.prices_of(good) {
            let day = period.start_date_time.map(|start| self.zone.to_datetime(start).date());
            let id = day.map_or_else(
                || format!("{code}-once"),
                |day| format!("{code}-once-{}", day.strftime("%Y-%m")),
            );
            let currency = self.mapping.currency.as_deref().and_then(|text| text.parse::<Currency>().ok());
            let Some(currency) = currency else {
                let kind = ProblemKind::ColumnMissing("the currency (name one in the mapping)");
                self.problems = vec![Problem::at(Where::default(), kind)];
                return;
            };
            let money = Money { amount, currency };
            let rate = self.mapping.tax_rate.unwrap_or_default();
            let mut price =
                ProductOfferingPrice::new(PriceId::new(&id), PriceType::OneTime, money, rate, period);
            price.price_includes_tax = self.mapping.prices_include_tax;
            if self.mapping.tax_rate.is_none() {
                price.tax.clear();
            }
            references.push(json!({"id": id}));
            incoming.push(Section::Price, &id, serde_json::to_value(&price).unwrap_or_default(), at.clone());
        }
        self.report.prices += references.len() as u64;
        let start = good.months.keys().next().and_then(|month| self.start_of(*month));
        let product = json!({"id": code, "name": name, "lifecycleStatus": "Launched"});
        let offering = json!({
            "id": code,
            "name": name,
            "lifecycleStatus": "Launched",
            "nature": "goods",
            "productSpecification": {"id": code},
            "productOfferingPrice": references,
            "validFor": {"startDateTime": start},
        });
        incoming.push(Section::Specification, code, product, at.clone());
        incoming.push(Section::Offering, code, offering, at);
    }

    /// The price of each month, equal neighbours as one, each until the next.
    fn prices_of(&self, good: &Good) -> Vec<(Decimal, Period)> {
        let mut found: Vec<(Decimal, Period)> = Vec::new();
        for (month, prices) in &good.months {
            let Some(amount) = most_frequent(prices).copied() else { continue };
            let start = self.start_of(*month);
            match found.last_mut() {
                Some((last, _)) if *last == amount => continue,
                Some((_, period)) => period.end_date_time = start,
                None => {}
            }
            found.push((amount, Period { start_date_time: start, end_date_time: None }));
        }
        found
    }

    fn start_of(&self, month: Date) -> Option<Timestamp> {
        self.zone.to_timestamp(month.at(0, 0, 0, 0)).ok()
    }
}

fn count<T: Ord>(counts: &mut BTreeMap<T, (u64, Timestamp)>, what: T, at: Timestamp) {
    let (count, last) = counts.entry(what).or_insert((0, at));
    *count += 1;
    *last = (*last).max(at);
}

/// The most frequent, the latest of equals.
fn most_frequent<T: Ord>(counts: &BTreeMap<T, (u64, Timestamp)>) -> Option<&T> {
    counts.iter().max_by_key(|(_, (count, last))| (*count, *last)).map(|(what, _)| what)
}
