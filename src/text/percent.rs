//! `%` formatting of strings: the parser of the format, and the formatting of one argument.
//!
//! The caller fetches the arguments and converts them (`str`, `repr`, to integer or float), and asks for one
//! piece at a time, so that its errors come in CPython's order.

pub use super::percent_arg::{Arg, Resolved, format_arg};
use super::wtf8::{Wtf8, count, decode_first};
use crate::num::error::{Error, Result};
use memchr::memchr;

/// A width or precision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    /// Written in the format.
    Fixed(usize),
    /// `*`: the next argument.
    Star,
}

/// The flags between the percent sign and the width.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Flags {
    /// `-`.
    pub left: bool,
    /// `+`.
    pub plus: bool,
    /// A blank.
    pub space: bool,
    /// `#`.
    pub alternate: bool,
    /// `0`.
    pub zero: bool,
}

/// One conversion of a format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conversion<'a> {
    /// The mapping key in parentheses.
    pub key: Option<&'a Wtf8>,
    /// The flags.
    pub flags: Flags,
    /// The width.
    pub width: Option<Count>,
    /// The precision.
    pub precision: Option<Count>,
    /// The conversion's code point, which may be none that is known: see `unsupported`.
    pub kind: u32,
    /// The number of that code point in the format.
    pub index: usize,
    /// What is wrong with the format here. To be raised once the key, the width and the precision that were read
    /// before have been fetched.
    pub fault: Option<Error>,
}

/// A part of a format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Text to be copied; a doubled percent sign comes as a piece of one.
    Literal(&'a Wtf8),
    /// A conversion.
    Conversion(Conversion<'a>),
}

/// The parts of a format, one by one. It ends after a conversion with a fault.
#[derive(Debug, Clone)]
pub struct Pieces<'a> {
    format: &'a Wtf8,
    /// Byte offset and number of the next code point.
    at: usize,
    index: usize,
}

/// The parts of the format.
pub fn pieces(format: &Wtf8) -> Pieces<'_> {
    Pieces { format, at: 0, index: 0 }
}

impl<'a> Pieces<'a> {
    fn rest(&self) -> &'a Wtf8 {
        self.format.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<u32> {
        decode_first(self.rest()).map(|(point, _)| point)
    }

    fn take(&mut self) -> Option<u32> {
        let (point, len) = decode_first(self.rest())?;
        self.at += len;
        self.index += 1;
        Some(point)
    }

    fn take_if(&mut self, wanted: u8) -> bool {
        let found = self.peek() == Some(u32::from(wanted));
        if found {
            self.at += 1;
            self.index += 1;
        }
        found
    }

    /// The key up to its closing parenthesis, the opening one already read; pairs may stand inside.
    fn key(&mut self) -> Option<&'a Wtf8> {
        let start = self.at;
        let mut depth = 1usize;
        while let Some(point) = self.take() {
            depth = match u8::try_from(point) {
                Ok(b'(') => depth + 1,
                Ok(b')') => depth - 1,
                _ => depth,
            };
            if depth == 0 {
                return self.format.get(start..self.at - 1);
            }
        }
        None
    }

    fn flags(&mut self) -> Flags {
        let mut flags = Flags::default();
        loop {
            let flag = match self.peek().and_then(|point| u8::try_from(point).ok()) {
                Some(b'-') => &mut flags.left,
                Some(b'+') => &mut flags.plus,
                Some(b' ') => &mut flags.space,
                Some(b'#') => &mut flags.alternate,
                Some(b'0') => &mut flags.zero,
                _ => return flags,
            };
            *flag = true;
            self.at += 1;
            self.index += 1;
        }
    }

    fn count(&mut self, most: usize, fault: &'static str) -> Result<Option<Count>> {
        if self.take_if(b'*') {
            return Ok(Some(Count::Star));
        }
        let mut found = None;
        while let Some(digit) = self.peek().and_then(char::from_u32).and_then(|c| c.to_digit(10)) {
            let sum = found.unwrap_or(0usize).checked_mul(10).and_then(|n| n.checked_add(digit as usize));
            found = Some(sum.filter(|&n| n <= most).ok_or_else(|| Error::value(fault))?);
            self.take();
        }
        Ok(found.map(Count::Fixed))
    }

    /// Reads a conversion whose percent sign was read.
    fn conversion(&mut self) -> Conversion<'a> {
        let mut out = Conversion {
            key: None,
            flags: Flags::default(),
            width: None,
            precision: None,
            kind: 0,
            index: 0,
            fault: None,
        };
        if let Err(error) = self.read(&mut out) {
            out.fault = Some(error);
            self.at = self.format.len();
        }
        out
    }

    fn read(&mut self, out: &mut Conversion<'a>) -> Result<()> {
        if self.take_if(b'(') {
            out.key = Some(b"");
            out.key = Some(self.key().ok_or_else(|| Error::value("incomplete format key"))?);
        }
        out.flags = self.flags();
        out.width = self.count(isize::MAX as usize, "width too big")?;
        if self.take_if(b'.') {
            let written = self.count(i32::MAX as usize, "precision too big")?;
            out.precision = Some(written.unwrap_or(Count::Fixed(0)));
        }
        // C's length modifiers, one of which is skipped.
        let _ = self.take_if(b'h') || self.take_if(b'l') || self.take_if(b'L');
        out.index = self.index;
        out.kind = self.take().ok_or_else(|| Error::value("incomplete format"))?;
        Ok(())
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        let rest = self.rest();
        if rest.is_empty() {
            return None;
        }
        let literal = memchr(b'%', rest).unwrap_or(rest.len());
        if literal > 0 {
            let text = rest.get(..literal).unwrap_or_default();
            self.at += literal;
            self.index += count(text);
            return Some(Piece::Literal(text));
        }
        self.take();
        if self.take_if(b'%') {
            return Some(Piece::Literal(b"%"));
        }
        Some(Piece::Conversion(self.conversion()))
    }
}

/// What a conversion wants its argument converted to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wants {
    /// `s`: `str(argument)`.
    Str,
    /// `r`: `repr(argument)`.
    Repr,
    /// `a`: `ascii(argument)`.
    Ascii,
    /// `c`: an integer, or a string of one code point.
    Point,
    /// `d`, `i`, `u`: an integer, or a real number to be cut to one.
    Decimal,
    /// `o`, `x`, `X`: an integer.
    Integer,
    /// `e`, `f`, `g` and their capitals: a float.
    Float,
}

impl Conversion<'_> {
    /// What the argument must be converted to; `None` for an unknown conversion.
    pub fn wants(&self) -> Option<Wants> {
        Some(match u8::try_from(self.kind).ok()? {
            b's' => Wants::Str,
            b'r' => Wants::Repr,
            b'a' => Wants::Ascii,
            b'c' => Wants::Point,
            b'd' | b'i' | b'u' => Wants::Decimal,
            b'o' | b'x' | b'X' => Wants::Integer,
            b'e' | b'E' | b'f' | b'F' | b'g' | b'G' => Wants::Float,
            _ => return None,
        })
    }

    /// The error of an unknown conversion, raised after its argument has been fetched.
    pub fn unsupported(&self) -> Error {
        let shown = u8::try_from(self.kind).ok().filter(|byte| (31..=126).contains(byte)).unwrap_or(b'?');
        let (shown, kind, index) = (char::from(shown), self.kind, self.index);
        Error::value(format!("unsupported format character '{shown}' (0x{kind:x}) at index {index}"))
    }

    /// The conversion with the arguments that stood for `*` put in.
    pub fn resolve(&self, width: Option<i64>, precision: Option<i64>) -> Resolved {
        let mut flags = self.flags;
        let width = match self.width {
            None => 0,
            Some(Count::Fixed(n)) => n,
            Some(Count::Star) => {
                let given = width.unwrap_or(0);
                flags.left |= given < 0;
                usize::try_from(given.unsigned_abs()).unwrap_or(usize::MAX)
            }
        };
        let precision = self.precision.map(|count| match count {
            Count::Fixed(n) => n,
            Count::Star => usize::try_from(precision.unwrap_or(0)).unwrap_or(0),
        });
        Resolved { flags, width, precision, kind: u8::try_from(self.kind).unwrap_or(b'?') }
    }
}

/// The error of a format that takes more arguments than there are.
pub fn not_enough() -> Error {
    Error::type_error("not enough arguments for format string")
}

/// The error of arguments left over.
pub fn not_all_converted() -> Error {
    Error::type_error("not all arguments converted during string formatting")
}

/// The error of a key where the right operand is no mapping.
pub fn requires_mapping() -> Error {
    Error::type_error("format requires a mapping")
}

/// The error of a `*` whose argument is no integer.
pub fn star_wants_int() -> Error {
    Error::type_error("* wants int")
}

/// The error of an argument that the conversion cannot take.
pub fn wrong_argument(conversion: &Conversion<'_>, type_name: &str) -> Error {
    let shown = char::from_u32(conversion.kind).unwrap_or('?');
    Error::type_error(match conversion.wants() {
        Some(Wants::Point) => "%c requires int or char".to_owned(),
        Some(Wants::Decimal) => {
            format!("%{shown} format: a real number is required, not {type_name}")
        }
        Some(Wants::Integer) => format!("%{shown} format: an integer is required, not {type_name}"),
        _ => format!("must be real number, not {type_name}"),
    })
}

#[cfg(test)]
mod tests {
    use super::super::format_int::IntArg;
    use super::super::oracle::{Random, agree, float, hex, quoted, shown};
    use super::*;

    /// What the interpreter does with a tuple on the right.
    fn apply(format: &str, args: &[Arg<'_>]) -> Result<Vec<u8>> {
        let mut args = args.iter();
        let mut out = Vec::new();
        for piece in pieces(format.as_bytes()) {
            let conversion = match piece {
                Piece::Literal(text) => {
                    out.extend_from_slice(text);
                    continue;
                }
                Piece::Conversion(conversion) => conversion,
            };
            if conversion.key.is_some() {
                return Err(requires_mapping());
            }
            let mut star = |count: Option<Count>| match count {
                Some(Count::Star) => match args.next() {
                    Some(Arg::Int(IntArg::Small(n))) => Ok(Some(*n)),
                    Some(_) => Err(star_wants_int()),
                    None => Err(not_enough()),
                },
                _ => Ok(None),
            };
            let (width, precision) = (star(conversion.width)?, star(conversion.precision)?);
            if let Some(fault) = &conversion.fault {
                return Err(fault.clone());
            }
            let arg = *args.next().ok_or_else(not_enough)?;
            let wants = conversion.wants().ok_or_else(|| conversion.unsupported())?;
            let how = conversion.resolve(width, precision);
            let text;
            let arg = match (wants, arg) {
                (Wants::Str, Arg::Int(n)) => {
                    text = super::super::format_int::format_int(n, b"", 0)?;
                    Arg::Str(&text)
                }
                (Wants::Str, Arg::Float(v)) => {
                    text = crate::num::float_repr::repr(v).into_bytes();
                    Arg::Str(&text)
                }
                (Wants::Decimal | Wants::Integer | Wants::Float, Arg::Str(_)) => {
                    return Err(wrong_argument(&conversion, "str"));
                }
                (Wants::Integer | Wants::Point, Arg::Float(_)) => {
                    return Err(wrong_argument(&conversion, "float"));
                }
                (Wants::Point, Arg::Str(s)) if count(s) != 1 => {
                    return Err(wrong_argument(&conversion, "str"));
                }
                _ => arg,
            };
            format_arg(&mut out, &how, arg, 0)?;
        }
        if args.next().is_some() { Err(not_all_converted()) } else { Ok(out) }
    }

    #[test]
    fn any_format_agrees_with_python() {
        let mut random = Random(11);
        let mut cases = Vec::new();
        for _ in 0..40_000 {
            let mut format = random.text(&["a", "é", "%%"], 2);
            for _ in 0..1 + random.below(2) {
                format.push('%');
                format += &random.text(&["-", "+", " ", "#", "0"], 3);
                format += random.pick(&["", "", "1", "7", "12", "*"]);
                format += random.pick(&["", "", ".", ".0", ".3", ".12", ".*"]);
                format += random.pick(&["", "", "", "l", "h", "L"]);
                format += random.pick(&[
                    "d", "i", "u", "o", "x", "X", "e", "E", "f", "F", "g", "G", "c", "s", "d", "x", "g", "y", "é", "",
                    "%", "(a)s", "(a",
                ]);
            }
            let text = random.text(&["a", "→", "b"], 3);
            let big = random.integer(80);
            let (mut shown_args, mut args) = (String::new(), Vec::new());
            for _ in 0..1 + random.below(4) {
                let (python, arg) = match random.below(6) {
                    0 => (quoted(text.as_bytes()), Arg::Str(text.as_bytes())),
                    1 => (format!("({big})"), Arg::Int(IntArg::Big(&big))),
                    2 | 3 => {
                        let v = random.float();
                        (float(v), Arg::Float(v))
                    }
                    _ => {
                        let n = random.below(41) as i64 - 20;
                        (format!("({n})"), Arg::Int(IntArg::Small(n)))
                    }
                };
                // A big integer as a star's argument is the caller's concern.
                if matches!(arg, Arg::Int(IntArg::Big(_))) && format.contains('*') {
                    continue;
                }
                shown_args += &(python + ",");
                args.push(arg);
            }
            let ours = shown(apply(&format, &args), |text| format!("'{}'", hex(&text)));
            cases.push((format!("h({} % ({shown_args}))", quoted(format.as_bytes())), ours));
        }
        agree(cases);
    }

    #[test]
    fn faults_come_after_what_was_read() {
        let all: Vec<_> = pieces(b"a%(k(1))5.3ld%%%(x").collect();
        assert_eq!(all.len(), 4);
        let Piece::Conversion(first) = &all[1] else { panic!("a conversion") };
        assert_eq!((first.key, first.index, first.kind), (Some(&b"k(1)"[..]), 12, 100));
        let Piece::Conversion(last) = &all[3] else { panic!("a conversion") };
        assert_eq!(last.fault, Some(Error::value("incomplete format key")));
        assert!(last.key.is_some());
        let Some(Piece::Conversion(wide)) = pieces(b"%9223372036854775808d").next() else { panic!("a conversion") };
        assert_eq!(wide.fault, Some(Error::value("width too big")));
        let Some(Piece::Conversion(most)) = pieces(b"%9223372036854775807d").next() else { panic!("a conversion") };
        let mut out = Vec::new();
        let result = format_arg(&mut out, &most.resolve(None, None), Arg::Int(IntArg::Small(1)), 0);
        assert_eq!(result, Err(Error::memory()));
    }
}
