//! Whatever the text, the parser answers: it neither panics nor overflows the stack.

use hoopsnake_syntax::*;
use proptest::prelude::*;

fn swallow(text: &str) {
    let outcome = parse_module(text);
    if let Err(error) = &outcome {
        assert!(error.span.start <= error.span.end.max(error.span.start), "{text:?}");
        assert!(error.span.start as usize <= text.len(), "{error:?} in {text:?}");
        // Positions can be computed for every span.
        source::Source::new(text).position(error.span.start);
        source::Source::new(text).position(error.span.end);
    }
    let _ = parse_interactive(text);
    let _ = parse_expression(text);
    let mut end = 0;
    for (span, _) in highlight_tokens(text) {
        assert!(end <= span.start && span.start < span.end && span.end as usize <= text.len(), "{text:?}");
        end = span.end;
    }
}

const WORDS: &[&str] = &[
    "a",
    "b",
    "match",
    "case",
    "_",
    "print",
    "1",
    "0x1f",
    "1.5e3",
    "2j",
    "'s'",
    "b'b'",
    "f'{a}'",
    "f'{a!r:{b}}'",
    "f'{",
    "'''",
    "\"",
    "\\",
    "\\\n",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ":",
    ":=",
    ",",
    ";",
    ".",
    "...",
    "->",
    "@",
    "=",
    "+",
    "-",
    "*",
    "**",
    "/",
    "<",
    "==",
    "!=",
    "<>",
    "+=",
    "\n",
    "\n ",
    "\n  ",
    "\n\t",
    " ",
    "#c",
    "if",
    "else",
    "elif",
    "while",
    "for",
    "in",
    "def",
    "class",
    "return",
    "yield",
    "from",
    "import",
    "lambda",
    "not",
    "and",
    "or",
    "is",
    "with",
    "as",
    "try",
    "except",
    "finally",
    "async",
    "await",
    "del",
    "global",
    "raise",
    "assert",
    "pass",
    "None",
    "True",
    "é",
    "€",
    "$",
    "\0",
    "\r",
    "\u{a0}",
    "\u{feff}",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn token_soup(words in prop::collection::vec(prop::sample::select(WORDS), 0..40), spaced: bool) {
        swallow(&words.join(if spaced { " " } else { "" }));
    }

    #[test]
    fn random_text(text in any::<String>()) {
        swallow(&text);
    }

    #[test]
    fn random_bytes(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(text) = decode_source(&bytes) {
            swallow(&text);
        }
        swallow(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn string_soup(words in prop::collection::vec(prop::sample::select(&["{", "}", "'", "\"", "\\", "N", "x", "u", "U", "0", "7", "f", "rb", "a", "!", ":", "=", "(", ")", "é", "\n"][..]), 0..25)) {
        swallow(&format!("f'{}'", words.concat()));
        swallow(&format!("f'''{}'''", words.concat()));
        swallow(&words.concat());
    }
}

#[test]
fn deep_and_long() {
    let many = 20_000;
    for unit in [
        "(",
        "[",
        "{",
        "not ",
        "-",
        "~",
        "a.",
        "f(",
        "a[",
        "lambda:",
        "lambda x=",
        "1+",
        "1 if 1 else ",
        "a and ",
        "a<",
        "await ",
        "a**",
        "a:=",
        "(a:=",
        "*",
        "x=",
        "if x:\n",
        "'a'",
        "@",
        "a,",
        "f'{",
        "f'{{",
        "{1:",
        "x;",
        "x\n",
        "[a for a in ",
        "yield ",
        "else ",
        "->",
        ":",
        "match ",
        "case ",
    ] {
        let text = unit.repeat(many);
        swallow(&text);
        swallow(&format!("{text}1"));
        swallow(&format!("x = {text}1\n"));
    }
    swallow(&format!("{}x", "(a)".repeat(many)));
    swallow(&format!("f{}", "()".repeat(many)));
    swallow(&format!("a{}", "[0]".repeat(many)));
    swallow(&format!("a{}", ".b".repeat(many)));
    let blocks: String = (0..200).map(|i| format!("{}if x:\n", " ".repeat(i))).collect();
    swallow(&blocks);
}

#[test]
fn a_tree_as_deep_as_allowed() {
    for unit in ["not ", "-", "lambda: ", "1 if 1 else "] {
        assert!(parse_module(&format!("{}1", unit.repeat(1_400))).is_ok(), "{unit}");
        assert_eq!(parse_module(&format!("{}1", unit.repeat(1_600))).err().map(|e| e.kind), Some(ErrorKind::Recursion));
    }
    assert!(parse_module(&format!("1{}", "+1".repeat(1_400))).is_ok());
    assert!(parse_module(&format!("1{}", " or 1".repeat(100_000))).is_ok());
}
