//! Comparison and membership.

use std::cmp::Ordering;

use hoopsnake_syntax::ast::CmpOp;

use crate::heap::Value;
use crate::objects::bytearray::bytes_of;
use crate::objects::dict::ViewKind;
use crate::objects::memory::buffer_of;
use crate::objects::{
    ByteArray, Bytes, Dict, DictView, List, MappingProxy, MemoryView, Range, Set, Str, Tuple, Type, int, quick,
};
use crate::text::{search, wtf8};

use super::class::has_own_class;
use super::item::is_native;
use super::{E, N, Res, Vm};

/// The names of a rich comparison, its reflection and its symbol.
fn names(op: CmpOp) -> (N, N, &'static str) {
    match op {
        CmpOp::Lt => (N::lt, N::gt, "<"),
        CmpOp::LtE => (N::le, N::ge, "<="),
        CmpOp::Gt => (N::gt, N::lt, ">"),
        CmpOp::GtE => (N::ge, N::le, ">="),
        CmpOp::NotEq => (N::ne, N::ne, "!="),
        _ => (N::eq, N::eq, "=="),
    }
}

/// What an ordering says of an operation.
fn holds(op: CmpOp, ordering: Option<Ordering>) -> bool {
    match (op, ordering) {
        (CmpOp::NotEq, None) => true,
        (_, None) => false,
        (CmpOp::Lt, Some(ordering)) => ordering.is_lt(),
        (CmpOp::LtE, Some(ordering)) => ordering.is_le(),
        (CmpOp::Gt, Some(ordering)) => ordering.is_gt(),
        (CmpOp::GtE, Some(ordering)) => ordering.is_ge(),
        (CmpOp::NotEq, Some(ordering)) => ordering.is_ne(),
        (_, Some(ordering)) => ordering.is_eq(),
    }
}

fn is_equality(op: CmpOp) -> bool {
    matches!(op, CmpOp::Eq | CmpOp::NotEq)
}

impl Vm {
    /// `a op b`: any of the ten comparisons.
    pub fn compare(&mut self, op: CmpOp, a: &Value, b: &Value) -> Res {
        match op {
            CmpOp::Is => return Ok(Value::bool(a.is(b))),
            CmpOp::IsNot => return Ok(Value::bool(!a.is(b))),
            CmpOp::In => return self.contains(b, a).map(Value::bool),
            CmpOp::NotIn => return self.contains(b, a).map(|found| Value::bool(!found)),
            _ => {}
        }
        if quick::are_numbers(a, b) {
            return Ok(Value::bool(holds(op, quick::compare_numbers(a, b))));
        }
        if let (Some(one), Some(two)) = (a.exact::<Str>(), b.exact::<Str>()) {
            let truth = match op {
                CmpOp::Eq => quick::same_text(one, two),
                CmpOp::NotEq => !quick::same_text(one, two),
                _ => holds(op, Some(wtf8::compare(one.bytes(), two.bytes()))),
            };
            return Ok(Value::bool(truth));
        }
        self.enter_comparison()?;
        let result = self.rich_compare(op, a, b);
        self.leave_native();
        result
    }

    fn enter_comparison(&mut self) -> Res<()> {
        match self.enter_native() {
            Ok(()) => Ok(()),
            Err(raised) => {
                drop(self.take_raised(raised));
                Err(self.raise_recursion(" in comparison"))
            }
        }
    }

    fn rich_compare(&mut self, op: CmpOp, a: &Value, b: &Value) -> Res {
        let (forward, reflected, symbol) = names(op);
        let (class_a, class_b) = (self.type_of(a), self.type_of(b));
        let b_first = !class_a.is(&class_b)
            && class_b.exact::<Type>().is_some_and(|class| class.is_subtype_of(&class_a))
            && self.overrides(b, reflected);
        if b_first {
            let result = self.compare_half(reflect(op), reflected, b, a)?;
            if !result.is_not_implemented() {
                return Ok(result);
            }
        }
        let result = self.compare_half(op, forward, a, b)?;
        if !result.is_not_implemented() {
            return Ok(result);
        }
        if !b_first {
            let result = self.compare_half(reflect(op), reflected, b, a)?;
            if !result.is_not_implemented() {
                return Ok(result);
            }
        }
        match op {
            CmpOp::Eq => Ok(Value::bool(a.is(b))),
            CmpOp::NotEq => Ok(Value::bool(!a.is(b))),
            _ => {
                let (a, b) = (self.type_name(a), self.type_name(b));
                Err(self.type_error(format!("'{symbol}' not supported between instances of '{a}' and '{b}'")))
            }
        }
    }

    /// Whether the object's class has the method in Python.
    fn overrides(&mut self, object: &Value, name: N) -> bool {
        self.special(object, name).is_some_and(|method| !is_native(&method))
    }

    /// One side's answer, possibly NotImplemented.
    fn compare_half(&mut self, op: CmpOp, name: N, a: &Value, b: &Value) -> Res {
        let plain =
            !has_own_class(a) && a.exact::<Type>().is_none() && a.exact::<crate::objects::Exception>().is_none();
        if let Some(proxy) = a.exact::<MappingProxy>() {
            let mapping = proxy.mapping.get();
            return self.compare(op, &mapping, b);
        }
        if plain {
            return self.native_compare(op, a, b);
        }
        if self.overrides(a, name) {
            return Ok(self.call_special(a, name, std::slice::from_ref(b))?.unwrap_or(Value::NOT_IMPLEMENTED));
        }
        // `!=` follows `==` unless it has a method of its own.
        if op == CmpOp::NotEq && self.overrides(a, N::eq) {
            let equal = self.call_special(a, N::eq, std::slice::from_ref(b))?.unwrap_or(Value::NOT_IMPLEMENTED);
            if equal.is_not_implemented() {
                return Ok(equal);
            }
            return Ok(Value::bool(!self.truth(&equal)?));
        }
        match a.native() {
            Some(native) => self.native_compare(op, native, b),
            // A metaclass written in Python answers through `special`; everything else by identity.
            None if op == CmpOp::Eq && a.is(b) => Ok(Value::TRUE),
            None if op == CmpOp::NotEq && a.is(b) => Ok(Value::FALSE),
            None => Ok(Value::NOT_IMPLEMENTED),
        }
    }

    /// Comparison by a builtin layout on the left; NotImplemented for others on the right.
    pub fn native_compare(&mut self, op: CmpOp, a: &Value, b: &Value) -> Res {
        let other = b.native().unwrap_or(b);
        if !b.is(other) && !quick::knows(a, other) {
            return Ok(Value::NOT_IMPLEMENTED);
        }
        if quick::are_numbers(a, other) {
            return Ok(Value::bool(holds(op, quick::compare_numbers(a, other))));
        }
        if is_equality(op)
            && let Some(equal) = quick::equal_complex(a, other)
        {
            return Ok(Value::bool(equal == (op == CmpOp::Eq)));
        }
        if let (Some(one), Some(two)) = (a.exact::<Str>(), other.exact::<Str>()) {
            return Ok(Value::bool(holds(op, Some(wtf8::compare(one.bytes(), two.bytes())))));
        }
        if let (Some(one), Some(two)) = (a.exact::<Bytes>(), other.exact::<Bytes>()) {
            return Ok(Value::bool(holds(op, Some(one.data().cmp(two.data())))));
        }
        // What a `bytes` is compared with says how, unless it is one, too.
        if a.exact::<Bytes>().is_some() && other.exact::<Bytes>().is_none() {
            return Ok(Value::NOT_IMPLEMENTED);
        }
        if let (Some(one), Some(two)) = (bytes_of(a), bytes_of(other)) {
            return Ok(Value::bool(holds(op, Some(one.cmp(&two)))));
        }
        if a.exact::<ByteArray>().is_some()
            && let (Some(one), Some(two)) = (bytes_of(a), buffer_of(other))
        {
            return Ok(Value::bool(holds(op, Some(one.cmp(&two)))));
        }
        if a.exact::<MemoryView>().is_some() {
            let equal = if is_equality(op) { self.memory_equals(a, other)? } else { None };
            return Ok(equal.map_or(Value::NOT_IMPLEMENTED, |equal| Value::bool(equal == (op == CmpOp::Eq))));
        }
        if a.exact::<List>().is_some() && other.exact::<List>().is_some() {
            return self.compare_sequences(op, a, other);
        }
        if a.exact::<Tuple>().is_some() && other.exact::<Tuple>().is_some() {
            return self.compare_sequences(op, a, other);
        }
        if let (Some(one), Some(two)) = (a.exact::<Dict>(), other.exact::<Dict>()) {
            if !is_equality(op) {
                return Ok(Value::NOT_IMPLEMENTED);
            }
            let equal = one.len() == two.len() && self.dicts_equal(a, other)?;
            return Ok(Value::bool(equal == (op == CmpOp::Eq)));
        }
        if is_set_like(a) && is_set_like(other) {
            return self.compare_sets(op, a, other);
        }
        if let (Some(one), Some(two)) = (a.exact::<Range>(), other.exact::<Range>()) {
            if !is_equality(op) {
                return Ok(Value::NOT_IMPLEMENTED);
            }
            return Ok(Value::bool((one == two) == (op == CmpOp::Eq)));
        }
        if let (Some(one), Some(two)) =
            (a.exact::<crate::objects::BoundMethod>(), other.exact::<crate::objects::BoundMethod>())
            && is_equality(op)
        {
            let same = one.function.peek(|function| two.function.holds(function))
                && one.receiver.peek(|receiver| two.receiver.holds(receiver));
            return Ok(Value::bool(same == (op == CmpOp::Eq)));
        }
        if let (Some(one), Some(two)) = (a.exact::<crate::objects::WeakRef>(), other.exact::<crate::objects::WeakRef>())
            && is_equality(op)
        {
            return match (one.link.get(), two.link.get()) {
                (Some(one), Some(two)) => self.compare(op, &one, &two),
                _ => Ok(Value::bool(a.is(other) == (op == CmpOp::Eq))),
            };
        }
        if let (Some(one), Some(two)) =
            (a.exact::<crate::objects::SliceObject>(), other.exact::<crate::objects::SliceObject>())
        {
            let parts =
                |slice: &crate::objects::SliceObject| vec![slice.start.get(), slice.stop.get(), slice.step.get()];
            let (one, two) = (self.tuple(parts(one))?, self.tuple(parts(two))?);
            return self.compare_sequences(op, &one, &two);
        }
        Ok(match op {
            CmpOp::Eq if a.is(b) => Value::TRUE,
            CmpOp::NotEq if a.is(b) => Value::FALSE,
            _ => Value::NOT_IMPLEMENTED,
        })
    }

    /// Item `index` of a list or tuple as it is now.
    fn item_now(sequence: &Value, index: usize) -> Option<Value> {
        match sequence.exact::<List>() {
            Some(list) => list.get(index),
            None => sequence.exact::<Tuple>()?.elements().get(index).cloned(),
        }
    }

    fn len_now(sequence: &Value) -> usize {
        match sequence.exact::<List>() {
            Some(list) => list.len(),
            None => sequence.exact::<Tuple>().map_or(0, Tuple::len),
        }
    }

    /// Lexicographic; `__eq__` of the items may change lists meanwhile.
    fn compare_sequences(&mut self, op: CmpOp, a: &Value, b: &Value) -> Res {
        if is_equality(op) && Self::len_now(a) != Self::len_now(b) {
            return Ok(Value::bool(op == CmpOp::NotEq));
        }
        let mut index = 0;
        while let (Some(x), Some(y)) = (Self::item_now(a, index), Self::item_now(b, index)) {
            let same = x.is(&y) || self.equals(&x, &y)?;
            if !same {
                return match op {
                    CmpOp::Eq => Ok(Value::FALSE),
                    CmpOp::NotEq => Ok(Value::TRUE),
                    _ => self.compare(op, &x, &y),
                };
            }
            index += 1;
        }
        Ok(Value::bool(holds(op, Some(Self::len_now(a).cmp(&Self::len_now(b))))))
    }

    fn dicts_equal(&mut self, a: &Value, b: &Value) -> Res<bool> {
        let Some(one) = a.exact::<Dict>() else { return Ok(false) };
        let mut at = 0;
        while let Some((found, key, value)) = one.next_from(at) {
            at = found + 1;
            let hash = one.hash_at(found).unwrap_or_default();
            let Some(place) = self.dict_find(b, &key, hash)? else { return Ok(false) };
            let Some(other) = b.exact::<Dict>().and_then(|dict| dict.value_at(place)) else { return Ok(false) };
            if !value.is(&other) && !self.equals(&value, &other)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn compare_sets(&mut self, op: CmpOp, a: &Value, b: &Value) -> Res {
        let (len_a, len_b) = (self.length(a)?, self.length(b)?);
        let truth = match op {
            CmpOp::Eq => len_a == len_b && self.is_subset(a, b)?,
            CmpOp::NotEq => !(len_a == len_b && self.is_subset(a, b)?),
            CmpOp::LtE => len_a <= len_b && self.is_subset(a, b)?,
            CmpOp::Lt => len_a < len_b && self.is_subset(a, b)?,
            CmpOp::GtE => len_a >= len_b && self.is_subset(b, a)?,
            _ => len_a > len_b && self.is_subset(b, a)?,
        };
        Ok(Value::bool(truth))
    }

    fn is_subset(&mut self, a: &Value, b: &Value) -> Res<bool> {
        for item in self.collect(a)? {
            if !self.contains(b, &item)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The truth of `a op b`.
    pub fn compare_truth(&mut self, op: CmpOp, a: &Value, b: &Value) -> Res<bool> {
        let result = self.compare(op, a, b)?;
        match result.as_bool() {
            Some(truth) => Ok(truth),
            None => self.truth(&result),
        }
    }

    /// `a == b`, without the shortcut for identical objects.
    pub fn equals(&mut self, a: &Value, b: &Value) -> Res<bool> {
        match quick::equal(a, b) {
            Some(equal) => Ok(equal),
            None => self.compare_truth(CmpOp::Eq, a, b),
        }
    }

    /// `a < b`
    pub fn less(&mut self, a: &Value, b: &Value) -> Res<bool> {
        self.compare_truth(CmpOp::Lt, a, b)
    }

    /// `item in container`
    pub fn contains(&mut self, container: &Value, item: &Value) -> Res<bool> {
        if let (Some(string), Some(part)) = (container.exact::<Str>(), item.exact::<Str>()) {
            return Ok(search::contains(string.bytes(), part.bytes()));
        }
        if let Some(native) = container.native() {
            return match self.special(container, N::contains) {
                Some(method) if is_native(&method) => self.contains(native, item),
                _ => self.custom_contains(container, item),
            };
        }
        if container.exact::<Set>().is_some() {
            return self.set_contains(container, item);
        }
        if container.exact::<Dict>().is_some() {
            return Ok(self.dict_position(container, item)?.is_some());
        }
        if let Some(string) = container.exact::<Str>() {
            return match item.cast::<Str>() {
                Some(part) => Ok(search::contains(string.bytes(), part.bytes())),
                None => {
                    let name = self.type_name(item);
                    Err(self.type_error(format!("'in <string>' requires string as left operand, not {name}")))
                }
            };
        }
        if container.exact::<List>().is_some() || container.exact::<Tuple>().is_some() {
            let mut index = 0;
            while let Some(known) = Self::item_now(container, index) {
                if known.is(item) || self.equals(&known, item)? {
                    return Ok(true);
                }
                index += 1;
            }
            return Ok(false);
        }
        if let Some(range) = container.exact::<Range>()
            && int::is_plain_int(item)
        {
            return Ok(range_contains(range, item));
        }
        if let Some(bytes) = bytes_of(container) {
            return self.bytes_contain(&bytes, item);
        }
        if let Some(view) = container.exact::<DictView>() {
            return self.view_contains(view, item);
        }
        if let Some(proxy) = container.exact::<MappingProxy>() {
            let mapping = proxy.mapping.get();
            return self.contains(&mapping, item);
        }
        self.custom_contains(container, item)
    }

    fn custom_contains(&mut self, container: &Value, item: &Value) -> Res<bool> {
        match self.special(container, N::contains) {
            Some(method) if method.is_none() => {
                let name = self.type_name(container);
                Err(self.type_error(format!("'{name}' object is not a container")))
            }
            Some(_) => {
                let result = self.call_special(container, N::contains, std::slice::from_ref(item))?.unwrap_or_default();
                self.truth(&result)
            }
            None => {
                let iterator = match self.iter(container) {
                    Err(raised) if self.raised_is(E::TypeError) => {
                        drop(self.take_raised(raised));
                        let name = self.type_name(container);
                        return Err(self.type_error(format!("argument of type '{name}' is not iterable")));
                    }
                    result => result?,
                };
                while let Some(known) = self.next(&iterator)? {
                    if known.is(item) || self.equals(&known, item)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
        }
    }

    fn bytes_contain(&mut self, bytes: &[u8], item: &Value) -> Res<bool> {
        if let Some(part) = self.buffer(item)? {
            return Ok(search::contains(bytes, &part));
        }
        if int::is_int(item) {
            return match int::to_i64(item).and_then(|byte| u8::try_from(byte).ok()) {
                Some(byte) => Ok(bytes.contains(&byte)),
                None => Err(self.value_error("byte must be in range(0, 256)")),
            };
        }
        let name = self.type_name(item);
        Err(self.type_error(format!("a bytes-like object is required, not '{name}'")))
    }

    fn view_contains(&mut self, view: &DictView, item: &Value) -> Res<bool> {
        let dict = view.dict.get();
        match view.kind {
            ViewKind::Keys => Ok(self.dict_get(&dict, item)?.is_some()),
            ViewKind::Items => {
                let Some(pair) = item.cast::<Tuple>() else { return Ok(false) };
                let [key, value] = pair.elements() else { return Ok(false) };
                match self.dict_get(&dict, key)? {
                    Some(known) => Ok(known.is(value) || self.equals(&known, value)?),
                    None => Ok(false),
                }
            }
            ViewKind::Values => {
                let mut at = 0;
                while let Some((found, _, known)) = dict.cast::<Dict>().and_then(|dict| dict.next_from(at)) {
                    at = found + 1;
                    if known.is(item) || self.equals(&known, item)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
        }
    }
}

fn reflect(op: CmpOp) -> CmpOp {
    match op {
        CmpOp::Lt => CmpOp::Gt,
        CmpOp::LtE => CmpOp::GtE,
        CmpOp::Gt => CmpOp::Lt,
        CmpOp::GtE => CmpOp::LtE,
        other => other,
    }
}

fn is_set_like(value: &Value) -> bool {
    value.exact::<Set>().is_some() || value.exact::<DictView>().is_some_and(|view| view.kind != ViewKind::Values)
}

fn range_contains(range: &Range, item: &Value) -> bool {
    let Some(item) = int::to_big(item) else { return false };
    let (start, stop, step) = match range {
        Range::Small { start, stop, step } => ((*start).into(), (*stop).into(), (*step).into()),
        Range::Big(parts) => (**parts).clone(),
    };
    let zero = num_bigint::BigInt::default();
    let inside = if step > zero { start <= item && item < stop } else { stop < item && item <= start };
    inside && (item - start) % step == zero
}
