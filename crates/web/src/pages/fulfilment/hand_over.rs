//! An order at the counter: what is in it, what is to be paid, the code; and the button that hands it over.

use maud::{Markup, html};

use super::model::{FormProblem, HandOverPage};
use super::pieces::{doing_form, done, line_name, problem_above, state};
use crate::context::PageContext;
use crate::pages::frame::{Place, frame};

/// `GET /counter/{place}/orders/{order}`
pub fn hand_over_page(ctx: &PageContext, page: &HandOverPage) -> Markup {
    let title = ctx.tell("hand-title", &[("number", page.order.number.as_str().into())]);
    let base = format!("/counter/{}/orders/{}", page.place, page.order.id);
    let main = html! {
        div .narrow.ord-hand {
            p .crumb-line { a href={ "/counter/" (page.place) } { (ctx.tell("hand-back", &[("shop", page.shop.as_str().into())])) } }
            h1 { (title) }
            (done(page.done.as_ref()))
            (problem_above(ctx, page.problem.as_ref()))
            p .ord-facts { (state(ctx, page.order.state)) " " strong { (page.order.name) } " " span .quiet { (page.order.placed) } }
            @if let Some(when) = &page.when { p { (when) } }
            @if let Some(shop) = &page.elsewhere {
                p .notice.warning role="status" { (ctx.tell("hand-elsewhere", &[("shop", shop.as_str().into())])) }
            }
            @if let Some(why) = &page.stopped { p .notice.warning role="status" { (why) } }
            @if page.left && page.elsewhere.is_none() && page.stopped.is_none() {
                @if page.to_prepare { (ready_form(ctx, page, &base)) }
                (form(ctx, page, &base))
                (code_form(ctx, page, &base))
            } @else {
                (lines(ctx, page))
            }
            p { a href={ "/office/orders/" (page.order.id) } { (ctx.say("hand-office")) } }
        }
    };
    frame(ctx, &title, Place::Elsewhere, main)
}

fn lines(ctx: &PageContext, page: &HandOverPage) -> Markup {
    html! {
        table .ord-table {
            caption { (ctx.say("hand-lines")) }
            thead { tr {
                th scope="col" { (ctx.say("ord-line")) }
                th scope="col" { (ctx.say("ord-state")) }
                th .num scope="col" { (ctx.say("ord-given")) }
            } }
            tbody {
                @for line in &page.lines {
                    tr {
                        th scope="row" { (line_name(ctx, line)) }
                        td data-label=(ctx.say("ord-state")) { (state(ctx, line.state)) }
                        td .num data-label=(ctx.say("ord-given")) { (line.fulfilled) " / " (line.quantity) }
                    }
                }
            }
        }
    }
}

fn ready_form(ctx: &PageContext, page: &HandOverPage, base: &str) -> Markup {
    let fields = html! {
        p { (ctx.say("hand-ready-why")) }
        button .plain type="submit" { (ctx.say("counter-ready-go")) }
    };
    doing_form(ctx, "ready", &format!("{base}/ready"), page.problem.as_ref(), &fields)
}

fn form(ctx: &PageContext, page: &HandOverPage, base: &str) -> Markup {
    let goods = || page.lines.iter().filter(|line| line.nature == "goods" && line.open > 0 && !line.bundle);
    let others: Vec<&str> = page
        .lines
        .iter()
        .filter(|line| line.nature != "goods" && !line.bundle)
        .map(|line| line.name.as_str())
        .collect();
    let fields = html! {
        fieldset {
            legend { (ctx.say("hand-what")) }
            ul .ord-pieces {
                @for line in goods() {
                    li {
                        label for={ "quantity-" (line.id) } { (line_name(ctx, line)) }
                        span .joined {
                            input id={ "quantity-" (line.id) } type="number" name={ "quantity-" (line.id) } min="0" max=(line.open) step="1" inputmode="numeric" value=(line.open);
                            span .quiet { "/ " (line.open) }
                        }
                    }
                }
            }
            @if !others.is_empty() { p .aside { (ctx.tell("hand-others", &[("what", others.join(", ").as_str().into())])) } }
        }
        (who(ctx, page))
        @if let Some((due, amount)) = &page.due {
            fieldset .ord-due {
                legend { (ctx.say("hand-due")) }
                p .ord-amount { (due) }
                div .check {
                    input #taken type="checkbox" name="taken" value=(amount) required;
                    label for="taken" { (ctx.tell("hand-taken", &[("amount", due.as_str().into())])) }
                }
                fieldset {
                    legend { (ctx.say("hand-taken-how")) }
                    @for way in ["cash", "terminal"] {
                        @let id = format!("taken-{way}");
                        div .check {
                            input id=(id) type="radio" name="taken_by" value=(way) required;
                            label for=(id) { (ctx.say(&format!("hand-taken-{way}"))) }
                        }
                    }
                }
            }
        }
        button .large type="submit" { (ctx.say("hand-go")) }
    };
    doing_form(ctx, "hand", &format!("{base}/hand-over"), page.problem.as_ref(), &fields)
}

/// By what one knows that it is them: the code, or a document.
fn who(ctx: &PageContext, page: &HandOverPage) -> Markup {
    let typed = FormProblem::typed(page.problem.as_ref(), "hand", "presented");
    let code = page.code.clone().unwrap_or(typed);
    let identity = page.blocked || FormProblem::typed(page.problem.as_ref(), "hand", "by") == "identity";
    html! {
        fieldset {
            legend { (ctx.say("hand-who")) }
            @if page.blocked { p .ord-problem { (ctx.say("hand-blocked")) } }
            div .check {
                input #by-code type="radio" name="by" value="code" checked[!identity] disabled[page.blocked];
                label for="by-code" { (ctx.say("hand-by-code")) }
            }
            label .visually-hidden for="presented" { (ctx.say("hand-code")) }
            input #presented .ord-code type="text" name="presented" value=(code) autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="80" disabled[page.blocked];
            div .check {
                input #by-identity type="radio" name="by" value="identity" checked[identity];
                label for="by-identity" { (ctx.tell("hand-by-identity", &[("name", page.order.name.as_str().into())])) }
            }
        }
    }
}

fn code_form(ctx: &PageContext, page: &HandOverPage, base: &str) -> Markup {
    let fields = html! {
        p { (ctx.say("hand-renew-why")) }
        button .plain type="submit" { (ctx.say("hand-renew-go")) }
    };
    html! {
        details .ord-more open[page.blocked] {
            summary { (ctx.say("hand-renew")) }
            (doing_form(ctx, "renew", &format!("{base}/code"), page.problem.as_ref(), &fields))
        }
    }
}
