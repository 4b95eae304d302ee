//! The exception classes: their constructors, members and texts.
//!
//! Members that CPython keeps in structs of their own (`errno`, `name`, `lineno`, ...) follow from `args` until they
//! are assigned; assigned ones stand in the exception's dict.

use crate::heap::Value;
use crate::natives;
use crate::objects::{Bytes, Dict, Exception, List, Str, Traceback, Tuple, Type, dict, int};
use crate::vm::exceptions::os_error_class;
use crate::vm::report::traceback_or_none;
use crate::vm::types::GetSetDecl;
use crate::vm::{Decl, E, N, Res, Vm};

/// Puts methods and members into the exception classes.
pub fn install(vm: &mut Vm) -> Res<()> {
    let methods: &[(E, &'static [Decl])] = &[
        (E::BaseException, BASE),
        (E::KeyError, KEY_ERROR),
        (E::OSError, OS_ERROR),
        (E::SyntaxError, SYNTAX_ERROR),
        (E::ImportError, IMPORT_ERROR),
        (E::NameError, NAME_ERROR),
        (E::AttributeError, ATTRIBUTE_ERROR),
        (E::UnicodeDecodeError, UNICODE_DECODE_ERROR),
        (E::UnicodeEncodeError, UNICODE_ENCODE_ERROR),
        (E::UnicodeTranslateError, UNICODE_TRANSLATE_ERROR),
    ];
    let members: &[(E, &'static [GetSetDecl])] = &[
        (E::BaseException, BASE_MEMBERS),
        (E::StopIteration, STOP_ITERATION_MEMBERS),
        (E::SystemExit, SYSTEM_EXIT_MEMBERS),
        (E::OSError, OS_ERROR_MEMBERS),
        (E::SyntaxError, SYNTAX_ERROR_MEMBERS),
        (E::ImportError, IMPORT_ERROR_MEMBERS),
        (E::NameError, NAME_ERROR_MEMBERS),
        (E::AttributeError, ATTRIBUTE_ERROR_MEMBERS),
        (E::UnicodeDecodeError, UNICODE_MEMBERS),
        (E::UnicodeEncodeError, UNICODE_MEMBERS),
        (E::UnicodeTranslateError, UNICODE_MEMBERS),
    ];
    for (class, table) in methods {
        let class = vm.exception_class(*class);
        vm.add_methods(&class, table)?;
    }
    for (class, table) in members {
        let class = vm.exception_class(*class);
        vm.add_getsets(&class, table)?;
    }
    Ok(())
}

fn args_of(this: &Value) -> Value {
    this.exact::<Exception>().map(|exception| exception.args.get()).unwrap_or_default()
}

fn items(tuple: &Value) -> &[Value] {
    tuple.cast::<Tuple>().map_or(&[], Tuple::elements)
}

/// `CLASS() takes no keyword arguments`, if there are any.
pub(super) fn no_keywords(vm: &mut Vm, this: &Value, keywords: &Value) -> Res<()> {
    if keywords.cast::<Dict>().is_some_and(|keywords| !keywords.is_empty()) {
        let name = vm.type_name(this);
        return Err(vm.type_error(format!("{name}() takes no keyword arguments")));
    }
    Ok(())
}

pub(super) fn set_args(this: &Value, args: &Value) {
    if let Some(exception) = this.exact::<Exception>() {
        exception.args.set(args.clone());
    }
}

/// Records a member in the exception's dict.
fn set_member(vm: &mut Vm, this: &Value, name: N, value: Value) -> Res<()> {
    let Some(exception) = this.exact::<Exception>() else { return Ok(()) };
    if exception.dict.is_empty() {
        exception.dict.set(dict::new_dict());
    }
    let dict = exception.dict.get();
    let name = vm.name(name);
    vm.dict_set(&dict, name, value)
}

fn assign(vm: &mut Vm, this: &Value, name: N, value: Option<Value>) -> Res<()> {
    match value {
        Some(value) => set_member(vm, this, name, value),
        None => set_member(vm, this, name, Value::NONE),
    }
}

/// Takes the keyword arguments that a class knows; others are a TypeError.
fn take_keywords(vm: &mut Vm, this: &Value, keywords: &Value, known: &[(N, &str)], function: &str) -> Res<()> {
    let given = keywords.cast::<Dict>().map(Dict::items).unwrap_or_default();
    for (key, value) in given {
        let text = key.cast::<Str>().map_or_else(String::new, |key| key.to_text().into_owned());
        match known.iter().find(|(_, name)| *name == text) {
            Some((name, _)) => set_member(vm, this, *name, value)?,
            None => return Err(vm.type_error(format!("'{text}' is an invalid keyword argument for {function}()"))),
        }
    }
    Ok(())
}

static BASE: &[Decl] = natives![
    "__new__(cls, /, *args, **kwargs)" |vm, [cls, args, _kwargs]| {
        if cls.exact::<Type>().is_none_or(|class| !class.is_subtype_of(&vm.exception_class(E::BaseException))) {
            return Err(vm.type_error("BaseException.__new__(X): X is not a subtype of BaseException"));
        }
        Ok(crate::objects::exception::new_exception(cls.clone(), args.clone()))
    };
    /// Initialize self.  See help(type(self)) for accurate signature.
    "__init__(self, /, *args, **kwargs)" |vm, [this, args, kwargs]| {
        no_keywords(vm, this, kwargs)?;
        set_args(this, args);
        Ok(Value::NONE)
    };
    /// Return str(self).
    "__str__(self, /)" |vm, [this]| {
        let args = args_of(this);
        match items(&args) {
            [] => Ok(vm.str("")),
            [one] => vm.str_of(one),
            _ => vm.str_of(&args),
        }
    };
    /// Return repr(self).
    "__repr__(self, /)" |vm, [this]| {
        let args = args_of(this);
        let mut text = vm.type_name(this).into_bytes();
        match items(&args) {
            [one] => {
                text.push(b'(');
                text.extend_from_slice(&vm.repr_bytes(one)?);
                text.push(b')');
            }
            _ => text.extend_from_slice(&vm.repr_bytes(&args)?),
        }
        vm.str_bytes(&text)
    };
    /// Exception.with_traceback(tb) --
    ///     set self.__traceback__ to tb and return self.
    "with_traceback(self, tb, /)" |vm, [this, traceback]| {
        set_traceback(vm, this, Some(traceback.clone()))?;
        Ok(this.clone())
    };
    /// Exception.add_note(note) --
    ///     add a note to the exception
    "add_note(self, note, /)" |vm, [this, note]| {
        if note.cast::<Str>().is_none() {
            let name = vm.type_name(note);
            return Err(vm.type_error(format!("note must be a str, not '{name}'")));
        }
        let name = vm.name(N::notes);
        let notes = match vm.get_attr_opt(this, &name)? {
            Some(notes) => notes,
            None => {
                let notes = vm.list(Vec::new());
                vm.set_attr(this, &name, notes.clone())?;
                notes
            }
        };
        match notes.cast::<List>() {
            Some(list) => match list.push(note.clone()) {
                Ok(()) => Ok(Value::NONE),
                Err(_) => Err(vm.raise_memory()),
            },
            None => Err(vm.type_error("Cannot add note: __notes__ is not a list")),
        }
    };
    "__setstate__(self, state, /)" |vm, [this, state]| {
        if state.is_none() {
            return Ok(Value::NONE);
        }
        let Some(state) = state.cast::<Dict>() else { return Err(vm.type_error("state is not a dictionary")) };
        for (key, value) in state.items() {
            vm.set_attr(this, &key, value)?;
        }
        Ok(Value::NONE)
    };
    "__reduce__(self, /)" |vm, [this]| {
        let (class, args) = (vm.type_of(this), args_of(this));
        let dict = this.exact::<Exception>().map(|exception| exception.dict.get()).unwrap_or_default();
        let parts = if dict.is_empty() { vec![class, args] } else { vec![class, args, dict] };
        vm.tuple(parts)
    };
];

fn set_traceback(vm: &mut Vm, this: &Value, value: Option<Value>) -> Res<()> {
    let Some(value) = value else { return Err(vm.type_error("__traceback__ may not be deleted")) };
    if !value.is_none() && value.exact::<Traceback>().is_none() {
        return Err(vm.type_error("__traceback__ must be a traceback or None"));
    }
    if let Some(exception) = this.exact::<Exception>() {
        exception.traceback.set(if value.is_none() { Value::EMPTY } else { value });
    }
    Ok(())
}

/// A slot that a program sees as `None` when it is empty.
fn or_none(value: Option<Value>) -> Value {
    value.and_then(Value::into_option).unwrap_or(Value::NONE)
}

/// The exception, or nothing, that is assigned to `__cause__` or `__context__`.
fn link(vm: &mut Vm, name: &str, value: Option<Value>) -> Res {
    let Some(value) = value else { return Err(vm.type_error(format!("{name} may not be deleted"))) };
    if value.is_none() {
        return Ok(Value::EMPTY);
    }
    if value.exact::<Exception>().is_none() {
        let what = if name == "__cause__" { "exception cause" } else { "exception context" };
        return Err(vm.type_error(format!("{what} must be None or derive from BaseException")));
    }
    Ok(value)
}

static BASE_MEMBERS: &[GetSetDecl] = &[
    GetSetDecl {
        name: "args",
        get: |_, this| Ok(args_of(this)),
        set: Some(|vm, this, value| {
            let Some(value) = value else { return Err(vm.type_error("args may not be deleted")) };
            let args = vm.collect(&value)?;
            let args = vm.tuple(args)?;
            set_args(this, &args);
            Ok(())
        }),
    },
    GetSetDecl { name: "__traceback__", get: |_, this| Ok(traceback_or_none(this)), set: Some(set_traceback) },
    GetSetDecl {
        name: "__cause__",
        get: |_, this| Ok(or_none(this.exact::<Exception>().map(|exception| exception.cause.get()))),
        set: Some(|vm, this, value| {
            let value = link(vm, "__cause__", value)?;
            if let Some(exception) = this.exact::<Exception>() {
                exception.suppress_context.set(true);
                exception.cause.set(value);
            }
            Ok(())
        }),
    },
    GetSetDecl {
        name: "__context__",
        get: |_, this| Ok(or_none(this.exact::<Exception>().map(|exception| exception.context.get()))),
        set: Some(|vm, this, value| {
            let value = link(vm, "__context__", value)?;
            if let Some(exception) = this.exact::<Exception>() {
                exception.context.set(value);
            }
            Ok(())
        }),
    },
    GetSetDecl {
        name: "__suppress_context__",
        get: |_, this| {
            let suppressed = this.exact::<Exception>().is_some_and(|exception| exception.suppress_context.get());
            Ok(Value::bool(suppressed))
        },
        set: Some(|vm, this, value| {
            let Some(value) = value else { return Err(vm.type_error("can't delete numeric/char attribute")) };
            let Some(truth) = value.as_bool() else { return Err(vm.type_error("attribute value type must be bool")) };
            if let Some(exception) = this.exact::<Exception>() {
                exception.suppress_context.set(truth);
            }
            Ok(())
        }),
    },
];

/// A member that follows from `args` by a function, unless it was assigned.
macro_rules! member {
    ($text:literal, $name:expr, |$vm:ident, $this:ident| $default:expr) => {
        GetSetDecl {
            name: $text,
            get: |$vm, $this| match $vm.exception_member($this, $name) {
                Some(value) => Ok(value),
                None => Ok(($default).unwrap_or(Value::NONE)),
            },
            set: Some(|vm, this, value| assign(vm, this, $name, value)),
        }
    };
}

static STOP_ITERATION_MEMBERS: &[GetSetDecl] = &[member!("value", N::value, |vm, this| vm.exception_arg(this, 0))];

static SYSTEM_EXIT_MEMBERS: &[GetSetDecl] = &[member!("code", N::code_attr, |_vm, this| {
    let args = args_of(this);
    match items(&args) {
        [] => None,
        [one] => Some(one.clone()),
        _ => Some(args.clone()),
    }
})];

static KEY_ERROR: &[Decl] = natives![
    "__str__(self, /)" |vm, [this]| {
        let args = args_of(this);
        match items(&args) {
            [] => Ok(vm.str("")),
            [one] => vm.repr(one),
            _ => vm.str_of(&args),
        }
    };
];

// ---- OSError

static OS_ERROR: &[Decl] = natives![
    "__new__(cls, /, *args, **kwargs)" |vm, [cls, args, _kwargs]| {
        let given = items(args);
        let mut class = cls.clone();
        if class.is(&vm.exception_class(E::OSError))
            && (2..=5).contains(&given.len())
            && let Some(number) = given.first().and_then(int::to_i64)
        {
            class = vm.exception_class(os_error_class(number));
        }
        Ok(crate::objects::exception::new_exception(class, args.clone()))
    };
    "__init__(self, /, *args, **kwargs)" |vm, [this, args, kwargs]| {
        no_keywords(vm, this, kwargs)?;
        let given = items(args);
        set_args(this, args);
        if (3..=5).contains(&given.len()) {
            if let Some(filename) = given.get(2).filter(|filename| !filename.is_none()) {
                set_member(vm, this, N::filename, filename.clone())?;
                if let Some(second) = given.get(4).filter(|second| !second.is_none()) {
                    set_member(vm, this, N::filename2, second.clone())?;
                }
            }
            let short = vm.tuple(given.iter().take(2).cloned().collect())?;
            set_args(this, &short);
        }
        Ok(Value::NONE)
    };
    "__str__(self, /)" |vm, [this]| {
        let args = args_of(this);
        let member = |vm: &mut Vm, name| vm.get_attr_name(this, name);
        let (number, message) = (member(vm, N::errno)?, member(vm, N::strerror)?);
        let (first, second) = (member(vm, N::filename)?, member(vm, N::filename2)?);
        if number.is_none() && message.is_none() || items(&args).len() < 2 {
            return match items(&args) {
                [] => Ok(vm.str("")),
                [one] => vm.str_of(one),
                _ => vm.str_of(&args),
            };
        }
        let mut text = b"[Errno ".to_vec();
        text.extend_from_slice(&vm.str_of_bytes(&number)?);
        text.extend_from_slice(b"] ");
        text.extend_from_slice(&vm.str_of_bytes(&message)?);
        if !first.is_none() {
            text.extend_from_slice(b": ");
            text.extend_from_slice(&vm.repr_bytes(&first)?);
            if !second.is_none() {
                text.extend_from_slice(b" -> ");
                text.extend_from_slice(&vm.repr_bytes(&second)?);
            }
        }
        vm.str_bytes(&text)
    };
];

/// Item of the `(errno, strerror)` of an OSError.
fn os_item(this: &Value, index: usize) -> Option<Value> {
    let args = args_of(this);
    let given = items(&args);
    if (2..=5).contains(&given.len()) { given.get(index).cloned() } else { None }
}

static OS_ERROR_MEMBERS: &[GetSetDecl] = &[
    member!("errno", N::errno, |_vm, this| os_item(this, 0)),
    member!("strerror", N::strerror, |_vm, this| os_item(this, 1)),
    member!("filename", N::filename, |_vm, _this| None),
    member!("filename2", N::filename2, |_vm, _this| None),
];

// ---- SyntaxError

/// Item of the second argument of a SyntaxError: `(filename, lineno, offset, text, end_lineno, end_offset)`.
fn syntax_item(vm: &Vm, this: &Value, index: usize) -> Option<Value> {
    let args = args_of(this);
    if items(&args).len() != 2 {
        return None;
    }
    let place = vm.exception_arg(this, 1)?;
    items(&place).get(index).cloned()
}

static SYNTAX_ERROR: &[Decl] = natives![
    "__init__(self, /, *args, **kwargs)" |vm, [this, args, kwargs]| {
        no_keywords(vm, this, kwargs)?;
        set_args(this, args);
        if let [_, place] = items(args) {
            let place = vm.collect(place)?;
            match place.len() {
                4 | 6 => {}
                5 => return Err(vm.type_error("end_offset must be provided when end_lineno is provided")),
                given if given < 4 => {
                    return Err(vm.type_error(format!("function takes at least 4 arguments ({given} given)")));
                }
                given => return Err(vm.type_error(format!("function takes at most 6 arguments ({given} given)"))),
            }
            let names = [N::filename, N::lineno, N::offset, N::text, N::end_lineno, N::end_offset];
            if items(args).get(1).is_some_and(|place| place.cast::<Tuple>().is_none()) {
                for (name, value) in names.into_iter().zip(place) {
                    set_member(vm, this, name, value)?;
                }
            }
        }
        Ok(Value::NONE)
    };
    "__str__(self, /)" |vm, [this]| {
        let message = vm.get_attr_name(this, N::msg)?;
        let filename = vm.get_attr_name(this, N::filename)?;
        let line = vm.get_attr_name(this, N::lineno)?;
        let filename = filename.cast::<Str>().map(|filename| {
            let text = filename.to_text().into_owned();
            text.rsplit('/').next().unwrap_or(&text).to_owned()
        });
        let line = line.as_int();
        let mut text = vm.str_of_bytes(&message)?;
        let place = match (filename, line) {
            (Some(filename), Some(line)) => format!(" ({filename}, line {line})"),
            (Some(filename), None) => format!(" ({filename})"),
            (None, Some(line)) => format!(" (line {line})"),
            (None, None) => return vm.str_of(&message),
        };
        text.extend_from_slice(place.as_bytes());
        vm.str_bytes(&text)
    };
];

static SYNTAX_ERROR_MEMBERS: &[GetSetDecl] = &[
    member!("msg", N::msg, |vm, this| vm.exception_arg(this, 0)),
    member!("filename", N::filename, |vm, this| syntax_item(vm, this, 0)),
    member!("lineno", N::lineno, |vm, this| syntax_item(vm, this, 1)),
    member!("offset", N::offset, |vm, this| syntax_item(vm, this, 2)),
    member!("text", N::text, |vm, this| syntax_item(vm, this, 3)),
    member!("end_lineno", N::end_lineno, |vm, this| syntax_item(vm, this, 4)),
    member!("end_offset", N::end_offset, |vm, this| syntax_item(vm, this, 5)),
    member!("print_file_and_line", N::print_file_and_line, |_vm, _this| None),
];

// ---- ImportError, NameError, AttributeError

static IMPORT_ERROR: &[Decl] = natives![
    "__init__(self, /, *args, **kwargs)" |vm, [this, args, kwargs]| {
        set_args(this, args);
        take_keywords(vm, this, kwargs, &[(N::attr_name, "name"), (N::import_path, "path")], "ImportError")?;
        Ok(Value::NONE)
    };
    "__str__(self, /)" |vm, [this]| {
        let message = vm.get_attr_name(this, N::msg)?;
        if message.cast::<Str>().is_some() {
            return vm.str_of(&message);
        }
        let args = args_of(this);
        match items(&args) {
            [] => Ok(vm.str("")),
            [one] => vm.str_of(one),
            _ => vm.str_of(&args),
        }
    };
];

static IMPORT_ERROR_MEMBERS: &[GetSetDecl] = &[
    member!("msg", N::msg, |_vm, this| match items(&args_of(this)) {
        [one] => Some(one.clone()),
        _ => None,
    }),
    member!("name", N::attr_name, |_vm, _this| None),
    member!("path", N::import_path, |_vm, _this| None),
];

static NAME_ERROR: &[Decl] = natives![
    "__init__(self, /, *args, **kwargs)" |vm, [this, args, kwargs]| {
        set_args(this, args);
        take_keywords(vm, this, kwargs, &[(N::attr_name, "name")], "NameError")?;
        Ok(Value::NONE)
    };
];

static NAME_ERROR_MEMBERS: &[GetSetDecl] = &[member!("name", N::attr_name, |_vm, _this| None)];

static ATTRIBUTE_ERROR: &[Decl] = natives![
    "__init__(self, /, *args, **kwargs)" |vm, [this, args, kwargs]| {
        set_args(this, args);
        take_keywords(vm, this, kwargs, &[(N::attr_name, "name"), (N::obj, "obj")], "AttributeError")?;
        Ok(Value::NONE)
    };
];

static ATTRIBUTE_ERROR_MEMBERS: &[GetSetDecl] =
    &[member!("name", N::attr_name, |_vm, _this| None), member!("obj", N::obj, |_vm, _this| None)];

// ---- Errors of encodings: (encoding, object, start, end, reason); no encoding for translation.

/// The arguments of the three classes as they must be.
fn check_unicode_args(vm: &mut Vm, args: &Value, encoding: bool, bytes: bool) -> Res<()> {
    let given = items(args);
    let wanted = 4 + usize::from(encoding);
    if given.len() != wanted {
        let message = format!("function takes exactly {wanted} arguments ({} given)", given.len());
        return Err(vm.type_error(message));
    }
    for (index, value) in given.iter().enumerate() {
        let place = index + usize::from(!encoding);
        let (right, expected) = match place {
            1 if bytes => (value.cast::<Bytes>().is_some(), "a bytes-like object is required"),
            2 | 3 => (int::is_int(value), "int"),
            _ => (value.cast::<Str>().is_some(), "str"),
        };
        if !right {
            let name = vm.type_name(value);
            return Err(match place {
                1 if bytes => vm.type_error(format!("{expected}, not '{name}'")),
                2 | 3 => vm.type_error(format!("'{name}' object cannot be interpreted as an integer")),
                _ => vm.type_error(format!("argument {} must be {expected}, not {name}", index + 1)),
            });
        }
    }
    Ok(())
}

/// Argument number `index` as all three classes count, the encoding first.
fn unicode_item(vm: &Vm, this: &Value, index: usize) -> Option<Value> {
    let shift = usize::from(vm.is_exception(this, E::UnicodeTranslateError));
    vm.exception_arg(this, index.checked_sub(shift)?)
}

static UNICODE_MEMBERS: &[GetSetDecl] = &[
    member!("encoding", N::encoding, |vm, this| unicode_item(vm, this, 0)),
    member!("object", N::object, |vm, this| unicode_item(vm, this, 1)),
    member!("start", N::start, |vm, this| unicode_item(vm, this, 2)),
    member!("end", N::end, |vm, this| unicode_item(vm, this, 3)),
    member!("reason", N::reason, |vm, this| unicode_item(vm, this, 4)),
];

/// The members that texts are made of: encoding, object, start, end, reason.
struct UnicodeParts {
    encoding: Vec<u8>,
    object: Value,
    start: i64,
    end: i64,
    reason: Vec<u8>,
}

fn unicode_parts(vm: &mut Vm, this: &Value) -> Res<UnicodeParts> {
    let encoding = vm.get_attr_name(this, N::encoding)?;
    let reason = vm.get_attr_name(this, N::reason)?;
    let start = vm.get_attr_name(this, N::start)?;
    let end = vm.get_attr_name(this, N::end)?;
    Ok(UnicodeParts {
        encoding: vm.str_of_bytes(&encoding)?,
        object: vm.get_attr_name(this, N::object)?,
        start: int::to_i64(&start).unwrap_or(0),
        end: int::to_i64(&end).unwrap_or(0),
        reason: vm.str_of_bytes(&reason)?,
    })
}

/// A code point as `\xe4`, `\u20ac` or `\U0001f600`.
fn escape(point: u32) -> String {
    match point {
        0..=0xFF => format!("\\x{point:02x}"),
        0x100..=0xFFFF => format!("\\u{point:04x}"),
        _ => format!("\\U{point:08x}"),
    }
}

/// The code point at `parts.start`, if the error is about a single one.
fn single_point(parts: &UnicodeParts) -> Option<u32> {
    if parts.end != parts.start.checked_add(1)? {
        return None;
    }
    let text = parts.object.cast::<Str>()?;
    let bytes = text.char_at(usize::try_from(parts.start).ok()?)?;
    crate::text::wtf8::decode_first(bytes).map(|(point, _)| point)
}

fn join(parts: &[&[u8]]) -> Vec<u8> {
    parts.concat()
}

static UNICODE_DECODE_ERROR: &[Decl] = natives![
    "__init__(self, /, *args, **kwargs)" |vm, [this, args, kwargs]| {
        no_keywords(vm, this, kwargs)?;
        check_unicode_args(vm, args, true, true)?;
        set_args(this, args);
        Ok(Value::NONE)
    };
    "__str__(self, /)" |vm, [this]| {
        let parts = unicode_parts(vm, this)?;
        let byte = parts.object.cast::<Bytes>().and_then(|bytes| {
            let single = parts.end == parts.start + 1;
            let at = usize::try_from(parts.start).ok().filter(|_| single)?;
            bytes.data().get(at).copied()
        });
        let what = match byte {
            Some(byte) => format!("' codec can't decode byte 0x{byte:02x} in position {}: ", parts.start),
            None => {
                format!("' codec can't decode bytes in position {}-{}: ", parts.start, parts.end.saturating_sub(1))
            }
        };
        let text = join(&[b"'", &parts.encoding, what.as_bytes(), &parts.reason]);
        vm.str_bytes(&text)
    };
];

static UNICODE_ENCODE_ERROR: &[Decl] = natives![
    "__init__(self, /, *args, **kwargs)" |vm, [this, args, kwargs]| {
        no_keywords(vm, this, kwargs)?;
        check_unicode_args(vm, args, true, false)?;
        set_args(this, args);
        Ok(Value::NONE)
    };
    "__str__(self, /)" |vm, [this]| {
        let parts = unicode_parts(vm, this)?;
        let what = match single_point(&parts) {
            Some(point) => format!("' codec can't encode character '{}' in position {}: ", escape(point), parts.start),
            None => {
                let last = parts.end.saturating_sub(1);
                format!("' codec can't encode characters in position {}-{last}: ", parts.start)
            }
        };
        let text = join(&[b"'", &parts.encoding, what.as_bytes(), &parts.reason]);
        vm.str_bytes(&text)
    };
];

static UNICODE_TRANSLATE_ERROR: &[Decl] = natives![
    "__init__(self, /, *args, **kwargs)" |vm, [this, args, kwargs]| {
        no_keywords(vm, this, kwargs)?;
        check_unicode_args(vm, args, false, false)?;
        set_args(this, args);
        Ok(Value::NONE)
    };
    "__str__(self, /)" |vm, [this]| {
        let parts = unicode_parts(vm, this)?;
        let what = match single_point(&parts) {
            Some(point) => format!("can't translate character '{}' in position {}: ", escape(point), parts.start),
            None => {
                let last = parts.end.saturating_sub(1);
                format!("can't translate characters in position {}-{last}: ", parts.start)
            }
        };
        let text = join(&[what.as_bytes(), &parts.reason]);
        vm.str_bytes(&text)
    };
];
