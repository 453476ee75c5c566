//! The cart beside a conversation: shown to either side, changed by either side.

use app::{Asking, CartNow, CartTrouble, Counter, Shop, TalkCartTrouble};
use collect::cart::{CartChange, CartItem, CartRefusal, LineId};
use collect::pricing::PricedLine;
use offer::catalogue::{OfferingId, PriceType, Reference};
use rust_decimal::Decimal;
use serde::Deserialize;
use types::{ActorKind, ConversationId, Currency, EntryId, Money, OrderId};
use wording::Language;

use crate::context::PageContext;
use crate::door::identity::{FormMarks, Shopper, Staff};
use crate::door::{Door, Problem};
use crate::pages::talks::{CartBeside, CartFound, CartLine, CartPart, OrderLink};

/// How many offers a seller's search shows.
const FOUND_AT_MOST: usize = 8;

/// A change of the cart as a form sends it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct CartFields {
    entry: String,
    shown: String,
    what: String,
    line: String,
    quantity: String,
    offering: String,
    code: String,
}

impl CartFields {
    /// What the form says of the asking itself.
    pub fn marks(&self) -> FormMarks {
        FormMarks { entry: self.entry.clone(), shown: self.shown.clone() }
    }

    /// The change; a sentence where a field cannot be read.
    fn change(&self, by: ActorKind) -> Option<CartChange> {
        let line = || LineId(self.line.clone());
        match self.what.as_str() {
            "quantity" => {
                let quantity = self.quantity.trim().parse().ok()?;
                Some(CartChange::SetQuantity { line: line(), quantity })
            }
            "remove" => Some(CartChange::Remove { line: line() }),
            "code" => Some(CartChange::EnterCode(self.code.trim().to_owned())),
            "add" => {
                let entry: EntryId = self.entry.parse().ok()?;
                Some(CartChange::Add {
                    offering: OfferingId::new(&self.offering),
                    quantity: 1,
                    options: Vec::new(),
                    // The line is named after the entry that makes it: sent twice, it is one line.
                    line: LineId(entry.to_string()),
                    seen: None,
                    by,
                })
            }
            _ => None,
        }
    }
}

/// Changes the cart; a sentence where it says no.
pub(super) fn changed(
    door: &Door,
    asking: &Asking,
    id: ConversationId,
    fields: &CartFields,
    ctx: &PageContext,
) -> Result<Result<(), String>, Problem> {
    let refused = |why: &str| ctx.tell("talk-problem-cart", &[("why", why.into())]);
    let Some(change) = fields.change(asking.caller.actor()) else {
        return Ok(Err(refused(&ctx.say("talk-cart-why-form"))));
    };
    match door.counter.change_talk_cart(asking, id, &change) {
        Ok(_) => Ok(Ok(())),
        Err(TalkCartTrouble::Cart(CartTrouble::Refused(refusal))) => Ok(Err(refused(&why(ctx, &refusal)))),
        Err(TalkCartTrouble::Cart(CartTrouble::Trouble(trouble))) => Err(trouble.into()),
        Err(TalkCartTrouble::Talk(trouble)) => Err(trouble.into()),
    }
}

fn why(ctx: &PageContext, refusal: &CartRefusal) -> String {
    ctx.say(match refusal {
        CartRefusal::Closed => "talk-cart-why-closed",
        CartRefusal::NotOnOffer(_) => "talk-cart-why-not-on-offer",
        CartRefusal::NoPrice(_) => "talk-cart-why-no-price",
        CartRefusal::NoQuantity => "talk-cart-why-no-quantity",
        CartRefusal::TooMany { .. } => "talk-cart-why-too-many",
        CartRefusal::TooManyLines => "talk-cart-why-too-many-lines",
        CartRefusal::NoSuchLine(_) => "talk-cart-why-no-line",
        CartRefusal::UnknownCode(_) => "talk-cart-why-code",
        _ => "talk-cart-why-form",
    })
}

/// The cart beside a conversation, for its customer.
pub(super) fn beside_customer(
    door: &Door,
    shopper: &Shopper,
    ctx: &PageContext,
    id: ConversationId,
) -> Result<Option<CartBeside>, Problem> {
    let asking = shopper.asking(&FormMarks::default(), door.counter.now());
    let Some(now) = door.counter.talk_cart(&asking, id)? else { return Ok(None) };
    let shop = door.counter.shop()?;
    let shown = beside(&now, &shop, ctx.language, (format!("/talks/{id}/cart"), false));
    let order = door.counter.order_of_talk(&shopper.caller, id)?.filter(|_| !shown.open);
    Ok(Some(CartBeside { order: order.map(|order| order_link("/orders", order)), ..shown }))
}

/// The cart beside a conversation, for a seller; an empty one where the customer has none yet, to be filled for them.
pub(super) fn beside_seller(
    door: &Door,
    staff: &Staff,
    ctx: &PageContext,
    id: ConversationId,
) -> Result<CartBeside, Problem> {
    let action = format!("/inbox/{id}/cart");
    Ok(match door.counter.talk_cart(&staff.reading(), id)? {
        Some(now) => {
            let shown = beside(&now, &*door.counter.shop()?, ctx.language, (action, true));
            let order = door.counter.order_of_talk(&staff.caller, id)?.filter(|_| !shown.open);
            CartBeside { order: order.map(|order| order_link("/office/orders", order)), ..shown }
        }
        None => CartBeside { open: true, action, for_seller: true, ..CartBeside::default() },
    })
}

/// The way to an order below this address.
pub(super) fn order_link(below: &str, order: OrderId) -> OrderLink {
    OrderLink { href: format!("{below}/{order}"), number: Counter::number_of(order) }
}

fn beside(
    now: &CartNow,
    shop: &Shop,
    language: Language,
    (action, for_seller): (String, bool),
) -> CartBeside {
    let currency = now.priced.currency;
    let worded = |amount: Decimal| price(language, amount, currency);
    let some = |amount: Decimal| if amount.is_zero() { String::new() } else { worded(amount) };
    CartBeside {
        open: now.cart.is_open(),
        action,
        for_seller,
        lines: now.cart.cart_item.iter().map(|item| line(now, item, shop, language)).collect(),
        now: if now.cart.is_empty() { String::new() } else { worded(now.priced.due_now) },
        monthly: some(now.priced.in_month(1)),
        at_end: some(now.priced.at_end),
        order: None,
    }
}

fn line(now: &CartNow, item: &CartItem, shop: &Shop, language: Language) -> CartLine {
    let priced = now.priced.lines.iter().find(|line| line.line == item.id);
    // In the reader's language while it is on the shelf; as it was put in once it is gone.
    let name = |reference: &Reference| match shop.catalogue.offerings.get(reference.id.as_str()) {
        Some(offering) => offering.name_in(language.code()).to_owned(),
        None => reference.name.clone().unwrap_or_else(|| reference.id.clone()),
    };
    let mut problems = Vec::new();
    if priced.is_some_and(|line| !line.on_offer()) {
        problems.push(language.say("talk-cart-gone"));
    }
    if let Some((_, left)) = now.short.iter().find(|(offering, _)| *offering == item.offering()) {
        problems.push(language.tell("talk-cart-short", &[("n", (*left).into())]));
    }
    CartLine {
        id: item.id.to_string(),
        name: name(&item.product_offering),
        parts: item
            .cart_item
            .iter()
            .map(|part| CartPart { name: name(&part.product_offering), quantity: part.quantity })
            .collect(),
        quantity: item.quantity,
        price: priced.map(|line| line_price(line, language, now.priced.currency)).unwrap_or_default(),
        by_seller: item.added_by == ActorKind::Agent,
        problems,
    }
}

/// What a line costs at once and per month, as far as it costs anything.
fn line_price(line: &PricedLine, language: Language, currency: Currency) -> String {
    let (once, monthly) = (line.due_now(), line.in_month(1));
    let monthly_due = line.charges.iter().any(|charge| charge.kind == PriceType::Recurring);
    let mut texts = Vec::new();
    if !once.is_zero() || !monthly_due {
        texts.push(price(language, once, currency));
    }
    if monthly_due {
        let amount = price(language, monthly, currency);
        texts.push(language.tell("talk-cart-each-month", &[("amount", amount.into())]));
    }
    texts.join(" + ")
}

fn price(language: Language, amount: Decimal, currency: Currency) -> String {
    language.price(Money { amount, currency })
}

/// Offers that a seller's words find, each as one of it would cost.
pub(super) fn found(
    door: &Door,
    staff: &Staff,
    ctx: &PageContext,
    words: &str,
) -> Result<Vec<CartFound>, Problem> {
    let offers = door.counter.offers_like(&staff.reading(), words, FOUND_AT_MOST)?;
    let shop = door.counter.shop()?;
    let found = offers.iter().filter_map(|now| {
        let item = now.cart.cart_item.first()?;
        let line = line(now, item, &shop, ctx.language);
        Some(CartFound {
            id: item.product_offering.id.clone(),
            name: line.name,
            price: line.price,
            problems: line.problems,
        })
    });
    Ok(found.collect())
}
