//! What every page knows of its reader and of itself: the language, the theme, the address.

use jiff::Timestamp;
use party::{Permission, Role};
use types::EntryId;
use wording::{Arg, Language};

/// Light, dark, or as the reader's system says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system prefers.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// Every theme, in the order of the switch.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// Its name in addresses, cookies and `data-theme`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme of a name; an unknown one is the system's.
    pub fn from_name(name: &str) -> Self {
        Self::ALL.into_iter().find(|theme| theme.name() == name).unwrap_or_default()
    }
}

/// What every page is given beside its own content.
#[derive(Debug, Clone)]
pub struct PageContext {
    /// The reader's language.
    pub language: Language,
    /// The reader's theme.
    pub theme: Theme,
    /// The path and query of this page, as asked: the switches of language and theme come back to it.
    pub path: String,
    /// Where the styles and scripts are served, without a slash at the end: `/assets`.
    pub assets: String,
    /// The token that every form sends back as `csrf`; empty where none is needed.
    pub csrf: String,
    /// When the page is shown, and chance for the ids of what its forms will do.
    pub shown: Shown,
    /// Who has signed in, as the frame shows them.
    pub signed: Signed,
}

/// When a page is shown, and chance that is its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown {
    /// When it is shown.
    pub at: Timestamp,
    /// Chance, out of which each of its forms has an id of its own.
    pub chance: u128,
}

impl Default for Shown {
    /// A page that is shown at no time in particular: samples, errors.
    fn default() -> Self {
        Self { at: Timestamp::UNIX_EPOCH, chance: 0 }
    }
}

/// Who has signed in, as far as a frame shows it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signed {
    /// The name of the member of staff who reads.
    pub staff: Option<String>,
    /// Their roles.
    pub roles: Vec<Role>,
    /// Whether the organisation's pages are open to whoever sits at this machine: no account of staff exists.
    pub keeper: bool,
    /// Whether accounts of staff exist, so that the organisation's pages ask for one.
    pub closed: bool,
    /// The name of the customer who reads.
    pub customer: Option<String>,
}

impl PageContext {
    /// The sentence of a key.
    pub fn say(&self, key: &str) -> String {
        self.language.say(key)
    }

    /// The sentence of a key with what it is given.
    pub fn tell(&self, key: &str, given: &[(&str, Arg)]) -> String {
        self.language.tell(key, given)
    }

    /// Whether the reader may do something of the organisation's: what they may not is not offered. It only spares them a
    /// refusal; the door and the use case decide.
    pub fn may(&self, permission: Permission) -> bool {
        !self.signed.closed || self.signed.roles.iter().any(|role| role.gives(permission))
    }

    /// The id of the entry that a form of this page will be: the same however often it is sent, another for each form.
    pub fn entry_of(&self, form: &str) -> EntryId {
        let digest = blake3::keyed_hash(
            &blake3::derive_key("comptoir entry of a form v1", &self.shown.chance.to_be_bytes()),
            form.as_bytes(),
        );
        let rest =
            digest.as_bytes().iter().take(16).fold(0_u128, |rest, byte| (rest << 8) | u128::from(*byte));
        EntryId::at(self.shown.at, rest)
    }

    /// This page's address with one parameter of its query replaced.
    pub fn here_with(&self, name: &str, value: &str) -> String {
        let (path, query) = self.path.split_once('?').unwrap_or((&self.path, ""));
        let kept = query.split('&').filter(|pair| !pair.is_empty() && pair.split('=').next() != Some(name));
        let pairs: Vec<String> = kept.map(str::to_owned).chain([format!("{name}={value}")]).collect();
        format!("{path}?{}", pairs.join("&"))
    }
}
