//! What the names of columns and the lines before a table give away.

use super::mapping::{MeterUnit, Stamps};

/// A name in small letters without accents, cut where capitals, spaces and punctuation cut it.
fn words(name: &str) -> Vec<String> {
    let spaced: String = name
        .chars()
        .flat_map(char::to_lowercase)
        .map(|letter| match letter {
            'à' | 'â' => 'a',
            'ç' => 'c',
            'é' | 'è' | 'ê' | 'ë' => 'e',
            'î' | 'ï' => 'i',
            'ô' => 'o',
            'ù' | 'û' => 'u',
            letter if letter.is_alphanumeric() || letter == '³' => letter,
            _ => ' ',
        })
        .collect();
    spaced.split_whitespace().map(str::to_owned).collect()
}

/// Whether one of its words begins like one of these.
pub(super) fn speaks_of(name: &str, beginnings: &[&str]) -> bool {
    words(name).iter().any(|word| beginnings.iter().any(|beginning| word.starts_with(beginning)))
}

/// Whether one of its words is one of these.
fn has_word(name: &str, wanted: &[&str]) -> bool {
    words(name).iter().any(|word| wanted.contains(&word.as_str()))
}

/// The unit that a column's name ends with or holds: `general_supply_kwh`, `Puissance (W)`.
pub(super) fn unit_in(name: &str) -> Option<MeterUnit> {
    words(name).iter().rev().find_map(|word| MeterUnit::read(word))
}

/// Whether it is a label or a column of units.
pub(super) fn names_unit(name: &str) -> bool {
    has_word(name, &["unite", "unit", "units", "uom", "einheit", "unidad"])
}

/// What a column's name says that its stamps mark.
pub(super) fn stamps_in(name: &str) -> Option<Stamps> {
    if has_word(name, &["end", "fin", "to", "until", "ende", "bis", "ending", "finish"]) {
        return Some(Stamps::End);
    }
    has_word(name, &["start", "debut", "begin", "from", "beginning", "von", "inicio"])
        .then_some(Stamps::Start)
}

/// Whether lines before the table say that it is a load curve of a French network operator, whose stamps are ends.
pub(super) fn is_load_curve(labels: &[(String, String)], names: &[String]) -> bool {
    let said = labels.iter().any(|(_, value)| speaks_of(value, &["courbe"]));
    said || names.iter().any(|name| has_word(name, &["horodate"]))
}

/// How much a column's name looks like that of the values; below zero: like something else.
pub(super) fn looks_like_value(name: &str) -> i32 {
    let mut score = 0;
    if unit_in(name).is_some() {
        score += 4;
    }
    if speaks_of(
        name,
        &[
            "valeur",
            "value",
            "conso",
            "consumption",
            "energ",
            "usage",
            "puissance",
            "power",
            "load",
            "soutirage",
        ],
    ) {
        score += 3;
    }
    if speaks_of(
        name,
        &["import", "index", "quantit", "volume", "reading", "verbrauch", "kwh", "supply", "demand"],
    ) {
        score += 2;
    }
    if speaks_of(
        name,
        &[
            "id", "prm", "pdl", "nmi", "meter", "customer", "client", "code", "qualit", "indice", "flag",
            "status", "temp",
        ],
    ) {
        score -= 4;
    }
    if speaks_of(
        name,
        &["cost", "cout", "price", "prix", "amount", "montant", "export", "injection", "solar"],
    ) {
        score -= 3;
    }
    score
}

/// Whether a column's name is that of a meter or of whoever has it.
pub(super) fn names_meter(name: &str) -> bool {
    speaks_of(
        name,
        &["prm", "pdl", "pod", "nmi", "mpan", "meter", "compteur", "customer", "client", "household", "cups"],
    ) || has_word(name, &["id", "identifiant", "lclid", "icp", "ean"])
}

/// Whether a column's name is that of the length of intervals.
pub(super) fn names_step(name: &str) -> bool {
    has_word(name, &["pas", "step", "interval", "duration", "duree", "length"])
}

/// Whether a column's name is that of an index.
pub(super) fn names_index(name: &str) -> bool {
    has_word(name, &["index", "register", "cumulative", "cumul", "cumule", "zaehlerstand", "lectura"])
}
