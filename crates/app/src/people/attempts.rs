//! Wrong attempts and requests for codes, counted in memory: what an attacker does must not write to the ledger.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};
use party::{Bucket, BucketRules, Throttle, ThrottleRules, TooSoon};

/// How many accounts and addresses are remembered at once. Beyond it the oldest that can be forgotten are, then any:
/// an attacker with so many addresses is not stopped by counting them.
const REMEMBERED: usize = 50_000;
/// Codes for one address: five at once, then one every ten minutes.
const CODES: BucketRules = BucketRules { holds: 5, one_every: SignedDuration::from_mins(10) };

/// What is counted.
#[derive(Default)]
pub(crate) struct Attempts {
    accounts: Mutex<BTreeMap<String, Throttle>>,
    addresses: Mutex<BTreeMap<String, Throttle>>,
    codes: Mutex<BTreeMap<String, Bucket>>,
    /// Held while a password is hashed: each takes 19 MiB, and a crowd of them would take the machine.
    hashing: Mutex<()>,
}

impl Attempts {
    /// Whether an attempt on this account from this address is looked at now.
    pub fn admit(&self, account: &str, address: &str, now: Timestamp) -> Result<(), TooSoon> {
        let by_account = locked(&self.accounts).get(account).copied().unwrap_or_default();
        let by_address = locked(&self.addresses).get(address).copied().unwrap_or_default();
        by_account.admits(&ThrottleRules::ACCOUNT, now)?;
        by_address.admits(&ThrottleRules::ADDRESS, now)
    }

    /// Counts a wrong attempt; says whether it closed the way to the account.
    pub fn failed(&self, account: &str, address: &str, now: Timestamp) -> bool {
        count(&self.addresses, address, &ThrottleRules::ADDRESS, now);
        count(&self.accounts, account, &ThrottleRules::ACCOUNT, now)
    }

    /// Forgets an account's wrong attempts: its owner has signed in.
    pub fn succeeded(&self, account: &str) {
        locked(&self.accounts).remove(account);
    }

    /// Whether one more code may be sent to this address.
    pub fn admit_code(&self, address: &str, now: Timestamp) -> Result<(), TooSoon> {
        let mut codes = locked(&self.codes);
        if codes.len() >= REMEMBERED {
            codes.retain(|_, bucket| !bucket.is_full(now));
        }
        let bucket = codes.entry(address.to_owned()).or_insert_with(|| Bucket::full(now));
        bucket
            .take(&CODES, now)
            .map_err(|wait| TooSoon { until: now.saturating_add(wait).unwrap_or(Timestamp::MAX) })
    }

    /// Waits for the turn to hash a password.
    pub fn turn_to_hash(&self) -> MutexGuard<'_, ()> {
        locked(&self.hashing)
    }
}

fn count(kept: &Mutex<BTreeMap<String, Throttle>>, key: &str, rules: &ThrottleRules, now: Timestamp) -> bool {
    let mut kept = locked(kept);
    if kept.len() >= REMEMBERED {
        kept.retain(|_, throttle| !throttle.is_forgotten(rules, now));
        while kept.len() >= REMEMBERED {
            kept.pop_first();
        }
    }
    kept.entry(key.to_owned()).or_default().failed(rules, now)
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
