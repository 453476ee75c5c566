//! The portrait: one page that reads like a full-length portrait, in the order that the house gives it.
//!
//! Each section is a function of a [`Sheet`] that returns nothing where the log holds no such family: an
//! absent family has no row of zeros, and what cannot be seen is said in its own section.

mod achieved;
mod cases;
mod conditions;
mod facts;
mod filters;
mod flows;
mod head;
mod operations;
mod returns;
mod sales;
mod sentence;
mod sheet;
mod short;
mod unmet;
mod unseen;

use maud::{Markup, html};
use portrait::Portrait;

pub(crate) use head::capital;

use crate::context::PageContext;
use crate::model::{NoteLine, ViewSummary};
use crate::pages::frame::{Place, frame};
use crate::pages::parts::view_title;
use sheet::Sheet;

/// What the portrait's page shows.
#[derive(Debug, Clone, Copy)]
pub struct PortraitView<'a> {
    /// The view.
    pub view: &'a ViewSummary,
    /// Its figures, under the filter of the address.
    pub portrait: &'a Portrait,
    /// Notes attached to its figures.
    pub notes: &'a [NoteLine],
    /// Other views, for laying one beside this one.
    pub others: &'a [ViewSummary],
    /// A field of the filter that could not be read, said above the portrait, which is then unfiltered.
    pub filter_problem: Option<&'a str>,
}

/// The whole page.
pub fn portrait_page(ctx: &PageContext, shown: PortraitView<'_>) -> Markup {
    let title = ctx.tell("portrait-title", &[("view", view_title(ctx, shown.view).into())]);
    frame(ctx, &title, Place::Views, portrait_sheet(ctx, shown))
}

/// The portrait without the frame.
fn portrait_sheet(ctx: &PageContext, shown: PortraitView<'_>) -> Markup {
    let sheet = Sheet::new(ctx, shown);
    let body = html! {
        (head::head(&sheet))
        (filters::filters(&sheet))
        @if shown.portrait.acts == 0 {
            p .empty { (ctx.say("portrait-empty")) }
        } @else {
            (sentence::sentence(&sheet))
            div .first-screen {
                (achieved::achieved(&sheet))
                (operations::operations(&sheet))
            }
            (sections(&sheet))
        }
        (unseen::not_seen(&sheet))
        (unseen::notes(&sheet))
        (unseen::rules(&sheet))
        (unseen::sources(&sheet))
    };
    html! { article .portrait { (body) (sheet.whys()) } }
}

/// The sections below the first screen, those that this log can fill.
fn sections(sheet: &Sheet<'_>) -> Markup {
    html! {
        (short::fell_short(sheet))
        (returns::return_curve(sheet))
        (conditions::conditions(sheet))
        (flows::flows(sheet))
        (unmet::unmet(sheet))
        (facts::by_reason(sheet))
        (sales::sales(sheet))
        (cases::cases(sheet))
    }
}

/// The figures of a portrait that stand on the first page: the sentence and what the work achieved.
pub(super) fn portrait_in_short(ctx: &PageContext, shown: PortraitView<'_>) -> Markup {
    let sheet = Sheet::new(ctx, shown).without_tools();
    let body = html! {
        (sentence::sentence(&sheet))
        (achieved::achieved(&sheet))
        (operations::operations(&sheet))
    };
    html! { div .portrait.in-short { (body) (sheet.whys()) } }
}

/// The figures of one side of a comparison.
pub(super) fn portrait_aside(ctx: &PageContext, shown: PortraitView<'_>) -> Markup {
    let sheet = Sheet::new(ctx, shown).plain();
    html! {
        (sentence::sentence(&sheet))
        (achieved::achieved(&sheet))
        (operations::operations(&sheet))
        (short::fell_short(&sheet))
        (returns::return_curve(&sheet))
        (conditions::conditions(&sheet))
        (unseen::not_seen(&sheet))
    }
}
