//! French and English: sentences, numbers, dates, and an act told as a story.
//!
//! Sentences are Fluent messages in `locales/{en,fr}/*.ftl`, embedded in the program. Both the pages and the
//! command line speak through [`Language`]; nothing else in the workspace holds a sentence for people.

mod bundle;
mod date;
mod duration;
mod language;
mod number;
mod price;
mod story;
mod typography;

pub use bundle::{Arg, files, variables_of};
pub use language::Language;
pub use story::{Tense, tell_act, tell_acts, tell_acts_naming};
