//! What an offering would have cost for the use that its reader took along from the comparison, in a sentence.

use app::{Asking, PricesAsked};
use types::{Money, ViewName};

use super::notices::{days_of, quantity};
use crate::context::PageContext;
use crate::door::{Door, Problem};

/// The days of a year: a use that covers as many is one of a year.
const YEAR: std::ops::RangeInclusive<usize> = 365..=366;

/// The sentence; nothing where no use was taken along, or no meter prices the offering.
pub(in crate::door) fn cost_in_hand(
    door: &Door,
    ctx: &PageContext,
    asking: &Asking,
    offering: &str,
) -> Result<Option<String>, Problem> {
    let Some(taken) = door.counter.use_in_hand(asking) else { return Ok(None) };
    let Some(cost) = door.counter.cost_in_hand(asking, offering)? else { return Ok(None) };
    let used = quantity(ctx, taken.profile.total().amount(), taken.profile.unit().sign());
    let amount = ctx.language.price(Money { amount: cost.priced.total, currency: cost.priced.currency });
    let then = taken.question.prices == PricesAsked::AtTheTime;
    if taken.question.only_stated || (YEAR.contains(&cost.days) && !then) {
        let given = [("used", used.into()), ("amount", amount.into())];
        return Ok(Some(ctx.tell("meter-in-hand-year", &given)));
    }
    let Some(span) = taken.profile.span() else { return Ok(None) };
    let (from, to) = days_of(ctx, span, &door.counter.book(&ViewName::live())?.time_zone);
    let given = [("used", used.into()), ("amount", amount.into()), ("from", from.into()), ("to", to.into())];
    let key = if then { "meter-in-hand-then" } else { "meter-in-hand" };
    Ok(Some(ctx.tell(key, &given)))
}
