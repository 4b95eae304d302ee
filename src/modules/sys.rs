//! The module `sys`.

use crate::heap::{Value, heap};
use crate::natives;
use crate::objects::{Exception, Module, Str, dict, int};
use crate::vm::report::{DISPLAYHOOK, EXCEPTHOOK, UNRAISABLEHOOK, traceback_or_none};
use crate::vm::{Decl, E, Res, Vm};

use super::sys_info;

/// What `sys` says of the start.
#[derive(Default)]
pub struct Start {
    pub argv: Vec<String>,
    pub warnings: Vec<String>,
    pub path: Vec<String>,
    pub interactive: bool,
    pub hash_randomization: bool,
}

const VERSION: &str = concat!("3.11.7 (hoopsnake ", env!("CARGO_PKG_VERSION"), ")");

/// Makes the module and the standard streams.
pub fn install(vm: &mut Vm, start: &Start) -> Res<()> {
    super::io::install(vm)?;
    let module = vm.new_module("sys", Some("This module provides access to some objects used or maintained by the\ninterpreter and to functions that interact strongly with the interpreter."))?;
    let dict = module.cast::<Module>().map(|module| module.dict.get()).unwrap_or_default();
    vm.sys = dict.clone();
    vm.add_functions(&module, FUNCTIONS)?;
    vm.output.unraisable_class = sys_info::unraisable_class(vm)?;
    for (hook, name) in [(EXCEPTHOOK, "excepthook"), (UNRAISABLEHOOK, "unraisablehook"), (DISPLAYHOOK, "displayhook")] {
        let function = vm.dict_get_str(&dict, name).unwrap_or(Value::NONE);
        vm.dict_set_str(&dict, &format!("__{name}__"), function.clone())?;
        if let Some(place) = vm.output.hooks.get_mut(hook) {
            *place = function;
        }
    }
    let hook = vm.dict_get_str(&dict, "breakpointhook").unwrap_or(Value::NONE);
    vm.dict_set_str(&dict, "__breakpointhook__", hook)?;
    for (stream, name) in ["stdin", "stdout", "stderr"].into_iter().enumerate() {
        let file = vm.output.streams.get(stream).cloned().unwrap_or_default();
        vm.dict_set_str(&dict, &format!("__{name}__"), file.clone())?;
        vm.dict_set_str(&dict, name, file)?;
    }
    add_constants(vm, &dict, start)?;
    let modules = vm.modules.clone();
    vm.dict_set_str(&modules, "sys", module)
}

fn strings(vm: &mut Vm, texts: &[String]) -> Value {
    let texts = texts.iter().map(|text| vm.str(text)).collect();
    vm.list(texts)
}

fn add_constants(vm: &mut Vm, sys: &Value, start: &Start) -> Res<()> {
    let executable = std::env::current_exe().map(|path| path.to_string_lossy().into_owned()).unwrap_or_default();
    let folder = std::path::Path::new(&executable).parent().map(|path| path.to_string_lossy().into_owned());
    let folder = folder.unwrap_or_default();
    let platform = match std::env::consts::OS {
        "macos" => "darwin",
        "windows" => "win32",
        other => other,
    };
    for (name, text) in [
        ("version", VERSION),
        ("platform", platform),
        ("byteorder", if cfg!(target_endian = "little") { "little" } else { "big" }),
        ("executable", &executable),
        ("prefix", &folder),
        ("exec_prefix", &folder),
        ("base_prefix", &folder),
        ("base_exec_prefix", &folder),
        ("platlibdir", "lib"),
        ("abiflags", ""),
        ("float_repr_style", "short"),
        ("copyright", "The Hoopsnake contributors"),
        ("ps1", ">>> "),
        ("ps2", "... "),
    ] {
        if !start.interactive && name.starts_with("ps") {
            continue;
        }
        let text = vm.str(text);
        vm.dict_set_str(sys, name, text)?;
    }
    for (name, number) in
        [("maxsize", i64::MAX), ("maxunicode", 0x10_FFFF), ("hexversion", 0x030B_07F0), ("api_version", 1013)]
    {
        vm.dict_set_str(sys, name, int::from_i64(number))?;
    }
    let version = sys_info::version_info(vm)?;
    vm.dict_set_str(sys, "version_info", version.clone())?;
    let implementation = implementation(vm, version)?;
    vm.dict_set_str(sys, "implementation", implementation)?;
    let float_info = sys_info::float_info(vm)?;
    vm.dict_set_str(sys, "float_info", float_info)?;
    let int_info = sys_info::int_info(vm)?;
    vm.dict_set_str(sys, "int_info", int_info)?;
    let hash_info = sys_info::hash_info(vm)?;
    vm.dict_set_str(sys, "hash_info", hash_info)?;
    let flags = sys_info::flags(vm, start.interactive, start.hash_randomization)?;
    vm.dict_set_str(sys, "flags", flags)?;
    let (argv, path) = (strings(vm, &start.argv), strings(vm, &start.path));
    vm.dict_set_str(sys, "argv", argv.clone())?;
    vm.dict_set_str(sys, "orig_argv", argv)?;
    vm.dict_set_str(sys, "path", path)?;
    let modules = vm.modules.clone();
    vm.dict_set_str(sys, "modules", modules)?;
    let mut names: Vec<&str> = vm.imports.builtin.iter().map(|module| module.name).collect();
    names.sort_unstable();
    let names = names.iter().map(|name| vm.str(name)).collect();
    let names = vm.tuple(names)?;
    vm.dict_set_str(sys, "builtin_module_names", names)?;
    vm.dict_set_str(sys, "dont_write_bytecode", Value::TRUE)?;
    let (warnings, options) = (strings(vm, &start.warnings), dict::new_dict());
    vm.dict_set_str(sys, "warnoptions", warnings)?;
    vm.dict_set_str(sys, "_xoptions", options)
}

/// `sys.implementation`
fn implementation(vm: &mut Vm, version: Value) -> Res {
    let class = super::namespace::new_class(vm)?;
    let object = vm.new_object(&class, None)?;
    let (name, tag) = (vm.str("hoopsnake"), vm.str("hoopsnake-311"));
    for (key, value) in
        [("name", name), ("cache_tag", tag), ("version", version), ("hexversion", int::from_i64(0x030B_07F0))]
    {
        let key = vm.intern(key);
        vm.set_attr(&object, &key, value)?;
    }
    Ok(object)
}

/// `(type, value, traceback)` of an exception, `None`s if it is empty.
fn exception_triple(vm: &mut Vm, exception: &Value) -> Res {
    if exception.is_empty() {
        return vm.tuple(vec![Value::NONE, Value::NONE, Value::NONE]);
    }
    let (class, traceback) = (vm.type_of(exception), traceback_or_none(exception));
    vm.tuple(vec![class, exception.clone(), traceback])
}

static FUNCTIONS: &[Decl] = natives![
    /// Return the reference count of object.
    ///
    /// The count returned is generally one higher than you might expect,
    /// because it includes the (temporary) reference as an argument to
    /// getrefcount().
    "getrefcount(object, /)" |_vm, [object]| {
        // Objects that live for ever have no count; CPython's for them is some large number.
        Ok(int::from_i64(object.count().map_or(1_000_000_000, i64::from)))
    };
    /// Return a frame object from the call stack.
    ///
    /// If optional integer depth is given, return the frame object that many
    /// calls below the top of the stack.  If that is deeper than the call
    /// stack, ValueError is raised.  The default for depth is zero, returning
    /// the frame at the top of the call stack.
    "_getframe(depth=0, /)" |vm, [depth]| {
        let depth = if depth.is_empty() { 0 } else { super::c_int(vm, depth)? };
        vm.frame_at(usize::try_from(depth).unwrap_or(0))
    };
    /// getsizeof(object [, default]) -> int
    ///
    /// Return the size of object in bytes.
    "getsizeof(object, default=None)" |_vm, [object, _default]| {
        // An object that needs no cell counts as the cell that it would be given.
        let bytes = match heap().size_of(object) {
            0 => 16,
            bytes => bytes,
        };
        Ok(int::from_usize(bytes))
    };
    /// ``Intern'' the given string.
    ///
    /// This enters the string in the (global) table of interned strings whose
    /// purpose is to speed up dictionary lookups. Return the string itself or
    /// the previously interned string object with the same value.
    "intern(string, /)" |vm, [string]| {
        if string.exact::<Str>().is_some() {
            return Ok(vm.world.interner.intern(string));
        }
        let name = if string.is_none() { "None".to_owned() } else { vm.type_name(string) };
        Err(if string.cast::<Str>().is_some() {
            vm.type_error(format!("can't intern {name}"))
        } else {
            vm.type_error(format!("intern() argument must be str, not {name}"))
        })
    };
    /// Exit the interpreter by raising SystemExit(status).
    ///
    /// If the status is omitted or None, it defaults to zero (i.e., success).
    /// If the status is an integer, it will be used as the system exit status.
    /// If it is another kind of object, it will be printed and the system
    /// exit status will be one (i.e., failure).
    "exit(status=None, /)" |vm, [status]| {
        let args = if status.is_empty() { Vec::new() } else { vec![status.clone()] };
        Err(vm.raise_with(E::SystemExit, args))
    };
    /// Return current exception information: (type, value, traceback).
    ///
    /// Return information about the most recent exception caught by an except
    /// clause in the current stack frame or in an older stack frame.
    "exc_info()" |vm, []| {
        let handled = vm.handled_exception();
        exception_triple(vm, &handled)
    };
    /// Return the current exception.
    ///
    /// Return the most recent exception caught by an except clause
    /// in the current stack frame or in an older stack frame, or None
    /// if no such clause exists.
    "exception()" |vm, []| {
        let handled = vm.handled_exception();
        Ok(if handled.is_empty() { Value::NONE } else { handled })
    };
    /// Return the current value of the recursion limit.
    "getrecursionlimit()" |vm, []| Ok(int::from_i64(i64::from(vm.recursion_limit)));
    /// Set the maximum depth of the Python interpreter stack to n.
    "setrecursionlimit(limit, /)" |vm, [limit]| {
        let limit = crate::builtins::text_args::c_int(vm, limit)?;
        let Some(limit) = u32::try_from(limit).ok().filter(|limit| *limit > 0) else {
            return Err(vm.value_error("recursion limit must be greater or equal than 1"));
        };
        let depth = vm.depth();
        if depth >= limit as usize {
            let message = format!("cannot set the recursion limit to {limit} at the recursion depth {depth}: the limit is too low");
            return Err(vm.raise(E::RecursionError, message));
        }
        vm.set_recursion_limit(limit);
        Ok(Value::NONE)
    };
    /// Handle an exception by displaying it with a traceback on sys.stderr.
    "excepthook(exctype, value, traceback, /)" |vm, [_class, value, traceback]| {
        if let Some(exception) = value.exact::<Exception>()
            && exception.traceback.is_empty()
            && traceback.exact::<crate::objects::Traceback>().is_some()
        {
            exception.traceback.set(traceback.clone());
        }
        if value.exact::<Exception>().is_some() {
            vm.print_exception(value);
        } else {
            let name = vm.type_name(value);
            let message = format!("TypeError: print_exception(): Exception expected for value, {name} found\n");
            vm.write_err(message.as_bytes());
        }
        Ok(Value::NONE)
    };
    /// Handle an unraisable exception.
    "unraisablehook(unraisable, /)" |vm, [unraisable]| {
        vm.default_unraisable_hook(unraisable)?;
        Ok(Value::NONE)
    };
    /// This hook function is called by built-in breakpoint().
    "breakpointhook(*args, **kws)" |vm, [_args, _keywords]| {
        Err(vm.raise(E::NotImplementedError, "breakpoint() is not supported: there is no debugger"))
    };
    /// Print an object to sys.stdout and also save it in builtins._
    "displayhook(object, /)" |vm, [object]| {
        vm.show_value(object.clone())?;
        Ok(Value::NONE)
    };
    /// Return the current default encoding used by the Unicode implementation.
    "getdefaultencoding()" |vm, []| Ok(vm.str("utf-8"));
    /// Return the encoding used to convert Unicode filenames to OS filenames.
    "getfilesystemencoding()" |vm, []| Ok(vm.str("utf-8"));
    /// Return the error mode used for Unicode to OS filename conversion.
    "getfilesystemencodeerrors()" |vm, []| Ok(vm.str("surrogateescape"));
    /// Return the maximum string digits limit for non-binary int<->str conversions.
    "get_int_max_str_digits()" |vm, []| Ok(int::from_usize(vm.int_digit_limit));
    /// Set the maximum string digits limit for non-binary int<->str conversions.
    "set_int_max_str_digits(maxdigits)" |vm, [digits]| {
        let digits = super::c_int(vm, digits)?;
        match usize::try_from(digits) {
            Ok(digits) if digits == 0 || digits >= 640 => {
                vm.int_digit_limit = digits;
                Ok(Value::NONE)
            }
            _ => Err(vm.value_error("maxdigits must be 0 or larger than 640")),
        }
    };
    /// Return the current thread switch interval; see sys.setswitchinterval().
    "getswitchinterval()" |_vm, []| Ok(Value::float(0.005));
    "setswitchinterval(interval, /)" |vm, [interval]| {
        if vm.to_float(interval)? <= 0.0 {
            return Err(vm.value_error("switch interval must be strictly positive"));
        }
        Ok(Value::NONE)
    };
    /// Passes the event to any hooks that are attached; none can be.
    "audit(event, /, *args)" |vm, [event, _args]| match event.cast::<Str>() {
        Some(_) => Ok(Value::NONE),
        None => {
            let name = vm.type_name(event);
            Err(vm.type_error(format!("expected str for argument 'event', not {name}")))
        }
    };
    /// Return True if Python is exiting.
    "is_finalizing()" |_vm, []| Ok(Value::FALSE);
    /// Return the number of memory blocks currently allocated.
    "getallocatedblocks()" |_vm, []| Ok(int::from_usize(heap().object_count()));
    /// Return the global debug tracing function set with sys.settrace.
    "gettrace()" |_vm, []| Ok(Value::NONE);
];

/// Sets `sys.argv[0]`, which `-m` learns late.
pub fn set_program_name(vm: &mut Vm, name: &str) -> Res<()> {
    let sys = vm.sys.clone();
    let name = vm.str(name);
    match vm.dict_get_str(&sys, "argv") {
        Some(argv) if argv.cast::<crate::objects::List>().is_some_and(|list| !list.is_empty()) => {
            vm.set_item(&argv, &Value::int32(0), name)
        }
        _ => Ok(()),
    }
}
