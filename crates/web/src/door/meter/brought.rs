//! `POST /shelf/use`: a file comes in, is looked at, and is held in memory.

use std::sync::Arc;

use app::MeterTrouble;
use axum::extract::multipart::Field;
use axum::extract::{FromRequest, Multipart, Request, State};
use axum::response::{Html, IntoResponse, Redirect, Response};

use super::form::marks;
use super::start::start_with;
use super::trouble::{UNFIT, told};
use crate::context::PageContext;
use crate::door::identity::Shopper;
use crate::door::reader::Reader;
use crate::door::{Door, Problem, blocking};
use crate::pages::shop::model::Problem as FieldProblem;
use crate::pages::use_of_meter::model::Values;

/// A small field of a form holds at most so many bytes.
const SMALL_FIELD: usize = 4 << 10;

/// What a form brought.
#[derive(Default)]
struct Brought {
    name: String,
    bytes: Vec<u8>,
    values: Values,
}

/// `POST /shelf/use`
pub async fn bring(
    State(door): State<Arc<Door>>,
    reader: Reader,
    shopper: Shopper,
    request: Request,
) -> Response {
    let ctx = reader.0.clone();
    let brought = receive(&ctx, door.counter.meter_file_limit(), request).await;
    let answer = blocking(move || {
        let brought = match brought {
            Ok(brought) => brought,
            Err(problem) => return again(&door, &ctx, &shopper, problem),
        };
        let asking = shopper.asking(&marks(&brought.values), door.counter.now());
        let held = door.counter.hold_meter_file(&asking, &brought.name, brought.bytes);
        let recognised = held.and_then(|held| {
            let recognised = door.counter.recognise_meter(&held);
            door.counter.tell_meter_file(&asking, recognised.is_ok()).map_err(MeterTrouble::from)?;
            if let Err(trouble) = recognised {
                door.counter.drop_meter_file(&asking, &held.token);
                return Err(trouble);
            }
            Ok(held)
        });
        match recognised {
            Ok(held) => Ok(Redirect::to(&format!("/shelf/use/{}", held.token)).into_response()),
            Err(trouble) => {
                let mut problem = told(&ctx, trouble)?;
                // There is no other field than the file's on this page.
                problem.field = Some("file".to_owned());
                again(&door, &ctx, &shopper, problem)
            }
        }
    })
    .await;
    answer.unwrap_or_else(|problem| problem.into_page(&reader))
}

fn again(
    door: &Arc<Door>,
    ctx: &PageContext,
    shopper: &Shopper,
    problem: FieldProblem,
) -> Result<Response, Problem> {
    let page = start_with(door, ctx, shopper, vec![problem], Values::new())?;
    Ok((UNFIT, Html(page)).into_response())
}

async fn receive(ctx: &PageContext, limit: usize, request: Request) -> Result<Brought, FieldProblem> {
    let problem = |key: &str| FieldProblem::of("file", &ctx.say(key));
    let broken = || problem("problem-meter-broken");
    let mut form = Multipart::from_request(request, &()).await.map_err(|_| broken())?;
    let mut brought = Brought::default();
    let mut any = false;
    while let Some(mut field) = form.next_field().await.map_err(|_| broken())? {
        let name = field.name().unwrap_or_default().to_owned();
        let file = field.file_name().map(str::to_owned).filter(|name| !name.is_empty());
        match file {
            Some(file) if name == "file" && !any => {
                brought.name = file;
                brought.bytes = pieces(&mut field, limit).await.map_err(|too_large| {
                    if too_large {
                        let sentence =
                            ctx.tell("problem-meter-too-large", &[("limit", (limit >> 20).into())]);
                        FieldProblem::of("file", &sentence)
                    } else {
                        broken()
                    }
                })?;
                any = true;
            }
            _ => {
                let bytes = pieces(&mut field, SMALL_FIELD).await.unwrap_or_default();
                brought.values.insert(name, String::from_utf8_lossy(&bytes).into_owned());
            }
        }
    }
    if !any {
        return Err(problem("problem-meter-nothing"));
    }
    if brought.bytes.is_empty() {
        return Err(problem("problem-meter-empty"));
    }
    Ok(brought)
}

/// The bytes of a field; the error says whether there were too many, rather than a broken connection.
async fn pieces(field: &mut Field<'_>, limit: usize) -> Result<Vec<u8>, bool> {
    let mut bytes = Vec::new();
    while let Some(piece) = field.chunk().await.map_err(|_| false)? {
        if bytes.len() + piece.len() > limit {
            return Err(true);
        }
        bytes.extend_from_slice(&piece);
    }
    Ok(bytes)
}
