//! The return curve: who comes back within the hour, by how long the service took. A service too short is
//! a refusal; the band says how sure one can be.

use maud::{Markup, html};
use portrait::ReturnBucket;

use super::sheet::Sheet;
use crate::address::ActsOf;
use crate::charts::{CurvePoint, curve};

pub fn return_curve(sheet: &Sheet<'_>) -> Markup {
    let Some(buckets) = sheet.portrait.return_curve.as_ref() else { return html! {} };
    let points: Vec<CurvePoint> = buckets.iter().filter_map(|bucket| point(sheet, bucket)).collect();
    if points.is_empty() {
        return html! {};
    }
    let language = sheet.language();
    let percent = |share: f64| language.percent_to(share, 0);
    let body = html! {
        figure .chart-figure {
            div .scroll-x tabindex="0" role="group" aria-label=(sheet.say("section-returns")) {
                (curve(&sheet.say("section-returns"), &sheet.say("returns-desc"), &points, &percent))
            }
            figcaption .aside { (sheet.rule("return_curve")) }
        }
        (sheet.table_behind(table(sheet, buckets)))
    };
    sheet.section("returns", Some(html! { (lead(sheet, buckets)) }), body)
}

fn lead(sheet: &Sheet<'_>, buckets: &[ReturnBucket]) -> String {
    let share = |bucket: Option<&ReturnBucket>| bucket.and_then(|it| it.share);
    let shortest = share(buckets.iter().find(|bucket| !bucket.hang_ups && bucket.services >= 5));
    let hang_ups = share(buckets.iter().find(|bucket| bucket.hang_ups && bucket.services >= 5));
    match (shortest, hang_ups) {
        (Some(shortest), Some(hang_ups)) => sheet.tell(
            "returns-lead",
            &[
                ("shortest", sheet.language().percent_to(shortest, 0).into()),
                ("hang_ups", sheet.language().percent_to(hang_ups, 0).into()),
            ],
        ),
        _ => sheet.say("returns-lead-plain"),
    }
}

fn class(sheet: &Sheet<'_>, bucket: &ReturnBucket) -> String {
    match (bucket.hang_ups, bucket.from_s, bucket.to_s) {
        (true, ..) => sheet.say("returns-hang-ups"),
        (_, Some(from), Some(to)) => format!("{from}–{}\u{202f}s", to.saturating_sub(1)),
        (_, Some(from), None) => format!("≥\u{202f}{from}\u{202f}s"),
        (_, None, Some(to)) => format!("<\u{202f}{to}\u{202f}s"),
        (_, None, None) => "—".to_owned(),
    }
}

fn point(sheet: &Sheet<'_>, bucket: &ReturnBucket) -> Option<CurvePoint> {
    let share = bucket.share?;
    let label = class(sheet, bucket);
    Some(CurvePoint {
        tip: sheet.tell(
            "returns-tip",
            &[
                ("class", label.as_str().into()),
                ("returned", bucket.returned.into()),
                ("n", bucket.services.into()),
            ],
        ),
        label,
        share,
        low: bucket.low.unwrap_or(share),
        high: bucket.high.unwrap_or(share),
        apart: bucket.hang_ups,
        written: sheet.language().percent_to(share, 0),
    })
}

fn table(sheet: &Sheet<'_>, buckets: &[ReturnBucket]) -> Markup {
    let acts = |bucket: &ReturnBucket| {
        sheet.acts(&ActsOf {
            contacts: true,
            outcome: Some(if bucket.hang_ups { types::Outcome::Abandoned } else { types::Outcome::Served }),
            service_from: bucket.from_s,
            service_to: bucket.to_s,
            ..ActsOf::default()
        })
    };
    html! {
        table {
            caption { (sheet.say("section-returns")) }
            thead { tr {
                th scope="col" { (sheet.say("col-service")) }
                th scope="col" .num { (sheet.say("col-services")) }
                th scope="col" .num { (sheet.say("col-returned")) }
                th scope="col" .num { (sheet.say("col-share")) }
                th scope="col" .num { (sheet.say("col-interval")) }
            } }
            tbody {
                @for bucket in buckets {
                    tr {
                        th scope="row" { a href=(acts(bucket)) { (class(sheet, bucket)) } }
                        td .num { (sheet.count(bucket.services)) }
                        td .num { (sheet.count(bucket.returned)) }
                        td .num { (sheet.percent(bucket.share)) }
                        td .num { (sheet.percent(bucket.low)) " – " (sheet.percent(bucket.high)) }
                    }
                }
            }
        }
    }
}
