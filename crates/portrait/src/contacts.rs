//! Contacts, waits, services and reasons as figures.

use types::Word;

use crate::figures::{ByReason, Contacts, Services, Waits};
use crate::select::{ContactSum, ReasonSum};
use crate::tally::{ENOUGH, seconds};
use crate::vocabulary::{NO_WORD, Vocabulary};

/// A part of a whole as a fraction; nothing of nothing.
pub(crate) fn share(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// Milliseconds over so many, in seconds.
fn mean_s(ms: u64, count: u64) -> Option<f64> {
    share(ms, count).map(|mean| mean / 1_000.0)
}

/// Contacts in all, where there are any.
pub(crate) fn contacts(sum: &ContactSum) -> Option<Contacts> {
    let total = sum.total();
    let waits_known = sum.counts.served_waits_known + sum.counts.abandoned_waits_known;
    (total > 0).then(|| Contacts {
        total,
        served: sum.counts.served,
        abandoned: sum.counts.abandoned,
        abandonment_rate: share(sum.counts.abandoned, total),
        queued_rate: share(sum.counts.queued, total).filter(|_| waits_known > 0),
    })
}

/// How long customers waited, where it is known of any contact.
pub(crate) fn waits(sum: &ContactSum) -> Option<Waits> {
    let counts = &sum.counts;
    let known = counts.served_waits_known + counts.abandoned_waits_known;
    let total_ms = counts.wait_served_ms + counts.wait_abandoned_ms;
    (known > 0).then(|| Waits {
        mean_all: mean_s(total_ms, known),
        mean_served: mean_s(counts.wait_served_ms, counts.served_waits_known),
        mean_abandoned: mean_s(counts.wait_abandoned_ms, counts.abandoned_waits_known),
        total: seconds(total_ms),
        patience_exponential: mean_s(total_ms, counts.abandoned_waits_known),
        median: sum.waits.median(),
        p90: sum.waits.quantile(0.9),
        max: sum.waits.max(),
    })
}

/// How long services lasted, where it is known of any.
pub(crate) fn services(sum: &ContactSum, short_s: u32) -> Option<Services> {
    let services = sum.counts.services;
    let under_10 = sum.lasted.under(u64::from(short_s));
    (services.known > 0).then(|| Services {
        mean: mean_s(services.ms, services.known),
        median: sum.lasted.median(),
        total: seconds(services.ms),
        under_10,
        under_10_rate: share(under_10, services.known),
        histogram: sum.lasted.entries().collect(),
    })
}

/// Contacts by reason, most frequent first. Reasons of fewer than five contacts or five people are put together
/// with those that have none; where only one reason would so be hidden, or what is hidden is still fewer than
/// five, the next smallest joins it, since it could be found by subtraction from the total.
pub(crate) fn by_reason(
    reasons: &std::collections::BTreeMap<u32, ReasonSum>,
    words: &Vocabulary,
) -> Option<Vec<ByReason>> {
    let mut shown: Vec<(&Word, &ReasonSum)> =
        reasons.iter().filter_map(|(number, sum)| Some((words.word(*number)?, sum))).collect();
    if shown.is_empty() {
        return None;
    }
    shown.sort_by(|a, b| b.1.total().cmp(&a.1.total()).then_with(|| a.0.cmp(b.0)));
    let mut rest = reasons.get(&NO_WORD).cloned().unwrap_or_default();
    let mut hidden = usize::from(rest.total() > 0);
    let small = |sum: &ReasonSum| sum.total().min(sum.people()) < ENOUGH as u64;
    let (few, mut shown): (Vec<_>, Vec<_>) = shown.into_iter().partition(|(_, sum)| small(sum));
    for (_, sum) in &few {
        rest.merge(sum);
        hidden += 1;
    }
    while !few.is_empty() && (hidden < 2 || small(&rest)) {
        let Some((_, next)) = shown.pop() else { break };
        rest.merge(next);
        hidden += 1;
    }
    let mut rows: Vec<_> = shown.iter().map(|(word, sum)| row(Some((*word).clone()), sum)).collect();
    if rest.total() > 0 {
        rows.push(row(None, &rest));
    }
    Some(rows)
}

fn row(reason: Option<Word>, sum: &ReasonSum) -> ByReason {
    ByReason {
        reason,
        contacts: sum.total(),
        abandonment_rate: share(sum.abandoned, sum.total()),
        mean_service_s: mean_s(sum.service_ms, sum.positive_services),
        wait_s: seconds(sum.wait_ms),
    }
}
