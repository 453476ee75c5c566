//! A resource is listed, shown in a form, saved over the version that was read; its versions.

use std::collections::BTreeMap;
use std::sync::Arc;

use app::{OfficeRecord, OfficeTrouble};
use axum::extract::{Form, Path, Query, State};
use axum::http::{StatusCode, Uri};
use axum::response::{Html, IntoResponse, Redirect, Response};
use offer::exchange::Section;
use serde::Deserialize;
use serde_json::{Value, json};
use types::Scene;

use super::codec::{Desk, Posted, filled, taken};
use super::fields::fields_of;
use super::problems::{at_field, in_words};
use super::rooms::room_at;
use super::special;
use crate::address::escaped;
use crate::context::PageContext;
use crate::door::identity::{FormMarks, Staff};
use crate::door::portraits::answer;
use crate::door::reader::Reader;
use crate::door::{Door, Problem, blocking};
use crate::pages::office::{
    FieldProblem, OfficeConflict, OfficeForm, OfficeLine, OfficeList, OfficeRoom, OfficeVersion,
    office_form_page, office_history_page, office_list_page,
};

/// Lines of a list on one page.
const LINES: usize = 100;

/// What a list is asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    q: String,
    page: usize,
    saved: Option<String>,
}

/// `GET` of a room.
pub(super) async fn list(
    State(door): State<Arc<Door>>,
    uri: Uri,
    Query(asked): Query<Asked>,
    staff: Staff,
    reader: Reader,
) -> Response {
    let ctx = reader.0.clone();
    let page = blocking(move || {
        let (room, section) = room_at(uri.path()).ok_or_else(Problem::not_found)?;
        let found = door.counter.office_catalogue(&staff.reading())?;
        let desk = Desk::new(&ctx, &door.counter)?;
        let wanted = asked.q.trim().to_lowercase();
        let holds = |id: &str, body: &Value| {
            wanted.is_empty()
                || id.to_lowercase().contains(&wanted)
                || special::name_of(&ctx, body).to_lowercase().contains(&wanted)
        };
        let all: Vec<(&str, &Value)> = found.file.of(section).filter(|(id, body)| holds(id, body)).collect();
        let lines = all.iter().skip(asked.page * LINES).take(LINES);
        let line = |(id, body): &(&str, &Value)| OfficeLine {
            href: format!("{}/{}", room.path(), escaped(id)),
            name: special::name_of(&ctx, body),
            id: (*id).to_owned(),
            cells: special::cells(&desk, section, id, body),
        };
        let at = |page: usize| format!("{}?q={}&page={page}", room.path(), escaped(&asked.q));
        let list = OfficeList {
            room,
            query: asked.q.clone(),
            columns: special::columns(&ctx, section),
            lines: lines.map(line).collect(),
            total: all.len(),
            previous: (asked.page > 0).then(|| at(asked.page - 1)),
            next: (all.len() > (asked.page + 1) * LINES).then(|| at(asked.page + 1)),
            may_add: section != Section::Operator || all.is_empty(),
        };
        Ok::<_, Problem>(office_list_page(&ctx, &list).into_string())
    })
    .await;
    answer(page, &reader)
}

/// `GET` of a resource, or of a new one (`new`).
pub(super) async fn show(
    State(door): State<Arc<Door>>,
    uri: Uri,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
    staff: Staff,
    reader: Reader,
) -> Response {
    let ctx = reader.0.clone();
    let page = blocking(move || {
        let (room, section) = room_at(uri.path()).ok_or_else(Problem::not_found)?;
        let desk = Desk::new(&ctx, &door.counter)?.with_pictures(&door.counter, &staff.reading(), section)?;
        if id == "new" {
            let form = form_of(
                &desk,
                room,
                section,
                None,
                &OfficeRecord { body: special::fresh(section), version: 0 },
            );
            return Ok::<_, Problem>(office_form_page(&ctx, &form).into_string());
        }
        let record =
            door.counter.office_record(&staff.reading(), section, &id)?.ok_or_else(Problem::not_found)?;
        let mut form = form_of(&desk, room, section, Some(&id), &record);
        form.saved = asked.saved.is_some();
        let warnings = door.counter.warnings_of(&staff.reading(), section, &id)?;
        form.warnings = warnings.iter().map(|each| in_words(&ctx, &each.kind)).collect();
        form.warnings.dedup();
        form.below = special::below(&desk, &door.counter, &staff.reading(), section, &record.body)?;
        Ok(office_form_page(&ctx, &form).into_string())
    })
    .await;
    answer(page, &reader)
}

fn form_of(
    desk: &Desk<'_>,
    room: OfficeRoom,
    section: Section,
    id: Option<&str>,
    record: &OfficeRecord,
) -> OfficeForm {
    OfficeForm {
        room,
        name: id.map(|_| special::name_of(desk.ctx, &record.body)),
        id: id.map(str::to_owned),
        typed_id: String::new(),
        action: format!("{}/{}", room.path(), id.map_or_else(|| "new".to_owned(), escaped)),
        version: id.map(|_| record.version),
        groups: filled(desk, section, &fields_of(section), &record.body),
        lists: desk.lists(section),
        problems: Vec::new(),
        warnings: Vec::new(),
        conflict: None,
        saved: false,
        links: id.map(|id| special::links(desk.ctx, room, section, id, &record.body)).unwrap_or_default(),
        below: None,
    }
}

enum Answered {
    Saved(String),
    Again(StatusCode, String),
}

/// `POST` of a resource.
pub(super) async fn save(
    State(door): State<Arc<Door>>,
    uri: Uri,
    Path(id): Path<String>,
    staff: Staff,
    reader: Reader,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Response {
    let ctx = reader.0.clone();
    let answered = blocking(move || {
        let (room, section) = room_at(uri.path()).ok_or_else(Problem::not_found)?;
        saved(&ctx, &door, &staff, room, section, &id, &Posted::new(pairs))
    })
    .await;
    match answered {
        Ok(Answered::Saved(place)) => Redirect::to(&place).into_response(),
        Ok(Answered::Again(status, page)) => (status, Html(page)).into_response(),
        Err(problem) => problem.into_page(&reader),
    }
}

fn saved(
    ctx: &PageContext,
    door: &Door,
    staff: &Staff,
    room: OfficeRoom,
    section: Section,
    path_id: &str,
    posted: &Posted,
) -> Result<Answered, Problem> {
    let desk = Desk::new(ctx, &door.counter)?.with_pictures(&door.counter, &staff.reading(), section)?;
    let marks = FormMarks { entry: posted.text("entry").to_owned(), shown: posted.text("shown").to_owned() };
    let asking = staff.asking(&marks, Scene::BackOffice, door.counter.now());
    let is_new = path_id == "new";
    let id = if is_new { special::new_id(section, posted) } else { path_id.to_owned() };
    let read: Option<u64> = posted.text("version").parse().ok();
    let before = if is_new { None } else { door.counter.office_record(&asking, section, &id)? };
    let mut body = before.map_or_else(|| special::fresh(section), |record| record.body);
    let mut problems: Vec<FieldProblem> = Vec::new();
    taken(&desk, &fields_of(section), &mut body, posted, &mut problems);
    if is_new && let Some(fields) = body.as_object_mut() {
        fields.insert("id".into(), json!(id));
    }
    let mut form = form_of(
        &desk,
        room,
        section,
        (!is_new).then_some(&id),
        &OfficeRecord { body: body.clone(), version: read.unwrap_or(0) },
    );
    // What was typed stands again as it was typed, right or wrong.
    form.groups = super::codec::typed_again(&fields_of(section), form.groups, posted);
    form.version = read;
    posted.text("id").clone_into(&mut form.typed_id);
    if !posted.text("more").is_empty() {
        return Ok(again(ctx, form, StatusCode::OK));
    }
    if !problems.is_empty() {
        form.problems = problems;
        return Ok(again(ctx, form, StatusCode::UNPROCESSABLE_ENTITY));
    }
    match door.counter.save_resource(&asking, section, &id, read, body.clone()) {
        Ok(_) => Ok(Answered::Saved(format!("{}/{}?saved=1", room.path(), escaped(&id)))),
        Err(OfficeTrouble::Problems(wrong)) => {
            let field = |column: &str| super::fields::field_at(section, column);
            form.problems = wrong.iter().map(|each| at_field(ctx, each, field)).collect();
            Ok(again(ctx, form, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(OfficeTrouble::Changed { theirs, version }) => {
            form.version = version;
            form.conflict = Some(conflict(theirs.as_ref(), &body));
            if is_new {
                let text = in_words(ctx, &offer::exchange::ProblemKind::Twice(id));
                form.problems = vec![FieldProblem { field: "id".into(), text }];
                form.version = None;
                form.conflict = None;
            }
            Ok(again(ctx, form, StatusCode::CONFLICT))
        }
        Err(trouble) => Err(trouble.into()),
    }
}

fn again(ctx: &PageContext, form: OfficeForm, status: StatusCode) -> Answered {
    Answered::Again(status, office_form_page(ctx, &form).into_string())
}

fn conflict(theirs: Option<&Value>, yours: &Value) -> OfficeConflict {
    let Some(theirs) = theirs else { return OfficeConflict { lines: Vec::new(), gone: true } };
    let lines = offer::exchange::differences(theirs, yours)
        .into_iter()
        .filter(|change| change.path != "lastUpdate")
        .map(|change| (change.path, shown(change.before.as_ref()), shown(change.after.as_ref())))
        .collect();
    OfficeConflict { lines, gone: false }
}

/// A value of JSON as people read it.
pub(super) fn shown(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.chars().take(300).collect(),
        Some(other) => other.to_string().chars().take(300).collect(),
    }
}

/// `GET …/history`
pub(super) async fn history(
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
        if versions.is_empty() {
            return Err(Problem::not_found());
        }
        let desk = Desk::new(&ctx, &door.counter)?;
        let bodies: BTreeMap<u64, &Value> =
            versions.iter().filter_map(|each| Some((each.version, each.body.as_ref()?))).collect();
        let line = |version: &app::RecordVersion| {
            let before = bodies.get(&(version.version.saturating_sub(1)));
            let changes = version
                .body
                .as_ref()
                .zip(before)
                .map(|(now, before)| offer::exchange::differences(before, now));
            let fields = changes.into_iter().flatten().filter(|change| change.path != "lastUpdate");
            OfficeVersion {
                version: version.version,
                at: version.at.map(|at| ctx.language.moment(at, &desk.zone)).unwrap_or_default(),
                fields: fields.map(|c| (c.path, shown(c.before.as_ref()), shown(c.after.as_ref()))).collect(),
                gone: version.body.is_none(),
            }
        };
        let lines: Vec<OfficeVersion> = versions.iter().map(line).collect();
        Ok(office_history_page(&ctx, room, &id, &lines).into_string())
    })
    .await;
    answer(page, &reader)
}
