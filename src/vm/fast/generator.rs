//! Steps of generators that a `for` loop runs, or another generator: their frame goes onto the stack and comes off it again.

use std::mem::ManuallyDrop;

use super::flow::code_of;
use super::{Frame, Handler, Instr, Op, Regs, Signal, Vm, enter, go, kept_warm, operand, release};
use crate::bytecode::op::NO_REG;
use crate::heap::Value;
use crate::objects::generator::State;
use crate::objects::{Code, Generator};
use crate::vm::frame::{Mode, Special};

/// Goes on in the generator in register `b`, unless it is not ready or no generator. `sent` is the register with the value
/// that becomes the result of its `yield`, if that is not `None`.
#[inline(always)]
unsafe fn enter_generator(
    vm: &mut Vm,
    ip: *const Instr,
    regs: Regs,
    frame: *mut Frame,
    code: *const Code,
    sent: u16,
    mode: Mode,
) -> *const Instr {
    // SAFETY: as in `enter_function` of `flow.rs`. The generator's position is a place in its code; its registers are part
    // of the new window.
    unsafe {
        let i = &*ip;
        let Some(generator) = regs.get(i.b).exact::<Generator>() else { return ip };
        let state = generator.state.get();
        let ready =
            state == State::Suspended || (state == State::Created && (sent == NO_REG || regs.get(sent).is_none()));
        let callee = generator.code.peek(|value| value.exact::<Code>().map_or(std::ptr::null(), std::ptr::from_ref));
        if !ready || callee.is_null() {
            return ip;
        }
        let base = vm.top;
        let top = base + usize::from((*callee).registers);
        if vm.is_deep() || vm.is_interrupted() || !vm.stack.has(top + 1) {
            return ip;
        }
        (*frame).next = ip.add(1);
        let result = (*frame).base + usize::from(i.a);
        vm.stack.fill_from(base, &generator.registers);
        let window = Regs::new(vm.stack.at(base));
        let mut next = (*callee).instructions.as_ptr().add(generator.position.get() as usize);
        if state == State::Suspended {
            let value = if sent == NO_REG { Value::NONE } else { operand(regs, code_of(code), sent) };
            let last = &*next.sub(1);
            // A `YieldFrom` is executed again, with the value in its operand.
            let delegates = last.op == Op::YieldFrom;
            let old = window.replace(if delegates { last.c } else { last.a }, value);
            if old.is_object() {
                drop_old(old);
            } else {
                std::mem::forget(old);
            }
            if delegates {
                next = next.sub(1);
            }
        }
        generator.state.set(State::Running);
        let special = Special {
            handled: generator.handled.take(),
            generator: regs.get(i.b).share_object(),
            object: generator.frame.take(),
            ..Special::NOTHING
        };
        let held = generator.code.peek(Value::share_object);
        let function = generator.function.take();
        vm.push_frame(Frame::special(function, held, next, base, top, result, mode, special));
        vm.top = top;
        go(vm, next, window, frame.add(1), callee)
    }
}

/// Releases what is replaced by the value of a `yield`; there is hardly ever anything.
#[cold]
#[inline(never)]
fn drop_old(old: Value) {
    drop(old);
}

/// Puts the innermost frame's registers and all else that a generator keeps back into it. False: that is for
/// `suspend_generator`, and nothing has been done.
#[inline(always)]
unsafe fn park(vm: &mut Vm, i: &Instr, frame: *mut Frame, code: *const Code) -> bool {
    // SAFETY: as above; the frame is the innermost one, and gone afterwards.
    unsafe {
        let special = &mut (*frame).special;
        if !special.handled.is_empty() || !special.object.is_empty() || special.generator.is_last() {
            return false;
        }
        let Some(generator) = special.generator.exact::<Generator>() else { return false };
        vm.stack.move_to((*frame).base, i.d as usize, &generator.registers);
        let at = (std::ptr::from_ref(i).addr() - (*code).instructions.as_ptr().addr()) / size_of::<Instr>() + 1;
        generator.position.set(at as u32);
        std::mem::forget(generator.function.replace((*frame).function.take()));
        generator.state.set(State::Suspended);
        special.generator.take().release_shared();
        // The generator has it as well.
        (*frame).code.take().release_shared();
        vm.pop_plain(frame);
        true
    }
}

/// `ForIter` over a generator.
#[inline(never)]
pub(super) unsafe fn resume(
    vm: &mut Vm,
    ip: *const Instr,
    regs: Regs,
    frame: *mut Frame,
    code: *const Code,
) -> *const Instr {
    // SAFETY: passed on.
    unsafe { enter_generator(vm, ip, regs, frame, code, NO_REG, Mode::Step) }
}

/// `YieldFrom` a generator.
#[inline(never)]
unsafe fn delegate(vm: &mut Vm, ip: *const Instr, regs: Regs, frame: *mut Frame, code: *const Code) -> *const Instr {
    // SAFETY: passed on.
    unsafe { enter_generator(vm, ip, regs, frame, code, (*ip).c, Mode::Delegate) }
}

/// `Yield` to whatever has resumed the generator, through those that delegate to it.
#[inline(never)]
unsafe fn suspend(vm: &mut Vm, ip: *const Instr, regs: Regs, frame: *mut Frame, code: *const Code) -> *const Instr {
    // SAFETY: as in `return_value` of `flow.rs`: below a frame that native code has not entered is the caller's.
    unsafe {
        let mut outermost = frame;
        while (*outermost).mode == Mode::Delegate {
            outermost = outermost.sub(1);
        }
        // See `return_warm`.
        let value = ManuallyDrop::new(kept_warm(regs, code_of(code), (*ip).b, (*ip).c != 0));
        (*frame).next = ip.add(1);
        let (mode, result) = ((*outermost).mode, (*outermost).result);
        if frame != outermost || !park(vm, &*ip, frame, code) {
            vm.suspend_generators();
        }
        if mode == Mode::Entry {
            vm.signal = Signal::Yielded;
            let old = std::mem::replace(&mut vm.returned, ManuallyDrop::into_inner(value));
            if old.is_object() {
                drop_old(old);
            } else {
                std::mem::forget(old);
            }
            return ip;
        }
        let caller = outermost.sub(1);
        vm.top = (*caller).top;
        let Some(code) = (*caller).code() else { return ip };
        let (next, window) = ((*caller).next, Regs::new(vm.stack.at((*caller).base)));
        let old = Regs::new(vm.stack.at(result)).replace(0, ManuallyDrop::into_inner(value));
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

enter! {
    Yield => suspend, YieldFrom => delegate,
}
