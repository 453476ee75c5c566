//! A customer's file, as somebody who works here opens it: for a purpose that is kept, and that the customer can read.

use maud::{Markup, html};

use super::fields::{Field, FieldProblem, summary, title};
use super::find_person::confirmed;
use super::staff_page;
use crate::context::PageContext;
use crate::pages::parts::marks;
use crate::pages::shop::model::Link;

/// A customer's file, open.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileShown {
    /// How they are addressed.
    pub name: String,
    /// How they can be reached, and since when they are known: label and text.
    pub facts: Vec<(String, String)>,
    /// Their orders, each with its state.
    pub orders: Vec<(Link, String)>,
    /// What they have.
    pub products: Vec<String>,
    /// Their conversations.
    pub talks: Vec<Link>,
    /// Where they are erased from, for a reader who may.
    pub erase: Option<String>,
    /// What is wrong.
    pub problems: Vec<FieldProblem>,
    /// Whether only the form that erases is shown: the file was not opened for it.
    pub only_erasing: bool,
}

/// The form that asks what for.
pub fn file_form(ctx: &PageContext, customer: &str, purpose: &str, problems: &[FieldProblem]) -> Markup {
    let main = html! {
        div .person {
            h1 { (ctx.say("file-title")) }
            (summary(ctx, problems))
            p { (ctx.say("file-told")) }
            form .narrow-form method="post" action={ "/office/customers/" (customer) } {
                (marks(ctx, "file"))
                (Field { name: "purpose", label: "file-purpose", value: purpose, hint: "file-purpose-hint", longest: 300, ..Field::default() }.shown(ctx, problems))
                p .actions { button type="submit" { (ctx.say("file-open")) } }
            }
        }
    };
    staff_page(ctx, &title(ctx, "file-title", problems), main)
}

/// The file.
pub fn file_page(ctx: &PageContext, file: &FileShown) -> Markup {
    let main = html! {
        div .person {
            h1 { (file.name) }
            (summary(ctx, &file.problems))
            @if !file.only_erasing { (what_is_held(ctx, file)) }
            @if let Some(action) = &file.erase {
                section aria-labelledby="file-erase" {
                    h2 #file-erase { (ctx.say("erase-person-title")) }
                    form method="post" action=(action) {
                        (marks(ctx, "erase"))
                        (confirmed(ctx, &file.problems))
                    }
                }
            }
        }
    };
    staff_page(ctx, &file.name, main)
}

fn what_is_held(ctx: &PageContext, file: &FileShown) -> Markup {
    html! {
        div .notice { p { (ctx.say("file-noted")) } }
        dl .person-facts { @for (label, text) in &file.facts { div { dt { (label) } dd { (text) } } } }
        section aria-labelledby="file-orders" {
            h2 #file-orders { (ctx.say("file-orders")) }
            @if file.orders.is_empty() { p .quiet { (ctx.say("file-none")) } }
            ul { @for (order, state) in &file.orders { li { a href=(order.href) { (order.title) } " · " (state) } } }
        }
        section aria-labelledby="file-products" {
            h2 #file-products { (ctx.say("file-products")) }
            @if file.products.is_empty() { p .quiet { (ctx.say("file-none")) } }
            ul { @for product in &file.products { li { (product) } } }
        }
        section aria-labelledby="file-talks" {
            h2 #file-talks { (ctx.say("file-talks")) }
            @if file.talks.is_empty() { p .quiet { (ctx.say("file-none")) } }
            ul { @for talk in &file.talks { li { a href=(talk.href) { (talk.title) } } } }
        }
    }
}
