//! Steps of generators that a `for` loop runs: their frame goes onto the stack and comes off it again.

use std::mem::ManuallyDrop;

use super::flow::after;
use super::{FAILED, Frame, Handler, Instr, Op, Regs, SWITCHED, Vm, enter, go, operand};
use crate::heap::Value;
use crate::objects::generator::State;
use crate::objects::{Code, Generator};
use crate::vm::frame::Mode;

/// `ForIter` over a generator: resumes it.
#[inline(never)]
pub(super) unsafe fn resume(
    vm: &mut Vm,
    ip: *const Instr,
    regs: Regs,
    frame: *mut Frame,
    code: *const Code,
) -> *const Instr {
    // SAFETY: as in `enter_function` of `flow.rs`; the pushed frame stands above this one.
    unsafe {
        let i = &*ip;
        let generator = regs.get(i.b);
        let ready = generator
            .exact::<Generator>()
            .is_some_and(|generator| matches!(generator.state.get(), State::Created | State::Suspended));
        if !ready || vm.is_interrupted() {
            return ip;
        }
        (*frame).ip = after(ip, code);
        let result = (*frame).base + usize::from(i.a);
        vm.signal |= SWITCHED;
        if vm.push_generator(generator, Value::NONE, Mode::Step, result).is_err() {
            vm.signal |= FAILED;
            return ip;
        }
        let frame = frame.add(1);
        let Some(code) = (*frame).code() else { return ip };
        let next = code.instructions.as_ptr().add((*frame).ip);
        let window = Regs::new(vm.stack.at((*frame).base));
        go(vm, next, window, frame, code)
    }
}

/// `Yield` to a `for` loop, or to a call in Python code.
#[inline(never)]
unsafe fn suspend(vm: &mut Vm, ip: *const Instr, regs: Regs, frame: *mut Frame, code: *const Code) -> *const Instr {
    // SAFETY: as in `return_value` of `flow.rs`: below a frame that native code has not entered is the caller's.
    unsafe {
        if (*frame).mode == Mode::Entry || !(*frame).object.is_empty() {
            return ip;
        }
        // See `return_value`.
        let value = ManuallyDrop::new(operand(regs, &*code, (*ip).b));
        let result = (*frame).result;
        vm.suspend_generator(after(ip, code));
        let caller = frame.sub(1);
        vm.signal |= SWITCHED;
        vm.top = (*caller).top;
        let Some(code) = (*caller).code() else { return ip };
        let next = code.instructions.as_ptr().add((*caller).ip);
        drop(Regs::new(vm.stack.at(result)).replace(0, ManuallyDrop::into_inner(value)));
        if vm.heap.attention.get() != 0 {
            return next;
        }
        let window = Regs::new(vm.stack.at((*caller).base));
        go(vm, next, window, caller, code)
    }
}

enter! {
    Yield => suspend,
}
