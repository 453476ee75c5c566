//! The book of the test card: what it was asked and what it did, in a file of its own, as a provider elsewhere would keep it.
//!
//! It is apart from the ledger on purpose: when this program is killed between asking and noting, the money was taken
//! all the same, and the book says so at the next start. Lines are only ever added, and another process's are read too.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use types::{Currency, Money, PaymentId};

use super::test_card::Behaviour;

/// A line of the book.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "line", rename_all = "camelCase")]
pub(super) enum Line {
    /// A payment was asked.
    #[serde(rename_all = "camelCase")]
    Asked {
        /// Which.
        payment: PaymentId,
        /// How much.
        amount: Decimal,
        /// In which currency.
        currency: Currency,
        /// How the card behaves.
        behaviour: Behaviour,
        /// When.
        at: Timestamp,
    },
    /// Money went back.
    #[serde(rename_all = "camelCase")]
    GivenBack {
        /// Of which payment.
        payment: PaymentId,
        /// Under which reference.
        reference: String,
        /// How much.
        amount: Decimal,
    },
}

/// What was asked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Asked {
    pub money: Money,
    pub behaviour: Behaviour,
    pub at: Timestamp,
}

/// What of the book was read.
#[derive(Default)]
pub(super) struct Pages {
    read_to: u64,
    pub asked: BTreeMap<PaymentId, Asked>,
    pub given_back: BTreeSet<(PaymentId, String)>,
    /// Payments of which an answer is still to be told by itself.
    pub to_tell: BTreeSet<PaymentId>,
}

/// The book.
pub(super) struct Book {
    file: PathBuf,
    pages: Mutex<Pages>,
}

impl Book {
    pub fn new(file: PathBuf) -> Self {
        Self { file, pages: Mutex::default() }
    }

    /// The book, read up to its end.
    pub fn open(&self) -> std::io::Result<MutexGuard<'_, Pages>> {
        let mut pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        match File::open(&self.file) {
            Ok(file) => pages.read(file)?,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
        Ok(pages)
    }

    /// Adds a line, in one piece. It is taken into the pages when the book is next opened.
    pub fn add(&self, line: &Line) -> std::io::Result<()> {
        if let Some(folder) = self.file.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let mut text = serde_json::to_string(line)?;
        text.push('\n');
        OpenOptions::new().create(true).append(true).open(&self.file)?.write_all(text.as_bytes())
    }
}

impl Pages {
    fn read(&mut self, mut file: File) -> std::io::Result<()> {
        if file.metadata()?.len() <= self.read_to {
            return Ok(());
        }
        file.seek(SeekFrom::Start(self.read_to))?;
        let mut text = String::new();
        file.read_to_string(&mut text)?;
        // A line that somebody is writing at this moment is read the next time.
        let whole = text.rfind('\n').map_or(0, |end| end + 1);
        for line in text[..whole].lines() {
            match serde_json::from_str(line) {
                Ok(line) => self.take(line),
                Err(error) => tracing::warn!(%error, "a line of the test card's book cannot be read"),
            }
        }
        self.read_to += whole as u64;
        Ok(())
    }

    fn take(&mut self, line: Line) {
        match line {
            Line::Asked { payment, amount, currency, behaviour, at } => {
                // Of two processes that were asked the same, the first one's line counts.
                let known = self.asked.contains_key(&payment);
                if !known {
                    let money = Money { amount, currency };
                    self.asked.insert(payment, Asked { money, behaviour, at });
                    if behaviour.tells_by_itself() {
                        self.to_tell.insert(payment);
                    }
                }
            }
            Line::GivenBack { payment, reference, .. } => {
                self.given_back.insert((payment, reference));
            }
        }
    }
}
