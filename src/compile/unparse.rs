//! Expressions as text: what `from __future__ import annotations` stores instead of values.
//!
//! The text has CPython's spacing and only the parentheses that the tree needs; names are not mangled. Literals show
//! their value, so an infinite float is a number too large (`1e309`).

use crate::bytecode::unit::Const;
use crate::num::complex_ops::Complex;
use crate::num::{complex_text, float_repr};
use crate::text::repr::{repr_bytes, repr_str};
use hoopsnake_syntax::ast::*;

/// How tightly operands hold together, from the loosest; an operand that is looser than its place gets parentheses.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Level {
    Tuple,
    Test,
    Or,
    And,
    Not,
    Compare,
    BitOr,
    BitXor,
    BitAnd,
    Shift,
    Arith,
    Term,
    Factor,
    Power,
    Await,
    Atom,
}

impl Level {
    fn tighter(self) -> Level {
        use Level::*;
        match self {
            Tuple => Test,
            Test => Or,
            Or => And,
            And => Not,
            Not => Compare,
            Compare => BitOr,
            BitOr => BitXor,
            BitXor => BitAnd,
            BitAnd => Shift,
            Shift => Arith,
            Arith => Term,
            Term => Factor,
            Factor => Power,
            Power => Await,
            Await | Atom => Atom,
        }
    }
}

/// The text of an expression, in WTF-8.
pub fn unparse(expr: &Expr) -> Vec<u8> {
    let mut writer = Writer { out: Vec::new() };
    writer.expr(expr, Level::Test);
    writer.out
}

/// The `repr` of a folded constant.
pub fn show(value: &Const) -> Vec<u8> {
    match value {
        Const::None => b"None".to_vec(),
        Const::True => b"True".to_vec(),
        Const::False => b"False".to_vec(),
        Const::Int(int) => int.to_string().into_bytes(),
        Const::BigInt(int) => int.to_string().into_bytes(),
        Const::Float(float) => float_repr::repr(*float).into_bytes(),
        Const::Complex(re, im) => complex_text::repr(Complex { re: *re, im: *im }).into_bytes(),
        Const::Str(text) => repr_str(text),
        Const::Bytes(bytes) => repr_bytes(bytes),
        Const::Ellipsis | Const::Tuple(_) | Const::FrozenSet(_) | Const::Unit(_) => b"...".to_vec(),
    }
}

struct Writer {
    out: Vec<u8>,
}

impl Writer {
    fn text(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
    }

    /// Writes with parentheses around, if the place is tighter than what stands there.
    fn grouped(&mut self, parentheses: bool, inside: impl FnOnce(&mut Self)) {
        if parentheses {
            self.text("(");
        }
        inside(self);
        if parentheses {
            self.text(")");
        }
    }

    fn list(&mut self, items: &[Expr]) {
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                self.text(", ");
            }
            self.expr(item, Level::Test);
        }
    }

    fn enclosed(&mut self, open: &str, items: &[Expr], close: &str) {
        self.text(open);
        self.list(items);
        self.text(close);
    }

    fn expr(&mut self, expr: &Expr, place: Level) {
        super::with_stack(|| self.any(expr, place));
    }

    fn any(&mut self, expr: &Expr, place: Level) {
        match &expr.kind {
            ExprKind::Name(name) => self.text(name),
            ExprKind::Constant(value) => self.constant(value),
            ExprKind::FString(parts) => {
                let mut body = Writer { out: Vec::new() };
                body.parts(parts);
                self.text("f");
                self.out.extend(repr_str(&body.out));
            }
            ExprKind::Tuple(items) => self.tuple(items, place),
            ExprKind::List(items) => self.enclosed("[", items, "]"),
            ExprKind::Set(items) => self.enclosed("{", items, "}"),
            ExprKind::Dict(pairs) => self.dict(pairs),
            ExprKind::Starred(value) => {
                self.text("*");
                self.expr(value, Level::BitOr);
            }
            ExprKind::Unary { op, operand } => {
                let (word, level) = unary(*op);
                self.grouped(place > level, |out| {
                    out.text(word);
                    out.expr(operand, level);
                });
            }
            ExprKind::Binary { op, left, right } => {
                let (word, level) = binary(*op);
                let (left_level, right_level) =
                    if *op == BinOp::Pow { (level.tighter(), level) } else { (level, level.tighter()) };
                self.grouped(place > level, |out| {
                    out.expr(left, left_level);
                    out.text(word);
                    out.expr(right, right_level);
                });
            }
            ExprKind::Bool { is_and, values } => {
                let (word, level) = if *is_and { (" and ", Level::And) } else { (" or ", Level::Or) };
                self.grouped(place > level, |out| {
                    for (index, value) in values.iter().enumerate() {
                        if index > 0 {
                            out.text(word);
                        }
                        out.expr(value, level.tighter());
                    }
                });
            }
            ExprKind::Compare { first, rest } => self.grouped(place > Level::Compare, |out| {
                out.expr(first, Level::BitOr);
                for (op, value) in rest {
                    out.text(comparison(*op));
                    out.expr(value, Level::BitOr);
                }
            }),
            ExprKind::IfElse { test, then, orelse } => self.grouped(place > Level::Test, |out| {
                out.expr(then, Level::Or);
                out.text(" if ");
                out.expr(test, Level::Or);
                out.text(" else ");
                out.expr(orelse, Level::Test);
            }),
            ExprKind::Call { callee, args } => self.call(callee, args),
            ExprKind::Attribute { value, name } => {
                self.expr(value, Level::Atom);
                let number = matches!(value.kind, ExprKind::Constant(Constant::Int(_)));
                self.text(if number { " ." } else { "." });
                self.text(&name.name);
            }
            ExprKind::Subscript { value, index } => {
                self.expr(value, Level::Atom);
                self.text("[");
                self.expr(index, Level::Tuple);
                self.text("]");
            }
            ExprKind::Slice { lower, upper, step } => {
                let mut part = |before: &str, part: &Option<Box<Expr>>| {
                    self.text(before);
                    part.iter().for_each(|e| self.expr(e, Level::Test));
                };
                part("", lower);
                part(":", upper);
                if step.is_some() {
                    part(":", step);
                }
            }
            ExprKind::Lambda { params, body } => self.grouped(place > Level::Test, |out| {
                out.text("lambda");
                out.params(params);
                out.text(": ");
                out.expr(body, Level::Test);
            }),
            ExprKind::Named { target, value } => self.grouped(place > Level::Tuple, |out| {
                out.text(&target.name);
                out.text(" := ");
                out.expr(value, Level::Atom);
            }),
            ExprKind::Comprehension { kind, element, value, clauses } => {
                self.comprehension(*kind, element, value.as_deref(), clauses);
            }
            ExprKind::Yield(None) => self.text("(yield)"),
            ExprKind::Yield(Some(value)) => self.yielded("(yield ", value),
            ExprKind::YieldFrom(value) => self.yielded("(yield from ", value),
            ExprKind::Await(value) => self.grouped(place > Level::Await, |out| {
                out.text("await ");
                out.expr(value, Level::Atom);
            }),
        }
    }

    fn yielded(&mut self, word: &str, value: &Expr) {
        self.text(word);
        self.expr(value, Level::Test);
        self.text(")");
    }

    fn constant(&mut self, value: &Constant) {
        let finite = |text: String| text.replace("inf", "1e309");
        match value {
            Constant::None => self.text("None"),
            Constant::True => self.text("True"),
            Constant::False => self.text("False"),
            Constant::Ellipsis => self.text("..."),
            Constant::Int(int) => self.text(&int.to_string()),
            Constant::Float(float) => self.text(&finite(float_repr::repr(*float))),
            Constant::Complex(im) => self.text(&finite(complex_text::repr(Complex { re: 0.0, im: *im }))),
            Constant::Str(text) => self.out.extend(repr_str(text)),
            Constant::Bytes(bytes) => self.out.extend(repr_bytes(bytes)),
        }
    }

    fn tuple(&mut self, items: &[Expr], place: Level) {
        if items.is_empty() {
            return self.text("()");
        }
        self.grouped(place > Level::Tuple, |out| {
            out.list(items);
            if items.len() == 1 {
                out.text(",");
            }
        });
    }

    fn dict(&mut self, pairs: &[(Option<Expr>, Expr)]) {
        self.text("{");
        for (index, (key, value)) in pairs.iter().enumerate() {
            if index > 0 {
                self.text(", ");
            }
            match key {
                Some(key) => {
                    self.expr(key, Level::Test);
                    self.text(": ");
                    self.expr(value, Level::Test);
                }
                None => {
                    self.text("**");
                    self.expr(value, Level::BitOr);
                }
            }
        }
        self.text("}");
    }

    /// Positional arguments stand before those by name.
    fn call(&mut self, callee: &Expr, args: &[Arg]) {
        self.expr(callee, Level::Atom);
        if let [Arg { kind: ArgKind::Positional, value, .. }] = args
            && matches!(value.kind, ExprKind::Comprehension { kind: CompKind::Generator, .. })
        {
            return self.expr(value, Level::Test);
        }
        self.text("(");
        let by_name = |arg: &&Arg| matches!(arg.kind, ArgKind::Keyword(_) | ArgKind::DoubleStar);
        let positional = args.iter().filter(|arg| !by_name(arg));
        for (index, arg) in positional.chain(args.iter().filter(by_name)).enumerate() {
            if index > 0 {
                self.text(", ");
            }
            match &arg.kind {
                ArgKind::Positional => self.expr(&arg.value, Level::Test),
                ArgKind::Star => {
                    self.text("*");
                    self.expr(&arg.value, Level::BitOr);
                }
                ArgKind::Keyword(name) => {
                    self.text(&name.name);
                    self.text("=");
                    self.expr(&arg.value, Level::Test);
                }
                ArgKind::DoubleStar => {
                    self.text("**");
                    self.expr(&arg.value, Level::Test);
                }
            }
        }
        self.text(")");
    }

    /// The parameters of a lambda; a blank stands before them only if one is positional.
    fn params(&mut self, params: &Params) {
        let mut shown: Vec<(&str, Option<&Param>)> = params.positional_only.iter().map(|p| ("", Some(p))).collect();
        if !params.positional_only.is_empty() {
            shown.push(("/", None));
        }
        shown.extend(params.positional.iter().map(|p| ("", Some(p))));
        if !shown.is_empty() {
            self.text(" ");
        }
        match &params.vararg {
            Some(vararg) => shown.push(("*", Some(vararg))),
            None if !params.keyword_only.is_empty() => shown.push(("*", None)),
            None => {}
        }
        shown.extend(params.keyword_only.iter().map(|p| ("", Some(p))));
        shown.extend(params.kwarg.iter().map(|p| ("**", Some(p))));
        for (index, (mark, param)) in shown.into_iter().enumerate() {
            self.text(if index > 0 { ", " } else { "" });
            self.text(mark);
            let Some(param) = param else { continue };
            self.text(&param.name.name);
            if let Some(default) = &param.default {
                self.text("=");
                self.expr(default, Level::Test);
            }
        }
    }

    fn comprehension(&mut self, kind: CompKind, element: &Expr, value: Option<&Expr>, clauses: &[CompClause]) {
        let (open, close) = match kind {
            CompKind::List => ("[", "]"),
            CompKind::Set | CompKind::Dict => ("{", "}"),
            CompKind::Generator => ("(", ")"),
        };
        self.text(open);
        self.expr(element, Level::Test);
        if let Some(value) = value {
            self.text(": ");
            self.expr(value, Level::Test);
        }
        for clause in clauses {
            self.text(if clause.is_async { " async for " } else { " for " });
            self.expr(&clause.target, Level::Tuple);
            self.text(" in ");
            self.expr(&clause.iter, Level::Or);
            for condition in &clause.conditions {
                self.text(" if ");
                self.expr(condition, Level::Or);
            }
        }
        self.text(close);
    }

    /// The inside of an f-string, before it is quoted.
    fn parts(&mut self, parts: &[FStringPart]) {
        for part in parts {
            match part {
                FStringPart::Literal(text) => {
                    for &byte in text {
                        let doubled = matches!(byte, b'{' | b'}');
                        self.out.extend(std::iter::repeat_n(byte, if doubled { 2 } else { 1 }));
                    }
                }
                FStringPart::Field { value, conversion, spec } => self.field(value, *conversion, spec.as_deref()),
            }
        }
    }

    fn field(&mut self, value: &Expr, conversion: Conversion, spec: Option<&[FStringPart]>) {
        let mut inner = Writer { out: Vec::new() };
        inner.expr(value, Level::Or);
        // A brace right behind a brace would be a doubled one.
        self.text(if inner.out.first() == Some(&b'{') { "{ " } else { "{" });
        self.out.extend(inner.out);
        self.text(match conversion {
            Conversion::None => "",
            Conversion::Str => "!s",
            Conversion::Repr => "!r",
            Conversion::Ascii => "!a",
        });
        if let Some(spec) = spec {
            self.text(":");
            self.parts(spec);
        }
        self.text("}");
    }
}

fn unary(op: UnaryOp) -> (&'static str, Level) {
    match op {
        UnaryOp::Not => ("not ", Level::Not),
        UnaryOp::Invert => ("~", Level::Factor),
        UnaryOp::Minus => ("-", Level::Factor),
        UnaryOp::Plus => ("+", Level::Factor),
    }
}

fn binary(op: BinOp) -> (&'static str, Level) {
    match op {
        BinOp::Add => (" + ", Level::Arith),
        BinOp::Sub => (" - ", Level::Arith),
        BinOp::Mul => (" * ", Level::Term),
        BinOp::MatMul => (" @ ", Level::Term),
        BinOp::Div => (" / ", Level::Term),
        BinOp::FloorDiv => (" // ", Level::Term),
        BinOp::Mod => (" % ", Level::Term),
        BinOp::Pow => (" ** ", Level::Power),
        BinOp::LShift => (" << ", Level::Shift),
        BinOp::RShift => (" >> ", Level::Shift),
        BinOp::BitAnd => (" & ", Level::BitAnd),
        BinOp::BitOr => (" | ", Level::BitOr),
        BinOp::BitXor => (" ^ ", Level::BitXor),
    }
}

fn comparison(op: CmpOp) -> &'static str {
    match op {
        CmpOp::Eq => " == ",
        CmpOp::NotEq => " != ",
        CmpOp::Lt => " < ",
        CmpOp::LtE => " <= ",
        CmpOp::Gt => " > ",
        CmpOp::GtE => " >= ",
        CmpOp::Is => " is ",
        CmpOp::IsNot => " is not ",
        CmpOp::In => " in ",
        CmpOp::NotIn => " not in ",
    }
}
