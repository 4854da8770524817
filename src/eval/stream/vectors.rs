//! The vector instructions of the machine that this runs on.
//!
//! The only module of the crate with `unsafe` in it: calls of functions that were compiled for instructions which the machine
//! has just been asked about.
#![allow(unsafe_code)]

use super::masks::Masks;
use super::tape::Tape;

/// Indexes the next piece of a tape.
pub(super) fn index(tape: &mut Tape, bytes: &[u8]) {
    #[cfg(target_arch = "x86_64")]
    if avx2::is_available() {
        // SAFETY: the machine has the instructions that this needs.
        return unsafe { avx2::index(tape, bytes) };
    }
    tape.index(bytes, Masks::portable);
}

#[cfg(target_arch = "x86_64")]
mod avx2 {
    use std::arch::x86_64::{
        __m256i, _mm256_cmpeq_epi8, _mm256_min_epu8, _mm256_movemask_epi8, _mm256_or_si256, _mm256_set_epi64x,
        _mm256_set1_epi8,
    };

    use super::super::masks::STEP;
    use super::{Masks, Tape};

    #[inline(always)]
    pub(super) fn is_available() -> bool {
        is_x86_feature_detected!("avx2")
            && is_x86_feature_detected!("bmi1")
            && is_x86_feature_detected!("bmi2")
            && is_x86_feature_detected!("popcnt")
    }

    #[target_feature(enable = "avx2,bmi1,bmi2,popcnt")]
    pub(super) fn index(tape: &mut Tape, bytes: &[u8]) {
        tape.index(bytes, |step| masks(step));
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
            // The brackets of one kind and the other differ in this bit alone.
            let lower = _mm256_or_si256(bytes, all(0x20));
            let bracket = |byte: u8| _mm256_cmpeq_epi8(lower, all(byte));
            let brackets = _mm256_or_si256(bracket(b'{'), bracket(b'}'));
            let operators = _mm256_or_si256(brackets, _mm256_or_si256(is(b':'), is(b',')));
            masks.quote |= bits(is(b'"'));
            masks.backslash |= bits(is(b'\\'));
            masks.operator |= bits(operators);
            masks.blank |= bits(up_to(0x20));
            masks.control |= bits(up_to(0x1f));
            masks.high |= bits(bytes);
        }
        masks
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
