//! The reader that fits a mapping's format.

use crate::identity::Identity;
use crate::input::Opened;
use crate::mapping::{Format, Mapping};
use crate::reading::{LogReader, ReadError};
use crate::table::TableReader;
use crate::{ocel, xes};

/// A reader of an opened file by a mapping.
pub fn reader(
    opened: Opened,
    mapping: &Mapping,
    identity: &Identity,
) -> Result<Box<dyn LogReader>, ReadError> {
    match mapping.format {
        Format::Csv | Format::Tsv => Ok(Box::new(TableReader::new(opened, mapping, identity)?)),
        Format::Xes => xes::reader(opened, &mapping.events, identity),
        Format::Ocel => ocel::reader(opened, &mapping.events, identity),
    }
}
