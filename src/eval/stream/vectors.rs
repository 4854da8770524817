//! The vector instructions of the machine that this runs on.
//!
//! The only module of the crate with `unsafe` in it: calls of functions that were compiled for instructions which the machine
//! has just been asked about.
#![allow(unsafe_code)]

use super::masks::Masks;
use super::tape::{Tape, odd_up_to, push};

/// What the machine has; only [`Vectors::detect`] makes one, so that it is true.
#[derive(Debug, Clone, Copy)]
pub(super) struct Vectors(Kind);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Portable,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    #[cfg(target_arch = "x86_64")]
    Avx512,
}

impl Vectors {
    /// Asks the machine.
    pub(super) fn detect() -> Self {
        #[cfg(target_arch = "x86_64")]
        {
            if avx512::is_available() {
                return Self(Kind::Avx512);
            }
            if avx2::is_available() {
                return Self(Kind::Avx2);
            }
        }
        Self(Kind::Portable)
    }

    /// Indexes the next piece of a tape.
    #[inline(always)]
    pub(super) fn index(self, tape: &mut Tape, bytes: &[u8]) {
        match self.0 {
            Kind::Portable => tape.index(bytes, Masks::portable, odd_up_to, push),
            // SAFETY: the machine has been found to have the instructions that this needs.
            #[cfg(target_arch = "x86_64")]
            Kind::Avx2 => unsafe { avx2::index(tape, bytes) },
            // SAFETY: the machine has been found to have the instructions that this needs.
            #[cfg(target_arch = "x86_64")]
            Kind::Avx512 => unsafe { avx512::index(tape, bytes) },
        }
    }
}

#[cfg(target_arch = "x86_64")]
mod avx512 {
    use std::arch::x86_64::{
        __m512i, _mm512_add_epi32, _mm512_castsi512_si128, _mm512_cmpeq_epi8_mask, _mm512_cmple_epu8_mask,
        _mm512_cvtepu8_epi32, _mm512_maskz_compress_epi8, _mm512_movepi8_mask, _mm512_or_si512, _mm512_set_epi64,
        _mm512_set1_epi8, _mm512_set1_epi32, _mm512_shuffle_epi8, _mm512_storeu_epi32,
    };

    use super::super::masks::STEP;
    use super::super::tape::as_place;
    use super::avx2::odd_up_to;
    use super::{Masks, OPERATORS, Tape};

    #[inline(always)]
    pub(super) fn is_available() -> bool {
        super::avx2::is_available()
            && is_x86_feature_detected!("avx512f")
            && is_x86_feature_detected!("avx512bw")
            && is_x86_feature_detected!("avx512vbmi2")
    }

    #[target_feature(enable = "avx512f,avx512bw,avx512vbmi2,bmi1,bmi2,pclmulqdq,popcnt")]
    pub(super) fn index(tape: &mut Tape, bytes: &[u8]) {
        tape.index(bytes, |step| masks(step), |bits| odd_up_to(bits), |room, at, bits| push(room, at, bits));
    }

    #[target_feature(enable = "avx512f,avx512bw")]
    #[inline]
    pub(super) fn masks(bytes: &[u8; STEP]) -> Masks {
        let bytes = load(bytes);
        let all = |byte: u8| _mm512_set1_epi8(byte.cast_signed());
        let (low, high) = OPERATORS;
        let table = _mm512_set_epi64(high, low, high, low, high, low, high, low);
        let candidate = _mm512_shuffle_epi8(table, bytes);
        let operator = _mm512_cmpeq_epi8_mask(_mm512_or_si512(bytes, all(0x20)), candidate);
        Masks {
            quote: _mm512_cmpeq_epi8_mask(bytes, all(b'"')),
            backslash: _mm512_cmpeq_epi8_mask(bytes, all(b'\\')),
            operator,
            between: operator | _mm512_cmple_epu8_mask(bytes, all(0x20)),
            control: _mm512_cmple_epu8_mask(bytes, all(0x1f)),
            high: _mm512_movepi8_mask(bytes),
        }
    }

    /// Puts down the places of the bits. How many there are.
    #[target_feature(enable = "avx512f,avx512bw,avx512vbmi2,popcnt")]
    #[inline]
    fn push(room: &mut [u32; STEP], at: usize, bits: u64) -> usize {
        let mut numbers = [0; STEP];
        for (number, place) in (0..).zip(&mut numbers) {
            *place = number;
        }
        let count = bits.count_ones() as usize;
        let first = _mm512_set1_epi32(as_place(at).cast_signed());
        let mut bits = bits;
        // Most steps have few; what is written beyond their number is written over by the next.
        for sixteen in room.as_chunks_mut::<16>().0 {
            let places = _mm512_maskz_compress_epi8(bits, load(&numbers));
            let places = _mm512_add_epi32(_mm512_cvtepu8_epi32(_mm512_castsi512_si128(places)), first);
            // SAFETY: there is room for sixteen numbers of 32 bits, and they may lie anywhere.
            unsafe { _mm512_storeu_epi32(sixteen.as_mut_ptr().cast(), places) };
            if bits.count_ones() <= 16 {
                break;
            }
            for _ in 0..16 {
                bits &= bits.wrapping_sub(1);
            }
        }
        count
    }

    /// One load, once it is compiled.
    #[target_feature(enable = "avx512f")]
    #[inline]
    fn load(bytes: &[u8; STEP]) -> __m512i {
        let (words, _) = bytes.as_chunks::<8>();
        let mut words = words.iter().rev().map(|word| i64::from_le_bytes(*word));
        let mut next = || words.next().unwrap_or_default();
        _mm512_set_epi64(next(), next(), next(), next(), next(), next(), next(), next())
    }
}

/// For the lower half of a byte the operator that it may be; `[` and `{` differ in one bit, and so do `]` and `}`. U+000C and
/// U+001A pass for operators too, but they are wrong wherever they stand.
#[cfg(target_arch = "x86_64")]
const OPERATORS: (i64, i64) = (0, i64::from_le_bytes([0, 0, b':', b'{', b',', b'}', 0, 0]));

#[cfg(target_arch = "x86_64")]
mod avx2 {
    use std::arch::x86_64::{
        __m256i, _mm_clmulepi64_si128, _mm_cvtsi128_si64, _mm_set_epi64x, _mm_set1_epi8, _mm256_cmpeq_epi8,
        _mm256_min_epu8, _mm256_movemask_epi8, _mm256_or_si256, _mm256_set_epi64x, _mm256_set1_epi8,
        _mm256_shuffle_epi8,
    };

    use super::super::masks::STEP;
    use super::{Masks, OPERATORS, Tape, push};

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
        tape.index(bytes, |step| masks(step), |bits| odd_up_to(bits), push);
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
            let (low, high) = OPERATORS;
            let candidate = _mm256_shuffle_epi8(_mm256_set_epi64x(high, low, high, low), bytes);
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
    pub(super) fn odd_up_to(bits: u64) -> u64 {
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

/// Everything that this machine has.
#[cfg(test)]
fn all() -> Vec<Vectors> {
    let mut all = vec![Vectors(Kind::Portable)];
    #[cfg(target_arch = "x86_64")]
    {
        all.extend(avx2::is_available().then_some(Vectors(Kind::Avx2)));
        all.extend(avx512::is_available().then_some(Vectors(Kind::Avx512)));
    }
    all
}

/// Every way to find masks that this machine has.
#[cfg(test)]
pub(super) fn all_masks() -> impl Iterator<Item = fn(&[u8; super::masks::STEP]) -> Masks> {
    all().into_iter().map(|vectors| match vectors.0 {
        Kind::Portable => Masks::portable as fn(&[u8; super::masks::STEP]) -> Masks,
        // SAFETY: the machine has been found to have the instructions that this needs.
        #[cfg(target_arch = "x86_64")]
        Kind::Avx2 => |bytes: &[u8; super::masks::STEP]| unsafe { avx2::masks(bytes) },
        // SAFETY: the machine has been found to have the instructions that this needs.
        #[cfg(target_arch = "x86_64")]
        Kind::Avx512 => |bytes: &[u8; super::masks::STEP]| unsafe { avx512::masks(bytes) },
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::masks::STEP;
    use super::super::tape::End;
    use super::*;

    /// All operators up to the end, whether something is wrong, and where the end is.
    fn indexed(vectors: Vectors, bytes: &[u8], end: End, steps: usize) -> (Vec<usize>, bool, bool, Option<usize>) {
        let mut tape = Tape::new(steps);
        tape.start(0, end);
        let mut places = Vec::new();
        while tape.end().is_none_or(|end| tape.reached() < end) {
            vectors.index(&mut tape, bytes);
            places.extend(tape.at_hand().iter().map(|place| *place as usize));
        }
        (places, tape.is_broken(), tape.has_high(), tape.end())
    }

    /// The same, byte by byte, for bytes of which none is beyond ASCII.
    fn plain(bytes: &[u8]) -> Vec<usize> {
        let (mut in_string, mut escaped) = (false, false);
        let mut places = Vec::new();
        for (at, byte) in bytes.iter().enumerate() {
            match byte {
                b'"' if !escaped => in_string = !in_string,
                b'{' | b'}' | b'[' | b']' | b':' | b',' if !in_string => places.push(at),
                _ => {}
            }
            escaped = *byte == b'\\' && !escaped;
        }
        places
    }

    proptest! {
        #[test]
        fn every_way_to_index_says_the_same(text in "[\\]\\[{}:,\"\\\\ \t1a\u{1}]{0,300}|([{\\[]\"?\\\\{0,3}[:,\"\n]{0,3}a{0,70}){0,9}") {
            let mut bytes = text.clone().into_bytes();
            let length = bytes.len();
            bytes.extend([b'\n'; STEP]);
            for end in [End::At(length), End::Line] {
                let expected = indexed(all()[0], &bytes, end, 64);
                for vectors in all() {
                    for steps in [1, 2, 64] {
                        prop_assert_eq!(&indexed(vectors, &bytes, end, steps), &expected);
                    }
                }
                let line = text.find('\n').unwrap_or(length);
                let last = if end == End::Line { line } else { length };
                prop_assert_eq!(expected.3, Some(last));
                prop_assert_eq!(expected.0, plain(&bytes[..last]));
            }
        }
    }
}
