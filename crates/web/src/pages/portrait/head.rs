//! The head of a portrait: whose it is, over which period, what it holds, and how it can be taken along.

use maud::{Markup, html};

use super::sheet::Sheet;
use crate::address;
use crate::pages::parts::{badge, unfinished_banner, view_title};

pub fn head(sheet: &Sheet<'_>) -> Markup {
    let (ctx, view) = (sheet.ctx, sheet.view);
    let query = address::filter_query(sheet.filter());
    let json = address::with_query(format!("/views/{}/portrait.json", view.name), &query);
    html! {
        (unfinished_banner(ctx, view))
        header .portrait-head {
            div {
                h1 { (view_title(ctx, view)) " " (badge(ctx, view)) }
                p .period {
                    @if let Some(days) = sheet.days() { (capital(&days)) " · " }
                    (sheet.tell("count-acts", &[("n", sheet.portrait.acts.into())]))
                    " · " span .zone { (sheet.portrait.time_zone) }
                }
            }
            ul .taking-along {
                @if view.anomalies > 0 {
                    li { a href={ "/views/" (view.name) "/anomalies" } { (sheet.tell("link-anomalies", &[("n", view.anomalies.into())])) } }
                }
                li { a href=(address::acts(&view.name, sheet.filter(), &address::ActsOf::default())) { (sheet.say("link-acts")) } }
                li { a href=(json) { "JSON" } }
                @if !sheet.others.is_empty() {
                    li { a href={ "/compare?left=" (view.name) } { (sheet.say("link-compare")) } }
                }
            }
        }
    }
}

/// A text with a capital first letter.
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
