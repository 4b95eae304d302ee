//! Says of each snippet of a corpus (see `scripts/record_syntax_errors.py`) what is wrong with it.

use hoopsnake_syntax::{parse_module, source::Source};

fn main() {
    for path in std::env::args().skip(1) {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        for part in text.split("#---\n").filter(|part| !part.trim().is_empty()) {
            let snippet = part.rfind("#> ").map_or(part, |at| &part[..at]);
            let snippet = snippet.strip_suffix('\n').unwrap_or(snippet);
            match parse_module(snippet) {
                Ok(_) => println!("ok"),
                Err(error) => {
                    let source = Source::new(snippet);
                    let (start, end) = (source.position(error.span.start), source.position(error.span.end));
                    let kind = error.kind.class_name();
                    println!("{kind}|{}|{}|{}|{}", error.message, start.line, start.column + 1, end.column + 1);
                }
            }
        }
    }
}
