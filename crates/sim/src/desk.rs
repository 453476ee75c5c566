//! A desk: people who serve, first come first served, with shifts and breaks, and customers whose patience ends.
//!
//! A pure machine. It is told what happens and answers with what follows ([`Effect`]) and with what it wants to be
//! told later (timed [`Event`]s); it draws nothing from chance: each customer brings their own.

use std::collections::VecDeque;

use crate::agenda::Seconds;
use crate::rota::{Person, Shift};

/// Somebody who comes to a desk.
#[derive(Debug, Clone)]
pub struct Client {
    /// Tells this arrival from every other.
    pub ticket: u64,
    /// How long they wait before they give up.
    pub patience: Seconds,
    /// How long their service takes at pace 1.
    pub service: f64,
    /// Their service breaks off if this is less than the share of the person who serves them.
    pub fate: f64,
    /// How long it lasts if it breaks off.
    pub cut_off_after: Seconds,
    /// How long the person who served works on it afterwards.
    pub after_work: Seconds,
}

/// What a desk wants to be told when its time comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// A shift begins: person, and which of their shifts.
    Begin(usize, usize),
    /// Something is due for somebody: a service, its after-work, a break or a shift ends.
    Look,
    /// The patience of this ticket ends.
    Patience(u64),
}

/// What follows.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// A service begins now; its end is known.
    Served { ticket: u64, agent: String, came: Seconds, ends: Seconds, after_work: Seconds, cut_off: bool },
    /// Somebody gave up now.
    GaveUp { ticket: u64, came: Seconds },
    /// A break begins now.
    Break { agent: String, ends: Seconds },
    /// Tell the desk this, then.
    Later(Seconds, Event),
}

/// One place at a desk: a person who serves two customers at once has two.
#[derive(Debug)]
struct Place {
    person: usize,
    busy_until: Seconds,
    free_since: Seconds,
}

#[derive(Debug)]
struct Worker {
    person: Person,
    /// The shift that this person is on, with the breaks that are still due.
    on: Option<(Seconds, VecDeque<(Seconds, Seconds)>)>,
    paused_until: Seconds,
}

/// The desk.
#[derive(Debug)]
pub struct Desk {
    workers: Vec<Worker>,
    places: Vec<Place>,
    waiting: VecDeque<(Seconds, Client)>,
    /// Σ over time of how many wait, in customer-seconds, counted from the queue itself.
    pub queue_area: Seconds,
    looked: Seconds,
}

impl Desk {
    /// A desk with these people, and what it wants to be told from the start.
    pub fn new(people: Vec<Person>) -> (Self, Vec<Effect>) {
        let mut effects = Vec::new();
        let mut places = Vec::new();
        for (number, person) in people.iter().enumerate() {
            for (nth, shift) in person.shifts.iter().enumerate() {
                effects.push(Effect::Later(shift.from, Event::Begin(number, nth)));
            }
            places.extend((0..person.at_once).map(|_| Place {
                person: number,
                busy_until: Seconds::MIN,
                free_since: Seconds::MIN,
            }));
        }
        let workers =
            people.into_iter().map(|person| Worker { person, on: None, paused_until: Seconds::MIN });
        let desk =
            Self { workers: workers.collect(), places, waiting: VecDeque::new(), queue_area: 0, looked: 0 };
        (desk, effects)
    }

    /// A customer comes.
    pub fn come(&mut self, now: Seconds, client: Client) -> Vec<Effect> {
        self.count_queue(now);
        let later = Effect::Later(now + client.patience, Event::Patience(client.ticket));
        self.waiting.push_back((now, client));
        let mut effects = vec![later];
        self.settle(now, &mut effects);
        effects
    }

    /// Something that the desk asked to be told.
    pub fn happen(&mut self, now: Seconds, event: Event) -> Vec<Effect> {
        self.count_queue(now);
        let mut effects = Vec::new();
        match event {
            Event::Begin(person, nth) => self.begin(now, person, nth, &mut effects),
            Event::Look => {}
            Event::Patience(ticket) => {
                if let Some(at) = self.waiting.iter().position(|(_, client)| client.ticket == ticket)
                    && let Some((came, _)) = self.waiting.remove(at)
                {
                    effects.push(Effect::GaveUp { ticket, came });
                }
            }
        }
        self.settle(now, &mut effects);
        effects
    }

    /// Whether nobody waits.
    #[cfg(test)]
    pub fn is_quiet(&self) -> bool {
        self.waiting.is_empty()
    }

    fn begin(&mut self, now: Seconds, person: usize, nth: usize, effects: &mut Vec<Effect>) {
        let Some(worker) = self.workers.get_mut(person) else { return };
        let Some(Shift { to, breaks, .. }) = worker.person.shifts.get(nth).cloned() else { return };
        effects.push(Effect::Later(to, Event::Look));
        effects.extend(breaks.iter().map(|(due, _)| Effect::Later(*due, Event::Look)));
        worker.on = Some((to, breaks.into()));
        for place in self.places.iter_mut().filter(|place| place.person == person) {
            place.free_since = now.max(place.busy_until);
        }
    }

    /// Lets breaks and homeward ways begin, then serves whom it can.
    fn settle(&mut self, now: Seconds, effects: &mut Vec<Effect>) {
        for number in 0..self.workers.len() {
            if self.is_idle(number, now) {
                self.rest(number, now, effects);
            }
        }
        while !self.waiting.is_empty() {
            let Some(place) = self.longest_free(now) else { break };
            let Some((came, client)) = self.waiting.pop_front() else { break };
            self.serve(now, place, came, &client, effects);
        }
    }

    fn is_idle(&self, person: usize, now: Seconds) -> bool {
        self.workers[person].paused_until <= now
            && self.places.iter().filter(|place| place.person == person).all(|place| place.busy_until <= now)
    }

    /// Somebody who serves nobody goes home if their shift is over, or takes a break that is due. The last
    /// one stays while customers wait.
    fn rest(&mut self, number: usize, now: Seconds, effects: &mut Vec<Effect>) {
        let others =
            self.workers.iter().enumerate().any(|(other, worker)| {
                other != number && worker.on.as_ref().is_some_and(|(to, _)| *to > now)
            });
        let must_stay = !others && !self.waiting.is_empty();
        let worker = &mut self.workers[number];
        let Some((to, breaks)) = &mut worker.on else { return };
        if *to <= now {
            if !must_stay {
                worker.on = None;
            }
            return;
        }
        if let Some(&(due, lasts)) = breaks.front()
            && due <= now
        {
            breaks.pop_front();
            let ends = now + lasts;
            worker.paused_until = ends;
            effects.push(Effect::Break { agent: worker.person.agent.clone(), ends });
            effects.push(Effect::Later(ends, Event::Look));
            for place in self.places.iter_mut().filter(|place| place.person == number) {
                place.free_since = ends;
            }
        }
    }

    /// The place that has been free for longest; somebody whose break is due finishes but begins nothing.
    fn longest_free(&self, now: Seconds) -> Option<usize> {
        let open = |place: &Place| {
            let worker = &self.workers[place.person];
            let break_due =
                worker.on.as_ref().is_some_and(|(_, b)| b.front().is_some_and(|(due, _)| *due <= now));
            worker.on.is_some() && !break_due && worker.paused_until <= now && place.busy_until <= now
        };
        let free = self.places.iter().enumerate().filter(|(_, place)| open(place));
        free.min_by_key(|(number, place)| (place.free_since, *number)).map(|(number, _)| number)
    }

    fn serve(
        &mut self,
        now: Seconds,
        place: usize,
        came: Seconds,
        client: &Client,
        effects: &mut Vec<Effect>,
    ) {
        let place = &mut self.places[place];
        let person = &self.workers[place.person].person;
        let cut_off = client.fate < person.breaks_off;
        let lasts =
            if cut_off { client.cut_off_after } else { ((client.service * person.pace) as Seconds).max(12) };
        let after_work = if cut_off { 0 } else { client.after_work };
        let ends = now + lasts;
        place.busy_until = ends + after_work;
        place.free_since = place.busy_until;
        let agent = person.agent.clone();
        effects.push(Effect::Later(place.busy_until, Event::Look));
        effects.push(Effect::Served { ticket: client.ticket, agent, came, ends, after_work, cut_off });
    }

    fn count_queue(&mut self, now: Seconds) {
        self.queue_area += self.waiting.len() as Seconds * (now - self.looked);
        self.looked = now;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(agent: &str, shift: Shift) -> Person {
        Person { agent: agent.to_owned(), at_once: 1, breaks_off: 0.0, pace: 1.0, shifts: vec![shift] }
    }

    fn client(ticket: u64, patience: Seconds) -> Client {
        Client { ticket, patience, service: 100.0, fate: 0.5, cut_off_after: 5, after_work: 10 }
    }

    /// Runs a desk to its end and writes each effect as a line.
    fn play(people: Vec<Person>, comers: &[(Seconds, Client)]) -> Vec<String> {
        enum Next {
            Come(Client),
            Desk(Event),
        }
        let mut agenda = crate::agenda::Agenda::new();
        let (mut desk, first) = Desk::new(people);
        let mut lines = Vec::new();
        for (at, client) in comers {
            agenda.note(*at, Next::Come(client.clone()));
        }
        let mut take = |now: Seconds, effects: Vec<Effect>, agenda: &mut crate::agenda::Agenda<Next>| {
            for effect in effects {
                match effect {
                    Effect::Later(at, event) => agenda.note(at, Next::Desk(event)),
                    Effect::Served { ticket, agent, ends, .. } => {
                        lines.push(format!("{now} {agent} serves {ticket} until {ends}"))
                    }
                    Effect::GaveUp { ticket, .. } => lines.push(format!("{now} {ticket} gives up")),
                    Effect::Break { agent, ends } => lines.push(format!("{now} {agent} rests until {ends}")),
                }
            }
        };
        take(0, first, &mut agenda);
        while let Some((now, next)) = agenda.next() {
            let effects = match next {
                Next::Come(client) => desk.come(now, client),
                Next::Desk(event) => desk.happen(now, event),
            };
            take(now, effects, &mut agenda);
        }
        assert!(desk.is_quiet());
        lines
    }

    #[test]
    fn first_come_first_served_breaks_wait_for_the_end_of_a_service_and_impatience_ends_a_wait() {
        let one = person("ann", Shift { from: 0, to: 500, breaks: vec![(50, 60)] });
        let lines = play(
            vec![one],
            &[(10, client(1, 900)), (20, client(2, 900)), (30, client(3, 40)), (490, client(4, 900))],
        );
        assert_eq!(
            lines,
            [
                "10 ann serves 1 until 110",
                "70 3 gives up",
                "120 ann rests until 180",
                "180 ann serves 2 until 280",
                "490 ann serves 4 until 590",
            ]
        );
    }

    #[test]
    fn the_last_one_on_duty_stays_until_nobody_waits() {
        let two = vec![
            person("ann", Shift { from: 0, to: 100, breaks: vec![] }),
            person("bob", Shift { from: 0, to: 150, breaks: vec![] }),
        ];
        let lines = play(
            two,
            &[(20, client(1, 900)), (20, client(2, 900)), (30, client(3, 900)), (40, client(4, 900))],
        );
        assert_eq!(
            lines,
            [
                "20 ann serves 1 until 120",
                "20 bob serves 2 until 120",
                "130 bob serves 3 until 230",
                "240 bob serves 4 until 340",
            ]
        );
    }
}
