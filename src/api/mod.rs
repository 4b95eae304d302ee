//! The interface of the interpreter: what the command line, the session and other programs use.

mod colours;
mod complete;

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use hoopsnake_syntax::parse_interactive;

use crate::builtins;
use crate::bytecode::dis;
use crate::bytecode::tables::SourceInfo;
use crate::compile::{Mode, compile_module};
use crate::heap::Value;
use crate::modules::{self, MODULES, sys};
use crate::objects::Module;
use crate::vm::source::{CompileOptions, Input, compile_text, syntax_error};
use crate::vm::start::Settings;
use crate::vm::{E, Res, Vm};

pub use colours::{TokenClass, highlight_tokens};

/// How an interpreter is set up.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// `sys.argv`
    pub argv: Vec<String>,
    /// `sys.warnoptions`
    pub warnings: Vec<String>,
    /// Seed of the hashes of text; `None` for a random one, 0 for none.
    pub hash_seed: Option<u32>,
    /// Collect garbage at every chance.
    pub gc_stress: bool,
    /// Check the whole heap after each collection.
    pub verify_heap: bool,
    /// `sys.path`
    pub module_path: Vec<PathBuf>,
    /// Whether somebody sits at a prompt, or will after the program; then a SystemExit of the program is reported as any
    /// other exception.
    pub interactive: bool,
}

/// What became of a piece of interactive input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Done,
    /// More lines are needed.
    Incomplete,
    /// The program has asked to end with this status.
    Exit(i32),
}

/// One Python world. It belongs to the thread that made it.
pub struct Interpreter {
    vm: Box<Vm>,
    /// Namespace of `__main__`.
    main: Value,
    /// A session follows the program.
    stays: bool,
    finished: bool,
}

/// The flag of the interpreter that was made last, for `interrupter`.
static INTERRUPTED: Mutex<Option<Arc<AtomicBool>>> = Mutex::new(None);

impl Interpreter {
    /// An interpreter with an empty `__main__`.
    pub fn new(config: Config) -> Interpreter {
        let settings = Settings {
            hash_seed: config.hash_seed,
            gc_stress: config.gc_stress,
            verify_heap: config.verify_heap,
            modules: MODULES,
        };
        let mut vm = Vm::new(&settings);
        let main = match prepare(&mut vm, &config) {
            Ok(main) => main,
            Err(raised) => {
                // Nothing of a program has run yet: only a lack of memory can lead here, or a fault of ours.
                let exception = vm.take_raised(raised);
                vm.print_exception(&exception);
                Value::EMPTY
            }
        };
        *INTERRUPTED.lock().unwrap_or_else(PoisonError::into_inner) = Some(vm.interrupted.clone());
        vm.started(&settings);
        let mut interpreter = Interpreter { vm, main, stays: config.interactive, finished: false };
        if !config.warnings.is_empty() {
            // Tells of options that it does not understand.
            let result = interpreter.vm.import_module("warnings");
            interpreter.status(result);
        }
        interpreter
    }

    /// Sets `__package__` of `__main__`.
    pub fn set_package(&mut self, package: &str) {
        let package = self.vm.str(package);
        if let Err(raised) = self.vm.dict_set_str(&self.main, "__package__", package) {
            drop(self.vm.take_raised(raised));
        }
    }

    /// Writes what the program has printed and is still held back.
    pub fn flush(&mut self) {
        if let Err(raised) = self.vm.flush_out() {
            drop(self.vm.take_raised(raised));
        }
    }

    /// Runs a program's text as `__main__`: the exit status. What it leaves behind stays, for a session.
    pub fn run_main(&mut self, source: &[u8], filename: &str) -> i32 {
        let result = self.run_file(source, filename);
        self.program_status(result)
    }

    /// The exit status of a program.
    fn program_status(&mut self, result: Res) -> i32 {
        match result {
            Err(raised) if self.stays && self.vm.raised_is(E::SystemExit) => {
                let exception = self.vm.take_raised(raised);
                self.vm.report_uncaught(&exception);
                1
            }
            result => self.status(result),
        }
    }

    fn run_file(&mut self, source: &[u8], filename: &str) -> Res {
        if !filename.starts_with('<') {
            let file = self.vm.str(filename);
            self.vm.dict_set_str(&self.main, "__file__", file)?;
            self.vm.dict_set_str(&self.main, "__cached__", Value::NONE)?;
        }
        let result = self.vm.run_source(source, filename, &self.main);
        // What only the program's last frame held is gone: its finalizers run before the exit sequence.
        self.vm.drain_finalizers();
        result
    }

    /// Runs a module found along `sys.path` as `__main__`, or the program of a package that is built in: the exit status.
    pub fn run_module(&mut self, name: &str) -> i32 {
        if let Some((source, filename)) = self.vm.builtin_program(name) {
            let result = self.run_found(source.as_bytes(), &filename, name);
            return self.program_status(result);
        }
        let (file, package) = match self.vm.module_file(name) {
            Ok(Some(found)) => found,
            Ok(None) => {
                let message = format!("hoopsnake: No module named {name}\n");
                self.vm.write_err(message.as_bytes());
                return 1;
            }
            Err(raised) => return self.status(Err(raised)),
        };
        let result = match std::fs::read(&file) {
            Ok(bytes) => self.run_found(&bytes, &file, &package),
            Err(error) => {
                let name = self.vm.str(&file);
                Err(self.vm.raise_os_error(&error, name))
            }
        };
        self.program_status(result)
    }

    fn run_found(&mut self, source: &[u8], file: &str, package: &str) -> Res {
        sys::set_program_name(&mut self.vm, file)?;
        let package = self.vm.str(package);
        self.vm.dict_set_str(&self.main, "__package__", package)?;
        self.run_file(source, file)
    }

    /// The exit status that a result stands for; an exception is reported.
    fn status(&mut self, result: Res) -> i32 {
        match result {
            Ok(_) => 0,
            Err(raised) => {
                let exception = self.vm.take_raised(raised);
                let status = self.vm.end_with(exception);
                self.vm.drain_finalizers();
                status
            }
        }
    }

    /// Runs what was entered at a prompt, all lines so far.
    pub fn run_interactive(&mut self, text: &str) -> Step {
        const FILENAME: &str = "<stdin>";
        let result = match parse_interactive(text) {
            Ok(hoopsnake_syntax::Interactive::Incomplete) => return Step::Incomplete,
            Ok(hoopsnake_syntax::Interactive::Complete(module)) => {
                let source = std::rc::Rc::new(SourceInfo::new(FILENAME, text, false));
                let mut warnings = Vec::new();
                let unit = compile_module(&module, source, Mode::Interactive, &mut warnings);
                self.vm.issue_warnings(warnings, FILENAME, text).and_then(|()| match unit {
                    Ok(unit) => {
                        self.vm.load_unit(&unit).and_then(|code| self.vm.run_code(&code, &self.main, &self.main))
                    }
                    Err(error) => Err(self.vm.raise_syntax_error(FILENAME, text, &syntax_error(error))),
                })
            }
            Err(error) => Err(self.vm.raise_syntax_error(FILENAME, text, &error)),
        };
        let exits = result.is_err() && self.vm.raised_is(E::SystemExit);
        let status = self.status(result);
        self.vm.drain_finalizers();
        self.flush();
        if exits { Step::Exit(status) } else { Step::Done }
    }

    /// Names that could stand where the text ends: whole dotted names.
    pub fn complete(&mut self, line: &str) -> Vec<String> {
        complete::complete(&mut self.vm, &self.main, line)
    }

    /// The bytecode of a program as text, or its syntax error.
    pub fn disassemble(source: &[u8], filename: &str) -> Result<String, String> {
        let decoded = hoopsnake_syntax::decode_source(source);
        let unit = decoded
            .and_then(|text| compile_text(&text, filename, Input::Module, CompileOptions::default(), &mut Vec::new()));
        match unit {
            Ok(unit) => {
                let mut listing = String::new();
                // A string takes whatever is written.
                let _ = dis::disassemble(&unit, &mut listing);
                Ok(listing)
            }
            Err(_) => {
                let mut interpreter = Interpreter::new(Config::default());
                match interpreter.vm.compile_bytes(source, filename) {
                    Ok(_) => Err(String::new()),
                    Err(raised) => {
                        let exception = interpreter.vm.take_raised(raised);
                        Err(interpreter.vm.render_exception(&exception))
                    }
                }
            }
        }
    }

    /// The exit sequence: finalizers run, output is flushed. 0, or the exit status if that went wrong.
    pub fn finish(&mut self) -> i32 {
        if self.finished {
            return 0;
        }
        self.finished = true;
        self.main = Value::EMPTY;
        self.vm.finish()
    }

    /// What asks the interpreter that was made last to stop, from any thread: KeyboardInterrupt at its next safe
    /// point.
    pub fn interrupter() -> impl Fn() + Send + 'static {
        || {
            let flag = INTERRUPTED.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(flag) = &*flag {
                flag.store(true, Ordering::Relaxed);
            }
        }
    }
}

/// True until a program makes pipes of its own: as long as it has only its standard streams, a command may end quietly when nobody
/// reads its output any more. Then a write to a closed pipe has to be an exception.
pub fn may_end_at_closed_pipe() -> Arc<AtomicBool> {
    Arc::clone(&crate::modules::process::ONLY_STANDARD_STREAMS)
}

impl Drop for Interpreter {
    fn drop(&mut self) {
        // After a fault of ours the heap may not be whole.
        if !std::thread::panicking() {
            self.finish();
        }
    }
}

/// Makes builtins, `sys` and `__main__`; the namespace of the latter.
fn prepare(vm: &mut Vm, config: &Config) -> Res {
    builtins::install(vm)?;
    modules::builtins::install(vm)?;
    let start = sys::Start {
        argv: config.argv.clone(),
        warnings: config.warnings.clone(),
        path: config.module_path.iter().map(|folder| folder.to_string_lossy().into_owned()).collect(),
        interactive: config.interactive,
        hash_randomization: config.hash_seed != Some(0),
    };
    sys::install(vm, &start)?;
    crate::heap::heap().generations.lay_foundation();
    let main = vm.new_module("__main__", None)?;
    let namespace = main.cast::<Module>().map(|main| main.dict.get()).unwrap_or_default();
    let annotations = crate::objects::dict::new_dict();
    vm.dict_set_str(&namespace, "__annotations__", annotations)?;
    let modules = vm.modules.clone();
    let builtins = vm.dict_get_str(&modules, "builtins").unwrap_or(Value::NONE);
    vm.dict_set_str(&namespace, "__builtins__", builtins)?;
    vm.dict_set_str(&modules, "__main__", main)?;
    Ok(namespace)
}
