//! Mail leaves by itself: soon after something was written, and now and then for what is tried again.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::{Counter, Trouble, with_causes};

/// How long is waited where nothing rings: mails that are tried again, and those that another process wrote.
const PATIENCE: Duration = Duration::from_secs(2);
/// Between two rounds, however much is written: a round looks once for all that came meanwhile.
const BREATH: Duration = Duration::from_millis(200);

impl Counter {
    /// Delivers mail on a thread of its own until `stop` says so.
    pub fn deliver_in_background(self: &Arc<Self>, stop: Arc<AtomicBool>) -> Result<(), Trouble> {
        let counter = Arc::clone(self);
        let mut watcher = self.kept.changes();
        let rounds = move || {
            while !stop.load(Ordering::Acquire) {
                if let Err(trouble) = counter.deliver_all_mail() {
                    tracing::warn!(
                        error = with_causes(&trouble),
                        "mail cannot be delivered now; trying again"
                    );
                }
                std::thread::sleep(BREATH);
                watcher.wait_timeout(PATIENCE);
            }
        };
        std::thread::Builder::new()
            .name("post".to_owned())
            .spawn(rounds)
            .map(drop)
            .map_err(Trouble::file("cannot start a thread"))
    }
}
