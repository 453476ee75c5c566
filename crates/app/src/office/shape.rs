//! What the types of other rooms say of a resource: places and their hours, ways of delivery, who the organisation is.

use collect::place::{HoursDay, HoursFault, Place, PlaceFault, is_country};
use collect::pricing::DeliveryMethod;
use offer::exchange::{Problem, ProblemKind, Section};
use party::EmailAddress;
use rust_decimal::Decimal;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The longest delivery that is promised, in working days.
const LONGEST_DELIVERY: u32 = 365;

/// What is wrong with a resource by itself, beside what the catalogue says of it.
pub(super) fn shape_problems(section: Section, id: &str, body: &Value) -> Vec<Problem> {
    let found = match section {
        Section::Place => read::<Place>(body).map_or_else(one, |place| place_problems(&place)),
        Section::DeliveryMethod => {
            read::<DeliveryMethod>(body).map_or_else(one, |method| delivery_problems(&method))
        }
        Section::Operator => operator_problems(body),
        Section::Page if text(body, "name").trim().is_empty() => vec![("name".into(), ProblemKind::NoName)],
        _ => Vec::new(),
    };
    found.into_iter().map(|(field, kind)| Problem::of(section, id, &field, kind)).collect()
}

type Found = Vec<(String, ProblemKind)>;

fn one(kind: ProblemKind) -> Found {
    let field = if kind == ProblemKind::NoName { "name" } else { "" };
    vec![(field.to_owned(), kind)]
}

fn read<T: DeserializeOwned>(body: &Value) -> Result<T, ProblemKind> {
    serde_json::from_value(body.clone()).map_err(|error| match body.get("name") {
        None => ProblemKind::NoName,
        Some(_) => ProblemKind::Misshapen(error.to_string()),
    })
}

fn text<'v>(body: &'v Value, path: &str) -> &'v str {
    path.split('.').try_fold(body, |value, name| value.get(name)).and_then(Value::as_str).unwrap_or_default()
}

fn short(text: &str) -> String {
    text.chars().take(60).collect()
}

fn place_problems(place: &Place) -> Found {
    let mut found: Found = place.faults().into_iter().map(place_problem).collect();
    found.extend(country_problem("address.country", &place.address.country));
    found
}

fn country_problem(field: &str, country: &str) -> Option<(String, ProblemKind)> {
    let wrong = !country.trim().is_empty() && !is_country(country);
    wrong.then(|| (field.to_owned(), ProblemKind::Country(short(country))))
}

fn place_problem(fault: PlaceFault) -> (String, ProblemKind) {
    let bounds = |least: u32, most: u32| ProblemKind::Bounds(least.into(), most.into());
    let (field, kind) = match fault {
        PlaceFault::NoName => ("name", ProblemKind::NoName),
        PlaceFault::TimeZone(zone) => ("timeZone", ProblemKind::TimeZone(zone)),
        PlaceFault::Position => ("position", ProblemKind::Bounds(-180, 180)),
        PlaceFault::Preparation(most) => ("preparationMinutes", bounds(0, most)),
        PlaceFault::KeptDays(most) => ("pickUpKeptDays", bounds(1, most.into())),
        PlaceFault::Hours(fault) => return hours_problem(&fault),
    };
    (field.to_owned(), kind)
}

/// Hours of the week and of single dates are two fields.
fn hours_problem(fault: &HoursFault) -> (String, ProblemKind) {
    let (day, kind) = match fault {
        HoursFault::Reversed { day, start, end } => {
            (day, ProblemKind::HoursReversed(format!("{start}–{end}")))
        }
        HoursFault::Overlap { day, second, second_end, .. } => {
            (day, ProblemKind::HoursOverlap(format!("{second}–{second_end}")))
        }
        HoursFault::Twice(day) => (day, ProblemKind::HoursTwice(day.to_string())),
    };
    let field = match day {
        HoursDay::Weekly(_) => "openingHours.week",
        HoursDay::On(_) => "openingHours.exceptions",
    };
    (field.to_owned(), kind)
}

fn delivery_problems(method: &DeliveryMethod) -> Found {
    let mut found = Found::new();
    let mut say = |field: &str, kind| found.push((field.to_owned(), kind));
    if method.name.trim().is_empty() {
        say("name", ProblemKind::NoName);
    }
    if method.fee.value < Decimal::ZERO {
        say("fee", ProblemKind::NegativePrice(method.fee.value.to_string()));
    }
    if method.tax_rate < Decimal::ZERO || method.tax_rate > Decimal::ONE_HUNDRED {
        say("taxRate", ProblemKind::Bounds(0, 100));
    }
    if method.days_most > LONGEST_DELIVERY {
        say("daysMost", ProblemKind::Bounds(0, LONGEST_DELIVERY.into()));
    } else if method.days_least > method.days_most {
        say("daysMost", ProblemKind::Limits(method.days_least, method.days_most));
    }
    for country in method.country.iter().filter(|country| !is_country(country)) {
        say("country", ProblemKind::Country(short(country)));
    }
    found
}

/// The account that customers are asked to pay to, and how they reach the house, are read before anybody relies on them.
fn operator_problems(body: &Value) -> Found {
    let mut found = Found::new();
    let iban = text(body, "iban");
    if !iban.trim().is_empty()
        && let Err(error) = iban.parse::<collect::payment::Iban>()
    {
        found.push(("iban".into(), ProblemKind::AccountNumber(error.key())));
    }
    let bic = text(body, "bic");
    if !bic.trim().is_empty() && !collect::payment::is_bic(bic) {
        found.push(("bic".into(), ProblemKind::AccountNumber("bic-wrong")));
    }
    let email = text(body, "email");
    if !email.trim().is_empty() && email.parse::<EmailAddress>().is_err() {
        found.push(("email".into(), ProblemKind::NotAnAddress(short(email))));
    }
    found.extend(country_problem("address.country", text(body, "address.country")));
    found
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn fields(section: Section, body: &Value) -> Vec<String> {
        let problems = shape_problems(section, "x", body);
        problems.into_iter().map(|problem| problem.at.column.unwrap_or_default()).collect()
    }

    #[test]
    fn an_account_that_customers_pay_to_is_an_account() {
        let wrong = json!({"name": "A", "iban": "FR00", "email": "notmail", "bic": "?", "address": {"country": "ZZ"}});
        assert_eq!(fields(Section::Operator, &wrong), ["iban", "bic", "email", "address.country"]);
        let right =
            json!({"name": "A", "iban": "FR14 2004 1010 0505 0001 3M02 606", "email": "a@example.org"});
        assert_eq!(fields(Section::Operator, &right), [""; 0]);
    }

    #[test]
    fn deliveries_and_places_are_within_their_bounds() {
        let delivery = json!({"id": "d", "name": "D", "fee": {"unit": "EUR", "value": 5}, "taxRate": 2000, "daysLeast": 5,
            "daysMost": 2, "country": ["FR", "XX"]});
        assert_eq!(fields(Section::DeliveryMethod, &delivery), ["taxRate", "daysMost", "country"]);
        let place = json!({"name": "P", "timeZone": "Mars/Phobos", "address": {"country": "ZZZZ"}, "openingHours": {
            "week": [{"day": "monday", "hourPeriod": [{"startHour": "18:00", "endHour": "09:00"}]}]}});
        assert_eq!(fields(Section::Place, &place), ["timeZone", "openingHours.week", "address.country"]);
    }
}
