//! Why a use is not priced, in the reader's words, at the field that it is about.

use app::MeterTrouble;
use axum::http::StatusCode;
use logs::ReadError;
use logs::meter::{MappingFault, MeterError};
use offer::use_profile::{ProfileError, StatedError};
use rust_decimal::Decimal;

use crate::context::PageContext;
use crate::door::Problem;
use crate::pages::shop::model::Problem as FieldProblem;
use crate::pages::use_of_meter::column_name;

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
        MeterTrouble::Profile(ProfileError::TooLarge { .. }) => at("unit", "problem-meter-profile-large"),
        MeterTrouble::Profile(
            ProfileError::NoLength { .. } | ProfileError::Overlap { .. } | ProfileError::Negative { .. },
        ) => at("stamps", "problem-meter-profile"),
        MeterTrouble::HoursTooLong(minutes) => too_long(ctx, minutes),
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

/// Off-peak hours that are longer than any tariff allows.
pub(super) fn too_long(ctx: &PageContext, most_minutes: u32) -> FieldProblem {
    let hours = ctx.language.amount(
        &Decimal::from(most_minutes)
            .checked_div(Decimal::from(60))
            .unwrap_or_default()
            .normalize()
            .to_string(),
    );
    FieldProblem::of("hours", &ctx.tell("problem-meter-hours-long", &[("hours", hours.into())]))
}

fn unreadable(ctx: &PageContext, error: &MeterError) -> FieldProblem {
    let of_file = |key: &str| FieldProblem::of("file", &ctx.say(key));
    match error {
        MeterError::NoTimes { .. } => of_file("problem-meter-no-times"),
        MeterError::NoNumbers { .. } => of_file("problem-meter-no-numbers"),
        MeterError::WrongUnit { unit, .. } => {
            FieldProblem::of("unit", &ctx.tell("problem-meter-wrong-unit", &[("unit", unit.as_str().into())]))
        }
        MeterError::Mapping { fault, .. } => unfit(ctx, fault),
        MeterError::Nothing { rows, .. } => {
            FieldProblem::of("format", &ctx.tell("problem-meter-nothing-read", &[("n", (*rows).into())]))
        }
        MeterError::TooMany { .. } => of_file("problem-meter-too-many"),
        MeterError::Read(error) => not_read(ctx, error),
    }
}

/// A file that cannot be read whole, whatever it holds.
fn not_read(ctx: &PageContext, error: &ReadError) -> FieldProblem {
    let at_line = |key: &str, line: u64| {
        // Line 0 is said where there are no lines: the beginning is as near as anybody gets.
        FieldProblem::of("file", &ctx.tell(key, &[("line", line.max(1).into())]))
    };
    match error {
        ReadError::Empty { .. } => FieldProblem::of("file", &ctx.say("problem-meter-empty")),
        ReadError::Limit { line, .. } => at_line("problem-meter-limit", *line),
        ReadError::Damaged { line, .. } => at_line("problem-meter-damaged", *line),
        ReadError::OtherFormat { .. } => FieldProblem::of("file", &ctx.say("problem-meter-no-table")),
        ReadError::Unreadable { .. } => FieldProblem::of("file", &ctx.say("problem-meter-broken")),
        ReadError::Columns { .. } | ReadError::MostRowsBad { .. } | ReadError::Mapping(_) => {
            FieldProblem::of("format", &ctx.say("problem-meter-mapping"))
        }
    }
}

/// A way of reading that does not fit the file, or itself, at the field that says it.
pub(super) fn unfit(ctx: &PageContext, fault: &MappingFault) -> FieldProblem {
    match fault {
        MappingFault::Incomplete => FieldProblem::of("value", &ctx.say("problem-meter-mapping-incomplete")),
        MappingFault::Step => FieldProblem::of("step", &ctx.say("problem-meter-mapping-step")),
        MappingFault::Format(format) => {
            let given = [("format", format.as_str().into())];
            FieldProblem::of("format", &ctx.tell("problem-meter-mapping-format", &given))
        }
        MappingFault::Zone(zone) => FieldProblem::of(
            "zone",
            &ctx.tell("problem-meter-mapping-zone", &[("zone", zone.as_str().into())]),
        ),
        MappingFault::Columns(columns) => {
            let columns: Vec<String> = columns.iter().map(|name| column_name(ctx, name)).collect();
            let given = [("columns", columns.join(", ").into())];
            FieldProblem::of("time", &ctx.tell("problem-meter-mapping-columns", &given))
        }
    }
}

/// The status of a page that says what is wrong.
pub(super) const UNFIT: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
