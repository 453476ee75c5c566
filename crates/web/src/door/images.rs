//! Pictures: served to anybody, taken in from the office.

use std::sync::Arc;

use app::{AltText, LARGEST_PICTURE, PictureRefusal};
use axum::Router;
use axum::extract::{DefaultBodyLimit, Multipart, Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use types::Scene;

use super::identity::{FormMarks, Staff};
use super::portraits::answer;
use super::reader::Reader;
use super::{Door, Problem, blocking};
use crate::context::PageContext;
use crate::pages::{ImageForm, ImageRow, ImagesShown, images_page};

/// The largest form that is read: a file somewhat too heavy is refused at its field, with what was typed beside it.
const LARGEST_FORM: usize = 4 * LARGEST_PICTURE;
/// An address never changes what it shows: browsers may keep it for a year.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// The routes of pictures.
pub(super) fn routes() -> Router<Arc<Door>> {
    Router::new()
        .route("/images/{id}", get(serve))
        .route("/office/images", get(list).post(keep).layer(DefaultBodyLimit::max(LARGEST_FORM)))
}

/// `GET /images/{id}`: the bytes, as what they really are, and never as anything else.
async fn serve(
    State(door): State<Arc<Door>>,
    Path(id): Path<String>,
    headers: HeaderMap,
    reader: Reader,
) -> Response {
    let tag = format!("\"{id}\"");
    let known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let has_it = known.is_some_and(|known| known.split(',').any(|each| each.trim() == tag));
    match blocking(move || door.counter.picture_bytes(&id)).await {
        Ok(_) if has_it => StatusCode::NOT_MODIFIED.into_response(),
        Ok(picture) => {
            let headers = [
                (header::CONTENT_TYPE, picture.kind.media_type().to_owned()),
                (header::CACHE_CONTROL, FOR_EVER.to_owned()),
                (header::ETAG, tag),
                (header::CONTENT_DISPOSITION, "inline".to_owned()),
                // Opened by itself, it may load and run nothing.
                (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox".to_owned()),
            ];
            (headers, picture.bytes).into_response()
        }
        Err(problem) => problem.into_page(&reader),
    }
}

/// `GET /office/images`
async fn list(State(door): State<Arc<Door>>, staff: Staff, reader: Reader) -> Response {
    answer(page(door, staff, reader.0.clone(), ImageForm::default(), None).await, &reader)
}

async fn page(
    door: Arc<Door>,
    staff: Staff,
    ctx: PageContext,
    form: ImageForm,
    kept: Option<String>,
) -> Result<String, Problem> {
    blocking(move || {
        let pictures = door.counter.pictures(&staff.reading())?;
        let language = ctx.language.code();
        let images = pictures
            .iter()
            .map(|picture| ImageRow {
                address: format!("/images/{}", picture.id),
                name: picture.name.clone(),
                alt: picture.alt(language).to_owned(),
                width: picture.width,
                height: picture.height,
                kind: picture.mime_type.name(),
            })
            .collect();
        Ok::<_, Problem>(images_page(&ctx, &ImagesShown { images, form, kept }).into_string())
    })
    .await
}

/// What the form sent.
#[derive(Default)]
struct Sent {
    marks: FormMarks,
    form: ImageForm,
    file: Vec<u8>,
}

/// `POST /office/images`
async fn keep(
    State(door): State<Arc<Door>>,
    staff: Staff,
    reader: Reader,
    multipart: Result<Multipart, axum::extract::multipart::MultipartRejection>,
) -> Response {
    let sent = match receive(multipart).await {
        Ok(sent) => sent,
        Err(problem) => return problem.into_page(&reader),
    };
    let asking = staff.asking(&sent.marks, Scene::BackOffice, door.counter.now());
    let mut form = sent.form.clone();
    let counter = Arc::clone(&door);
    let kept = blocking(move || {
        let alt = [("fr", &sent.form.alt_fr), ("en", &sent.form.alt_en)]
            .map(|(language, text)| AltText { language: language.to_owned(), text: text.clone() });
        match counter.counter.keep_picture(&asking, &sent.file, &sent.form.name, &alt) {
            Ok(picture) => Ok(Ok(format!("/images/{}", picture.id))),
            Err(PictureRefusal::Trouble(trouble)) => Err(Problem::from(trouble)),
            Err(refusal) => Ok(Err(refusal)),
        }
    })
    .await;
    match kept {
        Ok(Ok(address)) => {
            let shown = page(door, staff, reader.0.clone(), ImageForm::default(), Some(address)).await;
            answer(shown, &reader)
        }
        Ok(Err(refusal)) => {
            form.problem = Some(problem_of(&refusal));
            let mut response = answer(page(door, staff, reader.0.clone(), form, None).await, &reader);
            if response.status().is_success() {
                *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            }
            response
        }
        Err(problem) => problem.into_page(&reader),
    }
}

async fn receive(
    multipart: Result<Multipart, axum::extract::multipart::MultipartRejection>,
) -> Result<Sent, Problem> {
    let mut multipart = multipart.map_err(|_| Problem::new(StatusCode::BAD_REQUEST, "upload-broken"))?;
    let mut sent = Sent::default();
    while let Some(field) = multipart.next_field().await.map_err(unread)? {
        let name = field.name().unwrap_or_default().to_owned();
        let bytes = field.bytes().await.map_err(unread)?;
        let text = || String::from_utf8_lossy(&bytes).into_owned();
        match name.as_str() {
            "file" => sent.file = bytes.to_vec(),
            "name" => sent.form.name = text(),
            "alt_fr" => sent.form.alt_fr = text(),
            "alt_en" => sent.form.alt_en = text(),
            "entry" => sent.marks.entry = text(),
            "shown" => sent.marks.shown = text(),
            _ => {}
        }
    }
    Ok(sent)
}

fn unread(error: axum::extract::multipart::MultipartError) -> Problem {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => {
            Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "upload-too-large").with("limit", "4")
        }
        _ => Problem::new(StatusCode::BAD_REQUEST, "upload-broken"),
    }
}

/// The field that a refusal is about, and the key of its sentence.
fn problem_of(refusal: &PictureRefusal) -> (&'static str, &'static str) {
    match refusal {
        PictureRefusal::File(problem) => ("file", problem.key()),
        PictureRefusal::NoAlt("fr") => ("alt_fr", "picture-no-alt"),
        PictureRefusal::NoAlt(_) => ("alt_en", "picture-no-alt"),
        PictureRefusal::LongAlt(_) => ("alt_fr", "picture-long-alt"),
        PictureRefusal::Trouble(_) => ("file", "picture-broken"),
    }
}
