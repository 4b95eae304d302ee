//! Completion: where the name begins that is being typed, and how its candidates are shown.

use rustyline::completion::Pair;

/// The dotted name that ends at the cursor, such as `zoo.hip`.
pub fn dotted_name(before_cursor: &str) -> &str {
    let start = before_cursor
        .char_indices()
        .rev()
        .take_while(|(_, c)| c.is_alphanumeric() || matches!(c, '_' | '.'))
        .last()
        .map_or(before_cursor.len(), |(at, _)| at);
    before_cursor.get(start..).unwrap_or("")
}

/// Where the candidates go, as an offset into the text, and how they look: the list shows only the part behind the last dot.
pub fn placed(before_cursor: &str, candidates: Vec<String>) -> (usize, Vec<Pair>) {
    let name = dotted_name(before_cursor);
    // Candidates are whole dotted names, or last parts of them.
    let whole = candidates.iter().all(|word| word.starts_with(name));
    let replaced = if whole { name } else { last_part(name) };
    let start = before_cursor.len() - replaced.len();
    let pairs =
        candidates.into_iter().map(|word| Pair { display: last_part(&word).to_owned(), replacement: word }).collect();
    (start, pairs)
}

fn last_part(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(_, last)| last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_end_at_the_cursor() {
        for (text, name) in [
            ("", ""),
            ("eleph", "eleph"),
            ("f(zoo.hip", "zoo.hip"),
            ("x = größe.wei", "größe.wei"),
            ("a + ", ""),
            ("'text'.up", ".up"),
        ] {
            assert_eq!(dotted_name(text), name, "{text:?}");
        }
    }

    #[test]
    fn candidates_replace_what_they_begin_with() {
        for (text, candidate, start) in [
            ("f(zoo.hip", "zoo.hippopotamus", 2),
            ("f(zoo.hip", "hippopotamus", 6),
            ("lamb", "lambda", 0),
            ("1 + ", "abs(", 4),
        ] {
            let (found, pairs) = placed(text, vec![candidate.to_owned()]);
            assert_eq!(found, start, "{text:?}");
            assert_eq!(pairs.first().map(|pair| pair.replacement.as_str()), Some(candidate));
        }
    }
}
