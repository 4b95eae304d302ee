//! The life of a machine: made, at work, taken apart in CPython's order.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crate::heap::zeal::Verify;
use crate::heap::{Heap, Value, heap};
use crate::num::hash::HashKey;
use crate::objects::{Dict, KINDS, Module, Str, Tuple, dict, int};

use super::import::{BuiltinModule, Imports};
use super::{E, N, Vm, host, report, world};

/// CPython's default limit of nested calls.
const RECURSION_LIMIT: u32 = 1000;
/// CPython's default limit of digits in conversions between int and text.
const INT_DIGIT_LIMIT: usize = 4300;

/// Functions written in Rust that there is room for at the start: somewhat more than those of the builtins.
const NATIVES: usize = 2048;

/// How a machine is set up.
#[derive(Default)]
pub struct Settings {
    /// Seed of the hashes of text; `None` for a random one, 0 for none.
    pub hash_seed: Option<u32>,
    pub gc_stress: bool,
    pub verify_heap: bool,
    /// The modules that are written in Rust.
    pub modules: &'static [BuiltinModule],
}

fn hash_key(seed: Option<u32>) -> HashKey {
    match seed {
        Some(seed) => HashKey::from_seed(seed),
        None => {
            let random = RandomState::new();
            let number = |salt: u64| {
                let mut hasher = random.build_hasher();
                hasher.write_u64(salt);
                hasher.finish()
            };
            HashKey::new(number(1), number(2))
        }
    }
}

impl Vm {
    /// A machine with its builtin types, and without any module.
    pub fn new(settings: &Settings) -> Box<Vm> {
        let heap = Heap::new(&KINDS);
        let entered = heap.enter();
        // What is made while the machine is set up makes no collection due.
        heap.generations.set_enabled(false);
        let mut vm = Box::new(Vm {
            world: world::World::new(hash_key(settings.hash_seed)),
            natives: Vec::with_capacity(NATIVES),
            native_modules: std::collections::HashMap::new(),
            getsets: Vec::new(),
            host_types: std::collections::HashMap::new(),
            stack: super::stack::Stack::new(),
            frames: super::frame::Frames::new(),
            polymorphic: super::poly::PolymorphicCaches::default(),
            signal: super::fast::Signal::Nothing,
            top: 0,
            raised: Value::EMPTY,
            returned: Value::EMPTY,
            builtins: dict::new_dict(),
            modules: dict::new_dict(),
            sys: Value::EMPTY,
            native_depth: 0,
            recursion_limit: RECURSION_LIMIT,
            interrupted: Arc::new(AtomicBool::new(false)),
            repr_stack: Vec::new(),
            gc: host::GcState::new(),
            output: report::Output::default(),
            at_exit: Vec::new(),
            descriptors: std::collections::HashMap::new(),
            imports: Imports { builtin: settings.modules },
            int_digit_limit: INT_DIGIT_LIMIT,
            formats: Default::default(),
            _entered: Some(entered),
            heap,
        });
        // The one empty tuple is part of no cycle; others are untracked by the collection that finds it out.
        crate::heap::heap().generations.untrack_value(&vm.world.empty_tuple);
        vm.limit_frames();
        vm.install_types();
        vm
    }

    /// To be called when the first modules are there: collections begin.
    pub fn started(&mut self, settings: &Settings) {
        let heap = heap();
        heap.generations.set_enabled(true);
        if settings.verify_heap {
            heap.zeal.verify.set(Verify::AfterEach);
        }
        if settings.gc_stress {
            heap.set_gc_stress(true);
        }
    }

    /// The exit status that a SystemExit asks for; its message, if it has one, is printed.
    pub fn exit_status(&mut self, exception: &Value) -> i32 {
        let code = match self.get_attr_name(exception, N::code_attr) {
            Ok(code) => code,
            Err(raised) => {
                drop(self.take_raised(raised));
                Value::NONE
            }
        };
        if code.is_none() {
            return 0;
        }
        if int::is_int(&code) {
            return int::to_i64(&code).map_or(-1, |code| code as i32);
        }
        let text = match self.str_of_bytes(&code) {
            Ok(text) => text,
            Err(raised) => {
                drop(self.take_raised(raised));
                Vec::new()
            }
        };
        self.write_err(&text);
        self.write_err(b"\n");
        1
    }

    /// Reports an exception that nobody caught: the exit status.
    pub fn end_with(&mut self, exception: Value) -> i32 {
        if self.is_exception(&exception, E::SystemExit) {
            return self.exit_status(&exception);
        }
        let status = if self.is_exception(&exception, E::KeyboardInterrupt) { 130 } else { 1 };
        let sys = self.sys.clone();
        let traceback = report::traceback_or_none(&exception);
        for (name, value) in
            [("last_type", self.type_of(&exception)), ("last_value", exception.clone()), ("last_traceback", traceback)]
        {
            if !sys.is_empty() && self.dict_set_str(&sys, name, value).is_err() {
                drop(self.raised.take());
            }
        }
        self.report_uncaught(&exception);
        status
    }

    /// Takes the program apart as CPython does at exit: modules lose their namespaces, `__main__` first, finalizers
    /// run while builtins and `sys` are still there. The exit status if something went wrong, else 0.
    pub fn finish(&mut self) -> i32 {
        self.run_at_exit();
        let mut status = self.flush_at_exit();
        self.clear_sys_leftovers();
        let named = self.take_modules();
        // Those that nobody else holds die here, in order of import; the others keep their namespace for now.
        let mut remaining = Vec::new();
        for (name, module) in named {
            let held = module.count().is_none_or(|count| count > 1);
            if held {
                remaining.push((name, module));
            } else {
                drop(module);
                self.drain_finalizers();
            }
        }
        self.collect_garbage(2);
        for (name, module) in remaining {
            if name != "builtins" && name != "sys" {
                self.clear_namespace(&module);
            }
        }
        self.collect_garbage(2);
        if status == 0 {
            status = self.flush_at_exit();
        }
        self.take_apart();
        status
    }

    /// Calls what is registered to run at the end, the last first. What is registered meanwhile is dropped, as in CPython.
    pub fn run_at_exit(&mut self) {
        for at in (0..self.at_exit.len()).rev() {
            let entry = self.at_exit.get(at).cloned().unwrap_or_default();
            let Some([function, args, keywords]) = entry.exact::<Tuple>().map(Tuple::elements) else { continue };
            let args = args.exact::<Tuple>().map(|args| args.elements().to_vec()).unwrap_or_default();
            let keywords = keywords.exact::<Dict>().map(Dict::items).unwrap_or_default();
            if let Err(raised) = self.call_kw(function, args, keywords) {
                let exception = self.take_raised(raised);
                self.report_unraisable(exception, "in atexit callback", function);
            }
        }
        self.at_exit.clear();
    }

    fn flush_at_exit(&mut self) -> i32 {
        match self.flush_streams() {
            Ok(()) => 0,
            Err(raised) => {
                let exception = self.take_raised(raised);
                if self.is_exception(&exception, E::BrokenPipeError) {
                    return 120;
                }
                let stream = self.output.streams.get(1).cloned().unwrap_or_default();
                self.report_unraisable(exception, "", &stream);
                120
            }
        }
    }

    /// CPython sets these to `None` first, since they may hold frames and user objects.
    fn clear_sys_leftovers(&mut self) {
        let builtins = self.builtins.clone();
        self.forget_member(&builtins, "_");
        let sys = self.sys.clone();
        for name in [
            "path",
            "argv",
            "ps1",
            "ps2",
            "last_type",
            "last_value",
            "last_traceback",
            "path_hooks",
            "path_importer_cache",
            "meta_path",
        ] {
            self.forget_member(&sys, name);
        }
        for (name, stream) in [(N::stdin, 0), (N::stdout, 1), (N::stderr, 2)] {
            if !sys.is_empty() {
                let original = self.output.streams.get(stream).cloned().unwrap_or_default();
                let key = self.name(name);
                let hash = self.str_hash(&key);
                if !original.is_empty() && dict::put_str(&sys, &key, hash, original).is_err() {
                    break;
                }
                self.drain_finalizers();
            }
        }
    }

    /// Sets a member of a namespace to `None`, if it exists.
    fn forget_member(&mut self, namespace: &Value, name: &str) {
        let key = self.intern(name);
        let hash = self.str_hash(&key);
        let Some(at) = namespace.exact::<Dict>().and_then(|dict| dict.find_str(&key, hash)) else { return };
        if dict::put(namespace, Some(at), key, hash, Value::NONE).is_ok() {
            self.drain_finalizers();
        }
    }

    /// Empties `sys.modules`: names and modules in order.
    fn take_modules(&mut self) -> Vec<(String, Value)> {
        let modules = self.modules.clone();
        let Some(dict) = modules.exact::<Dict>() else { return Vec::new() };
        let items = dict.items();
        dict.clear();
        let named = items.into_iter().filter(|(_, module)| module.cast::<Module>().is_some());
        named
            .map(|(name, module)| {
                (name.cast::<Str>().map_or_else(String::new, |name| name.to_text().into_owned()), module)
            })
            .collect()
    }

    /// CPython's `_PyModule_Clear`: names with a single underscore in front become `None`, then all others but
    /// `__builtins__`.
    fn clear_namespace(&mut self, module: &Value) {
        let Some(namespace) = module.cast::<Module>().map(|module| module.dict.get()) else { return };
        for private in [true, false] {
            let Some(dict) = namespace.exact::<Dict>() else { return };
            for (key, value) in dict.items() {
                let Some(name) = key.cast::<Str>() else { continue };
                let text = name.bytes();
                let single = text.first() == Some(&b'_') && text.get(1) != Some(&b'_');
                if value.is_none() || single != private || text == b"__builtins__" {
                    continue;
                }
                drop(value);
                let hash = self.str_hash(&key);
                let at = dict.find_str(&key, hash);
                if at.is_none() || dict::put(&namespace, at, key, hash, Value::NONE).is_err() {
                    continue;
                }
                self.drain_finalizers();
            }
        }
    }

    /// Releases everything that the machine itself refers to. No Python code runs any more.
    fn take_apart(&mut self) {
        self.frames.clear();
        self.at_exit.clear();
        self.raised = Value::EMPTY;
        self.returned = Value::EMPTY;
        self.output.streams = Default::default();
        self.output.hooks = Default::default();
        self.output.unraisable_class = Value::EMPTY;
        self.gc = host::GcState { callbacks: Value::EMPTY, garbage: Value::EMPTY };
        self.sys = Value::EMPTY;
        self.modules = Value::EMPTY;
        self.builtins = Value::EMPTY;
    }
}
