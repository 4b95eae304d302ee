//! Steps that move values: between registers, variables, attributes and items.
//!
//! A first handler copies only what needs no cell and releases only what does not die by it; the second does both.

use std::mem::ManuallyDrop;

use super::build::{store_key, subscr_imm_key, subscr_key, subscr_num_key};
use super::compute::compute;
use super::{
    Frame, Handler, Instr, Op, Regs, Step, Vm, dies, enter, finish, frame_of, go, handlers, is_temporary, kept,
    kept_warm, kill, known, leave, spare,
};
use crate::heap::tail::Instance;
use crate::heap::{Slot, Value};
use crate::objects::code::Cache;
use crate::objects::{CellObject, Code, Dict, Function, List, Set, Tuple, Type};
use crate::vm::T;
use crate::vm::slow::{BUILTIN_METHOD, BUILTINS, CLASS_VALUE, GLOBALS, METHOD, NEW_SLOT, PROPERTY, SLOT};

/// The constant of an instruction.
#[inline(always)]
fn constant<'a>(code: &'a Code, i: &Instr) -> &'a Value {
    // SAFETY: indexes of constants are verified.
    unsafe { code.constants.get_unchecked(i.d as usize) }
}

/// What an instruction remembers.
#[inline(always)]
fn cache(code: &Code, i: &Instr) -> Cache {
    // SAFETY: the assembler has given every instruction that has a cache a number below their count.
    unsafe { code.caches.get_unchecked(i.e as usize) }.get()
}

/// Puts a value, or takes the other handler.
#[inline(always)]
fn put(value: Option<Value>) -> Step {
    match value {
        Some(value) => Step::Put(value),
        None => Step::Other,
    }
}

/// Reads what a cell holds; `None` if it is no cell or unbound.
#[inline(always)]
fn cell_content(cell: &Value, copy: impl FnOnce(&Value) -> Option<Value>) -> Option<Value> {
    let content = &cell.exact::<CellObject>()?.content;
    if content.is_empty() { None } else { content.peek(copy) }
}

fn copy(value: &Value) -> Option<Value> {
    Some(value.clone())
}

fn copy_number(value: &Value) -> Option<Value> {
    Some(value.number_form())
}

/// Cell `index` of the running function's closure, read in place.
#[inline(always)]
fn with_free_cell<R>(frame: &Frame, index: i32, read: impl FnOnce(&Value) -> Option<R>) -> Option<R> {
    let function = frame.function.exact::<Function>()?;
    function.closure.peek(|cells| read(cells.exact::<Tuple>()?.elements().get(index as usize)?))
}

/// The global, if the cache says where it is.
#[inline(always)]
fn cached_global(
    frame: &Frame,
    builtins: &Value,
    cache: Cache,
    copy: impl FnOnce(&Value) -> Option<Value>,
) -> Option<Value> {
    let function = frame.function.exact::<Function>()?;
    function.globals.peek(|globals| {
        let globals = globals.exact::<Dict>()?;
        if globals.known_version() != cache.key {
            return None;
        }
        match cache.path {
            GLOBALS => globals.peek_at(cache.index as usize, copy)?,
            BUILTINS => {
                let builtins = builtins.exact::<Dict>()?;
                if builtins.known_version() == cache.class_version {
                    builtins.peek_at(cache.index as usize, copy)?
                } else {
                    None
                }
            }
            _ => None,
        }
    })
}

/// The instance, if the cache of the instruction is about its shape and class.
#[inline(always)]
fn known_instance(object: &Value, cache: Cache) -> Option<&Instance> {
    let instance = object.exact::<Instance>()?;
    let version = instance.class.peek(|class| class.exact::<Type>().map_or(0, Type::known_version));
    if instance.shape() == cache.key && version == cache.class_version { Some(instance) } else { None }
}

/// Takes what the instruction found for this instance's shape before back into its inline cache, if it is known: then the
/// instruction is to be tried again.
#[inline(never)]
fn recall(vm: &Vm, object: &Value, i: &Instr, code: &Code) -> bool {
    let Some(instance) = object.exact::<Instance>() else { return false };
    let version = instance.class.peek(|class| class.exact::<Type>().map_or(0, Type::known_version));
    let before = cache(code, i);
    if before.key == instance.shape() && before.class_version == version {
        return false;
    }
    let Some(found) = vm.polymorphic.recall(code, i, instance.shape(), version) else { return false };
    if let Some(place) = code.caches.get(i.e as usize) {
        place.set(found);
    }
    true
}

#[inline(always)]
fn again(known: bool) -> Step {
    if known { Step::Again } else { Step::Other }
}

/// The slot of an attribute, if the cache knows it.
#[inline(always)]
fn known_slot(object: &Value, cache: Cache) -> Option<&Slot> {
    if cache.path != SLOT {
        return None;
    }
    known_instance(object, cache)?.slot(cache.index as usize).filter(|slot| !slot.is_empty())
}

/// An attribute that the cache finds in a slot.
#[inline(always)]
fn attribute(i: &Instr, regs: Regs, code: &Code, share: impl FnOnce(&Value) -> Option<Value>) -> Step {
    if dies(regs, code, i.b) {
        return Step::Other;
    }
    let Some(value) = known_slot(regs.get(i.b), cache(code, i)).and_then(|slot| slot.peek(share)) else {
        return Step::Other;
    };
    spare(regs, code, i.b);
    Step::Put(value)
}

/// As `attribute`, with everything that may need a call.
#[inline(always)]
fn attribute_warm(i: &Instr, regs: Regs, code: &Code, copy: impl FnOnce(&Value) -> Option<Value>) -> Step {
    let Some(value) = known_slot(regs.get(i.b), cache(code, i)).and_then(|slot| slot.peek(copy)) else {
        return Step::Other;
    };
    kill(regs, code, i.b);
    Step::PutAttend(value)
}

/// The place in a list of `len` items that an inline int means.
#[inline(always)]
fn place(index: &Value, len: usize) -> Option<usize> {
    let index = index.as_inline_int()?;
    let at = if index < 0 { index + len as i64 } else { index };
    if (at as u64) < len as u64 { Some(at as usize) } else { None }
}

/// Reads an item of a list by an inline int.
#[inline(always)]
fn item(object: &Value, index: &Value, share: impl FnOnce(&Value) -> Option<Value>) -> Option<Value> {
    let list = object.exact::<List>()?;
    list.peek(place(index, list.len())?, share)?
}

/// As `item`, of tuples as well, and by a boxed int.
#[inline(always)]
fn item_warm(object: &Value, index: &Value, copy: impl FnOnce(&Value) -> Option<Value>) -> Option<Value> {
    let index = &Value::inline_int(index.as_int()?)?;
    match object.exact::<Tuple>() {
        Some(tuple) => copy(tuple.elements().get(place(index, tuple.len())?)?),
        None => item(object, index, copy),
    }
}

#[inline(always)]
fn subscript(i: &Instr, regs: Regs, code: &Code, share: impl FnOnce(&Value) -> Option<Value>) -> Step {
    if dies(regs, code, i.b) {
        return Step::Other;
    }
    let Some(value) = item(regs.get(i.b), regs.get(i.c), share) else { return Step::Other };
    spare(regs, code, i.b);
    Step::Put(value)
}

/// Ends an instruction that has read an item of operand `b` by operand `c`.
#[inline(always)]
fn subscript_warm(i: &Instr, regs: Regs, code: &Code, copy: impl FnOnce(&Value) -> Option<Value>) -> Step {
    let Some(value) = item_warm(regs.get(i.b), regs.get(i.c), copy) else { return Step::Other };
    kill(regs, code, i.b);
    kill(regs, code, i.c);
    Step::PutAttend(value)
}

/// The method that the cache finds in the class of an instance, or of a builtin type.
#[inline(always)]
fn known_method(object: &Value, cache: Cache) -> Option<Value> {
    if cache.path != METHOD {
        return None;
    }
    known_instance(object, cache)?;
    Some(known(cache))
}

/// The method that the cache finds in a builtin type, which never changes.
#[inline(always)]
fn known_builtin_method(object: &Value, cache: Cache) -> Option<Value> {
    if cache.path != BUILTIN_METHOD || u32::from(object.object_header()?.kind()) != cache.key {
        return None;
    }
    // Sets and frozensets are of one kind.
    if object.exact::<Set>().is_some_and(|set| set.frozen != (cache.index == T::FrozenSet as u32)) {
        return None;
    }
    Some(known(cache))
}

/// Leaves function and receiver for a call.
#[inline(always)]
fn put_method(function: Option<Value>, i: &Instr, regs: Regs, code: &Code) -> Step {
    let Some(function) = function else { return Step::Other };
    // It is an object, so a second reference takes no cell.
    let object = if is_temporary(code, i.b) { Some(regs.take(i.b)) } else { regs.get(i.b).share() };
    // Dead temporaries hold no pointers.
    std::mem::forget(regs.replace(i.a + 1, object.unwrap_or_default()));
    std::mem::forget(regs.replace(i.a, function));
    Step::Next
}

/// An attribute that a property of the class computes: the call of its getter, in a window above this one.
#[inline(never)]
unsafe fn load_property(
    vm: &mut Vm,
    ip: *const Instr,
    regs: Regs,
    frame: *mut Frame,
    code: *const Code,
) -> *const Instr {
    // SAFETY: as in `enter_function` of `flow.rs`; the registers above the window are free.
    unsafe {
        let i = &*ip;
        let cache = cache(&*code, i);
        if cache.path != PROPERTY || known_instance(regs.get(i.b), cache).is_none() {
            return recall_for_value(vm, ip, regs, frame, code);
        }
        let getter = ManuallyDrop::new(known(cache));
        let callee = getter.exact::<Function>().map(|function| function.code.peek(Value::share_object));
        let held = ManuallyDrop::new(callee.unwrap_or_default());
        let Some(callee) = held.exact::<Code>().filter(|callee| callee.simple_arguments == 1) else {
            release_shared(getter, held);
            return compute(vm, ip, regs, frame, code);
        };
        let base = vm.top;
        let top = base + usize::from(callee.registers);
        if vm.is_deep() || vm.is_interrupted() || !vm.stack.has(top + 1) {
            release_shared(getter, held);
            return compute(vm, ip, regs, frame, code);
        }
        (*frame).next = ip.add(1);
        let result = (*frame).base + usize::from(i.a);
        let window = Regs::new(vm.stack.at(base));
        let object = if is_temporary(&*code, i.b) { regs.take(i.b) } else { regs.get(i.b).share_object() };
        std::mem::forget(window.replace(0, object));
        window.make_empty(1, callee.locals);
        let (start, callee) = (callee.instructions.as_ptr(), std::ptr::from_ref(callee));
        let (getter, held) = (ManuallyDrop::into_inner(getter), ManuallyDrop::into_inner(held));
        vm.push_frame(Frame::plain(getter, held, start, base, top, result));
        vm.top = top;
        go(vm, start, window, frame.add(1), callee)
    }
}

/// Gives back references that are not the last ones.
fn release_shared(one: ManuallyDrop<Value>, two: ManuallyDrop<Value>) {
    ManuallyDrop::into_inner(one).release_shared();
    ManuallyDrop::into_inner(two).release_shared();
}

handlers! {
    nothing = |vm, i, regs, code| Step::Next, else leave;
    load_const = |vm, i, regs, code| put(constant(code, i).share()), else load_const_cell;
    load_const_cell = |vm, i, regs, code| Step::Put(constant(code, i).clone()), else leave;
    load_num = |vm, i, regs, code| put(constant(code, i).share_number()), else load_boxed_num;
    load_boxed_num = |vm, i, regs, code| put(copy_number(constant(code, i))), else leave;
    load_int = |vm, i, regs, code| Step::Put(Value::int32(i.d)), else leave;
    take = |vm, i, regs, code| Step::Put(regs.take(i.b)), else leave;
    copy_register = |vm, i, regs, code| put(regs.get(i.b).share()), else copy_number_cell;
    copy_number_form = |vm, i, regs, code| put(regs.get(i.b).share_number()), else copy_number_form_warm;
    copy_number_form_warm = |vm, i, regs, code| Step::Put(regs.get(i.b).number_form()), else leave;
    copy_last = |vm, i, regs, code| Step::Put(regs.get(i.b).share_last()), else leave;
    copy_number_cell = |vm, i, regs, code| Step::Put(regs.get(i.b).clone()), else leave;
    release_temporary = |vm, i, regs, code| Step::Drop(regs.take(i.a)), else leave;
    check_bound = |vm, i, regs, code| if regs.get(i.a).is_empty() { Step::Other } else { Step::Next }, else leave;

    load_cell = |vm, i, regs, code| put(cell_content(regs.get(i.b), Value::share)), else load_cell_warm;
    load_cell_warm = |vm, i, regs, code| put(cell_content(regs.get(i.b), copy)), else leave;
    store_cell = |vm, i, regs, code| {
        let Some(cell) = regs.get(i.a).exact::<CellObject>() else { return Step::Other };
        Step::Drop(cell.content.replace(kept_warm(regs, code, i.b, i.c != 0)))
    }, else leave;
    load_free = |vm, i, regs, code| {
        put(with_free_cell(frame_of(vm), i.d, |cell| cell_content(cell, Value::share)))
    }, else load_free_warm;
    load_free_warm = |vm, i, regs, code| {
        put(with_free_cell(frame_of(vm), i.d, |cell| cell_content(cell, copy)))
    }, else leave;
    store_free = |vm, i, regs, code| {
        let old = with_free_cell(frame_of(vm), i.d, |cell| {
            Some(cell.exact::<CellObject>()?.content.replace(kept_warm(regs, code, i.b, i.c != 0)))
        });
        old.map_or(Step::Other, Step::Drop)
    }, else leave;
    load_free_cell = |vm, i, regs, code| put(with_free_cell(frame_of(vm), i.d, Value::share)), else leave;
    load_global = |vm, i, regs, code| {
        put(cached_global(frame_of(vm), &vm.builtins, cache(code, i), Value::share))
    }, else load_global_warm;
    load_global_warm = |vm, i, regs, code| {
        put(cached_global(frame_of(vm), &vm.builtins, cache(code, i), copy))
    }, else compute;

    load_attr = |vm, i, regs, code| attribute(i, regs, code, Value::share), else load_attr_warm;
    load_attr_warm = |vm, i, regs, code| attribute_warm(i, regs, code, copy), else load_class_value;
    load_attr_num = |vm, i, regs, code| attribute(i, regs, code, Value::share_number), else load_attr_num_warm;
    load_attr_num_warm = |vm, i, regs, code| attribute_warm(i, regs, code, copy_number), else load_class_value;
    /// An attribute that the instance has from its class, and that is no descriptor.
    load_class_value = |vm, i, regs, code| {
        let cache = cache(code, i);
        if cache.path != CLASS_VALUE {
            return Step::Other;
        }
        let Some(instance) = known_instance(regs.get(i.b), cache) else { return Step::Other };
        let place = ((cache.index >> 16) as usize, (cache.index & 0xFFFF) as usize);
        let found = instance.class.peek(|class| class.exact::<Type>().and_then(|class| class.found(place)));
        let Some(value) = found else { return Step::Other };
        kill(regs, code, i.b);
        Step::PutAttend(value)
    }, else load_property;
    recall_for_a = |vm, i, regs, code| again(recall(vm, regs.get(i.a), i, code)), else leave;
    recall_for_b = |vm, i, regs, code| again(recall(vm, regs.get(i.b), i, code)), else leave;
    recall_for_value = |vm, i, regs, code| again(recall(vm, regs.get(i.b), i, code)), else compute;
    store_attr = |vm, i, regs, code| {
        let cache = cache(code, i);
        if cache.path == 0 || dies(regs, code, i.a) {
            return Step::Other;
        }
        let Some(instance) = known_instance(regs.get(i.a), cache) else { return Step::Other };
        let Some(slot) = instance.slot((cache.index & 0xFFFF) as usize) else { return Step::Other };
        let Some(value) = kept(regs, code, i.b, i.c != 0) else { return Step::Other };
        if cache.path >= NEW_SLOT {
            instance.set_shape(cache.path - NEW_SLOT);
        }
        let old = slot.replace(value);
        spare(regs, code, i.a);
        Step::Drop(old)
    }, else recall_for_a;
    load_method = |vm, i, regs, code| put_method(known_method(regs.get(i.b), cache(code, i)), i, regs, code), else load_builtin_method;
    load_builtin_method = |vm, i, regs, code| {
        put_method(known_builtin_method(regs.get(i.b), cache(code, i)), i, regs, code)
    }, else recall_for_b;

    subscr = |vm, i, regs, code| subscript(i, regs, code, Value::share), else subscr_key;
    subscr_warm = |vm, i, regs, code| subscript_warm(i, regs, code, copy), else compute;
    subscr_num = |vm, i, regs, code| subscript(i, regs, code, Value::share_number), else subscr_num_key;
    subscr_num_warm = |vm, i, regs, code| subscript_warm(i, regs, code, copy_number), else compute;
    subscr_imm = |vm, i, regs, code| {
        if dies(regs, code, i.b) {
            return Step::Other;
        }
        let Some(value) = item(regs.get(i.b), &Value::int32(i.d), Value::share) else { return Step::Other };
        spare(regs, code, i.b);
        Step::Put(value)
    }, else subscr_imm_warm;
    subscr_imm_warm = |vm, i, regs, code| {
        let Some(value) = item_warm(regs.get(i.b), &Value::int32(i.d), copy) else { return Step::Other };
        kill(regs, code, i.b);
        Step::PutAttend(value)
    }, else subscr_imm_key;
    store_subscr = |vm, i, regs, code| {
        let Some(list) = regs.get(i.a).exact::<List>() else { return Step::Other };
        let Some(at) = place(regs.get(i.b), list.len()) else { return Step::Other };
        if is_temporary(code, i.a) {
            return Step::Other;
        }
        match kept(regs, code, i.c, i.d != 0).map(|value| list.replace(at, value)) {
            Some(Ok(old)) => Step::Drop(old),
            _ => Step::Other,
        }
    }, else store_subscr_warm;
    store_subscr_warm = |vm, i, regs, code| {
        let Some(list) = regs.get(i.a).exact::<List>() else { return Step::Other };
        let Some(at) = place(regs.get(i.b), list.len()) else { return Step::Other };
        drop(list.replace(at, kept_warm(regs, code, i.c, i.d != 0)));
        kill(regs, code, i.a);
        Step::Attend
    }, else store_key;
    list_append = |vm, i, regs, code| {
        let Some(list) = regs.get(i.a).exact::<List>() else { return Step::Other };
        if list.is_full() {
            return Step::Other;
        }
        match kept(regs, code, i.b, i.c != 0).map(|value| list.push(value)) {
            Some(Ok(())) => Step::Next,
            _ => Step::Other,
        }
    }, else leave;
}

enter! {
    Nop => nothing, LoadConst => load_const, LoadNum => load_num, LoadInt => load_int,
    Move => take, Copy => copy_register, CopyNum => copy_number_form, CopyLast => copy_last, Take => take, Release => release_temporary, CheckBound => check_bound,
    LoadCell => load_cell, StoreCell => store_cell, LoadFree => load_free, StoreFree => store_free,
    LoadFreeCell => load_free_cell, LoadGlobal => load_global,
    LoadAttr => load_attr, LoadAttrNum => load_attr_num, StoreAttr => store_attr, LoadMethod => load_method,
    Subscr => subscr, SubscrNum => subscr_num, SubscrImm => subscr_imm, StoreSubscr => store_subscr, ListAppend => list_append,
}
