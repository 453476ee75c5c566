//! Up to four offerings side by side, for a use that the reader states in the address.

use std::collections::BTreeMap;
use std::sync::Arc;

use app::{Comparing, UseSaid};
use axum::extract::State;
use axum::response::Response;
use offer::catalogue::OfferingId;
use offer::shelf::{ComparisonError, MOST_COMPARED};
use rust_decimal::Decimal;

use super::list::compared;
use super::seen::pictures;
use super::visit::{Made, Visit};
use crate::address::escaped;
use crate::context::PageContext;
use crate::door::Door;
use crate::door::problem::Problem as Trouble;
use crate::pages::shop::model::{ComparisonPage, Link, MeteredField, Problem, UseField};
use crate::pages::shop::{comparison_page, tongue};

/// A stated use is at most this, a month: more is a slip of the keyboard.
const MOST_USED: Decimal = Decimal::from_parts(1_000_000_000, 0, 0, false, 0);

/// So many units of use are read from an address.
const MOST_UNITS: usize = 20;
/// A stated use of a meter is at most this, a year: what one can also state to be priced under every tariff.
const MOST_METERED: Decimal = Decimal::from_parts(100_000_000, 0, 0, false, 0);

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

/// What the reader says of their use, as it was typed and as it is understood; what is not is a problem at its field.
#[derive(Default)]
struct Said {
    typed: BTreeMap<String, String>,
    metered: MeteredField,
    said: UseSaid,
    problems: Vec<Problem>,
}

impl Said {
    fn of(ctx: &PageContext, query: &str) -> Self {
        let mut all = Self::default();
        for (name, value) in super::pairs_of(query) {
            let short: String = value.chars().take(14).collect();
            match name.as_str() {
                "kwh" => all.metered.kwh = short,
                "share" => all.metered.share = short,
                name if !value.trim().is_empty() && all.typed.len() < MOST_UNITS => {
                    all.by_month(ctx, name, &value, short);
                }
                _ => {}
            }
        }
        all.by_meter(ctx);
        all
    }

    fn by_month(&mut self, ctx: &PageContext, name: &str, value: &str, short: String) {
        let Some(unit) = name.strip_prefix("use.") else { return };
        self.typed.insert(unit.to_owned(), short);
        match number(value) {
            Some(amount) => {
                self.said.monthly.insert(unit.to_owned(), amount);
            }
            None => {
                let text = ctx.tell("shelf-use-wrong", &[("unit", unit.into())]);
                self.problems.push(Problem::of(name, &text));
            }
        }
    }

    /// The same bounds as where a use is stated to be priced under every tariff.
    fn by_meter(&mut self, ctx: &PageContext) {
        let (kwh, share) = (self.metered.kwh.trim(), self.metered.share.trim());
        if kwh.is_empty() && share.is_empty() {
            return;
        }
        let per_year = number(kwh).filter(|amount| *amount <= MOST_METERED);
        let percent = if share.is_empty() {
            Some(Decimal::ZERO)
        } else {
            number(share.trim_end_matches('%')).filter(|percent| *percent <= Decimal::ONE_HUNDRED)
        };
        if per_year.is_none() {
            self.problems.push(Problem::of("kwh", &ctx.say("shop-use-kwh-wrong")));
        }
        if percent.is_none() {
            self.problems.push(Problem::of("share", &ctx.say("shop-use-share-wrong")));
        }
        self.said.metered = per_year.zip(percent);
    }
}

fn filled(door: &Door, ctx: &PageContext, query: &str) -> Result<ComparisonPage, Trouble> {
    let ids = compared(query);
    let Said { typed, metered, said, mut problems } = Said::of(ctx, query);
    let found = door.counter.comparing(&ids, &said)?;
    let Comparing { comparison, units, metered: by_meter, missing, beyond } = found;
    problems.retain(|it| match it.field.as_deref() {
        Some("kwh" | "share") => by_meter,
        Some(field) => field.strip_prefix("use.").is_none_or(|it| units.iter().any(|unit| unit == it)),
        None => true,
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
    let offering = |id: &str| front.shop.catalogue.offerings.get(&OfferingId::new(id));
    let picture = |id: &str| pictures(&front, offering(id)?, ctx.language.code()).into_iter().next();
    let link = |id: &String| {
        let name = offering(id).map_or(id.as_str(), |found| found.name_in(ctx.language.code()));
        Link::new(name, &format!("/offers/{}", escaped(id)))
    };
    let held = |id: &str| -> Vec<Link> {
        let parts = offering(id).map(|it| it.bundled_product_offering.as_slice()).unwrap_or_default();
        let belongs =
            parts.iter().filter(|part| part.bundled_product_offering_option.number_rel_offer_lower_limit > 0);
        belongs.map(|part| link(&part.id.to_string())).collect()
    };
    Ok(ComparisonPage {
        includes: sides.iter().map(|side| held(&side.offering.id)).collect(),
        pictures: sides.iter().map(|side| picture(&side.offering.id).unwrap_or_default()).collect(),
        not_for_you: vec![None; sides.len()],
        without: sides.iter().map(|side| without(query, &side.offering.id)).collect(),
        beyond: beyond.iter().map(link).collect(),
        metered: by_meter.then_some(metered),
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

/// The same comparison, the use that was stated kept, without one of its offerings.
fn without(query: &str, id: &str) -> String {
    let kept = super::pairs_of(query).filter(|(name, value)| !(name == "o" && value == id));
    let pairs: Vec<String> =
        kept.map(|(name, value)| format!("{}={}", escaped(&name), escaped(&value))).collect();
    format!("/shelf/compare?{}", pairs.join("&"))
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
