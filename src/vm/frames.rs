//! The machine's frames as objects: made when asked for, filled with the variables when the frame ends.

use crate::heap::{Value, alloc, heap};
use crate::objects::dict::new_dict;
use crate::objects::{CellObject, Code, FrameObject, Function, Generator, Tuple};

use crate::objects::generator::State;

use super::traceback::line_in;
use super::{Res, Vm};

/// Names and values of the variables that are bound: locals, then what comes from enclosing functions.
fn bound_variables(function: &Value, code: &Value, local: &dyn Fn(usize) -> Value) -> Vec<(Value, Value)> {
    let mut found = Vec::new();
    let (Some(code), Some(function)) = (code.exact::<Code>(), function.exact::<Function>()) else { return found };
    for (index, name) in code.local_names.iter().enumerate() {
        let value = local(index);
        let value = match value.exact::<CellObject>() {
            Some(cell) if code.unit.cell_locals.contains(&(index as u16)) => cell.content.get(),
            _ => value,
        };
        found.push((name.clone(), value));
    }
    let closure = function.closure.get();
    if let Some(cells) = closure.exact::<Tuple>() {
        for (name, cell) in code.free_names.iter().zip(cells.elements()) {
            if let Some(cell) = cell.exact::<CellObject>() {
                found.push((name.clone(), cell.content.get()));
            }
        }
    }
    found.retain(|(_, value)| !value.is_empty());
    found
}

impl Vm {
    /// The object of a running frame, by its place on the stack.
    pub fn frame_object(&mut self, depth: usize) -> Value {
        let Some(frame) = self.frames.get_mut(depth) else { return Value::NONE };
        if frame.object.is_empty() {
            let (function, code, namespace) = (frame.function.clone(), frame.code.clone(), frame.locals.clone());
            let instruction = frame.last() as u32;
            let object = alloc::new_untracked(FrameObject::new(function, code, namespace, instruction));
            frame.change(|special| special.object = object);
        }
        frame.object.clone()
    }

    /// `sys._getframe`: the frame so many calls below the innermost one.
    pub fn frame_at(&mut self, depth: usize) -> Res {
        match self.frames.len().checked_sub(depth + 1) {
            Some(place) => Ok(self.frame_object(place)),
            None => Err(self.value_error("call stack is not deep enough")),
        }
    }

    /// `gi_frame`: the frame of a generator that has not finished.
    pub fn generator_frame(&mut self, generator: &Generator, object: &Value) -> Value {
        match generator.state.get() {
            State::Finished => return Value::NONE,
            State::Running => {
                let depth = self.frames.iter().rposition(|frame| frame.generator.is(object));
                return depth.map_or(Value::NONE, |depth| self.frame_object(depth));
            }
            State::Created | State::Suspended => {}
        }
        if generator.frame.is_empty() {
            let function = generator.function.get();
            let code = function.exact::<Function>().map_or(Value::NONE, |function| function.code.get());
            // Before the start there is no last instruction.
            let at = generator.position.get().wrapping_sub(1);
            let frame = FrameObject::new(function, code, Value::EMPTY, at);
            generator.frame.set(alloc::new_untracked(frame));
        }
        generator.frame.get()
    }

    /// Before the innermost frame is popped: if somebody else holds its object, its variables move there.
    pub(super) fn keep_locals(&mut self) {
        let Some(frame) = self.frames.last() else { return };
        if frame.object.count().is_none_or(|count| count <= 1) {
            return;
        }
        let (object, base, at) = (frame.object.clone(), frame.base, frame.last());
        let locals = frame.code().map_or(0, |code| usize::from(code.unit.local_count));
        let Some(record) = object.exact::<FrameObject>() else { return };
        record.instruction.set(at as u32);
        let values = (0..locals).map(|index| self.stack.take(base + index)).collect();
        record.store_locals(values);
        if let Some(below) = self.frames.len().checked_sub(2) {
            record.back.set(self.frame_object(below));
        }
        heap().generations.track(&object);
    }

    /// The place on the stack of the running frame that an object stands for.
    fn running_frame(&self, object: &Value) -> Option<usize> {
        self.frames.iter().rposition(|frame| frame.object.is(object))
    }

    /// Whether an object stands for a frame on the stack.
    pub fn is_running(&self, object: &Value) -> bool {
        self.running_frame(object).is_some()
    }

    /// `f_lineno`: where a frame is, or was when it ended.
    pub fn frame_line(&self, object: &Value) -> u32 {
        let Some(record) = object.exact::<FrameObject>() else { return 0 };
        let at = match self.running_frame(object).and_then(|depth| self.frames.get(depth)) {
            Some(frame) => frame.last() as u32,
            None => record.instruction.get(),
        };
        line_in(&record.code.get(), at)
    }

    /// `f_back`: the frame that called a frame.
    pub fn frame_back(&mut self, object: &Value) -> Value {
        match self.running_frame(object) {
            Some(0) => Value::NONE,
            Some(depth) => self.frame_object(depth - 1),
            None => {
                object.exact::<FrameObject>().and_then(|record| record.back.get().into_option()).unwrap_or(Value::NONE)
            }
        }
    }

    /// `f_locals`: the namespace of a module or class body, or a new dict of a function's variables.
    pub fn frame_locals(&mut self, object: &Value) -> Res {
        if let Some(depth) = self.running_frame(object) {
            return self.locals_at(depth);
        }
        let Some(record) = object.exact::<FrameObject>() else { return Ok(new_dict()) };
        let namespace = record.namespace.get();
        if !namespace.is_empty() {
            return Ok(namespace);
        }
        // A suspended generator has the variables of its frame.
        let owner = heap().generations.objects(None).into_iter().find(|candidate| {
            candidate.exact::<Generator>().is_some_and(|generator| generator.frame.peek(|frame| frame.is(object)))
        });
        let generator = owner.as_ref().and_then(|owner| owner.exact::<Generator>());
        let local = |index: usize| match generator {
            Some(generator) => generator.registers.get(index).unwrap_or_default(),
            None => record.locals.borrow().get(index).cloned().unwrap_or_default(),
        };
        let variables = bound_variables(&record.function.get(), &record.code.get(), &local);
        self.dict_of(variables)
    }

    /// What `locals()` gives in the innermost frame.
    pub fn current_locals(&mut self) -> Res {
        match self.frames.len().checked_sub(1) {
            Some(depth) => self.locals_at(depth),
            None => Ok(new_dict()),
        }
    }

    fn locals_at(&mut self, depth: usize) -> Res {
        let Some(frame) = self.frames.get(depth) else { return Ok(new_dict()) };
        if !frame.locals.is_empty() {
            return Ok(frame.locals.clone());
        }
        let variables =
            bound_variables(&frame.function, &frame.code, &|index| self.stack.get(frame.base + index).clone());
        self.dict_of(variables)
    }

    fn dict_of(&mut self, variables: Vec<(Value, Value)>) -> Res {
        let dict = new_dict();
        for (name, value) in variables {
            self.dict_set(&dict, name, value)?;
        }
        Ok(dict)
    }
}
