//! Durations counted by whole second, so that medians stay exact however pieces are put together.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// How many durations lasted how many whole seconds; sparse, sorted. Meant for the few of one cell.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Histogram(Vec<(u32, u32)>);

impl Histogram {
    /// Counts one more duration of so many milliseconds, its whole seconds; a very long one as 136 years.
    pub(crate) fn add(&mut self, ms: u64) {
        self.add_count(u32::try_from(ms / 1_000).unwrap_or(u32::MAX), 1);
    }

    fn add_count(&mut self, secs: u32, count: u32) {
        match self.0.binary_search_by_key(&secs, |entry| entry.0) {
            Ok(at) => self.0[at].1 += count,
            Err(at) => self.0.insert(at, (secs, count)),
        }
    }

    /// Counts all of another.
    pub(crate) fn merge(&mut self, other: &Self) {
        if self.0.is_empty() {
            self.0.clone_from(&other.0);
            return;
        }
        let mut merged = Vec::with_capacity(self.0.len() + other.0.len());
        let (mut mine, mut theirs) = (self.0.iter().peekable(), other.0.iter().peekable());
        while let (Some(a), Some(b)) = (mine.peek(), theirs.peek()) {
            match a.0.cmp(&b.0) {
                std::cmp::Ordering::Less => merged.extend(mine.next()),
                std::cmp::Ordering::Greater => merged.extend(theirs.next()),
                std::cmp::Ordering::Equal => {
                    merged.push((a.0, a.1 + b.1));
                    mine.next();
                    theirs.next();
                }
            }
        }
        merged.extend(mine);
        merged.extend(theirs);
        self.0 = merged;
    }

    /// Every (seconds, count), in order.
    pub(crate) fn entries(&self) -> &[(u32, u32)] {
        &self.0
    }
}

/// Seconds below this are counted in an array, the rest in a tree.
const DENSE: usize = 16_384;

/// Many histograms put together: fast to add to.
#[derive(Debug, Clone, Default)]
pub(crate) struct Distribution {
    dense: Vec<u64>,
    sparse: BTreeMap<u32, u64>,
    count: u64,
}

impl Distribution {
    /// Counts all of a histogram.
    pub(crate) fn merge(&mut self, histogram: &Histogram) {
        for (secs, count) in histogram.entries() {
            self.add(*secs, u64::from(*count));
        }
    }

    /// Counts so many durations of so many seconds.
    pub(crate) fn add(&mut self, secs: u32, count: u64) {
        self.count += count;
        let at = secs as usize;
        if at >= DENSE {
            *self.sparse.entry(secs).or_default() += count;
            return;
        }
        if at >= self.dense.len() {
            self.dense.resize(at + 1, 0);
        }
        self.dense[at] += count;
    }

    /// How many durations it counts.
    pub(crate) fn count(&self) -> u64 {
        self.count
    }

    /// Every (seconds, count) with a count, in order.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (u64, u64)> {
        let dense =
            (0_u64..).zip(&self.dense).filter(|(_, count)| **count > 0).map(|(secs, count)| (secs, *count));
        dense.chain(self.sparse.iter().map(|(secs, count)| (u64::from(*secs), *count)))
    }

    /// The duration, in seconds, of the one at this place in order of length, from 0.
    fn at(&self, place: u64) -> Option<f64> {
        let mut seen = 0;
        self.entries().find_map(|(secs, count)| {
            seen += count;
            (seen > place).then_some(secs as f64)
        })
    }

    /// The median: between the two in the middle where there is an even number of them.
    pub(crate) fn median(&self) -> Option<f64> {
        let last = self.count.checked_sub(1)?;
        Some((self.at(last / 2)? + self.at(last.div_ceil(2))?) / 2.0)
    }

    /// The least whole second that at least this share of them do not exceed.
    pub(crate) fn quantile(&self, share: f64) -> Option<f64> {
        let last = self.count.checked_sub(1)?;
        let place = (share * self.count as f64).ceil() as u64;
        self.at(place.saturating_sub(1).min(last))
    }

    /// The longest.
    pub(crate) fn max(&self) -> Option<f64> {
        self.entries().last().map(|(secs, _)| secs as f64)
    }

    /// How many lasted less than so many seconds.
    pub(crate) fn under(&self, secs: u64) -> u64 {
        self.entries().take_while(|(lasted, _)| *lasted < secs).map(|(_, count)| count).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_distribution_has_the_median_of_the_sorted_list(secs in prop::collection::vec(0_u32..20_000, 1..60), cut in 0_usize..60) {
            let (mut a, mut b) = (Histogram::default(), Histogram::default());
            for (index, s) in secs.iter().enumerate() {
                if index < cut { a.add(u64::from(*s) * 1_000 + 999) } else { b.add(u64::from(*s) * 1_000) }
            }
            a.merge(&b);
            let mut whole = Distribution::default();
            whole.merge(&a);
            let mut sorted = secs.clone();
            sorted.sort_unstable();
            let n = sorted.len();
            let median = f64::from(sorted[(n - 1) / 2] + sorted[n / 2]) / 2.0;
            prop_assert_eq!(whole.median(), Some(median));
            prop_assert_eq!(whole.max(), sorted.last().map(|s| f64::from(*s)));
            prop_assert_eq!(whole.under(100), sorted.iter().filter(|s| **s < 100).count() as u64);
        }
    }
}
