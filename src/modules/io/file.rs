//! Files of bytes: one buffer for what has been read ahead or is still to be written.
//!
//! At most one of the two buffers holds anything. What is to be written is written at the latest when the object dies.

use std::cell::{Cell, RefCell};
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};

use crate::heap::kind::Visitor;
use crate::heap::{Slot, Value};
use crate::objects::int;
use crate::vm::types::GetSetDecl;
use crate::vm::{Decl, E, Res, Vm};
use crate::{getsets, natives};

use super::super::{buffer, writable_length, write_into};
use super::{amount, closed, data, unsupported};

pub const BUFFER: usize = 8192;

/// What a file may be used for.
#[derive(Clone, Copy, Default)]
pub struct Access {
    pub read: bool,
    pub write: bool,
    pub append: bool,
    /// Without a buffer: each call reads or writes.
    pub raw: bool,
}

/// A file object.
pub struct FileData {
    file: RefCell<Option<File>>,
    /// Bytes read ahead, and how many of them have been given out.
    ahead: RefCell<(Vec<u8>, usize)>,
    pending: RefCell<Vec<u8>>,
    pub access: Access,
    pub name: Slot,
    pub mode: &'static str,
    /// A terminal or a pipe has no positions.
    seekable: Cell<bool>,
}

impl crate::objects::HostData for FileData {
    fn trace(&self, visitor: &mut dyn Visitor) {
        self.name.trace(visitor);
    }

    fn clear(&self) {
        self.name.set(Value::EMPTY);
    }
}

impl Drop for FileData {
    fn drop(&mut self) {
        // Nobody is left to be told of an error.
        let _ = self.flush();
    }
}

/// What an operation on a file comes to: an error of the system, or that the file is closed.
pub enum Failure {
    Closed,
    System(io::Error),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        Failure::System(error)
    }
}

impl FileData {
    pub fn new(file: File, access: Access, name: Value, mode: &'static str) -> FileData {
        let seekable = (&file).stream_position().is_ok();
        FileData {
            file: RefCell::new(Some(file)),
            ahead: RefCell::default(),
            pending: RefCell::default(),
            access,
            name: Slot::new(name),
            mode,
            seekable: Cell::new(seekable),
        }
    }

    pub fn is_closed(&self) -> bool {
        self.file.borrow().is_none()
    }

    fn with<R>(&self, act: impl FnOnce(&mut File) -> io::Result<R>) -> Result<R, Failure> {
        match self.file.borrow_mut().as_mut() {
            Some(file) => Ok(act(file)?),
            None => Err(Failure::Closed),
        }
    }

    /// Writes what is pending.
    pub fn flush(&self) -> Result<(), Failure> {
        let pending = std::mem::take(&mut *self.pending.borrow_mut());
        if pending.is_empty() {
            return if self.is_closed() { Err(Failure::Closed) } else { Ok(()) };
        }
        self.with(|file| file.write_all(&pending))
    }

    pub fn close(&self) -> Result<(), Failure> {
        let flushed = if self.is_closed() { Ok(()) } else { self.flush() };
        drop(self.file.borrow_mut().take());
        flushed
    }

    /// Gives up what was read ahead: the file's position becomes the reader's.
    fn forget_ahead(&self) -> Result<(), Failure> {
        let (bytes, used) = std::mem::take(&mut *self.ahead.borrow_mut());
        let rest = bytes.len() - used;
        if rest > 0 {
            let back = i64::try_from(rest).unwrap_or(0);
            self.with(|file| file.seek(SeekFrom::Current(-back)))?;
        }
        Ok(())
    }

    pub fn write(&self, bytes: &[u8]) -> Result<(), Failure> {
        self.forget_ahead()?;
        if self.is_closed() {
            return Err(Failure::Closed);
        }
        if self.access.raw {
            return self.with(|file| file.write_all(bytes));
        }
        self.pending.borrow_mut().extend_from_slice(bytes);
        if self.pending.borrow().len() >= BUFFER { self.flush() } else { Ok(()) }
    }

    /// Looks at what stands in the buffer, of which it says how much to take; the buffer is filled if it is empty.
    /// An empty buffer is the end of the file.
    pub fn take<R>(&self, act: impl FnOnce(&[u8]) -> (usize, R)) -> Result<R, Failure> {
        if !self.pending.borrow().is_empty() {
            self.flush()?;
        }
        let mut ahead = self.ahead.borrow_mut();
        let (bytes, used) = &mut *ahead;
        if *used >= bytes.len() {
            bytes.resize(BUFFER, 0);
            *used = 0;
            let read = self.with(|file| {
                loop {
                    match file.read(bytes) {
                        Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                        result => return result,
                    }
                }
            });
            bytes.truncate(*read.as_ref().unwrap_or(&0));
            read?;
        }
        let (taken, result) = act(bytes.get(*used..).unwrap_or_default());
        *used += taken;
        Ok(result)
    }

    /// Up to `limit` bytes, or all that there are.
    pub fn read(&self, limit: Option<usize>) -> Result<Vec<u8>, Failure> {
        let mut out = Vec::new();
        while limit.is_none_or(|limit| out.len() < limit) {
            let want = limit.map_or(usize::MAX, |limit| limit - out.len());
            let got = self.take(|bytes| {
                let count = bytes.len().min(want);
                out.extend_from_slice(bytes.get(..count).unwrap_or_default());
                (count, count)
            })?;
            if got == 0 || self.access.raw && limit.is_some() {
                break;
            }
        }
        Ok(out)
    }

    /// Up to and including the next byte `end`, at most `limit` bytes.
    fn read_until(&self, end: u8, limit: Option<usize>) -> Result<Vec<u8>, Failure> {
        let mut out = Vec::new();
        loop {
            let want = limit.map_or(usize::MAX, |limit| limit - out.len());
            let done = self.take(|bytes| {
                let found = memchr::memchr(end, bytes).map(|at| at + 1);
                let count = found.unwrap_or(bytes.len()).min(want);
                out.extend_from_slice(bytes.get(..count).unwrap_or_default());
                (count, count == 0 || found == Some(count))
            })?;
            if done || limit.is_some_and(|limit| out.len() >= limit) {
                return Ok(out);
            }
        }
    }

    pub fn tell(&self) -> Result<u64, Failure> {
        let rest = {
            let ahead = self.ahead.borrow();
            ahead.0.len() - ahead.1
        };
        let at = self.with(|file| file.stream_position())?;
        Ok(at - rest as u64 + self.pending.borrow().len() as u64)
    }

    pub fn seek(&self, to: SeekFrom) -> Result<u64, Failure> {
        self.flush()?;
        self.forget_ahead()?;
        self.with(|file| file.seek(to))
    }

    fn truncate(&self, size: Option<u64>) -> Result<u64, Failure> {
        let size = match size {
            Some(size) => size,
            None => self.tell()?,
        };
        self.flush()?;
        self.with(|file| file.set_len(size))?;
        Ok(size)
    }

    pub fn is_seekable(&self) -> bool {
        self.seekable.get()
    }

    #[cfg(unix)]
    pub fn number(&self) -> Result<i64, Failure> {
        use std::os::fd::AsRawFd;
        self.with(|file| Ok(i64::from(file.as_raw_fd())))
    }

    #[cfg(not(unix))]
    pub fn number(&self) -> Result<i64, Failure> {
        Err(Failure::System(io::ErrorKind::Unsupported.into()))
    }

    pub fn second_handle(&self) -> Result<File, Failure> {
        self.with(|file| file.try_clone())
    }

    pub fn is_terminal(&self) -> Result<bool, Failure> {
        use std::io::IsTerminal;
        self.with(|file| Ok(file.is_terminal()))
    }
}

/// The result of an operation; an error becomes an exception.
pub fn done<R>(vm: &mut Vm, result: Result<R, Failure>) -> Res<R> {
    match result {
        Ok(result) => Ok(result),
        Err(Failure::Closed) => Err(vm.value_error("I/O operation on closed file.")),
        Err(Failure::System(error)) => Err(vm.raise_os_error(&error, Value::EMPTY)),
    }
}

fn readable<'a>(vm: &mut Vm, this: &'a Value) -> Res<&'a FileData> {
    let file: &FileData = data(vm, this)?;
    if file.is_closed() {
        return Err(closed(vm, "file"));
    }
    if file.access.read {
        Ok(file)
    } else {
        Err(unsupported(vm, if file.access.raw { "File not open for reading" } else { "read" }))
    }
}

fn writable<'a>(vm: &mut Vm, this: &'a Value) -> Res<&'a FileData> {
    let file: &FileData = data(vm, this)?;
    if file.is_closed() {
        return Err(closed(vm, "file"));
    }
    if file.access.write {
        Ok(file)
    } else {
        Err(unsupported(vm, if file.access.raw { "File not open for writing" } else { "write" }))
    }
}

/// Where `seek` is to go.
pub fn target(vm: &mut Vm, offset: &Value, whence: &Value) -> Res<SeekFrom> {
    let offset = vm.index_i64(offset, E::OverflowError)?;
    let whence = if whence.is_empty() { 0 } else { vm.index_i64(whence, E::OverflowError)? };
    match whence {
        0 => match u64::try_from(offset) {
            Ok(offset) => Ok(SeekFrom::Start(offset)),
            Err(_) => Err(vm.raise_os_error(&io::Error::from_raw_os_error(22), Value::EMPTY)),
        },
        1 => Ok(SeekFrom::Current(offset)),
        2 => Ok(SeekFrom::End(offset)),
        other => Err(vm.value_error(format!("whence value {other} unsupported"))),
    }
}

pub static METHODS: &[Decl] = natives![
    "__new__(cls, /, *args, **kwargs)" |vm, [cls, args, keywords]| super::open::construct(vm, cls, args, keywords);
    "__init__(self, /, *args, **kwargs)" |_vm, [_this, _args, _keywords]| Ok(Value::NONE);
    "read(self, size=-1, /)" |vm, [this, size]| {
        let file = readable(vm, this)?;
        let size = amount(vm, size)?;
        let bytes = done(vm, file.read(size))?;
        vm.poll()?;
        vm.bytes(&bytes)
    };
    "readall(self, /)" |vm, [this]| {
        let file = readable(vm, this)?;
        let bytes = done(vm, file.read(None))?;
        vm.bytes(&bytes)
    };
    "read1(self, size=-1, /)" |vm, [this, size]| {
        let file = readable(vm, this)?;
        let size = amount(vm, size)?.unwrap_or(BUFFER);
        let bytes = file.take(|bytes| {
            let part = bytes.get(..size.min(bytes.len())).unwrap_or_default();
            (part.len(), part.to_vec())
        });
        let bytes = done(vm, bytes)?;
        vm.bytes(&bytes)
    };
    "peek(self, size=0, /)" |vm, [this, _size]| {
        let file = readable(vm, this)?;
        let bytes = done(vm, file.take(|bytes| (0, bytes.to_vec())))?;
        vm.bytes(&bytes)
    };
    "readinto(self, buffer, /)" |vm, [this, target]| {
        let file = readable(vm, this)?;
        let length = writable_length(vm, target, "readinto() argument must be")?;
        let bytes = done(vm, file.read(Some(length)))?;
        write_into(vm, target, 0, &bytes)?;
        Ok(int::from_usize(bytes.len()))
    };
    "readline(self, size=-1, /)" |vm, [this, size]| {
        let file = readable(vm, this)?;
        let size = amount(vm, size)?;
        let line = done(vm, file.read_until(b'\n', size))?;
        vm.bytes(&line)
    };
    "write(self, data, /)" |vm, [this, bytes]| {
        let file = writable(vm, this)?;
        let bytes = buffer(vm, bytes)?;
        done(vm, file.write(&bytes))?;
        Ok(int::from_usize(bytes.len()))
    };
    "flush(self, /)" |vm, [this]| {
        let file: &FileData = data(vm, this)?;
        done(vm, file.flush())?;
        Ok(Value::NONE)
    };
    "close(self, /)" |vm, [this]| {
        let file: &FileData = data(vm, this)?;
        done(vm, file.close())?;
        Ok(Value::NONE)
    };
    "seek(self, offset, whence=0, /)" |vm, [this, offset, whence]| {
        let file: &FileData = data(vm, this)?;
        let to = target(vm, offset, whence)?;
        let at = done(vm, file.seek(to))?;
        Ok(int::from_i64(i64::try_from(at).unwrap_or(i64::MAX)))
    };
    "tell(self, /)" |vm, [this]| {
        let file: &FileData = data(vm, this)?;
        let at = done(vm, file.tell())?;
        Ok(int::from_i64(i64::try_from(at).unwrap_or(i64::MAX)))
    };
    "truncate(self, size=None, /)" |vm, [this, size]| {
        let file = writable(vm, this)?;
        let size = amount(vm, size)?.map(|size| size as u64);
        let size = done(vm, file.truncate(size))?;
        Ok(int::from_i64(i64::try_from(size).unwrap_or(i64::MAX)))
    };
    "fileno(self, /)" |vm, [this]| {
        let file: &FileData = data(vm, this)?;
        done(vm, file.number()).map(int::from_i64)
    };
    "isatty(self, /)" |vm, [this]| {
        let file: &FileData = data(vm, this)?;
        done(vm, file.is_terminal()).map(Value::bool)
    };
    "readable(self, /)" |vm, [this]| {
        let file: &FileData = data(vm, this)?;
        if file.is_closed() { Err(closed(vm, "file")) } else { Ok(Value::bool(file.access.read)) }
    };
    "writable(self, /)" |vm, [this]| {
        let file: &FileData = data(vm, this)?;
        if file.is_closed() { Err(closed(vm, "file")) } else { Ok(Value::bool(file.access.write)) }
    };
    "seekable(self, /)" |vm, [this]| {
        let file: &FileData = data(vm, this)?;
        if file.is_closed() { Err(closed(vm, "file")) } else { Ok(Value::bool(file.is_seekable())) }
    };
    "_checkClosed(self, /)" |vm, [this]| {
        let file: &FileData = data(vm, this)?;
        if file.is_closed() { Err(closed(vm, "file")) } else { Ok(Value::NONE) }
    };
    "__repr__(self, /)" |vm, [this]| {
        let file: &FileData = data(vm, this)?;
        let class = vm.type_name(this);
        let name = file.name.get();
        let name = vm.repr_lossy(&name)?;
        let text = match (file.access.raw, file.is_closed()) {
            (true, true) => format!("<{class} [closed]>"),
            (true, false) => format!("<{class} name={name} mode='{}' closefd=True>", file.mode),
            (false, _) => format!("<{class} name={name}>"),
        };
        Ok(vm.str(&text))
    };
];

pub static MEMBERS: &[GetSetDecl] = getsets![
    "closed" |vm, this| {
        let file: &FileData = data(vm, this)?;
        Ok(Value::bool(file.is_closed()))
    };
    "name" |vm, this| {
        let file: &FileData = data(vm, this)?;
        Ok(file.name.get())
    }, |vm, this, value| {
        let file: &FileData = data(vm, this)?;
        file.name.set(value.unwrap_or(Value::NONE));
        Ok(())
    };
    "mode" |vm, this| {
        let file: &FileData = data(vm, this)?;
        Ok(vm.str(file.mode))
    };
    "raw" |_vm, this| Ok(this.clone());
    "closefd" |_vm, _this| Ok(Value::TRUE);
];
