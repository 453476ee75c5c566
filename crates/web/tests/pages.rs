//! Every page with every sample in both languages and all themes: it renders, says nothing that has no
//! words, breaks no rule of the content-security policy, and keeps its headings and its ids in order.

#[path = "../examples/gallery/all.rs"]
mod all;
#[path = "../examples/gallery/samples.rs"]
mod samples;
#[path = "../examples/gallery/samples_acts.rs"]
mod samples_acts;
#[path = "../examples/gallery/samples_fulfilment.rs"]
mod samples_fulfilment;
#[path = "../examples/gallery/samples_meter.rs"]
mod samples_meter;
#[path = "../examples/gallery/samples_office.rs"]
mod samples_office;
#[path = "../examples/gallery/samples_people.rs"]
mod samples_people;
#[path = "../examples/gallery/samples_post.rs"]
mod samples_post;
#[path = "../examples/gallery/samples_shop.rs"]
mod samples_shop;
#[path = "../examples/gallery/samples_talks.rs"]
mod samples_talks;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use web::assets::{ASSETS, asset};
use web::context::{PageContext, Theme};
use wording::Language;

fn every_page() -> Vec<(String, String)> {
    let mut pages = Vec::new();
    for language in Language::ALL {
        for theme in Theme::ALL {
            let ctx = PageContext {
                language,
                theme,
                path: "/views/bank?reason=PS&lang=en".to_owned(),
                assets: "/assets".to_owned(),
                csrf: "token".to_owned(),
                shown: web::context::Shown::default(),
                signed: web::context::Signed::default(),
            };
            for (name, page) in all::all(&ctx) {
                pages.push((format!("{name} {} {}", language.code(), theme.name()), page.into_string()));
            }
        }
    }
    pages
}

#[test]
fn every_sentence_has_words_in_both_languages() {
    for (name, page) in every_page() {
        if let Some(at) = page.find(['⟨', '⟦', '⟧']) {
            let around: String = page[at..].chars().take(80).collect();
            panic!("{name}: {around}");
        }
    }
}

#[test]
fn no_page_has_an_inline_style_or_script_or_handler() {
    for (name, page) in every_page() {
        for forbidden in [" style=\"", "<style", " onclick", " onload", " onchange", "javascript:"] {
            assert!(!page.contains(forbidden), "{name} contains {forbidden}");
        }
        let scripts = page.matches("<script").count();
        // A block of data (schema.org) is not run.
        let run = page.matches("<script type=\"module\" src=").count();
        let data = page.matches("<script type=\"application/ld+json\">").count();
        assert_eq!(scripts, run + data, "{name} has an inline script");
    }
}

#[test]
fn headings_come_in_order_and_there_is_one_first() {
    for (name, page) in every_page() {
        let levels: Vec<u32> = page
            .match_indices("<h")
            .filter_map(|(at, _)| page[at + 2..].chars().next()?.to_digit(10))
            .collect();
        assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1, "{name}: {levels:?}");
        assert_eq!(levels.first(), Some(&1), "{name}: {levels:?}");
        for pair in levels.windows(2) {
            assert!(
                pair[1] <= pair[0] + 1,
                "{name}: a heading of level {} follows one of {}",
                pair[1],
                pair[0]
            );
        }
    }
}

#[test]
fn no_id_stands_twice_on_a_page_and_every_label_points_to_one() {
    for (name, page) in every_page() {
        let ids = attribute(&page, " id=\"");
        let distinct: BTreeSet<&str> = ids.iter().copied().collect();
        let twice: Vec<&str> = distinct
            .iter()
            .copied()
            .filter(|id| ids.iter().filter(|other| *other == id).count() > 1)
            .collect();
        assert!(twice.is_empty(), "{name}: {twice:?}");
        for named in ["aria-labelledby=\"", "aria-describedby=\"", "popovertarget=\""] {
            for list in attribute(&page, named) {
                for id in list.split(' ') {
                    assert!(distinct.contains(id), "{name}: {named}{id} points nowhere");
                }
            }
        }
    }
}

fn attribute<'a>(page: &'a str, begins: &str) -> Vec<&'a str> {
    page.match_indices(begins)
        .map(|(at, _)| {
            let rest = &page[at + begins.len()..];
            &rest[..rest.find('"').unwrap_or(0)]
        })
        .collect()
}

#[test]
fn a_simulation_says_so_on_every_page_that_shows_its_figures() {
    for (name, page) in every_page()
        .into_iter()
        .filter(|(name, _)| name.starts_with("simulated") || name.starts_with("home."))
    {
        assert!(page.contains("badge simulated"), "{name}");
    }
}

#[test]
fn an_unfinished_import_says_so_on_the_portrait() {
    for (name, page) in every_page().into_iter().filter(|(name, _)| name.starts_with("simulated")) {
        assert!(page.contains("href=\"/jobs/run_1\""), "{name}");
    }
}

#[test]
fn an_absent_family_has_no_section_and_what_is_not_seen_is_hatched() {
    for (name, page) in every_page().into_iter().filter(|(name, _)| name.starts_with("shop.html")) {
        assert!(!page.contains("id=\"h-returns\"") && !page.contains("id=\"h-conditions\""), "{name}");
        assert!(page.contains("class=\"unseen\"") && page.contains("id=\"h-sales\""), "{name}");
    }
}

#[test]
fn what_a_log_says_is_written_as_text() {
    let ctx = PageContext {
        language: Language::English,
        theme: Theme::System,
        path: "/".to_owned(),
        assets: "/assets".to_owned(),
        csrf: String::new(),
        shown: web::context::Shown::default(),
        signed: web::context::Signed::default(),
    };
    let mut view = samples::bank_view();
    view.title = "<img src=x onerror=alert(1)>".to_owned();
    let portrait = samples::bank();
    let shown = web::pages::PortraitView {
        view: &view,
        portrait: &portrait,
        notes: &[],
        others: &[],
        filter_problem: None,
    };
    let page = web::pages::portrait_page(&ctx, shown).into_string();
    assert!(!page.contains("<img"));
    assert!(page.contains("&lt;img src=x"));
}

#[test]
fn every_key_that_the_pages_name_has_words() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut seen = 0;
    for file in rust_files(&root.join("src")) {
        let source = std::fs::read_to_string(&file).unwrap();
        for call in [".say(\"", ".tell(\""] {
            for key in attribute(&source, call) {
                seen += 1;
                for language in Language::ALL {
                    assert!(
                        language.knows(key),
                        "{}: {key} has no words in {}",
                        file.display(),
                        language.own_name()
                    );
                }
            }
        }
    }
    assert!(seen > 200, "only {seen} keys were found: the test looks in the wrong place");
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the folder of the sources is there") {
        let path = entry.expect("an entry can be read").path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}

#[test]
fn every_asset_is_found_by_its_name_and_holds_together() {
    for file in ASSETS {
        assert_eq!(asset(file.name), Some(&file));
        assert!(!file.content.is_empty(), "{} is empty", file.name);
    }
    let css = asset("comptoir.css").unwrap().content;
    assert_eq!(css.matches('{').count(), css.matches('}').count(), "a brace of the style sheet is open");
    assert!(asset("../Cargo.toml").is_none());
}
