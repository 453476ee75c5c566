//! XML in other encodings than UTF-8: by its byte-order mark, else by its declaration.

use std::io::{self, BufRead, BufReader, Read};

use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8};

/// How much of the file may precede the end of the XML declaration.
const DECLARATION_BYTES: usize = 512;

/// The same XML as UTF-8. A declared encoding that nobody knows is an error of invalid input.
pub(super) fn as_utf8(mut stream: Box<dyn BufRead + Send>) -> io::Result<Box<dyn BufRead + Send>> {
    let head = stream.fill_buf()?;
    let head = &head[..head.len().min(DECLARATION_BYTES)];
    let encoding = match Encoding::for_bom(head) {
        Some((encoding, _)) => encoding,
        None => declared(head)?,
    };
    if encoding == UTF_8 {
        return Ok(stream);
    }
    let decoded =
        Decoded { stream, decoder: encoding.new_decoder(), text: Vec::new(), given: 0, ended: false };
    Ok(Box::new(BufReader::with_capacity(64 << 10, decoded)))
}

fn declared(head: &[u8]) -> io::Result<&'static Encoding> {
    let text = String::from_utf8_lossy(head);
    let Some(declaration) = text.strip_prefix("<?xml").and_then(|rest| rest.split("?>").next()) else {
        return Ok(UTF_8);
    };
    let Some(rest) = declaration.split("encoding").nth(1) else { return Ok(UTF_8) };
    let label: String = rest
        .trim_start_matches(|letter: char| letter.is_whitespace() || letter == '=')
        .trim_start_matches(['"', '\''])
        .chars()
        .take_while(|letter| !matches!(letter, '"' | '\''))
        .collect();
    Encoding::for_label(label.as_bytes()).ok_or_else(|| {
        let reason = format!("the XML declares an unknown encoding, “{label}”; convert the file to UTF-8");
        io::Error::new(io::ErrorKind::Unsupported, reason)
    })
}

/// A stream of another encoding, read as UTF-8; what cannot be decoded becomes U+FFFD.
struct Decoded {
    stream: Box<dyn BufRead + Send>,
    decoder: Decoder,
    text: Vec<u8>,
    given: usize,
    ended: bool,
}

impl Decoded {
    fn refill(&mut self) -> io::Result<()> {
        self.text.resize(32 << 10, 0);
        self.given = 0;
        loop {
            let bytes = self.stream.fill_buf()?;
            let last = bytes.is_empty();
            let (result, used, written, _) = self.decoder.decode_to_utf8(bytes, &mut self.text, last);
            self.stream.consume(used);
            if written > 0 || last {
                self.ended = last && result == CoderResult::InputEmpty;
                self.text.truncate(written);
                return Ok(());
            }
        }
    }
}

impl Read for Decoded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.given == self.text.len() {
            if self.ended {
                return Ok(0);
            }
            self.refill()?;
        }
        let count = buffer.len().min(self.text.len() - self.given);
        buffer[..count].copy_from_slice(&self.text[self.given..self.given + count]);
        self.given += count;
        Ok(count)
    }
}
