//! Iteration: `iter`, `next`, and what is built on them.

use crate::heap::Value;
use crate::objects::dict::ViewKind;
use crate::objects::iter::{IterKind, new_iter};
use crate::objects::{
    ByteArray, Bytes, Dict, DictView, Generator, Iter, List, MappingProxy, Native, Range, Set, Str, Tuple, int,
};

use super::item::is_native;
use super::{E, N, Raised, Res, Vm};

impl Vm {
    /// `iter(value)`
    pub fn iter(&mut self, value: &Value) -> Res {
        if let Some(native) = value.native() {
            return match self.special(value, N::iter) {
                Some(method) if is_native(&method) => {
                    let iterator = self.iter(native)?;
                    self.mark_ordered(value, &iterator)?;
                    Ok(iterator)
                }
                _ => self.custom_iter(value),
            };
        }
        if let Some(iterator) = builtin_iter(value) {
            if let Some(view) = value.exact::<DictView>() {
                self.mark_ordered(&view.dict.get(), &iterator)?;
            }
            return Ok(iterator);
        }
        if let Some(proxy) = value.exact::<MappingProxy>() {
            let mapping = proxy.mapping.get();
            return self.iter(&mapping);
        }
        self.custom_iter(value)
    }

    /// An iterator over an `OrderedDict` minds every change of its keys, not only one of its size.
    pub fn mark_ordered(&mut self, dict: &Value, iterator: &Value) -> Res<()> {
        let Some(native) = dict.native().and_then(|native| native.exact::<Dict>()) else { return Ok(()) };
        if self.is_ordered_dict(dict)?
            && let Some(iter) = iterator.exact::<Iter>()
        {
            iter.extra.set(int::from_i64(native.version().into()));
        }
        Ok(())
    }

    fn custom_iter(&mut self, value: &Value) -> Res {
        let name = self.type_name(value);
        match self.special(value, N::iter) {
            Some(method) if method.is_none() => Err(self.type_error(format!("'{name}' object is not iterable"))),
            Some(_) => {
                let iterator = self.call_special(value, N::iter, &[])?.unwrap_or_default();
                if self.is_iterator(&iterator) {
                    return Ok(iterator);
                }
                let got = self.type_name(&iterator);
                Err(self.type_error(format!("iter() returned non-iterator of type '{got}'")))
            }
            None if self.special(value, N::getitem).is_some_and(|method| method.exact::<Native>().is_none()) => {
                Ok(new_iter(Iter::new(IterKind::Sequence, value.clone())))
            }
            None => Err(self.type_error(format!("'{name}' object is not iterable"))),
        }
    }

    /// Whether `next` works on it.
    pub fn is_iterator(&mut self, value: &Value) -> bool {
        value.cast::<Iter>().is_some() || is_plain_generator(value) || self.has_special(value, N::next)
    }

    /// `next(iterator)`; `None` at the end.
    pub fn next(&mut self, iterator: &Value) -> Res<Option<Value>> {
        if self.is_interrupted() {
            self.poll()?;
        }
        if let Some(iter) = iterator.exact::<Iter>() {
            return match self.next_of(iter) {
                // From the function of a `map`, say: the end, as in CPython.
                Err(raised) if self.raised_is(E::StopIteration) => {
                    drop(self.take_raised(raised));
                    Ok(None)
                }
                result => result,
            };
        }
        if is_plain_generator(iterator) {
            return self.generator_send(iterator, Value::NONE);
        }
        if let Some(iter) = iterator.cast::<Iter>()
            && self.special(iterator, N::next).is_none_or(|method| is_native(&method))
        {
            return self.next_of(iter);
        }
        let class = self.type_of(iterator);
        let result = match self.class_lookup(&class, N::next) {
            Some(method) => self.call_found(&method, iterator, &class, &[]),
            None => {
                let name = self.type_name(iterator);
                Err(self.type_error(format!("'{name}' object is not an iterator")))
            }
        };
        self.catch_stop(result)
    }

    fn next_of(&mut self, iter: &Iter) -> Res<Option<Value>> {
        let at = iter.position.get();
        let step = |item: Option<Value>| {
            match &item {
                Some(_) => iter.position.set(at + 1),
                None => iter.source.set(Value::EMPTY),
            }
            Ok(item)
        };
        match iter.kind {
            IterKind::List => step(iter.source.peek(|source| source.cast::<List>()?.get(at as usize))),
            IterKind::Tuple => {
                step(iter.source.peek(|source| source.cast::<Tuple>()?.elements().get(at as usize).cloned()))
            }
            IterKind::Bytes => step(iter.source.peek(|source| {
                source.cast::<Bytes>()?.data().get(at as usize).map(|byte| Value::int32(i32::from(*byte)))
            })),
            IterKind::ByteArray => {
                step(iter.source.peek(|source| {
                    source.cast::<ByteArray>()?.get(at as usize).map(|byte| Value::int32(i32::from(byte)))
                }))
            }
            IterKind::Memory => {
                let view = iter.source.get();
                let item = self.memory_next(&view, usize::try_from(at).unwrap_or(usize::MAX))?;
                step(item)
            }
            IterKind::Str | IterKind::StrAscii => self.next_char(iter),
            IterKind::ListReverse => {
                let item = iter.source.peek(|source| source.cast::<List>()?.get(usize::try_from(at).ok()?));
                match &item {
                    Some(_) => iter.position.set(at - 1),
                    None => iter.source.set(Value::EMPTY),
                }
                Ok(item)
            }
            IterKind::Range => {
                let (end, step) = (iter.end.get(), iter.step.get());
                if (step > 0 && at >= end) || (step < 0 && at <= end) {
                    return Ok(None);
                }
                iter.position.set(at.checked_add(step).unwrap_or(end));
                Ok(Some(int::from_i64(at)))
            }
            IterKind::BigRange => Ok(next_big(iter)),
            IterKind::Dict(kind) => self.next_entry(iter, kind, false),
            IterKind::DictReverse(kind) => self.next_entry(iter, kind, true),
            IterKind::Set => self.next_element(iter),
            IterKind::Sequence | IterKind::SequenceReverse => self.next_by_index(iter),
            IterKind::Sentinel => {
                let function = iter.source.get();
                if function.is_empty() {
                    return Ok(None);
                }
                let result = self.call(&function, &[]);
                let Some(value) = self.catch_stop(result)? else {
                    iter.source.set(Value::EMPTY);
                    return Ok(None);
                };
                let sentinel = iter.extra.get();
                if self.equals(&value, &sentinel)? {
                    iter.source.set(Value::EMPTY);
                    return Ok(None);
                }
                Ok(Some(value))
            }
            IterKind::Enumerate => {
                let source = iter.source.get();
                let Some(item) = self.next(&source)? else { return Ok(None) };
                iter.position.set(at.saturating_add(1));
                let mut index = int::from_i64(at);
                // A start beyond 64 bits.
                if !iter.extra.is_empty() {
                    index = self.binary(hoopsnake_syntax::ast::BinOp::Add, &iter.extra.get(), &index)?;
                }
                let made = crate::objects::list::try_new_tuple_of(2, [index, item].into_iter());
                made.map(Some).map_err(|_| self.raise_memory())
            }
            IterKind::Zip => self.next_zip(iter),
            IterKind::Map => {
                let mut args = Vec::with_capacity(iter.sources.len());
                for source in &iter.sources {
                    match self.next(source)? {
                        Some(item) => args.push(item),
                        None => return Ok(None),
                    }
                }
                let function = iter.extra.get();
                self.call_kw(&function, args, Vec::new()).map(Some)
            }
            IterKind::Filter => {
                let source = iter.source.get();
                let function = iter.extra.get();
                while let Some(item) = self.next(&source)? {
                    let keep = if function.is_none() {
                        self.truth(&item)?
                    } else {
                        let verdict = self.call(&function, std::slice::from_ref(&item))?;
                        self.truth(&verdict)?
                    };
                    if keep {
                        return Ok(Some(item));
                    }
                }
                Ok(None)
            }
        }
    }

    fn next_char(&mut self, iter: &Iter) -> Res<Option<Value>> {
        // The position is a byte offset.
        let at = iter.position.get() as usize;
        let source = iter.source.get();
        let Some(rest) = source.cast::<Str>().and_then(|string| string.bytes().get(at..)) else { return Ok(None) };
        match crate::text::wtf8::decode_first(rest) {
            Some((_, len)) => {
                iter.position.set((at + len) as i64);
                self.str_bytes(rest.get(..len).unwrap_or_default()).map(Some)
            }
            None => {
                iter.source.set(Value::EMPTY);
                Ok(None)
            }
        }
    }

    fn next_entry(&mut self, iter: &Iter, kind: ViewKind, reverse: bool) -> Res<Option<Value>> {
        let at = iter.position.get();
        // The number of entries given, and one.
        let number = iter.step.get();
        let ordered = iter.extra.get();
        let found = iter.source.peek(|source| {
            let dict = source.cast::<Dict>()?;
            if !ordered.is_empty() {
                if number > iter.end.get() {
                    return None;
                }
                if ordered.as_int() != Some(dict.version().into()) {
                    // Clearing leaves no places behind, unlike the other changes.
                    let size = dict.end() == 0;
                    return Some(Err(if size { "OrderedDict changed size" } else { "OrderedDict mutated" }));
                }
            }
            if dict.len() as i64 != iter.end.get() {
                return Some(Err("dictionary changed size"));
            }
            let entry = if reverse {
                dict.last_before(if at < 0 { dict.end() } else { at as usize })
            } else {
                dict.next_from(at as usize)
            };
            entry.map(Ok)
        });
        match found {
            Some(Ok(_)) if !reverse && number > iter.end.get() => {
                Err(self.raise(E::RuntimeError, "dictionary keys changed during iteration"))
            }
            Some(Ok((at, key, value))) => {
                iter.step.set(number + 1);
                iter.position.set(if reverse { at as i64 } else { at as i64 + 1 });
                Ok(Some(match kind {
                    ViewKind::Keys => key,
                    ViewKind::Values => value,
                    ViewKind::Items => self.tuple(vec![key, value])?,
                }))
            }
            Some(Err(what)) => {
                iter.end.set(-1);
                Err(self.raise(E::RuntimeError, format!("{what} during iteration")))
            }
            None => {
                iter.source.set(Value::EMPTY);
                Ok(None)
            }
        }
    }

    fn next_element(&mut self, iter: &Iter) -> Res<Option<Value>> {
        let at = iter.position.get() as usize;
        let found = iter.source.peek(|source| {
            let set = source.cast::<Set>()?;
            if set.len() as i64 != iter.end.get() {
                return Some(Err(()));
            }
            set.next_from(at).map(|(at, item, _)| Ok((at, item)))
        });
        match found {
            Some(Ok((at, item))) => {
                iter.position.set(at as i64 + 1);
                Ok(Some(item))
            }
            Some(Err(())) => {
                iter.end.set(-1);
                Err(self.raise(E::RuntimeError, "Set changed size during iteration"))
            }
            None => {
                iter.source.set(Value::EMPTY);
                Ok(None)
            }
        }
    }

    fn next_by_index(&mut self, iter: &Iter) -> Res<Option<Value>> {
        let source = iter.source.get();
        let at = iter.position.get();
        if source.is_empty() || at < 0 {
            return Ok(None);
        }
        let item = self.get_item(&source, &int::from_i64(at));
        match item {
            Ok(item) => {
                iter.position.set(if iter.kind == IterKind::Sequence { at + 1 } else { at - 1 });
                Ok(Some(item))
            }
            Err(raised) if self.raised_is(E::IndexError) || self.raised_is(E::StopIteration) => {
                drop(self.take_raised(raised));
                iter.source.set(Value::EMPTY);
                Ok(None)
            }
            Err(raised) => Err(raised),
        }
    }

    fn next_zip(&mut self, iter: &Iter) -> Res<Option<Value>> {
        if iter.sources.is_empty() {
            return Ok(None);
        }
        if let [one, two] = &iter.sources[..]
            && !iter.is_strict()
        {
            let Some(one) = self.next(one)? else { return Ok(None) };
            let Some(two) = self.next(two)? else { return Ok(None) };
            let made = crate::objects::list::try_new_tuple_of(2, [one, two].into_iter());
            return made.map(Some).map_err(|_| self.raise_memory());
        }
        let mut items = Vec::with_capacity(iter.sources.len());
        for (index, source) in iter.sources.iter().enumerate() {
            match self.next(source)? {
                Some(item) => items.push(item),
                None if !iter.is_strict() => return Ok(None),
                None => return self.zip_ends(iter, index),
            }
        }
        self.tuple(items).map(Some)
    }

    /// `zip(strict=True)` whose source `index` has ended.
    fn zip_ends(&mut self, iter: &Iter, index: usize) -> Res<Option<Value>> {
        let others = |count: usize| if count == 1 { "argument 1".to_owned() } else { format!("arguments 1-{count}") };
        if index > 0 {
            let message = format!("zip() argument {} is shorter than {}", index + 1, others(index));
            return Err(self.value_error(message));
        }
        for (later, source) in iter.sources.iter().enumerate().skip(1) {
            if self.next(source)?.is_some() {
                let message = format!("zip() argument {} is longer than {}", later + 1, others(later));
                return Err(self.value_error(message));
            }
        }
        Ok(None)
    }

    /// All items of an iterable.
    /// Whether iterating runs no Python code that the type of the iterable has been given.
    pub fn is_builtin_iterable(&self, value: &Value) -> bool {
        value.exact::<List>().is_some()
            || value.exact::<Tuple>().is_some()
            || value.exact::<Range>().is_some()
            || value.exact::<Dict>().is_some()
            || value.exact::<DictView>().is_some()
            || value.exact::<Set>().is_some()
            || value.exact::<Str>().is_some()
            || value.exact::<Bytes>().is_some()
    }

    pub fn collect(&mut self, iterable: &Value) -> Res<Vec<Value>> {
        if let Some(list) = iterable.exact::<List>() {
            return Ok(list.to_vec());
        }
        if let Some(tuple) = iterable.exact::<Tuple>() {
            return Ok(tuple.elements().to_vec());
        }
        if let Some(&Range::Small { start, stop, step }) = iterable.exact::<Range>()
            && let Some(items) = self.collect_range(start, stop, step)?
        {
            return Ok(items);
        }
        let iterator = self.iter(iterable)?;
        self.ask_length(iterable)?;
        let mut items = Vec::new();
        while let Some(item) = self.next(&iterator)? {
            if items.len() == items.capacity() {
                let more = items.len().max(8);
                if crate::heap::alloc::may_grow(more * size_of::<Value>()).is_err() || items.try_reserve(more).is_err()
                {
                    return Err(self.raise_memory());
                }
            }
            items.push(item);
            if self.heap.attention.get() != 0 {
                self.attend()?;
            }
        }
        Ok(items)
    }

    /// The same where CPython asks the iterator for its length and not what it is of: `join`, assignment to a slice.
    pub fn collect_by_iterator(&mut self, iterable: &Value) -> Res<Vec<Value>> {
        if !super::class::has_own_class(iterable) {
            return self.collect(iterable);
        }
        let iterator = self.iter(iterable)?;
        // One that goes by index asks what it is of.
        if iterator.exact::<Iter>().is_some_and(|iter| iter.kind == IterKind::Sequence) {
            self.ask_length(iterable)?;
        }
        self.collect(&iterator)
    }

    /// The ints of a range, if all of them can be inline.
    fn collect_range(&mut self, start: i64, stop: i64, step: i64) -> Res<Option<Vec<Value>>> {
        if Value::inline_int(start).is_none() || Value::inline_int(stop).is_none() {
            return Ok(None);
        }
        let span = if step > 0 { stop - start } else { start - stop };
        let step_size = i64::try_from(step.unsigned_abs()).unwrap_or(i64::MAX);
        let count = if span <= 0 { 0 } else { ((span - 1) / step_size + 1) as usize };
        let mut items = Vec::new();
        if crate::heap::alloc::may_grow(count.saturating_mul(size_of::<Value>())).is_err()
            || items.try_reserve_exact(count).is_err()
        {
            return Err(self.raise_memory());
        }
        let mut at = start;
        for _ in 0..count {
            items.extend(Value::inline_int(at));
            at = at.wrapping_add(step);
        }
        Ok(Some(items))
    }

    /// `len(value)`
    pub fn length(&mut self, value: &Value) -> Res<usize> {
        if let Some(native) = value.native() {
            return match self.special(value, N::len) {
                Some(method) if !is_native(&method) => self.custom_length(value),
                Some(_) => self.length(native),
                None => self.custom_length(value),
            };
        }
        if let Some(list) = value.exact::<List>() {
            Ok(list.len())
        } else if let Some(string) = value.exact::<Str>() {
            Ok(string.chars())
        } else if let Some(dict) = value.exact::<Dict>() {
            Ok(dict.len())
        } else if let Some(tuple) = value.exact::<Tuple>() {
            Ok(tuple.len())
        } else if let Some(set) = value.exact::<Set>() {
            Ok(set.len())
        } else if let Some(bytes) = value.exact::<Bytes>() {
            Ok(bytes.len())
        } else if let Some(array) = value.exact::<ByteArray>() {
            Ok(array.len())
        } else if let Some(view) = value.exact::<DictView>() {
            Ok(view.dict.peek(|dict| dict.cast::<Dict>().map_or(0, Dict::len)))
        } else if let Some(range) = value.exact::<Range>() {
            match range.len().and_then(|len| usize::try_from(len).ok()) {
                Some(len) => Ok(len),
                None => Err(self.raise(E::OverflowError, "Python int too large to convert to C ssize_t")),
            }
        } else if let Some(proxy) = value.exact::<MappingProxy>() {
            let mapping = proxy.mapping.get();
            self.length(&mapping)
        } else {
            self.custom_length(value)
        }
    }

    fn custom_length(&mut self, value: &Value) -> Res<usize> {
        let Some(result) = self.call_special(value, N::len, &[])? else {
            let name = self.type_name(value);
            return Err(self.type_error(format!("object of type '{name}' has no len()")));
        };
        let number = self.index(&result)?;
        match int::to_i64(&number) {
            Some(len) => match usize::try_from(len) {
                Ok(len) => Ok(len),
                Err(_) => Err(self.value_error("__len__() should return >= 0")),
            },
            None => Err(self.raise(E::OverflowError, "cannot fit 'int' into an index-sized integer")),
        }
    }

    /// `operator.length_hint`: never more than a guess. An object without an answer says so by `NotImplemented` or a `TypeError`.
    pub fn length_hint(&mut self, value: &Value, default: usize) -> Res<usize> {
        if self.has_special(value, N::len) {
            let length = self.length(value);
            if let Some(length) = self.catch(E::TypeError, length)? {
                return Ok(length);
            }
        }
        let hint = self.call_special(value, N::length_hint, &[]);
        let Some(hint) = self.catch(E::TypeError, hint)?.flatten().filter(|hint| !hint.is_not_implemented()) else {
            return Ok(default);
        };
        if !int::is_int(&hint) {
            let name = self.type_name(&hint);
            return Err(self.type_error(format!("__length_hint__ must be an integer, not {name}")));
        }
        match int::to_i64(&hint).map(usize::try_from) {
            Some(Ok(hint)) => Ok(hint),
            Some(Err(_)) => Err(self.value_error("__length_hint__() should return >= 0")),
            None => Err(self.raise(E::OverflowError, "Python int too large to convert to C ssize_t")),
        }
    }

    /// What is asked before the items are: `len()` of an object of a class in Python or its hint, which a list then has no room for
    /// perhaps. Builtin iterables always know.
    pub fn ask_length(&mut self, value: &Value) -> Res<()> {
        if !super::class::has_own_class(value) || value.exact::<Iter>().is_some() {
            return Ok(());
        }
        let hint = self.length_hint(value, 0)?;
        let mut room: Vec<Value> = Vec::new();
        match room.try_reserve_exact(hint) {
            Ok(()) => Ok(()),
            Err(_) => Err(self.raise_memory()),
        }
    }

    fn iter_to_unpack(&mut self, iterable: &Value) -> Res {
        match self.iter(iterable) {
            Err(raised) if self.raised_is(E::TypeError) && !self.has_special(iterable, N::iter) => {
                drop(self.take_raised(raised));
                let name = self.type_name(iterable);
                Err(self.type_error(format!("cannot unpack non-iterable {name} object")))
            }
            result => result,
        }
    }

    fn too_few(&mut self, expected: usize, got: usize, at_least: &str) -> Raised {
        self.value_error(format!("not enough values to unpack (expected {at_least}{expected}, got {got})"))
    }

    /// Exactly `count` items.
    pub fn unpack(&mut self, iterable: &Value, count: usize) -> Res<Vec<Value>> {
        let known = if let Some(tuple) = iterable.exact::<Tuple>() {
            Some((tuple.len(), tuple.elements().to_vec()))
        } else {
            iterable.exact::<List>().map(|list| (list.len(), list.to_vec()))
        };
        if let Some((len, items)) = known {
            return match len.cmp(&count) {
                std::cmp::Ordering::Equal => Ok(items),
                std::cmp::Ordering::Less => Err(self.too_few(count, len, "")),
                std::cmp::Ordering::Greater => {
                    Err(self.value_error(format!("too many values to unpack (expected {count})")))
                }
            };
        }
        let iterator = self.iter_to_unpack(iterable)?;
        let mut items = Vec::with_capacity(count);
        while items.len() < count {
            match self.next(&iterator)? {
                Some(item) => items.push(item),
                None => return Err(self.too_few(count, items.len(), "")),
            }
        }
        match self.next(&iterator)? {
            None => Ok(items),
            Some(_) => Err(self.value_error(format!("too many values to unpack (expected {count})"))),
        }
    }

    /// `before` items, a list of those in between, `after` items.
    pub fn unpack_ex(&mut self, iterable: &Value, before: usize, after: usize) -> Res<Vec<Value>> {
        let iterator = self.iter_to_unpack(iterable)?;
        let mut items = Vec::new();
        while items.len() < before {
            match self.next(&iterator)? {
                Some(item) => items.push(item),
                None => return Err(self.too_few(before + after, items.len(), "at least ")),
            }
        }
        let mut rest = self.collect(&iterator)?;
        if rest.len() < after {
            return Err(self.too_few(before + after, before + rest.len(), "at least "));
        }
        let last = rest.split_off(rest.len() - after);
        items.push(self.list(rest));
        items.extend(last);
        Ok(items)
    }
}

/// An iterator that notices when its container changes its size.
pub fn sized(kind: IterKind, source: Value, len: usize) -> Iter {
    let iter = Iter::new(kind, source);
    iter.end.set(len as i64);
    iter
}

/// Whether a value is a generator, and no coroutine or asynchronous generator.
pub(super) fn is_plain_generator(value: &Value) -> bool {
    value.exact::<Generator>().is_some_and(Generator::is_plain)
}

/// The iterator of a builtin container, or of an iterator itself; `None` for any other type.
pub(super) fn builtin_iter(value: &Value) -> Option<Value> {
    if is_plain_generator(value) || value.exact::<Iter>().is_some() {
        return Some(value.clone());
    }
    let iter = if value.exact::<List>().is_some() {
        Iter::new(IterKind::List, value.clone())
    } else if let Some(range) = value.exact::<Range>() {
        range_iter(range)
    } else if value.exact::<Tuple>().is_some() {
        Iter::new(IterKind::Tuple, value.clone())
    } else if let Some(text) = value.exact::<Str>() {
        Iter::new(if text.is_ascii() { IterKind::StrAscii } else { IterKind::Str }, value.clone())
    } else if let Some(dict) = value.exact::<Dict>() {
        sized(IterKind::Dict(ViewKind::Keys), value.clone(), dict.len())
    } else if let Some(view) = value.exact::<DictView>() {
        let dict = view.dict.get();
        let len = dict.cast::<Dict>().map_or(0, Dict::len);
        sized(IterKind::Dict(view.kind), dict, len)
    } else if let Some(set) = value.exact::<Set>() {
        sized(IterKind::Set, value.clone(), set.len())
    } else if value.exact::<Bytes>().is_some() {
        Iter::new(IterKind::Bytes, value.clone())
    } else if value.exact::<ByteArray>().is_some() {
        Iter::new(IterKind::ByteArray, value.clone())
    } else {
        return None;
    };
    Some(new_iter(iter))
}

/// An iterator over a range.
pub fn range_iter(range: &Range) -> Iter {
    match range {
        Range::Small { start, stop, step } => Iter::range(*start, *stop, *step),
        Range::Big(parts) => {
            let iter = Iter::new(IterKind::BigRange, Value::EMPTY);
            *iter.big.borrow_mut() = Some(parts.clone());
            iter
        }
    }
}

/// The next item of a range beyond 64 bits: its parts are next, stop and step.
fn next_big(iter: &Iter) -> Option<Value> {
    let mut state = iter.big.borrow_mut();
    let parts = state.as_mut()?;
    let (next, stop, step) = &mut **parts;
    let ended = if step.sign() == num_bigint::Sign::Minus { &*next <= stop } else { &*next >= stop };
    if ended {
        return None;
    }
    let item = next.clone();
    *next += &*step;
    Some(int::from_big(item))
}
