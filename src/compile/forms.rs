//! [ESSAY] Where a number needs no identity.
//!
//! A second reference to an inline number gives it a cell in the heap, so that both refer to one object. Often nobody can
//! tell. Two questions about finished code find these places:
//!
//! 1. *Is a variable only computed with?* If all that reads it is arithmetic, comparison, a test, an index and the like, then
//!    what is loaded into it may be another number of the same value (the number form of loads): `for x in data: s += x`
//!    leaves the numbers in the list as they are.
//! 2. *Is this the last time that a variable is read, but for computing?* Then an inline number may stay in the variable and be
//!    copied: nothing will compare the two. A number that has a cell is shared as always, since others may refer to it. The
//!    answer is a backward data flow over sets of variables; an exception leads to the handler.
//!
//! Objects other than numbers are the same in each form. Who inspects frames may see the difference: two equal numbers instead of
//! one. `sys.getrefcount` of a number may, too; so a unit that names it is left alone by the second rule.

use crate::bytecode::instr::Instr;
use crate::bytecode::op::{Op, Role};

use super::assemble::{Finished, LocalSet, ends_block, is_jump};

/// Chooses the forms of loads and copies; `locals`: how many variables there are.
pub(super) fn choose(finished: &mut Finished, locals: u16, counts_references: bool) {
    if locals == 0 {
        return;
    }
    load_numbers(&mut finished.code, locals);
    if !counts_references {
        copy_last(finished, locals);
    }
}

/// Whether an instruction does no more with the number in this operand than compute.
fn computes(op: Op, field: u8) -> bool {
    match op {
        Op::Add | Op::Sub | Op::Mul | Op::Div | Op::FloorDiv | Op::Mod | Op::Pow | Op::LShift | Op::RShift => true,
        Op::BitAnd | Op::BitOr | Op::BitXor | Op::MatMul | Op::Neg | Op::Invert | Op::Not => true,
        Op::AddImm | Op::SubImm | Op::MulImm | Op::FloorDivImm | Op::ModImm => true,
        Op::LShiftImm | Op::RShiftImm | Op::BitAndImm => true,
        Op::Lt | Op::LtE | Op::Gt | Op::GtE | Op::Eq | Op::NotEq | Op::In => true,
        Op::JumpIf | Op::JumpIfNot | Op::JumpNone => true,
        Op::JumpLt | Op::JumpLtE | Op::JumpGt | Op::JumpGtE | Op::JumpEq | Op::JumpNotEq => true,
        Op::JumpLtImm | Op::JumpLtEImm | Op::JumpGtImm | Op::JumpGtEImm | Op::JumpEqImm | Op::JumpNotEqImm => true,
        // The object of an attribute or an item is hardly a number, and no number gives itself away by one.
        Op::LoadMethod | Op::Subscr | Op::SubscrNum | Op::SubscrImm | Op::DelSubscr | Op::GetIter => true,
        Op::LoadAttr | Op::LoadAttrNum => true,
        Op::Unpack | Op::UnpackEx | Op::FormatValue => true,
        Op::StoreAttr | Op::StoreSubscr => field == b'a',
        Op::CheckBound | Op::DelLocal | Op::ClearLocal => true,
        _ => false,
    }
}

/// Calls `visit` with each variable that an instruction reads, and the operand's field.
fn each_read(line: &Instr, locals: u16, mut visit: impl FnMut(u8, u16)) {
    for &(field, role) in line.op.info().operands {
        if matches!(role, Role::use_ | Role::keep | Role::opt) {
            let register = line.field(field) as u16;
            if register < locals {
                visit(field, register);
            }
        }
    }
}

/// The first rule.
fn load_numbers(code: &mut [Instr], locals: u16) {
    let mut escape = LocalSet::first(0, locals);
    for line in code.iter() {
        each_read(line, locals, |field, local| {
            if !computes(line.op, field) {
                escape.insert(local);
            }
        });
    }
    let only_computed = |register: u16| register < locals && !escape.has(register);
    for at in 0..code.len() {
        let line = code[at];
        match line.op {
            Op::Copy if only_computed(line.a) => code[at].op = Op::CopyNum,
            Op::LoadAttr if only_computed(line.a) => code[at].op = Op::LoadAttrNum,
            Op::Subscr if only_computed(line.a) => code[at].op = Op::SubscrNum,
            Op::ForIter if only_computed(line.a) => code[at].c = 1,
            Op::Unpack if line.a < locals => {
                code[at].d = i32::from((line.a..line.a + line.c).all(only_computed));
            }
            Op::Unpack => {
                // Each item goes from its temporary to such a variable.
                let moves = code.get(at + 1..at + 1 + usize::from(line.c)).unwrap_or_default();
                let fit =
                    |to: &Instr| to.op == Op::Move && only_computed(to.a) && (line.a..line.a + line.c).contains(&to.b);
                code[at].d = i32::from(moves.len() == usize::from(line.c) && moves.iter().all(fit));
            }
            _ => {}
        }
    }
}

/// The second rule.
fn copy_last(finished: &mut Finished, locals: u16) {
    let keeps = |line: &&Instr| last_read(line).is_some_and(|local| local < locals);
    if !finished.code.iter().any(|line| keeps(&line)) {
        return;
    }
    let before = live_before(finished, locals);
    for at in 0..finished.code.len() {
        let line = finished.code[at];
        let Some(local) = last_read(&line).filter(|local| *local < locals) else { continue };
        if live_after(finished, &before, at, locals).has(local) {
            continue;
        }
        let line = &mut finished.code[at];
        match line.op {
            Op::Copy => line.op = Op::CopyLast,
            Op::StoreSubscr => line.d = 1,
            _ => line.c = 1,
        }
    }
}

/// The register that an instruction takes a second reference from, if it has a form for the last time.
fn last_read(line: &Instr) -> Option<u16> {
    match line.op {
        Op::Copy | Op::StoreAttr | Op::ListAppend | Op::Yield | Op::StoreCell | Op::StoreFree => Some(line.b),
        Op::StoreSubscr => Some(line.c),
        _ => None,
    }
}

/// The variables whose numbers may need their identity before they are written again, from each instruction on.
fn live_before(finished: &Finished, locals: u16) -> Vec<LocalSet> {
    let mut before = vec![LocalSet::first(0, locals); finished.code.len()];
    loop {
        let mut changed = false;
        for at in (0..finished.code.len()).rev() {
            let line = &finished.code[at];
            let mut live = live_after(finished, &before, at, locals);
            for &(field, role) in line.op.info().operands {
                // The end of a loop leaves its variable as it is.
                if role == Role::dst && line.op != Op::ForIter {
                    let register = line.field(field) as u16;
                    if register < locals {
                        live.remove(register);
                    }
                }
            }
            if line.op == Op::Unpack && line.a < locals {
                (line.a..line.a + line.c).for_each(|local| live.remove(local));
            }
            each_read(line, locals, |field, local| {
                if !computes(line.op, field) {
                    live.insert(local);
                }
            });
            // What a handler reads may be what was there before this instruction.
            if let Some(handler) = handler_of(finished, at) {
                live.unite(&before[handler]);
            }
            changed |= before[at].unite(&live);
        }
        if !changed {
            return before;
        }
    }
}

/// The same after an instruction.
fn live_after(finished: &Finished, before: &[LocalSet], at: usize, locals: u16) -> LocalSet {
    let line = &finished.code[at];
    let mut live = LocalSet::first(0, locals);
    if !ends_block(line.op)
        && let Some(next) = before.get(at + 1)
    {
        live.unite(next);
        if line.op == Op::ForIter && line.a < locals {
            live.remove(line.a);
        }
    }
    if is_jump(line.op)
        && let Some(target) = (at + 1).checked_add_signed(line.d as isize).and_then(|target| before.get(target))
    {
        live.unite(target);
    }
    if let Some(handler) = handler_of(finished, at) {
        live.unite(&before[handler]);
    }
    live
}

/// The first instruction of the handler of what an instruction may raise.
fn handler_of(finished: &Finished, at: usize) -> Option<usize> {
    if !finished.code[at].op.info().may_raise {
        return None;
    }
    let covers = |start: u32, end: u32| start as usize <= at && at < end as usize;
    finished
        .handlers
        .iter()
        .find(|handler| covers(handler.start, handler.end))
        .map(|handler| handler.target as usize)
        .filter(|target| *target < finished.code.len())
}
