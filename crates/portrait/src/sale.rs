//! What was sold: lines, distinct orders, customers and items, and exact sums.

use std::collections::BTreeMap;

use roaring::RoaringBitmap;
use serde::{Deserialize, Serialize};
use types::Outcome;

use crate::cell::Tally;
use crate::exact::ExactSum;
use crate::fact::{Fact, SaleLine};
use crate::figures::{CleanSales, Sales};
use crate::same::SamePeople;
use crate::vocabulary::Vocabulary;

/// What is counted of the lines of sale of one cell.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct SaleTally {
    lines: u64,
    invoices: RoaringBitmap,
    customers: RoaringBitmap,
    items: RoaringBitmap,
    /// By the number of the currency's word.
    sums: BTreeMap<u32, ExactSum>,
    cancel_lines: u64,
    cancel_invoices: RoaringBitmap,
    stock_corrections: u64,
    lines_without_customer: u64,
    zero_price_lines: u64,
    clean: CleanTally,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
struct CleanTally {
    lines: u64,
    orders: RoaringBitmap,
    customers: RoaringBitmap,
    sums: BTreeMap<u32, ExactSum>,
}

impl SaleTally {
    /// Counts one line.
    pub(crate) fn add(&mut self, line: &SaleLine, fact: &Fact, words: &mut Vocabulary) {
        let currency = words.number(line.currency.as_ref());
        let cancels = fact.outcome == Some(Outcome::Undone);
        self.lines += 1;
        self.invoices.insert(line.order);
        self.items.extend(line.item);
        self.customers.extend(fact.customer);
        self.sums.entry(currency).or_default().add_product(line.quantity, line.unit_price);
        self.lines_without_customer += u64::from(fact.customer.is_none());
        self.zero_price_lines += u64::from(line.unit_price.is_zero());
        if cancels {
            self.cancel_lines += 1;
            self.cancel_invoices.insert(line.order);
        }
        let negative = line.quantity.is_sign_negative() && !line.quantity.is_zero();
        self.stock_corrections += u64::from(fact.outcome == Some(Outcome::Corrected) && negative);
        let positive = |number: rust_decimal::Decimal| number.is_sign_positive() && !number.is_zero();
        if let (false, Some(customer)) = (cancels, fact.customer)
            && positive(line.quantity)
            && positive(line.unit_price)
        {
            self.clean.lines += 1;
            self.clean.orders.insert(line.order);
            self.clean.customers.insert(customer);
            self.clean.sums.entry(currency).or_default().add_product(line.quantity, line.unit_price);
        }
    }

    /// The figures.
    pub(crate) fn figures(&self, words: &Vocabulary, same: &SamePeople) -> Sales {
        let currencies: Vec<_> = self.sums.keys().filter_map(|currency| words.word(*currency)).collect();
        Sales {
            lines: self.lines,
            invoices: self.invoices.len(),
            customers: same.distinct(&self.customers),
            items: self.items.len(),
            sum: sum_text(&self.sums, words),
            currency: match currencies.as_slice() {
                [one] => Some(one.to_string()),
                _ => None,
            },
            cancel_lines: self.cancel_lines,
            cancel_invoices: self.cancel_invoices.len(),
            stock_corrections: self.stock_corrections,
            lines_without_customer: self.lines_without_customer,
            zero_price_lines: self.zero_price_lines,
            clean: CleanSales {
                lines: self.clean.lines,
                orders: self.clean.orders.len(),
                customers: same.distinct(&self.clean.customers),
                sum: sum_text(&self.clean.sums, words),
            },
        }
    }
}

/// One currency: the plain decimal. Several: `12.5 EUR + 7 GBP`, since they cannot be added.
fn sum_text(sums: &BTreeMap<u32, ExactSum>, words: &Vocabulary) -> String {
    let mut texts: Vec<_> = sums.iter().map(|(currency, sum)| (words.word(*currency), sum.text())).collect();
    texts.sort();
    match texts.as_slice() {
        [] => ExactSum::default().text(),
        [(_, only)] => only.clone(),
        several => {
            let named = |(currency, sum): &(Option<&types::Word>, String)| match currency {
                Some(currency) => format!("{sum} {currency}"),
                None => sum.clone(),
            };
            several.iter().map(named).collect::<Vec<_>>().join(" + ")
        }
    }
}

impl Tally for SaleTally {
    fn merge(&mut self, other: &Self) {
        self.lines += other.lines;
        self.invoices |= &other.invoices;
        self.customers |= &other.customers;
        self.items |= &other.items;
        merge_sums(&mut self.sums, &other.sums);
        self.cancel_lines += other.cancel_lines;
        self.cancel_invoices |= &other.cancel_invoices;
        self.stock_corrections += other.stock_corrections;
        self.lines_without_customer += other.lines_without_customer;
        self.zero_price_lines += other.zero_price_lines;
        self.clean.lines += other.clean.lines;
        self.clean.orders |= &other.clean.orders;
        self.clean.customers |= &other.clean.customers;
        merge_sums(&mut self.clean.sums, &other.clean.sums);
    }
}

fn merge_sums(mine: &mut BTreeMap<u32, ExactSum>, theirs: &BTreeMap<u32, ExactSum>) {
    for (currency, sum) in theirs {
        mine.entry(*currency).or_default().merge(sum);
    }
}
