//! A browser as small as can be: one connection that is kept, one cookie.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};

/// What was answered.
pub struct Reply {
    /// The status.
    pub status: u16,
    /// Where it leads on.
    pub location: Option<String>,
    /// The page.
    pub body: Vec<u8>,
}

/// A browser with one visitor.
pub struct Browser {
    address: SocketAddr,
    connection: Option<BufReader<TcpStream>>,
    cookie: Option<String>,
    posts: u64,
}

impl Browser {
    /// A browser that was never here.
    pub fn new(address: SocketAddr) -> Self {
        Self { address, connection: None, cookie: None, posts: 0 }
    }

    /// Becomes somebody else's: its cookie goes, the connection stays.
    pub fn forget(&mut self) {
        self.cookie = None;
    }

    /// How many forms it has sent.
    pub fn posts(&self) -> u64 {
        self.posts
    }

    /// The same visitor in another window.
    pub fn other_window(&self) -> Self {
        Self { address: self.address, connection: None, cookie: self.cookie.clone(), posts: 0 }
    }

    /// Asks for a page.
    pub fn get(&mut self, path: &str) -> Result<Reply, String> {
        let head = format!(
            "GET {path} HTTP/1.1\r\nHost: {}\r\nAccept-Language: fr\r\n{}\r\n",
            self.address,
            self.cookie_line()
        );
        self.ask(head.into_bytes())
    }

    /// Sends a form, as a page of ours would.
    pub fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Result<Reply, String> {
        self.posts += 1;
        let body = fields
            .iter()
            .map(|(name, value)| format!("{name}={}", encoded(value)))
            .collect::<Vec<_>>()
            .join("&");
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: {0}\r\nOrigin: http://{0}\r\nSec-Fetch-Site: same-origin\r\nAccept-Language: fr\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {1}\r\n{2}\r\n{body}",
            self.address,
            body.len(),
            self.cookie_line()
        );
        self.ask(head.into_bytes())
    }

    fn cookie_line(&self) -> String {
        self.cookie.as_ref().map(|cookie| format!("Cookie: {cookie}\r\n")).unwrap_or_default()
    }

    fn ask(&mut self, request: Vec<u8>) -> Result<Reply, String> {
        let failed = |error: std::io::Error| format!("the connection broke: {error}");
        let mut connection = match self.connection.take() {
            Some(connection) => connection,
            None => {
                let stream = TcpStream::connect(self.address).map_err(failed)?;
                stream.set_nodelay(true).map_err(failed)?;
                BufReader::with_capacity(64 * 1024, stream)
            }
        };
        connection.get_mut().write_all(&request).map_err(failed)?;
        let reply = self.read(&mut connection).map_err(failed)?;
        self.connection = Some(connection);
        if reply.status >= 500 {
            return Err(format!("answered {}: {}", reply.status, String::from_utf8_lossy(&reply.body)));
        }
        Ok(reply)
    }

    fn read(&mut self, connection: &mut BufReader<TcpStream>) -> std::io::Result<Reply> {
        let mut line = String::new();
        connection.read_line(&mut line)?;
        let status = line.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0);
        let (mut length, mut location) = (0, None);
        loop {
            line.clear();
            if connection.read_line(&mut line)? <= 2 {
                break;
            }
            let Some((name, value)) = line.split_once(':') else { continue };
            let value = value.trim();
            if name.eq_ignore_ascii_case("content-length") {
                length = value.parse().unwrap_or(0);
            } else if name.eq_ignore_ascii_case("location") {
                location = Some(value.to_owned());
            } else if name.eq_ignore_ascii_case("set-cookie") && value.starts_with("comptoir_visitor=") {
                self.cookie = value.split(';').next().map(str::to_owned);
            }
        }
        let mut body = vec![0; length];
        connection.read_exact(&mut body)?;
        Ok(Reply { status, location, body })
    }
}

/// A value as forms write it.
fn encoded(value: &str) -> String {
    value
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => char::from(byte).to_string(),
            b' ' => "+".to_owned(),
            byte => format!("%{byte:02X}"),
        })
        .collect()
}
