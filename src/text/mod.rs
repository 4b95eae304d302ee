//! Text: the algorithms of `str` and `bytes`, on plain byte slices.
//!
//! A string is a sequence of code points held as WTF-8: UTF-8 in which a lone surrogate is written as the three
//! bytes its number would take. Two surrogates in a row stay two code points. Functions rely on that invariant
//! for their answers, never for their safety: invalid input gives a meaningless answer and no panic.

pub mod case;
pub mod class;
pub mod format_complex;
pub mod format_float;
pub mod format_int;
pub mod format_spec;
#[cfg(test)]
pub(crate) mod oracle;
pub mod pad;
pub mod percent;
pub mod percent_arg;
pub mod repr;
pub mod search;
pub mod split;
pub mod template;
pub mod unicode;
pub mod unicode_data;
#[rustfmt::skip]
mod unicode_data_tables;
mod unicode_tables;
pub mod wtf8;

pub use crate::num::error::{Error, ErrorKind, Result};
pub use wtf8::Wtf8;

#[cfg(test)]
mod tests {
    use super::search::Kind;
    use super::split::Side;
    use super::*;
    use crate::num::{float_hex, float_parse, hash::HashKey, int_parse};
    use proptest::prelude::*;

    /// Calls everything that takes bytes, for its not panicking.
    fn call_all(s: &[u8], t: &[u8], n: usize) {
        for kind in [Kind::Str, Kind::Bytes] {
            let _ = (search::count(s, t, kind), search::replace(s, t, b"xy", Some(n), kind));
            let _ = (split::split_whitespace(s, Some(n), kind), split::rsplit_whitespace(s, Some(n), kind));
            let _ = (split::split_lines(s, true, kind), split::strip(s, Some(t), Side::Both, kind));
            let _ = (pad::center(s, n, b"*", kind), pad::zfill(s, n, kind), pad::expandtabs(s, n, kind));
        }
        let _ = (split::split(s, t, Some(n)), split::rsplit(s, t, Some(n)), split::elements(s).count());
        let _ = (case::lower(s), case::title(s), case::swapcase(s), case::capitalize(s), case::casefold(s));
        let _ = (class::is_title(s), class::is_identifier(s), repr::repr_str(s), repr::ascii_of_repr(s));
        let _ = (wtf8::slice(s, n, 3, -2), wtf8::slice(s, n, 3, 2), wtf8::slice(s, n, 3, 1), wtf8::to_str_lossy(s));
        let _ = (wtf8::byte_offset_indexed(s, &[9, 3], 2, n), wtf8::char_index(s, n), wtf8::has_surrogates(s));
        let _ = (
            format_spec::format_str(t, s, "str"),
            format_int::format_int(n as i64, s, 9),
            format_float::format_float(0.1, s),
        );
        let _ = (template::pieces(s).count(), template::split_name(s).map(|(_, steps)| steps.count()));
        for piece in percent::pieces(s) {
            if let percent::Piece::Conversion(conversion) = piece {
                let how = conversion.resolve(Some(-4), Some(n as i64));
                for arg in [percent::Arg::Float(-1.5), percent::Arg::Int(7.into()), percent::Arg::Str(t)] {
                    let _ = percent::format_arg(&mut Vec::new(), &how, arg, 0);
                }
            }
        }
        let _ = (float_parse::parse(s), float_hex::from_hex(s), int_parse::parse(s, n as u32, 0));
        let _ = HashKey::from_seed(1).hash_str(s);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        #[test]
        fn any_bytes_are_harmless(s in proptest::collection::vec(any::<u8>(), 0..30), t in proptest::collection::vec(any::<u8>(), 0..4), n in 0usize..40) {
            let before = crate::num::error::set_memory_cap(1 << 20);
            call_all(&s, &t, n);
            crate::num::error::set_memory_cap(before);
        }

        #[test]
        fn any_ascii_is_harmless(s in "[%{}()\\[\\].:!#+\\-0-9*_,<>^=a-gx \t\r\n]{0,24}", t in "[a 0%]{0,3}", n in 0usize..40) {
            let before = crate::num::error::set_memory_cap(1 << 20);
            call_all(s.as_bytes(), t.as_bytes(), n);
            crate::num::error::set_memory_cap(before);
        }
    }
}
