//! From source text to code objects, and syntax errors as exceptions.

use std::rc::Rc;

use hoopsnake_syntax::ast::Span;
use hoopsnake_syntax::source::{Source, decode};
use hoopsnake_syntax::{
    ErrorKind, Stage, SyntaxError, Warning, WarningKind, parse_expression_with_warnings, parse_module_with_warnings,
    parse_single,
};

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

/// How a text is compiled, beside what it is.
#[derive(Clone, Copy, Debug, Default)]
pub struct CompileOptions {
    /// Features of `__future__` that are on from the start.
    pub future: u32,
    /// A text that more input could make right fails with "incomplete input".
    pub tells_incomplete: bool,
    /// The end of an interactive text does not end its last line.
    pub needs_dedent: bool,
}

/// Compiles text without a machine.
pub fn compile_text(
    text: &str,
    filename: &str,
    input: Input,
    options: CompileOptions,
    warnings: &mut Vec<Warning>,
) -> Result<Rc<Unit>, SyntaxError> {
    let source = Rc::new(SourceInfo::new(filename, text, false));
    let (mut parsed, mode) = match input {
        Input::Expression => {
            let mut parsed = parse_expression_with_warnings(text)?;
            warnings.append(&mut parsed.warnings);
            return compile_eval(&parsed.tree, source, options.future, warnings).map_err(syntax_error);
        }
        Input::Module => (parse_module_with_warnings(text, options.future)?, Mode::Module),
        Input::Interactive => (parse_single(text, options.future, options.needs_dedent)?, Mode::Interactive),
    };
    warnings.append(&mut parsed.warnings);
    compile_module(&parsed.tree, source, mode, warnings).map_err(syntax_error)
}

/// An error of the compiler as one of the parser.
pub fn syntax_error(error: CompileError) -> SyntaxError {
    let kind = match error.kind {
        compile::ErrorKind::Syntax => ErrorKind::Syntax,
        compile::ErrorKind::Recursion => ErrorKind::Recursion,
    };
    SyntaxError { kind, stage: Stage::Compiler, ..SyntaxError::new(error.message, error.span) }
}

impl Vm {
    /// The code object of a text; SyntaxError.
    pub fn compile(&mut self, text: &str, filename: &str, input: Input) -> Res {
        self.compile_with(text, filename, input, CompileOptions::default())
    }

    /// The code object of a text; SyntaxError.
    pub fn compile_with(&mut self, text: &str, filename: &str, input: Input, options: CompileOptions) -> Res {
        let mut warnings = Vec::new();
        let unit = compile_text(text, filename, input, options, &mut warnings);
        self.issue_warnings(warnings, filename, text)?;
        match unit {
            Ok(unit) => self.load_unit(&unit),
            Err(error) if options.tells_incomplete && error.incomplete => {
                let error = SyntaxError { message: "incomplete input".to_owned(), kind: ErrorKind::Syntax, ..error };
                Err(self.raise_syntax_error(filename, text, &error))
            }
            Err(error) => Err(self.raise_syntax_error(filename, text, &error)),
        }
    }

    /// The code object of a source file's bytes; SyntaxError.
    pub fn compile_bytes(&mut self, bytes: &[u8], filename: &str) -> Res {
        match decode(bytes).map_err(|problem| problem.of_file(bytes, filename)) {
            Err(Some(message)) => Err(self.raise(E::SyntaxError, message)),
            _ => self.compile_bytes_with(bytes, filename, Input::Module, CompileOptions::default()),
        }
    }

    /// The code object of bytes, in the encoding that they declare; SyntaxError.
    pub fn compile_bytes_with(&mut self, bytes: &[u8], filename: &str, input: Input, options: CompileOptions) -> Res {
        match hoopsnake_syntax::decode_source(bytes) {
            Ok(text) => self.compile_with(&text, filename, input, options),
            Err(error) => {
                // The span counts bytes of the file, whose text is shown as far as it can be read.
                let at = (error.span.start as usize).min(bytes.len());
                let before = bytes.get(..at).unwrap_or_default();
                let text = String::from_utf8_lossy(bytes);
                let start = String::from_utf8_lossy(before).len() as u32;
                let error = SyntaxError { span: Span::new(start, start + 1), ..error };
                Err(self.raise_syntax_error(filename, &text, &error))
            }
        }
    }

    /// Features of `__future__` that are on in the running code.
    pub fn current_future(&self) -> u32 {
        self.frames.last().and_then(|frame| frame.code()).map_or(0, |code| code.unit.future)
    }

    /// Warns of what running code does, in the words of `warnings.warn`.
    #[cold]
    pub fn warn(&mut self, class: E, message: &str) -> Res<()> {
        let arguments = [self.str(message), self.exception_class(class)];
        let module = self.import_module("warnings")?;
        self.call_method(&module, "warn", &arguments).map(drop)
    }

    /// Warns of a conversion method that gave an instance of a subclass of what it should give.
    #[cold]
    pub fn warn_subclass(&mut self, method: &str, result: &Value, wanted: &str) -> Res<()> {
        let given = self.type_name(result);
        let message = format!(
            "{method} returned non-{wanted} (type {given}).  The ability to return an instance of a strict subclass of {wanted} \
             is deprecated, and may be removed in a future version of Python."
        );
        self.warn(E::DeprecationWarning, &message)
    }

    /// Tells the `warnings` module; one that it turns into an exception becomes a SyntaxError at its place.
    pub fn issue_warnings(&mut self, warnings: Vec<Warning>, filename: &str, text: &str) -> Res<()> {
        for warning in warnings {
            let class = match warning.kind {
                WarningKind::Syntax => E::SyntaxWarning,
                WarningKind::Deprecation => E::DeprecationWarning,
            };
            let line = Source::new(text).position(warning.span.start).line;
            let place = [
                self.str(&warning.message),
                self.exception_class(class),
                self.str(filename),
                int::from_i64(i64::from(line)),
            ];
            let module = self.import_module("warnings")?;
            if let Err(raised) = self.call_method(&module, "warn_explicit", &place) {
                if !self.raised_is(class) {
                    return Err(raised);
                }
                drop(self.take_raised(raised));
                let error = SyntaxError { stage: Stage::Compiler, ..SyntaxError::new(warning.message, warning.span) };
                return Err(self.raise_syntax_error(filename, text, &error));
            }
        }
        Ok(())
    }

    /// Raises a SyntaxError (or what its kind says) of a text.
    #[cold]
    pub fn raise_syntax_error(&mut self, filename: &str, text: &str, error: &SyntaxError) -> Raised {
        let class = match error.kind {
            ErrorKind::Syntax => E::SyntaxError,
            ErrorKind::Indentation => E::IndentationError,
            ErrorKind::Tab => E::TabError,
            ErrorKind::Recursion => return self.raise(E::RecursionError, &*error.message),
        };
        let shown = error.shown(text);
        let line = match error.stage {
            Stage::Compiler => super::traceback::file_line(filename, shown.line).map(|line| line + "\n"),
            _ => shown.text,
        };
        let number = |number: u32| int::from_i64(i64::from(number));
        let place = vec![
            self.str(filename),
            number(shown.line),
            number(shown.offset),
            line.map_or(Value::NONE, |line| self.str(&line)),
            number(shown.end_line),
            shown.end_offset.map_or(Value::NONE, Value::int32),
        ];
        let message = self.str(&error.message);
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
