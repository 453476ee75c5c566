//! What an organisation sees of itself: acts folded into figures. Pure; writes nothing, knows no store.
//!
//! An [`Act`](types::Act) becomes a [`Fact`]; a [`Fold`] takes facts in any order and gives a [`Portrait`] of
//! whatever a [`Filter`] chooses. Additive figures live in cells (`cell`, `tally`), what needs a person's
//! or a case's order of time lives in timelines (`timeline`, `caseline`, `services`) and is told to the cells
//! (`story`); the other files turn sums into figures.

mod achieved;
mod bytes;
mod calendar;
mod caseline;
mod casework;
mod cell;
mod contacts;
mod drill;
mod exact;
mod fact;
mod figures;
mod filter;
mod fold;
mod half_hours;
mod histogram;
mod moments;
mod openings;
mod people;
mod portrait;
mod rules;
mod sale;
mod same;
mod seen;
mod select;
mod services;
mod settings;
mod story;
mod tally;
mod threads;
mod timeline;
mod vocabulary;
mod window;

pub use bytes::FoldBytesError;
pub use drill::AdjustmentRef;
pub use fact::{ActorSet, CaseStep, Fact, PhaseSet, SaleLine, Worker};
pub use figures::*;
pub use filter::{Filter, Page};
pub use fold::{FOLD_VERSION, Fold};
pub use settings::{By, Settings};
pub use timeline::AdjustmentOutcome;
