//! The catalogue as a table: one row per variant, as a spreadsheet shows it and as it can be read again.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde_json::Value;

use super::body::characteristic_text;
use super::file::{CatalogueFile, Section};
use super::mapping::Role;
use super::priced::is_plain;
use crate::catalogue::{Catalogue, PlaceId, PriceType, ProductOffering, ProductOfferingPrice, StockItemId};

/// Writes the catalogue as CSV: comma, quotes where needed, a byte-order mark so that spreadsheets see UTF-8.
/// `own` is the language of the catalogue's own words, `other` the one of its translations.
pub fn write_csv(file: &CatalogueFile, own: &str, other: &str, now: Timestamp) -> String {
    let catalogue = file.catalogue();
    let columns = columns_of(file, own, other);
    let mut text = String::from('\u{feff}');
    line(&mut text, columns.iter().map(Role::to_string));
    for offering in catalogue.offerings.values() {
        let row = Row { file, catalogue: &catalogue, offering, own, now };
        line(&mut text, columns.iter().map(|column| row.cell(column)));
    }
    text
}

fn columns_of(file: &CatalogueFile, own: &str, other: &str) -> Vec<Role> {
    let languages = [own, other].map(|language| Some(language.to_owned()));
    let mut columns = vec![Role::Offering, Role::Product];
    columns.extend(languages.clone().map(Role::Name));
    columns.extend(languages.clone().map(Role::VariantName));
    columns.extend(languages.clone().map(Role::Description));
    columns.extend([Role::Brand, Role::Category, Role::Nature, Role::Lifecycle]);
    let mut names = BTreeSet::new();
    for (_, body) in file.of(Section::Offering) {
        let uses = body.get("prodSpecCharValueUse").and_then(Value::as_array).into_iter().flatten();
        names.extend(uses.filter_map(|each| each.get("name").and_then(Value::as_str)).map(str::to_owned));
    }
    columns.extend(names.into_iter().map(Role::Characteristic));
    columns.extend([
        Role::PriceOnce,
        Role::PriceMonth,
        Role::TaxRate,
        Role::TaxRateMonth,
        Role::IncludesTax,
        Role::Currency,
        Role::Commitment,
        Role::StockItem,
    ]);
    let places: BTreeSet<&PlaceId> = file.stock.keys().map(|(place, _)| place).collect();
    columns.extend(places.into_iter().map(|place| Role::Stock(Some(place.as_str().to_owned()))));
    columns.push(Role::Image);
    columns.extend(languages.map(Role::ImageText));
    columns.extend([Role::ValidFrom, Role::ValidTo]);
    columns
}

struct Row<'a> {
    file: &'a CatalogueFile,
    catalogue: &'a Catalogue,
    offering: &'a ProductOffering,
    own: &'a str,
    now: Timestamp,
}

impl Row<'_> {
    fn cell(&self, role: &Role) -> String {
        let offering = self.offering;
        let product = self.catalogue.specification_of(offering);
        let instant = |at: Option<Timestamp>| at.map(|at| at.to_string()).unwrap_or_default();
        match role {
            Role::Offering => offering.id.as_str().to_owned(),
            // Without a product it is one of its own: the row then speaks of the offering alone.
            Role::Product => product.map_or_else(String::new, |product| product.id.as_str().to_owned()),
            Role::Name(language) => product.map_or_else(String::new, |product| {
                self.words(language, &product.name, &product.translation, |each| &each.name)
            }),
            Role::VariantName(language) => {
                self.words(language, &offering.name, &offering.translation, |each| &each.name)
            }
            Role::Description(language) => match product {
                Some(product) => {
                    self.words(language, &product.description, &product.translation, |each| &each.description)
                }
                None => self
                    .words(language, &offering.description, &offering.translation, |each| &each.description),
            },
            Role::Brand => product.and_then(|product| product.brand.clone()).unwrap_or_default(),
            Role::Category => {
                let categories = product.map_or(&offering.category, |product| &product.category);
                categories.iter().map(|category| self.path(&category.id)).collect::<Vec<_>>().join("|")
            }
            Role::Nature => text_of(&offering.nature),
            Role::Lifecycle => offering.lifecycle_status.name().to_owned(),
            Role::Characteristic(name) => self.characteristic(name),
            Role::PriceOnce => self.price(PriceType::OneTime).map(amount).unwrap_or_default(),
            Role::PriceMonth => self.price(PriceType::Recurring).map(amount).unwrap_or_default(),
            Role::TaxRate => {
                self.any_price().map(|price| price.tax_rate().normalize().to_string()).unwrap_or_default()
            }
            Role::TaxRateMonth => self.another_rate_each_month(),
            Role::IncludesTax => self
                .any_price()
                .map(|price| if price.price_includes_tax { "yes" } else { "no" }.to_owned())
                .unwrap_or_default(),
            Role::Currency => self.any_price().map(|price| price.price.unit.to_string()).unwrap_or_default(),
            Role::Commitment => {
                let months = offering.commitment_months();
                if months.is_zero() { String::new() } else { months.normalize().to_string() }
            }
            Role::StockItem => offering.stock_item.as_ref().map(ToString::to_string).unwrap_or_default(),
            Role::Stock(place) => self.stock(place.as_deref().unwrap_or_default()),
            Role::Image => self.picture().map(|image| image.url.clone()).unwrap_or_default(),
            Role::ImageText(language) => self.picture().map_or_else(String::new, |image| {
                self.words(language, &image.description, &image.translation, |each| &each.description)
            }),
            Role::ValidFrom => instant(offering.valid_for.start_date_time),
            Role::ValidTo => instant(offering.valid_for.end_date_time),
            _ => String::new(),
        }
    }

    fn words(
        &self,
        language: &Option<String>,
        own: &str,
        translations: &[crate::catalogue::Translation],
        which: impl Fn(&crate::catalogue::Translation) -> &String,
    ) -> String {
        if language.as_deref() == Some(self.own) {
            return own.to_owned();
        }
        let found = translations.iter().find(|each| Some(each.language.as_str()) == language.as_deref());
        found.map(|each| which(each).clone()).unwrap_or_default()
    }

    /// The product's first picture, if its address can stand in a cell that may hold several.
    fn picture(&self) -> Option<&crate::catalogue::Attachment> {
        let product = self.catalogue.specification_of(self.offering)?;
        product.attachment.first().filter(|image| !image.url.contains([',', '|']))
    }

    /// The rate of what is due each month, where it is not the one of what is due once.
    fn another_rate_each_month(&self) -> String {
        let rate = |kind| self.price(kind).map(ProductOfferingPrice::tax_rate);
        let (once, month) = (rate(PriceType::OneTime), rate(PriceType::Recurring));
        month
            .filter(|month| once.is_some_and(|once| once != *month))
            .map_or_else(String::new, |rate| rate.normalize().to_string())
    }

    /// The names of a category from the largest to the smallest; its id where names would not lead back to it.
    fn path(&self, id: &str) -> String {
        let mut names = Vec::new();
        let mut next = Some(id.to_owned());
        while let Some(step) = next.filter(|_| names.len() < 20) {
            let category = self.catalogue.categories.get(step.as_str());
            let Some(category) = category.filter(|_| self.is_told_by_its_name(&step)) else {
                return id.to_owned();
            };
            names.push(category.name.clone());
            next = category.parent_id.as_ref().map(|up| up.as_str().to_owned());
        }
        names.reverse();
        names.join(" > ")
    }

    /// Whether the name of a category is that of no other beside it, and holds no mark that parts names.
    fn is_told_by_its_name(&self, id: &str) -> bool {
        let Some(category) = self.catalogue.categories.get(id) else { return false };
        let name = &category.name;
        let plain = !name.is_empty() && name.trim() == name && !name.contains(['>', '|', ',', '\t']);
        let is_called = |other: &&crate::catalogue::Category| {
            other.id.as_str() == name
                || (other.parent_id == category.parent_id
                    && (other.name == *name || other.translation.iter().any(|each| each.name == *name)))
        };
        plain && self.catalogue.categories.values().filter(is_called).all(|other| other.id.as_str() == id)
    }

    fn characteristic(&self, name: &str) -> String {
        let body = self.file.get(Section::Offering, self.offering.id.as_str());
        let uses = body.and_then(|body| body.get("prodSpecCharValueUse")).and_then(Value::as_array);
        let found =
            uses.into_iter().flatten().find(|each| each.get("name").and_then(Value::as_str) == Some(name));
        found.map(characteristic_text).unwrap_or_default()
    }

    fn price(&self, kind: PriceType) -> Option<&ProductOfferingPrice> {
        let mut plain: Vec<&ProductOfferingPrice> =
            self.catalogue.all_prices(self.offering).filter(|price| is_plain(price, kind)).collect();
        plain.sort_by_key(|price| price.valid_for.start_date_time);
        let now = plain.iter().find(|price| price.in_force(self.now));
        let next =
            || plain.iter().find(|price| price.valid_for.start_date_time.is_some_and(|at| at > self.now));
        now.or_else(next).or_else(|| plain.last()).copied()
    }

    fn any_price(&self) -> Option<&ProductOfferingPrice> {
        self.price(PriceType::OneTime).or_else(|| self.price(PriceType::Recurring))
    }

    fn stock(&self, place: &str) -> String {
        let Some(item) = self.offering.stocked() else { return String::new() };
        let key = (PlaceId::new(place), StockItemId::new(item.as_str()));
        self.file.stock.get(&key).map(ToString::to_string).unwrap_or_default()
    }
}

fn amount(price: &ProductOfferingPrice) -> String {
    price.price.value.normalize().to_string()
}

fn text_of(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(text)) => text,
        _ => String::new(),
    }
}

/// Writes a line: quotes where needed, and a mark before what a spreadsheet would compute.
fn line(text: &mut String, fields: impl Iterator<Item = String>) {
    for (place, field) in fields.enumerate() {
        if place > 0 {
            text.push(',');
        }
        // Cells are read without the spaces around them.
        let field = field.trim().to_owned();
        // What begins with the mark itself, before such a letter, is marked once more, so that it is read as it was.
        let bare = field.trim_start_matches('\'').to_owned();
        let computed = bare.starts_with(['=', '+', '@', '\t'])
            || (bare.starts_with('-') && (bare != field || !is_number(&field)));
        let field = if computed { format!("'{field}") } else { field };
        if field.contains(['"', ',', '\n', '\r', ';']) || field.starts_with(' ') || field.ends_with(' ') {
            text.push('"');
            text.push_str(&field.replace('"', "\"\""));
            text.push('"');
        } else {
            text.push_str(&field);
        }
    }
    text.push_str("\r\n");
}

fn is_number(text: &str) -> bool {
    text.parse::<rust_decimal::Decimal>().is_ok()
}
