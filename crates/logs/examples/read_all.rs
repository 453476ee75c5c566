//! Reads a whole file by a mapping (built in, or the best guess) and says how long it took and what is wrong in it.
#![allow(clippy::print_stdout, reason = "a program for the terminal")]

use std::path::Path;
use std::time::Instant;

use logs::{Identity, Limits, Mapping, Names, ReadError};

fn main() -> Result<(), ReadError> {
    let mut arguments = std::env::args().skip(1);
    let Some(path) = arguments.next() else {
        println!("give a file, and perhaps the name of a mapping");
        return Ok(());
    };
    let (path, limits) = (Path::new(&path), Limits::default());
    let named = arguments.next().and_then(|name| Mapping::builtin(&name));
    let guessed = || {
        logs::recognise(path, &limits)
            .map(|found| found.guesses.into_iter().next().map(|guess| guess.mapping))
    };
    let Some(mapping) = named.map_or_else(guessed, |mapping| Ok(Some(mapping)))? else { return Ok(()) };
    let started = Instant::now();
    let opened = logs::open(path, &limits)?;
    let mut reader = logs::reader(opened, &mapping, &Identity::new([0; 32], Names::Hash))?;
    let (mut acts, mut rows) = (0, 0);
    while let Some(piece) = reader.next_piece(1_000)? {
        acts += piece.acts.len();
        rows = piece.rows;
    }
    println!("{}: {rows} rows, {acts} acts in {:.3} s", mapping.name, started.elapsed().as_secs_f64());
    for (kind, anomaly) in reader.anomalies().iter() {
        println!("  {kind}: {} (line {:?} …) {}", anomaly.count, anomaly.lines.first(), anomaly.example);
    }
    Ok(())
}
