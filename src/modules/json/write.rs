//! From objects to JSON.

use crate::heap::Value;
use crate::natives;
use crate::num::{float_repr, int_parse};
use crate::objects::{Dict, List, Str, Tuple, int};
use crate::text::wtf8;
use crate::vm::{Decl, E, N, Res, Vm};

pub static FUNCTIONS: &[Decl] = natives![
    /// The text of a value.
    "_encode(value, default, indent, separators, options, markers, /)" |vm, [value, default, indent, separators, options, markers]| {
        let flags = vm.index_i64(options, E::OverflowError)?;
        let separators = separators.exact::<Tuple>().map(|pair| pair.elements().to_vec()).unwrap_or_default();
        let text = |value: Option<&Value>| value.and_then(Value::cast::<Str>).map(|text| text.bytes().to_vec());
        let mut writer = Writer {
            out: Vec::new(),
            default,
            indent: text(Some(indent)),
            between: text(separators.first()).unwrap_or_default(),
            after_key: text(separators.get(1)).unwrap_or_default(),
            skip_keys: flags & 1 != 0,
            ascii: flags & 2 != 0,
            allow_nan: flags & 4 != 0,
            sort_keys: flags & 8 != 0,
            circular: !markers.is_none(),
            open: Vec::new(),
        };
        writer.value(vm, value)?;
        vm.str_bytes(&writer.out)
    };
    /// Return an ASCII-only JSON representation of a Python string
    "encode_basestring_ascii(string, /)" |vm, [string]| quoted(vm, string, true);
    /// Return a JSON representation of a Python string
    "encode_basestring(string, /)" |vm, [string]| quoted(vm, string, false);
];

fn quoted(vm: &mut Vm, string: &Value, ascii: bool) -> Res {
    let Some(text) = string.cast::<Str>() else {
        let name = vm.type_name(string);
        return Err(vm.type_error(format!("first argument must be a string, not {name}")));
    };
    let mut out = Vec::new();
    push_string(&mut out, text.bytes(), ascii);
    vm.str_bytes(&out)
}

/// A string in quotes, with escapes.
fn push_string(out: &mut Vec<u8>, text: &[u8], ascii: bool) {
    out.push(b'"');
    let mut rest = text;
    while let Some((point, len)) = wtf8::decode_first(rest) {
        match point {
            0x22 => out.extend_from_slice(b"\\\""),
            0x5c => out.extend_from_slice(b"\\\\"),
            0x0a => out.extend_from_slice(b"\\n"),
            0x0d => out.extend_from_slice(b"\\r"),
            0x09 => out.extend_from_slice(b"\\t"),
            0x0c => out.extend_from_slice(b"\\f"),
            0x08 => out.extend_from_slice(b"\\b"),
            0..0x20 => out.extend(format!("\\u{point:04x}").into_bytes()),
            0x20..0x7f => out.push(point as u8),
            0x7f if !ascii => out.push(0x7f),
            _ if !ascii => out.extend_from_slice(rest.get(..len).unwrap_or_default()),
            0x10000.. => {
                let above = point - 0x10000;
                let (high, low) = (0xd800 | (above >> 10), 0xdc00 | (above & 0x3ff));
                out.extend(format!("\\u{high:04x}\\u{low:04x}").into_bytes());
            }
            _ => out.extend(format!("\\u{point:04x}").into_bytes()),
        }
        rest = rest.get(len..).unwrap_or_default();
    }
    out.push(b'"');
}

struct Writer<'a> {
    out: Vec<u8>,
    default: &'a Value,
    /// One step of indentation; `None` for everything on one line.
    indent: Option<Vec<u8>>,
    between: Vec<u8>,
    after_key: Vec<u8>,
    skip_keys: bool,
    ascii: bool,
    allow_nan: bool,
    sort_keys: bool,
    circular: bool,
    /// The containers that are being written.
    open: Vec<Value>,
}

impl Writer<'_> {
    fn value(&mut self, vm: &mut Vm, value: &Value) -> Res<()> {
        if let Some(text) = value.cast::<Str>() {
            push_string(&mut self.out, text.bytes(), self.ascii);
        } else if value.is_none() {
            self.out.extend_from_slice(b"null");
        } else if let Some(truth) = value.as_bool() {
            self.out.extend_from_slice(if truth { b"true" } else { b"false" });
        } else if let Some(text) = self.number(vm, value)? {
            self.out.extend(text.into_bytes());
        } else if value.cast::<List>().is_some() || value.cast::<Tuple>().is_some() {
            self.nested(vm, value, Self::list)?;
        } else if value.cast::<Dict>().is_some() {
            self.nested(vm, value, Self::dict)?;
        } else {
            self.nested(vm, value, |this, vm, value| {
                let other = vm.call(this.default, std::slice::from_ref(value))?;
                this.value(vm, &other)
            })?;
        }
        Ok(())
    }

    /// The text of an int or float; `None` for anything else.
    fn number(&mut self, vm: &mut Vm, value: &Value) -> Res<Option<String>> {
        let native = value.native().unwrap_or(value);
        if int::is_int(native) {
            let big = int::to_big(native).unwrap_or_default();
            let text = int_parse::to_text(&big, 10, vm.int_digit_limit);
            let text = vm.ok(text)?;
            return Ok(Some(String::from_utf8_lossy(&text).into_owned()));
        }
        let Some(number) = native.as_float() else { return Ok(None) };
        if number.is_finite() {
            return Ok(Some(float_repr::repr(number)));
        }
        if !self.allow_nan {
            return Err(vm.value_error("Out of range float values are not JSON compliant"));
        }
        Ok(Some(
            if number.is_nan() {
                "NaN"
            } else if number > 0.0 {
                "Infinity"
            } else {
                "-Infinity"
            }
            .to_owned(),
        ))
    }

    /// A container or an object that becomes another: one level deeper.
    fn nested(
        &mut self,
        vm: &mut Vm,
        value: &Value,
        write: impl FnOnce(&mut Self, &mut Vm, &Value) -> Res<()>,
    ) -> Res<()> {
        if self.circular && self.open.iter().any(|open| open.is(value)) {
            return Err(vm.value_error("Circular reference detected"));
        }
        if let Err(raised) = vm.enter_native() {
            drop(vm.take_raised(raised));
            return Err(vm.raise_recursion(" while encoding a JSON object"));
        }
        self.open.push(value.clone());
        let result = stacker::maybe_grow(64 * 1024, 1024 * 1024, || write(self, vm, value));
        self.open.pop();
        vm.leave_native();
        result
    }

    /// A new line, if there is indentation, for the items of the innermost container or its end.
    fn new_line(&mut self, inside: bool) {
        if let Some(indent) = &self.indent {
            let depth = if inside { self.depth() } else { self.depth() - 1 };
            self.out.push(b'\n');
            for _ in 0..depth {
                self.out.extend_from_slice(indent);
            }
        }
    }

    /// How many containers are open; objects that become something else do not count.
    fn depth(&self) -> usize {
        self.open
            .iter()
            .filter(|open| {
                open.cast::<List>().is_some() || open.cast::<Tuple>().is_some() || open.cast::<Dict>().is_some()
            })
            .count()
    }

    fn list(&mut self, vm: &mut Vm, value: &Value) -> Res<()> {
        let items = vm.collect(value)?;
        if items.is_empty() {
            self.out.extend_from_slice(b"[]");
            return Ok(());
        }
        self.out.push(b'[');
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                self.out.extend_from_slice(&self.between);
            }
            self.new_line(true);
            self.value(vm, item)?;
            vm.poll()?;
        }
        self.new_line(false);
        self.out.push(b']');
        Ok(())
    }

    fn dict(&mut self, vm: &mut Vm, value: &Value) -> Res<()> {
        let items = match value.exact::<Dict>() {
            Some(dict) => dict.items(),
            None => self.mapping_items(vm, value)?,
        };
        if items.is_empty() {
            self.out.extend_from_slice(b"{}");
            return Ok(());
        }
        let items = if self.sort_keys { sorted(vm, items)? } else { items };
        self.out.push(b'{');
        let mut first = true;
        for (key, item) in &items {
            let Some(key) = self.key(vm, key)? else { continue };
            if !first {
                self.out.extend_from_slice(&self.between);
            }
            first = false;
            self.new_line(true);
            push_string(&mut self.out, &key, self.ascii);
            self.out.extend_from_slice(&self.after_key);
            self.value(vm, item)?;
            vm.poll()?;
        }
        self.new_line(false);
        self.out.push(b'}');
        Ok(())
    }

    /// The items of an instance of a subclass of dict, by its own method.
    fn mapping_items(&mut self, vm: &mut Vm, value: &Value) -> Res<Vec<(Value, Value)>> {
        let items = vm.call_method(value, "items", &[])?;
        let mut pairs = Vec::new();
        for item in vm.collect(&items)? {
            match item.exact::<Tuple>().map(Tuple::elements) {
                Some([key, value]) => pairs.push((key.clone(), value.clone())),
                _ => return Err(vm.value_error("items must return 2-tuples")),
            }
        }
        Ok(pairs)
    }

    /// A key as text; `None` for one that is left out.
    fn key(&mut self, vm: &mut Vm, key: &Value) -> Res<Option<Vec<u8>>> {
        if let Some(text) = key.cast::<Str>() {
            return Ok(Some(text.bytes().to_vec()));
        }
        if key.is_none() {
            return Ok(Some(b"null".to_vec()));
        }
        if let Some(truth) = key.as_bool() {
            return Ok(Some(if truth { b"true".to_vec() } else { b"false".to_vec() }));
        }
        if let Some(text) = self.number(vm, key)? {
            return Ok(Some(text.into_bytes()));
        }
        if self.skip_keys {
            return Ok(None);
        }
        let class = vm.type_of(key);
        let name = vm.get_attr_name(&class, N::name)?;
        let name = name.cast::<Str>().map_or_else(String::new, |name| name.to_text().into_owned());
        Err(vm.type_error(format!("keys must be str, int, float, bool or None, not {name}")))
    }
}

fn sorted(vm: &mut Vm, items: Vec<(Value, Value)>) -> Res<Vec<(Value, Value)>> {
    let mut pairs = Vec::with_capacity(items.len());
    for (key, value) in items {
        pairs.push(vm.tuple(vec![key, value])?);
    }
    let list = vm.list(pairs);
    vm.call_method(&list, "sort", &[])?;
    let pairs = vm.collect(&list)?;
    Ok(pairs
        .iter()
        .filter_map(|pair| match pair.exact::<Tuple>()?.elements() {
            [key, value] => Some((key.clone(), value.clone())),
            _ => None,
        })
        .collect())
}
