//! [ESSAY] From emitted lines to finished code.
//!
//! Code generation emits instructions in order, with labels where jumps shall land, and a `CheckBound` before
//! every read of a local. Finishing a unit then
//! 1. replaces labels by line numbers, and jumps to jumps by jumps to their goal (`thread`);
//! 2. finds what can be reached, exception handlers included (`reach`);
//! 3. drops every `CheckBound` whose local is certainly bound (`Bound`, a forward data flow over sets of
//!    locals; an exception may leave at any instruction that may raise, before or after its effect);
//! 4. drops jumps to the next instruction, and renumbers what is left (`compact`).
//!
//! So code generation never thinks about dead code or definite assignment.

use crate::bytecode::instr::Instr;
use crate::bytecode::op::{Op, Role};
use crate::bytecode::tables::Handler;
use hoopsnake_syntax::ast::Span;

/// A place in the code that jumps can name before it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Label(u32);

const UNPLACED: u32 = u32::MAX;

/// A handler as recorded during code generation.
#[derive(Debug)]
struct RawHandler {
    start: u32,
    end: u32,
    target: Label,
    keep: u16,
    /// Nesting; inner handlers have the greater depth.
    depth: u32,
}

/// The part of the code that a handler protects, while it is being emitted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Region {
    start: u32,
    target: Label,
    keep: u16,
    depth: u32,
}

/// The code of one unit under construction.
#[derive(Debug, Default)]
pub(super) struct Code {
    lines: Vec<Instr>,
    spans: Vec<Span>,
    labels: Vec<u32>,
    handlers: Vec<RawHandler>,
}

/// Finished code with its tables.
#[derive(Debug)]
pub(super) struct Finished {
    pub code: Vec<Instr>,
    pub spans: Vec<Span>,
    pub handlers: Vec<Handler>,
}

/// Whether field `d` of an operation is a jump.
pub(super) fn is_jump(op: Op) -> bool {
    op.info().operands.iter().any(|&(_, role)| role == Role::jump)
}

/// Whether control never falls through to the next instruction.
pub(super) fn ends_block(op: Op) -> bool {
    matches!(op, Op::Jump | Op::JumpBack | Op::Return | Op::Raise | Op::Reraise)
}

impl Code {
    fn here(&self) -> u32 {
        self.lines.len() as u32
    }

    /// Whether line numbers would not fit the tables.
    pub fn too_long(&self) -> bool {
        self.lines.len() >= i32::MAX as usize / 2
    }

    pub fn emit(&mut self, instr: Instr, span: Span) {
        self.lines.push(instr);
        self.spans.push(span);
    }

    /// Emits an instruction whose field `d` jumps to `label`.
    pub fn emit_jump(&mut self, mut instr: Instr, label: Label, span: Span) {
        instr.d = label.0 as i32;
        self.emit(instr, span);
    }

    pub fn label(&mut self) -> Label {
        self.labels.push(UNPLACED);
        Label(self.labels.len() as u32 - 1)
    }

    pub fn place(&mut self, label: Label) {
        self.labels[label.0 as usize] = self.here();
    }

    pub fn open(&self, target: Label, keep: u16, depth: u32) -> Region {
        Region { start: self.here(), target, keep, depth }
    }

    /// Goes on protecting after an interruption (`close`).
    pub fn reopen(&self, region: &mut Region) {
        region.start = self.here();
    }

    pub fn close(&mut self, region: &Region) {
        let end = self.here();
        if region.start < end {
            self.handlers.push(RawHandler {
                start: region.start,
                end,
                target: region.target,
                keep: region.keep,
                depth: region.depth,
            });
        }
    }

    /// Finishes the code. `bound`: how many locals are bound at entry; `locals`: how many there are.
    pub fn finish(mut self, bound: u16, locals: u16) -> Finished {
        // Inner handlers first; handlers of one depth do not overlap.
        self.handlers.sort_by_key(|handler| std::cmp::Reverse(handler.depth));
        for line in &mut self.lines {
            if is_jump(line.op) {
                line.d = self.labels[line.d as usize] as i32;
            }
        }
        self.thread();
        let mut keep = self.reach();
        // Where an inner handler covers all of a region, what handles it further out is not reached.
        let labels = &self.labels;
        self.handlers.retain(|handler| keep.get(labels[handler.target.0 as usize] as usize) == Some(&true));
        self.drop_checks(&mut keep, bound, locals);
        self.compact(&mut keep)
    }

    fn handler_target(&self, handler: &RawHandler) -> u32 {
        self.labels[handler.target.0 as usize]
    }

    /// The innermost handler's number at a line, to compare places.
    fn protection(&self, at: u32) -> Option<usize> {
        self.handlers.iter().position(|handler| handler.start <= at && at < handler.end)
    }

    fn thread(&mut self) {
        for at in 0..self.lines.len() {
            if !is_jump(self.lines[at].op) || self.lines[at].op == Op::JumpBack {
                continue;
            }
            for _ in 0..16 {
                let target = self.lines[at].d as usize;
                let Some(next) = self.lines.get(target).copied() else {
                    break;
                };
                match next.op {
                    Op::Jump if next.d as usize > at => self.lines[at].d = next.d,
                    Op::JumpBack
                        if self.lines[at].op == Op::Jump
                            && self.protection(at as u32) == self.protection(target as u32) =>
                    {
                        self.lines[at] = next;
                        break;
                    }
                    _ => break,
                }
            }
        }
    }

    /// Calls `visit` with every line that may follow line `at` without an exception.
    fn successors(&self, at: usize, mut visit: impl FnMut(usize)) {
        let line = &self.lines[at];
        if is_jump(line.op) {
            visit(line.d as usize);
        }
        if !ends_block(line.op) {
            visit(at + 1);
        }
    }

    fn reach(&self) -> Vec<bool> {
        let mut seen = vec![false; self.lines.len()];
        let mut work = vec![0];
        while let Some(at) = work.pop() {
            if at >= seen.len() || std::mem::replace(&mut seen[at], true) {
                continue;
            }
            self.successors(at, |next| work.push(next));
            if self.lines[at].op.info().may_raise
                && let Some(handler) = self.protection(at as u32)
            {
                work.push(self.handler_target(&self.handlers[handler]) as usize);
            }
        }
        seen
    }

    fn drop_checks(&self, keep: &mut [bool], bound: u16, locals: u16) {
        let checks = |(at, line): (usize, &Instr)| line.op == Op::CheckBound && keep[at];
        if !self.lines.iter().enumerate().any(checks) {
            return;
        }
        let states = self.bound_flow(bound, locals);
        for (at, line) in self.lines.iter().enumerate() {
            if line.op == Op::CheckBound && states[at].as_ref().is_none_or(|set| set.has(line.a)) {
                keep[at] = false;
            }
        }
    }

    /// For each line the locals that are certainly bound before it; None where it is never reached.
    fn bound_flow(&self, bound: u16, locals: u16) -> Vec<Option<LocalSet>> {
        let mut states: Vec<Option<LocalSet>> = vec![None; self.lines.len()];
        let mut work = Vec::new();
        let merge = |states: &mut Vec<Option<LocalSet>>, work: &mut Vec<usize>, at: usize, set: &LocalSet| {
            let Some(state) = states.get_mut(at) else {
                return;
            };
            let changed = match state {
                Some(old) => old.intersect(set),
                None => {
                    *state = Some(set.clone());
                    true
                }
            };
            if changed {
                work.push(at);
            }
        };
        merge(&mut states, &mut work, 0, &LocalSet::first(bound, locals));
        while let Some(mut at) = work.pop() {
            // Runs on along straight code without going through the work list.
            while let Some(before) = states[at].clone() {
                let line = &self.lines[at];
                let after = self.bound_after(line, locals, before.clone());
                if line.op.info().may_raise
                    && let Some(handler) = self.protection(at as u32)
                {
                    let target = self.handler_target(&self.handlers[handler]) as usize;
                    let mut either = before.clone();
                    either.intersect(&after);
                    merge(&mut states, &mut work, target, &either);
                }
                if is_jump(line.op) {
                    let taken = if line.op == Op::ForIter { &before } else { &after };
                    merge(&mut states, &mut work, line.d as usize, taken);
                }
                if ends_block(line.op) || at + 1 >= self.lines.len() {
                    break;
                }
                let mut follow = Vec::new();
                merge(&mut states, &mut follow, at + 1, &after);
                if follow.is_empty() {
                    break;
                }
                at += 1;
            }
        }
        states
    }

    fn bound_after(&self, line: &Instr, locals: u16, mut set: LocalSet) -> LocalSet {
        match line.op {
            Op::CheckBound => set.insert(line.a),
            Op::DelLocal | Op::ClearLocal => set.remove(line.a),
            Op::Take => {
                set.remove(line.b);
                if line.a < locals {
                    set.insert(line.a);
                }
            }
            Op::Unpack if line.a < locals => (line.a..line.a + line.c).for_each(|local| set.insert(local)),
            op => {
                for &(field, role) in op.info().operands {
                    if role == Role::dst {
                        let register = line.field(field) as u16;
                        if register < locals {
                            set.insert(register);
                        }
                    }
                }
            }
        }
        set
    }

    /// Removes what is not kept and jumps to the next line; makes jumps relative.
    fn compact(self, keep: &mut [bool]) -> Finished {
        let index = loop {
            let index = new_numbers(keep);
            let mut changed = false;
            for (at, line) in self.lines.iter().enumerate() {
                if keep[at] && line.op == Op::Jump && index[line.d as usize] == index[at] + 1 {
                    keep[at] = false;
                    changed = true;
                }
            }
            if !changed {
                break index;
            }
        };
        let mut finished = Finished { code: Vec::new(), spans: Vec::new(), handlers: Vec::new() };
        for (at, line) in self.lines.iter().enumerate() {
            if !keep[at] {
                continue;
            }
            let mut line = *line;
            if is_jump(line.op) {
                line.d = index[line.d as usize] as i32 - (index[at] as i32 + 1);
            }
            finished.code.push(line);
            finished.spans.push(self.spans[at]);
        }
        for handler in &self.handlers {
            let (start, end) = (index[handler.start as usize], index[handler.end as usize]);
            let raises = |line: &Instr| line.op.info().may_raise;
            if finished.code[start as usize..end as usize].iter().any(raises) {
                finished.handlers.push(Handler {
                    start,
                    end,
                    target: index[self.handler_target(handler) as usize],
                    keep: handler.keep,
                });
            }
        }
        finished
    }
}

/// The number of each line once only kept lines remain, and one past the end.
fn new_numbers(keep: &[bool]) -> Vec<u32> {
    let mut next = 0;
    let mut index = Vec::with_capacity(keep.len() + 1);
    for &kept in keep {
        index.push(next);
        next += u32::from(kept);
    }
    index.push(next);
    index
}

/// A set of locals.
#[derive(Clone, Debug)]
pub(super) struct LocalSet(Vec<u64>);

impl LocalSet {
    /// The first `count` of so many locals.
    pub fn first(count: u16, locals: u16) -> LocalSet {
        let mut set = LocalSet(vec![0; usize::from(locals).div_ceil(64)]);
        (0..count).for_each(|local| set.insert(local));
        set
    }

    pub fn has(&self, local: u16) -> bool {
        self.0[usize::from(local / 64)] >> (local % 64) & 1 != 0
    }

    pub fn insert(&mut self, local: u16) {
        self.0[usize::from(local / 64)] |= 1 << (local % 64);
    }

    pub fn remove(&mut self, local: u16) {
        self.0[usize::from(local / 64)] &= !(1 << (local % 64));
    }

    /// Adds what is in the other; whether that changed anything.
    pub fn unite(&mut self, other: &LocalSet) -> bool {
        let mut changed = false;
        for (word, &more) in self.0.iter_mut().zip(&other.0) {
            changed |= more & !*word != 0;
            *word |= more;
        }
        changed
    }

    /// Keeps what is in both; whether that changed anything.
    fn intersect(&mut self, other: &LocalSet) -> bool {
        let mut changed = false;
        for (word, &mask) in self.0.iter_mut().zip(&other.0) {
            changed |= *word & !mask != 0;
            *word &= mask;
        }
        changed
    }
}
