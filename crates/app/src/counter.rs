//! The counter itself: the ledgers, the folder, the clock; every use case is a method of it, in a file of its own.

use std::path::PathBuf;
use std::sync::Arc;

use ledger::{Ledger, Location, OpenError};
use logs::Limits;
use types::{Currency, ViewName};

use crate::clock::SharedClock;
use crate::folds::Folds;
use crate::jobs::Jobs;
use crate::settings::{Origin, ViewSettings};
use crate::{Trouble, simulated};

/// What a view is set up with where nobody says otherwise.
#[derive(Debug, Clone)]
pub struct Defaults {
    /// The IANA time zone of logs that do not say theirs.
    pub time_zone: String,
    /// The currency of the live view.
    pub currency: Currency,
}

/// What the counter is opened with.
pub struct Opening {
    /// Where the ledger is.
    pub store: Location,
    /// The folder of uploads and users' mappings.
    pub data: PathBuf,
    /// Time and chance.
    pub clock: SharedClock,
    /// What is said where nothing is said.
    pub defaults: Defaults,
    /// What a log may be at most.
    pub limits: Limits,
    /// The seed of the simulated fortnight, if it is wanted.
    pub demo_seed: Option<u64>,
}

/// Every use case, over one ledger that is kept and one in memory for what is simulated.
pub struct Counter {
    pub(crate) kept: Ledger,
    pub(crate) simulated: Option<Ledger>,
    pub(crate) data: PathBuf,
    pub(crate) clock: SharedClock,
    pub(crate) defaults: Defaults,
    pub(crate) limits: Limits,
    pub(crate) folds: Folds,
    pub(crate) jobs: Jobs,
    pub(crate) catalogue_jobs: crate::office::CatalogueJobs,
    pub(crate) live: crate::live::LiveCell,
    pub(crate) dead_ends: crate::dead_ends::Notes,
    pub(crate) metering: crate::metering::HeldFiles,
    pub(crate) in_hand: crate::metering::InHand,
    pub(crate) people: crate::people::Attempts,
    pub(crate) post: crate::post::Post,
    pub(crate) payments: crate::payments::Payments,
}

/// Why the counter cannot open.
#[derive(Debug, thiserror::Error)]
pub enum CounterError {
    /// The folder cannot be made.
    #[error("cannot make the data folder {path}: {source}")]
    Folder {
        /// Which folder.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The store cannot be opened.
    #[error(transparent)]
    Store(#[from] OpenError),
    /// The live view or the simulation could not be laid out.
    #[error(transparent)]
    Trouble(#[from] Trouble),
}

impl Counter {
    /// Opens the store (making it where it is not there), lays out the live view, and simulates the demonstration.
    pub fn open(opening: Opening) -> Result<Self, CounterError> {
        let folder = |source| CounterError::Folder { path: opening.data.clone(), source };
        std::fs::create_dir_all(&opening.data).map_err(folder)?;
        let kept = open_ledger(opening.store, &opening.clock)?;
        // A drop that was interrupted is finished now.
        kept.sweep_dropped_views().map_err(Trouble::from)?;
        let simulated = match opening.demo_seed {
            Some(seed) => Some(simulated::ledger_of(seed, &opening.clock)?),
            None => None,
        };
        let post = crate::post::Post::in_folder(&opening.data);
        let payments = crate::payments::Payments::in_folder(&opening.data);
        let counter = Self {
            kept,
            simulated,
            data: opening.data,
            clock: opening.clock,
            defaults: opening.defaults,
            limits: opening.limits,
            folds: Folds::default(),
            jobs: Jobs::default(),
            catalogue_jobs: crate::office::CatalogueJobs::default(),
            live: crate::live::LiveCell::default(),
            dead_ends: crate::dead_ends::Notes::default(),
            metering: crate::metering::HeldFiles::default(),
            in_hand: crate::metering::InHand::default(),
            people: crate::people::Attempts::default(),
            post,
            payments,
        };
        counter.lay_out_live()?;
        Ok(counter)
    }

    fn lay_out_live(&self) -> Result<(), Trouble> {
        if self.kept.view(&ViewName::live())?.is_some() {
            return Ok(());
        }
        let settings = ViewSettings::new(Origin::Live, [self.clock.chance(), self.clock.chance()]);
        match self.create_view(&ViewName::live(), &self.defaults.time_zone, self.defaults.currency, &settings)
        {
            // Two processes opened the same new store at once: one of them made it.
            Err(Trouble::ViewExists(_)) => Ok(()),
            other => other.map(drop),
        }
    }

    /// The ledger that is kept, for those who check, save or measure it.
    pub fn kept(&self) -> &Ledger {
        &self.kept
    }

    /// The IANA time zone of logs that do not say theirs.
    pub fn default_zone(&self) -> &str {
        &self.defaults.time_zone
    }

    /// What a log may be at most.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// The folder of everything that is kept.
    pub fn data(&self) -> &std::path::Path {
        &self.data
    }

    /// A new id of a run, which also names an upload.
    pub fn new_run(&self) -> types::RunId {
        crate::clock::run_id(&*self.clock)
    }

    /// 128 bits of chance, for ids that a door chooses.
    pub fn chance(&self) -> u128 {
        self.clock.chance()
    }

    /// What time it is.
    pub fn now(&self) -> jiff::Timestamp {
        self.clock.now()
    }
}

/// Opens a ledger with this clock and its chance.
pub fn open_ledger(store: Location, clock: &SharedClock) -> Result<Ledger, OpenError> {
    Ledger::open(store, ledger_options(clock))
}

/// Puts a backup into an empty store, and verifies every view of it.
pub fn restore_ledger(
    backup: &std::path::Path,
    store: Location,
    clock: &SharedClock,
) -> Result<ledger::Restored, ledger::BackupError> {
    Ledger::restore(backup, store, ledger_options(clock))
}

fn ledger_options(clock: &SharedClock) -> ledger::Options {
    let (time, chance) = (SharedClock::clone(clock), SharedClock::clone(clock));
    ledger::Options::new(Arc::new(move || time.now()), move || chance.chance().to_be_bytes())
}
