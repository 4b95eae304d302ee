//! Frames and the register stack.
//!
//! Invariants: the stack never moves while the machine lives; registers at and above `Vm::top` hold no pointer, and
//! so do dead temporaries; the windows of frames follow each other, a callee's beginning where the caller put
//! its arguments.

#![allow(unsafe_code, reason = "the register stack is raw memory; see the invariants")]

use std::alloc::Layout;

use crate::heap::Value;
use crate::objects::{CellObject, Code, Function, Tuple};

use super::{Res, Vm};

/// Registers that the stack can hold; address space only, pages are touched as they are used.
const CAPACITY: usize = 16 << 20;
const STEP: usize = 4096;

/// Frames that there can be, whatever the recursion limit. The place for all of them is taken at the start, so that a
/// frame never moves; the pages are touched as they are used.
const FRAMES: usize = 1 << 20;

/// The place for all frames.
pub fn new_frames() -> Vec<Frame> {
    Vec::with_capacity(FRAMES)
}

/// All register windows, one after the other.
pub struct Stack {
    start: *mut Value,
    /// Registers below this one are initialised.
    initialised: usize,
}

/// Copies values one by one. A copy in larger portions would have to wait until what was written a moment ago, value by
/// value, has reached the cache.
///
/// # Safety
/// As for `copy_nonoverlapping`.
#[inline(always)]
unsafe fn copy_words(from: *const Value, to: *mut Value, count: usize) {
    for index in 0..count {
        // SAFETY: passed on. Volatile, lest the compiler make one copy of the loop.
        unsafe { to.add(index).write_volatile(from.add(index).read_volatile()) };
    }
}

impl Default for Stack {
    fn default() -> Stack {
        Stack::new()
    }
}

impl Stack {
    pub fn new() -> Stack {
        let Ok(layout) = Layout::array::<Value>(CAPACITY) else {
            return Stack { start: std::ptr::null_mut(), initialised: 0 };
        };
        // SAFETY: the layout is not empty.
        let start = unsafe { std::alloc::alloc(layout) }.cast::<Value>();
        if start.is_null() {
            std::alloc::handle_alloc_error(layout);
        }
        let mut stack = Stack { start, initialised: 0 };
        stack.ensure(STEP);
        stack
    }

    /// The register with this number; must be below `initialised`.
    #[inline(always)]
    pub fn at(&self, index: usize) -> *mut Value {
        debug_assert!(index <= self.initialised);
        // SAFETY: inside the allocation.
        unsafe { self.start.add(index) }
    }

    /// Makes registers up to `top` usable; false if there are not so many.
    #[inline(always)]
    pub fn ensure(&mut self, top: usize) -> bool {
        top <= self.initialised || self.grow(top)
    }

    /// Whether registers up to `top` are usable.
    #[inline(always)]
    pub fn has(&self, top: usize) -> bool {
        top <= self.initialised
    }

    #[cold]
    fn grow(&mut self, top: usize) -> bool {
        if top > CAPACITY - STEP {
            return false;
        }
        let end = (top + STEP).min(CAPACITY);
        for index in self.initialised..end {
            // SAFETY: inside the allocation; written before it is read.
            unsafe { self.start.add(index).write(Value::EMPTY) };
        }
        self.initialised = end;
        true
    }

    /// Makes registers that hold no pointers empty.
    #[inline(always)]
    pub fn make_empty(&mut self, start: usize, end: usize) {
        for index in start..end {
            debug_assert!(!self.get(index).is_object());
            // SAFETY: `ensure` has been called for the window; what is overwritten needs no release.
            unsafe { self.at(index).write(Value::EMPTY) };
        }
    }

    /// Moves the value out of a register.
    #[inline(always)]
    pub fn take(&mut self, index: usize) -> Value {
        // SAFETY: registers in use are initialised.
        unsafe { (*self.at(index)).take() }
    }

    /// Writes a register that holds no pointer.
    #[inline(always)]
    pub fn fill(&mut self, index: usize, value: Value) {
        debug_assert!(!self.get(index).is_object());
        // SAFETY: as above; what is overwritten needs no release.
        unsafe { self.at(index).write(value) };
    }

    /// Writes a register and releases what it held.
    #[inline(always)]
    pub fn put(&mut self, index: usize, value: Value) {
        // SAFETY: as above.
        let old = unsafe { std::mem::replace(&mut *self.at(index), value) };
        drop(old);
    }

    /// Moves values into the registers from `start` on, which hold no pointers.
    #[inline(always)]
    pub fn fill_from(&mut self, start: usize, values: &mut Vec<Value>) {
        debug_assert!(start + values.len() <= self.initialised);
        // SAFETY: inside the initialised part; the values move, the vector forgets them.
        unsafe {
            copy_words(values.as_ptr(), self.at(start), values.len());
            values.set_len(0);
        }
    }

    /// Moves `count` registers from `start` on to the end of a vector, leaving them empty.
    #[inline(always)]
    pub fn move_to(&mut self, start: usize, count: usize, values: &mut Vec<Value>) {
        if values.capacity() - values.len() < count {
            values.reserve(count);
        }
        // SAFETY: inside the initialised part; there is room; what is moved is overwritten without being released.
        unsafe {
            let first = self.at(start);
            let target = values.as_mut_ptr().add(values.len());
            for index in 0..count {
                // As in `copy_words`.
                target.add(index).write_volatile(first.add(index).read_volatile());
                first.add(index).write(Value::EMPTY);
            }
            values.set_len(values.len() + count);
        }
    }

    /// A register's value.
    #[inline(always)]
    pub fn get(&self, index: usize) -> &Value {
        // SAFETY: as above; the caller's borrow of the stack ends before the register is written.
        unsafe { &*self.at(index) }
    }

    /// Releases a range of registers, last to first.
    pub fn clear_down(&mut self, start: usize, end: usize) {
        for index in (start..end).rev() {
            drop(self.take(index));
        }
    }

    /// Releases a range of registers, first to last.
    pub fn clear(&mut self, start: usize, end: usize) {
        for index in start..end {
            drop(self.take(index));
        }
    }

    /// Registers in use by frames, for the verifier.
    pub fn each(&self, end: usize, visit: &mut dyn FnMut(&Value)) {
        for index in 0..end {
            visit(self.get(index));
        }
    }
}

impl Drop for Stack {
    fn drop(&mut self) {
        if let Ok(layout) = Layout::array::<Value>(CAPACITY) {
            // SAFETY: allocated with this layout; the registers hold no pointers any more.
            unsafe { std::alloc::dealloc(self.start.cast(), layout) };
        }
    }
}

/// Where a frame's result goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// To register `result` of the frame below.
    Call,
    /// Out of the dispatch loop, to native code.
    Entry,
    /// A generator advanced by `ForIter` of the frame below.
    Step,
}

/// One activation of a code object.
pub struct Frame {
    pub function: Value,
    pub code: Value,
    /// Number of the window's first register.
    pub base: usize,
    /// One past its last register.
    pub top: usize,
    /// Next instruction, as of the last time that the frame called or raised.
    pub ip: usize,
    /// Absolute register for the result.
    pub result: usize,
    pub mode: Mode,
    /// The exception that this frame handles, or empty.
    pub handled: Value,
    /// Namespace of a class body or module; empty in functions.
    pub locals: Value,
    /// The instance, if this is its `__init__`, called by its class.
    pub constructed: Value,
    /// The generator, if this is its frame.
    pub generator: Value,
    /// Empty or the `FrameObject`.
    pub object: Value,
}

impl Frame {
    /// The frame of an ordinary call.
    #[inline(always)]
    pub(super) fn plain(function: Value, code: Value, base: usize, top: usize, result: usize) -> Frame {
        Frame {
            function,
            code,
            base,
            top,
            ip: 0,
            result,
            mode: Mode::Call,
            handled: Value::EMPTY,
            locals: Value::EMPTY,
            constructed: Value::EMPTY,
            generator: Value::EMPTY,
            object: Value::EMPTY,
        }
    }

    #[inline(always)]
    pub fn code(&self) -> Option<&Code> {
        self.code.exact::<Code>()
    }

    /// Whether it is an ordinary function's frame about which there is nothing special, so that its end needs no care;
    /// it may be that of an `__init__`.
    #[inline(always)]
    pub(super) fn is_plain(&self) -> bool {
        self.mode == Mode::Call
            && self.handled.is_empty()
            && self.locals.is_empty()
            && self.generator.is_empty()
            && self.object.is_empty()
    }
}

impl Vm {
    /// Whether there may be no further frame: the recursion limit, or the end of the place for them.
    #[inline(always)]
    pub(super) fn is_deep(&self) -> bool {
        let frames = self.frames.len();
        frames + self.native_depth as usize > self.recursion_limit as usize || frames >= FRAMES
    }

    /// Globals of the innermost Python frame; the builtins' dict if there is none.
    pub fn current_globals(&self) -> Value {
        match self.frames.last().and_then(|frame| frame.function.exact::<Function>()) {
            Some(function) => function.globals.get(),
            None => self.builtins.clone(),
        }
    }

    /// What `super()` without arguments refers to: the class around the running method and its first argument.
    pub fn current_super(&mut self) -> Res<(Value, Value)> {
        let found = self.frames.last().and_then(|frame| {
            let code = frame.code()?;
            let function = frame.function.exact::<Function>()?;
            let class = code.class_cell.and_then(|at| {
                let closure = function.closure.get();
                let cell = closure.exact::<Tuple>()?.elements().get(usize::from(at))?.clone();
                cell.exact::<CellObject>().map(|cell| cell.content.get())
            });
            if code.unit.positional == 0 {
                return Some((class, None));
            }
            let first = self.stack.get(frame.base);
            let first = match first.exact::<CellObject>() {
                Some(cell) if code.unit.cell_locals.contains(&0) => cell.content.get(),
                _ if first.is_empty() => Value::EMPTY,
                _ => first.clone(),
            };
            Some((class, Some(first)))
        });
        match found {
            None => Err(self.raise(super::E::RuntimeError, "super(): no current frame")),
            Some((_, None)) => Err(self.raise(super::E::RuntimeError, "super(): no arguments")),
            Some((_, Some(first))) if first.is_empty() => {
                Err(self.raise(super::E::RuntimeError, "super(): arg[0] deleted"))
            }
            Some((None, _)) => Err(self.raise(super::E::RuntimeError, "super(): __class__ cell not found")),
            Some((Some(class), _)) if class.is_empty() => {
                Err(self.raise(super::E::RuntimeError, "super(): empty __class__ cell"))
            }
            Some((Some(class), Some(first))) => Ok((class, first)),
        }
    }

    /// The exception that the innermost frame with one handles; empty if none.
    pub fn frames_handled(&self) -> Value {
        self.frames
            .iter()
            .rev()
            .map(|frame| &frame.handled)
            .find(|handled| !handled.is_empty())
            .cloned()
            .unwrap_or_default()
    }

    /// Every counted reference that registers and frames hold, for the verifier.
    pub fn each_frame_root(&self, visit: &mut dyn FnMut(&Value)) {
        self.stack.each(self.top, visit);
        for frame in &self.frames {
            for value in [
                &frame.function,
                &frame.code,
                &frame.handled,
                &frame.locals,
                &frame.constructed,
                &frame.generator,
                &frame.object,
            ] {
                visit(value);
            }
        }
    }
}

impl Vm {
    /// Registers as an argument slice.
    ///
    /// The slice is not bound to the borrow of the machine: the registers belong to the call in progress, nobody else
    /// writes to them until it ends, and the stack never moves.
    #[inline]
    pub(super) fn native_args<'a>(&self, start: usize, count: usize) -> &'a [Value] {
        // SAFETY: as stated; the caller uses the slice during the call only.
        unsafe { std::slice::from_raw_parts(self.stack.at(start), count) }
    }
}

// ---- the common call and return
impl Vm {
    /// Begins a call that needs nothing but a window: the callee in register `base` is a Python function, and `count`
    /// arguments in `args..` are just its parameters. False: nothing has been done, take the long way.
    #[inline(always)]
    pub(super) fn begin_simple(&mut self, base: usize, args: usize, count: usize, result: usize) -> bool {
        let Some(function) = self.stack.get(base).exact::<Function>() else { return false };
        let found = function.code.peek(|value| {
            let code = value.exact::<Code>().filter(|code| usize::from(code.simple_arguments) == count)?;
            Some((value.clone(), code.registers, code.locals))
        });
        let Some((code, registers, locals)) = found else { return false };
        let top = args + usize::from(registers);
        if self.is_deep() || !self.stack.ensure(top + 1) {
            return false;
        }
        let function = self.stack.take(base);
        self.stack.make_empty(args + count, args + usize::from(locals));
        self.push_frame(Frame::plain(function, code, args, top, result));
        self.top = top;
        true
    }

    /// Puts a frame on top, in its place; `is_deep` has said that there is room.
    #[inline(always)]
    pub(super) fn push_frame(&mut self, frame: Frame) {
        let depth = self.frames.len();
        debug_assert!(depth < FRAMES, "`is_deep` has not been asked");
        // SAFETY: there is room, and nothing is overwritten that needs a release. Field by field: a frame that is first
        // put together elsewhere and then copied costs more than all the rest of the call.
        unsafe {
            let place = self.frames.as_mut_ptr().add(depth);
            (&raw mut (*place).function).write(frame.function);
            (&raw mut (*place).code).write(frame.code);
            (&raw mut (*place).base).write(frame.base);
            (&raw mut (*place).top).write(frame.top);
            (&raw mut (*place).ip).write(frame.ip);
            (&raw mut (*place).result).write(frame.result);
            (&raw mut (*place).mode).write(frame.mode);
            (&raw mut (*place).handled).write(frame.handled);
            (&raw mut (*place).locals).write(frame.locals);
            (&raw mut (*place).constructed).write(frame.constructed);
            (&raw mut (*place).generator).write(frame.generator);
            (&raw mut (*place).object).write(frame.object);
            self.frames.set_len(depth + 1);
        }
    }

    /// Takes the innermost frame away.
    ///
    /// # Safety
    /// It is plain, and `constructed` has been taken.
    #[inline(always)]
    pub(super) unsafe fn pop_plain(&mut self) {
        let depth = self.frames.len() - 1;
        // SAFETY: of an ordinary frame only two values need to be released.
        unsafe {
            self.frames.set_len(depth);
            let frame = self.frames.as_mut_ptr().add(depth);
            drop(std::ptr::read(&raw const (*frame).function));
            drop(std::ptr::read(&raw const (*frame).code));
        }
    }

    /// Takes the innermost frame away, a generator's whose exception and registers have been taken.
    #[inline(always)]
    pub(super) fn pop_generator(&mut self) {
        let Some(depth) = self.frames.len().checked_sub(1) else { return };
        // SAFETY: the frame is there; it is read once and its place is free then. What is not read is empty.
        unsafe {
            self.frames.set_len(depth);
            let frame = self.frames.as_mut_ptr().add(depth);
            debug_assert!((*frame).handled.is_empty() && (*frame).locals.is_empty() && (*frame).constructed.is_empty());
            drop(std::ptr::read(&raw const (*frame).function));
            drop(std::ptr::read(&raw const (*frame).code));
            drop(std::ptr::read(&raw const (*frame).object));
            drop(std::ptr::read(&raw const (*frame).generator));
        }
    }
}
