//! What of a mail staff do not read: the letters of a link that opens its receiver's order or conversation.

use super::mail::Mail;

/// Where addresses begin of which the rest is for the receiver alone.
const OPENS: [&str; 3] = [crate::shopping::ORDER_LINK, crate::talks::TALK_LINK, "/handed/"];

/// The mail as staff read it.
pub(super) fn for_staff(mail: Mail) -> Mail {
    Mail { content: masked(&mail.content), content_html: masked(&mail.content_html), ..mail }
}

fn masked(text: &str) -> String {
    OPENS.iter().fold(text.to_owned(), |text, begins| {
        let mut pieces = text.split(begins);
        let mut shown = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            shown.push_str(begins);
            shown.push('…');
            shown.push_str(piece.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '-'));
        }
        shown
    })
}

#[cfg(test)]
mod tests {
    use super::masked;

    #[test]
    fn the_letters_of_a_link_are_not_shown() {
        assert_eq!(
            masked(
                "See https://x.example/orders/open/4ab-9f-77z\nor <a href=\"/talks/open/0-1-2\">here</a>."
            ),
            "See https://x.example/orders/open/…\nor <a href=\"/talks/open/…\">here</a>."
        );
        assert_eq!(masked("/orders/ord_1"), "/orders/ord_1");
    }
}
