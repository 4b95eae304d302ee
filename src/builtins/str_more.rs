//! `str`, continued: searching, translation, classes and cases.

use crate::heap::Value;
use crate::natives;
use crate::objects::dict::new_dict;
use crate::objects::{Dict, Str, Tuple, int};
use crate::text::search::Translated;
use crate::text::{case, class, search, wtf8};
use crate::vm::{Decl, E, Res, T, Vm};

use super::str_::{receiver, text};
use super::text_args;

/// Puts methods into `str`.
pub fn install(vm: &mut Vm) -> Res<()> {
    let class = vm.type_object(T::Str);
    for table in [SEARCH, TRANSLATION, PREDICATES, UPPER_AND_LOWER, CASES] {
        vm.add_methods(&class, table)?;
    }
    Ok(())
}

// ---- searching

/// The part of a string that is searched, and its offset in bytes.
fn window<'a>(vm: &mut Vm, string: &'a Str, start: &Value, end: &Value) -> Res<Option<(usize, &'a [u8])>> {
    let Some((start, end)) = text_args::window(vm, start, end, string.chars())? else { return Ok(None) };
    let (start, end) = (string.offset(start), string.offset(end));
    Ok(string.bytes().get(start..end).map(|hay| (start, hay)))
}

type Finder = fn(&[u8], &[u8]) -> Option<usize>;

/// `find` and its kin: the position in code points.
fn locate(vm: &mut Vm, this: &Value, part: &Value, start: &Value, end: &Value, find: Finder) -> Res<Option<usize>> {
    let string = receiver(vm, this)?;
    let window = window(vm, string, start, end)?;
    let part = text(vm, part, "must be str")?;
    let found = window.and_then(|(low, hay)| find(hay, part).map(|at| low + at));
    Ok(found.map(|at| if string.is_ascii() { at } else { wtf8::char_index(string.bytes(), at) }))
}

fn found_or_minus_one(found: Option<usize>) -> Value {
    found.map_or(Value::int32(-1), int::from_usize)
}

fn found_or_error(vm: &mut Vm, found: Option<usize>) -> Res {
    found.map(int::from_usize).ok_or_else(|| vm.value_error("substring not found"))
}

fn affix(vm: &mut Vm, this: &Value, affixes: &Value, start: &Value, end: &Value, name: &str) -> Res {
    let string = receiver(vm, this)?;
    let hay = window(vm, string, start, end)?;
    let test = |part: &[u8]| {
        hay.is_some_and(|(_, hay)| if name == "startswith" { hay.starts_with(part) } else { hay.ends_with(part) })
    };
    if let Some(affix) = affixes.cast::<Str>() {
        return Ok(Value::bool(test(affix.bytes())));
    }
    let Some(tuple) = affixes.cast::<Tuple>() else {
        let kind = vm.type_name(affixes);
        return Err(vm.type_error(format!("{name} first arg must be str or a tuple of str, not {kind}")));
    };
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
    Ok(Value::FALSE)
}

static SEARCH: &[Decl] = natives![
    /// S.find(sub[, start[, end]]) -> int: the lowest index where substring sub is found, or -1.
    "find(self, sub, start=None, end=None, /)" |vm, [this, part, start, end]| {
        locate(vm, this, part, start, end, search::find).map(found_or_minus_one)
    };
    /// S.rfind(sub[, start[, end]]) -> int: the highest index where substring sub is found, or -1.
    "rfind(self, sub, start=None, end=None, /)" |vm, [this, part, start, end]| {
        locate(vm, this, part, start, end, search::rfind).map(found_or_minus_one)
    };
    /// As find, but raises ValueError when the substring is not found.
    "index(self, sub, start=None, end=None, /)" |vm, [this, part, start, end]| {
        let found = locate(vm, this, part, start, end, search::find)?;
        found_or_error(vm, found)
    };
    /// As rfind, but raises ValueError when the substring is not found.
    "rindex(self, sub, start=None, end=None, /)" |vm, [this, part, start, end]| {
        let found = locate(vm, this, part, start, end, search::rfind)?;
        found_or_error(vm, found)
    };
    /// Return the number of non-overlapping occurrences of substring sub in string S[start:end].
    "count(self, sub, start=None, end=None, /)" |vm, [this, part, start, end]| {
        let string = receiver(vm, this)?;
        let window = window(vm, string, start, end)?;
        let part = text(vm, part, "must be str")?;
        Ok(int::from_usize(window.map_or(0, |(_, hay)| search::count(hay, part, search::Kind::Str))))
    };
    /// Return True if S starts with the specified prefix, False otherwise.
    "startswith(self, prefix, start=None, end=None, /)" |vm, [this, prefix, start, end]| {
        affix(vm, this, prefix, start, end, "startswith")
    };
    /// Return True if S ends with the specified suffix, False otherwise.
    "endswith(self, suffix, start=None, end=None, /)" |vm, [this, suffix, start, end]| {
        affix(vm, this, suffix, start, end, "endswith")
    };
];

// ---- translation

/// What a table of `translate` says of a code point.
fn look_up(vm: &mut Vm, table: &Value, point: u32) -> Res<Translated> {
    let key = int::from_i64(i64::from(point));
    let found = if table.exact::<Dict>().is_some() {
        vm.dict_get(table, &key)?
    } else {
        let found = vm.get_item(table, &key);
        vm.catch(E::LookupError, found)?
    };
    let Some(value) = found else { return Ok(Translated::Same) };
    if value.is_none() {
        return Ok(Translated::Delete);
    }
    if let Some(text) = value.cast::<Str>() {
        return Ok(Translated::Text(text.bytes().to_vec()));
    }
    if !int::is_int(&value) {
        return Err(vm.type_error("character mapping must return integer, None or str"));
    }
    match int::to_i64(&value).and_then(|code| u32::try_from(code).ok()).filter(|code| *code <= wtf8::MAX_POINT) {
        Some(code) => Ok(Translated::Point(code)),
        None => Err(vm.value_error("character mapping must be in range(0x110000)")),
    }
}

/// `string.translate(table)`; what the table says of an ASCII character is asked once.
fn translate(vm: &mut Vm, string: &Str, table: &Value) -> Res {
    let mut known: [Option<Translated>; 128] = [const { None }; 128];
    let mut size = string.len();
    let translated = search::translate(string.bytes(), |point| {
        let place = known.get_mut(point as usize);
        let translated = match &place {
            Some(Some(translated)) => translated.clone(),
            _ => look_up(vm, table, point)?,
        };
        if let Translated::Text(text) = &translated {
            size = size.saturating_add(text.len());
            text_args::room(vm, size)?;
        }
        if let Some(place @ None) = place {
            *place = Some(translated.clone());
        }
        Ok(translated)
    })?;
    vm.str_bytes(&translated)
}

/// `str.maketrans(dict)`
fn table_of_dict(vm: &mut Vm, mapping: &Value) -> Res {
    let Some(items) = mapping.cast::<Dict>().map(Dict::items) else {
        return Err(vm.type_error("if you give only one argument to maketrans it must be a dict"));
    };
    let table = new_dict();
    for (key, value) in items {
        let key = match key.cast::<Str>() {
            Some(text) if text.chars() == 1 => {
                int::from_i64(wtf8::decode_first(text.bytes()).map_or(0, |(point, _)| i64::from(point)))
            }
            Some(_) => return Err(vm.value_error("string keys in translate table must be of length 1")),
            None if int::is_int(&key) => key,
            None => return Err(vm.type_error("keys in translate table must be strings or integers")),
        };
        vm.dict_set(&table, key, value)?;
    }
    Ok(table)
}

static TRANSLATION: &[Decl] = natives![
    /// Replace each character in the string using the given translation table.
    "translate(self, table, /)" |vm, [this, table]| {
        let string = receiver(vm, this)?;
        translate(vm, string, table)
    };
    /// Return a translation table usable for str.translate().
    "maketrans(x, y=None, z=None, /)" |vm, [x, y, z]| {
        if y.is_empty() {
            return table_of_dict(vm, x);
        }
        let to = text(vm, y, "maketrans() argument 2 must be str")?;
        let gone = if z.is_empty() { &[] } else { text(vm, z, "maketrans() argument 3 must be str")? };
        let Some(from) = x.cast::<Str>().map(Str::bytes) else {
            return Err(vm.type_error("first maketrans argument must be a string if there is a second argument"));
        };
        if wtf8::count(from) != wtf8::count(to) {
            return Err(vm.value_error("the first two maketrans arguments must have equal length"));
        }
        let table = new_dict();
        let point = |point: u32| int::from_i64(i64::from(point));
        for (from, to) in wtf8::points(from).zip(wtf8::points(to)) {
            vm.dict_set(&table, point(from), point(to))?;
        }
        for gone in wtf8::points(gone) {
            vm.dict_set(&table, point(gone), Value::NONE)?;
        }
        Ok(table)
    };
];

// ---- classes and cases

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
                let string = receiver(vm, this)?;
                let text = $change(string.bytes());
                if string.is_ascii() { vm.str_ascii(&text) } else { vm.str_bytes(&text) }
            };
        )*]
    };
}

/// A short ASCII text, changed byte by byte.
fn change_short(vm: &mut Vm, string: &Str, change: fn(&mut [u8])) -> Option<Res> {
    let mut place = [0; 64];
    let text = place.get_mut(..string.len()).filter(|_| string.is_ascii())?;
    text.copy_from_slice(string.bytes());
    change(text);
    Some(vm.str_ascii(text))
}

static UPPER_AND_LOWER: &[Decl] = natives![
    "upper(self, /)" |vm, [this]| {
        let string = receiver(vm, this)?;
        match change_short(vm, string, <[u8]>::make_ascii_uppercase) {
            Some(text) => text,
            None => vm.str_bytes(&case::upper(string.bytes())),
        }
    };
    "lower(self, /)" |vm, [this]| {
        let string = receiver(vm, this)?;
        match change_short(vm, string, <[u8]>::make_ascii_lowercase) {
            Some(text) => text,
            None => vm.str_bytes(&case::lower(string.bytes())),
        }
    };
];

static CASES: &[Decl] = cases! {
    "title(self, /)" case::title;
    "capitalize(self, /)" case::capitalize;
    "swapcase(self, /)" case::swapcase;
    "casefold(self, /)" case::casefold;
};
