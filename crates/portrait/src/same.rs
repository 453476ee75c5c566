//! People who turned out to be one: a visitor who signs in is, for everything that they did before too, the customer that
//! they signed in as.

use std::collections::BTreeMap;

use roaring::RoaringBitmap;
use serde::{Deserialize, Serialize};

/// By the number under which somebody acted: the number of who they are.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct SamePeople(BTreeMap<u32, u32>);

impl SamePeople {
    /// The number of who this is.
    pub(crate) fn of(&self, number: u32) -> u32 {
        self.0.get(&number).copied().unwrap_or(number)
    }

    /// Notes who acted under a number. Whether that is news: the first who is named stays, since several people may use one
    /// browser after each other.
    pub(crate) fn note(&mut self, was: u32, is: u32) -> bool {
        let is = self.of(is);
        if self.of(was) != was || is == was {
            return false;
        }
        self.0.values_mut().filter(|known| **known == was).for_each(|known| *known = is);
        self.0.insert(was, is);
        true
    }

    /// Every number under which somebody acted, their own first.
    pub(crate) fn numbers_of(&self, is: u32) -> Vec<u32> {
        let others = self.0.iter().filter(|(_, known)| **known == is).map(|(was, _)| *was);
        std::iter::once(is).chain(others).collect()
    }

    /// How many people these numbers are.
    pub(crate) fn distinct(&self, numbers: &RoaringBitmap) -> u64 {
        if self.0.is_empty() {
            return numbers.len();
        }
        numbers.iter().map(|number| self.of(number)).collect::<RoaringBitmap>().len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_was_named_first_stays_and_chains_are_followed() {
        let mut same = SamePeople::default();
        assert!(same.note(1, 2));
        assert!(!same.note(1, 3), "the first stays");
        assert!(!same.note(2, 1), "nobody is their own visitor");
        assert!(same.note(2, 4));
        assert_eq!((same.of(1), same.of(2), same.of(9)), (4, 4, 9));
        assert_eq!(same.numbers_of(4), [4, 1, 2]);
        assert_eq!(same.distinct(&[1, 2, 4, 9].into_iter().collect()), 2);
    }
}
