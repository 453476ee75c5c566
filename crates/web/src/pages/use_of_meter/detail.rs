//! One offering by month and by period: a table that adds up, row by row and column by column.

use jiff::civil::Date;
use maud::{Markup, html};

use super::model::PricedOffer;
use super::ranking::written;
use crate::context::PageContext;

/// Every offering's table, folded; the first one open.
pub(super) fn details(ctx: &PageContext, whole: &[PricedOffer]) -> Markup {
    html! {
        section aria-labelledby="details" {
            h2 #details { (ctx.say("meter-detail-open")) }
            @for (place, offer) in whole.iter().enumerate() {
                details .meter-detail open[place == 0] {
                    summary { (offer.name) " · " (written(ctx, offer, offer.total)) }
                    (table(ctx, offer))
                }
            }
        }
    }
}

fn table(ctx: &PageContext, offer: &PricedOffer) -> Markup {
    let caption = ctx.tell("meter-detail-caption", &[("offer", offer.name.as_str().into())]);
    html! {
        div .table-scroll tabindex="0" role="region" aria-label=(caption) {
            table {
                caption { (caption) }
                thead {
                    tr {
                        th scope="col" { (ctx.say("meter-detail-month")) }
                        th scope="col" .number { (ctx.say("meter-detail-used")) }
                        th scope="col" .number { (ctx.say("meter-detail-subscription")) }
                        @for period in &offer.periods { th scope="col" .number { (period.title) } }
                        th scope="col" .number { (ctx.say("meter-detail-total")) }
                    }
                }
                tbody {
                    @for month in &offer.months {
                        tr {
                            th scope="row" { (month_name(ctx, month.month)) }
                            td .number { (month.used) }
                            td .number { (written(ctx, offer, month.subscription)) }
                            @for (used, cost) in &month.periods {
                                td .number { (written(ctx, offer, *cost)) span .remark { (used) } }
                            }
                            td .number { strong { (written(ctx, offer, month.amount)) } }
                        }
                    }
                }
                tfoot {
                    tr {
                        th scope="row" { (ctx.say("meter-detail-all")) }
                        td .number { (offer.used) }
                        td .number { (written(ctx, offer, offer.subscription)) }
                        @for period in &offer.periods {
                            td .number { (written(ctx, offer, period.cost)) span .remark { (period.used) } }
                        }
                        td .number { strong { (written(ctx, offer, offer.total)) } }
                    }
                }
            }
        }
    }
}

/// `juillet 2022`, `July 2022`.
pub(super) fn month_name(ctx: &PageContext, month: Date) -> String {
    let written = ctx.language.date(month.first_of_month());
    written.split_once([' ', '\u{a0}', '\u{202f}']).map_or(written.clone(), |(_, rest)| rest.to_owned())
}
