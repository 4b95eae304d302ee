//! Output: the program's standard streams, and what the machine itself has to say on them.
//!
//! `print` and the machine go through `sys.stdout` and `sys.stderr` when a program has replaced them; the objects
//! that stood there at the start lead here. Standard output is buffered (by lines on a terminal), the error output
//! is not.

use std::fs::File;
use std::io::{self, IsTerminal, Write};

use crate::heap::{Slot, Value, alloc};
use crate::objects::{Exception, Traceback, Tuple};
use crate::text::wtf8;

use super::{E, N, Res, Vm};

/// Buffered bytes at which the standard output is written.
const BUFFER: usize = 32 << 10;

/// The standard streams.
pub struct Output {
    /// The file objects that `sys` began with: standard input, output and error output. Empty until `sys` exists.
    pub streams: [Value; 3],
    /// `sys.excepthook`, `sys.unraisablehook` and `sys.displayhook` as they were at the start.
    pub hooks: [Value; 3],
    /// The class of what `sys.unraisablehook` gets.
    pub unraisable_class: Value,
    buffer: Vec<u8>,
    by_lines: bool,
    out: Option<File>,
    /// Streams whose objects do the work themselves, since a program has asked for what is below them.
    layered: [bool; 3],
}

/// Index of the hooks in `Output::hooks`.
pub const EXCEPTHOOK: usize = 0;
pub const UNRAISABLEHOOK: usize = 1;
pub const DISPLAYHOOK: usize = 2;

impl Default for Output {
    fn default() -> Output {
        Output {
            streams: Default::default(),
            hooks: Default::default(),
            unraisable_class: Value::EMPTY,
            buffer: Vec::new(),
            by_lines: io::stdout().is_terminal(),
            out: standard_output(),
            layered: [false; 3],
        }
    }
}

/// The standard output without the line buffer that Rust puts before it.
#[cfg(unix)]
fn standard_output() -> Option<File> {
    use std::os::fd::AsFd;
    io::stdout().as_fd().try_clone_to_owned().ok().map(File::from)
}

#[cfg(windows)]
fn standard_output() -> Option<File> {
    use std::os::windows::io::AsHandle;
    io::stdout().as_handle().try_clone_to_owned().ok().map(File::from)
}

impl Output {
    /// Whether standard output is written line by line.
    pub fn is_line_buffered(&self) -> bool {
        self.by_lines
    }

    /// From now on the stream is what its object says, and the machine goes through it as if a program had replaced it. Gives what
    /// had been written to it and is still in the buffer.
    pub fn layer(&mut self, stream: usize) -> Vec<u8> {
        if let Some(layered) = self.layered.get_mut(stream) {
            *layered = true;
        }
        if stream == 1 { std::mem::take(&mut self.buffer) } else { Vec::new() }
    }

    /// Whether the object of a stream does the work itself.
    pub fn is_layered(&self, stream: usize) -> bool {
        self.layered.get(stream).is_some_and(|layered| *layered)
    }

    fn write(&mut self, text: &[u8]) -> io::Result<()> {
        let Some(out) = &mut self.out else { return Ok(()) };
        if self.buffer.is_empty() && text.len() >= BUFFER {
            return out.write_all(text);
        }
        self.buffer.extend_from_slice(text);
        if self.buffer.len() >= BUFFER || (self.by_lines && text.contains(&b'\n')) {
            return self.flush();
        }
        Ok(())
    }

    /// Writes what is buffered; what cannot be written is dropped.
    pub fn flush(&mut self) -> io::Result<()> {
        let Some(out) = &mut self.out else { return Ok(()) };
        let buffer = std::mem::take(&mut self.buffer);
        if buffer.is_empty() { Ok(()) } else { out.write_all(&buffer) }
    }
}

/// The first lone surrogate: its position in code points, and itself.
fn first_surrogate(text: &[u8]) -> Option<(usize, u32)> {
    if std::str::from_utf8(text).is_ok() {
        return None;
    }
    wtf8::points(text).enumerate().find(|(_, point)| (0xD800..0xE000).contains(point))
}

impl Vm {
    /// Writes to standard output, wherever `sys.stdout` leads.
    pub fn write_out(&mut self, text: &[u8]) -> Res<()> {
        match self.replaced(N::stdout, 1) {
            None => self.write_raw_out(text),
            Some(file) if file.is_empty() => Err(self.raise(E::RuntimeError, "lost sys.stdout")),
            Some(file) if file.is_none() => Ok(()),
            Some(file) => {
                let text = self.str_bytes(text)?;
                self.call_method(&file, "write", &[text]).map(drop)
            }
        }
    }

    /// What a program has put in place of a standard stream; `None` if it is still the original. The empty value
    /// stands for a stream that was deleted.
    pub fn replaced(&self, name: N, stream: usize) -> Option<Value> {
        if self.sys.is_empty() {
            return None;
        }
        let current = self.sys_value(name).unwrap_or_default();
        let original = self.output.streams.get(stream)?;
        if current.is(original) && !self.output.is_layered(stream) { None } else { Some(current) }
    }

    /// Writes to the process's standard output.
    pub fn write_raw_out(&mut self, text: &[u8]) -> Res<()> {
        if let Some((at, point)) = first_surrogate(text) {
            return Err(self.raise_unencodable(text, at, point));
        }
        match self.output.write(text) {
            Ok(()) => Ok(()),
            Err(error) => Err(self.raise_os_error(&error, Value::EMPTY)),
        }
    }

    /// Writes bytes to the process's standard output at once.
    pub fn write_bytes_out(&mut self, bytes: &[u8]) -> Res<()> {
        match self.output.write(bytes).and_then(|()| self.output.flush()) {
            Ok(()) => Ok(()),
            Err(error) => Err(self.raise_os_error(&error, Value::EMPTY)),
        }
    }

    /// Writes bytes to the process's error output.
    pub fn write_bytes_err(bytes: &[u8]) {
        // Where the error output is closed, there is nobody left to tell.
        let _ = io::stderr().lock().write_all(bytes);
    }

    #[cold]
    fn raise_unencodable(&mut self, text: &[u8], at: usize, _point: u32) -> super::Raised {
        let object = match self.str_bytes(text) {
            Ok(object) => object,
            Err(raised) => return raised,
        };
        let end = wtf8::points(text).skip(at).take_while(|point| (0xD800..0xE000).contains(point)).count() + at;
        let (encoding, reason) = (self.str("utf-8"), self.str("surrogates not allowed"));
        let number = crate::objects::int::from_usize;
        self.raise_with(E::UnicodeEncodeError, vec![encoding, object, number(at), number(end), reason])
    }

    /// Writes to the error output, wherever `sys.stderr` leads; errors are dropped.
    pub fn write_err(&mut self, text: &[u8]) {
        match self.replaced(N::stderr, 2) {
            Some(file) if !file.is_empty() && !file.is_none() => {
                let Ok(string) = self.str_bytes(text) else {
                    drop(self.raised.take());
                    return;
                };
                if self.call_method(&file, "write", &[string]).is_err() {
                    drop(self.raised.take());
                }
            }
            Some(file) if file.is_none() => {}
            _ => Vm::write_raw_err(text),
        }
    }

    /// Writes to the process's error output, lone surrogates as escapes.
    pub fn write_raw_err(text: &[u8]) {
        let mut stderr = io::stderr().lock();
        // Where the error output is closed, there is nobody left to tell.
        let _ = match std::str::from_utf8(text) {
            Ok(text) => stderr.write_all(text.as_bytes()),
            Err(_) => {
                let escaped: String = wtf8::points(text)
                    .map(|point| char::from_u32(point).map_or_else(|| format!("\\u{point:04x}"), String::from))
                    .collect();
                stderr.write_all(escaped.as_bytes())
            }
        };
    }

    /// Writes what standard output has buffered.
    pub fn flush_out(&mut self) -> Res<()> {
        if let Some(file) = self.replaced(N::stdout, 1)
            && !file.is_none()
            && !file.is_empty()
        {
            self.call_method(&file, "flush", &[])?;
        }
        self.flush_raw_out()
    }

    /// Writes what is left in the buffers at the end of a program; a closed stream has nothing left.
    pub(super) fn flush_streams(&mut self) -> Res<()> {
        let closed = self.intern("closed");
        for (name, stream) in [(N::stderr, 2), (N::stdout, 1)] {
            let original = self.output.streams.get(stream).cloned().unwrap_or_default();
            let original = if self.output.is_layered(stream) { Some(original) } else { None };
            for file in self.replaced(name, stream).into_iter().chain(original) {
                if file.is_none() || file.is_empty() {
                    continue;
                }
                let is_closed = self.get_attr_opt(&file, &closed);
                let is_closed = is_closed.and_then(|closed| closed.map_or(Ok(false), |closed| self.truth(&closed)));
                if self.catch(E::ValueError, is_closed)? == Some(false) {
                    self.call_method(&file, "flush", &[])?;
                }
            }
        }
        self.flush_raw_out()
    }

    /// Writes what the process's standard output has buffered.
    pub fn flush_raw_out(&mut self) -> Res<()> {
        match self.output.flush() {
            Ok(()) => Ok(()),
            Err(error) => Err(self.raise_os_error(&error, Value::EMPTY)),
        }
    }

    /// What `sys.displayhook` does by default: prints the value and keeps it in `builtins._`.
    pub fn show_value(&mut self, value: Value) -> Res<()> {
        if value.is_none() {
            return Ok(());
        }
        let underscore = self.name(N::underscore);
        let builtins = self.builtins.clone();
        self.dict_set(&builtins, underscore.clone(), Value::NONE)?;
        let mut text = self.repr_bytes(&value)?;
        text.push(b'\n');
        self.write_out(&text)?;
        self.dict_set(&builtins, underscore, value)
    }

    /// Depth of nested calls, as `sys.setrecursionlimit` counts it.
    pub fn depth(&self) -> usize {
        self.frames.len() + self.native_depth as usize
    }

    /// Prints an exception with its traceback to the error output.
    pub fn print_exception(&mut self, exception: &Value) {
        let text = self.render_exception_bytes(exception);
        self.write_err(&text);
    }

    /// What `print_exception` prints.
    pub fn render_exception(&mut self, exception: &Value) -> String {
        wtf8::to_str_lossy(&self.render_exception_bytes(exception)).into_owned()
    }

    /// `sys.excepthook(type, value, traceback)`, or what stands there by default.
    pub fn report_uncaught(&mut self, exception: &Value) {
        let hook = match self.sys_value(N::excepthook) {
            Some(hook) if !self.output.hooks[EXCEPTHOOK].is(&hook) => hook,
            _ if self.sys.is_empty() || self.sys_value(N::excepthook).is_some() => {
                return self.print_exception(exception);
            }
            _ => {
                self.write_err(b"sys.excepthook is missing\n");
                return self.print_exception(exception);
            }
        };
        let (class, traceback) = (self.type_of(exception), traceback_or_none(exception));
        if let Err(raised) = self.call(&hook, &[class, exception.clone(), traceback]) {
            let second = self.take_raised(raised);
            self.write_err(b"Error in sys.excepthook:\n");
            self.print_exception(&second);
            self.write_err(b"\nOriginal exception was:\n");
            self.print_exception(exception);
        }
    }

    /// Tells of an exception that cannot go anywhere, through `sys.unraisablehook`. `context` is what follows
    /// "Exception ignored", or empty for "in: object".
    pub fn report_unraisable(&mut self, exception: Value, context: &str, object: &Value) {
        self.add_own_traceback(&exception);
        let message = if context.is_empty() { None } else { Some(format!("Exception ignored {context}")) };
        let hook = self.sys_value(N::unraisablehook);
        let Some(hook) = hook.filter(|hook| !hook.is_none() && !self.output.hooks[UNRAISABLEHOOK].is(hook)) else {
            return self.print_unraisable(&exception, message.as_deref(), object);
        };
        let result = match self.unraisable_args(&exception, message.as_deref(), object) {
            Ok(args) => self.call(&hook, &[args]),
            Err(raised) => Err(raised),
        };
        if let Err(raised) = result {
            let second = self.take_raised(raised);
            self.print_unraisable(&second, Some("Exception ignored in sys.unraisablehook"), &hook);
        }
    }

    /// An exception that was never raised in Python code gets the running frame as its traceback.
    fn add_own_traceback(&mut self, exception: &Value) {
        let Some(depth) = self.frames.len().checked_sub(1) else { return };
        let Some(exception) = exception.exact::<Exception>() else { return };
        if exception.traceback.is_empty() {
            let instruction = self.frames.get(depth).map_or(0, |frame| frame.last() as u32);
            let frame = Slot::new(self.frame_object(depth));
            exception.traceback.set(alloc::new(Traceback { next: Slot::default(), frame, instruction }));
        }
    }

    fn unraisable_args(&mut self, exception: &Value, message: Option<&str>, object: &Value) -> Res {
        let message = message.map_or(Value::NONE, |message| self.str(message));
        let class = self.output.unraisable_class.clone();
        let object = if object.is_empty() { Value::NONE } else { object.clone() };
        let items = vec![self.type_of(exception), exception.clone(), traceback_or_none(exception), message, object];
        let items = self.tuple(items)?;
        if class.is_empty() { Ok(items) } else { self.new_object(&class, Some(items)) }
    }

    /// `sys.__unraisablehook__(args)`.
    pub fn default_unraisable_hook(&mut self, args: &Value) -> Res<()> {
        let items = args.cast::<Tuple>().map(|args| args.elements().to_vec()).unwrap_or_default();
        let [_, exception, _, message, object] = &items[..] else {
            return Err(self.type_error("sys.unraisablehook argument type must be UnraisableHookArgs"));
        };
        let message = message.cast::<crate::objects::Str>().map(|message| message.to_text().into_owned());
        self.print_unraisable(exception, message.as_deref(), object);
        Ok(())
    }

    fn print_unraisable(&mut self, exception: &Value, message: Option<&str>, object: &Value) {
        let mut text = Vec::new();
        if object.is_empty() || object.is_none() {
            if let Some(message) = message {
                text.extend_from_slice(format!("{message}:\n").as_bytes());
            }
        } else {
            text.extend_from_slice(message.unwrap_or("Exception ignored in").as_bytes());
            text.extend_from_slice(b": ");
            match self.repr_bytes(object) {
                Ok(repr) => text.extend_from_slice(&repr),
                Err(raised) => {
                    drop(self.take_raised(raised));
                    text.extend_from_slice(b"<object repr() failed>");
                }
            }
            text.push(b'\n');
        }
        let traceback = self.render_traceback(exception);
        text.extend_from_slice(traceback.as_bytes());
        text.extend_from_slice(self.exception_class_name(exception).as_bytes());
        text.extend_from_slice(b": ");
        match self.str_of_bytes(exception) {
            Ok(message) => text.extend_from_slice(&message),
            Err(raised) => {
                drop(self.take_raised(raised));
                text.extend_from_slice(b"<exception str() failed>");
            }
        }
        text.push(b'\n');
        self.write_err(&text);
    }
}

/// `__traceback__` as a program sees it.
pub fn traceback_or_none(exception: &Value) -> Value {
    match exception.exact::<Exception>().map(|exception| exception.traceback.get()) {
        Some(traceback) if !traceback.is_empty() => traceback,
        _ => Value::NONE,
    }
}
