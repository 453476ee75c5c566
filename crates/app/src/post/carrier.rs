//! Who carries mails: a folder that people can read, or a mail server.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::{Message, SmtpTransport, Transport};

use super::message::Coding;
use super::settings::{MailServer, PostSettingsError, Security};

/// How long a mail server may take to answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// Who carries mails.
pub enum Carrier {
    /// They become files of a folder.
    Folder(PathBuf),
    /// A server takes them.
    Server {
        /// How it is shown: without its password.
        shown: String,
        /// The connection.
        transport: Box<SmtpTransport>,
    },
}

/// What became of a mail.
pub(super) enum Carried {
    /// It was taken.
    Yes,
    /// Not now; it may be later.
    Later(String),
    /// Not ever: the server refuses it for good.
    Never(String),
}

impl Carrier {
    /// The carrier of these settings; `folder` is where mails are put when there is no server.
    pub fn new(server: Option<&MailServer>, folder: &Path) -> Result<Self, PostSettingsError> {
        let Some(server) = server else { return Ok(Self::Folder(folder.to_owned())) };
        let unusable = |error: lettre::transport::smtp::Error| PostSettingsError::Unusable(error.to_string());
        let parameters = || TlsParameters::new(server.host.clone()).map_err(unusable);
        let tls = match server.security {
            Security::Tls => Tls::Wrapper(parameters()?),
            Security::StartTls => Tls::Required(parameters()?),
            Security::Plain => Tls::None,
        };
        let mut builder =
            SmtpTransport::builder_dangerous(&server.host).port(server.port).tls(tls).timeout(Some(PATIENCE));
        if let Some((name, password)) = &server.account {
            builder = builder.credentials(Credentials::new(name.clone(), password.clone()));
        }
        Ok(Self::Server { shown: server.to_string(), transport: Box::new(builder.build()) })
    }

    /// Whether carrying the same mail twice does no harm: a file is merely written again.
    pub(super) const fn may_repeat(&self) -> bool {
        matches!(self, Self::Folder(_))
    }

    /// How letters outside ASCII are written for it.
    pub(super) const fn coding(&self) -> Coding {
        match self {
            Self::Folder(_) => Coding::Plain,
            Self::Server { .. } => Coding::SevenBits,
        }
    }

    /// Carries a message. `name` is its file's.
    pub(super) fn carry(&self, message: &Message, name: &str) -> Carried {
        match self {
            Self::Folder(folder) => match put(folder, name, &message.formatted()) {
                Ok(()) => Carried::Yes,
                Err(error) => Carried::Later(format!("{}: {error}", folder.display())),
            },
            Self::Server { transport, .. } => match transport.send(message) {
                Ok(_) => Carried::Yes,
                Err(error) if error.is_permanent() => Carried::Never(error.to_string()),
                Err(error) => Carried::Later(crate::with_causes(&error)),
            },
        }
    }

    /// Removes what was put into the folder, if it is one.
    pub(super) fn take_away(&self, name: &str) -> std::io::Result<()> {
        let Self::Folder(folder) = self else { return Ok(()) };
        match fs::remove_file(folder.join(name)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}

/// Writes a file whole or not at all, for its owner's eyes only. The disk is not waited for: the ledger keeps the same mail
/// durably, and the file is a copy to be read.
fn put(folder: &Path, name: &str, bytes: &[u8]) -> std::io::Result<()> {
    fs::create_dir_all(folder)?;
    let begun = folder.join(format!(".{name}.part"));
    let mut file = private(&begun)?;
    file.write_all(bytes)?;
    fs::rename(&begun, folder.join(name))
}

#[cfg(unix)]
fn private(path: &Path) -> std::io::Result<fs::File> {
    use std::os::unix::fs::OpenOptionsExt;
    fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path)
}

#[cfg(not(unix))]
fn private(path: &Path) -> std::io::Result<fs::File> {
    fs::File::create(path)
}
