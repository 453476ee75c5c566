//! A catalogue comes in: first as a plan that changes nothing, then in batches, each one entry with its act. An import that
//! was interrupted is begun again: what is there already is not written twice.

use std::io::Read;
use std::ops::ControlFlow;
use std::path::Path;

use ledger::{BYTES_PER_ENTRY, Entry, RecordWrite};
use offer::exchange::{
    Change, Incoming, Kind, MappingError, Plan, PlanOptions, Problem, ProblemKind, SalesFold, SalesReport,
    Section, StockChange, TableMapping, Where, plan, read_json, read_rows, read_table, write_csv, write_json,
};
use party::Permission;
use types::{RunId, Scalar};

use super::OfficeTrouble;
use super::catalogue::OfficeCatalogue;
use super::shape::shape_problems;
use super::stock::available;
use crate::{Asking, Counter, Trouble, clock};

/// Records committed together at most.
const RECORDS_A_BATCH: usize = 2_000;
/// Bytes of bodies committed together at most.
const BYTES_A_BATCH: usize = BYTES_PER_ENTRY / 4;
/// Counts committed together at most: each is an act.
pub(super) const COUNTS_A_BATCH: usize = 1_000;

/// A file that holds a catalogue.
#[derive(Debug, Clone)]
pub struct CatalogueSource {
    /// Its bytes, unpacked.
    pub bytes: Vec<u8>,
    /// How its columns are to be read, if it is a table; nothing: guessed.
    pub mapping: Option<TableMapping>,
    /// Whether offerings that it does not name are taken off the shelf.
    pub end_missing: bool,
}

impl CatalogueSource {
    /// The largest catalogue that is read, unpacked, in bytes.
    pub const LARGEST: u64 = 256 << 20;

    /// Reads a file, unpacking it where it is packed with gzip.
    pub fn read(path: &Path, mapping: Option<TableMapping>, end_missing: bool) -> Result<Self, Trouble> {
        let limits = logs::Limits { max_expanded_bytes: Self::LARGEST, ..logs::Limits::default() };
        let opened = logs::open(path, &limits)?;
        let name = opened.file.clone();
        let mut bytes = Vec::new();
        let mut stream = opened.into_stream().take(Self::LARGEST + 1);
        stream.read_to_end(&mut bytes).map_err(Trouble::file(format!("{name} cannot be read")))?;
        if bytes.len() as u64 > Self::LARGEST {
            return Err(Trouble::Refused(format!("{name} is larger than {} MB", Self::LARGEST >> 20)));
        }
        Ok(Self { bytes, mapping, end_missing })
    }
}

/// What an import would do.
#[derive(Debug, Clone)]
pub struct ImportPlan {
    /// What would change, and what is wrong.
    pub plan: Plan,
    /// For a log of sales: what was taken of it and what was left.
    pub sales: Option<SalesReport>,
    /// The mapping by which a table was read.
    pub mapping: Option<TableMapping>,
    versions: OfficeCatalogue,
}

/// How far an import is, or what it did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Imported {
    /// Resources that were added.
    pub added: usize,
    /// Resources that were changed.
    pub changed: usize,
    /// Resources that were ended.
    pub ended: usize,
    /// Counts that were written.
    pub counted: usize,
    /// Resources and counts that were as the file says.
    pub unchanged: u64,
    /// Changes in all that the plan has.
    pub of: usize,
}

impl Imported {
    /// Changes made so far.
    pub const fn done(&self) -> usize {
        self.added + self.changed + self.ended + self.counted
    }
}

impl Counter {
    /// What importing a file would do. Nothing is changed.
    pub fn plan_catalogue(
        &self,
        asking: &Asking,
        source: &CatalogueSource,
    ) -> Result<ImportPlan, OfficeTrouble> {
        asking.may(Permission::EditCatalogue)?;
        let now = self.clock.now();
        let current = self.catalogue_now()?;
        let (incoming, sales, mapping) = self.incoming(source, &current)?;
        let options = PlanOptions { now, end_missing: source.end_missing };
        let mut plan = plan(&current.file, incoming, options);
        add_shapes(&mut plan);
        Ok(ImportPlan { plan, sales, mapping, versions: current })
    }

    fn incoming(
        &self,
        source: &CatalogueSource,
        current: &OfficeCatalogue,
    ) -> Result<(Incoming, Option<SalesReport>, Option<TableMapping>), OfficeTrouble> {
        if source.mapping.is_none() && is_json(&source.bytes) {
            let text = String::from_utf8_lossy(&source.bytes);
            return Ok((read_json(&text), None, None));
        }
        if source.mapping.is_none() {
            // Grids of tariffs and tables of their days are known by their columns.
            let text = String::from_utf8_lossy(&source.bytes);
            if let Some(incoming) = offer::tariff::incoming_tariffs(&text, &current.file) {
                return Ok((incoming, None, None));
            }
        }
        let unread = |error: MappingError| {
            let kind = ProblemKind::Unreadable(error.to_string());
            OfficeTrouble::Problems(vec![Problem::at(Where::line(1), kind)])
        };
        let separator = source.mapping.as_ref().and_then(|mapping| mapping.separator);
        let separator = separator.and_then(|mark| u8::try_from(mark).ok());
        let table =
            read_table(&source.bytes, separator).map_err(|problem| OfficeTrouble::Problems(vec![problem]))?;
        let mut mapping = match &source.mapping {
            Some(mapping) => mapping.clone(),
            None => TableMapping::guess(&table.header).map_err(unread)?,
        };
        mapping.currency.get_or_insert_with(|| self.defaults.currency.as_str().to_owned());
        mapping.time_zone.get_or_insert_with(|| self.defaults.time_zone.clone());
        if let Some(mut fold) = SalesFold::new(&mapping) {
            fold.take_table(&table).map_err(unread)?;
            let (incoming, report) = fold.finish();
            return Ok((incoming, Some(report), Some(mapping)));
        }
        let incoming = read_rows(&table, &mapping, &current.file, self.clock.now()).map_err(unread)?;
        Ok((incoming, None, Some(mapping)))
    }

    /// Does what a plan says, batch by batch. `progress` is told after each and may stop it; what was done stays, and the same
    /// file imported again goes on from there.
    pub fn apply_catalogue(
        &self,
        asking: &Asking,
        planned: &ImportPlan,
        progress: &mut dyn FnMut(&Imported) -> ControlFlow<()>,
    ) -> Result<Imported, OfficeTrouble> {
        asking.may(Permission::EditCatalogue)?;
        let plan = &planned.plan;
        if !plan.may_apply() {
            return Err(OfficeTrouble::Problems(plan.problems.clone()));
        }
        let run = clock::run_id(&*self.clock);
        let mut done = Imported {
            of: plan.changes.len() + plan.stock.len(),
            unchanged: plan.unchanged,
            ..Imported::default()
        };
        for batch in batches(&plan.changes) {
            let entry = self.batch_entry(asking, run, &batch, &planned.versions);
            self.commit_live(entry)?;
            for change in &batch {
                match change.kind {
                    Kind::Added => done.added += 1,
                    Kind::Changed => done.changed += 1,
                    Kind::Ended => done.ended += 1,
                }
            }
            if progress(&done).is_break() {
                return Ok(done);
            }
        }
        for counts in plan.stock.chunks(COUNTS_A_BATCH) {
            let entry = self.counts_entry(asking, run, counts);
            self.commit_live(entry)?;
            done.counted += counts.len();
            if progress(&done).is_break() {
                return Ok(done);
            }
        }
        self.catch_up()?;
        Ok(done)
    }

    fn batch_entry(&self, asking: &Asking, run: RunId, batch: &[&Change], read: &OfficeCatalogue) -> Entry {
        let mut entry = Entry::new(clock::entry_id(&*self.clock));
        let count = |kind| {
            let count = batch.iter().filter(|change| change.kind == kind).count();
            Scalar::Integer(i64::try_from(count).unwrap_or(i64::MAX))
        };
        let act = self
            .office_act(&Asking { work: None, ..asking.clone() }, "catalogue_imported")
            .about("import", "import", &run.to_string())
            .with("added", count(Kind::Added))
            .with("changed", count(Kind::Changed))
            .with("ended", count(Kind::Ended));
        entry.acts.push(act.done());
        entry.records = batch
            .iter()
            .map(|change| RecordWrite {
                kind: change.section.kind().to_owned(),
                id: change.id.clone(),
                read_version: read.versions.get(&(change.section, change.id.clone())).copied(),
                body: Some(change.body.clone()),
                indexed: Vec::new(),
            })
            .collect();
        entry
    }

    pub(super) fn counts_entry(&self, asking: &Asking, run: RunId, counts: &[StockChange]) -> Entry {
        let mut entry = Entry::new(clock::entry_id(&*self.clock));
        let asking = Asking { work: None, ..asking.clone() };
        for StockChange { key: (place, item), before, after, .. } in counts {
            let act = self
                .stock_act(&asking, "stock_counted", item, place)
                .about("import", "import", &run.to_string())
                .with("counted", Scalar::Integer(*after))
                .with("difference", Scalar::Integer(after - before));
            entry.acts.push(act.done());
            entry.deltas.push(available(place, item, after - before));
        }
        entry
    }

    /// The whole catalogue as one JSON document.
    pub fn export_catalogue_json(&self, asking: &Asking) -> Result<String, Trouble> {
        asking.may(Permission::ReadCatalogue)?;
        Ok(write_json(&self.catalogue_now()?.file))
    }

    /// The variants as a table.
    pub fn export_catalogue_csv(&self, asking: &Asking) -> Result<String, Trouble> {
        asking.may(Permission::ReadCatalogue)?;
        Ok(write_csv(&self.catalogue_now()?.file, "fr", "en", self.clock.now()))
    }
}

/// What other rooms say of the resources that would change, before anything grave is done.
fn add_shapes(plan: &mut Plan) {
    let mut found = Vec::new();
    for change in &plan.changes {
        for mut problem in shape_problems(change.section, &change.id, &change.body) {
            problem.at.line = change.at.line;
            found.push(problem);
        }
    }
    plan.problems.splice(0..0, found);
}

/// Changes that go together: an offering with its prices, as many as one entry takes.
fn batches(changes: &[Change]) -> Vec<Vec<&Change>> {
    let prices: std::collections::BTreeMap<&str, &Change> = changes
        .iter()
        .filter(|change| change.section == Section::Price)
        .map(|price| (price.id.as_str(), price))
        .collect();
    let mut taken = std::collections::BTreeSet::new();
    let mut groups: Vec<Vec<&Change>> = Vec::new();
    let mut later: Vec<Vec<&Change>> = Vec::new();
    for change in changes.iter().filter(|change| change.section != Section::Price) {
        let mut group = Vec::new();
        if change.section == Section::Offering {
            let references = change.body.get("productOfferingPrice").and_then(serde_json::Value::as_array);
            for reference in references.into_iter().flatten() {
                let id = reference.get("id").and_then(serde_json::Value::as_str).unwrap_or_default();
                if let Some(price) = prices.get(id).filter(|_| taken.insert(id)) {
                    group.push(*price);
                }
            }
        }
        group.push(change);
        if change.section == Section::Offering { later.push(group) } else { groups.push(group) }
    }
    let alone = prices.values().filter(|price| !taken.contains(price.id.as_str())).map(|price| vec![*price]);
    let mut batches: Vec<Vec<&Change>> = Vec::new();
    let (mut records, mut bytes) = (0, 0);
    for group in groups.into_iter().chain(alone).chain(later) {
        let weight: usize = group.iter().map(|change| change.body.to_string().len() + 200).sum();
        if batches.is_empty() || records + group.len() > RECORDS_A_BATCH || bytes + weight > BYTES_A_BATCH {
            batches.push(Vec::new());
            (records, bytes) = (0, 0);
        }
        records += group.len();
        bytes += weight;
        if let Some(last) = batches.last_mut() {
            last.extend(group);
        }
    }
    batches
}

/// Whether a file is JSON by its first letter.
fn is_json(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    text.iter().find(|byte| !byte.is_ascii_whitespace()).is_some_and(|byte| matches!(byte, b'{' | b'['))
}
