//! `repr` of strings and byte strings, and `ascii`.

use super::unicode;
use super::wtf8::{Wtf8, point_indices, points, push};

const HEX: &[u8; 16] = b"0123456789abcdef";

/// The single quote, unless only the double one spares escapes.
fn quote_for(s: &[u8]) -> u8 {
    if memchr::memchr(b'\'', s).is_some() && memchr::memchr(b'"', s).is_none() { b'"' } else { b'\'' }
}

/// Appends the lowest `digits` hexadecimal digits of the number.
fn push_hex(out: &mut Vec<u8>, number: u32, digits: u32) {
    for place in (0..digits).rev() {
        out.push(HEX.get((number >> (4 * place)) as usize & 15).copied().unwrap_or(b'0'));
    }
}

/// Appends the escape of a code point that is not shown as itself.
fn push_escape(out: &mut Vec<u8>, point: u32) {
    match point {
        0..=0xff => {
            out.extend_from_slice(b"\\x");
            push_hex(out, point, 2);
        }
        0x100..=0xffff => {
            out.extend_from_slice(b"\\u");
            push_hex(out, point, 4);
        }
        _ => {
            out.extend_from_slice(b"\\U");
            push_hex(out, point, 8);
        }
    }
}

/// Appends one code point below 128 as it stands between the quotes.
fn push_ascii(out: &mut Vec<u8>, byte: u8, quote: u8) {
    match byte {
        b'\\' => out.extend_from_slice(b"\\\\"),
        b'\n' => out.extend_from_slice(b"\\n"),
        b'\r' => out.extend_from_slice(b"\\r"),
        b'\t' => out.extend_from_slice(b"\\t"),
        0x20..=0x7e => {
            if byte == quote {
                out.push(b'\\');
            }
            out.push(byte);
        }
        _ => push_escape(out, u32::from(byte)),
    }
}

fn quoted(s: &Wtf8, shown: fn(u32) -> bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(s.len() + 2);
    let quote = quote_for(s);
    out.push(quote);
    for point in points(s) {
        match point {
            0..=0x7f => push_ascii(&mut out, point as u8, quote),
            _ if shown(point) => push(&mut out, point),
            _ => push_escape(&mut out, point),
        }
    }
    out.push(quote);
    out
}

/// `repr(str)`.
pub fn repr_str(s: &Wtf8) -> Vec<u8> {
    quoted(s, unicode::is_printable)
}

/// `ascii(str)`: as `repr`, with every code point past 127 escaped.
pub fn ascii_str(s: &Wtf8) -> Vec<u8> {
    quoted(s, |_| false)
}

/// `ascii(object)` of an object whose `repr` is already made: escapes what is not ASCII.
pub fn ascii_of_repr(repr: &Wtf8) -> Vec<u8> {
    let mut out = Vec::with_capacity(repr.len());
    for (at, point) in point_indices(repr) {
        match repr.get(at) {
            Some(&byte) if byte < 0x80 => out.push(byte),
            _ => push_escape(&mut out, point),
        }
    }
    out
}

/// `repr(bytes)`, with the `b` in front.
pub fn repr_bytes(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() + 3);
    out.push(b'b');
    let quote = quote_for(bytes);
    out.push(quote);
    for &byte in bytes {
        push_ascii(&mut out, byte, quote);
    }
    out.push(quote);
    out
}

/// `repr` of a byte array of the class `name`. Other than in bytes, single quotes are escaped within double quotes, too.
pub fn repr_bytearray(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut out = [name.as_bytes(), b"("].concat();
    let shown = repr_bytes(bytes);
    if shown.get(1) == Some(&b'"') {
        for byte in shown {
            if byte == b'\'' {
                out.push(b'\\');
            }
            out.push(byte);
        }
    } else {
        out.extend(shown);
    }
    out.push(b')');
    out
}

#[cfg(test)]
mod tests {
    use super::super::{oracle, wtf8};
    use super::*;

    fn text(bytes: Vec<u8>) -> String {
        String::from_utf8(bytes).unwrap_or_default()
    }

    #[test]
    fn quotes_and_escapes() {
        assert_eq!(text(repr_str(b"it's")), "\"it's\"");
        assert_eq!(text(repr_str(b"it's \"x\"")), "'it\\'s \"x\"'");
        assert_eq!(text(repr_str(b"\"")), "'\"'");
        assert_eq!(
            text(repr_str("\n\t\r\\\0\x7f\u{85}é\u{200b}".as_bytes())),
            "'\\n\\t\\r\\\\\\x00\\x7f\\x85é\\u200b'"
        );
        assert_eq!(text(ascii_str("é→😀".as_bytes())), "'\\xe9\\u2192\\U0001f600'");
        assert_eq!(text(ascii_of_repr("['é']".as_bytes())), "['\\xe9']");
        assert_eq!(text(repr_bytes(b"a'\xff\n")), "b\"a'\\xff\\n\"");
    }

    #[test]
    fn every_code_point_agrees_with_python() {
        let Some(all) = oracle::python(
            "import sys\nfor i in range(0x110000): sys.stdout.write(repr(chr(i)).encode('utf-8').hex()+'\\n')",
        ) else {
            return;
        };
        for (point, line) in all.lines().enumerate() {
            assert_eq!(oracle::hex(&repr_str(&wtf8::encode([point as u32]))), line, "U+{point:04X}");
        }
    }
}
