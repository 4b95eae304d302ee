//! The module `io`: files, and streams in memory. What is only names and abstract classes is written in Python.
//!
//! As in CPython there are three layers: a raw file (`file.rs`), a buffer around it (`buffered.rs`), and text over bytes
//! (`text.rs`). Each works with our own object below it directly, and with any other by its methods. Text is read line by
//! line, or as many characters as are wanted, without decoding ahead, so that a position in a text file is one in its bytes.

mod buffered;
mod bytes_io;
mod file;
mod memory;
mod open;
mod standard;
mod text;
mod text_read;

use crate::heap::Value;
use crate::natives;
use crate::objects::ty::{HAS_DEL, HAS_DICT, IS_BASE};
use crate::objects::{Dict, Host, HostData, int};
use crate::vm::{Decl, E, Raised, Res, Vm};

pub use open::{path_text, plain_path};
pub use standard::install;

/// Makes the module.
pub fn init(vm: &mut Vm) -> Res {
    let doc = "The io module provides the Python interfaces to stream handling. The\nbuiltin open function is defined in this module.";
    let module = vm.new_module("io", Some(doc))?;
    let text = vm.host_type_named("_io.TextIOWrapper");
    vm.add_member(&module, "TextIOWrapper", text)?;
    let files = buffered::CLASSES.iter().map(|(name, ..)| (*name, buffered::METHODS, buffered::MEMBERS, HAS_DEL));
    let rows = files.chain([
        ("FileIO", file::METHODS, file::MEMBERS, HAS_DEL),
        ("StringIO", memory::METHODS, memory::MEMBERS, 0),
        ("BytesIO", bytes_io::METHODS, bytes_io::MEMBERS, 0),
    ]);
    for (name, methods, members, finalized) in rows {
        let class = vm.host_type("_io", name, "", IS_BASE | HAS_DICT | finalized, COMMON)?;
        vm.add_methods(&class, methods)?;
        vm.add_getsets(&class, members)?;
        if finalized != 0 {
            vm.add_methods(&class, FILES)?;
        }
        vm.add_member(&module, name, class)?;
    }
    vm.add_functions(&module, open::FUNCTIONS)?;
    vm.add_member(&module, "DEFAULT_BUFFER_SIZE", int::from_usize(file::BUFFER))?;
    Ok(module)
}

/// Makes the class of text files, which is that of the standard streams, too.
pub fn text_class(vm: &mut Vm) -> Res {
    let class = vm.host_type("_io", "TextIOWrapper", "", IS_BASE | HAS_DICT | HAS_DEL, COMMON)?;
    vm.add_methods(&class, FILES)?;
    vm.add_methods(&class, text::METHODS)?;
    vm.add_getsets(&class, text::MEMBERS)?;
    Ok(class)
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
    if let Some(raw) = file.cast::<Host>().and_then(Host::data::<file::FileIo>) {
        return raw.second_handle(vm).map(Some);
    }
    let Some(host) = file.cast::<Host>() else { return Ok(None) };
    let below = if host.data::<buffered::Buffered>().is_some() { "raw" } else { "buffer" };
    let below = vm.intern(below);
    let Some(inner) = vm.get_attr_opt(file, &below)? else { return Ok(None) };
    vm.call_method(file, "flush", &[])?;
    second_handle(vm, &inner)
}

/// The second of two things to do, whatever became of the first. The error of the first is raised if there is none of the second,
/// and is the context of that otherwise.
fn then(vm: &mut Vm, first: Res, second: impl FnOnce(&mut Vm) -> Res) -> Res {
    let Err(raised) = first else { return second(vm) };
    let first = vm.take_raised(raised);
    match second(vm) {
        Ok(_) => Err(vm.reraise(first)),
        Err(raised) => {
            let second = vm.take_raised(raised);
            let context = vm.intern("__context__");
            vm.set_attr(&second, &context, first)?;
            Err(vm.reraise(second))
        }
    }
}

/// The name of a file as its repr shows it: `name='x'`; None if it has none.
fn name_of(vm: &mut Vm, this: &Value) -> Res<Option<String>> {
    let key = vm.intern("name");
    let found = vm.get_attr_opt(this, &key);
    // A file that is detached has no name either.
    match vm.catch(E::ValueError, found)?.flatten() {
        Some(name) => Ok(Some(format!("name={}", vm.repr_lossy(&name)?))),
        None => Ok(None),
    }
}

/// Closes a file that dies without having been closed. Errors have nobody who could hear of them.
fn finalize(vm: &mut Vm, this: &Value) -> Res<()> {
    let name = vm.intern("closed");
    let closed = vm.get_attr(this, &name)?;
    if vm.truth(&closed)? {
        return Ok(());
    }
    if let Some(host) = this.cast::<Host>() {
        if let Some(file) = host.data::<file::FileIo>() {
            file.finalizing.set(true);
        } else if let Some(file) = host.data::<buffered::Buffered>() {
            file.finalizing.set(true);
        } else if let Some(text) = host.data::<text::TextData>() {
            text.finalizing.set(true);
        }
    }
    vm.call_method(this, "close", &[]).map(drop)
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

/// So many zeros, if there is memory for them.
fn zeros(vm: &mut Vm, count: usize) -> Res<Vec<u8>> {
    let mut bytes = Vec::new();
    let reserved = crate::num::error::reserve(&mut bytes, count);
    vm.ok(reserved)?;
    bytes.resize(count, 0);
    Ok(bytes)
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
    "_checkClosed(self, /)" |vm, [this]| {
        let name = vm.intern("closed");
        let is_closed = vm.get_attr(this, &name)?;
        if vm.truth(&is_closed)? { Err(closed(vm, "file")) } else { Ok(Value::NONE) }
    };
    "__del__(self, /)" |vm, [this]| {
        if let Err(raised) = finalize(vm, this) {
            drop(vm.take_raised(raised));
        }
        Ok(Value::NONE)
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
];

/// What files do beside: they cannot be copied.
static FILES: &[Decl] = natives![
    "__reduce_ex__(self, protocol, /)" |vm, [this, _protocol]| {
        let name = vm.type_name(this);
        Err(vm.type_error(format!("cannot pickle '{name}' object")))
    };
];

/// The attributes that a program has given an object of this module, or None: a part of its state.
fn own_dict(vm: &mut Vm, this: &Value) -> Res {
    let name = vm.intern("__dict__");
    let dict = vm.get_attr(this, &name)?;
    if vm.length(&dict)? == 0 { Ok(Value::NONE) } else { vm.call_method(&dict, "copy", &[]) }
}

fn set_own_dict(vm: &mut Vm, this: &Value, dict: &Value) -> Res<()> {
    if dict.is_none() {
        return Ok(());
    }
    if dict.cast::<Dict>().is_none() {
        let name = vm.type_name(dict);
        return Err(vm.type_error(format!("third item of state should be a dict, got a {name}")));
    }
    let name = vm.intern("__dict__");
    let own = vm.get_attr(this, &name)?;
    vm.call_method(&own, "update", std::slice::from_ref(dict)).map(drop)
}

/// The place in a state.
fn state_position(vm: &mut Vm, at: &Value) -> Res<usize> {
    if !int::is_int(at) {
        let name = vm.type_name(at);
        return Err(vm.type_error(format!("second item of state must be an integer, not {name}")));
    }
    let at = vm.index_i64(at, E::OverflowError)?;
    usize::try_from(at).map_err(|_| vm.value_error("position value cannot be negative"))
}

#[cold]
fn no_state(vm: &mut Vm, this: &Value, state: &Value, length: usize) -> Raised {
    let (name, given) = (vm.type_name(this), vm.type_name(state));
    vm.type_error(format!("{name}.__setstate__ argument should be {length}-tuple, got {given}"))
}
