//! A profile as it is kept: runs of equal steps, each with whole numbers, small enough for a document.

use serde::{Deserialize, Serialize};

use super::{ProfileUnit, Stretch, UseProfile};

/// Stretches of equal length that follow one another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Run {
    /// When the first begins, in milliseconds since 1970.
    start_ms: i64,
    /// How long each is, in milliseconds.
    step_ms: i64,
    /// How many of them, each.
    values: Vec<i64>,
}

/// The kept form of a profile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Kept {
    unit: ProfileUnit,
    /// How many grains one step of a value is.
    grain: i64,
    runs: Vec<Run>,
}

/// Why a kept profile cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the kept profile is damaged: {0}")]
pub struct PieceError(&'static str);

impl UseProfile {
    /// Runs of equal steps, in order.
    fn runs(&self, grain: i64) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        for stretch in &self.stretches {
            let step_ms = stretch.end_ms - stretch.start_ms;
            let value = stretch.grains / grain;
            match runs.last_mut() {
                Some(run)
                    if run.step_ms == step_ms
                        && run.start_ms + step_ms * run.values.len() as i64 == stretch.start_ms =>
                {
                    run.values.push(value);
                }
                _ => runs.push(Run { start_ms: stretch.start_ms, step_ms, values: vec![value] }),
            }
        }
        runs
    }
}

impl Serialize for UseProfile {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let common = self.stretches.iter().fold(0, |common, stretch| common_divisor(common, stretch.grains));
        let grain = common.max(1);
        Kept { unit: self.unit, grain, runs: self.runs(grain) }.serialize(to)
    }
}

impl<'de> Deserialize<'de> for UseProfile {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::try_from(Kept::deserialize(from)?).map_err(serde::de::Error::custom)
    }
}

impl TryFrom<Kept> for UseProfile {
    type Error = PieceError;

    fn try_from(kept: Kept) -> Result<Self, PieceError> {
        let mut stretches: Vec<Stretch> = Vec::new();
        let too_late = PieceError("a time is out of range");
        for run in kept.runs {
            if run.step_ms <= 0 {
                return Err(PieceError("a step has no length"));
            }
            let mut start_ms = run.start_ms;
            for value in run.values {
                let end_ms = start_ms.checked_add(run.step_ms).ok_or(too_late.clone())?;
                let grains = value.checked_mul(kept.grain).filter(|grains| *grains >= 0);
                let grains = grains.ok_or(PieceError("a quantity is out of range"))?;
                if stretches.last().is_some_and(|before| before.end_ms > start_ms) {
                    return Err(PieceError("stretches overlap"));
                }
                stretches.push(Stretch { start_ms, end_ms, grains });
                start_ms = end_ms;
            }
        }
        Ok(Self { unit: kept.unit, stretches })
    }
}

fn common_divisor(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { common_divisor(b, a % b) }
}
