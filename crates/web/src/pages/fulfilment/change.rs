//! What can be done with an order in the office: each a form of its own, folded away until it is wanted.

use maud::{Markup, html};

use super::model::{FormProblem, OfficeOrderPage, StaffLine};
use super::pieces::doing_form;
use crate::context::PageContext;

/// The conditions that goods can come back in.
const CONDITIONS: [&str; 6] = ["as_new", "opened", "used", "damaged", "defective", "wrong"];

/// Every form that the order allows now.
pub(super) fn changes(ctx: &PageContext, page: &OfficeOrderPage) -> Markup {
    let doing = page.doing;
    html! {
        section .sheet aria-labelledby="doing" {
            h2 #doing { (ctx.say("ord-doing")) }
            @if doing.ready { (plain(ctx, page, "ready", "plain")) }
            @if doing.ship { (fold(ctx, page, "ship", &ship(ctx, page))) }
            @if doing.take_back { (fold(ctx, page, "return", &take_back(ctx, page))) }
            @if doing.amend { (fold(ctx, page, "amend", &amend(ctx, page))) }
            @if doing.correct { (fold(ctx, page, "correct", &correct(ctx, page))) }
            @if doing.shop && !page.shops.is_empty() { (fold(ctx, page, "shop", &another_shop(ctx, page))) }
            @if doing.confirm { (plain(ctx, page, "confirm", "plain")) }
            @if doing.resume { (plain(ctx, page, "resume", "plain")) }
            @if doing.renew { (plain(ctx, page, "renew", "plain")) }
            @if doing.hold { (fold(ctx, page, "hold", &with_reason(ctx, page, "hold", false))) }
            @if doing.gesture { (fold(ctx, page, "gesture", &gesture(ctx, page))) }
            @if doing.cancel {
                (fold(ctx, page, "cancel", &with_reason(ctx, page, "cancel", true)))
                (fold(ctx, page, "fail", &with_reason(ctx, page, "fail", true)))
            }
            @if doing == super::model::OrderDoing::default() { p .quiet { (ctx.say("ord-nothing-to-do")) } }
        }
    }
}

fn action(page: &OfficeOrderPage, form: &str) -> String {
    format!("/office/orders/{}/{form}", page.order.id)
}

/// A form behind its name; open if something is wrong with it.
fn fold(ctx: &PageContext, page: &OfficeOrderPage, form: &str, fields: &Markup) -> Markup {
    let wrong = page.problem.as_ref().is_some_and(|problem| problem.form == form);
    html! {
        details .ord-more open[wrong] {
            summary { (ctx.say(&format!("ord-do-{form}"))) }
            (doing_form(ctx, form, &action(page, form), page.problem.as_ref(), fields))
        }
    }
}

/// A form of one button.
fn plain(ctx: &PageContext, page: &OfficeOrderPage, form: &str, class: &str) -> Markup {
    let fields = html! { button class=(class) type="submit" { (ctx.say(&format!("ord-do-{form}"))) } };
    doing_form(ctx, form, &action(page, form), page.problem.as_ref(), &fields)
}

/// A number of pieces for each line that is meant.
fn quantities<'a>(
    ctx: &PageContext,
    form: &str,
    lines: impl Iterator<Item = (&'a StaffLine, u32, u32)>,
) -> Markup {
    html! {
        ul .ord-pieces {
            @for (line, most, usual) in lines {
                @let id = format!("{form}-quantity-{}", line.id);
                li {
                    label for=(id) { (line.name) }
                    span .joined {
                        input id=(id) type="number" name={ "quantity-" (line.id) } min="0" max=(most) step="1" inputmode="numeric" value=(usual);
                        span .quiet { (ctx.tell("ord-at-most", &[("n", u64::from(most).into())])) }
                    }
                }
            }
        }
    }
}

fn places(ctx: &PageContext, page: &OfficeOrderPage, form: &str, none: &str) -> Markup {
    let id = format!("{form}-place");
    html! {
        label for=(id) { (ctx.say(&format!("ord-{form}-place"))) }
        select id=(id) name="place" {
            option value="" { (ctx.say(none)) }
            @for (place, name) in &page.places { option value=(place) { (name) } }
        }
    }
}

fn ship(ctx: &PageContext, page: &OfficeOrderPage) -> Markup {
    let typed = |field: &str| FormProblem::typed(page.problem.as_ref(), "ship", field);
    let open = page.lines.iter().filter(|line| line.nature == "goods" && line.open > 0 && !line.bundle);
    html! {
        (quantities(ctx, "ship", open.map(|line| (line, line.open, line.open))))
        (places(ctx, page, "ship", "ord-ship-anywhere"))
        label for="ship-carrier" { (ctx.say("ord-carrier")) }
        input #ship-carrier type="text" name="carrier" maxlength="80" value=(typed("carrier")) autocomplete="off";
        label for="ship-tracking" { (ctx.say("ord-tracking")) }
        input #ship-tracking type="text" name="tracking" maxlength="80" value=(typed("tracking")) autocomplete="off";
        button type="submit" { (ctx.say("ord-ship-go")) }
    }
}

fn amend(ctx: &PageContext, page: &OfficeOrderPage) -> Markup {
    let lines = page.lines.iter().filter(|line| line.amendable && line.quantity > 0);
    html! {
        p .aside { (ctx.say("ord-amend-why")) }
        (quantities(ctx, "amend", lines.map(|line| (line, line.quantity, line.quantity))))
        p .aside { (ctx.say("ord-no-new-lines")) }
        button type="submit" { (ctx.say("ord-amend-go")) }
    }
}

fn correct(ctx: &PageContext, page: &OfficeOrderPage) -> Markup {
    let again = page.problem.as_ref().filter(|problem| problem.form == "correct");
    html! {
        p .aside { (ctx.say("ord-correct-why")) }
        @for (field, known) in &page.details {
            @let id = format!("correct-{field}");
            @let value = again.and_then(|problem| problem.typed.get(*field)).unwrap_or(known);
            label for=(id) { (ctx.say(&format!("ord-field-{field}"))) }
            input id=(id) type=(if *field == "email" { "email" } else { "text" }) name=(field) value=(value) maxlength="120" autocomplete="off";
        }
        button type="submit" { (ctx.say("ord-correct-go")) }
    }
}

fn another_shop(ctx: &PageContext, page: &OfficeOrderPage) -> Markup {
    html! {
        p .aside { (ctx.say("ord-shop-why")) }
        label for="shop-place" { (ctx.say("ord-shop-place")) }
        select #shop-place name="place" required {
            option value="" { (ctx.say("ord-shop-none")) }
            @for (place, name) in &page.shops { option value=(place) { (name) } }
        }
        button type="submit" { (ctx.say("ord-shop-go")) }
    }
}

fn take_back(ctx: &PageContext, page: &OfficeOrderPage) -> Markup {
    let typed = |field: &str| FormProblem::typed(page.problem.as_ref(), "return", field);
    let lines = || page.lines.iter().filter(|line| line.returnable > 0 && !line.bundle);
    html! {
        @for line in lines() {
            fieldset .ord-back {
                legend { (line.name) }
                @let id = format!("return-quantity-{}", line.id);
                label for=(id) { (ctx.tell("ord-back-pieces", &[("n", u64::from(line.returnable).into())])) }
                input id=(id) type="number" name={ "quantity-" (line.id) } min="0" max=(line.returnable) step="1" inputmode="numeric" value=(line.withdrawn.saturating_sub(line.returned).min(line.returnable));
                @let id = format!("return-condition-{}", line.id);
                label for=(id) { (ctx.say("ord-condition")) }
                select id=(id) name={ "condition-" (line.id) } {
                    @for condition in CONDITIONS { option value=(condition) { (ctx.say(&format!("ord-condition-{condition}"))) } }
                }
                div .check {
                    @let id = format!("return-restock-{}", line.id);
                    input id=(id) type="checkbox" name={ "restock-" (line.id) } value="yes";
                    label for=(id) { (ctx.say("ord-restock")) }
                }
            }
        }
        (places(ctx, page, "return", "ord-return-nowhere"))
        label for="return-reason" { (ctx.say("ord-reason")) }
        input #return-reason type="text" name="reason" maxlength="500" value=(typed("reason")) autocomplete="off";
        label for="return-withheld" { (ctx.say("ord-withheld")) }
        input #return-withheld type="text" name="withheld" inputmode="decimal" maxlength="20" value=(typed("withheld")) autocomplete="off" aria-describedby="return-withheld-hint";
        p #return-withheld-hint .aside { (ctx.say("ord-withheld-hint")) }
        button type="submit" { (ctx.say("ord-return-go")) }
    }
}

fn gesture(ctx: &PageContext, page: &OfficeOrderPage) -> Markup {
    let typed = FormProblem::typed(page.problem.as_ref(), "gesture", "amount");
    html! {
        p .aside { (ctx.say("ord-gesture-why")) }
        label for="gesture-amount" { (ctx.say("ord-gesture-amount")) }
        input #gesture-amount type="text" name="amount" inputmode="decimal" maxlength="20" value=(typed) required autocomplete="off";
        button type="submit" { (ctx.say("ord-gesture-go")) }
    }
}

fn with_reason(ctx: &PageContext, page: &OfficeOrderPage, form: &str, grave: bool) -> Markup {
    let id = format!("{form}-reason");
    html! {
        p .aside { (ctx.say(&format!("ord-{form}-why"))) }
        label for=(id) { (ctx.say(&format!("ord-{form}-reason"))) }
        input id=(id) type="text" name="reason" maxlength="500" value=(FormProblem::typed(page.problem.as_ref(), form, "reason")) autocomplete="off";
        button .danger[grave] type="submit" { (ctx.say(&format!("ord-{form}-go"))) }
    }
}
