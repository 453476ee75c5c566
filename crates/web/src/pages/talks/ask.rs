//! The form of a question, with what goes along in plain words, each of it to be left out.

use maud::{Markup, html};
use types::ConversationId;

use super::model::{AskAlong, AskForm, FieldProblem};
use super::said::message_id;
use crate::context::PageContext;
use crate::pages::parts::csrf;
use crate::pages::shop::model::Store;
use crate::pages::shop::{StoreHead, store_frame};

/// `GET /ask`, and the same again with what must be mended.
pub fn ask_page(ctx: &PageContext, store: &Store, form: &AskForm) -> Markup {
    let title = ctx.say("talk-ask-title");
    let main = html! {
        div .narrow {
            h1 { (title) }
            p .lead { (ctx.say("talk-ask-lead")) }
            @if let Some((href, _)) = &store.talk {
                p .notice { (ctx.say("talk-ask-open")) " " a href=(href) { (ctx.say("talk-ask-go-on")) } }
            }
            (summary(ctx, &form.problems))
            form .ask-form method="post" action="/ask" {
                (csrf(ctx))
                input type="hidden" name="entry" value=(ctx.entry_of("ask"));
                input type="hidden" name="talk" value=(ConversationId::from_u128(ctx.entry_of("talk").as_u128()));
                input type="hidden" name="message" value=(message_id(ctx, "question"));
                input type="hidden" name="shown" value=(form.first_shown.unwrap_or(ctx.shown.at.as_millisecond()));
                (question(ctx, form))
                (along(ctx, &form.along))
                (mail(ctx, form))
                p .actions {
                    button type="submit" { (ctx.say("talk-ask-send")) }
                    span .aside { (ctx.say("talk-ask-sent-once")) }
                }
            }
        }
    };
    let head = StoreHead { title: &title, ..StoreHead::default() };
    store_frame(ctx, store, &head, main)
}

fn summary(ctx: &PageContext, problems: &[FieldProblem]) -> Markup {
    html! {
        @if !problems.is_empty() {
            div .notice.error role="alert" {
                p { strong { (ctx.tell("problems-title", &[("n", problems.len().into())])) } }
                ul { @for problem in problems { li { a href={ "#" (problem.field) } { (problem.sentence) } } } }
            }
        }
    }
}

fn problem_of<'a>(form: &'a AskForm, field: &str) -> Option<&'a str> {
    form.problems.iter().find(|problem| problem.field == field).map(|problem| problem.sentence.as_str())
}

fn question(ctx: &PageContext, form: &AskForm) -> Markup {
    let problem = problem_of(form, "text");
    let described = if problem.is_some() { "text-problem text-hint" } else { "text-hint" };
    html! {
        label for="text" { span { (ctx.say("talk-ask-text")) } }
        textarea #text name="text" rows="5" maxlength="4000" required dir="auto"
            aria-describedby=(described) aria-invalid=[problem.map(|_| "true")] { (form.text) }
        @if let Some(problem) = problem { p #text-problem .field-problem { (problem) } }
        p #text-hint .aside { (ctx.say("talk-ask-text-hint")) }
    }
}

fn mail(ctx: &PageContext, form: &AskForm) -> Markup {
    let problem = problem_of(form, "mail");
    let described = if problem.is_some() { "mail-problem mail-hint" } else { "mail-hint" };
    html! {
        label for="mail" { span { (ctx.say("talk-ask-mail")) } }
        input #mail type="email" name="mail" maxlength="254" autocomplete="email" value=(form.mail)
            aria-describedby=(described) aria-invalid=[problem.map(|_| "true")];
        @if let Some(problem) = problem { p #mail-problem .field-problem { (problem) } }
        p #mail-hint .aside { (ctx.say("talk-ask-mail-hint")) }
    }
}

fn along(ctx: &PageContext, along: &AskAlong) -> Markup {
    let nothing = along.page.is_none()
        && along.compared.is_empty()
        && along.words.is_none()
        && along.error.is_none()
        && along.cart.is_none();
    html! {
        fieldset .along {
            legend { (ctx.say("talk-along-title")) }
            @if nothing {
                p .quiet { (ctx.say("talk-along-nothing")) }
            } @else {
                p .aside { (ctx.say("talk-along-lead")) }
                (choices(ctx, along))
            }
        }
    }
}

fn choices(ctx: &PageContext, along: &AskAlong) -> Markup {
    html! {
        @if let Some((path, title)) = &along.page {
            input type="hidden" name="from" value=(path);
            input type="hidden" name="title" value=(title);
            @let shown = if title.is_empty() { path } else { title };
            (choice(along, "along_page", &ctx.tell("talk-along-page", &[("page", shown.as_str().into())])))
        }
        @if !along.compared.is_empty() {
            @let ids: Vec<&str> = along.compared.iter().map(|(id, _)| id.as_str()).collect();
            @let names: Vec<&str> = along.compared.iter().map(|(_, name)| name.as_str()).collect();
            input type="hidden" name="offerings" value=(ids.join(","));
            @let key = if names.len() == 1 { "talk-along-offer" } else { "talk-along-compared" };
            (choice(along, "along_compared", &ctx.tell(key, &[("offers", names.join(" · ").into())])))
        }
        @if let Some(words) = &along.words {
            input type="hidden" name="words" value=(words);
            (choice(along, "along_words", &ctx.tell("talk-along-words", &[("words", words.as_str().into())])))
        }
        @if let Some(error) = &along.error {
            input type="hidden" name="error" value=(error);
            (choice(along, "along_error", &ctx.tell("talk-along-error", &[("error", error.as_str().into())])))
        }
        @if let Some(pieces) = along.cart {
            (choice(along, "along_cart", &ctx.tell("talk-along-cart", &[("n", pieces.into())])))
        }
    }
}

fn choice(along: &AskAlong, name: &str, sentence: &str) -> Markup {
    html! {
        p .check {
            input #(name) type="checkbox" name=(name) value="yes" checked[!along.unticked.contains(&name)];
            label for=(name) { (sentence) }
        }
    }
}
