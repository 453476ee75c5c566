//! One row an act, for spreadsheets: parts in columns, relations and body in one cell each.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use types::{Act, ActorKind, Millis, Part};

use super::{ActWriter, ExportError, Unfinished, Written};
use crate::NamedRecord;
use crate::ocel::model::written;

const HEADER: &str = "id,kind,version,operation,scene,occurred_at,lasted_ms,waited_ms,outcome,reason,\
customer,customer_phase,customer_work_ms,agent,agent_phase,agent_work_ms,machine,machine_phase,machine_work_ms,\
relations,body\r\n";

/// A CSV file in the making.
pub(super) struct CsvWriter {
    out: BufWriter<File>,
    unfinished: Unfinished,
    row: String,
    written: Written,
}

impl CsvWriter {
    pub fn new(path: &Path) -> Result<Self, ExportError> {
        let unfinished = Unfinished::new(path)?;
        let file = File::create(&unfinished.draft).map_err(unfinished.failed())?;
        let mut out = BufWriter::with_capacity(256 << 10, file);
        out.write_all(HEADER.as_bytes()).map_err(unfinished.failed())?;
        Ok(Self { out, unfinished, row: String::new(), written: Written::default() })
    }

    fn compose(&mut self, act: &Act) {
        let row = &mut self.row;
        row.clear();
        cell(row, &act.id.to_string());
        cell(row, act.kind.name.as_str());
        cell(row, &act.kind.version.to_string());
        cell(row, act.operation.name());
        cell(row, act.scene.name());
        cell(row, &written(act.occurred_at));
        cell(row, &length(act.lasted));
        cell(row, &length(act.waited));
        cell(row, act.outcome.map_or("", |outcome| outcome.name()));
        cell(row, act.reason.as_ref().map_or("", |reason| reason.as_str()));
        for actor in [ActorKind::Customer, ActorKind::Agent, ActorKind::Machine] {
            let parts: Vec<&Part> = act.parts.iter().filter(|part| part.actor == actor).collect();
            let who: Vec<&str> =
                parts.iter().filter_map(|part| part.who.as_ref()).map(|who| who.id.as_ref()).collect();
            let phases: Vec<&str> = parts.iter().map(|part| part.phase.name()).collect();
            cell(row, &who.join(" "));
            cell(row, &phases.join(" "));
            cell(row, &length(act.work_of(actor)));
        }
        let relations: Vec<String> = act
            .relations
            .iter()
            .map(|relation| format!("{}:{}", relation.qualifier, relation.object))
            .collect();
        cell(row, &relations.join(" "));
        let body: serde_json::Map<String, serde_json::Value> = act
            .body
            .iter()
            .map(|(name, value)| (name.as_str().to_owned(), value.to_string().into()))
            .collect();
        let body = if body.is_empty() { String::new() } else { serde_json::Value::Object(body).to_string() };
        cell(row, &body);
        row.pop();
        row.push_str("\r\n");
    }
}

fn length(length: Option<Millis>) -> String {
    length.map_or(String::new(), |length| length.0.to_string())
}

/// Adds a cell and a comma. A text that a spreadsheet would run as a formula is preceded by an apostrophe.
fn cell(row: &mut String, text: &str) {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let quote =
        formula || text.contains(['"', ',', '\n', '\r']) || text.starts_with(' ') || text.ends_with(' ');
    if quote {
        row.push('"');
        if formula {
            row.push('\'');
        }
        row.push_str(&text.replace('"', "\"\""));
        row.push('"');
    } else {
        row.push_str(text);
    }
    row.push(',');
}

impl ActWriter for CsvWriter {
    fn act(&mut self, act: &Act) -> Result<(), ExportError> {
        self.compose(act);
        self.out.write_all(self.row.as_bytes()).map_err(self.unfinished.failed())?;
        self.written.acts += 1;
        Ok(())
    }

    fn record(&mut self, _: &NamedRecord) -> Result<(), ExportError> {
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<Written, ExportError> {
        self.out.flush().map_err(self.unfinished.failed())?;
        let Self { out, unfinished, written, .. } = *self;
        drop(out);
        unfinished.complete()?;
        Ok(written)
    }
}
