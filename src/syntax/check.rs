//! What the grammar cannot say.
use crate::ast::*;
use crate::error::SyntaxError;
use crate::tree::Builder;

pub fn module(_module: &Module, _cx: &Builder) -> Result<(), SyntaxError> {
    Ok(())
}

pub fn expression(_e: &Expr, _cx: &Builder) -> Result<(), SyntaxError> {
    Ok(())
}
