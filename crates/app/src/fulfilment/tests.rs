//! Orders over a ledger, from placed to given, brought back and refunded: stock, money, acts and mail agree at every step.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use collect::order::{
    Condition, Contact, Delivery, FulfilmentKind, LineQuantity, OrderItem, OrderRefusal, OrderState,
    PaymentStanding, ProductOrder, ReturnedLine, StockPart, TaxedAmount,
};
use collect::payment::{Answer, Mandate, Payment, PaymentMethod};
use collect::pickup::{PickUp, PickUpCode};
use collect::place::{Place, PlaceKind, PostalAddress};
use collect::product::{Product, ProductStatus};
use collect::stock::{Allocated, StockKey, StockMove, StockStep};
use jiff::Timestamp;
use ledger::{Entry, Location};
use offer::catalogue::{Nature, PlaceId, Reference};
use party::{Caller, Role};
use rust_decimal::Decimal;
use types::{Money, OrderId, PaymentId, Scene, StaffId, ViewName, VisitorId};

use super::*;
use crate::clock::Clock;
use crate::live::{Kept, written};
use crate::shopping::ledger_deltas;
use crate::{Asking, Counter, Defaults, Opening, Trouble};

struct Hands {
    ms: AtomicI64,
    chance: AtomicU64,
}

impl Clock for Hands {
    fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.ms.load(Ordering::SeqCst)).unwrap()
    }

    fn chance(&self) -> u128 {
        u128::from(self.chance.fetch_add(1, Ordering::SeqCst))
            .wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835)
    }
}

struct Shop {
    counter: Counter,
    hands: Arc<Hands>,
    _folder: tempfile::TempDir,
}

fn staff() -> Asking {
    let caller = Caller::staff(StaffId::from_u128(5), [Role::Shop, Role::Billing].into());
    Asking::new(caller, Scene::Shop)
}

fn customer() -> Asking {
    Asking::new(Caller::visitor(VisitorId::from_u128(6)), Scene::Web)
}

fn lyon() -> PlaceId {
    "lyon".into()
}

fn shop() -> Shop {
    let folder = tempfile::tempdir().unwrap();
    let hands = Arc::new(Hands { ms: AtomicI64::new(1_790_000_000_000), chance: AtomicU64::new(1) });
    let counter = Counter::open(Opening {
        store: Location::Memory,
        data: folder.path().to_owned(),
        clock: Arc::clone(&hands) as Arc<dyn Clock>,
        defaults: Defaults { time_zone: "Europe/Paris".into(), currency: "EUR".parse().unwrap() },
        limits: crate::limits(1 << 20),
        demo_seed: None,
    })
    .unwrap();
    let mut place = Place::new(lyon(), "Lyon", PlaceKind::Shop);
    place.opening_hours = serde_json::from_value(serde_json::json!({
        "week": [{"day": "tuesday", "hourPeriod": [{"startHour": "09:00", "endHour": "19:00"}]}]
    }))
    .unwrap();
    let mut entry = Entry::new(crate::clock::entry_id(&*counter.clock));
    entry.records.push(ledger::RecordWrite {
        kind: Place::KIND.into(),
        id: "lyon".into(),
        read_version: None,
        body: Some(serde_json::to_value(&place).unwrap()),
        indexed: Vec::new(),
    });
    counter.commit_live(entry).unwrap();
    Shop { counter, hands, _folder: folder }
}

fn line(id: &str, nature: Nature, quantity: u32, cents: i64) -> OrderItem {
    let mut item = OrderItem::new(id, Reference::to(format!("offer-{id}")), nature, quantity);
    item.due_now = vec![TaxedAmount { tax_rate: 20.into(), amount: Decimal::new(cents, 2) }];
    if nature == Nature::Goods {
        item.stock = vec![StockPart { item: "phone".into(), each: 1 }];
        item.allocated = vec![Allocated { place: lyon(), item: "phone".into(), quantity: quantity.into() }];
    }
    item
}

impl Shop {
    /// An order of two phones and a plan, for 30 euros, with five more phones on the shelf.
    fn placed(&self, number: u128, pick_up: bool, method: PaymentMethod, paid: bool) -> ProductOrder {
        let now = self.counter.now();
        let items = vec![line("1", Nature::Goods, 2, 2_000), line("2", Nature::Subscription, 1, 1_000)];
        let due = Money { amount: Decimal::new(3_000, 2), currency: "EUR".parse().unwrap() };
        let mut order = ProductOrder::new(OrderId::at(now, number * 7919), items, due.into(), now);
        order.visitor = Some(VisitorId::from_u128(6));
        order.contact.name = "Zoé Œuvrard".into();
        order.contact.email = "zoe@example.org".into();
        order.delivery = if pick_up {
            Delivery::PickUp(PickUp::new(lyon(), PickUpCode::from_chance(number), None))
        } else {
            Delivery::shipping("post", PostalAddress::default())
        };
        let mut payment = Payment::ask(PaymentId::at(now, number), order.id, due, method, now).unwrap();
        let answer = if paid {
            Answer::Paid { reference: "r".into(), amount: due }
        } else {
            Answer::Pending { until: None }
        };
        payment.hear(&answer, now).unwrap();
        let decided = order.placed(Some(&payment), now);
        let mut entry = Entry::new(crate::clock::entry_id(&*self.counter.clock));
        let moves = [
            StockMove::new(StockStep::Arrive, &lyon(), &"phone".into(), 7),
            StockMove::new(StockStep::Take, &lyon(), &"phone".into(), 2),
        ];
        entry.deltas.extend(ledger_deltas(&moves));
        entry.records.push(written(&decided.order, None).unwrap());
        entry.records.push(written(&payment, None).unwrap());
        self.counter.commit_live(entry).unwrap();
        decided.order
    }

    /// Available, held, committed.
    fn stock(&self) -> [i64; 3] {
        let live = self.counter.live().unwrap();
        collect::stock::Bucket::ALL.map(|bucket| {
            let key = StockKey { place: lyon(), item: "phone".into(), bucket }.to_string();
            live.book.ledger.counter(live.book.view, &key).unwrap()
        })
    }

    fn kinds(&self, order: OrderId) -> Vec<String> {
        let acts = self.counter.order_timeline(&staff(), order).unwrap();
        acts.into_iter().map(|act| act.kind).collect()
    }

    fn payment(&self, order: &ProductOrder) -> Payment {
        let id = order.payment[0].id.to_string();
        self.counter.live().unwrap().book.get::<Payment>(&id).unwrap().value
    }

    fn newest_mail(&self) -> String {
        self.counter.mails(&Asking::machine(), None, None, 1).unwrap().mails[0].content.clone()
    }

    fn mails(&self) -> usize {
        let book = &self.counter.live().unwrap().book;
        book.find_between::<crate::Mail>("made", None, None, 50).unwrap().len()
    }
}

fn handing_over(order: &ProductOrder, code: &str, taken: Option<i64>) -> HandingOver {
    HandingOver {
        order: order.id,
        place: lyon(),
        presented: Presented::Code(code.into()),
        lines: Vec::new(),
        taken: taken.map(|cents| Decimal::new(cents, 2)),
        taken_by: TakenBy::Cash,
    }
}

#[test]
fn an_order_paid_in_the_shop_is_prepared_and_handed_over_against_its_code() {
    let shop = shop();
    let order = shop.placed(1, true, PaymentMethod::in_shop(), false);
    assert_eq!((order.payment_standing, shop.stock()), (PaymentStanding::Later, [5, 0, 2]));
    let list = shop.counter.shop_list(&staff(), &lyon()).unwrap();
    assert_eq!((list.to_prepare.len(), list.ready.len()), (1, 0));
    let ready = shop.counter.make_order_ready(&staff(), order.id).unwrap();
    assert_eq!(ready.state, OrderState::InProgress);
    assert_eq!(shop.mails(), 1);
    let code = ready.pick_up().unwrap().code.clone().unwrap().shown();
    let (found, _) = shop.counter.find_to_hand_over(&staff(), &lyon(), &code.to_lowercase()).unwrap();
    assert_eq!(found.id, order.id);
    let (by_number, _) = shop.counter.find_to_hand_over(&staff(), &lyon(), &order.external_id).unwrap();
    assert_eq!(by_number.id, order.id);
    assert!(matches!(
        shop.counter.find_to_hand_over(&staff(), &"paris".into(), &code),
        Err(FulfilmentTrouble::NothingFound)
    ));
    let unpaid = shop.counter.hand_over(&staff(), &handing_over(&order, &code, None));
    assert!(matches!(unpaid, Err(FulfilmentTrouble::Order(OrderRefusal::NotPaid(_)))));
    let wrong = PickUpCode::from_chance(99).shown();
    let refused = shop.counter.hand_over(&staff(), &handing_over(&order, &wrong, Some(3_000)));
    assert!(matches!(refused, Err(FulfilmentTrouble::Order(OrderRefusal::WrongCode { left: 9 }))));
    let asking =
        staff().with_form(Some(crate::clock::entry_id(&*shop.counter.clock)), None, shop.counter.now());
    let done = shop.counter.hand_over(&asking, &handing_over(&order, &code, Some(3_000))).unwrap();
    assert_eq!(
        (done.state, done.paid(), shop.stock()),
        (OrderState::Completed, Decimal::new(3_000, 2), [5, 0, 0])
    );
    let again = shop.counter.hand_over(&asking, &handing_over(&order, &code, Some(3_000))).unwrap();
    assert_eq!((again, shop.stock()), (done.clone(), [5, 0, 0]), "sent twice, done once");
    assert_eq!(
        shop.kinds(order.id),
        [
            "order_ready",
            "pick_up_code_refused",
            "payment_settled",
            "goods_handed_over",
            "subscription_started"
        ]
    );
    let product =
        done.fulfilment.iter().find(|each| each.kind == FulfilmentKind::Activated).unwrap().products[0];
    let book = &shop.counter.live().unwrap().book;
    assert_eq!(book.get::<Product>(&product.to_string()).unwrap().value.status, ProductStatus::Active);
    let acts = book.ledger.acts_of_kind(book.view, "goods_handed_over", None, 9).unwrap();
    let who: Vec<_> =
        acts[0].act.parts.iter().map(|part| part.who.clone().unwrap().kind.to_string()).collect();
    assert_eq!(who, ["agent", "customer"], "an act with both people in it");
}

#[test]
fn goods_that_were_sent_come_back_and_their_money_too() {
    let shop = shop();
    let order = shop.placed(2, false, PaymentMethod::transfer(reference()), true);
    let sent =
        Sending { lines: vec![LineQuantity::new("1", 1)], tracking: "A1".into(), ..Sending::default() };
    let order = shop.counter.ship_order(&staff(), order.id, &sent).unwrap();
    assert_eq!((order.state, shop.stock()), (OrderState::InProgress, [5, 0, 1]));
    let filter = OrderFilter { to_ship: true, ..OrderFilter::default() };
    assert_eq!(shop.counter.find_orders(&staff(), &filter).unwrap().orders.len(), 1);
    let order = shop.counter.ship_order(&staff(), order.id, &Sending::default()).unwrap();
    assert_eq!(shop.counter.find_orders(&staff(), &filter).unwrap().orders.len(), 0);
    assert_eq!(shop.counter.start_due_subscriptions().unwrap(), 0, "the goods are on their way");
    let shipments: Vec<String> = order.fulfilment.iter().map(|each| each.id.clone()).collect();
    for shipment in &shipments {
        shop.counter.shipment_arrived(&staff(), order.id, shipment).unwrap();
    }
    let order = shop.counter.live().unwrap().book.get::<ProductOrder>(&order.id.to_string()).unwrap().value;
    assert_eq!(order.state, OrderState::Completed, "the subscription started with the last arrival");
    let line = ReturnedLine { item: "1".into(), quantity: 1, condition: Condition::AsNew, restock: true };
    let withheld = Decimal::new(250, 2);
    let order =
        shop.counter.take_goods_back(&staff(), order.id, &[line], Some(&lyon()), "", withheld).unwrap();
    assert_eq!((order.refund_due(), shop.stock()), (Decimal::new(750, 2), [6, 0, 0]));
    assert_eq!(shop.payment(&order).to_return().amount, Decimal::new(750, 2), "the payment says the same");
    let payment = order.payment[0].id;
    let by_hand = shop.counter.refund(&staff(), order.id, payment, false).unwrap();
    assert!(matches!(by_hand, Refunded::ByHand(amount) if amount.amount == Decimal::new(750, 2)));
    let asking = staff();
    for _ in 0..2 {
        let Refunded::Done(order) = shop.counter.refund(&asking, order.id, payment, true).unwrap() else {
            panic!()
        };
        assert_eq!((order.refund_due(), order.refunded()), (Decimal::ZERO, Decimal::new(750, 2)));
    }
    let agreed = shop.counter.agree_refund(&staff(), order.id, Decimal::ONE).unwrap();
    assert_eq!(shop.payment(&agreed).to_return().amount, Decimal::ONE);
    assert!(shop.counter.agree_refund(&staff(), order.id, Decimal::ONE_HUNDRED).is_err());
}

#[test]
fn customers_cancel_and_withdraw_only_what_is_theirs() {
    let shop = shop();
    let order = shop.placed(3, true, PaymentMethod::transfer(reference()), true);
    let other = Asking::new(Caller::visitor(VisitorId::from_u128(7)), Scene::Web);
    assert!(matches!(
        shop.counter.cancel_order(&other, order.id, ""),
        Err(FulfilmentTrouble::Trouble(Trouble::NotFound { .. }))
    ));
    let less = shop.counter.amend_order(&staff(), order.id, &[LineQuantity::new("1", 1)]).unwrap();
    assert_eq!((less.refund_due(), shop.stock()), (Decimal::new(1_000, 2), [6, 0, 1]));
    let gone = shop.counter.cancel_order(&customer(), order.id, "").unwrap();
    assert_eq!((gone.state, shop.stock()), (OrderState::Cancelled, [7, 0, 0]));
    let live = shop.counter.live().unwrap();
    let id = gone.id.to_string();
    let by_order = ledger::RecordQuery {
        by: Some("order"),
        from: Some(&id),
        to: Some(&id),
        limit: 9,
        ..Default::default()
    };
    let tasks = live.book.ledger.records(live.book.view, "cancelProductOrder", &by_order).unwrap().0;
    assert_eq!(tasks[0].body().unwrap()["state"], "done");
    assert_eq!(shop.payment(&gone).to_return().amount, Decimal::new(3_000, 2));
    shop.hands.ms.fetch_add(1_000, Ordering::SeqCst);
    let unpaid = shop.placed(4, true, PaymentMethod::transfer(reference()), false);
    let gone = shop.counter.withdraw_from_order(&customer(), unpaid.id, &[]).unwrap();
    assert_eq!(gone.state, OrderState::Cancelled);
    assert_eq!(
        shop.payment(&gone).state,
        collect::payment::PaymentState::Cancelled,
        "nothing is asked any more"
    );
    assert_eq!(shop.mails(), 3, "less of it, cancelled, withdrawn from");
}

#[test]
fn withdrawing_from_a_subscription_ends_it_and_owes_its_money_back() {
    let shop = shop();
    let order = shop.placed(8, true, PaymentMethod::transfer(reference()), true);
    let code = order.pick_up().unwrap().code.clone().unwrap().shown();
    let given = shop.counter.hand_over(&staff(), &handing_over(&order, &code, None)).unwrap();
    let product =
        given.fulfilment.iter().find(|each| each.kind == FulfilmentKind::Activated).unwrap().products[0];
    let line = [LineQuantity::new("2", 1)];
    let after = shop.counter.withdraw_from_order(&customer(), order.id, &line).unwrap();
    let book = &shop.counter.live().unwrap().book;
    assert_eq!(book.get::<Product>(&product.to_string()).unwrap().value.status, ProductStatus::Aborted);
    assert_eq!(after.refund_due(), Decimal::new(1_000, 2));
    assert_eq!(shop.mails(), 3, "handed over, in service, and the receipt of the withdrawal at once");
    let phones = [LineQuantity::new("1", 2)];
    let after = shop.counter.withdraw_from_order(&customer(), order.id, &phones).unwrap();
    assert_eq!(after.refund_due(), Decimal::new(1_000, 2), "goods are paid back once they are back");
    shop.hands.ms.fetch_add(20 * 86_400_000, Ordering::SeqCst);
    let late = shop.counter.withdraw_from_order(&customer(), order.id, &[]);
    assert!(late.is_err(), "{late:?}");
}

#[test]
fn the_office_finds_orders_by_number_name_address_state_and_time() {
    let shop = shop();
    let first = shop.placed(5, true, PaymentMethod::transfer(reference()), true);
    shop.hands.ms.fetch_add(3_600_000, Ordering::SeqCst);
    let second = shop.placed(6, false, PaymentMethod::transfer(reference()), false);
    let find = |filter: OrderFilter| -> Vec<OrderId> {
        let page = shop.counter.find_orders(&staff(), &filter).unwrap();
        page.orders.into_iter().map(|order| order.id).collect()
    };
    let text = |text: &str| OrderFilter { text: text.into(), ..OrderFilter::default() };
    assert_eq!(find(OrderFilter::default()), [second.id, first.id]);
    assert_eq!(find(text(&first.external_id.to_lowercase())), [first.id]);
    assert_eq!(find(text(" ZOE@example.org ")), [second.id, first.id]);
    assert_eq!(find(text("œuv")), [second.id, first.id]);
    let spread: String = first.external_id.to_lowercase().replace('-', "");
    for beginning in [&first.external_id[..8], &spread[..7]] {
        assert!(find(text(beginning)).contains(&first.id), "{beginning}");
    }
    assert_eq!(find(text("nobody")), []);
    assert_eq!(find(OrderFilter { state: Some(OrderState::Pending), ..OrderFilter::default() }), [second.id]);
    assert_eq!(find(OrderFilter { from: Some(second.order_date), ..OrderFilter::default() }), [second.id]);
    let nobody = Asking::new(Caller::nobody(), Scene::Web);
    assert!(shop.counter.find_orders(&nobody, &OrderFilter::default()).is_err());
    let live = ViewName::live();
    assert!(
        shop.counter.kept().view(&live).unwrap().is_some()
            && ProductOrder::KIND == <ProductOrder as Kept>::KIND
    );
}

/// Many clerks at once: each piece leaves once, whoever was first, and a code is no help to the others.
#[test]
fn clerks_who_hand_over_at_the_same_moment_give_each_piece_once() {
    let shop = shop();
    let order = shop.placed(7, true, PaymentMethod::transfer(reference()), true);
    let code = order.pick_up().unwrap().code.clone().unwrap().shown();
    let barrier = std::sync::Barrier::new(8);
    let done: usize = std::thread::scope(|scope| {
        let clerks: Vec<_> = (0..8)
            .map(|_| {
                scope.spawn(|| {
                    let mut asked = handing_over(&order, &code, None);
                    asked.lines = vec![LineQuantity::new("1", 1)];
                    barrier.wait();
                    usize::from(shop.counter.hand_over(&staff(), &asked).is_ok())
                })
            })
            .collect();
        clerks.into_iter().map(|clerk| clerk.join().unwrap()).sum()
    });
    assert_eq!(done, 2, "two pieces, two hand-overs");
    assert_eq!(shop.stock(), [5, 0, 0]);
    let book = &shop.counter.live().unwrap().book;
    let after = book.get::<ProductOrder>(&order.id.to_string()).unwrap().value;
    assert_eq!((after.item("1").unwrap().fulfilled, after.state), (2, OrderState::Completed));
    let given = shop.kinds(order.id).into_iter().filter(|kind| kind == "goods_handed_over").count();
    assert_eq!(given, 2);
}

#[test]
fn a_debit_that_the_bank_refuses_after_the_goods_left_is_told_found_and_paid_otherwise() {
    let shop = shop();
    let mandate = Mandate {
        mandate_id: "M-1".into(),
        signature_date: jiff::civil::date(2026, 9, 21),
        account_number: "FR7630006000011234567890189".parse().unwrap(),
        bic: None,
        owner: "Zoé Œuvrard".into(),
        creditor_id: String::new(),
        unknown: serde_json::Map::new(),
    };
    let kept = shop.placed(30, false, PaymentMethod::DirectDebit(mandate.clone()), false);
    shop.counter.debit_refused(&staff(), kept.payment[0].id).unwrap();
    assert_eq!(shop.mails(), 1, "told once, whether anything left or not");
    shop.counter.cancel_order(&staff(), kept.id, "").unwrap();
    let order = shop.placed(31, false, PaymentMethod::DirectDebit(mandate), false);
    assert_eq!(order.payment_standing, PaymentStanding::Later);
    shop.counter.ship_order(&staff(), order.id, &Sending::default()).unwrap();
    shop.counter.start_line(&staff(), order.id, "2").unwrap();
    let unpaid = OrderFilter { unpaid: true, ..OrderFilter::default() };
    assert_eq!(shop.counter.find_orders(&staff(), &unpaid).unwrap().orders, []);
    shop.hands.ms.fetch_add(20 * 86_400_000, Ordering::SeqCst);
    let before = shop.mails();
    shop.counter.debit_refused(&staff(), order.payment[0].id).unwrap();
    assert_eq!(shop.mails(), before + 1);
    let found = shop.counter.find_orders(&staff(), &unpaid).unwrap().orders;
    assert_eq!((found.len(), found[0].state), (1, OrderState::Completed));
    assert!(found[0].can_be_paid());
    assert!(shop.kinds(order.id).contains(&"payment_refused".to_owned()));
    let said = shop.newest_mail();
    assert!(said.contains("30,00\u{a0}€") && said.contains("/orders/open/"), "{said}");
    let details = crate::PaymentDetails::default();
    shop.counter.pay_again(&customer(), order.id, "shop", &details).unwrap();
    let book = &shop.counter.live().unwrap().book;
    let again = book.find_by::<Payment>("order", &order.id.to_string(), 9).unwrap();
    assert_eq!(again.len(), 2, "another way was begun");
}

fn reference() -> collect::payment::CreditorReference {
    collect::payment::CreditorReference::of(PaymentId::from_u128(1))
}

#[test]
fn a_subscription_is_ended_with_its_notice_and_then_ends_by_itself() {
    let shop = shop();
    let order = shop.placed(21, true, PaymentMethod::transfer(reference()), true);
    let code = order.pick_up().unwrap().code.clone().unwrap().shown();
    let given = shop.counter.hand_over(&staff(), &handing_over(&order, &code, None)).unwrap();
    let product =
        given.fulfilment.iter().find(|each| each.kind == FulfilmentKind::Activated).unwrap().products[0];
    let stranger = Asking::new(Caller::visitor(VisitorId::from_u128(77)), Scene::Web);
    assert!(shop.counter.end_subscription(&stranger, order.id, product).is_err());
    let (_, ending) = shop.counter.ending_of(&customer(), order.id, product).unwrap();
    let ended = shop.counter.end_subscription(&customer(), order.id, product).unwrap();
    assert_eq!(ended.status, ProductStatus::PendingTerminate);
    assert_eq!(ended.ends_at(), Some(ending.ends_at));
    assert!(shop.counter.end_subscription(&staff(), order.id, product).is_err(), "it ends once");
    assert_eq!(shop.counter.end_due_subscriptions().unwrap(), 0, "its notice is not over");
    shop.hands.ms.fetch_add(12 * 86_400_000, Ordering::SeqCst);
    assert_eq!(shop.counter.end_due_subscriptions().unwrap(), 1);
    let book = &shop.counter.live().unwrap().book;
    let product = book.get::<Product>(&product.to_string()).unwrap().value;
    assert_eq!((product.status, product.termination_date), (ProductStatus::Terminated, Some(ending.ends_at)));
    let kinds = shop.kinds(order.id);
    assert!(kinds.contains(&"subscription_termination_asked".to_owned()));
    assert!(kinds.contains(&"subscription_ended".to_owned()));
}

#[test]
fn cancelling_what_is_left_tells_what_stays_and_what_it_costs() {
    let shop = shop();
    let order = shop.placed(22, false, PaymentMethod::transfer(reference()), true);
    let sending = Sending { lines: vec![LineQuantity::new("1", 1)], ..Sending::default() };
    shop.counter.ship_order(&staff(), order.id, &sending).unwrap();
    shop.counter.cancel_order(&staff(), order.id, "épuisé").unwrap();
    let said = shop.newest_mail();
    assert!(!said.contains("Rien n"), "{said}");
    for part in ["1 × offer-1", "10,00\u{a0}€", "20,00\u{a0}€", "épuisé"] {
        assert!(said.contains(part), "{part} in {said}");
    }
}

#[test]
fn details_are_put_right_and_the_order_moves_to_another_shop_until_it_is_ready() {
    let shop = shop();
    let order = shop.placed(23, true, PaymentMethod::transfer(reference()), true);
    let right = Contact { email: "zoe@example.net".into(), ..order.contact.clone() };
    let wrong = Contact { email: "zoe@".into(), ..order.contact.clone() };
    assert!(shop.counter.correct_order(&staff(), order.id, &wrong, None).is_err());
    assert!(shop.counter.correct_order(&customer(), order.id, &right, None).is_err(), "staff do");
    let after = shop.counter.correct_order(&staff(), order.id, &right, None).unwrap();
    assert_eq!(after.contact.email, "zoe@example.net");
    let same = shop.counter.collect_order_at(&staff(), order.id, &lyon());
    assert!(matches!(same, Err(FulfilmentTrouble::Order(OrderRefusal::Nothing))));
    shop.counter.confirm_again(&staff(), order.id).unwrap();
    assert_eq!(shop.kinds(order.id), ["order_corrected", "order_confirmation_sent"]);
    let account = shop.counter.give_refund_account(&customer(), order.id, "FR76 0000", "Zoé");
    assert!(matches!(account, Err(FulfilmentTrouble::Correction(_))));
}
