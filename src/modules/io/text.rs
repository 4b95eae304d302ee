//! Text over bytes: decoded as it is read, encoded as it is written.
//!
//! Nothing is decoded ahead: a line is found in the bytes, since in all the encodings that we know the ends of lines are
//! bytes of their own.

use std::cell::{Cell, RefCell};

use crate::builtins::codec;
use crate::heap::kind::Visitor;
use crate::heap::{Slot, Value};
use crate::objects::bytearray::bytes_of;
use crate::objects::{Host, HostData, Str, int};
use crate::text::wtf8;
use crate::vm::types::GetSetDecl;
use crate::vm::{Decl, E, Res, Vm};
use crate::{getsets, natives};

use super::file::{FileData, done};
use super::{amount, closed, data, unsupported};

/// How ends of lines are read and written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Newline {
    /// Read: `\n`, `\r` and `\r\n` all become `\n`. Written: as the system has it.
    Universal,
    /// Read: the three kinds, as they are. Written: as given.
    Untranslated,
    Lf,
    Cr,
    CrLf,
}

pub struct TextData {
    buffer: Slot,
    encoding: Slot,
    errors: Slot,
    mode: Slot,
    newline: Cell<Newline>,
    by_lines: Cell<bool>,
    /// What was read from a buffer that is not one of our files, and not used yet.
    ahead: RefCell<Vec<u8>>,
    /// For the encoding with a mark: whether the beginning has been read or written.
    marked: Cell<bool>,
    detached: Cell<bool>,
}

impl HostData for TextData {
    fn trace(&self, visitor: &mut dyn Visitor) {
        for slot in [&self.buffer, &self.encoding, &self.errors, &self.mode] {
            slot.trace(visitor);
        }
    }

    fn clear(&self) {
        self.buffer.set(Value::EMPTY);
    }
}

impl TextData {
    pub fn new(
        vm: &mut Vm,
        buffer: Value,
        encoding: Option<String>,
        errors: Option<String>,
        newline: Option<String>,
        by_lines: bool,
        mode: &str,
    ) -> Res<TextData> {
        let newline = match newline.as_deref() {
            None => Newline::Universal,
            Some("") => Newline::Untranslated,
            Some("\n") => Newline::Lf,
            Some("\r") => Newline::Cr,
            Some("\r\n") => Newline::CrLf,
            Some(other) => {
                return Err(vm.value_error(format!("illegal newline value: {other}")));
            }
        };
        let encoding = match encoding.as_deref() {
            None | Some("locale") => "UTF-8",
            Some(encoding) => encoding,
        };
        let (encoding, errors) = (vm.str(encoding), vm.str(errors.as_deref().unwrap_or("strict")));
        // Lines are looked for in the bytes, a character at a time: an end of line must be that one byte.
        let line_end = vm.str("\n");
        let encoded = codec::encode(vm, "encode", &line_end, &encoding, &errors)?;
        if bytes_of(&encoded).is_none_or(|bytes| bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes) != b"\n") {
            let name = encoding.cast::<Str>().map(|name| name.to_text().into_owned()).unwrap_or_default();
            let message = format!("files in the encoding {name} are not supported");
            return Err(vm.raise(E::NotImplementedError, message));
        }
        Ok(TextData {
            buffer: Slot::new(buffer),
            encoding: Slot::new(encoding),
            errors: Slot::new(errors),
            mode: super::open::mode_slot(vm, mode),
            newline: Cell::new(newline),
            by_lines: Cell::new(by_lines),
            ahead: RefCell::default(),
            marked: Cell::new(false),
            detached: Cell::new(false),
        })
    }

    /// Becomes what `other` is: an object that is initialised, perhaps again.
    fn adopt(&self, other: TextData) {
        for (slot, new) in [
            (&self.buffer, &other.buffer),
            (&self.encoding, &other.encoding),
            (&self.errors, &other.errors),
            (&self.mode, &other.mode),
        ] {
            slot.set(new.get());
        }
        self.newline.set(other.newline.get());
        self.by_lines.set(other.by_lines.get());
        self.ahead.take();
        self.marked.set(false);
        self.detached.set(false);
    }

    /// Raises if there is no buffer: it was taken away, or never given.
    fn attached(&self, vm: &mut Vm) -> Res<()> {
        if !self.detached.get() {
            return Ok(());
        }
        Err(vm.value_error(if self.buffer.get().is_none() {
            "I/O operation on uninitialized object"
        } else {
            "underlying buffer has been detached"
        }))
    }

    fn has_mark(&self) -> bool {
        self.encoding.peek(|encoding| {
            encoding
                .cast::<Str>()
                .is_some_and(|name| name.to_text().to_ascii_lowercase().replace('_', "-") == "utf-8-sig")
        })
    }

    /// Bytes from the buffer: `act` looks at what there is and says how much it takes. Nothing at all is the end.
    fn take<R>(&self, vm: &mut Vm, act: impl FnOnce(&[u8]) -> (usize, R)) -> Res<R> {
        let buffer = self.buffer.get();
        if let Some(file) = buffer.exact::<Host>().and_then(Host::data::<FileData>) {
            return done(vm, file.take(act));
        }
        if self.ahead.borrow().is_empty() {
            let read = vm.call_method(&buffer, "read", &[int::from_usize(super::file::BUFFER)])?;
            let Some(bytes) = bytes_of(&read) else {
                let name = vm.type_name(&read);
                return Err(
                    vm.type_error(format!("underlying read() should have returned a bytes-like object, not '{name}'"))
                );
            };
            self.ahead.borrow_mut().extend_from_slice(&bytes);
        }
        let mut ahead = self.ahead.borrow_mut();
        let (taken, result) = act(&ahead);
        let taken = taken.min(ahead.len());
        ahead.drain(..taken);
        Ok(result)
    }

    fn decode(&self, vm: &mut Vm, bytes: &[u8]) -> Res<Vec<u8>> {
        let bytes = if self.has_mark() && !self.marked.replace(true) {
            bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
        } else {
            bytes
        };
        if bytes.is_ascii() {
            return Ok(bytes.to_vec());
        }
        let object = vm.bytes(bytes)?;
        let encoding = if self.has_mark() { vm.str("utf-8") } else { self.encoding.get() };
        let text = codec::decode(vm, "decode", &object, &encoding, &self.errors.get())?;
        Ok(text.cast::<Str>().map(|text| text.bytes().to_vec()).unwrap_or_default())
    }

    /// The bytes of the next line, its end included; at most `limit` bytes, which then end with a whole character.
    fn line_bytes(&self, vm: &mut Vm) -> Res<Vec<u8>> {
        let mut line = Vec::new();
        let newline = self.newline.get();
        loop {
            // Whether the line ends with a carriage return that a line feed may follow.
            let open = line.last() == Some(&b'\r') && newline != Newline::Cr;
            let done = self.take(vm, |bytes| {
                if open && matches!(newline, Newline::Universal | Newline::Untranslated) {
                    let follows = bytes.first() == Some(&b'\n');
                    line.extend(follows.then_some(b'\n'));
                    return (usize::from(follows), true);
                }
                let end = match newline {
                    Newline::Lf => memchr::memchr(b'\n', bytes).map(|at| at + 1),
                    Newline::Cr => memchr::memchr(b'\r', bytes).map(|at| at + 1),
                    Newline::CrLf if open && bytes.first() == Some(&b'\n') => Some(1),
                    Newline::CrLf => memchr::memmem::find(bytes, b"\r\n").map(|at| at + 2),
                    Newline::Universal | Newline::Untranslated => memchr::memchr2(b'\n', b'\r', bytes).map(|at| at + 1),
                };
                let count = end.unwrap_or(bytes.len());
                line.extend_from_slice(bytes.get(..count).unwrap_or_default());
                let at_return =
                    line.last() == Some(&b'\r') && matches!(newline, Newline::Universal | Newline::Untranslated);
                (count, count == 0 || end.is_some() && !at_return)
            })?;
            if done {
                return Ok(line);
            }
        }
    }

    fn read_line(&self, vm: &mut Vm) -> Res<Vec<u8>> {
        let bytes = self.line_bytes(vm)?;
        let mut line = self.decode(vm, &bytes)?;
        if self.newline.get() == Newline::Universal && line.last() == Some(&b'\r') {
            line.pop();
            line.push(b'\n');
        } else if self.newline.get() == Newline::Universal && line.ends_with(b"\r\n") {
            line.truncate(line.len() - 2);
            line.push(b'\n');
        }
        Ok(line)
    }

    /// The next so many characters.
    fn read_characters(&self, vm: &mut Vm, count: usize) -> Res<Vec<u8>> {
        let utf8 = self.encoding.peek(|encoding| {
            encoding.cast::<Str>().is_some_and(|name| name.to_text().to_ascii_lowercase().starts_with("utf"))
        });
        let translate = self.newline.get() == Newline::Universal;
        let (mut text, mut have) = (Vec::new(), 0);
        while have < count {
            let mut one = Vec::new();
            let mut wanted = 1;
            while one.len() < wanted {
                let byte = self.take(vm, |bytes| (bytes.len().min(1), bytes.first().copied()))?;
                let Some(byte) = byte else { break };
                if one.is_empty() && utf8 {
                    wanted = wtf8_length(byte);
                }
                one.push(byte);
            }
            if one.is_empty() {
                break;
            }
            if translate && one == b"\r" {
                self.take(vm, |bytes| (usize::from(bytes.first() == Some(&b'\n')), ()))?;
                one = b"\n".to_vec();
            }
            text.extend(self.decode(vm, &one)?);
            have += 1;
        }
        Ok(text)
    }

    fn read_all(&self, vm: &mut Vm) -> Res<Vec<u8>> {
        let mut bytes = Vec::new();
        loop {
            let got = self.take(vm, |part| {
                bytes.extend_from_slice(part);
                (part.len(), part.len())
            })?;
            if got == 0 {
                break;
            }
            vm.poll()?;
        }
        let text = self.decode(vm, &bytes)?;
        if self.newline.get() == Newline::Universal && text.contains(&b'\r') {
            return Ok(crate::vm::input::normal_line_ends(&text));
        }
        Ok(text)
    }

    fn write(&self, vm: &mut Vm, string: &Value, text: &Str) -> Res<()> {
        let end: Option<&[u8]> = match self.newline.get() {
            Newline::Cr => Some(b"\r"),
            Newline::CrLf => Some(b"\r\n"),
            Newline::Universal if cfg!(windows) => Some(b"\r\n"),
            _ => None,
        };
        let translated = match end {
            Some(end) if text.bytes().contains(&b'\n') => {
                let parts: Vec<&[u8]> = text.bytes().split(|byte| *byte == b'\n').collect();
                Some(vm.str_bytes(&parts.join(end))?)
            }
            _ => None,
        };
        let string = translated.as_ref().unwrap_or(string);
        let mark = self.has_mark() && !self.marked.replace(true);
        let encoding = if self.has_mark() && !mark { vm.str("utf-8") } else { self.encoding.get() };
        let is_utf8 = encoding.cast::<Str>().is_some_and(|name| name.bytes().eq_ignore_ascii_case(b"utf-8"));
        let plain =
            string.cast::<Str>().is_some_and(|text| text.is_ascii() || is_utf8 && !wtf8::has_surrogates(text.bytes()));
        let encoded = match string.cast::<Str>() {
            Some(text) if plain && !mark => vm.bytes(text.bytes())?,
            _ => codec::encode(vm, "encode", string, &encoding, &self.errors.get())?,
        };
        let buffer = self.buffer.get();
        if let Some(file) = buffer.exact::<Host>().and_then(Host::data::<FileData>) {
            let bytes = bytes_of(&encoded).unwrap_or_default();
            done(vm, file.write(&bytes))?;
        } else {
            vm.call_method(&buffer, "write", &[encoded])?;
        }
        if self.by_lines.get() && text.bytes().iter().any(|byte| matches!(byte, b'\n' | b'\r')) {
            vm.call_method(&buffer, "flush", &[])?;
        }
        Ok(())
    }
}

/// How many bytes a character takes that begins with this one.
fn wtf8_length(byte: u8) -> usize {
    match byte {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => 1,
    }
}

fn is_closed(vm: &mut Vm, text: &TextData) -> Res<bool> {
    let buffer = text.buffer.get();
    if let Some(file) = buffer.exact::<Host>().and_then(Host::data::<FileData>) {
        return Ok(file.is_closed());
    }
    let name = vm.intern("closed");
    let closed = vm.get_attr(&buffer, &name)?;
    vm.truth(&closed)
}

/// The text object, if its buffer is open and may be used so.
fn usable<'a>(vm: &mut Vm, this: &'a Value, ability: &str) -> Res<&'a TextData> {
    let text: &TextData = data(vm, this)?;
    text.attached(vm)?;
    if is_closed(vm, text)? {
        return Err(closed(vm, "file"));
    }
    let buffer = text.buffer.get();
    if let Some(file) = buffer.exact::<Host>().and_then(Host::data::<FileData>) {
        let able = if ability == "readable" { file.access.read } else { file.access.write };
        return if able { Ok(text) } else { Err(unsupported(vm, &format!("not {ability}"))) };
    }
    let able = vm.call_method(&buffer, ability, &[])?;
    if vm.truth(&able)? { Ok(text) } else { Err(unsupported(vm, &format!("not {ability}"))) }
}

fn text_argument(vm: &mut Vm, value: &Value, name: &str) -> Res<Option<String>> {
    if value.is_empty() || value.is_none() {
        return Ok(None);
    }
    match value.cast::<Str>() {
        Some(text) => Ok(Some(text.to_text().into_owned())),
        None => {
            let kind = vm.type_name(value);
            Err(vm.type_error(format!("TextIOWrapper() argument '{name}' must be str or None, not {kind}")))
        }
    }
}

/// Passes a call on to the buffer.
fn pass(vm: &mut Vm, this: &Value, name: &str, args: &[Value]) -> Res {
    let text: &TextData = data(vm, this)?;
    text.attached(vm)?;
    let buffer = text.buffer.get();
    vm.call_method(&buffer, name, args)
}

pub static METHODS: &[Decl] = natives![
    "__new__(cls, /, *args, **kwargs)" |vm, [cls, _args, _keywords]| {
        let text = TextData::new(vm, Value::NONE, None, None, None, false, "r")?;
        text.detached.set(true);
        vm.host_object(cls, text)
    };
    "__init__(self, buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False)" |vm, [this,
        buffer, encoding, errors, newline, line_buffering, _write_through]| {
        let encoding = text_argument(vm, encoding, "encoding")?;
        let errors = text_argument(vm, errors, "errors")?;
        let newline = text_argument(vm, newline, "newline")?;
        let by_lines = !line_buffering.is_empty() && vm.truth(line_buffering)?;
        // Text around text, or around itself, would pass calls on without end.
        if buffer.cast::<Host>().and_then(Host::data::<TextData>).is_some() {
            return Err(vm.type_error("a buffer of bytes is required, not text"));
        }
        let made = TextData::new(vm, buffer.clone(), encoding, errors, newline, by_lines, "r")?;
        let text: &TextData = data(vm, this)?;
        text.adopt(made);
        Ok(Value::NONE)
    };
    "read(self, size=-1, /)" |vm, [this, size]| {
        let text = usable(vm, this, "readable")?;
        let read = match amount(vm, size)? {
            Some(count) => text.read_characters(vm, count)?,
            None => text.read_all(vm)?,
        };
        vm.str_bytes(&read)
    };
    "readline(self, size=-1, /)" |vm, [this, size]| {
        let text = usable(vm, this, "readable")?;
        match amount(vm, size)? {
            None => {
                let line = text.read_line(vm)?;
                vm.str_bytes(&line)
            }
            Some(limit) => {
                let mut line = Vec::new();
                for _ in 0..limit {
                    let next = text.read_characters(vm, 1)?;
                    if next.is_empty() {
                        break;
                    }
                    line.extend_from_slice(&next);
                    if next == b"\n" {
                        break;
                    }
                }
                vm.str_bytes(&line)
            }
        }
    };
    "write(self, text, /)" |vm, [this, string]| {
        let Some(own) = string.cast::<Str>() else {
            let name = vm.type_name(string);
            return Err(vm.type_error(format!("write() argument must be str, not {name}")));
        };
        let text = usable(vm, this, "writable")?;
        text.write(vm, string, own)?;
        Ok(int::from_usize(own.chars()))
    };
    "flush(self, /)" |vm, [this]| pass(vm, this, "flush", &[]);
    "close(self, /)" |vm, [this]| pass(vm, this, "close", &[]);
    "fileno(self, /)" |vm, [this]| pass(vm, this, "fileno", &[]);
    "isatty(self, /)" |vm, [this]| pass(vm, this, "isatty", &[]);
    "readable(self, /)" |vm, [this]| pass(vm, this, "readable", &[]);
    "writable(self, /)" |vm, [this]| pass(vm, this, "writable", &[]);
    "seekable(self, /)" |vm, [this]| pass(vm, this, "seekable", &[]);
    "truncate(self, pos=None, /)" |vm, [this, pos]| {
        pass(vm, this, "flush", &[])?;
        if pos.is_empty() { pass(vm, this, "truncate", &[]) } else { pass(vm, this, "truncate", std::slice::from_ref(pos)) }
    };
    "tell(self, /)" |vm, [this]| {
        let text: &TextData = data(vm, this)?;
        let at = pass(vm, this, "tell", &[])?;
        let unread = text.ahead.borrow().len();
        vm.binary(hoopsnake_syntax::ast::BinOp::Sub, &at, &int::from_usize(unread))
    };
    "seek(self, cookie, whence=0, /)" |vm, [this, cookie, whence]| {
        let text: &TextData = data(vm, this)?;
        let how = if whence.is_empty() { 0 } else { vm.index_i64(whence, crate::vm::E::OverflowError)? };
        let offset = vm.index_i64(cookie, crate::vm::E::OverflowError)?;
        if how == 1 && offset != 0 {
            return Err(unsupported(vm, "can't do nonzero cur-relative seeks"));
        }
        if how == 2 && offset != 0 {
            return Err(unsupported(vm, "can't do nonzero end-relative seeks"));
        }
        if how == 0 && offset < 0 {
            return Err(vm.value_error(format!("negative seek position {offset}")));
        }
        if how == 1 {
            return vm.call_method(this, "tell", &[]);
        }
        text.ahead.borrow_mut().clear();
        text.marked.set(offset != 0 || how != 0);
        pass(vm, this, "seek", &[cookie.clone(), int::from_i64(how)])
    };
    "detach(self, /)" |vm, [this]| {
        pass(vm, this, "flush", &[])?;
        let text: &TextData = data(vm, this)?;
        text.detached.set(true);
        Ok(text.buffer.get())
    };
    "reconfigure(self, *, encoding=None, errors=None, newline=None, line_buffering=None, write_through=None)" |vm, [this,
        encoding, errors, _newline, line_buffering, _write_through]| {
        pass(vm, this, "flush", &[])?;
        let text: &TextData = data(vm, this)?;
        if !encoding.is_empty() && !encoding.is_none() {
            text.encoding.set(encoding.clone());
            text.errors.set(vm.str("strict"));
        }
        if !errors.is_empty() && !errors.is_none() {
            text.errors.set(errors.clone());
        }
        if !line_buffering.is_empty() && !line_buffering.is_none() {
            text.by_lines.set(vm.truth(line_buffering)?);
        }
        Ok(Value::NONE)
    };
    "_checkClosed(self, /)" |vm, [this]| {
        let text: &TextData = data(vm, this)?;
        if is_closed(vm, text)? { Err(closed(vm, "file")) } else { Ok(Value::NONE) }
    };
    "__repr__(self, /)" |vm, [this]| {
        let text: &TextData = data(vm, this)?;
        let class = vm.type_name(this);
        let (buffer, mode, encoding) = (text.buffer.get(), text.mode.get(), text.encoding.get());
        let key = vm.intern("name");
        let name = match vm.get_attr_opt(&buffer, &key)? {
            Some(name) => format!(" name={}", vm.repr_lossy(&name)?),
            None => String::new(),
        };
        let mode = if name.is_empty() { String::new() } else { format!(" mode={}", vm.repr_lossy(&mode)?) };
        let encoding = vm.repr_lossy(&encoding)?;
        Ok(vm.str(&format!("<{class}{name}{mode} encoding={encoding}>")))
    };
];

pub static MEMBERS: &[GetSetDecl] = getsets![
    "closed" |vm, this| {
        let text: &TextData = data(vm, this)?;
        text.attached(vm)?;
        is_closed(vm, text).map(Value::bool)
    };
    "buffer" |vm, this| {
        let text: &TextData = data(vm, this)?;
        Ok(text.buffer.get())
    };
    "encoding" |vm, this| {
        let text: &TextData = data(vm, this)?;
        Ok(text.encoding.get())
    };
    "errors" |vm, this| {
        let text: &TextData = data(vm, this)?;
        Ok(text.errors.get())
    };
    "mode" |vm, this| {
        let text: &TextData = data(vm, this)?;
        Ok(text.mode.get())
    }, |vm, this, value| {
        let text: &TextData = data(vm, this)?;
        text.mode.set(value.unwrap_or(Value::NONE));
        Ok(())
    };
    "newlines" |_vm, _this| Ok(Value::NONE);
    "line_buffering" |vm, this| {
        let text: &TextData = data(vm, this)?;
        Ok(Value::bool(text.by_lines.get()))
    };
    "write_through" |_vm, _this| Ok(Value::FALSE);
    "name" |vm, this| {
        let text: &TextData = data(vm, this)?;
        let (buffer, name) = (text.buffer.get(), vm.intern("name"));
        vm.get_attr(&buffer, &name)
    };
];
