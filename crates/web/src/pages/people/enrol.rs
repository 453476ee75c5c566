//! Setting the second factor: something to scan, its digits, and then the recovery codes, once.

use maud::{Markup, PreEscaped, html};

use super::fields::{Field, FieldProblem, summary, title};
use super::staff_page;
use crate::context::PageContext;
use crate::pages::parts::marks;

/// What is to be scanned.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EnrolPage {
    /// The QR code, as SVG.
    pub svg: String,
    /// The same as an address, for a telephone that reads this page itself.
    pub address: String,
    /// The secret, to be typed.
    pub secret: String,
    /// Where the reader was.
    pub back: String,
    /// What is wrong.
    pub problems: Vec<FieldProblem>,
}

/// `GET /staff/enrol`
pub fn enrol_page(ctx: &PageContext, page: &EnrolPage) -> Markup {
    let grouped: Vec<String> =
        page.secret.as_bytes().chunks(4).map(|four| String::from_utf8_lossy(four).into_owned()).collect();
    let main = html! {
        div .narrow.person {
            h1 { (ctx.say("enrol-title")) }
            (summary(ctx, &page.problems))
            p .lead { (ctx.say("enrol-lead")) }
            ol .enrol-steps {
                li {
                    p { (ctx.say("enrol-scan")) }
                    div .qr-code { (PreEscaped(&page.svg)) }
                    p { a href=(page.address) { (ctx.say("enrol-open")) } }
                    p { (ctx.say("enrol-type")) " " code .secret { (grouped.join(" ")) } }
                }
                li {
                    form method="post" action="/staff/enrol" {
                        (marks(ctx, "enrol"))
                        input type="hidden" name="back" value=(page.back);
                        (Field { name: "digits", label: "enrol-digits", complete: "one-time-code", longest: 12, digits: true, ..Field::default() }.shown(ctx, &page.problems))
                        p .actions { button type="submit" { (ctx.say("enrol-go")) } }
                    }
                }
            }
        }
    };
    staff_page(ctx, &title(ctx, "enrol-title", &page.problems), main)
}

/// `POST /staff/enrol`, and new codes later: the recovery codes, once.
pub fn codes_page(ctx: &PageContext, codes: &[String], next: &str) -> Markup {
    let title = ctx.say("codes-title");
    let main = html! {
        div .narrow.person {
            h1 { (title) }
            div .notice.warning role="status" { p { (ctx.say("codes-lead")) } }
            ol .recovery-codes { @for code in codes { li { code { (code) } } } }
            p .actions { a .button href=(next) { (ctx.say("codes-kept")) } }
        }
    };
    staff_page(ctx, &title, main)
}
