//! Which records the shop keeps, and by what they are found.

use collect::cart::{Cart, CartState};
use collect::order::{Delivery, ProductOrder};
use collect::product::Product;
use collect::stock::Reservation;
use types::CartId;

use crate::live::Kept;

impl Kept for Cart {
    const KIND: &'static str = Cart::KIND;

    fn record_id(&self) -> String {
        self.id.to_string()
    }

    /// An open cart is found by whose it is; any cart by whoever ever had it, and by when it was last touched while open.
    fn indexed(&self) -> Vec<(String, String)> {
        let mut by = Vec::new();
        by.extend(self.customer.map(|id| ("customer".to_owned(), id.to_string())));
        by.extend(self.visitor.map(|id| ("visitor".to_owned(), id.to_string())));
        let owner = self.customer.map(|id| id.to_string()).or_else(|| self.visitor.map(|id| id.to_string()));
        if self.cart_status == CartState::Open {
            by.extend(owner.map(|owner| ("open".to_owned(), owner)));
            if !self.is_empty() && !crate::dead_ends::is_told(self) {
                by.push(("touched".to_owned(), moment(self.last_update)));
            }
        }
        by
    }
}

impl Kept for Reservation {
    const KIND: &'static str = Reservation::KIND;

    fn record_id(&self) -> String {
        self.id.to_string()
    }

    /// What is held is found by when it ends, and by each item that it holds.
    fn indexed(&self) -> Vec<(String, String)> {
        if !self.is_held() {
            return Vec::new();
        }
        let mut items: Vec<&str> =
            self.reserve_product_stock_item.iter().map(|each| each.item.as_str()).collect();
        items.sort_unstable();
        items.dedup();
        std::iter::once(("until".to_owned(), moment(self.until)))
            .chain(items.into_iter().map(|item| ("item".to_owned(), item.to_owned())))
            .collect()
    }
}

impl Kept for ProductOrder {
    const KIND: &'static str = ProductOrder::KIND;

    fn record_id(&self) -> String {
        self.id.to_string()
    }

    /// An order is found by whose it is, by its number, by who is named on it, by its state, and where it waits.
    fn indexed(&self) -> Vec<(String, String)> {
        let mut by = vec![
            ("placed".to_owned(), moment(self.order_date)),
            ("number".to_owned(), plain(&self.external_id)),
            // People read out the second group as often as the first.
            ("number".to_owned(), plain(self.external_id.rsplit('-').next().unwrap_or_default())),
            ("state".to_owned(), format!("{}/{}", self.state.name(), moment(self.order_date))),
        ];
        by.extend(self.customer.map(|id| ("customer".to_owned(), id.to_string())));
        by.extend(self.visitor.map(|id| ("visitor".to_owned(), id.to_string())));
        // Under a name of its own: who signs in where it was found again does not take it from whoever placed it.
        by.extend(self.also_in.iter().map(|id| ("browser".to_owned(), id.to_string())));
        let (email, name) = (plain(&self.contact.email), plain(&self.contact.name));
        by.extend((!email.is_empty()).then(|| ("email".to_owned(), email)));
        // By any word of the name: staff know a family name, or a given one.
        let starts = name.char_indices().filter(|(at, _)| *at == 0 || name[..*at].ends_with(' '));
        by.extend(starts.take(6).map(|(at, _)| ("name".to_owned(), name[at..].to_owned())));
        if let (Delivery::PickUp(pick_up), false) = (&self.delivery, self.state.is_final()) {
            by.push(("waits".to_owned(), format!("{}/{}", pick_up.place, moment(self.order_date))));
        }
        by.extend(self.next().map(|due| ("due".to_owned(), moment(due.at()))));
        by.extend(
            crate::fulfilment::has_to_start(self).then(|| ("starts".to_owned(), moment(self.order_date))),
        );
        by.extend(crate::fulfilment::key_of_order(self).map(|key| ("code".to_owned(), key)));
        by
    }
}

impl Kept for Product {
    const KIND: &'static str = "product";

    fn record_id(&self) -> String {
        self.id.to_string()
    }

    fn indexed(&self) -> Vec<(String, String)> {
        let mut by = vec![("status".to_owned(), self.status.name().to_owned())];
        let orders = self.product_order_item.iter().map(|line| line.product_order_id.to_string());
        by.extend(orders.map(|order| ("order".to_owned(), order)));
        by.extend(self.ends_at().map(|at| ("ends".to_owned(), moment(at))));
        by.extend(self.customer.map(|id| ("customer".to_owned(), id.to_string())));
        by.extend(self.visitor.map(|id| ("visitor".to_owned(), id.to_string())));
        by
    }
}

/// A text as it stands in an index: small letters, single spaces, nothing that an index could not hold.
pub(crate) fn plain(text: &str) -> String {
    let small = text.to_lowercase();
    let words: Vec<&str> = small.split_whitespace().collect();
    words.join(" ").chars().filter(|c| !c.is_control()).take(120).collect()
}

/// An instant as it stands in an index: in order, to the millisecond.
pub(crate) fn moment(at: jiff::Timestamp) -> String {
    format!("{at:.3}")
}

/// The id of a cart as it stands in a record.
pub(crate) fn cart_record(id: CartId) -> String {
    id.to_string()
}
