//! A PostgreSQL for the tests: the one that `COMPTOIR_TEST_POSTGRES` names, or a private one that is started here.
//!
//! A private cluster lives in its own temporary folder and listens on the loopback only. A watching shell stops it when
//! this process is gone, however it went.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use postgres::{Client, NoTls};

pub struct Cluster {
    /// The address without a database's name.
    base: String,
    folder: Option<PathBuf>,
}

/// The cluster that all tests share.
pub fn shared() -> &'static Cluster {
    static SHARED: OnceLock<Cluster> = OnceLock::new();
    SHARED.get_or_init(|| match std::env::var("COMPTOIR_TEST_POSTGRES") {
        Ok(url) => Cluster { base: without_database(&url), folder: None },
        Err(_) => Cluster::start(),
    })
}

/// `postgres://user@host:port` out of an address that may name a database as well.
fn without_database(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").expect("an address has a scheme");
    format!("{scheme}://{}", rest.split('/').next().unwrap_or(rest))
}

impl Cluster {
    /// Starts a private cluster.
    pub fn start() -> Self {
        let folder = tempfile::Builder::new().prefix("comptoir-pg-").tempdir().unwrap().keep();
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        if is_root() {
            run(Command::new("chown").arg("postgres").arg(&folder));
        }
        let data = folder.join("data");
        run(as_postgres(&tool("initdb"))
            .args(["-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync", "-D"])
            .arg(&data));
        let mut conf = std::fs::OpenOptions::new().append(true).open(data.join("postgresql.conf")).unwrap();
        writeln!(
            conf,
            "listen_addresses='127.0.0.1'\nport={port}\nunix_socket_directories='{}'\nmax_connections=300\n\
             # The server is crashed here, the machine is not.\nfsync=off",
            folder.display()
        )
        .unwrap();
        let cluster = Self { base: format!("postgres://postgres@127.0.0.1:{port}"), folder: Some(folder) };
        cluster.control(&["start", "-w"]);
        cluster.stop_when_gone();
        cluster
    }

    fn data(&self) -> PathBuf {
        self.folder.as_ref().expect("only a private cluster is controlled").join("data")
    }

    fn control(&self, what: &[&str]) {
        let log = self.data().join("log.txt");
        run(as_postgres(&tool("pg_ctl")).args(what).arg("-D").arg(self.data()).arg("-l").arg(log));
    }

    /// Stops the server at once, as a crash would.
    pub fn stop(&self) {
        self.control(&["stop", "-m", "immediate", "-w"]);
    }

    pub fn start_again(&self) {
        self.control(&["start", "-w"]);
    }

    /// A shell outlives this process by a second, to stop the server and remove its folder.
    #[expect(clippy::zombie_processes, reason = "it outlives this process: that is what it is for")]
    fn stop_when_gone(&self) {
        let folder = self.folder.as_ref().unwrap();
        let script = format!(
            "while [ -d /proc/{} ]; do sleep 1; done; {} stop -m immediate -D '{}'; rm -rf '{}'",
            std::process::id(),
            tool("pg_ctl").display(),
            self.data().display(),
            folder.display()
        );
        let mut shell = as_postgres(Path::new("/bin/sh"));
        shell.args(["-c", &script]).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        std::os::unix::process::CommandExt::process_group(&mut shell, 0);
        shell.spawn().unwrap();
    }

    /// The address of a new, empty database.
    pub fn fresh_database(&self) -> String {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("story_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let mut client = Client::connect(&format!("{}/postgres", self.base), NoTls).unwrap();
        client.batch_execute(&format!("CREATE DATABASE {name}")).unwrap();
        format!("{}/{name}", self.base)
    }

    /// Cuts every connection to a database, as an operator or a failing network would.
    pub fn cut(&self, url: &str) {
        let name = url.rsplit('/').next().unwrap();
        let mut client = Client::connect(&format!("{}/postgres", self.base), NoTls).unwrap();
        client
            .execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname=$1", &[&name])
            .unwrap();
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if let Some(folder) = &self.folder {
            self.control(&["stop", "-m", "immediate", "-w"]);
            std::fs::remove_dir_all(folder).unwrap();
        }
    }
}

fn is_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|me| std::os::unix::fs::MetadataExt::uid(&me) == 0)
}

/// A command that runs as an ordinary user: PostgreSQL refuses to run as root.
fn as_postgres(program: &Path) -> Command {
    let mut command = if is_root() {
        let mut command = Command::new("runuser");
        command.args(["-u", "postgres", "--"]).arg(program);
        command
    } else {
        Command::new(program)
    };
    command.current_dir("/");
    command
}

fn tool(name: &str) -> PathBuf {
    let installed = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut places: Vec<PathBuf> = installed.map(|version| version.path().join("bin").join(name)).collect();
    places.sort();
    places.reverse();
    let path = std::env::var_os("PATH").unwrap_or_default();
    places.extend(std::env::split_paths(&path).map(|folder| folder.join(name)));
    places.into_iter().find(|path| path.exists()).unwrap_or_else(|| {
        panic!("{name} is not installed: install PostgreSQL, or name a server in COMPTOIR_TEST_POSTGRES")
    })
}

fn run(command: &mut Command) {
    let output = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    // The server inherits what it is given: an open pipe would never end, so its errors go to its log.
    let status = output.stderr(Stdio::null()).status().unwrap();
    assert!(status.success(), "{command:?} failed: {status}");
}
