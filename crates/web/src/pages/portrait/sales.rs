//! What was sold, line by line; sums are exact.

use maud::{Markup, html};
use types::Outcome;

use super::facts::figures;
use super::sheet::Sheet;
use crate::address::ActsOf;

pub fn sales(sheet: &Sheet<'_>) -> Markup {
    let Some(sales) = &sheet.portrait.sales else { return html! {} };
    let language = sheet.language();
    let currency = sales.currency.as_deref();
    let base = || sheet.tell("base-lines", &[("n", sales.lines.into())]);
    let link = |outcome: Option<Outcome>| Some(sheet.acts(&ActsOf { outcome, ..ActsOf::default() }));
    let row = |key: &str, shown: String, behind: Option<String>| {
        (sheet.say(&format!("figure-{key}")), sheet.figure(key, &shown, base(), behind))
    };
    let body = html! {
        div .two-columns {
            div {
                h3 { (sheet.say("sales-all")) }
                (figures(&[
                    row("sales_lines", sheet.count(sales.lines), link(None)),
                    row("sales_invoices", sheet.count(sales.invoices), None),
                    row("sales_known_customers", sheet.count(sales.customers), None),
                    row("sales_items", sheet.count(sales.items), None),
                    row("sales_sum", language.money(&sales.sum, currency), link(None)),
                    row("sales_cancel_lines", sheet.count(sales.cancel_lines), link(Some(Outcome::Undone))),
                    row("sales_cancel_invoices", sheet.count(sales.cancel_invoices), link(Some(Outcome::Undone))),
                    row("sales_corrections", sheet.count(sales.stock_corrections), link(Some(Outcome::Corrected))),
                    row("sales_without_customer", sheet.count(sales.lines_without_customer), None),
                    row("sales_zero_price", sheet.count(sales.zero_price_lines), None),
                ]))
            }
            div {
                h3 { (sheet.say("sales-clean")) }
                (figures(&[
                    row("sales_clean_lines", sheet.count(sales.clean.lines), link(Some(Outcome::Served))),
                    row("sales_orders", sheet.count(sales.clean.orders), None),
                    row("sales_customers", sheet.count(sales.clean.customers), None),
                    row("sales_clean_sum", language.money(&sales.clean.sum, currency), link(Some(Outcome::Served))),
                ]))
                p .aside { (sheet.rule("sales_clean_lines")) }
            }
        }
    };
    sheet.section("sales", None, body)
}
