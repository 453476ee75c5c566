//! What is done without anybody asking (mails and sessions have threads of their own): timers, conversations that ended, dead ends that were noted, people who wait
//! for something to be back. One thread; each task fails alone and is tried again at its next turn.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use crate::{Counter, Trouble, with_causes};

/// How long the thread rests between two rounds.
const ROUND: Duration = Duration::from_secs(1);
/// The pieces of that rest: a stop is heard after one of them.
const PIECE: Duration = Duration::from_millis(100);
/// How often what is rare is done: abandoned carts, what sells, people who have waited while nobody looked.
const RARELY: SignedDuration = SignedDuration::from_mins(10);

/// The threads that keep the house.
#[derive(Debug)]
pub struct House {
    stop: Arc<AtomicBool>,
    threads: Vec<JoinHandle<()>>,
}

impl House {
    /// Asks the threads to stop, and waits until what they were at is done.
    pub fn close(mut self) {
        self.end();
    }

    fn end(&mut self) {
        self.stop.store(true, Ordering::Release);
        for thread in self.threads.drain(..) {
            if thread.join().is_err() {
                tracing::error!("a thread that keeps the house stopped");
            }
        }
    }
}

impl Drop for House {
    fn drop(&mut self) {
        self.end();
    }
}

impl Counter {
    /// Follows the ledger, and keeps the house, until the answer is closed or dropped.
    pub fn keep_house(self: &Arc<Self>) -> Result<House, Trouble> {
        let stop = Arc::new(AtomicBool::new(false));
        let follower = self.follow_in_background(Arc::clone(&stop))?;
        let (counter, asked) = (Arc::clone(self), Arc::clone(&stop));
        let keeper = std::thread::Builder::new()
            .name("house".to_owned())
            .spawn(move || counter.keep_rounds(&asked))
            .map_err(Trouble::file("cannot start a thread"))?;
        Ok(House { stop, threads: vec![keeper, follower] })
    }

    fn keep_rounds(&self, stop: &AtomicBool) {
        let mut rarely_done: Option<Timestamp> = None;
        while !stop.load(Ordering::Acquire) {
            let now = self.clock.now();
            let rare = rarely_done.is_none_or(|last| now.duration_since(last) >= RARELY);
            if rare {
                rarely_done = Some(now);
            }
            self.round(rare);
            let mut rested = Duration::ZERO;
            while rested < ROUND && !stop.load(Ordering::Acquire) {
                std::thread::sleep(PIECE);
                rested += PIECE;
            }
        }
        // What was noted while the last requests ended.
        said("dead ends", self.write_dead_ends());
    }

    /// One round of everything that is due. `rare` also does what is done now and then.
    pub fn round(&self, rare: bool) {
        said("timers", self.tick());
        said("dead ends", self.write_dead_ends());
        said("talks", self.settle_talks());
        said("unread answers", self.mail_unread_answers());
        said("what is back", self.tell_what_is_back(rare));
        if rare {
            said("left carts", self.tell_left_carts());
            said("popularity", self.count_popularity());
        }
    }
}

/// A task that failed is told once, and tried again in its turn.
fn said<T, E: std::error::Error + 'static>(what: &str, result: Result<T, E>) {
    if let Err(error) = result {
        tracing::warn!(what, error = with_causes(&error), "keeping the house failed; trying again");
    }
}
