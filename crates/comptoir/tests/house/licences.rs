//! Everything that this project is built from comes from the public registry under a licence that `deny.toml` allows.

use serde::Deserialize;

use crate::workspace;

#[derive(Deserialize)]
struct Deny {
    licenses: Licenses,
    sources: Sources,
}

#[derive(Deserialize)]
struct Licenses {
    allow: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Sources {
    allow_registry: Vec<String>,
}

fn deny() -> Deny {
    let text = std::fs::read_to_string(workspace::root().join("deny.toml")).expect("deny.toml can be read");
    toml::from_str(&text).expect("deny.toml names allowed licences and registries")
}

#[test]
fn every_dependency_has_a_licence_that_is_allowed() {
    let allowed = deny().licenses.allow;
    let metadata = workspace::metadata();
    let refused: Vec<String> = metadata
        .packages
        .iter()
        .filter(|package| !package.license.as_deref().is_some_and(|text| allows(&allowed, text)))
        .map(|package| {
            format!("{} {}: {}", package.name, package.version, package.license.as_deref().unwrap_or("none"))
        })
        .collect();
    assert!(refused.is_empty(), "licences that deny.toml does not allow:\n  {}", refused.join("\n  "));
}

#[test]
fn every_dependency_comes_from_the_public_registry() {
    let registries = deny().sources.allow_registry;
    let metadata = workspace::metadata();
    for package in &metadata.packages {
        let ours = metadata.workspace_members.contains(&package.id);
        let known = package.source.as_deref().and_then(|source| source.strip_prefix("registry+"));
        assert!(
            ours || known.is_some_and(|registry| registries.iter().any(|allowed| allowed == registry)),
            "{} comes from {:?}",
            package.name,
            package.source
        );
    }
}

/// Whether an SPDX expression can be met with allowed licences only. `/` is what `OR` was once written as.
fn allows(allowed: &[String], expression: &str) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut reader = Expression { words: &words, allowed };
    let met = reader.any();
    met && reader.words.is_empty()
}

struct Expression<'a> {
    words: &'a [&'a str],
    allowed: &'a [String],
}

impl<'a> Expression<'a> {
    fn take(&mut self, word: &str) -> bool {
        let there = self.words.first() == Some(&word);
        if there {
            self.words = &self.words[1..];
        }
        there
    }

    fn any(&mut self) -> bool {
        let mut met = self.all();
        while self.take("OR") {
            met |= self.all();
        }
        met
    }

    fn all(&mut self) -> bool {
        let mut met = self.one();
        while self.take("AND") {
            met &= self.one();
        }
        met
    }

    fn one(&mut self) -> bool {
        if self.take("(") {
            let met = self.any();
            return self.take(")") && met;
        }
        let Some((licence, rest)) = self.words.split_first() else { return false };
        self.words = rest;
        let licence: &str = licence;
        if self.take("WITH") {
            let Some((exception, rest)) = self.words.split_first() else { return false };
            self.words = rest;
            return self.allowed.iter().any(|allowed| *allowed == format!("{licence} WITH {exception}"));
        }
        self.allowed.iter().any(|allowed| allowed == licence)
    }
}

#[test]
fn expressions_are_read_as_spdx_means_them() {
    let allowed = ["MIT".to_owned(), "Apache-2.0".to_owned(), "Apache-2.0 WITH LLVM-exception".to_owned()];
    for good in [
        "MIT",
        "MIT OR GPL-3.0",
        "GPL-3.0/MIT",
        "(GPL-3.0 OR MIT) AND Apache-2.0",
        "Apache-2.0 WITH LLVM-exception",
    ] {
        assert!(allows(&allowed, good), "{good}");
    }
    for bad in ["", "GPL-3.0", "MIT AND GPL-3.0", "MIT WITH Some-exception", "MIT )", "(MIT"] {
        assert!(!allows(&allowed, bad), "{bad}");
    }
}
