//! The module `operator`: the operators as functions, and functions that look things up.

use hoopsnake_syntax::ast::{BinOp, CmpOp, UnaryOp};

use crate::builtins::common::{elements, same_or_equal};
use crate::heap::kind::Visitor;
use crate::heap::{Slot, Value};
use crate::natives;
use crate::objects::{Dict, Host, HostData, Str, int};
use crate::vm::{Decl, E, N, Res, Vm};

/// Makes the module.
pub fn init(vm: &mut Vm) -> Res {
    let doc = "Operator interface.\n\nThis module exports a set of functions implemented in C corresponding\nto the intrinsic \
               operators of Python.  For example, operator.add(x, y)\nis equivalent to the expression x+y.";
    let module = vm.new_module("operator", Some(doc))?;
    let namespace = vm.get_attr_name(&module, N::dict)?;
    for functions in [BINARY, IN_PLACE, COMPARISONS, OTHERS] {
        vm.add_functions_of(&module, "_operator", functions)?;
        for decl in functions {
            // The name of the special method means the same, where there is one.
            let special = format!("__{}__", decl.name().trim_end_matches('_'));
            if let Some(function) =
                vm.dict_get_str(&namespace, decl.name()).filter(|_| crate::vm::world::NAMES.contains(&special.as_str()))
            {
                vm.dict_set_str(&namespace, &special, function)?;
            }
        }
    }
    for (name, doc, methods) in TYPES {
        let class = vm.host_type("operator", name, doc, 0, methods)?;
        vm.add_member(&module, name, class)?;
    }
    Ok(module)
}

macro_rules! binary {
    ($($signature:literal $call:ident $op:ident;)*) => {
        natives![$( $signature |vm, [a, b]| vm.$call(BinOp::$op, a, b); )*]
    };
}

/// Compares all bytes, whatever they are.
fn same_digest(a: &[u8], b: &[u8]) -> bool {
    let differences = a.iter().zip(b).fold(0, |all, (one, two)| all | (one ^ two));
    a.len() == b.len() && std::hint::black_box(differences) == 0
}

/// An iterator over what is searched.
fn searched(vm: &mut Vm, container: &Value) -> Res {
    let iterator = vm.iter(container);
    if iterator.is_err() && vm.raised_is(E::TypeError) {
        drop(vm.catch(E::TypeError, iterator));
        let name = vm.type_name(container);
        return Err(vm.type_error(format!("argument of type '{name}' is not iterable")));
    }
    iterator
}

static BINARY: &[Decl] = binary! {
    "add(a, b, /)" binary Add;
    "sub(a, b, /)" binary Sub;
    "mul(a, b, /)" binary Mul;
    "matmul(a, b, /)" binary MatMul;
    "truediv(a, b, /)" binary Div;
    "floordiv(a, b, /)" binary FloorDiv;
    "mod(a, b, /)" binary Mod;
    "pow(a, b, /)" binary Pow;
    "lshift(a, b, /)" binary LShift;
    "rshift(a, b, /)" binary RShift;
    "and_(a, b, /)" binary BitAnd;
    "or_(a, b, /)" binary BitOr;
    "xor(a, b, /)" binary BitXor;
};

static IN_PLACE: &[Decl] = binary! {
    "iadd(a, b, /)" inplace Add;
    "isub(a, b, /)" inplace Sub;
    "imul(a, b, /)" inplace Mul;
    "imatmul(a, b, /)" inplace MatMul;
    "itruediv(a, b, /)" inplace Div;
    "ifloordiv(a, b, /)" inplace FloorDiv;
    "imod(a, b, /)" inplace Mod;
    "ipow(a, b, /)" inplace Pow;
    "ilshift(a, b, /)" inplace LShift;
    "irshift(a, b, /)" inplace RShift;
    "iand(a, b, /)" inplace BitAnd;
    "ior(a, b, /)" inplace BitOr;
    "ixor(a, b, /)" inplace BitXor;
};

static COMPARISONS: &[Decl] = natives![
    /// Same as a < b.
    "lt(a, b, /)" |vm, [a, b]| vm.compare(CmpOp::Lt, a, b);
    /// Same as a <= b.
    "le(a, b, /)" |vm, [a, b]| vm.compare(CmpOp::LtE, a, b);
    /// Same as a == b.
    "eq(a, b, /)" |vm, [a, b]| vm.compare(CmpOp::Eq, a, b);
    /// Same as a != b.
    "ne(a, b, /)" |vm, [a, b]| vm.compare(CmpOp::NotEq, a, b);
    /// Same as a >= b.
    "ge(a, b, /)" |vm, [a, b]| vm.compare(CmpOp::GtE, a, b);
    /// Same as a > b.
    "gt(a, b, /)" |vm, [a, b]| vm.compare(CmpOp::Gt, a, b);
];

static OTHERS: &[Decl] = natives![
    /// Same as not a.
    "not_(a, /)" |vm, [a]| vm.truth(a).map(|truth| Value::bool(!truth));
    /// Return True if a is true, False otherwise.
    "truth(a, /)" |vm, [a]| vm.truth(a).map(Value::bool);
    /// Same as a is b.
    "is_(a, b, /)" |_vm, [a, b]| Ok(Value::bool(a.is(b)));
    /// Same as a is not b.
    "is_not(a, b, /)" |_vm, [a, b]| Ok(Value::bool(!a.is(b)));
    /// Same as abs(a).
    "abs(a, /)" |vm, [a]| {
        let builtins = vm.builtins.clone();
        let abs = vm.dict_get_str(&builtins, "abs").unwrap_or_default();
        vm.call(&abs, std::slice::from_ref(a))
    };
    /// Same as a.__index__().
    "index(a, /)" |vm, [a]| vm.index(a);
    /// Same as ~a.
    "inv(a, /)" |vm, [a]| vm.unary(UnaryOp::Invert, a);
    /// Same as ~a.
    "invert(a, /)" |vm, [a]| vm.unary(UnaryOp::Invert, a);
    /// Same as -a.
    "neg(a, /)" |vm, [a]| vm.unary(UnaryOp::Minus, a);
    /// Same as +a.
    "pos(a, /)" |vm, [a]| vm.unary(UnaryOp::Plus, a);
    /// Same as a + b, for a and b sequences.
    "concat(a, b, /)" |vm, [a, b]| {
        if !vm.has_special(a, N::getitem) {
            let name = vm.type_name(a);
            return Err(vm.type_error(format!("'{name}' object can't be concatenated")));
        }
        vm.binary(BinOp::Add, a, b)
    };
    /// Same as a += b, for a and b sequences.
    "iconcat(a, b, /)" |vm, [a, b]| {
        if !vm.has_special(a, N::getitem) {
            let name = vm.type_name(a);
            return Err(vm.type_error(format!("'{name}' object can't be concatenated")));
        }
        vm.inplace(BinOp::Add, a, b)
    };
    /// Same as b in a (note reversed operands).
    "contains(a, b, /)" |vm, [a, b]| vm.contains(a, b).map(Value::bool);
    /// Return the number of items in a which are, or which equal, b.
    "countOf(a, b, /)" |vm, [a, b]| {
        let iterator = searched(vm, a)?;
        let mut count = 0_usize;
        while let Some(item) = vm.next(&iterator)? {
            count += usize::from(same_or_equal(vm, &item, b)?);
        }
        Ok(int::from_usize(count))
    };
    /// Return the first index of b in a.
    "indexOf(a, b, /)" |vm, [a, b]| {
        let iterator = searched(vm, a)?;
        let mut at = 0_usize;
        while let Some(item) = vm.next(&iterator)? {
            if same_or_equal(vm, &item, b)? {
                return Ok(int::from_usize(at));
            }
            at += 1;
        }
        Err(vm.value_error("sequence.index(x): x not in sequence"))
    };
    /// Same as a[b].
    "getitem(a, b, /)" |vm, [a, b]| vm.get_item(a, b);
    /// Same as a[b] = c.
    "setitem(a, b, c, /)" |vm, [a, b, c]| {
        vm.set_item(a, b, c.clone())?;
        Ok(Value::NONE)
    };
    /// Same as del a[b].
    "delitem(a, b, /)" |vm, [a, b]| {
        vm.del_item(a, b)?;
        Ok(Value::NONE)
    };
    /// Return an estimate of the number of items in obj.
    "length_hint(obj, default=0, /)" |vm, [object, default]| {
        let default = if default.is_empty() { 0 } else {
            if !int::is_int(default) {
                let name = vm.type_name(default);
                return Err(vm.type_error(format!("'{name}' object cannot be interpreted as an integer")));
            }
            vm.index_i64(default, E::OverflowError)?
        };
        vm.length_hint(object, usize::try_from(default).unwrap_or(0)).map(int::from_usize)
    };
    /// Return 'a == b', in a time that does not depend on where they differ.
    "_compare_digest(a, b, /)" |vm, [a, b]| {
        if let (Some(one), Some(two)) = (a.cast::<Str>(), b.cast::<Str>()) {
            if !one.is_ascii() || !two.is_ascii() {
                return Err(vm.type_error("comparing strings with non-ASCII characters is not supported"));
            }
            return Ok(Value::bool(same_digest(one.bytes(), two.bytes())));
        }
        if vm.buffer(a)?.is_none() && vm.buffer(b)?.is_none() {
            let (one, two) = (vm.type_name(a), vm.type_name(b));
            let what = "unsupported operand types(s) or combination of types";
            return Err(vm.type_error(format!("{what}: '{one}' and '{two}'")));
        }
        let (one, two) = (super::buffer(vm, a)?, super::buffer(vm, b)?);
        Ok(Value::bool(same_digest(&one, &two)))
    };
    /// Same as obj(*args, **kwargs).
    "call(obj, /, *args, **kwargs)" |vm, [object, args, keywords]| {
        let keywords = keywords.exact::<Dict>().map(Dict::items).unwrap_or_default();
        vm.call_kw(object, elements(args).to_vec(), keywords)
    };
];

/// What the functions that look things up hold.
struct Lookup {
    /// Keys, names (a tuple of tuples, where dotted), or name and arguments.
    keys: Slot,
    keywords: Slot,
}

impl HostData for Lookup {
    fn trace(&self, visitor: &mut dyn Visitor) {
        self.keys.trace(visitor);
        self.keywords.trace(visitor);
    }

    fn clear(&self) {
        self.keys.set(Value::EMPTY);
        self.keywords.set(Value::EMPTY);
    }
}

fn lookup(vm: &mut Vm, this: &Value) -> Res<(Vec<Value>, Value)> {
    let Some(lookup) = this.cast::<Host>().and_then(Host::data::<Lookup>) else {
        return Err(vm.type_error("an object of operator was expected"));
    };
    Ok((lookup.keys.peek(|keys| elements(keys).to_vec()), lookup.keywords.get()))
}

fn new_lookup(vm: &mut Vm, cls: &Value, keys: Vec<Value>, keywords: Value) -> Res {
    let keys = vm.tuple(keys)?;
    vm.host_object(cls, Lookup { keys: Slot::new(keys), keywords: Slot::new(keywords) })
}

/// The one result, or a tuple of all of them.
fn one_or_all(vm: &mut Vm, keys: &[Value], mut get: impl FnMut(&mut Vm, &Value) -> Res) -> Res {
    if let [key] = keys {
        return get(vm, key);
    }
    let mut results = Vec::with_capacity(keys.len());
    for key in keys {
        results.push(get(vm, key)?);
    }
    vm.tuple(results)
}

fn listed(vm: &mut Vm, name: &str, keys: &[Value]) -> Res {
    let mut text = format!("operator.{name}(").into_bytes();
    for (index, key) in keys.iter().enumerate() {
        if index > 0 {
            text.extend_from_slice(b", ");
        }
        text.extend(vm.repr_bytes(key)?);
    }
    text.push(b')');
    vm.str_bytes(&text)
}

/// Follows a dotted name.
fn dotted(vm: &mut Vm, object: &Value, name: &Value) -> Res {
    let Some(text) = name.cast::<Str>().map(|name| name.to_text().into_owned()) else { return Ok(Value::NONE) };
    let mut object = object.clone();
    for part in text.split('.') {
        let part = vm.intern(part);
        object = vm.get_attr(&object, &part)?;
    }
    Ok(object)
}

/// What copying and pickling make another one of: the class, and the arguments.
fn described(vm: &mut Vm, this: &Value) -> Res {
    let (all, _) = lookup(vm, this)?;
    let parts = vec![vm.type_of(this), vm.tuple(all)?];
    vm.tuple(parts)
}

static TYPES: &[(&str, &str, &[Decl])] = &[
    (
        "itemgetter",
        "Return a callable object that fetches the given item(s) from its operand.\n    After f = itemgetter(2), the call f(r) returns r[2].\n    After g = itemgetter(2, 5, 3), the call g(r) returns (r[2], r[5], r[3])",
        natives![
            "__new__(cls, item, /, *items)" |vm, [cls, item, items]| {
                let keys = std::iter::once(item).chain(elements(items)).cloned().collect();
                new_lookup(vm, cls, keys, Value::EMPTY)
            };
            "__call__(self, obj, /)" |vm, [this, object]| {
                let (keys, _) = lookup(vm, this)?;
                one_or_all(vm, &keys, |vm, key| vm.get_item(object, key))
            };
            "__repr__(self, /)" |vm, [this]| {
                let (keys, _) = lookup(vm, this)?;
                listed(vm, "itemgetter", &keys)
            };
            "__reduce__(self, /)" |vm, [this]| described(vm, this);
        ],
    ),
    (
        "attrgetter",
        "Return a callable object that fetches the given attribute(s) from its operand.\nAfter f = attrgetter('name'), the call f(r) returns r.name.\nAfter g = attrgetter('name', 'date'), the call g(r) returns (r.name, r.date).\nAfter h = attrgetter('name.first', 'name.last'), the call h(r) returns\n(r.name.first, r.name.last).",
        natives![
            "__new__(cls, attr, /, *attrs)" |vm, [cls, attr, attrs]| {
                let names: Vec<Value> = std::iter::once(attr).chain(elements(attrs)).cloned().collect();
                if names.iter().any(|name| name.cast::<Str>().is_none()) {
                    return Err(vm.type_error("attribute name must be a string"));
                }
                new_lookup(vm, cls, names, Value::EMPTY)
            };
            "__call__(self, obj, /)" |vm, [this, object]| {
                let (names, _) = lookup(vm, this)?;
                one_or_all(vm, &names, |vm, name| dotted(vm, object, name))
            };
            "__repr__(self, /)" |vm, [this]| {
                let (names, _) = lookup(vm, this)?;
                listed(vm, "attrgetter", &names)
            };
            "__reduce__(self, /)" |vm, [this]| described(vm, this);
        ],
    ),
    (
        "methodcaller",
        "Return a callable object that calls the given method on its operand.\nAfter f = methodcaller('name'), the call f(r) returns r.name().\nAfter g = methodcaller('name', 'date', foo=1), the call g(r) returns\nr.name('date', foo=1).",
        natives![
            "__new__(cls, name, /, *args, **kwargs)" |vm, [cls, name, args, keywords]| {
                if name.cast::<Str>().is_none() {
                    return Err(vm.type_error("method name must be a string"));
                }
                let all = std::iter::once(name).chain(elements(args)).cloned().collect();
                new_lookup(vm, cls, all, keywords.clone())
            };
            "__call__(self, obj, /)" |vm, [this, object]| {
                let (all, keywords) = lookup(vm, this)?;
                let Some((name, args)) = all.split_first() else { return Ok(Value::NONE) };
                let method = vm.get_attr(object, name)?;
                let keywords = keywords.exact::<Dict>().map(Dict::items).unwrap_or_default();
                vm.call_kw(&method, args.to_vec(), keywords)
            };
            "__reduce__(self, /)" |vm, [this]| {
                let (all, keywords) = lookup(vm, this)?;
                let keywords = keywords.exact::<Dict>().map(Dict::items).unwrap_or_default();
                let Some((name, args)) = all.split_first().filter(|_| !keywords.is_empty()) else {
                    return described(vm, this);
                };
                let module = vm.import_module("functools")?;
                let partial = vm.intern("partial");
                let partial = vm.get_attr(&module, &partial)?;
                let maker = vm.call_kw(&partial, vec![vm.type_of(this), name.clone()], keywords)?;
                let parts = vec![maker, vm.tuple(args.to_vec())?];
                vm.tuple(parts)
            };
            "__repr__(self, /)" |vm, [this]| {
                let (all, keywords) = lookup(vm, this)?;
                let text = listed(vm, "methodcaller", &all)?;
                let mut text = text.cast::<Str>().map(|text| text.bytes().to_vec()).unwrap_or_default();
                text.pop();
                for (key, value) in keywords.exact::<Dict>().map(Dict::items).unwrap_or_default() {
                    text.extend_from_slice(b", ");
                    text.extend_from_slice(key.cast::<Str>().map_or(&[][..], Str::bytes));
                    text.push(b'=');
                    text.extend(vm.repr_bytes(&value)?);
                }
                text.push(b')');
                vm.str_bytes(&text)
            };
        ],
    ),
];
