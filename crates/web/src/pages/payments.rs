//! Payments as the office sees them: what came and is to be noted, what is awaited, what is to go back, and the ways to pay.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use maud::{Markup, html};

use super::office::shell_at;
use super::parts::marks;
use crate::context::PageContext;

/// A payment, as a list shows it.
#[derive(Debug, Clone)]
pub struct PaymentRow {
    /// Its id.
    pub id: String,
    /// The order that it pays: its id and its number.
    pub order: (String, String),
    /// The name of the way to pay.
    pub way: String,
    /// What may be shown of it.
    pub shown: Option<String>,
    /// How much is to come, or to go back.
    pub amount: String,
    /// Since when it stands so.
    pub since: Timestamp,
    /// Until when it may come.
    pub until: Option<Timestamp>,
    /// Of a debit: its mandate, from when on it is presented, and how much is to come as a form sends it.
    pub debit: Option<(String, Option<Timestamp>, String)>,
}

/// A way to pay, as its form shows it.
#[derive(Debug, Clone, Default)]
pub struct WayForm {
    /// Its name.
    pub id: String,
    /// Whether customers may choose it.
    pub offered: bool,
    /// For how many days an order waits, as it was typed.
    pub days: String,
    /// The account, as it was typed.
    pub account: String,
    /// Whose account.
    pub owner: String,
    /// The creditor identifier.
    pub creditor: String,
    /// What is wrong: the field's name, and the key of the sentence.
    pub problem: Option<(&'static str, &'static str)>,
}

/// What was typed about a sum that came.
#[derive(Debug, Clone, Default)]
pub struct ReceivedForm {
    /// What the customer wrote.
    pub reference: String,
    /// How much.
    pub amount: String,
    /// The bank's reference.
    pub bank_reference: String,
    /// What is wrong: the field's name, and the key of the sentence.
    pub problem: Option<(&'static str, &'static str)>,
}

/// The page.
#[derive(Debug, Clone)]
pub struct PaymentsShown {
    /// Transfers and debits that are to come.
    pub awaited: Vec<PaymentRow>,
    /// Money that is to go back.
    pub to_return: Vec<PaymentRow>,
    /// Payments of which nobody knows.
    pub uncertain: Vec<PaymentRow>,
    /// The form for a sum that came.
    pub received: ReceivedForm,
    /// The order whose payment was noted just now: its id and its number.
    pub noted: Option<(String, String)>,
    /// The ways to pay; nothing for whoever may not set them.
    pub ways: Vec<WayForm>,
    /// Whether a way was saved just now.
    pub saved: bool,
    /// The numbers of the test card, and the key of what each does.
    pub test_cards: Vec<(&'static str, &'static str)>,
    /// The zone in which times are told.
    pub zone: TimeZone,
}

/// `GET /office/payments`
pub fn payments_page(ctx: &PageContext, shown: &PaymentsShown) -> Markup {
    let title = ctx.say("pay-title");
    let problems: Vec<(&str, String, &str)> = shown
        .received
        .problem
        .map(|(field, key)| (field, String::new(), key))
        .into_iter()
        .chain(
            shown
                .ways
                .iter()
                .filter_map(|way| way.problem.map(|(field, key)| (field, format!("{}-", way.id), key))),
        )
        .collect();
    let main = html! {
        @if !problems.is_empty() {
            div .notice.error role="alert" {
                p { strong { (ctx.tell("problems-title", &[("n", problems.len().into())])) } }
                ul { @for (field, of, key) in &problems { li { a href={ "#f-" (of) (field) } { (ctx.say(key)) } } } }
            }
        }
        @if let Some((id, number)) = &shown.noted {
            div .notice role="status" {
                p { (ctx.tell("pay-received-done", &[("order", number.as_str().into())])) " "
                    a href={ "/office/orders/" (id) } { (ctx.say("pay-received-see")) } }
            }
        }
        @if shown.saved { div .notice role="status" { p { (ctx.say("pay-saved")) } } }
        section .pay-section aria-labelledby="h-received" { h2 #h-received { (ctx.say("pay-received-title")) } (received_form(ctx, &shown.received)) }
        p { a href="/office/orders?what=unpaid" { (ctx.say("pay-unpaid-orders")) } }
        (list(ctx, shown, "pay-awaited", None, &shown.awaited))
        (list(ctx, shown, "pay-to-return", None, &shown.to_return))
        (list(ctx, shown, "pay-uncertain", Some("pay-uncertain-lead"), &shown.uncertain))
        @if !shown.ways.is_empty() {
            section .pay-section aria-labelledby="h-ways" {
                h2 #h-ways { (ctx.say("pay-ways")) }
                p { (ctx.say("pay-ways-lead")) }
                @for way in &shown.ways { (way_form(ctx, way, &shown.test_cards)) }
            }
        }
    };
    shell_at(ctx, "/office/payments", &title, main)
}

fn received_form(ctx: &PageContext, form: &ReceivedForm) -> Markup {
    let problem = |field: &str| form.problem.filter(|(at, _)| *at == field).map(|(_, key)| key);
    html! {
        p { (ctx.say("pay-received-lead")) }
        form .image-form method="post" action="/office/payments/received" {
            (marks(ctx, "received"))
            (line(ctx, "", "reference", "pay-reference", &form.reference, problem("reference")))
            (line(ctx, "", "amount", "pay-amount", &form.amount, problem("amount")))
            (line(ctx, "", "bank_reference", "pay-bank-reference", &form.bank_reference, problem("bank_reference")))
            button type="submit" { (ctx.say("pay-received-go")) }
        }
    }
}

fn line(ctx: &PageContext, of: &str, name: &str, key: &str, value: &str, wrong: Option<&str>) -> Markup {
    let (field, told) = (format!("f-{of}{name}"), format!("p-{of}{name}"));
    html! {
        div .field {
            label for=(field) { (ctx.say(key)) }
            @if let Some(wrong) = wrong { p .field-problem id=(told) { (ctx.say(wrong)) } }
            input type="text" id=(field) name=(name) value=(value) maxlength="120" autocomplete="off"
                aria-invalid=[wrong.map(|_| "true")] aria-describedby=[wrong.map(|_| told.as_str())];
        }
    }
}

fn list(
    ctx: &PageContext,
    shown: &PaymentsShown,
    key: &str,
    lead: Option<&str>,
    rows: &[PaymentRow],
) -> Markup {
    let told = |at: Timestamp| ctx.language.moment(at, &shown.zone);
    html! {
        section .pay-section aria-labelledby={ "h-" (key) } {
            h2 id={ "h-" (key) } { (ctx.say(key)) " (" (rows.len()) ")" }
            @if let Some(lead) = lead { p .quiet { (ctx.say(lead)) } }
            @if rows.is_empty() { p .quiet { (ctx.say("pay-none")) } } @else {
                div .wide-table tabindex="0" role="region" aria-labelledby={ "h-" (key) } {
                    table {
                        thead { tr {
                            th scope="col" { (ctx.say("pay-order")) }
                            th scope="col" { (ctx.say("pay-way")) }
                            th scope="col" .numeric { (ctx.say("pay-amount")) }
                            th scope="col" { (ctx.say("pay-since")) }
                        } }
                        tbody {
                            @for row in rows {
                                tr {
                                    th scope="row" { a href={ "/office/orders/" (row.order.0) } { (row.order.1) } }
                                    td { (ctx.say(&format!("payment-{}", row.way)))
                                        @if let Some(shown) = &row.shown { br; span .quiet { (shown) } }
                                        @if let Some((mandate, ..)) = &row.debit { br; span .quiet { (ctx.tell("pay-debit-mandate", &[("mandate", mandate.as_str().into())])) } } }
                                    td .numeric { (row.amount) }
                                    td { time datetime=(row.since) { (told(row.since)) }
                                        @if let Some(until) = row.until {
                                            br; span .quiet { (ctx.tell("pay-until", &[("date", told(until).into())])) }
                                        }
                                        @if let (Some((_, from, amount)), "pay-awaited") = (&row.debit, key) {
                                            @if let Some(from) = from { br; span .quiet { (ctx.tell("pay-debit-from", &[("date", told(*from).into())])) } }
                                            (debit_forms(ctx, row, amount))
                                        } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What the bank did with a debit: collected it, or not.
fn debit_forms(ctx: &PageContext, row: &PaymentRow, amount: &str) -> Markup {
    let id = format!("debit-{}", row.id);
    html! {
        form .joined method="post" action="/office/payments/received" {
            (marks(ctx, &id))
            input type="hidden" name="reference" value=(row.id);
            input type="hidden" name="amount" value=(amount);
            label for=(id) { (ctx.say("pay-debit-reference")) }
            input id=(id) type="text" name="bank_reference" maxlength="100" required autocomplete="off";
            button .plain type="submit" { (ctx.say("pay-debit-collected")) }
        }
        form method="post" action={ "/office/payments/" (row.id) "/refused" } {
            (marks(ctx, &format!("{id}-refused")))
            button .plain type="submit" { (ctx.say("pay-debit-refused")) }
        }
    }
}

fn way_form(ctx: &PageContext, way: &WayForm, test_cards: &[(&'static str, &'static str)]) -> Markup {
    let of = format!("{}-", way.id);
    let problem = |field: &str| way.problem.filter(|(at, _)| *at == field).map(|(_, key)| key);
    let text = |name: &str, key: &str, value: &str| line(ctx, &of, name, key, value, problem(name));
    html! {
        form .image-form method="post" action={ "/office/payments/ways/" (way.id) } {
            (marks(ctx, &of))
            h3 { (ctx.say(&format!("payment-{}", way.id))) }
            p { label { input type="checkbox" name="offered" value="true" checked[way.offered]; " " (ctx.say("pay-offered")) } }
            @match way.id.as_str() {
                "bank_transfer" => {
                    (text("account", "pay-account", &way.account))
                    (text("owner", "pay-owner", &way.owner))
                    (text("days", "pay-days", &way.days))
                }
                "sepa_mandate" => {
                    (text("creditor", "pay-creditor", &way.creditor))
                    @if way.creditor.is_empty() { p .quiet { (ctx.say("pay-creditor-need")) } }
                }
                "test_card" => {
                    p .notice.warning { (ctx.say("pay-test-warning")) }
                    details {
                        summary { (ctx.say("test-card-title")) }
                        p { (ctx.say("test-card-text")) }
                        dl .figures { @for (number, key) in test_cards {
                            div { dt { code { (number) } } dd { (ctx.say(&format!("test-card-{key}"))) } }
                        } }
                    }
                }
                _ => {}
            }
            button .plain type="submit" { (ctx.say("pay-save")) }
        }
    }
}
