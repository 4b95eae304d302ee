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
    check_precision(spec)?;
    let layout = Layout { dot_zero: spec.kind == 0, ..layout_of(spec, type_name)? };
    let percent = spec.kind == u32::from(b'%');
    let mut text = format(if percent { v * 100.0 } else { v }, layout)?;
    if percent {
        text.push(b'%');
    }
    place(&text, spec)
}

pub(super) fn check_precision(spec: &Spec) -> Result<()> {
    match spec.precision {
        Some(precision) if i32::try_from(precision).is_err() => Err(Error::value("precision too big")),
        _ => Ok(()),
    }
}

/// The layout that a specification asks for, without `dot_zero`.
pub(super) fn layout_of(spec: &Spec, type_name: &str) -> Result<Layout> {
    let kind = if spec.kind == 0 { Some(0) } else { u8::try_from(spec.kind).ok().filter(|&byte| byte != 0) };
    let precision = spec.precision;
    let (style, default) = match kind {
        Some(0) if precision.is_none() => (Style::Repr, 0),
        Some(0 | b'g' | b'G' | b'n') => (Style::General, 6),
        Some(b'e' | b'E') => (Style::Exponent, 6),
        Some(b'f' | b'F' | b'%') => (Style::Fixed, 6),
        _ => return Err(unknown_kind(spec.kind, type_name)),
    };
    Ok(Layout {
        style,
        precision: precision.unwrap_or(default),
        alternate: spec.alternate,
        dot_zero: false,
        upper: matches!(kind, Some(b'E' | b'F' | b'G')),
    })
}

/// The text of a float with sign, grouping and padding.
pub(super) fn place(text: &[u8], spec: &Spec) -> Result<Vec<u8>> {
    let (mut negative, body) = match text.split_first() {
        Some((b'-', rest)) => (true, rest),
        _ => (false, text),
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
