//! Acts told as sentences, as an agent or a manager reads them.

use jiff::tz::TimeZone;
use types::{
    Act, ActId, ActKind, ActorKind, Millis, ObjectRef, Operation, Outcome, Part, Phase, Relation, Scalar,
    Scene, Word, Work,
};
use wording::{Language, Tense, tell_act, tell_acts, tell_acts_naming};

fn act(kind: &str, operation: Operation, scene: Scene) -> Act {
    let at = "1999-02-02T09:02:00Z".parse().expect("a well written instant");
    Act {
        id: ActId::at(at, 1),
        kind: ActKind::new(kind),
        operation,
        scene,
        occurred_at: at,
        lasted: None,
        outcome: None,
        reason: None,
        waited: None,
        parts: Vec::new(),
        relations: Vec::new(),
        body: Default::default(),
    }
}

fn part(actor: ActorKind, phase: Phase, secs: Option<u64>) -> Part {
    Part { actor, who: None, phase, work: secs.map(|secs| Work::measured(Millis::from_secs(secs))) }
}

fn relation(qualifier: &str, kind: &str, id: &str) -> Relation {
    Relation { qualifier: Word::new(qualifier), object: ObjectRef::new(kind, id) }
}

fn check(acts: &[Act], french: &str, english: &str) {
    let told = |language| {
        tell_acts(language, acts, &TimeZone::UTC, Tense::Weekday).replace(['\u{202f}', '\u{a0}'], " ")
    };
    assert_eq!(told(Language::French), french);
    assert_eq!(told(Language::English), english);
}

#[test]
fn a_call_of_two_acts_is_one_sentence() {
    let mut menu = act("phone.menu", Operation::Collect, Scene::Phone);
    menu.parts = vec![
        part(ActorKind::Customer, Phase::Searching, Some(10)),
        part(ActorKind::Machine, Phase::Running, Some(10)),
    ];
    let mut talk = act("phone.talk", Operation::Dialogue, Scene::Phone);
    talk.waited = Some(Millis::from_secs(41));
    talk.outcome = Some(Outcome::Served);
    talk.parts = vec![
        part(ActorKind::Customer, Phase::Talk, Some(180)),
        part(ActorKind::Agent, Phase::Talk, Some(180)),
    ];
    check(
        &[menu, talk],
        "Mardi 9 h 02 : un client a utilisé le menu vocal pendant 10 s, a attendu 41 s, un agent a parlé 3 min",
        "Tuesday 9:02: a customer used the voice menu for 10 s, waited 41 s, an agent talked 3 min",
    );
}

#[test]
fn a_hang_up_says_how_long_the_customer_waited() {
    let mut hang_up = act("phone.hang_up", Operation::Dialogue, Scene::Phone);
    hang_up.waited = Some(Millis::from_secs(97));
    hang_up.outcome = Some(Outcome::Abandoned);
    hang_up.parts = vec![part(ActorKind::Customer, Phase::Talk, None)];
    check(
        &[hang_up],
        "Mardi 9 h 02 : un client a attendu 1 min 37 s, a raccroché",
        "Tuesday 9:02: a customer waited 1 min 37 s, hung up",
    );
}

#[test]
fn an_order_line_says_what_at_which_price() {
    let mut line = act("order.line", Operation::Collect, Scene::Web);
    line.outcome = Some(Outcome::Served);
    line.relations = vec![relation("in", "order", "536365"), relation("of", "item", "85123A")];
    line.body.insert(Word::new("quantity"), Scalar::Integer(6));
    line.body.insert(Word::new("unit_price"), Scalar::Decimal("2.55".parse().unwrap()));
    line.body.insert(Word::new("currency"), Scalar::Text(Word::new("GBP")));
    check(
        &[line],
        "Mardi 9 h 02 : un client a commandé 6 × 85123A à 2,55 £, commande 536365",
        "Tuesday 9:02: a customer ordered 6 × 85123A at £2.55, order 536365",
    );
}

#[test]
fn a_step_of_a_case_says_who_completed_what_after_how_long() {
    let mut step = act("case.event", Operation::Organise, Scene::BackOffice);
    step.relations = vec![relation("in", "case", "173688")];
    step.parts = vec![part(ActorKind::Agent, Phase::Handling, Some(840))];
    step.body.insert(Word::new("activity"), Scalar::Text(Word::new("W_Completeren aanvraag")));
    step.body.insert(Word::new("lifecycle"), Scalar::Text(Word::new("COMPLETE")));
    check(
        &[step],
        "Mardi 9 h 02 : un agent a achevé W_Completeren aanvraag après 14 min, dossier 173688",
        "Tuesday 9:02: an agent completed W_Completeren aanvraag after 14 min, case 173688",
    );
}

#[test]
fn an_unknown_kind_is_told_by_its_parts_and_shown_raw() {
    let mut strange = act("kiosk.scan", Operation::Collect, Scene::Shop);
    strange.parts = vec![part(ActorKind::Customer, Phase::Searching, Some(4))];
    strange.relations = vec![relation("at", "place", "north")];
    strange.body.insert(Word::new("tries"), Scalar::Integer(2));
    check(
        &[strange.clone()],
        "Mardi 9 h 02 : un client a cherché pendant 4 s, [kiosk.scan; at place/north; tries = 2]",
        "Tuesday 9:02: a customer searched for 4 s, [kiosk.scan; at place/north; tries = 2]",
    );
    strange.parts.clear();
    assert_eq!(
        tell_act(Language::English, &strange, &TimeZone::UTC, Tense::Untimed),
        "[kiosk.scan; at place/north; tries = 2]"
    );
}

#[test]
fn an_order_is_told_by_names_in_the_money_of_a_shop_and_without_a_time_of_nothing() {
    let mut placed = act("order_placed", Operation::Collect, Scene::Web);
    placed.parts = vec![part(ActorKind::Customer, Phase::Filling, Some(0))];
    placed.relations =
        vec![relation("offering", "offering", "fibre"), relation("offering", "offering", "gone")];
    placed.body.insert(Word::new("amount"), Scalar::Decimal("54.9".parse().unwrap()));
    placed.body.insert(Word::new("currency"), Scalar::Text(Word::new("EUR")));
    let names = |object: &ObjectRef| (&*object.id == "fibre").then(|| "Fibre 2 Gb/s".to_owned());
    let told = |language: Language| {
        tell_acts_naming(language, std::slice::from_ref(&placed), &TimeZone::UTC, Tense::Untimed, &names)
            .replace(['\u{202f}', '\u{a0}'], " ")
    };
    assert_eq!(told(Language::French), "Un client a passé une commande : Fibre 2 Gb/s, gone (54,90 €)");
    assert_eq!(told(Language::English), "A customer placed an order: Fibre 2 Gb/s, gone (€54.90)");
}

#[test]
fn what_the_product_did_is_told_with_what_about_why_and_how_long() {
    let mut added = act("cart_line_added", Operation::Collect, Scene::Web);
    added.parts = vec![part(ActorKind::Customer, Phase::Filling, Some(9))];
    added.relations = vec![relation("cart", "cart", "crt_1"), relation("offering", "offering", "galet-5")];
    added.body.insert(Word::new("pieces"), Scalar::Integer(1));
    let mut end = act("dead_end", Operation::Collect, Scene::Web);
    end.outcome = Some(Outcome::Refused);
    end.reason = Some(Word::new("nothing_found"));
    end.parts = vec![part(ActorKind::Customer, Phase::Searching, None)];
    check(
        &[added, end],
        "Mardi 9 h 02 : un client a mis une offre dans le panier : galet-5, qui compte 1 article, en 9 s, \
         une demande reste sans issue, rien trouvé",
        "Tuesday 9:02: a customer put an offer in the cart: galet-5, which holds 1 item, in 9 s, \
         a demand found no way on, nothing found",
    );
    let mut received = act("stock_received", Operation::Organise, Scene::BackOffice);
    received.parts = vec![part(ActorKind::Agent, Phase::Handling, None)];
    received.relations = vec![relation("item", "item", "casque")];
    received.body.insert(Word::new("quantity"), Scalar::Integer(5));
    check(
        &[received],
        "Mardi 9 h 02 : un agent a reçu du stock : casque (5)",
        "Tuesday 9:02: an agent received stock: casque (5)",
    );
}
