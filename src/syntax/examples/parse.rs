//! Parses the files named on the command line and says for each whether that works.

use hoopsnake_syntax::{decode_source, parse_module, source::Source};

fn main() {
    let (mut good, mut bad) = (0, 0);
    for path in std::env::args().skip(1) {
        let result = std::fs::read(&path).map_err(|error| error.to_string()).and_then(|bytes| check(&bytes));
        match result {
            Ok(()) => good += 1,
            Err(text) => {
                bad += 1;
                println!("err {path}: {text}");
            }
        }
    }
    println!("{good} ok, {bad} failed");
}

fn check(bytes: &[u8]) -> Result<(), String> {
    let text = decode_source(bytes).map_err(|error| error.to_string())?;
    parse_module(&text).map(drop).map_err(|error| {
        let place = Source::new(&text).position(error.span.start);
        format!("{}:{}: {error}", place.line, place.column + 1)
    })
}
