//! Papers for those who pack: the slip of an order, and the list of everything that is to be sent.

use std::collections::BTreeMap;

use collect::order::{Delivery, OrderItem, ProductOrder};
use papers::{Column, Paper, Piece, Table};
use types::OrderId;

use super::Desk;
use super::operator::{address_lines, joined};
use crate::fulfilment::OrderFilter;
use crate::{Asking, Counter, Trouble};

use jiff::Timestamp;
use party::Permission;
use wording::Language;

/// How many orders a list gathers at most.
const GATHERED: usize = 500;

impl Counter {
    /// The slip of an order as PDF: what is still to be packed, for whom, from where. No prices: it may lie in the parcel.
    pub fn packing_slip(
        &self,
        asking: &Asking,
        order: OrderId,
        language: Language,
    ) -> Result<Vec<u8>, Trouble> {
        asking.may(Permission::ReadOrders)?;
        let order = self.product_order(asking, order)?;
        self.at_desk(language, |desk| slip_of(desk, &order).to_pdf())
    }

    /// What is to be sent, item by item, as PDF: how many, where they are set aside, for which orders.
    pub fn picking_list(&self, asking: &Asking, language: Language) -> Result<Vec<u8>, Trouble> {
        let mut filter = OrderFilter { to_ship: true, ..OrderFilter::default() };
        let mut orders = Vec::new();
        loop {
            let page = self.find_orders(asking, &filter)?;
            orders.extend(page.orders);
            filter.after = page.next;
            if filter.after.is_none() || orders.len() >= GATHERED {
                break;
            }
        }
        let now = self.now();
        self.at_desk(language, |desk| list_of(desk, &orders, now).to_pdf())
    }
}

fn slip_of(desk: &Desk<'_>, order: &ProductOrder) -> Paper {
    let title = desk.language.tell("paper-slip-of", &[("number", order.external_id.as_str().into())]);
    let mut facts = vec![
        (desk.say("paper-number"), order.external_id.clone()),
        (desk.say("paper-date"), desk.language.moment(order.order_date, &desk.zone)),
    ];
    let to = match &order.delivery {
        Delivery::Shipping { address, .. } => {
            let way = order.delivery.name_in(desk.language.code()).unwrap_or_default().to_owned();
            facts.push((desk.say("paper-slip-way"), way));
            address_lines(address)
        }
        Delivery::PickUp(pick_up) => {
            facts.push((desk.say("paper-slip-shop"), place(desk, pick_up.place.as_str())));
            String::new()
        }
        Delivery::Nothing => String::new(),
    };
    let name = if to.starts_with(&order.contact.name) { String::new() } else { order.contact.name.clone() };
    let to = joined(&[name, to, order.contact.phone.clone()], "\n");
    let mut table =
        table(desk, &["paper-slip-left", "paper-what", "paper-slip-reference", "paper-slip-where"]);
    let goods = order.product_order_item.iter().filter(|item| item.is_goods() && !order.has_parts(&item.id));
    for item in goods.filter(|item| item.open() > 0) {
        let offering = item.product_offering.as_ref().map(|offering| offering.id.clone());
        let name = item.name_in(desk.language.code()).to_owned();
        table.rows.push(vec![item.open().to_string(), name, offering.unwrap_or_default(), kept(desk, item)]);
    }
    let pieces = vec![
        Piece::Title(desk.say("paper-slip")),
        Piece::Columns(vec![
            (desk.say("paper-seller"), desk.operator.lines()),
            (desk.say("paper-slip-to"), to),
        ]),
        Piece::Facts(facts),
        match table.rows.is_empty() {
            true => Piece::Text(desk.say("paper-slip-none")),
            false => Piece::Table(table),
        },
    ];
    desk.paper(&title, order.order_date, pieces)
}

/// Everything that is to be sent: each item at each place, with the orders that want it.
fn list_of(desk: &Desk<'_>, orders: &[ProductOrder], now: Timestamp) -> Paper {
    let mut wanted: BTreeMap<(String, String, String), (u64, Vec<String>)> = BTreeMap::new();
    for order in orders {
        let goods = order.product_order_item.iter().filter(|item| item.is_goods() && item.open() > 0);
        for item in goods.filter(|item| !order.has_parts(&item.id)) {
            let offering = item.product_offering.as_ref().map(|offering| offering.id.clone());
            let name = item.name_in(desk.language.code()).to_owned();
            let row = wanted.entry((kept_at(desk, item), name, offering.unwrap_or_default())).or_default();
            row.0 += u64::from(item.open());
            row.1.push(format!("{} ({})", order.external_id, item.open()));
        }
    }
    let columns =
        ["paper-slip-left", "paper-what", "paper-slip-reference", "paper-slip-where", "paper-picking-orders"];
    let mut table = table(desk, &columns);
    for ((place, name, offering), (pieces, orders)) in wanted {
        table.rows.push(vec![pieces.to_string(), name, offering, place, orders.join(", ")]);
    }
    let title = desk.say("paper-picking");
    let day = desk.language.moment(now, &desk.zone);
    let mut pieces = vec![Piece::Title(title.clone()), Piece::Facts(vec![(desk.say("paper-made"), day)])];
    pieces.push(match table.rows.is_empty() {
        true => Piece::Text(desk.say("paper-picking-none")),
        false => Piece::Table(table),
    });
    desk.paper(&title, now, pieces)
}

fn table(desk: &Desk<'_>, columns: &[&str]) -> Table {
    let column = |key: &&str| match *key {
        "paper-slip-left" => Column::numbers(desk.say(key), 3),
        "paper-what" => Column::words(desk.say(key), 9),
        _ => Column::words(desk.say(key), 6),
    };
    Table { columns: columns.iter().map(column).collect(), rows: Vec::new(), sums: Vec::new() }
}

fn place(desk: &Desk<'_>, id: &str) -> String {
    let found = desk.places.iter().find(|place| place.id.as_str() == id);
    found.map_or(id, |place| place.name_in(desk.language.code())).to_owned()
}

/// Where the pieces of a line are set aside, and how many there.
fn kept(desk: &Desk<'_>, item: &OrderItem) -> String {
    let each =
        item.allocated.iter().map(|each| format!("{} × {}", each.quantity, place(desk, each.place.as_str())));
    each.collect::<Vec<_>>().join(", ")
}

/// Where they are set aside, without how many.
fn kept_at(desk: &Desk<'_>, item: &OrderItem) -> String {
    let mut places: Vec<String> =
        item.allocated.iter().map(|each| place(desk, each.place.as_str())).collect();
    places.sort();
    places.dedup();
    places.join(", ")
}
