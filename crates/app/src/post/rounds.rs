//! Mail leaves by itself: soon after something was written, and now and then for what is tried again.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::{Counter, Trouble, with_causes};

/// How long is waited where nothing rings: mails that are tried again, and those that another process wrote.
const PATIENCE: Duration = Duration::from_secs(2);
/// Between two rounds, however much is written: a round looks once for all that came meanwhile.
const BREATH: Duration = Duration::from_millis(200);
/// After a round it rests so many times as long as the round took: mail can wait a moment, whoever orders does not.
const REST: u32 = 3;

impl Counter {
    /// Delivers mail on a thread of its own until `stop` says so.
    pub fn deliver_in_background(self: &Arc<Self>, stop: Arc<AtomicBool>) -> Result<(), Trouble> {
        let counter = Arc::clone(self);
        let mut watcher = self.kept.changes();
        let rounds = move || {
            while !stop.load(Ordering::Acquire) {
                let began = Instant::now();
                let more = match counter.deliver_mail(counter.clock.now()) {
                    Ok(round) => round.more && round.sent > 0,
                    Err(trouble) => {
                        let error = with_causes(&trouble);
                        tracing::warn!(error, "mail cannot be delivered now; trying again");
                        false
                    }
                };
                std::thread::sleep(began.elapsed().saturating_mul(REST).min(PATIENCE));
                if !more {
                    std::thread::sleep(BREATH);
                    watcher.wait_timeout(PATIENCE);
                }
            }
        };
        std::thread::Builder::new()
            .name("post".to_owned())
            .spawn(rounds)
            .map(drop)
            .map_err(Trouble::file("cannot start a thread"))
    }
}
