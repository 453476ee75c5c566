//! The check digits of account numbers and of payment references (ISO 7064, MOD 97-10).

/// The remainder by 97 of letters and digits read as one number, a letter counting as 10 to 35; nothing for
/// anything else.
pub(super) fn remainder_97(characters: impl Iterator<Item = u8>) -> Option<u32> {
    let mut remainder = 0_u32;
    for byte in characters {
        let value = match byte {
            b'0'..=b'9' => u32::from(byte - b'0'),
            b'A'..=b'Z' => u32::from(byte - b'A') + 10,
            _ => return None,
        };
        remainder = (remainder * if value < 10 { 10 } else { 100 } + value) % 97;
    }
    Some(remainder)
}
