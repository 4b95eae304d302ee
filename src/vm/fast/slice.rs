//! Steps of slices that are made for the next instruction only: they are not made.

use super::{Frame, Handler, Instr, Op, Regs, Step, Vm, enter, finish, handlers, kill, leave, next_instruction};
use crate::heap::Value;
use crate::objects::{Code, List};

/// The bounds in the registers of a `BuildSlice`, without the step.
#[inline(always)]
fn bounds<'a>(i: &Instr, regs: &'a Regs) -> (&'a Value, &'a Value, Option<&'a Value>) {
    let step = if i.c == 3 { Some(regs.get(i.b + 2)) } else { None };
    (regs.get(i.b), regs.get(i.b + 1), step)
}

/// Releases the registers of a `BuildSlice`.
#[inline(always)]
fn release_bounds(i: &Instr, regs: Regs) {
    for index in 0..i.c {
        drop(regs.take(i.b + index));
    }
}

/// Puts the items of a list that dies by it into a part of another list that is as long.
#[inline(never)]
fn store_part(vm: &Vm, target: &Value, start: &Value, stop: &Value, step: Option<&Value>, items: &Value) -> bool {
    let (Some(list), Some(source)) = (target.exact::<List>(), items.exact::<List>()) else { return false };
    if target.is(items) || !items.is_last() {
        return false;
    }
    vm.replace_part(list, start, stop, step, source)
}

handlers! {
    load_slice = |vm, i, regs, code| {
        let next = next_instruction(i);
        if !matches!(next.op, Op::Subscr | Op::SubscrNum) || next.c != i.a {
            return Step::Other;
        }
        let (start, stop, step) = bounds(i, &regs);
        let Some(Ok(part)) = vm.quick_slice(regs.get(next.b), start, stop, step) else { return Step::Other };
        release_bounds(i, regs);
        kill(regs, code, next.b);
        drop(regs.replace(next.a, part));
        Step::SkipAttend
    }, else store_slice;
    store_slice = |vm, i, regs, code| {
        let next = next_instruction(i);
        if next.op != Op::StoreSubscr || next.b != i.a || next.c == i.a {
            return Step::Other;
        }
        let (start, stop, step) = bounds(i, &regs);
        if !store_part(vm, regs.get(next.a), start, stop, step, regs.get(next.c)) {
            return Step::Other;
        }
        release_bounds(i, regs);
        kill(regs, code, next.c);
        kill(regs, code, next.a);
        Step::SkipAttend
    }, else leave;
}

enter! {
    BuildSlice => load_slice,
}
