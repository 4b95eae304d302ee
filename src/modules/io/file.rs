//! `FileIO`: a file of the system without a buffer.
//!
//! The file is shared with the table of files by number (`descriptors.rs`), so that whoever closes it closes it for all. Waiting
//! for what is not there yet (a terminal, a pipe) can be interrupted.

use std::cell::{Cell, RefCell};
use std::fs::File;
use std::io::{self, BufRead, ErrorKind, IsTerminal, Read, Seek, SeekFrom, Write};

use crate::heap::Value;
use crate::heap::kind::Visitor;
use crate::objects::bytearray::bytes_of;
use crate::objects::int;
use crate::vm::types::GetSetDecl;
use crate::vm::{Decl, E, Raised, Res, Vm};
use crate::{getsets, natives};

use super::super::descriptors::{self, Handle};
use super::super::{buffer, writable_length, write_into};
use super::{amount, data, unsupported};

/// How much is read or written at once, unless a program wants it otherwise.
pub const BUFFER: usize = 8192;

/// What a file may be used for.
#[derive(Clone, Copy, Default)]
pub struct Access {
    pub read: bool,
    pub write: bool,
    pub append: bool,
}

/// What is behind a raw file.
enum Source {
    /// Nothing any more, or nothing yet.
    Closed,
    File(Handle),
    /// The interpreter's own stream of this number. What has been read ahead of standard input is shared with whoever else reads
    /// it, as a session does; the outputs go where the machine writes, too.
    Standard(i32),
}

/// A raw file.
pub struct FileIo {
    source: RefCell<Source>,
    number: Cell<i32>,
    access: Cell<Access>,
    mode: Cell<&'static str>,
    /// Whether closing the object closes the file.
    owned: Cell<bool>,
    /// A terminal or a pipe has no positions; not known before somebody asks.
    seekable: Cell<Option<bool>>,
    /// Set while the object is finalized without having been closed.
    pub finalizing: Cell<bool>,
}

impl crate::objects::HostData for FileIo {
    fn trace(&self, _visitor: &mut dyn Visitor) {}
}

impl Drop for FileIo {
    fn drop(&mut self) {
        if self.owned.get() {
            self.take_file();
        }
    }
}

impl FileIo {
    /// A raw file that has not been opened yet.
    pub fn unopened() -> FileIo {
        FileIo {
            source: RefCell::new(Source::Closed),
            number: Cell::new(-1),
            access: Cell::default(),
            mode: Cell::new("rb"),
            owned: Cell::new(true),
            seekable: Cell::default(),
            finalizing: Cell::default(),
        }
    }

    /// The interpreter's own stream of this number.
    pub fn standard(number: i32) -> FileIo {
        let file = FileIo::unopened();
        file.source.replace(Source::Standard(number));
        file.number.set(number);
        file.access.set(Access { read: number == 0, write: number != 0, append: false });
        file.mode.set(if number == 0 { "rb" } else { "wb" });
        file.owned.set(false);
        file
    }

    /// Becomes the object for this file; gives up the one that it was for.
    pub fn open(&self, vm: &mut Vm, number: i32, handle: Handle, access: Access, mode: &'static str, owned: bool) {
        self.close(vm);
        self.source.replace(Source::File(handle));
        self.number.set(number);
        self.access.set(access);
        self.mode.set(mode);
        self.owned.set(owned);
        self.seekable.set(None);
    }

    pub fn is_closed(&self) -> bool {
        matches!(*self.source.borrow(), Source::Closed)
    }

    fn take_file(&self) -> Option<File> {
        match &*self.source.borrow() {
            Source::File(handle) => handle.borrow_mut().take(),
            _ => None,
        }
    }

    /// Closes the file; false if somebody has done that already, by its number.
    pub fn close(&self, vm: &mut Vm) -> bool {
        let mut whole = true;
        if self.owned.get() && matches!(*self.source.borrow(), Source::File(_)) {
            whole = self.take_file().is_some();
            descriptors::forget(vm, self.number.get());
        }
        self.source.replace(Source::Closed);
        whole
    }

    /// Does something with the file; a call that a signal interrupts is made again.
    fn with<R>(&self, vm: &mut Vm, mut act: impl FnMut(&mut File) -> io::Result<R>) -> Res<R> {
        loop {
            let result = match &*self.source.borrow() {
                Source::Closed => None,
                Source::File(handle) => {
                    Some(handle.borrow_mut().as_mut().map_or_else(|| Err(descriptors::bad_number()), &mut act))
                }
                Source::Standard(number) => {
                    let file = descriptors::standard(*number);
                    Some(file.and_then(|mut file| act(&mut file)))
                }
            };
            match result {
                None => return Err(closed(vm)),
                Some(Ok(result)) => return Ok(result),
                Some(Err(error)) if error.kind() == ErrorKind::Interrupted => vm.poll()?,
                Some(Err(error)) => return Err(vm.raise_os_error(&error, Value::EMPTY)),
            }
        }
    }

    /// Reads into `out`, as much as the system gives at once; None if nothing is there yet and the file does not wait.
    pub fn read_into(&self, vm: &mut Vm, out: &mut [u8]) -> Res<Option<usize>> {
        if let Source::Standard(_) = *self.source.borrow() {
            return read_standard(vm, out).map(Some);
        }
        if !self.is_seekable(vm)? {
            self.wait(vm)?;
        }
        self.with(vm, |file| match file.read(out) {
            Err(error) if error.kind() == ErrorKind::WouldBlock => Ok(None),
            result => result.map(Some),
        })
    }

    /// Waits until there is something to read, if the file waits at all.
    fn wait(&self, vm: &mut Vm) -> Res<()> {
        while self.with(vm, |file| is_waiting(file))? {
            vm.poll()?;
        }
        Ok(())
    }

    /// All that is left; None if nothing is there yet and the file does not wait.
    pub fn read_all(&self, vm: &mut Vm) -> Res<Option<Vec<u8>>> {
        let mut out = Vec::new();
        // Most files tell how much there is; one byte more shows that this is all.
        let size = self.with(vm, |file| Ok(file.metadata().map_or(0, |facts| facts.len())))?;
        let at = self.with(vm, |file| Ok(file.stream_position().unwrap_or(0)))?;
        let mut step = usize::try_from(size.saturating_sub(at)).unwrap_or(0).saturating_add(1).max(BUFFER);
        loop {
            let used = out.len();
            let reserved = crate::num::error::reserve(&mut out, step);
            vm.ok(reserved)?;
            out.resize(used + step, 0);
            let read = self.read_into(vm, out.get_mut(used..).unwrap_or_default())?;
            out.truncate(used + read.unwrap_or(0));
            match read {
                None if used == 0 => return Ok(None),
                None | Some(0) => return Ok(Some(out)),
                Some(_) => vm.poll()?,
            }
            step = BUFFER.max(out.len() / 2);
        }
    }

    /// Writes as much as the system takes at once; None if it takes nothing yet and the file does not wait.
    pub fn write(&self, vm: &mut Vm, bytes: &[u8]) -> Res<Option<usize>> {
        if let Source::Standard(number) = *self.source.borrow() {
            match number {
                1 => vm.write_bytes_out(bytes)?,
                _ => Vm::write_bytes_err(bytes),
            }
            return Ok(Some(bytes.len()));
        }
        self.with(vm, |file| match file.write(bytes) {
            Err(error) if error.kind() == ErrorKind::WouldBlock => Ok(None),
            result => result.map(Some),
        })
    }

    pub fn tell(&self, vm: &mut Vm) -> Res<u64> {
        self.with(vm, |file| file.stream_position())
    }

    pub fn seek(&self, vm: &mut Vm, to: SeekFrom) -> Res<u64> {
        self.with(vm, |file| file.seek(to))
    }

    pub fn is_seekable(&self, vm: &mut Vm) -> Res<bool> {
        if let Some(known) = self.seekable.get() {
            return Ok(known);
        }
        let found = self.with(vm, |file| Ok(file.stream_position().is_ok()))?;
        self.seekable.set(Some(found));
        Ok(found)
    }

    pub fn is_terminal(&self, vm: &mut Vm) -> Res<bool> {
        self.with(vm, |file| Ok(file.is_terminal()))
    }

    pub fn second_handle(&self, vm: &mut Vm) -> Res<File> {
        self.with(vm, |file| file.try_clone())
    }
}

/// Whether a file that waits for input has none yet, after a short nap: so that Ctrl-C ends the waiting.
#[cfg(unix)]
fn is_waiting(file: &File) -> io::Result<bool> {
    use nix::fcntl::{FcntlArg, OFlag, fcntl};
    use nix::poll::{PollFd, PollFlags, poll};
    use std::os::fd::AsFd;

    const NAP_MS: u8 = 20;
    if OFlag::from_bits_truncate(fcntl(file, FcntlArg::F_GETFL)?).contains(OFlag::O_NONBLOCK) {
        return Ok(false);
    }
    // A failure of `poll` other than a signal is one of the read that follows, too.
    Ok(matches!(poll(&mut [PollFd::new(file.as_fd(), PollFlags::POLLIN)], NAP_MS), Ok(0) | Err(nix::Error::EINTR)))
}

#[cfg(not(unix))]
fn is_waiting(_file: &File) -> io::Result<bool> {
    Ok(false)
}

/// Reads from standard input, a line at most: the rest is there for whoever else reads it.
fn read_standard(vm: &mut Vm, out: &mut [u8]) -> Res<usize> {
    loop {
        if io::stdin().is_terminal() {
            let terminal = descriptors::standard(0);
            while matches!(terminal.as_ref().map(is_waiting), Ok(Ok(true))) {
                vm.poll()?;
            }
        }
        let mut input = io::stdin().lock();
        let read = input.fill_buf().map(|ahead| {
            let line = memchr::memchr(b'\n', ahead).map_or(ahead.len(), |at| at + 1).min(out.len());
            if let (Some(place), Some(line)) = (out.get_mut(..line), ahead.get(..line)) {
                place.copy_from_slice(line);
            }
            line
        });
        match read {
            Ok(read) => {
                input.consume(read);
                drop(input);
                return vm.poll().map(|()| read);
            }
            Err(error) => {
                drop(input);
                if error.kind() != ErrorKind::Interrupted {
                    return Err(vm.raise_os_error(&error, Value::EMPTY));
                }
                vm.poll()?;
            }
        }
    }
}

#[cold]
fn closed(vm: &mut Vm) -> Raised {
    vm.value_error("I/O operation on closed file")
}

/// The raw file, if it is open.
fn open<'a>(vm: &mut Vm, this: &'a Value) -> Res<&'a FileIo> {
    let file: &FileIo = data(vm, this)?;
    if file.is_closed() { Err(closed(vm)) } else { Ok(file) }
}

fn readable<'a>(vm: &mut Vm, this: &'a Value) -> Res<&'a FileIo> {
    let file = open(vm, this)?;
    if file.access.get().read { Ok(file) } else { Err(unsupported(vm, "File not open for reading")) }
}

fn writable<'a>(vm: &mut Vm, this: &'a Value) -> Res<&'a FileIo> {
    let file = open(vm, this)?;
    if file.access.get().write { Ok(file) } else { Err(unsupported(vm, "File not open for writing")) }
}

/// Where `seek` is to go.
pub fn target(vm: &mut Vm, offset: i64, whence: i64) -> Res<SeekFrom> {
    match whence {
        0 => match u64::try_from(offset) {
            Ok(offset) => Ok(SeekFrom::Start(offset)),
            Err(_) => Err(invalid_argument(vm)),
        },
        1 => Ok(SeekFrom::Current(offset)),
        2 => Ok(SeekFrom::End(offset)),
        _ => Err(invalid_argument(vm)),
    }
}

#[cold]
pub fn invalid_argument(vm: &mut Vm) -> Raised {
    vm.raise_os_error(&io::Error::from_raw_os_error(libc::EINVAL), Value::EMPTY)
}

/// A position as a value.
pub fn position(at: u64) -> Value {
    int::from_i64(i64::try_from(at).unwrap_or(i64::MAX))
}

pub static METHODS: &[Decl] = natives![
    "__new__(cls, /, *args, **kwargs)" |vm, [cls, _args, _keywords]| vm.host_object(cls, FileIo::unopened());
    "__init__(self, file, mode='r', closefd=True, opener=None)" |vm, [this, file, mode, closefd, opener]| {
        super::open::init_raw(vm, this, file, mode, closefd, opener).map(|()| Value::NONE)
    };
    "read(self, size=-1, /)" |vm, [this, size]| {
        let file = readable(vm, this)?;
        match amount(vm, size)? {
            None => vm.call_method(this, "readall", &[]),
            Some(size) => {
                let mut bytes = super::zeros(vm, size)?;
                match file.read_into(vm, &mut bytes)? {
                    Some(read) => vm.bytes(bytes.get(..read).unwrap_or_default()),
                    None => Ok(Value::NONE),
                }
            }
        }
    };
    "readall(self, /)" |vm, [this]| {
        let file = readable(vm, this)?;
        match file.read_all(vm)? {
            Some(bytes) => vm.bytes(&bytes),
            None => Ok(Value::NONE),
        }
    };
    "readline(self, size=-1, /)" |vm, [this, size]| {
        readable(vm, this)?;
        let size = amount(vm, size)?;
        let (mut line, one) = (Vec::new(), int::from_usize(1));
        while size.is_none_or(|size| line.len() < size) && line.last() != Some(&b'\n') {
            let read = vm.call_method(this, "read", std::slice::from_ref(&one))?;
            match bytes_of(&read) {
                Some(read) if !read.is_empty() => line.extend_from_slice(&read),
                _ => break,
            }
        }
        vm.bytes(&line)
    };
    "readinto(self, buffer, /)" |vm, [this, target]| {
        let file = readable(vm, this)?;
        let length = writable_length(vm, target, "readinto() argument must be")?;
        let mut bytes = vec![0; length];
        match file.read_into(vm, &mut bytes)? {
            Some(read) => {
                write_into(vm, target, 0, bytes.get(..read).unwrap_or_default())?;
                Ok(int::from_usize(read))
            }
            None => Ok(Value::NONE),
        }
    };
    "write(self, b, /)" |vm, [this, bytes]| {
        let file = writable(vm, this)?;
        let bytes = buffer(vm, bytes)?;
        Ok(file.write(vm, &bytes)?.map_or(Value::NONE, int::from_usize))
    };
    "close(self, /)" |vm, [this]| {
        let file: &FileIo = data(vm, this)?;
        if file.is_closed() {
            return Ok(Value::NONE);
        }
        if file.finalizing.get() {
            vm.call_method(this, "_dealloc_warn", std::slice::from_ref(this))?;
        }
        let flushed = vm.call_method(this, "flush", &[]);
        let whole = file.close(vm);
        flushed?;
        if whole { Ok(Value::NONE) } else { Err(vm.raise_os_error(&descriptors::bad_number(), Value::EMPTY)) }
    };
    "flush(self, /)" |vm, [this]| vm.call_method(this, "_checkClosed", &[]);
    "seek(self, pos, whence=0, /)" |vm, [this, offset, whence]| {
        let file = open(vm, this)?;
        let offset = vm.index_i64(offset, E::OverflowError)?;
        let whence = if whence.is_empty() { 0 } else { vm.index_i64(whence, E::OverflowError)? };
        let to = target(vm, offset, whence)?;
        file.seek(vm, to).map(position)
    };
    "tell(self, /)" |vm, [this]| open(vm, this)?.tell(vm).map(position);
    "truncate(self, size=None, /)" |vm, [this, size]| {
        let file = writable(vm, this)?;
        let size = match size.is_empty() || size.is_none() {
            true => file.tell(vm)?,
            false => match u64::try_from(vm.index_i64(size, E::OverflowError)?) {
                Ok(size) => size,
                Err(_) => return Err(invalid_argument(vm)),
            },
        };
        file.with(vm, |file| file.set_len(size))?;
        Ok(position(size))
    };
    "fileno(self, /)" |vm, [this]| open(vm, this).map(|file| int::from_i64(file.number.get().into()));
    "isatty(self, /)" |vm, [this]| open(vm, this)?.is_terminal(vm).map(Value::bool);
    "readable(self, /)" |vm, [this]| open(vm, this).map(|file| Value::bool(file.access.get().read));
    "writable(self, /)" |vm, [this]| open(vm, this).map(|file| Value::bool(file.access.get().write));
    "seekable(self, /)" |vm, [this]| open(vm, this)?.is_seekable(vm).map(Value::bool);
    "_dealloc_warn(self, source, /)" |vm, [this, source]| {
        let file: &FileIo = data(vm, this)?;
        if !file.is_closed() && file.owned.get() {
            let shown = vm.repr_lossy(source)?;
            vm.warn(E::ResourceWarning, &format!("unclosed file {shown}"))?;
        }
        Ok(Value::NONE)
    };
    "__repr__(self, /)" |vm, [this]| {
        let file: &FileIo = data(vm, this)?;
        let class = vm.type_name(this);
        if file.is_closed() {
            return Ok(vm.str(&format!("<{class} [closed]>")));
        }
        let name = super::name_of(vm, this)?.unwrap_or_else(|| format!("fd={}", file.number.get()));
        let closefd = if file.owned.get() { "True" } else { "False" };
        Ok(vm.str(&format!("<{class} {name} mode='{}' closefd={closefd}>", file.mode.get())))
    };
];

pub static MEMBERS: &[GetSetDecl] = getsets![
    "closed" |vm, this| {
        let file: &FileIo = data(vm, this)?;
        Ok(Value::bool(file.is_closed()))
    };
    "mode" |vm, this| {
        let file: &FileIo = data(vm, this)?;
        Ok(vm.str(file.mode.get()))
    };
    "closefd" |vm, this| {
        let file: &FileIo = data(vm, this)?;
        Ok(Value::bool(file.owned.get()))
    };
    "_blksize" |_vm, _this| Ok(int::from_usize(BUFFER));
    "_finalizing" |vm, this| {
        let file: &FileIo = data(vm, this)?;
        Ok(Value::bool(file.finalizing.get()))
    };
];
