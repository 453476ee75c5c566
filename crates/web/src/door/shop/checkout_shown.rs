//! The checkout as its page shows it: what was typed, what is missing and where, what can be chosen.

use std::collections::BTreeMap;

use app::{CheckoutNow, DetailProblem, PickUpOffer, Shop};
use collect::cart::{CheckoutData, DeliveryChoice};
use collect::checkout::Requirement;
use collect::place::AddressFault;
use collect::pricing::{Charge, NotOffered, PricedLine};
use jiff::tz::TimeZone;
use rust_decimal::Decimal;
use types::Money;

use super::checkout::amounts;
use super::lines::{ineligible, lines, name_of, not_offered, totals};
use super::places::{address_line, week};
use crate::context::PageContext;
use crate::pages::shop::model::{
    CheckoutPage, DeliveryShown, Identity, PaymentShown, PickUpPlace, Problem, SeenAmounts, TermsShown,
    Totals,
};

/// Countries that can be chosen, by their ISO 3166-1 codes: those of the single market and its neighbours.
const COUNTRIES: [&str; 34] = [
    "FR", "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "GB", "GR", "HR", "HU", "IE",
    "IS", "IT", "LI", "LT", "LU", "LV", "MC", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK", "SM",
];

/// Fields that hold what opens an account: they are never kept, and never written back into a page of errors.
const SECRET: [&str; 2] = ["card_number", "card_code"];
/// Fields that are about the asking and not about what is asked.
const MARKS: [&str; 7] =
    ["entry", "shown", "csrf", "seen_due_now", "seen_monthly", "seen_first_year", "cart"];

/// What stands in the fields.
pub(super) struct Typed {
    values: BTreeMap<String, String>,
    secret: BTreeMap<String, String>,
}

impl Typed {
    /// What a form sent.
    pub fn sent(values: &BTreeMap<String, String>) -> Self {
        let (secret, values) = values
            .clone()
            .into_iter()
            .filter(|(name, _)| !MARKS.contains(&name.as_str()) && !name.starts_with("fee."))
            .partition(|(name, _)| SECRET.contains(&name.as_str()));
        Self { values, secret }
    }

    /// What was said before.
    pub fn kept(said: &CheckoutData) -> Self {
        let delivery = match &said.delivery {
            Some(DeliveryChoice::PickUp { place }) => format!("pick_up:{place}"),
            Some(DeliveryChoice::Send { method }) => format!("send:{method}"),
            None => String::new(),
        };
        let flag = |yes: bool| if yes { "1" } else { "" }.to_owned();
        let (contact, address) = (&said.contact, &said.address);
        let values = [
            ("given_name", contact.given_name.clone()),
            ("family_name", contact.family_name.clone()),
            ("email", contact.email.clone()),
            ("phone", contact.phone.clone()),
            ("name", address.name.clone()),
            ("street", address.street.clone()),
            ("complement", address.complement.clone()),
            ("postcode", address.postcode.clone()),
            ("city", address.city.clone()),
            ("country", address.country.clone()),
            ("delivery", delivery),
            ("payment", said.payment.clone()),
            ("summary_accepted", flag(said.summary_accepted)),
            ("begin_at_once", flag(said.begin_at_once)),
            ("terms", said.terms.map(|version| version.to_string()).unwrap_or_default()),
        ];
        let values = values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        Self { values, secret: BTreeMap::new() }
    }

    /// Everything that was sent, to be sent once more by the same reader.
    pub fn to_send_again(&self) -> Vec<(String, String)> {
        self.values.iter().chain(&self.secret).map(|(name, value)| (name.clone(), value.clone())).collect()
    }
}

/// Everything that a form sent, with the total that was seen, to be sent once more after a while: without what pays.
pub(super) fn to_send_later(values: &BTreeMap<String, String>) -> Vec<(String, String)> {
    let stays = |name: &str| ["entry", "shown", "csrf"].contains(&name) || SECRET.contains(&name);
    let fields = values.iter().filter(|(name, _)| !stays(name));
    fields.map(|(name, value)| (name.clone(), value.clone())).collect()
}

/// The page of a checkout; the contracts that it concludes stand beside it.
pub(super) fn shown(
    ctx: &PageContext,
    shop: &Shop,
    now: &CheckoutNow,
    typed: &Typed,
    problems: Vec<Problem>,
    email: Option<String>,
    zone: &TimeZone,
) -> CheckoutPage {
    let mut values = typed.values.clone();
    let country = values.entry("country".to_owned()).or_default();
    if country.is_empty() {
        *country = COUNTRIES[0].to_owned();
    }
    let needs_address = now.cart.priced.has_subscription();
    let chosen = now
        .methods
        .iter()
        .find(|method| values.get("delivery").is_some_and(|it| *it == format!("send:{}", method.id)));
    CheckoutPage {
        cart: now.cart.cart.id.to_string(),
        problems,
        identity: email.map_or(Identity::Guest, Identity::SignedIn),
        delivery: if now.has_goods { methods(ctx, now) } else { Vec::new() },
        places: if now.has_goods { places(ctx, now, zone) } else { Vec::new() },
        needs_address,
        countries: COUNTRIES
            .iter()
            .map(|code| ((*code).to_owned(), ctx.say(&format!("country-{code}"))))
            .collect(),
        payments: if now.cart.priced.due_now.is_zero() { Vec::new() } else { payments(ctx, now) },
        terms: terms(ctx, shop, now.terms),
        contracts: Vec::new(),
        lines: lines(ctx, shop, &now.cart),
        totals: totals(&now.cart.priced, chosen.map(|method| method.name_in(ctx.language.code()))),
        seen: seen(now),
        held_until: now.held_until,
        zone: zone.clone(),
        values,
    }
}

/// What is due at the order without any delivery.
fn goods_of(now: &CheckoutNow) -> Decimal {
    now.cart.priced.lines.iter().map(PricedLine::due_now).sum()
}

/// The total as the form carries it: without delivery, and the fee of each, so that what is chosen on the page is known.
fn seen(now: &CheckoutNow) -> SeenAmounts {
    let mut total = now.cart.priced.total();
    let fee = total.due_now - goods_of(now);
    (total.due_now, total.first_year) = (total.due_now - fee, total.first_year - fee);
    let fees = now
        .methods
        .iter()
        .map(|method| (format!("send:{}", method.id), method.charge(goods_of(now)).amount.to_string()));
    SeenAmounts { fees: fees.collect(), ..amounts(&total) }
}

/// The totals with a delivery at this price.
fn totals_with(now: &CheckoutNow, delivery: Option<(Charge, &str)>) -> Totals {
    let (charge, name) = delivery.unzip();
    totals(&now.cart.priced.clone().delivered_for(charge), name)
}

fn methods(ctx: &PageContext, now: &CheckoutNow) -> Vec<DeliveryShown> {
    let goods = goods_of(now);
    now.methods
        .iter()
        .map(|method| {
            let charge = method.charge(goods);
            let arrives = match (method.days_least, method.days_most) {
                (_, 0) => String::new(),
                (least, most) if least == most || least == 0 => {
                    ctx.tell("checkout-arrives-in", &[("n", u64::from(most).into())])
                }
                (least, most) => ctx.tell(
                    "checkout-arrives-between",
                    &[("least", u64::from(least).into()), ("most", u64::from(most).into())],
                ),
            };
            DeliveryShown {
                totals: totals_with(now, Some((charge.clone(), method.name_in(ctx.language.code())))),
                id: method.id.clone(),
                name: method.name_in(ctx.language.code()).to_owned(),
                fee: Some(Money { amount: charge.amount, currency: charge.currency }),
                arrives,
                unavailable: None,
            }
        })
        .collect()
}

fn places(ctx: &PageContext, now: &CheckoutNow, zone: &TimeZone) -> Vec<PickUpPlace> {
    let place = |offer: &PickUpOffer| PickUpPlace {
        totals: totals_with(now, None),
        id: offer.place.id.to_string(),
        name: offer.place.name_in(ctx.language.code()).to_owned(),
        address: address_line(&offer.place.address),
        ready_by: offer.ready_by.filter(|_| offer.all_there),
        hours: week(ctx, &offer.place),
        unavailable: (!offer.all_there).then(|| ctx.say("checkout-not-all-there")),
    };
    let _ = zone;
    now.pick_up.iter().map(place).collect()
}

fn payments(ctx: &PageContext, now: &CheckoutNow) -> Vec<PaymentShown> {
    now.payments
        .iter()
        .map(|name| PaymentShown {
            title: ctx.say(&format!("payment-{name}")),
            hint: ctx.say(&format!("payment-{name}-hint")),
            unavailable: None,
            name: name.clone(),
        })
        .collect()
}

fn terms(ctx: &PageContext, shop: &Shop, version: Option<u64>) -> TermsShown {
    let page: Option<serde_json::Value> = shop.document("page", "terms");
    let since = page.as_ref().and_then(|page| page.get("lastUpdate")).and_then(serde_json::Value::as_str);
    let since = since.and_then(|at| at.get(..10)).and_then(|day| day.parse::<jiff::civil::Date>().ok());
    TermsShown {
        href: "/pages/terms".to_owned(),
        version: version.unwrap_or(0),
        since: since.map(|day| ctx.language.date(day)).unwrap_or_default(),
    }
}

/// What is wrong with the details of a payment.
pub(super) fn problems_of(ctx: &PageContext, wrong: &[DetailProblem]) -> Vec<Problem> {
    wrong
        .iter()
        .map(|problem| {
            let given = [("country", problem.country.as_str().into()), ("expected", problem.expected.into())];
            Problem::of(problem.field, &ctx.tell(&format!("payment-problem-{}", problem.key), &given))
        })
        .collect()
}

/// A requirement that is not met, at its field and in the reader's language.
pub(super) fn problem_of(ctx: &PageContext, shop: &Shop, missing: &Requirement) -> Problem {
    let message = match missing {
        Requirement::OnOffer { offering, because, .. } => {
            let name = name_of(shop, offering, ctx.language);
            match because {
                NotOffered::Gone => ctx.tell("missing-on-offer", &[("name", name.into())]),
                other => {
                    let reason = not_offered(ctx, *other);
                    ctx.tell("missing-on-offer-because", &[("name", name.into()), ("reason", reason.into())])
                }
            }
        }
        Requirement::Eligible { because, .. } => ineligible(ctx, shop, because),
        Requirement::InStock { item, found, .. } => {
            let sold =
                shop.catalogue.offerings.values().find(|offering| offering.stocked().as_ref() == Some(item));
            let name = sold.map_or(item.as_str(), |offering| offering.name_in(ctx.language.code()));
            let key = if *found == 0 { "cart-problem-none-left" } else { "cart-problem-few-left" };
            ctx.tell(key, &[("name", name.into()), ("n", (*found).into())])
        }
        Requirement::Address(fault) => match fault {
            AddressFault::TooLong(_) => ctx.say("missing-too-long"),
            AddressFault::Unreadable(_) => ctx.say("missing-unreadable"),
            fault => ctx.say(&format!("missing-{}", fault.field())),
        },
        other => ctx.say(&format!("missing-{}", other.key().replace('_', "-"))),
    };
    match missing {
        Requirement::SomethingInTheCart | Requirement::InStock { .. } | Requirement::OnOffer { .. } => {
            Problem::whole(&message)
        }
        Requirement::Eligible { .. } => Problem::of("postcode", &message),
        other => Problem::of(field_of(other), &message),
    }
}

/// The field of the form that a requirement is about.
fn field_of(missing: &Requirement) -> &'static str {
    match missing {
        Requirement::GivenName => "given_name",
        Requirement::FamilyName => "family_name",
        Requirement::Email => "email",
        Requirement::Phone => "phone",
        Requirement::Address(fault) => fault.field(),
        Requirement::Delivery | Requirement::DeliveryReaches | Requirement::PickUpPlace => "delivery",
        Requirement::Payment | Requirement::PaymentInShop => "payment",
        Requirement::Terms { .. } | Requirement::NoTerms => "terms",
        Requirement::ContractSummary => "summary_accepted",
        _ => "cart",
    }
}
