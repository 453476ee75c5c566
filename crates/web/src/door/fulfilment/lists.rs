//! Orders that the office looks for.

use std::sync::Arc;

use app::{OrderCursor, OrderFilter};
use axum::extract::{Query, State};
use axum::response::Response;
use collect::order::OrderState;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Deserialize;

use super::shown::Showing;
use crate::address::escaped;
use crate::context::PageContext;
use crate::door::identity::Staff;
use crate::door::portraits::answer;
use crate::door::reader::Reader;
use crate::door::{Door, Problem, blocking};
use crate::pages::fulfilment::{OrderSearch, OrdersPage, orders_page};

/// The search, as its form and the links to further pages send it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct SearchFields {
    q: String,
    state: String,
    what: String,
    from: String,
    to: String,
    after: String,
    after_id: String,
}

/// `GET /office/orders`
pub(crate) async fn show(
    State(door): State<Arc<Door>>,
    staff: Staff,
    reader: Reader,
    Query(fields): Query<SearchFields>,
) -> Response {
    let ctx = reader.0.clone();
    let page = blocking(move || {
        let showing = Showing::of(&ctx, &door)?;
        let (filter, problems) = filter_of(&ctx, &fields, &showing.zone);
        let found = door.counter.find_orders(&staff.reading(), &filter)?;
        let orders = found.orders.iter();
        let orders =
            orders.map(|order| showing.line(order, format!("/office/orders/{}", order.id))).collect();
        let next = found.next.map(|after| address_after(&fields, &after));
        let page = OrdersPage { search: search_of(&fields), problems, orders, next };
        Ok::<_, Problem>(orders_page(&ctx, &page).into_string())
    })
    .await;
    answer(page, &reader)
}

fn search_of(fields: &SearchFields) -> OrderSearch {
    let cut = |text: &str| text.chars().take(120).collect();
    OrderSearch {
        text: cut(&fields.q),
        state: cut(&fields.state),
        what: cut(&fields.what),
        from: cut(&fields.from),
        to: cut(&fields.to),
    }
}

/// What is looked for; a day or a state that is none is told, and left out.
fn filter_of(ctx: &PageContext, fields: &SearchFields, zone: &TimeZone) -> (OrderFilter, Vec<String>) {
    let mut problems = Vec::new();
    let mut day = |text: &str, after: bool| {
        let instant = instant_of(text.trim(), after, zone);
        if instant.is_none() && !text.trim().is_empty() {
            let said: String = text.chars().take(40).collect();
            problems.push(ctx.tell("orders-bad-day", &[("day", said.into())]));
        }
        instant
    };
    let (from, to) = (day(&fields.from, false), day(&fields.to, true));
    let state = OrderState::named(&fields.state);
    if state.is_none() && !fields.state.is_empty() {
        let said: String = fields.state.chars().take(40).collect();
        problems.push(ctx.tell("orders-bad-state", &[("state", said.into())]));
    }
    let after = (!fields.after_id.is_empty())
        .then(|| OrderCursor { value: fields.after.clone(), id: fields.after_id.clone() });
    let filter = OrderFilter {
        text: fields.q.chars().take(120).collect(),
        state,
        to_ship: fields.what == "to_ship",
        refund_due: fields.what == "refund",
        unpaid: fields.what == "unpaid",
        from,
        to,
        after,
    };
    (filter, problems)
}

/// The beginning of a day, or its end.
fn instant_of(text: &str, end: bool, zone: &TimeZone) -> Option<Timestamp> {
    let day: Date = text.parse().ok()?;
    let day = if end { day.tomorrow().ok()? } else { day };
    zone.to_timestamp(day.to_datetime(jiff::civil::Time::midnight())).ok()
}

fn address_after(fields: &SearchFields, after: &OrderCursor) -> String {
    let pairs = [
        ("q", &fields.q),
        ("state", &fields.state),
        ("what", &fields.what),
        ("from", &fields.from),
        ("to", &fields.to),
        ("after", &after.value),
        ("after_id", &after.id),
    ];
    let query: Vec<String> = pairs
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", escaped(value)))
        .collect();
    format!("/office/orders?{}", query.join("&"))
}
