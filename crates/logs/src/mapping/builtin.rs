//! The mappings that come with the program.

use super::Mapping;

const TEXTS: &[(&str, &str)] = &[
    ("call-centre", include_str!("../../mappings/call-centre.toml")),
    ("online-retail", include_str!("../../mappings/online-retail.toml")),
];

/// The built-in mapping of this name.
pub(super) fn find(name: &str) -> Option<Mapping> {
    TEXTS.iter().find(|(known, _)| *known == name).map(|(name, text)| read(name, text))
}

/// All of them, in the order in which they are tried.
pub(super) fn all() -> Vec<Mapping> {
    TEXTS.iter().map(|(name, text)| read(name, text)).collect()
}

fn read(name: &str, text: &str) -> Mapping {
    Mapping::from_toml(name, text).expect("the built-in mappings are read by a test")
}
