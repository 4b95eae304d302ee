//! [ESSAY] Tree to bytecode: pure and deterministic.
//!
//! `collect` and `scope` decide where names live; then one walk over the tree emits instructions for a machine
//! with registers (`expr`, `call`, `stmt`, `control`, `def`, `pattern`), and `assemble` finishes each unit.
//!
//! How expressions use registers: an expression is compiled *into* a register. Its operands are plain locals,
//! read in place, or temporaries, which form a stack (`regs`); the last instruction writes the destination.
//! Invariants: `regs.top` is the same after an expression as before; a destination is a local, the register
//! at `top`, or a dead one below; a local is written by the last instruction only, so that an exception
//! halfway leaves it as it was; a local that an assignment expression of the same scope may rebind is never
//! read in place.
//!
//! Numbers: where a consumer only computes, operands are compiled in `Form::Number`, for which loads yield an
//! inline copy of a number instead of a second reference to its object (see `bytecode/op.rs`).

mod assemble;
mod call;
mod collect;
mod control;
mod def;
mod expr;
mod fold;
mod forms;
mod names;
mod pattern;
mod regs;
mod scope;
mod star;
mod stmt;
mod target;
#[cfg(test)]
mod tests;
mod unparse;
mod warn;

use std::fmt;
use std::rc::Rc;

use indexmap::IndexSet;

use crate::bytecode::instr::Instr;
use crate::bytecode::op::{NO_REG, Op};
use crate::bytecode::tables::SourceInfo;
use crate::bytecode::unit::{Const, Unit, UnitKind};
use assemble::{Code, Label};
use control::Block;
use hoopsnake_syntax::Warning;
use hoopsnake_syntax::ast::{self, Expr, FUTURE_ANNOTATIONS, Span};
use regs::Regs;
use scope::{Access, ScopeId, SymbolTable};

/// What a module's expression statements do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    Module,
    /// Expression statements show their value.
    Interactive,
    /// The only expression's value is returned.
    Eval,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// Becomes a SyntaxError.
    Syntax,
    /// Too large or too deep; becomes a RecursionError or MemoryError.
    Recursion,
}

/// Why a tree cannot be compiled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompileError {
    pub message: String,
    pub span: Span,
    pub kind: ErrorKind,
}

impl CompileError {
    fn syntax(message: String, span: Span) -> CompileError {
        CompileError { message, span, kind: ErrorKind::Syntax }
    }
}

impl fmt::Display for CompileError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.message)
    }
}

impl std::error::Error for CompileError {}

type Result<T> = std::result::Result<T, CompileError>;

/// Compiles a module or an interactive input; the unit's nested units hang in its constants.
pub fn compile_module(
    module: &ast::Module,
    source: Rc<SourceInfo>,
    mode: Mode,
    warnings: &mut Vec<Warning>,
) -> Result<Rc<Unit>> {
    let symbols = collect::collect_module(module)?;
    let mut compiler = Compiler::new(symbols, source, mode, module.future);
    compiler.module(&module.body)?;
    warnings.append(&mut compiler.warnings);
    compiler.finish_unit()
}

/// Compiles a single expression; running the unit returns its value.
pub fn compile_eval(expr: &Expr, source: Rc<SourceInfo>, future: u32, warnings: &mut Vec<Warning>) -> Result<Rc<Unit>> {
    let symbols = collect::collect_expr(expr)?;
    let mut compiler = Compiler::new(symbols, source, Mode::Eval, future);
    let value = compiler.operand(expr)?;
    compiler.emit(Op::Return, value, 0, 0, 0, expr.span);
    warnings.append(&mut compiler.warnings);
    compiler.finish_unit()
}

/// Runs `work` with enough stack for one more level of the tree.
fn with_stack<T>(work: impl FnOnce() -> T) -> T {
    stacker::maybe_grow(64 * 1024, 1024 * 1024, work)
}

/// Whether a value is only computed with; see the top of this file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Value,
    Number,
}

/// One unit under construction.
struct Body<'a> {
    scope: ScopeId,
    kind: UnitKind,
    name: Box<str>,
    qualname: Box<str>,
    first_line: u32,
    params: ParamCounts,
    code: Code,
    constants: IndexSet<Const>,
    names: IndexSet<Rc<str>>,
    locals: IndexSet<Rc<str>>,
    free: IndexSet<Rc<str>>,
    regs: Regs,
    blocks: Vec<Block<'a>>,
    doc: Option<Box<[u8]>>,
    self_attributes: IndexSet<Rc<str>>,
    /// Where the unit stands, for errors that concern all of it.
    span: Span,
}

/// The parameters of a unit; see `Unit`.
#[derive(Clone, Copy, Debug, Default)]
struct ParamCounts {
    positional_only: u16,
    positional: u16,
    keyword_only: u16,
    varargs: bool,
    varkw: bool,
}

impl ParamCounts {
    fn total(&self) -> u16 {
        self.positional + self.keyword_only + u16::from(self.varargs) + u16::from(self.varkw)
    }
}

/// The state of a compilation: the unit in hand (those around it are kept by the functions that nest).
struct Compiler<'a> {
    symbols: SymbolTable,
    source: Rc<SourceInfo>,
    mode: Mode,
    body: Body<'a>,
    /// See `ast::Module::future`.
    future: u32,
    warnings: Vec<Warning>,
}

impl<'a> Body<'a> {
    fn new(symbols: &SymbolTable, scope: ScopeId, kind: UnitKind, first_line: u32) -> Body<'a> {
        let table = &symbols.scopes[scope];
        let locals: IndexSet<Rc<str>> = if table.is_function() {
            let own = |access| matches!(access, Access::Local | Access::Cell);
            let symbols = table.symbols.iter().filter(|(_, symbol)| own(symbol.access));
            // As CPython: what inner functions use comes last, by name, unless it is a parameter. Locals die in this order.
            let (mut cells, mut names): (Vec<_>, Vec<_>) =
                symbols.partition(|(_, symbol)| symbol.access == Access::Cell && symbol.flags & scope::PARAM == 0);
            cells.sort_by_key(|(name, _)| *name);
            names.append(&mut cells);
            names.into_iter().map(|(name, _)| name.clone()).collect()
        } else if table.needs_class_cell {
            IndexSet::from(["__class__".into()])
        } else {
            IndexSet::new()
        };
        Body {
            scope,
            kind,
            name: "<module>".into(),
            qualname: "<module>".into(),
            first_line,
            params: ParamCounts::default(),
            code: Code::default(),
            constants: IndexSet::new(),
            names: IndexSet::new(),
            regs: Regs::new(u16::try_from(locals.len()).unwrap_or(u16::MAX)),
            locals,
            free: table.free.iter().cloned().collect(),
            blocks: Vec::new(),
            doc: None,
            self_attributes: IndexSet::new(),
            span: Span::default(),
        }
    }
}

impl<'a> Compiler<'a> {
    fn new(symbols: SymbolTable, source: Rc<SourceInfo>, mode: Mode, future: u32) -> Compiler<'a> {
        let body = Body::new(&symbols, 0, UnitKind::Module, 1);
        Compiler { symbols, source, mode, body, future, warnings: Vec::new() }
    }

    /// Annotations are kept as text.
    fn future_annotations(&self) -> bool {
        self.future & FUTURE_ANNOTATIONS != 0
    }

    fn line(&self, span: Span) -> u32 {
        self.source.position(span.start).0
    }

    fn emit(&mut self, op: Op, a: u16, b: u16, c: u16, d: i32, span: Span) {
        self.body.code.emit(Instr::new(op, a, b, c, d), span);
    }

    /// Emits a jump; `a`, `b`, `c` as the operation wants them.
    fn jump(&mut self, op: Op, a: u16, b: u16, c: u16, label: Label, span: Span) {
        self.body.code.emit_jump(Instr::new(op, a, b, c, 0), label, span);
    }

    fn label(&mut self) -> Label {
        self.body.code.label()
    }

    fn place(&mut self, label: Label) {
        self.body.code.place(label);
    }

    fn take(&mut self) -> u16 {
        self.body.regs.take()
    }

    fn top(&self) -> u16 {
        self.body.regs.top
    }

    fn set_top(&mut self, top: u16) {
        self.body.regs.top = top;
    }

    fn is_temp(&self, register: u16) -> bool {
        usize::from(register) >= self.body.locals.len()
    }

    fn release(&mut self, register: u16, span: Span) {
        self.emit(Op::Release, register, 0, 0, 0, span);
    }

    /// Moves temporary `from` to where it is wanted, unless it is there.
    fn move_to(&mut self, to: u16, from: u16, span: Span) {
        if to != from {
            self.emit(Op::Move, to, from, 0, 0, span);
        }
    }

    fn name_index(&mut self, name: &str) -> i32 {
        let private = self.symbols.scopes[self.body.scope].private.as_deref();
        let name = scope::mangle(private, name);
        self.body.names.insert_full(name).0 as i32
    }

    fn const_index(&mut self, value: Const) -> i32 {
        self.body.constants.insert_full(value).0 as i32
    }

    /// Loads a constant into `dst`.
    fn load_const(&mut self, value: Const, dst: u16, form: Form, span: Span) {
        if let Const::Int(int) = value
            && let Ok(small) = i32::try_from(int)
            && (form == Form::Number || (-5..=256).contains(&small))
        {
            return self.emit(Op::LoadInt, dst, 0, 0, small, span);
        }
        let op = if form == Form::Number && value.is_number() { Op::LoadNum } else { Op::LoadConst };
        let index = self.const_index(value);
        self.emit(op, dst, 0, 0, index, span);
    }

    /// A constant in a new temporary.
    fn push_const(&mut self, value: Const, span: Span) -> u16 {
        let dst = self.take();
        self.load_const(value, dst, Form::Value, span);
        dst
    }

    fn push_str(&mut self, text: &str, span: Span) -> u16 {
        self.push_const(Const::Str(text.as_bytes().into()), span)
    }

    /// Makes the cells of the locals that inner functions use; the first code of every unit.
    fn prologue(&mut self) {
        for register in self.cell_locals() {
            self.emit(Op::MakeCell, register, 0, 0, 0, self.body.span);
        }
    }

    fn cell_locals(&self) -> Vec<u16> {
        let table = &self.symbols.scopes[self.body.scope];
        let is_cell = |name: &str| !table.is_function() || table.access(name) == Access::Cell;
        let locals = self.body.locals.iter().enumerate();
        locals.filter(|(_, name)| is_cell(name)).map(|(register, _)| register as u16).collect()
    }

    /// Finishes the unit in hand.
    fn finish_unit(&mut self) -> Result<Rc<Unit>> {
        let empty = Body::new(&self.symbols, 0, UnitKind::Module, 1);
        let cell_locals = self.cell_locals();
        let body = std::mem::replace(&mut self.body, empty);
        if body.regs.exhausted || body.code.too_long() {
            return Err(CompileError {
                message: "too many values, names or instructions in one function".into(),
                span: body.span,
                kind: ErrorKind::Recursion,
            });
        }
        let text =
            |names: &IndexSet<Rc<str>>| -> Vec<Box<str>> { names.iter().map(|name| Box::from(&**name)).collect() };
        let local_count = body.locals.len() as u16;
        let mut finished = body.code.finish(body.params.total(), local_count);
        forms::choose(&mut finished, local_count, body.names.contains("getrefcount"));
        let unit = Unit {
            kind: body.kind,
            future: self.future,
            name: body.name,
            qualname: body.qualname,
            source: self.source.clone(),
            first_line: body.first_line,
            code: finished.code,
            spans: finished.spans,
            handlers: finished.handlers,
            names: text(&body.names),
            local_names: text(&body.locals),
            cell_locals,
            free_names: text(&body.free),
            constants: body.constants.into_iter().collect(),
            positional_only: body.params.positional_only,
            positional: body.params.positional,
            keyword_only: body.params.keyword_only,
            has_varargs: body.params.varargs,
            has_varkw: body.params.varkw,
            is_generator: self.symbols.scopes[body.scope].is_generator,
            is_iterable_coroutine: false,
            is_coroutine: self.symbols.scopes[body.scope].is_coroutine,
            local_count,
            register_count: body.regs.count(),
            doc: body.doc,
            self_attributes: text(&body.self_attributes),
        };
        debug_assert_eq!(crate::bytecode::verify::verify(&unit), Ok(()), "{}", unit.qualname);
        Ok(Rc::new(unit))
    }
}

/// An absent operand, for readability at call sites.
const ABSENT: u16 = NO_REG;
