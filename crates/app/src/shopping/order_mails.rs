//! The mails of an order: written in the same entry as what they tell.

use collect::order::{OrderItem, PaymentStanding, ProductOrder, Step};
use collect::payment::{Payment, PaymentMethod};
use jiff::tz::TimeZone;
use ledger::RecordWrite;
use offer::catalogue::Nature;
use party::EmailAddress;
use rust_decimal::Decimal;
use types::Money;
use wording::{Arg, Language};

use crate::post::{Debit, NewsKind};
use crate::proofs::{CONTRACT_SUMMARY, PROOF_OF_PURCHASE};
use crate::{AttachedPaper, Counter, Letter, MailLine, MailTo, Transfer, Trouble};

impl Counter {
    /// The mail that says that an order was placed, if it can be sent to somebody.
    pub(crate) fn mail_of_placed(
        &self,
        order: &ProductOrder,
        payment: Option<&Payment>,
    ) -> Result<Option<RecordWrite>, Trouble> {
        let Some(to) = receiver_of(order) else { return Ok(None) };
        let zone = self.live()?.book.time_zone.clone();
        let language = to.language;
        let next = order.steps();
        let next = next.iter().filter(|step| step.done.is_none());
        let letter = Letter::OrderPlaced {
            number: order.external_id.clone(),
            lines: lines_of(order, language),
            total: Money { amount: order.due_now.value, currency: order.currency() },
            monthly: monthly_of(order),
            next: next.map(|step| sentence_of(step, language, &zone)).collect(),
            transfer: payment.and_then(|payment| self.transfer_of(payment, &zone)),
            debit: debit_of(order, &zone),
            paid: order.amount_due().is_zero(),
            path: self.path_of(order)?,
        };
        let paper = |kind: &str, name: String| AttachedPaper {
            kind: kind.to_owned(),
            id: order.id.to_string(),
            name,
        };
        let mut papers = vec![paper(PROOF_OF_PURCHASE, format!("{}.pdf", order.external_id))];
        // The contract on a medium that lasts (directive 2018/1972, article 102).
        if order.product_order_item.iter().any(|item| item.nature == Nature::Subscription) {
            papers.push(paper(CONTRACT_SUMMARY, format!("{}-contract.pdf", order.external_id)));
        }
        self.mail_record_with(&to, &letter, &[("order", &order.id.to_string())], papers).map(Some)
    }

    /// The mail that says that the money came which an order waited for: the first one about the order where it was asked
    /// elsewhere, and another one where the customer was told before how to pay.
    pub(crate) fn mail_of_paid(
        &self,
        order: &ProductOrder,
        payment: &Payment,
    ) -> Result<Option<RecordWrite>, Trouble> {
        if !matches!(payment.method, PaymentMethod::BankAccountTransfer { .. }) {
            return self.mail_of_placed(order, Some(payment));
        }
        let Some(to) = receiver_of(order) else { return Ok(None) };
        let zone = self.live()?.book.time_zone.clone();
        let next = order.steps();
        let next = next.iter().filter(|step| step.done.is_none());
        let letter = Letter::PaymentReceived {
            number: order.external_id.clone(),
            amount: payment.held(),
            next: next.map(|step| sentence_of(step, to.language, &zone)).collect(),
            path: self.path_of(order)?,
        };
        let paper = AttachedPaper {
            kind: PROOF_OF_PURCHASE.to_owned(),
            id: order.id.to_string(),
            name: format!("{}.pdf", order.external_id),
        };
        self.mail_record_with(&to, &letter, &[("order", &order.id.to_string())], vec![paper]).map(Some)
    }

    /// The mail that says that the payment of an order was refused, and where it can be paid until when: its number and the way to
    /// it are then not only on the page that was just shown. Once for an order, however many cards are tried.
    pub(crate) fn mail_of_refused(
        &self,
        before: &ProductOrder,
        order: &ProductOrder,
    ) -> Result<Option<RecordWrite>, Trouble> {
        let refused = order.payment_standing == PaymentStanding::Refused && !order.state.is_final();
        // A debit that comes back has a letter of its own.
        let debit = before.payment_standing == PaymentStanding::Later;
        if !refused || debit || before.payment.iter().any(|payment| payment.refused.is_some()) {
            return Ok(None);
        }
        let zone = self.live()?.book.time_zone.clone();
        self.mail_of_news(order, NewsKind::PaymentRefused, |news, language| {
            news.lines = lines_of(order, language);
            news.rows
                .push((language.say("mail-row-to-pay"), language.price(order.money(order.amount_due()))));
            news.said.extend(order.payment_until.map(|until| {
                language.tell("mail-pay-until", &[("date", language.moment(until, &zone).into())])
            }));
        })
    }

    /// The mail that says that an order ended because something was not done in time.
    pub(crate) fn mail_of_end(&self, order: &ProductOrder) -> Result<Option<RecordWrite>, Trouble> {
        let Some(to) = receiver_of(order) else { return Ok(None) };
        let reason = order.cancellation_reason.as_deref().map(|reason| match reason {
            "not_collected" => "order-reason-not-collected",
            _ => "order-reason-not-paid",
        });
        let refund = order.refund_due();
        let letter = Letter::Cancelled {
            number: order.external_id.clone(),
            reason: reason.map(|key| to.language.say(key)),
            refund: (refund > Decimal::ZERO).then(|| Money { amount: refund, currency: order.currency() }),
            nothing_charged: nothing_charged(order),
            path: self.path_of(order)?,
        };
        self.mail_record(&to, &letter, &[("order", &order.id.to_string())]).map(Some)
    }

    /// How to pay by transfer, where one is awaited.
    pub(crate) fn transfer_of(&self, payment: &Payment, zone: &TimeZone) -> Option<Transfer> {
        let PaymentMethod::BankAccountTransfer { reference, .. } = &payment.method else { return None };
        Some(Transfer {
            amount: payment.to_come(),
            reference: reference.as_str().to_owned(),
            iban: self.transfer_account(),
            until: payment.next().map(|due| zone.to_datetime(due.at()).date()),
        })
    }
}

/// Whether nothing was charged for an order, and nothing will be.
pub(crate) fn nothing_charged(order: &ProductOrder) -> bool {
    order.paid().is_zero() && order.owed().is_zero()
}

/// What is still to be debited for an order, and under which mandate.
fn debit_of(order: &ProductOrder, zone: &TimeZone) -> Option<Debit> {
    let payment = order.payment.iter().rev().find(|payment| payment.is_open_debit())?;
    Some(Debit {
        amount: order.money(order.amount_due()),
        mandate: payment.mandate.clone()?,
        creditor: payment.creditor.clone(),
        account: payment.shown.clone(),
        from: payment.debit_from.map(|at| zone.to_datetime(at).date()),
    })
}

/// To whom the mails of an order go; nothing if no address was given.
pub(crate) fn receiver_of(order: &ProductOrder) -> Option<MailTo> {
    Some(MailTo {
        address: order.contact.email.parse::<EmailAddress>().ok()?,
        name: order.contact.name.clone(),
        language: language_of(order),
    })
}

/// The language of what is written about an order.
pub(crate) fn language_of(order: &ProductOrder) -> Language {
    Language::from_code(&order.language).unwrap_or(Language::French)
}

/// The lines of an order as a mail lists them, and what bringing them costs, so that they add up to the total.
pub(crate) fn lines_of(order: &ProductOrder, language: Language) -> Vec<MailLine> {
    let whole = order.product_order_item.iter().filter(|item| item.bundle().is_none());
    let mut lines: Vec<MailLine> = whole
        .map(|item| MailLine {
            what: format!("{} × {}", item.ordered, item.name_in(language.code())),
            amount: price_of_line(order, item, language),
        })
        .collect();
    let fee: Decimal = order.delivery_price.iter().map(|price| price.amount).sum();
    if !fee.is_zero() {
        let way = order.delivery.name_in(language.code()).map(str::to_owned);
        lines.push(MailLine {
            what: way.unwrap_or_else(|| language.say("shop-delivery")),
            amount: language.price(order.money(fee)),
        });
    }
    lines
}

/// What a line costs with its parts: now, each month, and by use. What is only paid later is not said to cost nothing.
fn price_of_line(order: &ProductOrder, item: &OrderItem, language: Language) -> String {
    let all: Vec<&OrderItem> = std::iter::once(item).chain(order.parts_of(&item.id)).collect();
    let now: Decimal = all.iter().flat_map(|each| &each.due_now).map(|amount| amount.amount).sum();
    let monthly: Decimal = all.iter().map(|each| first_month_of(each)).sum();
    let by_use = all.iter().flat_map(|each| &each.item_price).filter(|price| price.price_type == "usage");
    let mut said = Vec::new();
    if !monthly.is_zero() {
        said.push(format!("{} {}", language.price(order.money(monthly)), language.say("shop-per-month")));
    }
    said.extend(by_use.filter_map(|price| {
        let amount = price.price.tax_included_amount?;
        let each = Money { amount: amount.value.round_dp(6).normalize(), currency: amount.unit };
        let unit = price.unit_of_measure.as_deref().unwrap_or_default();
        let name = price.name_in(language.code());
        let name = if name.is_empty() { language.say("shop-by-use") } else { name };
        Some(format!("{} / {unit} ({name})", language.price(each)))
    }));
    if said.is_empty() || !now.is_zero() {
        said.insert(0, language.price(order.money(now)));
    }
    said.join(" + ")
}

/// What a line costs in its first month.
fn first_month_of(item: &OrderItem) -> Decimal {
    let recurring = item.item_price.iter().filter(|price| price.price_type == "recurring");
    let first = recurring.filter(|price| price.unknown.get("fromMonth").is_none());
    let each: Decimal =
        first.filter_map(|price| price.price.tax_included_amount).map(|amount| amount.value).sum();
    each * Decimal::from(item.ordered)
}

/// What the first month costs, if anything does.
fn monthly_of(order: &ProductOrder) -> Option<Money> {
    let monthly = order.order_total_price.iter().find(|price| price.name.as_deref() == Some("monthly"))?;
    monthly.price.tax_included_amount.map(Money::from)
}

/// A step as a sentence: done, or to come, with the date where one is known.
pub fn sentence_of(step: &Step, language: Language, zone: &TimeZone) -> String {
    let name = step.kind.name();
    match (step.done, step.expected) {
        (Some(_), _) => language.say(&format!("order-step-{name}-done")),
        (None, Some(by)) => {
            let when = Arg::from(language.moment(by, zone));
            language.tell(&format!("order-step-{name}-by"), &[("when", when)])
        }
        (None, None) => match step.days {
            Some(days) => {
                language.tell(&format!("order-step-{name}-after"), &[("n", u64::from(days).into())])
            }
            None => language.say(&format!("order-step-{name}-next")),
        },
    }
}
