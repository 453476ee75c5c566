//! Files that are being looked at: in memory only, bounded, for half an hour.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

use super::MeterTrouble;
use crate::{Asking, Counter};

/// How long a file is held after it was last looked at.
pub(super) const HELD_FOR: SignedDuration = SignedDuration::from_mins(30);
/// The most bytes of one file.
const FILE_BYTES: usize = 24 << 20;
/// The most bytes of all files together; the one that was not looked at for longest goes first.
const ALL_BYTES: usize = 128 << 20;

/// A file that is held in memory.
#[derive(Debug, Clone)]
pub struct HeldFile {
    /// Its name in addresses: 128 bits of chance.
    pub token: String,
    /// What it was called by whoever brought it.
    pub name: String,
    /// Its bytes.
    pub bytes: Arc<[u8]>,
    owner: String,
    looked_at: Timestamp,
}

/// Every file that is held.
#[derive(Default)]
pub(crate) struct HeldFiles(Mutex<BTreeMap<String, HeldFile>>);

impl HeldFiles {
    fn put(&self, file: HeldFile) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let now = file.looked_at;
        all.retain(|_, held| now.duration_since(held.looked_at) < HELD_FOR);
        let mut bytes: usize = all.values().map(|held| held.bytes.len()).sum::<usize>() + file.bytes.len();
        while bytes > ALL_BYTES {
            let oldest = all.values().min_by_key(|held| held.looked_at).map(|held| held.token.clone());
            let Some(gone) = oldest.and_then(|token| all.remove(&token)) else { break };
            bytes -= gone.bytes.len();
        }
        all.insert(file.token.clone(), file);
    }

    fn get(&self, token: &str, now: Timestamp, owns: impl Fn(&str) -> bool) -> Option<HeldFile> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let held = all.get_mut(token).filter(|held| now.duration_since(held.looked_at) < HELD_FOR)?;
        if !owns(&held.owner) {
            return None;
        }
        held.looked_at = now;
        Some(held.clone())
    }

    fn forget(&self, token: &str, owns: impl Fn(&str) -> bool) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.get(token).is_some_and(|held| owns(&held.owner)) {
            all.remove(token);
        }
    }
}

impl Counter {
    /// The most bytes that a meter file may have.
    pub const fn meter_file_limit(&self) -> usize {
        FILE_BYTES
    }

    /// Holds a file that somebody brought, in memory, for as long as they look at it. Gives its name in addresses.
    pub fn hold_meter_file(
        &self,
        asking: &Asking,
        name: &str,
        bytes: Vec<u8>,
    ) -> Result<HeldFile, MeterTrouble> {
        let owner = asking.caller.owner().ok_or(MeterTrouble::Nobody)?;
        if bytes.len() > FILE_BYTES {
            return Err(MeterTrouble::TooLarge(FILE_BYTES >> 20));
        }
        let file = HeldFile {
            token: format!("{:032x}", self.clock.chance()),
            name: name.chars().filter(|letter| !letter.is_control()).take(120).collect(),
            bytes: Arc::from(bytes),
            owner,
            looked_at: self.clock.now(),
        };
        self.metering.put(file.clone());
        Ok(file)
    }

    /// A file that is held, for whoever brought it.
    pub fn held_meter_file(&self, asking: &Asking, token: &str) -> Result<HeldFile, MeterTrouble> {
        let owns = |owner: &str| asking.caller.owns(owner);
        self.metering.get(token, self.clock.now(), owns).ok_or(MeterTrouble::Gone)
    }

    /// Forgets a held file now.
    pub fn drop_meter_file(&self, asking: &Asking, token: &str) {
        self.metering.forget(token, |owner| asking.caller.owns(owner));
    }
}
