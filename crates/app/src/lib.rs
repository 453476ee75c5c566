//! Use cases: load, decide, commit. Doors (pages, command line) call these; the clock and chance enter here.

mod asking;
mod books;

mod clock;
mod counter;
mod drill;
mod erasing;
mod exporting;
mod folds;
mod importing;
mod jobs;
mod live;
mod mapping_fields;
mod mappings;
mod notes;
mod persons;
mod sections;
mod settings;
mod simulated;
mod talks;
mod trouble;
mod views;

pub use asking::Asking;
pub use books::Book;
pub use clock::{Clock, MachineClock, SharedClock};
pub use counter::{Counter, CounterError, Defaults, Opening, open_ledger, restore_ledger};
pub use drill::{ActsOf, ActsPage};
pub use erasing::Erased;
pub use exporting::{ExportFormat, ExportTrouble};
pub use importing::{ImportError, ImportOrder, ImportReport, ImportState, in_zone, limits, state_name};
pub use jobs::JobStatus;
pub use ledger::Placed;
pub use live::{Availability, Shop};
pub use mapping_fields::{Choices, MappingField, mapping_fields, with_fields};
pub use mappings::{mapping_in, mapping_names_in};
pub use notes::{Note, NoteRefusal};
pub use persons::PersonRow;
pub use sections::{section_csv, section_names};
pub use settings::{Origin, ViewSettings};
pub use simulated::VIEW as SIMULATION;
pub use talks::{Inbox, KeptMessage, Question, Sent, Talk, TalkNews, TalkTrouble};
pub use trouble::{Trouble, with_causes};
pub use views::ViewLine;
