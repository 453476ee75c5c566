//! Papers for whoever they are for: the summary of a contract, before it is concluded and after.

use std::sync::Arc;

use app::Asking;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use offer::catalogue::OfferingId;
use types::{OrderId, Scene};

use super::identity::Shopper;
use super::reader::Reader;
use super::{Door, Problem, blocking};

/// The routes of papers.
pub(super) fn routes() -> Router<Arc<Door>> {
    Router::new()
        .route("/offers/{offering}/contract.pdf", get(of_offering))
        .route("/orders/{order}/contract.pdf", get(of_order))
}

/// `GET /offers/{offering}/contract.pdf`: as it would be concluded now.
async fn of_offering(
    State(door): State<Arc<Door>>,
    Path(offering): Path<String>,
    reader: Reader,
) -> Response {
    let language = reader.0.language;
    let made = blocking(move || {
        door.counter.contract_summary(&OfferingId::new(&offering), language, door.counter.now())
    })
    .await;
    shown(made, "contract", &reader)
}

/// `GET /orders/{order}/contract.pdf`
async fn of_order(
    State(door): State<Arc<Door>>,
    Path(order): Path<String>,
    shopper: Shopper,
    reader: Reader,
) -> Response {
    let language = reader.0.language;
    let made = blocking(move || {
        let id: OrderId = order.parse().map_err(|_| Problem::not_found())?;
        let asking = Asking::new(shopper.caller.clone(), Scene::Web);
        Ok::<_, Problem>(door.counter.contract_of_order(&asking, id, language)?)
    })
    .await;
    shown(made, "contract", &reader)
}

fn shown(made: Result<Vec<u8>, Problem>, name: &str, reader: &Reader) -> Response {
    match made {
        Ok(bytes) => {
            let headers = [
                (header::CONTENT_TYPE, "application/pdf".to_owned()),
                (header::CONTENT_DISPOSITION, format!("inline; filename=\"{name}.pdf\"")),
                (header::CACHE_CONTROL, "private, no-store".to_owned()),
            ];
            (headers, bytes).into_response()
        }
        Err(problem) => problem.into_page(reader),
    }
}
