//! Parameter lists: from the items as written, in any order, to the five groups of `Params`.

use crate::ast::*;
use crate::error::{SyntaxError, message};
use crate::tree::Failure;

/// One item of a parameter list. Beside a starred one: where its stars begin, and where its forbidden `=` would stand.
pub enum ParamItem {
    Plain(Param),
    Slash(Span),
    Star(Span),
    VarArg(Param, u32, u32),
    KwArg(Param, u32, u32),
}

impl ParamItem {
    fn span(&self) -> Span {
        match self {
            ParamItem::Plain(p) => p.name.span,
            ParamItem::VarArg(_, star, _) => Span::new(*star, star + 1),
            ParamItem::KwArg(_, stars, _) => Span::new(*stars, stars + 2),
            ParamItem::Slash(span) | ParamItem::Star(span) => *span,
        }
    }
}

/// Groups the parameters of a function.
pub fn function(items: Vec<ParamItem>) -> Result<Params, Failure> {
    Ok(group(items, None)?)
}

/// Groups the parameters of a lambda, whose colon stands at `colon`.
pub fn lambda(items: Vec<ParamItem>, colon: u32) -> Result<Params, Failure> {
    Ok(group(items, Some(Span::new(colon, colon + 1)))?)
}

/// `bare_star` is where CPython points for want of a name behind `*`, unless at the star.
fn group(items: Vec<ParamItem>, bare_star: Option<Span>) -> Result<Params, SyntaxError> {
    let mut params = Params::default();
    let mut star: Option<Span> = None;
    let mut slash = false;
    let alone = items.len() == 1;
    for item in items {
        let span = item.span();
        if params.kwarg.is_some() {
            return Err(message::after_kwarg(span));
        }
        match item {
            ParamItem::Plain(param) if star.is_some() => params.keyword_only.push(param),
            ParamItem::Plain(param) => {
                let has_default = |list: &[Param]| list.last().is_some_and(|p| p.default.is_some());
                let after_default = has_default(&params.positional)
                    || params.positional.is_empty() && has_default(&params.positional_only);
                if after_default && param.default.is_none() {
                    return Err(message::non_default_after_default(span));
                }
                params.positional.push(param);
            }
            ParamItem::Slash(_) if slash => return Err(message::slash_twice(span)),
            ParamItem::Slash(_) if star.is_some() => return Err(message::slash_after_star(span)),
            ParamItem::Slash(_) if params.positional.is_empty() => {
                let make = if alone { message::invalid_syntax } else { message::slash_first };
                return Err(make(span));
            }
            ParamItem::Slash(_) => {
                slash = true;
                params.positional_only = std::mem::take(&mut params.positional);
            }
            ParamItem::Star(_) | ParamItem::VarArg(..) if star.is_some() => return Err(message::star_twice(span)),
            ParamItem::Star(_) => star = Some(span),
            ParamItem::VarArg(param, _, equals) => {
                refuse_default(&param, equals, message::vararg_default)?;
                star = Some(span);
                params.vararg = Some(param);
            }
            ParamItem::KwArg(param, _, equals) => {
                refuse_default(&param, equals, message::kwarg_default)?;
                params.kwarg = Some(param);
            }
        }
    }
    match star {
        Some(span) if params.vararg.is_none() && params.keyword_only.is_empty() => {
            Err(message::bare_star(bare_star.unwrap_or(span)))
        }
        _ => Ok(params),
    }
}

fn refuse_default(param: &Param, equals: u32, error: fn(Span) -> SyntaxError) -> Result<(), SyntaxError> {
    match param.default {
        Some(_) => Err(error(Span::new(equals, equals + 1))),
        None => Ok(()),
    }
}
