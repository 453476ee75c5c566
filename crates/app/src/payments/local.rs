//! Ways to pay that ask nobody outside: in the shop, by a transfer that the customer orders, by a mandate to debit.

use std::sync::Arc;

use collect::payment::{Answer, CreditorReference, Mandate, Payment, PaymentMethod, is_bic};
use jiff::{SignedDuration, Timestamp};
use offer::catalogue::Unknown;
use types::{Money, PaymentId};

use super::settings::PaymentSetting;
use super::{DetailProblem, Found, GivenBack, PaymentAbout, PaymentDetails, PaymentProvider, iban_of};

/// For how many days an order waits for a transfer, where nobody says otherwise: a weekend and a slow bank.
const TRANSFER_DAYS: u16 = 10;
/// The longest name of an account's owner (SEPA Core, AT-14).
const LONGEST_OWNER: usize = 70;

/// The provider of a setting, if it is one of these.
pub(super) fn provider(setting: PaymentSetting) -> Option<Arc<dyn PaymentProvider>> {
    match setting.id.as_str() {
        "shop" => Some(Arc::new(InShop)),
        "bank_transfer" => Some(Arc::new(Transfer(setting))),
        "sepa_mandate" => Some(Arc::new(Debit(setting))),
        _ => None,
    }
}

/// Paid when the goods are handed over. What comes is told by whoever hands them over.
struct InShop;

impl PaymentProvider for InShop {
    fn name(&self) -> &'static str {
        "shop"
    }

    fn asks_elsewhere(&self) -> bool {
        false
    }

    fn read(&self, _: &PaymentDetails, _: &PaymentAbout) -> Result<PaymentMethod, Vec<DetailProblem>> {
        Ok(PaymentMethod::in_shop())
    }

    fn begin(&self, _: &Payment, _: &PaymentDetails, _: &PaymentAbout) -> Answer {
        Answer::Pending { until: None }
    }

    fn look_up(&self, _: PaymentId, _: Timestamp) -> Found {
        Found::Answer(Answer::Pending { until: None })
    }

    fn give_back(&self, _: PaymentId, _: &str, _: Money, _: Timestamp) -> GivenBack {
        GivenBack::ByHand
    }
}

/// A transfer with a structured reference. What comes is told by whoever reads the account.
struct Transfer(PaymentSetting);

impl PaymentProvider for Transfer {
    fn name(&self) -> &'static str {
        "bank_transfer"
    }

    fn asks_elsewhere(&self) -> bool {
        false
    }

    fn read(&self, _: &PaymentDetails, about: &PaymentAbout) -> Result<PaymentMethod, Vec<DetailProblem>> {
        Ok(PaymentMethod::transfer(CreditorReference::of(about.payment)))
    }

    fn begin(&self, payment: &Payment, _: &PaymentDetails, _: &PaymentAbout) -> Answer {
        let days = i64::from(self.0.days.unwrap_or(TRANSFER_DAYS));
        let until = payment.asked_at.checked_add(SignedDuration::from_hours(days * 24));
        Answer::Pending { until: until.ok() }
    }

    fn look_up(&self, _: PaymentId, _: Timestamp) -> Found {
        Found::Answer(Answer::Pending { until: None })
    }

    fn give_back(&self, _: PaymentId, _: &str, _: Money, _: Timestamp) -> GivenBack {
        GivenBack::ByHand
    }
}

/// A debit under a mandate (SEPA Core). It is presented to the bank with others, in a file; until then it is to come.
struct Debit(PaymentSetting);

impl PaymentProvider for Debit {
    fn name(&self) -> &'static str {
        "sepa_mandate"
    }

    fn asks_elsewhere(&self) -> bool {
        false
    }

    fn read(
        &self,
        details: &PaymentDetails,
        about: &PaymentAbout,
    ) -> Result<PaymentMethod, Vec<DetailProblem>> {
        let mut wrong = Vec::new();
        let owner = details.holder.split_whitespace().collect::<Vec<_>>().join(" ");
        match owner.chars().count() {
            0 => wrong.push(DetailProblem::new("holder", "holder-empty")),
            length if length > LONGEST_OWNER || owner.chars().any(char::is_control) => {
                wrong.push(DetailProblem {
                    expected: LONGEST_OWNER,
                    ..DetailProblem::new("holder", "holder-long")
                });
            }
            _ => {}
        }
        let bic = details.bic.split_whitespace().collect::<String>().to_ascii_uppercase();
        if !bic.is_empty() && !is_bic(&bic) {
            wrong.push(DetailProblem::new("bic", "bic"));
        }
        match iban_of(details) {
            Ok(account_number) if wrong.is_empty() => Ok(PaymentMethod::DirectDebit(Mandate {
                mandate_id: mandate_id(about.payment),
                signature_date: about.today,
                account_number,
                bic: (!bic.is_empty()).then_some(bic),
                owner,
                creditor_id: self.0.creditor_id.clone(),
                unknown: Unknown::new(),
            })),
            Ok(_) => Err(wrong),
            Err(problem) => {
                wrong.insert(0, problem);
                Err(wrong)
            }
        }
    }

    fn begin(&self, _: &Payment, _: &PaymentDetails, _: &PaymentAbout) -> Answer {
        Answer::Pending { until: None }
    }

    fn look_up(&self, _: PaymentId, _: Timestamp) -> Found {
        Found::Answer(Answer::Pending { until: None })
    }

    fn give_back(&self, _: PaymentId, _: &str, _: Money, _: Timestamp) -> GivenBack {
        GivenBack::ByHand
    }
}

/// The reference of a mandate: letters and digits, at most 35 (SEPA Core, AT-01).
fn mandate_id(payment: PaymentId) -> String {
    payment.to_string().replace('_', "").to_uppercase()
}
