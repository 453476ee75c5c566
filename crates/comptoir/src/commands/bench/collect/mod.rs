//! `comptoir bench collect`: how many pages, searches, additions and whole checkouts a second this machine serves, and whether what was
//! sold is what there was.
//!
//! Callers and server are two processes on one machine. The catalogue has the shape that others measure themselves with: a thousand products of ten variants.
//! Each figure is for callers that keep their connection and ask again as soon as they were answered.

mod browser;
mod correctness;
mod goods;

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use app::{Counter, Defaults, MachineClock, Opening, TEST_CARDS};
use ledger::Location;

use crate::cli::BenchCollectArgs;
use crate::commands::said;
use crate::terminal::tell_line;
use browser::Browser;

/// A shop that is open in a process of its own, as `comptoir serve` opens it, until this is dropped.
pub struct OpenShop {
    /// The same store, to look at what came of it.
    pub counter: Arc<Counter>,
    /// Where it is reached.
    pub address: SocketAddr,
    server: Child,
}

impl Drop for OpenShop {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// Measures on a SQLite of its own, then on the PostgreSQL that is named, if one is.
pub fn run(folder: &Path, args: &BenchCollectArgs) -> Result<(), String> {
    let (median, worst) = super::sync_time(folder).map_err(said)?;
    tell_line(&format!(
        "4 kB made durable in {median:?} (median), {worst:?} (99th percentile); every commit is synced"
    ));
    on(Location::Sqlite(folder.join("collect.sqlite")), folder, args)?;
    if let Some(url) = &args.postgres {
        on(Location::parse(url), folder, args)?;
    }
    Ok(())
}

fn on(store: Location, folder: &Path, args: &BenchCollectArgs) -> Result<(), String> {
    tell_line(&format!("\non {store}, {} callers", args.callers));
    let began = Instant::now();
    {
        let counter = opened(store.clone(), folder)?;
        goods::fill(&counter, args.products, args.variants)?;
    }
    let variants = args.products * args.variants;
    tell_line(&format!("{variants} variants came in        {:>10.2} s", began.elapsed().as_secs_f64()));
    let began = Instant::now();
    let (server, address) = serve(&store, folder)?;
    Browser::new(address).get("/shelf")?;
    let ready = began.elapsed().as_secs_f64();
    let shop = OpenShop { counter: Arc::new(opened(store, folder)?), address, server };
    tell_line(&format!(
        "first page after the start {ready:>9.2} s, {:.0} MB resident",
        resident_mb(&shop.server)
    ));
    measure(&shop, args)?;
    tell_line(&format!("after all that                        {:.0} MB resident", resident_mb(&shop.server)));
    correctness::check(&shop, args.callers)
}

/// The use cases over a store, in this process.
fn opened(store: Location, folder: &Path) -> Result<Counter, String> {
    let opening = Opening {
        store,
        data: folder.to_owned(),
        clock: Arc::new(MachineClock),
        defaults: Defaults { time_zone: "Europe/Paris".to_owned(), currency: "EUR".parse().map_err(said)? },
        limits: app::limits(1 << 30),
        demo_seed: None,
    };
    Counter::open(opening).map_err(said)
}

/// Starts this same program as a server on a free port, and reads where it is.
fn serve(store: &Location, folder: &Path) -> Result<(Child, SocketAddr), String> {
    let place = match store {
        Location::Sqlite(path) => path.display().to_string(),
        Location::Postgres(url) => url.clone(),
        Location::Memory => return Err("what is in memory cannot be served by another process".to_owned()),
    };
    let mut server = Command::new(std::env::current_exe().map_err(said)?)
        .args(["serve", "--listen", "127.0.0.1:0", "--store", &place, "--data"])
        .arg(folder)
        .env("COMPTOIR_TEST_CARD", "true")
        .env("COMPTOIR_DEMO", "false")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(said)?;
    let mut lines = BufReader::new(server.stdout.take().ok_or("the server has no output")?).lines();
    let address = lines
        .by_ref()
        .map_while(Result::ok)
        .find_map(|line| line.split("http://").nth(1)?.trim_end_matches('/').parse().ok())
        .ok_or("the server ended before it opened")?;
    // What it says later is read, so that it never waits for a reader.
    std::thread::spawn(move || lines.for_each(drop));
    Ok((server, address))
}

fn measure(shop: &OpenShop, args: &BenchCollectArgs) -> Result<(), String> {
    let products = args.products as u64;
    let address = shop.address;
    let pick = |n: u64| n.wrapping_mul(2_654_435_761) % products;
    timed(
        "list page of 20 products",
        args,
        |caller, n| caller.get(&format!("/shelf?page={}", 1 + pick(n) % (products / 20).max(1))).map(drop),
        address,
    )?;
    timed(
        "offering page, 10 variants",
        args,
        |caller, n| caller.get(&format!("/offers/p{}-v{}", pick(n), n % 10)).map(drop),
        address,
    )?;
    timed(
        "search, one word",
        args,
        |caller, n| caller.get(&format!("/shelf/search?q={}", goods::word(pick(n)))).map(drop),
        address,
    )?;
    timed(
        "search, a typing error",
        args,
        |caller, n| {
            let mut word = goods::word(pick(n)).to_owned();
            word.remove(2);
            caller.get(&format!("/shelf/search?q={word}")).map(drop)
        },
        address,
    )?;
    timed(
        "add to cart, up to 10 lines",
        args,
        |caller, n| {
            if caller.posts() % 10 == 0 {
                caller.forget();
            }
            add(caller, &format!("p{}-v{}", pick(n), n % 10))
        },
        address,
    )?;
    timed(
        "whole checkout, 3 requests",
        args,
        |caller, n| {
            caller.forget();
            add(caller, &format!("p{}-v{}", pick(n), n % 10))?;
            check_out(caller, TEST_CARDS[0].number, "test_card").map(drop)
        },
        address,
    )
}

/// Adds one piece to the cart of a browser.
pub fn add(caller: &mut Browser, offering: &str) -> Result<(), String> {
    let reply = caller.post("/cart/lines", &[("offering", offering), ("quantity", "1")])?;
    if reply.status == 303 { Ok(()) } else { Err(format!("adding {offering} was answered {}", reply.status)) }
}

/// Enters the checkout, says everything and completes it. Gives the address of the order, if it became one.
pub fn check_out(caller: &mut Browser, card: &str, payment: &str) -> Result<Option<String>, String> {
    caller.post("/checkout/enter", &[])?;
    complete(caller, card, payment)
}

/// Says everything at the checkout and completes it.
pub fn complete(caller: &mut Browser, card: &str, payment: &str) -> Result<Option<String>, String> {
    let reply = caller.post(
        "/checkout",
        &[
            ("given_name", "Ada"),
            ("family_name", "Martin"),
            ("email", "ada@example.org"),
            ("street", "1 rue de la Paix"),
            ("postcode", "69003"),
            ("city", "Lyon"),
            ("country", "FR"),
            ("delivery", "send:post"),
            ("payment", payment),
            ("card_number", card),
            ("card_expires", "12/39"),
            ("card_code", "123"),
            ("terms", "1"),
        ],
    )?;
    match reply.location.as_deref() {
        Some(place) if place.starts_with("/orders/") => {
            Ok(Some(place.split('?').next().unwrap_or(place).to_owned()))
        }
        _ if reply.status == 422 || reply.status == 409 => Ok(None),
        _ => Err(format!("the checkout was answered {} {:?}", reply.status, reply.location)),
    }
}

/// Asks again and again from several callers, and prints how many answers a second there were and how long they took.
fn timed(
    what: &str,
    args: &BenchCollectArgs,
    ask: impl Fn(&mut Browser, u64) -> Result<(), String> + Sync,
    address: SocketAddr,
) -> Result<(), String> {
    let until = Instant::now() + Duration::from_secs(args.seconds);
    let next = AtomicU64::new(0);
    let began = Instant::now();
    let mut times: Vec<Duration> = std::thread::scope(|scope| {
        let callers: Vec<_> = (0..args.callers)
            .map(|_| {
                scope.spawn(|| {
                    let mut caller = Browser::new(address);
                    let mut times = Vec::new();
                    while Instant::now() < until {
                        let began = Instant::now();
                        ask(&mut caller, next.fetch_add(1, Ordering::Relaxed))?;
                        times.push(began.elapsed());
                    }
                    Ok::<_, String>(times)
                })
            })
            .collect();
        let mut all = Vec::new();
        for caller in callers {
            all.extend(caller.join().map_err(|_| "a caller stopped".to_owned())??);
        }
        Ok::<_, String>(all)
    })?;
    let took = began.elapsed();
    times.sort_unstable();
    let at =
        |share: usize| times.get(times.len() * share / 100).copied().unwrap_or_default().as_secs_f64() * 1e3;
    tell_line(&format!(
        "{what:<28} {}   {:>7.2} ms half, {:>7.2} ms 99 of 100",
        super::rate(times.len() as u64, took),
        at(50),
        at(99)
    ));
    Ok(())
}

/// Memory that a process has in use, in megabytes.
fn resident_mb(server: &Child) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", server.id())).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kb: Option<f64> = line.and_then(|line| line.trim().trim_end_matches(" kB").trim().parse().ok());
    kb.unwrap_or(0.0) / 1_024.0
}
