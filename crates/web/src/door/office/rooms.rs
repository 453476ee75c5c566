//! Which room keeps which part of the catalogue; the office's first page.

use std::sync::Arc;

use axum::extract::State;
use axum::response::{Redirect, Response};
use offer::exchange::Section;

use crate::door::identity::Staff;
use crate::door::portraits::answer;
use crate::door::reader::Reader;
use crate::door::{Door, Problem, blocking};
use crate::pages::office::{OfficeRoom, office_overview_page};

/// Rooms whose resources are listed, shown in a form and saved.
pub(super) const RESOURCES: [OfficeRoom; 9] = [
    OfficeRoom::Products,
    OfficeRoom::Offerings,
    OfficeRoom::Categories,
    OfficeRoom::Promotions,
    OfficeRoom::Arrangements,
    OfficeRoom::Places,
    OfficeRoom::Delivery,
    OfficeRoom::Operator,
    OfficeRoom::Pages,
];

/// The part of the catalogue that a room keeps.
pub(super) const fn section_of(room: OfficeRoom) -> Option<Section> {
    Some(match room {
        OfficeRoom::Products => Section::Specification,
        OfficeRoom::Offerings => Section::Offering,
        OfficeRoom::Categories => Section::Category,
        OfficeRoom::Promotions => Section::Promotion,
        OfficeRoom::Arrangements => Section::Arrangement,
        OfficeRoom::Places => Section::Place,
        OfficeRoom::Delivery => Section::DeliveryMethod,
        OfficeRoom::Operator => Section::Operator,
        OfficeRoom::Pages => Section::Page,
        OfficeRoom::Overview | OfficeRoom::Stock | OfficeRoom::DeadEnds | OfficeRoom::Exchange => {
            return None;
        }
    })
}

/// The room of a path, with its part.
pub(super) fn room_at(path: &str) -> Option<(OfficeRoom, Section)> {
    let room = RESOURCES.into_iter().find(|room| {
        path.strip_prefix(room.path()).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']))
    })?;
    Some((room, section_of(room)?))
}

/// `GET /office/catalogue`
pub(super) async fn to_products() -> Redirect {
    Redirect::to(OfficeRoom::Products.path())
}

/// `GET /office`
pub(super) async fn overview(State(door): State<Arc<Door>>, _: Staff, reader: Reader) -> Response {
    let ctx = reader.0.clone();
    let page = blocking(move || {
        let shop = door.counter.shop()?;
        let documents = |kind: &str| shop.documents::<serde_json::Value>(kind).len();
        let counts: Vec<(OfficeRoom, usize)> = RESOURCES
            .into_iter()
            .filter_map(|room| {
                let section = section_of(room)?;
                let count = match section {
                    Section::Specification => shop.catalogue.specifications.len(),
                    Section::Offering => shop.catalogue.offerings.len(),
                    Section::Category => shop.catalogue.categories.len(),
                    Section::Promotion => shop.catalogue.promotions.len(),
                    other => documents(other.kind()),
                };
                Some((room, count))
            })
            .collect();
        let needs = super::readiness::needs(&ctx, &door, &shop)?;
        Ok::<_, Problem>(office_overview_page(&ctx, &counts, &needs, shop.is_empty()).into_string())
    })
    .await;
    answer(page, &reader)
}
