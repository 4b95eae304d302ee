//! `bytes`, and what `bytearray` has in common with it: the tables of methods here and in `bytes_more` are those of both.
//!
//! A method works on the bytes of its receiver (a copy of those of a byte array, which Python code may change meanwhile) and
//! makes an object of the receiver's type.

use std::borrow::Cow;
use std::ops::Range;

use hoopsnake_syntax::ast::BinOp;

use crate::heap::Value;
use crate::natives;
use crate::objects::bytearray::{bytes_of, new_bytearray};
use crate::objects::memory::buffer_of;
use crate::objects::{ByteArray, Bytes, MemoryView, Str, Tuple, int};
use crate::text::{pad, search, split};
use crate::vm::{Decl, E, N, Res, T, Vm};

use super::family::{self, native};
use super::text_args::{self, Joined, limit, tab_size, width};
use super::{bytes_more, codec};

/// Puts methods into `bytes`.
pub fn install(vm: &mut Vm) -> Res<()> {
    let class = vm.type_object(T::Bytes);
    for table in [OWN, family::HASH] {
        vm.add_methods(&class, table)?;
    }
    install_common(vm, T::Bytes)
}

/// Puts what the two types have in common into one of them.
pub fn install_common(vm: &mut Vm, which: T) -> Res<()> {
    let class = vm.type_object(which);
    for table in [METHODS, PARTS, family::SEQUENCE, family::COMPARE] {
        vm.add_methods(&class, table)?;
    }
    bytes_more::install(vm, &class)
}

/// A bytes object.
pub fn make(vm: &mut Vm, data: &[u8]) -> Res {
    vm.bytes(data)
}

/// An object of these bytes, of the type of a receiver.
pub fn make_like(vm: &mut Vm, this: &Value, data: &[u8]) -> Res {
    if this.cast::<ByteArray>().is_none() {
        return make(vm, data);
    }
    text_args::room(vm, data.len())?;
    let mut copy = Vec::new();
    if copy.try_reserve_exact(data.len()).is_err() {
        return Err(vm.raise_memory());
    }
    copy.extend_from_slice(data);
    Ok(new_bytearray(copy))
}

/// The bytes of a receiver.
pub fn receiver<'a>(vm: &mut Vm, this: &'a Value) -> Res<Cow<'a, [u8]>> {
    match bytes_of(this) {
        Some(bytes) => Ok(bytes),
        None => Err(family::wrong_receiver(vm, this, "bytes")),
    }
}

/// A result that has the bytes of the receiver: the receiver itself if it cannot change, else a copy.
pub fn unchanged(vm: &mut Vm, this: &Value) -> Res {
    match this.cast::<ByteArray>() {
        Some(array) => make_like(vm, this, &array.to_vec()),
        None => Ok(native(this).clone()),
    }
}

/// An argument that must be bytes.
pub fn bytes_like<'a>(vm: &mut Vm, value: &'a Value) -> Res<Cow<'a, [u8]>> {
    match vm.buffer(value)? {
        Some(bytes) => Ok(bytes),
        None => {
            let name = vm.type_name(value);
            Err(vm.type_error(format!("a bytes-like object is required, not '{name}'")))
        }
    }
}

/// A piece of the receiver; the receiver itself if it is the whole.
fn piece(vm: &mut Vm, this: &Value, range: Range<usize>) -> Res {
    let data = receiver(vm, this)?;
    if range.len() == data.len() {
        return unchanged(vm, this);
    }
    make_like(vm, this, data.get(range).unwrap_or_default())
}

/// A list of pieces of the receiver's `data`.
fn pieces(vm: &mut Vm, this: &Value, data: &[u8], ranges: Vec<Range<usize>>) -> Res {
    let mut parts = Vec::with_capacity(ranges.len());
    for range in ranges {
        parts.push(make_like(vm, this, data.get(range).unwrap_or_default())?);
    }
    Ok(vm.list(parts))
}

/// The result of a change, or the receiver if nothing changed.
fn changed(vm: &mut Vm, this: &Value, result: crate::num::error::Result<Option<Vec<u8>>>) -> Res {
    match vm.ok(result)? {
        Some(data) => make_like(vm, this, &data),
        None => unchanged(vm, this),
    }
}

// ---- making bytes

/// A byte given as an int; `what` begins the message about one that is none.
pub fn byte(vm: &mut Vm, item: &Value, what: &str) -> Res<u8> {
    let number = vm.index(item)?;
    match int::to_i64(&number).and_then(|number| u8::try_from(number).ok()) {
        Some(byte) => Ok(byte),
        None => Err(vm.value_error(format!("{what} must be in range(0, 256)"))),
    }
}

/// What `__bytes__` of an object says, if its class has one.
fn by_method(vm: &mut Vm, value: &Value) -> Res<Option<Value>> {
    match vm.call_special(value, N::bytes, &[])? {
        None => Ok(None),
        Some(result) if result.cast::<Bytes>().is_some() => Ok(Some(result)),
        Some(result) => {
            let name = vm.type_name(&result);
            Err(vm.type_error(format!("__bytes__ returned non-bytes (type {name})")))
        }
    }
}

/// The bytes of an iterable of ints.
fn from_iterable(vm: &mut Vm, value: &Value, target: &Target) -> Res<Vec<u8>> {
    if value.cast::<Str>().is_some() || !text_args::is_iterable(vm, value) {
        let name = vm.type_name(value);
        return Err(vm.type_error(format!("cannot convert '{name}' object to {}", target.name)));
    }
    collect(vm, value, target.byte, target.asks_method)
}

/// The bytes that an iterable of ints yields; `asks` if its length is asked for first.
pub fn collect(vm: &mut Vm, value: &Value, what: &str, asks: bool) -> Res<Vec<u8>> {
    let iterator = vm.iter(value)?;
    if asks {
        vm.ask_length(value)?;
    }
    let mut data = Vec::new();
    while let Some(item) = vm.next(&iterator)? {
        let byte = byte(vm, &item, what)?;
        if data.len() == data.capacity() {
            text_args::room(vm, data.len())?;
        }
        data.push(byte);
        vm.poll()?;
    }
    Ok(data)
}

/// The bytes that an object stands for, as `int.from_bytes` reads them: bytes, what has `__bytes__`, ints in an iterable.
pub fn from_object(vm: &mut Vm, value: &Value) -> Res {
    if value.exact::<Bytes>().is_some() {
        return Ok(value.clone());
    }
    match by_method(vm, value)? {
        Some(bytes) => Ok(bytes),
        None => {
            let data = match value.exact::<MemoryView>() {
                Some(_) => Cow::Owned(vm.memory(value)?.to_vec(false)),
                None => match bytes_of(value) {
                    Some(data) => data,
                    None => Cow::Owned(from_iterable(vm, value, &BYTES)?),
                },
            };
            make(vm, &data)
        }
    }
}

/// What is constructed: its name, whether `__bytes__` is asked, and the word for a byte in messages.
pub struct Target {
    name: &'static str,
    asks_method: bool,
    byte: &'static str,
}

const BYTES: Target = Target { name: "bytes", asks_method: true, byte: "bytes" };
pub const BYTEARRAY: Target = Target { name: "bytearray", asks_method: false, byte: "byte" };

/// `bytes(value)` without an encoding.
fn from_value<'a>(vm: &mut Vm, value: &'a Value, target: &Target) -> Res<Cow<'a, [u8]>> {
    if target.asks_method
        && value.exact::<Bytes>().is_none()
        && let Some(made) = by_method(vm, value)?
    {
        return Ok(Cow::Owned(bytes_of(&made).unwrap_or_default().into_owned()));
    }
    if value.exact::<MemoryView>().is_some() {
        return Ok(Cow::Owned(vm.memory(value)?.to_vec(false)));
    }
    if let Some(data) = bytes_of(value) {
        return Ok(data);
    }
    if value.cast::<Str>().is_some() {
        return Err(vm.type_error("string argument without an encoding"));
    }
    if int::is_int(value) || vm.has_special(value, N::index) {
        let count = vm.index_i64(value, E::IndexError);
        let count = match count {
            Err(raised) if vm.raised_is(E::IndexError) => {
                drop(vm.take_raised(raised));
                let name = vm.type_name(value);
                let message = format!("cannot fit '{name}' into an index-sized integer");
                return Err(vm.raise(E::OverflowError, message));
            }
            count => vm.catch(E::TypeError, count)?,
        };
        match count.map(usize::try_from) {
            Some(Ok(count)) => {
                text_args::room(vm, count)?;
                let mut zeros = Vec::new();
                if zeros.try_reserve_exact(count).is_err() {
                    return Err(vm.raise_memory());
                }
                zeros.resize(count, 0);
                return Ok(Cow::Owned(zeros));
            }
            Some(Err(_)) => return Err(vm.value_error("negative count")),
            None => {}
        }
    }
    from_iterable(vm, value, target).map(Cow::Owned)
}

/// The bytes that the arguments of a constructor stand for.
pub fn construct<'a>(
    vm: &mut Vm,
    source: &'a Value,
    encoding: &Value,
    errors: &Value,
    target: &Target,
) -> Res<Cow<'a, [u8]>> {
    codec::check_arguments(vm, target.name, encoding, errors)?;
    let text = source.cast::<Str>().is_some();
    match (source.is_empty(), encoding.is_empty(), errors.is_empty()) {
        (true, true, true) => Ok(Cow::Borrowed(&[])),
        (_, false, _) if !text => Err(vm.type_error("encoding without a string argument")),
        (_, true, false) if !text => Err(vm.type_error("errors without a string argument")),
        (_, true, false) => Err(vm.type_error("string argument without an encoding")),
        (_, false, _) => {
            let made = codec::encode(vm, target.name, source, encoding, errors)?;
            Ok(Cow::Owned(bytes_of(&made).unwrap_or_default().into_owned()))
        }
        (false, true, true) => from_value(vm, source, target),
    }
}

// ---- parts

fn stripped(vm: &mut Vm, this: &Value, chars: &Value, side: split::Side) -> Res {
    let data = receiver(vm, this)?;
    let chars = if chars.is_empty() || chars.is_none() { None } else { Some(bytes_like(vm, chars)?) };
    piece(vm, this, split::strip(&data, chars.as_deref(), side, search::Kind::Bytes))
}

fn partitioned(vm: &mut Vm, this: &Value, sep: &Value, last: bool) -> Res {
    let data = receiver(vm, this)?;
    let by = bytes_like(vm, sep)?;
    if by.is_empty() {
        return Err(vm.value_error("empty separator"));
    }
    let found = if last { search::rpartition(&data, &by) } else { search::partition(&data, &by) };
    let part = |range: Range<usize>| data.get(range).unwrap_or_default();
    let parts = match found {
        Some([before, _, after]) => {
            let middle = match this.cast::<Bytes>() {
                Some(_) => native(sep).clone(),
                None => make_like(vm, this, &by)?,
            };
            vec![make_like(vm, this, part(before))?, middle, make_like(vm, this, part(after))?]
        }
        None => {
            let (all, empty, other) = (unchanged(vm, this)?, make_like(vm, this, &[])?, make_like(vm, this, &[])?);
            if last { vec![empty, other, all] } else { vec![all, empty, other] }
        }
    };
    vm.tuple(parts)
}

type Splitter = fn(&[u8], &[u8], Option<usize>) -> Vec<Range<usize>>;
type BlankSplitter = fn(&[u8], Option<usize>, search::Kind) -> Vec<Range<usize>>;

fn splitted(vm: &mut Vm, this: &Value, sep: &Value, max: &Value, by: Splitter, blank: BlankSplitter) -> Res {
    let data = receiver(vm, this)?;
    let max = limit(vm, max)?;
    if sep.is_empty() || sep.is_none() {
        return pieces(vm, this, &data, blank(&data, max, search::Kind::Bytes));
    }
    let sep = bytes_like(vm, sep)?;
    if sep.is_empty() {
        return Err(vm.value_error("empty separator"));
    }
    pieces(vm, this, &data, by(&data, &sep, max))
}

type Padder = fn(&[u8], usize, &[u8], search::Kind) -> crate::num::error::Result<Option<Vec<u8>>>;

fn padded(vm: &mut Vm, this: &Value, to: &Value, fill: &Value, padder: Padder, name: &str) -> Res {
    let data = receiver(vm, this)?;
    let to = width(vm, to, 1)?;
    let fill = match bytes_of(fill) {
        Some(fill) if fill.len() == 1 => fill,
        _ if fill.is_empty() => Cow::Borrowed(&b" "[..]),
        _ => {
            let kind = text_args::shown_type(vm, fill);
            return Err(vm.type_error(format!("{name}() argument 2 must be a byte string of length 1, not {kind}")));
        }
    };
    changed(vm, this, padder(&data, to, &fill, search::Kind::Bytes))
}

/// What `bytes` has and `bytearray` has not, or in another way.
static OWN: &[Decl] = natives![
    "__new__(cls, source=b'', encoding='utf-8', errors='strict')" |vm, [cls, source, encoding, errors]| {
        if source.exact::<Bytes>().is_some()
            && encoding.is_empty()
            && errors.is_empty()
            && vm.is_type_object(cls, T::Bytes)
        {
            return Ok(source.clone());
        }
        let data = construct(vm, source, encoding, errors, &BYTES)?;
        let made = make(vm, &data)?;
        if vm.is_type_object(cls, T::Bytes) {
            return Ok(made);
        }
        vm.new_object(cls, Some(native(&made).clone()))
    };
    /// Convert this value to exact type bytes.
    "__bytes__(self, /)" |vm, [this]| {
        receiver(vm, this)?;
        Ok(native(this).clone())
    };
    "__getnewargs__(self, /)" |vm, [this]| {
        receiver(vm, this)?;
        vm.tuple(vec![native(this).clone()])
    };
];

static METHODS: &[Decl] = natives![
    "__mod__(self, value, /)" |vm, [this, value]| {
        receiver(vm, this)?;
        vm.binary(BinOp::Mod, native(this), value)
    };
    "__rmod__(self, value, /)" |vm, [this, value]| {
        receiver(vm, this)?;
        let same = bytes_of(value).is_some() && value.cast::<Bytes>().is_some() == this.cast::<Bytes>().is_some();
        if same { vm.binary(BinOp::Mod, native(value), this) } else { Ok(Value::NOT_IMPLEMENTED) }
    };
    /// Concatenate any number of bytes objects.
    ///
    /// The bytes whose method is called is inserted in between each pair.
    ///
    /// The result is returned as a new bytes object.
    ///
    /// Example: b'.'.join([b'ab', b'pq', b'rs']) -> b'ab.pq.rs'.
    "join(self, iterable_of_bytes, /)" |vm, [this, iterable]| {
        let separator = receiver(vm, this)?;
        match text_args::join(vm, &separator, iterable, buffer_of, "a bytes-like object")? {
            Joined::Only(only) if only.exact::<Bytes>().is_some() && this.cast::<Bytes>().is_some() => Ok(only),
            Joined::Only(only) => make_like(vm, this, &buffer_of(&only).unwrap_or_default()),
            Joined::Bytes(joined) => make_like(vm, this, &joined),
        }
    };
    /// Return a copy with all occurrences of substring old replaced by new.
    ///
    ///   count
    ///     Maximum number of occurrences to replace.
    ///     -1 (the default value) means replace all occurrences.
    ///
    /// If the optional argument count is given, only the first count occurrences are
    /// replaced.
    "replace(self, old, new, count=-1, /)" |vm, [this, old, new, count]| {
        let data = receiver(vm, this)?;
        let (old, new) = (bytes_like(vm, old)?, bytes_like(vm, new)?);
        let max = limit(vm, count)?;
        text_args::room_to_replace(vm, &data, &old, &new, |hay, old| search::count(hay, old, search::Kind::Bytes))?;
        changed(vm, this, search::replace(&data, &old, &new, max, search::Kind::Bytes))
    };
    /// Return a left-justified string of length width.
    ///
    /// Padding is done using the specified fill character.
    "ljust(self, width, fillchar=b' ', /)" |vm, [this, to, fill]| padded(vm, this, to, fill, pad::ljust, "ljust");
    /// Return a right-justified string of length width.
    ///
    /// Padding is done using the specified fill character.
    "rjust(self, width, fillchar=b' ', /)" |vm, [this, to, fill]| padded(vm, this, to, fill, pad::rjust, "rjust");
    /// Return a centered string of length width.
    ///
    /// Padding is done using the specified fill character.
    "center(self, width, fillchar=b' ', /)" |vm, [this, to, fill]| padded(vm, this, to, fill, pad::center, "center");
    /// Pad a numeric string with zeros on the left, to fill a field of the given width.
    ///
    /// The original string is never truncated.
    "zfill(self, width, /)" |vm, [this, to]| {
        let data = receiver(vm, this)?;
        let to = width(vm, to, 1)?;
        changed(vm, this, pad::zfill(&data, to, search::Kind::Bytes))
    };
    /// Return a copy where all tab characters are expanded using spaces.
    ///
    /// If tabsize is not given, a tab size of 8 characters is assumed.
    "expandtabs(self, /, tabsize=8)" |vm, [this, size]| {
        let data = receiver(vm, this)?;
        let size = tab_size(vm, size)?;
        let result = pad::expandtabs(&data, size, search::Kind::Bytes);
        let data = vm.ok(result)?;
        make_like(vm, this, &data)
    };
];

/// What takes a part of the bytes, or all parts.
static PARTS: &[Decl] = natives![
    /// Return a list of the sections in the bytes, using sep as the delimiter.
    ///
    ///   sep
    ///     The delimiter according which to split the bytes.
    ///     None (the default value) means split on ASCII whitespace characters
    ///     (space, tab, return, newline, formfeed, vertical tab).
    ///   maxsplit
    ///     Maximum number of splits to do.
    ///     -1 (the default value) means no limit.
    "split(self, /, sep=None, maxsplit=-1)" |vm, [this, sep, max]| {
        splitted(vm, this, sep, max, split::split, split::split_whitespace)
    };
    /// Return a list of the sections in the bytes, using sep as the delimiter.
    ///
    ///   sep
    ///     The delimiter according which to split the bytes.
    ///     None (the default value) means split on ASCII whitespace characters
    ///     (space, tab, return, newline, formfeed, vertical tab).
    ///   maxsplit
    ///     Maximum number of splits to do.
    ///     -1 (the default value) means no limit.
    ///
    /// Splitting is done starting at the end of the bytes and working to the front.
    "rsplit(self, /, sep=None, maxsplit=-1)" |vm, [this, sep, max]| {
        splitted(vm, this, sep, max, split::rsplit, split::rsplit_whitespace)
    };
    /// Return a list of the lines in the bytes, breaking at line boundaries.
    ///
    /// Line breaks are not included in the resulting list unless keepends is given and
    /// true.
    "splitlines(self, /, keepends=False)" |vm, [this, keep]| {
        let keep = !keep.is_empty() && text_args::c_int(vm, keep)? != 0;
        let data = receiver(vm, this)?;
        pieces(vm, this, &data, split::split_lines(&data, keep, search::Kind::Bytes))
    };
    /// Partition the bytes into three parts using the given separator.
    ///
    /// This will search for the separator sep in the bytes. If the separator is found,
    /// returns a 3-tuple containing the part before the separator, the separator
    /// itself, and the part after it.
    ///
    /// If the separator is not found, returns a 3-tuple containing the original bytes
    /// object and two empty bytes objects.
    "partition(self, sep, /)" |vm, [this, sep]| partitioned(vm, this, sep, false);
    /// Partition the bytes into three parts using the given separator.
    ///
    /// This will search for the separator sep in the bytes, starting at the end. If
    /// the separator is found, returns a 3-tuple containing the part before the
    /// separator, the separator itself, and the part after it.
    ///
    /// If the separator is not found, returns a 3-tuple containing two empty bytes
    /// objects and the original bytes object.
    "rpartition(self, sep, /)" |vm, [this, sep]| partitioned(vm, this, sep, true);
    /// Strip leading and trailing bytes contained in the argument.
    ///
    /// If the argument is omitted or None, strip leading and trailing ASCII whitespace.
    "strip(self, bytes=None, /)" |vm, [this, chars]| stripped(vm, this, chars, split::Side::Both);
    /// Strip leading bytes contained in the argument.
    ///
    /// If the argument is omitted or None, strip leading  ASCII whitespace.
    "lstrip(self, bytes=None, /)" |vm, [this, chars]| stripped(vm, this, chars, split::Side::Left);
    /// Strip trailing bytes contained in the argument.
    ///
    /// If the argument is omitted or None, strip trailing ASCII whitespace.
    "rstrip(self, bytes=None, /)" |vm, [this, chars]| stripped(vm, this, chars, split::Side::Right);
    /// Return a bytes object with the given prefix string removed if present.
    ///
    /// If the bytes starts with the prefix string, return bytes[len(prefix):].
    /// Otherwise, return a copy of the original bytes.
    "removeprefix(self, prefix, /)" |vm, [this, prefix]| {
        let data = receiver(vm, this)?;
        let prefix = bytes_like(vm, prefix)?;
        let start = if data.starts_with(&prefix) { prefix.len() } else { 0 };
        piece(vm, this, start..data.len())
    };
    /// Return a bytes object with the given suffix string removed if present.
    ///
    /// If the bytes ends with the suffix string and that suffix is not empty,
    /// return bytes[:-len(prefix)].  Otherwise, return a copy of the original
    /// bytes.
    "removesuffix(self, suffix, /)" |vm, [this, suffix]| {
        let data = receiver(vm, this)?;
        let suffix = bytes_like(vm, suffix)?;
        let end = if data.ends_with(&suffix) { data.len() - suffix.len() } else { data.len() };
        piece(vm, this, 0..end)
    };
    /// Return True if B starts with the specified prefix, False otherwise.
    "startswith(self, prefix, start=None, end=None, /)" |vm, [this, prefix, start, end]| {
        affix(vm, this, prefix, start, end, "startswith")
    };
    /// Return True if B ends with the specified suffix, False otherwise.
    "endswith(self, suffix, start=None, end=None, /)" |vm, [this, suffix, start, end]| {
        affix(vm, this, suffix, start, end, "endswith")
    };
];

fn affix(vm: &mut Vm, this: &Value, affixes: &Value, start: &Value, end: &Value, name: &str) -> Res {
    let data = receiver(vm, this)?;
    let hay = text_args::window(vm, start, end, data.len())?.and_then(|(start, end)| data.get(start..end));
    let test = |part: &[u8]| {
        hay.is_some_and(|hay| if name == "startswith" { hay.starts_with(part) } else { hay.ends_with(part) })
    };
    if let Some(tuple) = affixes.cast::<Tuple>() {
        for item in tuple.elements() {
            if test(&bytes_like(vm, item)?) {
                return Ok(Value::TRUE);
            }
        }
        return Ok(Value::FALSE);
    }
    match vm.buffer(affixes)? {
        Some(affix) => Ok(Value::bool(test(&affix))),
        None => {
            let kind = vm.type_name(affixes);
            Err(vm.type_error(format!("{name} first arg must be bytes or a tuple of bytes, not {kind}")))
        }
    }
}
