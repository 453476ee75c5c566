//! The three numbers that are kept for an item at a place, and the keys of their counters.

use std::fmt;
use std::str::FromStr;

use offer::catalogue::{PlaceId, StockItemId};

/// Which of the three numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bucket {
    /// On the shelf, and nobody's.
    Available,
    /// Held for a cart that is being paid.
    Held,
    /// Promised to an order, not yet gone.
    Committed,
}

impl Bucket {
    /// All of them. Their sum is what is on hand.
    pub const ALL: [Self; 3] = [Self::Available, Self::Held, Self::Committed];

    /// The last part of the counter's key.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Available => "available",
            Self::Held => "held",
            Self::Committed => "committed",
        }
    }
}

/// What a stock counter counts: `stock/{place}/{item}/{bucket}`. Slashes and percent signs within ids are
/// written `%2F` and `%25`, so that two different things never share a counter.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct StockKey {
    /// Where.
    pub place: PlaceId,
    /// Of what.
    pub item: StockItemId,
    /// Which number.
    pub bucket: Bucket,
}

impl StockKey {
    /// What all keys of stock begin with.
    pub const PREFIX: &'static str = "stock/";

    /// What the keys of all items of a place begin with.
    pub fn prefix_of(place: &PlaceId) -> String {
        format!("{}{}/", Self::PREFIX, Escaped(place.as_str()))
    }
}

impl fmt::Display for StockKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (place, item) = (Escaped(self.place.as_str()), Escaped(self.item.as_str()));
        write!(f, "{}{place}/{item}/{}", Self::PREFIX, self.bucket.name())
    }
}

/// A text that is not the key of a stock counter.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not stock/{{place}}/{{item}}/available, held or committed")]
pub struct NotAStockKey(pub String);

impl FromStr for StockKey {
    type Err = NotAStockKey;

    fn from_str(key: &str) -> Result<Self, NotAStockKey> {
        let wrong = || NotAStockKey(key.chars().take(200).collect());
        let mut parts = key.strip_prefix(Self::PREFIX).ok_or_else(wrong)?.split('/');
        let (Some(place), Some(item), Some(bucket), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(wrong());
        };
        let bucket = Bucket::ALL.into_iter().find(|each| each.name() == bucket).ok_or_else(wrong)?;
        let (place, item) = (PlaceId::new(&unescaped(place)), StockItemId::new(&unescaped(item)));
        Ok(Self { place, item, bucket })
    }
}

/// A part of a key in which a slash and a percent sign are written out.
struct Escaped<'a>(&'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0;
        while let Some(at) = rest.find(['/', '%']) {
            f.write_str(&rest[..at])?;
            f.write_str(if rest.as_bytes()[at] == b'/' { "%2F" } else { "%25" })?;
            rest = &rest[at + 1..];
        }
        f.write_str(rest)
    }
}

fn unescaped(part: &str) -> String {
    // The percent sign last: what it gives back is never read again.
    part.replace("%2F", "/").replace("%25", "%")
}

/// The three numbers of an item at a place.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct StockLevel {
    /// On the shelf, and nobody's.
    pub available: i64,
    /// Held for carts that are being paid.
    pub held: i64,
    /// Promised to orders.
    pub committed: i64,
}

impl StockLevel {
    /// Everything that is there.
    pub const fn on_hand(self) -> i64 {
        self.available.saturating_add(self.held).saturating_add(self.committed)
    }

    /// One of the three.
    pub const fn of(self, bucket: Bucket) -> i64 {
        match bucket {
            Bucket::Available => self.available,
            Bucket::Held => self.held,
            Bucket::Committed => self.committed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_key_reads_back_whatever_the_ids_hold(place in ".{0,12}", item in "[a-z/%F25 é]{0,16}", n in 0_usize..3) {
            let key = StockKey { place: PlaceId::new(&place), item: StockItemId::new(&item), bucket: Bucket::ALL[n] };
            prop_assert_eq!(key.to_string().parse::<StockKey>(), Ok(key.clone()));
            prop_assert!(key.to_string().starts_with(&StockKey::prefix_of(&key.place)));
        }
    }

    #[test]
    fn other_keys_are_refused() {
        for key in ["stock/a/b", "stock/a/b/c", "stock/a/b/held/x", "import/a/b/held"] {
            assert!(key.parse::<StockKey>().is_err(), "{key}");
        }
    }
}
