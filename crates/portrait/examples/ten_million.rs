//! How the fold fares on ten million acts of made-up calls over a year: `cargo run --release -p portrait
//! --example ten_million [CALLS]`.
#![allow(clippy::print_stdout, reason = "an example that prints what it measured")]

use std::time::Instant;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use portrait::{ActorSet, Fact, Filter, Fold, PhaseSet, Settings, Worker};
use types::{ActorKind, Operation, Outcome, Phase, Scene, Word};

/// A small generator of chance (xorshift), the same every time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

fn call(number: u32, start: i64, reasons: &[Word], chance: &mut Chance) -> [Fact; 2] {
    let served = chance.below(6) > 0;
    let customer = (chance.below(3) > 0).then(|| 20_000_000 + chance.below(600_000) as u32);
    let (menu_ms, wait_ms) = (chance.below(30) * 1_000, chance.below(120) * 1_000);
    let talk_ms = served.then(|| (chance.below(200) + chance.below(200)) * 1_000);
    let menu = Fact {
        start,
        end: start + menu_ms as i64,
        opened: start,
        operation: Operation::Collect,
        scene: Scene::Phone,
        outcome: None,
        reason: Some(reasons[chance.below(reasons.len() as u64) as usize].clone()),
        actors: ActorSet::default().with(ActorKind::Customer).with(ActorKind::Machine),
        phases: PhaseSet::default().with(Phase::Searching),
        waited_ms: None,
        work_ms: [Some(menu_ms), None, Some(menu_ms)],
        workers: Vec::new(),
        customer,
        contact: Some(number),
        sale: None,
        case: None,
        was: None,
        service_told_ms: None,
    };
    let agent =
        Worker { kind: ActorKind::Agent, number: 30_000_000 + chance.below(400) as u32, work_ms: talk_ms };
    let begun = menu.end;
    let talk = Fact {
        start: begun,
        end: begun + (wait_ms + talk_ms.unwrap_or(0)) as i64,
        opened: begun,
        operation: Operation::Dialogue,
        outcome: Some(if served { Outcome::Served } else { Outcome::Abandoned }),
        actors: ActorSet::default().with(ActorKind::Customer).with(ActorKind::Agent),
        waited_ms: Some(wait_ms),
        work_ms: [talk_ms, talk_ms, None],
        workers: if served { vec![agent] } else { Vec::new() },
        ..menu.clone()
    };
    [menu, talk]
}

fn timed<T>(what: &str, mut work: impl FnMut() -> T) -> T {
    let (begun, on_processor) = (Instant::now(), processor_ms());
    let result = work();
    let wall = begun.elapsed().as_secs_f64() * 1_000.0;
    println!("{what}: {wall:.1} ms, of these on the processor {:.1} ms", processor_ms() - on_processor);
    result
}

/// The time that this thread was really running, in milliseconds: what remains on a busy machine.
fn processor_ms() -> f64 {
    let text = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    text.split(' ').next().and_then(|ns| ns.parse::<f64>().ok()).unwrap_or(0.0) / 1e6
}

fn resident_mib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.trim().split(' ').next()?.parse::<u64>().ok()).unwrap_or(0) / 1_024
}

fn main() {
    let calls: u32 = std::env::args().nth(1).and_then(|calls| calls.parse().ok()).unwrap_or(5_000_000);
    let reasons = ["bill", "moving", "fault", "tariff", "contract", "other"].map(Word::new);
    let year = 365 * 86_400_000_u64;
    let first = 1_767_225_600_000_i64;
    let mut chance = Chance(0x5eed);
    let mut fold = Fold::new(Settings::default());
    let begun = Instant::now();
    for number in 0..calls {
        let start = first + (u64::from(number) * (year / u64::from(calls))) as i64;
        call(number, start, &reasons, &mut chance).iter().for_each(|fact| fold.add(fact));
    }
    let acts = f64::from(calls) * 2.0;
    println!("added {acts} acts: {:.0} ns an act", begun.elapsed().as_nanos() as f64 / acts);
    timed("settle", || fold.settle());
    println!("resident: {} MiB", resident_mib());
    let zone = TimeZone::UTC;
    let at = |ms: i64| Timestamp::from_millisecond(first + ms).ok();
    let reason = Some(reasons[1].clone());
    let hours = Filter {
        from: at(40 * 86_400_000 + 7_200_000),
        to: at(200 * 86_400_000 + 3_600_000),
        ..Filter::default()
    };
    for (what, filter) in [
        ("whole", Filter::default()),
        ("whole again", Filter::default()),
        ("an empty period", Filter { to: at(0), ..Filter::default() }),
        ("reason", Filter { reason: reason.clone(), ..Filter::default() }),
        ("scene", Filter { scene: Some(Scene::Phone), ..Filter::default() }),
        ("actor", Filter { actor: Some(ActorKind::Agent), ..Filter::default() }),
        ("160 days by the hour", hours.clone()),
        ("160 days, reason", Filter { reason, ..hours }),
        ("a cut half-hour", Filter { from: at(40 * 86_400_000 + 7), ..Filter::default() }),
    ] {
        timed(what, || fold.portrait(&filter, &zone));
    }
    let more = call(calls, first + year as i64, &reasons, &mut chance);
    more.iter().for_each(|fact| fold.add(fact));
    timed("settle after one more call", || fold.settle());
    let bytes = timed("to bytes", || fold.to_bytes()).unwrap_or_default();
    println!("bytes: {} MiB", bytes.len() >> 20);
    timed("from bytes", || Fold::from_bytes(&bytes).is_ok());
}
