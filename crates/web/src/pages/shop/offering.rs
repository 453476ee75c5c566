//! One offering: its pictures, its whole price, its variants and options, where it is, and how to take it.

use maud::{Markup, html};

use super::frame::{StoreHead, store_frame};
use super::model::{AskLink, EligibilityShown, OfferingPage, StockLevel, Store};
use super::pieces::{ask_link, crumbs, field_id, notice, offer_href, picture, problem_of, problems, ways};
use super::price::{price_short, price_whole};
use super::structured::offering_data;
use super::words::Words;
use crate::context::PageContext;
use crate::pages::parts::marks;

/// The page.
pub fn offering_page(ctx: &PageContext, store: &Store, page: &OfferingPage) -> Markup {
    let w = Words::of(ctx);
    let refused = match &page.eligibility {
        EligibilityShown::No { reason, .. } => reason.as_str(),
        _ if page.withdrawn => w.say("shop-withdrawn"),
        _ if !page.priced => w.say("shop-no-price-text"),
        _ if !page.available => w.say("shop-out-of-stock"),
        _ => "",
    };
    let ask = AskLink {
        title: page.name.clone(),
        offerings: vec![page.id.clone()],
        error: refused.to_owned(),
        ..AskLink::default()
    };
    let main = html! {
        (crumbs(w, &page.crumbs, &page.name))
        (problems(ctx, &page.problems))
        @if page.just_added { (added(w)) }
        @if page.withdrawn { (notice("warning", html! { p { (w.say("shop-withdrawn")) } })) }
        div .offering {
            div .offering-pictures { (pictures(page)) }
            div .offering-words {
                @if !page.brand.is_empty() { p .card-brand { (page.brand) } }
                h1 { (page.name) }
                (price_whole(w, &page.price, &page.zone))
                @if let Some(with_use) = &page.with_use {
                    p .with-use { (with_use) " " a href="/shelf/use" { (ctx.say("meter-in-hand-way")) } }
                } @else if page.price.usage.iter().any(|price| price.unit == "kWh") {
                    p { a href="/shelf/use" { (w.say("shop-use-price-long")) } }
                }
                @for (index, axis) in page.axes.iter().enumerate() { (variants(w, index, axis)) }
                (eligibility(w, page))
                (taking(ctx, w, page))
                p .offering-ask { (ask_link(ctx, w, &ask, "button plain")) }
            }
        }
        div .offering-rest {
            (description(w, page))
            (places(w, page))
            (characteristics(w, page))
            (contracts(w, page))
        }
    };
    let head = StoreHead {
        title: &page.name,
        description: page.description.lines().next().unwrap_or_default(),
        canonical: Some(offer_href(&page.id)),
        structured: Some(offering_data(store, page)),
        ask: ask.clone(),
    };
    store_frame(ctx, store, &head, main)
}

fn added(w: Words) -> Markup {
    notice(
        "done",
        html! {
            p {
                strong { (w.say("shop-added")) } " "
                a href="/cart" { (w.say("shop-to-cart")) } " · " a href="/shelf" { (w.say("shop-go-on")) }
            }
        },
    )
}

fn pictures(page: &OfferingPage) -> Markup {
    let none = super::model::Picture::default();
    let first = page.pictures.first().unwrap_or(&none);
    html! {
        (picture(first, "large", true))
        @if page.pictures.len() > 1 {
            ul .thumbs {
                @for small in page.pictures.iter().skip(1) { li { a href=(small.src) { (picture(small, "thumb", false)) } } }
            }
        }
    }
}

/// Variants are pages of their own: a choice is a link, which needs no script and can be sent to somebody.
fn variants(w: Words, index: usize, axis: &super::model::VariantAxis) -> Markup {
    let id = format!("axis-{index}");
    html! {
        div .axis {
            p .axis-label id=(id) { (axis.label) }
            ul aria-labelledby=(id) {
                @for choice in &axis.choices {
                    li {
                        a href=(choice.href) aria-current=[choice.current.then_some("true")] .unavailable[!choice.available] {
                            (choice.label)
                            @if !choice.available { span .visually-hidden { " (" (w.say("shop-out-of-stock")) ")" } }
                        }
                    }
                }
            }
        }
    }
}

fn eligibility(w: Words, page: &OfferingPage) -> Markup {
    let ask_postcode = |told: &str| {
        let id = field_id("postcode");
        let problem = problem_of(&page.problems, "postcode");
        html! {
            form .eligibility method="get" action=(offer_href(&page.id)) {
                label for=(id) { span { (told) } }
                div .joined {
                    input id=(id) name="postcode" value=(page.postcode) autocomplete="postal-code" maxlength="12"
                        aria-invalid=[problem.map(|_| "true")] aria-describedby=[problem.map(|_| format!("{id}-problem"))];
                    button .plain type="submit" { (w.say("shop-check-postcode")) }
                }
                (super::fields::beside(&id, problem))
            }
        }
    };
    html! {
        @match &page.eligibility {
            EligibilityShown::Open => {},
            EligibilityShown::OpenAt(postcode) => {
                p .stock.stock-yes { (w.tell("shop-eligible-at", &[("postcode", postcode)])) }
            },
            EligibilityShown::NeedsPostcode => (ask_postcode(w.say("shop-needs-postcode"))),
            EligibilityShown::No { reason, instead } => {
                div .notice.warning role="status" {
                    p { strong { (w.say("shop-not-for-you")) } " " (reason) }
                    (ways(instead))
                }
                @if !page.postcode.is_empty() { (ask_postcode(w.say("shop-other-postcode"))) }
            },
        }
    }
}

/// The form that puts it in the cart, or says why that cannot be and what else can.
fn taking(ctx: &PageContext, w: Words, page: &OfferingPage) -> Markup {
    let refused = matches!(page.eligibility, EligibilityShown::No { .. }) || page.withdrawn;
    html! {
        @if !page.priced && !refused {
            p .option-no { (w.say("shop-no-price-text")) }
        } @else if page.available && !refused {
            form .taking method="post" action="/cart/lines" {
                (marks(ctx, "take"))
                input type="hidden" name="offering" value=(page.id);
                @if let EligibilityShown::OpenAt(postcode) = &page.eligibility { input type="hidden" name="postcode" value=(postcode); }
                (parts(w, page))
                (options(w, page))
                div .joined {
                    label for="f-quantity" { span { (w.say("shop-quantity")) } }
                    @let problem = problem_of(&page.problems, "quantity");
                    input #f-quantity .quantity type="number" name="quantity" value="1" min="1" max=(page.most.max(1)) inputmode="numeric"
                        aria-invalid=[problem.map(|_| "true")] aria-describedby=[problem.map(|_| "f-quantity-problem")];
                    button type="submit" { (w.say("shop-add")) }
                }
                (super::fields::beside("f-quantity", problem_of(&page.problems, "quantity")))
                @for (by, fee) in &page.deliveries {
                    p .promise {
                        (w.tell("shop-delivered-by", &[("date", &w.language.long_date(by.to_zoned_datetime(page.zone.clone()).date()))]))
                        " · " @if fee.amount.is_zero() { (w.say("shop-free-delivery")) } @else { (w.tell("shop-delivery-for", &[("price", &w.price(*fee))])) }
                    }
                }
            }
        } @else if !page.withdrawn && !refused {
            (watch(ctx, w, page))
        }
    }
}

/// Out of stock: “tell me when it is back”.
fn watch(ctx: &PageContext, w: Words, page: &OfferingPage) -> Markup {
    let id = field_id("email");
    let problem = problem_of(&page.problems, "email");
    html! {
        div .out-of-stock {
            p { span .stock.stock-out { (w.say("shop-out-of-stock")) } " " (w.say("shop-out-of-stock-text")) }
            @if page.watched {
                p role="status" { (w.say("shop-watched")) }
            } @else {
                form method="post" action={ (offer_href(&page.id)) "/watch" } {
                    (marks(ctx, "watch"))
                    label for=(id) { span { (w.say("shop-watch-email")) } }
                    div .joined {
                        input id=(id) type="email" name="email" autocomplete="email" maxlength="200"
                            aria-invalid=[problem.map(|_| "true")] aria-describedby=[problem.map(|_| format!("{id}-problem"))];
                        button type="submit" { (w.say("shop-watch")) }
                    }
                    (super::fields::beside(&id, problem))
                }
            }
        }
    }
}

fn parts(w: Words, page: &OfferingPage) -> Markup {
    html! {
        @if !page.parts.is_empty() {
            div .parts {
                p .axis-label { (w.say("shop-parts")) }
                ul { @for part in &page.parts { li { @if part.quantity > 1 { (part.quantity) " × " } a href=(part.href) { (part.name) } } } }
            }
        }
    }
}

fn options(w: Words, page: &OfferingPage) -> Markup {
    html! {
        @if !page.options.is_empty() {
            fieldset .options {
                legend { (w.say("shop-options")) }
                @for option in &page.options {
                    @let id = format!("o-{}", field_id(&option.id));
                    div .option {
                        input type="checkbox" id=(id) name="option" value=(option.id) checked[option.chosen || option.required]
                            disabled[option.unavailable.is_some() || option.required];
                        @if option.required { input type="hidden" name="option" value=(option.id); }
                        label for=(id) {
                            span .option-name { (option.name) @if option.required { " " span .quiet { (w.say("shop-option-required")) } } }
                            @match &option.unavailable {
                                Some(reason) => span .option-no { (reason) },
                                None => (price_short(w, &option.price)),
                            }
                        }
                    }
                }
            }
        }
    }
}

fn description(w: Words, page: &OfferingPage) -> Markup {
    html! {
        @if !page.description.is_empty() {
            section .prose aria-labelledby="h-description" {
                h2 #h-description { (w.say("shop-description")) }
                @for paragraph in page.description.split("\n\n").filter(|text| !text.trim().is_empty()) { p { (paragraph) } }
            }
        }
    }
}

fn characteristics(w: Words, page: &OfferingPage) -> Markup {
    html! {
        @if !page.characteristics.is_empty() {
            section aria-labelledby="h-characteristics" {
                h2 #h-characteristics { (w.say("shop-characteristics")) }
                dl .figures {
                    @for (name, value) in &page.characteristics { div { dt { (name) } dd { (value) } } }
                    @if !page.sku.is_empty() { div { dt { (w.say("shop-sku")) } dd { (page.sku) } } }
                    @if !page.gtin.is_empty() { div { dt { "GTIN" } dd { (page.gtin) } } }
                }
            }
        }
    }
}

fn places(w: Words, page: &OfferingPage) -> Markup {
    html! {
        @if !page.places.is_empty() {
            section aria-labelledby="h-places" {
                h2 #h-places { (w.say("shop-places")) }
                ul .places {
                    @for place in &page.places {
                        li {
                            p { strong { (place.name) } " " (stock_level(w, place.level)) }
                            p .quiet { (place.address) }
                            @if !place.hours_today.is_empty() { p .quiet { (w.say("shop-today")) " " (place.hours_today) } }
                            @if let Some(ready) = place.ready_by {
                                p { (w.tell("shop-ready-by", &[("when", &w.language.moment(ready, &page.zone))])) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn stock_level(w: Words, level: StockLevel) -> Markup {
    html! {
        @match level {
            StockLevel::Available => span .stock.stock-yes { (w.say("shop-in-stock")) },
            StockLevel::Few(n) => span .stock.stock-few { (w.tell("shop-few", &[("n", &n.to_string())])) },
            StockLevel::Out => span .stock.stock-out { (w.say("shop-out-here")) },
        }
    }
}

fn contracts(w: Words, page: &OfferingPage) -> Markup {
    html! {
        @if !page.contracts.is_empty() {
            section aria-labelledby="h-contract" {
                h2 #h-contract { (w.say("shop-contract")) }
                @for contract in &page.contracts {
                    @if page.contracts.len() > 1 || contract.name != page.name { h3 { (contract.name) } }
                    (super::checkout::contract_rows(contract))
                }
            }
        }
    }
}
