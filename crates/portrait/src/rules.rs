//! The rules that made the figures, with their parameters: printed beside them.

use crate::achieved;
use crate::figures::{Portrait, RuleInForce};
use crate::moments;
use crate::services::STRETCH_ENDS_MS;
use crate::settings::Settings;
use crate::tally::ENOUGH;

/// The rules of the families that a portrait shows.
pub(crate) fn in_force(portrait: &Portrait, settings: &Settings) -> Vec<RuleInForce> {
    let mut rules = Vec::new();
    let mut say = |when: bool, key: &str, parameters: &[(&str, String)]| {
        if when {
            let parameters =
                parameters.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
            rules.push(RuleInForce { key: key.to_owned(), parameters });
        }
    };
    let within = ("within_s", settings.return_within_s.to_string());
    say(
        portrait.adjustments.is_some(),
        "adjustments",
        &[
            ("rule", achieved::rule(settings).to_owned()),
            ("window_h", settings.window_h.to_string()),
            ("fitted_when", "last_served".to_owned()),
        ],
    );
    say(portrait.return_curve.is_some(), "return_curve", &[within, ("interval", "wilson_95".to_owned())]);
    say(
        portrait.service_s.is_some(),
        "service_s",
        &[("short_under_s", settings.short_service_s.to_string())],
    );
    say(
        portrait.moments.is_some(),
        "moments",
        &[
            ("spreads", moments::FAR.to_string()),
            ("least_departure", moments::LEAST.to_string()),
            ("most", moments::MOST.to_string()),
            ("quiet_day_under", moments::QUIET.to_string()),
        ],
    );
    say(portrait.agents.is_some(), "agents", &[("least_group", ENOUGH.to_string())]);
    say(
        portrait.conditions.is_some(),
        "conditions",
        &[
            ("least_group", ENOUGH.to_string()),
            ("stretch_ends_after_s", (STRETCH_ENDS_MS / 1_000).to_string()),
        ],
    );
    say(portrait.by_reason.is_some(), "by_reason", &[("least_group", ENOUGH.to_string())]);
    say(portrait.unmet.is_some(), "unmet", &[("window_h", settings.window_h.to_string())]);
    say(portrait.sales.is_some(), "sales", &[("clean", "not_cancelling_customer_known_positive".to_owned())]);
    say(portrait.cases.is_some(), "cases", &[("handover", "both_named_and_different".to_owned())]);
    rules
}
