//! Calendars, prices and rounding on small invented cases; figures of real files are in `tests/`.

use super::*;
use crate::catalogue::{
    Characteristic, CharacteristicValue, Period, PriceId, PriceType, ProductOfferingPrice, Quantity,
};
use crate::use_profile::{Measure, Reading, UseProfile};
use jiff::tz::TimeZone;
use jiff::{Timestamp, civil::Date};
use proptest::prelude::*;
use rust_decimal::Decimal;
use types::Money;

const PARIS: &str = "Europe/Paris";

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn paris() -> TimeZone {
    TimeZone::get(PARIS).unwrap()
}

fn local(text: &str) -> Timestamp {
    paris().to_ambiguous_timestamp(text.parse::<jiff::civil::DateTime>().unwrap()).compatible().unwrap()
}

/// Readings of the same length that follow one another.
fn steps(start: Timestamp, minutes: i64, values: &[i64]) -> Vec<Reading> {
    let at = |place: usize| {
        Timestamp::from_millisecond(start.as_millisecond() + place as i64 * minutes * 60_000).unwrap()
    };
    values
        .iter()
        .enumerate()
        .map(|(place, value)| Reading { start: at(place), end: at(place + 1), value: Decimal::from(*value) })
        .collect()
}

fn calendar(name: &str) -> TariffCalendar {
    let sheets = TariffSheet::built_in();
    sheets[1].calendars.iter().find(|calendar| calendar.id == name).unwrap().clone()
}

fn price_record(
    kind: PriceType,
    period: Option<&str>,
    amount: &str,
    from: Option<&str>,
    until: Option<&str>,
) -> ProductOfferingPrice {
    let money = Money { amount: amount.parse().unwrap(), currency: "EUR".parse().unwrap() };
    let midnight = |text: &str| local(&format!("{text}T00:00:00"));
    let valid_for = Period { start_date_time: from.map(midnight), end_date_time: until.map(midnight) };
    let id = PriceId::new(&format!("{period:?}{amount}{from:?}"));
    let mut price = ProductOfferingPrice::new(id, kind, money, Decimal::from(20), valid_for);
    price.name = period.unwrap_or("subscription").to_owned();
    if kind == PriceType::Usage {
        price.unit_of_measure = Some(Quantity { amount: Decimal::ONE, units: "kWh".to_owned() });
        let value = CharacteristicValue { value: period.into(), ..CharacteristicValue::default() };
        price.prod_spec_char_value_use = vec![Characteristic {
            name: TARIFF_PERIOD.to_owned(),
            product_spec_characteristic_value: vec![value],
            ..Characteristic::default()
        }];
    }
    price
}

fn off_peak_tariff() -> Tariff {
    let prices = [
        price_record(PriceType::Recurring, None, "10", None, None),
        price_record(PriceType::Usage, Some("HP"), "0.25", None, None),
        price_record(PriceType::Usage, Some("HC"), "0.15", None, None),
    ];
    Tariff::of(&prices, &paris()).unwrap()
}

#[test]
fn a_day_of_tempo_begins_at_six() {
    let mut tempo = calendar("fr-tempo");
    tempo.days.insert(day("2023-01-15"), "BLANC".to_owned());
    tempo.days.insert(day("2023-01-16"), "ROUGE".to_owned());
    let readings = steps(local("2023-01-16T05:30:00"), 30, &[1, 1, 1]);
    let profile = UseProfile::of(Measure::KilowattHour, &readings).unwrap();
    let sorted = SortedUse::sort(&profile, &tempo).unwrap();
    let used: Vec<String> = sorted.by_period().iter().map(|used| used.amount().to_string()).collect();
    assert_eq!(sorted.periods, ["BLEU_HP", "BLEU_HC", "BLANC_HP", "BLANC_HC", "ROUGE_HP", "ROUGE_HC"]);
    assert_eq!(used, ["0", "0", "0", "1", "2", "0"], "05:30 is off-peak of the white day before");
}

#[test]
fn a_day_without_colour_is_said_and_not_priced() {
    let tempo = calendar("fr-tempo");
    let profile =
        UseProfile::of(Measure::KilowattHour, &steps(local("2023-01-16T12:00:00"), 60, &[3])).unwrap();
    let tariff = off_peak_tariff();
    let priced = price_profile(&profile, &tempo, &tariff, Versions::InForce).unwrap();
    assert!(!priced.is_complete());
    assert_eq!(priced.not_priced[0].why, WhyNot::ColourUnknown);
    assert_eq!(priced.not_priced[0].used.amount().to_string(), "3");
}

#[test]
fn an_interval_on_both_sides_of_a_change_is_shared_out_by_time() {
    let readings = steps(local("2023-01-16T21:30:00"), 60, &[3]);
    let profile = UseProfile::of(Measure::KilowattHour, &readings).unwrap();
    let sorted = SortedUse::sort(&profile, &calendar("fr-off-peak")).unwrap();
    assert_eq!(sorted.shared_out, 1);
    assert_eq!(
        sorted.by_period().iter().map(|used| used.amount().to_string()).collect::<Vec<_>>(),
        ["1.5", "1.5"]
    );
}

#[test]
fn clocks_that_change_move_no_use_to_another_period() {
    // In the night of 26 March 2023 off-peak hours last seven hours, in that of 29 October nine.
    for (night, hours) in [("2023-03-25T22:00:00", 7), ("2023-10-28T22:00:00", 9), ("2023-06-01T22:00:00", 8)]
    {
        let profile = UseProfile::of(Measure::Kilowatt, &steps(local(night), 30, &[1; 2 * 20])).unwrap();
        let sorted = SortedUse::sort(&profile, &calendar("fr-off-peak")).unwrap();
        assert_eq!(sorted.by_period()[0].amount(), Decimal::from(hours), "{night}");
    }
}

#[test]
fn seasons_and_days_of_the_week_make_periods() {
    let text = r#"{
        "id": "acme", "name": "Acme", "zone": "America/New_York",
        "windows": { "afternoon": [{ "from": "14:00", "to": "20:00" }] },
        "periods": [
            { "name": "SUMMER_PEAK", "when": [{ "within": "afternoon", "months": [6, 7, 8, 9], "weekdays": [1, 2, 3, 4, 5] }] },
            { "name": "REST" }
        ],
        "ownWord": 7
    }"#;
    let calendar: TariffCalendar = serde_json::from_str(text).unwrap();
    calendar.check().unwrap();
    let of = |start: &str| {
        let readings = steps(start.parse().unwrap(), 30, &[1]);
        let profile = UseProfile::of(Measure::KilowattHour, &readings).unwrap();
        SortedUse::sort(&profile, &calendar).unwrap().by_period()[0].amount()
    };
    assert_eq!(of("2023-07-14T15:00:00-04:00"), Decimal::ONE, "a Friday in July");
    assert_eq!(of("2023-07-15T15:00:00-04:00"), Decimal::ZERO, "a Saturday");
    assert_eq!(of("2023-05-15T15:00:00-04:00"), Decimal::ZERO, "a Monday in May");
    assert_eq!(serde_json::to_value(&calendar).unwrap()["ownWord"], 7, "what is not known is kept");
}

#[test]
fn calendars_that_name_nothing_are_refused() {
    let mut one = calendar("fr-off-peak");
    one.windows.clear();
    assert!(matches!(one.check(), Err(CalendarError::Window { .. })));
    let mut two = calendar("fr-tempo");
    two.days.insert(day("2023-01-01"), "VERT".to_owned());
    assert_eq!(two.check(), Err(CalendarError::Colour("VERT".to_owned())));
    let mut three = calendar("fr-base");
    three.zone = "Europe/Nowhere".to_owned();
    assert!(matches!(three.check(), Err(CalendarError::Zone(_))));
    three.periods.clear();
    three.zone = PARIS.to_owned();
    assert_eq!(three.check(), Err(CalendarError::Periods(0)));
}

#[test]
fn twelve_months_are_twelve_subscriptions_and_a_part_counts_by_its_days() {
    let priced = |hours: usize| {
        let readings = steps(local("2022-07-29T00:00:00"), 60, &vec![0; hours]);
        let profile = UseProfile::of(Measure::KilowattHour, &readings).unwrap();
        price_profile(&profile, &calendar("fr-off-peak"), &off_peak_tariff(), Versions::InForce).unwrap()
    };
    let year = priced(365 * 24);
    assert_eq!(year.total.to_string(), "120.00");
    assert_eq!(year.months.len(), 13);
    assert_eq!(year.months[0].subscription.to_string(), "0.97", "3 of 31 days");
    assert_eq!(year.months.iter().map(|month| month.subscription).sum::<Decimal>(), Decimal::from(120));
    // 29 July to 28 August has 31 days.
    assert_eq!(priced(15 * 24).total.to_string(), "4.84");
}

#[test]
fn a_new_price_counts_from_its_day() {
    let prices = [
        price_record(PriceType::Recurring, None, "10", None, None),
        price_record(PriceType::Usage, Some("HP"), "1", Some("2023-01-01"), Some("2023-01-02")),
        price_record(PriceType::Usage, Some("HP"), "2", Some("2023-01-02"), None),
    ];
    let tariff = Tariff::of(&prices, &paris()).unwrap();
    let readings = steps(local("2022-12-31T12:00:00"), 24 * 60, &[1, 1, 1]);
    let profile = UseProfile::of(Measure::KilowattHour, &readings).unwrap();
    let peak = TariffCalendar::always("one", PARIS, "HP");
    let priced = price_profile(&profile, &peak, &tariff, Versions::InForce).unwrap();
    // Half a kWh without a price, one at 1, one and a half at 2.
    assert_eq!(priced.by_period[0].to_string(), "4.00");
    assert_eq!(priced.not_priced.len(), 1);
    assert_eq!((priced.not_priced[0].why, priced.not_priced[0].last), (WhyNot::NoPrice, day("2022-12-31")));
    let one_grid = price_profile(&profile, &peak, &tariff, Versions::Of(day("2024-01-01"))).unwrap();
    assert!(one_grid.is_complete());
    assert_eq!(one_grid.by_period[0].to_string(), "6.00");
}

#[test]
fn what_cannot_be_metered_is_refused() {
    let mut gigabytes = price_record(PriceType::Usage, None, "1", None, None);
    gigabytes.unit_of_measure = Some(Quantity { amount: Decimal::ONE, units: "GB".to_owned() });
    assert_eq!(Tariff::of([&gigabytes], &paris()), Err(TariffError::Unit("GB".to_owned())));
    let subscription = price_record(PriceType::Recurring, None, "1", None, None);
    assert_eq!(Tariff::of([&subscription], &paris()), Err(TariffError::NotMetered));
    let mut megawatt_hours = price_record(PriceType::Usage, None, "200", None, None);
    megawatt_hours.prod_spec_char_value_use.clear();
    megawatt_hours.unit_of_measure = Some(Quantity { amount: Decimal::ONE, units: "MWh".to_owned() });
    let tariff = Tariff::of([&megawatt_hours], &paris()).unwrap();
    assert_eq!(tariff.rate("any", day("2023-01-01")), Some("0.2".parse().unwrap()));
}

#[test]
fn a_sheet_becomes_a_catalogue_and_comes_back_as_tariffs() {
    let text = "\u{feff}effective_date,option,kva,subscription_eur_month_ttc,base_c,hp_c,hc_c,bleu_hp_c,bleu_hc_c,blanc_hp_c,blanc_hc_c,rouge_hp_c,rouge_hc_c\r\n\
        2024-02-01,BASE,6,10,20,,,,,,,,\r\n2024-08-01,BASE,6,11,20,,,,,,,,\r\n2024-08-01,BASE,6,11,20,,,,,,,,\r\n2024-08-01,HPHC,9,x,1,1,1\r\n2024-08-01,ZEN,9,1\r\n2024-02-01,HPHC,9,12.5,,27,20.68\r\n";
    let sheet = TariffSheet::that_fits(text).unwrap();
    let made = read_sheet(text, &sheet).unwrap();
    assert_eq!(
        made.offerings.iter().map(|each| each.id.as_str()).collect::<Vec<_>>(),
        ["trve-base-6-kva", "trve-hphc-9-kva"]
    );
    assert_eq!(made.prices.len(), 2 + 1 + 3, "an unchanged price goes on as the same price");
    assert_eq!(made.notes.len(), 4, "{:?}", made.notes);
    assert!(matches!(made.notes[0], SheetNote::Twice { line: 4 }));
    assert!(
        matches!(&made.notes[1], SheetNote::Unreadable { line: 5, column, .. } if column.contains("subscription"))
    );
    assert!(matches!(made.notes[2], SheetNote::UnknownOption { line: 6, .. }));
    assert!(matches!(made.notes[3], SheetNote::Ended { .. }));
    assert_eq!(calendar_of(&made.offerings[1]), Some("fr-off-peak"));
    let records = made.records().unwrap();
    let usage = records.iter().find(|(_, id, _)| id == "trve-hphc-9-kva-hc-2024-02-01").unwrap();
    assert_eq!(usage.2["price"]["value"].to_string(), "0.2068");
    assert_eq!(usage.2["unitOfMeasure"]["units"], "kWh");
    assert_eq!(usage.2["validFor"]["startDateTime"], "2024-01-31T23:00:00Z");
    let of_offering = made.prices.iter().filter(|price| price.id.as_str().starts_with("trve-hphc"));
    let tariff = Tariff::of(of_offering, &paris()).unwrap();
    assert_eq!(tariff.rate("HC", day("2024-02-01")), Some("0.2068".parse().unwrap()));
    assert_eq!(tariff.rate("HC", day("2024-01-31")), None);
}

#[test]
fn a_table_of_days_is_read_with_whatever_is_odd() {
    let tempo = calendar("fr-tempo");
    let text = "Date;Couleur\r\n01/09/2019;BLEU\r\n02/09/2019;blanc\r\n02/09/2019;Rouge\r\n\r\n05/09/2019;Red\r\n06/09/2019;vert\r\n";
    let table = read_colours(text, &tempo).unwrap();
    assert_eq!(table.days.len(), 3);
    assert_eq!(table.days[&day("2019-09-05")], "ROUGE");
    assert_eq!(
        table.notes,
        [
            ColourNote::Contradiction { line: 4, day: day("2019-09-02") },
            ColourNote::LeftOut { line: 7, text: "06/09/2019 vert".to_owned() },
            ColourNote::Missing { from: day("2019-09-03"), to: day("2019-09-04") },
        ]
    );
    assert!(read_colours("a,b\n1,2\n", &tempo).is_err());
    let with_days = TariffCalendar { days: table.days, ..tempo };
    let kinds: Vec<BreachKind> = with_days.breaches().into_iter().map(|breach| breach.kind).collect();
    assert_eq!(kinds, [BreachKind::NotAllowed { day: day("2019-09-05") }], "no red day in September");
}

#[test]
fn windows_are_read_as_people_write_them() {
    let read = |text| Window::read_all(text).map(|all| all.iter().map(Window::to_string).collect::<Vec<_>>());
    assert_eq!(read("22h30-6h30").unwrap(), ["22:30-06:30"]);
    assert_eq!(read("2:00-7:00, 12h–15h").unwrap(), ["02:00-07:00", "12:00-15:00"]);
    assert_eq!(read("22-24").unwrap(), ["22:00-00:00"]);
    assert!(read("at night").is_none());
    assert!(read("25-26").is_none());
}

fn any_profile() -> impl Strategy<Value = (i64, Vec<i64>)> {
    (1_640_000_000_i64..1_700_000_000, prop::collection::vec(0_i64..9_000, 1..300))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn periods_add_up_to_the_whole_and_cents_to_the_total((start, values) in any_profile(), length in 1_i64..300) {
        let readings = steps(Timestamp::from_second(start).unwrap(), length, &values);
        let profile = UseProfile::of(Measure::Watt, &readings).unwrap();
        let sorted = SortedUse::sort(&profile, &calendar("fr-off-peak")).unwrap();
        prop_assert_eq!(sorted.by_period().into_iter().sum::<crate::use_profile::Used>(), profile.total());
        let priced = price(&sorted, &off_peak_tariff(), Versions::InForce).unwrap();
        prop_assert_eq!(priced.subscription + priced.by_period.iter().sum::<Decimal>(), priced.total);
        prop_assert_eq!(priced.months.iter().map(|month| month.amount).sum::<Decimal>(), priced.total);
        for month in &priced.months {
            prop_assert_eq!(month.subscription + month.by_period.iter().sum::<Decimal>(), month.amount);
        }
        for place in 0..2 {
            prop_assert_eq!(priced.months.iter().map(|month| month.by_period[place]).sum::<Decimal>(), priced.by_period[place]);
        }
        prop_assert_eq!(priced.exact.rounded(), priced.total);
    }

    #[test]
    fn splitting_an_interval_changes_nothing((start, values) in any_profile(), into in 2_i64..7) {
        let start = Timestamp::from_second(start - start % 1_800).unwrap();
        let whole = UseProfile::of(Measure::Watt, &steps(start, 42, &values)).unwrap();
        let split: Vec<i64> = values.iter().flat_map(|value| std::iter::repeat_n(*value, into as usize)).collect();
        let mut parts = Vec::new();
        for (place, value) in split.iter().enumerate() {
            let edge = |place: i64| Timestamp::from_millisecond(start.as_millisecond() + place * 42 * 60_000 / into).unwrap();
            parts.push(Reading { start: edge(place as i64), end: edge(place as i64 + 1), value: Decimal::from(*value) });
        }
        let parts = UseProfile::of(Measure::Watt, &parts).unwrap();
        let of = |profile: &UseProfile| price_profile(profile, &calendar("fr-off-peak"), &off_peak_tariff(), Versions::InForce).unwrap();
        prop_assert_eq!(whole.total(), parts.total());
        prop_assert_eq!(of(&whole), of(&parts));
    }

    #[test]
    fn windows_hold_what_lies_between_their_ends(from in 0_i8..24, to in 0_i8..24, hour in 0_i8..24) {
        let window = Window::between(from, to);
        let expected = if from < to { from <= hour && hour < to } else { hour >= from || hour < to };
        prop_assert_eq!(window.holds(jiff::civil::Time::constant(hour, 0, 0, 0)), expected);
    }
}
