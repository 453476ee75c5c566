//! Orders told as stories: paid, handed over, sent, brought back, withdrawn from.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use offer::catalogue::{MoneyValue, Nature, Reference};
use rust_decimal::Decimal;
use types::{Money, OrderId, PaymentId, ProductId};

use super::*;
use crate::payment::{Answer, Payment, PaymentMethod};
use crate::pickup::{PickUp, PickUpCode};
use crate::place::PostalAddress;
use crate::stock::{Allocated, StockMove, StockStep};

pub(super) fn euros(cents: i64) -> Money {
    Money { amount: Decimal::new(cents, 2), currency: "EUR".parse().unwrap() }
}

pub(super) fn at(hours: i64) -> Timestamp {
    Timestamp::UNIX_EPOCH.checked_add(SignedDuration::from_hours(hours)).unwrap()
}

pub(super) fn zone() -> TimeZone {
    TimeZone::get("Europe/Paris").unwrap()
}

fn line(id: &str, nature: Nature, quantity: u32, cents: i64) -> OrderItem {
    let mut item = OrderItem::new(id, Reference::to(format!("offer-{id}")), nature, quantity);
    item.due_now = vec![TaxedAmount { tax_rate: 20.into(), amount: Decimal::new(cents, 2) }];
    if nature == Nature::Goods {
        item.stock = vec![StockPart { item: format!("sku-{id}").as_str().into(), each: 1 }];
        item.allocated = vec![Allocated {
            place: "shop".into(),
            item: format!("sku-{id}").as_str().into(),
            quantity: quantity.into(),
        }];
    }
    item
}

/// Three phones with an option each, two of a bundle of a cover and a plan, and an installation.
fn order(pick_up: bool) -> ProductOrder {
    let mut bundle = line("2", Nature::Service, 2, 4_999);
    bundle.is_bundle = true;
    let mut part = line("3", Nature::Goods, 2, 0);
    let mut plan = line("4", Nature::Subscription, 2, 0);
    part.product_order_item_relationship = vec![ItemRelationship::bundled_in("2")];
    plan.product_order_item_relationship = vec![ItemRelationship::bundled_in("2")];
    // A cover for each phone: an option, which can be left.
    let mut option = line("6", Nature::Goods, 3, 900);
    option.product_order_item_relationship = vec![ItemRelationship::bundled_in("1")];
    let service = line("5", Nature::Service, 1, 3_000);
    let items = vec![line("1", Nature::Goods, 3, 10_001), bundle, part, plan, service, option];
    let cents = 10_001 + 4_999 + 3_000 + 900 + 590;
    let mut order = ProductOrder::new(OrderId::from_u128(9), items, MoneyValue::from(euros(cents)), at(0));
    order.delivery_price = vec![TaxedAmount { tax_rate: 20.into(), amount: Decimal::new(590, 2) }];
    order.delivery = if pick_up {
        Delivery::PickUp(PickUp::new("shop".into(), PickUpCode::from_chance(1), None))
    } else {
        Delivery::shipping("post", PostalAddress::default())
    };
    order.payment_until = Some(at(48));
    order
}

fn asked(order: &ProductOrder) -> Payment {
    let due = order.money(order.due_now.value);
    Payment::ask(PaymentId::from_u128(1), order.id, due, PaymentMethod::card("Test", "4242"), at(0)).unwrap()
}

pub(super) fn placed(pick_up: bool) -> (ProductOrder, Payment) {
    let order = order(pick_up);
    let payment = asked(&order);
    (order.placed(Some(&payment), at(0)).order, payment)
}

pub(super) fn paid(pick_up: bool) -> (ProductOrder, Payment) {
    let (order, mut payment) = placed(pick_up);
    payment.hear(&Answer::Paid { reference: "r".into(), amount: payment.amount }, at(1)).unwrap();
    (order.hear(&payment, at(1)).order, payment)
}

fn kinds(decided: &Decided) -> Vec<&'static str> {
    decided.facts.iter().map(|fact| fact.kind.name()).collect()
}

#[test]
fn it_waits_for_its_money_and_goes_on_with_it() {
    let (order, mut payment) = placed(true);
    assert_eq!((order.state, order.next()), (OrderState::Pending, Some(OrderDue::Unpaid(at(48)))));
    assert!(matches!(order.make_ready(None, at(1)), Err(OrderRefusal::NotPaid(_))));
    let answer = Answer::Paid { reference: "r".into(), amount: payment.amount };
    payment.hear(&answer, at(1)).unwrap();
    let decided = order.hear(&payment, at(1));
    assert_eq!(kinds(&decided), ["payment_settled"]);
    assert_eq!((decided.order.state, decided.order.next()), (OrderState::Acknowledged, None));
    payment.hear(&answer, at(2)).unwrap();
    assert_eq!(decided.order.hear(&payment, at(2)).facts, [], "the same answer twice is no news");
}

#[test]
fn what_is_not_paid_in_time_goes_back_to_the_shelf_and_money_that_comes_later_is_owed_back() {
    let (order, mut payment) = placed(true);
    assert_eq!(order.expire(at(47)), Err(OrderRefusal::NotDue(at(48))));
    let decided = order.expire(at(48)).unwrap();
    assert_eq!(kinds(&decided), ["order_unpaid"]);
    assert_eq!(decided.order.state, OrderState::Cancelled);
    let back: u64 = decided.moves.iter().map(|each| each.pieces.quantity).sum();
    assert_eq!((back, decided.order.amount_due()), (8, Decimal::ZERO));
    payment.hear(&Answer::Paid { reference: "late".into(), amount: payment.amount }, at(50)).unwrap();
    let late = decided.order.hear(&payment, at(50));
    assert_eq!(kinds(&late), ["payment_part", "refund_due"]);
    assert_eq!(late.order.refund_due(), payment.amount.amount);
    assert_eq!(late.order.state, OrderState::Cancelled, "what is over does not move");
}

#[test]
fn an_older_payment_that_is_refused_late_stops_nothing() {
    let (order, mut first) = placed(true);
    let mut second =
        Payment::ask(PaymentId::from_u128(2), order.id, first.amount, PaymentMethod::in_shop(), at(1))
            .unwrap();
    second.hear(&Answer::Pending { until: None }, at(1)).unwrap();
    let order = order.hear(&second, at(1)).order;
    assert_eq!(order.payment_standing, PaymentStanding::Later);
    first.hear(&Answer::Refused(crate::payment::RefusedBecause::Declined), at(2)).unwrap();
    let decided = order.hear(&first, at(2));
    assert_eq!((decided.order.payment_standing, decided.facts.len()), (PaymentStanding::Later, 0));
}

fn hand_over(order: &ProductOrder, code: u128, lines: &[(&str, u32)]) -> Result<Decided, OrderRefusal> {
    let asked = HandOver {
        id: "h".into(),
        place: "shop".into(),
        staff: None,
        code: Some(PickUpCode::from_chance(code)),
        lines: lines.iter().map(|(item, n)| LineQuantity::new(item, *n)).collect(),
        taken: None,
    };
    order.hand_over(asked, at(5))
}

#[test]
fn goods_are_handed_over_against_the_code_in_parts_and_come_back() {
    let (order, _) = paid(true);
    let order = order.make_ready(Some(at(240)), at(2)).unwrap().order;
    assert_eq!(order.next(), Some(OrderDue::NotCollected(at(240))));
    assert_eq!(hand_over(&order, 2, &[]), Err(OrderRefusal::WrongCode { left: 9 }));
    let first = hand_over(&order, 1, &[("1", 2)]).unwrap();
    assert_eq!((first.order.state, first.order.item("1").unwrap().fulfilled), (OrderState::InProgress, 2));
    assert!(matches!(hand_over(&first.order, 1, &[("1", 2)]), Err(OrderRefusal::TooMany { most: 1, .. })));
    assert_eq!(first.order.cancel(CancelledBy::Customer, "", at(6)), Err(OrderRefusal::AlreadyGiven));
    let second = hand_over(&first.order, 1, &[]).unwrap().order;
    assert!(second.pick_up().unwrap().code.is_none(), "the code is used up");
    let mut of_goods = second.clone();
    of_goods
        .product_order_item
        .iter_mut()
        .filter(|item| item.id == "2")
        .for_each(|item| item.nature = Nature::Goods);
    assert!(!of_goods.has_goods_left(), "a bundle of goods waits for its plan, not for goods");
    let (started, products) =
        second.activate("4", &[ProductId::from_u128(1), ProductId::from_u128(2)], at(6)).unwrap();
    assert_eq!((products.len(), started.order.item("2").unwrap().fulfilled), (2, 2), "the bundle is whole");
    let done = started.order.carry_out("5", 1, at(7)).unwrap().order;
    assert_eq!((done.state, done.completion_date), (OrderState::Completed, Some(at(7))));
    let line = ReturnedLine { item: "1".into(), quantity: 1, condition: Condition::Opened, restock: true };
    let returned = Returned {
        id: "r".into(),
        at: at(8),
        lines: vec![line],
        place: Some("shop".into()),
        staff: None,
        reason: "too big".into(),
        withheld: Decimal::ONE,
        unknown: offer::catalogue::Unknown::new(),
    };
    let back = done.take_back(returned, at(8)).unwrap();
    assert_eq!(kinds(&back), ["goods_returned", "refund_due"]);
    assert_eq!(back.order.state, OrderState::Completed);
    // 100.01 for three: two are worth 66.67, so the third is worth 33.34, of which 1 is kept.
    assert_eq!(back.order.refund_due(), Decimal::new(3_234, 2));
    assert_eq!(back.moves, [StockMove::new(StockStep::Arrive, &"shop".into(), &"sku-1".into(), 1)]);
}

#[test]
fn ten_wrong_codes_block_it_until_another_is_given() {
    let (mut order, _) = paid(true);
    for left in (0..10).rev() {
        match hand_over(&order, 2, &[]) {
            Err(OrderRefusal::WrongCode { left: told }) => assert_eq!(told, left),
            Err(OrderRefusal::CodeBlocked) => assert_eq!(left, 0),
            other => panic!("{other:?}"),
        }
        order = order.count_wrong_code(at(2)).unwrap().order;
    }
    assert_eq!(hand_over(&order, 1, &[]), Err(OrderRefusal::CodeBlocked));
    let order = order.renew_code(PickUpCode::from_chance(3), at(3)).unwrap().order;
    assert!(hand_over(&order, 3, &[]).is_ok());
}

#[test]
fn the_time_to_withdraw_runs_from_the_last_goods_received() {
    let (order, _) = paid(false);
    let shipment = |id: &str, lines: &[(&str, u32)]| Shipment {
        id: id.into(),
        lines: lines.iter().map(|(item, n)| LineQuantity::new(item, *n)).collect(),
        ..Shipment::default()
    };
    let order = order.ship(shipment("a", &[("1", 3)]), at(24)).unwrap().order;
    let order = order.arrived("a", at(48)).unwrap().order;
    let phone = order.item("1").unwrap();
    assert_eq!(order.withdrawal_until(phone, &zone()), None, "the rest has not been sent");
    let order = order.ship(shipment("b", &[]), at(72)).unwrap().order;
    let order = order.arrived("b", at(96)).unwrap().order;
    assert!(matches!(order.arrived("b", at(97)), Err(OrderRefusal::AlreadyDelivered(_))));
    // Received on Monday 5 January 1970: until the end of Monday the 19th, in Paris.
    let end = order.withdrawal_until(order.item("1").unwrap(), &zone()).unwrap();
    assert_eq!(end.to_string(), "1970-01-19T23:00:00Z");
    let last_day = order.withdrawal_last_day(order.item("1").unwrap(), &zone()).unwrap();
    assert_eq!(last_day.to_string(), "1970-01-19", "the day that is told is the last on which one may");
    assert!(order.withdraw("w", &[LineQuantity::new("1", 1)], &zone(), end).is_err());
    let just = end.checked_sub(SignedDuration::from_secs(1)).unwrap();
    let withdrawn = order.withdraw("w", &[LineQuantity::new("1", 3)], &zone(), just).unwrap();
    assert_eq!(kinds(&withdrawn), ["contract_withdrawn"], "money is due once the goods are back");
    assert!(withdrawn.order.steps().iter().any(|step| step.kind == StepKind::SendBack));
    // A contract made on a Thursday for services ends on a Thursday; on a weekend it would go on until Monday.
    assert_eq!(
        withdrawal_ends(at(2 * 24), &zone()).to_string(),
        "1970-01-19T23:00:00Z",
        "the 17th is a Saturday"
    );
}

#[test]
fn withdrawing_from_everything_before_anything_was_given_gives_all_back() {
    let (order, payment) = paid(false);
    let decided = order.withdraw("w", &[], &zone(), at(3)).unwrap();
    assert_eq!(decided.order.state, OrderState::Cancelled);
    assert_eq!(decided.order.refund_due(), payment.amount.amount);
    assert_eq!(kinds(&decided), ["contract_withdrawn", "refund_due"]);
}

#[test]
fn an_order_shrinks_and_never_grows() {
    let (order, _) = paid(true);
    let amend = |item: &str, n: u32| order.amend(&[LineQuantity::new(item, n)], at(2));
    assert!(matches!(amend("1", 4), Err(OrderRefusal::CannotGrow { ordered: 3, .. })));
    assert!(matches!(amend("3", 1), Err(OrderRefusal::PartOfBundle(_))));
    assert_eq!(amend("1", 3), Err(OrderRefusal::Nothing));
    let fewer = amend("1", 1).unwrap().order;
    assert_eq!(fewer.item("6").unwrap().quantity, 1, "options go with what they are options of");
    let plain = amend("6", 0).unwrap().order;
    assert_eq!(
        (plain.item("6").unwrap().state, plain.item("1").unwrap().quantity),
        (ItemState::Cancelled, 3)
    );
    let less = amend("2", 1).unwrap().order;
    assert_eq!((less.item("3").unwrap().quantity, less.item("4").unwrap().quantity), (1, 1));
    assert_eq!(less.refund_due(), Decimal::new(2_499, 2), "half of 49.99, the kept half rounded up");
    let failed = order.allocation_failed(at(3)).unwrap();
    assert_eq!(failed.order.state, OrderState::Failed);
    assert_eq!(
        failed.order.refund_due(),
        order.paid(),
        "a payment that cannot be served is a visible refund"
    );
}
