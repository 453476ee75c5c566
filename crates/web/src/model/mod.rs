//! What the pages show beside a portrait's figures: views, notes, jobs, acts told. Filled by the doors,
//! rendered by `pages`; plain values, no rule and no reading of a store.

mod acts;
mod import;
mod view;

pub use acts::{
    ActPage, ActRow, AdjustmentPage, AdjustmentRow, AdjustmentStory, OfferNames, RawAct, StoryStep,
};
pub use import::{
    AnomalyLine, AnomalyReport, ColumnField, ImportForm, JobProgress, JobState, MappingChoice,
    MappingSection, PreviewLine, Recognised, Severity,
};
pub use view::{Citation, NoteLine, Unfinished, ViewKind, ViewSummary};
