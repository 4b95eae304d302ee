//! Constants: what can be computed at compile time, within the limits of CPython's `ast_opt.c`.
//!
//! Whatever would raise, or is not certain to equal what the machine computes, is left to the machine.

use num_bigint::BigInt;
use num_traits::{Pow, Signed, ToPrimitive, Zero};

use crate::bytecode::unit::Const;
use crate::num::complex_ops::{self, Complex};
use hoopsnake_syntax::ast::{BinOp, CmpOp, Constant, Expr, ExprKind, UnaryOp};
use num_integer::Integer;

/// Limits of folded results, as in CPython.
const MAX_INT_BITS: u64 = 128;
const MAX_STR_BYTES: usize = 4096;
const MAX_ITEMS: usize = 256;

/// The constant that a literal denotes.
pub(super) fn constant(value: &Constant) -> Const {
    match value {
        Constant::None => Const::None,
        Constant::True => Const::True,
        Constant::False => Const::False,
        Constant::Ellipsis => Const::Ellipsis,
        Constant::Int(value) => int(value.clone()),
        Constant::Float(value) => Const::Float(*value),
        Constant::Complex(value) => Const::Complex(0.0, *value),
        Constant::Str(value) => Const::Str(value.clone()),
        Constant::Bytes(value) => Const::Bytes(value.clone()),
    }
}

fn int(value: BigInt) -> Const {
    value.to_i64().map_or(Const::BigInt(value), Const::Int)
}

/// The value of a constant expression.
pub(super) fn fold(expr: &Expr) -> Option<Const> {
    match &expr.kind {
        ExprKind::Constant(value) => Some(constant(value)),
        ExprKind::Name(name) if &**name == "__debug__" => Some(Const::True),
        ExprKind::Tuple(items) => {
            let items: Option<Vec<Const>> = items.iter().map(fold).collect();
            Some(Const::Tuple(items?))
        }
        ExprKind::Unary { op, operand } => unary(*op, fold(operand)?),
        // The right side first: chains lean left, and so end at once if they are not constant.
        ExprKind::Binary { op, left, right } => {
            let right = fold(right)?;
            binary(*op, &fold(left)?, &right)
        }
        ExprKind::Subscript { value, index } => {
            let index = fold(index)?;
            element(&fold(value)?, &index)
        }
        _ => None,
    }
}

/// The constant container that stands for a display after `in`, or for a list that is only iterated over.
pub(super) fn fold_container(expr: &Expr) -> Option<Const> {
    match &expr.kind {
        ExprKind::List(items) => items.iter().map(fold).collect::<Option<_>>().map(Const::Tuple),
        ExprKind::Set(items) => items.iter().map(fold).collect::<Option<_>>().map(Const::FrozenSet),
        _ => None,
    }
}

pub(super) fn is_membership(op: CmpOp) -> bool {
    matches!(op, CmpOp::In | CmpOp::NotIn)
}

/// The truth of a constant.
pub(super) fn truth(value: &Const) -> bool {
    match value {
        Const::None | Const::False => false,
        Const::True | Const::Ellipsis | Const::Unit(_) => true,
        Const::Int(value) => *value != 0,
        Const::BigInt(value) => !value.is_zero(),
        Const::Float(value) => *value != 0.0,
        Const::Complex(re, im) => *re != 0.0 || *im != 0.0,
        Const::Str(value) | Const::Bytes(value) => !value.is_empty(),
        Const::Tuple(items) | Const::FrozenSet(items) => !items.is_empty(),
    }
}

fn as_int(value: &Const) -> Option<BigInt> {
    match value {
        Const::Int(value) => Some(BigInt::from(*value)),
        Const::BigInt(value) => Some(value.clone()),
        Const::True => Some(BigInt::from(1)),
        Const::False => Some(BigInt::from(0)),
        _ => None,
    }
}

/// A float, or an int that is exactly one.
fn as_float(value: &Const) -> Option<f64> {
    match value {
        Const::Float(value) => Some(*value),
        Const::Int(value) if value.unsigned_abs() <= 1 << 53 => Some(*value as f64),
        _ => None,
    }
}

/// A complex number, or what `as_float` gives.
fn as_complex(value: &Const) -> Option<Complex> {
    match value {
        Const::Complex(re, im) => Some(Complex { re: *re, im: *im }),
        _ => as_float(value).map(Complex::from),
    }
}

fn unary(op: UnaryOp, value: Const) -> Option<Const> {
    match (op, &value) {
        (UnaryOp::Not, value) => Some(if truth(value) { Const::False } else { Const::True }),
        (UnaryOp::Minus, Const::Float(value)) => Some(Const::Float(-value)),
        (UnaryOp::Minus, Const::Complex(re, im)) => Some(Const::Complex(-re, -im)),
        (UnaryOp::Plus, Const::Float(_) | Const::Complex(..)) => Some(value),
        (UnaryOp::Minus, _) => Some(int(-as_int(&value)?)),
        (UnaryOp::Plus, _) => Some(int(as_int(&value)?)),
        (UnaryOp::Invert, _) => Some(int(!as_int(&value)?)),
    }
}

fn binary(op: BinOp, left: &Const, right: &Const) -> Option<Const> {
    if let (Some(one), Some(two)) = (as_int(left), as_int(right)) {
        let bools = [left, right].into_iter().all(|value| matches!(value, Const::True | Const::False));
        if bools && matches!(op, BinOp::BitAnd | BinOp::BitOr | BinOp::BitXor) {
            return None;
        }
        return ints(op, one, two);
    }
    if let (Some(one), Some(two)) = (as_float(left), as_float(right)) {
        return floats(op, one, two);
    }
    if let (Some(one), Some(two)) = (as_complex(left), as_complex(right)) {
        return complexes(op, one, two);
    }
    match (op, left, right) {
        (BinOp::Add, Const::Str(one), Const::Str(two)) => Some(Const::Str(joined(one, two))),
        (BinOp::Add, Const::Bytes(one), Const::Bytes(two)) => Some(Const::Bytes(joined(one, two))),
        (BinOp::Add, Const::Tuple(one), Const::Tuple(two)) => {
            Some(Const::Tuple(one.iter().chain(two).cloned().collect()))
        }
        (BinOp::Mul, _, _) => repeat(left, right).or_else(|| repeat(right, left)),
        _ => None,
    }
}

/// Text put together; a surrogate pair that meets would have to become one character, so it is left alone.
fn joined(one: &[u8], two: &[u8]) -> Box<[u8]> {
    [one, two].concat().into()
}

fn repeat(sequence: &Const, count: &Const) -> Option<Const> {
    let count = usize::try_from(as_int(count)?.to_i64()?.max(0)).ok()?;
    let fits =
        |length: usize, limit: usize| length == 0 || length.checked_mul(count).is_some_and(|total| total <= limit);
    match sequence {
        Const::Str(text) if fits(text.len(), MAX_STR_BYTES) => Some(Const::Str(text.repeat(count).into())),
        Const::Bytes(text) if fits(text.len(), MAX_STR_BYTES) => Some(Const::Bytes(text.repeat(count).into())),
        Const::Tuple(items) if fits(items.len(), MAX_ITEMS) => {
            let nested = |item: &Const| matches!(item, Const::Tuple(_));
            if items.iter().any(nested) && count > 1 {
                return None;
            }
            let copies = if items.is_empty() { 0 } else { count };
            Some(Const::Tuple(std::iter::repeat_n(items, copies).flatten().cloned().collect()))
        }
        _ => None,
    }
}

fn ints(op: BinOp, left: BigInt, right: BigInt) -> Option<Const> {
    let zero_right = right.is_zero();
    Some(int(match op {
        BinOp::Add => left + right,
        BinOp::Sub => left - right,
        BinOp::Mul if left.bits() + right.bits() <= MAX_INT_BITS => left * right,
        BinOp::Div => {
            let exact = |value: &BigInt| as_float(&int(value.clone()));
            let (left, right) = (exact(&left)?, exact(&right)?);
            return (right != 0.0).then(|| Const::Float(left / right));
        }
        BinOp::FloorDiv if !zero_right => left.div_floor(&right),
        BinOp::Mod if !zero_right => left.mod_floor(&right),
        BinOp::Pow => return power(left, right),
        BinOp::LShift => {
            let count = right.to_u64()?;
            let bits = if left.is_zero() { 0 } else { left.bits() };
            if count > MAX_INT_BITS || bits + count > MAX_INT_BITS {
                return None;
            }
            left << count
        }
        BinOp::RShift => left >> right.to_u64().filter(|&count| count < 1 << 32)?,
        BinOp::BitAnd => left & right,
        BinOp::BitOr => left | right,
        BinOp::BitXor => left ^ right,
        _ => return None,
    }))
}

fn power(base: BigInt, exponent: BigInt) -> Option<Const> {
    if exponent.is_negative() {
        return None;
    }
    let exponent = exponent.to_u32()?;
    if base.bits().checked_mul(u64::from(exponent))? > MAX_INT_BITS {
        return None;
    }
    Some(int(base.pow(exponent)))
}

fn floats(op: BinOp, left: f64, right: f64) -> Option<Const> {
    Some(Const::Float(match op {
        BinOp::Add => left + right,
        BinOp::Sub => left - right,
        BinOp::Mul => left * right,
        BinOp::Div if right != 0.0 => left / right,
        _ => return None,
    }))
}

fn complexes(op: BinOp, left: Complex, right: Complex) -> Option<Const> {
    let result = match op {
        BinOp::Add => left + right,
        BinOp::Sub => left - right,
        BinOp::Mul => left * right,
        BinOp::Div => complex_ops::true_div(left, right).ok()?,
        BinOp::Pow => complex_ops::pow(left, right).ok()?,
        _ => return None,
    };
    Some(Const::Complex(result.re, result.im))
}

/// `tuple[int]`; text is left to the machine, which knows about characters.
fn element(value: &Const, index: &Const) -> Option<Const> {
    let Const::Tuple(items) = value else {
        return None;
    };
    let index = as_int(index)?.to_i64()?;
    let at = if index < 0 { index + items.len() as i64 } else { index };
    items.get(usize::try_from(at).ok()?).cloned()
}
