//! Rows of a shop's table become products, variants, prices and counts, on top of what is there: a column that the table
//! does not have changes nothing.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::body::{child_list, set, set_characteristic, set_words, without_marks};
use super::cells::{Cells, lifecycle};
use super::file::{CatalogueFile, Incoming, IncomingStock, Section};
use super::mapping::{MappingError, Role, TableMapping};
use super::priced::RowPrices;
use super::problem::{Problem, ProblemKind, Where};
use super::slug::slug;
use super::table::{Table, TableRow};
use super::values::parse_instant;
use crate::catalogue::{LifecycleStatus, PlaceId, ProductOffering, StockItemId};

/// What shops write as the value of an option where nothing varies.
const NOTHING_VARIES: &str = "Default Title";

/// Reads a table as resources, on top of `current`.
pub fn read_rows(
    table: &Table,
    mapping: &TableMapping,
    current: &CatalogueFile,
    now: Timestamp,
) -> Result<Incoming, MappingError> {
    let roles = mapping.roles_of(&table.header)?;
    let mut reader = Rows::new(table, &roles, mapping, current, now);
    for (name, role) in table.header.iter().zip(&roles) {
        if role.is_none() && !name.is_empty() {
            let kind = ProblemKind::ColumnNotRead(name.clone());
            reader.incoming.problems.push(Problem::at(Where::line(1), kind));
        }
    }
    for row in &table.rows {
        reader.take(row);
    }
    Ok(reader.finish())
}

struct Rows<'a> {
    table: &'a Table,
    roles: &'a [Option<Role>],
    mapping: &'a TableMapping,
    current: &'a CatalogueFile,
    prices: RowPrices<'a>,
    zone: TimeZone,
    own: &'a str,
    /// What products and variants became so far, in the order of rows.
    bodies: BTreeMap<(Section, String), (Value, Where)>,
    /// Products by the names that rows give them.
    known_as: BTreeMap<String, String>,
    /// The names of a product's options.
    options: BTreeMap<(String, u8), String>,
    offerings: BTreeSet<String>,
    incoming: Incoming,
}

impl<'a> Rows<'a> {
    fn new(
        table: &'a Table,
        roles: &'a [Option<Role>],
        mapping: &'a TableMapping,
        current: &'a CatalogueFile,
        now: Timestamp,
    ) -> Self {
        let zone =
            mapping.time_zone.as_deref().and_then(|name| TimeZone::get(name).ok()).unwrap_or(TimeZone::UTC);
        Self {
            table,
            roles,
            mapping,
            current,
            prices: RowPrices::new(current, mapping, now),
            zone,
            own: mapping.language.as_deref().unwrap_or("fr"),
            bodies: BTreeMap::new(),
            known_as: BTreeMap::new(),
            options: BTreeMap::new(),
            offerings: BTreeSet::new(),
            incoming: Incoming::default(),
        }
    }

    fn problem(&mut self, at: Where, kind: ProblemKind) {
        self.incoming.problems.push(Problem::at(at, kind));
    }

    fn take(&mut self, row: &TableRow) {
        self.incoming.read += 1;
        let (header, roles) = (self.table.header.as_slice(), self.roles);
        let cells = Cells { line: row.line, header, roles, fields: &row.fields };
        if let Some(id) = cells.text(&Role::Offering).filter(|id| self.stands_alone(&cells, id)) {
            return self.take_offering(&cells, id, None);
        }
        let product = self.product_id(&cells);
        let offering = self.offering_id(&cells, product.as_deref());
        let (Some(product), offering) = (product.or_else(|| offering.clone()), offering) else {
            return self.problem(cells.at(&Role::Offering), ProblemKind::NoId);
        };
        self.known_as.insert(product.clone(), product.clone());
        if let Some(number) = cells.text(&Role::RowId) {
            self.known_as.insert(format!("id:{number}"), product.clone());
        }
        let own_row = cells.text(&Role::Parent).is_none();
        self.take_product(&cells, &product, own_row);
        let only_product = matches!(cells.text(&Role::RowKind), Some("variable" | "grouped"));
        if let Some(offering) = offering.filter(|_| !only_product) {
            self.take_offering(&cells, &offering, Some(&product));
        }
    }

    /// Whether a row is of an offering that is a variant of no product: one that is there so, or that has a name of its own
    /// where the product's stays empty.
    fn stands_alone(&self, cells: &Cells<'_>, id: &str) -> bool {
        let names_product = cells.text(&Role::Product).is_some()
            || cells.text(&Role::Parent).is_some()
            || cells.all(|role| matches!(role, Role::Name(_))).next().is_some();
        let has_name = || cells.all(|role| matches!(role, Role::VariantName(_))).next().is_some();
        let known = self.current.get(Section::Offering, id);
        !names_product && known.map_or_else(has_name, |body| body.get("productSpecification").is_none())
    }

    fn product_id(&self, cells: &Cells<'_>) -> Option<String> {
        if let Some(parent) = cells.text(&Role::Parent) {
            return Some(self.known_as.get(parent).cloned().unwrap_or_else(|| parent.to_owned()));
        }
        if let Some(id) = cells.text(&Role::Product) {
            return Some(id.to_owned());
        }
        let offering = cells.text(&Role::Offering).map(str::to_owned);
        if let Some(known) = offering.as_deref().and_then(|id| self.current.get(Section::Offering, id)) {
            let said = known.get("productSpecification").and_then(|of| of.get("id")).and_then(Value::as_str);
            return said.map(str::to_owned).or(offering);
        }
        offering.or_else(|| cells.text(&Role::RowId).map(|number| format!("product-{number}")))
    }

    fn offering_id(&self, cells: &Cells<'_>, product: Option<&str>) -> Option<String> {
        if let Some(id) = cells.text(&Role::Offering) {
            return Some(id.to_owned());
        }
        // A variant without a code is named by its product and by what tells it from others.
        let options = cells.all(|role| matches!(role, Role::OptionValue(_))).map(|(_, text)| text);
        let options: Vec<&str> = options.filter(|text| *text != NOTHING_VARIES).collect();
        let priced = cells.text(&Role::PriceOnce).or_else(|| cells.text(&Role::PriceMonth));
        priced?;
        Some(slug(&format!("{} {}", product?, options.join(" "))))
    }

    fn body(&mut self, section: Section, id: &str, at: &Where) -> &mut Value {
        let current = self.current;
        let fresh = || current.get(section, id).cloned().unwrap_or_else(|| json!({"id": id}));
        &mut self.bodies.entry((section, id.to_owned())).or_insert_with(|| (fresh(), at.clone())).0
    }

    fn take_product(&mut self, cells: &Cells<'_>, id: &str, own_row: bool) {
        let (own, at) = (self.own, Where::line(cells.line));
        let categories = if own_row { self.categories(cells) } else { Vec::new() };
        let body = self.body(Section::Specification, id, &at);
        if own_row {
            for (role, text) in cells.all(|role| matches!(role, Role::Name(_) | Role::Description(_))) {
                match role {
                    Role::Name(language) => set_words(body, "name", language.as_deref(), own, text),
                    Role::Description(language) => describe(body, language.as_deref(), own, text),
                    _ => {}
                }
            }
            if let Some(brand) = cells.text(&Role::Brand) {
                set(body, "brand", json!(brand));
            }
            put_in(body, categories);
            take_pictures(body, cells, own);
        }
    }

    /// The categories of a row, made where they are not there.
    fn categories(&mut self, cells: &Cells<'_>) -> Vec<String> {
        let Some(text) = cells.text(&Role::Category) else { return Vec::new() };
        let own = self.own;
        let mut found = Vec::new();
        for path in text.split(['|', ',']).map(str::trim).filter(|path| !path.is_empty()) {
            let mut parent: Option<String> = None;
            for name in path.split('>').map(str::trim).filter(|name| !name.is_empty()) {
                let id = self.category_named(name, parent.as_deref()).unwrap_or_else(|| {
                    let id = parent
                        .as_ref()
                        .map_or_else(|| slug(name), |parent| format!("{parent}.{}", slug(name)));
                    let body = self.body(Section::Category, &id, &Where::line(cells.line));
                    set_words(body, "name", None, own, name);
                    if let Some(parent) = &parent {
                        set(body, "parentId", json!(parent));
                    }
                    id
                });
                parent = Some(id);
            }
            found.extend(parent);
        }
        found
    }

    /// The category of this name in any language (or of this id) below a parent.
    fn category_named(&self, name: &str, parent: Option<&str>) -> Option<String> {
        let is_it = |id: &str, body: &Value| {
            let text = |value: Option<&Value>| value.and_then(Value::as_str).is_some_and(|text| text == name);
            let translations = body.get("translation").and_then(Value::as_array).into_iter().flatten();
            let named = text(body.get("name")) || translations.into_iter().any(|each| text(each.get("name")));
            (named && body.get("parentId").and_then(Value::as_str) == parent)
                || (id == name && parent.is_none())
        };
        let fresh = self.bodies.iter().filter(|((section, _), _)| *section == Section::Category);
        let fresh = fresh.map(|((_, id), (body, _))| (id.as_str(), body));
        self.current
            .of(Section::Category)
            .chain(fresh)
            .find(|(id, body)| is_it(id, body))
            .map(|(id, _)| id.to_owned())
    }

    fn take_offering(&mut self, cells: &Cells<'_>, id: &str, product: Option<&str>) {
        if !self.offerings.insert(id.to_owned()) {
            return self.problem(cells.at(&Role::Offering), ProblemKind::Twice(id.to_owned()));
        }
        let (own, at) = (self.own, Where::line(cells.line));
        let characteristics = self.characteristics(cells, product.unwrap_or(id));
        for (name, value) in &characteristics {
            let body = self.body(Section::Offering, id, &at);
            let is_new = set_characteristic(body, "prodSpecCharValueUse", name, value, false);
            if let Some(product) = product.filter(|_| is_new) {
                let body = self.body(Section::Specification, product, &at);
                set_characteristic(body, "productSpecCharacteristic", name, value, true);
            }
        }
        match product {
            Some(product) => self.belongs_to(id, product, &characteristics, &at),
            None => {
                let categories = self.categories(cells);
                let body = self.body(Section::Offering, id, &at);
                for (role, text) in cells.all(|role| matches!(role, Role::Description(_))) {
                    if let Role::Description(language) = role {
                        describe(body, language.as_deref(), own, text);
                    }
                }
                put_in(body, categories);
            }
        }
        let body = self.body(Section::Offering, id, &at);
        for (role, text) in cells.all(|role| matches!(role, Role::VariantName(_))) {
            if let Role::VariantName(language) = role {
                set_words(body, "name", language.as_deref(), own, text);
            }
        }
        if let Some(item) = cells.text(&Role::StockItem) {
            set(body, "stockItem", json!(item));
        }
        self.take_words(cells, id, &at);
        self.take_period(cells, id, &at);
        self.take_commitment(cells, id, &at);
        self.take_prices(cells, id, &at);
        self.take_stock(cells, id);
    }

    /// A variant has its product, and a name made of the product's where it has none.
    fn belongs_to(&mut self, id: &str, product: &str, characteristics: &[(String, String)], at: &Where) {
        let made_of = self.body(Section::Specification, product, at).get("name").and_then(Value::as_str);
        let mut name = made_of.unwrap_or_default().to_owned();
        for (_, value) in characteristics {
            name.push_str(", ");
            name.push_str(value);
        }
        let body = self.body(Section::Offering, id, at);
        if body.get("name").is_none() {
            set(body, "name", json!(name));
        }
        let said = body.get("productSpecification").and_then(|of| of.get("id")).and_then(Value::as_str);
        if said != Some(product) && (product != id || said.is_none()) {
            set(body, "productSpecification", json!({"id": product}));
        }
    }

    /// The characteristics of a row: columns of their own, and names and values in cells. Shops write the names of a
    /// product's options on its first row only.
    fn characteristics(&mut self, cells: &Cells<'_>, product: &str) -> Vec<(String, String)> {
        let own = cells.all(|role| matches!(role, Role::Characteristic(_)));
        let mut found: Vec<(String, String)> = own
            .filter_map(|(role, text)| match role {
                Role::Characteristic(name) => Some((name.clone(), text.to_owned())),
                _ => None,
            })
            .collect();
        for (role, value) in cells.all(|role| matches!(role, Role::OptionValue(_))) {
            let Role::OptionValue(number) = role else { continue };
            let key = (product.to_owned(), *number);
            if let Some(name) = cells.text(&Role::OptionName(*number)) {
                self.options.insert(key.clone(), name.to_owned());
            }
            if value != NOTHING_VARIES {
                let name = self.options.get(&key).cloned().unwrap_or_else(|| "option".to_owned());
                found.push((name, value.to_owned()));
            }
        }
        found
    }

    fn take_words(&mut self, cells: &Cells<'_>, id: &str, at: &Where) {
        if let Some(text) = cells.text(&Role::Lifecycle) {
            match lifecycle(text) {
                Some(status) => set(self.body(Section::Offering, id, at), "lifecycleStatus", json!(status)),
                None => {
                    let among = LifecycleStatus::ALL.map(LifecycleStatus::name).join(", ");
                    self.problem(cells.at(&Role::Lifecycle), ProblemKind::NotOneOf(text.to_owned(), among));
                }
            }
        }
        let nature = cells.text(&Role::Nature).map(str::to_lowercase);
        let monthly = cells.text(&Role::PriceMonth).is_some();
        match nature.as_deref() {
            Some(word @ ("goods" | "subscription" | "service")) => {
                set(self.body(Section::Offering, id, at), "nature", json!(word));
            }
            Some(other) => {
                let kind = ProblemKind::NotOneOf(other.to_owned(), "goods, subscription, service".into());
                self.problem(cells.at(&Role::Nature), kind);
            }
            None => {
                let body = self.body(Section::Offering, id, at);
                if monthly && body.get("nature").is_none() {
                    set(body, "nature", json!("subscription"));
                }
            }
        }
    }

    fn take_period(&mut self, cells: &Cells<'_>, id: &str, at: &Where) {
        for (role, name) in [(Role::ValidFrom, "startDateTime"), (Role::ValidTo, "endDateTime")] {
            let Some(text) = cells.text(&role) else { continue };
            match parse_instant(text, &self.zone) {
                Some(instant) => {
                    let body = self.body(Section::Offering, id, at);
                    let mut period = body.get("validFor").cloned().unwrap_or_else(|| json!({}));
                    set(&mut period, name, json!(instant));
                    set(body, "validFor", period);
                }
                None => self.problem(cells.at(&role), ProblemKind::NotADate(text.to_owned())),
            }
        }
    }

    fn take_commitment(&mut self, cells: &Cells<'_>, id: &str, at: &Where) {
        let Some(text) = cells.text(&Role::Commitment) else { return };
        let Ok(months) = text.parse::<u32>() else {
            return self.problem(cells.at(&Role::Commitment), ProblemKind::NotANumber(text.to_owned()));
        };
        let body = self.body(Section::Offering, id, at);
        let known = serde_json::from_value::<ProductOffering>(body.clone());
        if known.is_ok_and(|known| known.commitment_months() == Decimal::from(months)) {
            return;
        }
        let list = child_list(body, "productOfferingTerm");
        let is_it = |each: &Value| each.get("name").and_then(Value::as_str) == Some("commitment");
        list.retain(|each| !is_it(each) || months > 0);
        let duration = json!({"amount": months, "units": "month"});
        match list.iter_mut().find(|each| is_it(each)) {
            Some(term) => set(term, "duration", duration),
            None if months > 0 => list.push(json!({"name": "commitment", "duration": duration})),
            None => {}
        }
        if list.is_empty()
            && let Some(fields) = body.as_object_mut()
        {
            fields.remove("productOfferingTerm");
        }
    }

    fn take_prices(&mut self, cells: &Cells<'_>, id: &str, at: &Where) {
        let zone = self.zone.clone();
        let known = self.body(Section::Offering, id, at).clone();
        let mut problems = Vec::new();
        let made = self.prices.read(cells, id, &known, &zone, &mut problems);
        self.incoming.problems.extend(problems);
        for (price, body) in made {
            let list = child_list(self.body(Section::Offering, id, at), "productOfferingPrice");
            if !list.iter().any(|each| each.get("id").and_then(Value::as_str) == Some(&price)) {
                list.push(json!({"id": price}));
            }
            self.incoming.push(Section::Price, &price, body, at.clone());
        }
    }

    fn take_stock(&mut self, cells: &Cells<'_>, id: &str) {
        let item = self
            .bodies
            .get(&(Section::Offering, id.to_owned()))
            .and_then(|(body, _)| body.get("stockItem").and_then(Value::as_str).map(str::to_owned));
        let item = StockItemId::new(item.as_deref().unwrap_or(id));
        let columns: Vec<(Role, &str)> = cells
            .all(|role| matches!(role, Role::Stock(_)))
            .map(|(role, text)| (role.clone(), text))
            .collect();
        for (role, text) in columns {
            let Role::Stock(place) = &role else { continue };
            let at = cells.at(&role);
            let Some(place) = place.clone().or_else(|| self.only_place()) else {
                self.problem(at, ProblemKind::StockWithoutPlace);
                continue;
            };
            match text.parse::<i64>() {
                Ok(count) if count >= 0 => {
                    let key = (PlaceId::new(&place), item.clone());
                    self.incoming.stock.push(IncomingStock { key, count, at });
                }
                Ok(count) => self.problem(at, ProblemKind::NegativeStock(count.to_string())),
                Err(_) => self.problem(at, ProblemKind::NotANumber(text.to_owned())),
            }
        }
    }

    /// The place of stock that says none: the mapping's, or the only one there is.
    fn only_place(&self) -> Option<String> {
        let mut places = self.current.of(Section::Place);
        let only = places.next().filter(|_| places.next().is_none()).map(|(id, _)| id.to_owned());
        self.mapping.place.clone().or(only)
    }

    fn finish(mut self) -> Incoming {
        for ((section, id), (body, at)) in self.bodies {
            self.incoming.push(section, &id, body, at);
        }
        self.incoming
    }
}

/// Sets a description, without marks of HTML; the very text that is there is no change.
fn describe(body: &mut Value, language: Option<&str>, own: &str, text: &str) {
    let known = match language.filter(|language| *language != own) {
        None => body.get("description"),
        Some(language) => {
            let all = body.get("translation").and_then(Value::as_array).into_iter().flatten();
            let mut of = all.filter(|each| each.get("language").and_then(Value::as_str) == Some(language));
            of.next().and_then(|each| each.get("description"))
        }
    };
    if known.and_then(Value::as_str).is_none_or(|known| known.trim() != text) {
        set_words(body, "description", language, own, &without_marks(text));
    }
}

/// Puts something in categories beside those in which it stands.
fn put_in(body: &mut Value, categories: Vec<String>) {
    for category in categories {
        let list = child_list(body, "category");
        if !list.iter().any(|each| each.get("id").and_then(Value::as_str) == Some(&category)) {
            list.push(json!({"id": category}));
        }
    }
}

fn take_pictures(body: &mut Value, cells: &Cells<'_>, own: &str) {
    let Some(images) = cells.text(&Role::Image) else { return };
    for (place, url) in images.split([',', '|']).map(str::trim).filter(|url| !url.is_empty()).enumerate() {
        let list = child_list(body, "attachment");
        if !list.iter().any(|each| each.get("url").and_then(Value::as_str) == Some(url)) {
            list.push(json!({"url": url, "description": ""}));
        }
        let Some(picture) = list.iter_mut().find(|each| each.get("url").and_then(Value::as_str) == Some(url))
        else {
            continue;
        };
        for (role, text) in cells.all(|role| matches!(role, Role::ImageText(_))).filter(|_| place == 0) {
            if let Role::ImageText(language) = role {
                set_words(picture, "description", language.as_deref(), own, text);
            }
        }
    }
}
