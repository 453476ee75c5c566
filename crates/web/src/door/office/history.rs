//! The versions of a resource: who wrote which, and what it changed, in the words of its form.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use offer::exchange::Section;
use serde_json::Value;
use types::Money;

use super::codec::Desk;
use super::fields::field_at;
use super::rooms::room_at;
use super::special;
use crate::address::escaped;
use crate::door::identity::Staff;
use crate::door::portraits::answer;
use crate::door::reader::Reader;
use crate::door::{Door, Problem, blocking};
use crate::pages::office::{OfficeVersion, office_history_page};

/// The longest text of a value that is shown, in characters.
const SHOWN: usize = 300;

/// `GET …/history`
pub(super) async fn show(
    State(door): State<Arc<Door>>,
    uri: Uri,
    Path(id): Path<String>,
    staff: Staff,
    reader: Reader,
) -> Response {
    let ctx = reader.0.clone();
    let page = blocking(move || {
        let (room, section) = room_at(uri.path()).ok_or_else(Problem::not_found)?;
        let versions = door.counter.office_versions(&staff.reading(), section, &id)?;
        let Some(latest) = versions.first() else { return Err(Problem::not_found()) };
        let doers = door.counter.office_doers(&staff.reading(), section, &id)?;
        let desk = Desk::new(&ctx, &door.counter)?;
        let bodies: BTreeMap<u64, &Value> =
            versions.iter().filter_map(|each| Some((each.version, each.body.as_ref()?))).collect();
        let line = |version: &app::RecordVersion| {
            let before = bodies.get(&(version.version.saturating_sub(1)));
            let changes = version.body.as_ref().zip(before);
            let changes = changes.map(|(now, before)| offer::exchange::differences(before, now));
            let fields = changes.into_iter().flatten().filter(|change| change.path != "lastUpdate");
            let is_old = version.version != latest.version && version.body.is_some();
            OfficeVersion {
                version: version.version,
                at: version.at.map(|at| ctx.language.moment(at, &desk.zone)).unwrap_or_default(),
                who: match doers.get(&version.version) {
                    Some(who) => super::counting::doer(&ctx, who),
                    None => ctx.say("office-doer-file"),
                },
                href: is_old.then(|| format!("{}/{}?version={}", room.path(), escaped(&id), version.version)),
                fields: fields
                    .map(|c| {
                        (
                            label(&desk, section, &c.path),
                            priced(&desk, &c.path, c.before.as_ref()),
                            priced(&desk, &c.path, c.after.as_ref()),
                        )
                    })
                    .collect(),
                gone: version.body.is_none(),
            }
        };
        let lines: Vec<OfficeVersion> = versions.iter().map(line).collect();
        let name =
            versions.iter().find_map(|each| each.body.as_ref()).map(|body| special::name_of(&ctx, body));
        let name = name.unwrap_or_else(|| id.clone());
        Ok(office_history_page(&ctx, room, &id, &name, &lines).into_string())
    })
    .await;
    answer(page, &reader)
}

/// The words of the field that writes an attribute, with the element of a list that it is about; the attribute's own name where
/// no field does.
pub(super) fn label(desk: &Desk<'_>, section: Section, path: &str) -> String {
    let end = path.find(['[', '.']).unwrap_or(path.len());
    let (first, rest) = path.split_at(end);
    let of = rest.strip_prefix('[').and_then(|rest| rest.split(']').next()).unwrap_or_default();
    let plain = format!("{first}{}", if rest.starts_with('.') { rest } else { "" });
    let english = first == "translation" && of == "en";
    let field = match (english, path.rsplit('.').next()) {
        (true, Some(name @ ("name" | "description"))) => format!("{name}_en"),
        _ if first == "productOfferingPrice" => return joined(&desk.ctx.say("office-prices"), of),
        _ => field_at(section, &plain),
    };
    let language = desk.ctx.language;
    let keys = [format!("office-field-{}-{field}", section.name()), format!("office-field-{field}")];
    match keys.iter().find(|key| !field.is_empty() && language.knows(key)) {
        Some(key) => joined(&language.say(key), if english { "" } else { of }),
        None => path.to_owned(),
    }
}

/// A value that may refer to prices: those are told by what they cost.
fn priced(desk: &Desk<'_>, path: &str, value: Option<&Value>) -> String {
    let id = value.and_then(|value| value.get("id").unwrap_or(value).as_str());
    let found = id.filter(|_| path.starts_with("productOfferingPrice"));
    match found.and_then(|id| desk.shop.catalogue.prices.get(id)) {
        Some(price) => {
            desk.ctx.language.price(Money { amount: price.price.value, currency: price.price.unit })
        }
        None => told(desk, value),
    }
}

fn joined(words: &str, of: &str) -> String {
    if of.is_empty() { words.to_owned() } else { format!("{words} ({of})") }
}

/// A value as people read it: no JSON.
pub(super) fn told(desk: &Desk<'_>, value: Option<&Value>) -> String {
    value.map(|value| plain(desk, value)).unwrap_or_default().chars().take(SHOWN).collect()
}

fn plain(desk: &Desk<'_>, value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(yes) => desk.ctx.say(if *yes { "office-choice-yes" } else { "office-choice-no" }),
        Value::Number(_) => desk.number(value),
        Value::String(text) => match text.parse::<jiff::Timestamp>() {
            Ok(at) => desk.ctx.language.moment(at, &desk.zone),
            Err(_) => word(desk, text),
        },
        Value::Array(all) => all.iter().map(|each| plain(desk, each)).collect::<Vec<_>>().join(", "),
        Value::Object(fields) => {
            let shown =
                fields.iter().filter(|(name, _)| !name.starts_with('@') && name.as_str() != "language");
            let texts: Vec<String> =
                shown.map(|(_, each)| plain(desk, each)).filter(|text| !text.is_empty()).collect();
            texts.join(" ")
        }
    }
}

/// A word of a choice in the reader's language; any other text as it is.
fn word(desk: &Desk<'_>, text: &str) -> String {
    let key = format!("office-choice-{}", text.to_lowercase().replace(' ', "-"));
    let is_word = text.len() < 24 && text.chars().all(|c| c.is_ascii_alphabetic() || c == ' ');
    if is_word && desk.ctx.language.knows(&key) { desk.ctx.say(&key) } else { text.to_owned() }
}
