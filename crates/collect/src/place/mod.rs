//! Places where goods are: shops that hand over, warehouses that ship; their addresses and their hours.

mod address;
mod country;
mod hours;
mod opening;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use offer::catalogue::{PlaceId, Translation, Unknown, in_language};
use serde::{Deserialize, Serialize};

pub use address::{AddressFault, PostalAddress};
pub use country::is_country;
pub use hours::{
    DayHours, DayTime, DayTimeError, ExceptionalDay, HourPeriod, HoursDay, HoursFault, OpeningHours,
};
pub use opening::{Opening, Openings};

/// What a place is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum PlaceKind {
    /// Customers come there: orders are handed over, and may be shipped.
    #[default]
    Shop,
    /// Nobody comes there: orders are shipped.
    Warehouse,
}

/// A position on the globe, in degrees (WGS 84).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Position {
    /// Degrees north of the equator.
    pub latitude: f64,
    /// Degrees east of Greenwich.
    pub longitude: f64,
}

/// A record of kind `geographicSite` (TMF674 `GeographicSite`): a shop or a warehouse.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Place {
    /// Its id.
    #[serde(default = "nowhere")]
    pub id: PlaceId,
    /// Its name, as customers see it.
    pub name: String,
    /// What is to be known of it: how to get there, where to park.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// What it is.
    #[serde(default)]
    pub kind: PlaceKind,
    /// Whether it works: a place that is closed for good keeps its record.
    #[serde(default = "yes")]
    pub is_active: bool,
    /// Where it is.
    #[serde(default)]
    pub address: PostalAddress,
    /// Where it is, for maps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
    /// How to reach it by telephone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// When it is open.
    #[serde(default)]
    pub opening_hours: OpeningHours,
    /// The IANA time zone of its hours; nothing: that of the organisation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// How many minutes of opening time it takes to get an order ready.
    #[serde(default = "an_hour")]
    pub preparation_minutes: u32,
    /// For how many days an order that is ready is kept.
    #[serde(default = "a_week")]
    pub pick_up_kept_days: u16,
    /// Which place ships first: smaller first; nothing: it does not ship.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shipping_priority: Option<u32>,
    /// Its words in other languages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub translation: Vec<Translation>,
    /// What else was said of it.
    #[serde(flatten)]
    pub unknown: Unknown,
}

fn nowhere() -> PlaceId {
    PlaceId::new("")
}

fn yes() -> bool {
    true
}

fn an_hour() -> u32 {
    60
}

fn a_week() -> u16 {
    7
}

/// Why a place cannot be as it is said. Each names the field that is to be put right.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlaceFault {
    /// It has no name.
    #[error("name: a place needs a name")]
    NoName,
    /// The time zone is not one.
    #[error("timeZone: “{0}” is not an IANA time zone, such as Europe/Paris")]
    TimeZone(String),
    /// The position is not on the globe.
    #[error("position: latitude is from -90 to 90 and longitude from -180 to 180")]
    Position,
    /// The hours cannot be.
    #[error("openingHours: {0}")]
    Hours(#[from] HoursFault),
    /// Nobody could ever collect there.
    #[error("preparationMinutes: at most {0} minutes (four weeks)")]
    Preparation(u32),
    /// Kept for no time, or for ever.
    #[error("pickUpKeptDays: from 1 to {0} days")]
    KeptDays(u16),
}

/// Four weeks.
const LONGEST_PREPARATION_MINUTES: u32 = 4 * 7 * 24 * 60;
const LONGEST_KEPT_DAYS: u16 = 90;

impl Place {
    /// The kind of its record.
    pub const KIND: &'static str = "geographicSite";

    /// A place of this name, without hours yet.
    pub fn new(id: PlaceId, name: &str, kind: PlaceKind) -> Self {
        Self {
            id,
            name: name.to_owned(),
            description: String::new(),
            kind,
            is_active: true,
            address: PostalAddress::default(),
            position: None,
            phone: None,
            opening_hours: OpeningHours::default(),
            time_zone: None,
            preparation_minutes: an_hour(),
            pick_up_kept_days: a_week(),
            shipping_priority: None,
            translation: Vec::new(),
            unknown: Unknown::new(),
        }
    }

    /// Its name in a language.
    pub fn name_in(&self, language: &str) -> &str {
        in_language(&self.translation, language, |t| &t.name, &self.name)
    }

    /// Its description in a language.
    pub fn description_in(&self, language: &str) -> &str {
        in_language(&self.translation, language, |t| &t.description, &self.description)
    }

    /// Whether orders can be collected there: it is a shop, it works, and it opens at some time.
    pub fn hands_over(&self) -> bool {
        self.kind == PlaceKind::Shop && self.is_active && !self.opening_hours.is_never()
    }

    /// Its time zone; `usual` where it says none, or one that is not known.
    pub fn zone(&self, usual: &TimeZone) -> TimeZone {
        self.time_zone.as_deref().and_then(|name| TimeZone::get(name).ok()).unwrap_or_else(|| usual.clone())
    }

    /// Everything that cannot be as it is said.
    pub fn faults(&self) -> Vec<PlaceFault> {
        let mut faults = Vec::new();
        if self.name.trim().is_empty() {
            faults.push(PlaceFault::NoName);
        }
        if let Some(zone) = &self.time_zone
            && TimeZone::get(zone).is_err()
        {
            faults.push(PlaceFault::TimeZone(zone.chars().take(64).collect()));
        }
        let on_globe = |Position { latitude, longitude }: &Position| {
            (-90.0..=90.0).contains(latitude) && (-180.0..=180.0).contains(longitude)
        };
        if self.position.as_ref().is_some_and(|position| !on_globe(position)) {
            faults.push(PlaceFault::Position);
        }
        if self.preparation_minutes > LONGEST_PREPARATION_MINUTES {
            faults.push(PlaceFault::Preparation(LONGEST_PREPARATION_MINUTES));
        }
        if !(1..=LONGEST_KEPT_DAYS).contains(&self.pick_up_kept_days) {
            faults.push(PlaceFault::KeptDays(LONGEST_KEPT_DAYS));
        }
        faults.extend(self.opening_hours.faults().into_iter().map(PlaceFault::from));
        faults
    }

    /// When an order that comes in now can be collected: preparation is counted in opening time. Nothing if the
    /// place does not open within the next year.
    pub fn ready_by(&self, now: Timestamp, usual: &TimeZone) -> Option<Timestamp> {
        self.openings(usual).ready_by(now, self.preparation_minutes)
    }

    /// Until when an order is kept that is ready now: the last closing of the day that is so many days later, or of the first
    /// day after it on which the place opens. Nothing if it does not open within a year.
    pub fn kept_until(&self, ready: Timestamp, usual: &TimeZone) -> Option<Timestamp> {
        self.openings(usual).last_closing_after_days(ready, self.pick_up_kept_days)
    }

    /// Its hours as stretches of time.
    pub fn openings(&self, usual: &TimeZone) -> Openings<'_> {
        Openings::new(&self.opening_hours, self.zone(usual))
    }
}
