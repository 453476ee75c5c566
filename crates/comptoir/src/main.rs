//! The one binary: configuration, wiring, and the commands.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line tells people on their terminal"
)]

mod cli;
mod commands;
mod config;
mod logging;
mod terminal;

use std::collections::BTreeMap;
use std::process::ExitCode;

use clap::Parser;

use crate::cli::{Cli, Command, ServeArgs};
use crate::config::Config;

fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(cli) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("comptoir: {error}");
            ExitCode::FAILURE
        }
    }
}

/// What a command ends with: an exit code, or a sentence for whoever typed it.
type Outcome = Result<ExitCode, String>;

fn run(cli: Cli) -> Outcome {
    let config = configuration(&cli).map_err(|error| error.to_string())?;
    match cli.command.unwrap_or_else(|| Command::Serve(ServeArgs::default())) {
        Command::Serve(_) => commands::serve::run(&config),
        Command::Import(args) => commands::import::run(&config, &args),
        Command::Mapping(command) => commands::mapping::run(&config, &command),
        Command::View(command) => commands::view::run(&config, &command),
        Command::Portrait(args) => commands::portrait::run(&config, &args),
        Command::Export { file, view } => commands::export::run(&config, &file, &view),
        Command::Catalogue(command) => commands::catalogue::run(&config, &command),
        Command::Erase { person, view, named } => commands::erase::run(&config, &view, &person, named),
        Command::Staff(command) => commands::staff::run(&config, &command),
        Command::Verify { view } => commands::verify::run(&config, view.as_ref()),
        Command::Backup { file } => commands::backup::save(&config, &file),
        Command::Restore { file } => commands::backup::restore(&config, &file),
        Command::Demo(args) => commands::demo::run(&config, args),
        Command::Config => commands::config::run(&config),
        Command::Bench(command) => commands::bench::run(&config, &command),
    }
}

fn configuration(cli: &Cli) -> Result<Config, config::ConfigError> {
    let environment: BTreeMap<String, String> = std::env::vars().collect();
    let serve = match &cli.command {
        Some(Command::Serve(args)) => Some(args),
        _ => None,
    };
    let flags = [
        ("data", cli.data.clone()),
        ("store", cli.store.clone()),
        ("listen", serve.and_then(|args| args.listen.clone())),
        ("token_file", serve.and_then(|args| args.token_file.clone())),
        ("hosts", serve.and_then(|args| args.hosts.clone())),
    ];
    Config::load(&flags, &environment, cli.config.as_deref())
}
