//! How Python lines are laid out, as far as entering them goes: where the next line begins, and where `else` belongs.

/// Spaces of one level.
pub const STEP: usize = 4;

/// Keywords that continue a statement, and the keywords of the parts that they can follow.
const CLAUSES: &[(&str, &[&str])] = &[
    ("elif", &["if", "elif"]),
    ("else", &["if", "elif", "for", "while", "try", "except"]),
    ("except", &["try", "except"]),
    ("finally", &["try", "except", "else"]),
];

/// Statements after which a block cannot go on.
const LEAVING: &[&str] = &["return", "raise", "pass", "break", "continue"];

/// Whether the line continues a compound statement: `else`, `except` and the like.
pub fn is_clause(line: &str) -> bool {
    let word = first_word(line);
    CLAUSES.iter().any(|(keyword, _)| *keyword == word)
}

/// Whether the last line is a decorator, whose function is still to come.
pub fn after_decorator(entered: &str) -> bool {
    last_line(entered).is_some_and(|line| line.starts_with('@'))
}

/// The indentation to offer for the line after those entered; none in brackets and strings, where spaces are the writer's.
pub fn next_indent(entered: &str) -> String {
    let Some(last) = last_line(entered).filter(|_| !is_open(entered)) else {
        return String::new();
    };
    let width = width(last);
    let width = if ends_with_colon(last) {
        width + STEP
    } else if LEAVING.contains(&first_word(last)) {
        width.saturating_sub(STEP)
    } else {
        width
    };
    " ".repeat(width)
}

/// Where an `else` or the like goes that was typed at the indentation on offer: the text with the indentation of the statement
/// that it continues, or None when it stays as it is.
pub fn align_clause(entered: &str, line: &str, offered: &str) -> Option<String> {
    let clause = line.strip_prefix(offered).filter(|text| !text.starts_with(char::is_whitespace))?;
    let word = first_word(clause);
    let (_, follows) = CLAUSES.iter().find(|(keyword, _)| *keyword == word)?;
    // Upwards, each line that is further left than all below it opens a block that is still open.
    let mut limit = offered.len();
    for above in entered.lines().rev().filter(|line| !is_blank(line)) {
        let indent = width(above);
        if indent > limit {
            continue;
        }
        if follows.contains(&first_word(above)) {
            return (indent < offered.len()).then(|| format!("{}{clause}", " ".repeat(indent)));
        }
        limit = indent;
    }
    None
}

/// Whether a bracket or a triple-quoted string is open at the end of the text.
pub fn is_open(text: &str) -> bool {
    let mut depth = 0_usize;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        match c {
            '#' => rest = rest.find('\n').and_then(|end| rest.get(end..)).unwrap_or(""),
            '\'' | '"' => match after_string(rest, c) {
                Some(after) => rest = after,
                None => return true,
            },
            _ => {
                match c {
                    '(' | '[' | '{' => depth += 1,
                    ')' | ']' | '}' => depth = depth.saturating_sub(1),
                    _ => {}
                }
                rest = rest.get(c.len_utf8()..).unwrap_or("");
            }
        }
    }
    depth > 0
}

/// The text after the string literal that it begins with; None when a triple-quoted one does not end.
fn after_string(text: &str, quote: char) -> Option<&str> {
    let triple = quote.to_string().repeat(3);
    let is_triple = text.starts_with(&triple);
    let mut rest = text.get(if is_triple { 3 } else { 1 }..)?;
    loop {
        if is_triple && let Some(after) = rest.strip_prefix(&triple) {
            return Some(after);
        }
        let mut chars = rest.chars();
        match chars.next() {
            Some('\\') => {
                chars.next();
            }
            Some(c) if !is_triple && (c == quote || c == '\n') => return Some(chars.as_str()),
            Some(_) => {}
            None if is_triple => return None,
            None => return Some(""),
        }
        rest = chars.as_str();
    }
}

fn last_line(entered: &str) -> Option<&str> {
    entered.lines().rev().find(|line| !is_blank(line))
}

fn is_blank(line: &str) -> bool {
    let text = line.trim_start();
    text.is_empty() || text.starts_with('#')
}

fn width(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

fn first_word(line: &str) -> &str {
    let text = line.trim_start();
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    text.get(..end).unwrap_or("")
}

/// A colon at the end, not counting a comment.
fn ends_with_colon(line: &str) -> bool {
    let mut code = line;
    // The first `#` that is not in a string: the text before it has no string open.
    for (at, _) in line.match_indices('#') {
        let before = line.get(..at).unwrap_or("");
        let quotes = |quote| before.matches(quote).count();
        if quotes('"') % 2 == 0 && quotes('\'') % 2 == 0 {
            code = before;
            break;
        }
    }
    code.trim_end().ends_with(':')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_line_is_offered_its_indentation() {
        for (entered, width) in [
            ("", 0),
            ("def f():\n", 4),
            ("def f():  # a: comment\n", 4),
            ("def f():\n    x = 1\n", 4),
            ("def f():\n    if x == '#':\n", 8),
            ("def f():\n    if x:\n        return 1\n", 4),
            ("if x:\n    pass\n", 0),
            ("if x:\n    returned = 1\n", 4),
            ("f(a,\n", 0),
            ("if x:\n    f(a,\n", 0),
            ("if x:\n    s = '''a\n", 0),
            ("if x:\n    s = 'it''s' # don't\n", 4),
            ("d = {1:\n", 0),
        ] {
            assert_eq!(next_indent(entered).len(), width, "{entered:?}");
        }
    }

    #[test]
    fn clauses_go_to_their_statement() {
        let block = "try:\n    1 / 0\n";
        for (entered, line, expected) in [
            (block, "    except E:", Some("except E:")),
            (block, "except E:", None),
            (block, "    exceptional = 1", None),
            (block, "    x = 1", None),
            ("if a:\n    if b:\n        c\n", "        else:", Some("    else:")),
            ("if a:\n    for b in c:\n        d\n", "        elif e:", Some("elif e:")),
            ("while a:\n    b\n", "    finally:", None),
        ] {
            let offered = next_indent(entered);
            assert_eq!(align_clause(entered, line, &offered).as_deref(), expected, "{entered:?} {line:?}");
        }
        // The indentation on offer is already the statement's.
        let returned = "def f():\n    if a:\n        return 1\n";
        assert_eq!(align_clause(returned, "    else:", "    "), None);
    }

    #[test]
    fn open_brackets_and_strings() {
        for (text, open) in [
            ("", false),
            ("(", true),
            ("([)]", false),
            ("'(' + \"[\"", false),
            ("'\\'('", false),
            ("'''a\n'", true),
            ("'''a\n'''", false),
            ("'''a\\'''", true),
            ("x = 1 # (", false),
            ("# '''\n(", true),
            ("'é' + (", true),
        ] {
            assert_eq!(is_open(text), open, "{text:?}");
        }
    }
}
