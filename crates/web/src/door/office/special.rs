//! What is particular to one part of the catalogue: the cells of its list, a fresh one, links, what stands below its form.

use app::{Asking, Counter};
use maud::{Markup, html};
use offer::catalogue::{LifecycleStatus, Promotion};
use offer::exchange::{Section, slug};
use serde_json::{Value, json};

use super::codec::{Desk, Posted, at_path};
use crate::address::escaped;
use crate::context::PageContext;
use crate::door::Problem;
use crate::pages::office::{OfficeRoom, PromotionRow, light_markup, promotion_table};

/// The name of a resource in the reader's language.
pub(super) fn name_of(ctx: &PageContext, body: &Value) -> String {
    let language = ctx.language.code();
    let all = body.get("translation").and_then(Value::as_array).into_iter().flatten();
    let mut own = all.filter(|each| each.get("language").and_then(Value::as_str) == Some(language));
    let translated =
        own.next().and_then(|each| each.get("name")).and_then(Value::as_str).filter(|name| !name.is_empty());
    let name = translated
        .or_else(|| body.get("name").and_then(Value::as_str))
        .filter(|name| !name.trim().is_empty());
    name.or_else(|| body.get("id").and_then(Value::as_str)).unwrap_or("–").to_owned()
}

/// A new resource before anything was said of it.
pub(super) fn fresh(section: Section) -> Value {
    match section {
        Section::Offering | Section::Specification | Section::Promotion | Section::Category => {
            json!({"lifecycleStatus": "In design"})
        }
        Section::Arrangement => {
            serde_json::to_value(offer::shelf::Arrangement::default()).unwrap_or_else(|_| json!({}))
        }
        _ => json!({}),
    }
}

/// A copy to begin another with: without what is its own. It is in preparation until somebody says otherwise.
pub(super) fn copy_of(ctx: &PageContext, section: Section, mut body: Value) -> Value {
    let Some(fields) = body.as_object_mut() else { return fresh(section) };
    for own in ["id", "href", "lastUpdate", "productOfferingPrice", "code", "stockItem", "slug"] {
        fields.remove(own);
    }
    if fresh(section).get("lifecycleStatus").is_some() {
        fields.insert("lifecycleStatus".to_owned(), json!("In design"));
    }
    if let Some(name) = fields.get("name").and_then(Value::as_str).map(str::to_owned) {
        fields.insert("name".to_owned(), json!(ctx.tell("office-copy-of", &[("name", name.into())])));
    }
    body
}

/// The id of a new resource: what was typed, or made of its name.
pub(super) fn new_id(section: Section, posted: &Posted) -> String {
    if section == Section::Operator {
        return OPERATOR.to_owned();
    }
    let typed = posted.text("id");
    if typed.is_empty() { slug(posted.text("name")) } else { typed.to_owned() }
}

/// The id of the one record that says who the organisation is.
const OPERATOR: &str = "operator";

fn text(body: &Value, path: &str) -> String {
    match at_path(body, path) {
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
        None => String::new(),
    }
}

/// The names of the cells of a list beside the name.
pub(super) fn columns(ctx: &PageContext, section: Section) -> Vec<String> {
    let keys: &[&str] = match section {
        Section::Specification => &["office-field-brand", "office-col-variants", "office-field-lifecycle"],
        Section::Offering => {
            &["office-field-product", "office-col-price", "office-col-stock", "office-field-lifecycle"]
        }
        Section::Category => &["office-field-parent", "office-field-rank"],
        Section::Promotion => &[
            "office-group-reduction",
            "office-field-valid_from",
            "office-field-valid_until",
            "office-field-code",
        ],
        Section::Arrangement => &["office-field-category"],
        Section::Place => &["office-field-place_kind", "office-field-city"],
        Section::DeliveryMethod => &["office-field-fee", "office-field-offered"],
        Section::Page => &["office-field-published"],
        _ => &[],
    };
    keys.iter().map(|key| ctx.say(key)).collect()
}

/// The cells of a resource in a list.
pub(super) fn cells(desk: &Desk<'_>, section: Section, id: &str, body: &Value) -> Vec<String> {
    let ctx = desk.ctx;
    let word = |path: &str, usual: &str| {
        let said = text(body, path);
        let said = if said.is_empty() { usual } else { &said };
        ctx.say(&format!("office-choice-{}", said.to_lowercase().replace(' ', "-")))
    };
    let yes = |path: &str, usual: bool| {
        let on = at_path(body, path).and_then(Value::as_bool).unwrap_or(usual);
        ctx.say(if on { "office-choice-yes" } else { "office-choice-no" })
    };
    let instant = |path: &str| {
        let at = text(body, path).parse::<jiff::Timestamp>().ok();
        at.map(|at| ctx.language.moment(at, &desk.zone)).unwrap_or_default()
    };
    match section {
        Section::Specification => {
            let variants = desk.shop.catalogue.variants(&id.into()).count();
            vec![
                text(body, "brand"),
                ctx.language.count(variants as u64),
                word("lifecycleStatus", "Launched"),
            ]
        }
        Section::Offering => {
            vec![
                text(body, "productSpecification.id"),
                prices_now(desk, id),
                stock_now(desk, id),
                word("lifecycleStatus", "Launched"),
            ]
        }
        Section::Category => vec![text(body, "parentId"), text(body, "rank")],
        Section::Promotion => vec![
            reduction(desk, body),
            instant("validFor.startDateTime"),
            instant("validFor.endDateTime"),
            text(body, "code"),
        ],
        Section::Arrangement => vec![text(body, "category")],
        Section::Place => vec![word("kind", "shop"), text(body, "address.city")],
        Section::DeliveryMethod => {
            let fee = at_path(body, "fee.value").map(|value| desk.number(value)).unwrap_or_default();
            vec![format!("{fee} {}", text(body, "fee.unit")), yes("offered", true)]
        }
        Section::Page => vec![yes("published", true)],
        _ => Vec::new(),
    }
}

fn reduction(desk: &Desk<'_>, body: &Value) -> String {
    match (at_path(body, "reduction.percent"), at_path(body, "reduction.amount")) {
        (Some(percent), _) => format!("−{} %", desk.number(percent)),
        (None, Some(amount)) => format!("−{} {}", desk.number(amount), desk.currency),
        (None, None) => String::new(),
    }
}

fn prices_now(desk: &Desk<'_>, id: &str) -> String {
    let Some(offering) = desk.shop.catalogue.offerings.get(id) else { return String::new() };
    super::price_told::in_short(desk, offering)
}

fn stock_now(desk: &Desk<'_>, id: &str) -> String {
    let item = desk.shop.catalogue.offerings.get(id).and_then(|offering| offering.stocked());
    item.map(|item| desk.stock.of(&item).to_string()).unwrap_or_else(|| "–".to_owned())
}

/// The name of an offering in the reader's language; its id where there is none.
pub(super) fn offering_name(desk: &Desk<'_>, id: &str) -> String {
    let found = desk.shop.catalogue.offerings.get(id);
    found.map_or_else(|| id.to_owned(), |each| each.name_in(desk.ctx.language.code()).to_owned())
}

/// Whether a reduction may be announced, in words.
fn verdict(line: &app::PromotionLine) -> &'static str {
    match (line.is_due_once, line.lowest.is_some(), line.is_less) {
        (false, ..) => "office-promotion-not-once",
        (true, false, _) => "office-promotion-impossible",
        (true, true, false) => "office-promotion-useless",
        (true, true, true) if line.reduced.is_some_and(|reduced| reduced.is_zero()) => {
            "office-promotion-free"
        }
        (true, true, true) => "office-promotion-fine",
    }
}

/// That an offering is not on sale, and why: in which state it is. Nothing of what is, and of other resources.
pub(super) fn off_sale(ctx: &PageContext, section: Section, body: &Value) -> Option<String> {
    let status = status_of(body);
    if section != Section::Offering || status.is_sold() {
        return None;
    }
    let state = ctx.say(&format!("office-choice-{}", status.name().to_lowercase().replace(' ', "-")));
    Some(ctx.tell("office-not-on-sale", &[("state", state.into())]))
}

/// In which state of its life a resource is; one that does not say is on sale.
fn status_of(body: &Value) -> LifecycleStatus {
    let said = at_path(body, "lifecycleStatus").and_then(Value::as_str);
    let found = LifecycleStatus::ALL.into_iter().find(|status| Some(status.name()) == said);
    found.unwrap_or_default()
}

/// Other pages about a resource.
pub(super) fn links(
    ctx: &PageContext,
    room: OfficeRoom,
    section: Section,
    id: &str,
    body: &Value,
) -> Vec<(String, String)> {
    let mut links = Vec::new();
    if section == Section::Offering {
        links.push((format!("/office/prices/{}", escaped(id)), ctx.say("office-prices")));
        let item = text(body, "stockItem");
        let item = if item.is_empty() { id } else { &item };
        links.push((format!("/office/stock?q={}", escaped(item)), ctx.say("office-room-stock")));
        // A page is there of what was ever launched; of what is in the making, none.
        if status_of(body) >= LifecycleStatus::Launched {
            links.push((format!("/offers/{}", escaped(id)), ctx.say("office-on-the-shelf")));
        }
    }
    if section == Section::Specification {
        links.push((format!("/office/catalogue/offerings?q={}", escaped(id)), ctx.say("office-variants")));
    }
    if section == Section::Place {
        links.push((format!("/office/stock?place={}", escaped(id)), ctx.say("office-room-stock")));
    }
    if section == Section::Page && at_path(body, "published").and_then(Value::as_bool).unwrap_or(true) {
        links.push((format!("/pages/{}", escaped(id)), ctx.say("office-on-the-site")));
    }
    if !matches!(section, Section::Operator | Section::Page) {
        links.push((format!("{}/new?from={}", room.path(), escaped(id)), ctx.say("office-copy")));
    }
    links.push((format!("{}/{}/history", room.path(), escaped(id)), ctx.say("office-history")));
    links
}

/// What stands below the form of a resource.
pub(super) fn below(
    desk: &Desk<'_>,
    counter: &Counter,
    asking: &Asking,
    section: Section,
    body: &Value,
) -> Result<Option<Markup>, Problem> {
    match section {
        Section::Promotion => {
            let Ok(promotion) = serde_json::from_value::<Promotion>(body.clone()) else { return Ok(None) };
            let lines = counter.promotion_preview(asking, &promotion)?;
            let money = |amount: Option<rust_decimal::Decimal>, line: &app::PromotionLine| {
                let currency = line.currency.map(|currency| currency.to_string());
                amount.map(|amount| desk.ctx.language.money(&format!("{amount:.2}"), currency.as_deref()))
            };
            let lines: Vec<_> = lines
                .iter()
                .map(|line| PromotionRow {
                    id: line.offering.to_string(),
                    name: offering_name(desk, line.offering.as_str()),
                    plain: money(line.plain, line),
                    lowest: money(line.lowest, line),
                    reduced: money(line.reduced, line),
                    says: verdict(line),
                })
                .collect();
            Ok(Some(promotion_table(desk.ctx, &lines)))
        }
        Section::Page => {
            let own = crate::door::site::with_facts(
                &text(body, "description"),
                counter.shop()?.document("operator", OPERATOR).as_ref(),
            );
            Ok(Some(html! {
                section .sheet.prose {
                    h2 { (desk.ctx.say("office-preview")) }
                    (light_markup(&own))
                }
            }))
        }
        _ => Ok(None),
    }
}
