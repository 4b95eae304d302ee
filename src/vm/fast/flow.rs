//! Steps that decide where to go on: jumps, loops, calls and returns.

use std::mem::ManuallyDrop;

use super::{
    FAILED, Frame, Handler, Instr, Op, Regs, SWITCHED, Step, Vm, attend, dies, enter, finish, go, handlers,
    is_temporary, leave, next_instruction, release, spare,
};
use crate::heap::Value;
use crate::objects::{Code, Function};
use crate::vm::begin::Quick;

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
    }, else leave;
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
    // SAFETY: instruction, frame and code are those of the innermost frame; the new window is above it, and `ensure` has
    // been asked for it; the callee's frame holds function and code.
    unsafe {
        let i = &*ip;
        let Some(function) = regs.get(i.a).exact::<Function>() else { return other(vm, ip, regs, frame, code) };
        let found = function.code.peek(|value| {
            let callee = value.exact::<Code>().filter(|callee| callee.simple_arguments == count)?;
            Some((value.share()?, std::ptr::from_ref(callee)))
        });
        let Some((held, callee)) = found else { return other(vm, ip, regs, frame, code) };
        let base = (*frame).base + usize::from(args);
        let top = base + usize::from((*callee).registers);
        if vm.is_deep() || vm.is_interrupted() || !vm.stack.has(top + 1) {
            drop(held);
            return ip;
        }
        (*frame).ip = after(ip, code);
        let result = (*frame).base + usize::from(i.c);
        let function = regs.take(i.a);
        let window = regs.from(args);
        window.make_empty(count, (*callee).locals);
        vm.push_frame(Frame::plain(function, held, base, top, result));
        vm.top = top;
        vm.signal |= SWITCHED;
        go(vm, (*callee).instructions.as_ptr(), window, frame.add(1), callee)
    }
}

/// The innermost frame's code object.
#[inline(always)]
unsafe fn code_of<'a>(code: *const Code) -> &'a Code {
    // SAFETY: its frame holds it.
    unsafe { &*code }
}

/// Number of the instruction behind `ip`.
#[inline(always)]
pub(super) unsafe fn after(ip: *const Instr, code: *const Code) -> usize {
    // SAFETY: the instruction belongs to the code.
    unsafe { (ip.addr() - (*code).instructions.as_ptr().addr()) / size_of::<Instr>() + 1 }
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
                vm.signal |= SWITCHED | FAILED;
                ip
            }
            Quick::Done(value) => {
                // Python code may have run, in a loop of its own.
                vm.signal |= SWITCHED;
                let old = regs.replace((*ip).c, value);
                if old.is_object() {
                    return release(vm, ip, regs, frame, code, old);
                }
                std::mem::forget(old);
                attend(vm, ip, regs, frame, code)
            }
            Quick::Frame => {
                vm.signal |= SWITCHED;
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
        (*frame).ip = after(ip, code);
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
        (*frame).ip = after(ip, code);
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
        (*frame).ip = after(ip, code);
        let first = (*frame).base;
        let quick = vm.begin_quick_method(first + usize::from(i.a), usize::from(i.b), first + usize::from(i.c));
        begun(quick, vm, ip, regs, frame, code)
    }
}

#[inline(never)]
unsafe fn return_value(
    vm: &mut Vm,
    ip: *const Instr,
    regs: Regs,
    frame: *mut Frame,
    code: *const Code,
) -> *const Instr {
    // SAFETY: as in `enter_function`. Of an ordinary frame only two values need to be released; below it is the caller's.
    unsafe {
        let caller = frame.sub(1);
        let initialises = !(*frame).constructed.is_empty();
        if !(*frame).is_plain() || (initialises && !regs.get((*ip).a).is_none()) {
            return ip;
        }
        // An ordinary frame was pushed by Python code, whose frame is below it.
        let Some(caller_code) = (*caller).code() else { return ip };
        // Not to be dropped when something unwinds: a clean-up would keep the last call from becoming a jump.
        let value = ManuallyDrop::new(if initialises { (*frame).constructed.take() } else { regs.take((*ip).a) });
        for index in 0..(*code).locals {
            let local = regs.replace(index, Value::EMPTY);
            if local.is_object() {
                drop(local);
            } else {
                std::mem::forget(local);
            }
        }
        let result = (*frame).result;
        vm.pop_plain();
        vm.signal |= SWITCHED;
        vm.top = (*caller).top;
        let window = Regs::new(vm.stack.at((*caller).base));
        let next = caller_code.instructions.as_ptr().add((*caller).ip);
        let old = Regs::new(vm.stack.at(result)).replace(0, ManuallyDrop::into_inner(value));
        if old.is_object() {
            drop(old);
        } else {
            std::mem::forget(old);
        }
        if vm.heap.attention.get() != 0 {
            return next;
        }
        go(vm, next, window, caller, caller_code)
    }
}

enter! {
    Jump => jump, JumpBack => jump_back, JumpIf => jump_if, JumpIfNot => jump_if_not, JumpIfKeep => jump_if_keep,
    JumpIfNotKeep => jump_if_not_keep, JumpNone => jump_none,
    Not => not, Is => is, Call => call, CallMethod => call_method, CallKw => call_kw, CallMethodKw => call_method_kw, Return => return_value,
}
