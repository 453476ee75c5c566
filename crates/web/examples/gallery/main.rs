//! Writes every page with sample figures into a folder, in both languages, to be looked at in a browser:
//! `cargo run -p web --example gallery -- OUTDIR`.
#![allow(clippy::print_stdout, missing_docs, reason = "a tool for whoever draws the pages")]

mod all;
mod samples;
mod samples_acts;
mod samples_fulfilment;
mod samples_meter;
mod samples_office;
mod samples_people;
mod samples_post;
mod samples_shop;
mod samples_talks;

use std::error::Error;
use std::path::{Path, PathBuf};

use web::assets::ASSETS;
use web::context::{PageContext, Theme};
use wording::Language;

fn main() -> Result<(), Box<dyn Error>> {
    let out =
        PathBuf::from(std::env::args().nth(1).ok_or("say into which folder the pages are to be written")?);
    for language in Language::ALL {
        for theme in [Theme::Light, Theme::Dark] {
            let folder = out.join(format!("{}-{}", language.code(), theme.name()));
            std::fs::create_dir_all(&folder)?;
            for asset in ASSETS {
                std::fs::write(folder.join(asset.name), asset.content)?;
            }
            pages(&folder, language, theme)?;
        }
    }
    println!("written to {}", out.display());
    Ok(())
}

fn pages(folder: &Path, language: Language, theme: Theme) -> Result<(), Box<dyn Error>> {
    let ctx = PageContext {
        language,
        theme,
        path: "/views/bank".to_owned(),
        assets: ".".to_owned(),
        csrf: "token".to_owned(),
        shown: web::context::Shown::default(),
        signed: web::context::Signed::default(),
    };
    for (name, page) in all::all(&ctx) {
        std::fs::write(folder.join(name), page.into_string())?;
    }
    Ok(())
}
