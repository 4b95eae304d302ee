//! The line editor: rustyline with the completion, the colours, the history and the indentation of Python.

use std::borrow::Cow;
use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustyline::completion::{Completer, Pair};
use rustyline::error::ReadlineError;
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::Hinter;
use rustyline::history::FileHistory;
use rustyline::validate::Validator;
use rustyline::{
    Cmd, ColorMode, CompletionType, ConditionalEventHandler, Config, Context, Event, EventContext, EventHandler,
    Helper, KeyCode, KeyEvent, Modifiers, Movement, RepeatCount, Result,
};

use super::session::Line;
use super::{colours, complete, history, indent, prompt};
use crate::api::Interpreter;

/// Entries that Tab shows without asking.
const COMPLETIONS_SHOWN: usize = 100;

/// `indent::STEP`, in the type of the editor.
const INDENT: u8 = 4;
const _: () = assert!(INDENT as usize == indent::STEP);

/// Bytes of a line that certainly fits one row of a terminal, with its prompt.
const SHORT: usize = 30;

/// The interpreter, used by the loop of the session and, while a line is read, by the completer.
pub type Shared<'i> = Rc<RefCell<&'i mut Interpreter>>;

/// A line editor at a terminal.
pub struct Editor<'i> {
    inner: rustyline::Editor<Python<'i>, FileHistory>,
    history: history::Kept,
    layout: Arc<Mutex<Layout>>,
}

impl<'i> Editor<'i> {
    /// Errors where the terminal cannot be edited on.
    pub fn new(interpreter: Shared<'i>) -> Result<Self> {
        let colours = colours::wanted();
        let config = Config::builder()
            .max_history_size(history::ENTRIES)?
            .history_ignore_dups(true)?
            .completion_type(CompletionType::List)
            .completion_prompt_limit(COMPLETIONS_SHOWN)
            .completion_show_all_if_ambiguous(true)
            .color_mode(if colours { ColorMode::Enabled } else { ColorMode::Disabled })
            .indent_size(INDENT)
            .bracketed_paste(true)
            .build();
        let file_history = FileHistory::with_config(&config);
        let mut inner = rustyline::Editor::with_history(config, file_history)?;
        let layout = Arc::new(Mutex::new(Layout::default()));
        inner.set_helper(Some(Python { interpreter, layout: Arc::clone(&layout), colours }));
        for key in [
            KeyEvent::from(' '),
            KeyEvent(KeyCode::Tab, Modifiers::NONE),
            KeyEvent(KeyCode::Backspace, Modifiers::NONE),
            KeyEvent::ctrl('D'),
        ] {
            let handler = Keys(Arc::clone(&layout));
            inner.bind_sequence(key, EventHandler::Conditional(Box::new(handler)));
        }
        let history = history::Kept::load(inner.history_mut());
        Ok(Editor { inner, history, layout })
    }

    /// Lets a line be edited, after those `entered` of the same input.
    pub fn read_line(&mut self, shown: &str, entered: &str) -> Line {
        let offered = indent::next_indent(entered);
        *lock(&self.layout) = Layout { entered: entered.to_owned(), offered: offered.clone(), typed: 0 };
        let inner = &mut self.inner;
        let read = prompt::while_editing(|| inner.readline_with_initial(shown, (offered.as_str(), "")));
        match read {
            Ok(line) => Line::Text(self.settle(line, entered, &offered)),
            Err(ReadlineError::Interrupted) => Line::Cancelled,
            Err(_) => Line::End,
        }
    }

    /// The line as it is meant: see `indent`.
    fn settle(&self, line: String, entered: &str, offered: &str) -> String {
        if offered.is_empty() {
            return line;
        }
        if line.trim().is_empty() {
            return String::new();
        }
        let typed = lock(&self.layout).typed;
        let own = match line.strip_prefix(offered) {
            // Less was typed than was on offer.
            Some(text) if (1..offered.len()).contains(&typed) => " ".repeat(typed) + text,
            // A paste brings its own indentation.
            Some(text) if line.contains('\n') && text.starts_with([' ', '\t']) => text.to_owned(),
            _ => line.clone(),
        };
        let meant = indent::align_clause(entered, &own, offered).unwrap_or(own);
        if meant != line {
            self.redraw(&meant);
        }
        meant
    }

    /// Shows the line that was just read as it is meant. A line that may take several rows stays as it is.
    fn redraw(&self, line: &str) {
        if line.len() > SHORT || line.contains('\n') {
            return;
        }
        let line = match self.inner.helper() {
            Some(helper) => helper.highlight(line, 0),
            None => Cow::Borrowed(line),
        };
        let column = prompt::NEXT.len();
        // One row up, behind the prompt, erase, write. A terminal that is gone shows nothing anyway.
        let _ = write!(io::stdout(), "\x1b[A\r\x1b[{column}C\x1b[K{line}\r\n");
        let _ = io::stdout().flush();
    }

    /// Keeps an input, as one entry of the history.
    pub fn remember(&mut self, input: &str) {
        if matches!(self.inner.add_history_entry(input), Ok(true)) {
            self.history.append(self.inner.history_mut());
        }
    }
}

/// What the keys need to know of the line that is being edited.
#[derive(Default)]
struct Layout {
    /// The lines before it.
    entered: String,
    /// The indentation that it began with.
    offered: String,
    /// Spaces that were typed over it.
    typed: usize,
}

/// Nothing that holds the lock can fail in between; poison would mean nothing here.
fn lock(layout: &Mutex<Layout>) -> MutexGuard<'_, Layout> {
    layout.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The keys that lay out lines: space, Tab, Backspace, Ctrl-D.
struct Keys(Arc<Mutex<Layout>>);

impl ConditionalEventHandler for Keys {
    fn handle(&self, event: &Event, _: RepeatCount, _: bool, ctx: &EventContext) -> Option<Cmd> {
        let key = event.get(0)?;
        let (line, mut layout) = (ctx.line(), lock(&self.0));
        let before = line.get(..ctx.pos())?;
        let blank = before.bytes().all(|byte| byte == b' ');
        match key.0 {
            // Whoever types the indentation does not want it twice.
            KeyCode::Char(' ') if before == layout.offered && layout.typed < before.len() => {
                layout.typed += 1;
                Some(Cmd::Noop)
            }
            KeyCode::Tab if blank => {
                let missing = indent::STEP - before.len() % indent::STEP;
                Some(Cmd::Insert(1, " ".repeat(missing)))
            }
            KeyCode::Backspace if blank && !before.is_empty() => {
                // The indentation on offer is the writer's own from here on.
                layout.typed = before.len();
                Some(Cmd::Dedent(Movement::WholeLine))
            }
            // Ends the block, as on an empty line.
            KeyCode::Char('D') if !line.is_empty() && line.trim().is_empty() => Some(Cmd::AcceptLine),
            _ => None,
        }
    }
}

/// What the editor asks about Python.
struct Python<'i> {
    interpreter: Shared<'i>,
    layout: Arc<Mutex<Layout>>,
    colours: bool,
}

impl Helper for Python<'_> {}
impl Validator for Python<'_> {}

impl Hinter for Python<'_> {
    type Hint = String;
}

impl Completer for Python<'_> {
    type Candidate = Pair;

    fn complete(&self, line: &str, pos: usize, _: &Context<'_>) -> Result<(usize, Vec<Pair>)> {
        let before = line.get(..pos).unwrap_or(line);
        let candidates = match self.interpreter.try_borrow_mut() {
            Ok(mut interpreter) => interpreter.complete(before),
            Err(_) => Vec::new(),
        };
        Ok(complete::placed(before, candidates))
    }
}

impl Highlighter for Python<'_> {
    fn highlight<'l>(&self, line: &'l str, _: usize) -> Cow<'l, str> {
        if self.colours { colours::coloured(&lock(&self.layout).entered, line) } else { Cow::Borrowed(line) }
    }

    fn highlight_char(&self, _: &str, _: usize, kind: CmdKind) -> bool {
        self.colours && kind != CmdKind::MoveCursor
    }
}
