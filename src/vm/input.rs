//! Standard input.

use std::io::{self, BufRead, Read};

use crate::heap::Value;

use super::{E, N, Res, Vm};

impl Vm {
    /// The next line of the process's standard input with its end, as UTF-8; empty at the end of the input.
    pub fn read_raw_line(&mut self) -> Res<Vec<u8>> {
        self.wait_for_input()?;
        let mut line = Vec::new();
        match io::stdin().lock().read_until(b'\n', &mut line) {
            Ok(_) => {
                if line.ends_with(b"\r\n") {
                    line.truncate(line.len() - 2);
                    line.push(b'\n');
                }
                self.poll()?;
                self.decoded(line)
            }
            Err(error) => Err(self.raise_os_error(&error, Value::EMPTY)),
        }
    }

    /// At a terminal, waits until there is a line to read, so that Ctrl-C ends the waiting, and not only the line.
    #[cfg(unix)]
    fn wait_for_input(&mut self) -> Res<()> {
        use nix::poll::{PollFd, PollFlags, poll};
        use std::io::IsTerminal;
        use std::os::fd::AsFd;

        const NAP_MS: u8 = 20;
        let input = io::stdin();
        if !input.is_terminal() {
            return Ok(());
        }
        // A failure of `poll` other than a signal is one of the read that follows, too.
        while matches!(
            poll(&mut [PollFd::new(input.as_fd(), PollFlags::POLLIN)], NAP_MS),
            Ok(0) | Err(nix::Error::EINTR)
        ) {
            self.poll()?;
        }
        Ok(())
    }

    #[cfg(not(unix))]
    fn wait_for_input(&mut self) -> Res<()> {
        self.poll()
    }

    /// All that is left of the process's standard input.
    pub fn read_raw_rest(&mut self) -> Res<Vec<u8>> {
        let mut text = Vec::new();
        match io::stdin().lock().read_to_end(&mut text) {
            Ok(_) => {
                let text = self.decoded(text)?;
                Ok(if text.contains(&b'\r') { normal_line_ends(&text) } else { text })
            }
            Err(error) => Err(self.raise_os_error(&error, Value::EMPTY)),
        }
    }

    fn decoded(&mut self, text: Vec<u8>) -> Res<Vec<u8>> {
        let (at, length) = match std::str::from_utf8(&text) {
            Ok(_) => return Ok(text),
            Err(error) => (error.valid_up_to(), error.error_len()),
        };
        let first = text.get(at).copied().unwrap_or(0);
        let reason = match (length, first) {
            (None, _) => "unexpected end of data",
            (Some(_), 0xC2..=0xF4) => "invalid continuation byte",
            (Some(_), _) => "invalid start byte",
        };
        let end = length.map_or(text.len(), |length| at + length);
        let bytes = crate::objects::str::new_bytes(&text).map_err(|_| self.raise_memory())?;
        let (encoding, reason) = (self.str("utf-8"), self.str(reason));
        let number = crate::objects::int::from_usize;
        Err(self.raise_with(E::UnicodeDecodeError, vec![encoding, bytes, number(at), number(end), reason]))
    }

    /// The next line of `sys.stdin`, wherever it leads; `None` at its end. The line end is taken off.
    pub fn read_line(&mut self) -> Res<Option<Vec<u8>>> {
        let mut line = match self.replaced(N::stdin, 0) {
            None => self.read_raw_line()?,
            Some(file) if file.is_none() || file.is_empty() => {
                return Err(self.raise(E::RuntimeError, "input(): lost sys.stdin"));
            }
            Some(file) => {
                let line = self.call_method(&file, "readline", &[])?;
                match line.cast::<crate::objects::Str>() {
                    Some(line) => line.bytes().to_vec(),
                    None => return Err(self.type_error("object.readline() returned non-string")),
                }
            }
        };
        if line.is_empty() {
            return Ok(None);
        }
        if line.last() == Some(&b'\n') {
            line.pop();
        }
        Ok(Some(line))
    }
}

pub fn normal_line_ends(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.iter().peekable();
    while let Some(&byte) = bytes.next() {
        if byte == b'\r' {
            bytes.next_if(|next| **next == b'\n');
            out.push(b'\n');
        } else {
            out.push(byte);
        }
    }
    out
}

impl Vm {
    /// Up to `count` characters of the process's standard input.
    pub fn read_raw_characters(&mut self, count: usize) -> Res<Vec<u8>> {
        self.wait_for_input()?;
        let mut text = Vec::new();
        let mut characters = 0;
        let mut input = io::stdin().lock();
        while characters < count {
            let mut byte = [0];
            match input.read(&mut byte) {
                Ok(0) => break,
                Ok(_) => {
                    text.extend_from_slice(&byte);
                    // A character is whole when the byte after it would begin another one.
                    characters += usize::from(std::str::from_utf8(&text).is_ok());
                }
                Err(error) => {
                    drop(input);
                    return Err(self.raise_os_error(&error, Value::EMPTY));
                }
            }
        }
        drop(input);
        self.decoded(text)
    }
}
