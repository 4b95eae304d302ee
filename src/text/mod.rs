//! Text: the algorithms of `str` and `bytes`, on plain byte slices.
//!
//! A string is a sequence of code points held as WTF-8: UTF-8 in which a lone surrogate is written as the three
//! bytes its number would take. Two surrogates in a row stay two code points. Functions rely on that invariant
//! for their answers, never for their safety: invalid input gives a meaningless answer and no panic.

pub mod case;
pub mod class;
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
mod unicode_tables;
pub mod wtf8;

pub use crate::num::error::{Error, ErrorKind, Result};
pub use wtf8::Wtf8;
