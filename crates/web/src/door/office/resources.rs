//! A resource is listed, shown in a form, saved over the version that was read; its versions.

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
use super::history::{label, told};
use super::listing::Narrowed;
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
    FieldProblem, OfficeConflict, OfficeForm, OfficeLine, OfficeList, OfficeRoom, office_form_page,
    office_list_page,
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
    /// The state of life that is shown alone.
    state: String,
    /// The category that is shown alone.
    category: String,
    /// By what lines are put in order.
    sort: String,
    /// An older version, to be looked at and saved again.
    version: Option<u64>,
    /// What a new one is a copy of.
    from: String,
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
        let narrowed = Narrowed {
            words: asked.q.clone(),
            state: asked.state.clone(),
            category: asked.category.clone(),
            sort: asked.sort.clone(),
        };
        let all = narrowed.of(&desk, section, found.file.of(section));
        let lines = all.iter().skip(asked.page * LINES).take(LINES);
        let line = |(id, body): &(&str, &Value)| OfficeLine {
            href: format!("{}/{}", room.path(), escaped(id)),
            name: special::name_of(&ctx, body),
            id: (*id).to_owned(),
            cells: special::cells(&desk, section, id, body),
        };
        let at = |page: usize| format!("{}?{}&page={page}", room.path(), narrowed.query());
        let list = OfficeList {
            room,
            query: asked.q.clone(),
            choices: narrowed.choices(&desk, section),
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
            let body = copied(&ctx, &door, &staff, section, &asked.from)?;
            let mut form = form_of(&desk, room, section, None, &OfficeRecord { body, version: 0 });
            form.from = asked.from;
            return Ok::<_, Problem>(office_form_page(&ctx, &form).into_string());
        }
        let mut record =
            door.counter.office_record(&staff.reading(), section, &id)?.ok_or_else(Problem::not_found)?;
        if let Some(wanted) = asked.version.filter(|wanted| *wanted != record.version) {
            let versions = door.counter.office_versions(&staff.reading(), section, &id)?;
            let old = versions.into_iter().find(|each| each.version == wanted);
            record.body = old.and_then(|old| old.body).ok_or_else(Problem::not_found)?;
        }
        let mut form = form_of(&desk, room, section, Some(&id), &record);
        form.saved = asked.saved.is_some();
        form.older = asked.version.filter(|wanted| *wanted != record.version);
        let warnings = door.counter.warnings_of(&staff.reading(), section, &id)?;
        form.warnings = warnings.iter().map(|each| in_words(&ctx, &each.kind)).collect();
        form.warnings.dedup();
        form.below = special::below(&desk, &door.counter, &staff.reading(), section, &record.body)?;
        Ok(office_form_page(&ctx, &form).into_string())
    })
    .await;
    answer(page, &reader)
}

/// What a new resource begins as: empty, or a copy of another without its id and its prices.
fn copied(
    ctx: &PageContext,
    door: &Door,
    staff: &Staff,
    section: Section,
    from: &str,
) -> Result<Value, Problem> {
    let fresh = special::fresh(section);
    if from.is_empty() {
        return Ok(fresh);
    }
    let found = door.counter.office_record(&staff.reading(), section, from)?;
    Ok(found.map_or(fresh, |record| special::copy_of(ctx, section, record.body)))
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
        from: String::new(),
        older: None,
        action: format!("{}/{}", room.path(), id.map_or_else(|| "new".to_owned(), escaped)),
        version: id.map(|_| record.version),
        groups: filled(desk, section, &fields_of(section), &record.body),
        lists: desk.lists(section),
        problems: Vec::new(),
        warnings: Vec::new(),
        conflict: None,
        saved: false,
        links: id.map(|id| special::links(desk.ctx, room, section, id, &record.body)).unwrap_or_default(),
        off_sale: id.and_then(|_| special::off_sale(desk.ctx, section, &record.body)),
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
    let mut body = match before {
        Some(record) => record.body,
        None => copied(ctx, door, staff, section, posted.text("from"))?,
    };
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
    posted.text("from").clone_into(&mut form.from);
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
            form.conflict = Some(conflict(&desk, section, theirs.as_ref(), &body));
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

fn conflict(desk: &Desk<'_>, section: Section, theirs: Option<&Value>, yours: &Value) -> OfficeConflict {
    let Some(theirs) = theirs else { return OfficeConflict { lines: Vec::new(), gone: true } };
    let lines = offer::exchange::differences(theirs, yours)
        .into_iter()
        .filter(|change| change.path != "lastUpdate")
        .map(|change| {
            let values = [change.before.as_ref(), change.after.as_ref()].map(|value| told(desk, value));
            let [before, after] = values;
            (label(desk, section, &change.path), before, after)
        })
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
