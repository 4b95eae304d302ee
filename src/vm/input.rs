//! Standard input.

use super::{E, N, Res, Vm};

impl Vm {
    /// The next line of `sys.stdin`, wherever it leads; `None` at its end. The line end is taken off.
    pub fn read_line(&mut self) -> Res<Option<Vec<u8>>> {
        let original = self.output.streams.first().cloned();
        let mut line = match self.replaced(N::stdin, 0).or(original) {
            None => Vec::new(),
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
