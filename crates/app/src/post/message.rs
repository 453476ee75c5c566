//! A mail as it travels: an Internet message (RFC 5322) of plain text, HTML and papers.
//!
//! Headers are made by a library that encodes them; what is given to it holds no control character anyway, so no
//! text of a person can begin a header of its own.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Body, Mailbox, MultiPart, SinglePart};
use lettre::{Address, Message};

use super::PostSettings;
use super::mail::Mail;

/// A paper that goes with a mail: the name of its file, its media type, its bytes.
pub(super) struct Enclosed {
    pub name: String,
    pub media_type: &'static str,
    pub bytes: Vec<u8>,
}

/// How letters outside ASCII are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Coding {
    /// So that every server passes them on.
    SevenBits,
    /// As they are: for a file that people open in an editor.
    Plain,
}

/// Why a mail cannot be made into a message. Trying again does not help.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unsendable {
    #[error("the address {0} cannot be written to")]
    Address(String),
    #[error("the message cannot be put together: {0}")]
    Message(#[from] lettre::error::Error),
}

/// The message: the same bytes for the same mail.
pub(super) fn message_of(
    mail: &Mail,
    settings: &PostSettings,
    enclosed: Vec<Enclosed>,
    coding: Coding,
) -> Result<Message, Unsendable> {
    let from = mailbox(settings.from.as_str(), &settings.from_name)?;
    let host = settings.from.as_str().rsplit('@').next().unwrap_or("localhost.invalid");
    let mut builder = Message::builder()
        .message_id(Some(format!("<{}@{host}>", mail.id)))
        .date(when(mail.created_at))
        .from(from)
        .subject(one_line(&mail.subject, 200));
    for receiver in mail.to() {
        builder = builder.to(mailbox(receiver.email.as_str(), &receiver.name)?);
    }
    for (name, value) in [("Auto-Submitted", "auto-generated"), ("Content-Language", mail.language.as_str())]
    {
        if let Ok(name) = HeaderName::new_from_ascii(name.to_owned()) {
            builder = builder.raw_header(HeaderValue::new(name, one_line(value, 40)));
        }
    }
    let words = MultiPart::alternative().boundary(format!("words-{}", mail.id)).singlepart(part(
        ContentType::TEXT_PLAIN,
        &mail.content,
        coding,
    ));
    let words = match mail.content_html.as_str() {
        "" => words,
        html => words.singlepart(part(ContentType::TEXT_HTML, html, coding)),
    };
    if enclosed.is_empty() {
        return Ok(builder.multipart(words)?);
    }
    let mut whole = MultiPart::mixed().boundary(format!("whole-{}", mail.id)).multipart(words);
    for paper in enclosed {
        let media = ContentType::parse(paper.media_type).unwrap_or(ContentType::TEXT_PLAIN);
        whole = whole.singlepart(Attachment::new(file_name(&paper.name)).body(paper.bytes, media));
    }
    Ok(builder.multipart(whole)?)
}

/// The longest line that a message may hold (RFC 5322 §2.1.1), in bytes.
const LONGEST_LINE: usize = 998;

/// A text of the message. One with lines that are too long for it is not written plainly.
fn part(media: ContentType, text: &str, coding: Coding) -> SinglePart {
    let short = text.lines().all(|line| line.len() <= LONGEST_LINE);
    let body = if coding == Coding::Plain && short && !text.contains('\0') {
        let lines: String = text.lines().flat_map(|line| [line, "\r\n"]).collect();
        Body::dangerous_pre_encoded(lines.into_bytes(), ContentTransferEncoding::EightBit)
    } else {
        Body::new(text.to_owned())
    };
    SinglePart::builder().header(media).body(body)
}

/// The instant as the standard library tells it, to the second.
fn when(at: jiff::Timestamp) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(at.as_second().max(0).unsigned_abs())
}

fn mailbox(address: &str, name: &str) -> Result<Mailbox, Unsendable> {
    let address: Address = address.parse().map_err(|_| Unsendable::Address(one_line(address, 80)))?;
    let name = one_line(name, 100);
    Ok(Mailbox::new((!name.is_empty()).then_some(name), address))
}

/// A text without control characters and without line breaks of any kind, at most so long.
pub(super) fn one_line(text: &str, longest: usize) -> String {
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}');
    let spaced: String = text.chars().map(|c| if breaks(c) { ' ' } else { c }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(longest).collect()
}

/// A file's name that no reader of mail trips over.
fn file_name(name: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    name.chars().map(|c| if plain(c) { c } else { '-' }).take(80).collect()
}
