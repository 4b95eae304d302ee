//! Splitting and stripping. The parts are byte ranges of the string split.

use super::search::{Kind, Matches, rfind};
use super::unicode::{is_ascii_space, is_line_break, is_space};
use super::wtf8::{CodePoints, decode_first, decode_last, points};
use memchr::{memchr, memmem};
use std::ops::Range;

/// `s.split(sep, max)`: at most `max` cuts, all of them for `None`. The caller refuses an empty separator.
pub fn split(s: &[u8], sep: &[u8], max: Option<usize>) -> Vec<Range<usize>> {
    let limit = if sep.is_empty() { 0 } else { max.unwrap_or(usize::MAX) };
    let mut parts = Vec::with_capacity(8);
    let mut from = 0;
    let mut cut = |at: usize| {
        parts.push(from..at);
        from = at + sep.len();
    };
    match *sep {
        [byte] => memchr::memchr_iter(byte, s).take(limit).for_each(&mut cut),
        _ => Matches::new(s, sep).take(limit).for_each(&mut cut),
    }
    parts.push(from..s.len());
    parts
}

/// `s.rsplit(sep, max)`: cuts from the end, parts in their order.
pub fn rsplit(s: &[u8], sep: &[u8], max: Option<usize>) -> Vec<Range<usize>> {
    let limit = if sep.is_empty() { 0 } else { max.unwrap_or(usize::MAX) };
    let mut parts = Vec::new();
    let mut to = s.len();
    let mut cut = |at: usize| {
        parts.push(at + sep.len()..to);
        to = at;
    };
    match *sep {
        [byte] => memchr::memrchr_iter(byte, s).take(limit).for_each(&mut cut),
        _ => {
            let finder = memmem::FinderRev::new(sep);
            finder.rfind_iter(s).take(limit).for_each(&mut cut);
        }
    }
    parts.push(0..to);
    parts.reverse();
    parts
}

/// Whether an element of this kind is white space: `bytes` does not count the four separators 1C to 1F.
fn blank(kind: Kind, point: u32) -> bool {
    match kind {
        Kind::Str => is_space(point),
        Kind::Bytes => matches!(point, 9..=13 | 32),
    }
}

/// The length of the first element.
fn first_len(s: &[u8], kind: Kind) -> Option<(u32, usize)> {
    match kind {
        Kind::Str => decode_first(s),
        Kind::Bytes => s.first().map(|&byte| (u32::from(byte), 1)),
    }
}

fn last_len(s: &[u8], kind: Kind) -> Option<(u32, usize)> {
    match kind {
        Kind::Str => decode_last(s),
        Kind::Bytes => s.last().map(|&byte| (u32::from(byte), 1)),
    }
}

/// The offset of the first element that fails the test.
fn skip(s: &[u8], from: usize, kind: Kind, test: impl Fn(u32) -> bool) -> usize {
    let mut at = from;
    while let Some((point, len)) = s.get(at..).and_then(|rest| first_len(rest, kind)) {
        if !test(point) {
            break;
        }
        at += len;
    }
    at
}

/// The offset past the last element before `to` that fails the test.
fn skip_back(s: &[u8], to: usize, kind: Kind, test: impl Fn(u32) -> bool) -> usize {
    let mut at = to;
    while let Some((point, len)) = s.get(..at).and_then(|rest| last_len(rest, kind)) {
        if !test(point) {
            break;
        }
        at -= len;
    }
    at
}

/// `s.split(None, max)`: the words, without empty ones.
pub fn split_whitespace(s: &[u8], max: Option<usize>, kind: Kind) -> Vec<Range<usize>> {
    let limit = max.unwrap_or(usize::MAX);
    let mut parts = Vec::new();
    let mut at = skip(s, 0, kind, |point| blank(kind, point));
    while at < s.len() {
        if parts.len() == limit {
            // What is left keeps the white space at its end.
            parts.push(at..s.len());
            break;
        }
        let end = skip(s, at, kind, |point| !blank(kind, point));
        parts.push(at..end);
        at = skip(s, end, kind, |point| blank(kind, point));
    }
    parts
}

/// `s.rsplit(None, max)`: the last words, and what is before them.
pub fn rsplit_whitespace(s: &[u8], max: Option<usize>, kind: Kind) -> Vec<Range<usize>> {
    let limit = max.unwrap_or(usize::MAX);
    let mut parts = Vec::new();
    let mut to = skip_back(s, s.len(), kind, |point| blank(kind, point));
    while to > 0 {
        if parts.len() == limit {
            parts.push(0..to);
            break;
        }
        let start = skip_back(s, to, kind, |point| !blank(kind, point));
        parts.push(start..to);
        to = skip_back(s, start, kind, |point| blank(kind, point));
    }
    parts.reverse();
    parts
}

/// `s.splitlines(keepends)`.
pub fn split_lines(s: &[u8], keep_ends: bool, kind: Kind) -> Vec<Range<usize>> {
    let breaks = |point: u32| match kind {
        Kind::Str => is_line_break(point),
        Kind::Bytes => matches!(point, 0x0a | 0x0d),
    };
    let mut lines = Vec::new();
    let mut from = 0;
    while from < s.len() {
        let end = skip(s, from, kind, |point| !breaks(point));
        let rest = s.get(end..).unwrap_or_default();
        let width = match *rest {
            [b'\r', b'\n', ..] => 2,
            _ => first_len(rest, kind).map_or(0, |(_, len)| len),
        };
        lines.push(from..if keep_ends { end + width } else { end });
        from = end + width;
    }
    lines
}

/// Which ends to strip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// `lstrip`.
    Left,
    /// `rstrip`.
    Right,
    /// `strip`.
    Both,
}

/// What is left of `s` without white space, or without the elements of `chars`, at the given ends.
pub fn strip(s: &[u8], chars: Option<&[u8]>, side: Side, kind: Kind) -> Range<usize> {
    let solid = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
    if chars.is_none() && solid(s.first()) && solid(s.last()) {
        return 0..s.len();
    }
    match chars {
        None => trim(s, side, kind, |point| blank(kind, point)),
        Some(chars) if kind == Kind::Bytes || chars.is_ascii() => {
            // A test by table: neither the string's nor the set's length multiplies the other.
            let mut table = [false; 256];
            for &byte in chars {
                if let Some(slot) = table.get_mut(usize::from(byte)) {
                    *slot = true;
                }
            }
            trim(s, side, kind, |point| table.get(point as usize) == Some(&true))
        }
        Some(chars) => {
            let mut set: Vec<u32> = points(chars).collect();
            set.sort_unstable();
            trim(s, side, kind, |point| set.binary_search(&point).is_ok())
        }
    }
}

fn trim(s: &[u8], side: Side, kind: Kind, test: impl Fn(u32) -> bool) -> Range<usize> {
    let start = if side == Side::Right { 0 } else { skip(s, 0, kind, &test) };
    let rest = s.get(start..).unwrap_or_default();
    let len = if side == Side::Left { rest.len() } else { skip_back(rest, rest.len(), kind, &test) };
    start..start + len
}

/// Whether an ASCII byte is white space to `str`; for callers with a fast path of their own.
pub fn is_blank_byte(byte: u8) -> bool {
    is_ascii_space(byte)
}

/// The elements of a string one by one, as byte ranges: what iterating over it yields.
pub fn elements(s: &[u8]) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut rest: CodePoints<'_> = points(s);
    std::iter::from_fn(move || {
        let start = s.len() - rest.as_bytes().len();
        rest.next().map(|_| start..s.len() - rest.as_bytes().len())
    })
}

/// The range of the last line: after the last `\n`. For tracebacks and column counts.
pub fn last_line(s: &[u8]) -> Range<usize> {
    rfind(s, b"\n").map_or(0, |at| at + 1)..s.len()
}

/// Whether the string has more than one line by `\n`.
pub fn has_newline(s: &[u8]) -> bool {
    memchr(b'\n', s).is_some()
}

#[cfg(test)]
mod tests {
    use super::super::{oracle, wtf8};
    use super::*;
    use proptest::prelude::*;
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;

    fn shown(s: &[u8], parts: &[Range<usize>]) -> String {
        let parts: Vec<String> = parts.iter().map(|part| oracle::hex(&s[part.clone()])).collect();
        format!("[{}]", parts.join(","))
    }

    #[test]
    fn agrees_with_python() {
        let script = "
import sys
def e(s): return (s.encode('utf-8','surrogatepass') if isinstance(s,str) else s).hex()
def l(x): return '['+','.join(map(e,x))+']'
for line in sys.stdin:
    a,b,m=line.rstrip('\\n').split(' ')
    m=int(m)
    for k in (0,1):
        s,t=bytes.fromhex(a),bytes.fromhex(b)
        if k==0: s,t=s.decode('utf-8','surrogatepass'),t.decode('utf-8','surrogatepass')
        print(l(s.split(t,m)),l(s.rsplit(t,m)),l(s.split(None,m)),l(s.rsplit(None,m)),l(s.split()),l(s.splitlines()),
              l(s.splitlines(True)),l([s.strip()]),l([s.lstrip(t)]),l([s.rstrip(t)]),l([s.strip(t)]))
";
        let point = prop_oneof![
            Just(0x20u32),
            Just(0x61),
            Just(0xe9),
            Just(0x0a),
            Just(0x0d),
            Just(0x1c),
            Just(0x85),
            Just(0x2028),
            Just(0x3000),
            Just(0xd800),
            Just(0x1f600)
        ];
        let strategy =
            (proptest::collection::vec(point.clone(), 0..14), proptest::collection::vec(point, 1..3), 0usize..4);
        let mut runner = TestRunner::deterministic();
        let cases: Vec<(Vec<u8>, Vec<u8>, usize)> = (0..8000)
            .filter_map(|_| strategy.new_tree(&mut runner).ok())
            .map(|tree| tree.current())
            .map(|(s, t, max)| (wtf8::encode(s), wtf8::encode(t), max))
            .collect();
        let input: String =
            cases.iter().map(|(s, t, max)| format!("{} {} {max}\n", oracle::hex(s), oracle::hex(t))).collect();
        let Some(answers) = oracle::python_with(script, &input) else {
            return;
        };
        let mut lines = answers.lines();
        for (s, t, max) in &cases {
            let max = Some(*max);
            for kind in [Kind::Str, Kind::Bytes] {
                let got = [
                    split(s, t, max),
                    rsplit(s, t, max),
                    split_whitespace(s, max, kind),
                    rsplit_whitespace(s, max, kind),
                    split_whitespace(s, None, kind),
                    split_lines(s, false, kind),
                    split_lines(s, true, kind),
                    vec![strip(s, None, Side::Both, kind)],
                    vec![strip(s, Some(t), Side::Left, kind)],
                    vec![strip(s, Some(t), Side::Right, kind)],
                    vec![strip(s, Some(t), Side::Both, kind)],
                ];
                let got: Vec<String> = got.iter().map(|parts| shown(s, parts)).collect();
                assert_eq!(
                    got.join(" "),
                    lines.next().unwrap_or_default(),
                    "{} {} {max:?}",
                    oracle::hex(s),
                    oracle::hex(t)
                );
            }
        }
    }
}
