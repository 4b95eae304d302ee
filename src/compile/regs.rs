//! Temporaries of a frame: a stack of registers above the locals.
//!
//! A temporary is taken with `take` and given back by setting `top` to what it was before. Registers that run
//! out are noted rather than reported at once, so that taking one cannot fail; the unit's end reports it.

/// Registers above this number are not given out; some stay free for runs of operands.
const LIMIT: u16 = 60_000;

/// The stack of temporaries.
#[derive(Debug)]
pub(super) struct Regs {
    /// The first free register.
    pub top: u16,
    /// One more than the highest register ever taken.
    max: u16,
    pub exhausted: bool,
}

impl Regs {
    pub fn new(local_count: u16) -> Regs {
        Regs { top: local_count, max: local_count, exhausted: local_count >= LIMIT }
    }

    /// Takes the next register.
    pub fn take(&mut self) -> u16 {
        self.take_run(1)
    }

    /// Takes `count` consecutive registers and returns the first.
    pub fn take_run(&mut self, count: u16) -> u16 {
        let first = self.top;
        match first.checked_add(count) {
            Some(top) if top < LIMIT => {
                self.top = top;
                self.max = self.max.max(top);
            }
            _ => self.exhausted = true,
        }
        first
    }

    /// How many registers a frame needs.
    pub fn count(&self) -> u16 {
        self.max
    }
}
