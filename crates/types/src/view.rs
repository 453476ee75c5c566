//! The name of a view: one organisation's acts kept together.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The name of a view: 1 to 63 lower-case letters, digits, `-` or `_`, beginning with a letter or digit.
/// `live` is the organisation's own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ViewName(String);

/// Why a text cannot name a view.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{0}” cannot name a view: use 1 to 63 lower-case letters, digits, - or _, beginning with a letter or a digit"
)]
pub struct ViewNameError(pub String);

impl ViewName {
    /// The organisation's own view.
    pub fn live() -> Self {
        Self("live".to_owned())
    }

    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for ViewName {
    type Err = ViewNameError;
    fn from_str(text: &str) -> Result<Self, ViewNameError> {
        let good = (1..=63).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_')
            && text.bytes().next().is_some_and(|b| b.is_ascii_alphanumeric());
        if good { Ok(Self(text.to_owned())) } else { Err(ViewNameError(text.chars().take(80).collect())) }
    }
}

impl TryFrom<String> for ViewName {
    type Error = ViewNameError;
    fn try_from(text: String) -> Result<Self, ViewNameError> {
        text.parse()
    }
}

impl From<ViewName> for String {
    fn from(name: ViewName) -> Self {
        name.0
    }
}

impl fmt::Display for ViewName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
