//! The crate as its users see it.

use hoopsnake_syntax::ast::*;
use hoopsnake_syntax::*;

fn expression(text: &str) -> Expr {
    parse_expression(text).unwrap_or_else(|error| panic!("{text:?}: {error}"))
}

fn constant(text: &str) -> Constant {
    match expression(text).kind {
        ExprKind::Constant(value) => value,
        other => panic!("{text:?} is {other:?}"),
    }
}

fn string(text: &str) -> Vec<u8> {
    match constant(text) {
        Constant::Str(value) | Constant::Bytes(value) => value.into_vec(),
        other => panic!("{text:?} is {other:?}"),
    }
}

#[test]
fn numbers() {
    for (text, value) in [("1_000", 1000), ("0xFf", 255), ("0o1_7", 15), ("0b_101", 5), ("00_0", 0)] {
        assert_eq!(constant(text), Constant::Int(value.into()), "{text}");
    }
    for (text, value) in [("1.", 1.0), (".5", 0.5), ("1_0e-1", 1.0), ("1.5E+2", 150.0), ("09.5", 9.5)] {
        assert_eq!(constant(text), Constant::Float(value), "{text}");
    }
    assert_eq!(constant("1e400"), Constant::Float(f64::INFINITY));
    assert_eq!(constant("012j"), Constant::Complex(12.0));
    let digits = |count: usize| "1".repeat(count);
    assert!(parse_expression(&digits(4300)).is_ok());
    let error = parse_expression(&digits(4301)).unwrap_err();
    assert!(error.message.starts_with("Exceeds the limit (4300 digits) for integer string conversion: value has 4301"));
    assert!(parse_expression(&format!("0x{}", digits(10_000))).is_ok());
}

#[test]
fn strings() {
    assert_eq!(string(r"'a\n\t\\\'\x41\101\u00e9\U0001F600'"), "a\n\t\\'AA\u{e9}\u{1f600}".as_bytes());
    assert_eq!(string(r"'\N{GREEK SMALL LETTER ALPHA}\N{em dash}'"), "\u{3b1}\u{2014}".as_bytes());
    assert_eq!(string(r"'\ud83d'"), [0xed, 0xa0, 0xbd]);
    assert_eq!(string(r"r'\n' '\n' u'x'"), b"\\n\nx");
    assert_eq!(string(r"b'\xff\n' Rb'\x'"), b"\xff\n\\x");
    assert_eq!(string("'''a\r\nb\rc\\\nd'''"), b"a\nb\ncd");
    assert_eq!(string(r"'\q'"), b"\\q");
}

#[test]
fn formatted() {
    let ExprKind::FString(parts) = expression("'a' f'{{b{x!r:>{w}}c' f'{y=}'").kind else { panic!() };
    let [FStringPart::Literal(a), FStringPart::Field { value, conversion, spec }, FStringPart::Literal(c), last] =
        parts.as_slice()
    else {
        panic!("{parts:?}")
    };
    assert_eq!((&**a, &**c), (&b"a{b"[..], &b"cy="[..]));
    assert_eq!((*conversion, value.span), (Conversion::Repr, Span::new(10, 11)));
    assert_eq!(spec.as_ref().map(Vec::len), Some(2));
    assert!(matches!(last, FStringPart::Field { conversion: Conversion::Repr, spec: None, .. }));
}

#[test]
fn soft_keywords() {
    let kinds = |text: &str| -> Vec<bool> {
        match parse_module(text) {
            Ok(module) => module.body.into_iter().map(|stmt| matches!(stmt.kind, StmtKind::Match { .. })).collect(),
            Err(error) => panic!("{text:?}: {error}"),
        }
    };
    let none: Vec<bool> = vec![false; 6];
    assert_eq!(kinds("match(x)\nmatch = 1\nmatch[x]: int\nmatch.x\nmatch * a\ncase = _ = type = 1\n"), none);
    assert_eq!(kinds("match (x):\n case [x]:\n  case = 1\n  match[x]: int\n case case: pass\n"), [true]);
    assert_eq!(kinds("match match:\n case match(case=case): pass\n"), [true]);
}

#[test]
fn interactive() {
    let complete = |text: &str| match parse_interactive(text) {
        Ok(Interactive::Complete(_)) => Some(true),
        Ok(Interactive::Incomplete) => Some(false),
        Err(_) => None,
    };
    for text in
        ["", "\n", "x = 1", "x = 1\n", "# note\n", "if x: y\n\n", "if x:\n  y\n\n", "@d\ndef f(): pass\n\n", "f(\n)\n"]
    {
        assert_eq!(complete(text), Some(true), "{text:?}");
    }
    for text in [
        "if x:",
        "if x:\n",
        "if x: y\n",
        "if x:\n  y",
        "if x:\n  y\n",
        "f(",
        "f(\n\n",
        "'''a\n",
        "x = \\",
        "x = \\\n",
        "try:\n  x\n",
        "@d\n",
        "class A:\n  def f(self):\n",
        "if x:\n  y\nelse:\n",
        "match x:\n",
        "for x in [\n",
        "while x: pass\n",
        "async def f():\n",
    ] {
        assert_eq!(complete(text), Some(false), "{text:?}");
    }
    for text in ["x =", "'abc", "if x:\n\n", "try:\n  x\n\n", ")", "x y", "(x y", "1 +\n", "0777", "def f(:"] {
        assert_eq!(complete(text), None, "{text:?}");
    }
}

#[test]
fn eval_input() {
    assert_eq!(expression("  \t1 + 1\n\n").span, Span::new(3, 8));
    assert!(matches!(expression("1, *a").kind, ExprKind::Tuple(_)));
    for text in ["", "x = 1", "1; 2", "pass", "1\n2", "yield", "*a"] {
        assert!(parse_expression(text).is_err(), "{text:?}");
    }
}

#[test]
fn source_bytes() {
    assert_eq!(decode_source(b"\xef\xbb\xbfx").as_deref(), Ok("x"));
    assert_eq!(
        decode_source(b"#!x\n# -*- coding: utf-8 -*-\n\xc3\xa9").as_deref(),
        Ok("#!x\n# -*- coding: utf-8 -*-\n\u{e9}")
    );
    assert_eq!(
        decode_source(b"# vim: set fileencoding=latin-1\n\xe9").as_deref(),
        Ok("# vim: set fileencoding=latin-1\n\u{e9}")
    );
    let message = |bytes: &[u8]| decode_source(bytes).unwrap_err().message;
    assert_eq!(message(b"# coding=klingon"), "unknown encoding: klingon");
    assert_eq!(
        message(b"ab\xff"),
        "(unicode error) 'utf-8' codec can't decode byte 0xff in position 2: invalid start byte"
    );
    assert!(message(b"\xc3(").ends_with("invalid continuation byte"));
    assert!(message(b"\xc3").ends_with("unexpected end of data"));
}

#[test]
fn warnings() {
    let texts = |text: &str| -> Vec<String> {
        let parsed = parse_module_with_warnings(text, 0).unwrap_or_else(|error| panic!("{error}"));
        parsed.warnings.into_iter().map(|warning| warning.message).collect()
    };
    assert_eq!(texts("0x1for x in y"), ["invalid hexadecimal literal"]);
    assert_eq!(texts("1or 2"), ["invalid decimal literal"]);
    assert_eq!(texts(r"'\d'"), [r"invalid escape sequence '\d'"]);
    assert!(texts("1 or 2; '\\n'").is_empty());
}

#[test]
fn highlighting() {
    let classes =
        |text: &str| -> Vec<TokenClass> { highlight_tokens(text).into_iter().map(|(_, class)| class).collect() };
    use TokenClass::*;
    assert_eq!(classes("if x1 == 0x1f: # c"), [Keyword, Name, Operator, Number, Operator, Comment]);
    assert_eq!(classes("f'{a}' '''open\n"), [String, String]);
    assert_eq!(classes("$ 'open\nx"), [Unknown, String, Name]);
}

#[test]
fn names_are_normalised() {
    assert!(matches!(expression("\u{fb01}x").kind, ExprKind::Name(name) if &*name == "fix"));
}
