//! `memoryview`.

use crate::getsets;
use crate::heap::Value;
use crate::natives;
use crate::num::error::MAX_BYTES;
use crate::objects::iter::{IterKind, new_iter};
use crate::objects::memory::{Format, Layout, MemoryView};
use crate::objects::{Bytes, Iter, List, Str, Tuple, int};
use crate::vm::types::GetSetDecl;
use crate::vm::{Decl, E, Raised, Res, T, Vm};

use super::bytes_more::{hex_separator, to_hex};
use super::{codec, family, text_args};

/// Most dimensions of a view.
const MAX_DIMENSIONS: usize = 64;

/// Puts the methods into the type.
pub fn install(vm: &mut Vm) -> Res<()> {
    let class = vm.type_object(T::MemoryView);
    for table in [METHODS, family::COMPARE, family::HASH] {
        vm.add_methods(&class, table)?;
    }
    vm.add_getsets(&class, FIELDS)
}

/// The layout after `cast(format)`: one dimension.
fn in_format(vm: &mut Vm, view: &MemoryView, format: &Value) -> Res<Layout> {
    let ascii = vm.str("ascii");
    let text = codec::encode(vm, "cast", format, &ascii, &Value::EMPTY)?;
    let Some(format) = text.cast::<Bytes>().and_then(|text| Format::parse(text.data())) else {
        let message =
            "memoryview: destination format must be a native single character format prefixed with an optional '@'";
        return Err(vm.value_error(message));
    };
    if !view.layout.format.is_bytes() && !format.is_bytes() {
        return Err(vm.type_error("memoryview: cannot cast between two non-byte formats"));
    }
    let bytes = view.layout.bytes();
    if !bytes.is_multiple_of(format.size()) {
        return Err(vm.type_error("memoryview: length is not a multiple of itemsize"));
    }
    let dimensions = Layout::dense(&[bytes / format.size()], format.size());
    Ok(Layout { dimensions, format, ..view.layout })
}

/// The lengths in a `shape`, which must make up `bytes`.
fn shape_of(vm: &mut Vm, shape: &[Value], item: usize, bytes: usize) -> Res<Vec<usize>> {
    let mut lens = Vec::with_capacity(shape.len());
    let mut total = item;
    for len in shape {
        if !int::is_int(len) {
            return Err(vm.type_error("memoryview.cast(): elements of shape must be integers"));
        }
        let len = vm.index_i64(len, E::OverflowError)?;
        let Some(len) = usize::try_from(len).ok().filter(|len| *len > 0) else {
            return Err(vm.value_error("memoryview.cast(): elements of shape must be integers > 0"));
        };
        total = match total.checked_mul(len).filter(|total| *total <= MAX_BYTES) {
            Some(total) => total,
            None => return Err(vm.value_error("memoryview.cast(): product(shape) > SSIZE_MAX")),
        };
        lens.push(len);
    }
    if total != bytes {
        return Err(vm.type_error("memoryview: product(shape) * itemsize != buffer size"));
    }
    Ok(lens)
}

/// `view.cast(format, shape)`
fn cast(vm: &mut Vm, this: &Value, format: &Value, shape: &Value) -> Res {
    let view = vm.memory(this)?;
    if format.cast::<Str>().is_none() {
        let name = text_args::shown_type(vm, format);
        return Err(vm.type_error(format!("cast() argument 'format' must be str, not {name}")));
    }
    if !view.layout.is_c_contiguous() {
        return Err(vm.type_error("memoryview: casts are restricted to C-contiguous views"));
    }
    let many = view.layout.dimensions.len();
    let has_zero = view.layout.dimensions.iter().any(|it| it.len == 0 || it.stride == 0);
    if (!shape.is_empty() || many != 1) && has_zero {
        return Err(vm.type_error("memoryview: cannot cast view with zeros in shape or strides"));
    }
    if shape.is_empty() {
        let layout = in_format(vm, view, format)?;
        return Ok(view.derive(layout));
    }
    let lens = match (shape.cast::<List>(), shape.cast::<Tuple>()) {
        (Some(list), _) => list.to_vec(),
        (_, Some(tuple)) => tuple.elements().to_vec(),
        _ => return Err(vm.type_error("shape must be a list or a tuple")),
    };
    if lens.len() > MAX_DIMENSIONS {
        return Err(vm.value_error("memoryview: number of dimensions must not exceed 64"));
    }
    if many != 1 && lens.len() != 1 {
        return Err(vm.type_error("memoryview: cast must be 1D -> ND or ND -> 1D"));
    }
    let mut layout = in_format(vm, view, format)?;
    let item = layout.format.size();
    let lens = shape_of(vm, &lens, item, view.layout.bytes())?;
    layout.dimensions = Layout::dense(&lens, item);
    Ok(view.derive(layout))
}

/// `view.tobytes(order)`
fn to_bytes(vm: &mut Vm, this: &Value, order: &Value) -> Res {
    let view = vm.memory(this)?;
    let order = match order.cast::<Str>().map(Str::bytes) {
        Some(order) => order,
        None if order.is_empty() || order.is_none() => b"C",
        None => {
            let name = vm.type_name(order);
            return Err(vm.type_error(format!("tobytes() argument 'order' must be str or None, not {name}")));
        }
    };
    let layout = &view.layout;
    let fortran = match order {
        b"C" => false,
        b"F" => true,
        b"A" => layout.is_f_contiguous() && !layout.is_c_contiguous(),
        _ => return Err(vm.value_error("order must be 'C', 'F' or 'A'")),
    };
    text_args::room(vm, layout.bytes())?;
    vm.bytes(&view.to_vec(fortran))
}

/// What iteration, which knows one dimension, says about any other number.
fn check_one_dimension(vm: &mut Vm, view: &MemoryView) -> Result<(), Raised> {
    match view.layout.dimensions.len() {
        1 => Ok(()),
        0 => Err(vm.type_error("invalid indexing of 0-dim memory")),
        _ => Err(vm.raise(E::NotImplementedError, "multi-dimensional sub-views are not implemented")),
    }
}

static METHODS: &[Decl] = natives![
    "__new__(cls, object)" |vm, [_class, object]| match vm.view(object)? {
        Some(view) => Ok(view),
        None => {
            let name = vm.type_name(object);
            Err(vm.type_error(format!("memoryview: a bytes-like object is required, not '{name}'")))
        }
    };
    "__repr__(self, /)" |vm, [this]| vm.repr(this);
    "__len__(self, /)" |vm, [this]| {
        let view = vm.memory(this)?;
        Ok(int::from_usize(view.layout.dimensions.first().map_or(1, |first| first.len)))
    };
    "__getitem__(self, key, /)" |vm, [this, key]| vm.memory_get(this, key);
    "__setitem__(self, key, value, /)" |vm, [this, key, value]| {
        vm.memory_set(this, key, value)?;
        Ok(Value::NONE)
    };
    "__delitem__(self, key, /)" |vm, [this, key]| {
        vm.memory_set(this, key, &Value::EMPTY)?;
        Ok(Value::NONE)
    };
    "__iter__(self, /)" |vm, [this]| {
        let view = vm.memory(this)?;
        check_one_dimension(vm, view)?;
        Ok(new_iter(Iter::new(IterKind::Memory, this.clone())))
    };
    "__enter__(self, /)" |vm, [this]| {
        vm.memory(this)?;
        Ok(this.clone())
    };
    "__exit__(self, /, *args)" |_vm, [this, _args]| {
        if let Some(view) = this.exact::<MemoryView>() {
            view.release();
        }
        Ok(Value::NONE)
    };
    /// Release the underlying buffer exposed by the memoryview object.
    "release(self, /)" |_vm, [this]| {
        if let Some(view) = this.exact::<MemoryView>() {
            view.release();
        }
        Ok(Value::NONE)
    };
    /// Return the data in the buffer as a byte string.
    ///
    /// Order can be {'C', 'F', 'A'}. When order is 'C' or 'F', the data of the
    /// original array is converted to C or Fortran order. For contiguous views,
    /// 'A' returns an exact copy of the physical memory. In particular, in-memory
    /// Fortran order is preserved. For non-contiguous views, the data is converted
    /// to C first. order=None is the same as order='C'.
    "tobytes(self, /, order='C')" |vm, [this, order]| to_bytes(vm, this, order);
    /// Return the data in the buffer as a list of elements.
    "tolist(self, /)" |vm, [this]| vm.memory_list(this);
    /// Return a readonly version of the memoryview.
    "toreadonly(self, /)" |vm, [this]| {
        let view = vm.memory(this)?;
        Ok(view.derive(Layout { readonly: true, ..view.layout.clone() }))
    };
    /// Cast a memoryview to a new format or shape.
    "cast(self, /, format, shape=None)" |vm, [this, format, shape]| cast(vm, this, format, shape);
    /// Return the data in the buffer as a str of hexadecimal numbers.
    ///
    ///   sep
    ///     An optional single character or byte to separate hex bytes.
    ///   bytes_per_sep
    ///     How many bytes between separators.  Positive values count from the
    ///     right, negative values count from the left.
    ///
    /// Example:
    /// >>> value = memoryview(b'\xb9\x01\xef')
    /// >>> value.hex()
    /// 'b901ef'
    /// >>> value.hex(':')
    /// 'b9:01:ef'
    /// >>> value.hex(':', 2)
    /// 'b9:01ef'
    /// >>> value.hex(':', -2)
    /// 'b901:ef'
    "hex(self, /, sep='', bytes_per_sep=1)" |vm, [this, sep, group]| {
        let group = if group.is_empty() { 1 } else { text_args::c_int(vm, group)? };
        let separator = hex_separator(vm, sep)?;
        let view = vm.memory(this)?;
        text_args::room(vm, view.layout.bytes().saturating_mul(3))?;
        vm.str_bytes(&to_hex(&view.to_vec(false), separator, group.into()))
    };
];

/// A tuple of numbers, one of each dimension.
fn numbers(vm: &mut Vm, this: &Value, number: fn(&crate::objects::memory::Dimension) -> i64) -> Res {
    let numbers = vm.memory(this)?.layout.dimensions.iter().map(|it| int::from_i64(number(it))).collect();
    vm.tuple(numbers)
}

/// Something that the layout tells.
fn fact(vm: &mut Vm, this: &Value, tell: fn(&Layout) -> Value) -> Res {
    Ok(tell(&vm.memory(this)?.layout))
}

static FIELDS: &[GetSetDecl] = getsets![
    "obj" |vm, this| Ok(vm.memory(this)?.owner());
    "nbytes" |vm, this| fact(vm, this, |layout| int::from_usize(layout.bytes()));
    "itemsize" |vm, this| fact(vm, this, |layout| int::from_usize(layout.format.size()));
    "ndim" |vm, this| fact(vm, this, |layout| int::from_usize(layout.dimensions.len()));
    "readonly" |vm, this| fact(vm, this, |layout| Value::bool(layout.readonly));
    "c_contiguous" |vm, this| fact(vm, this, |layout| Value::bool(layout.is_c_contiguous()));
    "f_contiguous" |vm, this| fact(vm, this, |layout| Value::bool(layout.is_f_contiguous()));
    "contiguous" |vm, this| fact(vm, this, |layout| Value::bool(layout.is_c_contiguous() || layout.is_f_contiguous()));
    "format" |vm, this| {
        let text = vm.memory(this)?.layout.format.text();
        Ok(vm.str(&text))
    };
    "shape" |vm, this| numbers(vm, this, |it| it.len as i64);
    "strides" |vm, this| numbers(vm, this, |it| it.stride as i64);
    "suboffsets" |vm, this| {
        vm.memory(this)?;
        vm.tuple(Vec::new())
    };
];
