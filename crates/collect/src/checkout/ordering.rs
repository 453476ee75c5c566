//! A cart becomes an order: everything is copied into it, and what is held for the cart is shared out over its lines.

use std::collections::BTreeMap;

use jiff::Timestamp;
use offer::catalogue::{
    Catalogue, MoneyValue, Nature, OfferingId, PriceType, Reference, StockItemId, Translation, Unknown,
};
use rust_decimal::Decimal;
use types::{Currency, OrderId};

use crate::cart::{Cart, CartItem};
use crate::order::{
    Contact, ItemRelationship, OrderItem, OrderPrice, OrderedPrice, ProductOrder, RelatedParty, StockPart,
    TaxedAmount,
};
use crate::pricing::{Charge, PricedCart, PricedLine, ROUNDING_RULE};
use crate::stock::{Allocation, Demand};

/// The order that a cart becomes. How goods get there, and who asked for it where, is for the caller to fill in.
pub fn order_of(
    id: OrderId,
    cart: &Cart,
    priced: &PricedCart,
    catalogue: &Catalogue,
    held: &Allocation,
    now: Timestamp,
) -> ProductOrder {
    let mut items = Vec::new();
    for (item, line) in cart.cart_item.iter().zip(&priced.lines) {
        items.extend(lines_of(item, line, catalogue, items.len(), priced.currency));
    }
    share_out(&mut items, held);
    let due_now = MoneyValue { unit: priced.currency, value: priced.due_now };
    let mut order = ProductOrder::new(id, items, due_now, now);
    order.cart = Some(cart.id);
    order.customer = cart.customer;
    order.visitor = cart.visitor;
    order.language.clone_from(&cart.language);
    order.related_party = parties(cart);
    order.contact = contact(cart);
    order.order_total_price = totals(priced);
    order.vat.clone_from(&priced.tax);
    order.rounding_rule = ROUNDING_RULE.to_owned();
    order.terms_version = cart.checkout.terms.map(|version| version.to_string()).unwrap_or_default();
    order.delivery_price = priced.delivery.iter().map(taxed).collect();
    order
}

/// The lines of a cart's line: itself, and its parts and options as lines of their own that name it.
fn lines_of(
    item: &CartItem,
    line: &PricedLine,
    catalogue: &Catalogue,
    before: usize,
    currency: Currency,
) -> Vec<OrderItem> {
    let whole = (before + 1).to_string();
    let mut items = vec![item_of(&whole, &item.offering(), item.quantity, line, catalogue, currency)];
    let taken = item.cart_item.iter().filter(|option| option.quantity > 0);
    for (place, option) in taken.enumerate() {
        let id = (before + 2 + place).to_string();
        let quantity = option.quantity.saturating_mul(item.quantity);
        let mut part = item_of(&id, &option.offering(), quantity, line, catalogue, currency);
        part.stock = stock_of_part(&option.offering(), &item.chosen(), catalogue);
        part.product_order_item_relationship.push(ItemRelationship::bundled_in(&whole));
        items.push(part);
    }
    items
}

fn item_of(
    id: &str,
    offering_id: &OfferingId,
    quantity: u32,
    line: &PricedLine,
    catalogue: &Catalogue,
    currency: Currency,
) -> OrderItem {
    let offering = catalogue.offerings.get(offering_id);
    let charges: Vec<&Charge> =
        line.charges.iter().filter(|charge| charge.offering == *offering_id).collect();
    let name = offering.map(|found| found.name.clone());
    let reference = Reference { name, ..Reference::to(offering_id.as_str()) };
    let nature = offering.map_or(Nature::Service, |found| found.nature);
    let mut item = OrderItem::new(id, reference, nature, quantity);
    item.is_bundle = offering.is_some_and(|found| found.is_bundle);
    item.item_price = charges.iter().map(|charge| order_price(charge, charge.unit, currency)).collect();
    item.item_total_price =
        charges.iter().map(|charge| order_price(charge, charge.amount, currency)).collect();
    item.due_now =
        charges.iter().filter(|charge| charge.kind == PriceType::OneTime).map(|c| taxed(c)).collect();
    if let Some(found) = offering {
        let names = found.translation.iter().filter(|words| !words.name.is_empty());
        item.translation =
            names.map(|words| Translation { description: String::new(), ..words.clone() }).collect();
        let months = found.commitment_months();
        if months > Decimal::ZERO {
            let duration = serde_json::json!({ "amount": months.to_string(), "units": "month" });
            item.item_term.push(serde_json::json!({ "name": "commitment", "duration": duration }));
        }
        item.stock = found.stocked().map(|item| StockPart { item, each: 1 }).into_iter().collect();
    }
    item
}

/// What is counted for one of a part: itself, and whatever it holds in turn.
fn stock_of_part(
    id: &OfferingId,
    chosen: &BTreeMap<OfferingId, u32>,
    catalogue: &Catalogue,
) -> Vec<StockPart> {
    let mut demand = Demand::default();
    if demand.add_offering(catalogue, id, 1, chosen).is_err() {
        return Vec::new();
    }
    let each = |(item, each): (&StockItemId, u64)| StockPart {
        item: item.clone(),
        each: u32::try_from(each).unwrap_or(u32::MAX),
    };
    demand.items().map(each).collect()
}

/// Gives each line its share of what is held, in the order of lines.
fn share_out(items: &mut [OrderItem], held: &Allocation) {
    let mut left = held.clone();
    for item in items {
        for part in &item.stock {
            let mut wanted = u64::from(part.each) * u64::from(item.quantity);
            for piece in left.iter_mut().filter(|piece| piece.item == part.item && piece.quantity > 0) {
                let taken = piece.quantity.min(wanted);
                if taken == 0 {
                    break;
                }
                piece.quantity -= taken;
                wanted -= taken;
                let mut share = piece.clone();
                share.quantity = taken;
                item.allocated.push(share);
            }
        }
    }
}

fn order_price(charge: &Charge, amount: Decimal, currency: Currency) -> OrderPrice {
    let value = MoneyValue { unit: currency, value: amount };
    let mut price = OrderPrice {
        name: (!charge.name.is_empty()).then(|| charge.name.clone()),
        price_type: kind_name(charge.kind).to_owned(),
        recurring_charge_period: (charge.kind == PriceType::Recurring).then(|| "month".to_owned()),
        unit_of_measure: charge.measure.as_ref().map(|measure| measure.units.clone()),
        price: OrderedPrice {
            tax_rate: Some(charge.tax_rate),
            duty_free_amount: None,
            tax_included_amount: Some(value),
            unknown: Unknown::new(),
        },
        product_offering_price: charge.price.as_ref().map(|price| Reference::to(price.id.as_str())),
        unknown: Unknown::new(),
    };
    if let Some(since) = charge.price.as_ref().and_then(|price| price.since) {
        price.unknown.insert("version".to_owned(), since.to_string().into());
    }
    if !charge.translation.is_empty() {
        let words = serde_json::to_value(&charge.translation).unwrap_or_default();
        price.unknown.insert("translation".to_owned(), words);
    }
    if charge.from_month > 1 {
        price.unknown.insert("fromMonth".to_owned(), charge.from_month.into());
    }
    if let Some(last) = charge.to_month {
        price.unknown.insert("toMonth".to_owned(), last.into());
    }
    if let Some(promotion) = &charge.promotion {
        price.unknown.insert("promotion".to_owned(), promotion.as_str().into());
    }
    price
}

/// The name of a way of being due, as records write it.
const fn kind_name(kind: PriceType) -> &'static str {
    match kind {
        PriceType::OneTime => "oneTime",
        PriceType::Recurring => "recurring",
        PriceType::Usage => "usage",
        PriceType::Closing => "closing",
    }
}

fn taxed(charge: &Charge) -> TaxedAmount {
    TaxedAmount { tax_rate: charge.tax_rate, amount: charge.amount }
}

fn totals(priced: &PricedCart) -> Vec<OrderPrice> {
    let total = |name: &str, kind: PriceType, amount: Decimal| OrderPrice {
        name: Some(name.to_owned()),
        price_type: kind_name(kind).to_owned(),
        recurring_charge_period: (kind == PriceType::Recurring).then(|| "month".to_owned()),
        price: OrderedPrice {
            tax_included_amount: Some(MoneyValue { unit: priced.currency, value: amount }),
            ..OrderedPrice::default()
        },
        ..OrderPrice::default()
    };
    let mut totals = vec![total("dueNow", PriceType::OneTime, priced.due_now)];
    for step in &priced.monthly {
        let mut each = total("monthly", PriceType::Recurring, step.amount);
        each.unknown.insert("fromMonth".to_owned(), step.from_month.into());
        totals.push(each);
    }
    if !priced.at_end.is_zero() {
        totals.push(total("atEnd", PriceType::Closing, priced.at_end));
    }
    totals
}

fn contact(cart: &Cart) -> Contact {
    let said = &cart.checkout.contact;
    let name = format!("{} {}", said.given_name.trim(), said.family_name.trim());
    Contact {
        name: name.trim().to_owned(),
        email: said.email.trim().to_owned(),
        phone: said.phone.trim().to_owned(),
    }
}

fn parties(cart: &Cart) -> Vec<RelatedParty> {
    let party = |id: String, role: &str, referred: &str| RelatedParty {
        id,
        role: Some(role.to_owned()),
        referred_type: Some(referred.to_owned()),
        unknown: Unknown::new(),
    };
    let customer = cart.customer.map(|id| party(id.to_string(), "customer", "Customer"));
    let visitor = cart.visitor.map(|id| party(id.to_string(), "visitor", "Individual"));
    customer.into_iter().chain(visitor).collect()
}

/// What a cart demands, and what its order's lines count, are the same: for tests and for those who check.
pub fn demand_of(order: &ProductOrder) -> Demand {
    order
        .product_order_item
        .iter()
        .flat_map(|item| {
            item.stock.iter().map(move |part| (&part.item, u64::from(part.each) * u64::from(item.quantity)))
        })
        .collect()
}
