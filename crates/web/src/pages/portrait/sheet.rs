//! The sheet that the sections of a portrait are drawn on: the figures, the words, and each figure's reasons.
//!
//! A figure is a button that opens a card: its rule, its base, and the way to the acts behind it. Cards are
//! `popover`s, which need no script; they are gathered while the sections are drawn and stand at the end.

use std::cell::RefCell;

use maud::{Markup, html};
use portrait::{Filter, Portrait};
use wording::{Arg, Language};

use super::PortraitView;
use crate::address::{self, ActsOf};
use crate::context::PageContext;
use crate::model::{NoteLine, ViewSummary};

/// The portrait under the pen.
pub struct Sheet<'a> {
    pub ctx: &'a PageContext,
    pub view: &'a ViewSummary,
    pub portrait: &'a Portrait,
    pub notes: &'a [NoteLine],
    pub others: &'a [ViewSummary],
    pub filter_problem: Option<&'a str>,
    plain: bool,
    tools: bool,
    whys: RefCell<Vec<Why>>,
}

/// Why a figure is what it is.
struct Why {
    id: String,
    title: String,
    rule: String,
    base: String,
    behind: Option<String>,
}

impl<'a> Sheet<'a> {
    pub fn new(ctx: &'a PageContext, shown: PortraitView<'a>) -> Self {
        Self {
            ctx,
            view: shown.view,
            portrait: shown.portrait,
            notes: shown.notes,
            others: shown.others,
            filter_problem: shown.filter_problem,
            plain: false,
            tools: true,
            whys: RefCell::default(),
        }
    }

    /// The same sheet, figures without their cards: for two portraits on one page.
    pub fn plain(mut self) -> Self {
        self.plain = true;
        self.tools = false;
        self
    }

    /// The same sheet without each section's tools: for a page that is not the portrait's own.
    pub fn without_tools(mut self) -> Self {
        self.tools = false;
        self
    }

    pub fn language(&self) -> Language {
        self.ctx.language
    }

    pub fn say(&self, key: &str) -> String {
        self.ctx.say(key)
    }

    /// A reason in words, where it is one of ours.
    pub fn reason(&self, word: &str) -> String {
        self.ctx.language.reason(word)
    }

    pub fn tell(&self, key: &str, given: &[(&str, Arg)]) -> String {
        self.ctx.tell(key, given)
    }

    /// The days on which acts began, in words; an act that runs over midnight does not open another day.
    pub fn days(&self) -> Option<String> {
        let period = self.portrait.period?;
        let last = self.portrait.half_hours.last().map_or(period.end, |half| half.start);
        Some(self.language().days(period.start, last.max(period.start), &self.view.zone))
    }

    pub fn count(&self, number: u64) -> String {
        self.language().count(number)
    }

    pub fn percent(&self, share: Option<f64>) -> String {
        share.map_or_else(|| "—".to_owned(), |share| self.language().percent(share))
    }

    pub fn duration(&self, seconds: Option<f64>) -> String {
        seconds.map_or_else(|| "—".to_owned(), |seconds| self.language().duration(seconds))
    }

    pub fn filter(&self) -> &Filter {
        &self.portrait.filter
    }

    /// The address of the acts behind a figure.
    pub fn acts(&self, of: &ActsOf) -> String {
        address::acts(&self.view.name, self.filter(), of)
    }

    /// A figure that opens its reasons. `key` names the messages `figure-KEY` (its title) and `rule-KEY`;
    /// `base` says over what it is taken.
    pub fn figure(&self, key: &str, shown: &str, base: String, behind: Option<String>) -> Markup {
        self.figure_as(key, "", shown, base, behind)
    }

    /// The same for one of several figures of one rule: `which` tells them apart.
    pub fn figure_as(
        &self,
        key: &str,
        which: &str,
        shown: &str,
        base: String,
        behind: Option<String>,
    ) -> Markup {
        if self.plain {
            return html! { span .figure { (shown) } };
        }
        let mut whys = self.whys.borrow_mut();
        let id = format!("why-{}-{key}{which}", whys.len());
        whys.push(Why {
            id: id.clone(),
            title: self.say(&format!("figure-{key}")),
            rule: self.rule(key),
            base,
            behind,
        });
        html! {
            button .figure type="button" popovertarget=(id) title=(self.say("figure-open")) { (shown) }
        }
    }

    /// The rule of a figure, with its parameters as the fold used them.
    pub fn rule(&self, key: &str) -> String {
        let window = self.portrait.adjustments.as_ref().map_or(24.0, |it| it.window_h);
        let within =
            self.parameter("return_within_s").and_then(|text| text.parse::<f64>().ok()).unwrap_or(3_600.0);
        self.tell(
            &format!("rule-{key}"),
            &[
                ("window", self.language().duration(window * 3_600.0).into()),
                ("within", self.language().duration(within).into()),
            ],
        )
    }

    /// A parameter of any rule in force.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.portrait.rules.iter().find_map(|rule| rule.parameters.get(name)).map(String::as_str)
    }

    /// The cards of the figures drawn so far.
    pub fn whys(&self) -> Markup {
        html! {
            @for why in self.whys.borrow().iter() {
                div .why id=(why.id) popover {
                    p .why-title { (why.title) }
                    dl {
                        dt { (self.say("why-rule")) } dd { (why.rule) }
                        dt { (self.say("why-base")) } dd { (why.base) }
                    }
                    @if let Some(href) = &why.behind { p { a href=(href) { (self.say("why-acts")) } } }
                }
            }
        }
    }

    /// A section with its heading, its lead sentence and its way to the same figures as data.
    pub fn section(&self, key: &str, lead: Option<Markup>, body: Markup) -> Markup {
        self.section_titled(key, &format!("section-{key}"), lead, body)
    }

    /// The same under another heading than `section-KEY`.
    pub fn section_titled(&self, key: &str, title: &str, lead: Option<Markup>, body: Markup) -> Markup {
        let notes: Vec<&NoteLine> = self.notes.iter().filter(|note| note.about == key).collect();
        if self.plain {
            return html! { div .sheet.{ "s-" (key) } { h3 { (self.say(title)) } @if let Some(lead) = lead { p .lead { (lead) } } (body) } };
        }
        html! {
            section .sheet.{ "s-" (key) } aria-labelledby={ "h-" (key) } {
                div .section-head {
                    h2 id={ "h-" (key) } { (self.say(title)) }
                    @if self.tools { (self.tools_of(key)) }
                }
                @if let Some(lead) = lead { p .lead { (lead) } }
                (body)
                @for note in notes { (super::unseen::note(self, note)) }
            }
        }
    }

    /// The way to a section's figures as data, where it has any, and to a note about it.
    fn tools_of(&self, key: &str) -> Markup {
        html! {
            p .section-tools {
                @if let Some(family) = self.family(key) {
                    a href=(address::csv(&self.view.name, self.filter(), family)) aria-label={ "CSV: " (self.say(&format!("section-{key}"))) } { "CSV" }
                }
                a href="#note-form" data-note=(key) aria-label={ (self.say("note-add")) ": " (self.say(&format!("section-{key}"))) } { (self.say("note-add")) }
            }
        }
    }

    /// The family of a section's figures, if this log has it.
    fn family(&self, section: &str) -> Option<&'static str> {
        let seen = match section {
            "achieved" => self.portrait.adjustments.is_some(),
            "conditions" => self.portrait.service_s.is_some(),
            _ => true,
        };
        family_of(section).filter(|_| seen)
    }

    /// Whether figures stand without their cards here: beside another portrait.
    pub fn is_plain(&self) -> bool {
        self.plain
    }

    /// The table behind a chart.
    pub fn table_behind(&self, table: Markup) -> Markup {
        html! {
            details .table-behind {
                summary { (self.say("table-behind")) }
                div .scroll-x tabindex="0" role="group" aria-label=(self.say("table-behind")) { (table) }
            }
        }
    }
}

/// The family of figures that a section draws, as the tables of data name it.
fn family_of(section: &str) -> Option<&'static str> {
    Some(match section {
        "achieved" => "adjustments",
        "operations" => "operations",
        "short" => "half_hours",
        "returns" => "return_curve",
        "conditions" => "service_s",
        "flows" => "flows",
        "unmet" => "unmet",
        "by_reason" => "by_reason",
        "sales" => "sales",
        "cases" => "cases",
        "not_seen" => "not_seen",
        "rules" => "rules",
        _ => return None,
    })
}
