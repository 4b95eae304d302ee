//! From the arguments of a call to the values that a builtin's body gets: its signature is followed, and where they do not fit,
//! the words are those of CPython's readers of arguments.

use crate::heap::Value;
use crate::objects::{ByteArray, Bytes, ClassMethod, Dict, Native, Str, Tuple, Type, ty};

use super::native::Signature;
use super::{N, Raised, Res, Vm};

/// Methods of strings and bytes whose arguments CPython reads in the old way, with a message of its own for a wrong number.
const PARSED_AS_TUPLE: [&str; 7] = ["count", "find", "index", "rfind", "rindex", "startswith", "endswith"];

impl Vm {
    /// Binds the arguments of a builtin by its signature.
    pub(super) fn bind_native(
        &mut self,
        index: u32,
        args: Vec<Value>,
        keywords: Vec<(Value, Value)>,
    ) -> Res<Vec<Value>> {
        let Some(entry) = self.natives.get(index as usize) else { return Ok(args) };
        let name = entry.decl.name();
        let signature = entry.signature();
        let positional = signature.positional.len();
        let (positional_only, min) = (signature.positional_only, signature.min_positional);
        let has_varargs = signature.has_varargs;
        let has_varkw = signature.has_varkw;
        let names: Vec<(&'static str, bool)> = signature
            .positional
            .iter()
            .chain(&signature.keyword_only)
            .map(|param| (param.name, param.required))
            .collect();
        let method = names.first().is_some_and(|(name, _)| matches!(*name, "self" | "cls"));
        let given = Given { positional: args.len(), keywords: keywords.len() };
        let surplus = given.positional > positional && !has_varargs;
        let unnamed = positional_only >= names.len() || (method && names.len() == 1);
        let refuses = unnamed && !has_varkw && !keywords.is_empty();
        if surplus && !refuses {
            return Err(self.native_arity(index, &args, given));
        }
        let mut args = args.into_iter();
        let mut bound: Vec<Value> = args.by_ref().take(positional).collect();
        bound.resize_with(names.len(), Value::default);
        let varargs = if has_varargs { Some(self.tuple(args.collect())?) } else { None };
        let varkw = has_varkw.then(crate::objects::dict::new_dict);
        if refuses && self.minds_keywords(name, bound.first()) {
            let title = match bound.first().filter(|first| method && !first.is_empty()) {
                Some(first)
                    if !matches!(name, "__new__" | "__init__")
                        && super::class::is_slot_wrapper(&self.native_owner(index, first), name) =>
                {
                    format!("wrapper {name}()")
                }
                Some(_) if parsed_as_tuple(name, &bound) => format!("{name}()"),
                _ => self.native_title(index, name, method, &bound),
            };
            return Err(self.type_error(format!("{title} takes no keyword arguments")));
        }
        if refuses && surplus {
            return Err(self.native_arity(index, &bound, given));
        }
        let keywords = if unnamed && !has_varkw { Vec::new() } else { keywords };
        // A few functions that take any number of arguments are written with the newer reader, which counts no keywords.
        let counted = if has_varargs { keywords.len() + positional } else { given.positional + keywords.len() };
        let beyond = counted > names.len() && name != "print";
        if !keywords.is_empty() && !has_varkw && beyond {
            return Err(self.native_arity(index, &bound, given));
        }
        let shown = self.native_shown(name, &bound);
        // What is missing is told before what is not wanted.
        let mut unwanted = None;
        for (key, value) in keywords {
            let text = key.cast::<Str>().map_or_else(String::new, |key| key.to_text().into_owned());
            let at = names.iter().enumerate().skip(positional_only).find(|(_, (known, _))| *known == text);
            match at.and_then(|(at, _)| bound.get_mut(at)) {
                Some(place) if place.is_empty() => *place = value,
                Some(_) => {
                    let at = at.map_or(0, |(at, _)| at) + usize::from(!method);
                    let message = format!("argument for {shown}() given by name ('{text}') and position ({at})");
                    unwanted.get_or_insert(message);
                }
                None => match &varkw {
                    Some(dict) => self.dict_set(dict, key, value)?,
                    None => {
                        unwanted
                            .get_or_insert_with(|| format!("'{text}' is an invalid keyword argument for {shown}()"));
                    }
                },
            }
        }
        for (at, (param, required)) in names.iter().enumerate() {
            if *required && bound.get(at).is_some_and(Value::is_empty) {
                if at < positional && at < positional_only.max(min) && given.positional < min {
                    return Err(self.native_arity(index, &bound, given));
                }
                let message = format!("{shown}() missing required argument '{param}' (pos {})", at + 1);
                return Err(self.type_error(message));
            }
        }
        if let Some(message) = unwanted {
            return Err(self.type_error(message));
        }
        let keyword_only: Vec<Value> = bound.split_off(positional);
        bound.extend(varargs);
        bound.extend(keyword_only);
        bound.extend(varkw);
        Ok(bound)
    }

    /// Whether a builtin without keywords refuses them. The `__new__` of a builtin type leaves those of a class with its own
    /// `__init__` alone, and the other way round.
    fn minds_keywords(&self, name: &str, first: Option<&Value>) -> bool {
        let (class, other) = match (name, first) {
            ("__new__", Some(class)) => (class.clone(), N::init),
            ("__init__", Some(this)) => (self.type_of(this), N::new),
            _ => return true,
        };
        let in_python = |method: Value| method.exact::<Native>().is_none();
        !(class.exact::<Type>().is_some_and(|class| class.has(ty::HEAP_TYPE))
            && self.class_lookup(&class, other).is_some_and(in_python))
    }

    /// The name of a builtin in messages; of `__new__` and `__init__` it is the type's.
    fn native_shown(&self, name: &str, args: &[Value]) -> String {
        let first = args.first().filter(|first| !first.is_empty());
        match (name, first) {
            // The builtin type that the class inherits from.
            ("__new__", Some(class)) => {
                let mro = self.mro_of(class);
                let own = mro.iter().filter_map(Value::exact::<Type>).find(|class| !class.has(ty::HEAP_TYPE));
                own.map_or_else(|| name.to_owned(), Type::name_text)
            }
            ("__init__", Some(this)) if this.cast::<crate::objects::Set>().is_some() => self.type_name(this),
            ("__init__", Some(this)) if this.exact::<crate::objects::Exception>().is_none() => {
                self.type_name(this.native().unwrap_or(this))
            }
            _ => name.to_owned(),
        }
    }

    /// How messages about the number of arguments name a builtin: `list.append()`, `gc.enable()`, `len()`.
    fn native_title(&self, index: u32, name: &str, method: bool, args: &[Value]) -> String {
        if matches!(name, "__new__" | "__init__") {
            return format!("{}()", self.native_shown(name, args));
        }
        if method && let Some(first) = args.first().filter(|first| !first.is_empty()) {
            return format!("{}.{name}()", self.native_owner(index, first));
        }
        match self.native_modules.get(&index).map(String::as_str) {
            None | Some("builtins") => format!("{name}()"),
            Some(module) => format!("{module}.{name}()"),
        }
    }

    /// Name of the type that has this builtin as a method, for a call with this first argument.
    fn native_owner(&self, index: u32, first: &Value) -> String {
        let class = if first.exact::<Type>().is_some() { first.clone() } else { self.type_of(first) };
        let is_it = |value: &Value| {
            let inner = value.exact::<ClassMethod>().map(|method| method.function.get());
            inner.as_ref().unwrap_or(value).exact::<Native>().is_some_and(|native| native.index == index)
        };
        let has_it = |class: &Type| {
            class.dict.peek(|dict| {
                dict.exact::<Dict>().is_some_and(|dict| dict.items().iter().any(|(_, value)| is_it(value)))
            })
        };
        let mro = class.exact::<Type>().map(|class| class.mro.get()).unwrap_or_default();
        let mut classes =
            mro.exact::<Tuple>().map_or(&[][..], |mro| mro.elements()).iter().filter_map(Value::exact::<Type>);
        match classes.find(|class| has_it(class)) {
            Some(owner) => owner.name_text(),
            None => self.type_name(first.native().unwrap_or(first)),
        }
    }

    /// The wrong number of arguments, in the words of CPython's argument readers: one for functions without keywords, another
    /// where keywords are possible.
    fn native_arity(&mut self, index: u32, args: &[Value], given: Given) -> Raised {
        let Some(entry) = self.natives.get(index as usize) else { return self.type_error("wrong arguments") };
        let name = entry.decl.name();
        let shown = self.native_shown(name, args);
        let counts = Counts::of(entry.signature());
        let given = Given { positional: given.positional.saturating_sub(counts.hidden), ..given };
        if !counts.no_keywords {
            let message = counts.with_keywords(entry.signature(), &shown, given);
            return self.type_error(message);
        }
        let construction = matches!(name, "__new__" | "__init__");
        let method = counts.hidden == 1 && shown == name && !construction;
        let first = args.first().filter(|first| method && !first.is_empty());
        let Counts { min, max, .. } = counts;
        let given = given.positional;
        if let Some(first) = first {
            let owner = self.native_owner(index, first);
            if super::class::is_slot_wrapper(&owner, name) {
                return self.type_error(slot_arity(&owner, name, min, max, given));
            }
        }
        let message = if max == 0 && name == "__new__" {
            format!("{shown} takes no arguments")
        } else if max == 0 {
            format!("{} takes no arguments ({given} given)", self.native_title(index, &shown, method, args))
        } else if method && parsed_as_tuple(name, args) {
            let (bound, limit) = if given < min { ("least", min) } else { ("most", max) };
            format!("{shown}() takes at {bound} {limit} argument{} ({given} given)", plural(limit))
        } else if max == 1 && min == 1 && !construction {
            format!("{} takes exactly one argument ({given} given)", self.native_title(index, &shown, method, args))
        } else {
            format!("{shown} {}", expected(min, max, given))
        };
        self.type_error(message)
    }
}

/// How many arguments a call has given.
#[derive(Clone, Copy)]
struct Given {
    positional: usize,
    keywords: usize,
}

/// How many arguments a builtin takes, without `self`.
struct Counts {
    /// 1 if there is a `self`.
    hidden: usize,
    min: usize,
    max: usize,
    /// Keyword-only ones included.
    all: usize,
    no_keywords: bool,
}

impl Counts {
    fn of(signature: &Signature) -> Counts {
        let hidden =
            usize::from(signature.positional.first().is_some_and(|param| matches!(param.name, "self" | "cls")));
        let max = signature.positional.len().saturating_sub(hidden);
        let only_positional = signature.positional_only == signature.positional.len();
        Counts {
            hidden,
            min: signature.min_positional.saturating_sub(hidden),
            max,
            all: max + signature.keyword_only.len(),
            no_keywords: (only_positional || max == 0) && signature.keyword_only.is_empty(),
        }
    }

    fn with_keywords(&self, signature: &Signature, shown: &str, given: Given) -> String {
        let (max, all) = (self.max, self.all);
        // Where any number is taken by position, only names are counted.
        let counted = if signature.has_varargs { 0 } else { given.positional };
        let total = counted + given.keywords;
        if total > all {
            let by_name = if counted == 0 { "keyword " } else { "" };
            return format!("{shown}() takes at most {all} {by_name}argument{} ({total} given)", plural(all));
        }
        if max == 0 {
            return format!("{shown}() takes no positional arguments");
        }
        let unnamed = signature.min_positional.min(signature.positional_only).saturating_sub(self.hidden);
        let positional = |bound: &str, limit: usize| {
            let count = given.positional;
            format!("{shown}() takes {bound} {limit} positional argument{} ({count} given)", plural(limit))
        };
        if given.positional > max {
            return positional(if self.min < max { "at most" } else { "exactly" }, max);
        }
        if given.positional < unnamed {
            return positional(if unnamed < max { "at least" } else { "exactly" }, unnamed);
        }
        let missing = signature.positional.get(given.positional + self.hidden).map_or("", |param| param.name);
        format!("{shown}() missing required argument '{missing}' (pos {})", given.positional + 1)
    }
}

fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}

fn expected(min: usize, max: usize, given: usize) -> String {
    match () {
        () if min == max => format!("expected {min} argument{}, got {given}", plural(min)),
        () if given < min => format!("expected at least {min} argument{}, got {given}", plural(min)),
        () => format!("expected at most {max} argument{}, got {given}", plural(max)),
    }
}

/// The methods behind operators are read as a tuple without a name, unlike the other operations.
fn slot_arity(owner: &str, name: &str, min: usize, max: usize, given: usize) -> String {
    let repeats = matches!(name, "__mul__" | "__rmul__" | "__imul__")
        && matches!(owner, "list" | "tuple" | "str" | "bytes" | "bytearray" | "collections.deque");
    match () {
        () if repeats => format!(" expected 1 argument, got {given}"),
        () if max < 2 => format!("expected {max} argument{}, got {given}", plural(max)),
        () => format!(" {}", expected(min, max, given)),
    }
}

fn parsed_as_tuple(name: &str, args: &[Value]) -> bool {
    PARSED_AS_TUPLE.contains(&name)
        && args.first().is_some_and(|this| {
            this.cast::<Str>().is_some() || this.cast::<Bytes>().is_some() || this.cast::<ByteArray>().is_some()
        })
}
