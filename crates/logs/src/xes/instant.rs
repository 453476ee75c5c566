//! Times as process logs write them: with an offset, without one, or as a count since 1970.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

/// An instant that was read, to the millisecond.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Instant {
    /// The instant.
    pub at: Timestamp,
    /// Whether it was written without an offset, and taken for UTC.
    pub naive: bool,
}

/// The instant that a text stands for: ISO 8601 with `T` or a space, with or without an offset (then UTC), a
/// date alone, or a count of seconds, milliseconds or microseconds since 1970 (told apart by its size).
pub(crate) fn read_instant(text: &str) -> Option<Instant> {
    let text = text.trim();
    if let Ok(at) = text.parse::<Timestamp>() {
        return Some(Instant { at: to_the_millisecond(at), naive: false });
    }
    let bare = text.strip_suffix("UTC").or_else(|| text.strip_suffix("GMT")).map(str::trim_end);
    let civil = bare.unwrap_or(text);
    if civil.contains('-') {
        let when = civil.parse::<DateTime>().or_else(|_| civil.parse::<Date>().map(DateTime::from)).ok()?;
        let at = TimeZone::UTC.to_timestamp(when).ok()?;
        return Some(Instant { at: to_the_millisecond(at), naive: bare.is_none() });
    }
    since_1970(text.parse().ok()?)
}

/// The instant of a count since 1970.
fn since_1970(count: i64) -> Option<Instant> {
    let ms = match count.unsigned_abs() {
        // Seconds until the year 5138; the same number of milliseconds is March 1973.
        0..100_000_000_000 => count.checked_mul(1_000)?,
        100_000_000_000..100_000_000_000_000 => count,
        100_000_000_000_000..100_000_000_000_000_000 => count.div_euclid(1_000),
        _ => count.div_euclid(1_000_000),
    };
    Timestamp::from_millisecond(ms).ok().map(|at| Instant { at, naive: false })
}

fn to_the_millisecond(at: Timestamp) -> Timestamp {
    let ms = at.as_nanosecond().div_euclid(1_000_000);
    i64::try_from(ms).ok().and_then(|ms| Timestamp::from_millisecond(ms).ok()).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_process_logs_write_them() {
        let read = |text| read_instant(text).map(|read| (read.at.to_string(), read.naive));
        let is = |text: &str, naive| Some((text.to_owned(), naive));
        assert_eq!(read("2011-10-01T00:38:44.546+02:00"), is("2011-09-30T22:38:44.546Z", false));
        assert_eq!(read("2011-10-01T00:38:44.546+0200"), is("2011-09-30T22:38:44.546Z", false));
        assert_eq!(read("2020-02-29 10:00:00+00:00"), is("2020-02-29T10:00:00Z", false));
        assert_eq!(read("2020-02-29T10:00:00.123456Z"), is("2020-02-29T10:00:00.123Z", false));
        assert_eq!(read("2020-02-29 10:00:00 UTC"), is("2020-02-29T10:00:00Z", false));
        assert_eq!(read("2020-02-29 10:00:00"), is("2020-02-29T10:00:00Z", true));
        assert_eq!(read("2020-02-29"), is("2020-02-29T00:00:00Z", true));
        assert_eq!(read("1582970400"), is("2020-02-29T10:00:00Z", false));
        assert_eq!(read("1582970400000"), is("2020-02-29T10:00:00Z", false));
        assert_eq!(read("2021-02-29T10:00:00Z"), None);
        assert_eq!(read("yesterday"), None);
        assert_eq!(read(""), None);
    }
}
