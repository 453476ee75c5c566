//! Fields of these forms: each with its label, its hint, and what is wrong with it beside it and above the form.

use maud::{Markup, html};

use crate::context::PageContext;

/// What is wrong, and with which field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldProblem {
    /// The name of the field; empty for the form as a whole.
    pub field: String,
    /// What is wrong, and what can be done, in the reader's language.
    pub sentence: String,
}

/// A field of a form.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Field<'a> {
    /// Its name, which is also its id.
    pub name: &'a str,
    /// The key of its label.
    pub label: &'a str,
    /// The kind of input.
    pub kind: &'a str,
    /// What stands in it.
    pub value: &'a str,
    /// What the browser may fill in (HTML `autocomplete`).
    pub complete: &'a str,
    /// The key of a hint; empty for none.
    pub hint: &'a str,
    /// Whether it may be left empty.
    pub optional: bool,
    /// The longest value.
    pub longest: u32,
    /// Whether the keyboard of a telephone shows digits.
    pub digits: bool,
}

impl Field<'_> {
    /// The field with its label, hint and problem.
    pub fn shown(&self, ctx: &PageContext, problems: &[FieldProblem]) -> Markup {
        let problem = problems.iter().find(|problem| problem.field == self.name);
        let (hint_id, problem_id) = (format!("{}-hint", self.name), format!("{}-problem", self.name));
        let described: Vec<&str> = [
            (!self.hint.is_empty()).then_some(hint_id.as_str()),
            problem.is_some().then_some(problem_id.as_str()),
        ]
        .into_iter()
        .flatten()
        .collect();
        let described = (!described.is_empty()).then(|| described.join(" "));
        let kind = if self.kind.is_empty() { "text" } else { self.kind };
        html! {
            p .person-field {
                label for=(self.name) {
                    span { (ctx.say(self.label)) @if self.optional { " " span .quiet { (ctx.say("people-optional")) } } }
                }
                @if !self.hint.is_empty() { span .hint id=(hint_id) { (ctx.say(self.hint)) } }
                input type=(kind) id=(self.name) name=(self.name) value=[(kind != "password").then_some(self.value)]
                    autocomplete=(if self.complete.is_empty() { "off" } else { self.complete })
                    required[!self.optional] inputmode=[self.digits.then_some("numeric")]
                    maxlength=[(self.longest > 0).then_some(self.longest)]
                    spellcheck="false" autocapitalize="none"
                    aria-describedby=[described] aria-invalid=[problem.map(|_| "true")];
                @if let Some(problem) = problem { span .field-problem id=(problem_id) { (problem.sentence) } }
            }
        }
    }
}

/// What is wrong, above the form, each line leading to its field.
pub(super) fn summary(ctx: &PageContext, problems: &[FieldProblem]) -> Markup {
    html! {
        @if !problems.is_empty() {
            div .notice.error role="alert" {
                p { strong { (ctx.tell("problems-title", &[("n", problems.len().into())])) } }
                ul {
                    @for problem in problems {
                        li {
                            @if problem.field.is_empty() { (problem.sentence) }
                            @else { a href={ "#" (problem.field) } { (problem.sentence) } }
                        }
                    }
                }
            }
        }
    }
}

/// The title of a page: a browser's tab tells that something is wrong, too.
pub(super) fn title(ctx: &PageContext, key: &str, problems: &[FieldProblem]) -> String {
    let title = ctx.say(key);
    if problems.is_empty() { title } else { ctx.tell("people-title-wrong", &[("title", title.into())]) }
}
