//! Taking the person out of what the books need: an order keeps its lines, sums, dates and taxes; a product what it is.

use collect::order::{Contact, Delivery, ProductOrder};
use collect::payment::{Payment, PaymentMethod};
use collect::place::PostalAddress;
use collect::product::Product;
use ledger::RecordWrite;
use offer::catalogue::Unknown;
use serde_json::Value;

use crate::Trouble;
use crate::live::written;

/// The write of a record without the person, to stand where every version of it was erased; nothing where all of it is
/// about them.
pub(super) fn without_person(kind: &str, body: &Value) -> Result<Option<RecordWrite>, Trouble> {
    Ok(match kind {
        "productOrder" => Some(written(&order(serde_json::from_value(body.clone())?), None)?),
        "product" => Some(written(&product(serde_json::from_value(body.clone())?), None)?),
        "payment" => {
            let left = payment(serde_json::from_value(body.clone())?);
            left.map(|payment| written(&payment, None)).transpose()?
        }
        _ => None,
    })
}

/// What was sold, when, for how much, under which tax; not to whom. The country and the beginning of the postcode stay:
/// the tax was due there.
fn order(mut order: ProductOrder) -> ProductOrder {
    order.related_party.clear();
    order.customer = None;
    order.visitor = None;
    order.also_in.clear();
    order.cart = None;
    order.contact = Contact::default();
    order.note.clear();
    order.cancellation_reason = None;
    order.billing_address = order.billing_address.map(|it| region_of(&it));
    order.delivery = match order.delivery {
        Delivery::Shipping { method, address, names, days } => {
            Delivery::Shipping { method, address: region_of(&address), names, days }
        }
        Delivery::PickUp(mut pick_up) => {
            pick_up.code = None;
            pick_up.unknown = Unknown::new();
            Delivery::PickUp(pick_up)
        }
        Delivery::Nothing => Delivery::Nothing,
    };
    for payment in &mut order.payment {
        (payment.shown, payment.mandate) = (None, None);
        payment.unknown = Unknown::new();
    }
    for fulfilment in &mut order.fulfilment {
        fulfilment.tracking.clear();
        fulfilment.unknown = Unknown::new();
    }
    for returned in &mut order.goods_return {
        returned.reason.clear();
        returned.unknown = Unknown::new();
    }
    for withdrawal in &mut order.withdrawal {
        withdrawal.unknown = Unknown::new();
    }
    order.hold = None;
    order.refund_account = None;
    order.unknown = Unknown::new();
    order
}

fn region_of(address: &PostalAddress) -> PostalAddress {
    PostalAddress {
        postcode: address.postcode.chars().take(2).collect(),
        country: address.country.clone(),
        ..PostalAddress::default()
    }
}

fn product(mut product: Product) -> Product {
    product.related_party.clear();
    (product.customer, product.visitor) = (None, None);
    product.product_characteristic.clear();
    product.unknown = Unknown::new();
    product
}

/// A payment by direct debit is all about the person's account: what it moved stands in the order.
fn payment(mut payment: Payment) -> Option<Payment> {
    if matches!(payment.method, PaymentMethod::DirectDebit(_)) {
        return None;
    }
    payment.payer = None;
    payment.unknown = Unknown::new();
    Some(payment)
}
