//! `match` statements.

use super::{CompileError, Compiler, Result};
use hoopsnake_syntax::ast::*;

impl<'a> Compiler<'a> {
    pub fn match_stmt(
        &mut self,
        _subject: &'a Expr,
        _cases: &'a [MatchCase],
        span: Span,
    ) -> Result<()> {
        Err(CompileError::unsupported("'match' is", span))
    }
}
