//! The languages that Comptoir speaks, and how one is chosen for a reader.

/// A language of the pages and of the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// Français.
    French,
    /// English.
    English,
}

impl Language {
    /// Every language, in the order in which the switch shows them.
    pub const ALL: [Self; 2] = [Self::French, Self::English];

    /// Its two-letter code (ISO 639-1), as it stands in `lang` attributes, cookies and addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Self::French => "fr",
            Self::English => "en",
        }
    }

    /// Its own name for itself.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::French => "Français",
            Self::English => "English",
        }
    }

    /// The language of a code such as `fr`, `fr-CA` or `fr_FR.UTF-8`; nothing for one that we do not speak.
    pub fn from_code(code: &str) -> Option<Self> {
        let primary = code.trim().split(['-', '_', '.', '@']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|language| primary.eq_ignore_ascii_case(language.code()))
    }

    /// The language for a reader: what the address asks, else what the cookie remembers, else the browser's
    /// first choice among ours (RFC 9110 §12.5.4), else English.
    pub fn choose(asked: Option<&str>, remembered: Option<&str>, accept_language: Option<&str>) -> Self {
        asked
            .and_then(Self::from_code)
            .or_else(|| remembered.and_then(Self::from_code))
            .or_else(|| accept_language.and_then(Self::from_accept_language))
            .unwrap_or(Self::English)
    }

    /// The preferred one of ours in an `Accept-Language` header; among equals the first named.
    fn from_accept_language(header: &str) -> Option<Self> {
        let mut best: Option<(Self, f32)> = None;
        for item in header.split(',') {
            let mut pieces = item.split(';');
            let Some(language) = pieces.next().and_then(Self::from_code) else { continue };
            let weight =
                pieces.find_map(|piece| piece.trim().strip_prefix("q=")?.parse::<f32>().ok()).unwrap_or(1.0);
            if weight > best.map_or(0.0, |(_, known)| known) {
                best = Some((language, weight));
            }
        }
        best.map(|(language, _)| language)
    }
}

#[cfg(test)]
mod tests {
    use super::Language::{self, English, French};

    #[test]
    fn the_address_goes_before_the_cookie_and_the_cookie_before_the_browser() {
        assert_eq!(Language::choose(Some("en"), Some("fr"), Some("fr")), English);
        assert_eq!(Language::choose(Some("xx"), Some("fr"), Some("en")), French);
        assert_eq!(Language::choose(None, None, Some("de, en;q=0.5, fr-CA;q=0.8")), French);
        assert_eq!(Language::choose(None, None, Some("de;q=1, *;q=0.1")), English);
        assert_eq!(Language::choose(None, None, Some("fr;q=0")), English);
    }
}
