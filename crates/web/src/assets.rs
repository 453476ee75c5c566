//! The files that pages refer to: one style sheet, one script with its modules, the icon. Embedded.

/// A file as it is served under the context's `assets`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asset {
    /// Its name under `/assets/`.
    pub name: &'static str,
    /// Its media type.
    pub content_type: &'static str,
    /// Its content.
    pub content: &'static str,
}

/// Every file.
pub const ASSETS: [Asset; 8] = [
    Asset {
        name: "comptoir.css",
        content_type: "text/css; charset=utf-8",
        content: concat!(
            include_str!("look/tokens.css"),
            include_str!("look/base.css"),
            include_str!("look/parts.css"),
            include_str!("look/charts.css"),
            include_str!("look/portrait.css"),
            include_str!("look/pages.css"),
            include_str!("look/talks.css"),
            include_str!("look/shop.css"),
            include_str!("look/meter.css"),
            include_str!("look/people.css"),
            include_str!("look/outbox.css"),
            include_str!("look/fulfilment.css"),
            include_str!("look/office.css"),
            include_str!("look/print.css"),
        ),
    },
    script("comptoir.js", include_str!("script/comptoir.js")),
    script("tooltip.js", include_str!("script/tooltip.js")),
    script("upload.js", include_str!("script/upload.js")),
    script("job.js", include_str!("script/job.js")),
    script("talk.js", include_str!("script/talk.js")),
    script("shop.js", include_str!("script/shop.js")),
    Asset { name: "icon.svg", content_type: "image/svg+xml", content: include_str!("look/icon.svg") },
];

const fn script(name: &'static str, content: &'static str) -> Asset {
    Asset { name, content_type: "text/javascript; charset=utf-8", content }
}

/// The file of a name.
pub fn asset(name: &str) -> Option<&'static Asset> {
    ASSETS.iter().find(|asset| asset.name == name)
}
