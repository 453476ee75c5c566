//! The characteristics of an offering: its own, and its product's where it does not say otherwise.

use rust_decimal::Decimal;
use serde_json::Value;

use crate::catalogue::{Catalogue, Characteristic, CharacteristicValue, ProductOffering, in_language};
use crate::shelf::{FacetValue, InBoth, folded};

/// A longer value is a description, not something to filter by.
const LONGEST_VALUE: usize = 60;

/// A characteristic as it is told: its key, its name, its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Its key: the name that the catalogue gives it.
    pub key: String,
    /// Its name in people's words.
    pub label: InBoth,
    /// Its values; of those that a product lists as possible, a variant has its own.
    pub values: Vec<FacetValue>,
    /// Its unit, where the values have one.
    pub unit: Option<String>,
    /// Whether the variants of the product say it each for themselves.
    pub varies: bool,
}

impl Told {
    /// Its values on one line.
    pub fn line(&self) -> InBoth {
        let joined = |of: fn(&InBoth) -> &String| {
            self.values.iter().map(|value| of(&value.label).as_str()).collect::<Vec<_>>().join(", ")
        };
        InBoth { fr: joined(|both| &both.fr), en: joined(|both| &both.en) }
    }

    /// Whether every value is short enough to be filtered by.
    pub fn is_facet(&self) -> bool {
        !self.values.is_empty()
            && self.values.iter().all(|value| value.label.fr.chars().count() <= LONGEST_VALUE)
    }
}

/// What an offering is and has: first what tells it from its sisters, then what its product says.
pub fn told(catalogue: &Catalogue, offering: &ProductOffering) -> Vec<Told> {
    let own = &offering.prod_spec_char_value_use;
    let product = catalogue.specification_of(offering);
    let of_product = product.map(|it| it.product_spec_characteristic.as_slice()).unwrap_or_default();
    let named = |name: &str| of_product.iter().find(|it| it.name == name);
    let mut all: Vec<Told> = own.iter().map(|it| tell(it, named(&it.name), true)).collect();
    for general in of_product {
        if !own.iter().any(|it| it.name == general.name) {
            all.push(tell(general, None, false));
        }
    }
    all.retain(|it| !it.values.is_empty() && !it.key.is_empty());
    all
}

/// `general` is what the product says of the same characteristic: its words stand in where the variant has none.
fn tell(own: &Characteristic, general: Option<&Characteristic>, varies: bool) -> Told {
    let name = |language: &str| {
        let of_product = general
            .map_or(own.name.as_str(), |it| in_language(&it.translation, language, |t| &t.name, &it.name));
        in_language(&own.translation, language, |t| &t.name, of_product).to_owned()
    };
    let known =
        |value: &Value| general?.product_spec_characteristic_value.iter().find(|it| it.value == *value);
    let values = own.product_spec_characteristic_value.iter();
    let values: Vec<FacetValue> = values
        .filter(|it| !it.value.is_null())
        .map(|value| facet_value(value, known(&value.value)))
        .filter(|it| !it.key.is_empty())
        .collect();
    let units = own.product_spec_characteristic_value.iter();
    Told {
        // A key that begins with `~` is the shelf's own.
        key: own.name.trim().trim_start_matches('~').to_owned(),
        label: InBoth { fr: name("fr"), en: name("en") },
        unit: units.filter_map(|it| it.unit_of_measure.clone()).next(),
        values,
        varies,
    }
}

fn facet_value(value: &CharacteristicValue, general: Option<&CharacteristicValue>) -> FacetValue {
    let label = match &value.value {
        Value::Bool(true) => InBoth::new("oui", "yes"),
        Value::Bool(false) => InBoth::new("non", "no"),
        _ => {
            let text = value.text();
            let word = |language: &str| {
                let own = general
                    .map_or(text.as_str(), |it| in_language(&it.translation, language, |t| &t.name, &text));
                in_language(&value.translation, language, |t| &t.name, own).to_owned()
            };
            InBoth { fr: word("fr"), en: word("en") }
        }
    };
    FacetValue { key: key_of(value), label, number: number_of(&value.value) }
}

/// A value as addresses write it: folded, words joined by hyphens.
fn key_of(value: &CharacteristicValue) -> String {
    let text = match &value.value {
        Value::Bool(true) => return "yes".to_owned(),
        Value::Bool(false) => return "no".to_owned(),
        _ => folded(&value.text()),
    };
    text.split_whitespace().collect::<Vec<_>>().join("-")
}

/// A number, where the value is one, however it is written.
pub(super) fn number_of(value: &Value) -> Option<Decimal> {
    match value {
        Value::Number(number) => {
            let text = number.to_string();
            text.parse().ok().or_else(|| Decimal::from_scientific(&text).ok())
        }
        Value::String(text) => text.trim().replace(',', ".").parse().ok(),
        _ => None,
    }
}
