//! The module `gc`.

use crate::heap::generations::{DEBUG_COLLECTABLE, DEBUG_SAVEALL, DEBUG_STATS, DEBUG_UNCOLLECTABLE, GENERATIONS};
use crate::heap::{Value, finalize, heap, verify};
use crate::natives;
use crate::objects::{Dict, Tuple, dict, int};
use crate::vm::{Decl, E, N, Res, Vm};

const DEBUG_LEAK: u32 = DEBUG_COLLECTABLE | DEBUG_UNCOLLECTABLE | DEBUG_SAVEALL;

/// Makes the module.
pub fn init(vm: &mut Vm) -> Res {
    let doc = "This module provides access to the garbage collector for reference cycles.\n\n\
        enable() -- Enable automatic garbage collection.\n\
        disable() -- Disable automatic garbage collection.\n\
        isenabled() -- Returns true if automatic collection is enabled.\n\
        collect() -- Do a full collection right now.\n\
        get_count() -- Return the current collection counts.\n\
        get_stats() -- Return list of dictionaries containing per-generation stats.\n\
        set_debug() -- Set debugging flags.\n\
        get_debug() -- Get debugging flags.\n\
        set_threshold() -- Set the collection thresholds.\n\
        get_threshold() -- Return the current the collection thresholds.\n\
        get_objects() -- Return a list of all objects tracked by the collector.\n\
        is_tracked() -- Returns true if a given object is tracked.\n\
        is_finalized() -- Returns true if a given object has been already finalized.\n\
        get_referrers() -- Return the list of objects that refer to an object.\n\
        get_referents() -- Return the list of objects that an object refers to.\n\
        freeze() -- Freeze all tracked objects and ignore them for future collections.\n\
        unfreeze() -- Unfreeze all objects in the permanent generation.\n\
        get_freeze_count() -- Return the number of objects in the permanent generation.\n";
    let module = vm.new_module("gc", Some(doc))?;
    vm.add_functions(&module, FUNCTIONS)?;
    for (name, flag) in [
        ("DEBUG_STATS", DEBUG_STATS),
        ("DEBUG_COLLECTABLE", DEBUG_COLLECTABLE),
        ("DEBUG_UNCOLLECTABLE", DEBUG_UNCOLLECTABLE),
        ("DEBUG_SAVEALL", DEBUG_SAVEALL),
        ("DEBUG_LEAK", DEBUG_LEAK),
    ] {
        vm.add_member(&module, name, int::from_i64(i64::from(flag)))?;
    }
    let (callbacks, garbage) = (vm.gc.callbacks.clone(), vm.gc.garbage.clone());
    vm.add_member(&module, "callbacks", callbacks)?;
    vm.add_member(&module, "garbage", garbage)?;
    Ok(module)
}

fn number(count: usize) -> Value {
    int::from_usize(count)
}

fn triple(vm: &mut Vm, numbers: [i32; GENERATIONS]) -> Res {
    vm.tuple(numbers.map(Value::int32).to_vec())
}

fn arguments(tuple: &Value) -> Vec<Value> {
    tuple.cast::<Tuple>().map(|tuple| tuple.elements().to_vec()).unwrap_or_default()
}

static FUNCTIONS: &[Decl] = natives![
    /// Run the garbage collector.
    ///
    /// With no arguments, run a full collection.  The optional argument
    /// may be an integer specifying which generation to collect.  A ValueError
    /// is raised if the generation number is invalid.
    ///
    /// The number of unreachable objects is returned.
    "collect(generation=2)" |vm, [generation]| {
        let generation = if generation.is_empty() { 2 } else { super::c_int(vm, generation)? };
        match usize::try_from(generation) {
            Ok(generation) if generation < GENERATIONS => Ok(number(vm.collect_garbage(generation))),
            _ => Err(vm.value_error("invalid generation")),
        }
    };
    /// Enable automatic garbage collection.
    "enable()" |_vm, []| {
        heap().generations.set_enabled(true);
        Ok(Value::NONE)
    };
    /// Disable automatic garbage collection.
    "disable()" |_vm, []| {
        heap().generations.set_enabled(false);
        Ok(Value::NONE)
    };
    /// Returns true if automatic garbage collection is enabled.
    "isenabled()" |_vm, []| Ok(Value::bool(heap().generations.is_enabled()));
    /// Return a three-tuple of the current collection counts.
    "get_count()" |vm, []| triple(vm, heap().generations.counts());
    /// Return the current collection thresholds.
    "get_threshold()" |vm, []| triple(vm, heap().generations.thresholds());
    /// set_threshold(threshold0, [threshold1, threshold2]) -> None
    ///
    /// Sets the collection thresholds.  Setting threshold0 to zero disables
    /// collection.
    "set_threshold(*args, **kwargs)" |vm, [args, kwargs]| {
        if kwargs.cast::<Dict>().is_some_and(|kwargs| !kwargs.is_empty()) {
            return Err(vm.type_error("set_threshold() takes no keyword arguments"));
        }
        let args = arguments(args);
        if args.is_empty() {
            return Err(vm.type_error("set_threshold() takes at least 1 argument (0 given)"));
        }
        if args.len() > GENERATIONS {
            let given = args.len();
            return Err(vm.type_error(format!("set_threshold() takes at most 3 arguments ({given} given)")));
        }
        for (generation, threshold) in args.iter().enumerate() {
            let threshold = super::c_int(vm, threshold)?;
            heap().generations.set_threshold(generation, threshold);
        }
        Ok(Value::NONE)
    };
    /// Set the garbage collection debugging flags.
    ///
    ///   flags
    ///     An integer that can have the following bits turned on:
    ///       DEBUG_STATS - Print statistics during collection.
    ///       DEBUG_COLLECTABLE - Print collectable objects found.
    ///       DEBUG_UNCOLLECTABLE - Print unreachable but uncollectable objects
    ///         found.
    ///       DEBUG_SAVEALL - Save objects to gc.garbage rather than freeing them.
    ///       DEBUG_LEAK - Debug leaking programs (everything but STATS).
    ///
    /// Debugging information is written to sys.stderr.
    "set_debug(flags, /)" |vm, [flags]| {
        let flags = super::c_int(vm, flags)?;
        heap().generations.debug.set(flags as u32);
        Ok(Value::NONE)
    };
    /// Get the garbage collection debugging flags.
    "get_debug()" |_vm, []| Ok(Value::int32(heap().generations.debug.get() as i32));
    /// Return a list of objects tracked by the collector (excluding the list returned).
    ///
    ///   generation
    ///     Generation to extract the objects from.
    ///
    /// If generation is not None, return only the objects tracked by the collector
    /// that are in that generation.
    "get_objects(generation=None)" |vm, [generation]| {
        let wanted = if generation.is_empty() || generation.is_none() {
            None
        } else {
            if !vm.has_special(generation, N::index) {
                let name = vm.type_name(generation);
                return Err(vm.type_error(format!("argument should be integer or None, not '{name}'")));
            }
            let index = vm.index(generation)?;
            match int::to_i64(&index) {
                // What stands for "not given".
                Some(-1) => None,
                Some(number @ 0..3) => Some(number as u8),
                Some(number) if number < 0 => return Err(vm.value_error("generation parameter cannot be negative")),
                Some(_) => {
                    return Err(vm.value_error(format!(
                        "generation parameter must be less than the number of available generations ({GENERATIONS})"
                    )));
                }
                None => return Err(vm.raise(E::OverflowError, "cannot fit 'int' into an index-sized integer")),
            }
        };
        Ok(vm.list(heap().generations.objects(wanted)))
    };
    /// Return a list of dictionaries containing per-generation statistics.
    "get_stats()" |vm, []| {
        let mut rows = Vec::with_capacity(GENERATIONS);
        for generation in 0..GENERATIONS {
            let stats = heap().generations.stats(generation);
            let row = dict::new_dict();
            vm.dict_set_str(&row, "collections", number(stats.collections))?;
            vm.dict_set_str(&row, "collected", number(stats.collected))?;
            vm.dict_set_str(&row, "uncollectable", number(stats.uncollectable))?;
            rows.push(row);
        }
        Ok(vm.list(rows))
    };
    /// get_referrers(*objs) -> list
    /// Return the list of objects that directly refer to any of objs.
    "get_referrers(*objs)" |vm, [objs]| {
        let targets = arguments(objs);
        let mut found = verify::referrers(heap(), &targets);
        // The tuple of arguments is no referrer of interest.
        found.retain(|object| !object.is(objs));
        Ok(vm.list(found))
    };
    /// get_referents(*objs) -> list
    /// Return the list of objects that are directly referred to by objs.
    "get_referents(*objs)" |vm, [objs]| {
        let mut found = Vec::new();
        for object in arguments(objs) {
            found.extend(verify::referents(heap(), &object));
        }
        Ok(vm.list(found))
    };
    /// Returns true if the object is tracked by the garbage collector.
    ///
    /// Simple atomic objects will return false.
    "is_tracked(obj, /)" |_vm, [object]| Ok(Value::bool(heap().generations.is_tracked(object)));
    /// Returns true if the object has been already finalized by the GC.
    "is_finalized(obj, /)" |_vm, [object]| Ok(Value::bool(finalize::is_finalized(object)));
    /// Freeze all current tracked objects and ignore them for future collections.
    ///
    /// This can be used before a POSIX fork() call to make the gc copy-on-write friendly.
    /// Note: collection before a POSIX fork() call may free pages for future allocation
    /// which can cause copy-on-write.
    "freeze()" |_vm, []| {
        heap().generations.freeze();
        Ok(Value::NONE)
    };
    /// Unfreeze all objects in the permanent generation.
    ///
    /// Put all objects in the permanent generation back into oldest generation.
    "unfreeze()" |_vm, []| {
        heap().generations.unfreeze();
        Ok(Value::NONE)
    };
    /// Return the number of objects in the permanent generation.
    "get_freeze_count()" |_vm, []| Ok(number(heap().generations.freeze_count()));
];
