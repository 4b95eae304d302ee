//! Lines without an editor: piped input with `-i`, and terminals that only know text.
//!
//! As CPython: the prompt goes to stderr, so that stdout holds only what the program prints.

use std::io::{self, BufRead, Write};

use super::prompt;
use super::session::Line;

/// Shows the prompt and reads a line of standard input, without its end.
pub fn read_line(shown: &str) -> Line {
    let mut stderr = io::stderr();
    let _ = stderr.write_all(shown.as_bytes()).and_then(|()| stderr.flush());
    let mut bytes = Vec::new();
    let (read, cancelled) = prompt::while_reading(|| io::stdin().lock().read_until(b'\n', &mut bytes));
    if !matches!(read, Ok(count) if count > 0) {
        return Line::End;
    }
    let text = String::from_utf8_lossy(&bytes);
    let text = text.strip_suffix('\n').unwrap_or(&text);
    let text = text.strip_suffix('\r').unwrap_or(text).to_owned();
    if cancelled { Line::AfterCancel(text) } else { Line::Text(text) }
}

/// Ends the line of the prompt, where input ends or is cancelled.
pub fn newline() {
    let _ = io::stderr().write_all(b"\n");
}
