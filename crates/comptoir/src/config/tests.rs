use super::*;

fn environment(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

#[test]
fn a_flag_wins_over_the_environment_which_wins_over_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("c.toml");
    std::fs::write(&file, "listen = \"127.0.0.1:1\"\nlog = \"warn\"\nupload_limit_mb = 3\n").unwrap();
    let environment = environment(&[("COMPTOIR_LISTEN", "127.0.0.1:2"), ("COMPTOIR_LOG", "debug")]);
    let config = Config::load(&[("listen", Some("127.0.0.1:3".into()))], &environment, Some(&file)).unwrap();
    assert_eq!(config.listen().unwrap().port(), 3);
    assert_eq!(config.log(), "debug");
    assert_eq!(config.upload_limit().unwrap(), 3_000_000);
}

#[test]
fn a_misspelt_key_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("c.toml");
    std::fs::write(&file, "lisen = \"127.0.0.1:1\"\n").unwrap();
    let error = Config::load(&[], &BTreeMap::new(), Some(&file)).unwrap_err();
    assert!(error.to_string().contains("lisen"), "{error}");
}

#[test]
fn secrets_are_never_shown() {
    let environment = environment(&[
        ("COMPTOIR_TOKEN", "sesame-opens"),
        ("COMPTOIR_STORE", "postgres://me:pass-word@db/x"),
    ]);
    let shown = Config::load(&[], &environment, None).unwrap().lines().join("\n");
    assert!(!shown.contains("sesame") && !shown.contains("pass-word"), "{shown}");
    assert!(shown.contains("postgres://…@db/x") && shown.contains("environment COMPTOIR_TOKEN"), "{shown}");
}

#[test]
fn a_bad_value_says_where_it_came_from_and_what_would_be_right() {
    let environment = environment(&[("COMPTOIR_LISTEN", "everywhere")]);
    let error = Config::load(&[], &environment, None).unwrap().listen().unwrap_err().to_string();
    assert!(error.contains("COMPTOIR_LISTEN") && error.contains("127.0.0.1:8420"), "{error}");
}
