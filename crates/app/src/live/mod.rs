//! The organisation's own view, as the use cases of shop, office and desk need it.
//!
//! What every page asks (the catalogue, places, what is available) is folded from the ledger into memory and kept current
//! by following it, so that reading never waits for a write. Decisions read the records that they change from
//! the ledger itself, and are refused when those moved.

mod committing;
mod deeds;
mod following;
mod kept;
mod shelf_index;
mod shop;
mod stock;
mod telling;

use std::sync::{Arc, OnceLock};

use types::ViewName;

use crate::{Book, Counter, Trouble};

pub(crate) use committing::{MayConflict, retried};
pub use deeds::{DEEDS, REASONS};
pub(crate) use following::Following;
pub(crate) use kept::{Held, Kept, delete, written};
pub use shelf_index::Storefront;
pub use shop::Shop;
pub use stock::Availability;
pub(crate) use telling::Telling;

/// The live view with what is kept of it in memory.
pub(crate) struct Live {
    /// Where it is.
    pub book: Book,
    /// What is kept of it in memory.
    pub following: Following,
}

/// The live view of a counter, found when it is first asked for.
#[derive(Default)]
pub(crate) struct LiveCell(OnceLock<Arc<Live>>);

impl Counter {
    /// The live view.
    pub(crate) fn live(&self) -> Result<&Live, Trouble> {
        if let Some(live) = self.live.0.get() {
            return Ok(live);
        }
        let book = self.book(&ViewName::live())?;
        let following = Following::new(&book);
        let _ = self.live.0.set(Arc::new(Live { book, following }));
        self.live.0.get().map(AsRef::as_ref).ok_or_else(|| Trouble::NoSuchView(ViewName::live()))
    }

    /// What is on offer now, in memory. Where nobody follows the ledger in the background, it is brought up to date first.
    pub fn shop(&self) -> Result<Arc<Shop>, Trouble> {
        let live = self.live()?;
        live.following.shop(&live.book, self.clock.now())
    }

    /// What can be promised now, in memory; the guard is the ledger's, when it is held.
    pub fn availability(&self) -> Result<Availability, Trouble> {
        let live = self.live()?;
        live.following.shop(&live.book, self.clock.now())?;
        Ok(live.following.availability())
    }

    /// Brings what is kept in memory up to the last entry: for whoever just wrote, and reads it back.
    pub(crate) fn catch_up(&self) -> Result<(), Trouble> {
        let live = self.live()?;
        live.following.catch_up(&live.book, self.clock.now())
    }

    /// Follows the live view in the background until `stop` says so: one thread, woken by each commit of this process, and
    /// looking by itself twice a second for those of others.
    pub fn follow_in_background(
        self: &Arc<Self>,
        stop: Arc<std::sync::atomic::AtomicBool>,
    ) -> Result<std::thread::JoinHandle<()>, Trouble> {
        self.catch_up()?;
        let counter = Arc::clone(self);
        let watcher = self.kept.changes();
        self.live()?.following.in_background(true);
        let follow = move || following::follow(&counter, watcher, &stop);
        std::thread::Builder::new()
            .name("follow".to_owned())
            .spawn(follow)
            .map_err(Trouble::file("cannot start a thread"))
    }
}
