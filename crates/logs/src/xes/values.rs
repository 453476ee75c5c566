//! Which values of a log acts may hold: codes, labels and numbers; people by their digest, messages never.

use rust_decimal::Decimal;
use types::Word;

use crate::{Anomalies, AnomalyKind, EventSettings};

/// A text longer than this is a message rather than a code or a label, and stays out of acts.
const LONGEST_LABEL: usize = 120;

/// Whether a text is a message rather than a code or a label. Acts hold no messages.
pub(crate) fn holds_a_message(text: &str) -> bool {
    text.contains('\n') || text.chars().nth(LONGEST_LABEL).is_some()
}

/// Whether an attribute or a type of object, by its name, identifies people; the mapping adds to it.
pub(crate) fn names_people(name: &str, settings: &EventSettings) -> bool {
    const WORDS: &[&str] = &[
        "resource",
        "user",
        "username",
        "employee",
        "employees",
        "agent",
        "agents",
        "person",
        "persons",
        "people",
        "customer",
        "customers",
        "client",
        "clients",
        "worker",
        "workers",
        "operator",
        "clerk",
        "creator",
        "editor",
        "approver",
        "inserter",
        "blocker",
        "author",
        "owner",
        "assignee",
        "assigned",
        "requester",
        "requestor",
        "handler",
        "manager",
        "doctor",
        "nurse",
        "patient",
        "patients",
        "applicant",
        "applicants",
        "email",
        "mail",
        "phone",
        "surname",
        "firstname",
        "lastname",
        "fullname",
        "seller",
        "salesperson",
        "individual",
        "staff",
        "employé",
        "employés",
        "utilisateur",
        "demandeur",
        "mitarbeiter",
        "kunde",
        "kunden",
        "kundin",
        "benutzer",
    ];
    // What makes a telling of `customer_name` or `assigned_to`, where `resource country` tells of a country.
    const TELLING: &[&str] = &["name", "id", "to", "by", "number", "address", "code", "nom", "no", "nr"];
    if settings.persons.iter().any(|person| person == name) {
        return true;
    }
    let lower = name.to_lowercase();
    let words: Vec<&str> = lower.split(|letter: char| !letter.is_alphanumeric()).collect();
    let person = |word: &&str| WORDS.contains(word);
    match words.split_last() {
        Some((last, before)) => person(last) || (TELLING.contains(last) && before.iter().any(person)),
        None => false,
    }
}

/// The name of an activity or a transition, cut if it is as long as a message.
pub(super) fn shortened(word: Word, line: u64, anomalies: &mut Anomalies) -> Word {
    if !holds_a_message(word.as_str()) {
        return word;
    }
    anomalies.note(AnomalyKind::ValueCut, line, || "the name of an activity or a transition was cut".into());
    let cut: String = word.as_str().chars().filter(|letter| *letter != '\n').take(LONGEST_LABEL).collect();
    Word::from(cut)
}

/// A decimal as logs write floats, exactly where its digits allow.
pub(crate) fn decimal(text: &str) -> Option<Decimal> {
    let text = text.trim();
    text.parse().ok().or_else(|| Decimal::from_scientific(&text.to_ascii_lowercase()).ok())
}
