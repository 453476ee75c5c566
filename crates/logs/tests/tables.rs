//! Tables read by a mapping: calls, orders, tickets, with the traps that real exports hold.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "tests may stop and print"
)]

mod table;

use logs::{AnomalyKind, Limits, Mapping, Names};
use table::{file, plain, read, read_with};
use types::{Act, ActorKind, Outcome, Scalar, Scene};

const CALLS: &str = "vru+line\tcall_id\tcustomer_id\tpriority\ttype\tdate\tvru_entry\tvru_exit\tvru_time\tq_start\tq_exit\tq_time\toutcome\tser_start\tser_exit\tser_time\tserver\n";

fn calls(rows: &[&str]) -> table::Done {
    let text = format!("{CALLS}{}\n", rows.join("\n").replace(' ', "\t"));
    read(&file("calls.tsv", text.as_bytes()), &Mapping::builtin("call-centre").unwrap()).unwrap()
}

fn kinds(acts: &[Act]) -> Vec<&str> {
    acts.iter().map(|act| act.kind.name.as_str()).collect()
}

#[test]
fn a_served_call_is_a_menu_and_a_talk() {
    let done = calls(&[
        "AA0101 1 123 2 PS 990201 9:00:00 9:00:10 10 9:00:10 9:00:51 41 AGENT 9:00:51 9:03:51 180 DORIT",
    ]);
    assert_eq!(kinds(&done.acts), ["phone.menu", "phone.talk"]);
    let (menu, talk) = (&done.acts[0], &done.acts[1]);
    assert_eq!(menu.occurred_at.to_string(), "1999-02-01T07:00:00Z", "nine o'clock in Israel");
    assert_eq!(menu.work_of(ActorKind::Machine).unwrap().0, 10_000);
    assert_eq!(menu.work_of(ActorKind::Customer).unwrap().0, 10_000);
    assert_eq!(talk.occurred_at.to_string(), "1999-02-01T07:00:10Z");
    assert_eq!(talk.ended_at().to_string(), "1999-02-01T07:03:51Z");
    assert_eq!(talk.waited.unwrap().0, 41_000);
    assert_eq!(talk.work_of(ActorKind::Agent).unwrap().0, 180_000);
    assert_eq!(talk.outcome, Some(Outcome::Served));
    assert_eq!(talk.reason.as_ref().unwrap(), &"PS");
    assert_eq!(menu.object_of_kind("contact"), talk.object_of_kind("contact"));
    assert_ne!(&*talk.object("for").unwrap().id, "123", "a customer's number is a name");
    assert!(done.anomalies.is_empty(), "{:?}", done.anomalies);
}

#[test]
fn the_traps_of_a_call_centre_are_reported_and_never_work() {
    let done = calls(&[
        "AA0101 1 0 0 PS 990201 9:00:00 8:59:57 -3 0:00:00 0:00:00 0 AGENT 9:00:00 9:01:00 60 DORIT",
        "AA0101 2 0 0 PS 990201 9:10:00 9:10:05 5 0:00:00 0:00:00 0 AGENT 9:10:05 9:10:45 40 NO_SERVER",
        "AA0101 3 77 2 PS 990201 9:20:00 9:20:05 5 9:20:05 9:20:30 25 HANG 9:20:30 9:22:30 120 NO_SERVER",
        "AA0101 4 0 0 PS 990201 9:30:00 9:30:05 5 0:00:00 0:00:00 0 AGENT 0:00:00 0:00:00 0 DORIT",
        "AA0101 5 0 0 NW 990201 9:40:00 9:40:05 5 0:00:00 0:00:00 0 HANG 0:00:00 0:00:00 0 NO_SERVER",
        "AA0101 6 0 0 NW 990201 9:50:00 9:50:05 5 0:00:00 0:00:00 0 PHANTOM 0:00:00 0:00:00 0 NO_SERVER",
        "AA0101 7 0 0 NW 990201 9:00:30 9:00:35 5 0:00:00 0:00:00 0 AGENT 9:00:35 9:02:00 85 DORIT",
        "AA0101 8 0 0 NW 990201 9:55:00 9:55:05 5 0:00:00 0:00:00 0 AGENT 9:55:05 9:56:05 61 TOVA",
    ]);
    let count = |kind| done.anomalies.count(kind);
    assert_eq!(count(AnomalyKind::NegativeDuration), 1);
    assert_eq!(count(AnomalyKind::EndBeforeStart), 1);
    assert_eq!(count(AnomalyKind::ServedWithoutAgent), 1);
    assert_eq!(count(AnomalyKind::AbandonedWithService), 1);
    assert_eq!(count(AnomalyKind::ZeroService), 1);
    assert_eq!(count(AnomalyKind::QueueTimeMissing), 1);
    assert_eq!(count(AnomalyKind::Phantom), 1);
    assert_eq!(count(AnomalyKind::OverlappingServices), 1);
    assert_eq!(count(AnomalyKind::DurationDisagrees), 1);
    assert_eq!(done.acts[0].work_of(ActorKind::Customer), None, "a negative time is no work");
    let hang_up = done.acts.iter().find(|act| act.kind.name == *"phone.hang_up").unwrap();
    assert_eq!(hang_up.work_of(ActorKind::Customer), None);
    assert_eq!(
        hang_up.ended_at().to_string(),
        "1999-02-01T07:20:30Z",
        "service after a hang-up is no part of it"
    );
    let zero = done.acts.iter().filter(|act| act.kind.name == *"phone.talk").nth(2).unwrap();
    assert_eq!(
        zero.ended_at().to_string(),
        "1999-02-01T07:30:05Z",
        "0:00:00 is not midnight where nothing lasted"
    );
    let phantom = done.acts.iter().find(|act| act.kind.name == *"phone.phantom").unwrap();
    assert_eq!(phantom.outcome, Some(Outcome::Void));
    let shown = done.anomalies.iter().map(|(_, anomaly)| anomaly.example.as_str()).collect::<String>();
    assert!(!shown.contains("DORIT") && !shown.contains("77 "), "the report shows no names: {shown}");
}

#[test]
fn calls_over_midnight_end_on_the_next_day() {
    let done = calls(&[
        "AA0101 1 0 0 PS 990201 23:58:00 23:58:10 10 23:58:10 0:00:05 115 AGENT 0:00:05 0:03:05 180 DORIT",
    ]);
    let talk = &done.acts[1];
    assert_eq!(talk.occurred_at.to_string(), "1999-02-01T21:58:10Z");
    assert_eq!(talk.ended_at().to_string(), "1999-02-01T22:03:05Z");
    assert_eq!(done.anomalies.count(AnomalyKind::Midnight), 3);
}

#[test]
fn the_same_file_again_gives_the_same_ids_and_a_longer_one_only_adds() {
    let rows = [
        "AA0101 1 123 2 PS 990201 9:00:00 9:00:10 10 9:00:10 9:00:51 41 AGENT 9:00:51 9:03:51 180 DORIT",
        "AA0101 1 123 2 PS 990201 9:00:00 9:00:10 10 9:00:10 9:00:51 41 AGENT 9:00:51 9:03:51 180 DORIT",
        "AA0101 1 123 2 PS 990201 9:00:00 9:00:10 10 9:00:10 9:00:51 41 AGENT 9:00:51 9:03:52 181 DORIT",
        "AA0101 2 123 2 PS 990201 9:00:00 9:00:10 10 9:00:10 9:00:51 41 HANG 0:00:00 0:00:00 0 NO_SERVER",
    ];
    let (short, long) = (calls(&rows[..2]), calls(&rows));
    let ids = |done: &table::Done| done.acts.iter().map(|act| act.id).collect::<Vec<_>>();
    assert_eq!(ids(&short), ids(&calls(&rows[..2])));
    assert_eq!(ids(&short), ids(&long)[..4]);
    let mut all = ids(&long);
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 8, "duplicates are kept apart");
    assert_eq!(long.anomalies.count(AnomalyKind::ExactDuplicate), 1);
    assert_eq!(long.anomalies.count(AnomalyKind::KeyRepeatedChanged), 1);
}

#[test]
fn names_are_kept_beside_only_when_asked() {
    let text = format!(
        "{CALLS}{}",
        "AA0101 1 123 2 PS 990201 9:00:00 9:00:10 10 9:00:10 9:00:51 41 AGENT 9:00:51 9:03:51 180 DORIT\n"
            .replace(' ', "\t")
    );
    let file = file("calls.tsv", text.as_bytes());
    let mapping = Mapping::builtin("call-centre").unwrap();
    let hidden = read(&file, &mapping).unwrap();
    let kept = read_with(&file, &mapping, &Limits::default(), Names::Keep, 10).unwrap();
    assert!(hidden.records.is_empty());
    assert_eq!(kept.acts, hidden.acts, "objects carry the digest either way");
    let agent = kept.acts[1].object("by").unwrap();
    let record = kept.records.iter().find(|record| record.id == *agent.id).unwrap();
    assert_eq!((record.kind.as_str(), record.body["name"].as_str()), ("party", Some("DORIT")));
}

#[test]
fn lines_of_a_web_shop_are_told_apart() {
    let text = "\u{feff}InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\r\n\
        1,85123A,\"A, \"\"B\"\"\nC\",6,2010-12-01 08:26:00,2.55,17850,United Kingdom\r\n\
        C2,D,Discount,-1,12/1/2010 9:41,27.50,14527,United Kingdom\r\n\
        3,84406B,lost,-10,2010-12-01 10:00:00,0.0,,United Kingdom\r\n\
        A4,B,Adjust bad debt,1,2010-12-01 11:00:00,-11062.06,,United Kingdom\r\n\
        1,85123A,\"A, \"\"B\"\"\nC\",6,2010-12-01 08:26:00,2.55,17850,United Kingdom\r\n";
    let done = read(&file("shop.csv", text.as_bytes()), &Mapping::builtin("online-retail").unwrap()).unwrap();
    assert_eq!(
        kinds(&done.acts),
        ["order.line", "order.cancel_line", "stock.correction", "debt.adjustment", "order.line"]
    );
    assert_eq!(done.acts[0].body.get("quantity"), Some(&Scalar::Integer(6)));
    assert_eq!(done.acts[3].body.get("unit_price").unwrap().to_string(), "-11062.06");
    assert_eq!(done.acts[2].object("for"), None);
    assert_eq!(&*done.acts[0].object("of").unwrap().id, "85123A", "an article is not a person");
    assert_eq!(done.anomalies.count(AnomalyKind::ExactDuplicate), 1);
    let (_, duplicate) = done.anomalies.iter().next().unwrap();
    assert_eq!(duplicate.lines, [7], "lines are counted through quoted line breaks");
    assert_ne!(done.acts[0].id, done.acts[4].id);
}

#[test]
fn shopify_rows_take_over_what_the_first_row_of_their_order_says() {
    let text = "Name,Email,Financial Status,Currency,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Cancelled at,Source\n\
        #1001,Ada@Example.com,paid,USD,2026-09-03 10:14:00 -0400,2,Print,16.00,FERN-1,,web\n\
        #1001,,,,,1,Bag,20.00,TOTE-1,,\n\
        ,,,,,3,Pin,1.00,PIN-1,,\n\
        #1002,ada@example.com,refunded,USD,2026-09-10 09:00:00 -0400,1,Mug,25.00,,2026-09-11 09:00:00 -0400,pos\n";
    let done = read(&file("orders.csv", text.as_bytes()), &Mapping::builtin("shopify").unwrap()).unwrap();
    assert_eq!(
        kinds(&done.acts),
        ["order.line", "order.line", "order.line", "order.line", "order.cancel_line"]
    );
    for act in &done.acts[..3] {
        assert_eq!(&*act.object("in").unwrap().id, "#1001");
        assert_eq!(act.occurred_at.to_string(), "2026-09-03T14:14:00Z");
    }
    assert_eq!(done.acts[0].object("for"), done.acts[3].object("for"), "addresses differ only in capitals");
    assert_eq!(done.acts[3].scene, Scene::Shop);
    assert_eq!(&*done.acts[3].object("of").unwrap().id, "Mug", "without a code the article's name counts");
    assert_eq!(done.acts[4].body.get("quantity"), Some(&Scalar::Integer(-1)));
}

#[test]
fn asterisk_records_are_calls_with_and_without_a_header() {
    let with = "calldate,clid,src,dst,dcontext,channel,dstchannel,lastapp,lastdata,duration,billsec,disposition,amaflags,accountcode,uniqueid,userfield\n\
        2024-03-05 09:00:00,\"\"\"Ada\"\" <0601>\",0601,200,from-queue,SIP/trunk-1,SIP/1001-000003f2,Dial,x,75,60,ANSWERED,3,,171.1,\n\
        2024-03-05 09:05:00,,0602,200,from-queue,SIP/trunk-2,,Dial,x,20,0,NO ANSWER,3,,171.2,\n\
        2024-03-05 09:06:00,,0602,200,from-queue,SIP/trunk-2,SIP/1001-000003f9,Dial,x,5,0,BUSY,3,,171.3,\n";
    let done = read(&file("cdr.csv", with.as_bytes()), &Mapping::builtin("asterisk-cdr").unwrap()).unwrap();
    assert_eq!(kinds(&done.acts), ["phone.talk", "phone.no_answer", "phone.no_answer"]);
    assert_eq!(done.acts[0].waited.unwrap().0, 15_000);
    assert_eq!(done.acts[0].work_of(ActorKind::Agent).unwrap().0, 60_000);
    let outcomes: Vec<_> = done.acts.iter().map(|act| act.outcome.unwrap()).collect();
    assert_eq!(outcomes, [Outcome::Served, Outcome::Abandoned, Outcome::Refused]);
    let without = "\"\",\"0601\",\"200\",\"default\",\"\"\"Ada\"\" <0601>\",\"SIP/trunk-1\",\"SIP/1001-1\",\"Dial\",\"x\",\"2024-03-05 09:00:00\",\"2024-03-05 09:00:15\",\"2024-03-05 09:01:15\",75,60,\"ANSWERED\",\"DOCUMENTATION\",\"171.1\",\"\"\n";
    let file = file("Master.csv", without.as_bytes());
    let found = logs::recognise(&file.path, &Limits::default()).unwrap();
    assert_eq!(found.guesses[0].mapping.name, "asterisk-master");
    let done = read(&file, &found.guesses[0].mapping).unwrap();
    assert_eq!((kinds(&done.acts), done.rows), (vec!["phone.talk"], 1));
}

#[test]
fn tickets_are_opened_answered_and_closed() {
    let zammad = "#;Title;State;Priority;Group;Owner;Customer;Organization;Create Channel;Sender;Tags;Time Units Total;Created At;Updated At;Closed At;First Response At\n\
        48001;Help;closed;2 normal;Support;Ann A;Bob B;;phone;Customer;;12.5;2024-03-31 01:30:00;2024-04-01 10:00:00;2024-04-01 10:00:00;2024-03-31 04:00:00\n\
        48002;Help;open;2 normal;Support;-;Bob B;;email;Customer;;;2024-04-02 10:00:00;2024-04-02 10:00:00;;\n";
    let done = read(&file("tickets.csv", zammad.as_bytes()), &Mapping::builtin("zammad").unwrap()).unwrap();
    assert_eq!(kinds(&done.acts), ["ticket.opened", "ticket.answered", "ticket.closed", "ticket.opened"]);
    assert_eq!((done.acts[0].scene, done.acts[3].scene), (Scene::Phone, Scene::Mail));
    assert_eq!(done.acts[2].work_of(ActorKind::Agent).unwrap().0, 750_000);
    assert_eq!(done.acts[2].outcome, Some(Outcome::Served));
    let zendesk = "Summation column,Id,Requester,Requester id,Requester external id,Requester email,Submitter,Assignee,Group,Subject,Tags,Status,Priority,Via,Ticket type,Created at,Updated at,Solved at,First reply time in minutes\n\
        1,7,Bob,99,,bob@example.com,Bob,Ann,Support,Help,,Closed,Normal,Web form,Question,2013-02-14 10:17,2013-02-15 10:17,2013-02-15 10:17,30\n";
    let done = read(&file("tickets.csv", zendesk.as_bytes()), &Mapping::builtin("zendesk").unwrap()).unwrap();
    assert_eq!(kinds(&done.acts), ["ticket.opened", "ticket.answered", "ticket.closed"]);
    assert_eq!(done.acts[1].waited.unwrap().0, 1_800_000);
    assert_eq!(done.acts[2].body.get("open_s"), Some(&Scalar::Integer(86_400)));
}

#[test]
fn local_times_that_clocks_skip_or_repeat_are_reported() {
    let text =
        "at,what,n\n2021-03-28 02:30:00,gap,1\n2021-10-31 02:30:00,fold,2\n2021-10-31 12:00:00,plain,3\n";
    let done = read(&file("x.csv", text.as_bytes()), &plain()).unwrap();
    let times: Vec<String> = done.acts.iter().map(|act| act.occurred_at.to_string()).collect();
    assert_eq!(times, ["2021-03-28T01:30:00Z", "2021-10-31T00:30:00Z", "2021-10-31T11:00:00Z"]);
    assert_eq!(done.anomalies.count(AnomalyKind::DaylightGap), 1);
    assert_eq!(done.anomalies.count(AnomalyKind::DaylightFold), 1);
}

#[test]
fn a_column_that_tells_the_end_of_an_interval_gives_its_beginning() {
    let mapping = Mapping::from_toml(
        "meter",
        "name = \"meter\"\nformat = \"csv\"\n[time.ended]\ncolumns = \"t\"\n[time.began]\nfirst_of = [\"ended\"]\nminus = \"half_hour\"\n[duration.half_hour]\nseconds = 1800\n[[act]]\nkind = \"meter.reading\"\noperation = \"trace\"\nscene = \"meter\"\nstart = \"began\"\nlasted = \"half_hour\"\n",
    )
    .unwrap();
    let done = read(&file("m.csv", b"t,w\n2023-01-01T00:30:00+01:00,5\n"), &mapping).unwrap();
    assert_eq!(done.acts[0].occurred_at.to_string(), "2022-12-31T23:00:00Z");
    assert_eq!(done.acts[0].ended_at().to_string(), "2022-12-31T23:30:00Z");
}

#[test]
fn the_rows_of_one_call_make_one_act() {
    let log = "1614592800|NONE|NONE|NONE|QUEUESTART|\n\
        1614592801|171.1|sales|NONE|ENTERQUEUE||0601|1\n\
        1614592805|171.2|sales|NONE|ENTERQUEUE||0602|2\n\
        1614592810|171.1|sales|SIP/1001|RINGNOANSWER|5000\n\
        1614592820|171.1|sales|SIP/1002|CONNECT|19|171.9|4\n\
        1614592830|171.2|sales|NONE|ABANDON|1|2|25\n\
        1614592900|171.1|sales|SIP/1002|COMPLETECALLER|19|80|1\n\
        1614592910|171.3|sales|NONE|ENTERQUEUE||0603|1\n";
    let file = file("queue_log", log.as_bytes());
    let found = logs::recognise(&file.path, &Limits::default()).unwrap();
    assert_eq!(found.guesses[0].mapping.name, "asterisk-queue-log");
    let done = read(&file, &found.guesses[0].mapping).unwrap();
    assert_eq!(kinds(&done.acts), ["phone.hang_up", "phone.talk", "phone.waiting"]);
    assert_eq!(done.acts[0].waited.unwrap().0, 25_000);
    let talk = &done.acts[1];
    assert_eq!((talk.waited.unwrap().0, talk.work_of(ActorKind::Agent).unwrap().0), (19_000, 80_000));
    assert_eq!(talk.reason.as_ref().unwrap(), &"sales");
    assert_eq!(done.anomalies.count(AnomalyKind::RowPassedOver), 2);
}

/// The example of the how-to, so that it stays true.
#[test]
fn the_example_of_the_how_to_reads_what_it_says() {
    let how_to = include_str!("../../../docs/how-to/add-a-mapping.md");
    let example = how_to.split("```toml\n").nth(1).unwrap().split("```").next().unwrap();
    let mapping = Mapping::from_toml("how-to", example).unwrap();
    let text = "call,day,began,ended,wait,talk,phone,agent,state,motive\n\
        1,31/12/2024,23:58:00,0:05:00,20,400,0601,Ann,answered,bill\n\
        2,31/12/2024,9:00:00,,33,,anonymous,,lost,bill\n\
        3,31/12/2024,9:01:00,,33,,0601,,unheard-of,bill\n";
    let done = read(&file("calls.csv", text.as_bytes()), &mapping).unwrap();
    assert_eq!(kinds(&done.acts), ["phone.talk", "phone.hang_up"]);
    assert_eq!(done.acts[0].lasted.unwrap().0, 420_000);
    assert_eq!(done.acts[1].object("for"), None);
    assert_eq!(done.anomalies.count(AnomalyKind::RowSkipped), 1, "a row that is no act is reported");
}

#[test]
fn a_clock_that_goes_back_is_reported_and_a_file_in_another_order_is_not() {
    let row = |minute: usize| format!("2021-01-01 10:{minute:02}:00,a,{minute}\n");
    let mut minutes: Vec<usize> = (0..50).collect();
    minutes.swap(30, 31);
    let text = format!("at,what,n\n{}", minutes.iter().map(|minute| row(*minute)).collect::<String>());
    let done = read(&file("x.csv", text.as_bytes()), &plain()).unwrap();
    let (_, back) = done.anomalies.iter().find(|(kind, _)| *kind == AnomalyKind::ClockWentBack).unwrap();
    assert_eq!((back.count, back.lines.as_slice()), (1, &[33][..]));
    let backward = format!("at,what,n\n{}", (0..50).rev().map(row).collect::<String>());
    assert!(read(&file("x.csv", backward.as_bytes()), &plain()).unwrap().anomalies.is_empty());
}

#[test]
fn lines_before_the_header_and_unquoted_marks_are_read_as_the_mapping_says() {
    let mut mapping = plain();
    mapping.skip_lines = 2;
    mapping.quote = Some(String::new());
    let text = "Report of January\n\nat,what,n\n2021-01-01,\"5\" pipe,1\n";
    let done = read(&file("x.csv", text.as_bytes()), &mapping).unwrap();
    assert_eq!(done.acts[0].body.get("what").unwrap().to_string(), "\"5\" pipe");
    let text = "Report\n\nat,what,n\n2021-01-01,a,1\nnever,b,2\n2021-01-01,c,3\n";
    let done = read(&file("x.csv", text.as_bytes()), &mapping).unwrap();
    let (_, skipped) = done.anomalies.iter().find(|(kind, _)| *kind == AnomalyKind::RowSkipped).unwrap();
    assert_eq!(skipped.lines, [5]);
}

#[test]
fn unknown_codes_are_reported_on_rows_that_are_left_out() {
    let done = calls(&[
        "AA0101 1 0 0 PS 990201 9:00:00 9:00:05 5 0:00:00 0:00:00 0 AGENT 9:00:05 9:01:00 55 DORIT",
        "AA0101 2 0 0 PS 990201 9:10:00 9:10:05 5 0:00:00 0:00:00 0 TRANSFER 9:10:05 9:10:45 40 DORIT",
    ]);
    assert_eq!(done.acts.len(), 2);
    assert_eq!(done.anomalies.count(AnomalyKind::UnknownCode), 1);
    assert_eq!(done.anomalies.count(AnomalyKind::RowSkipped), 1);
}
