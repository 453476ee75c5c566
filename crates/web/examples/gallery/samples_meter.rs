//! Samples of the pages of one's own use: invented figures, hostile words.

use maud::Markup;
use rust_decimal::Decimal;
use web::context::PageContext;
use web::pages::shop::model::{Link, Problem, Store};
use web::pages::use_of_meter::model::*;
use web::pages::use_of_meter::{reading_page, result_page, start_page, told_page};

/// Every page of one's own use by the name of its file.
pub fn meter(ctx: &PageContext) -> Vec<(&'static str, Markup)> {
    let store = Store { name: "Océane <Mobile>".to_owned(), ..Store::default() };
    let nothing = ResultPage { offers: Vec::new(), meters: Vec::new(), ..result(ctx) };
    vec![
        ("meter.html", start_page(ctx, &store, &start(ctx))),
        (
            "meter-first.html",
            start_page(ctx, &store, &StartPage { limit_mb: 24, on_shelf: true, ..StartPage::default() }),
        ),
        ("meter-asked.html", reading_page(ctx, &store, &reading(ctx, true))),
        ("meter-reading.html", reading_page(ctx, &store, &reading(ctx, false))),
        ("meter-result.html", result_page(ctx, &store, &result(ctx))),
        ("meter-nothing.html", result_page(ctx, &store, &nothing)),
        ("meter-told.html", told_page(ctx, &store, &told())),
    ]
}

fn values(pairs: &[(&str, &str)]) -> Values {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn amount(text: &str) -> Decimal {
    text.parse().unwrap_or_default()
}

fn start(ctx: &PageContext) -> StartPage {
    let line = |told, name: &str| KeptLine {
        id: format!("{told}"),
        name: name.to_owned(),
        day: "2026".to_owned(),
        told,
    };
    StartPage {
        problems: vec![
            Problem::of("file", &ctx.say("problem-meter-no-times")),
            Problem::of("kwh", &ctx.say("problem-meter-year")),
        ],
        values: values(&[("kwh", "<b>lots</b>"), ("share", "37,5"), ("hours", "22:00-06:00")]),
        limit_mb: 24,
        kept: vec![line(false, "maison.csv"), line(true, "a<script>alert(1)</script>.csv")],
        on_shelf: false,
        done: Some(ctx.say("meter-forgotten-done")),
    }
}

fn reading(ctx: &PageContext, asked: bool) -> ReadingPage {
    ReadingPage {
        here: "/shelf/use/0123456789abcdef".to_owned(),
        file: "maison \"d'été\".csv".to_owned(),
        problems: if asked {
            vec![Problem::of("unit", &ctx.say("problem-meter-unit-needed"))]
        } else {
            Vec::new()
        },
        values: values(&[
            ("time", "Date"),
            ("time2", "Heure"),
            ("format", "%d/%m/%Y %H:%M"),
            ("zone", "Europe/Paris"),
            ("value", "Conso"),
        ]),
        asked: if asked { vec!["unit", "stamps"] } else { Vec::new() },
        columns: ["Date", "Heure", "Conso", "<i>"].map(str::to_owned).to_vec(),
        rows: vec![
            ["01/02/2026", "00:30", "0,125", "&"].map(str::to_owned).to_vec(),
            vec!["02/02/2026".to_owned()],
        ],
        unit_column: (!asked).then(|| "Unité".to_owned()),
        across: !asked,
    }
}

fn offer(name: &str, total: &str, more: Option<&str>, ctx: &PageContext) -> PricedOffer {
    let month = |month: &str, amount_of: &str| MonthRow {
        month: month.parse().expect("a date"),
        used: "405,129 kWh".to_owned(),
        subscription: amount("19.56"),
        periods: vec![("1 kWh".to_owned(), amount("12.30")), ("2 kWh".to_owned(), amount("4.70"))],
        amount: amount(amount_of),
    };
    let period = |title: &str, cost: &str| PeriodTotal {
        title: title.to_owned(),
        used: "1 253,615 kWh".to_owned(),
        cost: amount(cost),
    };
    PricedOffer {
        id: name.to_lowercase(),
        name: name.to_owned(),
        href: "/offers/sample".to_owned(),
        currency: "EUR".parse().expect("a currency"),
        total: amount(total),
        monthly: amount("137.50"),
        once: amount("15"),
        more: more.map(amount),
        remarks: if more.is_none() { vec![ctx.say("meter-rank-needs-postcode")] } else { Vec::new() },
        complete: more.is_some(),
        subscription: amount("234.72"),
        periods: vec![period("Heures pleines", "900.10"), period("Heures creuses", "517.81")],
        months: vec![
            month("2025-08-01", "96.12"),
            month("2025-09-01", "110.45"),
            month("2025-10-01", "36.56"),
        ],
        used: "7 302,599 kWh".to_owned(),
    }
}

fn result(ctx: &PageContext) -> ResultPage {
    let choice =
        |value: &str, chosen| Choice { value: value.to_owned(), label: format!("{value} kVA"), chosen };
    let way = Link::new(&ctx.say("meter-change-reading"), "/shelf/use/0123?edit=yes");
    ResultPage {
        here: "/shelf/use/0123456789abcdef".to_owned(),
        file: "maison.csv".to_owned(),
        problems: vec![Problem::of("hours", &ctx.say("problem-meter-hours"))],
        values: values(&[("hours", "la nuit"), ("prices", "then")]),
        along: vec![("read".to_owned(), "yes".to_owned())],
        summary: "7 302,599 kWh".to_owned(),
        peak: Some(ctx.tell("meter-result-peak", &[("peak", "8,204".into())])),
        prices: vec![choice("", false), choice("2026-02-01", true)],
        own_hours: true,
        notices: vec![Notice {
            title: ctx.say("meter-doubt-unit-title"),
            text: vec![ctx.tell("meter-doubt-unit-rather", &[("units", "Wh, W".into())])],
            way: Some(way),
        }],
        oddities: vec![OddLine {
            sentence: ctx.tell("meter-odd-gap", &[("n", 3_u64.into())]),
            lines: ctx.tell("meter-odd-lines", &[("lines", "4, 9".into())]),
            example: "2026-03-29 01:00 → <b>".to_owned(),
            warning: true,
        }],
        levels: vec![choice("6", false), choice("9", true)],
        level_name: ctx.say("meter-choice-level"),
        meters: vec![choice("A", true), choice("B", false)],
        offers: vec![
            offer("Base <9>", "1641.93", Some("0"), ctx),
            offer("Heures creuses 9", "1652.63", Some("10.70"), ctx),
            offer("Tempo 9", "12.00", None, ctx),
        ],
        left_out: vec![("Zen".to_owned(), ctx.say("meter-left-out-no-calendar"))],
        reading: Some("/shelf/use/0123?edit=yes".to_owned()),
        next: NextSteps { keep: true, drop: true, ask: true },
        rules: vec![ctx.say("meter-rules-round")],
        done: Some(ctx.say("meter-kept-done")),
    }
}

fn told() -> ToldPage {
    let line = |complete| ToldOffer {
        name: "Base <9>".to_owned(),
        href: "/offers/sample".to_owned(),
        total: "1 641,93 €".to_owned(),
        subscription: "234,72 €".to_owned(),
        complete,
    };
    ToldPage { facts: vec!["7 302,599 kWh".to_owned()], lines: vec![line(true), line(false)] }
}
