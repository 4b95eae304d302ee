//! The slow forms of instructions that compute a value from operands: they may run Python code and raise, but lead on to the
//! next instruction without a turn of the loop.
//!
//! Each is the last handler of its instruction, so the loop has no arm for it.

use hoopsnake_syntax::ast::{BinOp, CmpOp, UnaryOp};

use super::{Frame, Instr, Op, Regs, Signal, Vm, attend, is_temporary, kill};
use crate::bytecode::op::NO_REG;
use crate::heap::Value;
use crate::objects::{Code, Str};
use crate::vm::Res;

/// Computes the value of an instruction and puts it into register `a`.
#[inline(never)]
pub(super) unsafe fn compute(
    vm: &mut Vm,
    ip: *const Instr,
    regs: Regs,
    frame: *mut Frame,
    code: *const Code,
) -> *const Instr {
    // SAFETY: the frame is the innermost one, and instruction and code are its own.
    unsafe {
        (*frame).next = ip.add(1);
        if put_value(vm, &*ip, regs, &*code) {
            return attend(vm, ip, regs, frame, code);
        }
        vm.signal = Signal::Failed;
        ip
    }
}

/// As `compute`; false if it has raised.
#[inline(never)]
fn put_value(vm: &mut Vm, i: &Instr, regs: Regs, code: &Code) -> bool {
    let Ok(value) = value_of(vm, i, regs, code) else { return false };
    let (b, c) = consumed(i.op);
    if b {
        kill(regs, code, i.b);
    }
    if c && i.c != NO_REG {
        kill(regs, code, i.c);
    }
    drop(regs.replace(i.a, value));
    true
}

/// Whether an instruction consumes operands `b` and `c`, which `value_of` leaves where they are.
fn consumed(op: Op) -> (bool, bool) {
    match op {
        Op::LoadGlobal | Op::MakeFunction | Op::BuildSet | Op::BuildDict | Op::BuildString => (false, false),
        Op::AddImm | Op::SubImm | Op::MulImm | Op::FloorDivImm | Op::ModImm => (true, false),
        Op::LShiftImm | Op::RShiftImm | Op::BitAndImm | Op::SubscrImm => (true, false),
        Op::Neg | Op::Pos | Op::Invert | Op::Not | Op::LoadAttr | Op::LoadAttrNum | Op::GetIter => (true, false),
        Op::ExcMatch => (false, true),
        _ => (true, true),
    }
}

fn value_of(vm: &mut Vm, i: &Instr, regs: Regs, code: &Code) -> Res {
    match i.op {
        Op::Add if regs.get(i.b).exact::<Str>().is_some() && regs.get(i.c).exact::<Str>().is_some() => {
            concatenate(vm, i, regs, code)
        }
        Op::Add => binary(vm, BinOp::Add, i, regs),
        Op::Sub => binary(vm, BinOp::Sub, i, regs),
        Op::Mul => binary(vm, BinOp::Mul, i, regs),
        Op::Div => binary(vm, BinOp::Div, i, regs),
        Op::FloorDiv => binary(vm, BinOp::FloorDiv, i, regs),
        Op::Mod => binary(vm, BinOp::Mod, i, regs),
        Op::Pow => binary(vm, BinOp::Pow, i, regs),
        Op::MatMul => binary(vm, BinOp::MatMul, i, regs),
        Op::LShift => binary(vm, BinOp::LShift, i, regs),
        Op::RShift => binary(vm, BinOp::RShift, i, regs),
        Op::BitAnd => binary(vm, BinOp::BitAnd, i, regs),
        Op::BitOr => binary(vm, BinOp::BitOr, i, regs),
        Op::BitXor => binary(vm, BinOp::BitXor, i, regs),
        Op::AddImm => binary_imm(vm, BinOp::Add, i, regs),
        Op::SubImm => binary_imm(vm, BinOp::Sub, i, regs),
        Op::MulImm => binary_imm(vm, BinOp::Mul, i, regs),
        Op::FloorDivImm => binary_imm(vm, BinOp::FloorDiv, i, regs),
        Op::ModImm => binary_imm(vm, BinOp::Mod, i, regs),
        Op::LShiftImm => binary_imm(vm, BinOp::LShift, i, regs),
        Op::RShiftImm => binary_imm(vm, BinOp::RShift, i, regs),
        Op::BitAndImm => binary_imm(vm, BinOp::BitAnd, i, regs),
        Op::Neg => vm.unary(UnaryOp::Minus, regs.get(i.b)),
        Op::Pos => vm.unary(UnaryOp::Plus, regs.get(i.b)),
        Op::Invert => vm.unary(UnaryOp::Invert, regs.get(i.b)),
        Op::Not => vm.truth(regs.get(i.b)).map(|truth| Value::bool(!truth)),
        Op::Lt => vm.compare(CmpOp::Lt, regs.get(i.b), regs.get(i.c)),
        Op::LtE => vm.compare(CmpOp::LtE, regs.get(i.b), regs.get(i.c)),
        Op::Gt => vm.compare(CmpOp::Gt, regs.get(i.b), regs.get(i.c)),
        Op::GtE => vm.compare(CmpOp::GtE, regs.get(i.b), regs.get(i.c)),
        Op::Eq => vm.compare(CmpOp::Eq, regs.get(i.b), regs.get(i.c)),
        Op::NotEq => vm.compare(CmpOp::NotEq, regs.get(i.b), regs.get(i.c)),
        Op::In => vm.contains(regs.get(i.c), regs.get(i.b)).map(|found| Value::bool(found != (i.d != 0))),
        Op::LoadGlobal => vm.load_global(code, i),
        Op::LoadAttr | Op::LoadAttrNum => vm.load_attr(code, i, regs.get(i.b)),
        Op::Subscr | Op::SubscrNum => vm.get_item(regs.get(i.b), regs.get(i.c)),
        Op::SubscrImm => vm.get_item(regs.get(i.b), &Value::int32(i.d)),
        Op::FormatValue if i.c == NO_REG => vm.format_value(regs.get(i.b), &Value::EMPTY, i.d),
        Op::FormatValue => vm.format_value(regs.get(i.b), regs.get(i.c), i.d),
        Op::GetIter => vm.iter(regs.get(i.b)),
        Op::BuildSet => {
            let items = (0..i.c).map(|index| regs.take(i.b + index)).collect();
            vm.build_set(items)
        }
        Op::BuildDict => {
            let items = (0..i.c * 2).map(|index| regs.take(i.b + index)).collect();
            vm.build_dict(items)
        }
        Op::BuildString => {
            let text = vm.build_string((0..i.c).map(|index| regs.get(i.b + index)))?;
            for index in 0..i.c {
                drop(regs.take(i.b + index));
            }
            Ok(text)
        }
        Op::MakeFunction => make_function(vm, i, regs),
        Op::ExcMatch => vm.exception_matches(regs.get(i.b), regs.get(i.c)).map(Value::bool),
        _ => Err(vm.raise(crate::vm::E::SystemError, "an instruction that computes nothing")),
    }
}

fn binary(vm: &mut Vm, op: BinOp, i: &Instr, regs: Regs) -> Res {
    let (left, right) = (regs.get(i.b), regs.get(i.c));
    if i.d == 0 { vm.binary(op, left, right) } else { vm.inplace(op, left, right) }
}

fn binary_imm(vm: &mut Vm, op: BinOp, i: &Instr, regs: Regs) -> Res {
    let (left, right) = (regs.get(i.b), Value::int32(i.d));
    if i.c == 0 { vm.binary(op, left, &right) } else { vm.inplace(op, left, &right) }
}

/// A string that dies with the instruction, or whose variable is written, grows in its place.
fn concatenate(vm: &mut Vm, i: &Instr, regs: Regs, code: &Code) -> Res {
    let variable = i.a == i.b;
    let dead = i.b != i.c && (variable || is_temporary(code, i.b));
    let mut left = regs.take(i.b);
    // With one register for both, the left operand is what has been taken.
    let text = if i.b == i.c {
        let right = left.clone();
        vm.concat_str(&mut left, &right, false, variable)
    } else {
        vm.concat_str(&mut left, regs.get(i.c), dead, variable)
    };
    drop(regs.replace(i.b, left));
    text.map(Option::unwrap_or_default)
}

fn make_function(vm: &mut Vm, i: &Instr, regs: Regs) -> Res {
    let mut next = i.b;
    let mut extra = |bit: u16| {
        if i.c & bit == 0 {
            return Value::EMPTY;
        }
        next += 1;
        regs.take(next - 1)
    };
    let parts = [extra(1), extra(2), extra(4), extra(8)];
    vm.make_function(i.d as usize, parts)
}
