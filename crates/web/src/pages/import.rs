//! Bringing a log: choosing a file, seeing what it becomes, putting right what is wrong, beginning.

use maud::{Markup, html};
use wording::{Tense, tell_acts};

use super::frame::{Place, frame};
use super::parts::{csrf, problems};
use crate::context::PageContext;
use crate::model::{ColumnField, ImportForm, MappingSection, PreviewLine};

/// `GET /import`: the place to drop a file, with what is wrong with the last try, if anything is.
pub fn upload_page(ctx: &PageContext, wrong: &[String], upload_limit: u64) -> Markup {
    let main = html! {
        div .narrow {
            h1 { (ctx.say("import-title")) }
            (problems(ctx, wrong))
            p .home-lead { (ctx.say("home-lead")) }
            (drop_form(ctx, upload_limit))
            p .aside { (ctx.say("home-formats")) }
            h2 { (ctx.say("import-also")) }
            p { (ctx.say("import-command-line")) }
            pre tabindex="0" { code { "comptoir mapping guess FILE\ncomptoir import FILE --mapping call-centre --view bank" } }
        }
    };
    frame(ctx, &ctx.say("import-title"), Place::Import, main)
}

/// The form that takes a file; a plain form, which scripts make a place to drop on.
pub(super) fn drop_form(ctx: &PageContext, upload_limit: u64) -> Markup {
    let limit = ctx.language.count(upload_limit / 1_000_000);
    html! {
        form .drop method="post" action="/import" enctype="multipart/form-data" {
            (csrf(ctx))
            label .drop-place {
                span .drop-title { (ctx.say("drop-title")) }
                span .drop-or { (ctx.say("drop-or")) }
                input type="file" name="file" required;
                span .drop-chosen aria-live="polite" {}
            }
            div .drop-go {
                button type="submit" { (ctx.say("drop-go")) }
                span .quiet { (ctx.tell("drop-limit", &[("megabytes", limit.into())])) }
            }
            progress hidden aria-label=(ctx.say("drop-progress")) {}
            p .drop-told role="status" data-sending=(ctx.say("drop-sending")) data-failed=(ctx.say("drop-failed")) {}
            p .quiet { (ctx.say("foot-local")) }
        }
    }
}

/// `GET /import/{upload}`: what the file was taken for, ten rows told, drop-downs, the view's name.
pub fn import_page(ctx: &PageContext, form: &ImportForm) -> Markup {
    let file = &form.recognised;
    let main = html! {
        h1 { (ctx.tell("recognised-title", &[("file", file.file.as_str().into())])) }
        p .quiet { (file.format) " · " (size(ctx, file.bytes)) }
        (problems(ctx, &form.problems))
        form .import-form method="post" action={ "/import/" (form.upload) } {
            (csrf(ctx))
            div .import-grid {
                div {
                    section .sheet aria-labelledby="h-rows" {
                        h2 #h-rows { (ctx.tell("rows-title", &[("n", form.preview.len().into())])) }
                        p .quiet { (ctx.say("rows-lead")) }
                        @if form.preview.is_empty() { p .unseen-panel { (ctx.say("rows-none")) } }
                        ol .rows { @for line in &form.preview { (preview_line(ctx, line, &form.zone)) } }
                    }
                    (columns(ctx, &file.columns))
                }
                div {
                    section .sheet aria-labelledby="h-mapping" {
                        h2 #h-mapping { (ctx.say("mapping-title")) }
                        (mappings(ctx, form))
                        @for section in &form.sections { (section_of(ctx, section)) }
                        button .plain type="submit" name="do" value="check" { (ctx.say("mapping-check")) }
                    }
                    (start(ctx, form))
                }
            }
        }
    };
    frame(ctx, &ctx.say("import-title"), Place::Import, main)
}

fn size(ctx: &PageContext, bytes: u64) -> String {
    let (value, unit) = match bytes {
        0..1_000 => (bytes as f64, "B"),
        1_000..1_000_000 => (bytes as f64 / 1e3, "kB"),
        1_000_000..1_000_000_000 => (bytes as f64 / 1e6, "MB"),
        _ => (bytes as f64 / 1e9, "GB"),
    };
    let unit = match ctx.language {
        wording::Language::French => unit.replace('B', "o"),
        wording::Language::English => unit.to_owned(),
    };
    format!("{}\u{202f}{unit}", ctx.language.decimal(value, usize::from(value < 10.0 && bytes >= 1_000)))
}

fn preview_line(ctx: &PageContext, line: &PreviewLine, zone: &jiff::tz::TimeZone) -> Markup {
    html! {
        li {
            span .line-number title=(ctx.say("line-in-file")) { (ctx.language.count(line.line)) }
            div {
                @if line.acts.is_empty() { p .quiet { (ctx.say("row-becomes-nothing")) } }
                @else { p { (tell_acts(ctx.language, &line.acts, zone, Tense::Weekday)) } }
                @for remark in &line.remarks { p .remark { (remark) } }
            }
        }
    }
}

fn columns(ctx: &PageContext, columns: &[String]) -> Markup {
    html! {
        @if !columns.is_empty() {
            details .table-behind {
                summary { (ctx.tell("columns-title", &[("n", columns.len().into())])) }
                p .columns { @for column in columns { code { (column) } " " } }
            }
        }
    }
}

fn mappings(ctx: &PageContext, form: &ImportForm) -> Markup {
    let because =
        form.mappings.iter().find(|mapping| mapping.chosen).and_then(|mapping| mapping.because.as_ref());
    html! {
        label { span { (ctx.say("mapping-choose")) }
            select name="mapping" {
                @for mapping in &form.mappings {
                    option value=(mapping.name) selected[mapping.chosen] {
                        @if mapping.title.is_empty() { (ctx.say("mapping-by-roles")) } @else { (mapping.title) }
                    }
                }
            }
        }
        @if let Some(because) = because { p .aside { (because) } }
    }
}

fn section_of(ctx: &PageContext, section: &MappingSection) -> Markup {
    let wrong = section.fields.iter().any(|field| field.problem.is_some());
    let slug = section.title.replace(['.', '_'], "-");
    let title = ctx
        .language
        .try_tell(&format!("group-{slug}"), &[])
        .or_else(|| ctx.language.try_tell(&format!("kind-{slug}"), &[]))
        .unwrap_or_else(|| section.title.clone());
    html! {
        details .mapping-section open[wrong] {
            summary { (super::portrait::capital(&title)) span .quiet { " · " (ctx.tell("count-fields", &[("n", section.fields.len().into())])) } }
            div .fields { @for field in &section.fields { (field_of(ctx, field)) } }
        }
    }
}

fn field_of(ctx: &PageContext, field: &ColumnField) -> Markup {
    let known = field.options.iter().any(|(value, _)| *value == field.chosen);
    let meaning = ctx
        .language
        .try_tell(&format!("field-{}", field.meaning.replace('_', "-")), &[])
        .unwrap_or_else(|| field.meaning.replace('_', " "));
    let problem = format!("problem-{}", field.name.replace(|c: char| !c.is_ascii_alphanumeric(), "-"));
    html! {
        label { span { (meaning) }
            select name=(field.name) aria-invalid=[field.problem.is_some().then_some("true")]
                aria-describedby=[field.problem.is_some().then_some(problem.as_str())] {
                @if !known { option value=(field.chosen) selected { (field.chosen) } }
                @for (value, text) in &field.options {
                    option value=(value) selected[*value == field.chosen] { (option_text(ctx, field, value, text)) }
                }
            }
            @if let Some(text) = &field.problem { span .remark id=(problem) { (text) } }
        }
    }
}

/// The text of an option: the one given, else the word of the house for it, else the value itself.
fn option_text(ctx: &PageContext, field: &ColumnField, value: &str, text: &str) -> String {
    if !text.is_empty() && text != value {
        return text.to_owned();
    }
    if value.is_empty() {
        return "—".to_owned();
    }
    let meaning = if field.name.starts_with("outcome.") { "outcome" } else { &field.meaning };
    ctx.language.try_tell(&format!("{meaning}-{value}"), &[]).unwrap_or_else(|| value.to_owned())
}

fn start(ctx: &PageContext, form: &ImportForm) -> Markup {
    html! {
        section .sheet aria-labelledby="h-start" {
            h2 #h-start { (ctx.say("start-title")) }
            div .fields {
                label { span { (ctx.say("start-view")) }
                    input type="text" name="view" value=(form.view) required pattern="[a-z0-9][a-z0-9_\\-]{0,62}" maxlength="63" aria-describedby="view-help"; }
                label { span { (ctx.say("start-save")) }
                    input type="text" name="save_as" value=(form.save_as) maxlength="63"; }
            }
            p .aside #view-help { (ctx.say("start-view-help")) }
            label .check {
                input type="checkbox" name="names" value="keep" checked[form.keep_names];
                " " (ctx.say("start-keep-names"))
            }
            p .aside { (ctx.say("start-names-help")) }
            button type="submit" name="do" value="start" { (ctx.say("start-go")) }
        }
    }
}
