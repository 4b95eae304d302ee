//! From the arguments of a call to the parameters of a Python function: defaults, keywords, `*args`, `**kwargs`, and
//! CPython's messages when they do not fit.

use crate::bytecode::unit::Unit;
use crate::heap::Value;
use crate::objects::{Code, Dict, Function, Str, Tuple};

use super::{Raised, Res, Vm};

impl Vm {
    /// The values of the parameters in register order (`local_names` order).
    pub(super) fn bind(
        &mut self,
        function: &Function,
        code: &Code,
        args: Vec<Value>,
        keywords: Vec<(Value, Value)>,
    ) -> Res<Vec<Value>> {
        let unit = &*code.unit;
        let positional = usize::from(unit.positional);
        let named = positional + usize::from(unit.keyword_only);
        let given = args.len();
        let mut bound: Vec<Value> = Vec::with_capacity(named + 2);
        let mut args = args.into_iter();
        bound.extend(args.by_ref().take(positional));
        bound.resize_with(named, Value::default);
        let rest: Vec<Value> = args.collect();
        let surplus = rest.len();
        let varargs = if unit.has_varargs { Some(self.tuple(rest)?) } else { None };
        let varkw = unit.has_varkw.then(crate::objects::dict::new_dict);
        // Names that were passed matter to a message about positional-only parameters.
        let passed: Vec<Value> = match unit.positional_only {
            0 => Vec::new(),
            _ => keywords.iter().map(|(name, _)| name.clone()).collect(),
        };
        for keyword in keywords {
            self.bind_keyword(function, code, &mut bound, &varkw, &passed, keyword)?;
        }
        if surplus > 0 && !unit.has_varargs {
            return Err(self.too_many_positional(function, unit, &bound, given));
        }
        self.fill_defaults(function, code, &mut bound)?;
        bound.extend(varargs);
        bound.extend(varkw);
        Ok(bound)
    }

    fn bind_keyword(
        &mut self,
        function: &Function,
        code: &Code,
        bound: &mut [Value],
        varkw: &Option<Value>,
        passed: &[Value],
        (name, value): (Value, Value),
    ) -> Res<()> {
        let unit = &*code.unit;
        let Some(text) = name.cast::<Str>() else { return Err(self.type_error("keywords must be strings")) };
        let first = usize::from(unit.positional_only);
        let at = code.local_names.iter().enumerate().take(bound.len()).skip(first).find_map(|(at, known)| {
            let same = known.is(&name) || known.exact::<Str>().is_some_and(|known| known.bytes() == text.bytes());
            same.then_some(at)
        });
        if let Some(place) = at.and_then(|at| bound.get_mut(at)) {
            if place.is_empty() {
                *place = value;
                return Ok(());
            }
            let message = format!("{}() got multiple values for argument '{}'", qualname(function), text.to_text());
            return Err(self.type_error(message));
        }
        if let Some(dict) = varkw {
            return self.dict_set(dict, name, value);
        }
        let positional_only: Vec<String> = code
            .local_names
            .iter()
            .take(first)
            .filter_map(Value::exact::<Str>)
            .filter(|known| {
                passed.iter().any(|name| name.cast::<Str>().is_some_and(|name| name.bytes() == known.bytes()))
            })
            .map(|known| known.to_text().into_owned())
            .collect();
        let message = if positional_only.is_empty() {
            format!("{}() got an unexpected keyword argument '{}'", qualname(function), text.to_text())
        } else {
            format!(
                "{}() got some positional-only arguments passed as keyword arguments: '{}'",
                qualname(function),
                positional_only.join(", ")
            )
        };
        Err(self.type_error(message))
    }

    fn fill_defaults(&mut self, function: &Function, code: &Code, bound: &mut [Value]) -> Res<()> {
        let unit = &*code.unit;
        let positional = usize::from(unit.positional);
        let defaults = function.defaults.get();
        let defaults = defaults.exact::<Tuple>();
        let first_default = positional - defaults.map_or(0, |defaults| defaults.len().min(positional));
        let mut missing = Vec::new();
        for (at, place) in bound.iter_mut().enumerate().take(positional) {
            if !place.is_empty() {
                continue;
            }
            let default = at
                .checked_sub(first_default)
                .and_then(|at| defaults.and_then(|defaults| defaults.elements().get(at).cloned()));
            match default {
                Some(default) => *place = default,
                None => missing.push(name_at(unit, at)),
            }
        }
        if !missing.is_empty() {
            return Err(self.missing_arguments(function, "positional", &missing));
        }
        let kw_defaults = function.kw_defaults.get();
        for (at, place) in bound.iter_mut().enumerate().skip(positional) {
            if !place.is_empty() {
                continue;
            }
            let default = code.local_names.get(at).and_then(|name| {
                let dict = kw_defaults.exact::<Dict>()?;
                let hash = name.exact::<Str>()?.hash(self.world.hash_key);
                dict.find_str(name, hash).and_then(|at| dict.value_at(at))
            });
            match default {
                Some(default) => *place = default,
                None => missing.push(name_at(unit, at)),
            }
        }
        if missing.is_empty() { Ok(()) } else { Err(self.missing_arguments(function, "keyword-only", &missing)) }
    }

    fn missing_arguments(&mut self, function: &Function, kind: &str, missing: &[String]) -> Raised {
        let names = match missing {
            [one] => format!("'{one}'"),
            [one, two] => format!("'{one}' and '{two}'"),
            _ => {
                let (last, others) =
                    missing.split_last().map_or(("", &[][..]), |(last, others)| (last.as_str(), others));
                let others: Vec<String> = others.iter().map(|name| format!("'{name}'")).collect();
                format!("{}, and '{last}'", others.join(", "))
            }
        };
        let plural = if missing.len() == 1 { "" } else { "s" };
        self.type_error(format!(
            "{}() missing {} required {kind} argument{plural}: {names}",
            qualname(function),
            missing.len()
        ))
    }

    fn too_many_positional(&mut self, function: &Function, unit: &Unit, bound: &[Value], given: usize) -> Raised {
        let positional = usize::from(unit.positional);
        let keyword_only = bound.iter().skip(positional).filter(|value| !value.is_empty()).count();
        let defaults = function.defaults.peek(|defaults| defaults.exact::<Tuple>().map_or(0, Tuple::len));
        let (takes, plural) = if defaults > 0 {
            (format!("from {} to {positional}", positional - defaults.min(positional)), true)
        } else {
            (positional.to_string(), positional != 1)
        };
        let plural = if plural { "s" } else { "" };
        let (extra, were) = if keyword_only > 0 {
            let plural_given = if given == 1 { "" } else { "s" };
            let plural_kw = if keyword_only == 1 { "" } else { "s" };
            (
                format!(" positional argument{plural_given} (and {keyword_only} keyword-only argument{plural_kw})"),
                "were",
            )
        } else {
            (String::new(), if given == 1 { "was" } else { "were" })
        };
        self.type_error(format!(
            "{}() takes {takes} positional argument{plural} but {given}{extra} {were} given",
            qualname(function)
        ))
    }
}

fn name_at(unit: &Unit, at: usize) -> String {
    unit.local_names.get(at).map_or_else(String::new, |name| name.to_string())
}

fn qualname(function: &Function) -> String {
    function.qualname.peek(|name| name.exact::<Str>().map_or_else(String::new, |name| name.to_text().into_owned()))
}
