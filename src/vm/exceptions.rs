//! Exception objects: how they come to be, and what is their context.

use crate::heap::Value;
use crate::objects::{Dict, Exception, Module, Str, Tuple, Type};

use super::{E, N, Raised, Res, Vm};

/// `__context__` of an exception; empty if there is none.
fn context_of(exception: &Value) -> Value {
    exception.exact::<Exception>().map(|exception| exception.context.get()).unwrap_or_default()
}

impl Vm {
    /// Makes the exception being handled the context of one that is about to be raised. A chain of contexts that
    /// would lead back to the exception is cut there, as in CPython.
    pub fn set_context(&mut self, exception: &Value) {
        let handled = self.handled_exception();
        if handled.is_empty() || handled.is(exception) {
            return;
        }
        let mut link = handled.clone();
        // Floyd's second pointer, at half the speed: the chain may have been made a ring by a program.
        let (mut slow, mut odd) = (link.clone(), false);
        loop {
            let context = context_of(&link);
            if context.is_empty() {
                break;
            }
            if context.is(exception) {
                if let Some(last) = link.exact::<Exception>() {
                    last.context.set(Value::EMPTY);
                }
                break;
            }
            link = context;
            if link.is(&slow) {
                break;
            }
            if odd {
                slow = context_of(&slow);
            }
            odd = !odd;
        }
        if let Some(exception) = exception.exact::<Exception>() {
            exception.context.set(handled);
        }
    }

    /// The exception object that `raise value` raises: an instance, or an instance made from a class.
    pub fn make_exception(&mut self, value: &Value) -> Res {
        if value.exact::<Exception>().is_some() {
            return Ok(value.clone());
        }
        if let Some(made) = self.quick_exception(value) {
            return Ok(made);
        }
        let is_class = value.exact::<Type>().is_some_and(|class| {
            let base = &self.world.exceptions[E::BaseException as usize];
            class.is_subtype_of(base)
        });
        if !is_class {
            return Err(self.type_error("exceptions must derive from BaseException"));
        }
        let made = self.call(value, &[])?;
        if made.exact::<Exception>().is_none() {
            let (class, made) = (self.repr_lossy(value)?, self.type_of(&made));
            let made = self.repr_lossy(&made)?;
            let message = format!("calling {class} should have returned an instance of BaseException, not {made}");
            return Err(self.type_error(message));
        }
        Ok(made)
    }

    /// `repr(value)` as text, lone surrogates replaced.
    pub fn repr_lossy(&mut self, value: &Value) -> Res<String> {
        let bytes = self.repr_bytes(value)?;
        Ok(crate::text::wtf8::to_str_lossy(&bytes).into_owned())
    }

    /// The exception that the innermost frame with one handles; empty if none.
    pub fn handled_exception(&self) -> Value {
        self.frames_handled()
    }

    /// `NameError` for a global name.
    #[cold]
    pub fn raise_name_error(&mut self, name: &Value) -> Raised {
        let raised = self.raise(E::NameError, format!("name '{}' is not defined", text(name)));
        self.annotate_raised(N::attr_name, name.clone());
        raised
    }

    /// `AttributeError` for an attribute that an object does not have.
    #[cold]
    pub fn raise_attribute_error(&mut self, object: &Value, name: &Value) -> Raised {
        let mut rest = "'";
        let owner = if object.exact::<Type>().is_some() {
            format!("type object '{}'", self.name_of_type(object))
        } else if let Some(module) = object.cast::<Module>() {
            match self.module_name(object) {
                Some(name) if module.initialising.get() => {
                    rest = "' (most likely due to a circular import)";
                    format!("partially initialized module '{name}'")
                }
                Some(name) => format!("module '{name}'"),
                None => "module".to_owned(),
            }
        } else {
            format!("'{}' object", self.type_name(object))
        };
        // The name may have surrogates.
        let mut message = format!("{owner} has no attribute '").into_bytes();
        message.extend_from_slice(name.cast::<Str>().map_or(&[], Str::bytes));
        message.extend_from_slice(rest.as_bytes());
        let raised = self.raise_bytes(E::AttributeError, &message);
        self.annotate_raised(N::attr_name, name.clone());
        self.annotate_raised(N::obj, object.clone());
        raised
    }

    /// `__name__` of a module as text.
    pub fn module_name(&self, module: &Value) -> Option<String> {
        let key = self.name(N::name);
        let hash = self.str_hash(&key);
        let dict = module.cast::<Module>()?.dict.get();
        let dict = dict.exact::<Dict>()?;
        let value = dict.value_at(dict.find_str(&key, hash)?)?;
        value.cast::<Str>().map(|name| name.to_text().into_owned())
    }

    /// Raises `OSError` or the subclass that stands for its number; `filename` may be empty.
    #[cold]
    pub fn raise_os_error(&mut self, error: &std::io::Error, filename: Value) -> Raised {
        let number = error.raw_os_error().unwrap_or(0);
        let described = error.to_string();
        let message = described.split(" (os error").next().unwrap_or(&described).to_owned();
        let message = self.str(&message);
        let raised = self.raise_with(os_error_class(i64::from(number)), vec![Value::int32(number), message]);
        if !filename.is_empty() {
            self.annotate_raised(N::filename, filename);
        }
        raised
    }

    /// A member of an exception: what was assigned or recorded by name in its dict, without running code.
    pub fn exception_member(&self, exception: &Value, name: N) -> Option<Value> {
        let key = self.name(name);
        let hash = self.str_hash(&key);
        let dict = exception.exact::<Exception>()?.dict.get();
        let dict = dict.exact::<Dict>()?;
        dict.value_at(dict.find_str(&key, hash)?)
    }

    /// Item `index` of an exception's `args`.
    pub fn exception_arg(&self, exception: &Value, index: usize) -> Option<Value> {
        let args = exception.exact::<Exception>()?.args.get();
        args.exact::<Tuple>()?.elements().get(index).cloned()
    }
}

/// A name as text for messages.
fn text(name: &Value) -> String {
    name.cast::<Str>().map_or_else(String::new, |name| name.to_text().into_owned())
}

/// The class for an error number (Linux numbers).
pub fn os_error_class(number: i64) -> E {
    match number {
        11 | 114 | 115 => E::BlockingIOError,
        32 | 108 => E::BrokenPipeError,
        10 => E::ChildProcessError,
        103 => E::ConnectionAbortedError,
        111 => E::ConnectionRefusedError,
        104 => E::ConnectionResetError,
        17 => E::FileExistsError,
        2 => E::FileNotFoundError,
        21 => E::IsADirectoryError,
        20 => E::NotADirectoryError,
        4 => E::InterruptedError,
        13 | 1 => E::PermissionError,
        3 => E::ProcessLookupError,
        110 => E::TimeoutError,
        _ => E::OSError,
    }
}
