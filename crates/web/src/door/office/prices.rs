//! The prices of an offering: shown on a line of time, changed from a date on, withdrawn before they begin.

use std::sync::Arc;

use app::{Asking, OfficeTrouble, PriceChange, PriceSeen};
use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use jiff::Timestamp;
use offer::catalogue::{ChargePeriod, PriceType, ProductOffering, ProductOfferingPrice, lowest_before};
use offer::exchange::{PriceLine, parse_decimal, parse_instant, price_lines};
use offer::shelved::months_of;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::Deserialize;
use types::Scene;

use super::codec::{Desk, Posted};
use super::price_told::costs;
use super::problems::{at_field, of_price};
use crate::address::escaped;
use crate::context::PageContext;
use crate::door::identity::{FormMarks, Staff};
use crate::door::portraits::answer;
use crate::door::reader::Reader;
use crate::door::{Door, Problem, blocking};
use crate::pages::office::{
    FieldProblem, OfficePrice, OfficePriceForm, OfficePriceLine, OfficePrices, PricePreview, PriceStanding,
    office_prices_page,
};

/// A customer's first months, and those after which a price begins, are at most so many.
const MOST_MONTHS: u32 = 120;

/// What the page is asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    saved: Option<String>,
}

/// `GET /office/prices/{offering}`
pub(super) async fn show(
    State(door): State<Arc<Door>>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
    _: Staff,
    reader: Reader,
) -> Response {
    let ctx = reader.0.clone();
    let page = blocking(move || {
        let mut prices = prices_of(&ctx, &door, &id)?;
        prices.saved = asked.saved.is_some();
        Ok::<_, Problem>(office_prices_page(&ctx, &prices).into_string())
    })
    .await;
    answer(page, &reader)
}

fn prices_of(ctx: &PageContext, door: &Door, id: &str) -> Result<OfficePrices, Problem> {
    let desk = Desk::new(ctx, &door.counter)?;
    let now = door.counter.now();
    let offering = desk.shop.catalogue.offerings.get(id).ok_or_else(Problem::not_found)?;
    let lines: Vec<OfficePriceLine> = price_lines(&desk.shop.catalogue, offering)
        .iter()
        .map(|line| OfficePriceLine {
            title: title_of(&desk, line.prices[0]),
            prices: line.prices.iter().map(|price| shown(&desk, price, now)).collect(),
            follows: followed(line, now),
        })
        .collect();
    let first = lines.iter().find_map(|line| line.follows.clone());
    let current = first.as_deref().and_then(|id| desk.shop.catalogue.prices.get(id));
    let tax = current.map(|price| price.tax_rate()).unwrap_or(Decimal::from(20));
    let proposed = after_the_first(&desk, offering, now);
    let form = OfficePriceForm {
        follows: proposed.as_ref().map_or(first.unwrap_or_default(), |_| String::new()),
        kind: if proposed.is_some() { "recurring" } else { "oneTime" }.to_owned(),
        after_months: proposed.map(|months| months.to_string()).unwrap_or_default(),
        currency: current.map_or(desk.currency, |price| price.price.unit).to_string(),
        tax: desk.number(&serde_json::Value::String(tax.normalize().to_string())),
        includes_tax: current.is_none_or(|price| price.price_includes_tax),
        ..OfficePriceForm::default()
    };
    Ok(OfficePrices {
        today: costs(&desk, &PriceSeen::of(&desk.shop.catalogue, offering, now, desk.currency)),
        preview: None,
        ending: Default::default(),
        id: id.to_owned(),
        name: offering.name_in(ctx.language.code()).to_owned(),
        lowest: lowest(&desk, offering, now),
        lines,
        now,
        zone: desk.zone.clone(),
        form,
        saved: false,
    })
}

/// After how many months another price is still to be said: there is one for the first months, and none for those that follow.
fn after_the_first(desk: &Desk<'_>, offering: &ProductOffering, now: Timestamp) -> Option<u32> {
    let prices = desk.shop.catalogue.prices_in_force(offering, now);
    let monthly = prices.iter().map(|it| it.price).filter(|price| price.price_type == PriceType::Recurring);
    let first = monthly.clone().find_map(|price| months_of(price.applies_for.as_ref()?));
    first.filter(|_| monthly.clone().all(|price| price.applies_for.is_some()))
}

/// The last price of a line that has not ended: the one that a change follows.
fn followed(line: &PriceLine<'_>, now: Timestamp) -> Option<String> {
    let open = line.prices.iter().filter(|price| price.valid_for.end_date_time.is_none_or(|end| end > now));
    let current = open.clone().find(|price| price.in_force(now)).or_else(|| open.clone().next());
    current.map(|price| price.id.as_str().to_owned())
}

fn lowest(desk: &Desk<'_>, offering: &ProductOffering, now: Timestamp) -> Option<String> {
    let catalogue = &desk.shop.catalogue;
    let prices: Vec<&ProductOfferingPrice> =
        catalogue.all_prices(offering).filter(|price| price.price_type == PriceType::OneTime).collect();
    let categories = catalogue.categories_of(offering);
    let promotions: Vec<_> = catalogue
        .promotions
        .values()
        .filter(|each| each.is_announced() && each.is_for(offering, &categories))
        .collect();
    let lowest = lowest_before(&prices, &promotions, now)?;
    let currency = prices.first()?.price.unit;
    Some(desk.ctx.language.money(&format!("{:.2}", lowest.round_dp(2)), Some(currency.as_str())))
}

fn title_of(desk: &Desk<'_>, price: &ProductOfferingPrice) -> String {
    let mut title = desk.ctx.say(&format!("office-price-kind-{}", kind_name(price.price_type)));
    let name = price.name_in(desk.ctx.language.code());
    if !name.is_empty() {
        title = format!("{title} · {name}");
    }
    for each in &price.prod_spec_char_value_use {
        let values: Vec<String> =
            each.product_spec_characteristic_value.iter().map(|value| value.text()).collect();
        title = format!("{title} · {}", values.join(" "));
    }
    for (key, span) in
        [("office-price-title-for", &price.applies_for), ("office-price-title-after", &price.starts_after)]
    {
        if let Some(months) = span.as_ref().and_then(months_of) {
            title = format!("{title} · {}", desk.ctx.tell(key, &[("n", u64::from(months).into())]));
        }
    }
    title
}

const fn kind_name(kind: PriceType) -> &'static str {
    match kind {
        PriceType::OneTime => "oneTime",
        PriceType::Recurring => "recurring",
        PriceType::Usage => "usage",
        PriceType::Closing => "closing",
    }
}

/// A price as people read it: its amount with its currency and its period.
fn amount_of(desk: &Desk<'_>, price: &ProductOfferingPrice) -> String {
    let value = price.price.value;
    let written = if value.scale() <= 2 { format!("{value:.2}") } else { value.normalize().to_string() };
    let money = desk.ctx.language.money(&written, Some(price.price.unit.as_str()));
    let period = match (price.price_type, &price.unit_of_measure) {
        (PriceType::Recurring, _) => {
            let key = match price.recurring_charge_period_type.unwrap_or_default() {
                ChargePeriod::Day => "office-per-day",
                ChargePeriod::Week => "office-per-week",
                ChargePeriod::Month => "office-per-month",
                ChargePeriod::Year => "office-per-year",
            };
            desk.ctx.say(key)
        }
        (PriceType::Usage, Some(unit)) => format!("/ {}", unit.units),
        _ => return money,
    };
    format!("{money} {period}")
}

fn shown(desk: &Desk<'_>, price: &ProductOfferingPrice, now: Timestamp) -> OfficePrice {
    let standing = match (price.valid_for.start_date_time, price.valid_for.end_date_time) {
        (_, Some(end)) if end <= now => PriceStanding::Past,
        (Some(start), _) if start > now => PriceStanding::ToCome,
        _ => PriceStanding::InForce,
    };
    let rate = desk.number(&serde_json::Value::String(price.tax_rate().normalize().to_string()));
    let key = if price.price_includes_tax { "office-tax-in" } else { "office-tax-on-top" };
    OfficePrice {
        id: price.id.as_str().to_owned(),
        amount: amount_of(desk, price),
        height: price.price.value.to_f64().unwrap_or(0.0),
        from: price.valid_for.start_date_time,
        until: price.valid_for.end_date_time,
        tax: desk.ctx.tell(key, &[("rate", rate.into())]),
        standing,
    }
}

enum Answered {
    Saved(String),
    Again(String),
    /// Nothing is wrong and nothing is saved: this is what it would make a new customer pay.
    Looked(String),
}

/// `POST /office/prices/{offering}`
pub(super) async fn change(
    State(door): State<Arc<Door>>,
    Path(id): Path<String>,
    staff: Staff,
    reader: Reader,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Response {
    let ctx = reader.0.clone();
    let answered = blocking(move || changed(&ctx, &door, &staff, &id, &Posted::new(pairs))).await;
    match answered {
        Ok(Answered::Saved(place)) => Redirect::to(&place).into_response(),
        Ok(Answered::Again(page)) => (StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response(),
        Ok(Answered::Looked(page)) => Html(page).into_response(),
        Err(problem) => problem.into_page(&reader),
    }
}

fn changed(
    ctx: &PageContext,
    door: &Door,
    staff: &Staff,
    id: &str,
    posted: &Posted,
) -> Result<Answered, Problem> {
    let desk = Desk::new(ctx, &door.counter)?;
    let mut problems = Vec::new();
    let order = order_of(&desk, posted, &mut problems);
    let mut preview = None;
    if let Some(order) = order.filter(|_| problems.is_empty()) {
        let marks =
            FormMarks { entry: posted.text("entry").to_owned(), shown: posted.text("shown").to_owned() };
        let asking = staff.asking(&marks, Scene::BackOffice, door.counter.now());
        let done = match preview_of(&desk, door, &asking, id, &order, posted)? {
            Ok(Some(shown)) => {
                preview = Some(shown);
                Ok(())
            }
            Ok(None) => match door.counter.change_price(&asking, id, &order) {
                Ok(_) => return Ok(Answered::Saved(format!("/office/prices/{}?saved=1#main", escaped(id)))),
                Err(trouble) => Err(trouble),
            },
            Err(trouble) => Err(trouble),
        };
        match done {
            Ok(()) => {}
            Err(OfficeTrouble::Price(refusal)) => problems.push(of_price(ctx, &refusal)),
            Err(OfficeTrouble::Problems(wrong)) => {
                problems.extend(wrong.iter().map(|each| at_field(ctx, each, |_| "amount".to_owned())));
            }
            Err(trouble) => return Err(trouble.into()),
        }
    }
    let looked = preview.is_some();
    let mut prices = prices_of(ctx, door, id)?;
    prices.form = typed(posted, problems);
    prices.preview = preview;
    let page = office_prices_page(ctx, &prices).into_string();
    Ok(if looked { Answered::Looked(page) } else { Answered::Again(page) })
}

/// The form as it was sent.
fn typed(posted: &Posted, problems: Vec<FieldProblem>) -> OfficePriceForm {
    let text = |name: &str| posted.text(name).to_owned();
    OfficePriceForm {
        follows: text("follows"),
        name: text("name"),
        name_en: text("name_en"),
        kind: text("kind"),
        amount: text("amount"),
        currency: text("currency"),
        tax: text("tax"),
        includes_tax: !posted.text("includes_tax").is_empty(),
        from: text("from"),
        until: text("until"),
        first_months: text("first_months"),
        after_months: text("after_months"),
        unit: text("unit"),
        problems,
    }
}

/// What a change would make a new customer pay, where it is to be looked at first: because somebody asks, or because one more price
/// adds to one that is charged in the same way, and nobody has seen yet what both come to.
fn preview_of(
    desk: &Desk<'_>,
    door: &Door,
    asking: &Asking,
    id: &str,
    order: &PriceChange,
    posted: &Posted,
) -> Result<Result<Option<PricePreview>, OfficeTrouble>, Problem> {
    let offering = desk.shop.catalogue.offerings.get(id).ok_or_else(Problem::not_found)?;
    let looks = posted.text("act") == "look";
    let alike = |price: &ProductOfferingPrice| {
        price.price_type == order.kind
            && price.valid_for.end_date_time.is_none_or(|end| end > door.counter.now())
    };
    let adds = order.follows.is_none() && desk.shop.catalogue.all_prices(offering).any(alike);
    if !looks && !adds {
        return Ok(Ok(None));
    }
    let lines = match door.counter.price_after(asking, id, order) {
        Ok(seen) => costs(desk, &seen),
        Err(trouble) => return Ok(Err(trouble)),
    };
    let mark = lines.iter().map(|(_, amount)| amount.as_str()).collect::<Vec<_>>().join("|");
    let seen = !looks && posted.text("seen") == mark;
    Ok(Ok((!seen).then_some(PricePreview { lines, mark, asked_back: !looks })))
}

/// `POST /office/prices/{offering}/end`
pub(super) async fn end(
    State(door): State<Arc<Door>>,
    Path(id): Path<String>,
    staff: Staff,
    reader: Reader,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Response {
    let ctx = reader.0.clone();
    let answered = blocking(move || ended(&ctx, &door, &staff, &id, &Posted::new(pairs))).await;
    match answered {
        Ok(Answered::Saved(place)) => Redirect::to(&place).into_response(),
        Ok(Answered::Again(page) | Answered::Looked(page)) => {
            (StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response()
        }
        Err(problem) => problem.into_page(&reader),
    }
}

fn ended(
    ctx: &PageContext,
    door: &Door,
    staff: &Staff,
    id: &str,
    posted: &Posted,
) -> Result<Answered, Problem> {
    let desk = Desk::new(ctx, &door.counter)?;
    let (price, typed) = (posted.text("price"), posted.text("end"));
    let at_end = |text: String| FieldProblem { field: format!("end-{price}"), text };
    let problem = match (typed.is_empty(), parse_instant(typed, &desk.zone)) {
        (false, None) => {
            at_end(ctx.tell(
                "office-wrong-not-a-date",
                &[("one", typed.chars().take(60).collect::<String>().into())],
            ))
        }
        (_, at) => {
            let marks =
                FormMarks { entry: posted.text("entry").to_owned(), shown: posted.text("shown").to_owned() };
            let asking = staff.asking(&marks, Scene::BackOffice, door.counter.now());
            match door.counter.end_price(&asking, id, price, at) {
                Ok(()) => {
                    return Ok(Answered::Saved(format!("/office/prices/{}?saved=1#main", escaped(id))));
                }
                Err(OfficeTrouble::Price(refusal)) => at_end(of_price(ctx, &refusal).text),
                Err(trouble) => return Err(trouble.into()),
            }
        }
    };
    let mut prices = prices_of(ctx, door, id)?;
    prices.form.problems = vec![problem];
    prices.ending = (price.to_owned(), typed.to_owned());
    Ok(Answered::Again(office_prices_page(ctx, &prices).into_string()))
}

/// What the form asks for; what cannot be read is said at its field.
fn order_of(desk: &Desk<'_>, posted: &Posted, problems: &mut Vec<FieldProblem>) -> Option<PriceChange> {
    let mark = Some(desk.decimal_mark());
    let wrong = |field: &str, key: &str, about: &str| FieldProblem {
        field: field.to_owned(),
        text: desk.ctx.tell(
            key,
            &[("one", about.chars().take(60).collect::<String>().into()), ("other", String::new().into())],
        ),
    };
    let mut number = |field: &str| {
        let text = posted.text(field);
        let number = parse_decimal(text, mark);
        if number.is_none() {
            let key = if text.is_empty() { "office-wrong-needed" } else { "office-wrong-not-a-number" };
            problems.push(wrong(field, key, text));
        }
        number
    };
    let (amount, tax_rate) = (number("amount"), number("tax"));
    let mut instant = |field: &str| {
        let text = posted.text(field);
        let at = parse_instant(text, &desk.zone);
        if at.is_none() && !text.is_empty() {
            problems.push(wrong(field, "office-wrong-not-a-date", text));
        }
        at
    };
    let (from, until) = (instant("from"), instant("until"));
    let currency = posted.text("currency").to_uppercase().parse();
    if currency.is_err() {
        problems.push(wrong("currency", "office-wrong-currency", posted.text("currency")));
    }
    let mut months = |field: &str| {
        let text = posted.text(field);
        let months = text.parse::<u32>().ok().filter(|months| (1..=MOST_MONTHS).contains(months));
        if months.is_none() && !text.is_empty() {
            problems.push(wrong(field, "office-wrong-not-a-whole", text));
        }
        months
    };
    let (first_months, after_months) = (months("first_months"), months("after_months"));
    let follows = Some(posted.text("follows").to_owned()).filter(|id| !id.is_empty());
    let kind = match posted.text("kind") {
        "recurring" => PriceType::Recurring,
        "usage" => PriceType::Usage,
        "closing" => PriceType::Closing,
        _ => PriceType::OneTime,
    };
    let kind = follows
        .as_deref()
        .and_then(|id| desk.shop.catalogue.prices.get(id))
        .map_or(kind, |price| price.price_type);
    let unit = Some(posted.text("unit").to_owned()).filter(|unit| !unit.is_empty());
    if kind == PriceType::Usage && unit.is_none() && follows.is_none() {
        problems.push(wrong("unit", "office-wrong-needed", ""));
    }
    Some(PriceChange {
        follows,
        name: posted.text("name").to_owned(),
        name_en: posted.text("name_en").to_owned(),
        kind,
        amount: amount?,
        currency: currency.ok()?,
        tax_rate: tax_rate?,
        includes_tax: !posted.text("includes_tax").is_empty(),
        from,
        until,
        first_months,
        after_months,
        unit,
    })
}

/// `POST /office/prices/{offering}/withdraw`
pub(super) async fn withdraw(
    State(door): State<Arc<Door>>,
    Path(id): Path<String>,
    staff: Staff,
    reader: Reader,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Response {
    let back = format!("/office/prices/{}?saved=1", escaped(&id));
    let done = blocking(move || {
        let posted = Posted::new(pairs);
        let marks =
            FormMarks { entry: posted.text("entry").to_owned(), shown: posted.text("shown").to_owned() };
        let asking = staff.asking(&marks, Scene::BackOffice, door.counter.now());
        door.counter.withdraw_price(&asking, &id, posted.text("price"))
    })
    .await;
    match done {
        Ok(()) => Redirect::to(&back).into_response(),
        Err(problem) => problem.into_page(&reader),
    }
}
