//! `BufferedReader`, `BufferedWriter` and `BufferedRandom`: one buffer around a raw file, for what has been read ahead or is still
//! to be written.
//!
//! At most one of the two buffers holds anything. The raw file is one of ours, which is used directly, or any object with the
//! methods of one, which are called: code of a program, during which no borrow of a buffer is held and the object refuses to be
//! used again. What is to be written is written at the latest when the object is finalized, which closes it.

use std::cell::{Cell, RefCell};

use crate::heap::kind::Visitor;
use crate::heap::{Slot, Value};
use crate::objects::bytearray::{bytes_of, new_bytearray};
use crate::objects::{ByteArray, Host, HostData, int};
use crate::vm::types::GetSetDecl;
use crate::vm::{Decl, E, Raised, Res, Vm};
use crate::{getsets, natives};

use super::super::{buffer, writable_length, write_into};
use super::file::{BUFFER, FileIo, position};
use super::{amount, data, unsupported};

/// The most that is read at once for a large request.
const LARGEST_READ: usize = 1 << 20;

/// What an object stands before.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Uninitialized,
    Attached,
    Detached,
}

/// A buffered file.
pub struct Buffered {
    raw: Slot,
    state: Cell<State>,
    /// Bytes read ahead, and how many of them have been given out.
    ahead: RefCell<(Vec<u8>, usize)>,
    pending: RefCell<Vec<u8>>,
    size: Cell<usize>,
    pub reads: bool,
    pub writes: bool,
    /// A method of the raw object is running.
    busy: Cell<bool>,
    pub finalizing: Cell<bool>,
}

impl HostData for Buffered {
    fn trace(&self, visitor: &mut dyn Visitor) {
        self.raw.trace(visitor);
    }

    fn clear(&self) {
        self.raw.set(Value::EMPTY);
        self.state.set(State::Uninitialized);
    }
}

/// The three classes: whether they read and write.
pub const CLASSES: [(&str, bool, bool); 3] =
    [("BufferedReader", true, false), ("BufferedWriter", false, true), ("BufferedRandom", true, true)];

/// The raw file behind a value, if it is one of ours and nobody has changed what it does.
fn own_file(raw: &Value) -> Option<&FileIo> {
    raw.exact::<Host>().and_then(Host::data)
}

impl Buffered {
    /// Without a raw file yet.
    pub fn new(reads: bool, writes: bool) -> Buffered {
        Buffered {
            raw: Slot::default(),
            state: Cell::new(State::Uninitialized),
            ahead: RefCell::default(),
            pending: RefCell::default(),
            size: Cell::new(BUFFER),
            reads,
            writes,
            busy: Cell::default(),
            finalizing: Cell::default(),
        }
    }

    /// Gets its raw file.
    pub fn attach(&self, raw: Value, size: usize) {
        self.ahead.take();
        self.pending.take();
        self.size.set(size);
        self.state.set(State::Attached);
        self.raw.set(raw);
    }

    /// The raw file.
    fn raw(&self, vm: &mut Vm) -> Res {
        match self.state.get() {
            State::Attached => Ok(self.raw.get()),
            State::Detached => Err(vm.value_error("raw stream has been detached")),
            State::Uninitialized => Err(vm.value_error("I/O operation on uninitialized object")),
        }
    }

    /// Calls a method of a raw object that is not ours.
    fn ask(&self, vm: &mut Vm, raw: &Value, name: &str, args: &[Value]) -> Res {
        if self.busy.replace(true) {
            return Err(vm.raise(E::RuntimeError, "reentrant call inside a buffered file"));
        }
        let result = vm.call_method(raw, name, args);
        self.busy.set(false);
        result
    }

    pub fn is_closed(&self, vm: &mut Vm) -> Res<bool> {
        let raw = self.raw(vm)?;
        if let Some(file) = own_file(&raw) {
            return Ok(file.is_closed());
        }
        let name = vm.intern("closed");
        let closed = vm.get_attr(&raw, &name)?;
        vm.truth(&closed)
    }

    /// How many bytes have been read ahead and not been given out.
    pub fn unread(&self) -> usize {
        let ahead = self.ahead.borrow();
        ahead.0.len() - ahead.1
    }

    /// Looks at what has been read ahead.
    pub fn peek<R>(&self, act: impl FnOnce(&[u8]) -> R) -> R {
        let ahead = self.ahead.borrow();
        act(ahead.0.get(ahead.1..).unwrap_or_default())
    }

    /// Reads from the raw file, up to so many bytes; None if nothing is there yet and it does not wait.
    fn raw_read(&self, vm: &mut Vm, want: usize) -> Res<Option<Vec<u8>>> {
        let raw = self.raw(vm)?;
        if let Some(file) = own_file(&raw) {
            let mut bytes = vec![0; want];
            let read = file.read_into(vm, &mut bytes)?;
            bytes.truncate(read.unwrap_or(0));
            return Ok(read.map(|_| bytes));
        }
        let array = new_bytearray(vec![0; want]);
        let view = vm.view(&array)?.unwrap_or_default();
        let read = self.ask(vm, &raw, "readinto", std::slice::from_ref(&view))?;
        if read.is_none() {
            return Ok(None);
        }
        let read = counted(vm, "readinto", &read, want)?;
        let mut bytes = array.cast::<ByteArray>().map(ByteArray::to_vec).unwrap_or_default();
        bytes.truncate(read);
        Ok(Some(bytes))
    }

    /// Reads ahead, where nothing is left. False if nothing is there yet and the raw file does not wait.
    fn fill(&self, vm: &mut Vm, want: usize) -> Res<bool> {
        self.flush(vm)?;
        let size = want.clamp(self.size.get(), LARGEST_READ.max(self.size.get()));
        match self.raw_read(vm, size)? {
            Some(bytes) => {
                self.ahead.replace((bytes, 0));
                Ok(true)
            }
            None => Ok(false),
        }
    }

    /// Looks at what has been read ahead, of which it says how much to take; reads ahead first if nothing is left. None is the
    /// end of the file, or that nothing is there yet.
    pub fn take<R>(&self, vm: &mut Vm, act: impl FnOnce(&[u8]) -> (usize, R)) -> Res<R> {
        if self.unread() == 0 {
            self.fill(vm, 0)?;
        }
        let mut ahead = self.ahead.borrow_mut();
        let (bytes, used) = &mut *ahead;
        let (taken, result) = act(bytes.get(*used..).unwrap_or_default());
        *used = (*used + taken).min(bytes.len());
        Ok(result)
    }

    /// Looks for something in what has been read ahead, and takes it if it is there.
    pub fn take_found<R>(&self, find: impl FnOnce(&[u8]) -> Option<(usize, R)>) -> Option<R> {
        let mut ahead = self.ahead.borrow_mut();
        let (bytes, used) = &mut *ahead;
        let (taken, found) = find(bytes.get(*used..)?)?;
        *used = (*used + taken).min(bytes.len());
        Some(found)
    }

    /// The next line, if it lies whole in the buffer. A file that is closed has nothing there.
    fn whole_line(&self) -> Option<Value> {
        self.take_found(|ahead| {
            let end = memchr::memchr(b'\n', ahead)? + 1;
            Some((end, crate::objects::str::new_bytes(ahead.get(..end)?).ok()?))
        })
    }

    /// Takes up to so many bytes of what has been read ahead.
    fn take_ahead(&self, want: usize, out: &mut Vec<u8>) {
        let mut ahead = self.ahead.borrow_mut();
        let (bytes, used) = &mut *ahead;
        let part = bytes.get(*used..).unwrap_or_default();
        let part = part.get(..want).unwrap_or(part);
        out.extend_from_slice(part);
        *used += part.len();
    }

    /// Up to so many bytes; None if nothing is there yet and the raw file does not wait.
    fn read(&self, vm: &mut Vm, want: usize) -> Res<Option<Vec<u8>>> {
        let mut out = Vec::new();
        self.take_ahead(want, &mut out);
        while out.len() < want {
            if !self.fill(vm, want - out.len())? {
                return Ok(if out.is_empty() { None } else { Some(out) });
            }
            if self.unread() == 0 {
                break;
            }
            self.take_ahead(want - out.len(), &mut out);
            vm.poll()?;
        }
        Ok(Some(out))
    }

    /// All that is left; None if nothing is there yet and the raw file does not wait.
    fn read_all(&self, vm: &mut Vm) -> Res<Option<Vec<u8>>> {
        self.flush(vm)?;
        let mut out = Vec::new();
        self.take_ahead(usize::MAX, &mut out);
        let raw = self.raw(vm)?;
        if let Some(file) = own_file(&raw) {
            let rest = file.read_all(vm)?;
            let nothing = rest.is_none() && out.is_empty();
            out.extend(rest.unwrap_or_default());
            return Ok(if nothing { None } else { Some(out) });
        }
        let name = vm.intern("readall");
        if vm.get_attr_opt(&raw, &name)?.is_some() {
            let rest = self.ask(vm, &raw, "readall", &[])?;
            if rest.is_none() {
                return Ok(if out.is_empty() { None } else { Some(out) });
            }
            let Some(rest) = bytes_of(&rest) else { return Err(vm.type_error("readall() should return bytes")) };
            out.extend_from_slice(&rest);
            return Ok(Some(out));
        }
        loop {
            let part = self.ask(vm, &raw, "read", &[])?;
            if part.is_none() {
                return Ok(if out.is_empty() { None } else { Some(out) });
            }
            let Some(part) = bytes_of(&part) else { return Err(vm.type_error("read() should return bytes")) };
            if part.is_empty() {
                return Ok(Some(out));
            }
            let reserved = crate::num::error::reserve(&mut out, part.len());
            vm.ok(reserved)?;
            out.extend_from_slice(&part);
            vm.poll()?;
        }
    }

    /// Up to so many bytes with at most one call of the raw file, and none if something has been read ahead.
    fn read_once(&self, vm: &mut Vm, want: usize) -> Res<Vec<u8>> {
        let mut out = Vec::new();
        if want > 0 && self.unread() == 0 {
            self.flush(vm)?;
            self.ahead.take();
            return Ok(self.raw_read(vm, want)?.unwrap_or_default());
        }
        self.take_ahead(want, &mut out);
        Ok(out)
    }

    /// Up to and including the next byte `end`, at most `limit` bytes.
    fn read_until(&self, vm: &mut Vm, end: u8, limit: Option<usize>) -> Res<Vec<u8>> {
        let mut out = Vec::new();
        loop {
            let want = limit.map_or(usize::MAX, |limit| limit - out.len());
            let done = self.take(vm, |bytes| {
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

    /// Gives up what was read ahead: the raw file's position becomes the reader's.
    fn forget_ahead(&self, vm: &mut Vm) -> Res<()> {
        let unread = self.unread();
        self.ahead.take();
        if unread > 0 {
            self.raw_seek(vm, -i64::try_from(unread).unwrap_or(0), 1)?;
        }
        Ok(())
    }

    pub fn write(&self, vm: &mut Vm, bytes: &[u8]) -> Res<()> {
        if self.unread() > 0 {
            self.forget_ahead(vm)?;
        }
        let size = self.size.get();
        let full = self.pending.borrow().len().saturating_add(bytes.len()) > size;
        let flushed = if full { self.flush(vm) } else { Ok(()) };
        let blocked = self.catch_blocked(vm, flushed)?;
        self.pending.borrow_mut().extend_from_slice(bytes);
        if blocked.is_none() && bytes.len() <= size {
            return Ok(());
        }
        let flushed = if blocked.is_none() { self.flush(vm) } else { Ok(()) };
        let Some(error) = self.catch_blocked(vm, flushed)?.or(blocked) else { return Ok(()) };
        // As much is kept as the buffer holds; the error tells how much of this that is.
        let lost = self.pending.borrow().len().saturating_sub(size);
        if lost == 0 {
            return Ok(());
        }
        self.pending.borrow_mut().truncate(size);
        let name = vm.intern("characters_written");
        vm.set_attr(&error, &name, int::from_usize(bytes.len().saturating_sub(lost)))?;
        Err(vm.reraise(error))
    }

    /// The error of a raw file that takes nothing at the moment, if it is that.
    fn catch_blocked(&self, vm: &mut Vm, flushed: Res<()>) -> Res<Option<Value>> {
        match flushed {
            Ok(()) => Ok(None),
            Err(raised) if vm.raised_is(E::BlockingIOError) => Ok(Some(vm.take_raised(raised))),
            Err(raised) => Err(raised),
        }
    }

    /// Hands what is pending to the raw file; what it does not take is tried again with the next flush.
    pub fn flush(&self, vm: &mut Vm) -> Res<()> {
        if self.pending.borrow().is_empty() {
            return Ok(());
        }
        let raw = self.raw(vm)?;
        let mut bytes = self.pending.take();
        let mut done = 0;
        let result = loop {
            let rest = bytes.get(done..).unwrap_or_default();
            if rest.is_empty() {
                break Ok(());
            }
            match self.raw_write(vm, &raw, rest).and_then(|written| vm.poll().map(|()| written)) {
                Ok(Some(written)) => done += written,
                Ok(None) => break Err(would_block(vm, own_file(&raw).map_or(0, |_| libc::EAGAIN))),
                Err(raised) => break Err(raised),
            }
        };
        if done < bytes.len() {
            drop(bytes.drain(..done));
            // What somebody has written meanwhile comes after it.
            bytes.append(&mut self.pending.borrow_mut());
            self.pending.replace(bytes);
        }
        result
    }

    fn raw_write(&self, vm: &mut Vm, raw: &Value, bytes: &[u8]) -> Res<Option<usize>> {
        if let Some(file) = own_file(raw) {
            return file.write(vm, bytes);
        }
        let object = vm.bytes(bytes)?;
        let view = vm.view(&object)?.unwrap_or_default();
        let written = self.ask(vm, raw, "write", std::slice::from_ref(&view))?;
        if written.is_none() { Ok(None) } else { counted(vm, "write", &written, bytes.len()).map(Some) }
    }

    fn raw_seek(&self, vm: &mut Vm, offset: i64, whence: i64) -> Res<u64> {
        let raw = self.raw(vm)?;
        if let Some(file) = own_file(&raw) {
            let to = super::file::target(vm, offset, whence)?;
            return file.seek(vm, to);
        }
        let at = self.ask(vm, &raw, "seek", &[int::from_i64(offset), int::from_i64(whence)])?;
        valid_position(vm, &at)
    }

    pub fn tell(&self, vm: &mut Vm) -> Res<u64> {
        let raw = self.raw(vm)?;
        let at = match own_file(&raw) {
            Some(file) => file.tell(vm)?,
            None => {
                let at = self.ask(vm, &raw, "tell", &[])?;
                valid_position(vm, &at)?
            }
        };
        Ok(at.saturating_sub(self.unread() as u64) + self.pending.borrow().len() as u64)
    }

    /// Goes to another place, as `seek` says it; within what has been read ahead, the raw file is left alone.
    pub fn seek(&self, vm: &mut Vm, offset: i64, whence: i64) -> Res<u64> {
        if self.unread() > 0 && whence != 2 {
            let now = self.tell(vm)?;
            let step = if whence == 0 { offset.saturating_sub_unsigned(now) } else { offset };
            let mut ahead = self.ahead.borrow_mut();
            let place = i64::try_from(ahead.1).unwrap_or(0).saturating_add(step);
            if let Some(place) = usize::try_from(place).ok().filter(|place| *place <= ahead.0.len()) {
                ahead.1 = place;
                return Ok(now.saturating_add_signed(step));
            }
        }
        self.flush(vm)?;
        self.forget_ahead(vm)?;
        self.raw_seek(vm, offset, whence)
    }
}

/// What `readinto` or `write` of a raw object says that it has done.
fn counted(vm: &mut Vm, method: &str, count: &Value, most: usize) -> Res<usize> {
    let given = match vm.index_i64(count, E::ValueError) {
        Ok(given) => given,
        Err(raised) => {
            let cause = vm.take_raised(raised);
            if method == "readinto" {
                let raised = vm.raise(E::OSError, "raw readinto() failed");
                let error = vm.take_raised(raised);
                let name = vm.intern("__cause__");
                vm.set_attr(&error, &name, cause)?;
                return Err(vm.reraise(error));
            }
            -1
        }
    };
    match usize::try_from(given).ok().filter(|count| *count <= most) {
        Some(count) => Ok(count),
        None => Err(vm.raise(
            E::OSError,
            format!("raw {method}() returned invalid length {given} (should have been between 0 and {most})"),
        )),
    }
}

fn valid_position(vm: &mut Vm, at: &Value) -> Res<u64> {
    let given = vm.index_i64(at, E::ValueError)?;
    match u64::try_from(given) {
        Ok(at) => Ok(at),
        Err(_) => Err(vm.raise(E::OSError, format!("Raw stream returned invalid position {given}"))),
    }
}

#[cold]
fn would_block(vm: &mut Vm, number: i32) -> Raised {
    let message = vm.str("write could not complete without blocking");
    vm.raise_with(E::BlockingIOError, vec![int::from_i64(number.into()), message, int::from_usize(0)])
}

#[cold]
fn closed(vm: &mut Vm, what: &str) -> Raised {
    vm.value_error(format!("{what} closed file"))
}

/// The object, if it is open; `what` begins the words of the error if it is not: `"read of"`.
fn open<'a>(vm: &mut Vm, this: &'a Value, what: &str) -> Res<&'a Buffered> {
    let file: &Buffered = data(vm, this)?;
    if file.is_closed(vm)? { Err(closed(vm, what)) } else { Ok(file) }
}

/// The object, if it is open and of a class that can read.
fn reader<'a>(vm: &mut Vm, this: &'a Value, method: &str) -> Res<&'a Buffered> {
    let file: &Buffered = data(vm, this)?;
    if !file.reads {
        return Err(unsupported(vm, method));
    }
    if file.is_closed(vm)? { Err(closed(vm, &format!("{method} of"))) } else { Ok(file) }
}

fn writer<'a>(vm: &mut Vm, this: &'a Value) -> Res<&'a Buffered> {
    let file: &Buffered = data(vm, this)?;
    if !file.writes {
        return Err(unsupported(vm, "write"));
    }
    open(vm, this, "write to")
}

/// Passes a call on to the raw file.
fn pass(vm: &mut Vm, this: &Value, name: &str) -> Res {
    let file: &Buffered = data(vm, this)?;
    let raw = file.raw(vm)?;
    vm.call_method(&raw, name, &[])
}

/// `readinto(buffer)`, with at most one call of the raw file if `once`.
fn read_into(vm: &mut Vm, this: &Value, target: &Value, once: bool) -> Res {
    let file = reader(vm, this, "readinto")?;
    let length =
        writable_length(vm, target, if once { "readinto1() argument must be" } else { "readinto() argument must be" })?;
    let bytes = match once {
        true => {
            let mut bytes = file.read_once(vm, length)?;
            let rest = length - bytes.len();
            // What does not fit into the buffer is worth a call of the raw file.
            if !bytes.is_empty() && rest > file.size.get() && file.unread() == 0 {
                bytes.extend(file.raw_read(vm, rest)?.unwrap_or_default());
            }
            Some(bytes)
        }
        false => file.read(vm, length)?,
    };
    let Some(bytes) = bytes else { return Ok(Value::NONE) };
    write_into(vm, target, 0, &bytes)?;
    Ok(int::from_usize(bytes.len()))
}

fn close(vm: &mut Vm, this: &Value) -> Res {
    let file: &Buffered = data(vm, this)?;
    if file.is_closed(vm)? {
        return Ok(Value::NONE);
    }
    let raw = file.raw(vm)?;
    if file.finalizing.get() {
        let name = vm.intern("_dealloc_warn");
        if vm.get_attr_opt(&raw, &name)?.is_some() {
            vm.call_method(&raw, "_dealloc_warn", std::slice::from_ref(this))?;
        }
    }
    let flushed = vm.call_method(this, "flush", &[]);
    let result = super::then(vm, flushed, |vm| vm.call_method(&raw, "close", &[]));
    file.pending.take();
    file.ahead.take();
    result
}

pub static METHODS: &[Decl] = natives![
    "__new__(cls, /, *args, **kwargs)" |vm, [cls, _args, _keywords]| {
        let class = vm.mro_of(cls).into_iter().find_map(|class| {
            CLASSES.iter().find(|(name, ..)| class.is(&vm.host_type_named(&format!("_io.{name}"))))
        });
        let (_, reads, writes) = class.copied().unwrap_or_default();
        vm.host_object(cls, Buffered::new(reads, writes))
    };
    "__init__(self, raw, buffer_size=8192)" |vm, [this, raw, size]| {
        let file: &Buffered = data(vm, this)?;
        file.state.set(State::Uninitialized);
        let needs = [(file.reads && file.writes, "seekable"), (file.reads, "readable"), (file.writes, "writable")];
        for (needed, ability) in needs {
            if needed {
                let able = vm.call_method(raw, ability, &[])?;
                if !vm.truth(&able)? {
                    return Err(unsupported(vm, &format!("File or stream is not {ability}.")));
                }
            }
        }
        let size = if size.is_empty() { BUFFER as i64 } else { vm.index_i64(size, E::OverflowError)? };
        let Some(size) = usize::try_from(size).ok().filter(|size| *size > 0) else {
            return Err(vm.value_error("buffer size must be strictly positive"));
        };
        if size > isize::MAX as usize / 2 {
            return Err(vm.raise_memory());
        }
        let file: &Buffered = data(vm, this)?;
        file.attach(raw.clone(), size);
        Ok(Value::NONE)
    };
    "read(self, size=-1, /)" |vm, [this, size]| {
        let size = match size.is_empty() || size.is_none() {
            true => None,
            false => {
                let given = amount(vm, size)?;
                if given.is_none() && vm.index_i64(size, E::OverflowError)? < -1 {
                    return Err(vm.value_error("read length must be non-negative or -1"));
                }
                given
            }
        };
        let file = reader(vm, this, "read")?;
        let bytes = match size {
            Some(size) => file.read(vm, size)?,
            None => file.read_all(vm)?,
        };
        match bytes {
            Some(bytes) => vm.bytes(&bytes),
            None => Ok(Value::NONE),
        }
    };
    "read1(self, size=-1, /)" |vm, [this, size]| {
        let file = reader(vm, this, "read")?;
        let size = amount(vm, size)?.unwrap_or(file.size.get());
        let bytes = file.read_once(vm, size)?;
        vm.bytes(&bytes)
    };
    "peek(self, size=0, /)" |vm, [this, size]| {
        amount(vm, size)?;
        let file = reader(vm, this, "peek")?;
        let bytes = file.take(vm, |bytes| (0, bytes.to_vec()))?;
        vm.bytes(&bytes)
    };
    "readinto(self, buffer, /)" |vm, [this, target]| read_into(vm, this, target, false);
    "readinto1(self, buffer, /)" |vm, [this, target]| read_into(vm, this, target, true);
    "readline(self, size=-1, /)" |vm, [this, size]| {
        let size = amount(vm, size)?;
        let file = reader(vm, this, "readline")?;
        let line = file.read_until(vm, b'\n', size)?;
        vm.bytes(&line)
    };
    "__next__(self, /)" |vm, [this]| {
        let whole = this.exact::<Host>().and_then(Host::data).and_then(Buffered::whole_line);
        let line = match whole {
            Some(line) => return Ok(line),
            None => vm.call_method(this, "readline", &[])?,
        };
        if vm.truth(&line)? { Ok(line) } else { Err(vm.stop_iteration(Value::NONE)) }
    };
    "write(self, buffer, /)" |vm, [this, bytes]| {
        let bytes = buffer(vm, bytes)?;
        let file = writer(vm, this)?;
        file.write(vm, &bytes)?;
        Ok(int::from_usize(bytes.len()))
    };
    "flush(self, /)" |vm, [this]| {
        let file: &Buffered = data(vm, this)?;
        if file.writes {
            open(vm, this, "flush of")?;
            file.flush(vm)?;
            file.forget_ahead(vm)?;
        }
        pass(vm, this, "flush")
    };
    "close(self, /)" |vm, [this]| close(vm, this);
    "detach(self, /)" |vm, [this]| {
        vm.call_method(this, "flush", &[])?;
        let file: &Buffered = data(vm, this)?;
        let raw = file.raw(vm)?;
        file.raw.set(Value::EMPTY);
        file.state.set(State::Detached);
        Ok(raw)
    };
    "seek(self, target, whence=0, /)" |vm, [this, offset, whence]| {
        let whence = if whence.is_empty() { 0 } else { vm.index_i64(whence, E::OverflowError)? };
        if !(0..=2).contains(&whence) {
            return Err(vm.value_error(format!("whence value {whence} unsupported")));
        }
        let file = open(vm, this, "seek of")?;
        let able = pass(vm, this, "seekable")?;
        if !vm.truth(&able)? {
            return Err(unsupported(vm, "File or stream is not seekable."));
        }
        let offset = vm.index_i64(offset, E::OverflowError)?;
        file.seek(vm, offset, whence).map(position)
    };
    "tell(self, /)" |vm, [this]| {
        let file: &Buffered = data(vm, this)?;
        file.tell(vm).map(position)
    };
    "truncate(self, pos=None, /)" |vm, [this, size]| {
        let file = open(vm, this, "truncate of")?;
        if !file.writes {
            return Err(unsupported(vm, "truncate"));
        }
        file.flush(vm)?;
        let size = if size.is_empty() || size.is_none() { position(file.tell(vm)?) } else { size.clone() };
        let raw = file.raw(vm)?;
        vm.call_method(&raw, "truncate", std::slice::from_ref(&size))
    };
    "fileno(self, /)" |vm, [this]| pass(vm, this, "fileno");
    "isatty(self, /)" |vm, [this]| pass(vm, this, "isatty");
    "readable(self, /)" |vm, [this]| {
        let file: &Buffered = data(vm, this)?;
        if file.reads { pass(vm, this, "readable") } else { file.raw(vm).map(|_| Value::FALSE) }
    };
    "writable(self, /)" |vm, [this]| {
        let file: &Buffered = data(vm, this)?;
        if file.writes { pass(vm, this, "writable") } else { file.raw(vm).map(|_| Value::FALSE) }
    };
    "seekable(self, /)" |vm, [this]| pass(vm, this, "seekable");
    "_dealloc_warn(self, source, /)" |vm, [this, source]| {
        let file: &Buffered = data(vm, this)?;
        let raw = file.raw(vm)?;
        vm.call_method(&raw, "_dealloc_warn", std::slice::from_ref(source))
    };
    "__repr__(self, /)" |vm, [this]| {
        let class = vm.type_name(this);
        let name = super::name_of(vm, this)?.map(|name| format!(" {name}")).unwrap_or_default();
        Ok(vm.str(&format!("<{class}{name}>")))
    };
];

/// An attribute of the raw file.
fn of_raw(vm: &mut Vm, this: &Value, name: &str) -> Res {
    let file: &Buffered = data(vm, this)?;
    let raw = file.raw(vm)?;
    let name = vm.intern(name);
    vm.get_attr(&raw, &name)
}

pub static MEMBERS: &[GetSetDecl] = getsets![
    "closed" |vm, this| {
        let file: &Buffered = data(vm, this)?;
        file.is_closed(vm).map(Value::bool)
    };
    "name" |vm, this| of_raw(vm, this, "name");
    "mode" |vm, this| of_raw(vm, this, "mode");
    "raw" |vm, this| {
        let file: &Buffered = data(vm, this)?;
        file.raw(vm)
    };
    "_finalizing" |vm, this| {
        let file: &Buffered = data(vm, this)?;
        Ok(Value::bool(file.finalizing.get()))
    };
];
