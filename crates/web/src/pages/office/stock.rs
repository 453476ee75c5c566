//! Stock at a place: what is there, what is promised; counting, receiving, moving.

use maud::{Markup, html};

use super::form::{anchor, problem_list};
use super::model::{OfficeRoom, OfficeStock, OfficeStockLine};
use super::shell::shell;
use crate::address::escaped;
use crate::context::PageContext;
use crate::pages::parts::{marks, pager};

/// Words for why stock comes in or is written off.
const REASONS: [&str; 5] = ["delivery", "return", "damaged", "lost", "own_use"];

/// `GET /office/stock`
pub fn office_stock_page(ctx: &PageContext, stock: &OfficeStock) -> Markup {
    let movements = format!("/office/stock/movements?place={}", escaped(&stock.place));
    let main = html! {
        @if let Some(done) = &stock.done { div .notice role="status" { p { (done) } } }
        (problem_list(ctx, &stock.problems))
        p .lead { (ctx.say("office-stock-lead")) }
        @if stock.places.is_empty() {
            p .empty { (ctx.say("office-stock-no-place")) " " a href={ (OfficeRoom::Places.path()) "/new" } { (ctx.say("office-new")) } }
        } @else {
            p .actions {
                a .button.plain href="/office/stock/many" { (ctx.say("office-counts")) }
                a .button.plain href=(movements) { (ctx.say("office-movements")) }
            }
            form .office-search method="get" action="/office/stock" {
                label for="place" { (ctx.say("office-place")) }
                select id="place" name="place" {
                    @for (id, name) in &stock.places { option value=(id) selected[*id == stock.place] { (name) } }
                }
                label for="q" { (ctx.say("office-search")) }
                input type="search" id="q" name="q" value=(stock.query) autocomplete="off";
                button .plain type="submit" { (ctx.say("office-search-go")) }
            }
            (receive(ctx, stock))
            (transfer(ctx, stock))
            p .quiet role="status" { (ctx.tell("office-count", &[("n", stock.total.into())])) }
            (lines(ctx, stock))
            (pager(ctx, stock.previous.as_deref(), stock.next.as_deref()))
            datalist id="items" { @for (item, name) in &stock.items { option value=(item) { (name) } } }
        }
    };
    shell(ctx, OfficeRoom::Stock, &ctx.say(OfficeRoom::Stock.key()), main)
}

fn lines(ctx: &PageContext, stock: &OfficeStock) -> Markup {
    html! {
        @if stock.lines.is_empty() {
            p .empty { (ctx.say("office-nothing")) }
        } @else {
            table .stacks.stock-lines {
                thead { tr {
                    th scope="col" { (ctx.say("office-name")) }
                    th .num scope="col" { (ctx.say("office-available")) }
                    th .num scope="col" { (ctx.say("office-held")) }
                    th .num scope="col" { (ctx.say("office-committed")) }
                    th .num scope="col" { (ctx.say("office-on-hand")) }
                    th scope="col" { (ctx.say("office-counted")) }
                } }
                tbody { @for line in &stock.lines { (row(ctx, stock, line)) } }
            }
        }
    }
}

fn row(ctx: &PageContext, stock: &OfficeStock, line: &OfficeStockLine) -> Markup {
    let field = Field::of(stock, &format!("count-{}", line.item));
    html! {
        tr id={ "item-" (line.item) } {
            th scope="row" {
                @if line.name.is_empty() { (line.item) } @else { (line.name) br; span .quiet { (line.item) } }
                " " a href={ "/office/stock/movements?item=" (escaped(&line.item)) } aria-label=(ctx.tell("office-movements-of", &[("name", line.name.as_str().into())])) { (ctx.say("office-movements-short")) }
            }
            td .num data-label=(ctx.say("office-available")) { (line.available) }
            td .num data-label=(ctx.say("office-held")) { (line.held) }
            td .num data-label=(ctx.say("office-committed")) { (line.committed) }
            td .num data-label=(ctx.say("office-on-hand")) { (line.available + line.held + line.committed) }
            td {
                form .count-form method="post" action="/office/stock/count" {
                    (marks(ctx, &format!("count-{}", line.item)))
                    input type="hidden" name="place" value=(stock.place);
                    input type="hidden" name="item" value=(line.item);
                    input type="hidden" name="q" value=(stock.query);
                    input .short type="text" inputmode="numeric" id=(field.id) name="count" value=(field.typed) required
                        aria-describedby=[field.described()] aria-invalid=[field.invalid()]
                        aria-label=(ctx.tell("office-counted-of", &[("name", line.name.as_str().into())])) autocomplete="off";
                    button .plain type="submit" { (ctx.say("office-count-go")) }
                }
                (field.error())
            }
        }
    }
}

/// A field of one of the page's forms: what was typed into it and what is wrong with it.
struct Field<'s> {
    id: String,
    typed: &'s str,
    wrong: Option<&'s str>,
}

impl<'s> Field<'s> {
    fn of(stock: &'s OfficeStock, name: &str) -> Self {
        let wrong = stock.problems.iter().find(|problem| problem.field == name);
        Self {
            id: anchor(name),
            typed: stock.typed.get(name).map_or("", String::as_str),
            wrong: wrong.map(|problem| problem.text.as_str()),
        }
    }

    fn described(&self) -> Option<String> {
        self.wrong.map(|_| format!("{}-error", self.id))
    }

    fn invalid(&self) -> Option<&'static str> {
        self.wrong.map(|_| "true")
    }

    fn error(&self) -> Markup {
        html! { @if let Some(wrong) = self.wrong { span .field-error id={ (self.id) "-error" } { (wrong) } } }
    }
}

fn item_input(ctx: &PageContext, field: &Field<'_>) -> Markup {
    html! {
        div .office-field {
            label for=(field.id) { (ctx.say("office-item")) }
            (field.error())
            input type="text" id=(field.id) name="item" value=(field.typed) required list="items" autocomplete="off"
                aria-describedby=[field.described()] aria-invalid=[field.invalid()];
        }
    }
}

fn number_input(field: &Field<'_>, label: &str) -> Markup {
    html! {
        div .office-field {
            label for=(field.id) { (label) }
            (field.error())
            input .short type="text" inputmode="numeric" id=(field.id) name="quantity" value=(field.typed) required autocomplete="off"
                aria-describedby=[field.described()] aria-invalid=[field.invalid()];
        }
    }
}

/// Whether a form was just refused: it stands open.
fn is_open(stock: &OfficeStock, form: &str) -> bool {
    stock.problems.iter().any(|problem| problem.field.starts_with(form))
}

fn receive(ctx: &PageContext, stock: &OfficeStock) -> Markup {
    let reason = stock.typed.get("receive-reason").map_or("", String::as_str);
    html! {
        details .sheet.office-group open[is_open(stock, "receive-")] {
            summary { h2 { (ctx.say("office-receive")) } }
            p .quiet { (ctx.say("office-receive-about")) }
            form method="post" action="/office/stock/receive" {
                (marks(ctx, "receive"))
                input type="hidden" name="place" value=(stock.place);
                div .office-fields {
                    (item_input(ctx, &Field::of(stock, "receive-item")))
                    (number_input(&Field::of(stock, "receive-quantity"), &ctx.say("office-quantity-signed")))
                    div .office-field {
                        label for="receive-reason" { (ctx.say("office-reason")) }
                        select id="receive-reason" name="reason" {
                            @for word in REASONS { option value=(word) selected[word == reason] { (ctx.say(&format!("office-reason-{word}"))) } }
                        }
                    }
                }
                p .actions { button type="submit" { (ctx.say("office-receive-go")) } }
            }
        }
    }
}

fn transfer(ctx: &PageContext, stock: &OfficeStock) -> Markup {
    let to = Field::of(stock, "move-to");
    html! {
        @if stock.places.len() > 1 {
            details .sheet.office-group open[is_open(stock, "move-")] {
                summary { h2 { (ctx.say("office-transfer")) } }
                form method="post" action="/office/stock/move" {
                    (marks(ctx, "move"))
                    input type="hidden" name="place" value=(stock.place);
                    div .office-fields {
                        (item_input(ctx, &Field::of(stock, "move-item")))
                        (number_input(&Field::of(stock, "move-quantity"), &ctx.say("office-quantity")))
                        div .office-field {
                            label for=(to.id) { (ctx.say("office-to")) }
                            (to.error())
                            select id=(to.id) name="to" aria-describedby=[to.described()] aria-invalid=[to.invalid()] {
                                @for (id, name) in stock.places.iter().filter(|(id, _)| *id != stock.place) { option value=(id) selected[id == to.typed] { (name) } }
                            }
                        }
                    }
                    p .actions { button type="submit" { (ctx.say("office-transfer-go")) } }
                }
            }
        }
    }
}
