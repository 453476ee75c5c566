//! Chance: small generators derived from the seed and from what they are for, and the distributions drawn from them.
//!
//! A generator per arrival, rather than one for all, keeps the rest of a simulation as it was when one part of it changes.
//! Logarithm and exponential are written out in operations that IEEE 754 defines exactly, because those of
//! the system's mathematics library differ in the last bit from one machine to the next.

use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{RngCore, SeedableRng};

/// A source of chance. Two made from the same path give the same numbers.
#[derive(Debug, Clone)]
pub struct Chance(Xoshiro256PlusPlus);

impl Chance {
    /// The generator of this path: the seed first, then whatever tells this use from every other.
    pub fn of(path: &[u64]) -> Self {
        let mixed = path.iter().fold(0x9e37_79b9_7f4a_7c15, |state, step| mix(state ^ mix(*step)));
        Self(Xoshiro256PlusPlus::seed_from_u64(mixed))
    }

    /// 64 random bits.
    pub fn bits(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// A number from 0 up to, not including, 1.
    pub fn unit(&mut self) -> f64 {
        // 53 bits: every value is exact in an f64.
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// True this share of the time.
    pub fn happens(&mut self, share: f64) -> bool {
        self.unit() < share
    }

    /// A whole number from 0 up to, not including, `count`; 0 if there is nothing to choose from.
    pub fn below(&mut self, count: u64) -> u64 {
        // The bias is count / 2^64, far below what any number of draws could show.
        ((u128::from(self.bits()) * u128::from(count)) >> 64) as u64
    }

    /// A whole number between two bounds, both included.
    pub fn between(&mut self, least: i64, most: i64) -> i64 {
        least + self.below(most.abs_diff(least) + 1) as i64
    }

    /// The index of one of these weights, in proportion to them.
    pub fn weighted(&mut self, weights: impl Iterator<Item = f64> + Clone) -> usize {
        let mut rest = self.unit() * weights.clone().sum::<f64>();
        let mut last = 0;
        for (index, weight) in weights.enumerate() {
            if rest < weight {
                return index;
            }
            rest -= weight;
            last = index;
        }
        last
    }

    /// Exponential with this mean.
    pub fn exponential(&mut self, mean: f64) -> f64 {
        -mean * ln(1.0 - self.unit())
    }

    /// Log-normal with this median, and this standard deviation of its logarithm.
    pub fn log_normal(&mut self, median: f64, sigma: f64) -> f64 {
        median * exp(sigma * self.normal())
    }

    /// Poisson with this mean (Knuth's product of uniforms, by pieces so that the product never vanishes).
    pub fn poisson(&mut self, mean: f64) -> u32 {
        let (mut rest, mut count) = (mean, 0);
        while rest > 0.0 {
            let piece = rest.min(16.0);
            let floor = exp(-piece);
            let mut product = self.unit();
            while product > floor {
                count += 1;
                product *= self.unit();
            }
            rest -= piece;
        }
        count
    }

    /// Nearly normal, mean 0 and deviation 1: twelve uniforms less six (Irwin and Hall), never beyond ±6.
    fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.unit()).sum::<f64>() - 6.0
    }
}

/// The finaliser of SplitMix64: each bit of the argument changes about half of the result's.
pub fn mix(bits: u64) -> u64 {
    let a = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let b = (a ^ (a >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    b ^ (b >> 31)
}

/// Natural logarithm of a positive normal number: its exponent apart, then the series of the inverse hyperbolic tangent.
fn ln(x: f64) -> f64 {
    let bits = x.max(f64::MIN_POSITIVE).to_bits();
    let exponent = ((bits >> 52) & 0x7ff) as i64 - 1_023;
    let mantissa = f64::from_bits((bits & ((1 << 52) - 1)) | (1_023 << 52));
    let z = (mantissa - 1.0) / (mantissa + 1.0);
    let square = z * z;
    // z is at most 1/3: term 17 is below 1e-17.
    let series = (0..17).rev().fold(0.0, |sum, k| sum * square + 1.0 / f64::from(2 * k + 1));
    exponent as f64 * std::f64::consts::LN_2 + 2.0 * z * series
}

/// Exponential of a number between −700 and 700: a power of two apart, then Taylor's series.
fn exp(x: f64) -> f64 {
    let x = x.clamp(-700.0, 700.0);
    let power = (x / std::f64::consts::LN_2).round();
    let rest = x - power * std::f64::consts::LN_2;
    // |rest| is at most 0.35: term 16 is below 1e-20.
    let series = (1..=16).rev().fold(1.0, |sum, k| 1.0 + sum * rest / f64::from(k));
    series * f64::from_bits(((power as i64 + 1_023) as u64) << 52)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logarithm_and_exponential_agree_with_the_systems() {
        for step in 1..2_000 {
            let x = f64::from(step) * 0.013;
            assert!((ln(x) - x.ln()).abs() < 1e-12, "ln {x}");
            assert!((exp(x - 13.0) / (x - 13.0).exp() - 1.0).abs() < 1e-12, "exp {x}");
        }
        assert!((ln(1e-300) - 1e-300_f64.ln()).abs() < 1e-10);
    }

    #[test]
    fn draws_have_the_means_that_they_should() {
        let mut chance = Chance::of(&[1, 2, 3]);
        let n = 40_000;
        let mean = |draw: &mut dyn FnMut() -> f64| (0..n).map(|_| draw()).sum::<f64>() / f64::from(n);
        assert!((mean(&mut || chance.exponential(50.0)) - 50.0).abs() < 1.0);
        assert!((mean(&mut || f64::from(chance.poisson(37.5))) - 37.5).abs() < 0.2);
        assert!((mean(&mut || chance.below(10) as f64) - 4.5).abs() < 0.1);
        assert!((mean(&mut || chance.normal())).abs() < 0.03);
        // The mean of a log-normal is its median times exp(σ²/2).
        assert!((mean(&mut || chance.log_normal(100.0, 0.5)) - 113.3).abs() < 2.0);
        let ones = (0..n).filter(|_| chance.weighted([3.0, 1.0].into_iter()) == 1).count();
        assert!((ones as f64 / f64::from(n) - 0.25).abs() < 0.01);
    }

    #[test]
    fn paths_that_differ_give_numbers_that_differ() {
        let first = |path: &[u64]| Chance::of(path).bits();
        assert_eq!(first(&[7, 1]), first(&[7, 1]));
        assert_ne!(first(&[7, 1]), first(&[1, 7]));
        assert_ne!(first(&[7]), first(&[7, 0]));
    }
}
