//! How what happens at desks and around them is told as acts.

use types::{Act, ActorKind, ObjectRef, Operation, Outcome, Part, Phase, Scalar, Scene};

use crate::agenda::Seconds;
use crate::calendar::Calendar;
use crate::fortnight::{Channel, Journey};
use crate::log::{Log, Tell, act, millis};
use crate::operator::{TROUBLE_BEGINS, TROUBLE_ENDS, TROUBLED_FORM};

impl Channel {
    fn scene(self) -> Scene {
        match self {
            Self::Phone => Scene::Phone,
            Self::Chat => Scene::Chat,
            Self::Shop => Scene::Shop,
        }
    }

    fn talk(self) -> &'static str {
        match self {
            Self::Phone => "phone.talk",
            Self::Chat => "chat.talk",
            Self::Shop => "shop.talk",
        }
    }

    fn gave_up(self) -> &'static str {
        match self {
            Self::Phone => "phone.hang_up",
            Self::Chat => "chat.left",
            Self::Shop => "shop.left",
        }
    }
}

/// A service: who, and its instants.
pub struct Talk<'a> {
    pub agent: &'a str,
    /// When the waiting began.
    pub came: Seconds,
    /// When the talk began.
    pub began: Seconds,
    /// When it ended.
    pub ends: Seconds,
    /// Seconds that the agent worked on it afterwards.
    pub after_work: Seconds,
}

/// Tells a talk, and the coding of the contact after it.
pub fn talk(
    calendar: &Calendar,
    log: &mut Log,
    channel: Channel,
    journey: &Journey,
    contact: &ObjectRef,
    talk: &Talk,
) {
    let agent = ObjectRef::new("agent", talk.agent);
    let lasts = talk.ends - talk.began;
    // What a form asked in vain is told again by word of mouth.
    let repeats = if journey.from_form { (lasts / 4).min(90) } else { 0 };
    let mut told = contact_act(calendar, channel.talk(), channel, journey, contact, talk.came)
        .lasting(talk.ends - talk.came)
        .ending(Outcome::Served)
        .with("by", &agent);
    told.waited = Some(millis(talk.began - talk.came));
    if repeats > 0 {
        told = told.part(ActorKind::Customer, &journey.customer, Phase::Repeating, repeats);
    }
    told = told.part(ActorKind::Customer, &journey.customer, Phase::Talk, lasts - repeats).part(
        ActorKind::Agent,
        &agent,
        Phase::Talk,
        lasts,
    );
    log.tell(told);
    if talk.after_work > 0 {
        log.tell(
            act("contact.coded", Operation::Trace, channel.scene(), talk.ends)
                .lasting(talk.after_work)
                .about(journey.reason.word())
                .part(ActorKind::Agent, &agent, Phase::AfterWork, talk.after_work)
                .with("contact", contact)
                .with("by", &agent),
        );
    }
}

/// A wait that ended in giving up, from and to.
pub fn gave_up(
    calendar: &Calendar,
    channel: Channel,
    journey: &Journey,
    contact: &ObjectRef,
    (came, left): (Seconds, Seconds),
) -> Act {
    let mut told = contact_act(calendar, channel.gave_up(), channel, journey, contact, came)
        .lasting(left - came)
        .ending(Outcome::Abandoned);
    told.waited = Some(millis(left - came));
    // They took part, and what they did was wait: there is no work to count.
    told.parts.push(Part {
        actor: ActorKind::Customer,
        who: Some(journey.customer.clone()),
        phase: Phase::Explaining,
        work: None,
    });
    told
}

fn contact_act(
    calendar: &Calendar,
    kind: &str,
    channel: Channel,
    journey: &Journey,
    contact: &ObjectRef,
    at: Seconds,
) -> Act {
    let week = if at < calendar.at(7, 0) { "rota-week-1" } else { "rota-week-2" };
    act(kind, Operation::Dialogue, channel.scene(), at)
        .about(journey.reason.word())
        .with("contact", contact)
        .with("for", &journey.customer)
        .under("routing", "first-come-v1")
        .under("rota", week)
        .saying("try", Scalar::Integer(i64::from(journey.tries)))
}

/// A break of an agent: it lasts, and is no work.
pub fn pause(agent: &str, from: Seconds, to: Seconds) -> Act {
    let agent = ObjectRef::new("agent", agent);
    let mut told = act("agent.pause", Operation::Organise, Scene::BackOffice, from)
        .lasting(to - from)
        .with("by", &agent);
    told.parts.push(Part { actor: ActorKind::Agent, who: Some(agent), phase: Phase::Pause, work: None });
    told
}

/// The decisions of the fortnight: the form's second version is put in force, then the first one again.
pub fn rule_changes(calendar: &Calendar, log: &mut Log) {
    let office = ObjectRef::new("agent", "a-90");
    for ((day, second), version) in [(TROUBLE_BEGINS, 2), (TROUBLE_ENDS, 1)] {
        let form = ObjectRef::new("form", &format!("{TROUBLED_FORM}-v{version}"));
        log.tell(
            act("rule.put_in_force", Operation::Organise, Scene::BackOffice, calendar.at(day, second))
                .part(ActorKind::Agent, &office, Phase::Handling, 300)
                .lasting(300)
                .with("rule", &form)
                .with("by", &office),
        );
    }
}
