//! Somebody who has signed in asks for what their roles do not give: which would, and whom to ask.

use maud::{Markup, html};
use party::Role;

use super::staff_page;
use crate::context::PageContext;

/// The page that answers with 403.
pub fn error_page_of_role(ctx: &PageContext, roles: &[Role]) -> Markup {
    let title = ctx.say("status-403");
    let main = html! {
        div .narrow.error-page {
            p .status { "403" }
            h1 { (title) }
            div .notice.error role="alert" {
                p { (ctx.say("forbidden-needs")) }
                ul { @for role in roles { li { (ctx.say(&format!("role-{role}"))) } } }
                p { (ctx.say("forbidden-ask")) }
            }
            p .actions {
                a .button href="/" { (ctx.say("nav-home")) }
                a href="/staff/me" { (ctx.say("nav-self")) }
            }
        }
    };
    staff_page(ctx, &title, main)
}
