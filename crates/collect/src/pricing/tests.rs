use super::*;
use crate::cart::CartChange;
use jiff::Timestamp;
use offer::catalogue::{Period, PriceId, ProductOfferingPrice, Quantity, Reference};
use proptest::prelude::*;
use std::sync::Arc;
use types::{ActorKind, CartId, Money};

fn now() -> Timestamp {
    Timestamp::from_second(1_800_000_000).unwrap()
}

fn eur() -> Currency {
    "EUR".parse().unwrap()
}

fn offering(catalogue: &mut Catalogue, id: &str, prices: Vec<ProductOfferingPrice>) {
    let refs = prices.iter().map(|price| Reference::to(price.id.as_str())).collect();
    for price in prices {
        catalogue.prices.insert(price.id.clone(), Arc::new(price));
    }
    catalogue.put_offering(ProductOffering {
        id: id.into(),
        name: id.into(),
        is_sellable: true,
        product_offering_price: refs,
        ..ProductOffering::default()
    });
}

fn price(id: &str, kind: PriceType, cents: i64, rate: i64) -> ProductOfferingPrice {
    let money = Money { amount: Decimal::new(cents, 2), currency: eur() };
    ProductOfferingPrice::new(PriceId::new(id), kind, money, Decimal::new(rate, 1), Period::default())
}

fn with(cart: Cart, catalogue: &Catalogue, id: &str, quantity: u32) -> Cart {
    let change = CartChange::Add {
        offering: id.into(),
        quantity,
        options: Vec::new(),
        line: LineId(id.to_owned()),
        seen: None,
        by: ActorKind::Customer,
    };
    cart.changed(change, catalogue, now()).unwrap()
}

fn empty() -> Cart {
    Cart::new(CartId::from_u128(1), None, None, "fr", now())
}

#[test]
fn goods_and_subscriptions_are_due_now_per_month_and_at_the_end() {
    let mut catalogue = Catalogue::default();
    offering(&mut catalogue, "phone", vec![price("p1", PriceType::OneTime, 19_900, 200)]);
    let half = ProductOfferingPrice {
        applies_for: Some(Quantity { amount: Decimal::from(6), units: "month".into() }),
        ..price("p2", PriceType::Recurring, 1_000, 200)
    };
    let full = ProductOfferingPrice {
        starts_after: Some(Quantity { amount: Decimal::from(6), units: "month".into() }),
        ..price("p3", PriceType::Recurring, 2_000, 200)
    };
    let back = price("p4", PriceType::Closing, -4_900, 0);
    offering(&mut catalogue, "plan", vec![half, full, back, price("p5", PriceType::OneTime, 4_900, 0)]);
    let cart = with(with(empty(), &catalogue, "phone", 1), &catalogue, "plan", 1);
    let priced = price_cart(&cart, &catalogue, &[], eur(), now());
    assert_eq!(priced.due_now, Decimal::new(24_800, 2));
    assert_eq!(
        priced.monthly,
        [
            MonthlyStep { from_month: 1, amount: Decimal::new(1_000, 2) },
            MonthlyStep { from_month: 7, amount: Decimal::new(2_000, 2) }
        ]
    );
    assert_eq!(priced.at_end, Decimal::new(-4_900, 2));
    assert_eq!(priced.first_year(), Decimal::new(24_800 + 6 * 1_000 + 6 * 2_000, 2));
    assert_eq!(priced.tax.len(), 2);
}

#[test]
fn a_price_in_another_currency_is_never_charged() {
    let mut catalogue = Catalogue::default();
    let mut dollars = price("p", PriceType::OneTime, 100, 0);
    dollars.price.unit = "USD".parse().unwrap();
    offering(&mut catalogue, "a", vec![dollars]);
    let priced = price_cart(&with(empty(), &catalogue, "a", 1), &catalogue, &[], eur(), now());
    assert_eq!(priced.lines[0].not_offered, Some(NotOffered::OtherCurrency("USD".parse().unwrap())));
    assert!(priced.due_now.is_zero());
}

#[test]
fn what_nobody_priced_is_not_free() {
    let mut catalogue = Catalogue::default();
    offering(&mut catalogue, "a", vec![price("p", PriceType::OneTime, 1_000, 200)]);
    let cart = with(empty(), &catalogue, "a", 1);
    let over = Timestamp::from_second(1_790_000_000).unwrap();
    let mut ended = price("p", PriceType::OneTime, 1_000, 200);
    ended.valid_for = Period { start_date_time: None, end_date_time: Some(over) };
    catalogue.prices.insert("p".into(), Arc::new(ended));
    let priced = price_cart(&cart, &catalogue, &[], eur(), now());
    assert_eq!(priced.lines[0].not_offered, Some(NotOffered::NoPrice));
    let again = CartChange::Add {
        offering: "a".into(),
        quantity: 1,
        options: Vec::new(),
        line: LineId("b".to_owned()),
        seen: None,
        by: ActorKind::Customer,
    };
    assert_eq!(empty().changed(again, &catalogue, now()), Err(crate::cart::CartRefusal::NoPrice("a".into())));
}

proptest! {
    #[test]
    fn the_total_is_the_sum_of_lines_and_of_rates(lines in proptest::collection::vec((1_i64..1_000_000, 1_u32..200, 0_i64..300), 1..20)) {
        let mut catalogue = Catalogue::default();
        let mut cart = empty();
        for (n, (mills, quantity, rate)) in lines.iter().enumerate() {
            let id = format!("o{n}");
            let mut each = price(&format!("p{n}"), PriceType::OneTime, 0, *rate);
            each.price.value = Decimal::new(*mills, 3);
            each.price_includes_tax = n % 3 != 0;
            offering(&mut catalogue, &id, vec![each]);
            cart = with(cart, &catalogue, &id, *quantity);
        }
        let priced = price_cart(&cart, &catalogue, &[], eur(), now());
        prop_assert_eq!(priced.due_now, priced.lines.iter().map(PricedLine::due_now).sum::<Decimal>());
        prop_assert_eq!(priced.due_now, priced.tax.iter().map(|group| group.total).sum::<Decimal>());
        for group in &priced.tax {
            prop_assert_eq!(group.base + group.tax, group.total);
            prop_assert!((group.base * group.tax_rate / Decimal::ONE_HUNDRED - group.tax).abs() < Decimal::new(1, 2));
        }
        prop_assert!(priced.lines.iter().all(|line| line.due_now().scale() <= 2));
    }
}
