//! Both languages say the same things: same files, same keys, same variables, and every file parses whole.

use std::collections::BTreeMap;

use wording::{Language, files, variables_of};

fn all(language: Language) -> BTreeMap<String, std::collections::BTreeSet<String>> {
    files(language).iter().flat_map(|(_, source)| variables_of(source)).collect()
}

#[test]
fn both_languages_have_the_same_keys_with_the_same_variables() {
    let (french, english) = (all(Language::French), all(Language::English));
    let missing = |from: &BTreeMap<String, _>, other: &BTreeMap<String, _>| -> Vec<String> {
        from.keys().filter(|key| !other.contains_key(*key)).cloned().collect()
    };
    assert_eq!(missing(&french, &english), Vec::<String>::new(), "missing in English");
    assert_eq!(missing(&english, &french), Vec::<String>::new(), "missing in French");
    for (key, variables) in &french {
        assert_eq!(variables, &english[key], "the variables of {key} differ");
    }
}

#[test]
fn every_message_parses_and_stands_in_one_file_only() {
    for language in Language::ALL {
        let mut seen = BTreeMap::new();
        for (name, source) in files(language) {
            for key in variables_of(source).into_keys() {
                assert!(language.knows(&key), "{name}.ftl ({}): {key} does not parse", language.code());
                if let Some(other) = seen.insert(key.clone(), name) {
                    panic!("{key} stands in both {other}.ftl and {name}.ftl");
                }
            }
        }
    }
}

#[test]
fn a_count_chooses_its_plural_and_is_written_in_the_manner_of_the_language() {
    assert_eq!(Language::French.tell("count-acts", &[("n", 0_u64.into())]), "0 acte");
    assert_eq!(Language::English.tell("count-acts", &[("n", 0_u64.into())]), "0 acts");
    assert_eq!(Language::French.tell("count-acts", &[("n", 34_769_u64.into())]), "34\u{202f}769 actes");
}
