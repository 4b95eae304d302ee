//! The one error type of the pure folders: which Python exception to raise, and its text.

use std::borrow::Cow;
use std::cell::Cell;
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
        Error { kind: ErrorKind::Value, message: message.into() }
    }

    /// A `TypeError`.
    pub fn type_error(message: impl Into<Cow<'static, str>>) -> Self {
        Error { kind: ErrorKind::Type, message: message.into() }
    }

    /// An `OverflowError`.
    pub fn overflow(message: impl Into<Cow<'static, str>>) -> Self {
        Error { kind: ErrorKind::Overflow, message: message.into() }
    }

    /// A `ZeroDivisionError`.
    pub fn zero_division(message: impl Into<Cow<'static, str>>) -> Self {
        Error { kind: ErrorKind::ZeroDivision, message: message.into() }
    }

    /// `OverflowError(34, 'Numerical result out of range')`.
    pub fn range() -> Self {
        Error { kind: ErrorKind::Range, message: "Numerical result out of range".into() }
    }

    /// A `MemoryError`, which CPython raises without a text.
    pub fn memory() -> Self {
        Error { kind: ErrorKind::Memory, message: "".into() }
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

thread_local! {
    static CAP: Cell<usize> = const { Cell::new(MAX_BYTES) };
}

/// Sets the longest byte string that functions called from this thread may build where the result can be far
/// longer than the arguments, and returns the cap until now. It is `MAX_BYTES` at first.
pub fn set_memory_cap(bytes: usize) -> usize {
    CAP.replace(bytes.min(MAX_BYTES))
}

/// Reserves room for `extra` more bytes, or reports a `MemoryError` without aborting the process.
pub fn reserve(out: &mut Vec<u8>, extra: usize) -> Result<()> {
    let within = out.len().checked_add(extra).is_some_and(|total| total <= CAP.get());
    if !within {
        return Err(Error::memory());
    }
    out.try_reserve(extra).map_err(|_| Error::memory())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::format_int::format_int;
    use crate::text::search::repeat;

    #[test]
    fn the_cap_holds() {
        let before = set_memory_cap(1000);
        assert_eq!(before, MAX_BYTES);
        assert_eq!(repeat(b"ab", 501), Err(Error::memory()));
        assert_eq!(repeat(b"ab", 500).map(|s| s.len()), Ok(1000));
        for spec in ["1001", "01001,", ".1001f", "1001.2e"] {
            assert_eq!(format_int(1, spec.as_bytes(), 0), Err(Error::memory()), "{spec}");
        }
        assert_eq!(set_memory_cap(before), 1000);
    }
}
