//! Frames: activations of code objects.
//!
//! Invariants: frames never move; a frame's `next` points into the instructions of its code, which it holds; `plain` says
//! whether there is nothing in `special` and the frame ends in the ordinary way.

#![allow(unsafe_code, reason = "frames are raw memory that never moves; see the invariants")]

use std::alloc::Layout;
use std::ops::{Deref, DerefMut};

use crate::bytecode::instr::Instr;
use crate::heap::Value;
use crate::objects::{CellObject, Code, Function, Tuple};

use super::{Res, Vm};

/// Frames that there can be, whatever the recursion limit. The place for all of them is taken at the start, so that a
/// frame never moves; the pages are touched as they are used.
const FRAMES: usize = 1 << 20;

/// The frames, the innermost last: a slice that grows at its end.
pub struct Frames {
    start: *mut Frame,
    /// One past the innermost.
    end: *mut Frame,
    /// Where `end` must not get beyond: see `set_limit`.
    limit: *mut Frame,
}

impl Default for Frames {
    fn default() -> Frames {
        Frames::new()
    }
}

impl Frames {
    /// Takes the place for all frames that there can be.
    pub fn new() -> Frames {
        let Ok(layout) = Layout::array::<Frame>(FRAMES) else {
            let nowhere = std::ptr::null_mut();
            return Frames { start: nowhere, end: nowhere, limit: nowhere };
        };
        // SAFETY: the layout is not empty.
        let start = unsafe { std::alloc::alloc(layout) }.cast::<Frame>();
        if start.is_null() {
            std::alloc::handle_alloc_error(layout);
        }
        Frames { start, end: start, limit: start }
    }

    /// Allows no more than `most` frames, or as many as there is place for.
    pub fn set_limit(&mut self, most: usize) {
        self.limit = self.start.wrapping_add(most.min(FRAMES));
    }

    /// Whether there may be no further frame.
    #[inline(always)]
    pub fn is_full(&self) -> bool {
        self.end >= self.limit
    }

    /// The place behind the innermost frame; `is_full` has said that it may be used.
    #[inline(always)]
    fn place(&self) -> *mut Frame {
        debug_assert!(!self.is_full(), "`is_deep` has not been asked");
        self.end
    }

    /// The frame that was put into `place` is the innermost one now.
    #[inline(always)]
    fn added(&mut self) {
        self.end = self.end.wrapping_add(1);
    }

    /// The innermost frame, without counting how many there are.
    #[inline(always)]
    pub fn last(&self) -> Option<&Frame> {
        // SAFETY: there are frames from `start` to `end`.
        if self.end == self.start { None } else { Some(unsafe { &*self.end.sub(1) }) }
    }

    /// As `last`.
    #[inline(always)]
    pub fn last_mut(&mut self) -> Option<&mut Frame> {
        // SAFETY: as above.
        if self.end == self.start { None } else { Some(unsafe { &mut *self.end.sub(1) }) }
    }

    /// Takes away the innermost frame, whose values have been taken.
    #[inline(always)]
    pub(super) fn forget_last(&mut self) {
        debug_assert!(self.end != self.start);
        self.end = self.end.wrapping_sub(1);
    }

    /// Takes the innermost frame away.
    pub fn pop(&mut self) -> Option<Frame> {
        if self.end == self.start {
            return None;
        }
        self.end = self.end.wrapping_sub(1);
        // SAFETY: a frame is there, and its place is free from now on.
        Some(unsafe { self.end.read() })
    }

    pub fn clear(&mut self) {
        while let Some(frame) = self.pop() {
            drop(frame);
        }
    }
}

impl Deref for Frames {
    type Target = [Frame];

    fn deref(&self) -> &[Frame] {
        let count = (self.end.addr() - self.start.addr()) / size_of::<Frame>();
        // SAFETY: there are frames from `start` to `end`.
        unsafe { std::slice::from_raw_parts(self.start, count) }
    }
}

impl DerefMut for Frames {
    fn deref_mut(&mut self) -> &mut [Frame] {
        let count = self.len();
        // SAFETY: as above.
        unsafe { std::slice::from_raw_parts_mut(self.start, count) }
    }
}

impl Drop for Frames {
    fn drop(&mut self) {
        self.clear();
        if let Ok(layout) = Layout::array::<Frame>(FRAMES) {
            // SAFETY: allocated with this layout, and empty.
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
    /// A generator to which the generator of the frame below delegates by `yield from`.
    Delegate,
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
    pub next: *const Instr,
    /// Absolute register for the result.
    pub result: usize,
    pub mode: Mode,
    plain: bool,
    pub(super) special: Special,
}

/// What most frames do not have; each is empty then.
#[derive(Default)]
pub struct Special {
    /// The exception that this frame handles.
    pub handled: Value,
    /// Namespace of a class body or module.
    pub locals: Value,
    /// The instance, if this is its `__init__`, called by its class.
    pub constructed: Value,
    /// The generator, if this is its frame.
    pub generator: Value,
    /// The `FrameObject`.
    pub object: Value,
}

impl Special {
    #[allow(clippy::declare_interior_mutable_const, reason = "each use makes a new one")]
    pub const NOTHING: Special = Special {
        handled: Value::EMPTY,
        locals: Value::EMPTY,
        constructed: Value::EMPTY,
        generator: Value::EMPTY,
        object: Value::EMPTY,
    };

    fn is_nothing(&self) -> bool {
        self.handled.is_empty()
            && self.locals.is_empty()
            && self.constructed.is_empty()
            && self.generator.is_empty()
            && self.object.is_empty()
    }
}

impl Deref for Frame {
    type Target = Special;

    #[inline(always)]
    fn deref(&self) -> &Special {
        &self.special
    }
}

impl Frame {
    /// The frame of an ordinary call; `next` is the code's first instruction.
    #[inline(always)]
    pub(super) fn plain(
        function: Value,
        code: Value,
        next: *const Instr,
        base: usize,
        top: usize,
        result: usize,
    ) -> Frame {
        let special = Special::NOTHING;
        Frame { function, code, base, top, next, result, mode: Mode::Call, plain: true, special }
    }

    /// A frame with another mode, or something special about it.
    #[inline(always)]
    #[allow(clippy::too_many_arguments, reason = "a constructor: an intermediate frame would have to be dropped")]
    pub(super) fn special(
        function: Value,
        code: Value,
        next: *const Instr,
        base: usize,
        top: usize,
        result: usize,
        mode: Mode,
        special: Special,
    ) -> Frame {
        Frame { function, code, base, top, next, result, mode, plain: false, special }
    }

    #[inline(always)]
    pub fn code(&self) -> Option<&Code> {
        self.code.exact::<Code>()
    }

    /// Whether it is an ordinary function's frame about which there is nothing special, so that its end needs no care.
    #[inline(always)]
    pub(super) fn is_plain(&self) -> bool {
        self.plain
    }

    /// Changes what is special about it.
    #[inline]
    pub(super) fn change<R>(&mut self, change: impl FnOnce(&mut Special) -> R) -> R {
        let result = change(&mut self.special);
        self.plain = self.mode == Mode::Call && self.special.is_nothing();
        result
    }

    /// Number of the next instruction.
    pub fn at(&self) -> usize {
        let start = self.code().map_or(0, |code| code.instructions.as_ptr().addr());
        (self.next.addr() - start) / size_of::<Instr>()
    }

    /// Number of the instruction that was executed last, 0 before the first.
    pub fn last(&self) -> usize {
        self.at().saturating_sub(1)
    }

    /// Goes on at the instruction with this number.
    pub fn go_to(&mut self, at: usize) {
        if let Some(code) = self.code() {
            self.next = code.instructions.as_ptr().wrapping_add(at);
        }
    }
}

impl Vm {
    /// Whether there may be no further frame: the recursion limit, or the end of the place for them.
    #[inline(always)]
    pub(super) fn is_deep(&self) -> bool {
        self.frames.is_full()
    }

    /// Sets the limit for the frames and the nesting of native calls together.
    pub fn set_recursion_limit(&mut self, limit: u32) {
        self.recursion_limit = limit;
        self.limit_frames();
    }

    /// Tells the frames how many there may be beside the native calls.
    #[inline]
    pub(super) fn limit_frames(&mut self) {
        self.frames.set_limit((self.recursion_limit as usize + 1).saturating_sub(self.native_depth as usize));
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
        for frame in self.frames.iter() {
            for value in [
                &frame.function,
                &frame.code,
                &frame.special.handled,
                &frame.special.locals,
                &frame.special.constructed,
                &frame.special.generator,
                &frame.special.object,
            ] {
                visit(value);
            }
        }
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
            Some((value.clone(), code.instructions.as_ptr(), code.registers, code.locals))
        });
        let Some((code, next, registers, locals)) = found else { return false };
        let top = args + usize::from(registers);
        if self.is_deep() || !self.stack.ensure(top + 1) {
            return false;
        }
        let function = self.stack.take(base);
        self.stack.make_empty(args + count, args + usize::from(locals));
        self.push_frame(Frame::plain(function, code, next, args, top, result));
        self.top = top;
        true
    }

    /// Puts a frame on top, in its place; `is_deep` has said that there is room.
    #[inline(always)]
    pub(super) fn push_frame(&mut self, frame: Frame) {
        let place = self.frames.place();
        // SAFETY: there is room, and nothing is overwritten that needs a release. Field by field: a frame that is first
        // put together elsewhere and then copied costs more than all the rest of the call.
        unsafe {
            (&raw mut (*place).function).write(frame.function);
            (&raw mut (*place).code).write(frame.code);
            (&raw mut (*place).base).write(frame.base);
            (&raw mut (*place).top).write(frame.top);
            (&raw mut (*place).next).write(frame.next);
            (&raw mut (*place).result).write(frame.result);
            (&raw mut (*place).mode).write(frame.mode);
            (&raw mut (*place).plain).write(frame.plain);
            (&raw mut (*place).special).write(frame.special);
        }
        self.frames.added();
    }

    /// Takes the innermost frame away.
    ///
    /// # Safety
    /// It is this one, plain but for `constructed`, which has been taken; function and code have been taken or are taken
    /// care of.
    #[inline(always)]
    pub(super) unsafe fn pop_plain(&mut self, frame: *mut Frame) {
        debug_assert!(self.frames.last().is_some_and(|last| std::ptr::eq(last, frame)));
        self.frames.end = frame;
    }
}
