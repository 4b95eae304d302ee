//! What is known of one code point, looked up in the generated two-stage table.

use super::unicode_tables as tables;

/// The properties of a group of code points that behave alike.
pub(super) struct Record {
    pub flags: u16,
    pub category: u8,
    pub digit: u8,
    pub upper: i32,
    pub lower: i32,
    pub title: i32,
    pub fold: i32,
}

/// The case mappings of a code point that has one of more than one code point, padded with zeros.
pub(super) struct Special {
    pub point: u32,
    pub upper: [u32; 3],
    pub lower: [u32; 3],
    pub title: [u32; 3],
    pub fold: [u32; 3],
}

/// A case mapping's result: up to three code points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mapped {
    points: [u32; 3],
}

impl Mapped {
    fn one(point: u32) -> Self {
        Mapped { points: [point, 0, 0] }
    }

    /// The code points, in order. U+0000 maps only to itself, so a zero past the first place is padding.
    pub fn iter(&self) -> impl Iterator<Item = u32> + use<> {
        let [first, second, third] = self.points;
        std::iter::once(first).chain([second, third].into_iter().filter(|&point| point != 0))
    }
}

#[inline]
pub(super) fn record(point: u32) -> &'static Record {
    const FALLBACK: Record = Record { flags: 0, category: 0, digit: 255, upper: 0, lower: 0, title: 0, fold: 0 };
    let mask = (1usize << tables::SHIFT) - 1;
    tables::FIRST
        .get((point >> tables::SHIFT) as usize)
        .and_then(|&block| tables::SECOND.get(block as usize))
        .and_then(|block| block.get(point as usize & mask))
        .and_then(|&cell| tables::RECORDS.get(cell as usize))
        .unwrap_or(&FALLBACK)
}

#[inline]
pub(super) fn has(point: u32, flag: u16) -> bool {
    record(point).flags & flag != 0
}

fn special(point: u32) -> Option<&'static Special> {
    let at = tables::SPECIALS.binary_search_by_key(&point, |entry| entry.point).ok()?;
    tables::SPECIALS.get(at)
}

fn map(point: u32, delta: fn(&Record) -> i32, full: fn(&Special) -> [u32; 3]) -> Mapped {
    let entry = record(point);
    if entry.flags & tables::SPECIAL != 0
        && let Some(entry) = special(point)
    {
        return Mapped { points: full(entry) };
    }
    Mapped::one(point.wrapping_add_signed(delta(entry)))
}

/// The full upper case of a code point.
pub fn to_upper(point: u32) -> Mapped {
    map(point, |r| r.upper, |s| s.upper)
}

/// The full lower case of a code point, out of context (a final sigma is the caller's).
pub fn to_lower(point: u32) -> Mapped {
    map(point, |r| r.lower, |s| s.lower)
}

/// The full title case of a code point.
pub fn to_title(point: u32) -> Mapped {
    map(point, |r| r.title, |s| s.title)
}

/// The full case folding of a code point.
pub fn to_fold(point: u32) -> Mapped {
    map(point, |r| r.fold, |s| s.fold)
}

/// Whether Python counts this code point as white space, as `str.isspace`, `str.strip` and `str.split` do.
#[inline]
pub fn is_space(point: u32) -> bool {
    if point < 0x80 { is_ascii_space(point as u8) } else { has(point, tables::SPACE) }
}

/// `is_space` of one ASCII byte: tab to carriage return, the four separators and the blank.
#[inline]
pub fn is_ascii_space(byte: u8) -> bool {
    matches!(byte, 0x09..=0x0d | 0x1c..=0x20)
}

/// Whether `str.splitlines` breaks at this code point.
#[inline]
pub fn is_line_break(point: u32) -> bool {
    if point < 0x80 { matches!(point, 0x0a..=0x0d | 0x1c..=0x1e) } else { has(point, tables::LINE_BREAK) }
}

/// Whether `repr` shows this code point as itself.
#[inline]
pub fn is_printable(point: u32) -> bool {
    if point < 0x7f { point >= 0x20 } else { has(point, tables::PRINTABLE) }
}

/// Whether an identifier may start with this code point.
#[inline]
pub fn is_identifier_start(point: u32) -> bool {
    point == u32::from(b'_') || has(point, tables::XID_START)
}

/// Whether an identifier may go on with this code point.
#[inline]
pub fn is_identifier_continue(point: u32) -> bool {
    has(point, tables::XID_CONTINUE)
}

/// The value 0 to 9 of a decimal digit of any script, as `int` and `float` read them.
#[inline]
pub fn decimal_value(point: u32) -> Option<u8> {
    if point < 0x80 {
        return (point as u8).is_ascii_digit().then(|| point as u8 - b'0');
    }
    let entry = record(point);
    (entry.flags & tables::DECIMAL != 0).then_some(entry.digit)
}

/// The value of a digit, superscripts and the like included, as `unicodedata.digit` gives it.
pub fn digit_value(point: u32) -> Option<u8> {
    Some(record(point).digit).filter(|&digit| digit < 10)
}

/// The two letters of the general category, as `unicodedata.category` gives them.
pub fn category(point: u32) -> &'static str {
    tables::CATEGORIES.get(record(point).category as usize).copied().unwrap_or("Cn")
}
