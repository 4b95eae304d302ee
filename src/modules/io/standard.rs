//! The file objects `sys.stdin`, `sys.stdout` and `sys.stderr`.
//!
//! Most programs only print. So the objects of the standard streams have nothing below them at first: the machine writes to the
//! process's output itself, and a few questions are answered here. When a program asks for more (a buffer, another encoding,
//! anything read), the stream gets a raw file and a buffer, and works from then on like any other text.

use std::io::{self, IsTerminal};

use crate::heap::Value;
use crate::objects::int;
use crate::vm::{Res, Vm};

use super::buffered::Buffered;
use super::data;
use super::file::{BUFFER, FileIo};
use super::text::{State, TextData};

const NAMES: [&str; 3] = ["<stdin>", "<stdout>", "<stderr>"];
const MODES: [&str; 3] = ["r", "w", "w"];

/// Makes the three streams.
pub fn install(vm: &mut Vm) -> Res<()> {
    let class = super::text_class(vm)?;
    for stream in 0..3 {
        let encoding = vm.str("utf-8");
        let errors = vm.str(if stream == 2 { "backslashreplace" } else { "strict" });
        let by_lines = match stream {
            0 => io::stdin().is_terminal(),
            1 => vm.output.is_line_buffered(),
            _ => true,
        };
        let file = vm.host_object(&class, TextData::standard(stream, encoding, errors, by_lines))?;
        if let Some(place) = vm.output.streams.get_mut(stream) {
            *place = file;
        }
    }
    Ok(())
}

/// The number of a standard stream that has nothing below it.
fn number(vm: &mut Vm, this: &Value) -> Res<Option<usize>> {
    let text: &TextData = data(vm, this)?;
    Ok(match text.state() {
        State::Standard(number) => Some(number),
        _ => None,
    })
}

/// Gives a standard stream its raw file and its buffer.
pub(super) fn layer(vm: &mut Vm, text: &TextData, number: usize) -> Res<()> {
    let class = vm.host_type_named("_io.FileIO");
    if class.is_none() {
        // The other classes are made when the module is imported.
        vm.import_module("io")?;
    }
    let class = vm.host_type_named("_io.FileIO");
    let raw = vm.host_object(&class, FileIo::standard(number as i32))?;
    let (key, name) = (vm.intern("name"), vm.str(NAMES.get(number).copied().unwrap_or_default()));
    vm.set_attr(&raw, &key, name)?;
    let class = vm.host_type_named(if number == 0 { "_io.BufferedReader" } else { "_io.BufferedWriter" });
    let file = Buffered::new(number == 0, number != 0);
    file.attach(raw, BUFFER);
    let file = vm.host_object(&class, file)?;
    let pending = vm.output.layer(number);
    let mode = vm.str(MODES.get(number).copied().unwrap_or_default());
    text.layer(file, mode, pending);
    Ok(())
}

/// What a standard stream that has nothing below it answers; None if it is to be asked of what is below.
pub(super) fn answer(vm: &mut Vm, this: &Value, question: &str) -> Res<Option<Value>> {
    let Some(number) = number(vm, this)? else { return Ok(None) };
    Ok(Some(match question {
        "fileno" => int::from_usize(number),
        "isatty" => Value::bool(match number {
            0 => io::stdin().is_terminal(),
            1 => io::stdout().is_terminal(),
            _ => io::stderr().is_terminal(),
        }),
        "readable" => Value::bool(number == 0),
        "writable" => Value::bool(number != 0),
        "closed" => Value::FALSE,
        "name" => vm.str(NAMES.get(number).copied().unwrap_or_default()),
        "mode" => vm.str(MODES.get(number).copied().unwrap_or_default()),
        _ => return Ok(None),
    }))
}

/// Writes to a standard output that has nothing below it; false if the stream is no such one.
pub(super) fn write(vm: &mut Vm, this: &Value, text: &[u8]) -> Res<bool> {
    match number(vm, this)? {
        Some(1) => vm.write_raw_out(text)?,
        Some(2) => Vm::write_raw_err(text),
        _ => return Ok(false),
    }
    Ok(true)
}

/// Flushes a standard output that has nothing below it; false if the stream is no such one.
pub(super) fn flush(vm: &mut Vm, this: &Value) -> Res<bool> {
    let number = number(vm, this)?;
    if number == Some(1) {
        vm.flush_raw_out()?;
    }
    Ok(number.is_some())
}
