//! Says what a file is, and shows its first rows as the acts that the best mapping makes of them.
#![allow(clippy::print_stdout, reason = "a program for the terminal")]

use std::path::Path;

use logs::{Identity, Limits, Names};

fn main() -> Result<(), logs::ReadError> {
    let Some(path) = std::env::args().nth(1) else {
        println!("give a file");
        return Ok(());
    };
    let (path, limits) = (Path::new(&path), Limits::default());
    let found = logs::recognise(path, &limits)?;
    println!(
        "{:?}, separator {:?}, encoding {:?}, header {}",
        found.format, found.separator, found.encoding, found.header
    );
    for column in &found.columns {
        println!(
            "  {}: {:?}, {} of {}, {:?}",
            column.name, column.kind, column.filled, column.rows, column.examples
        );
    }
    if let Some(draft) = &found.draft {
        println!("{:?} {:?} {:?}", draft.about, draft.roles, draft.outcomes);
    }
    for guess in &found.guesses {
        println!("{} ({} %): {}", guess.mapping.name, guess.confidence, guess.reason);
    }
    if let Some(best) = found.guesses.first() {
        let preview = logs::preview(path, &limits, &best.mapping, &Identity::new([0; 32], Names::Hash), 3)?;
        for row in &preview.rows {
            println!("line {}: {:?} {:#?}", row.line, row.anomalies, row.acts);
        }
        println!("{}", best.mapping.to_toml());
    }
    Ok(())
}
