//! Items of views of memory: what bytes mean in a format, indexing, assignment, comparison.

use std::borrow::Cow;

use num_bigint::BigInt;

use crate::heap::Value;
use crate::objects::bytearray::bytes_of;
use crate::objects::memory::{Format, Layout, MAX_ITEM, MemoryView, view_of};
use crate::objects::{Bytes, SliceObject, Tuple, int, quick};

use super::{E, N, Raised, Res, Vm};

impl Vm {
    /// A view that must not have been released.
    pub fn memory<'a>(&mut self, this: &'a Value) -> Res<&'a MemoryView> {
        match this.exact::<MemoryView>() {
            Some(view) if !view.is_released() => Ok(view),
            Some(_) => Err(self.value_error("operation forbidden on released memoryview object")),
            None => {
                let name = self.type_name(this);
                Err(self.type_error(format!("descriptor requires a 'memoryview' object but received a '{name}'")))
            }
        }
    }

    /// The bytes of an object that has a buffer; `None` if it has none. A view must be whole and without gaps.
    pub fn buffer<'a>(&mut self, value: &'a Value) -> Res<Option<Cow<'a, [u8]>>> {
        if value.exact::<MemoryView>().is_none() {
            return Ok(bytes_of(value));
        }
        let view = self.memory(value)?;
        if !view.layout.is_c_contiguous() {
            return Err(self.raise(E::BufferError, "memoryview: underlying buffer is not C-contiguous"));
        }
        Ok(Some(Cow::Owned(view.to_vec(false))))
    }

    /// The same where CPython tells only that it is the wrong type, whatever hinders the view.
    pub fn buffer_if_whole<'a>(&mut self, value: &'a Value) -> Option<Cow<'a, [u8]>> {
        match value.exact::<MemoryView>() {
            None => bytes_of(value),
            Some(view) if view.is_released() || !view.layout.is_c_contiguous() => None,
            Some(view) => Some(Cow::Owned(view.to_vec(false))),
        }
    }

    // ---- items

    /// The value of an item.
    fn item_value(&mut self, format: Format, bytes: [u8; MAX_ITEM]) -> Res {
        let size = format.size();
        Ok(match format.code {
            b'c' => return self.bytes(&bytes[..1]),
            b'?' => Value::bool(bytes[0] != 0),
            b'f' => Value::float(f32::from_ne_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]).into()),
            b'd' => Value::float(f64::from_ne_bytes(bytes)),
            _ => {
                let mut wide = [0; MAX_ITEM];
                let part = if cfg!(target_endian = "big") { MAX_ITEM - size..MAX_ITEM } else { 0..size };
                if let (Some(place), Some(item)) = (wide.get_mut(part), bytes.get(..size)) {
                    place.copy_from_slice(item);
                }
                let unused = 8 * (MAX_ITEM - size) as u32;
                match format.is_signed() {
                    true => int::from_i64((i64::from_ne_bytes(wide) << unused) >> unused),
                    false => int::from_big(BigInt::from(u64::from_ne_bytes(wide))),
                }
            }
        })
    }

    /// The bytes of a value as an item.
    fn item_bytes(&mut self, format: Format, value: &Value) -> Res<[u8; MAX_ITEM]> {
        let mut bytes = [0; MAX_ITEM];
        match format.code {
            b'c' => match value.cast::<Bytes>().map(Bytes::data) {
                Some([byte]) => bytes[0] = *byte,
                Some(_) => return Err(self.invalid("value", format)),
                None => return Err(self.invalid("type", format)),
            },
            b'?' => bytes[0] = u8::from(self.truth(value)?),
            b'f' | b'd' => {
                let number = self.to_float(value);
                let number = self.fitting(format, number)?;
                match format.code {
                    b'f' => bytes[..4].copy_from_slice(&(number as f32).to_ne_bytes()),
                    _ => bytes = number.to_ne_bytes(),
                }
            }
            b'P' if !int::is_int(value) => return Err(self.invalid("type", format)),
            _ => {
                let number = self.index(value);
                let number = self.fitting(format, number)?;
                let bits = 8 * format.size() as u32;
                let number = int::to_big(&number).and_then(|big| i128::try_from(big).ok());
                let low = if format.is_signed() { -1i128 << (bits - 1) } else { 0 };
                // An address may be given as a negative number, too.
                let low = if format.code == b'P' { i128::from(i64::MIN) } else { low };
                let high = if format.is_signed() { 1i128 << (bits - 1) } else { 1 << bits };
                match number.filter(|number| (low..high).contains(number)) {
                    Some(number) if cfg!(target_endian = "big") => {
                        bytes = ((number as u64) << (64 - bits)).to_ne_bytes()
                    }
                    Some(number) => bytes = (number as u64).to_ne_bytes(),
                    None => return Err(self.invalid("value", format)),
                }
            }
        }
        Ok(bytes)
    }

    /// A value on its way into an item; an error of the wrong type or size becomes one about the format.
    fn fitting<R>(&mut self, format: Format, result: Res<R>) -> Res<R> {
        let Err(raised) = result else { return result };
        let what = if self.raised_is(E::TypeError) {
            "type"
        } else if self.raised_is(E::OverflowError) || self.raised_is(E::ValueError) {
            "value"
        } else {
            return Err(raised);
        };
        drop(self.take_raised(raised));
        Err(self.invalid(what, format))
    }

    #[cold]
    fn invalid(&mut self, what: &str, format: Format) -> Raised {
        let message = format!("memoryview: invalid {what} for format '{}'", char::from(format.code));
        if what == "type" { self.type_error(message) } else { self.value_error(message) }
    }

    fn item_at(&mut self, view: &MemoryView, place: isize) -> Res {
        let mut bytes = [0; MAX_ITEM];
        let format = view.layout.format;
        let read = bytes.get_mut(..format.size()).is_some_and(|item| view.read(place, item));
        if read { self.item_value(format, bytes) } else { Err(self.index_error("index out of bounds on dimension 1")) }
    }

    fn set_item_at(&mut self, this: &Value, place: isize, value: &Value) -> Res<()> {
        let format = self.memory(this)?.layout.format;
        let bytes = self.item_bytes(format, value)?;
        // The value's methods may have released the view.
        self.memory(this)?.write(place, bytes.get(..format.size()).unwrap_or_default());
        Ok(())
    }

    /// The place of one step further along a dimension.
    fn along(&mut self, layout: &Layout, place: isize, dimension: usize, index: i64) -> Res<isize> {
        let found = layout.dimensions.get(dimension).and_then(|along| {
            let len = i64::try_from(along.len).ok()?;
            let index = if index < 0 { index.checked_add(len)? } else { index };
            (0..len).contains(&index).then(|| place + index as isize * along.stride)
        });
        found.ok_or_else(|| self.index_error(format!("index out of bounds on dimension {}", dimension + 1)))
    }

    /// The place of the item that an index, or a tuple of indexes, means; `what` is not implemented if it means a part.
    fn place(&mut self, this: &Value, key: &Value, what: &str) -> Res<Option<isize>> {
        let layout = &self.memory(this)?.layout;
        let many = layout.dimensions.len();
        if many == 0 {
            let whole =
                matches!(key.tag(), crate::heap::Tag::Ellipsis) || key.cast::<Tuple>().is_some_and(Tuple::is_empty);
            return if whole {
                Ok(Some(layout.start))
            } else {
                Err(self.type_error("invalid indexing of 0-dim memory"))
            };
        }
        if self.is_index(key) {
            let index = self.index_i64(key, E::IndexError)?;
            if many > 1 {
                return Err(self.raise(E::NotImplementedError, what));
            }
            return self.along(layout, layout.start, 0, index).map(Some);
        }
        let Some(keys) = key.cast::<Tuple>() else { return Ok(None) };
        if !keys.elements().iter().all(|key| self.is_index(key)) {
            return Ok(None);
        }
        if keys.len() < many {
            return Err(self.raise(E::NotImplementedError, "sub-views are not implemented"));
        }
        if keys.len() > many {
            let message = format!("cannot index {many}-dimension view with {}-element tuple", keys.len());
            return Err(self.type_error(message));
        }
        let mut place = layout.start;
        for (dimension, key) in keys.elements().iter().enumerate() {
            let index = self.index_i64(key, E::IndexError)?;
            place = self.along(layout, place, dimension, index)?;
        }
        Ok(Some(place))
    }

    fn is_index(&mut self, key: &Value) -> bool {
        int::is_int(key) || self.has_special(key, N::index)
    }

    /// The layout of a part along the first dimension.
    fn sliced(&mut self, this: &Value, slice: &Value) -> Res<Layout> {
        let mut layout = self.memory(this)?.layout.clone();
        let len = layout.dimensions.first().map_or(0, |first| first.len);
        let bounds = self.bounds(slice, len)?;
        if let Some(first) = layout.dimensions.first_mut() {
            layout.start += bounds.start as isize * first.stride;
            first.len = bounds.count;
            first.stride = first.stride.wrapping_mul(bounds.step as isize);
        }
        Ok(layout)
    }

    /// `view[key]`
    pub fn memory_get(&mut self, this: &Value, key: &Value) -> Res {
        let view = self.memory(this)?;
        let no_dimension = view.layout.dimensions.is_empty();
        if no_dimension && matches!(key.tag(), crate::heap::Tag::Ellipsis) {
            return Ok(this.clone());
        }
        if !no_dimension && key.exact::<SliceObject>().is_some() {
            let layout = self.sliced(this, key)?;
            return Ok(self.memory(this)?.derive(layout));
        }
        match self.place(this, key, "multi-dimensional sub-views are not implemented")? {
            Some(place) => {
                let view = self.memory(this)?;
                self.item_at(view, place)
            }
            None if is_multislice(key) => {
                Err(self.raise(E::NotImplementedError, "multi-dimensional slicing is not implemented"))
            }
            None => Err(self.type_error("memoryview: invalid slice key")),
        }
    }

    /// `view[key] = value`; an empty value asks for deletion.
    pub fn memory_set(&mut self, this: &Value, key: &Value, value: &Value) -> Res<()> {
        let layout = &self.memory(this)?.layout;
        if layout.readonly {
            return Err(self.type_error("cannot modify read-only memory"));
        }
        if value.is_empty() {
            return Err(self.type_error("cannot delete memory"));
        }
        let many = layout.dimensions.len();
        if many == 1 && key.exact::<SliceObject>().is_some() {
            return self.set_part(this, key, value);
        }
        if many > 0 && (key.exact::<SliceObject>().is_some() || is_multislice(key)) {
            let message = "memoryview slice assignments are currently restricted to ndim = 1";
            return Err(self.raise(E::NotImplementedError, message));
        }
        match self.place(this, key, "sub-views are not implemented")? {
            Some(place) => self.set_item_at(this, place, value),
            None => Err(self.type_error("memoryview: invalid slice key")),
        }
    }

    /// `view[slice] = value`
    fn set_part(&mut self, this: &Value, slice: &Value, value: &Value) -> Res<()> {
        let Some(source) = self.view(value)? else {
            let name = self.type_name(value);
            return Err(self.type_error(format!("a bytes-like object is required, not '{name}'")));
        };
        let layout = self.sliced(this, slice)?;
        let source = self.memory(&source)?;
        let one_dimension = source.layout.dimensions.len() == 1;
        if source.layout.format.code != layout.format.code || !one_dimension || source.layout.count() != layout.count()
        {
            return Err(self.value_error("memoryview assignment: lvalue and rvalue have different structures"));
        }
        // A copy first: the two may overlap.
        let data = source.to_vec(false);
        let view = self.memory(this)?;
        for (place, item) in layout.places(false).into_iter().zip(data.chunks(layout.format.size())) {
            view.write(place, item);
        }
        Ok(())
    }

    /// A view of an object that has a buffer: of a view another one of the same memory.
    pub fn view(&mut self, value: &Value) -> Res<Option<Value>> {
        if value.exact::<MemoryView>().is_none() {
            return Ok(view_of(value));
        }
        let view = self.memory(value)?;
        Ok(Some(view.derive(view.layout.clone())))
    }

    /// All items of a view of one dimension by their positions; the next one of an iterator.
    pub(super) fn memory_next(&mut self, this: &Value, at: usize) -> Res<Option<Value>> {
        let Some(first) = this.exact::<MemoryView>().and_then(|view| view.layout.dimensions.first()) else {
            return Ok(None);
        };
        if at >= first.len {
            return Ok(None);
        }
        let view = self.memory(this)?;
        self.item_at(view, view.layout.start + at as isize * first.stride).map(Some)
    }

    /// The items as lists in lists, as deep as there are dimensions.
    pub fn memory_list(&mut self, this: &Value) -> Res {
        let view = self.memory(this)?;
        let lens: Vec<usize> = view.layout.dimensions.iter().map(|dimension| dimension.len).collect();
        let mut level = Vec::with_capacity(view.layout.count());
        for place in view.layout.places(false) {
            level.push(self.item_at(view, place)?);
        }
        // From the innermost dimension outwards.
        for (depth, &len) in lens.iter().enumerate().rev() {
            let above: usize = lens.iter().take(depth).product();
            let mut items = level.into_iter();
            level = (0..above).map(|_| self.list(items.by_ref().take(len).collect())).collect();
        }
        Ok(level.pop().unwrap_or_default())
    }

    /// `hash(view)`: that of its bytes.
    pub(super) fn hash_memory(&mut self, this: &Value) -> Res<i64> {
        let layout = &self.memory(this)?.layout;
        if !layout.readonly {
            return Err(self.value_error("cannot hash writable memoryview object"));
        }
        if !layout.format.is_bytes() {
            return Err(self.value_error("memoryview: hashing is restricted to formats 'B', 'b' or 'c'"));
        }
        let owner = self.memory(this)?.owner();
        self.hash(&owner)?;
        let view = self.memory(this)?;
        let bytes = self.bytes(&view.to_vec(false))?;
        let hash = self.hash(&bytes)?;
        view.hash.set(Some(hash));
        Ok(hash)
    }

    /// Whether a view is equal to an object with a buffer; `None` if it has none.
    pub(super) fn memory_equals(&mut self, this: &Value, other: &Value) -> Res<Option<bool>> {
        let released = |value: &Value| value.exact::<MemoryView>().is_some_and(MemoryView::is_released);
        if released(this) || released(other) {
            return Ok(Some(this.is(other)));
        }
        let Some(other) = self.view(other)? else { return Ok(None) };
        let (one, two) = (self.memory(this)?, self.memory(&other)?);
        let lens = |view: &MemoryView| view.layout.dimensions.iter().map(|it| it.len).collect::<Vec<_>>();
        if lens(one) != lens(two) {
            return Ok(Some(false));
        }
        let (first, second) = (one.layout.format, two.layout.format);
        if first.code == second.code && !matches!(first.code, b'f' | b'd') {
            return Ok(Some(one.to_vec(false) == two.to_vec(false)));
        }
        for (x, y) in one.layout.places(false).into_iter().zip(two.layout.places(false)) {
            let (x, y) = (self.item_at(one, x)?, self.item_at(two, y)?);
            if quick::equal(&x, &y) != Some(true) {
                return Ok(Some(false));
            }
        }
        Ok(Some(true))
    }
}

/// Whether a key is a tuple of slices and nothing else.
fn is_multislice(key: &Value) -> bool {
    key.cast::<Tuple>()
        .is_some_and(|keys| !keys.is_empty() && keys.elements().iter().all(|key| key.exact::<SliceObject>().is_some()))
}
