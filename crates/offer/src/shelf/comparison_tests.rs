//! The comparison: promotional months, use beyond what is included, tax, commitments, refusals.

use super::*;
use proptest::prelude::*;

fn eur() -> types::Currency {
    "EUR".parse().unwrap()
}

fn price(shape: PriceShape, amount: &str) -> ComparedPrice {
    ComparedPrice {
        name: InBoth::same("price"),
        shape,
        amount: Money { amount: amount.parse().unwrap(), currency: eur() },
        tax_to_add: None,
        from_month: 0,
        for_months: None,
    }
}

const MONTHLY: PriceShape = PriceShape::Recurring { every_months: 1 };

fn plan(prices: Vec<ComparedPrice>) -> ComparedOffering {
    ComparedOffering { id: "plan".into(), prices, ..Default::default() }
}

fn one(offering: ComparedOffering, stated: &StatedUse) -> Cost {
    compare(vec![offering], stated, eur()).unwrap().sides.remove(0).cost
}

fn use_of(unit: &str, amount: &str) -> StatedUse {
    StatedUse { monthly: BTreeMap::from([(unit.to_owned(), amount.parse().unwrap())]) }
}

#[test]
fn a_promotional_price_for_six_months_counts_for_six() {
    let cheap = ComparedPrice { for_months: Some(6), ..price(MONTHLY, "9.99") };
    let then = ComparedPrice { from_month: 6, ..price(MONTHLY, "19.99") };
    let cost = one(plan(vec![price(PriceShape::OneTime, "10"), cheap, then]), &StatedUse::default());
    assert_eq!(cost.due_now.amount.to_string(), "10");
    assert_eq!(cost.year.amount.to_string(), "189.88");
    assert_eq!(cost.following_year.amount.to_string(), "239.88");
    let months: Vec<_> =
        cost.months.iter().map(|it| (it.from, it.to, it.amount.amount.to_string())).collect();
    assert_eq!(months, [(1, Some(6), "9.99".to_owned()), (7, None, "19.99".to_owned())]);
}

#[test]
fn use_beyond_what_is_included_is_paid() {
    let usage = price(PriceShape::Usage { unit: "GB".into(), per: Decimal::ONE }, "2.50");
    let mut offering = plan(vec![price(MONTHLY, "5"), usage]);
    offering.allowances.push(Allowance { unit: "GB".into(), monthly: Some(Decimal::from(20)) });
    assert_eq!(one(offering.clone(), &use_of("GB", "20")).year.amount, Decimal::from(60));
    assert_eq!(one(offering.clone(), &use_of("GB", "23")).year.amount, Decimal::from(60 + 90));
    offering.allowances[0].monthly = None;
    assert_eq!(one(offering.clone(), &use_of("GB", "5000")).year.amount, Decimal::from(60));
    assert_eq!(one(offering, &use_of("minute", "10")).not_served, ["minute"]);
}

#[test]
fn tax_is_added_where_it_is_not_included_and_rounded_once() {
    let energy = ComparedPrice {
        tax_to_add: Some(Decimal::from(20)),
        ..price(PriceShape::Usage { unit: "kWh".into(), per: Decimal::ONE }, "0.16337")
    };
    // 600 kWh a month: 7,200 × 0.16337 × 1.2 = 1,411.5168.
    assert_eq!(one(plan(vec![energy]), &use_of("kWh", "600")).year.amount.to_string(), "1411.52");
}

#[test]
fn a_commitment_says_what_one_is_bound_to_pay() {
    let mut offering = plan(vec![price(PriceShape::OneTime, "49"), price(MONTHLY, "30")]);
    offering.commitment_months = Some(24);
    assert_eq!(one(offering, &StatedUse::default()).committed.unwrap().amount, Decimal::from(49 + 24 * 30));
}

#[test]
fn five_or_two_currencies_or_less_than_nothing_are_refused() {
    let five = vec![plan(Vec::new()); 5];
    assert_eq!(compare(five, &StatedUse::default(), eur()), Err(ComparisonError::TooMany(5)));
    let mut pounds = price(MONTHLY, "5");
    pounds.amount.currency = "GBP".parse().unwrap();
    let mixed = vec![plan(vec![price(MONTHLY, "5")]), plan(vec![pounds])];
    assert!(matches!(compare(mixed, &StatedUse::default(), eur()), Err(ComparisonError::Money(_))));
    assert!(compare(Vec::new(), &use_of("GB", "-1"), eur()).is_err());
    let huge = plan(vec![price(MONTHLY, "79228162514264337593543950335")]);
    assert_eq!(compare(vec![huge], &StatedUse::default(), eur()), Err(ComparisonError::TooLarge));
}

#[test]
fn what_differs_is_flagged_and_the_cheapest_that_serves_is_named() {
    let row = |value: &str| Characteristic {
        key: "network".into(),
        label: InBoth::new("Réseau", "Network"),
        value: InBoth::same(value),
    };
    let mut a = plan(vec![price(MONTHLY, "10")]);
    a.characteristics.push(row("5G"));
    let mut b = plan(vec![price(MONTHLY, "8")]);
    b.characteristics.push(row("4G"));
    b.allowances.push(Allowance { unit: "GB".into(), monthly: Some(Decimal::ONE) });
    a.allowances.push(Allowance { unit: "GB".into(), monthly: None });
    let both = compare(vec![a, b], &use_of("GB", "50"), eur()).unwrap();
    assert!(both.rows[0].differs && both.cost_differs && !both.commitment_differs);
    // The second is cheaper but cannot serve 50 GB, and the only one that can is compared with nothing.
    assert_eq!(both.sides.iter().map(|side| side.cheapest).collect::<Vec<_>>(), [false, false]);
    assert!(both.sides[0].cost.is_whole() && !both.sides[1].cost.is_whole());
}

#[test]
fn no_total_without_the_use_that_is_paid_is_the_least() {
    let energy = price(PriceShape::Usage { unit: "kWh".into(), per: Decimal::ONE }, "0.20");
    let metered = |monthly: &str| plan(vec![price(MONTHLY, monthly), energy.clone()]);
    let least = |sides: Vec<ComparedOffering>, stated: &StatedUse| {
        let compared = compare(sides, stated, eur()).unwrap();
        compared.sides.iter().map(|side| (side.cheapest, side.dearer_by.amount)).collect::<Vec<_>>()
    };
    let none = (false, Decimal::ZERO);
    assert_eq!(least(vec![metered("14"), metered("12")], &StatedUse::default()), [none, none]);
    assert_eq!(
        least(vec![metered("14"), plan(vec![price(MONTHLY, "5")])], &StatedUse::default()),
        [none, none]
    );
    let told = least(vec![metered("14"), metered("12")], &use_of("kWh", "0"));
    assert_eq!(told, [(false, Decimal::from(24)), (true, Decimal::ZERO)]);
    // What serves none of the stated use has no total to be compared by.
    let told =
        least(vec![metered("14"), metered("12"), plan(vec![price(MONTHLY, "5")])], &use_of("kWh", "10"));
    assert_eq!(told, [(false, Decimal::from(24)), (true, Decimal::ZERO), none]);
}

proptest! {
    #[test]
    fn the_year_is_the_sum_of_its_lines(amounts in prop::collection::vec((0_i64..1_000_000, 0_u32..4, 1_u32..5, 0_u32..14, prop::option::of(1_u32..30), prop::option::of(0_u32..25)), 0..8)) {
        let prices: Vec<ComparedPrice> = amounts.into_iter().map(|(amount, scale, every, from, months, tax)| ComparedPrice {
            name: InBoth::default(),
            shape: if every == 4 { PriceShape::OneTime } else { PriceShape::Recurring { every_months: every } },
            amount: Money { amount: Decimal::new(amount, scale), currency: eur() },
            tax_to_add: tax.map(Decimal::from),
            from_month: from,
            for_months: months,
        }).collect();
        let cost = one(plan(prices), &StatedUse::default());
        prop_assert_eq!(cost.year.amount, cost.lines.iter().map(|line| line.total.amount).sum::<Decimal>());
        prop_assert!(cost.year.amount.scale() <= 2);
        prop_assert!(cost.due_now.amount <= cost.year.amount);
    }
}
