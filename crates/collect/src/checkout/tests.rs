use super::*;
use crate::cart::{CartChange, Contact};
use crate::place::PostalAddress;
use crate::pricing::price_cart;
use jiff::Timestamp;
use offer::catalogue::{
    EligibilityRule, Period, PriceId, PriceType, ProductOffering, ProductOfferingPrice, Reference,
};
use std::sync::Arc;
use types::{ActorKind, CartId, Money};

fn now() -> Timestamp {
    Timestamp::from_second(1_800_000_000).unwrap()
}

fn catalogue() -> Catalogue {
    let mut catalogue = Catalogue::default();
    for (id, nature, kind) in
        [("phone", Nature::Goods, PriceType::OneTime), ("fibre", Nature::Subscription, PriceType::Recurring)]
    {
        let money = Money { amount: 10.into(), currency: "EUR".parse().unwrap() };
        let price = ProductOfferingPrice::new(PriceId::new(id), kind, money, 20.into(), Period::default());
        catalogue.prices.insert(price.id.clone(), Arc::new(price));
        catalogue.put_offering(ProductOffering {
            id: id.into(),
            name: id.into(),
            is_sellable: true,
            nature,
            product_offering_price: vec![Reference::to(id)],
            eligibility: match nature {
                Nature::Goods => Vec::new(),
                _ => vec![EligibilityRule::Postcode { prefixes: vec!["69".into()] }],
            },
            ..ProductOffering::default()
        });
    }
    catalogue
}

fn missing(offerings: &[&str], fill: impl FnOnce(&mut Cart)) -> Vec<Requirement> {
    let catalogue = catalogue();
    let mut cart = Cart::new(CartId::from_u128(1), None, None, "fr", now());
    for id in offerings {
        let change = CartChange::Add {
            offering: (*id).into(),
            quantity: 1,
            options: Vec::new(),
            line: LineId((*id).to_owned()),
            seen: None,
            by: ActorKind::Customer,
        };
        cart = cart.changed(change, &catalogue, now()).unwrap();
    }
    fill(&mut cart);
    let priced = price_cart(&cart, &catalogue, &[], "EUR".parse().unwrap(), now());
    let payments = ["card".to_owned(), PAY_IN_SHOP.to_owned()];
    let house =
        House { catalogue: &catalogue, methods: &[], places: &[], payments: &payments, terms: Some(3) };
    requirements(&cart, &priced, &house, &Situation::default())
}

#[test]
fn everything_that_is_missing_is_listed_at_once() {
    let all = missing(&["phone", "fibre"], |_| {});
    let keys: Vec<_> = all.iter().map(Requirement::key).collect();
    for key in
        ["given_name", "family_name", "email", "delivery", "address", "payment", "terms", "contract_summary"]
    {
        assert!(keys.contains(&key), "{key} is missing of {keys:?}");
    }
    assert_eq!(missing(&[], |_| {})[0], Requirement::SomethingInTheCart);
}

#[test]
fn a_subscription_asks_for_the_place_of_use_and_says_when_it_is_not_served() {
    let fill = |postcode: &str| {
        let postcode = postcode.to_owned();
        missing(&["fibre"], move |cart| {
            cart.checkout.contact = Contact {
                given_name: "A".into(),
                family_name: "B".into(),
                email: "a@b.fr".into(),
                phone: String::new(),
            };
            cart.checkout.address = PostalAddress {
                street: "1 rue".into(),
                postcode,
                city: "Lyon".into(),
                country: "FR".into(),
                ..PostalAddress::default()
            };
            cart.checkout.payment = "card".into();
            cart.checkout.terms = Some(3);
            cart.checkout.summary_accepted = true;
        })
    };
    assert_eq!(fill("69003"), []);
    assert!(matches!(
        &fill("75011")[..],
        [Requirement::Eligible { because: Ineligible::PostcodeNotServed(code), .. }] if code == "75011"
    ));
}

#[test]
fn without_published_terms_nothing_is_ordered() {
    let catalogue = catalogue();
    let cart = Cart::new(CartId::from_u128(1), None, None, "fr", now());
    let priced = price_cart(&cart, &catalogue, &[], "EUR".parse().unwrap(), now());
    let house = House { catalogue: &catalogue, methods: &[], places: &[], payments: &[], terms: None };
    let missing = requirements(&cart, &priced, &house, &Situation::default());
    assert!(missing.contains(&Requirement::NoTerms));
}

#[test]
fn old_terms_are_not_the_terms_in_force() {
    let all = missing(&["phone"], |cart| cart.checkout.terms = Some(2));
    assert!(all.contains(&Requirement::Terms { version: 3 }));
}

#[test]
fn names_can_be_read_and_a_telephone_can_be_dialled() {
    let contact = |given_name: &str, phone: &str| Contact {
        given_name: given_name.into(),
        family_name: "B".into(),
        email: "a@b.fr".into(),
        phone: phone.into(),
    };
    let wrong = |contact: Contact| missing(&["phone"], move |cart| cart.checkout.contact = contact);
    let unread = wrong(contact("\u{200b}", "abc"));
    assert!(unread.contains(&Requirement::GivenName) && unread.contains(&Requirement::Phone));
    assert!(wrong(contact("A\0", "")).contains(&Requirement::GivenName));
    for phone in ["", "06 12 34 56 78", "+32 470 12 34 56"] {
        let fine = wrong(contact("Ælfgifu 李", phone));
        assert!(!fine.contains(&Requirement::GivenName) && !fine.contains(&Requirement::Phone), "{phone}");
    }
}
