//! Steps of arithmetic and comparison: inline ints and floats first, then boxed and mixed ones.

use hoopsnake_syntax::ast::CmpOp;

use super::compute::compute;
use super::{Frame, Handler, Instr, Op, Regs, Step, Vm, enter, finish, handlers, kill, leave};
use crate::heap::{Num, Value};
use crate::num::int_ops;
use crate::objects::{Code, Str, quick};

/// Ints up to here are exact as floats.
const EXACT: i64 = 1 << 53;

type IntOp = fn(i64, i64) -> Option<i64>;
type FloatOp = fn(f64, f64) -> Option<f64>;

/// Arithmetic on inline numbers of one kind, zero floats excepted.
#[inline(always)]
fn inline_numbers(left: &Value, right: &Value, int: IntOp, float: FloatOp) -> Step {
    if let (Some(x), Some(y)) = (left.as_inline_int(), right.as_inline_int()) {
        if let Some(value) = int(x, y).and_then(Value::inline_int) {
            return Step::Put(value);
        }
    } else if let (Some(x), Some(y)) = (left.as_nonzero_float(), right.as_nonzero_float())
        && let Some(value) = float(x, y).and_then(Value::nonzero_float)
    {
        return Step::Put(value);
    }
    Step::Other
}

/// Arithmetic on numbers of which one at least is boxed, or that are of both kinds.
#[inline(always)]
fn all_numbers(left: &Value, right: &Value, int: IntOp, float: FloatOp) -> Option<Value> {
    if let (Some(x), Some(y)) = (left.as_float(), right.as_float()) {
        return float(x, y).and_then(Value::inline_float);
    }
    match (left.num()?, right.num()?) {
        (Num::Int(x), Num::Int(y)) => int(x, y).and_then(Value::inline_int),
        (Num::Float(x), Num::Float(y)) => float(x, y).and_then(Value::inline_float),
        (Num::Int(x), Num::Float(y)) if (-EXACT..=EXACT).contains(&x) => {
            float(x as f64, y).and_then(Value::inline_float)
        }
        (Num::Float(x), Num::Int(y)) if (-EXACT..=EXACT).contains(&y) => {
            float(x, y as f64).and_then(Value::inline_float)
        }
        _ => None,
    }
}

/// Ends an operation on two operands: they die, and the result, if there is one, is written.
#[inline(always)]
fn settle(result: Option<Value>, i: &Instr, regs: Regs, code: &Code) -> Step {
    let Some(value) = result else { return Step::Other };
    kill(regs, code, i.b);
    kill(regs, code, i.c);
    Step::PutAttend(value)
}

fn none_int(_: i64, _: i64) -> Option<i64> {
    None
}

fn none_float(_: f64, _: f64) -> Option<f64> {
    None
}

#[inline(always)]
fn div(x: f64, y: f64) -> Option<f64> {
    if y != 0.0 { Some(x / y) } else { None }
}

#[inline(always)]
fn shl(x: i64, y: i64) -> Option<i64> {
    u64::try_from(y).ok().and_then(|places| int_ops::checked_shl(x, places))
}

#[inline(always)]
fn shr(x: i64, y: i64) -> Option<i64> {
    u64::try_from(y).ok().map(|places| int_ops::shr_i64(x, places))
}

/// An operation on two registers, and the same with a number in the instruction: names of the handlers, functions.
macro_rules! arithmetic {
    ($($name:ident, $warm:ident: $int:expr, $float:expr;)*) => { handlers! { $(
        $name = |vm, i, regs, code| inline_numbers(regs.get(i.b), regs.get(i.c), $int, $float), else $warm;
        $warm = |vm, i, regs, code| {
            settle(all_numbers(regs.get(i.b), regs.get(i.c), $int, $float), i, regs, code)
        }, else compute;
    )* } };
}
macro_rules! immediate {
    ($($name:ident, $warm:ident: $int:expr, $float:expr;)*) => { handlers! { $(
        $name = |vm, i, regs, code| {
            if let Some(x) = regs.get(i.b).as_inline_int()
                && let Some(value) = $int(x, i64::from(i.d)).and_then(Value::inline_int)
            {
                return Step::Put(value);
            }
            Step::Other
        }, else $warm;
        $warm = |vm, i, regs, code| {
            let Some(value) = all_numbers(regs.get(i.b), &Value::int32(i.d), $int, $float) else { return Step::Other };
            kill(regs, code, i.b);
            Step::PutAttend(value)
        }, else compute;
    )* } };
}

arithmetic! {
    add, add_warm: i64::checked_add, |x, y| Some(x + y);
    sub, sub_warm: i64::checked_sub, |x, y| Some(x - y);
    mul, mul_warm: i64::checked_mul, |x, y| Some(x * y);
    floor_div, floor_div_warm: int_ops::checked_floor_div, none_float;
    modulo, mod_warm: int_ops::checked_modulo, none_float;
    lshift, lshift_warm: shl, none_float;
    rshift, rshift_warm: shr, none_float;
    and, and_warm: |x, y| Some(x & y), none_float;
    or, or_warm: |x, y| Some(x | y), none_float;
    xor, xor_warm: |x, y| Some(x ^ y), none_float;
}
immediate! {
    add_imm, add_imm_warm: i64::checked_add, |x, y| Some(x + y);
    sub_imm, sub_imm_warm: i64::checked_sub, |x, y| Some(x - y);
    mul_imm, mul_imm_warm: i64::checked_mul, |x, y| Some(x * y);
    floor_div_imm, floor_div_imm_warm: int_ops::checked_floor_div, none_float;
    mod_imm, mod_imm_warm: int_ops::checked_modulo, none_float;
    lshift_imm, lshift_imm_warm: shl, none_float;
    rshift_imm, rshift_imm_warm: shr, none_float;
    and_imm, and_imm_warm: |x: i64, y: i64| Some(x & y), none_float;
}

/// Whether two strings are equal, for `==` and `!=`.
#[inline(always)]
fn text_equality(op: CmpOp, left: &Value, right: &Value) -> Option<bool> {
    if !matches!(op, CmpOp::Eq | CmpOp::NotEq) {
        return None;
    }
    let (left, right) = (left.exact::<Str>()?, right.exact::<Str>()?);
    Some(quick::same_text(left, right) == (op == CmpOp::Eq))
}

/// Comparison of inline ints, or of inline floats.
macro_rules! inline_comparison {
    ($left:expr, $right:expr, $test:tt) => {{
        let (left, right) = ($left, $right);
        if let (Some(x), Some(y)) = (left.as_inline_int(), right.as_inline_int()) {
            x $test y
        } else if let (Some(x), Some(y)) = (left.as_nonzero_float(), right.as_nonzero_float()) {
            x $test y
        } else {
            return Step::Other;
        }
    }};
}
/// Comparison of boxed and mixed numbers, and equality of strings.
macro_rules! warm_comparison {
    ($left:expr, $right:expr, $op:ident, $test:tt) => {{
        let (left, right) = ($left, $right);
        if let Some(truth) = text_equality(CmpOp::$op, left, right) {
            truth
        } else { match (left.num(), right.num()) {
            (Some(Num::Int(x)), Some(Num::Int(y))) => x $test y,
            (Some(Num::Float(x)), Some(Num::Float(y))) => x $test y,
            (Some(Num::Int(x)), Some(Num::Float(y))) if (-EXACT..=EXACT).contains(&x) => (x as f64) $test y,
            (Some(Num::Float(x)), Some(Num::Int(y))) if (-EXACT..=EXACT).contains(&y) => x $test (y as f64),
            _ => return Step::Other,
        } }
    }};
}

#[inline(always)]
fn jump_if(truth: bool, i: &Instr) -> Step {
    if u16::from(truth) == i.c { Step::Jump } else { Step::Next }
}

/// As `jump_if`, after operands have been released.
#[inline(always)]
fn jump_after(truth: bool, i: &Instr, vm: &Vm) -> Step {
    if vm.heap.attention.get() != 0 {
        // The loop jumps, and attends.
        return if u16::from(truth) == i.c { Step::JumpAttend } else { Step::Attend };
    }
    jump_if(truth, i)
}

macro_rules! comparisons {
    ($($op:ident $test:tt: $value:ident, $value_warm:ident, $jump:ident, $jump_warm:ident, $imm:ident, $imm_warm:ident;)*) => { handlers! { $(
        $value = |vm, i, regs, code| {
            Step::Put(Value::bool(inline_comparison!(regs.get(i.b), regs.get(i.c), $test)))
        }, else $value_warm;
        $value_warm = |vm, i, regs, code| {
            let truth = warm_comparison!(regs.get(i.b), regs.get(i.c), $op, $test);
            settle(Some(Value::bool(truth)), i, regs, code)
        }, else compute;
        $jump = |vm, i, regs, code| {
            jump_if(inline_comparison!(regs.get(i.a), regs.get(i.b), $test), i)
        }, else $jump_warm;
        $jump_warm = |vm, i, regs, code| {
            let truth = warm_comparison!(regs.get(i.a), regs.get(i.b), $op, $test);
            kill(regs, code, i.a);
            kill(regs, code, i.b);
            jump_after(truth, i, vm)
        }, else leave;
        $imm = |vm, i, regs, code| {
            let Some(x) = regs.get(i.a).as_inline_int() else { return Step::Other };
            jump_if(x $test i64::from(i.e as i32), i)
        }, else $imm_warm;
        $imm_warm = |vm, i, regs, code| {
            let truth = warm_comparison!(regs.get(i.a), &Value::int32(i.e as i32), $op, $test);
            kill(regs, code, i.a);
            jump_after(truth, i, vm)
        }, else leave;
    )* } };
}
comparisons! {
    Lt <: lt, lt_warm, jump_lt, jump_lt_warm, jump_lt_imm, jump_lt_imm_warm;
    LtE <=: lte, lte_warm, jump_lte, jump_lte_warm, jump_lte_imm, jump_lte_imm_warm;
    Gt >: gt, gt_warm, jump_gt, jump_gt_warm, jump_gt_imm, jump_gt_imm_warm;
    GtE >=: gte, gte_warm, jump_gte, jump_gte_warm, jump_gte_imm, jump_gte_imm_warm;
    Eq ==: eq, eq_warm, jump_eq, jump_eq_warm, jump_eq_imm, jump_eq_imm_warm;
    NotEq !=: ne, ne_warm, jump_ne, jump_ne_warm, jump_ne_imm, jump_ne_imm_warm;
}

handlers! {
    true_div = |vm, i, regs, code| inline_numbers(regs.get(i.b), regs.get(i.c), none_int, div), else div_warm;
    div_warm = |vm, i, regs, code| {
        settle(all_numbers(regs.get(i.b), regs.get(i.c), none_int, div), i, regs, code)
    }, else div_ints;
    /// Ints that are exact as floats: their quotient is rounded once.
    div_ints = |vm, i, regs, code| {
        let (Some(x), Some(y)) = (regs.get(i.b).as_int(), regs.get(i.c).as_int()) else { return Step::Other };
        let exact = |number: i64| (-EXACT..=EXACT).contains(&number);
        if y == 0 || !exact(x) || !exact(y) {
            return Step::Other;
        }
        settle(Value::inline_float(x as f64 / y as f64), i, regs, code)
    }, else compute;
    neg = |vm, i, regs, code| {
        let value = regs.get(i.b);
        let negated = match value.as_inline_int() {
            Some(number) => Value::inline_int(-number),
            None => value.as_inline_float().and_then(|number| Value::inline_float(-number)),
        };
        negated.map_or(Step::Other, Step::Put)
    }, else compute;
}

enter! {
    Add => add, Sub => sub, Mul => mul, Div => true_div, FloorDiv => floor_div, Mod => modulo,
    LShift => lshift, RShift => rshift, BitAnd => and, BitOr => or, BitXor => xor,
    AddImm => add_imm, SubImm => sub_imm, MulImm => mul_imm, FloorDivImm => floor_div_imm, ModImm => mod_imm,
    LShiftImm => lshift_imm, RShiftImm => rshift_imm, BitAndImm => and_imm, Neg => neg, Pos => compute, Invert => compute, Pow => compute, MatMul => compute,
    Lt => lt, LtE => lte, Gt => gt, GtE => gte, Eq => eq, NotEq => ne,
    JumpLt => jump_lt, JumpLtE => jump_lte, JumpGt => jump_gt, JumpGtE => jump_gte, JumpEq => jump_eq, JumpNotEq => jump_ne,
    JumpLtImm => jump_lt_imm, JumpLtEImm => jump_lte_imm, JumpGtImm => jump_gt_imm, JumpGtEImm => jump_gte_imm,
    JumpEqImm => jump_eq_imm, JumpNotEqImm => jump_ne_imm,
}
