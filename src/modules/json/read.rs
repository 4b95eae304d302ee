//! From JSON to objects. Errors and their places are those of CPython's scanner.

use std::collections::HashMap;

use crate::heap::Value;
use crate::natives;
use crate::num::int_parse;
use crate::objects::{Str, dict, int};
use crate::text::wtf8;
use crate::vm::{Decl, E, Raised, Res, Vm};

pub static FUNCTIONS: &[Decl] = natives![
    /// The value that begins at a character of a text, and the place after it.
    "_scan(text, at, object_hook, pairs_hook, parse_float, parse_int, parse_constant, strict, error, /)" |vm, [text, at,
        object_hook, pairs_hook, parse_float, parse_int, parse_constant, strict, error]| {
        let at = vm.index_i64(at, E::OverflowError)?;
        let Some(string) = text.cast::<Str>() else {
            let name = vm.type_name(text);
            return Err(vm.type_error(format!("first argument must be a string, not {name}")));
        };
        let Ok(start) = usize::try_from(at) else { return Err(vm.value_error("idx cannot be negative")) };
        let strict = vm.truth(strict)?;
        if start > string.chars() {
            return Err(vm.stop_iteration(int::from_usize(start)));
        }
        let mut reader = Reader {
            text: string.bytes(),
            source: text,
            at: string.offset(start),
            error,
            hooks: [object_hook, pairs_hook, parse_float, parse_int, parse_constant],
            strict,
            keys: HashMap::new(),
        };
        let value = reader.value(vm)?;
        let end = reader.characters(reader.at);
        vm.tuple(vec![value, int::from_usize(end)])
    };
    /// The string that begins after a quote at a character of a text, and the place after its end.
    "scanstring(text, end, strict=True, /)" |vm, [text, at, strict]| {
        let at = vm.index_i64(at, E::OverflowError)?;
        let Some(string) = text.cast::<Str>() else {
            let name = vm.type_name(text);
            return Err(vm.type_error(format!("first argument must be a string, not {name}")));
        };
        let strict = strict.is_empty() || vm.truth(strict)?;
        let start = usize::try_from(at).unwrap_or(usize::MAX);
        if start > string.chars() {
            return Err(vm.value_error("end is out of bounds"));
        }
        let module = vm.import_module("json.decoder")?;
        let name = vm.intern("JSONDecodeError");
        let error = vm.get_attr(&module, &name)?;
        let none = Value::NONE;
        let mut reader = Reader {
            text: string.bytes(),
            source: text,
            at: string.offset(start),
            error: &error,
            hooks: [&none; 5],
            strict,
            keys: HashMap::new(),
        };
        let value = reader.string(vm)?;
        let end = reader.characters(reader.at);
        vm.tuple(vec![value, int::from_usize(end)])
    };
];

const OBJECT_HOOK: usize = 0;
const PAIRS_HOOK: usize = 1;
const PARSE_FLOAT: usize = 2;
const PARSE_INT: usize = 3;
const PARSE_CONSTANT: usize = 4;

/// A text being read. It is a string object that the caller holds, so its bytes stay.
struct Reader<'a> {
    text: &'a [u8],
    source: &'a Value,
    at: usize,
    /// The class of errors.
    error: &'a Value,
    /// Functions of the caller, or None.
    hooks: [&'a Value; 5],
    strict: bool,
    /// The keys seen: each is one object.
    keys: HashMap<Vec<u8>, Value>,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    /// The number of characters before a place.
    fn characters(&self, at: usize) -> usize {
        wtf8::count(self.text.get(..at).unwrap_or(self.text))
    }

    #[cold]
    fn fail(&self, vm: &mut Vm, message: &str, at: usize) -> Raised {
        let (message, place) = (vm.str(message), int::from_usize(self.characters(at)));
        match vm.call(self.error, &[message, self.source.clone(), place]) {
            Ok(exception) => vm.raise_value(exception),
            Err(raised) => raised,
        }
    }

    /// Where no value begins, the caller of `_scan` says so: by StopIteration, whose value is the place.
    #[cold]
    fn no_value(&self, vm: &mut Vm, at: usize) -> Raised {
        let place = int::from_usize(self.characters(at));
        vm.stop_iteration(place)
    }

    fn value(&mut self, vm: &mut Vm) -> Res {
        let start = self.at;
        let literals: [(&[u8], Value); 3] = [(b"null", Value::NONE), (b"true", Value::TRUE), (b"false", Value::FALSE)];
        let rest = self.text.get(start..).unwrap_or_default();
        match rest.first() {
            Some(b'"') => {
                self.at += 1;
                self.string(vm)
            }
            Some(b'{') => self.nested(vm, "object", Self::object),
            Some(b'[') => self.nested(vm, "array", Self::array),
            Some(b'-' | b'0'..=b'9') => self.number(vm),
            _ => {
                if let Some((word, value)) = literals.into_iter().find(|(word, _)| rest.starts_with(word)) {
                    self.at += word.len();
                    return Ok(value);
                }
                match ["NaN", "Infinity"].into_iter().find(|word| rest.starts_with(word.as_bytes())) {
                    Some(word) => self.constant(vm, word),
                    None => Err(self.no_value(vm, start)),
                }
            }
        }
    }

    fn constant(&mut self, vm: &mut Vm, word: &str) -> Res {
        self.at += word.len();
        let name = vm.str(word);
        vm.call(self.hooks[PARSE_CONSTANT], &[name])
    }

    /// What stands in brackets, one level deeper.
    fn nested(&mut self, vm: &mut Vm, what: &str, read: fn(&mut Self, &mut Vm) -> Res) -> Res {
        if let Err(raised) = vm.enter_native() {
            drop(vm.take_raised(raised));
            return Err(vm.raise_recursion(&format!(" while decoding a JSON {what} from a unicode string")));
        }
        self.at += 1;
        let result = stacker::maybe_grow(64 * 1024, 1024 * 1024, || read(self, vm));
        vm.leave_native();
        result
    }

    fn object(&mut self, vm: &mut Vm) -> Res {
        let (with_pairs, with_object) = (!self.hooks[PAIRS_HOOK].is_none(), !self.hooks[OBJECT_HOOK].is_none());
        let object = dict::new_dict();
        let mut pairs = Vec::new();
        self.skip_space();
        if self.peek() == Some(b'}') {
            self.at += 1;
        } else {
            loop {
                if self.peek() != Some(b'"') {
                    return Err(self.fail(vm, "Expecting property name enclosed in double quotes", self.at));
                }
                self.at += 1;
                let key = self.key(vm)?;
                self.skip_space();
                if self.peek() != Some(b':') {
                    return Err(self.fail(vm, "Expecting ':' delimiter", self.at));
                }
                self.at += 1;
                self.skip_space();
                let value = self.value(vm)?;
                if with_pairs {
                    pairs.push(vm.tuple(vec![key, value])?);
                } else {
                    vm.dict_set(&object, key, value)?;
                }
                self.skip_space();
                match self.peek() {
                    Some(b'}') => {
                        self.at += 1;
                        break;
                    }
                    Some(b',') => self.at += 1,
                    _ => return Err(self.fail(vm, "Expecting ',' delimiter", self.at)),
                }
                self.skip_space();
                vm.poll()?;
            }
        }
        if with_pairs {
            let pairs = vm.list(pairs);
            return vm.call(self.hooks[PAIRS_HOOK], &[pairs]);
        }
        if with_object { vm.call(self.hooks[OBJECT_HOOK], &[object]) } else { Ok(object) }
    }

    fn key(&mut self, vm: &mut Vm) -> Res {
        let start = self.at;
        let key = self.string(vm)?;
        let written = self.text.get(start..self.at).unwrap_or_default();
        if let Some(known) = self.keys.get(written) {
            return Ok(known.clone());
        }
        self.keys.insert(written.to_vec(), key.clone());
        Ok(key)
    }

    fn array(&mut self, vm: &mut Vm) -> Res {
        let list = vm.list(Vec::new());
        self.skip_space();
        if self.peek() == Some(b']') {
            self.at += 1;
            return Ok(list);
        }
        loop {
            let value = self.value(vm)?;
            let pushed = list.exact::<crate::objects::List>().map(|items| items.push(value));
            if !matches!(pushed, Some(Ok(()))) {
                return Err(vm.raise_memory());
            }
            self.skip_space();
            match self.peek() {
                Some(b']') => {
                    self.at += 1;
                    return Ok(list);
                }
                Some(b',') => self.at += 1,
                _ => return Err(self.fail(vm, "Expecting ',' delimiter", self.at)),
            }
            self.skip_space();
            vm.poll()?;
        }
    }

    /// The string whose first quote has been read.
    fn string(&mut self, vm: &mut Vm) -> Res {
        let begin = self.at - 1;
        let mut built: Option<Vec<u8>> = None;
        let mut plain = self.at;
        loop {
            let Some(byte) = self.peek() else {
                return Err(self.fail(vm, "Unterminated string starting at", begin));
            };
            match byte {
                b'"' => {
                    let part = self.text.get(plain..self.at).unwrap_or_default();
                    self.at += 1;
                    return match built {
                        None => vm.str_bytes(part),
                        Some(mut text) => {
                            text.extend_from_slice(part);
                            vm.str_bytes(&text)
                        }
                    };
                }
                b'\\' => {
                    let text = built.get_or_insert_default();
                    text.extend_from_slice(self.text.get(plain..self.at).unwrap_or_default());
                    self.at += 1;
                    let point = self.escape(vm, begin)?;
                    wtf8::push(text, point);
                    plain = self.at;
                }
                0..=31 if self.strict => return Err(self.fail(vm, "Invalid control character at", self.at)),
                _ => self.at += 1,
            }
        }
    }

    /// The character after a backslash.
    fn escape(&mut self, vm: &mut Vm, begin: usize) -> Res<u32> {
        let Some(byte) = self.peek() else {
            return Err(self.fail(vm, "Unterminated string starting at", begin));
        };
        self.at += 1;
        Ok(match byte {
            b'"' | b'\\' | b'/' => u32::from(byte),
            b'b' => 8,
            b'f' => 12,
            b'n' => 10,
            b'r' => 13,
            b't' => 9,
            b'u' => {
                let first = self.four_digits(vm)?;
                let rest = self.text.get(self.at..).unwrap_or_default();
                if (0xd800..0xdc00).contains(&first) && rest.starts_with(b"\\u") {
                    let back = self.at;
                    self.at += 2;
                    let second = self.four_digits(vm)?;
                    if (0xdc00..0xe000).contains(&second) {
                        return Ok(0x10000 + ((first - 0xd800) << 10 | (second - 0xdc00)));
                    }
                    self.at = back;
                }
                first
            }
            _ => return Err(self.fail(vm, "Invalid \\escape", self.at - 2)),
        })
    }

    fn four_digits(&mut self, vm: &mut Vm) -> Res<u32> {
        let digits = self.text.get(self.at..self.at + 4).unwrap_or_default();
        let number = digits.iter().try_fold(0, |sum, byte| Some(sum * 16 + char::from(*byte).to_digit(16)?));
        match number.filter(|_| digits.len() == 4) {
            Some(number) => {
                self.at += 4;
                Ok(number)
            }
            None => Err(self.fail(vm, "Invalid \\uXXXX escape", self.at - 1)),
        }
    }

    fn digits(&mut self) -> usize {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        self.at - start
    }

    fn number(&mut self, vm: &mut Vm) -> Res {
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
            if self.text.get(self.at..).is_some_and(|rest| rest.starts_with(b"Infinity")) {
                self.at = start;
                return self.constant(vm, "-Infinity");
            }
        }
        match self.peek() {
            Some(b'0') => self.at += 1,
            Some(b'1'..=b'9') => {
                self.digits();
            }
            _ => return Err(self.no_value(vm, start)),
        }
        let mut is_float = false;
        let whole = self.at;
        if self.peek() == Some(b'.') {
            self.at += 1;
            if self.digits() > 0 {
                is_float = true;
            } else {
                self.at = whole;
            }
        }
        let mantissa = self.at;
        if (is_float || self.at == whole) && matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            if self.digits() > 0 {
                is_float = true;
            } else {
                self.at = mantissa;
            }
        }
        let text = std::str::from_utf8(self.text.get(start..self.at).unwrap_or_default()).unwrap_or("0");
        let hook = self.hooks[if is_float { PARSE_FLOAT } else { PARSE_INT }];
        if !hook.is_none() {
            let text = vm.str(text);
            return vm.call(hook, &[text]);
        }
        if is_float {
            return Ok(Value::float(text.parse().unwrap_or(f64::NAN)));
        }
        if text.len() < 18 {
            return Ok(int::from_i64(text.parse().unwrap_or(0)));
        }
        let number = int_parse::parse(text.as_bytes(), 10, vm.int_digit_limit);
        vm.ok(number).map(|number| int::from_big(number.into()))
    }
}
