//! How long a year of half-hours takes to be priced under thirty offerings: `cargo run --release -p offer --example price_thirty`.
#![expect(clippy::print_stdout, clippy::expect_used, reason = "an example that prints what it measured")]

use std::time::Instant;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use offer::tariff::{SortedUse, Tariff, TariffSheet, Versions, price, read_sheet};
use offer::use_profile::{Measure, Reading, UseProfile};
use rust_decimal::Decimal;

fn main() {
    let sheet = TariffSheet::built_in().remove(0);
    let mut text = String::from(
        "effective_date,option,kva,subscription_eur_month_ttc,base_c,hp_c,hc_c,bleu_hp_c,bleu_hc_c,blanc_hp_c,blanc_hc_c,rouge_hp_c,rouge_hc_c\n",
    );
    for level in 1..=10 {
        for month in 1..=9 {
            text.push_str(&format!(
                "2023-0{month}-01,BASE,{level},1{month},2{month},,,,,,,,\n2023-0{month}-01,HPHC,{level},1{month},,2{month},1{month}\n2023-0{month}-01,TEMPO,{level},1{month},,,,1{month},9,18,15,7{month},16\n"
            ));
        }
    }
    let mut made = read_sheet(&text, &sheet).expect("a table made here");
    let first: jiff::civil::Date = "2022-12-31".parse().expect("a date");
    for calendar in made.calendars.iter_mut().filter(|calendar| calendar.is_coloured()) {
        let days = (0..370).filter_map(|count| first.checked_add(jiff::Span::new().days(count)).ok());
        calendar.days = days.map(|day| (day, "BLEU".to_owned())).collect();
    }
    let paris = TimeZone::get("Europe/Paris").expect("a zone");
    let tariffs: Vec<(usize, Tariff)> = made
        .offerings
        .iter()
        .map(|offering| {
            let id = offer::tariff::calendar_of(offering).expect("a calendar");
            let calendar = made.calendars.iter().position(|each| each.id == id).expect("a calendar");
            let of = made.prices.iter().filter(|price| {
                offering.product_offering_price.iter().any(|reference| reference.id == price.id.as_str())
            });
            (calendar, Tariff::of(of, &paris).expect("a tariff"))
        })
        .collect();
    let begins = 1_672_531_200_000_i64;
    let at = |ms: i64| Timestamp::from_millisecond(ms).expect("a time");
    let readings: Vec<Reading> = (0..17_520_i64)
        .map(|place| Reading {
            start: at(begins + place * 1_800_000),
            end: at(begins + (place + 1) * 1_800_000),
            value: Decimal::from(200 + place * 37 % 3_000),
        })
        .collect();
    for _ in 0..3 {
        let started = Instant::now();
        let profile = UseProfile::of(Measure::Watt, &readings).expect("a profile");
        let built = started.elapsed();
        let sorted: Vec<SortedUse> = made
            .calendars
            .iter()
            .map(|calendar| SortedUse::sort(&profile, calendar).expect("sorted"))
            .collect();
        let sorted_at = started.elapsed();
        let total: Decimal = tariffs
            .iter()
            .map(|(calendar, tariff)| {
                price(&sorted[*calendar], tariff, Versions::InForce).expect("priced").total
            })
            .sum();
        let done = started.elapsed();
        println!(
            "{} offerings: profile {built:?}, sorting by {} calendars {:?}, pricing {:?}, all {done:?} (sum {total})",
            tariffs.len(),
            sorted.len(),
            sorted_at - built,
            done - sorted_at,
        );
    }
}
