//! Views as pages speak of them.

use app::{Book, Counter, ImportState, Note, Origin};
use portrait::Portrait;
use types::Act;

use super::Problem;
use crate::context::PageContext;
use crate::model::{Citation, NoteLine, OfferNames, Unfinished, ViewKind, ViewSummary};

/// A view as pages show it; `acts` is how many it holds.
pub(super) fn of_book(counter: &Counter, book: &Book, acts: u64) -> Result<ViewSummary, Problem> {
    let imports = counter.imports(&book.name)?;
    let last = imports.last();
    let cite = &book.settings.cite;
    Ok(ViewSummary {
        name: book.name.clone(),
        title: book.name.to_string(),
        kind: match book.settings.origin {
            Origin::Live => ViewKind::Live,
            Origin::Imported => ViewKind::Imported,
            Origin::Simulated => ViewKind::Simulated,
        },
        source: last.map(|report| report.file.clone()),
        mapping: last.map(|report| report.mapping.clone()),
        citation: (!cite.is_empty()).then(|| Citation { text: cite.clone(), link: link_in(cite) }),
        made_at: (book.settings.origin != Origin::Simulated).then_some(book.created_at),
        acts,
        anomalies: imports
            .iter()
            .flat_map(|report| report.anomalies.iter())
            .map(|(_, anomaly)| anomaly.count)
            .sum(),
        unfinished: imports.iter().find(|report| report.state != ImportState::Finished).map(|report| {
            Unfinished {
                rows: report.rows,
                job: counter.job_on(&book.name).map(|run| format!("/jobs/{run}")),
            }
        }),
        zone: book.time_zone.clone(),
    })
}

/// Names, in the reader's language, of the offers that acts of the live view are about. Ids in somebody else's log are not ours.
pub(super) fn offer_names<'a>(
    counter: &Counter,
    ctx: &PageContext,
    book: &Book,
    acts: impl Iterator<Item = &'a Act>,
) -> Result<OfferNames, Problem> {
    let mut names = OfferNames::new();
    if book.settings.origin != Origin::Live {
        return Ok(names);
    }
    let shop = counter.shop()?;
    for relation in acts.flat_map(|act| &act.relations) {
        let id = &*relation.object.id;
        if let Some(offering) = shop.catalogue.offerings.get(id)
            && matches!(relation.object.kind.as_str(), "offering" | "item")
        {
            names.insert(id.to_owned(), offering.name_in(ctx.language.code()).to_owned());
        }
    }
    Ok(names)
}

/// A view with its portrait's own count of acts.
pub(super) fn with_portrait(
    counter: &Counter,
    book: &Book,
    portrait: &Portrait,
) -> Result<ViewSummary, Problem> {
    of_book(counter, book, portrait.acts)
}

/// Every view, with how many acts each holds.
pub(super) fn of_all(counter: &Counter) -> Result<Vec<ViewSummary>, Problem> {
    counter.books()?.iter().map(|book| of_book(counter, book, counter.acts_in(&book.name)?)).collect()
}

/// The first address in a citation.
fn link_in(text: &str) -> Option<String> {
    let from = text.find("https://").or_else(|| text.find("http://"))?;
    let link =
        text[from..].split(|c: char| c.is_whitespace() || matches!(c, ')' | '>' | '"' | '”')).next()?;
    Some(link.trim_end_matches(['.', ',', ';']).to_owned())
}

/// A note as pages show it.
pub(super) fn note(note: Note) -> NoteLine {
    NoteLine {
        id: note.id.to_string(),
        about: note.about,
        by: note.signed,
        at: note.written_at,
        text: note.text,
    }
}
