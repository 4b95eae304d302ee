//! The file objects `sys.stdin`, `sys.stdout` and `sys.stderr`.

use std::io::{self, IsTerminal};

use crate::heap::Value;
use crate::objects::{Str, int};
use crate::vm::types::GetSetDecl;
use crate::vm::{Decl, E, Res, T, Vm};
use crate::{getsets, natives};

const NAMES: [&str; 3] = ["<stdin>", "<stdout>", "<stderr>"];

/// Makes the three streams.
pub fn install(vm: &mut Vm) -> Res<()> {
    let class = vm.type_object(T::TextFile);
    vm.add_methods(&class, METHODS)?;
    vm.add_getsets(&class, MEMBERS)?;
    for stream in 0..3 {
        let file = vm.new_object(&class, None)?;
        if let Some(place) = vm.output.streams.get_mut(stream) {
            *place = file;
        }
    }
    Ok(())
}

/// Which stream a file object is.
fn number(vm: &mut Vm, this: &Value) -> Res<usize> {
    match vm.output.streams.iter().position(|stream| stream.is(this)) {
        Some(number) => Ok(number),
        None => Err(vm.value_error("I/O operation on uninitialized object")),
    }
}

#[cold]
fn unsupported(vm: &mut Vm, what: &str) -> crate::vm::Raised {
    vm.raise(E::OSError, format!("not {what}"))
}

/// The next line of standard input; empty at its end.
fn read_line(vm: &mut Vm, this: &Value) -> Res<Vec<u8>> {
    if number(vm, this)? != 0 {
        return Err(unsupported(vm, "readable"));
    }
    vm.read_raw_line()
}

static METHODS: &[Decl] = natives![
    "write(self, text, /)" |vm, [this, text]| {
        let Some(string) = text.cast::<Str>() else {
            let name = vm.type_name(text);
            return Err(vm.type_error(format!("write() argument must be str, not {name}")));
        };
        match number(vm, this)? {
            1 => vm.write_raw_out(string.bytes())?,
            2 => Vm::write_raw_err(string.bytes()),
            _ => return Err(unsupported(vm, "writable")),
        }
        Ok(int::from_usize(string.chars()))
    };
    "writelines(self, lines, /)" |vm, [this, lines]| {
        for line in vm.collect(lines)? {
            vm.call_method(this, "write", &[line])?;
        }
        Ok(Value::NONE)
    };
    "flush(self, /)" |vm, [this]| {
        if number(vm, this)? == 1 {
            vm.flush_raw_out()?;
        }
        Ok(Value::NONE)
    };
    "read(self, size=-1, /)" |vm, [this, size]| {
        if number(vm, this)? != 0 {
            return Err(unsupported(vm, "readable"));
        }
        let wanted = if size.is_empty() || size.is_none() { -1 } else { super::c_long(vm, size)? };
        if wanted < 0 {
            let text = vm.read_raw_rest()?;
            return vm.str_bytes(&text);
        }
        let Ok(wanted) = usize::try_from(wanted) else { return Ok(vm.str("")) };
        let text = vm.read_raw_characters(wanted)?;
        vm.str_bytes(&text)
    };
    "readline(self, size=-1, /)" |vm, [this, _size]| {
        let line = read_line(vm, this)?;
        vm.str_bytes(&line)
    };
    "readlines(self, hint=-1, /)" |vm, [this, _hint]| {
        let mut lines = Vec::new();
        loop {
            let line = read_line(vm, this)?;
            if line.is_empty() {
                return Ok(vm.list(lines));
            }
            lines.push(vm.str_bytes(&line)?);
        }
    };
    "__iter__(self, /)" |_vm, [this]| Ok(this.clone());
    "__next__(self, /)" |vm, [this]| {
        let line = read_line(vm, this)?;
        if line.is_empty() { Err(vm.stop_iteration(Value::NONE)) } else { vm.str_bytes(&line) }
    };
    "fileno(self, /)" |vm, [this]| {
        let number = number(vm, this)?;
        Ok(int::from_usize(number))
    };
    "isatty(self, /)" |vm, [this]| {
        Ok(Value::bool(match number(vm, this)? {
            0 => io::stdin().is_terminal(),
            1 => io::stdout().is_terminal(),
            _ => io::stderr().is_terminal(),
        }))
    };
    "readable(self, /)" |vm, [this]| {
        let number = number(vm, this)?;
        Ok(Value::bool(number == 0))
    };
    "writable(self, /)" |vm, [this]| {
        let number = number(vm, this)?;
        Ok(Value::bool(number != 0))
    };
    "seekable(self, /)" |_vm, [_this]| Ok(Value::FALSE);
    "close(self, /)" |_vm, [_this]| Ok(Value::NONE);
    "__enter__(self, /)" |_vm, [this]| Ok(this.clone());
    "__exit__(self, /, *args)" |_vm, [_this, _args]| Ok(Value::NONE);
    "__repr__(self, /)" |vm, [this]| {
        let number = number(vm, this)?;
        let (name, mode) = (NAMES.get(number).copied().unwrap_or(""), if number == 0 { "r" } else { "w" });
        Ok(vm.str(&format!("<_io.TextIOWrapper name='{name}' mode='{mode}' encoding='utf-8'>")))
    };
];

static MEMBERS: &[GetSetDecl] = getsets![
    "name" |vm, this| {
        let number = number(vm, this)?;
        Ok(vm.str(NAMES.get(number).copied().unwrap_or("")))
    };
    "mode" |vm, this| {
        let number = number(vm, this)?;
        Ok(vm.str(if number == 0 { "r" } else { "w" }))
    };
    "encoding" |vm, _this| Ok(vm.str("utf-8"));
    "errors" |vm, this| {
        let number = number(vm, this)?;
        Ok(vm.str(if number == 2 { "backslashreplace" } else { "strict" }))
    };
    "newlines" |_vm, _this| Ok(Value::NONE);
    "closed" |_vm, _this| Ok(Value::FALSE);
    "line_buffering" |vm, this| {
        let number = number(vm, this)?;
        Ok(Value::bool(number == 2 || vm.output.is_line_buffered()))
    };
];
