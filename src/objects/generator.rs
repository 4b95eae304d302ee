//! Generators: a frame's window, kept while it is not running.

use std::cell::Cell;

use crate::bytecode::op::Op;
use crate::bytecode::unit::Unit;
use crate::heap::kind::{Payload, Visitor};
use crate::heap::{Slot, Slots, Value};

use super::Code;

/// Where a generator is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Not started yet.
    Created,
    Suspended,
    Running,
    Finished,
}

/// What the frame belongs to: the three behave alike but for how they are resumed and what their errors call them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flavour {
    Generator,
    Coroutine,
    AsyncGenerator,
}

impl Flavour {
    /// What calling a function of this unit makes.
    pub fn of(unit: &Unit) -> Flavour {
        match (unit.is_coroutine, unit.is_generator) {
            (true, true) => Flavour::AsyncGenerator,
            (true, false) => Flavour::Coroutine,
            (false, _) => Flavour::Generator,
        }
    }

    /// The word for it in messages.
    pub fn noun(self) -> &'static str {
        match self {
            Flavour::Generator => "generator",
            Flavour::Coroutine => "coroutine",
            Flavour::AsyncGenerator => "async generator",
        }
    }
}

/// A generator, coroutine or asynchronous generator, and its saved frame.
pub struct Generator {
    pub flavour: Flavour,
    /// An asynchronous generator: whether an `asend` and the like of it is under way.
    pub is_awaited: Cell<bool>,
    /// An asynchronous generator: whether it has ended or `aclose` has begun.
    pub is_closed: Cell<bool>,
    pub state: Cell<State>,
    /// Empty when it has finished, and while it runs: then its frame has it.
    pub function: Slot,
    pub code: Slot,
    pub name: Slot,
    pub qualname: Slot,
    /// The registers, while it is suspended; while it runs, they stand on the machine's stack, and the vector is empty
    /// but keeps its room.
    pub registers: Slots,
    /// Next instruction.
    pub position: Cell<u32>,
    /// The exception that the frame handles, or empty.
    pub handled: Slot,
    /// Empty or the `FrameObject`, if somebody has asked for it and may hold it.
    pub frame: Slot,
}

impl Payload for Generator {
    const WEAK_REFERENCES_FIRST: bool = true;

    fn trace<V: Visitor>(&self, visitor: &mut V) {
        self.function.trace(visitor);
        self.code.trace(visitor);
        self.name.trace(visitor);
        self.qualname.trace(visitor);
        self.registers.trace(visitor);
        self.handled.trace(visitor);
        self.frame.trace(visitor);
    }

    fn clear(&self) {
        self.finish();
        self.handled.set(Value::EMPTY);
        self.frame.set(Value::EMPTY);
    }

    fn needs_finalizer(&self) -> bool {
        // Closing it is what ends one that has not finished. If nothing in it waits for that, its death does as well,
        // but in a cycle the collector has to see it closed, as in CPython.
        matches!(self.state.get(), State::Suspended | State::Created)
    }
}

impl Generator {
    /// Whether it is a plain generator, which is an iterator.
    pub fn is_plain(&self) -> bool {
        self.flavour == Flavour::Generator
    }

    /// Whether it is a coroutine that nothing has begun to await.
    pub fn is_unawaited(&self) -> bool {
        self.flavour == Flavour::Coroutine && self.state.get() == State::Created
    }

    /// Whether it is suspended at a `yield` of its own, not at an `await` or `yield from`.
    pub fn is_at_yield(&self) -> bool {
        self.state.get() == State::Suspended
            && self.code.peek(|code| {
                let at = (self.position.get() as usize).checked_sub(1);
                let instr = at.and_then(|at| code.exact::<Code>()?.instructions.get(at));
                instr.is_some_and(|instr| instr.op == Op::Yield)
            })
    }

    /// The frame is over: what it held goes, its function included.
    pub fn finish(&self) {
        self.state.set(State::Finished);
        drop(self.registers.take_all());
        self.function.set(Value::EMPTY);
    }
}
