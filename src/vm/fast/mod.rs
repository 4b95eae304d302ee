//! [ESSAY] The fast paths of instructions.
//!
//! Here stands, for the frequent instructions, what they do in the frequent case: a *step*, a function of a few lines that
//! either does the whole instruction or nothing at all. The loop in `run.rs` calls `run`, which takes steps for as long as
//! there are any, and executes by itself the instruction that `run` comes back with. What computes a value from operands has
//! its slow form here as well, as its last step (`compute.rs`).
//!
//! Each step is compiled to a *handler* that ends with a jump to the handler of the next instruction: a function
//! call in last position, which an optimised build turns into a jump (`build.rs` sets `threaded` for those). So each
//! handler has its own indirect jump, which the processor predicts by itself, and keeps the machine's state in the
//! registers in which arguments are passed. In other builds `run` is a loop that calls the handlers one after the other.
//!
//! What keeps a handler short: no calls before its jump but to functions that are rarely needed, so that nothing is saved to
//! the native stack; and no error: a step that would have to raise does nothing, and the
//! loop raises. What has had effects before it failed, as a builtin may, says so by `Vm::signal`.
//!
//! Invariant: at the beginning of an instruction `Heap::attention` is zero (a step after which it may not be is the last
//! one).

#![allow(
    unsafe_code,
    reason = "registers and instructions are reached by raw pointers; see the invariants of `run.rs`"
)]

mod build;
mod compute;
mod data;
mod flow;
mod generator;
mod iterate;
mod numbers;
mod slice;

use crate::bytecode::instr::Instr;
use crate::bytecode::op::{OPCODES, Op};
use crate::heap::Value;
use crate::objects::Code;
use crate::objects::code::Cache;

use super::Vm;
use super::frame::Frame;

/// The window of the innermost frame.
#[derive(Clone, Copy)]
pub(super) struct Regs(*mut Value);

impl Regs {
    /// The window that begins with this register.
    #[inline(always)]
    pub(super) fn new(first: *mut Value) -> Regs {
        Regs(first)
    }

    /// The window that begins at a register of this one.
    #[inline(always)]
    fn from(&self, index: u16) -> Regs {
        Regs(self.0.wrapping_add(usize::from(index)))
    }

    /// Empties registers that hold no pointers.
    #[inline(always)]
    fn make_empty(&self, start: u16, end: u16) {
        for index in start..end {
            // SAFETY: as in `get`. Volatile: they are few, and a loop that writes several at once costs more than it saves.
            unsafe { self.0.add(usize::from(index)).write_volatile(Value::EMPTY) };
        }
    }

    /// A register of the window.
    #[inline(always)]
    fn get(&self, index: u16) -> &Value {
        // SAFETY: operands are below the unit's register count (verified), and the window is initialised; no step holds
        // the reference while it writes to the same register.
        unsafe { &*self.0.add(usize::from(index)) }
    }

    /// Moves a register's value out.
    #[inline(always)]
    fn take(&self, index: u16) -> Value {
        // SAFETY: as in `get`.
        unsafe { (*self.0.add(usize::from(index))).take() }
    }

    /// Writes a register and returns what it held.
    #[inline(always)]
    fn replace(&self, index: u16, value: Value) -> Value {
        // SAFETY: as in `get`.
        unsafe { std::mem::replace(&mut *self.0.add(usize::from(index)), value) }
    }
}

/// What a step tells the loop.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Signal {
    #[default]
    Nothing,
    /// The instruction has raised an exception.
    Failed,
    /// A generator that native code has resumed has yielded what stands in `Vm::returned`.
    Yielded,
}

/// What is left to do after the body of a step.
enum Step {
    /// Nothing: on to the next instruction.
    Next,
    /// Write this to register `a`.
    Put(Value),
    /// The same, after operands have been released, whose death may want attention.
    PutAttend(Value),
    /// Let go of this.
    Drop(Value),
    /// Jump by `d`.
    Jump,
    /// The same, when something wants attention: the loop goes on there.
    JumpAttend,
    /// Something was let go of, whose death may want attention.
    Attend,
    /// This instruction and the next one are done.
    Skip,
    /// The same, and operands have been released.
    SkipAttend,
    /// Nothing has been done but that the cache is another now: the same once more.
    Again,
    /// Nothing has been done: the second handler of the instruction, or the loop.
    Other,
}

/// What a handler gets: the machine, the instruction, the window, frame and code of the innermost frame. It returns the
/// instruction that the loop is to execute.
type Handler = unsafe fn(&mut Vm, *const Instr, Regs, *mut Frame, *const Code) -> *const Instr;

static HANDLERS: [Handler; OPCODES.len()] = {
    let mut handlers: [Handler; OPCODES.len()] = [leave; OPCODES.len()];
    build::enter(&mut handlers);
    data::enter(&mut handlers);
    flow::enter(&mut handlers);
    generator::enter(&mut handlers);
    iterate::enter(&mut handlers);
    numbers::enter(&mut handlers);
    slice::enter(&mut handlers);
    handlers
};

/// Takes steps from an instruction on, and gives the one with which the loop has to go on.
///
/// # Safety
/// The arguments belong to the innermost frame, and the code is verified.
#[inline(always)]
pub(super) unsafe fn run(
    vm: &mut Vm,
    ip: *const Instr,
    regs: Regs,
    frame: *mut Frame,
    code: *const Code,
) -> *const Instr {
    #[cfg(threaded)]
    // SAFETY: passed on.
    return unsafe { go(vm, ip, regs, frame, code) };
    #[cfg(not(threaded))]
    {
        let (mut ip, mut regs, mut frame, mut code) = (ip, regs, frame, code);
        loop {
            // SAFETY: passed on; without `threaded` a handler returns after one step.
            let next = unsafe { HANDLERS[(*ip).op as usize](vm, ip, regs, frame, code) };
            // A frame of the same code may begin with this instruction.
            let innermost = vm.frames.last_mut().map_or(std::ptr::null_mut(), std::ptr::from_mut);
            let nothing_done = next == ip && innermost == frame;
            if nothing_done || vm.signal != Signal::Nothing || vm.heap.attention.get() != 0 {
                return next;
            }
            ip = next;
            if let Some(innermost) = vm.frames.last_mut()
                && let Some(running) = innermost.code().map(std::ptr::from_ref)
            {
                (regs, code) = (Regs::new(vm.stack.at(innermost.base)), running);
                frame = innermost;
            }
        }
    }
}

/// Jumps to the handler of an instruction.
#[inline(always)]
#[cfg_attr(not(threaded), allow(unused_variables, reason = "the loop in `run` takes the next step"))]
unsafe fn go(vm: &mut Vm, ip: *const Instr, regs: Regs, frame: *mut Frame, code: *const Code) -> *const Instr {
    #[cfg(threaded)]
    // SAFETY: the table has a row for each operation; the arguments are those of the caller.
    return unsafe { HANDLERS.get_unchecked((*ip).op as usize)(vm, ip, regs, frame, code) };
    #[cfg(not(threaded))]
    ip
}

/// The handler of instructions that have no step: back to the loop.
#[inline(never)]
unsafe fn leave(_: &mut Vm, ip: *const Instr, _: Regs, _: *mut Frame, _: *const Code) -> *const Instr {
    ip
}

/// Releases a value after a step, then on to the next instruction.
#[inline(never)]
unsafe fn release(
    vm: &mut Vm,
    ip: *const Instr,
    regs: Regs,
    frame: *mut Frame,
    code: *const Code,
    value: Value,
) -> *const Instr {
    drop(value);
    // SAFETY: the next instruction is there, since no code ends with one that has a step and does not leave.
    unsafe { attend(vm, ip, regs, frame, code) }
}

/// On to the next instruction, unless something wants attention first.
#[inline(always)]
unsafe fn attend(vm: &mut Vm, ip: *const Instr, regs: Regs, frame: *mut Frame, code: *const Code) -> *const Instr {
    // SAFETY: as in `release`.
    unsafe {
        let next = ip.add(1);
        if vm.heap.attention.get() != 0 {
            return next;
        }
        go(vm, next, regs, frame, code)
    }
}

/// What follows the body of a step.
#[inline(always)]
unsafe fn finish(
    step: Step,
    vm: &mut Vm,
    ip: *const Instr,
    regs: Regs,
    frame: *mut Frame,
    code: *const Code,
    other: Handler,
) -> *const Instr {
    // SAFETY: code is verified: the next instruction and the target of a jump are there.
    unsafe {
        match step {
            Step::Next => go(vm, ip.add(1), regs, frame, code),
            Step::Put(value) => {
                let old = regs.replace((*ip).a, value);
                if old.is_last() {
                    return release(vm, ip, regs, frame, code, old);
                }
                old.release_shared();
                go(vm, ip.add(1), regs, frame, code)
            }
            Step::PutAttend(value) => {
                drop(regs.replace((*ip).a, value));
                attend(vm, ip, regs, frame, code)
            }
            Step::Drop(value) => {
                if value.is_last() {
                    return release(vm, ip, regs, frame, code, value);
                }
                value.release_shared();
                go(vm, ip.add(1), regs, frame, code)
            }
            Step::Jump => go(vm, ip.offset((*ip).d as isize + 1), regs, frame, code),
            Step::JumpAttend => ip.offset((*ip).d as isize + 1),
            Step::Attend => attend(vm, ip, regs, frame, code),
            Step::Skip => go(vm, ip.add(2), regs, frame, code),
            Step::SkipAttend => attend(vm, ip.add(1), regs, frame, code),
            Step::Again => HANDLERS[(*ip).op as usize](vm, ip, regs, frame, code),
            Step::Other => other(vm, ip, regs, frame, code),
        }
    }
}

/// Makes handlers of steps: `name => |vm, i, regs, code| step`, with `else other` for a second handler.
macro_rules! handlers {
    ($($(#[$note:meta])* $name:ident = |$vm:ident, $i:ident, $regs:ident, $code:ident| $body:expr, else $other:ident;)*) => { $(
        $(#[$note])*
        #[inline(never)]
        #[allow(unused_variables, reason = "not every step looks at all of it")]
        pub(super) unsafe fn $name(
            $vm: &mut Vm,
            ip: *const Instr,
            $regs: Regs,
            frame: *mut Frame,
            code: *const Code,
        ) -> *const Instr {
            // SAFETY: the instruction and the innermost frame's code stay while a step runs.
            let ($i, $code) = unsafe { (&*ip, &*code) };
            #[allow(clippy::redundant_closure_call, reason = "its body may return early")]
            let step = (|| $body)();
            // SAFETY: passed on.
            unsafe { finish(step, $vm, ip, $regs, frame, code, $other) }
        }
    )* };
}
use handlers;

/// Enters handlers into the table.
macro_rules! enter {
    ($($op:ident => $name:expr,)*) => {
        pub(super) const fn enter(handlers: &mut [Handler]) {
            $( handlers[Op::$op as usize] = $name; )*
        }
    };
}
use enter;

/// The instruction behind one that is not the last.
#[inline(always)]
fn next_instruction(i: &Instr) -> &Instr {
    // SAFETY: no code ends with an instruction after which the next one is executed (verified).
    unsafe { &*std::ptr::from_ref(i).add(1) }
}

/// Whether a register is a temporary, which an instruction that reads it consumes.
#[inline(always)]
fn is_temporary(code: &Code, register: u16) -> bool {
    register >= code.locals
}

/// Whether an operand dies with the instruction: then a step that must not call anything leaves it to the next handler.
#[inline(always)]
fn dies(regs: Regs, code: &Code, register: u16) -> bool {
    regs.get(register).is_last() && is_temporary(code, register)
}

/// Releases an operand, if it is a temporary; `dies` has said that others refer to it.
#[inline(always)]
fn spare(regs: Regs, code: &Code, register: u16) {
    if regs.get(register).is_object() && is_temporary(code, register) {
        regs.take(register).release_shared();
    }
}

/// Releases an operand, if it is a temporary; its death may want attention.
#[inline(always)]
fn kill(regs: Regs, code: &Code, register: u16) {
    if regs.get(register).is_object() && is_temporary(code, register) {
        drop(regs.take(register));
    }
}

/// The value of an operand that is kept: a temporary is moved, a local copied, `last` if it is not read again. `None` if
/// that would take a cell for a number.
#[inline(always)]
fn kept(regs: Regs, code: &Code, register: u16, last: bool) -> Option<Value> {
    if is_temporary(code, register) {
        Some(regs.take(register))
    } else if last {
        Some(regs.get(register).share_last())
    } else {
        regs.get(register).share()
    }
}

/// As `kept`, whatever it takes.
#[inline(always)]
fn kept_warm(regs: Regs, code: &Code, register: u16, last: bool) -> Value {
    if last && !is_temporary(code, register) { regs.get(register).share_last() } else { operand(regs, code, register) }
}

/// The value of an operand: a temporary is moved, a local copied.
#[inline(always)]
fn operand(regs: Regs, code: &Code, register: u16) -> Value {
    if is_temporary(code, register) { regs.take(register) } else { regs.get(register).clone() }
}

/// What a cache holds whose versions have been compared: then the class, or a base of it, still has it.
#[inline(always)]
pub(super) fn known(cache: Cache) -> Value {
    // SAFETY: a class keeps what stands in its namespace, and gets another version when that changes.
    unsafe { cache.found.share() }
}

/// The innermost frame.
#[inline(always)]
fn frame_of(vm: &Vm) -> &Frame {
    debug_assert!(!vm.frames.is_empty());
    // SAFETY: a step runs in a frame.
    unsafe { vm.frames.last().unwrap_unchecked() }
}
