//! What `match` asks of a subject: is it a sequence, a mapping, an instance; and its parts.
//!
//! Source: CPython 3.11 `Python/ceval.c`, `match_keys` and `match_class`.

use crate::bytecode::instr::Instr;
use crate::bytecode::op::Op;
use crate::heap::Value;
use crate::objects::{Dict, List, MappingProxy, MemoryView, Range, Str, Tuple, Type, int};

use super::{N, Res, T, Vm};

/// The types of which `case int(n)` binds the subject itself; their subclasses inherit that.
const MATCH_SELF: &[T] =
    &[T::ByteArray, T::Bytes, T::Dict, T::Float, T::FrozenSet, T::Int, T::List, T::Set, T::Str, T::Tuple];

impl Vm {
    /// The value of an instruction for patterns; `other` is its third operand where that is a register.
    pub(super) fn match_test(&mut self, instr: &Instr, subject: &Value, other: Option<&Value>) -> Res {
        match (instr.op, other) {
            (Op::MatchSequence, _) => Ok(Value::bool(
                subject.cast::<List>().is_some()
                    || subject.cast::<Tuple>().is_some()
                    || subject.cast::<Range>().is_some()
                    || subject.exact::<MemoryView>().is_some(),
            )),
            (Op::MatchMapping, _) => {
                Ok(Value::bool(subject.cast::<Dict>().is_some() || subject.cast::<MappingProxy>().is_some()))
            }
            (Op::MatchKeys, Some(keys)) => {
                let values = self.match_keys(subject, keys)?;
                self.tuple_or_none(values)
            }
            (Op::MatchClass, Some(class)) => {
                let names = self
                    .frames
                    .last()
                    .and_then(|frame| frame.code()?.constants.get(instr.d as usize).cloned())
                    .unwrap_or_default();
                let values = self.match_class(subject, &class.clone(), instr.e as usize, &names)?;
                self.tuple_or_none(values)
            }
            _ => Ok(int::from_usize(self.length(subject)?)),
        }
    }

    fn tuple_or_none(&mut self, values: Option<Vec<Value>>) -> Res {
        match values {
            Some(values) => self.tuple(values),
            None => Ok(Value::NONE),
        }
    }

    /// The values of a mapping for the keys; `None` if one is missing. As with `get`, a missing key makes no new one.
    fn match_keys(&mut self, mapping: &Value, keys: &Value) -> Res<Option<Vec<Value>>> {
        let keys = keys.exact::<Tuple>().map(|keys| keys.elements().to_vec()).unwrap_or_default();
        let seen = crate::objects::dict::new_dict();
        let missing = if mapping.exact::<Dict>().is_some() {
            None
        } else {
            let object = self.type_object(T::Object);
            Some(self.new_object(&object, None)?)
        };
        let mut values = Vec::with_capacity(keys.len());
        for key in &keys {
            if self.dict_get(&seen, key)?.is_some() {
                let key = String::from_utf8_lossy(&self.repr_bytes(key)?).into_owned();
                return Err(self.value_error(format!("mapping pattern checks duplicate key ({key})")));
            }
            self.dict_set(&seen, key.clone(), Value::NONE)?;
            let found = match &missing {
                None => self.dict_get(mapping, key)?,
                Some(missing) => {
                    let found = self.call_method(mapping, "get", &[key.clone(), missing.clone()])?;
                    if found.is(missing) { None } else { Some(found) }
                }
            };
            match found {
                Some(value) => values.push(value),
                None => return Ok(None),
            }
        }
        Ok(Some(values))
    }

    /// The attributes of an instance of the class, `positional` of them by position and then the named ones; `None` if
    /// it is no instance or lacks one.
    fn match_class(
        &mut self,
        subject: &Value,
        class: &Value,
        positional: usize,
        names: &Value,
    ) -> Res<Option<Vec<Value>>> {
        if class.cast::<Type>().is_none() {
            return Err(self.type_error("called match pattern must be a type"));
        }
        if !self.is_instance(subject, class)? {
            return Ok(None);
        }
        let named = names.exact::<Tuple>().map(|names| names.elements().to_vec()).unwrap_or_default();
        let mut values = Vec::with_capacity(positional + named.len());
        let mut wanted = Vec::with_capacity(positional + named.len());
        if positional > 0 {
            let title = self.class_title(class);
            let key = self.name(N::match_args);
            let listed = self.get_attr_opt(class, &key)?;
            let binds_self = listed.is_none() && self.binds_self(class);
            let allowed = match &listed {
                Some(listed) => match listed.exact::<Tuple>() {
                    Some(listed) => listed.elements().to_vec(),
                    None => {
                        let given = self.type_name(listed);
                        let message = format!("{title}.__match_args__ must be a tuple (got {given})");
                        return Err(self.type_error(message));
                    }
                },
                None => Vec::new(),
            };
            let most = if binds_self { 1 } else { allowed.len() };
            if positional > most {
                let plural = if most == 1 { "" } else { "s" };
                return Err(self.type_error(format!(
                    "{title}() accepts {most} positional sub-pattern{plural} ({positional} given)"
                )));
            }
            if binds_self {
                values.push(subject.clone());
            } else {
                wanted.extend(allowed.into_iter().take(positional));
            }
        }
        wanted.extend(named);
        for (index, name) in wanted.iter().enumerate() {
            let Some(text) = name.exact::<Str>() else {
                let given = self.type_name(name);
                return Err(self.type_error(format!("__match_args__ elements must be strings (got {given})")));
            };
            let repeated = wanted
                .iter()
                .take(index)
                .any(|other| other.exact::<Str>().is_some_and(|other| other.bytes() == text.bytes()));
            if repeated {
                let title = self.class_title(class);
                let name = String::from_utf8_lossy(&self.repr_bytes(name)?).into_owned();
                return Err(self.type_error(format!("{title}() got multiple sub-patterns for attribute {name}")));
            }
            match self.get_attr_opt(subject, name)? {
                Some(value) => values.push(value),
                None => return Ok(None),
            }
        }
        Ok(Some(values))
    }

    fn binds_self(&self, class: &Value) -> bool {
        MATCH_SELF
            .iter()
            .any(|which| class.cast::<Type>().is_some_and(|class| class.is_subtype_of(&self.type_object(*which))))
    }

    /// What messages call the class.
    fn class_title(&self, class: &Value) -> String {
        class
            .cast::<Type>()
            .and_then(|class| class.name.peek(|name| name.exact::<Str>().map(|name| name.to_text().into_owned())))
            .unwrap_or_default()
    }
}
