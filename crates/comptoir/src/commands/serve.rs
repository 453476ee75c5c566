//! `comptoir serve`: the pages, until Ctrl-C.

use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use web::door::{DoorSettings, router};

use super::{open_counter, said};
use crate::config::Config;
use crate::terminal::tell_line;
use crate::{Outcome, logging};

/// How long requests that are under way may take to end after Ctrl-C.
const LAST_REQUESTS: Duration = Duration::from_secs(10);
/// How long jobs may take to end their batch after Ctrl-C.
const LAST_BATCHES: Duration = Duration::from_secs(20);

/// Serves until a signal asks to stop.
pub fn run(config: &Config) -> Outcome {
    logging::start(config).map_err(said)?;
    let listen = config.listen().map_err(said)?;
    let token = config.token().map_err(said)?;
    let counter = Arc::new(open_counter(config, true)?);
    if !listen.ip().is_loopback() && token.is_none() && !counter.has_staff().map_err(said)? {
        return Err(format!(
            "{listen} can be reached from other machines, and nobody can sign in yet: open the first account \
             on this machine (serve on 127.0.0.1, or `comptoir staff link`), set a token (COMPTOIR_TOKEN or \
             --token-file), or listen on 127.0.0.1"
        ));
    }
    let mut hosts = config.hosts();
    hosts.push(host_of(listen));
    let settings = DoorSettings {
        hosts,
        token,
        upload_limit: config.upload_limit().map_err(said)?,
        behind_proxy: config.behind_proxy().map_err(said)?,
    };
    let quiet = Arc::new(AtomicBool::new(false));
    counter.deliver_in_background(Arc::clone(&quiet)).map_err(said)?;
    counter.sweep_in_background(Arc::clone(&quiet)).map_err(said)?;
    let first_link = counter.first_link().map_err(said)?.map(|link| link.path());
    let house = counter.keep_house().map_err(said)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(said)?;
    let served = runtime.block_on(serve(Arc::clone(&counter), settings, listen, config, first_link));
    quiet.store(true, Ordering::Release);
    counter.stop_jobs();
    let mut patience = LAST_BATCHES;
    while counter.jobs_run() && !patience.is_zero() {
        std::thread::sleep(Duration::from_millis(50));
        patience = patience.saturating_sub(Duration::from_millis(50));
    }
    runtime.shutdown_timeout(Duration::from_secs(2));
    house.close();
    served?;
    tell_line("stopped");
    Ok(ExitCode::SUCCESS)
}

async fn serve(
    counter: Arc<app::Counter>,
    settings: DoorSettings,
    listen: SocketAddr,
    config: &Config,
    first_link: Option<String>,
) -> Result<(), String> {
    let listener =
        TcpListener::bind(listen).await.map_err(|error| format!("cannot listen on {listen}: {error}"))?;
    let address = listener.local_addr().map_err(said)?;
    let (quit, stop) = tokio::sync::watch::channel(false);
    let leaves = match counter.outbox_place() {
        app::OutboxPlace::Folder(_) => "nothing leaves this machine".to_owned(),
        app::OutboxPlace::Server(server) => format!("only mails leave this machine, through {server}"),
    };
    let pages = router(counter, settings, stop.clone());
    tell_line(&format!("Comptoir is open at http://{address}/"));
    tell_line(&format!("what is kept is in {}", config.data().display()));
    if let Some(path) = first_link {
        tell_line(&format!("the first account, an administrator's, opens once at http://{address}{path}"));
    }
    tell_line(&leaves);
    tracing::info!(%address, "serving");
    let mut stopped = stop.clone();
    let server = axum::serve(listener, pages.into_make_service_with_connect_info::<SocketAddr>())
        .with_graceful_shutdown(async move {
            let _ = stopped.wait_for(|stop| *stop).await;
        });
    let server = tokio::spawn(server.into_future());
    asked_to_stop().await?;
    let _ = quit.send(true);
    match tokio::time::timeout(LAST_REQUESTS, server).await {
        Ok(Ok(result)) => result.map_err(said),
        Ok(Err(error)) => Err(said(error)),
        // Somebody holds a connection open; they were given their time.
        Err(_) => Ok(()),
    }
}

/// Waits for Ctrl-C or a polite kill.
async fn asked_to_stop() -> Result<(), String> {
    let mut terminate = signal(SignalKind::terminate()).map_err(said)?;
    tokio::select! {
        pressed = tokio::signal::ctrl_c() => pressed.map_err(said),
        _ = terminate.recv() => Ok(()),
    }
}

fn host_of(listen: SocketAddr) -> String {
    match listen {
        SocketAddr::V4(address) => address.ip().to_string(),
        SocketAddr::V6(address) => format!("[{}]", address.ip()),
    }
}
