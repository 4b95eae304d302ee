//! The type `re.Pattern`.

use super::matches::{new_match, new_scanner};
use super::program::{How, Program, Spans};
use super::replace::substitute;
use super::subject::{Subject, position};
use super::syntax::flag;
use crate::builtins::alias::new_alias;
use crate::heap::kind::Visitor;
use crate::heap::{Slot, Value, alloc};
use crate::objects::descriptor::MappingProxy;
use crate::objects::iter::{Iter, IterKind, new_iter};
use crate::objects::{Dict, Host, HostData, dict, int};
use crate::vm::types::GetSetDecl;
use crate::vm::{Decl, Res, Vm};
use crate::{getsets, natives};

/// A compiled pattern.
pub struct PatternData {
    /// The string or bytes.
    pub source: Slot,
    /// A dict of the groups' names.
    pub names: Slot,
    pub program: Program,
}

impl HostData for PatternData {
    fn trace(&self, visitor: &mut dyn Visitor) {
        self.source.trace(visitor);
        self.names.trace(visitor);
    }
}

pub fn new_type(vm: &mut Vm) -> Res {
    let class = vm.host_type("re", "Pattern", "Compiled regular expression object.", 0, METHODS)?;
    vm.add_getsets(&class, MEMBERS)?;
    Ok(class)
}

pub fn new_pattern(vm: &mut Vm, source: &Value, program: Program) -> Res {
    let names = dict::new_dict();
    for known in &program.parsed.names {
        let name = vm.str_bytes(&known.name)?;
        vm.dict_set(&names, name, int::from_usize(known.group))?;
    }
    let class = vm.host_type_named("re.Pattern");
    vm.host_object(&class, PatternData { source: Slot::new(source.clone()), names: Slot::new(names), program })
}

/// The data of a pattern.
pub fn data<'a>(vm: &mut Vm, this: &'a Value) -> Res<&'a PatternData> {
    match this.cast::<Host>().and_then(Host::data) {
        Some(data) => Ok(data),
        None => Err(vm.type_error("a compiled pattern was expected")),
    }
}

/// A search of its own.
fn find_one(vm: &mut Vm, this: &Value, how: How, [string, pos, endpos]: [&Value; 3]) -> Res {
    let pattern = data(vm, this)?;
    let subject = Subject::new(vm, pattern, string, pos, endpos)?;
    if subject.start > subject.end {
        return Ok(Value::NONE);
    }
    match pattern.program.find(subject.text(), subject.start, how, true) {
        Ok(Some(spans)) => new_match(vm, this, &subject, spans),
        Ok(None) => Ok(Value::NONE),
        Err(failure) => Err(super::raise(vm, failure, &pattern.source.get())),
    }
}

/// All matches in a text, one after the other. An empty match may follow another match, but not an empty one at its place.
pub struct Matches<'a> {
    pattern: &'a PatternData,
    subject: &'a Subject,
    groups: bool,
    at: usize,
    advance: bool,
}

impl<'a> Matches<'a> {
    pub fn new(pattern: &'a PatternData, subject: &'a Subject, groups: bool) -> Matches<'a> {
        Matches { pattern, subject, groups, at: subject.start, advance: false }
    }

    /// The next match: where it is, and its groups.
    pub fn next(&mut self, vm: &mut Vm) -> Res<Option<((usize, usize), Spans)>> {
        if self.at > self.subject.end {
            return Ok(None);
        }
        let program = &self.pattern.program;
        match program.find_next(self.subject.text(), self.at, How::Search, self.groups, self.advance) {
            Ok(Some(spans)) => {
                let (start, end) = spans.first().copied().flatten().unwrap_or_default();
                self.at = end;
                self.advance = start == end;
                Ok(Some(((start, end), spans)))
            }
            Ok(None) => {
                self.at = usize::MAX;
                Ok(None)
            }
            Err(failure) => Err(super::raise(vm, failure, &self.pattern.source.get())),
        }
    }
}

fn find_all(vm: &mut Vm, this: &Value, [string, pos, endpos]: [&Value; 3]) -> Res {
    let pattern = data(vm, this)?;
    let subject = Subject::new(vm, pattern, string, pos, endpos)?;
    let groups = pattern.program.parsed.groups;
    let mut matches = Matches::new(pattern, &subject, groups > 0);
    let mut found = Vec::new();
    while let Some((span, spans)) = matches.next(vm)? {
        let group = |vm: &mut Vm, group: usize| {
            let span = spans.get(group).copied().flatten();
            subject.slice(vm, span.unwrap_or_default())
        };
        found.push(match groups {
            0 => subject.slice(vm, span)?,
            1 => group(vm, 1)?,
            _ => {
                let items = (1..=groups).map(|index| group(vm, index)).collect::<Res<Vec<Value>>>()?;
                vm.tuple(items)?
            }
        });
    }
    Ok(vm.list(found))
}

fn split(vm: &mut Vm, this: &Value, string: &Value, limit: &Value) -> Res {
    let pattern = data(vm, this)?;
    let limit = position(vm, limit, 0)?;
    let subject = Subject::new(vm, pattern, string, &Value::EMPTY, &Value::EMPTY)?;
    let groups = pattern.program.parsed.groups;
    let mut matches = Matches::new(pattern, &subject, groups > 0);
    let (mut parts, mut last, mut count) = (Vec::new(), 0, 0);
    while limit == 0 || count < limit {
        let Some(((start, end), spans)) = matches.next(vm)? else { break };
        parts.push(subject.slice(vm, (last, start))?);
        for group in 1..=groups {
            parts.push(match spans.get(group).copied().flatten() {
                Some(span) => subject.slice(vm, span)?,
                None => Value::NONE,
            });
        }
        last = end;
        count += 1;
    }
    parts.push(subject.slice(vm, (last, subject.end))?);
    Ok(vm.list(parts))
}

/// The names of flags, in the order in which a repr shows them.
const FLAG_NAMES: &[(i64, &str)] = &[
    (1, "re.TEMPLATE"),
    (flag::IGNORECASE, "re.IGNORECASE"),
    (flag::LOCALE, "re.LOCALE"),
    (flag::MULTILINE, "re.MULTILINE"),
    (flag::DOTALL, "re.DOTALL"),
    (flag::UNICODE, "re.UNICODE"),
    (flag::VERBOSE, "re.VERBOSE"),
    (128, "re.DEBUG"),
    (flag::ASCII, "re.ASCII"),
];

fn repr(vm: &mut Vm, pattern: &PatternData) -> Res {
    /// Longer patterns are cut.
    const LONGEST: usize = 200;
    let source = vm.repr_bytes(&pattern.source.get())?;
    let end = crate::text::wtf8::byte_offset(&source, LONGEST).unwrap_or(source.len());
    let mut out = b"re.compile(".to_vec();
    out.extend_from_slice(source.get(..end).unwrap_or(&source));
    let mut flags = pattern.program.parsed.flags;
    if pattern.program.parsed.is_text && flags & flag::TYPES == flag::UNICODE {
        flags &= !flag::UNICODE;
    }
    let mut names: Vec<String> = Vec::new();
    for (flag, name) in FLAG_NAMES {
        if flags & flag != 0 {
            names.push((*name).to_owned());
            flags &= !flag;
        }
    }
    if flags != 0 {
        names.push(format!("{flags:#x}"));
    }
    if !names.is_empty() {
        out.extend_from_slice(b", ");
        out.extend_from_slice(names.join("|").as_bytes());
    }
    out.push(b')');
    vm.str_bytes(&out)
}

fn equal(vm: &mut Vm, this: &Value, other: &Value) -> Res {
    let Some(other_data) = other.cast::<Host>().and_then(Host::data::<PatternData>) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let pattern = data(vm, this)?;
    let (one, two) = (&pattern.program.parsed, &other_data.program.parsed);
    if one.flags != two.flags || one.is_text != two.is_text {
        return Ok(Value::FALSE);
    }
    let equal = vm.equals(&pattern.source.get(), &other_data.source.get())?;
    Ok(Value::bool(equal))
}

static METHODS: &[Decl] = natives![
    "__new__(cls, /, *args, **kwargs)" |vm, [_cls, _args, _kwargs]| {
        Err(vm.type_error("cannot create 're.Pattern' instances"))
    };
    /// Matches zero or more characters at the beginning of the string.
    "match(self, /, string, pos=0, endpos=sys.maxsize)" |vm, [this, string, pos, endpos]| {
        find_one(vm, this, How::Match, [string, pos, endpos])
    };
    /// Matches against all of the string.
    "fullmatch(self, /, string, pos=0, endpos=sys.maxsize)" |vm, [this, string, pos, endpos]| {
        find_one(vm, this, How::Full, [string, pos, endpos])
    };
    /// Scan through string looking for a match, and return a corresponding match object instance.
    ///
    /// Return None if no position in the string matches.
    "search(self, /, string, pos=0, endpos=sys.maxsize)" |vm, [this, string, pos, endpos]| {
        find_one(vm, this, How::Search, [string, pos, endpos])
    };
    /// Return a list of all non-overlapping matches of pattern in string.
    "findall(self, /, string, pos=0, endpos=sys.maxsize)" |vm, [this, string, pos, endpos]| {
        find_all(vm, this, [string, pos, endpos])
    };
    /// Return an iterator over all non-overlapping matches for the RE pattern in string.
    ///
    /// For each match, the iterator returns a match object.
    "finditer(self, /, string, pos=0, endpos=sys.maxsize)" |vm, [this, string, pos, endpos]| {
        let scanner = new_scanner(vm, this, [string, pos, endpos])?;
        let name = vm.intern("search");
        let search = vm.get_attr(&scanner, &name)?;
        let iter = Iter::new(IterKind::Sentinel, search);
        iter.extra.set(Value::NONE);
        Ok(new_iter(iter))
    };
    "scanner(self, /, string, pos=0, endpos=sys.maxsize)" |vm, [this, string, pos, endpos]| {
        new_scanner(vm, this, [string, pos, endpos])
    };
    /// Split string by the occurrences of pattern.
    "split(self, /, string, maxsplit=0)" |vm, [this, string, limit]| split(vm, this, string, limit);
    /// Return the string obtained by replacing the leftmost non-overlapping occurrences of pattern in string by the replacement repl.
    "sub(self, /, repl, string, count=0)" |vm, [this, repl, string, count]| {
        substitute(vm, this, [repl, string, count]).map(|(result, _)| result)
    };
    /// Return the tuple (new_string, number_of_subs_made) found by replacing the leftmost non-overlapping occurrences of pattern with the replacement repl.
    "subn(self, /, repl, string, count=0)" |vm, [this, repl, string, count]| {
        let (result, made) = substitute(vm, this, [repl, string, count])?;
        vm.tuple(vec![result, int::from_usize(made)])
    };
    /// Return repr(self).
    "__repr__(self, /)" |vm, [this]| {
        let pattern = data(vm, this)?;
        repr(vm, pattern)
    };
    /// Return self==value.
    "__eq__(self, value, /)" |vm, [this, other]| equal(vm, this, other);
    /// Return hash(self).
    "__hash__(self, /)" |vm, [this]| {
        let pattern = data(vm, this)?;
        let hash = vm.hash(&pattern.source.get())?;
        Ok(int::from_i64(crate::num::hash::hash_tuple([hash, pattern.program.parsed.flags])))
    };
    "__copy__(self, /)" |_vm, [this]| Ok(this.clone());
    "__deepcopy__(self, memo, /)" |_vm, [this, _memo]| Ok(this.clone());
    /// See PEP 585
    "__class_getitem__(cls, key, /)" |vm, [cls, key]| new_alias(vm, cls, key);
];

static MEMBERS: &[GetSetDecl] = getsets![
    "pattern" |vm, this| Ok(data(vm, this)?.source.get());
    "flags" |vm, this| Ok(int::from_i64(data(vm, this)?.program.parsed.flags));
    "groups" |vm, this| Ok(int::from_usize(data(vm, this)?.program.parsed.groups));
    "groupindex" |vm, this| {
        let names = data(vm, this)?.names.get();
        if names.exact::<Dict>().is_some_and(|names| names.is_empty()) {
            return Ok(dict::new_dict());
        }
        Ok(alloc::new(MappingProxy { mapping: Slot::new(names) }))
    };
];
