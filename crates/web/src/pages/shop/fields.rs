//! Fields of forms: a label tied to its input, a hint, the problem beside it.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::model::Problem;
use super::pieces::{field_id, problem_of};
use super::words::Words;

/// A form's values and problems, by the names of its fields.
#[derive(Debug, Clone, Copy)]
pub struct Filled<'a> {
    /// What was typed.
    pub values: &'a BTreeMap<String, String>,
    /// What is to be put right.
    pub problems: &'a [Problem],
}

/// One line of text.
#[derive(Debug, Clone, Copy, Default)]
pub struct Text<'a> {
    /// The field's name.
    pub name: &'a str,
    /// Its label.
    pub label: &'a str,
    /// What helps to fill it.
    pub hint: &'a str,
    /// The kind of input: `text`, `email`, `tel`.
    pub kind: &'a str,
    /// What browsers may fill in (HTML `autocomplete`).
    pub complete: &'a str,
    /// The keyboard of a telephone (`inputmode`).
    pub keyboard: &'a str,
    /// It may stay empty.
    pub optional: bool,
    /// A class for its width.
    pub width: &'a str,
}

impl<'a> Filled<'a> {
    /// What was typed in a field.
    pub fn value(self, name: &str) -> &'a str {
        self.values.get(name).map_or("", String::as_str)
    }

    /// The problem of a field.
    pub fn problem(self, name: &str) -> Option<&'a str> {
        problem_of(self.problems, name)
    }

    /// A field of one line. Nothing is refused before it is sent: the server says what is wrong, in words.
    pub fn text(self, w: Words, field: Text<'_>) -> Markup {
        let id = field_id(field.name);
        let problem = self.problem(field.name);
        let described = described_by(&id, !field.hint.is_empty(), problem.is_some());
        html! {
            div .field.(field.width) {
                label for=(id) {
                    span { (field.label) @if field.optional { " " span .optional { (w.say("shop-optional")) } } }
                }
                @if !field.hint.is_empty() { p .hint id={ (id) "-hint" } { (field.hint) } }
                input id=(id) name=(field.name) type=(if field.kind.is_empty() { "text" } else { field.kind })
                    value=(self.value(field.name))
                    autocomplete=[(!field.complete.is_empty()).then_some(field.complete)]
                    inputmode=[(!field.keyboard.is_empty()).then_some(field.keyboard)]
                    maxlength="200"
                    aria-invalid=[problem.map(|_| "true")] aria-describedby=[described];
                (beside(&id, problem))
            }
        }
    }

    /// A box to tick.
    pub fn tick(self, name: &str, value: &str, label: Markup) -> Markup {
        let id = field_id(name);
        let problem = self.problem(name);
        html! {
            div .tick {
                input type="checkbox" id=(id) name=(name) value=(value) checked[self.value(name) == value && !value.is_empty()]
                    aria-invalid=[problem.map(|_| "true")] aria-describedby=[described_by(&id, false, problem.is_some())];
                label for=(id) { (label) }
                (beside(&id, problem))
            }
        }
    }
}

/// What a field is described by.
fn described_by(id: &str, hint: bool, problem: bool) -> Option<String> {
    match (hint, problem) {
        (false, false) => None,
        (true, false) => Some(format!("{id}-hint")),
        (false, true) => Some(format!("{id}-problem")),
        (true, true) => Some(format!("{id}-hint {id}-problem")),
    }
}

/// The problem of a field, under it.
pub fn beside(id: &str, problem: Option<&str>) -> Markup {
    html! { @if let Some(problem) = problem { p .problem id={ (id) "-problem" } { (problem) } } }
}
