//! Rules of order and facets in words.

use offer::shelf::{BRAND, COMMITMENT, Direction, IN_STOCK, MONTHLY, OrderRule, PRICE, Reason, Seen};
use rust_decimal::Decimal;
use types::{Currency, Money};

use super::price::commitment;
use super::words::Words;

/// The name of a facet: a built-in one's, or a characteristic's own.
pub fn facet_name(w: Words, key: &str, own: &str) -> String {
    let known = match key {
        PRICE => "shop-facet-price",
        MONTHLY => "shop-facet-monthly",
        IN_STOCK => "shop-facet-stock",
        COMMITMENT => "shop-facet-commitment",
        BRAND => "shop-facet-brand",
        _ => return if own.is_empty() { key.to_owned() } else { own.to_owned() },
    };
    w.say(known).to_owned()
}

/// The words of a facet's value.
pub fn option_name(w: Words, facet: &str, key: &str, own: &str, currency: Currency) -> String {
    match facet {
        PRICE | MONTHLY => band_name(w, key, currency),
        IN_STOCK => w.say("shop-in-stock").to_owned(),
        COMMITMENT => key.parse().map_or_else(|_| own.to_owned(), |months| commitment(w, months)),
        _ => own.to_owned(),
    }
}

fn band_name(w: Words, key: &str, currency: Currency) -> String {
    let amount = |text: &str| {
        text.parse::<Decimal>().map_or_else(|_| text.to_owned(), |amount| w.price(Money { amount, currency }))
    };
    match key.split_once('-') {
        Some((from, "")) => w.tell("shop-band-from", &[("from", &amount(from))]),
        Some(("0", to)) => w.tell("shop-band-below", &[("to", &amount(to))]),
        Some((from, to)) => w.tell("shop-band", &[("from", &amount(from)), ("to", &amount(to))]),
        None => key.to_owned(),
    }
}

/// A rule of order in words. `characteristic` gives the name of a characteristic.
pub fn rule_words(w: Words, rule: &OrderRule, characteristic: &dyn Fn(&str) -> String) -> String {
    let by = |up, down, direction: Direction| match direction {
        Direction::Ascending => w.say(up).to_owned(),
        Direction::Descending => w.say(down).to_owned(),
    };
    match rule {
        OrderRule::Pinned { .. } => w.say("shop-rule-pinned").to_owned(),
        OrderRule::InStock => w.say("shop-rule-stock").to_owned(),
        OrderRule::Characteristic { name, .. } => {
            w.tell("shop-rule-characteristic", &[("name", &characteristic(name))])
        }
        OrderRule::Price { direction } => by("shop-rule-price-up", "shop-rule-price-down", *direction),
        OrderRule::Monthly { direction } => by("shop-rule-monthly-up", "shop-rule-monthly-down", *direction),
        OrderRule::Name => w.say("shop-rule-name").to_owned(),
        OrderRule::Newest => w.say("shop-rule-newest").to_owned(),
        OrderRule::MostSold => w.say("shop-rule-sold").to_owned(),
    }
}

/// What a rule saw of a card, in words; nothing where there was nothing to see.
pub fn seen_words(
    w: Words,
    reason: &Reason,
    value: &dyn Fn(&str, &str) -> String,
    currency: Currency,
) -> Option<String> {
    Some(match (&reason.seen, &reason.rule) {
        (Seen::Place(place), _) => w.tell("shop-seen-pinned", &[("place", &place.to_string())]),
        (Seen::InStock(yes), _) => w.say(if *yes { "shop-in-stock" } else { "shop-out-of-stock" }).to_owned(),
        (Seen::Value(key), OrderRule::Characteristic { name, .. }) => value(name, key),
        (Seen::Value(key), _) => key.clone(),
        (Seen::Amount(amount), OrderRule::Monthly { .. }) => {
            format!("{} {}", w.price(Money { amount: *amount, currency }), w.say("shop-per-month"))
        }
        (Seen::Amount(amount), _) => w.price(Money { amount: *amount, currency }),
        (Seen::Count(count), _) => w.tell("shop-seen-sold", &[("n", &w.language.count(*count))]),
        (Seen::Since(since), _) => {
            let date = since.to_zoned_datetime(jiff::tz::TimeZone::UTC).date();
            w.tell("shop-seen-since", &[("date", &w.language.date(date))])
        }
        (Seen::Name(_) | Seen::Nothing, _) => return None,
    })
}
