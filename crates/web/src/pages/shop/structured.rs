//! Structured data for search engines (schema.org), from the same values as the page: what it says and what they read
//! cannot differ.

use rust_decimal::Decimal;
use serde_json::{Value, json};
use types::Money;

use super::model::{ListPage, OfferingPage, PriceShown, Store, UsePrice};
use super::pieces::offer_href;

/// JSON that may stand inside a script element: nothing in it can end that element.
fn inside_script(value: &Value) -> String {
    value
        .to_string()
        .replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}

/// An offering as a `Product` with its `Offer`.
pub fn offering_data(store: &Store, page: &OfferingPage) -> String {
    let url = format!("{}{}", store.origin, offer_href(&page.id));
    let mut product = json!({
        "@context": "https://schema.org",
        "@type": "Product",
        "name": page.name,
        "description": page.description,
        "url": url,
        "offers": offer(&page.price, &url, page.available && page.priced && !page.withdrawn, store),
    });
    let mut put = |name: &str, text: &str| {
        if !text.is_empty() {
            product[name] = json!(text);
        }
    };
    put("sku", &page.sku);
    put("gtin", &page.gtin);
    if !page.brand.is_empty() {
        product["brand"] = json!({ "@type": "Brand", "name": page.brand });
    }
    let pictures: Vec<String> = page
        .pictures
        .iter()
        .filter(|picture| !picture.src.is_empty())
        .map(|picture| format!("{}{}", store.origin, picture.src))
        .collect();
    if !pictures.is_empty() {
        product["image"] = json!(pictures);
    }
    inside_script(&product)
}

/// An `Offer`: what is due at once, and each monthly price as a `UnitPriceSpecification` with its billing duration.
fn offer(price: &PriceShown, url: &str, available: bool, store: &Store) -> Value {
    let currency =
        price.due_now.or(price.monthly.first().map(|step| step.amount)).map(|money| money.currency);
    let main = price.monthly.first().map(|step| step.amount).or(price.due_now);
    let mut offer = json!({
        "@type": "Offer",
        "url": url,
        "availability": format!("https://schema.org/{}", if available { "InStock" } else { "OutOfStock" }),
        "itemCondition": "https://schema.org/NewCondition",
        "seller": { "@type": "Organization", "name": store.name },
    });
    if let (Some(main), Some(currency)) = (main, currency) {
        offer["price"] = json!(plain(main.amount));
        offer["priceCurrency"] = json!(currency.as_str());
    }
    if !price.monthly.is_empty() || !price.usage.is_empty() {
        let mut parts: Vec<Value> = price
            .monthly
            .iter()
            .map(|step| {
                let mut part = specification(step.amount, price);
                part["billingStart"] = json!(step.from - 1);
                part["billingIncrement"] = json!(1);
                part["referenceQuantity"] = json!({ "@type": "QuantitativeValue", "value": 1, "unitCode": "MON" });
                if let Some(to) = step.to {
                    part["billingDuration"] = json!({ "@type": "QuantitativeValue", "value": to + 1 - step.from, "unitCode": "MON" });
                } else if let Some(months) = price.commitment_months.filter(|months| *months > 0) {
                    part["billingDuration"] = json!({ "@type": "QuantitativeValue", "value": months, "unitCode": "MON" });
                }
                part
            })
            .collect();
        parts.extend(at_the_order(price));
        parts.extend(price.usage.iter().map(|usage| by_use(usage, price)));
        offer["priceSpecification"] = json!(parts);
    }
    offer
}

/// What is due at the order beside the months. It may be a bundle's goods or a deposit that is given back as well as a fee, so no
/// kind of it is claimed.
fn at_the_order(price: &PriceShown) -> Option<Value> {
    let now = price.due_now.filter(|now| !now.amount.is_zero())?;
    Some(specification(now, price))
}

/// What use costs, for each of its unit.
fn by_use(usage: &UsePrice, price: &PriceShown) -> Value {
    let mut part = specification(usage.amount, price);
    part["name"] = json!(usage.name);
    part["referenceQuantity"] = if usage.unit == "kWh" {
        // UN/CEFACT recommendation 20.
        json!({ "@type": "QuantitativeValue", "value": 1, "unitCode": "KWH" })
    } else {
        json!({ "@type": "QuantitativeValue", "value": 1, "unitText": usage.unit })
    };
    part
}

fn specification(amount: Money, price: &PriceShown) -> Value {
    json!({
        "@type": "UnitPriceSpecification",
        "price": plain(amount.amount),
        "priceCurrency": amount.currency.as_str(),
        "valueAddedTaxIncluded": !price.without_tax,
    })
}

/// An amount as these data want it: a point, no groups, no needless zeros beyond two decimals.
fn plain(amount: Decimal) -> String {
    let mut amount = amount.normalize();
    if amount.scale() < 2 {
        amount.rescale(2);
    }
    amount.to_string()
}

/// A list as an `ItemList`.
pub fn list_data(store: &Store, page: &ListPage) -> String {
    let items: Vec<Value> = page
        .cards
        .iter()
        .enumerate()
        .map(|(place, card)| {
            json!({
                "@type": "ListItem",
                "position": place + 1,
                "url": format!("{}{}", store.origin, offer_href(&card.id)),
                "name": card.name,
            })
        })
        .collect();
    inside_script(&json!({ "@context": "https://schema.org", "@type": "ItemList", "itemListElement": items }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_the_data_can_end_the_element() {
        let text = inside_script(&json!({ "name": "</script><script>alert(1)</script>\u{2028}" }));
        assert!(!text.contains('<') && !text.contains('\u{2028}'));
        assert_eq!(
            serde_json::from_str::<Value>(&text).unwrap()["name"],
            "</script><script>alert(1)</script>\u{2028}"
        );
    }
}
