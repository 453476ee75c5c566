//! The tariffs, cheapest first, in a table that says the difference in words and figures.

use maud::{Markup, html};
use rust_decimal::Decimal;
use types::Money;

use super::fields::along;
use super::model::{PricedOffer, ResultPage};
use super::result::chosen;
use crate::context::PageContext;
use crate::pages::parts::marks;

/// The table of those that have a whole total. It stands in a form: to choose an offering takes the use along.
pub(super) fn ranking(ctx: &PageContext, page: &ResultPage, whole: &[PricedOffer]) -> Markup {
    html! {
        form .meter-choose method="post" action={ (page.here) "/choose" } {
            (marks(ctx, "meter-choose"))
            (along(&page.along))
            (chosen(page))
            div .table-scroll tabindex="0" role="region" aria-label=(ctx.say("meter-rank-caption")) {
                table .meter-ranking {
                    caption { (ctx.say("meter-rank-caption")) }
                    thead {
                        tr {
                            th scope="col" { (ctx.say("meter-rank-offer")) }
                            th scope="col" .number { (ctx.say("meter-rank-total")) }
                            th scope="col" .number { (ctx.say("meter-rank-more")) }
                            th scope="col" .number { (ctx.say("meter-rank-month")) }
                            th scope="col" { span .visually-hidden { (ctx.say("meter-rank-choose")) } }
                        }
                    }
                    tbody { @for offer in whole { (row(ctx, offer)) } }
                }
            }
        }
    }
}

fn row(ctx: &PageContext, offer: &PricedOffer) -> Markup {
    let cheapest = offer.more == Some(Decimal::ZERO);
    html! {
        tr .cheapest[cheapest] {
            th scope="row" {
                a href=(offer.href) { (offer.name) }
                @for remark in &offer.remarks { span .remark { (remark) } }
            }
            td .number data-label=(ctx.say("meter-rank-total")) {
                strong { (written(ctx, offer, offer.total)) }
                @if !offer.once.is_zero() {
                    span .remark { (ctx.tell("meter-rank-once", &[("amount", written(ctx, offer, offer.once).into())])) }
                }
            }
            td .number data-label=(ctx.say("meter-rank-more")) { (more(ctx, offer, cheapest)) }
            td .number data-label=(ctx.say("meter-rank-month")) { (written(ctx, offer, offer.monthly)) }
            td {
                button .plain type="submit" name="choose" value=(offer.id) {
                    (ctx.say("meter-rank-choose")) span .visually-hidden { " " (offer.name) }
                }
            }
        }
    }
}

fn more(ctx: &PageContext, offer: &PricedOffer, cheapest: bool) -> Markup {
    html! {
        @match offer.more {
            _ if cheapest => strong .cheapest-mark { (ctx.say("meter-rank-cheapest")) },
            Some(more) => (ctx.tell("meter-rank-more-by", &[("amount", written(ctx, offer, more).into())])),
            None => "–",
        }
    }
}

/// An amount of an offer, as the reader's language writes it.
pub(super) fn written(ctx: &PageContext, offer: &PricedOffer, amount: Decimal) -> String {
    ctx.language.price(Money { amount, currency: offer.currency })
}
