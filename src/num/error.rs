//! The one error type of the pure folders: which Python exception to raise, and its text.

use std::borrow::Cow;
use std::fmt;

/// Which Python exception the caller should raise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// `ValueError`.
    Value,
    /// `TypeError`.
    Type,
    /// `OverflowError`.
    Overflow,
    /// `OverflowError(34, message)`: what CPython raises when the C library reports `ERANGE`.
    Range,
    /// `ZeroDivisionError`.
    ZeroDivision,
    /// `MemoryError`: the result would not fit in memory and was not built.
    Memory,
}

/// An error of a pure function, to be turned into an exception by the caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    /// The exception's class.
    pub kind: ErrorKind,
    /// The exception's text, worded as CPython words it.
    pub message: Cow<'static, str>,
}

/// A result whose error names a Python exception.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// A `ValueError`.
    pub fn value(message: impl Into<Cow<'static, str>>) -> Self {
        Error {
            kind: ErrorKind::Value,
            message: message.into(),
        }
    }

    /// A `TypeError`.
    pub fn type_error(message: impl Into<Cow<'static, str>>) -> Self {
        Error {
            kind: ErrorKind::Type,
            message: message.into(),
        }
    }

    /// An `OverflowError`.
    pub fn overflow(message: impl Into<Cow<'static, str>>) -> Self {
        Error {
            kind: ErrorKind::Overflow,
            message: message.into(),
        }
    }

    /// A `ZeroDivisionError`.
    pub fn zero_division(message: impl Into<Cow<'static, str>>) -> Self {
        Error {
            kind: ErrorKind::ZeroDivision,
            message: message.into(),
        }
    }

    /// `OverflowError(34, 'Numerical result out of range')`.
    pub fn range() -> Self {
        Error {
            kind: ErrorKind::Range,
            message: "Numerical result out of range".into(),
        }
    }

    /// A `MemoryError`, which CPython raises without a text.
    pub fn memory() -> Self {
        Error {
            kind: ErrorKind::Memory,
            message: "".into(),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

/// The longest byte string any function here will build. Longer ones are refused with a `MemoryError` before
/// anything is allocated.
pub const MAX_BYTES: usize = isize::MAX as usize;

/// Reserves room for `extra` more bytes, or reports a `MemoryError` without aborting the process.
pub fn reserve(out: &mut Vec<u8>, extra: usize) -> Result<()> {
    out.try_reserve(extra).map_err(|_| Error::memory())
}
