//! A profile is priced under every tariff on the shelf, each calendar laid out once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use offer::catalogue::ProductOffering;
use offer::tariff::{
    OwnHoursError, PriceError, SortedUse, Tariff, TariffCalendar, TariffError, Versions, Window, calendar_of,
    price,
};
use offer::use_profile::{ProfileUnit, StatedUse, UseProfile};
use rust_decimal::Decimal;

use super::level::{family, peak_of};
use super::{LeftOut, Levels, MeterTrouble, OfferingUse, PricesAsked, UseAnswer, UseQuestion, WhyLeftOut};
use crate::{Counter, Shop, Trouble};

/// The most minutes of a day that are off-peak hours where no calendar says so: 8 hours, as the French regulated tariffs have.
const MOST_OFF_PEAK_MINUTES: u32 = 480;
/// The period of offerings that have one price at all hours and name no calendar.
const ALWAYS: &str = "always";

impl Counter {
    /// What a use would have cost under every tariff on the shelf, cheapest first.
    pub fn price_use(&self, profile: &UseProfile, question: &UseQuestion) -> Result<UseAnswer, Trouble> {
        let shop = self.shop()?;
        let now = self.clock.now();
        let zone = self.live()?.book.time_zone.clone();
        let today = zone.to_datetime(now).date();
        let prices_of = day_of(question.prices, today);
        let versions = prices_of.map_or(Versions::InForce, Versions::Of);
        let (metered, mut left_out) = metered(&shop, now, &zone);
        let of_unit: Vec<&ProductOffering> = metered.iter().map(|(offering, _)| &**offering).collect();
        let peak = peak_of(profile).filter(|_| !question.only_stated);
        let levels = Levels::of(&of_unit, peak);
        let level = question.level.or(levels.at_least).or(levels.common).filter(|_| !question.every_level);
        let taken = level.map(|level| levels.taken(&of_unit, level)).unwrap_or_default();
        let mut calendars = Calendars::new(&shop, profile, &zone, question.off_peak.as_deref());
        let begun = begun(&metered, today);
        let mut offerings = Vec::new();
        for (offering, tariff) in metered {
            let own = levels.levels_of(&offering);
            match taken.get(&family(&offering)) {
                Some(Ok(taken)) if !own.is_empty() && !own.contains(taken) => continue,
                Some(Err(highest)) if !own.is_empty() => {
                    if own.contains(highest) {
                        left_out.push(LeftOut { offering, why: WhyLeftOut::Level(*highest) });
                    }
                    continue;
                }
                _ => {}
            }
            match calendars.price(&offering, &tariff, versions) {
                Ok(mut priced) => {
                    let own = own.first().copied();
                    priced.other_level = own.filter(|own| level.is_some_and(|level| level != *own));
                    priced.too_small = own.is_some_and(|own| levels.is_below(own, peak));
                    offerings.push(priced);
                }
                Err(why) => left_out.push(LeftOut { offering, why }),
            }
        }
        sort(&mut offerings);
        Ok(UseAnswer {
            offerings,
            left_out,
            levels,
            level,
            total: profile.total(),
            unit: profile.unit().sign(),
            span: profile.span(),
            gaps: profile.gaps(),
            peak,
            prices_of,
            begun,
            off_peak: calendars.off_peak,
            hours_too_long: calendars.hours_too_long,
        })
    }

    /// What a use would have cost under one offering; nothing where it is not priced by a meter, or not whole.
    pub fn price_use_of(
        &self,
        profile: &UseProfile,
        question: &UseQuestion,
        offering: &str,
    ) -> Result<Option<OfferingUse>, Trouble> {
        let shop = self.shop()?;
        let zone = self.live()?.book.time_zone.clone();
        let today = zone.to_datetime(self.clock.now()).date();
        let Some(offering) = shop.catalogue.offerings.get(offering) else { return Ok(None) };
        let Ok(tariff) = Tariff::of(shop.catalogue.all_prices(offering), &zone) else { return Ok(None) };
        let versions = day_of(question.prices, today).map_or(Versions::InForce, Versions::Of);
        let mut calendars = Calendars::new(&shop, profile, &zone, question.off_peak.as_deref());
        let priced = calendars.price(offering, &tariff, versions).ok();
        Ok(priced.filter(|priced| priced.priced.is_complete()))
    }

    /// Whether anything on the shelf is priced by what a meter counts.
    pub fn has_metered_offerings(&self) -> Result<bool, Trouble> {
        let shop = self.shop()?;
        let zone = self.live()?.book.time_zone.clone();
        Ok(!metered(&shop, self.clock.now(), &zone).0.is_empty())
    }

    /// The profile of a use that somebody states, over the year up to today.
    pub fn stated_use(
        &self,
        per_year: Decimal,
        off_peak_percent: Decimal,
        off_peak: Option<Vec<Window>>,
        unit: ProfileUnit,
    ) -> Result<UseProfile, MeterTrouble> {
        let zone = self.live()?.book.time_zone.clone();
        let today = zone.to_datetime(self.clock.now()).date();
        let first_day = today.checked_sub(jiff::Span::new().years(1)).unwrap_or(today);
        let (usual, most) = self.off_peak_hours()?;
        let off_peak = off_peak.unwrap_or(usual);
        if Window::minutes(&off_peak) > most {
            return Err(MeterTrouble::HoursTooLong(most));
        }
        let stated = StatedUse { per_year, off_peak_percent, off_peak, unit, first_day };
        Ok(stated.profile(&zone)?)
    }

    /// The off-peak hours of the first calendar that lets a customer have others, and how many minutes of a day they may be;
    /// 22:00 to 06:00 where none does.
    pub fn off_peak_hours(&self) -> Result<(Vec<Window>, u32), Trouble> {
        let calendars = self.shop()?.documents::<TariffCalendar>("tariffCalendar");
        let found = calendars.iter().find_map(|calendar| {
            Some((calendar.usual_hours()?.to_vec(), calendar.own_hours.as_ref()?.most_minutes))
        });
        Ok(found.unwrap_or_else(|| (vec![Window::between(22, 6)], MOST_OFF_PEAK_MINUTES)))
    }
}

/// The one day whose prices count; nothing where each day has its own.
fn day_of(prices: PricesAsked, today: Date) -> Option<Date> {
    match prices {
        PricesAsked::Today => Some(today),
        PricesAsked::AtTheTime => None,
        PricesAsked::Of(day) => Some(day.min(today)),
    }
}

/// The days up to today on which any price of these offerings began, the latest first.
fn begun(metered: &Metered, today: Date) -> Vec<Date> {
    let of = |(_, tariff): &(_, Tariff)| {
        let usage = tariff.usage.iter().filter_map(|rate| rate.from);
        usage.chain(tariff.recurring.iter().filter_map(|each| each.from)).collect::<Vec<Date>>()
    };
    let all: BTreeSet<Date> = metered.iter().flat_map(of).filter(|day| *day <= today).collect();
    all.into_iter().rev().collect()
}

type Metered = Vec<(Arc<ProductOffering>, Tariff)>;

/// Offerings that are sold now and have a price by use, and those whose prices say something that cannot be metered.
fn metered(shop: &Shop, now: jiff::Timestamp, zone: &TimeZone) -> (Metered, Vec<LeftOut>) {
    let (mut metered, mut left_out) = (Vec::new(), Vec::new());
    for offering in shop.catalogue.offerings.values() {
        if !shop.catalogue.is_sold(offering, now) {
            continue;
        }
        match Tariff::of(shop.catalogue.all_prices(offering), zone) {
            Ok(tariff) => metered.push((Arc::clone(offering), tariff)),
            // Other things that are counted (gigabytes, minutes) are no matter of a meter.
            Err(TariffError::NotMetered | TariffError::Unit(_)) => {}
            Err(error) => {
                let why = WhyLeftOut::Prices(error);
                left_out.push(LeftOut { offering: Arc::clone(offering), why });
            }
        }
    }
    (metered, left_out)
}

/// Calendars as they are needed, and the profile sorted by each.
struct Calendars<'a> {
    shop: &'a Shop,
    profile: &'a UseProfile,
    zone: String,
    own_off_peak: Option<&'a [Window]>,
    off_peak: Vec<Window>,
    hours_too_long: Option<u32>,
    sorted: BTreeMap<String, Result<Sorted, WhyLeftOut>>,
}

/// A calendar, the use sorted by it, and whether its hours are the customer's own.
type Sorted = (Arc<TariffCalendar>, Arc<SortedUse>, bool);

impl<'a> Calendars<'a> {
    fn new(
        shop: &'a Shop,
        profile: &'a UseProfile,
        zone: &TimeZone,
        own_off_peak: Option<&'a [Window]>,
    ) -> Self {
        Self {
            shop,
            profile,
            zone: zone.iana_name().unwrap_or("UTC").to_owned(),
            own_off_peak,
            off_peak: Vec::new(),
            hours_too_long: None,
            sorted: BTreeMap::new(),
        }
    }

    fn price(
        &mut self,
        offering: &Arc<ProductOffering>,
        tariff: &Tariff,
        versions: Versions,
    ) -> Result<OfferingUse, WhyLeftOut> {
        let (calendar, sorted, own_hours) = self.sorted_by(offering, tariff)?;
        let priced = price(&sorted, tariff, versions).map_err(|error| match error {
            PriceError::Units { .. } => WhyLeftOut::OtherUnit,
            PriceError::Calendar(error) => WhyLeftOut::Calendar(error),
            PriceError::TooLarge => WhyLeftOut::Amount,
        })?;
        let mut hours: Vec<Window> = calendar.windows.values().flatten().copied().collect();
        hours.dedup();
        Ok(OfferingUse {
            offering: Arc::clone(offering),
            calendar,
            priced,
            more: None,
            shared_out: sorted.shared_out,
            days: sorted.days.len(),
            other_level: None,
            too_small: false,
            hours,
            own_hours,
        })
    }

    fn sorted_by(&mut self, offering: &ProductOffering, tariff: &Tariff) -> Result<Sorted, WhyLeftOut> {
        let id = match calendar_of(offering) {
            Some(id) => id.to_owned(),
            None if tariff.usage.iter().all(|rate| rate.value.period.is_none()) => String::new(),
            None => return Err(WhyLeftOut::NoCalendar),
        };
        if let Some(known) = self.sorted.get(&id) {
            return known.clone();
        }
        let sorted = self.sort(&id);
        self.sorted.insert(id, sorted.clone());
        sorted
    }

    fn sort(&mut self, id: &str) -> Result<Sorted, WhyLeftOut> {
        let calendar = if id.is_empty() {
            TariffCalendar::always(ALWAYS, &self.zone, ALWAYS)
        } else {
            let found = self.shop.document::<TariffCalendar>("tariffCalendar", id);
            found.ok_or(WhyLeftOut::NoCalendar)?
        };
        let (calendar, own_hours) = self.with_hours(calendar);
        let sorted = SortedUse::sort(self.profile, &calendar).map_err(WhyLeftOut::Calendar)?;
        Ok((Arc::new(calendar), Arc::new(sorted), own_hours))
    }

    /// The calendar with the customer's own hours, where it lets them have some and they are not too long.
    fn with_hours(&mut self, calendar: TariffCalendar) -> (TariffCalendar, bool) {
        let Some(usual) = calendar.usual_hours() else { return (calendar, false) };
        if self.off_peak.is_empty() {
            self.off_peak = usual.to_vec();
        }
        let Some(own) = self.own_off_peak else { return (calendar, false) };
        match calendar.clone().with_own_hours(own) {
            Ok(with_own) => {
                self.off_peak = own.to_vec();
                (with_own, true)
            }
            Err(OwnHoursError::TooLong { most, .. }) => {
                self.hours_too_long = Some(most);
                (calendar, false)
            }
            Err(OwnHoursError::Fixed) => (calendar, false),
        }
    }
}

/// Cheapest first, by the exact total. What is not priced whole has no total that could be compared: it comes after, by name.
fn sort(offerings: &mut [OfferingUse]) {
    offerings.sort_by(|a, b| {
        let key = |each: &OfferingUse| {
            let whole = each.priced.is_complete();
            (!whole, whole.then_some(each.priced.exact))
        };
        let name = |each: &OfferingUse| (each.offering.name.clone(), each.offering.id.clone());
        key(a).cmp(&key(b)).then_with(|| name(a).cmp(&name(b)))
    });
    let cheapest = offerings.first().filter(|first| first.priced.is_complete());
    let Some((least, currency)) = cheapest.map(|first| (first.priced.total, first.priced.currency)) else {
        return;
    };
    for each in offerings.iter_mut() {
        let comparable = each.priced.is_complete() && each.priced.currency == currency;
        each.more = comparable.then(|| each.priced.total - least);
    }
}
