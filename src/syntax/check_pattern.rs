//! What the grammar cannot say of patterns: what they bind, and which can never be reached.

use crate::ast::*;
use crate::error::{SyntaxError, message};
use std::collections::BTreeSet;

type Checked = Result<(), SyntaxError>;
type Names<'p> = BTreeSet<&'p str>;

/// The cases of one `match`: only the last may match everything without a guard.
pub fn cases(cases: &[MatchCase]) -> Checked {
    for (i, case) in cases.iter().enumerate() {
        if case.guard.is_none() && i + 1 < cases.len() {
            refuse_irrefutable(&case.pattern)?;
        }
        bind(&case.pattern, &mut Names::new())?;
    }
    Ok(())
}

/// The part of a pattern that matches whatever comes.
fn irrefutable(pattern: &Pattern) -> Option<&Pattern> {
    match &pattern.kind {
        PatternKind::Capture { pattern: None, .. } => Some(pattern),
        PatternKind::Capture { pattern: Some(inner), .. } => irrefutable(inner),
        PatternKind::Or(alternatives) => alternatives.last().and_then(irrefutable),
        _ => None,
    }
}

fn refuse_irrefutable(pattern: &Pattern) -> Checked {
    match irrefutable(pattern) {
        Some(Pattern { kind: PatternKind::Capture { name: Some(name), .. }, span }) => {
            Err(message::name_capture_unreachable(*span, &name.name))
        }
        Some(all) => Err(message::wildcard_unreachable(all.span)),
        None => Ok(()),
    }
}

/// Collects the names that a pattern binds; none may come twice.
fn bind<'p>(pattern: &'p Pattern, names: &mut Names<'p>) -> Checked {
    match &pattern.kind {
        PatternKind::Value(_) | PatternKind::Singleton(_) => Ok(()),
        PatternKind::Capture { pattern: inner, name } => {
            inner.iter().try_for_each(|inner| bind(inner, names))?;
            bind_name(name, inner.as_deref().map_or(pattern, last_visited).span, names)
        }
        PatternKind::Star(name) => bind_name(name, pattern.span, names),
        PatternKind::Sequence(items) => {
            if items.iter().filter(|p| matches!(p.kind, PatternKind::Star(_))).count() > 1 {
                return Err(message::pattern_multiple_stars(pattern.span));
            }
            items.iter().try_for_each(|item| bind(item, names))
        }
        PatternKind::Mapping { patterns, rest, .. } => {
            patterns.iter().try_for_each(|item| bind(item, names))?;
            bind_name(rest, pattern.span, names)
        }
        PatternKind::Class { positional, keywords, .. } => {
            positional.iter().try_for_each(|item| bind(item, names))?;
            keywords.iter().try_for_each(|(_, item)| bind(item, names))
        }
        PatternKind::Or(alternatives) => bind_alternatives(alternatives, names),
    }
}

/// The part of a pattern that CPython's compiler comes to last, where it then sees what is wrong with the whole.
fn last_visited(pattern: &Pattern) -> &Pattern {
    let inner = match &pattern.kind {
        PatternKind::Capture { pattern, .. } => pattern.as_deref(),
        PatternKind::Sequence(items) | PatternKind::Or(items) => items.last(),
        PatternKind::Mapping { patterns, .. } => patterns.last(),
        PatternKind::Class { positional, keywords, .. } => {
            keywords.last().map(|(_, pattern)| pattern).or_else(|| positional.last())
        }
        PatternKind::Value(_) | PatternKind::Singleton(_) | PatternKind::Star(_) => None,
    };
    inner.map_or(pattern, last_visited)
}

fn bind_name<'p>(name: &'p Option<Ident>, span: Span, names: &mut Names<'p>) -> Checked {
    match name {
        Some(name) if !names.insert(&name.name) => Err(message::pattern_name_twice(span, &name.name)),
        _ => Ok(()),
    }
}

fn bind_alternatives<'p>(alternatives: &'p [Pattern], names: &mut Names<'p>) -> Checked {
    let mut first: Option<Names> = None;
    for (i, alternative) in alternatives.iter().enumerate() {
        if i + 1 < alternatives.len() {
            refuse_irrefutable(alternative)?;
        }
        let mut own = names.clone();
        bind(alternative, &mut own)?;
        if first.as_ref().is_some_and(|first| *first != own) {
            return Err(message::alternatives_differ(last_visited(alternative).span));
        }
        first = Some(own);
    }
    *names = first.unwrap_or_default();
    Ok(())
}
