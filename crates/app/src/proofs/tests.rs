use collect::order::{OrderItem, OrderPrice, OrderedPrice, ProductOrder, TaxedAmount, vat_groups};
use collect::place::PostalAddress;
use jiff::tz::TimeZone;
use offer::catalogue::{MoneyValue, Nature, Reference};
use rust_decimal::Decimal;
use types::{OrderId, PaymentId};

use super::*;

fn euros(cents: i64) -> MoneyValue {
    MoneyValue { unit: "EUR".parse().unwrap(), value: Decimal::new(cents, 2) }
}

fn taxed(rate: i64, cents: i64) -> TaxedAmount {
    TaxedAmount { tax_rate: Decimal::new(rate, 1), amount: Decimal::new(cents, 2) }
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_795_000_000 + second).unwrap()
}

fn order() -> ProductOrder {
    let named = |id: &str, name: &str| Reference { name: Some(name.into()), ..Reference::to(id) };
    let mut phone = OrderItem::new("1", named("p", "Téléphone « Œillet »"), Nature::Goods, 3);
    phone.due_now = vec![taxed(200, 30_000)];
    let mut odd = OrderItem::new("2", named("b", "Lot"), Nature::Goods, 3);
    odd.due_now = vec![taxed(200, 1_000), taxed(55, 500)];
    let mut plan = OrderItem::new("3", named("f", "Forfait"), Nature::Subscription, 1);
    plan.due_now = Vec::new();
    let mut order = ProductOrder::new(OrderId::from_u128(77), vec![phone, odd, plan], euros(32_000), at(0));
    order.delivery_price = vec![taxed(200, 500)];
    let amounts = [taxed(200, 30_000), taxed(200, 1_000), taxed(55, 500), taxed(200, 500)];
    order.vat = vat_groups(&amounts);
    order.contact.name = "Ada Łódź".into();
    order.contact.email = "ada@example.org".into();
    let address = PostalAddress {
        name: "Ada Łódź".into(),
        street: "1 rue de l’Œuvre".into(),
        postcode: "69001".into(),
        city: "Lyon".into(),
        country: "FR".into(),
        ..PostalAddress::default()
    };
    order.billing_address = Some(address);
    order.order_total_price.push(OrderPrice {
        name: Some("monthly".into()),
        price: OrderedPrice { tax_included_amount: Some(euros(1_999)), ..OrderedPrice::default() },
        ..OrderPrice::default()
    });
    let payment = serde_json::json!({
        "id": PaymentId::from_u128(5), "method": "test_card", "shown": "Visa •••• 4242",
        "asked": 320, "paid": 320, "paidAt": at(60),
    });
    order.payment.push(serde_json::from_value(payment).unwrap());
    order
}

fn desk(language: Language) -> Desk<'static> {
    let operator = Operator {
        name: "Opé".into(),
        legal_name: "Opérateur".into(),
        legal_form: "SCIC".into(),
        registration_number: "RCS Lyon 000 000 000".into(),
        vat_number: "FR00 000000000".into(),
        mediator: "Médiateur, 75000 Paris".into(),
        ..Operator::default()
    };
    Desk { operator, language, zone: TimeZone::get("Europe/Paris").unwrap(), places: &[] }
}

/// All texts of a paper, one after the other.
fn said(paper: &papers::Paper) -> String {
    format!("{paper:?}")
}

#[test]
fn a_proof_says_who_what_how_much_and_which_tax() {
    for (language, parts) in [
        (
            Language::French,
            [
                "Preuve d’achat",
                "300,00\u{a0}€",
                "100,00\u{a0}€",
                "20\u{202f}%",
                "5,5\u{202f}%",
                "Chaque mois",
                "Visa •••• 4242",
            ],
        ),
        (
            Language::English,
            ["Proof of purchase", "€300.00", "€100.00", "20%", "5.5%", "Each month", "Visa •••• 4242"],
        ),
    ] {
        let paper = purchase::proof_of(&desk(language), &order());
        let said = said(&paper).replace("\\u{a0}", "\u{a0}").replace("\\u{202f}", "\u{202f}");
        for part in parts.iter().chain(&["Opérateur SCIC", "Ada Łódź", "RCS Lyon", &order().external_id])
        {
            assert!(said.contains(part), "{part} in {said}");
        }
        assert!(!said.contains('⟨'), "{said}");
        let pdf = paper.to_pdf();
        assert!(pdf.starts_with(b"%PDF-1.7"));
        assert_eq!(
            pdf,
            purchase::proof_of(&desk(language), &order()).to_pdf(),
            "the same order, the same bytes"
        );
    }
}

#[test]
fn sums_of_a_proof_add_up() {
    let order = order();
    let groups: Decimal = order.vat.iter().map(|group| group.total).sum();
    assert_eq!(groups, order.due_now.value);
    let mut cancelled = order.clone();
    for item in &mut cancelled.product_order_item {
        item.quantity = 0;
    }
    let said = said(&purchase::proof_of(&desk(Language::French), &cancelled));
    assert!(said.contains("Annulé ou rendu depuis"), "{said}");
}

#[test]
fn a_price_for_one_that_is_not_exact_is_not_said() {
    let said = said(&purchase::proof_of(&desk(Language::English), &order()));
    assert!(said.contains("€10.00") && !said.contains("3.333"), "{said}");
}

fn catalogue() -> offer::catalogue::Catalogue {
    let read = |text: &str| serde_json::from_str(text).unwrap();
    let mut catalogue = offer::catalogue::Catalogue::default();
    let offering: offer::catalogue::ProductOffering = serde_json::from_str(
        r#"{"id":"fibre","name":"Fibre","description":"Internet","nature":"subscription",
            "translation":[{"language":"fr","name":"Fibre optique","description":"Internet par la fibre"}],
            "prodSpecCharValueUse":[
              {"name":"download speed","productSpecCharacteristicValue":[{"value":1000,"unitOfMeasure":"Mb/s"}]},
              {"name":"router","productSpecCharacteristicValue":[{"value":"included"}]}],
            "productOfferingPrice":[{"id":"m"},{"id":"o"},{"id":"u"}],
            "productOfferingTerm":[{"name":"commitment","duration":{"amount":12,"units":"month"}}]}"#,
    )
    .unwrap();
    catalogue.put_offering(offering);
    let prices: [offer::catalogue::ProductOfferingPrice; 3] = [
        read(
            r#"{"id":"m","priceType":"recurring","price":{"unit":"EUR","value":29.99},"appliesFor":{"amount":12,"units":"month"}}"#,
        ),
        read(r#"{"id":"o","priceType":"oneTime","price":{"unit":"EUR","value":49}}"#),
        read(
            r#"{"id":"u","priceType":"usage","price":{"unit":"EUR","value":0.2016},"unitOfMeasure":{"amount":1,"units":"kWh"}}"#,
        ),
    ];
    for price in prices {
        catalogue.prices.insert(price.id.clone(), std::sync::Arc::new(price));
    }
    catalogue
}

#[test]
fn a_contract_summary_has_the_headings_of_the_law() {
    let catalogue = catalogue();
    let offerings = [OfferingId::new("fibre")];
    let paper = contract::summary_of(&desk(Language::French), &catalogue, &offerings, at(0)).unwrap();
    let said = said(&paper).replace("\\u{a0}", " ");
    for part in [
        "Fibre optique",
        "Internet par la fibre",
        "Débits du service",
        "1000 Mb/s",
        "29,99 € par mois",
        "pendant 12 mois",
        "49,00 €",
        "0,2016 € / kWh",
        "Engagement de 12 mois",
        "Durée, renouvellement et résiliation",
        "utilisateurs finaux handicapés",
        "Autres informations utiles",
    ] {
        assert!(said.contains(part), "{part} in {said}");
    }
    let paper = contract::summary_of(&desk(Language::English), &catalogue, &offerings, at(0)).unwrap();
    assert!(format!("{paper:?}").contains("Minimum duration of 12 months"));
    assert!(contract::summary_of(&desk(Language::French), &catalogue, &[], at(0)).is_none());
}

#[test]
fn an_order_of_anything_is_put_on_paper() {
    let mut order = order();
    order.product_order_item[0].product_offering =
        Some(Reference { name: Some("<script>\u{202e}\0 (\\) ".repeat(3_000)), ..Reference::to("x") });
    order.contact.name = "名前\n\n\u{feff}".repeat(200);
    order.product_order_item[0].ordered = 0;
    let pdf = purchase::proof_of(&desk(Language::French), &order).to_pdf();
    assert!(pdf.ends_with(b"%%EOF"));
}
