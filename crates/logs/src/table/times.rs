//! Times as logs write them, made instants: formats, zones, and hours that daylight saving skips or repeats.

use jiff::Timestamp;
use jiff::civil::{DateTime, Time};
use jiff::fmt::strtime::BrokenDownTime;
use jiff::tz::{AmbiguousOffset, TimeZone};

use crate::anomaly::AnomalyKind;

/// No log is older.
const FIRST_YEAR: i16 = 1000;

/// One way in which a time may be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum TimeFormat {
    /// ISO 8601, with or without an offset.
    Iso,
    /// Seconds since 1970, with decimals or not.
    EpochSeconds,
    /// Milliseconds since 1970.
    EpochMillis,
    /// A strftime format.
    Written(String),
}

impl TimeFormat {
    /// The format that a mapping names; refused if it is not a strftime format that can be read.
    pub(crate) fn new(text: &str) -> Result<Self, String> {
        Ok(match text {
            "iso" => Self::Iso,
            "epoch_s" => Self::EpochSeconds,
            "epoch_ms" => Self::EpochMillis,
            _ => {
                let sample = DateTime::constant(2001, 2, 3, 4, 5, 6, 0);
                let zoned = TimeZone::UTC
                    .to_ambiguous_zoned_datetime(sample)
                    .compatible()
                    .map_err(|error| error.to_string())?;
                let written = jiff::fmt::strtime::format(text, &zoned)
                    .map_err(|error| format!("“{text}” is not a format of times: {error}"))?;
                if !text.contains('%') || BrokenDownTime::parse(text, &written).is_err() {
                    return Err(format!(
                        "“{text}” is not a format by which times can be read: use iso, epoch_s, epoch_ms, or strftime codes such as %Y-%m-%d %H:%M:%S"
                    ));
                }
                Self::Written(text.to_owned())
            }
        })
    }

    /// Reads a text that is written in this way.
    pub(crate) fn read(&self, text: &str) -> Option<Read> {
        match self {
            Self::Iso => read_iso(text),
            Self::EpochSeconds => epoch(text, 1_000),
            Self::EpochMillis => epoch(text, 1),
            Self::Written(format) => read_written(format, text),
        }
    }
}

/// A time that was read: an instant, or a local time that needs a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Read {
    /// An instant: the text had an offset or counted from 1970.
    Instant(Timestamp),
    /// A local time.
    Local(DateTime),
}

fn read_iso(text: &str) -> Option<Read> {
    if let Ok(at) = text.parse::<Timestamp>() {
        return Some(Read::Instant(at));
    }
    text.parse::<DateTime>().ok().map(Read::Local)
}

fn epoch(text: &str, unit_ms: i64) -> Option<Read> {
    let number = super::numbers::decimal(text, crate::mapping::DecimalMark::Point)?;
    let ms = number.checked_mul(unit_ms.into())?.round();
    let ms: i64 = ms.try_into().ok()?;
    Timestamp::from_millisecond(ms).ok().map(Read::Instant)
}

fn read_written(format: &str, text: &str) -> Option<Read> {
    let broken = BrokenDownTime::parse(format, text).ok()?;
    if broken.offset().is_some() {
        return broken.to_timestamp().ok().map(Read::Instant);
    }
    let whole = broken.to_datetime().ok();
    let local = whole.or_else(|| broken.to_date().ok().map(|date| date.to_datetime(Time::midnight())))?;
    // A year of two digits that was read as one of four belongs to another format.
    (local.year() >= FIRST_YEAR).then_some(Read::Local(local))
}

/// The instant of a local time in a zone. A time that clocks skipped is read as the hour after; one that they
/// repeated as the first, unless that would precede `not_before` and the second does not.
pub(crate) fn localise(
    local: DateTime,
    zone: &TimeZone,
    not_before: Option<Timestamp>,
) -> Option<(Timestamp, Option<AnomalyKind>)> {
    let ambiguous = zone.to_ambiguous_timestamp(local);
    let odd = match ambiguous.offset() {
        AmbiguousOffset::Unambiguous { .. } => None,
        AmbiguousOffset::Gap { .. } => Some(AnomalyKind::DaylightGap),
        AmbiguousOffset::Fold { .. } => Some(AnomalyKind::DaylightFold),
    };
    let first = ambiguous.compatible().ok()?;
    if odd == Some(AnomalyKind::DaylightFold) && not_before.is_some_and(|earlier| first < earlier) {
        let later = ambiguous.later().ok()?;
        if not_before.is_some_and(|earlier| later >= earlier) {
            return Some((later, odd));
        }
    }
    Some((first, odd))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn local(format: &str, text: &str) -> Option<String> {
        match TimeFormat::new(format).unwrap().read(text)? {
            Read::Instant(at) => Some(at.to_string()),
            Read::Local(at) => Some(at.to_string()),
        }
    }

    #[test]
    fn times_are_read_in_every_spelling() {
        for (format, text, expected) in [
            ("%y%m%d %H:%M:%S", "990201 7:02:47", Some("1999-02-01T07:02:47")),
            ("%y%m%d %H:%M:%S", "000229 23:59:59", Some("2000-02-29T23:59:59")),
            ("%y%m%d %H:%M:%S", "990231 7:02:47", None),
            ("%y%m%d %H:%M:%S", "990201 24:00:00", None),
            ("%m/%d/%Y %I:%M:%S %p", "7/4/2015 1:05:09 PM", Some("2015-07-04T13:05:09")),
            ("%m/%d/%Y %I:%M %p", "12/31/2015 12:00 AM", Some("2015-12-31T00:00:00")),
            ("%d/%m/%Y %H:%M", "31/12/2015 9:05", Some("2015-12-31T09:05:00")),
            ("%m/%d/%Y %H:%M", "12/1/10 8:26", None),
            ("%m/%d/%y %H:%M", "12/1/10 8:26", Some("2010-12-01T08:26:00")),
            ("%m/%d/%y %H:%M", "12/1/2010 8:26", None),
            ("%Y-%m-%d", "2015-12-31", Some("2015-12-31T00:00:00")),
            ("%Y-%m-%d %H:%M:%S %z", "2021-03-01 10:00:00 -0500", Some("2021-03-01T15:00:00Z")),
            ("iso", "2021-03-01T10:00:00+01:00", Some("2021-03-01T09:00:00Z")),
            ("iso", "2021-03-01T10:00:00.250Z", Some("2021-03-01T10:00:00.25Z")),
            ("iso", "2021-03-01 10:00", Some("2021-03-01T10:00:00")),
            ("iso", "2021-03-01", Some("2021-03-01T00:00:00")),
            ("epoch_s", "1614592800", Some("2021-03-01T10:00:00Z")),
            ("epoch_ms", "1614592800250", Some("2021-03-01T10:00:00.25Z")),
            ("iso", "yesterday", None),
        ] {
            assert_eq!(local(format, text).as_deref(), expected, "{format}: {text}");
        }
        assert!(TimeFormat::new("dd/mm/yyyy").unwrap_err().contains("strftime"));
        assert!(TimeFormat::new("%!").is_err());
    }

    #[test]
    fn hours_that_clocks_skip_or_repeat_are_read_and_reported() {
        let paris = TimeZone::get("Europe/Paris").unwrap();
        let at = |text: &str| text.parse::<DateTime>().unwrap();
        let (gap, odd) = localise(at("2021-03-28T02:30:00"), &paris, None).unwrap();
        assert_eq!((gap.to_string().as_str(), odd), ("2021-03-28T01:30:00Z", Some(AnomalyKind::DaylightGap)));
        let (fold, odd) = localise(at("2021-10-31T02:30:00"), &paris, None).unwrap();
        assert_eq!(
            (fold.to_string().as_str(), odd),
            ("2021-10-31T00:30:00Z", Some(AnomalyKind::DaylightFold))
        );
        let start = "2021-10-31T00:50:00Z".parse().unwrap();
        let (later, _) = localise(at("2021-10-31T02:30:00"), &paris, Some(start)).unwrap();
        assert_eq!(later.to_string(), "2021-10-31T01:30:00Z", "an end cannot precede its beginning");
    }
}
