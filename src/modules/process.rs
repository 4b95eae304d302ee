//! Other programs: what `os` and `subprocess` need to start one, feed it, read what it prints and wait for its end.
//!
//! A process that was started is an object; a thread of its own waits for its end, so that the program can be interrupted while it
//! waits, and wakes at once when the end comes. Its status is the one that Python knows: the exit status, or the negative number
//! of the signal. Pipes are files by number (`descriptors.rs`).

use std::cell::{Cell, RefCell};
use std::fs::File;
use std::io::{self, Read, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, LazyLock};
use std::thread;
use std::time::{Duration, Instant};

use crate::heap::Value;
use crate::heap::kind::Visitor;
use crate::natives;
use crate::objects::{HostData, int};
use crate::vm::{Decl, Res, Vm};

use super::descriptors::{file_of, keep};
use super::io::{data, path_text, second_handle};
use super::{buffer, c_int};

/// How long a wait goes without looking for an interrupt.
const NAP: Duration = Duration::from_millis(20);

/// What stands for "the same as ours", "a new pipe", "where standard output goes" and "nowhere" in place of a file's number.
const INHERIT: i32 = -4;
const PIPE: i32 = -1;
const STDOUT: i32 = -2;
const DEVNULL: i32 = -3;

/// Whether the program has no pipes but its standard streams. One for the process, as the signal is.
pub static ONLY_STANDARD_STREAMS: LazyLock<Arc<AtomicBool>> = LazyLock::new(|| Arc::new(AtomicBool::new(true)));

/// Makes the module.
pub fn init(vm: &mut Vm) -> Res {
    let module = vm.new_module("_process", Some("Other programs."))?;
    vm.add_functions(&module, FUNCTIONS)?;
    for (name, doc, methods) in
        [("Process", "A program that was started.", METHODS), ("Talk", "What is being written and read.", TALK)]
    {
        let class = vm.host_type("_process", name, doc, 0, methods)?;
        vm.add_member(&module, name, class)?;
    }
    for (name, number) in [("INHERIT", INHERIT), ("PIPE", PIPE), ("STDOUT", STDOUT), ("DEVNULL", DEVNULL)] {
        vm.add_member(&module, name, Value::int32(number))?;
    }
    Ok(module)
}

/// A program that was started.
struct Process {
    number: u32,
    /// Where its status comes from, until it has come.
    end: RefCell<Option<Receiver<io::Result<ExitStatus>>>>,
    status: Cell<Option<i32>>,
}

impl HostData for Process {
    fn trace(&self, _visitor: &mut dyn Visitor) {}
}

#[cfg(unix)]
fn code(status: ExitStatus) -> i32 {
    use std::os::unix::process::ExitStatusExt;
    status.code().unwrap_or_else(|| -status.signal().unwrap_or(0))
}

#[cfg(not(unix))]
fn code(status: ExitStatus) -> i32 {
    status.code().unwrap_or(-1)
}

impl Process {
    fn new(mut child: Child) -> io::Result<Process> {
        let number = child.id();
        let (sender, receiver) = channel();
        begin(move || {
            // Nobody listens any more if the object is gone; the process has been waited for all the same.
            let _ = sender.send(child.wait());
        })?;
        Ok(Process { number, end: RefCell::new(Some(receiver)), status: Cell::new(None) })
    }

    /// The status if it comes within `time`.
    fn wait(&self, time: Duration) -> Option<i32> {
        let came = self.end.borrow().as_ref().map(|end| end.recv_timeout(time));
        match came {
            Some(Ok(status)) => self.status.set(Some(status.map_or(-1, code))),
            Some(Err(RecvTimeoutError::Disconnected)) => self.status.set(Some(-1)),
            Some(Err(RecvTimeoutError::Timeout)) | None => return self.status.get(),
        }
        self.end.take();
        self.status.get()
    }
}

fn process<'a>(vm: &mut Vm, this: &'a Value) -> Res<&'a Process> {
    data(vm, this)
}

/// Does `step` again and again until it has a result, the program is interrupted, or `seconds` (None: for ever) are over.
fn until<R>(vm: &mut Vm, seconds: &Value, mut step: impl FnMut(Duration) -> Option<R>) -> Res<Option<R>> {
    let limit = if seconds.is_none() { None } else { Some(vm.to_float(seconds)?.max(0.0)) };
    let begun = Instant::now();
    loop {
        let left = limit.map(|limit| limit - begun.elapsed().as_secs_f64());
        let nap = left.map_or(NAP, |left| NAP.min(Duration::from_secs_f64(left.clamp(0.0, 1.0))));
        if let Some(result) = step(nap) {
            return Ok(Some(result));
        }
        vm.poll()?;
        if left.is_some_and(|left| left <= 0.0) {
            return Ok(None);
        }
    }
}

/// A handle of the file that a number or a file object stands for.
fn handle(vm: &mut Vm, file: &Value) -> Res<File> {
    if let Some(file) = second_handle(vm, file)? {
        return Ok(file);
    }
    let number = if int::is_int(file) { file.clone() } else { vm.call_method(file, "fileno", &[])? };
    let number = c_int(vm, &number)?;
    file_of(vm, number).map_err(|error| vm.raise_os_error(&error, Value::EMPTY))
}

/// One of the three streams of a new process, our end of it if it is a pipe, and theirs.
fn stream(vm: &mut Vm, wanted: &Value, input: bool) -> Res<(Stdio, Option<File>, Option<File>)> {
    let number = if int::is_int(wanted) { c_int(vm, wanted)? } else { 0 };
    let made = match number {
        INHERIT => Ok((Stdio::inherit(), None, None)),
        DEVNULL => Ok((Stdio::null(), None, None)),
        PIPE => pipe().and_then(|(reader, writer)| {
            let (theirs, ours) = if input { (reader, writer) } else { (writer, reader) };
            Ok((Stdio::from(theirs.try_clone()?), Some(ours), Some(theirs)))
        }),
        _ => {
            let file = handle(vm, wanted)?;
            file.try_clone().map(|theirs| (Stdio::from(theirs), None, Some(file)))
        }
    };
    made.map_err(|error| vm.raise_os_error(&error, Value::EMPTY))
}

/// A pipe: the end to read from, and the one to write to.
#[cfg(unix)]
pub fn pipe() -> io::Result<(File, File)> {
    use std::os::fd::OwnedFd;
    ONLY_STANDARD_STREAMS.store(false, Ordering::Relaxed);
    let (reader, writer) = io::pipe()?;
    Ok((File::from(OwnedFd::from(reader)), File::from(OwnedFd::from(writer))))
}

#[cfg(not(unix))]
pub fn pipe() -> io::Result<(File, File)> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(unix)]
fn more_options(command: &mut Command, name: &str, group: bool) {
    use std::os::unix::process::CommandExt;
    command.arg0(name);
    if group {
        command.process_group(0);
    }
}

#[cfg(not(unix))]
fn more_options(_command: &mut Command, _name: &str, _group: bool) {}

/// The command that a list of arguments means; `environment` is a list of pairs.
fn command(vm: &mut Vm, program: &Value, arguments: &Value, environment: &Value) -> Res<Command> {
    let program = path_text(vm, program)?;
    let mut texts = Vec::new();
    for argument in vm.collect(arguments)? {
        texts.push(path_text(vm, &argument)?);
    }
    let mut command = Command::new(&program);
    command.args(texts.iter().skip(1)).env_clear();
    for pair in vm.collect(environment)? {
        let pair = vm.collect(&pair)?;
        if let [name, value] = &pair[..] {
            command.env(path_text(vm, name)?, path_text(vm, value)?);
        }
    }
    more_options(&mut command, texts.first().unwrap_or(&program), false);
    Ok(command)
}

/// Puts the program of a command in the place of this one; comes back only with an error.
#[cfg(unix)]
fn replace(mut command: Command) -> io::Error {
    use std::os::unix::process::CommandExt;
    command.exec()
}

#[cfg(not(unix))]
fn replace(_command: Command) -> io::Error {
    io::ErrorKind::Unsupported.into()
}

#[cfg(unix)]
fn kill(number: i32, signal: i32) -> io::Result<()> {
    use nix::sys::signal::{Signal, kill};
    use nix::unistd::Pid;
    let signal = if signal == 0 { None } else { Some(Signal::try_from(signal)?) };
    Ok(kill(Pid::from_raw(number), signal)?)
}

#[cfg(not(unix))]
fn kill(_number: i32, _signal: i32) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Begins a thread; the system may refuse it.
fn begin<R: Send + 'static>(work: impl FnOnce() -> R + Send + 'static) -> io::Result<thread::JoinHandle<R>> {
    thread::Builder::new().spawn(work)
}

/// A thread that reads a pipe to its end.
fn reader(mut file: File) -> io::Result<thread::JoinHandle<Vec<u8>>> {
    begin(move || {
        let mut bytes = Vec::new();
        // What came before an error is worth having.
        let _ = file.read_to_end(&mut bytes);
        bytes
    })
}

/// What a communication reads, as it stands when a time limit ends it: the threads go on.
struct Talk {
    readers: RefCell<[Option<thread::JoinHandle<Vec<u8>>>; 2]>,
    read: RefCell<[Option<Vec<u8>>; 2]>,
}

impl HostData for Talk {
    fn trace(&self, _visitor: &mut dyn Visitor) {}
}

impl Talk {
    /// Whether both streams have come to their end.
    fn done(&self, nap: Duration) -> bool {
        let begun = Instant::now();
        loop {
            for (reader, read) in self.readers.borrow_mut().iter_mut().zip(self.read.borrow_mut().iter_mut()) {
                if let Some(ended) = reader.take_if(|reader| reader.is_finished()) {
                    *read = Some(ended.join().unwrap_or_default());
                }
            }
            if self.readers.borrow().iter().all(Option::is_none) {
                return true;
            }
            if begun.elapsed() >= nap {
                return false;
            }
            thread::sleep(Duration::from_micros(100));
        }
    }
}

static FUNCTIONS: &[Decl] = natives![
    /// Starts a program: its process, and our ends of the pipes to and from it, or None.
    "spawn(program, arguments, environment, folder, stdin, stdout, stderr, group, /)" |vm, [program, arguments, environment,
        folder, stdin, stdout, stderr, group]| {
        let mut command = command(vm, program, arguments, environment)?;
        if !folder.is_none() {
            command.current_dir(path_text(vm, folder)?);
        }
        if vm.truth(group)? {
            let name = vm.collect(arguments)?.first().map(|name| path_text(vm, name)).transpose()?.unwrap_or_default();
            more_options(&mut command, &name, true);
        }
        vm.flush_raw_out()?;
        let (input, to, _) = stream(vm, stdin, true)?;
        let (output, from, theirs) = stream(vm, stdout, false)?;
        let apart = !int::is_int(stderr) || c_int(vm, stderr)? != STDOUT;
        let (error, errors_from) = match apart {
            false => match theirs.as_ref().map(File::try_clone) {
                Some(Ok(file)) => (Stdio::from(file), None),
                Some(Err(error)) => return Err(vm.raise_os_error(&error, Value::EMPTY)),
                None if int::to_i64(stdout) == Some(DEVNULL.into()) => (Stdio::null(), None),
                None => match file_of(vm, 1) {
                    Ok(file) => (Stdio::from(file), None),
                    Err(error) => return Err(vm.raise_os_error(&error, Value::EMPTY)),
                },
            },
            true => {
                let (error, from, _) = stream(vm, stderr, false)?;
                (error, from)
            }
        };
        drop(theirs);
        let started = command.stdin(input).stdout(output).stderr(error).spawn();
        drop(command);
        let process = started.and_then(Process::new).map_err(|error| vm.raise_os_error(&error, Value::EMPTY))?;
        let class = vm.host_type_named("_process.Process");
        let mut items = vec![vm.host_object(&class, process)?];
        for end in [to, from, errors_from] {
            items.push(end.map_or(Value::NONE, |file| keep(vm, file)));
        }
        vm.tuple(items)
    };
    /// Puts a program in the place of this one.
    "replace(program, arguments, environment, /)" |vm, [program, arguments, environment]| {
        let command = command(vm, program, arguments, environment)?;
        vm.flush_raw_out()?;
        Err(vm.raise_os_error(&replace(command), program.clone()))
    };
    /// Writes `data` to one file while it reads two others to their ends, each of them a file or None. Gives the object to ask for
    /// what was read.
    "talk(stdin, data, stdout, stderr, /)" |vm, [stdin, data, stdout, stderr]| {
        let mut files = Vec::new();
        for file in [stdin, stdout, stderr] {
            files.push(if file.is_none() { None } else { Some(handle(vm, file)?) });
        }
        let (errors_from, from, to) = (files.pop().flatten(), files.pop().flatten(), files.pop().flatten());
        let bytes = if data.is_none() { Vec::new() } else { buffer(vm, data)?.into_owned() };
        if let Some(mut file) = to {
            // A program that ends before it has read everything is no error.
            begin(move || drop(file.write_all(&bytes))).map_err(|error| vm.raise_os_error(&error, Value::EMPTY))?;
        }
        let mut readers = [None, None];
        for (place, file) in readers.iter_mut().zip([from, errors_from]) {
            *place = file.map(reader).transpose().map_err(|error| vm.raise_os_error(&error, Value::EMPTY))?;
        }
        let readers = RefCell::new(readers);
        let class = vm.host_type_named("_process.Talk");
        vm.host_object(&class, Talk { readers, read: RefCell::default() })
    };
    /// Send a signal to a process.
    "kill(pid, signal, /)" |vm, [number, signal]| {
        let (number, signal) = (c_int(vm, number)?, c_int(vm, signal)?);
        kill(number, signal).map_err(|error| vm.raise_os_error(&error, Value::EMPTY))?;
        vm.poll()?;
        Ok(Value::NONE)
    };
];

static METHODS: &[Decl] = natives![
    /// The number of the process.
    "pid(self, /)" |vm, [this]| Ok(int::from_i64(process(vm, this)?.number.into()));
    /// The status of the process when it has ended; None if that takes longer than `seconds` (None: for ever).
    "wait(self, seconds, /)" |vm, [this, seconds]| {
        let process = process(vm, this)?;
        if let Some(status) = process.status.get() {
            return Ok(Value::int32(status));
        }
        Ok(until(vm, seconds, |nap| process.wait(nap))?.map_or(Value::NONE, Value::int32))
    };
];

static TALK: &[Decl] = natives![
    /// What was read from both streams, (bytes or None, bytes or None), when they have ended; None if that takes longer than
    /// `seconds` (None: for ever).
    "result(self, seconds, /)" |vm, [this, seconds]| {
        let talk: &Talk = data(vm, this)?;
        let done = until(vm, seconds, |nap| talk.done(nap).then_some(()))?;
        if done.is_none() {
            return Ok(Value::NONE);
        }
        let mut items = Vec::new();
        for read in std::mem::take(&mut *talk.read.borrow_mut()) {
            items.push(match read {
                Some(bytes) => vm.bytes(&bytes)?,
                None => Value::NONE,
            });
        }
        vm.tuple(items)
    };
];
