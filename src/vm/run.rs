//! The dispatch loop.
//!
//! One `match` over the instruction's operation. Hot arms are a few lines without calls; whatever is rare or large is a
//! method in `slow.rs` (or of the protocols), which returns a `Res`.
//!
//! State while it runs: `frame`, the innermost frame; `regs`, the first register of its window; `ip`, the
//! instruction that is executed; `locals`, the number of its locals. All four are reloaded from the frame after calls, returns and unwinding, and
//! `ip` is saved to the frame before anything that may push a frame or raise.
//!
//! Operands: a register below `locals` is read in place; a temporary is consumed, that is, released after its use
//! (`kill!`). Every operand is read before the destination is written.

#![allow(unsafe_code, reason = "registers and instructions are reached by raw pointers; see the invariants")]

use hoopsnake_syntax::ast::{BinOp, CmpOp, UnaryOp};

use crate::bytecode::instr::Instr;
use crate::bytecode::op::{NO_REG, Op};
use crate::heap::Value;
use crate::num::int_ops;
use crate::objects::list::try_new_tuple_of;
use crate::objects::{Code, Dict, Function, List, Str, Tuple, quick};

use super::call::Begun;
use super::fast::{self, FAILED, Regs};
use super::frame::{Frame, Mode};
use super::resume::Left;
use super::slow::{Advance, BUILTINS, GLOBALS, Resume};
use super::{E, Raised, Res, Vm};

impl Vm {
    /// Runs the frame on top until it returns to native code, and gives its value.
    pub(super) fn run(&mut self) -> Res {
        match self.run_left()? {
            Left::Returned(value) | Left::Yielded(value) => Ok(value),
        }
    }

    /// As `run`, telling a return from a yield.
    #[allow(clippy::too_many_lines, reason = "the dispatch loop is one table")]
    pub(super) fn run_left(&mut self) -> Res<Left> {
        let mut regs: *mut Value;
        let mut ip: *const Instr;
        let mut start: *const Instr;
        let mut code: *const Code;
        let mut locals: u16;
        let mut frame: *mut Frame;

        // Looks at the innermost frame, but for where it is.
        macro_rules! adopt {
            () => {
                let Some(innermost) = self.frames.last_mut() else {
                    return Err(self.raise(E::SystemError, "no frame to run"));
                };
                frame = innermost;
                let Some(current) = innermost.code() else {
                    return Err(self.raise(E::SystemError, "a frame without code"));
                };
                code = current;
                start = current.instructions.as_ptr();
                regs = self.stack.at(innermost.base);
                locals = current.locals;
            };
        }
        macro_rules! reload {
            () => {
                adopt!();
                // The instruction before the next one; the loop steps on. Before the first there is none.
                // SAFETY: as in `save_ip`.
                ip = start.wrapping_add(unsafe { (*frame).ip }).wrapping_sub(1);
            };
        }
        // SAFETY (all of the macros below): register operands are below the unit's register count (verified), and the
        // window of the innermost frame is initialised and does not move.
        macro_rules! r {
            ($index:expr) => {
                unsafe { &*regs.add($index as usize) }
            };
        }
        // The innermost frame's code object, which the frame keeps alive.
        macro_rules! code {
            () => {
                current_code(code)
            };
        }
        macro_rules! take {
            ($index:expr) => {
                unsafe { (*regs.add($index as usize)).take() }
            };
        }
        // Number of the next instruction.
        macro_rules! next_ip {
            () => {
                // After a jump to the first instruction, `ip` is the place before it.
                (ip.wrapping_add(1).addr() - start.addr()) / size_of::<Instr>()
            };
        }
        macro_rules! save_ip {
            () => {
                // SAFETY: `frame` is the innermost frame, and frames do not move.
                unsafe { (*frame).ip = next_ip!() };
            };
        }
        macro_rules! fail {
            ($raised:expr, $again:expr) => {{
                let raised = $raised;
                save_ip!();
                if self.unwind(&raised, $again) {
                    reload!();
                    if self.heap.attention.get() != 0 {
                        attend!();
                    }
                    continue;
                }
                return Err(raised);
            }};
        }
        macro_rules! attend {
            () => {
                save_ip!();
                if let Err(raised) = self.attend() {
                    if self.unwind(&raised, false) {
                        reload!();
                        continue;
                    }
                    return Err(raised);
                }
            };
        }
        // Writes a register; an object that it held is released, and whatever its death has caused is seen to.
        macro_rules! put {
            ($index:expr, $value:expr) => {{
                let value = $value;
                let old = unsafe { std::mem::replace(&mut *regs.add($index as usize), value) };
                if old.is_object() {
                    drop(old);
                    if self.heap.attention.get() != 0 {
                        attend!();
                    }
                } else {
                    std::mem::forget(old);
                }
            }};
        }
        // Releases a temporary operand.
        macro_rules! kill {
            ($index:expr) => {
                if $index >= locals {
                    drop(take!($index));
                }
            };
        }
        // The value of an operand: a temporary is moved, a local copied.
        macro_rules! operand {
            ($index:expr) => {
                if $index >= locals { take!($index) } else { r!($index).clone() }
            };
        }
        // Unwraps the result of something slow; attention is checked afterwards.
        macro_rules! slow {
            ($result:expr) => {{
                save_ip!();
                match $result {
                    Ok(value) => {
                        if self.heap.attention.get() != 0 {
                            attend!();
                        }
                        value
                    }
                    Err(raised) => fail!(raised, false),
                }
            }};
        }
        macro_rules! jump {
            ($instr:expr) => {
                ip = unsafe { ip.offset($instr.d as isize) }
            };
        }
        macro_rules! slow_binary {
            ($instr:expr, $op:expr) => {{
                let i = $instr;
                let value = if i.d == 0 {
                    slow!(self.binary($op, r!(i.b), r!(i.c)))
                } else {
                    slow!(self.inplace($op, r!(i.b), r!(i.c)))
                };
                kill!(i.b);
                kill!(i.c);
                put!(i.a, value);
            }};
        }
        macro_rules! slow_imm {
            ($instr:expr, $op:expr) => {{
                let i = $instr;
                let right = Value::int32(i.d);
                let value = if i.c == 0 {
                    slow!(self.binary($op, r!(i.b), &right))
                } else {
                    slow!(self.inplace($op, r!(i.b), &right))
                };
                kill!(i.b);
                put!(i.a, value);
            }};
        }
        // Int by `$int` (which may overflow), float by `$float`, the rest slowly.
        macro_rules! arith {
            ($instr:expr, $op:expr, $int:expr, $float:expr) => {
                arith!($instr, $op, $int, $float, {})
            };
            ($instr:expr, $op:expr, $int:expr, $float:expr, $others:block) => {{
                let i = $instr;
                let (left, right) = (r!(i.b), r!(i.c));
                if let (Some(x), Some(y)) = (left.as_inline_int(), right.as_inline_int()) {
                    let int: Option<i64> = $int(x, y);
                    if let Some(value) = int.and_then(Value::inline_int) {
                        put!(i.a, value);
                        continue;
                    }
                } else if let (Some(x), Some(y)) = (left.as_inline_float(), right.as_inline_float()) {
                    let float: Option<f64> = $float(x, y);
                    if let Some(value) = float.and_then(Value::inline_float) {
                        put!(i.a, value);
                        continue;
                    }
                } else {
                    $others;
                    if let Some(value) = warm_arith(left, right, $int, $float) {
                        kill!(i.b);
                        kill!(i.c);
                        put!(i.a, value);
                        continue;
                    }
                }
                slow_binary!(i, $op);
            }};
        }
        macro_rules! bits {
            ($instr:expr, $op:expr, $int:expr) => {{
                let i = $instr;
                if let (Some(x), Some(y)) = (r!(i.b).as_int(), r!(i.c).as_int()) {
                    let int: Option<i64> = $int(x, y);
                    if let Some(value) = int.and_then(Value::inline_int) {
                        kill!(i.b);
                        kill!(i.c);
                        put!(i.a, value);
                        continue;
                    }
                }
                slow_binary!(i, $op);
            }};
        }
        macro_rules! arith_imm {
            ($instr:expr, $op:expr, $int:expr, $float:expr) => {{
                let i = $instr;
                let left = r!(i.b);
                if let Some(x) = left.as_inline_int() {
                    let int: Option<i64> = $int(x, i64::from(i.d));
                    if let Some(value) = int.and_then(Value::inline_int) {
                        put!(i.a, value);
                        continue;
                    }
                } else if let Some(value) = warm_arith(left, &Value::int32(i.d), $int, $float) {
                    kill!(i.b);
                    put!(i.a, value);
                    continue;
                }
                slow_imm!(i, $op);
            }};
        }
        // A comparison as a truth value; `$then` gets it.
        macro_rules! compare {
            ($left:expr, $right:expr, $op:expr, $test:tt) => {{
                let (left, right) = ($left, $right);
                if let (Some(x), Some(y)) = (left.as_inline_int(), right.as_inline_int()) {
                    x $test y
                } else if let (Some(x), Some(y)) = (left.as_float(), right.as_float()) {
                    x $test y
                } else if let Some(truth) = text_equality($op, left, right) {
                    truth
                } else {
                    slow!(self.compare_truth($op, left, right))
                }
            }};
        }
        macro_rules! compare_value {
            ($instr:expr, $op:expr, $test:tt) => {{
                let i = $instr;
                let (left, right) = (r!(i.b), r!(i.c));
                let value = if let (Some(x), Some(y)) = (left.as_inline_int(), right.as_inline_int()) {
                    Value::bool(x $test y)
                } else if let (Some(x), Some(y)) = (left.as_float(), right.as_float()) {
                    Value::bool(x $test y)
                } else if let Some(truth) = text_equality($op, left, right) {
                    Value::bool(truth)
                } else {
                    slow!(self.compare($op, left, right))
                };
                kill!(i.b);
                kill!(i.c);
                put!(i.a, value);
            }};
        }
        macro_rules! compare_jump {
            ($instr:expr, $op:expr, $test:tt) => {{
                let i = $instr;
                let truth = compare!(r!(i.a), r!(i.b), $op, $test);
                kill!(i.a);
                kill!(i.b);
                if u16::from(truth) == i.c {
                    jump!(i);
                }
                if self.heap.attention.get() != 0 {
                    attend!();
                }
            }};
        }
        macro_rules! compare_jump_imm {
            ($instr:expr, $op:expr, $test:tt) => {{
                let i = $instr;
                let right = i.e as i32;
                let left = r!(i.a);
                let truth = if let Some(x) = left.as_inline_int() {
                    x $test i64::from(right)
                } else {
                    compare!(left, &Value::int32(right), $op, $test)
                };
                kill!(i.a);
                if u16::from(truth) == i.c {
                    jump!(i);
                }
            }};
        }
        macro_rules! truth {
            ($index:expr) => {{
                let value = r!($index);
                match value.as_bool() {
                    Some(truth) => truth,
                    None => match value.as_inline_int() {
                        Some(number) => number != 0,
                        None if value.is_none() => false,
                        None => slow!(self.truth(value)),
                    },
                }
            }};
        }
        // Leaves the frame with a value: to native code, or to the frame below.
        macro_rules! leave {
            ($value:expr) => {{
                match self.leave_frame($value) {
                    Ok(Resume::Native(left)) => return Ok(left),
                    Ok(Resume::NativeRaised(raised)) => return Err(raised),
                    Ok(Resume::Frame) => {
                        reload!();
                        if self.heap.attention.get() != 0 {
                            attend!();
                        }
                    }
                    Err(raised) => {
                        if self.unwind(&raised, false) {
                            reload!();
                            continue;
                        }
                        return Err(raised);
                    }
                }
            }};
        }
        // What to do after `begin_call`.
        macro_rules! begun {
            ($instr:expr, $begun:expr) => {{
                let i = $instr;
                save_ip!();
                match $begun {
                    Ok(Begun::Frame) => {
                        reload!();
                        // What the making of an instance has caused comes before its `__init__`.
                        if self.heap.attention.get() != 0 {
                            attend!();
                        }
                    }
                    Ok(Begun::Done(value)) => {
                        put!(i.c, value);
                        if self.heap.attention.get() != 0 {
                            attend!();
                        }
                    }
                    Err(raised) => fail!(raised, false),
                }
            }};
        }

        reload!();
        // SAFETY: as in `save_ip`.
        macro_rules! base {
            () => {
                unsafe { (*frame).base }
            };
        }
        loop {
            // SAFETY: the arguments belong to the innermost frame; `ip` stays inside the code: every path ends in a return or
            // a jump (verified).
            ip = unsafe { fast::run(self, ip.wrapping_add(1), Regs::new(regs), frame, code) };
            if self.signal != 0 {
                let failed = self.signal & FAILED != 0;
                self.signal = 0;
                adopt!();
                if failed {
                    fail!(Raised(()), false);
                }
            }
            if self.heap.attention.get() != 0 {
                // What comes before the instruction.
                ip = ip.wrapping_sub(1);
                attend!();
                continue;
            }
            // SAFETY: as above.
            let i = unsafe { &*ip };
            match i.op {
                Op::Nop => {}
                // SAFETY: `code` is the innermost frame's code object, which the frame keeps alive; indexes are verified.
                Op::LoadConst => put!(i.a, unsafe { code!().constants.get_unchecked(i.d as usize) }.clone()),
                Op::LoadNum => {
                    let constant = unsafe { code!().constants.get_unchecked(i.d as usize) };
                    put!(i.a, constant.fresh_number().unwrap_or_else(|| constant.clone()));
                }
                Op::LoadInt => put!(i.a, Value::int32(i.d)),
                Op::Move => put!(i.a, take!(i.b)),
                Op::Copy => put!(i.a, r!(i.b).clone()),
                Op::Take => put!(i.a, take!(i.b)),
                Op::Release => {
                    drop(take!(i.a));
                    if self.heap.attention.get() != 0 {
                        attend!();
                    }
                }
                Op::CheckBound => {
                    if r!(i.a).is_empty() {
                        fail!(self.raise_unbound_local(i.d as usize), false);
                    }
                }
                Op::DelLocal => {
                    let old = take!(i.a);
                    if old.is_empty() {
                        fail!(self.raise_unbound_local(i.d as usize), false);
                    }
                    drop(old);
                    if self.heap.attention.get() != 0 {
                        attend!();
                    }
                }
                Op::ClearLocal => put!(i.a, Value::EMPTY),

                Op::MakeCell => {
                    let content = take!(i.a);
                    put!(i.a, crate::objects::function::new_cell(content));
                }
                Op::LoadCell => {
                    let value = self.cell_content(r!(i.b));
                    if value.is_empty() {
                        fail!(self.raise_unbound_local(i.b as usize), false);
                    }
                    put!(i.a, value);
                }
                Op::StoreCell => {
                    let value = operand!(i.b);
                    self.set_cell(r!(i.a), value);
                    if self.heap.attention.get() != 0 {
                        attend!();
                    }
                }
                Op::DelCell => {
                    let old = self.take_cell(r!(i.a));
                    if old.is_empty() {
                        fail!(self.raise_unbound_local(i.a as usize), false);
                    }
                    drop(old);
                    if self.heap.attention.get() != 0 {
                        attend!();
                    }
                }
                Op::LoadFree => {
                    let cell = self.closure_cell(i.d as usize);
                    let value = self.cell_content(&cell);
                    if value.is_empty() {
                        fail!(self.raise_unbound_free(i.d as usize), false);
                    }
                    put!(i.a, value);
                }
                Op::StoreFree => {
                    let value = operand!(i.b);
                    let cell = self.closure_cell(i.d as usize);
                    self.set_cell(&cell, value);
                    if self.heap.attention.get() != 0 {
                        attend!();
                    }
                }
                Op::DelFree => {
                    let cell = self.closure_cell(i.d as usize);
                    let old = self.take_cell(&cell);
                    if old.is_empty() {
                        fail!(self.raise_unbound_free(i.d as usize), false);
                    }
                    drop(old);
                    if self.heap.attention.get() != 0 {
                        attend!();
                    }
                }
                Op::LoadFreeCell => {
                    let cell = self.closure_cell(i.d as usize);
                    put!(i.a, cell);
                }
                Op::LoadClassFree => {
                    let value = slow!(self.load_class_free(i.d as usize, i.e as usize));
                    put!(i.a, value);
                }
                Op::LoadGlobal => {
                    // SAFETY: as in `save_ip`.
                    let value = match cached_global(unsafe { &*frame }, &self.builtins, code!(), i) {
                        Some(value) => value,
                        None => slow!(self.load_global(code!(), i)),
                    };
                    put!(i.a, value);
                }
                Op::StoreGlobal => {
                    let value = operand!(i.b);
                    slow!(self.store_global(code!(), i, value));
                }
                Op::DelGlobal => slow!(self.delete_global(i.d as usize)),
                Op::LoadName => {
                    let value = slow!(self.load_name(code!(), i));
                    put!(i.a, value);
                }
                Op::StoreName => {
                    let value = operand!(i.b);
                    slow!(self.store_name(code!(), i, value));
                }
                Op::DelName => slow!(self.delete_name(i.d as usize)),
                Op::SetupAnnotations => slow!(self.setup_annotations()),

                Op::Add => arith!(i, BinOp::Add, i64::checked_add, |x: f64, y: f64| Some(x + y), {
                    if r!(i.b).exact::<Str>().is_some() && r!(i.c).exact::<Str>().is_some() {
                        let variable = i.a == i.b;
                        let dead = i.b != i.c && (variable || i.b >= locals);
                        // SAFETY: as for all operands; they are two registers if the left one is written.
                        let left = unsafe { &mut *regs.add(i.b as usize) };
                        let text = slow!(self.concat_str(left, r!(i.c), dead, variable)).unwrap_or_default();
                        kill!(i.b);
                        kill!(i.c);
                        put!(i.a, text);
                        continue;
                    }
                }),
                Op::Sub => arith!(i, BinOp::Sub, i64::checked_sub, |x: f64, y: f64| Some(x - y)),
                Op::Mul => arith!(i, BinOp::Mul, i64::checked_mul, |x: f64, y: f64| Some(x * y)),
                Op::Div => arith!(i, BinOp::Div, |_, _| None, |x: f64, y: f64| (y != 0.0).then(|| x / y)),
                Op::FloorDiv => arith!(i, BinOp::FloorDiv, int_ops::checked_floor_div, |_, _| None),
                Op::Mod => arith!(i, BinOp::Mod, int_ops::checked_modulo, |_, _| None),
                Op::Pow => slow_binary!(i, BinOp::Pow),
                Op::MatMul => slow_binary!(i, BinOp::MatMul),
                Op::LShift => bits!(i, BinOp::LShift, |x, y| u64::try_from(y)
                    .ok()
                    .and_then(|places| int_ops::checked_shl(x, places))),
                Op::RShift => {
                    bits!(i, BinOp::RShift, |x, y| u64::try_from(y).ok().map(|places| int_ops::shr_i64(x, places)))
                }
                Op::BitAnd => bits!(i, BinOp::BitAnd, |x, y| Some(x & y)),
                Op::BitOr => bits!(i, BinOp::BitOr, |x, y| Some(x | y)),
                Op::BitXor => bits!(i, BinOp::BitXor, |x, y| Some(x ^ y)),
                Op::AddImm => arith_imm!(i, BinOp::Add, i64::checked_add, |x: f64, y: f64| Some(x + y)),
                Op::SubImm => arith_imm!(i, BinOp::Sub, i64::checked_sub, |x: f64, y: f64| Some(x - y)),
                Op::MulImm => arith_imm!(i, BinOp::Mul, i64::checked_mul, |x: f64, y: f64| Some(x * y)),
                Op::FloorDivImm => arith_imm!(i, BinOp::FloorDiv, int_ops::checked_floor_div, |_, _| None),
                Op::ModImm => arith_imm!(i, BinOp::Mod, int_ops::checked_modulo, |_, _| None),
                Op::LShiftImm => arith_imm!(
                    i,
                    BinOp::LShift,
                    |x, y| u64::try_from(y).ok().and_then(|places| int_ops::checked_shl(x, places)),
                    |_, _| None
                ),
                Op::RShiftImm => arith_imm!(
                    i,
                    BinOp::RShift,
                    |x, y| u64::try_from(y).ok().map(|places| int_ops::shr_i64(x, places)),
                    |_, _| None
                ),
                Op::BitAndImm => arith_imm!(i, BinOp::BitAnd, |x, y| Some(x & y), |_, _| None),
                Op::Neg => {
                    let value = match r!(i.b).as_float() {
                        Some(number) => Value::float(-number),
                        None => slow!(self.unary(UnaryOp::Minus, r!(i.b))),
                    };
                    kill!(i.b);
                    put!(i.a, value);
                }
                Op::Pos => {
                    let value = slow!(self.unary(UnaryOp::Plus, r!(i.b)));
                    kill!(i.b);
                    put!(i.a, value);
                }
                Op::Invert => {
                    let value = slow!(self.unary(UnaryOp::Invert, r!(i.b)));
                    kill!(i.b);
                    put!(i.a, value);
                }
                Op::Not => {
                    let truth = truth!(i.b);
                    kill!(i.b);
                    put!(i.a, Value::bool(!truth));
                }

                Op::Lt => compare_value!(i, CmpOp::Lt, <),
                Op::LtE => compare_value!(i, CmpOp::LtE, <=),
                Op::Gt => compare_value!(i, CmpOp::Gt, >),
                Op::GtE => compare_value!(i, CmpOp::GtE, >=),
                Op::Eq => compare_value!(i, CmpOp::Eq, ==),
                Op::NotEq => compare_value!(i, CmpOp::NotEq, !=),
                Op::Is => {
                    let same = r!(i.b).is(r!(i.c));
                    kill!(i.b);
                    kill!(i.c);
                    put!(i.a, Value::bool(same != (i.d != 0)));
                }
                Op::In => {
                    let found = match text_contains(r!(i.c), r!(i.b)) {
                        Some(found) => found,
                        None => slow!(self.contains(r!(i.c), r!(i.b))),
                    };
                    kill!(i.b);
                    kill!(i.c);
                    put!(i.a, Value::bool(found != (i.d != 0)));
                }

                Op::Jump => jump!(i),
                Op::JumpBack => {
                    // Before the jump: what is raised here belongs to the loop, whose first instruction may begin a `try`.
                    if self.heap.attention.get() != 0 || self.is_interrupted() {
                        attend!();
                    }
                    jump!(i);
                }
                Op::JumpIf => {
                    let truth = truth!(i.a);
                    kill!(i.a);
                    if truth {
                        jump!(i);
                    }
                }
                Op::JumpIfNot => {
                    let truth = truth!(i.a);
                    kill!(i.a);
                    if !truth {
                        jump!(i);
                    }
                }
                Op::JumpIfKeep => {
                    if truth!(i.a) {
                        jump!(i);
                    } else {
                        kill!(i.a);
                    }
                }
                Op::JumpIfNotKeep => {
                    if !truth!(i.a) {
                        jump!(i);
                    } else {
                        kill!(i.a);
                    }
                }
                Op::JumpNone => {
                    let none = r!(i.a).is_none();
                    kill!(i.a);
                    if u16::from(none) == i.c {
                        jump!(i);
                    }
                }
                Op::JumpLt => compare_jump!(i, CmpOp::Lt, <),
                Op::JumpLtE => compare_jump!(i, CmpOp::LtE, <=),
                Op::JumpGt => compare_jump!(i, CmpOp::Gt, >),
                Op::JumpGtE => compare_jump!(i, CmpOp::GtE, >=),
                Op::JumpEq => compare_jump!(i, CmpOp::Eq, ==),
                Op::JumpNotEq => compare_jump!(i, CmpOp::NotEq, !=),
                Op::JumpLtImm => compare_jump_imm!(i, CmpOp::Lt, <),
                Op::JumpLtEImm => compare_jump_imm!(i, CmpOp::LtE, <=),
                Op::JumpGtImm => compare_jump_imm!(i, CmpOp::Gt, >),
                Op::JumpGtEImm => compare_jump_imm!(i, CmpOp::GtE, >=),
                Op::JumpEqImm => compare_jump_imm!(i, CmpOp::Eq, ==),
                Op::JumpNotEqImm => compare_jump_imm!(i, CmpOp::NotEq, !=),

                Op::LoadAttr => {
                    let value = match self.cached_attr(code!(), i, r!(i.b)) {
                        Some(value) => value,
                        None => slow!(self.load_attr(code!(), i, r!(i.b))),
                    };
                    kill!(i.b);
                    put!(i.a, value);
                }
                Op::LoadAttrNum => {
                    let value = match self.cached_attr_number(code!(), i, r!(i.b)) {
                        Some(value) => value,
                        None => slow!(self.load_attr(code!(), i, r!(i.b))),
                    };
                    kill!(i.b);
                    put!(i.a, value);
                }
                Op::LoadMethod => {
                    let object = operand!(i.b);
                    let (function, receiver) = slow!(self.load_method_slow(code!(), i, object));
                    put!(i.a, function);
                    put!(i.a + 1, receiver);
                }
                Op::StoreAttr => {
                    let value = operand!(i.b);
                    slow!(self.store_attr(code!(), i, r!(i.a), value));
                    kill!(i.a);
                    if self.heap.attention.get() != 0 {
                        attend!();
                    }
                }
                Op::DelAttr => {
                    let name = unsafe { code!().names.get_unchecked(i.d as usize) }.clone();
                    slow!(self.del_attr(r!(i.a), &name));
                    kill!(i.a);
                    if self.heap.attention.get() != 0 {
                        attend!();
                    }
                }
                Op::Subscr => {
                    let value = match fast_item(r!(i.b), r!(i.c)) {
                        Some(value) => value,
                        None => match self.quick_item(r!(i.b), r!(i.c), false) {
                            Some(value) => value,
                            None => slow!(self.get_item(r!(i.b), r!(i.c))),
                        },
                    };
                    kill!(i.b);
                    kill!(i.c);
                    put!(i.a, value);
                }
                Op::SubscrNum => {
                    let value = match fast_item_number(r!(i.b), r!(i.c)) {
                        Some(value) => value,
                        None => match self.quick_item(r!(i.b), r!(i.c), true) {
                            Some(value) => value,
                            None => slow!(self.get_item(r!(i.b), r!(i.c))),
                        },
                    };
                    kill!(i.b);
                    kill!(i.c);
                    put!(i.a, value);
                }
                Op::SubscrImm => {
                    let index = Value::int32(i.d);
                    let value = match fast_item(r!(i.b), &index) {
                        Some(value) => value,
                        None => match self.quick_item(r!(i.b), &index, false) {
                            Some(value) => value,
                            None => slow!(self.get_item(r!(i.b), &index)),
                        },
                    };
                    kill!(i.b);
                    put!(i.a, value);
                }
                Op::StoreSubscr => {
                    let value = operand!(i.c);
                    match fast_store(r!(i.a), r!(i.b), value) {
                        Ok(()) => {}
                        Err(value) => slow!(self.set_item(r!(i.a), r!(i.b), value)),
                    }
                    kill!(i.a);
                    kill!(i.b);
                    if self.heap.attention.get() != 0 {
                        attend!();
                    }
                }
                Op::DelSubscr => {
                    slow!(self.del_item(r!(i.a), r!(i.b)));
                    kill!(i.a);
                    kill!(i.b);
                    if self.heap.attention.get() != 0 {
                        attend!();
                    }
                }
                Op::BuildSlice => {
                    let step = if i.c == 3 { take!(i.b + 2) } else { Value::NONE };
                    let value = crate::objects::range::new_slice(take!(i.b), take!(i.b + 1), step);
                    put!(i.a, value);
                }

                Op::BuildTuple => {
                    let made = match i.c {
                        0 => Ok(self.world.empty_tuple.clone()),
                        count => try_new_tuple_of(usize::from(count), (0..count).map(|n| take!(i.b + n))),
                    };
                    let value = slow!(made.map_err(|_| self.raise_memory()));
                    put!(i.a, value);
                }
                Op::BuildList => {
                    let items = (0..i.c).map(|n| take!(i.b + n)).collect();
                    let value = self.list(items);
                    put!(i.a, value);
                    if self.heap.attention.get() != 0 {
                        attend!();
                    }
                }
                Op::BuildSet => {
                    let items: Vec<Value> = (0..i.c).map(|n| take!(i.b + n)).collect();
                    let value = slow!(self.build_set(items));
                    put!(i.a, value);
                }
                Op::BuildDict => {
                    let items: Vec<Value> = (0..i.c * 2).map(|n| take!(i.b + n)).collect();
                    let value = slow!(self.build_dict(items));
                    put!(i.a, value);
                }
                Op::BuildString => {
                    let value = slow!(self.build_string((0..i.c).map(|n| r!(i.b + n))));
                    for n in 0..i.c {
                        drop(take!(i.b + n));
                    }
                    put!(i.a, value);
                }
                Op::FormatValue => {
                    let spec = if i.c == NO_REG { Value::EMPTY } else { operand!(i.c) };
                    let value = slow!(self.format_value(r!(i.b), &spec, i.d));
                    kill!(i.b);
                    put!(i.a, value);
                }
                Op::ListAppend => {
                    let value = operand!(i.b);
                    slow!(self.list_append(r!(i.a), value));
                }
                Op::ListExtend => {
                    slow!(self.list_extend(r!(i.a), r!(i.b)));
                    kill!(i.b);
                }
                Op::ListToTuple => {
                    let items = match r!(i.b).exact::<List>() {
                        Some(list) => list.take_all(),
                        None => Vec::new(),
                    };
                    let value = slow!(self.tuple(items));
                    kill!(i.b);
                    put!(i.a, value);
                }
                Op::ArgsTuple => {
                    let value = slow!(self.args_tuple(r!(i.b), r!(i.c)));
                    kill!(i.b);
                    put!(i.a, value);
                }
                Op::SetAdd => {
                    let value = operand!(i.b);
                    slow!(self.set_add(r!(i.a), value));
                }
                Op::SetUpdate => {
                    slow!(self.set_update(r!(i.a), r!(i.b)));
                    kill!(i.b);
                }
                Op::DictSet => {
                    let key = operand!(i.b);
                    let value = operand!(i.c);
                    slow!(self.dict_set(r!(i.a), key, value));
                }
                Op::DictUpdate => {
                    slow!(self.dict_display_update(r!(i.a), r!(i.b)));
                    kill!(i.b);
                }
                Op::DictMerge => {
                    slow!(self.dict_merge(r!(i.a), r!(i.b), r!(i.c)));
                    kill!(i.b);
                }
                Op::Unpack => {
                    let count = usize::from(i.c);
                    let simple = match r!(i.b).exact::<List>() {
                        Some(list) => list.len() == count,
                        None => r!(i.b).exact::<Tuple>().is_some_and(|tuple| tuple.len() == count),
                    };
                    if simple {
                        // The source may stand in the first of the registers that are written.
                        let source = operand!(i.b);
                        let dying = if source.count() == Some(1) {
                            source.exact::<List>().map(|list| list.take_all())
                        } else {
                            None
                        };
                        let mut dying = dying.map(Vec::into_iter);
                        for n in 0..count {
                            let item = match (&mut dying, source.exact::<List>()) {
                                (Some(items), _) => items.next(),
                                (None, Some(list)) => list.get(n),
                                _ => source.exact::<Tuple>().and_then(|tuple| tuple.elements().get(n).cloned()),
                            };
                            // SAFETY: as for all operands; `count` registers are written.
                            let register = unsafe { &mut *regs.add(usize::from(i.a) + n) };
                            drop(std::mem::replace(register, item.unwrap_or_default()));
                        }
                        drop(source);
                        if self.heap.attention.get() != 0 {
                            attend!();
                        }
                        continue;
                    }
                    let values = slow!(self.unpack(r!(i.b), usize::from(i.c)));
                    kill!(i.b);
                    for (n, value) in values.into_iter().enumerate() {
                        drop(std::mem::replace(unsafe { &mut *regs.add(usize::from(i.a) + n) }, value));
                    }
                    if self.heap.attention.get() != 0 {
                        attend!();
                    }
                }
                Op::UnpackEx => {
                    let values = slow!(self.unpack_ex(r!(i.b), usize::from(i.c), i.d as usize));
                    kill!(i.b);
                    for (n, value) in values.into_iter().enumerate() {
                        drop(std::mem::replace(unsafe { &mut *regs.add(usize::from(i.a) + n) }, value));
                    }
                    if self.heap.attention.get() != 0 {
                        attend!();
                    }
                }

                Op::GetIter => {
                    let value = slow!(self.iter(r!(i.b)));
                    kill!(i.b);
                    put!(i.a, value);
                }
                Op::ForIter => match self.advance(r!(i.b)) {
                    Advance::Item(value) => put!(i.a, value),
                    Advance::End => {
                        drop(take!(i.b));
                        jump!(i);
                        if self.heap.attention.get() != 0 {
                            attend!();
                        }
                    }
                    Advance::Generator => {
                        save_ip!();
                        let result = base!() + usize::from(i.a);
                        let generator = r!(i.b).clone();
                        match self.push_generator(&generator, Value::NONE, Mode::Step, result) {
                            Ok(()) => {
                                reload!();
                            }
                            Err(raised) => fail!(raised, false),
                        }
                    }
                    Advance::Slow => match slow!(self.next(r!(i.b))) {
                        Some(value) => put!(i.a, value),
                        None => {
                            drop(take!(i.b));
                            jump!(i);
                            if self.heap.attention.get() != 0 {
                                attend!();
                            }
                        }
                    },
                },

                Op::MakeFunction => {
                    let mut next = i.b;
                    let mut extra = |bit: u16| {
                        if i.c & bit == 0 {
                            return Value::EMPTY;
                        }
                        next += 1;
                        take!(next - 1)
                    };
                    let parts = [extra(1), extra(2), extra(4), extra(8)];
                    let value = slow!(self.make_function(i.d as usize, parts));
                    put!(i.a, value);
                }
                Op::Call => {
                    save_ip!();
                    let base = base!() + usize::from(i.a);
                    let result = base!() + usize::from(i.c);
                    begun!(i, self.begin_call(base, usize::from(i.b), Vec::new(), Mode::Call, result));
                }
                Op::CallKw => {
                    save_ip!();
                    let base = base!() + usize::from(i.a);
                    let result = base!() + usize::from(i.c);
                    let (count, keywords) = self.split_keywords(base + 1, usize::from(i.b), i.d as usize);
                    begun!(i, self.begin_call(base, count, keywords, Mode::Call, result));
                }
                Op::CallMethod | Op::CallMethodKw => {
                    save_ip!();
                    let base = base!() + usize::from(i.a);
                    let result = base!() + usize::from(i.c);
                    let (count, keywords) = if i.op == Op::CallMethodKw {
                        self.split_keywords(base + 2, usize::from(i.b), i.d as usize)
                    } else {
                        (usize::from(i.b), Vec::new())
                    };
                    begun!(i, self.begin_method_call(base, count, keywords, result));
                }
                Op::CallEx => {
                    save_ip!();
                    let base = base!() + usize::from(i.a);
                    let keywords = if i.b == 1 { take!(i.a + 2) } else { Value::EMPTY };
                    let args = take!(i.a + 1);
                    let callee = take!(i.a);
                    let (args, keywords) = self.unpack_call(args, keywords);
                    let saved = self.top;
                    self.top = self.top.max(base + 1);
                    let result = self.call_kw(&callee, args, keywords);
                    self.top = saved;
                    drop(callee);
                    let value = slow!(result);
                    put!(i.c, value);
                }
                Op::Return => {
                    let value = take!(i.a);
                    leave!(value);
                }
                Op::LoadBuildClass => {
                    let value = slow!(self.load_build_class());
                    put!(i.a, value);
                }
                Op::Yield => {
                    let value = operand!(i.b);
                    save_ip!();
                    let at = next_ip!();
                    match self.leave_yielding(at, value) {
                        Resume::Native(left) => return Ok(left),
                        Resume::NativeRaised(raised) => return Err(raised),
                        Resume::Frame => {
                            reload!();
                        }
                    }
                }
                Op::YieldFrom => {
                    let sent = operand!(i.c);
                    match slow!(self.delegate_send(r!(i.b), sent)) {
                        Some(value) => {
                            save_ip!();
                            let at = next_ip!();
                            match self.leave_yielding(at, value) {
                                Resume::Native(left) => return Ok(left),
                                Resume::NativeRaised(raised) => return Err(raised),
                                Resume::Frame => {
                                    reload!();
                                }
                            }
                        }
                        None => {
                            drop(take!(i.b));
                            let value = self.returned.take();
                            put!(i.a, value);
                        }
                    }
                }
                Op::GetYieldFromIter => {
                    let value = if r!(i.b).exact::<crate::objects::Generator>().is_some() {
                        operand!(i.b)
                    } else {
                        let iterator = slow!(self.iter(r!(i.b)));
                        kill!(i.b);
                        iterator
                    };
                    put!(i.a, value);
                }

                Op::Raise => {
                    let bare = i.a == NO_REG;
                    let exception = if bare { Value::EMPTY } else { operand!(i.a) };
                    let cause = if i.b == NO_REG { Value::EMPTY } else { operand!(i.b) };
                    save_ip!();
                    let (raised, again) = self.raise_statement(exception, cause);
                    fail!(raised, again);
                }
                Op::Reraise => {
                    let exception = take!(i.a);
                    fail!(self.reraise(exception), true);
                }
                Op::PushExc => {
                    let exception = r!(i.b).clone();
                    let previous = match self.frames.last_mut() {
                        Some(frame) => std::mem::replace(&mut frame.handled, exception),
                        None => Value::EMPTY,
                    };
                    put!(i.a, previous);
                }
                Op::PopExc => {
                    let previous = take!(i.a);
                    if let Some(frame) = self.frames.last_mut() {
                        drop(std::mem::replace(&mut frame.handled, previous));
                    }
                    if self.heap.attention.get() != 0 {
                        attend!();
                    }
                }
                Op::ExcMatch => {
                    let matches = slow!(self.exception_matches(r!(i.b), r!(i.c)));
                    kill!(i.c);
                    put!(i.a, Value::bool(matches));
                }
                Op::BeforeWith => {
                    let manager = operand!(i.b);
                    let (exit, entered) = slow!(self.before_with(manager));
                    put!(i.a, exit);
                    put!(i.a + 1, entered);
                }
                Op::WithExcept => {
                    let value = slow!(self.with_except(r!(i.b), r!(i.c)));
                    kill!(i.b);
                    put!(i.a, value);
                }
                Op::LoadAssertionError => {
                    let value = self.exception_class(E::AssertionError);
                    put!(i.a, value);
                }

                Op::ImportName => {
                    let name = unsafe { code!().names.get_unchecked(i.d as usize) }.clone();
                    let value = slow!(self.import(&name, r!(i.b), u32::from(i.c)));
                    kill!(i.b);
                    put!(i.a, value);
                }
                Op::ImportFrom => {
                    let name = unsafe { code!().names.get_unchecked(i.d as usize) }.clone();
                    let value = slow!(self.import_from(r!(i.b), &name));
                    put!(i.a, value);
                }
                Op::ImportStar => {
                    slow!(self.import_star(r!(i.a)));
                    kill!(i.a);
                }
                Op::PrintExpr => {
                    let value = operand!(i.a);
                    slow!(self.display(value));
                }
                Op::MatchSequence | Op::MatchMapping | Op::GetLen | Op::MatchKeys | Op::MatchClass => {
                    let value = slow!(self.match_test(
                        i,
                        r!(i.b),
                        if i.op == Op::MatchKeys || i.op == Op::MatchClass { Some(r!(i.c)) } else { None }
                    ));
                    if i.op == Op::MatchClass {
                        kill!(i.c);
                    }
                    put!(i.a, value);
                }
            }
        }
    }
}

/// The code object of the innermost frame.
#[inline(always)]
fn current_code<'a>(code: *const Code) -> &'a Code {
    // SAFETY: `code` is read from the innermost frame, which keeps its code object alive while it runs.
    unsafe { &*code }
}

/// The dict in a slot or register.
///
/// # Safety
/// Whoever holds the dict must not let go of it while the result is in use.
#[inline(always)]
unsafe fn dict_of<'a>(value: &Value) -> Option<&'a Dict> {
    let dict: *const Dict = value.exact::<Dict>()?;
    // SAFETY: the caller's promise.
    Some(unsafe { &*dict })
}

/// The global, if the cache says where it is.
#[inline(always)]
fn cached_global(frame: &Frame, builtins: &Value, code: &Code, instr: &Instr) -> Option<Value> {
    // SAFETY: the assembler has given every instruction that has a cache a number below their count.
    let cache = unsafe { code.caches.get_unchecked(instr.e as usize) }.get();
    let function = frame.function.exact::<Function>()?;
    // SAFETY: the frame holds the function, which holds its globals; nothing is released meanwhile.
    let globals = unsafe { function.globals.peek(|globals| dict_of(globals)) }?;
    if globals.version() != cache.key {
        return None;
    }
    match cache.path {
        GLOBALS => globals.value_at(cache.index as usize),
        BUILTINS => {
            // SAFETY: the machine holds its builtins.
            let builtins = unsafe { dict_of(builtins) }?;
            if builtins.version() == cache.class_version { builtins.value_at(cache.index as usize) } else { None }
        }
        _ => None,
    }
}

/// Arithmetic on numbers of which one at least is boxed, or that are of both kinds.
#[cold]
#[inline(never)]
fn warm_arith(
    left: &Value,
    right: &Value,
    int: impl Fn(i64, i64) -> Option<i64>,
    float: impl Fn(f64, f64) -> Option<f64>,
) -> Option<Value> {
    use crate::heap::Num;
    /// Ints up to here are exact as floats.
    const EXACT: i64 = 1 << 53;
    match (left.num()?, right.num()?) {
        (Num::Int(x), Num::Int(y)) => int(x, y).and_then(Value::inline_int),
        (Num::Float(x), Num::Float(y)) => float(x, y).map(Value::float),
        (Num::Int(x), Num::Float(y)) if (-EXACT..=EXACT).contains(&x) => float(x as f64, y).map(Value::float),
        (Num::Float(x), Num::Int(y)) if (-EXACT..=EXACT).contains(&y) => float(x, y as f64).map(Value::float),
        _ => None,
    }
}

/// `==` and `!=` of two strings.
#[inline(always)]
fn text_equality(op: CmpOp, left: &Value, right: &Value) -> Option<bool> {
    if !matches!(op, CmpOp::Eq | CmpOp::NotEq) {
        return None;
    }
    let (left, right) = (left.exact::<Str>()?, right.exact::<Str>()?);
    Some(quick::same_text(left, right) == (op == CmpOp::Eq))
}

/// `in` of a short string, for one ASCII character.
#[inline(always)]
fn text_contains(container: &Value, item: &Value) -> Option<bool> {
    let (text, part) = (container.exact::<Str>()?, item.exact::<Str>()?);
    match *part.bytes() {
        [byte] if text.len() <= 16 => Some(text.bytes().contains(&byte)),
        _ => None,
    }
}

#[inline(always)]
fn list_index(list: &List, index: &Value) -> Option<usize> {
    let index = index.as_int()?;
    let index = if index < 0 { index.checked_add(list.len() as i64)? } else { index };
    usize::try_from(index).ok()
}

/// Item of an exact list by an int in range.
#[inline(always)]
fn fast_item(object: &Value, index: &Value) -> Option<Value> {
    let list = object.exact::<List>()?;
    list.get(list_index(list, index)?)
}

#[inline(always)]
fn fast_item_number(object: &Value, index: &Value) -> Option<Value> {
    let list = object.exact::<List>()?;
    list.get_number_form(list_index(list, index)?)
}

/// Store into an exact list by an int in range; gives the value back if it is something else.
#[inline(always)]
fn fast_store(object: &Value, index: &Value, value: Value) -> Result<(), Value> {
    match object.exact::<List>() {
        Some(list) => match list_index(list, index) {
            Some(at) => list.set(at, value),
            None => Err(value),
        },
        None => Err(value),
    }
}
