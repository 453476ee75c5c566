//! Papers for those who pack.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};

use super::counter::order_id;
use crate::door::identity::Staff;
use crate::door::reader::Reader;
use crate::door::{Door, Problem, blocking};

/// `GET /office/orders/{order}/slip.pdf`
pub(crate) async fn slip(
    State(door): State<Arc<Door>>,
    staff: Staff,
    Path(order): Path<String>,
    reader: Reader,
) -> Response {
    let language = reader.0.language;
    let made = blocking(move || {
        Ok::<_, Problem>(door.counter.packing_slip(&staff.reading(), order_id(&order)?, language)?)
    })
    .await;
    shown(made, "slip", &reader)
}

/// `GET /office/orders/picking.pdf`
pub(crate) async fn picking(State(door): State<Arc<Door>>, staff: Staff, reader: Reader) -> Response {
    let language = reader.0.language;
    let made = blocking(move || door.counter.picking_list(&staff.reading(), language)).await;
    shown(made, "picking", &reader)
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
