//! The vector instructions of the machine that this runs on.
//!
//! The only module of the crate with `unsafe` in it: calls of functions that were compiled for instructions which the machine
//! has just been asked about.
#![allow(unsafe_code)]

use super::masks::Masks;
use super::tape::{Tape, odd_up_to};

/// Indexes the next piece of a tape.
pub(super) fn index(tape: &mut Tape, bytes: &[u8]) {
    #[cfg(target_arch = "x86_64")]
    if avx2::is_available() {
        // SAFETY: the machine has the instructions that this needs.
        return unsafe { avx2::index(tape, bytes) };
    }
    tape.index(bytes, Masks::portable, odd_up_to);
}

#[cfg(target_arch = "x86_64")]
mod avx2 {
    use std::arch::x86_64::{
        __m256i, _mm_clmulepi64_si128, _mm_cvtsi128_si64, _mm_set_epi64x, _mm_set1_epi8, _mm256_cmpeq_epi8,
        _mm256_min_epu8, _mm256_movemask_epi8, _mm256_or_si256, _mm256_set_epi64x, _mm256_set1_epi8,
        _mm256_shuffle_epi8,
    };

    use super::super::masks::STEP;
    use super::{Masks, Tape};

    #[inline(always)]
    pub(super) fn is_available() -> bool {
        is_x86_feature_detected!("avx2")
            && is_x86_feature_detected!("bmi1")
            && is_x86_feature_detected!("bmi2")
            && is_x86_feature_detected!("pclmulqdq")
            && is_x86_feature_detected!("popcnt")
    }

    #[target_feature(enable = "avx2,bmi1,bmi2,pclmulqdq,popcnt")]
    pub(super) fn index(tape: &mut Tape, bytes: &[u8]) {
        tape.index(bytes, |step| masks(step), |bits| odd_up_to(bits));
    }

    #[target_feature(enable = "avx2")]
    #[inline]
    pub(super) fn masks(bytes: &[u8; STEP]) -> Masks {
        let (halves, _) = bytes.as_chunks::<32>();
        let mut masks = Masks::default();
        for (place, half) in halves.iter().enumerate() {
            let shift = 32 * place;
            let bytes = load(half);
            let bits = |vector: __m256i| u64::from(_mm256_movemask_epi8(vector).cast_unsigned()) << shift;
            let all = |byte: u8| _mm256_set1_epi8(byte.cast_signed());
            let is = |byte: u8| _mm256_cmpeq_epi8(bytes, all(byte));
            let up_to = |byte: u8| _mm256_cmpeq_epi8(_mm256_min_epu8(bytes, all(byte)), bytes);
            // The lower half of an operator tells which it may be; `[` and `{` differ in one bit, and so do `]` and `}`.
            // U+000C and U+001A pass for operators too, but they are wrong wherever they stand.
            let lower = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, b':', b'{', b',', b'}', 0, 0];
            let (lower, _) = lower.as_chunks::<8>();
            let [first, second] = lower else { return masks };
            let (first, second) = (i64::from_le_bytes(*first), i64::from_le_bytes(*second));
            let candidate = _mm256_shuffle_epi8(_mm256_set_epi64x(second, first, second, first), bytes);
            let operators = _mm256_cmpeq_epi8(_mm256_or_si256(bytes, all(0x20)), candidate);
            masks.quote |= bits(is(b'"'));
            masks.backslash |= bits(is(b'\\'));
            masks.operator |= bits(operators);
            // Said here and not put together from bits later: the compiler makes a mess of that.
            masks.between |= bits(_mm256_or_si256(operators, up_to(0x20)));
            masks.control |= bits(up_to(0x1f));
            masks.high |= bits(bytes);
        }
        masks
    }

    /// Each bit says whether the number of bits up to it is odd.
    #[target_feature(enable = "pclmulqdq")]
    #[inline]
    fn odd_up_to(bits: u64) -> u64 {
        let product = _mm_clmulepi64_si128::<0>(_mm_set_epi64x(0, bits.cast_signed()), _mm_set1_epi8(-1));
        _mm_cvtsi128_si64(product).cast_unsigned()
    }

    /// One load, once it is compiled.
    #[target_feature(enable = "avx2")]
    #[inline]
    fn load(bytes: &[u8; 32]) -> __m256i {
        let (words, _) = bytes.as_chunks::<8>();
        let mut words = words.iter().map(|word| i64::from_le_bytes(*word));
        let mut next = || words.next().unwrap_or_default();
        let (first, second, third, fourth) = (next(), next(), next(), next());
        _mm256_set_epi64x(fourth, third, second, first)
    }
}

/// Every way to find masks that this machine has, beside the portable one.
#[cfg(test)]
pub(super) fn all() -> Vec<fn(&[u8; super::masks::STEP]) -> Masks> {
    #[cfg(target_arch = "x86_64")]
    if avx2::is_available() {
        // SAFETY: the machine has the instructions that this needs.
        return vec![|bytes| unsafe { avx2::masks(bytes) }];
    }
    Vec::new()
}
