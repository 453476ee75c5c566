//! What can be done to a cart, by whoever: pure, and refused with what a person can do about it.

use jiff::Timestamp;
use offer::catalogue::{Catalogue, MoneyValue, OfferingId, Reference, Unknown};
use types::{ActorKind, CartId};

use super::line::{CartItem, CartOption, LineId};
use super::{Cart, CartState};

/// The most lines of a cart.
pub const MOST_LINES: usize = 100;
/// The most of one line.
pub const MOST_OF_ONE: u32 = 999;
/// The most promotion codes of a cart.
const MOST_CODES: usize = 5;

/// Something that is done to a cart.
#[derive(Debug, Clone, PartialEq)]
pub enum CartChange {
    /// Put so many of an offering in, with these options for each one of it.
    Add {
        /// Which.
        offering: OfferingId,
        /// How many.
        quantity: u32,
        /// Parts and options that are chosen; what is not named is taken as the offering says.
        options: Vec<(OfferingId, u32)>,
        /// The id of the line, if a new one is made.
        line: LineId,
        /// What one costs at once, as it was shown.
        seen: Option<MoneyValue>,
        /// Who does it.
        by: ActorKind,
    },
    /// So many of a line instead; none takes it out.
    SetQuantity {
        /// Which line.
        line: LineId,
        /// How many.
        quantity: u32,
    },
    /// Take a line out.
    Remove {
        /// Which line.
        line: LineId,
    },
    /// Other options for a line.
    Choose {
        /// Which line.
        line: LineId,
        /// Parts and options for each one of it.
        options: Vec<(OfferingId, u32)>,
    },
    /// Type the code of a promotion.
    EnterCode(String),
    /// Take a typed code back.
    RemoveCode(String),
}

/// Why a cart is not changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CartRefusal {
    /// It became an order, or went into another.
    #[error("this cart is closed; begin another")]
    Closed,
    /// There is no such offering on the shelf.
    #[error("{0} is not on offer")]
    NotOnOffer(OfferingId),
    /// Nobody says what it costs.
    #[error("{0} has no price at the moment; ask a seller")]
    NoPrice(OfferingId),
    /// None is no quantity.
    #[error("how many? at least 1")]
    NoQuantity,
    /// More than a cart takes of one line.
    #[error("{wanted} is more than the {MOST_OF_ONE} that one line takes; talk to a seller for more")]
    TooMany {
        /// How many were asked for.
        wanted: u64,
    },
    /// More lines than a cart takes.
    #[error("a cart takes {MOST_LINES} lines; talk to a seller for more")]
    TooManyLines,
    /// There is no such line (any more).
    #[error("this line is not in the cart any more")]
    NoSuchLine(LineId),
    /// The offering has no such option.
    #[error("{option} is no option of {offering}")]
    NoSuchOption {
        /// The offering.
        offering: OfferingId,
        /// What was asked for with it.
        option: OfferingId,
    },
    /// An option is taken more or less often than it may.
    #[error("of {option} between {least} and {most} can be taken")]
    OptionCount {
        /// The option.
        option: OfferingId,
        /// At least so many.
        least: u32,
        /// At most so many.
        most: u32,
    },
    /// No promotion in force has this code.
    #[error("no promotion in force has the code “{0}”")]
    UnknownCode(String),
}

impl Cart {
    /// The cart after a change, or why not. The catalogue is as of `now`.
    pub fn changed(
        &self,
        change: CartChange,
        catalogue: &Catalogue,
        now: Timestamp,
    ) -> Result<Self, CartRefusal> {
        if !self.is_open() {
            return Err(CartRefusal::Closed);
        }
        let mut cart = self.clone();
        match change {
            CartChange::Add { offering, quantity, options, line, seen, by } => {
                let item = new_item(catalogue, &offering, quantity, &options, line, seen, by, now)?;
                cart.put(item)?;
            }
            CartChange::SetQuantity { line, quantity: 0 } | CartChange::Remove { line } => {
                cart.item_mut(&line)?;
                cart.cart_item.retain(|item| item.id != line);
            }
            CartChange::SetQuantity { line, quantity } => {
                let item = cart.item_mut(&line)?;
                if quantity > MOST_OF_ONE {
                    return Err(CartRefusal::TooMany { wanted: u64::from(quantity) });
                }
                item.quantity = quantity;
            }
            CartChange::Choose { line, options } => {
                let item = cart.item_mut(&line)?;
                item.cart_item = chosen(catalogue, &item.offering(), &options, now)?;
            }
            CartChange::EnterCode(code) => cart.enter_code(&code, catalogue, now)?,
            CartChange::RemoveCode(code) => {
                cart.promotion_code.retain(|each| !each.eq_ignore_ascii_case(code.trim()));
            }
        }
        cart.last_update = now;
        Ok(cart)
    }

    /// The cart with the lines of another, which its owner began before they signed in. What does not fit is left behind and told.
    pub fn joined(&self, other: &Self, now: Timestamp) -> (Self, Vec<CartRefusal>) {
        let mut cart = self.clone();
        let mut left = Vec::new();
        for item in &other.cart_item {
            left.extend(cart.put(item.clone()).err());
        }
        for code in &other.promotion_code {
            if cart.promotion_code.len() < MOST_CODES && !cart.promotion_code.contains(code) {
                cart.promotion_code.push(code.clone());
            }
        }
        if cart.checkout.address.street.trim().is_empty() {
            cart.checkout.clone_from(&other.checkout);
        }
        cart.last_update = now;
        (cart, left)
    }

    /// The cart once its lines went into another.
    pub fn went_into(&self, into: CartId, now: Timestamp) -> Self {
        Self { cart_status: CartState::Joined { into }, last_update: now, ..self.clone() }
    }

    /// Puts a line in: the same offering with the same options makes one line.
    fn put(&mut self, item: CartItem) -> Result<(), CartRefusal> {
        let same = |each: &CartItem| each.offering() == item.offering() && each.chosen() == item.chosen();
        let full = self.cart_item.len() >= MOST_LINES;
        match self.cart_item.iter_mut().find(|each| same(each)) {
            Some(there) => {
                let wanted = u64::from(there.quantity) + u64::from(item.quantity);
                if wanted > u64::from(MOST_OF_ONE) {
                    return Err(CartRefusal::TooMany { wanted });
                }
                there.quantity += item.quantity;
                there.seen_price = item.seen_price.or(there.seen_price);
            }
            None if full => return Err(CartRefusal::TooManyLines),
            None => self.cart_item.push(item),
        }
        Ok(())
    }

    fn item_mut(&mut self, line: &LineId) -> Result<&mut CartItem, CartRefusal> {
        self.cart_item
            .iter_mut()
            .find(|item| item.id == *line)
            .ok_or_else(|| CartRefusal::NoSuchLine(line.clone()))
    }

    fn enter_code(&mut self, typed: &str, catalogue: &Catalogue, now: Timestamp) -> Result<(), CartRefusal> {
        let short = || typed.trim().chars().take(40).collect::<String>();
        let promotion =
            catalogue.promotion_of_code(typed, now).ok_or_else(|| CartRefusal::UnknownCode(short()))?;
        let code = promotion.code.clone().unwrap_or_default();
        if !self.promotion_code.contains(&code) {
            if self.promotion_code.len() >= MOST_CODES {
                return Err(CartRefusal::UnknownCode(short()));
            }
            self.promotion_code.push(code);
        }
        Ok(())
    }
}

#[expect(clippy::too_many_arguments, reason = "they are the fields of one change, taken apart")]
fn new_item(
    catalogue: &Catalogue,
    offering: &OfferingId,
    quantity: u32,
    options: &[(OfferingId, u32)],
    line: LineId,
    seen: Option<MoneyValue>,
    by: ActorKind,
    now: Timestamp,
) -> Result<CartItem, CartRefusal> {
    let sold = catalogue.offerings.get(offering).filter(|found| catalogue.is_sold(found, now));
    let Some(found) = sold else { return Err(CartRefusal::NotOnOffer(offering.clone())) };
    if !catalogue.is_priced(found, now) {
        return Err(CartRefusal::NoPrice(offering.clone()));
    }
    match quantity {
        0 => return Err(CartRefusal::NoQuantity),
        wanted if wanted > MOST_OF_ONE => return Err(CartRefusal::TooMany { wanted: u64::from(wanted) }),
        _ => {}
    }
    let name = Some(found.name.clone());
    Ok(CartItem {
        id: line,
        action: "add".to_owned(),
        quantity,
        product_offering: Reference { name, ..Reference::to(offering.as_str()) },
        cart_item: chosen(catalogue, offering, options, now)?,
        seen_price: seen,
        added_by: by,
        unknown: Unknown::new(),
    })
}

/// The parts and options of an offering: as they were chosen, otherwise as the offering says. Each within its limits. What costs
/// something more is never taken because nobody said otherwise (directive 2011/83/EU, article 22).
fn chosen(
    catalogue: &Catalogue,
    offering: &OfferingId,
    options: &[(OfferingId, u32)],
    now: Timestamp,
) -> Result<Vec<CartOption>, CartRefusal> {
    let Some(found) = catalogue.offerings.get(offering) else {
        return Err(CartRefusal::NotOnOffer(offering.clone()));
    };
    let parts = &found.bundled_product_offering;
    if let Some((option, _)) = options.iter().find(|(id, _)| !parts.iter().any(|part| part.id == *id)) {
        return Err(CartRefusal::NoSuchOption { offering: offering.clone(), option: option.clone() });
    }
    let mut taken = Vec::new();
    for part in parts {
        let limits = part.bundled_product_offering_option;
        let (least, most) = (limits.number_rel_offer_lower_limit, limits.number_rel_offer_upper_limit);
        let asked = options.iter().find(|(id, _)| *id == part.id).map(|(_, count)| *count);
        let option = catalogue.offerings.get(&part.id);
        let costs = !part.price_included && option.is_some_and(|option| catalogue.costs(option, now));
        let usual = if costs { least } else { limits.number_rel_offer_default.max(least).min(most) };
        let count = asked.unwrap_or(usual);
        if count < least || count > most {
            return Err(CartRefusal::OptionCount { option: part.id.clone(), least, most });
        }
        // What would be taken by itself is named also when it is left: nobody takes it for forgotten.
        if count > 0 || limits.number_rel_offer_default > 0 {
            let name = option.map(|option| option.name.clone());
            taken.push(CartOption {
                product_offering: Reference { name, ..Reference::to(part.id.as_str()) },
                quantity: count,
                unknown: Unknown::new(),
            });
        }
    }
    Ok(taken)
}
