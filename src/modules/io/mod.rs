//! The module `io`: files, and streams in memory. What is only names and abstract classes is written in Python.
//!
//! A file is bytes with one buffer (`file.rs`); text is read from it line by line, or as many characters as are wanted, without
//! reading ahead (`text.rs`), so that a position in a text file is one in its bytes.

mod file;
mod memory;
mod open;
mod text;

use crate::heap::Value;
use crate::natives;
use crate::objects::ty::{HAS_DICT, IS_BASE};
use crate::objects::{Host, HostData, int};
use crate::vm::{Decl, E, Raised, Res, Vm};

pub use open::{path_text, plain_path};

/// Makes the module.
pub fn init(vm: &mut Vm) -> Res {
    let doc = "The io module provides the Python interfaces to stream handling. The\nbuiltin open function is defined in this module.";
    let module = vm.new_module("io", Some(doc))?;
    for name in ["FileIO", "BufferedReader", "BufferedWriter", "BufferedRandom"] {
        let class = vm.host_type("_io", name, "", IS_BASE | HAS_DICT, file::METHODS)?;
        vm.add_methods(&class, COMMON)?;
        vm.add_getsets(&class, file::MEMBERS)?;
        vm.add_member(&module, name, class)?;
    }
    let class = vm.host_type("_io", "TextIOWrapper", "", IS_BASE | HAS_DICT, text::METHODS)?;
    vm.add_methods(&class, COMMON)?;
    vm.add_getsets(&class, text::MEMBERS)?;
    vm.add_member(&module, "TextIOWrapper", class)?;
    for (name, methods, members) in
        [("StringIO", memory::STRING, memory::STRING_MEMBERS), ("BytesIO", memory::BYTES, memory::BYTES_MEMBERS)]
    {
        let class = vm.host_type("_io", name, "", IS_BASE | HAS_DICT, methods)?;
        vm.add_methods(&class, COMMON)?;
        vm.add_getsets(&class, members)?;
        vm.add_member(&module, name, class)?;
    }
    vm.add_functions(&module, open::FUNCTIONS)?;
    vm.add_member(&module, "DEFAULT_BUFFER_SIZE", int::from_usize(file::BUFFER))?;
    let standard = vm.output.streams.first().map(|stream| vm.type_of(stream)).unwrap_or_default();
    vm.add_member(&module, "_StandardStream", standard)?;
    Ok(module)
}

/// What a file object of this module holds.
pub fn data<'a, D: HostData>(vm: &mut Vm, this: &'a Value) -> Res<&'a D> {
    match this.cast::<Host>().and_then(Host::data) {
        Some(data) => Ok(data),
        None => Err(vm.value_error("I/O operation on uninitialized object")),
    }
}

/// A second handle of the file behind a file object of this module; None if there is none. What the object still had to write is
/// written first.
pub fn second_handle(vm: &mut Vm, file: &Value) -> Res<Option<std::fs::File>> {
    if let Some(file) = file.cast::<Host>().and_then(Host::data::<file::FileData>) {
        let handle = file.flush().and_then(|()| file.second_handle());
        return file::done(vm, handle).map(Some);
    }
    if file.cast::<Host>().is_none() {
        return Ok(None);
    }
    let name = vm.intern("buffer");
    let Some(inner) = vm.get_attr_opt(file, &name)? else { return Ok(None) };
    vm.call_method(file, "flush", &[])?;
    second_handle(vm, &inner)
}

#[cold]
fn closed(vm: &mut Vm, what: &str) -> Raised {
    vm.value_error(format!("I/O operation on closed {what}."))
}

/// `io.UnsupportedOperation`
#[cold]
fn unsupported(vm: &mut Vm, message: &str) -> Raised {
    super::raise_own(vm, "io", "UnsupportedOperation", message)
}

/// An argument that is a number of bytes or characters: negative or None for all.
fn amount(vm: &mut Vm, size: &Value) -> Res<Option<usize>> {
    if size.is_empty() || size.is_none() {
        return Ok(None);
    }
    if !int::is_int(size) && !vm.has_special(size, crate::vm::N::index) {
        let name = vm.type_name(size);
        return Err(vm.type_error(format!("argument should be integer or None, not '{name}'")));
    }
    Ok(usize::try_from(vm.index_i64(size, E::OverflowError)?).ok())
}

/// What all streams do in the same way, by their other methods.
static COMMON: &[Decl] = natives![
    "__iter__(self, /)" |vm, [this]| {
        vm.call_method(this, "_checkClosed", &[])?;
        Ok(this.clone())
    };
    "__next__(self, /)" |vm, [this]| {
        let line = vm.call_method(this, "readline", &[])?;
        if vm.truth(&line)? { Ok(line) } else { Err(vm.stop_iteration(Value::NONE)) }
    };
    "__enter__(self, /)" |vm, [this]| {
        vm.call_method(this, "_checkClosed", &[])?;
        Ok(this.clone())
    };
    "__exit__(self, /, *args)" |vm, [this, _args]| vm.call_method(this, "close", &[]);
    "readlines(self, hint=-1, /)" |vm, [this, hint]| {
        let hint = amount(vm, hint)?.filter(|hint| *hint > 0);
        let (mut lines, mut total) = (Vec::new(), 0);
        loop {
            let line = vm.call_method(this, "readline", &[])?;
            let len = vm.length(&line)?;
            if len == 0 {
                break;
            }
            total += len;
            lines.push(line);
            if hint.is_some_and(|hint| total >= hint) {
                break;
            }
        }
        Ok(vm.list(lines))
    };
    "writelines(self, lines, /)" |vm, [this, lines]| {
        vm.call_method(this, "_checkClosed", &[])?;
        let iterator = vm.iter(lines)?;
        while let Some(line) = vm.next(&iterator)? {
            vm.call_method(this, "write", &[line])?;
        }
        Ok(Value::NONE)
    };
    "__reduce_ex__(self, protocol, /)" |vm, [this, _protocol]| {
        let name = vm.type_name(this);
        Err(vm.type_error(format!("cannot pickle '{name}' object")))
    };
];
