//! Says of each snippet of a corpus (see `scripts/record_syntax_errors.py`) what is wrong with it.

use hoopsnake_syntax::parse_module;

fn main() {
    for path in std::env::args().skip(1) {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        for part in text.split("#---\n").filter(|part| !part.trim().is_empty()) {
            let snippet = part.rfind("#> ").map_or(part, |at| &part[..at]);
            let snippet = snippet.strip_suffix('\n').unwrap_or(snippet);
            match parse_module(snippet) {
                Ok(_) => println!("ok"),
                Err(error) => {
                    let shown = error.shown(snippet);
                    let end = shown.end_offset.map_or("None".to_owned(), |end| end.to_string());
                    println!("{}|{}|{}|{}|{end}", error.kind.class_name(), error.message, shown.line, shown.offset);
                }
            }
        }
    }
}
