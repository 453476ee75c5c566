//! The form of a resource: its fields in groups, errors above and beside, what somebody else changed meanwhile.

use maud::{Markup, html};

use super::model::{FieldProblem, OfficeConflict, OfficeField, OfficeForm, OfficeGroup, OfficeInput};
use super::rows::rows_of;
use super::shell::shell;
use crate::context::PageContext;
use crate::pages::parts::marks;

/// `GET` and `POST` of one resource.
pub fn office_form_page(ctx: &PageContext, form: &OfficeForm) -> Markup {
    let room = ctx.say(form.room.key());
    let title = form.name.clone().unwrap_or_else(|| ctx.say("office-new"));
    let main = html! {
        nav .crumbs aria-label=(ctx.say("crumbs-label")) {
            ol {
                li { a href="/office" { (ctx.say("office-title")) } }
                li { a href=(form.room.path()) { (room) } }
                li aria-current="page" { (title) }
            }
        }
        @if form.saved { div .notice role="status" { p { (ctx.say("office-saved")) } } }
        @if let Some(version) = form.older {
            div .notice.warning role="status" { p { (ctx.tell("office-older", &[("n", version.into())])) } }
        }
        (problem_list(ctx, &form.problems))
        @if let Some(conflict) = &form.conflict { (conflict_table(ctx, conflict)) }
        @if !form.warnings.is_empty() {
            div .notice.warning role="status" {
                p { strong { (ctx.say("office-warnings")) } }
                ul { @for warning in &form.warnings { li { (warning) } } }
            }
        }
        @if !form.links.is_empty() {
            p .actions { @for (href, words) in &form.links { a .button.plain href=(href) { (words) } } }
        }
        @if let Some(off_sale) = &form.off_sale { p .aside { (off_sale) } }
        form .office-form method="post" action=(form.action) {
            (marks(ctx, "resource"))
            // The key Enter in a field saves, whatever buttons stand beside rows.
            button .visually-hidden type="submit" tabindex="-1" aria-hidden="true" { (ctx.say("office-save")) }
            @if !form.from.is_empty() { input type="hidden" name="from" value=(form.from); }
            input type="hidden" name="version" value=(form.version.map(|version| version.to_string()).unwrap_or_default());
            @if form.id.is_none() { (id_field(ctx, form)) }
            @for group in &form.groups { (group_of(ctx, group, &form.problems)) }
            @for (name, options) in &form.lists {
                datalist id=(name) { @for (value, words) in options { option value=(value) { (words) } } }
            }
            p .actions {
                button type="submit" { (ctx.say(if form.conflict.is_some() { "office-save-over" } else { "office-save" })) }
                a href=(form.room.path()) { (ctx.say("office-back")) }
            }
        }
        @if let Some(below) = &form.below { (below) }
    };
    shell(ctx, form.room, &title, main)
}

fn id_field(ctx: &PageContext, form: &OfficeForm) -> Markup {
    let field = OfficeField {
        name: "id".into(),
        label: ctx.say("office-field-id"),
        hint: Some(ctx.say("office-hint-id")),
        input: OfficeInput::Line { value: form.typed_id.clone(), list: None },
        language: None,
        required: false,
    };
    field_of(&field, &form.problems)
}

/// What is wrong, above the form, each with the way to its field.
pub(super) fn problem_list(ctx: &PageContext, problems: &[FieldProblem]) -> Markup {
    html! {
        @if !problems.is_empty() {
            div .notice.error role="alert" {
                p { strong { (ctx.tell("problems-title", &[("n", problems.len().into())])) } }
                ul {
                    @for problem in problems {
                        li {
                            @if problem.field.is_empty() { (problem.text) }
                            @else { a href={ "#" (anchor(&problem.field)) } { (problem.text) } }
                        }
                    }
                }
            }
        }
    }
}

fn conflict_table(ctx: &PageContext, conflict: &OfficeConflict) -> Markup {
    html! {
        div .notice.warning role="alert" {
            p { strong { (ctx.say("office-conflict-title")) } " " (ctx.say(if conflict.gone { "office-conflict-gone" } else { "office-conflict-text" })) }
            @if !conflict.lines.is_empty() {
                div .scroll-x tabindex="0" role="region" aria-label=(ctx.say("office-conflict-title")) {
                    table {
                        thead { tr {
                            th scope="col" { (ctx.say("office-attribute")) }
                            th scope="col" { (ctx.say("office-theirs")) }
                            th scope="col" { (ctx.say("office-yours")) }
                        } }
                        tbody { @for (name, theirs, yours) in &conflict.lines { tr { th scope="row" { (name) } td { (theirs) } td { (yours) } } } }
                    }
                }
            }
        }
    }
}

fn group_of(ctx: &PageContext, group: &OfficeGroup, problems: &[FieldProblem]) -> Markup {
    let wrong = group.fields.iter().any(|field| problems.iter().any(|problem| problem.field == field.name));
    html! {
        details .office-group open[group.open || wrong] {
            summary { h2 { (group.title) } }
            div .office-fields { @for field in &group.fields {
                @if matches!(field.input, OfficeInput::Rows { .. }) { (rows_of(ctx, field, problems)) } @else { (field_of(field, problems)) }
            } }
        }
    }
}

/// The anchor of a field.
pub(super) fn anchor(name: &str) -> String {
    format!("f-{}", name.replace([':', '.', ' '], "-"))
}

/// A field with its words, its hint and its error.
pub(super) fn field_of(field: &OfficeField, problems: &[FieldProblem]) -> Markup {
    let id = anchor(&field.name);
    let error = problems.iter().find(|problem| problem.field == field.name);
    let mut described = Vec::new();
    if field.hint.is_some() {
        described.push(format!("{id}-hint"));
    }
    if error.is_some() {
        described.push(format!("{id}-error"));
    }
    let described = (!described.is_empty()).then(|| described.join(" "));
    let invalid = error.map(|_| "true");
    let wide = matches!(field.input, OfficeInput::Area { .. });
    let said = html! {
        @if let Some(hint) = &field.hint { span .hint id={ (id) "-hint" } { (hint) } }
        @if let Some(error) = error { span .field-error id={ (id) "-error" } { (error.text) } }
    };
    let language = field.language.as_deref();
    let required = field.required.then_some("true");
    html! {
        div .office-field.wide[wide] {
            @if let OfficeInput::Check { on } = &field.input {
                label .check for=(id) {
                    input type="checkbox" id=(id) name=(field.name) value="yes" checked[*on] aria-describedby=[described.as_deref()] aria-invalid=[invalid];
                    " " (field.label)
                }
            } @else {
                label for=(id) { (field.label) }
            }
            (said)
            @match &field.input {
                OfficeInput::Line { value, list } => {
                    input type="text" id=(id) name=(field.name) value=(value) list=[list.as_deref()] lang=[language]
                        aria-required=[required] aria-describedby=[described.as_deref()] aria-invalid=[invalid] autocomplete="off";
                }
                OfficeInput::Number { value } => {
                    input type="text" inputmode="decimal" id=(id) name=(field.name) value=(value) .short
                        aria-required=[required] aria-describedby=[described.as_deref()] aria-invalid=[invalid] autocomplete="off";
                }
                OfficeInput::Area { value, rows } => {
                    textarea id=(id) name=(field.name) rows=(rows) lang=[language]
                        aria-required=[required] aria-describedby=[described.as_deref()] aria-invalid=[invalid] { "\n" (value) }
                }
                OfficeInput::Choice { value, options } => {
                    select id=(id) name=(field.name) aria-describedby=[described.as_deref()] aria-invalid=[invalid] {
                        @for (option, words) in options { option value=(option) selected[option == value] { (words) } }
                    }
                }
                OfficeInput::Instant { value } => {
                    input type="datetime-local" id=(id) name=(field.name) value=(value) aria-describedby=[described.as_deref()] aria-invalid=[invalid];
                }
                OfficeInput::Check { .. } | OfficeInput::Rows { .. } => {}
            }
        }
    }
}
