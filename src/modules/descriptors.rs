//! Files by number, for the module `os`: `open`, `read`, `write` and `close`.
//!
//! The machine keeps the files that a program has opened this way, so that a number means a file only as long as it is open and
//! closing it twice is an error and no accident. The numbers are the system's. A file object (`open()`) keeps its own file:
//! of its number, `fstat` tells, but `read` and `write` know nothing.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};

use crate::heap::Value;
use crate::natives;
use crate::objects::int;
use crate::vm::{Decl, E, Res, Vm};

use super::io::{path_text, plain_path};
use super::{buffer, c_int};

/// `EBADF`
const BAD_NUMBER: i32 = 9;

fn bad_number() -> io::Error {
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
fn standard(number: i32) -> io::Result<File> {
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
fn standard(_number: i32) -> io::Result<File> {
    Err(bad_number())
}

/// The file of a number, to be wrapped: the caller's own if `take`, else a second handle.
pub fn file_of(vm: &mut Vm, number: i32, take: bool) -> io::Result<File> {
    if number == 1 && vm.flush_raw_out().is_err() {
        return Err(bad_number());
    }
    match vm.descriptors.get(&number) {
        Some(_) if take => vm.descriptors.remove(&number).ok_or_else(bad_number),
        Some(file) => file.try_clone(),
        None => standard(number),
    }
}

/// Makes a file known by its number.
pub fn keep(vm: &mut Vm, file: File) -> Value {
    let number = number_of(&file);
    vm.descriptors.insert(number, file);
    int::from_i64(i64::from(number))
}

/// Does something with the file of an argument.
fn with<R>(vm: &mut Vm, number: &Value, act: impl FnOnce(&mut File) -> io::Result<R>) -> Res<R> {
    let number = c_int(vm, number)?;
    let result = file_of(vm, number, false).and_then(|mut file| act(&mut file));
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
    match file_of(vm, number, false) {
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
        match vm.descriptors.remove(&number) {
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
