//! The written form: how numbers and texts become bytes in the store, and back without trusting them.
//!
//! Small numbers take one byte (LEB128, seven bits a byte); texts are led by their length. Reading checks every
//! bound, because a store may hold a flipped byte: it gives [`Garbled`], never a panic and never a huge allocation.

/// Bytes that are not what they should be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Garbled(pub String);

impl Garbled {
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self(what.into())
    }
}

/// Builds bytes.
#[derive(Debug, Default)]
pub(crate) struct Writer(pub Vec<u8>);

impl Writer {
    pub fn u8(&mut self, byte: u8) {
        self.0.push(byte);
    }

    pub fn raw(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    pub fn number(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.0.push((value as u8) | 0x80);
            value >>= 7;
        }
        self.0.push(value as u8);
    }

    /// A signed number, small ones short (zigzag).
    pub fn signed(&mut self, value: i64) {
        self.number(((value << 1) ^ (value >> 63)) as u64);
    }

    pub fn count(&mut self, count: usize) {
        self.number(count as u64);
    }

    pub fn blob(&mut self, bytes: &[u8]) {
        self.count(bytes.len());
        self.raw(bytes);
    }

    pub fn text(&mut self, text: &str) {
        self.blob(text.as_bytes());
    }
}

/// Reads what [`Writer`] wrote.
#[derive(Debug, Clone)]
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    pub fn raw(&mut self, length: usize) -> Result<&'a [u8], Garbled> {
        let (taken, rest) = self
            .rest
            .split_at_checked(length)
            .ok_or_else(|| Garbled::new(format!("ends {} bytes too early", length - self.rest.len())))?;
        self.rest = rest;
        Ok(taken)
    }

    pub fn array<const N: usize>(&mut self) -> Result<[u8; N], Garbled> {
        let taken = self.raw(N)?;
        taken.try_into().map_err(|_| Garbled::new("ends too early"))
    }

    pub fn u8(&mut self) -> Result<u8, Garbled> {
        let (first, rest) = self.rest.split_first().ok_or_else(|| Garbled::new("ends too early"))?;
        self.rest = rest;
        Ok(*first)
    }

    #[inline]
    pub fn number(&mut self) -> Result<u64, Garbled> {
        let mut value = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.u8()?;
            if shift == 63 && byte > 1 {
                break;
            }
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return if byte == 0 && shift > 0 {
                    Err(Garbled::new("a number is padded"))
                } else {
                    Ok(value)
                };
            }
        }
        Err(Garbled::new("a number is longer than 64 bits"))
    }

    pub fn signed(&mut self) -> Result<i64, Garbled> {
        let value = self.number()?;
        Ok(((value >> 1) as i64) ^ -((value & 1) as i64))
    }

    pub fn u32(&mut self) -> Result<u32, Garbled> {
        u32::try_from(self.number()?).map_err(|_| Garbled::new("a number is longer than 32 bits"))
    }

    pub fn u16(&mut self) -> Result<u16, Garbled> {
        u16::try_from(self.number()?).map_err(|_| Garbled::new("a number is longer than 16 bits"))
    }

    /// A number of things to come, each at least one byte long: never more than the bytes that are left.
    pub fn count(&mut self) -> Result<usize, Garbled> {
        let count = self.number()?;
        usize::try_from(count)
            .ok()
            .filter(|count| *count <= self.rest.len())
            .ok_or_else(|| Garbled::new(format!("announces {count} things in {} bytes", self.rest.len())))
    }

    pub fn blob(&mut self) -> Result<&'a [u8], Garbled> {
        let length = self.count()?;
        self.raw(length)
    }

    pub fn text(&mut self) -> Result<&'a str, Garbled> {
        std::str::from_utf8(self.blob()?).map_err(|_| Garbled::new("a text is not UTF-8"))
    }

    /// Whether all was read.
    pub fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    pub fn rest(&mut self) -> &'a [u8] {
        std::mem::take(&mut self.rest)
    }

    /// All must have been read.
    pub fn end(self) -> Result<(), Garbled> {
        if self.rest.is_empty() {
            Ok(())
        } else {
            Err(Garbled::new(format!("goes on {} bytes too long", self.rest.len())))
        }
    }
}

/// Eight big-endian bytes as a number.
pub(crate) fn be64(bytes: &[u8]) -> Result<u64, Garbled> {
    bytes
        .try_into()
        .map(u64::from_be_bytes)
        .map_err(|_| Garbled::new(format!("{} bytes instead of 8", bytes.len())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_and_texts_read_back(number: u64, signed: i64, text: String) {
            let mut writer = Writer::default();
            writer.number(number);
            writer.signed(signed);
            writer.text(&text);
            let mut reader = Reader::new(&writer.0);
            prop_assert_eq!(reader.number(), Ok(number));
            prop_assert_eq!(reader.signed(), Ok(signed));
            prop_assert_eq!(reader.text(), Ok(text.as_str()));
            prop_assert!(reader.end().is_ok());
        }

        #[test]
        fn any_bytes_give_an_answer_or_an_error(bytes: Vec<u8>) {
            let mut reader = Reader::new(&bytes);
            while reader.text().is_ok() && reader.number().is_ok() {}
        }
    }
}
