//! What the columns of a meter file mean, as data.

use serde::{Deserialize, Serialize};

use crate::mapping::DecimalMark;

/// In what a meter's values are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum MeterUnit {
    /// Watts, as a mean over the interval.
    W,
    /// Kilowatts, as a mean over the interval.
    #[serde(rename = "kW")]
    Kw,
    /// Watt-hours of the interval.
    Wh,
    /// Kilowatt-hours of the interval.
    #[serde(rename = "kWh")]
    Kwh,
    /// Megawatt-hours of the interval.
    #[serde(rename = "MWh")]
    Mwh,
    /// Cubic metres of the interval.
    #[serde(rename = "m3")]
    M3,
}

impl MeterUnit {
    /// Every unit, in the order in which a form offers them.
    pub const ALL: [Self; 6] = [Self::Kwh, Self::Wh, Self::Mwh, Self::Kw, Self::W, Self::M3];

    /// How it is written.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::W => "W",
            Self::Kw => "kW",
            Self::Wh => "Wh",
            Self::Kwh => "kWh",
            Self::Mwh => "MWh",
            Self::M3 => "m3",
        }
    }

    /// The unit that a text names: `kWh`, `KWH`, `kilowatt-hours`, `m³`.
    pub fn read(text: &str) -> Option<Self> {
        let plain: String =
            text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        match plain.as_str() {
            "w" | "watt" | "watts" => Some(Self::W),
            "kw" | "kilowatt" | "kilowatts" => Some(Self::Kw),
            "wh" | "watthour" | "watthours" | "wattheure" | "wattheures" => Some(Self::Wh),
            "kwh" | "kilowatthour" | "kilowatthours" | "kilowattheure" | "kilowattheures" => Some(Self::Kwh),
            "mwh" | "megawatthour" | "megawatthours" => Some(Self::Mwh),
            "m3" | "m³" | "cubicmetre" | "cubicmetres" | "cubicmeters" | "mètrescubes" => Some(Self::M3),
            _ => None,
        }
    }

    /// Whether it is a power rather than a quantity.
    pub const fn is_power(self) -> bool {
        matches!(self, Self::W | Self::Kw)
    }
}

/// What a single stamp marks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stamps {
    /// The beginning of the interval.
    #[default]
    Start,
    /// Its end.
    End,
}

/// Why a mapping cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MappingFault {
    /// Something without which no reading can be made is not said.
    #[error("say the columns of the time, its formats, and the column of the value")]
    Incomplete,
    /// An interval of no length, or of years.
    #[error("an interval lasts between a minute and a year")]
    Step,
    /// A format by which no time can be read.
    #[error(
        "“{0}” is not a format by which times can be read: use iso, epoch_s, epoch_ms, or strftime codes such as %Y-%m-%d %H:%M:%S"
    )]
    Format(String),
    /// A zone that is not known.
    #[error("“{0}” is no time zone: give a name such as Europe/Paris, or an offset such as +10:00")]
    Zone(String),
    /// The file has no such columns.
    #[error("no row names the columns {}", .0.join(", "))]
    Columns(Vec<String>),
}

/// What the columns of a meter file mean. Its TOML form is described in `docs/how-to/read-a-meter-file.md`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct MeterMapping {
    /// Its name: lower-case letters, digits and `-`.
    pub name: String,
    /// What it reads, for people.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// What separates fields: one character, or `tab`. Found out from the file if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub separator: Option<String>,
    /// The encoding by its WHATWG label. Found out from the file if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// The character before decimals.
    pub decimal: DecimalMark,
    /// The zone of times without an offset: `Europe/Paris`, `UTC`, `+10:00`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    /// The columns that make the time, joined by a space.
    pub time: Vec<String>,
    /// The columns that make the end of the interval, where it has some of its own.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub end: Vec<String>,
    /// How times are written: strftime formats, or `iso`, `epoch_s`, `epoch_ms`. The first that fits counts.
    pub formats: Vec<String>,
    /// Whether a single stamp is the beginning or the end of its interval.
    pub stamps: Stamps,
    /// The column of values; several of them share the day equally, one after the other, on a row for each day.
    pub value: Vec<String>,
    /// The unit of values.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<MeterUnit>,
    /// The column that names the unit, row by row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit_column: Option<String>,
    /// Whether values are those of an index that only grows: the use is the difference from one row to the next.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub cumulative: bool,
    /// The column that names the meter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meter: Option<String>,
    /// How long an interval is, in minutes. Found out from the stamps if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step_minutes: Option<u32>,
    /// The column that says how long each interval is: minutes, or `PT30M`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step_column: Option<String>,
}

impl MeterMapping {
    /// Reads a mapping from TOML; the error says what is wrong.
    pub fn from_toml(text: &str) -> Result<Self, String> {
        let mapping: Self = toml::from_str(text).map_err(|error| error.to_string().trim().to_owned())?;
        mapping.check().map_err(|fault| fault.to_string())?;
        Ok(mapping)
    }

    /// Its TOML form; reading it gives the same mapping.
    pub fn to_toml(&self) -> String {
        toml::to_string_pretty(self)
            .expect("a mapping is made of texts, lists of texts, numbers and booleans only")
    }

    /// Whether it says enough.
    pub fn check(&self) -> Result<(), MappingFault> {
        if self.time.is_empty() || self.value.is_empty() || self.formats.is_empty() {
            return Err(MappingFault::Incomplete);
        }
        if self.step_minutes.is_some_and(|minutes| minutes == 0 || minutes > 1_440 * 366) {
            return Err(MappingFault::Step);
        }
        for format in &self.formats {
            if crate::table::TimeFormat::new(format).is_err() {
                return Err(MappingFault::Format(format.chars().take(60).collect()));
            }
        }
        self.time_zone().map(drop)
    }

    /// The zone of times without an offset; UTC where none is named.
    pub fn time_zone(&self) -> Result<jiff::tz::TimeZone, MappingFault> {
        let Some(name) = self.zone.as_deref().filter(|name| !name.is_empty()) else {
            return Ok(jiff::tz::TimeZone::UTC);
        };
        if let Some(offset) = fixed_offset(name) {
            return Ok(jiff::tz::TimeZone::fixed(offset));
        }
        jiff::tz::TimeZone::get(name).map_err(|_| MappingFault::Zone(name.chars().take(60).collect()))
    }
}

/// `+10:00`, `-03:30`, `+1`.
fn fixed_offset(text: &str) -> Option<jiff::tz::Offset> {
    let (sign, rest) = match text.strip_prefix('+') {
        Some(rest) => (1, rest),
        None => (-1, text.strip_prefix('-')?),
    };
    let (hours, minutes) = rest.split_once(':').unwrap_or((rest, "0"));
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    if !(0..=18).contains(&hours) || !(0..60).contains(&minutes) {
        return None;
    }
    jiff::tz::Offset::from_seconds(sign * (hours * 3_600 + minutes * 60)).ok()
}
