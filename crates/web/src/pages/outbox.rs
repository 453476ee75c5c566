//! The outbox: mails that wait, that left and that could not, and what each of them says.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use maud::{Markup, html};

use super::office::shell_at;
use super::parts::{marks, pager};
use crate::context::PageContext;

/// The names of the states in which a mail can be, in the order of the filter.
pub const MAIL_STATES: [&str; 4] = ["waiting", "sending", "sent", "failed"];

/// A mail, as the list shows it.
#[derive(Debug, Clone)]
pub struct MailRow {
    /// Its id.
    pub id: String,
    /// To whom.
    pub to: String,
    /// What it is called.
    pub subject: String,
    /// The name of its state.
    pub state: &'static str,
    /// When it was written.
    pub written: Timestamp,
    /// When it is tried next.
    pub next: Option<Timestamp>,
    /// How often it was tried.
    pub tries: u32,
    /// Why it could not be carried.
    pub trouble: String,
}

/// The list.
#[derive(Debug, Clone)]
pub struct OutboxList {
    /// Where mails go, in words of the machine.
    pub place: String,
    /// Whether that is a folder.
    pub is_folder: bool,
    /// The mails.
    pub mails: Vec<MailRow>,
    /// Which state is shown; nothing: all.
    pub state: Option<&'static str>,
    /// The way to the newest, where these are not.
    pub newest: Option<String>,
    /// The way to older ones.
    pub older: Option<String>,
    /// The zone in which times are told.
    pub zone: TimeZone,
}

/// A mail with all that it says.
#[derive(Debug, Clone)]
pub struct MailShown {
    /// What the list shows of it.
    pub row: MailRow,
    /// The language that it is written in: `fr`, `en`.
    pub language: String,
    /// What it is about: kinds and ids.
    pub about: Vec<(String, String)>,
    /// The names of the papers that go with it.
    pub papers: Vec<String>,
    /// Whether what it says is for its reader alone.
    pub veiled: bool,
    /// What it says.
    pub text: String,
    /// When it left.
    pub left: Option<Timestamp>,
    /// The zone in which times are told.
    pub zone: TimeZone,
}

/// `GET /office/outbox`
pub fn outbox_page(ctx: &PageContext, list: &OutboxList) -> Markup {
    let title = ctx.say("outbox-title");
    let main = html! {
        p { (ctx.say(if list.is_folder { "outbox-folder" } else { "outbox-server" })) " " code { (list.place) } }
        form .filters method="get" action="/office/outbox" {
            label { span { (ctx.say("outbox-state")) }
                select name="state" {
                    option value="" { (ctx.say("outbox-all")) }
                    @for state in MAIL_STATES {
                        option value=(state) selected[list.state == Some(state)] { (ctx.say(&format!("outbox-state-{state}"))) }
                    }
                }
            }
            button .plain type="submit" { (ctx.say("outbox-filter")) }
        }
        @if list.mails.is_empty() { p .empty { (ctx.say("outbox-none")) } } @else { (table(ctx, list)) }
        (pager(ctx, list.newest.as_deref(), list.older.as_deref()))
    };
    shell_at(ctx, "/office/outbox", &title, main)
}

fn table(ctx: &PageContext, list: &OutboxList) -> Markup {
    html! {
        div .wide-table tabindex="0" role="region" aria-label=(ctx.say("outbox-title")) {
            table {
                thead { tr {
                    th scope="col" { (ctx.say("outbox-when")) }
                    th scope="col" { (ctx.say("outbox-to")) }
                    th scope="col" { (ctx.say("outbox-subject")) }
                    th scope="col" { (ctx.say("outbox-state")) }
                } }
                tbody {
                    @for mail in &list.mails {
                        tr {
                            td { time datetime=(mail.written) { (ctx.language.moment(mail.written, &list.zone)) } }
                            td { (mail.to) }
                            th scope="row" { a href={ "/office/outbox/" (mail.id) } { (mail.subject) } }
                            td {
                                (ctx.say(&format!("outbox-state-{}", mail.state)))
                                @if !mail.trouble.is_empty() { br; span .quiet { (mail.trouble) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// `GET /office/outbox/{id}`
pub fn mail_page(ctx: &PageContext, mail: &MailShown) -> Markup {
    let row = &mail.row;
    let told = |at: Timestamp| html! { time datetime=(at) { (ctx.language.moment(at, &mail.zone)) } };
    let main = html! {
        nav .crumbs aria-label=(ctx.say("crumbs-label")) {
            ol {
                li { a href="/office/outbox" { (ctx.say("outbox-back")) } }
                li aria-current="page" { (row.subject) }
            }
        }
        dl .figures {
            div { dt { (ctx.say("outbox-to")) } dd { (row.to) } }
            div { dt { (ctx.say("outbox-state")) } dd { (ctx.say(&format!("outbox-state-{}", row.state))) } }
            div { dt { (ctx.say("outbox-when")) } dd { (told(row.written)) } }
            @if let Some(left) = mail.left { div { dt { (ctx.say("outbox-left")) } dd { (told(left)) } } }
            @if let Some(next) = row.next { div { dt { (ctx.say("outbox-next")) } dd { (told(next)) } } }
            div { dt { (ctx.say("outbox-tries")) } dd { (row.tries) } }
            @if !row.trouble.is_empty() { div { dt { (ctx.say("outbox-trouble")) } dd { (row.trouble) } } }
            @if !mail.about.is_empty() {
                div { dt { (ctx.say("outbox-about")) } dd { @for (kind, id) in &mail.about { (kind) " " code { (id) } " " } } }
            }
            @if !mail.papers.is_empty() { div { dt { (ctx.say("outbox-papers")) } dd { (mail.papers.join(", ")) } } }
        }
        h2 { (ctx.say("outbox-text")) }
        @if mail.veiled {
            p .notice { (ctx.say("outbox-veiled")) }
        } @else {
            pre .mail-text tabindex="0" lang=(mail.language) { (mail.text) }
            p .actions {
                a .button.plain href={ "/office/outbox/" (row.id) "/mail.eml" } download { (ctx.say("outbox-file")) }
            }
        }
        @if matches!(row.state, "waiting" | "failed") {
            form method="post" action={ "/office/outbox/" (row.id) "/again" } {
                (marks(ctx, "again"))
                button type="submit" { (ctx.say("outbox-again")) }
            }
        }
    };
    shell_at(ctx, "/office/outbox", &row.subject, main)
}
