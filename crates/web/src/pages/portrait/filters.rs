//! The filters: a plain form whose answer is an address.

use jiff::Timestamp;
use maud::{Markup, html};

use super::sheet::Sheet;

pub fn filters(sheet: &Sheet<'_>) -> Markup {
    let (portrait, filter) = (sheet.portrait, sheet.filter());
    let choices = &portrait.choices;
    let whole = choices.period;
    let local = |at: Timestamp| {
        at.to_zoned_datetime(sheet.view.zone.clone()).datetime().strftime("%Y-%m-%dT%H:%M").to_string()
    };
    let bound = |at: Option<Timestamp>| at.map(local).unwrap_or_default();
    let filtered = *filter != portrait::Filter::default();
    html! {
        form .filters method="get" action={ "/views/" (sheet.view.name) } role="search" aria-label=(sheet.say("filters-label")) {
            @if let Some(problem) = sheet.filter_problem { p .notice.error role="alert" { (problem) } }
            label { span { (sheet.say("filter-from")) }
                input type="datetime-local" name="from" step="1800" value=(bound(filter.from))
                    min=[whole.map(|period| local(period.start))] max=[whole.map(|period| local(period.end))]; }
            label { span { (sheet.say("filter-to")) }
                input type="datetime-local" name="to" step="1800" value=(bound(filter.to))
                    min=[whole.map(|period| local(period.start))]; }
            @if !choices.reasons.is_empty() {
                label { span { (sheet.say("filter-reason")) }
                    select name="reason" {
                        option value="" { (sheet.say("filter-all")) }
                        @for reason in &choices.reasons {
                            option value=(reason) selected[filter.reason.as_ref() == Some(reason)] { (sheet.reason(reason.as_str())) }
                        }
                    }
                }
            }
            @if choices.scenes.len() > 1 || filter.scene.is_some() {
                label { span { (sheet.say("filter-scene")) }
                    select name="scene" {
                        option value="" { (sheet.say("filter-all")) }
                        @for scene in &choices.scenes {
                            option value=(scene) selected[filter.scene == Some(*scene)] { (sheet.say(&format!("scene-{scene}"))) }
                        }
                    }
                }
            }
            @if choices.actors.len() > 1 || filter.actor.is_some() {
                label { span { (sheet.say("filter-actor")) }
                    select name="actor" {
                        option value="" { (sheet.say("filter-all")) }
                        @for actor in &choices.actors {
                            option value=(actor) selected[filter.actor == Some(*actor)] { (sheet.say(&format!("actor-{actor}"))) }
                        }
                    }
                }
            }
            div .filter-actions {
                button type="submit" { (sheet.say("filter-apply")) }
                @if filtered { a href={ "/views/" (sheet.view.name) } { (sheet.say("filter-clear")) } }
            }
        }
    }
}
