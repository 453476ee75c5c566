//! What can be set, with what each means.

/// Everything that can be set, in the order in which it is shown.
pub(super) const KEYS: &[Key] = &[
    Key { name: "data", default: None, secret: false, meaning: "folder of the store, uploads and mappings" },
    Key {
        name: "store",
        default: None,
        secret: true,
        meaning: "postgres://… or a path; by default DATA/comptoir.sqlite",
    },
    Key {
        name: "listen",
        default: Some("127.0.0.1:8420"),
        secret: false,
        meaning: "address and port of the pages",
    },
    Key {
        name: "hosts",
        default: Some("localhost,127.0.0.1,[::1]"),
        secret: false,
        meaning: "host names that a browser may use",
    },
    Key {
        name: "token",
        default: None,
        secret: true,
        meaning: "what a browser must present once; needed to listen beyond this machine",
    },
    Key { name: "token_file", default: None, secret: false, meaning: "a file that holds the token" },
    Key {
        name: "behind_proxy",
        default: Some("false"),
        secret: false,
        meaning: "whether a proxy of yours stands before the pages: what it says of addresses and TLS is believed",
    },
    Key {
        name: "log",
        default: Some("info"),
        secret: false,
        meaning: "what is logged: error, warn, info, debug, or per target",
    },
    Key { name: "log_format", default: Some("text"), secret: false, meaning: "text or json" },
    Key {
        name: "upload_limit_mb",
        default: Some("2048"),
        secret: false,
        meaning: "largest file that the pages accept, in megabytes",
    },
    Key {
        name: "expanded_limit_mb",
        default: Some("65536"),
        secret: false,
        meaning: "largest log after decompression, in megabytes",
    },
    Key {
        name: "time_zone",
        default: Some("Europe/Paris"),
        secret: false,
        meaning: "where a log's times are local, unless its mapping says",
    },
    Key { name: "currency", default: Some("EUR"), secret: false, meaning: "currency of the live view" },
    Key {
        name: "demo",
        default: Some("true"),
        secret: false,
        meaning: "whether the simulated fortnight is shown",
    },
    Key {
        name: "site",
        default: None,
        secret: false,
        meaning: "where links in mails begin, such as https://shop.example.org; by default this machine",
    },
    Key {
        name: "mail_smtp",
        default: None,
        secret: true,
        meaning: "smtps://host, smtp://host (STARTTLS) or smtp+plain://host; by default mails go into DATA/outbox",
    },
    Key {
        name: "mail_from",
        default: Some("comptoir@localhost.invalid"),
        secret: false,
        meaning: "the address that mails come from",
    },
    Key {
        name: "mail_from_name",
        default: Some("Comptoir"),
        secret: false,
        meaning: "the name that mails come from",
    },
    Key { name: "mail_user", default: None, secret: false, meaning: "who we are at the mail server" },
    Key { name: "mail_password", default: None, secret: true, meaning: "our password at the mail server" },
    Key {
        name: "mail_password_file",
        default: None,
        secret: false,
        meaning: "a file that holds that password",
    },
    Key {
        name: "test_card",
        default: Some("false"),
        secret: false,
        meaning: "whether customers may pay with a card that takes no money",
    },
    Key { name: "demo_seed", default: Some("1"), secret: false, meaning: "seed of the simulated fortnight" },
];

/// Something that can be set.
pub(super) struct Key {
    /// Its name in the file.
    pub name: &'static str,
    /// Its value where nobody says any.
    pub default: Option<&'static str>,
    /// Whether its value is hidden.
    pub secret: bool,
    /// What it means.
    pub meaning: &'static str,
}
