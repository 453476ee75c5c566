//! What becomes of an order, told to its customer: one kind of news for each occasion, of which the words differ and the build
//! does not.

use types::Money;

use super::letters::MailLine;

/// An occasion. Its name finds its subject and its first sentence: `mail-news-NAME-subject`, `mail-news-NAME-text`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NewsKind {
    /// Some lines are wanted less.
    Amended,
    /// What was left of it is cancelled; what was given stays.
    PartCancelled,
    /// How to reach the customer, or where it goes, was put right.
    Corrected,
    /// It was stopped for a while.
    Held,
    /// It goes on.
    Resumed,
    /// It is collected against another code.
    CodeRenewed,
    /// A parcel arrived.
    Delivered,
    /// Goods were handed over in a shop.
    HandedOver,
    /// Goods came back.
    Returned,
    /// Money is given back as a gesture.
    Gesture,
    /// A subscription works.
    InService,
    /// The payment was refused: another may be tried while the order waits.
    PaymentRefused,
    /// A part of the money came.
    PartPaid,
    /// The bank did not carry out a debit: it is to be paid in another way.
    DebitRefused,
    /// Money came for an order that is over.
    PaidTooLate,
    /// The end of a subscription was asked for.
    Ending,
    /// A subscription ended.
    Ended,
}

impl NewsKind {
    /// Every kind.
    pub const ALL: [Self; 17] = [
        Self::Amended,
        Self::PartCancelled,
        Self::Corrected,
        Self::Held,
        Self::Resumed,
        Self::CodeRenewed,
        Self::Delivered,
        Self::HandedOver,
        Self::Returned,
        Self::Gesture,
        Self::InService,
        Self::PaymentRefused,
        Self::PartPaid,
        Self::DebitRefused,
        Self::PaidTooLate,
        Self::Ending,
        Self::Ended,
    ];

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Amended => "amended",
            Self::PartCancelled => "part-cancelled",
            Self::Corrected => "corrected",
            Self::Held => "held",
            Self::Resumed => "resumed",
            Self::CodeRenewed => "code-renewed",
            Self::Delivered => "delivered",
            Self::HandedOver => "handed-over",
            Self::Returned => "returned",
            Self::Gesture => "gesture",
            Self::InService => "in-service",
            Self::PaymentRefused => "payment-refused",
            Self::PartPaid => "part-paid",
            Self::DebitRefused => "debit-refused",
            Self::PaidTooLate => "paid-too-late",
            Self::Ending => "ending",
            Self::Ended => "ended",
        }
    }
}

/// News of an order, already in the reader's language where it is a sentence.
#[derive(Debug, Clone, PartialEq)]
pub struct OrderNews {
    /// Of what kind.
    pub kind: NewsKind,
    /// The order's number.
    pub number: String,
    /// How much money it is about.
    pub amount: Option<Money>,
    /// Which lines it is about.
    pub lines: Vec<MailLine>,
    /// Facts: what, and what it is.
    pub rows: Vec<(String, String)>,
    /// What else is to be said.
    pub said: Vec<String>,
    /// A code to show.
    pub code: Option<String>,
    /// The page of the order.
    pub path: String,
}

/// One of each kind, for tests.
#[cfg(test)]
pub(super) fn samples() -> Vec<OrderNews> {
    let amount =
        Money { amount: rust_decimal::Decimal::ONE, currency: "EUR".parse().expect("EUR is a currency") };
    let news = |kind| OrderNews {
        kind,
        number: "C-1".to_owned(),
        amount: Some(amount),
        lines: vec![MailLine { what: "1 × SIM".to_owned(), amount: String::new() }],
        rows: vec![("A".to_owned(), "B".to_owned())],
        said: vec!["…".to_owned()],
        code: Some("K7M2".to_owned()),
        path: "/orders/ord_1".to_owned(),
    };
    NewsKind::ALL.into_iter().map(news).collect()
}
