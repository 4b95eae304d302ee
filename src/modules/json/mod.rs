//! The module `json`: reading and writing are here, the classes around them are written in Python.

mod read;
mod write;

use crate::vm::{Res, Vm};

/// What `json.decoder` builds on.
pub fn init_decoder(vm: &mut Vm) -> Res {
    let module = vm.new_module("json.decoder", Some("Implementation of JSONDecoder\n"))?;
    vm.add_functions(&module, read::FUNCTIONS)?;
    Ok(module)
}

/// What `json.encoder` builds on.
pub fn init_encoder(vm: &mut Vm) -> Res {
    let module = vm.new_module("json.encoder", Some("Implementation of JSONEncoder\n"))?;
    vm.add_functions(&module, write::FUNCTIONS)?;
    Ok(module)
}
