//! Problems of the catalogue, in the reader's language and at their fields.

use app::{OfficeTrouble, PriceRefusal};
use axum::http::StatusCode;
use offer::exchange::{Problem as Wrong, ProblemKind};

use crate::context::PageContext;
use crate::door::Problem;
use crate::pages::office::FieldProblem;

/// A problem in words.
pub(super) fn in_words(ctx: &PageContext, kind: &ProblemKind) -> String {
    let (one, other) = kind.details();
    // Why lines were left has words of its own.
    let third = match kind {
        ProblemKind::NotThatMany { wanted, .. } => wanted.to_string(),
        _ => String::new(),
    };
    let one = match kind {
        ProblemKind::LinesLeft(why, _) => ctx.say(&format!("office-sales-left-{}", why.replace('_', "-"))),
        _ => one,
    };
    ctx.tell(
        &format!("office-wrong-{}", kind.code()),
        &[("one", one.as_str().into()), ("other", other.as_str().into()), ("third", third.as_str().into())],
    )
}

/// A problem at its field. `field` finds the form's field by the attribute.
pub(super) fn at_field(ctx: &PageContext, wrong: &Wrong, field: impl Fn(&str) -> String) -> FieldProblem {
    let column = wrong.at.column.as_deref().unwrap_or_default();
    FieldProblem { field: field(column), text: in_words(ctx, &wrong.kind) }
}

/// A refused price at its field.
pub(super) fn of_price(ctx: &PageContext, refusal: &PriceRefusal) -> FieldProblem {
    let (field, key) = match refusal {
        PriceRefusal::PastStart => ("from", "office-wrong-past-start"),
        PriceRefusal::Reversed => ("until", "office-wrong-reversed"),
        PriceRefusal::Amount => ("amount", "office-wrong-amount"),
        PriceRefusal::Tax => ("tax", "office-wrong-tax"),
        PriceRefusal::Decimals => ("amount", "office-wrong-decimals"),
        PriceRefusal::Cents => ("amount", "office-wrong-cents"),
        PriceRefusal::PastEnd => ("end", "office-wrong-past-end"),
        PriceRefusal::EndsSooner => ("end", "office-wrong-ends-sooner"),
        PriceRefusal::NotThere => ("follows", "office-wrong-followed"),
        PriceRefusal::Begun => ("follows", "office-wrong-begun"),
        PriceRefusal::Same => ("amount", "office-wrong-same"),
        PriceRefusal::Currency(house) => {
            let text = ctx.tell("office-wrong-currency-of-house", &[("one", house.as_str().into())]);
            return FieldProblem { field: "currency".to_owned(), text };
        }
    };
    FieldProblem { field: field.to_owned(), text: ctx.say(key) }
}

impl From<OfficeTrouble> for Problem {
    fn from(trouble: OfficeTrouble) -> Self {
        match trouble {
            OfficeTrouble::Trouble(trouble) => trouble.into(),
            OfficeTrouble::Changed { .. } => Self::new(StatusCode::CONFLICT, "refused"),
            other => {
                Self::new(StatusCode::UNPROCESSABLE_ENTITY, "refused").with("reason", &other.to_string())
            }
        }
    }
}
