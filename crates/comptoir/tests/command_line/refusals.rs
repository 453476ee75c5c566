//! Bad input: each is refused with the file, the place and the reason, and what was there stays.

use crate::binary::{CALLS, House};

/// Types an import that must fail; gives what it said.
fn refused(house: &House, name: &str, content: &[u8], more: &[&str]) -> String {
    let log = house.file(name, content);
    let words = [&["import", log.to_str().unwrap(), "--view", "small"], more].concat();
    let answer = house.type_in(&words);
    assert!(!answer.good, "{name} was imported: {}", answer.out);
    assert!(answer.err.contains(name), "the file is not named: {}", answer.err);
    assert!(!answer.err.contains("panicked"), "{}", answer.err);
    answer.err
}

#[test]
fn files_that_are_no_logs() {
    let house = House::new();
    house.import(&house.file("calls.tsv", CALLS), "small", None);
    let before = house.portrait("small", &[]);
    refused(&house, "empty.csv", b"", &[]);
    refused(&house, "header-only.csv", b"a,b,c\n", &["--mapping", "online-retail"]);
    refused(&house, "noise.sqlite", b"SQLite format 3\0 and then something else entirely", &[]);
    let mut cut = gzip_of(CALLS.as_bytes());
    cut.truncate(cut.len() / 2);
    refused(&house, "cut.tsv.gz", &cut, &["--mapping", "call-centre"]);
    let bomb =
        "<?xml version=\"1.0\"?><!DOCTYPE log [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><log>&b;</log>";
    refused(&house, "laughs.xes", bomb.as_bytes(), &["--mapping", "xes"]);
    assert_eq!(house.portrait("small", &[]), before, "what was imported stays intact");
    house.must(&["verify"]);
}

#[test]
fn a_column_that_is_not_there_is_named() {
    let house = House::new();
    let said = refused(&house, "short.csv", b"InvoiceNo,StockCode\n1,2\n", &["--mapping", "online-retail"]);
    assert!(
        said.contains("Quantity") || said.contains("UnitPrice") || said.contains("InvoiceDate"),
        "{said}"
    );
}

#[test]
fn rows_that_cannot_be_read_are_reported_and_the_others_kept() {
    let house = House::new();
    let bad = "AA0107\t107\t0\t0\tPS\t990399\t9:00:00\t9:00:10\t10\t0:00:00\t0:00:00\t0\tAGENT\t9:00:50\t9:03:50\t180\tANNA\n";
    let log = house.file("calls.tsv", format!("{CALLS}{bad}"));
    let said = house.import(&log, "small", Some("call-centre"));
    assert!(said.contains("anomalies") && said.contains('8'), "the row of line 8 is reported: {said}");
    assert_eq!(house.portrait("small", &[])["contacts"]["total"], 5);
}

#[test]
fn words_that_mean_nothing_are_refused_with_what_would() {
    let house = House::new();
    let unknown = house.type_in(&["portrait", "--view", "nowhere", "--json"]);
    assert!(!unknown.good && unknown.err.contains("nowhere"), "{}", unknown.err);
    let name = house.type_in(&["portrait", "--view", "No Way", "--json"]);
    assert!(!name.good && name.err.contains("lower-case"), "{}", name.err);
    let log = house.file("calls.tsv", CALLS);
    let mapping =
        house.type_in(&["import", log.to_str().unwrap(), "--view", "small", "--mapping", "nonesuch"]);
    assert!(!mapping.good && mapping.err.contains("nonesuch"), "{}", mapping.err);
}

/// Stored blocks only: enough of gzip for a file that is then cut.
fn gzip_of(bytes: &[u8]) -> Vec<u8> {
    let length = u16::try_from(bytes.len()).unwrap();
    let mut file = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255, 1];
    file.extend(length.to_le_bytes());
    file.extend((!length).to_le_bytes());
    file.extend(bytes);
    file
}
