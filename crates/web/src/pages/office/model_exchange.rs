//! What the pages of imports, dead ends and histories are given.

/// A change of a plan.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OfficeChange {
    /// `added`, `changed`, `ended`.
    pub kind: &'static str,
    /// The part, in the reader's language.
    pub section: String,
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The attribute, before, after.
    pub fields: Vec<(String, String, String)>,
}

/// What an import would do.
#[derive(Debug, Clone, Default)]
pub struct OfficePlan {
    /// The upload.
    pub upload: String,
    /// The name of the file.
    pub file: String,
    /// Whether it may be done.
    pub may_apply: bool,
    /// Whether it would change nothing.
    pub nothing: bool,
    /// Resources or rows read.
    pub read: u64,
    /// How many are added, changed, ended, counted, and stay.
    pub counts: [u64; 5],
    /// The changes, cut to what a page can show.
    pub changes: Vec<OfficeChange>,
    /// Counts: place, item, before, after.
    pub stock: Vec<(String, String, i64, i64)>,
    /// What is wrong: line, column, what of, what; whether it is grave.
    pub problems: Vec<OfficePlanProblem>,
    /// How many problems there are in all.
    pub problems_total: usize,
    /// The mapping, as TOML.
    pub mapping: Option<String>,
    /// Whether offerings that are not named are taken off the shelf.
    pub end_missing: bool,
    /// For a log of sales: what was taken and left, line by line.
    pub sales: Vec<(String, String)>,
    /// What is wrong with the mapping that was written.
    pub mapping_problem: Option<String>,
}

/// A problem of a plan.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OfficePlanProblem {
    /// The line.
    pub line: Option<u64>,
    /// The column or the attribute.
    pub column: String,
    /// Of what.
    pub of: String,
    /// What.
    pub text: String,
    /// Whether nothing is imported until it is mended.
    pub severe: bool,
}

/// How far an import is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OfficeJob {
    /// The file.
    pub file: String,
    /// Changes made.
    pub done: u64,
    /// Changes in all; 0 before the first batch.
    pub of: u64,
    /// Whether it is over.
    pub over: bool,
    /// Whether it was stopped.
    pub stopped: bool,
    /// Why it failed.
    pub failure: Option<String>,
}

/// Dead ends as the page shows them.
#[derive(Debug, Clone, Default)]
pub struct OfficeDeadEnds {
    /// For how many days.
    pub days: u16,
    /// How many.
    pub count: u64,
    /// By reason: words, how many.
    pub reasons: Vec<(String, u64)>,
    /// Refused payments by what was said of them: words, how many.
    pub refused_payments: Vec<(String, u64)>,
    /// By offering.
    pub offerings: Vec<OfficeUnmet>,
    /// How many are about no offering in particular.
    pub without_offering: u64,
    /// By phrase.
    pub phrases: Vec<OfficeUnmet>,
    /// How many phrases are not shown, because too few browsers sought them.
    pub rare_phrases: u64,
    /// By place.
    pub places: Vec<OfficeUnmet>,
    /// Whether a phrase was just erased.
    pub erased: bool,
    /// Whether phrases may be erased.
    pub may_erase: bool,
}

/// Dead ends about one thing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OfficeUnmet {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Where it leads, if anywhere.
    pub href: Option<String>,
    /// Why, as words.
    pub reasons: String,
    /// How many.
    pub count: u64,
    /// How many different customers.
    pub customers: u64,
    /// How many wait to be told when it is back.
    pub waiting: u64,
    /// The last of them.
    pub last: String,
}

/// A version of a resource.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OfficeVersion {
    /// Its number.
    pub version: u64,
    /// When it was written.
    pub at: String,
    /// Who wrote it.
    pub who: String,
    /// Where it can be looked at, and saved again.
    pub href: Option<String>,
    /// The attribute, before, after.
    pub fields: Vec<(String, String, String)>,
    /// Whether it was deleted or erased.
    pub gone: bool,
}
