//! Giving what was ordered: ready in a shop, handed over against the code, sent, arrived, begun to work.

use jiff::Timestamp;
use offer::catalogue::{Nature, PlaceId, Reference, Unknown};
use serde::{Deserialize, Serialize};
use types::{Money, ProductId, StaffId};

use super::{Decided, Delivery, FactKind, LineQuantity, OrderFact, OrderRefusal, ProductOrder};
use crate::pickup::{PickUpCode, WRONG_TRIES};
use crate::product::{OrderedBy, Product, ProductStatus};
use crate::stock::{StockMove, StockStep};

/// In which way something was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum FulfilmentKind {
    /// Handed over in a shop.
    HandedOver,
    /// Sent.
    Shipped,
    /// A subscription that works.
    Activated,
    /// A service that was done.
    Done,
}

/// Something that was given. Written once; only its arrival is added.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Fulfilment {
    /// Its id within the order.
    pub id: String,
    /// In which way.
    pub kind: FulfilmentKind,
    /// When.
    pub at: Timestamp,
    /// Of which lines, how many.
    pub lines: Vec<LineQuantity>,
    /// From where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<PlaceId>,
    /// Who gave it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub staff: Option<StaffId>,
    /// Who carries it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub carrier: String,
    /// How the carrier knows it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub tracking: String,
    /// When it arrived.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivered_at: Option<Timestamp>,
    /// The products that began.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub products: Vec<ProductId>,
    /// What else was said of it.
    #[serde(flatten)]
    pub unknown: Unknown,
}

impl Fulfilment {
    /// When the customer had it: when it arrived, or when it was handed over. What was sent and has not arrived is not theirs yet.
    pub fn received_at(&self) -> Option<Timestamp> {
        match self.kind {
            FulfilmentKind::Shipped => self.delivered_at,
            _ => Some(self.at),
        }
    }
}

/// What a member of staff hands over in a shop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandOver {
    /// The id of the fulfilment that it will be.
    pub id: String,
    /// In which shop.
    pub place: PlaceId,
    /// Who hands it over.
    pub staff: Option<StaffId>,
    /// The code that the customer presented; nothing: their identity was seen instead.
    pub code: Option<PickUpCode>,
    /// Of which lines, how many; nothing: all that is left.
    pub lines: Vec<LineQuantity>,
    /// What was paid on the spot.
    pub taken: Option<Money>,
}

/// What is sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shipment {
    /// The id of the fulfilment that it will be.
    pub id: String,
    /// From where.
    pub place: Option<PlaceId>,
    /// Who sends it.
    pub staff: Option<StaffId>,
    /// Of which lines, how many; nothing: all that is left.
    pub lines: Vec<LineQuantity>,
    /// Who carries it.
    pub carrier: String,
    /// How the carrier knows it.
    pub tracking: String,
}

impl ProductOrder {
    /// It can be collected, until `kept_until`.
    pub fn make_ready(&self, kept_until: Option<Timestamp>, now: Timestamp) -> Result<Decided, OrderRefusal> {
        let pick_up = self.pick_up().ok_or(OrderRefusal::NotPickedUp)?;
        self.must_go_on()?;
        if let Some(since) = pick_up.ready_at {
            return Err(OrderRefusal::AlreadyReady(since));
        }
        let mut order = self.clone();
        if let Some(pick_up) = order.pick_up_mut() {
            pick_up.ready_at = Some(now);
            pick_up.kept_until = kept_until;
        }
        let ready = OrderFact::new(FactKind::OrderReady).at(self.shop());
        Ok(Decided::settle(self, order, vec![ready], Vec::new(), now))
    }

    /// Goods are handed over in the shop, against the code or to somebody whose identity was seen. What is still to pay must
    /// be paid on the spot: `taken` says that it was.
    pub fn hand_over(&self, asked: HandOver, now: Timestamp) -> Result<Decided, OrderRefusal> {
        let pick_up = self.pick_up().ok_or(OrderRefusal::NotPickedUp)?;
        self.must_go_on()?;
        if pick_up.place != asked.place {
            return Err(OrderRefusal::OtherShop(pick_up.place.as_str().to_owned()));
        }
        if let Some(code) = &asked.code
            && !pick_up.accepts(code)
        {
            return Err(match WRONG_TRIES.saturating_sub(pick_up.wrong_tries + 1) {
                _ if pick_up.code.is_none() => OrderRefusal::CodeBlocked,
                0 => OrderRefusal::CodeBlocked,
                left => OrderRefusal::WrongCode { left },
            });
        }
        let due = self.money(self.due_on_the_spot());
        let taken = asked.taken.filter(|money| money.currency == due.currency).map(|money| money.amount);
        if taken.unwrap_or_default() < due.amount {
            return Err(OrderRefusal::NotPaid(due));
        }
        let lines = self.chosen(&asked.lines, Nature::Goods)?;
        let how = if asked.code.is_some() { "code" } else { "identity" };
        let fulfilment = Fulfilment {
            id: asked.id,
            kind: FulfilmentKind::HandedOver,
            at: now,
            lines: lines.clone(),
            place: Some(asked.place.clone()),
            staff: asked.staff,
            carrier: String::new(),
            tracking: String::new(),
            delivered_at: None,
            products: Vec::new(),
            unknown: Unknown::new(),
        };
        let fact = OrderFact::new(FactKind::GoodsHandedOver).of(lines).at(Some(&asked.place)).because(how);
        Ok(self.given(fulfilment, fact, now))
    }

    /// A wrong code was presented: it is counted. Once there were ten, the code is worth nothing.
    pub fn count_wrong_code(&self, now: Timestamp) -> Result<Decided, OrderRefusal> {
        let mut order = self.clone();
        let pick_up = order.pick_up_mut().ok_or(OrderRefusal::NotPickedUp)?;
        pick_up.wrong_tries = pick_up.wrong_tries.saturating_add(1);
        let fact = OrderFact::new(FactKind::CodeRefused).at(self.shop());
        Ok(Decided::settle(self, order, vec![fact], Vec::new(), now))
    }

    /// The order gets another code, with tries anew.
    pub fn renew_code(&self, code: PickUpCode, now: Timestamp) -> Result<Decided, OrderRefusal> {
        let mut order = self.clone();
        self.must_not_be_over()?;
        let pick_up = order.pick_up_mut().ok_or(OrderRefusal::NotPickedUp)?;
        (pick_up.code, pick_up.wrong_tries) = (Some(code), 0);
        let fact = OrderFact::new(FactKind::CodeRenewed).at(self.shop());
        Ok(Decided::settle(self, order, vec![fact], Vec::new(), now))
    }

    /// Goods are sent: all that are left, or some of them.
    pub fn ship(&self, asked: Shipment, now: Timestamp) -> Result<Decided, OrderRefusal> {
        if !matches!(self.delivery, Delivery::Shipping { .. }) {
            return Err(OrderRefusal::NotShipped);
        }
        self.must_go_on()?;
        let lines = self.chosen(&asked.lines, Nature::Goods)?;
        let fact = OrderFact::new(FactKind::OrderShipped).of(lines.clone()).at(asked.place.as_ref());
        let fulfilment = Fulfilment {
            id: asked.id,
            kind: FulfilmentKind::Shipped,
            at: now,
            lines,
            place: asked.place,
            staff: asked.staff,
            carrier: asked.carrier,
            tracking: asked.tracking,
            delivered_at: None,
            products: Vec::new(),
            unknown: Unknown::new(),
        };
        Ok(self.given(fulfilment, fact, now))
    }

    /// A shipment arrived: from now on, the time to withdraw runs.
    pub fn arrived(&self, shipment: &str, now: Timestamp) -> Result<Decided, OrderRefusal> {
        let mut order = self.clone();
        let found = order
            .fulfilment
            .iter_mut()
            .find(|each| each.id == shipment && each.kind == FulfilmentKind::Shipped)
            .ok_or_else(|| OrderRefusal::NoSuchShipment(shipment.chars().take(40).collect()))?;
        if let Some(since) = found.delivered_at {
            return Err(OrderRefusal::AlreadyDelivered(since));
        }
        found.delivered_at = Some(now);
        let fact = OrderFact::new(FactKind::OrderDelivered).of(found.lines.clone());
        Ok(Decided::settle(self, order, vec![fact], Vec::new(), now))
    }

    /// Subscriptions of a line begin to work: one product for each id. The products are written together with the order.
    pub fn activate(
        &self,
        item: &str,
        products: &[ProductId],
        now: Timestamp,
    ) -> Result<(Decided, Vec<Product>), OrderRefusal> {
        self.must_go_on()?;
        let wanted = u32::try_from(products.len()).unwrap_or(u32::MAX);
        let lines = self.chosen(&[LineQuantity::new(item, wanted)], Nature::Subscription)?;
        let line = self.item(item).ok_or_else(|| OrderRefusal::NoSuchLine(item.to_owned()))?;
        let begun = products.iter().map(|id| self.product_of(line, *id, now)).collect();
        let mut fact = OrderFact::new(FactKind::SubscriptionStarted).of(lines.clone());
        fact.products = products.to_vec();
        let fulfilment = self.plain_fulfilment(FulfilmentKind::Activated, lines, products, now);
        Ok((self.given(fulfilment, fact, now), begun))
    }

    /// Services of a line were done.
    pub fn carry_out(&self, item: &str, quantity: u32, now: Timestamp) -> Result<Decided, OrderRefusal> {
        self.must_go_on()?;
        let lines = self.chosen(&[LineQuantity::new(item, quantity)], Nature::Service)?;
        let fact = OrderFact::new(FactKind::ServiceDone).of(lines.clone());
        let fulfilment = self.plain_fulfilment(FulfilmentKind::Done, lines, &[], now);
        Ok(self.given(fulfilment, fact, now))
    }

    fn plain_fulfilment(
        &self,
        kind: FulfilmentKind,
        lines: Vec<LineQuantity>,
        products: &[ProductId],
        now: Timestamp,
    ) -> Fulfilment {
        Fulfilment {
            id: format!("{}", self.fulfilment.len() + 1),
            kind,
            at: now,
            lines,
            place: None,
            staff: None,
            carrier: String::new(),
            tracking: String::new(),
            delivered_at: None,
            products: products.to_vec(),
            unknown: Unknown::new(),
        }
    }

    fn product_of(&self, line: &super::OrderItem, id: ProductId, now: Timestamp) -> Product {
        let ordered = line.product.as_ref();
        let of_product = |name: &str| {
            let list = ordered.and_then(|product| product.get(name)).and_then(serde_json::Value::as_array);
            list.cloned().unwrap_or_default()
        };
        let prices = line.item_price.iter().filter_map(|price| serde_json::to_value(price).ok());
        let parties = self.related_party.iter().filter_map(|party| serde_json::to_value(party).ok());
        Product {
            id,
            name: line.name().to_owned(),
            translation: line.translation.clone(),
            status: ProductStatus::Active,
            ending: None,
            order_date: self.order_date,
            start_date: Some(now),
            termination_date: None,
            product_offering: line.product_offering.clone().unwrap_or_else(|| Reference::to("")),
            product_characteristic: of_product("productCharacteristic"),
            product_price: prices.collect(),
            product_term: line.item_term.clone(),
            product_order_item: vec![OrderedBy {
                product_order_id: self.id,
                order_item_id: line.id.clone(),
                unknown: Unknown::new(),
            }],
            related_party: parties.collect(),
            customer: self.customer,
            visitor: self.visitor,
            unknown: Unknown::new(),
        }
    }

    /// The order once something was given: what was kept for it leaves the stock, and the code is used up with the last piece.
    fn given(&self, fulfilment: Fulfilment, fact: OrderFact, now: Timestamp) -> Decided {
        let mut order = self.clone();
        let mut moves = Vec::new();
        for line in &fulfilment.lines {
            if let Some(item) = order.item_mut(&line.item) {
                item.fulfilled += line.quantity;
                let taken = item.take_allocated(line.quantity, fulfilment.place.as_ref());
                moves.extend(StockMove::all(StockStep::Leave, &taken));
            }
        }
        order.fulfilment.push(fulfilment);
        let goods_left = order.has_goods_left();
        if let (false, Some(pick_up)) = (goods_left, order.pick_up_mut()) {
            pick_up.code = None;
        }
        Decided::settle(self, order, vec![fact], moves, now)
    }

    /// The lines that are chosen to be given, summed, all of one nature and none beyond what is left. Nothing chosen: all that
    /// is left of that nature.
    fn chosen(&self, lines: &[LineQuantity], nature: Nature) -> Result<Vec<LineQuantity>, OrderRefusal> {
        if lines.is_empty() {
            let of_nature = |item: &&super::OrderItem| item.nature == nature && !self.has_parts(&item.id);
            let left: Vec<LineQuantity> = self
                .product_order_item
                .iter()
                .filter(of_nature)
                .filter(|item| item.open() > 0)
                .map(|item| LineQuantity::new(&item.id, item.open()))
                .collect();
            return if left.is_empty() { Err(OrderRefusal::Nothing) } else { Ok(left) };
        }
        self.summed(lines, |item| {
            if item.nature == nature {
                Ok(item.open())
            } else {
                Err(OrderRefusal::WrongNature(item.id.clone()))
            }
        })
    }

    /// Chosen lines, summed by line, each of which must be there, be no bundle of lines, and not go beyond `most`.
    pub(super) fn summed(
        &self,
        lines: &[LineQuantity],
        most: impl Fn(&super::OrderItem) -> Result<u32, OrderRefusal>,
    ) -> Result<Vec<LineQuantity>, OrderRefusal> {
        let mut sums: Vec<LineQuantity> = Vec::new();
        for line in lines.iter().filter(|line| line.quantity > 0) {
            match sums.iter_mut().find(|sum| sum.item == line.item) {
                Some(sum) => sum.quantity = sum.quantity.saturating_add(line.quantity),
                None => sums.push(line.clone()),
            }
        }
        for sum in &sums {
            let item = self
                .item(&sum.item)
                .ok_or_else(|| OrderRefusal::NoSuchLine(sum.item.chars().take(40).collect()))?;
            if self.has_parts(&item.id) {
                return Err(OrderRefusal::Bundle(item.id.clone()));
            }
            let most = most(item)?;
            if sum.quantity > most {
                return Err(OrderRefusal::TooMany { item: item.id.clone(), wanted: sum.quantity, most });
            }
        }
        if sums.is_empty() { Err(OrderRefusal::Nothing) } else { Ok(sums) }
    }

    /// Refuses what is over.
    pub(super) fn must_not_be_over(&self) -> Result<(), OrderRefusal> {
        if self.state.is_final() { Err(OrderRefusal::Over(self.state)) } else { Ok(()) }
    }

    /// Refuses to give anything of an order that is over, stopped, or waits for money.
    fn must_go_on(&self) -> Result<(), OrderRefusal> {
        self.must_not_be_over()?;
        if self.hold.is_some() {
            return Err(OrderRefusal::IsHeld);
        }
        if !self.payment_standing.lets_go_on() {
            return Err(OrderRefusal::NotPaid(self.money(self.amount_due())));
        }
        Ok(())
    }
}
