//! What can be typed.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::Timestamp;
use types::{ActorKind, Scene, ViewName};

/// Comptoir: the counter of a commercial organisation. Without a command it serves its pages.
#[derive(Parser, Debug)]
#[command(name = "comptoir", version, about, disable_help_subcommand = true)]
pub struct Cli {
    /// A configuration file (default: comptoir.toml in the data folder).
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// The folder of the store, uploads and mappings.
    #[arg(long, global = true, value_name = "DIR")]
    pub data: Option<String>,
    /// Where the ledger is: a path, or postgres://user@host/database.
    #[arg(long, global = true, value_name = "PLACE")]
    pub store: Option<String>,
    /// What to do.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What to do.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Serve the pages (the default).
    Serve(ServeArgs),
    /// Turn a log of calls, orders, tickets or events into acts of a view.
    Import(ImportArgs),
    /// Find, check and list mappings: how a log's rows become acts.
    #[command(subcommand)]
    Mapping(MappingCommand),
    /// List, rename and drop views.
    #[command(subcommand)]
    View(ViewCommand),
    /// Print the portrait of a view.
    Portrait(PortraitArgs),
    /// Write a view as OCEL 2.0 (.sqlite, .json) or CSV (.csv).
    Export {
        /// The file to write; its ending says the format.
        file: PathBuf,
        /// The view to write.
        #[arg(long)]
        view: ViewName,
    },
    /// Bring a catalogue of goods, prices and stock, or take it out.
    #[command(subcommand)]
    Catalogue(CatalogueCommand),
    /// Erase what is held about a person of a view; acts keep their arithmetic.
    Erase {
        /// The person's identifier in the view, in the live view also their mail address, or (with --named) a part of the kept name.
        person: String,
        /// The view.
        #[arg(long)]
        view: ViewName,
        /// List the people whose kept name holds this text instead of erasing anything.
        #[arg(long)]
        named: bool,
    },
    /// Accounts of staff: the first one's link, the list, a link for who lost theirs.
    #[command(subcommand)]
    Staff(StaffCommand),
    /// Walk the chain and compare everything that is stored with it.
    Verify {
        /// Only this view.
        #[arg(long)]
        view: Option<ViewName>,
    },
    /// Save the whole store into one file, also while it is being served.
    Backup {
        /// The file to write; it must not be there yet.
        file: PathBuf,
    },
    /// Put a backup into an empty store, and verify it.
    Restore {
        /// The backup.
        file: PathBuf,
    },
    /// Load a small invented operator into an empty store, and let simulated people come to it.
    Demo(DemoArgs),
    /// Print the configuration in force, with the source of each value.
    Config,
    /// Measure this machine's ledger and portrait.
    #[command(subcommand)]
    Bench(BenchCommand),
}

/// What to do with the catalogue.
#[derive(Subcommand, Debug)]
pub enum CatalogueCommand {
    /// Bring a catalogue: JSON, a shop's table (CSV), or a log of sales. Importing twice changes nothing.
    Import {
        /// The file; it may be packed with gzip.
        file: PathBuf,
        /// Say what would change, and change nothing.
        #[arg(long)]
        dry_run: bool,
        /// A mapping's name or TOML file; recognised from the columns where it is left out.
        #[arg(long, value_name = "NAME|FILE")]
        mapping: Option<String>,
        /// Take offerings that the file does not name off sale.
        #[arg(long)]
        end_missing: bool,
    },
    /// Write the catalogue: everything as .json, or the variants as .csv.
    Export {
        /// The file to write; it must not be there yet.
        file: PathBuf,
    },
    /// List the roles that a mapping may give to columns.
    Roles,
}

/// How much of the demonstration.
#[derive(Args, Debug, Clone, Copy)]
pub struct DemoArgs {
    /// Also play so many days up to now, with simulated customers, sellers and clerks.
    #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(u32).range(0..=366))]
    pub days: u32,
    /// Whose wishes: the same seed brings the same people.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// How many visits a day, in the mean.
    #[arg(long, default_value_t = 40.0)]
    pub visits: f64,
}

/// How to serve.
#[derive(Args, Debug, Default)]
pub struct ServeArgs {
    /// Address and port.
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub listen: Option<String>,
    /// A file that holds the token; needed to listen beyond this machine.
    #[arg(long, value_name = "FILE")]
    pub token_file: Option<String>,
    /// Host names that browsers may use, separated by commas.
    #[arg(long, value_name = "NAMES")]
    pub hosts: Option<String>,
}

/// What to import and how.
#[derive(Args, Debug)]
pub struct ImportArgs {
    /// The log.
    pub file: PathBuf,
    /// A mapping's name or file; recognised from the file where it is left out.
    #[arg(long, value_name = "NAME|FILE")]
    pub mapping: Option<String>,
    /// The view that receives the acts; made if it is not there.
    #[arg(long)]
    pub view: ViewName,
    /// Read everything and report, but keep nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// Keep names of people in records beside their hashes, or only the hashes.
    #[arg(long, value_enum, default_value_t = NamesArg::Hash)]
    pub names: NamesArg,
}

/// What becomes of people's names.
#[derive(ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum NamesArg {
    /// Only keyed hashes are kept.
    Hash,
    /// Names are kept in records, which can be erased.
    Keep,
}

/// About mappings.
#[derive(Subcommand, Debug)]
pub enum MappingCommand {
    /// Say what a file seems to be, and print a mapping for it.
    Guess {
        /// The log.
        file: PathBuf,
    },
    /// Show what the first rows of a file become under a mapping.
    Check {
        /// The log.
        file: PathBuf,
        /// A mapping's name or file.
        mapping: String,
        /// How many rows.
        #[arg(long, default_value_t = 10)]
        rows: usize,
    },
    /// Name the mappings that there are.
    List,
    /// Print a mapping.
    Show {
        /// Its name or file.
        mapping: String,
    },
}

/// About accounts of staff. Whoever can run this owns the machine, and may do it.
#[derive(Subcommand, Debug)]
pub enum StaffCommand {
    /// Print the link that opens the first account, as long as there is none.
    Link,
    /// Name the accounts with their roles.
    List,
    /// Forget the password and the second factor of an account, and print a link to choose both anew.
    Reset {
        /// Its login.
        login: String,
    },
}

/// About views.
#[derive(Subcommand, Debug)]
pub enum ViewCommand {
    /// Name the views.
    List,
    /// Give a view another name.
    Rename {
        /// Its name.
        view: ViewName,
        /// The new one.
        new_name: ViewName,
    },
    /// Drop a view with everything in it.
    Drop {
        /// Its name.
        view: ViewName,
        /// Do it without asking.
        #[arg(long)]
        yes: bool,
    },
}

/// Which portrait.
#[derive(Args, Debug)]
pub struct PortraitArgs {
    /// The view.
    #[arg(long)]
    pub view: ViewName,
    /// As JSON.
    #[arg(long, conflicts_with = "csv")]
    pub json: bool,
    /// One section as CSV: by_reason, half_hours, return_curve …
    #[arg(long, value_name = "SECTION")]
    pub csv: Option<String>,
    /// Only from this instant or day on (2026-03-02, 2026-03-02T09:00, or with an offset).
    #[arg(long)]
    pub from: Option<String>,
    /// Only until just before this instant or day.
    #[arg(long)]
    pub to: Option<String>,
    /// Only this reason.
    #[arg(long)]
    pub reason: Option<String>,
    /// Only this scene.
    #[arg(long)]
    pub scene: Option<Scene>,
    /// Only acts in which this kind of actor took part.
    #[arg(long)]
    pub actor: Option<ActorKind>,
    /// Rows of single persons; needs a purpose, which is recorded.
    #[arg(long, requires = "purpose")]
    pub persons: bool,
    /// What the rows of persons are for.
    #[arg(long)]
    pub purpose: Option<String>,
}

/// What to measure.
#[derive(Subcommand, Debug)]
pub enum BenchCommand {
    /// Acts per second made durable, beside the bare database.
    Ledger(BenchLedgerArgs),
    /// Pages, searches, additions and checkouts per second, and whether what was sold is what there was.
    Collect(BenchCollectArgs),
    /// How long a portrait of many acts takes.
    Portrait {
        /// How many acts.
        #[arg(long, default_value_t = 10_000_000)]
        acts: u64,
    },
}

/// How to measure the ledger.
#[derive(Args, Debug)]
pub struct BenchLedgerArgs {
    /// Acts stored before the second series of figures.
    #[arg(long, default_value_t = 10_000_000)]
    pub stored: u64,
    /// Seconds for each figure.
    #[arg(long, default_value_t = 5)]
    pub seconds: u64,
    /// Also this PostgreSQL.
    #[arg(long, value_name = "URL")]
    pub postgres: Option<String>,
}

/// Reads an instant, a local date and time, or a day, in a zone.
pub fn instant(text: &str, zone: &jiff::tz::TimeZone) -> Result<Timestamp, String> {
    if let Ok(instant) = text.parse::<Timestamp>() {
        return Ok(instant);
    }
    let local = text
        .parse::<jiff::civil::DateTime>()
        .or_else(|_| text.parse::<jiff::civil::Date>().map(|day| day.at(0, 0, 0, 0)))
        .map_err(|_| {
            format!("“{text}” is not a time: write 2026-03-02, 2026-03-02T09:00 or 2026-03-02T09:00+01:00")
        })?;
    zone.to_ambiguous_timestamp(local).compatible().map_err(|error| error.to_string())
}

/// How to measure the shop.
#[derive(Args, Debug)]
pub struct BenchCollectArgs {
    /// How many products.
    #[arg(long, default_value_t = 1_000)]
    pub products: usize,
    /// How many variants of each.
    #[arg(long, default_value_t = 10)]
    pub variants: usize,
    /// How many ask at once.
    #[arg(long, default_value_t = 16)]
    pub callers: usize,
    /// Seconds for each figure.
    #[arg(long, default_value_t = 5)]
    pub seconds: u64,
    /// Also on this PostgreSQL, in a database that is empty.
    #[arg(long, value_name = "URL")]
    pub postgres: Option<String>,
}
