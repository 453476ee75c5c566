//! A large JSON object, streamed: the elements of its top-level arrays one by one, with their lines.

use std::io::BufRead;

use crate::ReadError;

/// One element of a top-level array, as it is written.
#[derive(Debug)]
pub(super) struct Item {
    /// The key of the array.
    pub section: String,
    /// The element, as JSON.
    pub json: Vec<u8>,
    /// The line on which it begins.
    pub line: u64,
}

/// Where the reading stands.
#[derive(PartialEq, Eq)]
enum Place {
    Before,
    Object,
    Array,
    After,
}

/// The elements of the arrays of a JSON object.
pub(super) struct Items {
    stream: Box<dyn BufRead + Send>,
    file: String,
    longest: usize,
    line: u64,
    place: Place,
    section: String,
    lists: Vec<String>,
}

impl Items {
    pub fn new(stream: Box<dyn BufRead + Send>, file: String, longest: usize) -> Self {
        Self {
            stream,
            file,
            longest,
            line: 1,
            place: Place::Before,
            section: String::new(),
            lists: Vec::new(),
        }
    }

    /// The next element; nothing after the end of the object.
    pub fn next_item(&mut self) -> Result<Option<Item>, ReadError> {
        loop {
            match self.place {
                Place::Before => {
                    if self.sign()? != b'{' {
                        let reason = "this JSON does not begin with {, as an OCEL 2.0 log does".into();
                        return Err(ReadError::OtherFormat { file: self.file.clone(), reason });
                    }
                    self.consume(1);
                    self.place = Place::Object;
                }
                Place::Object => self.member()?,
                Place::Array => match self.sign()? {
                    b']' => {
                        self.consume(1);
                        self.place = Place::Object;
                    }
                    b',' => self.consume(1),
                    b'}' | b':' => return Err(self.damaged("a value of the list was expected")),
                    _ => {
                        let line = self.line;
                        let mut json = Vec::new();
                        self.value(Some(&mut json))?;
                        return Ok(Some(Item { section: self.section.clone(), json, line }));
                    }
                },
                Place::After => return Ok(None),
            }
        }
    }

    /// Whether a list of this key was entered.
    pub fn has_entered(&self, list: &str) -> bool {
        self.lists.iter().any(|known| known == list)
    }

    /// One member of the object: enters a list, passes over anything else.
    fn member(&mut self) -> Result<(), ReadError> {
        match self.sign()? {
            b'}' => {
                self.consume(1);
                self.place = Place::After;
                return Ok(());
            }
            b',' => {
                self.consume(1);
                return Ok(());
            }
            b'"' => {}
            _ => return Err(self.damaged("a key in quotes was expected")),
        }
        let mut key = Vec::new();
        self.value(Some(&mut key))?;
        self.section = serde_json::from_slice(&key).map_err(|error| self.damaged(&error.to_string()))?;
        if self.sign()? != b':' {
            return Err(self.damaged("a colon was expected after a key"));
        }
        self.consume(1);
        if self.section.starts_with("ocel:") {
            let reason =
                "this is a log in OCEL 1.0; OCEL 2.0 is read here: convert it with the tool that wrote it";
            return Err(ReadError::OtherFormat { file: self.file.clone(), reason: reason.into() });
        }
        if self.sign()? == b'[' {
            self.consume(1);
            self.place = Place::Array;
            if self.lists.len() < 100 {
                self.lists.push(self.section.clone());
            }
            return Ok(());
        }
        self.value(None)
    }

    /// Reads a whole value; keeps it if there is somewhere to keep it.
    fn value(&mut self, mut into: Option<&mut Vec<u8>>) -> Result<(), ReadError> {
        let (mut depth, mut in_text, mut escaped, mut begun) = (0_u32, false, false, false);
        loop {
            let (used, lines, done) = {
                let bytes = self.stream.fill_buf();
                let bytes = bytes.map_err(|source| ReadError::from_io(&self.file, self.line, source))?;
                if bytes.is_empty() {
                    return Err(
                        self.damaged("the file ends in the middle: it was cut off; fetch or export it again")
                    );
                }
                let (mut used, mut lines, mut done) = (0, 0, false);
                for byte in bytes {
                    if in_text {
                        (in_text, escaped) = (escaped || *byte != b'"', !escaped && *byte == b'\\');
                        done = !in_text && depth == 0;
                    } else {
                        match byte {
                            b'"' => in_text = true,
                            b'{' | b'[' => depth += 1,
                            b'}' | b']' if depth > 0 => {
                                depth -= 1;
                                done = depth == 0;
                            }
                            b',' | b'}' | b']' | b':' | b' ' | b'\t' | b'\r' | b'\n'
                                if depth == 0 && begun =>
                            {
                                // The sign after a number or a word is not part of it.
                                done = true;
                                break;
                            }
                            _ => {}
                        }
                    }
                    begun = true;
                    used += 1;
                    lines += u64::from(*byte == b'\n');
                    if done {
                        break;
                    }
                }
                if let Some(kept) = into.as_deref_mut() {
                    kept.extend_from_slice(&bytes[..used]);
                }
                (used, lines, done)
            };
            self.stream.consume(used);
            self.line += lines;
            if into.as_ref().is_some_and(|kept| kept.len() > self.longest) {
                let reason = format!("one value is longer than {} bytes", self.longest);
                return Err(ReadError::Limit { file: self.file.clone(), line: self.line, reason });
            }
            if done {
                return Ok(());
            }
        }
    }

    /// The next sign that is not blank, not yet consumed.
    fn sign(&mut self) -> Result<u8, ReadError> {
        loop {
            let (blank, lines, found) = {
                let bytes = self.stream.fill_buf();
                let bytes = bytes.map_err(|source| ReadError::from_io(&self.file, self.line, source))?;
                if bytes.is_empty() {
                    return Err(
                        self.damaged("the file ends in the middle: it was cut off; fetch or export it again")
                    );
                }
                // A byte-order mark counts as blank.
                let blanks = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | 0xef | 0xbb | 0xbf);
                let blank = bytes.iter().take_while(|byte| blanks(byte)).count();
                let lines = bytes[..blank].iter().filter(|byte| **byte == b'\n').count() as u64;
                (blank, lines, bytes.get(blank).copied())
            };
            self.stream.consume(blank);
            self.line += lines;
            if let Some(found) = found {
                return Ok(found);
            }
        }
    }

    fn consume(&mut self, count: usize) {
        self.stream.consume(count);
    }

    fn damaged(&self, reason: &str) -> ReadError {
        ReadError::Damaged { file: self.file.clone(), line: self.line, reason: reason.to_owned() }
    }
}
