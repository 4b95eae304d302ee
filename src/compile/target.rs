//! Targets: assignment, unpacking and deletion.

use super::names::Place;
use super::{CompileError, Compiler, Form, Result};
use crate::bytecode::op::Op;
use hoopsnake_syntax::ast::*;

impl<'a> Compiler<'a> {
    /// `target = value`, without more registers than needed.
    pub fn assign(&mut self, target: &'a Expr, value: &'a Expr) -> Result<()> {
        match (&target.kind, &value.kind) {
            (ExprKind::Name(name), _) => return self.assign_name(name, value, target.span),
            (ExprKind::Tuple(targets) | ExprKind::List(targets), ExprKind::Tuple(values) | ExprKind::List(values))
                if is_parallel(targets, values) =>
            {
                return self.assign_parallel(targets, values);
            }
            _ => {}
        }
        let top = self.top();
        let value = self.operand(value)?;
        self.store(target, value)?;
        self.set_top(top);
        Ok(())
    }

    /// Stores register `value`, which a temporary does not survive. Leaves `top` as it is.
    pub fn store(&mut self, target: &'a Expr, value: u16) -> Result<()> {
        let (span, top) = (target.span, self.top());
        match &target.kind {
            ExprKind::Name(name) => self.store_name(name, value, span),
            ExprKind::Attribute { value: object, name } => {
                let at = self.attribute_span(span, name);
                self.note_self_attribute(object, name);
                let object = self.operand(object)?;
                let name = self.name_index(&name.name);
                self.emit(Op::StoreAttr, object, value, 0, name, at);
            }
            ExprKind::Subscript { value: object, index } => {
                let object = self.operand(object)?;
                let index = self.operand(index)?;
                self.emit(Op::StoreSubscr, object, index, value, 0, span);
            }
            ExprKind::Tuple(targets) | ExprKind::List(targets) => {
                self.unpack(targets, value, span)?;
            }
            ExprKind::Starred(_) => {
                let message = "starred assignment target must be in a list or tuple";
                return Err(CompileError::syntax(message.into(), span));
            }
            _ => {
                return Err(CompileError::syntax("cannot assign to expression".into(), span));
            }
        }
        self.set_top(top);
        Ok(())
    }

    fn unpack(&mut self, targets: &'a [Expr], value: u16, span: Span) -> Result<()> {
        let base = self.top();
        let count = u16::try_from(targets.len()).unwrap_or(u16::MAX);
        if let Some(first) = self.consecutive_locals(targets) {
            self.emit(Op::Unpack, first, value, count, 0, span);
            return Ok(());
        }
        let starred = |target: &Expr| matches!(target.kind, ExprKind::Starred(_));
        self.body.regs.take_run(count);
        match targets.iter().position(starred) {
            None => self.emit(Op::Unpack, base, value, count, 0, span),
            Some(star) => {
                if targets[star + 1..].iter().any(starred) {
                    let message = "multiple starred expressions in assignment";
                    return Err(CompileError::syntax(message.into(), span));
                }
                let after = (targets.len() - star - 1) as i32;
                self.emit(Op::UnpackEx, base, value, star as u16, after, span);
            }
        }
        for (index, target) in targets.iter().enumerate() {
            let target = match &target.kind {
                ExprKind::Starred(inner) => inner,
                _ => target,
            };
            self.store(target, base.saturating_add(index as u16))?;
        }
        Ok(())
    }

    /// The first of the targets' registers, if they are local variables one after the other.
    fn consecutive_locals(&self, targets: &[Expr]) -> Option<u16> {
        let register = |target: &Expr| match &target.kind {
            ExprKind::Name(name) => self.local_register(name),
            _ => None,
        };
        let first = register(targets.first()?)?;
        let follows =
            |(index, target): (usize, &Expr)| register(target).map(usize::from) == Some(usize::from(first) + index);
        targets.iter().enumerate().all(follows).then_some(first)
    }

    /// `a, b = b, a`: no tuple. A local that is read once and rebound is taken rather than shared, so that
    /// a number in it needs no object.
    fn assign_parallel(&mut self, targets: &'a [Expr], values: &'a [Expr]) -> Result<()> {
        let base = self.top();
        let mut taken = Vec::new();
        for value in values {
            match self.local_in_place(value) {
                Some(local) if self.is_rebound(local, targets) && is_single(value, values) => {
                    let dst = self.take();
                    taken.push((dst, local, value.span));
                }
                _ => {
                    self.push(value)?;
                }
            }
        }
        for (dst, local, span) in taken {
            self.emit(Op::Take, dst, local, 0, 0, span);
        }
        for (index, target) in targets.iter().enumerate() {
            self.store(target, base + index as u16)?;
        }
        self.set_top(base);
        Ok(())
    }

    /// Whether all targets are plain locals and `local` is among them.
    fn is_rebound(&self, local: u16, targets: &[Expr]) -> bool {
        let place = |target: &Expr| match &target.kind {
            ExprKind::Name(name) => Some(self.place_of(name)),
            _ => None,
        };
        targets.iter().all(|target| matches!(place(target), Some(Place::Local(_))))
            && targets.iter().any(|target| place(target) == Some(Place::Local(local)))
    }

    /// `target op= value`: the parts of the target are evaluated once.
    pub fn aug_assign(&mut self, target: &'a Expr, op: BinOp, value: &'a Expr, span: Span) -> Result<()> {
        let top = self.top();
        match &target.kind {
            ExprKind::Name(name) => {
                let left = self.operand_as(target, Form::Number)?;
                let local = self.local_register(name);
                let dst = local.unwrap_or(top);
                self.binary(op, left, value, true, dst, span)?;
                if local.is_none() {
                    self.store_name(name, dst, target.span);
                }
            }
            ExprKind::Attribute { value: object, name } => {
                let at = self.attribute_span(target.span, name);
                self.note_self_attribute(object, name);
                let object = self.operand(object)?;
                let shared = self.share(object, at);
                let index = self.name_index(&name.name);
                let result = self.top();
                let left = if self.is_temp(shared) { shared } else { self.take() };
                self.emit(Op::LoadAttrNum, left, shared, 0, index, at);
                self.binary(op, left, value, true, left, span)?;
                self.set_top(result.max(left + 1));
                self.emit(Op::StoreAttr, object, left, 0, index, at);
            }
            ExprKind::Subscript { value: object, index } => {
                let object = self.operand(object)?;
                let index = self.operand(index)?;
                let shared = self.share(object, target.span);
                let key = self.share(index, target.span);
                let temp = |register| self.is_temp(register);
                let left = match (temp(shared), temp(key)) {
                    (true, _) => shared,
                    (_, true) => key,
                    _ => self.take(),
                };
                self.emit(Op::SubscrNum, left, shared, key, 0, target.span);
                self.set_top(left + 1);
                self.binary(op, left, value, true, left, span)?;
                self.emit(Op::StoreSubscr, object, index, left, 0, target.span);
            }
            _ => {
                let message = "illegal expression for augmented assignment";
                return Err(CompileError::syntax(message.into(), target.span));
            }
        }
        self.set_top(top);
        Ok(())
    }

    /// A second register with the same value, to be consumed; a local serves itself.
    fn share(&mut self, register: u16, span: Span) -> u16 {
        if !self.is_temp(register) {
            return register;
        }
        let copy = self.take();
        self.emit(Op::Copy, copy, register, 0, 0, span);
        copy
    }

    /// Remembers `self.name = ...` for the shape of instances.
    fn note_self_attribute(&mut self, object: &Expr, name: &Ident) {
        let ExprKind::Name(object) = &object.kind else {
            return;
        };
        let first = self.mangled(object);
        let is_self =
            self.body.params.positional > 0 && self.body.locals.get_index(0).is_some_and(|local| *local == first);
        if is_self {
            let name = self.mangled(&name.name);
            self.body.self_attributes.insert(name);
        }
    }

    pub fn delete(&mut self, target: &'a Expr) -> Result<()> {
        let (span, top) = (target.span, self.top());
        match &target.kind {
            ExprKind::Name(name) => self.delete_name(name, span),
            ExprKind::Attribute { value, name } => {
                let at = self.attribute_span(span, name);
                let object = self.operand(value)?;
                let name = self.name_index(&name.name);
                self.emit(Op::DelAttr, object, 0, 0, name, at);
            }
            ExprKind::Subscript { value, index } => {
                let object = self.operand(value)?;
                let index = self.operand(index)?;
                self.emit(Op::DelSubscr, object, index, 0, 0, span);
            }
            ExprKind::Tuple(targets) | ExprKind::List(targets) => {
                for target in targets {
                    self.delete(target)?;
                }
            }
            _ => {
                return Err(CompileError::syntax("cannot delete expression".into(), span));
            }
        }
        self.set_top(top);
        Ok(())
    }
}

fn is_parallel(targets: &[Expr], values: &[Expr]) -> bool {
    let starred = |expr: &Expr| matches!(expr.kind, ExprKind::Starred(_));
    targets.len() == values.len() && (2..=16).contains(&targets.len()) && !targets.iter().chain(values).any(starred)
}

/// Whether a name stands only once among the values.
fn is_single(value: &Expr, values: &[Expr]) -> bool {
    let name = |expr: &Expr| match &expr.kind {
        ExprKind::Name(name) => Some(name.clone()),
        _ => None,
    };
    values.iter().filter(|other| name(other) == name(value)).count() == 1
}
