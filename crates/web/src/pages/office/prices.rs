//! The prices of an offering: on a line of time, in a table, and the form that changes one from a date on.

use jiff::Timestamp;
use maud::{Markup, html};

use super::form::{anchor, field_of, problem_list};
use super::model::{
    OfficeField, OfficeInput, OfficePrice, OfficePriceForm, OfficePrices, OfficeRoom, PriceStanding,
};
use super::shell::shell;
use super::timeline::timeline;
use crate::context::PageContext;
use crate::pages::parts::marks;

/// `GET /office/prices/{offering}`
pub fn office_prices_page(ctx: &PageContext, prices: &OfficePrices) -> Markup {
    let title = ctx.tell("office-prices-of", &[("name", prices.name.as_str().into())]);
    let here = format!("/office/prices/{}", crate::address::escaped(&prices.id));
    let main = html! {
        nav .crumbs aria-label=(ctx.say("crumbs-label")) {
            ol {
                li { a href=(OfficeRoom::Offerings.path()) { (ctx.say(OfficeRoom::Offerings.key())) } }
                li { a href={ (OfficeRoom::Offerings.path()) "/" (crate::address::escaped(&prices.id)) } { (prices.name) } }
                li aria-current="page" { (ctx.say("office-prices")) }
            }
        }
        @if prices.saved { div .notice role="status" { p { (ctx.say("office-price-saved")) } } }
        @if !prices.ending.0.is_empty() { (problem_list(ctx, &prices.form.problems)) }
        p .lead { (ctx.say("office-prices-lead")) }
        @if let Some(lowest) = &prices.lowest { p { (ctx.tell("office-lowest-30", &[("amount", lowest.as_str().into())])) } }
        (costs(ctx, "office-price-today", &prices.today))
        @if prices.lines.is_empty() { p .empty { (ctx.say("office-no-price")) } }
        @for line in &prices.lines {
            section .sheet {
                h2 { (line.title) }
                (timeline(ctx, line, prices.now))
                table .stacks {
                    thead { tr {
                        th scope="col" { (ctx.say("office-amount")) }
                        th scope="col" { (ctx.say("office-tax")) }
                        th scope="col" { (ctx.say("office-from")) }
                        th scope="col" { (ctx.say("office-until")) }
                        th scope="col" { (ctx.say("office-standing")) }
                        th scope="col" { span .visually-hidden { (ctx.say("office-do")) } }
                    } }
                    tbody {
                        @for price in &line.prices {
                            tr {
                                th scope="row" { (price.amount) }
                                td data-label=(ctx.say("office-tax")) { (price.tax) }
                                td data-label=(ctx.say("office-from")) { (instant(ctx, prices, price.from)) }
                                td data-label=(ctx.say("office-until")) { (instant(ctx, prices, price.until)) }
                                td data-label=(ctx.say("office-standing")) { (ctx.say(standing(price.standing))) }
                                td {
                                    @if price.standing == PriceStanding::ToCome {
                                        form method="post" action={ (here) "/withdraw" } {
                                            (marks(ctx, &format!("withdraw-{}", price.id)))
                                            input type="hidden" name="price" value=(price.id);
                                            button .plain type="submit" { (ctx.say("office-withdraw")) }
                                        }
                                    }
                                    @if price.standing == PriceStanding::InForce { (ending(ctx, prices, &here, price)) }
                                }
                            }
                        }
                    }
                }
            }
        }
        section .sheet #change {
            h2 { (ctx.say("office-price-change")) }
            @if prices.ending.0.is_empty() { (problem_list(ctx, &prices.form.problems)) }
            form .office-form method="post" action={ (here) "#change" } {
                (marks(ctx, "price"))
                div .office-fields { @for field in fields(ctx, prices) { (field_of(&field, &prices.form.problems)) } }
                @if let Some(preview) = &prices.preview {
                    div .notice .warning[preview.asked_back] role="status" {
                        @if preview.asked_back { p { strong { (ctx.say("office-price-adds")) } } }
                        (costs(ctx, "office-price-after", &preview.lines))
                        input type="hidden" name="seen" value=(preview.mark);
                    }
                }
                p .actions {
                    button type="submit" { (ctx.say("office-price-save")) }
                    button .plain type="submit" name="act" value="look" { (ctx.say("office-price-look")) }
                }
            }
        }
    };
    shell(ctx, OfficeRoom::Offerings, &title, main)
}

/// What a new customer pays, line by line.
fn costs(ctx: &PageContext, title: &str, lines: &[(String, String)]) -> Markup {
    html! {
        @if !lines.is_empty() {
            div .price-preview {
                p { strong { (ctx.say(title)) } }
                dl .figures { @for (name, amount) in lines { div { dt { (name) } dd { (amount) } } } }
            }
        }
    }
}

/// A price that has begun is never withdrawn: it ends, now or from a date on.
fn ending(ctx: &PageContext, prices: &OfficePrices, here: &str, price: &OfficePrice) -> Markup {
    let field = format!("end-{}", price.id);
    let id = anchor(&field);
    let problem = prices.form.problems.iter().find(|problem| problem.field == field);
    let (ended, typed) = &prices.ending;
    html! {
        details .price-ending open[problem.is_some()] {
            summary { (ctx.say("office-price-end")) }
            form method="post" action={ (here) "/end" } {
                (marks(ctx, &format!("end-{}", price.id)))
                input type="hidden" name="price" value=(price.id);
                label for=(id) { span { (ctx.say("office-price-end-from")) } }
                input id=(id) type="datetime-local" name="end" value=[(*ended == price.id).then_some(typed)]
                    aria-invalid=[problem.map(|_| "true")] aria-describedby={ (id) "-hint" @if problem.is_some() { " " (id) "-problem" } };
                button .plain type="submit" { (ctx.say("office-price-end")) }
                small #{ (id) "-hint" } { (ctx.say("office-hint-price-end")) }
                @if let Some(problem) = problem { p .problem #{ (id) "-problem" } { (problem.text) } }
            }
        }
    }
}

const fn standing(standing: PriceStanding) -> &'static str {
    match standing {
        PriceStanding::Past => "office-standing-past",
        PriceStanding::InForce => "office-standing-in-force",
        PriceStanding::ToCome => "office-standing-to-come",
    }
}

fn instant(ctx: &PageContext, prices: &OfficePrices, at: Option<Timestamp>) -> String {
    at.map_or_else(|| "–".to_owned(), |at| ctx.language.moment(at, &prices.zone))
}

fn fields(ctx: &PageContext, prices: &OfficePrices) -> Vec<OfficeField> {
    let OfficePriceForm {
        follows,
        name,
        kind,
        amount,
        currency,
        tax,
        includes_tax,
        from,
        until,
        name_en,
        first_months,
        after_months,
        unit,
        ..
    } = &prices.form;
    let field = |name: &str, input, hint: Option<&str>| OfficeField {
        name: name.to_owned(),
        label: ctx.say(&format!("office-price-{name}")),
        hint: hint.map(|key| ctx.say(key)),
        input,
        language: None,
        required: matches!(name, "amount" | "tax"),
    };
    let follow_options = prices
        .lines
        .iter()
        .filter_map(|line| Some((line.follows.clone()?, line.title.clone())))
        .chain([(String::new(), ctx.say("office-price-another"))])
        .collect();
    let kinds = ["oneTime", "recurring", "usage", "closing"];
    let kind_options = kinds.map(|kind| (kind.to_owned(), ctx.say(&format!("office-price-kind-{kind}"))));
    let number = |value: &str| OfficeInput::Number { value: value.to_owned() };
    let line = |value: &str| OfficeInput::Line { value: value.to_owned(), list: None };
    vec![
        field(
            "follows",
            OfficeInput::Choice { value: follows.clone(), options: follow_options },
            Some("office-hint-follows"),
        ),
        field("amount", number(amount), None),
        field("currency", line(currency), None),
        field("tax", number(tax), None),
        field("includes_tax", OfficeInput::Check { on: *includes_tax }, None),
        field("from", OfficeInput::Instant { value: from.clone() }, Some("office-hint-from")),
        field("until", OfficeInput::Instant { value: until.clone() }, Some("office-hint-until")),
        field(
            "kind",
            OfficeInput::Choice { value: kind.clone(), options: kind_options.to_vec() },
            Some("office-hint-kind"),
        ),
        field("name", line(name), Some("office-hint-price-name")),
        field("name_en", line(name_en), None),
        field("first_months", number(first_months), Some("office-hint-first-months")),
        field("after_months", number(after_months), Some("office-hint-after-months")),
        field("unit", line(unit), Some("office-hint-unit")),
    ]
}
