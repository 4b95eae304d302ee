//! The type `re.Match`, and the scanner that makes one match after the other.

use std::cell::Cell;

use super::pattern::data as pattern_data;
use super::program::{How, Spans};
use super::replace::expand;
use super::subject::{Subject, characters, slice};
use crate::builtins::alias::new_alias;
use crate::heap::kind::Visitor;
use crate::heap::{Slot, Value};
use crate::objects::{Host, HostData, Tuple, dict, int};
use crate::text::wtf8;
use crate::vm::types::GetSetDecl;
use crate::vm::{Decl, Res, Vm};
use crate::{getsets, natives};

/// A match.
pub struct MatchData {
    pub pattern: Slot,
    pub string: Slot,
    /// In bytes.
    pub spans: Spans,
    /// In characters.
    pos: usize,
    endpos: usize,
    last: Option<usize>,
}

impl HostData for MatchData {
    fn trace(&self, visitor: &mut dyn Visitor) {
        self.pattern.trace(visitor);
        self.string.trace(visitor);
    }
}

pub fn new_type(vm: &mut Vm) -> Res {
    let doc = "The result of re.match() and re.search().\nMatch objects always have a boolean value of True.";
    let class = vm.host_type("re", "Match", doc, 0, METHODS)?;
    vm.add_getsets(&class, MEMBERS)?;
    Ok(class)
}

pub fn new_match(vm: &mut Vm, pattern: &Value, subject: &Subject, spans: Spans) -> Res {
    let last = pattern_data(vm, pattern)?.program.last_group(&spans);
    let class = vm.host_type_named("re.Match");
    let data = MatchData {
        pattern: Slot::new(pattern.clone()),
        string: Slot::new(subject.value.clone()),
        spans,
        pos: subject.pos,
        endpos: subject.endpos,
        last,
    };
    vm.host_object(&class, data)
}

fn data<'a>(vm: &mut Vm, this: &'a Value) -> Res<&'a MatchData> {
    match this.cast::<Host>().and_then(Host::data) {
        Some(data) => Ok(data),
        None => Err(vm.type_error("a match was expected")),
    }
}

impl MatchData {
    /// The text of a group, or the default if it has none.
    pub fn group(&self, vm: &mut Vm, group: usize, default: &Value) -> Res {
        match self.spans.get(group).copied().flatten() {
            Some(span) => slice(vm, &self.string.get(), span),
            None => Ok(default.clone()),
        }
    }

    /// Where a group is, in characters; -1 if it is nowhere.
    fn span(&self, group: usize) -> (i64, i64) {
        let string = self.string.get();
        let place = |offset: usize| characters(&string, offset) as i64;
        self.spans.get(group).copied().flatten().map_or((-1, -1), |(start, end)| (place(start), place(end)))
    }

    /// The group that an argument means: by number or name; the match if it is absent.
    fn index(&self, vm: &mut Vm, key: &Value) -> Res<usize> {
        if key.is_empty() {
            return Ok(0);
        }
        let pattern = self.pattern.get();
        let number = match int::is_int(key) || key.as_bool().is_some() {
            true => int::to_i64(&vm.index(key)?),
            false => {
                let names = pattern_data(vm, &pattern)?.names.get();
                match vm.dict_get(&names, key)? {
                    Some(number) => int::to_i64(&number),
                    None => self.by_index(vm, key)?,
                }
            }
        };
        match number.and_then(|number| usize::try_from(number).ok()).filter(|&number| number < self.group_count(vm)) {
            Some(number) => Ok(number),
            None => Err(vm.index_error("no such group")),
        }
    }

    /// The number that an object with `__index__` is.
    fn by_index(&self, vm: &mut Vm, key: &Value) -> Res<Option<i64>> {
        let name = vm.intern("__index__");
        let class = vm.type_of(key);
        if vm.get_attr_opt(&class, &name)?.is_none() {
            return Ok(None);
        }
        let number = vm.index(key)?;
        Ok(int::to_i64(&number))
    }

    /// Number of groups, the match included.
    fn group_count(&self, vm: &mut Vm) -> usize {
        let pattern = self.pattern.get();
        pattern_data(vm, &pattern).map_or(1, |pattern| pattern.program.parsed.groups + 1)
    }

    fn span_tuple(&self, vm: &mut Vm, group: usize) -> Res {
        let (start, end) = self.span(group);
        vm.tuple(vec![int::from_i64(start), int::from_i64(end)])
    }
}

fn or_none(value: &Value) -> Value {
    if value.is_empty() { Value::NONE } else { value.clone() }
}

fn repr(vm: &mut Vm, this: &Value) -> Res {
    /// Longer matches are cut.
    const LONGEST: usize = 50;
    let found = data(vm, this)?;
    let (start, end) = found.span(0);
    let text = found.group(vm, 0, &Value::NONE)?;
    let shown = vm.repr_bytes(&text)?;
    let cut = wtf8::byte_offset(&shown, LONGEST).unwrap_or(shown.len());
    let mut out = format!("<re.Match object; span=({start}, {end}), match=").into_bytes();
    out.extend_from_slice(shown.get(..cut).unwrap_or(&shown));
    out.push(b'>');
    vm.str_bytes(&out)
}

static METHODS: &[Decl] = natives![
    "__new__(cls, /, *args, **kwargs)" |vm, [_cls, _args, _kwargs]| {
        Err(vm.type_error("cannot create 're.Match' instances"))
    };
    /// group([group1, ...]) -> str or tuple.
    /// Return subgroup(s) of the match by indices or names.
    /// For 0 returns the entire match.
    "group(self, /, *groups)" |vm, [this, groups]| {
        let found = data(vm, this)?;
        let groups = groups.cast::<Tuple>().map(Tuple::elements).unwrap_or_default();
        let get = |vm: &mut Vm, key: &Value| {
            let group = found.index(vm, key)?;
            found.group(vm, group, &Value::NONE)
        };
        match groups {
            [] => found.group(vm, 0, &Value::NONE),
            [key] => get(vm, key),
            _ => {
                let items = groups.iter().map(|key| get(vm, key)).collect::<Res<Vec<Value>>>()?;
                vm.tuple(items)
            }
        }
    };
    /// Return self[key].
    "__getitem__(self, key, /)" |vm, [this, key]| {
        let found = data(vm, this)?;
        let group = found.index(vm, key)?;
        found.group(vm, group, &Value::NONE)
    };
    /// Return a tuple containing all the subgroups of the match, from 1.
    "groups(self, /, default=None)" |vm, [this, default]| {
        let (found, default) = (data(vm, this)?, or_none(default));
        let count = found.group_count(vm);
        let items = (1..count).map(|group| found.group(vm, group, &default)).collect::<Res<Vec<Value>>>()?;
        vm.tuple(items)
    };
    /// Return a dictionary containing all the named subgroups of the match, keyed by the subgroup name.
    "groupdict(self, /, default=None)" |vm, [this, default]| {
        let (found, default) = (data(vm, this)?, or_none(default));
        let (pattern, result) = (found.pattern.get(), dict::new_dict());
        for known in &pattern_data(vm, &pattern)?.program.parsed.names {
            let (name, text) = (vm.str_bytes(&known.name)?, found.group(vm, known.group, &default)?);
            vm.dict_set(&result, name, text)?;
        }
        Ok(result)
    };
    /// Return index of the start of the substring matched by group.
    "start(self, group=0, /)" |vm, [this, group]| {
        let found = data(vm, this)?;
        let group = found.index(vm, group)?;
        Ok(int::from_i64(found.span(group).0))
    };
    /// Return index of the end of the substring matched by group.
    "end(self, group=0, /)" |vm, [this, group]| {
        let found = data(vm, this)?;
        let group = found.index(vm, group)?;
        Ok(int::from_i64(found.span(group).1))
    };
    /// For match object m, return the 2-tuple (m.start(group), m.end(group)).
    "span(self, group=0, /)" |vm, [this, group]| {
        let found = data(vm, this)?;
        let group = found.index(vm, group)?;
        found.span_tuple(vm, group)
    };
    /// Return the string obtained by doing backslash substitution on the string template, as done by the sub() method.
    "expand(self, /, template)" |vm, [this, template]| {
        let found = data(vm, this)?;
        expand(vm, found, template)
    };
    /// Return repr(self).
    "__repr__(self, /)" |vm, [this]| repr(vm, this);
    "__copy__(self, /)" |_vm, [this]| Ok(this.clone());
    "__deepcopy__(self, memo, /)" |_vm, [this, _memo]| Ok(this.clone());
    /// See PEP 585
    "__class_getitem__(cls, key, /)" |vm, [cls, key]| new_alias(vm, cls, key);
];

static MEMBERS: &[GetSetDecl] = getsets![
    "string" |vm, this| Ok(data(vm, this)?.string.get());
    "re" |vm, this| Ok(data(vm, this)?.pattern.get());
    "pos" |vm, this| Ok(int::from_usize(data(vm, this)?.pos));
    "endpos" |vm, this| Ok(int::from_usize(data(vm, this)?.endpos));
    "lastindex" |vm, this| Ok(data(vm, this)?.last.map_or(Value::NONE, int::from_usize));
    "lastgroup" |vm, this| {
        let found = data(vm, this)?;
        let pattern = found.pattern.get();
        let names = &pattern_data(vm, &pattern)?.program.parsed.names;
        match names.iter().find(|known| Some(known.group) == found.last) {
            Some(known) => vm.str_bytes(&known.name),
            None => Ok(Value::NONE),
        }
    };
    "regs" |vm, this| {
        let found = data(vm, this)?;
        let count = found.group_count(vm);
        let spans = (0..count).map(|group| found.span_tuple(vm, group)).collect::<Res<Vec<Value>>>()?;
        vm.tuple(spans)
    };
];

/// Where a scanner is in a text.
struct Scanner {
    pattern: Slot,
    subject: Subject,
    /// In bytes; `usize::MAX` at the end.
    at: Cell<usize>,
    advance: Cell<bool>,
}

impl HostData for Scanner {
    fn trace(&self, visitor: &mut dyn Visitor) {
        self.pattern.trace(visitor);
        visitor.visit(&self.subject.value);
    }
}

pub fn new_scanner(vm: &mut Vm, this: &Value, [string, pos, endpos]: [&Value; 3]) -> Res {
    let pattern = pattern_data(vm, this)?;
    let subject = Subject::new(vm, pattern, string, pos, endpos)?;
    let class = vm.host_type_named("_sre.SRE_Scanner");
    let (pattern, at) = (Slot::new(this.clone()), Cell::new(subject.start));
    vm.host_object(&class, Scanner { pattern, subject, at, advance: Cell::new(false) })
}

fn scan(vm: &mut Vm, this: &Value, how: How) -> Res {
    let Some(scanner) = this.cast::<Host>().and_then(Host::data::<Scanner>) else {
        return Err(vm.type_error("a scanner was expected"));
    };
    let (this, subject) = (scanner.pattern.get(), &scanner.subject);
    let pattern = pattern_data(vm, &this)?;
    let at = scanner.at.get();
    if at > subject.end {
        return Ok(Value::NONE);
    }
    match pattern.program.find_next(subject.text(), at, how, true, scanner.advance.get()) {
        Ok(Some(spans)) => {
            let (start, end) = spans.first().copied().flatten().unwrap_or_default();
            scanner.at.set(end);
            scanner.advance.set(start == end);
            new_match(vm, &this, subject, spans)
        }
        Ok(None) => {
            scanner.at.set(usize::MAX);
            Ok(Value::NONE)
        }
        Err(failure) => Err(super::raise(vm, failure, &pattern.source.get())),
    }
}

pub static SCANNER: &[Decl] = natives![
    "match(self, /)" |vm, [this]| scan(vm, this, How::Match);
    "search(self, /)" |vm, [this]| scan(vm, this, How::Search);
];
