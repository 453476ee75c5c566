//! Fields of these pages: a label tied to its input, a hint, the problem beside it.

use maud::{Markup, html};

use super::model::{Choice, Values};
use crate::context::PageContext;
use crate::pages::shop::model::Problem;

/// A field with its value and problem.
pub(super) struct Field<'a> {
    pub(super) name: &'static str,
    pub(super) label: &'a str,
    pub(super) hint: Option<&'a str>,
    pub(super) values: &'a Values,
    pub(super) problems: &'a [Problem],
    /// Whether the file said nothing of it, so that it is asked.
    pub(super) asked: Option<&'a str>,
}

impl<'a> Field<'a> {
    fn id(&self) -> String {
        format!("f-{}", self.name)
    }

    fn value(&self) -> &'a str {
        self.values.get(self.name).map_or("", String::as_str)
    }

    fn problem(&self) -> Option<&'a str> {
        self.problems
            .iter()
            .find(|problem| problem.field.as_deref() == Some(self.name))
            .map(|problem| problem.message.as_str())
    }

    fn described(&self) -> Option<String> {
        let mut by = Vec::new();
        if self.hint.is_some() {
            by.push(format!("{}-hint", self.id()));
        }
        if self.problem().is_some() {
            by.push(format!("{}-problem", self.id()));
        }
        (!by.is_empty()).then(|| by.join(" "))
    }

    fn around(&self, input: Markup) -> Markup {
        let id = self.id();
        html! {
            div .field.asked[self.asked.is_some()] {
                label for=(id) { span { (self.label) @if let Some(asked) = self.asked { " " strong .asked-mark { "(" (asked) ")" } } } }
                @if let Some(hint) = self.hint { p .hint id={ (id) "-hint" } { (hint) } }
                (input)
                @if let Some(problem) = self.problem() { p .problem id={ (id) "-problem" } { (problem) } }
            }
        }
    }

    /// A line of text.
    pub(super) fn text(&self, keyboard: &str) -> Markup {
        self.around(html! {
            input id=(self.id()) name=(self.name) value=(self.value()) maxlength="200" autocomplete="off"
                inputmode=[(!keyboard.is_empty()).then_some(keyboard)]
                aria-invalid=[self.problem().map(|_| "true")] aria-describedby=[self.described()];
        })
    }

    /// One of several values.
    pub(super) fn select(&self, choices: &[Choice]) -> Markup {
        self.around(html! {
            select id=(self.id()) name=(self.name) aria-invalid=[self.problem().map(|_| "true")] aria-describedby=[self.described()] {
                @for choice in choices { option value=(choice.value) selected[choice.chosen] { (choice.label) } }
            }
        })
    }

    /// The same, chosen by the field's value.
    pub(super) fn select_of(&self, choices: &[(String, String)]) -> Markup {
        let choices: Vec<Choice> = choices
            .iter()
            .map(|(value, label)| Choice {
                value: value.clone(),
                label: label.clone(),
                chosen: value == self.value(),
            })
            .collect();
        self.select(&choices)
    }
}

/// Everything that is to be put right, on top, each with the way to its field.
pub(super) fn problems(ctx: &PageContext, problems: &[Problem]) -> Markup {
    html! {
        @if !problems.is_empty() {
            div .notice.error #problems role="alert" tabindex="-1" {
                p { strong { (ctx.tell("problems-title", &[("n", problems.len().into())])) } }
                ul {
                    @for problem in problems {
                        li {
                            @match &problem.field {
                                Some(field) => a href={ "#f-" (field) } { (problem.message) },
                                None => (problem.message),
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Values that a form carries along unseen.
pub(super) fn along(values: &[(String, String)]) -> Markup {
    html! { @for (name, value) in values { input type="hidden" name=(name) value=(value); } }
}

/// Something that was just done.
pub(super) fn done(done: Option<&str>) -> Markup {
    html! { @if let Some(done) = done { div .notice role="status" { p { (done) } } } }
}
