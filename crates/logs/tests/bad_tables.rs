//! Bad input: each gives a message that names file, line and reason; what can be read is read; memory stays bounded.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "tests may stop and print"
)]

mod table;

use logs::{AnomalyKind, Limits, Mapping, Names, ReadError};
use table::{file, gzip, plain, read, read_with};

fn refused(name: &str, bytes: &[u8]) -> String {
    read(&file(name, bytes), &plain()).unwrap_err().to_string()
}

#[test]
fn nothing_to_read() {
    assert_eq!(refused("a.csv", b""), "a.csv: the file is empty: there is nothing to read");
    assert_eq!(refused("a.csv", b"\n\n"), "a.csv: the file holds no row: there is nothing to read");
    assert_eq!(
        refused("a.csv", b"at,what,n\n"),
        "a.csv: there is a header and nothing after it: there are no rows to read"
    );
    assert!(refused("a.csv.gz", &gzip(b"")).contains("empty"));
}

#[test]
fn a_missing_column_is_named_with_the_nearest() {
    let said = refused("a.csv", b"when,what,m\n2021-01-01,a,1\n");
    assert!(said.contains("there is no column “at”; the nearest are “m”, “what”"), "{said}");
    assert!(said.contains("there is no column “n”; the nearest are “m”"), "{said}");
}

#[test]
fn a_wrong_separator_is_noticed() {
    let mut mapping = plain();
    mapping.separator = Some(";".to_owned());
    let said = read(&file("a.csv", b"at,what,n\n2021-01-01,a,1\n"), &mapping).unwrap_err().to_string();
    assert!(said.contains("there is no column “at”"), "{said}");
}

#[test]
fn names_of_columns_may_differ_in_capitals_and_spaces() {
    let done = read(&file("a.csv", "\u{feff} AT ;What;N \n2021-01-01;a;1\n".as_bytes()), &plain()).unwrap();
    assert_eq!(done.acts.len(), 1);
}

#[test]
fn bad_rows_are_left_out_and_reported() {
    let text = "at,what,n\n2021-01-01,a,1\n2021-02-30,impossible,2\n2021-01-02,b\n2021-01-03,c,3,4\n\n2021-01-04,d,many\n2021-01-05,e,5,\n";
    let done = read(&file("a.csv", text.as_bytes()), &plain()).unwrap();
    assert_eq!((done.acts.len(), done.rows), (4, 6));
    let lines = |kind| {
        done.anomalies.iter().find(|(known, _)| *known == kind).map(|(_, anomaly)| anomaly.lines.clone())
    };
    assert_eq!(lines(AnomalyKind::RowSkipped), Some(vec![3, 5]));
    assert_eq!(lines(AnomalyKind::BadTime), Some(vec![3]));
    assert_eq!(lines(AnomalyKind::TooFewFields), Some(vec![4]));
    assert_eq!(lines(AnomalyKind::TooManyFields), Some(vec![5]));
    assert_eq!(lines(AnomalyKind::BadNumber), Some(vec![7]));
}

#[test]
fn a_file_of_which_most_rows_cannot_be_read_is_refused_with_the_first_reason() {
    let rows: String = (0..50).map(|n| format!("soon,a,{n}\n")).collect();
    let said = refused("a.csv", format!("at,what,n\n2021-01-01,a,1\n{rows}").as_bytes());
    assert!(said.starts_with("a.csv, line 3: 50 of the first 51 rows cannot be read"), "{said}");
    assert!(said.contains("“at”"), "{said}");
}

#[test]
fn an_overlong_row_is_refused_by_its_first_line() {
    let mut text = b"at,what,n\n2021-01-01,a,1\n2021-01-02,\"".to_vec();
    text.extend(std::iter::repeat_n(b'x', 3 << 20));
    let said = refused("a.csv", &text);
    assert!(
        said.starts_with("a.csv, line 3: the row that begins here is longer than 1048576 bytes"),
        "{said}"
    );
    assert!(said.contains("quotation mark"), "{said}");
}

#[test]
fn a_quotation_mark_that_is_never_closed_is_refused() {
    let said =
        refused("a.csv", b"at,what,n\n2021-01-01,a,1\n2021-01-02,\"b,2\n2021-01-03,c,3\n2021-01-04,d,4\n");
    assert!(said.starts_with("a.csv, line 3: a quotation mark opens"), "{said}");
}

#[test]
fn a_cut_gzip_says_so_after_what_was_whole() {
    // Texts that do not repeat, so that the cut falls well after the first rows.
    let mut state = 1_u64;
    let mut noise = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state
    };
    let rows: String = (0..20_000).map(|n| format!("2021-01-01,{:x}{:x},{n}\n", noise(), noise())).collect();
    let whole = gzip(format!("at,what,n\n{rows}").as_bytes());
    let cut = file("a.csv.gz", &whole[..whole.len() / 2]);
    let said = read(&cut, &plain()).unwrap_err().to_string();
    assert!(said.contains("cut off") && said.starts_with("a.csv.gz, line "), "{said}");
    let mut damaged = whole;
    let middle = damaged.len() / 2;
    damaged[middle..middle + 64].fill(0xff);
    let said = refused("a.csv.gz", &damaged);
    assert!(said.contains("damaged") || said.contains("cut off"), "{said}");
}

#[test]
fn a_gzip_bomb_is_refused() {
    let mut text = b"at,what,n\n".to_vec();
    for _ in 0..1_200_000 {
        text.extend_from_slice(b"2021-01-01,aaaaaaaaaaaaaaaaaaaa,1\n");
    }
    let said = refused("a.csv.gz", &gzip(&text));
    assert!(said.contains("decompression bomb"), "{said}");
    let limits = Limits { max_expanded_bytes: 100, ..Limits::default() };
    let small = file("b.csv.gz", &gzip(b"at,what,n\n2021-01-01,a,1\n2021-01-01,b,1\n2021-01-01,c,1\n2021-01-01,d,1\n2021-01-01,e,1\n2021-01-01,f,1\n2021-01-01,g,1\n"));
    assert!(matches!(read_with(&small, &plain(), &limits, Names::Hash, 5), Err(ReadError::Limit { .. })));
}

#[test]
fn encodings_are_found_out() {
    let text = "at,what,n\n2021-01-01,é€,1\n";
    for little in [true, false] {
        for mark in [true, false] {
            let mut units: Vec<u16> = if mark { vec![0xfeff] } else { Vec::new() };
            units.extend(text.encode_utf16());
            let bytes: Vec<u8> = units
                .iter()
                .flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() })
                .collect();
            let done = read(&file("a.csv", &bytes), &plain()).unwrap();
            assert_eq!(done.acts[0].body.get("what").unwrap().to_string(), "é€");
        }
    }
    let latin = b"at,what,n\n2021-01-01,\xe9\x80,1\n";
    let done = read(&file("a.csv", latin), &plain()).unwrap();
    assert_eq!(done.acts[0].body.get("what").unwrap().to_string(), "é€");
    assert_eq!(done.anomalies.count(AnomalyKind::EncodingGuessed), 1);
    let mut mapping = plain();
    mapping.encoding = Some("utf-8".to_owned());
    let done = read(&file("a.csv", latin), &mapping).unwrap();
    assert_eq!(done.anomalies.count(AnomalyKind::BadText), 1);
    mapping.encoding = Some("windows-1252".to_owned());
    assert!(read(&file("a.csv", latin), &mapping).unwrap().anomalies.is_empty());
    mapping.encoding = Some("klingon".to_owned());
    assert!(read(&file("a.csv", latin), &mapping).unwrap_err().to_string().contains("klingon"));
}

#[test]
fn every_line_ending_counts_lines_right() {
    for ending in ["\n", "\r\n", "\r"] {
        let text =
            ["at,what,n", "2021-01-01,a,1", "", "2021-01-02,b,2", "never,c,3", "2021-01-04,d,4"].join(ending);
        let done = read(&file("a.csv", text.as_bytes()), &plain()).unwrap();
        let (_, skipped) = done.anomalies.iter().find(|(kind, _)| *kind == AnomalyKind::RowSkipped).unwrap();
        assert_eq!((done.acts.len(), skipped.lines.as_slice()), (3, &[5][..]), "{ending:?}");
    }
}

#[test]
fn other_formats_are_named() {
    for (bytes, word) in [
        (&b"SQLite format 3\0rest"[..], "SQLite"),
        (b"<?xml version=\"1.0\"?><log/>", "XML"),
        (b"{\"eventTypes\": []}", "JSON"),
        (b"PK\x03\x04rest", "workbook"),
    ] {
        let said = refused("a", bytes);
        assert!(said.contains(word), "{said}");
    }
    let folder = tempfile::tempdir().unwrap();
    let said = logs::open(folder.path(), &Limits::default()).err().unwrap().to_string();
    assert!(said.contains("folder"), "{said}");
    let said = logs::open(&folder.path().join("no.csv"), &Limits::default()).err().unwrap().to_string();
    assert!(said.starts_with("no.csv: cannot be read"), "{said}");
}

#[test]
fn a_wrong_mapping_says_which_key_and_what_would_be_right() {
    let wrong = |text: &str| Mapping::from_toml("mine.toml", text).unwrap_err().to_string();
    let base = "name = \"m\"\nformat = \"csv\"\n";
    let act = "[[act]]\nkind = \"log.row\"\noperation = \"trace\"\nscene = \"web\"\nstart = \"at\"\n";
    assert!(wrong("format = \"csv\"").contains("name"));
    assert!(wrong("name = \"m\"\nformat = \"xlsx\"").contains("xlsx"));
    assert!(wrong(&format!("{base}colour = 1\n{act}")).contains("colour"));
    assert!(wrong(base).contains("[[act]]"));
    assert!(wrong(&format!("{base}{act}")).contains("there is no [time.at]"));
    assert!(
        wrong(&format!("{base}zone = \"Mars/Base\"\n[time.at]\ncolumns = \"a\"\n{act}"))
            .contains("Mars/Base")
    );
    assert!(
        wrong(&format!("{base}[time.at]\ncolumns = \"a\"\nformats = \"dd/mm\"\n{act}")).contains("strftime")
    );
    assert!(wrong(&format!("{base}[time.at]\nfirst_of = [\"at\"]\n{act}")).contains("computed from itself"));
    assert!(
        wrong(&format!("{base}[time.at]\ncolumns = \"a\"\n{act}when = [{{ column = \"x\" }}]\n"))
            .contains("says nothing")
    );
}
