//! How long a list page takes: found on the shelf, filled, rendered. `cargo run --release -p web --example shop_speed`.
#![allow(clippy::print_stdout, missing_docs, reason = "a tool for whoever draws the pages")]
#![allow(dead_code, reason = "only some of the samples are measured")]

#[path = "gallery/samples_shop.rs"]
mod samples_shop;

use std::hint::black_box;
use std::time::{Duration, Instant};

use web::context::{PageContext, Theme};
use web::pages::shop::list_page;
use web::pages::shop::model::{Card, Store};
use wording::Language;

fn main() {
    let ctx = PageContext {
        language: Language::French,
        theme: Theme::System,
        path: "/shelf?category=devices".to_owned(),
        assets: "/assets".to_owned(),
        csrf: String::new(),
        shown: web::context::Shown::default(),
        signed: web::context::Signed::default(),
    };
    let store = Store { name: "Océane".to_owned(), ..Store::default() };
    let mut page = samples_shop::list(&ctx, "");
    let some: Vec<Card> = page.cards.clone();
    page.cards = some.iter().cycle().take(20).cloned().collect();
    page.total = 1_000;
    page.pages = 50;
    let bytes = list_page(&ctx, &store, &page).into_string().len();
    println!(
        "a list of 20: {:?}, {bytes} bytes",
        timed(|| list_page(&ctx, &store, &page).into_string().len())
    );
    for (name, page) in samples_shop::shop(&ctx) {
        println!("{name}: {} bytes", page.into_string().len());
    }
    println!("every sample page: {:?}", timed(|| samples_shop::shop(&ctx).len()));
}

/// The fastest of many rounds: what the machine does beside it does not count.
fn timed(mut run: impl FnMut() -> usize) -> Duration {
    let round = |run: &mut dyn FnMut() -> usize| {
        let began = Instant::now();
        for _ in 0..20 {
            black_box(run());
        }
        began.elapsed() / 20
    };
    (0..50).map(|_| round(&mut run)).min().unwrap_or_default()
}
