//! What a shop needs before it can sell: what is there and what is missing, with the way to each.

use app::{Operator, Shop};
use collect::place::Place;
use collect::pricing::DeliveryMethod;
use serde_json::Value;

use crate::context::PageContext;
use crate::door::{Door, Problem};
use crate::pages::office::{OfficeNeed, OfficeRoom};

/// Everything that is needed, in the order in which one would see to it.
pub(super) fn needs(ctx: &PageContext, door: &Door, shop: &Shop) -> Result<Vec<OfficeNeed>, Problem> {
    let operator = door.counter.operator()?;
    let ways = door.counter.payment_names();
    let places: Vec<Place> = shop.documents(Place::KIND);
    let methods: Vec<DeliveryMethod> = shop.documents("deliveryMethod");
    let hands_over = places.iter().any(Place::hands_over);
    let sends = places.iter().any(|place| place.is_active && place.shipping_priority.is_some());
    let delivered = sends && methods.iter().any(|method| method.offered);
    let need = |key: &str, met: bool, href: String| OfficeNeed {
        words: ctx.say(&format!("office-need-{key}")),
        met,
        href,
    };
    let page = |slug: &str| {
        let path = OfficeRoom::Pages.path();
        if shop.document_version("page", slug).is_some() {
            format!("{path}/{slug}")
        } else {
            format!("{path}/new")
        }
    };
    Ok(vec![
        need("operator", is_named(&operator), format!("{}/operator", OfficeRoom::Operator.path())),
        need("terms", is_published(shop, "terms"), page("terms")),
        need("legal", is_published(shop, "legal"), page("legal")),
        need("places", !places.is_empty(), OfficeRoom::Places.path().to_owned()),
        need("delivery", delivered || hands_over, OfficeRoom::Delivery.path().to_owned()),
        need(
            "payment",
            ways.iter().any(|name| name != "test_card" && (name != "shop" || hands_over)),
            format!("{}/operator", OfficeRoom::Operator.path()),
        ),
    ])
}

/// Whether customers can read whom they buy from, and reach them.
fn is_named(operator: &Operator) -> bool {
    let said = |text: &str| !text.trim().is_empty();
    said(&operator.full_name()) && said(&operator.address.city) && said(&operator.email)
}

fn is_published(shop: &Shop, slug: &str) -> bool {
    let page: Option<Value> = shop.document("page", slug);
    page.is_some_and(|page| page.get("published").and_then(Value::as_bool).unwrap_or(true))
}
