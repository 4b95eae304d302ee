//! Code points and byte offsets of a WTF-8 string.

/// A string as the interpreter holds it: UTF-8 in which lone surrogates may be encoded.
pub type Wtf8 = [u8];

/// The largest code point.
pub const MAX_POINT: u32 = 0x10_ffff;

/// What stands for a code point that cannot be shown or decoded.
const REPLACEMENT: u32 = 0xfffd;

/// Whether every code point is below 128.
#[inline]
pub fn is_ascii(s: &Wtf8) -> bool {
    s.is_ascii()
}

/// Whether this byte starts a code point.
#[inline]
pub fn is_boundary_byte(byte: u8) -> bool {
    (byte as i8) >= -0x40
}

/// How many bytes the code point takes.
#[inline]
pub fn encoded_len(point: u32) -> usize {
    match point {
        0..=0x7f => 1,
        0x80..=0x7ff => 2,
        0x800..=0xffff => 3,
        _ => 4,
    }
}

/// Appends one code point. One past U+10FFFF is replaced by U+FFFD, so that the result stays valid.
#[inline]
pub fn push(out: &mut Vec<u8>, point: u32) {
    if point < 0x80 {
        out.push(point as u8);
        return;
    }
    let tail = |shift: u32| 0x80 | ((point >> shift) & 0x3f) as u8;
    match point {
        0..=0x7ff => out.extend_from_slice(&[0xc0 | (point >> 6) as u8, tail(0)]),
        0x800..=0xffff => out.extend_from_slice(&[0xe0 | (point >> 12) as u8, tail(6), tail(0)]),
        0x1_0000..=MAX_POINT => {
            out.extend_from_slice(&[0xf0 | (point >> 18) as u8, tail(12), tail(6), tail(0)]);
        }
        _ => push(out, REPLACEMENT),
    }
}

/// The string of the given code points.
pub fn encode(points: impl IntoIterator<Item = u32>) -> Vec<u8> {
    let mut out = Vec::new();
    points.into_iter().for_each(|point| push(&mut out, point));
    out
}

/// The first code point and the bytes it takes, or `None` at the end.
#[inline]
pub fn decode_first(s: &Wtf8) -> Option<(u32, usize)> {
    let bits = |byte: u8| u32::from(byte & 0x3f);
    Some(match *s {
        [] => return None,
        [a, ..] if a < 0x80 => (u32::from(a), 1),
        [a, b, ..] if a < 0xe0 => (u32::from(a & 0x1f) << 6 | bits(b), 2),
        [a, b, c, ..] if a < 0xf0 => (u32::from(a & 0x0f) << 12 | bits(b) << 6 | bits(c), 3),
        [a, b, c, d, ..] => (u32::from(a & 7) << 18 | bits(b) << 12 | bits(c) << 6 | bits(d), 4),
        // A cut-off sequence: not a string by the invariant, but it must still come to an end.
        _ => (REPLACEMENT, 1),
    })
}

/// The last code point and the bytes it takes, or `None` at the start.
#[inline]
pub fn decode_last(s: &Wtf8) -> Option<(u32, usize)> {
    let last = *s.last()?;
    if last < 0x80 {
        return Some((u32::from(last), 1));
    }
    let back = s.iter().rev().take(4).position(|&byte| is_boundary_byte(byte)).unwrap_or(0);
    let tail = s.get(s.len().saturating_sub(back + 1)..).unwrap_or_default();
    match decode_first(tail) {
        Some((point, len)) if len == tail.len() => Some((point, len)),
        _ => Some((REPLACEMENT, 1)),
    }
}

/// The code points of a string, from either end.
#[derive(Debug, Clone)]
pub struct CodePoints<'a> {
    rest: &'a Wtf8,
}

impl<'a> CodePoints<'a> {
    /// The bytes not yet read.
    #[inline]
    pub fn as_bytes(&self) -> &'a Wtf8 {
        self.rest
    }
}

impl Iterator for CodePoints<'_> {
    type Item = u32;

    #[inline]
    fn next(&mut self) -> Option<u32> {
        let (point, len) = decode_first(self.rest)?;
        self.rest = self.rest.get(len..).unwrap_or_default();
        Some(point)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.rest.len().div_ceil(4), Some(self.rest.len()))
    }
}

impl DoubleEndedIterator for CodePoints<'_> {
    #[inline]
    fn next_back(&mut self) -> Option<u32> {
        let (point, len) = decode_last(self.rest)?;
        self.rest = self.rest.get(..self.rest.len().saturating_sub(len)).unwrap_or_default();
        Some(point)
    }
}

/// The code points of `s`.
#[inline]
pub fn points(s: &Wtf8) -> CodePoints<'_> {
    CodePoints { rest: s }
}

/// The code points of `s`, each with the offset of its first byte.
#[inline]
pub fn point_indices(s: &Wtf8) -> impl Iterator<Item = (usize, u32)> + '_ {
    let mut rest = points(s);
    std::iter::from_fn(move || {
        let at = s.len() - rest.as_bytes().len();
        rest.next().map(|point| (at, point))
    })
}

/// How many code points `s` has: `len(s)`.
#[inline]
pub fn count(s: &Wtf8) -> usize {
    s.iter().filter(|&&byte| is_boundary_byte(byte)).count()
}

/// The byte offset of the code point numbered `index`; `s.len()` for the one past the last, `None` beyond.
pub fn byte_offset(s: &Wtf8, index: usize) -> Option<usize> {
    // Whole blocks are counted first: that loop is vectorised, where the walk to a code point is not.
    const BLOCK: usize = 128;
    let mut left = index;
    let mut at = 0;
    for block in s.chunks_exact(BLOCK) {
        let here = count(block);
        if here > left {
            break;
        }
        left -= here;
        at += BLOCK;
    }
    for (offset, &byte) in s.get(at..)?.iter().enumerate() {
        if is_boundary_byte(byte) {
            if left == 0 {
                return Some(at + offset);
            }
            left -= 1;
        }
    }
    (left == 0).then_some(s.len())
}

/// The number of code points before the byte offset.
pub fn char_index(s: &Wtf8, offset: usize) -> usize {
    count(s.get(..offset).unwrap_or(s))
}

/// The code point numbered `index`, as its byte range.
pub fn nth(s: &Wtf8, index: usize) -> Option<std::ops::Range<usize>> {
    let start = byte_offset(s, index)?;
    let (_, len) = decode_first(s.get(start..)?)?;
    Some(start..start + len)
}

/// The byte offsets of the code points numbered 0, `every`, 2·`every`, and so on, so that a later look-up walks
/// over fewer than `every` code points. Strings of 4 GiB and more get an empty index: `u32` cannot hold it.
pub fn build_index(s: &Wtf8, every: usize) -> Vec<u32> {
    let every = every.max(1);
    let mut index = Vec::new();
    if u32::try_from(s.len()).is_err() {
        return index;
    }
    let mut left = 0usize;
    for (offset, &byte) in s.iter().enumerate() {
        if is_boundary_byte(byte) {
            if left == 0 {
                index.push(offset as u32);
                left = every;
            }
            left -= 1;
        }
    }
    index
}

/// `byte_offset` with the help of an index that `build_index` made with the same `every`.
pub fn byte_offset_indexed(s: &Wtf8, index: &[u32], every: usize, at: usize) -> Option<usize> {
    let every = every.max(1);
    let slot = (at / every).min(index.len().saturating_sub(1));
    let start = index.get(slot).map_or(0, |&offset| offset as usize);
    byte_offset(s.get(start..)?, at - slot * every).map(|offset| start + offset)
}

/// Whether the bytes are a string by the invariant.
pub fn is_valid(s: &[u8]) -> bool {
    let mut rest = s;
    loop {
        let Err(error) = std::str::from_utf8(rest) else {
            return true;
        };
        // All that UTF-8 refuses and WTF-8 accepts is an encoded surrogate: ED A0..BF 80..BF.
        match rest.get(error.valid_up_to()..) {
            Some([0xed, 0xa0..=0xbf, 0x80..=0xbf, after @ ..]) => rest = after,
            _ => return false,
        }
    }
}

/// Whether any code point is a surrogate.
pub fn has_surrogates(s: &Wtf8) -> bool {
    memchr::memchr_iter(0xed, s).any(|at| s.get(at + 1).is_some_and(|&next| next >= 0xa0))
}

/// The string as `str`, unless it holds a surrogate.
pub fn to_str(s: &Wtf8) -> Option<&str> {
    std::str::from_utf8(s).ok()
}

/// The string as `str`, each surrogate shown as U+FFFD.
pub fn to_str_lossy(s: &Wtf8) -> std::borrow::Cow<'_, str> {
    match std::str::from_utf8(s) {
        Ok(text) => text.into(),
        Err(_) => {
            points(s).map(|p| char::from_u32(p).unwrap_or(char::REPLACEMENT_CHARACTER)).collect::<String>().into()
        }
    }
}

/// The largest code point: what decides how CPython would store the string.
pub fn max_point(s: &Wtf8) -> u32 {
    if s.is_ascii() { s.iter().copied().max().map_or(0, u32::from) } else { points(s).max().unwrap_or(0) }
}

/// The order of two strings by code points. That of the bytes is the same one, surrogates included.
#[inline]
pub fn compare(a: &Wtf8, b: &Wtf8) -> std::cmp::Ordering {
    a.cmp(b)
}

/// The code points `start`, `start + step`, and so on, `len` of them, as a new string. The three numbers come
/// from a slice already fitted to the string, as `slice.indices` does.
pub fn slice(s: &Wtf8, start: usize, len: usize, step: isize) -> Vec<u8> {
    if len == 0 {
        return Vec::new();
    }
    if step == 1 {
        let Some(from) = byte_offset(s, start) else {
            return Vec::new();
        };
        let rest = s.get(from..).unwrap_or_default();
        let to = byte_offset(rest, len).unwrap_or(rest.len());
        return rest.get(..to).unwrap_or_default().to_vec();
    }
    let mut out = Vec::with_capacity(len.min(s.len()));
    let gap = step.unsigned_abs().max(1);
    if is_ascii(s) {
        let mut at = start;
        for _ in 0..len {
            let Some(&byte) = s.get(at) else { break };
            out.push(byte);
            let Some(next) = at.checked_add_signed(step) else {
                break;
            };
            at = next;
        }
    } else if step > 0 {
        let from = byte_offset(s, start).unwrap_or(s.len());
        let rest = s.get(from..).unwrap_or_default();
        points(rest).step_by(gap).take(len).for_each(|point| push(&mut out, point));
    } else {
        let end = start.checked_add(1).and_then(|next| byte_offset(s, next)).unwrap_or(s.len());
        let rest = s.get(..end).unwrap_or_default();
        points(rest).rev().step_by(gap).take(len).for_each(|point| push(&mut out, point));
    }
    out
}

/// The code points in reverse order.
pub fn reverse(s: &Wtf8) -> Vec<u8> {
    if is_ascii(s) { s.iter().rev().copied().collect() } else { encode(points(s).rev()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn surrogates_round_trip() {
        let s = encode([0xd800, 0xdc00, 0x41, 0x10_ffff, 0x7ff, 0x800, 0]);
        assert!(is_valid(&s));
        assert_eq!(points(&s).collect::<Vec<_>>(), [0xd800, 0xdc00, 0x41, 0x10_ffff, 0x7ff, 0x800, 0]);
        assert!(has_surrogates(&s) && to_str(&s).is_none());
        assert_eq!(to_str_lossy(&s).chars().next(), Some('\u{fffd}'));
        assert!(!is_valid(&[0xed, 0xa0]) && !is_valid(&[0xc0, 0x80]) && !is_valid(&[0xff]));
    }

    #[test]
    fn slices_of_non_ascii() {
        let s = "añb→c😀d".as_bytes();
        assert_eq!(slice(s, 1, 3, 2), "ñ→😀".as_bytes());
        assert_eq!(slice(s, 6, 7, -1), "d😀c→bña".as_bytes());
        assert_eq!(slice(s, 2, 2, 1), "b→".as_bytes());
        assert_eq!(nth(s, 5), Some(8..12));
        assert_eq!(nth(s, 7), None);
        assert_eq!(byte_offset(s, 7), Some(13));
        assert_eq!(byte_offset(s, 8), None);
    }

    proptest! {
        #[test]
        fn offsets_agree_with_a_walk(v in proptest::collection::vec(0u32..0x11_0000, 0..400), every in 1usize..70) {
            let s = encode(v.iter().copied());
            let index = build_index(&s, every);
            let mut walk: Vec<usize> = point_indices(&s).map(|(at, _)| at).collect();
            walk.push(s.len());
            prop_assert_eq!(count(&s), v.len());
            for (number, &at) in walk.iter().enumerate() {
                prop_assert_eq!(byte_offset(&s, number), Some(at));
                prop_assert_eq!(byte_offset_indexed(&s, &index, every, number), Some(at));
            }
            prop_assert_eq!(byte_offset(&s, walk.len()), None);
            prop_assert_eq!(byte_offset_indexed(&s, &index, every, walk.len()), None);
            let mut back: Vec<u32> = points(&s).rev().collect();
            back.reverse();
            prop_assert_eq!(back, v);
        }

        #[test]
        fn any_bytes_come_to_an_end(v in proptest::collection::vec(any::<u8>(), 0..40)) {
            prop_assert!(points(&v).count() <= v.len());
            prop_assert!(points(&v).rev().count() <= v.len());
            let _ = (slice(&v, 1, 9, -2), nth(&v, 2), build_index(&v, 3), reverse(&v));
        }
    }
}
