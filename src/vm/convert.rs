//! Conversions: `repr`, `str`, truth, `hash`, formatting, indexes, floats.

use num_bigint::BigInt;

use crate::heap::{Tag, Value};
use crate::num::complex_ops::Complex;
use crate::num::{complex_text, float_repr, hash, int_float, int_parse};
use crate::objects::range::BigRange;
use crate::objects::{
    BigIntObject, ByteArray, Bytes, ClassMethod, ComplexObject, DictView, List, MemoryView, Range, Set, StaticMethod,
    Str, Tuple, Type, WeakRef, int, quick,
};
use crate::text::format_int::IntArg;
use crate::text::format_spec::{self, Subject};
use crate::text::{format_complex, format_float, format_int, repr};

use crate::objects::ty::HEAP_TYPE;

use super::class::has_own_class;
use super::item::is_native;
use super::{E, N, Res, T, Vm};

impl Vm {
    // ---- repr and str

    /// `repr(value)`
    pub fn repr(&mut self, value: &Value) -> Res {
        if self.has_method(value, N::repr) {
            return self.text_method(value, N::repr, N::repr);
        }
        let text = self.repr_bytes(value)?;
        self.str_bytes(&text)
    }

    /// Whether the class of an instance, class or exception has the special method in Python.
    fn has_method(&mut self, value: &Value, name: N) -> bool {
        let custom = has_own_class(value)
            || value.exact::<Type>().is_some()
            || value.exact::<crate::objects::Exception>().is_some();
        custom && self.special(value, name).is_some_and(|method| !is_native(&method) || !self.has_name(&method, name))
    }

    /// Whether a function written in Rust has this name, too: a class may have put it in the place of another.
    fn has_name(&self, method: &Value, name: N) -> bool {
        let native = method.exact::<crate::objects::Native>();
        let entry = native.and_then(|native| self.natives.get(native.index as usize));
        entry.is_none_or(|entry| super::world::NAMES.get(name as usize).is_some_and(|text| entry.decl.name() == *text))
    }

    /// Calls `__repr__` or `__str__`; `asked` is what the program asked for.
    fn text_method(&mut self, value: &Value, name: N, asked: N) -> Res {
        self.enter_for(if name == N::str {
            " while getting the str of an object"
        } else {
            " while getting the repr of an object"
        })?;
        let result = self.call_special(value, name, &[]);
        self.leave_native();
        let text = result?.unwrap_or_default();
        if text.cast::<Str>().is_some() {
            return Ok(text);
        }
        let kind = self.type_name(&text);
        let method = if asked == N::str { "__str__" } else { "__repr__" };
        Err(self.type_error(format!("{method} returned non-string (type {kind})")))
    }

    fn enter_for(&mut self, doing: &str) -> Res<()> {
        match self.enter_native() {
            Ok(()) => Ok(()),
            Err(raised) => {
                drop(self.take_raised(raised));
                Err(self.raise_recursion(doing))
            }
        }
    }

    /// `repr(value)` as WTF-8.
    pub fn repr_bytes(&mut self, value: &Value) -> Res<Vec<u8>> {
        if self.has_method(value, N::repr) {
            let text = self.text_method(value, N::repr, N::repr)?;
            return Ok(text.cast::<Str>().map(|text| text.bytes().to_vec()).unwrap_or_default());
        }
        if let Some(native) = value.native() {
            if native.exact::<Set>().is_some() {
                let name = self.type_name(value);
                return self.repr_set(native, Some(&name));
            }
            if let Some(array) = native.exact::<ByteArray>() {
                let name = self.type_name(value);
                return Ok(repr::repr_bytearray(&name, &array.to_vec()));
            }
            if native.exact::<WeakRef>().is_none() {
                return self.repr_bytes(native);
            }
        }
        match value.tag() {
            Tag::None => return Ok(b"None".to_vec()),
            Tag::Bool => return Ok(if value.is_true() { b"True".to_vec() } else { b"False".to_vec() }),
            Tag::Ellipsis => return Ok(b"Ellipsis".to_vec()),
            Tag::NotImplemented => return Ok(b"NotImplemented".to_vec()),
            Tag::Empty => return Ok(b"<empty>".to_vec()),
            Tag::Int => return Ok(format_int::decimal(value.as_int().unwrap_or_default(), &mut [0; 20]).to_vec()),
            Tag::Float => return Ok(float_repr::repr(value.as_float().unwrap_or_default()).into_bytes()),
            Tag::Object => {}
        }
        if let Some(string) = value.exact::<Str>() {
            return Ok(repr::repr_str(string.bytes()));
        }
        if let Some(big) = value.exact::<BigIntObject>() {
            let text = int_parse::to_text(&big.0, 10, self.int_digit_limit);
            return self.ok(text);
        }
        if let Some(bytes) = value.exact::<Bytes>() {
            return Ok(repr::repr_bytes(bytes.data()));
        }
        if let Some(complex) = value.exact::<ComplexObject>() {
            return Ok(complex_text::repr(complex.0).into_bytes());
        }
        if let Some(array) = value.exact::<ByteArray>() {
            return Ok(repr::repr_bytearray("bytearray", &array.to_vec()));
        }
        if value.exact::<StaticMethod>().is_some() || value.exact::<ClassMethod>().is_some() {
            let text = self.text_method(value, N::repr, N::repr)?;
            return Ok(text.cast::<Str>().map(|text| text.bytes().to_vec()).unwrap_or_default());
        }
        let container = value.exact::<List>().is_some()
            || value.exact::<Tuple>().is_some()
            || value.exact::<crate::objects::Dict>().is_some()
            || value.exact::<Set>().is_some()
            || value.exact::<DictView>().is_some()
            || value.exact::<crate::objects::MappingProxy>().is_some()
            || value.exact::<crate::objects::SliceObject>().is_some();
        if !container {
            // Exceptions, aliases and bound methods show other objects, and so on.
            self.enter_for(" while getting the repr of an object")?;
            let result = self.repr_object(value);
            self.leave_native();
            return result;
        }
        let address = value.id();
        let guarded = value.exact::<crate::objects::MappingProxy>().is_none();
        if guarded && self.repr_stack.contains(&address) {
            return Ok(if value.exact::<List>().is_some() {
                b"[...]".to_vec()
            } else if value.exact::<Tuple>().is_some() {
                b"(...)".to_vec()
            } else if value.exact::<DictView>().is_some() {
                b"...".to_vec()
            } else if value.exact::<Set>().is_some() {
                [self.type_name(value).as_bytes(), b"(...)"].concat()
            } else {
                b"{...}".to_vec()
            });
        }
        self.enter_for(" while getting the repr of an object")?;
        self.repr_stack.push(address);
        let result = self.repr_container(value);
        self.repr_stack.pop();
        self.leave_native();
        result
    }

    fn repr_items(&mut self, items: impl IntoIterator<Item = Value>, out: &mut Vec<u8>) -> Res<usize> {
        let mut count = 0;
        for item in items {
            if count > 0 {
                out.extend_from_slice(b", ");
            }
            count += 1;
            out.extend(self.repr_bytes(&item)?);
        }
        Ok(count)
    }

    /// Whether a dict is a `collections.OrderedDict`, whose views are called after it.
    pub(super) fn is_ordered_dict(&mut self, dict: &Value) -> Res<bool> {
        for class in self.mro_of(&self.type_of(dict)) {
            if class.exact::<Type>().is_some_and(|ty| ty.has(HEAP_TYPE) && ty.name_text() == "OrderedDict") {
                let module = self.get_attr_name(&class, N::module)?;
                return Ok(module.cast::<Str>().is_some_and(|module| module.bytes() == b"collections"));
            }
        }
        Ok(false)
    }

    fn repr_container(&mut self, value: &Value) -> Res<Vec<u8>> {
        let mut out = Vec::new();
        if let Some(list) = value.exact::<List>() {
            out.push(b'[');
            let mut at = 0;
            while let Some(item) = list.get(at) {
                if at > 0 {
                    out.extend_from_slice(b", ");
                }
                at += 1;
                out.extend(self.repr_bytes(&item)?);
            }
            out.push(b']');
        } else if let Some(tuple) = value.exact::<Tuple>() {
            out.push(b'(');
            if self.repr_items(tuple.elements().to_vec(), &mut out)? == 1 {
                out.push(b',');
            }
            out.push(b')');
        } else if let Some(dict) = value.exact::<crate::objects::Dict>() {
            out.push(b'{');
            let mut at = 0;
            let mut first = true;
            while let Some((found, key, item)) = dict.next_from(at) {
                at = found + 1;
                if !first {
                    out.extend_from_slice(b", ");
                }
                first = false;
                out.extend(self.repr_bytes(&key)?);
                out.extend_from_slice(b": ");
                out.extend(self.repr_bytes(&item)?);
            }
            out.push(b'}');
        } else if value.exact::<Set>().is_some() {
            return self.repr_set(value, None);
        } else if let Some(view) = value.exact::<DictView>() {
            let name = self.type_name(value);
            if self.is_ordered_dict(&view.dict.get())? {
                out.push(b'o');
            }
            out.extend_from_slice(name.as_bytes());
            out.extend_from_slice(b"([");
            let items = self.collect(value)?;
            self.repr_items(items, &mut out)?;
            out.extend_from_slice(b"])");
        } else if let Some(proxy) = value.exact::<crate::objects::MappingProxy>() {
            let mapping = proxy.mapping.get();
            out.extend_from_slice(b"mappingproxy(");
            out.extend(self.repr_bytes(&mapping)?);
            out.push(b')');
        } else if let Some(slice) = value.exact::<crate::objects::SliceObject>() {
            out.extend_from_slice(b"slice(");
            self.repr_items([slice.start.get(), slice.stop.get(), slice.step.get()], &mut out)?;
            out.push(b')');
        }
        Ok(out)
    }

    fn repr_set(&mut self, value: &Value, name: Option<&str>) -> Res<Vec<u8>> {
        let Some(set) = value.exact::<Set>() else { return Ok(Vec::new()) };
        let own = if set.frozen { "frozenset" } else { "set" };
        let name = name.unwrap_or(own);
        if set.is_empty() {
            return Ok([name.as_bytes(), b"()"].concat());
        }
        let items: Vec<Value> = set.items().into_iter().map(|(item, _)| item).collect();
        let mut out = Vec::new();
        let plain = name == "set";
        if !plain {
            out.extend_from_slice(name.as_bytes());
            out.push(b'(');
        }
        out.push(b'{');
        self.repr_items(items, &mut out)?;
        out.push(b'}');
        if !plain {
            out.push(b')');
        }
        Ok(out)
    }

    fn text_slot(&self, value: &Value) -> String {
        value.cast::<Str>().map_or_else(String::new, |text| text.to_text().into_owned())
    }

    /// Module and qualified name of a class, as its repr shows them.
    pub fn class_path(&self, class: &Value) -> String {
        let Some(ty) = class.exact::<Type>() else { return String::new() };
        let qualname = ty.qualname.peek(|name| self.text_slot(name));
        let module = self.name(N::module);
        let hash = self.str_hash(&module);
        match ty.lookup(&module, hash).filter(|_| ty.has_module()) {
            Some(module) if module.cast::<Str>().is_some() => match self.text_slot(&module) {
                module if module == "builtins" => qualname,
                module => format!("{module}.{qualname}"),
            },
            _ => qualname,
        }
    }

    fn repr_object(&mut self, value: &Value) -> Res<Vec<u8>> {
        use crate::objects::{
            BoundMethod, CellObject, ClassMethod, Code, Exception, Function, Generator, GetSet, Member, Module, Native,
            StaticMethod, Super,
        };
        let at = format!("{:#x}", value.id());
        let text = if let Some(class) = value.exact::<Type>() {
            let _ = class;
            format!("<class '{}'>", self.class_path(value))
        } else if let Some(function) = value.exact::<Function>() {
            format!("<function {} at {at}>", function.qualname.peek(|name| self.text_slot(name)))
        } else if let Some(native) = value.exact::<Native>() {
            let name = self.natives.get(native.index as usize).map_or("?", |entry| entry.decl.name());
            let (owner, receiver) = (native.owner.get(), native.receiver.get());
            if owner.exact::<Type>().is_some() {
                if receiver.is_empty() {
                    let kind = if native.is_operation { "slot wrapper" } else { "method" };
                    format!("<{kind} '{name}' of '{}' objects>", self.name_of_type(&owner))
                } else {
                    let address = receiver.id();
                    let kind = self.type_name(&receiver);
                    if native.is_operation {
                        format!("<method-wrapper '{name}' of {kind} object at {address:#x}>")
                    } else {
                        format!("<built-in method {name} of {kind} object at {address:#x}>")
                    }
                }
            } else {
                format!("<built-in function {name}>")
            }
        } else if let Some(method) = value.exact::<BoundMethod>() {
            let (function, receiver) = (method.function.get(), method.receiver.get());
            let name = match function.exact::<Function>() {
                Some(function) => function.qualname.peek(|name| self.text_slot(name)),
                None => {
                    let mut found = None;
                    for name in ["__qualname__", "__name__"] {
                        let name = self.intern(name);
                        found = self.get_attr_opt(&function, &name)?.filter(|name| name.cast::<Str>().is_some());
                        if found.is_some() {
                            break;
                        }
                    }
                    found.map_or_else(|| "?".to_owned(), |name| self.text_slot(&name))
                }
            };
            let mut out = format!("<bound method {name} of ").into_bytes();
            out.extend(self.repr_bytes(&receiver)?);
            out.push(b'>');
            return Ok(out);
        } else if let Some(module) = value.exact::<Module>() {
            let dict = module.dict.get();
            let name =
                self.dict_get_str(&dict, "__name__").map_or_else(|| "?".to_owned(), |name| self.text_slot(&name));
            match self.dict_get_str(&dict, "__file__") {
                Some(file) if file.cast::<Str>().is_some() => {
                    let mut out = format!("<module '{name}' from ").into_bytes();
                    out.extend(self.repr_bytes(&file)?);
                    out.push(b'>');
                    return Ok(out);
                }
                _ if self.is_builtin_module(value) => {
                    format!("<module '{name}' (built-in)>")
                }
                _ => format!("<module '{name}'>"),
            }
        } else if let Some(exception) = value.exact::<Exception>() {
            let args = exception.args.get();
            let mut out = self.type_name(value).into_bytes();
            match args.exact::<Tuple>() {
                Some(tuple) if tuple.len() == 1 => {
                    out.push(b'(');
                    out.extend(self.repr_bytes(&tuple.elements()[0])?);
                    out.push(b')');
                }
                _ => out.extend(self.repr_bytes(&args)?),
            }
            return Ok(out);
        } else if let Some(range) = value.exact::<Range>() {
            match range {
                Range::Small { start, stop, step: 1 } => format!("range({start}, {stop})"),
                Range::Small { start, stop, step } => format!("range({start}, {stop}, {step})"),
                Range::Big(parts) if parts.2 == BigInt::from(1) => format!("range({}, {})", parts.0, parts.1),
                Range::Big(parts) => format!("range({}, {}, {})", parts.0, parts.1, parts.2),
            }
        } else if let Some(view) = value.exact::<MemoryView>() {
            format!("<{}memory at {at}>", if view.is_released() { "released " } else { "" })
        } else if let Some(generator) = value.exact::<Generator>() {
            format!(
                "<{} object {} at {at}>",
                self.type_name(value),
                generator.qualname.peek(|name| self.text_slot(name))
            )
        } else if let Some(cell) = value.exact::<CellObject>() {
            let content = cell.content.get();
            if content.is_empty() {
                format!("<cell at {at}: empty>")
            } else {
                format!("<cell at {at}: {} object at {:#x}>", self.type_name(&content), content.id())
            }
        } else if let Some(code) = value.exact::<Code>() {
            let unit = &code.unit;
            format!("<code object {} at {at}, file \"{}\", line {}>", unit.name, unit.source.filename, unit.first_line)
        } else if let Some(member) = value.exact::<Member>() {
            let owner = member.owner.peek(|owner| self.name_of_type(owner));
            format!("<member '{}' of '{owner}' objects>", member.name.peek(|name| self.text_slot(name)))
        } else if let Some(getset) = value.exact::<GetSet>() {
            let owner = getset.owner.peek(|owner| self.name_of_type(owner));
            let what = if getset.is_member.get() { "member" } else { "attribute" };
            format!("<{what} '{}' of '{owner}' objects>", getset.name.peek(|name| self.text_slot(name)))
        } else if let Some(object) = value.exact::<Super>() {
            let class = object.class.peek(|class| class.exact::<Type>().map_or_else(String::new, Type::name_text));
            let receiver = object.receiver_class.get();
            match receiver.exact::<Type>() {
                Some(receiver) => format!("<super: <class '{class}'>, <{} object>>", receiver.name_text()),
                None => format!("<super: <class '{class}'>, NULL>"),
            }
        } else if let Some(reference) = value.cast::<WeakRef>() {
            match reference.link.get() {
                Some(target) => {
                    format!("<weakref at {at}; to '{}' at {:#x}>", self.type_name(&target), target.id())
                }
                None => format!("<weakref at {at}; dead>"),
            }
        } else if value.exact::<ClassMethod>().is_some() || value.exact::<StaticMethod>().is_some() {
            let text = self.call_special(value, N::repr, &[])?.unwrap_or_default();
            return Ok(text.cast::<Str>().map(|text| text.bytes().to_vec()).unwrap_or_default());
        } else {
            let class = self.type_of(value);
            format!("<{} object at {at}>", self.class_path(&class))
        };
        Ok(text.into_bytes())
    }

    /// `ascii(value)`
    pub fn ascii(&mut self, value: &Value) -> Res {
        let text = self.repr_bytes(value)?;
        self.str_bytes(&repr::ascii_of_repr(&text))
    }

    /// `str(value)`
    pub fn str_of(&mut self, value: &Value) -> Res {
        if value.exact::<Str>().is_some() {
            return Ok(value.clone());
        }
        if let Some(number) = value.as_int() {
            // A digit by itself is a new string, not the one that texts share.
            let mut digits = [0; 20];
            let digits = format_int::decimal(number, &mut digits);
            return crate::objects::str::try_new(digits).map_err(|_| self.raise_memory());
        }
        if let Some(number) = value.as_float() {
            return self.str_ascii(float_repr::repr(number).as_bytes());
        }
        if self.has_method(value, N::str) {
            return self.text_method(value, N::str, N::str);
        }
        if value.exact::<crate::objects::Exception>().is_some() {
            // The exception classes have `__str__`s of their own.
            self.enter_for(" while getting the str of an object")?;
            let text = self.call_special(value, N::str, &[]);
            self.leave_native();
            let text = text?.unwrap_or_default();
            if text.cast::<Str>().is_some() {
                return Ok(text);
            }
        }
        if let Some(native) = value.native()
            && native.exact::<Str>().is_some()
        {
            return Ok(native.clone());
        }
        if self.has_method(value, N::repr) {
            return self.text_method(value, N::repr, N::str);
        }
        if let Some(proxy) = value.exact::<crate::objects::MappingProxy>() {
            let mapping = proxy.mapping.get();
            return self.str_of(&mapping);
        }
        self.repr(value)
    }

    /// `str(value)` as WTF-8.
    pub fn str_of_bytes(&mut self, value: &Value) -> Res<Vec<u8>> {
        if value.num().is_some() {
            return self.repr_bytes(value);
        }
        let text = self.str_of(value)?;
        Ok(text.cast::<Str>().map(|text| text.bytes().to_vec()).unwrap_or_default())
    }

    // ---- truth and hash

    /// `bool(value)`
    pub fn truth(&mut self, value: &Value) -> Res<bool> {
        match value.tag() {
            Tag::None | Tag::Empty => return Ok(false),
            Tag::Bool => return Ok(value.is_true()),
            Tag::Int => return Ok(value.as_int() != Some(0)),
            Tag::Float => return Ok(value.as_float() != Some(0.0)),
            Tag::Ellipsis => return Ok(true),
            Tag::NotImplemented => {
                self.warn(E::DeprecationWarning, "NotImplemented should not be used in a boolean context")?;
                return Ok(true);
            }
            Tag::Object => {}
        }
        if let Some(string) = value.exact::<Str>() {
            return Ok(!string.is_empty());
        }
        if let Some(list) = value.exact::<List>() {
            return Ok(!list.is_empty());
        }
        if value.exact::<BigIntObject>().is_some()
            || value.exact::<Type>().is_some() && !self.has_method(value, N::bool) && !self.has_method(value, N::len)
        {
            return Ok(true);
        }
        if self.has_method(value, N::bool) {
            let result = self.call_special(value, N::bool, &[])?.unwrap_or_default();
            return match result.as_bool() {
                Some(truth) => Ok(truth),
                None => {
                    let name = self.type_name(&result);
                    Err(self.type_error(format!("__bool__ should return bool, returned {name}")))
                }
            };
        }
        if self.has_method(value, N::len) {
            return self.length(value).map(|len| len != 0);
        }
        if let Some(native) = value.native() {
            return self.truth(native);
        }
        if let Some(complex) = value.exact::<ComplexObject>() {
            return Ok(complex.0 != Complex::from(0.0));
        }
        let sized = value.exact::<Tuple>().is_some()
            || value.exact::<crate::objects::Dict>().is_some()
            || value.exact::<Set>().is_some()
            || value.exact::<Bytes>().is_some()
            || value.exact::<ByteArray>().is_some()
            || value.exact::<MemoryView>().is_some()
            || value.exact::<DictView>().is_some()
            || value.exact::<crate::objects::MappingProxy>().is_some();
        if sized {
            return self.length(value).map(|len| len != 0);
        }
        if let Some(range) = value.exact::<Range>() {
            return Ok(range.len() != Some(0));
        }
        Ok(true)
    }

    /// `hash(value)`
    pub fn hash(&mut self, value: &Value) -> Res<i64> {
        if let Some(known) = quick::hash(value, self.world.hash_key) {
            return Ok(known);
        }
        if let Some(tuple) = value.exact::<Tuple>() {
            self.enter_for("")?;
            let mut hasher = hash::TupleHasher::new();
            let mut failure = None;
            for item in tuple.elements() {
                match self.hash(item) {
                    Ok(hash) => hasher.add(hash),
                    Err(raised) => {
                        failure = Some(raised);
                        break;
                    }
                }
            }
            self.leave_native();
            return match failure {
                Some(raised) => Err(raised),
                None => Ok(hasher.finish()),
            };
        }
        if let Some(set) = value.exact::<Set>()
            && set.frozen
        {
            if let Some(known) = set.hash.get() {
                return Ok(known);
            }
            let known = hash::hash_frozenset(set.items().into_iter().map(|(_, hash)| hash));
            set.hash.set(Some(known));
            return Ok(known);
        }
        if value.exact::<List>().is_some()
            || value.exact::<crate::objects::Dict>().is_some()
            || value.exact::<Set>().is_some()
            || value.exact::<crate::objects::MappingProxy>().is_some()
            || value.exact::<crate::objects::SliceObject>().is_some()
            || value.exact::<DictView>().is_some_and(|view| view.kind != crate::objects::dict::ViewKind::Values)
        {
            return Err(self.raise_unhashable(value));
        }
        if let Some(view) = value.exact::<MemoryView>() {
            return match view.hash.get() {
                Some(known) => Ok(known),
                None => self.hash_memory(value),
            };
        }
        if let Some(range) = value.exact::<Range>() {
            return self.hash_range(range);
        }
        if let Some(reference) = value.cast::<WeakRef>() {
            if let Some(known) = reference.hash.get() {
                return Ok(known);
            }
            let Some(target) = reference.link.get() else { return Err(self.type_error("weak object has gone away")) };
            let known = self.hash(&target)?;
            reference.hash.set(Some(known));
            return Ok(known);
        }
        if let Some(method) = value.exact::<crate::objects::BoundMethod>() {
            let (function, receiver) = (method.function.get(), method.receiver.get());
            return Ok(hash::not_minus_one(
                hash::hash_address(function.id() as u64) ^ hash::hash_address(receiver.id() as u64),
            ));
        }
        match self.special(value, N::hash) {
            Some(method) if method.is_none() => Err(self.raise_unhashable(value)),
            Some(method) if !is_native(&method) => {
                let result = self.call_special(value, N::hash, &[])?.unwrap_or_default();
                match int::to_big(&result) {
                    // Any int that a hash can be stays as it is.
                    Some(_) if int::to_i64(&result).is_some() => {
                        Ok(hash::not_minus_one(int::to_i64(&result).unwrap_or_default()))
                    }
                    Some(big) => Ok(hash::hash_bigint(&big)),
                    None => Err(self.type_error("__hash__ method should return an integer")),
                }
            }
            _ => match value.native() {
                Some(native) => self.hash(native),
                None => Ok(hash::hash_address(value.id() as u64)),
            },
        }
    }

    fn hash_range(&mut self, range: &Range) -> Res<i64> {
        let BigRange { start, step, .. } = BigRange::of(range);
        let parts = match range.len() {
            Some(0) => [Value::int32(0), Value::NONE, Value::NONE],
            Some(1) => [Value::int32(1), int::from_big(start), Value::NONE],
            _ => [int::from_big(BigRange::of(range).len()), int::from_big(start), int::from_big(step)],
        };
        let tuple = self.tuple(parts.into())?;
        self.hash(&tuple)
    }

    // ---- formatting

    /// `format(value, spec)`
    pub fn format(&mut self, value: &Value, spec: &Value) -> Res {
        if self.has_method(value, N::format) {
            let result = self.call_special(value, N::format, std::slice::from_ref(spec))?.unwrap_or_default();
            if result.cast::<Str>().is_some() {
                return Ok(result);
            }
            let name = self.type_name(&result);
            return Err(self.type_error(format!("__format__ must return a str, not {name}")));
        }
        let Some(text) = spec.cast::<Str>() else {
            let name = self.type_name(spec);
            return Err(self.type_error(format!("__format__() argument must be str, not {name}")));
        };
        if text.is_empty() {
            return self.str_of(value);
        }
        let native = value.native().unwrap_or(value);
        let name: std::borrow::Cow<'_, str> = match value.tag() {
            Tag::Int => "int".into(),
            Tag::Float => "float".into(),
            _ => self.type_name(value).into(),
        };
        let limit = self.int_digit_limit;
        let spec = text.bytes();
        let formatted = if let Some(string) = native.exact::<Str>() {
            format_spec::format_str(string.bytes(), spec, &name)
        } else if let Some(number) = native.as_float() {
            self.formats
                .parse(spec, Subject::Float, &name)
                .and_then(|spec| format_float::format_float_spec(number, &spec, &name))
        } else if let Some(number) = int::to_i64(native) {
            self.formats
                .parse(spec, Subject::Int, &name)
                .and_then(|spec| format_int::format_int_spec(IntArg::Small(number), &spec, &name, limit))
        } else if let Some(big) = native.exact::<BigIntObject>() {
            self.formats
                .parse(spec, Subject::Int, &name)
                .and_then(|spec| format_int::format_int_spec(IntArg::Big(&big.0), &spec, &name, limit))
        } else if let Some(complex) = native.exact::<ComplexObject>() {
            self.formats
                .parse(spec, Subject::Float, &name)
                .and_then(|spec| format_complex::format_complex_spec(complex.0, &spec, &name))
        } else {
            let name = self.type_name(value);
            return Err(self.type_error(format!("unsupported format string passed to {name}.__format__")));
        };
        let text = self.ok(formatted)?;
        self.str_bytes(&text)
    }

    // ---- numbers

    /// The int that `operator.index` gives.
    pub fn index(&mut self, value: &Value) -> Res {
        if let Some(truth) = value.as_bool() {
            return Ok(Value::int32(i32::from(truth)));
        }
        if int::is_int(value) {
            return Ok(value.native().unwrap_or(value).clone());
        }
        match self.call_special(value, N::index, &[])? {
            Some(result) if int::is_int(&result) => {
                if result.as_bool().is_some() || result.native().is_some() {
                    self.warn_subclass("__index__", &result, "int")?;
                    return self.index(&result);
                }
                Ok(result)
            }
            Some(result) => {
                let name = self.type_name(&result);
                Err(self.type_error(format!("__index__ returned non-int (type {name})")))
            }
            None => {
                let name = self.type_name(value);
                Err(self.type_error(format!("'{name}' object cannot be interpreted as an integer")))
            }
        }
    }

    /// As `index`, as a number; one that does not fit raises `overflow`.
    pub fn index_i64(&mut self, value: &Value, overflow: E) -> Res<i64> {
        if let Some(number) = value.as_int() {
            return Ok(number);
        }
        let index = self.index(value)?;
        match int::to_i64(&index) {
            Some(number) => Ok(number),
            None if overflow == E::OverflowError => {
                Err(self.raise(overflow, "Python int too large to convert to C ssize_t"))
            }
            None => {
                let name = self.type_name(value);
                Err(self.raise(overflow, format!("cannot fit '{name}' into an index-sized integer")))
            }
        }
    }

    /// The text of a string argument.
    pub fn text_of<'a>(&mut self, value: &'a Value, what: &str) -> Res<&'a [u8]> {
        match value.cast::<Str>() {
            Some(text) => Ok(text.bytes()),
            None => {
                let name = if value.is_none() { "None".to_owned() } else { self.type_name(value) };
                Err(self.type_error(format!("{what} must be str, not {name}")))
            }
        }
    }

    /// The float that a real number is.
    pub fn to_float(&mut self, value: &Value) -> Res<f64> {
        if let Some(number) = int::to_f64(value) {
            return Ok(number);
        }
        if !self.has_method(value, N::float)
            && let Some(big) = int::to_big(value)
        {
            let number = int_float::to_f64(&big);
            return self.ok(number);
        }
        if has_own_class(value) {
            if let Some(result) = self.call_special(value, N::float, &[])? {
                return match int::to_f64(&result) {
                    Some(number) => {
                        if result.native().is_some() {
                            let method = format!("{}.__float__", self.type_name(value));
                            self.warn_subclass(&method, &result, "float")?;
                        }
                        Ok(number)
                    }
                    None => {
                        let (own, got) = (self.type_name(value), self.type_name(&result));
                        Err(self.type_error(format!("{own}.__float__ returned non-float (type {got})")))
                    }
                };
            }
            if self.has_special(value, N::index) {
                let index = self.index(value)?;
                return self.to_float(&index);
            }
        }
        let name = self.type_name(value);
        Err(self.type_error(format!("must be real number, not {name}")))
    }

    /// The builtin type whose layout a value has, for messages.
    pub fn is_exactly(&self, value: &Value, which: T) -> bool {
        let class = self.type_of(value);
        self.is_type_object(&class, which)
    }
}
