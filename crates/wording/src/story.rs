//! An act, or the acts of one contact or one adjustment, told as a sentence.
//!
//! Each act becomes clauses (“waited 41 s”), each with its subject; clauses of one subject in a row name it
//! once. A kind that nobody taught us is told by who did what for how long, and shown raw beside it: its
//! kind, its objects and its body. Nothing is lost for want of a phrase.

use jiff::tz::TimeZone;
use types::{Act, ActorKind, Money, ObjectRef, Outcome, Part, Phase, Scalar, Scene};

use crate::{Arg, Language};

mod deed;

/// How the time of an act stands before its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tense {
    /// `Tuesday 2 February 1999, 9:02: …`
    Whole,
    /// `Tuesday 9:02: …`
    Weekday,
    /// No time: it stands elsewhere on the page.
    Untimed,
}

/// Who does what a clause says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Subject {
    Actor(ActorKind),
    /// The clause is whole as it is.
    Nobody,
}

struct Clause {
    subject: Subject,
    text: String,
}

/// One act as a sentence.
pub fn tell_act(language: Language, act: &Act, zone: &TimeZone, tense: Tense) -> String {
    tell_acts(language, std::slice::from_ref(act), zone, tense)
}

/// The acts of one contact, in the order given, as one sentence that begins at the first of them.
pub fn tell_acts(language: Language, acts: &[Act], zone: &TimeZone, tense: Tense) -> String {
    tell_acts_naming(language, acts, zone, tense, &|_| None)
}

/// The same, with what an act of ours was about told by its name where one is known; by its id otherwise.
pub fn tell_acts_naming(
    language: Language,
    acts: &[Act],
    zone: &TimeZone,
    tense: Tense,
    name_of: &dyn Fn(&ObjectRef) -> Option<String>,
) -> String {
    let Some(first) = acts.first() else { return String::new() };
    let clauses: Vec<Clause> = acts.iter().flat_map(|act| clauses(language, act, name_of)).collect();
    let told = joined(language, &clauses);
    let when = match tense {
        Tense::Untimed => return capitalised(&told),
        Tense::Whole => language.moment(first.occurred_at, zone),
        Tense::Weekday => language.weekday_and_time(first.occurred_at, zone),
    };
    language.tell("story-timed", &[("when", capitalised(&when).into()), ("told", told.into())])
}

fn clauses(language: Language, act: &Act, name_of: &dyn Fn(&ObjectRef) -> Option<String>) -> Vec<Clause> {
    if act.outcome == Some(Outcome::Void) {
        return vec![whole(language.say("story-void"))];
    }
    if let Some(deed) = deed::deed(language, act, name_of) {
        return vec![deed];
    }
    if let Some(line) = line(language, act) {
        return vec![line];
    }
    if let Some(step) = case_step(language, act) {
        return vec![step];
    }
    let kind = act.kind.name.as_str().replace(['.', '_'], "-");
    let mut told = Vec::new();
    if let Some(waited) = act.waited.filter(|waited| waited.0 > 0) {
        let time = language.duration(waited.as_secs_f64());
        told.push(did(ActorKind::Customer, language.tell("story-waited", &[("time", time.into())])));
    }
    told.extend(act.parts.iter().filter(|part| is_told(act, part)).map(|part| share(language, &kind, part)));
    told.extend(ending(language, act, !told.is_empty()));
    if told.is_empty() || !language.knows(&format!("kind-{kind}")) {
        told.push(whole(raw(language, act)));
    }
    told
}

/// In a talk both sides spend the same seconds, and a menu runs as long as it is used: one is told. In writing each side
/// has its own: both are.
fn is_told(act: &Act, part: &Part) -> bool {
    match (part.actor, part.phase) {
        (ActorKind::Customer, Phase::Talk | Phase::Explaining) => {
            let own_time = part.phase == Phase::Explaining && act.scene == Scene::Chat && part.work.is_some();
            let talks = |other: &Part| other.actor == ActorKind::Agent && other.phase == Phase::Talk;
            (own_time || !act.parts.iter().any(talks)) && act.outcome != Some(Outcome::Abandoned)
        }
        (ActorKind::Machine, _) => !act.involves(ActorKind::Customer) && !act.involves(ActorKind::Agent),
        _ => true,
    }
}

/// What one actor did: in the words of the kind if it has any for that actor, else in those of the phase.
fn share(language: Language, kind: &str, part: &Part) -> Clause {
    let actor = part.actor.name();
    let time = part.work.map(|work| language.duration(work.lasted.as_secs_f64()));
    let (suffix, given) = match time {
        Some(time) => ("", vec![("time", Arg::from(time))]),
        None => ("-untimed", Vec::new()),
    };
    let phase = part.phase.name().replace('_', "-");
    let text = language
        .try_tell(&format!("story-{actor}-{kind}{suffix}"), &given)
        .unwrap_or_else(|| language.tell(&format!("story-{phase}{suffix}"), &given));
    did(part.actor, text)
}

fn ending(language: Language, act: &Act, anything_told: bool) -> Option<Clause> {
    let key = match act.outcome? {
        Outcome::Abandoned if act.scene == Scene::Phone => "story-hung-up",
        Outcome::Abandoned => "story-gave-up",
        Outcome::Refused => "story-refused",
        Outcome::Undone => "story-undone",
        Outcome::Corrected => return Some(whole(language.say("story-corrected"))),
        Outcome::Served if !anything_told => "story-served",
        Outcome::Served | Outcome::Void => return None,
    };
    Some(did(ActorKind::Customer, language.say(key)))
}

/// A line of an order, of its cancellation, or of a correction of stock: whatever has a quantity and an item.
fn line(language: Language, act: &Act) -> Option<Clause> {
    let quantity = act.body.get("quantity")?.to_string();
    let item = act.object_of_kind("item").map(|item| item.id.to_string())?;
    let price = act.body.get("unit_price").map(|price| price_of(language, act, price));
    let order = act.object_of_kind("order").map(|order| order.id.to_string());
    let (actor, verb, quantity) = match act.outcome {
        Some(Outcome::Corrected) => (ActorKind::Agent, "story-line-corrected", quantity),
        Some(Outcome::Undone) => {
            (ActorKind::Customer, "story-line-undone", quantity.trim_start_matches('-').to_owned())
        }
        Some(Outcome::Abandoned) => (ActorKind::Customer, "story-line-abandoned", quantity),
        Some(Outcome::Refused) => (ActorKind::Customer, "story-line-refused", quantity),
        _ => (ActorKind::Customer, "story-line", quantity),
    };
    let quantity = language.amount(&quantity);
    let mut text = language.tell(verb, &[("quantity", quantity.into()), ("item", item.into())]);
    if let Some(price) = price {
        text += &language.tell("story-line-price", &[("price", price.into())]);
    }
    if let Some(order) = order {
        text += &language.tell("story-line-order", &[("order", order.into())]);
    }
    Some(did(actor, text))
}

/// A step of a case, as process logs write it: an activity, its life cycle, the case.
fn case_step(language: Language, act: &Act) -> Option<Clause> {
    let case = act.object_of_kind("case")?;
    let activity = text_of(act, "activity").unwrap_or_else(|| act.kind.name.to_string());
    let lifecycle = text_of(act, "lifecycle").unwrap_or_default().to_ascii_lowercase();
    let worker = act.parts.iter().find(|part| part.who.is_some()).or(act.parts.first());
    let verb = match (lifecycle.as_str(), worker) {
        (_, None) => "story-case-happened",
        ("start" | "resume", _) => "story-case-began",
        ("schedule" | "assign" | "reassign", _) => "story-case-scheduled",
        ("suspend", _) => "story-case-suspended",
        ("" | "complete" | "manualskip" | "autoskip", _) => "story-case-completed",
        _ => "story-case-step",
    };
    let lifecycle = Arg::from(lifecycle.as_str());
    let mut text = language.tell(verb, &[("activity", activity.into()), ("lifecycle", lifecycle)]);
    if let Some(work) = worker.and_then(|part| part.work).filter(|work| work.lasted.0 > 0) {
        let time = language.duration(work.lasted.as_secs_f64());
        text += &language.tell("story-case-after", &[("time", time.into())]);
    }
    text += &language.tell("story-case-of", &[("case", Arg::from(&*case.id))]);
    Some(match worker {
        Some(part) => did(part.actor, text),
        None => whole(text),
    })
}

/// An act as the log has it: kind, objects, body.
fn raw(language: Language, act: &Act) -> String {
    let objects: Vec<String> =
        act.relations.iter().map(|it| format!("{} {}", it.qualifier, it.object)).collect();
    let body: Vec<String> = act.body.iter().map(|(name, value)| format!("{name} = {value}")).collect();
    let pieces: Vec<String> = [vec![act.kind.to_string()], objects, body].concat();
    language.tell("story-raw", &[("pieces", pieces.join("; ").into())])
}

/// An amount of an act as a shop writes prices, as far as it is one in a known currency.
fn price_of(language: Language, act: &Act, amount: &Scalar) -> String {
    let currency = text_of(act, "currency");
    match (amount, currency.as_deref().map(str::parse)) {
        (Scalar::Decimal(amount), Some(Ok(currency))) => language.price(Money { amount: *amount, currency }),
        (Scalar::Integer(amount), Some(Ok(currency))) => {
            language.price(Money { amount: (*amount).into(), currency })
        }
        _ => language.money(&amount.to_string(), currency.as_deref()),
    }
}

fn text_of(act: &Act, name: &str) -> Option<String> {
    match act.body.get(name)? {
        Scalar::Text(word) if word.as_str().is_empty() => None,
        value => Some(value.to_string()),
    }
}

fn did(actor: ActorKind, text: String) -> Clause {
    Clause { subject: Subject::Actor(actor), text }
}

fn whole(text: String) -> Clause {
    Clause { subject: Subject::Nobody, text }
}

/// Clauses put one behind the other; a subject that goes on is not named again.
fn joined(language: Language, clauses: &[Clause]) -> String {
    let mut text = String::new();
    let mut before = None;
    for clause in clauses {
        if !text.is_empty() {
            text.push_str(", ");
        }
        match clause.subject {
            Subject::Actor(actor) if before != Some(clause.subject) => {
                text.push_str(&language.say(&format!("story-subject-{}", actor.name())));
                text.push(' ');
            }
            _ => {}
        }
        text.push_str(&clause.text);
        before = Some(clause.subject);
    }
    text
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
