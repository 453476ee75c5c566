//! Why something was not done with an order, as a sentence that says what can be done.

use app::FulfilmentTrouble;
use collect::order::OrderRefusal;
use wording::Arg;

use super::shown::state_name;
use crate::context::PageContext;
use crate::door::Problem;

/// The sentence of a refusal; what no form can mend is a problem of its own.
pub(super) fn sentence(
    ctx: &PageContext,
    door: &crate::door::Door,
    trouble: FulfilmentTrouble,
) -> Result<String, Problem> {
    match trouble {
        FulfilmentTrouble::Order(refusal) => Ok(of_order(ctx, door, &refusal)),
        FulfilmentTrouble::Correction(problem) => Ok(ctx.say(problem.key())),
        FulfilmentTrouble::Product(_) => Ok(ctx.say("ord-refused-product")),
        FulfilmentTrouble::NothingFound => Ok(ctx.say("ord-refused-nothing-found")),
        FulfilmentTrouble::Trouble(app::Trouble::Refused(why)) => {
            Ok(ctx.tell("ord-refused-other", &[("why", why.into())]))
        }
        FulfilmentTrouble::Trouble(trouble) => Err(trouble.into()),
    }
}

/// The same for a customer: a refusal has words of its own for them where those of staff would not do.
pub(in crate::door) fn customer_sentence(
    ctx: &PageContext,
    door: &crate::door::Door,
    trouble: FulfilmentTrouble,
) -> Result<String, Problem> {
    let own = match &trouble {
        FulfilmentTrouble::Product(_) => ctx.language.try_tell("order-refused-product", &[]),
        FulfilmentTrouble::Order(refusal @ OrderRefusal::TooMany { wanted, most, .. }) => {
            let counts = [("wanted", u64::from(*wanted).into()), ("most", u64::from(*most).into())];
            ctx.language.try_tell(&own_key(refusal), &counts)
        }
        FulfilmentTrouble::Order(refusal) => ctx.language.try_tell(&own_key(refusal), &[]),
        _ => None,
    };
    match own {
        Some(own) => Ok(own),
        None => sentence(ctx, door, trouble),
    }
}

fn own_key(refusal: &OrderRefusal) -> String {
    format!("order-refused-{}", refusal.code().replace('_', "-"))
}

fn of_order(ctx: &PageContext, door: &crate::door::Door, refusal: &OrderRefusal) -> String {
    let key = format!("ord-refused-{}", refusal.code().replace('_', "-"));
    let zone = door.counter.live_zone().unwrap_or(jiff::tz::TimeZone::UTC);
    let moment = |at: &jiff::Timestamp| Arg::from(ctx.language.moment(*at, &zone));
    let price = |money: &types::Money| Arg::from(ctx.language.price(*money));
    let given: Vec<(&str, Arg)> = match refusal {
        OrderRefusal::NoSuchLine(item)
        | OrderRefusal::Bundle(item)
        | OrderRefusal::PartOfBundle(item)
        | OrderRefusal::WrongNature(item) => vec![("item", item.as_str().into())],
        OrderRefusal::TooMany { item, wanted, most } => vec![
            ("item", item.as_str().into()),
            ("wanted", u64::from(*wanted).into()),
            ("most", u64::from(*most).into()),
        ],
        OrderRefusal::CannotGrow { item, ordered } => {
            vec![("item", item.as_str().into()), ("most", u64::from(*ordered).into())]
        }
        OrderRefusal::Over(state) => vec![("state", state_name(ctx, *state).into())],
        OrderRefusal::NotPaid(due) | OrderRefusal::Amount(due) => vec![("amount", price(due))],
        OrderRefusal::OtherShop(place) => {
            vec![("shop", super::shown::place_name(ctx, door, place).into())]
        }
        OrderRefusal::AlreadyReady(at)
        | OrderRefusal::WithdrawalOver(at)
        | OrderRefusal::AlreadyDelivered(at)
        | OrderRefusal::NotDue(at) => vec![("when", moment(at))],
        OrderRefusal::WrongCode { left } => vec![("left", u64::from(*left).into())],
        OrderRefusal::TooMuchRefund { wanted, most } => {
            vec![("wanted", price(wanted)), ("most", price(most))]
        }
        OrderRefusal::NoSuchShipment(id) => vec![("id", id.as_str().into())],
        OrderRefusal::Nothing
        | OrderRefusal::IsHeld
        | OrderRefusal::NotHeld
        | OrderRefusal::NotPickedUp
        | OrderRefusal::NotShipped
        | OrderRefusal::CodeBlocked
        | OrderRefusal::AlreadyGiven
        | OrderRefusal::NothingDue
        | OrderRefusal::NoteLength => Vec::new(),
    };
    ctx.tell(&key, &given)
}
