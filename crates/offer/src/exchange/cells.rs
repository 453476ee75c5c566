//! One row of a table, by what its columns hold.

use super::mapping::Role;
use super::problem::Where;
use crate::catalogue::LifecycleStatus;

/// One row with what its columns hold.
pub(super) struct Cells<'t> {
    /// Its line.
    pub(super) line: u64,
    pub(super) header: &'t [String],
    pub(super) roles: &'t [Option<Role>],
    pub(super) fields: &'t [String],
}

impl<'t> Cells<'t> {
    /// The text of the first column with this role that is not empty.
    pub(super) fn text(&self, role: &Role) -> Option<&'t str> {
        self.all(|each| each == role).next().map(|(_, text)| text)
    }

    /// The columns that match, with their roles, where they are not empty.
    pub(super) fn all(&self, wanted: impl Fn(&Role) -> bool) -> impl Iterator<Item = (&'t Role, &'t str)> {
        self.roles.iter().zip(self.fields).filter_map(move |(role, text)| {
            let role = role.as_ref().filter(|role| wanted(role))?;
            // A mark before what a spreadsheet would compute is taken off again.
            let text = text.trim();
            let computed = |rest: &&str| rest.trim_start_matches('\'').starts_with(['=', '+', '-', '@']);
            let text = text.strip_prefix('\'').filter(computed).unwrap_or(text);
            (!text.is_empty()).then_some((role, text))
        })
    }

    /// Where a column of this role stands.
    pub(super) fn at(&self, role: &Role) -> Where {
        let place = self.roles.iter().position(|each| each.as_ref() == Some(role));
        let name = place.and_then(|place| self.header.get(place));
        name.map_or_else(|| Where::line(self.line), |name| Where::cell(self.line, name))
    }
}

/// A state of life, in TM Forum's words or in those of shops.
pub(super) fn lifecycle(text: &str) -> Option<&'static str> {
    let plain = text.trim().to_lowercase();
    let known = LifecycleStatus::ALL.map(LifecycleStatus::name);
    let shops = [
        ("active", "Launched"),
        ("published", "Launched"),
        ("publié", "Launched"),
        ("true", "Launched"),
        ("1", "Launched"),
        ("yes", "Launched"),
        ("oui", "Launched"),
        ("draft", "In design"),
        ("brouillon", "In design"),
        ("false", "In design"),
        ("0", "In design"),
        ("-1", "In design"),
        ("no", "In design"),
        ("non", "In design"),
        ("archived", "Retired"),
        ("archivé", "Retired"),
    ];
    // Shops say “active” for what is on the shelf; TM Forum's “Active” (not yet there) is written with its capital.
    if text.trim() == "Active" {
        return Some("Active");
    }
    shops
        .iter()
        .find(|(word, _)| *word == plain)
        .map(|(_, status)| *status)
        .or_else(|| known.into_iter().find(|name| name.to_lowercase() == plain))
}
