//! Who may buy: conditions that nobody could ever meet, or that speak of what is not there.

use super::{Checker, ProblemKind, Section};
use crate::catalogue::EligibilityRule;

/// The longest beginning of a postcode, in characters; no country has longer postcodes.
const LONGEST_POSTCODE: usize = 10;
/// The attribute that holds the rules.
const FIELD: &str = "eligibility";

impl Checker<'_> {
    pub(super) fn conditions(&mut self, id: &str, rules: &[EligibilityRule]) {
        let section = Section::Offering;
        for rule in rules {
            match rule {
                EligibilityRule::Postcode { prefixes } => {
                    let wrong = prefixes.iter().filter(|prefix| !may_begin_a_postcode(prefix));
                    for prefix in wrong.cloned().collect::<Vec<_>>() {
                        self.say(section, id, FIELD, ProblemKind::Postcode(prefix));
                    }
                }
                EligibilityRule::Requires { offerings } | EligibilityRule::Excludes { offerings } => {
                    for other in offerings {
                        self.refer(section, id, FIELD, section, other.as_str());
                    }
                }
                EligibilityRule::AtMost { count: 0 } => {
                    self.say(section, id, FIELD, ProblemKind::NotOneOf("0".into(), "1, 2, 3 …".into()));
                }
                EligibilityRule::AtMost { .. } => {}
                EligibilityRule::NewIn { category } => {
                    self.refer(section, id, FIELD, Section::Category, category.as_str());
                }
            }
        }
    }
}

fn may_begin_a_postcode(prefix: &str) -> bool {
    let plain = prefix.trim();
    (1..=LONGEST_POSTCODE).contains(&plain.chars().count())
        && plain.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-'))
        && plain.chars().any(|c| c.is_ascii_alphanumeric())
}
