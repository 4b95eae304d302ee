//! Colours of the tokens of a line.

use std::borrow::Cow;

use crate::api::{TokenClass, highlight_tokens};

/// Whether the session may use colours; that there is a terminal that can show them is known by then.
pub fn wanted() -> bool {
    std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// The line with escape sequences around its tokens; its width on the screen stays. The lines `before` it decide whether it begins
/// in a string.
pub fn coloured<'l>(before: &str, line: &'l str) -> Cow<'l, str> {
    let text = format!("{before}{line}");
    let mut out = String::new();
    let mut done = before.len();
    for (range, class) in highlight_tokens(&text) {
        let start = range.start.max(done);
        let (Some(code), Some(between), Some(token)) = (code(class), text.get(done..start), text.get(start..range.end))
        else {
            continue;
        };
        for part in [between, "\x1b[", code, "m", token, "\x1b[0m"] {
            out.push_str(part);
        }
        done = range.end;
    }
    if out.is_empty() {
        return Cow::Borrowed(line);
    }
    out.push_str(text.get(done..).unwrap_or(""));
    Cow::Owned(out)
}

/// The parameters of the escape sequence: the terminal's own colours, so that its theme decides.
fn code(class: TokenClass) -> Option<&'static str> {
    match class {
        TokenClass::Keyword => Some("1;34"),
        TokenClass::Builtin => Some("36"),
        TokenClass::String => Some("32"),
        TokenClass::Number => Some("33"),
        TokenClass::Comment => Some("90"),
        TokenClass::Error => Some("31"),
        _ => None,
    }
}
