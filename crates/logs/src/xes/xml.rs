//! The XML of a XES log, streamed: one trace at a time, everything bounded.

use std::io::{self, BufRead, Read};

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event as Token};
use quick_xml::reader::Reader;

use super::trace::{Attribute, Declared, Event, Trace, Words};
use crate::ReadError;

/// How deep elements may nest; the standard's own extensions nest four or five.
const MAX_DEPTH: usize = 64;
/// How much text one trace may hold, in bytes; the longest real cases known hold a few megabytes.
const MAX_TRACE_BYTES: usize = 128 << 20;
/// How many attributes are kept of one event or trace.
pub(super) const MAX_ATTRIBUTES: usize = 512;

/// Whether the beginning of a text is XML whose first element is `log`.
pub(super) fn begins_a_log(head: &[u8]) -> bool {
    let mut reader = Reader::from_reader(head);
    let mut buffer = Vec::new();
    loop {
        match reader.read_event_into(&mut buffer) {
            Ok(Token::Start(start) | Token::Empty(start)) => return start.local_name().as_ref() == "log",
            Ok(Token::Eof) | Err(_) => return false,
            Ok(_) => buffer.clear(),
        }
    }
}

/// What an element of a XES log is.
enum Element {
    Open(BytesStart<'static>),
    Whole(BytesStart<'static>),
    Close,
    End,
}

/// The traces of a log.
pub(super) struct Traces<R> {
    reader: Reader<Watched<R>>,
    buffer: Vec<u8>,
    file: String,
    words: Words,
    depth: usize,
    in_log: bool,
    ended: bool,
    left_out: u64,
}

impl<R: BufRead> Traces<R> {
    pub fn new(stream: R, file: String, longest_token: usize) -> Self {
        let watched =
            Watched { stream, lines: 0, token_bytes: 0, longest_token, too_long: false, exhausted: false };
        let reader = Reader::from_reader(watched);
        let words = Words::default();
        Self { reader, buffer: Vec::new(), file, words, depth: 0, in_log: false, ended: false, left_out: 0 }
    }

    pub fn file(&self) -> &str {
        &self.file
    }

    /// How many attributes were left out since this was last asked, because one event or trace held too many.
    pub fn take_left_out(&mut self) -> u64 {
        std::mem::take(&mut self.left_out)
    }

    /// The next trace; nothing after the end of the log.
    pub fn next_trace(&mut self) -> Result<Option<Trace>, ReadError> {
        while !self.ended {
            match self.element()? {
                Element::Open(start) if !self.in_log => self.enter_log(&start)?,
                Element::Whole(start) if !self.in_log => {
                    self.enter_log(&start)?;
                    self.ended = true;
                }
                Element::Open(start) => match start.local_name().as_ref() {
                    "trace" => return self.trace().map(Some),
                    "event" => return self.event_outside().map(Some),
                    _ => self.skip()?,
                },
                Element::Whole(start) if start.local_name().as_ref() == "trace" => {
                    return Ok(Some(Trace { line: self.line(), ..Trace::default() }));
                }
                Element::Whole(_) => {}
                // The only element that is open here is the log itself: this closes it.
                Element::Close => self.ended = true,
                Element::End => return Err(self.cut_off()),
            }
        }
        Ok(None)
    }

    fn enter_log(&mut self, start: &BytesStart<'_>) -> Result<(), ReadError> {
        let name = start.local_name();
        if name.as_ref() != "log" {
            let reason = format!("this XML begins with <{}>; a XES log begins with <log>", name.as_ref());
            return Err(ReadError::OtherFormat { file: self.file.clone(), reason });
        }
        self.in_log = true;
        Ok(())
    }

    fn event_outside(&mut self) -> Result<Trace, ReadError> {
        let line = self.line();
        let mut room = MAX_TRACE_BYTES;
        let event = self.event(&mut room)?;
        Ok(Trace { line, outside_any_case: true, attributes: Vec::new(), events: vec![event] })
    }

    /// The rest of a trace whose start was read.
    fn trace(&mut self) -> Result<Trace, ReadError> {
        let mut trace = Trace { line: self.line(), ..Trace::default() };
        let mut room = MAX_TRACE_BYTES;
        loop {
            match self.element()? {
                Element::Open(start) if start.local_name().as_ref() == "event" => {
                    trace.events.push(self.event(&mut room)?);
                }
                Element::Whole(start) if start.local_name().as_ref() == "event" => {
                    trace.events.push(Event { line: self.line(), attributes: Vec::new() });
                }
                Element::Open(start) => self.attribute(&start, true, &mut trace.attributes, &mut room)?,
                Element::Whole(start) => self.attribute(&start, false, &mut trace.attributes, &mut room)?,
                Element::Close => return Ok(trace),
                Element::End => return Err(self.cut_off()),
            }
        }
    }

    /// The rest of an event whose start was read.
    fn event(&mut self, room: &mut usize) -> Result<Event, ReadError> {
        let mut event = Event { line: self.line(), attributes: Vec::new() };
        *room = room.saturating_sub(size_of::<Event>());
        loop {
            match self.element()? {
                Element::Open(start) => self.attribute(&start, true, &mut event.attributes, room)?,
                Element::Whole(start) => self.attribute(&start, false, &mut event.attributes, room)?,
                Element::Close => return Ok(event),
                Element::End => return Err(self.cut_off()),
            }
        }
    }

    /// One attribute with its children, flattened. `open`: its end is still to come.
    fn attribute(
        &mut self,
        start: &BytesStart<'_>,
        open: bool,
        into: &mut Vec<Attribute>,
        room: &mut usize,
    ) -> Result<(), ReadError> {
        let mut path = String::new();
        let mut lengths = vec![0];
        self.keep(start, &mut path, into, room)?;
        if !open {
            return Ok(());
        }
        lengths.push(path.len());
        loop {
            match self.element()? {
                Element::Open(start) => {
                    self.keep(&start, &mut path, into, room)?;
                    lengths.push(path.len());
                }
                Element::Whole(start) => {
                    let length = path.len();
                    self.keep(&start, &mut path, into, room)?;
                    path.truncate(length);
                }
                Element::Close => {
                    lengths.pop();
                    match lengths.last() {
                        Some(0) | None => return Ok(()),
                        Some(length) => path.truncate(*length),
                    }
                }
                Element::End => return Err(self.cut_off()),
            }
        }
    }

    /// Adds an attribute's key to the path, and keeps its value if it has one.
    fn keep(
        &mut self,
        start: &BytesStart<'_>,
        path: &mut String,
        into: &mut Vec<Attribute>,
        room: &mut usize,
    ) -> Result<(), ReadError> {
        let key = self.value_of(start, "key")?;
        let Some(key) = key else { return Ok(()) };
        if !path.is_empty() {
            path.push('/');
        }
        path.push_str(&key);
        let declared = match start.local_name().as_ref() {
            "string" | "id" => Declared::Text,
            "date" => Declared::Date,
            "int" => Declared::Integer,
            "float" => Declared::Float,
            "boolean" => Declared::Boolean,
            _ => return Ok(()),
        };
        let Some(value) = self.value_of(start, "value")? else { return Ok(()) };
        *room = room.saturating_sub(size_of::<Attribute>() + value.len());
        if *room == 0 {
            let reason = format!("one trace holds more than {} MiB; split the log", MAX_TRACE_BYTES >> 20);
            return Err(self.limit(reason));
        }
        if into.len() < MAX_ATTRIBUTES {
            into.push(Attribute { key: self.words.share(path), declared, value: self.words.share(&value) });
        } else {
            self.left_out += 1;
        }
        Ok(())
    }

    fn value_of(&self, start: &BytesStart<'_>, name: &str) -> Result<Option<String>, ReadError> {
        let found = start.try_get_attribute(name).map_err(|error| self.malformed(&error))?;
        let Some(found) = found else { return Ok(None) };
        let value =
            found.normalized_value(XmlVersion::Implicit1_0).map_err(|error| self.malformed(&error))?;
        Ok(Some(value.into_owned()))
    }

    /// Passes over the rest of an element whose start was read.
    fn skip(&mut self) -> Result<(), ReadError> {
        let outside = self.depth - 1;
        while self.depth > outside {
            if matches!(self.element()?, Element::End) {
                return Err(self.cut_off());
            }
        }
        Ok(())
    }

    /// The next element; texts, comments and instructions mean nothing in XES.
    fn element(&mut self) -> Result<Element, ReadError> {
        loop {
            self.buffer.clear();
            self.reader.get_mut().token_bytes = 0;
            let token = match self.reader.read_event_into(&mut self.buffer) {
                Ok(Token::Start(start)) => Element::Open(start.into_owned()),
                Ok(Token::Empty(start)) => Element::Whole(start.into_owned()),
                Ok(Token::End(_)) => Element::Close,
                Ok(Token::Eof) => Element::End,
                Ok(Token::DocType(_)) => {
                    let reason = "the file declares a document type (<!DOCTYPE …>), whose entities can expand \
                                  without bound; a XES log needs none: remove the declaration";
                    return Err(self.limit(reason.to_owned()));
                }
                Ok(_) => continue,
                Err(error) => return Err(self.failed(error)),
            };
            match &token {
                Element::Open(_) => self.depth += 1,
                Element::Close => self.depth = self.depth.saturating_sub(1),
                Element::Whole(_) | Element::End => {}
            }
            if self.depth > MAX_DEPTH {
                return Err(self.limit(format!("elements nest more than {MAX_DEPTH} deep")));
            }
            return Ok(token);
        }
    }

    fn line(&self) -> u64 {
        self.reader.get_ref().lines + 1
    }

    fn failed(&self, error: quick_xml::Error) -> ReadError {
        if self.reader.get_ref().too_long {
            let longest = self.reader.get_ref().longest_token;
            return self.limit(format!("one element or text is longer than {longest} bytes"));
        }
        match error {
            quick_xml::Error::Io(source) => {
                let again = match source.get_ref() {
                    // What the opener reports is recognised by its own type, which cannot leave the shared pointer.
                    Some(inner) if inner.is::<crate::input::TooTightlyPacked>() => {
                        return self.limit(source.to_string());
                    }
                    _ => io::Error::new(source.kind(), source.to_string()),
                };
                ReadError::from_io(&self.file, self.line(), again)
            }
            quick_xml::Error::Syntax(_) if self.at_the_end() => self.cut_off(),
            other => self.malformed(&other),
        }
    }

    fn at_the_end(&self) -> bool {
        self.reader.get_ref().token_bytes > 0 && self.reader.get_ref().exhausted
    }

    fn malformed(&self, error: &dyn std::fmt::Display) -> ReadError {
        let reason = format!("the XML is not well formed: {error}");
        ReadError::Damaged { file: self.file.clone(), line: self.line(), reason }
    }

    fn cut_off(&self) -> ReadError {
        let reason = if self.in_log {
            "the file ends before </log>: it was cut off; fetch or export it again"
        } else {
            "the file ends before any <log> element; a XES log was expected"
        };
        ReadError::Damaged { file: self.file.clone(), line: self.line(), reason: reason.into() }
    }

    fn limit(&self, reason: String) -> ReadError {
        ReadError::Limit { file: self.file.clone(), line: self.line(), reason }
    }
}

/// A stream that counts lines and refuses a token that does not end.
struct Watched<R> {
    stream: R,
    lines: u64,
    token_bytes: usize,
    longest_token: usize,
    too_long: bool,
    exhausted: bool,
}

impl<R: BufRead> Read for Watched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let count = available.len().min(buffer.len());
        buffer[..count].copy_from_slice(&available[..count]);
        self.consume(count);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Watched<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.token_bytes > self.longest_token {
            self.too_long = true;
            return Err(io::Error::other("too long"));
        }
        let available = self.stream.fill_buf()?;
        self.exhausted = available.is_empty();
        Ok(available)
    }

    fn consume(&mut self, amount: usize) {
        // The buffer was filled before: asking again gives the same bytes without reading.
        if let Ok(available) = self.stream.fill_buf() {
            let used = &available[..amount.min(available.len())];
            self.lines += used.iter().filter(|byte| **byte == b'\n').count() as u64;
        }
        self.token_bytes += amount;
        self.stream.consume(amount);
    }
}
