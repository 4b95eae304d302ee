//! What each way of starting does, from the arguments to the exit status.

use std::env;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::thread;

use anyhow::Result;

use super::args::{self, Invocation, UsageError, Way};
use super::environment::Environment;
use super::{help, interrupts, source};
use crate::api::{Config, Interpreter};

/// The interactive session, as the command line needs it.
#[derive(Clone, Copy)]
pub struct Session {
    /// Runs it to its end; the flag asks for a greeting. Returns the exit status.
    pub run: fn(&mut Interpreter, bool) -> i32,
    /// Called on Ctrl-C, from another thread: true when the session was reading a line, which is now cancelled.
    pub cancel_line: fn() -> bool,
    /// How many prompts there have been.
    pub prompts_shown: fn() -> usize,
}

/// A message for stderr and the exit status that goes with it.
#[derive(Debug)]
pub struct Failure {
    status: i32,
    message: String,
}

impl Failure {
    pub fn new(status: i32, message: String) -> Self {
        Failure { status, message }
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "hoopsnake: {}", self.message)
    }
}

impl std::error::Error for Failure {}

/// Stack sizes to try for the interpreter's thread, in bytes. It is address space: only touched pages take memory.
/// Native recursion is counted by the interpreter; this is room for its limit in builds without optimisation, too.
const STACK_BYTES: [usize; 2] = [256 << 20, 64 << 20];

/// The command. Runs on a thread whose stack does not depend on the limits of the shell.
pub fn main(session: Session) -> ExitCode {
    for bytes in STACK_BYTES {
        let thread = thread::Builder::new().name("main".to_owned()).stack_size(bytes).spawn(move || command(session));
        if let Ok(thread) = thread {
            // A panic has been reported by then; 101 is Rust's own status for it.
            return exit_code(thread.join().unwrap_or(101));
        }
    }
    exit_code(command(session))
}

fn exit_code(status: i32) -> ExitCode {
    // As the operating system does: the low byte.
    ExitCode::from((status & 0xff) as u8)
}

fn command(session: Session) -> i32 {
    match invocation(session) {
        Ok(status) => status,
        Err(error) => {
            let (status, usage) = if error.is::<UsageError>() {
                (2, help::usage())
            } else {
                let failure = error.downcast_ref::<Failure>();
                (failure.map_or(1, |failure| failure.status), String::new())
            };
            // Where stderr is closed, there is nobody left to tell.
            let _ = write!(io::stderr(), "{error:#}\n{usage}");
            status
        }
    }
}

fn invocation(session: Session) -> Result<i32> {
    let invocation = args::parse(env::args_os().skip(1))?;
    if invocation.options.help {
        return Ok(print(&help::help()));
    }
    if invocation.options.version {
        return Ok(print(help::VERSION));
    }
    if let Way::Disassemble(file) = &invocation.way {
        return disassemble(file);
    }
    interrupts::install(session)?;
    run(invocation, session)
}

/// Runs a program, a session, or one after the other, and the exit sequence.
fn run(invocation: Invocation, session: Session) -> Result<i32> {
    let options = &invocation.options;
    let environment = if options.ignore_environment { Environment::default() } else { Environment::read()? };
    let at_terminal = io::stdin().is_terminal();
    let starts_session = invocation.way == Way::Input && (at_terminal || options.interactive);

    // Text is fetched before there is an interpreter: a missing file costs nothing.
    let program = match &invocation.way {
        Way::File(file) => Some(source::from_file(file)?),
        _ => None,
    };
    let mut module_path = Vec::new();
    if !options.isolated || program.is_some() {
        module_path.push(match &program {
            Some(program) => program.folder.clone(),
            None => first_folder(&invocation.way),
        });
    }
    module_path.extend(environment.module_path);

    let mut interpreter = Interpreter::new(Config {
        argv: invocation.argv,
        warnings: options.warnings.clone(),
        hash_seed: environment.hash_seed,
        gc_stress: options.gc_stress || environment.gc_stress,
        verify_heap: options.verify_heap || environment.verify_heap,
        module_path,
        interactive: options.interactive || starts_session,
    });
    let mut status = match (&invocation.way, program) {
        (_, Some(program)) => {
            if let Some(package) = program.package {
                interpreter.set_package(package);
            }
            interpreter.run_main(&program.source, &program.filename)
        }
        (Way::Code(code), _) => interpreter.run_main(code.as_bytes(), "<string>"),
        (Way::Module(name), _) => interpreter.run_module(name),
        _ if starts_session => (session.run)(&mut interpreter, !options.quiet),
        _ => interpreter.run_main(&source::from_input()?, "<stdin>"),
    };
    if options.interactive && !starts_session {
        interpreter.flush();
        status = (session.run)(&mut interpreter, false);
    }
    Ok(match interpreter.finish() {
        0 => status,
        failed => failed,
    })
}

/// The first entry of `sys.path` where there is no file: the working directory, for `-m` by its name.
fn first_folder(way: &Way) -> PathBuf {
    match way {
        Way::Module(_) => env::current_dir().unwrap_or_default(),
        _ => PathBuf::new(),
    }
}

fn disassemble(file: &Path) -> Result<i32> {
    let (source, filename) = if file == Path::new("-") {
        (source::from_input()?, "<stdin>".to_owned())
    } else {
        let program = source::from_file(file)?;
        (program.source, program.filename)
    };
    match Interpreter::disassemble(&source, &filename) {
        Ok(listing) => Ok(print(&listing)),
        Err(rendered) => {
            let _ = writeln!(io::stderr(), "{}", rendered.trim_end_matches('\n'));
            Ok(1)
        }
    }
}

/// Prints to stdout; the exit status is 1 when that fails. A reader that has seen enough is no failure.
fn print(text: &str) -> i32 {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            let _ = writeln!(io::stderr(), "hoopsnake: {}", source::errno(&error));
            1
        }
        _ => 0,
    }
}
