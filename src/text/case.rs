//! Changes of case of a whole string, with the full mappings and the final sigma.

use super::unicode::{self, Mapped, record};
use super::unicode_tables as tables;
use super::wtf8::{Wtf8, point_indices, points, push};

const CAPITAL_SIGMA: u32 = 0x3a3;
const SMALL_SIGMA: u32 = 0x3c3;
const FINAL_SIGMA: u32 = 0x3c2;

fn put(out: &mut Vec<u8>, mapped: Mapped) {
    mapped.iter().for_each(|point| push(out, point));
}

fn map_all(s: &Wtf8, map: fn(u32) -> Mapped) -> Vec<u8> {
    let mut out = Vec::with_capacity(s.len());
    points(s).for_each(|point| put(&mut out, map(point)));
    out
}

/// `str.upper`.
pub fn upper(s: &Wtf8) -> Vec<u8> {
    if s.is_ascii() { s.to_ascii_uppercase() } else { map_all(s, unicode::to_upper) }
}

/// `str.casefold`.
pub fn casefold(s: &Wtf8) -> Vec<u8> {
    if s.is_ascii() { s.to_ascii_lowercase() } else { map_all(s, unicode::to_fold) }
}

/// `str.lower`.
pub fn lower(s: &Wtf8) -> Vec<u8> {
    if s.is_ascii() {
        return s.to_ascii_lowercase();
    }
    let mut out = Vec::with_capacity(s.len());
    for (at, point) in point_indices(s) {
        put_lower(&mut out, s, at, point);
    }
    out
}

/// Lowers the code point at the byte offset `at` of `s`: a capital sigma by what stands around it.
fn put_lower(out: &mut Vec<u8>, s: &Wtf8, at: usize, point: u32) {
    if point != CAPITAL_SIGMA {
        return put(out, unicode::to_lower(point));
    }
    // A final sigma ends a word: a cased letter before it, none after, case-ignorable ones passed over.
    let before = s.get(..at).unwrap_or_default();
    let after = s.get(at + 2..).unwrap_or_default();
    let end = cased_next(points(before).rev()) && !cased_next(points(after));
    push(out, if end { FINAL_SIGMA } else { SMALL_SIGMA });
}

fn cased_next(mut rest: impl Iterator<Item = u32>) -> bool {
    rest.find(|&point| record(point).flags & tables::CASE_IGNORABLE == 0)
        .is_some_and(|point| record(point).flags & tables::CASED != 0)
}

/// `str.title`.
pub fn title(s: &Wtf8) -> Vec<u8> {
    let mut out = Vec::with_capacity(s.len());
    let mut after_cased = false;
    for (at, point) in point_indices(s) {
        if after_cased {
            put_lower(&mut out, s, at, point);
        } else {
            put(&mut out, unicode::to_title(point));
        }
        after_cased = record(point).flags & tables::CASED != 0;
    }
    out
}

/// `str.capitalize`.
pub fn capitalize(s: &Wtf8) -> Vec<u8> {
    let mut out = Vec::with_capacity(s.len());
    for (at, point) in point_indices(s) {
        if at == 0 {
            put(&mut out, unicode::to_title(point));
        } else {
            put_lower(&mut out, s, at, point);
        }
    }
    out
}

/// `str.swapcase`.
pub fn swapcase(s: &Wtf8) -> Vec<u8> {
    let mut out = Vec::with_capacity(s.len());
    for (at, point) in point_indices(s) {
        let flags = record(point).flags;
        if flags & tables::UPPER != 0 {
            put_lower(&mut out, s, at, point);
        } else if flags & tables::LOWER != 0 {
            put(&mut out, unicode::to_upper(point));
        } else {
            push(&mut out, point);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::{oracle, wtf8};
    use super::*;
    use proptest::prelude::*;
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;

    type Method = (&'static str, fn(&Wtf8) -> Vec<u8>);

    const METHODS: [Method; 6] = [
        ("upper", upper),
        ("lower", lower),
        ("title", title),
        ("capitalize", capitalize),
        ("swapcase", swapcase),
        ("casefold", casefold),
    ];

    fn agree(strings: &[Vec<u8>]) {
        let script = "import sys\nfor line in sys.stdin.buffer:\n s=bytes.fromhex(line.decode()).decode('utf-8','surrogatepass')\n \
                      print(*[getattr(s,m)().encode('utf-8','surrogatepass').hex() or '-' for m in \
                      'upper lower title capitalize swapcase casefold'.split()])";
        let input: String = strings.iter().map(|s| oracle::hex(s) + "\n").collect();
        let Some(answers) = oracle::python_with(script, &input) else {
            return;
        };
        assert_eq!(answers.lines().count(), strings.len());
        for (s, line) in strings.iter().zip(answers.lines()) {
            for ((name, ours), expected) in METHODS.iter().zip(line.split(' ')) {
                let got = oracle::hex(&ours(s));
                assert_eq!(got, expected.trim_matches('-'), "{name} of {}", oracle::hex(s));
            }
        }
    }

    #[test]
    fn every_code_point_agrees_with_python() {
        agree(&(0..0x11_0000).map(|point| wtf8::encode([point])).collect::<Vec<_>>());
    }

    #[test]
    fn mixed_strings_agree_with_python() {
        let point = prop_oneof![
            Just(0x3a3u32),
            Just(0x2b0u32),
            Just(0x27u32),
            Just(0xdfu32),
            Just(0x1c5u32),
            0x20u32..0x80,
            0x80u32..0x600,
            0u32..0x11_0000
        ];
        let strategy = proptest::collection::vec(point, 0..9);
        let mut runner = TestRunner::deterministic();
        let strings: Vec<_> = (0..20_000)
            .filter_map(|_| strategy.new_tree(&mut runner).ok())
            .map(|tree| wtf8::encode(tree.current()))
            .collect();
        agree(&strings);
    }
}
