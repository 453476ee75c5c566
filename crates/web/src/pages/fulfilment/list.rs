//! Orders in the office: looked for by number, name, address, state and day.

use maud::{Markup, html};
use party::Permission;

use super::model::{OrderSearch, OrdersPage};
use super::pieces::order_table;
use crate::context::PageContext;
use crate::pages::office::shell_at;
use crate::pages::parts::{pager, problems};

/// The states that the form offers, by TMF622's names.
pub const STATES: [&str; 8] =
    ["acknowledged", "pending", "held", "inProgress", "completed", "cancelled", "failed", "partial"];

/// `GET /office/orders`
pub fn orders_page(ctx: &PageContext, page: &OrdersPage) -> Markup {
    let title = ctx.say("orders-title");
    let main = html! {
        p .ord-ways {
            a href="/office/orders?what=to_ship" { (ctx.say("orders-to-ship")) }
            a href="/office/orders?what=refund" { (ctx.say("orders-refund")) }
            a href="/office/orders?what=unpaid" { (ctx.say("orders-unpaid")) }
            a href="/office/orders/picking.pdf" { (ctx.say("ord-paper-picking")) }
            @if ctx.may(Permission::HandOver) { a href="/counter" { (ctx.say("counter-title")) } }
        }
        (problems(ctx, &page.problems))
        (search_form(ctx, &page.search))
        p .quiet role="status" { (ctx.tell("orders-count", &[("n", page.orders.len().into())])) }
        @if page.orders.is_empty() {
            p .empty { (ctx.say("orders-none")) }
        } @else {
            (order_table(ctx, &title, &page.orders))
        }
        (pager(ctx, None, page.next.as_deref()))
    };
    shell_at(ctx, "/office/orders", &title, main)
}

fn search_form(ctx: &PageContext, search: &OrderSearch) -> Markup {
    html! {
        form .ord-search method="get" action="/office/orders" role="search" {
            div {
                label for="q" { (ctx.say("orders-search")) }
                input #q type="search" name="q" value=(search.text) autocomplete="off" maxlength="120";
            }
            div {
                label for="state" { (ctx.say("ord-state")) }
                select #state name="state" {
                    option value="" selected[search.state.is_empty()] { (ctx.say("orders-any")) }
                    @for state in STATES {
                        option value=(state) selected[search.state == state] { (ctx.say(&format!("ord-state-{state}"))) }
                    }
                }
            }
            div {
                label for="what" { (ctx.say("orders-what")) }
                select #what name="what" {
                    option value="" selected[search.what.is_empty()] { (ctx.say("orders-any")) }
                    option value="to_ship" selected[search.what == "to_ship"] { (ctx.say("orders-to-ship")) }
                    option value="refund" selected[search.what == "refund"] { (ctx.say("orders-refund")) }
                    option value="unpaid" selected[search.what == "unpaid"] { (ctx.say("orders-unpaid")) }
                }
            }
            div { label for="from" { (ctx.say("orders-from")) } input #from type="date" name="from" value=(search.from); }
            div { label for="to" { (ctx.say("orders-to")) } input #to type="date" name="to" value=(search.to); }
            button type="submit" { (ctx.say("orders-go")) }
        }
    }
}
