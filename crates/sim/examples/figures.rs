//! Prints what a simulated fortnight holds, to tune it by: `cargo run -p sim --example figures -- [SEED]`.
#![expect(clippy::print_stdout, reason = "printing is what this program is for")]

use std::collections::BTreeMap;

use types::{Act, Outcome, Scene};

fn main() {
    let seed = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(sim::DEFAULT_SEED);
    let acts = sim::fortnight(seed);
    println!("seed {seed}: {} acts", acts.len());
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for act in &acts {
        let outcome = act.outcome.map_or("", Outcome::name);
        *kinds.entry(format!("{} {} {outcome}", act.kind, act.scene)).or_default() += 1;
    }
    for (kind, count) in kinds {
        println!("{count:6} {kind}");
    }
    println!("calls and hang-ups by day and hour (UTC)");
    let mut hours: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for call in acts.iter().filter(|act| act.scene == Scene::Phone && act.is_contact()) {
        let (calls, lost) = hours.entry(hour(call)).or_default();
        *calls += 1;
        *lost += usize::from(call.outcome == Some(Outcome::Abandoned));
    }
    for (hour, (calls, lost)) in hours {
        println!("{hour} h {calls:5} {lost:5}");
    }
}

fn hour(act: &Act) -> String {
    act.occurred_at.to_string().chars().take(13).collect()
}
