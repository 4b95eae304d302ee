//! Classes of tokens, for colouring text.

use std::ops::Range;

use hoopsnake_syntax as syntax;

/// What a piece of a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TokenClass {
    Keyword,
    /// A name that is known without import.
    Builtin,
    Name,
    Number,
    String,
    Comment,
    Operator,
    /// A character that begins no token.
    Error,
}

/// The tokens of a text with their places in bytes, in order. Never fails.
pub fn highlight_tokens(text: &str) -> Vec<(Range<usize>, TokenClass)> {
    let tokens = syntax::highlight_tokens(text);
    tokens
        .into_iter()
        .map(|(span, class)| {
            let range = span.start as usize..span.end as usize;
            let class = match class {
                syntax::TokenClass::Keyword => TokenClass::Keyword,
                syntax::TokenClass::Name => match text.get(range.clone()) {
                    Some(name) if is_builtin(name) => TokenClass::Builtin,
                    _ => TokenClass::Name,
                },
                syntax::TokenClass::Number => TokenClass::Number,
                syntax::TokenClass::String => TokenClass::String,
                syntax::TokenClass::Comment => TokenClass::Comment,
                syntax::TokenClass::Operator => TokenClass::Operator,
                syntax::TokenClass::Unknown => TokenClass::Error,
            };
            (range, class)
        })
        .collect()
}

const FUNCTIONS: &[&str] = &[
    "abs",
    "all",
    "any",
    "ascii",
    "bin",
    "bool",
    "bytes",
    "callable",
    "chr",
    "classmethod",
    "compile",
    "delattr",
    "dict",
    "dir",
    "divmod",
    "enumerate",
    "eval",
    "exec",
    "filter",
    "float",
    "format",
    "frozenset",
    "getattr",
    "globals",
    "hasattr",
    "hash",
    "help",
    "hex",
    "id",
    "input",
    "int",
    "isinstance",
    "issubclass",
    "iter",
    "len",
    "list",
    "locals",
    "map",
    "max",
    "min",
    "next",
    "object",
    "oct",
    "open",
    "ord",
    "pow",
    "print",
    "property",
    "range",
    "repr",
    "reversed",
    "round",
    "set",
    "setattr",
    "slice",
    "sorted",
    "staticmethod",
    "str",
    "sum",
    "super",
    "tuple",
    "type",
    "vars",
    "zip",
];

fn is_builtin(name: &str) -> bool {
    FUNCTIONS.binary_search(&name).is_ok() || crate::vm::world::EXCEPTIONS.iter().any(|(known, _, _)| *known == name)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_list_is_sorted() {
        assert!(super::FUNCTIONS.is_sorted());
    }
}
