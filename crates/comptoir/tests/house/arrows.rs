//! Arrows between rooms point down only. A wrong one is drawn in the failure.

use crate::workspace;

/// Every room with the rooms that it may know, from the ground up. A new room needs a line here: its place is a decision.
const MAY_KNOW: &[(&str, &[&str])] = &[
    ("types", &[]),
    ("ledger", &["types"]),
    ("portrait", &["types"]),
    ("logs", &["types"]),
    ("sim", &["types"]),
    ("wording", &["types"]),
    ("offer", &["types"]),
    ("party", &["types"]),
    ("collect", &["offer", "party", "types"]),
    ("dialogue", &["types"]),
    ("papers", &["types"]),
    (
        "app",
        &[
            "collect", "dialogue", "ledger", "logs", "offer", "papers", "party", "portrait", "sim", "types",
            "wording",
        ],
    ),
    (
        "web",
        &["app", "collect", "dialogue", "logs", "offer", "papers", "party", "portrait", "types", "wording"],
    ),
    (
        "comptoir",
        &[
            "app", "collect", "dialogue", "ledger", "logs", "offer", "party", "portrait", "sim", "types",
            "web", "wording",
        ],
    ),
];

/// Rooms whose rules are functions of values: nothing in them may reach for a disk, a network or a thread pool.
const PURE: &[&str] =
    &["types", "portrait", "sim", "wording", "offer", "party", "collect", "dialogue", "papers"];
/// What would let them.
const REACHES_OUT: &[&str] = &[
    "axum",
    "postgres",
    "reqwest",
    "rusqlite",
    "tempfile",
    "tokio",
    "tokio-stream",
    "tower",
    "tracing-subscriber",
];

#[test]
fn arrows_point_down_only() {
    let metadata = workspace::metadata();
    let ours: Vec<&str> = metadata.ours().map(|package| package.name.as_str()).collect();
    let mut wrong = Vec::new();
    for package in metadata.ours() {
        let Some((_, known)) = MAY_KNOW.iter().find(|(room, _)| *room == package.name) else {
            wrong.push(format!("{} has no place among the rooms: give it a line in MAY_KNOW", package.name));
            continue;
        };
        for dependency in package.dependencies.iter().map(|dependency| dependency.name.as_str()) {
            if ours.contains(&dependency) && !known.contains(&dependency) {
                wrong.push(format!("{} -> {dependency}", package.name));
            }
        }
    }
    assert!(wrong.is_empty(), "arrows that point up or sideways:\n  {}", wrong.join("\n  "));
}

#[test]
fn the_order_of_rooms_has_no_way_back() {
    for (place, (room, known)) in MAY_KNOW.iter().enumerate() {
        for lower in *known {
            let under = MAY_KNOW.iter().position(|(name, _)| name == lower);
            assert!(
                under.is_some_and(|under| under < place),
                "{room} may not know {lower}: it does not stand below"
            );
        }
    }
}

#[test]
fn pure_rooms_reach_for_nothing_outside() {
    let metadata = workspace::metadata();
    for package in metadata.ours().filter(|package| PURE.contains(&package.name.as_str())) {
        let reaching =
            package.dependencies.iter().find(|dependency| REACHES_OUT.contains(&dependency.name.as_str()));
        assert!(reaching.is_none(), "{} is pure, and yet needs {reaching:?}", package.name);
    }
}
