//! Wrong attempts and requests for codes, counted in memory: what an attacker does must not write to the ledger.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};
use party::{Bucket, BucketRules, HashingMemory, Throttle, ThrottleRules, TooSoon};

/// How many accounts and addresses are remembered at once. Beyond it the oldest that can be forgotten are, then any:
/// an attacker with so many addresses is not stopped by counting them.
const REMEMBERED: usize = 50_000;
/// Codes to one mail address asked for from one network: five at once, then one every ten minutes. A stranger elsewhere uses up
/// their own.
const CODES: BucketRules = BucketRules { holds: 5, one_every: SignedDuration::from_mins(10) };
/// Codes to one mail address wherever they are asked for: whoever has many networks fills nobody's letter box without end.
const CODES_OF_ALL: BucketRules = BucketRules { holds: 30, one_every: SignedDuration::from_mins(4) };

/// What is counted.
#[derive(Default)]
pub(crate) struct Attempts {
    accounts: Mutex<BTreeMap<String, Throttle>>,
    addresses: Mutex<BTreeMap<String, Throttle>>,
    codes: Mutex<BTreeMap<String, Bucket>>,
    /// The memory in which passwords are hashed, one after the other: a crowd of them would take the machine.
    hashing: Mutex<HashingMemory>,
}

/// An attempt that is looked at. It was counted as a wrong one beforehand, so that of many at once only as many are looked at as
/// one after the other.
#[derive(Debug, Clone, Copy)]
#[must_use = "it was counted: what was right is to be taken back"]
pub(crate) struct Attempt {
    /// Whether it closes the way to the account, if it is wrong.
    pub closes: bool,
}

impl Attempts {
    /// Begins an attempt on this account from this address: counts it, or says from when on one is looked at again.
    pub fn begin(&self, account: &str, address: &str, now: Timestamp) -> Result<Attempt, TooSoon> {
        let mut accounts = locked(&self.accounts);
        let mut addresses = locked(&self.addresses);
        accounts.get(account).copied().unwrap_or_default().admits(&ThrottleRules::ACCOUNT, now)?;
        addresses.get(address).copied().unwrap_or_default().admits(&ThrottleRules::ADDRESS, now)?;
        count(&mut addresses, address, &ThrottleRules::ADDRESS, now);
        Ok(Attempt { closes: count(&mut accounts, account, &ThrottleRules::ACCOUNT, now) })
    }

    /// Takes an attempt back that was right, or that a fault of ours kept from being looked at.
    pub fn take_back(&self, _: Attempt, account: &str, address: &str) {
        for (kept, key) in [(&self.accounts, account), (&self.addresses, address)] {
            if let Some(throttle) = locked(kept).get_mut(key) {
                throttle.taken_back();
            }
        }
    }

    /// Forgets an account's wrong attempts: its owner has signed in.
    pub fn succeeded(&self, account: &str) {
        locked(&self.accounts).remove(account);
    }

    /// Whether one more code may be sent to this address for somebody on this network.
    pub fn admit_code(&self, address: &str, network: &str, now: Timestamp) -> Result<(), TooSoon> {
        let mut codes = locked(&self.codes);
        if codes.len() >= REMEMBERED {
            codes.retain(|_, bucket| !bucket.is_full(now));
        }
        // A line cannot stand in an address: no network reads as another's.
        for (key, rules) in [(format!("{address}\n{network}"), CODES), (address.to_owned(), CODES_OF_ALL)] {
            let bucket = codes.entry(key).or_insert_with(|| Bucket::full(now));
            let until = |wait| now.saturating_add(wait).unwrap_or(Timestamp::MAX);
            bucket.take(&rules, now).map_err(|wait: SignedDuration| TooSoon { until: until(wait) })?;
        }
        Ok(())
    }

    /// Waits for the turn to hash a password, and for the memory to do it in.
    pub fn turn_to_hash(&self) -> MutexGuard<'_, HashingMemory> {
        locked(&self.hashing)
    }
}

fn count(kept: &mut BTreeMap<String, Throttle>, key: &str, rules: &ThrottleRules, now: Timestamp) -> bool {
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
