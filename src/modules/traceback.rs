//! What the module `traceback` asks of the machine: the texts that it prints itself.

use crate::heap::Value;
use crate::natives;
use crate::objects::int;
use crate::vm::{Decl, Res, Vm};

/// Makes what the part written in Python builds on.
pub fn init(vm: &mut Vm) -> Res {
    let module =
        vm.new_module("traceback", Some("Extract, format and print information about Python stack traces."))?;
    vm.add_functions(&module, FUNCTIONS)?;
    Ok(module)
}

static FUNCTIONS: &[Decl] = natives![
    /// The entries of a traceback: file, line, name, end line, column, end column, text.
    "_entries(traceback, /)" |vm, [traceback]| {
        let mut found = Vec::new();
        for entry in vm.traceback_entries(traceback) {
            let number = |number: u32| int::from_i64(i64::from(number));
            let place = match entry.place {
                Some((line, end_line, column, end_column)) => [line, end_line, column, end_column].map(number),
                None => [number(entry.line), Value::NONE, Value::NONE, Value::NONE],
            };
            let [line, end_line, column, end_column] = place;
            let texts = [entry.filename, entry.name, entry.text].map(|text| vm.str(&text));
            let [filename, name, text] = texts;
            found.push(vm.tuple(vec![filename, line, name, end_line, column, end_column, text])?);
        }
        Ok(vm.list(found))
    };
    /// An exception as it is printed: alone, or with what led to it; without its traceback.
    "_exception_only(exception, /)" |vm, [exception]| {
        let text = vm.render_exception_only(exception);
        vm.str_bytes(&text)
    };
    /// An exception as it is printed, with its traceback and with those that led to it.
    "_whole(exception, /)" |vm, [exception]| {
        let text = vm.render_for_module(exception);
        vm.str_bytes(&text)
    };
];
