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

#[test]
fn mail_is_set_in_a_table_or_by_the_environment_and_its_password_is_never_shown() {
    let folder = tempfile::tempdir().unwrap();
    let (file, secret) = (folder.path().join("c.toml"), folder.path().join("password"));
    std::fs::write(&secret, "open-sesame\n").unwrap();
    let text = format!(
        "site = \"https://shop.example.org/\"\n[mail]\nsmtp = \"smtp://mail.example.org\"\nuser = \"shop\"\n\
         from = \"shop@example.org\"\npassword_file = \"{}\"\n",
        secret.display()
    );
    std::fs::write(&file, text).unwrap();
    let config =
        Config::load(&[], &environment(&[("COMPTOIR_MAIL_FROM_NAME", "Élan")]), Some(&file)).unwrap();
    let post = config.post().unwrap();
    assert_eq!((post.site.as_str(), post.from_name.as_str()), ("https://shop.example.org", "Élan"));
    let server = post.server.unwrap();
    assert_eq!(server.account, Some(("shop".to_owned(), "open-sesame".to_owned())));
    assert!(!config.lines().join("\n").contains("sesame"));
    let environment = environment(&[("COMPTOIR_MAIL_PASSWORD", "open-sesame")]);
    assert!(!Config::load(&[], &environment, Some(&file)).unwrap().lines().join("\n").contains("sesame"));
}

#[test]
fn mail_goes_into_the_folder_where_no_server_is_named_and_a_wrong_one_is_explained() {
    let post = Config::load(&[], &BTreeMap::new(), None).unwrap().post().unwrap();
    assert_eq!((post.server, post.site.as_str()), (None, "http://127.0.0.1:8420"));
    for (name, value, part) in [
        ("COMPTOIR_MAIL_SMTP", "mail.example.org", "smtps://"),
        ("COMPTOIR_MAIL_FROM", "nobody", "shop@example.org"),
        ("COMPTOIR_SITE", "javascript:alert(1)", "https://shop.example.org"),
        ("COMPTOIR_MAIL_USER", "shop", "mail_password"),
    ] {
        let config = Config::load(&[], &environment(&[(name, value)]), None).unwrap();
        let error = config.post().unwrap_err().to_string();
        assert!(error.contains(name) && error.contains(part), "{error}");
    }
}
