//! Text in another encoding than UTF-8, made UTF-8 while it is read.

use std::io::{self, BufRead, Read};

use encoding_rs::{Decoder, Encoding};

/// A stream of UTF-8 out of a stream in another encoding. Bytes that mean nothing become U+FFFD.
pub(crate) struct Decoded {
    inner: Box<dyn BufRead + Send>,
    decoder: Decoder,
    /// Decoded text that did not fit into the caller's buffer.
    left: Vec<u8>,
    taken: usize,
    finished: bool,
}

impl Decoded {
    /// Decodes `inner`, whose byte-order mark was already taken.
    pub(crate) fn new(inner: Box<dyn BufRead + Send>, encoding: &'static Encoding) -> Self {
        Self {
            inner,
            decoder: encoding.new_decoder_without_bom_handling(),
            left: Vec::new(),
            taken: 0,
            finished: false,
        }
    }

    fn refill(&mut self) -> io::Result<()> {
        self.left.clear();
        self.taken = 0;
        while self.left.is_empty() && !self.finished {
            let input = self.inner.fill_buf()?;
            let last = input.is_empty();
            let input = &input[..input.len().min(16 << 10)];
            let room = self.decoder.max_utf8_buffer_length(input.len()).unwrap_or(64 << 10).max(16);
            self.left.resize(room, 0);
            let (_, read, written, _) = self.decoder.decode_to_utf8(input, &mut self.left, last);
            self.left.truncate(written);
            self.inner.consume(read);
            self.finished = last;
        }
        Ok(())
    }
}

impl Read for Decoded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.taken == self.left.len() {
            self.refill()?;
        }
        let count = buffer.len().min(self.left.len() - self.taken);
        buffer[..count].copy_from_slice(&self.left[self.taken..self.taken + count]);
        self.taken += count;
        Ok(count)
    }
}
