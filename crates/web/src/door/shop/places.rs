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
