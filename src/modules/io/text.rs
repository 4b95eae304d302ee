//! `TextIOWrapper`: text over a buffer of bytes, encoded as it is written and decoded as it is read (`text_read.rs`).
//!
//! What is written waits here until there is enough of it, and then goes to the buffer. The objects of the standard streams are of
//! this class, too; they have nothing below them until a program asks for it (`standard.rs`).

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

use super::buffered::Buffered;
use super::file::{BUFFER, position};
use super::standard::{self, answer};
use super::{amount, closed, data, unsupported};

/// What text files are encoded in unless somebody says otherwise.
const DEFAULT_ENCODING: &str = "UTF-8";

/// How ends of lines are read and written.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum Newline {
    /// Read: `\n`, `\r` and `\r\n` all become `\n`. Written: as the system has it.
    #[default]
    Universal,
    /// Read: the three kinds, as they are. Written: as given.
    Untranslated,
    Lf,
    Cr,
    CrLf,
}

/// What waits to be read.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum Scheme {
    /// The buffer's bytes: in this encoding, an end of line is a byte of its own.
    #[default]
    Bytes,
    /// UTF-8 that has been decoded from them.
    Decoded,
}

#[derive(Default)]
pub struct TextData {
    pub(super) buffer: Slot,
    pub(super) encoding: Slot,
    pub(super) errors: Slot,
    mode: Slot,
    pub(super) newline: Cell<Newline>,
    pub(super) by_lines: Cell<bool>,
    write_through: Cell<bool>,
    /// Bytes that are still to be handed to the buffer.
    pub(super) pending: RefCell<Vec<u8>>,
    pub(super) scheme: Cell<Scheme>,
    /// How much is read or written at once.
    pub(super) chunk: Cell<usize>,
    /// What was read from the buffer and how much of it has been used, if the buffer is not ours or the scheme is `Decoded`.
    pub(super) ahead: RefCell<(Vec<u8>, usize)>,
    /// The codec's objects, where the scheme is `Decoded`.
    pub(super) decoder: Slot,
    encoder: Slot,
    pub(super) is_utf8: Cell<bool>,
    /// UTF-8 whose errors are raised.
    pub(super) strict_utf8: Cell<bool>,
    /// The beginning of a character at the end of what was read last.
    pub(super) cut_off: RefCell<Vec<u8>>,
    /// The encoding is UTF-8 with a mark; whether its place has been read or written.
    pub(super) has_mark: Cell<bool>,
    pub(super) past_mark: Cell<bool>,
    /// Which kinds of ends of lines have been read.
    pub(super) met: Cell<u8>,
    /// A loop reads the lines, so there is no telling where it is.
    looping: Cell<bool>,
    state: Cell<State>,
    pub finalizing: Cell<bool>,
}

/// What the object stands before.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum State {
    #[default]
    Uninitialized,
    Attached,
    Detached,
    /// The interpreter's own stream of this number, of which nobody has asked for the buffer.
    Standard(usize),
}

impl HostData for TextData {
    fn trace(&self, visitor: &mut dyn Visitor) {
        for slot in [&self.buffer, &self.encoding, &self.errors, &self.mode, &self.decoder, &self.encoder] {
            slot.trace(visitor);
        }
    }

    fn clear(&self) {
        self.buffer.set(Value::EMPTY);
        self.decoder.set(Value::EMPTY);
        self.encoder.set(Value::EMPTY);
        self.state.set(State::Uninitialized);
    }
}

/// One of our buffers, if nobody has changed what it does.
pub fn own_buffer(buffer: &Value) -> Option<&Buffered> {
    buffer.exact::<Host>().and_then(Host::data)
}

/// What a text file is to be like.
#[derive(Default)]
pub struct Wanted {
    pub encoding: Option<String>,
    pub errors: Option<String>,
    pub newline: Option<String>,
    pub by_lines: bool,
    pub write_through: bool,
}

fn newline_named(vm: &mut Vm, name: Option<&str>) -> Res<Newline> {
    match name {
        None => Ok(Newline::Universal),
        Some("") => Ok(Newline::Untranslated),
        Some("\n") => Ok(Newline::Lf),
        Some("\r") => Ok(Newline::Cr),
        Some("\r\n") => Ok(Newline::CrLf),
        Some(other) => Err(vm.value_error(format!("illegal newline value: {other}"))),
    }
}

impl TextData {
    /// The object of a standard stream.
    pub fn standard(number: usize, encoding: Value, errors: Value, by_lines: bool) -> TextData {
        let text = TextData::default();
        text.encoding.set(encoding);
        text.errors.set(errors);
        text.by_lines.set(by_lines);
        text.is_utf8.set(true);
        text.chunk.set(BUFFER);
        text.strict_utf8.set(number == 0);
        text.state.set(State::Standard(number));
        text
    }

    /// Becomes text over this buffer; `mode` is what a file was opened with.
    pub fn attach(&self, vm: &mut Vm, buffer: Value, wanted: &Wanted, mode: Option<&str>) -> Res<()> {
        let newline = newline_named(vm, wanted.newline.as_deref())?;
        let encoding = wanted.encoding.as_deref().unwrap_or(DEFAULT_ENCODING);
        let errors = wanted.errors.as_deref().unwrap_or("strict");
        let (encoding, errors) = (vm.str(encoding), vm.str(errors));
        self.use_encoding(vm, encoding, errors)?;
        self.newline.set(newline);
        self.by_lines.set(wanted.by_lines);
        self.write_through.set(wanted.write_through);
        self.mode.set(mode.map(|mode| vm.str(mode)).unwrap_or_default());
        self.pending.take();
        self.met.set(0);
        self.chunk.set(BUFFER);
        self.looping.set(false);
        self.state.set(State::Attached);
        self.buffer.set(buffer);
        Ok(())
    }

    /// Where the buffer is not at its beginning, no mark is written.
    pub fn skip_mark(&self, vm: &mut Vm) -> Res<()> {
        let buffer = self.buffer.get();
        // All three are asked, in this order, as programs with buffers of their own can see.
        let mut writes = true;
        for ability in ["readable", "writable", "seekable"] {
            let able = vm.call_method(&buffer, ability, &[])?;
            writes &= vm.truth(&able)? || ability == "readable";
        }
        if !writes {
            return Ok(());
        }
        let at = vm.call_method(&buffer, "tell", &[])?;
        if int::to_i64(&at) != Some(0) {
            self.past_mark.set(true);
            self.start_encoder(vm, false)?;
        }
        Ok(())
    }

    /// Only at the beginning does an encoder write its mark.
    fn start_encoder(&self, vm: &mut Vm, beginning: bool) -> Res<()> {
        if self.scheme.get() == Scheme::Decoded {
            let encoder = self.incremental(vm, &self.encoder, "getincrementalencoder")?;
            if beginning {
                vm.call_method(&encoder, "reset", &[])?;
            } else {
                vm.call_method(&encoder, "setstate", &[int::from_usize(0)])?;
            }
        }
        Ok(())
    }

    /// Whether what is written begins with a mark.
    pub fn has_mark(&self) -> bool {
        self.has_mark.get() || self.scheme.get() == Scheme::Decoded
    }

    /// Sets the encoding, from here on.
    fn use_encoding(&self, vm: &mut Vm, encoding: Value, errors: Value) -> Res<()> {
        let is_locale = encoding.cast::<Str>().is_some_and(|name| name.bytes() == b"locale");
        let encoding = if is_locale { vm.str(DEFAULT_ENCODING) } else { encoding };
        codec::check_text(vm, &encoding)?;
        // Lines are looked for in the bytes, if an end of line is that one byte.
        let line_end = vm.str("\n");
        let encoded = codec::encode(vm, "encode", &line_end, &encoding, &errors)?;
        let encoded = bytes_of(&encoded).unwrap_or_default();
        let plain = encoded.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&encoded) == b"\n";
        let name = encoding.cast::<Str>().map(|name| name.to_text().to_ascii_lowercase().replace('_', "-"));
        let name = name.unwrap_or_default();
        self.scheme.set(if plain { Scheme::Bytes } else { Scheme::Decoded });
        self.has_mark.set(name == "utf-8-sig");
        self.past_mark.set(false);
        self.is_utf8.set(matches!(name.as_str(), "utf-8" | "utf8" | "utf-8-sig"));
        let strict = errors.cast::<Str>().is_some_and(|errors| errors.bytes() == b"strict");
        self.strict_utf8.set(strict && self.is_utf8.get());
        self.encoding.set(encoding);
        self.errors.set(errors);
        self.decoder.set(Value::EMPTY);
        self.encoder.set(Value::EMPTY);
        self.forget_ahead();
        Ok(())
    }

    fn forget_ahead(&self) {
        self.ahead.take();
        self.cut_off.take();
    }

    pub(super) fn state(&self) -> State {
        self.state.get()
    }

    /// Gets a buffer, which a standard stream has not had.
    pub(super) fn layer(&self, buffer: Value, mode: Value, pending: Vec<u8>) {
        self.mode.set(mode);
        self.buffer.set(buffer);
        self.pending.replace(pending);
        self.state.set(State::Attached);
    }

    /// The codec's object of one direction, made when it is first needed.
    pub(super) fn incremental(&self, vm: &mut Vm, slot: &Slot, maker: &str) -> Res {
        let known = slot.get();
        if !known.is_empty() {
            return Ok(known);
        }
        let codecs = vm.import_module("codecs")?;
        let class = vm.call_method(&codecs, maker, &[self.encoding.get()])?;
        let made = vm.call(&class, &[self.errors.get()])?;
        slot.set(made.clone());
        Ok(made)
    }

    /// Adds a string to what is pending, encoded.
    fn put(&self, vm: &mut Vm, string: &Value) -> Res<()> {
        let mark = self.has_mark.get() && !self.past_mark.replace(true);
        if let Some(text) = string.cast::<Str>()
            && self.scheme.get() == Scheme::Bytes
            && !mark
            && (text.is_ascii() || self.is_utf8.get() && !wtf8::has_surrogates(text.bytes()))
        {
            return self.put_bytes(vm, text.bytes());
        }
        let encoded = if self.scheme.get() == Scheme::Decoded {
            let encoder = self.incremental(vm, &self.encoder, "getincrementalencoder")?;
            vm.call_method(&encoder, "encode", std::slice::from_ref(string))?
        } else {
            let encoding = if self.has_mark.get() && !mark { vm.str("utf-8") } else { self.encoding.get() };
            codec::encode(vm, "encode", string, &encoding, &self.errors.get())?
        };
        match bytes_of(&encoded) {
            Some(bytes) => self.put_bytes(vm, &bytes),
            None => {
                let name = vm.type_name(&encoded);
                Err(vm.type_error(format!("encoder should return a bytes object, not '{name}'")))
            }
        }
    }

    fn put_bytes(&self, vm: &mut Vm, bytes: &[u8]) -> Res<()> {
        if self.pending.borrow().len().saturating_add(bytes.len()) > self.chunk.get() {
            self.flush(vm)?;
        }
        self.pending.borrow_mut().extend_from_slice(bytes);
        Ok(())
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
        self.put(vm, translated.as_ref().unwrap_or(string))?;
        if self.unread() > 0 || !self.cut_off.borrow().is_empty() {
            self.forget_ahead();
        }
        let line = self.by_lines.get() && text.bytes().iter().any(|byte| matches!(byte, b'\n' | b'\r'));
        if line || self.write_through.get() || self.pending.borrow().len() >= self.chunk.get() {
            self.flush(vm)?;
        }
        if line {
            let buffer = self.buffer.get();
            vm.call_method(&buffer, "flush", &[])?;
        }
        Ok(())
    }

    /// Hands what is pending to the buffer.
    fn flush(&self, vm: &mut Vm) -> Res<()> {
        let pending = self.pending.take();
        if pending.is_empty() {
            return Ok(());
        }
        let buffer = self.buffer.get();
        match own_buffer(&buffer) {
            Some(file) if !file.is_closed(vm)? => file.write(vm, &pending),
            _ => {
                let bytes = vm.bytes(&pending)?;
                vm.call_method(&buffer, "write", &[bytes]).map(drop)
            }
        }
    }
}

/// The object and its buffer, which a standard stream gets now if it has none.
fn attached<'a>(vm: &mut Vm, this: &'a Value) -> Res<(&'a TextData, Value)> {
    let text: &TextData = data(vm, this)?;
    match text.state() {
        State::Attached => {}
        State::Standard(number) => standard::layer(vm, text, number)?,
        State::Uninitialized => return Err(vm.value_error("I/O operation on uninitialized object")),
        State::Detached => return Err(vm.value_error("underlying buffer has been detached")),
    }
    Ok((text, text.buffer.get()))
}

fn is_closed(vm: &mut Vm, buffer: &Value) -> Res<bool> {
    if let Some(file) = own_buffer(buffer) {
        return file.is_closed(vm);
    }
    let name = vm.intern("closed");
    let closed = vm.get_attr(buffer, &name)?;
    vm.truth(&closed)
}

/// The text object, if its buffer is open.
fn open<'a>(vm: &mut Vm, this: &'a Value) -> Res<(&'a TextData, Value)> {
    let (text, buffer) = attached(vm, this)?;
    if is_closed(vm, &buffer)? { Err(closed(vm, "file")) } else { Ok((text, buffer)) }
}

/// The text object, if its buffer is open and can be read from.
fn readable<'a>(vm: &mut Vm, this: &'a Value) -> Res<&'a TextData> {
    let (text, buffer) = open(vm, this)?;
    let able = match own_buffer(&buffer) {
        Some(file) => file.reads,
        None => {
            let able = vm.call_method(&buffer, "readable", &[])?;
            vm.truth(&able)?
        }
    };
    if !able {
        return Err(unsupported(vm, "not readable"));
    }
    text.flush(vm)?;
    Ok(text)
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

/// Passes a call on to the buffer; a standard stream that has none answers itself.
fn pass(vm: &mut Vm, this: &Value, name: &str) -> Res {
    if let Some(answer) = answer(vm, this, name)? {
        return Ok(answer);
    }
    let (_, buffer) = attached(vm, this)?;
    vm.call_method(&buffer, name, &[])
}

fn flag(vm: &mut Vm, value: &Value) -> Res<bool> {
    Ok(!value.is_empty() && vm.truth(value)?)
}

/// Goes to another place; gives it as a value.
fn seek(vm: &mut Vm, this: &Value, cookie: &Value, whence: i64) -> Res {
    let (text, buffer) = open(vm, this)?;
    let able = vm.call_method(&buffer, "seekable", &[])?;
    if !vm.truth(&able)? {
        return Err(unsupported(vm, "underlying stream is not seekable"));
    }
    let offset = vm.index_i64(cookie, E::OverflowError)?;
    match whence {
        0 if offset < 0 => return Err(vm.value_error(format!("negative seek position {offset}"))),
        1 if offset != 0 => return Err(unsupported(vm, "can't do nonzero cur-relative seeks")),
        2 if offset != 0 => return Err(unsupported(vm, "can't do nonzero end-relative seeks")),
        1 => {
            let here = vm.call_method(this, "tell", &[])?;
            return seek(vm, this, &here, 0);
        }
        0 | 2 => {}
        _ => return Err(vm.value_error(format!("invalid whence ({whence}, should be 0, 1 or 2)"))),
    }
    vm.call_method(this, "flush", &[])?;
    text.forget_ahead();
    text.decoder.set(Value::EMPTY);
    text.looping.set(false);
    text.past_mark.set(offset != 0 || whence != 0);
    let at = match own_buffer(&buffer) {
        Some(file) => position(file.seek(vm, offset, whence)?),
        None => vm.call_method(&buffer, "seek", &[cookie.clone(), int::from_i64(whence)])?,
    };
    let beginning = int::to_i64(&at) == Some(0);
    text.start_encoder(vm, beginning)?;
    Ok(at)
}

pub static METHODS: &[Decl] = natives![
    "__new__(cls, /, *args, **kwargs)" |vm, [cls, _args, _keywords]| vm.host_object(cls, TextData::default());
    "__init__(self, buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False)" |vm, [this,
        buffer, encoding, errors, newline, line_buffering, write_through]| {
        let wanted = Wanted {
            encoding: text_argument(vm, encoding, "encoding")?,
            errors: text_argument(vm, errors, "errors")?,
            newline: text_argument(vm, newline, "newline")?,
            by_lines: flag(vm, line_buffering)?,
            write_through: flag(vm, write_through)?,
        };
        // Text around text, or around itself, would pass calls on without end.
        if buffer.cast::<Host>().and_then(Host::data::<TextData>).is_some() {
            return Err(vm.type_error("a buffer of bytes is required, not text"));
        }
        let text: &TextData = data(vm, this)?;
        text.state.set(State::Uninitialized);
        text.attach(vm, buffer.clone(), &wanted, None)?;
        text.skip_mark(vm)?;
        Ok(Value::NONE)
    };
    "read(self, size=-1, /)" |vm, [this, size]| {
        let size = amount(vm, size)?;
        let text = readable(vm, this)?;
        let read = match size {
            Some(count) => text.read_characters(vm, count, false)?,
            None => text.read_all(vm)?,
        };
        vm.str_bytes(&read)
    };
    "readline(self, size=-1, /)" |vm, [this, size]| {
        let size = amount(vm, size)?;
        let text = readable(vm, this)?;
        let Some(limit) = size else { return text.next_line(vm) };
        let line = text.read_characters(vm, limit, true)?;
        vm.str_bytes(&line)
    };
    "__next__(self, /)" |vm, [this]| {
        let text: &TextData = data(vm, this)?;
        text.looping.set(true);
        let line = match this.exact::<Host>() {
            Some(_) => match text.whole_line() {
                Some(line) => return Ok(line),
                None => readable(vm, this)?.next_line(vm)?,
            },
            None => vm.call_method(this, "readline", &[])?,
        };
        if vm.truth(&line)? {
            return Ok(line);
        }
        text.looping.set(false);
        Err(vm.stop_iteration(Value::NONE))
    };
    "write(self, text, /)" |vm, [this, string]| {
        let Some(own) = string.cast::<Str>() else {
            let name = vm.type_name(string);
            return Err(vm.type_error(format!("write() argument must be str, not {name}")));
        };
        if standard::write(vm, this, own.bytes())? {
            return Ok(int::from_usize(own.chars()));
        }
        let (text, buffer) = open(vm, this)?;
        let able = match own_buffer(&buffer) {
            Some(file) => file.writes,
            None => {
                let able = vm.call_method(&buffer, "writable", &[])?;
                vm.truth(&able)?
            }
        };
        if !able {
            return Err(unsupported(vm, "not writable"));
        }
        text.write(vm, string, own)?;
        Ok(int::from_usize(own.chars()))
    };
    "flush(self, /)" |vm, [this]| {
        if standard::flush(vm, this)? {
            return Ok(Value::NONE);
        }
        let (text, buffer) = open(vm, this)?;
        text.looping.set(false);
        text.flush(vm)?;
        vm.call_method(&buffer, "flush", &[])
    };
    "close(self, /)" |vm, [this]| {
        let (text, buffer) = attached(vm, this)?;
        if is_closed(vm, &buffer)? {
            return Ok(Value::NONE);
        }
        if text.finalizing.get() {
            let name = vm.intern("_dealloc_warn");
            if vm.get_attr_opt(&buffer, &name)?.is_some() {
                vm.call_method(&buffer, "_dealloc_warn", std::slice::from_ref(this))?;
            }
        }
        let flushed = vm.call_method(this, "flush", &[]);
        super::then(vm, flushed, |vm| vm.call_method(&buffer, "close", &[]))
    };
    "fileno(self, /)" |vm, [this]| pass(vm, this, "fileno");
    "isatty(self, /)" |vm, [this]| pass(vm, this, "isatty");
    "readable(self, /)" |vm, [this]| pass(vm, this, "readable");
    "writable(self, /)" |vm, [this]| pass(vm, this, "writable");
    "seekable(self, /)" |vm, [this]| pass(vm, this, "seekable");
    "truncate(self, pos=None, /)" |vm, [this, size]| {
        vm.call_method(this, "flush", &[])?;
        let (_, buffer) = attached(vm, this)?;
        vm.call_method(&buffer, "truncate", if size.is_empty() { &[] } else { std::slice::from_ref(size) })
    };
    "tell(self, /)" |vm, [this]| {
        let (text, buffer) = open(vm, this)?;
        let able = vm.call_method(&buffer, "seekable", &[])?;
        if !vm.truth(&able)? {
            return Err(unsupported(vm, "underlying stream is not seekable"));
        }
        if text.looping.get() {
            return Err(vm.raise(E::OSError, "telling position disabled by next() call"));
        }
        vm.call_method(this, "flush", &[])?;
        let at = vm.call_method(&buffer, "tell", &[])?;
        let unread = text.unread_bytes(vm)?;
        vm.binary(hoopsnake_syntax::ast::BinOp::Sub, &at, &int::from_usize(unread))
    };
    "seek(self, cookie, whence=0, /)" |vm, [this, cookie, whence]| {
        let whence = if whence.is_empty() { 0 } else { vm.index_i64(whence, E::OverflowError)? };
        seek(vm, this, cookie, whence)
    };
    "detach(self, /)" |vm, [this]| {
        let (text, buffer) = attached(vm, this)?;
        vm.call_method(this, "flush", &[])?;
        text.state.set(State::Detached);
        text.buffer.set(Value::EMPTY);
        Ok(buffer)
    };
    "reconfigure(self, *, encoding=None, errors=None, newline=None, line_buffering=None, write_through=None)" |vm, [this,
        encoding, errors, newline, line_buffering, write_through]| {
        let (text, _) = attached(vm, this)?;
        let given = |value: &Value| !value.is_empty() && !value.is_none();
        let read = text.unread() > 0 || !text.decoder.get().is_empty();
        if read && (given(encoding) || given(errors) || !newline.is_empty()) {
            return Err(unsupported(vm, "It is not possible to set the encoding or newline of stream after the first read"));
        }
        vm.call_method(this, "flush", &[])?;
        let encoding = text_argument(vm, encoding, "encoding")?.map(|encoding| vm.str(&encoding));
        let errors = text_argument(vm, errors, "errors")?.map(|errors| vm.str(&errors));
        if encoding.is_some() || errors.is_some() {
            let errors = match (errors, encoding.is_some()) {
                (Some(errors), _) => errors,
                (None, true) => vm.str("strict"),
                (None, false) => text.errors.get(),
            };
            text.use_encoding(vm, encoding.unwrap_or_else(|| text.encoding.get()), errors)?;
            text.skip_mark(vm)?;
        }
        if !newline.is_empty() {
            let name = text_argument(vm, newline, "newline")?;
            text.newline.set(newline_named(vm, name.as_deref())?);
        }
        if given(line_buffering) {
            text.by_lines.set(vm.truth(line_buffering)?);
        }
        if given(write_through) {
            text.write_through.set(vm.truth(write_through)?);
        }
        Ok(Value::NONE)
    };
    "__repr__(self, /)" |vm, [this]| {
        let text: &TextData = data(vm, this)?;
        let class = vm.type_name(this);
        let name = super::name_of(vm, this)?.map(|name| format!(" {name}")).unwrap_or_default();
        let key = vm.intern("mode");
        let mode = match vm.get_attr_opt(this, &key)? {
            Some(mode) => format!(" mode={}", vm.repr_lossy(&mode)?),
            None => String::new(),
        };
        let encoding = vm.repr_lossy(&text.encoding.get())?;
        Ok(vm.str(&format!("<{class}{name}{mode} encoding={encoding}>")))
    };
];

/// The object, if it was initialised.
fn initialized<'a>(vm: &mut Vm, this: &'a Value) -> Res<&'a TextData> {
    let text: &TextData = data(vm, this)?;
    if text.state() == State::Uninitialized {
        return Err(vm.value_error("I/O operation on uninitialized object"));
    }
    Ok(text)
}

pub static MEMBERS: &[GetSetDecl] = getsets![
    "closed" |vm, this| {
        if let Some(answer) = answer(vm, this, "closed")? {
            return Ok(answer);
        }
        let (_, buffer) = attached(vm, this)?;
        is_closed(vm, &buffer).map(Value::bool)
    };
    "buffer" |vm, this| {
        let text = initialized(vm, this)?;
        // What a detached object has left is nothing.
        if text.state() == State::Detached { Ok(Value::NONE) } else { attached(vm, this).map(|(_, buffer)| buffer) }
    };
    "encoding" |vm, this| Ok(initialized(vm, this)?.encoding.get());
    "errors" |vm, this| Ok(initialized(vm, this)?.errors.get());
    "mode" |vm, this| {
        if let Some(answer) = answer(vm, this, "mode")? {
            return Ok(answer);
        }
        let text = initialized(vm, this)?;
        match text.mode.get().into_option() {
            Some(mode) => Ok(mode),
            None => {
                let class = vm.type_name(this);
                let message = format!("'{class}' object has no attribute 'mode'");
                Err(vm.raise(E::AttributeError, message))
            }
        }
    }, |vm, this, value| {
        let text: &TextData = data(vm, this)?;
        text.mode.set(value.unwrap_or_default());
        Ok(())
    };
    "newlines" |vm, this| {
        let text = initialized(vm, this)?;
        text.newlines(vm)
    };
    "line_buffering" |vm, this| Ok(Value::bool(initialized(vm, this)?.by_lines.get()));
    "write_through" |vm, this| Ok(Value::bool(initialized(vm, this)?.write_through.get()));
    "_CHUNK_SIZE" |vm, this| Ok(int::from_usize(initialized(vm, this)?.chunk.get())), |vm, this, value| {
        let text = initialized(vm, this)?;
        match usize::try_from(vm.index_i64(&value.unwrap_or_default(), E::ValueError)?) {
            Ok(size) if size > 0 => text.chunk.set(size),
            _ => return Err(vm.value_error("a strictly positive integer is required")),
        }
        Ok(())
    };
    "_finalizing" |vm, this| Ok(Value::bool(initialized(vm, this)?.finalizing.get()));
    "name" |vm, this| {
        if let Some(answer) = answer(vm, this, "name")? {
            return Ok(answer);
        }
        let (_, buffer) = attached(vm, this)?;
        let name = vm.intern("name");
        vm.get_attr(&buffer, &name)
    };
];
