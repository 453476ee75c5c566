//! The folder of real data, which is no part of the repository.

use std::path::PathBuf;

/// A file of the folder, or nothing where there is no such folder (which continuous integration does not accept).
pub fn file(test: &str, name: &str) -> Option<PathBuf> {
    let default = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data");
    let folder = std::env::var("COMPTOIR_REAL_DATA").unwrap_or_else(|_| default.to_owned());
    let path = PathBuf::from(folder).join(name);
    if path.exists() {
        return Some(path);
    }
    assert!(
        std::env::var("CI").as_deref() != Ok("true"),
        "{} is missing, and CI must have it",
        path.display()
    );
    eprintln!("not run: {test}");
    None
}
