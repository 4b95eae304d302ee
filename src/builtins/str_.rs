//! `str`.

use std::borrow::Cow;

use crate::heap::Value;
use crate::natives;
use crate::objects::memory::buffer_of;
use crate::objects::{Bytes, Str};
use crate::text::{pad, search, split};
use crate::vm::{Decl, Res, T, Vm};

use super::family::{self, native};
use super::text_args::{self, Joined, limit, tab_size, width};
use super::{codec, str_format, str_more};

/// Puts methods into `str`.
pub fn install(vm: &mut Vm) -> Res<()> {
    let class = vm.type_object(T::Str);
    for table in [METHODS, family::SEQUENCE, family::COMPARE, family::HASH, str_format::METHODS] {
        vm.add_methods(&class, table)?;
    }
    str_more::install(vm)
}

/// The string of a receiver.
pub fn receiver<'a>(vm: &mut Vm, this: &'a Value) -> Res<&'a Str> {
    match this.cast::<Str>() {
        Some(text) => Ok(text),
        None => Err(family::wrong_receiver(vm, this, "str")),
    }
}

/// A string argument; `expected` is the message up to the name of the type.
pub fn text<'a>(vm: &mut Vm, value: &'a Value, expected: &str) -> Res<&'a [u8]> {
    match value.cast::<Str>() {
        Some(text) => Ok(text.bytes()),
        None => {
            let numbered = expected.contains("argument");
            let name = if numbered { text_args::shown_type(vm, value) } else { vm.type_name(value) };
            Err(vm.type_error(format!("{expected}, not {name}")))
        }
    }
}

fn strings(vm: &mut Vm, source: &Str, ranges: Vec<std::ops::Range<usize>>) -> Res {
    let mut parts = Vec::with_capacity(ranges.len());
    for range in ranges {
        parts.push(vm.str_part(source, source.bytes().get(range).unwrap_or_default())?);
    }
    Ok(vm.list(parts))
}

/// A strip of one or both sides.
fn stripped(vm: &mut Vm, this: &Value, chars: &Value, side: split::Side, name: &str) -> Res {
    let string = receiver(vm, this)?;
    let chars = if chars.is_empty() || chars.is_none() {
        None
    } else if let Some(chars) = chars.cast::<Str>() {
        Some(chars.bytes())
    } else {
        return Err(vm.type_error(format!("{name} arg must be None or str")));
    };
    let range = split::strip(string.bytes(), chars, side, search::Kind::Str);
    if range.len() == string.len() {
        return Ok(native(this).clone());
    }
    vm.str_part(string, string.bytes().get(range).unwrap_or_default())
}

type Padder = fn(&[u8], usize, &[u8], search::Kind) -> crate::num::error::Result<Option<Vec<u8>>>;

fn padded(vm: &mut Vm, this: &Value, to: &Value, fill: &Value, padder: Padder) -> Res {
    let string = receiver(vm, this)?;
    let to = width(vm, to, 1)?;
    let fill = if fill.is_empty() {
        &b" "[..]
    } else {
        match fill.cast::<Str>() {
            Some(fill) if fill.chars() == 1 => fill.bytes(),
            Some(_) => return Err(vm.type_error("The fill character must be exactly one character long")),
            None => {
                let name = vm.type_name(fill);
                return Err(vm.type_error(format!("The fill character must be a unicode character, not {name}")));
            }
        }
    };
    changed(vm, this, padder(string.bytes(), to, fill, search::Kind::Str))
}

/// The result of a change, or the receiver if nothing changed.
fn changed(vm: &mut Vm, this: &Value, result: crate::num::error::Result<Option<Vec<u8>>>) -> Res {
    match vm.ok(result)? {
        Some(text) => vm.str_bytes(&text),
        None => Ok(native(this).clone()),
    }
}

fn partitioned(vm: &mut Vm, this: &Value, sep: &Value, last: bool) -> Res {
    let string = receiver(vm, this)?.bytes();
    let by = text(vm, sep, "must be str")?;
    if by.is_empty() {
        return Err(vm.value_error("empty separator"));
    }
    let found = if last { search::rpartition(string, by) } else { search::partition(string, by) };
    let parts = match found {
        Some([before, _, after]) => vec![
            vm.str_bytes(string.get(before).unwrap_or_default())?,
            native(sep).clone(),
            vm.str_bytes(string.get(after).unwrap_or_default())?,
        ],
        None if last => vec![vm.str(""), vm.str(""), native(this).clone()],
        None => vec![native(this).clone(), vm.str(""), vm.str("")],
    };
    vm.tuple(parts)
}

type Splitter = fn(&[u8], &[u8], Option<usize>) -> Vec<std::ops::Range<usize>>;
type BlankSplitter = fn(&[u8], Option<usize>, search::Kind) -> Vec<std::ops::Range<usize>>;

/// All parts of a string between occurrences of an ASCII character.
fn split_by_byte(vm: &mut Vm, string: &Str, byte: u8) -> Res {
    let mut parts = Vec::with_capacity(4);
    let mut rest = string.bytes();
    while let Some(at) = memchr::memchr(byte, rest) {
        parts.push(vm.str_part(string, rest.get(..at).unwrap_or_default())?);
        rest = rest.get(at + 1..).unwrap_or_default();
    }
    parts.push(vm.str_part(string, rest)?);
    Ok(vm.list(parts))
}

fn splitted(
    vm: &mut Vm,
    this: &Value,
    sep: &Value,
    max: &Value,
    by: Splitter,
    blank: BlankSplitter,
    last: bool,
) -> Res {
    let string = receiver(vm, this)?;
    let max = limit(vm, max)?;
    if sep.is_empty() || sep.is_none() {
        return strings(vm, string, blank(string.bytes(), max, search::Kind::Str));
    }
    let sep = text(vm, sep, "must be str or None")?;
    if sep.is_empty() {
        return Err(vm.value_error("empty separator"));
    }
    if let [byte] = *sep
        && max.is_none()
        && !last
    {
        return split_by_byte(vm, string, byte);
    }
    strings(vm, string, by(string.bytes(), sep, max))
}

/// `str(object, encoding, errors)`
fn decoded(vm: &mut Vm, object: &Value, encoding: &Value, errors: &Value) -> Res {
    codec::check_arguments(vm, "str", encoding, errors)?;
    if object.cast::<Bytes>().is_some() {
        return codec::decode(vm, "str", native(object), encoding, errors);
    }
    if let Some(data) = buffer_of(object) {
        let bytes = vm.bytes(&data)?;
        return codec::decode(vm, "str", &bytes, encoding, errors);
    }
    if object.cast::<Str>().is_some() {
        return Err(vm.type_error("decoding str is not supported"));
    }
    let name = vm.type_name(object);
    Err(vm.type_error(format!("decoding to str: need a bytes-like object, {name} found")))
}

/// What `join` takes.
fn joinable(item: &Value) -> Option<Cow<'_, [u8]>> {
    item.cast::<Str>().map(|text| Cow::Borrowed(text.bytes()))
}

static METHODS: &[Decl] = natives![
    "__new__(cls, object='', encoding='utf-8', errors='strict')" |vm, [cls, object, encoding, errors]| {
        let made = if object.is_empty() {
            vm.str("")
        } else if encoding.is_empty() && errors.is_empty() {
            vm.str_of(object)?
        } else {
            decoded(vm, object, encoding, errors)?
        };
        if vm.is_type_object(cls, T::Str) {
            return Ok(made);
        }
        vm.new_object(cls, Some(native(&made).clone()))
    };
    "__str__(self, /)" |vm, [this]| {
        receiver(vm, this)?;
        Ok(native(this).clone())
    };
    "__format__(self, format_spec, /)" |vm, [this, spec]| vm.format(native(this), spec);
    "__repr__(self, /)" |vm, [this]| {
        let text = crate::text::repr::repr_str(receiver(vm, this)?.bytes());
        vm.str_bytes(&text)
    };
    "__mod__(self, value, /)" |vm, [this, value]| {
        let format = receiver(vm, this)?;
        vm.percent(format, value)
    };
    "__rmod__(self, value, /)" |vm, [this, value]| match value.cast::<Str>() {
        Some(format) => vm.percent(format, this),
        None => Ok(Value::NOT_IMPLEMENTED),
    };
    "__getnewargs__(self, /)" |vm, [this]| {
        let text = native(this).clone();
        vm.tuple(vec![text])
    };
    /// Concatenate any number of strings.
    ///
    /// The string whose method is called is inserted in between each given string.
    "join(self, iterable, /)" |vm, [this, iterable]| {
        let separator = receiver(vm, this)?.bytes();
        match text_args::join(vm, separator, iterable, joinable, "str instance")? {
            Joined::Only(only) => Ok(only),
            Joined::Bytes(joined) => vm.str_bytes(&joined),
        }
    };
    /// Return a list of the substrings in the string, using sep as the separator string.
    "split(self, /, sep=None, maxsplit=-1)" |vm, [this, sep, max]| {
        splitted(vm, this, sep, max, split::split, split::split_whitespace, false)
    };
    /// Return a list of the substrings in the string, splitting from the end.
    "rsplit(self, /, sep=None, maxsplit=-1)" |vm, [this, sep, max]| {
        splitted(vm, this, sep, max, split::rsplit, split::rsplit_whitespace, true)
    };
    /// Return a list of the lines in the string, breaking at line boundaries.
    "splitlines(self, /, keepends=False)" |vm, [this, keep]| {
        let string = receiver(vm, this)?;
        let keep = !keep.is_empty() && text_args::c_int(vm, keep)? != 0;
        strings(vm, string, split::split_lines(string.bytes(), keep, search::Kind::Str))
    };
    /// Partition the string into three parts using the given separator.
    "partition(self, sep, /)" |vm, [this, sep]| partitioned(vm, this, sep, false);
    /// Partition the string into three parts using the given separator, from the end.
    "rpartition(self, sep, /)" |vm, [this, sep]| partitioned(vm, this, sep, true);
    /// Return a copy with all occurrences of substring old replaced by new.
    "replace(self, old, new, count=-1, /)" |vm, [this, old, new, count]| {
        let string = receiver(vm, this)?;
        let old = text(vm, old, "replace() argument 1 must be str")?;
        let new = text(vm, new, "replace() argument 2 must be str")?;
        let max = limit(vm, count)?;
        text_args::room_to_replace(vm, string.bytes(), old, new, |hay, old| {
            search::count(hay, old, search::Kind::Str)
        })?;
        changed(vm, this, search::replace(string.bytes(), old, new, max, search::Kind::Str))
    };
    /// Return a copy of the string with leading and trailing whitespace (or chars) removed.
    "strip(self, chars=None, /)" |vm, [this, chars]| stripped(vm, this, chars, split::Side::Both, "strip");
    /// Return a copy of the string with leading whitespace (or chars) removed.
    "lstrip(self, chars=None, /)" |vm, [this, chars]| stripped(vm, this, chars, split::Side::Left, "lstrip");
    /// Return a copy of the string with trailing whitespace (or chars) removed.
    "rstrip(self, chars=None, /)" |vm, [this, chars]| stripped(vm, this, chars, split::Side::Right, "rstrip");
    /// Return a left-justified string of length width.
    "ljust(self, width, fillchar=' ', /)" |vm, [this, width, fill]| padded(vm, this, width, fill, pad::ljust);
    /// Return a right-justified string of length width.
    "rjust(self, width, fillchar=' ', /)" |vm, [this, width, fill]| padded(vm, this, width, fill, pad::rjust);
    /// Return a centered string of length width.
    "center(self, width, fillchar=' ', /)" |vm, [this, width, fill]| padded(vm, this, width, fill, pad::center);
    /// Pad a numeric string with zeros on the left, to fill a field of the given width.
    "zfill(self, width, /)" |vm, [this, to]| {
        let string = receiver(vm, this)?;
        let to = width(vm, to, 1)?;
        changed(vm, this, pad::zfill(string.bytes(), to, search::Kind::Str))
    };
    /// Return a copy where all tab characters are expanded using spaces.
    "expandtabs(self, /, tabsize=8)" |vm, [this, size]| {
        let string = receiver(vm, this)?;
        let size = tab_size(vm, size)?;
        let tabs = memchr::memchr_iter(b'\t', string.bytes()).count();
        text_args::room(vm, tabs.saturating_mul(size))?;
        let result = pad::expandtabs(string.bytes(), size, search::Kind::Str);
        let text = vm.ok(result)?;
        vm.str_bytes(&text)
    };
    /// Return a str with the given prefix string removed if present.
    "removeprefix(self, prefix, /)" |vm, [this, prefix]| {
        let string = receiver(vm, this)?;
        let prefix = text(vm, prefix, "removeprefix() argument must be str")?;
        match string.bytes().strip_prefix(prefix) {
            Some(rest) => vm.str_bytes(rest),
            None => Ok(native(this).clone()),
        }
    };
    /// Return a str with the given suffix string removed if present.
    "removesuffix(self, suffix, /)" |vm, [this, suffix]| {
        let string = receiver(vm, this)?;
        let suffix = text(vm, suffix, "removesuffix() argument must be str")?;
        match string.bytes().strip_suffix(suffix) {
            Some(rest) if !suffix.is_empty() => vm.str_bytes(rest),
            _ => Ok(native(this).clone()),
        }
    };
    /// Encode the string using the codec registered for encoding.
    "encode(self, /, encoding='utf-8', errors='strict')" |vm, [this, encoding, errors]| {
        receiver(vm, this)?;
        codec::check_arguments(vm, "encode", encoding, errors)?;
        codec::encode(vm, "encode", native(this), encoding, errors)
    };
];
