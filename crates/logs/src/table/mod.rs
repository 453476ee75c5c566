//! Tables of text (CSV, TSV and their kin) read by a mapping.

mod acts;
mod compile;
mod decoding;
mod group;
mod memory;
mod numbers;
mod plan;
mod rows;
mod sample;
mod sniff;
mod times;
mod values;

use std::collections::VecDeque;

use jiff::Timestamp;

use crate::anomaly::{Anomalies, AnomalyKind};
use crate::identity::Identity;
use crate::input::Opened;
use crate::mapping::{Format, Mapping, MappingError, used_columns};
use crate::reading::{LogReader, Piece, ReadError};

pub(crate) use numbers::{decimal, duration_ms};
pub(crate) use sample::{Sample, sample};
pub(crate) use times::{Read, TimeFormat, localise};

use group::Groups;
use memory::Memory;
use plan::Plan;
pub(crate) use rows::{Row, Rows};
use values::{RowValues, Slots};

/// How many of the first rows decide whether a file can be read by a mapping at all.
const TRIAL_ROWS: u64 = 1_000;

/// Checks that the rules of a mapping fit together, as far as that is known without a file.
pub(crate) fn check(mapping: &Mapping) -> Result<(), MappingError> {
    if matches!(mapping.format, Format::Xes | Format::Ocel) {
        return Ok(());
    }
    let header: Vec<String> = used_columns(mapping).into_iter().collect();
    Plan::new(mapping, &header).map(drop)
}

/// Rows out of order are reported where they are at most one of so many.
const FEW: u64 = 20;

/// Reads a table.
pub(crate) struct TableReader {
    rows: Rows,
    plan: Plan,
    slots: Slots,
    memory: Memory,
    identity: Identity,
    anomalies: Anomalies,
    columns: usize,
    groups: Option<Groups>,
    /// A first row that is data because the file has no header.
    first: Option<Row>,
    filled: Vec<String>,
    filled_for: Vec<String>,
    row: Row,
    /// When the latest row so far began, and the rows that began before one above them.
    latest: Option<Timestamp>,
    backward: Anomalies,
    count: u64,
    trial: Trial,
    ready: VecDeque<Piece>,
    ended: bool,
    /// Why it ended, where that was no end: told after what was read.
    stopped: Option<ReadError>,
}

/// How the first rows went.
#[derive(Default)]
struct Trial {
    bad: u64,
    first_bad: Option<(u64, String)>,
    over: bool,
}

impl TableReader {
    /// Opens a table: finds its header and compiles the mapping against it.
    pub(crate) fn new(opened: Opened, mapping: &Mapping, identity: &Identity) -> Result<Self, ReadError> {
        let mut rows = Rows::open(opened, mapping)?;
        let mut anomalies = Anomalies::default();
        let (header, first) = header_of(&mut rows, mapping, &mut anomalies)?;
        let lacking = |missing| ReadError::Columns { file: rows.file().to_owned(), missing };
        let groups = mapping
            .group
            .as_ref()
            .map(|rule| Groups::new(mapping, rule, &header))
            .transpose()
            .map_err(lacking)?;
        let header = groups.as_ref().map_or(header, |groups| groups.names().to_vec());
        mapping.check_header(&header).map_err(lacking)?;
        let plan = Plan::new(mapping, &header)?;
        Ok(Self {
            rows,
            slots: Slots::new(&plan),
            filled: Vec::new(),
            filled_for: Vec::new(),
            plan,
            memory: Memory::default(),
            identity: identity.clone(),
            anomalies,
            columns: header.len(),
            groups,
            first,
            row: Row::default(),
            latest: None,
            backward: Anomalies::default(),
            count: 0,
            trial: Trial::default(),
            ready: VecDeque::new(),
            ended: false,
            stopped: None,
        })
    }

    /// Reads one row into the piece; false at the end of the file.
    fn read_row(&mut self, piece: &mut Piece) -> Result<bool, ReadError> {
        if !self.next_row()? {
            return Ok(false);
        }
        if self.row.is_blank() {
            return Ok(true);
        }
        self.count += 1;
        let before = piece.acts.len();
        let outcome = self.take_row(piece);
        if let Some(act) = piece.acts.get(before) {
            self.compare_time(act.occurred_at);
        }
        piece.line = self.row.line;
        piece.rows = self.count;
        if let Err(reason) = outcome {
            self.refuse_row(reason)?;
        }
        Ok(true)
    }

    /// Goes to the next row, or to the next whole group of rows.
    fn next_row(&mut self) -> Result<bool, ReadError> {
        let (rows, row, anomalies) = (&mut self.rows, &mut self.row, &mut self.anomalies);
        let first = self.first.take();
        match &mut self.groups {
            None => match first {
                Some(first) => {
                    *row = first;
                    Ok(true)
                }
                None => rows.next(row, anomalies),
            },
            Some(groups) => {
                if let Some(whole) = first.and_then(|first| groups.add(&first, anomalies)) {
                    *row = whole;
                    return Ok(true);
                }
                group::next(groups, rows, row, anomalies)
            }
        }
    }

    fn compare_time(&mut self, began: Timestamp) {
        if let Some(latest) = self.latest.filter(|latest| began < *latest) {
            self.backward.note(AnomalyKind::ClockWentBack, self.row.line, || {
                format!("{began} after a row of {latest}")
            });
        }
        self.latest = Some(began);
    }

    /// Rows that stand out of order matter where they are few; otherwise the file is simply in another order.
    fn report_order(&mut self) {
        let backward = self.backward.count(AnomalyKind::ClockWentBack);
        if backward * FEW <= self.count {
            self.anomalies.merge(&self.backward);
        }
        self.backward = Anomalies::default();
    }

    fn take_row(&mut self, piece: &mut Piece) -> Result<(), String> {
        let (has, wants) = (self.row.len(), self.columns);
        if has > wants && (wants..has).any(|index| !self.row.raw(index).trim().is_empty()) {
            let example = format!("{has} fields where the header names {wants}");
            self.anomalies.note(AnomalyKind::TooManyFields, self.row.line, || example.clone());
            return Err(example);
        }
        if has < wants {
            let example = || format!("{has} fields where the header names {wants}");
            self.anomalies.note(AnomalyKind::TooFewFields, self.row.line, example);
        }
        self.fill();
        let key = self.key();
        let mut values = RowValues {
            plan: &self.plan,
            row: &self.row,
            slots: &mut self.slots,
            memory: &mut self.memory,
            identity: &self.identity,
            anomalies: &mut self.anomalies,
            records: &mut piece.records,
        };
        values.begin();
        acts::acts_of(&mut values, &key, &mut piece.acts)
    }

    /// The bytes that identify the row: its key columns, or its content, and which one of those it is.
    fn key(&mut self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(64);
        let mut add = |text: &str| {
            bytes.extend_from_slice(text.as_bytes());
            bytes.push(0x1f);
        };
        let keyed = !self.plan.key.is_empty();
        if keyed {
            self.plan.key.iter().for_each(|column| add(self.row.get(*column)));
        } else {
            self.row.fields().for_each(&mut add);
        }
        let content = memory::digest(self.row.fields());
        let key = if keyed {
            memory::digest(self.plan.key.iter().map(|column| self.row.get(*column)))
        } else {
            content
        };
        let occurrence = self.memory.count_row(key, content);
        if occurrence.nth > 0 {
            let kind = if occurrence.changed {
                AnomalyKind::KeyRepeatedChanged
            } else {
                AnomalyKind::ExactDuplicate
            };
            self.anomalies.note(kind, self.row.line, || self.plan.shown(&self.row));
        }
        bytes.extend_from_slice(&occurrence.nth.to_le_bytes());
        bytes
    }

    /// Takes over columns that are written only on the first of the rows that belong together.
    fn fill(&mut self) {
        let Some((same, columns)) = &self.plan.fill else { return };
        let now: Vec<&str> = same.iter().map(|column| self.row.get(*column)).collect();
        // A row that does not even repeat what identifies its group belongs to the rows before it.
        let unnamed = !self.filled_for.is_empty() && now.iter().all(|text| text.is_empty());
        if !unnamed && self.filled_for != now {
            self.filled_for = now.into_iter().map(str::to_owned).collect();
            self.filled = columns.iter().map(|column| self.row.get(*column).to_owned()).collect();
            return;
        }
        let group = same.iter().zip(&self.filled_for);
        for (column, text) in columns.iter().zip(&self.filled).chain(group) {
            if let Some(index) = column
                && self.row.get(*column).is_empty()
            {
                self.row.replace(*index, text);
            }
        }
    }

    fn refuse_row(&mut self, reason: String) -> Result<(), ReadError> {
        self.anomalies.note(AnomalyKind::RowSkipped, self.row.line, || reason.clone());
        if !self.trial.over {
            self.trial.bad += 1;
            self.trial.first_bad.get_or_insert((self.row.line, reason));
        }
        Ok(())
    }

    /// Reads the first rows and stops there if most of them cannot be read.
    fn try_first_rows(&mut self, max_rows: usize) -> Result<(), ReadError> {
        while !self.ended && self.count < TRIAL_ROWS {
            let piece =
                self.read_piece(max_rows.min(usize::try_from(TRIAL_ROWS - self.count).unwrap_or(max_rows)))?;
            self.ready.extend(piece);
        }
        self.trial.over = true;
        if self.count == 0 {
            let reason = "there is a header and nothing after it: there are no rows to read".to_owned();
            return Err(ReadError::Empty { file: self.rows.file().to_owned(), reason });
        }
        match self.trial.first_bad.take() {
            Some((line, reason)) if self.trial.bad * 2 > self.count => {
                let (file, bad, of) = (self.rows.file().to_owned(), self.trial.bad, self.count);
                Err(ReadError::MostRowsBad { file, line, bad, of, reason })
            }
            _ => Ok(()),
        }
    }

    fn read_piece(&mut self, max_rows: usize) -> Result<Option<Piece>, ReadError> {
        let mut piece = Piece::default();
        let from = self.count;
        while self.count - from < max_rows.max(1) as u64 {
            match self.read_row(&mut piece) {
                Ok(true) => {}
                Ok(false) => {
                    self.ended = true;
                    self.report_order();
                    break;
                }
                // What was read before the place where it cannot go on is given first.
                Err(error) if self.count > from => {
                    self.ended = true;
                    self.stopped = Some(error);
                    break;
                }
                Err(error) => return Err(error),
            }
        }
        piece.bytes = self.rows.bytes_read();
        Ok((self.count > from).then_some(piece))
    }
}

impl LogReader for TableReader {
    fn next_piece(&mut self, max_rows: usize) -> Result<Option<Piece>, ReadError> {
        if !self.trial.over {
            self.try_first_rows(max_rows)?;
        }
        if let Some(ready) = self.ready.pop_front() {
            return Ok(Some(ready));
        }
        match self.stopped.take() {
            Some(error) => Err(error),
            None if self.ended => Ok(None),
            None => self.read_piece(max_rows),
        }
    }

    fn anomalies(&self) -> &Anomalies {
        &self.anomalies
    }
}

/// The names of the columns, and a first row that is data where the file names no columns.
fn header_of(
    rows: &mut Rows,
    mapping: &Mapping,
    anomalies: &mut Anomalies,
) -> Result<(Vec<String>, Option<Row>), ReadError> {
    let mut row = Row::default();
    loop {
        if !rows.next(&mut row, anomalies)? {
            let reason = "the file holds no row: there is nothing to read".to_owned();
            return Err(ReadError::Empty { file: rows.file().to_owned(), reason });
        }
        if !row.is_blank() {
            break;
        }
    }
    if mapping.header {
        let names = row.fields().map(|name| name.trim_start_matches('\u{feff}').trim().to_owned()).collect();
        return Ok((names, None));
    }
    let named = mapping.columns.iter().take(row.len()).cloned();
    let unnamed = (mapping.columns.len()..row.len()).map(|index| format!("column {}", index + 1));
    Ok((named.chain(unnamed).collect(), Some(row)))
}
