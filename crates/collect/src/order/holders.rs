//! Whose an order is: a customer's, or that of the browsers that hold it as long as nobody with an account does.

use types::VisitorId;

use super::ProductOrder;

/// How many browsers hold an order beside the one in which it was placed. Another one more takes the place of the first of them.
const BROWSERS: usize = 12;

impl ProductOrder {
    /// The ids under which it is held. Once it is a customer's it is theirs alone: a browser may be used by somebody else
    /// after them.
    pub fn holders(&self) -> Vec<String> {
        match self.customer {
            Some(customer) => vec![customer.to_string()],
            None => self.visitor.iter().chain(&self.also_in).map(ToString::to_string).collect(),
        }
    }

    /// A guest found it again in another browser, by its number and address or by the link of a mail: that one holds it
    /// too, and those that held it before go on doing so. Gives whether that is new.
    pub fn held_also_in(&mut self, browser: VisitorId) -> bool {
        if self.customer.is_some() || self.visitor == Some(browser) || self.also_in.contains(&browser) {
            return false;
        }
        if self.also_in.len() >= BROWSERS {
            self.also_in.remove(0);
        }
        self.also_in.push(browser);
        true
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use offer::catalogue::MoneyValue;
    use rust_decimal::Decimal;
    use types::{CustomerId, OrderId};

    use super::*;

    fn order() -> ProductOrder {
        let nothing = MoneyValue { unit: "EUR".parse().unwrap(), value: Decimal::ZERO };
        ProductOrder::new(OrderId::from_u128(1), Vec::new(), nothing, Timestamp::UNIX_EPOCH)
    }

    #[test]
    fn several_browsers_hold_an_order_until_it_is_a_customers() {
        let (first, second) = (VisitorId::from_u128(1), VisitorId::from_u128(2));
        let mut order = ProductOrder { visitor: Some(first), ..order() };
        assert!(order.held_also_in(second) && !order.held_also_in(second) && !order.held_also_in(first));
        assert_eq!(order.holders(), [first.to_string(), second.to_string()]);
        let customer = CustomerId::from_u128(3);
        order.customer = Some(customer);
        assert_eq!(order.holders(), [customer.to_string()], "theirs alone");
        assert!(!order.held_also_in(VisitorId::from_u128(4)));
    }

    #[test]
    fn no_more_than_a_dozen_browsers_are_kept() {
        let mut order = order();
        for browser in 1..=20 {
            order.held_also_in(VisitorId::from_u128(browser));
        }
        assert_eq!(order.also_in.len(), BROWSERS);
        assert!(order.also_in.contains(&VisitorId::from_u128(20)));
    }
}
