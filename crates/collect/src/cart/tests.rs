use super::*;
use offer::catalogue::{
    BundleOption, BundledOffering, Period, PriceType, ProductOffering, ProductOfferingPrice, Reference,
};
use proptest::prelude::*;
use rust_decimal::Decimal;
use types::ActorKind;

fn now() -> Timestamp {
    Timestamp::from_second(1_800_000_000).unwrap()
}

fn catalogue() -> Catalogue {
    let mut catalogue = Catalogue::default();
    let money = types::Money { amount: Decimal::ONE, currency: "EUR".parse().unwrap() };
    let price =
        ProductOfferingPrice::new("p".into(), PriceType::OneTime, money, Decimal::ZERO, Period::default());
    catalogue.prices.insert("p".into(), price.into());
    for id in ["a", "b", "c"] {
        catalogue.put_offering(ProductOffering {
            id: id.into(),
            name: id.to_owned(),
            is_sellable: true,
            product_offering_price: vec![Reference::to("p")],
            bundled_product_offering: vec![BundledOffering {
                id: "opt".into(),
                bundled_product_offering_option: BundleOption {
                    number_rel_offer_lower_limit: 0,
                    number_rel_offer_upper_limit: 2,
                    number_rel_offer_default: 0,
                },
                ..BundledOffering::default()
            }],
            ..ProductOffering::default()
        });
    }
    catalogue.put_offering(ProductOffering { id: "opt".into(), name: "opt".into(), ..Default::default() });
    catalogue
}

fn empty() -> Cart {
    Cart::new(CartId::from_u128(1), None, None, "fr", now())
}

fn add(offering: &str, quantity: u32, options: &[(&str, u32)], line: u32) -> CartChange {
    CartChange::Add {
        offering: offering.into(),
        quantity,
        options: options.iter().map(|(id, count)| ((*id).into(), *count)).collect(),
        line: LineId(line.to_string()),
        seen: None,
        by: ActorKind::Customer,
    }
}

#[test]
fn the_same_thing_makes_one_line_and_other_options_another() {
    let catalogue = catalogue();
    let cart = empty().changed(add("a", 2, &[], 1), &catalogue, now()).unwrap();
    let cart = cart.changed(add("a", 1, &[], 2), &catalogue, now()).unwrap();
    let cart = cart.changed(add("a", 1, &[("opt", 2)], 3), &catalogue, now()).unwrap();
    assert_eq!(cart.cart_item.len(), 2);
    assert_eq!(cart.pieces(), 4);
    assert_eq!(cart.demand(&catalogue).unwrap().of(&"a".into()), 4);
    assert_eq!(cart.demand(&catalogue).unwrap().of(&"opt".into()), 2);
}

#[test]
fn what_costs_is_never_taken_because_nobody_said_otherwise() {
    let mut catalogue = catalogue();
    let usual = |default| BundledOffering {
        id: "opt".into(),
        bundled_product_offering_option: BundleOption {
            number_rel_offer_lower_limit: 0,
            number_rel_offer_upper_limit: 1,
            number_rel_offer_default: default,
        },
        ..BundledOffering::default()
    };
    let mut with = catalogue.offerings["a"].as_ref().clone();
    with.bundled_product_offering = vec![usual(1)];
    catalogue.put_offering(with.clone());
    let taken = |catalogue: &Catalogue| {
        let cart = empty().changed(add("a", 1, &[], 1), catalogue, now()).unwrap();
        cart.cart_item[0].cart_item[0].quantity
    };
    assert_eq!(taken(&catalogue), 1, "for nothing more");
    let mut option = catalogue.offerings["opt"].as_ref().clone();
    option.product_offering_price = vec![Reference::to("p")];
    catalogue.put_offering(option);
    assert_eq!(taken(&catalogue), 0, "for more");
    with.bundled_product_offering[0].price_included = true;
    catalogue.put_offering(with);
    assert_eq!(taken(&catalogue), 1, "the price of the whole covers it");
}

#[test]
fn refusals_say_what_can_be_done() {
    let catalogue = catalogue();
    let ask = |change| empty().changed(change, &catalogue, now()).unwrap_err();
    assert_eq!(ask(add("gone", 1, &[], 1)), CartRefusal::NotOnOffer("gone".into()));
    assert_eq!(ask(add("opt", 1, &[], 1)), CartRefusal::NotOnOffer("opt".into()), "only as an option");
    assert_eq!(ask(add("a", 0, &[], 1)), CartRefusal::NoQuantity);
    assert_eq!(ask(add("a", 1_000_000, &[], 1)), CartRefusal::TooMany { wanted: 1_000_000 });
    assert!(matches!(ask(add("a", 1, &[("opt", 3)], 1)), CartRefusal::OptionCount { most: 2, .. }));
    assert!(matches!(ask(add("a", 1, &[("b", 1)], 1)), CartRefusal::NoSuchOption { .. }));
    assert!(matches!(ask(CartChange::EnterCode("X".into())), CartRefusal::UnknownCode(_)));
}

#[test]
fn a_cart_keeps_what_it_does_not_understand() {
    let mut json = serde_json::to_value(empty()).unwrap();
    json["contactMedium"] = serde_json::json!([{"mediumType": "email"}]);
    let cart: Cart = serde_json::from_value(json.clone()).unwrap();
    assert_eq!(serde_json::to_value(&cart).unwrap(), json);
}

proptest! {
    #[test]
    fn a_cart_never_outgrows_its_limits(steps in proptest::collection::vec((0_usize..4, 0_u32..2_000, 0_u32..4), 0..60)) {
        let catalogue = catalogue();
        let mut cart = empty();
        for (n, (which, quantity, option)) in steps.into_iter().enumerate() {
            let id = ["a", "b", "c", "gone"][which];
            let change = if quantity % 3 == 0 {
                CartChange::SetQuantity { line: LineId((n / 2).to_string()), quantity }
            } else {
                add(id, quantity, &[("opt", option)], u32::try_from(n).unwrap())
            };
            if let Ok(next) = cart.changed(change, &catalogue, now()) { cart = next; }
            prop_assert!(cart.cart_item.len() <= MOST_LINES);
            prop_assert!(cart.cart_item.iter().all(|item| (1..=MOST_OF_ONE).contains(&item.quantity)));
        }
    }
}
