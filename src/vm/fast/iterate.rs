//! Steps of `for` loops over builtin iterators.

use super::compute::compute;
use super::generator::resume;
use super::{Frame, Handler, Instr, Op, Regs, Step, Vm, enter, finish, handlers, is_temporary, kill};
use crate::heap::Value;
use crate::objects::dict::ViewKind;
use crate::objects::iter::IterKind;
use crate::objects::{Code, Dict, Iter, List, Str, Tuple};
use crate::vm::iterate::builtin_iter;

/// The next item of an iterator that needs no Python code and cannot fail; `None` at its end, or if it is another one.
#[inline(always)]
fn next_item(vm: &Vm, iter: &Iter, number: bool) -> Option<Value> {
    let at = iter.position.get();
    let copy = |item: &Value| if number { item.number_form() } else { item.clone() };
    let item = match iter.kind {
        IterKind::Range => {
            let (end, step) = (iter.end.get(), iter.step.get());
            if (step > 0 && at >= end) || (step < 0 && at <= end) {
                return None;
            }
            let item = Value::inline_int(at)?;
            // One past the last item may not fit: then the range is at its end.
            iter.position.set(at.checked_add(step).unwrap_or(end));
            return Some(item);
        }
        IterKind::List => iter.source.peek(|source| source.exact::<List>()?.peek(at as usize, copy))?,
        IterKind::Tuple => iter.source.peek(|source| source.exact::<Tuple>()?.elements().get(at as usize).map(copy))?,
        IterKind::StrAscii => iter.source.peek(|source| {
            let byte = source.exact::<Str>().filter(|text| text.is_ascii())?.bytes().get(at as usize)?;
            Some(vm.world.interner.ascii(*byte))
        })?,
        _ => return None,
    };
    iter.position.set(at + 1);
    Some(item)
}

/// As `next_item`, in a function of its own: see `look_up_number` in `build.rs`.
#[inline(never)]
fn next_single(vm: &Vm, iter: &Iter, number: bool) -> Option<Value> {
    next_item(vm, iter, number)
}

/// The next two values of an iterator over pairs.
#[inline(never)]
fn next_pair(vm: &Vm, iter: &Iter, number: bool) -> Option<(Value, Value)> {
    match iter.kind {
        IterKind::Zip => {
            let [one, two] = &iter.sources[..] else { return None };
            let (one, two) = (one.exact::<Iter>()?, two.exact::<Iter>()?);
            // What is taken from the first cannot be put back.
            if !has_next(two) {
                return None;
            }
            Some((next_item(vm, one, number)?, next_item(vm, two, number)?))
        }
        IterKind::Enumerate if iter.extra.is_empty() => {
            let at = iter.position.get();
            let index = Value::inline_int(at)?;
            let item =
                iter.source.peek(|source| source.exact::<Iter>().and_then(|source| next_item(vm, source, number)))?;
            iter.position.set(at.saturating_add(1));
            Some((index, item))
        }
        IterKind::Dict(ViewKind::Items) => iter.source.peek(|source| {
            let dict = source.exact::<Dict>()?;
            // As many entries as there were, and not all of them given yet.
            if dict.len() as i64 != iter.end.get() || iter.step.get() > iter.end.get() {
                return None;
            }
            let (at, key, value) = dict.next_from(iter.position.get() as usize)?;
            iter.step.set(iter.step.get() + 1);
            iter.position.set(at as i64 + 1);
            Some((key, value))
        }),
        _ => None,
    }
}

/// The next items of a `zip` of two lists; `None` if that is not what it is, or one of them takes a cell.
#[inline(always)]
fn zipped(iter: &Iter, share: impl Fn(&Value) -> Option<Value>) -> Option<(Value, Value)> {
    let [one, two] = &iter.sources[..] else { return None };
    let (one, two) = (one.exact::<Iter>()?, two.exact::<Iter>()?);
    if iter.kind != IterKind::Zip || one.kind != IterKind::List || two.kind != IterKind::List {
        return None;
    }
    let (at, other) = (one.position.get(), two.position.get());
    let item = |iter: &Iter, at: i64| iter.source.peek(|source| source.exact::<List>()?.peek(at as usize, &share)?);
    let first = item(one, at)?;
    let Some(second) = item(two, other) else {
        first.release_shared();
        return None;
    };
    one.position.set(at + 1);
    two.position.set(other + 1);
    Some((first, second))
}

#[inline(never)]
fn drop_two(one: Value, two: Value) {
    drop(one);
    drop(two);
}

/// Whether `next_item` will give something.
#[inline(always)]
fn has_next(iter: &Iter) -> bool {
    let at = iter.position.get();
    match iter.kind {
        IterKind::Range => {
            let (end, step) = (iter.end.get(), iter.step.get());
            Value::inline_int(at).is_some() && ((step > 0 && at < end) || (step < 0 && at > end))
        }
        IterKind::List => {
            iter.source.peek(|source| source.exact::<List>().is_some_and(|list| (at as usize) < list.len()))
        }
        IterKind::Tuple => {
            iter.source.peek(|source| source.exact::<Tuple>().is_some_and(|tuple| (at as usize) < tuple.len()))
        }
        _ => false,
    }
}

handlers! {
    for_iter = |vm, i, regs, code| {
        let Some(iter) = regs.get(i.b).exact::<Iter>() else { return Step::Other };
        let at = iter.position.get();
        if iter.kind == IterKind::Range {
            if iter.step.get() == 1
                && at < iter.end.get()
                && let Some(value) = Value::inline_int(at)
            {
                iter.position.set(at + 1);
                return Step::Put(value);
            }
            return Step::Other;
        }
        let share = |item: &Value| if i.c != 0 { item.share_number() } else { item.share() };
        let item = match iter.kind {
            IterKind::List => iter.source.peek(|source| source.exact::<List>()?.peek(at as usize, share)?),
            IterKind::Tuple => iter.source.peek(|source| share(source.exact::<Tuple>()?.elements().get(at as usize)?)),
            _ => None,
        };
        if let Some(item) = item {
            iter.position.set(at + 1);
            return Step::Put(item);
        }
        Step::Other
    }, else for_iter_pair;

    /// Pairs that the next instruction would take apart at once are not made.
    for_iter_pair = |vm, i, regs, code| {
        let Some(iter) = regs.get(i.b).exact::<Iter>() else { return Step::Other };
        let next = super::next_instruction(i);
        if next.op != Op::Unpack || next.b != i.a || next.c != 2 || !is_temporary(code, i.a) {
            return Step::Other;
        }
        let lists = if next.d != 0 { zipped(iter, Value::share_number) } else { zipped(iter, Value::share) };
        if let Some((one, two)) = lists {
            let (old_one, old_two) = (regs.replace(next.a, one), regs.replace(next.a + 1, two));
            if old_one.is_object() || old_two.is_object() {
                drop_two(old_one, old_two);
                return Step::SkipAttend;
            }
            std::mem::forget((old_one, old_two));
            return Step::Skip;
        }
        let Some((one, two)) = next_pair(vm, iter, next.d != 0) else { return Step::Other };
        drop(regs.replace(next.a, one));
        drop(regs.replace(next.a + 1, two));
        Step::SkipAttend
    }, else for_iter_item;
    for_iter_item = |vm, i, regs, code| {
        let Some(iter) = regs.get(i.b).exact::<Iter>() else { return Step::Other };
        match next_single(vm, iter, i.c != 0) {
            Some(item) => Step::Put(item),
            None => Step::Other,
        }
    }, else for_iter_end;
}

/// Whether a builtin iterator whose end needs no care is at its end.
#[inline(always)]
fn is_over(iter: &Iter) -> bool {
    matches!(iter.kind, IterKind::Range | IterKind::List | IterKind::Tuple) && !has_next(iter)
}

/// The iterator of an operand that needs no Python code, in a function of its own: see `look_up_number` in `build.rs`.
#[inline(never)]
fn iterator_of(value: &Value) -> Option<Value> {
    builtin_iter(value)
}

handlers! {
    /// The end of a loop over an iterator that nobody else refers to, so that it need not know.
    for_iter_end = |vm, i, regs, code| {
        if !regs.get(i.b).is_last() || !regs.get(i.b).exact::<Iter>().is_some_and(is_over) {
            return Step::Other;
        }
        drop(regs.take(i.b));
        if vm.heap.attention.get() != 0 { Step::JumpAttend } else { Step::Jump }
    }, else resume;
    get_iter = |vm, i, regs, code| {
        let Some(iterator) = iterator_of(regs.get(i.b)) else { return Step::Other };
        kill(regs, code, i.b);
        Step::PutAttend(iterator)
    }, else compute;
}

enter! {
    ForIter => for_iter, GetIter => get_iter,
}
