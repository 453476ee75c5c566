//! Messages as they are shown, and the form for the next one.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use maud::{Markup, html};
use types::MessageId;

use super::model::{SaidRow, Speaker};
use crate::context::PageContext;
use crate::pages::parts::csrf;

/// How many characters a message may have.
const LONGEST: &str = "4000";

/// One message. What was written is text and nothing else: no address in it is made a link.
pub fn said_row(ctx: &PageContext, row: &SaidRow, now: Timestamp, zone: &TimeZone) -> Markup {
    let mine = matches!(row.by, Speaker::Mine { .. });
    let side = if row.by_seller { "by-seller" } else { "by-customer" };
    html! {
        li #(row.id) .said.mine[mine] .(side) data-sequence=(row.sequence) {
            p .said-by { strong { (speaker(ctx, row)) } " " time datetime=(row.at) { (clock(ctx, row.at, now, zone)) } }
            p .said-text dir="auto" { (row.text) }
        }
    }
}

fn speaker(ctx: &PageContext, row: &SaidRow) -> String {
    let unnamed = if row.by_seller { "talk-seller" } else { "talk-customer" };
    match &row.by {
        Speaker::Mine { name: None } => ctx.say("talk-you"),
        Speaker::Mine { name: Some(name) } | Speaker::Theirs { name: Some(name) } => name.clone(),
        Speaker::Theirs { name: None } => ctx.say(unnamed),
    }
}

/// The time of day of what was said today, the whole moment otherwise.
fn clock(ctx: &PageContext, at: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
    let (local, today) = (at.to_zoned_datetime(zone.clone()), now.to_zoned_datetime(zone.clone()));
    if local.date() == today.date() { ctx.language.time(local.time()) } else { ctx.language.moment(at, zone) }
}

/// The id of the message that a form of this page makes, however often it is sent.
pub(super) fn message_id(ctx: &PageContext, form: &str) -> MessageId {
    MessageId::from_u128(ctx.entry_of(form).as_u128())
}

/// All messages: a log, so that a screen reader says what is added to it.
pub(super) fn said_list(ctx: &PageContext, said: &[SaidRow], now: Timestamp, zone: &TimeZone) -> Markup {
    html! {
        div #said-log .said-log role="log" aria-label=(ctx.say("talk-messages")) tabindex="0" {
            ol #said .said-list { @for row in said { (said_row(ctx, row, now, zone)) } }
        }
    }
}

/// The form for the next message, with what was typed and why it was not taken.
pub(super) fn write_form(
    ctx: &PageContext,
    action: &str,
    label: &str,
    draft: &str,
    problem: Option<&str>,
) -> Markup {
    let hint = problem.map(|_| "write-problem");
    html! {
        form #write .write-form method="post" action=(action) data-write
            data-sending=(ctx.say("talk-sending")) data-not-sent=(ctx.say("talk-not-sent"))
            data-refused=(ctx.say("talk-refused")) data-you=(ctx.say("talk-you")) {
            (csrf(ctx))
            input type="hidden" name="message" value=(message_id(ctx, "write"));
            input type="hidden" name="shown" value=(ctx.shown.at.as_millisecond());
            label for="text" { span { (label) } }
            textarea #text name="text" rows="3" maxlength=(LONGEST) required dir="auto"
                aria-invalid=[problem.map(|_| "true")] aria-describedby=[hint] { (draft) }
            @if let Some(problem) = problem { p #write-problem .field-problem { (problem) } }
            button type="submit" { (ctx.say("talk-send")) }
        }
    }
}

/// What is wrong, at the top of a page, tied to the field where there is one.
pub(super) fn alert(ctx: &PageContext, problem: Option<&str>, field: Option<&str>) -> Markup {
    html! {
        @if let Some(problem) = problem {
            div .notice.error role="alert" {
                p { strong { (ctx.tell("problems-title", &[("n", 1_u64.into())])) } }
                p {
                    @match field {
                        Some(field) => a href={ "#" (field) } { (problem) },
                        None => (problem),
                    }
                }
            }
        }
    }
}
