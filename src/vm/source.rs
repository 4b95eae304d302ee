//! From source text to code objects, and syntax errors as exceptions.

use std::rc::Rc;

use hoopsnake_syntax::ast::Span;
use hoopsnake_syntax::source::Source;
use hoopsnake_syntax::{ErrorKind, SyntaxError};

use crate::bytecode::tables::SourceInfo;
use crate::bytecode::unit::Unit;
use crate::compile::{self, CompileError, Mode, compile_eval, compile_module};
use crate::heap::Value;
use crate::objects::int;

use super::{E, Raised, Res, Vm};

/// What a compilation is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// `exec`
    Module,
    /// `single`
    Interactive,
    /// `eval`
    Expression,
}

/// Compiles text without a machine.
pub fn compile_text(text: &str, filename: &str, input: Input) -> Result<Rc<Unit>, SyntaxError> {
    let source = Rc::new(SourceInfo::new(filename, text, false));
    let compiled = match input {
        Input::Expression => compile_eval(&hoopsnake_syntax::parse_expression(text)?, source),
        Input::Module => compile_module(&hoopsnake_syntax::parse_module(text)?, source, Mode::Module),
        Input::Interactive => compile_module(&hoopsnake_syntax::parse_module(text)?, source, Mode::Interactive),
    };
    compiled.map_err(syntax_error)
}

/// An error of the compiler as one of the parser.
pub fn syntax_error(error: CompileError) -> SyntaxError {
    let kind = match error.kind {
        compile::ErrorKind::Syntax => ErrorKind::Syntax,
        compile::ErrorKind::Recursion => ErrorKind::Recursion,
    };
    SyntaxError { kind, ..SyntaxError::new(error.message, error.span) }
}

impl Vm {
    /// The code object of a text; SyntaxError.
    pub fn compile(&mut self, text: &str, filename: &str, input: Input) -> Res {
        match compile_text(text, filename, input) {
            Ok(unit) => self.load_unit(&unit),
            Err(error) => Err(self.raise_syntax_error(filename, text, error.kind, &error.message, error.span)),
        }
    }

    /// The code object of a source file's bytes; SyntaxError.
    pub fn compile_bytes(&mut self, bytes: &[u8], filename: &str) -> Res {
        match hoopsnake_syntax::decode_source(bytes) {
            Ok(text) => self.compile(&text, filename, Input::Module),
            Err(error) => {
                // The span counts bytes of the file, whose text is shown as far as it can be read.
                let at = (error.span.start as usize).min(bytes.len());
                let before = bytes.get(..at).unwrap_or_default();
                let text = String::from_utf8_lossy(bytes);
                let start = String::from_utf8_lossy(before).len() as u32;
                let span = Span::new(start, start + 1);
                Err(self.raise_syntax_error(filename, &text, error.kind, &error.message, span))
            }
        }
    }

    /// Raises a SyntaxError (or what `kind` says) at a place of a text.
    #[cold]
    pub fn raise_syntax_error(
        &mut self,
        filename: &str,
        text: &str,
        kind: ErrorKind,
        message: &str,
        span: Span,
    ) -> Raised {
        let class = match kind {
            ErrorKind::Syntax => E::SyntaxError,
            ErrorKind::Indentation => E::IndentationError,
            ErrorKind::Tab => E::TabError,
            ErrorKind::Recursion => return self.raise(E::RecursionError, message),
        };
        let source = Source::new(text);
        let start = source.position(span.start);
        let end = source.position(span.end.max(span.start));
        let mut line = source.line_text(start.line).to_owned();
        if start.line < source.line_count() {
            line.push('\n');
        }
        let number = |number: u32| int::from_i64(i64::from(number));
        let place = vec![
            self.str(filename),
            number(start.line),
            number(start.column + 1),
            self.str(&line),
            number(end.line),
            number(end.column + 1),
        ];
        let message = self.str(message);
        let place = match self.tuple(place) {
            Ok(place) => place,
            Err(raised) => return raised,
        };
        self.raise_with(class, vec![message, place])
    }

    /// Runs a module's text in a namespace.
    pub fn run_source(&mut self, bytes: &[u8], filename: &str, namespace: &Value) -> Res {
        let code = self.compile_bytes(bytes, filename)?;
        self.run_code(&code, namespace, namespace)
    }
}
