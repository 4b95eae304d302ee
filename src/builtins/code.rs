//! `eval`, `exec` and `compile`.

use crate::heap::Value;
use crate::natives;
use crate::objects::bytearray::bytes_of;
use crate::objects::{Bytes, CellObject, Code, Dict, Str, Tuple};
use crate::vm::source::{CompileOptions, Input};
use crate::vm::{Decl, E, N, Res, Vm};

use super::codec;

/// Flags of `compile()`: features of `__future__`, which code inherits, and the others that CPython knows.
const FUTURE_FLAGS: i64 = 0x1fe_0000;
const NESTED: i64 = 0x10;
const DONT_IMPLY_DEDENT: i64 = 0x200;
const ONLY_AST: i64 = 0x400;
const TYPE_COMMENTS: i64 = 0x1000;
const ALLOW_TOP_LEVEL_AWAIT: i64 = 0x2000;
const ALLOW_INCOMPLETE_INPUT: i64 = 0x4000;
const KNOWN_FLAGS: i64 = FUTURE_FLAGS
    | NESTED
    | DONT_IMPLY_DEDENT
    | ONLY_AST
    | TYPE_COMMENTS
    | ALLOW_TOP_LEVEL_AWAIT
    | ALLOW_INCOMPLETE_INPUT;

/// A source argument.
enum Source {
    Text(String),
    /// In the encoding that they declare.
    Bytes(Vec<u8>),
}

fn source_of(vm: &mut Vm, source: &Value, function: &str) -> Res<Source> {
    let has_null = |bytes: &[u8]| bytes.contains(&0);
    if source.cast::<Str>().is_some_and(|text| has_null(text.bytes()))
        || source.cast::<Bytes>().is_some_and(|bytes| has_null(bytes.data()))
    {
        return Err(vm.raise(E::SyntaxError, "source code string cannot contain null bytes"));
    }
    if let Some(text) = source.cast::<Str>() {
        return match std::str::from_utf8(text.bytes()) {
            Ok(text) => Ok(Source::Text(text.to_owned())),
            // A lone surrogate; this raises what encoding it does.
            Err(_) => vm.call_method(source, "encode", &[]).map(|_| Source::Text(String::new())),
        };
    }
    if let Some(bytes) = vm.buffer_if_whole(source) {
        return Ok(Source::Bytes(bytes.to_vec()));
    }
    let kind = if function == "compile" { "AST" } else { "code" };
    Err(vm.type_error(format!("{function}() arg 1 must be a string, bytes or {kind} object")))
}

/// Compiles a source to a code object.
fn compile(vm: &mut Vm, source: Source, filename: &str, mode: &str, options: CompileOptions) -> Res {
    let input = match mode {
        "eval" => Input::Expression,
        "single" => Input::Interactive,
        _ => Input::Module,
    };
    match source {
        // Blanks before an expression are no indentation.
        Source::Text(text) if mode == "eval" => {
            vm.compile_with(text.trim_start_matches([' ', '\t']), filename, input, options)
        }
        Source::Text(text) => vm.compile_with(&text, filename, input, options),
        Source::Bytes(bytes) => vm.compile_bytes_with(&bytes, filename, input, options),
    }
}

/// The source argument of `eval` or `exec` as code.
fn code_of(vm: &mut Vm, source: &Value, function: &str) -> Res {
    if source.exact::<Code>().is_some() {
        return Ok(source.clone());
    }
    let text = source_of(vm, source, function)?;
    let options = CompileOptions { future: vm.current_future(), ..CompileOptions::default() };
    compile(vm, text, "<string>", function, options)
}

/// A file name: a string, bytes, or what `__fspath__` gives.
fn filename_text(vm: &mut Vm, name: &Value) -> Res<String> {
    let path = match vm.call_special(name, N::fspath, &[])? {
        Some(path) if name.cast::<Str>().is_none() => path,
        _ => name.clone(),
    };
    if let Some(text) = path.cast::<Str>() {
        refuse_null(vm, text.bytes())?;
        return Ok(text.to_text().into_owned());
    }
    let bytes = if path.cast::<Bytes>().is_some() { bytes_of(&path) } else { vm.buffer_if_whole(&path) };
    match bytes {
        Some(bytes) => {
            if path.cast::<Bytes>().is_none() {
                let given = vm.type_name(&path);
                let message = format!("path should be string, bytes, or os.PathLike, not {given}");
                vm.warn(E::DeprecationWarning, &message)?;
            }
            refuse_null(vm, &bytes)?;
            Ok(String::from_utf8_lossy(&bytes).into_owned())
        }
        None => {
            let given = vm.type_name(name);
            Err(vm.type_error(format!("expected str, bytes or os.PathLike object, not {given}")))
        }
    }
}

fn refuse_null(vm: &mut Vm, name: &[u8]) -> Res<()> {
    if name.contains(&0) { Err(vm.value_error("embedded null character")) } else { Ok(()) }
}

/// A whole number that may be left out.
fn number(vm: &mut Vm, value: &Value, default: i64) -> Res<i64> {
    if value.is_empty() {
        return Ok(default);
    }
    let number = vm.index_i64(value, E::OverflowError)?;
    if i32::try_from(number).is_err() {
        return Err(vm.raise(E::OverflowError, "Python int too large to convert to C int"));
    }
    Ok(number)
}

/// Globals and locals of `eval` and `exec`, the caller's by default.
fn namespaces(vm: &mut Vm, function: &str, globals: &Value, locals: &Value) -> Res<(Value, Value)> {
    let absent = |value: &Value| value.is_empty() || value.is_none();
    if absent(globals) {
        let globals = vm.current_globals();
        let locals = if absent(locals) { vm.current_locals()? } else { locals.clone() };
        return Ok((globals, locals));
    }
    if globals.cast::<Dict>().is_none() {
        if function == "eval" {
            let mapping = vm.has_special(globals, N::getitem);
            return Err(vm.type_error(if mapping {
                "globals must be a real dict; try eval(expr, {}, mapping)"
            } else {
                "globals must be a dict"
            }));
        }
        let name = vm.type_name(globals);
        return Err(vm.type_error(format!("{function}() globals must be a dict, not {name}")));
    }
    if !absent(locals) && locals.cast::<Dict>().is_none() && !vm.has_special(locals, N::getitem) {
        if function == "eval" {
            return Err(vm.type_error("locals must be a mapping"));
        }
        let name = vm.type_name(locals);
        return Err(vm.type_error(format!("locals must be a mapping or None, not {name}")));
    }
    let builtins = vm.name(N::builtins);
    if vm.dict_get(globals, &builtins)?.is_none() {
        let dict = vm.builtins.clone();
        vm.dict_set(globals, builtins, dict)?;
    }
    Ok((globals.clone(), if absent(locals) { globals.clone() } else { locals.clone() }))
}

pub static FUNCTIONS: &[Decl] = natives![
    /// Evaluate the given source in the context of globals and locals.
    "eval(source, globals=None, locals=None, /)" |vm, [source, globals, locals]| {
        let (globals, locals) = namespaces(vm, "eval", globals, locals)?;
        let code = code_of(vm, source, "eval")?;
        run_with(vm, &code, &globals, &locals, "eval", &Value::NONE)
    };
    /// Execute the given source in the context of globals and locals.
    "exec(source, globals=None, locals=None, /, *, closure=None)" |vm, [source, globals, locals, closure]| {
        let (globals, locals) = namespaces(vm, "exec", globals, locals)?;
        let is_code = source.exact::<Code>().is_some();
        if !is_code && !closure.is_empty() && !closure.is_none() {
            return Err(vm.type_error("closure can only be used when source is a code object"));
        }
        let code = code_of(vm, source, "exec")?;
        run_with(vm, &code, &globals, &locals, "exec", closure)?;
        Ok(Value::NONE)
    };
    /// Compile source into a code object that can be executed by exec() or eval().
    "compile(source, filename, mode, flags=0, dont_inherit=False, optimize=-1)"
        |vm, [source, filename, mode, flags, dont_inherit, optimize]| {
            let filename = filename_text(vm, filename)?;
            let mode = String::from_utf8_lossy(codec::argument(vm, "compile", "mode", mode)?).into_owned();
            let flags = number(vm, flags, 0)?;
            let inherits = number(vm, dont_inherit, 0)? == 0;
            let optimize = number(vm, optimize, -1)?;
            if flags & !KNOWN_FLAGS != 0 {
                return Err(vm.value_error("compile(): unrecognised flags"));
            }
            if !(-1..=2).contains(&optimize) {
                return Err(vm.value_error("compile(): invalid optimize value"));
            }
            match &*mode {
                "exec" | "eval" | "single" => {}
                "func_type" if flags & ONLY_AST == 0 => {
                    return Err(vm.value_error("compile() mode 'func_type' requires flag PyCF_ONLY_AST"));
                }
                "func_type" => {}
                _ if flags & ONLY_AST != 0 => {
                    return Err(vm.value_error("compile() mode must be 'exec', 'eval', 'single' or 'func_type'"));
                }
                _ => return Err(vm.value_error("compile() mode must be 'exec', 'eval' or 'single'")),
            }
            for (flag, what) in [(ONLY_AST, "ast.PyCF_ONLY_AST"), (ALLOW_TOP_LEVEL_AWAIT, "ast.PyCF_ALLOW_TOP_LEVEL_AWAIT")] {
                if flags & flag != 0 {
                    return Err(vm.raise(E::NotImplementedError, format!("compile() does not support the flag {what}")));
                }
            }
            let inherited = if inherits { vm.current_future() } else { 0 };
            let options = CompileOptions {
                future: (flags & FUTURE_FLAGS) as u32 | inherited,
                tells_incomplete: flags & ALLOW_INCOMPLETE_INPUT != 0,
                needs_dedent: flags & DONT_IMPLY_DEDENT != 0,
            };
            let source = source_of(vm, source, "compile")?;
            compile(vm, source, &filename, &mode, options)
        };
];

/// Runs code in these namespaces; that of a function may want a closure, which only `exec` can be given.
fn run_with(vm: &mut Vm, code: &Value, globals: &Value, locals: &Value, function: &str, closure: &Value) -> Res {
    let wanted = code.exact::<Code>().map_or(0, |code| code.free_names.len());
    let given = !closure.is_empty() && !closure.is_none();
    match wanted {
        0 if given => return Err(vm.type_error("cannot use a closure with this code object")),
        0 => return vm.run_code(code, globals, locals),
        _ if function == "eval" => {
            return Err(vm.type_error("code object passed to eval() may not contain free variables"));
        }
        _ => {}
    }
    let is_cell = |value: &Value| value.exact::<CellObject>().is_some();
    let cells = closure.exact::<Tuple>().map_or(&[][..], |cells| cells.elements());
    if cells.len() != wanted || !cells.iter().all(is_cell) {
        return Err(vm.type_error(format!("code object requires a closure of exactly length {wanted}")));
    }
    vm.run_code_with(code, globals, locals, closure)
}
