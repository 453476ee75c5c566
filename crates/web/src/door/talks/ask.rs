//! The question: its form with what goes along, and sending it.

use std::sync::Arc;

use app::{Question, Shop, TalkTrouble};
use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use dialogue::Carried;
use serde::Deserialize;
use types::CartId;
use wording::Language;

use super::{answers, shown};
use crate::context::PageContext;
use crate::door::identity::{FormMarks, Shopper};
use crate::door::portraits::answer;
use crate::door::reader::Reader;
use crate::door::shop::store_of;
use crate::door::{Door, Problem, blocking};
use crate::pages::talks::{AskAlong, AskForm, FieldProblem, ask_page};

/// What the link to the form carries, and the form again.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct AlongFields {
    from: String,
    title: String,
    offerings: String,
    words: String,
    error: String,
}

impl AlongFields {
    fn carried(&self) -> Carried {
        Carried::new(&self.from, &self.title, self.offerings.split(','), &self.words, &self.error)
    }
}

/// The form as it is sent.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct AskFields {
    talk: String,
    message: String,
    shown: String,
    text: String,
    mail: String,
    from: String,
    title: String,
    offerings: String,
    words: String,
    error: String,
    along_page: String,
    along_compared: String,
    along_words: String,
    along_error: String,
    along_cart: String,
}

/// `GET /ask`
pub(crate) async fn form(
    State(door): State<Arc<Door>>,
    reader: Reader,
    shopper: Shopper,
    Query(fields): Query<AlongFields>,
) -> Response {
    let ctx = reader.0.clone();
    let page = blocking(move || {
        let along = along(&door, &shopper, &fields.carried(), ctx.language)?;
        // Whoever has signed in need not type an address that is known.
        let known = shopper.customer.as_ref().and_then(|customer| customer.email());
        let mail = known.map(ToString::to_string).unwrap_or_default();
        let form = AskForm { along, mail, ..AskForm::default() };
        Ok::<_, Problem>(ask_page(&ctx, &store_of(&door, &ctx, &shopper, None)?, &form).into_string())
    })
    .await;
    answer(page, &reader)
}

/// `POST /ask`: opens the conversation and leads there. Sent twice, it leads to the same.
pub(crate) async fn send(
    State(door): State<Arc<Door>>,
    reader: Reader,
    shopper: Shopper,
    Form(fields): Form<AskFields>,
) -> Response {
    let ctx = reader.0.clone();
    let asked = blocking(move || {
        let question = match question(&door, &shopper, &fields, ctx.language)? {
            Ok(question) => question,
            Err(problem) => return again(&door, &shopper, &ctx, &fields, problem),
        };
        match door.counter.ask(&shopper.caller, &question) {
            Ok(id) => Ok(Redirect::to(&format!("/talks/{id}#said")).into_response()),
            Err(trouble) => {
                let field = if matches!(trouble, TalkTrouble::MailAddress(_)) { "mail" } else { "text" };
                let sentence = answers::sentence(&ctx, trouble)?;
                again(&door, &shopper, &ctx, &fields, FieldProblem { field, sentence })
            }
        }
    })
    .await;
    asked.unwrap_or_else(|problem| problem.into_page(&reader))
}

/// The question that a form asks; a form whose ids are not ours is to be loaded again.
fn question(
    door: &Door,
    shopper: &Shopper,
    fields: &AskFields,
    language: Language,
) -> Result<Result<Question, FieldProblem>, Problem> {
    let (Ok(conversation), Ok(message)) = (fields.talk.parse(), fields.message.parse()) else {
        let sentence = language.say("problem-talk-id");
        return Ok(Err(FieldProblem { field: "text", sentence }));
    };
    let kept = |tick: &str, text: &str| if tick.is_empty() { String::new() } else { text.to_owned() };
    let offerings = kept(&fields.along_compared, &fields.offerings);
    let carried = Carried::new(
        &kept(&fields.along_page, &fields.from),
        &kept(&fields.along_page, &fields.title),
        offerings.split(','),
        &kept(&fields.along_words, &fields.words),
        &kept(&fields.along_error, &fields.error),
    );
    let cart =
        if fields.along_cart.is_empty() { None } else { cart_of(door, shopper, language)?.map(|(id, _)| id) };
    Ok(Ok(Question {
        conversation,
        message,
        text: fields.text.clone(),
        carried,
        cart,
        language: language.code().to_owned(),
        mail_address: fields.mail.clone(),
        shown: fields.shown.parse().ok().and_then(shown::shown_at),
    }))
}

/// The form again, with what was typed and what must be mended.
fn again(
    door: &Arc<Door>,
    shopper: &Shopper,
    ctx: &PageContext,
    fields: &AskFields,
    problem: FieldProblem,
) -> Result<Response, Problem> {
    let carried =
        Carried::new(&fields.from, &fields.title, fields.offerings.split(','), &fields.words, &fields.error);
    let ticks = [
        ("along_page", &fields.along_page),
        ("along_compared", &fields.along_compared),
        ("along_words", &fields.along_words),
        ("along_error", &fields.along_error),
        ("along_cart", &fields.along_cart),
    ];
    let unticked = ticks.into_iter().filter(|(_, tick)| tick.is_empty()).map(|(name, _)| name).collect();
    let along = AskAlong { unticked, ..along(door, shopper, &carried, ctx.language)? };
    let form = AskForm {
        first_shown: fields.shown.parse().ok(),
        text: fields.text.chars().take(8_000).collect(),
        mail: fields.mail.chars().take(300).collect(),
        along,
        problems: vec![problem],
    };
    let page = ask_page(ctx, &store_of(door, ctx, shopper, None)?, &form).into_string();
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response())
}

fn along(door: &Door, shopper: &Shopper, carried: &Carried, language: Language) -> Result<AskAlong, Problem> {
    let shop: Arc<Shop> = door.counter.shop()?;
    let cart = cart_of(door, shopper, language)?.map(|(_, pieces)| pieces);
    Ok(AskAlong { cart, ..shown::along(carried, &shop, language) })
}

/// The open cart of whoever asks, and how many pieces are in it; nothing where none was ever begun.
fn cart_of(door: &Door, shopper: &Shopper, language: Language) -> Result<Option<(CartId, u64)>, Problem> {
    let asking = shopper.asking(&FormMarks::default(), door.counter.now());
    let now = door.counter.my_cart(&asking, language.code())?;
    Ok(now.version.map(|_| (now.cart.id, now.cart.pieces())))
}
