//! A browser as small as tests need one.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use crate::serving::Server;

/// What a form says of itself.
const FORM: &str = "Accept: text/html\r\nContent-Type: application/x-www-form-urlencoded\r\n";

/// A browser of one visitor: it keeps its cookies and follows nothing by itself.
pub struct Browser {
    address: String,
    pub cookies: BTreeMap<String, String>,
}

/// What came back.
pub struct Answer {
    pub status: u16,
    pub location: String,
    pub retry_after: String,
    /// Whether it is the answer that was kept under a key.
    pub replayed: bool,
    pub body: String,
}

impl Browser {
    pub fn new(server: &Server) -> Self {
        Self { address: server.address.clone(), cookies: BTreeMap::new() }
    }

    /// The same browser at a server that was started again elsewhere.
    pub fn turn_to(&mut self, server: &Server) {
        self.address.clone_from(&server.address);
    }

    pub fn get(&mut self, path: &str) -> Answer {
        self.send("GET", path, "", "Accept: text/html\r\n")
    }

    pub fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let origin = format!("Origin: http://{}\r\n", self.address);
        self.post_from(path, fields, &origin)
    }

    pub fn post_from(&mut self, path: &str, fields: &[(&str, &str)], origin: &str) -> Answer {
        self.send("POST", path, &form(fields), &format!("{FORM}{origin}"))
    }

    /// Fills the form of a page that posts to `action`, with its hidden fields.
    pub fn fill(&mut self, page: &Answer, action: &str, fields: &[(&str, &str)]) -> Answer {
        let hidden = hidden(&page.body, action);
        let mut all: Vec<(&str, &str)> =
            hidden.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        all.extend_from_slice(fields);
        self.post(action, &all)
    }

    /// Sends a form under a key.
    pub fn post_under(&mut self, key: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let origin = format!("Origin: http://{}\r\nIdempotency-Key: {key}\r\n", self.address);
        self.post_from(path, fields, &origin)
    }

    /// Sends a file under a key, its parts parted by this.
    pub fn bring_under(&mut self, key: &str, path: &str, boundary: &str, content: &str) -> Answer {
        let body = format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"use.csv\"\r\n\
             Content-Type: text/csv\r\n\r\n{content}\r\n--{boundary}--\r\n"
        );
        let headers = format!(
            "Accept: text/html\r\nContent-Type: multipart/form-data; boundary={boundary}\r\n\
             Origin: http://{}\r\nIdempotency-Key: {key}\r\n",
            self.address
        );
        self.send("POST", path, &body, &headers)
    }

    pub fn send(&mut self, method: &str, path: &str, body: &str, headers: &str) -> Answer {
        self.try_to_send(method, path, body, headers).unwrap()
    }

    /// Sends a form to a server that may be killed meanwhile.
    pub fn try_to_post(&mut self, path: &str, fields: &[(&str, &str)]) -> std::io::Result<Answer> {
        let headers = format!("{FORM}Origin: http://{}\r\n", self.address);
        self.try_to_send("POST", path, &form(fields), &headers)
    }

    fn try_to_send(
        &mut self,
        method: &str,
        path: &str,
        body: &str,
        headers: &str,
    ) -> std::io::Result<Answer> {
        let mut stream = TcpStream::connect(&self.address)?;
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        let cookies: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let cookie =
            if cookies.is_empty() { String::new() } else { format!("Cookie: {}\r\n", cookies.join("; ")) };
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\n{cookie}{headers}Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
            self.address,
            body.len()
        );
        stream.write_all(request.as_bytes())?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let cut_short = || std::io::Error::from(std::io::ErrorKind::UnexpectedEof);
        let (head, body) = answer.split_once("\r\n\r\n").ok_or_else(cut_short)?;
        let header = |name: &str| {
            let lines = head.lines().filter_map(|line| line.split_once(": "));
            lines
                .filter(|(key, _)| key.eq_ignore_ascii_case(name))
                .map(|(_, value)| value.to_owned())
                .collect::<Vec<_>>()
        };
        for line in header("set-cookie") {
            assert!(line.contains("SameSite="), "{line}");
            let (name, value) = line.split(';').next().unwrap().split_once('=').unwrap();
            match line.contains("Max-Age=0") {
                true => self.cookies.remove(name),
                false => self.cookies.insert(name.to_owned(), value.to_owned()),
            };
        }
        Ok(Answer {
            status: head.split(' ').nth(1).unwrap().parse().unwrap(),
            location: header("location").pop().unwrap_or_default(),
            retry_after: header("retry-after").pop().unwrap_or_default(),
            replayed: header("idempotent-replayed").pop().as_deref() == Some("true"),
            body: body.to_owned(),
        })
    }
}

/// What a form says, as it travels.
fn form(fields: &[(&str, &str)]) -> String {
    let pairs: Vec<_> = fields.iter().map(|(name, value)| format!("{name}={}", escaped(value))).collect();
    pairs.join("&")
}

/// The hidden fields of the form that posts to `action`.
pub fn hidden(body: &str, action: &str) -> Vec<(String, String)> {
    let begin =
        body.find(&format!("action=\"{action}\"")).unwrap_or_else(|| panic!("no form for {action}: {body}"));
    let form = &body[begin..begin + body[begin..].find("</form>").unwrap()];
    let attribute = |tag: &str, name: &str| {
        tag.split(&format!("{name}=\"")).nth(1).and_then(|rest| rest.split('"').next()).map(str::to_owned)
    };
    form.split("<input")
        .skip(1)
        .filter(|tag| tag.contains("type=\"hidden\""))
        .map(|tag| (attribute(tag, "name").unwrap(), attribute(tag, "value").unwrap_or_default()))
        .collect()
}

fn escaped(text: &str) -> String {
    text.bytes()
        .map(
            |byte| {
                if byte.is_ascii_alphanumeric() {
                    char::from(byte).to_string()
                } else {
                    format!("%{byte:02X}")
                }
            },
        )
        .collect()
}
