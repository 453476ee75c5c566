//! A stated use laid out by the calendar of an offering: how much of it falls on each of its prices, each month on average. So
//! offerings that tell hours apart each in their own way stand side by side for one and the same use.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use offer::catalogue::ProductOffering;
use offer::shelf::{ComparedOffering, PriceShape, whole_unit};
use offer::tariff::{Tariff, TariffCalendar, Versions, calendar_of, price_profile};
use offer::use_profile::UseProfile;
use rust_decimal::Decimal;

use crate::Shop;

/// The period of offerings that have one price at all hours and name no calendar.
const ALWAYS: &str = "always";
/// What is stated for a year is shared out evenly.
const MONTHS: i64 = 12;

/// How much of a profile of a year falls on each unit of an offering, a month; nothing where its calendar cannot say so for all
/// of it.
pub(crate) fn use_by_unit(
    shop: &Shop,
    zone: &TimeZone,
    offering: &ProductOffering,
    compared: &ComparedOffering,
    profile: &UseProfile,
) -> Option<BTreeMap<String, Decimal>> {
    let tariff = Tariff::of(shop.catalogue.all_prices(offering), zone).ok()?;
    let zone_name = zone.iana_name().unwrap_or("UTC");
    let calendar = match calendar_of(offering) {
        Some(id) => shop.document::<TariffCalendar>("tariffCalendar", id)?,
        None if tariff.usage.iter().all(|rate| rate.value.period.is_none()) => {
            TariffCalendar::always(ALWAYS, zone_name, ALWAYS)
        }
        None => return None,
    };
    let today = profile.span().map(|(_, end)| zone.to_datetime(end).date())?;
    let priced = price_profile(profile, &calendar, &tariff, Versions::Of(today)).ok()?;
    if !priced.is_complete() {
        return None;
    }
    let used = |unit: &str| match unit.split_once(" (") {
        None => Some(profile.total().amount()),
        Some((_, part)) => {
            let part = part.trim_end_matches(')');
            let place = priced.periods.iter().position(|period| period == part)?;
            Some(priced.used_by_period.get(place)?.amount())
        }
    };
    let mut shares = BTreeMap::new();
    for price in &compared.prices {
        let PriceShape::Usage { unit, .. } = &price.shape else { continue };
        if whole_unit(unit) == profile.unit().sign() {
            shares.insert(unit.clone(), used(unit)? / Decimal::from(MONTHS));
        }
    }
    (!shares.is_empty()).then_some(shares)
}
