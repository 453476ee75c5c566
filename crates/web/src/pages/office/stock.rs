//! Stock at a place: what is there, what is promised; counting, receiving, moving.

use maud::{Markup, html};

use super::form::problem_list;
use super::model::{OfficeRoom, OfficeStock};
use super::shell::shell;
use crate::context::PageContext;
use crate::pages::parts::{marks, pager};

/// Words for why stock comes in or is written off.
const REASONS: [&str; 5] = ["delivery", "return", "damaged", "lost", "own_use"];

/// `GET /office/stock`
pub fn office_stock_page(ctx: &PageContext, stock: &OfficeStock) -> Markup {
    let main = html! {
        @if let Some(done) = &stock.done { div .notice role="status" { p { (done) } } }
        (problem_list(ctx, &stock.problems))
        p .lead { (ctx.say("office-stock-lead")) }
        @if stock.places.is_empty() {
            p .empty { (ctx.say("office-stock-no-place")) " " a href={ (OfficeRoom::Places.path()) "/new" } { (ctx.say("office-new")) } }
        } @else {
            form .office-search method="get" action="/office/stock" {
                label for="place" { (ctx.say("office-place")) }
                select id="place" name="place" {
                    @for (id, name) in &stock.places { option value=(id) selected[*id == stock.place] { (name) } }
                }
                label for="q" { (ctx.say("office-search")) }
                input type="search" id="q" name="q" value=(stock.query) autocomplete="off";
                button .plain type="submit" { (ctx.say("office-search-go")) }
            }
            p .quiet role="status" { (ctx.tell("office-count", &[("n", stock.total.into())])) }
            (lines(ctx, stock))
            (pager(ctx, stock.previous.as_deref(), stock.next.as_deref()))
            (receive(ctx, stock))
            (transfer(ctx, stock))
        }
    };
    shell(ctx, OfficeRoom::Stock, &ctx.say(OfficeRoom::Stock.key()), main)
}

fn lines(ctx: &PageContext, stock: &OfficeStock) -> Markup {
    html! {
        @if stock.lines.is_empty() {
            p .empty { (ctx.say("office-nothing")) }
        } @else {
            table .stacks {
                thead { tr {
                    th scope="col" { (ctx.say("office-name")) }
                    th .num scope="col" { (ctx.say("office-available")) }
                    th .num scope="col" { (ctx.say("office-held")) }
                    th .num scope="col" { (ctx.say("office-committed")) }
                    th .num scope="col" { (ctx.say("office-on-hand")) }
                    th scope="col" { (ctx.say("office-counted")) }
                } }
                tbody {
                    @for line in &stock.lines {
                        tr id={ "item-" (line.item) } {
                            th scope="row" { (line.name) br; span .quiet { (line.item) } }
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
                                    input .short type="text" inputmode="numeric" name="count" required
                                        aria-label=(ctx.tell("office-counted-of", &[("name", line.name.as_str().into())])) autocomplete="off";
                                    button .plain type="submit" { (ctx.say("office-count-go")) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn item_input(ctx: &PageContext, id: &str) -> Markup {
    html! {
        div .office-field {
            label for=(id) { (ctx.say("office-item")) }
            input type="text" id=(id) name="item" required list="items" autocomplete="off";
        }
    }
}

fn number_input(id: &str, label: &str) -> Markup {
    html! {
        div .office-field {
            label for=(id) { (label) }
            input .short type="text" inputmode="numeric" id=(id) name="quantity" required autocomplete="off";
        }
    }
}

fn receive(ctx: &PageContext, stock: &OfficeStock) -> Markup {
    html! {
        section .sheet {
            h2 { (ctx.say("office-receive")) }
            p .quiet { (ctx.say("office-receive-about")) }
            form method="post" action="/office/stock/receive" {
                (marks(ctx, "receive"))
                input type="hidden" name="place" value=(stock.place);
                div .office-fields {
                    (item_input(ctx, "receive-item"))
                    (number_input("receive-quantity", &ctx.say("office-quantity-signed")))
                    div .office-field {
                        label for="receive-reason" { (ctx.say("office-reason")) }
                        select id="receive-reason" name="reason" {
                            @for reason in REASONS { option value=(reason) { (ctx.say(&format!("office-reason-{reason}"))) } }
                        }
                    }
                }
                p .actions { button type="submit" { (ctx.say("office-receive-go")) } }
            }
            datalist id="items" { @for line in &stock.lines { option value=(line.item) { (line.name) } } }
        }
    }
}

fn transfer(ctx: &PageContext, stock: &OfficeStock) -> Markup {
    html! {
        @if stock.places.len() > 1 {
            section .sheet {
                h2 { (ctx.say("office-transfer")) }
                form method="post" action="/office/stock/move" {
                    (marks(ctx, "move"))
                    input type="hidden" name="place" value=(stock.place);
                    div .office-fields {
                        (item_input(ctx, "move-item"))
                        (number_input("move-quantity", &ctx.say("office-quantity")))
                        div .office-field {
                            label for="move-to" { (ctx.say("office-to")) }
                            select id="move-to" name="to" {
                                @for (id, name) in stock.places.iter().filter(|(id, _)| *id != stock.place) { option value=(id) { (name) } }
                            }
                        }
                    }
                    p .actions { button type="submit" { (ctx.say("office-transfer-go")) } }
                }
            }
        }
    }
}
