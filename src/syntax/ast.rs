//! The syntax tree: plain data, each node with the span of source that it came from.
//!
//! Invariants: a span is a pair of byte offsets into the source text; `Expr::depth` is one more than the
//! deepest child's, and the parser refuses trees deeper than `MAX_DEPTH`, so that walking (and dropping) a
//! tree by recursion is bounded. `elif` chains, comparison chains and boolean chains are flat.

use num_bigint::BigInt;

/// Deepest expression tree that the parser builds.
pub const MAX_DEPTH: u32 = 1_500;

/// A half-open range of byte offsets into the source text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

impl Span {
    pub const fn new(start: u32, end: u32) -> Span {
        Span { start, end }
    }

    /// The smallest span that covers both.
    pub fn to(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// An identifier, already NFKC-normalised; names inside a class are mangled by the compiler, not here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ident {
    pub name: Box<str>,
    pub span: Span,
}

/// A whole module or interactive input.
#[derive(Debug)]
pub struct Module {
    pub body: Vec<Stmt>,
    /// Features of `__future__` that are on, as in `co_flags`.
    pub future: u32,
}

/// `from __future__ import annotations`, in `Module::future`.
pub const FUTURE_ANNOTATIONS: u32 = 0x100_0000;

#[derive(Debug)]
pub struct Stmt {
    pub kind: StmtKind,
    pub span: Span,
}

#[derive(Debug)]
pub enum StmtKind {
    Expr(Expr),
    /// `a = b = value`: targets from left to right.
    Assign {
        targets: Vec<Expr>,
        value: Expr,
    },
    /// `target op= value`.
    AugAssign {
        target: Expr,
        op: BinOp,
        value: Expr,
    },
    /// `target: annotation [= value]`; `simple` for a bare, unparenthesised name.
    AnnAssign {
        target: Expr,
        annotation: Expr,
        value: Option<Expr>,
        simple: bool,
    },
    Delete(Vec<Expr>),
    Pass,
    Break,
    Continue,
    Return(Option<Expr>),
    Raise {
        exception: Option<Expr>,
        cause: Option<Expr>,
    },
    Assert {
        test: Expr,
        message: Option<Expr>,
    },
    Global(Vec<Ident>),
    Nonlocal(Vec<Ident>),
    Import(Vec<ImportAlias>),
    /// `from ..module import names`; `level` counts the dots; `names` empty means `*`.
    ImportFrom {
        module: Option<Ident>,
        names: Vec<ImportAlias>,
        level: u32,
        star: bool,
    },
    /// Branches in order (`if` and every `elif`), then `else`.
    If {
        branches: Vec<(Expr, Vec<Stmt>)>,
        orelse: Vec<Stmt>,
    },
    While {
        test: Expr,
        body: Vec<Stmt>,
        orelse: Vec<Stmt>,
    },
    For {
        target: Expr,
        iter: Expr,
        body: Vec<Stmt>,
        orelse: Vec<Stmt>,
        is_async: bool,
    },
    With {
        items: Vec<WithItem>,
        body: Vec<Stmt>,
        is_async: bool,
    },
    Try {
        body: Vec<Stmt>,
        handlers: Vec<Handler>,
        orelse: Vec<Stmt>,
        finalbody: Vec<Stmt>,
        is_star: bool,
    },
    Function(Box<FunctionDef>),
    Class(Box<ClassDef>),
    Match {
        subject: Expr,
        cases: Vec<MatchCase>,
    },
}

/// `name [as alias]`; `name` may be dotted in `import a.b`.
#[derive(Debug)]
pub struct ImportAlias {
    pub name: Ident,
    pub alias: Option<Ident>,
}

#[derive(Debug)]
pub struct WithItem {
    pub context: Expr,
    pub target: Option<Expr>,
}

/// `except [kind [as name]]:`
#[derive(Debug)]
pub struct Handler {
    pub kind: Option<Expr>,
    pub name: Option<Ident>,
    pub body: Vec<Stmt>,
    pub span: Span,
}

#[derive(Debug)]
pub struct FunctionDef {
    pub name: Ident,
    pub params: Params,
    pub returns: Option<Expr>,
    pub body: Vec<Stmt>,
    pub decorators: Vec<Expr>,
    pub is_async: bool,
    /// From `def` (not the decorators) to the end of the body.
    pub span: Span,
}

#[derive(Debug)]
pub struct ClassDef {
    pub name: Ident,
    pub args: Vec<Arg>,
    pub body: Vec<Stmt>,
    pub decorators: Vec<Expr>,
    pub span: Span,
}

/// All parameters of a function or lambda.
#[derive(Debug, Default)]
pub struct Params {
    pub positional_only: Vec<Param>,
    pub positional: Vec<Param>,
    pub vararg: Option<Param>,
    pub keyword_only: Vec<Param>,
    pub kwarg: Option<Param>,
}

#[derive(Debug)]
pub struct Param {
    pub name: Ident,
    pub annotation: Option<Expr>,
    pub default: Option<Expr>,
}

#[derive(Debug)]
pub struct MatchCase {
    pub pattern: Pattern,
    pub guard: Option<Expr>,
    pub body: Vec<Stmt>,
}

#[derive(Debug)]
pub struct Pattern {
    pub kind: PatternKind,
    pub span: Span,
}

#[derive(Debug)]
pub enum PatternKind {
    /// A literal or dotted name, compared by `==`.
    Value(Expr),
    /// `None`, `True` or `False`, compared by identity.
    Singleton(Constant),
    /// `_`, or a capture `name`, or `pattern as name`.
    Capture {
        pattern: Option<Box<Pattern>>,
        name: Option<Ident>,
    },
    /// `[a, *rest]`; a `Star` may appear once.
    Sequence(Vec<Pattern>),
    Star(Option<Ident>),
    Mapping {
        keys: Vec<Expr>,
        patterns: Vec<Pattern>,
        rest: Option<Ident>,
    },
    Class {
        class: Expr,
        positional: Vec<Pattern>,
        keywords: Vec<(Ident, Pattern)>,
    },
    Or(Vec<Pattern>),
}

#[derive(Debug)]
pub struct Expr {
    pub kind: ExprKind,
    pub span: Span,
    pub depth: u32,
    /// Written inside its own parentheses (`(a) = 1` is fine, `(a): int` is not simple, `(x for ...)`).
    pub parenthesised: bool,
}

/// Whether an expression is read, assigned or deleted follows from the statement that holds it.
#[derive(Debug)]
pub enum ExprKind {
    Name(Box<str>),
    Constant(Constant),
    /// An f-string (or a concatenation with one in it).
    FString(Vec<FStringPart>),
    Tuple(Vec<Expr>),
    List(Vec<Expr>),
    Set(Vec<Expr>),
    /// `None` as key stands for `**value`.
    Dict(Vec<(Option<Expr>, Expr)>),
    Starred(Box<Expr>),
    Unary {
        op: UnaryOp,
        operand: Box<Expr>,
    },
    Binary {
        op: BinOp,
        left: Box<Expr>,
        right: Box<Expr>,
    },
    /// `and` / `or` with two or more operands.
    Bool {
        is_and: bool,
        values: Vec<Expr>,
    },
    /// `first op1 rest1 op2 rest2 ...`
    Compare {
        first: Box<Expr>,
        rest: Vec<(CmpOp, Expr)>,
    },
    IfElse {
        test: Box<Expr>,
        then: Box<Expr>,
        orelse: Box<Expr>,
    },
    Call {
        callee: Box<Expr>,
        args: Vec<Arg>,
    },
    Attribute {
        value: Box<Expr>,
        name: Ident,
    },
    Subscript {
        value: Box<Expr>,
        index: Box<Expr>,
    },
    /// Only inside a subscript (possibly within a tuple).
    Slice {
        lower: Option<Box<Expr>>,
        upper: Option<Box<Expr>>,
        step: Option<Box<Expr>>,
    },
    Lambda {
        params: Box<Params>,
        body: Box<Expr>,
    },
    /// `target := value`
    Named {
        target: Ident,
        value: Box<Expr>,
    },
    Comprehension {
        kind: CompKind,
        element: Box<Expr>,
        value: Option<Box<Expr>>,
        clauses: Vec<CompClause>,
    },
    Yield(Option<Box<Expr>>),
    YieldFrom(Box<Expr>),
    Await(Box<Expr>),
}

#[derive(Clone, Debug, PartialEq)]
pub enum Constant {
    None,
    True,
    False,
    Ellipsis,
    Int(BigInt),
    Float(f64),
    /// The imaginary part.
    Complex(f64),
    /// WTF-8: UTF-8 in which lone surrogates (from `\ud800` escapes) are encoded as three bytes each.
    Str(Box<[u8]>),
    Bytes(Box<[u8]>),
}

#[derive(Debug)]
pub enum FStringPart {
    /// Literal text, WTF-8, escapes done.
    Literal(Box<[u8]>),
    /// `{expr!conversion:spec}`; for `{expr=}` the parser has put the text before it as a `Literal` and
    /// set `Repr` where neither conversion nor spec was given.
    Field { value: Expr, conversion: Conversion, spec: Option<Vec<FStringPart>> },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conversion {
    None,
    Str,
    Repr,
    Ascii,
}

#[derive(Debug)]
pub struct Arg {
    pub kind: ArgKind,
    pub value: Expr,
    pub span: Span,
}

#[derive(Debug)]
pub enum ArgKind {
    Positional,
    Star,
    Keyword(Ident),
    DoubleStar,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompKind {
    List,
    Set,
    Dict,
    Generator,
}

#[derive(Debug)]
pub struct CompClause {
    pub target: Expr,
    pub iter: Expr,
    pub conditions: Vec<Expr>,
    pub is_async: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnaryOp {
    Not,
    Invert,
    Minus,
    Plus,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BinOp {
    Add,
    Sub,
    Mul,
    MatMul,
    Div,
    FloorDiv,
    Mod,
    Pow,
    LShift,
    RShift,
    BitAnd,
    BitOr,
    BitXor,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CmpOp {
    Eq,
    NotEq,
    Lt,
    LtE,
    Gt,
    GtE,
    Is,
    IsNot,
    In,
    NotIn,
}
