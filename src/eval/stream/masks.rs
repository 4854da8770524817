//! What kinds of bytes stand where among 64.

/// As many bytes are looked at in one step.
pub(super) const STEP: usize = 64;

/// A bit for each of 64 bytes, the first byte's lowest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Masks {
    pub(super) quote: u64,
    pub(super) backslash: u64,
    /// `{`, `}`, `[`, `]`, `:` and `,`; U+000C and U+001A may be among them.
    pub(super) operator: u64,
    /// Operators and all up to the space, U+0020, among them the space.
    pub(super) between: u64,
    /// All below the space.
    pub(super) control: u64,
    /// Bytes of characters beyond ASCII.
    pub(super) high: u64,
}

impl Masks {
    /// Eight bytes at a time, on any machine.
    #[inline(always)]
    pub(super) fn portable(bytes: &[u8; STEP]) -> Self {
        let mut masks = Self::default();
        let (words, _) = bytes.as_chunks::<8>();
        for (place, word) in words.iter().enumerate() {
            let word = Word(u64::from_le_bytes(*word));
            let shift = 8 * place;
            // The brackets of one kind and the other differ in this bit alone.
            let lower = Word(word.0 | (0x20 * ONES));
            let operator = lower.is(b'{') | lower.is(b'}') | word.is(b':') | word.is(b',');
            masks.quote |= gathered(word.is(b'"')) << shift;
            masks.backslash |= gathered(word.is(b'\\')) << shift;
            masks.operator |= gathered(operator) << shift;
            masks.between |= gathered(operator | word.is_below(0x21)) << shift;
            masks.control |= gathered(word.is_below(0x20)) << shift;
            masks.high |= gathered(word.0 & TOPS) << shift;
        }
        masks
    }
}

const ONES: u64 = 0x0101_0101_0101_0101;
const TOPS: u64 = 0x80 * ONES;

/// Eight bytes.
#[derive(Clone, Copy)]
struct Word(u64);

impl Word {
    /// The top bit of each byte that equals this one, which is ASCII.
    #[inline(always)]
    fn is(self, byte: u8) -> u64 {
        let difference = self.0 ^ (u64::from(byte) * ONES);
        // A byte of zeros is the only one that adding to its lower bits leaves without a top bit.
        !(((difference & !TOPS) + !TOPS) | difference) & TOPS
    }

    /// The top bit of each byte that is below this one, which is ASCII.
    #[inline(always)]
    fn is_below(self, byte: u8) -> u64 {
        !(((self.0 & !TOPS) + u64::from(0x80 - byte) * ONES) | self.0) & TOPS
    }
}

/// The top bits of eight bytes, side by side.
#[inline(always)]
fn gathered(tops: u64) -> u64 {
    (tops >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// One byte at a time.
    fn plain(bytes: &[u8; STEP]) -> Masks {
        let mut masks = Masks::default();
        for (place, byte) in bytes.iter().enumerate() {
            let bit = |is: bool| u64::from(is) << place;
            masks.quote |= bit(*byte == b'"');
            masks.backslash |= bit(*byte == b'\\');
            masks.operator |= bit(matches!(byte, b'{' | b'}' | b'[' | b']' | b':' | b','));
            masks.between |= bit(*byte <= b' ');
            masks.control |= bit(*byte < b' ');
            masks.high |= bit(*byte >= 0x80);
        }
        masks.between |= masks.operator;
        masks
    }

    /// Any bytes, but those that mean something, or nearly, more often.
    fn bytes() -> impl Strategy<Value = Vec<u8>> {
        let special = prop::sample::select(&b"[]{}:,\"\\ \t\n\r\x00\x01\x0c\x1a\x1f!\x5a\x5e\x7a\x7f\x80\xa2\xff"[..]);
        prop::collection::vec(prop_oneof![any::<u8>(), special], STEP)
    }

    proptest! {
        #[test]
        fn words_and_vectors_say_what_single_bytes_say(bytes in bytes()) {
            let bytes = bytes.first_chunk().unwrap();
            prop_assert_eq!(Masks::portable(bytes), plain(bytes));
            for masks in super::super::vectors::all_masks() {
                let wrong: u64 = bytes.iter().enumerate().map(|(at, byte)| u64::from([0x0c, 0x1a].contains(byte)) << at).sum();
                let found = masks(bytes);
                prop_assert_eq!(Masks { operator: found.operator & !wrong, ..found }, plain(bytes));
            }
        }
    }
}
