//! The wizard's form: what a file was taken for, as drop-downs, and what the reader put right.
//!
//! A file that a built-in mapping reads is put right in the mapping itself; any other file is described by roles
//! (which column says when it began, who served …), out of which a mapping is made.

use std::collections::BTreeMap;

use app::{Choices, Counter, mapping_fields, with_fields};
use logs::{About, Draft, Identity, Limits, Mapping, Names, Preview, Recognised, Role};
use types::{Outcome, ViewName};

use super::Problem;
use super::uploads::Upload;
use crate::context::PageContext;
use crate::model::{self, ColumnField, ImportForm, MappingChoice, MappingSection, PreviewLine};

/// Rows that are told as what they become.
const ROWS_TOLD: usize = 10;
/// The name under which the form offers the mapping that is made out of roles.
const BY_ROLES: &str = "by-roles";
/// Time zones that a drop-down offers beside the one in use; any other can be written in a mapping's file.
const ZONES: [&str; 14] = [
    "Europe/Paris",
    "Europe/London",
    "Europe/Berlin",
    "Europe/Madrid",
    "Europe/Rome",
    "Europe/Brussels",
    "UTC",
    "America/New_York",
    "America/Chicago",
    "America/Los_Angeles",
    "America/Montreal",
    "Asia/Jerusalem",
    "Asia/Tokyo",
    "Australia/Sydney",
];

/// What the reader chose: the fields of the form by name.
pub(super) type Form = BTreeMap<String, String>;

/// A file with what was chosen for it.
pub(super) struct Wizard {
    pub upload: Upload,
    pub recognised: Recognised,
    pub form: Form,
    limits: Limits,
}

impl Wizard {
    /// Looks at the file again and reads the form.
    pub fn new(counter: &Counter, upload: Upload, form: Form) -> Result<Self, Problem> {
        let limits = counter.limits().clone();
        let mut recognised = logs::recognise(&upload.path, &limits)?;
        // The guess names things after the upload's file; people know it by the name they gave it.
        if let Some(draft) = &mut recognised.draft {
            draft.name = plain(&upload.name);
        }
        Ok(Self { upload, recognised, form, limits })
    }

    fn said(&self, name: &str) -> Option<&str> {
        self.form.get(name).map(String::as_str)
    }

    /// The name of the mapping that is in use.
    fn chosen(&self) -> String {
        let guessed = || match self.recognised.guesses.first() {
            Some(guess) if guess.reason != logs::Reason::Looks => guess.mapping.name.clone(),
            _ => BY_ROLES.to_owned(),
        };
        self.said("mapping").map_or_else(guessed, str::to_owned)
    }

    /// The draft with the roles that the form gives.
    fn draft(&self) -> Option<Draft> {
        let mut draft = self.recognised.draft.clone()?;
        for role in Role::ALL {
            match self.said(&format!("role.{}", role.name())) {
                Some("") => drop(draft.roles.remove(role)),
                Some(column) => drop(draft.roles.insert(*role, column.to_owned())),
                None => {}
            }
        }
        for (field, value) in &self.form {
            if let Some(code) = field.strip_prefix("outcome.") {
                match value.parse::<Outcome>() {
                    Ok(outcome) => drop(draft.outcomes.insert(code.to_owned(), outcome)),
                    Err(_) => drop(draft.outcomes.remove(code)),
                }
            }
        }
        if let Some(about) = self.said("about").and_then(about_named) {
            draft.about = about;
        }
        if let Some(zone) = self.said("zone") {
            draft.zone = Some(zone.to_owned()).filter(|zone| !zone.is_empty());
        }
        Some(draft)
    }

    /// The mapping that the form stands for.
    pub fn mapping(&self, counter: &Counter) -> Result<Mapping, Problem> {
        let chosen = self.chosen();
        let mut mapping = match self.draft().filter(|_| chosen == BY_ROLES) {
            Some(draft) => draft.mapping(&self.recognised.columns),
            None => with_fields(&counter.mapping(&chosen)?, &self.form),
        };
        if let Some(name) = self.said("save_as").map(plain).filter(|name| !name.is_empty()) {
            mapping.name = name;
        }
        Ok(mapping)
    }

    /// Whether the mapping is to be kept among the reader's own.
    pub fn is_to_be_saved(&self) -> bool {
        self.said("save_as").is_some_and(|name| !name.trim().is_empty())
    }

    /// What becomes of names.
    pub fn names(&self) -> Names {
        if self.said("names") == Some("keep") { Names::Keep } else { Names::Hash }
    }

    /// The view that receives the acts.
    pub fn view(&self) -> Result<ViewName, String> {
        let text = self.said("view").map_or_else(|| plain(&self.upload.name), str::to_owned);
        text.parse().map_err(|error: types::ViewNameError| error.to_string())
    }

    /// The page's form.
    pub fn form(
        &self,
        ctx: &PageContext,
        counter: &Counter,
        mut problems: Vec<String>,
    ) -> Result<ImportForm, Problem> {
        let chosen = self.chosen();
        let mapping = self.mapping(counter)?;
        let identity = Identity::new([0; 32], Names::Hash);
        let read = app::in_zone(&mapping, counter.default_zone());
        let preview = match logs::preview(&self.upload.path, &self.limits, &read, &identity, ROWS_TOLD) {
            Ok(preview) => preview,
            Err(error) => {
                problems.push(error.to_string());
                Preview { rows: Vec::new(), anomalies: logs::Anomalies::default() }
            }
        };
        let sections = match self.draft().filter(|_| chosen == BY_ROLES) {
            Some(draft) => self.role_sections(&draft),
            None => self.mapping_sections(&mapping),
        };
        Ok(ImportForm {
            upload: self.upload.id.clone(),
            recognised: model::Recognised {
                file: self.upload.name.clone(),
                bytes: std::fs::metadata(&self.upload.path).map(|meta| meta.len()).unwrap_or(0),
                format: self.format(ctx),
                columns: self.recognised.columns.iter().map(|column| column.name.clone()).collect(),
            },
            mappings: self.choices(ctx, counter, &chosen)?,
            sections,
            preview: preview.rows.into_iter().map(|row| told(ctx, row)).collect(),
            problems,
            zone: zone_of(counter, &mapping),
            view: self.said("view").map_or_else(|| plain(&self.upload.name), str::to_owned),
            title: mapping.title.clone(),
            save_as: self.said("save_as").unwrap_or_default().to_owned(),
            keep_names: self.names() == Names::Keep,
        })
    }

    /// The format in a few words.
    fn format(&self, ctx: &PageContext) -> String {
        let mut words = vec![format!("{:?}", self.recognised.format).to_uppercase()];
        words.extend(self.recognised.encoding.clone());
        words.extend(self.recognised.separator.clone().map(|separator| format!("“{separator}”")));
        if !self.recognised.columns.is_empty() {
            let count = self.recognised.columns.len() as u64;
            words.push(ctx.tell("import-columns", &[("count", count.into())]));
        }
        words.join(", ")
    }

    /// The mappings that the form offers: those that fit, then the others, then by roles.
    fn choices(
        &self,
        ctx: &PageContext,
        counter: &Counter,
        chosen: &str,
    ) -> Result<Vec<MappingChoice>, Problem> {
        let mut choices = Vec::new();
        for guess in self.recognised.guesses.iter().filter(|guess| guess.reason != logs::Reason::Looks) {
            choices.push(MappingChoice {
                name: guess.mapping.name.clone(),
                title: guess.mapping.title.clone(),
                because: Some(because(ctx, &guess.reason)),
                chosen: guess.mapping.name == chosen,
            });
        }
        if self.recognised.draft.is_some() {
            choices.push(MappingChoice {
                name: BY_ROLES.to_owned(),
                title: String::new(),
                because: Some(because(ctx, &logs::Reason::Looks)),
                chosen: chosen == BY_ROLES,
            });
        }
        for name in counter.mapping_names()? {
            if choices.iter().any(|choice| choice.name == name) {
                continue;
            }
            let mapping = counter.mapping(&name)?;
            if (mapping.format == self.recognised.format) || self.recognised.draft.is_some() {
                let chosen = name == chosen;
                choices.push(MappingChoice { name, title: mapping.title, because: None, chosen });
            }
        }
        Ok(choices)
    }

    fn columns(&self, or_none: bool) -> Vec<(String, String)> {
        let none = or_none.then(|| (String::new(), "–".to_owned()));
        let columns = self.recognised.columns.iter().map(|column| {
            let example = column.examples.first().map_or("", String::as_str);
            let example: String = example.chars().take(24).collect();
            (
                column.name.clone(),
                if example.is_empty() { column.name.clone() } else { format!("{} ({example})", column.name) },
            )
        });
        none.into_iter().chain(columns).collect()
    }

    /// The drop-downs of a draft: what it is about, which column plays which role, how codes end a demand.
    fn role_sections(&self, draft: &Draft) -> Vec<MappingSection> {
        let about = ColumnField {
            name: "about".to_owned(),
            meaning: "about".to_owned(),
            options: ABOUTS.iter().map(|(_, name)| ((*name).to_owned(), (*name).to_owned())).collect(),
            chosen: about_name(draft.about).to_owned(),
            problem: None,
        };
        let zone = zone_field(draft.zone.as_deref().unwrap_or_default());
        let roles = Role::ALL
            .iter()
            .map(|role| ColumnField {
                name: format!("role.{}", role.name()),
                meaning: format!("role-{}", role.name().replace('_', "-")),
                options: self.columns(true),
                chosen: draft.roles.get(role).cloned().unwrap_or_default(),
                problem: None,
            })
            .collect();
        let codes: Vec<ColumnField> = self
            .codes_of(draft)
            .into_iter()
            .map(|code| ColumnField {
                chosen: draft.outcomes.get(&code).map_or("", |outcome| outcome.name()).to_owned(),
                name: format!("outcome.{code}"),
                meaning: code,
                options: outcomes(),
                problem: None,
            })
            .collect();
        let mut sections = vec![
            MappingSection { title: "file".to_owned(), fields: vec![about, zone] },
            MappingSection { title: "roles".to_owned(), fields: roles },
        ];
        if !codes.is_empty() {
            sections.push(MappingSection { title: "outcomes".to_owned(), fields: codes });
        }
        sections
    }

    /// The codes of the column that says how a demand ended.
    fn codes_of(&self, draft: &Draft) -> Vec<String> {
        let column = draft.roles.get(&Role::Outcome);
        let found =
            column.and_then(|name| self.recognised.columns.iter().find(|column| column.name == *name));
        let mut codes: Vec<String> = found.map(|column| column.examples.clone()).unwrap_or_default();
        codes.extend(draft.outcomes.keys().cloned());
        codes.sort();
        codes.dedup();
        codes
    }

    /// The drop-downs of a mapping.
    fn mapping_sections(&self, mapping: &Mapping) -> Vec<MappingSection> {
        let mut sections: Vec<MappingSection> = Vec::new();
        for field in mapping_fields(mapping) {
            let options = match field.choices {
                Choices::Column => self.columns(false),
                Choices::ColumnOrNone => self.columns(true),
                Choices::Names(names) => {
                    names.iter().map(|name| ((*name).to_owned(), (*name).to_owned())).collect()
                }
                Choices::Zone => zone_field(&field.chosen).options,
            };
            let missing = !options.iter().any(|(value, _)| logs::same_name(value, &field.chosen));
            let shown = ColumnField {
                problem: (missing
                    && matches!(field.choices, Choices::Column | Choices::ColumnOrNone)
                    && !self.recognised.columns.is_empty())
                .then(|| field.chosen.clone()),
                name: field.name,
                meaning: field.meaning,
                options,
                chosen: field.chosen,
            };
            match sections.iter_mut().find(|section| section.title == field.group) {
                Some(section) => section.fields.push(shown),
                None => sections.push(MappingSection { title: field.group, fields: vec![shown] }),
            }
        }
        sections
    }
}

const ABOUTS: [(About, &str); 4] =
    [(About::Calls, "calls"), (About::Orders, "orders"), (About::Tickets, "tickets"), (About::Rows, "rows")];

fn about_named(name: &str) -> Option<About> {
    ABOUTS.into_iter().find(|(_, known)| *known == name).map(|(about, _)| about)
}

fn about_name(about: About) -> &'static str {
    ABOUTS.into_iter().find(|(known, _)| *known == about).map_or("rows", |(_, name)| name)
}

fn outcomes() -> Vec<(String, String)> {
    let none = (String::new(), "–".to_owned());
    let known = Outcome::ALL.iter().map(|outcome| (outcome.name().to_owned(), outcome.name().to_owned()));
    std::iter::once(none).chain(known).collect()
}

/// The zone in which the rows are told: the mapping's, or the one that is configured.
fn zone_of(counter: &Counter, mapping: &Mapping) -> jiff::tz::TimeZone {
    let name = mapping.zone.as_deref().unwrap_or_else(|| counter.default_zone());
    jiff::tz::TimeZone::get(name).unwrap_or(jiff::tz::TimeZone::UTC)
}

fn zone_field(chosen: &str) -> ColumnField {
    let mut zones: Vec<String> = ZONES.iter().map(|zone| (*zone).to_owned()).collect();
    if !chosen.is_empty() && !ZONES.contains(&chosen) {
        zones.insert(0, chosen.to_owned());
    }
    let none = (String::new(), "–".to_owned());
    ColumnField {
        name: "zone".to_owned(),
        meaning: "zone".to_owned(),
        options: std::iter::once(none).chain(zones.into_iter().map(|zone| (zone.clone(), zone))).collect(),
        chosen: chosen.to_owned(),
        problem: None,
    }
}

fn told(ctx: &PageContext, row: logs::PreviewRow) -> PreviewLine {
    let remark = |kind: &logs::AnomalyKind| {
        let key = format!("anomaly-{}", kind.name().replace('_', "-"));
        ctx.language.try_tell(&key, &[]).unwrap_or_else(|| kind.name().replace('_', " "))
    };
    PreviewLine { line: row.line, acts: row.acts, remarks: row.anomalies.iter().map(remark).collect() }
}

/// Why a mapping is proposed, in the reader's language.
fn because(ctx: &PageContext, reason: &logs::Reason) -> String {
    match reason {
        logs::Reason::Format => ctx.say("because-format"),
        logs::Reason::Columns { found, of } => {
            ctx.tell("because-columns", &[("found", (*found as u64).into()), ("of", (*of as u64).into())])
        }
        logs::Reason::Looks => ctx.say("because-looks"),
    }
}

/// A name of a view or a mapping out of a file's name.
fn plain(name: &str) -> String {
    let stem = name.split('.').next().unwrap_or_default();
    let kept: String = stem
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' })
        .take(63)
        .collect();
    let kept = kept.trim_matches('-').to_owned();
    if kept.is_empty() { "log".to_owned() } else { kept }
}
