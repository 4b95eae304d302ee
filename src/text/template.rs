//! Templates of `str.format`: literals and replacement fields, one at a time.
//!
//! As in CPython a fault is reported when it is reached, after the fields before it were formatted.

use super::unicode::decimal_value;
use super::wtf8::{Wtf8, points};
use crate::num::error::{Error, Result};
use memchr::{memchr, memchr2};

/// How deep specifications may nest fields: a field's own may hold fields, theirs may not.
pub const MAX_DEPTH: usize = 2;

/// The error of fields nested deeper than `MAX_DEPTH`.
pub fn too_deep() -> Error {
    Error::value("Max string recursion exceeded")
}

/// A replacement field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field<'a> {
    /// The name with its attributes and indices, to be read by `name`.
    pub name: &'a Wtf8,
    /// The code point after `!`.
    pub conversion: Option<u32>,
    /// The specification.
    pub spec: &'a Wtf8,
    /// Whether the specification is a template itself.
    pub nested: bool,
}

/// A part of a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Text to be copied. Doubled braces end one such piece with a single brace.
    Literal(&'a Wtf8),
    /// A replacement field.
    Field(Field<'a>),
}

/// The parts of a template, one by one. It ends after an error.
#[derive(Debug, Clone)]
pub struct Pieces<'a> {
    rest: &'a Wtf8,
    /// A brace was read and a field follows.
    in_field: bool,
}

/// The parts of the template.
pub fn pieces(template: &Wtf8) -> Pieces<'_> {
    Pieces { rest: template, in_field: false }
}

fn value<T>(message: &'static str) -> Result<T> {
    Err(Error::value(message))
}

impl<'a> Pieces<'a> {
    /// Cuts the first `len` bytes off, and drops the `skip` after them.
    fn cut(&mut self, len: usize, skip: usize) -> &'a Wtf8 {
        let (head, tail) = self.rest.split_at_checked(len).unwrap_or((self.rest, b""));
        self.rest = tail.get(skip..).unwrap_or_default();
        head
    }

    fn literal(&mut self) -> Result<Option<Piece<'a>>> {
        let Some(at) = memchr2(b'{', b'}', self.rest) else {
            let text = self.cut(self.rest.len(), 0);
            return Ok(Some(Piece::Literal(text)).filter(|_| !text.is_empty()));
        };
        let brace = self.rest.get(at).copied();
        let next = self.rest.get(at + 1).copied();
        if brace == next {
            return Ok(Some(Piece::Literal(self.cut(at + 1, 1))));
        }
        if brace == Some(b'}') {
            return value("Single '}' encountered in format string");
        }
        if next.is_none() {
            return value("Single '{' encountered in format string");
        }
        let text = self.cut(at, 1);
        if text.is_empty() {
            return self.field().map(Some);
        }
        self.in_field = true;
        Ok(Some(Piece::Literal(text)))
    }

    fn field(&mut self) -> Result<Piece<'a>> {
        self.in_field = false;
        let (len, end) = name_end(self.rest)?;
        let name = self.cut(len, 1);
        let mut field = Field { name, conversion: None, spec: b"", nested: false };
        if end == b'}' {
            return Ok(Piece::Field(field));
        }
        if end == b'!' {
            let Some((point, len)) = super::wtf8::decode_first(self.rest) else {
                return value("end of string while looking for conversion specifier");
            };
            self.cut(len, 0);
            field.conversion = Some(point);
            match self.rest.first() {
                Some(b'}') => {
                    self.cut(0, 1);
                    return Ok(Piece::Field(field));
                }
                Some(b':') => {
                    self.cut(0, 1);
                }
                Some(_) => return value("expected ':' after conversion specifier"),
                None => {}
            }
        }
        let mut depth = 1usize;
        for at in memchr::memchr2_iter(b'{', b'}', self.rest) {
            if self.rest.get(at) == Some(&b'{') {
                field.nested = true;
                depth += 1;
            } else {
                depth -= 1;
            }
            if depth == 0 {
                field.spec = self.cut(at, 1);
                return Ok(Piece::Field(field));
            }
        }
        value("unmatched '{' in format spec")
    }
}

/// Where the field's name ends, and with which of the three marks.
fn name_end(rest: &Wtf8) -> Result<(usize, u8)> {
    let mut at = 0;
    while let Some(&byte) = rest.get(at) {
        match byte {
            b'{' => return value("unexpected '{' in field name"),
            // Anything may stand between brackets.
            b'[' => {
                let inside = rest.get(at + 1..).unwrap_or_default();
                at += 1 + memchr(b']', inside).unwrap_or(inside.len());
            }
            b'}' | b':' | b'!' => return Ok((at, byte)),
            _ => at += 1,
        }
    }
    value("expected '}' before end of string")
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Result<Piece<'a>>;

    fn next(&mut self) -> Option<Self::Item> {
        let piece = if self.in_field { self.field().map(Some) } else { self.literal() };
        if piece.is_err() {
            self.rest = b"";
            self.in_field = false;
        }
        piece.transpose()
    }
}

/// The error of a conversion other than `s`, `r` and `a`.
pub fn unknown_conversion(conversion: u32) -> Error {
    let shown = match u8::try_from(conversion) {
        Ok(byte @ 33..=126) => char::from(byte).to_string(),
        _ => format!("\\x{conversion:x}"),
    };
    Error::value(format!("Unknown conversion specifier {shown}"))
}

/// Numbers the fields without one, and refuses a mixture. One serves a template and all nested ones.
#[derive(Debug, Clone, Copy, Default)]
pub struct Numbering {
    automatic: Option<bool>,
    next: usize,
}

impl Numbering {
    /// Numbering from zero.
    pub fn new() -> Self {
        Self::default()
    }

    fn number(&mut self, written: Option<usize>) -> Result<usize> {
        let automatic = *self.automatic.get_or_insert(written.is_none());
        match (automatic, written) {
            (true, None) => {
                self.next += 1;
                Ok(self.next - 1)
            }
            (false, Some(number)) => Ok(number),
            (true, Some(_)) => value("cannot switch from automatic field numbering to manual field specification"),
            (false, None) => value("cannot switch from manual field specification to automatic field numbering"),
        }
    }
}

/// What a field starts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum First<'a> {
    /// A positional argument.
    Index(usize),
    /// A keyword argument.
    Name(&'a Wtf8),
}

/// A step from a value to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step<'a> {
    /// `.name`.
    Attribute(&'a Wtf8),
    /// `[number]`.
    Index(usize),
    /// `[text]`.
    Key(&'a Wtf8),
}

/// The steps of a field's name after the first part. It ends after an error.
#[derive(Debug, Clone)]
pub struct Steps<'a> {
    rest: &'a Wtf8,
}

/// Takes a field's name apart, numbering it when it has no first part.
pub fn name<'a>(name: &'a Wtf8, numbering: &mut Numbering) -> Result<(First<'a>, Steps<'a>)> {
    let (first, steps) = split_name(name)?;
    let first = match first {
        First::Name(b"") => First::Index(numbering.number(None)?),
        First::Index(number) => First::Index(numbering.number(Some(number))?),
        named => named,
    };
    Ok((first, steps))
}

/// Takes a field's name apart without numbering it, as `string.Formatter` does: an empty first part stays one.
pub fn split_name(name: &Wtf8) -> Result<(First<'_>, Steps<'_>)> {
    let end = memchr2(b'.', b'[', name).unwrap_or(name.len());
    let (first, rest) = name.split_at_checked(end).unwrap_or((name, b""));
    let first = match integer(first)? {
        Some(number) => First::Index(number),
        None => First::Name(first),
    };
    Ok((first, Steps { rest }))
}

/// The number that decimal digits of any script make; `None` if anything else is there, or nothing.
fn integer(text: &Wtf8) -> Result<Option<usize>> {
    let mut sum = None;
    for point in points(text) {
        let Some(digit) = decimal_value(point) else {
            return Ok(None);
        };
        let next = sum.unwrap_or(0isize).checked_mul(10).and_then(|n| n.checked_add(digit.into()));
        sum = Some(next.ok_or_else(|| Error::value("Too many decimal digits in format string"))?);
    }
    Ok(sum.map(isize::unsigned_abs))
}

impl<'a> Steps<'a> {
    fn step(&mut self, mark: u8, rest: &'a Wtf8) -> Result<Step<'a>> {
        let empty = || Error::value("Empty attribute in format string");
        match mark {
            b'.' => {
                let end = memchr2(b'.', b'[', rest).unwrap_or(rest.len());
                let (name, after) = rest.split_at_checked(end).unwrap_or((rest, b""));
                self.rest = after;
                if name.is_empty() { Err(empty()) } else { Ok(Step::Attribute(name)) }
            }
            b'[' => {
                let end = memchr(b']', rest).ok_or_else(|| Error::value("Missing ']' in format string"))?;
                let (key, after) = rest.split_at_checked(end).unwrap_or((rest, b""));
                self.rest = after.get(1..).unwrap_or_default();
                let number = integer(key)?;
                if key.is_empty() {
                    return Err(empty());
                }
                Ok(number.map_or(Step::Key(key), Step::Index))
            }
            _ => value("Only '.' or '[' may follow ']' in format field specifier"),
        }
    }
}

impl<'a> Iterator for Steps<'a> {
    type Item = Result<Step<'a>>;

    fn next(&mut self) -> Option<Self::Item> {
        let (&mark, rest) = self.rest.split_first()?;
        let step = self.step(mark, rest);
        if step.is_err() {
            self.rest = b"";
        }
        Some(step)
    }
}

#[cfg(test)]
mod tests {
    use super::super::oracle::{Random, agree, failure, quoted};
    use super::super::repr::ascii_str;
    use super::*;

    fn ascii(s: &Wtf8) -> String {
        String::from_utf8(ascii_str(s)).unwrap_or_default()
    }

    /// As `list(_string.formatter_parser(template))` shows it.
    fn parsed(template: &Wtf8) -> String {
        let mut parts: Vec<String> = Vec::new();
        let mut literal: Option<&Wtf8> = None;
        for piece in pieces(template) {
            match piece {
                Err(error) => return failure(&error),
                Ok(Piece::Literal(text)) => {
                    if let Some(before) = literal.replace(text) {
                        parts.push(format!("({}, None, None, None)", ascii(before)));
                    }
                    // One that ends in a brace was doubled in the template; no field belongs to it.
                    if memchr2(b'{', b'}', text).is_some() {
                        literal = None;
                        parts.push(format!("({}, None, None, None)", ascii(text)));
                    }
                }
                Ok(Piece::Field(field)) => {
                    let conversion = field.conversion.map(|point| ascii(&super::super::wtf8::encode([point])));
                    parts.push(format!(
                        "({}, {}, {}, {})",
                        ascii(literal.take().unwrap_or_default()),
                        ascii(field.name),
                        ascii(field.spec),
                        conversion.as_deref().unwrap_or("None")
                    ));
                }
            }
        }
        if let Some(before) = literal {
            parts.push(format!("({}, None, None, None)", ascii(before)));
        }
        format!("[{}]", parts.join(", "))
    }

    /// As `_string.formatter_field_name_split(name)` shows it, the iterator as a list.
    fn split(name: &Wtf8) -> String {
        let (first, steps) = match split_name(name) {
            Ok(parts) => parts,
            Err(error) => return failure(&error),
        };
        let first = match first {
            First::Index(number) => number.to_string(),
            First::Name(name) => ascii(name),
        };
        let mut shown = Vec::new();
        for step in steps {
            shown.push(match step {
                Ok(Step::Attribute(name)) => format!("(True, {})", ascii(name)),
                Ok(Step::Index(number)) => format!("(False, {number})"),
                Ok(Step::Key(key)) => format!("(False, {})", ascii(key)),
                Err(error) => return failure(&error),
            });
        }
        format!("({first}, [{}])", shown.join(", "))
    }

    #[test]
    fn any_template_agrees_with_python() {
        let mut random = Random(5);
        let mut cases = Vec::new();
        let parts =
            ["{", "}", "{", "}", "[", "]", ".", ":", "!", "0", "a", "r", " ", "é", "٣", "{}", "{0}", "{{", "!r"];
        for _ in 0..60_000 {
            let template = random.text(&parts, 9);
            let python = format!("list(_string.formatter_parser({}))", quoted(template.as_bytes()));
            cases.push((python, parsed(template.as_bytes())));
        }
        let parts = [".", "[", "]", "0", "12", "a", "é", "٣", "-", "99999999999999999999", ".b", "[0]"];
        for _ in 0..40_000 {
            let name = random.text(&parts, 6);
            let python = format!(
                "(lambda p: (p[0], list(p[1])))(_string.formatter_field_name_split({}))",
                quoted(name.as_bytes())
            );
            cases.push((python, split(name.as_bytes())));
        }
        agree(cases);
    }

    #[test]
    fn numbering_is_not_mixed() {
        let mut numbering = Numbering::new();
        assert_eq!(name(b"", &mut numbering).map(|(first, _)| first), Ok(First::Index(0)));
        assert_eq!(name(b"x", &mut numbering).map(|(first, _)| first), Ok(First::Name(b"x")));
        assert_eq!(name(b".y", &mut numbering).map(|(first, _)| first), Ok(First::Index(1)));
        let mixed = name(b"0", &mut numbering).map(|_| ()).map_err(|error| error.message);
        assert_eq!(mixed, Err("cannot switch from automatic field numbering to manual field specification".into()));
        let mut numbering = Numbering::new();
        assert_eq!(name(b"3", &mut numbering).map(|(first, _)| first), Ok(First::Index(3)));
        let mixed = name(b"", &mut numbering).map(|_| ()).map_err(|error| error.message);
        assert_eq!(mixed, Err("cannot switch from manual field specification to automatic field numbering".into()));
    }
}
