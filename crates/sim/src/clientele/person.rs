//! Invented people: names that nobody in particular has, addresses that lead nowhere (`example.org`, RFC 2606).

use crate::chance::Chance;

/// Somebody who comes to the shop, now and then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The number that tells them from all others.
    pub number: u64,
    /// Their given name.
    pub given_name: &'static str,
    /// Their family name.
    pub family_name: &'static str,
    /// Where mail would reach them, if they existed.
    pub email: String,
    /// The language that they read: `fr` or `en`.
    pub language: &'static str,
    /// Street and number.
    pub street: String,
    /// Postcode.
    pub postcode: &'static str,
    /// Town.
    pub city: &'static str,
}

/// The stream of chance that makes people.
const PERSON: u64 = 43;

const GIVEN: [&str; 16] = [
    "Ada", "Bachir", "Camille", "Dora", "Elif", "Fanny", "Gaël", "Hanna", "Ilyès", "Jeanne", "Karim", "Lou",
    "Maëlle", "Noé", "Olga", "Paul",
];
const FAMILY: [&str; 16] = [
    "Aubert",
    "Benali",
    "Carpentier",
    "Diallo",
    "Etcheverry",
    "Fontaine",
    "Guillou",
    "Hoarau",
    "Imbert",
    "Jacquet",
    "Kaya",
    "Lemoine",
    "Marchand",
    "Nguyen",
    "Ozanne",
    "Petit",
];
const STREETS: [&str; 6] =
    ["rue des Lilas", "avenue du Port", "place de la Gare", "chemin Vert", "rue Neuve", "quai des Brumes"];
const TOWNS: [(&str, &str); 8] = [
    ("69003", "Lyon"),
    ("69007", "Lyon"),
    ("44000", "Nantes"),
    ("44200", "Nantes"),
    ("35000", "Rennes"),
    ("38000", "Grenoble"),
    ("75011", "Paris"),
    ("13002", "Marseille"),
];

impl Person {
    /// The person of this number in a simulation.
    pub fn of(seed: u64, number: u64) -> Self {
        let mut chance = Chance::of(&[seed, PERSON, number]);
        let mut one_of = |count: usize| chance.below(count as u64) as usize;
        let (given_name, family_name) = (GIVEN[one_of(GIVEN.len())], FAMILY[one_of(FAMILY.len())]);
        let (postcode, city) = TOWNS[one_of(TOWNS.len())];
        let street = format!("{} {}", 1 + one_of(120), STREETS[one_of(STREETS.len())]);
        let language = if one_of(6) == 0 { "en" } else { "fr" };
        Self {
            number,
            given_name,
            family_name,
            email: format!("client-{number}@example.org"),
            language,
            street,
            postcode,
            city,
        }
    }
}
