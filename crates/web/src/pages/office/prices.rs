//! The prices of an offering: on a line of time, in a table, and the form that changes one from a date on.

use jiff::Timestamp;
use maud::{Markup, html};

use super::form::{field_of, problem_list};
use super::model::{OfficeField, OfficeInput, OfficePriceForm, OfficePrices, OfficeRoom, PriceStanding};
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
        (problem_list(ctx, &prices.form.problems))
        p .lead { (ctx.say("office-prices-lead")) }
        @if let Some(lowest) = &prices.lowest { p { (ctx.tell("office-lowest-30", &[("amount", lowest.as_str().into())])) } }
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
                                }
                            }
                        }
                    }
                }
            }
        }
        section .sheet #change {
            h2 { (ctx.say("office-price-change")) }
            form .office-form method="post" action=(here) {
                (marks(ctx, "price"))
                div .office-fields { @for field in fields(ctx, prices) { (field_of(&field, &prices.form.problems)) } }
                p .actions { button type="submit" { (ctx.say("office-price-save")) } }
            }
        }
    };
    shell(ctx, OfficeRoom::Offerings, &title, main)
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
        first_months,
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
        field("first_months", number(first_months), Some("office-hint-first-months")),
        field("unit", line(unit), Some("office-hint-unit")),
    ]
}
