//! `format(float, spec)`.

use super::format_spec::{Spec, Subject, finish_number, parse, unknown_kind};
use super::wtf8::Wtf8;
use crate::num::error::{Error, Result};
use crate::num::float_repr::{Layout, Style, format, repr};

/// `format(float, spec)`.
pub fn format_float(v: f64, spec: &Wtf8) -> Result<Vec<u8>> {
    if spec.is_empty() {
        return Ok(repr(v).into_bytes());
    }
    format_float_spec(v, &parse(spec, Subject::Float, "float")?, "float")
}

/// `format(float, spec)` with the specification already parsed.
pub fn format_float_spec(v: f64, spec: &Spec, type_name: &str) -> Result<Vec<u8>> {
    if spec.precision.is_some_and(|precision| i32::try_from(precision).is_err()) {
        return Err(Error::value("precision too big"));
    }
    let kind = if spec.kind == 0 { Some(0) } else { u8::try_from(spec.kind).ok().filter(|&byte| byte != 0) };
    let precision = spec.precision;
    let (style, default) = match kind {
        Some(0) if precision.is_none() => (Style::Repr, 0),
        Some(0 | b'g' | b'G' | b'n') => (Style::General, 6),
        Some(b'e' | b'E') => (Style::Exponent, 6),
        Some(b'f' | b'F' | b'%') => (Style::Fixed, 6),
        _ => return Err(unknown_kind(spec.kind, type_name)),
    };
    let percent = kind == Some(b'%');
    let layout = Layout {
        style,
        precision: precision.unwrap_or(default),
        alternate: spec.alternate,
        dot_zero: kind == Some(0),
        upper: matches!(kind, Some(b'E' | b'F' | b'G')),
    };
    let mut text = format(if percent { v * 100.0 } else { v }, layout)?;
    if percent {
        text.push(b'%');
    }
    let (mut negative, body) = match text.split_first() {
        Some((b'-', rest)) => (true, rest),
        _ => (false, text.as_slice()),
    };
    if spec.no_negative_zero && all_zeros(body) {
        negative = false;
    }
    let whole = body.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (digits, rest) = body.split_at_checked(whole).unwrap_or((body, b""));
    finish_number(negative, b"", digits, rest, spec)
}

/// Whether the number shown, which has digits, is zero.
fn all_zeros(body: &[u8]) -> bool {
    let mut mantissa = body.iter().take_while(|&&byte| !matches!(byte, b'e' | b'E' | b'%'));
    mantissa.all(|&byte| matches!(byte, b'0' | b'.'))
}
