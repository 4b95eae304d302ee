//! The marks under a traceback's source line.
//!
//! Source: CPython 3.11 `Python/traceback.c` (PEP 657), including that characters of double width get two marks and that
//! the operator is what follows the left operand and the parentheses that close there.

use hoopsnake_syntax::ast::{ExprKind, StmtKind};
use hoopsnake_syntax::parse_module;
use unicode_width::UnicodeWidthChar;

/// Where an instruction's source is: lines from 1, columns in bytes from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub line: u32,
    pub column: u32,
    pub end_line: u32,
    pub end_column: u32,
}

/// Part of a segment that is marked `^` among `~`, in bytes.
struct Anchors {
    left: usize,
    right: usize,
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | 0x0c)
}

/// Number of blanks that a line begins with; they are not shown.
pub fn indentation(line: &str) -> usize {
    line.bytes().take_while(|&byte| is_blank(byte)).count()
}

/// Code points before a byte offset.
fn characters(line: &str, offset: usize) -> usize {
    line.char_indices().take_while(|(at, _)| *at < offset).count()
}

/// The line of marks (without the four blanks that every source line is indented by), if any are shown.
pub fn marks(line: &str, place: Place) -> Option<String> {
    let indent = indentation(line);
    let start = characters(line, place.column as usize);
    let mut end = characters(line, place.end_column as usize);
    let mut anchors = None;
    if place.line == place.end_line {
        let segment = line.get(place.column as usize..(place.end_column as usize).min(line.len()));
        anchors = segment.and_then(|segment| {
            let found = find_anchors(segment)?;
            Some((characters(segment, found.left) + start, characters(segment, found.right) + start))
        });
    } else {
        // The length in code points is an index of bytes here, as it is in CPython.
        let length = line.chars().count();
        let text = line.as_bytes().get(..length).unwrap_or_default();
        end = text.iter().rposition(|&byte| !is_blank(byte)).map_or(0, |last| last + 1);
    }
    if anchors.is_none() && end.checked_sub(start) == Some(line.chars().count() - indent) {
        return None;
    }
    let mut marks = String::new();
    for column in indent..end {
        let mark = match anchors {
            _ if column < start => ' ',
            None => '^',
            Some((left, right)) if left <= column && column < right => '^',
            Some(_) => '~',
        };
        let wide = line.chars().nth(column).and_then(UnicodeWidthChar::width) == Some(2);
        marks.extend(std::iter::repeat_n(mark, if wide { 2 } else { 1 }));
    }
    Some(marks)
}

/// The operator of a binary operation, or the brackets of a subscription, if the segment is one.
fn find_anchors(segment: &str) -> Option<Anchors> {
    let module = parse_module(segment).ok()?;
    let [statement] = &module.body[..] else { return None };
    let StmtKind::Expr(expression) = &statement.kind else { return None };
    match &expression.kind {
        ExprKind::Binary { left, right, .. } => {
            let bytes = segment.as_bytes();
            let (from, to) = (left.span.end as usize, right.span.start as usize);
            let at = (from..to).find(|&at| bytes.get(at).is_some_and(|&byte| !is_blank(byte) && byte != b')'))?;
            let wide = at + 1 < to && bytes.get(at + 1).is_some_and(|&byte| !is_blank(byte));
            Some(Anchors { left: at, right: at + 1 + usize::from(wide) })
        }
        ExprKind::Subscript { value, index } => {
            let from =
                |at: u32, bracket: char| segment.get(at as usize..)?.find(bracket).map(|found| at as usize + found);
            Some(Anchors { left: from(value.span.end, '[')?, right: from(index.span.end, ']')? + 1 })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Place, marks};

    fn check(line: &str, part: &str, expected: Option<&str>) {
        let column = line.find(part).unwrap_or_default() as u32;
        let place = Place { line: 1, column, end_line: 1, end_column: column + part.len() as u32 };
        assert_eq!(marks(line, place).as_deref(), expected, "{line}");
    }

    #[test]
    fn whole_line() {
        check("    f(x)", "f(x)", None);
    }

    #[test]
    fn call_in_a_line() {
        check("    y = f(x)", "f(x)", Some("    ^^^^"));
    }

    #[test]
    fn operators() {
        check("a + b", "a + b", Some("~~^~~"));
        check("  x = a // b", "a // b", Some("    ~~^^~~"));
        check("(a) + b", "(a) + b", Some("~~~~^~~"));
    }

    #[test]
    fn subscription() {
        check("(x) [ (1) ]", "(x) [ (1) ]", Some("~~~~^^^^^^^"));
        check("print(日[1] + 2)", "日[1]", Some("      ~~^^^"));
    }
}
