//! What the module `unicodedata` tells of a code point beside the properties that `str` has methods for: a generated
//! two-stage table for what has few values, sorted lists for numbers and decompositions.

use super::unicode_data_tables as tables;

/// The properties of a group of code points that agree in them.
pub(super) struct Record {
    pub bidi: u8,
    pub combining: u8,
    pub width: u8,
    pub mirrored: bool,
}

/// The edition of the standard.
pub const VERSION: &str = tables::VERSION;

fn record(point: u32) -> &'static Record {
    const FALLBACK: Record = Record { bidi: 0, combining: 0, width: 0, mirrored: false };
    let mask = (1usize << tables::SHIFT) - 1;
    tables::FIRST
        .get((point >> tables::SHIFT) as usize)
        .and_then(|&block| tables::SECOND.get(block as usize))
        .and_then(|block| block.get(point as usize & mask))
        .and_then(|&cell| tables::RECORDS.get(cell as usize))
        .unwrap_or(&FALLBACK)
}

fn listed<T: Copy>(list: &[(u32, T)], point: u32) -> Option<T> {
    let at = list.binary_search_by_key(&point, |(point, _)| *point).ok()?;
    list.get(at).map(|(_, value)| *value)
}

/// The class in the order of text that runs in two directions; empty where none is defined.
pub fn bidirectional(point: u32) -> &'static str {
    tables::BIDI.get(record(point).bidi as usize).copied().unwrap_or_default()
}

/// The canonical combining class.
pub fn combining(point: u32) -> u8 {
    record(point).combining
}

/// How wide a character is in East Asian text.
pub fn east_asian_width(point: u32) -> &'static str {
    tables::WIDTHS.get(record(point).width as usize).copied().unwrap_or("N")
}

/// Whether a character is mirrored in text that runs from right to left.
pub fn is_mirrored(point: u32) -> bool {
    record(point).mirrored
}

/// The numeric value.
pub fn numeric_value(point: u32) -> Option<f64> {
    super::unicode::digit_value(point).map(f64::from).or_else(|| listed(&tables::NUMBERS, point))
}

/// The mapping to other characters, as the standard writes it: `"<compat> 0020"`. Hangul syllables have none here.
pub fn decomposition(point: u32) -> &'static str {
    listed(&tables::DECOMPOSITIONS, point).unwrap_or_default()
}
