//! What may stand in a message: anything that a person can write, without what only machines read.

/// How many characters a message may have.
pub const CHARACTERS_AT_MOST: usize = 4_000;

/// Why a text is no message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextRefusal {
    /// There is nothing in it.
    #[error("the message is empty: write what you want to say")]
    Empty,
    /// It is too long.
    #[error("the message has {0} characters; at most 4,000 can be sent: shorten it, or send it in two")]
    TooLong(usize),
}

/// A message as it is kept: line ends are `\n`, control characters and characters that turn the direction of what
/// follows are left out, and so is the space around it.
pub fn clean_text(text: &str) -> Result<String, TextRefusal> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text: String = text.chars().filter(|c| matches!(c, '\n' | '\t') || may_stand(*c)).collect();
    let text = text.trim();
    match text.chars().count() {
        0 => Err(TextRefusal::Empty),
        length if length > CHARACTERS_AT_MOST => Err(TextRefusal::TooLong(length)),
        _ => Ok(text.to_owned()),
    }
}

/// A short text on one line, cut to so many characters: search words, the title of a page. Nothing where it is empty.
pub fn clean_line(text: &str, longest: usize) -> Option<String> {
    let spaced = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c });
    let line: String = spaced.filter(|c| may_stand(*c)).collect();
    let line: String = line.trim().chars().take(longest).collect();
    let line = line.trim_end();
    (!line.is_empty()).then(|| line.to_owned())
}

/// Neither a control character nor one of Unicode's marks that change the direction of everything after them
/// (UAX #9, explicit formatting): a text must not be able to rearrange the page that shows it.
fn may_stand(c: char) -> bool {
    !c.is_control() && !matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_only_machines_read_is_left_out() {
        assert_eq!(
            clean_text("  Bonjour\r\nà vous\0 \u{202E}txt\u{1b}[31m ").unwrap(),
            "Bonjour\nà vous txt[31m"
        );
        assert_eq!(clean_text(" \n\u{2066} "), Err(TextRefusal::Empty));
        assert_eq!(clean_line(" forfait\n5 G ", 50).as_deref(), Some("forfait 5 G"));
        assert_eq!(clean_line("\u{7}", 50), None);
    }

    #[test]
    fn a_message_of_4000_characters_is_the_longest() {
        assert!(clean_text(&"é".repeat(CHARACTERS_AT_MOST)).is_ok());
        assert_eq!(clean_text(&"é".repeat(4_001)), Err(TextRefusal::TooLong(4_001)));
    }

    proptest! {
        #[test]
        fn cleaning_again_changes_nothing(text: String) {
            if let Ok(once) = clean_text(&text) {
                prop_assert_eq!(clean_text(&once), Ok(once.clone()));
            }
            if let Some(line) = clean_line(&text, 40) {
                prop_assert!(line.chars().count() <= 40);
                prop_assert_eq!(clean_line(&line, 40), Some(line.clone()));
            }
        }
    }
}
