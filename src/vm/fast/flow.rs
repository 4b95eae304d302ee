//! Steps that decide where to go on: jumps, loops, calls and returns.

use std::mem::ManuallyDrop;

use super::compute::compute;
use super::{
    Frame, Handler, Instr, Op, Regs, Signal, Step, Vm, attend, dies, enter, finish, go, handlers, is_temporary, leave,
    next_instruction, release, spare,
};
use crate::heap::Value;
use crate::objects::{Code, Function};
use crate::vm::begin::Quick;
use crate::vm::frame::Mode;

/// Truth of the values that need no look: `None` for the others.
#[inline(always)]
fn plain_truth(value: &Value) -> Option<bool> {
    match value.as_bool() {
        Some(truth) => Some(truth),
        None => match value.as_inline_int() {
            Some(number) => Some(number != 0),
            None if value.is_none() => Some(false),
            None => None,
        },
    }
}

/// Jumps if the truth of `a`, a plain value, is this one.
#[inline(always)]
fn jump_on(i: &Instr, regs: Regs, wanted: bool) -> Step {
    match plain_truth(regs.get(i.a)) {
        Some(truth) if truth == wanted => Step::Jump,
        Some(_) => Step::Next,
        None => Step::Other,
    }
}

handlers! {
    jump = |vm, i, regs, code| Step::Jump, else leave;
    jump_back = |vm, i, regs, code| {
        if vm.heap.attention.get() != 0 || vm.is_interrupted() { Step::Other } else { Step::Jump }
    }, else leave;
    jump_if = |vm, i, regs, code| jump_on(i, regs, true), else leave;
    jump_if_not = |vm, i, regs, code| jump_on(i, regs, false), else leave;
    jump_if_keep = |vm, i, regs, code| jump_on(i, regs, true), else leave;
    jump_if_not_keep = |vm, i, regs, code| jump_on(i, regs, false), else leave;
    jump_none = |vm, i, regs, code| {
        if dies(regs, code, i.a) {
            return Step::Other;
        }
        let none = regs.get(i.a).is_none();
        spare(regs, code, i.a);
        if u16::from(none) == i.c { Step::Jump } else { Step::Next }
    }, else leave;
    not = |vm, i, regs, code| match plain_truth(regs.get(i.b)) {
        Some(truth) => Step::Put(Value::bool(!truth)),
        None => Step::Other,
    }, else compute;
    is = |vm, i, regs, code| {
        if dies(regs, code, i.b) || dies(regs, code, i.c) {
            return Step::Other;
        }
        let same = regs.get(i.b).is(regs.get(i.c));
        spare(regs, code, i.b);
        spare(regs, code, i.c);
        Step::Put(Value::bool(same != (i.d != 0)))
    }, else leave;
}

/// Calls the Python function in register `a` whose parameters are just the `count` arguments from register `args` on:
/// its window begins there.
#[inline(always)]
#[allow(clippy::too_many_arguments, reason = "the loop's state, and the parts of a call")]
unsafe fn enter_function(
    vm: &mut Vm,
    ip: *const Instr,
    regs: Regs,
    frame: *mut Frame,
    code: *const Code,
    args: u16,
    count: u16,
    other: Handler,
) -> *const Instr {
    // SAFETY: instruction, frame and code are those of the innermost frame; the new window is above it, and `has` has
    // been asked for it; the callee's frame holds function and code. Everything is looked at before anything is taken, so
    // that nothing has to be given back.
    unsafe {
        let i = &*ip;
        let Some(function) = regs.get(i.a).exact::<Function>() else { return other(vm, ip, regs, frame, code) };
        let callee = function.code.peek(|value| value.exact::<Code>().map_or(std::ptr::null(), std::ptr::from_ref));
        if callee.is_null() || (*callee).simple_arguments != count {
            return other(vm, ip, regs, frame, code);
        }
        let base = (*frame).base + usize::from(args);
        let top = base + usize::from((*callee).registers);
        if vm.is_deep() || vm.is_interrupted() || !vm.stack.has(top + 1) {
            return ip;
        }
        (*frame).next = ip.add(1);
        let result = (*frame).base + usize::from(i.c);
        let held = function.code.peek(Value::share_object);
        let function = regs.take(i.a);
        let window = regs.from(args);
        window.make_empty(count, (*callee).locals);
        let start = (*callee).instructions.as_ptr();
        vm.push_frame(Frame::plain(function, held, start, base, top, result));
        vm.top = top;
        go(vm, start, window, frame.add(1), callee)
    }
}

/// The innermost frame's code object.
#[inline(always)]
pub(super) unsafe fn code_of<'a>(code: *const Code) -> &'a Code {
    // SAFETY: its frame holds it.
    unsafe { &*code }
}

/// What follows `Vm::begin_quick`.
#[inline(always)]
unsafe fn begun(
    quick: Quick,
    vm: &mut Vm,
    ip: *const Instr,
    regs: Regs,
    frame: *mut Frame,
    code: *const Code,
) -> *const Instr {
    // SAFETY: a frame that was pushed stands above the one that called.
    unsafe {
        match quick {
            Quick::No => ip,
            Quick::Failed => {
                vm.signal = Signal::Failed;
                ip
            }
            Quick::Done(value) => {
                let old = regs.replace((*ip).c, value);
                if old.is_object() {
                    return release(vm, ip, regs, frame, code, old);
                }
                std::mem::forget(old);
                attend(vm, ip, regs, frame, code)
            }
            Quick::Frame => {
                let frame = frame.add(1);
                let Some(code) = (*frame).code() else { return ip };
                let start = code.instructions.as_ptr();
                // What the making of an instance has caused comes before its `__init__`.
                if vm.heap.attention.get() != 0 {
                    return start;
                }
                let window = Regs::new(vm.stack.at((*frame).base));
                go(vm, start, window, frame, code)
            }
        }
    }
}

#[inline(never)]
unsafe fn call(vm: &mut Vm, ip: *const Instr, regs: Regs, frame: *mut Frame, code: *const Code) -> *const Instr {
    // SAFETY: passed on.
    unsafe { enter_function(vm, ip, regs, frame, code, (*ip).a + 1, (*ip).b, call_other) }
}

/// The call of something else than a Python function, or with other arguments.
#[inline(never)]
unsafe fn call_other(vm: &mut Vm, ip: *const Instr, regs: Regs, frame: *mut Frame, code: *const Code) -> *const Instr {
    // SAFETY: passed on.
    unsafe {
        let i = &*ip;
        (*frame).next = ip.add(1);
        let (first, base) = ((*frame).base, (*frame).base + usize::from(i.a));
        let next = next_instruction(i);
        // What goes to a variable is made even so.
        let consumed = next.op == Op::LoadMethod && next.b == i.c && is_temporary(code_of(code), i.c);
        if i.b == 0 && consumed && vm.quick_super(base, next) {
            return attend(vm, ip.add(1), regs, frame, code);
        }
        let quick = vm.begin_quick(base, base + 1, usize::from(i.b), first + usize::from(i.c));
        begun(quick, vm, ip, regs, frame, code)
    }
}

/// A call with keywords, of a Python function that lacks just those; `count` arguments stand behind the callee.
#[inline(always)]
unsafe fn call_in_order(
    vm: &mut Vm,
    ip: *const Instr,
    regs: Regs,
    frame: *mut Frame,
    code: *const Code,
    count: u16,
) -> *const Instr {
    // SAFETY: passed on; indexes of constants are verified.
    unsafe {
        let i = &*ip;
        (*frame).next = ip.add(1);
        let (base, count) = ((*frame).base + usize::from(i.a), usize::from(count));
        let names = code_of(code).constants.get_unchecked(i.d as usize);
        if vm.is_interrupted() || !vm.order_keywords(base, base + 1, count, names) {
            return ip;
        }
        let quick = if vm.begin_simple(base, base + 1, count, (*frame).base + usize::from(i.c)) {
            Quick::Frame
        } else {
            // The order is another now, so the loop cannot begin anew.
            let _raised = vm.raise_recursion("");
            Quick::Failed
        };
        begun(quick, vm, ip, regs, frame, code)
    }
}

#[inline(never)]
unsafe fn call_kw(vm: &mut Vm, ip: *const Instr, regs: Regs, frame: *mut Frame, code: *const Code) -> *const Instr {
    // SAFETY: passed on.
    unsafe { call_in_order(vm, ip, regs, frame, code, (*ip).b) }
}

#[inline(never)]
unsafe fn call_method_kw(
    vm: &mut Vm,
    ip: *const Instr,
    regs: Regs,
    frame: *mut Frame,
    code: *const Code,
) -> *const Instr {
    // SAFETY: passed on.
    unsafe {
        if regs.get((*ip).a + 1).is_empty() {
            return ip;
        }
        call_in_order(vm, ip, regs, frame, code, (*ip).b + 1)
    }
}

#[inline(never)]
unsafe fn call_method(vm: &mut Vm, ip: *const Instr, regs: Regs, frame: *mut Frame, code: *const Code) -> *const Instr {
    // SAFETY: passed on.
    unsafe {
        if regs.get((*ip).a + 1).is_empty() {
            return ip;
        }
        enter_function(vm, ip, regs, frame, code, (*ip).a + 1, (*ip).b + 1, call_method_other)
    }
}

#[inline(never)]
unsafe fn call_method_other(
    vm: &mut Vm,
    ip: *const Instr,
    regs: Regs,
    frame: *mut Frame,
    code: *const Code,
) -> *const Instr {
    // SAFETY: passed on.
    unsafe {
        let i = &*ip;
        (*frame).next = ip.add(1);
        let first = (*frame).base;
        let quick = vm.begin_quick_method(first + usize::from(i.a), usize::from(i.b), first + usize::from(i.c));
        begun(quick, vm, ip, regs, frame, code)
    }
}

/// `Return` of an ordinary frame, by which nothing dies.
#[inline(never)]
unsafe fn return_value(
    vm: &mut Vm,
    ip: *const Instr,
    regs: Regs,
    frame: *mut Frame,
    code: *const Code,
) -> *const Instr {
    // SAFETY: as in `enter_function`. An ordinary frame was pushed by Python code, whose frame is below it.
    unsafe {
        if !(*frame).is_plain() || (*frame).function.is_last() {
            return return_warm(vm, ip, regs, frame, code);
        }
        let value = regs.take((*ip).a);
        for index in 0..(*code).locals {
            if regs.get(index).is_last() {
                // What has been released so far is empty now, as if it had always been.
                std::mem::forget(regs.replace((*ip).a, value));
                return return_warm(vm, ip, regs, frame, code);
            }
            regs.replace(index, Value::EMPTY).release_shared();
        }
        let (function, held) = ((*frame).function.take(), (*frame).code.take());
        function.release_shared();
        // The function has it as well, or somebody who has given it another.
        if held.is_last() {
            drop_code(held);
        } else {
            held.release_shared();
        }
        vm.pop_plain(frame);
        back(vm, frame, value)
    }
}

/// `code.__code__` has been set meanwhile.
#[cold]
#[inline(never)]
fn drop_code(code: Value) {
    drop(code);
}

/// Goes on in the frame below one that has been left, with its value.
#[inline(always)]
unsafe fn back(vm: &mut Vm, frame: *mut Frame, value: Value) -> *const Instr {
    // SAFETY: as in `return_value`.
    unsafe {
        let caller = frame.sub(1);
        let next = (*caller).next;
        vm.top = (*caller).top;
        let window = Regs::new(vm.stack.at((*caller).base));
        let old = Regs::new(vm.stack.at((*frame).result)).replace(0, value);
        let Some(code) = (*caller).code() else { return next };
        if old.is_last() {
            return release(vm, next.sub(1), window, caller, code, old);
        }
        old.release_shared();
        if vm.heap.attention.get() != 0 {
            return next;
        }
        go(vm, next, window, caller, code)
    }
}

/// `Return` by which something dies, or of an `__init__` that a class has called.
#[inline(never)]
unsafe fn return_warm(vm: &mut Vm, ip: *const Instr, regs: Regs, frame: *mut Frame, code: *const Code) -> *const Instr {
    // SAFETY: as in `return_value`.
    unsafe {
        if !(*frame).is_plain() {
            // Only what is an ordinary frame otherwise is returned from here.
            let initialises = (*frame).mode == Mode::Call && regs.get((*ip).a).is_none();
            let Some(instance) = (if initialises { take_constructed(&mut *frame) } else { None }) else { return ip };
            std::mem::forget(regs.replace((*ip).a, instance));
        }
        // Not to be dropped when something unwinds: a clean-up would keep the last call from becoming a jump.
        let value = ManuallyDrop::new(regs.take((*ip).a));
        release_all(regs, code_of(code).locals);
        vm.pop_plain(frame);
        drop_both((*frame).function.take(), (*frame).code.take());
        back(vm, frame, ManuallyDrop::into_inner(value))
    }
}

/// The instance that a frame initialises, if there is nothing else special about it.
#[inline(never)]
fn take_constructed(frame: &mut Frame) -> Option<Value> {
    if frame.constructed.is_empty() {
        return None;
    }
    let instance = frame.change(|special| special.constructed.take());
    if frame.is_plain() {
        return Some(instance);
    }
    frame.change(|special| special.constructed = instance);
    None
}

/// Releases the registers below this one.
#[inline(never)]
fn release_all(regs: Regs, end: u16) {
    for index in 0..end {
        drop(regs.replace(index, Value::EMPTY));
    }
}

#[inline(never)]
fn drop_both(function: Value, code: Value) {
    drop(function);
    drop(code);
}

/// The innermost frame handles an exception now; what it handled before is kept.
#[inline(never)]
unsafe fn push_exc(vm: &mut Vm, ip: *const Instr, regs: Regs, frame: *mut Frame, code: *const Code) -> *const Instr {
    // SAFETY: the frame is the innermost one; register `a` is a dead temporary.
    unsafe {
        let exception = regs.get((*ip).b).share_object();
        let previous = handle(&mut *frame, exception);
        std::mem::forget(regs.replace((*ip).a, previous));
        go(vm, ip.add(1), regs, frame, code)
    }
}

/// The innermost frame handles again what it handled before.
#[inline(never)]
unsafe fn pop_exc(vm: &mut Vm, ip: *const Instr, regs: Regs, frame: *mut Frame, code: *const Code) -> *const Instr {
    // SAFETY: as above.
    unsafe {
        let handled = handle(&mut *frame, regs.take((*ip).a));
        if handled.is_last() {
            return release(vm, ip, regs, frame, code, handled);
        }
        handled.release_shared();
        go(vm, ip.add(1), regs, frame, code)
    }
}

/// Replaces what a frame handles.
#[inline(never)]
fn handle(frame: &mut Frame, exception: Value) -> Value {
    frame.change(|special| std::mem::replace(&mut special.handled, exception))
}

enter! {
    PushExc => push_exc, PopExc => pop_exc, ExcMatch => compute,
    Jump => jump, JumpBack => jump_back, JumpIf => jump_if, JumpIfNot => jump_if_not, JumpIfKeep => jump_if_keep,
    JumpIfNotKeep => jump_if_not_keep, JumpNone => jump_none,
    Not => not, Is => is, Call => call, CallMethod => call_method, CallKw => call_kw, CallMethodKw => call_method_kw, Return => return_value,
}
