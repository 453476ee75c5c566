//! The portrait as figures: what `portrait.json` says, word for word.
//!
//! Rates are fractions, durations are seconds (unless a name ends in another unit), nothing is rounded. A family
//! that the log cannot show is `None`, never zero.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Serialize;
use types::{ActorKind, Operation, Outcome, Scene, Word};

use crate::Filter;

/// A whole portrait.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Portrait {
    /// The version of the fold that made it.
    pub fold_version: u32,
    /// What it is restricted to.
    pub filter: Filter,
    /// The IANA time zone in which days and half-hours are cut.
    pub time_zone: String,
    /// When the first act began and the last one ended, after filtering.
    pub period: Option<Period>,
    /// How many acts; rows that are nobody's act (`void`) are not among them.
    pub acts: u64,
    /// Rows that are nobody's act.
    pub void_rows: u64,
    /// Contacts: acts of dialogue that ended served or abandoned.
    pub contacts: Option<Contacts>,
    /// How long customers waited for a contact.
    pub wait_s: Option<Waits>,
    /// How long services lasted.
    pub service_s: Option<Services>,
    /// Seconds of work of each kind of actor, over all acts.
    pub work_s: Option<WorkByActor>,
    /// Contacts by reason, most frequent first.
    pub by_reason: Option<Vec<ByReason>>,
    /// Those who serve, as a group of five or more.
    pub agents: Option<Agents>,
    /// What the work achieved.
    pub adjustments: Option<Adjustments>,
    /// Who comes back within an hour, by how long the service took.
    pub return_curve: Option<Vec<ReturnBucket>>,
    /// Contacts by half-hour of the calendar, empty ones left out, in the order of time.
    pub half_hours: Vec<HalfHour>,
    /// Stretches of time far from their own norm.
    pub moments: Option<Vec<Moment>>,
    /// Acts by operation and scene.
    pub operations: Vec<OperationByScene>,
    /// What was sold, line by line.
    pub sales: Option<Sales>,
    /// Cases handled, as process logs know them.
    pub cases: Option<Cases>,
    /// Working conditions, as distributions over a group of five or more.
    pub conditions: Option<Conditions>,
    /// Passages from one stage to the next, with the loops of those who return.
    pub flows: Vec<Flow>,
    /// Demand that found no offer, and what became of it.
    pub unmet: Option<Vec<UnmetDemand>>,
    /// What this log cannot see: keys of sentences.
    pub not_seen: Vec<NotSeen>,
    /// Rules in force: each rule's key and its parameters, as the figures used them.
    pub rules: Vec<RuleInForce>,
    /// The values that a filter can take here.
    pub choices: Choices,
}

/// A stretch of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Period {
    /// When it begins.
    pub start: Timestamp,
    /// When it ends.
    pub end: Timestamp,
}

/// Contacts in all and how they ended.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Contacts {
    /// Served and abandoned together.
    pub total: u64,
    /// Somebody served the customer.
    pub served: u64,
    /// The customer gave up first.
    pub abandoned: u64,
    /// `abandoned / total`.
    pub abandonment_rate: Option<f64>,
    /// Share of contacts that waited longer than zero.
    pub queued_rate: Option<f64>,
}

/// How long customers waited, in seconds.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Waits {
    /// Mean over all contacts, zeros included.
    pub mean_all: Option<f64>,
    /// Mean over those that were served.
    pub mean_served: Option<f64>,
    /// Mean over those that gave up.
    pub mean_abandoned: Option<f64>,
    /// All waiting together.
    pub total: f64,
    /// Σ waits / abandoned: the mean patience if patience were exponential (censored likelihood).
    pub patience_exponential: Option<f64>,
    /// Median, 90th percentile and greatest wait over all contacts, by whole second.
    pub median: Option<f64>,
    /// Nine in ten waited at most this long.
    pub p90: Option<f64>,
    /// The longest wait.
    pub max: Option<f64>,
}

/// How long services lasted, in seconds; zero-length ones count.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Services {
    /// Mean over served contacts.
    pub mean: Option<f64>,
    /// Median over served contacts.
    pub median: Option<f64>,
    /// All of them together.
    pub total: f64,
    /// How many took less than ten seconds.
    pub under_10: u64,
    /// `under_10` over served contacts.
    pub under_10_rate: Option<f64>,
    /// How many services lasted how many whole seconds, for the distribution: (seconds, services).
    pub histogram: Vec<(u64, u64)>,
}

/// Seconds of work; `None` where no act has a known time for that kind of actor.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct WorkByActor {
    /// Customers' own work: menus, forms, carts, talking.
    pub customer: Option<f64>,
    /// The work of agents.
    pub agent: Option<f64>,
    /// What machines ran.
    pub machine: Option<f64>,
}

/// Contacts of one reason. Reasons with fewer than five contacts are put together under `reason: null`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ByReason {
    /// The reason, as the organisation codes it; none for contacts without one, or too few to be shown.
    pub reason: Option<Word>,
    /// How many contacts.
    pub contacts: u64,
    /// Share of them that were abandoned.
    pub abandonment_rate: Option<f64>,
    /// Mean of services longer than zero, in seconds.
    pub mean_service_s: Option<f64>,
    /// All waiting, in seconds.
    pub wait_s: f64,
}

/// Those who serve, never one by one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Agents {
    /// How many are named in the log.
    pub count: u64,
    /// Served contacts without a name.
    pub unnamed_services: u64,
    /// Why what follows is missing, where the group is smaller than five.
    pub suppressed: bool,
    /// How short services (under 10 s) concentrate: the least share of people who make half of them, and more.
    pub short_services: Option<Concentration>,
    /// Seconds of talk a person, as quantiles over the group.
    pub load_s: Option<Quantiles>,
    /// Served contacts a person, as quantiles over the group.
    pub services: Option<Quantiles>,
    /// Gini index of seconds of talk: 0 when all work alike.
    pub load_gini: Option<f64>,
}

/// How a count concentrates on few of a group.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Concentration {
    /// How much is counted, over named people.
    pub total: u64,
    /// The least share of people that together make at least half of it.
    pub people_share_for_half: Option<f64>,
    /// The share made by the top fifth of people (rounded up to a whole person).
    pub top_fifth_share: Option<f64>,
}

/// A distribution over a group of five or more, without its extremes (which would be one person's).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Quantiles {
    /// How many people or stretches it is over.
    pub count: u64,
    /// One in ten has less.
    pub p10: f64,
    /// One in four has less.
    pub p25: f64,
    /// Half have less.
    pub median: f64,
    /// Three in four have less.
    pub p75: f64,
    /// Nine in ten have less.
    pub p90: f64,
    /// The mean.
    pub mean: f64,
}

/// How an adjustment ended, as `facts` of the rule say; `total` is over all.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Adjustments {
    /// The key of the rule that tells adjustments apart, e.g. `same_customer_window`.
    pub rule: String,
    /// The rule's window, in hours: a later contact within it belongs to the same demand.
    pub window_h: f64,
    /// All of them.
    pub total: u64,
    /// Served the first time.
    pub fitted_at_once: u64,
    /// Served at last, after coming back.
    pub fitted_after_returns: u64,
    /// Given up, and did not come back.
    pub unmet_at_once: u64,
    /// Came back and gave up in the end.
    pub unmet_after_returns: u64,
    /// Undone afterwards (cancelled, returned).
    pub undone: u64,
    /// Of each, how many are still open when the log ends.
    pub open_at_end: OpenAtEnd,
    /// Contacts that belong to some adjustment, and contacts without an identified customer.
    pub contacts_identified: u64,
    /// Contacts that carry no customer, and so belong to no adjustment.
    pub contacts_unidentified: u64,
    /// Seconds by outcome: key is `fitted_at_once`, `fitted_after_returns`, `unmet_at_once`,
    /// `unmet_after_returns`, `undone`.
    pub work: BTreeMap<String, OutcomeWork>,
}

/// Adjustments that a later contact could still have changed when the log ended.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "the same names as in Adjustments")]
pub struct OpenAtEnd {
    pub fitted_at_once: u64,
    pub fitted_after_returns: u64,
    pub unmet_at_once: u64,
    pub unmet_after_returns: u64,
    pub undone: u64,
}

/// The seconds behind one outcome.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct OutcomeWork {
    /// How many adjustments.
    pub adjustments: u64,
    /// Contacts in them.
    pub contacts: u64,
    /// Customers' own work, in seconds.
    pub customer_s: f64,
    /// Waiting, in seconds.
    pub waiting_s: f64,
    /// Agents' work, in seconds.
    pub agent_s: f64,
}

/// One row of the return curve: services of `from_s` to just under `to_s` seconds; the row of hang-ups has
/// `hang_ups: true` and no bounds.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReturnBucket {
    /// Least seconds of service.
    pub from_s: Option<u64>,
    /// Just under these seconds; none for the last row, which is open.
    pub to_s: Option<u64>,
    /// Whether this is the row of contacts that gave up.
    pub hang_ups: bool,
    /// Services (or hang-ups) of identified customers.
    pub services: u64,
    /// Of these, how many were followed by another contact of the same customer within the hour.
    pub returned: u64,
    /// `returned / services`.
    pub share: Option<f64>,
    /// Wilson's 95 % interval of the share.
    pub low: Option<f64>,
    /// Its upper end.
    pub high: Option<f64>,
}

/// Contacts that began in one half-hour of the calendar.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HalfHour {
    /// When it begins.
    pub start: Timestamp,
    /// Contacts.
    pub contacts: u64,
    /// Of these abandoned.
    pub abandoned: u64,
    /// Acts of any kind.
    pub acts: u64,
    /// Waiting, in seconds.
    pub wait_s: f64,
}

/// A stretch of time far from its own norm: the same hour of the other days of its kind.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Moment {
    /// When it begins.
    pub start: Timestamp,
    /// When it ends.
    pub end: Timestamp,
    /// Contacts.
    pub contacts: u64,
    /// Contacts abandoned.
    pub abandoned: u64,
    /// Of these, without having queued.
    pub abandoned_unqueued: u64,
    /// Contacts that the norm would lead one to expect (the median of comparable hours).
    pub expected_contacts: f64,
    /// Hang-ups that the norm would lead one to expect.
    pub expected_abandoned: f64,
    /// Share of all the period's hang-ups that fall in it.
    pub share_of_abandoned: Option<f64>,
    /// Acts of any kind, for logs without contacts.
    pub acts: u64,
    /// Acts that the norm would lead one to expect.
    pub expected_acts: f64,
}

/// Acts and work of one operation in one scene.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OperationByScene {
    /// The operation.
    pub operation: Operation,
    /// The scene.
    pub scene: Scene,
    /// Acts.
    pub acts: u64,
    /// Seconds of work by kind of actor.
    pub work_s: WorkByActor,
    /// Waiting, in seconds.
    pub wait_s: Option<f64>,
}

/// What was sold.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Sales {
    /// Lines, of whatever sign.
    pub lines: u64,
    /// Distinct invoices or orders.
    pub invoices: u64,
    /// Distinct known customers.
    pub customers: u64,
    /// Distinct codes of items, as written.
    pub items: u64,
    /// Σ quantity × unit price over all lines, an exact decimal; by currency where there are several.
    pub sum: String,
    /// The currency of the sums, where the mapping says one.
    pub currency: Option<String>,
    /// Lines that cancel.
    pub cancel_lines: u64,
    /// Distinct cancelling invoices.
    pub cancel_invoices: u64,
    /// Negative lines that cancel nothing: a clerk's corrections of stock.
    pub stock_corrections: u64,
    /// Lines without a known customer.
    pub lines_without_customer: u64,
    /// Lines whose price is zero.
    pub zero_price_lines: u64,
    /// Lines that do not cancel, of a known customer, with quantity and price above zero.
    pub clean: CleanSales,
}

/// The part of sales that is plainly sale.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CleanSales {
    /// Lines.
    pub lines: u64,
    /// Distinct orders.
    pub orders: u64,
    /// Distinct customers.
    pub customers: u64,
    /// Σ quantity × unit price, an exact decimal.
    pub sum: String,
}

/// Cases handled.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cases {
    /// Distinct cases.
    pub total: u64,
    /// Events in them.
    pub events: u64,
    /// Distinct resources (people and machines).
    pub resources: u64,
    /// Events that name no resource.
    pub events_without_resource: u64,
    /// Work, in seconds: from each start to the completion that closes it.
    pub work_s: Option<f64>,
    /// Distinct activities.
    pub activities: u64,
    /// Acts of a case at which the resource changes hands.
    pub handovers: u64,
}

/// Working conditions, as distributions.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Conditions {
    /// Seconds between the end of one service and the start of the next by the same person within the same
    /// working stretch (gaps of an hour and more are taken for its end).
    pub gap_s: Option<Quantiles>,
    /// Share of gaps shorter than ten seconds.
    pub gap_under_10_rate: Option<f64>,
    /// Talk / (talk + gaps), a person and a day, over days with at least an hour of talk.
    pub occupancy: Option<Quantiles>,
    /// Services a person and an hour of presence.
    pub services_per_hour: Option<Quantiles>,
    /// Phases that the log does not know: `pause`, `after_work`, `ready` …
    pub phases_not_seen: Vec<String>,
}

/// A passage from one stage to the next. Stage keys: `demand`, `scene:phone`, `served`, `abandoned`,
/// `returned`, `fitted`, `unmet`, or `activity:NAME` for a process log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Flow {
    /// The stage left.
    pub from: String,
    /// The stage reached.
    pub to: String,
    /// How often.
    pub count: u64,
}

/// Demand that found no offer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct UnmetDemand {
    /// What it was about.
    pub reason: Option<Word>,
    /// How it failed: abandoned, refused, undone.
    pub outcome: Outcome,
    /// How many acts.
    pub acts: u64,
    /// Of those of identified customers: came back within the window and were served.
    pub later_served: u64,
    /// Came back within the window and were not.
    pub later_unmet: u64,
    /// Did not come back within the window.
    pub never_back: u64,
    /// Nobody knows: the customer is not identified.
    pub unknown: u64,
}

/// Something that this log cannot show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NotSeen {
    /// The key of a sentence: `self_service_success`, `breaks`, `after_work`, `customer_identity`, `scenes`,
    /// `reasons`, `priority_unreliable` …
    pub key: String,
    /// Figures for the sentence: names and numbers.
    pub figures: BTreeMap<String, String>,
}

/// A rule as it was applied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RuleInForce {
    /// The key of the figure or family that it makes.
    pub key: String,
    /// Its parameters, as written.
    pub parameters: BTreeMap<String, String>,
}

/// The values that occur in the view, whatever the filter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Choices {
    /// The whole period.
    pub period: Option<Period>,
    /// Reasons that occur, most frequent first.
    pub reasons: Vec<Word>,
    /// Scenes that occur.
    pub scenes: Vec<Scene>,
    /// Kinds of actors that occur.
    pub actors: Vec<ActorKind>,
}
