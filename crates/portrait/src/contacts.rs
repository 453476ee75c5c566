//! Contacts, waits, services and reasons as figures.

use std::collections::{BTreeMap, BTreeSet};

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

/// Reasons of fewer than five contacts or five people, which are not shown; where only one would so be hidden, or
/// what is hidden is still fewer than five, the next smallest joins them, since it could be found by subtraction
/// from the total. Contacts without a reason stand with the hidden ones.
pub(crate) fn hidden_reasons(reasons: &BTreeMap<u32, ReasonSum>, words: &Vocabulary) -> BTreeSet<u32> {
    let small = |sum: &ReasonSum| sum.total().min(sum.people()) < ENOUGH as u64;
    let mut shown = in_order(reasons, words);
    let mut hidden = BTreeSet::new();
    let mut rest = reasons.get(&NO_WORD).cloned().unwrap_or_default();
    let mut among = usize::from(rest.total() > 0);
    for (number, sum) in shown.extract_if(.., |(_, sum)| small(sum)) {
        rest.merge(sum);
        hidden.insert(number);
        among += 1;
    }
    while !hidden.is_empty() && (among < 2 || small(&rest)) {
        let Some((number, next)) = shown.pop() else { break };
        rest.merge(next);
        hidden.insert(number);
        among += 1;
    }
    hidden
}

/// Reasons with their contacts, most frequent first.
fn in_order<'a>(reasons: &'a BTreeMap<u32, ReasonSum>, words: &Vocabulary) -> Vec<(u32, &'a ReasonSum)> {
    let mut rows: Vec<_> =
        reasons.iter().map(|(number, sum)| (*number, sum)).filter(|(number, _)| *number != NO_WORD).collect();
    rows.sort_by(|a, b| b.1.total().cmp(&a.1.total()).then_with(|| words.word(a.0).cmp(&words.word(b.0))));
    rows
}

/// Contacts by reason, most frequent first; last those of hidden reasons or none, together.
pub(crate) fn by_reason(
    reasons: &BTreeMap<u32, ReasonSum>,
    hidden: &BTreeSet<u32>,
    words: &Vocabulary,
) -> Option<Vec<ByReason>> {
    let ordered = in_order(reasons, words);
    if ordered.is_empty() {
        return None;
    }
    let mut rest = reasons.get(&NO_WORD).cloned().unwrap_or_default();
    let mut rows = Vec::new();
    for (number, sum) in ordered {
        if hidden.contains(&number) {
            rest.merge(sum);
        } else {
            rows.push(row(words.word(number).cloned(), sum));
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn reasons(counts: &[(&str, u64)]) -> (BTreeMap<u32, ReasonSum>, Vocabulary) {
        let mut words = Vocabulary::default();
        let rows = counts.iter().map(|(reason, served)| {
            let number = words.number((!reason.is_empty()).then(|| Word::new(reason)).as_ref());
            (number, ReasonSum { served: *served, ..ReasonSum::default() })
        });
        let rows = rows.collect();
        (rows, words)
    }

    fn shown(counts: &[(&str, u64)]) -> Vec<(Option<String>, u64)> {
        let (rows, words) = reasons(counts);
        let hidden = hidden_reasons(&rows, &words);
        let rows = by_reason(&rows, &hidden, &words).unwrap_or_default();
        rows.iter().map(|row| (row.reason.as_ref().map(ToString::to_string), row.contacts)).collect()
    }

    #[test]
    fn a_small_reason_never_stands_alone_nor_hides_alone() {
        let some = |reason: &str, count| (Some(reason.to_owned()), count);
        assert_eq!(shown(&[("bill", 90), ("moving", 30)]), [some("bill", 90), some("moving", 30)]);
        assert_eq!(shown(&[("bill", 90), ("moving", 30), ("rare", 2)]), [some("bill", 90), (None, 32)]);
        assert_eq!(shown(&[("bill", 90), ("rare", 4), ("rarer", 3)]), [some("bill", 90), (None, 7)]);
        assert_eq!(shown(&[("bill", 90), ("rare", 1), ("rarer", 1)]), [(None, 92)]);
        assert_eq!(shown(&[("bill", 90), ("", 40), ("rare", 1)]), [some("bill", 90), (None, 41)]);
        assert_eq!(shown(&[("", 40)]), []);
    }

    #[test]
    fn many_contacts_of_few_people_are_few() {
        let (mut rows, words) = reasons(&[("bill", 90), ("moving", 80), ("theirs", 70)]);
        for sum in rows.values_mut().filter(|sum| sum.served == 70) {
            sum.identified = 70;
            sum.customers = vec![1, 2];
        }
        assert_eq!(hidden_reasons(&rows, &words).len(), 2);
    }
}
