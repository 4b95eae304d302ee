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

use hoopsnake_syntax::ast::CmpOp;

use crate::bytecode::instr::Instr;
use crate::bytecode::op::{NO_REG, Op};
use crate::heap::Value;
use crate::objects::list::try_new_tuple_of;
use crate::objects::{Code, List};

use super::call::Begun;
use super::fast::{self, Regs, Signal};
use super::frame::{Frame, Mode};
use super::resume::Left;
use super::slow::Resume;
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
        let mut code: *const Code;
        let mut frame: *mut Frame;

        let mut locals: u16;

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
                regs = self.stack.at(innermost.base);
            };
        }
        macro_rules! reload {
            () => {
                adopt!();
                // The instruction before the next one; the loop steps on. Before the first there is none.
                // SAFETY: as in `save_ip`.
                ip = unsafe { (*frame).next }.wrapping_sub(1);
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
        macro_rules! save_ip {
            () => {
                // SAFETY: `frame` is the innermost frame, and frames do not move.
                unsafe { (*frame).next = ip.wrapping_add(1) };
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
        macro_rules! compare_jump {
            ($instr:expr, $op:expr) => {{
                let i = $instr;
                let truth = slow!(self.compare_truth($op, r!(i.a), r!(i.b)));
                kill!(i.a);
                kill!(i.b);
                if u16::from(truth) == i.c {
                    jump!(i);
                }
            }};
        }
        macro_rules! compare_jump_imm {
            ($instr:expr, $op:expr) => {{
                let i = $instr;
                let truth = slow!(self.compare_truth($op, r!(i.a), &Value::int32(i.e as i32)));
                kill!(i.a);
                if u16::from(truth) == i.c {
                    jump!(i);
                }
            }};
        }
        macro_rules! truth {
            ($index:expr) => {
                slow!(self.truth(r!($index)))
            };
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
        macro_rules! leave_yielding {
            ($value:expr) => {{
                save_ip!();
                match self.leave_yielding($value) {
                    Resume::Native(left) => return Ok(left),
                    Resume::NativeRaised(raised) => return Err(raised),
                    Resume::Frame => {
                        reload!();
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
            let signal = std::mem::take(&mut self.signal);
            if signal == Signal::Yielded {
                return Ok(Left::Yielded(self.returned.take()));
            }
            // The innermost frame may be another by now.
            adopt!();
            // SAFETY: the frame holds it.
            locals = unsafe { (*code).locals };
            if signal == Signal::Failed {
                fail!(Raised(()), false);
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
                // The steps of these do all there is to do.
                Op::Nop
                | Op::LoadConst
                | Op::LoadNum
                | Op::LoadInt
                | Op::Move
                | Op::Copy
                | Op::CopyNum
                | Op::CopyLast
                | Op::Take
                | Op::Release
                | Op::Jump
                | Op::BuildList
                | Op::Add
                | Op::Sub
                | Op::Mul
                | Op::Div
                | Op::FloorDiv
                | Op::Mod
                | Op::Pow
                | Op::MatMul
                | Op::LShift
                | Op::RShift
                | Op::BitAnd
                | Op::BitOr
                | Op::BitXor
                | Op::AddImm
                | Op::SubImm
                | Op::MulImm
                | Op::FloorDivImm
                | Op::ModImm
                | Op::LShiftImm
                | Op::RShiftImm
                | Op::BitAndImm
                | Op::Neg
                | Op::Pos
                | Op::Invert
                | Op::Not
                | Op::Lt
                | Op::LtE
                | Op::Gt
                | Op::GtE
                | Op::Eq
                | Op::NotEq
                | Op::In
                | Op::LoadGlobal
                | Op::LoadAttr
                | Op::LoadAttrNum
                | Op::Subscr
                | Op::SubscrNum
                | Op::SubscrImm
                | Op::BuildSet
                | Op::BuildDict
                | Op::BuildString
                | Op::FormatValue
                | Op::GetIter
                | Op::MakeFunction
                | Op::PushExc
                | Op::PopExc
                | Op::ExcMatch => fail!(self.raise(E::SystemError, "an instruction was left undone"), false),
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

                Op::Is => {
                    let same = r!(i.b).is(r!(i.c));
                    kill!(i.b);
                    kill!(i.c);
                    put!(i.a, Value::bool(same != (i.d != 0)));
                }
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
                Op::JumpLt => compare_jump!(i, CmpOp::Lt),
                Op::JumpLtE => compare_jump!(i, CmpOp::LtE),
                Op::JumpGt => compare_jump!(i, CmpOp::Gt),
                Op::JumpGtE => compare_jump!(i, CmpOp::GtE),
                Op::JumpEq => compare_jump!(i, CmpOp::Eq),
                Op::JumpNotEq => compare_jump!(i, CmpOp::NotEq),
                Op::JumpLtImm => compare_jump_imm!(i, CmpOp::Lt),
                Op::JumpLtEImm => compare_jump_imm!(i, CmpOp::LtE),
                Op::JumpGtImm => compare_jump_imm!(i, CmpOp::Gt),
                Op::JumpGtEImm => compare_jump_imm!(i, CmpOp::GtE),
                Op::JumpEqImm => compare_jump_imm!(i, CmpOp::Eq),
                Op::JumpNotEqImm => compare_jump_imm!(i, CmpOp::NotEq),

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
                Op::StoreSubscr => {
                    let value = operand!(i.c);
                    slow!(self.set_item(r!(i.a), r!(i.b), value));
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

                Op::ForIter => match slow!(self.next(r!(i.b))) {
                    Some(value) => put!(i.a, value),
                    None => {
                        drop(take!(i.b));
                        jump!(i);
                        if self.heap.attention.get() != 0 {
                            attend!();
                        }
                    }
                },

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
                    leave_yielding!(value);
                }
                Op::YieldFrom => {
                    let sent = operand!(i.c);
                    match slow!(self.delegate_send(r!(i.b), sent)) {
                        Some(value) => {
                            leave_yielding!(value);
                        }
                        None => {
                            drop(take!(i.b));
                            let value = self.returned.take();
                            put!(i.a, value);
                        }
                    }
                }
                Op::GetAwaitable => {
                    let value = slow!(self.awaitable(r!(i.b), i.c));
                    kill!(i.b);
                    put!(i.a, value);
                }
                Op::GetAiter => {
                    let value = slow!(self.async_iter(r!(i.b)));
                    kill!(i.b);
                    put!(i.a, value);
                }
                Op::GetAnext => {
                    let value = slow!(self.async_next(r!(i.b)));
                    put!(i.a, value);
                }
                Op::EndAsyncFor => {
                    let exception = take!(i.a);
                    if !self.is_exception(&exception, E::StopAsyncIteration) {
                        fail!(self.reraise(exception), true);
                    }
                }
                Op::BeforeAsyncWith => {
                    let manager = operand!(i.b);
                    let (exit, entered) = slow!(self.before_async_with(manager));
                    put!(i.a, exit);
                    put!(i.a + 1, entered);
                }
                Op::GetYieldFromIter => {
                    let value = if r!(i.b).exact::<crate::objects::Generator>().is_some() {
                        slow!(self.check_delegate(r!(i.b)));
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
                Op::GroupMatch => {
                    let class = operand!(i.c);
                    let (caught, rest) = slow!(self.group_match(r!(i.b), &class));
                    put!(i.a, caught);
                    put!(i.a + 1, rest);
                }
                Op::GroupRaise => {
                    let value = slow!(self.group_raise(r!(i.b), r!(i.c)));
                    put!(i.a, value);
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
