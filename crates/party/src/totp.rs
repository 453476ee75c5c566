//! The second factor: six digits that change every thirty seconds (TOTP, RFC 6238, over HMAC-SHA-1 as every
//! authenticator application knows it).

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha1::Sha1;

use crate::base32;
use crate::secret::same;

/// How long one step lasts, in seconds.
const STEP_S: i64 = 30;
/// How many steps before and after now are taken, for clocks that differ and digits typed late.
const SLACK: i64 = 1;

/// The secret that this program and an authenticator share: 160 bits.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TotpSecret(Vec<u8>);

impl fmt::Debug for TotpSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TotpSecret(…)")
    }
}

impl TotpSecret {
    /// A secret out of 256 bits of chance.
    pub fn from_chance(chance: [u128; 2]) -> Self {
        let mut bytes = chance[0].to_be_bytes().to_vec();
        bytes.extend_from_slice(&chance[1].to_be_bytes()[..4]);
        Self(bytes)
    }

    /// The secret as people type it where they cannot scan: base 32.
    pub fn reveal(&self) -> String {
        base32::written(&self.0)
    }

    /// The address that an authenticator reads from a QR code (the Key URI format).
    pub fn address(&self, issuer: &str, login: &str) -> String {
        let (issuer, login) = (escaped(issuer), escaped(login));
        format!(
            "otpauth://totp/{issuer}:{login}?secret={}&issuer={issuer}&algorithm=SHA1&digits=6&period={STEP_S}",
            self.reveal()
        )
    }

    /// The digits of a step.
    pub fn digits(&self, step: i64) -> String {
        format!("{:06}", self.truncated(step) % 1_000_000)
    }

    /// RFC 4226 §5.3: 31 bits out of the HMAC of the step, from where its last four bits say.
    fn truncated(&self, step: i64) -> u32 {
        let mut mac = Hmac::<Sha1>::new_from_slice(&self.0).expect("HMAC takes a key of any length");
        mac.update(&step.to_be_bytes());
        let mac = mac.finalize().into_bytes();
        let from = usize::from(mac[19] & 15);
        let bytes = [mac[from], mac[from + 1], mac[from + 2], mac[from + 3]];
        u32::from_be_bytes(bytes) & 0x7fff_ffff
    }

    /// The step whose digits these are, now or one step away, later than the last that was used: no digits are taken
    /// twice. Nothing if they are of none.
    pub fn accepts(&self, given: &str, now: Timestamp, last_used: Option<i64>) -> Option<i64> {
        let digits: String = given.chars().filter(|c| !c.is_whitespace()).take(12).collect();
        let here = step_of(now);
        (here - SLACK..=here + SLACK)
            .filter(|step| last_used.is_none_or(|last| *step > last))
            .find(|step| same(self.digits(*step).as_bytes(), digits.as_bytes()))
    }
}

/// The step that an instant lies in.
pub fn step_of(now: Timestamp) -> i64 {
    now.as_second().div_euclid(STEP_S)
}

impl TryFrom<String> for TotpSecret {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        base32::read(&text).map(Self).ok_or("a second factor's secret is written in base 32")
    }
}

impl From<TotpSecret> for String {
    fn from(secret: TotpSecret) -> Self {
        secret.reveal()
    }
}

/// RFC 3986: everything but letters, digits, `-`, `.`, `_`, `~` escaped.
fn escaped(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The secret of both RFCs' examples.
    fn example() -> TotpSecret {
        TotpSecret(b"12345678901234567890".to_vec())
    }

    fn at(secs: i64) -> Timestamp {
        Timestamp::from_second(secs).unwrap()
    }

    #[test]
    fn the_examples_of_rfc_4226_come_out() {
        let expected =
            [755_224, 287_082, 359_152, 969_429, 338_314, 254_676, 287_922, 162_583, 399_871, 520_489];
        for (step, digits) in expected.into_iter().enumerate() {
            assert_eq!(example().digits(step as i64), format!("{digits:06}"));
        }
    }

    #[test]
    fn the_examples_of_rfc_6238_come_out() {
        // Appendix B, SHA-1, eight digits.
        for (secs, digits) in [
            (59, 94_287_082),
            (1_111_111_109, 7_081_804),
            (1_111_111_111, 14_050_471),
            (1_234_567_890, 89_005_924),
            (2_000_000_000, 69_279_037),
            (20_000_000_000, 65_353_130),
        ] {
            assert_eq!(example().truncated(step_of(at(secs))) % 100_000_000, digits, "at {secs}");
        }
    }

    #[test]
    fn no_digits_are_taken_twice_and_a_neighbouring_step_is_forgiven() {
        let (secret, now) = (example(), at(1_234_567_890));
        let here = step_of(now);
        let used = secret.accepts(&secret.digits(here), now, None).unwrap();
        assert_eq!(used, here);
        assert_eq!(secret.accepts(&secret.digits(here), now, Some(used)), None);
        assert_eq!(secret.accepts(&secret.digits(here - 1), now, Some(used)), None);
        assert_eq!(secret.accepts(&secret.digits(here + 1), now, Some(used)), Some(here + 1));
        assert_eq!(secret.accepts(&secret.digits(here - 2), now, None), None);
        let spaced = format!(" {} {}", &secret.digits(here)[..3], &secret.digits(here)[3..]);
        assert_eq!(secret.accepts(&spaced, now, None), Some(here));
    }

    #[test]
    fn the_address_is_what_authenticators_read() {
        assert_eq!(
            example().address("Télécom & Co", "ann"),
            "otpauth://totp/T%C3%A9l%C3%A9com%20%26%20Co:ann?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\
             &issuer=T%C3%A9l%C3%A9com%20%26%20Co&algorithm=SHA1&digits=6&period=30"
        );
    }

    proptest! {
        #[test]
        fn a_step_is_used_at_most_once(chance: [u128; 2], ticks in prop::collection::vec(0_i64..45, 1..60)) {
            let secret = TotpSecret::from_chance(chance);
            let (mut now, mut last, mut used) = (1_700_000_000, None, Vec::new());
            for tick in ticks {
                now += tick;
                if let Some(step) = secret.accepts(&secret.digits(step_of(at(now))), at(now), last) {
                    prop_assert!(last.is_none_or(|before| step > before));
                    last = Some(step);
                    used.push(step);
                }
            }
            let distinct: std::collections::BTreeSet<_> = used.iter().collect();
            prop_assert_eq!(distinct.len(), used.len());
            let kept = serde_json::to_string(&secret).unwrap();
            prop_assert_eq!(serde_json::from_str::<TotpSecret>(&kept).unwrap(), secret);
        }
    }
}
