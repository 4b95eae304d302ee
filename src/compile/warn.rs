//! What the compiler warns of: expressions that can only be mistakes.

use super::Compiler;
use super::fold::fold;
use crate::bytecode::unit::Const;
use hoopsnake_syntax::Warning;
use hoopsnake_syntax::ast::*;

/// The name of the type that an expression certainly yields.
fn type_name(expr: &Expr) -> Option<&'static str> {
    if let Some(value) = fold(expr) {
        return Some(match value {
            Const::None => "NoneType",
            Const::True | Const::False => "bool",
            Const::Ellipsis => "ellipsis",
            Const::Int(_) | Const::BigInt(_) => "int",
            Const::Float(_) => "float",
            Const::Complex(..) => "complex",
            Const::Str(_) => "str",
            Const::Bytes(_) => "bytes",
            Const::Tuple(_) => "tuple",
            Const::FrozenSet(_) => "frozenset",
            Const::Unit(_) => "code",
        });
    }
    Some(match &expr.kind {
        ExprKind::Tuple(_) => "tuple",
        ExprKind::List(_) | ExprKind::Comprehension { kind: CompKind::List, .. } => "list",
        ExprKind::Dict(_) | ExprKind::Comprehension { kind: CompKind::Dict, .. } => "dict",
        ExprKind::Set(_) | ExprKind::Comprehension { kind: CompKind::Set, .. } => "set",
        ExprKind::Comprehension { kind: CompKind::Generator, .. } => "generator",
        ExprKind::Lambda { .. } => "function",
        ExprKind::FString(_) => "str",
        _ => return None,
    })
}

impl Compiler<'_> {
    fn warn(&mut self, message: String, span: Span) {
        self.warnings.push(Warning::syntax(message, span));
    }

    pub fn warn_of_call(&mut self, callee: &Expr, span: Span) {
        if let Some(name) = type_name(callee).filter(|&name| name != "function") {
            self.warn(format!("'{name}' object is not callable; perhaps you missed a comma?"), span);
        }
    }

    pub fn warn_of_subscript(&mut self, value: &Expr, index: &Expr, span: Span) {
        let Some(name) = type_name(value) else { return };
        match name {
            "str" | "bytes" | "tuple" | "list" => {
                if let Some(index) = type_name(index).filter(|name| !matches!(*name, "int" | "bool")) {
                    let message =
                        format!("{name} indices must be integers or slices, not {index}; perhaps you missed a comma?");
                    self.warn(message, span);
                }
            }
            "dict" => {}
            _ => self.warn(format!("'{name}' object is not subscriptable; perhaps you missed a comma?"), span),
        }
    }

    /// `is` between values that may or may not be the same object; one warning for each chain.
    pub fn warn_of_identity(&mut self, first: &Expr, rest: &[(CmpOp, Expr)], span: Span) {
        let single = |value: &Const| matches!(value, Const::None | Const::True | Const::False | Const::Ellipsis);
        let literal = |e: &Expr| fold(e).is_some_and(|value| !single(&value));
        let operands = std::iter::once(first).chain(rest.iter().map(|(_, right)| right));
        for ((op, right), left) in rest.iter().zip(operands) {
            let (word, instead) = match op {
                CmpOp::Is => ("is", "=="),
                CmpOp::IsNot => ("is not", "!="),
                _ => continue,
            };
            if literal(left) || literal(right) {
                return self.warn(format!("\"{word}\" with a literal. Did you mean \"{instead}\"?"), span);
            }
        }
    }

    pub fn warn_of_assertion(&mut self, test: &Expr, span: Span) {
        if matches!(&test.kind, ExprKind::Tuple(items) if !items.is_empty()) {
            self.warn("assertion is always true, perhaps remove parentheses?".into(), span);
        }
    }
}
