//! The inbox that all sellers share.

use std::sync::Arc;

use axum::extract::State;
use axum::response::{Html, IntoResponse, Response};

use super::{seller_id, shown};
use crate::context::PageContext;
use crate::door::identity::Staff;
use crate::door::reader::Reader;
use crate::door::{Door, Problem, blocking};
use crate::pages::talks::{InboxPage, inbox_page};

/// `GET /inbox`
pub(crate) async fn show(State(door): State<Arc<Door>>, reader: Reader, staff: Staff) -> Response {
    let ctx = reader.0.clone();
    let page = blocking(move || {
        let page = read(&door, &staff, &ctx)?;
        Ok::<_, Problem>(inbox_page(&ctx, &page).into_string())
    })
    .await;
    match page {
        Ok(page) => Html(page).into_response(),
        Err(problem) => problem.into_page(&reader),
    }
}

pub(super) fn read(door: &Door, staff: &Staff, ctx: &PageContext) -> Result<InboxPage, Problem> {
    let inbox = door.counter.inbox(&staff.caller)?;
    Ok(shown::inbox(&inbox, &seller_id(staff), ctx.language, door.counter.now()))
}
