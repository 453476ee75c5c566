//! A mapping's rules as they are applied to each row: names are places, texts are formats and numbers.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use rust_decimal::Decimal;
use types::{ActKind, ActorKind, Basis, Operation, Outcome, Phase, Scalar, Scene, Word};

use crate::anomaly::AnomalyKind;
use crate::mapping::{DecimalMark, OutcomeTable, Unit, ValueType};

use super::rows::Row;
use super::times::TimeFormat;

/// Where a column stands; nothing if the file lacks it and may.
pub(crate) type Column = Option<usize>;

/// What a row is made into.
pub(crate) struct Plan {
    pub(crate) decimal: DecimalMark,
    pub(crate) key: Vec<Column>,
    pub(crate) times: Vec<TimePlan>,
    pub(crate) durations: Vec<DurationPlan>,
    pub(crate) objects: Vec<ObjectPlan>,
    pub(crate) values: Vec<ValuePlan>,
    pub(crate) acts: Vec<ActPlan>,
    pub(crate) anomalies: Vec<(AnomalyKind, Vec<Test>)>,
    pub(crate) overlap: Option<(usize, usize, usize)>,
    pub(crate) fill: Option<(Vec<Column>, Vec<Column>)>,
    /// The columns that an anomaly's example may show: those that the mapping looks at, without names of people.
    pub(crate) shown: Vec<usize>,
}

pub(crate) struct TimePlan {
    pub(crate) name: String,
    pub(crate) columns: Vec<Column>,
    pub(crate) formats: Vec<TimeFormat>,
    pub(crate) none: Vec<String>,
    pub(crate) when: Vec<Test>,
    pub(crate) after: Option<usize>,
    pub(crate) zone: TimeZone,
    pub(crate) others: Option<(Choice, Vec<usize>)>,
    pub(crate) minus: Option<usize>,
    pub(crate) plus: Option<usize>,
}

/// Which of several times counts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Choice {
    First,
    Earliest,
    Latest,
}

pub(crate) struct DurationPlan {
    pub(crate) name: String,
    pub(crate) source: DurationSource,
    pub(crate) minus: Option<usize>,
    pub(crate) check: Option<(usize, usize)>,
    pub(crate) when: Vec<Test>,
}

pub(crate) enum DurationSource {
    Column(Column, Unit),
    Constant(i64),
    Between(usize, usize),
}

pub(crate) struct ObjectPlan {
    pub(crate) kind: Word,
    pub(crate) qualifier: Word,
    pub(crate) columns: Vec<Column>,
    pub(crate) any: bool,
    pub(crate) none: Vec<String>,
    pub(crate) before: Option<String>,
    pub(crate) person: bool,
    pub(crate) ignore_case: bool,
}

pub(crate) struct ValuePlan {
    pub(crate) name: Word,
    pub(crate) kind: ValueType,
    pub(crate) column: Column,
    pub(crate) constant: Option<Scalar>,
    pub(crate) time: Option<usize>,
    pub(crate) duration: Option<usize>,
    pub(crate) negated: bool,
    pub(crate) divided_by: Option<usize>,
    pub(crate) none: Vec<String>,
    pub(crate) labels: BTreeMap<String, Word>,
}

pub(crate) enum Test {
    Is(Column, Vec<String>),
    Not(Column, Vec<String>),
    Prefix(Column, Vec<String>),
    NotPrefix(Column, Vec<String>),
    Empty(Column, bool),
    Below(Column, Decimal),
    AtLeast(Column, Decimal),
    Above(Column, Decimal),
    Known(Named, bool),
    Any(Vec<Vec<Test>>),
}

/// A rule by its kind and place.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Named {
    Time(usize),
    Duration(usize),
    Object(usize),
}

pub(crate) struct PartPlan {
    pub(crate) actor: ActorKind,
    pub(crate) who: Option<usize>,
    pub(crate) phase: Phase,
    pub(crate) work: Option<(usize, Basis)>,
    pub(crate) when: Vec<Test>,
}

pub(crate) struct ActPlan {
    pub(crate) kind: ActKind,
    pub(crate) operation: Operation,
    pub(crate) scene: Scene,
    pub(crate) scenes: Option<(Column, BTreeMap<String, Scene>)>,
    pub(crate) outcome: Option<Outcome>,
    pub(crate) outcome_by: Option<(Column, OutcomeTable)>,
    pub(crate) start: usize,
    pub(crate) if_started: bool,
    pub(crate) end: Option<usize>,
    pub(crate) lasted: Option<usize>,
    pub(crate) waited: Option<usize>,
    pub(crate) reason: Column,
    pub(crate) objects: Vec<usize>,
    pub(crate) body: Vec<usize>,
    pub(crate) when: Vec<Test>,
    pub(crate) parts: Vec<PartPlan>,
}

impl Plan {
    /// What an anomaly's example shows of a row.
    pub(crate) fn shown(&self, row: &Row) -> String {
        self.shown.iter().map(|index| row.raw(*index).trim()).collect::<Vec<_>>().join(" · ")
    }
}
