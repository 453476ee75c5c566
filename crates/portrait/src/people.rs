//! Those who serve, and their working conditions: always a group of five or more, never one by one.

use types::Phase;

use crate::calendar::Days;
use crate::contacts::share;
use crate::fact::PhaseSet;
use crate::figures::{Agents, Concentration, Conditions, Quantiles};
use crate::fold::Fold;
use crate::histogram::Distribution;
use crate::select::ContactSum;
use crate::tally::{AgentTally, ENOUGH};
use crate::window::Window;

/// Those who serve, where anybody is named.
pub(crate) fn agents(sum: &ContactSum) -> Option<Agents> {
    let people: Vec<AgentTally> = sum.agents.values().copied().collect();
    if people.is_empty() {
        return None;
    }
    let enough = people.len() >= ENOUGH;
    let loads = || people.iter().map(|agent| agent.talk_ms as f64 / 1_000.0).collect::<Vec<_>>();
    Some(Agents {
        count: people.len() as u64,
        unnamed_services: sum.counts.unnamed,
        suppressed: !enough,
        short_services: enough.then(|| concentration(people.iter().map(|agent| agent.short).collect())),
        load_s: quantiles(loads()).filter(|_| enough),
        services: quantiles(people.iter().map(|agent| agent.services as f64).collect()).filter(|_| enough),
        load_gini: enough.then(|| gini(loads())).flatten(),
    })
}

/// How a count concentrates. The share of the top fifth is shown only where these are five people or more.
fn concentration(mut counts: Vec<u64>) -> Concentration {
    counts.sort_unstable_by(|a, b| b.cmp(a));
    let (total, people) = (counts.iter().sum::<u64>(), counts.len());
    let mut reached = 0;
    let for_half = counts.iter().position(|count| {
        reached += count;
        reached * 2 >= total
    });
    let fifth = people.div_ceil(5);
    let top: u64 = counts.iter().take(fifth).sum();
    Concentration {
        total,
        people_share_for_half: for_half.filter(|_| total > 0).map(|place| (place + 1) as f64 / people as f64),
        top_fifth_share: share(top, total).filter(|_| fifth >= ENOUGH),
    }
}

/// The quantiles of a group of five or more. They lie between the second lowest and the second highest value,
/// so that no extreme, which would be one person's, is told.
pub(crate) fn quantiles(mut values: Vec<f64>) -> Option<Quantiles> {
    let count = values.len();
    if count < ENOUGH {
        return None;
    }
    values.sort_by(f64::total_cmp);
    let (low, high) = (values[1], values[count - 2]);
    let at = |share: f64| {
        let place = share * (count - 1) as f64;
        let below = place.floor() as usize;
        let above = (below + 1).min(count - 1);
        let value = values[below] + (values[above] - values[below]) * (place - below as f64);
        value.clamp(low, high)
    };
    Some(Quantiles {
        count: count as u64,
        p10: at(0.10),
        p25: at(0.25),
        median: at(0.50),
        p75: at(0.75),
        p90: at(0.90),
        mean: values.iter().sum::<f64>() / count as f64,
    })
}

/// Gini's index: half the mean difference between any two, over the mean.
fn gini(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let (n, total) = (values.len() as f64, values.iter().sum::<f64>());
    let weighted: f64 = values.iter().enumerate().map(|(place, value)| (place + 1) as f64 * value).sum();
    (total > 0.0).then(|| 2.0 * weighted / (n * total) - (n + 1.0) / n)
}

/// One person on one day.
#[derive(Debug, Clone, Copy, Default)]
struct PersonDay {
    services: u64,
    talk_ms: i64,
    gap_ms: i64,
}

/// A person's day counts where it holds at least so much.
const HOUR_MS: i64 = 3_600_000;

/// Working conditions over the services of a period, of whatever reason and scene; nothing of fewer than five
/// people.
pub(crate) fn conditions(
    fold: &Fold,
    window: &Window,
    days: &mut Days<'_>,
    phases: PhaseSet,
) -> Option<Conditions> {
    let mut gaps = Distribution::default();
    let mut person_days: Vec<PersonDay> = Vec::new();
    let mut people = 0;
    for (_, services) in fold.agents.iter() {
        let mut present = false;
        let mut current: Option<(i32, PersonDay)> = None;
        for service in services.iter().filter(|service| window.holds(service.start)) {
            present = true;
            let day = days.day_of(service.start);
            let (_, sum) = match &mut current {
                Some(same) if same.0 == day => same,
                other => {
                    let ended = other.replace((day, PersonDay::default()));
                    person_days.extend(ended.map(|(_, sum)| sum));
                    other.as_mut()?
                }
            };
            sum.services += 1;
            sum.talk_ms = sum.talk_ms.saturating_add(service.talk_ms);
            if service.gap_ms >= 0 {
                sum.gap_ms += service.gap_ms;
                gaps.add(u32::try_from(service.gap_ms / 1_000).unwrap_or(u32::MAX), 1);
            }
        }
        person_days.extend(current.map(|(_, sum)| sum));
        people += usize::from(present);
    }
    if people < ENOUGH {
        return None;
    }
    let presence = |day: &PersonDay| (day.talk_ms.saturating_add(day.gap_ms)) as f64;
    let busy = person_days.iter().filter(|day| day.talk_ms >= HOUR_MS);
    let long = person_days.iter().filter(|day| day.talk_ms.saturating_add(day.gap_ms) >= HOUR_MS);
    Some(Conditions {
        gap_under_10_rate: share(gaps.under(10), gaps.count()),
        gap_s: gap_quantiles(&gaps),
        occupancy: quantiles(busy.map(|day| day.talk_ms as f64 / presence(day)).collect()),
        services_per_hour: quantiles(
            long.map(|day| day.services as f64 * HOUR_MS as f64 / presence(day)).collect(),
        ),
        phases_not_seen: phases_not_seen(phases),
    })
}

/// Gaps are many and kept by whole second; their quantiles are the least second that a share does not exceed.
fn gap_quantiles(gaps: &Distribution) -> Option<Quantiles> {
    if gaps.count() < ENOUGH as u64 {
        return None;
    }
    let at = |share| gaps.quantile(share);
    let total: f64 = gaps.entries().map(|(secs, count)| secs as f64 * count as f64).sum();
    Some(Quantiles {
        count: gaps.count(),
        p10: at(0.10)?,
        p25: at(0.25)?,
        median: gaps.median()?,
        p75: at(0.75)?,
        p90: at(0.90)?,
        mean: total / gaps.count() as f64,
    })
}

/// The phases of an agent's day that no act shows.
pub(crate) fn phases_not_seen(phases: PhaseSet) -> Vec<String> {
    [Phase::Ready, Phase::Hold, Phase::AfterWork, Phase::Pause]
        .into_iter()
        .filter(|phase| !phases.has(*phase))
        .map(|phase| phase.name().to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_people_are_no_group_and_extremes_stay_untold() {
        assert_eq!(quantiles(vec![1.0, 2.0, 3.0, 4.0]), None);
        let five = quantiles(vec![1.0, 20.0, 30.0, 40.0, 900.0]).unwrap();
        assert_eq!((five.p10, five.median, five.p90), (20.0, 30.0, 40.0));
    }

    #[test]
    fn all_alike_is_zero_and_one_for_all_is_nearly_one() {
        assert!(gini(vec![5.0; 8]).unwrap().abs() < 1e-12);
        assert!((gini([vec![0.0; 9], vec![7.0]].concat()).unwrap() - 0.9).abs() < 1e-12);
    }

    #[test]
    fn half_is_made_by_the_fewest_who_can() {
        let counts = concentration([vec![10; 5], vec![1; 20]].concat());
        assert_eq!((counts.total, counts.people_share_for_half), (70, Some(4.0 / 25.0)));
        assert_eq!(counts.top_fifth_share, Some(50.0 / 70.0));
        assert_eq!(concentration(vec![9, 1, 1, 1, 1]).top_fifth_share, None);
    }
}
