//! Chance that repeats: a seed gives the numbers of PCG-64 on every machine and in every version of this program.

use rand_pcg::Pcg64;
use rand_pcg::rand_core::Rng;

/// Numbers thrown away first: of neighbouring seeds they are alike.
const WARMING: usize = 16;

/// A stream of chance.
pub struct SeededDice(Pcg64);

impl SeededDice {
    /// Starts a stream. Streams of one seed are independent: what one part of the data draws does not move another.
    pub fn new(seed: u64, stream: u128) -> Self {
        let mut source = Pcg64::new(seed.into(), stream);
        for _ in 0..WARMING {
            source.next_u64();
        }
        Self(source)
    }

    /// Draws a number below `count`; 0 for none.
    pub fn below(&mut self, count: usize) -> usize {
        let wide = u128::from(self.0.next_u64()) * (count as u128);
        // The upper half of a product with `count` is below it.
        usize::try_from(wide >> 64).unwrap_or(0)
    }

    /// Draws a number from `low` to `high`, both included.
    pub fn between(&mut self, low: i32, high: i32) -> i32 {
        let count = usize::try_from(high.saturating_sub(low).saturating_add(1)).unwrap_or(0);
        low.saturating_add(i32::try_from(self.below(count)).unwrap_or(0))
    }

    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub fn pick<T: Copy>(&mut self, one_of: &[T]) -> Option<T> {
        let place = self.below(one_of.len());
        one_of.get(place).copied()
    }

    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_of_a_seed_never_change() {
        let mut dice = SeededDice::new(7, 1);
        let drawn: Vec<usize> = (0..8).map(|_| dice.below(1000)).collect();
        assert_eq!(drawn, [883, 120, 569, 562, 366, 303, 290, 360]);
    }

    #[test]
    fn streams_and_seeds_are_their_own_and_bounds_hold() {
        let draw = |seed, stream| -> Vec<usize> {
            let mut dice = SeededDice::new(seed, stream);
            (0..50).map(|_| dice.below(1_000_000)).collect()
        };
        assert_ne!(draw(1, 1), draw(2, 1));
        assert_ne!(draw(1, 1), draw(1, 2));
        let mut dice = SeededDice::new(3, 1);
        assert!((0..1000).all(|_| (3..=5).contains(&dice.between(3, 5))));
        assert_eq!(dice.below(0), 0);
        let mut items: Vec<u32> = (0..20).collect();
        dice.shuffle(&mut items);
        items.sort_unstable();
        assert_eq!(items, (0..20).collect::<Vec<_>>());
    }
}
