//! Shapes (hidden classes): which attribute of an instance is in which slot.
//!
//! Instances of a class that got the same attributes in the same order share a shape; adding one follows a
//! transition. Shape 0 means "the attributes are in a dict", which then stands in the instance's first attribute slot: it
//! is the shape of instances whose `__dict__` was asked for, that lost an attribute or ran out of slots.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use crate::heap::Value;

/// The number of a shape.
pub type ShapeId = u32;

/// The shape of instances with a dict.
pub const DICT_MODE: ShapeId = 0;

struct Shape {
    /// Interned strings; the position is the slot (after the class's own `__slots__`).
    names: Vec<Value>,
    first_slot: u32,
    transitions: Vec<(usize, ShapeId)>,
    /// From the address of a name to its slot, for shapes with many.
    index: HashMap<usize, u32>,
}

/// All shapes of an interpreter.
pub struct Shapes {
    shapes: RefCell<Vec<Shape>>,
    /// The last answers of `find`, by shape and name. A shape keeps its names alive and never changes, and a name that is in no
    /// shape is checked by its text's hash, so an answer stays right.
    known: Box<[Cell<Known>]>,
}

/// An answer of `Shapes::find`; `slot` is one more than the slot, 0 for none.
#[derive(Clone, Copy, Default)]
struct Known {
    name: usize,
    hash: i64,
    shape: ShapeId,
    slot: u32,
}

const KNOWN_LINES: usize = 256;

const SCAN: usize = 8;
/// A shape that has so many successors describes a table, not a record: further instances get a dict.
const MAX_TRANSITIONS: usize = 64;
/// Most names of a shape; instances have no more slots than that.
const MAX_NAMES: usize = 64;

fn address(name: &Value) -> usize {
    name.object_header().map_or(0, |header| std::ptr::from_ref(header).addr())
}

impl Default for Shapes {
    fn default() -> Shapes {
        let known = (0..KNOWN_LINES).map(|_| Cell::default()).collect();
        Shapes { shapes: RefCell::new(vec![Shape::new(Vec::new(), 0)]), known }
    }
}

impl Shape {
    fn new(names: Vec<Value>, first_slot: u32) -> Shape {
        let index = if names.len() > SCAN {
            names.iter().enumerate().map(|(at, name)| (address(name), at as u32)).collect()
        } else {
            HashMap::new()
        };
        Shape { names, first_slot, transitions: Vec::new(), index }
    }

    fn find(&self, name: &Value) -> Option<u32> {
        let at = if self.names.len() > SCAN {
            *self.index.get(&address(name))?
        } else {
            self.names.iter().position(|known| known.is(name))? as u32
        };
        Some(self.first_slot + at)
    }
}

impl Shapes {
    /// The empty shape of a new class, whose instances keep `first_slot` slots for other purposes.
    pub fn root(&self, first_slot: usize) -> ShapeId {
        let mut shapes = self.shapes.borrow_mut();
        shapes.push(Shape::new(Vec::new(), first_slot as u32));
        (shapes.len() - 1) as ShapeId
    }

    /// Slot of an attribute; `name` is interned.
    #[inline]
    pub fn find(&self, shape: ShapeId, name: &Value) -> Option<usize> {
        self.shapes.borrow().get(shape as usize)?.find(name).map(|slot| slot as usize)
    }

    /// As `find`, with the hash of the name, by way of the last answers.
    #[inline]
    pub fn find_known(&self, shape: ShapeId, name: &Value, hash: i64) -> Option<usize> {
        let address = address(name);
        let line = self.known.get((address >> 4 ^ shape as usize) % KNOWN_LINES)?;
        let known = line.get();
        if known.name == address && known.shape == shape && known.hash == hash {
            return known.slot.checked_sub(1).map(|slot| slot as usize);
        }
        let slot = self.find(shape, name);
        line.set(Known { name: address, hash, shape, slot: slot.map_or(0, |slot| slot as u32 + 1) });
        slot
    }

    /// The shape with one more attribute, and that attribute's slot. The shape is `DICT_MODE` if instances should get a dict.
    pub fn add(&self, shape: ShapeId, name: &Value) -> (ShapeId, usize) {
        let mut shapes = self.shapes.borrow_mut();
        let next = shapes.len() as ShapeId;
        let Some(from) = shapes.get_mut(shape as usize) else { return (DICT_MODE, 0) };
        let slot = from.first_slot as usize + from.names.len();
        if let Some(&(_, known)) = from.transitions.iter().find(|(known, _)| *known == address(name)) {
            return (known, slot);
        }
        if from.transitions.len() >= MAX_TRANSITIONS || from.names.len() >= MAX_NAMES {
            return (DICT_MODE, slot);
        }
        from.transitions.push((address(name), next));
        let mut names = from.names.clone();
        let first_slot = from.first_slot;
        names.push(name.clone());
        shapes.push(Shape::new(names, first_slot));
        (next, slot)
    }

    /// Names and slots in order of addition.
    pub fn names(&self, shape: ShapeId) -> Vec<(Value, usize)> {
        let shapes = self.shapes.borrow();
        let Some(shape) = shapes.get(shape as usize) else { return Vec::new() };
        let first = shape.first_slot as usize;
        shape.names.iter().enumerate().map(|(at, name)| (name.clone(), first + at)).collect()
    }

    /// The table's own references.
    pub fn each_root(&self, visit: &mut dyn FnMut(&Value)) {
        for shape in self.shapes.borrow().iter() {
            for name in &shape.names {
                visit(name);
            }
        }
    }

    /// Drops all references, at the interpreter's end.
    pub fn clear(&self) {
        drop(std::mem::take(&mut *self.shapes.borrow_mut()));
    }
}
