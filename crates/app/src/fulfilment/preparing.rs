//! Getting an order ready in its shop.

use collect::order::ProductOrder;
use collect::pickup::PickUpCode;
use collect::place::Place;
use offer::catalogue::PlaceId;
use party::Permission;
use types::OrderId;

use super::FulfilmentTrouble;
use super::writing::Change;
use crate::post::NewsKind;
use crate::{Asking, Counter, Trouble};

impl Counter {
    /// An order can be collected from now on, as long as the place keeps it; the customer is told, with the code.
    pub fn make_order_ready(
        &self,
        asking: &Asking,
        order: OrderId,
    ) -> Result<ProductOrder, FulfilmentTrouble> {
        asking.may(Permission::HandOver)?;
        let zone = self.live()?.book.time_zone.clone();
        self.change_order(asking, order, |order, now| {
            let place = order.shop().map(|place| self.place_of_id(place)).transpose()?.flatten();
            let kept_until = place.as_ref().and_then(|place| place.kept_until(now, &zone));
            let change = Change::from(order.make_ready(kept_until, now)?);
            let mail = self.mail_of_ready(change.order(), place.as_ref())?;
            Ok(change.with_mail(mail))
        })
    }

    /// The customer gets another code: the one they had was lost, or tried too often. Staff do it for somebody whose identity they saw; customers for
    /// themselves.
    pub fn renew_pick_up_code(
        &self,
        asking: &Asking,
        order: OrderId,
    ) -> Result<ProductOrder, FulfilmentTrouble> {
        let held = self.live()?.book.get::<ProductOrder>(&order.to_string())?;
        if !self.is_theirs(asking, &held.value) {
            asking.may(Permission::HandOver)?;
        }
        self.change_order(asking, order, |order, now| {
            let change = Change::from(order.renew_code(PickUpCode::from_chance(self.clock.chance()), now)?);
            let code =
                change.order().pick_up().and_then(|pick_up| pick_up.code.as_ref()).map(PickUpCode::shown);
            let mail =
                self.mail_of_news(change.order(), NewsKind::CodeRenewed, |news, _| news.code = code)?;
            Ok(change.with_mail(mail))
        })
    }

    /// The place of this id, if there is one.
    pub fn place_of_id(&self, id: &PlaceId) -> Result<Option<Place>, Trouble> {
        Ok(self.places()?.into_iter().find(|place| place.id == *id))
    }
}
