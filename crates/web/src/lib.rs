//! Pages, forms, charts and their styles.
//!
//! `pages` are pure functions from values (`model`, and the portrait's figures) to markup; `charts` are SVG;
//! `look` and `script` are served as they are. `door` reads requests, calls use cases and answers with pages.

pub mod address;
pub mod assets;
mod charts;
pub mod context;
pub mod door;
pub mod model;
pub mod pages;
