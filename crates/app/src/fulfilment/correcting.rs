//! Putting an order right: how its customer is reached, where it goes, where it is collected, on which account money goes back.

use collect::order::{Contact, Decided, FactKind, OrderFact, ProductOrder, RefundAccount};
use collect::payment::{Iban, IbanError};
use collect::place::{Place, PostalAddress};
use offer::catalogue::PlaceId;
use party::{EmailAddress, Permission};
use types::OrderId;

use super::FulfilmentTrouble;
use super::writing::Change;
use crate::post::NewsKind;
use crate::{Asking, Counter, Trouble};

/// How long a name or a telephone number may be.
const LENGTH: usize = 120;

/// Why something that was typed about an order cannot stand.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CorrectionProblem {
    /// Not a mail address.
    #[error("this is not a mail address")]
    Email,
    /// Nobody's name.
    #[error("a name is missing")]
    Name,
    /// The street, the postcode or the town is missing.
    #[error("street, postcode and town are needed")]
    Address,
    /// No shop is chosen, or none that hands over.
    #[error("this is not a shop that hands goods over")]
    Shop,
    /// Not the number of an account.
    #[error(transparent)]
    Iban(#[from] IbanError),
}

impl CorrectionProblem {
    /// The key of its sentence.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Email => "ord-refused-email",
            Self::Name => "ord-refused-name",
            Self::Address => "ord-refused-address",
            Self::Shop => "ord-refused-shop",
            Self::Iban(_) => "ord-refused-iban",
        }
    }
}

impl Counter {
    /// Staff put right how the customer is reached, and where goods are sent that did not leave yet. The customer is told, at the address
    /// that is right now.
    pub fn correct_order(
        &self,
        asking: &Asking,
        id: OrderId,
        contact: &Contact,
        address: Option<&PostalAddress>,
    ) -> Result<ProductOrder, FulfilmentTrouble> {
        asking.may(Permission::WorkOrders)?;
        let contact = Contact {
            name: tidy(&contact.name),
            email: contact.email.trim().to_owned(),
            phone: tidy(&contact.phone),
        };
        if !contact.email.is_empty() && contact.email.parse::<EmailAddress>().is_err() {
            return Err(CorrectionProblem::Email.into());
        }
        if contact.name.is_empty() {
            return Err(CorrectionProblem::Name.into());
        }
        if address
            .is_some_and(|it| [&it.street, &it.postcode, &it.city].iter().any(|part| part.trim().is_empty()))
        {
            return Err(CorrectionProblem::Address.into());
        }
        self.change_order(asking, id, |order, now| {
            let change = Change::from(order.correct(contact.clone(), address.cloned(), now)?);
            let order = change.order();
            let mail = self.mail_of_news(order, NewsKind::Corrected, |news, language| {
                news.rows.push((language.say("mail-row-reached"), reached(&order.contact)));
                let to = order.shipping_address().map(crate::proofs::address_lines);
                news.rows.extend(to.map(|to| (language.say("mail-row-sent-to"), to)));
            })?;
            Ok(change.with_mail(mail))
        })
    }

    /// The order is collected in another shop, as long as it is not ready in the first.
    pub fn collect_order_at(
        &self,
        asking: &Asking,
        id: OrderId,
        place: &PlaceId,
    ) -> Result<ProductOrder, FulfilmentTrouble> {
        asking.may(Permission::WorkOrders)?;
        let zone = self.live()?.book.time_zone.clone();
        let found = self.place_of_id(place)?.filter(Place::hands_over).ok_or(CorrectionProblem::Shop)?;
        self.change_order(asking, id, |order, now| {
            let change = Change::from(order.collect_at(place, found.ready_by(now, &zone), now)?);
            let mail = self.mail_of_news(change.order(), NewsKind::Corrected, |news, language| {
                let shop = format!(
                    "{}\n{}",
                    found.name_in(language.code()),
                    crate::proofs::address_lines(&found.address)
                );
                news.rows.push((language.say("mail-row-collected-at"), shop));
                let ready = change.order().pick_up().and_then(|pick_up| pick_up.ready_by);
                news.rows
                    .extend(ready.map(|at| (language.say("mail-row-ready"), language.moment(at, &zone))));
            })?;
            Ok(change.with_mail(mail))
        })
    }

    /// Sends the confirmation again, with its papers, as the order stands now.
    pub fn confirm_again(&self, asking: &Asking, id: OrderId) -> Result<ProductOrder, FulfilmentTrouble> {
        asking.may(Permission::WorkOrders)?;
        let payments = self.payments_of(id)?;
        self.change_order(asking, id, |order, _| {
            let mail = self.mail_of_placed(order, payments.last().map(|held| &held.value))?;
            if mail.is_none() {
                return Err(CorrectionProblem::Email.into());
            }
            let facts = vec![OrderFact::new(FactKind::ConfirmationSent)];
            let told = Decided { order: order.clone(), facts, moves: Vec::new() };
            Ok(Change::from(told).with_mail(mail))
        })
    }

    /// The customer, or staff for them, says on which account money goes back.
    pub fn give_refund_account(
        &self,
        asking: &Asking,
        id: OrderId,
        iban: &str,
        owner: &str,
    ) -> Result<ProductOrder, FulfilmentTrouble> {
        let held = self.live()?.book.get::<ProductOrder>(&id.to_string())?;
        if !self.is_theirs(asking, &held.value) {
            if !asking.caller.works_here() {
                return Err(Trouble::NotFound { what: ProductOrder::KIND, id: id.to_string() }.into());
            }
            asking.may(Permission::WorkOrders)?;
        }
        let account_number: Iban = iban.parse().map_err(CorrectionProblem::from)?;
        let owner = tidy(owner);
        if owner.is_empty() {
            return Err(CorrectionProblem::Name.into());
        }
        self.change_order(asking, id, |order, now| {
            let account = RefundAccount { account_number: account_number.clone(), owner: owner.clone() };
            Ok(order.refund_to(account, now)?.into())
        })
    }
}

/// On one line, without what no reader shows, not too long.
fn tidy(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").chars().filter(|c| !c.is_control()).take(LENGTH).collect()
}

fn reached(contact: &Contact) -> String {
    let parts = [&contact.name, &contact.email, &contact.phone];
    parts.into_iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(", ")
}
