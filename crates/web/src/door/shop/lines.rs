//! Lines of carts and what they cost, as pages show them.

use app::{CartNow, Shop};
use collect::cart::{CartItem, CartRefusal};
use collect::order::VatGroup;
use collect::pricing::{Charge, MonthlyStep, NotOffered, PricedCart, PricedLine};
use offer::catalogue::{
    Eligibility, EligibilityRule, Ineligible, OfferingId, ProductOffering, Situation, eligibility,
};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use types::{ActorKind, Currency, Money};
use wording::Language;

use crate::context::PageContext;
use crate::pages::shop::model::{
    CartLine, LineProblem, Link, MonthStep, MovedPrice, Picture, TaxRow, Totals, UsePrice,
};

/// An amount of a currency.
pub(super) fn money(amount: Decimal, currency: Currency) -> Money {
    Money { amount, currency }
}

/// What is due per month, each step with its last month.
pub(super) fn months(steps: &[MonthlyStep], currency: Currency) -> Vec<MonthStep> {
    let ends = steps.iter().skip(1).map(|next| Some(next.from_month.saturating_sub(1))).chain([None]);
    steps
        .iter()
        .zip(ends)
        .map(|(step, to)| MonthStep { from: step.from_month, to, amount: money(step.amount, currency) })
        .collect()
}

/// What a cart costs.
pub(super) fn totals(priced: &PricedCart, delivery: Option<&str>) -> Totals {
    let currency = priced.currency;
    let recurs = priced.has_subscription();
    Totals {
        due_now: Some(money(priced.due_now, currency)),
        monthly: months(&priced.monthly, currency),
        at_end: (!priced.at_end.is_zero()).then(|| money(priced.at_end, currency)),
        first_year: recurs.then(|| money(priced.first_year(), currency)),
        by_use: priced.has_usage(),
        delivery: priced
            .delivery
            .as_ref()
            .map(|charge| (delivery.unwrap_or(&charge.name).to_owned(), money(charge.amount, currency))),
        tax: tax_rows(&priced.tax, currency),
        commitment_months: priced.commitment_months.to_u32().unwrap_or(0),
    }
}

/// Tax by rate.
pub(super) fn tax_rows(groups: &[VatGroup], currency: Currency) -> Vec<TaxRow> {
    groups
        .iter()
        .map(|group| TaxRow {
            rate: format!("{}\u{a0}%", group.tax_rate.normalize()),
            net: money(group.base, currency),
            tax: money(group.tax, currency),
        })
        .collect()
}

/// The lines of a cart.
pub(super) fn lines(ctx: &PageContext, shop: &Shop, now: &CartNow) -> Vec<CartLine> {
    let items = now.cart.cart_item.iter().zip(&now.priced.lines);
    items.map(|(item, line)| line_of(ctx, shop, now, item, line)).collect()
}

fn line_of(ctx: &PageContext, shop: &Shop, now: &CartNow, item: &CartItem, line: &PricedLine) -> CartLine {
    let language = ctx.language;
    let currency = now.priced.currency;
    let offering = shop.catalogue.offerings.get(&item.offering());
    let steps = collect::pricing::monthly_of(line);
    let name = offering.map_or_else(
        || item.product_offering.name.clone().unwrap_or_else(|| item.product_offering.id.clone()),
        |found| found.name_in(language.code()).to_owned(),
    );
    let moved = item.seen_price.filter(|_| line.price_moved);
    CartLine {
        id: item.id.0.clone(),
        href: format!("/offers/{}", crate::address::escaped(&item.product_offering.id)),
        picture: offering.map(|found| picture(shop, found, language)).unwrap_or_default(),
        details: details(shop, item, language),
        quantity: item.quantity,
        most: collect::cart::MOST_OF_ONE,
        due_now: Some(money(line.due_now(), currency)),
        monthly: months(&steps, currency),
        at_end: (!line.at_end().is_zero()).then(|| money(line.at_end(), currency)),
        usage: line.by_use().map(|charge| use_price(shop, charge, language)).collect(),
        by_seller: item.added_by == ActorKind::Agent,
        moved: moved.map(|seen| MovedPrice {
            seen: money(seen.value * Decimal::from(item.quantity), seen.unit),
            now: money(line.own_due_now(), currency),
        }),
        problems: problems(ctx, shop, now, item, line),
        name,
    }
}

/// What use costs, of one price of a line. It may be less than a cent: it is rounded with the line that it makes.
fn use_price(shop: &Shop, charge: &Charge, language: Language) -> UsePrice {
    let named = charge.price.as_ref().and_then(|version| shop.catalogue.prices.get(&version.id));
    let name = named.map_or(charge.name.as_str(), |price| price.name_in(language.code()));
    let name = if name.is_empty() { language.say("shop-by-use") } else { name.to_owned() };
    let unit = charge.measure.as_ref().map_or_else(String::new, |measure| {
        if measure.amount == Decimal::ONE {
            measure.units.clone()
        } else {
            format!("{} {}", language.amount(&measure.amount.normalize().to_string()), measure.units)
        }
    });
    UsePrice { name, amount: money(charge.unit.round_dp(6).normalize(), charge.currency), unit }
}

/// Why a line cannot be bought, in the reader's language.
pub(super) fn not_offered(ctx: &PageContext, why: NotOffered) -> String {
    match why {
        NotOffered::Gone => ctx.say("cart-problem-not-on-offer"),
        NotOffered::NoPrice => ctx.say("cart-problem-no-price"),
        NotOffered::OtherCurrency(currency) => {
            ctx.tell("cart-problem-currency", &[("currency", currency.as_str().into())])
        }
    }
}

/// The picture of an offering.
pub(super) fn picture(shop: &Shop, offering: &ProductOffering, language: Language) -> Picture {
    let Some(first) = shop.catalogue.pictures(offering).first() else { return Picture::default() };
    let words = offer::catalogue::in_language(
        &first.translation,
        language.code(),
        |translation| &translation.description,
        &first.description,
    );
    let side = |name: &str| first.unknown.get(name).and_then(serde_json::Value::as_u64).unwrap_or(0);
    Picture {
        src: first.url.clone(),
        alt: words.to_owned(),
        width: u32::try_from(side("width")).unwrap_or(0),
        height: u32::try_from(side("height")).unwrap_or(0),
    }
}

/// Options and parts that were chosen.
fn details(shop: &Shop, item: &CartItem, language: Language) -> Vec<String> {
    item.cart_item
        .iter()
        .filter(|option| option.quantity > 0)
        .map(|option| {
            let name = name_of(shop, &option.offering(), language);
            if option.quantity > 1 { format!("{} × {name}", option.quantity) } else { name }
        })
        .collect()
}

/// The name of an offering in a language; its id where it is gone.
pub(super) fn name_of(shop: &Shop, id: &OfferingId, language: Language) -> String {
    let found = shop.catalogue.offerings.get(id);
    found.map_or_else(|| id.to_string(), |offering| offering.name_in(language.code()).to_owned())
}

fn problems(
    ctx: &PageContext,
    shop: &Shop,
    now: &CartNow,
    item: &CartItem,
    line: &PricedLine,
) -> Vec<LineProblem> {
    let mut problems = Vec::new();
    if let Some(why) = line.not_offered {
        problems.push(LineProblem { message: not_offered(ctx, why), ways: Vec::new() });
    }
    problems.extend(by_place(ctx, shop, now, item));
    let chosen = item.cart_item.iter().map(|option| option.offering());
    for id in std::iter::once(item.offering()).chain(chosen) {
        if let Some((_, found)) = now.short.iter().find(|(short, _)| *short == id) {
            let name = name_of(shop, &id, ctx.language);
            let key = if *found == 0 { "cart-problem-none-left" } else { "cart-problem-few-left" };
            let message = ctx.tell(key, &[("name", name.into()), ("n", (*found).into())]);
            let back = Link::new(
                &ctx.say("cart-way-watch"),
                &format!("/offers/{}#watch", crate::address::escaped(id.as_str())),
            );
            problems.push(LineProblem { message, ways: vec![back] });
        }
    }
    problems
}

/// Whether the place of use lets them have it: said as soon as the postcode is known, and that it depends on it before.
fn by_place(ctx: &PageContext, shop: &Shop, now: &CartNow, item: &CartItem) -> Option<LineProblem> {
    let offering = shop.catalogue.offerings.get(&item.offering())?;
    let of_place = |rule: &&EligibilityRule| matches!(rule, EligibilityRule::Postcode { .. });
    let rules: Vec<EligibilityRule> = offering.eligibility.iter().filter(of_place).cloned().collect();
    let postcode = Some(now.cart.checkout.address.postcode.clone()).filter(|code| !code.trim().is_empty());
    let situation = Situation { postcode, ..Situation::default() };
    let href = format!("/offers/{}", crate::address::escaped(offering.id.as_str()));
    match eligibility(&rules, &offering.id, 1, &situation) {
        Eligibility::Eligible => None,
        Eligibility::NeedsPostcode => Some(LineProblem {
            message: ctx.say("shelf-by-place"),
            ways: vec![Link::new(&ctx.say("shelf-by-place-check"), &href)],
        }),
        Eligibility::NotEligible(because) => Some(LineProblem {
            message: ineligible(ctx, shop, &because),
            ways: vec![Link::new(&ctx.say("shelf-by-place-other"), &href)],
        }),
    }
}

/// Why somebody may not buy, in the reader's language.
pub(super) fn ineligible(ctx: &PageContext, shop: &Shop, because: &Ineligible) -> String {
    let names = |ids: &[OfferingId]| {
        ids.iter().map(|id| name_of(shop, id, ctx.language)).collect::<Vec<_>>().join(", ")
    };
    match because {
        Ineligible::PostcodeNotServed(code) => {
            ctx.tell("ineligible-postcode", &[("postcode", code.as_str().into())])
        }
        Ineligible::Needs(ids) => ctx.tell("ineligible-needs", &[("names", names(ids).into())]),
        Ineligible::CannotGoWith(id) => {
            ctx.tell("ineligible-excludes", &[("name", name_of(shop, id, ctx.language).into())])
        }
        Ineligible::TooMany { allowed, .. } => {
            ctx.tell("ineligible-too-many", &[("n", u64::from(*allowed).into())])
        }
        Ineligible::OnlyNew(category) => {
            let found = shop.catalogue.categories.get(category);
            let name = found.map_or(category.as_str(), |category| category.name_in(ctx.language.code()));
            ctx.tell("ineligible-only-new", &[("name", name.into())])
        }
    }
}

/// Why a cart is not changed, in the reader's language.
pub(super) fn refusal(ctx: &PageContext, shop: &Shop, refusal: &CartRefusal) -> String {
    let name = |id: &OfferingId| name_of(shop, id, ctx.language);
    match refusal {
        CartRefusal::Closed => ctx.say("cart-refusal-closed"),
        CartRefusal::NotOnOffer(id) => ctx.tell("cart-refusal-not-on-offer", &[("name", name(id).into())]),
        CartRefusal::NoPrice(id) => ctx.tell("cart-refusal-no-price", &[("name", name(id).into())]),
        CartRefusal::NoQuantity => ctx.say("cart-refusal-no-quantity"),
        CartRefusal::TooMany { .. } => {
            ctx.tell("cart-refusal-too-many", &[("n", u64::from(collect::cart::MOST_OF_ONE).into())])
        }
        CartRefusal::TooManyLines => {
            ctx.tell("cart-refusal-too-many-lines", &[("n", collect::cart::MOST_LINES.into())])
        }
        CartRefusal::NoSuchLine(_) => ctx.say("cart-refusal-no-such-line"),
        CartRefusal::NoSuchOption { option, .. } => {
            ctx.tell("cart-refusal-no-such-option", &[("name", name(option).into())])
        }
        CartRefusal::OptionCount { option, least, most } => ctx.tell(
            "cart-refusal-option-count",
            &[
                ("name", name(option).into()),
                ("least", u64::from(*least).into()),
                ("most", u64::from(*most).into()),
            ],
        ),
        CartRefusal::UnknownCode(code) => {
            ctx.tell("cart-refusal-unknown-code", &[("code", code.as_str().into())])
        }
    }
}
