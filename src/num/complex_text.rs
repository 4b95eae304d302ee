//! Complex numbers as text: the grammar of `complex("...")`, and `repr`.

use super::complex_ops::Complex;
use super::error::{Error, Result};
use super::float_parse::{parse_plain, without_underscores};
use super::float_repr::{Layout, format};
use crate::text::repr::repr_str;
use crate::text::unicode::{decimal_value, is_space};
use crate::text::wtf8::{Wtf8, points, to_str_lossy};

/// `repr(z)`.
pub fn repr(z: Complex) -> String {
    let part = |v: f64| {
        let layout = Layout { dot_zero: false, ..Layout::REPR };
        String::from_utf8(format(v, layout).unwrap_or_default()).unwrap_or_default()
    };
    let im = part(z.im);
    if z.re == 0.0 && z.re.is_sign_positive() {
        return format!("{im}j");
    }
    let sign = if im.starts_with('-') { "" } else { "+" };
    format!("({}{sign}{im}j)", part(z.re))
}

/// The number that a string stands for, as `complex(s)` reads it.
pub fn parse(s: &Wtf8) -> Result<Complex> {
    let text = to_ascii(s);
    let plain = without_underscores(&text).ok_or_else(|| {
        let shown = repr_str(s);
        Error::value(format!("could not convert string to complex: {}", to_str_lossy(&shown)))
    })?;
    parse_ascii(&plain).ok_or_else(|| Error::value("complex() arg is a malformed string"))
}

/// The text with digits and white space of all scripts as ASCII; anything else ends it with a question
/// mark. A text that is ASCII already stays as it is.
fn to_ascii(s: &Wtf8) -> Vec<u8> {
    if s.is_ascii() {
        return s.to_vec();
    }
    let mut text = Vec::with_capacity(s.len());
    for point in points(s) {
        text.push(match (decimal_value(point), u8::try_from(point)) {
            (Some(digit), _) => b'0' + digit,
            _ if is_space(point) => b' ',
            (None, Ok(byte)) if byte.is_ascii() => byte,
            _ => {
                text.push(b'?');
                break;
            }
        });
    }
    text
}

fn is_blank(byte: &u8) -> bool {
    byte.is_ascii_whitespace() || *byte == 0x0b
}

fn trim(text: &[u8]) -> &[u8] {
    let start = text.iter().position(|byte| !is_blank(byte)).unwrap_or(text.len());
    let end = text.iter().rposition(|byte| !is_blank(byte)).map_or(start, |at| at + 1);
    text.get(start..end).unwrap_or_default()
}

/// `real`, `imaginary j` or both, perhaps in brackets.
fn parse_ascii(text: &[u8]) -> Option<Complex> {
    let mut body = trim(text);
    if let Some(inner) = body.strip_prefix(b"(") {
        body = trim(inner.strip_suffix(b")")?);
    }
    let (first, rest) = split_float(body);
    match (first, rest) {
        (Some(re), b"") => Some(Complex::from(re)),
        (Some(im), b"j" | b"J") => Some(Complex { re: 0.0, im }),
        (Some(re), [b'+' | b'-', ..]) => Some(Complex { re, im: imaginary(rest)? }),
        (Some(_), _) => None,
        (None, _) => Some(Complex { re: 0.0, im: imaginary(body)? }),
    }
}

/// The number before a final `j`, which may be left out.
fn imaginary(text: &[u8]) -> Option<f64> {
    match split_float(text) {
        (Some(im), b"j" | b"J") => Some(im),
        (None, b"j" | b"J" | b"+j" | b"+J") => Some(1.0),
        (None, b"-j" | b"-J") => Some(-1.0),
        _ => None,
    }
}

/// The longest float at the beginning of a text, and what follows it.
fn split_float(text: &[u8]) -> (Option<f64>, &[u8]) {
    let digits = |from: usize| text.iter().skip(from).take_while(|byte| byte.is_ascii_digit()).count();
    let sign = |at: usize| usize::from(matches!(text.get(at), Some(b'+' | b'-')));
    let start = sign(0);
    let word = text.get(start..).unwrap_or_default();
    let named = [&b"infinity"[..], b"inf", b"nan"];
    let found = named.iter().find(|name| word.get(..name.len()).is_some_and(|word| word.eq_ignore_ascii_case(name)));
    let mut end = start;
    if let Some(name) = found {
        end += name.len();
    } else {
        let mut count = digits(end);
        end += count;
        if text.get(end) == Some(&b'.') {
            let fraction = digits(end + 1);
            count += fraction;
            end += 1 + fraction;
        }
        if count == 0 {
            return (None, text);
        }
        if let Some(b'e' | b'E') = text.get(end) {
            let power = end + 1 + sign(end + 1);
            if digits(power) > 0 {
                end = power + digits(power);
            }
        }
    }
    match text.split_at_checked(end) {
        Some((number, rest)) => (parse_plain(number), rest),
        None => (None, text),
    }
}
