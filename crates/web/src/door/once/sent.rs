//! What a request with a key sent: a form is read; files are hashed while they stream, so that they may be as large as their route takes.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::body::{Body, Bytes, to_bytes};
use axum::http::StatusCode;
use axum::http::header::{self, HeaderMap};
use tokio_stream::StreamExt;

use crate::door::problem::Problem;

/// The largest form that can carry a key, in bytes.
const LARGEST: usize = 256 * 1024;

/// What was sent.
pub(super) enum Sent {
    /// A form, or a small document.
    Read(Bytes),
    /// Files, not read yet.
    Files { body: Body, digest: FilesDigest },
}

impl Sent {
    /// Reads what is small; leaves files where they are.
    pub async fn of(headers: &HeaderMap, body: Body) -> Result<Self, Problem> {
        if let Some(boundary) = boundary_of(headers) {
            return Ok(Self::Files { body, digest: FilesDigest::new(boundary) });
        }
        match to_bytes(body, LARGEST).await {
            Ok(read) => Ok(Self::Read(read)),
            Err(_) => Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large")),
        }
    }

    /// The digest of all of it, reading files to their end; nothing where they broke off or are more than `limit` bytes.
    pub async fn digest(self, headers: &HeaderMap, limit: u64) -> Option<String> {
        let (body, digest) = match self {
            Self::Read(read) => return Some(hex_of(&told(headers, &read))),
            Self::Files { body, digest } => (body, digest),
        };
        let (mut pieces, mut received) = (body.into_data_stream(), 0);
        while let Some(piece) = pieces.next().await {
            let piece = piece.ok()?;
            received += piece.len() as u64;
            if received > limit {
                return None;
            }
            digest.feed(&piece);
        }
        digest.end()
    }
}

fn hex_of(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

/// The body as it counts: without what differs from page to page, because a form that is shown again asks the same.
pub(super) fn told(headers: &HeaderMap, body: &Bytes) -> Vec<u8> {
    if !is_form(headers) {
        return body.to_vec();
    }
    let text = String::from_utf8_lossy(body);
    let kept = text.split('&').filter(|pair| !is_mark(pair));
    kept.collect::<Vec<_>>().join("&").into_bytes()
}

fn is_mark(pair: &str) -> bool {
    ["entry=", "shown=", "csrf="].iter().any(|mark| pair.starts_with(mark))
}

pub(super) fn is_form(headers: &HeaderMap) -> bool {
    kind_of(headers).is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"))
}

fn kind_of(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::CONTENT_TYPE)?.to_str().ok()
}

/// What parts the files of a request (RFC 2046, 5.1.1).
fn boundary_of(headers: &HeaderMap) -> Option<String> {
    let kind = kind_of(headers)?;
    let (name, rest) = kind.split_once(';')?;
    if !name.trim().eq_ignore_ascii_case("multipart/form-data") {
        return None;
    }
    let value = rest.split(';').find_map(|pair| pair.trim().strip_prefix("boundary="))?.trim_matches('"');
    (!value.is_empty()).then(|| format!("--{value}"))
}

/// The digest of files while they pass. The boundary is left out: a program that sends the same again draws another.
#[derive(Clone)]
pub(super) struct FilesDigest(Arc<Mutex<Passing>>);

struct Passing {
    hasher: blake3::Hasher,
    boundary: Vec<u8>,
    /// Bytes that may be the beginning of a boundary.
    held: Vec<u8>,
    /// Whether the last boundary came: nothing counts after it.
    closed: bool,
}

impl FilesDigest {
    fn new(boundary: String) -> Self {
        let (hasher, boundary) = (blake3::Hasher::new(), boundary.into_bytes());
        Self(Arc::new(Mutex::new(Passing { hasher, boundary, held: Vec::new(), closed: false })))
    }

    fn passing(&self) -> MutexGuard<'_, Passing> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes in what passed.
    fn feed(&self, piece: &[u8]) {
        self.passing().feed(piece);
    }

    /// The digest, once all of it passed.
    pub fn end(&self) -> Option<String> {
        let passing = self.passing();
        passing.closed.then(|| passing.hasher.finalize().to_hex().to_string())
    }

    /// The body, hashed while whoever handles the request reads it.
    pub fn watch(&self, body: Body) -> Body {
        let digest = self.clone();
        Body::from_stream(body.into_data_stream().map(move |piece| {
            if let Ok(piece) = &piece {
                digest.feed(piece);
            }
            piece
        }))
    }
}

impl Passing {
    fn feed(&mut self, piece: &[u8]) {
        if self.closed {
            return;
        }
        self.held.extend_from_slice(piece);
        let length = self.boundary.len();
        loop {
            match self.held.windows(length).position(|window| window == self.boundary) {
                // Whether it is the last one stands in the two bytes behind it.
                Some(at) if self.held.len() < at + length + 2 => return self.hash_until(at),
                Some(at) => {
                    self.closed = &self.held[at + length..at + length + 2] == b"--";
                    self.hash_until(at);
                    self.held.drain(..length);
                    // A mark where it stood: what was two parts is not one.
                    self.hasher.update(b"\0part\0");
                    if self.closed {
                        return;
                    }
                }
                None => return self.hash_until(self.held.len().saturating_sub(length - 1)),
            }
        }
    }

    fn hash_until(&mut self, end: usize) {
        self.hasher.update(&self.held[..end]);
        self.held.drain(..end);
    }
}

#[cfg(test)]
mod tests {
    use super::FilesDigest;

    fn digest_of(boundary: &str, content: &str, pieces: usize) -> Option<String> {
        let digest = FilesDigest::new(format!("--{boundary}"));
        let body = format!("--{boundary}\r\n{content}\r\n--{boundary}--\r\n");
        body.as_bytes().chunks(pieces).for_each(|piece| digest.feed(piece));
        digest.end()
    }

    #[test]
    fn the_same_files_have_the_same_digest_however_they_are_parted_and_cut() {
        let first = digest_of("aXb", "one--aX two", 1_000).unwrap();
        for (boundary, pieces) in [("aXb", 1), ("aXb", 3), ("another-one", 7), ("another-one", 1_000)] {
            assert_eq!(
                digest_of(boundary, "one--aX two", pieces).as_ref(),
                Some(&first),
                "{boundary} {pieces}"
            );
        }
        assert_ne!(digest_of("aXb", "one--aX twp", 5).unwrap(), first);
    }

    #[test]
    fn what_broke_off_has_none() {
        let digest = FilesDigest::new("--b".to_owned());
        digest.feed(b"--b\r\nhalf a fi");
        assert_eq!(digest.end(), None);
    }
}
