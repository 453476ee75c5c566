//! What is written to customers while their order goes on, each in the entry of what it tells.

use collect::order::{FulfilmentKind, ProductOrder};
use collect::place::{Place, PlaceKind, PostalAddress};
use jiff::tz::TimeZone;
use ledger::RecordWrite;
use rust_decimal::Decimal;
use types::Money;
use wording::Language;

use crate::post::GoodsBack;
use crate::shopping::{nothing_charged, receiver_of};
use crate::{Counter, Letter, MailLine, Trouble};

impl Counter {
    /// Goods wait in a shop.
    pub(super) fn mail_of_ready(
        &self,
        order: &ProductOrder,
        place: Option<&Place>,
    ) -> Result<Option<RecordWrite>, Trouble> {
        let (Some(to), Some(pick_up)) = (receiver_of(order), order.pick_up()) else { return Ok(None) };
        let Some(code) = &pick_up.code else { return Ok(None) };
        let zone = self.live()?.book.time_zone.clone();
        let zone = place.map_or(zone.clone(), |place| place.zone(&zone));
        let language = to.language;
        let letter = Letter::ReadyForPickUp {
            number: order.external_id.clone(),
            place: place
                .map_or_else(|| pick_up.place.to_string(), |place| place.name_in(language.code()).to_owned()),
            address: place.map(|place| on_one_line(&place.address)).unwrap_or_default(),
            hours: place.map(|place| hours_of(place, language)).unwrap_or_default(),
            code: code.shown(),
            until: pick_up.kept_until.map(|until| zone.to_datetime(until).date()),
            path: self.path_of(order)?,
        };
        self.mail_record(&to, &letter, &[("order", &order.id.to_string())]).map(Some)
    }

    /// Goods left: those of the last shipment.
    pub(super) fn mail_of_shipped(&self, order: &ProductOrder) -> Result<Option<RecordWrite>, Trouble> {
        let Some(to) = receiver_of(order) else { return Ok(None) };
        let shipped = |each: &&collect::order::Fulfilment| each.kind == FulfilmentKind::Shipped;
        let Some(shipment) = order.fulfilment.iter().rfind(shipped) else { return Ok(None) };
        let zone = self.live()?.book.time_zone.clone();
        let line = |line: &collect::order::LineQuantity| {
            let language = to.language.code();
            let name = order.item(&line.item).map(|item| item.name_in(language)).unwrap_or_default();
            MailLine { what: format!("{} × {name}", line.quantity), amount: String::new() }
        };
        let goods_left = order.has_goods_left();
        let letter = Letter::Shipped {
            number: order.external_id.clone(),
            lines: shipment.lines.iter().map(line).collect(),
            partly: goods_left,
            tracking: Some(format!("{} {}", shipment.carrier, shipment.tracking).trim().to_owned())
                .filter(|text| !text.is_empty()),
            expected: order.expected_completion_date.map(|at| zone.to_datetime(at).date()),
            path: self.path_of(order)?,
        };
        self.mail_record(&to, &letter, &[("order", &order.id.to_string())]).map(Some)
    }

    /// An order ended before it was given; `reason` is what staff or the customer wrote.
    pub(super) fn mail_of_cancelled(
        &self,
        order: &ProductOrder,
        reason: &str,
    ) -> Result<Option<RecordWrite>, Trouble> {
        let Some(to) = receiver_of(order) else { return Ok(None) };
        let reason: String = reason.trim().chars().take(500).collect();
        let refund = order.refund_due();
        let letter = Letter::Cancelled {
            number: order.external_id.clone(),
            reason: (!reason.is_empty()).then_some(reason),
            refund: (refund > Decimal::ZERO).then(|| order.money(refund)),
            nothing_charged: nothing_charged(order),
            path: self.path_of(order)?,
        };
        self.mail_record(&to, &letter, &[("order", &order.id.to_string())]).map(Some)
    }

    /// The receipt of a withdrawal: what was declared, on which day and at what time.
    pub(super) fn mail_of_withdrawn(
        &self,
        order: &ProductOrder,
        zone: &TimeZone,
    ) -> Result<Option<RecordWrite>, Trouble> {
        let (Some(to), Some(withdrawal)) = (receiver_of(order), order.withdrawal.last()) else {
            return Ok(None);
        };
        let declared: Vec<String> = withdrawal
            .lines
            .iter()
            .filter_map(|line| {
                let item = order.item(&line.item)?;
                Some(format!("{} × {}", line.quantity, item.name_in(to.language.code())))
            })
            .collect();
        let letter = Letter::Withdrawn {
            number: order.external_id.clone(),
            received: to.language.moment(withdrawal.at, zone),
            declared: declared.join(", "),
            back: self.goods_back(order, to.language)?,
            path: self.path_of(order)?,
        };
        self.mail_record(&to, &letter, &[("order", &order.id.to_string())]).map(Some)
    }

    /// How the goods of a withdrawal come back, where some are to.
    pub fn goods_back(&self, order: &ProductOrder, language: Language) -> Result<Option<GoodsBack>, Trouble> {
        let to_come = order
            .product_order_item
            .iter()
            .any(|item| item.is_goods() && item.withdrawn > item.returned && !order.has_parts(&item.id));
        if !to_come {
            return Ok(None);
        }
        let zone = self.live()?.book.time_zone.clone();
        let shops =
            self.places()?.into_iter().filter(|place| place.kind == PlaceKind::Shop && place.is_active);
        let shop = |place: Place| {
            let address = on_one_line(&place.address);
            [place.name_in(language.code()), address.as_str()].join(" · ").trim_end_matches(" · ").to_owned()
        };
        let operator = self.operator()?;
        Ok(Some(GoodsBack {
            by: order.goods_back_by().map(|at| zone.to_datetime(at).date()),
            address: operator.postal_lines(),
            shops: shops.map(shop).collect(),
        }))
    }

    /// Money went back.
    pub(super) fn mail_of_refunded(
        &self,
        order: &ProductOrder,
        amount: Money,
        method: &str,
    ) -> Result<Option<RecordWrite>, Trouble> {
        let Some(to) = receiver_of(order) else { return Ok(None) };
        let letter = Letter::Refunded {
            number: order.external_id.clone(),
            amount,
            method: method.to_owned(),
            path: self.path_of(order)?,
        };
        self.mail_record(&to, &letter, &[("order", &order.id.to_string())]).map(Some)
    }
}

/// An address on one line.
fn on_one_line(address: &PostalAddress) -> String {
    let town = format!("{} {}", address.postcode, address.city);
    let parts = [address.street.as_str(), &address.complement, town.trim()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// The hours of a place, day by day.
fn hours_of(place: &Place, language: Language) -> Vec<(String, String)> {
    let periods = |periods: &[collect::place::HourPeriod]| {
        let one =
            |period: &collect::place::HourPeriod| format!("{} – {}", period.start_hour, period.end_hour);
        periods.iter().map(one).collect::<Vec<_>>().join(", ")
    };
    let week = place.opening_hours.shown_week();
    week.iter()
        .filter(|(_, hours)| !hours.is_empty())
        .map(|(day, hours)| (language.weekday(*day).to_owned(), periods(hours)))
        .collect()
}
