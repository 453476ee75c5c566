//! Promotions: what they lower, their codes, and that the past of a campaign stays what it was.
//!
//! The lowest price of thirty days (directive 98/6/EC, article 6a) is read from what was in force. A promotion that could begin
//! in the past, or change after it began, would rewrite that.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde_json::Value;

use super::{CatalogueFile, Checker, ProblemKind, Section, instant_of};
use crate::catalogue::{Promotion, Reduction};

/// What stays as it was once a promotion has begun, with the attribute at which a change is refused.
const FROZEN: [&str; 5] = ["validFor.startDateTime", "reduction", "offerings", "categories", "code"];

impl Checker<'_> {
    pub(super) fn promotion(&mut self, id: &str, promotion: Promotion) {
        let section = Section::Promotion;
        self.name(section, id, &promotion.name, &promotion.translation);
        self.period(section, id, promotion.valid_for);
        let wrong = match promotion.reduction {
            Reduction::Percent(percent) => percent <= Decimal::ZERO || percent > Decimal::ONE_HUNDRED,
            Reduction::Amount(amount) => amount <= Decimal::ZERO,
        };
        if wrong {
            let (Reduction::Percent(by) | Reduction::Amount(by)) = promotion.reduction;
            self.say(section, id, "reduction", ProblemKind::Reduction(by.to_string()));
        }
        for offering in &promotion.offerings {
            self.refer(section, id, "offerings", Section::Offering, offering.as_str());
        }
        for category in &promotion.categories {
            self.refer(section, id, "categories", Section::Category, category.as_str());
        }
    }

    /// A code that two promotions answer to, of which only one could ever be given.
    pub(super) fn codes_are_told_apart(&mut self) {
        let mut first: BTreeMap<String, String> = BTreeMap::new();
        let mut found = Vec::new();
        for (id, body) in self.file.of(Section::Promotion).filter(|(_, body)| is_launched(body)) {
            let code = body.get("code").and_then(Value::as_str).unwrap_or_default().trim().to_uppercase();
            match first.get(&code).filter(|_| !code.is_empty()) {
                Some(other) => {
                    found.push((id.to_owned(), other.clone()));
                    found.push((other.clone(), id.to_owned()));
                }
                None => {
                    first.insert(code, id.to_owned());
                }
            }
        }
        for (id, other) in found {
            self.say(Section::Promotion, &id, "code", ProblemKind::CodeTaken(other));
        }
    }

    /// What begins, begins now or later; what has begun may only be named anew, and ended from now on.
    pub(super) fn promotions_keep_their_past(&mut self, before: &CatalogueFile, now: Timestamp) {
        let mut found: Vec<(String, &str, ProblemKind)> = Vec::new();
        for (id, new) in self.file.of(Section::Promotion) {
            let old = before.get(Section::Promotion, id);
            if old == Some(new) {
                continue;
            }
            match old.filter(|old| has_begun(old, now)) {
                Some(old) => {
                    let changed = FROZEN
                        .into_iter()
                        .filter(|path| at(old, path) != at(new, path) && !both_empty(old, new, path));
                    found.extend(changed.map(|path| (id.to_owned(), path, ProblemKind::CampaignBegun)));
                    if !is_launched(new) {
                        found.push((id.to_owned(), "lifecycleStatus", ProblemKind::CampaignBegun));
                    }
                    let ends = [old, new].map(|body| instant_of(body, "endDateTime"));
                    let past = |end: Option<Timestamp>| end.is_some_and(|end| end < now);
                    if ends[0] != ends[1] && (past(ends[0]) || past(ends[1])) {
                        found.push((id.to_owned(), "validFor.endDateTime", ProblemKind::CampaignPastEnd));
                    }
                }
                None if has_begun_before(new, now) && self.lowers_what_was_sold(new, before) => {
                    found.push((id.to_owned(), "validFor.startDateTime", ProblemKind::CampaignPastStart));
                }
                None => {}
            }
        }
        for (id, field, kind) in found {
            self.say(Section::Promotion, &id, field, kind);
        }
    }

    /// Whether it lowers anything that was there before: a catalogue that comes in whole brings its own past.
    fn lowers_what_was_sold(&self, promotion: &Value, before: &CatalogueFile) -> bool {
        let names = |list: &str| {
            let ids = promotion.get(list).and_then(Value::as_array).into_iter().flatten();
            ids.filter_map(Value::as_str).map(str::to_owned).collect::<Vec<_>>()
        };
        let (offerings, categories) = (names("offerings"), names("categories"));
        (offerings.is_empty() && categories.is_empty() && before.of(Section::Offering).next().is_some())
            || offerings.iter().any(|id| before.get(Section::Offering, id).is_some())
            || categories.iter().any(|id| before.get(Section::Category, id).is_some())
    }
}

fn at<'v>(body: &'v Value, path: &str) -> Option<&'v Value> {
    path.split('.').try_fold(body, |value, name| value.get(name)).filter(|value| !value.is_null())
}

/// An empty list says what no list says.
fn both_empty(old: &Value, new: &Value, path: &str) -> bool {
    let empty = |value: Option<&Value>| value.is_none_or(|value| value.as_array().is_some_and(Vec::is_empty));
    empty(at(old, path)) && empty(at(new, path))
}

fn is_launched(body: &Value) -> bool {
    body.get("lifecycleStatus").and_then(Value::as_str).is_none_or(|status| status == "Launched")
}

/// Whether customers may have seen it.
fn has_begun(body: &Value, now: Timestamp) -> bool {
    is_launched(body) && instant_of(body, "startDateTime").is_none_or(|start| start <= now)
}

fn has_begun_before(body: &Value, now: Timestamp) -> bool {
    is_launched(body) && instant_of(body, "startDateTime").is_none_or(|start| start < now)
}
