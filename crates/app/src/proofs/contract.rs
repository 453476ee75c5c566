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

/// A contract in short, as paper and pages say it alike: what a customer accepts on a page is what they can keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContractInShort {
    /// What the contract is about.
    pub offering: OfferingId,
    /// Its name.
    pub name: String,
    /// What is supplied; its name where nothing is said of it.
    pub service: String,
    /// Everything that is paid: what for, how much, how often; what is given back at the end, and what use costs.
    pub prices: Vec<(String, String)>,
    /// For how long one is bound.
    pub duration: String,
    /// How it ends, and what may be owed then.
    pub ending: String,
}

/// A contract that goes on, and what its price is made of: its own prices, or those of the whole that covers it; then what must be
/// taken with it and is paid once.
struct Bound<'a> {
    offering: &'a ProductOffering,
    priced: Vec<&'a ProductOffering>,
}

/// The contracts among these offerings, as they would be concluded at an instant.
pub(super) fn in_short(
    desk: &Desk<'_>,
    catalogue: &Catalogue,
    offerings: &[OfferingId],
    at: Timestamp,
) -> Vec<ContractInShort> {
    bound_by(catalogue, offerings, at).iter().map(|bound| short(desk, catalogue, bound, at)).collect()
}

fn short(desk: &Desk<'_>, catalogue: &Catalogue, bound: &Bound<'_>, at: Timestamp) -> ContractInShort {
    let name = bound.offering.name_in(desk.language.code()).to_owned();
    let description = description_of(desk, catalogue, bound.offering);
    ContractInShort {
        offering: bound.offering.id.clone(),
        service: if description.is_empty() { name.clone() } else { description.to_owned() },
        name,
        prices: prices(desk, catalogue, bound, at),
        duration: duration(desk, bound.offering),
        ending: ending(desk, bound.offering),
    }
}

/// What binds among these offerings: themselves, and parts that are taken in any case; those that may be left out are lines of an
/// order of their own.
fn bound_by<'a>(catalogue: &'a Catalogue, offerings: &[OfferingId], at: Timestamp) -> Vec<Bound<'a>> {
    let mut all: Vec<Bound<'a>> = Vec::new();
    for offering in offerings.iter().filter_map(|id| catalogue.offerings.get(id)) {
        let whole: &ProductOffering = offering.as_ref();
        let parts: Vec<(&ProductOffering, bool)> = whole
            .bundled_product_offering
            .iter()
            .filter(|part| part.bundled_product_offering_option.number_rel_offer_lower_limit > 0)
            .filter_map(|part| Some((catalogue.offerings.get(&part.id)?.as_ref(), part.price_included)))
            .collect();
        let once = parts.iter().filter(|(part, included)| !included && !binds(catalogue, part, at));
        let once: Vec<&ProductOffering> = once.map(|(part, _)| *part).collect();
        let mut put = |offering: &'a ProductOffering, priced: Vec<&'a ProductOffering>| {
            if binds(catalogue, offering, at) && !all.iter().any(|known| known.offering.id == offering.id) {
                all.push(Bound { offering, priced });
            }
        };
        // What a bundle of goods is made of beside a contract is bought, not subscribed to.
        let with = if whole.is_bundle { Vec::new() } else { once };
        put(whole, std::iter::once(whole).chain(with).collect());
        for (part, included) in parts {
            put(part, vec![if included { whole } else { part }]);
        }
    }
    all
}

fn description_of<'a>(desk: &Desk<'_>, catalogue: &'a Catalogue, offering: &'a ProductOffering) -> &'a str {
    let code = desk.language.code();
    match offering.description_in(code) {
        "" => catalogue.specification_of(offering).map(|it| it.description_in(code)).unwrap_or_default(),
        own => own,
    }
}

/// The summary of the subscriptions among these offerings, as they would be concluded at an instant; nothing if there are none.
pub(super) fn summary_of(
    desk: &Desk<'_>,
    catalogue: &Catalogue,
    offerings: &[OfferingId],
    at: Timestamp,
) -> Option<Paper> {
    let contracts = bound_by(catalogue, offerings, at);
    if contracts.is_empty() {
        return None;
    }
    let mut pieces = vec![
        Piece::Title(desk.say("paper-contract")),
        Piece::Text(desk.operator.lines()),
        Piece::Small(desk.say("paper-contract-intro")),
        Piece::Facts(vec![(desk.say("paper-contract-made"), desk.day(at))]),
    ];
    for bound in &contracts {
        pieces.extend(sections(desk, catalogue, bound, at));
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
        contracts.iter().map(|bound| bound.offering.name_in(desk.language.code())).collect();
    let title = format!("{} – {}", desk.say("paper-contract"), names.join(", "));
    Some(desk.paper(&title, at, pieces))
}

fn sections(desk: &Desk<'_>, catalogue: &Catalogue, bound: &Bound<'_>, at: Timestamp) -> Vec<Piece> {
    let offering = bound.offering;
    let facts = short(desk, catalogue, bound, at);
    let product = catalogue.specification_of(offering);
    let mut pieces = vec![Piece::Heading(format!("{} – {}", desk.say("paper-contract-service"), facts.name))];
    if facts.service != facts.name {
        pieces.push(Piece::Text(facts.service));
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
    pieces.push(Piece::Facts(facts.prices));
    pieces.push(Piece::Heading(desk.say("paper-contract-duration")));
    pieces.push(Piece::Text(facts.duration));
    pieces.push(Piece::Text(facts.ending));
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

fn prices(desk: &Desk<'_>, catalogue: &Catalogue, bound: &Bound<'_>, at: Timestamp) -> Vec<(String, String)> {
    let code = desk.language.code();
    let mut all = Vec::new();
    for priced in &bound.priced {
        let with =
            (priced.id != bound.offering.id && priced.nature == Nature::Goods).then(|| priced.name_in(code));
        let found = catalogue.prices_in_force(priced, at);
        // An announced reduction makes one amount of all one-time prices.
        let reduced =
            found.first().and_then(|first| first.reduced.as_ref()).map(|(_, reduced)| reduced.price);
        let mut said = false;
        for each in found.iter().map(|each| each.price) {
            let name = name_of(desk, each, with);
            match reduced.filter(|_| each.price_type == PriceType::OneTime) {
                Some(_) if said => {}
                Some(amount) => {
                    said = true;
                    all.push((name, desk.language.price(Money { amount, currency: each.price.unit })));
                }
                None => all.push((name, amount_of(desk, each))),
            }
        }
    }
    all
}

/// In which way a price is due, and what it is for: its own name, or that of the thing that is taken along.
fn name_of(desk: &Desk<'_>, price: &ProductOfferingPrice, with: Option<&str>) -> String {
    let kind = match price.price_type {
        PriceType::OneTime => "paper-price-once",
        PriceType::Recurring => "paper-price-recurring",
        PriceType::Usage => "paper-price-usage",
        PriceType::Closing => "paper-price-closing",
    };
    let own = Some(price.name_in(desk.language.code())).filter(|name| !name.is_empty());
    let kind = desk.say(kind);
    match own.or(with) {
        Some(name) if name != kind => format!("{kind} ({name})"),
        _ => kind,
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

/// How it ends: where one is bound, what may still be owed is said.
fn ending(desk: &Desk<'_>, offering: &ProductOffering) -> String {
    let bound = offering.commitment_months() > Decimal::ZERO;
    desk.say(if bound { "paper-contract-ending-bound" } else { "paper-contract-ending" })
}
