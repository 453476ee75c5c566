//! Many counts at once, as lines of a text: read and compared first, then written in batches.

use std::collections::BTreeSet;

use offer::catalogue::{PlaceId, StockItemId};
use offer::exchange::{
    Incoming, IncomingStock, Plan, PlanOptions, Problem, ProblemKind, Where, plan, read_table,
};
use party::Permission;

use super::OfficeTrouble;
use super::importing::COUNTS_A_BATCH;
use crate::{Asking, Counter, Trouble, clock};

/// The most that one line may count.
const MOST: i64 = 10_000_000;
/// The most lines of one text.
const MOST_LINES: usize = 100_000;

impl Counter {
    /// What counting so would change: lines of `item;place;count`, parted by semicolons, commas or tabs. Nothing is changed.
    pub fn plan_counts(&self, asking: &Asking, text: &str) -> Result<Plan, Trouble> {
        asking.may(Permission::CountStock)?;
        let current = self.catalogue_now()?;
        let sold: BTreeSet<StockItemId> =
            self.shop()?.catalogue.offerings.values().filter_map(|offering| offering.stocked()).collect();
        let mut incoming = Incoming::default();
        for (line, cells) in lines_of(text) {
            match count_of(line, &cells) {
                Err(problem) => incoming.problems.push(problem),
                Ok(count) => {
                    let known = sold.contains(&count.key.1) || current.levels.contains_key(&count.key);
                    if known {
                        incoming.stock.push(count);
                    } else {
                        let kind = ProblemKind::Dangling(count.key.1.to_string());
                        incoming
                            .problems
                            .push(Problem { id: cells.join(" · "), ..Problem::at(count.at, kind) });
                    }
                }
            }
            incoming.read += 1;
        }
        if incoming.read == 0 {
            incoming.problems.push(Problem::at(Where::default(), ProblemKind::Empty));
        }
        twice(&mut incoming);
        Ok(plan(&current.file, incoming, PlanOptions { now: self.clock.now(), end_missing: false }))
    }

    /// Writes what a plan counts: each count an act, all of them under one run.
    pub fn count_many(&self, asking: &Asking, plan: &Plan) -> Result<usize, OfficeTrouble> {
        asking.may(Permission::CountStock)?;
        if !plan.may_apply() {
            return Err(OfficeTrouble::Problems(plan.problems.clone()));
        }
        let run = clock::run_id(&*self.clock);
        for counts in plan.stock.chunks(COUNTS_A_BATCH) {
            self.commit_live(self.counts_entry(asking, run, counts))?;
        }
        self.catch_up()?;
        Ok(plan.stock.len())
    }

    /// What is sold, counted in stock, and was never counted anywhere: in the order of items.
    pub fn uncounted_items(&self, asking: &Asking) -> Result<Vec<StockItemId>, Trouble> {
        asking.may(Permission::ReadStock)?;
        let current = self.catalogue_now()?;
        let counted: BTreeSet<&StockItemId> = current.levels.keys().map(|(_, item)| item).collect();
        let sold: BTreeSet<StockItemId> = self
            .shop()?
            .catalogue
            .offerings
            .values()
            .filter(|offering| offering.lifecycle_status.is_sold())
            .filter_map(|offering| offering.stocked())
            .collect();
        Ok(sold.into_iter().filter(|item| !counted.contains(item)).collect())
    }
}

/// The lines of a text with their numbers and cells; a first line of names is none.
fn lines_of(text: &str) -> Vec<(u64, Vec<String>)> {
    let Ok(table) = read_table(text.as_bytes(), None) else { return Vec::new() };
    let trimmed = |cells: &[String]| cells.iter().map(|cell| cell.trim().to_owned()).collect::<Vec<_>>();
    let first = trimmed(&table.header);
    let is_names =
        first.get(2).is_some_and(|count| !count.is_empty() && !count.chars().any(|c| c.is_ascii_digit()));
    let first = (!is_names && first.iter().any(|cell| !cell.is_empty())).then_some((1, first));
    first
        .into_iter()
        .chain(table.rows.iter().map(|row| (row.line, trimmed(&row.fields))))
        .take(MOST_LINES)
        .collect()
}

fn count_of(line: u64, cells: &[String]) -> Result<IncomingStock, Problem> {
    let wrong = |kind| Problem { id: cells.join(" · "), ..Problem::at(Where::line(line), kind) };
    let [item, place, count] = cells else {
        return Err(wrong(ProblemKind::Misshapen("item;place;count".into())));
    };
    if item.is_empty() || place.is_empty() {
        return Err(wrong(ProblemKind::NoId));
    }
    let plain: String = count.chars().filter(|c| !c.is_whitespace()).collect();
    let number: i64 =
        plain.parse().map_err(|_| wrong(ProblemKind::NotANumber(count.chars().take(40).collect())))?;
    if !(0..=MOST).contains(&number) {
        return Err(wrong(ProblemKind::Bounds(0, MOST)));
    }
    let key = (PlaceId::new(place), StockItemId::new(item));
    Ok(IncomingStock { key, count: number, at: Where::line(line) })
}

/// Two lines about one item at one place contradict one another, even where they agree.
fn twice(incoming: &mut Incoming) {
    let mut seen = BTreeSet::new();
    let mut again = Vec::new();
    incoming.stock.retain(|count| {
        let first = seen.insert(count.key.clone());
        if !first {
            let kind = ProblemKind::Twice(format!("{}, {}", count.key.1, count.key.0));
            again.push(Problem::at(count.at.clone(), kind));
        }
        first
    });
    incoming.problems.extend(again);
}
