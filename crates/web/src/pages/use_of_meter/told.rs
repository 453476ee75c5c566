//! A comparison as the seller sees it: totals, no half-hours.

use maud::{Markup, html};

use super::model::ToldPage;
use crate::context::PageContext;
use crate::pages::shop::model::Store;
use crate::pages::shop::{StoreHead, store_frame};

/// `GET /shelf/use/told/{id}`
pub fn told_page(ctx: &PageContext, store: &Store, page: &ToldPage) -> Markup {
    let title = ctx.say("meter-told-title");
    let main = html! {
        div .meter {
            h1 { (title) }
            @for fact in &page.facts { p { (fact) } }
            div .table-scroll tabindex="0" role="region" aria-label=(ctx.say("meter-rank-caption")) {
                table .meter-ranking {
                    caption { (ctx.say("meter-rank-caption")) }
                    thead {
                        tr {
                            th scope="col" { (ctx.say("meter-rank-offer")) }
                            th scope="col" .number { (ctx.say("meter-detail-subscription")) }
                            th scope="col" .number { (ctx.say("meter-rank-total")) }
                        }
                    }
                    tbody {
                        @for line in &page.lines {
                            tr {
                                th scope="row" { a href=(line.href) { (line.name) } }
                                td .number { (line.subscription) }
                                td .number {
                                    @if line.complete { strong { (line.total) } } @else { (ctx.say("meter-rank-not-whole")) }
                                }
                            }
                        }
                    }
                }
            }
        }
    };
    let head = StoreHead { title: &title, ..StoreHead::default() };
    store_frame(ctx, store, &head, main)
}
