//! Orders as staff's pages show them: sentences, amounts and dates in the reader's language.

use collect::order::{Delivery, OrderItem, OrderState, ProductOrder};
use collect::place::Place;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use offer::catalogue::Nature;
use rust_decimal::Decimal;

use crate::context::PageContext;
use crate::door::Door;
use crate::pages::fulfilment::{OrderLine, StaffLine};

/// How many lines of an order a list names.
const NAMED: usize = 3;

/// What is needed to show orders: the places' names, the zone, the time.
pub(super) struct Showing<'a> {
    /// The reader.
    pub ctx: &'a PageContext,
    /// Shops and warehouses.
    pub places: Vec<Place>,
    /// The organisation's zone.
    pub zone: TimeZone,
    /// Now.
    pub now: Timestamp,
}

impl<'a> Showing<'a> {
    /// What the door knows.
    pub fn of(ctx: &'a PageContext, door: &Door) -> Result<Self, app::Trouble> {
        Ok(Self {
            ctx,
            places: door.counter.places()?,
            zone: door.counter.live_zone()?,
            now: door.counter.now(),
        })
    }

    /// The name of a place; its id where it is not known any more.
    pub fn place(&self, id: &str) -> String {
        let place = self.places.iter().find(|place| place.id.as_str() == id);
        place.map_or(id, |place| place.name_in(self.ctx.language.code())).to_owned()
    }

    /// An instant.
    pub fn moment(&self, at: Timestamp) -> String {
        self.ctx.language.moment(at, &self.zone)
    }

    /// An amount in the order's currency.
    pub fn price(&self, order: &ProductOrder, amount: Decimal) -> String {
        self.ctx.language.price(order.money(amount))
    }

    /// An order in a list, with the way to its page.
    pub fn line(&self, order: &ProductOrder, href: String) -> OrderLine {
        let (when, late) = self.when(order);
        let (to_pay, refund) = (order.due_on_the_spot(), order.refund_due());
        let some = |amount: Decimal| (amount > Decimal::ZERO).then(|| self.price(order, amount));
        OrderLine {
            href,
            number: order.external_id.clone(),
            name: order.contact.name.clone(),
            placed: self.moment(order.order_date),
            what: self.what(order),
            way: self.way(order),
            state: order.state.name(),
            when,
            late,
            amount: self.price(order, order.owed()),
            ordered: (order.owed() != order.due_now.value).then(|| self.price(order, order.due_now.value)),
            to_pay: some(to_pay),
            refund: some(refund),
            id: order.id.to_string(),
        }
    }

    /// How an order gets to its customer.
    pub fn way(&self, order: &ProductOrder) -> String {
        match &order.delivery {
            Delivery::Nothing => String::new(),
            Delivery::PickUp(pick_up) => {
                let place = self.place(pick_up.place.as_str());
                self.ctx.tell("ord-delivery-pick-up", &[("shop", place.into())])
            }
            Delivery::Shipping { .. } => {
                let way = order.delivery.name_in(self.ctx.language.code()).unwrap_or_default();
                self.ctx.tell("ord-delivery-shipping", &[("method", way.into())])
            }
        }
    }

    /// By when something is to be done, and whether that is over.
    fn when(&self, order: &ProductOrder) -> (Option<String>, bool) {
        if order.state.is_final() {
            return (None, false);
        }
        let tell = |key: &str, at: Timestamp| {
            (Some(self.ctx.tell(key, &[("when", self.moment(at).into())])), at < self.now)
        };
        match order.pick_up() {
            Some(pick_up) => match (pick_up.ready_at, pick_up.kept_until, pick_up.ready_by) {
                (Some(_), Some(until), _) => tell("ord-kept-until", until),
                (None, _, Some(by)) => tell("ord-ready-by", by),
                _ => (None, false),
            },
            None => match (order.payment_standing.lets_go_on(), order.payment_until) {
                (false, Some(until)) => tell("ord-pay-until", until),
                _ => order.expected_completion_date.map_or((None, false), |at| tell("ord-expected", at)),
            },
        }
    }

    /// What is in an order, shortly.
    fn what(&self, order: &ProductOrder) -> String {
        let lines: Vec<&OrderItem> =
            order.product_order_item.iter().filter(|item| item.quantity > 0).collect();
        let shown = if lines.is_empty() { order.product_order_item.iter().collect() } else { lines };
        let named = shown
            .iter()
            .take(NAMED)
            .map(|item| format!("{} × {}", item.quantity.max(1), item.name_in(self.ctx.language.code())));
        let text = named.collect::<Vec<_>>().join(", ");
        match shown.len().saturating_sub(NAMED) {
            0 => text,
            more => format!("{text} {}", self.ctx.tell("ord-and-more", &[("n", more.into())])),
        }
    }

    /// The lines of an order.
    pub fn lines(&self, order: &ProductOrder) -> Vec<StaffLine> {
        order.product_order_item.iter().map(|item| self.staff_line(order, item)).collect()
    }

    /// What so many pieces of a line cost: now, and again and again.
    fn cost(&self, order: &ProductOrder, item: &OrderItem, pieces: u32) -> String {
        let now: Decimal = item.worth(pieces).iter().map(|each| each.amount).sum();
        let recurring = item.item_total_price.iter().filter(|price| price.price_type == "recurring");
        let first = recurring.filter(|price| !price.unknown.contains_key("fromMonth"));
        let again: Decimal = first
            .filter_map(|price| price.price.tax_included_amount)
            .map(|amount| item.share(amount.value, pieces))
            .sum();
        let monthly = (again > Decimal::ZERO)
            .then(|| self.ctx.tell("ord-per-month", &[("amount", self.price(order, again).into())]));
        match monthly {
            Some(monthly) if now.is_zero() => monthly,
            Some(monthly) => format!("{} + {monthly}", self.price(order, now)),
            None => self.price(order, now),
        }
    }

    fn staff_line(&self, order: &ProductOrder, item: &OrderItem) -> StaffLine {
        let bundle = order.has_parts(&item.id);
        let kept = item
            .allocated
            .iter()
            .map(|each| format!("{} × {}", each.quantity, self.place(each.place.as_str())));
        StaffLine {
            id: item.id.clone(),
            name: item.name_in(self.ctx.language.code()).to_owned(),
            offering: item.product_offering.as_ref().map(|offering| offering.id.clone()).unwrap_or_default(),
            part: item.bundle().is_some(),
            nature: match item.nature {
                Nature::Goods => "goods",
                Nature::Subscription => "subscription",
                Nature::Service => "service",
            },
            state: item.state.name(),
            ordered: item.ordered,
            quantity: item.quantity,
            fulfilled: item.fulfilled,
            returned: item.returned,
            open: item.open(),
            returnable: if item.is_goods() { item.fulfilled.saturating_sub(item.returned) } else { 0 },
            withdrawn: item.withdrawn,
            amount: self.cost(order, item, item.kept()),
            ordered_amount: (item.kept() != item.ordered).then(|| self.cost(order, item, item.ordered)),
            kept: kept.collect(),
            amendable: !item.bundle().is_some_and(|whole| order.has_parts(whole)),
            bundle,
        }
    }
}

/// The name of a state.
pub(in crate::door) fn state_name(ctx: &PageContext, state: OrderState) -> String {
    ctx.say(&format!("ord-state-{}", state.name()))
}

/// The name of a place; its id where it is not known any more.
pub(super) fn place_name(ctx: &PageContext, door: &Door, id: &str) -> String {
    let places = door.counter.places().unwrap_or_default();
    let place = places.iter().find(|place| place.id.as_str() == id);
    place.map_or(id, |place| place.name_in(ctx.language.code())).to_owned()
}
