//! A table of prices becomes a catalogue: products, variants, dated prices and calendars, in TM Forum's shapes.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use rust_decimal::{Decimal, RoundingStrategy};
use serde_json::{Map, Value, json};
use types::Money;

use super::calendar::{TariffCalendar, TariffPeriod};
use super::in_force::TARIFF_PERIOD;
use super::names::name_calendar;
use super::rows::{TextRow, rows};
use super::sheet::{OptionRule, SheetError, TariffSheet, same};
use crate::catalogue::{
    Category, CategoryId, Characteristic, CharacteristicValue, ChargePeriod, LifecycleStatus, Nature,
    OfferingId, Period, PriceId, PriceType, ProductOffering, ProductOfferingPrice, ProductSpecification,
    Quantity, Reference, SpecificationId, Translation, Unknown,
};

/// The attribute of an offering that says which layout its prices were read by: grids of two layouts may speak of one tariff.
pub(super) const TARIFF_LAYOUT: &str = "tariffLayout";

/// The most rows that a table may have.
const MOST_ROWS: usize = 100_000;

/// What a table of prices became.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ImportedTariffs {
    /// The category that it stands in.
    pub categories: Vec<Category>,
    /// Calendars, without their tables of days.
    pub calendars: Vec<TariffCalendar>,
    /// Products: one for each option.
    pub specifications: Vec<ProductSpecification>,
    /// Variants: one for each option and level.
    pub offerings: Vec<ProductOffering>,
    /// Their prices, each from its date until the next.
    pub prices: Vec<ProductOfferingPrice>,
    /// Whatever is odd, by line.
    pub notes: Vec<SheetNote>,
}

/// Something odd in a table of prices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SheetNote {
    /// A row of an option that the layout does not know was left out.
    UnknownOption {
        /// Its line.
        line: u64,
        /// What it says.
        code: String,
    },
    /// A row was left out because a field cannot be read.
    Unreadable {
        /// Its line.
        line: u64,
        /// The column.
        column: String,
        /// What stands there, cut.
        text: String,
    },
    /// The same option, level and date stand twice: the first counts.
    Twice {
        /// The line of the second.
        line: u64,
    },
    /// The level is a range, and a tax depends on the level: the row was left out.
    RangeTaxed {
        /// Its line.
        line: u64,
        /// The level.
        level: String,
    },
    /// Something that was sold is not in a later grid: its prices end there.
    Ended {
        /// The offering.
        offering: String,
        /// When.
        on: Date,
    },
}

impl ImportedTariffs {
    /// What it became as records: kind, id and body.
    pub fn records(&self) -> Result<Vec<(&'static str, String, Value)>, serde_json::Error> {
        let mut all = Vec::new();
        for each in &self.categories {
            all.push(("category", each.id.to_string(), serde_json::to_value(each)?));
        }
        for each in &self.calendars {
            all.push(("tariffCalendar", each.id.clone(), serde_json::to_value(each)?));
        }
        for each in &self.specifications {
            all.push(("productSpecification", each.id.to_string(), serde_json::to_value(each)?));
        }
        for each in &self.prices {
            all.push(("productOfferingPrice", each.id.to_string(), serde_json::to_value(each)?));
        }
        for each in &self.offerings {
            all.push(("productOffering", each.id.to_string(), serde_json::to_value(each)?));
        }
        Ok(all)
    }
}

/// Reads a table of prices by its layout. Rows that cannot be read are left out and noted, never dropped silently.
pub fn read_sheet(text: &str, sheet: &TariffSheet) -> Result<ImportedTariffs, SheetError> {
    let mut all = rows(text, sheet.separator).into_iter();
    let header = all.next().map(|row| row.fields).unwrap_or_default();
    let lacking: Vec<String> = sheet
        .columns()
        .into_iter()
        .filter(|column| !header.iter().any(|name| same(name, column)))
        .map(str::to_owned)
        .collect();
    if !lacking.is_empty() {
        let found: String = header.join(", ").chars().take(300).collect();
        return Err(SheetError::Columns { missing: lacking, found });
    }
    let zone = TimeZone::get(&sheet.zone).map_err(|_| SheetError::Calendar {
        id: sheet.name.clone(),
        error: super::CalendarError::Zone(sheet.zone.clone()),
    })?;
    let mut reader = Reader { sheet, zone, header, grids: BTreeMap::new(), made: ImportedTariffs::default() };
    for (count, row) in all.enumerate() {
        if count >= MOST_ROWS {
            return Err(SheetError::TooLong(MOST_ROWS));
        }
        if let Err(note) = reader.take(&row) {
            reader.made.notes.push(note);
        }
    }
    reader.finish()
}

/// One option at one level: its grids by date; a grid is an amount for each slot, `None` for the subscription.
#[derive(Default)]
struct Variant {
    grids: BTreeMap<Date, BTreeMap<Option<String>, Amount>>,
}

/// An amount as it will be charged, and what it was before tax where the table says that.
#[derive(Clone, Copy, PartialEq)]
struct Amount {
    charged: Decimal,
    before_tax: Option<Decimal>,
}

struct Reader<'a> {
    sheet: &'a TariffSheet,
    zone: TimeZone,
    header: Vec<String>,
    /// By the place of the option, and the level as it is written.
    grids: BTreeMap<(usize, Level), Variant>,
    made: ImportedTariffs,
}

/// A level, in the order of its number.
type Level = (Decimal, String);

impl Reader<'_> {
    fn field<'r>(&self, row: &'r TextRow, column: &str) -> &'r str {
        let place = self.header.iter().position(|name| same(name, column));
        place.and_then(|place| row.fields.get(place)).map_or("", String::as_str)
    }

    fn unreadable(&self, row: &TextRow, column: &str) -> SheetNote {
        let text = self.field(row, column).chars().take(60).collect();
        SheetNote::Unreadable { line: row.line, column: column.to_owned(), text }
    }

    fn amount(&self, row: &TextRow, column: &str) -> Result<Decimal, SheetNote> {
        let text: String = self.field(row, column).chars().filter(|c| !c.is_whitespace()).collect();
        let text = if self.sheet.decimal_comma { text.replace('.', "").replace(',', ".") } else { text };
        let read = Decimal::from_str_exact(&text).ok().filter(|amount| !amount.is_sign_negative());
        read.filter(|amount| *amount < Decimal::from(10_000_000)).ok_or_else(|| self.unreadable(row, column))
    }

    fn take(&mut self, row: &TextRow) -> Result<(), SheetNote> {
        let code = self.field(row, &self.sheet.option_column);
        let option = self.sheet.options.iter().position(|option| option.code.eq_ignore_ascii_case(code));
        let Some(option) = option else {
            let code = code.chars().take(60).collect();
            return Err(SheetNote::UnknownOption { line: row.line, code });
        };
        let date = self.date(row)?;
        let level = self.level(row)?;
        let mut grid = BTreeMap::new();
        grid.insert(None, self.subscription(row, &level)?);
        for (period, column) in &self.sheet.options[option].periods {
            grid.insert(Some(period.clone()), self.usage(row, column)?);
        }
        let variant = self.grids.entry((option, level)).or_default();
        if variant.grids.contains_key(&date) {
            return Err(SheetNote::Twice { line: row.line });
        }
        variant.grids.insert(date, grid);
        Ok(())
    }

    fn date(&self, row: &TextRow) -> Result<Date, SheetNote> {
        match &self.sheet.effective.column {
            Some(column) => {
                let format = self.sheet.effective.format.as_deref().unwrap_or("%Y-%m-%d");
                Date::strptime(format, self.field(row, column)).map_err(|_| self.unreadable(row, column))
            }
            None => self.sheet.effective.date.ok_or_else(|| self.unreadable(row, "")),
        }
    }

    fn level(&self, row: &TextRow) -> Result<Level, SheetNote> {
        let column = &self.sheet.level.column;
        let text = self.field(row, column);
        let least = text.split(['-', '–']).next().unwrap_or(text).trim();
        let number = Decimal::from_str_exact(least).map_err(|_| self.unreadable(row, column))?;
        let is_range = least != text;
        if is_range && !self.sheet.taxes.included && !self.sheet.taxes.contribution_per_level.is_zero() {
            return Err(SheetNote::RangeTaxed { line: row.line, level: text.chars().take(40).collect() });
        }
        Ok((number, text.to_owned()))
    }

    fn subscription(&self, row: &TextRow, level: &Level) -> Result<Amount, SheetNote> {
        let (rule, taxes) = (&self.sheet.subscription, &self.sheet.taxes);
        let written = self.amount(row, &rule.column)?;
        // A month's share of what is for a year, since offerings are compared by the month.
        let per_month = |yearly: Decimal| yearly / Decimal::from(12);
        let monthly =
            |amount: Decimal| if rule.every == ChargePeriod::Year { per_month(amount) } else { amount };
        if taxes.included {
            return Ok(Amount { charged: rounded(monthly(written), rule.decimals), before_tax: None });
        }
        let contribution = per_month(taxes.contribution + taxes.contribution_per_level * level.0);
        let charged = with_vat(monthly(written) + contribution, taxes.vat_percent);
        Ok(Amount { charged: rounded(charged, rule.decimals), before_tax: Some(written) })
    }

    fn usage(&self, row: &TextRow, column: &str) -> Result<Amount, SheetNote> {
        let (rule, taxes) = (&self.sheet.usage, &self.sheet.taxes);
        let written = self.amount(row, column)? * rule.scale;
        if taxes.included {
            return Ok(Amount { charged: written, before_tax: None });
        }
        let charged = with_vat(written + taxes.excise, taxes.vat_percent);
        Ok(Amount { charged: rounded(charged, rule.decimals), before_tax: Some(written) })
    }

    fn finish(mut self) -> Result<ImportedTariffs, SheetError> {
        if self.grids.is_empty() {
            return Err(SheetError::Nothing);
        }
        let grids = std::mem::take(&mut self.grids);
        let dates: BTreeSet<Date> =
            grids.values().flat_map(|variant| variant.grids.keys().copied()).collect();
        let dates: Vec<Date> = dates.into_iter().collect();
        let mut options = BTreeSet::new();
        for ((option, level), variant) in &grids {
            let rule = &self.sheet.options[*option];
            if options.insert(*option) {
                self.made.specifications.push(self.specification(rule));
            }
            self.variant(rule, level, variant, &dates);
        }
        let used: BTreeSet<&str> =
            options.iter().map(|option| self.sheet.options[*option].calendar.as_str()).collect();
        let calendars = self.sheet.calendars.iter().filter(|calendar| used.contains(calendar.id.as_str()));
        self.made.calendars = calendars.cloned().collect();
        self.made.categories = self.sheet.category.iter().map(category).collect();
        Ok(self.made)
    }

    fn product_id(&self, rule: &OptionRule) -> String {
        let tariff = self.sheet.tariff.as_deref().unwrap_or(&self.sheet.name);
        slug(&format!("{tariff} {}", rule.code))
    }

    fn specification(&self, rule: &OptionRule) -> ProductSpecification {
        ProductSpecification {
            id: SpecificationId::new(&self.product_id(rule)),
            name: rule.name.clone(),
            description: rule.description.clone(),
            category: self.sheet.category.iter().map(|category| Reference::to(&*category.id)).collect(),
            translation: rule.translation.clone(),
            ..ProductSpecification::default()
        }
    }

    fn variant(&mut self, rule: &OptionRule, level: &Level, variant: &Variant, dates: &[Date]) {
        let product = self.product_id(rule);
        let id = slug(&format!("{product} {} {}", level.1, self.sheet.level.unit));
        let spans = spans(variant, dates);
        let mut prices = Vec::new();
        for (slot, from, until, amount) in spans {
            let price = self.price(rule, &id, slot.as_deref(), (from, until), amount);
            prices.push(Reference::to(price.id.as_str()));
            self.made.prices.push(price);
        }
        if let Some(on) = variant.grids.keys().last().and_then(|last| next_date(dates, *last)) {
            self.made.notes.push(SheetNote::Ended { offering: id.clone(), on });
        }
        let named = |name: &str| format!("{name} {} {}", level.1, self.sheet.level.unit);
        let translate = |each: &Translation| Translation { name: named(&each.name), ..each.clone() };
        let mut attributes = Unknown::new();
        name_calendar(&mut attributes, &rule.calendar);
        attributes.insert(TARIFF_LAYOUT.to_owned(), json!(self.sheet.name));
        self.made.offerings.push(ProductOffering {
            id: OfferingId::new(&id),
            name: named(&rule.name),
            nature: Nature::Subscription,
            lifecycle_status: if rule.closed { LifecycleStatus::Retired } else { LifecycleStatus::Launched },
            is_sellable: true,
            product_specification: Some(Reference::to(product)),
            prod_spec_char_value_use: vec![self.level_value(level)],
            product_offering_price: prices,
            translation: rule.translation.iter().map(translate).collect(),
            unknown: attributes,
            ..ProductOffering::default()
        });
    }

    /// A period of an option's calendar.
    fn period(&self, rule: &OptionRule, name: &str) -> Option<&TariffPeriod> {
        let calendar = self.sheet.calendars.iter().find(|calendar| calendar.id == rule.calendar)?;
        calendar.periods.iter().find(|period| period.name == name)
    }

    fn level_value(&self, level: &Level) -> Characteristic {
        let rule = &self.sheet.level;
        let whole = i64::try_from(level.0).ok().filter(|number| number.to_string() == level.1);
        let value = whole.map_or_else(|| json!(level.1), |number| json!(number));
        let value = CharacteristicValue {
            value,
            unit_of_measure: Some(rule.unit.clone()),
            ..CharacteristicValue::default()
        };
        Characteristic {
            name: rule.name.clone(),
            product_spec_characteristic_value: vec![value],
            translation: rule.translation.clone(),
            unknown: Map::new(),
        }
    }

    fn price(
        &self,
        rule: &OptionRule,
        offering: &str,
        slot: Option<&str>,
        (from, until): (Date, Option<Date>),
        amount: Amount,
    ) -> ProductOfferingPrice {
        let midnight = |day: Date| midnight(&self.zone, day);
        let valid_for: Period =
            Period { start_date_time: midnight(from), end_date_time: until.and_then(midnight) };
        let id = PriceId::new(&slug(&format!("{offering} {} {from}", slot.unwrap_or("subscription"))));
        let money = Money { amount: amount.charged, currency: self.sheet.currency };
        let price_type = if slot.is_some() { PriceType::Usage } else { PriceType::Recurring };
        let mut price =
            ProductOfferingPrice::new(id, price_type, money, self.sheet.taxes.vat_percent, valid_for);
        price.version = Some(from.to_string());
        if let Some(period) = slot {
            let known = self.period(rule, period);
            price.name = known.map_or(period, |known| known.title_in("")).to_owned();
            price.translation = known.map(|known| known.translation.clone()).unwrap_or_default();
            price.unit_of_measure = Some(Quantity { amount: Decimal::ONE, units: self.sheet.unit.clone() });
            let value = CharacteristicValue { value: json!(period), ..CharacteristicValue::default() };
            price.prod_spec_char_value_use = vec![Characteristic {
                name: TARIFF_PERIOD.to_owned(),
                product_spec_characteristic_value: vec![value],
                ..Characteristic::default()
            }];
        }
        if let Some(before_tax) = amount.before_tax {
            let written = json!({ "unit": self.sheet.currency, "value": before_tax.normalize().to_string() });
            price.unknown.insert("priceBeforeTax".to_owned(), written);
        }
        price
    }
}

/// Each slot's amounts with the dates between which they do not change.
fn spans(variant: &Variant, dates: &[Date]) -> Vec<(Option<String>, Date, Option<Date>, Amount)> {
    let slots: BTreeSet<&Option<String>> = variant.grids.values().flat_map(BTreeMap::keys).collect();
    let mut all: Vec<(Option<String>, Date, Option<Date>, Amount)> = Vec::new();
    for slot in slots {
        for (from, grid) in &variant.grids {
            let Some(amount) = grid.get(slot) else { continue };
            let until = next_date(dates, *from);
            match all.last_mut() {
                // The same amount goes on: it is the same price, not a new one.
                Some((last, _, end, same)) if last == slot && *end == Some(*from) && same == amount => {
                    *end = until;
                }
                _ => all.push((slot.clone(), *from, until, *amount)),
            }
        }
    }
    all
}

/// The next date of a grid after this one.
fn next_date(dates: &[Date], this: Date) -> Option<Date> {
    dates.iter().copied().find(|date| *date > this)
}

/// When a day begins in a zone.
fn midnight(zone: &TimeZone, day: Date) -> Option<Timestamp> {
    zone.to_ambiguous_timestamp(day.to_datetime(Time::midnight())).compatible().ok()
}

fn with_vat(amount: Decimal, percent: Decimal) -> Decimal {
    amount * (Decimal::ONE_HUNDRED + percent) / Decimal::ONE_HUNDRED
}

/// Rounded half up to so many decimals; to ten, which is as fine as prices are, where nothing is said.
fn rounded(amount: Decimal, decimals: Option<u32>) -> Decimal {
    amount.round_dp_with_strategy(decimals.unwrap_or(10).min(10), RoundingStrategy::MidpointAwayFromZero)
}

fn category(named: &super::sheet::NamedCategory) -> Category {
    Category {
        id: CategoryId::new(&named.id),
        name: named.name.clone(),
        translation: named.translation.clone(),
        ..Category::default()
    }
}

/// Small letters and digits, the rest made hyphens: an id that reads well in an address.
fn slug(text: &str) -> String {
    let mut slug = String::new();
    for letter in text.chars() {
        if letter.is_ascii_alphanumeric() {
            slug.push(letter.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_owned()
}
