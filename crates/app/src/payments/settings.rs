//! How ways to pay are set up by the office: offered or not, and to whom money goes.

use collect::payment::Iban;
use offer::catalogue::Unknown;
use serde::{Deserialize, Serialize};

use crate::Operator;
use crate::live::Kept;

/// The ways to pay, in the order in which they are shown.
const NAMES: [&str; 4] = ["test_card", "sepa_mandate", "bank_transfer", "shop"];

/// How a way to pay is set up: a record of kind `paymentProvider`, under its name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PaymentSetting {
    /// The name of the way to pay: `shop`, `bank_transfer`, `sepa_mandate`, `test_card`.
    pub id: String,
    /// Whether customers may choose it.
    pub offered: bool,
    /// The organisation's own account, for transfers.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub account_number: String,
    /// Whose account that is.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub account_owner: String,
    /// The creditor identifier that a bank gave, for debits.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub creditor_id: String,
    /// For how many days an order waits for a transfer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<u16>,
    /// What else was said of it.
    #[serde(flatten)]
    pub unknown: Unknown,
}

impl PaymentSetting {
    /// The kind of its record.
    pub const KIND: &'static str = "paymentProvider";

    fn unsaid(name: &str, offered: bool) -> Self {
        Self {
            id: name.to_owned(),
            offered,
            account_number: String::new(),
            account_owner: String::new(),
            creditor_id: String::new(),
            days: None,
            unknown: Unknown::new(),
        }
    }
}

impl Kept for PaymentSetting {
    const KIND: &'static str = Self::KIND;

    fn record_id(&self) -> String {
        self.id.clone()
    }
}

/// Every way to pay. Where the office says nothing, money is taken in the shop, by transfer once the organisation
/// says its account, and by debit once it has a creditor identifier; the test card waits for somebody who asks for it. Accounts that a setting does
/// not name are the organisation's.
pub(super) fn complete(
    kept: &[PaymentSetting],
    operator: &Operator,
    offer_test_card: bool,
) -> Vec<PaymentSetting> {
    NAMES
        .into_iter()
        .map(|name| {
            let said = kept.iter().find(|setting| setting.id == name).cloned();
            let mut setting = said.unwrap_or_else(|| PaymentSetting::unsaid(name, name != "test_card"));
            if setting.account_number.is_empty() {
                setting.account_number.clone_from(&operator.iban);
            }
            if setting.account_owner.is_empty() {
                setting.account_owner = operator.full_name();
            }
            if setting.creditor_id.is_empty() {
                setting.creditor_id.clone_from(&operator.creditor_identifier);
            }
            match name {
                "test_card" => setting.offered |= offer_test_card,
                // Nobody is asked to pay to an account that is not said, or that cannot be one.
                "bank_transfer" => setting.offered &= setting.account_number.parse::<Iban>().is_ok(),
                "sepa_mandate" => setting.offered &= !setting.creditor_id.is_empty(),
                _ => {}
            }
            setting
        })
        .collect()
}
