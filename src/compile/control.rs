//! [ESSAY] Control flow: conditions, loops, `try`, `with`, and the ways out of them.
//!
//! `Body::blocks` is the stack of what is open around the statement in hand. Leaving early (`return`, `break`,
//! `continue`) unwinds it from the innermost block outwards: iterators are released, `__exit__` is called,
//! `finally` bodies are compiled once more in place. While a block is unwound it is off the stack and its
//! protection is interrupted, so that its own handler does not see what its cleanup raises.
//!
//! Registers of an exception, with `k` the first free temporary where the `try` began:
//!
//! | register | holds |
//! | --- | --- |
//! | `k` | the exception, as the machine delivers it; dead once a clause has taken it |
//! | `k + 1` | what the frame handled before (`PushExc`), until `PopExc` on every way out |
//! | `k + 2` | an exception raised by the handler itself, delivered to its cleanup |
//!
//! Invariant: an instruction that may raise consumes no temporary below `keep` of its handler, so that the
//! handler knows what is alive.

use super::assemble::{Label, Region};
use super::expr::{FROM_AENTER, FROM_AEXIT};
use super::fold::fold_container;
use super::names::Place;
use super::{CompileError, Compiler, Result};
use crate::bytecode::op::Op;
use crate::bytecode::unit::Const;
use hoopsnake_syntax::ast::*;

/// What is open around a statement.
pub(super) enum Block<'a> {
    Loop {
        head: Label,
        end: Label,
        iter: Option<u16>,
    },
    /// The body of a `try` with `except` clauses.
    Try(Region),
    /// The body of a `try` with a `finally`.
    Finally {
        region: Region,
        body: &'a [Stmt],
    },
    /// A `finally` body that runs because of the exception in `exc`.
    FinallyRun {
        region: Region,
        exc: u16,
    },
    /// The body of a `with`; its `__exit__` is in `exit`.
    With {
        region: Region,
        exit: u16,
        is_async: bool,
        span: Span,
    },
    /// An `except` clause; `inner` protects the clause's name.
    Clause {
        region: Region,
        saved: u16,
        name: Option<(&'a Ident, Region)>,
    },
    /// An `except*` clause, which nothing but its end leaves.
    StarClause(Region),
    /// A value that waits while a `finally` body runs.
    Value(u16),
}

impl Block<'_> {
    /// Whether unwinding runs no code of the program, so that a local may wait in place.
    pub fn leaves_quietly(&self) -> bool {
        matches!(self, Block::Loop { .. } | Block::Try(_))
    }

    /// The protected regions, the inner one first.
    fn regions(&mut self) -> Vec<&mut Region> {
        match self {
            Block::Try(region)
            | Block::StarClause(region)
            | Block::Finally { region, .. }
            | Block::FinallyRun { region, .. }
            | Block::With { region, .. }
            | Block::Clause { region, name: None, .. } => vec![region],
            Block::Clause { region, name: Some((_, inner)), .. } => vec![inner, region],
            Block::Loop { .. } | Block::Value(_) => Vec::new(),
        }
    }
}

impl<'a> Compiler<'a> {
    pub fn control(&mut self, stmt: &'a Stmt) -> Result<()> {
        let span = stmt.span;
        match &stmt.kind {
            StmtKind::If { branches, orelse } => self.if_stmt(branches, orelse, span),
            StmtKind::While { test, body, orelse } => self.while_stmt(test, body, orelse, span),
            StmtKind::For { target, iter, body, orelse, is_async: true } => {
                self.async_for(target, iter, body, orelse, span)
            }
            StmtKind::For { target, iter, body, orelse, .. } => self.for_stmt(target, iter, body, orelse, span),
            StmtKind::With { items, body, is_async } => self.with_stmt(items, body, *is_async, span),
            StmtKind::Try { body, handlers, orelse, finalbody, is_star } => {
                self.try_stmt(body, handlers, orelse, finalbody, *is_star, span)
            }
            _ => Ok(()),
        }
    }

    // ---- protection

    /// Begins a protected region at nesting `extra` (0 or 1) of a new block.
    pub fn open(&mut self, target: Label, keep: u16, extra: u32) -> Region {
        let depth = 2 * self.body.blocks.len() as u32 + extra;
        self.body.code.open(target, keep, depth)
    }

    pub fn close(&mut self, region: &Region) {
        self.body.code.close(region);
    }

    /// Pops the block that was pushed last and ends its protection.
    pub fn pop_block(&mut self) {
        if let Some(mut block) = self.body.blocks.pop() {
            for region in block.regions() {
                self.body.code.close(region);
            }
        }
    }

    /// Leaves all blocks above `depth`, keeping register `value` alive, then emits what `last` does.
    pub fn unwind(&mut self, depth: usize, value: Option<u16>, span: Span, last: impl FnOnce(&mut Self)) -> Result<()> {
        let value = value.filter(|&value| self.is_temp(value));
        let mut left = Vec::new();
        while self.body.blocks.len() > depth {
            if let Some(mut block) = self.body.blocks.pop() {
                for region in block.regions() {
                    self.body.code.close(region);
                }
                self.leave(&block, value, span)?;
                left.push(block);
            }
        }
        last(self);
        for mut block in left.into_iter().rev() {
            for region in block.regions() {
                self.body.code.reopen(region);
            }
            self.body.blocks.push(block);
        }
        Ok(())
    }

    /// What has to be done on the way out of one block.
    fn leave(&mut self, block: &Block<'a>, value: Option<u16>, span: Span) -> Result<()> {
        match *block {
            Block::Loop { iter, .. } => {
                if let Some(iter) = iter {
                    self.release(iter, span);
                }
            }
            Block::Try(_) => {}
            Block::Finally { body, .. } => {
                if let Some(value) = value {
                    self.body.blocks.push(Block::Value(value));
                }
                self.stmts(body)?;
                if value.is_some() {
                    self.pop_block();
                }
            }
            Block::FinallyRun { exc, .. } => {
                self.emit(Op::PopExc, exc + 1, 0, 0, 0, span);
                self.release(exc, span);
            }
            Block::With { exit, is_async, span, .. } => self.call_exit(exit, is_async, span),
            Block::Clause { saved, name, .. } => {
                self.emit(Op::PopExc, saved, 0, 0, 0, span);
                if let Some((name, _)) = name {
                    self.forget_name(&name.name, span);
                }
            }
            Block::StarClause(_) => {
                let message = "'break', 'continue' and 'return' cannot appear in an except* block";
                return Err(CompileError::syntax(message.into(), span));
            }
            Block::Value(register) => self.release(register, span),
        }
        Ok(())
    }

    pub fn leave_loop(&mut self, is_break: bool, span: Span) -> Result<()> {
        let is_loop = |block: &Block<'a>| matches!(block, Block::Loop { .. });
        let found = self.body.blocks.iter().rposition(is_loop);
        let Some((depth, &Block::Loop { head, end, iter })) =
            found.and_then(|depth| Some((depth, self.body.blocks.get(depth)?)))
        else {
            let message = if is_break { "'break' outside loop" } else { "'continue' not properly in loop" };
            return Err(CompileError::syntax(message.into(), span));
        };
        self.unwind(depth + 1, None, span, |compiler| {
            if !is_break {
                return compiler.jump(Op::JumpBack, 0, 0, 0, head, span);
            }
            if let Some(iter) = iter {
                compiler.release(iter, span);
            }
            compiler.jump(Op::Jump, 0, 0, 0, end, span);
        })
    }

    // ---- if and loops

    fn if_stmt(&mut self, branches: &'a [(Expr, Vec<Stmt>)], orelse: &'a [Stmt], span: Span) -> Result<()> {
        let end = self.label();
        for (index, (test, body)) in branches.iter().enumerate() {
            let next = self.label();
            // An `elif` is a statement of its own that begins at its test.
            let at = if index == 0 { span } else { Span::new(test.span.start, span.end) };
            self.jump_if(test, false, next, at)?;
            self.stmts(body)?;
            self.jump(Op::Jump, 0, 0, 0, end, at);
            self.place(next);
        }
        self.stmts(orelse)?;
        self.place(end);
        Ok(())
    }

    fn while_stmt(&mut self, test: &'a Expr, body: &'a [Stmt], orelse: &'a [Stmt], span: Span) -> Result<()> {
        let (head, other, end) = (self.label(), self.label(), self.label());
        self.place(head);
        self.jump_if(test, false, other, span)?;
        self.body.blocks.push(Block::Loop { head, end, iter: None });
        self.stmts(body)?;
        self.pop_block();
        self.jump(Op::JumpBack, 0, 0, 0, head, test.span);
        self.place(other);
        self.stmts(orelse)?;
        self.place(end);
        Ok(())
    }

    fn for_stmt(
        &mut self,
        target: &'a Expr,
        iter: &'a Expr,
        body: &'a [Stmt],
        orelse: &'a [Stmt],
        span: Span,
    ) -> Result<()> {
        let (head, other, end) = (self.label(), self.label(), self.label());
        let iterator = self.push_iter(iter, span)?;
        self.place(head);
        self.for_target(target, iterator, other, span)?;
        self.body.blocks.push(Block::Loop { head, end, iter: Some(iterator) });
        self.stmts(body)?;
        self.pop_block();
        self.jump(Op::JumpBack, 0, 0, 0, head, target.span);
        self.set_top(iterator);
        self.place(other);
        self.stmts(orelse)?;
        self.place(end);
        Ok(())
    }

    fn async_for(
        &mut self,
        target: &'a Expr,
        iter: &'a Expr,
        body: &'a [Stmt],
        orelse: &'a [Stmt],
        span: Span,
    ) -> Result<()> {
        let (head, failed, end) = (self.label(), self.label(), self.label());
        let iterator = self.push_async_iter(iter, span)?;
        self.place(head);
        self.async_for_target(target, iterator, failed, span)?;
        self.body.blocks.push(Block::Loop { head, end, iter: Some(iterator) });
        self.stmts(body)?;
        self.pop_block();
        self.jump(Op::JumpBack, 0, 0, 0, head, target.span);
        self.place(failed);
        self.end_async_for(iterator, span);
        self.stmts(orelse)?;
        self.place(end);
        Ok(())
    }

    /// An asynchronous iterator over `iter` in a new temporary.
    pub fn push_async_iter(&mut self, iter: &'a Expr, span: Span) -> Result<u16> {
        let top = self.top();
        let value = self.operand(iter)?;
        self.set_top(top);
        let iterator = self.take();
        self.emit(Op::GetAiter, iterator, value, 0, 0, span);
        Ok(iterator)
    }

    /// Awaits the next item into the target; an exception, the one at the end too, leads to `failed`.
    pub fn async_for_target(&mut self, target: &'a Expr, iterator: u16, failed: Label, span: Span) -> Result<()> {
        let item = self.take();
        let region = self.open(failed, item, 0);
        self.emit(Op::GetAnext, item, iterator, 0, 0, span);
        self.delegate(item, item, span);
        self.close(&region);
        self.store(target, item)?;
        self.set_top(item);
        Ok(())
    }

    /// The handler of `async_for_target`: goes on where the iterator has ended.
    pub fn end_async_for(&mut self, iterator: u16, span: Span) {
        self.set_top(iterator + 1);
        let exc = self.take();
        self.emit(Op::EndAsyncFor, exc, 0, 0, 0, span);
        self.release(iterator, span);
        self.set_top(iterator);
    }

    /// An iterator over `iter` in a new temporary.
    pub fn push_iter(&mut self, iter: &'a Expr, span: Span) -> Result<u16> {
        let top = self.top();
        let value = match (&iter.kind, fold_container(iter)) {
            (ExprKind::List(_), Some(items)) => self.push_const(items, iter.span),
            (ExprKind::Set(_), Some(items)) => self.push_const(items, iter.span),
            _ => self.operand(iter)?,
        };
        self.set_top(top);
        let iterator = self.take();
        self.emit(Op::GetIter, iterator, value, 0, 0, span);
        Ok(iterator)
    }

    /// Fetches the next item into the target; leaves to `end` when there is none.
    pub fn for_target(&mut self, target: &'a Expr, iterator: u16, end: Label, span: Span) -> Result<()> {
        if let ExprKind::Name(name) = &target.kind
            && let Place::Local(register) = self.place_of(name)
        {
            self.jump(Op::ForIter, register, iterator, 0, end, span);
            return Ok(());
        }
        let item = self.take();
        self.jump(Op::ForIter, item, iterator, 0, end, span);
        self.store(target, item)?;
        self.set_top(item);
        Ok(())
    }

    // ---- try

    fn try_stmt(
        &mut self,
        body: &'a [Stmt],
        handlers: &'a [Handler],
        orelse: &'a [Stmt],
        finalbody: &'a [Stmt],
        is_star: bool,
        span: Span,
    ) -> Result<()> {
        if finalbody.is_empty() {
            return self.try_handlers(body, handlers, orelse, is_star, span);
        }
        let (failed, end) = (self.label(), self.label());
        let exc = self.top();
        let region = self.open(failed, exc, 0);
        self.body.blocks.push(Block::Finally { region, body: finalbody });
        if handlers.is_empty() {
            self.stmts(body)?;
            self.stmts(orelse)?;
        } else {
            self.try_handlers(body, handlers, orelse, is_star, span)?;
        }
        self.pop_block();
        self.stmts(finalbody)?;
        self.jump(Op::Jump, 0, 0, 0, end, span);

        self.place(failed);
        let at = finalbody.first().map_or(span, |stmt| stmt.span);
        let cleanup = self.push_exc(at);
        let region = self.open(cleanup, exc + 2, 0);
        self.body.blocks.push(Block::FinallyRun { region, exc });
        self.stmts(finalbody)?;
        self.pop_block();
        self.emit(Op::PopExc, exc + 1, 0, 0, 0, at);
        self.emit(Op::Reraise, exc, 0, 0, 0, at);
        self.place(cleanup);
        self.release(exc, at);
        self.pop_and_reraise(exc, at);
        self.set_top(exc);
        self.place(end);
        Ok(())
    }

    fn try_handlers(
        &mut self,
        body: &'a [Stmt],
        handlers: &'a [Handler],
        orelse: &'a [Stmt],
        is_star: bool,
        span: Span,
    ) -> Result<()> {
        if is_star {
            self.try_star(body, handlers, orelse, span)
        } else {
            self.try_except(body, handlers, orelse, span)
        }
    }

    /// At the start of a handler: takes the exception's registers and notes it as being handled. Returns
    /// the label of the cleanup for what the handler raises.
    pub fn push_exc(&mut self, span: Span) -> Label {
        let exc = self.take();
        let saved = self.take();
        self.emit(Op::PushExc, saved, exc, 0, 0, span);
        // The register in which the cleanup receives an exception.
        self.take();
        self.set_top(saved + 1);
        self.label()
    }

    /// The end of a cleanup: the exception of the handler in `exc + 2` replaces the one that was handled.
    pub fn pop_and_reraise(&mut self, exc: u16, span: Span) {
        self.emit(Op::PopExc, exc + 1, 0, 0, 0, span);
        self.emit(Op::Reraise, exc + 2, 0, 0, 0, span);
    }

    fn try_except(&mut self, body: &'a [Stmt], handlers: &'a [Handler], orelse: &'a [Stmt], span: Span) -> Result<()> {
        let (failed, end) = (self.label(), self.label());
        let exc = self.top();
        let region = self.open(failed, exc, 0);
        self.body.blocks.push(Block::Try(region));
        self.stmts(body)?;
        self.pop_block();
        self.stmts(orelse)?;
        self.jump(Op::Jump, 0, 0, 0, end, span);

        self.place(failed);
        let at = handlers.first().map_or(span, |handler| handler.span);
        let matching = self.push_exc(at);
        let cleanup = self.label();
        for (index, handler) in handlers.iter().enumerate() {
            if handler.kind.is_none() && index + 1 < handlers.len() {
                let message = "default 'except:' must be last";
                return Err(CompileError::syntax(message.into(), handler.span));
            }
            let next = self.label();
            self.match_clause(handler, exc, matching, next)?;
            self.clause_body(handler, exc, cleanup)?;
            self.jump(Op::Jump, 0, 0, 0, end, handler.span);
            self.place(next);
        }
        self.emit(Op::PopExc, exc + 1, 0, 0, 0, at);
        self.emit(Op::Reraise, exc, 0, 0, 0, at);
        self.place(matching);
        self.release(exc, at);
        self.place(cleanup);
        self.pop_and_reraise(exc, at);
        self.set_top(exc);
        self.place(end);
        Ok(())
    }

    /// Goes to `next` unless the clause wants the exception.
    fn match_clause(&mut self, handler: &'a Handler, exc: u16, cleanup: Label, next: Label) -> Result<()> {
        let Some(kind) = &handler.kind else {
            return Ok(());
        };
        let region = self.open(cleanup, exc + 2, 0);
        let top = self.top();
        let class = self.operand(kind)?;
        self.set_top(top);
        let result = self.take();
        self.emit(Op::ExcMatch, result, exc, class, 0, handler.span);
        self.jump_truth(result, false, next, handler.span);
        self.set_top(top);
        self.close(&region);
        Ok(())
    }

    /// The body of a clause, with its name bound and unbound.
    fn clause_body(&mut self, handler: &'a Handler, exc: u16, cleanup: Label) -> Result<()> {
        let span = handler.span;
        let Some(name) = &handler.name else {
            self.release(exc, span);
            let region = self.open(cleanup, exc + 2, 0);
            self.body.blocks.push(Block::Clause { region, saved: exc + 1, name: None });
            self.stmts(&handler.body)?;
            self.pop_block();
            self.emit(Op::PopExc, exc + 1, 0, 0, 0, span);
            return Ok(());
        };
        // Taken into a register that the cleanup does not count on: storing it may raise.
        let value = self.take();
        self.emit(Op::Move, value, exc, 0, 0, span);
        let region = self.open(cleanup, exc + 2, 0);
        self.store_name(&name.name, value, span);
        self.set_top(value);
        let forget = self.label();
        let inner = self.open(forget, exc + 2, 1);
        self.body.blocks.push(Block::Clause { region, saved: exc + 1, name: Some((name, inner)) });
        self.stmts(&handler.body)?;
        self.pop_block();
        let end = self.label();
        self.emit(Op::PopExc, exc + 1, 0, 0, 0, span);
        self.forget_name(&name.name, span);
        self.jump(Op::Jump, 0, 0, 0, end, span);

        self.place(forget);
        // The exception waits above what forgetting the name needs; what that raises replaces it.
        let waiting = self.take();
        let held = self.open(cleanup, exc + 2, 0);
        self.forget_name(&name.name, span);
        self.close(&held);
        self.set_top(waiting);
        self.jump(Op::Jump, 0, 0, 0, cleanup, span);
        self.place(end);
        Ok(())
    }

    // ---- with

    fn with_stmt(&mut self, items: &'a [WithItem], body: &'a [Stmt], is_async: bool, span: Span) -> Result<()> {
        let Some((item, rest)) = items.split_first() else {
            return self.stmts(body);
        };
        let exit = self.top();
        let context = self.operand(&item.context)?;
        self.set_top(exit);
        let value = self.body.regs.take_run(2) + 1;
        let before = if is_async { Op::BeforeAsyncWith } else { Op::BeforeWith };
        self.emit(before, exit, context, 0, 0, span);
        if is_async {
            self.await_in(value, FROM_AENTER, span);
        }
        let (failed, end) = (self.label(), self.label());
        let region = self.open(failed, value, 0);
        self.body.blocks.push(Block::With { region, exit, is_async, span });
        match &item.target {
            Some(target) => self.store(target, value)?,
            None => self.release(value, span),
        }
        self.set_top(value);
        self.with_stmt(rest, body, is_async, span)?;
        self.pop_block();
        self.call_exit(exit, is_async, span);
        self.jump(Op::Jump, 0, 0, 0, end, span);
        self.place(failed);
        self.with_failed(exit, is_async, end, span);
        self.set_top(exit);
        self.place(end);
        Ok(())
    }

    /// `exit(None, None, None)`, its result dropped.
    fn call_exit(&mut self, exit: u16, is_async: bool, span: Span) {
        let top = self.top();
        // Off the top, values that wait above would be overwritten by the arguments.
        let callee = if top == exit + 1 { exit } else { self.take() };
        self.move_to(callee, exit, span);
        for _ in 0..3 {
            self.push_const(Const::None, span);
        }
        self.emit(Op::Call, callee, 3, callee, 0, span);
        if is_async {
            self.set_top(callee + 1);
            self.await_in(callee, FROM_AEXIT, span);
        }
        self.release(callee, span);
        self.set_top(top);
    }

    /// The handler of a `with`: asks `exit` about the exception, then drops it or raises it again.
    fn with_failed(&mut self, exit: u16, is_async: bool, end: Label, span: Span) {
        let exc = exit + 1;
        let cleanup = self.push_exc(span);
        let dropped = self.label();
        let result = self.take();
        self.emit(Op::Move, result, exit, 0, 0, span);
        let region = self.open(cleanup, exc + 2, 0);
        self.emit(Op::WithExcept, result, result, exc, 0, span);
        if is_async {
            self.await_in(result, FROM_AEXIT, span);
        }
        self.jump_truth(result, true, dropped, span);
        self.close(&region);
        self.emit(Op::PopExc, exc + 1, 0, 0, 0, span);
        self.emit(Op::Reraise, exc, 0, 0, 0, span);
        self.place(dropped);
        self.emit(Op::PopExc, exc + 1, 0, 0, 0, span);
        self.release(exc, span);
        self.jump(Op::Jump, 0, 0, 0, end, span);
        self.place(cleanup);
        self.release(exc, span);
        self.pop_and_reraise(exc, span);
    }

    /// A condition that ends an iteration, for comprehensions.
    pub fn skip_unless(&mut self, test: &'a Expr, next: Label, span: Span) -> Result<()> {
        self.jump_if(test, false, next, span)
    }
}
