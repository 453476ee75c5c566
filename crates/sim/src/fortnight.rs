//! The fortnight: arrivals, desks and what people do next, played event by event into one log.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use types::{Act, ObjectRef};

use crate::agenda::{Agenda, Seconds};
use crate::calendar::{Calendar, Hours};
use crate::chance::Chance;
use crate::demand::{Errand, arrivals};
use crate::desk::{Client, Desk, Effect, Event as DeskEvent};
use crate::log::Log;
use crate::operator::{
    CHAT_HOURS, CHAT_MANNERS, CUSTOMERS, MOST_TRIES, Manners, PHONE_HOURS, PHONE_MANNERS, Reason, SHOP_HOURS,
    SHOP_MANNERS, TROUBLE_BEGINS, TROUBLE_ENDS,
};
use crate::{meters, rota, telling};

/// The seed of the simulation that a newcomer sees.
pub const DEFAULT_SEED: u64 = 1;
/// The Monday on which it begins.
pub const DEFAULT_START: Date = date(2026, 3, 2);
/// The zone of its clocks.
pub const ZONE: &str = "Europe/Paris";

/// The simulated fortnight that begins on [`DEFAULT_START`] in [`ZONE`], in the order of time. Currency: EUR.
pub fn fortnight(seed: u64) -> Vec<Act> {
    let zone = TimeZone::get(ZONE).expect("the time zone database is bundled and knows Europe/Paris");
    fortnight_from(seed, DEFAULT_START, zone)
}

/// A simulated fortnight that begins on another day (a Monday, for its weeks to be weeks) or in another zone.
pub fn fortnight_from(seed: u64, start: Date, zone: TimeZone) -> Vec<Act> {
    Simulation::new(seed, Calendar::new(start, zone)).play().0
}

/// Where people talk with agents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Channel {
    /// The telephone, behind a voice menu.
    Phone,
    /// Written conversation on the web site.
    Chat,
    /// The counter of the shop.
    Shop,
}

impl Channel {
    /// How people behave there.
    pub fn manners(self) -> &'static Manners {
        match self {
            Self::Phone => &PHONE_MANNERS,
            Self::Chat => &CHAT_MANNERS,
            Self::Shop => &SHOP_MANNERS,
        }
    }

    /// When it answers.
    pub fn hours(self) -> &'static Hours {
        match self {
            Self::Phone => &PHONE_HOURS,
            Self::Chat => &CHAT_HOURS,
            Self::Shop => &SHOP_HOURS,
        }
    }
}

/// One demand on its way: who, why, what was tried so far, and the chance that is its own.
#[derive(Debug, Clone)]
pub struct Journey {
    /// Whose demand it is.
    pub customer: ObjectRef,
    /// What it is about.
    pub reason: Reason,
    /// What decides everything about it.
    pub chance: Chance,
    /// How often this was tried where it now is: at a desk, or in a form.
    pub tries: u8,
    /// A form was filled in vain before: its content must be told again.
    pub from_form: bool,
}

/// What is still to come.
#[derive(Debug)]
enum Event {
    /// Somebody sets out for the first time.
    SetOut(Errand, Chance),
    /// Somebody comes (again) to a desk, through its menu if it has one.
    Try(Channel, Journey),
    /// Somebody fills a form again.
    Refill(Journey),
    /// Somebody's menu is over and the waiting begins.
    Join(Channel, Journey, ObjectRef),
    /// A desk asked to be told.
    Desk(Channel, DeskEvent),
}

/// A simulation under way.
pub struct Simulation {
    /// Its days.
    pub calendar: Calendar,
    /// What has happened.
    pub log: Log,
    seed: u64,
    agenda: Agenda<Event>,
    desks: BTreeMap<Channel, Desk>,
    /// Who is at a desk, by ticket.
    at_desk: BTreeMap<u64, (Channel, Journey, ObjectRef)>,
    /// When each customer was last on the way.
    seen: BTreeMap<u64, Seconds>,
    /// Numbers of contacts, orders and tickets.
    count: u64,
}

/// Days during which a customer with one demand has no other, of unrelated origin.
const ONE_DEMAND_FOR: Seconds = 2 * 86_400;

impl Simulation {
    /// The fortnight of this seed, before its first second.
    pub fn new(seed: u64, calendar: Calendar) -> Self {
        let mut simulation = Self {
            log: Log::new(seed),
            seed,
            agenda: Agenda::new(),
            desks: BTreeMap::new(),
            at_desk: BTreeMap::new(),
            seen: BTreeMap::new(),
            count: 0,
            calendar,
        };
        let people = |channel| match channel {
            Channel::Phone => rota::telephone(&simulation.calendar),
            Channel::Chat => rota::chat(&simulation.calendar),
            Channel::Shop => rota::shop(&simulation.calendar),
        };
        let desks = [Channel::Phone, Channel::Chat, Channel::Shop]
            .map(|channel| (channel, Desk::new(people(channel))));
        for (channel, (desk, effects)) in desks {
            simulation.desks.insert(channel, desk);
            simulation.follow(channel, simulation.calendar.at(0, 0), effects);
        }
        for arrival in arrivals(seed, &simulation.calendar) {
            simulation.agenda.note(arrival.at, Event::SetOut(arrival.errand, arrival.chance));
        }
        simulation
    }

    /// Plays it to the end: the acts, and for each desk the customer-seconds that its queue counted.
    pub fn play(mut self) -> (Vec<Act>, BTreeMap<Channel, Seconds>) {
        meters::tell_nights(self.seed, &self.calendar, &mut self.log);
        telling::rule_changes(&self.calendar, &mut self.log);
        let end = self.calendar.end();
        while let Some((now, event)) = self.agenda.next() {
            match event {
                Event::Desk(channel, event) => self.tell_desk(channel, now, |desk| desk.happen(now, event)),
                Event::Join(channel, journey, contact) => self.join(channel, now, journey, contact),
                // Whoever comes after the last midnight belongs to the next fortnight.
                _ if now >= end => {}
                Event::SetOut(errand, chance) => self.set_out(now, errand, chance),
                Event::Try(channel, journey) => self.try_desk(channel, now, journey),
                Event::Refill(journey) => self.fill_form(now, journey),
            }
        }
        let areas = self.desks.iter().map(|(channel, desk)| (*channel, desk.queue_area)).collect();
        (self.log.into_acts(), areas)
    }

    /// Whether the troubled form is in force in its bad version.
    pub fn in_trouble(&self, now: Seconds) -> bool {
        let (from, to) = (TROUBLE_BEGINS, TROUBLE_ENDS);
        (self.calendar.at(from.0, from.1)..self.calendar.at(to.0, to.1)).contains(&now)
    }

    /// A number that nothing else in this simulation has.
    pub fn next_number(&mut self) -> u64 {
        self.count += 1;
        self.count
    }

    fn set_out(&mut self, now: Seconds, errand: Errand, mut chance: Chance) {
        let customer = self.choose_customer(now, &mut chance);
        let journey = |reason, chance| Journey {
            customer: customer.clone(),
            reason,
            chance,
            tries: 0,
            from_form: false,
        };
        match errand {
            Errand::Call(reason) => self.try_desk(Channel::Phone, now, journey(reason, chance)),
            Errand::Chat(reason) => self.try_desk(Channel::Chat, now, journey(reason, chance)),
            Errand::Visit(reason) => self.try_desk(Channel::Shop, now, journey(reason, chance)),
            Errand::Fill(reason) => self.fill_form(now, journey(reason, chance)),
            Errand::Look(reason) => self.look(now, journey(reason, chance)),
            Errand::Buy => self.buy(now, journey(Reason::Order, chance)),
        }
    }

    /// Somebody without another demand on the way. One in eight is one of those who come often.
    fn choose_customer(&mut self, now: Seconds, chance: &mut Chance) -> ObjectRef {
        let often = chance.happens(0.12);
        let number = loop {
            let number = if often { chance.below(CUSTOMERS / 40) } else { chance.below(CUSTOMERS) };
            if self.seen.get(&number).is_none_or(|seen| seen + ONE_DEMAND_FOR < now) {
                break number;
            }
        };
        self.seen.insert(number, now);
        ObjectRef::new("customer", &format!("c-{number:06}"))
    }

    /// Notes that this journey goes on at a desk.
    pub fn go_to(&mut self, channel: Channel, at: Seconds, journey: Journey) {
        self.is_seen(&journey, at);
        self.agenda.note(at, Event::Try(channel, journey));
    }

    /// Notes that this journey goes on with its form, again.
    pub fn go_back_to_form(&mut self, at: Seconds, journey: Journey) {
        self.is_seen(&journey, at);
        self.agenda.note(at, Event::Refill(journey));
    }

    fn is_seen(&mut self, journey: &Journey, at: Seconds) {
        if let Some(number) = journey.customer.id.strip_prefix("c-").and_then(|text| text.parse().ok()) {
            self.seen.insert(number, at);
        }
    }

    /// Somebody comes to a desk: by telephone through the voice menu, elsewhere straight to the queue.
    fn try_desk(&mut self, channel: Channel, now: Seconds, mut journey: Journey) {
        journey.tries += 1;
        let number = self.next_number();
        let contact = ObjectRef::new("contact", &format!("k-{number:06}"));
        if channel == Channel::Phone {
            if let Some(lasts) = self.go_through_menu(now, &mut journey, &contact) {
                self.agenda.note(now + lasts, Event::Join(channel, journey, contact));
            }
        } else if self.calendar.is_open(channel.hours(), now) {
            self.join(channel, now, journey, contact);
        }
    }

    fn join(&mut self, channel: Channel, now: Seconds, mut journey: Journey, contact: ObjectRef) {
        let ticket = self.next_number();
        let manners = channel.manners();
        let chance = &mut journey.chance;
        let again = if journey.from_form { 1.2 } else { 1.0 };
        let client = Client {
            ticket,
            patience: chance.exponential(manners.patience_mean_s).ceil() as Seconds,
            service: chance
                .log_normal(journey.reason.talk_median_s() * manners.talk_factor * again, manners.talk_sigma),
            fate: chance.unit(),
            cut_off_after: chance.between(1, 9),
            after_work: chance.exponential(manners.after_work_mean_s).ceil() as Seconds,
        };
        self.at_desk.insert(ticket, (channel, journey, contact));
        self.tell_desk(channel, now, |desk| desk.come(now, client));
    }

    fn tell_desk(&mut self, channel: Channel, now: Seconds, tell: impl FnOnce(&mut Desk) -> Vec<Effect>) {
        if let Some(effects) = self.desks.get_mut(&channel).map(tell) {
            self.follow(channel, now, effects);
        }
    }

    /// Writes what follows from what a desk did, and notes what comes of it.
    fn follow(&mut self, channel: Channel, now: Seconds, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Later(at, event) => self.agenda.note(at, Event::Desk(channel, event)),
                Effect::Break { agent, ends } => self.log.tell(telling::pause(&agent, now, ends)),
                Effect::GaveUp { ticket, came } => {
                    if let Some((channel, journey, contact)) = self.at_desk.remove(&ticket) {
                        self.log.tell(telling::gave_up(
                            &self.calendar,
                            channel,
                            &journey,
                            &contact,
                            (came, now),
                        ));
                        self.come_back(
                            channel,
                            now,
                            journey,
                            channel.manners().back_after_giving_up,
                            1_100.0,
                        );
                    }
                }
                Effect::Served { ticket, agent, came, ends, after_work, cut_off } => {
                    if let Some((channel, journey, contact)) = self.at_desk.remove(&ticket) {
                        let talk = telling::Talk { agent: &agent, came, began: now, ends, after_work };
                        telling::talk(&self.calendar, &mut self.log, channel, &journey, &contact, &talk);
                        let manners = channel.manners();
                        let (share, mean) = if cut_off {
                            (manners.back_after_cut_off, 420.0)
                        } else {
                            (manners.back_after_service, 9_000.0)
                        };
                        self.come_back(channel, ends, journey, share, mean);
                    }
                }
            }
        }
    }

    /// Some come back after a while; if the desk is closed by then, most of them after it opens again.
    fn come_back(&mut self, channel: Channel, from: Seconds, mut journey: Journey, share: f64, mean_s: f64) {
        if journey.tries >= MOST_TRIES || !journey.chance.happens(share) {
            return;
        }
        let at = from + 45 + journey.chance.exponential(mean_s) as Seconds;
        if self.calendar.is_open(channel.hours(), at) {
            self.go_to(channel, at, journey);
        } else {
            self.come_at_opening(channel, at, journey);
        }
    }

    /// Three in four of those who find a desk closed come when it opens.
    pub fn come_at_opening(&mut self, channel: Channel, after: Seconds, mut journey: Journey) {
        let opening = self.calendar.next_opening(channel.hours(), after);
        if let Some(opening) = opening
            && journey.tries < MOST_TRIES
            && journey.chance.happens(0.75)
        {
            let at = opening + journey.chance.exponential(2_000.0) as Seconds;
            self.go_to(channel, at, journey);
        }
    }
}

#[cfg(test)]
mod tests;
