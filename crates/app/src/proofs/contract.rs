//! The summary of a contract, which precedes a subscription: under the headings of the template of the Union (directive
//! 2018/1972, article 102; implementing regulation 2019/2243), so that any two can be laid side by side.

use jiff::Timestamp;
use offer::catalogue::{
    Catalogue, Characteristic, ChargePeriod, Nature, OfferingId, PriceType, ProductOffering,
    ProductOfferingPrice, in_language,
};
use papers::{Paper, Piece};
use rust_decimal::Decimal;
use types::Money;

use super::Desk;

/// What is known to be about the speed of an internet access, by the names of characteristics.
const SPEED: [&str; 6] = ["speed", "debit", "débit", "download", "upload", "bandwidth"];

/// The summary of the subscriptions among these offerings, as they would be concluded at an instant; nothing if there are none.
pub(super) fn summary_of(
    desk: &Desk<'_>,
    catalogue: &Catalogue,
    offerings: &[OfferingId],
    at: Timestamp,
) -> Option<Paper> {
    let mut subscriptions: Vec<&ProductOffering> = Vec::new();
    for offering in offerings.iter().filter_map(|id| catalogue.offerings.get(id)) {
        // Parts that are taken in any case; those that may be left out are lines of an order of their own.
        let parts = offering
            .bundled_product_offering
            .iter()
            .filter(|part| part.bundled_product_offering_option.number_rel_offer_lower_limit > 0);
        let parts = parts.filter_map(|part| catalogue.offerings.get(&part.id)).map(AsRef::as_ref);
        for each in std::iter::once(offering.as_ref()).chain(parts) {
            if binds(catalogue, each, at) && !subscriptions.iter().any(|known| known.id == each.id) {
                subscriptions.push(each);
            }
        }
    }
    if subscriptions.is_empty() {
        return None;
    }
    let mut pieces = vec![
        Piece::Title(desk.say("paper-contract")),
        Piece::Text(desk.operator.lines()),
        Piece::Small(desk.say("paper-contract-intro")),
        Piece::Facts(vec![(desk.say("paper-contract-made"), desk.day(at))]),
    ];
    for offering in &subscriptions {
        pieces.extend(sections(desk, catalogue, offering, at));
    }
    pieces.push(Piece::Heading(desk.say("paper-contract-disabilities")));
    pieces.push(Piece::Text(desk.say("paper-contract-disabilities-text")));
    pieces.push(Piece::Heading(desk.say("paper-contract-other")));
    pieces.push(Piece::Text(desk.say("paper-withdrawal")));
    if !desk.operator.mediator.is_empty() {
        let mediator = [("mediator", desk.operator.mediator.as_str().into())];
        pieces.push(Piece::Text(desk.language.tell("paper-mediator", &mediator)));
    }
    let names: Vec<&str> =
        subscriptions.iter().map(|offering| offering.name_in(desk.language.code())).collect();
    let title = format!("{} – {}", desk.say("paper-contract"), names.join(", "));
    Some(desk.paper(&title, at, pieces))
}

fn sections(desk: &Desk<'_>, catalogue: &Catalogue, offering: &ProductOffering, at: Timestamp) -> Vec<Piece> {
    let code = desk.language.code();
    let product = catalogue.specification_of(offering);
    let description = match offering.description_in(code) {
        "" => product.map(|product| product.description_in(code)).unwrap_or_default(),
        own => own,
    };
    let mut pieces =
        vec![Piece::Heading(format!("{} – {}", desk.say("paper-contract-service"), offering.name_in(code)))];
    if !description.is_empty() {
        pieces.push(Piece::Text(description.to_owned()));
    }
    let all: Vec<&Characteristic> = product
        .into_iter()
        .flat_map(|product| &product.product_spec_characteristic)
        .filter(|own| !offering.prod_spec_char_value_use.iter().any(|each| each.name == own.name))
        .chain(&offering.prod_spec_char_value_use)
        .collect();
    let (speeds, others): (Vec<&Characteristic>, Vec<&Characteristic>) =
        all.into_iter().partition(|each| is_speed(&each.name));
    pieces.extend(told(desk, &others));
    if !speeds.is_empty() {
        pieces.push(Piece::Heading(desk.say("paper-contract-speeds")));
        pieces.extend(told(desk, &speeds));
        pieces.push(Piece::Text(desk.say("paper-contract-remedies")));
    }
    pieces.push(Piece::Heading(desk.say("paper-contract-price")));
    pieces.push(Piece::Facts(prices(desk, catalogue, offering, at)));
    pieces.push(Piece::Heading(desk.say("paper-contract-duration")));
    pieces.push(Piece::Text(duration(desk, offering)));
    pieces.push(Piece::Text(desk.say("paper-contract-ending")));
    pieces
}

/// Whether taking it concludes a contract that goes on: a subscription, or anything that is paid again and again.
fn binds(catalogue: &Catalogue, offering: &ProductOffering, at: Timestamp) -> bool {
    offering.nature == Nature::Subscription
        || catalogue
            .prices_in_force(offering, at)
            .iter()
            .any(|each| matches!(each.price.price_type, PriceType::Recurring | PriceType::Usage))
}

fn is_speed(name: &str) -> bool {
    let name = name.to_lowercase();
    SPEED.iter().any(|word| name.contains(word))
}

fn told(desk: &Desk<'_>, characteristics: &[&Characteristic]) -> Option<Piece> {
    let code = desk.language.code();
    let facts: Vec<(String, String)> = characteristics
        .iter()
        .filter(|each| !each.product_spec_characteristic_value.is_empty())
        .map(|each| {
            let name = in_language(&each.translation, code, |words| &words.name, &each.name);
            let values: Vec<String> = each
                .product_spec_characteristic_value
                .iter()
                .map(|value| {
                    let text = value.text();
                    in_language(&value.translation, code, |words| &words.name, &text).to_owned()
                })
                .collect();
            (name.to_owned(), values.join(", "))
        })
        .collect();
    (!facts.is_empty()).then_some(Piece::Facts(facts))
}

fn prices(
    desk: &Desk<'_>,
    catalogue: &Catalogue,
    offering: &ProductOffering,
    at: Timestamp,
) -> Vec<(String, String)> {
    let found = catalogue.prices_in_force(offering, at);
    let facts = found.iter().map(|each| (name_of(desk, each.price), amount_of(desk, each.price)));
    facts.collect()
}

fn name_of(desk: &Desk<'_>, price: &ProductOfferingPrice) -> String {
    let kind = match price.price_type {
        PriceType::OneTime => "paper-price-once",
        PriceType::Recurring => "paper-price-recurring",
        PriceType::Usage => "paper-price-usage",
        PriceType::Closing => "paper-price-closing",
    };
    match price.name.as_str() {
        "" => desk.say(kind),
        name => format!("{} ({name})", desk.say(kind)),
    }
}

fn amount_of(desk: &Desk<'_>, price: &ProductOfferingPrice) -> String {
    let with_tax = price.with_tax();
    // Prices of use may have more decimals than a cent, and none is lost.
    let amount = Money { amount: with_tax.amount.round_dp(6), ..with_tax };
    let mut text = desk.language.price(amount);
    match price.price_type {
        PriceType::Recurring => {
            let length = u64::from(price.recurring_charge_period_length.unwrap_or(1).max(1));
            let key = match price.recurring_charge_period_type.unwrap_or_default() {
                ChargePeriod::Day => "paper-per-day",
                ChargePeriod::Week => "paper-per-week",
                ChargePeriod::Month => "paper-per-month",
                ChargePeriod::Year => "paper-per-year",
            };
            text = format!("{text} {}", desk.language.tell(key, &[("n", length.into())]));
        }
        PriceType::Usage => {
            if let Some(unit) = &price.unit_of_measure {
                let amount = match unit.amount == Decimal::ONE {
                    true => unit.units.clone(),
                    false => {
                        format!(
                            "{} {}",
                            desk.language.amount(&unit.amount.normalize().to_string()),
                            unit.units
                        )
                    }
                };
                text = format!("{text} / {amount}");
            }
        }
        PriceType::OneTime | PriceType::Closing => {}
    }
    let months = |quantity: &Option<offer::catalogue::Quantity>| {
        quantity.as_ref().map(|each| desk.language.amount(&each.amount.normalize().to_string()))
    };
    if let Some(first) = months(&price.applies_for) {
        text = format!("{text}, {}", desk.language.tell("paper-price-for", &[("n", first.into())]));
    }
    if let Some(after) = months(&price.starts_after) {
        text = format!("{text}, {}", desk.language.tell("paper-price-after", &[("n", after.into())]));
    }
    text
}

fn duration(desk: &Desk<'_>, offering: &ProductOffering) -> String {
    let months = offering.commitment_months();
    if months <= Decimal::ZERO {
        return desk.say("paper-contract-free");
    }
    let months = desk.language.amount(&months.normalize().to_string());
    desk.language.tell("paper-contract-bound", &[("n", months.into())])
}
