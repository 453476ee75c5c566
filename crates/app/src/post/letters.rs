//! What is written to people, and when: one variant for each occasion, worded in their language.

use jiff::civil::Date;
use types::Money;
use wording::Language;

use super::blocks::Block;
use super::order_news::OrderNews;
use super::pen::Pen;

/// A line of an order as a mail lists it: already in the reader's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailLine {
    /// What, and how many.
    pub what: String,
    /// For how much.
    pub amount: String,
}

/// A line of a conversation as a transcript lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaidLine {
    /// Who said it, and when.
    pub who: String,
    /// What.
    pub text: String,
}

/// Something happened to somebody's access that they should know of, in case it was not them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountNews {
    /// A recovery code was used in the place of the second factor.
    RecoveryCodeUsed,
    /// A second factor was set, the first or in the place of another.
    SecondFactorSet,
    /// An administrator took password and second factor away, to be chosen anew.
    Reset,
}

impl AccountNews {
    /// Its name, as the keys of its words hold it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::RecoveryCodeUsed => "recovery",
            Self::SecondFactorSet => "factor",
            Self::Reset => "reset",
        }
    }
}

/// An occasion to write. Paths begin with `/`; the mail makes whole addresses of them.
#[derive(Debug, Clone, PartialEq)]
pub enum Letter {
    /// A code that signs its reader in, once.
    SignInCode {
        /// The code.
        code: String,
        /// For how many minutes it is good.
        minutes: u64,
    },
    /// An order was placed.
    OrderPlaced {
        /// Its number, as people read it.
        number: String,
        /// Its lines.
        lines: Vec<MailLine>,
        /// What is due now.
        total: Money,
        /// What each month costs then, if anything does.
        monthly: Option<Money>,
        /// What happens next and when, in sentences.
        next: Vec<String>,
        /// How to pay, where a transfer is awaited.
        transfer: Option<Transfer>,
        /// What is debited, and under which mandate, where that is how it is paid.
        debit: Option<Debit>,
        /// Whether all of it is paid: the paper that goes along is a proof then, and a confirmation otherwise.
        paid: bool,
        /// The page of the order.
        path: String,
    },
    /// Money that an order waited for came.
    PaymentReceived {
        /// The order's number.
        number: String,
        /// How much came in all.
        amount: Money,
        /// What happens next and when, in sentences.
        next: Vec<String>,
        /// The page of the order.
        path: String,
    },
    /// Goods wait in a shop.
    ReadyForPickUp {
        /// The order's number.
        number: String,
        /// The shop.
        place: String,
        /// Where it is.
        address: String,
        /// When it is open, day by day.
        hours: Vec<(String, String)>,
        /// The code to show.
        code: String,
        /// Until when goods wait.
        until: Option<Date>,
        /// The page that shows the code and its QR code.
        path: String,
    },
    /// Goods left.
    Shipped {
        /// The order's number.
        number: String,
        /// What left.
        lines: Vec<MailLine>,
        /// Whether more is to follow.
        partly: bool,
        /// The carrier's number, if there is one.
        tracking: Option<String>,
        /// When it should arrive.
        expected: Option<Date>,
        /// The page of the order.
        path: String,
    },
    /// An order was cancelled.
    Cancelled {
        /// The order's number.
        number: String,
        /// Why, in the reader's words.
        reason: Option<String>,
        /// What is to be given back.
        refund: Option<Money>,
        /// Whether nothing was charged, and nothing will be.
        nothing_charged: bool,
        /// The page of the order.
        path: String,
    },
    /// Money went back.
    Refunded {
        /// The order's number.
        number: String,
        /// How much.
        amount: Money,
        /// By which way: the name of a payment method.
        method: String,
        /// The page of the order.
        path: String,
    },
    /// A withdrawal was received.
    Withdrawn {
        /// The contract's number.
        number: String,
        /// When it was received, in words, with the time.
        received: String,
        /// What was declared.
        declared: String,
        /// How goods come back, where some are to.
        back: Option<GoodsBack>,
        /// The page of the order.
        path: String,
    },
    /// What became of an order, of which only the words differ.
    OrderNews(Box<OrderNews>),
    /// Something is available again.
    BackInStock {
        /// What.
        what: String,
        /// The page of the offer.
        path: String,
    },
    /// A seller hands a cart back.
    HandedBack {
        /// Who prepared it.
        seller: String,
        /// What they say with it.
        message: Option<String>,
        /// Until when the link works, in words.
        until: String,
        /// The signed link.
        path: String,
    },
    /// A seller answered somebody who went away.
    Answered {
        /// Who.
        seller: String,
        /// What.
        text: String,
        /// The page of the conversation.
        path: String,
    },
    /// Somebody who works here is told what happened to their access.
    Account {
        /// What.
        news: AccountNews,
        /// When, in words, with the time.
        when: String,
    },
    /// What was said.
    Transcript {
        /// On which day.
        date: Date,
        /// All of it.
        lines: Vec<SaidLine>,
        /// The page of the conversation.
        path: String,
    },
}

/// How to pay by transfer.
#[derive(Debug, Clone, PartialEq)]
pub struct Transfer {
    /// How much.
    pub amount: Money,
    /// What to write on it.
    pub reference: String,
    /// The account, where one is set.
    pub iban: Option<String>,
    /// Until when the order is kept.
    pub until: Option<Date>,
}

/// What is debited under a mandate: what a customer must know of it beforehand (SEPA Core rulebook, pre-notification).
#[derive(Debug, Clone, PartialEq)]
pub struct Debit {
    /// How much.
    pub amount: Money,
    /// The reference of the mandate.
    pub mandate: String,
    /// The creditor's identifier, where a bank gave one.
    pub creditor: Option<String>,
    /// The account, masked.
    pub account: Option<String>,
    /// It is not presented before this day.
    pub from: Option<Date>,
}

/// How goods come back.
#[derive(Debug, Clone, PartialEq)]
pub struct GoodsBack {
    /// By when.
    pub by: Option<Date>,
    /// To which address they are sent.
    pub address: String,
    /// In which shops they can be brought back.
    pub shops: Vec<String>,
}

/// A letter in words: its subject and its pieces.
pub(super) struct Composed {
    pub subject: String,
    pub blocks: Vec<Block>,
}

impl Letter {
    /// Whether it holds something that opens a door: it is not kept once it was sent.
    pub fn holds_secret(&self) -> bool {
        matches!(self, Self::SignInCode { .. } | Self::HandedBack { .. })
    }

    /// The letter in a language; `site` is where its links begin, `sender` who signs it, line by line.
    pub(super) fn compose(&self, language: Language, name: &str, site: &str, sender: &str) -> Composed {
        let mut pen = Pen::new(language, site);
        pen.greet(name);
        let subject = pen.write(self);
        Composed { subject, blocks: pen.signed(sender) }
    }
}

/// One letter of each kind, for tests.
#[cfg(test)]
pub(super) fn samples() -> Vec<Letter> {
    let text = |text: &str| text.to_owned();
    let money = |cents| Money {
        amount: rust_decimal::Decimal::new(cents, 2),
        currency: "EUR".parse().expect("EUR is a currency"),
    };
    let line = || vec![MailLine { what: text("1 × SIM"), amount: text("10,00 €") }];
    let day = jiff::civil::date(2026, 12, 1);
    let (number, path) = (|| text("C-1"), || text("/orders/ord_1"));
    let transfer = Transfer {
        amount: money(1_000),
        reference: text("RF18"),
        iban: Some(text("FR14")),
        until: Some(day),
    };
    let mut letters = vec![
        Letter::SignInCode { code: text("012345"), minutes: 1 },
        Letter::OrderPlaced {
            number: number(),
            lines: line(),
            total: money(1_000),
            monthly: Some(money(999)),
            next: vec![text("…")],
            transfer: Some(transfer),
            debit: None,
            paid: false,
            path: path(),
        },
        Letter::PaymentReceived { number: number(), amount: money(1), next: vec![text("…")], path: path() },
        Letter::ReadyForPickUp {
            number: number(),
            place: text("Lyon"),
            address: text("1 rue A"),
            hours: vec![(text("lundi"), text("9 h – 18 h"))],
            code: text("K7M2"),
            until: Some(day),
            path: path(),
        },
        Letter::Shipped {
            number: number(),
            lines: line(),
            partly: true,
            tracking: Some(text("T1")),
            expected: Some(day),
            path: path(),
        },
        Letter::Cancelled {
            number: number(),
            reason: Some(text("…")),
            refund: Some(money(1)),
            nothing_charged: false,
            path: path(),
        },
        Letter::Cancelled {
            number: number(),
            reason: None,
            refund: None,
            nothing_charged: true,
            path: path(),
        },
        Letter::OrderPlaced {
            number: number(),
            lines: line(),
            total: money(1_000),
            monthly: None,
            next: Vec::new(),
            transfer: None,
            debit: Some(Debit {
                amount: money(1_000),
                mandate: text("PAY1"),
                creditor: Some(text("FR72ZZZ123456")),
                account: Some(text("FR14 •••• 42")),
                from: Some(day),
            }),
            paid: true,
            path: path(),
        },
        Letter::Refunded { number: number(), amount: money(1), method: text("bank_transfer"), path: path() },
        Letter::Refunded { number: number(), amount: money(1), method: text("else"), path: path() },
        Letter::Withdrawn {
            number: number(),
            received: text("…"),
            declared: text("…"),
            back: None,
            path: path(),
        },
        Letter::Withdrawn {
            number: number(),
            received: text("…"),
            declared: text("…"),
            back: Some(GoodsBack { by: Some(day), address: text("Ici\n1 rue A"), shops: vec![text("Lyon")] }),
            path: path(),
        },
        Letter::BackInStock { what: text("SIM"), path: text("/offers/1") },
        Letter::HandedBack {
            seller: text("B."), message: Some(text("…")), until: text("…"), path: path()
        },
        Letter::Answered { seller: text("B."), text: text("…"), path: path() },
        Letter::Account { news: AccountNews::RecoveryCodeUsed, when: text("…") },
        Letter::Account { news: AccountNews::SecondFactorSet, when: text("…") },
        Letter::Account { news: AccountNews::Reset, when: text("…") },
        Letter::Transcript {
            date: day,
            lines: vec![SaidLine { who: text("A."), text: text("a\nb") }],
            path: path(),
        },
    ];
    letters.extend(super::order_news::samples().into_iter().map(|news| Letter::OrderNews(Box::new(news))));
    letters
}
