//! Exception groups: splitting them, and what `except*` makes of them.

use crate::heap::Value;
use crate::objects::{Exception, List, Tuple, Type, list, ty};

use super::{E, N, Res, Vm};

/// The exceptions of a group; nothing for any other exception.
pub fn members(value: &Value) -> Vec<Value> {
    let group = value.exact::<Exception>().map(|exception| exception.group.get()).unwrap_or_default();
    let parts = group.exact::<Tuple>().and_then(|parts| parts.elements().get(1).cloned()).unwrap_or_default();
    parts.exact::<Tuple>().map(|parts| parts.elements().to_vec()).unwrap_or_default()
}

/// Which exceptions `split` is asked for.
pub enum Condition {
    Classes(Value),
    Function(Value),
    /// The leaves of these groups.
    Leaves(Vec<Value>),
}

fn is_exception_class(value: &Value) -> bool {
    value.exact::<Type>().is_some_and(|class| class.has(ty::IS_EXCEPTION))
}

fn slots_agree(one: &Value, other: &Value) -> bool {
    one.is(other) || (one.is_empty() && other.is_empty())
}

impl Vm {
    /// Whether a value is an exception group.
    pub fn is_group(&self, value: &Value) -> bool {
        self.is_exception(value, E::BaseExceptionGroup)
    }

    /// The condition that an argument of `split` or `subgroup` means.
    pub fn group_condition(&mut self, value: &Value) -> Res<Condition> {
        let is_tuple = |value: &Value| {
            value.exact::<Tuple>().is_some_and(|classes| classes.elements().iter().all(is_exception_class))
        };
        if is_exception_class(value) || is_tuple(value) {
            return Ok(Condition::Classes(value.clone()));
        }
        if value.exact::<crate::objects::Function>().is_some() {
            return Ok(Condition::Function(value.clone()));
        }
        Err(self.type_error("expected a function, exception type or tuple of exception types"))
    }

    fn group_matches(&mut self, exception: &Value, condition: &Condition) -> Res<bool> {
        match condition {
            Condition::Classes(classes) => self.exception_matches(exception, classes),
            Condition::Function(function) => {
                let answer = self.call(function, std::slice::from_ref(exception))?;
                self.truth(&answer)
            }
            Condition::Leaves(leaves) => Ok(!self.is_group(exception) && leaves.iter().any(|leaf| leaf.is(exception))),
        }
    }

    /// The parts of an exception that meet a condition and that do not; each empty if there is none.
    pub fn split_exception(&mut self, exception: &Value, condition: &Condition) -> Res<(Value, Value)> {
        if self.group_matches(exception, condition)? {
            return Ok((exception.clone(), Value::EMPTY));
        }
        if !self.is_group(exception) {
            return Ok((Value::EMPTY, exception.clone()));
        }
        if let Err(raised) = self.enter_native() {
            drop(self.take_raised(raised));
            return Err(self.raise_recursion(" in exceptiongroup_split_recursive"));
        }
        let result = stacker::maybe_grow(64 * 1024, 1024 * 1024, || {
            let (mut matching, mut rest) = (Vec::new(), Vec::new());
            for member in members(exception) {
                let (one, other) = self.split_exception(&member, condition)?;
                matching.extend(Some(one).filter(|one| !one.is_empty()));
                rest.extend(Some(other).filter(|other| !other.is_empty()));
            }
            Ok((self.derive_group(exception, matching)?, self.derive_group(exception, rest)?))
        });
        self.leave_native();
        result
    }

    /// A group like `original` of some of its exceptions; empty if there are none.
    fn derive_group(&mut self, original: &Value, exceptions: Vec<Value>) -> Res {
        if exceptions.is_empty() {
            return Ok(Value::EMPTY);
        }
        let exceptions = self.list(exceptions);
        let derived = self.call_method(original, "derive", &[exceptions])?;
        let (Some(new), Some(old), true) =
            (derived.exact::<Exception>(), original.exact::<Exception>(), self.is_group(&derived))
        else {
            return Err(self.type_error("derive must return an instance of BaseExceptionGroup"));
        };
        if !old.traceback.is_empty() {
            new.traceback.set(old.traceback.get());
        }
        new.context.set(old.context.get());
        new.cause.set(old.cause.get());
        new.suppress_context.set(true);
        let name = self.name(N::notes);
        if let Some(notes) = self.get_attr_opt(original, &name)?
            && (notes.cast::<List>().is_some() || notes.cast::<Tuple>().is_some())
        {
            let notes = self.collect(&notes)?;
            let notes = self.list(notes);
            self.set_attr(&derived, &name, notes)?;
        }
        Ok(derived)
    }

    /// `ExceptionGroup("", exceptions)`
    fn unnamed_group(&mut self, exceptions: Value) -> Res {
        let class = self.exception_class(E::BaseExceptionGroup);
        let message = self.str("");
        self.call(&class, &[message, exceptions])
    }

    // ---- except*

    /// The part of an exception that `except* class` catches and the rest, each None if there is none.
    pub(super) fn group_match(&mut self, exception: &Value, class: &Value) -> Res<(Value, Value)> {
        if exception.is_none() {
            // Even so, the class must be one.
            self.check_star_class(class)?;
            return Ok((Value::NONE, Value::NONE));
        }
        let matches = self.exception_matches(exception, class)?;
        self.check_star_class(class)?;
        if matches {
            let caught = if self.is_group(exception) {
                exception.clone()
            } else {
                let only = self.tuple(vec![exception.clone()])?;
                self.unnamed_group(only)?
            };
            return Ok((caught, Value::NONE));
        }
        if !self.is_group(exception) {
            return Ok((Value::NONE, exception.clone()));
        }
        let pair = self.call_method(exception, "split", std::slice::from_ref(class))?;
        match pair.exact::<Tuple>().map(|pair| pair.elements()) {
            Some([caught, rest]) => Ok((caught.clone(), rest.clone())),
            _ => {
                let class = self.class_name(exception);
                let found = self.class_name(&pair);
                Err(self.type_error(format!("{class}.split must return a 2-tuple, not {found}")))
            }
        }
    }

    fn check_star_class(&mut self, class: &Value) -> Res<()> {
        let base = self.exception_class(E::BaseExceptionGroup);
        let is_group = |class: &Value| class.exact::<Type>().is_some_and(|class| class.is_subtype_of(&base));
        let wrong = match class.exact::<Tuple>() {
            Some(classes) => {
                if !classes.elements().iter().all(is_exception_class) {
                    return Err(self.bad_class());
                }
                classes.elements().iter().any(is_group)
            }
            None if !is_exception_class(class) => return Err(self.bad_class()),
            None => is_group(class),
        };
        if wrong {
            let message = "catching ExceptionGroup with except* is not allowed. Use except instead.";
            return Err(self.type_error(message));
        }
        Ok(())
    }

    fn bad_class(&mut self) -> super::Raised {
        self.type_error("catching classes that do not inherit from BaseException is not allowed")
    }

    /// What is raised after the clauses for `original`, given what they raised and what none of them caught; or None.
    pub(super) fn group_raise(&mut self, original: &Value, exceptions: &Value) -> Res {
        let found = self.collect(exceptions)?;
        let found: Vec<Value> = found.into_iter().filter(|one| !one.is_none()).collect();
        if !self.is_group(original) {
            // Wrapped for the one clause that caught it, if any did.
            return Ok(found.first().cloned().unwrap_or(Value::NONE));
        }
        let (mut raised, mut unraised) = (Vec::new(), Vec::new());
        for one in found {
            if self.is_part_of(&one, original)? { unraised.push(one) } else { raised.push(one) }
        }
        if !unraised.is_empty() {
            let mut leaves = Vec::new();
            for group in &unraised {
                self.leaves(group, &mut leaves)?;
            }
            let (rest, _) = self.split_exception(original, &Condition::Leaves(leaves))?;
            if !rest.is_empty() {
                raised.push(rest);
            }
        }
        match raised.len() {
            0 => Ok(Value::NONE),
            1 => Ok(raised.swap_remove(0)),
            _ => {
                let raised = self.list(raised);
                self.unnamed_group(raised)
            }
        }
    }

    /// Whether an exception is a part that was split off a group and not raised anew: it has its notes and history.
    fn is_part_of(&mut self, one: &Value, original: &Value) -> Res<bool> {
        if !self.is_group(one) {
            return Ok(false);
        }
        let notes = |vm: &mut Vm, value: &Value| -> Res<Vec<Value>> {
            match vm.exception_member(value, N::notes) {
                Some(notes) if notes.cast::<List>().is_some() => vm.collect(&notes),
                _ => Ok(Vec::new()),
            }
        };
        let (ours, theirs) = (notes(self, one)?, notes(self, original)?);
        let same_notes = ours.len() == theirs.len() && ours.iter().zip(&theirs).all(|(one, other)| one.is(other));
        let (Some(one), Some(original)) = (one.exact::<Exception>(), original.exact::<Exception>()) else {
            return Ok(false);
        };
        let same =
            [(&one.traceback, &original.traceback), (&one.cause, &original.cause), (&one.context, &original.context)];
        Ok(same_notes && same.iter().all(|(one, other)| slots_agree(&one.get(), &other.get())))
    }

    fn leaves(&mut self, exception: &Value, found: &mut Vec<Value>) -> Res<()> {
        if !self.is_group(exception) {
            found.push(exception.clone());
            return Ok(());
        }
        self.enter_native()?;
        let result = stacker::maybe_grow(64 * 1024, 1024 * 1024, || {
            members(exception).iter().try_for_each(|member| self.leaves(member, found))
        });
        self.leave_native();
        result
    }

    /// Makes a group from the arguments of its constructor.
    pub fn new_group(&mut self, class: &Value, args: &Value) -> Res {
        let given = args.cast::<Tuple>().map(|args| args.elements().to_vec()).unwrap_or_default();
        let [message, exceptions] = &given[..] else {
            let message = format!("BaseExceptionGroup.__new__() takes exactly 2 arguments ({} given)", given.len());
            return Err(self.type_error(message));
        };
        if message.cast::<crate::objects::Str>().is_none() {
            let name = self.type_name(message);
            return Err(self.type_error(format!("BaseExceptionGroup.__new__() argument 1 must be str, not {name}")));
        }
        let is_mapping = exceptions.cast::<crate::objects::Dict>().is_some();
        if is_mapping || !self.has_special(exceptions, N::getitem) {
            return Err(self.type_error("second argument (exceptions) must be a sequence"));
        }
        let is_tuple = exceptions.exact::<Tuple>().is_some();
        let items = self.collect(exceptions)?;
        if items.is_empty() {
            return Err(self.value_error("second argument (exceptions) must be a non-empty sequence"));
        }
        if let Some(at) = items.iter().position(|item| item.exact::<Exception>().is_none()) {
            return Err(self.value_error(format!("Item {at} of second argument (exceptions) is not an exception")));
        }
        let all_plain = items.iter().all(|item| self.is_exception(item, E::Exception));
        let (base, group) = (self.exception_class(E::BaseExceptionGroup), self.exception_class(E::ExceptionGroup));
        let exception = self.exception_class(E::Exception);
        let mut class = class.clone();
        if class.is(&base) {
            if all_plain {
                class = group;
            }
        } else if !all_plain && class.exact::<Type>().is_some_and(|class| class.is_subtype_of(&exception)) {
            if class.is(&group) {
                return Err(self.type_error("Cannot nest BaseExceptions in an ExceptionGroup"));
            }
            let name = class.exact::<Type>().map_or_else(String::new, Type::name_text);
            return Err(self.type_error(format!("Cannot nest BaseExceptions in '{name}'")));
        }
        let members = if is_tuple { exceptions.clone() } else { self.tuple(items)? };
        let made = crate::objects::exception::new_exception(class, args.clone());
        if let Some(made) = made.exact::<Exception>() {
            made.group.set(list::new_tuple(vec![message.clone(), members]));
        }
        Ok(made)
    }
}
