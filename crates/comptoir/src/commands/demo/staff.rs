//! What the invented operator's staff do: sellers answer, clerks prepare, hand over, ship, take back and give money back, in working
//! hours.

use app::{HandingOver, OrderFilter, Presented, Sending, Sent};
use collect::order::{Condition, ReturnedLine};
use dialogue::Ending;
use jiff::civil::Weekday;
use jiff::{SignedDuration, Span, Timestamp};
use offer::catalogue::PlaceId;
use party::Caller;
use rust_decimal::Decimal;
use types::{ConversationId, OrderId, PaymentId, Scene};

use super::days::{Days, Due, later};
use crate::commands::said;

/// How often clerks look at what waits.
const TURN: SignedDuration = SignedDuration::from_mins(30);
/// A parcel is so long on its way.
const ON_ITS_WAY: SignedDuration = SignedDuration::from_hours(45);
/// The staff's hours: from and to.
const HOURS: (i8, i8) = (9, 19);

/// One sentence in French and in English.
pub type Words = (&'static str, &'static str);
/// What is asked, and what is answered.
pub const QUESTIONS: [(Words, Words); sim::clientele::QUESTIONS] = [
    (
        ("Bonjour, puis-je garder mon numéro ?", "Hello, can I keep my number?"),
        (
            "Oui : donnez-nous votre code RIO (3179), nous faisons le reste.",
            "Yes: give us your RIO code (dial 3179) and we do the rest.",
        ),
    ),
    (
        ("Ce téléphone est-il en boutique aujourd’hui ?", "Is this phone in the shop today?"),
        (
            "Oui, il en reste. Commandez-le en retrait, il est prêt dans l’heure.",
            "Yes, there are some left. Order it for collection: it is ready within the hour.",
        ),
    ),
    (
        ("Y a-t-il un engagement ?", "Is there a minimum term?"),
        (
            "Non, sauf mention contraire sur la fiche : vous partez quand vous voulez.",
            "No, unless the page says otherwise: you may leave whenever you like.",
        ),
    ),
    (
        ("La fibre arrive-t-elle chez moi ?", "Is there fibre where I live?"),
        (
            "Votre code postal est couvert ; le rendez-vous se prend après la commande.",
            "Your postcode is covered; the appointment is made after the order.",
        ),
    ),
    (
        ("Heures creuses ou base, que me conseillez-vous ?", "Off-peak or flat rate, what do you advise?"),
        (
            "Déposez votre fichier de consommation dans la comparaison : elle vous le dira au centime.",
            "Drop your meter file into the comparison: it tells you to the cent.",
        ),
    ),
    (
        ("Puis-je payer par virement ?", "May I pay by bank transfer?"),
        (
            "Oui, choisissez-le à la caisse ; nous préparons dès réception.",
            "Yes, choose it at the checkout; we prepare once it has arrived.",
        ),
    ),
];

impl Days<'_> {
    /// When staff work next, at or after an instant.
    pub fn next_shift(&self, at: Timestamp) -> Timestamp {
        let Ok(zone) = self.counter.live_zone() else { return at };
        let mut local = zone.to_datetime(at);
        for _ in 0..8 {
            let closed = local.date().weekday() == Weekday::Sunday;
            if !closed && (HOURS.0..HOURS.1).contains(&local.hour()) {
                return zone.to_timestamp(local).unwrap_or(at).max(at);
            }
            let days = if local.hour() < HOURS.0 { 0 } else { 1 };
            local = local.date().saturating_add(Span::new().days(days)).at(HOURS.0, 0, 0, 0);
        }
        at
    }

    /// A seller will turn to a question: within minutes, in working hours.
    pub fn seller_turns_to(&mut self, talk: ConversationId, question: usize) {
        let now = self.counter.now();
        // Between two and nine minutes, as busy as they are with the others.
        let busy = 2 + (question as i64 + self.waiting.len() as i64 * 2) % 8;
        let at = later(self.next_shift(now), SignedDuration::from_mins(busy));
        self.at(at, Due::Take(talk, question));
    }

    /// A seller takes a question, reads it and writes for a minute or two.
    pub fn take(&mut self, talk: ConversationId, question: usize) {
        let taken = self.counter.take_talk(&Caller::keeper(), "", talk, false);
        if self.done(taken).is_some() {
            let secs = 50 + i64::try_from(talk.as_u128() % 90).unwrap_or(0);
            self.after(SignedDuration::from_secs(secs), Due::Answer(talk, question));
        }
    }

    /// A seller answers; whoever still waits reads it and goes on.
    pub fn answer(&mut self, talk: ConversationId, question: usize) -> Result<(), String> {
        let seller = Caller::keeper();
        let (fr, en) = QUESTIONS[question % QUESTIONS.len()].1;
        let language = self.counter.talk(&seller, talk).map_err(said)?.conversation.language;
        // The page was opened before; what the seller worked on it counts from when they took it.
        let shown = self.counter.now().checked_sub(SignedDuration::from_mins(3)).ok();
        let text = (if language == "fr" { fr } else { en }).to_owned();
        let sent = Sent { id: self.counter.new_message(), text, shown };
        let answered = self.counter.answer(&seller, "", talk, &sent);
        self.done(answered);
        if let Some(customer) = self.waiting.remove(&talk) {
            // Whoever waits at the page reads it at once.
            if let Ok(read) = self.counter.talk(&seller, talk)
                && let Ok(visitor) = read.conversation.customer().parse()
            {
                let seen = self.counter.saw_talk(&Caller::visitor(visitor), talk);
                self.done(seen);
            }
            self.go_on(customer);
        }
        self.after(SignedDuration::from_mins(12), Due::Close(talk));
        Ok(())
    }

    /// Whoever waited too long goes: some say so, the others will have the answer by mail.
    pub fn lose_patience(&mut self, talk: ConversationId) {
        let Some(gone) = self.waiting.remove(&talk) else { return };
        let visitor = self.visits.get(gone.visit).and_then(|visit| self.visitors.get(&visit.who.number));
        if let Some(visitor) = visitor.filter(|_| gone.visit % 3 == 0) {
            let left = self.counter.leave_talk(&Caller::visitor(*visitor), talk);
            self.done(left);
        }
    }

    /// A seller ends a conversation.
    pub fn close(&mut self, talk: ConversationId) {
        let closed = self.counter.close_talk(&Caller::keeper(), "", talk, Ending::Served);
        self.done(closed);
    }

    /// Clerks do what waits, and come back to it in half an hour.
    pub fn work(&mut self) -> Result<(), String> {
        for place in self.counter.places().map_err(said)?.iter().filter(|place| place.hands_over()) {
            let list = self.counter.shop_list(&self.staff(Scene::Shop, 0), &place.id).map_err(said)?;
            for order in list.to_prepare.iter().take(10) {
                let ready = self.counter.make_order_ready(&self.staff(Scene::Shop, 150), order.id);
                if self.done(ready).is_some() {
                    let hours = 1 + i64::try_from(order.id.as_u128() % 29).unwrap_or(0);
                    let at = later(self.counter.now(), SignedDuration::from_hours(hours));
                    self.at(self.next_shift(at), Due::Collect(order.id));
                }
            }
        }
        self.ship()?;
        self.give_back()?;
        let next = self.next_shift(later(self.counter.now(), TURN));
        self.at(next, Due::Work);
        Ok(())
    }

    fn ship(&mut self) -> Result<(), String> {
        let filter = OrderFilter { to_ship: true, ..OrderFilter::default() };
        let page = self.counter.find_orders(&self.staff(Scene::BackOffice, 0), &filter).map_err(said)?;
        for order in page.orders.iter().take(12) {
            let allocated = order.product_order_item.iter().flat_map(|item| &item.allocated);
            let place: Option<PlaceId> = allocated.map(|each| each.place.clone()).next();
            let sending = Sending { place, carrier: "Coliporte".into(), ..Sending::default() };
            let sent = self.counter.ship_order(&self.staff(Scene::BackOffice, 120), order.id, &sending);
            if let Some(parcel) = self.done(sent).and_then(|order| order.fulfilment.last().cloned()) {
                self.after(ON_ITS_WAY, Due::Arrive(order.id, parcel.id));
            }
        }
        Ok(())
    }

    fn give_back(&mut self) -> Result<(), String> {
        let asking = self.staff(Scene::BackOffice, 60);
        let due = self.counter.payments_to_settle(&asking).map_err(said)?.to_return;
        for payment in due {
            let refunded = self.counter.refund(&asking, payment.order, payment.id, true);
            self.done(refunded);
        }
        Ok(())
    }

    /// A customer shows their code at the counter.
    pub fn collect(&mut self, order: OrderId) {
        let asking = self.staff(Scene::Shop, 110);
        let Ok(order) = self.counter.product_order(&asking, order) else { return };
        let code = order.pick_up().and_then(|pick_up| pick_up.code.as_ref()).map(|code| code.shown());
        let (Some(code), Some(place)) = (code, order.shop().cloned()) else { return };
        let taken = Some(order.amount_due()).filter(|due| *due > Decimal::ZERO);
        let presented = Presented::Code(code);
        let asked = HandingOver {
            order: order.id,
            place,
            presented,
            lines: Vec::new(),
            taken,
            taken_by: app::TakenBy::Terminal,
        };
        let handed = self.counter.hand_over(&asking, &asked);
        self.done(handed);
    }

    /// A transfer comes.
    pub fn money_comes(&mut self, order: OrderId, payment: PaymentId) {
        let asking = self.staff(Scene::BackOffice, 40);
        let Ok(due) = self.counter.product_order(&asking, order).map(|order| order.amount_due()) else {
            return;
        };
        let received = self.counter.money_received(
            &asking,
            &payment.to_string(),
            &due.to_string(),
            &payment.to_string(),
        );
        self.done(received);
    }

    /// A parcel arrives.
    pub fn arrive(&mut self, order: OrderId, shipment: &str) {
        let arrived = self.counter.shipment_arrived(&self.staff(Scene::BackOffice, 0), order, shipment);
        self.done(arrived);
    }

    /// What was sent back comes back to where it was sent from.
    pub fn take_back(&mut self, order: OrderId) {
        let asking = self.staff(Scene::BackOffice, 180);
        let Ok(order) = self.counter.product_order(&asking, order) else { return };
        let given =
            order.product_order_item.iter().filter(|item| item.is_goods() && item.fulfilled > item.returned);
        let lines: Vec<ReturnedLine> = given
            .map(|item| ReturnedLine {
                item: item.id.clone(),
                quantity: item.fulfilled - item.returned,
                condition: Condition::AsNew,
                restock: true,
            })
            .collect();
        let place = order.fulfilment.iter().find_map(|each| each.place.clone());
        if !lines.is_empty() {
            let taken =
                self.counter.take_goods_back(&asking, order.id, &lines, place.as_ref(), "", Decimal::ZERO);
            self.done(taken);
        }
    }
}
