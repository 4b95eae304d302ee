//! Side tables of a unit: exception handlers and the positions of source lines.

/// A range of instructions whose exceptions go to a handler.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Handler {
    /// First instruction of the range.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// Where the handler begins.
    pub target: u32,
    /// Temporaries from this register on are released; then the exception is put into this register.
    pub keep: u16,
}

/// Where a unit's text came from; shared by all units of a file.
#[derive(Debug)]
pub struct SourceInfo {
    /// As given by the user; `<stdin>`, `<string>` where there is no file.
    pub filename: Box<str>,
    /// Byte offset of the start of each line.
    pub line_starts: Vec<u32>,
    /// The text itself where there is no file to read it from again and it shall be shown.
    pub text: Option<Box<str>>,
}

impl SourceInfo {
    /// Scans `text` for its lines; the text itself is kept only if `keep_text`.
    pub fn new(filename: &str, text: &str, keep_text: bool) -> SourceInfo {
        let mut line_starts = vec![0];
        for (at, byte) in text.bytes().enumerate() {
            if byte == b'\n' {
                line_starts.push(at as u32 + 1);
            }
        }
        SourceInfo { filename: filename.into(), line_starts, text: keep_text.then(|| text.into()) }
    }

    /// Line (from 1) and column (bytes, from 0) of a byte offset.
    pub fn position(&self, offset: u32) -> (u32, u32) {
        let line = self.line_starts.partition_point(|&start| start <= offset).max(1);
        (line as u32, offset - self.line_starts[line - 1])
    }
}
