//! Why a use is not priced, in the reader's words, at the field that it is about.

use app::MeterTrouble;
use axum::http::StatusCode;
use logs::meter::MeterError;
use offer::use_profile::StatedError;

use crate::context::PageContext;
use crate::door::Problem;
use crate::pages::shop::model::Problem as FieldProblem;

/// What a reader is told of a trouble; a fault of ours is none of theirs.
pub(super) fn told(ctx: &PageContext, trouble: MeterTrouble) -> Result<FieldProblem, Problem> {
    let at = |field: &str, key: &str| FieldProblem::of(field, &ctx.say(key));
    Ok(match trouble {
        MeterTrouble::Gone => FieldProblem::whole(&ctx.say("problem-meter-gone")),
        MeterTrouble::TooLarge(megabytes) => {
            let sentence = ctx.tell("problem-meter-too-large", &[("limit", megabytes.into())]);
            FieldProblem::of("file", &sentence)
        }
        MeterTrouble::Unreadable(error) => unreadable(ctx, &error),
        MeterTrouble::Profile(error) => {
            let sentence = ctx.tell("problem-meter-mapping", &[("reason", error.to_string().into())]);
            FieldProblem::of("unit", &sentence)
        }
        MeterTrouble::NoSuchMeter(_) => FieldProblem::whole(&ctx.say("problem-meter-gone")),
        MeterTrouble::Stated(StatedError::PerYear | StatedError::Year) => at("kwh", "problem-meter-year"),
        MeterTrouble::Stated(StatedError::Share) => at("share", "problem-meter-share"),
        MeterTrouble::Stated(StatedError::NoHours) => at("hours", "problem-meter-no-hours"),
        MeterTrouble::Nobody => FieldProblem::whole(&ctx.say("problem-meter-cookies")),
        MeterTrouble::TooMany(count) => {
            FieldProblem::whole(&ctx.tell("problem-meter-too-many-kept", &[("n", count.into())]))
        }
        MeterTrouble::Trouble(trouble) => return Err(trouble.into()),
    })
}

fn unreadable(ctx: &PageContext, error: &MeterError) -> FieldProblem {
    let reason = |key: &str, reason: &str| ctx.tell(key, &[("reason", reason.into())]);
    match error {
        MeterError::NoTimes { .. } => FieldProblem::of("file", &ctx.say("problem-meter-no-times")),
        MeterError::NoNumbers { .. } => FieldProblem::of("file", &ctx.say("problem-meter-no-numbers")),
        MeterError::WrongUnit { unit, .. } => {
            FieldProblem::of("unit", &ctx.tell("problem-meter-wrong-unit", &[("unit", unit.as_str().into())]))
        }
        MeterError::Mapping { reason: why, .. } => {
            FieldProblem::of("format", &reason("problem-meter-mapping", why))
        }
        MeterError::Nothing { rows, .. } => {
            FieldProblem::of("format", &ctx.tell("problem-meter-nothing-read", &[("n", (*rows).into())]))
        }
        MeterError::TooMany { .. } => FieldProblem::of("file", &ctx.say("problem-meter-too-many")),
        MeterError::Read(logs::ReadError::Empty { .. }) => {
            FieldProblem::of("file", &ctx.say("problem-meter-empty"))
        }
        MeterError::Read(error) => {
            FieldProblem::of("file", &reason("problem-meter-unreadable", &app::with_causes(error)))
        }
    }
}

/// The status of a page that says what is wrong.
pub(super) const UNFIT: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
