//! The module `atexit`: functions to call when the program ends. The list of them belongs to the machine, which works it off
//! before it takes anything apart.

use crate::heap::Value;
use crate::natives;
use crate::objects::{Tuple, int};
use crate::vm::{Decl, Res, Vm};

/// Makes the module.
pub fn init(vm: &mut Vm) -> Res {
    let doc = "allow programmer to define multiple exit functions to be executed\nupon normal program termination.\n\nTwo \
               public functions, register and unregister, are defined.\n";
    let module = vm.new_module("atexit", Some(doc))?;
    vm.add_functions(&module, FUNCTIONS)?;
    Ok(module)
}

static FUNCTIONS: &[Decl] = natives![
    /// Register a function to be executed upon normal program termination
    ///
    ///     func - function to be called at exit
    ///     args - optional arguments to pass to func
    ///     kwargs - optional keyword arguments to pass to func
    ///
    ///     func is returned to facilitate usage as a decorator.
    "register(*args, **kwargs)" |vm, [args, kwargs]| {
        let given = args.exact::<Tuple>().map(Tuple::elements).unwrap_or_default();
        let Some((function, args)) = given.split_first() else {
            return Err(vm.type_error("register() takes at least 1 argument (0 given)"));
        };
        if !vm.is_callable(function) {
            return Err(vm.type_error("the first argument must be callable"));
        }
        let args = vm.tuple(args.to_vec())?;
        let entry = vm.tuple(vec![function.clone(), args, kwargs.clone()])?;
        vm.at_exit.push(entry);
        Ok(function.clone())
    };
    /// Unregister an exit function which was previously registered using
    /// atexit.register
    ///
    ///     func - function to be unregistered
    "unregister(func, /)" |vm, [function]| {
        // The comparison may register and unregister, so each step looks at the list as it then is.
        for at in 0..vm.at_exit.len() {
            let entry = vm.at_exit.get(at).cloned().unwrap_or_default();
            let Some(registered) = entry.exact::<Tuple>().and_then(|entry| entry.elements().first().cloned()) else { continue };
            if vm.equals(&registered, function)? && let Some(place) = vm.at_exit.get_mut(at).filter(|now| now.is(&entry))
            {
                *place = Value::EMPTY;
            }
        }
        Ok(Value::NONE)
    };
    /// Clear the list of previously registered exit functions.
    "_clear()" |vm, []| {
        vm.at_exit.clear();
        Ok(Value::NONE)
    };
    /// Return the number of registered exit functions.
    "_ncallbacks()" |vm, []| Ok(int::from_usize(vm.at_exit.iter().filter(|entry| !entry.is_empty()).count()));
    /// Run all registered exit functions.
    "_run_exitfuncs()" |vm, []| {
        vm.run_at_exit();
        Ok(Value::NONE)
    };
];
