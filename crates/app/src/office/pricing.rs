//! A price changes now or at a date: the one in force ends, another begins. Nothing is rewritten, nothing begins in the past.

use jiff::Timestamp;
use ledger::RecordWrite;
use offer::catalogue::{
    Catalogue, MoneyValue, PriceType, ProductOffering, ProductOfferingPrice, Quantity, TaxItem, Translation,
};
use offer::exchange::{
    CatalogueFile, Known, Problem, ProblemKind, Section, Severity, next_price_id, price_lines, problems_of,
};
use party::Permission;
use rust_decimal::Decimal;
use serde_json::{Value, json};
use types::{Currency, Scalar};

use super::OfficeTrouble;
use super::movements::OFFERING_VERSION;
use crate::live::retried;
use crate::{Asking, Counter, PriceSeen, Trouble};

/// Amounts beyond this are a slip of the finger.
const LARGEST: i64 = 100_000_000;
/// Decimals of what can be paid.
const CENTS: u32 = 2;

/// A price to come.
#[derive(Debug, Clone, PartialEq)]
pub struct PriceChange {
    /// The price that it follows; nothing: another charge beside those that are there.
    pub follows: Option<String>,
    /// What the charge is called; of one that follows another, what that was called.
    pub name: String,
    /// What it is called in English, if that is another name.
    pub name_en: String,
    /// In which way it is due.
    pub kind: PriceType,
    /// How much.
    pub amount: Decimal,
    /// In which currency.
    pub currency: Currency,
    /// The rate of tax, in percent.
    pub tax_rate: Decimal,
    /// Whether the amount holds the tax.
    pub includes_tax: bool,
    /// From when; nothing: now.
    pub from: Option<Timestamp>,
    /// Until when; nothing: until another follows.
    pub until: Option<Timestamp>,
    /// For a recurring price: only the customer's first so many months.
    pub first_months: Option<u32>,
    /// For a recurring price: only after so many months.
    pub after_months: Option<u32>,
    /// Of a price by use: the unit of which one costs so much.
    pub unit: Option<String>,
}

/// Why a price cannot be changed so. Each names its field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PriceRefusal {
    /// It would begin in the past.
    #[error("from: a price cannot begin in the past")]
    PastStart,
    /// It would end before it begins.
    #[error("until: it must end after it begins")]
    Reversed,
    /// Negative, or absurdly large.
    #[error("amount: from 0 to 100,000,000")]
    Amount,
    /// Not a rate.
    #[error("tax: from 0 to 100 percent")]
    Tax,
    /// More decimals than can be charged.
    #[error("amount: at most 6 decimals")]
    Decimals,
    /// An amount that is charged as it stands, of less than a cent.
    #[error("amount: at most 2 decimals, as it is charged as it stands")]
    Cents,
    /// Not the currency in which this shop sells: it could be put in no cart.
    #[error("currency: this shop sells in {0}")]
    Currency(Currency),
    /// It would end before now.
    #[error("end: a price cannot end in the past")]
    PastEnd,
    /// It ends by then already.
    #[error("end: it ends before that already")]
    EndsSooner,
    /// The price that it follows is not one of this offering, or was followed already.
    #[error("follows: this price was changed meanwhile; look at the prices again")]
    NotThere,
    /// It has begun: it can be ended, not withdrawn.
    #[error("withdraw: it is in force already; change it or end it")]
    Begun,
    /// The very same price is in force.
    #[error("amount: this is what it costs already")]
    Same,
}

impl Counter {
    /// Changes a price of an offering, or adds one. Gives the id of the price that begins.
    pub fn change_price(
        &self,
        asking: &Asking,
        offering: &str,
        change: &PriceChange,
    ) -> Result<String, OfficeTrouble> {
        asking.may(Permission::EditCatalogue)?;
        if self.was_committed(asking)? {
            return Ok(String::new());
        }
        retried(|| self.change_price_once(asking, offering, change))
    }

    fn change_price_once(
        &self,
        asking: &Asking,
        offering: &str,
        change: &PriceChange,
    ) -> Result<String, OfficeTrouble> {
        let Planned { id, start, version, records, .. } = self.planned(offering, change)?;
        let act = self
            .office_act(asking, "price_changed")
            .about("offering", "offering", offering)
            .about("price", "price", &id)
            .about_some("replaces", "price", change.follows.as_deref())
            .with("amount", Scalar::Decimal(change.amount))
            .with("currency", Scalar::Text(change.currency.as_str().into()))
            .with("from", Scalar::Time(start))
            .with(OFFERING_VERSION, Scalar::Integer(i64::try_from(version).unwrap_or(0)))
            .done();
        let mut entry = self.entry_for(asking);
        entry.acts.push(act);
        entry.records = records;
        self.commit_live(entry).map_err(OfficeTrouble::from)?;
        self.catch_up()?;
        Ok(id)
    }

    /// What a new customer would pay once a change were made, as of when it begins. Nothing is changed.
    pub fn price_after(
        &self,
        asking: &Asking,
        offering: &str,
        change: &PriceChange,
    ) -> Result<PriceSeen, OfficeTrouble> {
        asking.may(Permission::EditCatalogue)?;
        let planned = self.planned(offering, change)?;
        let catalogue = planned.after.catalogue();
        let not_found = || Trouble::NotFound { what: "offering", id: offering.chars().take(80).collect() };
        let typed = catalogue.offerings.get(offering).ok_or_else(not_found)?;
        Ok(PriceSeen::of(&catalogue, typed, planned.start, self.currency()?))
    }

    /// What a change writes, checked against the catalogue as it would be.
    fn planned(&self, offering: &str, change: &PriceChange) -> Result<Planned, OfficeTrouble> {
        let now = self.clock.now();
        checked_terms(change, self.currency()?, now)?;
        let start = change.from.unwrap_or(now);
        let read = self.catalogue_now()?;
        let key = (Section::Offering, offering.to_owned());
        let not_found = || Trouble::NotFound { what: "offering", id: offering.chars().take(80).collect() };
        let body = read.file.records.get(&key).ok_or_else(not_found)?;
        let version = read.versions.get(&key).copied();
        let catalogue = read.file.catalogue();
        let typed = catalogue.offerings.get(offering).ok_or_else(not_found)?;
        let Begins { id, mut price, mut records, next_start } =
            begins(&read, &catalogue, typed, change, start, now)?;
        let until = [change.until, next_start].into_iter().flatten().min();
        price.valid_for = offer::catalogue::Period { start_date_time: Some(start), end_date_time: until };
        price.last_update = Some(now);
        let mut price = serde_json::to_value(&price)?;
        if let (Some(fields), Some(old)) = (price.as_object_mut(), &change.follows) {
            fields.insert("popRelationship".into(), json!([{"id": old, "relationshipType": "replaces"}]));
        }
        records.push(write(&read, &id, price));
        let mut body = body.clone();
        if let Some(fields) = body.as_object_mut() {
            let list = fields.entry("productOfferingPrice").or_insert_with(|| json!([]));
            if let Some(list) = list.as_array_mut() {
                list.push(json!({"id": id}));
            }
        }
        records.push(RecordWrite {
            kind: Section::Offering.kind().to_owned(),
            id: offering.to_owned(),
            read_version: version,
            body: Some(body),
            indexed: Vec::new(),
        });
        let after = refuse_problems(&read.file, &records, now)?;
        Ok(Planned { id, start, version: version.unwrap_or(0) + 1, records, after })
    }

    /// Ends a price that is in force, now or from a date on. Nothing follows it: an offer that has no other price is not sold then.
    pub fn end_price(
        &self,
        asking: &Asking,
        offering: &str,
        price: &str,
        at: Option<Timestamp>,
    ) -> Result<(), OfficeTrouble> {
        asking.may(Permission::EditCatalogue)?;
        if self.was_committed(asking)? {
            return Ok(());
        }
        retried(|| {
            let now = self.clock.now();
            let end = at.unwrap_or(now);
            if end < now {
                return Err(PriceRefusal::PastEnd.into());
            }
            let read = self.catalogue_now()?;
            let catalogue = read.file.catalogue();
            let typed = catalogue.offerings.get(offering).ok_or(PriceRefusal::NotThere)?;
            let mut all = catalogue.all_prices(typed);
            let found = all.find(|each| each.id.as_str() == price).ok_or(PriceRefusal::NotThere)?;
            if !found.in_force(now) {
                return Err(PriceRefusal::NotThere.into());
            }
            if found.valid_for.end_date_time.is_some_and(|ends| ends <= end) {
                return Err(PriceRefusal::EndsSooner.into());
            }
            let records = vec![write(&read, price, ended(read.file.get(Section::Price, price), end)?)];
            refuse_problems(&read.file, &records, now)?;
            let act = self
                .office_act(asking, "price_ended")
                .about("offering", "offering", offering)
                .about("price", "price", price)
                .with("until", Scalar::Time(end))
                .done();
            let mut entry = self.entry_for(asking);
            entry.acts.push(act);
            entry.records = records;
            self.commit_live(entry)?;
            Ok(self.catch_up()?)
        })
    }

    /// Gives up a price that has not begun; the one before it stays in force.
    pub fn withdraw_price(&self, asking: &Asking, offering: &str, price: &str) -> Result<(), OfficeTrouble> {
        asking.may(Permission::EditCatalogue)?;
        if self.was_committed(asking)? {
            return Ok(());
        }
        retried(|| {
            let now = self.clock.now();
            let read = self.catalogue_now()?;
            let catalogue = read.file.catalogue();
            let typed = catalogue.offerings.get(offering).ok_or(PriceRefusal::NotThere)?;
            let lines = price_lines(&catalogue, typed);
            let line = lines
                .iter()
                .find(|line| line.prices.iter().any(|each| each.id.as_str() == price))
                .ok_or(PriceRefusal::NotThere)?;
            let place = line
                .prices
                .iter()
                .position(|each| each.id.as_str() == price)
                .ok_or(PriceRefusal::NotThere)?;
            let start = line.prices[place].valid_for.start_date_time.filter(|start| *start > now);
            let start = start.ok_or(PriceRefusal::Begun)?;
            let mut records = vec![write(&read, price, ended(read.file.get(Section::Price, price), start)?)];
            if let Some(before) = place.checked_sub(1).map(|before| line.prices[before])
                && before.valid_for.end_date_time == Some(start)
            {
                let id = before.id.as_str();
                let until = line.prices.get(place + 1).and_then(|next| next.valid_for.start_date_time);
                records.push(write(&read, id, reopened(read.file.get(Section::Price, id), until)?));
            }
            let act = self
                .office_act(asking, "price_withdrawn")
                .about("offering", "offering", offering)
                .about("price", "price", price)
                .done();
            let mut entry = self.entry_for(asking);
            entry.acts.push(act);
            entry.records = records;
            self.commit_live(entry)?;
            Ok(self.catch_up()?)
        })
    }
}

/// What a change of a price writes.
struct Planned {
    id: String,
    start: Timestamp,
    /// The version of the offering that names it.
    version: u64,
    records: Vec<RecordWrite>,
    after: CatalogueFile,
}

/// The price that begins, what ends for it, and when what was decided earlier takes its place.
struct Begins {
    id: String,
    price: ProductOfferingPrice,
    records: Vec<RecordWrite>,
    next_start: Option<Timestamp>,
}

fn begins(
    read: &super::OfficeCatalogue,
    catalogue: &Catalogue,
    offering: &ProductOffering,
    change: &PriceChange,
    start: Timestamp,
    now: Timestamp,
) -> Result<Begins, OfficeTrouble> {
    let taken = |id: &str| read.file.get(Section::Price, id).is_some();
    let Some(old_id) = &change.follows else {
        let suffix = match change.kind {
            PriceType::OneTime => "once",
            PriceType::Recurring => "month",
            PriceType::Usage => "use",
            PriceType::Closing => "end",
        };
        let id = format!("{}-{suffix}", offering.id);
        let id = if taken(&id) { next_price_id(&id, taken).as_str().to_owned() } else { id };
        return Ok(Begins { price: new_price(&id, change), id, records: Vec::new(), next_start: None });
    };
    let line = price_lines(catalogue, offering)
        .into_iter()
        .find(|line| line.prices.iter().any(|price| price.id.as_str() == old_id))
        .ok_or(PriceRefusal::NotThere)?;
    let named = line.prices.iter().find(|price| price.id.as_str() == old_id);
    let named = *named.ok_or(PriceRefusal::NotThere)?;
    if named.valid_for.end_date_time.is_some_and(|end| end <= now) {
        return Err(PriceRefusal::NotThere.into());
    }
    // What would be in force then ends; what begins later still does, and ends the new one.
    let before = line.prices.iter().copied().find(|price| price.in_force(start));
    let id = next_price_id(old_id, taken).as_str().to_owned();
    let price = follow(&id, before.unwrap_or(named), change);
    if before.is_some_and(|before| same_charge(before, &price)) {
        return Err(PriceRefusal::Same.into());
    }
    let mut records = Vec::new();
    if let Some(before) = before {
        let raw = read.file.get(Section::Price, before.id.as_str());
        records.push(write(read, before.id.as_str(), ended(raw, start)?));
    }
    let later = line.prices.iter().filter_map(|price| price.valid_for.start_date_time);
    let next_start = later.filter(|begins| *begins > start).min();
    Ok(Begins { id, price, records, next_start })
}

fn checked_terms(change: &PriceChange, house: Currency, now: Timestamp) -> Result<(), PriceRefusal> {
    if change.currency != house {
        return Err(PriceRefusal::Currency(house));
    }
    if change.from.is_some_and(|from| from < now) {
        return Err(PriceRefusal::PastStart);
    }
    if change.until.is_some_and(|until| until <= change.from.unwrap_or(now)) {
        return Err(PriceRefusal::Reversed);
    }
    let least = if change.kind == PriceType::Closing { -LARGEST } else { 0 };
    if change.amount < Decimal::from(least) || change.amount > Decimal::from(LARGEST) {
        return Err(PriceRefusal::Amount);
    }
    if change.amount.normalize().scale() > 6 {
        return Err(PriceRefusal::Decimals);
    }
    // Use is rounded with the line that it makes, and tax with the amount that it is put on; all else is charged as it stands.
    let as_it_stands = change.includes_tax && change.kind != PriceType::Usage;
    if as_it_stands && change.amount.normalize().scale() > CENTS {
        return Err(PriceRefusal::Cents);
    }
    if change.tax_rate < Decimal::ZERO || change.tax_rate > Decimal::ONE_HUNDRED {
        return Err(PriceRefusal::Tax);
    }
    Ok(())
}

fn new_price(id: &str, change: &PriceChange) -> ProductOfferingPrice {
    let months = |count: u32| Quantity { amount: count.into(), units: "month".into() };
    let money = types::Money { amount: change.amount, currency: change.currency };
    let mut price = ProductOfferingPrice::new(
        id.into(),
        change.kind,
        money,
        change.tax_rate,
        offer::catalogue::Period::default(),
    );
    price.name = change.name.trim().to_owned();
    let english = change.name_en.trim();
    if !english.is_empty() {
        let words = Translation { language: "en".into(), name: english.to_owned(), ..Translation::default() };
        price.translation = vec![words];
    }
    price.price_includes_tax = change.includes_tax;
    price.applies_for = change.first_months.map(months);
    price.starts_after = change.after_months.map(months);
    price.unit_of_measure = change
        .unit
        .as_ref()
        .filter(|_| change.kind == PriceType::Usage)
        .map(|unit| Quantity { amount: Decimal::ONE, units: unit.clone() });
    price
}

/// The price that follows another: the same charge with another amount and tax.
fn follow(id: &str, old: &ProductOfferingPrice, change: &PriceChange) -> ProductOfferingPrice {
    let mut price = old.clone();
    price.id = id.into();
    price.price = MoneyValue { unit: change.currency, value: change.amount };
    price.price_includes_tax = change.includes_tax;
    if old.tax_rate() != change.tax_rate || old.tax.is_empty() {
        price.tax = vec![TaxItem {
            tax_category: None,
            tax_rate: change.tax_rate,
            unknown: offer::catalogue::Unknown::new(),
        }];
    }
    price.unknown.remove("popRelationship");
    price
}

fn same_charge(a: &ProductOfferingPrice, b: &ProductOfferingPrice) -> bool {
    (a.price.value, a.price.unit, a.tax_rate(), a.price_includes_tax)
        == (b.price.value, b.price.unit, b.tax_rate(), b.price_includes_tax)
}

fn write(read: &super::OfficeCatalogue, id: &str, body: Value) -> RecordWrite {
    RecordWrite {
        kind: Section::Price.kind().to_owned(),
        id: id.to_owned(),
        read_version: read.versions.get(&(Section::Price, id.to_owned())).copied(),
        body: Some(body),
        indexed: Vec::new(),
    }
}

/// A price that ends at an instant; given up where it would have begun no earlier.
fn ended(raw: Option<&Value>, at: Timestamp) -> Result<Value, PriceRefusal> {
    let mut body = raw.cloned().ok_or(PriceRefusal::NotThere)?;
    let period = body.get("validFor").cloned().unwrap_or_else(|| json!({}));
    let start =
        period.get("startDateTime").and_then(Value::as_str).and_then(|text| text.parse::<Timestamp>().ok());
    let fields = body.as_object_mut().ok_or(PriceRefusal::NotThere)?;
    if start.is_some_and(|start| start >= at) {
        fields.insert("lifecycleStatus".into(), json!("Rejected"));
        return Ok(body);
    }
    let mut period = period;
    if let Some(period) = period.as_object_mut() {
        period.insert("endDateTime".into(), json!(at));
    }
    fields.insert("validFor".into(), period);
    Ok(body)
}

/// A price that goes on, until another begins if one does.
fn reopened(raw: Option<&Value>, until: Option<Timestamp>) -> Result<Value, PriceRefusal> {
    let mut body = raw.cloned().ok_or(PriceRefusal::NotThere)?;
    if let Some(period) = body.get_mut("validFor").and_then(Value::as_object_mut) {
        match until {
            Some(until) => period.insert("endDateTime".into(), json!(until)),
            None => period.remove("endDateTime"),
        };
    }
    Ok(body)
}

/// The catalogue with these records; refused where it would be wrong in what was not wrong before.
fn refuse_problems(
    before: &CatalogueFile,
    records: &[RecordWrite],
    now: Timestamp,
) -> Result<CatalogueFile, OfficeTrouble> {
    let mut after = before.clone();
    for record in records {
        if let (Some(section), Some(body)) = (Section::find(&record.kind), &record.body) {
            after.put(section, &record.id, body.clone());
        }
    }
    let old = problems_of(before, &Known::default());
    let known = Known { since: Some((before, now)) };
    let new: Vec<Problem> = problems_of(&after, &known)
        .into_iter()
        .filter(|problem| problem.severity() == Severity::Severe && problem.kind != ProblemKind::PastStart)
        .filter(|problem| !old.iter().any(|known| known.is_same(problem)))
        .collect();
    if new.is_empty() { Ok(after) } else { Err(OfficeTrouble::Problems(new)) }
}
