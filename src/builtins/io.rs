//! `print`, `input` and `open`.

use crate::heap::Value;
use crate::natives;
use crate::objects::{Dict, Str};
use crate::vm::{Decl, E, N, Res, Vm};

use super::common::elements;

/// Where `print` writes.
enum Target {
    /// The process's own standard output.
    Standard,
    /// A file-like object.
    File(Value),
    /// `sys.stdout` is None.
    Nowhere,
}

/// What the `file` argument means: by default, whatever stands at `sys.stdout`.
fn target(vm: &mut Vm, file: &Value) -> Res<Target> {
    if !file.is_empty() && !file.is_none() {
        return Ok(Target::File(file.clone()));
    }
    match vm.replaced(N::stdout, 1) {
        None => Ok(Target::Standard),
        Some(file) if file.is_empty() => Err(vm.raise(E::RuntimeError, "lost sys.stdout")),
        Some(file) if file.is_none() => Ok(Target::Nowhere),
        Some(file) => Ok(Target::File(file)),
    }
}

fn write_to(vm: &mut Vm, file: &Value, text: &[u8]) -> Res<()> {
    let text = vm.str_bytes(text)?;
    vm.call_method(file, "write", &[text]).map(drop)
}

/// A separator or end: a string, or the default for `None`.
fn part(vm: &mut Vm, value: &Value, name: &str, default: &[u8]) -> Res<Vec<u8>> {
    if value.is_empty() || value.is_none() {
        return Ok(default.to_vec());
    }
    match value.cast::<Str>() {
        Some(text) => Ok(text.bytes().to_vec()),
        None => {
            let kind = vm.type_name(value);
            Err(vm.type_error(format!("{name} must be None or a string, not {kind}")))
        }
    }
}

/// Adds `str(value)`.
fn append(vm: &mut Vm, text: &mut Vec<u8>, value: &Value) -> Res<()> {
    match value.exact::<Str>() {
        Some(string) => text.extend_from_slice(string.bytes()),
        None => text.extend(vm.str_of_bytes(value)?),
    }
    Ok(())
}

/// Input and output.
pub static FUNCTIONS: &[Decl] = natives![
    /// Prints the values to a stream, or to sys.stdout by default.
    ///
    /// sep
    ///   string inserted between values, default a space.
    /// end
    ///   string appended after the last value, default a newline.
    /// file
    ///   a file-like object (stream); defaults to the current sys.stdout.
    /// flush
    ///   whether to forcibly flush the stream.
    "print(*args, sep=' ', end='\n', file=None, flush=False)" |vm, [args, sep, end, file, flush]| {
        let sep = part(vm, sep, "sep", b" ")?;
        let end = part(vm, end, "end", b"\n")?;
        let flush = !flush.is_empty() && vm.truth(flush)?;
        let target = target(vm, file)?;
        match target {
            Target::Nowhere => {}
            Target::Standard => {
                let mut text = Vec::new();
                for (index, value) in elements(args).iter().enumerate() {
                    if index > 0 {
                        text.extend_from_slice(&sep);
                    }
                    let part = append(vm, &mut text, value);
                    // What stood before the value that cannot be printed is written all the same.
                    if let Err(raised) = part {
                        let exception = vm.take_raised(raised);
                        vm.write_out(&text)?;
                        return Err(vm.reraise(exception));
                    }
                }
                text.extend_from_slice(&end);
                vm.write_out(&text)?;
                if flush {
                    vm.flush_out()?;
                }
            }
            Target::File(file) => {
                for (index, value) in elements(args).iter().enumerate() {
                    if index > 0 {
                        write_to(vm, &file, &sep)?;
                    }
                    let mut text = Vec::new();
                    append(vm, &mut text, value)?;
                    write_to(vm, &file, &text)?;
                }
                write_to(vm, &file, &end)?;
                if flush {
                    vm.call_method(&file, "flush", &[])?;
                }
            }
        }
        Ok(Value::NONE)
    };
    /// Read a string from standard input.  The trailing newline is stripped.
    ///
    /// The prompt string, if given, is printed to standard output without a
    /// trailing newline before reading input.
    "input(prompt='', /)" |vm, [prompt]| {
        if !prompt.is_empty() {
            let text = vm.str_of_bytes(prompt)?;
            vm.write_out(&text)?;
        }
        vm.flush_out()?;
        match vm.read_line()? {
            Some(line) => vm.str_bytes(&line),
            None => Err(vm.raise(E::EOFError, "EOF when reading a line")),
        }
    };
    /// Open file and return a stream.  Raise OSError upon failure.
    "open(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)" |vm, [file,
        mode, buffering, encoding, errors, newline, closefd, opener]| {
        let io = vm.import_module("io")?;
        let names = ["mode", "buffering", "encoding", "errors", "newline", "closefd", "opener"];
        let given = [mode, buffering, encoding, errors, newline, closefd, opener];
        let keywords =
            names.iter().zip(given).filter(|(_, value)| !value.is_empty()).map(|(name, value)| (vm.intern(name), value.clone())).collect();
        let name = vm.intern("open");
        let open = vm.get_attr(&io, &name)?;
        vm.call_kw(&open, vec![file.clone()], keywords)
    };
    /// Call sys.breakpointhook(*args, **kws).
    "breakpoint(*args, **kws)" |vm, [args, keywords]| {
        let sys = vm.sys.clone();
        let Some(hook) = vm.dict_get_str(&sys, "breakpointhook") else {
            return Err(vm.raise(E::RuntimeError, "lost sys.breakpointhook"));
        };
        let keywords = keywords.exact::<Dict>().map(Dict::items).unwrap_or_default();
        vm.call_kw(&hook, elements(args).to_vec(), keywords)
    };
];
