//! Answers of tests while one record is looked at.

/// A row of bits, all clear at first. Up to 64 take no room of their own.
#[derive(Debug, Clone, Default)]
pub(super) struct Bits {
    few: u64,
    many: Vec<u64>,
}

impl Bits {
    pub(super) fn new(count: usize) -> Self {
        let words = if count <= 64 { 0 } else { count.div_ceil(64) };
        Self { few: 0, many: vec![0; words] }
    }

    #[cfg(feature = "stream")]
    pub(super) fn clear(&mut self) {
        self.few = 0;
        if !self.many.is_empty() {
            self.many.fill(0);
        }
    }

    pub(super) fn set(&mut self, bit: u32) {
        if self.many.is_empty() {
            self.few |= 1 << (bit & 63);
        } else if let Some(word) = self.many.get_mut(bit as usize / 64) {
            *word |= 1 << (bit & 63);
        }
    }

    pub(super) fn get(&self, bit: u32) -> bool {
        let word = if self.many.is_empty() { self.few } else { self.many.get(bit as usize / 64).copied().unwrap_or(0) };
        word >> (bit & 63) & 1 == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_are_set_one_by_one() {
        for count in [1, 64, 65, 1000] {
            let mut bits = Bits::new(count);
            let last = u32::try_from(count).unwrap() - 1;
            assert!(!bits.get(last));
            bits.set(last);
            assert!(bits.get(last));
            assert_eq!(bits.get(0), last == 0);
        }
    }
}
