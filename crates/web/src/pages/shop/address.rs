//! The address of a list: words sought, category, filters, order and page live in it, so that it can be kept and sent.

use std::collections::{BTreeMap, BTreeSet};

use offer::shelf::{Order, Query, Tongue};

use crate::address::escaped;

/// No address has more values of filters than this.
const MOST_VALUES: usize = 60;

/// What the address of a list says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ShelfAddress {
    /// Words sought (`q`).
    pub text: String,
    /// The category (`category`).
    pub category: Option<String>,
    /// Chosen values by facet (`f.FACET`, repeated).
    pub chosen: BTreeMap<String, BTreeSet<String>>,
    /// The order asked for (`sort`).
    pub order: Order,
    /// The page, from 1 (`page`).
    pub page: usize,
    /// Typing errors are looked for in every word (`close`).
    pub forgiving: bool,
}

impl ShelfAddress {
    /// Reads the query of an address; what it does not know is left out.
    pub fn from_query(query: &str) -> Self {
        let mut read = Self { page: 1, ..Self::default() };
        let mut values = 0;
        for (name, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
            let (name, value) = (decoded(name), decoded(value));
            if value.is_empty() {
                continue;
            }
            match name.as_str() {
                "q" => read.text = value.chars().take(400).collect(),
                "category" => read.category = Some(value),
                "sort" => read.order = Order::from_name(&value),
                "page" => read.page = value.parse().unwrap_or(1).max(1),
                "close" => read.forgiving = value == "1",
                _ => {
                    if let Some(facet) = name.strip_prefix("f.")
                        && values < MOST_VALUES
                    {
                        values += 1;
                        read.chosen.entry(facet.to_owned()).or_default().insert(value);
                    }
                }
            }
        }
        read
    }

    /// The query for the shelf that it means.
    pub fn query(&self, tongue: Tongue) -> Query {
        Query {
            text: self.text.clone(),
            tongue,
            category: self.category.clone(),
            chosen: self.chosen.clone(),
            order: self.order,
            page: self.page,
            page_size: None,
            forgiving: self.forgiving,
        }
    }

    /// Where the form of the list goes: `/shelf`, or `/shelf/search` where something is sought.
    pub fn path(&self) -> &'static str {
        if self.text.trim().is_empty() { "/shelf" } else { "/shelf/search" }
    }

    /// The address, written.
    pub fn href(&self) -> String {
        let mut href = String::with_capacity(64);
        href.push_str(self.path());
        let mut put = |name: &str, value: &str| {
            href.push(if href.contains('?') { '&' } else { '?' });
            href.push_str(name);
            href.push('=');
            href.push_str(&escaped(value));
        };
        if !self.text.trim().is_empty() {
            put("q", &self.text);
        }
        if let Some(category) = &self.category {
            put("category", category);
        }
        for (facet, values) in &self.chosen {
            let name = format!("f.{}", escaped(facet));
            values.iter().for_each(|value| put(&name, value));
        }
        if self.order != Order::Arranged {
            put("sort", self.order.name());
        }
        if self.forgiving {
            put("close", "1");
        }
        if self.page > 1 {
            put("page", &self.page.to_string());
        }
        href
    }

    /// The same at another page.
    pub fn at_page(&self, page: usize) -> Self {
        Self { page, ..self.clone() }
    }

    /// The same in another category, from its first page.
    pub fn in_category(&self, category: Option<&str>) -> Self {
        Self { category: category.map(str::to_owned), page: 1, ..self.clone() }
    }

    /// The same without one chosen value.
    pub fn without(&self, facet: &str, value: &str) -> Self {
        let mut chosen = self.chosen.clone();
        if let Some(values) = chosen.get_mut(facet) {
            values.remove(value);
        }
        chosen.retain(|_, values| !values.is_empty());
        Self { chosen, page: 1, ..self.clone() }
    }

    /// The same without any filter.
    pub fn without_filters(&self) -> Self {
        Self { chosen: BTreeMap::new(), page: 1, ..self.clone() }
    }

    /// The same for other words, without filters.
    pub fn for_words(&self, text: &str) -> Self {
        Self { text: text.to_owned(), chosen: BTreeMap::new(), page: 1, forgiving: false, ..self.clone() }
    }
}

/// A name or value of a query, as it was typed (`application/x-www-form-urlencoded`).
pub(crate) fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let hex = |digit: Option<u8>| char::from(digit?).to_digit(16);
        match byte {
            b'+' => bytes.push(b' '),
            b'%' => {
                let mut ahead = rest.clone();
                match (hex(ahead.next()), hex(ahead.next())) {
                    (Some(high), Some(low)) => {
                        bytes.push((high * 16 + low) as u8);
                        rest = ahead;
                    }
                    _ => bytes.push(b'%'),
                }
            }
            other => bytes.push(other),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_reads_back_as_it_was_written() {
        let query = "q=t%C3%A9l%C3%A9phone+%26+co&category=phones&f.colour=noir&f.colour=bleu%20nuit&f.~price=10-20&sort=cheapest&page=3&unknown=1";
        let read = ShelfAddress::from_query(query);
        assert_eq!(read.text, "téléphone & co");
        assert_eq!(read.chosen["colour"].len(), 2);
        let href = read.href();
        assert_eq!(ShelfAddress::from_query(href.split_once('?').unwrap().1), read);
        assert_eq!(read.without("colour", "noir").chosen["colour"].len(), 1);
        assert!(read.without_filters().href().starts_with("/shelf/search?q=t%C3%A9l"));
        assert_eq!(ShelfAddress::from_query("").href(), "/shelf");
    }

    #[test]
    fn odd_addresses_are_read_as_far_as_they_go() {
        let read = ShelfAddress::from_query("q=%&page=-1&category=%ff&f.=x&f.a=%3Cscript%3E&&&=");
        assert_eq!((read.text.as_str(), read.page), ("%", 1));
        assert_eq!(read.category.as_deref(), Some("\u{fffd}"));
        assert!(read.href().contains("%3Cscript%3E"));
        let many = "f.a=1&".to_owned() + &(0..10_000).map(|n| format!("f.a={n}&")).collect::<String>();
        assert!(ShelfAddress::from_query(&many).chosen["a"].len() <= MOST_VALUES);
    }
}
