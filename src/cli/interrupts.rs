//! Signals: Ctrl-C and closed pipes.
//!
//! The first Ctrl-C asks the program to stop: KeyboardInterrupt at its next safe point. A second one within `PATIENCE`, with no
//! sign of life in between, ends the process. At the prompt of a session it only cancels the line.

use std::process;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use super::run::Session;
use crate::api::{Interpreter, may_end_at_closed_pipe};

/// How long after one Ctrl-C another one means "now".
const PATIENCE: Duration = Duration::from_secs(1);

/// 128 + SIGINT, what a shell shows of a process that Ctrl-C ended.
pub const INTERRUPTED: i32 = 130;

/// Takes over Ctrl-C and closed pipes for the rest of the process.
pub fn install(session: Session) -> Result<()> {
    end_quietly_on_a_closed_pipe()?;
    let interrupt = Interpreter::interrupter();
    // When the last one came, and how many prompts had been shown then: a new prompt is a sign of life.
    let mut last: Option<(Instant, usize)> = None;
    ctrlc::set_handler(move || {
        if (session.cancel_line)() {
            last = None;
            return;
        }
        let now = (Instant::now(), (session.prompts_shown)());
        if let Some((then, prompts)) = last
            && now.0.duration_since(then) < PATIENCE
            && now.1 == prompts
        {
            process::exit(INTERRUPTED);
        }
        last = Some(now);
        interrupt();
    })
    .context("Ctrl-C cannot be handled")
}

/// Rust programs start with SIGPIPE ignored. Here it ends the process as it ends `cat`: `hoopsnake … | head` says nothing. A
/// program with pipes of its own gets an exception instead.
#[cfg(unix)]
fn end_quietly_on_a_closed_pipe() -> Result<()> {
    use signal_hook::consts::SIGPIPE;

    signal_hook::flag::register_conditional_default(SIGPIPE, may_end_at_closed_pipe())
        .context("SIGPIPE cannot be handled")?;
    Ok(())
}

#[cfg(not(unix))]
fn end_quietly_on_a_closed_pipe() -> Result<()> {
    Ok(())
}
