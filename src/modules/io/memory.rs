//! Streams in memory: `StringIO` and `BytesIO`.

use std::cell::{Cell, RefCell};

use crate::heap::kind::Visitor;
use crate::heap::{OutOfMemory, Value, alloc};
use crate::objects::{HostData, Str, Tuple, int};
use crate::text::wtf8;
use crate::vm::types::GetSetDecl;
use crate::vm::{Decl, E, Res, Vm};
use crate::{getsets, natives};

use super::{amount, data, unsupported};

/// Bytes, or text as WTF-8, with a place in them.
struct Memory {
    content: RefCell<Vec<u8>>,
    /// In bytes; of text at the beginning of a character, unless it lies beyond the end.
    at: Cell<usize>,
    closed: Cell<bool>,
    /// For text: which end of lines is translated; 0 for none, 1 for all to `\n`, 2 for none and the three kinds as ends.
    newline: Cell<u8>,
}

impl HostData for Memory {
    fn trace(&self, _visitor: &mut dyn Visitor) {}

    fn buffer_bytes(&self) -> usize {
        self.content.borrow().capacity()
    }
}

impl Drop for Memory {
    fn drop(&mut self) {
        alloc::account_buffer(self.content.get_mut().capacity(), 0);
    }
}

impl Memory {
    fn new(content: Vec<u8>) -> Memory {
        alloc::account_buffer(0, content.capacity());
        Memory { content: RefCell::new(content), at: Cell::new(0), closed: Cell::new(false), newline: Cell::new(0) }
    }

    fn grow(&self, additional: usize) -> Result<(), OutOfMemory> {
        let mut content = self.content.borrow_mut();
        let before = content.capacity();
        if before - content.len() >= additional {
            return Ok(());
        }
        alloc::may_grow(additional)?;
        content.try_reserve(additional).map_err(|_| OutOfMemory)?;
        alloc::account_buffer(before, content.capacity());
        Ok(())
    }

    /// Puts bytes in the place of `over` bytes at the position, with zeros between the end and a position beyond it.
    fn write(&self, bytes: &[u8], over: usize) -> Result<(), OutOfMemory> {
        let (at, len) = (self.at.get(), self.content.borrow().len());
        self.grow(at.saturating_sub(len).saturating_add(bytes.len()))?;
        let mut content = self.content.borrow_mut();
        if at > len {
            content.resize(at, 0);
        }
        let end = (at + over).min(content.len());
        drop(content.splice(at..end, bytes.iter().copied()));
        self.at.set(at + bytes.len());
        Ok(())
    }

    /// The bytes from the position on.
    fn rest<R>(&self, act: impl FnOnce(&[u8]) -> (usize, R)) -> R {
        let content = self.content.borrow();
        let (taken, result) = act(content.get(self.at.get()..).unwrap_or_default());
        self.at.set(self.at.get() + taken);
        result
    }

    fn line(&self, limit: Option<usize>, any_end: bool) -> Vec<u8> {
        self.rest(|rest| {
            let mut count = match any_end {
                false => memchr::memchr(b'\n', rest).map_or(rest.len(), |at| at + 1),
                true => match memchr::memchr2(b'\n', b'\r', rest) {
                    Some(at) if rest.get(at..at + 2) == Some(b"\r\n") => at + 2,
                    Some(at) => at + 1,
                    None => rest.len(),
                },
            };
            if let Some(limit) = limit {
                count = count.min(limit);
            }
            (count, rest.get(..count).unwrap_or_default().to_vec())
        })
    }
}

fn open<'a>(vm: &mut Vm, this: &'a Value) -> Res<&'a Memory> {
    let memory: &Memory = data(vm, this)?;
    if memory.closed.get() {
        // The two classes do not end it alike.
        let text = vm.host_type_named("_io.StringIO");
        let end = if vm.mro_of(&vm.type_of(this)).iter().any(|class| class.is(&text)) { "" } else { "." };
        return Err(vm.value_error(format!("I/O operation on closed file{end}")));
    }
    Ok(memory)
}

/// How many bytes so many characters take.
fn bytes_of_characters(text: &[u8], count: usize) -> usize {
    wtf8::byte_offset(text, count).unwrap_or(text.len())
}

fn close(vm: &mut Vm, this: &Value) -> Res {
    let memory: &Memory = data(vm, this)?;
    memory.closed.set(true);
    let old = memory.content.take();
    alloc::account_buffer(old.capacity(), 0);
    Ok(Value::NONE)
}

fn is_open(vm: &mut Vm, this: &Value) -> Res {
    open(vm, this).map(|_| Value::TRUE)
}

/// Text with its ends of lines as a StringIO keeps them.
fn translated(memory: &Memory, text: &[u8]) -> Vec<u8> {
    match memory.newline.get() {
        1 if text.contains(&b'\r') => crate::vm::input::normal_line_ends(text),
        _ => text.to_vec(),
    }
}

pub static METHODS: &[Decl] = natives![
    "__new__(cls, /, *args, **kwargs)" |vm, [cls, _args, _keywords]| vm.host_object(cls, Memory::new(Vec::new()));
    "__init__(self, /, initial_value='', newline='\\n')" |vm, [this, initial, newline]| {
        let memory: &Memory = data(vm, this)?;
        let kind = match newline.cast::<Str>().map(|text| text.to_text().into_owned()).as_deref() {
            None if newline.is_none() => 1,
            Some("") => 2,
            None if !newline.is_empty() => {
                let name = vm.type_name(newline);
                return Err(vm.type_error(format!("newline must be str or None, not {name}")));
            }
            _ => 0,
        };
        memory.newline.set(kind);
        close(vm, this)?;
        memory.closed.set(false);
        memory.at.set(0);
        if !initial.is_empty() && !initial.is_none() {
            let Some(text) = initial.cast::<Str>() else {
                let name = vm.type_name(initial);
                return Err(vm.type_error(format!("initial_value must be str or None, not {name}")));
            };
            let text = translated(memory, text.bytes());
            if memory.write(&text, 0).is_err() {
                return Err(vm.raise_memory());
            }
            memory.at.set(0);
        }
        Ok(Value::NONE)
    };
    "write(self, s, /)" |vm, [this, string]| {
        let Some(text) = string.cast::<Str>() else {
            let name = vm.type_name(string);
            return Err(vm.type_error(format!("string argument expected, got '{name}'")));
        };
        let memory = open(vm, this)?;
        let bytes = translated(memory, text.bytes());
        let over = {
            let content = memory.content.borrow();
            let rest = content.get(memory.at.get()..).unwrap_or_default();
            if rest.is_empty() { 0 } else { bytes_of_characters(rest, text.chars()) }
        };
        if memory.write(&bytes, over).is_err() {
            return Err(vm.raise_memory());
        }
        Ok(int::from_usize(text.chars()))
    };
    "read(self, size=-1, /)" |vm, [this, size]| {
        let size = amount(vm, size)?;
        let memory = open(vm, this)?;
        let part = memory.rest(|rest| {
            let count = size.map_or(rest.len(), |size| bytes_of_characters(rest, size));
            (count, rest.get(..count).unwrap_or_default().to_vec())
        });
        vm.str_bytes(&part)
    };
    "readline(self, size=-1, /)" |vm, [this, size]| {
        let size = amount(vm, size)?;
        let memory = open(vm, this)?;
        let limit = size.map(|size| memory.rest(|rest| (0, bytes_of_characters(rest, size))));
        let line = memory.line(limit, memory.newline.get() == 2);
        vm.str_bytes(&line)
    };
    /// Retrieve the entire contents of the object.
    "getvalue(self, /)" |vm, [this]| {
        let content = open(vm, this)?.content.borrow().clone();
        vm.str_bytes(&content)
    };
    "tell(self, /)" |vm, [this]| {
        let memory = open(vm, this)?;
        let content = memory.content.borrow();
        let at = memory.at.get();
        Ok(int::from_usize(wtf8::count(content.get(..at.min(content.len())).unwrap_or_default()) + at.saturating_sub(content.len())))
    };
    "seek(self, pos, whence=0, /)" |vm, [this, position, whence]| {
        let position = vm.index_i64(position, E::OverflowError)?;
        let how = if whence.is_empty() { 0 } else { vm.index_i64(whence, E::OverflowError)? };
        let memory = open(vm, this)?;
        if !(0..=2).contains(&how) {
            return Err(vm.value_error(format!("Invalid whence ({how}, should be 0, 1 or 2)")));
        }
        if how == 0 && position < 0 {
            return Err(vm.value_error(format!("Negative seek position {position}")));
        }
        if how != 0 && position != 0 {
            return Err(vm.raise(E::OSError, "Can't do nonzero cur-relative seeks"));
        }
        let content = memory.content.borrow();
        match how {
            0 => {
                let wanted = usize::try_from(position).unwrap_or(0);
                let chars = wtf8::count(&content);
                memory.at.set(match wtf8::byte_offset(&content, wanted) {
                    Some(at) => at,
                    None => content.len() + wanted.saturating_sub(chars),
                });
                return Ok(int::from_i64(position));
            }
            2 => memory.at.set(content.len()),
            _ => {}
        }
        Ok(int::from_usize(wtf8::count(content.get(..memory.at.get()).unwrap_or(&content))))
    };
    "truncate(self, pos=None, /)" |vm, [this, position]| {
        let given = amount(vm, position)?;
        if given.is_none() && !position.is_empty() && !position.is_none() {
            let shown = vm.repr_lossy(position)?;
            return Err(vm.value_error(format!("Negative size value {shown}")));
        }
        let memory = open(vm, this)?;
        let mut content = memory.content.borrow_mut();
        let end = match given {
            Some(given) => bytes_of_characters(&content, given),
            None => memory.at.get(),
        };
        content.truncate(end);
        Ok(int::from_usize(given.unwrap_or_else(|| wtf8::count(&content))))
    };
    "close(self, /)" |vm, [this]| close(vm, this);
    "flush(self, /)" |vm, [this]| open(vm, this).map(|_| Value::NONE);
    "isatty(self, /)" |vm, [this]| open(vm, this).map(|_| Value::FALSE);
    "readable(self, /)" |vm, [this]| is_open(vm, this);
    "writable(self, /)" |vm, [this]| is_open(vm, this);
    "seekable(self, /)" |vm, [this]| is_open(vm, this);
    "fileno(self, /)" |vm, [_this]| Err(unsupported(vm, "fileno"));
    "detach(self, /)" |vm, [_this]| Err(unsupported(vm, "detach"));
    "__getstate__(self, /)" |vm, [this]| {
        let memory = open(vm, this)?;
        let (content, newline) = (memory.content.borrow().clone(), memory.newline.get());
        let at = vm.call_method(this, "tell", &[])?;
        let newline = match newline {
            1 => Value::NONE,
            2 => vm.str(""),
            _ => vm.str("\n"),
        };
        let state = vec![vm.str_bytes(&content)?, newline, at, super::own_dict(vm, this)?];
        vm.tuple(state)
    };
    "__setstate__(self, state, /)" |vm, [this, state]| {
        open(vm, this)?;
        let Some([content, newline, at, dict]) = state.cast::<Tuple>().map(Tuple::elements) else {
            return Err(super::no_state(vm, this, state, 4));
        };
        vm.call_method(this, "__init__", &[content.clone(), newline.clone()])?;
        vm.call_method(this, "seek", std::slice::from_ref(at))?;
        super::set_own_dict(vm, this, dict)?;
        Ok(Value::NONE)
    };
];

pub static MEMBERS: &[GetSetDecl] = getsets![
    "closed" |vm, this| {
        let memory: &Memory = data(vm, this)?;
        Ok(Value::bool(memory.closed.get()))
    };
    "encoding" |_vm, _this| Ok(Value::NONE);
    "errors" |_vm, _this| Ok(Value::NONE);
    "newlines" |_vm, _this| Ok(Value::NONE);
    "line_buffering" |_vm, _this| Ok(Value::FALSE);
];
