//! The cart: looked at, filled, changed.

use std::sync::Arc;

use app::{Asking, CartNow, CartTrouble};
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use collect::cart::{CartChange, LineId};
use collect::pricing::PricedLine;
use offer::catalogue::{MoneyValue, OfferingId};
use serde::Deserialize;
use types::{ActorKind, Scene};

use super::lines::{lines, refusal, totals};
use super::places::may_be_postcode;
use super::store::store_of;
use crate::door::identity::{FormMarks, Shopper};
use crate::door::meter::cost_in_hand;
use crate::door::problem::Problem as Trouble;
use crate::door::reader::Reader;
use crate::door::{Door, blocking};
use crate::pages::shop::cart_page;
use crate::pages::shop::model::{CartPage, Problem};

/// `GET /cart`
pub async fn show(State(door): State<Arc<Door>>, shopper: Shopper, reader: Reader) -> Response {
    page(door, shopper, reader, StatusCode::OK, Vec::new()).await
}

async fn page(
    door: Arc<Door>,
    shopper: Shopper,
    reader: Reader,
    status: StatusCode,
    problems: Vec<Problem>,
) -> Response {
    let ctx = reader.0.clone();
    let shown = blocking(move || {
        let asking = Asking::new(shopper.caller.clone(), Scene::Web);
        let now = door.counter.my_cart(&asking, ctx.language.code())?;
        let shop = door.counter.shop()?;
        let mut page = CartPage {
            talk: match now.version {
                Some(_) => {
                    door.counter.talk_of_cart(now.cart.id).ok().flatten().map(|id| format!("/talks/{id}"))
                }
                None => None,
            },
            problems,
            ..cart_shown(&ctx, &shop, &now)
        };
        for (line, item) in page.lines.iter_mut().zip(&now.cart.cart_item) {
            line.details.extend(cost_in_hand(&door, &ctx, &asking, &item.product_offering.id)?);
        }
        let store = store_of(&door, &ctx, &shopper, Some(now.cart.pieces()))?;
        Ok::<_, Trouble>(cart_page(&ctx, &store, &page).into_string())
    })
    .await;
    match shown {
        Ok(page) => (status, super::personal(), page).into_response(),
        Err(trouble) => trouble.into_page(&reader),
    }
}

/// A cart as its page shows it.
pub(in crate::door) fn cart_shown(
    ctx: &crate::context::PageContext,
    shop: &app::Shop,
    now: &CartNow,
) -> CartPage {
    let lines = lines(ctx, shop, now);
    CartPage {
        can_check_out: !lines.is_empty() && now.priced.lines.iter().all(PricedLine::on_offer),
        changed_by_seller: lines.iter().any(|line| line.by_seller),
        totals: totals(&now.priced, None),
        version: now.version.unwrap_or(0),
        codes: now.cart.promotion_code.clone(),
        lines,
        ..CartPage::default()
    }
}

/// `POST /cart/lines`: the form of an offering. `option` comes once for each that is ticked.
pub async fn add(
    State(door): State<Arc<Door>>,
    shopper: Shopper,
    reader: Reader,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Response {
    let value = |name: &str| {
        pairs.iter().find(|(each, _)| each == name).map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let marks = FormMarks { entry: value("entry"), shown: value("shown") };
    let (offering, quantity) = (OfferingId::new(&value("offering")), value("quantity"));
    let has_options = !value("options").is_empty();
    let ticked =
        pairs.iter().filter(|(name, _)| name == "option").map(|(_, id)| (OfferingId::new(id), 1)).collect();
    let postcode = Some(value("postcode")).filter(|code| may_be_postcode(code)).unwrap_or_default();
    change_at(door, shopper, reader, &marks, postcode, move |door| {
        Ok(CartChange::Add {
            quantity: whole(&quantity)?.unwrap_or(1),
            options: all_options(door, &offering, ticked, has_options)?,
            line: LineId(door.counter.new_run().to_string().replace("run_", "l")),
            seen: seen_price(door, &offering)?,
            by: ActorKind::Customer,
            offering,
        })
    })
    .await
}

/// Options that were ticked once, and those that could have been and were not: left out on purpose.
fn all_options(
    door: &Door,
    offering: &OfferingId,
    ticked: Vec<(OfferingId, u32)>,
    form_has_options: bool,
) -> Result<Vec<(OfferingId, u32)>, Refused> {
    let shop = door.counter.shop().map_err(Refused::from)?;
    let Some(found) = shop.catalogue.offerings.get(offering) else { return Ok(ticked) };
    let mut options: Vec<(OfferingId, u32)> = Vec::new();
    for (id, count) in ticked {
        // A required option comes ticked and hidden: once is enough.
        if !options.iter().any(|(each, _)| *each == id) {
            options.push((id, count));
        }
    }
    if form_has_options {
        for part in &found.bundled_product_offering {
            let limits = part.bundled_product_offering_option;
            let named = options.iter().any(|(id, _)| *id == part.id);
            if limits.number_rel_offer_lower_limit == 0 && !named {
                options.push((part.id.clone(), 0));
            }
        }
    }
    Ok(options)
}

/// What one of an offering costs at once now: if it moves later, its owner is told.
fn seen_price(door: &Door, offering: &OfferingId) -> Result<Option<MoneyValue>, Refused> {
    let shop = door.counter.shop()?;
    let currency = door.counter.currency()?;
    let Some(found) = shop.catalogue.offerings.get(offering) else { return Ok(None) };
    Ok(Some(MoneyValue {
        unit: currency,
        value: collect::pricing::due_at_once(found, &shop.catalogue, currency, door.counter.now()),
    }))
}

/// What the forms of a line say.
#[derive(Debug, Deserialize)]
pub struct LineForm {
    #[serde(flatten)]
    marks: FormMarks,
    line: String,
    #[serde(default)]
    quantity: String,
}

/// `POST /cart/lines/change`
pub async fn change_line(
    State(door): State<Arc<Door>>,
    shopper: Shopper,
    reader: Reader,
    Form(form): Form<LineForm>,
) -> Response {
    change(door, shopper, reader, &form.marks.clone(), move |_| {
        let quantity = whole(&form.quantity)?.ok_or_else(|| Refused::Field("quantity", form.line.clone()))?;
        Ok(CartChange::SetQuantity { line: LineId(form.line), quantity })
    })
    .await
}

/// `POST /cart/lines/remove`
pub async fn remove_line(
    State(door): State<Arc<Door>>,
    shopper: Shopper,
    reader: Reader,
    Form(form): Form<LineForm>,
) -> Response {
    change(door, shopper, reader, &form.marks.clone(), move |_| {
        Ok(CartChange::Remove { line: LineId(form.line) })
    })
    .await
}

/// What the form of a code says.
#[derive(Debug, Deserialize)]
pub struct CodeForm {
    #[serde(flatten)]
    marks: FormMarks,
    #[serde(default)]
    code: String,
}

/// `POST /cart/code`
pub async fn enter_code(
    State(door): State<Arc<Door>>,
    shopper: Shopper,
    reader: Reader,
    Form(form): Form<CodeForm>,
) -> Response {
    change(door, shopper, reader, &form.marks.clone(), move |_| Ok(CartChange::EnterCode(form.code))).await
}

/// Why a form of the cart is not done.
enum Refused {
    /// A field is not right: its name, and the line that it is of.
    Field(&'static str, String),
    Cart(CartTrouble),
}

impl From<app::Trouble> for Refused {
    fn from(trouble: app::Trouble) -> Self {
        Self::Cart(trouble.into())
    }
}

/// Reads a form, changes the cart, and shows it: by a redirect, so that reloading does nothing again.
async fn change(
    door: Arc<Door>,
    shopper: Shopper,
    reader: Reader,
    marks: &FormMarks,
    read: impl FnOnce(&Door) -> Result<CartChange, Refused> + Send + 'static,
) -> Response {
    change_at(door, shopper, reader, marks, String::new(), read).await
}

/// The same, for something that is to be used at a postcode that is known.
async fn change_at(
    door: Arc<Door>,
    shopper: Shopper,
    reader: Reader,
    marks: &FormMarks,
    postcode: String,
    read: impl FnOnce(&Door) -> Result<CartChange, Refused> + Send + 'static,
) -> Response {
    let asking = shopper.asking(marks, door.counter.now());
    let (language, ctx, at) = (reader.0.language, reader.0.clone(), Arc::clone(&door));
    let done = blocking(move || {
        let problem = match read(&at) {
            Ok(change) => match at.counter.add_to_my_cart(&asking, language.code(), &change, &postcode) {
                Ok(_) => None,
                Err(CartTrouble::Trouble(trouble)) => return Err(Trouble::from(trouble)),
                Err(CartTrouble::Refused(why)) => {
                    let field = match &change {
                        CartChange::EnterCode(_) => Some("code".to_owned()),
                        CartChange::SetQuantity { line, .. } => Some(format!("quantity.{line}")),
                        _ => None,
                    };
                    let shop = at.counter.shop()?;
                    Some(Problem { field, message: refusal(&ctx, &shop, &why) })
                }
            },
            Err(Refused::Field(name, line)) => {
                Some(Problem::of(&format!("{name}.{line}"), &ctx.say("cart-refusal-quantity")))
            }
            Err(Refused::Cart(CartTrouble::Trouble(trouble))) => return Err(trouble.into()),
            Err(Refused::Cart(CartTrouble::Refused(why))) => {
                let shop = at.counter.shop()?;
                Some(Problem::whole(&refusal(&ctx, &shop, &why)))
            }
        };
        Ok::<_, Trouble>(problem)
    })
    .await;
    match done {
        Ok(None) => Redirect::to("/cart").into_response(),
        Ok(Some(problem)) => {
            page(door, shopper, reader, StatusCode::UNPROCESSABLE_ENTITY, vec![problem]).await
        }
        Err(trouble) => trouble.into_page(&reader),
    }
}

/// A whole number that was typed; nothing if nothing was. What is no whole number, or less than none, is refused.
fn whole(typed: &str) -> Result<Option<u32>, Refused> {
    match typed.trim() {
        "" => Ok(None),
        typed => typed.parse().map(Some).map_err(|_| Refused::Field("quantity", String::new())),
    }
}
