//! The modules that are written in Rust: one table, one file each.

pub mod atexit;
pub mod binascii;
pub mod bisect;
pub mod builtins;
pub mod collections;
pub mod descriptors;
pub mod errno;
pub mod functools;
pub mod gc;
pub mod hashlib;
pub mod heapq;
pub mod io;
pub mod itertools;
pub mod json;
pub mod math;
pub mod namespace;
pub mod operator;
pub mod os;
pub mod process;
pub mod random;
pub mod re;
pub mod struct_;
pub mod structseq;
pub mod sys;
pub mod sys_info;
pub mod time;
pub mod traceback;
pub mod unicodedata;
pub mod weakref;

use std::borrow::Cow;

use crate::heap::Value;
use crate::objects::range::new_slice;
use crate::objects::{ByteArray, MemoryView, int};
use crate::vm::import::BuiltinModule;
use crate::vm::{E, Raised, Res, Vm};

/// The modules that an import finds without a file; `sys` and `builtins` are there from the start.
pub static MODULES: &[BuiltinModule] = &[
    BuiltinModule::rust("gc", gc::init),
    BuiltinModule::python("abc", include_str!("python/abc.py")),
    BuiltinModule::rust("bisect", bisect::init),
    BuiltinModule::both("collections", collections::init, include_str!("python/collections.py")).package(),
    BuiltinModule::python("collections.abc", include_str!("python/collections_abc.py")),
    BuiltinModule::both("functools", functools::init, include_str!("python/functools.py")),
    BuiltinModule::both("heapq", heapq::init, include_str!("python/heapq.py")),
    BuiltinModule::both("io", io::init, include_str!("python/io.py")),
    BuiltinModule::rust("itertools", itertools::init),
    BuiltinModule::rust("operator", operator::init),
    BuiltinModule::python("__future__", include_str!("python/__future__.py")),
    BuiltinModule::python("contextlib", include_str!("python/contextlib.py")),
    BuiltinModule::python("_help", include_str!("python/_help.py")),
    BuiltinModule::python("copy", include_str!("python/copy.py")),
    BuiltinModule::python("copyreg", include_str!("python/copyreg.py")),
    BuiltinModule::python("dataclasses", include_str!("python/dataclasses.py")),
    BuiltinModule::python("enum", include_str!("python/enum.py")),
    BuiltinModule::python("keyword", include_str!("python/keyword.py")),
    BuiltinModule::python("linecache", include_str!("python/linecache.py")),
    BuiltinModule::python("reprlib", include_str!("python/reprlib.py")),
    BuiltinModule::python("string", include_str!("python/string.py")),
    BuiltinModule::python("textwrap", include_str!("python/textwrap.py")),
    BuiltinModule::python("types", include_str!("python/types.py")),
    BuiltinModule::python("typing", include_str!("python/typing.py")),
    BuiltinModule::python("warnings", include_str!("python/warnings.py")),
    BuiltinModule::python("json", include_str!("python/json.py")).package(),
    BuiltinModule::both("json.decoder", json::init_decoder, include_str!("python/json_decoder.py")),
    BuiltinModule::both("json.encoder", json::init_encoder, include_str!("python/json_encoder.py")),
    BuiltinModule::both("os", os::init, include_str!("python/os.py")),
    BuiltinModule::python("posixpath", include_str!("python/posixpath.py")),
    BuiltinModule::both("random", random::init, include_str!("python/random.py")),
    BuiltinModule::both("traceback", traceback::init, include_str!("python/traceback.py")),
    BuiltinModule::rust("math", math::init),
    BuiltinModule::both("re", re::init, re::SOURCE),
    BuiltinModule::rust("time", time::init),
    BuiltinModule::both("weakref", weakref::init, include_str!("weakref.py")),
    BuiltinModule::rust("_process", process::init),
    BuiltinModule::python("subprocess", include_str!("python/subprocess.py")),
    BuiltinModule::rust("errno", errno::init),
    BuiltinModule::rust("atexit", atexit::init),
    BuiltinModule::python("contextvars", include_str!("python/contextvars.py")),
    BuiltinModule::python("stat", include_str!("python/stat.py")),
    BuiltinModule::both("binascii", binascii::init, include_str!("python/binascii.py")),
    BuiltinModule::python("importlib", include_str!("python/importlib.py")).package(),
    BuiltinModule::python("importlib.machinery", include_str!("python/importlib_machinery.py")),
    BuiltinModule::python("importlib.util", include_str!("python/importlib_util.py")),
    BuiltinModule::rust("unicodedata", unicodedata::init),
    BuiltinModule::python("_codecs", include_str!("python/_codecs.py")),
    BuiltinModule::python("_codecs_wide", include_str!("python/_codecs_wide.py")),
    BuiltinModule::python("codecs", include_str!("python/codecs.py")),
    BuiltinModule::both("hashlib", hashlib::init, include_str!("python/hashlib.py")),
    BuiltinModule::both("struct", struct_::init, include_str!("python/struct.py")),
    BuiltinModule::python("difflib", include_str!("python/difflib.py")),
    BuiltinModule::python("fnmatch", include_str!("python/fnmatch.py")),
    BuiltinModule::python("pprint", include_str!("python/pprint.py")),
    BuiltinModule::python("unittest", include_str!("python/unittest/__init__.py")).package(),
    BuiltinModule::python("unittest.__main__", include_str!("python/unittest/__main__.py")),
    BuiltinModule::python("unittest._autospec", include_str!("python/unittest/_autospec.py")),
    BuiltinModule::python("unittest._calls", include_str!("python/unittest/_calls.py")),
    BuiltinModule::python("unittest._patch", include_str!("python/unittest/_patch.py")),
    BuiltinModule::python("unittest.mock", include_str!("python/unittest/mock.py")),
    BuiltinModule::python("unittest._discovery", include_str!("python/unittest/_discovery.py")),
    BuiltinModule::python("unittest._log", include_str!("python/unittest/_log.py")),
    BuiltinModule::python("unittest._raises", include_str!("python/unittest/_raises.py")),
    BuiltinModule::python("unittest.case", include_str!("python/unittest/case.py")),
    BuiltinModule::python("unittest.loader", include_str!("python/unittest/loader.py")),
    BuiltinModule::python("unittest.main", include_str!("python/unittest/main.py")),
    BuiltinModule::python("unittest.result", include_str!("python/unittest/result.py")),
    BuiltinModule::python("unittest.runner", include_str!("python/unittest/runner.py")),
    BuiltinModule::python("unittest.signals", include_str!("python/unittest/signals.py")),
    BuiltinModule::python("unittest.suite", include_str!("python/unittest/suite.py")),
    BuiltinModule::python("unittest.util", include_str!("python/unittest/util.py")),
    BuiltinModule::python("_thread", include_str!("python/_thread.py")),
    BuiltinModule::python("_string", include_str!("python/_string.py")),
    BuiltinModule::python("_strptime", include_str!("python/_strptime.py")),
    BuiltinModule::alias("_bisect", "bisect"),
    BuiltinModule::alias("_collections", "collections"),
    BuiltinModule::alias("_collections_abc", "collections.abc"),
    BuiltinModule::alias("_contextvars", "contextvars"),
    BuiltinModule::alias("_functools", "functools"),
    BuiltinModule::alias("_heapq", "heapq"),
    BuiltinModule::alias("_io", "io"),
    BuiltinModule::alias("_operator", "operator"),
    BuiltinModule::alias("_stat", "stat"),
    BuiltinModule::alias("_struct", "struct"),
    BuiltinModule::alias("posix", "os"),
    BuiltinModule::alias("_weakref", "weakref"),
    BuiltinModule::rust("sys", already_there),
    BuiltinModule::rust("builtins", already_there),
];

/// Only if a program has taken the module out of `sys.modules`: an empty one of this name would help nobody.
fn already_there(vm: &mut Vm) -> Res {
    Err(vm.raise(E::ImportError, "this module cannot be imported a second time"))
}

/// Raises an exception whose class is a member of a module written in Python.
#[cold]
fn raise_own(vm: &mut Vm, module: &str, class: &str, message: &str) -> Raised {
    let message = vm.str(message);
    let exception = vm.import_module(module).and_then(|module| {
        let class = vm.intern(class);
        let class = vm.get_attr(&module, &class)?;
        vm.call(&class, &[message])
    });
    match exception {
        Ok(exception) => vm.raise_value(exception),
        Err(raised) => raised,
    }
}

/// The bytes of an argument that has some.
fn buffer<'a>(vm: &mut Vm, value: &'a Value) -> Res<Cow<'a, [u8]>> {
    match vm.buffer(value)? {
        Some(bytes) => Ok(bytes),
        None => {
            let name = vm.type_name(value);
            Err(vm.type_error(format!("a bytes-like object is required, not '{name}'")))
        }
    }
}

/// The length of an argument that bytes can be written to; the message about any other names the caller, as in `"argument must
/// be"`, and what was given.
fn writable_length(vm: &mut Vm, value: &Value, message: &str) -> Res<usize> {
    if let Some(array) = value.cast::<ByteArray>() {
        return Ok(array.len());
    }
    if value.exact::<MemoryView>().is_some() {
        let name = vm.intern("readonly");
        let readonly = vm.get_attr(value, &name)?;
        if !vm.truth(&readonly)? {
            return Ok(buffer(vm, value)?.len());
        }
    }
    let name = vm.type_name(value);
    Err(vm.type_error(format!("{message} read-write bytes-like object, not {name}")))
}

/// Writes bytes into an argument of which `writable_length` said that it has room for them.
fn write_into(vm: &mut Vm, value: &Value, at: usize, bytes: &[u8]) -> Res<()> {
    let part = new_slice(int::from_usize(at), int::from_usize(at + bytes.len()), Value::NONE);
    let bytes = vm.bytes(bytes)?;
    vm.set_item(value, &part, bytes)
}

/// An argument that is a C `int`.
fn c_int(vm: &mut Vm, value: &Value) -> Res<i32> {
    let number = c_long(vm, value)?;
    match i32::try_from(number) {
        Ok(number) => Ok(number),
        Err(_) if number > 0 => Err(vm.raise(E::OverflowError, "signed integer is greater than maximum")),
        Err(_) => Err(vm.raise(E::OverflowError, "signed integer is less than minimum")),
    }
}

/// An argument that is a C `long`.
fn c_long(vm: &mut Vm, value: &Value) -> Res<i64> {
    let number = vm.index(value)?;
    match int::to_i64(&number) {
        Some(number) => Ok(number),
        None => Err(vm.raise(E::OverflowError, "Python int too large to convert to C long")),
    }
}
