//! How the columns of a shop's table become a catalogue: declared in TOML, built in, or guessed from their names.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

pub use super::words::Role;

/// Mappings that are built in, the most particular first.
const BUILT_IN: [&str; 3] = [
    include_str!("../../mappings/shopify-products.toml"),
    include_str!("../../mappings/woocommerce-products.toml"),
    include_str!("../../mappings/sales-lines.toml"),
];

/// Why a mapping cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MappingError {
    /// It is not TOML, or not of this shape.
    #[error("the mapping cannot be read: {0}")]
    Toml(String),
    /// A role that is not known.
    #[error(
        "the mapping gives the column “{column}” the role “{role}”, which is none: see `comptoir catalogue roles`"
    )]
    Role {
        /// The column.
        column: String,
        /// What was written.
        role: String,
    },
    /// The names of the columns say too little.
    #[error("no column of this table is known as {0}: give a mapping")]
    Unrecognised(String),
}

/// Columns of a log of sales, out of which goods and their prices are read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SalesColumns {
    /// The code of what was sold.
    pub code: String,
    /// What it was called.
    pub description: String,
    /// The price of one.
    pub price: String,
    /// How many.
    pub quantity: String,
    /// When.
    pub time: String,
    /// The number of the invoice.
    pub order: String,
    /// How numbers of invoices begin that are no sales: cancellations, adjustments.
    #[serde(default)]
    pub no_sale: Vec<String>,
    /// Codes of services and fees, which are no goods; `*` at the end stands for anything.
    #[serde(default)]
    pub services: Vec<String>,
}

/// How the columns of a table become a catalogue.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TableMapping {
    /// Its name.
    pub name: String,
    /// What separates fields, where the file does not show it.
    pub separator: Option<char>,
    /// The mark of decimals, where numbers do not show it.
    pub decimal: Option<char>,
    /// The language of names and descriptions that say none.
    pub language: Option<String>,
    /// The currency of prices whose row says none.
    pub currency: Option<String>,
    /// The rate of tax of new prices whose row says none, in percent.
    pub tax_rate: Option<Decimal>,
    /// Whether new prices hold the tax.
    #[serde(default = "yes")]
    pub prices_include_tax: bool,
    /// The zone of dates without one.
    pub time_zone: Option<String>,
    /// The place of stock that says none.
    pub place: Option<String>,
    /// Columns that must be there for the mapping to be taken without being asked for.
    pub requires: Vec<String>,
    /// What each column holds.
    pub columns: BTreeMap<String, String>,
    /// For a log of sales: its columns.
    pub sales: Option<SalesColumns>,
}

fn yes() -> bool {
    true
}

impl TableMapping {
    /// Reads a mapping from TOML.
    pub fn parse(text: &str) -> Result<Self, MappingError> {
        let mapping: Self =
            toml::from_str(text).map_err(|error| MappingError::Toml(error.message().to_owned()))?;
        mapping.roles_of(&mapping.columns.keys().cloned().collect::<Vec<_>>())?;
        Ok(mapping)
    }

    /// A mapping that is built in.
    pub fn built_in(name: &str) -> Option<Self> {
        Self::all_built_in().find(|mapping| mapping.name == name)
    }

    /// All mappings that are built in.
    pub fn all_built_in() -> impl Iterator<Item = Self> {
        BUILT_IN.iter().map(|text| Self::parse(text).expect("a test reads every built-in mapping"))
    }

    /// The mapping for a table with these columns: a built-in one whose columns are there, our own names of roles,
    /// or what the names of columns suggest.
    pub fn guess(header: &[String]) -> Result<Self, MappingError> {
        let has = |name: &String| header.iter().any(|each| same_name(each, name));
        if let Some(found) = Self::all_built_in()
            .find(|mapping| !mapping.requires.is_empty() && mapping.requires.iter().all(has))
        {
            return Ok(found);
        }
        let mut mapping = Self { name: "guessed".into(), prices_include_tax: true, ..Self::default() };
        let own = header.iter().filter(|name| Role::parse(name).is_some()).count();
        for name in header {
            let role =
                if own >= 3 { Role::parse(name) } else { Role::guess(name).or_else(|| Role::parse(name)) };
            let taken = |role: &Role| mapping.columns.values().any(|known| *known == role.to_string());
            if let Some(role) = role.filter(|role| !taken(role)) {
                mapping.columns.insert(name.clone(), role.to_string());
            }
        }
        let has_role = |wanted: &[Role]| {
            wanted.iter().any(|role| mapping.columns.values().any(|r| *r == role.to_string()))
        };
        if !has_role(&[Role::Offering, Role::Product]) {
            return Err(MappingError::Unrecognised("the code of an article (SKU, reference)".into()));
        }
        Ok(mapping)
    }

    /// The role of each column of a header; nothing for those that are not read.
    pub fn roles_of(&self, header: &[String]) -> Result<Vec<Option<Role>>, MappingError> {
        let role = |name: &String| {
            let Some((column, role)) = self.columns.iter().find(|(column, _)| same_name(column, name)) else {
                return Ok(None);
            };
            let wrong = || MappingError::Role { column: column.clone(), role: role.clone() };
            Role::parse(role).map(Some).ok_or_else(wrong)
        };
        header.iter().map(role).collect()
    }

    /// The mapping as TOML.
    pub fn to_toml(&self) -> String {
        toml::to_string_pretty(self).unwrap_or_default()
    }
}

/// Whether two names of columns are the same but for capitals and spaces around.
pub(crate) fn same_name(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_mappings_are_read_and_found_by_their_columns() {
        for mapping in TableMapping::all_built_in() {
            assert_eq!(TableMapping::guess(&mapping.requires).unwrap().name, mapping.name);
            assert_eq!(TableMapping::parse(&mapping.to_toml()).unwrap(), mapping);
        }
    }

    #[test]
    fn columns_are_guessed_by_their_names_in_two_languages() {
        let header: Vec<String> =
            ["Référence", "Désignation", "Prix TTC", "TVA", "Couleur"].map(String::from).into();
        let roles = TableMapping::guess(&header).unwrap().roles_of(&header).unwrap();
        let expected = ["offering", "name", "price once", "tax rate", "characteristic:colour"];
        assert_eq!(roles.into_iter().map(|role| role.unwrap().to_string()).collect::<Vec<_>>(), expected);
        assert!(TableMapping::guess(&["a".into(), "b".into()]).is_err());
        assert!(TableMapping::parse("columns = { a = \"nonsense\" }").is_err());
    }
}
