//! Whatever the bytes: reading ends, never panics, and pieces of any size give the same acts.
#![allow(clippy::unwrap_used, reason = "tests may stop")]

mod table;

use logs::{Limits, Names};
use proptest::prelude::*;
use table::{file, plain, read_with};

fn row() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => ("202[0-9]-0[1-9]-[12][0-9]", "[a-zé \"]{0,8}", "-?[0-9]{0,4}").prop_map(|(at, what, n)| format!("{at},\"{}\",{n}\n", what.replace('"', "\"\""))),
        1 => "[0-9,\"x;\t]{0,20}\n",
        1 => Just("\n".to_owned()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let file = file("x.csv", &bytes);
        let _ = read_with(&file, &plain(), &Limits::default(), Names::Hash, 7);
        let _ = logs::recognise(&file.path, &Limits::default());
    }

    #[test]
    fn a_header_and_any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let mut whole = b"at,what,n\n2021-01-01,a,1\n".to_vec();
        whole.extend(bytes);
        let file = file("x.csv", &whole);
        let _ = read_with(&file, &plain(), &Limits::default(), Names::Hash, 7);
        let _ = logs::recognise(&file.path, &Limits::default());
    }

    #[test]
    fn pieces_of_any_size_give_the_same_acts(rows in proptest::collection::vec(row(), 1..40), size in 1_usize..50) {
        let text = format!("at,what,n\n2021-01-01,a,1\n{}", rows.concat());
        let file = file("x.csv", text.as_bytes());
        let limits = Limits::default();
        let one = read_with(&file, &plain(), &limits, Names::Hash, 1_000);
        let many = read_with(&file, &plain(), &limits, Names::Hash, size);
        match (one, many) {
            (Ok(one), Ok(many)) => {
                prop_assert_eq!(one.acts, many.acts);
                prop_assert_eq!(one.anomalies, many.anomalies);
                prop_assert_eq!(one.rows, many.rows);
            }
            (Err(one), Err(many)) => prop_assert_eq!(one.to_string(), many.to_string()),
            (one, many) => prop_assert!(false, "{:?} / {:?}", one.is_ok(), many.is_ok()),
        }
    }
}
