//! Numbers and dates as people and shops write them.

use jiff::tz::TimeZone;
use jiff::{Timestamp, civil};
use rust_decimal::Decimal;

/// Reads an amount: spaces and signs of currency are passed over; a comma or a point marks the decimals. Where both are
/// there the last of them does; where one stands several times it groups thousands.
///
/// `decimal` says which mark it is where the text alone does not: `1,234` is 1.234 under `,` and 1234 under `.`.
pub fn parse_decimal(text: &str, decimal: Option<char>) -> Option<Decimal> {
    let plain: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '€' | '$' | '£' | '%' | '\u{a0}' | '\u{202f}' | '\''))
        .map(|c| if c == '−' { '-' } else { c })
        .collect();
    let letters = plain.trim_start_matches(['-', '+']);
    if letters.is_empty() || !letters.chars().all(|c| c.is_ascii_digit() || c == ',' || c == '.') {
        return None;
    }
    let (commas, points) = (plain.matches(',').count(), plain.matches('.').count());
    let mark = match (commas, points) {
        (0, 0) => None,
        (_, 0) if commas > 1 => None,
        (0, _) if points > 1 => None,
        (1, 0) if decimal == Some('.') => {
            grouped(&plain, ',').then_some('-').or(Some(',')).filter(|m| *m != '-')
        }
        (1, 0) => Some(','),
        (0, 1) if decimal == Some(',') => {
            grouped(&plain, '.').then_some('-').or(Some('.')).filter(|m| *m != '-')
        }
        (0, 1) => Some('.'),
        _ if plain.rfind(',') > plain.rfind('.') => Some(','),
        _ => Some('.'),
    };
    let number: String = plain
        .chars()
        .filter_map(|c| match c {
            ',' | '.' if Some(c) == mark => Some('.'),
            ',' | '.' => None,
            other => Some(other),
        })
        .collect();
    number.trim_start_matches('+').parse().ok()
}

/// Whether a mark stands before exactly three last digits, as one that groups thousands does.
fn grouped(text: &str, mark: char) -> bool {
    text.rsplit_once(mark)
        .is_some_and(|(before, after)| after.len() == 3 && before.trim_start_matches('-') != "0")
}

/// Reads an instant: ISO 8601 with an offset, or a date (with a time or without one) of this zone. Days may be written
/// `2026-03-01`, `01/03/2026` (the day first) and `2026-03-01 08:30`.
pub fn parse_instant(text: &str, zone: &TimeZone) -> Option<Timestamp> {
    let text = text.trim();
    if let Ok(instant) = text.parse::<Timestamp>() {
        return Some(instant);
    }
    let formats = [
        "%Y-%m-%dT%H:%M:%S",
        "%Y-%m-%dT%H:%M",
        "%Y-%m-%d %H:%M:%S",
        "%Y-%m-%d %H:%M",
        "%d/%m/%Y %H:%M:%S",
        "%d/%m/%Y %H:%M",
    ];
    let time = formats.iter().find_map(|format| civil::DateTime::strptime(format, text).ok());
    let day = || {
        ["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y"]
            .iter()
            .find_map(|format| civil::Date::strptime(format, text).ok())
    };
    let local = time.or_else(|| day().map(|day| day.at(0, 0, 0, 0)))?;
    zone.to_ambiguous_timestamp(local).compatible().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_write_them() {
        let read = |text, mark| parse_decimal(text, mark).map(|d| d.to_string());
        for (text, mark, expected) in [
            ("19,90", None, "19.90"),
            ("19.90 €", None, "19.90"),
            ("1 234,50", Some(','), "1234.50"),
            ("1,234.50", Some('.'), "1234.50"),
            ("1.234,50", None, "1234.50"),
            ("1,234", Some('.'), "1234"),
            ("1,234", Some(','), "1.234"),
            ("0,125", Some('.'), "0.125"),
            ("1,234,567", None, "1234567"),
            ("−3", None, "-3"),
        ] {
            assert_eq!(read(text, mark).as_deref(), Some(expected), "{text}");
        }
        for text in ["", "free", "12-3", "--", "1e5", ","] {
            assert_eq!(read(text, None), None, "{text}");
        }
    }

    #[test]
    fn dates_are_read_in_the_zone_of_the_shop() {
        let paris = TimeZone::get("Europe/Paris").unwrap();
        let read = |text| parse_instant(text, &paris).map(|at| at.to_string());
        assert_eq!(read("2026-03-01").as_deref(), Some("2026-02-28T23:00:00Z"));
        assert_eq!(read("01/07/2026 08:30").as_deref(), Some("2026-07-01T06:30:00Z"));
        assert_eq!(read("2026-07-01T06:30:00Z").as_deref(), Some("2026-07-01T06:30:00Z"));
        assert_eq!(read("soon"), None);
    }
}
