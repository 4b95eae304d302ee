//! The questions `str` answers about a whole string: `isalpha`, `isdigit`, and so on.

use super::unicode::{self, has, record};
use super::unicode_tables as tables;
use super::wtf8::{Wtf8, points};

/// Whether `s` has code points and all satisfy the test: the ASCII one bytewise, the other by the table.
fn all(s: &Wtf8, ascii: fn(&u8) -> bool, flags: u16) -> bool {
    if s.is_empty() {
        false
    } else if s.is_ascii() {
        s.iter().all(ascii)
    } else {
        points(s).all(|point| has(point, flags))
    }
}

/// `str.isalpha`.
pub fn is_alpha(s: &Wtf8) -> bool {
    all(s, u8::is_ascii_alphabetic, tables::ALPHA)
}

/// `str.isdecimal`.
pub fn is_decimal(s: &Wtf8) -> bool {
    all(s, u8::is_ascii_digit, tables::DECIMAL)
}

/// `str.isdigit`.
pub fn is_digit(s: &Wtf8) -> bool {
    all(s, u8::is_ascii_digit, tables::DIGIT)
}

/// `str.isnumeric`.
pub fn is_numeric(s: &Wtf8) -> bool {
    all(s, u8::is_ascii_digit, tables::NUMERIC)
}

/// `str.isalnum`.
pub fn is_alnum(s: &Wtf8) -> bool {
    let any = tables::ALPHA | tables::DECIMAL | tables::DIGIT | tables::NUMERIC;
    all(s, u8::is_ascii_alphanumeric, any)
}

/// `str.isspace`.
pub fn is_space(s: &Wtf8) -> bool {
    all(s, |&byte| unicode::is_ascii_space(byte), tables::SPACE)
}

/// `str.isascii`.
pub fn is_ascii(s: &Wtf8) -> bool {
    s.is_ascii()
}

/// `str.isprintable`, true of the empty string.
pub fn is_printable(s: &Wtf8) -> bool {
    points(s).all(unicode::is_printable)
}

/// `str.isidentifier`.
pub fn is_identifier(s: &Wtf8) -> bool {
    let mut rest = points(s);
    rest.next().is_some_and(unicode::is_identifier_start) && rest.all(unicode::is_identifier_continue)
}

/// `str.isupper`: some upper-case letter, and none of lower or title case.
pub fn is_upper(s: &Wtf8) -> bool {
    one_case(s, tables::UPPER, tables::LOWER | tables::TITLE)
}

/// `str.islower`: some lower-case letter, and none of upper or title case.
pub fn is_lower(s: &Wtf8) -> bool {
    one_case(s, tables::LOWER, tables::UPPER | tables::TITLE)
}

fn one_case(s: &Wtf8, wanted: u16, refused: u16) -> bool {
    let mut found = false;
    for point in points(s) {
        let flags = record(point).flags;
        if flags & refused != 0 {
            return false;
        }
        found |= flags & wanted != 0;
    }
    found
}

/// `str.istitle`: capitals only after uncased characters, small letters only after cased ones.
pub fn is_title(s: &Wtf8) -> bool {
    let (mut found, mut after_cased) = (false, false);
    for point in points(s) {
        let flags = record(point).flags;
        let capital = flags & (tables::UPPER | tables::TITLE) != 0;
        let small = !capital && flags & tables::LOWER != 0;
        if (capital && after_cased) || (small && !after_cased) {
            return false;
        }
        after_cased = capital || small;
        found |= after_cased;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::oracle;
    use super::*;

    #[test]
    fn every_code_point_agrees_with_python() {
        // One hexadecimal number for each code point: the answers of the ten methods as bits.
        let Some(bits) = oracle::python(
            "import sys\nm='isalpha isdecimal isdigit isnumeric isalnum isspace isprintable isidentifier isupper \
             islower istitle'.split()\nf=[getattr(str,n) for n in m]\nsys.stdout.write(''.join('%03x'%sum(g(chr(i))\
             <<k for k,g in enumerate(f)) for i in range(0x110000)))",
        ) else {
            return;
        };
        let ours = [
            is_alpha,
            is_decimal,
            is_digit,
            is_numeric,
            is_alnum,
            is_space,
            is_printable,
            is_identifier,
            is_upper,
            is_lower,
            is_title,
        ];
        for (point, expected) in bits.as_bytes().chunks(3).enumerate() {
            let s = super::super::wtf8::encode([point as u32]);
            let got: u32 = ours.iter().enumerate().map(|(bit, f)| u32::from(f(&s)) << bit).sum();
            assert_eq!(format!("{got:03x}").as_bytes(), expected, "U+{point:04X}");
        }
    }

    #[test]
    fn whole_strings() {
        assert!(is_title("Ab Cd ǅa 1".as_bytes()) && !is_title(b"AB") && !is_title(b"1"));
        assert!(is_upper(b"A1 B") && !is_upper(b"1") && !is_upper("ǅ".as_bytes()));
        assert!(is_identifier("_é1".as_bytes()) && !is_identifier(b"1a") && !is_identifier(b""));
        assert!(is_printable(b"") && !is_alpha(b"") && is_space("\u{3000}\x1f".as_bytes()));
    }
}
