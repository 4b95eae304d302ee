//! Byte arrays: bytes that can change.
//!
//! The buffer is counted in the heap's bytes, and grows only as far as the heap's limit allows. No borrow of it leaves this
//! file: who needs the bytes while other code runs takes a copy (`bytes_of`). While there is an `Export`, as a view of memory has,
//! the number of bytes stays as it is.

use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::ops::Range;
use std::rc::Rc;

use crate::heap::kind::{Payload, Visitor};
use crate::heap::{OutOfMemory, Value, alloc};

use super::Bytes;

/// A byte array.
pub struct ByteArray {
    data: RefCell<Vec<u8>>,
    /// Shared with the exports, if there ever was one.
    exports: OnceCell<Rc<()>>,
}

/// Keeps a byte array from changing its size.
pub struct Export(#[expect(dead_code, reason = "it is counted")] Rc<()>);

/// Why a byte array does not change its size.
pub enum Refused {
    OutOfMemory,
    Exported,
}

impl From<OutOfMemory> for Refused {
    fn from(_: OutOfMemory) -> Refused {
        Refused::OutOfMemory
    }
}

impl Payload for ByteArray {
    fn trace<V: Visitor>(&self, _: &mut V) {}

    fn buffer_bytes(&self) -> usize {
        self.data.borrow().capacity()
    }
}

impl Drop for ByteArray {
    fn drop(&mut self) {
        alloc::account_buffer(self.data.get_mut().capacity(), 0);
    }
}

/// A byte array with these bytes.
pub fn new_bytearray(data: Vec<u8>) -> Value {
    alloc::account_buffer(0, data.capacity());
    alloc::new(ByteArray { data: RefCell::new(data), exports: OnceCell::new() })
}

/// The bytes of a bytes object or byte array (or of an instance of a subclass): those of a byte array are a copy, as it may
/// change while they are used.
pub fn bytes_of(value: &Value) -> Option<Cow<'_, [u8]>> {
    match value.cast::<Bytes>() {
        Some(bytes) => Some(Cow::Borrowed(bytes.data())),
        None => value.cast::<ByteArray>().map(|array| Cow::Owned(array.to_vec())),
    }
}

impl ByteArray {
    pub fn len(&self) -> usize {
        self.data.borrow().len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub fn get(&self, at: usize) -> Option<u8> {
        self.data.borrow().get(at).copied()
    }

    /// Changes a byte; false if there is none at this place.
    pub fn set(&self, at: usize, byte: u8) -> bool {
        self.data.borrow_mut().get_mut(at).map(|place| *place = byte).is_some()
    }

    pub fn to_vec(&self) -> Vec<u8> {
        self.data.borrow().clone()
    }

    /// The bytes from a place to another, as far as there are any.
    pub fn part(&self, at: usize, end: usize) -> Vec<u8> {
        let data = self.data.borrow();
        let at = at.min(data.len());
        data.get(at..end.clamp(at, data.len())).unwrap_or_default().to_vec()
    }

    /// Where a byte stands, from a place on.
    pub fn position(&self, byte: u8, from: usize) -> Option<usize> {
        let data = self.data.borrow();
        data.get(from..).and_then(|rest| memchr::memchr(byte, rest)).map(|at| from + at)
    }

    /// Copies bytes from a place on; false if there are not as many.
    pub fn copy_to(&self, at: usize, out: &mut [u8]) -> bool {
        let data = self.data.borrow();
        let part = at.checked_add(out.len()).and_then(|end| data.get(at..end));
        part.map(|part| out.copy_from_slice(part)).is_some()
    }

    /// Changes bytes from a place on; false if there are not as many.
    pub fn copy_from(&self, at: usize, bytes: &[u8]) -> bool {
        let mut data = self.data.borrow_mut();
        let part = at.checked_add(bytes.len()).and_then(|end| data.get_mut(at..end));
        part.map(|part| part.copy_from_slice(bytes)).is_some()
    }

    /// Keeps the size as it is until the export is dropped.
    pub fn export(&self) -> Export {
        Export(self.exports.get_or_init(Rc::default).clone())
    }

    /// Checks that the size may change.
    pub fn check_exports(&self) -> Result<(), Refused> {
        match self.exports.get() {
            Some(exports) if Rc::strong_count(exports) > 1 => Err(Refused::Exported),
            _ => Ok(()),
        }
    }

    pub fn reverse(&self) {
        self.data.borrow_mut().reverse();
    }

    /// Appends a byte.
    pub fn push(&self, byte: u8) -> Result<(), Refused> {
        self.check_exports()?;
        self.grow(1)?;
        self.data.borrow_mut().push(byte);
        Ok(())
    }

    /// Puts other bytes in the place of a range, which is cut to what there is.
    pub fn splice(&self, range: Range<usize>, with: &[u8]) -> Result<(), Refused> {
        let end = range.end.min(self.len());
        let start = range.start.min(end);
        if with.len() != end - start {
            self.check_exports()?;
        }
        self.grow(with.len().saturating_sub(end - start))?;
        let mut data = self.data.borrow_mut();
        drop(data.splice(start..end, with.iter().copied()));
        Ok(())
    }

    /// Keeps the bytes at the places for which a test holds.
    pub fn retain(&self, keep: impl Fn(usize) -> bool) -> Result<(), Refused> {
        if !(0..self.len()).all(&keep) {
            self.check_exports()?;
        }
        let mut at = 0;
        self.data.borrow_mut().retain(|_| {
            at += 1;
            keep(at - 1)
        });
        Ok(())
    }

    /// Drops all bytes and the buffer.
    pub fn clear(&self) -> Result<(), Refused> {
        if !self.is_empty() {
            self.check_exports()?;
        }
        let old = self.data.take();
        alloc::account_buffer(old.capacity(), 0);
        Ok(())
    }

    /// Makes room for `additional` bytes more.
    fn grow(&self, additional: usize) -> Result<(), OutOfMemory> {
        let mut data = self.data.borrow_mut();
        let before = data.capacity();
        if before - data.len() >= additional {
            return Ok(());
        }
        alloc::may_grow(additional)?;
        data.try_reserve(additional).map_err(|_| OutOfMemory)?;
        alloc::account_buffer(before, data.capacity());
        Ok(())
    }
}
