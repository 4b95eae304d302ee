//! Views of memory, as `memoryview` shows them.
//!
//! A view looks at the bytes of an object through a managed buffer, which it shares with all views that were derived from it. The
//! buffer holds the object and, of a byte array, an `Export`, which keeps the array from changing its size. A view that is released
//! lets go of its buffer; so the buffer dies with the last of its views that is not released. Offsets of a view stay inside the
//! object's bytes: whoever makes a layout sees to that, and reads and writes check it.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use crate::heap::kind::{Payload, Visitor};
use crate::heap::{Slot, Value, alloc};

use super::bytearray::{Export, bytes_of};
use super::{ByteArray, Bytes};

/// Largest size of an item.
pub const MAX_ITEM: usize = 8;

/// Native format of an item: a code of the module `struct`, perhaps with `@` in front.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Format {
    pub code: u8,
    pub marked: bool,
}

impl Format {
    /// Bytes without sign, which every view has at first.
    pub const BYTES: Format = Format { code: b'B', marked: false };

    /// The format that a text names, if it is a native one of a single item.
    pub fn parse(text: &[u8]) -> Option<Format> {
        let (code, marked) = match text {
            [b'@', code] => (*code, true),
            [code] => (*code, false),
            _ => return None,
        };
        Format { code, marked }.size_of_code().map(|_| Format { code, marked })
    }

    fn size_of_code(self) -> Option<usize> {
        Some(match self.code {
            b'c' | b'b' | b'B' | b'?' => 1,
            b'h' | b'H' => size_of::<std::ffi::c_short>(),
            b'i' | b'I' => size_of::<std::ffi::c_int>(),
            b'l' | b'L' => size_of::<std::ffi::c_long>(),
            b'q' | b'Q' => size_of::<std::ffi::c_longlong>(),
            b'n' | b'N' | b'P' => size_of::<usize>(),
            b'f' => size_of::<f32>(),
            b'd' => size_of::<f64>(),
            _ => return None,
        })
    }

    /// Bytes of an item.
    pub fn size(self) -> usize {
        self.size_of_code().unwrap_or(1)
    }

    /// Whether items are single bytes, so that a cast to or from any other format is possible.
    pub fn is_bytes(self) -> bool {
        matches!(self.code, b'B' | b'b' | b'c')
    }

    /// Whether items are ints with a sign.
    pub fn is_signed(self) -> bool {
        matches!(self.code, b'b' | b'h' | b'i' | b'l' | b'q' | b'n')
    }

    pub fn text(self) -> String {
        let mark = if self.marked { "@" } else { "" };
        format!("{mark}{}", char::from(self.code))
    }
}

/// A dimension: how many items, and how many bytes lie between one and the next.
#[derive(Clone, Copy, Debug)]
pub struct Dimension {
    pub len: usize,
    pub stride: isize,
}

/// Which bytes of the object a view shows, and as what.
#[derive(Clone, Debug)]
pub struct Layout {
    /// Place of the first item.
    pub start: isize,
    pub dimensions: Vec<Dimension>,
    pub format: Format,
    pub readonly: bool,
}

impl Layout {
    /// Number of items.
    pub fn count(&self) -> usize {
        self.dimensions.iter().map(|dimension| dimension.len).product()
    }

    /// Bytes that the items take together.
    pub fn bytes(&self) -> usize {
        self.count() * self.format.size()
    }

    /// Dimensions of these lengths, in C's order without gaps.
    pub fn dense(lens: &[usize], item: usize) -> Vec<Dimension> {
        let mut stride = item as isize;
        let mut dimensions: Vec<Dimension> = Vec::with_capacity(lens.len());
        for &len in lens.iter().rev() {
            dimensions.push(Dimension { len, stride });
            stride = stride.wrapping_mul(len as isize);
        }
        dimensions.reverse();
        dimensions
    }

    fn is_dense<'a>(&self, inner_first: impl Iterator<Item = &'a Dimension>) -> bool {
        if let [only] = self.dimensions.as_slice() {
            return only.len == 1 || only.stride == self.format.size() as isize;
        }
        let mut expected = self.format.size() as isize;
        let mut dense = true;
        for dimension in inner_first {
            dense &= dimension.len <= 1 || dimension.stride == expected;
            expected = expected.wrapping_mul(dimension.len as isize);
        }
        dense || self.count() == 0
    }

    /// Whether the items lie side by side, the last dimension's index running fastest.
    pub fn is_c_contiguous(&self) -> bool {
        self.is_dense(self.dimensions.iter().rev())
    }

    /// Whether the items lie side by side, the first dimension's index running fastest.
    pub fn is_f_contiguous(&self) -> bool {
        self.is_dense(self.dimensions.iter())
    }

    /// The places of all items, the last dimension's index running fastest; the first one's if `fortran`.
    pub fn places(&self, fortran: bool) -> Vec<isize> {
        let mut places = vec![self.start];
        let widen = |places: Vec<isize>, dimension: &Dimension| {
            let along = |place: isize| (0..dimension.len as isize).map(move |n| place + n * dimension.stride);
            if fortran {
                // The places so far are those of the faster indexes.
                (0..dimension.len as isize)
                    .flat_map(|n| places.iter().map(move |place| place + n * dimension.stride))
                    .collect()
            } else {
                places.into_iter().flat_map(along).collect()
            }
        };
        for dimension in &self.dimensions {
            places = widen(places, dimension);
        }
        places
    }
}

/// What the views of one piece of memory share.
pub struct ManagedBuffer {
    owner: Slot,
    export: RefCell<Option<Export>>,
}

impl Payload for ManagedBuffer {
    fn trace<V: Visitor>(&self, visitor: &mut V) {
        self.owner.trace(visitor);
    }

    fn clear(&self) {
        drop(self.export.take());
        drop(self.owner.take());
    }
}

/// A view.
pub struct MemoryView {
    /// Empty when the view is released.
    buffer: Slot,
    pub layout: Layout,
    /// The hash, once it has been asked for.
    pub hash: Cell<Option<i64>>,
}

impl Payload for MemoryView {
    fn trace<V: Visitor>(&self, visitor: &mut V) {
        self.buffer.trace(visitor);
    }

    fn clear(&self) {
        self.release();
    }

    fn buffer_bytes(&self) -> usize {
        self.layout.dimensions.capacity() * size_of::<Dimension>()
    }
}

impl Drop for MemoryView {
    fn drop(&mut self) {
        alloc::account_buffer(self.buffer_bytes(), 0);
    }
}

fn new_view(buffer: Value, layout: Layout) -> Value {
    let view = MemoryView { buffer: Slot::new(buffer), layout, hash: Cell::new(None) };
    alloc::account_buffer(0, view.buffer_bytes());
    alloc::new(view)
}

/// A view of a bytes object or byte array (or of an instance of a subclass); `None` for anything else.
pub fn view_of(owner: &Value) -> Option<Value> {
    let (len, export) = match (owner.cast::<Bytes>(), owner.cast::<ByteArray>()) {
        (Some(bytes), _) => (bytes.len(), None),
        (_, Some(array)) => (array.len(), Some(array.export())),
        _ => return None,
    };
    let layout = Layout {
        start: 0,
        dimensions: vec![Dimension { len, stride: 1 }],
        format: Format::BYTES,
        readonly: export.is_none(),
    };
    let buffer = alloc::new(ManagedBuffer { owner: Slot::new(owner.clone()), export: RefCell::new(export) });
    Some(new_view(buffer, layout))
}

/// The bytes of an object that has a buffer without gaps: bytes, a byte array, a view of memory that is not released.
pub fn buffer_of(value: &Value) -> Option<Cow<'_, [u8]>> {
    match value.exact::<MemoryView>() {
        Some(view) if view.is_released() || !view.layout.is_c_contiguous() => None,
        Some(view) => Some(Cow::Owned(view.to_vec(false))),
        None => bytes_of(value),
    }
}

impl MemoryView {
    /// Another view of the same memory.
    pub fn derive(&self, layout: Layout) -> Value {
        new_view(self.buffer.get(), layout)
    }

    pub fn is_released(&self) -> bool {
        self.buffer.is_empty()
    }

    pub fn release(&self) {
        drop(self.buffer.take());
    }

    /// The object whose memory is shown; empty if the view is released.
    pub fn owner(&self) -> Value {
        self.with_owner(Value::clone).unwrap_or_default()
    }

    fn with_owner<R>(&self, read: impl FnOnce(&Value) -> R) -> Option<R> {
        self.buffer.peek(|buffer| buffer.exact::<ManagedBuffer>().map(|buffer| buffer.owner.peek(read)))
    }

    /// Copies `out.len()` bytes from a place of the object; false if there are not as many.
    pub fn read(&self, place: isize, out: &mut [u8]) -> bool {
        let Ok(place) = usize::try_from(place) else { return false };
        let copied = self.with_owner(|owner| match owner.cast::<ByteArray>() {
            Some(array) => array.copy_to(place, out),
            None => {
                let data = owner.cast::<Bytes>().map(Bytes::data).unwrap_or_default();
                let part = place.checked_add(out.len()).and_then(|end| data.get(place..end));
                part.map(|part| out.copy_from_slice(part)).is_some()
            }
        });
        copied.unwrap_or(false)
    }

    /// Writes bytes to a place of a byte array; false if there is none.
    pub fn write(&self, place: isize, bytes: &[u8]) -> bool {
        let Ok(place) = usize::try_from(place) else { return false };
        self.with_owner(|owner| owner.cast::<ByteArray>().is_some_and(|array| array.copy_from(place, bytes)))
            == Some(true)
    }

    /// A copy of the bytes of all items, in C's order or in Fortran's.
    pub fn to_vec(&self, fortran: bool) -> Vec<u8> {
        let mut all = vec![0; self.layout.bytes()];
        let dense = if fortran { self.layout.is_f_contiguous() } else { self.layout.is_c_contiguous() };
        if dense {
            self.read(self.layout.start, &mut all);
        } else {
            for (place, item) in self.layout.places(fortran).into_iter().zip(all.chunks_mut(self.layout.format.size()))
            {
                self.read(place, item);
            }
        }
        all
    }
}
