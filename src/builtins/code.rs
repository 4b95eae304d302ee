//! `eval`, `exec` and `compile`.

use hoopsnake_syntax::ErrorKind;
use hoopsnake_syntax::ast::Span;

use crate::heap::Value;
use crate::natives;
use crate::objects::{Code, Dict, Str};
use crate::vm::source::Input;
use crate::vm::{Decl, E, N, Res, Vm};

/// The text of a source argument.
fn source_text(vm: &mut Vm, source: &Value, function: &str) -> Res<String> {
    if let Some(text) = source.cast::<Str>() {
        return Ok(text.to_text().into_owned());
    }
    if let Some(bytes) = vm.buffer(source)? {
        return Ok(String::from_utf8_lossy(&bytes).into_owned());
    }
    let kind = if function == "compile" { "AST" } else { "code" };
    Err(vm.type_error(format!("{function}() arg 1 must be a string, bytes or {kind} object")))
}

/// Compiles text to a code object.
fn compile(vm: &mut Vm, text: &str, filename: &str, mode: &str) -> Res {
    match mode {
        // Blanks before an expression are no indentation.
        "eval" => vm.compile(text.trim_start_matches([' ', '\t']), filename, Input::Expression),
        "single" => vm.compile(text, filename, Input::Interactive),
        _ => vm.compile(text, filename, Input::Module),
    }
}

/// The flag of `compile` by which the module `codeop` asks whether a text only lacks its end.
const ALLOW_INCOMPLETE_INPUT: i64 = 0x4000;

/// Whether a text may yet become whole with further lines. An end of line at the end closes a block.
fn is_incomplete(text: &str, mode: &str) -> bool {
    if mode != "single" {
        return hoopsnake_syntax::parse_module(text).is_err_and(|error| error.incomplete);
    }
    let text = if text.ends_with('\n') { &format!("{text}\n") } else { text };
    match hoopsnake_syntax::parse_interactive(text) {
        Ok(found) => matches!(found, hoopsnake_syntax::Interactive::Incomplete),
        Err(error) => error.incomplete,
    }
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
            let mapping = vm.special(globals, N::getitem).is_some();
            return Err(vm.type_error(if mapping {
                "globals must be a real dict; try eval(code, {}, mapping)"
            } else {
                "globals must be a dict"
            }));
        }
        let name = vm.type_name(globals);
        return Err(vm.type_error(format!("{function}() globals must be a dict, not {name}")));
    }
    if !absent(locals) && locals.cast::<Dict>().is_none() && vm.special(locals, N::getitem).is_none() {
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
        let code = if source.exact::<Code>().is_some() {
            source.clone()
        } else {
            let text = source_text(vm, source, "eval")?;
            compile(vm, &text, "<string>", "eval")?
        };
        vm.run_code(&code, &globals, &locals)
    };
    /// Execute the given source in the context of globals and locals.
    "exec(source, globals=None, locals=None, /)" |vm, [source, globals, locals]| {
        let (globals, locals) = namespaces(vm, "exec", globals, locals)?;
        let code = if source.exact::<Code>().is_some() {
            source.clone()
        } else {
            let text = source_text(vm, source, "exec")?;
            compile(vm, &text, "<string>", "exec")?
        };
        vm.run_code(&code, &globals, &locals)?;
        Ok(Value::NONE)
    };
    /// Compile source into a code object that can be executed by exec() or eval().
    "compile(source, filename, mode, flags=0, dont_inherit=False, optimize=-1)" |vm, [source, filename, mode, flags, _inherit, _optimize]| {
        let text = source_text(vm, source, "compile")?;
        let filename = vm.str_of_bytes(filename)?;
        let mode = vm.str_of_bytes(mode)?;
        if !matches!(&mode[..], b"exec" | b"eval" | b"single") {
            return Err(vm.value_error("compile() mode must be 'exec', 'eval' or 'single'"));
        }
        let (filename, mode) = (String::from_utf8_lossy(&filename), String::from_utf8_lossy(&mode));
        let flags = if flags.is_empty() { 0 } else { vm.index_i64(flags, E::OverflowError)? };
        if flags & ALLOW_INCOMPLETE_INPUT != 0 && is_incomplete(&text, &mode) {
            let end = Span::new(text.len() as u32, text.len() as u32);
            return Err(vm.raise_syntax_error(&filename, &text, ErrorKind::Syntax, "incomplete input", end));
        }
        compile(vm, &text, &filename, &mode)
    };
];
