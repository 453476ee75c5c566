//! One configuration out of four sources. A later one wins: built-in value, file, environment, flag.
//!
//! The file is TOML with the same keys (`listen = "127.0.0.1:8420"`; those that begin with `mail_` may stand in a table
//! `[mail]`, as `smtp = "…"`); the environment writes them in capitals
//! behind `COMPTOIR_` (`COMPTOIR_LISTEN`); flags write them behind `--`. Secrets come from the environment, from
//! the file, or from a file of their own (`token_file`), never from a flag that `ps` would show.

use std::collections::BTreeMap;
use std::fmt;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use types::Currency;

use keys::KEYS;

/// Where a value came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// Built in.
    Default,
    /// A line of the configuration file.
    File(PathBuf),
    /// An environment variable.
    Environment(String),
    /// A flag of this command.
    Flag(String),
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::File(path) => write!(f, "file {}", path.display()),
            Self::Environment(name) => write!(f, "environment {name}"),
            Self::Flag(name) => write!(f, "flag --{name}"),
        }
    }
}

/// Why the configuration cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("cannot read the configuration {path}: {source}")]
    Unreadable {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The file is not TOML.
    #[error("{path} is not a configuration: {reason}")]
    NotToml {
        /// Which file.
        path: PathBuf,
        /// What the reader says, with the line.
        reason: String,
    },
    /// A key that nobody knows.
    #[error("{origin} sets “{key}”, which is not known; `comptoir config` lists what can be set")]
    UnknownKey {
        /// Where it stands.
        origin: String,
        /// The key.
        key: String,
    },
    /// A value that cannot be used.
    #[error("{key} = “{value}” (from {origin}): {reason}")]
    BadValue {
        /// The key.
        key: &'static str,
        /// The value.
        value: String,
        /// Where it stands.
        origin: Source,
        /// What would be right.
        reason: String,
    },
}

/// The effective configuration, with the source of each value.
#[derive(Debug, Clone)]
pub struct Config {
    values: BTreeMap<&'static str, (String, Source)>,
}

impl Config {
    /// Puts the sources together. `flags` holds what the command line gave; `environment` what the process was
    /// started with; `config_file` a file named by `--config`, which must then exist.
    pub fn load(
        flags: &[(&'static str, Option<String>)],
        environment: &BTreeMap<String, String>,
        config_file: Option<&Path>,
    ) -> Result<Self, ConfigError> {
        let mut values: BTreeMap<&'static str, (String, Source)> = BTreeMap::new();
        for key in KEYS {
            if let Some(value) = key.default {
                values.insert(key.name, (value.to_owned(), Source::Default));
            }
        }
        values.insert("data", (default_data(environment).display().to_string(), Source::Default));
        let above = over_file(flags, environment);
        let named =
            config_file.map(Path::to_owned).or_else(|| environment.get("COMPTOIR_CONFIG").map(PathBuf::from));
        let data = above.get("data").map_or_else(|| values["data"].0.clone(), |(value, _)| value.clone());
        let (path, must_exist) = match named {
            Some(path) => (path, true),
            None => (Path::new(&data).join("comptoir.toml"), false),
        };
        values.extend(read_file(&path, must_exist)?);
        values.extend(above);
        Ok(Self { values })
    }

    fn text(&self, key: &'static str) -> Option<&str> {
        self.values.get(key).map(|(value, _)| value.as_str()).filter(|value| !value.is_empty())
    }

    fn parse<T>(
        &self,
        key: &'static str,
        reason: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<T, ConfigError> {
        let (value, source) = self.values.get(key).cloned().unwrap_or((String::new(), Source::Default));
        read(&value).ok_or_else(|| ConfigError::BadValue {
            key,
            value,
            origin: source,
            reason: reason.to_owned(),
        })
    }

    /// The folder of everything that is kept.
    pub fn data(&self) -> PathBuf {
        PathBuf::from(self.text("data").unwrap_or("."))
    }

    /// Where the ledger is.
    pub fn store(&self) -> ledger::Location {
        match self.text("store") {
            Some(url) if url.starts_with("postgres://") || url.starts_with("postgresql://") => {
                ledger::Location::Postgres(url.to_owned())
            }
            Some(path) => ledger::Location::Sqlite(PathBuf::from(path)),
            None => ledger::Location::Sqlite(self.data().join("comptoir.sqlite")),
        }
    }

    /// The address that the pages are served at.
    pub fn listen(&self) -> Result<SocketAddr, ConfigError> {
        self.parse("listen", "give an address and a port, such as 127.0.0.1:8420", |text| text.parse().ok())
    }

    /// The host names that requests may carry.
    pub fn hosts(&self) -> Vec<String> {
        self.text("hosts")
            .unwrap_or_default()
            .split(',')
            .map(|host| host.trim().to_ascii_lowercase())
            .collect()
    }

    /// The token that a browser must present, if one is set.
    pub fn token(&self) -> Result<Option<String>, ConfigError> {
        self.secret("token", "token_file")
    }

    /// A secret of its own key, or of the file that another key names.
    fn secret(&self, key: &'static str, file: &'static str) -> Result<Option<String>, ConfigError> {
        if let Some(secret) = self.text(key) {
            return Ok(Some(secret.to_owned()));
        }
        let Some(path) = self.text(file).map(PathBuf::from) else { return Ok(None) };
        match std::fs::read_to_string(&path) {
            Ok(text) if !text.trim().is_empty() => Ok(Some(text.trim().to_owned())),
            Ok(_) => self.parse(file, "the file is empty", |_| None),
            Err(source) => Err(ConfigError::Unreadable { path, source }),
        }
    }

    /// How mail leaves.
    pub fn post(&self) -> Result<app::PostSettings, ConfigError> {
        let from =
            self.parse("mail_from", "give an address such as shop@example.org", |text| text.parse().ok())?;
        let password = self.secret("mail_password", "mail_password_file")?;
        let account = match (self.text("mail_user"), password) {
            (Some(user), Some(password)) => Some((user.to_owned(), password)),
            (Some(_), None) => {
                return self.parse("mail_user", "set mail_password or mail_password_file too", |_| None);
            }
            (None, _) => None,
        };
        let server = match self.text("mail_smtp") {
            None => None,
            Some(address) => match app::MailServer::read(address, account) {
                Ok(server) => Some(server),
                Err(error) => return self.parse("mail_smtp", &error.to_string(), |_| None),
            },
        };
        let from_name = self.text("mail_from_name").unwrap_or_default().to_owned();
        Ok(app::PostSettings { site: self.site()?, from, from_name, server })
    }

    /// Where links in mails begin, without a slash at the end.
    fn site(&self) -> Result<String, ConfigError> {
        if self.text("site").is_none() {
            return Ok(format!("http://{}", self.listen()?));
        }
        self.parse("site", "give an address such as https://shop.example.org", |text| {
            let place = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
            let plain = |c: char| c.is_ascii_alphanumeric() || "-._~:/[]%".contains(c);
            let good = !place.starts_with('/') && !place.is_empty() && place.chars().all(plain);
            good.then(|| text.trim_end_matches('/').to_owned())
        })
    }

    /// Whether customers may pay with the test card, whatever the office says.
    pub fn test_card(&self) -> Result<bool, ConfigError> {
        self.parse("test_card", "say true or false", |text| text.parse().ok())
    }

    /// Whether a proxy stands before the pages, whose word on addresses and TLS is believed.
    pub fn behind_proxy(&self) -> Result<bool, ConfigError> {
        self.parse("behind_proxy", "say true or false", |text| text.parse().ok())
    }

    /// The filter of the log.
    pub fn log(&self) -> &str {
        self.text("log").unwrap_or("info")
    }

    /// Whether the log is written as JSON.
    pub fn log_is_json(&self) -> Result<bool, ConfigError> {
        self.parse("log_format", "say text or json", |text| match text {
            "text" => Some(false),
            "json" => Some(true),
            _ => None,
        })
    }

    /// The largest upload, in bytes.
    pub fn upload_limit(&self) -> Result<u64, ConfigError> {
        self.parse("upload_limit_mb", "give a whole number of megabytes", megabytes)
    }

    /// The largest log after decompression, in bytes.
    pub fn expanded_limit(&self) -> Result<u64, ConfigError> {
        self.parse("expanded_limit_mb", "give a whole number of megabytes", megabytes)
    }

    /// The time zone of logs that do not say theirs, and of the live view.
    pub fn time_zone(&self) -> Result<String, ConfigError> {
        self.parse("time_zone", "give an IANA time zone, such as Europe/Paris", |text| {
            jiff::tz::TimeZone::get(text).ok().map(|_| text.to_owned())
        })
    }

    /// The currency of the live view.
    pub fn currency(&self) -> Result<Currency, ConfigError> {
        self.parse("currency", "give three capital letters, such as EUR", |text| text.parse().ok())
    }

    /// The seed of the simulated fortnight; nothing where it is not wanted.
    pub fn demo_seed(&self) -> Result<Option<u64>, ConfigError> {
        let wanted = self.parse("demo", "say true or false", |text| text.parse::<bool>().ok())?;
        let seed = self.parse("demo_seed", "give a whole number", |text| text.parse().ok())?;
        Ok(wanted.then_some(seed))
    }

    /// Each setting on a line: its value (secrets hidden), where it came from, what it means.
    pub fn lines(&self) -> Vec<String> {
        KEYS.iter()
            .map(|key| {
                let (value, source) = match self.values.get(key.name) {
                    Some((_, source)) if matches!(key.name, "token" | "mail_password") => {
                        ("(hidden)".to_owned(), source.to_string())
                    }
                    Some((value, source)) if key.secret => (without_password(value), source.to_string()),
                    Some((value, source)) => (format!("\"{value}\""), source.to_string()),
                    None => ("(not set)".to_owned(), "default".to_owned()),
                };
                format!("{:<18} = {value:<40} # {source}; {}", key.name, key.meaning)
            })
            .collect()
    }
}

/// What stands above the file: environment, then flags.
fn over_file(
    flags: &[(&'static str, Option<String>)],
    environment: &BTreeMap<String, String>,
) -> BTreeMap<&'static str, (String, Source)> {
    let mut above = BTreeMap::new();
    for key in KEYS {
        let name = format!("COMPTOIR_{}", key.name.to_ascii_uppercase());
        if let Some(value) = environment.get(&name) {
            above.insert(key.name, (value.clone(), Source::Environment(name)));
        }
    }
    for (name, value) in flags {
        if let Some(value) = value {
            above.insert(*name, (value.clone(), Source::Flag((*name).replace('_', "-"))));
        }
    }
    above
}

fn read_file(path: &Path, must_exist: bool) -> Result<BTreeMap<&'static str, (String, Source)>, ConfigError> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && !must_exist => {
            return Ok(BTreeMap::new());
        }
        Err(source) => return Err(ConfigError::Unreadable { path: path.to_owned(), source }),
    };
    let table: toml::Table = text.parse().map_err(|error: toml::de::Error| ConfigError::NotToml {
        path: path.to_owned(),
        reason: error.to_string(),
    })?;
    table
        .into_iter()
        .flat_map(|(name, value)| match value {
            toml::Value::Table(inner) => {
                inner.into_iter().map(|(key, value)| (format!("{name}_{key}"), value)).collect()
            }
            value => vec![(name, value)],
        })
        .map(|(name, value)| {
            let key = KEYS.iter().find(|key| key.name == name).ok_or_else(|| ConfigError::UnknownKey {
                origin: path.display().to_string(),
                key: name.clone(),
            })?;
            let text = match value {
                toml::Value::String(text) => text,
                other => other.to_string(),
            };
            Ok((key.name, (text, Source::File(path.to_owned()))))
        })
        .collect()
}

/// The address of a store, without the name and the password that it may hold.
fn without_password(value: &str) -> String {
    match (value.split_once("://"), value.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, place))) => format!("\"{scheme}://…@{}\"", before_query(place)),
        _ => format!("\"{}\"", before_query(value)),
    }
}

/// An address without its query, which may hold a password too.
fn before_query(address: &str) -> &str {
    address.split_once('?').map_or(address, |(place, _)| place)
}

fn megabytes(text: &str) -> Option<u64> {
    text.parse::<u64>().ok().and_then(|mb| mb.checked_mul(1_000_000))
}

fn default_data(environment: &BTreeMap<String, String>) -> PathBuf {
    let set = |name: &str| environment.get(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    set("XDG_DATA_HOME")
        .or_else(|| set("HOME").map(|home| home.join(".local/share")))
        .map_or_else(|| PathBuf::from("comptoir-data"), |base| base.join("comptoir"))
}

mod keys;
#[cfg(test)]
mod tests;
