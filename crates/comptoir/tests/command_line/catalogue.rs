//! A catalogue is brought and taken out on a terminal.

use crate::binary::House;

const TABLE: &str = "sku;nom;prix;tva;couleur\nA-1;Lampe;19,90;20;rouge\nA-2;Lampe bleue;12;20;bleu\n";

#[test]
fn a_table_is_looked_at_brought_and_taken_out_without_a_loss() {
    let house = House::new();
    let table = house.file("shop.csv", TABLE);
    let table = table.to_str().unwrap();
    let looked = house.must(&["catalogue", "import", table, "--dry-run"]);
    assert!(looked.contains("would add 6, change 0, end 0"), "{looked}");
    assert!(house.must(&["catalogue", "import", table]).contains("6 added"));
    assert!(
        house
            .must(&["catalogue", "import", table])
            .contains("0 added, 0 changed, 0 ended, 0 counted, 6 as they were")
    );
    let (first, second) = (house.path("a.json"), house.path("b.json"));
    house.must(&["catalogue", "export", first.to_str().unwrap()]);
    let other = House::new();
    assert!(other.must(&["catalogue", "import", first.to_str().unwrap()]).contains("6 added"));
    other.must(&["catalogue", "export", second.to_str().unwrap()]);
    assert_eq!(std::fs::read(&first).unwrap(), std::fs::read(&second).unwrap());
    assert!(
        !house.type_in(&["catalogue", "export", first.to_str().unwrap()]).good,
        "an export never overwrites"
    );
    assert!(house.must(&["verify"]).contains("live"));
}

#[test]
fn what_is_grave_is_named_with_its_line_and_nothing_is_imported() {
    let house = House::new();
    let table = house.file("shop.csv", TABLE.replace("12;20", "douze;"));
    let answer = house.type_in(&["catalogue", "import", table.to_str().unwrap()]);
    assert!(!answer.good);
    assert!(answer.out.contains("grave: line 3: prix: “douze” is not a number"), "{}", answer.out);
    assert!(answer.err.contains("nothing was imported"), "{}", answer.err);
    let right = house.file("right.csv", TABLE);
    assert!(house.must(&["catalogue", "import", right.to_str().unwrap()]).contains("6 added"));
    let nonsense = house.file("log.bin", b"\x00\x01\x02nothing");
    assert!(!house.type_in(&["catalogue", "import", nonsense.to_str().unwrap()]).good);
}

#[test]
fn a_changed_price_follows_the_old_one() {
    let house = House::new();
    let table = house.file("shop.csv", TABLE);
    house.must(&["catalogue", "import", table.to_str().unwrap()]);
    let dearer = house.file("dearer.csv", "sku;prix\nA-1;24,90\n");
    let done = house.must(&["catalogue", "import", dearer.to_str().unwrap()]);
    assert!(done.contains("1 added, 1 changed, 1 ended"), "{done}");
    assert!(
        house
            .must(&["catalogue", "import", dearer.to_str().unwrap()])
            .contains("0 added, 0 changed, 0 ended")
    );
    let out = house.path("now.csv");
    house.must(&["catalogue", "export", out.to_str().unwrap()]);
    assert!(std::fs::read_to_string(out).unwrap().contains("24.9"));
}
