//! The module `re`: regular expressions with the reference's syntax, run by the engine of the crate `fancy-regex`.
//!
//! A pattern is read into a tree (`parse`, `groups`, `escapes`; with the reference's messages), which is written again in the
//! engine's syntax (`emit`), for each kind of text that turns up (`program`). The engine gets ranges of characters only, so
//! that classes and case are the reference's. Positions are bytes within this module and characters to programs.

mod charset;
mod emit;
mod escapes;
mod groups;
mod matches;
mod parse;
mod pattern;
mod program;
mod replace;
mod subject;
mod syntax;
mod template;
mod tokens;

use syntax::Failure;

use crate::heap::Value;
use crate::natives;
use crate::objects::{Str, int};
use crate::vm::{Decl, E, Raised, Res, Vm};

/// What is written in Python: the functions that look a pattern up, flags, the exception.
pub const SOURCE: &str = include_str!("re.py");

/// Makes the module, up to what is written in Python.
pub fn init(vm: &mut Vm) -> Res {
    let module = vm.new_module("re", Some("Support for regular expressions (RE)."))?;
    let pattern = pattern::new_type(vm)?;
    vm.add_member(&module, "Pattern", pattern)?;
    let found = matches::new_type(vm)?;
    vm.add_member(&module, "Match", found)?;
    vm.host_type("_sre", "SRE_Scanner", "", 0, matches::SCANNER)?;
    vm.add_functions(&module, FUNCTIONS)?;
    Ok(module)
}

/// What a failure is to a program; `source` is the pattern or template.
fn raise(vm: &mut Vm, failure: Failure, source: &Value) -> Raised {
    match failure {
        Failure::Pattern(message, at) => {
            let message = vm.str(&message);
            let place = at.map_or([Value::NONE, Value::NONE], |at| [source.clone(), int::from_usize(at)]);
            let [source, at] = place;
            match new_error(vm, &[message, source, at]) {
                Ok(error) => vm.raise_value(error),
                Err(raised) => raised,
            }
        }
        Failure::Overflow(message) => vm.raise(E::OverflowError, message),
        Failure::Value(message) => vm.value_error(message),
        Failure::Index(message) => vm.index_error(message),
        Failure::TooDeep => vm.raise(E::RecursionError, "maximum recursion depth exceeded"),
        Failure::Limit(message) => vm.raise(E::RuntimeError, message),
    }
}

fn new_error(vm: &mut Vm, args: &[Value]) -> Res {
    let module = vm.import_module("re")?;
    let name = vm.intern("error");
    let class = vm.get_attr(&module, &name)?;
    vm.call(&class, args)
}

/// The characters that mean something in a pattern.
const SPECIAL: &[u8] = b"()[]{}?*+-|^$\\.&~# \t\n\r\x0b\x0c";

static FUNCTIONS: &[Decl] = natives![
    /// A compiled pattern.
    "_compile(pattern, flags, /)" |vm, [pattern, flags]| {
        let flags = subject::position(vm, flags, 0)?;
        let Some(points) = subject::points(pattern) else {
            return Err(vm.type_error("first argument must be string or compiled pattern"));
        };
        let is_text = pattern.cast::<Str>().is_some();
        match parse::parse(&points, is_text, flags).and_then(program::Program::new) {
            Ok(program) => pattern::new_pattern(vm, pattern, program),
            Err(failure) => Err(raise(vm, failure, pattern)),
        }
    };
    /// Escape special characters in a string.
    "escape(pattern)" |vm, [pattern]| {
        let text = pattern.cast::<Str>();
        let data = match text {
            Some(text) => text.bytes().into(),
            None => match crate::objects::bytearray::bytes_of(pattern) {
                Some(data) => data,
                None => {
                    let name = vm.type_name(pattern);
                    let message = format!("decoding to str: need a bytes-like object, {name} found");
                    return Err(vm.type_error(message));
                }
            },
        };
        let mut out = Vec::with_capacity(data.len());
        for &byte in data.iter() {
            if SPECIAL.contains(&byte) {
                out.push(b'\\');
            }
            out.push(byte);
        }
        if text.is_some() { vm.str_bytes(&out) } else { vm.bytes(&out) }
    };
];
