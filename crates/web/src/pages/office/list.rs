//! A list of resources: a search, a table that fits a phone, the way to a new one.

use maud::{Markup, html};

use super::model::OfficeList;
use super::shell::shell;
use crate::context::PageContext;
use crate::pages::parts::pager;

/// `GET` of a room.
pub fn office_list_page(ctx: &PageContext, list: &OfficeList) -> Markup {
    let title = ctx.say(list.room.key());
    let main = html! {
        div .office-tools {
            form .office-search method="get" action=(list.room.path()) role="search" {
                label for="q" { (ctx.say("office-search")) }
                input type="search" id="q" name="q" value=(list.query) autocomplete="off";
                @for choice in &list.choices {
                    label for={ "by-" (choice.name) } { (choice.label) }
                    select id={ "by-" (choice.name) } name=(choice.name) {
                        @for (value, words) in &choice.options { option value=(value) selected[*value == choice.value] { (words) } }
                    }
                }
                button .plain type="submit" { (ctx.say("office-search-go")) }
            }
            @if list.may_add { a .button href={ (list.room.path()) "/new" } { (ctx.say("office-new")) } }
        }
        p .quiet role="status" { (ctx.tell("office-count", &[("n", list.total.into())])) }
        @if list.lines.is_empty() {
            p .empty { (ctx.say("office-nothing")) }
        } @else {
            table .stacks {
                thead { tr {
                    th scope="col" { (ctx.say("office-name")) }
                    @for column in &list.columns { th scope="col" { (column) } }
                } }
                tbody {
                    @for line in &list.lines {
                        tr {
                            th scope="row" { a href=(line.href) { (line.name) } br; span .quiet { (line.id) } }
                            @for (place, cell) in line.cells.iter().enumerate() {
                                td data-label=(list.columns.get(place).map_or("", String::as_str)) { (cell) }
                            }
                        }
                    }
                }
            }
        }
        (pager(ctx, list.previous.as_deref(), list.next.as_deref()))
    };
    shell(ctx, list.room, &title, main)
}
