//! What customers do on their own: the voice menu, the forms, the search and the shop of the web site.

use rust_decimal::Decimal;
use types::{Act, ActorKind, ObjectRef, Operation, Outcome, Phase, Scalar, Scene};

use crate::agenda::Seconds;
use crate::fortnight::{Channel, Journey, Simulation};
use crate::log::{Tell, act};
use crate::operator::{ARTICLES, CANCELLED, MOST_TRIES, OUT_OF_STOCK, form_condition};

fn machine(id: &str) -> ObjectRef {
    ObjectRef::new("machine", id)
}

/// An act of self-service: the customer and a machine, both busy all along.
fn self_service(
    kind: &str,
    scene: Scene,
    at: Seconds,
    lasts: Seconds,
    journey: &Journey,
    phase: Phase,
) -> Act {
    let machine = machine(if scene == Scene::Phone { "voice-menu" } else { "web-site" });
    act(kind, Operation::Collect, scene, at)
        .lasting(lasts)
        .about(journey.reason.word())
        .part(ActorKind::Customer, &journey.customer, phase, lasts)
        .part(ActorKind::Machine, &machine, Phase::Running, lasts)
        .with("for", &journey.customer)
}

impl Simulation {
    /// The voice menu. Returns how long it took if it leads to the queue; otherwise the call ends in it: settled,
    /// given up, or turned away because nobody is there.
    pub fn go_through_menu(
        &mut self,
        now: Seconds,
        journey: &mut Journey,
        contact: &ObjectRef,
    ) -> Option<Seconds> {
        let lasts = (journey.chance.log_normal(26.0, 0.45) as Seconds).clamp(4, 240);
        let open = self.calendar.is_open(Channel::Phone.hours(), now + lasts);
        let settles = journey.tries == 1 && journey.chance.happens(journey.reason.menu_settles());
        let outcome = if settles {
            Some(Outcome::Served)
        } else if !open {
            Some(Outcome::Refused)
        } else {
            journey.chance.happens(0.012).then_some(Outcome::Abandoned)
        };
        let mut told = self_service("phone.menu", Scene::Phone, now, lasts, journey, Phase::Searching)
            .with("contact", contact)
            .under("routing", "first-come-v1");
        told.outcome = outcome;
        self.log.tell(told);
        if outcome == Some(Outcome::Refused) {
            self.come_at_opening(Channel::Phone, now + lasts, journey.clone());
        }
        outcome.is_none().then_some(lasts)
    }

    /// A form of the web site, in the version that is in force.
    pub fn fill_form(&mut self, now: Seconds, mut journey: Journey) {
        let Some(form) = journey.reason.form() else { return };
        journey.tries += 1;
        let condition = form_condition(journey.reason, self.in_trouble(now));
        let chance = &mut journey.chance;
        let (fate, whole) = (chance.unit(), chance.log_normal(condition.filling_median_s, 0.5).max(15.0));
        let steps = journey.reason.form_steps();
        let abandoned = fate < condition.abandoned;
        // The troubled version stops people at its third step; others lose them anywhere.
        let stops_at = if condition.version == 2 { 3 } else { chance.between(1, steps) };
        let (outcome, step) = match fate {
            _ if abandoned => (Outcome::Abandoned, stops_at),
            _ if fate < condition.abandoned + condition.refused => (Outcome::Refused, steps),
            _ => (Outcome::Served, steps),
        };
        let lasts = ((whole * step as f64 / steps as f64) as Seconds).max(5);
        let phase = if journey.tries > 1 { Phase::Repeating } else { Phase::Filling };
        self.log.tell(
            self_service("web.form", Scene::Web, now, lasts, &journey, phase)
                .ending(outcome)
                .under("form", &format!("{form}-v{}", condition.version))
                .saying("step", Scalar::Integer(step))
                .saying("steps", Scalar::Integer(steps)),
        );
        if outcome != Outcome::Served {
            self.after_form(now + lasts, journey, condition.then_call);
        }
    }

    /// After a form in vain: some telephone within minutes, some fill it again, the others leave it.
    fn after_form(&mut self, ended: Seconds, mut journey: Journey, then_call: f64) {
        let calls = journey.chance.happens(then_call);
        journey.from_form = true;
        if calls {
            journey.tries = 0;
            let at = ended + 60 + journey.chance.exponential(360.0) as Seconds;
            if self.calendar.is_open(Channel::Phone.hours(), at) {
                self.go_to(Channel::Phone, at, journey);
            } else {
                self.come_at_opening(Channel::Phone, at, journey);
            }
        } else if journey.tries < MOST_TRIES && journey.chance.happens(0.35) {
            let at = ended + 120 + journey.chance.exponential(5_400.0) as Seconds;
            self.go_back_to_form(at, journey);
        }
    }

    /// Looking for an answer: found, not there, or given up; then some ask somebody.
    pub fn look(&mut self, now: Seconds, mut journey: Journey) {
        journey.tries += 1;
        let lasts = (journey.chance.log_normal(55.0, 0.7) as Seconds).clamp(3, 1_800);
        let fate = journey.chance.unit();
        let outcome = match fate {
            _ if fate < 0.78 => Outcome::Served,
            _ if fate < 0.88 => Outcome::Refused,
            _ => Outcome::Abandoned,
        };
        let told =
            self_service("web.search", Scene::Web, now, lasts, &journey, Phase::Searching).ending(outcome);
        self.log.tell(told);
        if outcome == Outcome::Served {
            return;
        }
        let next = journey.chance.unit();
        let at = now + lasts + 90 + journey.chance.exponential(900.0) as Seconds;
        if next < 0.16 && self.calendar.is_open(Channel::Phone.hours(), at) {
            self.go_to(Channel::Phone, at, journey);
        } else if next < 0.26 && self.calendar.is_open(Channel::Chat.hours(), at) {
            self.go_to(Channel::Chat, at, journey);
        }
    }

    /// The shop of the web site: a look, a cart, and an order or none.
    pub fn buy(&mut self, now: Seconds, mut journey: Journey) {
        let looks = (journey.chance.log_normal(90.0, 0.6) as Seconds).clamp(5, 1_800);
        self.log.tell(self_service("web.search", Scene::Web, now, looks, &journey, Phase::Searching));
        let fills = (journey.chance.log_normal(140.0, 0.5) as Seconds).clamp(15, 1_800);
        let at = now + looks;
        let cart = |outcome| {
            self_service("web.cart", Scene::Web, at, fills, &journey, Phase::Filling).ending(outcome)
        };
        let (out_of_stock, abandoned) = (cart(Outcome::Refused), cart(Outcome::Abandoned));
        if journey.chance.happens(0.33) {
            return self.log.tell(abandoned);
        }
        let mut wanted: Vec<usize> = Vec::new();
        for _ in 0..journey.chance.between(1, 4) {
            let article = journey.chance.weighted(ARTICLES.iter().map(|(_, _, share)| *share));
            if !wanted.contains(&article) {
                wanted.push(article);
            }
        }
        let (missing, lines): (Vec<usize>, Vec<usize>) =
            wanted.into_iter().partition(|_| journey.chance.happens(OUT_OF_STOCK));
        for article in missing {
            let item = ObjectRef::new("item", ARTICLES[article].0);
            self.log.tell(out_of_stock.clone().with("of", &item));
        }
        if !lines.is_empty() {
            self.log.tell(self_service("web.cart", Scene::Web, at, fills, &journey, Phase::Filling));
            self.order(at + fills, &mut journey, &lines);
        }
    }

    /// An order, line by line; a few lines are cancelled half an hour later.
    fn order(&mut self, at: Seconds, journey: &mut Journey, lines: &[usize]) {
        let number = self.next_number();
        let order = ObjectRef::new("order", &format!("o-{number:06}"));
        let cancelling = ObjectRef::new("order", &format!("x-{number:06}"));
        for article in lines {
            let (code, cents, _) = ARTICLES[*article];
            let quantity = 1 + journey.chance.below(if cents < 1_000 { 6 } else { 2 }) as i64;
            let line = |kind, at, order: &ObjectRef, quantity| {
                act(kind, Operation::Collect, Scene::Web, at)
                    .about(journey.reason.word())
                    .with("in", order)
                    .with("of", &ObjectRef::new("item", code))
                    .with("for", &journey.customer)
                    .under("price-list", "prices-2026-1")
                    .saying("quantity", Scalar::Integer(quantity))
                    .saying("unit_price", Scalar::Decimal(Decimal::new(cents, 2)))
                    .saying("currency", Scalar::Text("EUR".into()))
            };
            let ordered = line("order.line", at, &order, quantity).ending(Outcome::Served);
            let later = at + 1_800;
            let cancelled = line("order.cancel_line", later, &cancelling, -quantity).ending(Outcome::Undone);
            self.log.tell(ordered);
            if journey.chance.happens(CANCELLED) && later < self.calendar.end() {
                self.log.tell(cancelled);
            }
        }
    }
}
