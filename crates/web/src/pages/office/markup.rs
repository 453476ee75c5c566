//! Light markup for editable pages: headings, lists, paragraphs, emphasis, links. Everything else is shown as it was
//! written; no text can become a script or leave for an address that is not plain.

use maud::{Markup, html};

/// Shows a text: `# ` and `## ` begin headings, `- ` items of a list, `1. ` numbered ones, an empty line ends a paragraph;
/// `**bold**`, `*slanted*`, `[words](address)`.
pub fn light_markup(text: &str) -> Markup {
    let text = text.replace("\r\n", "\n");
    let parts: Vec<&str> = text.split("\n\n").map(str::trim).filter(|block| !block.is_empty()).collect();
    // The largest heading of a text is right below the page's own, by whatever mark it is written; and a heading is never more than
    // one step below the one before.
    let largest =
        parts.iter().filter_map(|block| heading_of(block).0).map(|(level, _)| level).min().unwrap_or(2);
    let mut level = 1;
    let mut blocks = Vec::new();
    for block in parts {
        let (heading, rest) = heading_of(block);
        if let Some((wanted, words)) = heading {
            level = (wanted + 2 - largest).min(level + 1);
            blocks.push(headed(words, level));
        }
        if !rest.trim().is_empty() {
            blocks.push(block_of(rest.trim()));
        }
    }
    html! { @for block in &blocks { (block) } }
}

/// The heading that a block begins with, with its level, and what follows it.
fn heading_of(block: &str) -> (Option<(u8, &str)>, &str) {
    for (mark, level) in [("### ", 4), ("## ", 3), ("# ", 2)] {
        if let Some(heading) = block.strip_prefix(mark) {
            let (words, rest) = heading.split_once('\n').unwrap_or((heading, ""));
            return (Some((level, words)), rest);
        }
    }
    (None, block)
}

fn headed(words: &str, level: u8) -> Markup {
    html! {
        @match level {
            2 => h2 { (inline(words)) },
            3 => h3 { (inline(words)) },
            _ => h4 { (inline(words)) },
        }
    }
}

fn block_of(block: &str) -> Markup {
    let lines: Vec<&str> = block.lines().collect();
    if lines.iter().all(|line| line.starts_with("- ")) {
        return html! { ul { @for line in &lines { li { (inline(&line[2..])) } } } };
    }
    if lines.iter().all(|line| numbered(line).is_some()) {
        return html! { ol { @for line in &lines { li { (inline(numbered(line).unwrap_or_default())) } } } };
    }
    html! { p { @for (place, line) in lines.iter().enumerate() { @if place > 0 { br; } (inline(line)) } } }
}

fn numbered(line: &str) -> Option<&str> {
    let (number, rest) = line.split_once(". ")?;
    (!number.is_empty() && number.len() < 4 && number.bytes().all(|byte| byte.is_ascii_digit()))
        .then_some(rest)
}

/// Emphasis and links within a line. Marks that are not closed are shown as they are.
fn inline(text: &str) -> Markup {
    let mut shown = Vec::new();
    let mut rest = text;
    while let Some(found) = first_piece(rest) {
        shown.push(html! { (&rest[..found.start]) (marked(&found)) });
        rest = &rest[found.end..];
    }
    html! { @for piece in &shown { (piece) } (rest) }
}

fn first_piece(text: &str) -> Option<Piece<'_>> {
    [("**", "**"), ("*", "*"), ("[", ")")]
        .into_iter()
        .filter_map(|(open, close)| piece(text, open, close))
        .min_by_key(|piece| (piece.start, std::cmp::Reverse(piece.open.len())))
}

fn marked(found: &Piece<'_>) -> Markup {
    html! {
        @match found.open {
            "**" => strong { (inline(found.inside)) },
            "*" => em { (inline(found.inside)) },
            _ => {
                @let (words, address) = found.inside.split_once("](").unwrap_or((found.inside, ""));
                a href=(address) rel=[address.starts_with("http").then_some("noopener")] { (words) }
            }
        }
    }
}

struct Piece<'t> {
    start: usize,
    end: usize,
    open: &'static str,
    inside: &'t str,
}

fn piece<'t>(text: &'t str, open: &'static str, close: &str) -> Option<Piece<'t>> {
    let start = text.find(open)?;
    let from = start + open.len();
    let length = text[from..].find(close).filter(|length| *length > 0)?;
    let inside = &text[from..from + length];
    let is_link = open == "[";
    if is_link
        && !inside.split_once("](").is_some_and(|(words, address)| !words.is_empty() && is_plain(address))
    {
        return None;
    }
    if open == "*" && (text[from..].starts_with('*') || inside.starts_with(' ')) {
        return None;
    }
    Some(Piece { start, end: from + length + close.len(), open, inside })
}

/// Whether an address is one of ours, of the web, of a mail or of a telephone.
fn is_plain(address: &str) -> bool {
    let known = ["https://", "http://", "mailto:", "tel:", "/", "#"];
    known.iter().any(|start| address.starts_with(start))
        && !address.starts_with("//")
        && !address.contains(|c: char| c.is_whitespace() || c.is_control() || c == '\\' || c == '"')
}

#[cfg(test)]
mod tests {
    use super::light_markup;

    #[test]
    fn marks_become_elements_and_everything_else_is_text() {
        let shown = light_markup("# Terms\nFirst **part** of [ours](/pages/a).\n\n- one\n- *two*\n\n1. x")
            .into_string();
        assert_eq!(
            shown,
            "<h2>Terms</h2><p>First <strong>part</strong> of <a href=\"/pages/a\">ours</a>.</p>\
             <ul><li>one</li><li><em>two</em></li></ul><ol><li>x</li></ol>"
        );
    }

    #[test]
    fn headings_written_alike_are_alike() {
        let shown = light_markup("## One\na\n\n## Two\nb\n\n### Three").into_string();
        assert_eq!(shown, "<h2>One</h2><p>a</p><h2>Two</h2><p>b</p><h3>Three</h3>");
    }

    #[test]
    fn no_text_becomes_a_script() {
        let hostile = [
            "<script>alert(1)</script>",
            "[x](javascript:alert(1))",
            "[x](//evil.test)",
            "**",
            "[",
            "*a",
            "[]()",
        ];
        for text in hostile {
            let shown = light_markup(text).into_string();
            assert!(!shown.contains("<script") && !shown.contains("href"), "{shown}");
        }
        light_markup(&"*".repeat(2_000));
        light_markup(&"[a](".repeat(2_000));
    }
}
