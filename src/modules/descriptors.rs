//! Files by number, for the module `os`: `open`, `read`, `write` and `close`.
//!
//! The machine keeps a table of the files that a program has opened, by number or as file objects, so that a number means a file
//! only as long as it is open and closing it twice is an error and no accident. The numbers are the system's. A file is shared
//! with the file objects that are around it: whoever closes it closes it for all.

use std::cell::RefCell;
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::rc::Rc;

use crate::heap::Value;
use crate::natives;
use crate::objects::int;
use crate::vm::{Decl, E, Res, Vm};

use super::io::{path_text, plain_path};
use super::{buffer, c_int};

/// `EBADF`
const BAD_NUMBER: i32 = 9;

/// An open file, or what is left of one that was closed.
pub type Handle = Rc<RefCell<Option<File>>>;

pub fn bad_number() -> io::Error {
    io::Error::from_raw_os_error(BAD_NUMBER)
}

/// A file's number.
#[cfg(unix)]
pub fn number_of(file: &File) -> i32 {
    use std::os::fd::AsRawFd;
    file.as_raw_fd()
}

/// A number for a file, where the system has none: the first that is free.
#[cfg(not(unix))]
pub fn number_of(_file: &File) -> i32 {
    use std::sync::atomic::{AtomicI32, Ordering};
    static NEXT: AtomicI32 = AtomicI32::new(3);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// A second handle of a standard stream.
#[cfg(unix)]
pub fn standard(number: i32) -> io::Result<File> {
    use std::os::fd::AsFd;
    let handle = match number {
        0 => io::stdin().as_fd().try_clone_to_owned(),
        1 => io::stdout().as_fd().try_clone_to_owned(),
        2 => io::stderr().as_fd().try_clone_to_owned(),
        _ => Err(bad_number()),
    };
    handle.map(File::from)
}

#[cfg(not(unix))]
pub fn standard(_number: i32) -> io::Result<File> {
    Err(bad_number())
}

/// The file of a number, shared. That of a standard stream is a second handle.
pub fn handle(vm: &mut Vm, number: i32) -> io::Result<Handle> {
    match vm.descriptors.get(&number) {
        Some(handle) if handle.borrow().is_some() => Ok(handle.clone()),
        _ => standard(number).map(|file| Rc::new(RefCell::new(Some(file)))),
    }
}

/// A second handle of the file of a number.
pub fn file_of(vm: &mut Vm, number: i32) -> io::Result<File> {
    let handle = handle(vm, number)?;
    let file = handle.borrow();
    file.as_ref().ok_or_else(bad_number)?.try_clone()
}

/// Makes a file known by its number.
pub fn share(vm: &mut Vm, file: File) -> (i32, Handle) {
    let number = number_of(&file);
    let handle = Rc::new(RefCell::new(Some(file)));
    vm.descriptors.insert(number, handle.clone());
    (number, handle)
}

/// Makes a file known by its number, which is all that the program gets.
pub fn keep(vm: &mut Vm, file: File) -> Value {
    int::from_i64(share(vm, file).0.into())
}

/// Takes a number that was closed out of the table.
pub fn forget(vm: &mut Vm, number: i32) {
    if vm.descriptors.get(&number).is_some_and(|handle| handle.borrow().is_none()) {
        vm.descriptors.remove(&number);
    }
}

/// Does something with the file of an argument.
fn with<R>(vm: &mut Vm, number: &Value, act: impl FnOnce(&mut File) -> io::Result<R>) -> Res<R> {
    let number = c_int(vm, number)?;
    let result = handle(vm, number).and_then(|handle| match handle.borrow_mut().as_mut() {
        Some(file) => act(file),
        None => Err(bad_number()),
    });
    result.map_err(|error| vm.raise_os_error(&error, Value::EMPTY))
}

#[cfg(unix)]
fn open(path: &str, flags: i32, mode: u32) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    let access = flags & libc::O_ACCMODE;
    OpenOptions::new()
        .read(access != libc::O_WRONLY)
        .write(access != libc::O_RDONLY)
        .custom_flags(flags & !libc::O_ACCMODE)
        .mode(mode)
        .open(path)
}

#[cfg(not(unix))]
fn open(path: &str, flags: i32, _mode: u32) -> io::Result<File> {
    let (access, create) = (flags & 3, flags & libc::O_CREAT != 0);
    OpenOptions::new()
        .read(access != libc::O_WRONLY)
        .write(access != libc::O_RDONLY)
        .append(flags & libc::O_APPEND != 0)
        .truncate(flags & libc::O_TRUNC != 0)
        .create(create && flags & libc::O_EXCL == 0)
        .create_new(create && flags & libc::O_EXCL != 0)
        .open(path)
}

/// The facts about a file by number, that of a file object, too.
fn metadata(vm: &mut Vm, number: i32) -> io::Result<std::fs::Metadata> {
    match file_of(vm, number) {
        Ok(file) => file.metadata(),
        Err(_) if cfg!(unix) && number >= 0 => std::fs::metadata(format!("/dev/fd/{number}")).map_err(|_| bad_number()),
        Err(error) => Err(error),
    }
}

/// The flags of `open`.
pub static FLAGS: &[(&str, i32)] = &[
    ("O_RDONLY", libc::O_RDONLY),
    ("O_WRONLY", libc::O_WRONLY),
    ("O_RDWR", libc::O_RDWR),
    ("O_CREAT", libc::O_CREAT),
    ("O_EXCL", libc::O_EXCL),
    ("O_TRUNC", libc::O_TRUNC),
    ("O_APPEND", libc::O_APPEND),
    #[cfg(unix)]
    ("O_NONBLOCK", libc::O_NONBLOCK),
    #[cfg(unix)]
    ("O_NOFOLLOW", libc::O_NOFOLLOW),
    #[cfg(unix)]
    ("O_CLOEXEC", libc::O_CLOEXEC),
    #[cfg(unix)]
    ("O_DIRECTORY", libc::O_DIRECTORY),
    #[cfg(unix)]
    ("O_SYNC", libc::O_SYNC),
];

pub static FUNCTIONS: &[Decl] = natives![
    /// Open a file for low level IO.  Returns a file descriptor (integer).
    "open(path, flags, mode=0o777)" |vm, [path, flags, mode]| {
        let text = path_text(vm, path)?;
        let flags = c_int(vm, flags)?;
        let mode = if mode.is_empty() { 0o777 } else { c_int(vm, mode)? as u32 };
        match open(&text, flags, mode) {
            Ok(file) => Ok(keep(vm, file)),
            Err(error) => {
                let path = plain_path(vm, path)?;
                Err(vm.raise_os_error(&error, path))
            }
        }
    };
    /// Close a file descriptor.
    "close(fd)" |vm, [number]| {
        let number = c_int(vm, number)?;
        match vm.descriptors.remove(&number).and_then(|handle| handle.take()) {
            Some(_file) => Ok(Value::NONE),
            None => Err(vm.raise_os_error(&bad_number(), Value::EMPTY)),
        }
    };
    /// Read from a file descriptor.  Returns a bytes object.
    "read(fd, length, /)" |vm, [number, length]| {
        let length = vm.index_i64(length, E::OverflowError)?;
        let Ok(length) = usize::try_from(length) else {
            return Err(vm.raise_os_error(&io::Error::from_raw_os_error(22), Value::EMPTY));
        };
        let mut bytes = Vec::new();
        let reserved = crate::num::error::reserve(&mut bytes, length);
        vm.ok(reserved)?;
        bytes.resize(length, 0);
        let count = with(vm, number, |file| file.read(&mut bytes))?;
        vm.bytes(bytes.get(..count).unwrap_or_default())
    };
    /// Write a bytes object to a file descriptor.
    "write(fd, data, /)" |vm, [number, data]| {
        let data = buffer(vm, data)?;
        let count = with(vm, number, |file| file.write(&data))?;
        Ok(int::from_usize(count))
    };
    /// Set the position of a file descriptor.  Return the new position.
    "lseek(fd, position, whence, /)" |vm, [number, position, whence]| {
        let position = vm.index_i64(position, E::OverflowError)?;
        let target = match (c_int(vm, whence)?, u64::try_from(position)) {
            (0, Ok(position)) => Some(SeekFrom::Start(position)),
            (1, _) => Some(SeekFrom::Current(position)),
            (2, _) => Some(SeekFrom::End(position)),
            _ => None,
        };
        let place = with(vm, number, |file| match target {
            Some(target) => file.seek(target),
            None => Err(io::Error::from_raw_os_error(22)),
        })?;
        Ok(int::from_i64(i64::try_from(place).unwrap_or(i64::MAX)))
    };
    /// Force write of fd to disk.
    "fsync(fd)" |vm, [number]| with(vm, number, |file| file.sync_all()).map(|()| Value::NONE);
    /// Truncate a file, specified by file descriptor, to a specific length.
    "ftruncate(fd, length, /)" |vm, [number, length]| {
        let length = u64::try_from(vm.index_i64(length, E::OverflowError)?);
        with(vm, number, |file| match length {
            Ok(length) => file.set_len(length),
            Err(_) => Err(io::Error::from_raw_os_error(22)),
        })?;
        Ok(Value::NONE)
    };
    /// Return a duplicate of a file descriptor.
    "dup(fd, /)" |vm, [number]| {
        let copy = with(vm, number, |file| file.try_clone())?;
        Ok(keep(vm, copy))
    };
    /// Create a pipe.  Returns a tuple of two file descriptors: (read_fd, write_fd)
    "pipe()" |vm, []| match super::process::pipe() {
        Ok((reader, writer)) => {
            let ends = vec![keep(vm, reader), keep(vm, writer)];
            vm.tuple(ends)
        }
        Err(error) => Err(vm.raise_os_error(&error, Value::EMPTY)),
    };
    "_fstat(fd, /)" |vm, [number]| {
        let number = c_int(vm, number)?;
        match metadata(vm, number) {
            Ok(found) => super::os::facts(vm, &found),
            Err(error) => Err(vm.raise_os_error(&error, Value::EMPTY)),
        }
    };
];
