//! Numbers: the algorithms of `int`, `float`, `complex` and of hashing, on plain machine numbers and `BigInt`.

pub mod complex_ops;
pub mod complex_text;
pub mod digits;
pub mod error;
pub mod float_hex;
pub mod float_ops;
pub mod float_parse;
pub mod float_repr;
pub mod hash;
pub mod int_convert;
pub mod int_float;
pub mod int_ops;
pub mod int_parse;

pub use error::{Error, ErrorKind, Result};
