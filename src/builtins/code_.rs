//! Code objects, generators, modules and tracebacks as objects.

use crate::heap::Value;
use crate::objects::generator::State;
use crate::objects::{Code, Generator, Module, Str, int};
use crate::vm::{Decl, E, N, Res, T, Vm, types::GetSetDecl};
use crate::{getsets, natives};

use super::wrong_receiver;

/// Puts methods and members into the types of what code runs from.
pub fn install(vm: &mut Vm) -> Res<()> {
    let tables: &[(T, &'static [Decl], &'static [GetSetDecl])] = &[
        (T::Code, CODE, CODE_MEMBERS),
        (T::Generator, GENERATOR, GENERATOR_MEMBERS),
        (T::Module, MODULE, MODULE_MEMBERS),
    ];
    for (which, methods, getsets) in tables {
        let class = vm.type_object(*which);
        vm.add_methods(&class, methods)?;
        vm.add_getsets(&class, getsets)?;
    }
    let class = vm.type_object(T::Code);
    vm.add_methods(&class, super::code_more::METHODS)?;
    Ok(())
}

// ---- code

fn code<'a>(vm: &mut Vm, this: &'a Value, name: &str) -> Res<&'a Code> {
    this.exact::<Code>().ok_or_else(|| wrong_receiver(vm, name, "code", this))
}

static CODE: &[Decl] = natives![
    /// Return repr(self).
    "__repr__(self, /)" |vm, [this]| {
        let unit = code(vm, this, "__repr__")?.unit.clone();
        let (name, file, line) = (&unit.name, &unit.source.filename, unit.first_line);
        let address = this.id();
        Ok(vm.str(&format!("<code object {name} at {address:#x}, file \"{file}\", line {line}>")))
    };
];

const CO_OPTIMIZED: i32 = 1;
const CO_NEWLOCALS: i32 = 2;
const CO_VARARGS: i32 = 4;
const CO_VARKEYWORDS: i32 = 8;
const CO_NESTED: i32 = 16;
const CO_GENERATOR: i32 = 32;
const CO_COROUTINE: i32 = 128;
pub(super) const CO_ITERABLE_COROUTINE: i32 = 256;
const CO_ASYNC_GENERATOR: i32 = 512;

pub(super) fn flags(code: &Code) -> i32 {
    use crate::bytecode::unit::UnitKind;
    let unit = &*code.unit;
    let flavour = (unit.is_generator, unit.is_coroutine);
    let mut flags = match unit.kind {
        UnitKind::Module | UnitKind::Class => 0,
        _ => CO_OPTIMIZED | CO_NEWLOCALS,
    };
    for (on, flag) in [
        (unit.has_varargs, CO_VARARGS),
        (unit.has_varkw, CO_VARKEYWORDS),
        (unit.qualname.contains("<locals>"), CO_NESTED),
        (flavour == (true, false), CO_GENERATOR),
        (flavour == (false, true), CO_COROUTINE),
        (unit.is_iterable_coroutine, CO_ITERABLE_COROUTINE),
        (flavour == (true, true), CO_ASYNC_GENERATOR),
    ] {
        if on {
            flags |= flag;
        }
    }
    flags | unit.future as i32
}

static CODE_MEMBERS: &[GetSetDecl] = getsets![
    "co_name" |vm, this| {
        let name = code(vm, this, "co_name")?.unit.name.clone();
        Ok(vm.intern(&name))
    };
    "co_qualname" |vm, this| {
        let name = code(vm, this, "co_qualname")?.unit.qualname.clone();
        Ok(vm.intern(&name))
    };
    "co_filename" |vm, this| {
        let unit = code(vm, this, "co_filename")?.unit.clone();
        Ok(vm.str(&unit.source.filename))
    };
    "co_firstlineno" |vm, this| Ok(int::from_i64(i64::from(code(vm, this, "co_firstlineno")?.unit.first_line)));
    "co_argcount" |vm, this| Ok(Value::int32(i32::from(code(vm, this, "co_argcount")?.unit.positional)));
    "co_posonlyargcount" |vm, this| {
        Ok(Value::int32(i32::from(code(vm, this, "co_posonlyargcount")?.unit.positional_only)))
    };
    "co_kwonlyargcount" |vm, this| Ok(Value::int32(i32::from(code(vm, this, "co_kwonlyargcount")?.unit.keyword_only)));
    "co_nlocals" |vm, this| Ok(int::from_usize(code(vm, this, "co_nlocals")?.local_names.len()));
    "co_stacksize" |vm, this| Ok(Value::int32(i32::from(code(vm, this, "co_stacksize")?.unit.register_count)));
    "co_flags" |vm, this| Ok(Value::int32(flags(code(vm, this, "co_flags")?)));
    "co_consts" |vm, this| {
        let values = code(vm, this, "co_consts")?.constants.clone();
        vm.tuple(values)
    };
    "co_names" |vm, this| {
        let names = code(vm, this, "co_names")?.names.clone();
        vm.tuple(names)
    };
    "co_varnames" |vm, this| {
        let code = code(vm, this, "co_varnames")?;
        let arguments = usize::from(code.unit.positional) + usize::from(code.unit.keyword_only);
        let arguments = arguments + usize::from(code.unit.has_varargs) + usize::from(code.unit.has_varkw);
        let plain = |at: usize| at < arguments || !u16::try_from(at).is_ok_and(|at| code.unit.cell_locals.contains(&at));
        let names = code.local_names.iter().enumerate().filter(|(at, _)| plain(*at)).map(|(_, name)| name.clone()).collect();
        vm.tuple(names)
    };
    "co_cellvars" |vm, this| {
        let code = code(vm, this, "co_cellvars")?;
        let cells = code.unit.cell_locals.iter();
        let names = cells.filter_map(|at| code.local_names.get(usize::from(*at)).cloned()).collect();
        vm.tuple(names)
    };
    "co_freevars" |vm, this| {
        let names = code(vm, this, "co_freevars")?.free_names.clone();
        vm.tuple(names)
    };
];

// ---- generators

pub(super) fn generator<'a>(vm: &mut Vm, this: &'a Value, name: &str) -> Res<&'a Generator> {
    this.exact::<Generator>().ok_or_else(|| wrong_receiver(vm, name, "generator", this))
}

static GENERATOR: &[Decl] = natives![
    /// Return repr(self).
    "__repr__(self, /)" |vm, [this]| {
        let name = generator(vm, this, "__repr__")?.qualname.get();
        let name = name.cast::<Str>().map_or_else(String::new, |name| name.to_text().into_owned());
        let address = this.id();
        Ok(vm.str(&format!("<generator object {name} at {address:#x}>")))
    };
];

pub(super) fn set_text(vm: &mut Vm, value: Option<Value>, name: &str) -> Res {
    match value {
        Some(value) if value.cast::<Str>().is_some() => Ok(value),
        _ => Err(vm.type_error(format!("{name} must be set to a string object"))),
    }
}

static GENERATOR_MEMBERS: &[GetSetDecl] = getsets![
    "__name__" |vm, this| Ok(generator(vm, this, "__name__")?.name.get()),
        |vm, this, value| {
            let value = set_text(vm, value, "__name__")?;
            generator(vm, this, "__name__")?.name.set(value);
            Ok(())
        };
    "__qualname__" |vm, this| Ok(generator(vm, this, "__qualname__")?.qualname.get()),
        |vm, this, value| {
            let value = set_text(vm, value, "__qualname__")?;
            generator(vm, this, "__qualname__")?.qualname.set(value);
            Ok(())
        };
    "gi_running" |vm, this| Ok(Value::bool(generator(vm, this, "gi_running")?.state.get() == State::Running));
    "gi_suspended" |vm, this| Ok(Value::bool(generator(vm, this, "gi_suspended")?.state.get() == State::Suspended));
    "gi_code" |vm, this| {
        Ok(generator(vm, this, "gi_code")?.code.get())
    };
    "gi_yieldfrom" |vm, this| {
        let generator = generator(vm, this, "gi_yieldfrom")?;
        Ok(vm.awaited_by(generator))
    };
    "gi_frame" |vm, this| {
        let generator = generator(vm, this, "gi_frame")?;
        Ok(vm.generator_frame(generator, this))
    };
];

// ---- modules

fn module<'a>(vm: &mut Vm, this: &'a Value, name: &str) -> Res<&'a Module> {
    this.cast::<Module>().ok_or_else(|| wrong_receiver(vm, name, "module", this))
}

fn entry(vm: &mut Vm, this: &Value, name: N) -> Res<Option<Value>> {
    let dict = module(vm, this, "__dict__")?.dict.get();
    let name = vm.name(name);
    vm.dict_get(&dict, &name)
}

fn entry_text(vm: &mut Vm, this: &Value, name: N) -> Res<Option<String>> {
    let value = entry(vm, this, name)?;
    Ok(value.and_then(|value| value.cast::<Str>().map(|text| text.to_text().into_owned())))
}

static MODULE: &[Decl] = natives![
    "__new__(cls, /, *args, **kwargs)" |vm, [cls, _args, _kwargs]| {
        let dict = crate::objects::dict::new_dict();
        vm.new_object(cls, Some(crate::objects::function::new_module(dict)))
    };
    "__init__(self, name, doc=None)" |vm, [this, name, doc]| {
        if name.cast::<Str>().is_none() {
            let given = vm.type_name(name);
            return Err(vm.type_error(format!("module.__init__() argument 'name' must be str, not {given}")));
        }
        let dict = module(vm, this, "__init__")?.dict.get();
        let doc = if doc.is_empty() { Value::NONE } else { doc.clone() };
        let entries = [
            (N::name, name.clone()),
            (N::doc, doc),
            (N::package, Value::NONE),
            (N::loader, Value::NONE),
            (N::spec, Value::NONE),
        ];
        for (key, value) in entries {
            let key = vm.name(key);
            vm.dict_set(&dict, key, value)?;
        }
        Ok(Value::NONE)
    };
    /// Return repr(self).
    "__repr__(self, /)" |vm, [this]| {
        let name = entry_text(vm, this, N::name)?.unwrap_or_else(|| "?".to_owned());
        let name = vm.str(&name);
        let mut shown = b"<module ".to_vec();
        shown.extend_from_slice(&vm.repr_bytes(&name)?);
        if let Some(file) = entry(vm, this, N::file)?.filter(|file| file.cast::<Str>().is_some()) {
            shown.extend_from_slice(b" from ");
            shown.extend_from_slice(&vm.repr_bytes(&file)?);
        } else if vm.is_builtin_module(this) {
            shown.extend_from_slice(b" (built-in)");
        }
        shown.push(b'>');
        vm.str_bytes(&shown)
    };
    /// __dir__() -> list
    /// specialized dir() implementation
    "__dir__(self, /)" |vm, [this]| {
        let names = vm.default_names(this);
        Ok(vm.list(names))
    };
];

static MODULE_MEMBERS: &[GetSetDecl] = getsets![
    "__dict__" |vm, this| Ok(module(vm, this, "__dict__")?.dict.get()),
        |vm, _this, _value| Err(vm.raise(E::AttributeError, "readonly attribute"));
    "__annotations__" |vm, this| {
        if let Some(annotations) = entry(vm, this, N::annotations)? {
            return Ok(annotations);
        }
        let annotations = crate::objects::dict::new_dict();
        let dict = module(vm, this, "__annotations__")?.dict.get();
        let name = vm.name(N::annotations);
        vm.dict_set(&dict, name, annotations.clone())?;
        Ok(annotations)
    }, |vm, this, value| {
        let dict = module(vm, this, "__annotations__")?.dict.get();
        let name = vm.name(N::annotations);
        match value {
            Some(value) => vm.dict_set(&dict, name, value),
            None => vm.dict_remove(&dict, &name).map(drop),
        }
    };
];
