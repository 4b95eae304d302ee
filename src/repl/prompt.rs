//! The state of the prompt, as the handler of Ctrl-C sees it from its own thread.
//!
//! There is one terminal and one handler for a process, hence statics. While the editor reads, keys reach it without a signal.

use std::io::{self, Write};
use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering};

/// The first line of an input.
pub const FIRST: &str = ">>> ";
/// Each further line of it.
pub const NEXT: &str = "... ";

/// No line is being read: Ctrl-C is the program's.
const RUNNING: u8 = 0;
/// The editor reads; a signal can only come from another process.
const EDITING: u8 = 1;
/// A plain line is being read.
const READING: u8 = 2;
/// It was cancelled: what was entered before it does not count any more.
const CANCELLED: u8 = 3;

static STATE: AtomicU8 = AtomicU8::new(RUNNING);
static SHOWN: AtomicUsize = AtomicUsize::new(0);

/// Called on Ctrl-C: true when a line was being read, which is then cancelled.
pub fn cancel_line() -> bool {
    let change = STATE.compare_exchange(READING, CANCELLED, Ordering::SeqCst, Ordering::SeqCst);
    match change {
        Ok(_) | Err(CANCELLED) => {
            // The terminal has thrown away what was typed of the line.
            let _ = write!(io::stderr(), "\nKeyboardInterrupt\n{FIRST}");
            true
        }
        Err(state) => state == EDITING,
    }
}

/// How many prompts there have been.
pub fn prompts_shown() -> usize {
    SHOWN.load(Ordering::SeqCst)
}

/// Runs `read` as the reading of a line by the editor.
pub fn while_editing<T>(read: impl FnOnce() -> T) -> T {
    during(EDITING, read).0
}

/// Runs `read` as the reading of a plain line; also says whether it was cancelled meanwhile.
pub fn while_reading<T>(read: impl FnOnce() -> T) -> (T, bool) {
    during(READING, read)
}

fn during<T>(state: u8, read: impl FnOnce() -> T) -> (T, bool) {
    SHOWN.fetch_add(1, Ordering::SeqCst);
    STATE.store(state, Ordering::SeqCst);
    let result = read();
    let cancelled = STATE.swap(RUNNING, Ordering::SeqCst) == CANCELLED;
    (result, cancelled)
}
