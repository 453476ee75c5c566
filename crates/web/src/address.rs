//! Addresses: what a page shows lives in its query, so that it can be kept, sent and printed.
//!
//! [`FilterQuery`] is what a form or an address says; [`FilterQuery::filter`] reads it in the view's own time
//! zone. Addresses that we write ourselves hold whole instants.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use portrait::Filter;
use serde::Deserialize;
use types::{ActorKind, Outcome, Scene, ViewName, Word};

/// The filter as an address or a form writes it. Empty fields restrict nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct FilterQuery {
    /// From: an instant, a local date and time, or a local date.
    pub from: String,
    /// Until: an instant or a local date and time, not included; or a local date, included.
    pub to: String,
    /// A reason, as the log codes it.
    pub reason: String,
    /// A scene's name.
    pub scene: String,
    /// A kind of actor's name.
    pub actor: String,
}

/// A field of a filter that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{field} cannot be “{given}”")]
pub struct BadFilter {
    /// The field: `from`, `to`, `scene` or `actor`.
    pub field: &'static str,
    /// What was given, cut to 64 characters.
    pub given: String,
}

impl FilterQuery {
    /// The filter that it says, local times read in `zone`.
    pub fn filter(&self, zone: &TimeZone) -> Result<Filter, BadFilter> {
        Ok(Filter {
            from: instant("from", &self.from, zone, false)?,
            to: instant("to", &self.to, zone, true)?,
            reason: Some(self.reason.trim()).filter(|text| !text.is_empty()).map(Word::new),
            scene: named::<Scene>("scene", &self.scene)?,
            actor: named::<ActorKind>("actor", &self.actor)?,
        })
    }
}

fn named<T: std::str::FromStr>(field: &'static str, text: &str) -> Result<Option<T>, BadFilter> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|_| bad(field, text))
}

fn instant(
    field: &'static str,
    text: &str,
    zone: &TimeZone,
    day_included: bool,
) -> Result<Option<Timestamp>, BadFilter> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    if let Ok(instant) = text.parse::<Timestamp>() {
        return Ok(Some(instant));
    }
    let local = if text.len() <= 10 {
        let day: Date = text.parse().map_err(|_| bad(field, text))?;
        let day = if day_included { day.tomorrow().map_err(|_| bad(field, text))? } else { day };
        day.at(0, 0, 0, 0)
    } else {
        text.parse::<DateTime>().map_err(|_| bad(field, text))?
    };
    zone.to_timestamp(local).map(Some).map_err(|_| bad(field, text))
}

fn bad(field: &'static str, given: &str) -> BadFilter {
    BadFilter { field, given: given.chars().take(64).collect() }
}

/// Which acts a list shows: those of a filter, narrowed by what one figure counts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ActsOf {
    /// Only acts that ended so.
    pub outcome: Option<Outcome>,
    /// Only acts of this operation's name.
    pub operation: Option<types::Operation>,
    /// Only services of at least so many seconds.
    pub service_from: Option<u64>,
    /// Only services of less than so many seconds.
    pub service_to: Option<u64>,
    /// Only acts of this kind.
    pub kind: Option<Word>,
    /// Only contacts: acts of dialogue that ended served or abandoned.
    pub contacts: bool,
}

/// The query of a filter, pairs joined by `&`, without a question mark; empty where nothing is restricted.
pub fn filter_query(filter: &Filter) -> String {
    let mut pairs = Vec::new();
    let mut push = |name: &str, value: Option<String>| {
        pairs.extend(value.map(|value| format!("{name}={}", escaped(&value))));
    };
    push("from", filter.from.map(|at| at.to_string()));
    push("to", filter.to.map(|at| at.to_string()));
    push("reason", filter.reason.as_ref().map(|reason| reason.to_string()));
    push("scene", filter.scene.map(|scene| scene.name().to_owned()));
    push("actor", filter.actor.map(|actor| actor.name().to_owned()));
    pairs.join("&")
}

/// `/views/V?filter`.
pub fn portrait(view: &ViewName, filter: &Filter) -> String {
    with_query(format!("/views/{view}"), &filter_query(filter))
}

/// `/views/V/acts?filter&what`.
pub fn acts(view: &ViewName, filter: &Filter, of: &ActsOf) -> String {
    let mut pairs = vec![filter_query(filter)];
    let mut push = |name: &str, value: Option<String>| {
        pairs.extend(value.map(|value| format!("{name}={}", escaped(&value))));
    };
    push("outcome", of.outcome.map(|it| it.name().to_owned()));
    push("operation", of.operation.map(|it| it.name().to_owned()));
    push("service_from", of.service_from.map(|secs| secs.to_string()));
    push("service_to", of.service_to.map(|secs| secs.to_string()));
    push("kind", of.kind.as_ref().map(Word::to_string));
    push("contacts", of.contacts.then(|| "yes".to_owned()));
    pairs.retain(|pair| !pair.is_empty());
    with_query(format!("/views/{view}/acts"), &pairs.join("&"))
}

/// `/views/V/adjustments?outcome=…&filter`.
pub fn adjustments(view: &ViewName, filter: &Filter, outcome: &str) -> String {
    let rest = filter_query(filter);
    let separator = if rest.is_empty() { "" } else { "&" };
    format!("/views/{view}/adjustments?outcome={}{separator}{rest}", escaped(outcome))
}

/// `/views/V/portrait.csv?section=…&filter`.
pub fn csv(view: &ViewName, filter: &Filter, section: &str) -> String {
    let rest = filter_query(filter);
    let separator = if rest.is_empty() { "" } else { "&" };
    format!("/views/{view}/portrait.csv?section={}{separator}{rest}", escaped(section))
}

/// A path with its query, if there is one.
pub fn with_query(path: String, query: &str) -> String {
    if query.is_empty() { path } else { format!("{path}?{query}") }
}

/// A filter narrowed to a stretch of time, inside what it already says.
pub fn during(filter: &Filter, start: Timestamp, end: Timestamp) -> Filter {
    let from = filter.from.map_or(start, |from| from.max(start));
    let to = filter.to.map_or(end, |to| to.min(end));
    Filter { from: Some(from), to: Some(to), ..filter.clone() }
}

/// The end of the half-hour that begins at `start`.
pub fn half_hour_after(start: Timestamp) -> Timestamp {
    start.saturating_add(30.minutes()).unwrap_or(start)
}

/// A text as it may stand in a query (RFC 3986): everything but letters, digits, `-`, `.`, `_`, `~` escaped.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_says_local_times_and_a_last_day_is_included() {
        let zone = TimeZone::get("Asia/Jerusalem").unwrap();
        let query = FilterQuery {
            from: "1999-02-03T13:00".into(),
            to: "1999-02-03".into(),
            scene: "phone".into(),
            ..Default::default()
        };
        let filter = query.filter(&zone).unwrap();
        assert_eq!(filter.from.unwrap().to_string(), "1999-02-03T11:00:00Z");
        assert_eq!(filter.to.unwrap().to_string(), "1999-02-03T22:00:00Z");
        assert_eq!(filter.scene, Some(Scene::Phone));
        assert_eq!(
            filter_query(&filter),
            "from=1999-02-03T11%3A00%3A00Z&to=1999-02-03T22%3A00%3A00Z&scene=phone"
        );
    }

    #[test]
    fn a_field_that_cannot_be_read_is_named() {
        let query = FilterQuery { actor: "robot".into(), ..Default::default() };
        assert_eq!(query.filter(&TimeZone::UTC).unwrap_err().field, "actor");
    }
}
