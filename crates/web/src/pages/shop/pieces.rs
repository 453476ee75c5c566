//! Small pieces that the store's pages share: pictures, crumbs, stamps of forms, problems, asking a seller.

use maud::{Markup, PreEscaped, html};

use super::model::{AskLink, Crumb, Link, Picture, Problem};
use super::words::Words;
use crate::address::escaped;
use crate::context::PageContext;

/// A drawing where there is no picture: the outline of a box on a counter.
const NO_PICTURE: PreEscaped<&str> = PreEscaped(
    "<svg class=\"no-picture\" viewBox=\"0 0 120 90\" aria-hidden=\"true\" focusable=\"false\">\
     <path d=\"M38 34l22-10 22 10v24L60 68 38 58zM38 34l22 10 22-10M60 44v24M14 74h92\"/></svg>",
);

/// A picture in its frame, which keeps its place while it comes. `eager` for what is seen first.
pub fn picture(picture: &Picture, class: &str, eager: bool) -> Markup {
    html! {
        div .picture.(class) {
            @if picture.src.is_empty() {
                (NO_PICTURE)
            } @else {
                img src=(picture.src) alt=(picture.alt)
                    width=[(picture.width > 0).then_some(picture.width)] height=[(picture.height > 0).then_some(picture.height)]
                    loading=[(!eager).then_some("lazy")] decoding="async";
            }
        }
    }
}

/// The way here.
pub fn crumbs(w: Words, crumbs: &[Crumb], here: &str) -> Markup {
    html! {
        @if !crumbs.is_empty() {
            nav .crumbs aria-label=(w.say("crumbs-label")) {
                ol {
                    @for crumb in crumbs { li { a href=(crumb.href) { (crumb.title) } } }
                    li aria-current="page" { (here) }
                }
            }
        }
    }
}

/// Everything that is to be put right, on top of the page, each with the way to its field.
pub fn problems(ctx: &PageContext, problems: &[Problem]) -> Markup {
    html! {
        @if !problems.is_empty() {
            div .notice.error #problems role="alert" tabindex="-1" {
                p { strong { (ctx.tell("problems-title", &[("n", problems.len().into())])) } }
                ul {
                    @for problem in problems {
                        li {
                            @match &problem.field {
                                Some(field) => a href={ "#" (field_id(field)) } { (problem.message) },
                                None => (problem.message),
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The id of a field's input: what stands in an id only.
pub fn field_id(name: &str) -> String {
    let mut id = String::with_capacity(name.len() + 2);
    id.push_str("f-");
    id.extend(name.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' }));
    id
}

/// The page of an offering.
pub fn offer_href(id: &str) -> String {
    let mut href = String::with_capacity(id.len() + 12);
    href.push_str("/offers/");
    href.push_str(&escaped(id));
    href
}

/// The problem of a field, beside it.
pub fn problem_of<'a>(problems: &'a [Problem], field: &str) -> Option<&'a str> {
    problems
        .iter()
        .find(|problem| problem.field.as_deref() == Some(field))
        .map(|problem| problem.message.as_str())
}

/// The way to a seller, with what goes along in its address.
pub fn ask_link(ctx: &PageContext, w: Words, ask: &AskLink, class: &str) -> Markup {
    let mut href = String::with_capacity(160);
    href.push_str("/ask?from=");
    href.push_str(&escaped(&ctx.path.chars().take(400).collect::<String>()));
    let mut put = |name: &str, value: &str, longest: usize| {
        if !value.is_empty() {
            href.push('&');
            href.push_str(name);
            href.push('=');
            href.push_str(&escaped(&value.chars().take(longest).collect::<String>()));
        }
    };
    put("title", &ask.title, 200);
    put("offerings", &ask.offerings.join(","), 600);
    put("words", &ask.words, 200);
    put("error", &ask.error, 500);
    html! { a .ask.(class) href=(href) rel="nofollow" { (ask_icon()) (w.say("shop-ask")) } }
}

fn ask_icon() -> Markup {
    html! {
        svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false" {
            path d="M3 4h14v9H9l-4 4v-4H3z" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linejoin="round" {}
        }
    }
}

/// A notice.
pub fn notice(kind: &str, content: Markup) -> Markup {
    html! { div .notice.(kind) role="status" { (content) } }
}

/// Ways out, as a list of links.
pub fn ways(links: &[Link]) -> Markup {
    html! {
        @if !links.is_empty() {
            ul .ways { @for link in links { li { a href=(link.href) { (link.title) } } } }
        }
    }
}
