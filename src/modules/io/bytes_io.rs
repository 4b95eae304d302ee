//! `BytesIO`: bytes in memory, with a place in them.
//!
//! The bytes are those of a byte array, so that `getbuffer()` is a view of them, during whose life their number stays as it is.

use std::cell::Cell;

use crate::heap::kind::Visitor;
use crate::heap::{Slot, Value};
use crate::objects::bytearray::{Refused, new_bytearray};
use crate::objects::{ByteArray, HostData, Tuple, int};
use crate::vm::types::GetSetDecl;
use crate::vm::{Decl, E, Raised, Res, Vm};
use crate::{getsets, natives};

use super::super::{buffer, writable_length, write_into};
use super::{amount, data, unsupported};

struct BytesIo {
    /// A byte array that no program sees.
    content: Slot,
    at: Cell<usize>,
    closed: Cell<bool>,
}

impl HostData for BytesIo {
    fn trace(&self, visitor: &mut dyn Visitor) {
        self.content.trace(visitor);
    }
}

#[cold]
fn refused(vm: &mut Vm, why: Refused) -> Raised {
    match why {
        Refused::OutOfMemory => vm.raise_memory(),
        Refused::Exported => vm.raise(E::BufferError, "Existing exports of data: object cannot be re-sized"),
    }
}

impl BytesIo {
    /// Does something with the byte array.
    fn with<R>(&self, act: impl FnOnce(&ByteArray) -> R) -> Option<R> {
        self.content.peek(|content| content.cast::<ByteArray>().map(act))
    }

    fn change(&self, vm: &mut Vm, act: impl FnOnce(&ByteArray) -> Result<(), Refused>) -> Res<()> {
        self.with(act).unwrap_or(Ok(())).map_err(|why| refused(vm, why))
    }

    fn len(&self) -> usize {
        self.with(ByteArray::len).unwrap_or(0)
    }

    /// Puts bytes in the place of as many at the position, with zeros between the end and a position beyond it.
    fn write(&self, vm: &mut Vm, bytes: &[u8]) -> Res<()> {
        self.change(vm, ByteArray::check_exports)?;
        let (at, len) = (self.at.get(), self.len());
        if bytes.is_empty() {
            return Ok(());
        }
        if at > len {
            let gap = super::zeros(vm, at - len)?;
            self.change(vm, |content| content.splice(len..len, &gap))?;
        }
        self.change(
            vm,
            |content| {
                if content.copy_from(at, bytes) { Ok(()) } else { content.splice(at..content.len(), bytes) }
            },
        )?;
        self.at.set(at + bytes.len());
        Ok(())
    }

    /// The bytes from the position up to `end`, or fewer if there are not as many.
    fn take(&self, count: usize) -> Vec<u8> {
        let at = self.at.get();
        let part = self.with(|content| content.part(at, at.saturating_add(count))).unwrap_or_default();
        self.at.set(at + part.len());
        part
    }

    /// Sets what is held.
    fn set(&self, vm: &mut Vm, bytes: &[u8]) -> Res<()> {
        self.change(vm, |content| content.splice(0..content.len(), bytes))?;
        self.at.set(0);
        Ok(())
    }
}

fn open<'a>(vm: &mut Vm, this: &'a Value) -> Res<&'a BytesIo> {
    let memory: &BytesIo = data(vm, this)?;
    if memory.closed.get() { Err(vm.value_error("I/O operation on closed file.")) } else { Ok(memory) }
}

fn is_open(vm: &mut Vm, this: &Value) -> Res {
    open(vm, this).map(|_| Value::TRUE)
}

pub static METHODS: &[Decl] = natives![
    "__new__(cls, /, *args, **kwargs)" |vm, [cls, _args, _keywords]| {
        let content = Slot::new(new_bytearray(Vec::new()));
        vm.host_object(cls, BytesIo { content, at: Cell::default(), closed: Cell::default() })
    };
    "__init__(self, /, initial_bytes=b'')" |vm, [this, initial]| {
        let memory: &BytesIo = data(vm, this)?;
        memory.closed.set(false);
        memory.set(vm, &[])?;
        if !initial.is_empty() && !initial.is_none() {
            let bytes = buffer(vm, initial)?;
            memory.set(vm, &bytes)?;
        }
        Ok(Value::NONE)
    };
    "write(self, b, /)" |vm, [this, bytes]| {
        open(vm, this)?;
        let bytes = buffer(vm, bytes)?;
        open(vm, this)?.write(vm, &bytes)?;
        Ok(int::from_usize(bytes.len()))
    };
    "read(self, size=-1, /)" |vm, [this, size]| {
        let size = amount(vm, size)?;
        let part = open(vm, this)?.take(size.unwrap_or(usize::MAX));
        vm.bytes(&part)
    };
    "read1(self, size=-1, /)" |vm, [this, size]| {
        vm.call_method(this, "read", if size.is_empty() { &[] } else { std::slice::from_ref(size) })
    };
    "readinto(self, buffer, /)" |vm, [this, target]| {
        let length = writable_length(vm, target, "readinto() argument must be")?;
        let read = open(vm, this)?.take(length);
        write_into(vm, target, 0, &read)?;
        Ok(int::from_usize(read.len()))
    };
    "readinto1(self, buffer, /)" |vm, [this, target]| {
        let length = writable_length(vm, target, "readinto1() argument must be")?;
        let read = open(vm, this)?.take(length);
        write_into(vm, target, 0, &read)?;
        Ok(int::from_usize(read.len()))
    };
    "readline(self, size=-1, /)" |vm, [this, size]| {
        let size = amount(vm, size)?.unwrap_or(usize::MAX);
        let memory = open(vm, this)?;
        let at = memory.at.get();
        let end = memory.with(|content| content.position(b'\n', at)).flatten();
        let line = memory.take(end.map_or(usize::MAX, |end| end + 1 - at).min(size));
        vm.bytes(&line)
    };
    /// Retrieve the entire contents of the BytesIO object.
    "getvalue(self, /)" |vm, [this]| {
        let content = open(vm, this)?.with(ByteArray::to_vec).unwrap_or_default();
        vm.bytes(&content)
    };
    /// Get a read-write view over the contents of the BytesIO object.
    "getbuffer(self, /)" |vm, [this]| {
        let content = open(vm, this)?.content.get();
        Ok(vm.view(&content)?.unwrap_or_default())
    };
    "tell(self, /)" |vm, [this]| open(vm, this).map(|memory| int::from_usize(memory.at.get()));
    "seek(self, pos, whence=0, /)" |vm, [this, position, whence]| {
        let memory = open(vm, this)?;
        let given = vm.index_i64(position, E::OverflowError)?;
        let how = if whence.is_empty() { 0 } else { vm.index_i64(whence, E::OverflowError)? };
        if how == 0 && given < 0 {
            return Err(vm.value_error(format!("negative seek value {given}")));
        }
        if !(0..=2).contains(&how) {
            return Err(vm.value_error(format!("invalid whence ({how}, should be 0, 1 or 2)")));
        }
        let signed = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
        let from = match how {
            0 => 0,
            1 => signed(memory.at.get()),
            _ => signed(memory.len()),
        };
        let Some(at) = from.checked_add(given) else { return Err(vm.raise(E::OverflowError, "new position too large")) };
        memory.at.set(usize::try_from(at.max(0)).unwrap_or(0));
        Ok(int::from_i64(at.max(0)))
    };
    "truncate(self, size=None, /)" |vm, [this, size]| {
        let given = amount(vm, size)?;
        if given.is_none() && !size.is_empty() && !size.is_none() {
            let shown = vm.repr_lossy(size)?;
            return Err(vm.value_error(format!("negative size value {shown}")));
        }
        let memory = open(vm, this)?;
        let end = given.unwrap_or(memory.at.get());
        memory.change(vm, ByteArray::check_exports)?;
        memory.change(vm, |content| content.splice(end.min(content.len())..content.len(), &[]))?;
        Ok(int::from_usize(end))
    };
    "close(self, /)" |vm, [this]| {
        let memory: &BytesIo = data(vm, this)?;
        memory.set(vm, &[])?;
        memory.closed.set(true);
        Ok(Value::NONE)
    };
    "flush(self, /)" |vm, [this]| open(vm, this).map(|_| Value::NONE);
    "isatty(self, /)" |vm, [this]| open(vm, this).map(|_| Value::FALSE);
    "readable(self, /)" |vm, [this]| is_open(vm, this);
    "writable(self, /)" |vm, [this]| is_open(vm, this);
    "seekable(self, /)" |vm, [this]| is_open(vm, this);
    "fileno(self, /)" |vm, [_this]| Err(unsupported(vm, "fileno"));
    "detach(self, /)" |vm, [_this]| Err(unsupported(vm, "detach"));
    "__getstate__(self, /)" |vm, [this]| {
        let memory = open(vm, this)?;
        let (content, at) = (memory.with(ByteArray::to_vec).unwrap_or_default(), memory.at.get());
        let state = vec![vm.bytes(&content)?, int::from_usize(at), super::own_dict(vm, this)?];
        vm.tuple(state)
    };
    "__setstate__(self, state, /)" |vm, [this, state]| {
        let memory = open(vm, this)?;
        let Some([content, at, dict]) = state.cast::<Tuple>().map(Tuple::elements) else {
            return Err(super::no_state(vm, this, state, 3));
        };
        let bytes = buffer(vm, content)?;
        memory.set(vm, &bytes)?;
        let at = super::state_position(vm, at)?;
        memory.at.set(at);
        super::set_own_dict(vm, this, dict)?;
        Ok(Value::NONE)
    };
];

pub static MEMBERS: &[GetSetDecl] = getsets![
    "closed" |vm, this| {
        let memory: &BytesIo = data(vm, this)?;
        Ok(Value::bool(memory.closed.get()))
    };
];
