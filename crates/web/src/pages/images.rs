//! Pictures as the office keeps them: a list with what each shows in words, and the form for another.

use maud::{Markup, html};

use super::office::shell_at;
use super::parts::marks;
use crate::context::PageContext;

/// A picture, as the list shows it.
#[derive(Debug, Clone)]
pub struct ImageRow {
    /// Where it is served.
    pub address: String,
    /// What it is called here.
    pub name: String,
    /// What it shows, in the reader's language.
    pub alt: String,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
    /// Its kind, as people say it.
    pub kind: &'static str,
}

/// What was typed into the form, so that nothing is lost when the file is refused.
#[derive(Debug, Clone, Default)]
pub struct ImageForm {
    /// What it is called here.
    pub name: String,
    /// What it shows, in French.
    pub alt_fr: String,
    /// What it shows, in English.
    pub alt_en: String,
    /// What is wrong: the field's name, and the key of the sentence.
    pub problem: Option<(&'static str, &'static str)>,
}

/// The page.
#[derive(Debug, Clone, Default)]
pub struct ImagesShown {
    /// The pictures.
    pub images: Vec<ImageRow>,
    /// The form.
    pub form: ImageForm,
    /// The address of the picture that was kept just now.
    pub kept: Option<String>,
}

/// `GET /office/images`
pub fn images_page(ctx: &PageContext, shown: &ImagesShown) -> Markup {
    let title = ctx.say("picture-title");
    let main = html! {
        @if let Some((field, key)) = shown.form.problem {
            div .notice.error role="alert" tabindex="-1" {
                p { strong { (ctx.tell("problems-title", &[("n", 1_u64.into())])) } }
                ul { li { a href={ "#f-" (field) } { (ctx.say(key)) } } }
            }
        }
        @if let Some(address) = &shown.kept {
            div .notice role="status" { p { (ctx.say("picture-kept")) " " a href=(address) { code { (address) } } } }
        }
        p { (ctx.say("picture-lead")) }
        (form(ctx, &shown.form))
        h2 { (ctx.say("picture-list")) }
        @if shown.images.is_empty() { p .empty { (ctx.say("picture-nothing")) } }
        ul .image-list {
            @for image in &shown.images {
                li {
                    img src=(image.address) alt=(image.alt) width="160" height=(shown_height(image)) loading="lazy";
                    p { strong { (image.name) } br; code { (image.address) } br;
                        span .quiet {
                            (image.kind) " · "
                            (ctx.tell("picture-size", &[("width", u64::from(image.width).into()), ("height", u64::from(image.height).into())]))
                        } br; (image.alt) }
                }
            }
        }
    };
    shell_at(ctx, "/office/images", &title, main)
}

/// The height of a picture shown 160 pixels wide.
fn shown_height(image: &ImageRow) -> u64 {
    u64::from(image.height) * 160 / u64::from(image.width.max(1))
}

fn form(ctx: &PageContext, form: &ImageForm) -> Markup {
    let problem = |field: &str| form.problem.filter(|(at, _)| *at == field).map(|(_, key)| key);
    let line = |name: &'static str, key: &'static str, hint: Option<&'static str>, value: &str| {
        let wrong = problem(name);
        html! {
            div .field {
                label for={ "f-" (name) } { (ctx.say(key)) }
                @if let Some(hint) = hint { p .hint id={ "h-" (name) } { (ctx.say(hint)) } }
                @if let Some(wrong) = wrong { p .field-problem id={ "p-" (name) } { (ctx.say(wrong)) } }
                input type="text" id={ "f-" (name) } name=(name) value=(value) maxlength="400"
                    aria-invalid=[wrong.map(|_| "true")] aria-describedby=[described(name, hint.is_some(), wrong.is_some())];
            }
        }
    };
    let wrong = problem("file");
    html! {
        form .image-form method="post" action="/office/images" enctype="multipart/form-data" {
            (marks(ctx, "image"))
            h2 { (ctx.say("picture-add")) }
            div .field {
                label for="f-file" { (ctx.say("picture-file")) }
                p .hint #h-file { (ctx.say("picture-file-hint")) }
                @if let Some(wrong) = wrong { p .field-problem #p-file { (ctx.say(wrong)) } }
                input type="file" id="f-file" name="file" required accept="image/png,image/jpeg,image/webp,image/gif"
                    aria-invalid=[wrong.map(|_| "true")] aria-describedby=[described("file", true, wrong.is_some())];
            }
            (line("name", "picture-name", None, &form.name))
            (line("alt_fr", "picture-alt-fr", Some("picture-alt-hint"), &form.alt_fr))
            (line("alt_en", "picture-alt-en", Some("picture-alt-hint"), &form.alt_en))
            button type="submit" { (ctx.say("picture-keep")) }
        }
    }
}

fn described(name: &str, hint: bool, problem: bool) -> Option<String> {
    let ids = [hint.then(|| format!("h-{name}")), problem.then(|| format!("p-{name}"))];
    let ids: Vec<String> = ids.into_iter().flatten().collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}
