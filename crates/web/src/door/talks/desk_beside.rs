//! What lies beside a conversation, as the desk shows it; and the notes that colleagues leave there.

use app::{BesideTalk, OrderBeside};
use dialogue::Conversation;
use jiff::tz::TimeZone;

use super::cart::order_link;
use crate::context::PageContext;
use crate::door::fulfilment::state_name;
use crate::door::identity::Staff;
use crate::door::{Door, Problem};
use crate::pages::capital;
use crate::pages::talks::{DeskBeside, DeskOrder};

/// What the desk shows beside a conversation.
pub(super) fn beside(
    door: &Door,
    staff: &Staff,
    ctx: &PageContext,
    talk: &Conversation,
) -> Result<DeskBeside, Problem> {
    let zone = door.counter.live_zone()?;
    let BesideTalk { customer, orders, products, talks } =
        door.counter.beside_talk(&staff.reading(), talk.id)?;
    let state = |name: &str| ctx.language.try_tell(&format!("mine-product-{name}"), &[]).unwrap_or_default();
    Ok(DeskBeside {
        account: customer.as_ref().and_then(|it| it.email()).map(ToString::to_string),
        customer: customer.map(|it| (it.name, format!("/office/customers/{}", it.id))),
        orders: orders.iter().map(|order| order_shown(ctx, &zone, order)).collect(),
        products: products
            .iter()
            .map(|it| (it.name_in(ctx.language.code()).to_owned(), state(it.status.name())))
            .collect(),
        talks: talks.iter().map(|other| talk_shown(ctx, &zone, other)).collect(),
        notes: notes(ctx, &zone, talk),
    })
}

fn order_shown(ctx: &PageContext, zone: &TimeZone, beside: &OrderBeside) -> DeskOrder {
    let order = &beside.order;
    // What a bundle holds stands with it; of what was taken off since, how many were ordered.
    let whole = |item: &&collect::order::OrderItem| item.bundle().is_none();
    let line = |item: &collect::order::OrderItem| {
        format!("{} × {}", item.ordered, item.name_in(ctx.language.code()))
    };
    DeskOrder {
        link: order_link("/office/orders", order.id),
        state: state_name(ctx, order.state),
        placed: ctx.language.moment(order.order_date, zone),
        lines: order.product_order_item.iter().filter(whole).map(line).collect(),
        looked_at: beside.looked_at,
    }
}

fn talk_shown(ctx: &PageContext, zone: &TimeZone, talk: &Conversation) -> (String, String, String) {
    let about = talk.reason.as_deref().map(|reason| capital(&ctx.language.reason(reason)));
    (
        format!("/inbox/{}", talk.id),
        about.unwrap_or_else(|| ctx.say("mine-talk")),
        ctx.language.moment(talk.creation_date, zone),
    )
}

fn notes(ctx: &PageContext, zone: &TimeZone, talk: &Conversation) -> Vec<(String, String)> {
    let who = |name: &str| if name.is_empty() { ctx.say("talk-seller") } else { name.to_owned() };
    talk.colleague_notes
        .iter()
        .map(|note| {
            let by = format!("{}, {}", who(&note.author.name), ctx.language.moment(note.date, zone));
            (by, note.text.clone())
        })
        .collect()
}
