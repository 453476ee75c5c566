//! Files that no built-in mapping knows: columns and roles are guessed, and the guess can be put right.
#![allow(clippy::unwrap_used, reason = "tests may stop")]

mod table;

use logs::{About, AnomalyKind, ColumnKind, Identity, Limits, Mapping, Names, Reason, Recognised, Role};
use table::{OneFile, file, read};
use types::{Outcome, Scene};

fn recognised(name: &str, text: &str) -> (OneFile, Recognised) {
    let file = file(name, text.as_bytes());
    let found = logs::recognise(&file.path, &Limits::default()).unwrap();
    (file, found)
}

fn roles(found: &Recognised) -> Vec<(Role, &str)> {
    found.draft.as_ref().unwrap().roles.iter().map(|(role, column)| (*role, column.as_str())).collect()
}

#[test]
fn french_calls_with_semicolons() {
    let text = "Date appel;Heure début;Heure fin;Attente (s);Durée conversation;Client;Conseiller;Résultat;Motif\n\
        03/02/2024;09:00:00;09:05:00;20;00:04:30;0601;Anne;Répondu;facture\n\
        03/02/2024;09:10:00;09:11:00;60;;0602;;Abandonné;panne\n\
        13/02/2024;23:58:00;00:03:00;10;00:04:50;0601;Bruno;Répondu;panne\n";
    let (file, found) = recognised("appels.csv", text);
    assert_eq!(found.separator.as_deref(), Some(";"));
    let draft = found.draft.clone().unwrap();
    assert_eq!(draft.about, About::Calls);
    assert_eq!(
        roles(&found),
        [
            (Role::Day, "Date appel"),
            (Role::Start, "Heure début"),
            (Role::End, "Heure fin"),
            (Role::Talk, "Durée conversation"),
            (Role::Wait, "Attente (s)"),
            (Role::Customer, "Client"),
            (Role::Agent, "Conseiller"),
            (Role::Reason, "Motif"),
            (Role::Outcome, "Résultat"),
        ]
    );
    assert_eq!(draft.outcomes.values().copied().collect::<Vec<_>>(), [Outcome::Abandoned, Outcome::Served]);
    let mut draft = draft;
    draft.zone = Some("Europe/Paris".to_owned());
    let mapping = draft.mapping(&found.columns);
    let done = read(&file, &mapping).unwrap();
    assert_eq!(done.acts.len(), 3);
    assert_eq!(done.acts[0].occurred_at.to_string(), "2024-02-03T08:00:00Z");
    assert_eq!(done.acts[2].lasted.unwrap().0, 300_000, "over midnight");
    assert_eq!(done.acts[1].outcome, Some(Outcome::Abandoned));
    assert_eq!(
        Mapping::from_toml("saved", &mapping.to_toml()),
        Ok(mapping),
        "what is saved is what was guessed"
    );
}

#[test]
fn orders_with_american_dates_and_commas() {
    let text = "Order ID,Order Date,SKU,Qty,Unit Price,Customer Email\n\
        A1,12/31/2023 1:05 PM,X,2,\"1,234.50\",ada@example.com\n\
        A2,1/2/2024 12:10 AM,Y,-1,3.00,ADA@example.com\n";
    let (file, found) = recognised("sales.csv", text);
    let draft = found.draft.as_ref().unwrap();
    assert_eq!(draft.about, About::Orders);
    let done = read(&file, &draft.mapping(&found.columns)).unwrap();
    let kinds: Vec<&str> = done.acts.iter().map(|act| act.kind.name.as_str()).collect();
    assert_eq!(kinds, ["order.line", "order.cancel_line"]);
    assert_eq!(done.acts[0].body.get("unit_price").unwrap().to_string(), "1234.50");
    assert_eq!(done.acts[0].object("for"), done.acts[1].object("for"));
    assert_eq!(done.acts[1].occurred_at.to_string(), "2024-01-02T00:10:00Z");
}

#[test]
fn tickets_with_channels() {
    let text = "Ticket ID\tOpened\tClosed\tStatus\tChannel\tAssignee\tRequester\tCategory\n\
        1\t2024-01-01T10:00:00Z\t2024-01-02T10:00:00Z\tResolved\tPhone call\tAnn\tBob\tbill\n\
        2\t2024-01-01T11:00:00Z\t\tOpen\tWeb form\tAnn\tBea\tbill\n\
        3\t2024-01-03T11:00:00Z\t2024-01-03T12:00:00Z\tResolved\tPhone call\tAnn\tBea\tbill\n";
    let (file, found) = recognised("tickets.tsv", text);
    let draft = found.draft.as_ref().unwrap();
    assert_eq!(draft.about, About::Tickets);
    let done = read(&file, &draft.mapping(&found.columns)).unwrap();
    let kinds: Vec<&str> = done.acts.iter().map(|act| act.kind.name.as_str()).collect();
    assert_eq!(kinds, ["ticket.opened", "ticket.closed", "ticket.opened", "ticket.opened", "ticket.closed"]);
    assert_eq!((done.acts[0].scene, done.acts[2].scene), (Scene::Phone, Scene::Web));
    assert_eq!(done.acts[1].outcome, Some(Outcome::Served));
}

#[test]
fn rows_without_a_header_and_choices_that_put_a_guess_right() {
    let text = "2024-01-01 10:00:00,alpha,3\n2024-01-01 10:05:00,beta,4\n";
    let (file, found) = recognised("x.csv", text);
    assert!(!found.header);
    assert_eq!(found.columns[0].kind, ColumnKind::Time { format: "iso".to_owned() });
    let mut draft = found.draft.clone().unwrap();
    draft.roles.insert(Role::Reason, "column 2".to_owned());
    let done = read(&file, &draft.mapping(&found.columns)).unwrap();
    assert_eq!(done.rows, 2, "the first row is a row");
    assert_eq!(done.acts[0].reason.as_ref().unwrap(), &"alpha");
}

#[test]
fn day_and_month_are_told_apart_by_how_the_rows_follow_one_another() {
    let days = |order: fn(u32) -> String| (1..=12).map(order).collect::<Vec<_>>().join("\n");
    let american = format!("Date,Calls\n{}\n", days(|day| format!("01/{day:02}/2024 09:00,5")));
    let french = format!("Date,Calls\n{}\n", days(|day| format!("{day:02}/01/2024 09:00,5")));
    for (text, expected) in [(american, "%m/%d/%Y %H:%M"), (french, "%d/%m/%Y %H:%M")] {
        let (_, found) = recognised("x.csv", &text);
        assert_eq!(found.columns[0].kind, ColumnKind::Time { format: expected.to_owned() });
    }
}

#[test]
fn built_in_mappings_are_recognised_by_their_columns_whatever_their_order() {
    let text = "country,customerid,unitprice,invoicedate,quantity,stockcode,invoiceno\nFrance,1,2.50,2011-01-01 10:00,1,A,5\n";
    let (_, found) = recognised("shop.csv", text);
    assert_eq!(found.guesses[0].mapping.name, "online-retail");
    assert!(matches!(found.guesses[0].reason, Reason::Columns { .. }));
    assert_eq!(found.guesses.last().unwrap().reason, Reason::Looks);
}

#[test]
fn a_table_without_any_time_is_refused_with_a_reason() {
    let file = file("x.csv", b"name,colour\nfoo,red\nbar,blue\n");
    let said = logs::recognise(&file.path, &Limits::default()).unwrap_err().to_string();
    assert!(said.starts_with("x.csv: no column holds a time"), "{said}");
}

#[test]
fn a_preview_shows_rows_and_what_is_wrong_with_them() {
    let file = file("x.csv", b"at,what,n\n2021-01-01,a,1\nnever,b,2\n2021-01-02,c,many\n2021-01-03,d,4\n");
    let identity = Identity::new([0; 32], Names::Hash);
    let preview = logs::preview(&file.path, &Limits::default(), &table::plain(), &identity, 3).unwrap();
    let lines: Vec<_> =
        preview.rows.iter().map(|row| (row.line, row.acts.len(), row.anomalies.clone())).collect();
    assert_eq!(
        lines,
        [
            (2, 1, vec![]),
            (3, 0, vec![AnomalyKind::RowSkipped, AnomalyKind::BadTime]),
            (4, 1, vec![AnomalyKind::BadNumber]),
        ]
    );
}

#[test]
fn excel_may_name_the_separator_on_a_first_line() {
    let (file, found) =
        recognised("x.csv", "\u{feff}sep=|\r\nat|what|n\r\n2021-01-01|a;b;c|1\r\n2021-01-02|d;e;f|2\r\n");
    assert_eq!(found.separator.as_deref(), Some("|"));
    let done = read(&file, &table::plain()).unwrap();
    assert_eq!((done.acts.len(), done.acts[0].body.get("what").unwrap().to_string().as_str()), (2, "a;b;c"));
}

#[test]
fn columns_that_may_name_people_are_no_part_of_a_body() {
    let text = "date,first name,colour\n2024-01-01 10:00,Ann,red\n2024-01-02 10:00,Ann,red\n2024-01-03 10:00,Bob,blue\n2024-01-04 10:00,Bob,blue\n";
    let (file, found) = recognised("x.csv", text);
    let done = read(&file, &found.guesses[0].mapping).unwrap();
    let names: Vec<&str> = done.acts[0].body.keys().map(|name| name.as_str()).collect();
    assert_eq!(names, ["colour"]);
}
