//! From compiled units to code objects: constants and names become objects, instructions get their caches.

use std::cell::Cell;
use std::collections::HashMap;
use std::rc::Rc;

use crate::bytecode::op::{Op, Role};
use crate::bytecode::unit::{Const, Unit};
use crate::heap::{Slot, Value, alloc};
use crate::num::complex_ops::Complex;
use crate::objects::code::Cache;
use crate::objects::complex::new_complex;
use crate::objects::{Code, Dict, Function, Str, int};

use super::{N, Res, Vm};

/// Constants that are equal (type and value) are one object in all units of a file, as in CPython.
type Shared = HashMap<Const, Value>;

impl Vm {
    /// The code object of a unit and, inside its constants, of all units in it.
    pub fn load_unit(&mut self, unit: &Rc<Unit>) -> Res {
        self.load_shared(unit, &mut HashMap::new())
    }

    fn load_shared(&mut self, unit: &Rc<Unit>, shared: &mut Shared) -> Res {
        let mut constants = Vec::with_capacity(unit.constants.len());
        for constant in &unit.constants {
            constants.push(self.constant(constant, shared)?);
        }
        self.code_object(unit, constants)
    }

    /// The code object of a unit, with these constants.
    pub fn code_object(&mut self, unit: &Rc<Unit>, constants: Vec<Value>) -> Res {
        let intern = |names: &[Box<str>]| names.iter().map(|name| self.intern(name)).collect::<Vec<_>>();
        let names = intern(&unit.names);
        let local_names = intern(&unit.local_names);
        let free_names = intern(&unit.free_names);
        let doc = match &unit.doc {
            Some(doc) => self.str_bytes(doc)?,
            None => Value::NONE,
        };
        let title = [self.intern(&unit.name), self.intern(&unit.qualname), doc];
        let mut caches = Vec::new();
        let mut instructions = unit.code.clone().into_boxed_slice();
        for instr in &mut instructions {
            if instr.op.info().operands.iter().any(|(_, role)| *role == Role::cache) {
                instr.e = caches.len() as u32;
                caches.push(Cell::new(Cache::default()));
            }
        }
        debug_assert!(
            instructions.last().is_some_and(|last| {
                matches!(last.op, Op::Return | Op::Raise | Op::Reraise | Op::Jump | Op::JumpBack)
            })
        );
        // Nothing in a code object can lead back to it: the collector need not know it.
        Ok(alloc::new_untracked(Code {
            id: Code::fresh_id(),
            class_cell: unit.free_names.iter().position(|name| &**name == "__class__").map(|at| at as u16),
            unit: unit.clone(),
            constants,
            names,
            local_names,
            free_names,
            title,
            caches,
            simple_arguments: Code::simple_arguments_of(unit),
            registers: unit.register_count,
            locals: unit.local_count,
            instructions,
        }))
    }

    fn constant(&mut self, constant: &Const, shared: &mut Shared) -> Res {
        if let Some(known) = shared.get(constant) {
            return Ok(known.clone());
        }
        let value = match constant {
            Const::None => Value::NONE,
            Const::True => Value::TRUE,
            Const::False => Value::FALSE,
            Const::Ellipsis => Value::ELLIPSIS,
            Const::Int(number) => int::from_i64(*number),
            Const::BigInt(number) => int::from_big(number.clone()),
            Const::Float(number) => Value::float(*number),
            Const::Complex(re, im) => new_complex(Complex { re: *re, im: *im }),
            Const::Str(text) if is_name_like(text) => self.world.interner.bytes(text),
            Const::Str(text) => self.str_bytes(text)?,
            Const::Bytes(data) => self.bytes(data)?,
            Const::Tuple(items) => {
                let mut values = Vec::with_capacity(items.len());
                for item in items {
                    values.push(self.constant(item, shared)?);
                }
                self.tuple(values)?
            }
            Const::FrozenSet(items) => {
                let written = crate::objects::set::new_set(true);
                for item in items {
                    let item = self.constant(item, shared)?;
                    self.set_add(&written, item)?;
                }
                // CPython's compiler makes a constant set anew from the order of its table; the order of iteration
                // depends on it.
                let set = crate::objects::set::new_set(true);
                for item in self.collect(&written)? {
                    self.set_add(&set, item)?;
                }
                set
            }
            Const::Unit(unit) => return self.load_shared(unit, shared),
        };
        shared.insert(constant.clone(), value.clone());
        Ok(value)
    }

    /// Runs module-level code with these namespaces; the value that it returns (`None`, or an expression's).
    pub fn run_code(&mut self, code: &Value, globals: &Value, locals: &Value) -> Res {
        let function = self.new_function(code.clone(), globals.clone())?;
        self.run_body(function, locals.clone())
    }

    /// As `run_code`, of a function's code with the cells of its free names.
    pub fn run_code_with(&mut self, code: &Value, globals: &Value, locals: &Value, closure: &Value) -> Res {
        let function = self.new_function(code.clone(), globals.clone())?;
        if let Some(made) = function.exact::<Function>() {
            made.closure.set(closure.clone());
        }
        self.run_body(function, locals.clone())
    }

    /// A function of a code object, with everything else at its default.
    pub(crate) fn new_function(&mut self, code: Value, globals: Value) -> Res {
        let [name, qualname, doc] = match code.exact::<Code>() {
            Some(code) => code.title.clone(),
            None => [Value::NONE, Value::NONE, Value::NONE],
        };
        let module_name = &self.world.names[N::name as usize];
        let module = match (globals.exact::<Dict>(), module_name.exact::<Str>()) {
            (Some(table), Some(text)) => table.get_str(module_name, text, text.hash(self.world.hash_key), false),
            _ => self.dict_get(&globals, &self.name(N::name))?,
        };
        let module = module.unwrap_or(Value::NONE);
        Ok(alloc::new(Function {
            code: Slot::new(code),
            globals: Slot::new(globals),
            defaults: Slot::new(Value::NONE),
            kw_defaults: Slot::new(Value::NONE),
            closure: Slot::default(),
            name: Slot::new(name),
            qualname: Slot::new(qualname),
            doc: Slot::new(doc),
            annotations: Slot::default(),
            dict: Slot::default(),
            module: Slot::new(module),
        }))
    }
}

/// Constants that CPython interns: those that could be part of a name.
fn is_name_like(text: &[u8]) -> bool {
    text.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
}
