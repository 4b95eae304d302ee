//! The corpus of mistakes: what CPython says of each, recorded by `scripts/record_syntax_errors.py`.

use hoopsnake_syntax::parse_module;

/// Snippets whose message or place still differs.
const DIFFERENT: &[&str] = &["with (a as b, c d): pass", "f(a, b=c d)"];

fn ours(snippet: &str) -> String {
    match parse_module(snippet) {
        Ok(_) => "ok".to_owned(),
        Err(error) => {
            let shown = error.shown(snippet);
            let end = shown.end_offset.map_or("None".to_owned(), |end| end.to_string());
            let class = error.kind.class_name();
            format!("{class}|{}|{}|{}|{end}", error.message, shown.line, shown.offset)
        }
    }
}

#[test]
fn corpus() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/syntax_errors.txt");
    let text = std::fs::read_to_string(path).expect("the corpus is part of the repository");
    let mut failures = Vec::new();
    for part in text.split("#---\n").filter(|part| !part.trim().is_empty()) {
        let (snippet, expected) = part.rsplit_once("\n#> ").expect("each snippet has its expectation");
        let (expected, actual) = (expected.trim_end(), ours(snippet));
        if expected != actual && !DIFFERENT.contains(&snippet) {
            failures.push(format!("{snippet:?}\n  cpython {expected}\n  ours    {actual}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
