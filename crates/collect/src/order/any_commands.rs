//! Orders under any sequence of commands: what must hold always holds.

use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use rust_decimal::Decimal;
use types::ProductId;

use super::tests::{at, euros, paid, placed, zone};
use super::*;
use crate::payment::{Answer, Payment};
use crate::pickup::PickUpCode;
use crate::stock::{Allocated, StockKey, StockMove, StockStep, deltas};

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
        2 => Just(Command::Expire),
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

fn later_by(now: Timestamp, hours: i64) -> Timestamp {
    now.checked_add(SignedDuration::from_hours(hours)).unwrap()
}

/// An order that waits for its money, or one that has it.
fn begun(pick_up: bool, with_money: bool) -> (ProductOrder, Payment) {
    if with_money { paid(pick_up) } else { placed(pick_up) }
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
        Command::Ready => order.make_ready(Some(later_by(now, 30)), now),
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
    fn whatever_is_done_what_must_hold_holds(pick_up: bool, with_money: bool, commands in proptest::collection::vec((command(), 1_i64..40), 1..40)) {
        let (mut order, mut payment) = begun(pick_up, with_money);
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

/// The commands above are no empty exercise: together they reach every kind of fact but the ones that are told when an order is
/// placed or written upon.
#[test]
fn the_random_commands_reach_every_kind_of_fact() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let sequences = (any::<bool>(), any::<bool>(), proptest::collection::vec((command(), 1_i64..40), 1..40));
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..800 {
        let (pick_up, with_money, commands) = sequences.new_tree(&mut runner).unwrap().current();
        let (mut order, mut payment) = begun(pick_up, with_money);
        let mut hours = 1;
        for (command, later) in &commands {
            hours += later;
            if let Ok(decided) = play(&order, &mut payment, command, at(hours)) {
                seen.extend(decided.facts.iter().map(|fact| fact.kind));
                order = decided.order;
            }
        }
    }
    let missing: Vec<_> = FactKind::ALL.into_iter().filter(|kind| !seen.contains(kind)).collect();
    // Those move neither pieces nor money.
    let still = [
        FactKind::OrderPlaced,
        FactKind::NoteAdded,
        FactKind::OrderCorrected,
        FactKind::ConfirmationSent,
        FactKind::RefundAccountGiven,
        FactKind::TerminationAsked,
        FactKind::SubscriptionEnded,
    ];
    assert_eq!(missing, still);
}
