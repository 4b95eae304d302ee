//! `except*`: each clause gets the part of the group that it catches, and what is left or raised is raised at the end.
//!
//! Registers, with `k` the first free temporary where the `try` began:
//!
//! | register | holds |
//! | --- | --- |
//! | `k` | the exception, as the machine delivers it |
//! | `k + 1` | what the frame handled before, until `PopExc` |
//! | `k + 2` | the list of what the clauses have raised, and in the end of what none has caught |
//! | `k + 3` | what no clause has caught so far, or None |
//! | `k + 4` | the part that the clause in hand catches |
//! | `k + 5` | what the frame handled before the clause: the whole exception |
//! | `k + 6` | an exception that the clause raises |

use super::assemble::Label;
use super::control::Block;
use super::{Compiler, Result};
use crate::bytecode::op::Op;
use hoopsnake_syntax::ast::*;

impl<'a> Compiler<'a> {
    pub fn try_star(
        &mut self,
        body: &'a [Stmt],
        handlers: &'a [Handler],
        orelse: &'a [Stmt],
        span: Span,
    ) -> Result<()> {
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
        let broken = self.push_exc(at);
        let list = self.take();
        self.emit(Op::BuildList, list, list, 0, 0, at);
        let rest = self.take();
        self.emit(Op::Copy, rest, exc, 0, 0, at);
        for handler in handlers {
            self.star_clause(handler, exc, broken)?;
        }

        let unraised = self.label();
        let done = self.label();
        let region = self.open(unraised, rest, 0);
        self.emit(Op::ListAppend, list, rest, 0, 0, at);
        self.set_top(rest);
        let result = self.take();
        self.emit(Op::GroupRaise, result, exc, list, 0, at);
        self.close(&region);
        self.release(list, at);
        self.release(exc, at);
        self.emit(Op::PopExc, exc + 1, 0, 0, 0, at);
        let copy = self.take();
        self.emit(Op::Copy, copy, result, 0, 0, at);
        self.jump(Op::JumpNone, copy, 0, 1, done, at);
        self.emit(Op::Reraise, result, 0, 0, 0, at);
        self.place(done);
        self.release(result, at);
        self.jump(Op::Jump, 0, 0, 0, end, at);

        // What went wrong between the clauses is raised instead.
        self.place(broken);
        self.release(rest, at);
        self.move_to(rest, rest + 1, at);
        self.place(unraised);
        self.release(list, at);
        self.release(exc, at);
        self.emit(Op::PopExc, exc + 1, 0, 0, 0, at);
        self.emit(Op::Reraise, rest, 0, 0, 0, at);
        self.set_top(exc);
        self.place(end);
        Ok(())
    }

    /// A clause: what it raises goes to the list.
    fn star_clause(&mut self, handler: &'a Handler, exc: u16, broken: Label) -> Result<()> {
        let Some(kind) = &handler.kind else { return Ok(()) };
        let span = handler.span;
        let (list, rest, caught) = (exc + 2, exc + 3, exc + 4);
        let next = self.label();
        let region = self.open(broken, caught, 0);
        let class = self.operand(kind)?;
        self.set_top(caught);
        self.body.regs.take_run(2);
        self.emit(Op::GroupMatch, caught, rest, class, 0, span);
        self.close(&region);
        self.release(rest, span);
        self.emit(Op::Move, rest, caught + 1, 0, 0, span);
        let (missed, raised) = (self.label(), self.label());
        let test = caught + 1;
        self.emit(Op::Copy, test, caught, 0, 0, span);
        self.jump(Op::JumpNone, test, 0, 1, missed, span);

        let saved = caught + 1;
        self.emit(Op::PushExc, saved, caught, 0, 0, span);
        let value = self.take();
        self.emit(Op::Move, value, caught, 0, 0, span);
        let region = self.open(raised, value, 0);
        match &handler.name {
            Some(name) => self.store_name(&name.name, value, span),
            None => self.release(value, span),
        }
        self.set_top(value);
        self.body.blocks.push(Block::StarClause(region));
        self.stmts(&handler.body)?;
        self.pop_block();
        self.emit(Op::PopExc, saved, 0, 0, 0, span);
        if let Some(name) = &handler.name {
            self.forget_name(&name.name, span);
        }
        self.jump(Op::Jump, 0, 0, 0, next, span);

        self.place(raised);
        self.take();
        self.emit(Op::PopExc, saved, 0, 0, 0, span);
        self.emit(Op::ListAppend, list, value, 0, 0, span);
        self.set_top(value);
        if let Some(name) = &handler.name {
            self.forget_name(&name.name, span);
        }
        self.jump(Op::Jump, 0, 0, 0, next, span);

        self.place(missed);
        self.release(caught, span);
        self.place(next);
        self.set_top(caught);
        Ok(())
    }
}
