//! Floats as text: `repr`, and the kernels of `%e`, `%f` and `%g` with any precision.

use super::digits::{Digits, fixed, shortest, significant};
use super::error::{Error, MAX_BYTES, Result, reserve};

/// How to lay out the digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// `e`: one digit, the point, `precision` digits and an exponent.
    Exponent,
    /// `f`: `precision` digits after the point.
    Fixed,
    /// `g`: `precision` significant digits, an exponent only when far from one.
    General,
    /// The shortest digits that read back the same; the precision is not used.
    Repr,
}

/// The choices of a float's layout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    /// How to lay out the digits.
    pub style: Style,
    /// The number of digits, as the style counts them.
    pub precision: usize,
    /// `#`: keep the point and the trailing zeros.
    pub alternate: bool,
    /// End a number without exponent in `.0` when it would look like an integer.
    pub dot_zero: bool,
    /// Capitals: `E`, `INF`, `NAN`.
    pub upper: bool,
}

impl Layout {
    /// The layout of `repr(float)`.
    pub const REPR: Layout =
        Layout { style: Style::Repr, precision: 0, alternate: false, dot_zero: true, upper: false };
}

/// `repr(v)`.
pub fn repr(v: f64) -> String {
    let mut out = Vec::with_capacity(24);
    // A repr is short: only the reservation could fail, and then the allocator has nothing left at all.
    let _ = format_into(&mut out, v, Layout::REPR);
    String::from_utf8(out).unwrap_or_default()
}

/// The text of `v`, with a minus sign where it has one.
pub fn format(v: f64, layout: Layout) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    format_into(&mut out, v, layout)?;
    Ok(out)
}

/// `format`, appended to `out`.
pub fn format_into(out: &mut Vec<u8>, v: f64, layout: Layout) -> Result<()> {
    if v.is_nan() {
        out.extend_from_slice(if layout.upper { b"NAN" } else { b"nan" });
        return Ok(());
    }
    if v.is_sign_negative() {
        out.push(b'-');
    }
    if v.is_infinite() {
        out.extend_from_slice(if layout.upper { b"INF" } else { b"inf" });
        return Ok(());
    }
    let precision = layout.precision;
    let digits = match layout.style {
        Style::Repr => shortest(v),
        Style::Exponent => significant(v, precision.saturating_add(1)),
        Style::General => significant(v, precision.max(1)),
        Style::Fixed => fixed(v, precision),
    };
    lay_out(out, &digits, layout)
}

fn lay_out(out: &mut Vec<u8>, digits: &Digits, layout: Layout) -> Result<()> {
    let found = digits.digits.len() as i64;
    // `end` is one past the last place shown; places before the first digit or after the last are zeros.
    let precision = i64::try_from(layout.precision).map_err(|_| Error::memory())?;
    let mut point = digits.point;
    let (exponent, end) = match layout.style {
        Style::Exponent => (true, precision.checked_add(1).ok_or_else(Error::memory)?),
        Style::Fixed => (false, point.checked_add(precision).ok_or_else(Error::memory)?),
        Style::General => {
            let precision = precision.max(1);
            let most = precision - i64::from(layout.dot_zero);
            (point <= -4 || point > most, if layout.alternate { precision } else { found })
        }
        Style::Repr => (point <= -4 || point > 16, found),
    };
    let power = point - 1;
    if exponent {
        point = 1;
    }
    let start = if point <= 0 { point - 1 } else { 0 };
    let end = end.max(if layout.dot_zero && !exponent { point + 1 } else { point });
    let size = end.checked_sub(start).and_then(|n| usize::try_from(n).ok()).and_then(|n| n.checked_add(16));
    reserve(out, size.filter(|&n| n <= MAX_BYTES).ok_or_else(Error::memory)?)?;
    push_places(out, &digits.digits, start, point);
    if end > point || layout.alternate {
        out.push(b'.');
    }
    push_places(out, &digits.digits, point, end);
    if exponent {
        out.push(if layout.upper { b'E' } else { b'e' });
        out.push(if power < 0 { b'-' } else { b'+' });
        out.extend_from_slice(format!("{:02}", power.abs()).as_bytes());
    }
    Ok(())
}

/// Appends the digits of the places `from..to`, zeros where there are none.
fn push_places(out: &mut Vec<u8>, digits: &[u8], from: i64, to: i64) {
    let len = digits.len() as i64;
    let zeros = |out: &mut Vec<u8>, n: i64| {
        let n = usize::try_from(n).unwrap_or(0);
        out.resize(out.len().saturating_add(n), b'0');
    };
    zeros(out, to.min(0) - from);
    let (first, last) = (from.clamp(0, len), to.clamp(0, len));
    out.extend_from_slice(digits.get(first as usize..last as usize).unwrap_or_default());
    zeros(out, to - from.max(len));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::oracle::{Random, agree, float};

    #[test]
    fn repr_agrees_with_python() {
        let mut random = Random(3);
        let mut values: Vec<f64> = (0..60_000).map(|_| random.float()).collect();
        // Powers of two are where the gap to the next float changes.
        values.extend((-1074..1024).map(|power| crate::num::float_hex::ldexp(1.0, power)));
        values.extend((-330..309).filter_map(|power| format!("1e{power}").parse::<f64>().ok()));
        agree(values.into_iter().map(|v| (float(v), repr(v))).collect());
        assert_eq!(repr(-f64::NAN), "nan");
    }

    #[test]
    fn any_precision_agrees_with_python() {
        let mut random = Random(4);
        let styles = [("e", Style::Exponent), ("f", Style::Fixed), ("g", Style::General)];
        let mut cases = Vec::new();
        for round in 0..30_000 {
            let (letter, style) = styles[random.below(3)];
            let precision = if round % 50 == 0 { random.below(1300) } else { random.below(30) };
            let (v, alternate) = (random.float(), random.below(4) == 0);
            let layout = Layout { style, precision, alternate, dot_zero: false, upper: false };
            let ours = format(v, layout).map(|text| String::from_utf8(text).unwrap_or_default());
            let hash = if alternate { "#" } else { "" };
            let python = format!("'%{hash}.{precision}{letter}' % {}", float(v));
            cases.push((python, format!("'{}'", ours.unwrap_or_default())));
        }
        agree(cases);
    }
}
