//! What every page knows of its reader and of itself: the language, the theme, the address.

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

    /// This page's address with one parameter of its query replaced.
    pub fn here_with(&self, name: &str, value: &str) -> String {
        let (path, query) = self.path.split_once('?').unwrap_or((&self.path, ""));
        let kept = query.split('&').filter(|pair| !pair.is_empty() && pair.split('=').next() != Some(name));
        let pairs: Vec<String> = kept.map(str::to_owned).chain([format!("{name}={value}")]).collect();
        format!("{path}?{}", pairs.join("&"))
    }
}
