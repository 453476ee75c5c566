//! The hand that writes letters: pieces in a language, from what a letter says.

use jiff::civil::Date;
use types::Money;
use wording::{Arg, Language};

use super::blocks::Block;
use super::letters::{AccountNews, Debit, GoodsBack, Letter, MailLine, SaidLine, Transfer};
use super::order_news::OrderNews;

/// Writes pieces in a language.
pub(super) struct Pen<'a> {
    language: Language,
    site: &'a str,
    blocks: Vec<Block>,
}

impl<'a> Pen<'a> {
    /// Nothing is written yet; links begin with `site`.
    pub fn new(language: Language, site: &'a str) -> Self {
        Self { language, site, blocks: Vec::new() }
    }

    /// What was written, with its end: who writes, and how to reach them.
    pub fn signed(mut self, sender: &str) -> Vec<Block> {
        self.say("mail-bye");
        if !sender.is_empty() {
            self.blocks.push(Block::Text(sender.to_owned()));
        }
        self.blocks.push(Block::Foot(self.language.say("mail-why")));
        self.blocks.into_iter().map(Block::plain).collect()
    }

    /// Greets, by name where there is one.
    pub fn greet(&mut self, name: &str) {
        let said = match name.trim() {
            "" => self.language.say("mail-hello"),
            name => self.language.tell("mail-hello-name", &[("name", name.into())]),
        };
        self.blocks.push(Block::Text(said));
    }

    fn tell(&mut self, key: &str, given: &[(&str, Arg)]) {
        self.blocks.push(Block::Text(self.language.tell(key, given)));
    }

    fn say(&mut self, key: &str) {
        self.tell(key, &[]);
    }

    fn link(&mut self, key: &str, path: &str) {
        let path: String = path.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
        let address = format!("{}{path}", self.site.trim_end_matches('/'));
        self.blocks.push(Block::Link { label: self.language.say(key), address });
    }

    /// A subject of which an order's number is the beginning.
    fn subject(&self, key: &str, number: &str) -> String {
        self.language.tell(key, &[("number", number.into())])
    }

    fn follow(&mut self, path: &str) {
        self.link("mail-follow", path);
        self.say("mail-reply-none");
    }

    fn lines(&mut self, lines: &[MailLine]) {
        if !lines.is_empty() {
            let rows = lines.iter().map(|line| (line.what.clone(), line.amount.clone())).collect();
            self.blocks.push(Block::Table(rows));
        }
    }

    /// Writes the letter; gives its subject.
    pub fn write(&mut self, letter: &Letter) -> String {
        match letter {
            Letter::SignInCode { code, minutes } => self.code(code, *minutes),
            Letter::OrderPlaced { number, lines, total, monthly, next, transfer, debit, paid, path } => {
                let how = (transfer.as_ref(), debit.as_ref(), *paid);
                self.placed(number, lines, (*total, *monthly), next, how, path)
            }
            Letter::OrderNews(news) => self.news(news),
            Letter::PaymentReceived { number, amount, next, path } => {
                self.payment_received(number, *amount, next, path)
            }
            Letter::ReadyForPickUp { number, place, address, hours, code, until, path } => {
                self.ready(number, (place, address, hours), code, *until, path)
            }
            Letter::Shipped { number, lines, partly, tracking, expected, path } => {
                self.shipped(number, lines, *partly, (tracking.as_deref(), *expected), path)
            }
            Letter::Cancelled { number, reason, refund, nothing_charged, path } => {
                self.cancelled(number, reason.as_deref(), *refund, *nothing_charged, path)
            }
            Letter::Refunded { number, amount, method, path } => self.refunded(number, *amount, method, path),
            Letter::Withdrawn { number, received, declared, back, path } => {
                self.withdrawn(number, received, declared, back.as_ref(), path)
            }
            Letter::BackInStock { what, path } => self.back_in_stock(what, path),
            Letter::HandedBack { seller, message, until, path } => {
                self.handed_back(seller, message.as_deref(), until, path)
            }
            Letter::Answered { seller, text, path } => self.answered(seller, text, path),
            Letter::Account { news, when } => self.account(*news, when),
            Letter::Transcript { date, lines, path } => self.transcript(*date, lines, path),
        }
    }

    fn account(&mut self, news: AccountNews, when: &str) -> String {
        self.tell(&format!("mail-account-{}", news.name()), &[("when", when.into())]);
        self.say("mail-account-not-you");
        self.language.say(&format!("mail-account-{}-subject", news.name()))
    }

    fn code(&mut self, code: &str, minutes: u64) -> String {
        self.say("mail-code-text");
        self.blocks.push(Block::Code(code.to_owned()));
        self.tell("mail-code-life", &[("minutes", minutes.into())]);
        self.say("mail-code-not-you");
        self.language.tell("mail-code-subject", &[("code", code.into())])
    }

    fn placed(
        &mut self,
        number: &str,
        lines: &[MailLine],
        (total, monthly): (Money, Option<Money>),
        next: &[String],
        (transfer, debit, paid): (Option<&Transfer>, Option<&Debit>, bool),
        path: &str,
    ) -> String {
        self.tell("mail-placed-text", &[("number", number.into())]);
        self.lines(lines);
        let mut sums = vec![(self.language.say("mail-placed-total"), self.language.price(total))];
        sums.extend(
            monthly.map(|monthly| (self.language.say("mail-placed-monthly"), self.language.price(monthly))),
        );
        self.blocks.push(Block::Table(sums));
        if let Some(transfer) = transfer {
            self.transfer(transfer);
        }
        if let Some(debit) = debit {
            self.debit(debit);
        }
        self.next(next);
        self.say(if paid { "mail-placed-proof" } else { "mail-placed-confirmation" });
        self.say("mail-placed-withdraw");
        self.follow(path);
        self.subject("mail-placed-subject", number)
    }

    /// What happens next.
    fn next(&mut self, next: &[String]) {
        if !next.is_empty() {
            self.blocks.push(Block::Heading(self.language.say("mail-placed-next")));
            self.blocks.extend(next.iter().cloned().map(Block::Text));
        }
    }

    fn payment_received(&mut self, number: &str, amount: Money, next: &[String], path: &str) -> String {
        let amount = self.language.price(amount);
        self.tell("mail-received-text", &[("number", number.into()), ("amount", amount.into())]);
        self.next(next);
        self.say("mail-placed-proof");
        self.follow(path);
        self.subject("mail-received-subject", number)
    }

    fn debit(&mut self, debit: &Debit) {
        let amount = self.language.price(debit.amount);
        match debit.from {
            Some(from) => {
                let from = self.language.long_date(from);
                self.tell("mail-debit-from", &[("amount", amount.into()), ("date", from.into())]);
            }
            None => self.tell("mail-debit-text", &[("amount", amount.into())]),
        }
        let mut rows = vec![(self.language.say("mail-debit-mandate"), debit.mandate.clone())];
        let more = [("mail-debit-creditor", &debit.creditor), ("mail-debit-account", &debit.account)];
        for (key, value) in more {
            rows.extend(value.clone().map(|value| (self.language.say(key), value)));
        }
        self.blocks.push(Block::Table(rows));
        self.say("mail-debit-rights");
    }

    /// News of an order.
    fn news(&mut self, news: &OrderNews) -> String {
        let key = format!("mail-news-{}", news.kind.name());
        let amount = news.amount.map(|amount| self.language.price(amount)).unwrap_or_default();
        let given = [("number", Arg::from(news.number.as_str())), ("amount", amount.into())];
        self.tell(&format!("{key}-text"), &given);
        self.lines(&news.lines);
        if !news.rows.is_empty() {
            self.blocks.push(Block::Table(news.rows.clone()));
        }
        self.blocks.extend(news.said.iter().cloned().map(Block::Text));
        self.blocks.extend(news.code.iter().cloned().map(Block::Code));
        self.follow(&news.path);
        self.subject(&format!("{key}-subject"), &news.number)
    }

    fn transfer(&mut self, transfer: &Transfer) {
        let amount = self.language.price(transfer.amount);
        self.tell("mail-transfer-text", &[("amount", amount.into())]);
        let mut rows = vec![(self.language.say("mail-transfer-reference"), transfer.reference.clone())];
        rows.extend(transfer.iban.clone().map(|iban| (self.language.say("mail-transfer-account"), iban)));
        self.blocks.push(Block::Table(rows));
        if let Some(until) = transfer.until {
            self.tell("mail-transfer-until", &[("date", self.language.long_date(until).into())]);
        }
    }

    fn ready(
        &mut self,
        number: &str,
        (place, address, hours): (&str, &str, &[(String, String)]),
        code: &str,
        until: Option<Date>,
        path: &str,
    ) -> String {
        self.tell("mail-ready-text", &[("number", number.into())]);
        self.blocks.push(Block::Text(format!("{place}\n{address}").trim_end().to_owned()));
        self.say("mail-ready-code");
        self.blocks.push(Block::Code(code.to_owned()));
        if let Some(until) = until {
            self.tell("mail-ready-until", &[("date", self.language.long_date(until).into())]);
        }
        if !hours.is_empty() {
            self.blocks.push(Block::Heading(self.language.say("mail-ready-hours")));
            self.blocks.push(Block::Table(hours.to_vec()));
        }
        self.link("mail-ready-show", path);
        self.say("mail-reply-none");
        self.language.tell("mail-ready-subject", &[("number", number.into()), ("place", place.into())])
    }

    fn shipped(
        &mut self,
        number: &str,
        lines: &[MailLine],
        partly: bool,
        (tracking, expected): (Option<&str>, Option<Date>),
        path: &str,
    ) -> String {
        let key = if partly { "mail-shipped-part" } else { "mail-shipped-text" };
        self.tell(key, &[("number", number.into())]);
        self.lines(lines);
        if let Some(tracking) = tracking {
            let row = (self.language.say("mail-shipped-tracking"), tracking.to_owned());
            self.blocks.push(Block::Table(vec![row]));
        }
        if let Some(expected) = expected {
            self.tell("mail-shipped-by", &[("date", self.language.long_date(expected).into())]);
        }
        self.follow(path);
        self.subject("mail-shipped-subject", number)
    }

    fn cancelled(
        &mut self,
        number: &str,
        reason: Option<&str>,
        refund: Option<Money>,
        nothing_charged: bool,
        path: &str,
    ) -> String {
        self.tell("mail-cancelled-text", &[("number", number.into())]);
        if let Some(reason) = reason {
            self.tell("mail-cancelled-reason", &[("reason", reason.into())]);
        }
        match refund {
            Some(amount) => {
                self.tell("mail-cancelled-refund", &[("amount", self.language.price(amount).into())]);
            }
            None if nothing_charged => self.say("mail-cancelled-nothing"),
            None => {}
        }
        self.follow(path);
        self.subject("mail-cancelled-subject", number)
    }

    fn refunded(&mut self, number: &str, amount: Money, method: &str, path: &str) -> String {
        let amount = self.language.price(amount);
        let way = format!("mail-method-{}", method.replace('_', "-"));
        let way = if self.language.knows(&way) { way } else { "mail-method-other".to_owned() };
        let way = self.language.say(&way);
        let given = [("amount", amount.clone().into()), ("number", number.into()), ("method", way.into())];
        self.tell("mail-refunded-text", &given);
        self.say("mail-refunded-delay");
        self.follow(path);
        self.language.tell("mail-refunded-subject", &[("number", number.into()), ("amount", amount.into())])
    }

    fn withdrawn(
        &mut self,
        number: &str,
        received: &str,
        declared: &str,
        back: Option<&GoodsBack>,
        path: &str,
    ) -> String {
        self.tell("mail-withdrawn-text", &[("number", number.into()), ("date", received.into())]);
        self.say("mail-withdrawn-content");
        self.blocks.push(Block::Quote(declared.to_owned()));
        match back {
            Some(back) => self.goods_back(back),
            None => self.say("mail-withdrawn-nothing-back"),
        }
        self.follow(path);
        self.subject("mail-withdrawn-subject", number)
    }

    /// Where goods come back, and by when.
    fn goods_back(&mut self, back: &GoodsBack) {
        self.say("mail-withdrawn-next");
        if let Some(by) = back.by {
            self.tell("mail-back-by", &[("date", self.language.long_date(by).into())]);
        }
        if !back.shops.is_empty() {
            self.tell("mail-back-shops", &[("shops", back.shops.join(", ").into())]);
        }
        if !back.address.is_empty() {
            self.say("mail-back-address");
            self.blocks.push(Block::Text(back.address.clone()));
        }
    }

    fn back_in_stock(&mut self, what: &str, path: &str) -> String {
        self.tell("mail-back-text", &[("what", what.into())]);
        self.say("mail-back-no-hold");
        self.link("mail-back-see", path);
        self.say("mail-back-once");
        self.language.tell("mail-back-subject", &[("what", what.into())])
    }

    fn handed_back(&mut self, seller: &str, message: Option<&str>, until: &str, path: &str) -> String {
        self.tell("mail-handed-text", &[("seller", seller.into())]);
        self.blocks.extend(message.map(|message| Block::Quote(message.to_owned())));
        self.link("mail-handed-see", path);
        self.tell("mail-handed-life", &[("date", until.into())]);
        self.language.say("mail-handed-subject")
    }

    fn answered(&mut self, seller: &str, text: &str, path: &str) -> String {
        self.tell("mail-answered-text", &[("seller", seller.into())]);
        self.blocks.push(Block::Quote(text.to_owned()));
        self.link("mail-answered-see", path);
        self.language.say("mail-answered-subject")
    }

    fn transcript(&mut self, date: Date, lines: &[SaidLine], path: &str) -> String {
        self.say("mail-transcript-text");
        for line in lines {
            self.blocks.push(Block::Text(line.who.clone()));
            self.blocks.push(Block::Quote(line.text.clone()));
        }
        self.link("mail-transcript-see", path);
        self.language.tell("mail-transcript-subject", &[("date", self.language.date(date).into())])
    }
}
