//! Prices as a shop writes them: `1 234,50 €`, `€1,234.50`. Nothing is rounded.

use types::{Currency, Money};

use crate::Language;

/// The signs that both languages' readers know; other currencies are written by their code.
const SIGNS: [(&str, &str); 3] = [("EUR", "€"), ("GBP", "£"), ("USD", "$")];
/// Currencies without hundredths (ISO 4217, minor unit 0).
const WHOLE: [&str; 6] = ["JPY", "KRW", "XAF", "XOF", "XPF", "CLP"];

impl Language {
    /// An amount with the sign of its currency, with two decimals or as many as it has: `20,60 €`, `€20.60`.
    pub fn price(self, money: Money) -> String {
        let (amount, currency) = (money.amount.normalize(), money.currency);
        let decimals = decimals_of(currency);
        let text = if amount.scale() < decimals {
            let mut padded = amount;
            padded.rescale(decimals);
            self.amount(&padded.to_string())
        } else {
            self.amount(&amount.to_string())
        };
        let sign = SIGNS.iter().find(|(code, _)| *code == currency.as_str()).map(|(_, sign)| *sign);
        match (self, sign) {
            (Self::English, Some(sign)) => match text.strip_prefix('−') {
                Some(digits) => format!("−{sign}{digits}"),
                None => format!("{sign}{text}"),
            },
            (_, sign) => format!("{text}\u{a0}{}", sign.unwrap_or(currency.as_str())),
        }
    }
}

/// How many decimals amounts of a currency are written with.
fn decimals_of(currency: Currency) -> u32 {
    if WHOLE.contains(&currency.as_str()) { 0 } else { 2 }
}

#[cfg(test)]
mod tests {
    use super::Language::{English, French};
    use super::*;

    #[test]
    fn prices_follow_the_language_and_lose_nothing() {
        let money = |amount: &str, currency: &str| Money {
            amount: amount.parse().unwrap(),
            currency: currency.parse().unwrap(),
        };
        assert_eq!(French.price(money("1234.5", "EUR")), "1\u{202f}234,50\u{a0}€");
        assert_eq!(English.price(money("1234.5", "EUR")), "€1,234.50");
        assert_eq!(French.price(money("0.2016", "EUR")), "0,2016\u{a0}€");
        assert_eq!(English.price(money("-20", "GBP")), "−£20.00");
        assert_eq!(French.price(money("-20.000", "CHF")), "−20,00\u{a0}CHF");
        assert_eq!(English.price(money("1200", "JPY")), "1,200\u{a0}JPY");
    }
}
