//! Names: loading, storing and deleting them wherever they live.

use super::scope::{Access, mangle};
use super::{Compiler, Form, Result};
use crate::bytecode::op::Op;
use crate::bytecode::unit::Const;
use hoopsnake_syntax::ast::{Expr, ExprKind, Span};

/// Where a name lives, with what an instruction needs to reach it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Local(u16),
    Cell(u16),
    Free(i32),
    ClassFree(i32),
    Global,
    Name,
}

impl<'a> Compiler<'a> {
    pub fn mangled(&self, name: &str) -> std::rc::Rc<str> {
        mangle(self.symbols.scopes[self.body.scope].private.as_deref(), name)
    }

    pub fn place_of(&self, name: &str) -> Place {
        let name = self.mangled(name);
        let access = self.symbols.scopes[self.body.scope].access(&name);
        let register = || self.body.locals.get_index_of(&name).unwrap_or_default() as u16;
        let free = || self.body.free.get_index_of(&name).unwrap_or_default() as i32;
        match access {
            Access::Local => Place::Local(register()),
            Access::Cell => Place::Cell(register()),
            Access::Free => Place::Free(free()),
            Access::ClassFree => Place::ClassFree(free()),
            Access::Global => Place::Global,
            Access::Name => Place::Name,
        }
    }

    /// The register of a plain local that may be read in place, checked to be bound.
    pub fn local_in_place(&mut self, expr: &Expr) -> Option<u16> {
        let ExprKind::Name(name) = &expr.kind else {
            return None;
        };
        let register = self.local_register(name)?;
        let mangled = self.mangled(name);
        if self.symbols.scopes[self.body.scope].walrus.contains(&mangled) {
            return None;
        }
        self.check_bound(register, expr.span);
        Some(register)
    }

    pub fn local_register(&self, name: &str) -> Option<u16> {
        match self.place_of(name) {
            Place::Local(register) => Some(register),
            _ => None,
        }
    }

    fn check_bound(&mut self, register: u16, span: Span) {
        self.emit(Op::CheckBound, register, 0, 0, i32::from(register), span);
    }

    pub fn load_name(&mut self, name: &str, dst: u16, form: Form, span: Span) {
        if name == "__debug__" {
            return self.load_const(Const::True, dst, form, span);
        }
        match self.place_of(name) {
            Place::Local(register) => {
                self.check_bound(register, span);
                self.emit(Op::Copy, dst, register, 0, 0, span);
            }
            Place::Cell(register) => self.emit(Op::LoadCell, dst, register, 0, 0, span),
            Place::Free(free) => self.emit(Op::LoadFree, dst, 0, 0, free, span),
            Place::ClassFree(free) => {
                let name = self.name_index(name);
                let mut instr = crate::bytecode::instr::Instr::new(Op::LoadClassFree, dst, 0, 0, free);
                instr.e = name as u32;
                self.body.code.emit(instr, span);
            }
            Place::Global => {
                let name = self.name_index(name);
                self.emit(Op::LoadGlobal, dst, 0, 0, name, span);
            }
            Place::Name => {
                let name = self.name_index(name);
                self.emit(Op::LoadName, dst, 0, 0, name, span);
            }
        }
    }

    /// Stores register `value`; a temporary dies, a local is shared.
    pub fn store_name(&mut self, name: &str, value: u16, span: Span) {
        match self.place_of(name) {
            Place::Local(register) => {
                let op = if self.is_temp(value) { Op::Move } else { Op::Copy };
                if register != value {
                    self.emit(op, register, value, 0, 0, span);
                }
            }
            Place::Cell(register) => self.emit(Op::StoreCell, register, value, 0, 0, span),
            Place::Free(free) | Place::ClassFree(free) => {
                self.emit(Op::StoreFree, 0, value, 0, free, span);
            }
            Place::Global => {
                let name = self.name_index(name);
                self.emit(Op::StoreGlobal, 0, value, 0, name, span);
            }
            Place::Name => {
                let name = self.name_index(name);
                self.emit(Op::StoreName, 0, value, 0, name, span);
            }
        }
    }

    pub fn delete_name(&mut self, name: &str, span: Span) {
        match self.place_of(name) {
            Place::Local(register) => {
                self.emit(Op::DelLocal, register, 0, 0, i32::from(register), span);
            }
            Place::Cell(register) => self.emit(Op::DelCell, register, 0, 0, 0, span),
            Place::Free(free) | Place::ClassFree(free) => self.emit(Op::DelFree, 0, 0, 0, free, span),
            Place::Global => {
                let name = self.name_index(name);
                self.emit(Op::DelGlobal, 0, 0, 0, name, span);
            }
            Place::Name => {
                let name = self.name_index(name);
                self.emit(Op::DelName, 0, 0, 0, name, span);
            }
        }
    }

    /// `name = None; del name`, at the end of an `except ... as name`.
    pub fn forget_name(&mut self, name: &str, span: Span) {
        if let Place::Local(register) = self.place_of(name) {
            return self.emit(Op::ClearLocal, register, 0, 0, 0, span);
        }
        let top = self.top();
        let none = self.push_const(Const::None, span);
        self.store_name(name, none, span);
        self.set_top(top);
        self.delete_name(name, span);
    }

    /// Compiles `expr` so that its value ends up in the named variable.
    pub fn assign_name(&mut self, name: &str, expr: &'a Expr, span: Span) -> Result<()> {
        if let Place::Local(register) = self.place_of(name) {
            if let Some(source) = self.local_in_place(expr)
                && source == register
            {
                return Ok(());
            }
            return self.expr(expr, register, Form::Value);
        }
        let top = self.top();
        let value = self.operand(expr)?;
        self.set_top(top);
        self.store_name(name, value, span);
        Ok(())
    }
}
