//! The format mini-language: `[[fill]align][sign][z][#][0][width][grouping][.precision][type]`, and its use for
//! strings.

use std::cell::Cell;

use super::pad::pad_into;
use super::unicode::decimal_value;
use super::wtf8::{Wtf8, byte_offset, count, encode, points, push, to_str_lossy};
use crate::num::error::{Error, Result};

/// Where the padding goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// `<`: after the text.
    Left,
    /// `>`: before the text.
    Right,
    /// `^`: on both sides.
    Center,
    /// `=`: between the sign and the digits.
    AfterSign,
}

/// Which signs are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// None was asked for: as `Minus`.
    Default,
    /// `-`: of negative numbers only.
    Minus,
    /// `+`: of all numbers.
    Plus,
    /// A blank in place of the plus sign.
    Space,
}

/// How digits are grouped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grouping {
    /// Not at all.
    None,
    /// `,`: by three.
    Comma,
    /// `_`: by three, or by four in the bases that are powers of two.
    Underscore,
}

/// A parsed format specification.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spec {
    /// The code point to pad with.
    pub fill: u32,
    /// Where the padding goes.
    pub align: Align,
    /// Which signs are written.
    pub sign: Sign,
    /// `z`: a zero that rounding made negative loses its sign.
    pub no_negative_zero: bool,
    /// `#`.
    pub alternate: bool,
    /// The least width.
    pub width: Option<usize>,
    /// How digits are grouped.
    pub grouping: Grouping,
    /// The precision.
    pub precision: Option<usize>,
    /// The type's code point, the default one when none is written; 0 for a float without type.
    pub kind: u32,
}

/// What is formatted, which decides the defaults.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// A string: to the left, type `s`.
    Str,
    /// An integer: to the right, type `d`.
    Int,
    /// A float or complex number: to the right, no type.
    Float,
}

impl Subject {
    fn default_kind(self) -> u32 {
        match self {
            Subject::Str => u32::from(b's'),
            Subject::Int => u32::from(b'd'),
            Subject::Float => 0,
        }
    }
}

fn align_of(point: u32) -> Option<Align> {
    Some(match u8::try_from(point).ok()? {
        b'<' => Align::Left,
        b'>' => Align::Right,
        b'^' => Align::Center,
        b'=' => Align::AfterSign,
        _ => return None,
    })
}

/// The code points still to be parsed.
struct Reader<'a> {
    points: &'a [u32],
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u32> {
        self.points.get(self.at).copied()
    }

    /// Moves past this ASCII character if it is next.
    fn take(&mut self, wanted: u8) -> bool {
        let found = self.peek() == Some(u32::from(wanted));
        self.at += usize::from(found);
        found
    }

    fn left(&self) -> usize {
        self.points.len().saturating_sub(self.at)
    }

    /// A decimal number of any script; `None` without digits.
    fn number(&mut self) -> Result<Option<usize>> {
        let mut found = None;
        while let Some(digit) = self.peek().and_then(decimal_value) {
            let sum = found.unwrap_or(0isize).checked_mul(10).and_then(|n| n.checked_add(digit.into()));
            found = Some(sum.ok_or_else(|| Error::value("Too many decimal digits in format string"))?);
            self.at += 1;
        }
        Ok(found.map(isize::unsigned_abs))
    }
}

/// Parses a specification. `type_name` is the subject's class, for the messages.
pub fn parse(spec: &Wtf8, subject: Subject, type_name: &str) -> Result<Spec> {
    let mut short = [0; 16];
    let long: Vec<u32>;
    let all: &[u32] = if spec.len() <= short.len() {
        let mut count = spec.len();
        if spec.is_ascii() {
            short.iter_mut().zip(spec).for_each(|(place, &byte)| *place = u32::from(byte));
        } else {
            count = short.iter_mut().zip(points(spec)).map(|(place, point)| *place = point).count();
        }
        short.get(..count).unwrap_or_default()
    } else {
        long = points(spec).collect();
        &long
    };
    let mut reader = Reader { points: all, at: 0 };
    let default_align = if subject == Subject::Str { Align::Left } else { Align::Right };
    let mut out = Spec {
        fill: u32::from(b' '),
        align: default_align,
        sign: Sign::Default,
        no_negative_zero: false,
        alternate: false,
        width: None,
        grouping: Grouping::None,
        precision: None,
        kind: subject.default_kind(),
    };
    let (first, second) = (reader.peek(), reader.points.get(1).copied());
    let (mut filled, mut aligned) = (false, true);
    if let (Some(fill), Some(align)) = (first, second.and_then(align_of)) {
        (out.fill, out.align, filled) = (fill, align, true);
        reader.at = 2;
    } else if let Some(align) = first.and_then(align_of) {
        out.align = align;
        reader.at = 1;
    } else {
        aligned = false;
    }
    if reader.take(b'+') {
        out.sign = Sign::Plus;
    } else if reader.take(b'-') {
        out.sign = Sign::Minus;
    } else if reader.take(b' ') {
        out.sign = Sign::Space;
    }
    out.no_negative_zero = reader.take(b'z');
    out.alternate = reader.take(b'#');
    if !filled && reader.take(b'0') {
        out.fill = u32::from(b'0');
        if !aligned && default_align == Align::Right {
            out.align = Align::AfterSign;
        }
    }
    out.width = reader.number()?;
    parse_grouping(&mut reader, &mut out)?;
    if reader.take(b'.') {
        let digits = reader.number()?;
        out.precision = Some(digits.ok_or_else(|| Error::value("Format specifier missing precision"))?);
    }
    match reader.left() {
        0 => {}
        1 => out.kind = reader.peek().unwrap_or(out.kind),
        _ => {
            let spec = to_str_lossy(spec);
            let text = format!("Invalid format specifier '{spec}' for object of type '{type_name}'");
            return Err(Error::value(text));
        }
    }
    check_grouping(&out)?;
    Ok(out)
}

/// How many specifications `Recent` knows.
const RECENT: usize = 8;
/// Longest specification that it knows.
const SHORT: usize = 16;

/// A specification as written, and for what.
type Written = (u128, usize, Subject);

/// Specifications that were parsed a moment ago: a program has few of them, and uses them again and again.
#[derive(Default)]
pub struct Recent([Cell<Option<(Written, Spec)>>; RECENT]);

impl Recent {
    /// As `parse`.
    pub fn parse(&self, spec: &Wtf8, subject: Subject, type_name: &str) -> Result<Spec> {
        let mut short = [0; SHORT];
        let Some(place) = short.get_mut(..spec.len()) else { return parse(spec, subject, type_name) };
        place.copy_from_slice(spec);
        let written = (u128::from_le_bytes(short), spec.len(), subject);
        let ends = spec.first().copied().unwrap_or(0) ^ spec.last().copied().unwrap_or(0);
        let entry = &self.0[(usize::from(ends) + spec.len()) % RECENT];
        if let Some((known, parsed)) = entry.get()
            && known == written
        {
            return Ok(parsed);
        }
        let parsed = parse(spec, subject, type_name)?;
        entry.set(Some((written, parsed)));
        Ok(parsed)
    }
}

fn parse_grouping(reader: &mut Reader<'_>, out: &mut Spec) -> Result<()> {
    let both = || Error::value("Cannot specify both ',' and '_'.");
    if reader.take(b',') {
        out.grouping = Grouping::Comma;
    }
    if reader.take(b'_') {
        if out.grouping != Grouping::None {
            return Err(both());
        }
        out.grouping = Grouping::Underscore;
    }
    if out.grouping == Grouping::Underscore && reader.peek() == Some(u32::from(b',')) {
        return Err(both());
    }
    Ok(())
}

fn check_grouping(spec: &Spec) -> Result<()> {
    let mark = match spec.grouping {
        Grouping::None => return Ok(()),
        Grouping::Comma => ',',
        Grouping::Underscore => '_',
    };
    match u8::try_from(spec.kind) {
        Ok(b'd' | b'e' | b'f' | b'g' | b'E' | b'G' | b'%' | b'F' | 0) => Ok(()),
        Ok(b'b' | b'o' | b'x' | b'X') if mark == '_' => Ok(()),
        _ => Err(Error::value(format!("Cannot specify '{mark}' with '{}'.", shown_kind(spec.kind)))),
    }
}

/// A type code as the messages show it.
fn shown_kind(kind: u32) -> String {
    match u8::try_from(kind) {
        Ok(byte @ 33..=127) => char::from(byte).to_string(),
        _ => format!("\\x{kind:x}"),
    }
}

/// The error of a type code that the subject does not know.
pub fn unknown_kind(kind: u32, type_name: &str) -> Error {
    Error::value(format!("Unknown format code '{}' for object of type '{type_name}'", shown_kind(kind)))
}

/// A text with its padding. `width` counts the text's code points; `text` has `sign_len` bytes before the place
/// where `=` puts the padding.
pub(super) fn push_padded(out: &mut Vec<u8>, text: &[u8], sign_len: usize, spec: &Spec) -> Result<()> {
    let missing = spec.width.unwrap_or(0).saturating_sub(count(text));
    let fill = encode([spec.fill]);
    let (sign, body) = text.split_at_checked(sign_len).unwrap_or((b"", text));
    match spec.align {
        Align::Left => pad_into(out, text, 0, missing, &fill),
        Align::Right => pad_into(out, text, missing, 0, &fill),
        Align::Center => pad_into(out, text, missing / 2, missing - missing / 2, &fill),
        Align::AfterSign => {
            out.extend_from_slice(sign);
            pad_into(out, body, missing, 0, &fill)
        }
    }
}

/// `format(str, spec)`.
pub fn format_str(s: &Wtf8, spec: &Wtf8, type_name: &str) -> Result<Vec<u8>> {
    if spec.is_empty() {
        return Ok(s.to_vec());
    }
    let parsed = parse(spec, Subject::Str, type_name)?;
    format_str_spec(s, &parsed, type_name)
}

/// `format(str, spec)` with the specification already parsed.
pub fn format_str_spec(s: &Wtf8, spec: &Spec, type_name: &str) -> Result<Vec<u8>> {
    if spec.kind != u32::from(b's') {
        return Err(unknown_kind(spec.kind, type_name));
    }
    let refused = match (spec.sign, spec.no_negative_zero, spec.alternate, spec.align) {
        (Sign::Space, ..) => "Space not allowed in string format specifier",
        (Sign::Plus | Sign::Minus, ..) => "Sign not allowed in string format specifier",
        (_, true, ..) => "Negative zero coercion (z) not allowed in string format specifier",
        (_, _, true, _) => "Alternate form (#) not allowed in string format specifier",
        (.., Align::AfterSign) => "'=' alignment not allowed in string format specifier",
        _ => "",
    };
    if !refused.is_empty() {
        return Err(Error::value(refused));
    }
    let end = spec.precision.and_then(|precision| byte_offset(s, precision)).unwrap_or(s.len());
    let mut out = Vec::new();
    push_padded(&mut out, s.get(..end).unwrap_or(s), 0, spec)?;
    Ok(out)
}

/// The digits in groups of `size` with `mark` between them, with zeros in front up to `width` places in all.
pub(super) fn group_digits(digits: &[u8], mark: u8, size: usize, width: usize) -> Result<Vec<u8>> {
    // As many digits as it takes for digits and marks together to reach the width: n + (n - 1) / size. A mark is
    // never first, so the result may have one place more than was asked for.
    let size = size.max(1);
    let whole = (width / (size + 1)).saturating_mul(size);
    let wanted = if width == 0 { 0 } else { whole.saturating_add((width % (size + 1)).max(1)) };
    let total = digits.len().max(wanted);
    let marks = total.saturating_sub(1) / size;
    let mut out = Vec::new();
    let room = total.checked_add(marks).filter(|&n| n <= crate::num::error::MAX_BYTES);
    crate::num::error::reserve(&mut out, room.ok_or_else(Error::memory)?)?;
    let zeros = total - digits.len();
    for place in 0..total {
        if place > 0 && (total - place).is_multiple_of(size) {
            out.push(mark);
        }
        let digit = place.checked_sub(zeros).and_then(|at| digits.get(at));
        out.push(digit.copied().unwrap_or(b'0'));
    }
    Ok(out)
}

/// Puts sign, prefix, digits (grouped) and the rest together, and pads.
pub(super) fn finish_number(negative: bool, prefix: &[u8], digits: &[u8], rest: &[u8], spec: &Spec) -> Result<Vec<u8>> {
    let plain =
        prefix.is_empty() && spec.grouping == Grouping::None && matches!(spec.sign, Sign::Default | Sign::Minus);
    let width = spec.width.unwrap_or(0);
    if plain && width <= 256 && spec.fill < 128 && spec.align != Align::Center {
        // The common case in one piece: all of it is ASCII.
        let len = usize::from(negative) + digits.len() + rest.len();
        let mut out = Vec::with_capacity(len.max(width));
        let fill = |out: &mut Vec<u8>| out.resize(out.len() + width.saturating_sub(len), spec.fill as u8);
        if spec.align == Align::Right {
            fill(&mut out);
        }
        if negative {
            out.push(b'-');
        }
        if spec.align == Align::AfterSign {
            fill(&mut out);
        }
        out.extend_from_slice(digits);
        out.extend_from_slice(rest);
        if spec.align == Align::Left {
            fill(&mut out);
        }
        return Ok(out);
    }
    let mut head = Vec::with_capacity(prefix.len() + 1);
    match (negative, spec.sign) {
        (true, _) => head.push(b'-'),
        (false, Sign::Plus) => head.push(b'+'),
        (false, Sign::Space) => head.push(b' '),
        _ => {}
    }
    head.extend_from_slice(prefix);
    let sign_len = head.len();
    let power_of_two = matches!(u8::try_from(spec.kind), Ok(b'b' | b'o' | b'x' | b'X'));
    let (mark, size) = match spec.grouping {
        Grouping::None => (0, 0),
        Grouping::Comma => (b',', 3),
        Grouping::Underscore => (b'_', if power_of_two { 4 } else { 3 }),
    };
    if size == 0 || digits.is_empty() {
        head.extend_from_slice(digits);
    } else {
        // Zeros that fill up to the width are grouped like digits.
        let fills = spec.fill == u32::from(b'0') && spec.align == Align::AfterSign;
        let width = if fills { spec.width.unwrap_or(0).saturating_sub(sign_len + rest.len()) } else { 0 };
        head.extend_from_slice(&group_digits(digits, mark, size, width)?);
    }
    head.extend_from_slice(rest);
    let mut out = Vec::new();
    push_padded(&mut out, &head, sign_len, spec)?;
    Ok(out)
}

/// One code point as text, for `c`.
pub(super) fn one_point(point: u32) -> Vec<u8> {
    let mut out = Vec::with_capacity(4);
    push(&mut out, point);
    out
}

#[cfg(test)]
mod tests {
    use super::super::format_float::format_float;
    use super::super::format_int::format_int;
    use super::super::oracle::{Random, agree, float, hex, quoted, shown};
    use super::*;

    fn any_spec(random: &mut Random) -> String {
        let parts: [&[&str]; 9] = [
            &["", "", "", "*<", "<", ">", "=", "0=", "é^", "^", "_>", "\u{1f600}="],
            &["", "", "", "+", "-", " "],
            &["", "", "", "", "z"],
            &["", "", "", "#"],
            &["", "", "0"],
            &["", "", "1", "5", "8", "13", "20", "٣"],
            &["", "", "", ",", "_", ",_", "_,"],
            &["", "", ".0", ".1", ".3", ".17", ".40", "."],
            &["", "b", "c", "d", "o", "x", "X", "n", "e", "E", "f", "F", "g", "G", "%", "s", "y", "é", "\u{1}", "ff"],
        ];
        parts.iter().map(|choices| random.pick(choices)).collect()
    }

    #[test]
    fn any_specification_agrees_with_python() {
        let mut random = Random(7);
        let mut cases = Vec::new();
        for round in 0..60_000 {
            let spec = any_spec(&mut random);
            let show = |text: Vec<u8>| format!("'{}'", hex(&text));
            let (subject, ours) = match round % 4 {
                0 => {
                    let n = random.integer(70);
                    (format!("({n})"), shown(format_int(&n, spec.as_bytes(), 0), show))
                }
                1 => {
                    let n = random.next() as i64 >> random.below(64);
                    (format!("({n})"), shown(format_int(n, spec.as_bytes(), 0), show))
                }
                2 => {
                    let v = random.float();
                    (float(v), shown(format_float(v, spec.as_bytes()), show))
                }
                _ => {
                    let s = random.text(&["a", "é", "→", " "], 8);
                    (quoted(s.as_bytes()), shown(format_str(s.as_bytes(), spec.as_bytes(), "str"), show))
                }
            };
            cases.push((format!("h(format({subject}, {}))", quoted(spec.as_bytes())), ours));
        }
        agree(cases);
    }

    #[test]
    fn bounds_are_errors() {
        let cases = ["99999999999999999999", ".99999999999f", "9223372036854775808d", ".9223372036854775807f"];
        let errors = cases.map(|spec| format_int(1, spec.as_bytes(), 0).map_err(|e| e.message.into_owned()));
        let expected = [
            "Too many decimal digits in format string",
            "precision too big",
            "Too many decimal digits in format string",
            "precision too big",
        ];
        assert_eq!(errors, expected.map(|text| Err(text.to_owned())));
        for spec in ["9223372036854775807", "é<9223372036854775807", "09223372036854775807,"] {
            assert_eq!(format_int(1, spec.as_bytes(), 0), Err(Error::memory()));
        }
    }
}
