//! What happens between the raising of an exception and its handler: traceback entries, released registers, popped
//! frames.

use crate::heap::{Slot, alloc};
use crate::objects::generator::Flavour;
use crate::objects::{Exception, Generator, Traceback};

use super::frame::Mode;
use super::{E, Raised, Vm};

impl Vm {
    /// Looks for a handler from the innermost frame outwards, up to the first frame that was entered from native
    /// code. True: a frame is ready to go on at its handler. False: that frame is gone too.
    /// `again` suppresses the traceback entry of the innermost frame (a re-raise).
    pub(super) fn unwind(&mut self, _raised: &Raised, mut again: bool) -> bool {
        loop {
            let Some(frame) = self.frames.last() else { return false };
            let at = frame.last();
            let base = frame.base;
            if !again {
                self.add_traceback(at);
            }
            again = false;
            let Some(frame) = self.frames.last() else { return false };
            let Some(code) = frame.code() else { return false };
            let registers = usize::from(code.unit.register_count);
            let handler = code
                .unit
                .handlers
                .iter()
                .find(|handler| handler.start as usize <= at && at < handler.end as usize)
                .copied();
            if let Some(handler) = handler {
                self.top = base + registers;
                self.stack.clear_down(base + usize::from(handler.keep), base + registers);
                let exception = self.raised.take();
                self.stack.put(base + usize::from(handler.keep), exception);
                if let Some(frame) = self.frames.last_mut() {
                    frame.go_to(handler.target as usize);
                }
                return true;
            }
            let mode = frame.mode;
            self.pop_frame_registers();
            if mode == Mode::Entry {
                return false;
            }
        }
    }

    /// Drops the innermost frame and what its registers hold. A generator whose frame it is, is finished, and a
    /// StopIteration that leaves it becomes a RuntimeError.
    pub(super) fn pop_frame_registers(&mut self) {
        let Some(frame) = self.frames.last() else { return };
        let (base, registers, locals) = frame.code().map_or((0, 0, 0), |code| {
            (frame.base, usize::from(code.unit.register_count), usize::from(code.unit.local_count))
        });
        self.stack.clear_down(base + locals, base + registers);
        self.keep_locals();
        let Some(frame) = self.frames.pop() else { return };
        self.stack.clear(base, base + locals);
        self.top = match self.frames.last() {
            Some(below) if frame.mode != Mode::Entry => below.top,
            _ => frame.base,
        };
        if let Some(generator) = frame.generator.exact::<Generator>() {
            generator.finish();
            let is_async = generator.flavour == Flavour::AsyncGenerator;
            let stop = match (self.raised_is(E::StopIteration), is_async && self.raised_is(E::StopAsyncIteration)) {
                (true, _) => Some("StopIteration"),
                (_, true) => Some("StopAsyncIteration"),
                _ => None,
            };
            if let Some(stop) = stop {
                let cause = self.raised.take();
                let _: Raised = self.raise(E::RuntimeError, format!("{} raised {stop}", generator.flavour.noun()));
                if let Some(exception) = self.raised.exact::<Exception>() {
                    exception.context.set(cause.clone());
                    exception.cause.set(cause);
                    exception.suppress_context.set(true);
                }
            }
        }
    }

    /// Puts an entry for instruction `at` of the innermost frame at the head of the exception's traceback.
    fn add_traceback(&mut self, at: usize) {
        let Some(depth) = self.frames.len().checked_sub(1) else { return };
        let frame = self.frame_object(depth);
        let Some(exception) = self.raised.exact::<Exception>() else { return };
        let entry =
            Traceback { next: Slot::new(exception.traceback.get()), frame: Slot::new(frame), instruction: at as u32 };
        exception.traceback.set(alloc::new(entry));
    }
}
