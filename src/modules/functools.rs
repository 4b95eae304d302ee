//! The module `functools`: what is called often. The rest is written in Python.

use std::cell::Cell;

use hoopsnake_syntax::ast::CmpOp;

use crate::builtins::alias::new_alias;
use crate::builtins::common::elements;
use crate::heap::kind::Visitor;
use crate::heap::{Slot, Value};
use crate::objects::function::new_bound_method;
use crate::objects::ty::{HAS_DICT, IS_BASE};
use crate::objects::{Dict, Host, HostData, Native, Str, Tuple, Type, dict, int};
use crate::vm::types::GetSetDecl;
use crate::vm::{Decl, E, N, Res, Vm};
use crate::{getsets, natives};

/// Makes the module.
pub fn init(vm: &mut Vm) -> Res {
    let doc = "functools.py - Tools for working with functions and callable objects\n";
    let module = vm.new_module("functools", Some(doc))?;
    vm.add_functions_of(&module, "_functools", FUNCTIONS)?;
    let partial = vm.host_type("functools", "partial", PARTIAL_DOC, IS_BASE | HAS_DICT, PARTIAL)?;
    vm.add_getsets(&partial, PARTIAL_MEMBERS)?;
    vm.add_member(&module, "partial", partial)?;
    let cache = vm.host_type("functools", "_lru_cache_wrapper", "", HAS_DICT, CACHE)?;
    vm.add_member(&module, "_lru_cache_wrapper", cache)?;
    let key = vm.host_type("functools", "KeyWrapper", "", 0, KEY)?;
    vm.add_getsets(&key, KEY_MEMBERS)?;
    if let Some(ty) = key.exact::<Type>() {
        vm.dict_set_str(&ty.dict.get(), "__hash__", Value::NONE)?;
    }
    Ok(module)
}

fn data<'a, D: HostData>(vm: &mut Vm, this: &'a Value) -> Res<&'a D> {
    match this.cast::<Host>().and_then(Host::data) {
        Some(data) => Ok(data),
        None => Err(vm.type_error("an object of functools was expected")),
    }
}

fn items(keywords: &Value) -> Vec<(Value, Value)> {
    keywords.exact::<Dict>().map(Dict::items).unwrap_or_default()
}

static FUNCTIONS: &[Decl] = natives![
    /// reduce(function, iterable[, initial]) -> value
    ///
    /// Apply a function of two arguments cumulatively to the items of a sequence
    /// or iterable, from left to right, so as to reduce the iterable to a single
    /// value.
    "reduce(function, iterable, initial=None, /)" |vm, [function, iterable, initial]| {
        let iterator = match vm.iter(iterable) {
            Err(raised) if vm.raised_is(crate::vm::E::TypeError) => {
                drop(vm.take_raised(raised));
                return Err(vm.type_error("reduce() arg 2 must support iteration"));
            }
            result => result?,
        };
        let mut total = match initial.is_empty() {
            false => initial.clone(),
            true => match vm.next(&iterator)? {
                Some(first) => first,
                None => return Err(vm.type_error("reduce() of empty iterable with no initial value")),
            },
        };
        while let Some(item) = vm.next(&iterator)? {
            total = vm.call(function, &[total, item])?;
        }
        Ok(total)
    };
    /// Convert a cmp= function into a key= function.
    "cmp_to_key(mycmp)" |vm, [compare]| {
        let class = vm.host_type_named("functools.KeyWrapper");
        vm.host_object(&class, Key { compare: Slot::new(compare.clone()), object: Slot::default() })
    };
];

// ---- the keys of cmp_to_key

/// A key, or, without an object, what makes keys.
struct Key {
    compare: Slot,
    object: Slot,
}

impl HostData for Key {
    fn trace(&self, visitor: &mut dyn Visitor) {
        self.compare.trace(visitor);
        self.object.trace(visitor);
    }

    fn clear(&self) {
        self.compare.set(Value::EMPTY);
        self.object.set(Value::EMPTY);
    }
}

fn compare_keys(vm: &mut Vm, op: CmpOp, this: &Value, other: &Value) -> Res {
    let class = vm.host_type_named("functools.KeyWrapper");
    if !vm.type_of(other).is(&class) {
        return Err(vm.type_error("other argument must be K instance"));
    }
    let (one, two) = (data::<Key>(vm, this)?, data::<Key>(vm, other)?);
    let order = vm.call(&one.compare.get(), &[one.object.get(), two.object.get()])?;
    vm.compare(op, &order, &Value::int32(0))
}

static KEY: &[Decl] = natives![
    "__call__(self, /, obj)" |vm, [this, object]| {
        let compare = data::<Key>(vm, this)?.compare.get();
        let class = vm.host_type_named("functools.KeyWrapper");
        vm.host_object(&class, Key { compare: Slot::new(compare), object: Slot::new(object.clone()) })
    };
    "__lt__(self, other, /)" |vm, [this, other]| compare_keys(vm, CmpOp::Lt, this, other);
    "__le__(self, other, /)" |vm, [this, other]| compare_keys(vm, CmpOp::LtE, this, other);
    "__eq__(self, other, /)" |vm, [this, other]| compare_keys(vm, CmpOp::Eq, this, other);
    "__ne__(self, other, /)" |vm, [this, other]| compare_keys(vm, CmpOp::NotEq, this, other);
    "__gt__(self, other, /)" |vm, [this, other]| compare_keys(vm, CmpOp::Gt, this, other);
    "__ge__(self, other, /)" |vm, [this, other]| compare_keys(vm, CmpOp::GtE, this, other);
];

static KEY_MEMBERS: &[GetSetDecl] = getsets![
    "obj" |vm, this| {
        let key = data::<Key>(vm, this)?;
        // What makes keys has none.
        Ok(key.object.get().into_option().unwrap_or(Value::NONE))
    }, |vm, this, value| {
        data::<Key>(vm, this)?.object.set(value.unwrap_or_default());
        Ok(())
    };
];

// ---- partial

const PARTIAL_DOC: &str = "partial(func, *args, **keywords) - new function with partial application\n    of the given arguments and \
                           keywords.\n";

struct Partial {
    function: Slot,
    args: Slot,
    keywords: Slot,
}

impl HostData for Partial {
    fn trace(&self, visitor: &mut dyn Visitor) {
        for slot in [&self.function, &self.args, &self.keywords] {
            slot.trace(visitor);
        }
    }

    fn clear(&self) {
        for slot in [&self.function, &self.args, &self.keywords] {
            slot.set(Value::EMPTY);
        }
    }
}

/// The items of a dict, and those of another in their place or after them.
fn joined(vm: &mut Vm, first: &Value, second: &Value) -> Res<Vec<(Value, Value)>> {
    if first.exact::<Dict>().is_none_or(Dict::is_empty) {
        return Ok(items(second));
    }
    if second.exact::<Dict>().is_none_or(Dict::is_empty) {
        return Ok(items(first));
    }
    let all = dict::new_dict();
    vm.dict_update(&all, first)?;
    vm.dict_update(&all, second)?;
    Ok(items(&all))
}

static PARTIAL: &[Decl] = natives![
    "__new__(cls, /, *args, **keywords)" |vm, [cls, args, keywords]| {
        let Some((function, args)) = elements(args).split_first() else {
            return Err(vm.type_error("type 'partial' takes at least one argument"));
        };
        if !vm.is_callable(function) {
            return Err(vm.type_error("the first argument must be callable"));
        }
        let all = dict::new_dict();
        // A partial of a partial is one, unless a program has given it attributes or another way to be called.
        let plain = vm.special(function, N::call).is_some_and(|call| call.exact::<Native>().is_some());
        let inner = match function.cast::<Host>().and_then(Host::data::<Partial>) {
            Some(inner) if plain => {
                let name = vm.intern("__dict__");
                let attributes = vm.get_attr(function, &name)?;
                if vm.length(&attributes)? == 0 { Some(inner) } else { None }
            }
            _ => None,
        };
        let (function, before) = match inner {
            Some(inner) => {
                vm.dict_update(&all, &inner.keywords.get())?;
                (inner.function.get(), inner.args.peek(|args| elements(args).to_vec()))
            }
            None => (function.clone(), Vec::new()),
        };
        vm.dict_update(&all, keywords)?;
        let args = vm.tuple(before.into_iter().chain(args.iter().cloned()).collect())?;
        vm.host_object(cls, Partial { function: Slot::new(function), args: Slot::new(args), keywords: Slot::new(all) })
    };
    "__call__(self, /, *args, **keywords)" |vm, [this, args, keywords]| {
        let partial = data::<Partial>(vm, this)?;
        let (function, first) = (partial.function.get(), partial.keywords.get());
        let all = partial.args.peek(|own| elements(own).iter().chain(elements(args)).cloned().collect());
        let keywords = joined(vm, &first, keywords)?;
        vm.call_kw(&function, all, keywords)
    };
    "__repr__(self, /)" |vm, [this]| {
        let address = this.id();
        if vm.repr_stack.contains(&address) {
            return Ok(vm.str("..."));
        }
        let partial = data::<Partial>(vm, this)?;
        let class = vm.type_of(this);
        // As CPython: classes that programs have made are shown by their names alone.
        let own = vm.host_type_named("functools.partial");
        let shown = if class.is(&own) { vm.class_path(&class) } else { vm.type_name(this) };
        let mut text = format!("{shown}(").into_bytes();
        let (function, args, keywords) = (partial.function.get(), partial.args.get(), partial.keywords.get());
        vm.repr_stack.push(address);
        let result = repr_parts(vm, &mut text, &function, elements(&args), items(&keywords));
        vm.repr_stack.pop();
        result?;
        text.push(b')');
        vm.str_bytes(&text)
    };
    "__reduce__(self, /)" |vm, [this]| {
        let partial = data::<Partial>(vm, this)?;
        let function = partial.function.get();
        let name = vm.intern("__dict__");
        let dict = vm.get_attr(this, &name)?;
        let dict = if vm.length(&dict)? == 0 { Value::NONE } else { dict };
        let state = vec![function.clone(), partial.args.get(), partial.keywords.get(), dict];
        let (state, args) = (vm.tuple(state)?, vm.tuple(vec![function])?);
        let class = vm.type_of(this);
        vm.tuple(vec![class, args, state])
    };
    "__setstate__(self, state, /)" |vm, [this, state]| set_partial(vm, this, state).map(|()| Value::NONE);
    "__class_getitem__(cls, item, /)" |vm, [cls, item]| new_alias(vm, cls, item);
];

/// `__setstate__`: a function, arguments, keywords and attributes, the last two perhaps None.
fn set_partial(vm: &mut Vm, this: &Value, state: &Value) -> Res<()> {
    let partial = data::<Partial>(vm, this)?;
    let parts = state.cast::<Tuple>().map(Tuple::elements);
    let invalid = |vm: &mut Vm| Err(vm.type_error("invalid partial state"));
    let Some([function, args, keywords, attributes]) = parts else { return invalid(vm) };
    let is_dict = |value: &Value| value.is_none() || value.cast::<Dict>().is_some();
    if !vm.is_callable(function) || args.cast::<Tuple>().is_none() || !is_dict(keywords) {
        return invalid(vm);
    }
    // Subclasses of tuple and dict do not stay what they are.
    let args = match (args.exact::<Tuple>(), args.cast::<Tuple>()) {
        (None, Some(other)) => vm.tuple(other.elements().to_vec())?,
        _ => args.clone(),
    };
    let all = dict::new_dict();
    if !keywords.is_none() {
        vm.dict_update(&all, keywords)?;
    }
    partial.function.set(function.clone());
    partial.args.set(args);
    partial.keywords.set(all);
    let name = vm.intern("__dict__");
    let attributes = if attributes.is_none() { dict::new_dict() } else { attributes.clone() };
    vm.set_attr(this, &name, attributes)
}

fn repr_parts(
    vm: &mut Vm,
    text: &mut Vec<u8>,
    function: &Value,
    args: &[Value],
    keywords: Vec<(Value, Value)>,
) -> Res<()> {
    text.extend(vm.repr_bytes(function)?);
    for arg in args {
        text.extend_from_slice(b", ");
        text.extend(vm.repr_bytes(arg)?);
    }
    for (key, value) in keywords {
        text.extend_from_slice(b", ");
        text.extend(vm.str_of_bytes(&key)?);
        text.push(b'=');
        text.extend(vm.repr_bytes(&value)?);
    }
    Ok(())
}

static PARTIAL_MEMBERS: &[GetSetDecl] = getsets![
    "func" |vm, this| Ok(data::<Partial>(vm, this)?.function.get());
    "args" |vm, this| Ok(data::<Partial>(vm, this)?.args.get());
    "keywords" |vm, this| Ok(data::<Partial>(vm, this)?.keywords.get());
];

// ---- lru_cache

/// A function with the results that it has given: in the order of their last use, if there is a limit to them.
struct Cache {
    function: Slot,
    results: Slot,
    /// What `cache_info` makes its answer with.
    info: Slot,
    /// -1 for no limit.
    limit: Cell<i64>,
    typed: Cell<bool>,
    hits: Cell<i64>,
    misses: Cell<i64>,
    /// How many lookups are going on: the comparison of keys may ask the cache again.
    lookups: Cell<u32>,
}

impl HostData for Cache {
    fn trace(&self, visitor: &mut dyn Visitor) {
        for slot in [&self.function, &self.results, &self.info] {
            slot.trace(visitor);
        }
    }

    fn clear(&self) {
        for slot in [&self.function, &self.results, &self.info] {
            slot.set(Value::EMPTY);
        }
    }
}

/// The key of a call: the only argument itself, if it is an int or a string, else a tuple.
fn call_key(vm: &mut Vm, cache: &Cache, args: &[Value], keywords: &[(Value, Value)]) -> Res {
    let typed = cache.typed.get();
    if let [only] = args
        && keywords.is_empty()
        && !typed
        && (only.as_int().is_some_and(|_| only.as_bool().is_none()) || only.exact::<Str>().is_some())
    {
        return Ok(only.clone());
    }
    let mut parts = args.to_vec();
    if !keywords.is_empty() {
        // No argument can be equal to the table of results itself.
        parts.push(Value::EMPTY);
        if let Some(mark) = parts.last_mut() {
            *mark = cache.info.get();
        }
        parts.extend(keywords.iter().flat_map(|(name, value)| [name.clone(), value.clone()]));
    }
    if typed {
        let classes: Vec<Value> =
            args.iter().chain(keywords.iter().map(|(_, value)| value)).map(|value| vm.type_of(value)).collect();
        parts.extend(classes);
    }
    // A tuple of its own, so that f(1) and f((1,)) differ.
    let key = vm.tuple(parts)?;
    vm.tuple(vec![key])
}

fn add(count: &Cell<i64>) {
    count.set(count.get() + 1);
}

/// Does something with the table of results that compares keys.
fn looking<R>(cache: &Cache, work: impl FnOnce() -> R) -> R {
    cache.lookups.set(cache.lookups.get() + 1);
    let result = work();
    cache.lookups.set(cache.lookups.get() - 1);
    result
}

fn call_cached(vm: &mut Vm, cache: &Cache, args: &[Value], keywords: Vec<(Value, Value)>) -> Res {
    let (function, results) = (cache.function.get(), cache.results.get());
    let limit = cache.limit.get();
    if limit == 0 {
        add(&cache.misses);
        return vm.call_kw(&function, args.to_vec(), keywords);
    }
    let key = call_key(vm, cache, args, &keywords)?;
    // A lookup begins anew when the table has changed, so a hit within another lookup must not change it: it would never end.
    let moves = limit > 0 && cache.lookups.get() == 0;
    // A key is asked for its hash once.
    let hash = vm.key_hash(&key)?;
    let known = looking(cache, || vm.dict_find(&results, &key, hash))?;
    if let (Some(at), Some(table)) = (known, results.exact::<Dict>())
        && let Some(result) = table.value_at(at)
    {
        add(&cache.hits);
        if moves {
            // The last one now.
            let key = table.remove_at(at).map_or(key, |(key, _)| key);
            dict::put(&results, None, key, hash, result.clone()).map_err(|_| vm.raise_memory())?;
        }
        return Ok(result);
    }
    add(&cache.misses);
    let result = vm.call_kw(&function, args.to_vec(), keywords)?;
    // The function may have called itself with the same arguments.
    let at = looking(cache, || vm.dict_find(&results, &key, hash))?;
    dict::put(&results, at, key, hash, result.clone()).map_err(|_| vm.raise_memory())?;
    let len = results.exact::<Dict>().map_or(0, Dict::len);
    if limit > 0
        && i64::try_from(len).is_ok_and(|len| len > limit)
        && let Some(table) = results.exact::<Dict>()
        && let Some((at, ..)) = table.next_from(0)
    {
        drop(table.remove_at(at));
    }
    Ok(result)
}

static CACHE: &[Decl] = natives![
    "__new__(cls, function, limit, typed, info, /)" |vm, [cls, function, limit, typed, info]| {
        let limit = if limit.is_none() { -1 } else { vm.index_i64(limit, E::OverflowError)?.max(0) };
        let typed = vm.truth(typed)?;
        let cache = Cache {
            function: Slot::new(function.clone()),
            results: Slot::new(dict::new_dict()),
            info: Slot::new(info.clone()),
            limit: Cell::new(limit),
            typed: Cell::new(typed),
            hits: Cell::new(0),
            misses: Cell::new(0),
            lookups: Cell::new(0),
        };
        vm.host_object(cls, cache)
    };
    "__call__(self, /, *args, **kwargs)" |vm, [this, args, keywords]| {
        let cache = data::<Cache>(vm, this)?;
        call_cached(vm, cache, elements(args), items(keywords))
    };
    "__get__(self, instance, owner=None, /)" |_vm, [this, instance, _owner]| {
        Ok(if instance.is_none() { this.clone() } else { new_bound_method(this.clone(), instance.clone()) })
    };
    /// Report cache statistics
    "cache_info(self, /)" |vm, [this]| {
        let cache = data::<Cache>(vm, this)?;
        let len = cache.results.peek(|results| results.exact::<Dict>().map_or(0, Dict::len));
        let limit = if cache.limit.get() < 0 { Value::NONE } else { int::from_i64(cache.limit.get()) };
        let facts =
            [int::from_i64(cache.hits.get()), int::from_i64(cache.misses.get()), limit, int::from_usize(len)];
        vm.call(&cache.info.get(), &facts)
    };
    /// Clear the cache and cache statistics
    "cache_clear(self, /)" |vm, [this]| {
        let cache = data::<Cache>(vm, this)?;
        cache.hits.set(0);
        cache.misses.set(0);
        cache.results.set(dict::new_dict());
        Ok(Value::NONE)
    };
    "__copy__(self, /)" |_vm, [this]| Ok(this.clone());
    "__deepcopy__(self, memo, /)" |_vm, [this, _memo]| Ok(this.clone());
    "__reduce__(self, /)" |vm, [this]| {
        let name = vm.intern("__qualname__");
        vm.get_attr(this, &name)
    };
];
