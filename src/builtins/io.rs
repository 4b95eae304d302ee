//! `print`, `input`, and what stands in for files as yet.

use crate::heap::Value;
use crate::natives;
use crate::objects::{Str, Tuple};
use crate::vm::{Decl, E, N, Res, Vm};

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
        let mut text = Vec::new();
        let values = args.exact::<Tuple>().map(Tuple::elements).unwrap_or_default();
        for (index, value) in values.iter().enumerate() {
            if index > 0 {
                text.extend_from_slice(&sep);
            }
            match value.exact::<Str>() {
                Some(string) => text.extend_from_slice(string.bytes()),
                None => text.extend(vm.str_of_bytes(value)?),
            }
        }
        text.extend_from_slice(&end);
        let flush = !flush.is_empty() && vm.truth(flush)?;
        if file.is_empty() || file.is_none() {
            vm.write_out(&text)?;
            if flush {
                vm.flush_out()?;
            }
            return Ok(Value::NONE);
        }
        write_to(vm, file, &text)?;
        if flush {
            let name = vm.name(N::flush);
            let function = vm.get_attr(file, &name)?;
            vm.call(&function, &[])?;
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
        let mut line = String::new();
        match std::io::stdin().read_line(&mut line) {
            Ok(0) => Err(vm.raise(E::EOFError, "EOF when reading a line")),
            Ok(_) => {
                if line.ends_with('\n') {
                    line.pop();
                }
                vm.str_bytes(line.as_bytes())
            }
            Err(error) => Err(vm.raise(E::OSError, error.to_string())),
        }
    };
    "open(file, /, *args, **kwargs)" |vm, [_file, _args, _kwargs]| {
        Err(vm.raise(E::NotImplementedError, "open() is not supported yet"))
    };
    "breakpoint(*args, **kws)" |vm, [_args, _keywords]| {
        Err(vm.raise(E::NotImplementedError, "breakpoint() is not supported"))
    };
];
