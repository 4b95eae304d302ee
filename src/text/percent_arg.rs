//! `%` formatting of one argument already converted to what its conversion wants.

use super::format_int::IntArg;
use super::pad::push_fill;
use super::percent::Flags;
use super::wtf8::{Wtf8, byte_offset, count};
use crate::num::error::{Error, MAX_BYTES, Result, reserve};
use crate::num::float_repr::{Layout, Style, format};

/// A conversion all of whose numbers are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resolved {
    /// The flags.
    pub flags: Flags,
    /// The least width.
    pub width: usize,
    /// The precision.
    pub precision: Option<usize>,
    /// The conversion.
    pub kind: u8,
}

/// An argument converted to what its conversion wants.
#[derive(Debug, Clone, Copy)]
pub enum Arg<'a> {
    /// For `d`, `i`, `u`, `o`, `x`, `X` and `c`.
    Int(IntArg<'a>),
    /// For `e`, `f`, `g` and their capitals.
    Float(f64),
    /// For `s`, `r`, `a` and `c`.
    Str(&'a Wtf8),
}

/// Appends the argument. `limit` is the most decimal digits of an integer, 0 for no limit.
pub fn format_arg(out: &mut Vec<u8>, how: &Resolved, arg: Arg<'_>, limit: usize) -> Result<()> {
    match (arg, how.kind) {
        (Arg::Str(s), b'c') => put(out, how, "", b"", s, false),
        (Arg::Str(s), _) => {
            let end = how.precision.and_then(|precision| byte_offset(s, precision)).unwrap_or(s.len());
            put(out, how, "", b"", s.get(..end).unwrap_or(s), false)
        }
        (Arg::Int(n), b'c') => put(out, how, "", b"", &super::format_spec::one_point(n.to_point()?), false),
        (Arg::Int(n), kind @ (b'o' | b'x' | b'X')) => {
            let (negative, mut digits) = n.digits(if kind == b'o' { 8 } else { 16 }, 0)?;
            if kind == b'X' {
                digits.make_ascii_uppercase();
            }
            let prefix = [b'0', kind];
            let prefix: &[u8] = if how.flags.alternate { &prefix } else { b"" };
            put(out, how, sign(negative, how.flags), prefix, &zero_extend(digits, how.precision)?, how.flags.zero)
        }
        (Arg::Float(v), kind) if !matches!(kind, b'd' | b'i' | b'u') => {
            let text = format(v, float_layout(how))?;
            let (negative, body) = match text.split_first() {
                Some((b'-', rest)) => (true, rest),
                _ => (false, text.as_slice()),
            };
            put(out, how, sign(negative, how.flags), b"", body, how.flags.zero)
        }
        (Arg::Float(v), _) => {
            let whole = crate::num::float_ops::to_int(v)?;
            format_arg(out, how, Arg::Int(IntArg::Big(&whole)), limit)
        }
        (Arg::Int(n), b'e' | b'E' | b'f' | b'F' | b'g' | b'G') => format_arg(out, how, Arg::Float(n.to_f64()?), limit),
        (Arg::Int(n), _) => {
            let (negative, digits) = n.digits(10, limit)?;
            put(out, how, sign(negative, how.flags), b"", &zero_extend(digits, how.precision)?, how.flags.zero)
        }
    }
}

fn float_layout(how: &Resolved) -> Layout {
    Layout {
        style: match how.kind.to_ascii_lowercase() {
            b'e' => Style::Exponent,
            b'g' => Style::General,
            _ => Style::Fixed,
        },
        precision: how.precision.unwrap_or(6),
        alternate: how.flags.alternate,
        dot_zero: false,
        upper: how.kind.is_ascii_uppercase(),
    }
}

fn sign(negative: bool, flags: Flags) -> &'static str {
    match (negative, flags.plus, flags.space) {
        (true, ..) => "-",
        (_, true, _) => "+",
        (_, _, true) => " ",
        _ => "",
    }
}

/// The digits with zeros in front up to the precision.
fn zero_extend(digits: Vec<u8>, precision: Option<usize>) -> Result<Vec<u8>> {
    let missing = precision.unwrap_or(0).saturating_sub(digits.len());
    if missing == 0 { Ok(digits) } else { super::pad::pad(&digits, missing, 0, b"0") }
}

/// Appends sign, prefix and text, padded to the width with blanks, or with zeros after the prefix.
fn put(out: &mut Vec<u8>, how: &Resolved, sign: &str, prefix: &[u8], text: &[u8], zeros: bool) -> Result<()> {
    let shown = count(text).saturating_add(sign.len() + prefix.len());
    let missing = how.width.saturating_sub(shown);
    let size = text.len().checked_add(missing).and_then(|n| n.checked_add(3)).filter(|&n| n <= MAX_BYTES);
    reserve(out, size.ok_or_else(Error::memory)?)?;
    let before = if how.flags.left { 0 } else { missing };
    if !zeros {
        push_fill(out, before, b" ");
    }
    out.extend_from_slice(sign.as_bytes());
    out.extend_from_slice(prefix);
    if zeros {
        push_fill(out, before, b"0");
    }
    out.extend_from_slice(text);
    push_fill(out, missing - before, b" ");
    Ok(())
}
