//! Passwords: what is asked of one, and its Argon2id hash.

use argon2::{Algorithm, Argon2, Block, Params, Version};
use serde::{Deserialize, Serialize};

use crate::secret::{hex, same, unhex};

/// The fewest characters of a password.
pub const SHORTEST_PASSWORD: usize = 12;
/// The most: longer ones only cost time.
pub const LONGEST_PASSWORD: usize = 256;

/// Beginnings that everybody tries first. What matters is length; these are what length is often made of.
const SILLY: [&str; 24] = [
    "password",
    "passw0rd",
    "motdepasse",
    "123456789012",
    "1234567890",
    "0123456789",
    "azertyuiop",
    "qwertyuiop",
    "qwertyuiopas",
    "azertyuiopqs",
    "comptoir",
    "administrator",
    "administrateur",
    "admin",
    "bonjour",
    "welcome",
    "bienvenue",
    "letmein",
    "iloveyou",
    "jetaime",
    "football",
    "sunshine",
    "soleil",
    "changeme",
];

/// Why a password is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordProblem {
    /// It has fewer than twelve characters.
    #[error("a password has at least 12 characters; a few words in a row make a good one")]
    TooShort,
    /// It has more than 256 characters.
    #[error("a password has at most 256 characters")]
    TooLong,
    /// It is the login, or hardly more.
    #[error("a password is not the login")]
    IsTheLogin,
    /// Everybody tries it first.
    #[error("everybody tries this password first: choose another")]
    TooCommon,
    /// The two fields differ.
    #[error("the two passwords differ")]
    Differ,
}

impl PasswordProblem {
    /// Refuses what would be guessed. Nothing is asked of a password but to be long and not obvious (NIST SP 800-63B).
    pub fn check(password: &str, login: &str) -> Result<(), Self> {
        let length = password.chars().count();
        if length > LONGEST_PASSWORD {
            return Err(Self::TooLong);
        }
        let plain: String = password.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
        let login: String = login.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
        if length < SHORTEST_PASSWORD {
            return Err(Self::TooShort);
        }
        // What is left once the login and the digits around it are taken away.
        let bare = |text: &str| text.trim_matches(|c: char| c.is_ascii_digit()).to_owned();
        let signs: std::collections::BTreeSet<char> = plain.chars().collect();
        if !login.is_empty() && (bare(&plain) == login || plain == login.repeat(2)) {
            return Err(Self::IsTheLogin);
        }
        let silly = |known: &&str| plain == **known || bare(&plain) == **known || plain == known.repeat(2);
        if signs.len() < 4 || SILLY.iter().any(silly) || is_run(&plain) {
            return Err(Self::TooCommon);
        }
        Ok(())
    }
}

/// Whether each sign follows the one before: `abcdefghijkl`, `123456789012`.
fn is_run(text: &str) -> bool {
    let steps: Vec<i64> =
        text.bytes().zip(text.bytes().skip(1)).map(|(a, b)| i64::from(b) - i64::from(a)).collect();
    !steps.is_empty() && steps.iter().all(|step| matches!(step, 1 | -9))
        || !steps.is_empty() && steps.iter().all(|step| matches!(step, -1 | 9))
}

/// How much a hash costs. More is safer and slower.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PasswordCost {
    /// KiB of memory.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
}

impl PasswordCost {
    /// OWASP's first recommendation for Argon2id (Password Storage Cheat Sheet): 19 MiB, two passes, one lane.
    pub const USUAL: Self = Self { memory_kib: 19 * 1024, passes: 2 };
    /// The least that the algorithm knows: for tests only.
    pub const LIGHT: Self = Self { memory_kib: 8, passes: 1 };
}

/// The memory in which passwords are hashed: 19 MiB that are taken once and used again and again. Taken anew for each password, on
/// whichever thread hashes it, they would stay with the allocator thread by thread.
#[derive(Default)]
pub struct HashingMemory(Vec<Block>);

impl std::fmt::Debug for HashingMemory {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "HashingMemory({} blocks)", self.0.len())
    }
}

impl HashingMemory {
    /// How many bytes it holds.
    pub fn bytes(&self) -> usize {
        self.0.capacity() * Block::SIZE
    }

    fn of(&mut self, blocks: usize) -> &mut [Block] {
        if self.0.len() < blocks {
            self.0.resize(blocks, Block::default());
        }
        &mut self.0[..blocks]
    }
}

/// A password's Argon2id hash, with everything that is needed to check one against it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PasswordHash {
    /// What it cost.
    #[serde(flatten)]
    cost: PasswordCost,
    /// The salt, in hexadecimal digits.
    salt: String,
    /// The hash, in hexadecimal digits.
    hash: String,
}

impl std::fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PasswordHash(…)")
    }
}

impl PasswordHash {
    /// The hash of a password under a salt of 128 bits of chance.
    pub fn of(password: &str, salt: u128, cost: PasswordCost, memory: &mut HashingMemory) -> Self {
        let salt = salt.to_be_bytes();
        Self {
            cost,
            salt: hex(&salt),
            hash: hashed(password, &salt, cost, memory).map_or_else(String::new, |it| hex(&it)),
        }
    }

    /// A hash that no password has: checked where an account does not exist, so that the answer takes as long.
    pub fn of_nobody(cost: PasswordCost) -> Self {
        Self { cost, salt: hex(&[0; 16]), hash: String::new() }
    }

    /// Whether this is the password. Takes as long for a wrong one.
    pub fn is_of(&self, password: &str, memory: &mut HashingMemory) -> bool {
        let longest = LONGEST_PASSWORD * 4;
        let given = if password.len() > longest { "" } else { password };
        let salt = unhex(&self.salt).unwrap_or_default();
        match hashed(given, &salt, self.cost, memory) {
            Some(hash) => same(hex(&hash).as_bytes(), self.hash.as_bytes()) && !given.is_empty(),
            None => false,
        }
    }

    /// Whether it was made at another cost than is asked now: then it is made anew when the password is next known.
    pub fn is_dated(&self, cost: PasswordCost) -> bool {
        self.cost != cost
    }
}

/// Nothing where the parameters or the salt of a stored hash are ones that the algorithm does not know.
fn hashed(password: &str, salt: &[u8], cost: PasswordCost, memory: &mut HashingMemory) -> Option<[u8; 32]> {
    let params = Params::new(cost.memory_kib, cost.passes, 1, Some(32)).ok()?;
    let blocks = memory.of(params.block_count());
    let mut out = [0; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into_with_memory(password.as_bytes(), salt, &mut out, blocks)
        .ok()?;
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_long_and_not_obvious() {
        let check = |password: &str| PasswordProblem::check(password, "ann.martin");
        assert_eq!(check("short"), Err(PasswordProblem::TooShort));
        assert_eq!(check(&"é".repeat(257)), Err(PasswordProblem::TooLong));
        assert_eq!(check("Ann.Martin1987"), Err(PasswordProblem::IsTheLogin));
        for silly in [
            "Password1234",
            "aaaaaaaaaaaaaaa",
            "123456789012",
            "abcdefghijklmnop",
            "azertyuiop12",
            "Comptoir2026!!",
            "987654321098",
        ] {
            assert_eq!(check(silly), Err(PasswordProblem::TooCommon), "{silly}");
        }
        for good in ["cheval correct pile agrafe", "Zq9!zu4#Lm2$", "日本語のパスワードは長いです"]
        {
            assert_eq!(check(good), Ok(()), "{good}");
        }
    }

    #[test]
    fn only_the_password_matches_and_the_hash_says_nothing() {
        let memory = &mut HashingMemory::default();
        let hash = PasswordHash::of("cheval correct", 42, PasswordCost::LIGHT, memory);
        assert!(hash.is_of("cheval correct", memory));
        assert!(
            !hash.is_of("cheval correct ", memory)
                && !hash.is_of("", memory)
                && !hash.is_of(&"x".repeat(100_000), memory)
        );
        assert!(!PasswordHash::of_nobody(PasswordCost::LIGHT).is_of("", memory));
        let kept = serde_json::to_value(&hash).unwrap();
        assert_eq!(serde_json::from_value::<PasswordHash>(kept).unwrap(), hash);
        assert_ne!(hash, PasswordHash::of("cheval correct", 43, PasswordCost::LIGHT, memory));
        assert!(hash.is_dated(PasswordCost::USUAL) && !hash.is_dated(PasswordCost::LIGHT));
    }

    #[test]
    fn a_stored_hash_that_makes_no_sense_matches_nothing() {
        let odd = PasswordHash {
            cost: PasswordCost { memory_kib: 0, passes: 0 },
            salt: "zz".into(),
            hash: String::new(),
        };
        assert!(!odd.is_of("anything at all", &mut HashingMemory::default()));
    }

    #[test]
    fn however_many_are_hashed_it_takes_the_same_memory() {
        let memory = &mut HashingMemory::default();
        let first = PasswordHash::of("cheval correct", 1, PasswordCost::USUAL, memory);
        let bytes = memory.bytes();
        assert_eq!(bytes, 19 << 20);
        // What one left behind changes nothing for the next, of whatever cost.
        let light = PasswordHash::of("pile agrafe", 2, PasswordCost::LIGHT, memory);
        assert!(light.is_of("pile agrafe", memory) && !light.is_of("cheval correct", memory));
        assert_eq!(PasswordHash::of("cheval correct", 1, PasswordCost::USUAL, memory), first);
        assert_eq!(memory.bytes(), bytes);
    }
}
