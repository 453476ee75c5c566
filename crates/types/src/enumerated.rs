//! Enums whose variants have one fixed written name, used in files, addresses and stores alike.

/// A written name that none of the variants has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{given}” is not a {what}; known are {known}")]
pub struct UnknownName {
    /// What was being read, for instance `scene`.
    pub what: &'static str,
    /// The text that was given.
    pub given: String,
    /// The names that would have been understood, separated by commas.
    pub known: String,
}

/// Declares an enum with a written name for each variant: `ALL`, `name()`, `Display` and `FromStr` follow.
macro_rules! enumerated {
    ($(#[$meta:meta])* $vis:vis enum $name:ident ($what:literal) { $($(#[$doc:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        $vis enum $name { $($(#[$doc])* #[serde(rename = $text)] $variant,)+ }

        impl $name {
            /// Every variant, in the order in which it is shown.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The written name, as it stands in mappings, addresses and exports.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.name())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::UnknownName;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($text => Ok(Self::$variant),)+
                    _ => Err($crate::UnknownName {
                        what: $what,
                        given: text.to_owned(),
                        known: [$($text,)+].join(", "),
                    }),
                }
            }
        }
    };
}

pub(crate) use enumerated;
