//! `bytes` and `bytearray`, continued: searching, hexadecimal digits, translation, and the ASCII letters' cases and classes.

use std::borrow::Cow;

use crate::heap::Value;
use crate::natives;
use crate::objects::{Bytes, Str, int};
use crate::text::search;
use crate::vm::{Decl, Res, T, Vm};

use super::bytes_::{byte, bytes_like, make, make_like, receiver, unchanged};
use super::family::native;
use super::{codec, text_args};

/// Puts methods into one of the types.
pub fn install(vm: &mut Vm, class: &Value) -> Res<()> {
    for table in [SEARCH, METHODS, PREDICATES, CASES] {
        vm.add_methods(class, table)?;
    }
    Ok(())
}

// ---- searching

/// What is searched for: bytes, or a single byte as a number.
enum Needle<'a> {
    Bytes(Cow<'a, [u8]>),
    Byte([u8; 1]),
}

impl Needle<'_> {
    fn bytes(&self) -> &[u8] {
        match self {
            Needle::Bytes(bytes) => bytes,
            Needle::Byte(byte) => byte,
        }
    }
}

fn needle<'a>(vm: &mut Vm, value: &'a Value) -> Res<Needle<'a>> {
    if let Some(bytes) = vm.buffer(value)? {
        return Ok(Needle::Bytes(bytes));
    }
    if !int::is_int(value) && !vm.has_special(value, crate::vm::N::index) {
        let name = vm.type_name(value);
        return Err(vm.type_error(format!("argument should be integer or bytes-like object, not '{name}'")));
    }
    byte(vm, value, "byte").map(|byte| Needle::Byte([byte]))
}

type Finder = fn(&[u8], &[u8]) -> Option<usize>;

fn locate(vm: &mut Vm, this: &Value, part: &Value, start: &Value, end: &Value, find: Finder) -> Res<Option<usize>> {
    let data = receiver(vm, this)?;
    let window = text_args::window(vm, start, end, data.len())?;
    let needle = needle(vm, part)?;
    let Some((start, end)) = window else { return Ok(None) };
    Ok(data.get(start..end).and_then(|hay| find(hay, needle.bytes())).map(|at| start + at))
}

fn found_or_minus_one(found: Option<usize>) -> Value {
    found.map_or(Value::int32(-1), int::from_usize)
}

fn found_or_error(vm: &mut Vm, found: Option<usize>) -> Res {
    found.map(int::from_usize).ok_or_else(|| vm.value_error("subsection not found"))
}

static SEARCH: &[Decl] = natives![
    /// Return the lowest index in B where subsection sub is found,
    /// such that sub is contained within B[start,end].
    ///
    /// Return -1 on failure.
    "find(self, sub, start=None, end=None, /)" |vm, [this, part, start, end]| {
        locate(vm, this, part, start, end, search::find).map(found_or_minus_one)
    };
    /// Return the highest index in B where subsection sub is found,
    /// such that sub is contained within B[start,end].
    ///
    /// Return -1 on failure.
    "rfind(self, sub, start=None, end=None, /)" |vm, [this, part, start, end]| {
        locate(vm, this, part, start, end, search::rfind).map(found_or_minus_one)
    };
    /// Return the lowest index in B where subsection sub is found,
    /// such that sub is contained within B[start,end].
    ///
    /// Raises ValueError when the subsection is not found.
    "index(self, sub, start=None, end=None, /)" |vm, [this, part, start, end]| {
        let found = locate(vm, this, part, start, end, search::find)?;
        found_or_error(vm, found)
    };
    /// Return the highest index in B where subsection sub is found,
    /// such that sub is contained within B[start,end].
    ///
    /// Raise ValueError when the subsection is not found.
    "rindex(self, sub, start=None, end=None, /)" |vm, [this, part, start, end]| {
        let found = locate(vm, this, part, start, end, search::rfind)?;
        found_or_error(vm, found)
    };
    /// Return the number of non-overlapping occurrences of subsection sub in bytes B[start:end].
    "count(self, sub, start=None, end=None, /)" |vm, [this, part, start, end]| {
        let data = receiver(vm, this)?;
        let window = text_args::window(vm, start, end, data.len())?;
        let needle = needle(vm, part)?;
        let hay = window.and_then(|(start, end)| data.get(start..end));
        Ok(int::from_usize(hay.map_or(0, |hay| search::count(hay, needle.bytes(), search::Kind::Bytes))))
    };
];

// ---- hexadecimal digits, translation

const DIGITS: &[u8; 16] = b"0123456789abcdef";

fn digit(value: u8) -> u8 {
    DIGITS.get(usize::from(value & 15)).copied().unwrap_or(b'0')
}

/// The separator of `hex`.
pub(super) fn hex_separator(vm: &mut Vm, sep: &Value) -> Res<Option<u8>> {
    if sep.is_empty() {
        return Ok(None);
    }
    let (text, chars) = match (sep.cast::<Str>(), sep.cast::<Bytes>()) {
        (Some(text), _) => (text.bytes(), text.chars()),
        (_, Some(bytes)) => (bytes.data(), bytes.len()),
        _ if vm.length(sep)? != 1 => return Err(vm.value_error("sep must be length 1.")),
        _ => {
            return Err(vm.type_error("sep must be str or bytes."));
        }
    };
    match *text {
        _ if chars != 1 => Err(vm.value_error("sep must be length 1.")),
        [byte] if byte.is_ascii() => Ok(Some(byte)),
        _ => Err(vm.value_error("sep must be ASCII.")),
    }
}

/// The digits, with `separator` after each `group` bytes: counted from the right, or from the left if negative.
pub(super) fn to_hex(data: &[u8], separator: Option<u8>, group: i64) -> Vec<u8> {
    let size = usize::try_from(group.unsigned_abs()).unwrap_or(usize::MAX);
    let mut out = Vec::with_capacity(data.len().saturating_mul(3));
    for (at, &byte) in data.iter().enumerate() {
        if let Some(separator) = separator.filter(|_| size > 0 && at > 0) {
            let place = if group > 0 { data.len() - at } else { at };
            if place % size == 0 {
                out.push(separator);
            }
        }
        out.extend([digit(byte >> 4), digit(byte)]);
    }
    out
}

/// The bytes that hexadecimal digits stand for, or the position of what is none.
fn from_hex(text: &[u8]) -> Result<Vec<u8>, usize> {
    let nibble = |at: usize| {
        let digit = text.get(at).and_then(|&byte| char::from(byte).to_digit(16));
        digit.map(|digit| digit as u8).ok_or(at)
    };
    let mut out = Vec::with_capacity(text.len() / 2);
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        if is_space(byte) {
            at += 1;
            continue;
        }
        out.push(nibble(at)? << 4 | nibble(at + 1)?);
        at += 2;
    }
    Ok(out)
}

static METHODS: &[Decl] = natives![
    /// Decode the bytes using the codec registered for encoding.
    ///
    ///   encoding
    ///     The encoding with which to decode the bytes.
    ///   errors
    ///     The error handling scheme to use for the handling of decoding errors.
    ///     The default is 'strict' meaning that decoding errors raise a
    ///     UnicodeDecodeError. Other possible values are 'ignore' and 'replace'
    ///     as well as any other name registered with codecs.register_error that
    ///     can handle UnicodeDecodeErrors.
    "decode(self, /, encoding='utf-8', errors='strict')" |vm, [this, encoding, errors]| {
        let data = receiver(vm, this)?;
        let bytes = if this.cast::<Bytes>().is_some() { native(this).clone() } else { make(vm, &data)? };
        codec::check_arguments(vm, "decode", encoding, errors)?;
        codec::decode(vm, "decode", &bytes, encoding, errors)
    };
    /// Create a string of hexadecimal numbers from a bytes object.
    ///
    ///   sep
    ///     An optional single character or byte to separate hex bytes.
    ///   bytes_per_sep
    ///     How many bytes between separators.  Positive values count from the
    ///     right, negative values count from the left.
    ///
    /// Example:
    /// >>> value = b'\xb9\x01\xef'
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
        let data = receiver(vm, this)?;
        let separator = hex_separator(vm, sep)?;
        text_args::room(vm, data.len().saturating_mul(3))?;
        vm.str_bytes(&to_hex(&data, separator, group.into()))
    };
    /// Create a bytes object from a string of hexadecimal numbers.
    ///
    /// Spaces between two numbers are accepted.
    /// Example: bytes.fromhex('B9 01EF') -> b'\\xb9\\x01\\xef'.
    "fromhex(cls, string, /)" |vm, [cls, string]| {
        let Some(text) = string.cast::<Str>() else {
            let name = vm.type_name(string);
            return Err(vm.type_error(format!("fromhex() argument must be str, not {name}")));
        };
        let result = match text.bytes().iter().position(|byte| !byte.is_ascii()) {
            Some(at) => Err(at),
            None => from_hex(text.bytes()),
        };
        let made = match result {
            Ok(data) => make(vm, &data)?,
            Err(at) => {
                let message = format!("non-hexadecimal number found in fromhex() arg at position {at}");
                return Err(vm.value_error(message));
            }
        };
        if vm.is_type_object(cls, T::Bytes) { Ok(made) } else { vm.call(cls, &[made]) }
    };
    /// Return a copy with each character mapped by the given translation table.
    ///
    ///   table
    ///     Translation table, which must be a bytes object of length 256.
    ///
    /// All characters occurring in the optional argument delete are removed.
    /// The remaining characters are mapped through the given translation table.
    "translate(self, table, /, delete=b'')" |vm, [this, table, delete]| {
        let data = receiver(vm, this)?;
        let table = if table.is_none() { None } else { Some(bytes_like(vm, table)?) };
        let table: Option<&[u8; 256]> = match table.as_deref().map(<&[u8; 256]>::try_from) {
            None => None,
            Some(Ok(table)) => Some(table),
            Some(Err(_)) => return Err(vm.value_error("translation table must be 256 characters long")),
        };
        let delete = if delete.is_empty() { Cow::default() } else { bytes_like(vm, delete)? };
        let translated = search::translate_bytes(&data, table, &delete);
        if translated[..] == data[..] { unchanged(vm, this) } else { make_like(vm, this, &translated) }
    };
    /// Return a translation table useable for the bytes or bytearray translate method.
    ///
    /// The returned table will be one where each byte in frm is mapped to the byte at
    /// the same position in to.
    ///
    /// The bytes objects frm and to must be of the same length.
    "maketrans(frm, to, /)" |vm, [from, to]| {
        let (from, to) = (bytes_like(vm, from)?, bytes_like(vm, to)?);
        if from.len() != to.len() {
            return Err(vm.value_error("maketrans arguments must have same length"));
        }
        let mut table: Vec<u8> = (0..=255).collect();
        for (from, to) in from.iter().zip(to.iter()) {
            if let Some(place) = table.get_mut(usize::from(*from)) {
                *place = *to;
            }
        }
        make(vm, &table)
    };
];

// ---- classes and cases of ASCII letters

fn is_all(data: &[u8], test: fn(&u8) -> bool) -> bool {
    !data.is_empty() && data.iter().all(test)
}

/// Some letter of the one case, none of the other.
fn is_case(data: &[u8], wanted: fn(&u8) -> bool, other: fn(&u8) -> bool) -> bool {
    data.iter().any(wanted) && !data.iter().any(other)
}

fn is_title(data: &[u8]) -> bool {
    let (mut after_letter, mut any) = (false, false);
    for byte in data {
        let wrong = if after_letter { byte.is_ascii_uppercase() } else { byte.is_ascii_lowercase() };
        if wrong {
            return false;
        }
        after_letter = byte.is_ascii_alphabetic();
        any |= after_letter;
    }
    any
}

fn title(data: &[u8]) -> Vec<u8> {
    let mut after_letter = false;
    data.iter()
        .map(|byte| {
            let changed = if after_letter { byte.to_ascii_lowercase() } else { byte.to_ascii_uppercase() };
            after_letter = byte.is_ascii_alphabetic();
            changed
        })
        .collect()
}

fn capitalize(data: &[u8]) -> Vec<u8> {
    let mut changed = data.to_ascii_lowercase();
    if let Some(first) = changed.first_mut() {
        first.make_ascii_uppercase();
    }
    changed
}

fn swap_case(data: &[u8]) -> Vec<u8> {
    data.iter().map(|byte| if byte.is_ascii_alphabetic() { byte ^ 0x20 } else { *byte }).collect()
}

macro_rules! predicates {
    ($($(#[doc = $doc:literal])* $signature:literal $test:expr;)*) => {
        natives![$( $(#[doc = $doc])* $signature |vm, [this]| Ok(Value::bool(($test)(&receiver(vm, this)?))); )*]
    };
}

static PREDICATES: &[Decl] = predicates! {
    /// Return True if all characters in B are alphabetic and there is at least one character in B, False otherwise.
    "isalpha(self, /)" |data| is_all(data, u8::is_ascii_alphabetic);
    /// Return True if all characters in B are alphanumeric and there is at least one character in B, False otherwise.
    "isalnum(self, /)" |data| is_all(data, u8::is_ascii_alphanumeric);
    /// Return True if B is empty or all characters in B are ASCII, False otherwise.
    "isascii(self, /)" <[u8]>::is_ascii;
    /// Return True if all characters in B are digits and there is at least one character in B, False otherwise.
    "isdigit(self, /)" |data| is_all(data, u8::is_ascii_digit);
    /// Return True if all characters in B are whitespace and there is at least one character in B, False otherwise.
    "isspace(self, /)" |data| is_all(data, |byte| is_space(*byte));
    /// Return True if there is at least one cased character in B and all of them are lowercase, False otherwise.
    "islower(self, /)" |data| is_case(data, u8::is_ascii_lowercase, u8::is_ascii_uppercase);
    /// Return True if there is at least one cased character in B and all of them are uppercase, False otherwise.
    "isupper(self, /)" |data| is_case(data, u8::is_ascii_uppercase, u8::is_ascii_lowercase);
    /// Return True if B is a titlecased string and there is at least one character in B, False otherwise.
    "istitle(self, /)" is_title;
};

/// White space of bytes: without the separators that count as such in strings.
fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r')
}

macro_rules! cases {
    ($($(#[doc = $doc:literal])* $signature:literal $change:expr;)*) => {
        natives![$(
            $(#[doc = $doc])* $signature |vm, [this]| {
                let changed = ($change)(&receiver(vm, this)?);
                make_like(vm, this, &changed)
            };
        )*]
    };
}

static CASES: &[Decl] = cases! {
    /// Return a copy of B with all ASCII characters converted to uppercase.
    "upper(self, /)" <[u8]>::to_ascii_uppercase;
    /// Return a copy of B with all ASCII characters converted to lowercase.
    "lower(self, /)" <[u8]>::to_ascii_lowercase;
    /// Return a titlecased version of B: ASCII words start with uppercase characters, the rest lowercase.
    "title(self, /)" title;
    /// Return a copy of B with only its first character capitalized (ASCII) and the rest lower-cased.
    "capitalize(self, /)" capitalize;
    /// Return a copy of B with uppercase ASCII characters converted to lowercase ASCII and vice versa.
    "swapcase(self, /)" swap_case;
};
