//! How mail leaves: from whom, through which server if through one, and where its links lead.

use std::fmt;

use party::EmailAddress;

/// How a connection to a mail server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// TLS from the first byte (port 465).
    Tls,
    /// TLS after a greeting, and nothing without it (port 587).
    StartTls,
    /// None: for a server on this machine or on a network of one's own.
    Plain,
}

/// A mail server.
#[derive(Clone, PartialEq, Eq)]
pub struct MailServer {
    /// Its name.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected.
    pub security: Security,
    /// Who we are there: a name and a password.
    pub account: Option<(String, String)>,
}

/// Without the password.
impl fmt::Debug for MailServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MailServer({self})")
    }
}

/// Without the password.
impl fmt::Display for MailServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = match self.security {
            Security::Tls => "smtps",
            Security::StartTls => "smtp",
            Security::Plain => "smtp+plain",
        };
        write!(f, "{scheme}://{}:{}", self.host, self.port)
    }
}

/// Why an address of a mail server cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PostSettingsError {
    /// It does not read as one.
    #[error(
        "give smtps://host, smtp://host (STARTTLS) or smtp+plain://host, with a port if it is not the usual one; \
         name and password have settings of their own"
    )]
    Address,
    /// A password would travel in the clear.
    #[error("a password is not sent over smtp+plain:// to another machine; use smtps:// or smtp://")]
    PasswordInTheClear,
    /// The connection cannot be prepared.
    #[error("mail cannot be sent so: {0}")]
    Unusable(String),
}

impl MailServer {
    /// Reads an address: `smtps://mail.example.org`, `smtp://mail.example.org:587`, `smtp+plain://localhost:25`.
    pub fn read(address: &str, account: Option<(String, String)>) -> Result<Self, PostSettingsError> {
        let (scheme, place) = address.trim().split_once("://").ok_or(PostSettingsError::Address)?;
        let (security, usual) = match scheme {
            "smtps" => (Security::Tls, 465),
            "smtp" => (Security::StartTls, 587),
            "smtp+plain" => (Security::Plain, 25),
            _ => return Err(PostSettingsError::Address),
        };
        let place = place.trim_end_matches('/');
        // An IPv6 address stands in brackets, and holds colons of its own.
        let (host, port) = match place.rsplit_once(':') {
            Some((host, port)) if !port.contains(']') => {
                (host, port.parse().map_err(|_| PostSettingsError::Address)?)
            }
            _ => (place, usual),
        };
        let host = host.trim_start_matches('[').trim_end_matches(']');
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '_');
        if host.is_empty() || !host.chars().all(plain) {
            return Err(PostSettingsError::Address);
        }
        let here = matches!(host, "localhost" | "127.0.0.1" | "::1");
        if security == Security::Plain && account.is_some() && !here {
            return Err(PostSettingsError::PasswordInTheClear);
        }
        Ok(Self { host: host.to_owned(), port, security, account })
    }
}

/// How mail leaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostSettings {
    /// Where the links of mails begin: `https://shop.example.org`, without a slash at its end.
    pub site: String,
    /// The address that mails come from.
    pub from: EmailAddress,
    /// The name that mails come from.
    pub from_name: String,
    /// The server that carries them; nothing: they are put into a folder.
    pub server: Option<MailServer>,
}

impl Default for PostSettings {
    /// Into the folder, with links to this machine.
    fn default() -> Self {
        Self {
            site: "http://127.0.0.1:8420".to_owned(),
            from: "comptoir@localhost.invalid".parse().expect("the built-in address has the form of one"),
            from_name: "Comptoir".to_owned(),
            server: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_servers_are_read_and_shown_without_their_password() {
        let account = Some(("shop".to_owned(), "pass-word".to_owned()));
        let server = MailServer::read("smtp://mail.example.org", account.clone()).unwrap();
        assert_eq!((server.port, server.security), (587, Security::StartTls));
        assert!(!format!("{server:?} {server}").contains("pass-word"));
        assert_eq!(MailServer::read("smtps://[::1]:2465/", None).unwrap().host, "::1");
        assert_eq!(MailServer::read("smtp+plain://localhost:2525", account.clone()).unwrap().port, 2525);
        let bare = MailServer::read("smtp+plain://mail.example.org", account);
        assert_eq!(bare, Err(PostSettingsError::PasswordInTheClear));
        for wrong in
            ["mail.example.org", "http://x", "smtp://", "smtp://a b", "smtp://u:p@host", "smtp://h:x"]
        {
            assert_eq!(MailServer::read(wrong, None), Err(PostSettingsError::Address), "{wrong}");
        }
    }
}
