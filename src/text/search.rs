//! Finding, counting and replacing, in linear time whatever the pattern.
//!
//! WTF-8 is self-synchronising: one string's bytes are found in another's only where its code points are. The
//! same functions therefore serve `str` and `bytes`, and all offsets are byte offsets.

use super::wtf8::{count as count_points, is_boundary_byte, push};
use crate::num::error::{Error, MAX_BYTES, Result, reserve};
use memchr::{memchr, memmem, memrchr};
use std::ops::Range;

/// What a sequence of bytes stands for. It decides where the empty pattern is found and what white space is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The code points of a `str`.
    Str,
    /// The bytes of `bytes` or `bytearray`.
    Bytes,
}

impl Kind {
    /// The length in this kind's elements.
    pub fn len(self, s: &[u8]) -> usize {
        match self {
            Kind::Str => count_points(s),
            Kind::Bytes => s.len(),
        }
    }

    /// Whether an element starts with this byte.
    fn starts(self, byte: u8) -> bool {
        self == Kind::Bytes || is_boundary_byte(byte)
    }
}

/// In a text of at most this many bytes a plain search is faster than one that first studies what it looks for.
const SHORT: usize = 64;

/// The offsets of a needle that is not empty, without overlap.
#[allow(clippy::large_enum_variant, reason = "it lives on the stack of one search")]
pub(super) enum Matches<'a> {
    /// The text, the needle, and where to look on.
    Short(&'a [u8], &'a [u8], usize),
    Long(memmem::FindIter<'a, 'a>),
}

impl<'a> Matches<'a> {
    pub fn new(hay: &'a [u8], needle: &'a [u8]) -> Matches<'a> {
        if hay.len() <= SHORT { Matches::Short(hay, needle, 0) } else { Matches::Long(memmem::find_iter(hay, needle)) }
    }
}

impl Iterator for Matches<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        match self {
            Matches::Short(hay, needle, from) => {
                let (first, others) = needle.split_first()?;
                loop {
                    let rest = hay.get(*from..)?;
                    let at = *from + rest.iter().position(|byte| byte == first)?;
                    *from = at + 1;
                    if hay.get(at + 1..)?.starts_with(others) {
                        *from = at + needle.len();
                        return Some(at);
                    }
                }
            }
            Matches::Long(found) => found.next(),
        }
    }
}

/// The first offset of `needle`.
#[inline]
pub fn find(hay: &[u8], needle: &[u8]) -> Option<usize> {
    match *needle {
        [] => Some(0),
        [byte] if hay.len() <= 16 => hay.iter().position(|&other| other == byte),
        [byte] => memchr(byte, hay),
        _ if needle.len() > hay.len() => None,
        _ if hay.len() <= SHORT => Matches::new(hay, needle).next(),
        _ => memmem::find(hay, needle),
    }
}

/// The last offset of `needle`.
#[inline]
pub fn rfind(hay: &[u8], needle: &[u8]) -> Option<usize> {
    match *needle {
        [] => Some(hay.len()),
        [byte] => memrchr(byte, hay),
        _ if needle.len() > hay.len() => None,
        _ => memmem::rfind(hay, needle),
    }
}

/// `needle in hay`.
#[inline]
pub fn contains(hay: &[u8], needle: &[u8]) -> bool {
    find(hay, needle).is_some()
}

/// How often `needle` occurs without overlap; the empty one is found around every element.
pub fn count(hay: &[u8], needle: &[u8], kind: Kind) -> usize {
    match *needle {
        [] => kind.len(hay) + 1,
        [byte] => memchr::memchr_iter(byte, hay).count(),
        _ => Matches::new(hay, needle).count(),
    }
}

/// `hay` with the first `max` occurrences of `old` replaced, all of them for `None`. `None` when nothing is
/// replaced, so that the caller can return the object it has.
pub fn replace(hay: &[u8], old: &[u8], new: &[u8], max: Option<usize>, kind: Kind) -> Result<Option<Vec<u8>>> {
    let limit = max.unwrap_or(usize::MAX);
    if limit == 0 || old == new || old.len() > hay.len() {
        return Ok(None);
    }
    if old.is_empty() {
        return interleave(hay, new, limit, kind).map(Some);
    }
    let found = count(hay, old, kind).min(limit);
    if found == 0 {
        return Ok(None);
    }
    let size = replaced_len(hay.len(), found, old.len(), new.len())?;
    let mut out = Vec::new();
    reserve(&mut out, size)?;
    let mut from = 0;
    for at in Matches::new(hay, old).take(found) {
        out.extend_from_slice(hay.get(from..at).unwrap_or_default());
        out.extend_from_slice(new);
        from = at + old.len();
    }
    out.extend_from_slice(hay.get(from..).unwrap_or_default());
    Ok(Some(out))
}

fn replaced_len(hay: usize, found: usize, old: usize, new: usize) -> Result<usize> {
    let kept = hay.saturating_sub(found.saturating_mul(old));
    let added = found.checked_mul(new);
    added.and_then(|added| kept.checked_add(added)).filter(|&n| n <= MAX_BYTES).ok_or_else(too_long)
}

fn too_long() -> Error {
    Error::overflow("replace string is too long")
}

/// The replacement of the empty pattern: `new` before each element and after the last.
fn interleave(hay: &[u8], new: &[u8], limit: usize, kind: Kind) -> Result<Vec<u8>> {
    let times = kind.len(hay).saturating_add(1).min(limit);
    let mut out = Vec::new();
    reserve(&mut out, replaced_len(hay.len(), times, 0, new.len())?)?;
    let mut left = times;
    for &byte in hay {
        if left > 0 && kind.starts(byte) {
            out.extend_from_slice(new);
            left -= 1;
        }
        out.push(byte);
    }
    if left > 0 {
        out.extend_from_slice(new);
    }
    Ok(out)
}

/// The parts before, of and after the first `sep`, for `str.partition`.
pub fn partition(s: &[u8], sep: &[u8]) -> Option<[Range<usize>; 3]> {
    find(s, sep).map(|at| [0..at, at..at + sep.len(), at + sep.len()..s.len()])
}

/// The parts before, of and after the last `sep`, for `str.rpartition`.
pub fn rpartition(s: &[u8], sep: &[u8]) -> Option<[Range<usize>; 3]> {
    rfind(s, sep).map(|at| [0..at, at..at + sep.len(), at + sep.len()..s.len()])
}

/// `s * times`.
pub fn repeat(s: &[u8], times: usize) -> Result<Vec<u8>> {
    let size = s.len().checked_mul(times).filter(|&n| n <= MAX_BYTES).ok_or_else(Error::memory)?;
    let mut out = Vec::new();
    reserve(&mut out, size)?;
    if let [byte] = *s {
        out.resize(size, byte);
        return Ok(out);
    }
    // Doubling copies long runs, where one pass per repetition would copy short ones.
    if size > 0 {
        out.extend_from_slice(s);
    }
    while out.len() < size {
        let more = out.len().min(size - out.len());
        out.extend_from_within(..more);
    }
    Ok(out)
}

/// What `str.translate` puts in place of a code point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Translated {
    /// The code point itself.
    Same,
    /// Nothing.
    Delete,
    /// Another code point.
    Point(u32),
    /// A string.
    Text(Vec<u8>),
}

/// `str.translate`, the table's look-up left to the caller.
pub fn translate<E>(
    s: &[u8],
    mut look_up: impl FnMut(u32) -> std::result::Result<Translated, E>,
) -> std::result::Result<Vec<u8>, E> {
    let mut out = Vec::with_capacity(s.len());
    for point in super::wtf8::points(s) {
        match look_up(point)? {
            Translated::Same => push(&mut out, point),
            Translated::Delete => {}
            Translated::Point(other) => push(&mut out, other),
            Translated::Text(text) => out.extend_from_slice(&text),
        }
    }
    Ok(out)
}

/// `bytes.translate(table, delete)`.
pub fn translate_bytes(s: &[u8], table: Option<&[u8; 256]>, delete: &[u8]) -> Vec<u8> {
    let mut gone = [false; 256];
    for &byte in delete {
        if let Some(slot) = gone.get_mut(usize::from(byte)) {
            *slot = true;
        }
    }
    let kept = s.iter().filter(|&&byte| gone.get(usize::from(byte)) != Some(&true));
    match table {
        Some(table) => kept.map(|&byte| table.get(usize::from(byte)).copied().unwrap_or(byte)).collect(),
        None => kept.copied().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn replaced(hay: &str, old: &str, new: &str, max: Option<usize>) -> Option<String> {
        let out = replace(hay.as_bytes(), old.as_bytes(), new.as_bytes(), max, Kind::Str).ok()??;
        String::from_utf8(out).ok()
    }

    #[test]
    fn replaces_as_python() {
        assert_eq!(replaced("añb", "", "-", None).as_deref(), Some("-a-ñ-b-"));
        assert_eq!(replaced("añb", "", "-", Some(2)).as_deref(), Some("-a-ñb"));
        assert_eq!(replaced("aaaa", "aa", "b", None).as_deref(), Some("bb"));
        assert_eq!(replaced("aaaa", "a", "xy", Some(3)).as_deref(), Some("xyxyxya"));
        assert_eq!(replaced("", "", "x", None).as_deref(), Some("x"));
        assert_eq!(replaced("abc", "z", "x", None), None);
        assert_eq!(replaced("abc", "", "x", Some(0)), None);
        let huge = replace(&[b'a'; 100], b"a", &[b'b'; 100], None, Kind::Str);
        assert_eq!(huge.ok().flatten().map(|v| v.len()), Some(10_000));
    }

    #[test]
    fn counts_and_finds() {
        assert_eq!(count("añb".as_bytes(), b"", Kind::Str), 4);
        assert_eq!(count("añb".as_bytes(), b"", Kind::Bytes), 5);
        assert_eq!(count(b"aaaaa", b"aa", Kind::Str), 2);
        assert_eq!(find(b"abc", b""), Some(0));
        assert_eq!(rfind(b"abcabc", b"bc"), Some(4));
        assert_eq!(partition(b"a=b=c", b"="), Some([0..1, 1..2, 2..5]));
        assert_eq!(rpartition(b"a=b=c", b"="), Some([0..3, 3..4, 4..5]));
    }

    #[test]
    fn repeats_within_bounds() {
        assert_eq!(repeat(b"ab", 3).ok().as_deref(), Some(&b"ababab"[..]));
        assert_eq!(repeat(b"", 3).ok().as_deref(), Some(&b""[..]));
        assert_eq!(repeat(b"ab", 0).ok().as_deref(), Some(&b""[..]));
        assert_eq!(repeat(b"ab", usize::MAX), Err(Error::memory()));
        assert_eq!(repeat(b"ab", MAX_BYTES / 2), Err(Error::memory()));
    }

    #[test]
    fn translates() {
        let out = translate("aéz".as_bytes(), |point| {
            Ok::<_, ()>(match point {
                0x61 => Translated::Text(b"<>".to_vec()),
                0xe9 => Translated::Point(0xd800),
                _ => Translated::Delete,
            })
        });
        assert_eq!(out, Ok(b"<>\xed\xa0\x80".to_vec()));
        assert_eq!(translate_bytes(b"abca", None, b"a"), b"bc");
    }
}
