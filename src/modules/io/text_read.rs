//! Reading text: finding lines and characters in bytes that are decoded afterwards.
//!
//! Bytes come from one of our own buffers directly, or from any other object in pieces. In an encoding whose ends of lines are
//! bytes of their own, nothing is decoded ahead; the others are decoded piece by piece, and what waits is UTF-8. A piece
//! that is not valid is refused as a whole before anything of it is given out, as CPython does.

use crate::builtins::codec;
use crate::heap::Value;
use crate::objects::bytearray::bytes_of;
use crate::objects::{Bytes, Str, int};
use crate::vm::input::normal_line_ends;
use crate::vm::{Res, Vm};

use super::text::{Newline, Scheme, TextData, own_buffer};

/// Kinds of ends of lines that have been met, as bits.
const RETURN: u8 = 1;
const FEED: u8 = 2;
const PAIR: u8 = 4;

/// How far a reader of characters is.
struct Characters {
    wanted: usize,
    /// To the end of the line at most.
    one_line: bool,
    utf8: bool,
    newline: Newline,
    have: usize,
    /// How many bytes of the last character are still missing.
    missing: usize,
    at_return: bool,
    ended: bool,
}

impl Characters {
    /// How many of these bytes belong to the characters; sets `ended` when no more do.
    fn scan(&mut self, bytes: &[u8]) -> usize {
        let joins = matches!(self.newline, Newline::Universal | Newline::Untranslated);
        for (at, byte) in bytes.iter().enumerate() {
            if self.missing > 0 {
                self.missing -= 1;
                continue;
            }
            if std::mem::take(&mut self.at_return) {
                let pair = *byte == b'\n';
                if pair && self.newline == Newline::Universal {
                    // Both bytes are one character.
                    self.ended = self.one_line;
                    continue;
                }
                if self.one_line && pair && self.have < self.wanted {
                    self.ended = true;
                    return at + 1;
                }
                self.ended = self.one_line && joins;
            }
            if self.ended || self.have == self.wanted {
                self.ended = true;
                return at;
            }
            self.have += 1;
            self.missing = if self.utf8 { wtf8_length(*byte) - 1 } else { 0 };
            self.at_return = *byte == b'\r' && (joins || self.newline == Newline::CrLf);
            self.ended = self.one_line
                && match self.newline {
                    Newline::Cr => *byte == b'\r',
                    Newline::CrLf => false,
                    _ => *byte == b'\n',
                };
            if self.ended {
                return at + 1;
            }
        }
        bytes.len()
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

impl TextData {
    /// Bytes from the buffer: `act` looks at what there is and says how much it takes. Nothing at all is the end.
    fn take<R>(&self, vm: &mut Vm, act: impl FnOnce(&[u8]) -> (usize, R)) -> Res<R> {
        let buffer = self.buffer.get();
        if self.scheme.get() == Scheme::Bytes
            && let Some(file) = own_buffer(&buffer)
        {
            if file.unread() == 0 {
                file.take(vm, |_| (0, ()))?;
                if let Err(raised) = self.check(vm, &file.peek(<[u8]>::to_vec)) {
                    let exception = vm.take_raised(raised);
                    file.take(vm, |bytes| (bytes.len(), ()))?;
                    return Err(vm.reraise(exception));
                }
            }
            return file.take(vm, act);
        }
        if self.unread() == 0 {
            let piece = self.read_piece(vm)?;
            self.ahead.replace((piece, 0));
        }
        let mut ahead = self.ahead.borrow_mut();
        let (bytes, used) = &mut *ahead;
        let (taken, result) = act(bytes.get(*used..).unwrap_or_default());
        *used = (*used + taken).min(bytes.len());
        Ok(result)
    }

    /// How many bytes have been read from a buffer that is not ours, and not been used.
    pub fn unread(&self) -> usize {
        let ahead = self.ahead.borrow();
        ahead.0.len() - ahead.1
    }

    /// The next piece of a buffer that is not ours, or that must be decoded.
    fn read_piece(&self, vm: &mut Vm) -> Res<Vec<u8>> {
        let buffer = self.buffer.get();
        let once = vm.intern("read1");
        let method = if vm.get_attr_opt(&buffer, &once)?.is_some() { "read1" } else { "read" };
        loop {
            let read = vm.call_method(&buffer, method, &[int::from_usize(self.chunk.get())])?;
            let Some(bytes) = vm.buffer(&read)? else {
                let name = vm.type_name(&read);
                let message = format!("underlying {method}() should have returned a bytes-like object, not '{name}'");
                return Err(vm.type_error(message));
            };
            if self.scheme.get() == Scheme::Bytes {
                self.check(vm, &bytes)?;
                return Ok(bytes.into_owned());
            }
            let decoder = self.incremental(vm, &self.decoder, "getincrementaldecoder")?;
            let piece = vm.bytes(&bytes)?;
            let text = vm.call_method(&decoder, "decode", &[piece, Value::bool(bytes.is_empty())])?;
            let Some(string) = text.cast::<Str>() else {
                let name = vm.type_name(&text);
                return Err(vm.type_error(format!("decoder should return a string result, not '{name}'")));
            };
            if !string.bytes().is_empty() || bytes.is_empty() {
                return Ok(string.bytes().to_vec());
            }
        }
    }

    /// Refuses a piece that is not valid. A character that the piece cuts off is looked at with the next one.
    fn check(&self, vm: &mut Vm, piece: &[u8]) -> Res<()> {
        if !self.strict_utf8.get() {
            return Ok(());
        }
        let cut_off = self.cut_off.take();
        let joined;
        let bytes = if cut_off.is_empty() {
            piece
        } else {
            joined = [&cut_off, piece].concat();
            &joined
        };
        match std::str::from_utf8(bytes) {
            Ok(_) => Ok(()),
            Err(error) if error.error_len().is_none() && !piece.is_empty() => {
                self.cut_off.replace(bytes.get(error.valid_up_to()..).unwrap_or_default().to_vec());
                Ok(())
            }
            Err(_) => {
                let (object, encoding) = (vm.bytes(bytes)?, vm.str("utf-8"));
                codec::decode(vm, "decode", &object, &encoding, &self.errors.get()).map(drop)
            }
        }
    }

    /// Bytes as text, without the mark that may stand at their beginning.
    fn decode(&self, vm: &mut Vm, bytes: &[u8]) -> Res<Vec<u8>> {
        if self.scheme.get() == Scheme::Decoded {
            return Ok(bytes.to_vec());
        }
        let marked = self.has_mark.get();
        let bytes = if marked && !self.past_mark.replace(true) {
            bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
        } else {
            bytes
        };
        if bytes.is_ascii() || self.strict_utf8.get() && std::str::from_utf8(bytes).is_ok() {
            return Ok(bytes.to_vec());
        }
        let object = vm.bytes(bytes)?;
        let encoding = if marked { vm.str("utf-8") } else { self.encoding.get() };
        let text = codec::decode(vm, "decode", &object, &encoding, &self.errors.get())?;
        Ok(text.cast::<Str>().map(|text| text.bytes().to_vec()).unwrap_or_default())
    }

    /// The bytes of the next line, its end included.
    fn line_bytes(&self, vm: &mut Vm) -> Res<Vec<u8>> {
        let mut line = Vec::new();
        let newline = self.newline.get();
        let joins = matches!(newline, Newline::Universal | Newline::Untranslated);
        loop {
            // Whether the line ends with a carriage return that a line feed may follow.
            let open = line.last() == Some(&b'\r') && newline != Newline::Cr;
            let done = self.take(vm, |bytes| {
                if open && joins {
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
                let at_return = line.last() == Some(&b'\r') && joins;
                (count, count == 0 || end.is_some() && !at_return)
            })?;
            if done {
                return Ok(line);
            }
        }
    }

    /// The next line, if it lies whole in our own buffer and is the same as its bytes: what most lines are. A file that is closed
    /// or cannot be read from has nothing in its buffer.
    pub fn whole_line(&self) -> Option<Value> {
        let newline = self.newline.get();
        let plain = self.scheme.get() == Scheme::Bytes && self.strict_utf8.get() && !self.has_mark.get();
        if !plain || matches!(newline, Newline::Cr | Newline::CrLf) || !self.pending.borrow().is_empty() {
            return None;
        }
        self.buffer.peek(|buffer| {
            own_buffer(buffer)?.take_found(|ahead| {
                let at = match newline {
                    Newline::Lf => memchr::memchr(b'\n', ahead)?,
                    _ => memchr::memchr2(b'\n', b'\r', ahead).filter(|at| ahead.get(*at) == Some(&b'\n'))?,
                };
                let line = crate::objects::str::try_new(ahead.get(..=at)?).ok()?;
                self.met.set(self.met.get() | FEED);
                Some((at + 1, line))
            })
        })
    }

    /// The next line as a string; an empty one at the end.
    pub fn next_line(&self, vm: &mut Vm) -> Res {
        if let Some(line) = self.whole_line() {
            return Ok(line);
        }
        let line = self.read_line(vm)?;
        vm.str_bytes(&line)
    }

    fn read_line(&self, vm: &mut Vm) -> Res<Vec<u8>> {
        let bytes = self.line_bytes(vm)?;
        let mut line = self.decode(vm, &bytes)?;
        let kind = match (line.ends_with(b"\r\n"), line.last()) {
            (true, _) => PAIR,
            (_, Some(b'\n')) => FEED,
            (_, Some(b'\r')) => RETURN,
            _ => 0,
        };
        self.met.set(self.met.get() | kind);
        if self.newline.get() == Newline::Universal && kind & (RETURN | PAIR) != 0 {
            line.truncate(line.len() - if kind == PAIR { 2 } else { 1 });
            line.push(b'\n');
        }
        Ok(line)
    }

    /// The next so many characters, to the end of the line if `one_line`.
    pub fn read_characters(&self, vm: &mut Vm, count: usize, one_line: bool) -> Res<Vec<u8>> {
        let mut reader = Characters {
            wanted: count,
            one_line,
            utf8: self.scheme.get() == Scheme::Decoded || self.is_utf8.get(),
            newline: self.newline.get(),
            have: 0,
            missing: 0,
            at_return: false,
            ended: count == 0,
        };
        let mut bytes = Vec::new();
        while !reader.ended {
            let got = self.take(vm, |piece| {
                let count = reader.scan(piece);
                bytes.extend_from_slice(piece.get(..count).unwrap_or_default());
                (count, piece.len())
            })?;
            if got == 0 {
                break;
            }
            vm.poll()?;
        }
        self.finish(vm, &bytes)
    }

    pub fn read_all(&self, vm: &mut Vm) -> Res<Vec<u8>> {
        let mut bytes = Vec::new();
        if self.scheme.get() == Scheme::Bytes {
            let rest = {
                let mut ahead = self.ahead.borrow_mut();
                let (bytes, used) = std::mem::take(&mut *ahead);
                bytes.get(used..).unwrap_or_default().to_vec()
            };
            let buffer = self.buffer.get();
            let read = vm.call_method(&buffer, "read", &[])?;
            match bytes_of(&read) {
                // Nothing is there yet.
                None if read.is_none() => {}
                Some(read) => bytes = [&rest[..], &read].concat(),
                None => {
                    let name = vm.type_name(&read);
                    let message = format!("underlying read() should have returned a bytes-like object, not '{name}'");
                    return Err(vm.type_error(message));
                }
            }
            self.cut_off.take();
        } else {
            while self.take(vm, |part| {
                bytes.extend_from_slice(part);
                (part.len(), !part.is_empty())
            })? {
                vm.poll()?;
            }
        }
        self.finish(vm, &bytes)
    }

    /// What was read, as text.
    fn finish(&self, vm: &mut Vm, bytes: &[u8]) -> Res<Vec<u8>> {
        let text = self.decode(vm, bytes)?;
        self.meet(&text);
        Ok(if self.newline.get() == Newline::Universal && text.contains(&b'\r') {
            normal_line_ends(&text)
        } else {
            text
        })
    }

    /// Notes which kinds of ends of lines stand in a text.
    fn meet(&self, text: &[u8]) {
        let mut kinds = self.met.get();
        let mut before = 0;
        for at in memchr::memchr2_iter(b'\n', b'\r', text) {
            let follows = text.get(at + 1) == Some(&b'\n');
            kinds |= match text.get(at) {
                Some(b'\r') if follows => PAIR,
                Some(b'\r') => RETURN,
                _ if at > 0 && before == at && text.get(at - 1) == Some(&b'\r') => PAIR,
                _ => FEED,
            };
            before = at + 1;
            if kinds == RETURN | FEED | PAIR {
                break;
            }
        }
        self.met.set(kinds);
    }

    /// `newlines`: the kinds of ends of lines that have been met, in what waits to be read, too.
    pub fn newlines(&self, vm: &mut Vm) -> Res {
        if !matches!(self.newline.get(), Newline::Universal | Newline::Untranslated) {
            return Ok(Value::NONE);
        }
        match own_buffer(&self.buffer.get()).filter(|_| self.scheme.get() == Scheme::Bytes) {
            Some(file) => file.peek(|ahead| self.meet(ahead)),
            None => {
                let ahead = self.ahead.borrow();
                self.meet(ahead.0.get(ahead.1..).unwrap_or_default());
            }
        }
        let mut kinds: Vec<Value> = [(RETURN, "\r"), (FEED, "\n"), (PAIR, "\r\n")]
            .into_iter()
            .filter(|(kind, _)| self.met.get() & kind != 0)
            .map(|(_, text)| vm.str(text))
            .collect();
        match kinds.len() {
            0 => Ok(Value::NONE),
            1 => Ok(kinds.remove(0)),
            _ => vm.tuple(kinds),
        }
    }

    /// How many bytes of the buffer what has been decoded and not been used stands for.
    pub fn unread_bytes(&self, vm: &mut Vm) -> Res<usize> {
        if self.scheme.get() == Scheme::Bytes || self.unread() == 0 {
            return Ok(self.unread());
        }
        // A second decoder would do as well; but an encoding that is no mark longer than its text is the rule.
        let rest = self.ahead.borrow().0.get(self.ahead.borrow().1..).unwrap_or_default().to_vec();
        let text = vm.str_bytes(&rest)?;
        let (encoding, errors) = (self.encoding.get(), self.errors.get());
        let length = |vm: &mut Vm, text: &Value| {
            let encoded = codec::encode(vm, "encode", text, &encoding, &errors)?;
            Ok(encoded.cast::<Bytes>().map_or(0, |bytes| bytes.data().len()))
        };
        let empty = vm.str("");
        Ok(length(vm, &text)? - length(vm, &empty)?)
    }
}
