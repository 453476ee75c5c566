//! Who may buy an offering, and why somebody may not: rules are data, and every refusal has a reason.

use serde::{Deserialize, Serialize};

use super::id::{CategoryId, OfferingId};

/// A rule that a customer must meet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "rule", rename_all = "camelCase")]
pub enum EligibilityRule {
    /// The address of use must have a postcode that begins with one of these.
    #[serde(rename_all = "camelCase")]
    Postcode {
        /// The beginnings that are served.
        prefixes: Vec<String>,
    },
    /// One of these offerings must be held already, or be in the same cart.
    #[serde(rename_all = "camelCase")]
    Requires {
        /// Any of them is enough.
        offerings: Vec<OfferingId>,
    },
    /// None of these may be held or be in the same cart.
    #[serde(rename_all = "camelCase")]
    Excludes {
        /// None of them.
        offerings: Vec<OfferingId>,
    },
    /// At most so many for one customer, held ones included.
    #[serde(rename_all = "camelCase")]
    AtMost {
        /// How many.
        count: u32,
    },
    /// Only for those who hold nothing of this category yet (a welcome offer).
    #[serde(rename_all = "camelCase")]
    NewIn {
        /// The category.
        category: CategoryId,
    },
}

/// What is known of somebody who would buy.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Situation {
    /// The postcode of the address of use, once they said it.
    pub postcode: Option<String>,
    /// Offerings that they hold, and how many of each.
    pub held: Vec<(OfferingId, u32)>,
    /// Categories of what they hold.
    pub held_categories: Vec<CategoryId>,
    /// Offerings in the cart, and how many of each.
    pub in_cart: Vec<(OfferingId, u32)>,
}

/// What a rule says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Eligibility {
    /// Yes.
    Eligible,
    /// It depends on the postcode, which is not known yet.
    NeedsPostcode,
    /// No.
    NotEligible(Ineligible),
}

/// Why somebody may not buy, so that they can act on it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Ineligible {
    /// The postcode is not served.
    #[error("not available at postcode {0}")]
    PostcodeNotServed(String),
    /// Something else is needed with it.
    #[error("needs one of {}", .0.iter().map(OfferingId::as_str).collect::<Vec<_>>().join(", "))]
    Needs(Vec<OfferingId>),
    /// It cannot go with something else.
    #[error("cannot go with {0}")]
    CannotGoWith(OfferingId),
    /// Too many of it.
    #[error("at most {allowed} for one customer; this would make {wanted}")]
    TooMany {
        /// How many there may be.
        allowed: u32,
        /// How many it would make.
        wanted: u32,
    },
    /// It is for new customers.
    #[error("only for those who have nothing of {0} yet")]
    OnlyNew(CategoryId),
}

/// Whether somebody in this situation may buy `offering`, of which `wanted` are asked for in all.
pub fn eligibility(
    rules: &[EligibilityRule],
    offering: &OfferingId,
    wanted: u32,
    situation: &Situation,
) -> Eligibility {
    let mut needs_postcode = false;
    for rule in rules {
        match check(rule, offering, wanted, situation) {
            Eligibility::Eligible => {}
            Eligibility::NeedsPostcode => needs_postcode = true,
            no @ Eligibility::NotEligible(_) => return no,
        }
    }
    if needs_postcode { Eligibility::NeedsPostcode } else { Eligibility::Eligible }
}

fn check(rule: &EligibilityRule, offering: &OfferingId, wanted: u32, situation: &Situation) -> Eligibility {
    let count = |list: &[(OfferingId, u32)], id: &OfferingId| {
        list.iter().filter(|(each, _)| each == id).map(|(_, count)| *count).sum::<u32>()
    };
    let there = |id: &OfferingId| count(&situation.held, id) + count(&situation.in_cart, id) > 0;
    let refuse = Eligibility::NotEligible;
    match rule {
        EligibilityRule::Postcode { prefixes } => match &situation.postcode {
            None => Eligibility::NeedsPostcode,
            Some(code) if prefixes.iter().any(|prefix| plain(code).starts_with(&plain(prefix))) => {
                Eligibility::Eligible
            }
            Some(code) => refuse(Ineligible::PostcodeNotServed(code.clone())),
        },
        EligibilityRule::Requires { offerings } if offerings.iter().any(there) => Eligibility::Eligible,
        EligibilityRule::Requires { offerings } => refuse(Ineligible::Needs(offerings.clone())),
        EligibilityRule::Excludes { offerings } => match offerings.iter().find(|id| there(id)) {
            Some(other) => refuse(Ineligible::CannotGoWith(other.clone())),
            None => Eligibility::Eligible,
        },
        EligibilityRule::AtMost { count: allowed } => {
            let wanted = wanted.saturating_add(count(&situation.held, offering));
            if wanted <= *allowed {
                Eligibility::Eligible
            } else {
                refuse(Ineligible::TooMany { allowed: *allowed, wanted })
            }
        }
        EligibilityRule::NewIn { category } if situation.held_categories.contains(category) => {
            refuse(Ineligible::OnlyNew(category.clone()))
        }
        EligibilityRule::NewIn { .. } => Eligibility::Eligible,
    }
}

/// A postcode without spaces, in capitals.
fn plain(postcode: &str) -> String {
    postcode.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rule_says_why_not() {
        let id = OfferingId::new("a");
        let ask = |rules: &[EligibilityRule], wanted, situation: &Situation| {
            eligibility(rules, &id, wanted, situation)
        };
        let served = [EligibilityRule::Postcode { prefixes: vec!["69".into(), "SW1".into()] }];
        let at = |code: &str| Situation { postcode: Some(code.into()), ..Situation::default() };
        assert_eq!(ask(&served, 1, &Situation::default()), Eligibility::NeedsPostcode);
        assert_eq!(ask(&served, 1, &at("69 003")), Eligibility::Eligible);
        assert_eq!(ask(&served, 1, &at("sw1a 1aa")), Eligibility::Eligible);
        assert!(matches!(
            ask(&served, 1, &at("75001")),
            Eligibility::NotEligible(Ineligible::PostcodeNotServed(_))
        ));
        let at_most = [EligibilityRule::AtMost { count: 2 }];
        let holds_one = Situation { held: vec![(id.clone(), 1)], ..Situation::default() };
        assert_eq!(ask(&at_most, 1, &holds_one), Eligibility::Eligible);
        assert_eq!(
            ask(&at_most, 2, &holds_one),
            Eligibility::NotEligible(Ineligible::TooMany { allowed: 2, wanted: 3 })
        );
    }
}
