//! Event logs in XES (IEEE 1849), packed or not: each event becomes an act on its case.
//!
//! What an event becomes, unless the mapping says otherwise:
//!
//! - an act of kind `case.event`, of the operation `organise` in the scene `back_office`: the log shows people and
//!   machines working on a demand out of the customer's sight, not the customer. A mapping moves activities that
//!   are calls or visits elsewhere (`[events.operations]`, `[events.scenes]`);
//! - `occurred_at` is the event's own time. It relates to its `case` (`in`) and to its resource (`by`): an
//!   `agent`, hashed, or a `machine` where the mapping lists it;
//! - a COMPLETE closes the **latest open START of the same activity in its case**; the time between them is the
//!   work of the completing act. A START that another overtakes is reported and counts for nothing. Where the
//!   log also says SUSPEND and RESUME, suspended time is not work;
//! - the body holds `activity`, `lifecycle` and the event's other plain attributes; the first act of a case also
//!   holds the attributes of its case as `case:KEY`. Texts that are long enough to be messages are left out.
//!
//! The file is streamed, one trace in memory at a time. Document type declarations are refused (entities can
//! expand without bound), and so are tokens, depths and traces beyond the limits.

mod acts;
mod encoding;
mod instant;
mod lifecycle;
mod trace;
mod values;
mod xml;

use std::collections::VecDeque;
use std::io::{BufRead, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use types::Act;

use crate::{
    Anomalies, AnomalyKind, EventSettings, Identity, LogReader, NamedRecord, Opened, Piece, ReadError, Shape,
};

pub(crate) use instant::read_instant;
pub(crate) use values::{decimal, holds_a_message, names_people};

/// How much of a file is looked at to find the `log` element.
const SNIFFED_BYTES: u64 = 64 << 10;

/// Whether an opened file is XES: XML whose first element is `log`.
pub fn recognises(opened: &Opened) -> bool {
    if opened.shape != Shape::Xml {
        return false;
    }
    let Ok(again) = crate::open(&opened.path, &opened.limits) else { return false };
    let Ok(stream) = encoding::as_utf8(again.into_stream()) else { return false };
    let mut head = Vec::new();
    // A file that breaks off later may still begin as a log.
    let _ = stream.take(SNIFFED_BYTES).read_to_end(&mut head);
    xml::begins_a_log(&head)
}

/// Reads an opened XES file.
pub fn reader(
    opened: Opened,
    settings: &EventSettings,
    identity: &Identity,
) -> Result<Box<dyn LogReader>, ReadError> {
    let file = opened.file.clone();
    match opened.shape {
        Shape::Xml => {}
        Shape::Empty => {
            return Err(ReadError::Empty {
                file,
                reason: "the file is empty; an event log was expected".into(),
            });
        }
        _ => {
            return Err(ReadError::OtherFormat {
                file,
                reason: "this is not XML; a XES log was expected".into(),
            });
        }
    }
    let read = opened.counter();
    let longest = opened.limits.max_line_bytes;
    let stream =
        encoding::as_utf8(opened.into_stream()).map_err(|source| ReadError::from_io(&file, 1, source))?;
    Ok(Box::new(XesReader {
        traces: xml::Traces::new(stream, file, longest),
        cases: acts::Cases::new(settings.clone(), identity.clone()),
        ready: VecDeque::new(),
        records: Vec::new(),
        anomalies: Anomalies::default(),
        read,
        rows: 0,
        line: 0,
        done: false,
        stopped: None,
    }))
}

/// A XES file, being read.
struct XesReader<R> {
    traces: xml::Traces<R>,
    cases: acts::Cases,
    /// The events of the current trace that are not given yet: with their lines, and no act where one was left out.
    ready: VecDeque<(u64, Option<Act>)>,
    records: Vec<NamedRecord>,
    anomalies: Anomalies,
    read: Arc<AtomicU64>,
    rows: u64,
    line: u64,
    done: bool,
    /// Why it ended, where that was no end: told after what was read.
    stopped: Option<ReadError>,
}

impl<R: BufRead + Send> LogReader for XesReader<R> {
    fn next_piece(&mut self, max_rows: usize) -> Result<Option<Piece>, ReadError> {
        if let Some(error) = self.stopped.take() {
            return Err(error);
        }
        let mut piece = Piece::default();
        let mut rows = 0;
        while rows < max_rows.max(1) {
            if let Some((line, act)) = self.ready.pop_front() {
                rows += 1;
                self.line = line;
                piece.acts.extend(act);
                continue;
            }
            if self.done {
                break;
            }
            let trace = match self.traces.next_trace() {
                Ok(trace) => trace,
                // What was read before the place where it cannot go on is given first.
                Err(error) if rows > 0 => {
                    self.stopped = Some(error);
                    self.done = true;
                    break;
                }
                Err(error) => return Err(error),
            };
            match trace {
                Some(trace) => {
                    for _ in 0..self.traces.take_left_out() {
                        self.anomalies.note(AnomalyKind::AttributeLost, trace.line, || {
                            format!(
                                "more than {} attributes on one event or trace: the rest is left out",
                                xml::MAX_ATTRIBUTES
                            )
                        });
                    }
                    self.cases.add(trace, &mut self.anomalies, &mut self.ready, &mut self.records);
                }
                None => self.done = true,
            }
        }
        self.rows += rows as u64;
        piece.records = std::mem::take(&mut self.records);
        if rows == 0 && piece.records.is_empty() {
            if self.rows == 0 {
                let reason = "the log holds no event: there is nothing to import".into();
                return Err(ReadError::Empty { file: self.traces.file().to_owned(), reason });
            }
            return Ok(None);
        }
        piece.line = self.line;
        piece.rows = self.rows;
        piece.bytes = self.read.load(Ordering::Relaxed);
        Ok(Some(piece))
    }

    fn anomalies(&self) -> &Anomalies {
        &self.anomalies
    }
}
