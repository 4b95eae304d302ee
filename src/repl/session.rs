//! The loop of the session.
//!
//! Lines are gathered until they are a whole input: the interpreter says "incomplete", and a blank line ends a compound
//! statement, as in CPython's classic session. A paste may hold many inputs and blank lines within blocks.

use std::cell::RefCell;
use std::io::{self, IsTerminal, Write};
use std::rc::Rc;

use super::editor::{Editor, Shared};
use super::{indent, plain, prompt};
use crate::api::{Interpreter, Step};

/// What reading a line gave.
pub enum Line {
    Text(String),
    /// A line, after Ctrl-C threw away what was entered before it.
    AfterCancel(String),
    /// Ctrl-C.
    Cancelled,
    /// Ctrl-D, or the end of the input.
    End,
}

/// Runs a session to its end and returns the exit status; `greet` asks for the line that begins it.
pub fn run(interpreter: &mut Interpreter, greet: bool) -> i32 {
    if greet {
        let _ = writeln!(
            io::stderr(),
            "Hoopsnake {} (Python 3.11 language) \u{2014} Tab completes, Ctrl-C interrupts, Ctrl-D leaves",
            env!("CARGO_PKG_VERSION"),
        );
    }
    let interpreter = Rc::new(RefCell::new(interpreter));
    let editor = if has_editor() { Editor::new(Rc::clone(&interpreter)).ok() } else { None };
    let mut session = Session { interpreter, editor, entered: String::new() };
    loop {
        if let Some(status) = session.turn() {
            return status;
        }
    }
}

/// The editor needs a terminal at both ends, one that understands more than text.
fn has_editor() -> bool {
    let dumb = std::env::var_os("TERM").is_none_or(|term| term.is_empty() || term == "dumb");
    io::stdin().is_terminal() && io::stdout().is_terminal() && (cfg!(windows) || !dumb)
}

struct Session<'i> {
    interpreter: Shared<'i>,
    editor: Option<Editor<'i>>,
    /// The lines of an input that is not whole yet, each with its newline.
    entered: String,
}

impl Session<'_> {
    /// One prompt and what follows from it; the status when the session ends.
    fn turn(&mut self) -> Option<i32> {
        let shown = if self.entered.is_empty() { prompt::FIRST } else { prompt::NEXT };
        let line = match &mut self.editor {
            Some(editor) => editor.read_line(shown, &self.entered),
            None => plain::read_line(shown),
        };
        match line {
            Line::Text(text) => self.enter(&text),
            Line::AfterCancel(text) => {
                self.entered.clear();
                self.enter(&text)
            }
            Line::Cancelled => {
                self.entered.clear();
                let _ = writeln!(io::stderr(), "KeyboardInterrupt");
                None
            }
            Line::End => self.end_of_input(),
        }
    }

    /// Ctrl-D leaves; within a block it only ends the block, as the end of a file would.
    fn end_of_input(&mut self) -> Option<i32> {
        if self.editor.is_none() {
            plain::newline();
        }
        if self.entered.is_empty() {
            return Some(0);
        }
        let ended = self.end_block();
        // What is still open then cannot be finished any more.
        self.entered.clear();
        ended
    }

    fn enter(&mut self, text: &str) -> Option<i32> {
        if text.contains('\n') {
            return self.paste(text);
        }
        if self.entered.is_empty() && text.trim().is_empty() {
            return None;
        }
        self.add(text);
        self.evaluate()
    }

    /// Several lines at once. A line at the margin that is no `else` or the like begins a new input, unless a bracket or a
    /// string is open; blank lines end nothing.
    fn paste(&mut self, text: &str) -> Option<i32> {
        for line in text.lines() {
            let begins = !line.is_empty()
                && !line.starts_with([' ', '\t', '#'])
                && !indent::is_clause(line)
                && !self.entered.trim_end().is_empty()
                && !indent::after_decorator(&self.entered);
            if begins && !indent::is_open(&self.entered) {
                if let Some(status) = self.end_block() {
                    return Some(status);
                }
                self.entered.clear();
            }
            if !(self.entered.is_empty() && line.trim().is_empty()) {
                self.add(line);
            }
        }
        if self.entered.is_empty() { None } else { self.evaluate() }
    }

    fn add(&mut self, line: &str) {
        self.entered.push_str(line);
        self.entered.push('\n');
    }

    /// Runs what was entered as if a blank line followed.
    fn end_block(&mut self) -> Option<i32> {
        self.entered.push('\n');
        self.evaluate()
    }

    /// Runs what was entered, if it is whole.
    fn evaluate(&mut self) -> Option<i32> {
        let step = self.interpreter.borrow_mut().run_interactive(&self.entered);
        if matches!(step, Step::Incomplete) {
            return None;
        }
        if let Some(editor) = &mut self.editor {
            editor.remember(self.entered.trim_end());
        }
        self.entered.clear();
        match step {
            Step::Exit(status) => Some(status),
            Step::Done | Step::Incomplete => None,
        }
    }
}
