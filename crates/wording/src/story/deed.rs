//! An act that the product itself wrote, told as one clause: who did it, what it was about, why, in what time.

use types::{Act, ActorKind, ObjectRef, Scalar};

use super::{Clause, did, price_of, whole};
use crate::{Arg, Language};

/// How many things an act names before the sentence stops naming them.
const NAMED_AT_MOST: usize = 3;
/// Work of fewer milliseconds would be told as none.
const LEAST_TOLD_MS: u64 = 50;

impl Language {
    /// A reason of an act in words. A reason of somebody else's log has none of ours, and is shown as it stands there.
    pub fn reason(self, word: &str) -> String {
        self.try_tell(&format!("because-{}", slug(word)), &[]).unwrap_or_else(|| word.to_owned())
    }

    /// Whether an act of this kind is told in words, whoever did it.
    pub fn tells_deed(self, kind: &str) -> bool {
        let kind = slug(kind);
        ["told", "event", "kind"].iter().any(|prefix| self.knows(&format!("{prefix}-{kind}")))
    }

    /// Whether there are words for a reason.
    pub fn tells_reason(self, word: &str) -> bool {
        self.knows(&format!("because-{}", slug(word)))
    }
}

/// A kind or a reason as it stands in keys.
fn slug(word: &str) -> String {
    word.replace(['.', '_'], "-")
}

/// The clause of an act of ours; nothing for an act of another log.
pub(super) fn deed(
    language: Language,
    act: &Act,
    name_of: &dyn Fn(&ObjectRef) -> Option<String>,
) -> Option<Clause> {
    let kind = slug(act.kind.name.as_str());
    let sentence = |prefix: &str| language.try_tell(&format!("{prefix}-{kind}"), &[]);
    let event = sentence("event");
    let is_event = event.is_some();
    let text = event.or_else(|| sentence("told"))? + &rest(language, act, &kind, name_of);
    if is_event {
        return Some(whole(text));
    }
    Some(did(act.parts.first().map_or(ActorKind::Machine, |part| part.actor), text))
}

/// What follows the verb: what it was about, how much, why, how long it took.
fn rest(language: Language, act: &Act, kind: &str, name_of: &dyn Fn(&ObjectRef) -> Option<String>) -> String {
    let mut text = String::new();
    let mut say = |key: &str, name: &str, value: Arg| text += &language.tell(key, &[(name, value)]);
    let about = act.relations.iter().filter(|it| matches!(it.object.kind.as_str(), "offering" | "item"));
    let name = |object: &ObjectRef| name_of(object).unwrap_or_else(|| object.id.to_string());
    let named: Vec<String> = about.take(NAMED_AT_MOST).map(|it| name(&it.object)).collect();
    if !named.is_empty() {
        say("told-what", "what", named.join(", ").into());
    }
    if let Some(amount) = act.body.get("amount") {
        say("told-amount", "amount", price_of(language, act, amount).into());
    }
    if let Some(pieces) = count(act, "pieces") {
        let key = if kind.starts_with("cart-") { "told-in-cart" } else { "told-pieces" };
        say(key, "n", pieces.into());
    }
    if let Some(quantity) = act.body.get("quantity") {
        say("told-quantity", "n", language.amount(&quantity.to_string()).into());
    }
    if let Some(times) = count(act, "times").filter(|times| *times > 1) {
        say("told-times", "n", times.into());
    }
    if let Some(reason) = &act.reason {
        say("told-because", "reason", language.reason(reason.as_str()).into());
    }
    if let Some(waited) = act.waited.filter(|waited| waited.0 > 0) {
        say("told-waited", "time", language.duration(waited.as_secs_f64()).into());
    }
    let work = act.parts.first().and_then(|part| part.work);
    if let Some(work) = work.filter(|work| work.lasted.0 >= LEAST_TOLD_MS) {
        say("told-time", "time", language.duration(work.lasted.as_secs_f64()).into());
    }
    text
}

fn count(act: &Act, name: &str) -> Option<u64> {
    match act.body.get(name)? {
        Scalar::Integer(number) => u64::try_from(*number).ok(),
        _ => None,
    }
}
