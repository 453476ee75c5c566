//! Up to four offerings side by side, for a use that the reader states in the address.

use std::collections::BTreeMap;
use std::sync::Arc;

use app::Comparing;
use axum::extract::State;
use axum::response::Response;
use offer::catalogue::OfferingId;
use offer::shelf::{ComparisonError, MOST_COMPARED};
use rust_decimal::Decimal;

use super::list::compared;
use super::seen::pictures;
use super::visit::{Made, Visit};
use crate::context::PageContext;
use crate::door::Door;
use crate::door::problem::Problem as Trouble;
use crate::pages::shop::model::{ComparisonPage, Problem, UseField};
use crate::pages::shop::{comparison_page, tongue};

/// A stated use is at most this, a month: more is a slip of the keyboard.
const MOST_USED: Decimal = Decimal::from_parts(1_000_000_000, 0, 0, false, 0);

/// `GET /shelf/compare`
pub async fn show(State(door): State<Arc<Door>>, visit: Visit) -> Response {
    let stamp = match door.counter.shelf_generation() {
        Ok(stamp) => stamp,
        Err(trouble) => return Trouble::from(trouble).into_page(&visit.reader()),
    };
    let query = visit.query.clone();
    visit
        .answer(&door, stamp, |ctx, store| {
            let page = filled(&door, ctx, &query)?;
            Ok(Made::page(comparison_page(ctx, store, &page)))
        })
        .await
}

fn filled(door: &Door, ctx: &PageContext, query: &str) -> Result<ComparisonPage, Trouble> {
    let ids = compared(query);
    let mut problems = Vec::new();
    let mut typed: BTreeMap<String, String> = BTreeMap::new();
    let mut stated = BTreeMap::new();
    for (name, value) in super::pairs_of(query) {
        let Some(unit) = name.strip_prefix("use.") else { continue };
        if value.trim().is_empty() || typed.len() >= 20 {
            continue;
        }
        typed.insert(unit.to_owned(), value.chars().take(14).collect());
        match number(&value) {
            Some(amount) => {
                stated.insert(unit.to_owned(), amount);
            }
            None => problems.push(Problem::of(&name, &ctx.tell("shelf-use-wrong", &[("unit", unit.into())]))),
        }
    }
    let Comparing { comparison, units, missing } = door.counter.comparing(&ids, stated)?;
    problems.retain(|it| {
        it.field
            .as_deref()
            .and_then(|it| it.strip_prefix("use."))
            .is_none_or(|it| units.iter().any(|unit| unit == it))
    });
    if !missing.is_empty() {
        problems.push(Problem::whole(&ctx.tell("shelf-compare-missing", &[("n", missing.len().into())])));
    }
    let comparison = match comparison {
        Ok(comparison) => Some(comparison).filter(|it| !it.sides.is_empty()),
        Err(error) => {
            problems.push(Problem::whole(&refused(ctx, &error)));
            None
        }
    };
    let front = door.counter.storefront()?;
    let sides = comparison.as_ref().map(|it| it.sides.as_slice()).unwrap_or_default();
    let picture = |id: &str| {
        let offering = front.shop.catalogue.offerings.get(&OfferingId::new(id))?;
        pictures(&front, offering, ctx.language.code()).into_iter().next()
    };
    Ok(ComparisonPage {
        pictures: sides.iter().map(|side| picture(&side.offering.id).unwrap_or_default()).collect(),
        not_for_you: vec![None; sides.len()],
        tongue: tongue(ctx.language),
        uses: units
            .iter()
            .map(|unit| UseField {
                label: ctx.tell("shelf-use-field", &[("unit", unit.as_str().into())]),
                value: typed.get(unit).cloned().unwrap_or_default(),
                unit: unit.clone(),
            })
            .collect(),
        problems,
        comparison,
    })
}

/// A number as people write it: a comma or a point, spaces between groups.
fn number(text: &str) -> Option<Decimal> {
    let plain: String =
        text.chars().filter(|it| !it.is_whitespace()).map(|it| if it == ',' { '.' } else { it }).collect();
    if !plain.chars().all(|it| it.is_ascii_digit() || it == '.') {
        return None;
    }
    plain.parse().ok().filter(|amount: &Decimal| !amount.is_sign_negative() && *amount <= MOST_USED)
}

fn refused(ctx: &PageContext, error: &ComparisonError) -> String {
    match error {
        ComparisonError::TooMany(_) => ctx.tell("shelf-compare-too-many", &[("most", MOST_COMPARED.into())]),
        ComparisonError::Money(_) => ctx.say("shelf-compare-currencies"),
        ComparisonError::NegativeUse { unit, .. } => {
            ctx.tell("shelf-use-wrong", &[("unit", unit.as_str().into())])
        }
        ComparisonError::TooLarge => ctx.say("shelf-compare-too-large"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        assert_eq!(number("1 250,5"), Some(Decimal::new(12505, 1)));
        assert_eq!(number("\u{a0}12"), Some(Decimal::from(12)));
        for wrong in ["-1", "x", "1e9", "99999999999", "1.2.3", "NaN"] {
            assert_eq!(number(wrong), None, "{wrong}");
        }
    }
}
