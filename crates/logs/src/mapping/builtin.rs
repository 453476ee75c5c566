//! The mappings that come with the program.

use super::Mapping;

const TEXTS: &[(&str, &str)] = &[
    ("call-centre", include_str!("../../mappings/call-centre.toml")),
    ("online-retail", include_str!("../../mappings/online-retail.toml")),
    ("xes", include_str!("../../mappings/xes.toml")),
    ("ocel", include_str!("../../mappings/ocel.toml")),
    ("asterisk-cdr", include_str!("../../mappings/asterisk-cdr.toml")),
    ("asterisk-master", include_str!("../../mappings/asterisk-master.toml")),
    ("asterisk-queue-log", include_str!("../../mappings/asterisk-queue-log.toml")),
    ("zammad", include_str!("../../mappings/zammad.toml")),
    ("zendesk", include_str!("../../mappings/zendesk.toml")),
    ("shopify", include_str!("../../mappings/shopify.toml")),
    ("woocommerce", include_str!("../../mappings/woocommerce.toml")),
    ("open311", include_str!("../../mappings/open311.toml")),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_builtin_is_read_and_survives_its_own_toml() {
        for mapping in all() {
            assert_eq!(Mapping::from_toml(&mapping.name, &mapping.to_toml()), Ok(mapping));
        }
    }
}
