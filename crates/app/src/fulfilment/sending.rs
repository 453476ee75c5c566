//! Sending goods, and learning that they arrived.

use collect::order::{LineQuantity, ProductOrder, Shipment};
use offer::catalogue::PlaceId;
use party::Permission;
use types::OrderId;

use super::FulfilmentTrouble;
use super::news::lines_of;
use super::writing::Change;
use crate::post::NewsKind;
use crate::{Asking, Counter, clock};

/// How long the name of a carrier and its number may be.
const CARRIER_LENGTH: usize = 80;

/// What is sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sending {
    /// From where; nothing: from wherever it is kept.
    pub place: Option<PlaceId>,
    /// Of which lines, how many; nothing: all that is left.
    pub lines: Vec<LineQuantity>,
    /// Who carries it.
    pub carrier: String,
    /// How the carrier knows it.
    pub tracking: String,
}

impl Counter {
    /// Goods leave for the customer, who is told.
    pub fn ship_order(
        &self,
        asking: &Asking,
        id: OrderId,
        sending: &Sending,
    ) -> Result<ProductOrder, FulfilmentTrouble> {
        asking.may(Permission::WorkOrders)?;
        self.change_order(asking, id, |order, now| {
            let shipment = Shipment {
                id: clock::run_id(&*self.clock).to_string(),
                place: sending.place.clone(),
                staff: asking.caller.staff_id(),
                lines: sending.lines.clone(),
                carrier: one_line(&sending.carrier),
                tracking: one_line(&sending.tracking),
            };
            let change = Change::from(order.ship(shipment, now)?);
            let mail = self.mail_of_shipped(change.order())?;
            Ok(change.with_mail(mail))
        })
    }

    /// A shipment arrived: the time to withdraw runs from now, and subscriptions that waited for it start.
    pub fn shipment_arrived(
        &self,
        asking: &Asking,
        id: OrderId,
        shipment: &str,
    ) -> Result<ProductOrder, FulfilmentTrouble> {
        asking.may(Permission::WorkOrders)?;
        self.change_order(asking, id, |order, now| {
            let change = Change::from(order.arrived(shipment, now)?);
            let arrived = order.fulfilment.iter().find(|each| each.id == shipment);
            let lines = arrived.map(|each| each.lines.clone()).unwrap_or_default();
            let mail = self.mail_of_news(change.order(), NewsKind::Delivered, |news, language| {
                news.lines = lines_of(order, &lines, language);
            })?;
            self.with_subscriptions(change.with_mail(mail), now)
        })
    }
}

/// What somebody typed, on one line and not too long.
fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").chars().filter(|c| !c.is_control()).take(CARRIER_LENGTH).collect()
}
