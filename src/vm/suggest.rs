//! "Did you mean": the known name that is nearest to a wrong one.
//!
//! Source: CPython 3.11 `Python/suggestions.c`.

const MAX_CANDIDATES: usize = 750;
const MAX_LENGTH: usize = 40;
const MOVE_COST: usize = 2;
const CASE_COST: usize = 1;

fn substitution_cost(a: u8, b: u8) -> usize {
    if a == b {
        0
    } else if a.eq_ignore_ascii_case(&b) {
        CASE_COST
    } else {
        MOVE_COST
    }
}

/// Levenshtein's distance, weighted; more than `limit` may come out as any number above it.
fn distance<'t>(mut a: &'t [u8], mut b: &'t [u8], limit: usize) -> usize {
    while let ([first, rest_a @ ..], [second, rest_b @ ..]) = (a, b)
        && first == second
    {
        (a, b) = (rest_a, rest_b);
    }
    while let ([rest_a @ .., last], [rest_b @ .., other]) = (a, b)
        && last == other
    {
        (a, b) = (rest_a, rest_b);
    }
    if a.is_empty() || b.is_empty() {
        return (a.len() + b.len()) * MOVE_COST;
    }
    if a.len() > MAX_LENGTH || b.len() > MAX_LENGTH {
        return limit + 1;
    }
    if b.len() < a.len() {
        (a, b) = (b, a);
    }
    if (b.len() - a.len()) * MOVE_COST > limit {
        return limit + 1;
    }
    let mut row: Vec<usize> = (1..=a.len()).map(|count| count * MOVE_COST).collect();
    let mut result = 0;
    for (index, &code) in b.iter().enumerate() {
        result = index * MOVE_COST;
        let mut diagonal = result;
        let mut minimum = usize::MAX;
        for (place, &other) in row.iter_mut().zip(a) {
            let substitute = diagonal + substitution_cost(code, other);
            diagonal = *place;
            result = (result.min(diagonal) + MOVE_COST).min(substitute);
            *place = result;
            minimum = minimum.min(result);
        }
        if minimum > limit {
            return limit + 1;
        }
    }
    result
}

/// The candidate nearest to `name`, if one is near enough.
pub fn nearest<'c>(name: &str, candidates: &'c [String]) -> Option<&'c str> {
    if candidates.len() >= MAX_CANDIDATES {
        return None;
    }
    let mut best: Option<(&str, usize)> = None;
    for candidate in candidates.iter().filter(|candidate| *candidate != name) {
        // No more than a third of the characters may need a change.
        let mut limit = (name.len() + candidate.len() + 3) * MOVE_COST / 6;
        if let Some((_, known)) = best {
            match known.checked_sub(1) {
                Some(less) => limit = limit.min(less),
                None => break,
            }
        }
        let found = distance(name.as_bytes(), candidate.as_bytes(), limit);
        if found <= limit {
            best = Some((candidate, found));
        }
    }
    best.map(|(candidate, _)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn as_cpython() {
        let names = ["counter", "count", "print", "celsius"].map(str::to_owned);
        assert_eq!(nearest("countr", &names), Some("counter"));
        assert_eq!(nearest("celcius", &names), Some("celsius"));
        assert_eq!(nearest("prnt", &names), Some("print"));
        assert_eq!(nearest("zzz", &names), None);
        assert_eq!(nearest("PRINT", &names), None);
    }
}
