//! Structured logs on standard error, for people or as JSON.

use tracing_subscriber::EnvFilter;

use crate::config::{Config, ConfigError};

/// Starts logging as configured. Called once, by commands that run for long.
pub fn start(config: &Config) -> Result<(), ConfigError> {
    let filter = EnvFilter::try_new(config.log()).unwrap_or_else(|_| EnvFilter::new("info"));
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if config.log_is_json()? {
        builder.json().init();
    } else {
        builder.with_target(false).init();
    }
    Ok(())
}
