//! `str`.

use crate::heap::Value;
use crate::natives;
use crate::objects::{Bytes, Str, Tuple, int};
use crate::text::{case, class, pad, search, split, wtf8};
use crate::vm::{Decl, E, Res, T, Vm};

use super::family::{self, native};
use super::{codec, str_format};

pub fn install(vm: &mut Vm) -> Res<()> {
    let class = vm.type_object(T::Str);
    for table in
        [METHODS, SEARCH, PREDICATES, CASES, family::SEQUENCE, family::COMPARE, family::HASH, str_format::METHODS]
    {
        vm.add_methods(&class, table)?;
    }
    Ok(())
}

/// The string of a receiver.
pub fn receiver<'a>(vm: &mut Vm, this: &'a Value) -> Res<&'a Str> {
    match this.cast::<Str>() {
        Some(text) => Ok(text),
        None => Err(family::wrong_receiver(vm, this, "str")),
    }
}

/// `start` and `stop` arguments, fitted to a length.
fn search_range(vm: &mut Vm, start: &Value, stop: &Value, len: usize) -> Res<(usize, usize)> {
    let mut fit = |value: &Value, default: usize| -> Res<usize> {
        if value.is_empty() || value.is_none() {
            return Ok(default);
        }
        let number = vm.index(value)?;
        let number = match int::to_i64(&number) {
            Some(number) if number < 0 => number.saturating_add(len as i64).max(0),
            Some(number) => number,
            None if int::to_big(&number).is_some_and(|big| big.sign() == num_bigint::Sign::Minus) => 0,
            None => i64::MAX,
        };
        Ok(usize::try_from(number).unwrap_or(usize::MAX).min(len))
    };
    Ok((fit(start, 0)?, fit(stop, len)?))
}

/// A string argument.
fn text<'a>(vm: &mut Vm, value: &'a Value, what: &str) -> Res<&'a [u8]> {
    match value.cast::<Str>() {
        Some(text) => Ok(text.bytes()),
        None => {
            let name = vm.type_name(value);
            Err(vm.type_error(format!("{what} must be str, not {name}")))
        }
    }
}

/// `maxsplit` or `count`: `None` for no limit.
pub fn limit(vm: &mut Vm, value: &Value) -> Res<Option<usize>> {
    if value.is_empty() {
        return Ok(None);
    }
    Ok(usize::try_from(vm.index_i64(value, E::OverflowError)?).ok())
}

fn strings(vm: &mut Vm, source: &[u8], ranges: Vec<std::ops::Range<usize>>) -> Res {
    let mut parts = Vec::with_capacity(ranges.len());
    for range in ranges {
        parts.push(vm.str_bytes(source.get(range).unwrap_or_default())?);
    }
    Ok(vm.list(parts))
}

/// The byte range of `start..stop` arguments, and whether start is beyond the end.
fn window(vm: &mut Vm, string: &Str, start: &Value, stop: &Value) -> Res<Option<(usize, usize)>> {
    let beyond = !start.is_empty()
        && !start.is_none()
        && int::to_i64(&vm.index(start)?).is_some_and(|start| start > string.chars() as i64);
    let (start, stop) = search_range(vm, start, stop, string.chars())?;
    if beyond || start > stop {
        return Ok(None);
    }
    Ok(Some((string.offset(start), string.offset(stop))))
}

/// `find` and its kin: the position in code points.
fn locate(
    vm: &mut Vm,
    this: &Value,
    part: &Value,
    start: &Value,
    stop: &Value,
    finder: fn(&[u8], &[u8]) -> Option<usize>,
) -> Res<Option<usize>> {
    let string = receiver(vm, this)?;
    let part = text(vm, part, "must be str, not").map_err(|raised| {
        drop(vm.take_raised(raised));
        let name = vm.type_name(part);
        vm.type_error(format!("must be str, not {name}"))
    })?;
    let Some((low, high)) = window(vm, string, start, stop)? else { return Ok(None) };
    let found = string.bytes().get(low..high).and_then(|hay| finder(hay, part));
    Ok(found.map(|at| wtf8::char_index(string.bytes(), low + at)))
}

fn affix(vm: &mut Vm, this: &Value, affixes: &Value, start: &Value, stop: &Value, name: &str) -> Res {
    let string = receiver(vm, this)?;
    let Some((low, high)) = window(vm, string, start, stop)? else { return Ok(Value::FALSE) };
    let hay = string.bytes().get(low..high).unwrap_or_default();
    let test = |part: &[u8]| if name == "startswith" { hay.starts_with(part) } else { hay.ends_with(part) };
    if let Some(affix) = affixes.cast::<Str>() {
        return Ok(Value::bool(test(affix.bytes())));
    }
    if let Some(tuple) = affixes.cast::<Tuple>() {
        for item in tuple.elements() {
            match item.cast::<Str>() {
                Some(affix) if test(affix.bytes()) => return Ok(Value::TRUE),
                Some(_) => {}
                None => {
                    let kind = vm.type_name(item);
                    return Err(vm.type_error(format!("tuple for {name} must only contain str, not {kind}")));
                }
            }
        }
        return Ok(Value::FALSE);
    }
    let kind = vm.type_name(affixes);
    Err(vm.type_error(format!("{name} first arg must be str or a tuple of str, not {kind}")))
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
    if range.len() == string.len() && this.exact::<Str>().is_some() {
        return Ok(this.clone());
    }
    vm.str_bytes(string.bytes().get(range).unwrap_or_default())
}

type Padder = fn(&[u8], usize, &[u8], search::Kind) -> crate::num::error::Result<Option<Vec<u8>>>;

fn padded(vm: &mut Vm, this: &Value, width: &Value, fill: &Value, padder: Padder) -> Res {
    let string = receiver(vm, this)?;
    let width = usize::try_from(vm.index_i64(width, E::OverflowError)?).unwrap_or(0);
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
    let result = padder(string.bytes(), width, fill, search::Kind::Str);
    match vm.ok(result)? {
        Some(text) => vm.str_bytes(&text),
        None => Ok(native(this).clone()),
    }
}

fn partitioned(vm: &mut Vm, this: &Value, sep: &Value, last: bool) -> Res {
    let string = receiver(vm, this)?;
    let sep = text(vm, sep, "must be str, not")?;
    if sep.is_empty() {
        return Err(vm.value_error("empty separator"));
    }
    let found = if last { search::rpartition(string.bytes(), sep) } else { search::partition(string.bytes(), sep) };
    let parts = match found {
        Some(ranges) => {
            let mut parts = Vec::new();
            for range in ranges {
                parts.push(vm.str_bytes(string.bytes().get(range).unwrap_or_default())?);
            }
            parts
        }
        None if last => vec![vm.str(""), vm.str(""), native(this).clone()],
        None => vec![native(this).clone(), vm.str(""), vm.str("")],
    };
    vm.tuple(parts)
}

type Splitter = fn(&[u8], &[u8], Option<usize>) -> Vec<std::ops::Range<usize>>;
type BlankSplitter = fn(&[u8], Option<usize>, search::Kind) -> Vec<std::ops::Range<usize>>;

fn splitted(vm: &mut Vm, this: &Value, sep: &Value, max: &Value, by: Splitter, blank: BlankSplitter) -> Res {
    let string = receiver(vm, this)?;
    let max = limit(vm, max)?;
    if sep.is_empty() || sep.is_none() {
        return strings(vm, string.bytes(), blank(string.bytes(), max, search::Kind::Str));
    }
    let sep = text(vm, sep, "must be str or None, not").map_err(|raised| {
        drop(vm.take_raised(raised));
        let name = vm.type_name(sep);
        vm.type_error(format!("must be str or None, not {name}"))
    })?;
    if sep.is_empty() {
        return Err(vm.value_error("empty separator"));
    }
    strings(vm, string.bytes(), by(string.bytes(), sep, max))
}

static METHODS: &[Decl] = natives![
    "__new__(cls, object='', encoding='utf-8', errors='strict')" |vm, [cls, object, encoding, errors]| {
        let made = if object.is_empty() {
            vm.str("")
        } else if !encoding.is_empty() || !errors.is_empty() {
            match object.cast::<Bytes>() {
                Some(bytes) => codec::decode(vm, bytes.data(), encoding, errors)?,
                None if object.cast::<Str>().is_some() => {
                    return Err(vm.type_error("decoding str is not supported"));
                }
                None => {
                    let name = vm.type_name(object);
                    return Err(vm.type_error(format!("decoding to str: need a bytes-like object, {name} found")));
                }
            }
        } else {
            vm.str_of(object)?
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
    "__mod__(self, value, /)" |vm, [this, value]| vm.binary(hoopsnake_syntax::ast::BinOp::Mod, native(this), value);
    "__getnewargs__(self, /)" |vm, [this]| {
        let text = native(this).clone();
        vm.tuple(vec![text])
    };
    /// Concatenate any number of strings.
    ///
    /// The string whose method is called is inserted in between each given string.
    "join(self, iterable, /)" |vm, [this, iterable]| {
        let string = receiver(vm, this)?;
        let items = match vm.collect(iterable) {
            Err(raised) if vm.raised_is(E::TypeError) && vm.special(iterable, crate::vm::N::iter).is_none() => {
                drop(vm.take_raised(raised));
                return Err(vm.type_error("can only join an iterable"));
            }
            items => items?,
        };
        if let [only] = items.as_slice()
            && only.exact::<Str>().is_some()
        {
            return Ok(only.clone());
        }
        let mut total = string.len().saturating_mul(items.len().saturating_sub(1));
        for (at, item) in items.iter().enumerate() {
            match item.cast::<Str>() {
                Some(part) => total = total.saturating_add(part.len()),
                None => {
                    let name = vm.type_name(item);
                    return Err(vm.type_error(format!("sequence item {at}: expected str instance, {name} found")));
                }
            }
        }
        let mut joined = Vec::new();
        if crate::heap::alloc::may_grow(total).is_err() || joined.try_reserve_exact(total).is_err() {
            return Err(vm.raise_memory());
        }
        for (at, item) in items.iter().enumerate() {
            if at > 0 {
                joined.extend_from_slice(string.bytes());
            }
            joined.extend_from_slice(item.cast::<Str>().map_or(&[], Str::bytes));
        }
        vm.str_bytes(&joined)
    };
    /// Return a list of the substrings in the string, using sep as the separator string.
    "split(self, /, sep=None, maxsplit=-1)" |vm, [this, sep, max]| {
        splitted(vm, this, sep, max, split::split, split::split_whitespace)
    };
    /// Return a list of the substrings in the string, splitting from the end.
    "rsplit(self, /, sep=None, maxsplit=-1)" |vm, [this, sep, max]| {
        splitted(vm, this, sep, max, split::rsplit, split::rsplit_whitespace)
    };
    /// Return a list of the lines in the string, breaking at line boundaries.
    "splitlines(self, /, keepends=False)" |vm, [this, keep]| {
        let string = receiver(vm, this)?;
        let keep = !keep.is_empty() && vm.truth(keep)?;
        strings(vm, string.bytes(), split::split_lines(string.bytes(), keep, search::Kind::Str))
    };
    /// Partition the string into three parts using the given separator.
    "partition(self, sep, /)" |vm, [this, sep]| partitioned(vm, this, sep, false);
    /// Partition the string into three parts using the given separator, from the end.
    "rpartition(self, sep, /)" |vm, [this, sep]| partitioned(vm, this, sep, true);
    /// Return a copy with all occurrences of substring old replaced by new.
    "replace(self, old, new, count=-1, /)" |vm, [this, old, new, count]| {
        let string = receiver(vm, this)?;
        let old = text(vm, old, "replace() argument 1")?;
        let new = text(vm, new, "replace() argument 2")?;
        let max = limit(vm, count)?;
        let result = search::replace(string.bytes(), old, new, max, search::Kind::Str);
        match vm.ok(result)? {
            Some(text) => vm.str_bytes(&text),
            None => Ok(native(this).clone()),
        }
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
    "zfill(self, width, /)" |vm, [this, width]| {
        let string = receiver(vm, this)?;
        let width = usize::try_from(vm.index_i64(width, E::OverflowError)?).unwrap_or(0);
        let result = pad::zfill(string.bytes(), width, search::Kind::Str);
        match vm.ok(result)? {
            Some(text) => vm.str_bytes(&text),
            None => Ok(native(this).clone()),
        }
    };
    /// Return a copy where all tab characters are expanded using spaces.
    "expandtabs(self, /, tabsize=8)" |vm, [this, size]| {
        let string = receiver(vm, this)?;
        let size = if size.is_empty() { 8 } else { vm.index_i64(size, E::OverflowError)? };
        let result = pad::expandtabs(string.bytes(), usize::try_from(size).unwrap_or(0), search::Kind::Str);
        let text = vm.ok(result)?;
        vm.str_bytes(&text)
    };
    /// Return a str with the given prefix string removed if present.
    "removeprefix(self, prefix, /)" |vm, [this, prefix]| {
        let string = receiver(vm, this)?;
        let prefix = text(vm, prefix, "removeprefix() argument")?;
        match string.bytes().strip_prefix(prefix) {
            Some(rest) => vm.str_bytes(rest),
            None => Ok(native(this).clone()),
        }
    };
    /// Return a str with the given suffix string removed if present.
    "removesuffix(self, suffix, /)" |vm, [this, suffix]| {
        let string = receiver(vm, this)?;
        let suffix = text(vm, suffix, "removesuffix() argument")?;
        match string.bytes().strip_suffix(suffix) {
            Some(rest) if !suffix.is_empty() => vm.str_bytes(rest),
            _ => Ok(native(this).clone()),
        }
    };
    /// Encode the string using the codec registered for encoding.
    "encode(self, /, encoding='utf-8', errors='strict')" |vm, [this, encoding, errors]| {
        receiver(vm, this)?;
        codec::encode(vm, native(this), encoding, errors)
    };
    /// Replace each character in the string using the given translation table.
    "translate(self, table, /)" |vm, [this, table]| {
        let string = receiver(vm, this)?;
        let mut out = Vec::new();
        for point in wtf8::points(string.bytes()) {
            let key = int::from_i64(i64::from(point));
            let found = vm.get_item(table, &key);
            let mapped = vm.catch(E::LookupError, found)?;
            match mapped {
                None => wtf8::push(&mut out, point),
                Some(value) if value.is_none() => {}
                Some(value) => match (value.cast::<Str>(), int::to_i64(&value)) {
                    (Some(text), _) => out.extend_from_slice(text.bytes()),
                    (None, Some(code)) => match u32::try_from(code).ok().filter(|code| *code <= wtf8::MAX_POINT) {
                        Some(code) => wtf8::push(&mut out, code),
                        None => return Err(vm.value_error("character mapping must be in range(0x110000)")),
                    },
                    (None, None) => {
                        return Err(vm.type_error("character mapping must return integer, None or str"));
                    }
                },
            }
        }
        vm.str_bytes(&out)
    };
];

static SEARCH: &[Decl] = natives![
    /// S.find(sub[, start[, end]]) -> int: the lowest index where substring sub is found, or -1.
    "find(self, sub, start=None, end=None, /)" |vm, [this, part, start, stop]| {
        let found = locate(vm, this, part, start, stop, search::find)?;
        Ok(found.map_or(Value::int32(-1), int::from_usize))
    };
    /// S.rfind(sub[, start[, end]]) -> int: the highest index where substring sub is found, or -1.
    "rfind(self, sub, start=None, end=None, /)" |vm, [this, part, start, stop]| {
        let found = locate(vm, this, part, start, stop, search::rfind)?;
        Ok(found.map_or(Value::int32(-1), int::from_usize))
    };
    /// As find, but raises ValueError when the substring is not found.
    "index(self, sub, start=None, end=None, /)" |vm, [this, part, start, stop]| {
        match locate(vm, this, part, start, stop, search::find)? {
            Some(at) => Ok(int::from_usize(at)),
            None => Err(vm.value_error("substring not found")),
        }
    };
    /// As rfind, but raises ValueError when the substring is not found.
    "rindex(self, sub, start=None, end=None, /)" |vm, [this, part, start, stop]| {
        match locate(vm, this, part, start, stop, search::rfind)? {
            Some(at) => Ok(int::from_usize(at)),
            None => Err(vm.value_error("substring not found")),
        }
    };
    /// Return the number of non-overlapping occurrences of substring sub in string S[start:end].
    "count(self, sub, start=None, end=None, /)" |vm, [this, part, start, stop]| {
        let string = receiver(vm, this)?;
        let part = text(vm, part, "must be str, not")?;
        let Some((low, high)) = window(vm, string, start, stop)? else { return Ok(Value::int32(0)) };
        let hay = string.bytes().get(low..high).unwrap_or_default();
        Ok(int::from_usize(search::count(hay, part, search::Kind::Str)))
    };
    /// Return True if S starts with the specified prefix, False otherwise.
    "startswith(self, prefix, start=None, end=None, /)" |vm, [this, prefix, start, stop]| {
        affix(vm, this, prefix, start, stop, "startswith")
    };
    /// Return True if S ends with the specified suffix, False otherwise.
    "endswith(self, suffix, start=None, end=None, /)" |vm, [this, suffix, start, stop]| {
        affix(vm, this, suffix, start, stop, "endswith")
    };
    /// Return a translation table usable for str.translate().
    "maketrans(x, y=None, z=None, /)" |vm, [x, y, z]| {
        let table = crate::objects::dict::new_dict();
        if y.is_empty() {
            let items = match x.cast::<crate::objects::Dict>() {
                Some(dict) => dict.items(),
                None => {
                    return Err(vm.type_error("if you give only one argument to maketrans it must be a dict"));
                }
            };
            for (key, value) in items {
                let key = match key.cast::<Str>() {
                    Some(text) if text.chars() == 1 => {
                        int::from_i64(wtf8::decode_first(text.bytes()).map_or(0, |(point, _)| i64::from(point)))
                    }
                    Some(_) => return Err(vm.value_error("string keys in translate table must be of length 1")),
                    None => key,
                };
                vm.dict_set(&table, key, value)?;
            }
            return Ok(table);
        }
        let from = text(vm, x, "first maketrans argument must be a string if there is a second argument; it")?;
        let to = text(vm, y, "maketrans() argument 2")?;
        if wtf8::count(from) != wtf8::count(to) {
            return Err(vm.value_error("the first two maketrans arguments must have equal length"));
        }
        for (from, to) in wtf8::points(from).zip(wtf8::points(to)) {
            vm.dict_set(&table, int::from_i64(i64::from(from)), int::from_i64(i64::from(to)))?;
        }
        if !z.is_empty() {
            for point in wtf8::points(text(vm, z, "maketrans() argument 3")?) {
                vm.dict_set(&table, int::from_i64(i64::from(point)), Value::NONE)?;
            }
        }
        Ok(table)
    };
];

macro_rules! predicates {
    ($($signature:literal $test:path;)*) => {
        natives![$( $signature |vm, [this]| Ok(Value::bool($test(receiver(vm, this)?.bytes()))); )*]
    };
}

static PREDICATES: &[Decl] = predicates! {
    "isalpha(self, /)" class::is_alpha;
    "isdecimal(self, /)" class::is_decimal;
    "isdigit(self, /)" class::is_digit;
    "isnumeric(self, /)" class::is_numeric;
    "isalnum(self, /)" class::is_alnum;
    "isspace(self, /)" class::is_space;
    "isascii(self, /)" class::is_ascii;
    "isprintable(self, /)" class::is_printable;
    "isidentifier(self, /)" class::is_identifier;
    "isupper(self, /)" class::is_upper;
    "islower(self, /)" class::is_lower;
    "istitle(self, /)" class::is_title;
};

macro_rules! cases {
    ($($signature:literal $change:path;)*) => {
        natives![$(
            $signature |vm, [this]| {
                let text = $change(receiver(vm, this)?.bytes());
                vm.str_bytes(&text)
            };
        )*]
    };
}

static CASES: &[Decl] = cases! {
    "upper(self, /)" case::upper;
    "lower(self, /)" case::lower;
    "title(self, /)" case::title;
    "capitalize(self, /)" case::capitalize;
    "swapcase(self, /)" case::swapcase;
    "casefold(self, /)" case::casefold;
};
