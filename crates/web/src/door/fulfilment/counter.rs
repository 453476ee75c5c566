//! The counter of a shop: what waits, finding an order, handing it over.

use std::sync::Arc;

use app::{Asking, FulfilmentTrouble, HandingOver, Presented, TakenBy};
use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use collect::order::{OrderRefusal, ProductOrder};
use collect::pickup::WRONG_TRIES;
use collect::place::{Place, PlaceKind};
use offer::catalogue::PlaceId;
use rust_decimal::Decimal;
use serde::Deserialize;
use types::{OrderId, Scene};

use super::fields::Fields;
use super::refusals;
use super::shown::Showing;
use crate::address::escaped;
use crate::context::PageContext;
use crate::door::identity::Staff;
use crate::door::portraits::answer;
use crate::door::reader::Reader;
use crate::door::{Door, Problem, blocking};
use crate::pages::fulfilment::{
    FormProblem, HandOverPage, ShopChoice, ShopPage, hand_over_page, shop_page, shops_page,
};

/// What an address says was just done.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Done {
    done: String,
    number: String,
}

/// What was just done, that the address may name: nothing else is ever said.
const DONE: [&str; 3] = ["ready", "handed", "code"];

impl Done {
    fn sentence(&self, ctx: &PageContext) -> Option<String> {
        let known = DONE.into_iter().find(|done| *done == self.done)?;
        let number: String =
            self.number.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(16).collect();
        Some(ctx.tell(&format!("counter-done-{known}"), &[("number", number.into())]))
    }
}

fn in_shop(staff: &Staff) -> Asking {
    Asking::new(staff.caller.clone(), Scene::Shop)
}

/// `GET /counter`: the shops; the only one there is, at once.
pub(crate) async fn choose(State(door): State<Arc<Door>>, staff: Staff, reader: Reader) -> Response {
    let ctx = reader.0.clone();
    let page = blocking(move || {
        let shops: Vec<Place> = door
            .counter
            .places()?
            .into_iter()
            .filter(|place| place.kind == PlaceKind::Shop && place.is_active)
            .collect();
        if let [only] = shops.as_slice() {
            return Ok(Redirect::to(&address(only.id.as_str())).into_response());
        }
        let mut choices = Vec::new();
        for shop in &shops {
            let list = door.counter.shop_list(&in_shop(&staff), &shop.id)?;
            choices.push(ShopChoice {
                href: address(shop.id.as_str()),
                name: shop.name_in(ctx.language.code()).to_owned(),
                to_prepare: list.to_prepare.len(),
                ready: list.ready.len(),
            });
        }
        Ok::<_, Problem>(Html(shops_page(&ctx, &choices).into_string()).into_response())
    })
    .await;
    page.unwrap_or_else(|problem| problem.into_page(&reader))
}

/// The address of a shop's counter.
fn address(place: &str) -> String {
    format!("/counter/{}", escaped(place))
}

/// `GET /counter/{place}`
pub(crate) async fn show(
    State(door): State<Arc<Door>>,
    staff: Staff,
    reader: Reader,
    Path(place): Path<String>,
    Query(done): Query<Done>,
) -> Response {
    let ctx = reader.0.clone();
    let page = blocking(move || {
        let page = ShopPage { done: done.sentence(&ctx), ..shop(&door, &staff, &ctx, &place)? };
        Ok::<_, Problem>(shop_page(&ctx, &page).into_string())
    })
    .await;
    answer(page, &reader)
}

fn shop(door: &Door, staff: &Staff, ctx: &PageContext, place: &str) -> Result<ShopPage, Problem> {
    let showing = Showing::of(ctx, door)?;
    let found = showing.places.iter().find(|each| each.id.as_str() == place && each.kind == PlaceKind::Shop);
    let shop = found.ok_or_else(Problem::not_found)?;
    let list = door.counter.shop_list(&in_shop(staff), &shop.id)?;
    let base = address(place);
    let lines = |orders: &[ProductOrder]| {
        orders.iter().map(|order| showing.line(order, format!("{base}/orders/{}", order.id))).collect()
    };
    let openings = shop.openings(&showing.zone);
    let zone = openings.zone().clone();
    let tell = |key: &str, at| ctx.tell(key, &[("when", ctx.language.moment(at, &zone).into())]);
    let open = match openings.at(showing.now) {
        Some(opening) => Some(tell("counter-open", opening.until)),
        None => openings.next(showing.now).map(|next| tell("counter-closed", next)),
    };
    Ok(ShopPage {
        place: escaped(place),
        name: shop.name_in(ctx.language.code()).to_owned(),
        open,
        to_prepare: lines(&list.to_prepare),
        ready: lines(&list.ready),
        waiting: lines(&list.waiting),
        more: list.more,
        problem: None,
        done: None,
    })
}

/// `POST /counter/{place}/find`: shows the order of what was typed or scanned. The code never stands in an address.
pub(crate) async fn find(
    State(door): State<Arc<Door>>,
    staff: Staff,
    reader: Reader,
    Path(place): Path<String>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Response {
    let ctx = reader.0.clone();
    let shown = blocking(move || {
        let fields = Fields::of(pairs);
        let text = fields.text("presented");
        match door.counter.find_to_hand_over(&in_shop(&staff), &PlaceId::new(&place), text) {
            Ok((order, code)) => {
                let mut page = hand(&door, &ctx, &place, &order)?;
                page.code = code.map(|code| code.shown());
                Ok((StatusCode::OK, Html(hand_over_page(&ctx, &page).into_string())).into_response())
            }
            Err(trouble) => {
                let problem = Some(refusals::sentence(&ctx, &door, trouble)?);
                let page = ShopPage { problem, ..shop(&door, &staff, &ctx, &place)? };
                let page = shop_page(&ctx, &page).into_string();
                Ok::<_, Problem>((StatusCode::NOT_FOUND, Html(page)).into_response())
            }
        }
    })
    .await;
    shown.unwrap_or_else(|problem| problem.into_page(&reader))
}

/// `GET /counter/{place}/orders/{order}`
pub(crate) async fn order(
    State(door): State<Arc<Door>>,
    staff: Staff,
    reader: Reader,
    Path((place, order)): Path<(String, String)>,
    Query(done): Query<Done>,
) -> Response {
    let ctx = reader.0.clone();
    let page = blocking(move || {
        let found = door.counter.product_order(&in_shop(&staff), order_id(&order)?)?;
        let page = HandOverPage { done: done.sentence(&ctx), ..hand(&door, &ctx, &place, &found)? };
        Ok::<_, Problem>(hand_over_page(&ctx, &page).into_string())
    })
    .await;
    answer(page, &reader)
}

/// The id in an address; what cannot be one is not there.
pub(super) fn order_id(text: &str) -> Result<OrderId, Problem> {
    text.parse().map_err(|_| Problem::not_found())
}

fn hand(door: &Door, ctx: &PageContext, place: &str, order: &ProductOrder) -> Result<HandOverPage, Problem> {
    let showing = Showing::of(ctx, door)?;
    let shop = showing.places.iter().find(|each| each.id.as_str() == place).ok_or_else(Problem::not_found)?;
    let due = order.due_on_the_spot();
    let line = showing.line(order, format!("{}/orders/{}", address(place), order.id));
    let elsewhere = match order.shop() {
        Some(waits) if waits.as_str() == place => None,
        Some(waits) => Some(showing.place(waits.as_str())),
        None => None,
    };
    Ok(HandOverPage {
        place: escaped(place),
        shop: shop.name_in(ctx.language.code()).to_owned(),
        when: line.when.clone(),
        lines: showing.lines(order),
        due: (due > Decimal::ZERO).then(|| (showing.price(order, due), due.to_string())),
        elsewhere,
        stopped: stopped(ctx, &showing, order),
        blocked: order
            .pick_up()
            .is_some_and(|pick_up| pick_up.wrong_tries >= WRONG_TRIES || pick_up.code.is_none()),
        to_prepare: order.pick_up().is_some_and(|pick_up| pick_up.ready_at.is_none()),
        left: order.has_goods_left(),
        order: line,
        ..HandOverPage::default()
    })
}

/// Why an order cannot be handed over now, if that is so.
fn stopped(ctx: &PageContext, showing: &Showing<'_>, order: &ProductOrder) -> Option<String> {
    let key = match () {
        () if order.state.is_final() => {
            let state = super::shown::state_name(ctx, order.state);
            return Some(ctx.tell("ord-refused-over", &[("state", state.into())]));
        }
        () if order.pick_up().is_none() => "ord-refused-not-picked-up",
        () if order.hold.is_some() => "ord-refused-is-held",
        () if !order.payment_standing.lets_go_on() => {
            let due = showing.price(order, order.amount_due());
            return Some(ctx.tell("ord-refused-not-paid", &[("amount", due.into())]));
        }
        () => return None,
    };
    Some(ctx.say(key))
}

/// `POST /counter/{place}/orders/{order}/ready`
pub(crate) async fn ready(
    State(door): State<Arc<Door>>,
    staff: Staff,
    reader: Reader,
    Path((place, order)): Path<(String, String)>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Response {
    act(door, staff, reader, place, order, pairs, |door, fields, staff, _, id| {
        let asking = fields.asking(door, staff.caller.clone(), Scene::Shop);
        door.counter.make_order_ready(&asking, id).map(|order| ("ready", order))
    })
    .await
}

/// `POST /counter/{place}/orders/{order}/hand-over`
pub(crate) async fn hand_over(
    State(door): State<Arc<Door>>,
    staff: Staff,
    reader: Reader,
    Path((place, order)): Path<(String, String)>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Response {
    act(door, staff, reader, place, order, pairs, |door, fields, staff, place, id| {
        let asking = fields.asking(door, staff.caller.clone(), Scene::Shop);
        let lines = fields.quantities(false).map_err(bad_number)?;
        if lines.is_empty() {
            return Err(OrderRefusal::Nothing.into());
        }
        let presented = match fields.text("by") {
            "identity" => Presented::Identity,
            _ => Presented::Code(fields.text("presented").to_owned()),
        };
        let taken = fields.amount("taken").map_err(bad_number)?;
        let taken_by = TakenBy::named(fields.text("taken_by")).unwrap_or_default();
        let asked = HandingOver { order: id, place: PlaceId::new(place), presented, lines, taken, taken_by };
        door.counter.hand_over(&asking, &asked).map(|order| ("handed", order))
    })
    .await
}

fn bad_number(text: String) -> FulfilmentTrouble {
    app::Trouble::Refused(text).into()
}

/// `POST /counter/{place}/orders/{order}/code`
pub(crate) async fn renew(
    State(door): State<Arc<Door>>,
    staff: Staff,
    reader: Reader,
    Path((place, order)): Path<(String, String)>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Response {
    act(door, staff, reader, place, order, pairs, |door, fields, staff, _, id| {
        let asking = fields.asking(door, staff.caller.clone(), Scene::Shop);
        door.counter.renew_pick_up_code(&asking, id).map(|order| ("code", order))
    })
    .await
}

/// Does something with an order and leads on; or shows its page again with what is wrong.
async fn act(
    door: Arc<Door>,
    staff: Staff,
    reader: Reader,
    place: String,
    order: String,
    pairs: Vec<(String, String)>,
    work: impl FnOnce(
        &Door,
        &Fields,
        &Staff,
        &str,
        OrderId,
    ) -> Result<(&'static str, ProductOrder), FulfilmentTrouble>
    + Send
    + 'static,
) -> Response {
    let ctx = reader.0.clone();
    let done = blocking(move || {
        let fields = Fields::of(pairs);
        let id = order_id(&order)?;
        let asking = in_shop(&staff);
        match work(&door, &fields, &staff, &place, id) {
            Ok((done, order)) => {
                // Back to the list after preparing; beside the order after anything else.
                let page = if done == "ready" { String::new() } else { format!("/orders/{id}") };
                let to = format!("{}{page}?done={done}&number={}", address(&place), order.external_id);
                Ok(Redirect::to(&to).into_response())
            }
            Err(trouble) => {
                let sentence = refusals::sentence(&ctx, &door, trouble)?;
                let found = door.counter.product_order(&asking, id)?;
                let typed = fields.0;
                let problem = Some(FormProblem { form: "hand".to_owned(), sentence, typed });
                let page = HandOverPage { problem, ..hand(&door, &ctx, &place, &found)? };
                let page = hand_over_page(&ctx, &page).into_string();
                Ok::<_, Problem>((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response())
            }
        }
    })
    .await;
    done.unwrap_or_else(|problem| problem.into_page(&reader))
}
