//! The three operations by scene. What this log does not see is hatched: an empty cell is not a zero.

use maud::{Markup, html};
use portrait::OperationByScene;
use types::{Operation, Scene};

use super::sheet::Sheet;
use crate::address::{self, ActsOf};
use crate::charts::{Ink, Share, bar, legend};

/// Scenes that every organisation is asked about, seen or not.
const ASKED: [Scene; 5] = [Scene::Web, Scene::Shop, Scene::Phone, Scene::Mail, Scene::Chat];

pub fn operations(sheet: &Sheet<'_>) -> Markup {
    let cells = &sheet.portrait.operations;
    let seen = |scene: Scene| cells.iter().any(|cell| cell.scene == scene);
    // Those that are seen stand first, so that a narrow screen shows them.
    let asked = |scene: &Scene| ASKED.contains(scene) && !seen(*scene);
    let scenes: Vec<Scene> = Scene::ALL
        .iter()
        .copied()
        .filter(|scene| seen(*scene))
        .chain(Scene::ALL.iter().copied().filter(asked))
        .collect();
    let rows: Vec<Operation> = Operation::ALL
        .iter()
        .copied()
        .filter(|row| {
            *row != Operation::Organise || cells.iter().any(|cell| cell.operation == Operation::Organise)
        })
        .collect();
    let full = cells.iter().map(longest).fold(0.0, f64::max);
    let body = html! {
        div .legends {
            (legend(&[
                (Ink::Customer, sheet.say("actors-customer")), (Ink::Agent, sheet.say("actors-agent")),
                (Ink::Machine, sheet.say("actors-machine")), (Ink::Waiting, sheet.say("waiting")),
            ]))
            p .aside title=(sheet.say("operations-unseen")) { span .unseen-swatch aria-hidden="true" {} " " (sheet.say("operations-unseen-short")) }
        }
        div .scroll-x tabindex="0" role="group" aria-label=(sheet.say("section-operations")) {
            table .scenes {
                caption .visually-hidden { (sheet.say("section-operations")) }
                thead { tr {
                    td {}
                    @for scene in &scenes {
                        th scope="col" .unseen-head[!seen(*scene)] { (sheet.say(&format!("scene-{scene}"))) }
                    }
                } }
                tbody {
                    @for operation in rows {
                        tr {
                            th scope="row" {
                                (sheet.say(&format!("operation-{operation}")))
                                span .what { (sheet.say(&format!("operation-{operation}-what"))) }
                            }
                            @for scene in &scenes {
                                @match cells.iter().find(|cell| cell.operation == operation && cell.scene == *scene && cell.acts > 0) {
                                    Some(cell) => (cell_of(sheet, cell, full)),
                                    None => td .unseen { span .visually-hidden { (sheet.say("not-seen")) } },
                                }
                            }
                        }
                    }
                }
            }
        }
    };
    sheet.section("operations", None, body)
}

fn longest(cell: &OperationByScene) -> f64 {
    let work = cell.work_s;
    [work.customer, work.agent, work.machine, cell.wait_s].into_iter().flatten().fold(0.0, f64::max)
}

fn cell_of(sheet: &Sheet<'_>, cell: &OperationByScene, full: f64) -> Markup {
    let filter = portrait::Filter { scene: Some(cell.scene), ..sheet.filter().clone() };
    let of = ActsOf { operation: Some(cell.operation), ..ActsOf::default() };
    let work = cell.work_s;
    let shares: Vec<(Ink, &str, f64)> = [
        (Ink::Customer, "actors-customer", work.customer),
        (Ink::Agent, "actors-agent", work.agent),
        (Ink::Machine, "actors-machine", work.machine),
        (Ink::Waiting, "waiting", cell.wait_s),
    ]
    .into_iter()
    .filter_map(|(ink, key, seconds)| seconds.filter(|it| *it > 0.0).map(|it| (ink, key, it)))
    .collect();
    html! {
        td .seen {
            a .cell-acts href=(address::acts(&sheet.view.name, &filter, &of)) {
                (sheet.count(cell.acts)) span .visually-hidden { " " (sheet.say("acts-word")) }
            }
            @for (ink, key, seconds) in &shares {
                div .mini {
                    (bar(&[Share { ink: *ink, value: *seconds, tip: format!("{} · {}", sheet.say(key), sheet.language().hours(*seconds)) }], full, false, 9))
                    span .mini-measure { span .visually-hidden { (sheet.say(key)) " " } (sheet.language().hours(*seconds)) }
                }
            }
            @if shares.is_empty() { p .quiet { (sheet.say("no-time-known")) } }
        }
    }
}
