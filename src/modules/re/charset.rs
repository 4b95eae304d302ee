//! Sets of characters: what a class of a pattern comes to, and how the engine is told of it.
//!
//! A set is a list of ranges, in order, that neither overlap nor touch. Classes and case are those of the reference's edition of
//! Unicode, so the engine is given ranges only, never names of classes.

use std::collections::HashMap;
use std::fmt::Write;
use std::rc::Rc;

use crate::text::unicode::{self, Mapped};
use crate::text::{class, wtf8};

/// Beyond this no character has an upper or lower case.
const CASED_END: u32 = 0x1_f000;

/// Surrogates are no characters to the engine: these stand for them, of the same length in bytes.
const SURROGATES: (u32, u32) = (0xd800, 0xdfff);
const STAND_IN: u32 = 0xf000;

/// A set of code points (or of bytes).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CharSet {
    ranges: Vec<(u32, u32)>,
}

/// A class with a name of its own: `\d`, `\s`, `\w`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Class {
    Digit,
    Space,
    Word,
}

impl CharSet {
    /// The set of the given ranges, which may come in any order.
    pub fn of(mut ranges: Vec<(u32, u32)>) -> CharSet {
        ranges.sort_unstable();
        let mut merged: Vec<(u32, u32)> = Vec::with_capacity(ranges.len());
        for (low, high) in ranges {
            match merged.last_mut() {
                Some(last) if low <= last.1.saturating_add(1) => last.1 = last.1.max(high),
                _ => merged.push((low, high)),
            }
        }
        CharSet { ranges: merged }
    }

    pub fn ranges(&self) -> &[(u32, u32)] {
        &self.ranges
    }

    pub fn contains(&self, point: u32) -> bool {
        let after = self.ranges.partition_point(|&(low, _)| low <= point);
        after.checked_sub(1).and_then(|at| self.ranges.get(at)).is_some_and(|&(_, high)| point <= high)
    }

    /// What is not in the set, up to `max`.
    pub fn negated(&self, max: u32) -> CharSet {
        let mut ranges = Vec::with_capacity(self.ranges.len() + 1);
        let mut next = 0;
        for &(low, high) in &self.ranges {
            if low > next {
                ranges.push((next, low - 1));
            }
            next = high.saturating_add(1);
        }
        if next <= max {
            ranges.push((next, max));
        }
        CharSet { ranges }
    }

    /// What is in the set, up to `max`.
    fn up_to(&self, max: u32) -> CharSet {
        let within = self.ranges.iter().filter(|&&(low, _)| low <= max);
        CharSet { ranges: within.map(|&(low, high)| (low, high.min(max))).collect() }
    }

    /// The set, with the other case of its ASCII letters.
    pub fn fold_ascii(&self) -> CharSet {
        let mut ranges = self.ranges.clone();
        for &(low, high) in &self.ranges {
            for (first, last, other) in [(0x41, 0x5a, 0x61), (0x61, 0x7a, 0x41)] {
                let (from, to) = (low.max(first), high.min(last));
                if from <= to {
                    ranges.push((from - first + other, to - first + other));
                }
            }
        }
        CharSet::of(ranges)
    }

    /// The set, with whatever is the same if case is ignored.
    pub fn fold(&self) -> CharSet {
        let mut ranges = self.ranges.clone();
        for group in CASES.with(Rc::clone).iter() {
            if group.iter().any(|&point| self.contains(point)) {
                ranges.extend(group.iter().map(|&point| (point, point)));
            }
        }
        CharSet::of(ranges)
    }

    /// Whether all are ASCII.
    pub fn is_ascii(&self) -> bool {
        self.ranges.last().is_none_or(|&(_, high)| high < 0x80)
    }

    /// Writes the set for an engine that knows bytes only, in texts whose bytes are all up to `max`.
    pub fn write_bytes(&self, max: u32, out: &mut String) {
        write_ranges(self.up_to(max).ranges(), out, |out, byte| {
            let _ = write!(out, "\\x{byte:02x}");
        });
    }

    /// Writes the set for an engine that knows characters.
    pub fn write_chars(&self, out: &mut String) {
        let mut ranges = Vec::with_capacity(self.ranges.len());
        for &(low, high) in &self.ranges {
            let (from, to) = (low.max(SURROGATES.0), high.min(SURROGATES.1));
            if from > to {
                ranges.push((low, high));
                continue;
            }
            ranges.push((from - SURROGATES.0 + STAND_IN, to - SURROGATES.0 + STAND_IN));
            ranges.extend((low < from).then(|| (low, from - 1)));
            ranges.extend((high > to).then(|| (to + 1, high)));
        }
        write_ranges(CharSet::of(ranges).ranges(), out, |out, point| {
            let _ = write!(out, "\\x{{{point:x}}}");
        });
    }
}

/// What matches nowhere.
pub const NEVER: &str = "[a&&b]";

fn write_ranges(ranges: &[(u32, u32)], out: &mut String, escape: fn(&mut String, u32)) {
    let point = |out: &mut String, point: u32| match u8::try_from(point) {
        Ok(byte) if byte.is_ascii_alphanumeric() || byte == b'_' => out.push(char::from(byte)),
        _ => escape(out, point),
    };
    match *ranges {
        [] => out.push_str(NEVER),
        [(low, high)] if low == high => point(out, low),
        _ => {
            out.push('[');
            for &(low, high) in ranges {
                point(out, low);
                if high > low {
                    out.push('-');
                    point(out, high);
                }
            }
            out.push(']');
        }
    }
}

/// A text in which surrogates have been replaced by what stands for them.
pub fn without_surrogates(text: &[u8]) -> Vec<u8> {
    let surrogates = SURROGATES.0..=SURROGATES.1;
    wtf8::encode(
        wtf8::points(text)
            .map(|point| if surrogates.contains(&point) { point - SURROGATES.0 + STAND_IN } else { point }),
    )
}

thread_local! {
    static CASES: Rc<Vec<Vec<u32>>> = Rc::new(case_groups());
    static CLASSES: [Rc<CharSet>; 3] = [Class::Digit, Class::Space, Class::Word].map(|class| Rc::new(unicode_class(class)));
}

/// A class, of ASCII or of all characters.
pub fn class(class: Class, ascii: bool) -> Rc<CharSet> {
    if !ascii {
        return CLASSES.with(|classes| classes[class as usize].clone());
    }
    let ranges: &[(u32, u32)] = match class {
        Class::Digit => &[(0x30, 0x39)],
        Class::Space => &[(0x09, 0x0d), (0x20, 0x20)],
        Class::Word => &[(0x30, 0x39), (0x41, 0x5a), (0x5f, 0x5f), (0x61, 0x7a)],
    };
    Rc::new(CharSet { ranges: ranges.to_vec() })
}

fn unicode_class(class: Class) -> CharSet {
    let mut buffer = Vec::new();
    let mut contains = |point: u32| match class {
        Class::Digit => unicode::decimal_value(point).is_some(),
        Class::Space => unicode::is_space(point),
        Class::Word => {
            buffer.clear();
            wtf8::push(&mut buffer, point);
            point == 0x5f || class::is_alnum(&buffer)
        }
    };
    // The planes from 4 on have neither letters nor digits nor spaces.
    CharSet::of((0..0x4_0000).filter(|&point| contains(point)).map(|point| (point, point)).collect())
}

/// The lower case by which characters are compared: always a single one.
fn simple_lower(point: u32) -> u32 {
    unicode::to_lower(point).iter().next().unwrap_or(point)
}

/// The characters that are the same if case is ignored: those that have the same lower case, or whose lower cases
/// share an upper case.
fn case_groups() -> Vec<Vec<u32>> {
    let key = |mapped: Mapped| mapped.iter().collect::<Vec<u32>>();
    let cased =
        || (0..CASED_END).filter(|&point| simple_lower(point) != point || key(unicode::to_upper(point)) != [point]);
    let mut by_upper: HashMap<Vec<u32>, u32> = HashMap::new();
    let mut first_lower: HashMap<u32, u32> = HashMap::new();
    for point in cased() {
        let lower = simple_lower(point);
        let first = *by_upper.entry(key(unicode::to_upper(point))).or_insert(lower);
        let first = *first_lower.entry(first).or_insert(first);
        first_lower.insert(lower, first);
    }
    let mut groups: HashMap<u32, Vec<u32>> = HashMap::new();
    for point in cased() {
        let lower = simple_lower(point);
        groups.entry(first_lower.get(&lower).copied().unwrap_or(lower)).or_default().push(point);
    }
    groups.into_values().filter(|group| group.len() > 1).collect()
}
