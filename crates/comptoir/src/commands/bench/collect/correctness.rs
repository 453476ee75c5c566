//! Beside the speed: orders sold against stock, the total against its lines, one order for a double click.

use std::sync::atomic::{AtomicU64, Ordering};

use app::Asking;
use collect::order::ProductOrder;
use party::Caller;
use rust_decimal::Decimal;
use types::{OrderId, Scene};

use super::browser::Browser;
use super::goods::{RARE, RARE_THINGS};
use super::{OpenShop, add, check_out, complete};
use crate::commands::said;
use crate::terminal::tell_line;

/// How many come for each rare thing.
const BUYERS: u64 = 150;

/// Sells rare things to more people than there are pieces, in several ways, and tells what came of it.
pub fn check(shop: &OpenShop, callers: usize) -> Result<(), String> {
    for (thing, together) in (0..RARE_THINGS).zip([1, 2, 4, callers]) {
        let orders = rush(shop, together, |browser| {
            add(browser, &format!("rare-{thing}"))?;
            check_out(browser, "", "bank_transfer")
        })?;
        tell_sold(shop, &format!("{BUYERS} buyers, {together} at a time"), thing, &orders)?;
    }
    let thing = RARE_THINGS - 1;
    let orders = all_at_payment(shop, thing)?;
    tell_sold(shop, &format!("{BUYERS} carts that all came to payment first"), thing, &orders)?;
    double_click(shop)
}

fn rush(
    shop: &OpenShop,
    together: usize,
    buy: impl Fn(&mut Browser) -> Result<Option<String>, String> + Sync,
) -> Result<Vec<String>, String> {
    let next = AtomicU64::new(0);
    std::thread::scope(|scope| {
        let callers: Vec<_> = (0..together)
            .map(|_| {
                scope.spawn(|| {
                    let mut orders = Vec::new();
                    while next.fetch_add(1, Ordering::Relaxed) < BUYERS {
                        orders.extend(buy(&mut Browser::new(shop.address))?);
                    }
                    Ok::<_, String>(orders)
                })
            })
            .collect();
        let mut all = Vec::new();
        for caller in callers {
            all.extend(caller.join().map_err(|_| "a caller stopped".to_owned())??);
        }
        Ok(all)
    })
}

fn all_at_payment(shop: &OpenShop, thing: u64) -> Result<Vec<String>, String> {
    let mut waiting = Vec::new();
    for _ in 0..BUYERS {
        let mut browser = Browser::new(shop.address);
        add(&mut browser, &format!("rare-{thing}"))?;
        browser.post("/checkout/enter", &[])?;
        waiting.push(browser);
    }
    let mut orders = Vec::new();
    for browser in &mut waiting {
        orders.extend(complete(browser, "", "bank_transfer")?);
    }
    Ok(orders)
}

fn tell_sold(shop: &OpenShop, what: &str, thing: u64, orders: &[String]) -> Result<(), String> {
    let view = shop.counter.kept().view(&types::ViewName::live()).map_err(said)?.ok_or("no live view")?.id;
    let left = |bucket: &str| {
        shop.counter.kept().counter(view, &format!("stock/depot/rare-{thing}/{bucket}")).map_err(said)
    };
    let wrong = orders.iter().map(|order| wrong_total(shop, order)).collect::<Result<Vec<_>, _>>()?;
    tell_line(&format!(
        "{what:<44} {} orders of {RARE} pieces; left {} + {} held, promised {}; totals that are not the sum of their lines: {}",
        orders.len(),
        left("available")?,
        left("held")?,
        left("committed")?,
        wrong.into_iter().filter(|wrong| *wrong).count()
    ));
    Ok(())
}

fn order_of(shop: &OpenShop, place: &str) -> Result<ProductOrder, String> {
    let id: OrderId = place.trim_start_matches("/orders/").parse().map_err(said)?;
    shop.counter.product_order(&Asking::new(Caller::keeper(), Scene::BackOffice), id).map_err(said)
}

fn wrong_total(shop: &OpenShop, place: &str) -> Result<bool, String> {
    let order = order_of(shop, place)?;
    let lines = order.product_order_item.iter().flat_map(|item| &item.due_now);
    let sum: Decimal = lines.chain(&order.delivery_price).map(|amount| amount.amount).sum();
    Ok(sum != order.due_now.value)
}

fn double_click(shop: &OpenShop) -> Result<(), String> {
    let mut first = Browser::new(shop.address);
    add(&mut first, "p1-v1")?;
    first.post("/checkout/enter", &[])?;
    let windows: Vec<Browser> = (0..8).map(|_| first.other_window()).collect();
    let mut orders: Vec<String> = std::thread::scope(|scope| {
        let clicks: Vec<_> = windows
            .into_iter()
            .map(|mut window| {
                scope.spawn(move || complete(&mut window, app::TEST_CARDS[0].number, "test_card"))
            })
            .collect();
        clicks.into_iter().filter_map(|click| click.join().ok()?.ok()?).collect()
    });
    orders.sort();
    orders.dedup();
    let payments = match orders.first() {
        Some(order) => order_of(shop, order)?
            .payment
            .iter()
            .map(|payment| payment.paid)
            .filter(|paid| !paid.is_zero())
            .count(),
        None => 0,
    };
    tell_line(&format!(
        "8 clicks at once on one order               {} order, {payments} payment",
        orders.len()
    ));
    Ok(())
}
