//! Numbers in each language's manner: `1 234,5 %` and `1,234.5%`.

use crate::Language;
use crate::typography::NARROW;

impl Language {
    /// A whole number, its digits in groups of three.
    pub fn count(self, number: u64) -> String {
        self.grouped(&number.to_string())
    }

    /// A number with so many decimals, rounded half to even as it is written.
    pub fn decimal(self, number: f64, decimals: usize) -> String {
        self.amount(&format!("{number:.decimals$}"))
    }

    /// A share as a percentage with one decimal: 0.16797 is `16,8 %` or `16.8%`.
    pub fn percent(self, share: f64) -> String {
        self.percent_to(share, 1)
    }

    /// A share as a percentage with so many decimals.
    pub fn percent_to(self, share: f64, decimals: usize) -> String {
        let number = self.decimal(share * 100.0, decimals);
        match self {
            Self::French => format!("{number}{NARROW}%"),
            Self::English => format!("{number}%"),
        }
    }

    /// An exact decimal as it is written in data (`-4397950.761`), in the language's manner; nothing is
    /// rounded. A text that is no such number is left alone.
    pub fn amount(self, written: &str) -> String {
        let (sign, digits) = match written.strip_prefix('-') {
            Some(rest) => ("−", rest),
            None => ("", written),
        };
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
        if whole.is_empty() || !whole.bytes().chain(decimals.bytes()).all(|byte| byte.is_ascii_digit()) {
            return written.to_owned();
        }
        let point = match (decimals.is_empty(), self) {
            (true, _) => "",
            (false, Self::French) => ",",
            (false, Self::English) => ".",
        };
        format!("{sign}{}{point}{decimals}", self.grouped(whole))
    }

    /// An exact amount of money with its currency: `4 397 950,761 GBP`, `4,397,950.761 GBP`.
    pub fn money(self, written: &str, currency: Option<&str>) -> String {
        let amount = self.amount(written);
        match currency {
            Some(currency) => format!("{amount}\u{a0}{currency}"),
            None => amount,
        }
    }

    fn grouped(self, digits: &str) -> String {
        let separator = match self {
            Self::French => NARROW,
            Self::English => ',',
        };
        let mut text = String::with_capacity(digits.len() + digits.len());
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                text.push(separator);
            }
            text.push(digit);
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::Language::{English, French};

    #[test]
    fn numbers_follow_the_language() {
        assert_eq!(French.count(17_456), "17\u{202f}456");
        assert_eq!(English.count(1_000_000), "1,000,000");
        assert_eq!(French.percent(0.167_97), "16,8\u{202f}%");
        assert_eq!(English.percent(0.5), "50.0%");
        assert_eq!(English.money("4397950.761", Some("GBP")), "4,397,950.761\u{a0}GBP");
        assert_eq!(French.amount("-12.50"), "−12,50");
        assert_eq!(French.amount("many"), "many");
    }
}
