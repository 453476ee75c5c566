//! What a mail says, piece by piece, and the two forms in which it is sent: plain text and simple HTML.

use std::fmt::Write;

/// One piece of a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Block {
    /// A paragraph; line breaks stay.
    Text(String),
    /// Something to copy: a code, a reference.
    Code(String),
    /// A heading.
    Heading(String),
    /// Names with their values: lines of an order, an account.
    Table(Vec<(String, String)>),
    /// Where to go on.
    Link {
        /// What it is called.
        label: String,
        /// The whole address.
        address: String,
    },
    /// What somebody wrote.
    Quote(String),
    /// Said last, and smaller.
    Foot(String),
}

impl Block {
    /// The piece without characters that no reader shows.
    pub fn plain(self) -> Self {
        match self {
            Self::Text(said) => Self::Text(plain(&said)),
            Self::Code(code) => Self::Code(plain(&code)),
            Self::Heading(said) => Self::Heading(plain(&said)),
            Self::Table(rows) => {
                Self::Table(rows.iter().map(|(name, value)| (plain(name), plain(value))).collect())
            }
            Self::Link { label, address } => Self::Link { label: plain(&label), address: plain(&address) },
            Self::Quote(said) => Self::Quote(plain(&said)),
            Self::Foot(said) => Self::Foot(plain(&said)),
        }
    }
}

/// A text without characters that no reader shows: line breaks of other kinds become ordinary ones.
fn plain(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}'], "\n");
    text.chars().filter(|c| *c == '\n' || !c.is_control()).collect()
}

/// The pieces as plain text.
pub(super) fn as_text(language: &str, blocks: &[Block]) -> String {
    // French sets a colon apart.
    let colon = if language == "fr" { "\u{a0}: " } else { ": " };
    let mut text = String::new();
    for block in blocks {
        if !text.is_empty() {
            text.push('\n');
        }
        match block {
            Block::Text(said) => push_line(&mut text, said),
            Block::Code(code) => push_line(&mut text, &format!("    {code}")),
            Block::Heading(said) => push_line(&mut text, &said.to_uppercase()),
            Block::Table(rows) => {
                for (name, value) in rows {
                    // The name may end with a colon of its own.
                    let between = match name.trim_end().ends_with(':') {
                        _ if value.is_empty() => "",
                        true => " ",
                        false => colon,
                    };
                    push_line(&mut text, &format!("{name}{between}{value}"));
                }
            }
            Block::Link { label, address } => push_line(&mut text, &format!("{label}\n{address}")),
            Block::Quote(said) => {
                for line in said.lines() {
                    push_line(&mut text, format!("> {line}").trim_end());
                }
            }
            Block::Foot(said) => push_line(&mut text, &format!("-- \n{said}")),
        }
    }
    text
}

fn push_line(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

/// The pieces as HTML: no picture that tells when it is read, no style of the reader overruled.
pub(super) fn as_html(language: &str, title: &str, blocks: &[Block]) -> String {
    let mut html = format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><meta name=\"color-scheme\" content=\"light dark\">\
         <title>{}</title></head>\n\
         <body style=\"font-family:sans-serif;line-height:1.5;max-width:38em;margin:0 auto;padding:1em\">\n",
        escaped(title)
    );
    for block in blocks {
        push_html(&mut html, block);
    }
    html.push_str("</body></html>\n");
    html
}

fn push_html(html: &mut String, block: &Block) {
    // Writing to a String cannot fail.
    let _ = match block {
        Block::Text(said) => writeln!(html, "<p>{}</p>", lines(said)),
        Block::Code(code) => writeln!(
            html,
            "<p style=\"font-family:monospace;font-size:1.6em;letter-spacing:0.1em\"><strong>{}</strong></p>",
            escaped(code)
        ),
        Block::Heading(said) => writeln!(html, "<h2 style=\"font-size:1.1em\">{}</h2>", escaped(said)),
        Block::Table(rows) => {
            html.push_str("<table style=\"border-collapse:collapse\">\n");
            for (name, value) in rows {
                let _ = writeln!(
                    html,
                    "<tr><th scope=\"row\" style=\"text-align:left;font-weight:normal;padding:0.2em 1.5em 0.2em 0\">{}</th>\
                     <td style=\"padding:0.2em 0\">{}</td></tr>",
                    lines(name),
                    lines(value)
                );
            }
            writeln!(html, "</table>")
        }
        Block::Link { label, address } => {
            writeln!(html, "<p><a href=\"{}\">{}</a></p>", escaped(address), escaped(label))
        }
        Block::Quote(said) => writeln!(
            html,
            "<blockquote style=\"margin:0.5em 0;padding-left:1em;border-left:3px solid\">{}</blockquote>",
            lines(said)
        ),
        Block::Foot(said) => writeln!(html, "<p style=\"font-size:0.85em\">{}</p>", lines(said)),
    };
}

fn lines(text: &str) -> String {
    escaped(text).replace('\n', "<br>")
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            _ => safe.push(character),
        }
    }
    safe
}
