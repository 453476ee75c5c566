//! Flows from stage to stage, as broad as they are frequent; what returns goes back underneath.
//!
//! Stages are laid in columns by the longest way to them once the passages that close a loop are set aside
//! (found depth first, the broadest first); within a column the broadest stands on top.

use std::collections::BTreeMap;

use maud::{Markup, html};
use portrait::Flow;

use super::n;

/// How the chart speaks: of a stage, of a passage, and what it is.
pub struct FlowLabels<'a> {
    /// What the chart shows, in a few words.
    pub title: String,
    /// What it shows, in a sentence.
    pub description: String,
    /// The name of a stage's key.
    pub stage: &'a dyn Fn(&str) -> String,
    /// A number as it is written.
    pub count: &'a dyn Fn(u64) -> String,
}

struct Stage<'a> {
    key: &'a str,
    column: usize,
    weight: u64,
    y: f64,
    height: f64,
}

const NODE: f64 = 12.0;
const SPACE: f64 = 22.0;
const TOP: f64 = 16.0;
const HEIGHT: f64 = 240.0;
const COLUMN: f64 = 210.0;

/// The flows as SVG.
pub fn sankey(flows: &[Flow], labels: &FlowLabels<'_>) -> Markup {
    let flows: Vec<&Flow> = flows.iter().filter(|flow| flow.count > 0 && flow.from != flow.to).collect();
    let back = loops(&flows);
    let stages = placed(&flows, &back);
    let columns = stages.values().map(|stage| stage.column).max().unwrap_or(0) + 1;
    let width = columns as f64 * COLUMN + 40.0;
    let floor = stages.values().map(|stage| stage.y + stage.height).fold(TOP, f64::max);
    let scale = stages.values().next().map_or(1.0, |stage| stage.height / stage.weight.max(1) as f64);
    let deepest: f64 = flows
        .iter()
        .zip(&back)
        .filter(|(_, back)| **back)
        .map(|(flow, _)| flow.count as f64 * scale + 10.0)
        .sum();
    let height = floor + 24.0 + deepest;
    let (ahead, behind) = ribbons(&flows, &back, &stages, scale, floor + 16.0);
    html! {
        svg .chart.sankey viewBox={ "0 0 " (n(width)) " " (n(height)) } width=(n(width)) height=(n(height)) role="img" aria-label=(labels.title) {
            title { (labels.title) }
            desc { (labels.description) }
            @for (flow, d, thick) in &behind {
                path .ribbon.back d=(d) stroke-width=(n(*thick)) fill="none" { title { (tip(flow, labels)) } }
            }
            @for (flow, d, thick) in &ahead {
                path .ribbon.{ "to-" (family(&flow.to)) } d=(d) stroke-width=(n(*thick)) fill="none" { title { (tip(flow, labels)) } }
            }
            @for stage in stages.values() {
                @let x = stage.column as f64 * COLUMN + 10.0;
                rect .stage.{ "is-" (family(stage.key)) } x=(n(x)) y=(n(stage.y)) width=(n(NODE)) height=(n(stage.height.max(1.5))) {
                    title { ((labels.stage)(stage.key)) " · " ((labels.count)(stage.weight)) }
                }
                text .stage-name x=(n(x + NODE + 6.0)) y=(n(stage.y + (stage.height / 2.0).max(6.0))) { (shortened(&(labels.stage)(stage.key))) }
                text .stage-count x=(n(x + NODE + 6.0)) y=(n(stage.y + (stage.height / 2.0).max(6.0) + 14.0)) { ((labels.count)(stage.weight)) }
            }
        }
    }
}

fn tip(flow: &Flow, labels: &FlowLabels<'_>) -> String {
    format!("{} → {} · {}", (labels.stage)(&flow.from), (labels.stage)(&flow.to), (labels.count)(flow.count))
}

fn shortened(name: &str) -> String {
    if name.chars().count() <= 24 { name.to_owned() } else { name.chars().take(23).chain(['…']).collect() }
}

/// The family of a stage's key, which gives its colour.
fn family(key: &str) -> &str {
    key.split(':').next().unwrap_or(key)
}

/// Which passages close a loop.
fn loops(flows: &[&Flow]) -> Vec<bool> {
    fn visit(at: &str, flows: &[&Flow], state: &mut BTreeMap<String, u8>, back: &mut [bool]) {
        state.insert(at.to_owned(), 1);
        let mut out: Vec<usize> = (0..flows.len()).filter(|index| flows[*index].from == at).collect();
        out.sort_by_key(|index| std::cmp::Reverse(flows[*index].count));
        for index in out {
            match state.get(&flows[index].to) {
                Some(1) => back[index] = true,
                Some(_) => {}
                None => visit(&flows[index].to, flows, state, back),
            }
        }
        state.insert(at.to_owned(), 2);
    }
    let mut back = vec![false; flows.len()];
    let mut state = BTreeMap::new();
    // From where nothing arrives first, so that a loop is closed where it returns.
    let sources = flows
        .iter()
        .filter(|flow| !flows.iter().any(|other| other.to == flow.from))
        .map(|flow| flow.from.as_str());
    let order: Vec<&str> = sources.chain(flows.iter().map(|flow| flow.from.as_str())).collect();
    for start in order {
        if !state.contains_key(start) {
            visit(start, flows, &mut state, &mut back);
        }
    }
    back
}

fn placed<'a>(flows: &[&'a Flow], back: &[bool]) -> BTreeMap<&'a str, Stage<'a>> {
    let mut stages: BTreeMap<&str, Stage<'_>> = BTreeMap::new();
    for flow in flows {
        for key in [flow.from.as_str(), flow.to.as_str()] {
            stages.entry(key).or_insert(Stage { key, column: 0, weight: 0, y: 0.0, height: 0.0 });
        }
    }
    for _ in 0..stages.len() {
        for (flow, _) in flows.iter().zip(back).filter(|(_, back)| !**back) {
            let column = stages[flow.from.as_str()].column + 1;
            if let Some(stage) = stages.get_mut(flow.to.as_str()) {
                stage.column = stage.column.max(column);
            }
        }
    }
    for stage in stages.values_mut() {
        let sum = |leaving: bool| -> u64 {
            flows
                .iter()
                .filter(|flow| if leaving { flow.from == stage.key } else { flow.to == stage.key })
                .map(|flow| flow.count)
                .sum()
        };
        stage.weight = sum(true).max(sum(false));
    }
    let columns = stages.values().map(|stage| stage.column).max().unwrap_or(0) + 1;
    let heaviest = (0..columns)
        .map(|column| {
            stages.values().filter(|stage| stage.column == column).map(|stage| stage.weight).sum::<u64>()
        })
        .max()
        .unwrap_or(1)
        .max(1);
    for column in 0..columns {
        let mut here: Vec<&mut Stage<'_>> =
            stages.values_mut().filter(|stage| stage.column == column).collect();
        // What cannot be followed stands last, however much it is.
        here.sort_by_key(|stage| (stage.key == "unknown", std::cmp::Reverse(stage.weight)));
        let mut y = TOP;
        for stage in here {
            stage.y = y;
            stage.height = stage.weight as f64 / heaviest as f64 * HEIGHT;
            y += stage.height.max(10.0) + SPACE;
        }
    }
    stages
}

type Ribbon<'a> = (&'a Flow, String, f64);

/// Where each passage leaves its stage and reaches the next: in the order of the stages at its other end, so
/// that ribbons cross as little as they can.
fn ends(flows: &[&Flow], stages: &BTreeMap<&str, Stage<'_>>, scale: f64) -> Vec<(f64, f64)> {
    let y = |key: &str| stages[key].y;
    let mut ends = vec![(0.0, 0.0); flows.len()];
    for stage in stages.values() {
        let mut leaving: Vec<usize> =
            (0..flows.len()).filter(|index| flows[*index].from == stage.key).collect();
        leaving.sort_by(|a, b| y(&flows[*a].to).total_cmp(&y(&flows[*b].to)));
        let mut arriving: Vec<usize> =
            (0..flows.len()).filter(|index| flows[*index].to == stage.key).collect();
        arriving.sort_by(|a, b| y(&flows[*a].from).total_cmp(&y(&flows[*b].from)));
        // What comes back from behind arrives at the bottom, where its ribbon is.
        arriving.sort_by_key(|index| stages[flows[*index].from.as_str()].column >= stage.column);
        let mut at = stage.y;
        for index in leaving {
            ends[index].0 = at;
            at += flows[index].count as f64 * scale;
        }
        at = stage.y;
        for index in arriving {
            ends[index].1 = at;
            at += flows[index].count as f64 * scale;
        }
    }
    ends
}

fn ribbons<'a>(
    flows: &[&'a Flow],
    back: &[bool],
    stages: &BTreeMap<&str, Stage<'_>>,
    scale: f64,
    below: f64,
) -> (Vec<Ribbon<'a>>, Vec<Ribbon<'a>>) {
    let (mut ahead, mut behind) = (Vec::new(), Vec::new());
    let mut depth = below;
    for ((flow, back), (start, end)) in flows.iter().zip(back).zip(ends(flows, stages, scale)) {
        let (from, to) = (&stages[flow.from.as_str()], &stages[flow.to.as_str()]);
        let thick = (flow.count as f64 * scale).max(0.8);
        let (y1, y2) = (start + thick / 2.0, end + thick / 2.0);
        let x1 = from.column as f64 * COLUMN + 10.0 + NODE;
        let x2 = to.column as f64 * COLUMN + 10.0;
        if *back {
            let low = depth + thick / 2.0;
            depth += thick + 10.0;
            behind.push((*flow, around(x1, y1, x2, y2, low, 26.0 + thick / 2.0), thick));
        } else {
            let bend = (x2 - x1) / 2.0;
            let curve = [x1 + bend, y1, x2 - bend, y2, x2, y2].map(n).join(" ");
            ahead.push((*flow, format!("M{} {}C{curve}", n(x1), n(y1)), thick));
        }
    }
    (ahead, behind)
}

/// The way back: out to the right, down, underneath to the left, up and in.
fn around(x1: f64, y1: f64, x2: f64, y2: f64, low: f64, reach: f64) -> String {
    let down = [x1 + reach, y1, x1 + reach, low, x1, low].map(n).join(" ");
    let up = [x2 - reach, low, x2 - reach, y2, x2, y2].map(n).join(" ");
    format!("M{} {}C{down}L{} {}C{up}", n(x1), n(y1), n(x2), n(low))
}
