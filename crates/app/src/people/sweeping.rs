//! Throwing away what has served: codes and sessions whose time is over hold addresses and devices of people.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use jiff::SignedDuration;
use ledger::{RecordQuery, RecordState};
use serde_json::Value;

use crate::{Counter, Trouble, with_causes};

/// How many records of a kind go in one sweep.
const AT_ONCE: usize = 1_000;
/// For how long after its end a code or a session stays: a form that is sent twice finds it.
const AFTER: SignedDuration = SignedDuration::from_hours(1);

/// How long the background thread waits between two sweeps, in seconds.
const PAUSE_S: u32 = 600;

impl Counter {
    /// Sweeps every ten minutes, on a thread of its own, until `quiet` says that it is enough.
    pub fn sweep_in_background(self: &Arc<Self>, quiet: Arc<AtomicBool>) -> Result<(), Trouble> {
        let counter = Arc::clone(self);
        let sweep = move || {
            while !quiet.load(Ordering::Acquire) {
                if let Err(trouble) = counter.sweep_people() {
                    tracing::warn!(error = with_causes(&trouble), "what has served could not be thrown away");
                }
                for _ in 0..PAUSE_S {
                    if quiet.load(Ordering::Acquire) {
                        return;
                    }
                    std::thread::sleep(Duration::from_secs(1));
                }
            }
        };
        let thread = std::thread::Builder::new().name("sweep".to_owned()).spawn(sweep);
        thread.map(drop).map_err(Trouble::file("cannot start a thread"))
    }

    /// Erases codes and sessions whose time has been over for an hour; says how many. Meant for a timer.
    pub fn sweep_people(&self) -> Result<usize, Trouble> {
        let now = self.clock.now();
        let until = now.saturating_sub(AFTER).unwrap_or(now);
        let mut swept = 0;
        for kind in ["signInCode", "session"] {
            for id in self.over(kind, until)? {
                let live = self.live()?;
                swept += usize::from(live.book.ledger.erase_record(live.book.view, kind, &id)? > 0);
            }
        }
        Ok(swept)
    }

    fn over(&self, kind: &str, until: jiff::Timestamp) -> Result<Vec<String>, Trouble> {
        let book = &self.live()?.book;
        let to = until.to_string();
        let query =
            RecordQuery { by: Some("expires"), to: Some(&to), limit: AT_ONCE, ..RecordQuery::default() };
        let (found, _) = book.ledger.records(book.view, kind, &query)?;
        let over = |body: &Value| {
            let expires = body.get("expiresAt").and_then(Value::as_str).and_then(|at| at.parse().ok());
            expires.is_none_or(|expires: jiff::Timestamp| expires <= until)
        };
        Ok(found
            .into_iter()
            .filter(|record| matches!(&record.state, RecordState::Body(body) if over(body)))
            .map(|record| record.id)
            .collect())
    }
}
