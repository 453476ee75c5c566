//! What the work achieved as figures: adjustments, the return curve, unmet demand, flows.

use std::collections::{BTreeMap, BTreeSet};

use types::{Outcome, Word};

use crate::figures::{Adjustments, Flow, OpenAtEnd, OutcomeWork, ReturnBucket, UnmetDemand};
use crate::select::Selection;
use crate::settings::{By, Settings};
use crate::story::{HANG_UPS, RETURN_FROM_S, Stage};
use crate::timeline::AdjustmentOutcome;
use crate::vocabulary::Vocabulary;

/// The key of the rule that tells adjustments apart.
pub(crate) fn rule(settings: &Settings) -> &'static str {
    match settings.by {
        By::Customer => "same_customer_window",
        By::Case => "same_case_window",
        By::Nothing => "none",
    }
}

/// A count that was kept signed.
fn count(signed: i64) -> u64 {
    u64::try_from(signed).unwrap_or(0)
}

/// Adjustments by outcome, where there are any.
pub(crate) fn adjustments(selection: &Selection, settings: &Settings) -> Option<Adjustments> {
    let all = selection.adjustments();
    if all.adjustments == 0 {
        return None;
    }
    let of = |outcome: AdjustmentOutcome| count(selection.story.outcomes[outcome as usize].adjustments);
    let open = |outcome: AdjustmentOutcome| selection.open[outcome as usize];
    let contacts = &selection.contacts;
    use AdjustmentOutcome::{FittedAfterReturns, FittedAtOnce, Undone, UnmetAfterReturns, UnmetAtOnce};
    Some(Adjustments {
        rule: rule(settings).to_owned(),
        window_h: f64::from(settings.window_h),
        total: count(all.adjustments),
        fitted_at_once: of(FittedAtOnce),
        fitted_after_returns: of(FittedAfterReturns),
        unmet_at_once: of(UnmetAtOnce),
        unmet_after_returns: of(UnmetAfterReturns),
        undone: of(Undone),
        open_at_end: OpenAtEnd {
            fitted_at_once: open(FittedAtOnce),
            fitted_after_returns: open(FittedAfterReturns),
            unmet_at_once: open(UnmetAtOnce),
            unmet_after_returns: open(UnmetAfterReturns),
            undone: open(Undone),
        },
        contacts_identified: contacts.counts.identified,
        contacts_unidentified: contacts.total() - contacts.counts.identified,
        work: AdjustmentOutcome::ALL
            .into_iter()
            .map(|outcome| (outcome.name().to_owned(), work(selection, outcome)))
            .collect(),
    })
}

fn work(selection: &Selection, outcome: AdjustmentOutcome) -> OutcomeWork {
    let sum = selection.story.outcomes[outcome as usize];
    let secs = |ms: i64| crate::tally::seconds(count(ms));
    OutcomeWork {
        adjustments: count(sum.adjustments),
        contacts: count(sum.contacts),
        customer_s: secs(sum.customer_ms),
        waiting_s: secs(sum.waiting_ms),
        agent_s: secs(sum.agent_ms),
    }
}

/// The return curve with the row of hang-ups last, where any contact is of a known customer.
pub(crate) fn return_curve(selection: &Selection) -> Option<Vec<ReturnBucket>> {
    let rows = &selection.story.returns;
    if rows.iter().all(|(services, _)| *services == 0) {
        return None;
    }
    let bucket = |row: usize| {
        let (services, returned) = (count(rows[row].0), count(rows[row].1));
        let interval = wilson(returned, services);
        ReturnBucket {
            from_s: RETURN_FROM_S.get(row).copied(),
            to_s: RETURN_FROM_S.get(row + 1).copied(),
            hang_ups: row == HANG_UPS,
            services,
            returned,
            share: crate::contacts::share(returned, services),
            low: interval.map(|(low, _)| low),
            high: interval.map(|(_, high)| high),
        }
    };
    Some((0..=HANG_UPS).map(bucket).collect())
}

/// Wilson's score interval at 95 % for a share (E. B. Wilson, JASA 22, 1927): it stays within 0 and 1 and is
/// fair for small numbers.
fn wilson(part: u64, whole: u64) -> Option<(f64, f64)> {
    const Z: f64 = 1.959_963_984_540_054;
    let p = crate::contacts::share(part, whole)?;
    let n = whole as f64;
    let centre = p + Z * Z / (2.0 * n);
    let half = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + Z * Z / n;
    Some((((centre - half) / scale).max(0.0), ((centre + half) / scale).min(1.0)))
}

const UNMET: [Outcome; 3] = [Outcome::Abandoned, Outcome::Refused, Outcome::Undone];

/// Demand that found no offer, by reason and outcome, most frequent first.
/// Reasons that are too few to be shown stand together, without reason.
pub(crate) fn unmet(
    selection: &Selection,
    hidden: &BTreeSet<u32>,
    words: &Vocabulary,
) -> Option<Vec<UnmetDemand>> {
    let word = |reason: &u32| if hidden.contains(reason) { None } else { words.word(*reason) };
    let mut rows: BTreeMap<(Option<&Word>, Outcome), [u64; 4]> = BTreeMap::new();
    for (reason, fates) in &selection.unmet {
        for (outcome, fates) in UNMET.into_iter().zip(fates) {
            let row = rows.entry((word(reason), outcome)).or_default();
            row.iter_mut().zip(fates).for_each(|(sum, more)| *sum += count(*more));
        }
    }
    for ((reason, _), demands) in &selection.unknown {
        for (outcome, more) in UNMET.into_iter().zip(&demands[1..]) {
            rows.entry((word(reason), outcome)).or_default()[3] += more;
        }
    }
    let mut rows: Vec<_> = rows
        .into_iter()
        .map(|((reason, outcome), [later_served, later_unmet, never_back, unknown])| UnmetDemand {
            reason: reason.cloned(),
            outcome,
            acts: later_served + later_unmet + never_back + unknown,
            later_served,
            later_unmet,
            never_back,
            unknown,
        })
        .filter(|row| row.acts > 0)
        .collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.acts));
    (!rows.is_empty()).then_some(rows)
}

/// The most frequent passages between activities that are shown.
const MOST_FOLLOWS: usize = 20;

/// Flows: from each reason to its scene, from there to how it ended, and on; then which activity most often
/// follows which, along cases. What enters a stage between demand and end leaves it.
pub(crate) fn flows(selection: &Selection, hidden: &BTreeSet<u32>, words: &Vocabulary) -> Vec<Flow> {
    let word = |reason: &u32| if hidden.contains(reason) { None } else { words.word(*reason) };
    let mut flows: BTreeMap<(String, String), u64> = BTreeMap::new();
    let mut add = |from: String, to: String, count: u64| {
        if count > 0 {
            *flows.entry((from, to)).or_default() += count;
        }
    };
    for ((reason, to), more) in &selection.demands {
        add(demand_name(word(reason)), stage_name(*to), count(*more));
    }
    for ((from, to), more) in &selection.story.flows {
        if *from != Stage::Demand {
            add(stage_name(*from), stage_name(*to), count(*more));
        }
    }
    for ((reason, scene), demands) in &selection.unknown {
        let scene = stage_name(Stage::Scene(*scene));
        add(demand_name(word(reason)), scene.clone(), demands.iter().sum());
        let outcomes = [Outcome::Served, Outcome::Abandoned, Outcome::Refused, Outcome::Undone];
        for (outcome, more) in outcomes.into_iter().zip(demands) {
            let outcome = stage_name(Stage::Outcome(outcome));
            add(scene.clone(), outcome.clone(), *more);
            add(outcome, stage_name(Stage::Unknown), *more);
        }
    }
    let mut rows: Vec<_> = flows.into_iter().map(|((from, to), count)| Flow { from, to, count }).collect();
    rows.extend(follows(selection, words));
    rows
}

fn follows(selection: &Selection, words: &Vocabulary) -> Vec<Flow> {
    let name = |number: u32| format!("activity:{}", words.word(number).map_or("", Word::as_str));
    let mut rows: Vec<_> = selection
        .story
        .follows
        .iter()
        .filter(|(_, count)| **count > 0)
        .map(|((from, to), more)| Flow { from: name(*from), to: name(*to), count: count(*more) })
        .collect();
    rows.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| (&a.from, &a.to).cmp(&(&b.from, &b.to))));
    rows.truncate(MOST_FOLLOWS);
    rows
}

fn demand_name(reason: Option<&Word>) -> String {
    reason.map_or_else(|| "demand".to_owned(), |reason| format!("demand:{reason}"))
}

fn stage_name(stage: Stage) -> String {
    match stage {
        Stage::Demand => "demand".to_owned(),
        Stage::Scene(scene) => format!("scene:{scene}"),
        Stage::Outcome(Outcome::Undone) => "given_back".to_owned(),
        Stage::Outcome(outcome) => outcome.name().to_owned(),
        Stage::Returned => "returned".to_owned(),
        Stage::Fitted => "fitted".to_owned(),
        Stage::Unmet => "unmet".to_owned(),
        Stage::Undone => "undone".to_owned(),
        Stage::Unknown => "unknown".to_owned(),
    }
}
