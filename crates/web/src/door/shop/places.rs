//! Shops as pages show them: address and hours.

use collect::place::{HourPeriod, Place, PostalAddress};
use jiff::civil::Weekday;

use crate::context::PageContext;

/// An address on one line.
pub(super) fn address_line(address: &PostalAddress) -> String {
    address_lines(address).join(", ")
}

/// An address, line by line, without what is empty.
pub(super) fn address_lines(address: &PostalAddress) -> Vec<String> {
    let town = format!("{} {}", address.postcode, address.city);
    [address.name.as_str(), &address.street, &address.complement, town.trim()]
        .into_iter()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The week of a shop: days of the same hours taken together, in the reader's language.
pub(super) fn week(ctx: &PageContext, place: &Place) -> Vec<(String, String)> {
    let mut rows: Vec<(Weekday, Weekday, String)> = Vec::new();
    for (day, periods) in place.opening_hours.shown_week() {
        let hours = hours_of(ctx, &periods);
        match rows.last_mut() {
            Some((_, last, same)) if *same == hours => *last = day,
            _ => rows.push((day, day, hours)),
        }
    }
    rows.into_iter()
        .map(|(first, last, hours)| {
            let name = |day| ctx.language.weekday(day);
            let days = if first == last {
                name(first).to_owned()
            } else {
                format!("{} – {}", name(first), name(last))
            };
            (days, hours)
        })
        .collect()
}

/// Hours of a day in words.
pub(super) fn hours_of(ctx: &PageContext, periods: &[HourPeriod]) -> String {
    if periods.is_empty() {
        return ctx.say("place-closed");
    }
    let one = |period: &HourPeriod| format!("{}–{}", period.start_hour, period.end_hour);
    periods.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// Whether something that was typed may be a postcode: two to ten letters and digits, at least one of them a digit. Which country's it
/// is, is not known where only a place of use is asked for.
pub(super) fn may_be_postcode(text: &str) -> bool {
    let code: String = text.chars().filter(|letter| !matches!(letter, ' ' | '-')).collect();
    (2..=8).contains(&code.chars().count())
        && code.chars().all(|letter| letter.is_ascii_alphanumeric())
        && code.chars().any(|letter| letter.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_postcode_holds_digits_and_is_short() {
        for code in ["69003", "SW1A 1AA", "1012 AB", "L-1111"] {
            assert!(may_be_postcode(code), "{code}");
        }
        for wrong in ["xx", "", "123456789", "69 <b>", "6"] {
            assert!(!may_be_postcode(wrong), "{wrong}");
        }
    }
}
