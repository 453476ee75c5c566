//! Values that are kept as records: read with their version, written over exactly that version.

use ledger::{RecordQuery, RecordState, RecordWrite};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{Book, Trouble};

/// A value that is kept as a record of the live view.
pub(crate) trait Kept: Serialize + DeserializeOwned {
    /// The kind of its records.
    const KIND: &'static str;
    /// The id of its record.
    fn record_id(&self) -> String;
    /// By what it can be found.
    fn indexed(&self) -> Vec<(String, String)> {
        Vec::new()
    }
}

/// A value with the version at which it was read; nothing for one that was never written.
#[derive(Debug, Clone)]
pub(crate) struct Held<T> {
    /// The value.
    pub value: T,
    /// The version of its record.
    pub version: Option<u64>,
}

impl<T: Kept> Held<T> {
    /// A value that was never written.
    pub fn new(value: T) -> Self {
        Self { value, version: None }
    }

    /// The write that puts it over the version that was read.
    pub fn write(&self) -> Result<RecordWrite, Trouble> {
        written(&self.value, self.version)
    }
}

/// The write of a value over a version of its record.
pub(crate) fn written<T: Kept>(value: &T, read_version: Option<u64>) -> Result<RecordWrite, Trouble> {
    Ok(RecordWrite {
        kind: T::KIND.to_owned(),
        id: value.record_id(),
        read_version,
        body: Some(serde_json::to_value(value)?),
        indexed: value.indexed(),
    })
}

/// The write that deletes a record of this version.
pub(crate) fn delete(kind: &str, id: &str, read_version: u64) -> RecordWrite {
    RecordWrite {
        kind: kind.to_owned(),
        id: id.to_owned(),
        read_version: Some(read_version),
        body: None,
        indexed: Vec::new(),
    }
}

impl Book {
    /// The value of this id, if there is one.
    pub(crate) fn find<T: Kept>(&self, id: &str) -> Result<Option<Held<T>>, Trouble> {
        let Some(record) = self.ledger.record(self.view, T::KIND, id)? else { return Ok(None) };
        match record.state {
            RecordState::Body(body) => {
                Ok(Some(Held { value: serde_json::from_value(body)?, version: Some(record.version) }))
            }
            RecordState::Deleted | RecordState::Erased => Ok(None),
        }
    }

    /// The value of this id, which must be there.
    pub(crate) fn get<T: Kept>(&self, id: &str) -> Result<Held<T>, Trouble> {
        self.find(id)?.ok_or_else(|| Trouble::NotFound { what: T::KIND, id: id.chars().take(80).collect() })
    }

    /// The values of which an indexed attribute is exactly this, newest or greatest id last; at most `limit`.
    pub(crate) fn find_by<T: Kept>(
        &self,
        by: &str,
        value: &str,
        limit: usize,
    ) -> Result<Vec<Held<T>>, Trouble> {
        self.find_between(by, Some(value), Some(value), limit)
    }

    /// The values of which an indexed attribute lies between these, both included, in its order; at most `limit`.
    pub(crate) fn find_between<T: Kept>(
        &self,
        by: &str,
        from: Option<&str>,
        to: Option<&str>,
        limit: usize,
    ) -> Result<Vec<Held<T>>, Trouble> {
        let query = RecordQuery { by: Some(by), from, to, limit, ..RecordQuery::default() };
        let (found, _) = self.ledger.records(self.view, T::KIND, &query)?;
        found
            .into_iter()
            .filter_map(|record| match record.state {
                RecordState::Body(body) => {
                    let version = Some(record.version);
                    Some(
                        serde_json::from_value(body).map(|value| Held { value, version }).map_err(Into::into),
                    )
                }
                _ => None,
            })
            .collect()
    }
}
