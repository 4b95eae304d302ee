//! The corpus of mistakes: what CPython says of each, recorded by `scripts/record_syntax_errors.py`.

use hoopsnake_syntax::parse_module;

/// Snippets whose message still differs.
const OTHER_MESSAGE: &[&str] =
    &["(a:=1):=2", "lambda: x:=1", "f(a, b=c d)", "x = 1 == y = 2", "def f() -> : pass", "f'{**a}'"];

/// Snippets whose place differs; f-strings are left out, since CPython 3.11 counts from their own start.
const OTHER_PLACE: &[&str] =
    &["lambda *: 1", "class A(x for x in y): pass", "f((a)=1)", "@x", "f'{a' 'b}'", "def f() -> : pass"];

fn ours(snippet: &str) -> String {
    match parse_module(snippet) {
        Ok(_) => "ok".to_owned(),
        Err(error) => {
            let shown = error.shown(snippet);
            format!("{}|{}|{}|{}", error.kind.class_name(), error.message, shown.line, shown.offset)
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
        let fields: Vec<&str> = expected.split('|').take(4).collect();
        let (theirs, ours): (Vec<&str>, Vec<&str>) = (fields.clone(), actual.split('|').collect());
        let same_message = theirs.get(..2) == ours.get(..2) || theirs == ours;
        let same_place = theirs == ours || snippet.contains("f'") || OTHER_PLACE.contains(&snippet);
        let excused = OTHER_MESSAGE.contains(&snippet);
        if !excused && (!same_message || !same_place) {
            failures.push(format!("{snippet:?}\n  cpython {expected}\n  ours    {actual}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
