//! An order as the office's page shows it.

use app::OrderAct;
use collect::order::{Delivery, FulfilmentKind, ProductOrder};
use collect::payment::Payment;
use collect::place::PostalAddress;
use collect::product::{EndedBy, Product, ProductStatus};
use party::Permission;
use rust_decimal::Decimal;
use types::{ActorKind, OrderId};
use wording::Arg;

use super::shown::Showing;
use crate::address::escaped;
use crate::context::PageContext;
use crate::door::identity::Staff;
use crate::door::{Door, Problem};
use crate::pages::fulfilment::{
    ActShown, Details, NoteShown, OfficeOrderPage, OrderDoing, PaymentShown, ShipmentShown, StepShown,
    SubscriptionShown,
};

/// The page of an order, without anything that was just done.
pub(super) fn order_page(
    door: &Door,
    staff: &Staff,
    ctx: &PageContext,
    id: OrderId,
) -> Result<OfficeOrderPage, Problem> {
    let asking = staff.reading();
    let order = door.counter.product_order(&asking, id)?;
    let showing = Showing::of(ctx, door)?;
    let payments = door.counter.payments_of_order(&asking, id)?;
    let acts = door.counter.order_timeline(&asking, id)?;
    let hands_over = staff.may(Permission::HandOver) && !order.state.is_final();
    Ok(OfficeOrderPage {
        facts: facts(&showing, &order),
        customer_file: order
            .customer
            .filter(|_| staff.may(Permission::OpenCustomerFile))
            .map(|customer| format!("/office/customers/{customer}")),
        vat: vat(&showing, &order, &order.vat),
        vat_off: vat(&showing, &order, &order.taken_off()),
        lines: showing.lines(&order),
        steps: steps(&showing, &order),
        payments: payments.iter().map(|payment| payment_shown(&showing, payment)).collect(),
        shipments: shipments(&showing, &order),
        doing: doing(staff, &order),
        places: showing
            .places
            .iter()
            .filter(|place| place.is_active)
            .map(|place| (place.id.to_string(), place.name_in(ctx.language.code()).to_owned()))
            .collect(),
        shops: showing
            .places
            .iter()
            .filter(|place| place.hands_over() && order.shop() != Some(&place.id))
            .map(|place| (place.id.to_string(), place.name_in(ctx.language.code()).to_owned()))
            .collect(),
        details: details(&order),
        subscriptions: subscriptions(door, &asking, &showing, &order)?,
        refund_account: refund_account(ctx, staff, &order),
        notes: notes(door, &showing, &order),
        acts: acts.iter().map(|act| act_shown(&showing, &order, act)).collect(),
        hand_over: order
            .shop()
            .filter(|_| hands_over)
            .map(|place| format!("/counter/{}/orders/{}", escaped(place.as_str()), order.id)),
        order: showing.line(&order, format!("/office/orders/{}", order.id)),
        ..OfficeOrderPage::default()
    })
}

fn facts(showing: &Showing<'_>, order: &ProductOrder) -> Vec<(String, String)> {
    let ctx = showing.ctx;
    let mut facts: Vec<(String, String)> = Vec::new();
    let mut add = |key: &str, value: String| {
        if !value.trim().is_empty() {
            facts.push((ctx.say(key), value));
        }
    };
    add("ord-fact-name", order.contact.name.clone());
    add("ord-fact-email", order.contact.email.clone());
    add("ord-fact-phone", order.contact.phone.clone());
    let known = if order.customer.is_some() { "ord-fact-customer-known" } else { "ord-fact-customer-guest" };
    add("ord-fact-customer", ctx.say(known));
    let way = showing.way(order);
    add("ord-fact-delivery", if way.is_empty() { ctx.say("ord-delivery-none") } else { way });
    if let Delivery::Shipping { address, .. } = &order.delivery {
        add("ord-fact-address", on_one_line(address));
    }
    if let Some(address) = &order.billing_address {
        add("ord-fact-billing", on_one_line(address));
    }
    add("ord-fact-due", showing.price(order, order.due_now.value));
    let due = order.amount_due();
    if due > Decimal::ZERO {
        add("ord-fact-missing", showing.price(order, due));
    }
    if order.refunded() > Decimal::ZERO {
        add("ord-fact-refunded", showing.price(order, order.refunded()));
    }
    add("ord-fact-language", order.language.to_uppercase());
    add("ord-fact-terms", order.terms_version.clone());
    if let Some(hold) = &order.hold {
        add("ord-fact-hold", hold.reason.clone());
    }
    let reason = order.cancellation_reason.as_deref().map(|reason| match reason {
        "not_paid" | "not_collected" => ctx.say(&format!("order-reason-{}", reason.replace('_', "-"))),
        "out_of_stock" => ctx.say("ord-reason-out-of-stock"),
        "customer" => ctx.say("ord-reason-customer"),
        other => other.to_owned(),
    });
    add("ord-fact-reason", reason.unwrap_or_default());
    for returned in order.goods_return.iter().filter(|returned| !returned.reason.is_empty()) {
        add("ord-fact-return", returned.reason.clone());
    }
    facts
}

fn on_one_line(address: &PostalAddress) -> String {
    let town = format!("{} {}", address.postcode, address.city);
    let parts = [address.name.as_str(), &address.street, &address.complement, town.trim(), &address.country];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

fn vat(showing: &Showing<'_>, order: &ProductOrder, groups: &[collect::order::VatGroup]) -> Vec<[String; 4]> {
    let price = |amount: Decimal| showing.price(order, amount);
    let rate = |rate: Decimal| {
        let text = rate.normalize().to_string();
        let text =
            if showing.ctx.language == wording::Language::French { text.replace('.', ",") } else { text };
        showing.ctx.tell("ord-percent", &[("n", text.into())])
    };
    groups
        .iter()
        .map(|group| [rate(group.tax_rate), price(group.base), price(group.tax), price(group.total)])
        .collect()
}

fn steps(showing: &Showing<'_>, order: &ProductOrder) -> Vec<StepShown> {
    let shown = |step: &collect::order::Step| {
        let sentence = app::sentence_of(step, showing.ctx.language, &showing.zone);
        let text = match step.amount {
            Some(amount) => format!("{sentence} ({})", showing.price(order, amount)),
            None => sentence,
        };
        StepShown { text, done: step.done.map(|at| showing.moment(at)) }
    };
    order.steps().iter().map(shown).collect()
}

fn payment_shown(showing: &Showing<'_>, payment: &Payment) -> PaymentShown {
    let ctx = showing.ctx;
    let sum = |moved: &[collect::payment::Moved]| moved.iter().map(|each| each.amount).sum::<Decimal>();
    let price =
        |amount: Decimal| ctx.language.price(types::Money { amount, currency: payment.amount.currency });
    let some = |amount: Decimal| (amount > Decimal::ZERO).then(|| price(amount));
    PaymentShown {
        id: payment.id.to_string(),
        method: ctx.say(&format!("ord-pay-{}", payment.method.name())),
        shown: payment.method.shown(),
        state: ctx.say(&format!("ord-payment-{}", payment.state.name())),
        paid: price(sum(&payment.came)),
        refunded: some(sum(&payment.returned)),
        to_return: some(payment.to_return().amount),
        by_hand: false,
    }
}

fn shipments(showing: &Showing<'_>, order: &ProductOrder) -> Vec<ShipmentShown> {
    let shipped = order.fulfilment.iter().filter(|each| each.kind == FulfilmentKind::Shipped);
    shipped
        .map(|each| {
            let line = |line: &collect::order::LineQuantity| {
                let language = showing.ctx.language.code();
                let name = order.item(&line.item).map(|item| item.name_in(language)).unwrap_or_default();
                format!("{} × {name}", line.quantity)
            };
            ShipmentShown {
                id: each.id.clone(),
                sent: showing.moment(each.at),
                what: each.lines.iter().map(line).collect::<Vec<_>>().join(", "),
                tracking: format!("{} {}", each.carrier, each.tracking).trim().to_owned(),
                arrived: each.delivered_at.map(|at| showing.moment(at)),
            }
        })
        .collect()
}

fn doing(staff: &Staff, order: &ProductOrder) -> OrderDoing {
    let works = staff.may(Permission::WorkOrders);
    let (over, held) = (order.state.is_final(), order.hold.is_some());
    let goes_on = works && !over && !held && order.payment_standing.lets_go_on();
    let goods_left = order.has_goods_left();
    let left = order.product_order_item.iter().any(|item| item.open() > 0);
    let to_take = |item: &collect::order::OrderItem| item.is_goods() && item.fulfilled > item.returned;
    OrderDoing {
        amend: works && !over && left,
        start: goes_on && left,
        cancel: works && !over,
        ship: goes_on && goods_left && matches!(order.delivery, Delivery::Shipping { .. }),
        ready: goes_on
            && goods_left
            && staff.may(Permission::HandOver)
            && order.pick_up().is_some_and(|pick_up| pick_up.ready_at.is_none()),
        hold: works && !over && !held,
        resume: works && held,
        take_back: works && order.product_order_item.iter().any(to_take),
        gesture: staff.may(Permission::Refund)
            && order.paid() - order.refunded() - order.refund_due() > Decimal::ZERO,
        correct: works,
        shop: works && !over && order.pick_up().is_some_and(|pick_up| pick_up.ready_at.is_none()),
        confirm: works && !order.contact.email.is_empty(),
        renew: staff.may(Permission::HandOver) && !over && goods_left && order.pick_up().is_some(),
    }
}

/// What can be put right: how the customer is reached; where it goes, as long as something of it does.
fn details(order: &ProductOrder) -> Details {
    let mut details = vec![
        ("name", order.contact.name.clone()),
        ("email", order.contact.email.clone()),
        ("phone", order.contact.phone.clone()),
    ];
    if let Some(address) = order.shipping_address().filter(|_| order.has_goods_left()) {
        details.extend([
            ("street", address.street.clone()),
            ("complement", address.complement.clone()),
            ("postcode", address.postcode.clone()),
            ("city", address.city.clone()),
        ]);
    }
    details
}

fn subscriptions(
    door: &Door,
    asking: &app::Asking,
    showing: &Showing<'_>,
    order: &ProductOrder,
) -> Result<Vec<SubscriptionShown>, Problem> {
    let products = door.counter.products_of_order(asking, order.id)?;
    let shown = |product: &Product| {
        let can_end = matches!(product.status, ProductStatus::Active | ProductStatus::Suspended);
        let would = product.ending_now(EndedBy::Staff, &showing.zone, showing.now);
        let ending = product.ending.as_ref().unwrap_or(&would);
        let nothing = || showing.ctx.say("ord-end-nothing");
        let owed = ending.owed.map_or_else(nothing, |owed| showing.ctx.language.price(owed.into()));
        let given = [("date", showing.moment(ending.ends_at).into()), ("amount", owed.into())];
        let told = match product.status {
            _ if can_end => showing.ctx.tell("ord-end-would", &given),
            ProductStatus::PendingTerminate => showing.ctx.tell("ord-end-is", &given),
            ended => showing.ctx.say(&format!("mine-product-{}", ended.name())),
        };
        SubscriptionShown {
            id: product.id.to_string(),
            name: product.name_in(showing.ctx.language.code()).to_owned(),
            told,
            can_end,
        }
    };
    Ok(products.iter().map(shown).collect())
}

/// On which account a refund goes, for whoever pays it.
fn refund_account(ctx: &PageContext, staff: &Staff, order: &ProductOrder) -> Option<String> {
    if !order.wants_refund_account() || !staff.may(Permission::Refund) {
        return None;
    }
    Some(match &order.refund_account {
        Some(account) => {
            let iban = account.account_number.in_full();
            let given = [("owner", account.owner.as_str().into()), ("iban", iban.into())];
            ctx.tell("ord-refund-account", &given)
        }
        None => ctx.say("ord-refund-account-missing"),
    })
}

fn notes(door: &Door, showing: &Showing<'_>, order: &ProductOrder) -> Vec<NoteShown> {
    let who = |author: Option<&String>| {
        let id = author.and_then(|author| author.parse().ok());
        let member = id.and_then(|id| door.counter.staff_member(id).ok().flatten());
        member.map_or_else(|| showing.ctx.say("ord-by-keeper"), |member| member.name)
    };
    let note = |note: &collect::order::Note| NoteShown {
        when: note.date.map(|at| showing.moment(at)).unwrap_or_default(),
        who: who(note.author.as_ref()),
        text: note.text.clone(),
    };
    order.note.iter().map(note).collect()
}

fn act_shown(showing: &Showing<'_>, order: &ProductOrder, act: &OrderAct) -> ActShown {
    let ctx = showing.ctx;
    let known = ctx.language.try_tell(&format!("ord-act-{}", act.kind.replace('_', "-")), &[]);
    let who = match act.by {
        Some(ActorKind::Customer) => ctx.say("ord-by-customer"),
        Some(ActorKind::Agent) => act.staff.clone().unwrap_or_else(|| ctx.say("ord-by-keeper")),
        Some(ActorKind::Machine) | None => ctx.say("ord-by-machine"),
    };
    let mut more: Vec<String> = Vec::new();
    more.extend(act.amount.map(|amount| showing.price(order, amount)));
    more.extend(act.place.as_deref().map(|place| showing.place(place)));
    let reason = act.reason.as_deref();
    more.extend(
        reason.and_then(|word| ctx.language.try_tell(&format!("ord-why-{}", word.replace('_', "-")), &[])),
    );
    more.extend(act.work.map(|work| {
        let seconds = Arg::from(work.whole_secs());
        ctx.tell("ord-work", &[("n", seconds)])
    }));
    ActShown { when: showing.moment(act.at), what: known.unwrap_or_else(|| act.kind.clone()), who, more }
}
