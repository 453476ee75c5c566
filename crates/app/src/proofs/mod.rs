//! Papers that go with orders, made when somebody asks for them: the proof of purchase, and the summary of a contract.
//!
//! They say what the order says: everything was copied into it when it was placed, so the same order gives the same bytes.

mod contract;
mod operator;
mod purchase;
mod slip;
#[cfg(test)]
mod tests;

use collect::order::ProductOrder;
use collect::place::Place;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use offer::catalogue::OfferingId;
use types::OrderId;
use wording::Language;

use crate::{Asking, Counter, Trouble};

pub use contract::ContractInShort;
pub use operator::Operator;
pub(crate) use operator::address_lines;

/// The proof of purchase, by its name in mails.
pub const PROOF_OF_PURCHASE: &str = "proofOfPurchase";
/// The summary of a contract, by its name in mails.
pub const CONTRACT_SUMMARY: &str = "contractSummary";

/// What papers know beside the order.
struct Desk<'a> {
    operator: Operator,
    language: Language,
    zone: TimeZone,
    places: &'a [Place],
}

impl Counter {
    /// Who sells, as the office says it.
    pub fn operator(&self) -> Result<Operator, Trouble> {
        Ok(self.shop()?.documents(Operator::KIND).into_iter().next().unwrap_or_default())
    }

    /// The proof of purchase of an order, as PDF, for whoever it belongs to and for staff.
    pub fn proof_of_purchase(
        &self,
        asking: &Asking,
        order: OrderId,
        language: Language,
    ) -> Result<Vec<u8>, Trouble> {
        let order = self.product_order(asking, order)?;
        self.purchase_paper(&order, language)
    }

    /// The summary of a contract about an offering as it would be concluded now, as PDF; nothing about goods alone, of which there is no
    /// such contract.
    pub fn contract_summary(
        &self,
        offering: &OfferingId,
        language: Language,
        now: Timestamp,
    ) -> Result<Vec<u8>, Trouble> {
        let shop = self.shop()?;
        let paper = self.at_desk(language, |desk| {
            contract::summary_of(desk, &shop.catalogue, std::slice::from_ref(offering), now)
        })?;
        let missing = || Trouble::NotFound { what: "contract", id: offering.to_string() };
        Ok(paper.ok_or_else(missing)?.to_pdf())
    }

    /// The contracts that taking these offerings would conclude now, in short: what their summary on paper says.
    pub fn contracts_in_short(
        &self,
        offerings: &[OfferingId],
        language: Language,
        now: Timestamp,
    ) -> Result<Vec<ContractInShort>, Trouble> {
        let shop = self.shop()?;
        self.at_desk(language, |desk| contract::in_short(desk, &shop.catalogue, offerings, now))
    }

    /// The summary of the contracts that an order made, as PDF, for whoever it belongs to and for staff.
    pub fn contract_of_order(
        &self,
        asking: &Asking,
        order: OrderId,
        language: Language,
    ) -> Result<Vec<u8>, Trouble> {
        let order = self.product_order(asking, order)?;
        self.paper(CONTRACT_SUMMARY, &order.id.to_string(), language)
    }

    /// A paper as PDF for a mail: which one, of which order.
    pub(crate) fn paper(&self, kind: &str, id: &str, language: Language) -> Result<Vec<u8>, Trouble> {
        let order = self.live()?.book.get::<ProductOrder>(id)?.value;
        match kind {
            PROOF_OF_PURCHASE => self.purchase_paper(&order, language),
            CONTRACT_SUMMARY => {
                let shop = self.shop()?;
                let offerings: Vec<OfferingId> = order
                    .product_order_item
                    .iter()
                    .filter_map(|item| item.product_offering.as_ref())
                    .map(|offering| OfferingId::new(&offering.id))
                    .collect();
                let paper = self.at_desk(language, |desk| {
                    contract::summary_of(desk, &shop.catalogue, &offerings, order.order_date)
                })?;
                let missing = || Trouble::NotFound { what: "contract", id: id.to_owned() };
                Ok(paper.ok_or_else(missing)?.to_pdf())
            }
            _ => Err(Trouble::NotFound { what: "paper", id: kind.chars().take(40).collect() }),
        }
    }

    fn purchase_paper(&self, order: &ProductOrder, language: Language) -> Result<Vec<u8>, Trouble> {
        self.at_desk(language, |desk| purchase::proof_of(desk, order).to_pdf())
    }

    fn at_desk<T>(&self, language: Language, write: impl FnOnce(&Desk<'_>) -> T) -> Result<T, Trouble> {
        let places: Vec<Place> = self.shop()?.documents(Place::KIND);
        let zone = self.live()?.book.time_zone.clone();
        Ok(write(&Desk { operator: self.operator()?, language, zone, places: &places }))
    }
}

impl Desk<'_> {
    fn say(&self, key: &str) -> String {
        self.language.say(key)
    }

    /// A day, in words.
    fn day(&self, at: Timestamp) -> String {
        self.language.date(self.zone.to_datetime(at).date())
    }

    /// A rate of tax: `20 %`.
    fn rate(&self, rate: rust_decimal::Decimal) -> String {
        let number = self.language.amount(&rate.normalize().to_string());
        match self.language {
            Language::French => format!("{number}\u{202f}%"),
            Language::English => format!("{number}%"),
        }
    }

    /// A document of ours that says these things.
    fn paper(&self, title: &str, made_at: Timestamp, pieces: Vec<papers::Piece>) -> papers::Paper {
        papers::Paper {
            language: self.language.code().to_owned(),
            title: title.to_owned(),
            author: self.operator.full_name(),
            made_at,
            foot: self.operator.foot(),
            numbering: self.say("paper-page"),
            pieces,
        }
    }
}
