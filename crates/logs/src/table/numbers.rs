//! Numbers and durations as people and programs write them, read exactly.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::mapping::{DecimalMark, Unit};

/// Reads a decimal, exactly and with the decimals it is written with: `2.55`, `-1,234.50`, `1 234,50 €`, `(12.00)`.
/// Thousands separators must stand before groups of three digits: `2,5` is not read as 25.
pub(crate) fn decimal(text: &str, mark: DecimalMark) -> Option<Decimal> {
    let text = text.trim();
    if text.len() < 19 && text.bytes().all(|byte| byte.is_ascii_digit()) && !text.is_empty() {
        return text.parse::<i64>().ok().map(Decimal::from);
    }
    let (negative, text) = match text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        Some(inner) => (true, inner),
        None => (false, text),
    };
    let bare = without_currency(text).trim_matches(|c: char| c.is_whitespace() || "€$£¥%".contains(c));
    let (negative, bare) = match bare.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (!negative, rest.trim_start_matches(|c: char| c.is_whitespace() || "€$£¥".contains(c))),
        None => (negative, bare.strip_prefix('+').unwrap_or(bare)),
    };
    let (point, thousands) = match mark {
        DecimalMark::Point => ('.', ','),
        DecimalMark::Comma => (',', '.'),
    };
    let (whole, decimals) = bare.split_once(point).unwrap_or((bare, ""));
    let whole = without_thousands(whole, thousands)?;
    if !decimals.bytes().all(|byte| byte.is_ascii_digit()) || (whole.is_empty() && decimals.is_empty()) {
        return None;
    }
    let sign = if negative { "-" } else { "" };
    let whole = if whole.is_empty() { "0" } else { &whole };
    let plain =
        if decimals.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{decimals}") };
    Decimal::from_str_exact(&plain).ok()
}

/// Without a currency's three capital letters before or after it.
fn without_currency(text: &str) -> &str {
    let text = text.trim();
    let capitals = |letters: &str| letters.bytes().all(|byte| byte.is_ascii_uppercase());
    if text.len() > 3 && text.is_char_boundary(text.len() - 3) && capitals(&text[text.len() - 3..]) {
        return &text[..text.len() - 3];
    }
    if text.len() > 3 && text.is_char_boundary(3) && capitals(&text[..3]) { &text[3..] } else { text }
}

fn without_thousands(whole: &str, separator: char) -> Option<String> {
    let separates = |c: char| c == separator || c == '\'' || c == '’' || c.is_whitespace();
    let mut groups = whole.split(separates);
    let first = groups.next()?;
    let digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let mut all = String::from(first);
    for group in groups {
        if group.len() != 3 || first.is_empty() || first.len() > 3 {
            return None;
        }
        all.push_str(group);
    }
    digits(&all).then_some(all)
}

/// Reads a duration in milliseconds, negative ones too: a number in the unit, `h:mm:ss`, `mm:ss`, `PT1M30S`, `1h 05m`.
pub(crate) fn duration_ms(text: &str, unit: Unit, mark: DecimalMark) -> Option<i64> {
    let text = text.trim();
    if text.contains(':') {
        return clock_ms(text, unit, mark);
    }
    if let Some(number) = decimal(text, mark).filter(|_| !text.contains(|c: char| c.is_ascii_alphabetic())) {
        return scaled(number, unit);
    }
    let span: jiff::Span = text.parse().ok()?;
    let days_as_24_hours = jiff::SpanRelativeTo::days_are_24_hours();
    i64::try_from(span.to_duration(days_as_24_hours).ok()?.as_millis()).ok()
}

fn scaled(number: Decimal, unit: Unit) -> Option<i64> {
    let ms = match unit {
        Unit::Milliseconds => 1,
        Unit::Seconds => 1_000,
        Unit::Minutes => 60_000,
        Unit::Hours => 3_600_000,
        Unit::Days => 86_400_000,
    };
    number.checked_mul(Decimal::from(ms))?.round().to_i64()
}

/// `h:mm:ss`, `h:mm:ss.fff`, `d:hh:mm:ss`, and with two parts `mm:ss` (or `h:mm` where the unit is hours).
fn clock_ms(text: &str, unit: Unit, mark: DecimalMark) -> Option<i64> {
    let (sign, text) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let parts: Vec<&str> = text.split(':').collect();
    let factors: &[i64] = match (parts.len(), unit) {
        (2, Unit::Hours) => &[3_600, 60],
        (2, _) => &[60, 1],
        (3, _) => &[3_600, 60, 1],
        (4, _) => &[86_400, 3_600, 60, 1],
        _ => return None,
    };
    let mut total = Decimal::ZERO;
    for (part, factor) in parts.iter().zip(factors) {
        let number = decimal(part, mark).filter(|number| !number.is_sign_negative())?;
        total = total.checked_add(number.checked_mul(Decimal::from(*factor))?)?;
    }
    scaled(total, Unit::Seconds).map(|ms| sign * ms)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, mark: DecimalMark) -> Option<String> {
        decimal(text, mark).map(|number| number.to_string())
    }

    #[test]
    fn decimals_keep_what_is_written() {
        use DecimalMark::{Comma, Point};
        for (text, mark, expected) in [
            ("2.55", Point, Some("2.55")),
            ("2.550", Point, Some("2.550")),
            ("-1,234.50", Point, Some("-1234.50")),
            ("$ 1,234,567", Point, Some("1234567")),
            ("(12.00)", Point, Some("-12.00")),
            ("2,5", Point, None),
            ("1,2345", Point, None),
            ("1 234,50 €", Comma, Some("1234.50")),
            ("1.234,5", Comma, Some("1234.5")),
            ("12 EUR", Point, Some("12")),
            (".5", Point, Some("0.5")),
            ("", Point, None),
            ("-", Point, None),
            ("1e3", Point, None),
            ("abc", Point, None),
            ("USD 12.5", Point, Some("12.5")),
            ("85123A", Point, None),
            ("1.2.3", Point, None),
        ] {
            assert_eq!(read(text, mark).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn durations_are_read_in_every_spelling() {
        for (text, unit, expected) in [
            ("41", Unit::Seconds, Some(41_000)),
            ("-3", Unit::Seconds, Some(-3_000)),
            ("1.5", Unit::Minutes, Some(90_000)),
            ("0:01:30", Unit::Seconds, Some(90_000)),
            ("1:30", Unit::Seconds, Some(90_000)),
            ("1:30", Unit::Hours, Some(5_400_000)),
            ("00:00:01.250", Unit::Seconds, Some(1_250)),
            ("PT1M30S", Unit::Seconds, Some(90_000)),
            ("1h 05m", Unit::Seconds, Some(3_900_000)),
            ("soon", Unit::Seconds, None),
            ("1:2:3:4:5", Unit::Seconds, None),
        ] {
            assert_eq!(duration_ms(text, unit, DecimalMark::Point), expected, "{text}");
        }
    }
}
