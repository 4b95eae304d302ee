//! The functions of the `builtins` module, and its namespace.

use hoopsnake_syntax::ast::{BinOp, CmpOp, UnaryOp};

use crate::heap::Value;
use crate::natives;
use crate::num::int_ops;
use crate::objects::bytearray::bytes_of;
use crate::objects::iter::{IterKind, new_iter};
use crate::objects::list::try_new_tuple_of;
use crate::objects::{ByteArray, Dict, Iter, List, Str, int};
use crate::text::wtf8;
use crate::vm::world::{EXCEPTIONS, TYPES};
use crate::vm::{Decl, E, N, Res, T, Vm};

use super::common::elements;
use super::{code, family, io, sort};

/// The builtin types that programs find by name.
const VISIBLE: &[T] = &[
    T::Object,
    T::Type,
    T::Int,
    T::Bool,
    T::Float,
    T::Complex,
    T::Str,
    T::Bytes,
    T::ByteArray,
    T::MemoryView,
    T::Tuple,
    T::List,
    T::Dict,
    T::Set,
    T::FrozenSet,
    T::Range,
    T::Slice,
    T::Property,
    T::ClassMethod,
    T::StaticMethod,
    T::Super,
    T::Enumerate,
    T::Zip,
    T::Map,
    T::Filter,
    T::Reversed,
];

pub fn install(vm: &mut Vm) -> Res<()> {
    let builtins = vm.builtins.clone();
    let module = vm.intern("builtins");
    for table in [FUNCTIONS, io::FUNCTIONS, code::FUNCTIONS, super::coroutines::FUNCTIONS] {
        for decl in table {
            let function = vm.native_function(decl, Value::EMPTY, module.clone());
            vm.dict_set_str(&builtins, decl.name(), function)?;
        }
    }
    for row in TYPES.iter().filter(|row| VISIBLE.contains(&row.which)) {
        let class = vm.type_object(row.which);
        vm.dict_set_str(&builtins, row.name, class)?;
    }
    for (name, class, _) in EXCEPTIONS {
        let class = vm.exception_class(*class);
        vm.dict_set_str(&builtins, name, class)?;
    }
    let os_error = vm.exception_class(E::OSError);
    let constants = [
        ("EnvironmentError", os_error.clone()),
        ("IOError", os_error),
        ("None", Value::NONE),
        ("True", Value::TRUE),
        ("False", Value::FALSE),
        ("Ellipsis", Value::ELLIPSIS),
        ("NotImplemented", Value::NOT_IMPLEMENTED),
        ("__debug__", Value::TRUE),
    ];
    for (name, value) in constants {
        vm.dict_set_str(&builtins, name, value)?;
    }
    Ok(())
}

fn given(value: &Value) -> Option<&Value> {
    if value.is_empty() || value.is_none() { None } else { Some(value) }
}

static FUNCTIONS: &[Decl] = natives![
    /// Return the number of items in a container.
    "len(obj, /)" |vm, [value]| vm.length(value).map(int::from_usize);
    /// Return the canonical string representation of the object.
    "repr(obj, /)" |vm, [value]| vm.repr(value);
    /// Return an ASCII-only representation of an object.
    "ascii(obj, /)" |vm, [value]| vm.ascii(value);
    /// Return the hash value for the given object.
    "hash(obj, /)" |vm, [value]| vm.hash(value).map(int::from_i64);
    /// Return the identity of an object.
    "id(obj, /)" |_vm, [value]| Ok(int::from_usize(value.id()));
    /// Return whether the object is callable (i.e., some kind of function).
    "callable(obj, /)" |vm, [value]| Ok(Value::bool(vm.is_callable(value)));
    /// Return whether an object is an instance of a class or of a subclass thereof.
    "isinstance(obj, class_or_tuple, /)" |vm, [value, class]| vm.is_instance(value, class).map(Value::bool);
    /// Return whether 'cls' is derived from another class or is the same class.
    "issubclass(class_, class_or_tuple, /)" |vm, [class, of]| vm.is_subclass(class, of).map(Value::bool);
    /// Get a named attribute from an object; getattr(x, 'y') is equivalent to x.y.
    "getattr(object, name, default=None, /)" |vm, [object, name, default]| {
        if default.is_empty() {
            return vm.get_attr(object, name);
        }
        Ok(vm.get_attr_opt(object, name)?.unwrap_or_else(|| default.clone()))
    };
    /// Return whether the object has an attribute with the given name.
    "hasattr(obj, name, /)" |vm, [object, name]| {
        Ok(Value::bool(vm.get_attr_opt(object, name)?.is_some()))
    };
    /// Sets the named attribute on the given object to the specified value.
    "setattr(obj, name, value, /)" |vm, [object, name, value]| {
        vm.set_attr(object, name, value.clone())?;
        Ok(Value::NONE)
    };
    /// Deletes the named attribute from the given object.
    "delattr(obj, name, /)" |vm, [object, name]| {
        vm.del_attr(object, name)?;
        Ok(Value::NONE)
    };
    /// Return the names in the current scope, or of the object's attributes.
    "dir(object=None, /)" |vm, [object]| {
        let names = if object.is_empty() {
            let locals = vm.current_locals()?;
            vm.collect(&locals)?
        } else {
            match vm.call_special(object, N::dir, &[])? {
                Some(names) => vm.collect(&names)?,
                None => vm.attribute_names(object)?,
            }
        };
        let (sorted, result) = sort::sort_values(vm, names, &Value::EMPTY, false);
        result?;
        Ok(vm.list(sorted))
    };
    /// Return the __dict__ attribute of an object; without arguments as locals().
    "vars(object=None, /)" |vm, [object]| {
        if object.is_empty() {
            return vm.current_locals();
        }
        let name = vm.name(N::dict);
        match vm.get_attr_opt(object, &name)? {
            Some(dict) => Ok(dict),
            None => Err(vm.type_error("vars() argument must have __dict__ attribute")),
        }
    };
    /// Return the dictionary containing the current scope's global variables.
    "globals()" |vm, []| Ok(vm.current_globals());
    /// Return a dictionary containing the current scope's local variables.
    "locals()" |vm, []| vm.current_locals();
    /// Get an iterator from an object.
    "iter(object, sentinel=None, /)" |vm, [object, sentinel]| {
        if sentinel.is_empty() {
            return vm.iter(object);
        }
        if !vm.is_callable(object) {
            return Err(vm.type_error("iter(v, w): v must be callable"));
        }
        let iter = Iter::new(IterKind::Sentinel, object.clone());
        iter.extra.set(sentinel.clone());
        Ok(new_iter(iter))
    };
    /// Return the next item from the iterator; the default, if given, at its end.
    "next(iterator, default=None, /)" |vm, [iterator, default]| {
        if !vm.is_iterator(iterator) {
            let name = vm.type_name(iterator);
            return Err(vm.type_error(format!("'{name}' object is not an iterator")));
        }
        vm.returned = Value::NONE;
        match vm.next(iterator)? {
            Some(item) => Ok(item),
            None if default.is_empty() => {
                let value = vm.returned.take();
                Err(vm.stop_iteration(if value.is_empty() { Value::NONE } else { value }))
            }
            None => Ok(default.clone()),
        }
    };
    /// Return True if bool(x) is True for all values x in the iterable.
    "all(iterable, /)" |vm, [iterable]| {
        let iterator = vm.iter(iterable)?;
        while let Some(item) = vm.next(&iterator)? {
            if !vm.truth(&item)? {
                return Ok(Value::FALSE);
            }
        }
        Ok(Value::TRUE)
    };
    /// Return True if bool(x) is True for any x in the iterable.
    "any(iterable, /)" |vm, [iterable]| {
        let iterator = vm.iter(iterable)?;
        while let Some(item) = vm.next(&iterator)? {
            if vm.truth(&item)? {
                return Ok(Value::TRUE);
            }
        }
        Ok(Value::FALSE)
    };
    /// Return the sum of a 'start' value (default: 0) plus an iterable of numbers.
    "sum(iterable, /, start=0)" |vm, [iterable, start]| sum(vm, iterable, start);
    /// With a single iterable argument, return its smallest item; with two or more arguments, the smallest of them.
    "min(*args, key=None, default=None, **kwargs)" |vm, [args, key, default, rest]| {
        extreme(vm, "min", args, key, default, rest)
    };
    /// With a single iterable argument, return its biggest item; with two or more arguments, the largest of them.
    "max(*args, key=None, default=None, **kwargs)" |vm, [args, key, default, rest]| {
        extreme(vm, "max", args, key, default, rest)
    };
    /// Return a new list containing all items from the iterable in ascending order.
    ///
    /// A custom key function can be supplied to customize the sort order, and the
    /// reverse flag can be set to request the result in descending order.
    "sorted(*args, key=None, reverse=False, **kwargs)" |vm, [args, key, reverse, rest]| {
        let [iterable] = elements(args) else {
            let given = elements(args).len();
            return Err(vm.type_error(format!("sorted expected 1 argument, got {given}")));
        };
        let items = vm.collect(iterable)?;
        no_more_keywords(vm, "sort", rest)?;
        let reverse = !reverse.is_empty() && sort::reverse_flag(vm, reverse)?;
        let (sorted, result) = sort::sort_values(vm, items, key, reverse);
        result?;
        Ok(vm.list(sorted))
    };
    /// Return the absolute value of the argument.
    "abs(x, /)" |vm, [value]| {
        if let Some(number) = value.as_inline_int().and_then(|number| Value::inline_int(number.abs())) {
            return Ok(number);
        }
        if let Some(number) = int::to_f64(value) {
            return Ok(Value::float(number.abs()));
        }
        if int::is_int(value) && value.native().is_none() {
            let zero = Value::int32(0);
            let negative = vm.compare_truth(CmpOp::Lt, value, &zero)?;
            return vm.unary(if negative { UnaryOp::Minus } else { UnaryOp::Plus }, value);
        }
        match vm.call_special(value, N::abs, &[])? {
            Some(result) => Ok(result),
            None => {
                let name = vm.type_name(value);
                Err(vm.type_error(format!("bad operand type for abs(): '{name}'")))
            }
        }
    };
    /// Round a number to a given precision in decimal digits.
    "round(number, ndigits=None)" |vm, [number, digits]| {
        let args: Vec<Value> = given(digits).cloned().into_iter().collect();
        match vm.call_special(number, N::round, &args)? {
            Some(result) => Ok(result),
            None => {
                let name = vm.type_name(number);
                Err(vm.type_error(format!("type {name} doesn't define __round__ method")))
            }
        }
    };
    /// Equivalent to base**exp with 2 arguments or base**exp % mod with 3 arguments.
    "pow(base, exp, mod=None)" |vm, [base, exponent, modulus]| match given(modulus) {
        Some(modulus) => vm.pow_mod(base, exponent, modulus),
        None => vm.binary(BinOp::Pow, base, exponent),
    };
    /// Return the tuple (x//y, x%y).
    "divmod(x, y, /)" |vm, [a, b]| {
        if let (Some(x), Some(y)) = (a.as_inline_int(), b.as_inline_int())
            && let (Some(quotient), Some(rest)) = (int_ops::checked_floor_div(x, y), int_ops::checked_modulo(x, y))
        {
            let pair = [int::from_i64(quotient), int::from_i64(rest)];
            return try_new_tuple_of(2, pair.into_iter()).map_err(|_| vm.raise_memory());
        }
        vm.divmod(a, b)
    };
    /// Return a Unicode string of one character with ordinal i; 0 <= i <= 0x10ffff.
    "chr(i, /)" |vm, [code]| {
        if let Some(byte) = code.as_inline_int().and_then(|point| u8::try_from(point).ok()).filter(u8::is_ascii) {
            return Ok(vm.world.interner.ascii(byte));
        }
        let index = vm.index(code)?;
        let Some(point) = int::to_i64(&index).and_then(|point| i32::try_from(point).ok()) else {
            return Err(vm.raise(E::OverflowError, "Python int too large to convert to C int"));
        };
        match u32::try_from(point).ok().filter(|point| *point <= wtf8::MAX_POINT) {
            Some(point) => {
                let text = wtf8::encode([point]);
                vm.str_bytes(&text)
            }
            None => Err(vm.value_error("chr() arg not in range(0x110000)")),
        }
    };
    /// Return the Unicode code point for a one-character string.
    "ord(c, /)" |vm, [text]| ordinal(vm, text);
    /// Return the binary representation of an integer.
    "bin(number, /)" |vm, [number]| in_base(vm, number, 2, "0b");
    /// Return the octal representation of an integer.
    "oct(number, /)" |vm, [number]| in_base(vm, number, 8, "0o");
    /// Return the hexadecimal representation of an integer.
    "hex(number, /)" |vm, [number]| in_base(vm, number, 16, "0x");
    /// Return value.__format__(format_spec)
    "format(value, format_spec='', /)" |vm, [value, spec]| {
        let spec = if spec.is_empty() { vm.str("") } else { spec.clone() };
        if spec.cast::<Str>().is_none() {
            let name = vm.type_name(&spec);
            return Err(vm.type_error(format!("format() argument 2 must be str, not {name}")));
        }
        vm.format(value, &spec)
    };
    /// Internal helper function used by the class statement.
    "__build_class__(func, name, /, *bases, **kwds)" |vm, [function, name, bases, keywords]| {
        let bases = elements(bases).to_vec();
        let keywords = keywords.exact::<Dict>().map(Dict::items).unwrap_or_default();
        vm.build_class(function.clone(), name.clone(), bases, keywords)
    };
    /// Import a module.
    "__import__(name, globals=None, locals=None, fromlist=(), level=0)" |vm, [name, _globals, _locals, from, level]| {
        let level = if level.is_empty() { 0 } else { vm.index_i64(level, E::ValueError)? };
        let from = if from.is_empty() { Value::NONE } else { from.clone() };
        if name.cast::<Str>().is_none() {
            return Err(vm.type_error("module name must be a string"));
        }
        vm.import(name, &from, u32::try_from(level).unwrap_or(0))
    };
];

/// Adds up the numbers at the beginning of a list, as long as ints stay inline and floats are added to floats; how many it
/// took.
fn sum_numbers(list: &List, start: Value) -> (usize, Value) {
    let mut at = 0;
    let mut total = start;
    if let Some(mut sum) = total.as_inline_int() {
        while let Some(more) = list.peek(at, Value::as_int).flatten()
            && let Some(next) = sum.checked_add(more).filter(|next| Value::inline_int(*next).is_some())
        {
            sum = next;
            at += 1;
        }
        total = int::from_i64(sum);
    }
    // From an int to a float once, as the machine adds them.
    if let Some(sum) = total.as_inline_int()
        && let Some(more) = list.peek(at, Value::as_float).flatten()
        && sum.unsigned_abs() < 1 << 53
    {
        total = Value::float(sum as f64 + more);
        at += 1;
    }
    if let Some(mut sum) = total.as_float() {
        while let Some(more) = list.peek(at, Value::as_float).flatten() {
            sum += more;
            at += 1;
        }
        total = Value::float(sum);
    }
    (at, total)
}

fn sum(vm: &mut Vm, iterable: &Value, start: &Value) -> Res {
    let iterator = vm.iter(iterable)?;
    let start = if start.is_empty() { Value::int32(0) } else { start.clone() };
    let what = if start.cast::<Str>().is_some() {
        Some("strings [use ''.join(seq) instead]")
    } else if start.cast::<crate::objects::Bytes>().is_some() {
        Some("bytes [use b''.join(seq) instead]")
    } else if start.cast::<ByteArray>().is_some() {
        Some("bytearray [use b''.join(seq) instead]")
    } else {
        None
    };
    if let Some(what) = what {
        return Err(vm.type_error(format!("sum() can't sum {what}")));
    }
    let (known, mut total) = match iterable.exact::<List>() {
        Some(list) => sum_numbers(list, start),
        None => (0, start),
    };
    if known > 0
        && let Some(iter) = iterator.exact::<Iter>()
    {
        iter.position.set(known as i64);
    }
    while let Some(item) = vm.next(&iterator)? {
        let quick = match (total.num(), item.num()) {
            (Some(crate::heap::Num::Int(a)), Some(crate::heap::Num::Int(b))) => {
                a.checked_add(b).and_then(Value::inline_int)
            }
            (Some(crate::heap::Num::Float(a)), Some(crate::heap::Num::Float(b))) => Some(Value::float(a + b)),
            _ => None,
        };
        total = match quick {
            Some(sum) => sum,
            None => vm.binary(BinOp::Add, &total, &item)?,
        };
    }
    Ok(total)
}

/// Keywords that nobody knows are told after the number of arguments.
fn no_more_keywords(vm: &mut Vm, name: &str, rest: &Value) -> Res<()> {
    match rest.exact::<Dict>().map(Dict::items).unwrap_or_default().first() {
        Some((key, _)) => {
            let key = key.cast::<Str>().map_or_else(String::new, |key| key.to_text().into_owned());
            Err(vm.type_error(format!("'{key}' is an invalid keyword argument for {name}()")))
        }
        None => Ok(()),
    }
}

fn extreme(vm: &mut Vm, name: &str, args: &Value, key: &Value, default: &Value, rest: &Value) -> Res {
    if !elements(args).is_empty() {
        no_more_keywords(vm, name, rest)?;
    }
    let op = if name == "min" { CmpOp::Lt } else { CmpOp::Gt };
    let source = match elements(args) {
        [] => return Err(vm.type_error(format!("{name} expected at least 1 argument, got 0"))),
        [iterable] => iterable,
        _ if !default.is_empty() => {
            let message = format!("Cannot specify a default for {name}() with multiple positional arguments");
            return Err(vm.type_error(message));
        }
        [first, others @ ..] if given(key).is_none() => {
            // The tuple, which nobody else sees, does not change.
            let mut best = first;
            for item in others {
                if vm.compare_truth(op, item, best)? {
                    best = item;
                }
            }
            return Ok(best.clone());
        }
        _ => args,
    };
    let iterator = vm.iter(source)?;
    let mut best: Option<(Value, Value)> = None;
    while let Some(item) = vm.next(&iterator)? {
        let rank = match given(key) {
            Some(key) => vm.call(key, std::slice::from_ref(&item))?,
            None => item.clone(),
        };
        let better = match &best {
            Some((known, _)) => vm.compare_truth(op, &rank, known)?,
            None => true,
        };
        if better {
            best = Some((rank, item));
        }
    }
    match best {
        Some((_, item)) => Ok(item),
        None if default.is_empty() => Err(vm.value_error(format!("{name}() arg is an empty sequence"))),
        None => Ok(default.clone()),
    }
}

fn ordinal(vm: &mut Vm, text: &Value) -> Res {
    let (len, point) = if let Some(string) = text.cast::<Str>() {
        (string.chars(), wtf8::decode_first(string.bytes()).map(|(point, _)| point))
    } else if let Some(bytes) = bytes_of(text) {
        (bytes.len(), bytes.first().map(|byte| u32::from(*byte)))
    } else {
        let name = vm.type_name(text);
        return Err(vm.type_error(format!("ord() expected string of length 1, but {name} found")));
    };
    match point {
        Some(point) if len == 1 => Ok(int::from_i64(i64::from(point))),
        _ => Err(vm.type_error(format!("ord() expected a character, but string of length {len} found"))),
    }
}

fn in_base(vm: &mut Vm, number: &Value, base: u32, prefix: &str) -> Res {
    let index = vm.index(number)?;
    let Some(big) = int::to_big(&index) else { return Err(family::wrong_receiver(vm, number, "int")) };
    let digits = crate::num::int_parse::to_text(&big, base, 0);
    let digits = vm.ok(digits)?;
    let (sign, digits) = match digits.split_first() {
        Some((b'-', rest)) => (&b"-"[..], rest),
        _ => (&b""[..], &digits[..]),
    };
    vm.str_bytes(&[sign, prefix.as_bytes(), digits].concat())
}
