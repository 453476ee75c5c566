//! News of an order for its customer: short letters, each in the entry of what it tells.

use collect::order::{FactKind, FulfilmentKind, LineQuantity, PaymentStanding, ProductOrder};
use collect::product::{Ending, Product};
use ledger::RecordWrite;
use rust_decimal::Decimal;
use types::Money;
use wording::Language;

use super::writing::Change;
use crate::post::{NewsKind, OrderNews};
use crate::shopping::receiver_of;
use crate::{Counter, Letter, MailLine, Trouble};

impl Counter {
    /// News of this kind, filled in, if there is somebody to write to.
    pub(crate) fn mail_of_news(
        &self,
        order: &ProductOrder,
        kind: NewsKind,
        fill: impl FnOnce(&mut OrderNews, Language),
    ) -> Result<Option<RecordWrite>, Trouble> {
        let Some(to) = receiver_of(order) else { return Ok(None) };
        let mut news = OrderNews {
            kind,
            number: order.external_id.clone(),
            amount: None,
            lines: Vec::new(),
            rows: Vec::new(),
            said: Vec::new(),
            code: None,
            path: self.path_of(order)?,
        };
        fill(&mut news, to.language);
        self.mail_record(&to, &Letter::OrderNews(Box::new(news)), &[("order", &order.id.to_string())])
            .map(Some)
    }

    /// Quantities went down, or what was left was taken off while something stays: what is dropped, what still counts, and the new amount.
    pub(super) fn mail_of_less(
        &self,
        change: &Change,
        kind: NewsKind,
        reason: &str,
    ) -> Result<Option<RecordWrite>, Trouble> {
        let order = change.order();
        let less = [FactKind::OrderAmended, FactKind::OrderCancelled, FactKind::OrderFailed];
        let fact = change.decided.facts.iter().find(|fact| less.contains(&fact.kind));
        self.mail_of_news(order, kind, |news, language| {
            news.lines = fact.map(|fact| lines_of(order, &fact.lines, language)).unwrap_or_default();
            let kept =
                order.product_order_item.iter().filter(|item| item.kept() > 0 && !order.has_parts(&item.id));
            let kept: Vec<String> =
                kept.map(|item| format!("{} × {}", item.kept(), item.name_in(language.code()))).collect();
            news.rows.push((language.say("mail-row-kept"), kept.join(", ")));
            news.rows.push((language.say("mail-row-owed"), language.price(order.money(order.owed()))));
            let refund = order.refund_due();
            if refund > Decimal::ZERO {
                news.rows.push((language.say("mail-row-refund"), language.price(order.money(refund))));
            }
            if !reason.trim().is_empty() {
                let why: String = reason.trim().chars().take(500).collect();
                news.said.push(language.tell("mail-cancelled-reason", &[("reason", why.into())]));
            }
        })
    }

    /// Goods came back.
    pub(super) fn mail_of_returned(&self, order: &ProductOrder) -> Result<Option<RecordWrite>, Trouble> {
        let Some(returned) = order.goods_return.last() else { return Ok(None) };
        self.mail_of_news(order, NewsKind::Returned, |news, language| {
            let lines: Vec<LineQuantity> =
                returned.lines.iter().map(|line| LineQuantity::new(&line.item, line.quantity)).collect();
            news.lines = lines_of(order, &lines, language);
            let sums = [("mail-row-withheld", returned.withheld), ("mail-row-refund", order.refund_due())];
            for (key, sum) in sums.into_iter().filter(|(_, sum)| *sum > Decimal::ZERO) {
                news.rows.push((language.say(key), language.price(order.money(sum))));
            }
        })
    }

    /// What was just given: the last fulfilment of a kind.
    pub(super) fn mail_of_given(
        &self,
        order: &ProductOrder,
        kind: NewsKind,
        given: FulfilmentKind,
        taken: Option<(Money, &str)>,
    ) -> Result<Option<RecordWrite>, Trouble> {
        let Some(last) = order.fulfilment.iter().rfind(|each| each.kind == given) else { return Ok(None) };
        self.mail_of_news(order, kind, |news, language| {
            news.lines = lines_of(order, &last.lines, language);
            if let Some((amount, way)) = taken {
                let way = language.say(way);
                news.rows.push((way, language.price(amount)));
            }
            if given == FulfilmentKind::HandedOver && order.has_goods_left() {
                news.said.push(language.say("mail-handed-over-rest"));
            }
        })
    }

    /// Money came that settled nothing: a part of it, or too late. Or a debit came back: how much is missing, with the way to pay it.
    pub(crate) fn mail_of_money(
        &self,
        before: &ProductOrder,
        order: &ProductOrder,
    ) -> Result<Option<RecordWrite>, Trouble> {
        let came = order.paid() - before.paid();
        if before.payment_standing == PaymentStanding::Later
            && order.payment_standing == PaymentStanding::Refused
        {
            return self.mail_of_news(order, NewsKind::DebitRefused, |news, _| {
                news.amount = Some(order.money(order.amount_due()));
            });
        }
        if came <= Decimal::ZERO {
            return Ok(None);
        }
        let over = before.state.is_final() && before.amount_due().is_zero();
        let (kind, key, sum) = if over {
            (NewsKind::PaidTooLate, "mail-row-refund", order.refund_due())
        } else if order.payment_standing.lets_go_on() {
            return Ok(None);
        } else {
            (NewsKind::PartPaid, "mail-row-to-come", order.amount_due())
        };
        self.mail_of_news(order, kind, |news, language| {
            news.amount = Some(order.money(came));
            news.rows.push((language.say(key), language.price(order.money(sum))));
            if kind == NewsKind::PaidTooLate && order.wants_refund_account() {
                news.said.push(language.say("mail-refund-account"));
            }
        })
    }

    /// A subscription ends, or ended.
    pub(super) fn mail_of_ending(
        &self,
        order: &ProductOrder,
        product: &Product,
        ending: &Ending,
        kind: NewsKind,
    ) -> Result<Option<RecordWrite>, Trouble> {
        let zone = self.live()?.book.time_zone.clone();
        self.mail_of_news(order, kind, |news, language| {
            let name = product.name_in(language.code()).to_owned();
            news.rows.push((language.say("mail-row-subscription"), name));
            news.rows.push((language.say("mail-row-asked"), language.moment(ending.asked_at, &zone)));
            news.rows.push((language.say("mail-row-ends"), language.moment(ending.ends_at, &zone)));
            let owed = ending
                .owed
                .map_or_else(|| language.say("mail-row-nothing"), |owed| language.price(Money::from(owed)));
            news.rows.push((language.say("mail-row-still-owed"), owed));
            if let Some(end) = ending.at_end {
                news.rows.push((language.say("mail-row-at-end"), language.price(Money::from(end))));
            }
        })
    }
}

/// Lines as a letter names them, in its reader's language.
pub(super) fn lines_of(order: &ProductOrder, lines: &[LineQuantity], language: Language) -> Vec<MailLine> {
    let whole = lines.iter().filter(|line| !order.has_parts(&line.item));
    let name =
        |line: &LineQuantity| order.item(&line.item).map(|item| item.name_in(language.code()).to_owned());
    whole
        .map(|line| MailLine {
            what: format!("{} × {}", line.quantity, name(line).unwrap_or_default()),
            amount: String::new(),
        })
        .collect()
}
