//! Arithmetic: numbers directly, sequences and sets by their operators, everything else by the slot protocol.

use hoopsnake_syntax::ast::{BinOp, UnaryOp};
use num_bigint::BigInt;

use crate::heap::{OutOfMemory, Value};
use crate::num::complex_ops::{self, Complex};
use crate::num::{float_ops, int_float, int_ops};
use crate::objects::bytearray::{bytes_of, new_bytearray};
use crate::objects::complex::new_complex;
use crate::objects::memory::buffer_of;
use crate::objects::{
    BigIntObject, ByteArray, Bytes, ComplexObject, Dict, List, MappingProxy, Native, Set, Str, Tuple, Type, int, quick,
    str,
};
use crate::text::search;

use super::class::has_own_class;
use super::item::is_native;
use super::set_ops::set_view;
use super::{E, N, Raised, Res, Vm};

/// Largest result of an integer operation, in bits.
const MAX_BITS: u64 = 1 << 33;

/// Special methods of an operator: forward, reflected, in place, and its symbol.
fn names(op: BinOp) -> (N, N, N, &'static str) {
    match op {
        BinOp::Add => (N::add, N::radd, N::iadd, "+"),
        BinOp::Sub => (N::sub, N::rsub, N::isub, "-"),
        BinOp::Mul => (N::mul, N::rmul, N::imul, "*"),
        BinOp::MatMul => (N::matmul, N::rmatmul, N::imatmul, "@"),
        BinOp::Div => (N::truediv, N::rtruediv, N::itruediv, "/"),
        BinOp::FloorDiv => (N::floordiv, N::rfloordiv, N::ifloordiv, "//"),
        BinOp::Mod => (N::mod_, N::rmod, N::imod, "%"),
        BinOp::Pow => (N::pow, N::rpow, N::ipow, "** or pow()"),
        BinOp::LShift => (N::lshift, N::rlshift, N::ilshift, "<<"),
        BinOp::RShift => (N::rshift, N::rrshift, N::irshift, ">>"),
        BinOp::BitAnd => (N::and, N::rand, N::iand, "&"),
        BinOp::BitOr => (N::or, N::ror, N::ior, "|"),
        BinOp::BitXor => (N::xor, N::rxor, N::ixor, "^"),
    }
}

/// An exact number.
enum Number {
    Int(i64),
    Big(BigInt),
    Float(f64),
    Complex(Complex),
}

fn number(value: &Value) -> Option<Number> {
    if let Some(int) = value.as_int() {
        return Some(Number::Int(int));
    }
    if let Some(float) = value.as_float() {
        return Some(Number::Float(float));
    }
    if let Some(truth) = value.as_bool() {
        return Some(Number::Int(i64::from(truth)));
    }
    if let Some(big) = value.exact::<BigIntObject>() {
        return Some(Number::Big(big.0.clone()));
    }
    value.exact::<ComplexObject>().map(|complex| Number::Complex(complex.0))
}

fn big(number: Number) -> BigInt {
    match number {
        Number::Int(int) => int.into(),
        Number::Big(big) => big,
        Number::Float(_) | Number::Complex(_) => BigInt::default(),
    }
}

impl Vm {
    /// `a op b`
    pub fn binary(&mut self, op: BinOp, a: &Value, b: &Value) -> Res {
        if op == BinOp::Mul
            && a.exact::<Str>().is_some()
            && b.as_int().is_some()
            && let Some(text) = self.repeat(a, b)?
        {
            return Ok(text);
        }
        match self.binary_opt(op, a, b)? {
            Some(value) => Ok(value),
            None => Err(self.unsupported(names(op).3, a, b)),
        }
    }

    /// `a op b`; `None` if neither side knows how.
    fn binary_opt(&mut self, op: BinOp, a: &Value, b: &Value) -> Res<Option<Value>> {
        if let (Some(x), Some(y)) = (a.as_bool(), b.as_bool()) {
            match op {
                BinOp::BitAnd => return Ok(Some(Value::bool(x & y))),
                BinOp::BitOr => return Ok(Some(Value::bool(x | y))),
                BinOp::BitXor => return Ok(Some(Value::bool(x ^ y))),
                _ => {}
            }
        }
        if let (Some(x), Some(y)) = (number(a), number(b)) {
            return self.numbers(op, x, y);
        }
        let plain = |value: &Value| !has_own_class(value) && value.exact::<Type>().is_none();
        if plain(a) && plain(b) {
            return self.native_binary(op, a, b);
        }
        let (forward, reflected, _, _) = names(op);
        let (class_a, class_b) = (self.type_of(a), self.type_of(b));
        let same = class_a.is(&class_b);
        let b_first = !same
            && class_b.exact::<Type>().is_some_and(|class| class.is_subtype_of(&class_a))
            && self.has_python(b, reflected)
            && self.differs(&class_a, &class_b, reflected);
        if b_first && let Some(value) = self.half(op, reflected, b, a, true)? {
            return Ok(Some(value));
        }
        if let Some(value) = self.half(op, forward, a, b, false)? {
            return Ok(Some(value));
        }
        if !same
            && !b_first
            && let Some(value) = self.half(op, reflected, b, a, true)?
        {
            return Ok(Some(value));
        }
        if op == BinOp::Mul {
            // A sequence is repeated when nothing else has an answer.
            for (sequence, times) in [(a, b), (b, a)] {
                let sequence = sequence.native().unwrap_or(sequence);
                if is_sequence(sequence) && self.has_python(times, N::index) {
                    let times = self.index(times)?;
                    return self.repeat(sequence, &times);
                }
            }
        }
        Ok(None)
    }

    /// Whether a subclass has a special method other than the one that it inherits.
    fn differs(&mut self, class: &Value, subclass: &Value, name: N) -> bool {
        match (self.class_lookup(class, name), self.class_lookup(subclass, name)) {
            (Some(inherited), Some(own)) => !own.is(&inherited),
            _ => true,
        }
    }

    /// Whether the object's class has the special method in Python.
    fn has_python(&mut self, object: &Value, name: N) -> bool {
        self.special(object, name).is_some_and(|method| !is_native(&method))
    }

    /// One side's method; `None` for NotImplemented.
    fn half(&mut self, op: BinOp, name: N, this: &Value, other: &Value, reflected: bool) -> Res<Option<Value>> {
        if self.has_python(this, name) {
            let result = self.call_special(this, name, std::slice::from_ref(other))?;
            return Ok(result.filter(|value| !value.is_not_implemented()));
        }
        if op == BinOp::BitOr && this.exact::<MappingProxy>().is_some() {
            let (a, b) = if reflected { (other, this) } else { (this, other) };
            return self.binary(op, &viewed(a), &viewed(b)).map(Some);
        }
        if is_set_operation(op) && set_view(this).is_some() {
            let (a, b) = if reflected { (other, this) } else { (this, other) };
            return self.view_operation(op, a, b).map(Some);
        }
        if op == BinOp::Mod && !reflected {
            let format = this.native().unwrap_or(this);
            if let Some(text) = self.format_percent(format, other)? {
                return Ok(Some(if text.is(format) { this.clone() } else { text }));
            }
        }
        // A builtin on the left of an instance concatenates or repeats only what it knows.
        let (native_this, native_other) = (this.native().unwrap_or(this), other.native().unwrap_or(other));
        let known = |value: &Value| !has_own_class(value) && value.exact::<Type>().is_none();
        if known(native_this) && known(native_other) {
            let (a, b) = if reflected { (native_other, native_this) } else { (native_this, native_other) };
            if let (Some(x), Some(y)) = (number(a), number(b)) {
                return if quick::knows(native_this, native_other) { self.numbers(op, x, y) } else { Ok(None) };
            }
            return self.native_binary(op, a, b);
        }
        if this.exact::<Type>().is_some() && self.has_special(this, name) {
            let result = self.call_special(this, name, std::slice::from_ref(other))?;
            return Ok(result.filter(|value| !value.is_not_implemented()));
        }
        Ok(None)
    }

    /// `format % value`, if the left operand is a format.
    fn format_percent(&mut self, format: &Value, value: &Value) -> Res<Option<Value>> {
        if let Some(text) = format.exact::<Str>() {
            // A format without conversions is its own result.
            let is_plain = !text.bytes().contains(&b'%');
            let made = self.percent(text, value)?;
            Ok(Some(if is_plain { format.clone() } else { made }))
        } else if let Some(format) = format.exact::<Bytes>() {
            self.percent_bytes(format, value).map(Some)
        } else if let Some(format) = format.exact::<ByteArray>() {
            self.percent_bytearray(format, value).map(Some)
        } else {
            Ok(None)
        }
    }

    /// `a op= b`
    pub fn inplace(&mut self, op: BinOp, a: &Value, b: &Value) -> Res {
        let (_, reflected, name, symbol) = names(op);
        // Sequences extend and repeat themselves when no number has an answer.
        if matches!(op, BinOp::Add | BinOp::Mul)
            && has_own_class(b)
            && self.special(a, name).is_some_and(|method| method.exact::<Native>().is_some())
            && self.has_python(b, reflected)
            && let Some(result) = self.half(op, reflected, b, a, true)?
        {
            return Ok(result);
        }
        if a.exact::<List>().is_some() {
            match op {
                BinOp::Add => {
                    let items = self.collect(b)?;
                    for item in items {
                        self.list_append(a, item)?;
                    }
                    return Ok(a.clone());
                }
                BinOp::Mul if int::is_int(b) => {
                    let repeated = self.binary(op, a, b)?;
                    if let (Some(list), Some(new)) = (a.exact::<List>(), repeated.exact::<List>()) {
                        let items = new.take_all();
                        let len = list.len();
                        drop(list.splice(0, len, items).map_err(|OutOfMemory| self.raise_memory())?);
                    }
                    return Ok(a.clone());
                }
                _ => {}
            }
        }
        if a.exact::<Set>().is_some_and(|set| !set.frozen) && b.cast::<Set>().is_some() && is_set_operation(op) {
            self.set_operation_in_place(op, a, b)?;
            return Ok(a.clone());
        }
        if op == BinOp::BitOr && a.exact::<MappingProxy>().is_some() {
            return Err(self.type_error("'|=' is not supported by mappingproxy; use '|' instead"));
        }
        if op == BinOp::BitOr && a.exact::<Dict>().is_some() {
            if b.cast::<Dict>().is_some() {
                self.dict_update(a, b.native().unwrap_or(b))?;
            } else {
                self.call_method(a, "update", std::slice::from_ref(b))?;
            }
            return Ok(a.clone());
        }
        let sequence = a.native().unwrap_or(a);
        if op == BinOp::Mul
            && (sequence.exact::<ByteArray>().is_some() || sequence.exact::<List>().is_some())
            && self.special(a, name).is_some_and(|method| is_native(&method))
            && !int::is_int(b)
            && !self.has_special(b, N::index)
        {
            return Err(self.unsupported("*=", a, b));
        }
        let own = has_own_class(a) || (a.exact::<ByteArray>().is_some() && matches!(op, BinOp::Add | BinOp::Mul));
        if own && self.has_special(a, name) {
            let result = self.call_special(a, name, std::slice::from_ref(b))?.unwrap_or(Value::NOT_IMPLEMENTED);
            if !result.is_not_implemented() {
                return Ok(result);
            }
        }
        match self.binary_opt(op, a, b)? {
            Some(value) => Ok(value),
            None => {
                let symbol = if op == BinOp::Pow { "** or pow()".to_owned() } else { symbol.to_owned() };
                Err(self.unsupported(&format!("{symbol}="), a, b))
            }
        }
    }

    #[cold]
    fn unsupported(&mut self, symbol: &str, a: &Value, b: &Value) -> Raised {
        let (one, two) = (self.type_name(a), self.type_name(b));
        if symbol == "+" || symbol == "+=" {
            let message = if a.cast::<Str>().is_some() {
                Some(format!("can only concatenate str (not \"{two}\") to str"))
            } else if a.cast::<List>().is_some() && symbol == "+" {
                Some(format!("can only concatenate list (not \"{two}\") to list"))
            } else if a.cast::<Tuple>().is_some() {
                Some(format!("can only concatenate tuple (not \"{two}\") to tuple"))
            } else if bytes_of(a).is_some() {
                Some(format!("can't concat {two} to {one}"))
            } else {
                None
            };
            if let Some(message) = message {
                return self.type_error(message);
            }
        }
        if symbol.starts_with('*') && !symbol.starts_with("**") {
            let sequence = |value: &Value| {
                value.cast::<Str>().is_some()
                    || value.cast::<List>().is_some()
                    || value.cast::<Tuple>().is_some()
                    || bytes_of(value).is_some() && value.exact::<crate::objects::MemoryView>().is_none()
            };
            let other = if sequence(a) {
                Some(two.clone())
            } else if sequence(b) && !(symbol == "*=" && has_sequence_methods(a)) {
                Some(one.clone())
            } else {
                None
            };
            if let Some(other) = other {
                return self.type_error(format!("can't multiply sequence by non-int of type '{other}'"));
            }
        }
        let symbol = match symbol {
            "** or pow()=" => "**=",
            other => other,
        };
        if symbol == ">>"
            && a.exact::<Native>().is_some_and(|native| self.natives[native.index as usize].decl.name() == "print")
        {
            let message = format!(
                "unsupported operand type(s) for >>: '{one}' and '{two}'. Did you mean \"print(<message>, \
                 file=<output_stream>)\"?"
            );
            return self.type_error(message);
        }
        self.type_error(format!("unsupported operand type(s) for {symbol}: '{one}' and '{two}'"))
    }

    // ---- numbers

    fn numbers(&mut self, op: BinOp, a: Number, b: Number) -> Res<Option<Value>> {
        if matches!(a, Number::Complex(_)) || matches!(b, Number::Complex(_)) {
            let (a, b) = (self.as_complex(a)?, self.as_complex(b)?);
            return self.complexes(op, a, b);
        }
        if matches!(a, Number::Float(_)) || matches!(b, Number::Float(_)) {
            let (a, b) = (self.as_float(a)?, self.as_float(b)?);
            return self.floats(op, a, b);
        }
        if let (Number::Int(x), Number::Int(y)) = (&a, &b) {
            let (x, y) = (*x, *y);
            let quick = match op {
                BinOp::Add => x.checked_add(y),
                BinOp::Sub => x.checked_sub(y),
                BinOp::Mul => x.checked_mul(y),
                BinOp::FloorDiv => int_ops::checked_floor_div(x, y),
                BinOp::Mod => int_ops::checked_modulo(x, y),
                BinOp::BitAnd => Some(x & y),
                BinOp::BitOr => Some(x | y),
                BinOp::BitXor => Some(x ^ y),
                BinOp::LShift => u64::try_from(y).ok().and_then(|places| int_ops::checked_shl(x, places)),
                BinOp::RShift => u64::try_from(y).ok().map(|places| int_ops::shr_i64(x, places)),
                BinOp::Pow => u64::try_from(y).ok().and_then(|exponent| int_ops::checked_pow(x, exponent)),
                BinOp::Div => {
                    let quotient = int_float::true_div_i64(x, y);
                    return self.ok(quotient).map(|quotient| Some(Value::float(quotient)));
                }
                BinOp::MatMul => return Ok(None),
            };
            if let Some(result) = quick {
                return Ok(Some(int::from_i64(result)));
            }
        }
        self.bigs(op, big(a), big(b))
    }

    fn bigs(&mut self, op: BinOp, a: BigInt, b: BigInt) -> Res<Option<Value>> {
        let result = match op {
            BinOp::Add => Ok(a + b),
            BinOp::Sub => Ok(a - b),
            BinOp::Mul => int_ops::mul(&a, &b, MAX_BITS),
            BinOp::FloorDiv => int_ops::floor_div(&a, &b),
            BinOp::Mod => int_ops::modulo(&a, &b),
            BinOp::BitAnd => Ok(a & b),
            BinOp::BitOr => Ok(a | b),
            BinOp::BitXor => Ok(a ^ b),
            BinOp::LShift => int_ops::shl(&a, &b, MAX_BITS),
            BinOp::RShift => int_ops::shr(&a, &b),
            BinOp::Pow if int_ops::is_negative(&b) => {
                let (a, b) = (int_float::to_f64(&a), int_float::to_f64(&b));
                let (a, b) = (self.ok(a)?, self.ok(b)?);
                return self.floats(op, a, b);
            }
            BinOp::Pow => int_ops::pow(&a, &b, MAX_BITS),
            BinOp::Div => {
                let quotient = int_float::true_div(&a, &b);
                return self.ok(quotient).map(|quotient| Some(Value::float(quotient)));
            }
            BinOp::MatMul => return Ok(None),
        };
        self.ok(result).map(|result| Some(int::from_big(result)))
    }

    fn as_float(&mut self, number: Number) -> Res<f64> {
        match number {
            Number::Int(int) => Ok(int as f64),
            Number::Float(float) => Ok(float),
            Number::Complex(complex) => Ok(complex.re),
            Number::Big(big) => {
                let float = int_float::to_f64(&big);
                self.ok(float)
            }
        }
    }

    fn floats(&mut self, op: BinOp, a: f64, b: f64) -> Res<Option<Value>> {
        let result = match op {
            BinOp::Add => Ok(a + b),
            BinOp::Sub => Ok(a - b),
            BinOp::Mul => Ok(a * b),
            BinOp::Div => float_ops::true_div(a, b),
            BinOp::FloorDiv => float_ops::floor_div(a, b),
            BinOp::Mod => float_ops::modulo(a, b),
            BinOp::Pow => match float_ops::pow(a, b) {
                Ok(float_ops::Power::Float(power)) => Ok(power),
                Ok(float_ops::Power::Complex) => return self.complexes(op, a.into(), b.into()),
                Err(error) => Err(error),
            },
            _ => return Ok(None),
        };
        self.ok(result).map(|result| Some(Value::float(result)))
    }

    fn as_complex(&mut self, number: Number) -> Res<Complex> {
        match number {
            Number::Complex(complex) => Ok(complex),
            real => self.as_float(real).map(Complex::from),
        }
    }

    fn complexes(&mut self, op: BinOp, a: Complex, b: Complex) -> Res<Option<Value>> {
        let result = match op {
            BinOp::Add => Ok(a + b),
            BinOp::Sub => Ok(a - b),
            BinOp::Mul => Ok(a * b),
            BinOp::Div => complex_ops::true_div(a, b),
            BinOp::Pow => complex_ops::pow(a, b),
            _ => return Ok(None),
        };
        self.ok(result).map(|result| Some(new_complex(result)))
    }

    /// `pow(a, b, modulus)`
    pub fn pow_mod(&mut self, a: &Value, b: &Value, modulus: &Value) -> Res {
        if modulus.is_none() {
            return self.binary(BinOp::Pow, a, b);
        }
        if a.native().is_some()
            && self.has_python(a, N::pow)
            && let Some(result) = self.call_special(a, N::pow, &[b.clone(), modulus.clone()])?
            && !result.is_not_implemented()
        {
            return Ok(result);
        }
        let (Some(base), Some(exponent), Some(divisor)) = (int::to_big(a), int::to_big(b), int::to_big(modulus)) else {
            if a.native().is_none()
                && self.has_python(a, N::pow)
                && let Some(result) = self.call_special(a, N::pow, &[b.clone(), modulus.clone()])?
                && !result.is_not_implemented()
            {
                return Ok(result);
            }
            let numbers = [a, b, modulus].map(|value| number(value.native().unwrap_or(value)));
            let both = numbers.iter().take(2).all(Option::is_some);
            // The first operand that is no int and knows the others has its say.
            for operand in numbers.iter().flatten() {
                match operand {
                    Number::Complex(_) if both => return Err(self.value_error("complex modulo")),
                    Number::Float(_) => {
                        let message = "pow() 3rd argument not allowed unless all arguments are integers";
                        return Err(self.type_error(message));
                    }
                    _ => {}
                }
            }
            let (a, b, c) = (self.type_name(a), self.type_name(b), self.type_name(modulus));
            return Err(self.type_error(format!("unsupported operand type(s) for ** or pow(): '{a}', '{b}', '{c}'")));
        };
        let result = int_ops::mod_pow(&base, &exponent, &divisor);
        self.ok(result).map(int::from_big)
    }

    /// `divmod(a, b)`
    pub fn divmod(&mut self, a: &Value, b: &Value) -> Res {
        match (number(a.native().unwrap_or(a)), number(b.native().unwrap_or(b))) {
            (Some(x), Some(y))
                if !matches!(x, Number::Complex(_))
                    && !matches!(y, Number::Complex(_))
                    && !self.has_python(a, N::divmod) =>
            {
                let pair = if matches!(x, Number::Float(_)) || matches!(y, Number::Float(_)) {
                    let (x, y) = (self.as_float(x)?, self.as_float(y)?);
                    let result = float_ops::divmod(x, y);
                    let (quotient, rest) = self.ok(result)?;
                    vec![Value::float(quotient), Value::float(rest)]
                } else {
                    let result = int_ops::divmod(&big(x), &big(y));
                    let (quotient, rest) = self.ok(result)?;
                    vec![int::from_big(quotient), int::from_big(rest)]
                };
                return self.tuple(pair);
            }
            _ => {}
        }
        for (this, other, name) in [(a, b, N::divmod), (b, a, N::rdivmod)] {
            if self.has_python(this, name)
                && let Some(result) = self.call_special(this, name, std::slice::from_ref(other))?
                && !result.is_not_implemented()
            {
                return Ok(result);
            }
        }
        let (a, b) = (self.type_name(a), self.type_name(b));
        Err(self.type_error(format!("unsupported operand type(s) for divmod(): '{a}' and '{b}'")))
    }

    /// `-a`, `+a`, `~a`, `not a`
    pub fn unary(&mut self, op: UnaryOp, a: &Value) -> Res {
        let (name, symbol) = match op {
            UnaryOp::Not => return self.truth(a).map(|truth| Value::bool(!truth)),
            UnaryOp::Minus => (N::neg, "-"),
            UnaryOp::Plus => (N::pos, "+"),
            UnaryOp::Invert => (N::invert, "~"),
        };
        if self.has_python(a, name) {
            return Ok(self.call_special(a, name, &[])?.unwrap_or_default());
        }
        match (op, number(a.native().unwrap_or(a))) {
            (UnaryOp::Minus, Some(Number::Int(int))) => Ok(int::from_big(-BigInt::from(int))),
            (UnaryOp::Minus, Some(Number::Big(big))) => Ok(int::from_big(-big)),
            (UnaryOp::Minus, Some(Number::Float(float))) => Ok(Value::float(-float)),
            (UnaryOp::Minus, Some(Number::Complex(complex))) => Ok(new_complex(-complex)),
            // An int stays the object that it is; a bool becomes a number.
            (UnaryOp::Plus, Some(Number::Int(int))) if a.as_int().is_none() => Ok(int::from_i64(int)),
            (UnaryOp::Plus, Some(Number::Int(_))) => Ok(a.clone()),
            (UnaryOp::Plus, Some(Number::Big(_) | Number::Float(_) | Number::Complex(_))) => {
                Ok(a.native().unwrap_or(a).clone())
            }
            (UnaryOp::Invert, Some(Number::Int(int))) => Ok(int::from_i64(!int)),
            (UnaryOp::Invert, Some(Number::Big(big))) => Ok(int::from_big(int_ops::invert_bits(&big))),
            _ => {
                let kind = self.type_name(a);
                Err(self.type_error(format!("bad operand type for unary {symbol}: '{kind}'")))
            }
        }
    }

    // ---- sequences, sets, dicts

    fn native_binary(&mut self, op: BinOp, a: &Value, b: &Value) -> Res<Option<Value>> {
        match op {
            BinOp::Add => self.concat(a, b),
            BinOp::Mul if int::is_int(b) => self.repeat(a, b),
            BinOp::Mul if int::is_int(a) => self.repeat(b, a),
            BinOp::Mod => self.format_percent(a, b),
            BinOp::BitOr if a.exact::<Dict>().is_some() && b.exact::<Dict>().is_some() => {
                let made = crate::objects::dict::new_dict();
                self.dict_update(&made, a)?;
                self.dict_update(&made, b)?;
                Ok(Some(made))
            }
            BinOp::BitOr if a.exact::<MappingProxy>().is_some() || b.exact::<MappingProxy>().is_some() => {
                self.binary(op, &viewed(a), &viewed(b)).map(Some)
            }
            _ if is_set_operation(op) && (is_set(a) || set_view(a).is_some() || set_view(b).is_some()) => {
                if !(set_view(a).is_some() || set_view(b).is_some() || is_set(b)) {
                    return Ok(None);
                }
                if is_set(a) && !is_set(b) && set_view(b).is_none() {
                    return Ok(None);
                }
                self.set_operation(op, a, b).map(Some)
            }
            _ => Ok(None),
        }
    }

    /// `a + b` of two strings. If `a` is not needed any more (`dead`) and nobody else refers to it, it becomes the result,
    /// and the empty value takes its place; if it is moreover the variable that the result goes to, it will grow again.
    pub(super) fn concat_str(&mut self, a: &mut Value, b: &Value, dead: bool, variable: bool) -> Res<Option<Value>> {
        let (Some(one), Some(two)) = (a.exact::<Str>(), b.exact::<Str>()) else { return Ok(None) };
        if two.is_empty() {
            return Ok(Some(a.clone()));
        }
        if one.is_empty() {
            return Ok(Some(b.clone()));
        }
        if dead && str::try_append(a, b, variable).map_err(|OutOfMemory| self.raise_memory())? {
            return Ok(Some(a.take()));
        }
        let (Some(one), Some(two)) = (a.exact::<Str>(), b.exact::<Str>()) else { return Ok(None) };
        str::try_concat([one, two].into_iter()).map(Some).map_err(|OutOfMemory| self.raise_memory())
    }

    fn concat(&mut self, a: &Value, b: &Value) -> Res<Option<Value>> {
        if let (Some(one), Some(two)) = (a.exact::<Str>(), b.exact::<Str>()) {
            if two.is_empty() {
                return Ok(Some(a.clone()));
            }
            if one.is_empty() {
                return Ok(Some(b.clone()));
            }
            return str::try_concat([one, two].into_iter()).map(Some).map_err(|OutOfMemory| self.raise_memory());
        }
        if let (Some(one), Some(two)) = (a.exact::<List>(), b.exact::<List>()) {
            let mut items = one.to_vec();
            items.extend(two.to_vec());
            return Ok(Some(self.list(items)));
        }
        if let (Some(one), Some(two)) = (a.exact::<Tuple>(), b.exact::<Tuple>()) {
            if two.is_empty() {
                return Ok(Some(a.clone()));
            }
            if one.is_empty() {
                return Ok(Some(b.clone()));
            }
            let items = one.elements().iter().chain(two.elements()).cloned().collect();
            return self.tuple(items).map(Some);
        }
        if let (Some(one), Some(two)) = (a.exact::<Bytes>(), b.exact::<Bytes>()) {
            if two.data().is_empty() {
                return Ok(Some(a.clone()));
            }
            if one.data().is_empty() {
                return Ok(Some(b.clone()));
            }
            let data = [one.data(), two.data()].concat();
            return crate::objects::str::new_bytes(&data).map(Some).map_err(|OutOfMemory| self.raise_memory());
        }
        if let (Some(one), Some(two)) = (bytes_of(a), buffer_of(b)) {
            let size = one.len().saturating_add(two.len());
            self.check_size(size, 1, 1)?;
            let data = [one, two].concat();
            return Ok(Some(match a.exact::<ByteArray>() {
                Some(_) => new_bytearray(data),
                None => crate::objects::str::new_bytes(&data).map_err(|OutOfMemory| self.raise_memory())?,
            }));
        }
        Ok(None)
    }

    fn repeat(&mut self, sequence: &Value, times: &Value) -> Res<Option<Value>> {
        if !is_sequence(sequence) {
            return Ok(None);
        }
        let times = match int::to_i64(&self.index(times)?) {
            Some(times) => times.max(0) as usize,
            None => return Err(self.raise(E::OverflowError, "cannot fit 'int' into an index-sized integer")),
        };
        if let Some(string) = sequence.exact::<Str>() {
            if times == 1 {
                return Ok(Some(sequence.clone()));
            }
            if string.chars().checked_mul(times).is_none_or(|len| len > isize::MAX as usize) {
                return Err(self.raise(E::OverflowError, "repeated string is too long"));
            }
            self.check_size(string.len(), times, 1)?;
            let text = search::repeat(string.bytes(), times);
            let text = self.ok(text)?;
            return self.str_part(string, &text).map(Some);
        }
        if let Some(bytes) = sequence.exact::<Bytes>() {
            if bytes.len().checked_mul(times).is_none_or(|len| len > isize::MAX as usize) {
                return Err(self.raise(E::OverflowError, "repeated bytes are too long"));
            }
            self.check_size(bytes.len(), times, 1)?;
            let data = search::repeat(bytes.data(), times);
            let data = self.ok(data)?;
            return crate::objects::str::new_bytes(&data).map(Some).map_err(|OutOfMemory| self.raise_memory());
        }
        if let Some(array) = sequence.exact::<ByteArray>() {
            self.check_size(array.len(), times, 1)?;
            let data = search::repeat(&array.to_vec(), times);
            return self.ok(data).map(|data| Some(new_bytearray(data)));
        }
        if sequence.exact::<Tuple>().is_some() && times == 1 {
            return Ok(Some(sequence.clone()));
        }
        let items = match sequence.exact::<List>() {
            Some(list) => list.to_vec(),
            None => sequence.exact::<Tuple>().map(|tuple| tuple.elements().to_vec()).unwrap_or_default(),
        };
        let total = self.check_size(items.len(), times, size_of::<Value>())?;
        let mut repeated = Vec::new();
        if repeated.try_reserve_exact(total).is_err() {
            return Err(self.raise_memory());
        }
        for _ in 0..times {
            repeated.extend(items.iter().cloned());
        }
        if sequence.exact::<List>().is_some() {
            return Ok(Some(self.list(repeated)));
        }
        self.tuple(repeated).map(Some)
    }

    /// Number of elements of a repetition, if it fits into memory; a string's own error if it is out of all range.
    fn check_size(&mut self, len: usize, times: usize, element_bytes: usize) -> Res<usize> {
        let total = len.checked_mul(times);
        let bytes = total.and_then(|total| total.checked_mul(element_bytes));
        match (total, bytes) {
            (Some(total), Some(bytes)) if crate::heap::alloc::may_grow(bytes).is_ok() => Ok(total),
            _ => Err(self.raise_memory()),
        }
    }
}

fn is_sequence(value: &Value) -> bool {
    value.exact::<Str>().is_some()
        || value.exact::<List>().is_some()
        || value.exact::<Tuple>().is_some()
        || value.exact::<Bytes>().is_some()
        || value.exact::<ByteArray>().is_some()
}

/// Whether the type has CPython's table of sequence methods, although perhaps none of them for this operation.
pub(super) fn has_sequence_methods(value: &Value) -> bool {
    is_sequence(value)
        || value.exact::<crate::objects::Range>().is_some()
        || value.exact::<Set>().is_some()
        || value.exact::<crate::objects::DictView>().is_some()
        || value.exact::<crate::objects::MemoryView>().is_some()
        || value.exact::<crate::objects::Dict>().is_some()
        || value.exact::<MappingProxy>().is_some()
        || value.exact::<crate::heap::tail::Instance>().is_some_and(|instance| {
            let heap_type =
                |class: &Value| class.exact::<Type>().is_some_and(|class| class.has(crate::objects::ty::HEAP_TYPE));
            instance.class.peek(heap_type)
        })
}

/// What a `mappingproxy` shows; any other value is itself.
fn viewed(value: &Value) -> Value {
    value.exact::<MappingProxy>().map_or_else(|| value.clone(), |proxy| proxy.mapping.get())
}

fn is_set_operation(op: BinOp) -> bool {
    matches!(op, BinOp::BitOr | BinOp::BitAnd | BinOp::Sub | BinOp::BitXor)
}

fn is_set(value: &Value) -> bool {
    value.exact::<Set>().is_some()
}
