//! Syntax errors: one constructor per message of CPython, so that no call site formats one by hand.
//!
//! Invariant: the span lies within the text that was parsed; its start is what CPython calls `offset`.

use crate::ast::Span;
use crate::source::{Position, Source};

/// Which exception is raised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    Syntax,
    Indentation,
    Tab,
    /// Too deep an expression: CPython raises `RecursionError` or `MemoryError`.
    Recursion,
}

impl ErrorKind {
    /// The name of the exception's class.
    pub fn class_name(self) -> &'static str {
        match self {
            ErrorKind::Syntax => "SyntaxError",
            ErrorKind::Indentation => "IndentationError",
            ErrorKind::Tab => "TabError",
            ErrorKind::Recursion => "RecursionError",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    pub kind: ErrorKind,
    pub message: String,
    /// Bytes of the source, the range under which carets belong.
    pub span: Span,
    /// More input could make it right: an interactive session asks for another line.
    pub incomplete: bool,
    pub stage: Stage,
    pub end: End,
}

/// What CPython shows as `end_offset`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The end of the span.
    Span,
    /// A number that is no place: there is no end.
    Offset(i32),
    /// `None`
    Absent,
    /// Not even a beginning: `offset` is 0, `end_offset` -1.
    NoPlace,
    /// The end of the text, which is no place: both are 0.
    Nothing,
    /// The token behind what is wrong stands for it. The parser resolves it.
    NextToken,
}

/// Who refuses a text. It shows in `SyntaxError.text`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The line, without its end.
    Lexer,
    /// The line.
    Parser,
    /// The line, with those that it continues: they begin here.
    Continued(u32),
    /// The line, if the text is in a file; columns count bytes.
    Compiler,
    /// The parser within an f-string: its expression at this place, in parentheses, stands for the line.
    Field(Span),
    /// The same without the end of the line.
    FieldLexer(Span),
}

/// What the attributes of a `SyntaxError` say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    pub line: u32,
    pub offset: u32,
    pub end_line: u32,
    pub end_offset: Option<i32>,
    /// `None`: what the file has there, if there is a file.
    pub text: Option<String>,
}

/// Which warning is issued.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WarningKind {
    Syntax,
    Deprecation,
}

/// What the author of a text should be told although it compiles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    pub kind: WarningKind,
    pub message: String,
    pub span: Span,
}

impl Warning {
    pub fn syntax(message: impl Into<String>, span: Span) -> Warning {
        Warning { kind: WarningKind::Syntax, message: message.into(), span }
    }
}

impl std::fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.kind.class_name(), self.message)
    }
}

impl std::error::Error for SyntaxError {}

impl SyntaxError {
    pub fn new(message: impl Into<String>, span: Span) -> SyntaxError {
        SyntaxError {
            kind: ErrorKind::Syntax,
            message: message.into(),
            span,
            incomplete: false,
            stage: Stage::Parser,
            end: End::Span,
        }
    }

    pub fn at_stage(self, stage: Stage) -> SyntaxError {
        SyntaxError { stage, ..self }
    }

    pub fn with_end(self, end: End) -> SyntaxError {
        SyntaxError { end, ..self }
    }

    pub fn indentation(message: impl Into<String>, span: Span) -> SyntaxError {
        SyntaxError { kind: ErrorKind::Indentation, ..SyntaxError::new(message, span) }
    }

    /// Where and what to show of `text`, from which the error is.
    pub fn shown(&self, text: &str) -> Shown {
        let source = Source::new(text);
        let start = source.position(self.span.start);
        let end = source.position(self.span.end.max(self.span.start));
        let column = |position: Position| match self.stage {
            Stage::Compiler => position.byte_column,
            // The opening parenthesis counts.
            Stage::Field(field) | Stage::FieldLexer(field) if position.line == source.line(field.start) => {
                (position.byte_column + 1).saturating_sub(source.position(field.start).byte_column)
            }
            Stage::Field(_) | Stage::FieldLexer(_) => position.byte_column,
            _ => position.column,
        };
        let line = source.line_text(start.line);
        Shown {
            line: start.line,
            offset: if matches!(self.end, End::NoPlace | End::Nothing) { 0 } else { column(start) + 1 },
            end_line: end.line,
            end_offset: match self.end {
                End::Span | End::NextToken => i32::try_from(self.end_column(&source, start, end, column(end)) + 1).ok(),
                End::Offset(offset) => Some(offset),
                End::Absent => None,
                End::NoPlace => Some(-1),
                End::Nothing => Some(0),
            },
            text: match self.stage {
                Stage::Lexer => Some(line.to_owned()),
                Stage::Parser => Some(format!("{line}\n")),
                Stage::Continued(first) => {
                    let end = self.span.start as usize - position_in_line(start) + line.len();
                    Some(text.get(first as usize..end).unwrap_or(line).to_owned() + "\n")
                }
                Stage::Compiler => None,
                Stage::Field(field) | Stage::FieldLexer(field) => {
                    let expression = text.get(field.start as usize..field.end as usize).unwrap_or("");
                    let line = format!("({expression})\n")
                        .split('\n')
                        .nth((start.line - source.line(field.start)) as usize)
                        .map(str::to_owned);
                    let end = if matches!(self.stage, Stage::Field(_)) { "\n" } else { "" };
                    Some(line.unwrap_or_default() + end)
                }
            },
        }
    }

    /// The column where the span ends. The parser counts it within the first line, even where it is in another.
    fn end_column(&self, source: &Source, start: Position, end: Position, column: u32) -> u32 {
        if end.line == start.line || !matches!(self.stage, Stage::Lexer | Stage::Parser) {
            return column;
        }
        let line = source.line_text(start.line);
        let bytes = end.byte_column as usize + 1;
        let prefix = line
            .get(..bytes)
            .map_or_else(|| line.chars().count() + usize::from(bytes > line.len()), |text| text.chars().count());
        prefix.saturating_sub(1) as u32
    }

    /// Whether it gives no reason.
    pub fn is_generic(&self) -> bool {
        self.message == "invalid syntax"
    }

    pub fn incomplete(self) -> SyntaxError {
        SyntaxError { incomplete: true, ..self }
    }
}

fn position_in_line(position: Position) -> usize {
    position.byte_column as usize
}

macro_rules! messages {
    ($($(#[$doc:meta])* $name:ident($($arg:ident: $type:ty),*) => $($text:expr),+;)*) => {
        $($(#[$doc])* pub fn $name(span: Span $(, $arg: $type)*) -> SyntaxError {
            SyntaxError::new(format!($($text),+), span)
        })*
    };
}

/// The constructors proper.
pub mod message {
    use super::{ErrorKind, Span, SyntaxError};

    messages! {
        // Generic.
        invalid_syntax() => "invalid syntax";
        forgot_comma() => "invalid syntax. Perhaps you forgot a comma?";
        maybe_equality_or_walrus() => "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
        expected(what: &str) => "expected '{what}'";
        multiple_statements() => "multiple statements found while compiling a single statement";
        expected_else() => "expected 'else' after 'if' expression";
        expected_handler() => "expected 'except' or 'finally' block";
        dict_key_colon() => "':' expected after dictionary key";
        dict_value_missing() => "expression expected after dictionary key and ':'";
        dict_value_starred() => "cannot use a starred expression in a dictionary value";
        comprehension_target() => "did you forget parentheses around the comprehension target?";
        expected_default() => "expected default value expression";
        def_parentheses() => "Function parameters cannot be parenthesized";
        lambda_parentheses() => "Lambda expression parameters cannot be parenthesized";
        missing_print_parentheses(name: &str) => "Missing parentheses in call to '{name}'. Did you mean {name}(...)?";

        // Characters and layout.
        invalid_character(c: char) => "invalid character '{c}' (U+{:04X})", c as u32;
        invalid_non_printable(c: char) => "invalid non-printable character U+{:04X}", c as u32;
        null_byte() => "source code string cannot contain null bytes";
        after_continuation() => "unexpected character after line continuation character";
        never_closed(open: char) => "'{open}' was never closed";
        unmatched(close: char) => "unmatched '{close}'";
        mismatched(close: char, open: char) =>
            "closing parenthesis '{close}' does not match opening parenthesis '{open}'";
        mismatched_on_line(close: char, open: char, line: u32) =>
            "closing parenthesis '{close}' does not match opening parenthesis '{open}' on line {line}";
        too_many_parentheses() => "too many nested parentheses";

        // Literals.
        unterminated_string(line: u32) => "unterminated string literal (detected at line {line})";
        unterminated_triple_quoted(line: u32) => "unterminated triple-quoted string literal (detected at line {line})";
        invalid_number(base: &str) => "invalid {base} literal";
        invalid_digit(digit: char, base: &str) => "invalid digit '{digit}' in {base} literal";
        leading_zeros() =>
            "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers";
        too_many_digits(limit: usize, digits: usize) =>
            "Exceeds the limit ({limit} digits) for integer string conversion: value has {digits} digits; \
             use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer \
             literals to avoid decimal conversion limits.";
        non_ascii_bytes() => "bytes can only contain ASCII literal characters";
        mixed_bytes() => "cannot mix bytes and nonbytes literals";
        bad_escape(start: usize, end: usize, why: &str) =>
            "(unicode error) 'unicodeescape' codec can't decode bytes in position {start}-{end}: {why}";
        bad_byte_escape(position: usize) => "(value error) invalid \\x escape at position {position}";

        // f-strings.
        fstring(inner: &str) => "f-string: {inner}";
        fstring_backslash() => "f-string expression part cannot include a backslash";
        fstring_hash() => "f-string expression part cannot include '#'";

        // Targets.
        cannot_assign(what: &str) => "cannot assign to {what}";
        cannot_assign_here(what: &str) => "cannot assign to {what} here. Maybe you meant '==' instead of '='?";
        cannot_delete(what: &str) => "cannot delete {what}";
        assign_to_yield() => "assignment to yield expression not possible";
        illegal_augmented(what: &str) => "'{what}' is an illegal expression for augmented assignment";
        single_target_annotated(what: &str) => "only single target (not {what}) can be annotated";
        illegal_annotation() => "illegal target for annotation";
        multiple_starred() => "multiple starred expressions in assignment";
        starred_target_alone() => "starred assignment target must be in a list or tuple";
        starred_here() => "can't use starred expression here";
        double_starred_in_group() => "cannot use double starred expression here";
        slash_before_star() => "expected comma between / and *";
        too_many_blocks() => "too many statically nested blocks";
        starred_in_group() => "cannot use starred expression here";
        walrus_target(what: &str) => "cannot use assignment expressions with {what}";

        // Calls, parameters, displays.
        positional_after_keyword() => "positional argument follows keyword argument";
        positional_after_unpacking() => "positional argument follows keyword argument unpacking";
        iterable_after_unpacking() => "iterable argument unpacking follows keyword argument unpacking";
        assignment_in_call() => "expression cannot contain assignment, perhaps you meant \"==\"?";
        keyword_repeated(name: &str) => "keyword argument repeated: {name}";
        generator_parentheses() => "Generator expression must be parenthesized";
        unpacking_in_comprehension() => "iterable unpacking cannot be used in comprehension";
        dict_unpacking_in_comprehension() => "dict unpacking cannot be used in dict comprehension";
        non_default_after_default() => "non-default argument follows default argument";
        bare_star() => "named arguments must follow bare *";
        slash_first() => "at least one argument must precede /";
        slash_twice() => "/ may appear only once";
        slash_after_star() => "/ must be ahead of *";
        star_twice() => "* argument may appear only once";
        after_kwarg() => "arguments cannot follow var-keyword argument";
        kwarg_default() => "var-keyword argument cannot have default value";
        vararg_default() => "var-positional argument cannot have default value";

        // Imports, handlers, patterns.
        import_trailing_comma() => "trailing comma not allowed without surrounding parentheses";
        multiple_exception_types() => "multiple exception types must be parenthesized";
        default_except_last() => "default 'except:' must be last";
        mixed_except() => "cannot have both 'except' and 'except*' on the same 'try'";
        star_except_needs_type() => "expected one or more exception types";
        pattern_underscore() => "cannot use '_' as a target";
        pattern_target() => "invalid pattern target";
        pattern_literal() => "patterns may only match literals and attribute lookups";
        pattern_key() => "mapping pattern keys may only match literals and attribute lookups";
        pattern_positional_after_keyword() => "positional patterns follow keyword patterns";
        pattern_imaginary() => "imaginary number required in complex literal";
        pattern_real() => "real number required in complex literal";
        pattern_multiple_stars() => "multiple starred names in sequence pattern";
        attribute_repeated(name: &str) => "attribute name repeated in class pattern: {name}";
        pattern_name_twice(name: &str) => "multiple assignments to name '{name}' in pattern";
        alternatives_differ() => "alternative patterns bind different names";
        name_capture_unreachable(name: &str) => "name capture '{name}' makes remaining patterns unreachable";
        wildcard_unreachable() => "wildcard makes remaining patterns unreachable";

        // Places.
        outside_function(what: &str) => "'{what}' outside function";
        break_outside_loop() => "'break' outside loop";
        continue_outside_loop() => "'continue' not properly in loop";
        leaves_except_star() => "'break', 'continue' and 'return' cannot appear in an except* block";
        await_outside_async() => "'await' outside async function";
        async_outside_async(what: &str) => "'{what}' outside async function";
        async_comprehension() => "asynchronous comprehension outside of an asynchronous function";
        yield_from_in_async() => "'yield from' inside async function";
        return_value_in_async_generator() => "'return' with value in async generator";
        yield_in_comprehension(kind: &str) => "'yield' inside {kind}";
        not_in_annotation(what: &str) => "'{what}' can not be used within an annotation";
        late_future() => "from __future__ imports must occur at the beginning of the file";
        unknown_future(name: &str) => "future feature {name} is not defined";
        future_braces() => "not a chance";
        import_star_in_function() => "import * only allowed at module level";

        // Source bytes.
        unknown_encoding(name: &str) => "unknown encoding: {name}";
        encoding_with_bom(name: &str) => "encoding problem: {name} with BOM";
        source_too_long() => "source is too long";
    }

    pub fn unexpected_indent(span: Span) -> SyntaxError {
        SyntaxError::indentation("unexpected indent", span)
    }

    pub fn unindent_mismatch(span: Span) -> SyntaxError {
        SyntaxError::indentation("unindent does not match any outer indentation level", span)
    }

    pub fn too_many_indents(span: Span) -> SyntaxError {
        SyntaxError::indentation("too many levels of indentation", span)
    }

    /// `after` is for instance `'if' statement` or `function definition`.
    pub fn expected_block(span: Span, after: &str, line: u32) -> SyntaxError {
        SyntaxError::indentation(format!("expected an indented block after {after} on line {line}"), span)
    }

    pub fn inconsistent_tabs(span: Span) -> SyntaxError {
        let error = SyntaxError::new("inconsistent use of tabs and spaces in indentation", span);
        SyntaxError { kind: ErrorKind::Tab, ..error }
    }

    pub fn unexpected_eof(span: Span) -> SyntaxError {
        SyntaxError::new("unexpected EOF while parsing", span).incomplete()
    }

    pub fn too_deep(span: Span) -> SyntaxError {
        let error = SyntaxError::new("maximum recursion depth exceeded during compilation", span);
        SyntaxError { kind: ErrorKind::Recursion, ..error }
    }
}
