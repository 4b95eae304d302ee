//! Raising exceptions from Rust: the constructors of messages that several places need.

use crate::heap::Value;
use crate::num;
use crate::objects::exception::new_exception;

use super::{E, N, Raised, Res, Vm};

impl Vm {
    /// Raises an exception of a builtin class with a message.
    #[cold]
    pub fn raise(&mut self, class: E, message: impl AsRef<str>) -> Raised {
        let text = self.str(message.as_ref());
        self.raise_with(class, vec![text])
    }

    /// As `raise`, with a message of WTF-8.
    #[cold]
    pub fn raise_bytes(&mut self, class: E, message: &[u8]) -> Raised {
        let text = self.world.interner.string(message);
        self.raise_with(class, vec![text])
    }

    /// Raises an exception of a builtin class with these arguments.
    #[cold]
    pub fn raise_with(&mut self, class: E, args: Vec<Value>) -> Raised {
        let class = self.exception_class(class);
        match self.tuple(args) {
            Ok(args) => {
                let exception = new_exception(class, args);
                self.raise_value(exception)
            }
            Err(raised) => raised,
        }
    }

    /// Raises an exception object, with the exception being handled as its context.
    #[cold]
    pub fn raise_value(&mut self, exception: Value) -> Raised {
        self.set_context(&exception);
        self.reraise(exception)
    }

    /// Makes an exception object the one on its way, as it is.
    #[cold]
    pub fn reraise(&mut self, exception: Value) -> Raised {
        self.raised = exception;
        Raised(())
    }

    /// Takes the exception on its way, which ends there.
    pub fn take_raised(&mut self, _proof: Raised) -> Value {
        self.raised.take()
    }

    /// Whether the exception on its way is an instance of a builtin class.
    pub fn raised_is(&self, class: E) -> bool {
        self.is_exception(&self.raised, class)
    }

    /// Whether a value is an exception of a builtin class.
    pub fn is_exception(&self, value: &Value, class: E) -> bool {
        let class = &self.world.exceptions[class as usize];
        value.exact::<crate::objects::Exception>().is_some_and(|exception| {
            exception.class.peek(|own| own.exact::<crate::objects::Type>().is_some_and(|own| own.is_subtype_of(class)))
        })
    }

    /// Runs something; an exception of the given class becomes `None`.
    pub fn catch<R>(&mut self, class: E, result: Res<R>) -> Res<Option<R>> {
        match result {
            Ok(value) => Ok(Some(value)),
            Err(raised) if self.raised_is(class) => {
                drop(self.take_raised(raised));
                Ok(None)
            }
            Err(raised) => Err(raised),
        }
    }

    #[cold]
    pub fn raise_memory(&mut self) -> Raised {
        self.raise_with(E::MemoryError, Vec::new())
    }

    /// An error of the number and text algorithms.
    #[cold]
    pub fn raise_error(&mut self, error: num::error::Error) -> Raised {
        use num::error::ErrorKind;
        let class = match error.kind {
            ErrorKind::Value => E::ValueError,
            ErrorKind::Type => E::TypeError,
            ErrorKind::Overflow => E::OverflowError,
            ErrorKind::ZeroDivision => E::ZeroDivisionError,
            ErrorKind::Memory => return self.raise_memory(),
            ErrorKind::Range => {
                let message = self.str(&error.message);
                return self.raise_with(E::OverflowError, vec![Value::int32(34), message]);
            }
        };
        self.raise(class, &error.message)
    }

    /// Unwraps a result of the number and text algorithms.
    pub fn ok<R>(&mut self, result: num::error::Result<R>) -> Res<R> {
        result.map_err(|error| self.raise_error(error))
    }

    #[cold]
    pub fn type_error(&mut self, message: impl AsRef<str>) -> Raised {
        self.raise(E::TypeError, message)
    }

    #[cold]
    pub fn value_error(&mut self, message: impl AsRef<str>) -> Raised {
        self.raise(E::ValueError, message)
    }

    #[cold]
    pub fn index_error(&mut self, message: impl AsRef<str>) -> Raised {
        self.raise(E::IndexError, message)
    }

    /// `KeyError(key)`.
    #[cold]
    pub fn key_error(&mut self, key: &Value) -> Raised {
        self.raise_with(E::KeyError, vec![key.clone()])
    }

    /// `StopIteration(value)`; without a value for `None`.
    #[cold]
    pub fn stop_iteration(&mut self, value: Value) -> Raised {
        let args = if value.is_none() { Vec::new() } else { vec![value] };
        self.raise_with(E::StopIteration, args)
    }

    /// Sets an attribute of the exception on its way (`name`, `obj`, ...).
    pub fn annotate_raised(&mut self, name: N, value: Value) {
        let name = self.name(name);
        let hash = self.str_hash(&name);
        if let Some(exception) = self.raised.exact::<crate::objects::Exception>() {
            if exception.dict.is_empty() {
                exception.dict.set(crate::objects::dict::new_dict());
            }
            let dict = exception.dict.get();
            if crate::objects::dict::put_str(&dict, &name, hash, value).is_err() {
                self.raise_memory();
            }
        }
    }
}
