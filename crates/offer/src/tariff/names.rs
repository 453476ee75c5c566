//! How an offering names the calendar of its prices.

use serde_json::{Value, json};

use crate::catalogue::{ProductOffering, Unknown};

/// The attribute of an offering that refers to its calendar: `{"tariffCalendar": {"id": "…"}}`.
const TARIFF_CALENDAR: &str = "tariffCalendar";

/// The id of the calendar by which an offering's use is sorted, if it names one.
pub fn calendar_of(offering: &ProductOffering) -> Option<&str> {
    offering.unknown.get(TARIFF_CALENDAR)?.get("id")?.as_str()
}

/// Writes the calendar of an offering among its other attributes.
pub(super) fn name_calendar(attributes: &mut Unknown, id: &str) {
    let reference: Value = json!({ "id": id, "@referredType": TARIFF_CALENDAR });
    attributes.insert(TARIFF_CALENDAR.to_owned(), reference);
}
