//! The server: it opens, answers about its health, refuses strangers, and stops cleanly.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::binary::{CALLS, House};

/// A server of one test; killed if the test fails before it stops it.
pub struct Server {
    child: Child,
    /// Where it listens.
    pub address: String,
    /// What it said when it opened.
    pub first_lines: String,
}

impl Server {
    /// A server that has opened.
    pub fn start(house: &House) -> Self {
        Self::start_with(house, &[])
    }

    /// A server that has opened, with these settings of its environment.
    pub fn start_with(house: &House, settings: &[(&str, &str)]) -> Self {
        let mut child = house
            .command(&["serve", "--listen", "127.0.0.1:0"])
            .envs(settings.iter().copied())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap());
        let mut first_lines = String::new();
        while !first_lines.contains("nothing leaves this machine") {
            assert!(lines.read_line(&mut first_lines).unwrap() > 0, "the server ended early: {first_lines}");
        }
        // Whatever else it says is read away, so that it never blocks on a full pipe.
        std::thread::spawn(move || std::io::copy(&mut lines, &mut std::io::sink()));
        let address = first_lines.split("http://").nth(1).unwrap().split('/').next().unwrap().to_owned();
        Self { child, address, first_lines }
    }

    /// One request, as a browser on this machine would send it, with other headers where given.
    fn get(&self, path: &str, headers: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        let host =
            if headers.contains("Host:") { String::new() } else { format!("Host: {}\r\n", self.address) };
        write!(stream, "GET {path} HTTP/1.1\r\n{host}{headers}Connection: close\r\n\r\n").unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// Kills it as `kill -9` does: nothing of it goes on.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to stop as Ctrl-C does; gives whether it ended well.
    pub fn stop(mut self) -> bool {
        let asked = Command::new("kill").args(["-INT", &self.child.id().to_string()]).status().unwrap();
        assert!(asked.success());
        self.child.wait().unwrap().success()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap_or("none")
}

#[test]
fn it_opens_answers_and_stops_cleanly() {
    let house = House::new();
    let server = Server::start(&house);
    assert!(server.first_lines.contains(house.path("data").to_str().unwrap()), "{}", server.first_lines);
    for path in ["/healthz", "/readyz", "/metrics", "/", "/views/simulation"] {
        assert_eq!(status(&server.get(path, "")), "200", "{path}");
    }
    assert_eq!(status(&server.get("/views/nowhere", "")), "404");
    assert!(server.stop());
}

#[test]
fn a_stranger_is_refused() {
    let house = House::new();
    let server = Server::start(&house);
    let other_host = server.get("/", "Host: attacker.example\r\n");
    assert!(["400", "403", "421"].contains(&status(&other_host)), "{other_host}");
    assert!(server.stop());
}

#[test]
fn listening_beyond_this_machine_needs_a_token() {
    let house = House::new();
    let answer = house.type_in(&["serve", "--listen", "0.0.0.0:0"]);
    assert!(!answer.good && answer.err.contains("token"), "{}", answer.err);
}

#[test]
fn two_processes_share_the_store_and_a_backup_is_made_while_serving() {
    let house = House::new();
    let server = Server::start(&house);
    house.import(&house.file("calls.tsv", CALLS), "small", None);
    let json = server.get("/views/small/portrait.json", "");
    assert_eq!(status(&json), "200", "{json}");
    assert!(json.contains("\"total\""), "{json}");
    let saved = house.path("saved.backup");
    house.must(&["backup", saved.to_str().unwrap()]);
    assert!(server.stop());
    house.must(&["verify"]);
}
