//! Strings and bytes: their text stands in the object's own cell.
//!
//! A string is WTF-8 with its length in code points, its hash once known, and, for text that is not ASCII, an
//! index of every 64th code point (built at the first access by position), so that `s[i]` takes constant time.

use std::cell::{Cell, OnceCell};

use crate::heap::kind::{Payload, Visitor};
use crate::heap::tail::{Tail, append_bytes_tail, new_bytes_tail, new_bytes_tail_of};
use crate::heap::{OutOfMemory, Value};
use crate::num::hash::HashKey;
use crate::text::wtf8;

/// Head of a string.
pub struct StrHead {
    /// 0 until computed (a string whose hash is 0 computes it again).
    hash: Cell<i64>,
    chars: u32,
    interned: Cell<bool>,
    #[allow(clippy::box_collection, reason = "one word in the head of every string")]
    index: OnceCell<Box<Vec<u32>>>,
}

impl StrHead {
    fn new(chars: usize) -> StrHead {
        StrHead { hash: Cell::new(0), chars: chars as u32, interned: Cell::new(false), index: OnceCell::new() }
    }

    fn drop_index(&mut self) {
        if let Some(index) = self.index.take() {
            crate::heap::alloc::account_buffer(index.capacity() * 4, 0);
        }
    }
}

impl Drop for StrHead {
    #[inline]
    fn drop(&mut self) {
        self.drop_index();
    }
}

/// A string object.
pub type Str = Tail<StrHead, u8>;

const INDEX_EVERY: usize = 64;

/// Longest string.
const MAX_BYTES: usize = u32::MAX as usize;

impl Payload for Str {
    fn trace<V: Visitor>(&self, _: &mut V) {}

    fn buffer_bytes(&self) -> usize {
        self.head.index.get().map_or(0, |index| index.capacity() * 4)
    }
}

/// A string object of valid WTF-8. Longer than 4 GiB is refused.
pub fn try_new(text: &[u8]) -> Result<Value, OutOfMemory> {
    let chars = if text.is_ascii() { text.len() } else { wtf8::count(text) };
    try_new_counted(text, chars)
}

/// As `try_new`, of a text whose number of code points is known.
#[inline]
pub fn try_new_counted(text: &[u8], chars: usize) -> Result<Value, OutOfMemory> {
    debug_assert_eq!(chars, wtf8::count(text));
    if text.len() > MAX_BYTES {
        return Err(OutOfMemory);
    }
    new_bytes_tail(StrHead::new(chars), text)
}

/// A string object of several strings, one after the other. Longer than 4 GiB is refused.
pub fn try_concat<'a>(parts: impl Iterator<Item = &'a Str> + Clone) -> Result<Value, OutOfMemory> {
    let (mut len, mut chars) = (0usize, 0);
    for part in parts.clone() {
        len = len.saturating_add(part.len());
        chars += part.chars();
    }
    if len > MAX_BYTES {
        return Err(OutOfMemory);
    }
    new_bytes_tail_of(StrHead::new(chars), len, parts.map(Str::bytes))
}

/// Appends to a string that nobody else refers to; it moves to a larger cell if need be, then with some room to `grow` on.
/// `false`, and nothing is changed, if there are other references, or if these are not two strings.
pub fn try_append(target: &mut Value, more: &Value, grow: bool) -> Result<bool, OutOfMemory> {
    let (Some(text), Some(more)) = (target.exact::<Str>(), more.exact::<Str>()) else { return Ok(false) };
    if text.is_interned() || text.is_empty() || more.is_empty() || text.len() + more.len() > MAX_BYTES {
        return Ok(false);
    }
    let spare = if grow { (text.len() + more.len()) / 8 } else { 0 };
    append_bytes_tail(target, more.bytes(), spare, |head: &mut StrHead| {
        head.hash.set(0);
        head.chars += more.head.chars;
        head.drop_index();
    })
}

/// As `try_new`, for texts of modest size.
pub fn new(text: &str) -> Value {
    try_new(text.as_bytes()).unwrap_or(Value::NONE)
}

impl Str {
    #[inline(always)]
    pub fn bytes(&self) -> &[u8] {
        self.elements()
    }

    /// Length in code points.
    #[inline(always)]
    pub fn chars(&self) -> usize {
        self.head.chars as usize
    }

    #[inline(always)]
    pub fn is_ascii(&self) -> bool {
        self.chars() == self.len()
    }

    pub fn hash(&self, key: HashKey) -> i64 {
        let known = self.head.hash.get();
        if known != 0 {
            return known;
        }
        let hash = key.hash_str(self.bytes());
        self.head.hash.set(hash);
        hash
    }

    pub fn is_interned(&self) -> bool {
        self.head.interned.get()
    }

    pub(super) fn set_interned(&self) {
        self.head.interned.set(true);
    }

    /// Byte offset of code point `index`; the length in bytes for one past the last.
    pub fn offset(&self, index: usize) -> usize {
        if self.is_ascii() || index == 0 {
            return index.min(self.len());
        }
        if index >= self.chars() {
            return self.len();
        }
        wtf8::byte_offset_indexed(self.bytes(), self.index_table(), INDEX_EVERY, index).unwrap_or(self.len())
    }

    /// The number of the code point at a byte offset; the length for the end.
    pub fn index_of(&self, offset: usize) -> usize {
        if self.is_ascii() || offset == 0 {
            return offset.min(self.chars());
        }
        let table = self.index_table();
        let slot = table.partition_point(|&start| start as usize <= offset).saturating_sub(1);
        let start = table.get(slot).map_or(0, |&start| start as usize);
        slot * INDEX_EVERY + wtf8::count(self.bytes().get(start..offset.min(self.len())).unwrap_or_default())
    }

    fn index_table(&self) -> &[u32] {
        self.head.index.get_or_init(|| {
            let table = Box::new(wtf8::build_index(self.bytes(), INDEX_EVERY));
            crate::heap::alloc::account_buffer(0, table.capacity() * 4);
            table
        })
    }

    /// The bytes of code point `index`.
    pub fn char_at(&self, index: usize) -> Option<&[u8]> {
        if index >= self.chars() {
            return None;
        }
        let start = self.offset(index);
        let rest = self.bytes().get(start..)?;
        let (_, len) = wtf8::decode_first(rest)?;
        rest.get(..len)
    }

    /// The text, lone surrogates replaced.
    pub fn to_text(&self) -> std::borrow::Cow<'_, str> {
        wtf8::to_str_lossy(self.bytes())
    }
}

/// Head of a bytes object.
pub struct BytesHead {
    hash: Cell<i64>,
}

/// A bytes object.
pub type Bytes = Tail<BytesHead, u8>;

impl Payload for Bytes {
    fn trace<V: Visitor>(&self, _: &mut V) {}
}

/// A bytes object.
pub fn new_bytes(data: &[u8]) -> Result<Value, OutOfMemory> {
    new_bytes_tail(BytesHead { hash: Cell::new(0) }, data)
}

impl Bytes {
    pub fn data(&self) -> &[u8] {
        self.elements()
    }

    pub fn hash(&self, key: HashKey) -> i64 {
        if self.head.hash.get() == 0 {
            self.head.hash.set(key.hash_bytes(self.data()));
        }
        self.head.hash.get()
    }
}
