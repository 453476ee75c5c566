//! Where a ledger is, and what it is given when it is opened: clock and chance come from outside.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;

/// Tells the time.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// Where a ledger is kept.
#[derive(Clone, PartialEq, Eq)]
pub enum Location {
    /// In memory, for as long as the handle lives.
    Memory,
    /// In a SQLite file, made if there is none. Its folder must exist.
    Sqlite(PathBuf),
    /// In a PostgreSQL database: `postgres://user:password@host:port/database`.
    Postgres(String),
}

impl Location {
    /// The location that a person writes: `memory`, `postgres://…` or a file.
    pub fn parse(text: &str) -> Self {
        if text == "memory" {
            Self::Memory
        } else if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            Self::Postgres(text.to_owned())
        } else {
            Self::Sqlite(PathBuf::from(text))
        }
    }
}

/// Without the password, if there is one.
impl std::fmt::Display for Location {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Memory => f.write_str("memory"),
            Self::Sqlite(path) => write!(f, "{}", path.display()),
            Self::Postgres(url) => f.write_str(&without_password(url)),
        }
    }
}

impl std::fmt::Debug for Location {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Display::fmt(self, f)
    }
}

fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return "postgres (address hidden)".to_owned() };
    let shown = rest.split('?').next().unwrap_or_default();
    match shown.rsplit_once('@') {
        Some((account, host)) => {
            format!("{scheme}://{}@{host}", account.split(':').next().unwrap_or_default())
        }
        None => format!("{scheme}://{shown}"),
    }
}

/// What a ledger is given when it is opened.
pub struct Options {
    /// Tells when an entry is recorded.
    pub clock: Clock,
    /// Gives a new salt for each version of a record: unpredictable, except in tests.
    pub salt: Box<dyn FnMut() -> [u8; 16] + Send>,
    /// How long the committer tries again before it gives up on a store that does not answer.
    pub retry_for: Duration,
    /// SQLite only: the file grows no further than so many pages of 8 KiB. Nothing: as the disk allows.
    pub sqlite_pages: Option<u32>,
}

impl Options {
    /// Options with this clock and these salts, trying again for thirty seconds.
    pub fn new(clock: Clock, salt: impl FnMut() -> [u8; 16] + Send + 'static) -> Self {
        Self { clock, salt: Box::new(salt), retry_for: Duration::from_secs(30), sqlite_pages: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_location_never_shows_a_password() {
        let at = Location::parse("postgres://ann:se@cret@db.example:5432/comptoir?password=x");
        assert_eq!(at.to_string(), "postgres://ann@db.example:5432/comptoir");
        assert_eq!(Location::parse("memory"), Location::Memory);
    }
}
