//! Handing over in a shop: the order is found by its code, its QR code or its number, and given to whoever shows the code.

use collect::order::{FactKind, FulfilmentKind, HandOver, LineQuantity, OrderRefusal, ProductOrder};
use collect::payment::{Answer, Payment, PaymentMethod};
use collect::pickup::{PickUpCode, Presented as Typed, understand};
use jiff::Timestamp;
use ledger::Entry;
use offer::catalogue::PlaceId;
use party::Permission;
use rust_decimal::Decimal;
use types::{Money, OrderId};

use super::FulfilmentTrouble;
use super::codes::code_key;
use super::writing::Change;
use crate::live::Held;
use crate::post::NewsKind;
use crate::{Asking, Counter, Trouble, clock};

/// What a customer showed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Presented {
    /// A code, as it was typed or scanned.
    Code(String),
    /// A document that says who they are; staff saw it.
    Identity,
}

/// What is handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandingOver {
    /// Which order.
    pub order: OrderId,
    /// In which shop.
    pub place: PlaceId,
    /// What the customer showed.
    pub presented: Presented,
    /// Of which lines, how many; nothing: all that is left.
    pub lines: Vec<LineQuantity>,
    /// Whether staff say that what was due was paid on the spot: how much they took.
    pub taken: Option<Decimal>,
    /// In which way they took it.
    pub taken_by: TakenBy,
}

/// How money is taken at the counter.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum TakenBy {
    /// In cash.
    #[default]
    Cash,
    /// With the card terminal of the shop.
    Terminal,
}

impl TakenBy {
    /// Its written name, in forms, acts and the payment's record.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Cash => "cash",
            Self::Terminal => "terminal",
        }
    }

    /// The way of this written name.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Cash, Self::Terminal].into_iter().find(|way| way.name() == name)
    }

    const fn mail_row(self) -> &'static str {
        match self {
            Self::Cash => "mail-row-taken-cash",
            Self::Terminal => "mail-row-taken-terminal",
        }
    }
}

impl Counter {
    /// The order of a code, a scanned QR code or a number that somebody shows in a shop. One that waits elsewhere is found by its number or QR code, so
    /// that staff can say where.
    pub fn find_to_hand_over(
        &self,
        asking: &Asking,
        place: &PlaceId,
        text: &str,
    ) -> Result<(ProductOrder, Option<PickUpCode>), FulfilmentTrouble> {
        asking.may(Permission::HandOver)?;
        let book = &self.live()?.book;
        match understand(text) {
            Typed::Scanned(order, code) => {
                let found = book.find::<ProductOrder>(&order.to_string())?;
                found.map(|held| (held.value, Some(code))).ok_or(FulfilmentTrouble::NothingFound)
            }
            Typed::Code(code) => {
                let found = book.find_by::<ProductOrder>("code", &code_key(place, &code), 5)?;
                let found = found.into_iter().map(|held| held.value).find(|order| has_code(order, &code));
                found.map(|order| (order, Some(code))).ok_or(FulfilmentTrouble::NothingFound)
            }
            Typed::Other(text) => {
                let found = self.order_numbered(&text)?.ok_or(FulfilmentTrouble::NothingFound)?;
                Ok((found, None))
            }
        }
    }

    /// Hands goods over. A wrong code is counted, in an entry of its own, and refused. What was to be paid in the shop must be
    /// taken with it. Subscriptions of the order start once all its goods are given.
    pub fn hand_over(&self, asking: &Asking, asked: &HandingOver) -> Result<ProductOrder, FulfilmentTrouble> {
        asking.may(Permission::HandOver)?;
        let code = match &asked.presented {
            Presented::Code(text) => match understand(text) {
                Typed::Scanned(order, code) if order == asked.order => Some(code),
                Typed::Code(code) => Some(code),
                // What cannot be a code is no try at one.
                Typed::Scanned(..) | Typed::Other(_) => return Err(FulfilmentTrouble::NothingFound),
            },
            Presented::Identity => None,
        };
        let result = self.change_order(asking, asked.order, |order, now| {
            self.decide_hand_over(asking, order, asked, code.clone(), now)
        });
        if let Err(FulfilmentTrouble::Order(OrderRefusal::WrongCode { .. } | OrderRefusal::CodeBlocked)) =
            &result
        {
            self.count_wrong_code(asking, asked.order)?;
        }
        result
    }

    fn decide_hand_over(
        &self,
        asking: &Asking,
        order: &ProductOrder,
        asked: &HandingOver,
        code: Option<PickUpCode>,
        now: Timestamp,
    ) -> Result<Change, FulfilmentTrouble> {
        let hand_over = HandOver {
            id: clock::run_id(&*self.clock).to_string(),
            place: asked.place.clone(),
            staff: asking.caller.staff_id(),
            code,
            lines: asked.lines.clone(),
            taken: asked.taken.map(|amount| order.money(amount)),
        };
        let due = order.due_on_the_spot();
        if due <= Decimal::ZERO {
            let change = Change::from(order.hand_over(hand_over, now)?);
            let mail =
                self.mail_of_given(change.order(), NewsKind::HandedOver, FulfilmentKind::HandedOver, None)?;
            return self.with_subscriptions(change.with_mail(mail), now);
        }
        // What is due here is taken first: a wrong code undoes that too, for nothing is committed.
        if asked.taken.unwrap_or_default() < due {
            return Err(OrderRefusal::NotPaid(order.money(due)).into());
        }
        let mut payment = self.payment_in_shop(order)?;
        let answer = Answer::Paid { reference: hand_over.id.clone(), amount: order.money(due) };
        payment.value.hear(&answer, now).map_err(|error| Trouble::Refused(error.to_string()))?;
        let way = asked.taken_by;
        if let PaymentMethod::Cash { unknown } = &mut payment.value.method {
            unknown.insert("takenBy".to_owned(), way.name().into());
        }
        let mut change = Change::from(order.hear(&payment.value, now));
        let settled = change.decided.facts.iter_mut().filter(|fact| fact.kind == FactKind::PaymentSettled);
        settled.for_each(|fact| fact.reason = Some(way.name().to_owned()));
        let given = change.order().hand_over(hand_over, now)?;
        change = change.then(given);
        change.payments.push(payment);
        let taken = Some((order.money(due), way.mail_row()));
        let mail =
            self.mail_of_given(change.order(), NewsKind::HandedOver, FulfilmentKind::HandedOver, taken)?;
        self.with_subscriptions(change.with_mail(mail), now)
    }

    /// The payment of an order that is paid in the shop.
    fn payment_in_shop(&self, order: &ProductOrder) -> Result<Held<Payment>, Trouble> {
        let all = self.live()?.book.find_by::<Payment>("order", &order.id.to_string(), 100)?;
        all.into_iter()
            .rev()
            .find(|held| matches!(held.value.method, PaymentMethod::Cash { .. }) && !held.value.is_settled())
            .ok_or_else(|| Trouble::NotFound { what: "payment", id: order.id.to_string() })
    }

    fn count_wrong_code(&self, asking: &Asking, id: OrderId) -> Result<(), FulfilmentTrouble> {
        crate::live::retried(|| {
            let held = self.live()?.book.get::<ProductOrder>(&id.to_string())?;
            let decided = held.value.count_wrong_code(self.clock.now())?;
            let entry = Entry::new(clock::entry_id(&*self.clock));
            self.commit_order_change(asking, entry, &held, decided.into()).map(drop)
        })
    }

    /// The order of a number, however it was typed.
    pub(super) fn order_numbered(&self, text: &str) -> Result<Option<ProductOrder>, Trouble> {
        let letters: String =
            text.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
        if letters.len() != 10 {
            return Ok(None);
        }
        let (first, second) = letters.split_at(5);
        let found = self.live()?.book.find_by::<ProductOrder>("number", &format!("{first}-{second}"), 2)?;
        Ok(found.into_iter().next().map(|held| held.value))
    }

    /// What is to be paid when an order is handed over.
    pub fn due_on_the_spot(order: &ProductOrder) -> Option<Money> {
        let due = order.due_on_the_spot();
        (due > Decimal::ZERO).then(|| order.money(due))
    }
}

fn has_code(order: &ProductOrder, code: &PickUpCode) -> bool {
    order.pick_up().and_then(|pick_up| pick_up.code.as_ref()).is_some_and(|known| known.is(code))
}
