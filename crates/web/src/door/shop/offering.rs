//! The page of one offering: by its id, or by a code that it is found by.

use std::sync::Arc;

use app::{Alternative, Asking, DeadEndNote, DeadEndReason, OfferingSeen, WatchRefusal};
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use offer::catalogue::{Eligibility, Ineligible, OfferingId};
use offer::shelf::Tongue;
use serde::Deserialize;
use types::Scene;

use super::contracts::contracts_of;
use super::places::{address_line, may_be_postcode};
use super::seen::{hours_today, pictures, price_shown};
use super::visit::{Made, Visit};
use crate::address::escaped;
use crate::context::PageContext;
use crate::door::identity::FormMarks;
use crate::door::meter::cost_in_hand;
use crate::door::problem::Problem as Trouble;
use crate::door::{Door, blocking};
use crate::pages::shop::model::{
    Choice, ContractSummary, Crumb, EligibilityShown, Link, OfferingPage, OptionShown, PartShown, PlaceStock,
    Problem, StockLevel, VariantAxis,
};
use crate::pages::shop::{ShelfAddress, offering_page, tongue};

/// From so few on, how many there are is said.
const FEW: i64 = 5;
/// Pages are made anew so often at least: they tell times (when something could be fetched today).
const FRESH_MS: i64 = 60_000;

/// What the address says beside the offering.
#[derive(Debug, Clone, Default)]
struct Said {
    postcode: String,
    added: bool,
    watched: bool,
    problems: Vec<Problem>,
}

impl Said {
    fn of(ctx: &PageContext, query: &str) -> Self {
        let mut said = Self::default();
        for (name, value) in super::pairs_of(query) {
            match name.as_str() {
                "postcode" => said.postcode = value.trim().chars().take(12).collect(),
                "added" => said.added = value == "1",
                "watched" => said.watched = value == "1",
                _ => {}
            }
        }
        if !said.postcode.is_empty() && !may_be_postcode(&said.postcode) {
            said.problems.push(Problem::of("postcode", &ctx.say("shelf-postcode-wrong")));
        }
        said
    }

    /// The postcode, if it may be one.
    fn asked(&self) -> Option<&str> {
        (!self.postcode.is_empty() && self.problems.is_empty()).then_some(self.postcode.as_str())
    }
}

/// `GET /offers/{id}`
pub async fn show(State(door): State<Arc<Door>>, Path(text): Path<String>, visit: Visit) -> Response {
    let said = Said::of(&visit.ctx, &visit.query);
    page(door, text, visit, said, StatusCode::OK).await
}

async fn page(door: Arc<Door>, text: String, visit: Visit, said: Said, status: StatusCode) -> Response {
    let found = door.counter.offering_named(&text);
    let id = match found {
        Ok(Some(id)) if id.as_str() == text => id,
        // A code leads to the one address of the page.
        Ok(Some(id)) => {
            return Redirect::permanent(&format!("/offers/{}", escaped(id.as_str()))).into_response();
        }
        Ok(None) => return Trouble::not_found().into_page(&visit.reader()),
        Err(trouble) => return Trouble::from(trouble).into_page(&visit.reader()),
    };
    let stamp = match stamp(&door, &id, &visit.ctx, status) {
        Ok(stamp) => stamp,
        Err(trouble) => return trouble.into_page(&visit.reader()),
    };
    let looking = Asking::new(visit.shopper.caller.clone(), Scene::Web);
    visit
        .answer(&door, stamp, |ctx, store| {
            let Some(seen) = door.counter.offering_seen(&id, said.asked())? else {
                return Err(Trouble::not_found());
            };
            let dead_end = dead_end(&seen, said.asked());
            let contracts = if seen.withdrawn {
                Vec::new()
            } else {
                contracts_of(&door, ctx, std::slice::from_ref(&seen.offering.id))?
            };
            let page = OfferingPage {
                with_use: cost_in_hand(&door, ctx, &looking, id.as_str())?,
                ..shown(ctx, &seen, &said, contracts, door.counter.now())
            };
            let status = if seen.withdrawn { StatusCode::GONE } else { status };
            Ok(Made { dead_end, status, ..Made::page(offering_page(ctx, store, &page)) })
        })
        .await
}

/// What the page is made of: the shelf, the stock of what it shows, and the minute.
fn stamp(door: &Door, id: &OfferingId, ctx: &PageContext, status: StatusCode) -> Result<u64, Trouble> {
    let minute = u64::try_from(ctx.shown.at.as_millisecond() / FRESH_MS).unwrap_or(0);
    let parts = [
        door.counter.shelf_generation()?,
        door.counter.offering_stamp(id)?,
        minute,
        u64::from(status.as_u16()),
    ];
    Ok(parts
        .into_iter()
        .fold(0xcbf2_9ce4_8422_2325, |mixed, part| (mixed ^ part).wrapping_mul(0x0100_0000_01b3)))
}

/// How much of a postcode tells the part of the country and not the street: its first two digits.
const AREA: usize = 2;

fn dead_end(seen: &OfferingSeen, postcode: Option<&str>) -> Option<DeadEndNote> {
    let reason = match &seen.eligibility {
        _ if seen.withdrawn => return None,
        Eligibility::NotEligible(_) => DeadEndReason::NotEligible,
        _ if !seen.available && seen.is_stocked() => DeadEndReason::OutOfStock,
        _ => return None,
    };
    let area =
        postcode.map(|code| code.chars().filter(|c| c.is_alphanumeric()).take(AREA).collect::<String>());
    Some(DeadEndNote {
        offering: Some(seen.offering.id.clone()),
        area: area.filter(|area| area.len() == AREA),
        ..DeadEndNote::new(reason)
    })
}

fn shown(
    ctx: &PageContext,
    seen: &OfferingSeen,
    said: &Said,
    contracts: Vec<ContractSummary>,
    now: jiff::Timestamp,
) -> OfferingPage {
    let (language, tongue) = (ctx.language.code(), tongue(ctx.language));
    let catalogue = &seen.front.shop.catalogue;
    let offering = &seen.offering;
    let product = catalogue.specification_of(offering);
    let own = offering.description_in(language);
    let description =
        if own.is_empty() { product.map(|it| it.description_in(language)).unwrap_or_default() } else { own };
    let price = price_shown(&seen.price, tongue);
    OfferingPage {
        id: offering.id.to_string(),
        name: offering.name_in(language).to_owned(),
        brand: product.and_then(|it| it.brand.clone()).unwrap_or_default(),
        crumbs: crumbs(ctx, seen),
        pictures: pictures(&seen.front, offering, language),
        description: description.to_owned(),
        axes: axes(seen, tongue, said),
        options: options(ctx, seen, tongue),
        parts: parts(seen, language),
        characteristics: seen
            .told
            .iter()
            .map(|it| (it.label.in_tongue(tongue).to_owned(), it.line().in_tongue(tongue).to_owned()))
            .collect(),
        places: places(ctx, seen, now),
        deliveries: seen.deliveries.iter().map(|way| (way.by, way.fee)).collect(),
        available: seen.available,
        priced: seen.priced,
        eligibility: eligibility(ctx, seen, said),
        most: seen.most,
        sku: offering.stock_item.as_ref().map_or_else(|| offering.id.to_string(), ToString::to_string),
        gtin: gtin(seen),
        contracts,
        watched: said.watched,
        just_added: said.added,
        withdrawn: seen.withdrawn,
        problems: said.problems.clone(),
        postcode: said.postcode.clone(),
        zone: seen.zone.clone(),
        price,
        with_use: None,
    }
}

fn crumbs(ctx: &PageContext, seen: &OfferingSeen) -> Vec<Crumb> {
    let catalogue = &seen.front.shop.catalogue;
    let mut crumbs = vec![Crumb::new(&ctx.say("shop-front"), "/")];
    let mut path = Vec::new();
    let product =
        catalogue.specification_of(&seen.offering).map(|it| it.category.as_slice()).unwrap_or_default();
    let first = seen.offering.category.iter().chain(product).next();
    let mut next = first.and_then(|it| catalogue.categories.get(it.id.as_str()));
    while let Some(category) = next.filter(|_| path.len() < 8) {
        path.push(category);
        next = category.parent_id.as_ref().and_then(|id| catalogue.categories.get(id));
    }
    crumbs.extend(path.into_iter().rev().map(|category| {
        let place =
            ShelfAddress { category: Some(category.id.to_string()), page: 1, ..ShelfAddress::default() };
        Crumb::new(category.name_in(ctx.language.code()), &place.href())
    }));
    crumbs
}

/// The address of a variant; the postcode that was said stays said.
fn href_of(id: &OfferingId, said: &Said) -> String {
    let postcode = said.asked().map(|code| format!("?postcode={}", escaped(code))).unwrap_or_default();
    format!("/offers/{}{postcode}", escaped(id.as_str()))
}

fn axes(seen: &OfferingSeen, tongue: Tongue, said: &Said) -> Vec<VariantAxis> {
    let axes = seen.axes();
    axes.into_iter()
        .map(|(axis, values)| VariantAxis {
            label: axis.label.in_tongue(tongue).to_owned(),
            choices: values
                .values()
                .filter_map(|variant| {
                    let value = variant.told.iter().find(|it| it.key == axis.key)?.values.first()?;
                    Some(Choice {
                        label: value.label.in_tongue(tongue).to_owned(),
                        href: href_of(&variant.offering.id, said),
                        current: variant.offering.id == seen.offering.id,
                        available: variant.available,
                    })
                })
                .collect(),
        })
        .collect()
}

fn options(ctx: &PageContext, seen: &OfferingSeen, tongue: Tongue) -> Vec<OptionShown> {
    let all = seen.options.iter();
    all.map(|option| OptionShown {
        id: option.offering.id.to_string(),
        name: option.offering.name_in(ctx.language.code()).to_owned(),
        price: price_shown(&option.price, tongue),
        required: option.required,
        chosen: option.chosen && option.available,
        unavailable: (!option.available).then(|| ctx.say("shop-out-of-stock")),
    })
    .collect()
}

fn parts(seen: &OfferingSeen, language: &str) -> Vec<PartShown> {
    let all = seen.parts.iter();
    all.map(|part| PartShown {
        name: part.offering.name_in(language).to_owned(),
        href: format!("/offers/{}", escaped(part.offering.id.as_str())),
        quantity: part.quantity,
    })
    .collect()
}

fn places(ctx: &PageContext, seen: &OfferingSeen, now: jiff::Timestamp) -> Vec<PlaceStock> {
    if seen.withdrawn {
        return Vec::new();
    }
    let all = seen.places.iter().filter_map(|it| Some((it, seen.front.places.get(it.place)?)));
    all.map(|(stock, place)| PlaceStock {
        name: place.name_in(ctx.language.code()).to_owned(),
        address: address_line(&place.address),
        level: match stock.count {
            ..=0 => StockLevel::Out,
            few @ 1..=FEW => StockLevel::Few(u32::try_from(few).unwrap_or(1)),
            _ => StockLevel::Available,
        },
        ready_by: stock.ready_by,
        hours_today: hours_today(ctx, place, now, &seen.zone),
    })
    .collect()
}

fn eligibility(ctx: &PageContext, seen: &OfferingSeen, said: &Said) -> EligibilityShown {
    let ways_to = |all: &[Alternative]| -> Vec<Link> {
        let language = ctx.language.code();
        let known = all.iter().filter_map(|it| seen.front.shop.catalogue.offerings.get(&it.id));
        known.map(|it| Link::new(it.name_in(language), &href_of(&it.id, said))).collect()
    };
    let other_ways = || ways_to(&seen.instead);
    match &seen.eligibility {
        // What is not sold any more is nobody's; what there is instead is said at the same place.
        _ if seen.withdrawn => {
            EligibilityShown::No { reason: ctx.say("shelf-withdrawn"), instead: other_ways() }
        }
        _ if !seen.only_with.is_empty() => {
            EligibilityShown::No { reason: ctx.say("shelf-only-with"), instead: ways_to(&seen.only_with) }
        }
        Eligibility::Eligible => said.asked().map_or(EligibilityShown::Open, |code| {
            if seen.offering.eligibility.is_empty() {
                EligibilityShown::Open
            } else {
                EligibilityShown::OpenAt(code.to_owned())
            }
        }),
        Eligibility::NeedsPostcode => EligibilityShown::NeedsPostcode,
        Eligibility::NotEligible(why) => {
            EligibilityShown::No { reason: reason(ctx, why), instead: other_ways() }
        }
    }
}

fn reason(ctx: &PageContext, why: &Ineligible) -> String {
    match why {
        Ineligible::PostcodeNotServed(code) => {
            ctx.tell("shelf-not-served", &[("postcode", code.as_str().into())])
        }
        Ineligible::Needs(_) => ctx.say("shelf-needs-other"),
        Ineligible::CannotGoWith(_) => ctx.say("shelf-cannot-go-with"),
        Ineligible::TooMany { allowed, .. } => {
            ctx.tell("shelf-at-most", &[("n", u64::from(*allowed).into())])
        }
        Ineligible::OnlyNew(_) => ctx.say("shelf-only-new"),
    }
}

fn gtin(seen: &OfferingSeen) -> String {
    let named = |key: &str| matches!(key.to_ascii_lowercase().as_str(), "gtin" | "ean" | "gtin13" | "ean13");
    let told = seen.told.iter().find(|it| named(&it.key)).map(|it| it.line().fr);
    let own = ["gtin", "ean"]
        .into_iter()
        .find_map(|name| seen.offering.unknown.get(name)?.as_str().map(str::to_owned));
    own.or(told).unwrap_or_default()
}

/// What the form “tell me when it is back” says.
#[derive(Debug, Deserialize)]
pub struct WatchForm {
    #[serde(flatten)]
    marks: FormMarks,
    #[serde(default)]
    email: String,
}

/// `POST /offers/{id}/watch`
pub async fn watch(
    State(door): State<Arc<Door>>,
    Path(text): Path<String>,
    visit: Visit,
    Form(form): Form<WatchForm>,
) -> Response {
    let asking = visit.shopper.asking(&form.marks, door.counter.now());
    let (counter, id, language) = (Arc::clone(&door.counter), OfferingId::new(&text), visit.ctx.language);
    let done = blocking(move || match counter.watch_stock(&asking, &id, &form.email, language) {
        Err(WatchRefusal::Trouble(trouble)) => Err(Trouble::from(trouble)),
        other => Ok(other),
    })
    .await;
    match done {
        Ok(Ok(())) => Redirect::to(&format!("/offers/{}?watched=1", escaped(&text))).into_response(),
        Ok(Err(WatchRefusal::Address)) => {
            let problems = vec![Problem::of("email", &visit.ctx.say("shelf-watch-wrong"))];
            page(door, text, visit, Said { problems, ..Said::default() }, StatusCode::UNPROCESSABLE_ENTITY)
                .await
        }
        Ok(Err(_)) => Trouble::not_found().into_page(&visit.reader()),
        Err(trouble) => trouble.into_page(&visit.reader()),
    }
}
