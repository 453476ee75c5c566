//! The checkout on one page: who, where, how to pay, what one agrees to; and a button that says what it binds to.
//! Its parts may be filled in any order; only sending it asks for all of them, and lists what is missing at its place.

use maud::{Markup, html};

use super::fields::{Filled, Text};
use super::frame::{StoreHead, store_frame};
use super::model::{
    AskLink, CheckoutPage, ContractSummary, DeliveryShown, Identity, PaymentShown, PickUpPlace, SeenAmounts,
    Store, Totals,
};
use super::pieces::{ask_link, field_id, problems};
use super::totals::totals;
use super::words::Words;
use crate::context::PageContext;
use crate::pages::parts::marks;

/// The page.
pub fn checkout_page(ctx: &PageContext, store: &Store, page: &CheckoutPage) -> Markup {
    let w = Words::of(ctx);
    let title = w.say("shop-checkout");
    let ask = AskLink {
        title: title.to_owned(),
        error: page.problems.first().map(|problem| problem.message.clone()).unwrap_or_default(),
        ..AskLink::default()
    };
    let filled = Filled { values: &page.values, problems: &page.problems };
    let main = html! {
        h1 { (title) }
        (problems(ctx, &page.problems))
        @if let Some(until) = page.held_until {
            p .held role="status" { (w.tell("shop-held-until", &[("time", &w.language.time(until.to_zoned_datetime(page.zone.clone()).time()))])) }
        }
        form .checkout method="post" action="/checkout" novalidate data-once {
            (marks(ctx, "order"))
            input type="hidden" name="cart" value=(page.cart);
            (seen(&page.seen))
            div .checkout-parts {
                (who(w, page, filled))
                (place(w, page, filled))
                (paying(w, page, filled))
            }
            div .checkout-sum {
                (summary(w, page))
                (agreeing(w, page, filled))
                button .order type="submit" { (w.say("shop-order")) }
                p .quiet { (w.say("shop-order-hint")) }
                p { (ask_link(ctx, w, &ask, "plain")) " · " a href="/cart" { (w.say("shop-back-to-cart")) } }
            }
        }
    };
    let head = StoreHead { title, ask: ask.clone(), ..StoreHead::default() };
    store_frame(ctx, store, &head, main)
}

/// The figures that were shown, which come back with the order.
pub fn seen(seen: &SeenAmounts) -> Markup {
    html! {
        input type="hidden" name="seen_due_now" value=(seen.due_now);
        input type="hidden" name="seen_monthly" value=(seen.monthly);
        input type="hidden" name="seen_first_year" value=(seen.first_year);
        @for (way, fee) in &seen.fees { input type="hidden" name={ "fee." (way) } value=(fee); }
    }
}

fn part(number: u8, title: &str, content: Markup) -> Markup {
    let id = format!("part-{number}");
    html! {
        section .checkout-part aria-labelledby=(id) {
            h2 id=(id) { span .part-number aria-hidden="true" { (number) } " " (title) }
            (content)
        }
    }
}

fn who(w: Words, page: &CheckoutPage, filled: Filled<'_>) -> Markup {
    let names = html! {
        div .two {
            (filled.text(w, Text { name: "given_name", label: w.say("shop-given-name"), complete: "given-name", ..Text::default() }))
            (filled.text(w, Text { name: "family_name", label: w.say("shop-family-name"), complete: "family-name", ..Text::default() }))
        }
    };
    part(
        1,
        w.say("shop-who"),
        html! {
            @match &page.identity {
                Identity::SignedIn(email) => p { (w.tell("shop-signed-in-as", &[("email", email)])) },
                Identity::Guest => p .quiet { (w.say("shop-guest")) " " a href="/sign-in?next=%2Fcheckout" { (w.say("shop-sign-in-checkout")) } },
            }
            (names)
            @if page.identity == Identity::Guest {
                (filled.text(w, Text { name: "email", label: w.say("shop-email"), hint: w.say("shop-email-hint"), kind: "email", complete: "email", ..Text::default() }))
            }
            (filled.text(w, Text { name: "phone", label: w.say("shop-phone"), hint: w.say("shop-phone-hint"), kind: "tel", complete: "tel", optional: true, ..Text::default() }))
        },
    )
}

fn place(w: Words, page: &CheckoutPage, filled: Filled<'_>) -> Markup {
    let choosing = !page.delivery.is_empty() || !page.places.is_empty();
    let problem = filled.problem("delivery");
    let title = if choosing { w.say("shop-where") } else { w.say("shop-where-used") };
    let address = !page.delivery.is_empty() || page.needs_address;
    part(
        2,
        title,
        html! {
            @if choosing {
                fieldset .choices id=(field_id("delivery")) tabindex="-1" aria-describedby=[problem.map(|_| "f-delivery-problem")] {
                    legend { (w.say("shop-delivery-choice")) }
                    (super::fields::beside("f-delivery", problem))
                    @for place in &page.places { (pick_up(w, page, place, filled)) }
                    @for method in &page.delivery { (sending(w, method, filled)) }
                }
            }
            @if address {
                fieldset .address {
                    legend { (w.say(if page.needs_address { "shop-address-used" } else { "shop-address" })) }
                    @if !page.needs_address && !page.places.is_empty() { p .hint { (w.say("shop-address-hint")) } }
                    (address_fields(w, page, filled))
                }
            }
        },
    )
}

fn address_fields(w: Words, page: &CheckoutPage, filled: Filled<'_>) -> Markup {
    let country = filled.value("country");
    let problem = filled.problem("country");
    html! {
        (filled.text(w, Text { name: "name", label: w.say("shop-letter-box"), complete: "name", optional: true, ..Text::default() }))
        (filled.text(w, Text { name: "street", label: w.say("shop-street"), complete: "address-line1", ..Text::default() }))
        (filled.text(w, Text { name: "complement", label: w.say("shop-complement"), complete: "address-line2", optional: true, ..Text::default() }))
        div .two {
            (filled.text(w, Text { name: "postcode", label: w.say("shop-postcode"), complete: "postal-code", width: "short", ..Text::default() }))
            (filled.text(w, Text { name: "city", label: w.say("shop-city"), complete: "address-level2", ..Text::default() }))
        }
        div .field {
            label for="f-country" { span { (w.say("shop-country")) } }
            select #f-country name="country" autocomplete="country" aria-invalid=[problem.map(|_| "true")] aria-describedby=[problem.map(|_| "f-country-problem")] {
                @for (code, name) in &page.countries { option value=(code) selected[code == country] { (name) } }
            }
            (super::fields::beside("f-country", problem))
        }
    }
}

/// A choice of one: its button, its words, why it cannot be chosen where it cannot.
fn choice(
    w: Words,
    name: &str,
    value: &str,
    sums: Option<&Totals>,
    filled: Filled<'_>,
    unavailable: Option<&str>,
    words: Markup,
) -> Markup {
    let id = format!("c-{}", field_id(value));
    html! {
        div .choice {
            @if let Some(sums) = sums { template { (totals(w, sums)) } }
            input type="radio" id=(id) name=(name) value=(value) checked[filled.value(name) == value] disabled[unavailable.is_some()];
            label for=(id) { (words) @if let Some(reason) = unavailable { span .option-no { (reason) } } }
        }
    }
}

fn pick_up(w: Words, page: &CheckoutPage, place: &PickUpPlace, filled: Filled<'_>) -> Markup {
    let words = html! {
        span .choice-title { (w.tell("shop-pick-up-at", &[("place", &place.name)])) " " span .choice-price { (w.say("shop-free")) } }
        span { (place.address) }
        @if let Some(ready) = place.ready_by { span { (w.tell("shop-ready-by", &[("when", &w.language.moment(ready, &page.zone))])) } }
    };
    html! {
        (choice(w, "delivery", &format!("pick_up:{}", place.id), Some(&place.totals), filled, place.unavailable.as_deref(), words))
        @if !place.hours.is_empty() {
            details .hours { summary { (w.tell("shop-hours-of", &[("place", &place.name)])) } (hours(&place.hours)) }
        }
    }
}

/// Opening hours.
pub fn hours(hours: &[(String, String)]) -> Markup {
    html! { dl .opening { @for (days, times) in hours { div { dt { (days) } dd { (times) } } } } }
}

fn sending(w: Words, method: &DeliveryShown, filled: Filled<'_>) -> Markup {
    choice(
        w,
        "delivery",
        &format!("send:{}", method.id),
        Some(&method.totals),
        filled,
        method.unavailable.as_deref(),
        html! {
            span .choice-title {
                (method.name) " "
                @if let Some(fee) = method.fee {
                    span .choice-price { @if fee.amount.is_zero() { (w.say("shop-free")) } @else { (w.price(fee)) } }
                }
            }
            span { (method.arrives) }
        },
    )
}

fn paying(w: Words, page: &CheckoutPage, filled: Filled<'_>) -> Markup {
    let problem = filled.problem("payment");
    part(
        3,
        w.say("shop-pay"),
        html! {
            fieldset .choices id=(field_id("payment")) tabindex="-1" aria-describedby=[problem.map(|_| "f-payment-problem")] {
                legend .visually-hidden { (w.say("shop-pay")) }
                (super::fields::beside("f-payment", problem))
                @for way in &page.payments { (way_to_pay(w, way, filled)) }
            }
        },
    )
}

pub(super) fn way_to_pay(w: Words, way: &PaymentShown, filled: Filled<'_>) -> Markup {
    let words = html! { span .choice-title { (way.title) } span { (way.hint) } };
    html! {
        (choice(w, "payment", &way.name, None, filled, way.unavailable.as_deref(), words))
        @if way.unavailable.is_none() {
            @match way.name.as_str() {
                "sepa_mandate" => div .pay-fields data-pay=(way.name) {
                    (filled.text(w, Text { name: "holder", label: w.say("shop-holder"), complete: "name", ..Text::default() }))
                    (filled.text(w, Text { name: "iban", label: "IBAN", hint: w.say("shop-iban-hint"), complete: "off", ..Text::default() }))
                    (filled.text(w, Text { name: "bic", label: "BIC", complete: "off", optional: true, width: "short", ..Text::default() }))
                    p .hint { (w.say("shop-mandate")) }
                },
                "test_card" => div .pay-fields data-pay=(way.name) {
                    (filled.text(w, Text { name: "card_number", label: w.say("shop-card-number"), complete: "cc-number", keyboard: "numeric", ..Text::default() }))
                    (filled.text(w, Text { name: "card_expires", label: w.say("shop-card-expiry"), hint: w.say("shop-card-expiry-hint"), complete: "cc-exp", width: "short", ..Text::default() }))
                    (filled.text(w, Text { name: "card_code", label: w.say("shop-card-code"), complete: "cc-csc", keyboard: "numeric", width: "short", ..Text::default() }))
                },
                _ => {},
            }
        }
    }
}

fn summary(w: Words, page: &CheckoutPage) -> Markup {
    html! {
        h2 { (w.say("shop-summary")) }
        ul .summary-lines {
            @for line in &page.lines {
                li {
                    span { (line.quantity) " × " (line.name) @for detail in &line.details { " · " (detail) } }
                    (super::cart::line_price(w, line))
                    @for problem in &line.problems { div .notice.warning { p { (problem.message) } (super::pieces::ways(&problem.ways)) } }
                }
            }
        }
        (totals(w, &page.totals))
    }
}

fn agreeing(w: Words, page: &CheckoutPage, filled: Filled<'_>) -> Markup {
    let version = page.terms.version.to_string();
    html! {
        @for contract in &page.contracts {
            details .contract {
                summary { (w.tell("shop-contract-of", &[("name", &contract.name)])) }
                (contract_rows(contract))
            }
        }
        @if !page.contracts.is_empty() {
            (filled.tick("summary_accepted", "1", html! { (w.say("shop-accept-summary")) }))
            (filled.tick("begin_at_once", "1", html! { (w.say("shop-begin-at-once")) }))
        }
        @if page.terms.version == 0 {
            p .empty id="f-terms" { (w.say("missing-no-terms")) }
        } @else {
            (filled.tick("terms", &version, html! {
                (w.say("shop-accept-terms")) " " a href=(page.terms.href) { (w.tell("shop-terms", &[("version", &version), ("since", &page.terms.since)])) }
            }))
        }
    }
}

/// A contract in short.
pub fn contract_rows(contract: &ContractSummary) -> Markup {
    html! {
        dl .contract-rows { @for (heading, lines) in &contract.rows { div { dt { (heading) } @for line in lines { dd { (line) } } } } }
        @if let Some(document) = &contract.document { p { a href=(document.href) { (document.title) } } }
    }
}
