//! Other people's logs become acts by a mapping: calls, orders, tickets, event logs.
//!
//! Pure streaming: nothing here knows of a ledger, a page or a clock. A reader gives pieces of acts with
//! the line that it has reached, keeps a bounded report of whatever is wrong in the file, and stops with an
//! error that names file, line and reason only where going on would be a lie. What a file means is data:
//! a [`Mapping`] (TOML), built in, guessed from the file, or written by its owner.

mod anomaly;
mod choose;
mod guess;
mod identity;
mod input;
mod mapping;
mod reading;
mod table;

pub mod export;
pub mod meter;
pub mod ocel;
pub mod xes;

pub use anomaly::{Anomalies, Anomaly, AnomalyKind, Severity};
pub use choose::reader;
pub use guess::{
    About, Column, ColumnKind, Draft, Guess, Preview, PreviewRow, Reason, Recognised, Role, preview,
    recognise,
};
pub use identity::{Identity, Names};
pub use input::{Limits, Opened, Shape, open, open_bytes};
pub use mapping::{
    ActRule, AdjustedBy, AnomalyRule, Condition, DecimalMark, DurationRule, EventSettings, FillRule, Format,
    GroupRule, Header, Mapping, MappingError, ObjectRule, OutcomeTable, OverlapRule, PartRule,
    PortraitSettings, TimeRule, Unit, ValueRule, ValueType, same_name,
};
pub use reading::{LogReader, NamedRecord, Piece, ReadError};
