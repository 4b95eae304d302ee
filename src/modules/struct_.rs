//! The module `struct`: values to bytes and back, as a format says.
//!
//! A format is parsed into fields, each with its place; packing and unpacking walk over them. The messages tell sizes that are the
//! machine's own from standard ones, as CPython does: on a little-endian machine, `<h` is done by the code for `@h`.

use half::f16;
use num_bigint::BigInt;

use crate::heap::Value;
use crate::heap::kind::Visitor;
use crate::num::int_convert::{self, ByteOrder};
use crate::num::int_ops;
use crate::objects::ty::IS_BASE;
use crate::objects::{ByteArray, Bytes, Host, HostData, Str, Tuple, int};
use crate::vm::types::GetSetDecl;
use crate::vm::{Decl, E, N, Raised, Res, Vm};
use crate::{getsets, natives};

const DOC: &str = "Functions to convert between Python values and C structs.\nPython bytes objects are used to hold the data \
                   representing the C struct\nand also as format strings (explained below) to describe the layout of data\nin the C struct.";

/// Makes what the part written in Python builds on.
pub fn init(vm: &mut Vm) -> Res {
    let module = vm.new_module("struct", Some(DOC))?;
    let class = vm.host_type("_struct", "Struct", "Struct(fmt) --> compiled struct object", IS_BASE, STRUCT)?;
    vm.add_getsets(&class, MEMBERS)?;
    vm.add_member(&module, "Struct", class)?;
    let iterator = vm.host_type("_struct", "unpack_iterator", "", 0, ITERATOR)?;
    vm.add_member(&module, "_iterator", iterator)?;
    vm.add_functions(&module, FUNCTIONS)?;
    Ok(module)
}

#[cold]
fn error(vm: &mut Vm, message: impl AsRef<str>) -> Raised {
    super::raise_own(vm, "struct", "error", message.as_ref())
}

/// What a field holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// `x`: bytes that mean nothing.
    Padding,
    /// `c`: a bytes object of length 1.
    Char,
    /// `s`: bytes, filled up with zeros.
    Text,
    /// `p`: the same with the length in front.
    Pascal,
    Bool,
    Signed,
    Unsigned,
    Float,
}

/// A run of equal items: their letter, what they hold, where the first is, the size of one, and how many.
#[derive(Clone)]
struct Field {
    letter: u8,
    kind: Kind,
    offset: usize,
    size: usize,
    count: usize,
}

/// A parsed format.
#[derive(Clone)]
struct Layout {
    format: String,
    fields: Vec<Field>,
    size: usize,
    /// How many values there are.
    values: usize,
    order: ByteOrder,
    /// `@`: sizes, alignment and unchecked floats of the machine.
    native: bool,
}

const OWN_ORDER: ByteOrder = if cfg!(target_endian = "big") { ByteOrder::Big } else { ByteOrder::Little };

/// What a letter stands for: its kind and size, with the machine's own sizes or the standard ones.
fn letter_kind(letter: u8, native: bool) -> Option<(Kind, usize)> {
    let word = size_of::<usize>();
    let long = if native && cfg!(not(windows)) { word } else { 4 };
    Some(match letter {
        b'x' => (Kind::Padding, 1),
        b'c' => (Kind::Char, 1),
        b's' => (Kind::Text, 1),
        b'p' => (Kind::Pascal, 1),
        b'?' => (Kind::Bool, 1),
        b'b' => (Kind::Signed, 1),
        b'B' => (Kind::Unsigned, 1),
        b'h' => (Kind::Signed, 2),
        b'H' => (Kind::Unsigned, 2),
        b'i' => (Kind::Signed, 4),
        b'I' => (Kind::Unsigned, 4),
        b'l' => (Kind::Signed, long),
        b'L' => (Kind::Unsigned, long),
        b'q' => (Kind::Signed, 8),
        b'Q' => (Kind::Unsigned, 8),
        b'n' if native => (Kind::Signed, word),
        b'N' | b'P' if native => (Kind::Unsigned, word),
        b'e' => (Kind::Float, 2),
        b'f' => (Kind::Float, 4),
        b'd' => (Kind::Float, 8),
        _ => return None,
    })
}

/// Reads a format; an error is the text for `struct.error`.
fn parse(format: String) -> Result<Layout, &'static str> {
    const TOO_LONG: &str = "total struct size too long";
    let (mut order, mut native) = (OWN_ORDER, true);
    let mut letters = format.bytes().peekable();
    if let Some(first @ (b'@' | b'=' | b'<' | b'>' | b'!')) = letters.peek().copied() {
        letters.next();
        native = first == b'@';
        match first {
            b'<' => order = ByteOrder::Little,
            b'>' | b'!' => order = ByteOrder::Big,
            _ => {}
        }
    }
    let (mut fields, mut size, mut values) = (Vec::new(), 0_usize, 0_usize);
    while let Some(mut letter) = letters.next() {
        if letter.is_ascii_whitespace() || letter == 0x0b {
            continue;
        }
        let mut count = None;
        while letter.is_ascii_digit() {
            let digit = usize::from(letter - b'0');
            let grown = count.unwrap_or(0_usize).checked_mul(10).and_then(|count| count.checked_add(digit));
            count = Some(grown.filter(|count| i64::try_from(*count).is_ok()).ok_or(TOO_LONG)?);
            letter = letters.next().ok_or("repeat count given without format specifier")?;
        }
        let (kind, item) = letter_kind(letter, native).ok_or(match letter {
            0 => "embedded null character",
            _ => "bad char in struct format",
        })?;
        if native {
            size = size.checked_next_multiple_of(item).ok_or(TOO_LONG)?;
        }
        // The number before a text is its length.
        let (item, count) = match kind {
            Kind::Text | Kind::Pascal => (count.unwrap_or(1), 1),
            _ => (item, count.unwrap_or(1)),
        };
        fields.push(Field { letter, kind, offset: size, size: item, count });
        let end = item.checked_mul(count).and_then(|all| all.checked_add(size));
        size = end.filter(|size| i64::try_from(*size).is_ok()).ok_or(TOO_LONG)?;
        if kind != Kind::Padding {
            values += count;
        }
    }
    Ok(Layout { format, fields, size, values, order, native })
}

/// The format of an argument.
fn layout(vm: &mut Vm, format: &Value) -> Res<Layout> {
    let text = match (format.cast::<Str>(), format.cast::<Bytes>()) {
        (Some(_), _) => {
            let ascii = vm.str("ascii");
            let encoded = vm.call_method(format, "encode", &[ascii])?;
            encoded.cast::<Bytes>().map(|bytes| bytes.data().to_vec()).unwrap_or_default()
        }
        (_, Some(bytes)) => bytes.data().to_vec(),
        _ => {
            let name = vm.type_name(format);
            return Err(vm.type_error(format!("Struct() argument 1 must be a str or bytes object, not {name}")));
        }
    };
    let Ok(text) = String::from_utf8(text) else { return Err(error(vm, "bad char in struct format")) };
    parse(text).map_err(|message| error(vm, message))
}

// ---- packing

/// The bytes of an int, or why it does not fit.
fn pack_int(vm: &mut Vm, layout: &Layout, field: &Field, value: &Value) -> Res<Vec<u8>> {
    if !int::is_int(value) && !vm.has_special(value, N::index) {
        return Err(error(vm, "required argument is not an integer"));
    }
    let number = vm.index(value)?;
    let number = int::to_big(&number).unwrap_or_default();
    // An address may be given as a negative number.
    let signed = field.kind == Kind::Signed || (field.letter == b'P' && int_ops::is_negative(&number));
    let bits = field.size * 8 - usize::from(signed);
    let high: BigInt = (BigInt::from(1) << bits) - 1;
    let low: BigInt = if signed { -&high - 1 } else { BigInt::ZERO };
    if number < low || number > high {
        // CPython reads the number into a C long first, of these unsigned.
        let unsigned = matches!(field.letter, b'I' | b'L') || (field.letter == b'H' && layout.order != OWN_ORDER);
        let wide = if unsigned { u64::try_from(&number).is_err() } else { i64::try_from(&number).is_err() };
        let message = match (field.letter, wide || field.size == 8) {
            (b'P', _) => "int too large to convert".to_owned(),
            (b'q' | b'Q', _) if layout.order != OWN_ORDER => "int too large to convert".to_owned(),
            (_, true) => "argument out of range".to_owned(),
            (b'b', _) => "byte format requires -128 <= number <= 127".to_owned(),
            (b'B', _) => "ubyte format requires 0 <= number <= 255".to_owned(),
            (b'h', _) if layout.order == OWN_ORDER => format!("short format requires {low} <= number <= {high}"),
            (b'H', _) if layout.order == OWN_ORDER => format!("ushort format requires {low} <= number <= {high}"),
            (letter, _) => format!("'{}' format requires {low} <= number <= {high}", char::from(letter)),
        };
        return Err(error(vm, message));
    }
    let packed = int_convert::to_bytes(&number, field.size, layout.order, signed);
    vm.ok(packed)
}

fn pack_float(vm: &mut Vm, layout: &Layout, field: &Field, value: &Value) -> Res<Vec<u8>> {
    let result = vm.to_float(value);
    let Some(number) = vm.catch(E::Exception, result)? else {
        return Err(error(vm, "required argument is not a float"));
    };
    let mut packed = match field.size {
        2 => f16::from_f64(number).to_le_bytes().to_vec(),
        4 => (number as f32).to_le_bytes().to_vec(),
        _ => number.to_le_bytes().to_vec(),
    };
    let too_large = number.is_finite()
        && match field.size {
            2 => f16::from_f64(number).is_infinite(),
            4 => !layout.native && (number as f32).is_infinite(),
            _ => false,
        };
    if too_large {
        let message = format!("float too large to pack with {} format", char::from(field.letter));
        return Err(vm.raise(E::OverflowError, message));
    }
    if layout.order == ByteOrder::Big {
        packed.reverse();
    }
    Ok(packed)
}

/// The bytes of one item.
fn pack_item(vm: &mut Vm, layout: &Layout, field: &Field, value: &Value) -> Res<Vec<u8>> {
    let bytes = || value.cast::<Bytes>().map(|bytes| bytes.data().to_vec());
    let text = || bytes().or_else(|| value.cast::<ByteArray>().map(ByteArray::to_vec));
    match field.kind {
        Kind::Char => match bytes() {
            Some(bytes) if bytes.len() == 1 => Ok(bytes),
            _ => Err(error(vm, "char format requires a bytes object of length 1")),
        },
        Kind::Text | Kind::Pascal => {
            let Some(mut text) = text() else {
                return Err(error(vm, format!("argument for '{}' must be a bytes object", char::from(field.letter))));
            };
            if field.kind == Kind::Pascal {
                text.truncate(field.size.saturating_sub(1));
                text.insert(0, u8::try_from(text.len()).unwrap_or(u8::MAX));
            }
            text.truncate(field.size);
            Ok(text)
        }
        Kind::Bool => Ok(vec![u8::from(vm.truth(value)?)]),
        Kind::Float => pack_float(vm, layout, field, value),
        _ => pack_int(vm, layout, field, value),
    }
}

/// All values as bytes. `function` is the name in the message about their number.
fn pack(vm: &mut Vm, layout: &Layout, function: &str, values: &[Value]) -> Res<Vec<u8>> {
    if values.len() != layout.values {
        let (wanted, given) = (layout.values, values.len());
        return Err(error(vm, format!("{function} expected {wanted} items for packing (got {given})")));
    }
    let mut out = Vec::new();
    let reserved = crate::num::error::reserve(&mut out, layout.size);
    vm.ok(reserved)?;
    out.resize(layout.size, 0);
    let mut values = values.iter();
    for field in layout.fields.iter().filter(|field| field.kind != Kind::Padding) {
        for at in 0..field.count {
            let Some(value) = values.next() else { break };
            let packed = pack_item(vm, layout, field, value)?;
            let from = field.offset + at * field.size;
            if let Some(place) = out.get_mut(from..from + packed.len()) {
                place.copy_from_slice(&packed);
            }
        }
    }
    Ok(out)
}

// ---- unpacking

/// The value of one item.
fn unpack_item(vm: &mut Vm, layout: &Layout, field: &Field, bytes: &[u8]) -> Res {
    let ordered = || {
        let mut wide = [0; 8];
        for (place, byte) in wide.iter_mut().zip(bytes) {
            *place = *byte;
        }
        if let (ByteOrder::Big, Some(used)) = (layout.order, wide.get_mut(..bytes.len().min(8))) {
            used.reverse();
        }
        wide
    };
    match field.kind {
        Kind::Char | Kind::Text => vm.bytes(bytes),
        Kind::Pascal => {
            let Some((length, rest)) = bytes.split_first() else { return vm.bytes(&[]) };
            vm.bytes(rest.get(..usize::from(*length)).unwrap_or(rest))
        }
        Kind::Bool => Ok(Value::bool(bytes.first().is_some_and(|byte| *byte != 0))),
        Kind::Float => {
            let [a, b, c, d, ..] = ordered();
            Ok(Value::float(match field.size {
                2 => f16::from_le_bytes([a, b]).to_f64(),
                4 => f32::from_le_bytes([a, b, c, d]).into(),
                _ => f64::from_le_bytes(ordered()),
            }))
        }
        _ => Ok(int::from_big(int_convert::from_bytes(bytes, layout.order, field.kind == Kind::Signed))),
    }
}

/// The values in bytes that are as many as the format says.
fn unpack(vm: &mut Vm, layout: &Layout, bytes: &[u8]) -> Res {
    let mut values = Vec::new();
    for field in layout.fields.iter().filter(|field| field.kind != Kind::Padding) {
        for at in 0..field.count {
            let from = field.offset + at * field.size;
            let item = bytes.get(from..from + field.size).unwrap_or_default();
            values.push(unpack_item(vm, layout, field, item)?);
        }
    }
    vm.tuple(values)
}

fn unpack_all(vm: &mut Vm, layout: &Layout, buffer: &Value) -> Res {
    let bytes = super::buffer(vm, buffer)?;
    if bytes.len() != layout.size {
        return Err(error(vm, format!("unpack requires a buffer of {} bytes", layout.size)));
    }
    unpack(vm, layout, &bytes)
}

/// The place in a buffer that an offset means: there must be room for a whole struct.
fn place(vm: &mut Vm, layout: &Layout, length: usize, offset: i64, packs: bool) -> Res<usize> {
    let size = layout.size;
    let (name, doing) = if packs { ("pack_into", "packing") } else { ("unpack_from", "unpacking") };
    let mut from = offset;
    if offset < 0 {
        if offset.saturating_add_unsigned(size as u64) > 0 {
            let what = if packs { "no space to pack" } else { "not enough data to unpack" };
            return Err(error(vm, format!("{what} {size} bytes at offset {offset}")));
        }
        from = offset.saturating_add_unsigned(length as u64);
        if from < 0 {
            return Err(error(vm, format!("offset {offset} out of range for {length}-byte buffer")));
        }
    }
    let from = usize::try_from(from).unwrap_or(usize::MAX);
    if length.checked_sub(from).is_none_or(|room| room < size) {
        let least = from.saturating_add(size);
        let message = format!(
            "{name} requires a buffer of at least {least} bytes for {doing} {size} bytes at offset {from} (actual buffer size is {length})"
        );
        return Err(error(vm, message));
    }
    Ok(from)
}

fn unpack_from(vm: &mut Vm, layout: &Layout, buffer: &Value, offset: &Value) -> Res {
    let offset = if offset.is_empty() {
        0
    } else {
        let offset = vm.index(offset)?;
        match int::to_i64(&offset) {
            Some(offset) => offset,
            None => return Err(vm.raise(E::OverflowError, "Python int too large to convert to C ssize_t")),
        }
    };
    let bytes = super::buffer(vm, buffer)?;
    let from = place(vm, layout, bytes.len(), offset, false)?;
    unpack(vm, layout, bytes.get(from..from + layout.size).unwrap_or_default())
}

fn pack_into(vm: &mut Vm, layout: &Layout, args: &[Value]) -> Res {
    let [buffer, offset, values @ ..] = args else {
        let what = if args.is_empty() { "buffer" } else { "offset" };
        return Err(error(vm, format!("pack_into expected {what} argument")));
    };
    if values.len() != layout.values {
        let (wanted, given) = (layout.values, values.len());
        return Err(error(vm, format!("pack_into expected {wanted} items for packing (got {given})")));
    }
    const WRITABLE: &str = "argument must be";
    super::writable_length(vm, buffer, WRITABLE)?;
    let offset = vm.index_i64(offset, E::IndexError)?;
    let length = super::writable_length(vm, buffer, WRITABLE)?;
    place(vm, layout, length, offset, true)?;
    let packed = pack(vm, layout, "pack_into", values)?;
    // The values may have changed the buffer's length.
    let length = super::writable_length(vm, buffer, WRITABLE)?;
    let from = place(vm, layout, length, offset, true)?;
    super::write_into(vm, buffer, from, &packed)?;
    Ok(Value::NONE)
}

// ---- objects

struct Struct(Layout);

impl HostData for Struct {
    fn trace(&self, _visitor: &mut dyn Visitor) {}
}

/// What is left of the bytes that `iter_unpack` reads.
struct Unpacking {
    layout: Layout,
    bytes: Vec<u8>,
    next: std::cell::Cell<usize>,
}

impl HostData for Unpacking {
    fn trace(&self, _visitor: &mut dyn Visitor) {}
}

fn own(vm: &mut Vm, this: &Value) -> Res<Layout> {
    match this.cast::<Host>().and_then(Host::data::<Struct>) {
        Some(this) => Ok(this.0.clone()),
        None => Err(vm.type_error("a 'Struct' object is required")),
    }
}

fn unpacking<'a>(vm: &mut Vm, this: &'a Value) -> Res<&'a Unpacking> {
    match this.cast::<Host>().and_then(Host::data) {
        Some(this) => Ok(this),
        None => Err(vm.type_error("an 'unpack_iterator' object is required")),
    }
}

fn iter_unpack(vm: &mut Vm, layout: Layout, buffer: &Value) -> Res {
    if layout.size == 0 {
        return Err(error(vm, "cannot iteratively unpack with a struct of length 0"));
    }
    let bytes = super::buffer(vm, buffer)?.into_owned();
    if !bytes.len().is_multiple_of(layout.size) {
        let message = format!("iterative unpacking requires a buffer of a multiple of {} bytes", layout.size);
        return Err(error(vm, message));
    }
    let class = vm.host_type_named("_struct.unpack_iterator");
    vm.host_object(&class, Unpacking { layout, bytes, next: Default::default() })
}

fn elements(args: &Value) -> &[Value] {
    args.exact::<Tuple>().map(Tuple::elements).unwrap_or_default()
}

/// The format in front of a function's other arguments.
fn format_first<'a>(vm: &mut Vm, args: &'a Value) -> Res<(Layout, &'a [Value])> {
    match elements(args).split_first() {
        Some((format, rest)) => Ok((layout(vm, format)?, rest)),
        None => Err(vm.type_error("missing format argument")),
    }
}

static MEMBERS: &[GetSetDecl] = getsets![
    "format" |vm, this| {
        let layout = own(vm, this)?;
        Ok(vm.str(&layout.format))
    };
    "size" |vm, this| Ok(int::from_usize(own(vm, this)?.size));
];

static STRUCT: &[Decl] = natives![
    "__new__(cls, format)" |vm, [class, format]| {
        let layout = layout(vm, format)?;
        vm.host_object(class, Struct(layout))
    };
    "__init__(self, /, *args, **kwargs)" |_vm, [_this, _args, _kwargs]| Ok(Value::NONE);
    /// S.pack(v1, v2, ...) -> bytes
    "pack(self, /, *args)" |vm, [this, args]| {
        let layout = own(vm, this)?;
        let packed = pack(vm, &layout, "pack", elements(args))?;
        vm.bytes(&packed)
    };
    /// S.pack_into(buffer, offset, v1, v2, ...)
    "pack_into(self, /, *args)" |vm, [this, args]| {
        let layout = own(vm, this)?;
        pack_into(vm, &layout, elements(args))
    };
    /// Return a tuple containing unpacked values.
    "unpack(self, buffer, /)" |vm, [this, buffer]| {
        let layout = own(vm, this)?;
        unpack_all(vm, &layout, buffer)
    };
    /// Return a tuple containing unpacked values.
    "unpack_from(self, /, buffer, offset=0)" |vm, [this, buffer, offset]| {
        let layout = own(vm, this)?;
        unpack_from(vm, &layout, buffer, offset)
    };
    /// Return an iterator yielding tuples.
    "iter_unpack(self, buffer, /)" |vm, [this, buffer]| {
        let layout = own(vm, this)?;
        iter_unpack(vm, layout, buffer)
    };
];

static ITERATOR: &[Decl] = natives![
    "__iter__(self, /)" |_vm, [this]| Ok(this.clone());
    "__next__(self, /)" |vm, [this]| {
        let state = unpacking(vm, this)?;
        let from = state.next.get();
        let Some(bytes) = state.bytes.get(from..from + state.layout.size) else {
            return Err(vm.stop_iteration(Value::NONE));
        };
        state.next.set(from + state.layout.size);
        unpack(vm, &state.layout, bytes)
    };
    "__length_hint__(self, /)" |vm, [this]| {
        let state = unpacking(vm, this)?;
        Ok(int::from_usize((state.bytes.len() - state.next.get()) / state.layout.size))
    };
];

static FUNCTIONS: &[Decl] = natives![
    /// Clear the internal cache. There is none: a format is parsed each time.
    "_clearcache()" |_vm, []| Ok(Value::NONE);
    /// Return size in bytes of the struct described by the format string.
    "calcsize(format, /)" |vm, [format]| Ok(int::from_usize(layout(vm, format)?.size));
    /// pack(format, v1, v2, ...) -> bytes
    "pack(*args)" |vm, [args]| {
        let (layout, values) = format_first(vm, args)?;
        let packed = pack(vm, &layout, "pack", values)?;
        vm.bytes(&packed)
    };
    /// pack_into(format, buffer, offset, v1, v2, ...)
    "pack_into(*args)" |vm, [args]| {
        let (layout, rest) = format_first(vm, args)?;
        pack_into(vm, &layout, rest)
    };
    /// Return a tuple containing values unpacked according to the format string.
    "unpack(format, buffer, /)" |vm, [format, buffer]| {
        let layout = layout(vm, format)?;
        unpack_all(vm, &layout, buffer)
    };
    /// Return a tuple containing values unpacked according to the format string.
    "unpack_from(format, /, buffer, offset=0)" |vm, [format, buffer, offset]| {
        let layout = layout(vm, format)?;
        unpack_from(vm, &layout, buffer, offset)
    };
    /// Return an iterator yielding tuples unpacked according to the format string.
    "iter_unpack(format, buffer, /)" |vm, [format, buffer]| {
        let layout = layout(vm, format)?;
        iter_unpack(vm, layout, buffer)
    };
];
