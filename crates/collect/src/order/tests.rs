//! Orders under any sequence of commands: what must hold always holds.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use offer::catalogue::{MoneyValue, Nature, Reference};
use proptest::prelude::*;
use rust_decimal::Decimal;
use types::{Money, OrderId, PaymentId, ProductId};

use super::*;
use crate::payment::{Answer, Payment, PaymentMethod};
use crate::pickup::{PickUp, PickUpCode};
use crate::place::PostalAddress;
use crate::stock::{Allocated, StockKey, StockMove, StockStep, deltas};

fn euros(cents: i64) -> Money {
    Money { amount: Decimal::new(cents, 2), currency: "EUR".parse().unwrap() }
}

fn at(hours: i64) -> Timestamp {
    Timestamp::UNIX_EPOCH.checked_add(SignedDuration::from_hours(hours)).unwrap()
}

fn zone() -> TimeZone {
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
        Delivery::Shipping { method: "post".into(), address: PostalAddress::default() }
    };
    order.payment_until = Some(at(48));
    order
}

fn asked(order: &ProductOrder) -> Payment {
    let due = order.money(order.due_now.value);
    Payment::ask(PaymentId::from_u128(1), order.id, due, PaymentMethod::card("Test", "4242"), at(0)).unwrap()
}

fn placed(pick_up: bool) -> (ProductOrder, Payment) {
    let order = order(pick_up);
    let payment = asked(&order);
    (order.placed(Some(&payment), at(0)).order, payment)
}

fn paid(pick_up: bool) -> (ProductOrder, Payment) {
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

#[derive(Debug, Clone)]
enum Command {
    Pay(u8),
    Ready,
    HandOver(u128, usize, u32),
    Ship(usize, u32),
    Arrive(usize),
    Activate(u32),
    Done,
    Amend(usize, u32),
    Cancel(bool),
    Expire,
    Fail(bool),
    Hold,
    Resume,
    Withdraw(usize, u32),
    Return(usize, u32, i64),
    Gesture(i64),
    Refund,
    Renew,
}

fn command() -> impl Strategy<Value = Command> {
    let line = 0_usize..7;
    prop_oneof![
        3 => (0_u8..4).prop_map(Command::Pay),
        2 => Just(Command::Ready),
        4 => (0_u128..3, line.clone(), 0_u32..4).prop_map(|(code, item, n)| Command::HandOver(code, item, n)),
        4 => (line.clone(), 0_u32..4).prop_map(|(item, n)| Command::Ship(item, n)),
        2 => (0_usize..3).prop_map(Command::Arrive),
        2 => (0_u32..3).prop_map(Command::Activate),
        2 => Just(Command::Done),
        3 => (line.clone(), 0_u32..5).prop_map(|(item, n)| Command::Amend(item, n)),
        1 => any::<bool>().prop_map(Command::Cancel),
        1 => Just(Command::Expire),
        1 => any::<bool>().prop_map(Command::Fail),
        1 => Just(Command::Hold),
        2 => Just(Command::Resume),
        2 => (line.clone(), 0_u32..4).prop_map(|(item, n)| Command::Withdraw(item, n)),
        3 => (line, 0_u32..4, -1_i64..300).prop_map(|(item, n, w)| Command::Return(item, n, w)),
        1 => (-5_i64..9_000).prop_map(Command::Gesture),
        3 => Just(Command::Refund),
        1 => Just(Command::Renew),
    ]
}

fn lines(item: usize, quantity: u32) -> Vec<LineQuantity> {
    if item == 0 { Vec::new() } else { vec![LineQuantity::new(&item.to_string(), quantity)] }
}

fn play(
    order: &ProductOrder,
    payment: &mut Payment,
    command: &Command,
    now: Timestamp,
) -> Result<Decided, OrderRefusal> {
    match command.clone() {
        Command::Pay(kind) => {
            let answer = match kind {
                0 => Answer::Unknown,
                1 => Answer::Refused(crate::payment::RefusedBecause::Declined),
                2 => Answer::Pending { until: None },
                _ => Answer::Paid { reference: format!("p{}", now.as_second() % 2), amount: payment.amount },
            };
            payment.hear(&answer, now).unwrap();
            Ok(order.hear(payment, now))
        }
        Command::Ready => order.make_ready(Some(at(300)), now),
        Command::HandOver(code, item, n) => {
            let code = (code != 0).then(|| PickUpCode::from_chance(code));
            let taken = Some(order.money(order.amount_due()));
            let asked = HandOver {
                id: now.to_string(),
                place: "shop".into(),
                staff: None,
                code,
                lines: lines(item, n),
                taken,
            };
            order.hand_over(asked, now).or_else(|_| order.count_wrong_code(now))
        }
        Command::Ship(item, n) => {
            order.ship(Shipment { id: now.to_string(), lines: lines(item, n), ..Shipment::default() }, now)
        }
        Command::Arrive(nth) => {
            let id = order.fulfilment.get(nth).map_or_else(String::new, |each| each.id.clone());
            order.arrived(&id, now)
        }
        Command::Activate(n) => {
            let products: Vec<ProductId> = (0..n).map(|n| ProductId::at(now, n.into())).collect();
            order.activate("4", &products, now).map(|(decided, _)| decided)
        }
        Command::Done => order.carry_out("5", 1, now),
        Command::Amend(item, n) => order.amend(&lines(item, n), now),
        Command::Cancel(customer) => {
            order.cancel(if customer { CancelledBy::Customer } else { CancelledBy::Staff }, "why", now)
        }
        Command::Expire => order.expire(now),
        Command::Fail(stock) => {
            if stock {
                order.allocation_failed(now)
            } else {
                order.fail("why", now)
            }
        }
        Command::Hold => order.hold_on("why", None, now),
        Command::Resume => order.resume(now),
        Command::Withdraw(item, n) => order.withdraw("w", &lines(item, n), &zone(), now),
        Command::Return(item, n, withheld) => {
            let line = ReturnedLine {
                item: item.to_string(),
                quantity: n,
                condition: Condition::Used,
                restock: n % 2 == 0,
            };
            let returned = Returned {
                id: "r".into(),
                at: now,
                lines: vec![line],
                place: Some("shop".into()),
                staff: None,
                reason: String::new(),
                withheld: Decimal::new(withheld, 2),
                unknown: offer::catalogue::Unknown::new(),
            };
            order.take_back(returned, now)
        }
        Command::Gesture(cents) => order.agree_refund(euros(cents), "gesture", now),
        Command::Refund => {
            let due = order.money(order.refund_due());
            let more = due.amount - payment.to_return().amount;
            if more > Decimal::ZERO {
                payment.owe_back(order.money(more), now).unwrap();
            }
            if due.amount > Decimal::ZERO {
                payment.gave_back(&now.to_string(), due, now).unwrap();
            }
            Ok(order.hear(payment, now))
        }
        Command::Renew => order.renew_code(PickUpCode::from_chance(1), now),
    }
}

/// What must hold of any order at any time.
fn check(before: &ProductOrder, after: &Decided) {
    let order = &after.order;
    for (was, item) in before.product_order_item.iter().zip(&order.product_order_item) {
        assert!(item.fulfilled <= item.quantity && item.quantity <= item.ordered, "{item:?}");
        assert!(item.returned <= item.fulfilled && item.withdrawn <= item.fulfilled, "{item:?}");
        assert_eq!(item.ordered, was.ordered);
        assert!(item.fulfilled >= was.fulfilled && item.returned >= was.returned, "{was:?} {item:?}");
        let kept: u64 = item.allocated.iter().map(|each| each.quantity).sum();
        let needed: u64 = item.stock.iter().map(|part| u64::from(part.each) * u64::from(item.open())).sum();
        assert_eq!(kept, needed, "what is kept in stock is what is still to be given: {item:?}");
    }
    assert!(order.refunded() <= order.paid() && order.owed() >= Decimal::ZERO);
    assert!(order.refund_due() <= order.paid() - order.refunded());
    assert!(
        order.state == before.state || before.state.may_become(order.state),
        "{:?} → {:?}",
        before.state,
        order.state
    );
    assert_eq!(before.state.is_final(), before.state == order.state && before.state.is_final());
    let mut again = order.clone();
    again.settle_states();
    assert_eq!(&again, order, "what follows from the lines is written");
    let json = serde_json::to_value(order).unwrap();
    assert_eq!(&serde_json::from_value::<ProductOrder>(json).unwrap(), order);
    assert!(order.steps().first().is_some_and(|step| step.kind == StepKind::Placed));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn whatever_is_done_what_must_hold_holds(pick_up: bool, commands in proptest::collection::vec((command(), 1_i64..40), 1..40)) {
        let (mut order, mut payment) = placed(pick_up);
        let mut counters = std::collections::BTreeMap::<StockKey, i64>::new();
        let whole: Vec<Allocated> = order.product_order_item.iter().flat_map(|item| item.allocated.clone()).collect();
        let first: Vec<StockMove> = StockMove::all(StockStep::Arrive, &whole).chain(StockMove::all(StockStep::Take, &whole)).collect();
        for delta in deltas(&first) {
            *counters.entry(delta.key).or_default() += delta.by;
        }
        let mut hours = 1;
        for (command, later) in &commands {
            hours += later;
            if let Ok(decided) = play(&order, &mut payment, command, at(hours)) {
                check(&order, &decided);
                for delta in deltas(&decided.moves) {
                    let counter = counters.entry(delta.key).or_default();
                    *counter += delta.by;
                    prop_assert!(*counter >= 0);
                }
                order = decided.order;
            }
        }
    }
}
