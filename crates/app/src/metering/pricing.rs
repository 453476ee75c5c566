//! A profile is priced under every tariff on the shelf, each calendar laid out once.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::tz::TimeZone;
use offer::catalogue::ProductOffering;
use offer::tariff::{
    PriceError, SortedUse, Tariff, TariffCalendar, TariffError, Versions, Window, calendar_of, price,
};
use offer::use_profile::{ProfileUnit, StatedUse, UseProfile};
use rust_decimal::Decimal;

use super::level::peak_kilowatts;
use super::{LeftOut, Levels, MeterTrouble, OfferingUse, UseAnswer, UseQuestion, WhyLeftOut};
use crate::{Counter, Shop, Trouble};

/// The name that calendars give to the hours that a customer may have otherwise.
const OFF_PEAK: &str = "offPeak";
/// The period of offerings that have one price at all hours and name no calendar.
const ALWAYS: &str = "always";

impl Counter {
    /// What a use would have cost under every tariff on the shelf, cheapest first.
    pub fn price_use(&self, profile: &UseProfile, question: &UseQuestion) -> Result<UseAnswer, Trouble> {
        let shop = self.shop()?;
        let now = self.clock.now();
        let zone = self.live()?.book.time_zone.clone();
        let today = zone.to_datetime(now).date();
        let versions = if question.at_the_time { Versions::InForce } else { Versions::Of(today) };
        let (metered, mut left_out) = metered(&shop, now, &zone);
        let of_unit: Vec<&ProductOffering> = metered.iter().map(|(offering, _)| &**offering).collect();
        let mut levels = Levels::of(&of_unit, profile);
        levels.holds = levels.holds.filter(|_| !question.only_stated);
        let level = question.level.or(levels.holds).or(levels.common).filter(|_| !question.every_level);
        let mut calendars = Calendars::new(&shop, profile, &zone, question.off_peak.as_deref());
        let mut offerings = Vec::new();
        for (offering, tariff) in metered {
            if level.is_some_and(|level| !levels.fits(&offering, level)) {
                continue;
            }
            match calendars.price(&offering, &tariff, versions) {
                Ok(priced) => offerings.push(priced),
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
            peak: peak_kilowatts(profile),
            prices_of: (!question.at_the_time).then_some(today),
            off_peak: calendars.off_peak,
        })
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
        let off_peak = match off_peak {
            Some(hours) => hours,
            None => self.usual_off_peak()?,
        };
        let stated = StatedUse { per_year, off_peak_percent, off_peak, unit, first_day };
        Ok(stated.profile(&zone)?)
    }

    /// The off-peak hours of the first calendar that has some; 22:00 to 06:00 where none has.
    pub fn usual_off_peak(&self) -> Result<Vec<Window>, Trouble> {
        let calendars = self.shop()?.documents::<TariffCalendar>("tariffCalendar");
        let found = calendars.iter().find_map(|calendar| calendar.windows.get(OFF_PEAK));
        Ok(found.cloned().unwrap_or_else(|| vec![Window::between(22, 6)]))
    }
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
                let why = WhyLeftOut::Unusable(error.to_string());
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
    sorted: BTreeMap<String, Result<Sorted, WhyLeftOut>>,
}

type Sorted = (Arc<TariffCalendar>, Arc<SortedUse>);

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
            off_peak: own_off_peak.map(<[Window]>::to_vec).unwrap_or_default(),
            sorted: BTreeMap::new(),
        }
    }

    fn price(
        &mut self,
        offering: &Arc<ProductOffering>,
        tariff: &Tariff,
        versions: Versions,
    ) -> Result<OfferingUse, WhyLeftOut> {
        let (calendar, sorted) = self.sorted_by(offering, tariff)?;
        let priced = price(&sorted, tariff, versions).map_err(|error| match error {
            PriceError::Units { .. } => WhyLeftOut::OtherUnit,
            other => WhyLeftOut::Unusable(other.to_string()),
        })?;
        let (shared_out, days) = (sorted.shared_out, sorted.days.len());
        Ok(OfferingUse { offering: Arc::clone(offering), calendar, priced, more: None, shared_out, days })
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
        let calendar = match (calendar.windows.get(OFF_PEAK), self.own_off_peak) {
            (Some(_), Some(own)) => calendar.with_window(OFF_PEAK, own.to_vec()),
            (Some(usual), None) => {
                if self.off_peak.is_empty() {
                    self.off_peak.clone_from(usual);
                }
                calendar
            }
            (None, _) => calendar,
        };
        let sorted = SortedUse::sort(self.profile, &calendar)
            .map_err(|error| WhyLeftOut::Unusable(error.to_string()))?;
        Ok((Arc::new(calendar), Arc::new(sorted)))
    }
}

/// Cheapest first, by the exact total; what is not priced whole comes last.
fn sort(offerings: &mut [OfferingUse]) {
    offerings.sort_by(|a, b| {
        let key = |each: &OfferingUse| (!each.priced.is_complete(), each.priced.exact);
        key(a).cmp(&key(b)).then_with(|| a.offering.id.cmp(&b.offering.id))
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
