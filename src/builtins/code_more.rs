//! Code objects as data: where their instructions stand in the source, and copies with other attributes.
//!
//! An instruction counts as two bytes of code, which is what offsets are multiples of in CPython.

use std::rc::Rc;

use crate::bytecode::tables::SourceInfo;
use crate::bytecode::unit::Unit;
use crate::heap::Value;
use crate::natives;
use crate::objects::{Code, Dict, Str, Tuple, int};
use crate::vm::{Decl, E, Res, Vm};

use super::code_::{CO_ITERABLE_COROUTINE, flags as code_flags};
use super::wrong_receiver;

/// Bytes that an instruction counts as.
const WIDTH: usize = 2;

fn unit_of(vm: &mut Vm, this: &Value, name: &str) -> Res<Rc<Unit>> {
    match this.exact::<Code>() {
        Some(code) => Ok(code.unit.clone()),
        None => Err(wrong_receiver(vm, name, "code", this)),
    }
}

fn iterator(vm: &mut Vm, items: Vec<Value>) -> Res {
    let list = vm.list(items);
    vm.iter(&list)
}

pub static METHODS: &[Decl] = natives![
    "co_lines(self, /)" |vm, [this]| {
        let unit = unit_of(vm, this, "co_lines")?;
        let mut rows: Vec<(usize, usize, u32)> = Vec::new();
        for (at, span) in unit.spans.iter().enumerate() {
            let line = unit.source.position(span.start).0;
            match rows.last_mut() {
                Some(last) if last.2 == line => last.1 = (at + 1) * WIDTH,
                _ => rows.push((at * WIDTH, (at + 1) * WIDTH, line)),
            }
        }
        let mut items = Vec::with_capacity(rows.len());
        for (start, end, line) in rows {
            let row = vec![int::from_usize(start), int::from_usize(end), int::from_i64(i64::from(line))];
            items.push(vm.tuple(row)?);
        }
        iterator(vm, items)
    };
    "co_positions(self, /)" |vm, [this]| {
        let unit = unit_of(vm, this, "co_positions")?;
        let mut items = Vec::with_capacity(unit.spans.len());
        for span in &unit.spans {
            let (line, column) = unit.source.position(span.start);
            let (end_line, end_column) = unit.source.position(span.end);
            let row = [line, end_line, column, end_column].map(|number| int::from_i64(i64::from(number)));
            items.push(vm.tuple(row.to_vec())?);
        }
        iterator(vm, items)
    };
    /// Return a copy of the code object with new values for the specified fields.
    "replace(self, /, **kwargs)" |vm, [this, kwargs]| replace(vm, this, kwargs);
];

/// A copy of a code object. What describes it can be changed; what its instructions depend on cannot.
fn replace(vm: &mut Vm, this: &Value, changes: &Value) -> Res {
    let mut unit = Unit::clone(&*unit_of(vm, this, "replace")?);
    let mut constants = this.exact::<Code>().map(|code| code.constants.clone()).unwrap_or_default();
    let changes = changes.exact::<Dict>().map(Dict::items).unwrap_or_default();
    for (key, value) in changes {
        let name = key.cast::<Str>().map_or_else(String::new, |name| name.to_text().into_owned());
        match &*name {
            "co_name" => unit.name = text(vm, &name, &value)?.into(),
            "co_qualname" => unit.qualname = text(vm, &name, &value)?.into(),
            "co_filename" => {
                let line_starts = unit.source.line_starts.clone();
                let filename = text(vm, &name, &value)?.into();
                unit.source = Rc::new(SourceInfo { filename, line_starts, text: unit.source.text.clone() });
            }
            "co_firstlineno" => {
                let line = vm.index_i64(&value, E::OverflowError)?;
                let line =
                    u32::try_from(line).map_err(|_| vm.value_error("code: co_firstlineno must not be negative"))?;
                unit.source = Rc::new(shifted(&unit.source, unit.first_line, line));
                unit.first_line = line;
            }
            "co_consts" => {
                let Some(items) = value.exact::<Tuple>().map(|items| items.elements().to_vec()) else {
                    return Err(wrong_type(vm, &name, "tuple", &value));
                };
                if items.len() < unit.constants.len() {
                    return Err(vm.value_error("code: co_consts is too small"));
                }
                constants = items;
            }
            "co_flags" => set_flags(vm, this, &value, &mut unit)?,
            _ if FIXED_NUMBERS.contains(&&*name) || FIXED_TUPLES.contains(&&*name) => {
                unchanged(vm, this, &key, &value)?
            }
            _ => return Err(vm.type_error(format!("'{name}' is an invalid keyword argument for replace()"))),
        }
    }
    vm.code_object(&Rc::new(unit), constants)
}

/// A source whose line `from` is line `to`: all lines count from there.
fn shifted(source: &SourceInfo, from: u32, to: u32) -> SourceInfo {
    let (more, fewer) = (to.saturating_sub(from) as usize, from.saturating_sub(to) as usize);
    // Lines in front of the code's own begin where no instruction stands.
    let starts = source.line_starts.iter().skip(fewer).copied();
    SourceInfo {
        filename: source.filename.clone(),
        line_starts: std::iter::repeat_n(0, more).chain(starts).collect(),
        text: source.text.clone(),
    }
}

/// Fields that `replace` takes and that the instructions lean on: they can only be what they are.
const FIXED_NUMBERS: &[&str] =
    &["co_argcount", "co_posonlyargcount", "co_kwonlyargcount", "co_nlocals", "co_stacksize"];
const FIXED_TUPLES: &[&str] = &["co_names", "co_varnames", "co_freevars", "co_cellvars"];

/// Of the flags only the one of `types.coroutine` can be set, and of a generator's code.
fn set_flags(vm: &mut Vm, this: &Value, value: &Value, unit: &mut Unit) -> Res<()> {
    let flags = vm.index_i64(value, E::OverflowError)?;
    let current = i64::from(this.exact::<Code>().map_or(0, code_flags));
    let iterable = i64::from(CO_ITERABLE_COROUTINE);
    if (flags ^ current) & !iterable != 0 || flags & iterable != 0 && (!unit.is_generator || unit.is_coroutine) {
        return Err(vm.raise(E::NotImplementedError, "code.replace() cannot change co_flags"));
    }
    unit.is_iterable_coroutine = flags & iterable != 0;
    Ok(())
}

fn unchanged(vm: &mut Vm, this: &Value, key: &Value, value: &Value) -> Res<()> {
    let name = key.cast::<Str>().map_or_else(String::new, |name| name.to_text().into_owned());
    if FIXED_NUMBERS.contains(&&*name) {
        vm.index_i64(value, E::OverflowError)?;
    } else if value.exact::<Tuple>().is_none() {
        return Err(wrong_type(vm, &name, "tuple", value));
    }
    let current = vm.get_attr(this, key)?;
    match vm.equals(&current, value)? {
        true => Ok(()),
        false => Err(vm.raise(E::NotImplementedError, format!("code.replace() cannot change {name}"))),
    }
}

fn text(vm: &mut Vm, name: &str, value: &Value) -> Res<String> {
    match value.cast::<Str>() {
        Some(text) => Ok(text.to_text().into_owned()),
        None => Err(wrong_type(vm, name, "str", value)),
    }
}

fn wrong_type(vm: &mut Vm, name: &str, wanted: &str, value: &Value) -> crate::vm::Raised {
    let given = vm.type_name(value);
    vm.type_error(format!("replace() argument '{name}' must be {wanted}, not {given}"))
}
