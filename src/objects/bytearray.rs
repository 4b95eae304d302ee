//! Byte arrays: bytes that can change.
//!
//! The buffer is counted in the heap's bytes, and grows only as far as the heap's limit allows. No borrow of it leaves this
//! file: who needs the bytes while other code runs takes a copy (`bytes_of`).

use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Range;

use crate::heap::kind::{Payload, Visitor};
use crate::heap::{OutOfMemory, Value, alloc};

use super::Bytes;

/// A byte array.
pub struct ByteArray(RefCell<Vec<u8>>);

impl Payload for ByteArray {
    fn trace<V: Visitor>(&self, _: &mut V) {}

    fn buffer_bytes(&self) -> usize {
        self.0.borrow().capacity()
    }
}

impl Drop for ByteArray {
    fn drop(&mut self) {
        alloc::account_buffer(self.0.get_mut().capacity(), 0);
    }
}

/// A byte array with these bytes.
pub fn new_bytearray(data: Vec<u8>) -> Value {
    alloc::account_buffer(0, data.capacity());
    alloc::new(ByteArray(RefCell::new(data)))
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
        self.0.borrow().len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub fn get(&self, at: usize) -> Option<u8> {
        self.0.borrow().get(at).copied()
    }

    /// Changes a byte; false if there is none at this place.
    pub fn set(&self, at: usize, byte: u8) -> bool {
        self.0.borrow_mut().get_mut(at).map(|place| *place = byte).is_some()
    }

    pub fn to_vec(&self) -> Vec<u8> {
        self.0.borrow().clone()
    }

    pub fn reverse(&self) {
        self.0.borrow_mut().reverse();
    }

    /// Appends a byte.
    pub fn push(&self, byte: u8) -> Result<(), OutOfMemory> {
        self.grow(1)?;
        self.0.borrow_mut().push(byte);
        Ok(())
    }

    /// Puts other bytes in the place of a range, which is cut to what there is.
    pub fn splice(&self, range: Range<usize>, with: &[u8]) -> Result<(), OutOfMemory> {
        let end = range.end.min(self.len());
        let start = range.start.min(end);
        self.grow(with.len().saturating_sub(end - start))?;
        let mut data = self.0.borrow_mut();
        drop(data.splice(start..end, with.iter().copied()));
        Ok(())
    }

    /// Keeps the bytes at the places for which a test holds.
    pub fn retain(&self, keep: impl Fn(usize) -> bool) {
        let mut at = 0;
        self.0.borrow_mut().retain(|_| {
            at += 1;
            keep(at - 1)
        });
    }

    /// Drops all bytes and the buffer.
    pub fn clear(&self) {
        let old = self.0.take();
        alloc::account_buffer(old.capacity(), 0);
    }

    /// Makes room for `additional` bytes more.
    fn grow(&self, additional: usize) -> Result<(), OutOfMemory> {
        let mut data = self.0.borrow_mut();
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
