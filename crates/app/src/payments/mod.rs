//! Who takes money: providers behind one small interface, whose answers may come late, twice, or not at all.
//!
//! The rules of what an answer means are `collect::payment`'s. Here are the ways to pay, what each needs to be told, and the
//! questions that are put to it. A provider that asks nobody outside (in the shop, by transfer, by mandate) answers within the entry of
//! the order; another one is asked after that entry, and what it says is an entry of its own.

mod due;
mod local;
mod office;
mod settings;
mod test_book;
mod test_card;
#[cfg(test)]
mod tests;

use std::path::Path;
use std::sync::Arc;

use collect::payment::{Answer, Card, CardError, Iban, IbanError, Payment, PaymentMethod};
use jiff::Timestamp;
use types::{Money, PaymentId};

use crate::live::Kept;
use crate::{Counter, Trouble};

pub use office::{PaymentsToSettle, Received, ReceivedRefusal};
pub use settings::PaymentSetting;
pub use test_card::{TEST_CARDS, TestCard};

/// What somebody typed to pay, as a form holds it. It is checked by [`PaymentProvider::read`], sent on, and never kept.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct PaymentDetails {
    /// The number of a card.
    pub card_number: String,
    /// When it ends: `08/29`.
    pub card_expires: String,
    /// The digits on its back.
    pub card_code: String,
    /// The account to debit.
    pub iban: String,
    /// Its bank; may be empty.
    pub bic: String,
    /// Whose account it is.
    pub holder: String,
}

/// Nothing of it: it holds a card's number.
impl std::fmt::Debug for PaymentDetails {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PaymentDetails(…)")
    }
}

/// What is wrong with a field of the details, for the page that asked for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DetailProblem {
    /// The field of [`PaymentDetails`].
    pub field: &'static str,
    /// The key of the sentence that says what to do: `payment-problem-KEY`.
    pub key: &'static str,
    /// The country that the sentence may speak of.
    pub country: String,
    /// How many characters there should be, where that is the matter.
    pub expected: usize,
}

impl DetailProblem {
    fn new(field: &'static str, key: &'static str) -> Self {
        Self { field, key, country: String::new(), expected: 0 }
    }

    fn of_iban(error: &IbanError) -> Self {
        let mut problem = Self::new("iban", error.key());
        match error {
            IbanError::Country(country) | IbanError::NotSepa(country) => problem.country.clone_from(country),
            IbanError::Length { country, expected, .. } => {
                (problem.country, problem.expected) = (country.clone(), *expected);
            }
            IbanError::Empty | IbanError::Character | IbanError::CheckDigits => {}
        }
        problem
    }

    fn of_card(error: CardError) -> Self {
        let field = match error {
            CardError::Number | CardError::CheckDigit => "card_number",
            CardError::Expiry | CardError::Expired => "card_expires",
            CardError::SecurityCode => "card_code",
        };
        Self::new(field, error.key())
    }
}

/// What a payment is for, when its details are read.
#[derive(Debug, Clone, Copy)]
pub struct PaymentAbout {
    /// The payment.
    pub payment: PaymentId,
    /// How much.
    pub amount: Money,
    /// When.
    pub now: Timestamp,
    /// Which day that is here.
    pub today: jiff::civil::Date,
}

/// What a provider knows of a payment that it is asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// This.
    Answer(Answer),
    /// It never heard of it.
    Never,
}

/// What became of money that is to go back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GivenBack {
    /// It went, under this reference.
    Done {
        /// The provider's reference.
        reference: String,
    },
    /// People have to do it: at the till, by a transfer.
    ByHand,
    /// The provider did not answer: ask again under the same reference.
    Unknown,
}

/// A way to pay.
pub trait PaymentProvider: Send + Sync {
    /// Its name, in forms, acts, and keys of sentences.
    fn name(&self) -> &'static str;

    /// Whether somebody outside must be asked. If not, [`Self::begin`] decides by itself, and may be called within the entry of the
    /// order.
    fn asks_elsewhere(&self) -> bool;

    /// Checks what was typed, and gives what of it may be kept.
    fn read(
        &self,
        details: &PaymentDetails,
        about: &PaymentAbout,
    ) -> Result<PaymentMethod, Vec<DetailProblem>>;

    /// Asks for the money. Asked twice under the same id, it is taken once, and the answer is the same.
    fn begin(&self, payment: &Payment, details: &PaymentDetails, about: &PaymentAbout) -> Answer;

    /// What became of a payment.
    fn look_up(&self, payment: PaymentId, now: Timestamp) -> Found;

    /// Gives money back. Asked twice under the same reference, it goes once.
    fn give_back(&self, payment: PaymentId, reference: &str, amount: Money, now: Timestamp) -> GivenBack;

    /// Answers that came by themselves since it was last asked, perhaps not for the first time.
    fn late_answers(&self, now: Timestamp) -> Vec<(PaymentId, Answer)> {
        let _ = now;
        Vec::new()
    }
}

/// The ways to pay that there are.
pub(crate) struct Payments {
    test_card: Arc<test_card::TestCardProvider>,
    /// Whether the test card is offered although no setting of the office says so.
    offer_test_card: bool,
}

impl Payments {
    /// The providers; the book of the test card is a file of this folder.
    pub fn in_folder(data: &Path) -> Self {
        let test_card = test_card::TestCardProvider::new(data.join("test-card.ndjson"));
        Self { test_card: Arc::new(test_card), offer_test_card: false }
    }
}

impl Counter {
    /// The same counter with the test card among its ways to pay: nobody pays real money with it.
    pub fn with_test_card(mut self) -> Self {
        self.payments.offer_test_card = true;
        self
    }

    /// The names of the ways to pay that are offered, in the order in which they are shown.
    pub fn payment_names(&self) -> Vec<String> {
        self.payment_settings()
            .into_iter()
            .filter(|setting| setting.offered)
            .map(|setting| setting.id)
            .collect()
    }

    /// How each way to pay is set up: what the office says, else what is so where nobody says anything.
    pub fn payment_settings(&self) -> Vec<PaymentSetting> {
        let Ok(shop) = self.shop() else { return Vec::new() };
        let kept: Vec<PaymentSetting> = shop.documents(PaymentSetting::KIND);
        let operator = self.operator().unwrap_or_default();
        settings::complete(&kept, &operator, self.payments.offer_test_card)
    }

    /// The provider of this name, whether it is offered or not: a payment that was begun is ended.
    pub(crate) fn payment_provider(&self, name: &str) -> Result<Arc<dyn PaymentProvider>, Trouble> {
        if name == self.payments.test_card.name() {
            return Ok(Arc::clone(&self.payments.test_card) as Arc<dyn PaymentProvider>);
        }
        let setting = self.payment_settings().into_iter().find(|setting| setting.id == name);
        setting.and_then(local::provider).ok_or_else(|| Trouble::NotFound {
            what: "payment provider",
            id: name.chars().take(40).collect(),
        })
    }

    /// Every provider, for those who listen to answers that come by themselves.
    pub(crate) fn late_payment_answers(&self, now: Timestamp) -> Vec<(PaymentId, Answer)> {
        self.payments.test_card.late_answers(now)
    }
}

impl Kept for Payment {
    const KIND: &'static str = "payment";

    fn record_id(&self) -> String {
        self.id.to_string()
    }

    /// Found by its order, by the reference that a customer writes on a transfer, by when something is to be done about it, and,
    /// while people have to do something, by that.
    fn indexed(&self) -> Vec<(String, String)> {
        let mut by = vec![("order".to_owned(), self.order.to_string())];
        if let PaymentMethod::BankAccountTransfer { reference, .. } = &self.method {
            by.push(("reference".to_owned(), reference.as_str().to_owned()));
        }
        by.extend(self.next().map(|due| ("due".to_owned(), format!("{:.3}", due.at()))));
        by.push(("state".to_owned(), format!("{} {:.3}", self.state.name(), self.since)));
        by
    }
}

/// The card that was typed, or what is wrong with it.
fn card_of(details: &PaymentDetails, about: &PaymentAbout) -> Result<Card, Vec<DetailProblem>> {
    Card::read(&details.card_number, &details.card_expires, &details.card_code, about.today)
        .map_err(|wrong| wrong.into_iter().map(DetailProblem::of_card).collect())
}

/// The account that was typed, or what is wrong with it.
fn iban_of(details: &PaymentDetails) -> Result<Iban, DetailProblem> {
    details.iban.parse::<Iban>().and_then(Iban::for_sepa).map_err(|error| DetailProblem::of_iban(&error))
}
